"""Communities: known graphs, networkx, and what must hold for any graph."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from alliance.core.communities import link_modularity, louvain, renumbered
from alliance.core.errors import Cancelled, InputError, SettingsError
from hypothesis import given
from hypothesis import strategies as st

# Never worse than the best of several drawings of networkx by more than this.
MARGIN = 0.002


def arrays(graph):
    """Return n, first, second and weight of a networkx graph of integers."""
    edges = [(a, b, data.get("weight", 1.0)) for a, b, data in graph.edges(data=True)]
    first, second, weight = zip(*edges) if edges else ((), (), ())
    return (
        len(graph),
        np.array(first, dtype=int),
        np.array(second, dtype=int),
        np.array(weight, dtype=float),
    )


def quality(graph, labels, resolution=1.0):
    return link_modularity(*arrays(graph), labels, resolution)


def groups(labels):
    return sorted(sorted(np.flatnonzero(labels == label)) for label in set(labels.tolist()))


def best_of_networkx(graph, seeds, resolution=1.0):
    return max(
        nx.community.modularity(
            graph,
            nx.community.louvain_communities(graph, resolution=resolution, seed=seed),
            resolution=resolution,
        )
        for seed in range(seeds)
    )


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 14))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    for a, b in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []:
        graph.add_edge(a, b, weight=draw(st.integers(1, 4)))
    return graph


def test_the_karate_club_reaches_its_known_best():
    graph = nx.Graph(nx.karate_club_graph().edges())
    labels = louvain(*arrays(graph))
    # The optimum, 0.419790 in four communities: Agarwal and Kempe 2008; Brandes et al. 2008.
    assert quality(graph, labels) == pytest.approx(0.419790, abs=5e-7)
    assert len(groups(labels)) == 4


def test_caves_are_communities():
    graph = nx.connected_caveman_graph(12, 5)
    assert groups(louvain(*arrays(graph))) == [list(range(k, k + 5)) for k in range(0, 60, 5)]


def test_modularity_worked_by_hand():
    # Two pairs joined by a link: m = 3, each pair holds 1 and has strength 3.
    chain = nx.path_graph(4)
    assert quality(chain, np.array([0, 0, 1, 1])) == pytest.approx(2 * (1 / 3 - (3 / 6) ** 2))


def test_modularity_counts_loops_and_resolution_as_networkx():
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 0, 2), (0, 1, 1), (1, 2, 3), (2, 3, 1), (3, 3, 1)])
    expected = nx.community.modularity(graph, [{0, 1}, {2, 3}], resolution=1.3)
    assert quality(graph, np.array([5, 5, 2, 2]), 1.3) == pytest.approx(expected)


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
def test_as_good_as_networkx_on_the_grand_est(nav_flows, resolution):
    between = nav_flows.off_diagonal()
    graph = nx.Graph()
    graph.add_nodes_from(range(between.n_units))
    for a, b, volume in zip(
        between.origin.tolist(), between.destination.tolist(), between.volume.tolist()
    ):
        known = graph.get_edge_data(a, b, {"weight": 0})["weight"]
        graph.add_edge(a, b, weight=known + volume)
    labels = louvain(*arrays(graph), resolution)
    reached = quality(graph, labels, resolution)
    assert reached >= best_of_networkx(graph, 10, resolution) - MARGIN


@pytest.mark.parametrize("seed", range(4))
def test_as_good_as_networkx_on_random_graphs(seed):
    graph = nx.gnm_random_graph(200, 700, seed=seed)
    draw = np.random.default_rng(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = draw.random()
    assert quality(graph, louvain(*arrays(graph))) >= best_of_networkx(graph, 5) - MARGIN


def test_as_good_as_networkx_where_communities_are_planted():
    graph = nx.planted_partition_graph(8, 25, 0.4, 0.02, seed=3)
    labels = louvain(*arrays(graph))
    assert quality(graph, labels) >= best_of_networkx(graph, 5) - MARGIN
    assert groups(labels) == [list(range(k, k + 25)) for k in range(0, 200, 25)]


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.empty_graph(0), []),
        (nx.empty_graph(1), [[0]]),
        (nx.empty_graph(3), [[0], [1], [2]]),
        (nx.path_graph(2), [[0, 1]]),
        (nx.complete_graph(6), [[0, 1, 2, 3, 4, 5]]),
        (nx.star_graph(5), [[0, 1, 2, 3, 4, 5]]),
        (nx.path_graph(4), [[0, 1], [2, 3]]),
        (nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(4)), [[0, 1, 2], [3, 4, 5, 6]]),
    ],
    ids=["none", "one", "no link", "two", "complete", "star", "chain", "two parts"],
)
def test_small_graphs(graph, expected):
    assert groups(louvain(*arrays(graph))) == expected


def test_resolution_makes_communities_smaller():
    graph = nx.connected_caveman_graph(10, 4)
    sizes = [len(groups(louvain(*arrays(graph), resolution))) for resolution in (0.05, 1, 20)]
    assert sizes[0] < sizes[1] < sizes[2] == len(graph)


@given(graphs(), st.sampled_from([0.3, 1.0, 1.7]))
def test_communities_are_connected_and_no_unit_gains_by_moving(graph, resolution):
    labels = louvain(*arrays(graph), resolution)
    assert all(nx.is_connected(graph.subgraph(part)) for part in groups(labels))
    if graph.number_of_edges() == 0:
        return
    reached = quality(graph, labels, resolution)
    for unit in graph:
        for label in [*set(labels.tolist()), len(graph)]:
            moved = labels.copy()
            moved[unit] = label
            assert quality(graph, moved, resolution) <= reached + 1e-12


@given(graphs(), st.randoms(use_true_random=False), st.sampled_from([0.001, 3, 1e6]))
def test_rows_and_units_of_measure_change_nothing(graph, shuffler, factor):
    n, first, second, weight = arrays(graph)
    expected = louvain(n, first, second, weight)
    order = np.arange(len(first))
    shuffler.shuffle(order)
    turned = np.array([shuffler.random() < 0.5 for _ in order], dtype=bool)
    a, b = np.where(turned, second, first)[order], np.where(turned, first, second)[order]
    np.testing.assert_array_equal(louvain(n, a, b, weight[order]), expected)
    np.testing.assert_array_equal(louvain(n, a, b, factor * weight[order]), expected)
    # A link in two rows is a link whose weights add up.
    halves = np.concatenate([weight, weight])[np.r_[order, order + len(order)]] / 2
    np.testing.assert_array_equal(louvain(n, np.r_[a, a], np.r_[b, b], halves), expected)


@given(graphs())
def test_labels_are_numbered_from_the_first_unit(graph):
    labels = louvain(*arrays(graph))
    np.testing.assert_array_equal(labels, renumbered(labels))
    assert set(labels.tolist()) == set(range(len(set(labels.tolist()))))


def test_wrong_inputs_are_told():
    for weight in (-1.0, np.nan, np.inf):
        with pytest.raises(InputError, match="weight"):
            louvain(2, np.array([0]), np.array([1]), np.array([weight]))
    for resolution in (0.0, -1.0, np.nan):
        with pytest.raises(SettingsError, match="RESOLUTION"):
            louvain(2, np.array([0]), np.array([1]), np.array([1.0]), resolution)


def test_links_without_weight_tie_nothing():
    assert groups(louvain(2, np.array([0]), np.array([1]), np.array([0.0]))) == [[0], [1]]


def test_it_can_be_stopped():
    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        louvain(2, np.array([0]), np.array([1]), np.array([1.0]), progress=stop)
