"""What a selection keeps and what it loses (method, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .components import count_components
from .flows import FloatArray, Flows, IntArray
from .links import Links


@dataclass(frozen=True)
class Summary:
    """A set of flows, or of links, in figures.

    `density` is the count over the number of possible ones; `components` counts those of more
    than one unit; quartiles interpolate linearly; `sd` divides by count - 1. The statistics of
    nothing are None, and so is the `sd` of a single value.
    """

    count: int
    volume: float
    components: int
    density: float
    minimum: float | None = None
    lower_quartile: float | None = None
    median: float | None = None
    upper_quartile: float | None = None
    mean: float | None = None
    sd: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Loss:
    """A set before and after a selection. Percentages are in 0..100, of what was before."""

    before: Summary
    after: Summary

    @property
    def lost(self) -> int:
        """How many the selection leaves out."""
        return self.before.count - self.after.count

    @property
    def volume_lost(self) -> float:
        """The volume that the selection leaves out."""
        return self.before.volume - self.after.volume

    @property
    def kept_percent(self) -> float:
        """Share kept, by count."""
        return _percent(self.after.count, self.before.count)

    @property
    def lost_percent(self) -> float:
        """Share lost, by count."""
        return _percent(self.lost, self.before.count)

    @property
    def volume_kept_percent(self) -> float:
        """Share kept, by volume."""
        return _percent(self.after.volume, self.before.volume)

    @property
    def volume_lost_percent(self) -> float:
        """Share lost, by volume."""
        return _percent(self.volume_lost, self.before.volume)


@dataclass(frozen=True)
class LossReport:
    """What a selection loses, counted in directed flows and in links, internal flows left out.

    `margins` says which margins the intensity and the rule used.
    """

    flows: Loss
    links: Loss
    margins: str


def report_losses(
    flows: Flows,
    links: Links,
    marked: NDArray[np.bool_],
    selected: NDArray[np.bool_],
    margins: str,
) -> LossReport:
    """Compare flows before and after marking, and links before and after selection.

    Parameters
    ----------
    flows : Flows
        ``off_diagonal()`` of the flows that made the links, m of them.
    links : Links
    marked : (m,) array of bool
    selected : (l,) array of bool
    margins : str
    """
    pairs = flows.n_units * (flows.n_units - 1)
    ends = (flows.origin, flows.destination)
    link_ends = (links.first, links.second)
    return LossReport(
        flows=_loss(*ends, flows.volume, marked, pairs),
        links=_loss(*link_ends, links.volume, selected, pairs // 2),
        margins=margins,
    )


def _loss(
    first: IntArray,
    second: IntArray,
    volume: FloatArray,
    kept: NDArray[np.bool_],
    possible: int,
) -> Loss:
    return Loss(
        before=_summary(first, second, volume, possible),
        after=_summary(first[kept], second[kept], volume[kept], possible),
    )


def _summary(first: IntArray, second: IntArray, volume: FloatArray, possible: int) -> Summary:
    count = len(volume)
    if count == 0:
        return Summary(count=0, volume=0.0, components=0, density=0.0)
    low, quarter, middle, three_quarters, high = np.percentile(volume, [0, 25, 50, 75, 100])
    return Summary(
        count=count,
        volume=float(volume.sum()),
        components=count_components(first, second),
        density=count / possible,
        minimum=float(low),
        lower_quartile=float(quarter),
        median=float(middle),
        upper_quartile=float(three_quarters),
        mean=float(volume.mean()),
        sd=float(volume.std(ddof=1)) if count > 1 else None,
        maximum=float(high),
    )


def _percent(part: float, whole: float) -> float:
    return 100.0 * part / whole if whole else 0.0
