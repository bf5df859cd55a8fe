"""The outlines of systems: units dissolved, or a hull that holds towns that do not touch."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import QgsGeometry, QgsPointXY
from qgis.PyQt.QtGui import QTransform

from .geometry import Units

# A hull is drawn through at most this many points a unit: enough to see, quick to compute.
_POINTS_A_UNIT = 60
# Towns without surface get a disc of this share of the usual distance between neighbours.
_DISC_SHARE = 0.25
_ARC_SEGMENTS = 12
# Near the poles a disc in degrees would have no end.
_NARROWEST = 0.01


def outline(units: Units, members: Sequence[str], shape: str) -> QgsGeometry | None:
    """Return the multipolygon of a system, None when none of its units has a place.

    Parameters
    ----------
    members : sequence of str
        Codes of the units of the system.
    shape : {"auto", "dissolve", "concave_hull", "convex_hull"}
        `auto` dissolves polygons that touch each other, and draws a concave hull otherwise.
    """
    parts = [units.shapes[code] for code in members if code in units.shapes]
    if not parts:
        return None
    if units.polygons:
        dissolved = _union(parts)
        if shape == "dissolve" or (shape == "auto" and _is_one_piece(dissolved)):
            return _multi(dissolved)
    else:
        dissolved = _discs(units, members)
    if shape == "convex_hull":
        return _multi(dissolved.convexHull())
    return _multi(_concave_hull(dissolved, _points(units, members, parts)))


def _union(parts: Sequence[QgsGeometry]) -> QgsGeometry:
    """Dissolve polygons; broken rings are mended first, or GEOS would drop them."""
    return QgsGeometry.unaryUnion(
        [part if part.isGeosValid() else part.makeValid() for part in parts]
    )


def _is_one_piece(shape: QgsGeometry) -> bool:
    """Tell a territory in one piece, islands and slivers aside."""
    areas = sorted((part.area() for part in shape.asGeometryCollection()), reverse=True)
    return len(areas) <= 1 or areas[0] >= 0.95 * sum(areas)


def _points(units: Units, members: Sequence[str], parts: Sequence[QgsGeometry]) -> list[QgsPointXY]:
    """Return the points that the hull must hold."""
    points = [units.points[code] for code in members if code in units.points]
    if units.polygons:
        for part in parts:
            hull = part.convexHull()  # kept by name: its vertices die with it
            vertices = [QgsPointXY(vertex) for vertex in hull.vertices()]
            step = max(1, len(vertices) // _POINTS_A_UNIT)
            points.extend(vertices[::step])
    return points


def _concave_hull(body: QgsGeometry, points: Sequence[QgsPointXY]) -> QgsGeometry:
    """Return the units and the shortest Delaunay triangles that hold them in one piece.

    Triangles are added by rising longest side until the whole is in one piece, so the hull stays
    as tight as its widest gap allows.
    """
    if len(points) < 3:
        return _bridge(body, points)
    triangles = QgsGeometry.fromMultiPointXY(list(points)).delaunayTriangulation()
    sized = sorted(
        (
            (_longest_side(triangle), triangle.asWkb().data(), triangle)
            for triangle in triangles.asGeometryCollection()
        ),
        key=lambda item: item[:2],
    )
    sides = sorted({side for side, _, _ in sized})
    if not sides:
        return _bridge(body, points)
    low, high = 0, len(sides) - 1
    while low < high:
        middle = (low + high) // 2
        if _is_one_piece(_with_triangles(body, sized, sides[middle])):
            high = middle
        else:
            low = middle + 1
    return _with_triangles(body, sized, sides[low])


def _with_triangles(body: QgsGeometry, sized: Sequence[tuple], longest: float) -> QgsGeometry:
    kept = [triangle for side, _, triangle in sized if side <= longest]
    return _without_holes(_union([body, *kept]))


def _without_holes(shape: QgsGeometry) -> QgsGeometry:
    return shape.removeInteriorRings()


def _bridge(body: QgsGeometry, points: Sequence[QgsPointXY]) -> QgsGeometry:
    """Join two towns by a strip as wide as a third of their own size."""
    if len(points) < 2:
        return body
    width = max(body.boundingBox().width(), body.boundingBox().height()) / 40
    strip = QgsGeometry.fromPolylineXY(list(points)).buffer(width, _ARC_SEGMENTS)
    return _union([body, strip])


def _discs(units: Units, members: Sequence[str]) -> QgsGeometry:
    """Return a disc around each town, so that a system of points has a surface."""
    radius = _DISC_SHARE * _usual_gap(list(units.points.values()))
    return _union(
        [
            _disc(units.points[code], radius, units.crs.isGeographic())
            for code in members
            if code in units.points
        ]
    )


def _disc(centre: QgsPointXY, radius: float, in_degrees: bool) -> QgsGeometry:
    """Return a disc that is round on the ground: a degree of longitude narrows with latitude."""
    disc = QgsGeometry.fromPointXY(QgsPointXY(0, 0)).buffer(radius, _ARC_SEGMENTS)
    widening = 1.0
    if in_degrees:
        widening = 1.0 / max(math.cos(math.radians(centre.y())), _NARROWEST)
    place = QTransform(widening, 0, 0, 1, centre.x(), centre.y())
    disc.transform(place)
    return disc


def _usual_gap(points: Sequence[QgsPointXY]) -> float:
    """Return the median distance to the nearest neighbour, in the units of the layer."""
    import numpy as np

    if len(points) < 2:
        return 1.0
    places = np.array(sorted((point.x(), point.y()) for point in points))
    nearest = []
    for x, y in places[:: max(1, len(places) // 500)]:
        gaps = np.hypot(places[:, 0] - x, places[:, 1] - y)
        nearest.append(np.partition(gaps, 1)[1])
    return float(np.median(nearest)) or 1.0


def _longest_side(triangle: QgsGeometry) -> float:
    ring = triangle.asPolygon()[0]
    return max(ring[i].distance(ring[i + 1]) for i in range(len(ring) - 1))


def _multi(shape: QgsGeometry) -> QgsGeometry:
    shape = QgsGeometry(shape)
    shape.convertToMultiType()
    return shape
