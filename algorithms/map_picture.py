"""One map as a picture: title, map, legend with sizes, scale bar, north and source.

The legend is read back from the styles of the layers, so it shows what is drawn, in the widths
and diameters of the map. Nothing here needs a project, a canvas or the main thread; layers must
belong to the thread that draws.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsLabelingEngineSettings,
    QgsMapLayer,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from ..core.errors import InputError
from ..core.messages import translate
from . import palette
from .geometry import extent_of
from .map_legend import LegendColumn, legend_blocks
from .page import Page
from .styling import (
    AREAS,
    DRAW_ORDER,
    SYSTEMS,
    UNITS,
    kind_of,
    leave_only_circles,
    name_only_largest,
    style_by_role,
)
from .typography import format_value
from .width_legend import round_values

# On a copy of units, the layer that it takes its symbols from.
_FOLLOWS = "alliance/follows"
MARGIN_MM = 6.0
TITLE_PT = (17.0, 16.0, 15.0, 14.0, 13.0)
PANEL_MM = 64.0
GAP_MM = 4.0
MOST_NAMES = 45
# Room around the outermost units for their names.
BREATH = 0.06
# Around a unit that is alone.
_AROUND_ONE_M = 10_000.0
_LAMBERT_93 = "EPSG:2154"
_METROPOLITAN_FRANCE = QgsRectangle(-6.0, 41.0, 10.5, 51.6)
_WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class MapTexts:
    """What is written around a map.

    Attributes
    ----------
    title, subtitle, source : str
        `source` follows the word “Source”.
    weight : str
        What the weight of units is: “employed residents 2011”.
    mark : str
        Mark of simulated data or modelled flows, shown in a frame; empty for observed ones.
    """

    title: str
    subtitle: str = ""
    source: str = ""
    weight: str = ""
    mark: str = ""


def render_map(
    layers: Sequence[QgsVectorLayer],
    path: Path,
    texts: MapTexts,
    *,
    size: tuple[int, int] = (1600, 1200),
    dpi: float = 150.0,
    language: str = "",
    crs: QgsCoordinateReferenceSystem | None = None,
) -> None:
    """Draw layers as one map and write it as a PNG; see `draw_map`.

    Raises
    ------
    InputError
        Nothing can be drawn, or the file cannot be written.
    """
    image = draw_map(layers, texts, size=size, dpi=dpi, language=language, crs=crs)
    if not image.save(str(path), "PNG"):
        raise InputError(
            translate(
                "Alliance",
                "The map “{path}” could not be written: check the folder and the free space."
            ).format(path=path)
        )


def draw_map(
    layers: Sequence[QgsVectorLayer],
    texts: MapTexts,
    *,
    size: tuple[int, int] = (1600, 1200),
    dpi: float = 150.0,
    language: str = "",
    crs: QgsCoordinateReferenceSystem | None = None,
) -> QImage:
    """Draw layers as one map with everything that a reader needs around it.

    Parameters
    ----------
    layers : sequence of QgsVectorLayer
        Styled (`styling`), in any order: perimeters come over units, links, systems.
    texts : MapTexts
    size : (int, int)
        Width and height, in pixels.
    dpi : float
        Pixels per inch: widths in millimetres and sizes in points follow it.
    language : str
        Of numbers; by default that of the present run.
    crs : QgsCoordinateReferenceSystem, optional
        Of the map; by default that of the layers, or one in metres when theirs is in degrees.

    Raises
    ------
    InputError
        No layer has a place on earth.
    """
    stack = map_stack(layers)
    crs, extent = crs_and_extent(stack, crs)
    image = QImage(QSize(*size), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.fill(QColor(palette.PAPER))
    painter = QPainter(image)
    try:
        page = Page(painter, size[0], size[1], dpi)
        _compose(page, stack, texts, crs, extent, language)
    finally:
        painter.end()
    return image


def png_bytes(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


def map_stack(layers: Sequence[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Return layers from top to bottom of the map, each unit polygon layer in two.

    The polygons of units become a quiet ground, their circles stay on top: links lie between.
    Only the largest centres are named: on paper one cannot zoom in.
    """
    stack = []
    for layer in layers:
        kind = kind_of(layer)
        if kind == UNITS:
            stack += _unit_layers(layer)
        elif kind in DRAW_ORDER:
            stack.append((kind, layer))
    return [layer for _, layer in sorted(stack, key=lambda item: DRAW_ORDER.index(item[0]))]


def _unit_layers(layer: QgsVectorLayer) -> list[tuple[str, QgsVectorLayer]]:
    circles = layer.clone()
    circles.setCustomProperty(_FOLLOWS, layer.id())
    name_only_largest(circles, MOST_NAMES)
    if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
        return [(UNITS, circles)]
    leave_only_circles(circles)
    ground = layer.clone()
    style_by_role(ground, AREAS)
    return [(UNITS, circles), (AREAS, ground)]


