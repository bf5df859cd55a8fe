"""Regions of one kind of flows: labour-market areas and Intramax (method, section 9).

Both group units from the bottom up and need the internal flows. `ttwa` is the algorithm of
Coombes and Bond (2008) as the R package LabourMarketAreas 3.4 computes it; `intramax` is that of
Masser and Brown (1975).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .arithmetic import quotient
from .checks import require_positive
from .errors import SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray
from .messages import translate
from .options import TtwaSettings
from .partitions import alone_labels, directed_modularity
from .progress import Progress, silent

_UNATTACHED = 0
_RESERVE = -1

# A unit that keeps moving between two areas would never settle: the published loop has no end
# condition for it. After so many moves it waits in the reserve.
_MAX_MOVES = 100

# Strengths of ties are equal when they differ by less than this share.
_ROUNDING = 1e-12
_REPORT_EVERY = 256

TREE_COLUMNS = ("step", "region_a", "region_b", "value", "units", "internal")


@dataclass(frozen=True, eq=False)
class Regions:
    """A division of the units into regions.

    Attributes
    ----------
    codes : (n,) array of str
        Codes of the units, as in the flows.
    region : (n,) array of int
        Region of each unit, from 1 by falling number of residents; 0 for a unit in none.
    table : DataFrame
        One row a region: `region`; `centre`, code of the unit that receives most; `units`;
        `residents` (R, all flows out), `jobs` (W, all flows in) and `internal` (F), in the unit
        of the flows; `supply` = F/R and `demand` = F/W, the self-containments; `validity`, of
        the settings of `ttwa` (NaN for `intramax`).
    tree : DataFrame
        Merges of `intramax`, in order: `step` from 1; `region_a`, `region_b`, the smallest codes
        of the two regions that merge; `value` of their tie; `units` in the merged region;
        `internal`, share of the total flow inside regions after the merge. Empty for `ttwa`.
    modularity : float
        Directed modularity, internal flows counted, units in no region alone.
    reserve : tuple of str
        Codes that `ttwa` put aside and gave to their best area at the end, in that order.
    steps : int
        Clusters dissolved (`ttwa`) or merged (`intramax`).
    warnings : tuple of str
        Sentences to show.
    """

    codes: CodeArray
    region: IntArray
    table: pd.DataFrame
    tree: pd.DataFrame
    modularity: float
    reserve: tuple[str, ...] = ()
    steps: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of regions."""
        return len(self.table)


def _comes_first(value: float, name: Any, best_value: float, best_name: Any) -> bool:
    """Say whether a tie beats the best so far: larger, or equal but for rounding and smaller."""
    if value > best_value * (1 + _ROUNDING):
        return True
    return value >= best_value * (1 - _ROUNDING) and bool(name < best_name)


# --- labour-market areas --------------------------------------------------------------------------


def ttwa(flows: Flows, settings: TtwaSettings, progress: Progress = silent) -> Regions:
    """Return labour-market areas (Coombes and Bond 2008), as LabourMarketAreas 3.4 computes them.

    The least valid cluster is dissolved until all are valid. A single unit joins the cluster it
    is most tied to, if that does not lower the validity of the cluster; otherwise it waits in a
    reserve. From a cluster of several only one unit goes, that with the largest inflow from
    outside + residents - internal flow. At the end the reserve joins its best areas, whose
    validity may then fall below 1.

    Ties go to the smaller code, of a unit or of the one that founded a cluster; the package takes
    the first for the least valid cluster and the last for the best tie. Units without residents
    or without jobs have no self-containment and join as any other (the package leaves them out);
    units tied to no area stay in none.

    Parameters
    ----------
    flows : Flows
        From residence to work, internal flows included.
    settings : TtwaSettings
        Sizes are residents in work, that is all flows out of a cluster.
    progress : Progress
        Share of the clusters invalid at the start that have been dealt with.

    Raises
    ------
    SettingsError
        A setting is not above 0, a self-containment is above 1, or a target is below its minimum.
    """
    check_ttwa_settings(settings)
    areas = _Areas(flows, settings)
    steps, done = 0, 0.0
    while (worst := areas.least_valid()) is not None:
        areas.dissolve(worst)
        steps += 1
        if steps % _REPORT_EVERY == 0:
            done = max(done, areas.share_done())
            progress(done)
    reserve = areas.place_reserve()
    progress(1.0)
    label = np.array(areas.cluster, dtype=np.int64) + 1
    return _regions(flows, label, settings=settings, reserve=reserve, steps=steps)


