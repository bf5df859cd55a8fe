"""Flows that the sizes of the units, and their distances, lead one to expect (method, section 3).

Two models of the flows between different units, both with the margins that are observed:

- quasi-independence, E_ij = a_i b_j: only sizes count (Savage and Deutsch 1960; Goodman 1963);
- the doubly constrained gravity model, E_ij = A_i O_i B_j D_j f(d_ij): distance counts too
  (Wilson 1971), f = exp(-beta d) or d^-beta, with the beta that gives the mean distance, or mean
  log distance, observed (Hyman 1969).

Neither needs a matrix of all pairs. Quasi-independence has one unknown number. The gravity model
works through blocks of rows up to `MAX_ALL_PAIRS_UNITS` units; above, it asks for distances with
a cut-off, or for a list of pairs, and covers only those.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Callable, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .checks import require_choice
from .components import component_labels
from .distances import ListedDistances, PairedDistance
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray
from .links import Distance
from .messages import translate
from .options import DETERRENCES, LinkSettings
from .progress import Progress, part, silent

BoolArray = NDArray[np.bool_]
Friction = Callable[[IntArray, IntArray], FloatArray]

# Largest relative error of a margin.
TOLERANCE = 1e-9
# Without a cut-off the gravity model holds two numbers a pair: 400 MB at 5 000 units.
MAX_ALL_PAIRS_UNITS = 5_000
# With one, three numbers a pair: some 800 MB.
MAX_LISTED_PAIRS = 32_000_000

_BLOCK_CELLS = 2_000_000
# A round looks twice at every pair.
_MAX_BALANCING = 5_000
_FURNESS_ROUNDS = 20
_MAX_GRADIENTS = 500
_GRADIENT_PRECISION = 1e-3
_MAX_SHORTENING = 6
_MAX_CALIBRATION = 60
# Beyond exp(-600) the smallest frictions vanish.
_MAX_EXPONENT = 600.0
# Observed and modelled mean distances agree when they differ by less than this share of the
# standard deviation of the distances.
_MEAN_TOLERANCE = 1e-9
# Margins in the first trial of beta.
_FIRST_PRECISION = 1e-4


@dataclass(frozen=True, eq=False)
class Expectation:
    """Expected flows between n units.

    Attributes
    ----------
    expected : (m,) array of float
        E_ij of each flow, in the order of ``flows.off_diagonal()`` and in the unit of the flows;
        0 where the model does not cover the pair.
    out_factor, in_factor : (n,) arrays of float
        a_i and b_j in E_ij = a_i b_j friction_ij.
    friction : callable
        Friction of pairs given as two arrays of positions; 0 where the pair is not covered.
    beta : float
        Decay of the gravity model, per km (exponential) or without unit (power); 0 without one.
    iterations : int
        Rounds of balancing, all trials of beta together.
    converged : bool
        Whether the margins, and the mean distance, are reproduced.
    margin_error : float
        Largest relative difference between a margin of the model and the margin observed.
    cpc : float
        Common part of commuters over all pairs, 2 sum min(F, E) / (sum F + sum E), in 0..1.
    coverage : float
        Share of the volume between different units that the model covers, in 0..1.
    warnings : tuple of str
        Sentences to show.
    """

    expected: FloatArray
    out_factor: FloatArray
    in_factor: FloatArray
    friction: Friction
    beta: float = 0.0
    iterations: int = 0
    converged: bool = True
    margin_error: float = 0.0
    cpc: float = 1.0
    coverage: float = 1.0
    warnings: tuple[str, ...] = ()

    def between(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return E of any directed pairs, given as two arrays of positions; 0 on the diagonal."""
        value = self.out_factor[first] * self.in_factor[second] * self.friction(first, second)
        expected: FloatArray = np.where(first == second, 0.0, value)
        return expected


@dataclass(frozen=True, eq=False)
class _Fit:
    """Factors found for given margins, and how well they do."""

    out_factor: FloatArray
    in_factor: FloatArray
    friction: Friction
    margin_error: float
    beta: float = 0.0
    iterations: int = 0
    warnings: tuple[str, ...] = ()
    converged: bool = True


# --- quasi-independence ---------------------------------------------------------------------------


