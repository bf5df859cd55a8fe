"""The outlines of systems: units dissolved, or a hull that holds towns that do not touch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from qgis.core import QgsGeometry, QgsPointXY
from qgis.PyQt.QtGui import QTransform

from .geometry import Units, vertices_of

# Pieces that hold that share of a surface make a territory: islands and slivers do not count.
_ONE_PIECE = 0.95
# Pieces smaller than that share of the largest one are left as they lie.
_ISLET = 0.02
# Corners of the triangles of a hull, in all and at least for each piece: enough to see.
_MOST_CORNERS, _LEAST_CORNERS = 20000, 4
# Of a collection, before its first geometry: byte order, type, count.
_HEAD_BYTES = 9
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
    return _multi(_concave_hull(dissolved))


def _union(parts: Sequence[QgsGeometry]) -> QgsGeometry:
    """Dissolve polygons; broken rings are mended first, or GEOS would drop them."""
    return QgsGeometry.unaryUnion(
        [part if part.isGeosValid() else part.makeValid() for part in parts]
    )


def _is_one_piece(shape: QgsGeometry) -> bool:
    """Tell a territory in one piece, islands and slivers aside."""
    areas = sorted((part.area() for part in shape.asGeometryCollection()), reverse=True)
    return len(areas) <= 1 or areas[0] >= _ONE_PIECE * sum(areas)


def _concave_hull(body: QgsGeometry) -> QgsGeometry:
    """Return a body and the shortest Delaunay triangles that hold it in one piece.

    Triangles between the outlines of its pieces are added by rising longest side, until the
    pieces that hold nearly all of its surface hang together: the hull is as tight as its widest
    gap allows.
    """
    whole = body.asGeometryCollection()
    least = _ISLET * max(piece.area() for piece in whole)
    pieces = [piece for piece in whole if piece.area() >= least]
    if len(pieces) < 2:
        return _filled(body)
    owners = _corners(pieces)
    rings, sides = _triangles([QgsPointXY(x, y) for x, y in owners])
    chains = _Chains([piece.area() for piece in pieces])
    longest = 0.0
    for ring, side in zip(rings, sides):
        if chains.largest() >= _ONE_PIECE:
            break
        chains.join({owners[corner] for corner in ring})
        longest = side
    kept = [_triangle(ring) for ring, side in zip(rings, sides) if side <= longest]
    return _filled(_union([body, *kept]))


def _filled(shape: QgsGeometry) -> QgsGeometry:
    """Return a shape without its holes, nor the islands in them."""
    return _union(shape.removeInteriorRings().asGeometryCollection())


def _corners(pieces: Sequence[QgsGeometry]) -> dict[tuple[float, float], int]:
    """Return the corners that triangles may have, and the number of the piece of each."""
    each = max(_LEAST_CORNERS, _MOST_CORNERS // len(pieces))
    owners: dict[tuple[float, float], int] = {}
    for number, piece in enumerate(pieces):
        vertices = vertices_of(piece.removeInteriorRings())
        step = -(-len(vertices) // each)
        owners.update(dict.fromkeys(map(tuple, vertices[::step].tolist()), number))
    return owners


_Ring = Sequence[tuple[float, float]]


def _triangles(points: Sequence[QgsPointXY]) -> tuple[list[_Ring], list[float]]:
    """Return the Delaunay triangles of points and their longest sides, the shortest first."""
    import numpy as np

    found = QgsGeometry.fromMultiPointXY(list(points)).delaunayTriangulation()
    # As bytes: objects of QGIS, one a triangle, take minutes for a country.
    triangle = np.dtype([("head", "V13"), ("ring", "=f8", (4, 2))])
    rings = np.frombuffer(found.asWkb().data(), triangle, offset=_HEAD_BYTES)["ring"]
    sides = np.hypot(*np.diff(rings, axis=1).transpose(2, 0, 1)).max(axis=1)
    order = np.lexsort((*rings.reshape(len(rings), -1).T, sides))
    return [[tuple(xy) for xy in ring] for ring in rings[order].tolist()], sides[order].tolist()


def _triangle(ring: _Ring) -> QgsGeometry:
    return QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in ring]])


class _Chains:
    """Which pieces hang together, and how much of the surface the largest chain of them holds."""

    def __init__(self, areas: Sequence[float]) -> None:
        self._above = list(range(len(areas)))
        self._areas = list(areas)
        self._total = sum(areas)
        self._top = max(areas)

    def join(self, pieces: Iterable[int]) -> None:
        """Make one chain of those that some pieces belong to."""
        first, *others = sorted({self._chain(piece) for piece in pieces})
        for other in others:
            self._above[other] = first
            self._areas[first] += self._areas[other]
        self._top = max(self._top, self._areas[first])

    def largest(self) -> float:
        """Return the share (0 to 1) of the surface that lies in the largest chain."""
        return self._top / self._total

    def _chain(self, piece: int) -> int:
        while self._above[piece] != piece:
            self._above[piece] = self._above[self._above[piece]]
            piece = self._above[piece]
        return piece


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


def _multi(shape: QgsGeometry) -> QgsGeometry:
    shape = QgsGeometry(shape)
    shape.convertToMultiType()
    return shape