def check_ttwa_settings(settings: TtwaSettings) -> None:
    """Raise SettingsError unless the sizes and self-containments of `ttwa` make sense."""
    for name, value in (
        ("MIN_SIZE", settings.min_size),
        ("MIN_SELF_CONTAINMENT", settings.min_self_containment),
        ("TARGET_SIZE", settings.target_size),
        ("TARGET_SELF_CONTAINMENT", settings.target_self_containment),
    ):
        require_positive(name, value)
    if settings.target_size <= settings.min_size:
        raise SettingsError(
            translate(
                "Alliance",
                "“TARGET_SIZE” is {target} and “MIN_SIZE” {minimum}: the target must be larger."
            ).format(target=settings.target_size, minimum=settings.min_size)
        )
    if not settings.min_self_containment <= settings.target_self_containment <= 1:
        raise SettingsError(
            translate(
                "Alliance",
                "“TARGET_SELF_CONTAINMENT” is {target} and “MIN_SELF_CONTAINMENT” {minimum}: the "
                "target must lie between the minimum and 1."
            ).format(target=settings.target_self_containment, minimum=settings.min_self_containment)
        )


def self_containment(residents: float, jobs: float, internal: float) -> float:
    """Return msc = min(F/R, F/W), in 0..1; 0 without residents or without jobs."""
    if residents <= 0 or jobs <= 0:
        return 0.0
    return min(internal / residents, internal / jobs)


def validity(containment: float, residents: float, settings: TtwaSettings) -> float:
    """Return the validity of a cluster: >= 1 is valid (method, section 9).

    It weighs self-containment against size: a large cluster may be less self-contained. A
    cluster that nothing enters or leaves is valid, of whatever size.

    Parameters
    ----------
    containment : float
        `self_containment` of the cluster.
    residents : float
        R, in the unit of the flows.
    """
    if containment == 1:
        return 1.0
    ratio = settings.min_self_containment / settings.target_self_containment
    lack = max((settings.target_size - residents) / (settings.target_size - settings.min_size), 0.0)
    contained = min(containment / settings.target_self_containment, 1.0)
    return contained * (1 - (1 - ratio) * lack) / ratio


