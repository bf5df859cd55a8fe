"""Alliances between perimeters: who exchanges much, and in which frameworks (method, section 8)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import SettingsError
from .flows import CodeArray, FloatArray, IntArray
from .membership import (
    Incidence,
    Membership,
    build_membership,
    check_match,
    incidence,
    ratio,
    sum_by,
)
from .messages import translate
from .options import AllianceSettings
from .ties import reaches, settled
from .typology import types_of

_BETWEEN_NAMES = "; "


def find_alliances(
    links: pd.DataFrame,
    membership: Membership,
    frameworks: Sequence[Membership] = (),
    settings: AllianceSettings | None = None,
) -> pd.DataFrame:
    """Sum the cumulated links between each pair of perimeters, beside the frameworks they share.

    A link counts once for a pair, even where perimeters overlap; links inside a perimeter, or
    with a unit outside any, count for none. A unit that is split counts by its shares.

    Parameters
    ----------
    links : DataFrame
        Cumulated links: `unit_a`, `unit_b`, `score`, `intensity`, optionally `dist_km`, `types` and
        `s_<slug>`.
    membership : Membership
        The perimeters, one layer.
    frameworks : sequence of Membership
        Tables of the units (or, failing that, of the perimeters) that each framework holds.
    settings : AllianceSettings, optional

    Returns
    -------
    DataFrame
        One row a pair that a link joins, the strongest first: `perim_a, name_a, perim_b, name_b`
        (perim_a < perim_b), `score` and `intensity` (sums), `n_links`, `types` (names between
        commas), `dist_km` (mean, weighted by intensity; NaN without distances), `frameworks`
        (names of the shared ones between semicolons), `n_shared`, `strong` and `missing` (0/1).
        `missing` marks a strong pair that shares no framework; without any framework table
        nothing is marked.

    Raises
    ------
    SettingsError
        A share is out of 0..1.
    InputError
        The perimeters hold none of the units of the links.
    """
    settings = settings or AllianceSettings()
    _check_settings(settings)
    ordered = links.sort_values(["unit_a", "unit_b"], kind="stable").reset_index(drop=True)
    codes = np.array(
        sorted({*ordered["unit_a"], *ordered["unit_b"], *membership.rows["unit"]}), dtype=object
    )
    if len(ordered):
        check_match(membership, pd.concat([ordered["unit_a"], ordered["unit_b"]]))
    table = _pair_links(ordered, codes, incidence(membership, codes))
    perimeters = membership.perimeters["perim"].to_numpy(dtype=object)
    names = membership.perimeters["perim_name"].to_numpy(dtype=object)
    shared_names, n_shared = _shared(table, membership, frameworks, settings.framework_share)
    strong = _strong(table.score, table.intensity, settings.strong_share)
    frame = pd.DataFrame(
        {
            "perim_a": perimeters[table.low],
            "name_a": names[table.low],
            "perim_b": perimeters[table.high],
            "name_b": names[table.high],
            "score": table.score,
            "intensity": table.intensity,
            "n_links": table.n_links,
            "types": table.types,
            "dist_km": table.distance,
            "frameworks": shared_names,
            "n_shared": n_shared,
            "strong": strong.astype(np.int64),
            "missing": (strong & (n_shared == 0) & bool(frameworks)).astype(np.int64),
        }
    )
    order = np.lexsort((table.high, table.low, -settled(table.intensity), -settled(table.score)))
    return frame.iloc[order].reset_index(drop=True)


def _check_settings(settings: AllianceSettings) -> None:
    for name in ("strong_share", "framework_share"):
        value = getattr(settings, name)
        if not 0 < value <= 1:
            raise SettingsError(
                translate(
                    "Alliance",
                    "“{parameter}” cannot be {value}: give a share above 0 and up to 1."
                ).format(parameter=name, value=value)
            )


# --- links between perimeters ---------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _PairTable:
    """The k pairs of perimeters that links join, by position, low < high; all of shape (k,)."""

    low: IntArray
    high: IntArray
    score: FloatArray
    intensity: FloatArray
    n_links: IntArray
    types: CodeArray
    distance: FloatArray


def _pair_links(links: pd.DataFrame, codes: CodeArray, members: Incidence) -> _PairTable:
    link, low, high, part = _parts(links, codes, members)
    width = max(members.n_perimeters, 1)
    keys, pair = np.unique(low * width + high, return_inverse=True)

    def summed(value: FloatArray) -> FloatArray:
        return sum_by(pair, part * value[link], len(keys))

    intensity = links["intensity"].to_numpy(dtype=np.float64)
    distance = np.full(len(links), np.nan)
    if "dist_km" in links:
        distance = links["dist_km"].to_numpy(dtype=np.float64)
    measured = np.where(np.isnan(distance), 0.0, intensity)
    return _PairTable(
        low=keys // width,
        high=keys % width,
        score=summed(links["score"].to_numpy(dtype=np.float64)),
        intensity=summed(intensity),
        n_links=np.bincount(pair, minlength=len(keys)),
        types=_types(links, link, pair, len(keys)),
        distance=ratio(summed(measured * np.nan_to_num(distance)), summed(measured)),
    )


def _parts(
    links: pd.DataFrame, codes: CodeArray, members: Incidence
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """Say which part of each link joins which pair of perimeters, sorted by link and pair."""
    place = pd.Index(codes, dtype=object)
    first = place.get_indexer(links["unit_a"]).astype(np.int64)
    second = place.get_indexer(links["unit_b"]).astype(np.int64)
    link, row_a = members.rows_of(first)
    again, row_b = members.rows_of(second[link])
    link, row_a = link[again], row_a[again]
    one, two = members.perimeter[row_a], members.perimeter[row_b]
    joins = (one != two) & (one < members.n_perimeters) & (two < members.n_perimeters)
    link, one, two = link[joins], one[joins], two[joins]
    part = members.share[row_a[joins]] * members.share[row_b[joins]]
    width = max(members.n_perimeters, 1)
    keys, same = np.unique(
        (link * width + np.minimum(one, two)) * width + np.maximum(one, two), return_inverse=True
    )
    total = sum_by(same, part, len(keys))
    pair = keys % (width * width)
    return keys // (width * width), pair // width, pair % width, np.minimum(total, 1.0)


def _types(links: pd.DataFrame, link: IntArray, pair: IntArray, n_pairs: int) -> CodeArray:
    """Name the kinds of the links of each pair, in the order of the cumulation."""
    kinds = types_of(links)
    found = np.zeros((n_pairs, len(kinds)), dtype=bool)
    for column, slug in enumerate(kinds):
        chosen = links[f"s_{slug}"].to_numpy(dtype=bool)[link]
        found[pair[chosen], column] = True
    names = list(kinds.values())
    return np.array(
        [",".join(name for name, held in zip(names, row) if held) for row in found], dtype=object
    )


def _strong(score: FloatArray, intensity: FloatArray, share: float) -> NDArray[np.bool_]:
    """Mark the top share of the pairs by score, then by intensity; ties on both are all in.

    Scores count kinds of links, so with few kinds they tie too often to tell a top quarter.
    """
    n_pairs = len(score)
    if n_pairs == 0:
        return np.zeros(0, dtype=bool)
    ranked = np.lexsort((-settled(intensity), -settled(score)))
    last = ranked[math.ceil(n_pairs * share) - 1]
    above = settled(score) > settled(score)[last]
    level = settled(score) == settled(score)[last]
    strong: NDArray[np.bool_] = above | (level & (settled(intensity) >= settled(intensity)[last]))
    return strong


# --- frameworks -----------------------------------------------------------------------------------


def _shared(
    table: _PairTable,
    membership: Membership,
    frameworks: Sequence[Membership],
    least: float,
) -> tuple[CodeArray, IntArray]:
    """Return the names of the frameworks that each pair shares, and their number, both (k,)."""
    belongs = _framework_members(membership, frameworks, least)
    members = incidence(belongs, membership.perimeters["perim"].to_numpy(dtype=object))
    place, row = members.rows_of(table.low)
    framework = members.perimeter[row]
    both = (framework < members.n_perimeters) & (members.share_in(table.high[place], framework) > 0)
    place, framework = place[both], framework[both]
    labels = belongs.perimeters["perim_name"].to_numpy(dtype=object)
    names: list[list[str]] = [[] for _ in range(len(table.low))]
    for pair, number in zip(place, framework):
        names[pair].append(labels[number])
    listed = np.array([_BETWEEN_NAMES.join(each) for each in names], dtype=object)
    return listed, np.bincount(place, minlength=len(table.low))


def _framework_members(
    membership: Membership, frameworks: Sequence[Membership], least: float
) -> Membership:
    """Bring all frameworks into one layer of perimeters; frameworks keep the order given.

    A framework with the same code and name in two tables is one framework.
    """
    perimeter: list[str] = []
    framework: list[str] = []
    keys: dict[tuple[str, str], str] = {}
    for number, layer in enumerate(frameworks):
        key_of = {}
        for code, name in zip(layer.perimeters["perim"], layer.perimeters["perim_name"]):
            key_of[code] = keys.setdefault((code, name), f"{number:04d} {code}")
        held = _perimeters_held(membership, layer, least)
        perimeter.extend(held["perim"])
        framework.extend(key_of[code] for code in held["framework"])
    names = {key: name for (_, name), key in keys.items()}
    return build_membership(perimeter, framework, names=names)


def _perimeters_held(membership: Membership, layer: Membership, least: float) -> pd.DataFrame:
    """List the perimeters (`perim`) that each framework (`framework`) of a layer holds."""
    perimeters = membership.perimeters["perim"]
    if not layer.rows["unit"].isin(membership.rows["unit"]).any():
        direct = layer.rows[layer.rows["unit"].isin(perimeters) & (layer.rows["share"] >= least)]
        return direct.rename(columns={"unit": "perim", "perimeter": "framework"})
    size = membership.rows.groupby("perimeter")["share"].sum()
    common = membership.rows.merge(layer.rows, on="unit", suffixes=("", "_there"))
    common["part"] = common["share"] * common["share_there"]
    part = common.groupby(["perimeter", "perimeter_there"])["part"].sum().reset_index()
    enough = reaches(part["part"].to_numpy(), least * size.loc[part["perimeter"]].to_numpy())
    return part[enough].rename(columns={"perimeter": "perim", "perimeter_there": "framework"})
