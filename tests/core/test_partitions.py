"""Agreement of partitions: published figures, scikit-learn, what must hold for any partition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alliance.core.errors import InputError
from alliance.core.flows import build_flows
from alliance.core.options import LinkSettings
from alliance.core.partitions import (
    adjusted_rand,
    alone_labels,
    compare_partitions,
    directed_modularity,
    partition_information,
)
from alliance.core.selection import compute_links
from hypothesis import given
from hypothesis import strategies as st

networkx = pytest.importorskip("networkx")

# Rosenberg and Hirschberg 2007, figure 2: classes of the points of each cluster, three clusters of
# five; in C and D six more points, in clusters of two or alone.
THREE_CLUSTERS = np.repeat([1, 2, 3], 5)
SOLUTION_A = [1, 1, 1, 2, 3, 2, 2, 2, 1, 3, 3, 3, 3, 1, 2]
SOLUTION_B = [1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 1, 1]
SIX_MORE = [1, 2, 3, 1, 2, 3]
V_MEASURES = {
    "a": (SOLUTION_A, THREE_CLUSTERS, 0.14),
    "b": (SOLUTION_B, THREE_CLUSTERS, 0.39),
    "c": (SOLUTION_B + SIX_MORE, np.r_[THREE_CLUSTERS, 4, 4, 5, 5, 6, 6], 0.30),
    "d": (SOLUTION_B + SIX_MORE, np.r_[THREE_CLUSTERS, 4, 5, 6, 7, 8, 9], 0.41),
}

labels = st.lists(st.integers(0, 5), min_size=1, max_size=40)
two_partitions = st.integers(1, 40).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2)
)


def components(flows, settings):
    """Components of the links that a rule selects, one label a unit."""
    frame = compute_links(flows, settings).frame
    chosen = frame[frame["selected"]]
    graph = networkx.Graph()
    graph.add_nodes_from(flows.codes)
    graph.add_edges_from(zip(chosen["unit_a"], chosen["unit_b"]))
    label = {}
    for number, together in enumerate(networkx.connected_components(graph)):
        label.update(dict.fromkeys(together, number))
    return [label[code] for code in flows.codes]


@pytest.mark.parametrize("solution", V_MEASURES)
def test_v_measure_of_the_article(solution):
    classes, clusters, expected = V_MEASURES[solution]
    assert compare_partitions(classes, clusters).v_measure == pytest.approx(expected, abs=0.005)


def test_figures_of_the_grand_est(nav_flows):
    between = nav_flows.off_diagonal()
    dominant = components(nav_flows, LinkSettings(intensity="volume", rule="dominant"))
    large = components(
        nav_flows, LinkSettings(intensity="volume", rule="min_volume", rule_value=1000)
    )
    found = compare_partitions(dominant, large)
    assert found.ari == pytest.approx(0.120618, abs=5e-7)
    assert found.nmi == pytest.approx(0.748354, abs=5e-7)
    assert found.vi == pytest.approx(1.910786, abs=5e-7)
    assert directed_modularity(nav_flows, dominant) == pytest.approx(0.873467, abs=5e-7)
    assert directed_modularity(between, dominant) == pytest.approx(0.636286, abs=5e-7)


@pytest.mark.parametrize("n_classes", [1, 2, 7, 60])
@pytest.mark.parametrize("n_clusters", [1, 3, 60])
def test_same_as_scikit_learn(n_classes, n_clusters):
    metrics = pytest.importorskip("sklearn.metrics")
    draw = np.random.default_rng(n_classes * 100 + n_clusters)
    classes, clusters = draw.integers(0, n_classes, 60), draw.integers(0, n_clusters, 60)
    found = compare_partitions(classes, clusters)
    assert found.ari == pytest.approx(metrics.adjusted_rand_score(classes, clusters))
    assert found.nmi == pytest.approx(metrics.normalized_mutual_info_score(classes, clusters))
    shares = metrics.homogeneity_completeness_v_measure(classes, clusters)
    assert (found.homogeneity, found.completeness, found.v_measure) == pytest.approx(shares)
    mutual = metrics.mutual_info_score(classes, clusters)
    assert partition_information(classes, clusters).mutual == pytest.approx(mutual, abs=1e-12)


def test_information_worked_by_hand():
    # Two halves against one half and two quarters: H = ln 2 and 1.5 ln 2, all of the first shared.
    found = compare_partitions(list("aabb"), list("xxyz"))
    assert found.vi == pytest.approx(0.5 * math.log(2))
    assert found.nmi == pytest.approx(0.8)
    assert found.homogeneity == 1
    assert found.completeness == pytest.approx(2 / 3)
    # Pairs together: 1 in both, 2 and 1 in each, 6 possible: (1 - 2/6)/(1.5 - 2/6) = 4/7.
    assert found.ari == pytest.approx(4 / 7)


def test_weights_count_as_so_many_units():
    first, second, weight = [0, 0, 1, 1, 2], [0, 1, 1, 1, 0], [3, 1, 2, 5, 4]
    weighted = partition_information(first, second, weight)
    repeated = partition_information(np.repeat(first, weight), np.repeat(second, weight))
    assert weighted.first == pytest.approx(repeated.first)
    assert weighted.second == pytest.approx(repeated.second)
    assert weighted.mutual == pytest.approx(repeated.mutual)


def test_units_without_weight_count_for_nothing():
    assert compare_partitions([0, 0, 1], [0, 0, 0], [1, 1, 0]).v_measure == 1


def test_the_rand_index_ignores_weights():
    first, second = [0, 0, 1, 1, 1], [0, 1, 1, 1, 0]
    assert compare_partitions(first, second, [9, 1, 1, 1, 1]).ari == adjusted_rand(first, second)


@pytest.mark.parametrize("partition", [[], [0], [0, 0, 0], [0, 1, 2]])
def test_partitions_that_leave_nothing_to_chance(partition):
    found = compare_partitions(partition, partition)
    assert (found.ari, found.nmi, found.v_measure, found.vi) == (1, 1, 1, 0)


def test_wrong_inputs_are_told():
    with pytest.raises(InputError, match="same units"):
        compare_partitions([1, 2], [1, 2, 3])
    for weight in ([1, -1], [1, math.nan], [1, math.inf], [1]):
        with pytest.raises(InputError, match="weights"):
            compare_partitions([1, 2], [1, 2], weight)


@given(labels)
def test_a_partition_agrees_with_itself(partition):
    found = compare_partitions(partition, partition)
    assert (found.ari, found.nmi, found.homogeneity, found.completeness) == (1, 1, 1, 1)
    assert (found.v_measure, found.vi) == (1, 0)


@given(two_partitions)
def test_symmetry_and_bounds(pair):
    there, back = compare_partitions(*pair), compare_partitions(*pair[::-1])
    assert there.ari == back.ari
    assert there.nmi == pytest.approx(back.nmi, abs=1e-12)
    assert there.vi == pytest.approx(back.vi, abs=1e-12)
    assert there.homogeneity == pytest.approx(back.completeness, abs=1e-12)
    # The V-measure is the mutual information normalised by the mean entropy.
    assert there.v_measure == pytest.approx(there.nmi, abs=1e-9)
    assert -1 <= there.ari <= 1
    for share in (there.nmi, there.homogeneity, there.completeness, there.v_measure):
        assert 0 <= share <= 1
    assert 0 <= there.vi <= 2 * math.log(max(len(pair[0]), 1)) + 1e-12


@given(two_partitions, st.permutations(range(6)), st.randoms(use_true_random=False))
def test_names_of_the_classes_and_order_of_the_units_change_nothing(pair, names, shuffler):
    order = list(range(len(pair[0])))
    shuffler.shuffle(order)
    renamed = [f"class {names[pair[0][unit]]}" for unit in order]
    moved = [pair[1][unit] for unit in order]
    found, expected = compare_partitions(renamed, moved), compare_partitions(*pair)
    assert found == expected


@given(labels)
def test_unattached_units_get_a_label_each(partition):
    found = alone_labels(np.array(partition))
    attached = np.array(partition) != 0
    np.testing.assert_array_equal(found[attached], np.array(partition)[attached])
    alone = found[~attached]
    assert len(set(alone)) == len(alone)
    assert not set(alone) & set(found[attached])


def test_modularity_worked_by_hand():
    # Two pairs that exchange 4 inside and 1 between: T = 10.
    flows = build_flows(list("ABCDBC"), list("BADCCB"), [2, 2, 2, 2, 1, 1])
    q = directed_modularity(flows, ["x", "x", "y", "y"])
    assert q == pytest.approx(2 * (4 / 10 - 5 * 5 / 100))
    assert directed_modularity(flows, [1, 1, 1, 1]) == pytest.approx(0)


def test_modularity_without_flows_is_none():
    assert directed_modularity(build_flows([], [], [], codes="AB"), [1, 2]) == 0


@given(labels)
def test_modularity_of_one_class_is_zero_and_of_symmetric_flows_is_that_of_networkx(partition):
    n = len(partition)
    draw = np.random.default_rng(n)
    matrix = draw.integers(0, 5, (n, n))
    matrix = matrix + matrix.T + np.eye(n, dtype=int) * 2
    codes = [f"{unit:02}" for unit in range(n)]
    a, b = np.nonzero(matrix)
    flows = build_flows([codes[i] for i in a], [codes[i] for i in b], matrix[a, b], codes=codes)
    assert directed_modularity(flows, [0] * n) == pytest.approx(0, abs=1e-12)
    graph = networkx.Graph()
    graph.add_weighted_edges_from(
        (i, j, matrix[i, j] / (1 + (i == j))) for i, j in zip(a.tolist(), b.tolist()) if i <= j
    )
    parts = [{u for u in range(n) if partition[u] == label} for label in set(partition)]
    assert directed_modularity(flows, partition) == pytest.approx(
        networkx.community.modularity(graph, parts), abs=1e-12
    )
