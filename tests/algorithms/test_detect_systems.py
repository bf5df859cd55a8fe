"""`alliance:detectsystems`: from links to systems, on the toy, on towns and on the Grand Est."""

from __future__ import annotations

import itertools
import math

import pytest
from alliance.core.options import SCALES, SHAPES, SYSTEM_METHODS
from alliance.tests.algorithms.assertions import (
    CUMULATED,
    SCALED,
    SYSTEMS,
    UNITS,
    assert_fields,
    assert_geometry,
    kinds_fields,
)

FIELDS = (
    "unit_a:string unit_b:string score:double intensity:double dist_km:double s_k:int r_k:double"
)
OUTPUTS = {"UNITS_OUT": "memory:", "SYSTEMS": "memory:", "LINKS_OUT": "memory:"}
# The toy of the method, Paris (P) left out: score by pair.
TOY = {"AB": 3, "DE": 3, "BC": 2, "EF": 2, "AC": 1, "BE": 1, "DF": 1}
TOY_WITH_P = {"AB": 3, "DE": 3, "BC": 2, "BP": 2, "EF": 2, "EP": 2, "AC": 1, "DF": 1}


@pytest.fixture
def make_links(make_layer):
    """Make cumulated links from scores by pair."""

    def make_links(scores=TOY, name="links"):
        rows = [
            (pair[0], pair[1], float(score), 10.0 * score, 5.0, 1, score / 3, None)
            for pair, score in scores.items()
        ]
        return make_layer(FIELDS, rows, "NoGeometry", "", name)

    return make_links


@pytest.fixture
def towns(make_units):
    """The units A to F of the toy and P, on a line, the first the largest."""

    def towns(codes="ABCDEF", **options):
        places = {
            code: (f"Ville {code}", 700000 + 10 * i, 6600000, 100 - i)
            for i, code in enumerate(codes)
        }
        return make_units(places, **options)

    return towns


@pytest.fixture
def detect(run):
    """Detect systems in memory, by components unless told otherwise."""

    def detect(links, units, **parameters):
        defaults = {"METHOD": "components", "UNIT_NAME": "name", "UNIT_WEIGHT": "jobs", **OUTPUTS}
        return run("detectsystems", LINKS=links, UNITS=units, **{**defaults, **parameters})

    return detect


def groups(found):
    """Return the systems as a set of words, those without system as single letters."""
    rows = found.rows("UNITS_OUT")
    grouped = itertools.groupby(sorted(rows, key=lambda row: row["system"]), lambda r: r["system"])
    return {
        word
        for system, members in grouped
        for word in (
            ["".join(row["code"] for row in members)]
            if system
            else [row["code"] for row in members]
        )
    }


# --- figures of the method ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(1, {"ABCDEF"}), (2, {"ABC", "DEF"}), (3, {"AB", "DE", "C", "F"})],
)
def test_components_of_the_toy(detect, make_links, towns, threshold, expected):
    assert groups(detect(make_links(), towns(), THRESHOLD=threshold)) == expected


def test_the_toy_with_its_capital_is_one_system(detect, make_links, towns):
    found = detect(make_links(TOY_WITH_P), towns("ABCDEFP"), THRESHOLD=2)
    assert groups(found) == {"ABCDEFP"}


def test_an_excluded_capital_holds_nothing_together(detect, make_links, towns):
    found = detect(make_links(TOY_WITH_P), towns("ABCDEFP"), THRESHOLD=2, EXCLUDED=" P ,, ")
    assert groups(found) == {"ABC", "DEF", "P"}
    scales = {row["unit_a"] + row["unit_b"]: row["scale"] for row in found.rows("LINKS_OUT")}
    assert scales["BP"] == scales["EP"] == "excluded"
    assert scales["AB"] == scales["AC"] == "internal"


# --- the layers ---------------------------------------------------------------------------------


