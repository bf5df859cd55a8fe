"""Flows that the sizes of the units, and their distances, lead one to expect (method, section 3).

Two models of the flows between different units, both with the margins that are observed:

- quasi-independence, E_ij = a_i b_j: only sizes count (Savage and Deutsch 1960; Goodman 1963);
- the doubly constrained gravity model, E_ij = A_i O_i B_j D_j f(d_ij): distance counts too
  (Wilson 1971), f = exp(-beta d) or d^-beta, with the beta that gives the mean distance, or mean
  log distance, observed (Hyman 1969).

Neither needs a matrix of all pairs. Quasi-independence has one unknown number. The gravity model
works through blocks of rows up to 5 000 units (400 MB); above, it asks for distances with a
cut-off, or for a list of pairs, and covers only those.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .arithmetic import quotient
from .balancing import Balancing, relative_error
from .checks import require_choice
from .distances import ListedDistances
from .flows import FloatArray, Flows, IntArray
from .friction import Kernel, Scale, build_kernel
from .links import Distance
from .messages import translate
from .numbers import format_number
from .options import DETERRENCES, LinkSettings
from .progress import Progress, part, silent

BoolArray = NDArray[np.bool_]
Friction = Callable[[IntArray, IntArray], FloatArray]

# Largest relative error of a margin.
TOLERANCE = 1e-9

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
        relative_error(out_factor * _sum_of_others(in_factor), out),
        relative_error(in_factor * _sum_of_others(out_factor), into),
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
        return quotient(2 * o * d, slope + width)

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
        "expected."
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
    scale = Scale(settings.deterrence, distance, between.codes)
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
        kernel = build_kernel(scale, active, inside, part(progress, 0.0, 0.2))
        target = float((inside.volume * cost[covered]).sum() / inside.total)
        fit = _calibrate(kernel, scale, out, into, target, part(progress, 0.2, 1.0))
    progress(1.0)
    return _expectation(between, covered, fit, _coverage_warnings(between, covered, distance))


def _calibrate(
    kernel: Kernel,
    scale: Scale,
    out: FloatArray,
    into: FloatArray,
    target: float,
    progress: Progress,
) -> _Fit:
    """Find the beta whose mean cost is the one observed, and the factors that go with it.

    The mean cost falls as beta rises. The search starts at 0, takes one step by the variance,
    then steps by the secant, and halves the bracket where a step would leave it.
    """
    balancing = Balancing(kernel, out[kernel.units], into[kernel.units], progress)
    precision = _FIRST_PRECISION
    limit = _MAX_EXPONENT / max(kernel.highest - kernel.lowest, math.ulp(1.0))
    lower, upper = -limit, limit
    beta = 0.0
    last: tuple[float, float] | None = None
    met = False
    for trial in range(_MAX_CALIBRATION):
        balancing.done = 1 - 0.8**trial
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
    return _fit(balancing, beta, scale, len(out), met=met)


def _next_beta(beta: float, gap: float, last: tuple[float, float] | None, variance: float) -> float:
    if last is not None and last[1] != gap:
        return beta - gap * (beta - last[0]) / (gap - last[1])
    return beta + gap / variance if variance > 0 else math.nan


def _fit(balancing: Balancing, beta: float, scale: Scale, n_units: int, *, met: bool) -> _Fit:
    """Return the factors of all n units, and what is to be said of them."""
    kernel = balancing.kernel
    lowest, groups = kernel.lowest, kernel.groups
    out_factor, in_factor = np.zeros(n_units), np.zeros(n_units)
    out_factor[kernel.units] = balancing.out_factor
    in_factor[kernel.units] = balancing.in_factor

    def friction(first: IntArray, second: IntArray) -> FloatArray:
        value = np.exp(-beta * (scale.cost(first, second) - lowest))
        closed = np.isnan(value)
        if groups is not None:
            closed |= groups[0][first] != groups[1][second]
        kept: FloatArray = np.where(closed, 0.0, value)
        return kept

    return _Fit(
        out_factor,
        in_factor,
        friction,
        margin_error=balancing.error,
        beta=beta,
        iterations=balancing.rounds,
        warnings=_calibration_warnings(balancing, beta, met=met),
        converged=met and balancing.error <= TOLERANCE,
    )


def _calibration_warnings(balancing: Balancing, beta: float, *, met: bool) -> tuple[str, ...]:
    warnings = []
    if balancing.error > TOLERANCE:
        warnings.append(
            translate(
                "Alliance",
                "The gravity model reproduces the margins only to {error}: too few pairs are open "
                "to the flows; give a longer maximum distance, or more pairs."
            ).format(error=f"{balancing.error:.1e}")
        )
    if not met:
        warnings.append(
            translate(
                "Alliance",
                "No beta gives the mean distance observed; the search stopped at {beta}."
            ).format(beta=f"{beta:.6g}")
        )
    elif beta == 0:
        warnings.append(
            translate(
                "Alliance",
                "Distance tells nothing about these flows: beta is 0, and the model is that of "
                "the margins alone."
            )
        )
    return tuple(warnings)


def _coverage_warnings(flows: Flows, covered: BoolArray, distance: Distance) -> tuple[str, ...]:
    warnings = []
    if not covered.all():
        warnings.append(
            translate(
                "Alliance",
                "Flows left out of the model: {count}, {share} % of the volume between units; "
                "their distance is unknown or beyond the maximum."
            ).format(
                count=format_number((~covered).sum()),
                share=format_number(100 * flows.volume[~covered].sum() / flows.total, decimals=2),
            )
        )
    if isinstance(distance, ListedDistances):
        warnings.append(
            translate(
                "Alliance",
                "The model covers only the {count} pairs whose distance is given."
            ).format(count=format_number(len(distance.key)))
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
