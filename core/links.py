"""Links: both directions of a pair of units brought together (method, section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np
from numpy.typing import NDArray

from .flows import CodeArray, FloatArray, Flows, IntArray

# Distances in km between units given by their positions in the codes of the flows: two arrays of
# the same shape in, one out, NaN where a unit has no place.
Distance = Callable[[IntArray, IntArray], FloatArray]


@dataclass(frozen=True, eq=False)
class Links:
    """The l unordered pairs of units that exchange something, sorted by first, then second.

    Attributes
    ----------
    codes : (n,) array of str
        Codes of the units, as in the flows.
    first, second : (l,) arrays of int
        Positions of both ends in `codes`, first < second.
    flow_ab, flow_ba : (l,) arrays of float
        Flow from the first to the second unit, and back; 0 where there is none.
    of_flow : (m,) array of int
        The link of each directed flow, in the order of ``flows.off_diagonal()``.
    """

    codes: CodeArray
    first: IntArray
    second: IntArray
    flow_ab: FloatArray
    flow_ba: FloatArray
    of_flow: IntArray

    def __len__(self) -> int:
        return len(self.first)

    @property
    def volume(self) -> FloatArray:
        """V = F_ij + F_ji, in the unit of the flows."""
        return self.flow_ab + self.flow_ba

    @property
    def reciprocity(self) -> FloatArray:
        """2 min(F_ij, F_ji) / (F_ij + F_ji): 0 one way, 1 in balance (method, section 7)."""
        balance: FloatArray = 2 * np.minimum(self.flow_ab, self.flow_ba) / self.volume
        return balance


def pair_flows(flows: Flows) -> Links:
    """Bring both directions of every pair together.

    Internal flows make no link. Undirected flows must come symmetrised
    (:meth:`~alliance.core.flows.Flows.symmetrised`).
    """
    between = flows.off_diagonal()
    low = np.minimum(between.origin, between.destination)
    high = np.maximum(between.origin, between.destination)
    pair, of_flow = np.unique(low * flows.n_units + high, return_inverse=True)
    forward = between.origin < between.destination
    n_units = max(flows.n_units, 1)
    return Links(
        codes=flows.codes,
        first=pair // n_units,
        second=pair % n_units,
        flow_ab=_spread(between.volume, of_flow, forward, len(pair)),
        flow_ba=_spread(between.volume, of_flow, ~forward, len(pair)),
        of_flow=of_flow.astype(np.int64),
    )


def _spread(
    volume: FloatArray, link: IntArray, chosen: NDArray[np.bool_], n_links: int
) -> FloatArray:
    values = np.zeros(n_links)
    values[link[chosen]] = volume[chosen]
    return values
