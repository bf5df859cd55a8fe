"""Systems against perimeters through QGIS: polygons of every make, tables, real territories."""

from __future__ import annotations

import csv
from collections import defaultdict

import pandas as pd
import pytest
from alliance.algorithms.language import in_language
from alliance.tests.algorithms.assertions import REAL, TEXT, WHOLE, assert_fields
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsVectorLayer,
)

COMPARISON = (
    ("system", WHOLE),
    ("sys_name", TEXT),
    ("perim", TEXT),
    ("perim_name", TEXT),
    ("units", REAL),
    ("weight", REAL),
    ("area_km2", REAL),
    ("share_sys", REAL),
    ("share_per", REAL),
    ("jaccard", REAL),
    ("overlap", REAL),
    ("flow_sys", REAL),
    ("flow_per", REAL),
    ("best", WHOLE),
)
# Columns of squares of 10 km, from the west: code, place (column, row), weight, system.
WEST, SOUTH, SIDE = 900000, 6400000, 10000
TOWNS = {
    "01": ((0, 0), 50, 1),
    "02": ((1, 0), 30, 1),
    "03": ((2, 0), 20, 1),
    "04": ((0, 1), 60, 2),
    "05": ((1, 1), 40, 2),
    "06": ((2, 1), 10, 0),
}
HOSTILE = "=cmd|' /C calc'!A0 <b>\"L'Île\"</b> [% 1 + 1 %]"


def box(left, bottom, right, top):
    """A rectangle as WKT, in kilometres from the south-west corner."""
    x1, x2 = (WEST + 1000 * x for x in (left, right))
    y1, y2 = (SOUTH + 1000 * y for y in (bottom, top))
    return f"(({x1} {y1},{x2} {y1},{x2} {y2},{x1} {y2},{x1} {y1}))"


def multi(*boxes):
    return f"MULTIPOLYGON({','.join(boxes)})"


@pytest.fixture
def make_towns(make_layer):
    """The six towns with their system, as squares or as the points at their centre."""

    def make_towns(geometry="MultiPolygon", names=None, weights=True, **systems):
        rows = []
        for code, ((column, row), weight, system) in TOWNS.items():
            left, bottom = 10 * column, 10 * row
            shape = multi(box(left, bottom, left + 10, bottom + 10))
            if geometry == "Point":
                shape = f"POINT({WEST + 1000 * (left + 5)} {SOUTH + 1000 * (bottom + 5)})"
            number = systems.get("t" + code, system)
            name = (names or {}).get(code, "Town " + code)
            rows.append((code, name, weight if weights else None, number, f"S{number}", shape))
        fields = "code:string name:string weight:double system:integer sys_name:string"
        return make_layer(fields, rows, geometry, "EPSG:2154", "towns")

    return make_towns


@pytest.fixture
def towns(make_towns):
    return make_towns()


@pytest.fixture
def make_perimeters(make_layer):
    """Perimeters from codes and rectangles."""

    def make_perimeters(crs="EPSG:2154", **shapes):
        rows = [(code, f"Perimeter {code}", wkt) for code, wkt in shapes.items()]
        return make_layer("code:string name:string", rows, "MultiPolygon", crs, "perimeters")

    return make_perimeters


@pytest.fixture
def two(make_perimeters):
    """Two columns of towns, then one; nothing else."""
    return make_perimeters(p=multi(box(0, 0, 20, 20)), q=multi(box(20, 0, 30, 20)))


@pytest.fixture
def compare(run):
    """Run the comparison; without a name, every output is in memory."""

    def compare(units, perimeters=None, **options):
        given = {"UNITS": units, "COMPARISON": "memory:", "UNIT_NAME": "name"}
        given.update(SYSTEMS_SUMMARY="memory:", PERIMETERS_SUMMARY="memory:")
        if perimeters is not None:
            given.update(PERIMETERS=perimeters, PERIMETER_CODE="code", PERIMETER_NAME="name")
        return run("compareperimeters", **{**given, **options})

    return compare


def shares(found):
    """Share of each system in each perimeter."""
    return {(r["system"], r["perim"] or ""): r["share_sys"] for r in found.rows("COMPARISON")}


def totals(found):
    sums = defaultdict(float)
    for (system, _), share in shares(found).items():
        sums[system] += share
    return sums


# --- the plain case -------------------------------------------------------------------------------


