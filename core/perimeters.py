"""Systems against institutional perimeters (method, section 8).

Everything is read from one table of pairs: how much of system S lies in perimeter p. "Outside any
perimeter" stands in that table as a perimeter without a code, so that the shares of a system sum
to 1. Where perimeters overlap (a unit in two SCoT) the shares of a system may sum to more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .checks import require_choice
from .flows import FloatArray, Flows, IntArray, sum_by_key
from .membership import (
    Containment,
    Membership,
    containment,
    ratio,
    sum_by,
)
from .messages import translate
from .numbers import format_number
from .options import MARGINS, MEASURES
from .overlay import Ground, Overlay, largest, lay_out, lay_over
from .partitions import Agreement, compare_partitions
from .ties import reaches, settled


@dataclass(frozen=True, eq=False)
class Comparison:
    """What a comparison of systems with one layer of perimeters gives.

    Attributes
    ----------
    pairs : DataFrame
        One row a system and perimeter that share a unit, and one, with `perim` empty, for what
        lies outside any perimeter: `system, sys_name, perim, perim_name, units, weight, area_km2,
        share_sys, share_per, jaccard, overlap, flow_sys, flow_per, best`. Rows of a system run
        from its largest share to its smallest, "outside" last.
    systems_summary : DataFrame
        One row a system: `system, sys_name, units, weight, area_km2, n_perim, eff_perim, best,
        best_name, best_jacc, outside, vol_int, vol_in, vol_cross, cross`.
    perimeters_summary : DataFrame
        One row a perimeter: `perim, perim_name, units, weight, area_km2, n_systems, eff_sys,
        main_sys, main_name, main_share, unattached, self_out, self_in, self_cont, ext_main,
        elsewhere`.
    elsewhere : DataFrame
        Units that the flows attach elsewhere: `code, name, perim, perim_name, system, sys_name,
        to_perim, to_name, gain`.
    indices : Agreement or None
        Agreement of both partitions; None where the perimeters make none.
    note : str
        Why there are no indices, or what they rest on; a sentence, or nothing.
    unmatched : int
        Units of the perimeters that are not among the units compared.
    """

    pairs: pd.DataFrame
    systems_summary: pd.DataFrame
    perimeters_summary: pd.DataFrame
    elsewhere: pd.DataFrame
    indices: Agreement | None
    note: str
    unmatched: int


def compare(
    systems_units: pd.DataFrame,
    membership: Membership,
    measure: str = "weight",
    flows: Flows | None = None,
    areas: Mapping[str, float] | pd.Series | None = None,
    margins: str = "all",
) -> Comparison:
    """Compare systems with a layer of perimeters.

    With I the measure of what S and p have in common: share of S = I/S, share of p = I/p,
    Jaccard = I/(S + p - I), overlap = I/min(S, p). `flow_sys` is the part of F_SS with both ends
    in p; `flow_per`, of the volume that starts in p, the part with both ends in S.

    The best match of a system is the perimeter of largest Jaccard (ties: the larger perimeter,
    then the smaller code). Its effective number of perimeters is 1/sum q_p^2 over the perimeters,
    "outside" left aside. A flow crosses a limit when no perimeter holds both of its ends; a flow
    between two units outside any perimeter crosses none. Volume held + volume crossing = F_SS.

    A unit of perimeter p is attached elsewhere when its system is not the main one of p and lies
    for the most part in another perimeter q. `gain` is what its move from p to q would add to the
    self-containment of p and q taken together, (F_pp + F_qq)/(O_p + O_q). A unit that is split is
    looked at where most of it lies.

    Indices are over the units that have both a system and a perimeter. A unit split between
    perimeters counts whole in the one that holds most of it.

    Parameters
    ----------
    systems_units : DataFrame
        `code`, `system` (0 = none) and, where known, `name`, `sys_name`, `weight` (missing = 0).
    membership : Membership
        The perimeters; they may overlap.
    measure : {"units", "weight", "area"}
        What shares, Jaccard, overlap and indices count. ARI always counts units.
    flows : Flows, optional
        Volumes for the flow figures. Units that are not in `systems_units` count as the rest of
        the world, in no perimeter and no system.
    areas : mapping of code to km², optional
        Areas of the units, in km²; a missing one counts as 0.
    margins : {"all", "external"}
        "external" leaves out the flow of each unit to itself.

    Returns
    -------
    Comparison
        Figures that need flows or areas are NaN without them.

    Raises
    ------
    InputError
        A unit appears twice, or the perimeters hold none of the units.
    SettingsError
        `measure` or `margins` is unknown, or `measure` is "area" without areas.
    """
    require_choice("measure", measure, MEASURES)
    require_choice("margins", margins, MARGINS)
    ground = lay_out(systems_units, membership, measure, flows, areas, margins)
    table = lay_over(ground)
    crossing = _crossing(ground)
    indices, note = _agreement(ground, measure)
    moves = _moves(ground, table)
    return Comparison(
        pairs=_pairs(ground, table),
        systems_summary=_systems_summary(ground, table, crossing),
        perimeters_summary=_perimeters_summary(ground, table, moves),
        elsewhere=_elsewhere(ground, moves),
        indices=indices,
        note=note,
        unmatched=int(
            (~membership.rows["unit"].drop_duplicates().isin(systems_units["code"])).sum()
        ),
    )


# --- pairs ----------------------------------------------------------------------------------------


def _pairs(ground: Ground, table: Overlay) -> pd.DataFrame:
    flow_system, flow_perimeter = _pair_flows(ground, table)
    frame = pd.DataFrame(
        {
            "system": ground.numbers[table.system],
            "sys_name": ground.system_names[table.system],
            "perim": ground.perimeters[table.perimeter],
            "perim_name": ground.perimeter_names[table.perimeter],
            "units": table.units,
            "weight": table.weight,
            "area_km2": table.area,
            "share_sys": table.share_system,
            "share_per": table.share_perimeter,
            "jaccard": table.jaccard,
            "overlap": table.overlap,
            "flow_sys": flow_system,
            "flow_per": flow_perimeter,
            "best": _best_rows(ground, table).astype(np.int64),
        }
    )
    order = np.lexsort(
        (
            table.perimeter,
            -settled(np.nan_to_num(table.share_system)),
            table.perimeter == ground.outside,
            table.system,
        )
    )
    return frame.iloc[order].reset_index(drop=True)


def _best_rows(ground: Ground, table: Overlay) -> NDArray[np.bool_]:
    """Mark the row of largest Jaccard of each system, among true perimeters."""
    jaccard = np.where(table.perimeter < ground.outside, np.nan_to_num(table.jaccard), 0.0)
    sizes = ground.members.sums(ground.measure)
    best = largest(table.system, table.perimeter, jaccard, sizes, ground.n_systems)
    marked: NDArray[np.bool_] = best[table.system] == table.perimeter
    return marked


def _pair_flows(ground: Ground, table: Overlay) -> tuple[FloatArray, FloatArray]:
    nothing = np.full(len(table.system), np.nan)
    if ground.flows is None:
        return nothing, nothing
    inner = _inside_systems(ground, ground.flows)
    system = ground.system[inner.origin]
    place, perimeter, part = ground.members.held(inner.origin, inner.destination)
    held = _sum_pairs(ground, table, system[place], perimeter, inner.volume[place] * part)
    place, row = ground.members.rows_of(inner.origin)
    started = _sum_pairs(
        ground,
        table,
        system[place],
        ground.members.perimeter[row],
        inner.volume[place] * ground.members.share[row],
    )
    internal = sum_by(system, inner.volume, ground.n_systems)
    outflow = ground.members.sums(ground.flows.outflows("all") * ground.compared)
    return ratio(held, internal[table.system]), ratio(started, outflow[table.perimeter])


def _sum_pairs(
    ground: Ground, table: Overlay, system: IntArray, perimeter: IntArray, volume: FloatArray
) -> FloatArray:
    """Sum volumes by pair of the table; every pair that occurs is in it, its units being there."""
    width = ground.outside + 1
    row = np.searchsorted(table.system * width + table.perimeter, system * width + perimeter)
    return sum_by(row, volume, len(table.system))


def _inside_systems(ground: Ground, flows: Flows) -> Flows:
    origin, destination = ground.system[flows.origin], ground.system[flows.destination]
    kept = (origin == destination) & (origin >= 0)
    return replace(
        flows,
        origin=flows.origin[kept],
        destination=flows.destination[kept],
        volume=flows.volume[kept],
    )


# --- systems ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Crossing:
    """Internal volume of each system, and what of it crosses a limit; (S,), NaN without flows."""

    internal: FloatArray
    crossing: FloatArray


def _crossing(ground: Ground) -> _Crossing:
    if ground.flows is None:
        nothing = np.full(ground.n_systems, np.nan)
        return _Crossing(internal=nothing, crossing=nothing)
    inner = _inside_systems(ground, ground.flows)
    system = ground.system[inner.origin]
    place, _, part = ground.members.held(inner.origin, inner.destination)
    held = sum_by(place, part, len(inner))
    # Two ends may share several perimeters; sharing one is enough.
    held = np.where(reaches(held, 1.0), 1.0, held)
    return _Crossing(
        internal=sum_by(system, inner.volume, ground.n_systems),
        crossing=sum_by(system, inner.volume * (1.0 - held), ground.n_systems),
    )


def _systems_summary(ground: Ground, table: Overlay, crossing: _Crossing) -> pd.DataFrame:
    within = table.perimeter < ground.outside
    best = _best_rows(ground, table)
    best_perimeter = np.full(ground.n_systems, ground.outside, dtype=np.int64)
    best_perimeter[table.system[best]] = table.perimeter[best]
    jaccard = np.full(ground.n_systems, np.nan)
    jaccard[table.system[best]] = table.jaccard[best]
    outside = np.zeros(ground.n_systems)
    outside[table.system[~within]] = table.share_system[~within]
    found = best_perimeter < ground.outside
    return pd.DataFrame(
        {
            "system": ground.numbers,
            "sys_name": ground.system_names,
            "units": ground.by_system(ground.compared.astype(np.float64)).astype(np.int64),
            "weight": ground.by_system(ground.weight),
            "area_km2": ground.by_system(ground.area),
            "n_perim": np.bincount(table.system[within], minlength=ground.n_systems),
            "eff_perim": _effective(table.system[within], table.common[within], ground.n_systems),
            "best": ground.perimeters[best_perimeter],
            "best_name": np.where(found, ground.perimeter_names[best_perimeter], ""),
            "best_jacc": jaccard,
            "outside": outside,
            "vol_int": crossing.internal,
            "vol_in": crossing.internal - crossing.crossing,
            "vol_cross": crossing.crossing,
            "cross": ratio(crossing.crossing, crossing.internal),
        }
    )


def _effective(group: IntArray, value: FloatArray, n_groups: int) -> FloatArray:
    """Return 1/sum q^2 of each group, q being shares that sum to 1; NaN where nothing is shared."""
    total = sum_by(group, value, n_groups)
    squares = sum_by(group, value * value, n_groups)
    return ratio(total * total, squares)


# --- perimeters ---------------------------------------------------------------------------------


def _perimeters_summary(ground: Ground, table: Overlay, moves: _Moves) -> pd.DataFrame:
    members, last = ground.members, ground.outside
    unattached = members.sums(np.where(ground.system < 0, ground.measure, 0.0))
    size = members.sums(ground.measure)
    main = table.main_system[:last]
    known = main >= 0
    main_row = table.main_system[table.perimeter] == table.system
    main_share = np.full(last + 1, np.nan)
    main_share[table.perimeter[main_row]] = table.share_perimeter[main_row]
    kept = _containment(ground)
    frame = pd.DataFrame(
        {
            "perim": ground.perimeters[:last],
            "perim_name": ground.perimeter_names[:last],
            "units": members.sums(ground.compared.astype(np.float64))[:last],
            "weight": members.sums(ground.weight)[:last],
            "area_km2": members.sums(ground.area)[:last],
            "n_systems": np.bincount(table.perimeter, minlength=last + 1)[:last],
            "eff_sys": _effective(table.perimeter, table.common, last + 1)[:last],
            "main_sys": 0,
            "main_name": "",
            "main_share": main_share[:last],
            "unattached": ratio(unattached, size)[:last],
            "self_out": kept.self_out[:last],
            "self_in": kept.self_in[:last],
            "self_cont": np.minimum(kept.self_out, kept.self_in)[:last],
            "ext_main": _external_to_main(ground, table, kept)[:last],
            "elsewhere": np.bincount(moves.perimeter, minlength=last + 1)[:last],
        }
    )
    frame.loc[known, "main_sys"] = ground.numbers[main[known]]
    frame.loc[known, "main_name"] = ground.system_names[main[known]]
    return frame


def _containment(ground: Ground) -> Containment:
    if ground.flows is None:
        nothing = np.full(ground.outside + 1, np.nan)
        return Containment(leaving=nothing, entering=nothing, internal=nothing)
    return containment(ground.flows, ground.members)


def _external_to_main(ground: Ground, table: Overlay, kept: Containment) -> FloatArray:
    """Of what leaves each perimeter, the share that ends in the rest of its main system."""
    if ground.flows is None:
        return np.full(ground.outside + 1, np.nan)
    between = ground.flows.off_diagonal()
    place, row = ground.members.rows_of(between.origin)
    perimeter = ground.members.perimeter[row]
    destination = between.destination[place]
    main = table.main_system[perimeter]
    wanted = (main >= 0) & (ground.system[destination] == main)
    place, row, perimeter = place[wanted], row[wanted], perimeter[wanted]
    leaving = 1.0 - ground.members.share_in(destination[wanted], perimeter)
    volume = between.volume[place] * ground.members.share[row] * leaving
    to_main = sum_by(perimeter, volume, ground.outside + 1)
    return ratio(to_main, kept.leaving)


@dataclass(frozen=True, eq=False)
class _Moves:
    """Units attached elsewhere, by position, sorted by unit and perimeter."""

    unit: IntArray
    perimeter: IntArray
    target: IntArray
    share: FloatArray


def _moves(ground: Ground, table: Overlay) -> _Moves:
    members = ground.members
    system = ground.system[members.unit]
    target = np.where(system >= 0, table.home[system], -1) if ground.n_systems else system
    strays = (
        (members.perimeter < ground.outside)
        & reaches(members.share, members.top_share()[members.unit])
        & (target >= 0)
        & (target != members.perimeter)
        & (table.main_system[members.perimeter] != system)
    )
    strays[strays] = members.share_in(members.unit[strays], target[strays]) == 0
    return _Moves(
        unit=members.unit[strays],
        perimeter=members.perimeter[strays],
        target=target[strays],
        share=members.share[strays],
    )


def _elsewhere(ground: Ground, moves: _Moves) -> pd.DataFrame:
    system = ground.system[moves.unit]
    return pd.DataFrame(
        {
            "code": ground.codes[moves.unit],
            "name": ground.names[moves.unit],
            "perim": ground.perimeters[moves.perimeter],
            "perim_name": ground.perimeter_names[moves.perimeter],
            "system": ground.numbers[system],
            "sys_name": ground.system_names[system],
            "to_perim": ground.perimeters[moves.target],
            "to_name": ground.perimeter_names[moves.target],
            "gain": _gains(ground, moves),
        }
    )


def _gains(ground: Ground, moves: _Moves) -> FloatArray:
    """Return what each move would add to the self-containment of both perimeters together.

    The flow of the unit to itself moves with it, so only its links with the rest of p and of q
    count; neither outflow changes.
    """
    if ground.flows is None:
        return np.full(len(moves.unit), np.nan)
    between = ground.flows.off_diagonal()
    gained = _links_with(ground, between, moves.unit, moves.target)
    lost = _links_with(ground, between, moves.unit, moves.perimeter)
    outflow = ground.members.sums(ground.flows.outflows("all"))
    return ratio(moves.share * (gained - lost), outflow[moves.perimeter] + outflow[moves.target])


def _links_with(ground: Ground, between: Flows, unit: IntArray, perimeter: IntArray) -> FloatArray:
    """Sum what each unit exchanges, both ways, with the other units of the perimeter beside it."""
    width = ground.outside + 1
    wanted = np.zeros(len(ground.codes), dtype=bool)
    wanted[unit] = True
    own = np.r_[between.origin, between.destination]
    other = np.r_[between.destination, between.origin]
    volume = np.r_[between.volume, between.volume]
    touched = wanted[own]
    own, other, volume = own[touched], other[touched], volume[touched]
    place, row = ground.members.rows_of(other)
    keys, sums = sum_by_key(
        own[place] * width + ground.members.perimeter[row],
        volume[place] * ground.members.share[row],
    )
    asked = unit * width + perimeter
    spot = np.minimum(np.searchsorted(keys, asked), max(len(keys) - 1, 0))
    if len(keys) == 0:
        return np.zeros(len(asked))
    return np.where(keys[spot] == asked, sums[spot], 0.0)


# --- agreement of both partitions ---------------------------------------------------------------


def _agreement(ground: Ground, measure: str) -> tuple[Agreement | None, str]:
    overlapping = _units_held_twice(ground)
    if overlapping:
        return None, translate(
            "Alliance",
            "The perimeters overlap (units in more than one: {count}), so ARI, NMI, VI and "
            "V-measure, which compare partitions, are not defined: read the figures pair by pair."
        ).format(count=format_number(overlapping))
    perimeter = _holder(ground)
    both = (ground.system >= 0) & (perimeter < ground.outside)
    if not both.any():
        return None, translate(
            "Alliance",
            "No unit is both in a system and in a perimeter: there are no partitions to compare."
        )
    if not ground.measure[both].sum() > 0:
        return None, translate(
            "Alliance",
            "The units compared weigh nothing, so there are no indices: choose another weight, "
            "or compare by units."
        )
    indices = compare_partitions(
        ground.system[both],
        perimeter[both],
        None if measure == "units" else ground.measure[both],
    )
    return indices, _basis(ground, both)


def _units_held_twice(ground: Ground) -> int:
    total = sum_by(ground.members.unit, ground.members.share, len(ground.codes))
    return int((total > 1 + 1e-9).sum())


def _holder(ground: Ground) -> IntArray:
    """Return the perimeter that holds most of each unit, "outside" included, shape (n,)."""
    members = ground.members
    return largest(
        members.unit,
        members.perimeter,
        members.share,
        members.sums(ground.measure),
        len(ground.codes),
    )


def _basis(ground: Ground, both: NDArray[np.bool_]) -> str:
    """Say on what the indices rest, where that is not plain."""
    sentences = []
    split = int((np.diff(ground.members.start)[both] > 1).sum())
    if split:
        sentences.append(
            translate(
                "Alliance",
                "Units split by limits of perimeters: {count}; in the indices each counts whole "
                "where most of it lies."
            ).format(count=format_number(split))
        )
    alone = int((ground.compared & ~both).sum())
    if alone:
        sentences.append(
            translate(
                "Alliance",
                "Units without a system or outside any perimeter, left out of the indices: {count}."
            ).format(count=format_number(alone))
        )
    return " ".join(sentences)
