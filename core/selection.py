"""Which links count: ten rules that mark directed flows (method, section 4).

A rule sees the m directed flows between different units and says which ones it keeps. It is
combined (AND) with a minimum volume; a link is selected when one of its directions is marked, or
both when both are asked for. Where flows tie, the larger partner comes first, then the smaller
code.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .arithmetic import quotient
from .checks import require_choice, require_not_negative, require_positive
from .errors import SettingsError
from .expectation import Expectation
from .flows import FloatArray, Flows, IntArray
from .frames import make_frame
from .intensity import compute_intensity
from .links import Distance, Links, pair_flows
from .losses import LossReport, report_losses
from .messages import translate
from .options import (
    DETERRENCES,
    INTENSITIES,
    MARGINS,
    PERCENT_RULES,
    RULES,
    RULES_WITHOUT_VALUE,
    LinkSettings,
)
from .progress import Progress, part, silent
from .ties import rank_in_group, reaches, settled
from .weights import read_weights

BoolArray = NDArray[np.bool_]

# Indices that explode on tiny flows: a minimum volume always goes with them.
_RATIOS_TO_EXPECTED = ("preference", "gravity")


@dataclass(frozen=True, eq=False)
class RuleFlows:
    """The m directed flows between n different units, as a rule sees them.

    Attributes
    ----------
    origin, destination : (m,) arrays of int
        Positions of the units, sorted by origin, then destination.
    volume : (m,) array of float
        F_ij. On undirected kinds both directions carry the whole volume of the link.
    intensity : (m,) array of float
        Intensity of the link that the flow belongs to.
    out, into : (n,) arrays of float
        O_i and D_j, with or without the internal flows according to the margins.
    n_out, n_in : (n,) arrays of int
        Number of flows that the margins count, out of and into each unit.
    total : float
        T, the sum of the margins.
    weight : (n,) array of float
        Size of the units: decides ties and dominance.
    """

    origin: IntArray
    destination: IntArray
    volume: FloatArray
    intensity: FloatArray
    out: FloatArray
    into: FloatArray
    n_out: IntArray
    n_in: IntArray
    total: float
    weight: FloatArray

    def __len__(self) -> int:
        return len(self.volume)

    def falling_order(self) -> IntArray:
        """Order the flows by falling volume; ties: larger destination, smaller codes."""
        order: IntArray = np.lexsort((self.origin, *self._ties()))
        return order

    def falling_order_by_origin(self) -> IntArray:
        """Order the flows by origin, then by falling volume; ties as in `falling_order`."""
        order: IntArray = np.lexsort((*self._ties(), self.origin))
        return order

    def _ties(self) -> tuple[IntArray, FloatArray, FloatArray]:
        return self.destination, -self.weight[self.destination], -settled(self.volume)


@dataclass(frozen=True, eq=False)
class LinkSet:
    """The links of one kind, selected or not, and what the selection lost.

    Attributes
    ----------
    frame : DataFrame
        One row a link that has a flow, sorted by `unit_a`, `unit_b` (unit_a < unit_b): `flow_ab`,
        `flow_ba`, `volume`, `intensity`, `recipro` (0..1), `selected` (bool), `direction` ("ab",
        "ba", "both", or None when no direction is marked) and, with distances, `dist_km`.
    flow_count, flow_volume : int, float
        Directed flows that the rule and the minimum volume mark, and their volume.
    losses : LossReport
    expectation : Expectation or None
        The model behind the intensities `preference` and `gravity`.
    warnings : tuple of str
    """

    frame: pd.DataFrame
    flow_count: int
    flow_volume: float
    losses: LossReport
    expectation: Expectation | None = None
    warnings: tuple[str, ...] = ()


def compute_links(
    flows: Flows,
    settings: LinkSettings,
    distance: Distance | None = None,
    weights: pd.Series | None = None,
    progress: Progress = silent,
) -> LinkSet:
    """Turn the flows of one kind into links: intensity, then selection.

    Undirected kinds are symmetrised for margins and intensities (V/2 each way); a rule sees the
    whole V in both directions.

    Parameters
    ----------
    flows : Flows
    settings : LinkSettings
    distance : Distance, optional
        Adds `dist_km` to the frame; the `gravity` intensity needs it.
    weights : Series of float indexed by unit code, optional
        Sizes of the units (population, jobs), >= 0; by default their inflows, internal flows left
        out. A unit without weight counts as 0, with a warning.

    Raises
    ------
    SettingsError
        See `check_link_settings`.
    InputError
        A weight is negative or infinite.
    """
    check_link_settings(settings)
    both_ways = flows.symmetrised()
    links = pair_flows(both_ways)
    progress(0.2)
    intensity = compute_intensity(both_ways, links, settings, distance, part(progress, 0.2, 0.6))
    unit_weights: FloatArray | None = None
    warnings: tuple[str, ...] = ()
    if weights is not None:
        unit_weights, warnings = read_weights(weights.reindex(flows.codes), flows.codes)
    seen = rule_flows(both_ways, links, intensity.values, settings.margins, unit_weights)
    marked = mark_flows(seen, settings)
    progress(0.8)
    selected, direction = _select(links, seen, marked, settings.both_directions)
    between = both_ways.off_diagonal()
    losses = report_losses(between, links, marked, selected, settings.margins)
    frame = _links_frame(links, intensity.values, selected, direction, distance)
    progress(1.0)
    return LinkSet(
        frame=frame,
        flow_count=losses.flows.after.count,
        flow_volume=losses.flows.after.volume,
        losses=losses,
        expectation=intensity.expectation,
        warnings=warnings + (intensity.expectation.warnings if intensity.expectation else ()),
    )


def check_link_settings(settings: LinkSettings) -> None:
    """Check that the keys are known and the values in range.

    Raises
    ------
    SettingsError
        One sentence: which parameter, what it is, what it may be.
    """
    require_choice("INTENSITY", settings.intensity, INTENSITIES)
    require_choice("RULE", settings.rule, RULES)
    require_choice("MARGINS", settings.margins, MARGINS)
    require_choice("DETERRENCE", settings.deterrence, DETERRENCES)
    require_not_negative("MIN_VOLUME", settings.min_volume)
    if settings.rule not in RULES_WITHOUT_VALUE:
        _check_rule_value(settings.rule, settings.rule_value)
    has_floor = settings.min_volume > 0 or settings.rule == "min_volume"
    if settings.intensity in _RATIOS_TO_EXPECTED and not has_floor:
        raise SettingsError(
            translate(
                "Alliance",
                "The intensity “{intensity}” explodes on tiny flows: set a minimum volume with it."
            ).format(intensity=settings.intensity)
        )


def rule_flows(
    flows: Flows,
    links: Links,
    intensity: FloatArray,
    margins: str = "external",
    weight: FloatArray | None = None,
) -> RuleFlows:
    """Show symmetrised flows and their links to a rule.

    Parameters
    ----------
    flows : Flows
        Undirected kinds come symmetrised.
    links : Links
        ``pair_flows(flows)``.
    intensity : (l,) array of float
    margins : str
    weight : (n,) array of float, optional
        By default the inflows without the diagonal.
    """
    whole = _whole_volumes(flows, links)
    between = whole.off_diagonal()
    counted = whole if margins == "all" else between
    out = whole.outflows(margins)
    return RuleFlows(
        origin=between.origin,
        destination=between.destination,
        volume=between.volume,
        intensity=intensity[links.of_flow],
        out=out,
        into=whole.inflows(margins),
        n_out=np.bincount(counted.origin, minlength=flows.n_units),
        n_in=np.bincount(counted.destination, minlength=flows.n_units),
        total=counted.total,
        weight=settled(between.inflows() if weight is None else weight),
    )


def mark_flows(flows: RuleFlows, settings: LinkSettings) -> BoolArray:
    """Mark the flows that the rule and the minimum volume keep, shape (m,)."""
    enough = reaches(flows.volume, settings.min_volume)
    marked: BoolArray = RULE_FUNCTIONS[settings.rule](flows, settings.rule_value) & enough
    return marked


# --- the rules ------------------------------------------------------------------------------------
# Each takes the flows and its value k, and returns a mask of shape (m,).


def every_flow(flows: RuleFlows, k: float = 0.0) -> BoolArray:
    """Keep every flow."""
    return np.ones(len(flows), dtype=bool)


def min_volume(flows: RuleFlows, k: float) -> BoolArray:
    """Keep F_ij >= k."""
    return reaches(flows.volume, k)


def top_share_global(flows: RuleFlows, k: float) -> BoolArray:
    """Keep the largest flows that together reach k % of the total T.

    The flow that reaches the share is the last one kept.
    """
    order = flows.falling_order()
    sorted_volume = flows.volume[order]
    before = np.cumsum(sorted_volume) - sorted_volume
    return _unsort(order, ~reaches(before, k / 100 * flows.total))


def first(flows: RuleFlows, k: float) -> BoolArray:
    """Keep the k largest outflows of each origin."""
    order = flows.falling_order_by_origin()
    return _unsort(order, rank_in_group(flows.origin[order]) < k)


def min_share(flows: RuleFlows, k: float) -> BoolArray:
    """Keep F_ij/O_i >= k %."""
    return reaches(quotient(flows.volume, flows.out[flows.origin]), k / 100)


def top_share_local(flows: RuleFlows, k: float) -> BoolArray:
    """Keep, of each origin, the largest flows that together reach k % of O_i.

    The flow that reaches the share is the last one kept.
    """
    order = flows.falling_order_by_origin()
    origin, sorted_volume = flows.origin[order], flows.volume[order]
    # pandas sums each origin apart: one running sum over all of them would lose digits.
    running = pd.Series(sorted_volume).groupby(origin, sort=False).cumsum().to_numpy()
    return _unsort(order, ~reaches(running - sorted_volume, k / 100 * flows.out[origin]))


def dominant(flows: RuleFlows, k: float = 0.0) -> BoolArray:
    """Keep the first outflow of each origin when its destination is strictly larger.

    Nystuen and Dacey (1961).
    """
    larger: BoolArray = flows.weight[flows.destination] > flows.weight[flows.origin]
    return first(flows, 1) & larger


def disparity(flows: RuleFlows, k: float) -> BoolArray:
    """Keep the flows that stand out at one of their ends: alpha < k (see `disparity_alpha`)."""
    return ~reaches(disparity_alpha(flows), k)


def noise_corrected(flows: RuleFlows, k: float) -> BoolArray:
    """Keep score - k sd > 0 (see `noise_corrected_score`, `noise_corrected_sd`)."""
    kept: BoolArray = noise_corrected_score(flows) - k * noise_corrected_sd(flows) > 0
    return kept


def min_intensity(flows: RuleFlows, k: float) -> BoolArray:
    """Keep the flows whose link has an intensity >= k."""
    return reaches(flows.intensity, k)


RULE_FUNCTIONS: Mapping[str, Callable[[RuleFlows, float], BoolArray]] = {
    "all": every_flow,
    "min_volume": min_volume,
    "top_share_global": top_share_global,
    "first": first,
    "min_share": min_share,
    "top_share_local": top_share_local,
    "dominant": dominant,
    "disparity": disparity,
    "noise_corrected": noise_corrected,
    "min_intensity": min_intensity,
}


# --- the statistics behind two of them ------------------------------------------------------------


def disparity_alpha(flows: RuleFlows) -> FloatArray:
    """Return the chance that a unit spreading its flow at random would give one this large.

    alpha = (1 - F/s)^(n - 1), s and n being the volume and the number of the unit's flows, seen
    from the origin and from the destination; the smaller counts (Serrano et al. 2009). A unit
    with a single flow gives 1: nothing to compare it with. Shape (m,).
    """
    there = _alpha(flows.volume, flows.out[flows.origin], flows.n_out[flows.origin])
    back = _alpha(flows.volume, flows.into[flows.destination], flows.n_in[flows.destination])
    smaller: FloatArray = np.minimum(there, back)
    return smaller


def noise_corrected_score(flows: RuleFlows) -> FloatArray:
    """Return (kappa F - 1)/(kappa F + 1), kappa = T/(O_i D_j), in -1..1, shape (m,).

    Coscia and Neffke (2017).
    """
    lift = _kappa(flows) * flows.volume
    score: FloatArray = (lift - 1) / (lift + 1)
    return score


def noise_corrected_sd(flows: RuleFlows) -> FloatArray:
    """Return the standard deviation of the score, shape (m,).

    The share of a pair has a beta prior with mean p0 = O_i D_j/T^2 and the variance v0 of the
    hypergeometric null; its parameters match these two moments exactly. (The module published
    with the article has 1 - p0^2 in place of (1 - p0)^2 in the second one.) Where v0 is zero or
    undefined, because one unit sends or receives everything or T <= 1, the prior is p0 itself.
    """
    total, volume = flows.total, flows.volume
    out, into = flows.out[flows.origin], flows.into[flows.destination]
    share = posterior_share(flows)
    variance = total * share * (1 - share)
    margins = out * into
    kappa = _kappa(flows)
    slope = 1 / margins - total * (out + into) / margins**2
    sd: FloatArray = (
        np.sqrt(variance) * np.abs(2 * (kappa + volume * slope)) / (kappa * volume + 1) ** 2
    )
    return sd


def prior_parameters(flows: RuleFlows) -> tuple[FloatArray, FloatArray]:
    """Return a0 and b0 of the beta prior of each pair, infinite where v0 is not above 0."""
    total = flows.total
    out, into = flows.out[flows.origin], flows.into[flows.destination]
    p0 = out * into / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        v0 = (out / total) * (into / total) * (1 - out / total) * (1 - into / total) / (total - 1)
        known = np.isfinite(v0) & (v0 > 0)
        a0 = np.where(known, p0**2 / v0 * (1 - p0) - p0, np.inf)
        b0 = np.where(known, p0 * (1 - p0) ** 2 / v0 - (1 - p0), np.inf)
    return a0, b0


def posterior_share(flows: RuleFlows) -> FloatArray:
    """Return p = (a0 + F)/(a0 + b0 + T), p0 where the prior leaves no doubt, shape (m,)."""
    a0, b0 = prior_parameters(flows)
    p0 = flows.out[flows.origin] * flows.into[flows.destination] / flows.total**2
    with np.errstate(invalid="ignore"):
        share = np.where(np.isfinite(a0), (a0 + flows.volume) / (a0 + b0 + flows.total), p0)
    return np.clip(share, 0.0, 1.0)


# --- inside ---------------------------------------------------------------------------------------


def _alpha(volume: FloatArray, strength: FloatArray, degree: IntArray) -> FloatArray:
    share = np.minimum(quotient(volume, strength), 1.0)
    alpha: FloatArray = (1 - share) ** (degree - 1)
    return alpha


def _kappa(flows: RuleFlows) -> FloatArray:
    kappa: FloatArray = flows.total / (flows.out[flows.origin] * flows.into[flows.destination])
    return kappa


def _unsort(order: IntArray, sorted_mask: BoolArray) -> BoolArray:
    mask = np.empty(len(order), dtype=bool)
    mask[order] = sorted_mask
    return mask


def _whole_volumes(flows: Flows, links: Links) -> Flows:
    """Give both directions of an undirected link its whole volume, and internal flows twice theirs.

    Doubling the internal flows too keeps every share what it is on the halves.
    """
    if not flows.undirected:
        return flows
    volume = 2 * flows.volume
    volume[flows.origin != flows.destination] = links.volume[links.of_flow]
    return replace(flows, volume=volume)


def _select(
    links: Links, flows: RuleFlows, marked: BoolArray, both_directions: bool
) -> tuple[BoolArray, NDArray[np.object_]]:
    there, back = np.zeros(len(links), dtype=bool), np.zeros(len(links), dtype=bool)
    forward = flows.origin < flows.destination
    there[links.of_flow[marked & forward]] = True
    back[links.of_flow[marked & ~forward]] = True
    names = np.array([None, "ab", "ba", "both"], dtype=object)
    direction = names[there.astype(np.int64) + 2 * back.astype(np.int64)]
    return (there & back if both_directions else there | back), direction


def _links_frame(
    links: Links,
    intensity: FloatArray,
    selected: BoolArray,
    direction: NDArray[np.object_],
    distance: Distance | None,
) -> pd.DataFrame:
    columns = {
        "unit_a": links.codes[links.first],
        "unit_b": links.codes[links.second],
        "flow_ab": links.flow_ab,
        "flow_ba": links.flow_ba,
        "volume": links.volume,
        "intensity": intensity,
        "recipro": links.reciprocity,
        "selected": selected,
        "direction": direction,
    }
    if distance is not None:
        columns["dist_km"] = distance(links.first, links.second)
    return make_frame(columns)


def _check_rule_value(rule: str, value: float) -> None:
    if rule in PERCENT_RULES:
        _require_share(rule, value, 100)
    elif rule == "disparity":
        _require_share(rule, value, 1)
    elif rule == "first":
        _require_count(rule, value)
    elif rule == "min_volume":
        require_positive("RULE_VALUE", value)
    else:
        require_not_negative("RULE_VALUE", value)


def _require_share(rule: str, value: float, whole: int) -> None:
    if not (math.isfinite(value) and 0 < value <= whole):
        raise SettingsError(
            translate(
                "Alliance",
                "The rule “{rule}” cannot use {value}: give a number above 0 and up to {whole}."
            ).format(rule=rule, value=value, whole=whole)
        )


def _require_count(rule: str, value: float) -> None:
    if not (math.isfinite(value) and value >= 1 and float(value).is_integer()):
        raise SettingsError(
            translate(
                "Alliance",
                "The rule “{rule}” cannot use {value}: give a whole number of 1 or more."
            ).format(rule=rule, value=value)
        )