def test_by_hand(compare, towns, two):
    found = compare(towns, two)
    assert_fields(found.layer("COMPARISON"), COMPARISON)
    assert shares(found) == pytest.approx({(1, "p"): 0.8, (1, "q"): 0.2, (2, "p"): 1.0})
    rows = {(row["system"], row["perim"]): row for row in found.rows("COMPARISON")}
    first = rows[1, "p"]
    assert (first["units"], first["weight"], first["best"]) == (2, 80, 1)
    assert first["jaccard"] == pytest.approx(80 / (100 + 180 - 80))
    assert first["area_km2"] == pytest.approx(200, rel=0.002)
    assert first["perim_name"] == "Perimeter p"
    assert first["flow_sys"] is None
    assert not found.journal.warnings
    assert set(found.outputs) >= {"ARI", "NMI", "VI", "V_MEASURE"}


def test_points_and_squares_agree(compare, make_towns, two):
    assert shares(compare(make_towns("Point"), two)) == shares(compare(make_towns(), two))


def test_flows_that_cross_a_limit(compare, towns, two, write_flows):
    flows = write_flows([("01", "01", 100), ("01", "02", 6), ("03", "01", 4), ("05", "06", 9)])
    found = compare(towns, two, FLOWS=flows)
    first, second = found.rows("SYSTEMS_SUMMARY")
    assert (first["vol_int"], first["vol_in"], first["vol_cross"]) == (110, 106, 4)
    assert first["cross"] == pytest.approx(4 / 110)
    assert second["vol_int"] == 0
    p, q = found.rows("PERIMETERS_SUMMARY")
    assert p["self_out"] == pytest.approx(106 / 115)
    assert q["self_out"] == 0


def test_indices_are_those_of_scikit_learn(compare, towns, two):
    metrics = pytest.importorskip("sklearn.metrics")
    found = compare(towns, two, MEASURE="units")
    systems, perimeters = [1, 1, 1, 2, 2], list("ppqpp")
    assert found["ARI"] == pytest.approx(metrics.adjusted_rand_score(systems, perimeters))
    assert found["NMI"] == pytest.approx(metrics.normalized_mutual_info_score(systems, perimeters))
    assert found["V_MEASURE"] == pytest.approx(metrics.v_measure_score(systems, perimeters))


@pytest.mark.parametrize("measure", ["units", "weight", "area"])
def test_shares_sum_to_one(compare, towns, make_perimeters, measure):
    partly = make_perimeters(p=multi(box(0, 0, 15, 20)), q=multi(box(15, 0, 23, 8)))
    found = compare(towns, partly, MEASURE=measure, ALLOCATION="area")
    assert totals(found) == pytest.approx({1: 1.0, 2: 1.0})
    assert any(perimeter == "" for _, perimeter in shares(found))


# --- polygons of every make -----------------------------------------------------------------------


def test_an_area_that_is_split_counts_by_its_parts(compare, towns, make_perimeters):
    cut = make_perimeters(p=multi(box(0, 0, 13, 20)), q=multi(box(13, 0, 30, 20)))
    found = compare(towns, cut, ALLOCATION="area", MEASURE="units")
    assert shares(found)[1, "p"] == pytest.approx(1.3 / 3, abs=1e-6)
    assert shares(found)[2, "p"] == pytest.approx(1.3 / 2, abs=1e-6)
    assert not found.journal.warnings


def test_slivers_are_taken_for_limits_drawn_apart(compare, towns, make_perimeters):
    """A limit 50 m off a side of 10 km: half a percent of the unit."""
    apart = make_perimeters(p=multi(box(0, 0, 20.05, 20)), q=multi(box(20.05, 0, 30, 20)))
    found = compare(towns, apart, ALLOCATION="area")
    assert shares(found) == pytest.approx({(1, "p"): 0.8, (1, "q"): 0.2, (2, "p"): 1.0})
    assert "Units that do not follow the limits of “perimeters”: 2." in found.warnings


def test_a_narrow_gap_is_not_outside(compare, towns, make_perimeters):
    gap = make_perimeters(p=multi(box(0, 0, 19.95, 20)), q=multi(box(20, 0, 30, 20)))
    found = compare(towns, gap, ALLOCATION="area")
    assert (1, "") not in shares(found)
    assert "Units that do not follow the limits of “perimeters”: 2." in found.warnings


def test_a_wide_gap_is_outside(compare, towns, make_perimeters):
    gap = make_perimeters(p=multi(box(0, 0, 15, 20)), q=multi(box(20, 0, 30, 20)))
    found = compare(towns, gap, ALLOCATION="area", MEASURE="units")
    assert shares(found)[1, ""] == pytest.approx(0.5 / 3, abs=1e-6)


