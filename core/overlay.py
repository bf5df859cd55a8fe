"""Systems laid over perimeters: units, flows and what both have in common, by position.

The ground on which :mod:`~alliance.core.perimeters` draws its tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray
from .membership import Incidence, Membership, check_match, incidence, on_codes, ratio, sum_by
from .messages import translate
from .ties import group_starts, settled


@dataclass(frozen=True, eq=False)
class Ground:
    """Units, systems, perimeters and flows by position.

    Attributes
    ----------
    codes, names : (n,) arrays of str
        The units compared, and those that only the flows know; sorted by code.
    compared : (n,) array of bool
        False for units that only the flows know.
    system : (n,) array of int
        Position of the unit's system in `numbers`, -1 for none.
    numbers, system_names : (S,) arrays
        Number and name of each system.
    perimeters, perimeter_names : (P + 1,) arrays of str
        Perimeter number P is "outside any perimeter", with an empty code.
    weight, area, measure : (n,) arrays of float
        Weight; area in km², NaN where areas are not known; what the comparison counts.
    members : Incidence
    flows : Flows or None
        On `codes`, symmetrised, with only what the margins count.
    """

    codes: CodeArray
    names: CodeArray
    compared: NDArray[np.bool_]
    system: IntArray
    numbers: IntArray
    system_names: CodeArray
    perimeters: CodeArray
    perimeter_names: CodeArray
    weight: FloatArray
    area: FloatArray
    measure: FloatArray
    members: Incidence
    flows: Flows | None

    @property
    def outside(self) -> int:
        """P, the number of "outside any perimeter"."""
        return self.members.n_perimeters

    @property
    def n_systems(self) -> int:
        """S, the number of systems."""
        return len(self.numbers)

    def by_system(self, value: FloatArray) -> FloatArray:
        """Sum a value of the units by system, shape (S,)."""
        inside = self.system >= 0
        return sum_by(self.system[inside], value[inside], self.n_systems)


def lay_out(
    units: pd.DataFrame,
    membership: Membership,
    measure: str,
    flows: Flows | None,
    areas: Mapping[str, float] | pd.Series | None,
    margins: str,
) -> Ground:
    """Check the units and bring everything to positions.

    Parameters and errors are those of :func:`~alliance.core.perimeters.compare`.
    """
    _check_units(units, membership)
    if measure == "area" and areas is None:
        raise SettingsError(
            translate(
                "Alliance",
                "Comparing by area needs the areas of the units: give units with polygons, "
                "or compare by units or by weight."
            )
        )
    held = set(units["code"])
    everyone = sorted(held | set(flows.codes.tolist() if flows is not None else ()))
    codes = np.array(everyone, dtype=object)
    table = _complete(units).set_index("code").reindex(codes)
    compared = table["system"].notna().to_numpy()
    number = table["system"].fillna(0).to_numpy(np.int64)
    numbers = np.unique(number[number > 0])
    weight = table["weight"].fillna(0).to_numpy(np.float64)
    area = _areas(codes, compared, areas)
    known = membership.rows[membership.rows["unit"].isin(held)]
    members = incidence(replace(membership, rows=known), codes)
    return Ground(
        codes=codes,
        names=table["name"].to_numpy(object),
        compared=compared,
        system=np.where(number > 0, np.searchsorted(numbers, number), -1),
        numbers=numbers,
        system_names=_system_names(number, numbers, table["sys_name"].to_numpy(object)),
        perimeters=np.r_[membership.perimeters["perim"].to_numpy(object), [""]],
        perimeter_names=np.r_[
            membership.perimeters["perim_name"].to_numpy(object),
            [translate("Alliance", "outside any perimeter")],
        ],
        weight=weight,
        area=area,
        measure={"units": compared.astype(np.float64), "weight": weight, "area": area}[measure],
        members=members,
        flows=_counted_flows(flows, codes, margins),
    )


def _check_units(units: pd.DataFrame, membership: Membership) -> None:
    repeated = units["code"][units["code"].duplicated()]
    if len(repeated):
        raise InputError(
            translate(
                "Alliance",
                "Unit “{code}” appears more than once among the units: keep one row a unit."
            ).format(code=repeated.min())
        )
    check_match(membership, units["code"])


def _complete(units: pd.DataFrame) -> pd.DataFrame:
    table = units[["code", "system"]].copy()
    # Layers give columns of None: as numbers first, or pandas guesses what is missing.
    table["system"] = pd.to_numeric(units["system"], errors="coerce").fillna(0)
    table["weight"] = pd.to_numeric(units["weight"], errors="coerce") if "weight" in units else 0.0
    table["name"] = units["name"].fillna(units["code"]) if "name" in units else units["code"]
    table["sys_name"] = units.get("sys_name")
    return table


def _areas(
    codes: CodeArray, compared: NDArray[np.bool_], areas: Mapping[str, float] | pd.Series | None
) -> FloatArray:
    if areas is None:
        return np.full(len(codes), np.nan)
    known = pd.Series(areas, dtype=np.float64).reindex(codes).fillna(0.0).to_numpy(np.float64)
    return np.where(compared, known, 0.0)


def _system_names(number: IntArray, numbers: IntArray, names: CodeArray) -> CodeArray:
    """Name each system as its first unit does, or by its number."""
    found, first = np.unique(number, return_index=True)
    first = first[found > 0]
    labels = [
        str(name) if isinstance(name, str) and name else str(given)
        for name, given in zip(names[first], numbers)
    ]
    return np.array(labels, dtype=object)


def _counted_flows(flows: Flows | None, codes: CodeArray, margins: str) -> Flows | None:
    if flows is None:
        return None
    placed = on_codes(flows, codes)
    return placed if margins == "all" else placed.off_diagonal()


@dataclass(frozen=True, eq=False)
class Overlay:
    """The k pairs of a system and a perimeter that share a unit, sorted by both.

    Attributes
    ----------
    system, perimeter : (k,) arrays of int
        Positions on the ground.
    units, weight, area : (k,) arrays of float
        What both have in common.
    common, of_system, of_perimeter : (k,) arrays of float
        I, S and p by the measure.
    main_system : (P + 1,) array of int
        The system that holds most of each perimeter, -1 for none.
    home : (S,) array of int
        The perimeter, never "outside", that holds most of each system, -1 for none.
    """

    system: IntArray
    perimeter: IntArray
    units: FloatArray
    weight: FloatArray
    area: FloatArray
    common: FloatArray
    of_system: FloatArray
    of_perimeter: FloatArray
    main_system: IntArray
    home: IntArray

    @property
    def share_system(self) -> FloatArray:
        """I/S, shape (k,)."""
        return ratio(self.common, self.of_system)

    @property
    def share_perimeter(self) -> FloatArray:
        """I/p, shape (k,)."""
        return ratio(self.common, self.of_perimeter)

    @property
    def jaccard(self) -> FloatArray:
        """I/(S + p - I), shape (k,)."""
        return ratio(self.common, self.of_system + self.of_perimeter - self.common)

    @property
    def overlap(self) -> FloatArray:
        """I/min(S, p), shape (k,)."""
        return ratio(self.common, np.minimum(self.of_system, self.of_perimeter))


def lay_over(ground: Ground) -> Overlay:
    """Lay the systems over the perimeters."""
    members = ground.members
    width = ground.outside + 1
    inside = ground.system[members.unit] >= 0
    unit, share = members.unit[inside], members.share[inside]
    keys, row = np.unique(
        ground.system[unit] * width + members.perimeter[inside], return_inverse=True
    )

    def summed(value: FloatArray) -> FloatArray:
        return sum_by(row, share * value[unit], len(keys))

    system, perimeter = keys // width, keys % width
    common = summed(ground.measure)
    of_system = ground.by_system(ground.measure)
    of_perimeter = members.sums(ground.measure)
    within = perimeter < ground.outside
    return Overlay(
        system=system,
        perimeter=perimeter,
        units=summed(ground.compared.astype(np.float64)),
        weight=summed(ground.weight),
        area=summed(ground.area),
        common=common,
        of_system=of_system[system],
        of_perimeter=of_perimeter[perimeter],
        main_system=largest(perimeter, system, common, of_system, width),
        home=largest(
            system[within], perimeter[within], common[within], of_perimeter, ground.n_systems
        ),
    )


def largest(
    group: IntArray, item: IntArray, value: FloatArray, size: FloatArray, n_groups: int
) -> IntArray:
    """Return the item of largest value in each group, -1 where no item has any, shape (n_groups,).

    Ties go to the larger item, then to the first.
    """
    chosen = np.full(n_groups, -1, dtype=np.int64)
    some = value > 0
    group, item, value = group[some], item[some], value[some]
    order = np.lexsort((item, -settled(size[item]), -settled(value), group))
    starts = group_starts(group[order])
    chosen[group[order][starts]] = item[order][starts]
    return chosen
