"""Connected components, against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
from alliance.core.components import component_labels, count_components
from hypothesis import given
from hypothesis import strategies as st

unit = st.integers(0, 11)


def by_networkx(n_units, ends):
    graph = nx.Graph(ends)
    graph.add_nodes_from(range(n_units))
    label = np.empty(n_units, dtype=np.int64)
    for members in nx.connected_components(graph):
        label[sorted(members)] = min(members)
    return label


def arrays(ends):
    table = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(st.lists(st.tuples(unit, unit), max_size=25))
def test_labels_are_the_smallest_position_of_the_component(ends):
    assert component_labels(12, *arrays(ends)).tolist() == by_networkx(12, ends).tolist()


@given(st.lists(st.tuples(unit, unit).filter(lambda pair: pair[0] != pair[1]), max_size=25))
def test_components_of_more_than_one_unit_are_counted(ends):
    counted = sum(len(members) > 1 for members in nx.connected_components(nx.Graph(ends)))
    assert count_components(*arrays(ends)) == counted


def test_a_long_chain_in_a_shuffled_order():
    order = np.random.default_rng(7).permutation(36_000)
    assert (component_labels(36_000, order[:-1], order[1:]) == 0).all()


def test_no_unit_and_no_link():
    nothing = np.empty(0, dtype=np.int64)
    assert component_labels(0, nothing, nothing).tolist() == []
    assert component_labels(3, nothing, nothing).tolist() == [0, 1, 2]
    assert count_components(nothing, nothing) == 0