def test_a_unit_whose_point_lies_in_a_gap(compare, towns, make_perimeters):
    """A lake or a coast drawn differently: the unit goes where most of it lies."""
    hole = "({},(905000 6404900,905100 6404900,905100 6405100,904900 6405100,905000 6404900))"
    ring = box(0, 0, 20, 20)[1:-1]
    found = compare(
        towns, make_perimeters(p=f"MULTIPOLYGON({hole.format(ring)})", q=multi(box(20, 0, 30, 20)))
    )
    assert shares(found)[1, "p"] == pytest.approx(0.8)


def test_a_hole_holds_what_lies_in_it(compare, make_towns, make_perimeters):
    ring, inner = box(0, 0, 30, 20)[1:-1], box(10, 10, 20, 19)[1:-1]
    around = make_perimeters(p=f"MULTIPOLYGON(({ring},{inner}))")
    for geometry in ("Point", "MultiPolygon"):
        found = compare(make_towns(geometry), around)
        assert shares(found) == pytest.approx({(1, "p"): 1.0, (2, "p"): 0.6, (2, ""): 0.4})


def test_islands_are_one_perimeter(compare, towns, make_perimeters):
    islands = make_perimeters(
        p=multi(box(0, 0, 10, 10), box(20, 0, 30, 10)), q=multi(box(0, 10, 20, 20))
    )
    found = compare(towns, islands)
    assert shares(found) == pytest.approx({(1, "p"): 0.7, (1, ""): 0.3, (2, "q"): 1.0})


def test_polygons_of_one_code_are_taken_together(compare, towns, make_layer):
    rows = [
        ("p", "One", multi(box(0, 0, 10, 20))),
        ("q", "Two", multi(box(20, 0, 30, 20))),
        ("p", "One", multi(box(10, 0, 20, 20))),
    ]
    parts = make_layer("code:string name:string", rows, "MultiPolygon")
    assert shares(compare(towns, parts))[1, "p"] == pytest.approx(0.8)


def test_a_point_on_a_limit_is_in_one_perimeter(compare, make_towns, make_perimeters):
    """In both, the perimeters would seem to overlap and there would be no indices."""
    cut = make_perimeters(p=multi(box(0, 0, 15, 20)), q=multi(box(15, 0, 30, 20)))
    found = compare(make_towns("Point"), cut)
    assert shares(found) == pytest.approx({(1, "p"): 0.8, (1, "q"): 0.2, (2, "p"): 1.0})
    assert "ARI" in found.outputs
    assert "Units that do not follow the limits of “perimeters”: 2." in found.warnings


def test_polygons_that_overlap_hold_a_unit_twice(compare, towns, make_perimeters):
    over = make_perimeters(p=multi(box(0, 0, 20, 20)), q=multi(box(10, 0, 30, 20)))
    for allocation in ("point", "area"):
        found = compare(towns, over, ALLOCATION=allocation)
        assert shares(found) == pytest.approx(
            {(1, "p"): 0.8, (1, "q"): 0.5, (2, "p"): 1.0, (2, "q"): 0.4}
        )
        assert "ARI" not in found.outputs
        assert any("overlap (units in more than one: 2)" in info for info in found.journal.infos)


def test_a_broken_ring_is_mended_and_counted(compare, towns, make_perimeters):
    """A bow-tie: its two wings reach from the west and from the east to the middle."""
    x1, x2, y1, y2 = WEST, WEST + 30000, SOUTH, SOUTH + 20000
    bow_tie = f"MULTIPOLYGON((({x1} {y1},{x2} {y2},{x2} {y1},{x1} {y2},{x1} {y1})))"
    found = compare(towns, make_perimeters(p=bow_tie))
    assert "Polygons of “perimeters” with broken rings, mended: 1." in found.warnings
    assert shares(found)[1, "p"] > 0
    assert totals(found) == pytest.approx({1: 1.0, 2: 1.0})


def test_broken_units_are_no_trouble(compare, make_layer, two):
    x, y = WEST, SOUTH
    bow_tie = f"POLYGON(({x} {y},{x + 9000} {y + 9000},{x + 9000} {y},{x} {y + 9000},{x} {y}))"
    units = make_layer(
        "code:string name:string system:integer",
        [("01", "A", 1, bow_tie), ("02", "B", 1, multi(box(20, 0, 30, 10)))],
        "MultiPolygon",
    )
    for allocation in ("point", "area"):
        found = compare(units, two, ALLOCATION=allocation, MEASURE="units")
        assert shares(found) == pytest.approx({(1, "p"): 0.5, (1, "q"): 0.5})