def follow_source(copy: QgsMapLayer, source: QgsVectorLayer) -> None:
    """Give the copy of units that a layout draws the symbols that the units have got."""
    if copy.customProperty(_FOLLOWS) == source.id() and source.renderer() is not None:
        copy.setRenderer(source.renderer().clone())
        leave_only_circles(copy)


# --- composition --------------------------------------------------------------------------------


def _compose(
    page: Page,
    stack: Sequence[QgsVectorLayer],
    texts: MapTexts,
    crs: QgsCoordinateReferenceSystem,
    extent: QgsRectangle,
    language: str,
) -> None:
    left, right = MARGIN_MM, page.width - MARGIN_MM
    panel = right - PANEL_MM
    top = _draw_heading(page, texts, QRectF(left, MARGIN_MM, right - left, page.height / 4))
    bottom = page.height - MARGIN_MM - _draw_source(page, texts, left, panel - GAP_MM)
    frame = QRectF(left, top, panel - GAP_MM - left, bottom - top)
    view = _draw_layers(page, frame, stack, crs, extent)
    beside = QRectF(panel, top, PANEL_MM, page.height - MARGIN_MM - top)
    foot = _draw_scale_and_north(page, beside, view, language)
    column = LegendColumn(page, QRectF(panel, top, PANEL_MM, foot - GAP_MM - top), language)
    column.draw(legend_blocks(stack, texts.weight))


def _draw_heading(page: Page, texts: MapTexts, room: QRectF) -> float:
    """Draw the title lines and the mark of the data; return where the map may begin."""
    mark_width = 0.0
    if texts.mark:
        mark_width = _draw_mark(page, texts.mark, room) + GAP_MM
    wide = QRectF(room.x(), room.y(), room.width() - mark_width, room.height())
    y = page.paragraph(texts.title, wide, size=_title_size(page, texts.title, wide), bold=True)
    if texts.subtitle:
        below = QRectF(wide.x(), y + 0.8, wide.width(), room.height())
        y = page.paragraph(texts.subtitle, below, size=10, colour=palette.SOFT_INK)
    return max(y, room.y() + (8.0 if texts.mark else 0.0)) + GAP_MM


def _title_size(page: Page, title: str, room: QRectF) -> float:
    """Return the largest size in points that keeps the title on one line, within reason."""
    fitting = (s for s in TITLE_PT if page.text_width(title, s, bold=True) <= room.width())
    return next(fitting, TITLE_PT[-1])


def _draw_mark(page: Page, text: str, room: QRectF) -> float:
    """Draw a framed mark at the right of the heading; return its width."""
    width = page.text_width(text, 9, bold=True) + 6.0
    frame = QRectF(room.right() - width, room.y(), width, 7.0)
    page.box(frame, stroke=palette.EXCLUDED, width=0.4, fill="#fdf1ef")
    page.line_of_text(text, frame, size=9, bold=True, colour=palette.EXCLUDED, centred=True)
    return width


def _draw_source(page: Page, texts: MapTexts, left: float, right: float) -> float:
    """Draw the source line at the foot; return the height that it takes with its gap."""
    if not texts.source:
        return 0.0
    text = translate("Alliance", "Source: {source}").format(source=texts.source)
    height = page.paragraph_height(text, right - left, size=8)
    foot = QRectF(left, page.height - MARGIN_MM - height, right - left, height)
    page.paragraph(text, foot, size=8, colour=palette.SOFT_INK)
    return height + 2.0