def quasi_independence(flows: Flows, progress: Progress = silent) -> Expectation:
    """Return E_ij = a_i b_j between different units, with the margins observed.

    It is what iterative proportional fitting tends to, found without iterating over the units.
    With p_i = a_i b_i, the flow that the model would put on the diagonal, and M = T + sum p, each
    p_i solves p M = (O_i + p)(D_i + p): M is the only unknown, and all frictions are 1.

    Parameters
    ----------
    flows : Flows
        Internal flows are ignored. Undirected kinds come symmetrised.

    Returns
    -------
    Expectation
        Margins to 1e-9. Where one unit takes part in every flow (two units, a star), the margins
        leave no choice: E = F.
    """
    between = flows.off_diagonal()
    out, into = between.outflows(), between.inflows()
    progress(0.0)
    hub = _hub(out, into, between.total)
    fit = _star(out, into, hub) if hub is not None else _quasi_independent(out, into)
    progress(1.0)
    return _expectation(between, np.ones(len(between), dtype=bool), fit)


def _quasi_independent(out: FloatArray, into: FloatArray) -> _Fit:
    total = float(out.sum())
    if total == 0:
        return _Fit(np.zeros(len(out)), np.zeros(len(out)), _no_friction, 0.0)
    # In shares of the total, so that nothing depends on the unit of the flows.
    o, d = out / total, into / total
    diagonal, mass, iterations = _expected_diagonal(o, d)
    out_factor, in_factor = (o + diagonal) * total, (d + diagonal) / mass
    error = max(
        _relative_error(out_factor * _sum_of_others(in_factor), out),
        _relative_error(in_factor * _sum_of_others(out_factor), into),
    )
    return _Fit(out_factor, in_factor, _no_friction, error, iterations=iterations)


def _expected_diagonal(o: FloatArray, d: FloatArray) -> tuple[FloatArray, float, int]:
    """Return p, the flow that independence would put on the diagonal, M, and the trials of M.

    All units take the smaller root of p M = (o + p)(d + p). Only one that has more than half of
    all flows may take the larger: the one whose two roots meet first as M falls.
    """
    reach = (np.sqrt(o) + np.sqrt(d)) ** 2
    largest = int(np.argmax(reach))
    lowest = float(reach[largest])

    def small_roots(mass: float) -> FloatArray:
        slope = mass - o - d
        width = np.sqrt(np.maximum(slope**2 - 4 * o * d, 0.0))
        return _quotient(2 * o * d, slope + width)

    dominated = 1 + float(small_roots(lowest).sum()) < lowest
    sign = np.ones(len(o))
    known = 1.0
    if dominated:
        # The two roots add up to M - o - d: the larger is written without losing digits.
        sign[largest] = -1.0
        known = 1.0 - o[largest] - d[largest]

    def above(mass: float) -> bool:
        """Say whether the root is above `mass`: T + sum p - M falls, or rises if dominated."""
        excess = known + float((sign * small_roots(mass)).sum())
        return excess < 0 if dominated else excess > mass

    mass, iterations = _bisected(above, lowest)
    p = small_roots(mass)
    if dominated:
        p[largest] = mass - o[largest] - d[largest] - p[largest]
    return p, mass, iterations


def _bisected(above: Callable[[float], bool], low: float) -> tuple[float, int]:
    """Return the number, at least `low`, up to which `above` holds, and the trials it took."""
    high = 2 * low + 2
    iterations = 0
    while above(high):
        low, high = high, 2 * high
        iterations += 1
    while low < (low + high) / 2 < high:
        middle = (low + high) / 2
        low, high = (middle, high) if above(middle) else (low, middle)
        iterations += 1
    return low, iterations


def _sum_of_others(values: FloatArray) -> FloatArray:
    """Return, for each value, the sum of all others, the largest without losing digits."""
    others: FloatArray = values.sum() - values
    largest = int(np.argmax(values))
    others[largest] = values[:largest].sum() + values[largest + 1 :].sum()
    return others


def _hub(out: FloatArray, into: FloatArray, total: float) -> int | None:
    """Return the unit that takes part in every flow, if there is one."""
    if total == 0:
        return None
    hub = int(np.argmax(out + into))
    return hub if out[hub] + into[hub] >= total * (1 - 1e-12) else None