def test_another_crs(compare, towns, make_perimeters):
    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:2154"),
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateTransformContext(),
    )
    shapes = {}
    for code, wkt in (("p", multi(box(0, 0, 20, 20))), ("q", multi(box(20, 0, 30, 20)))):
        shape = QgsGeometry.fromWkt(wkt)
        shape.transform(to_degrees)
        shapes[code] = shape.asWkt(12)
    for allocation in ("point", "area"):
        found = compare(towns, make_perimeters("EPSG:4326", **shapes), ALLOCATION=allocation)
        assert shares(found) == pytest.approx(
            {(1, "p"): 0.8, (1, "q"): 0.2, (2, "p"): 1.0}, abs=1e-3
        )


def test_a_layer_without_crs_is_read_in_that_of_the_units(compare, towns, make_perimeters):
    found = compare(towns, make_perimeters("", p=multi(box(0, 0, 30, 20))))
    assert shares(found) == pytest.approx({(1, "p"): 1.0, (2, "p"): 1.0})
    assert "“perimeters” has no coordinate reference system" in found.warnings


def test_perimeters_that_are_elsewhere(compare, towns, make_perimeters, tmp_path):
    found = compare(
        towns, make_perimeters(p=multi(box(500, 500, 510, 510))), REPORT=str(tmp_path / "r.html")
    )
    assert shares(found) == {(1, ""): 1.0, (2, ""): 1.0}
    assert "No unit lies in a perimeter of “perimeters”" in found.warnings
    assert "No unit lies in a perimeter" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_features_that_say_nothing_are_left_out(compare, towns, make_layer):
    rows = [
        ("p", None, multi(box(0, 0, 30, 20))),
        (None, "no code", multi(box(0, 0, 30, 20))),
        ("", "no code", multi(box(0, 0, 30, 20))),
        ("r", "no shape", None),
    ]
    layer = make_layer("code:string name:string", rows, "MultiPolygon", name="perimeters")
    found = compare(towns, layer)
    assert shares(found) == {(1, "p"): 1.0, (2, "p"): 1.0}
    assert found.rows("COMPARISON")[0]["perim_name"] == "p"  # the code stands for a NULL name
    assert "Features of “perimeters” without a code, or without a shape that" in found.warnings
    assert "left out: 3." in found.warnings


def test_units_without_geometry_are_outside(compare, make_layer, two):
    rows = [("01", "A", 1, f"POINT({WEST + 5} {SOUTH + 5})"), ("02", "B", 1, None)]
    units = make_layer("code:string name:string system:integer", rows, "Point", name="towns")
    found = compare(units, two, MEASURE="units")
    assert shares(found) == {(1, "p"): 0.5, (1, ""): 0.5}
    assert "“towns” without geometry: 1 (02)" in found.warnings


def test_points_have_no_area(compare, refused, make_towns, two):
    found = compare(make_towns("Point"), two, ALLOCATION="area")
    assert "The units have no polygons" in found.warnings
    sentence = refused(
        "compareperimeters",
        UNITS=make_towns("Point"),
        PERIMETERS=two,
        PERIMETER_CODE="code",
        MEASURE="area",
        COMPARISON="memory:",
    )
    assert sentence.startswith("Comparing by area needs the areas of the units")


# --- membership tables ----------------------------------------------------------------------------

TABLE = {"MEMBERSHIP_UNIT": "town", "MEMBERSHIP_CODE": "scot", "MEMBERSHIP_NAME": "label"}


def test_a_table_where_perimeters_overlap(compare, towns, write):
    table = write("scot.csv", "town,scot,label\n01,x,Ex\n01,y,Why\n02,y,Why\n04,x,Ex\n")
    found = compare(towns, MEMBERSHIP=table, **TABLE)
    assert shares(found) == pytest.approx(
        {(1, "x"): 0.5, (1, "y"): 0.8, (1, ""): 0.2, (2, "x"): 0.6, (2, ""): 0.4}
    )
    assert "ARI" not in found.outputs
    assert {row["perim_name"] for row in found.rows("COMPARISON")} >= {"Ex", "Why"}


def test_codes_keep_their_zeros_and_rows_without_code_are_counted(compare, towns, write):
    table = write("scot.csv", "town,scot,label\n01,007,Bond\n,007,Bond\n02,,\n99,007,Bond\n")
    found = compare(towns, MEMBERSHIP=table, **TABLE)
    assert shares(found)[1, "007"] == pytest.approx(0.5)
    assert "Rows of “scot.csv” without the code of a unit or of a perimeter, left out: 2." in (
        found.warnings
    )
    assert "Units of the perimeters that are not among the units compared: 1." in found.warnings