class _Areas:
    """The clusters while they change: what each holds, and a heap with the least valid on top.

    Only single units ever move, so every step looks at the neighbours of one unit; nothing
    between clusters is stored.
    """

    def __init__(self, flows: Flows, settings: TtwaSettings) -> None:
        n_units = flows.n_units
        self.settings = settings
        self.out: list[float] = flows.outflows("all").tolist()
        self.into: list[float] = flows.inflows("all").tolist()
        self.inside: list[float] = flows.internal().tolist()
        self.neighbours = _neighbours(flows)
        # Clusters bear the number of the unit that founded them; a unit without flow has none.
        active = [self.out[unit] > 0 or self.into[unit] > 0 for unit in range(n_units)]
        self.cluster = [unit if active[unit] else _RESERVE for unit in range(n_units)]
        self.members: list[set[int]] = [
            {unit} if active[unit] else set() for unit in range(n_units)
        ]
        self.residents, self.jobs = list(self.out), list(self.into)
        self.internal = list(self.inside)
        # Counted in whole numbers: says without rounding whether a cluster is closed.
        self.n_flows = [sum(n for *_, n in around) for around in self.neighbours]
        self.crossing = list(self.n_flows)
        self.moves = [0] * n_units
        self.reserve: list[int] = []
        self.version = [0] * n_units
        self.heap: list[tuple[float, int, int]] = []
        self.invalid: set[int] = set()
        for unit in range(n_units):
            if active[unit]:
                self._assess(unit)
        self.n_invalid = max(len(self.invalid), 1)

    def share_done(self) -> float:
        return 1 - len(self.invalid) / max(self.n_invalid, len(self.invalid))

    def least_valid(self) -> int | None:
        """Return the least valid cluster, the smaller of ties, or None when all are valid."""
        while self.heap:
            _, cluster, version = heapq.heappop(self.heap)
            if self.version[cluster] == version:
                return cluster
        return None

    def dissolve(self, cluster: int) -> None:
        """Move the unit of the least valid cluster that should go."""
        unit = self._unit_to_move(cluster)
        ties = self._ties(unit)
        self._take_out(unit, ties)
        best = self._best_cluster(unit, ties)
        if best is None or self.moves[unit] == _MAX_MOVES or self._falls(best, unit, ties):
            self.cluster[unit] = _RESERVE
            self.reserve.append(unit)
            return
        self.moves[unit] += 1
        self._put_in(unit, best, ties)

    def place_reserve(self) -> tuple[int, ...]:
        """Give the units of the reserve to their best clusters and return them in that order.

        The larger code first, as in the package; rounds go on while they place any, because a
        unit may be tied to others of the reserve only.
        """
        placed: list[int] = []
        waiting = sorted(self.reserve, reverse=True)
        while waiting:
            left = [unit for unit in waiting if not self._place(unit)]
            if len(left) == len(waiting):
                break
            placed += [unit for unit in waiting if unit not in set(left)]
            waiting = left
        return tuple(placed)

    def _place(self, unit: int) -> bool:
        ties = self._ties(unit)
        best = self._best_cluster(unit, ties)
        if best is not None:
            self._put_in(unit, best, ties)
        return best is not None

    def _unit_to_move(self, cluster: int) -> int:
        members = self.members[cluster]
        if len(members) == 1:
            return next(iter(members))
        return max(members, key=lambda unit: (self._outwardness(unit, cluster), -unit))

    def _outwardness(self, unit: int, cluster: int) -> float:
        """Return inflow from outside the cluster + residents - internal flow of a unit."""
        home = self.cluster
        outside = 0.0
        for other, _, into, _ in self.neighbours[unit]:
            if home[other] != cluster:
                outside += into
        return outside + self.out[unit] - self.inside[unit]

    def _ties(self, unit: int) -> dict[int, tuple[float, float, int]]:
        """Return, by cluster: flow from the unit, flow to the unit, number of directed flows."""
        ties: dict[int, tuple[float, float, int]] = {}
        for other, out, into, number in self.neighbours[unit]:
            cluster = self.cluster[other]
            if cluster != _RESERVE:
                known = ties.get(cluster, (0.0, 0.0, 0))
                ties[cluster] = (known[0] + out, known[1] + into, known[2] + number)
        return ties

    def _best_cluster(self, unit: int, ties: dict[int, tuple[float, float, int]]) -> int | None:
        """Return the cluster with the strongest cohesion, the smaller of ties; never its own."""
        own = self.cluster[unit]
        best, strongest = None, 0.0
        for cluster, (out, into, _) in ties.items():
            if cluster == own:
                continue
            cohesion = self._cohesion(unit, cluster, out, into)
            if best is None or _comes_first(cohesion, cluster, strongest, best):
                best, strongest = cluster, max(cohesion, strongest)
        return best

    def _cohesion(self, unit: int, cluster: int, out: float, into: float) -> float:
        """T_ab^2/(R_a W_b) + T_ba^2/(R_b W_a) between a unit and a cluster."""
        cohesion = 0.0
        if out > 0:
            cohesion += out / self.out[unit] * (out / self.jobs[cluster])
        if into > 0:
            cohesion += into / self.residents[cluster] * (into / self.into[unit])
        return cohesion

    def _falls(self, cluster: int, unit: int, ties: dict[int, tuple[float, float, int]]) -> bool:
        """Say whether the validity of a cluster falls when a unit joins it."""
        out, into, number = ties[cluster]
        joined = self._validity(
            self.residents[cluster] + self.out[unit],
            self.jobs[cluster] + self.into[unit],
            self.internal[cluster] + self.inside[unit] + out + into,
            self.crossing[cluster] + self.n_flows[unit] - 2 * number,
        )
        return joined < self._validity_of(cluster)

    def _take_out(self, unit: int, ties: dict[int, tuple[float, float, int]]) -> None:
        cluster = self.cluster[unit]
        self.members[cluster].remove(unit)
        if self.members[cluster]:
            self._shift(unit, cluster, ties, -1)
            self._assess(cluster)
        else:
            self.version[cluster] += 1
            self.invalid.discard(cluster)

    def _put_in(self, unit: int, cluster: int, ties: dict[int, tuple[float, float, int]]) -> None:
        self.cluster[unit] = cluster
        self.members[cluster].add(unit)
        self._shift(unit, cluster, ties, 1)
        self._assess(cluster)

    def _shift(
        self, unit: int, cluster: int, ties: dict[int, tuple[float, float, int]], sign: int
    ) -> None:
        out, into, number = ties.get(cluster, (0.0, 0.0, 0))
        self.residents[cluster] += sign * self.out[unit]
        self.jobs[cluster] += sign * self.into[unit]
        self.internal[cluster] += sign * (self.inside[unit] + out + into)
        self.crossing[cluster] += sign * (self.n_flows[unit] - 2 * number)

    def _assess(self, cluster: int) -> None:
        """Push a cluster that has changed on the heap, unless it is valid."""
        self.version[cluster] += 1
        value = self._validity_of(cluster)
        if value < 1:
            self.invalid.add(cluster)
            heapq.heappush(self.heap, (value, cluster, self.version[cluster]))
        else:
            self.invalid.discard(cluster)

    def _validity_of(self, cluster: int) -> float:
        return self._validity(
            self.residents[cluster],
            self.jobs[cluster],
            self.internal[cluster],
            self.crossing[cluster],
        )

    def _validity(self, residents: float, jobs: float, internal: float, crossing: int) -> float:
        closed = crossing == 0
        containment = 1.0 if closed else self_containment(residents, jobs, internal)
        return validity(containment, residents, self.settings)


