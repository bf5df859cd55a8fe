"""Time and memory of one step, measured apart: watching memory slows a step down."""

from __future__ import annotations

import gc
import time
import tracemalloc
from typing import Any, Callable, NamedTuple

REPEATS = 3


class Row(NamedTuple):
    """A line of the table: what was measured, on what, and how it did."""

    step: str
    size: str
    seconds: float
    peak_mb: float
    budget: float | None = None


def measure(
    step: str,
    size: str,
    function: Callable[[], Any],
    budget: float | None = None,
    repeats: int = REPEATS,
) -> tuple[Row, Any]:
    """Run `function` and return its line, with the best time of some runs, and its result.

    The peak is that of the memory which Python and numpy take during the step, in MB, above what
    was there before.
    """
    seconds = []
    result = None
    for _ in range(repeats):
        gc.collect()
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    gc.collect()
    tracemalloc.start()
    function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Row(step, size, min(seconds), peak / 1e6, budget), result