def test_a_table_of_smaller_units(compare, towns, write):
    """Half of the communes of 01 are in x; one commune is known to nobody, one is in no town."""
    table = write("scot.csv", "town,scot,label\nc1,x,Ex\nc3,x,Ex\nc9,x,Ex\nc4,x,Ex\n")
    lookup = write("lookup.csv", "commune,town\nc1,01\nc2,01\nc3,02\nc4,000\n")
    found = compare(
        towns, MEMBERSHIP=table, **TABLE, LOOKUP=lookup, LOOKUP_FROM="commune", LOOKUP_TO="town"
    )
    assert shares(found)[1, "x"] == pytest.approx((25 + 30) / 100)
    assert totals(found)[1] == pytest.approx(1)
    assert "Codes of “scot.csv” that are not in the lookup table: 1" in found.warnings
    assert "not among the units" not in found.warnings


# --- names, and what is written -------------------------------------------------------------------


def test_hostile_names_are_shown_as_they_are(compare, make_towns, make_layer, tmp_path):
    rows = [(HOSTILE, HOSTILE, multi(box(0, 0, 30, 20)))]
    perimeters = make_layer("code:string name:string", rows, "MultiPolygon", name=HOSTILE)
    path = tmp_path / "report.html"
    towns = make_towns(names={"01": HOSTILE, "02": None})
    found = compare(towns, perimeters, REPORT=str(path))
    assert found.rows("COMPARISON")[0]["perim"] == HOSTILE
    html = path.read_text(encoding="utf-8")
    assert "<b>" not in html
    assert "=cmd|&#x27; /C calc&#x27;!A0 &lt;b&gt;&quot;L&#x27;Île" in html


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods"])
def test_no_cell_of_a_spreadsheet_starts_a_formula(compare, towns, make_layer, tmp_path, suffix):
    rows = [
        ("=1+1", "@SUM(A1)", multi(box(0, 0, 20, 20))),
        ("-7", "+33", multi(box(20, 0, 30, 20))),
    ]
    perimeters = make_layer("code:string name:string", rows, "MultiPolygon")
    path = tmp_path / ("table" + suffix)
    compare(towns, perimeters, COMPARISON=str(path))
    if suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        cells = {(row["perim"], row["perim_name"]) for row in rows}
        assert all(float(row["share_sys"]) >= 0 for row in rows)
    else:
        layer = QgsVectorLayer(str(path), "table", "ogr")
        cells = {(f["perim"], f["perim_name"]) for f in layer.getFeatures()}
    assert cells == {("'=1+1", "'@SUM(A1)"), ("'-7", "'+33")}


def test_a_geopackage_keeps_codes_as_they_are(compare, towns, make_layer, tmp_path):
    rows = [("=1+1", "@SUM(A1)", multi(box(0, 0, 30, 20)))]
    perimeters = make_layer("code:string name:string", rows, "MultiPolygon")
    found = compare(towns, perimeters, COMPARISON=str(tmp_path / "table.gpkg"))
    assert {row["perim"] for row in found.rows("COMPARISON")} == {"=1+1"}


def test_the_report_has_a_map_and_tells_what_was_asked(compare, towns, two, tmp_path, write_flows):
    path = tmp_path / "report.html"
    found = compare(towns, two, REPORT=str(path), FLOWS=write_flows([("01", "02", 6)]))
    assert found["REPORT"] == str(path)
    html = path.read_text(encoding="utf-8")
    assert html.count("data:image/png;base64,") == 1
    assert html.count("data:image/svg+xml;base64,") >= 2
    assert "<td>flows.csv</td>" in html
    assert "Nothing was left out and nothing had to be mended." in html
    assert "A unit belongs to the perimeter that holds its point." in html
    assert str(tmp_path) not in html


def test_the_report_is_in_the_language_of_the_run(compare, towns, two, tmp_path):
    path = tmp_path / "rapport.html"
    with in_language("fr"):
        found = compare(towns, two, REPORT=str(path))
    assert '<html lang="fr">' in path.read_text(encoding="utf-8")
    assert found.rows("COMPARISON")


def test_the_same_run_gives_the_same_report(compare, towns, two, tmp_path):
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    for path in (first, second):
        compare(towns, two, REPORT=str(path))
    assert first.read_bytes() == second.read_bytes()


# --- what cannot be ------------------------------------------------------------------------------


def refusal(refused, **options):
    return refused("compareperimeters", **{"COMPARISON": "memory:", **options})


