"""Frictions between units, for one decay at a time (method, section 3: the gravity model).

A friction is f_ij = exp(-beta cost_ij), where the cost is the distance (exponential) or its
logarithm (power). A kernel holds the frictions of all pairs, in blocks of rows, or of the pairs
that a distance names, and gives the two sums that balancing needs: along rows and columns.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .components import component_labels
from .distances import PairedDistance
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray
from .links import Distance
from .messages import translate
from .numbers import format_number
from .progress import Progress

BoolArray = NDArray[np.bool_]

# Without a cut-off a kernel holds two numbers a pair: 400 MB at 5 000 units.
MAX_ALL_PAIRS_UNITS = 5_000
# With one, four numbers a pair: some 1 GB.
MAX_LISTED_PAIRS = 32_000_000

_BLOCK_CELLS = 2_000_000


@dataclass(frozen=True, eq=False)
class Scale:
    """What distance costs: f = exp(-beta cost), with cost = d or log d."""

    deterrence: str
    distance: Distance
    codes: CodeArray

    @property
    def lists_pairs(self) -> bool:
        """Whether the distance names the pairs of the model, rather than all pairs."""
        return isinstance(self.distance, PairedDistance) and self.distance.lists_pairs

    def cost(self, first: IntArray, second: IntArray) -> FloatArray:
        """Return the cost of pairs, any shape; NaN where the model does not cover them."""
        return self.of_km(first, second, self.distance(first, second))

    def of_km(self, first: IntArray, second: IntArray, km: FloatArray) -> FloatArray:
        """Return the cost of pairs whose distance is known; NaN on the diagonal."""
        apart = np.asarray(first != second)
        limit = self.distance.cutoff_km if isinstance(self.distance, PairedDistance) else math.inf
        cost: FloatArray = np.where(apart & (km <= limit), km, math.nan)
        self._require(~(cost < 0) & ~np.isinf(cost), first, second, cost)
        if self.deterrence == "power":
            self._require(cost != 0, first, second, cost)
            cost = np.log(cost)
        return cost

    def _require(self, right: BoolArray, first: IntArray, second: IntArray, km: FloatArray) -> None:
        if right.all():
            return
        place = int(np.argmin(right))
        ends = np.broadcast_arrays(first, second, km)
        a, b, value = (end.ravel()[place] for end in ends)
        if value == 0:
            sentence = translate(
                "Alliance",
                "Units “{a}” and “{b}” are at distance 0, which a power law cannot bear: choose "
                "the exponential deterrence, or correct their places."
            )
        else:
            sentence = translate(
                "Alliance",
                "The distance between “{a}” and “{b}” is {value}: correct the column of "
                "distances, where they are 0 or more."
            )
        raise InputError(sentence.format(a=self.codes[a], b=self.codes[b], value=value))


class Kernel(Protocol):
    """The frictions f_ij between k active units, for one beta at a time.

    `units` (k,) are their positions; `lowest` and `highest` the range of the costs. Frictions are
    reckoned from the lowest cost, so that the largest is 1. `groups` tells which pairs the
    margins leave open, when some are not: see `open_groups`.
    """

    units: IntArray
    lowest: float
    highest: float
    groups: tuple[IntArray, IntArray] | None

    def set_beta(self, beta: float) -> None:
        """Compute the frictions of one decay."""

    def rows(self, in_factor: FloatArray) -> FloatArray:
        """Return sum_j f_ij b_j, shape (k,)."""

    def columns(self, out_factor: FloatArray) -> FloatArray:
        """Return sum_i a_i f_ij, shape (k,)."""

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        """Return the mean and the variance of the cost over the expected flows."""


def build_kernel(scale: Scale, units: IntArray, flows: Flows, progress: Progress) -> Kernel:
    """Return the frictions between the `units` that have flows.

    Parameters
    ----------
    scale : Scale
    units : (k,) array of int
        Sorted positions.
    flows : Flows
        The flows of the model, all between pairs that it covers.

    Raises
    ------
    InputError
        A distance is negative, or is 0 with a power.
    SettingsError
        There would be too many pairs.
    """
    if scale.lists_pairs:
        return ListedPairs(scale, units, flows, progress)
    if len(units) > MAX_ALL_PAIRS_UNITS:
        raise SettingsError(
            translate(
                "Alliance",
                "The gravity model of {count} units would hold too many pairs: above {limit} "
                "units, give a maximum distance for the model."
            ).format(count=format_number(len(units)), limit=format_number(MAX_ALL_PAIRS_UNITS))
        )
    return AllPairs(scale, units, progress)


class AllPairs:
    """Frictions of all pairs, in blocks of rows."""

    def __init__(self, scale: Scale, units: IntArray, progress: Progress) -> None:
        self.units = units
        # With all pairs but the diagonal, only a star closes any, and a star has no kernel.
        self.groups: tuple[IntArray, IntArray] | None = None
        height = max(_BLOCK_CELLS // len(units), 1)
        bounds = [*range(0, len(units), height), len(units)]
        self.blocks = [slice(start, end) for start, end in zip(bounds, bounds[1:])]
        self.cost: list[FloatArray] = []
        self.hidden: list[IntArray] = []
        for rows in self.blocks:
            progress(rows.start / len(units))
            cost = scale.cost(units[rows, np.newaxis], units[np.newaxis, :])
            self.hidden.append(np.flatnonzero(np.isnan(cost)))
            self.cost.append(cost)
        self.lowest = float(min(np.nanmin(cost) for cost in self.cost if not np.isnan(cost).all()))
        self.highest = float(max(np.nanmax(cost) for cost in self.cost if not np.isnan(cost).all()))
        for cost, hidden in zip(self.cost, self.hidden):
            np.put(cost, hidden, self.lowest)
        self.value: list[FloatArray] = []

    def set_beta(self, beta: float) -> None:
        """See `Kernel`."""
        self.value = []
        for cost, hidden in zip(self.cost, self.hidden):
            value = np.exp(-beta * (cost - self.lowest))
            np.put(value, hidden, 0.0)
            self.value.append(value)

    def rows(self, in_factor: FloatArray) -> FloatArray:
        """See `Kernel`."""
        return np.concatenate([value @ in_factor for value in self.value])

    def columns(self, out_factor: FloatArray) -> FloatArray:
        """See `Kernel`."""
        sums = np.zeros(len(self.units))
        for rows, value in zip(self.blocks, self.value):
            sums += out_factor[rows] @ value
        return sums

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        """See `Kernel`."""
        sums = np.zeros(3)
        for rows, value, cost in zip(self.blocks, self.value, self.cost):
            flows = out_factor[rows, np.newaxis] * value * in_factor
            first = flows * cost
            sums += flows.sum(), first.sum(), (first * cost).sum()
        return _mean_and_variance(sums)


class ListedPairs:
    """Frictions of the pairs that a distance names, and no others."""

    def __init__(self, scale: Scale, units: IntArray, flows: Flows, progress: Progress) -> None:
        self.units = units
        position = np.full(len(scale.codes), -1, dtype=np.int64)
        position[units] = np.arange(len(units))
        pieces = list(_named_pairs(scale, position, progress))
        self.first, self.second, self.cost = (np.concatenate(piece) for piece in zip(*pieces))
        row, column = open_groups(flows, units[self.first], units[self.second])
        self.groups: tuple[IntArray, IntArray] | None = (row, column)
        still_open = row[units[self.first]] == column[units[self.second]]
        # Where all pairs go both ways at one cost, each unit has some, and columns are rows.
        self.symmetric = bool(
            isinstance(scale.distance, PairedDistance)
            and scale.distance.symmetric
            and still_open.all()
        )
        self.first, self.second = self.first[still_open], self.second[still_open]
        self.cost = self.cost[still_open]
        self.starts = np.searchsorted(self.first, np.arange(len(units)))
        self.lowest, self.highest = float(self.cost.min()), float(self.cost.max())
        self.value = np.empty(0)

    def set_beta(self, beta: float) -> None:
        """See `Kernel`."""
        self.value = np.exp(-beta * (self.cost - self.lowest))

    def rows(self, in_factor: FloatArray) -> FloatArray:
        """See `Kernel`."""
        flows = self.value * in_factor[self.second]
        if self.symmetric:
            return np.asarray(np.add.reduceat(flows, self.starts), dtype=np.float64)
        return _summed(self.first, flows, len(self.units))

    def columns(self, out_factor: FloatArray) -> FloatArray:
        """See `Kernel`."""
        if self.symmetric:
            return self.rows(out_factor)
        flows = self.value * out_factor[self.first]
        return _summed(self.second, flows, len(self.units))

    def moments(self, out_factor: FloatArray, in_factor: FloatArray) -> tuple[float, float]:
        """See `Kernel`."""
        flows = self.value * out_factor[self.first] * in_factor[self.second]
        first = flows * self.cost
        return _mean_and_variance(np.array([flows.sum(), first.sum(), (first * self.cost).sum()]))


def _named_pairs(
    scale: Scale, position: IntArray, progress: Progress
) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
    """Yield the pairs of active units with their costs, numbered by `position` (-1: inactive)."""
    if not isinstance(scale.distance, PairedDistance):
        return
    held = 0
    for first, second, km in scale.distance.pairs():
        active = (position[first] >= 0) & (position[second] >= 0)
        first, second, km = first[active], second[active], km[active]
        held += len(first)
        if held > MAX_LISTED_PAIRS:
            raise SettingsError(
                translate(
                    "Alliance",
                    "The gravity model would hold more than {limit} pairs: give a shorter maximum "
                    "distance for the model."
                ).format(limit=format_number(MAX_LISTED_PAIRS))
            )
        progress(min(held / MAX_LISTED_PAIRS, 1.0))
        yield position[first], position[second], scale.of_km(first, second, km)


def open_groups(flows: Flows, first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """Return a group for each row and each column: only pairs inside a group can hold a flow.

    When not all pairs are named, the margins may force some to 0: where the only destinations
    within reach of a few units receive from nobody else, for instance. No finite factor gives 0,
    so such pairs have to go. F shows which they are, because it is one way to fill the margins:
    a pair can hold a flow when a chain of pairs that can grow (all) and pairs that can shrink
    (those with a flow) leads from it back to itself.

    Parameters
    ----------
    flows : Flows
        The flows of the model.
    first, second : (p,) arrays of int
        The pairs named, among them those of the flows.

    Returns
    -------
    two (n,) arrays of int
        Groups of the rows and of the columns.
    """
    n_units = flows.n_units
    # A row and a column with a flow between them can lean on each other: one node for both.
    node = component_labels(2 * n_units, flows.origin, n_units + flows.destination)
    row, column = node[:n_units], node[n_units:]
    steps = np.unique(row[first] * (2 * n_units) + column[second])
    graph = nx.DiGraph()
    graph.add_edges_from(zip((steps // (2 * n_units)).tolist(), (steps % (2 * n_units)).tolist()))
    group = np.arange(2 * n_units)
    for together in nx.strongly_connected_components(graph):
        group[list(together)] = min(together)
    return group[row], group[column]


def _mean_and_variance(sums: FloatArray) -> tuple[float, float]:
    mean = float(sums[1] / sums[0])
    return mean, max(float(sums[2] / sums[0]) - mean**2, 0.0)


def _summed(unit: IntArray, value: FloatArray, n_units: int) -> FloatArray:
    return np.asarray(np.bincount(unit, weights=value, minlength=n_units), dtype=np.float64)
