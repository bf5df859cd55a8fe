"""Communities of a weighted graph: modularity raised step by step (method, section 6, `louvain`).

Modularity (Newman 2004; resolution: Reichardt and Bornholdt 2006) of communities c of a graph
whose links weigh m in all: Q = sum_c [L_c/m - resolution (K_c/2m)^2], with L_c the weight inside c
and K_c the strength of its units. Units move to the neighbouring community that gains most
(Blondel et al. 2008); communities are refined before they are merged into the nodes of a smaller
graph, which keeps every one of them connected (Traag, Waltman and van Eck 2019). Nothing is drawn
at random: units are taken in their order and ties go to the smaller community.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np

from .checks import require_positive
from .components import component_labels
from .errors import InputError
from .flows import FloatArray, IntArray, sum_by_key
from .messages import translate
from .progress import Progress, silent

# A gain of modularity below this is rounding, not a gain.
_NO_GAIN = 1e-14
# Gains closer than this are equal.
_TIE = 1e-15
# Passes over the whole graph: the first makes the partition, the others polish it.
_MAX_PASSES = 10


@dataclass(frozen=True, eq=False)
class _Graph:
    """Nodes with their neighbours, weights scaled so that the strengths add up to 1.

    `first` < `second` and `weight` are the links as arrays; `starts` and `ties` the same seen from
    each node, as a list of (neighbour, weight), which plain loops read faster than arrays.
    """

    strength: list[float]
    first: IntArray
    second: IntArray
    weight: FloatArray
    starts: list[int]
    ties: list[tuple[int, float]]

    def __len__(self) -> int:
        return len(self.strength)

    def around(self, node: int) -> list[tuple[int, float]]:
        """Return (neighbour, weight) of every link of a node."""
        return self.ties[self.starts[node] : self.starts[node + 1]]


def louvain(
    n_units: int,
    first: IntArray,
    second: IntArray,
    weight: FloatArray,
    resolution: float = 1.0,
    progress: Progress = silent,
) -> IntArray:
    """Return the community of every unit.

    Parameters
    ----------
    n_units : int
    first, second : (l,) arrays of int
        Both ends of each link, positions in 0..n_units - 1, in any order; repeated links add up.
        The order of the units decides ties: number them by code.
    weight : (l,) array of float
        Finite, >= 0. The unit does not matter.
    resolution : float
        Above 1, smaller communities; below 1, larger ones.

    Returns
    -------
    (n_units,) array of int
        From 0, numbered in the order of the smallest unit of each community. Every community is
        connected; a unit without any link is alone in its own. The modularity is a local
        optimum: no single unit can raise it by changing community.

    Raises
    ------
    InputError
        A weight is negative, missing or infinite.
    SettingsError
        The resolution is not above 0.
    """
    require_positive("RESOLUTION", resolution)
    graph = _build_graph(n_units, first, second, weight)
    community = list(range(n_units))
    quality = -np.inf
    for done in range(_MAX_PASSES):
        progress(done / _MAX_PASSES)
        moved = _move_nodes(graph, community, resolution)
        if moved == community:
            break
        candidate = _merge_and_move(graph, moved, resolution)
        reached = _modularity(graph, candidate, resolution)
        if reached <= quality + _NO_GAIN:
            break
        community, quality = candidate, reached
    progress(1.0)
    return renumbered(np.array(community, dtype=np.int64))


def link_modularity(
    n_units: int,
    first: IntArray,
    second: IntArray,
    weight: FloatArray,
    labels: IntArray,
    resolution: float = 1.0,
) -> float:
    """Return the modularity Q of a partition of the units of a weighted graph.

    The parameters are those of `louvain`, and `labels` an (n_units,) array of any numbers. 0
    without any link.
    """
    graph = _build_graph(n_units, first, second, weight)
    return _modularity(graph, renumbered(np.asarray(labels)).tolist(), resolution)


def renumbered(labels: IntArray) -> IntArray:
    """Return the labels numbered from 0 in the order in which they first occur, same shape."""
    _, place, inverse = np.unique(labels, return_index=True, return_inverse=True)
    number = np.empty(len(place), dtype=np.int64)
    number[np.argsort(place, kind="stable")] = np.arange(len(place))
    renamed: IntArray = number[inverse]
    return renamed


def _build_graph(n_units: int, first: Any, second: Any, weight: Any) -> _Graph:
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    value = np.asarray(weight, dtype=np.float64)
    if not np.isfinite(value).all() or (value < 0).any():
        raise InputError(
            translate(
                "Alliance",
                "Some links have a negative, missing or infinite weight: communities need "
                "weights of 0 or more."
            )
        )
    low, high = np.minimum(a, b), np.maximum(a, b)
    key, total = sum_by_key(low * n_units + high, value)
    key, total = key[total > 0], total[total > 0]
    if len(total):
        # Twice the weight of the links, so that the strengths add up to 1.
        total = total / (2 * float(np.sort(total).sum()))
    low, high = key // max(n_units, 1), key % max(n_units, 1)
    loop = low == high
    strength = np.bincount(low[loop], weights=2 * total[loop], minlength=n_units)
    return _graph(np.asarray(strength, dtype=np.float64), low[~loop], high[~loop], total[~loop])


def _graph(loops: FloatArray, first: IntArray, second: IntArray, weight: FloatArray) -> _Graph:
    """Build a graph from the strength that loops give and from single links, first < second."""
    n_nodes = len(loops)
    node = np.concatenate([first, second])
    neighbour = np.concatenate([second, first])
    share = np.concatenate([weight, weight])
    order = np.lexsort((neighbour, node))
    strength = loops + np.bincount(node[order], weights=share[order], minlength=n_nodes)
    starts = np.concatenate([[0], np.cumsum(np.bincount(node, minlength=n_nodes))])
    return _Graph(
        strength=strength.tolist(),
        first=first,
        second=second,
        weight=weight,
        starts=starts.tolist(),
        ties=list(zip(neighbour[order].tolist(), share[order].tolist())),
    )


def _modularity(graph: _Graph, community: list[int], resolution: float) -> float:
    label = np.array(community, dtype=np.int64)
    strength = np.array(graph.strength)
    inside = label[graph.first] == label[graph.second]
    loops = strength.sum() - 2 * graph.weight.sum()
    internal = loops + 2 * graph.weight[inside].sum()
    return float(internal - resolution * (np.bincount(label, weights=strength) ** 2).sum())


def _merge_and_move(graph: _Graph, community: list[int], resolution: float) -> list[int]:
    """Return a better partition of the nodes: refine, merge, move, until nothing merges.

    In the end every community is one node of the merged graph, that is a refined, connected one.
    """
    level = graph
    node_of_unit = np.arange(len(graph))
    while True:
        label = np.array(community, dtype=np.int64)
        refined = renumbered(np.array(_refine(level, community, resolution), dtype=np.int64))
        n_parts = int(np.max(refined, initial=-1)) + 1
        if n_parts == len(level):
            final = _connected_parts(level, label)[node_of_unit]
            return [int(number) for number in final]
        node_of_unit = refined[node_of_unit]
        community_of_part = np.empty(n_parts, dtype=np.int64)
        community_of_part[refined] = label
        level = _merged(level, refined)
        community = _move_nodes(level, renumbered(community_of_part).tolist(), resolution)


def _connected_parts(graph: _Graph, label: IntArray) -> IntArray:
    """Split into connected parts the few communities that nothing gains by holding together."""
    inside = label[graph.first] == label[graph.second]
    return component_labels(len(graph), graph.first[inside], graph.second[inside])


def _merged(graph: _Graph, label: IntArray) -> _Graph:
    """Return the graph whose nodes are the groups of `label`, numbered from 0."""
    n_nodes = int(label.max()) + 1
    a, b = label[graph.first], label[graph.second]
    low, high = np.minimum(a, b), np.maximum(a, b)
    key, weight = sum_by_key(low * n_nodes + high, graph.weight)
    low, high = key // n_nodes, key % n_nodes
    between = low != high
    low, high, weight = low[between], high[between], weight[between]
    strength = np.bincount(label, weights=np.array(graph.strength), minlength=n_nodes)
    outside = np.bincount(low, weights=weight, minlength=n_nodes)
    outside += np.bincount(high, weights=weight, minlength=n_nodes)
    return _graph(np.maximum(strength - outside, 0.0), low, high, weight)


class _Placing:
    """Where every node stands while nodes move: the one thing here that changes in place."""

    def __init__(self, graph: _Graph, community: list[int]) -> None:
        self.strength = graph.strength
        self.label = list(community)
        self.total = [0.0] * len(graph)
        self.size = [0] * len(graph)
        for node, own in enumerate(self.label):
            self.total[own] += self.strength[node]
            self.size[own] += 1
        self.empty = [number for number in range(len(graph)) if self.size[number] == 0]

    def take_out(self, node: int) -> int:
        """Take a node out of its community and return that community."""
        own = self.label[node]
        self.size[own] -= 1
        # An empty community weighs nothing, whatever rounding has left in it.
        self.total[own] = self.total[own] - self.strength[node] if self.size[own] else 0.0
        return own

    def put_in(self, node: int, community: int) -> None:
        self.label[node] = community
        self.total[community] += self.strength[node]
        self.size[community] += 1


def _move_nodes(graph: _Graph, community: list[int], resolution: float) -> list[int]:
    """Move nodes, one at a time, to where modularity rises most, until no move raises it.

    A node is looked at again only when a neighbour has joined another community.
    """
    placing = _Placing(graph, community)
    label, total = placing.label, placing.total
    queue = deque(range(len(graph)))
    waiting = [True] * len(graph)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        own = placing.take_out(node)
        ties: dict[int, float] = {}
        for other, weight in graph.around(node):
            there = label[other]
            ties[there] = ties.get(there, 0.0) + weight
        cost = resolution * graph.strength[node]
        stay = ties.get(own, 0.0) - cost * total[own]
        best, gain = _best_gain(ties, own, stay, cost, total)
        if gain < -_NO_GAIN and placing.size[own]:
            best = placing.empty.pop()  # better alone
        placing.put_in(node, best)
        if best == own:
            continue
        if placing.size[own] == 0:
            placing.empty.append(own)
        for other, _ in graph.around(node):
            if not waiting[other] and label[other] != best:
                waiting[other] = True
                queue.append(other)
    return label


def _refine(graph: _Graph, community: list[int], resolution: float) -> list[int]:
    """Split each community into well-connected parts (Traag et al. 2019, algorithm A.2).

    Nodes start alone; each that is still alone joins the part of its community that gains most,
    if both are well enough tied to the rest of the community. Parts only ever grow along links,
    so each is connected. Where the article draws among the gains, this takes the largest.
    """
    label, strength = np.array(community, dtype=np.int64), np.array(graph.strength)
    whole = np.bincount(label, weights=strength, minlength=len(graph))[label]
    inside = _ties_inside(graph, label)
    # A node that is still alone is tied as it was at the start.
    movable = inside >= resolution * strength * (whole - strength) - _NO_GAIN
    part = list(range(len(graph)))
    total = list(graph.strength)
    alone = [True] * len(graph)
    outward: list[float] = inside.tolist()
    rests: list[float] = whole.tolist()
    for node in np.flatnonzero(movable).tolist():
        if not alone[node]:
            continue
        own, rest = community[node], rests[node]
        around: dict[int, float] = {}
        for other, weight in graph.around(node):
            if community[other] == own:
                there = part[other]
                around[there] = around.get(there, 0.0) + weight
        ties = {
            there: weight
            for there, weight in around.items()
            if outward[there] >= resolution * total[there] * (rest - total[there]) - _NO_GAIN
        }
        best, _ = _best_gain(ties, node, 0.0, resolution * graph.strength[node], total)
        if best != node:
            part[node] = best
            total[best] += graph.strength[node]
            outward[best] += outward[node] - 2 * ties[best]
            alone[node] = alone[best] = False
    return part


def _best_gain(
    ties: dict[int, float], stay: int, gain: float, cost: float, total: list[float]
) -> tuple[int, float]:
    """Return the group that gains most, and its gain: the smaller number where gains tie.

    `stay` and its `gain` are what a node has without moving; `ties` the weights between the node
    and the groups around it; `cost` its strength times the resolution.
    """
    best = stay
    for there, weight in ties.items():
        step = weight - cost * total[there] - gain
        if step > _NO_GAIN:
            best, gain = there, gain + step
        elif step > -_TIE and there < best != stay:
            best = there
    return best, gain


def _ties_inside(graph: _Graph, label: IntArray) -> FloatArray:
    """Return the weight between each node and the rest of its community, (n,) both."""
    inside = label[graph.first] == label[graph.second]
    ties = np.zeros(len(graph))
    for end in (graph.first, graph.second):
        ties += np.bincount(end[inside], weights=graph.weight[inside], minlength=len(graph))
    return ties