def test_no_perimeters_or_both(refused, towns, two, write):
    table = write("scot.csv", "town,scot\n01,x\n")
    advice = "Choose perimeters: either a layer of polygons or a membership table, one of them."
    assert refusal(refused, UNITS=towns) == advice
    both = {"PERIMETERS": two, "PERIMETER_CODE": "code", "MEMBERSHIP": table}
    assert refusal(refused, UNITS=towns, **both) == advice


def test_lines_are_no_perimeters(refused, towns, make_layer):
    lines = make_layer("code:string", [("p", "LINESTRING(0 0,1 1)")], "LineString", name="roads")
    sentence = refusal(refused, UNITS=towns, PERIMETERS=lines, PERIMETER_CODE="code")
    assert sentence.startswith("“roads” has no polygons: perimeters are areas.")


def test_a_layer_without_the_fields(refused, towns, two, make_units, write):
    sentence = refusal(refused, UNITS=make_units(), PERIMETERS=two, PERIMETER_CODE="code")
    assert sentence.startswith("“towns” has no field “system”")
    sentence = refusal(refused, UNITS=towns, PERIMETERS=two, PERIMETER_CODE="siren")
    assert sentence.startswith("Column “siren” is missing from “perimeters”")
    sentence = refusal(refused, UNITS=towns, PERIMETERS=two)
    assert sentence == "Choose the field of “perimeters” that holds the code."
    sentence = refusal(
        refused, UNITS=towns, UNIT_WEIGHT="people", PERIMETERS=two, PERIMETER_CODE="code"
    )
    assert sentence.startswith("Column “people” is missing from “towns”")
    table = write("scot.csv", "town,scot\n01,x\n")
    sentence = refusal(refused, UNITS=towns, MEMBERSHIP=table)
    assert sentence.startswith("Name the columns of the membership table “scot.csv”")


def test_codes_that_do_not_match(refused, towns, write):
    table = write("scot.csv", "town,scot,label\nA1,x,\nA2,x,\n")
    sentence = refusal(refused, UNITS=towns, MEMBERSHIP=table, **TABLE)
    assert "hold none of the units (for example “A1” there, “01” here)" in sentence


def test_no_system_at_all(compare, make_towns, two, tmp_path):
    none = make_towns(t01=0, t02=0, t03=0, t04=0, t05=0)
    found = compare(none, two, REPORT=str(tmp_path / "report.html"))
    assert found.rows("COMPARISON") == []
    assert [row["perim"] for row in found.rows("PERIMETERS_SUMMARY")] == ["p", "q"]
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "No unit has a system" in html


def test_an_empty_layer_of_perimeters(compare, towns, make_perimeters):
    found = compare(towns, make_perimeters())
    assert shares(found) == {(1, ""): 1.0, (2, ""): 1.0}


def test_units_without_weight_count_as_units(compare, make_towns, two, tmp_path):
    found = compare(make_towns(weights=False), two, REPORT=str(tmp_path / "report.html"))
    assert shares(found)[1, "p"] == pytest.approx(2 / 3)
    assert "The units have no weight, so shares count the number of units." in found.warnings
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "so shares count the number of units" in html


def test_a_cancelled_run_writes_nothing(compare, towns, two, journal, tmp_path, alliance_provider):
    import processing

    path = tmp_path / "report.html"
    stopped = journal(cancel_at=30)
    options = {"UNITS": towns, "PERIMETERS": two, "PERIMETER_CODE": "code"}
    options.update(COMPARISON=str(tmp_path / "c.gpkg"), REPORT=str(path))
    processing.run("alliance:compareperimeters", options, feedback=stopped)
    assert list(tmp_path.iterdir()) == []


# --- real territories -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def perimeters_2025(shared_data):
    return str(shared_data / "national" / "perimeters_2025.gpkg") + "|layername="


@pytest.fixture(scope="module")
def brittany(run, shared_data, tmp_path_factory):
    """Urban areas of Brittany with the system that their students make, and the flows."""
    folder = tmp_path_factory.mktemp("brittany")
    units = {
        "UNITS": str(shared_data / "national" / "au2010_points.gpkg"),
        "UNIT_CODE": "code",
        "UNIT_NAME": "name",
    }
    zones = {
        "LOOKUP": str(shared_data / "bretagne" / "commune_zones_2014.csv"),
        "LOOKUP_FROM": "CODGEO",
        "LOOKUP_TO": "AU2010",
    }
    flows = run(
        "loadflows",
        INPUT=str(shared_data / "bretagne" / "students_2012_communes.csv"),
        **units,
        **zones,
        FLOWS=str(folder / "flows.gpkg"),
        REJECTS="memory:",
    )["FLOWS"]
    links = run("computelinks", FLOWS=flows, **units, MIN_VOLUME=20, LINKS=str(folder / "l.gpkg"))
    made = run(
        "detectsystems",
        LINKS=links["LINKS"],
        **units,
        UNIT_WEIGHT="population",
        EXCLUDED="001",
        UNITS_OUT=str(folder / "units.gpkg"),
        SYSTEMS="memory:",
        LINKS_OUT="memory:",
    )
    assert made["SYSTEM_COUNT"] > 3
    return {"UNITS": made["UNITS_OUT"], "UNIT_NAME": "name", "FLOWS": flows}, zones


