"""Unit layers of every kind: parts, dimensions, CRS, codes, weights."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.algorithms.geometry import count_of, extent_of, inner_point, read_units
from alliance.core.errors import InputError
from alliance.tests.algorithms.assertions import assert_is_sentence
from qgis.core import QgsGeometry, QgsRectangle, QgsWkbTypes

SQUARE = "((0 0,10 0,10 10,0 10,0 0))"
FAR = "((100 0,104 0,104 4,100 4,100 0))"


def test_units_come_sorted_by_code(make_layer):
    rows = [("b", "Bé", 2.0, "POINT(1 1)"), ("a", None, None, "POINT(0 0)")]
    units = read_units(make_layer("c:string n:string w:double", rows, "Point"), "c", "n", "w")
    assert units.frame["code"].tolist() == ["a", "b"]
    assert units.frame["name"].tolist() == ["a", "Bé"]
    assert units.frame["weight"].tolist() == pytest.approx([np.nan, 2], nan_ok=True)
    assert units.names == {"a": "a", "b": "Bé"}
    assert units.warnings == []


@pytest.mark.parametrize("kind", ["int", "double", "string"])
def test_numbers_as_codes_are_read_as_text(make_layer, kind):
    units = read_units(make_layer(f"c:{kind}", [("12", "POINT(0 0)")], "Point"), "c")
    assert units.frame["code"].tolist() == ["12"]


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        ("Polygon", f"POLYGON{SQUARE}"),
        ("PolygonZ", "POLYGONZ((0 0 5,10 0 5,10 10 5,0 10 5,0 0 5))"),
        ("PolygonM", "POLYGONM((0 0 5,10 0 5,10 10 5,0 10 5,0 0 5))"),
        ("PolygonZM", "POLYGONZM((0 0 5 1,10 0 5 1,10 10 5 1,0 10 5 1,0 0 5 1))"),
        ("MultiPolygon", f"MULTIPOLYGON({SQUARE},{FAR})"),
        ("MultiPolygonZ", "MULTIPOLYGONZ(((0 0 5,10 0 5,10 10 5,0 10 5,0 0 5)))"),
        ("CurvePolygon", "CURVEPOLYGON(CIRCULARSTRING(0 5,5 10,10 5,5 0,0 5))"),
    ],
)
def test_polygons_of_every_kind_become_flat_multipolygons(make_layer, geometry, wkt):
    units = read_units(make_layer("c:string", [("a", wkt)], geometry), "c")
    assert units.wkb_type == QgsWkbTypes.Type.MultiPolygon
    assert units.shapes["a"].wkbType() == QgsWkbTypes.Type.MultiPolygon
    point = units.points["a"]
    assert 0 <= point.x() <= 10
    assert 0 <= point.y() <= 10


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        ("Point", "POINT(3 4)"),
        ("PointZ", "POINTZ(3 4 9)"),
        ("PointM", "POINTM(3 4 9)"),
        ("MultiPoint", "MULTIPOINT((3 4),(3 4))"),
        ("LineString", "LINESTRING(3 4,3 4.0000001)"),
    ],
)
def test_anything_else_becomes_a_point(make_layer, geometry, wkt):
    units = read_units(make_layer("c:string", [("a", wkt)], geometry), "c")
    assert units.wkb_type == QgsWkbTypes.Type.Point
    assert units.shapes["a"].wkbType() == QgsWkbTypes.Type.Point
    assert (units.points["a"].x(), units.points["a"].y()) == pytest.approx((3, 4), abs=1e-6)


def test_the_point_lies_in_the_largest_part(make_layer):
    units = read_units(
        make_layer("c:string", [("a", f"MULTIPOLYGON({FAR},{SQUARE})")], "MultiPolygon"), "c"
    )
    assert units.points["a"].x() <= 10


def test_the_point_of_a_crescent_lies_on_it():
    crescent = "POLYGON((0 0,30 0,30 30,0 30,0 28,28 28,28 2,0 2,0 0))"
    shape = QgsGeometry.fromWkt(crescent)
    assert shape.contains(inner_point(shape))
    assert not shape.contains(shape.centroid().asPoint())


@pytest.mark.parametrize("wkt", ["POLYGON EMPTY", "MULTIPOLYGON EMPTY", "POINT EMPTY"])
def test_an_empty_geometry_has_no_point(wkt):
    assert inner_point(QgsGeometry.fromWkt(wkt)) is None
    assert inner_point(QgsGeometry()) is None


def test_a_broken_ring_does_not_stop_the_run(run, make_layer, flows):
    bow_tie = "POLYGON((0 0,10 10,10 0,0 10,0 0))"
    rows = [(f"0{i}", bow_tie) for i in range(1, 6)]
    units = make_layer("code:string", rows, "Polygon")
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="all", LINKS="memory:")
    found = run(
        "detectsystems",
        LINKS=links["LINKS"],
        UNITS=units,
        UNITS_OUT="memory:",
        SYSTEMS="memory:",
        LINKS_OUT="memory:",
    )
    assert all(f.geometry().isGeosValid() for f in found.layer("SYSTEMS").getFeatures())


def test_units_without_geometry_are_told(make_layer):
    rows = [("a", "POINT(0 0)"), ("b", None), ("c", "POINT EMPTY")]
    units = read_units(make_layer("c:string", rows, "Point", name="towns"), "c")
    (warning,) = units.warnings
    assert_is_sentence(warning)
    assert "Units of “towns” without geometry: 2 (b, c)" in warning
    assert units.line("a", "b") is None
    assert np.isnan(units.distances(["a"], ["b"])).all()


def test_features_without_a_code_are_told(make_layer):
    rows = [("a", "POINT(0 0)"), (None, "POINT(1 1)"), ("  ", "POINT(2 2)")]
    units = read_units(make_layer("c:string", rows, "Point", name="towns"), "c")
    assert "Features of “towns” without a code, left out: 2" in units.warnings[0]
    assert units.frame["code"].tolist() == ["a"]


def test_a_layer_without_crs_has_lines_and_no_distance(make_layer):
    rows = [("a", "POINT(0 0)"), ("b", "POINT(3 4)")]
    units = read_units(make_layer("c:string", rows, "Point", crs="", name="towns"), "c")
    assert "“towns” has no coordinate reference system" in units.warnings[0]
    assert units.line("a", "b").asWkt() == "LineString (0 0, 3 4)"
    assert np.isnan(units.distances(["a"], ["b"])).all()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2154", "EPSG:3857", "EPSG:27572"])
def test_distances_do_not_depend_on_the_crs(make_layer, crs):
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsCoordinateTransformContext,
    )

    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem(crs),
        QgsCoordinateTransformContext(),
    )
    rows = []
    for code, wkt in (("Paris", "POINT(2.35 48.85)"), ("Lyon", "POINT(4.85 45.75)")):
        place = QgsGeometry.fromWkt(wkt)
        place.transform(there)
        rows.append((code, place.asWkt(9)))
    units = read_units(make_layer("c:string", rows, "Point", crs), "c")
    assert units.distances(["Paris", "Paris"], ["Lyon", "Paris"]) == pytest.approx(
        [393.05, 0], abs=0.01
    )


def test_units_at_the_same_place_have_a_distance_and_no_line(make_layer):
    rows = [("a", "POINT(700000 6600000)"), ("b", "POINT(700000 6600000)")]
    units = read_units(make_layer("c:string", rows, "Point"), "c")
    assert units.distances(["a"], ["b"]) == pytest.approx([0])
    assert units.line("a", "b") is None


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rows", "words"),
    [
        ("c:string", [], "“towns” holds no unit"),
        ("c:string", [(None, None)], "“towns” holds no unit"),
        (
            "c:string",
            [("a", None), ("b", None), ("a", None)],
            "more than once in field “c” of “towns”: 1 (a)",
        ),
        ("other:string", [("a", None)], "“c” is missing from “towns”"),
    ],
)
def test_layers_that_are_not_of_units(make_layer, fields, rows, words):
    with pytest.raises(InputError) as caught:
        read_units(make_layer(fields, rows, name="towns"), "c")
    assert_is_sentence(str(caught.value))
    assert words in str(caught.value)


def test_a_weight_that_is_not_a_number(make_layer):
    layer = make_layer("c:string w:string", [("a", "about 40", None)], name="towns")
    with pytest.raises(InputError, match="weight of unit a in “towns” is “about 40”"):
        read_units(layer, "c", weight="w")


class Silent:
    """A layer whose provider tells neither how many features it has nor where they lie."""

    def __init__(self, layer):
        self.getFeatures = layer.getFeatures

    def featureCount(self):
        return -1

    def extent(self):
        return QgsRectangle()


def test_count_and_extent_are_found_where_the_provider_does_not_tell(make_layer):
    rows = [("a", "POINT(1 2)"), ("b", "POINT(5 9)"), ("c", None)]
    layer = make_layer("c:string", rows, "Point")
    for told in (layer, Silent(layer)):
        assert count_of(told) == 3
        assert extent_of(told) == QgsRectangle(1, 2, 5, 9)
    nowhere = make_layer("c:string", rows[2:], "Point")
    assert extent_of(Silent(nowhere)).isNull()
