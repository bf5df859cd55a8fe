"""Who belongs where: shares, overlaps, and flows that stay in a perimeter."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.core.errors import InputError
from alliance.core.flows import build_flows
from alliance.core.membership import (
    build_membership,
    check_match,
    containment,
    incidence,
    on_codes,
    ratio,
    whole_units,
)
from hypothesis import given, settings
from hypothesis import strategies as st

CODES = np.array(list("ABCDE"), dtype=object)


def test_rows_are_sorted_and_summed():
    members = build_membership(
        ["B", "A", "A", "A"], ["p", "q", "p", "q"], [1.0, 0.25, 0.5, 0.25], names={"p": "Pays"}
    )
    assert members.rows.to_numpy().tolist() == [["A", "p", 0.5], ["A", "q", 0.5], ["B", "p", 1.0]]
    assert members.perimeters.to_numpy().tolist() == [["p", "Pays"], ["q", "q"]]
    assert members.split_units == 1
    assert not members.overlapping


def test_a_unit_without_perimeter_is_outside():
    members = build_membership(["A", "B", "C"], ["p", "", None])
    assert members.rows["unit"].tolist() == ["A"]
    placed = incidence(members, CODES[:3])
    assert placed.perimeter.tolist() == [0, 1, 1]
    assert placed.share.tolist() == [1.0, 1.0, 1.0]


def test_a_unit_given_twice_to_one_perimeter_counts_once():
    members = build_membership(["A", "A"], ["p", "p"])
    assert members.rows["share"].tolist() == [1.0]
    assert not members.overlapping


def test_two_whole_perimeters_overlap():
    assert build_membership(["A", "A"], ["p", "q"]).overlapping


def test_rounded_areas_do_not_overlap():
    members = build_membership(["A", "A"], ["p", "q"], [0.6, 0.4004])
    assert not members.overlapping
    assert members.rows["share"].sum() == pytest.approx(1.0, abs=1e-15)


def test_perimeters_without_units_are_known():
    members = build_membership(["A"], ["p"], names={"p": "P", "z": ""})
    assert members.perimeters["perim"].tolist() == ["p", "z"]
    assert members.perimeters["perim_name"].tolist() == ["P", "z"]


def test_no_rows_at_all():
    members = build_membership([], [])
    placed = incidence(members, CODES)
    assert placed.perimeter.tolist() == [0] * 5
    assert placed.sums(np.ones(5)).tolist() == [5.0]
    assert not members.overlapping


@pytest.mark.parametrize("share", [-0.1, 1.2, float("nan")])
def test_impossible_shares_are_refused(share):
    with pytest.raises(InputError, match="missing, below 0 or above 1: 1"):
        build_membership(["A", "B"], ["p", "p"], [0.5, share])


def test_codes_that_do_not_match_are_told():
    with pytest.raises(InputError, match="“01001” there, “A” here"):
        check_match(build_membership(["01001"], ["p"]), CODES)


def test_shares_of_an_area():
    """A lies half in p, a quarter in q; B in q; C nowhere."""
    placed = incidence(
        build_membership(["A", "A", "B"], ["p", "q", "q"], [0.5, 0.25, 1]), CODES[:3]
    )
    assert placed.sums(np.array([8.0, 10.0, 1.0])).tolist() == [4.0, 12.0, 3.0]
    unit, perimeter = np.array([0, 0, 0, 1, 2]), np.array([0, 1, 2, 0, 2])
    assert placed.share_in(unit, perimeter).tolist() == [0.5, 0.25, 0.25, 0.0, 1.0]


def test_containment_by_hand():
    """p = {A, B}, q = {C}; D is outside."""
    flows = build_flows(
        ["A", "A", "A", "C", "D", "B"],
        ["A", "B", "C", "B", "A", "D"],
        [10.0, 4.0, 3.0, 2.0, 7.0, 1.0],
    )
    kept = containment(
        flows, incidence(build_membership(["A", "B", "C"], ["p", "p", "q"]), flows.codes)
    )
    assert kept.internal.tolist() == [14.0, 0.0, 0.0]
    assert kept.leaving.tolist() == [4.0, 2.0, 7.0]
    assert kept.entering.tolist() == [9.0, 3.0, 1.0]
    assert kept.self_out.tolist() == [14 / 18, 0.0, 0.0]
    assert kept.self_in.tolist() == [14 / 23, 0.0, 0.0]


def test_a_split_unit_takes_its_flows_along():
    """A is half in p, half in q; its own flow never crosses, its flow to B half does."""
    flows = build_flows(["A", "A"], ["A", "B"], [10.0, 4.0])
    members = incidence(
        build_membership(["A", "A", "B"], ["p", "q", "q"], [0.5, 0.5, 1]), flows.codes
    )
    kept = containment(flows, members)
    assert kept.internal.tolist() == [5.0, 7.0, 0.0]
    assert kept.leaving.tolist() == [2.0, 0.0, 0.0]
    assert kept.entering.tolist() == [0.0, 2.0, 0.0]


def test_flows_move_to_other_codes():
    flows = build_flows(["A", "C"], ["C", "A"], [1.0, 2.0])
    moved = on_codes(flows, CODES)
    assert moved.frame().equals(flows.frame())
    assert moved.n_units == 5


def test_a_ratio_without_divisor_is_missing():
    assert ratio([1.0, 0.0, 2.0], [2.0, 0.0, np.nan]).tolist()[0] == 0.5
    assert np.isnan(ratio([1.0, 0.0, 2.0], [2.0, 0.0, np.nan])[1:]).all()


PERIMETERS = st.lists(
    st.lists(st.sampled_from("pqr"), max_size=2, unique=True), min_size=5, max_size=5
)
VOLUMES = st.lists(st.integers(0, 9), min_size=25, max_size=25)


@settings(max_examples=40)
@given(PERIMETERS, VOLUMES, st.randoms(use_true_random=False))
def test_volumes_conserve(perimeters, volumes, shuffler):
    """Inside + leaving = what starts there, and the same on the way in; order is nothing."""
    rows = [(unit, one) for unit, held in zip(CODES, perimeters) for one in held]
    flows = build_flows(np.repeat(CODES, 5), np.tile(CODES, 5), volumes, codes=CODES)
    members = build_membership([row[0] for row in rows], [row[1] for row in rows])
    placed = incidence(members, CODES)
    kept = containment(flows, placed)
    assert np.allclose(kept.internal + kept.leaving, placed.sums(flows.outflows("all")))
    assert np.allclose(kept.internal + kept.entering, placed.sums(flows.inflows("all")))
    matrix = np.reshape(volumes, (5, 5))
    for number, code in enumerate(members.perimeters["perim"]):
        inside = np.array([code in held for held in perimeters])
        assert kept.internal[number] == matrix[np.ix_(inside, inside)].sum()
        assert kept.leaving[number] == matrix[np.ix_(inside, ~inside)].sum()
    shuffler.shuffle(rows)
    again = build_membership([row[0] for row in rows], [row[1] for row in rows])
    assert again.rows.equals(members.rows)


def test_every_unit_alone():
    assert whole_units(CODES).rows["perimeter"].tolist() == list("ABCDE")
