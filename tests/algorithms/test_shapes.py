"""Outlines of systems: units dissolved, or a hull that reads as one."""

from __future__ import annotations

import pytest
from alliance.algorithms.geometry import read_units
from alliance.algorithms.shapes import outline
from qgis.core import QgsWkbTypes


def square(x, y, side=10):
    """Return a square as WKT."""
    return f"POLYGON(({x} {y},{x + side} {y},{x + side} {y + side},{x} {y + side},{x} {y}))"


@pytest.fixture
def polygons(make_layer):
    """Units that touch (a, b, c), one apart (d), one further (e), one without geometry (f)."""
    places = {"a": (0, 0), "b": (10, 0), "c": (10, 10), "d": (40, 0), "e": (0, 60)}
    rows = [(code, square(*place)) for code, place in places.items()]
    return read_units(make_layer("c:string", [*rows, ("f", None)], "Polygon"), "c")


@pytest.fixture
def points(make_layer):
    """Towns as points: three in an L, and two at the same place."""
    places = {"a": (0, 0), "b": (10, 0), "c": (0, 10), "d": (50, 50), "e": (50, 50)}
    rows = [(code, f"POINT({x} {y})") for code, (x, y) in places.items()]
    return read_units(make_layer("c:string", rows, "Point"), "c")


def parts(shape):
    """Return the number of parts of a geometry."""
    return len(shape.asGeometryCollection())


def test_units_that_touch_are_dissolved(polygons):
    shape = outline(polygons, ["a", "b", "c"], "auto")
    assert shape.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert shape.area() == pytest.approx(300)
    assert parts(shape) == 1


def test_units_apart_get_one_hull(polygons):
    shape = outline(polygons, ["a", "d"], "auto")
    assert parts(shape) == 1
    assert shape.area() > 200
    assert all(shape.buffer(1e-6, 4).contains(polygons.shapes[code]) for code in "ad")


def test_units_apart_may_stay_apart(polygons):
    assert parts(outline(polygons, ["a", "d"], "dissolve")) == 2


def test_the_convex_hull(polygons):
    assert outline(polygons, ["a", "d"], "convex_hull").area() == pytest.approx(500)


def test_a_concave_hull_is_tighter_than_a_convex_one(polygons):
    members = ["a", "d", "e"]
    concave, convex = (outline(polygons, members, f"{k}_hull") for k in ("concave", "convex"))
    assert concave.area() <= convex.area() + 1e-6
    assert all(concave.buffer(1e-6, 4).contains(polygons.shapes[code]) for code in members)


@pytest.mark.parametrize("members", ["abc", "ab", "de", "abcde"])
@pytest.mark.parametrize("shape", ["auto", "dissolve", "concave_hull", "convex_hull"])
def test_points_get_a_surface_that_holds_them(points, members, shape):
    found = outline(points, list(members), shape)
    assert found.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert found.isGeosValid()
    assert found.area() > 0
    assert all(found.intersects(points.shapes[code]) for code in members)


def test_a_system_without_any_place_has_no_outline(polygons):
    assert outline(polygons, ["f"], "auto") is None
    assert outline(polygons, ["a", "f"], "auto").area() == pytest.approx(100)


@pytest.mark.parametrize("shape", ["auto", "concave_hull"])
def test_the_order_of_the_members_changes_nothing(polygons, shape):
    one, other = (outline(polygons, order, shape) for order in (list("ade"), list("eda")))
    assert one.symDifference(other).area() == pytest.approx(0, abs=1e-9)


def test_discs_in_degrees_are_round_on_the_ground(make_layer):
    rows = [("a", "POINT(0 60)"), ("b", "POINT(1 60)")]
    towns = read_units(make_layer("c:string", rows, "Point", crs="EPSG:4326"), "c")
    box = outline(towns, ["a"], "dissolve").boundingBox()
    # At 60° north a degree of longitude is half as long as one of latitude.
    assert box.width() == pytest.approx(2 * box.height(), rel=0.02)


def test_a_hull_of_scattered_units_holds_them_without_holes(make_layer):
    """A ring of squares around a lone one: the hull fills the ring."""
    ring = [(x, y) for x in range(0, 200, 20) for y in range(0, 200, 20) if {x, y} & {0, 180}]
    rows = [(str(i), square(x, y)) for i, (x, y) in enumerate([*ring, (90, 90)])]
    units = read_units(make_layer("c:string", rows, "Polygon"), "c")
    shape = outline(units, list(units.shapes), "auto")
    assert parts(shape) == 1
    assert shape.isGeosValid()
    assert all(shape.buffer(1e-6, 4).contains(unit) for unit in units.shapes.values())


def test_a_hull_does_not_depend_on_the_order_of_units(make_layer):
    rows = [(str(i), square(37 * i % 211, 53 * i % 197, 4)) for i in range(40)]
    hulls = [
        outline(read_units(make_layer("c:string", table, "Polygon"), "c"), codes, "concave_hull")
        for table, codes in (
            (rows, [code for code, _ in rows]),
            (rows[::-1], [code for code, _ in rows]),
        )
    ]
    assert hulls[0].asWkt() == hulls[1].asWkt()
    assert parts(hulls[0]) <= 2
