"""The axis that the slider, the distribution and the curve share: values to places, 0 to 1."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# Up to this many different values, each has its own place on the axis.
MOST_STEPS = 24
# Places of the slider between both ends of an axis without steps.
FINE = 400
# Values crowd near zero: the axis is stretched there until their middle is this far along.
_WANTED_MIDDLE = 0.2
_POWERS = (1.0, 0.5, 1 / 3)
_BINS = 44


@dataclass(frozen=True)
class Axis:
    """Places of values on a line.

    Attributes
    ----------
    low, high : float
        Values at both ends.
    steps : tuple of float
        The only values there are, rising, each at the same distance from the next; empty for a
        continuous axis.
    power : float
        Exponent of a continuous axis; under 1 it gives more room to small values.
    """

    low: float = 0.0
    high: float = 1.0
    steps: tuple[float, ...] = ()
    power: float = 1.0

    @property
    def ticks(self) -> int:
        """Number of intervals that a slider has on this axis."""
        return max(len(self.steps) - 1, 1) if self.steps else FINE

    def place(self, value: float) -> float:
        """Return where a value lies, 0 to 1."""
        if self.steps:
            return self._place_among_steps(value)
        if self.high <= self.low:
            return 0.0
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return share**self.power

    def value(self, place: float) -> float:
        """Return the value at a place: `place`, turned round."""
        place = min(max(place, 0.0), 1.0)
        if self.steps:
            return self.steps[round(place * (len(self.steps) - 1))]
        return self.low + (self.high - self.low) * place ** (1 / self.power)

    def _place_among_steps(self, value: float) -> float:
        last = len(self.steps) - 1
        if last == 0 or value <= self.steps[0]:
            return 0.0
        if value >= self.steps[-1]:
            return 1.0
        left = bisect_right(self.steps, value) - 1
        part = (value - self.steps[left]) / (self.steps[left + 1] - self.steps[left])
        return (left + part) / last

    def labelled(self, most: int) -> list[float]:
        """Return at most about `most` values worth writing under the axis."""
        if self.steps:
            every = math.ceil(len(self.steps) / most)
            return list(self.steps[::every])
        return _round_values(self, most)


def axis_for(values: Sequence[float]) -> Axis:
    """Return the axis that shows a set of values best.

    Parameters
    ----------
    values : sequence of float
        Finite, 0 or more, rising.
    """
    if not len(values):
        return Axis()
    different = sorted(set(values))
    if len(different) <= MOST_STEPS:
        return Axis(low=different[0], high=different[-1], steps=tuple(different))
    high = different[-1]
    middle = values[len(values) // 2] / high
    power = next((p for p in _POWERS if middle**p >= _WANTED_MIDDLE), _POWERS[-1])
    return Axis(low=0.0, high=high, power=power)


def bars_of(axis: Axis, values: Sequence[float]) -> list[tuple[float, float, int]]:
    """Return the distribution of values along an axis: start, end (places) and count of each bar.

    A bar of an axis with steps starts and ends at its step.

    Parameters
    ----------
    values : sequence of float
        Rising.
    """
    import numpy as np

    if axis.steps:
        counts = np.searchsorted(values, axis.steps, side="right") - np.searchsorted(
            values, axis.steps, side="left"
        )
        places = [axis.place(step) for step in axis.steps]
        return [(place, place, count) for place, count in zip(places, counts.tolist())]
    edges = [axis.value(i / _BINS) for i in range(_BINS + 1)]
    below = np.searchsorted(values, edges, side="left")
    below[-1] = len(values)
    counts = np.diff(below).tolist()
    return [(i / _BINS, (i + 1) / _BINS, count) for i, count in enumerate(counts)]


def rounded(value: float) -> float:
    """Return a threshold with as many digits as a person would type."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    return round(value, max(0, 2 - math.floor(math.log10(abs(value)))))


def _round_values(axis: Axis, most: int) -> list[float]:
    """Return values of one digit, far enough from each other along the axis."""
    if axis.high <= 0:
        return [axis.low]
    top = math.floor(math.log10(axis.high))
    wanted = [digit * 10.0**power for power in range(top - 3, top + 1) for digit in (1, 2, 5)]
    kept = [0.0]
    for value in reversed([value for value in wanted if value <= axis.high]):
        if all(abs(axis.place(other) - axis.place(value)) >= 0.9 / most for other in kept):
            kept.append(value)
    return sorted(kept)
