"""Regions through QGIS: the published partitions, the tree, units with and without a place."""

from __future__ import annotations

import json

import pytest
from alliance.tests.algorithms.assertions import (
    REAL,
    SYSTEMS,
    TEXT,
    UNITS,
    WHOLE,
    assert_fields,
    assert_geometry,
)

REGIONS = (*SYSTEMS, ("jobs", REAL), ("internal", REAL), ("validity", REAL))
TREE = (
    ("step", WHOLE),
    ("region_a", TEXT),
    ("region_b", TEXT),
    ("value", REAL),
    ("units", WHOLE),
    ("internal", REAL),
)
OUTPUTS = {"UNITS_OUT": "memory:", "SYSTEMS": "memory:", "TREE": "memory:"}


@pytest.fixture(scope="module")
def peers(shared_data):
    text = (shared_data / "oracles" / "peers.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture
def matrix(write_flows):
    """The 4 x 4 case of the Intramax package, as flows of the units A to D."""

    def matrix(values):
        rows = [
            ("ABCD"[i], "ABCD"[j], value)
            for i, row in enumerate(values)
            for j, value in enumerate(row)
            if value
        ]
        return write_flows(rows, name="matrix.csv")

    return matrix


def partition(found):
    """Units by region, the unattached alone."""
    groups = {}
    for row in found.rows("UNITS_OUT"):
        groups.setdefault(row["system"] or row["code"], []).append(row["code"])
    return sorted(sorted(group) for group in groups.values())


@pytest.mark.parametrize(
    ("case", "minimum", "target"),
    [
        ("params_1000_0.6667_10000_0.75", 1000, 10000),
        ("params_3500_0.6667_25000_0.75", 3500, 25000),
    ],
)
def test_labour_market_areas_of_brindisi(run, shared_data, peers, case, minimum, target):
    found = run(
        "regionalise",
        FLOWS=str(shared_data / "oracles" / "lma_brindisi_commuting_2001.csv"),
        ORIGIN_FIELD="community_live",
        DESTINATION_FIELD="community_work",
        VOLUME_FIELD="amount",
        METHOD="ttwa",
        MIN_SIZE=minimum,
        MIN_SELF_CONTAINMENT=0.6667,
        TARGET_SIZE=target,
        TARGET_SELF_CONTAINMENT=0.75,
        **OUTPUTS,
    )
    expected = peers["lma_brindisi"][case]
    assert partition(found) == sorted(
        sorted(str(code) for code in group) for group in expected["partition"]
    )
    assert found["SYSTEM_COUNT"] == expected["n"]
    assert found["MODULARITY"] == pytest.approx(expected["Q"], abs=5e-5)
    validity = {str(int(row["weight"])): row["validity"] for row in found.rows("SYSTEMS")}
    for residents, value in expected.get("validity", {}).items():
        assert validity[residents] == pytest.approx(value, abs=1e-5)
    assert sum(row["weight"] for row in found.rows("SYSTEMS")) == 89192
    assert found.rows("TREE") == []


def test_intramax_of_the_small_case(run, matrix, peers):
    case = peers["intramax_4x4"]
    found = run(
        "regionalise", FLOWS=matrix(case["matrix"]), METHOD="intramax", REGIONS=2, **OUTPUTS
    )
    assert partition(found) == case["two_regions"]
    assert_fields(found.layer("TREE"), TREE)
    tree = found.rows("TREE")
    assert [row["step"] for row in tree] == list(range(1, len(tree) + 1))
    assert [row["value"] for row in tree] == pytest.approx(case["merge_values"][: len(tree)])
    assert [row["units"] for row in tree][:2] == [2, 2]


def test_layers_without_units_are_tables(run, matrix, peers):
    flows = matrix(peers["intramax_4x4"]["matrix"])
    found = run("regionalise", FLOWS=flows, METHOD="intramax", REGIONS=2, **OUTPUTS)
    assert_fields(found.layer("UNITS_OUT"), UNITS)
    assert_fields(found.layer("SYSTEMS"), REGIONS)
    assert not found.layer("UNITS_OUT").isSpatial()
    assert not found.layer("SYSTEMS").isSpatial()
    assert {row["name"] for row in found.rows("UNITS_OUT")} == set("ABCD")
    assert [row["validity"] for row in found.rows("SYSTEMS")] == [None, None]


@pytest.mark.parametrize("geometry", ["Point", "MultiPolygon"])
def test_layers_with_units_have_a_place(run, flows, make_units, geometry):
    units = make_units(geometry=geometry)
    found = run(
        "regionalise",
        FLOWS=flows,
        UNITS=units,
        UNIT_NAME="name",
        METHOD="intramax",
        REGIONS=2,
        **OUTPUTS,
    )
    assert_geometry(found.layer("UNITS_OUT"), geometry, "EPSG:2154")
    assert_geometry(found.layer("SYSTEMS"), "MultiPolygon", "EPSG:2154")
    assert all(not shape.geometry().isEmpty() for shape in found.layer("SYSTEMS").getFeatures())
    names = {row["name"] for row in found.rows("UNITS_OUT")}
    assert "Évian & Thonon" in names
    assert "Aubenas" in {row["name"] for row in found.rows("SYSTEMS")}


def test_more_regions_than_units(run, flows):
    found = run("regionalise", FLOWS=flows, METHOD="intramax", REGIONS=99, **OUTPUTS)
    assert found["SYSTEM_COUNT"] == 5
    assert len(found.rows("TREE")) == 4  # the tree is whole wherever it is cut


def test_units_without_any_flow_are_in_no_region(run, write_flows, units):
    flows = write_flows([("01", "01", 5000), ("02", "01", 800), ("01", "02", 200)])
    found = run("regionalise", FLOWS=flows, UNITS=units, UNIT_NAME="name", MIN_SIZE=100, **OUTPUTS)
    by_code = {row["code"]: row for row in found.rows("UNITS_OUT")}
    assert by_code["01"]["system"] == by_code["02"]["system"] == 1
    assert by_code["05"]["system"] == 0
    assert by_code["05"]["role"] == "isolated"


@pytest.mark.parametrize(
    "settings",
    [
        {"METHOD": "ttwa", "MIN_SIZE": 100, "TARGET_SIZE": 50},
        {"METHOD": "ttwa", "MIN_SELF_CONTAINMENT": 0.9, "TARGET_SELF_CONTAINMENT": 0.5},
        {"METHOD": "ttwa", "MIN_SELF_CONTAINMENT": 66.67},
    ],
)
def test_settings_that_contradict_each_other(refused, flows, settings):
    refused("regionalise", FLOWS=flows, UNITS_OUT="memory:", SYSTEMS="memory:", **settings)


@pytest.mark.parametrize("method", ["ttwa", "intramax"])
def test_no_flows_at_all(run, make_layer, units, method):
    empty = make_layer("origin:string dest:string volume:double", [], name="empty")
    found = run("regionalise", FLOWS=empty, UNITS=units, METHOD=method, **OUTPUTS)
    assert {row["role"] for row in found.rows("UNITS_OUT")} <= {"isolated", "dominant"}
    assert found["MODULARITY"] == 0


def test_the_grand_est(run, grandest):
    found = run("regionalise", **grandest, METHOD="intramax", REGIONS=8, **OUTPUTS)
    assert found["SYSTEM_COUNT"] == 8
    rows = found.rows("UNITS_OUT")
    assert len(rows) == 159
    assert {row["system"] for row in rows} - {0} == set(range(1, 9))
    weights = [row["weight"] for row in found.rows("SYSTEMS")]
    assert weights == sorted(weights, reverse=True)
    assert found["MODULARITY"] > 0.5
    strasbourg = next(row for row in rows if row["name"].startswith("Strasbourg"))
    colmar = next(row for row in rows if row["name"] == "Colmar")
    assert strasbourg["system"] == colmar["system"]