def test_the_three_layers(detect, make_links, towns):
    found = detect(make_links(), towns(geometry="Polygon"), THRESHOLD=2)
    assert_fields(found.layer("UNITS_OUT"), UNITS)
    assert_fields(found.layer("SYSTEMS"), SYSTEMS)
    assert_fields(found.layer("LINKS_OUT"), CUMULATED + kinds_fields("k") + SCALED)
    assert_geometry(found.layer("UNITS_OUT"), "MultiPolygon", "EPSG:2154")
    assert_geometry(found.layer("SYSTEMS"), "MultiPolygon", "EPSG:2154")
    assert_geometry(found.layer("LINKS_OUT"), "LineString", "EPSG:2154")
    assert found["SYSTEM_COUNT"] == 2
    assert found["UNITS_IN_SYSTEMS"] == 6
    inside, all_links = 10 * (3 + 3 + 2 + 2 + 1 + 1), 10 * sum(TOY.values())
    assert found["INTERNAL_SHARE"] == pytest.approx(inside / all_links)
    assert 0 < found["MODULARITY"] < 1


def test_systems_are_numbered_and_named_after_their_centre(detect, make_links, towns):
    found = detect(make_links(), towns(), THRESHOLD=2)
    first, second = found.rows("SYSTEMS")
    assert (first["system"], first["centre"], first["units"]) == (1, "A", 3)
    assert first["name"] == "Ville A - Ville B"
    assert (second["system"], second["centre"]) == (2, "D")
    assert first["weight"] == 100 + 99 + 98
    assert first["links"] == 3
    units = {row["code"]: row for row in found.rows("UNITS_OUT")}
    assert units["A"]["sys_name"] == "Ville A - Ville B"
    assert (units["A"]["role"], units["A"]["parent"]) == ("dominant", None)
    assert units["B"]["parent"] == "A"
    assert {row["scale"] for row in found.rows("LINKS_OUT")} <= set(SCALES)


def test_every_unit_has_the_type_of_its_layer(detect, make_links, towns):
    points = detect(make_links(), towns(), THRESHOLD=2)
    assert_geometry(points.layer("UNITS_OUT"), "Point", "EPSG:2154")
    assert_geometry(points.layer("SYSTEMS"), "MultiPolygon", "EPSG:2154")
    assert all(feature.hasGeometry() for feature in points.layer("SYSTEMS").getFeatures())


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_valid_and_holds_its_units(detect, make_links, towns, shape):
    found = detect(make_links(), towns(geometry="Polygon"), THRESHOLD=2, SHAPE=shape)
    outlines = {f["system"]: f.geometry() for f in found.layer("SYSTEMS").getFeatures()}
    for unit in found.layer("UNITS_OUT").getFeatures():
        outline = outlines[unit["system"]]
        assert outline.isGeosValid()
        assert outline.buffer(0.01, 4).contains(unit.geometry())


@pytest.mark.parametrize("method", SYSTEM_METHODS)
def test_every_method_runs(detect, make_links, towns, method):
    found = detect(make_links(), towns(), THRESHOLD=2, METHOD=method)
    assert found["SYSTEM_COUNT"] >= 2


def test_links_of_one_kind_are_taken_as_they_are(run, detect, flows, units):
    links = run(
        "computelinks",
        FLOWS=flows,
        UNITS=units,
        RULE="first",
        RULE_VALUE=1,
        UNIT_NAME="name",
        LINKS="memory:",
    )["LINKS"]
    found = detect(links, units)
    assert_fields(found.layer("LINKS_OUT"), CUMULATED + kinds_fields("flows") + SCALED)
    assert {row["code"]: row["system"] for row in found.rows("UNITS_OUT")} == {
        "01": 1,
        "02": 1,
        "03": 2,
        "04": 2,
        "05": 2,
    }
    assert {row["name_a"] for row in found.rows("LINKS_OUT")} >= {"Aubenas", "Évian & Thonon"}


