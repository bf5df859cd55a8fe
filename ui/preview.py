"""Systems drawn over the canvas while a threshold moves. No layer is made or changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QLineF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from ..algorithms import palette
from ..algorithms.amounts import MAX_DRAWN
from ..algorithms.symbols import sans
from .colours import SystemColours
from .theme import blend

if TYPE_CHECKING:
    import numpy as np

    from ..core.systems import Systems
    from .scene import Scene

_FILL_OPACITY = 0.88
_PALE = 0.3
_HALO = 1.4
_AROUND = tuple(
    (_HALO * math.cos(turn * math.pi / 4), _HALO * math.sin(turn * math.pi / 4))
    for turn in range(8)
)
# More names than that hide the map; the heaviest systems have theirs.
_MOST_NAMES = 60
_LABEL_POINTS = 9.0
_CASING, _BOLD = 4.6, 2.6  # widths, in pixels
_DARKER = 170  # percent
_LARGEST, _SMALLEST = 8.0, 2.6  # radius of a town, in pixels
# Outlines are drawn to this share of the width of all units: finer cannot be seen.
_DETAIL = 1 / 1500
_ABOVE_LAYERS = 5.0


@dataclass
class _Picture:
    """What is drawn, by position of the units; colours are those of `palette.SYSTEM_FILLS`."""

    system: np.ndarray  # (n,) number, 0 for none
    colour: list[int]  # one a system
    thin: np.ndarray  # (l, 2) positions of both ends
    bold: np.ndarray  # (b, 2)
    centres: list[int]
    names: list[str]


class SystemsPreview(QgsMapCanvasItem):
    """Towns, links and territories of each system in its colour, with the names of the centres."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._scene: Scene | None = None
        self._picture: _Picture | None = None
        self._points: Any = None
        self._paths: dict[int, QPainterPath] = {}
        self._radius: list[float] = []
        self.paints = 0  # how often it was drawn: the benchmark waits for the next time
        self._colours = SystemColours()
        self.setZValue(_ABOVE_LAYERS)
        canvas.destinationCrsChanged.connect(self._follow_crs)

    # --- what the page asks for -------------------------------------------------------------

    def show_scene(self, scene: Scene) -> None:
        """Take the units of a scene; nothing is drawn before `show_systems`."""
        self._scene, self._picture = scene, None
        self._colours.forget()
        self._radius = _radii(scene)
        self._place()

    def show_systems(self, found: Systems, reached: np.ndarray) -> None:
        """Draw systems, and among their internal links those that `reached` marks.

        Parameters
        ----------
        found : Systems
            Found in the scene shown.
        reached : (l,) array of bool
        """
        if self._scene is None:
            return
        self._picture = _picture(self._scene, found, reached, self._colours)
        self.show()
        self.update()

    def clear(self) -> None:
        """Draw nothing any more."""
        self._picture = None
        if not sip.isdeleted(self):
            self.hide()

    @property
    def is_drawn(self) -> bool:
        """True while systems are drawn."""
        return self._picture is not None and self.isVisible()

    def remove(self) -> None:
        """Leave the canvas for good."""
        if not sip.isdeleted(self) and not sip.isdeleted(self._canvas):
            self._canvas.destinationCrsChanged.disconnect(self._follow_crs)
            self._canvas.scene().removeItem(self)

    # --- QGIS -------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def updatePosition(self) -> None:  # noqa: N802
        self.prepareGeometryChange()
        self.setPos(0, 0)

    def paint(self, painter: QPainter, option: Any = None, widget: Any = None) -> None:
        if self._picture is None or self._points is None:
            return
        painter.save()
        try:
            self._paint(painter)
        finally:
            painter.restore()
        self.paints += 1

    # --- inside -----------------------------------------------------------------------------

    def _follow_crs(self) -> None:
        self._place()
        self.update()

    def _place(self) -> None:
        """Bring the units to the CRS of the canvas, once for all thresholds."""
        import numpy as np

        scene = self._scene
        if scene is None:
            return
        target = self._canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(scene.crs, target, QgsProject.instance())
        self._points = np.array([_moved_point(transform, x, y) for x, y in scene.points.tolist()])
        self._points = self._points.reshape(len(scene.points), 2)
        self._paths = _territories(scene, transform) if scene.units.polygons else {}

    def _to_pixels(self) -> QTransform:
        """Return the transform of the canvas, rotation included, from three points of the map."""
        extent = self._canvas.extent()
        x, y = extent.xMinimum(), extent.yMinimum()
        span = max(extent.width(), extent.height()) or 1.0
        origin, right, up = (
            self.toCanvasCoordinates(QgsPointXY(*corner))
            for corner in ((x, y), (x + span, y), (x, y + span))
        )
        a, b = (right.x() - origin.x()) / span, (right.y() - origin.y()) / span
        c, d = (up.x() - origin.x()) / span, (up.y() - origin.y()) / span
        return QTransform(a, b, c, d, origin.x() - a * x - c * y, origin.y() - b * x - d * y)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_pixels = self._to_pixels()
        self._paint_territories(painter, to_pixels)
        spots = _moved(self._points, to_pixels)
        self._paint_links(painter, spots)
        self._paint_towns(painter, spots)
        self._paint_names(painter, spots)

    def _paint_territories(self, painter: QPainter, to_pixels: QTransform) -> None:
        pen = QPen(QColor(palette.PAPER), 1.0)
        pen.setCosmetic(True)
        painter.save()
        painter.setTransform(to_pixels, True)
        painter.setPen(pen)
        for unit, system in enumerate(self._picture.system.tolist()):
            if unit in self._paths:
                painter.setBrush(self._ground(system))
                painter.drawPath(self._paths[unit])
        painter.restore()

    def _paint_links(self, painter: QPainter, spots: np.ndarray) -> None:
        picture = self._picture
        soft = QColor(palette.INK)
        soft.setAlphaF(0.45)
        painter.setPen(QPen(soft, 1.0))
        painter.drawLines(_lines(spots, picture.thin))
        # Flat ends are twenty times faster than round ones, and towns hide them.
        painter.setPen(QPen(QColor(palette.PAPER), _CASING, cap=Qt.PenCapStyle.FlatCap))
        painter.drawLines(_lines(spots, picture.bold))
        for colour, ends in _by_colour(picture):
            dark = QColor(palette.SYSTEM_FILLS[colour]).darker(_DARKER)
            painter.setPen(QPen(dark, _BOLD, cap=Qt.PenCapStyle.FlatCap))
            painter.drawLines(_lines(spots, ends))

    def _paint_towns(self, painter: QPainter, spots: np.ndarray) -> None:
        picture = self._picture
        centres = set(picture.centres)
        edge, alone = QPen(QColor(palette.INK), 1.0), QPen(QColor(palette.OUTLINE), 1.0)
        for unit, (x, y) in enumerate(spots.tolist()):
            if not math.isfinite(x):
                continue
            system = int(picture.system[unit])
            painter.setPen(edge if system else alone)
            fill = self._colour(system) if system else QColor(palette.PAPER)
            painter.setBrush(QColor(palette.INK) if unit in centres else fill)
            radius = self._radius[unit] if system else _SMALLEST
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_names(self, painter: QPainter, spots: np.ndarray) -> None:
        font = sans(_LABEL_POINTS, bold=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        taken: list[QRectF] = []
        for unit, name in zip(self._picture.centres[:_MOST_NAMES], self._picture.names):
            x, y = spots[unit].tolist()
            if not math.isfinite(x):
                continue
            left = QPointF(x + self._radius[unit] + 3, y + metrics.capHeight() / 2)
            room = metrics.boundingRect(name).translated(left)
            if not any(room.intersects(other) for other in taken):
                taken.append(room)
                _write(painter, left, name)

    def _ground(self, system: int) -> QColor:
        """Return the fill of a unit: pale, and strong enough to hide the layers under it."""
        colour = self._colour(system) if system else QColor(palette.NO_SYSTEM_FILL)
        pale = blend(colour, QColor(palette.PAPER), _PALE)
        pale.setAlphaF(_FILL_OPACITY)
        return pale

    def _colour(self, system: int) -> QColor:
        return QColor(palette.SYSTEM_FILLS[self._picture.colour[system - 1]])


def _picture(scene: Scene, found: Systems, reached: np.ndarray, colours: SystemColours) -> _Picture:
    import numpy as np
    import pandas as pd

    system = found.units["system"].to_numpy(dtype=np.int64)
    internal = (found.links["system"].to_numpy() > 0) & reached
    chosen = np.flatnonzero(internal)
    if len(chosen) > MAX_DRAWN:
        # More lines make no picture: the strongest are enough.
        strength = found.links["intensity"].to_numpy()[chosen]
        chosen = chosen[np.argsort(-strength, kind="stable")[:MAX_DRAWN]]
    index = pd.Index(found.units["code"], dtype=object)
    parent = index.get_indexer(found.units["parent"])
    child = np.flatnonzero((parent >= 0) & (system > 0))
    centres = index.get_indexer(found.systems["centre"])
    return _Picture(
        system=system,
        colour=colours.give(
            found.systems["centre"].tolist(), _middles(scene.points, system, len(centres))
        ),
        thin=np.column_stack([scene.first[chosen], scene.second[chosen]]),
        bold=np.column_stack([child, parent[child]]),
        centres=centres.tolist(),
        names=found.systems["name"].tolist(),
    )


def _middles(points: np.ndarray, system: np.ndarray, count: int) -> np.ndarray:
    """Return the mean place of the units of each system, shape (S, 2)."""
    import numpy as np

    placed = np.isfinite(points[:, 0]) & (system > 0)
    size = np.bincount(system[placed], minlength=count + 1)[1:].astype(np.float64)
    size[size == 0] = np.nan
    sums = [
        np.bincount(system[placed], weights=points[placed, axis], minlength=count + 1)[1:]
        for axis in (0, 1)
    ]
    return np.column_stack([total / size for total in sums])


def _radii(scene: Scene) -> list[float]:
    """Return the radius of each town in pixels, its area as its weight."""
    import numpy as np

    weight = scene.units.frame["weight"].fillna(0).clip(lower=0).to_numpy(dtype=np.float64)
    # An excluded capital would make a dot of every other town: the scale starts a little lower.
    top = np.quantile(weight, 0.99) if len(weight) else 0.0
    if not top > 0:
        return [4.0] * len(weight)
    radius = _LARGEST * np.sqrt(np.minimum(weight / top, 1.0))
    return np.maximum(radius, _SMALLEST).tolist()


def _territories(scene: Scene, transform: QgsCoordinateTransform) -> dict[int, QPainterPath]:
    codes = scene.units.frame["code"].tolist()
    shapes = scene.units.shapes
    boxes = [shape.boundingBox() for shape in shapes.values()]
    if not boxes:
        return {}
    width = max(box.xMaximum() for box in boxes) - min(box.xMinimum() for box in boxes)
    paths = {}
    for unit, code in enumerate(codes):
        if code in shapes:
            simple = shapes[code].simplify(width * _DETAIL)
            shape = QgsGeometry(simple if not simple.isEmpty() else shapes[code])
            if _could_move(shape, transform):
                paths[unit] = _path(shape)
    return paths


def _could_move(shape: QgsGeometry, transform: QgsCoordinateTransform) -> bool:
    try:
        shape.transform(transform)
    except QgsCsException:
        return False
    return True


def _path(shape: QgsGeometry) -> QPainterPath:
    path = QPainterPath()
    for part in shape.asGeometryCollection():
        path.addPolygon(part.asQPolygonF())
        path.closeSubpath()
    return path


def _write(painter: QPainter, left: QPointF, text: str) -> None:
    """Write text with a pale halo: copies around it, far faster than the outline of its letters."""
    painter.setPen(QColor(palette.PAPER))
    for x, y in _AROUND:
        painter.drawText(left + QPointF(x, y), text)
    painter.setPen(QColor(palette.INK))
    painter.drawText(left, text)


def _moved_point(transform: QgsCoordinateTransform, x: float, y: float) -> tuple[float, float]:
    if not math.isfinite(x):
        return x, y
    try:
        point = transform.transform(QgsPointXY(x, y))
    except QgsCsException:  # outside the area of the projection: not on this map
        return math.nan, math.nan
    return point.x(), point.y()


def _moved(points: np.ndarray, transform: QTransform) -> np.ndarray:
    import numpy as np

    x, y = points[:, 0], points[:, 1]
    return np.column_stack(
        [
            transform.m11() * x + transform.m21() * y + transform.dx(),
            transform.m12() * x + transform.m22() * y + transform.dy(),
        ]
    )


def _lines(spots: np.ndarray, ends: np.ndarray) -> list[QLineF]:
    import numpy as np

    if not len(ends):
        return []
    both = np.column_stack([spots[ends[:, 0]], spots[ends[:, 1]]])
    both = both[np.isfinite(both).all(axis=1)]
    return [QLineF(*four) for four in both.tolist()]


def _by_colour(picture: _Picture) -> list[tuple[int, np.ndarray]]:
    """Sort the bold lines by the colour of their system."""
    import numpy as np

    if not len(picture.bold):
        return []
    colour = np.array(picture.colour)[picture.system[picture.bold[:, 0]] - 1]
    return [(int(one), picture.bold[colour == one]) for one in np.unique(colour)]
