"""What enters, leaves and stays, in people and in money."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.balance import territorial_balance
from alliance.core.errors import InputError, SettingsError
from alliance.core.flows import build_flows
from alliance.core.membership import build_membership
from hypothesis import given, settings
from hypothesis import strategies as st

# A sends 6 to B and 3 to C, receives 2 from B; C has 4 at home; D has nothing.
FLOWS = build_flows(
    ["A", "A", "B", "C"], ["B", "C", "A", "C"], [6.0, 3.0, 2.0, 4.0], codes=list("ABCD")
)


def test_units_by_hand():
    table = territorial_balance(FLOWS).set_index("code")
    assert table.columns.tolist() == [
        "name", "in", "out", "net", "net_rate", "internal", "self_out", "self_in"
    ]  # fmt: skip
    assert table["in"].tolist() == [2, 6, 3, 0]
    assert table["out"].tolist() == [9, 2, 0, 0]
    assert table["net"].tolist() == [-7, 4, 3, 0]
    assert table["net_rate"].tolist()[:3] == pytest.approx([-7 / 11, 4 / 8, 1])
    assert table["internal"].tolist() == [0, 0, 4, 0]
    assert table["self_out"].tolist()[:3] == [0, 0, 1]
    assert table["self_in"].tolist()[:3] == pytest.approx([0, 0, 4 / 7])
    assert table.loc["D", ["net_rate", "self_out", "self_in"]].isna().all()


def test_perimeters_by_hand():
    groups = build_membership(["A", "B", "C"], ["p", "p", "q"], names={"p": "Pays", "z": "Vide"})
    table = territorial_balance(FLOWS, groups).set_index("code")
    assert table.index.tolist() == ["p", "q", "z"]
    assert table.loc["p"].tolist()[:6] == ["Pays", 0, 3, -3, -1, 8]
    assert table.loc["q"].tolist()[:6] == ["q", 3, 0, 3, 1, 4]
    assert table.loc["z", ["in", "out", "internal"]].tolist() == [0, 0, 0]


def test_overlapping_perimeters_are_drawn_up_each_on_its_own():
    groups = build_membership(["A", "B", "B", "C"], list("ppqq"))
    table = territorial_balance(FLOWS, groups).set_index("code")
    assert table["internal"].tolist() == [8, 4]
    assert table["out"].tolist() == [3, 2]
    assert table["in"].tolist() == [0, 9]


def test_pensions_go_with_the_people():
    """A pension of 10 in A, 20 in B: 60 to B, 30 to C, 40 to A."""
    table = territorial_balance(FLOWS, value={"A": 10.0, "B": 20.0, "C": 5.0}).set_index("code")
    assert table["received"].tolist() == [40, 60, 30, 0]
    assert table["sent"].tolist() == [90, 40, 0, 0]
    assert table["net_money"].tolist() == [-50, 20, 30, 0]
    assert table["no_value"].tolist() == [0, 0, 0, 0]


def test_wages_come_home():
    """A wage of 20 in B, paid in A: 120; of 5 in C, paid in A: 15; of 10 in A, paid in B: 20."""
    table = territorial_balance(
        FLOWS,
        value=pd.Series({"A": 10.0, "B": 20.0, "C": 5.0}),
        value_at="destination",
        paid_to="origin",
    ).set_index("code")
    assert table["received"].tolist() == [135, 20, 0, 0]
    assert table["sent"].tolist() == [20, 120, 15, 0]


def test_money_inside_a_perimeter_is_not_exchanged():
    groups = build_membership(["A", "B", "C"], ["p", "p", "q"])
    table = territorial_balance(FLOWS, groups, {"A": 10.0, "B": 20.0}).set_index("code")
    assert table["sent"].tolist() == [30, 0]
    assert table["received"].tolist() == [0, 30]


def test_missing_values_are_counted():
    table = territorial_balance(FLOWS, value={"A": 10.0, "B": np.nan}).set_index("code")
    assert table["received"].tolist() == [0, 60, 30, 0]
    assert table["no_value"].tolist() == [2, 2, 0, 0]


def test_undirected_flows_balance():
    flows = build_flows(["A"], ["B"], [4.0], undirected=True)
    table = territorial_balance(flows)
    assert table["in"].tolist() == [2, 2]
    assert table["net"].tolist() == [0, 0]


def test_what_is_refused():
    with pytest.raises(SettingsError, match="“value_at” cannot be “home”"):
        territorial_balance(FLOWS, value={}, value_at="home")
    with pytest.raises(SettingsError, match="“paid_to” cannot be “home”"):
        territorial_balance(FLOWS, value={}, paid_to="home")
    with pytest.raises(InputError, match="hold none of the units"):
        territorial_balance(FLOWS, build_membership(["75056"], ["p"]))


def test_no_flows():
    assert territorial_balance(build_flows([], [], [])).empty


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 9), min_size=36, max_size=36),
    st.lists(st.sampled_from("pqr"), min_size=6, max_size=6),
    st.lists(st.integers(0, 50), min_size=6, max_size=6),
)
def test_what_leaves_arrives(volumes, perimeters, values):
    codes = list("ABCDEF")
    flows = build_flows(np.repeat(codes, 6), np.tile(codes, 6), volumes, codes=codes)
    for groups in (None, build_membership(codes, perimeters)):
        table = territorial_balance(flows, groups, dict(zip(codes, map(float, values))))
        assert table["net"].sum() == 0
        assert table["net_money"].sum() == 0
        assert table["out"].sum() + table["internal"].sum() == flows.total
        assert table["in"].sum() + table["internal"].sum() == flows.total