def test_links_without_lines_are_drawn_between_the_units(detect, make_links, towns):
    found = detect(make_links(), towns(), THRESHOLD=2)
    assert all(feature.hasGeometry() for feature in found.layer("LINKS_OUT").getFeatures())
    assert {row["name_a"] for row in found.rows("LINKS_OUT")} >= {"Ville A"}


def test_detected_links_may_be_detected_again(detect, make_links, towns):
    first = detect(make_links(), towns(), THRESHOLD=2)
    again = detect(first["LINKS_OUT"], towns(), THRESHOLD=2)
    assert again.rows("LINKS_OUT") == first.rows("LINKS_OUT")


def test_names_with_markup_and_quotes_come_out_as_they_are(run, detect, flows, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="all", LINKS="memory:")["LINKS"]
    found = detect(links, units)
    names = {row["name"] for row in found.rows("UNITS_OUT")}
    assert "L'Isle « du » <b>Lac</b>" in names


# --- inputs that are poor but usable ------------------------------------------------------------


def test_units_without_geometry(detect, make_links, towns):
    found = detect(make_links(), towns(geometry="NoGeometry", crs=""), THRESHOLD=2)
    for name in OUTPUTS:
        assert_geometry(found.layer(name), "NoGeometry")
    assert groups(found) == {"ABC", "DEF"}
    assert "without geometry" in found.warnings


@pytest.mark.parametrize("crs", ["EPSG:4326", ""])
@pytest.mark.parametrize("geometry", ["Point", "Polygon"])
def test_units_in_degrees_or_in_no_crs(detect, make_links, make_units, crs, geometry):
    places = {code: (f"Ville {code}", 10 * i, 20, 9 - i) for i, code in enumerate("ABCDEF")}
    found = detect(make_links(), make_units(places, geometry=geometry, crs=crs), THRESHOLD=2)
    assert groups(found) == {"ABC", "DEF"}
    assert_geometry(found.layer("SYSTEMS"), "MultiPolygon", crs)
    assert all(feature.hasGeometry() for feature in found.layer("SYSTEMS").getFeatures())


def test_links_and_units_in_different_crs_keep_their_own(run, detect, flows, make_units, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="all", LINKS="memory:")["LINKS"]
    degrees = {c: (c, 5 + i, 45, 9) for i, c in enumerate(("01", "02", "03", "04", "05"))}
    found = detect(links, make_units(degrees, crs="EPSG:4326"))
    assert_geometry(found.layer("LINKS_OUT"), "LineString", "EPSG:2154")
    assert_geometry(found.layer("SYSTEMS"), "MultiPolygon", "EPSG:4326")


def test_some_units_without_geometry(detect, make_links, make_layer):
    rows = [
        (
            code,
            f"Ville {code}",
            10.0 - i,
            f"POINT({700000 + i} 6600000)" if code in "ABDE" else None,
        )
        for i, code in enumerate("ABCDEF")
    ]
    units = make_layer("code:string name:string jobs:double", rows, "Point", name="towns")
    found = detect(make_links(), units, THRESHOLD=2)
    assert groups(found) == {"ABC", "DEF"}
    assert "Units of “towns” without geometry: 2 (C, F)" in found.warnings
    assert all(f.hasGeometry() for f in found.layer("SYSTEMS").getFeatures())
    lines = {
        f["unit_a"] + f["unit_b"]: f.hasGeometry() for f in found.layer("LINKS_OUT").getFeatures()
    }
    assert (lines["AB"], lines["BC"]) == (True, False)


def test_no_unit_has_a_weight(detect, make_links, make_layer):
    rows = [(code, None, None, f"POINT({i} 0)") for i, code in enumerate("ABCDEF")]
    units = make_layer("code:string name:string jobs:double", rows, "Point")
    found = detect(make_links(), units, THRESHOLD=2)
    weights = {row["code"]: row["weight"] for row in found.rows("UNITS_OUT")}
    assert weights["B"] == 50
    assert {row["name"] for row in found.rows("UNITS_OUT")} == set("ABCDEF")


