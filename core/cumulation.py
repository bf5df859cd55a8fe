"""Several kinds of links cumulated into one score and one intensity (method, section 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .checks import require_choice, require_positive
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray, build_flows, encode_codes
from .links import pair_flows
from .messages import translate
from .options import NORMALISATIONS, CumulationSettings, LinkType
from .progress import Progress, silent

_NEEDED = ("unit_a", "unit_b", "intensity", "selected")
_SLUG_LENGTH = 8  # so that "s_" + slug fits the 10 characters of a Shapefile's field
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


# --- scaling inside a kind ------------------------------------------------------------------------


def scale_by_max(values: FloatArray) -> FloatArray:
    """Divide by the largest: 0..1."""
    return _divide(values, float(values.max(initial=0.0)))


def scale_by_rank(values: FloatArray) -> FloatArray:
    """Return the mid-rank percentile, (rank - 1/2)/n, equal values sharing their mean rank."""
    ranks: FloatArray = pd.Series(values).rank(method="average").to_numpy(dtype=np.float64)
    return (ranks - 0.5) / max(len(values), 1)


def scale_by_share(values: FloatArray) -> FloatArray:
    """Divide by the sum: shares of the kind."""
    return _divide(values, float(values.sum()))


def scale_by_mean(values: FloatArray) -> FloatArray:
    """Divide by the mean."""
    return _divide(values, float(values.mean()) if len(values) else 0.0)


SCALERS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "max": scale_by_max,
    "rank": scale_by_rank,
    "share": scale_by_share,
}


# --- cumulation -----------------------------------------------------------------------------------


def cumulate(
    links: Sequence[tuple[LinkType, pd.DataFrame]],
    settings: CumulationSettings,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Cumulate the selected links of several kinds.

    With s = 1 where the kind k selects the link, r its intensity scaled inside the kind over the
    selected links, and w_k the weight of the kind:

    - `score` = sum of w_k s; with weights of 1, the number of kinds of links;
    - `intensity` = 100 * sum of w_k r / sum of w_k, in 0..100.

    When dimensions are capped, a dimension counts at most 1 in the score, min(1, sum of w_k s
    over its kinds), and in the intensity the weights of its kinds shrink in proportion until they
    sum to 1, so that the order of the links inside the dimension is not lost. A kind without
    dimension is not capped.

    Parameters
    ----------
    links : sequence of (LinkType, DataFrame)
        Links frames, with `unit_a`, `unit_b`, `intensity` (>= 0), `selected` and, where known,
        `dist_km`. A pair occurs once in a frame.
    settings : CumulationSettings

    Returns
    -------
    DataFrame
        One row a link selected in at least one kind, sorted by `unit_a`, `unit_b`: `score`,
        `n_types`, `types` (names in the order given, between commas), `intensity`, `dist_km`
        (where a kind has it), then `s_<slug>` (0/1) and `r_<slug>` (0..1) for each kind, slugs
        as `slugs` makes them.

    Raises
    ------
    SettingsError
        No kind, a name that is empty, twice there or with a comma, a weight that is not above 0.
    InputError
        A frame lacks a column, has a pair twice, a link from a unit to itself, or an intensity
        that is missing or negative.
    """
    require_choice("NORMALISATION", settings.normalisation, NORMALISATIONS)
    types = [link_type for link_type, _ in links]
    check_link_types(types)
    tables = [_selected_links(link_type, frame) for link_type, frame in links]
    pairs = _gather(tables)
    progress(0.5)
    chosen = np.zeros((len(types), len(pairs)), dtype=bool)
    scaled = np.zeros((len(types), len(pairs)))
    for row, (table, place) in enumerate(zip(tables, pairs.places)):
        _check_pairs(types[row], pairs, place)
        chosen[row, place] = True
        # Scaled in the order of the pairs: sums are then the same however the rows came.
        order = np.argsort(place)
        intensity = table["intensity"].to_numpy(dtype=np.float64)
        scaled[row, place[order]] = SCALERS[settings.normalisation](intensity[order])
    columns: dict[str, object] = {
        "unit_a": pairs.unit_a,
        "unit_b": pairs.unit_b,
        "score": _score(types, chosen, settings.cap_dimensions),
        "n_types": chosen.sum(axis=0, dtype=np.int64),
        "types": _type_lists([link_type.name.strip() for link_type in types], chosen),
        "intensity": _intensity(types, scaled, settings.cap_dimensions),
    }
    if any("dist_km" in table for table in tables):
        columns["dist_km"] = _distances(tables, pairs)
    for row, slug in enumerate(slugs(link_type.name for link_type in types)):
        columns[f"s_{slug}"] = chosen[row].astype(np.int64)
        columns[f"r_{slug}"] = scaled[row]
    progress(1.0)
    return pd.DataFrame(columns)


