"""Distances between units, in km, from their places or from a list of pairs.

The method asks for distances through any callable of two arrays of positions
(:data:`~alliance.core.links.Distance`). The two here also name the pairs that they know, so that
a model over them never has to look at all pairs of units.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .checks import require_positive
from .codes import code_text
from .errors import InputError
from .flows import CodeArray, FloatArray, IntArray
from .messages import translate
from .volumes import read_volumes

# WGS 84: equatorial radius in km and flattening.
_RADIUS = 6378.137
_FLATTENING = 1 / 298.257223563
# The ellipsoidal distance never differs from the spherical one by more than this share.
_SPHERE_MARGIN = 0.006
_BLOCK_PAIRS = 2_000_000


@runtime_checkable
class PairedDistance(Protocol):
    """A distance that knows its own pairs, and gives them sorted by unit, in blocks."""

    @property
    def cutoff_km(self) -> float:
        """The distance beyond which pairs are not named; infinite without a limit."""

    @property
    def lists_pairs(self) -> bool:
        """Whether `pairs` can be called: a list, or a cut-off, keeps them few."""

    @property
    def symmetric(self) -> bool:
        """Whether each pair is named both ways, at the same distance."""

    def __call__(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return the distances in km, NaN where unknown."""

    def pairs(self) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
        """Yield (first, second, km) of all pairs of different units named."""


