"""Comparisons that neither rounding nor the order of the rows can change.

The same numbers summed in another order, or multiplied by a constant, may differ by their last
bits. Where the method asks "equal?" or "reached?", these functions answer as a person would.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .flows import FloatArray, IntArray

# 40 of the 53 bits of a number, about 12 digits: far finer than any census, far coarser than the
# noise of a sum. Whole numbers stay exact up to 10^12.
_KEPT_BITS = 40
_SLACK = 1e-12


def settled(values: FloatArray) -> FloatArray:
    """Return `values` rounded to 12 significant digits, so that equal sums compare equal."""
    mantissa, exponent = np.frexp(values)
    rounded: FloatArray = np.ldexp(np.rint(np.ldexp(mantissa, _KEPT_BITS)), exponent - _KEPT_BITS)
    return rounded


def reaches(value: Any, threshold: Any) -> NDArray[np.bool_]:
    """Say where `value` >= `threshold`, a value equal but for rounding being a value that reaches.

    Both are floats or arrays of the same shape; ``~reaches(value, threshold)`` is the matching
    strict "below".
    """
    reached: NDArray[np.bool_] = np.asarray(value >= threshold - np.abs(threshold) * _SLACK)
    return reached


def group_starts(sorted_group: IntArray) -> IntArray:
    """Return where each run of equal values starts in a sorted array, shape (groups,)."""
    if len(sorted_group) == 0:
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.r_[True, sorted_group[1:] != sorted_group[:-1]])


def rank_in_group(sorted_group: IntArray) -> IntArray:
    """Return the place of each item inside its run of equal values, from 0, shape (items,)."""
    starts = group_starts(sorted_group)
    lengths = np.diff(np.r_[starts, len(sorted_group)])
    ranks: IntArray = np.arange(len(sorted_group), dtype=np.int64) - np.repeat(starts, lengths)
    return ranks
