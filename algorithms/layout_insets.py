"""The small map in a corner of a printed one: where it lies, or what is crowded there, larger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemMapOverview,
    QgsLayoutItemPicture,
    QgsMapLayer,
    QgsPointXY,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QRectF

from . import palette
from .geometry import inner_point
from .layout_items import Bench
from .layout_panels import embedded
from .page import Page
from .styling import CIRCLE_MM, SYSTEMS, UNITS, kind_of, weight_field
from .symbols import SHORT_NAME
from .typography import as_finite

if TYPE_CHECKING:
    import numpy as np

INSET = "inset"
# Of the shorter side of the map, and its gap to the frame, in mm.
_SIDE_SHARE, _EDGE_MM = 0.3, 1.5
# From so many units on a map, the place where most of them crowd is drawn larger.
_MANY = 100
_ZOOM, _CROWD = 4.0, 12
# What a country takes of a map, at most, for the map to need to be placed in it.
_WIDE = 0.8
# Part of every QGIS; no network is needed.
_WORLD = "resources/data/world_map.gpkg|layername=countries"
_WGS84 = "EPSG:4326"


def add_inset(
    bench: Bench, main: QgsLayoutItemMap, stack: Sequence[QgsMapLayer]
) -> list[QgsMapLayer]:
    """Add a small map in a corner where the map shows no unit and no system, if there is one.

    Many units get the place where the large ones crowd, drawn larger with all names; few get the
    country that they lie in.

    Returns
    -------
    list of QgsMapLayer
        The layers that it draws.
    """
    points = _points(stack, main.crs())
    room = _free_corner(main, points, stack)
    crowded = _crowded(points, main.extent())
    if room is None:
        return []
    if crowded is not None:
        layers = [_all_named(layer) if kind_of(layer) == UNITS else layer for layer in stack]
        item = bench.map(INSET, room, layers, main.crs(), crowded)
        main.addLabelBlockingItem(item)
        _show_frame(main, item)
        return layers
    country = _country_around(main.extent(), main.crs())
    if country is not None:
        draw = _Locator(country, main.extent()).draw
        picture = bench.picture(INSET, embedded(room.width(), room.height(), draw), room)
        main.addLabelBlockingItem(picture)
    return []


def fill_inset(
    item: QgsLayoutItem | None,
    main: QgsLayoutItemMap,
    stack: Sequence[QgsMapLayer],
    *,
    atlas: bool,
) -> list[QgsMapLayer]:
    """Fill the inset of a template, and return the layers that it draws.

    A map shows where a page of an atlas lies, or where towns crowd; a picture the country. What
    has nothing to show is taken away.
    """
    if isinstance(item, QgsLayoutItemPicture):
        country = None if atlas else _country_around(main.extent(), main.crs())
        if country is not None:
            draw = _Locator(country, main.extent()).draw
            path = embedded(item.rect().width(), item.rect().height(), draw)
            item.setPicturePath(path, QgsLayoutItemPicture.Format.FormatSVG)
            return []
    if isinstance(item, QgsLayoutItemMap):
        points = _points(stack, main.crs())
        extent = main.extent() if atlas else _crowded(points, main.extent())
        if extent is not None:
            named = [_all_named(layer) if kind_of(layer) == UNITS else layer for layer in stack]
            item.setFollowVisibilityPreset(False)
            item.setLayers(named)
            item.setKeepLayerSet(True)
            item.setCrs(main.crs())
            item.zoomToExtent(extent)
            _show_frame(*((item, main) if atlas else (main, item)))
            return named
    if item is not None:
        main.layout().removeLayoutItem(item)
    return []


def _all_named(layer: QgsVectorLayer) -> QgsVectorLayer:
    """Return a copy of units that names every one that finds room."""
    copy = layer.clone()
    if copy.labelsEnabled() and copy.fields().lookupField("name") >= 0:
        settings = copy.labeling().settings()
        settings.fieldName, settings.isExpression = SHORT_NAME, True
        copy.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    return copy


def _show_frame(main: QgsLayoutItemMap, inset: QgsLayoutItemMap) -> None:
    """Outline on a map what another one shows."""
    overview = QgsLayoutItemMapOverview(INSET, main)
    overview.setLinkedMap(inset)
    frame = {
        "color": "0,0,0,0",
        "outline_color": palette.INK,
        "outline_width": "0.4",
    }
    overview.setFrameSymbol(QgsFillSymbol.createSimple(frame))
    main.overviews().addOverview(overview)


# --- corners ------------------------------------------------------------------------------------


def _free_corner(
    main: QgsLayoutItemMap, points: np.ndarray, stack: Sequence[QgsMapLayer]
) -> QRectF | None:
    """Return the first corner of a map, in mm of the page, that holds nothing of the subject."""
    place, extent = main.pos(), main.extent()
    width, height = main.rect().width(), main.rect().height()
    side = _SIDE_SHARE * min(width, height)
    far_x, far_y = width - side - _EDGE_MM, height - side - _EDGE_MM
    per_mm = extent.width() / width
    # The circle of a town beside the small map is not to be cut by it.
    beside = _EDGE_MM + CIRCLE_MM / 2
    systems = [layer for layer in stack if kind_of(layer) == SYSTEMS]
    for x, y in ((_EDGE_MM, far_y), (_EDGE_MM, _EDGE_MM), (far_x, _EDGE_MM), (far_x, far_y)):
        ground = QgsRectangle(
            extent.xMinimum() + (x - beside) * per_mm,
            extent.yMaximum() - (y + side + beside) * per_mm,
            extent.xMinimum() + (x + side + beside) * per_mm,
            extent.yMaximum() - (y - beside) * per_mm,
        )
        if not _count(points, ground) and not any(_meets(s, ground, main.crs()) for s in systems):
            return QRectF(place.x() + x, place.y() + y, side, side)
    return None


def _meets(
    layer: QgsVectorLayer, ground: QgsRectangle, crs: QgsCoordinateReferenceSystem
) -> bool:
    request = QgsFeatureRequest().setDestinationCrs(crs, QgsCoordinateTransformContext())
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    shape = QgsGeometry.fromRect(ground)
    request.setFilterRect(ground).setNoAttributes()
    return any(feature.geometry().intersects(shape) for feature in layer.getFeatures(request))


# --- what the subject is ------------------------------------------------------------------------


def _points(stack: Sequence[QgsMapLayer], crs: QgsCoordinateReferenceSystem) -> np.ndarray:
    """Return where the circles of units lie, in the CRS of the map, and their weights."""
    import numpy as np

    found = []
    for layer in stack:
        if kind_of(layer) != UNITS:
            continue
        request = QgsFeatureRequest().setDestinationCrs(crs, QgsCoordinateTransformContext())
        weight = weight_field(layer)
        for feature in layer.getFeatures(request):
            point = inner_point(feature.geometry()) if feature.hasGeometry() else None
            if point is not None:
                size = as_finite(feature[weight]) if weight else 1.0
                found.append((point.x(), point.y(), max(size or 0.0, 0.0)))
    return np.array(sorted(found)).reshape(-1, 3)


def _count(points: np.ndarray, ground: QgsRectangle) -> int:
    return int(_inside(points, ground).sum())


def _inside(points: np.ndarray, ground: QgsRectangle) -> np.ndarray:
    x, y, _ = points.T
    inside = (x >= ground.xMinimum()) & (x <= ground.xMaximum())
    return inside & (y >= ground.yMinimum()) & (y <= ground.yMaximum())


def _crowded(points: np.ndarray, extent: QgsRectangle) -> QgsRectangle | None:
    """Return the square where circles crowd most, None where units are few."""
    import numpy as np

    if len(points) < _MANY:
        return None
    side = _SIDE_SHARE * min(extent.width(), extent.height()) / _ZOOM
    radii = np.sqrt(points[:, 2])

    def crowding(square: QgsRectangle) -> float:
        # Less the largest: one large town is no crowd.
        inside = radii[_inside(points, square)]
        return float(inside.sum() - inside.max()) if len(inside) else 0.0

    squares = [
        QgsRectangle.fromCenterAndSize(QgsPointXY(x, y), side, side) for x, y, _ in points.tolist()
    ]
    best = max(squares, key=crowding)
    return best if _count(points, best) >= _CROWD else None


# --- where it lies ------------------------------------------------------------------------------


def _country_around(
    extent: QgsRectangle, crs: QgsCoordinateReferenceSystem
) -> QgsGeometry | None:
    """Return the mainland of the country that a map lies in, in its CRS; None where it fills it."""
    path = Path(QgsApplication.pkgDataPath()) / _WORLD.split("|")[0]
    if not path.is_file() or not crs.isValid():
        return None
    world = QgsVectorLayer(str(Path(QgsApplication.pkgDataPath()) / _WORLD), "world", "ogr")
    degrees = QgsCoordinateReferenceSystem(_WGS84)
    to_map = QgsCoordinateTransform(degrees, crs, QgsCoordinateTransformContext())
    middle = QgsGeometry.fromPointXY(extent.center())
    try:
        middle.transform(QgsCoordinateTransform(crs, degrees, QgsCoordinateTransformContext()))
        request = QgsFeatureRequest().setFilterRect(middle.boundingBox())
        for feature in world.getFeatures(request.setNoAttributes()):
            if feature.geometry().intersects(middle):
                parts = feature.geometry().asGeometryCollection()
                mainland = max(parts, key=lambda part: part.area())
                mainland.transform(to_map)
                box = mainland.boundingBox()
                if max(extent.width() / box.width(), extent.height() / box.height()) < _WIDE:
                    return mainland
    except QgsCsException:
        # A map whose projection does not reach that far has no country around it.
        return None
    return None


class _Locator:
    """A country in one colour, and the frame of the map in it."""

    def __init__(self, country: QgsGeometry, extent: QgsRectangle) -> None:
        box = country.boundingBox()
        box.combineExtentWith(extent)
        self._country, self._extent, self._box = country, extent, box

    def draw(self, page: Page) -> None:
        """Draw both, as large as the page allows."""
        box, margin = self._box, 1.5
        per_mm = max(
            box.width() / (page.width - 2 * margin), box.height() / (page.height - 2 * margin)
        )
        left = (page.width - box.width() / per_mm) / 2
        top = (page.height - box.height() / per_mm) / 2

        def place(x: float, y: float) -> tuple[float, float]:
            return left + (x - box.xMinimum()) / per_mm, top + (box.yMaximum() - y) / per_mm

        whole = QRectF(0.1, 0.1, page.width - 0.2, page.height - 0.2)
        page.box(whole, stroke=palette.HAIRLINE, width=0.2, fill=palette.PAPER)
        ring = self._country.simplify(per_mm / 5).removeInteriorRings()
        corners = [place(v.x(), v.y()) for v in ring.vertices()]
        page.polygon(corners, fill=palette.LAND)
        x, y = place(self._extent.xMinimum(), self._extent.yMaximum())
        size = self._extent.width() / per_mm, self._extent.height() / per_mm
        page.box(QRectF(x, y, *size), stroke=palette.EXCLUDED, width=0.5)