@pytest.fixture(scope="module")
def brittany_areas(run, brittany, shared_data):
    """The same units as polygons: communes of 2024 dissolved by urban area of 2014."""
    zones = pd.read_csv(shared_data / "bretagne" / "commune_zones_2014.csv", dtype=str)
    area = dict(zip(zones["CODGEO"], zones["AU2010"]))
    communes = QgsVectorLayer(str(shared_data / "bretagne" / "communes.gpkg"), "communes", "ogr")
    parts = defaultdict(list)
    for commune in communes.getFeatures():
        parts[area.get(commune["code"], "000")].append(commune.geometry())
    points = QgsVectorLayer(str(brittany[0]["UNITS"]), "units", "ogr")
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:2154", "areas", "memory")
    layer.dataProvider().addAttributes(points.fields().toList()[1:])
    layer.updateFields()
    for point in points.getFeatures():
        if point["code"] in parts:
            point.setGeometry(QgsGeometry.unaryUnion(parts[point["code"]]))
            point.setAttributes(point.attributes()[1:])
            layer.dataProvider().addFeature(point)
    assert layer.featureCount() > 50
    return layer


def assert_conserves(found):
    """What must hold whatever the perimeters."""
    for row in found.rows("SYSTEMS_SUMMARY"):
        assert row["vol_in"] + row["vol_cross"] == pytest.approx(row["vol_int"])
        assert row["n_perim"] >= (row["best"] != "")
    pairs = found.rows("COMPARISON")
    assert all(0 <= row["jaccard"] <= row["overlap"] <= 1 + 1e-9 for row in pairs)
    assert all(sum(r["best"] for r in pairs if r["system"] == s) <= 1 for s in totals(found))


@pytest.mark.parametrize(
    ("layer", "code"), [("epci_geo", "EPCI"), ("departements_metro_geo", "DEP")]
)
def test_systems_of_brittany_against_polygons(compare, brittany, perimeters_2025, layer, code):
    metrics = pytest.importorskip("sklearn.metrics")
    found = compare(
        PERIMETERS=perimeters_2025 + layer,
        PERIMETER_CODE=code,
        MEASURE="units",
        units=brittany[0]["UNITS"],
        FLOWS=brittany[0]["FLOWS"],
    )
    assert_conserves(found)
    assert totals(found) == pytest.approx(dict.fromkeys(totals(found), 1.0))
    # The same from the points alone, without the code under test.
    units = QgsVectorLayer(str(brittany[0]["UNITS"]), "units", "ogr")
    polygons = QgsVectorLayer(perimeters_2025 + layer, "p", "ogr")
    move = QgsCoordinateTransform(units.crs(), polygons.crs(), QgsCoordinateTransformContext())
    held = [(shape[code], QgsGeometry(shape.geometry())) for shape in polygons.getFeatures()]
    systems, perimeters = [], []
    for unit in units.getFeatures():
        if not unit["system"] or not unit.hasGeometry():
            continue
        place = QgsGeometry(unit.geometry())
        place.transform(move)
        inside = [key for key, shape in held if shape.contains(place)]
        if inside:
            systems.append(unit["system"])
            perimeters.append(inside[0])
    assert len(systems) > 40
    assert found["ARI"] == pytest.approx(metrics.adjusted_rand_score(systems, perimeters))
    assert found["NMI"] == pytest.approx(metrics.normalized_mutual_info_score(systems, perimeters))
    assert found["V_MEASURE"] == pytest.approx(metrics.v_measure_score(systems, perimeters))


def test_areas_of_brittany(compare, brittany, brittany_areas, perimeters_2025):
    """Communes of 2024 against polygons of 2025: drawn apart along every limit and coast."""
    found = compare(
        brittany_areas,
        PERIMETERS=perimeters_2025 + "epci_geo",
        PERIMETER_CODE="EPCI",
        ALLOCATION="area",
        MEASURE="area",
        FLOWS=brittany[0]["FLOWS"],
    )
    assert_conserves(found)
    assert totals(found) == pytest.approx(dict.fromkeys(totals(found), 1.0))
    assert "do not follow the limits of “epci_geo”: " in found.warnings
    # Hardly anything of Brittany is in no EPCI (Ouessant and Bréhat are not in any).
    assert max(row["outside"] for row in found.rows("SYSTEMS_SUMMARY")) < 0.05