def _draw_layers(
    page: Page,
    frame: QRectF,
    stack: Sequence[QgsVectorLayer],
    crs: QgsCoordinateReferenceSystem,
    extent: QgsRectangle,
) -> QgsMapSettings:
    pixels = page.pixels(frame)
    settings = QgsMapSettings()
    settings.setLayers(list(stack))
    settings.setDestinationCrs(crs)
    settings.setOutputSize(QSize(round(pixels.width()), round(pixels.height())))
    settings.setOutputDpi(page.dpi)
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor(palette.PAPER))
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, True)
    settings.setFlag(QgsMapSettings.Flag.DrawLabeling, True)
    settings.setFlag(QgsMapSettings.Flag.DrawSelection, False)
    engine = QgsLabelingEngineSettings()
    # A name cut by the frame is worse than none.
    engine.setFlag(QgsLabelingEngineSettings.Flag.UsePartialCandidates, False)
    settings.setLabelingEngineSettings(engine)
    picture = QImage(settings.outputSize(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDotsPerMeterX(round(page.dpi / 0.0254))
    picture.setDotsPerMeterY(round(page.dpi / 0.0254))
    picture.fill(QColor(palette.PAPER))
    painter = QPainter(picture)
    try:
        job = QgsMapRendererCustomPainterJob(settings, painter)
        job.renderSynchronously()
    finally:
        painter.end()
    page.image(picture, pixels)
    page.box(frame, stroke=palette.HAIRLINE, width=0.2)
    return settings


def _draw_scale_and_north(page: Page, room: QRectF, view: QgsMapSettings, language: str) -> float:
    """Draw the scale bar and the north arrow at the foot of the panel; return their top."""
    top = room.bottom() - 12.0
    metres = _metres_per_mm(page, view)
    if metres is None:
        return room.bottom()
    length = round_values(metres * (room.width() - 24.0) / 1000, 1)[0]
    width = length * 1000 / metres
    y = top + 8.0
    half = width / 2
    page.box(QRectF(room.x() + 1, y, half, 1.2), stroke=palette.INK, width=0.25, fill=palette.INK)
    page.box(QRectF(room.x() + 1 + half, y, half, 1.2), stroke=palette.INK, width=0.25)
    marks = (("0", 0.0), (format_value(length / 2, language), half))
    for text, x in marks:
        place = QRectF(room.x() + 1 + x - 8, y - 4.2, 16, 3.6)
        page.line_of_text(text, place, size=7.5, centred=True)
    last = QRectF(room.x() + 1 + width - 8, y - 4.2, 24, 3.6)
    page.line_of_text(
        translate("Alliance", "{length} km").format(length=format_value(length, language)),
        last,
        size=7.5,
    )
    _draw_north(page, room.right() - 5.0, top + 1.0)
    return top


def _draw_north(page: Page, x: float, top: float) -> None:
    arrow = [(x, top), (x + 2.0, top + 7.0), (x, top + 5.4), (x - 2.0, top + 7.0)]
    page.polygon(arrow, fill=palette.INK)
    page.line_of_text(
        translate("Alliance", "N"), QRectF(x - 4, top + 7.0, 8, 4), size=8, bold=True, centred=True
    )


# --- where on earth -----------------------------------------------------------------------------


def crs_and_extent(
    stack: Sequence[QgsVectorLayer], crs: QgsCoordinateReferenceSystem | None
) -> tuple[QgsCoordinateReferenceSystem, QgsRectangle]:
    """Return the CRS of a map of layers, `crs` or the one that suits them, and what it shows."""
    placed = [layer for layer in stack if _has_place(layer)]
    if not placed:
        raise InputError(
            translate("Alliance", "There is nothing to draw: no layer of this map has a geometry.")
        )
    shown = [layer for layer in placed if kind_of(layer) == SYSTEMS] or placed
    if crs is None or not crs.isValid():
        crs = _map_crs(shown)
    extent = QgsRectangle()
    for layer in shown:
        extent.combineExtentWith(_extent_in(layer, crs))
    if extent.width() == 0 and extent.height() == 0:
        metric = crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
        extent = extent.buffered(_AROUND_ONE_M if metric else 1.0)
    return crs, extent.buffered(BREATH * max(extent.width(), extent.height()))


def _has_place(layer: QgsVectorLayer) -> bool:
    extent = extent_of(layer)
    numbers = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    return not extent.isNull() and all(map(math.isfinite, numbers))


def _map_crs(layers: Sequence[QgsVectorLayer]) -> QgsCoordinateReferenceSystem:
    """Return the CRS of the layers, or one in metres when they are in degrees."""
    crs = next((layer.crs() for layer in layers if layer.crs().isValid()), None)
    if crs is None or not crs.isGeographic():
        return crs or QgsCoordinateReferenceSystem()
    degrees = QgsRectangle()
    for layer in layers:
        degrees.combineExtentWith(_extent_in(layer, QgsCoordinateReferenceSystem(_WGS84)))
    if _METROPOLITAN_FRANCE.contains(degrees):
        return QgsCoordinateReferenceSystem(_LAMBERT_93)
    centre = degrees.center()
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=laea +lat_0={centre.y():.4f} +lon_0={centre.x():.4f} +datum=WGS84 +units=m"
    )


def _extent_in(layer: QgsVectorLayer, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    extent = extent_of(layer)
    if not crs.isValid() or not layer.crs().isValid():
        return extent
    transform = QgsCoordinateTransform(layer.crs(), crs, QgsCoordinateTransformContext())
    try:
        return transform.transformBoundingBox(extent)
    except QgsCsException:
        return QgsRectangle()


def _metres_per_mm(page: Page, view: QgsMapSettings) -> float | None:
    """Return the metres that a millimetre of paper stands for at the middle of the map."""
    crs = view.destinationCrs()
    if not crs.isValid():
        return None
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsCoordinateTransformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    extent = view.visibleExtent()
    middle, reach = extent.center(), extent.width() / 10
    metres = measure.measureLine(
        QgsPointXY(middle.x() - reach, middle.y()), QgsPointXY(middle.x() + reach, middle.y())
    )
    millimetres = 2 * reach / view.mapUnitsPerPixel() / page.per_mm
    return metres / millimetres if metres > 0 else None