def _star(out: FloatArray, into: FloatArray, hub: int) -> _Fit:
    """Return the only flows that the margins of a star allow."""
    out_factor, in_factor = out.copy(), into.copy()
    out_factor[hub] = in_factor[hub] = 1.0

    def friction(first: IntArray, second: IntArray) -> FloatArray:
        touched: FloatArray = ((first == hub) | (second == hub)).astype(np.float64)
        return touched

    warning = translate(
        "Alliance",
        "One unit takes part in every flow: the sizes alone give the flows, which are all as "
        "expected.",
    )
    return _Fit(out_factor, in_factor, friction, 0.0, warnings=(warning,))


def _no_friction(first: IntArray, second: IntArray) -> FloatArray:
    return np.ones(np.broadcast(first, second).shape)


# --- gravity --------------------------------------------------------------------------------------


def gravity(
    flows: Flows, distance: Distance, settings: LinkSettings, progress: Progress = silent
) -> Expectation:
    """Return E_ij = A_i O_i B_j D_j f(d_ij) between different units, beta calibrated.

    Furness balancing gives the margins; beta is the one that gives the mean distance observed
    (exponential), or the mean logarithm of the distance (power). These are also the conditions
    of a Poisson regression of the flows with origin and destination effects.

    Parameters
    ----------
    flows : Flows
        Internal flows are ignored. Undirected kinds come symmetrised.
    distance : Distance
        Distances in km, or travel times, between units given by position; NaN where unknown. A
        :class:`~alliance.core.distances.PairedDistance` restricts the model to the pairs that it
        names: those within its cut-off, or those of its list.
    settings : LinkSettings
        Only `deterrence` is used: "exponential" or "power".

    Returns
    -------
    Expectation
        Flows without a distance are left out of the margins, and said so.

    Raises
    ------
    InputError
        A distance is negative, or is 0 with a power.
    SettingsError
        The deterrence is unknown; there are too many units, or pairs, for the memory of an
        ordinary computer.
    """
    require_choice("DETERRENCE", settings.deterrence, DETERRENCES)
    between = flows.off_diagonal()
    scale = _Scale(settings.deterrence, distance, between.codes)
    cost = scale.cost(between.origin, between.destination)
    covered = ~np.isnan(cost)
    inside = _only(between, covered)
    out, into = inside.outflows(), inside.inflows()
    hub = _hub(out, into, inside.total)
    if inside.total == 0:
        fit = _quasi_independent(out, into)
    elif hub is not None:
        fit = _star(out, into, hub)
    else:
        active = np.flatnonzero((out > 0) | (into > 0))
        kernel = _kernel(scale, active, inside, part(progress, 0.0, 0.2))
        target = float((inside.volume * cost[covered]).sum() / inside.total)
        fit = _calibrate(kernel, scale, out, into, target, part(progress, 0.2, 1.0))
    progress(1.0)
    return _expectation(between, covered, fit, _coverage_warnings(between, covered, distance))


