"""The items of a printed page, each made in one call and known by its id in the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from qgis.core import (
    QgsBasicNumericFormat,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMapOverview,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProperty,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage

from . import palette
from .compat import set_label_text
from .layout_style import HouseStyle
from .symbols import sans, text_format
from .typography import NARROW_SPACE, present_language
from .width_legend import round_values

MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters
# Fine enough for the metrics of small text.
_METRICS_DPI = 600.0
_ENDLESS = 1e6


class Bench:
    """Puts items on the page of a layout, in millimetres."""

    def __init__(self, layout: QgsPrintLayout, style: HouseStyle) -> None:
        self.layout = layout
        self.style = style

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """Return the font of the house."""
        return sans(size, bold=bold, family=self.style.font)

    def text_height(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """Return the millimetres that a text takes on lines of `width` mm; 0 for no text."""
        if not text:
            return 0.0
        device = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
        device.setDotsPerMeterX(round(_METRICS_DPI / 0.0254))
        device.setDotsPerMeterY(round(_METRICS_DPI / 0.0254))
        metrics = QFontMetricsF(self.font(size, bold=bold), device)
        per_mm = _METRICS_DPI / 25.4
        # A little less than the width: the layout breaks its lines at its own resolution.
        room = QRectF(0, 0, width * 0.97 * per_mm, _ENDLESS)
        wrapped = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(room, int(wrapped), text).height() / per_mm + 1.0

    def label(
        self,
        name: str,
        text: str,
        room: QRectF,
        *,
        size: float,
        bold: bool = False,
        colour: str = palette.INK,
    ) -> QgsLayoutItemLabel:
        """Add a text; expressions between ``[%`` and ``%]`` are evaluated by QGIS."""
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text)
        set_label_text(item, self.font(size, bold=bold), QColor(colour))
        item.setHAlign(Qt.AlignmentFlag.AlignLeft)
        item.setMarginX(0)
        item.setMarginY(0)
        self._put(item, name, room)
        return item

    def box(self, name: str, room: QRectF, colour: str) -> None:
        """Add a filled rectangle."""
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        symbol = QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"})
        item.setSymbol(symbol)
        self._put(item, name, room)

    def map(
        self,
        name: str,
        room: QRectF,
        layers: Sequence[QgsMapLayer],
        crs: QgsCoordinateReferenceSystem,
        extent: QgsRectangle,
    ) -> QgsLayoutItemMap:
        """Add a map of layers, from top to bottom, over an extent."""
        item = QgsLayoutItemMap(self.layout)
        self._put(item, name, room)
        item.setLayers(list(layers))
        item.setKeepLayerSet(True)
        if crs.isValid():
            item.setCrs(crs)
        # A name cut by the frame is worse than none.
        item.setMapFlags(QgsLayoutItemMap.MapItemFlags())
        item.setBackgroundColor(QColor(palette.PAPER))
        self._frame(item)
        # A map made in code has no extent to keep the shape of: it gets one of its own shape.
        item.setExtent(_shaped(extent, room))
        self._resize(item, room)
        return item

    def situation(self, name: str, room: QRectF, main: QgsLayoutItemMap, *what: object) -> None:
        """Add a small map that shows where the main one lies: `what` as for `map`."""
        item = self.map(name, room, *what)
        overview = QgsLayoutItemMapOverview(name, item)
        overview.setLinkedMap(main)
        frame = {
            "color": "0,0,0,0",
            "outline_color": palette.EXCLUDED,
            "outline_width": "0.5",
        }
        overview.setFrameSymbol(QgsFillSymbol.createSimple(frame))
        item.overviews().addOverview(overview)
        item.setBackgroundEnabled(True)

    def picture(self, name: str, source: str, room: QRectF) -> QgsLayoutItemPicture:
        """Add a picture, from a file or embedded as SVG."""
        item = QgsLayoutItemPicture(self.layout)
        formats = QgsLayoutItemPicture.Format
        embedded = source.startswith("base64:")
        is_svg = embedded or source.lower().endswith(".svg")
        item.setPicturePath(source, formats.FormatSVG if is_svg else formats.FormatRaster)
        item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        self._put(item, name, room)
        return item

    def scale_bar(self, name: str, room: QRectF, linked: QgsLayoutItemMap) -> None:
        """Add a scale bar of round length, that follows the scale of a map."""
        item = QgsLayoutItemScaleBar(self.layout)
        item.setStyle("Single Box")
        item.setLinkedMap(linked)
        item.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
        item.setUnitLabel("km")
        item.setNumberOfSegments(2)
        item.setNumberOfSegmentsLeft(0)
        size_segments(item, room.width(), linked)
        item.setHeight(1.4)
        item.setTextFormat(_plain_text(self.font(7.5)))
        item.setNumericFormat(_number_format())
        item.setBoxContentSpace(0)
        self._put(item, name, room)
        item.update()

    def _frame(self, item: QgsLayoutItem) -> None:
        item.setFrameEnabled(True)
        item.setFrameStrokeColor(QColor(self.style.frame_colour))
        item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, MILLIMETRES))

    def _put(self, item: QgsLayoutItem, name: str, room: QRectF) -> None:
        item.setId(name)
        self.layout.addLayoutItem(item)
        self._resize(item, room)

    def _resize(self, item: QgsLayoutItem, room: QRectF) -> None:
        item.attemptMove(QgsLayoutPoint(room.x(), room.y(), MILLIMETRES))
        item.attemptResize(QgsLayoutSize(room.width(), room.height(), MILLIMETRES))


def size_segments(item: QgsLayoutItemScaleBar, width: float, linked: QgsLayoutItemMap) -> None:
    """Give a bar a round length; where the scale changes with the page, QGIS chooses it."""
    modes = QgsScaleBarSettings.SegmentSizeMode
    lengths = _round_lengths(linked, width * 0.7)
    metric = linked.crs().mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
    key = getattr(QgsLayoutObject.DataDefinedProperty, "ScalebarSegmentWidth", None)
    if key is not None and metric:
        # Since QGIS 3.26: a round length at every scale, on each page of an atlas too.
        item.setSegmentSizeMode(modes.SegmentSizeFixed)
        half = QgsProperty.fromExpression(_round_half(linked.id(), width * 0.7))
        item.dataDefinedProperties().setProperty(key, half)
        item.setUnitsPerSegment(lengths[0] / 2 if lengths else 1.0)
    elif linked.atlasDriven() or not metric or not lengths:
        item.setSegmentSizeMode(modes.SegmentSizeFitWidth)
        item.setMinimumBarWidth(width * 0.3)
        item.setMaximumBarWidth(width * 0.7)
    else:
        item.setSegmentSizeMode(modes.SegmentSizeFixed)
        item.setUnitsPerSegment(lengths[0] / 2)


@contextmanager
def round_bars(layout: QgsPrintLayout) -> Iterator[None]:
    """Give the bars of an atlas round lengths on each page, as QGIS before 3.26 would not."""
    modes = QgsScaleBarSettings.SegmentSizeMode
    bars = [
        item
        for item in layout.items()
        if isinstance(item, QgsLayoutItemScaleBar)
        and item.segmentSizeMode() == modes.SegmentSizeFitWidth
        and item.linkedMap() is not None
        and item.linkedMap().atlasDriven()
    ]

    def follow(bar: QgsLayoutItemScaleBar) -> None:
        lengths = _round_lengths(bar.linkedMap(), bar.maximumBarWidth())
        if lengths:
            bar.setSegmentSizeMode(modes.SegmentSizeFixed)
            bar.setUnitsPerSegment(lengths[0] / 2)

    slots = [(bar, partial(follow, bar)) for bar in bars]
    for bar, slot in slots:
        bar.linkedMap().extentChanged.connect(slot)
    try:
        yield
    finally:
        for bar, slot in slots:
            bar.linkedMap().extentChanged.disconnect(slot)
            bar.setSegmentSizeMode(modes.SegmentSizeFitWidth)


def _round_lengths(linked: QgsLayoutItemMap, longest: float) -> list[float]:
    """Return the largest round length, in km, that a map shows in `longest` mm, if there is one."""
    return round_values(linked.extent().width() / linked.rect().width() * longest / 1000, 1)


def _round_half(name: str, longest: float) -> str:
    """Return half of the largest round length, in km, that a map shows in `longest` mm."""
    return (
        f"with_variable('km', map_get(item_variables('{name}'), 'map_scale') * {longest!r} / 1e6, "
        "with_variable('ten', 10 ^ floor(log10(@km)), "
        "@ten / 2 * CASE WHEN @km >= 5 * @ten THEN 5 WHEN @km >= 2 * @ten THEN 2 ELSE 1 END))"
    )


def _shaped(extent: QgsRectangle, room: QRectF) -> QgsRectangle:
    """Return an extent widened or heightened to the shape of a room."""
    ratio = room.width() / room.height()
    width = max(extent.width(), extent.height() * ratio)
    return QgsRectangle.fromCenterAndSize(extent.center(), width, width / ratio)


def _plain_text(font: QFont) -> object:
    text = text_format(font.pointSizeF())
    text.setFont(font)
    halo = text.buffer()
    halo.setEnabled(False)
    text.setBuffer(halo)
    return text


def _number_format() -> QgsBasicNumericFormat:
    """Return numbers as the language of the run writes them, whatever that of the machine."""
    numbers = QgsBasicNumericFormat()
    numbers.setShowTrailingZeros(False)
    numbers.setShowThousandsSeparator(True)
    french = present_language() == "fr"
    numbers.setThousandsSeparator(NARROW_SPACE if french else ",")
    numbers.setDecimalSeparator("," if french else ".")
    return numbers