def test_points_and_areas_of_brittany_agree_on_departements(
    compare, brittany, brittany_areas, perimeters_2025
):
    def main_perimeters(units):
        found = compare(
            units, PERIMETERS=perimeters_2025 + "departements_metro_geo", PERIMETER_CODE="DEP"
        )
        return {row["sys_name"]: row["best"] for row in found.rows("SYSTEMS_SUMMARY")}

    areas = main_perimeters(brittany_areas)
    points = main_perimeters(brittany[0]["UNITS"])
    assert areas["Brest"] == "29"
    assert areas["Rennes"] == "35"
    assert {name: points[name] for name in areas} == areas


def test_scot_and_pole_metropolitain_of_brest(compare, brittany, shared_data, tmp_path):
    """Communes in several groupings at once: pairwise figures, a sentence for the indices."""
    units, zones = brittany
    report = tmp_path / "report.html"
    with in_language("fr"):
        found = compare(
            units["UNITS"],
            MEMBERSHIP=str(shared_data / "bretagne" / "scot_memberships_2023.csv"),
            MEMBERSHIP_UNIT="CODGEO",
            MEMBERSHIP_CODE="SIREN",
            MEMBERSHIP_NAME="NOM",
            FLOWS=units["FLOWS"],
            REPORT=str(report),
            **zones,
        )
    assert_conserves(found)
    assert min(totals(found).values()) > 1 - 1e-9
    assert "ARI" not in found.outputs
    assert any("se chevauchent" in info for info in found.journal.infos)
    brest = next(r for r in found.rows("SYSTEMS_SUMMARY") if r["sys_name"] == "Brest")
    assert brest["best_name"] == "Pôle métropolitain du Pays de Brest"
    html = report.read_text(encoding="utf-8")
    assert "ne sont donc pas définies" in html
    assert "au prorata de ses membres" in html
    pole = pd.read_csv(shared_data / "bretagne" / "pole_metropolitain_brest_2023.csv", dtype=str)
    found = compare(
        units["UNITS"],
        MEMBERSHIP=str(shared_data / "bretagne" / "pole_metropolitain_brest_2023.csv"),
        MEMBERSHIP_UNIT=pole.columns[0],
        MEMBERSHIP_CODE=pole.columns[2],
        FLOWS=units["FLOWS"],
        **zones,
    )
    assert_conserves(found)
    assert totals(found) == pytest.approx(dict.fromkeys(totals(found), 1.0))


@pytest.mark.parametrize(
    ("layer", "code"),
    [("epci_geo", "EPCI"), ("departements_metro_geo", "DEP"), ("regions_metro_geo", "REG")],
)
@pytest.mark.parametrize("allocation", ["point", "area"])
def test_systems_of_the_grand_est(
    run, compare, grandest, perimeters_2025, grandest_units, layer, code, allocation
):
    found = compare(
        grandest_units,
        PERIMETERS=perimeters_2025 + layer,
        PERIMETER_CODE=code,
        ALLOCATION=allocation,
        FLOWS=grandest["FLOWS"],
        ORIGIN_FIELD="i",
        DESTINATION_FIELD="j",
        VOLUME_FIELD="fij",
    )
    assert_conserves(found)
    assert totals(found) == pytest.approx(dict.fromkeys(totals(found), 1.0))
    assert {"ARI", "NMI", "VI", "V_MEASURE"} <= set(found.outputs)
    assert sum(row["units"] for row in found.rows("SYSTEMS_SUMMARY")) > 100


@pytest.fixture(scope="module")
def grandest_units(run, grandest, tmp_path_factory):
    """Urban areas of the Grand Est with the system that commuting makes."""
    folder = tmp_path_factory.mktemp("grandest")
    links = run("computelinks", **grandest, MIN_VOLUME=50, LINKS=str(folder / "links.gpkg"))
    units = {key: value for key, value in grandest.items() if key.startswith("UNIT")}
    made = run(
        "detectsystems",
        LINKS=links["LINKS"],
        **units,
        UNIT_WEIGHT="employed",
        UNITS_OUT=str(folder / "units.gpkg"),
        SYSTEMS="memory:",
        LINKS_OUT="memory:",
    )
    return made["UNITS_OUT"]
