"""Outlines of what is chosen in a table, over the canvas."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..algorithms import palette

SYSTEM_COLOUR = palette.KIND_COLOURS[0]
PERIMETER_COLOUR = palette.KIND_COLOURS[1]
# Room around what is shown, as a share of its size.
_ROOM = 1.25


class Highlight:
    """The outline of a system, filled, and that of a perimeter, dashed, each with a pale casing."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._system = _band(canvas, SYSTEM_COLOUR, 45, Qt.PenStyle.SolidLine)
        self._perimeter = _band(canvas, PERIMETER_COLOUR, 0, Qt.PenStyle.DashLine)

    def show(
        self,
        system: QgsGeometry | None,
        perimeter: QgsGeometry | None,
        crs: QgsCoordinateReferenceSystem,
    ) -> None:
        """Draw two outlines given in `crs`; either may be missing."""
        for band, shape in ((self._system, system), (self._perimeter, perimeter)):
            band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
            moved = self._moved(shape, crs)
            if moved is not None:
                band.setToGeometry(moved)

    def zoom(self) -> None:
        """Bring both outlines into view."""
        extent = QgsRectangle()
        for shape in self.shapes:
            extent.combineExtentWith(shape.boundingBox())
        if not extent.isEmpty():
            extent.scale(_ROOM)
            self._canvas.setExtent(extent)
            self._canvas.refresh()

    @property
    def shapes(self) -> list[QgsGeometry]:
        """What is drawn, in the CRS of the canvas."""
        drawn = [band.asGeometry() for band in (self._system, self._perimeter)]
        return [shape for shape in drawn if not shape.isEmpty()]

    def clear(self) -> None:
        """Draw nothing any more."""
        for band in (self._system, self._perimeter):
            if not sip.isdeleted(band):
                band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def remove(self) -> None:
        """Leave the canvas for good."""
        for band in (self._system, self._perimeter):
            if not sip.isdeleted(band) and not sip.isdeleted(self._canvas):
                self._canvas.scene().removeItem(band)

    def _moved(
        self, shape: QgsGeometry | None, crs: QgsCoordinateReferenceSystem
    ) -> QgsGeometry | None:
        if shape is None or shape.isEmpty():
            return None
        moved = QgsGeometry(shape)
        target = self._canvas.mapSettings().destinationCrs()
        try:
            moved.transform(QgsCoordinateTransform(crs, target, QgsProject.instance()))
        except QgsCsException:  # outside the area of the projection: not on this map
            return None
        return moved


def _band(canvas: QgsMapCanvas, colour: str, opacity: int, pen: Qt.PenStyle) -> QgsRubberBand:
    band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
    fill = QColor(colour)
    fill.setAlpha(opacity)
    band.setFillColor(fill)
    band.setStrokeColor(QColor(colour))
    band.setSecondaryStrokeColor(QColor(255, 255, 255, 210))
    band.setWidth(3)
    band.setLineStyle(pen)
    return band
