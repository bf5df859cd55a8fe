"""`alliance:modelsecondhomes`: the model on layers, and its mark wherever it appears."""

from __future__ import annotations

import math

import pytest
from alliance.algorithms.model_second_homes import modelled_name
from alliance.tests.algorithms.assertions import FLOWS, REJECTS, assert_fields, assert_geometry
from qgis.core import QgsVectorLayer

TABLE = "CODGEO;P22_POP;P22_RSECOCC\n01;50;90\n02;60;0\n03;120;s\n05;10;7\n99;1000;1000\n"


@pytest.fixture
def table(write):
    """Population and second homes of four towns of five, and of a town that is no unit."""
    return write("dwellings.csv", TABLE)


@pytest.fixture
def model(run, units):
    def model(table, **parameters):
        defaults = {"UNITS": units, "MIN_VOLUME": 0, "FLOWS": "memory:", "REJECTS": "memory:"}
        return run("modelsecondhomes", INPUT=table, **{**defaults, **parameters})

    return model


@pytest.fixture
def refuse(refused, units):
    def refuse(table, **parameters):
        given = {"UNITS": units, "FLOWS": "memory:", **parameters}
        return refused("modelsecondhomes", INPUT=table, **given)

    return refuse


def flows(made):
    return {(row["origin"], row["dest"]): row for row in made.rows("FLOWS")}


def test_second_homes_are_shared_by_population_and_distance(model, table):
    made = model(table)
    assert_fields(made.layer("FLOWS"), FLOWS)
    assert_fields(made.layer("REJECTS"), REJECTS)
    assert_geometry(made.layer("FLOWS"), "LineString", "EPSG:2154")
    found = flows(made)
    to_first = {origin: row for (origin, dest), row in found.items() if dest == "01"}
    assert set(to_first) == {"02", "03", "05"}
    pull = {
        code: people / to_first[code]["dist_km"]
        for code, people in (("02", 60), ("03", 120), ("05", 10))
    }
    for code, row in to_first.items():
        assert row["volume"] == pytest.approx(90 * pull[code] / sum(pull.values()))
    assert made["VOLUME_READ"] == 97
    assert made["VOLUME_KEPT"] == pytest.approx(97)
    assert {(row["reason"], row["code"]): row["rows"] for row in made.rows("REJECTS")} == {
        ("missing_volume", "03"): 1,
        ("missing_volume", "04"): 1,
        ("no_second_homes", ""): 1,
    }
    assert "whose code is no unit: 1 (99)" in made.warnings
    assert made["ROWS_READ"] == 5
    assert made["ROWS_KEPT"] == 2


def test_the_unit_layer_may_hold_the_figures(model, make_layer):
    rows = [
        (code, people, homes, f"POINT({x} 6400000)")
        for code, people, homes, x in (("a", 10, 6.0, 900000), ("b", 20, 0.0, 910000))
    ]
    layer = make_layer("code:string people:integer homes:double", rows, "Point")
    made = model(
        layer, UNITS=layer, CODE_FIELD="code", POPULATION_FIELD="people", HOMES_FIELD="homes"
    )
    ((pair, row),) = flows(made).items()
    assert pair == ("b", "a")
    assert row["volume"] == 6


def test_a_longest_distance_and_a_least_volume(model, table):
    near = flows(model(table, CUTOFF_KM=11))
    assert {pair for pair in near if pair[1] == "01"} == {("02", "01"), ("03", "01")}
    large = model(table, MIN_VOLUME=30)
    assert all(row["volume"] >= 30 for row in large.rows("FLOWS"))
    lost = {row["reason"]: row["volume"] for row in large.rows("REJECTS")}
    assert large["VOLUME_KEPT"] + lost["below_minimum"] == pytest.approx(97)


# --- the mark -----------------------------------------------------------------------------------


def test_modelled_flows_say_so_everywhere(model, table, tmp_path, run, units):
    path, report = str(tmp_path / "homes.gpkg"), tmp_path / "homes.html"
    made = model(table, FLOWS=path, REPORT=str(report))
    assert {row["link_type"] for row in made.rows("FLOWS")} == {"second homes (modelled)"}
    layer = QgsVectorLayer(path, "homes", "ogr")
    assert layer.metadata().title() == "Second homes (modelled)"
    assert "alliance:modelsecondhomes" in layer.metadata().abstract()
    page = report.read_text(encoding="utf-8")
    assert "Modelled flows, not counted ones" in page
    assert "Second homes (modelled)" in page
    assert "modelled, not counted" in made.warnings
    links = run("computelinks", FLOWS=path, UNITS=units, LINKS="memory:", RULE="all")
    assert {row["link_type"] for row in links.rows("LINKS")} == {"second homes (modelled)"}


def test_the_layer_is_offered_under_a_name_that_says_so(alliance_provider):
    algorithm = alliance_provider.algorithm("modelsecondhomes").create()
    assert algorithm.parameterDefinition("FLOWS").description() == "Flows (modelled)"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("leisure", "leisure (modelled)"),
        ("", "second homes (modelled)"),
        ("modelled leisure", "modelled leisure"),
    ],
)
def test_a_name_of_ones_own_is_marked_too(given, expected):
    assert modelled_name(given) == expected


# --- what is refused ----------------------------------------------------------------------------


def test_a_missing_column_is_named(refuse, write):
    sentence = refuse(write("t.csv", "CODGEO;POP\n01;1\n"))
    assert "P22_POP" in sentence


def test_a_table_of_other_codes_is_refused(refuse, write):
    sentence = refuse(write("t.csv", "CODGEO;P22_POP;P22_RSECOCC\n88;1;1\n"))
    assert "t.csv" in sentence


def test_two_rows_for_a_unit_are_refused(refuse, write):
    sentence = refuse(write("t.csv", "CODGEO;P22_POP;P22_RSECOCC\n01;1;1\n01;1;1\n"))
    assert "several rows" in sentence


def test_an_exponent_of_zero_is_refused(refuse, table):
    assert "EXPONENT" in refuse(table, EXPONENT=0)


def test_brittany_with_made_up_second_homes(run, shared_data, write):
    """Real communes and populations; a tenth of the population as homes, to try it at size."""
    communes = shared_data / "bretagne" / "communes.gpkg"
    layer = QgsVectorLayer(str(communes), "communes", "ogr")
    rows = [(f["code"], f["population"], f["population"] // 10) for f in layer.getFeatures()]
    text = "CODGEO;P22_POP;P22_RSECOCC\n" + "".join(f"{a};{b};{c}\n" for a, b, c in rows)
    made = run(
        "modelsecondhomes",
        INPUT=write("brittany.csv", text),
        UNITS=str(communes),
        MIN_VOLUME=5,
        CUTOFF_KM=100,
        WITH_GEOMETRY=False,
        FLOWS="memory:",
        REJECTS="memory:",
    )
    lost = math.fsum(row["volume"] for row in made.rows("REJECTS"))
    assert made["ROWS_READ"] == len(rows) == 1206
    assert made["VOLUME_READ"] == sum(row[2] for row in rows)
    assert made["VOLUME_KEPT"] + lost == pytest.approx(made["VOLUME_READ"], rel=1e-9)
    assert all(row["volume"] >= 5 and row["dist_km"] <= 100.5 for row in made.rows("FLOWS"))
