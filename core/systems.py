"""Interurban systems from cumulated links (method, section 6).

The graph G holds the units that are not excluded and the links that reach the threshold, within
the maximum distance. A method groups its units; groups that are too small are dissolved; the rest
are numbered by falling weight and named after their largest unit, their centre.

Everywhere "larger" is a strict order, so that no cycle can appear: larger weight, and for equal
weights the smaller code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .arithmetic import quotient
from .attachment import (
    NOBODY,
    RankedLinks,
    attach,
    rank_units,
    strongest_links,
    tree_roles,
    tree_roots,
)
from .checks import require_choice, require_not_negative, require_positive
from .communities import link_modularity, louvain
from .components import component_labels, flattened
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, IntArray, encode_codes
from .frames import make_frame
from .messages import translate
from .numbers import format_number
from .options import SCALES, SCORE_FIELDS, SYSTEM_METHODS, SystemSettings
from .progress import Progress, part, silent
from .ties import group_starts, reaches, settled
from .weights import read_weights

BoolArray = NDArray[np.bool_]

_INTERNAL, _TRANSVERSAL, _EXCLUDED, _UNATTACHED = SCALES
_NAMED_CODES = 5  # how many codes a sentence names before it stops


@dataclass(frozen=True, eq=False)
class Systems:
    """Units grouped into systems, and where every link falls.

    Attributes
    ----------
    units : DataFrame
        Sorted by code: `code`, `name`, `weight`, `system` (0 = none), `sys_name` (None without
        system), `role`, `parent` (code of the unit it is attached to, None for a root), `degree`,
        `strength`, `int_share`.
    links : DataFrame
        The cumulated links, sorted, with `scale` (internal, transversal, excluded, unattached)
        and `system` (0 unless internal). Links under the threshold are there too: a scale only
        depends on where both ends are.
    systems : DataFrame
        `system` (from 1), `name`, `centre` (code), `units`, `weight`, `links` (internal ones).
    internal_share : float
        Share (0..1) of the intensity of all links, those of excluded units left out, that stays
        inside a system; 0 without links. Its whole does not change with the threshold.
    modularity : float
        Newman's, on G weighted by the intensity, each unattached unit alone; 0 without links.
    warnings : tuple of str
        What was assumed on the way, one sentence each.
    """

    units: pd.DataFrame
    links: pd.DataFrame
    systems: pd.DataFrame
    internal_share: float
    modularity: float
    warnings: tuple[str, ...] = ()


def detect_systems(
    cumulated: pd.DataFrame,
    units: pd.DataFrame,
    settings: SystemSettings,
    excluded: Iterable[str] = (),
    progress: Progress = silent,
) -> Systems:
    """Group units into systems.

    A unit's `degree` and `strength` count its links in G (for `core_attachment`, also the link by
    which a unit joined) and sum their intensities; `int_share` is the share of the strength that
    stays inside its system, missing without links. `parent` and `role` describe, for every
    method, the attachment tree: each unit joins the strongest of its partners in its own system
    if that one is larger. A unit of a system that neither joins nor is joined is `isolated`.

    Parameters
    ----------
    cumulated : DataFrame
        `unit_a`, `unit_b`, `score`, `intensity` and, for a maximum distance, `dist_km`; one row a
        pair. For a single kind, cumulate it alone.
    units : DataFrame
        `code` (text, unique), optionally `name` and `weight` (>= 0). Without any weight, a unit
        weighs its strength; a single missing weight counts as 0, with a warning.
    settings : SystemSettings
        `typology` is not read here.
    excluded : iterable of str
        Codes whose links take no part, such as Paris at the scale of proximity.

    Raises
    ------
    SettingsError
        A key is unknown or a value out of its range.
    InputError
        A column is missing, a code occurs twice or is missing, a weight is negative, a link joins
        units that are not in the table.
    """
    check_system_settings(settings)
    table, weight_warnings = _unit_table(units)
    link_table = _link_table(cumulated)
    ends, exclusion_warnings = _locate(link_table, table.codes, excluded)
    links = link_table.frame
    near, distance_warnings = _near_enough(links, settings.max_distance)
    progress(0.2)
    graph = _graph(links, ends, ~ends.excluded & near, table, settings)
    label, used = _METHODS[settings.method](graph, settings, part(progress, 0.2, 0.7))
    numbers = _number(label, graph, settings.min_units)
    progress(0.8)
    in_use = graph.where(used)
    scale = _scales(ends, numbers)
    internal = scale == _INTERNAL
    number = np.where(internal, numbers[ends.first], 0)
    naming = _name(table, numbers, in_use, settings.second_name_share)
    intensity = links["intensity"].to_numpy()
    progress(1.0)
    return Systems(
        units=_describe_units(table, numbers, naming.name, in_use),
        links=links.assign(scale=scale, system=number),
        systems=_describe_systems(table, numbers, naming, graph.weight, number[internal]),
        internal_share=_share(intensity[internal], intensity[~ends.excluded]),
        modularity=_modularity(numbers, in_use),
        warnings=weight_warnings + exclusion_warnings + distance_warnings,
    )


def check_system_settings(settings: SystemSettings) -> None:
    """Check that the keys are known and the values in range.

    Raises
    ------
    SettingsError
    """
    require_choice("METHOD", settings.method, SYSTEM_METHODS)
    require_choice("SCORE_FIELD", settings.score, SCORE_FIELDS)
    require_not_negative("THRESHOLD", settings.threshold)
    require_not_negative("MAX_DISTANCE", settings.max_distance)
    require_positive("RESOLUTION", settings.resolution)
    require_positive("SECOND_NAME_SHARE", settings.second_name_share)
    if not settings.min_units >= 2:
        raise SettingsError(
            translate(
                "Alliance", "A system has at least 2 units: “MIN_UNITS” cannot be {value}."
            ).format(value=settings.min_units)
        )


# --- units and links as positions -----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _UnitTable:
    """n units sorted by code; `weight` is None when no unit has one."""

    codes: CodeArray
    names: CodeArray
    weight: FloatArray | None

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, eq=False)
class _Ends:
    """Positions of both ends of each link, and which links touch an excluded unit.

    A position is -1 for an excluded unit that the table does not have.
    """

    first: IntArray
    second: IntArray
    excluded: BoolArray


@dataclass(frozen=True, eq=False)
class _Graph:
    """Links between n units that may count: `ranked` orders them, `strong` marks those of G."""

    ranked: RankedLinks
    intensity: FloatArray
    strong: BoolArray
    weight: FloatArray

    @property
    def n_units(self) -> int:
        return self.ranked.n_units

    def where(self, kept: BoolArray) -> _Graph:
        return _Graph(self.ranked.where(kept), self.intensity[kept], self.strong[kept], self.weight)

    def degree(self) -> IntArray:
        ends = np.concatenate([self.ranked.first, self.ranked.second])
        return np.bincount(ends, minlength=self.n_units)

    def strength(self) -> FloatArray:
        return _strength(self.ranked.first, self.ranked.second, self.intensity, self.n_units)


def _unit_table(units: pd.DataFrame) -> tuple[_UnitTable, tuple[str, ...]]:
    if "code" not in units:
        raise InputError(translate("Alliance", "The table of units has no column “code”."))
    codes = units["code"].to_numpy(dtype=object)
    if not all(isinstance(code, str) and code for code in codes):
        raise InputError(
            translate(
                "Alliance", "Some units have no code, or a code that is not text: give each a code."
            )
        )
    ordered = units.iloc[np.argsort(codes, kind="stable")]
    codes = ordered["code"].to_numpy(dtype=object)
    twice = codes[1:][codes[1:] == codes[:-1]]
    if len(twice):
        raise InputError(
            translate(
                "Alliance", "Some units have the same code: {codes}. Each unit needs its own."
            ).format(codes=_some(twice))
        )
    names = ordered["name"].to_numpy(dtype=object) if "name" in ordered else codes
    weight: FloatArray | None = None
    warnings: tuple[str, ...] = ()
    if "weight" in ordered and len(ordered):
        weight, warnings = read_weights(ordered["weight"], codes)
    return _UnitTable(codes, np.where(pd.isna(names), codes, names), weight), warnings


@dataclass(frozen=True, eq=False)
class _LinkTable:
    """The links sorted by pair, the smaller code first; ends as positions in `codes`."""

    frame: pd.DataFrame
    codes: CodeArray
    first: IntArray
    second: IntArray


def _link_table(cumulated: pd.DataFrame) -> _LinkTable:
    for column in ("unit_a", "unit_b", "score", "intensity"):
        if column not in cumulated:
            raise InputError(
                translate(
                    "Alliance",
                    "The links have no column “{column}”: choose a layer made by “Cumulate links”."
                ).format(column=column)
            )
    codes, (a, b) = encode_codes([cumulated["unit_a"], cumulated["unit_b"]])
    first, second = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    _check_pairs(codes, first, second)
    frame = cumulated.iloc[order].reset_index(drop=True)
    frame = frame.assign(
        unit_a=codes[first],
        unit_b=codes[second],
        score=_finite(frame, "score"),
        intensity=_finite(frame, "intensity"),
    )
    return _LinkTable(frame, codes, first, second)


def _finite(links: pd.DataFrame, column: str) -> FloatArray:
    values: FloatArray = links[column].to_numpy(dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise InputError(
            translate(
                "Alliance",
                "Some links have a “{column}” that is missing, infinite or negative: "
                "cumulate the links again."
            ).format(column=column)
        )
    return values


def _check_pairs(codes: CodeArray, first: IntArray, second: IntArray) -> None:
    wrong = first == second
    wrong[1:] |= (np.diff(first) == 0) & (np.diff(second) == 0)
    if wrong.any():
        raise InputError(
            translate(
                "Alliance",
                "The link “{first}”, “{second}” occurs twice or joins a unit to itself: "
                "cumulate the links again."
            ).format(first=codes[first[wrong][0]], second=codes[second[wrong][0]])
        )


def _locate(
    links: _LinkTable, codes: CodeArray, excluded: Iterable[str]
) -> tuple[_Ends, tuple[str, ...]]:
    out = sorted(set(excluded))
    place = pd.Index(codes, dtype=object).get_indexer(links.codes)
    excused = pd.Index(links.codes, dtype=object).isin(out)
    lost = links.codes[(place < 0) & ~excused]
    if len(lost):
        raise InputError(
            translate(
                "Alliance",
                "Some links join units that are not in the table of units ({count}: {codes}). "
                "Choose the units from which the links were made."
            ).format(count=format_number(len(lost)), codes=_some(lost))
        )
    ends = _Ends(
        first=place[links.first],
        second=place[links.second],
        excluded=excused[links.first] | excused[links.second],
    )
    unknown = sorted(set(out) - set(codes) - set(links.codes))
    if not unknown:
        return ends, ()
    warning = translate(
        "Alliance", "Some excluded codes are not among the units nor the links: {codes}."
    ).format(codes=_some(unknown))
    return ends, (warning,)


def _near_enough(links: pd.DataFrame, max_distance: float) -> tuple[BoolArray, tuple[str, ...]]:
    if max_distance == 0:
        return np.ones(len(links), dtype=bool), ()
    if "dist_km" not in links:
        raise InputError(
            translate(
                "Alliance",
                "The links have no distance (column “dist_km”): "
                "make them with a layer of units, or leave out the maximum distance."
            )
        )
    distance = links["dist_km"].to_numpy(dtype=np.float64)
    near = reaches(max_distance, distance)
    unknown = int(np.isnan(distance).sum())
    if not unknown:
        return near, ()
    warning = translate("Alliance", "Links without a distance count as too long ({count}).").format(
        count=format_number(unknown)
    )
    return near, (warning,)


def _graph(
    links: pd.DataFrame,
    ends: _Ends,
    candidate: BoolArray,
    table: _UnitTable,
    settings: SystemSettings,
) -> _Graph:
    main_field = settings.score
    other_field = SCORE_FIELDS[1 - SCORE_FIELDS.index(main_field)]
    kept = links[candidate]
    first, second = ends.first[candidate], ends.second[candidate]
    main, intensity = kept[main_field].to_numpy(), kept["intensity"].to_numpy()
    strong = reaches(main, settings.threshold)
    weight = table.weight
    if weight is None:
        weight = _strength(first[strong], second[strong], intensity[strong], len(table))
    ranked = RankedLinks(first, second, main, kept[other_field].to_numpy(), rank_units(weight))
    return _Graph(ranked, intensity, strong, weight)


# --- the methods ----------------------------------------------------------------------------------
# Each takes the graph, the settings and a progress; it returns a label for each unit, shape (n,),
# and the mask of the links on which the grouping rests.

_Grouping = tuple[IntArray, BoolArray]


def _by_attachment(graph: _Graph, settings: SystemSettings, progress: Progress) -> _Grouping:
    parent = attach(graph.ranked.where(graph.strong))
    progress(1.0)
    return tree_roots(parent), graph.strong


def _by_components(graph: _Graph, settings: SystemSettings, progress: Progress) -> _Grouping:
    label = _components(graph)
    progress(1.0)
    return label, graph.strong


def _by_core_attachment(graph: _Graph, settings: SystemSettings, progress: Progress) -> _Grouping:
    """Components of G, then the units left alone follow their strongest link of any value.

    A unit may follow another one that was left alone and that joins a system itself. Two units
    that only follow each other stay alone.
    """
    core = _components(graph)
    progress(0.5)
    alone = np.bincount(core, minlength=graph.n_units)[core] == 1
    link, partner = strongest_links(graph.ranked)
    unit = np.arange(graph.n_units)
    follows = np.where(alone & (partner != NOBODY), partner, unit)
    mutual = follows[follows] == unit
    end = flattened(np.where(mutual, unit, follows))
    joined = alone & ~alone[end]
    used = graph.strong.copy()
    used[link[joined]] = True
    progress(1.0)
    return np.where(joined, core[end], core), used


def _by_louvain(graph: _Graph, settings: SystemSettings, progress: Progress) -> _Grouping:
    in_graph = graph.where(graph.strong)
    label = louvain(
        graph.n_units,
        in_graph.ranked.first,
        in_graph.ranked.second,
        in_graph.intensity,
        settings.resolution,
        progress,
    )
    return label, graph.strong


_METHODS: Mapping[str, Callable[[_Graph, SystemSettings, Progress], _Grouping]] = {
    "attachment": _by_attachment,
    "components": _by_components,
    "core_attachment": _by_core_attachment,
    "louvain": _by_louvain,
}


def _components(graph: _Graph) -> IntArray:
    in_graph = graph.ranked.where(graph.strong)
    return component_labels(graph.n_units, in_graph.first, in_graph.second)


# --- what comes out -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Naming:
    """The centre (position) and the name of each system, in the order of their numbers."""

    centre: IntArray
    name: CodeArray


def _number(label: IntArray, graph: _Graph, min_units: int) -> IntArray:
    """Give the groups that are large enough a number by falling weight, 0 to the others.

    Groups of equal weight follow the codes of their centres.
    """
    n_units = graph.n_units
    order = np.lexsort((graph.ranked.rank, label))
    starts = group_starts(label[order])
    size = np.diff(np.r_[starts, n_units])
    centre = order[starts]
    weight = np.bincount(label, weights=graph.weight, minlength=n_units)[label[centre]]
    kept = size >= min_units
    falling = np.lexsort((centre[kept], -settled(weight[kept])))
    number_of_label = np.zeros(n_units, dtype=np.int64)
    number_of_label[label[centre[kept][falling]]] = np.arange(1, kept.sum() + 1)
    return number_of_label[label]


def _name(table: _UnitTable, system: IntArray, graph: _Graph, second_share: float) -> _Naming:
    """Name each system after its largest unit, and its second one where it comes close.

    Close: its weight or its strength is at least `second_share` of the first one's.
    """
    order = np.lexsort((graph.ranked.rank, system))
    order = order[system[order] > 0]
    starts = group_starts(system[order])
    centre, second = order[starts], order[starts + 1]
    close = np.zeros(len(centre), dtype=bool)
    for measure in (graph.weight, graph.strength()):
        close |= (measure[centre] > 0) & reaches(measure[second], second_share * measure[centre])
    names = table.names[centre].copy()
    names[close] = names[close] + " - " + table.names[second[close]]
    return _Naming(centre, names)


def _scales(ends: _Ends, system: IntArray) -> CodeArray:
    of_first, of_second = system[ends.first], system[ends.second]
    attached = (of_first > 0) & (of_second > 0)
    scale = np.full(len(of_first), _UNATTACHED, dtype=object)
    scale[attached] = _TRANSVERSAL
    scale[attached & (of_first == of_second)] = _INTERNAL
    scale[ends.excluded] = _EXCLUDED
    return scale


def _describe_units(
    table: _UnitTable, system: IntArray, system_names: CodeArray, graph: _Graph
) -> pd.DataFrame:
    together = _together(system, graph)
    parent = attach(graph.ranked.where(together))
    strength = graph.strength()
    share = quotient(graph.where(together).strength(), strength)
    nobody = np.array([None], dtype=object)
    names = np.concatenate([nobody, system_names])
    codes = np.concatenate([table.codes, nobody])  # NOBODY, -1, is the last position
    return make_frame(
        {
            "code": table.codes,
            "name": table.names,
            "weight": graph.weight,
            "system": system,
            "sys_name": names[system],
            "role": tree_roles(parent),
            "parent": codes[parent],
            "degree": graph.degree(),
            "strength": strength,
            "int_share": np.where(strength > 0, share, np.nan),
        }
    )


def _describe_systems(
    table: _UnitTable,
    system: IntArray,
    naming: _Naming,
    weight: FloatArray,
    system_of_internal_link: IntArray,
) -> pd.DataFrame:
    count = len(naming.centre) + 1
    return pd.DataFrame(
        {
            "system": np.arange(1, count),
            "name": naming.name,
            "centre": table.codes[naming.centre],
            "units": np.bincount(system, minlength=count)[1:],
            "weight": np.bincount(system, weights=weight, minlength=count)[1:],
            "links": np.bincount(system_of_internal_link, minlength=count)[1:],
        }
    )


def _together(system: IntArray, graph: _Graph) -> BoolArray:
    of_first, of_second = system[graph.ranked.first], system[graph.ranked.second]
    together: BoolArray = (of_first > 0) & (of_first == of_second)
    return together


def _modularity(system: IntArray, graph: _Graph) -> float:
    alone = np.arange(1, len(system) + 1) + system.max(initial=0)
    return link_modularity(
        len(system),
        graph.ranked.first,
        graph.ranked.second,
        graph.intensity,
        np.where(system > 0, system, alone),
    )


def _share(part_of: FloatArray, whole: FloatArray) -> float:
    total = float(whole.sum())
    return float(part_of.sum()) / total if total else 0.0


def _strength(first: IntArray, second: IntArray, intensity: FloatArray, n_units: int) -> FloatArray:
    ends = np.concatenate([first, second])
    both = np.concatenate([intensity, intensity])
    return np.bincount(ends, weights=both, minlength=n_units).astype(np.float64, copy=False)


def _some(codes: Iterable[str]) -> str:
    named = list(codes)
    return ", ".join(named[:_NAMED_CODES]) + (", …" if len(named) > _NAMED_CODES else "")
