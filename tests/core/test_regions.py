"""Regions: what other programs found on the same matrices, plain rewritings, properties.

The plain rewritings follow the method to the letter, in exact fractions on a full matrix.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from alliance.core.errors import Cancelled, SettingsError
from alliance.core.flows import build_flows
from alliance.core.options import TtwaSettings
from alliance.core.partitions import directed_modularity
from alliance.core.regions import intramax, self_containment, ttwa, validity
from hypothesis import given
from hypothesis import strategies as st

SETTINGS = {
    "params_1000_0.6667_10000_0.75": TtwaSettings(1000, 0.6667, 10000, 0.75),
    "params_3500_0.6667_25000_0.75": TtwaSettings(3500, 0.6667, 25000, 0.75),
}
SMALL = TtwaSettings(5, 0.5, 20, 0.75)


@pytest.fixture(scope="module")
def brindisi(shared_data):
    table = pd.read_csv(
        shared_data / "oracles" / "lma_brindisi_commuting_2001.csv",
        dtype={"community_live": str, "community_work": str},
    )
    return build_flows(table["community_live"], table["community_work"], table["amount"])


def flows_of(matrix, codes=None):
    matrix = np.asarray(matrix)
    codes = codes or [chr(65 + unit) for unit in range(len(matrix))]
    a, b = np.nonzero(matrix)
    return build_flows([codes[i] for i in a], [codes[j] for j in b], matrix[a, b], codes=codes)


def groups(regions):
    """Return the codes of each region, all sorted."""
    return sorted(
        sorted(regions.codes[regions.region == number]) for number in regions.table["region"]
    )


# --- plain rewritings -----------------------------------------------------------------------------


def plain_validity(matrix, cluster, settings):
    out, into = matrix[cluster].sum(), matrix[:, cluster].sum()
    inside = matrix[np.ix_(cluster, cluster)].sum()
    if inside == out == into:
        return 1
    min_sc, tar_sc = (
        Fraction(settings.min_self_containment),
        Fraction(settings.target_self_containment),
    )
    containment = (
        min(Fraction(int(inside), int(out)), Fraction(int(inside), int(into)))
        if (out and into)
        else Fraction(0)
    )
    lack = max(
        (Fraction(settings.target_size) - int(out))
        / Fraction(settings.target_size - settings.min_size),
        0,
    )
    return min(containment / tar_sc, 1) * (1 - (1 - min_sc / tar_sc) * lack) * tar_sc / min_sc


def plain_cohesion(matrix, unit, cluster):
    value = Fraction(0)
    for i, j in (([unit], cluster), (cluster, [unit])):
        flow = int(matrix[np.ix_(i, j)].sum())
        if flow:
            value += Fraction(flow**2, int(matrix[i].sum()) * int(matrix[:, j].sum()))
    return value


def plain_best(matrix, unit, clusters):
    strength = {key: plain_cohesion(matrix, unit, sorted(c)) for key, c in clusters.items()}
    tied = {key: value for key, value in strength.items() if value > 0}
    return min(tied, key=lambda key: (-tied[key], key)) if tied else None


def plain_ttwa(matrix, settings):
    """Return the clusters of section 9, each a sorted list of units."""
    matrix = np.asarray(matrix)
    flowing = np.flatnonzero(matrix.sum(0) + matrix.sum(1))
    clusters = {unit: {unit} for unit in flowing.tolist()}
    reserve = []
    while clusters:
        value = {key: plain_validity(matrix, sorted(c), settings) for key, c in clusters.items()}
        worst = min(value, key=lambda key: (value[key], key))
        if value[worst] >= 1:
            break
        members = sorted(clusters[worst])
        outside = [u for u in range(len(matrix)) if u not in clusters[worst]]
        away = {u: matrix[outside, u].sum() + matrix[u].sum() - matrix[u, u] for u in members}
        unit = min(members, key=lambda u: (-away[u], u))
        others = {key: c for key, c in clusters.items() if key != worst}
        clusters[worst] = clusters[worst] - {unit}
        if not clusters[worst]:
            del clusters[worst]
        best = plain_best(matrix, unit, others)
        joined = (
            best is not None
            and plain_validity(matrix, sorted(clusters[best] | {unit}), settings) >= value[best]
        )
        if joined:
            clusters[best] = clusters[best] | {unit}
        else:
            reserve.append(unit)
    waiting = sorted(reserve, reverse=True)
    while waiting:
        left = []
        for unit in waiting:
            best = plain_best(matrix, unit, clusters)
            if best is None:
                left.append(unit)
            else:
                clusters[best] = clusters[best] | {unit}
        if left == waiting:
            break
        waiting = left
    return sorted(sorted(c) for c in clusters.values())


def plain_intramax(matrix):
    """Return the merges, (smallest unit of each, value), on a full matrix."""
    matrix = [[Fraction(int(value)) for value in row] for row in np.asarray(matrix)]
    names = list(range(len(matrix)))
    merges = []
    while True:
        out = [sum(row) for row in matrix]
        into = [sum(column) for column in zip(*matrix)]
        ties = {}
        for i in range(len(names)):
            for j in range(i + 1, len(names)):
                value = Fraction(0)
                if matrix[i][j]:
                    value += matrix[i][j] / (out[i] * into[j])
                if matrix[j][i]:
                    value += matrix[j][i] / (out[j] * into[i])
                if value:
                    ties[i, j] = value
        if not ties:
            return merges
        i, j = min(ties, key=lambda pair: (-ties[pair], pair))
        merges.append((names[i], names[j], ties[i, j]))
        matrix[i] = [a + b for a, b in zip(matrix[i], matrix[j])]
        del matrix[j], names[j]
        for row in matrix:
            row[i] += row[j]
            del row[j]


@st.composite
def matrices(draw, largest=7):
    n = draw(st.integers(1, largest))
    values = st.sampled_from([0, 0, 0, 1, 2, 3, 7, 20])
    matrix = np.array(draw(st.lists(values, min_size=n * n, max_size=n * n))).reshape(n, n)
    # Heavier diagonals than chance gives, so that some clusters hold.
    return matrix + np.diag(draw(st.lists(st.sampled_from([0, 5, 30]), min_size=n, max_size=n)))


# --- labour-market areas --------------------------------------------------------------------------


@pytest.mark.parametrize("parameters", SETTINGS)
def test_areas_of_brindisi(brindisi, peers, parameters):
    expected = peers["lma_brindisi"][parameters]
    found = ttwa(brindisi, SETTINGS[parameters])
    assert groups(found) == sorted(sorted(map(str, area)) for area in expected["partition"])
    assert found.count == expected["n"]
    assert found.modularity == pytest.approx(expected["Q"], abs=5e-8)
    assert (found.table["validity"] >= 1).all()
    residents = found.table.set_index("residents")["validity"]
    for size, value in expected.get("validity", {}).items():
        assert residents[float(size)] == pytest.approx(value, abs=5e-7)


def test_least_valid_town_of_brindisi(brindisi, peers):
    expected = peers["lma_brindisi"]["singleton_worst"]
    containment = self_containment(expected["live"], expected["work"], expected["self"])
    assert containment == pytest.approx(expected["msc"], abs=5e-7)
    settings = SETTINGS["params_1000_0.6667_10000_0.75"]
    key = "validity_1000_0.6667_10000_0.75"
    assert validity(containment, expected["live"], settings) == pytest.approx(
        expected[key], abs=5e-8
    )
    # It is one of the towns, and none is less valid alone.
    out, into, inside = brindisi.outflows("all"), brindisi.inflows("all"), brindisi.internal()
    alone = [
        validity(self_containment(*figures), figures[0], settings)
        for figures in zip(out, into, inside)
    ]
    worst = int(np.argmin(alone))
    assert (out[worst], into[worst], inside[worst]) == (
        expected["live"],
        expected["work"],
        expected["self"],
    )


def test_the_table_of_areas(brindisi):
    found = ttwa(brindisi, SETTINGS["params_3500_0.6667_25000_0.75"])
    table = found.table
    assert table["region"].tolist() == [1, 2, 3, 4, 5]
    assert table["residents"].is_monotonic_decreasing
    assert table["units"].sum() == len(found.codes)
    assert table["residents"].sum() == table["jobs"].sum() == brindisi.total == 89192
    first = table.iloc[0]
    assert first["supply"] == first["internal"] / first["residents"]
    assert first["demand"] == first["internal"] / first["jobs"]
    jobs = dict(zip(brindisi.codes, brindisi.inflows("all")))
    for row in table.itertuples():
        members = found.codes[found.region == row.region]
        assert jobs[row.centre] == max(jobs[code] for code in members)


def test_validity_worked_by_hand():
    # Half-way in size, fully contained for the target: (1 - (1 - 2/3) / 2) * 1.5 = 1.25.
    assert validity(0.8, 12.5, SMALL) == pytest.approx(1.25)
    # At the minimum size the target must be met, at the target size the minimum will do.
    assert validity(0.75, 5, SMALL) == pytest.approx(1)
    assert validity(0.5, 20, SMALL) == pytest.approx(1)
    assert validity(0.5, 1000, SMALL) == pytest.approx(1)
    assert validity(1.0, 1, SMALL) == 1
    assert self_containment(0, 4, 0) == self_containment(4, 0, 0) == 0


def test_two_towns_and_a_suburb():
    # The suburb B works in A; C stands alone.
    found = ttwa(flows_of([[40, 2, 1], [12, 3, 0], [1, 0, 40]]), SMALL)
    assert groups(found) == [["A", "B"], ["C"]]
    assert found.table["centre"].tolist() == ["A", "C"]
    assert found.region.tolist() == [1, 1, 2]


def test_a_town_that_spoils_its_best_area_waits_in_the_reserve():
    # B is most tied to A (100/(50*40) against 1600/(50*1040)), but would bring the validity of A
    # from 0.75/0.75*1.5 down to 0.5/0.75*1.5. It joins at the end.
    found = ttwa(flows_of([[30, 0, 0], [10, 0, 40], [0, 0, 1000]]), SMALL)
    assert found.reserve == ("B",)
    assert groups(found) == [["A", "B"], ["C"]]
    assert found.table["validity"].tolist() == pytest.approx([1.5, 1.0])


def test_units_without_jobs_join_and_units_without_flows_do_not():
    # B has no jobs, C only jobs, D nothing, E only itself.
    matrix = [
        [30, 0, 2, 0, 0],
        [5, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 3],
    ]
    found = ttwa(flows_of(matrix), SMALL)
    assert groups(found) == [["A", "B", "C"], ["E"]]
    assert found.region.tolist() == [1, 1, 1, 0, 2]


def test_one_unit_no_flow_no_unit():
    assert ttwa(flows_of([[5]]), SMALL).region.tolist() == [1]
    assert ttwa(flows_of([[0]]), SMALL).region.tolist() == [0]
    empty = ttwa(build_flows([], [], []), SMALL)
    assert (empty.count, empty.modularity, empty.steps) == (0, 0, 0)


@pytest.mark.parametrize("parameters", SETTINGS)
def test_same_as_the_plain_rewriting_on_brindisi(brindisi, parameters):
    n = brindisi.n_units
    matrix = np.zeros((n, n), dtype=int)
    matrix[brindisi.origin, brindisi.destination] = brindisi.volume
    plain = plain_ttwa(matrix, SETTINGS[parameters])
    assert groups(ttwa(brindisi, SETTINGS[parameters])) == [
        [brindisi.codes[unit] for unit in cluster] for cluster in plain
    ]


@given(matrices())
def test_same_areas_as_the_plain_rewriting(matrix):
    found = ttwa(flows_of(matrix), SMALL)
    assert groups(found) == [[chr(65 + u) for u in c] for c in plain_ttwa(matrix, SMALL)]


@given(matrices(), st.randoms(use_true_random=False))
def test_areas_hold_and_rows_may_come_in_any_order(matrix, shuffler):
    flows = flows_of(matrix)
    found = ttwa(flows, SMALL)
    if not found.reserve:
        assert (found.table["validity"] >= 1).all()
    active = (flows.outflows("all") > 0) | (flows.inflows("all") > 0)
    assert not found.region[~active].any()
    alone = np.where(found.region == 0, -1 - np.arange(len(found.region)), found.region)
    assert found.modularity == pytest.approx(directed_modularity(flows, alone), abs=1e-12)
    rows = list(zip(flows.codes[flows.origin], flows.codes[flows.destination], flows.volume))
    shuffler.shuffle(rows)
    a, b, v = zip(*rows) if rows else ((), (), ())
    again = ttwa(build_flows(a, b, v, codes=flows.codes[::-1]), SMALL)
    np.testing.assert_array_equal(again.region, found.region)
    pd.testing.assert_frame_equal(again.table, found.table)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (TtwaSettings(0, 0.5, 20, 0.75), "MIN_SIZE"),
        (TtwaSettings(5, 0, 20, 0.75), "MIN_SELF_CONTAINMENT"),
        (TtwaSettings(5, 0.5, float("nan"), 0.75), "TARGET_SIZE"),
        (TtwaSettings(5, 0.5, 5, 0.75), "the target must be larger"),
        (TtwaSettings(5, 0.8, 20, 0.75), "between the minimum and 1"),
        (TtwaSettings(5, 0.5, 20, 1.2), "between the minimum and 1"),
    ],
)
def test_wrong_settings_are_told(settings, message):
    with pytest.raises(SettingsError, match=message):
        ttwa(flows_of([[1]]), settings)


# --- Intramax -------------------------------------------------------------------------------------


def test_four_regions_of_the_oracle(peers):
    case = peers["intramax_4x4"]
    found = intramax(flows_of(case["matrix"]), 2)
    np.testing.assert_allclose(found.tree["value"], case["merge_values"], atol=5e-10)
    assert groups(found) == case["two_regions"]
    assert list(zip(found.tree["region_a"], found.tree["region_b"])) == [
        ("A", "B"),
        ("C", "D"),
        ("A", "C"),
    ]
    assert found.tree["units"].tolist() == [2, 2, 4]
    np.testing.assert_allclose(found.tree["internal"], [55 / 149, 133 / 149, 1])
    assert found.steps == 2


@pytest.mark.parametrize("n_regions", [1, 3, 4, 9])
def test_the_tree_is_cut_anywhere(peers, n_regions):
    found = intramax(flows_of(peers["intramax_4x4"]["matrix"]), n_regions)
    assert found.count == min(n_regions, 4)
    assert len(found.tree) == 3


def test_regions_that_nothing_ties_stay_apart():
    found = intramax(flows_of([[1, 2, 0, 0], [2, 1, 0, 0], [0, 0, 5, 0], [0, 0, 0, 0]]), 1)
    assert found.region.tolist() == [1, 1, 2, 0]
    assert len(found.warnings) == 1
    assert "2 regions instead of 1" in found.warnings[0]


def test_intramax_wants_a_region():
    with pytest.raises(SettingsError, match="REGIONS"):
        intramax(flows_of([[1]]), 0)


@given(matrices())
def test_same_merges_as_the_plain_rewriting(matrix):
    tree = intramax(flows_of(matrix), 1).tree
    expected = plain_intramax(matrix)
    found = list(zip(tree["region_a"], tree["region_b"]))
    assert found == [(chr(65 + a), chr(65 + b)) for a, b, _ in expected]
    np.testing.assert_allclose(tree["value"], [float(value) for *_, value in expected], rtol=1e-12)


@given(matrices(), st.integers(1, 4))
def test_every_cut_refines_the_next_and_internal_flow_grows(matrix, n_regions):
    fine, coarse = (intramax(flows_of(matrix), n) for n in (n_regions + 1, n_regions))
    for number in fine.table["region"]:
        assert len(set(coarse.region[fine.region == number])) == 1
    assert fine.tree["internal"].is_monotonic_increasing
    assert fine.tree["internal"].le(1 + 1e-12).all()


@given(matrices(), st.sampled_from([0.1, 3, 1e6]))
def test_the_unit_of_the_flows_changes_no_merge(matrix, factor):
    tree, scaled = (intramax(flows_of(m), 1).tree for m in (matrix, matrix * factor))
    pd.testing.assert_frame_equal(
        scaled[["region_a", "region_b", "units"]], tree[["region_a", "region_b", "units"]]
    )
    np.testing.assert_allclose(scaled["value"] * factor, tree["value"], rtol=1e-9)


# --- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "matrix",
    [
        np.ones((6, 6), dtype=int),
        np.ones((6, 6), dtype=int) - np.eye(6, dtype=int),
        np.eye(6, dtype=int),
        np.diag(np.ones(5, dtype=int), 1) + np.diag(np.ones(5, dtype=int), -1),
        np.array([[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]),
        np.kron(np.eye(2, dtype=int), np.ones((3, 3), dtype=int)),
        np.array([[0, 3], [3, 0]]),
    ],
    ids=["all equal", "complete", "alone", "chain", "star", "two parts", "two units"],
)
def test_shapes_full_of_ties(matrix):
    flows = flows_of(matrix)
    assert groups(ttwa(flows, SMALL)) == [
        [chr(65 + u) for u in c] for c in plain_ttwa(matrix, SMALL)
    ]
    tree = intramax(flows, 1).tree
    assert list(zip(tree["region_a"], tree["region_b"])) == [
        (chr(65 + a), chr(65 + b)) for a, b, _ in plain_intramax(matrix)
    ]


def test_both_can_be_stopped():
    def stop(done):
        raise Cancelled

    for run in (
        lambda: ttwa(flows_of([[1]]), SMALL, stop),
        lambda: intramax(flows_of([[1]]), 1, stop),
    ):
        with pytest.raises(Cancelled):
            run()
