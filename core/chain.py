"""The whole chain as pure steps: flows of several kinds to systems (method, sections 3 to 6).

Units set aside, such as Paris at the scale of proximity, leave the flows before links are
selected: a town whose first partner is Paris then shows its first partner nearby. Their own links
come from a second selection that keeps everyone, and join the result with the scale `excluded`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Callable

import pandas as pd

from .aggregation import Loading
from .cumulation import cumulate
from .distances import PointDistances
from .flows import CodeArray, Flows, encode_codes
from .links import Distance
from .messages import translate
from .options import CumulationSettings, LinkSettings, LinkType, SystemSettings
from .progress import Progress, part, silent
from .selection import LinkSet, compute_links
from .sensitivity import (
    Sensitivity,
    VariableGeometry,
    leave_one_out,
    sensitivity,
    variable_geometry,
)
from .systems import Systems, detect_systems
from .typology import describe_systems

# Given the codes of flows, returns the distance between positions in these codes.
DistanceBetween = Callable[[CodeArray], Distance]

_MOST_THRESHOLDS = 20


@dataclass(frozen=True, eq=False)
class Kind:
    """Loaded flows of one kind, and how they become links.

    `cost` is what the gravity model takes for the distance, a travel time for instance; without
    it, the distance between the units. `components` is what each mode of a mixed kind brings (see
    `cumulation.MixedFlows`), `modes` the name of each and what was read for it.
    """

    type: LinkType
    settings: LinkSettings
    loading: Loading
    cost: DistanceBetween | None = None
    components: pd.DataFrame | None = None
    modes: tuple[tuple[str, Loading], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, Loading], ...]:
        """What was read, by name: for the kind, or for each of its modes.

        A mode has an account of its own, since trains and passengers do not add up.
        """
        if not self.modes:
            return ((self.type.name, self.loading),)
        named = translate("Alliance", "{kind}: {mode}")
        return tuple(
            (named.format(kind=self.type.name, mode=mode), loading) for mode, loading in self.modes
        )


@dataclass(frozen=True, eq=False)
class KindLinks:
    """The links of one kind.

    Attributes
    ----------
    kind : Kind
    links : LinkSet
        Links between units that are not set aside.
    frame : DataFrame
        These links, and those with an end set aside; sorted by pair.
    everyone : DataFrame
        Links as a selection that sets nobody aside gives them.
    """

    kind: Kind
    links: LinkSet
    frame: pd.DataFrame
    everyone: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Chain:
    """What the chain gives, each step kept.

    Attributes
    ----------
    units : DataFrame
        `code`, and where known `name` and `weight`.
    kinds : tuple of KindLinks
    cumulated : DataFrame
        Cumulated links, those of units set aside included, sorted by pair.
    systems : Systems
        With what each system is like (:func:`~alliance.core.typology.describe_systems`).
    """

    units: pd.DataFrame
    kinds: tuple[KindLinks, ...]
    cumulated: pd.DataFrame
    systems: Systems

    @property
    def flows(self) -> list[Flows]:
        """The flows of every kind, those of units set aside included."""
        return [linked.kind.loading.flows for linked in self.kinds]


def run_chain(
    units: pd.DataFrame,
    kinds: Sequence[Kind],
    cumulation: CumulationSettings,
    settings: SystemSettings,
    excluded: Sequence[str] = (),
    distance_between: DistanceBetween | None = None,
    progress: Progress = silent,
) -> Chain:
    """Select the links of every kind, cumulate them and group the units.

    Raises
    ------
    InputError, SettingsError
        See `compute_links`, `cumulate` and `detect_systems`.
    """
    share = 0.6 / max(len(kinds), 1)
    linked = tuple(
        link_kind(kind, excluded, distance_between, part(progress, row * share, (row + 1) * share))
        for row, kind in enumerate(kinds)
    )
    cumulated = cumulate_kinds(linked, cumulation, excluded)
    progress(0.7)
    systems = detect_systems(cumulated, units, settings, excluded, part(progress, 0.7, 0.9))
    flows = [kind.loading.flows for kind in kinds]
    table = describe_systems(
        systems.units, systems.links, systems.systems, flows, settings.typology
    )
    progress(1.0)
    return Chain(
        units=units, kinds=linked, cumulated=cumulated, systems=replace(systems, systems=table)
    )


def chain_sensitivity(
    chain: Chain,
    cumulation: CumulationSettings,
    settings: SystemSettings,
    excluded: Sequence[str] = (),
    progress: Progress = silent,
) -> Sensitivity:
    """Find the systems again for other thresholds, and without each kind in turn."""

    def detect(links: pd.DataFrame, other: SystemSettings) -> Systems:
        return detect_systems(links, chain.units, other, excluded)

    kinds = [(linked.kind.type, linked.links.frame) for linked in chain.kinds]
    return sensitivity(
        chain.cumulated,
        detect,
        settings,
        usual_thresholds(chain.cumulated, settings.score, excluded),
        leave_one_out(kinds, cumulation),
        chain.flows,
        progress,
    )


def chain_variable_geometry(
    chain: Chain,
    cumulation: CumulationSettings,
    settings: SystemSettings,
    excluded: Sequence[str] = (),
) -> VariableGeometry:
    """Compare the systems that each kind of link makes alone with the cumulated ones.

    A single kind never reaches a score of several: every link that it selects counts there.
    """
    alone = replace(settings, threshold=0.0) if settings.score == "score" else settings
    by_type = {
        linked.kind.type.name: detect_systems(
            cumulate_kinds([linked], cumulation, excluded), chain.units, alone, excluded
        )
        for linked in chain.kinds
    }
    return variable_geometry(by_type, chain.systems)


def usual_thresholds(
    links: pd.DataFrame, score: str, excluded: Sequence[str] = ()
) -> list[float]:
    """Return the thresholds worth a try: each value of `score` when they are few, else deciles.

    Links of the `excluded` units meet no threshold, so their values do not count.
    """
    values = links.loc[~_touches(links, excluded), score]
    distinct = sorted({float(value) for value in values})
    if len(distinct) <= _MOST_THRESHOLDS:
        return distinct
    return sorted({float(values.quantile(share / 10)) for share in range(10)})


def link_kind(
    kind: Kind,
    excluded: Sequence[str] = (),
    distance_between: DistanceBetween | None = None,
    progress: Progress = silent,
) -> KindLinks:
    """Select the links of one kind, with the units of `excluded` set aside."""

    def selected(flows: Flows, step: Progress) -> LinkSet:
        return select_links(flows, kind.settings, distance_between, kind.cost, step)

    flows = kind.loading.flows
    near = selected(flows.without(excluded), part(progress, 0.0, 0.5))
    if not excluded:
        return KindLinks(kind=kind, links=near, frame=near.frame, everyone=near.frame)
    everyone = selected(flows, part(progress, 0.5, 1.0)).frame
    frame = _with_outer_links(near.frame, everyone, excluded)
    return KindLinks(kind=kind, links=near, frame=frame, everyone=everyone)


def select_links(
    flows: Flows,
    settings: LinkSettings,
    distance_between: DistanceBetween | None = None,
    cost: DistanceBetween | None = None,
    progress: Progress = silent,
) -> LinkSet:
    """Weigh and select links; `dist_km` is always the distance between places.

    Parameters
    ----------
    flows : Flows
    settings : LinkSettings
    distance_between : callable, optional
        Distance between the places of the units.
    cost : callable, optional
        What the gravity model takes instead, a travel time for instance.
    """
    distance = distance_between(flows.codes) if distance_between else None
    if settings.intensity != "gravity":
        return compute_links(flows, settings, distance, progress=progress)
    if cost is None:
        if settings.cutoff_km > 0 and isinstance(distance, PointDistances):
            distance = replace(distance, cutoff_km=settings.cutoff_km)
        return compute_links(flows, settings, distance, progress=progress)
    links = compute_links(flows, settings, cost(flows.codes), progress=progress)
    frame = links.frame.drop(columns="dist_km")
    if distance is not None:
        _, (first, second) = encode_codes([frame["unit_a"], frame["unit_b"]], flows.codes)
        frame = frame.assign(dist_km=distance(first, second))
    return replace(links, frame=frame)


def cumulate_kinds(
    linked: Sequence[KindLinks], settings: CumulationSettings, excluded: Sequence[str] = ()
) -> pd.DataFrame:
    """Cumulate links between units that are not set aside, then add those of the others.

    The two are scaled apart, or the links of Paris would flatten the intensity of all the rest.
    """
    near = cumulate([(links.kind.type, links.links.frame) for links in linked], settings)
    if not excluded:
        return near
    everyone = cumulate([(links.kind.type, links.everyone) for links in linked], settings)
    return _with_outer_links(near, everyone, excluded)


def _with_outer_links(
    near: pd.DataFrame, everyone: pd.DataFrame, excluded: Sequence[str]
) -> pd.DataFrame:
    """Return `near` and the links of `everyone` that touch a unit set aside, sorted by pair."""
    outer = everyone[_touches(everyone, excluded)]
    together = pd.concat([near, outer], ignore_index=True)
    return together.sort_values(["unit_a", "unit_b"], ignore_index=True)


def _touches(links: pd.DataFrame, excluded: Sequence[str]) -> pd.Series[bool]:
    """Tell the links with an end set aside."""
    aside = set(excluded)
    return links["unit_a"].isin(aside) | links["unit_b"].isin(aside)
