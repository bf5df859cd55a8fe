"""Balances through QGIS: units and perimeters, persons and money."""

from __future__ import annotations

import pytest
from alliance.tests.algorithms.assertions import REAL, TEXT, assert_fields, assert_geometry

BALANCE = (
    ("code", TEXT),
    ("name", TEXT),
    ("in", REAL),
    ("out", REAL),
    ("net", REAL),
    ("net_rate", REAL),
    ("internal", REAL),
    ("self_out", REAL),
    ("self_in", REAL),
    ("received", REAL),
    ("sent", REAL),
    ("net_money", REAL),
    ("no_value", REAL),
)
ROWS = [("01", "01", 500), ("01", "02", 30), ("02", "01", 60), ("03", "01", 25), ("04", "03", 15)]
WEST = "POLYGON((895000 6395000,905000 6395000,905000 6415000,895000 6415000,895000 6395000))"


@pytest.fixture
def balance(run, units, write_flows):
    def balance(**options):
        given = {"FLOWS": write_flows(ROWS), "UNITS": units, "UNIT_NAME": "name"}
        given["OUTPUT"] = "memory:"
        return run("territorialbalance", **{**given, **options})

    return balance


def by_code(found):
    return {row["code"]: row for row in found.rows("OUTPUT")}


# --- units ----------------------------------------------------------------------------------------


def test_units_by_hand(balance):
    found = balance()
    layer = found.layer("OUTPUT")
    assert_fields(layer, BALANCE)
    assert_geometry(layer, "Point", "EPSG:2154")
    rows = by_code(found)
    assert rows["01"]["name"] == "Aubenas"
    first = [rows["01"][key] for key in ("in", "out", "net", "internal")]
    assert first == [85, 30, 55, 500]
    assert rows["01"]["net_rate"] == pytest.approx(55 / 115)
    assert rows["01"]["self_out"] == pytest.approx(500 / 530)
    assert rows["01"]["self_in"] == pytest.approx(500 / 585)
    assert rows["01"]["received"] is None
    assert sum(row["net"] for row in rows.values()) == 0


def test_a_unit_without_flows_has_no_rates(balance):
    row = by_code(balance())["05"]
    assert (row["in"], row["out"], row["internal"]) == (0, 0, 0)
    assert row["net_rate"] is None
    assert row["self_out"] is None


def test_wages_are_brought_home(balance):
    """Read at the place of work, paid to the place of residence; jobs of the towns as wages."""
    found = balance(VALUE_FIELD="jobs", VALUE_AT="destination", PAID_TO="origin")
    rows = by_code(found)
    # 30 work in 02 (20 each); 60 and 25 come to work in 01 (50 each).
    assert (rows["01"]["received"], rows["01"]["sent"]) == (600, 85 * 50)
    assert rows["01"]["net_money"] == 600 - 85 * 50
    assert sum(row["net_money"] for row in rows.values()) == pytest.approx(0)


def test_pensions_move_with_people(balance):
    rows = by_code(balance(VALUE_FIELD="jobs", VALUE_AT="origin", PAID_TO="destination"))
    assert rows["01"]["received"] == 60 * 20 + 25 * 10
    assert rows["01"]["sent"] == 30 * 50


def test_a_missing_value_is_counted(balance, make_units):
    towns = {
        "01": ("Aubenas", 900000, 6400000, 50),
        "02": ("Bourg", 910000, 6400000, None),
        "03": ("Cluny", 900000, 6410000, 10),
        "04": ("Dol", 910000, 6410000, 40),
    }
    rows = by_code(balance(UNITS=make_units(towns), VALUE_FIELD="jobs", VALUE_AT="origin"))
    assert rows["01"]["no_value"] == 60
    assert rows["01"]["received"] == 25 * 10


