"""Which unit belongs to which perimeter, and how flows fall into the perimeters.

A layer of perimeters may cut the units into a partition, leave some outside, split a unit between
several (shares of its area) or overlap (a commune in two SCoT). One sparse table holds all four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import InputError
from .flows import CodeArray, FloatArray, Flows, IntArray, encode_codes, sum_by_key
from .messages import translate
from .numbers import format_number

# Areas measured on polygons rarely sum to 1 to the last digit: below this a sum above 1 is no
# overlap, and is scaled back to 1.
_ROUNDING = 1e-3


@dataclass(frozen=True, eq=False)
class Membership:
    """One layer of perimeters, as a table of the units that they hold.

    Attributes
    ----------
    rows : DataFrame
        `unit`, `perimeter` (codes), `share` (of the unit, 0 < share <= 1), sorted by unit, then
        perimeter, one row a pair.
    perimeters : DataFrame
        `perim`, `perim_name`, sorted by code; perimeters that hold no unit may be among them.
    name : str
        What the layer is called: "SCoT", "départements".
    """

    rows: pd.DataFrame
    perimeters: pd.DataFrame
    name: str = ""

    @property
    def overlapping(self) -> bool:
        """True where the perimeters hold a unit more than once."""
        return bool((self.rows.groupby("unit")["share"].sum() > 1 + _ROUNDING).any())

    @property
    def split_units(self) -> int:
        """Number of units that several perimeters hold a part of."""
        return int((self.rows.groupby("unit").size() > 1).sum())


def build_membership(
    unit: Any,
    perimeter: Any,
    share: Any = None,
    *,
    names: Mapping[str, str] | None = None,
    name: str = "",
) -> Membership:
    """Bring rows (unit, perimeter, share) into a canonical `Membership`.

    Parameters
    ----------
    unit, perimeter : (r,) sequences of str
        A row without a perimeter (empty or missing) puts its unit outside. A pair given twice
        has the sum of its shares, 1 at most.
    share : (r,) sequence of float, optional
        Part of the unit that lies in the perimeter, 0 to 1; by default 1, the whole unit.
    names : mapping of code to name, optional
        Perimeters to know even where they hold no unit; a perimeter without a name shows its code.
    name : str
        What the layer is called.

    Raises
    ------
    InputError
        A share is missing, below 0 or above 1.
    """
    table = pd.DataFrame(
        {"unit": np.asarray(unit, object), "perimeter": np.asarray(perimeter, object)}
    )
    table["share"] = _checked_shares(share, len(table))
    present = table["perimeter"].notna() & (table["perimeter"] != "") & table["unit"].notna()
    table = table[present & (table["share"] > 0)]
    units, (first,) = encode_codes([table["unit"]])
    known = {str(code): str(text) for code, text in (names or {}).items() if text}
    codes, (second,) = encode_codes(
        [table["perimeter"]], sorted(set(table["perimeter"]) | set(names or {}))
    )
    key, sums = sum_by_key(first * max(len(codes), 1) + second, table["share"].to_numpy(np.float64))
    place = key // max(len(codes), 1)
    rows = pd.DataFrame(
        {
            "unit": units[place],
            "perimeter": codes[key % max(len(codes), 1)],
            "share": _without_rounding(np.minimum(sums, 1.0), place, len(units)),
        }
    )
    labels = pd.DataFrame({"perim": codes, "perim_name": [known.get(code, code) for code in codes]})
    return Membership(rows=rows, perimeters=labels, name=name)


@dataclass(frozen=True, eq=False)
class Incidence:
    """A membership by positions: n units, P perimeters, and "outside" as perimeter number P.

    With "outside", the shares of every unit sum to 1, or to more where perimeters overlap.

    Attributes
    ----------
    unit, perimeter : (r,) arrays of int
        Sorted by unit, then perimeter.
    share : (r,) array of float
    start : (n + 1,) array of int
        The rows of unit i are start[i] to start[i + 1].
    n_perimeters : int
        P, without "outside".
    """

    unit: IntArray
    perimeter: IntArray
    share: FloatArray
    start: IntArray
    n_perimeters: int

    def sums(self, value: FloatArray) -> FloatArray:
        """Sum a value of the units by perimeter, shares counted, shape (P + 1,)."""
        return sum_by(self.perimeter, self.share * value[self.unit], self.n_perimeters + 1)

    def top_share(self) -> FloatArray:
        """Return the largest share of each unit, shape (n,)."""
        top = np.zeros(len(self.start) - 1)
        np.maximum.at(top, self.unit, self.share)
        return top

    def rows_of(self, unit: IntArray) -> tuple[IntArray, IntArray]:
        """List the rows of each of k units: place in `unit`, and row, both shape (s,)."""
        counts = np.diff(self.start)[unit]
        place = np.repeat(np.arange(len(unit), dtype=np.int64), counts)
        ahead = np.repeat(self.start[unit] - np.r_[0, np.cumsum(counts)[:-1]], counts)
        return place, np.arange(len(place), dtype=np.int64) + ahead

    def share_in(self, unit: IntArray, perimeter: IntArray) -> FloatArray:
        """Return the share of each unit in the perimeter beside it, 0 where it has none."""
        width = self.n_perimeters + 1
        keys = self.unit * width + self.perimeter
        wanted = unit * width + perimeter
        row = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        if len(keys) == 0:
            return np.zeros(len(wanted))
        return np.where(keys[row] == wanted, self.share[row], 0.0)

    def held(
        self, origin: IntArray, destination: IntArray
    ) -> tuple[IntArray, IntArray, FloatArray]:
        """Say which part of each of m flows has both ends in one perimeter.

        A flow between two units that are split counts by the product of their shares; a flow
        inside a unit stays in the part where it is.

        Returns
        -------
        (s,) array of int, (s,) array of int, (s,) array of float
            Place of the flow, perimeter (P for "outside") and part of the flow, sorted by place.
        """
        place, row = self.rows_of(origin)
        perimeter = self.perimeter[row]
        inside = origin[place] == destination[place]
        other = np.where(inside, 1.0, self.share_in(destination[place], perimeter))
        part = self.share[row] * other
        kept = part > 0
        return place[kept], perimeter[kept], part[kept]


def incidence(membership: Membership, codes: CodeArray) -> Incidence:
    """Place a membership on n sorted unit codes; rows of other units are left aside."""
    perimeters = membership.perimeters["perim"]
    unit = pd.Index(codes, dtype=object).get_indexer(
        pd.Index(membership.rows["unit"], dtype=object)
    )
    perimeter = pd.Index(perimeters, dtype=object).get_indexer(membership.rows["perimeter"])
    share = membership.rows["share"].to_numpy(np.float64)
    known = unit >= 0
    unit, perimeter, share = unit[known], perimeter[known], share[known]
    left = 1.0 - sum_by(unit, share, len(codes))
    outside = np.flatnonzero(left > 1e-12)
    unit = np.r_[unit, outside].astype(np.int64)
    perimeter = np.r_[perimeter, np.full(len(outside), len(perimeters))].astype(np.int64)
    order = np.lexsort((perimeter, unit))
    return Incidence(
        unit=unit[order],
        perimeter=perimeter[order],
        share=np.r_[share, left[outside]][order],
        start=np.searchsorted(unit[order], np.arange(len(codes) + 1)).astype(np.int64),
        n_perimeters=len(perimeters),
    )


def whole_units(codes: CodeArray) -> Membership:
    """Return the membership where every unit is a perimeter of its own."""
    return build_membership(codes, codes)


@dataclass(frozen=True, eq=False)
class Containment:
    """What leaves, enters and stays in each perimeter, "outside" last; all of shape (P + 1,)."""

    leaving: FloatArray
    entering: FloatArray
    internal: FloatArray

    @property
    def self_out(self) -> FloatArray:
        """F_pp / O_p: of what starts in p, the part that ends there; NaN where nothing starts."""
        return ratio(self.internal, self.internal + self.leaving)

    @property
    def self_in(self) -> FloatArray:
        """F_pp / D_p: of what ends in p, the part that starts there; NaN where nothing ends."""
        return ratio(self.internal, self.internal + self.entering)


def containment(flows: Flows, members: Incidence) -> Containment:
    """Measure the flows of every perimeter (method, section 8).

    Parameters
    ----------
    flows : Flows
        On the codes that `members` was placed on; undirected ones symmetrised. The flow of a unit
        to itself stays in its perimeter.
    """
    place, perimeter, part = members.held(flows.origin, flows.destination)
    return Containment(
        leaving=_sent_out(flows.origin, flows.destination, flows.volume, members),
        entering=_sent_out(flows.destination, flows.origin, flows.volume, members),
        internal=sum_by(perimeter, flows.volume[place] * part, members.n_perimeters + 1),
    )


def _sent_out(
    here: IntArray, there: IntArray, volume: FloatArray, members: Incidence
) -> FloatArray:
    """Sum, by perimeter, the volume with this end in it and the other one out of it."""
    between = here != there
    here, there, volume = here[between], there[between], volume[between]
    place, row = members.rows_of(here)
    perimeter = members.perimeter[row]
    away = 1.0 - members.share_in(there[place], perimeter)
    sent = volume[place] * members.share[row] * away
    return sum_by(perimeter, sent, members.n_perimeters + 1)


def check_match(membership: Membership, codes: Any) -> None:
    """Check that the perimeters hold at least one of the units.

    Raises
    ------
    InputError
        The membership has rows, and none of them is about a unit in `codes`.
    """
    theirs, ours = membership.rows["unit"], pd.Index(codes, dtype=object)
    if len(theirs) and not theirs.isin(ours).any():
        raise InputError(
            translate(
                "Alliance",
                "The perimeters hold none of the units (for example “{theirs}” there, “{ours}” "
                "here): check that both use the same codes."
            ).format(theirs=theirs.iloc[0], ours=ours.min() if len(ours) else "")
        )


def on_codes(flows: Flows, codes: CodeArray) -> Flows:
    """Return symmetrised flows whose units are `codes`, which must hold every unit of theirs."""
    both = flows.symmetrised()
    position = pd.Index(codes, dtype=object).get_indexer(pd.Index(both.codes, dtype=object))
    moved = position.astype(np.int64)
    return Flows(
        codes=codes,
        origin=moved[both.origin],
        destination=moved[both.destination],
        volume=both.volume,
        link_type=both.link_type,
        undirected=both.undirected,
    )


def sum_by(group: IntArray, value: FloatArray, n_groups: int) -> FloatArray:
    """Sum a value by group number, shape (n_groups,)."""
    return np.bincount(group, weights=value, minlength=n_groups).astype(np.float64)


def ratio(part: Any, whole: Any) -> FloatArray:
    """Divide two arrays, NaN (no figure) where the divisor is 0 or missing."""
    top, bottom = np.broadcast_arrays(
        np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    )
    quotient = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom > 0)
    return quotient


def _checked_shares(share: Any, n_rows: int) -> FloatArray:
    if share is None:
        return np.ones(n_rows)
    values = np.asarray(share, dtype=np.float64)
    wrong: NDArray[np.bool_] = ~((values >= 0) & (values <= 1 + _ROUNDING))
    if wrong.any():
        raise InputError(
            translate(
                "Alliance",
                "Shares of units in perimeters that are missing, below 0 or above 1: {count}; give "
                "shares from 0 to 1, or none at all."
            ).format(count=format_number(wrong.sum()))
        )
    return np.minimum(values, 1.0)


def _without_rounding(share: FloatArray, unit: IntArray, n_units: int) -> FloatArray:
    total = sum_by(unit, share, n_units)
    rounded = (total > 1) & (total <= 1 + _ROUNDING)
    return np.where(rounded[unit], share / np.maximum(total, 1.0)[unit], share)
