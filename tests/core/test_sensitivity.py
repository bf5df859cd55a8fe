"""Thresholds moved, kinds left out, and each kind beside the sum."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest
from alliance.core.cumulation import cumulate
from alliance.core.errors import Cancelled
from alliance.core.flows import build_flows
from alliance.core.options import CumulationSettings, LinkSettings, LinkType, SystemSettings
from alliance.core.selection import compute_links
from alliance.core.sensitivity import (
    leave_one_out,
    leave_one_out_of,
    sensitivity,
    variable_geometry,
)
from alliance.core.systems import detect_systems
from alliance.tests.kinds import kinds_of

UNITS = pd.DataFrame({"code": list("ABCDEF"), "weight": [60.0, 50, 40, 30, 20, 10]})
COMPONENTS = SystemSettings(method="components", threshold=2)


def detector(cumulated, settings, units=UNITS):
    return detect_systems(cumulated, units, settings)


@pytest.fixture(scope="module")
def toy(toy_cumulated):
    """The toy of the method without P: AB3 DE3 BC2 EF2 AC1 BE1 DF1."""
    return toy_cumulated(["P"])


def test_thresholds_of_the_toy(toy):
    result = sensitivity(toy, detector, COMPONENTS, [3, 1, 2, 1])
    runs = result.runs
    assert runs["run"].tolist() == ["threshold", "reference", "threshold"]
    assert runs["threshold"].tolist() == [1, 2, 3]
    assert runs["systems"].tolist() == [1, 2, 2]
    assert runs["covered"].tolist() == [6, 6, 4]
    assert runs["largest"].tolist() == [6, 3, 2]
    # ABC, DEF against all together; then against AB, DE, C, F: 2 pairs in common of 6 and 2, 15.
    assert runs["ari"].tolist() == pytest.approx([0, 1, (2 - 12 / 15) / (4 - 12 / 15)])
    assert runs["vol_share"].isna().all()


def test_stability_of_the_toy(toy):
    units = sensitivity(toy, detector, COMPONENTS, [1, 3]).units.set_index("code")
    assert units["centre"].tolist() == ["A", "A", "A", "D", "D", "D"]
    assert units["stability"].tolist() == [1, 1, 0.5, 1, 1, 0.5]
    assert units["stab_thr"].tolist() == [1, 1, 0.5, 1, 1, 0.5]
    assert units["stab_type"].isna().all()


def test_a_unit_without_system_has_no_stability(toy):
    settings = SystemSettings(method="components", threshold=3)
    units = sensitivity(toy, detector, settings, [1]).units.set_index("code")
    assert units["centre"].tolist() == ["A", "A", None, "D", "D", None]
    assert units["stability"].isna().tolist() == [False, False, True, False, False, True]


def test_each_kind_left_out(toy, toy_cumulated):
    kinds = kinds_of(toy)
    assert [kind.name for kind, _ in kinds] == ["k1", "k2", "k3"]
    left = leave_one_out(kinds, CumulationSettings())
    result = sensitivity(toy, detector, COMPONENTS, [], left)
    runs = result.runs.set_index("left_out")
    assert runs["run"].tolist() == ["reference", "left_out", "left_out", "left_out"]
    assert runs["threshold"].eq(2).all()
    for gone, frame in left.items():
        kept = [slug for slug in ("k1", "k2", "k3") if slug != gone]
        score = toy[[f"s_{slug}" for slug in kept]].sum(axis=1)
        pd.testing.assert_series_equal(
            frame["score"], score[score > 0].reset_index(drop=True).astype(float), check_names=False
        )
        found = detector(frame, COMPONENTS)
        assert runs.loc[gone, "systems"] == len(found.systems)
        assert runs.loc[gone, "int_share"] == found.internal_share


@pytest.mark.parametrize("normalisation", ["max", "rank", "share"])
@pytest.mark.parametrize("capped", [False, True])
def test_taking_links_apart_and_together_again(toy, normalisation, capped):
    settings = CumulationSettings(normalisation, capped)
    types = {
        "k1": LinkType("k1", 2.0, "mobility"),
        "k2": LinkType("k2", 1.0, "mobility"),
        "k3": LinkType("k3", 0.5, "knowledge"),
    }
    first = cumulate(kinds_of(toy, types), settings)
    again = cumulate(kinds_of(first, types), settings)
    pd.testing.assert_frame_equal(again, first)


def test_one_kind_leaves_nothing(toy):
    assert leave_one_out(kinds_of(toy)[:1], CumulationSettings()) == {}


def test_share_of_the_volume(toy):
    """Of AB6, BC3, CD1 and DD5, 9 of 10 stay in ABC, DEF; a second kind has all of its 4 inside."""
    flows = build_flows(list("ABCD"), list("BCDD"), [6.0, 3.0, 1.0, 5.0])
    other = build_flows(["D"], ["F"], [4.0])
    runs = sensitivity(toy, detector, COMPONENTS, [], flows=[flows]).runs
    assert runs["vol_share"].tolist() == pytest.approx([0.9])
    runs = sensitivity(toy, detector, COMPONENTS, [], flows=[flows, other]).runs
    assert runs["vol_share"].tolist() == pytest.approx([0.95])


def test_no_links():
    empty = pd.DataFrame(columns=["unit_a", "unit_b", "score", "intensity"]).astype(
        {"score": float, "intensity": float}
    )
    result = sensitivity(empty, detector, COMPONENTS, [1])
    assert result.runs["systems"].tolist() == [0, 0]
    assert result.runs["largest"].tolist() == [0, 0]
    assert result.runs["ari"].tolist() == [1, 1]
    assert result.units["stability"].isna().all()


def test_progress_runs_to_the_end_and_can_stop(toy):
    seen = []
    sensitivity(toy, detector, COMPONENTS, [1, 3], progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 1)

    def stop(done):
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        sensitivity(toy, detector, COMPONENTS, [1, 3], progress=stop)


def test_components_fall_and_never_gain_units(nav_flows):
    links = compute_links(nav_flows, LinkSettings(intensity="volume", rule="all")).frame
    cumulated = cumulate([(LinkType("commuting"), links)], CumulationSettings())
    units = pd.DataFrame({"code": nav_flows.codes})
    settings = SystemSettings(method="components", score="intensity", threshold=1)
    runs = sensitivity(
        cumulated,
        partial(detector, units=units),
        settings,
        [0, 1, 2, 5, 10, 20, 50],
        flows=[nav_flows],
    ).runs
    assert runs["threshold"].is_monotonic_increasing
    for column in ("covered", "largest", "int_share", "vol_share"):
        assert runs[column].is_monotonic_decreasing
    assert runs.loc[runs["run"] == "reference", "ari"].tolist() == [1]
    assert runs["ari"].between(-1, 1).all()


# --- variable geometry ----------------------------------------------------------------------------


def test_systems_of_each_kind_beside_the_sum(toy):
    single = SystemSettings(method="components", threshold=1)
    by_type = {
        kind.name: detector(cumulate([(kind, frame)], CumulationSettings()), single)
        for kind, frame in kinds_of(toy)
    }
    geometry = variable_geometry(by_type, detector(toy, COMPONENTS))
    pairs = geometry.pairs.set_index(["type_a", "type_b"])
    assert list(pairs.index) == [
        ("k1", "k2"), ("k1", "k3"), ("k2", "k3"), ("k1", ""), ("k2", ""), ("k3", "")
    ]  # fmt: skip
    # k1: ABC, DEF as the sum; k2: AB, AC, BA?, DE, DF; k3: AB BC DE EF BE, all together.
    assert pairs.loc[("k1", ""), "ari"] == 1
    assert pairs.loc[("k1", ""), "v_measure"] == 1
    assert pairs.loc[("k3", ""), "ari"] == 0
    units = geometry.units.set_index("code")
    for code in "ABCDEF":
        kept = [
            name
            for name, result in by_type.items()
            if _together(result, code, units.loc[code, "centre"])
        ]
        assert units.loc[code, "n_kinds"] == len(kept)
        assert units.loc[code, "kinds"] == ",".join(kept)


def _together(result, code, centre):
    system = result.units.set_index("code")["system"]
    return system[code] > 0 and system[code] == system[centre]


def test_a_kind_with_itself(toy):
    found = detector(toy, COMPONENTS)
    geometry = variable_geometry({"sum": found}, found)
    assert geometry.pairs.to_numpy().tolist() == [["sum", "", 1, 1]]
    assert geometry.units["n_kinds"].tolist() == [1] * 6
    nothing = variable_geometry({}, found)
    assert nothing.pairs.empty
    assert np.all(nothing.units["n_kinds"] == 0)


def test_units_that_a_kind_does_not_know_have_no_system(toy):
    found = detector(toy, COMPONENTS)
    links = toy[toy["unit_b"] < "D"]
    few = detect_systems(links, UNITS[UNITS["code"] < "D"], COMPONENTS)
    units = variable_geometry({"few": few}, found).units
    assert units["n_kinds"].tolist() == [1, 1, 1, 0, 0, 0]


# --- real data ------------------------------------------------------------------------------------


def test_two_kinds_in_the_grand_est(shared_data):
    """Commuting and study without Paris, both kinds wanted: what each kind adds."""
    metrics = pytest.importorskip("sklearn.metrics")
    kinds = []
    for name, file in [("commuting", "commuting_2011.csv"), ("study", "students_2012.csv")]:
        table = pd.read_csv(shared_data / "grandest" / file, dtype={"i": str, "j": str})
        flows = build_flows(table["i"], table["j"], table["fij"]).without(["001"])
        rule = LinkSettings(rule="first", rule_value=2, min_volume=20)
        kinds.append((LinkType(name), compute_links(flows, rule).frame))
    weights = pd.DataFrame({"code": flows.codes, "weight": flows.inflows("all")})
    detect = partial(detector, units=weights)
    settings = SystemSettings(threshold=2)
    both = cumulate(kinds, CumulationSettings())
    reference = detect(both, settings)
    result = sensitivity(both, detect, settings, [1, 2], leave_one_out(kinds, CumulationSettings()))
    runs = result.runs
    assert runs["run"].tolist() == ["threshold", "reference", "left_out", "left_out"]
    # No link has a score of 2 with one kind only.
    assert runs["systems"].tolist()[2:] == [0, 0]
    assert runs["covered"][0] > runs["covered"][1]
    assert result.units["stab_type"].dropna().eq(0).all()
    single = {
        kind.name: detect(cumulate([(kind, frame)], CumulationSettings()), SystemSettings())
        for kind, frame in kinds
    }
    geometry = variable_geometry(single, reference)
    labels = [
        np.where(system > 0, system, -1 - np.arange(len(system)))
        for system in (found.units["system"].to_numpy() for found in [*single.values(), reference])
    ]
    pairs = [(labels[0], labels[1]), (labels[0], labels[2]), (labels[1], labels[2])]
    assert geometry.pairs["ari"].tolist() == pytest.approx(
        [metrics.adjusted_rand_score(a, b) for a, b in pairs]
    )
    assert geometry.pairs["v_measure"].tolist() == pytest.approx(
        [metrics.v_measure_score(a, b) for a, b in pairs]
    )
    assert geometry.units["n_kinds"].between(0, 2).all()


def test_leaving_out_from_the_columns_is_cumulating_without_the_kind(toy_cumulated):
    """Read back from the columns, or cumulated again from the kinds: two roads, one result."""
    for weights in ({}, {"k1": 3.0, "k2": 0.5, "k3": 2.0}):
        types = {name: LinkType(name, weight) for name, weight in weights.items()}
        cumulated = cumulate(kinds_of(toy_cumulated("P"), types), CumulationSettings())
        from_columns = leave_one_out_of(cumulated)
        from_kinds = leave_one_out(kinds_of(cumulated, types), CumulationSettings())
        assert list(from_columns) == list(from_kinds) == ["k1", "k2", "k3"]
        for name, frame in from_columns.items():
            pd.testing.assert_frame_equal(frame, from_kinds[name])


def test_capped_scores_do_not_tell_the_weights(toy_cumulated):
    types = {name: LinkType(name, 1.0, "mobility") for name in ("k1", "k2", "k3")}
    capped = CumulationSettings(cap_dimensions=True)
    assert leave_one_out_of(cumulate(kinds_of(toy_cumulated("P"), types), capped)) == {}