def test_one_unit_without_weight_counts_for_nothing_and_is_told(detect, make_links, make_layer):
    rows = [(c, c, None if c == "B" else 5.0, f"POINT({i} 0)") for i, c in enumerate("ABCDEF")]
    found = detect(make_links(), make_layer("code:string name:string jobs:double", rows, "Point"))
    weights = {row["code"]: row["weight"] for row in found.rows("UNITS_OUT")}
    assert weights["B"] == 0
    assert "B" in found.warnings


def test_links_without_any_line_of_data(detect, make_links, towns):
    found = detect(make_links({}), towns())
    assert [found[name] for name in ("SYSTEM_COUNT", "UNITS_IN_SYSTEMS", "INTERNAL_SHARE")] == [
        0,
        0,
        0,
    ]
    assert found["MODULARITY"] == 0
    assert len(found.rows("UNITS_OUT")) == 6
    assert found.rows("SYSTEMS") == found.rows("LINKS_OUT") == []


def test_one_unit_alone(detect, make_links, towns):
    found = detect(make_links({}), towns("A"))
    (row,) = found.rows("UNITS_OUT")
    assert (row["system"], row["role"], row["sys_name"]) == (0, "isolated", None)


def test_a_threshold_that_nothing_reaches(detect, make_links, towns):
    found = detect(make_links(), towns(), THRESHOLD=99)
    assert found["SYSTEM_COUNT"] == 0
    assert {row["scale"] for row in found.rows("LINKS_OUT")} == {"unattached"}


def test_excluded_codes_that_do_not_exist_are_told(detect, make_links, towns):
    assert "Z" in detect(make_links(), towns(), EXCLUDED="Z").warnings


# --- what it refuses ----------------------------------------------------------------------------


@pytest.fixture
def refuse(refused):
    """Detect systems from what must be refused; return the sentence."""

    def refuse(links, units, **parameters):
        return refused("detectsystems", LINKS=links, UNITS=units, **{**OUTPUTS, **parameters})

    return refuse


def test_a_layer_that_is_not_one_of_links(refuse, units):
    assert "“unit_a” is missing from “towns”" in refuse(units, units)


def test_links_of_other_units(refuse, make_links, units):
    sentence = refuse(make_links(), units)
    assert "6: A, B, C, D, E, …" in sentence


def test_codes_that_lost_their_zeros(refuse, make_layer, units):
    links = make_layer("unit_a:int unit_b:int score:int intensity:int", [(1, 2, 1, 5, None)])
    assert "not in the table of units" in refuse(links, units)


def test_a_missing_field_of_units(refuse, make_links, towns):
    assert "“insee” is missing" in refuse(make_links(), towns(), UNIT_CODE="insee")
    assert "“people” is missing" in refuse(make_links(), towns(), UNIT_WEIGHT="people")


def test_doubled_units(refuse, make_links, make_layer):
    units = make_layer("code:string", [("A", None), ("A", None)], name="towns")
    assert "more than once in field “code” of “towns”: 1 (A)" in refuse(make_links(), units)


@pytest.mark.parametrize("weight", ["about 40", "-4", "inf"])
def test_weights_that_mean_nothing(refuse, make_links, make_layer, weight):
    rows = [(code, weight, None) for code in "ABCDEF"]
    units = make_layer("code:string jobs:string", rows, name="towns")
    assert "weight" in refuse(make_links(), units, UNIT_WEIGHT="jobs").lower()


@pytest.mark.parametrize("value", [None, -1.0, math.inf])
def test_scores_that_mean_nothing(refuse, make_layer, towns, value):
    links = make_layer(FIELDS, [("A", "B", value, 5.0, 1.0, 1, 1.0, None)])
    assert "missing, infinite or negative" in refuse(links, towns())


