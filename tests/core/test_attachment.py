"""Trees of attachment, against a plain rewriting of the definition."""

from __future__ import annotations

import numpy as np
from alliance.core.attachment import (
    NOBODY,
    RankedLinks,
    attach,
    rank_units,
    strongest_links,
    tree_roles,
    tree_roots,
)
from hypothesis import given
from hypothesis import strategies as st

N_UNITS = 7
ends = st.tuples(st.integers(0, N_UNITS - 1), st.integers(0, N_UNITS - 1)).filter(
    lambda pair: pair[0] < pair[1]
)
# Few different values, so that ties are everywhere.
value = st.integers(0, 2)
graphs = st.dictionaries(ends, st.tuples(value, value), max_size=15)
weights = st.lists(st.integers(0, 3), min_size=N_UNITS, max_size=N_UNITS)


def ranked(graph, weight):
    pairs = np.array(list(graph), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(graph.values()), dtype=np.float64).reshape(-1, 2)
    rank = rank_units(np.array(weight, dtype=np.float64))
    return RankedLinks(pairs[:, 0], pairs[:, 1], values[:, 0], values[:, 1], rank)


def plain_parents(graph, weight):
    parents = []
    for unit in range(N_UNITS):
        around = [
            (-main, -other, -weight[partner], partner)
            for (a, b), (main, other) in graph.items()
            for partner in ((b,) if a == unit else (a,) if b == unit else ())
        ]
        if not around:
            parents.append(NOBODY)
            continue
        best = min(around)[3]
        larger = (-weight[best], best) < (-weight[unit], unit)
        parents.append(best if larger else NOBODY)
    return parents


@given(graphs, weights)
def test_each_unit_joins_its_strongest_partner_if_larger(graph, weight):
    assert attach(ranked(graph, weight)).tolist() == plain_parents(graph, weight)


@given(graphs, weights)
def test_trees_end_at_a_root_that_is_their_largest_unit(graph, weight):
    links = ranked(graph, weight)
    parent = attach(links)
    root = tree_roots(parent)
    assert (parent[root] == NOBODY).all()
    assert (links.rank[root] <= links.rank).all()
    joins = parent != NOBODY
    assert (root[joins] == root[parent[joins]]).all()


@given(graphs, weights, st.permutations(range(15)))
def test_the_order_of_the_links_does_not_matter(graph, weight, order):
    items = list(graph.items())
    shuffled = dict(items[place] for place in order if place < len(items))
    assert attach(ranked(shuffled, weight)).tolist() == attach(ranked(graph, weight)).tolist()


def test_units_are_ranked_by_weight_then_code():
    assert rank_units(np.array([3.0, 9.0, 3.0, 0.1 + 0.2])).tolist() == [1, 0, 2, 3]
    assert rank_units(np.array([0.3, 0.1 + 0.2])).tolist() == [0, 1]


def test_strongest_links_name_the_link_and_its_other_end():
    links = ranked({(0, 1): (2, 0), (0, 2): (2, 1), (2, 3): (1, 0)}, [1] * N_UNITS)
    link, partner = strongest_links(links)
    assert link.tolist() == [1, 0, 1, 2, -1, -1, -1]
    assert partner.tolist() == [2, 0, 0, 2, -1, -1, -1]


def test_roles():
    # 3 -> 1 -> 0, 2 -> 0, and 4 alone.
    parent = np.array([NOBODY, 0, 0, 1, NOBODY])
    assert tree_roles(parent).tolist() == [
        "dominant",
        "intermediate",
        "dominated",
        "dominated",
        "isolated",
    ]
    assert tree_roots(parent).tolist() == [0, 0, 0, 0, 4]