def check_link_types(types: Sequence[LinkType]) -> None:
    """Check that there are kinds, with distinct names and weights above 0.

    Raises
    ------
    SettingsError
    """
    if not types:
        raise SettingsError(
            translate("Alliance", "There is no kind of links to cumulate: give at least one.")
        )
    seen: set[str] = set()
    for link_type in types:
        name = link_type.name.strip()
        if not name or "," in name:
            raise SettingsError(
                translate(
                    "Alliance",
                    "A kind of links cannot be called “{name}”: "
                    "give it a name that is not empty and has no comma."
                ).format(name=name)
            )
        if name in seen:
            raise SettingsError(
                translate(
                    "Alliance",
                    "The kind of links “{name}” is given twice: rename one, or take one out."
                ).format(name=name)
            )
        seen.add(name)
        require_positive(name, link_type.weight)


def dimension_counts(cumulated: pd.DataFrame, types: Sequence[LinkType]) -> pd.DataFrame:
    """Count, for each cumulated link, the kinds of each dimension that select it.

    Returns
    -------
    DataFrame
        Rows as in `cumulated`; one column a dimension, in the order in which they first occur.
        Kinds without dimension are left out.
    """
    counts: dict[str, IntArray] = {}
    for link_type, slug in zip(types, slugs(link_type.name for link_type in types)):
        if link_type.dimension:
            before = counts.get(link_type.dimension, 0)
            counts[link_type.dimension] = before + cumulated[f"s_{slug}"].to_numpy()
    return pd.DataFrame(counts, index=cumulated.index)


def slugs(names: Iterable[str]) -> list[str]:
    """Shorten names to field names: ASCII, lowercase, at most 8 characters, all different.

    Where two names shorten to the same, the later one is numbered from 2.
    """
    taken: list[str] = []
    for name in names:
        base = _ascii(name)
        candidate, number = base[:_SLUG_LENGTH].rstrip("_"), 1
        while candidate in taken:
            number += 1
            ending = str(number)
            candidate = base[: _SLUG_LENGTH - len(ending)].rstrip("_") + ending
        taken.append(candidate)
    return taken


# --- rail and air as one --------------------------------------------------------------------------


@dataclass(frozen=True)
class Mode:
    """A mode of transport in the mixed index: a short name, its supply, its weight."""

    name: str
    flows: Flows
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class MixedFlows:
    """Several modes as one kind of flows.

    Attributes
    ----------
    flows : Flows
        Undirected; the volume of a pair is the mixed index H, without unit.
    components : DataFrame
        One row a pair, sorted: `unit_a`, `unit_b`, `volume` (H), then for each mode
        `v_<slug>` (its volume, both directions) and `h_<slug>` (its part of H).
    """

    flows: Flows
    components: pd.DataFrame


MODE_SCALERS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "max": scale_by_max,
    "mean": scale_by_mean,
    "sum": scale_by_share,
}


def combine_high_speed(
    modes: Sequence[Mode], scale: str = "max", link_type: str = "high_speed"
) -> MixedFlows:
    """Bring rail and air together before cumulation, as one kind of links.

    H_ij = sum over the modes of w X_ij/s, X being the volume of the mode between i and j in both
    directions and s the `max`, `mean` or `sum` of X over the pairs that the mode serves.

    Parameters
    ----------
    modes : sequence of Mode
        Directed or not; internal flows are left out.
    scale : str
        Key of `MODE_SCALERS`.
    link_type : str
        Name of the mixed kind.

    Raises
    ------
    SettingsError
        No mode, a name twice, an unknown scale, or a weight that is not above 0.
    """
    require_choice("SCALE", scale, MODE_SCALERS)
    check_link_types([LinkType(mode.name, mode.weight) for mode in modes])
    supplies = [_pair_volumes(mode.flows) for mode in modes]
    pairs = _gather(supplies)
    index = np.zeros(len(pairs))
    parts: dict[str, FloatArray] = {}
    named = zip(modes, supplies, pairs.places, slugs(mode.name for mode in modes))
    for mode, supply, place, slug in named:
        volume, part = np.zeros(len(pairs)), np.zeros(len(pairs))
        volume[place] = supply["volume"].to_numpy()
        part[place] = mode.weight * MODE_SCALERS[scale](volume[place])
        parts[f"v_{slug}"], parts[f"h_{slug}"] = volume, part
        index += part
    components = pd.DataFrame(
        {"unit_a": pairs.unit_a, "unit_b": pairs.unit_b, "volume": index, **parts}
    )
    flows = build_flows(
        pairs.unit_a,
        pairs.unit_b,
        index,
        codes=np.concatenate([mode.flows.codes for mode in modes]),
        link_type=link_type,
        undirected=True,
    )
    return MixedFlows(flows=flows, components=components)


# --- inside ---------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Pairs:
    """All the pairs of several tables, sorted, and where each table's rows are among them."""

    unit_a: CodeArray
    unit_b: CodeArray
    places: list[IntArray]

    def __len__(self) -> int:
        return len(self.unit_a)