@dataclass(frozen=True, eq=False)
class PointDistances:
    """Distances between the places of n units.

    Attributes
    ----------
    x, y : (n,) arrays of float
        Longitude and latitude in degrees, or plane coordinates in metres; NaN for a unit without
        a place.
    geographic : bool
        True for degrees: distances then follow the WGS 84 ellipsoid (Lambert 1942, good to some
        10 m over thousands of km).
    cutoff_km : float
        Limit of `pairs`. It does not change the distances themselves.
    """

    x: FloatArray
    y: FloatArray
    geographic: bool = True
    cutoff_km: float = math.inf
    symmetric: bool = True

    def __post_init__(self) -> None:
        if not math.isinf(self.cutoff_km):
            require_positive("MAX_DISTANCE", self.cutoff_km)

    @property
    def lists_pairs(self) -> bool:
        """True with a cut-off."""
        return math.isfinite(self.cutoff_km)

    def __call__(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return the distances in km between units, any shape; NaN without a place."""
        ends = self.x[first], self.y[first], self.x[second], self.y[second]
        return _on_ellipsoid(*ends) if self.geographic else _on_plane(*ends)

    def pairs(self) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
        """Yield the pairs within the cut-off, looking only at neighbouring cells of a grid."""
        grid = _Grid(self._in_space(), self.cutoff_km * (1 + _SPHERE_MARGIN))
        for first, second in grid.candidates():
            km = self(first, second)
            near = (first != second) & (km <= self.cutoff_km)
            first, second, km = first[near], second[near], km[near]
            order = np.lexsort((second, first))
            yield first[order], second[order], km[order]

    def _in_space(self) -> FloatArray:
        """Return (n, 3) coordinates in km whose straight distance is never the longer one."""
        if not self.geographic:
            return np.column_stack([self.x / 1000, self.y / 1000, np.zeros(len(self.x))])
        longitude, latitude = np.radians(self.x), np.radians(self.y)
        across = np.cos(latitude)
        return _RADIUS * np.column_stack(
            [across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)]
        )


@dataclass(frozen=True, eq=False)
class ListedDistances:
    """Distances of the pairs of a list, such as travel times; the others are unknown.

    Build it with `listed_distances`. A distance may differ from one way to the other.

    Attributes
    ----------
    n_units : int
    key : (p,) array of int
        first * n_units + second, sorted.
    km : (p,) array of float
    """

    n_units: int
    key: IntArray
    km: FloatArray
    cutoff_km: float = math.inf
    lists_pairs: bool = True
    symmetric: bool = False

    def __call__(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return the distances listed between units, any shape; NaN for the pairs not listed."""
        wanted = np.asarray(first) * self.n_units + np.asarray(second)
        known = np.full(np.shape(wanted), math.nan)
        if len(self.key):
            place = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
            listed = self.key[place] == wanted
            known[listed] = self.km[place[listed]]
        return known

    def pairs(self) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
        """Yield all pairs listed, at once."""
        first, second = self.key // max(self.n_units, 1), self.key % max(self.n_units, 1)
        apart = first != second
        yield first[apart], second[apart], self.km[apart]


def listed_distances(
    codes: CodeArray, first: IntArray, second: IntArray, km: Any
) -> ListedDistances:
    """Return the distances of a list of pairs.

    Parameters
    ----------
    codes : (n,) array of str
        Codes of the units.
    first, second : (r,) arrays of int
        Positions in `codes` of both ends of each row.
    km : (r,) sequence of float
        Distance of each row, in km, or a travel time; NaN rows are left out. The shortest counts
        where a pair has several.

    Raises
    ------
    InputError
        A distance is negative or infinite.
    """
    values = np.asarray(km, dtype=np.float64)
    wrong = np.flatnonzero((values < 0) | np.isinf(values))
    if len(wrong):
        row = wrong[0]
        raise InputError(
            translate(
                "Alliance",
                "The distance between “{a}” and “{b}” is {value}: correct the column of "
                "distances, where they are 0 or more."
            ).format(a=codes[first[row]], b=codes[second[row]], value=values[row])
        )
    known = ~np.isnan(values)
    key = np.asarray(first)[known] * len(codes) + np.asarray(second)[known]
    values = values[known]
    order = np.lexsort((values, key))
    distinct, shortest = np.unique(key[order], return_index=True)
    return ListedDistances(n_units=len(codes), key=distinct, km=values[order][shortest])


def distances_of_rows(codes: CodeArray, origin: Any, destination: Any, km: Any) -> ListedDistances:
    """Return the distances that the rows of a table of flows carry.

    Parameters
    ----------
    codes : (n,) array of str
        Codes of the units.
    origin, destination : (r,) sequences
        Codes of both ends of each row; a row with another code is left out.
    km : (r,) sequence
        Distance or travel time of each row, text or numbers.

    Raises
    ------
    InputError
        A distance is negative or infinite, or is not a number.
    """
    known = pd.Index(codes, dtype=object)
    first, second = (
        known.get_indexer(pd.Index([code_text(value) for value in end], dtype=object))
        for end in (origin, destination)
    )
    values, _ = read_volumes(km)
    inside = (first >= 0) & (second >= 0)
    return listed_distances(codes, first[inside], second[inside], values[inside])


class _Grid:
    """Points sorted by the cells of a cubic grid, to find neighbours without a full matrix."""

    def __init__(self, points: FloatArray, size: float) -> None:
        self.placed = np.flatnonzero(np.isfinite(points).all(axis=1))
        cells = np.floor(points[self.placed] / size).astype(np.int64)
        cells -= cells.min(axis=0, initial=0)
        # One empty cell on each side keeps the neighbours of a cell from wrapping round.
        width = cells.max(axis=0, initial=0) + 3
        self.steps = np.array([width[1] * width[2], width[2], 1])
        key = (cells + 1) @ self.steps
        self.order = np.argsort(key, kind="stable")
        self.sorted_key = key[self.order]
        self.key = key

    def candidates(self) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield (first, second) of neighbouring cells, by blocks of rising first."""
        around = range(-1, 2)
        shifts = [np.array([a, b, c]) @ self.steps for a in around for b in around for c in around]
        starts = np.array([np.searchsorted(self.sorted_key, self.key + s) for s in shifts])
        ends = np.array([np.searchsorted(self.sorted_key, self.key + s, "right") for s in shifts])
        count = (ends - starts).sum(axis=0)
        for rows in _blocks(count):
            pieces = [
                _expanded(rows, start[rows], end[rows] - start[rows])
                for start, end in zip(starts, ends)
            ]
            first = np.concatenate([piece[0] for piece in pieces])
            second = np.concatenate([piece[1] for piece in pieces])
            yield self.placed[first], self.placed[self.order[second]]


def _blocks(count: IntArray) -> Iterator[IntArray]:
    """Yield consecutive rows that have together about `_BLOCK_PAIRS` candidates."""
    block = np.cumsum(count) // _BLOCK_PAIRS
    for rows in np.split(np.arange(len(count)), np.flatnonzero(np.diff(block)) + 1):
        if len(rows):
            yield rows


def _expanded(rows: IntArray, start: IntArray, length: IntArray) -> tuple[IntArray, IntArray]:
    """Return each row beside each of the `length` consecutive numbers from its `start`."""
    repeated = np.repeat(np.arange(len(rows)), length)
    within = np.arange(len(repeated)) - (np.cumsum(length) - length)[repeated]
    return rows[repeated], start[repeated] + within


def _on_plane(x1: FloatArray, y1: FloatArray, x2: FloatArray, y2: FloatArray) -> FloatArray:
    km: FloatArray = np.hypot(x2 - x1, y2 - y1) / 1000
    return km


def _on_ellipsoid(x1: FloatArray, y1: FloatArray, x2: FloatArray, y2: FloatArray) -> FloatArray:
    """Return geodesic distances on WGS 84, in km (Lambert's formula for long lines, 1942).

    The two points are brought to a sphere by their reduced latitudes; the central angle there is
    corrected to the first order of the flattening.
    """
    # Reckoned from the smaller point: the same to the last digit both ways.
    swapped = (x1 > x2) | ((x1 == x2) & (y1 > y2))
    x1, x2 = np.where(swapped, x2, x1), np.where(swapped, x1, x2)
    y1, y2 = np.where(swapped, y2, y1), np.where(swapped, y1, y2)
    reduced_1 = np.arctan((1 - _FLATTENING) * np.tan(np.radians(y1)))
    reduced_2 = np.arctan((1 - _FLATTENING) * np.tan(np.radians(y2)))
    mean, half = (reduced_1 + reduced_2) / 2, (reduced_2 - reduced_1) / 2
    sin_half_turn = np.sin(np.radians(x2 - x1) / 2)
    haversine = np.sin(half) ** 2 + np.cos(reduced_1) * np.cos(reduced_2) * sin_half_turn**2
    haversine = np.minimum(haversine, 1.0)
    angle = 2 * np.arcsin(np.sqrt(haversine))
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (angle - np.sin(angle)) * (np.sin(mean) * np.cos(half)) ** 2 / (1 - haversine)
        near = (angle + np.sin(angle)) * (np.cos(mean) * np.sin(half)) ** 2 / haversine
    # At one place, or at the antipodes, the term that divides 0 by 0 vanishes.
    correction = _without_nan(far, haversine < 1) + _without_nan(near, haversine > 0)
    km: FloatArray = _RADIUS * (angle - _FLATTENING / 2 * correction)
    return km


def _without_nan(values: FloatArray, meaningful: NDArray[np.bool_]) -> FloatArray:
    # A comparison with NaN is false: units without a place keep their NaN through the angle.
    kept: FloatArray = np.where(meaningful, values, 0.0)
    return kept
