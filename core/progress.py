"""Progress and cancel, as the method sees them.

A long step takes a `progress` callable and calls it with the share done, from 0 to 1. The
callable may raise :class:`~alliance.core.errors.Cancelled`; a step lets it through and leaves
nothing half-made, because it changes nothing in place.
"""

from __future__ import annotations

from typing import Callable

Progress = Callable[[float], None]


def silent(done: float) -> None:
    """Ignore the progress: the default of every step."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress that fills only the stretch from `start` to `end` of `progress`."""

    def stretch(done: float) -> None:
        progress(start + (end - start) * done)

    return stretch