def _gather(tables: Sequence[pd.DataFrame]) -> _Pairs:
    ends = [table[side] for table in tables for side in ("unit_a", "unit_b")]
    codes, positions = encode_codes(ends)
    n_units = max(len(codes), 1)
    keys = [
        np.minimum(a, b) * n_units + np.maximum(a, b)
        for a, b in zip(positions[::2], positions[1::2])
    ]
    every = np.unique(np.concatenate(keys))
    return _Pairs(
        unit_a=codes[every // n_units],
        unit_b=codes[every % n_units],
        places=[np.searchsorted(every, key) for key in keys],
    )


def _selected_links(link_type: LinkType, frame: pd.DataFrame) -> pd.DataFrame:
    for column in _NEEDED:
        if column not in frame:
            raise InputError(
                translate(
                    "Alliance",
                    "The links of “{name}” have no column “{column}”: "
                    "choose a layer made by “Compute links”."
                ).format(name=link_type.name, column=column)
            )
    kept = frame[frame["selected"].to_numpy(dtype=bool)]
    intensity = kept["intensity"].to_numpy(dtype=np.float64)
    if not np.isfinite(intensity).all() or (intensity < 0).any():
        raise InputError(
            translate(
                "Alliance",
                "Some links of “{name}” have an intensity that is missing, infinite or negative: "
                "compute the links again."
            ).format(name=link_type.name)
        )
    return kept


def _check_pairs(link_type: LinkType, pairs: _Pairs, place: IntArray) -> None:
    looped = pairs.unit_a[place] == pairs.unit_b[place]
    if looped.any():
        raise InputError(
            translate(
                "Alliance",
                "The links of “{name}” join the unit “{code}” to itself: compute the links again."
            ).format(name=link_type.name, code=pairs.unit_a[place][looped][0])
        )
    twice = np.bincount(place, minlength=len(pairs)) > 1
    if twice.any():
        raise InputError(
            translate(
                "Alliance",
                "The links of “{name}” have the pair “{first}”, “{second}” more than once: "
                "compute the links again."
            ).format(
                name=link_type.name, first=pairs.unit_a[twice][0], second=pairs.unit_b[twice][0]
            )
        )


def _score(types: Sequence[LinkType], chosen: NDArray[np.bool_], capped: bool) -> FloatArray:
    score = np.zeros(chosen.shape[1])
    for dimension, rows in _groups(types, capped).items():
        counted = np.zeros(chosen.shape[1])
        for row in rows:
            counted += types[row].weight * chosen[row]
        score += np.minimum(counted, 1.0) if dimension else counted
    return score


def _intensity(types: Sequence[LinkType], scaled: FloatArray, capped: bool) -> FloatArray:
    weights = np.array([link_type.weight for link_type in types], dtype=np.float64)
    for dimension, rows in _groups(types, capped).items():
        if dimension:
            weights[rows] /= max(1.0, weights[rows].sum())
    total = np.zeros(scaled.shape[1])
    for weight, row in zip(weights, scaled):
        total += weight * row
    # The bound is exact; only rounding could pass it.
    bounded: FloatArray = np.minimum(100 * total / weights.sum(), 100.0)
    return bounded


def _groups(types: Sequence[LinkType], capped: bool) -> dict[str, list[int]]:
    """Group the rows of the kinds by dimension; all under "" when nothing is capped."""
    groups: dict[str, list[int]] = {}
    for row, link_type in enumerate(types):
        groups.setdefault(link_type.dimension if capped else "", []).append(row)
    return groups


def _type_lists(names: Sequence[str], chosen: NDArray[np.bool_]) -> CodeArray:
    """Return the names of the kinds of each link; each combination is written once."""
    combinations, which = np.unique(chosen.T, axis=0, return_inverse=True)
    lists = [
        ",".join(name for name, held in zip(names, combination) if held)
        for combination in combinations
    ]
    types: CodeArray = np.array(lists, dtype=object)[which.ravel()]
    return types


def _distances(tables: Sequence[pd.DataFrame], pairs: _Pairs) -> FloatArray:
    """Return the distance of each pair from the first kind that knows it."""
    distance = np.full(len(pairs), np.nan)
    for table, place in zip(tables, pairs.places):
        if "dist_km" in table:
            known = table["dist_km"].to_numpy(dtype=np.float64)
            distance[place] = np.where(np.isnan(distance[place]), known, distance[place])
    return distance


def _pair_volumes(flows: Flows) -> pd.DataFrame:
    links = pair_flows(flows.symmetrised())
    return pd.DataFrame(
        {
            "unit_a": links.codes[links.first],
            "unit_b": links.codes[links.second],
            "volume": links.volume,
        }
    )


def _divide(values: FloatArray, by: float) -> FloatArray:
    return values / by if by > 0 else np.zeros(len(values))


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LIGATURES))
    words = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode("ascii"))
    return words.strip("_") or "type"
