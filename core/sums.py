"""Rows summed by what becomes of them: exactly, so that neither order nor engine can be seen.

Floats added in another order differ in their last digits, and parallel engines add in any order.
Each volume is therefore cut into three parts that are whole multiples of 1, of 2^-26 and of the
rest; sums of such parts are exact (up to 2^27 rows in one sum for volumes of 1 or more), and only
their total is rounded. Smaller volumes keep the accuracy of an ordinary sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .flows import FloatArray, IntArray

# What may be wrong with a volume; the position is the number that `Sums.fault` holds.
FAULTS = ("", "missing_volume", "not_a_number", "negative")
FINE = 2.0**26


@dataclass(frozen=True, eq=False)
class Sums:
    """Counts and sums of rows, by the fault of their volume and the numbers of their two ends.

    Attributes
    ----------
    fault : (g,) array of int
        Position in `FAULTS`.
    first, second : (g,) arrays of int
        Numbers of the origin and the destination (see `CodeBook`), 0 where they do not decide:
        the destination where the origin leads to no unit, the origin where the destination leads
        to none. Where the volume is at fault, `first` is the origin as it is written (see
        `CodeBook.write`), so that its rows can be found again.
    rows, zeros : (g,) arrays of int
        Rows, and those of volume 0.
    parts : (3, g) array of float
        Sums of the three parts of the volumes, those that are no number left out.
    """

    fault: IntArray
    first: IntArray
    second: IntArray
    rows: IntArray
    zeros: IntArray
    parts: FloatArray

    @property
    def volume(self) -> FloatArray:
        """Sum of the volumes, shape (g,)."""
        total: FloatArray = self.parts[0] + (self.parts[1] + self.parts[2])
        return total


def parts_of(values: FloatArray) -> FloatArray:
    """Cut finite values into three parts of decreasing size, shape (3, r)."""
    whole = np.floor(values)
    rest = values - whole
    fine = np.floor(rest * FINE) / FINE
    return np.stack([whole, fine, rest - fine])


def sum_rows(
    values: FloatArray,
    first: IntArray,
    second: IntArray,
    written: IntArray,
    rows: FloatArray | None = None,
) -> Sums:
    """Sum rows of one table or of one chunk of it.

    Parameters
    ----------
    values : (r,) array of float
        Volumes, NaN where missing, infinite where not a number.
    first, second : (r,) arrays of int
        Numbers of the origins and the destinations.
    written : (r,) array of int
        Numbers of the origins as they are written.
    rows : (r,) array of float, optional
        How many rows each one counts for; 1 by default.
    """
    fault = np.zeros(len(values), dtype=np.int64)
    fault[values < 0] = FAULTS.index("negative")
    fault[np.isinf(values)] = FAULTS.index("not_a_number")
    fault[np.isnan(values)] = FAULTS.index("missing_volume")
    sound = fault == 0
    counted = np.ones(len(values)) if rows is None else rows
    readable = np.where(np.isfinite(values), values, 0.0)
    return _grouped(
        fault,
        np.where(sound, np.where((first < 0) | (second >= 0), first, 0), written),
        np.where(sound & (first >= 0), second, 0),
        counted,
        np.where(values == 0, counted, 0.0),
        parts_of(readable),
    )


def merge(pieces: Sequence[Sums]) -> Sums:
    """Add sums of several chunks."""
    return _grouped(
        np.concatenate([piece.fault for piece in pieces]),
        np.concatenate([piece.first for piece in pieces]),
        np.concatenate([piece.second for piece in pieces]),
        np.concatenate([piece.rows for piece in pieces]),
        np.concatenate([piece.zeros for piece in pieces]),
        np.concatenate([piece.parts for piece in pieces], axis=1),
    )


def _grouped(
    fault: IntArray,
    first: IntArray,
    second: IntArray,
    rows: FloatArray | IntArray,
    zeros: FloatArray | IntArray,
    parts: FloatArray,
) -> Sums:
    if not len(fault):
        none = np.empty(0, dtype=np.int64)
        return Sums(none, none, none, none, none, np.empty((3, 0)))
    low_first, low_second = int(first.min()), int(second.min())
    wide = int(second.max()) - low_second + 1
    high = int(first.max()) - low_first + 1
    key = (fault * high + (first - low_first)) * wide + (second - low_second)
    group, keys = pd.factorize(key, sort=True)

    def total(values: FloatArray | IntArray) -> FloatArray:
        return np.bincount(group, weights=values, minlength=len(keys)).astype(np.float64)

    kept = keys // wide
    return Sums(
        fault=(kept // high).astype(np.int64),
        first=(kept % high + low_first).astype(np.int64),
        second=(keys % wide + low_second).astype(np.int64),
        rows=total(rows).astype(np.int64),
        zeros=total(zeros).astype(np.int64),
        parts=np.stack([total(part) for part in parts]),
    )