def _neighbours(flows: Flows) -> list[list[tuple[int, float, float, int]]]:
    """Return, for each unit: (neighbour, flow out, flow in, number of directed flows)."""
    between = flows.off_diagonal()
    n_units = max(flows.n_units, 1)
    ends = np.concatenate(
        [
            between.origin * n_units + between.destination,
            between.destination * n_units + between.origin,
        ]
    )
    pair, position = np.unique(ends, return_inverse=True)
    m = len(between)
    out = np.bincount(position[:m], weights=between.volume, minlength=len(pair))
    into = np.bincount(position[m:], weights=between.volume, minlength=len(pair))
    number = np.bincount(position, minlength=len(pair))
    rows = list(zip((pair % n_units).tolist(), out.tolist(), into.tolist(), number.tolist()))
    bounds = np.searchsorted(pair // n_units, np.arange(flows.n_units + 1)).tolist()
    return [rows[start:end] for start, end in zip(bounds, bounds[1:])]


# --- Intramax -------------------------------------------------------------------------------------


def intramax(flows: Flows, n_regions: int, progress: Progress = silent) -> Regions:
    """Return the regions that hold most flow inside, merged two by two (Masser and Brown 1975).

    At every step the two regions with the largest T_ij/(O_i D_j) + T_ji/(O_j D_i) merge; their
    rows and columns are added up, internal flows included. The tree goes on to one region, or
    until no flow ties the regions that remain; the division is its state at `n_regions`. Ties go
    to the smaller codes.

    Parameters
    ----------
    flows : Flows
        Internal flows included.
    n_regions : int
        Regions wanted, 1 or more. There are more where the flows fall into more parts that
        nothing ties, and fewer where fewer units have flows; units without any are in none.

    Raises
    ------
    SettingsError
        `n_regions` is below 1.
    """
    if n_regions < 1:
        raise SettingsError(
            translate(
                "Alliance", "“REGIONS” cannot be {value}: give a number of 1 or more."
            ).format(value=n_regions)
        )
    merging = _Merging(flows)
    while merging.merge_next():
        if len(merging.steps) % _REPORT_EVERY == 0:
            progress(len(merging.steps) / merging.n_active)
    progress(1.0)
    label = _cut(merging, n_regions)
    found = len(np.unique(label[label != _UNATTACHED]))
    tree = _tree(merging.steps, flows)
    steps = min(len(tree), max(merging.n_active - n_regions, 0))
    return _regions(flows, label, tree=tree, steps=steps, warnings=_too_many(found, n_regions))


@dataclass(frozen=True)
class _Merge:
    """Two regions, by their smallest units, a < b; what ties them, and what they make."""

    value: float
    a: int
    b: int
    units: int
    internal: float


class _Merging:
    """The regions while they merge: ties as one dictionary a region, and a heap of best ties.

    Each region keeps only its best tie on the heap. A tie that has vanished with a merged region
    stands for an upper bound of what the region has left, so it is replaced only when it comes
    out on top; ties with regions born later are on the heap through those.
    """

    def __init__(self, flows: Flows) -> None:
        n_units = flows.n_units
        self.total = flows.total
        self.out = flows.outflows("all").tolist()
        self.into = flows.inflows("all").tolist()
        self.inside = flows.internal().tolist()
        self.active = [self.out[unit] > 0 or self.into[unit] > 0 for unit in range(n_units)]
        self.n_active = sum(self.active)
        self.smallest = list(range(n_units))
        self.size = [1] * n_units
        self.version = [0] * n_units
        self.ties: list[dict[int, tuple[float, float]]] = [
            {other: (out, into) for other, out, into, _ in around} for around in _neighbours(flows)
        ]
        self.held = math.fsum(self.inside)
        self.steps: list[_Merge] = []
        self.heap: list[tuple[float, int, int, int, int, int, int]] = []
        for region in range(n_units):
            self._push_best(region)

    def merge_next(self) -> bool:
        """Merge the two regions with the strongest tie; return False when no tie is left."""
        while self.heap:
            _, _, _, region, version, other, other_version = heapq.heappop(self.heap)
            if self.version[region] != version:
                continue
            if self.version[other] != other_version:
                self._push_best(region)
                continue
            self._merge(region, other)
            return True
        return False

    def _push_best(self, region: int) -> None:
        best, names, strongest = None, (0, 0), 0.0
        for other, (out, into) in self.ties[region].items():
            value = self._value(region, other, out, into)
            found = self._names(region, other)
            if best is None or _comes_first(value, found, strongest, names):
                best, names, strongest = other, found, max(value, strongest)
        if best is not None:
            key = (-_settled(strongest), *names)
            versions = self.version[region], self.version[best]
            heapq.heappush(self.heap, (*key, region, versions[0], best, versions[1]))

    def _names(self, region: int, other: int) -> tuple[int, int]:
        a, b = self.smallest[region], self.smallest[other]
        return (a, b) if a < b else (b, a)

    def _value(self, i: int, j: int, out: float, into: float) -> float:
        """T_ij/(O_i D_j) + T_ji/(O_j D_i)."""
        value = 0.0
        if out > 0:
            value += out / self.out[i] / self.into[j]
        if into > 0:
            value += into / self.out[j] / self.into[i]
        return value

    def _merge(self, one: int, two: int) -> None:
        names = self._names(one, two)
        value = self._value(one, two, *self.ties[one][two])
        # The one with fewer ties goes into the other: fewer entries to move.
        fewer = (len(self.ties[one]), -self.smallest[one]) < (
            len(self.ties[two]),
            -self.smallest[two],
        )
        kept, gone = (two, one) if fewer else (one, two)
        out, into = self.ties[kept].pop(gone)
        del self.ties[gone][kept]
        self._move_ties(gone, kept)
        self.out[kept] += self.out[gone]
        self.into[kept] += self.into[gone]
        self.size[kept] += self.size[gone]
        self.smallest[kept] = names[0]
        self.version[kept] += 1
        self.version[gone] += 1
        self.held += out + into
        self.steps.append(_Merge(value, *names, self.size[kept], self.held / self.total))
        self._push_best(kept)

    def _move_ties(self, gone: int, kept: int) -> None:
        kept_ties = self.ties[kept]
        for other, (out, into) in self.ties[gone].items():
            known_out, known_into = kept_ties.get(other, (0.0, 0.0))
            kept_ties[other] = (known_out + out, known_into + into)
            there = self.ties[other]
            del there[gone]
            there[kept] = (known_into + into, known_out + out)
        self.ties[gone] = {}


def _settled(value: float) -> float:
    """Round to 12 significant digits: equal values stay equal whatever their unit."""
    return float(f"{value:.11e}")


def _cut(merging: _Merging, n_regions: int) -> IntArray:
    """Return a label > 0 for each unit, 0 without flow: the tree cut at `n_regions`."""
    parent = list(range(len(merging.active)))
    for merge in merging.steps[: max(merging.n_active - n_regions, 0)]:
        parent[merge.b] = merge.a  # both are the smallest of their region, that is its root
    label = np.zeros(len(parent), dtype=np.int64)
    for unit, is_active in enumerate(merging.active):
        if is_active:
            # Parents are smaller than their children: theirs is known already.
            label[unit] = unit + 1 if parent[unit] == unit else label[parent[unit]]
    return label


def _tree(steps: Sequence[_Merge], flows: Flows) -> pd.DataFrame:
    a, b, units = (
        np.array([getattr(merge, name) for merge in steps], dtype=np.int64)
        for name in ("a", "b", "units")
    )
    value, internal = (
        np.array([getattr(merge, name) for merge in steps], dtype=np.float64)
        for name in ("value", "internal")
    )
    columns = np.arange(1, len(steps) + 1), flows.codes[a], flows.codes[b], value, units, internal
    return pd.DataFrame(dict(zip(TREE_COLUMNS, columns)))


def _too_many(found: int, wanted: int) -> tuple[str, ...]:
    if found <= wanted:
        return ()
    warning = translate(
        "Alliance",
        "{found} regions instead of {wanted}: no flow ties them, so nothing can merge them."
    ).format(found=found, wanted=wanted)
    return (warning,)


# --- what both give -------------------------------------------------------------------------------


def _regions(
    flows: Flows,
    label: IntArray,
    *,
    tree: pd.DataFrame | None = None,
    settings: TtwaSettings | None = None,
    reserve: Iterable[int] = (),
    steps: int = 0,
    warnings: tuple[str, ...] = (),
) -> Regions:
    """Return regions numbered by falling residents, then by smallest unit, and described."""
    region = _numbered(label, flows.outflows("all"))
    return Regions(
        codes=flows.codes,
        region=region,
        table=_table(flows, region, settings),
        tree=_tree((), flows) if tree is None else tree,
        modularity=directed_modularity(flows, alone_labels(region)),
        reserve=tuple(str(flows.codes[unit]) for unit in reserve),
        steps=steps,
        warnings=warnings,
    )


def _numbered(label: IntArray, residents: FloatArray) -> IntArray:
    attached = label != _UNATTACHED
    _, first, inverse = np.unique(label[attached], return_index=True, return_inverse=True)
    size = np.bincount(inverse, weights=residents[attached], minlength=len(first))
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(1, len(first) + 1)
    region = np.zeros(len(label), dtype=np.int64)
    region[attached] = rank[inverse]
    return region


def _table(flows: Flows, region: IntArray, settings: TtwaSettings | None) -> pd.DataFrame:
    count = int(np.max(region, initial=0)) + 1
    inside = region[flows.origin] == region[flows.destination]

    def by_region(units: IntArray, value: FloatArray) -> FloatArray:
        sums: FloatArray = np.bincount(region[units], weights=value, minlength=count)[1:] * 1.0
        return sums

    everyone = np.arange(flows.n_units)
    into = flows.inflows("all")
    residents = by_region(everyone, flows.outflows("all"))
    jobs = by_region(everyone, into)
    internal = by_region(flows.origin[inside], flows.volume[inside])
    crossing = by_region(flows.origin[~inside], np.ones(int((~inside).sum())))
    crossing += by_region(flows.destination[~inside], np.ones(int((~inside).sum())))
    # The last of each region in this order receives most; of ties, the smaller code.
    order = np.lexsort((-everyone, into, region))
    last = np.searchsorted(region[order], np.arange(1, count), side="right") - 1
    return pd.DataFrame(
        {
            "region": np.arange(1, count),
            "centre": flows.codes[order[last]],
            "units": np.bincount(region, minlength=count)[1:],
            "residents": residents,
            "jobs": jobs,
            "internal": internal,
            "supply": quotient(internal, residents),
            "demand": quotient(internal, jobs),
            "validity": [
                _table_validity(*row, settings) for row in zip(residents, jobs, internal, crossing)
            ],
        }
    )


def _table_validity(
    residents: float, jobs: float, internal: float, crossing: float, settings: TtwaSettings | None
) -> float:
    if settings is None:
        return math.nan
    containment = self_containment(residents, jobs, internal) if crossing else 1.0
    return validity(containment, residents, settings)
