"""Distances: known geodesics, QGIS, and pairs found through the grid against all pairs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alliance.core import distances
from alliance.core.distances import PairedDistance, PointDistances, listed_distances
from alliance.core.errors import InputError, SettingsError
from hypothesis import given
from hypothesis import strategies as st

FIRST, SECOND = np.array([0]), np.array([1])


def between(a, b, **options):
    x, y = zip(a, b)
    return PointDistances(np.array(x), np.array(y), **options)(FIRST, SECOND)[0]


def angle(degrees, minutes, seconds):
    return math.copysign(abs(degrees) + minutes / 60 + seconds / 3600, degrees)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        # Flinders Peak - Buninyong: the test line of the Geocentric Datum of Australia manual.
        (
            (angle(144, 25, 29.52440), angle(-37, 57, 3.72030)),
            (angle(143, 55, 35.38390), angle(-37, 39, 10.15610)),
            54.972271,
        ),
        # A degree along the equator is a degree of the equatorial radius.
        ((0.0, 0.0), (1.0, 0.0), 6378.137 * math.pi / 180),
        # The quarter of a meridian.
        ((0.0, 0.0), (0.0, 90.0), 10001.965729),
        # Across the date line.
        ((179.5, 0.0), (-179.5, 0.0), 6378.137 * math.pi / 180),
        ((2.35, 48.85), (2.35, 48.85), 0.0),
    ],
    ids=["australia", "equator", "meridian", "date line", "one place"],
)
def test_known_lines(a, b, km):
    assert between(a, b) == pytest.approx(km, abs=0.03)


def test_same_as_qgis(monkeypatch):
    core = pytest.importorskip("qgis.core")
    measure = core.QgsDistanceArea()
    measure.setEllipsoid("EPSG:7030")
    measure.setSourceCrs(
        core.QgsCoordinateReferenceSystem("EPSG:4326"), core.QgsCoordinateTransformContext()
    )
    draw = np.random.default_rng(4)
    x, y = draw.uniform(-5, 9, 200), draw.uniform(41, 51, 200)
    points = [core.QgsPointXY(*point) for point in zip(x, y)]
    expected = [measure.measureLine(*pair) / 1000 for pair in zip(points[:100], points[100:])]
    if not any(expected):
        pytest.skip("this QGIS has no ellipsoid without its application")
    units = np.arange(100)
    found = PointDistances(x, y)(units, units + 100)
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.02)


def test_a_plane_is_measured_in_metres():
    assert between((0.0, 0.0), (3000.0, 4000.0), geographic=False) == 5


def test_units_without_a_place_have_no_distance():
    for geographic in (True, False):
        assert math.isnan(between((1.0, 2.0), (math.nan, math.nan), geographic=geographic))
    x = np.array([0.0, math.nan, 0.001])
    pairs = list(PointDistances(x, x, cutoff_km=5).pairs())
    assert [pair for a, b, _ in pairs for pair in zip(a, b)] == [(0, 2), (2, 0)]


def test_any_shape_of_pairs():
    points = PointDistances(np.arange(4.0), np.zeros(4))
    units = np.arange(4)
    matrix = points(units[:, None], units[None, :])
    assert matrix.shape == (4, 4)
    np.testing.assert_array_equal(matrix, matrix.T)


coordinates = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(coordinates, coordinates)
def test_distance_is_the_same_both_ways_and_near_that_of_the_sphere(a, b):
    km = between(a, b)
    assert km == between(b, a) >= 0
    (x1, y1), (x2, y2) = np.radians([a, b])
    turn = np.sin((x2 - x1) / 2) ** 2 * np.cos(y1) * np.cos(y2)
    sphere = 6371.0088 * 2 * np.arcsin(min(np.sqrt(np.sin((y2 - y1) / 2) ** 2 + turn), 1))
    assert km == pytest.approx(sphere, rel=0.01, abs=1e-6)


@pytest.mark.parametrize("geographic", [True, False])
@pytest.mark.parametrize("cutoff", [0.5, 60, 400, 30_000])
def test_pairs_within_the_cutoff_are_those_of_the_full_matrix(geographic, cutoff, monkeypatch):
    monkeypatch.setattr(distances, "_BLOCK_PAIRS", 500)
    draw = np.random.default_rng(int(cutoff))
    x, y = draw.uniform(-5, 9, 120), draw.uniform(41, 51, 120)
    x[:3], y[:3] = 2.0, 48.0
    if not geographic:
        x, y = x * 100_000, y * 100_000
    points = PointDistances(x, y, geographic=geographic, cutoff_km=cutoff)
    assert isinstance(points, PairedDistance)
    assert points.lists_pairs
    units = np.arange(120)
    matrix = points(units[:, None], units[None, :])
    np.fill_diagonal(matrix, math.inf)
    first, second = np.nonzero(matrix <= cutoff)
    found = [np.concatenate(column) for column in zip(*points.pairs())]
    np.testing.assert_array_equal(found[0], first)
    np.testing.assert_array_equal(found[1], second)
    np.testing.assert_array_equal(found[2], matrix[first, second])


def test_no_point_no_pair():
    assert not [
        pair
        for a, *_ in PointDistances(np.empty(0), np.empty(0), cutoff_km=1).pairs()
        for pair in a
    ]


def test_the_cutoff_is_a_distance():
    for cutoff in (0, -1, math.nan):
        with pytest.raises(SettingsError, match="MAX_DISTANCE"):
            PointDistances(np.zeros(1), np.zeros(1), cutoff_km=cutoff)


def test_listed_pairs():
    codes = np.array(["A", "B", "C"], dtype=object)
    listed = listed_distances(
        codes, np.array([1, 0, 0, 2, 0]), np.array([0, 1, 1, 0, 2]), [7, 5, 4, 9, math.nan]
    )
    assert listed.lists_pairs
    units = np.arange(3)
    matrix = listed(units[:, None], units[None, :])
    expected = np.array([[np.nan, 4, np.nan], [7, np.nan, np.nan], [9, np.nan, np.nan]])
    np.testing.assert_array_equal(matrix, expected)
    ((first, second, km),) = listed.pairs()
    assert list(zip(first, second, km)) == [(0, 1, 4), (1, 0, 7), (2, 0, 9)]


def test_an_empty_list_knows_nothing():
    listed = listed_distances(np.array(["A"], dtype=object), np.empty(0, int), np.empty(0, int), [])
    assert np.isnan(listed(np.array([0]), np.array([0]))).all()


@pytest.mark.parametrize("value", [-1.0, math.inf])
def test_impossible_distances_are_told(value):
    codes = np.array(["A", "B"], dtype=object)
    with pytest.raises(InputError, match="between “A” and “B”"):
        listed_distances(codes, np.array([0]), np.array([1]), [value])
