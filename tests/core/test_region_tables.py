"""Regions told in the tables of systems."""

from __future__ import annotations

import pytest
from alliance.core.region_tables import describe_regions
from alliance.core.regions import intramax


@pytest.fixture
def told(make_flows):
    flows = make_flows("AA100 BB50 CC80 DD40 AB30 BA25 AC2 CA2 AD1 CB4 BD1 CD40 DC38 DA1 BC3 DB2")
    return flows, describe_regions(flows, intramax(flows, 2), {"A": "L'Aigle", "C": "Cholet"})


def test_a_region_is_named_after_its_centre(told):
    _, found = told
    assert found.systems["name"].tolist() == ["L'Aigle", "Cholet"]
    assert found.systems["centre"].tolist() == ["A", "C"]


def test_weights_are_residents(told):
    flows, found = told
    weight = found.units.set_index("code")["weight"]
    assert weight["A"] == 100 + 30 + 2 + 1
    assert found.systems["weight"].sum() == flows.total


def test_members_follow_their_centre(told):
    _, found = told
    units = found.units.set_index("code")
    assert units.loc["A", "parent"] is None
    assert units.loc["B", "parent"] == "A"
    assert units["role"].to_dict() == {
        "A": "dominant",
        "B": "dominated",
        "C": "dominant",
        "D": "dominated",
    }
    assert units.loc["B", "name"] == "B"


def test_strength_is_what_a_unit_exchanges_with_others(told):
    _, found = told
    units = found.units.set_index("code")
    # A exchanges 30 + 25 with B, 2 + 2 with C, 1 + 1 with D.
    assert units.loc["A", "strength"] == 61
    assert units.loc["A", "int_share"] == pytest.approx(55 / 61)
    assert units.loc["A", "degree"] == 3


def test_figures_of_a_region(told):
    _, found = told
    first = found.systems.iloc[0]
    assert first["links"] == 1
    assert first["density"] == 1
    assert first["recipro"] == pytest.approx(2 * 25 / 55)
    # F = 100 + 50 + 30 + 25; R = 133 + 79; W = 128 + 86, the larger of the two.
    assert first["internal"] == 205
    assert first["self_cont"] == pytest.approx(205 / 214)