@dataclass(frozen=True, eq=False)
class _Scale:
    """What distance costs: f = exp(-beta cost), with cost = d or log d."""

    deterrence: str
    distance: Distance
    codes: CodeArray

    @property
    def lists_pairs(self) -> bool:
        return isinstance(self.distance, PairedDistance) and self.distance.lists_pairs

    def cost(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return the cost of pairs, any shape; NaN where the model does not cover them."""
        return self.of_km(first, second, self.distance(first, second))

    def of_km(self, first: IntArray, second: IntArray, km: FloatArray) -> FloatArray:
        """Return the cost of pairs whose distance is known; NaN on the diagonal."""
        apart = np.asarray(first != second)
        limit = self.distance.cutoff_km if isinstance(self.distance, PairedDistance) else math.inf
        cost: FloatArray = np.where(apart & (km <= limit), km, math.nan)
        self._require(~(cost < 0) & ~np.isinf(cost), first, second, cost)
        if self.deterrence == "power":
            self._require(cost != 0, first, second, cost)
            cost = np.log(cost)
        return cost

    def _require(self, right: BoolArray, first: IntArray, second: IntArray, km: FloatArray) -> None:
        if right.all():
            return
        place = int(np.argmin(right))
        ends = np.broadcast_arrays(first, second, km)
        a, b, value = (end.ravel()[place] for end in ends)
        if value == 0:
            sentence = translate(
                "Alliance",
                "Units “{a}” and “{b}” are at distance 0, which a power law cannot bear: choose "
                "the exponential deterrence, or correct their places.",
            )
        else:
            sentence = translate(
                "Alliance",
                "The distance between “{a}” and “{b}” is {value}: correct the column of "
                "distances, where they are 0 or more.",
            )
        raise InputError(sentence.format(a=self.codes[a], b=self.codes[b], value=value))


class _Kernel(Protocol):
    """The frictions f_ij between k active units, for one beta at a time.

    `units` (k,) are their positions; `lowest` and `highest` the range of the costs. Frictions are
    reckoned from the lowest cost, so that the largest is 1. `groups` tells which pairs the
    margins leave open, when some are not: see `_open_groups`.
    """

    units: IntArray
    lowest: float
    highest: float
    groups: tuple[IntArray, IntArray] | None

    def set_beta(self, beta: float) -> None: ...

    def rows(self, in_factor: FloatArray) -> FloatArray:
        """Return sum_j f_ij b_j, shape (k,)."""

    def columns(self, out_factor: FloatArray) -> FloatArray:
        """Return sum_i a_i f_ij, shape (k,)."""

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        """Return the mean and the variance of the cost over the expected flows."""


def _kernel(scale: _Scale, units: IntArray, flows: Flows, progress: Progress) -> _Kernel:
    if scale.lists_pairs:
        return _ListedPairs(scale, units, flows, progress)
    if len(units) > MAX_ALL_PAIRS_UNITS:
        raise SettingsError(
            translate(
                "Alliance",
                "The gravity model of {count} units would hold too many pairs: above {limit} "
                "units, give a maximum distance for the model.",
            ).format(count=len(units), limit=MAX_ALL_PAIRS_UNITS)
        )
    return _AllPairs(scale, units, progress)


class _AllPairs:
    """Frictions of all pairs, in blocks of rows."""

    def __init__(self, scale: _Scale, units: IntArray, progress: Progress) -> None:
        self.units = units
        # With all pairs but the diagonal, only a star closes any, and a star has no kernel.
        self.groups = None
        height = max(_BLOCK_CELLS // len(units), 1)
        bounds = [*range(0, len(units), height), len(units)]
        self.blocks = [slice(start, end) for start, end in zip(bounds, bounds[1:])]
        self.cost: list[FloatArray] = []
        self.hidden: list[IntArray] = []
        for rows in self.blocks:
            progress(rows.start / len(units))
            cost = scale.cost(units[rows, np.newaxis], units[np.newaxis, :])
            self.hidden.append(np.flatnonzero(np.isnan(cost)))
            self.cost.append(cost)
        self.lowest = float(min(np.nanmin(cost) for cost in self.cost if not np.isnan(cost).all()))
        self.highest = float(max(np.nanmax(cost) for cost in self.cost if not np.isnan(cost).all()))
        for cost, hidden in zip(self.cost, self.hidden):
            np.put(cost, hidden, self.lowest)
        self.value: list[FloatArray] = []

    def set_beta(self, beta: float) -> None:
        self.value = []
        for cost, hidden in zip(self.cost, self.hidden):
            value = np.exp(-beta * (cost - self.lowest))
            np.put(value, hidden, 0.0)
            self.value.append(value)

    def rows(self, in_factor: FloatArray) -> FloatArray:
        return np.concatenate([value @ in_factor for value in self.value])

    def columns(self, out_factor: FloatArray) -> FloatArray:
        sums = np.zeros(len(self.units))
        for rows, value in zip(self.blocks, self.value):
            sums += out_factor[rows] @ value
        return sums

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        sums = np.zeros(3)
        for rows, value, cost in zip(self.blocks, self.value, self.cost):
            flows = out_factor[rows, np.newaxis] * value * in_factor
            first = flows * cost
            sums += flows.sum(), first.sum(), (first * cost).sum()
        return _mean_and_variance(sums)


class _ListedPairs:
    """Frictions of the pairs that a distance names, and no others."""

    def __init__(self, scale: _Scale, units: IntArray, flows: Flows, progress: Progress) -> None:
        self.units = units
        position = np.full(len(scale.codes), -1, dtype=np.int64)
        position[units] = np.arange(len(units))
        pieces = list(_named_pairs(scale, position, progress))
        self.first, self.second, self.cost = (np.concatenate(piece) for piece in zip(*pieces))
        self.groups = _open_groups(flows, units[self.first], units[self.second])
        still_open = self.groups[0][units[self.first]] == self.groups[1][units[self.second]]
        # Where all pairs go both ways at one cost, each unit has some, and columns are rows.
        self.symmetric = bool(
            isinstance(scale.distance, PairedDistance)
            and scale.distance.symmetric
            and still_open.all()
        )
        self.first, self.second = self.first[still_open], self.second[still_open]
        self.cost = self.cost[still_open]
        self.starts = np.searchsorted(self.first, np.arange(len(units)))
        self.lowest, self.highest = float(self.cost.min()), float(self.cost.max())
        self.value = np.empty(0)

    def set_beta(self, beta: float) -> None:
        self.value = np.exp(-beta * (self.cost - self.lowest))

    def rows(self, in_factor: FloatArray) -> FloatArray:
        flows = self.value * in_factor[self.second]
        if self.symmetric:
            return np.asarray(np.add.reduceat(flows, self.starts), dtype=np.float64)
        return _summed(self.first, flows, len(self.units))

    def columns(self, out_factor: FloatArray) -> FloatArray:
        if self.symmetric:
            return self.rows(out_factor)
        flows = self.value * out_factor[self.first]
        return _summed(self.second, flows, len(self.units))

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        flows = self.value * out_factor[self.first] * in_factor[self.second]
        first = flows * self.cost
        return _mean_and_variance(np.array([flows.sum(), first.sum(), (first * self.cost).sum()]))


def _named_pairs(
    scale: _Scale, position: IntArray, progress: Progress
) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
    """Yield the pairs of active units with their costs, numbered by `position` (-1: inactive)."""
    if not isinstance(scale.distance, PairedDistance):
        return
    held = 0
    for first, second, km in scale.distance.pairs():
        active = (position[first] >= 0) & (position[second] >= 0)
        first, second, km = first[active], second[active], km[active]
        held += len(first)
        if held > MAX_LISTED_PAIRS:
            raise SettingsError(
                translate(
                    "Alliance",
                    "The gravity model would hold more than {limit} pairs: give a shorter maximum "
                    "distance for the model.",
                ).format(limit=MAX_LISTED_PAIRS)
            )
        progress(min(held / MAX_LISTED_PAIRS, 1.0))
        yield position[first], position[second], scale.of_km(first, second, km)


def _open_groups(flows: Flows, first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """Return a group for each row and each column: only pairs inside a group can hold a flow.

    When not all pairs are named, the margins may force some to 0: where the only destinations
    within reach of a few units receive from nobody else, for instance. No finite factor gives 0,
    so such pairs have to go. F shows which they are, because it is one way to fill the margins:
    a pair can hold a flow when a chain of pairs that can grow (all) and pairs that can shrink
    (those with a flow) leads from it back to itself.

    Parameters
    ----------
    flows : Flows
        The flows of the model.
    first, second : (p,) arrays of int
        The pairs named, among them those of the flows.

    Returns
    -------
    two (n,) arrays of int
        Groups of the rows and of the columns.
    """
    n_units = flows.n_units
    # A row and a column with a flow between them can lean on each other: one node for both.
    node = component_labels(2 * n_units, flows.origin, n_units + flows.destination)
    row, column = node[:n_units], node[n_units:]
    steps = np.unique(row[first] * (2 * n_units) + column[second])
    graph = nx.DiGraph()
    graph.add_edges_from(zip((steps // (2 * n_units)).tolist(), (steps % (2 * n_units)).tolist()))
    group = np.arange(2 * n_units)
    for together in nx.strongly_connected_components(graph):
        group[list(together)] = min(together)
    return group[row], group[column]


def _mean_and_variance(sums: FloatArray) -> tuple[float, float]:
    mean = float(sums[1] / sums[0])
    return mean, max(float(sums[2] / sums[0]) - mean**2, 0.0)


def _calibrate(
    kernel: _Kernel,
    scale: _Scale,
    out: FloatArray,
    into: FloatArray,
    target: float,
    progress: Progress,
) -> _Fit:
    """Find the beta whose mean cost is the one observed, and the factors that go with it.

    The mean cost falls as beta rises. The search starts at 0, takes one step by the variance,
    then steps by the secant, and halves the bracket where a step would leave it.
    """
    balancing = _Balancing(kernel, out[kernel.units], into[kernel.units])
    precision = _FIRST_PRECISION
    limit = _MAX_EXPONENT / max(kernel.highest - kernel.lowest, math.ulp(1.0))
    lower, upper = -limit, limit
    beta = 0.0
    last: tuple[float, float] | None = None
    met = False
    for trial in range(_MAX_CALIBRATION):
        progress(1 - 0.8**trial)
        balancing.run(beta, precision)
        mean, variance = kernel.moments(balancing.out_factor, balancing.in_factor)
        gap = mean - target
        miss = abs(gap) / max(math.sqrt(variance), abs(mean) * 1e-6, math.ulp(0.0))
        met = miss <= _MEAN_TOLERANCE
        if met and precision <= TOLERANCE / 10:
            break
        # Far from the goal a rough balance will do; near it the mean has to be sure.
        precision = max(min(precision, miss * _FIRST_PRECISION), TOLERANCE / 10)
        if met:
            continue
        lower, upper = (beta, upper) if gap > 0 else (lower, beta)
        following = _next_beta(beta, gap, last, variance)
        last = beta, gap
        if not lower < following < upper:
            following = (lower + upper) / 2
        if following in (lower, upper):
            break
        beta = following
    return balancing.fit(beta, scale, len(out), met=met)


def _next_beta(beta: float, gap: float, last: tuple[float, float] | None, variance: float) -> float:
    if last is not None and last[1] != gap:
        return beta - gap * (beta - last[0]) / (gap - last[1])
    return beta + gap / variance if variance > 0 else math.nan


class _Balancing:
    """Balancing of k active units, each run starting from the factors of the last.

    Furness balancing comes first. Where it drags on, as it does when flows are short and the
    country wide, Newton steps on log a take over. Both keep the columns right, so that what the
    rows lack is the whole error.
    """

    def __init__(self, kernel: _Kernel, out: FloatArray, into: FloatArray) -> None:
        self.kernel = kernel
        self.out, self.into = out, into
        self.out_factor, self.in_factor = out / out.sum(), np.zeros(len(out))
        self.row_sums = np.zeros(len(out))
        self.rounds = 0

    @property
    def error(self) -> float:
        """Largest relative error of a row."""
        return _relative_error(self.row_sums, self.out)

    def run(self, beta: float, precision: float) -> None:
        """Balance until no margin is wrong by more than `precision`, or rounds run out."""
        self.kernel.set_beta(beta)
        self._settle(self.out_factor)
        last = self.rounds + _MAX_BALANCING
        easy = self.rounds + _FURNESS_ROUNDS
        while self.error > precision and self.rounds < last:
            if self.rounds < easy or not self._step():
                self._settle(self.out_factor * _quotient(self.out, self.row_sums))

    def _settle(self, out_factor: FloatArray) -> None:
        """Take new factors of the rows, and make the columns right."""
        self.rounds += 1
        self.out_factor = out_factor
        self.in_factor = _quotient(self.into, self.kernel.columns(out_factor))
        self.row_sums = out_factor * self.kernel.rows(self.in_factor)

    def _step(self) -> bool:
        """Take one Newton step, shortened until the error falls; return whether it did."""
        before, error = self.out_factor, self.error
        direction = self._direction()
        length = min(1.0, 2.0 / max(float(np.abs(direction).max()), math.ulp(1.0)))
        for _ in range(_MAX_SHORTENING):
            self._settle(before * np.exp(length * direction))
            if self.error < error:
                return True
            length /= 4
        self._settle(before)
        return False

    def _direction(self) -> FloatArray:
        """Solve (diag(O) - E diag(1/D) E') x = O - rows by conjugate gradients.

        E are the present expected flows. The solution is the change of log a that makes the rows
        right, to the first order, while the columns stay right.
        """
        gap = self.out - self.row_sums
        solution = np.zeros(len(gap))
        scaled = _quotient(gap, self.row_sums)
        heading = scaled
        product = float(gap @ scaled)
        goal = product * _GRADIENT_PRECISION**2
        for _ in range(_MAX_GRADIENTS):
            image = self._curvature(heading)
            curved = float(heading @ image)
            if curved <= 0:
                break
            solution = solution + product / curved * heading
            gap = gap - product / curved * image
            scaled = _quotient(gap, self.row_sums)
            following = float(gap @ scaled)
            if following <= goal:
                break
            heading = scaled + following / product * heading
            product = following
        return solution

    def _curvature(self, x: FloatArray) -> FloatArray:
        self.rounds += 1
        columns = self.in_factor * self.kernel.columns(self.out_factor * x)
        back = self.in_factor * _quotient(columns, self.into)
        return self.row_sums * x - self.out_factor * self.kernel.rows(back)

    def fit(self, beta: float, scale: _Scale, n_units: int, *, met: bool) -> _Fit:
        """Return the factors of all n units."""
        warnings = _calibration_warnings(self, beta, met=met)
        converged = met and self.error <= TOLERANCE
        out_factor, in_factor = np.zeros(n_units), np.zeros(n_units)
        out_factor[self.kernel.units] = self.out_factor
        in_factor[self.kernel.units] = self.in_factor
        lowest, groups = self.kernel.lowest, self.kernel.groups

        def friction(first: IntArray, second: IntArray) -> FloatArray:
            value = np.exp(-beta * (scale.cost(first, second) - lowest))
            closed = np.isnan(value)
            if groups is not None:
                closed |= groups[0][first] != groups[1][second]
            return np.where(closed, 0.0, value)

        return _Fit(
            out_factor, in_factor, friction, self.error, beta, self.rounds, warnings, converged
        )


def _calibration_warnings(balancing: _Balancing, beta: float, *, met: bool) -> tuple[str, ...]:
    warnings = []
    if balancing.error > TOLERANCE:
        warnings.append(
            translate(
                "Alliance",
                "The gravity model reproduces the margins only to {error}: too few pairs are open "
                "to the flows; give a longer maximum distance, or more pairs.",
            ).format(error=f"{balancing.error:.1e}")
        )
    if not met:
        warnings.append(
            translate(
                "Alliance",
                "No beta gives the mean distance observed; the search stopped at {beta}.",
            ).format(beta=f"{beta:.6g}")
        )
    elif beta == 0:
        warnings.append(
            translate(
                "Alliance",
                "Distance tells nothing about these flows: beta is 0, and the model is that of "
                "the margins alone.",
            )
        )
    return tuple(warnings)


def _coverage_warnings(flows: Flows, covered: BoolArray, distance: Distance) -> tuple[str, ...]:
    warnings = []
    if not covered.all():
        warnings.append(
            translate(
                "Alliance",
                "The model leaves out {count} flows, {share} % of the volume between units: their "
                "distance is unknown or beyond the maximum.",
            ).format(
                count=int((~covered).sum()),
                share=f"{100 * flows.volume[~covered].sum() / flows.total:.2f}",
            )
        )
    if isinstance(distance, ListedDistances):
        warnings.append(
            translate(
                "Alliance",
                "The model covers only the {count} pairs whose distance is given.",
            ).format(count=len(distance.key))
        )
    return tuple(warnings)


# --- what both give -------------------------------------------------------------------------------


def _expectation(
    flows: Flows, covered: BoolArray, fit: _Fit, warnings: tuple[str, ...] = ()
) -> Expectation:
    total = flows.total
    held = float(flows.volume[covered].sum())
    expectation = Expectation(
        expected=np.zeros(len(flows)),
        out_factor=fit.out_factor,
        in_factor=fit.in_factor,
        friction=fit.friction,
        beta=fit.beta,
        iterations=fit.iterations,
        converged=fit.converged,
        margin_error=fit.margin_error,
        coverage=held / total if total else 1.0,
        warnings=(*warnings, *fit.warnings),
    )
    expected = expectation.between(flows.origin, flows.destination)
    # Pairs without a flow add nothing to the minima, and the margins give the sum of E.
    common = float(np.minimum(flows.volume, expected).sum())
    return replace(
        expectation, expected=expected, cpc=2 * common / (total + held) if total else 1.0
    )


def _only(flows: Flows, kept: BoolArray) -> Flows:
    return replace(
        flows,
        origin=flows.origin[kept],
        destination=flows.destination[kept],
        volume=flows.volume[kept],
    )


def _summed(unit: IntArray, value: FloatArray, n_units: int) -> FloatArray:
    return np.asarray(np.bincount(unit, weights=value, minlength=n_units), dtype=np.float64)


def _relative_error(value: FloatArray, margin: FloatArray) -> float:
    positive = margin > 0
    return float(np.max(np.abs(value[positive] / margin[positive] - 1), initial=0.0))


def _quotient(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    quotient = np.zeros(len(numerator))
    np.divide(numerator, denominator, out=quotient, where=denominator > 0)
    return quotient