def test_a_distance_limit_without_distances(refuse, make_layer, towns):
    links = make_layer(
        "unit_a:string unit_b:string score:double intensity:double", [("A", "B", 1.0, 1.0, None)]
    )
    assert "have no distance" in refuse(links, towns(), MAX_DISTANCE=50)


def test_a_resolution_of_zero(refuse, make_links, towns):
    sentence = refuse(make_links(), towns(), METHOD="louvain", RESOLUTION=0)
    assert "RESOLUTION" in sentence


def test_types_follow_the_thresholds_that_are_given(detect, make_layer, make_units):
    """A touches 9 of 13 of the intensity and weighs 10/9 of B: a star by easier thresholds only."""
    rows = [
        (a, b, 1.0, intensity, 5.0, 1, 1.0, None)
        for a, b, intensity in (("A", "B", 5.0), ("A", "C", 4.0), ("B", "D", 3.0), ("C", "D", 1.0))
    ]
    links = make_layer(FIELDS, rows, "NoGeometry", "", "links")
    jobs = {"A": 10, "B": 9, "C": 1, "D": 1}
    units = make_units({code: (code, 0, 0, weight) for code, weight in jobs.items()})

    def kind(**thresholds):
        (row,) = detect(links, units, **thresholds).rows("SYSTEMS")
        return row["type"]

    assert kind() == "bipolar"
    assert kind(STAR_SHARE=0.69, STAR_PRIMACY=1.1) == "star"
    assert kind(STAR_PRIMACY=1.2, BIPOLAR_SHARE=1.0) == "chain"


# --- the Grand Est ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grandest_systems(run, grandest, shared_data, tmp_path_factory):
    """Commuting and students between urban areas, cumulated, Paris excluded."""
    folder = tmp_path_factory.mktemp("grandest")
    students = {**grandest, "FLOWS": str(shared_data / "grandest" / "students_2012.csv")}
    layers = [
        run(
            "computelinks",
            **flows,
            RULE="first",
            RULE_VALUE=2,
            LINK_TYPE=kind,
            LINKS=str(folder / f"{kind}.gpkg"),
        )["LINKS"]
        for kind, flows in (("commuting", grandest), ("students", students))
    ]
    cumulated = run("cumulatelinks", LINKS=layers, OUTPUT=str(folder / "cumulated.gpkg"))
    outputs = {name: str(folder / f"{name}.gpkg") for name in OUTPUTS}
    units = {name: value for name, value in grandest.items() if name.startswith("UNIT")}
    return run(
        "detectsystems",
        LINKS=cumulated["OUTPUT"],
        **units,
        UNIT_WEIGHT="employed",
        THRESHOLD=2,
        EXCLUDED="001",
        **outputs,
    )


def test_the_grand_est_holds_together(grandest_systems):
    systems = grandest_systems.rows("SYSTEMS")
    units = grandest_systems.rows("UNITS_OUT")
    assert len(units) == 159
    assert grandest_systems["SYSTEM_COUNT"] == len(systems) > 10
    assert [row["system"] for row in systems] == list(range(1, len(systems) + 1))
    weights = [row["weight"] for row in systems]
    assert weights == sorted(weights, reverse=True)
    assert sum(row["units"] for row in systems) == grandest_systems["UNITS_IN_SYSTEMS"]
    (paris,) = [row for row in units if row["code"] == "001"]
    assert paris["system"] == 0
    scales = {row["scale"] for row in grandest_systems.rows("LINKS_OUT")}
    assert scales <= set(SCALES)
    assert "excluded" in scales


def test_the_outlines_of_the_grand_est_are_valid(grandest_systems):
    for feature in grandest_systems.layer("SYSTEMS").getFeatures():
        assert feature.geometry().isGeosValid(), feature["name"]
        assert feature.geometry().area() > 0