def test_a_value_that_is_no_number(refused, make_layer, write_flows):
    rows = [("01", "A", "much", "POINT(0 0)"), ("02", "B", "12", "POINT(1 1)")]
    units = make_layer("code:string name:string wage:string", rows, "Point", name="towns")
    sentence = refused(
        "territorialbalance",
        FLOWS=write_flows(ROWS),
        UNITS=units,
        VALUE_FIELD="wage",
        OUTPUT="memory:",
    )
    assert "The weight of unit 01 in “towns” is “much”, which is not a number" in sentence


# --- perimeters -----------------------------------------------------------------------------------


def test_perimeters_by_polygons(balance, make_layer):
    perimeters = make_layer(
        "code:string name:string", [("w", "West", WEST)], "Polygon", name="perimeters"
    )
    found = balance(PERIMETERS=perimeters, PERIMETER_CODE="code", PERIMETER_NAME="name")
    (row,) = found.rows("OUTPUT")
    assert (row["code"], row["name"]) == ("w", "West")
    # 01 and 03 inside: 25 goes between them; 60 and 15 enter, 30 leaves.
    assert (row["in"], row["out"], row["internal"]) == (75, 30, 525)
    assert not found.layer("OUTPUT").isSpatial()


def test_perimeters_by_table_that_overlap(balance, write):
    table = write("scot.csv", "town,scot\n01,x\n02,x\n01,y\n03,y\n")
    rows = by_code(balance(MEMBERSHIP=table, MEMBERSHIP_UNIT="town", MEMBERSHIP_CODE="scot"))
    assert (rows["x"]["in"], rows["x"]["out"], rows["x"]["internal"]) == (25, 0, 590)
    assert (rows["y"]["in"], rows["y"]["out"], rows["y"]["internal"]) == (75, 30, 525)


def test_perimeters_that_hold_no_unit(refused, units, write_flows, write):
    sentence = refused(
        "territorialbalance",
        FLOWS=write_flows(ROWS),
        UNITS=units,
        MEMBERSHIP=write("scot.csv", "town,scot\nZZ,x\n"),
        MEMBERSHIP_UNIT="town",
        MEMBERSHIP_CODE="scot",
        OUTPUT="memory:",
    )
    assert "hold none of the units" in sentence


def test_flows_of_units_that_nobody_knows_are_told(balance, write_flows):
    found = balance(FLOWS=write_flows([*ROWS, ("99", "01", 7)], name="more.csv"))
    assert by_code(found)["01"]["in"] == 85
    assert "unknown origin" in found.warnings


def test_hostile_names(balance, make_units, tmp_path):
    name = "=cmd|' /C calc'!A0 <b>[% 1 %]</b>"
    towns = {"01": (name, 900000, 6400000, 50), "02": (None, 910000, 6400000, 20)}
    path = tmp_path / "balance.csv"
    found = balance(UNITS=make_units(towns), OUTPUT=str(path))
    rows = by_code(found)
    assert rows["01"]["name"] == "'" + name
    assert rows["02"]["name"] == "02"


# --- the Grand Est --------------------------------------------------------------------------------


def test_the_grand_est(run, grandest, shared_data):
    """Totals of the published matrix: 2 306 577 in all, 1 993 285 inside the areas (rounded)."""
    found = run("territorialbalance", **grandest, OUTPUT="memory:")
    rows = found.rows("OUTPUT")
    assert len(rows) == 159
    assert sum(row["internal"] for row in rows) == pytest.approx(1993285, rel=1e-4)
    assert sum(row["in"] for row in rows) == pytest.approx(313292, rel=1e-3)
    assert sum(row["net"] for row in rows) == pytest.approx(0, abs=1e-6)
    departments = run(
        "territorialbalance",
        **grandest,
        PERIMETERS=str(shared_data / "national" / "perimeters_2025.gpkg")
        + "|layername=departements_metro_geo",
        PERIMETER_CODE="DEP",
        OUTPUT="memory:",
    )
    kept = {row["code"]: row for row in departments.rows("OUTPUT")}
    assert kept["67"]["self_out"] > 0.9
    assert kept["29"]["internal"] == 0
