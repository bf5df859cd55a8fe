"""Flows between units, the raw material of the method (method, section 1).

A `Flows` is canonical: codes sorted, pairs sorted and unique, volumes positive. Two tables with
the same rows in another order give the same `Flows` to the last digit, so everything computed
from it is independent of row order, hashing and locale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import InputError
from .messages import translate
from .numbers import format_number

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
CodeArray = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Flows:
    """Directed flows of one kind between n units.

    Attributes
    ----------
    codes : (n,) array of str
        Codes of the units, sorted, without repetition. A unit without any flow is allowed.
    origin, destination : (m,) arrays of int
        Positions in `codes`. Pairs are unique, sorted by origin, then destination.
    volume : (m,) array of float
        Volume of each pair, finite and > 0, in the unit of the source (persons, trains, projects).
    link_type : str
        Name of the kind of link.
    undirected : bool
        True for kinds without direction (partnerships): the pairs i-j and j-i then carry the
        same relation. See `symmetrised`.
    """

    codes: CodeArray
    origin: IntArray
    destination: IntArray
    volume: FloatArray
    link_type: str = ""
    undirected: bool = False

    def __len__(self) -> int:
        return len(self.volume)

    @property
    def n_units(self) -> int:
        """Number of units, those without flow included."""
        return len(self.codes)

    @property
    def total(self) -> float:
        """Total volume T, internal flows included."""
        return float(self.volume.sum())

    def off_diagonal(self) -> Flows:
        """Return the flows between different units: the only ones that make links."""
        return self._where(self.origin != self.destination)

    def internal(self) -> FloatArray:
        """Return the flow of each unit to itself, shape (n,)."""
        inside = self.origin == self.destination
        return _margin(self.volume[inside], self.origin[inside], self.n_units)

    def outflows(self, margins: str = "external") -> FloatArray:
        """Return O_i = sum_j F_ij, shape (n,); `margins` "external" leaves the diagonal out."""
        return _margin(self._counted(margins), self.origin, self.n_units)

    def inflows(self, margins: str = "external") -> FloatArray:
        """Return D_j = sum_i F_ij, shape (n,); `margins` "external" leaves the diagonal out."""
        return _margin(self._counted(margins), self.destination, self.n_units)

    def without(self, excluded: Iterable[str]) -> Flows:
        """Return the flows that touch none of the `excluded` codes, and the units that remain."""
        gone = np.isin(self.codes, np.array(sorted(set(excluded)), dtype=object))
        position = np.cumsum(~gone) - 1
        kept = ~(gone[self.origin] | gone[self.destination])
        return replace(
            self,
            codes=self.codes[~gone],
            origin=position[self.origin[kept]],
            destination=position[self.destination[kept]],
            volume=self.volume[kept],
        )

    def symmetrised(self) -> Flows:
        """Return undirected flows with both directions of every pair (method, section 1).

        A pair given in one direction only is split in two halves, so that flow_ab = flow_ba = V/2;
        a pair given in both keeps its two rows. Directed flows are returned unchanged.
        """
        if not self.undirected:
            return self
        key = self.origin * self.n_units + self.destination
        mirror = self.destination * self.n_units + self.origin
        alone = ~np.isin(mirror, key) & (self.origin != self.destination)
        half = np.where(alone, self.volume / 2, self.volume)
        origin = np.concatenate([self.origin, self.destination[alone]])
        destination = np.concatenate([self.destination, self.origin[alone]])
        volume = np.concatenate([half, half[alone]])
        order = np.lexsort((destination, origin))
        return replace(
            self, origin=origin[order], destination=destination[order], volume=volume[order]
        )

    def frame(self) -> pd.DataFrame:
        """Return the flows as a table: `origin`, `dest`, `volume`, `link_type`."""
        return pd.DataFrame(
            {
                "origin": self.codes[self.origin],
                "dest": self.codes[self.destination],
                "volume": self.volume,
                "link_type": self.link_type,
            }
        )

    def _counted(self, margins: str) -> FloatArray:
        if margins == "all":
            return self.volume
        return np.where(self.origin == self.destination, 0.0, self.volume)

    def _where(self, kept: NDArray[np.bool_]) -> Flows:
        return replace(
            self,
            origin=self.origin[kept],
            destination=self.destination[kept],
            volume=self.volume[kept],
        )


def build_flows(
    origin: Any,
    destination: Any,
    volume: Any,
    *,
    codes: Iterable[str] | None = None,
    link_type: str = "",
    undirected: bool = False,
) -> Flows:
    """Sum rows by pair into canonical `Flows`.

    Parameters
    ----------
    origin, destination : (r,) sequences of str
        Codes of both ends of each row.
    volume : (r,) sequence of float
        Finite, >= 0. Rows of volume 0 make no flow.
    codes : iterable of str, optional
        Units to hold even where no flow touches them. They must cover both ends of every row.
    link_type, undirected
        See `Flows`.

    Raises
    ------
    InputError
        A volume is negative, missing or infinite, or a code is not among `codes`.
    """
    values = np.asarray(volume, dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise InputError(
            translate(
                "Alliance",
                "Some volumes are negative, missing or infinite: load the table with “Load flows”, "
                "which lists and leaves out such rows."
            )
        )
    unit_codes, (first, second) = encode_codes([origin, destination], codes)
    n = len(unit_codes)
    key, sums = sum_by_key(first * n + second, values)
    positive = sums > 0
    key = key[positive]
    return Flows(
        codes=unit_codes,
        origin=key // n if n else key,
        destination=key % n if n else key,
        volume=sums[positive],
        link_type=link_type,
        undirected=undirected,
    )


def encode_codes(
    columns: Iterable[Any], codes: Iterable[str] | None = None
) -> tuple[CodeArray, list[IntArray]]:
    """Replace text codes by their positions in the sorted list of codes.

    Parameters
    ----------
    columns : iterable of (r,) sequences of str
    codes : iterable of str, optional
        The codes to hold; by default those that occur.

    Returns
    -------
    (n,) array of str, list of (r,) arrays of int

    Raises
    ------
    InputError
        A code of `columns` is not in `codes`.
    """
    arrays = [np.asarray(column, dtype=object) for column in columns]
    lengths = [len(array) for array in arrays]
    together = np.concatenate(arrays) if arrays else np.empty(0, dtype=object)
    seen, uniques = pd.factorize(together)
    uniques = np.asarray(uniques, dtype=object)
    if (seen < 0).any():
        raise InputError(translate("Alliance", "Some rows have no code at one of their ends."))
    wanted = uniques if codes is None else np.asarray(list(codes), dtype=object)
    unit_codes = np.array(sorted(set(wanted.tolist())), dtype=object)
    position = pd.Index(unit_codes).get_indexer(pd.Index(uniques, dtype=object))
    if (position < 0).any():
        unknown = sorted(uniques[position < 0].tolist())
        raise InputError(
            translate(
                "Alliance", "Codes that are not among the units: {count}, for example “{code}”."
            ).format(count=format_number(len(unknown)), code=unknown[0])
        )
    positions = position[seen].astype(np.int64) if len(seen) else np.empty(0, dtype=np.int64)
    return unit_codes, np.split(positions, np.cumsum(lengths)[:-1])


def sum_by_key(key: IntArray, value: FloatArray) -> tuple[IntArray, FloatArray]:
    """Sum `value` by `key`: sorted distinct keys and their sums.

    Values are added in rising order inside a key, so the sum does not depend on the order of the
    rows, to the last digit.
    """
    if len(key) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64)
    order = np.lexsort((value, key))
    sorted_key = key[order]
    starts = np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]])
    return sorted_key[starts], np.add.reduceat(value[order], starts)


def _margin(volume: FloatArray, unit: IntArray, n_units: int) -> FloatArray:
    return np.bincount(unit, weights=volume, minlength=n_units).astype(np.float64)
