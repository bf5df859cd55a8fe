"""The marks that maps are made of: sized lines and circles, fills, outlines, labels.

Widths and diameters are expressions on a field, in millimetres from zero, so that they follow
the data, survive saving, and can be measured back for the legend (`width_legend`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import (
    QgsExpression,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsPropertyCollection,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo

from . import palette

MILLIMETRES = QgsUnitTypes.RenderUnit.RenderMillimeters
POINTS = QgsUnitTypes.RenderUnit.RenderPoints

HAIR_MM = 0.1
SAMPLE_CIRCLE_MM = 2.8
# Fonts with all accents of Western Europe; the first that this machine really has is taken.
SANS_FAMILIES = (
    "Open Sans",
    "Noto Sans",
    "Source Sans Pro",
    "Segoe UI",
    "Helvetica Neue",
    "Liberation Sans",
    "Arial",
    "DejaVu Sans",
)
# A point inside the largest part: the middle of several islands may be in the sea.
INNER_POINT = (
    "point_on_surface(if(num_geometries($geometry) > 1,"
    " geometry_n(order_parts($geometry, 'area($geometry)', false), 1), $geometry))"
)
# The name of a town as `typography.short_name` writes it.
SHORT_NAME = "regexp_replace(\"name\", ' *[(]partie fran.aise[)]', '')"


@dataclass(frozen=True)
class Scale:
    """How the values of a field become sizes in millimetres, from zero.

    Attributes
    ----------
    field : str
    maximum : float
        Value that gets the size `largest`; > 0.
    largest : float
        Size in mm of `maximum`.
    root : bool
        True for the square root, where areas are to be proportional; else proportional.
    smallest : float
        Size in mm of values that are zero, negative or missing.
    ceiling : float
        Size in mm that no value passes; 0 means none.
    """

    field: str
    maximum: float
    largest: float
    root: bool = False
    smallest: float = HAIR_MM
    ceiling: float = 0.0

    def expression(self) -> str:
        """Return the size as a QGIS expression."""
        field = QgsExpression.quotedColumnRef(self.field)
        part = f"max(0, coalesce(to_real({field}), 0)) / {self.maximum!r}"
        part = f"sqrt({part})" if self.root else part
        size = f"max({self.smallest!r}, {self.largest!r} * {part})"
        return f"min({self.ceiling!r}, {size})" if self.ceiling else size

    def times(self, factor: float) -> Scale:
        """Return the same scale, drawn `factor` times as large."""
        return replace(self, largest=self.largest * factor, ceiling=self.ceiling * factor)


def sized_line(
    scale: Scale,
    colour: str,
    *,
    opacity: float = 1.0,
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine,
    beside: bool = False,
) -> QgsLineSymbol:
    """Return a line as wide as `scale` says.

    `beside` moves it to its right by half its width, so that the flows of both directions lie
    side by side.
    """
    line = QgsSimpleLineSymbolLayer(QColor(colour), scale.largest, pen)
    line.setWidthUnit(MILLIMETRES)
    solid = pen == Qt.PenStyle.SolidLine
    line.setPenCapStyle(Qt.PenCapStyle.RoundCap if solid else Qt.PenCapStyle.FlatCap)
    width = QgsProperty.fromExpression(scale.expression())
    line.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeWidth, width)
    if beside:
        line.setOffsetUnit(MILLIMETRES)
        away = QgsProperty.fromExpression(f"0.5 * ({scale.expression()})")
        line.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyOffset, away)
    symbol = made_of(QgsLineSymbol(), line)
    symbol.setOpacity(opacity)
    return symbol


def circle(scale: Scale, fill: str, stroke: str = palette.INK) -> QgsMarkerSymbol:
    """Return a circle whose diameter is as `scale` says."""
    marker = QgsSimpleMarkerSymbolLayer()
    marker.setColor(QColor(fill))
    marker.setStrokeColor(QColor(stroke))
    marker.setStrokeWidth(0.25)
    marker.setStrokeWidthUnit(MILLIMETRES)
    marker.setSizeUnit(MILLIMETRES)
    # What legends show of it, where there is no value to draw.
    marker.setSize(SAMPLE_CIRCLE_MM)
    diameter = QgsProperty.fromExpression(scale.expression())
    marker.setDataDefinedProperty(QgsSymbolLayer.Property.PropertySize, diameter)
    return made_of(QgsMarkerSymbol(), marker)


def circle_in_polygon(
    scale: Scale, fill: str, stroke: str = palette.INK, *, outlined: bool = True
) -> QgsFillSymbol:
    """Return a circle in the largest part of a polygon, whose outline is thin or left out.

    The circle is drawn in a second pass, over the outlines of all polygons.
    """
    generator = QgsGeometryGeneratorSymbolLayer.create(
        {"geometryModifier": INNER_POINT, "SymbolType": "Marker"}
    )
    generator.setSubSymbol(circle(scale, fill, stroke))
    generator.setRenderingPass(1)
    if not outlined:
        return made_of(QgsFillSymbol(), generator)
    return made_of(QgsFillSymbol(), _outline_layer(palette.HAIRLINE, 0.12), generator)


def fill(
    colour: str, *, opacity: float = 0.68, stroke: str = palette.PAPER, width: float = 0.35
) -> QgsFillSymbol:
    """Return a soft fill; its outline in the colour of the paper parts it from its neighbours."""
    layer = QgsSimpleFillSymbolLayer()
    soft = QColor(colour)
    soft.setAlphaF(opacity)
    layer.setFillColor(soft)
    layer.setStrokeColor(QColor(stroke))
    layer.setStrokeWidth(width)
    layer.setStrokeWidthUnit(MILLIMETRES)
    return made_of(QgsFillSymbol(), layer)


def outline(colour: str, width: float) -> QgsFillSymbol:
    """Return an outline alone, with a pale casing that keeps it readable over any fill."""
    casing = QColor(palette.PAPER)
    casing.setAlphaF(0.7)
    below = _outline_layer(palette.PAPER, width * 2.2)
    below.setStrokeColor(casing)
    return made_of(QgsFillSymbol(), below, _outline_layer(colour, width))


def made_of(symbol: QgsSymbol, *layers: QgsSymbolLayer) -> QgsSymbol:
    """Replace the default layer of a new symbol.

    Given to the symbol's constructor as a list, layers would stay Python's to delete (QGIS 3.22).
    """
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol


def _outline_layer(colour: str, width: float) -> QgsSimpleFillSymbolLayer:
    layer = QgsSimpleFillSymbolLayer()
    layer.setBrushStyle(Qt.BrushStyle.NoBrush)
    layer.setStrokeColor(QColor(colour))
    layer.setStrokeWidth(width)
    layer.setStrokeWidthUnit(MILLIMETRES)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return layer


def labels(
    expression: str, *, scale: Scale, polygons: bool, size: float = 7.0
) -> QgsVectorLayerSimpleLabeling:
    """Return labels with a white halo beside the circles of `scale`, the heaviest first.

    Parameters
    ----------
    expression : str
        Text of the label; an empty one gives none.
    scale : Scale
        Of the circles: heavier units get larger text, the first places, and stand off farther.
    polygons : bool
        True where the circles are made inside polygons.
    size : float
        Smallest text, in points.
    """
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.autoWrapLength = 20
    settings.displayAll = False
    settings.distUnits = MILLIMETRES
    # As obstacles, the circles and polygons of small units would keep the names of centres away.
    obstacles = settings.obstacleSettings()
    obstacles.setIsObstacle(False)
    settings.setObstacleSettings(obstacles)
    if polygons:
        settings.geometryGeneratorEnabled = True
        settings.geometryGenerator = INNER_POINT
        settings.geometryGeneratorType = QgsWkbTypes.GeometryType.PointGeometry
    settings.setFormat(text_format(size, bold=True))
    share = f"({scale.expression()}) / {scale.largest!r}"
    defined = QgsPropertyCollection()
    for key, rule in (
        (QgsPalLayerSettings.Property.Size, f"{size!r} * (1 + 0.4 * min(1, {share}))"),
        (QgsPalLayerSettings.Property.Priority, f"10 * min(1, {share})"),
        (QgsPalLayerSettings.Property.LabelDistance, f"0.5 * ({scale.expression()}) + 0.3"),
    ):
        defined.setProperty(key, QgsProperty.fromExpression(rule))
    settings.setDataDefinedProperties(defined)
    return QgsVectorLayerSimpleLabeling(settings)


def text_format(size: float, *, bold: bool = False, colour: str = palette.INK) -> QgsTextFormat:
    """Return text with a white halo."""
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    halo.setSizeUnit(MILLIMETRES)
    halo.setColor(QColor(palette.PAPER))
    halo.setOpacity(0.9)
    text = QgsTextFormat()
    text.setFont(sans(size, bold=bold))
    text.setSize(size)
    text.setSizeUnit(POINTS)
    text.setColor(QColor(colour))
    text.setBuffer(halo)
    return text


def sans(size: float, *, bold: bool = False, family: str = "") -> QFont:
    """Return a font `size` points high: `family`, or the best sans-serif one of this machine."""
    font = QFont(family or _sans_family())
    font.setPointSizeF(size)
    font.setBold(bold)
    return font


def _sans_family() -> str:
    for family in SANS_FAMILIES:
        if QFontInfo(QFont(family)).family().lower() == family.lower():
            return family
    return QFontInfo(QFont()).family()
