"""The legend of a map picture: what each colour, line and circle stands for, and how big they are.

A legend is a column of blocks. Each block knows the height it needs; the list of systems, which
may be long, takes what the others leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Callable, Protocol

from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsRenderContext,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QColor

from ..core.messages import translate
from . import palette
from .amounts import positive_values
from .flow_symbols import stroke_of
from .geometry import extent_of
from .page import Page
from .styling import (
    CUMULATED,
    FLOWS,
    LINKS,
    PERIMETERS,
    SYSTEMS,
    UNITS,
    kind_of,
    line_values,
    unit_weights,
    weight_field,
)
from .typography import counted, format_number, format_value, short_name
from .width_legend import LegendSize, is_sized, layers_within, legend_sizes, measured_size

TITLE_PT, TEXT_PT, NOTE_PT = 9.0, 8.0, 7.0
# Of a long name in a narrow column, on two lines in one row.
NAME_PT = 5.2
TITLE_MM, ROW_MM, BLOCK_GAP_MM = 5.0, 4.2, 3.2
_TIGHT_ROW_MM = 0.85 * ROW_MM
SYMBOL_MM = 9.0
SAMPLE_MM = 6.5
# A feature of each rule is met long before that.
_MANY = 20000


@dataclass(frozen=True)
class Look:
    """One entry of a renderer: its label, its symbol, and the width that a line sample gets."""

    label: str
    symbol: QgsSymbol
    millimetres: float = 0.0


class Block(Protocol):
    """A part of the legend."""

    def height(self, page: Page, width: float) -> float:
        """Return the millimetres needed."""

    def draw(self, page: Page, room: QRectF, language: str) -> None:
        """Draw from the top of `room`, within its height."""


class LegendColumn:
    """Blocks under each other in a room of the page."""

    def __init__(self, page: Page, room: QRectF, language: str) -> None:
        self._page, self._room, self._language = page, room, language

    def draw(self, blocks: Sequence[Block]) -> None:
        """Draw the blocks; those that find no room are left out, the last ones first."""
        width = self._room.width()
        fixed = [b.height(self._page, width) for b in blocks if not isinstance(b, SystemsBlock)]
        left = self._room.height() - sum(fixed) - BLOCK_GAP_MM * max(0, len(blocks) - 1)
        y = self._room.y()
        for block in blocks:
            needed = block.height(self._page, width)
            if isinstance(block, SystemsBlock):
                needed = min(needed, max(left, block.least_height()))
            if y + needed > self._room.bottom() + 0.1:
                return
            block.draw(self._page, QRectF(self._room.x(), y, width, needed), self._language)
            y += needed + BLOCK_GAP_MM


def legend_blocks(layers: Sequence[QgsVectorLayer], weight: str = "") -> list[Block]:
    """Return the legend of a stack of layers, systems first.

    Layers without any geometry have none: the map does not show them.
    """
    layers = [layer for layer in layers if not extent_of(layer).isNull()]
    makers: dict[str, Callable[[QgsVectorLayer], Block | None]] = {
        SYSTEMS: _systems_block,
        UNITS: partial(_units_block, weight=weight),
        CUMULATED: _links_block,
        LINKS: _links_block,
        FLOWS: _flows_block,
    }
    found = [
        make(layer) for kind, make in makers.items() for layer in layers if kind_of(layer) == kind
    ]
    found.append(_perimeters_block([lay for lay in layers if kind_of(lay) == PERIMETERS]))
    return [block for block in found if block is not None]


# --- blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SystemsBlock:
    """The systems, each in its colour, as many as there is room for."""

    title: str
    looks: Sequence[Look]

    def height(self, page: Page, width: float) -> float:
        return TITLE_MM + ROW_MM * len(self.looks)

    def least_height(self) -> float:
        """Return the height of the title and one line."""
        return TITLE_MM + ROW_MM

    def draw(self, page: Page, room: QRectF, language: str) -> None:
        y = _draw_title(page, self.title, room)
        free = room.bottom() - y + 0.1
        # One column is easier to read: rather than start a second one, rows draw a little nearer.
        columns = 1 if len(self.looks) * _TIGHT_ROW_MM <= free else 2
        lines = len(self.looks) if columns == 1 else int(free / ROW_MM)
        row = min(ROW_MM, free / max(lines, 1))
        places = lines * columns
        shown = self.looks if len(self.looks) <= places else self.looks[: places - 1]
        width = room.width() / columns
        for i, look in enumerate(shown):
            corner = QPointF(room.x() + i // lines * width, y + i % lines * row)
            self._draw_entry(page, look, QRectF(corner.x(), corner.y(), width - 1.0, row), columns)
        if len(shown) < len(self.looks):
            text = counted(
                len(self.looks) - len(shown),
                translate("Alliance", "and {count} other"),
                translate("Alliance", "and {count} others"),
                language,
            )
            place = QRectF(room.right() - width + 1.0, y + (lines - 1) * ROW_MM, width, ROW_MM)
            page.line_of_text(text, place, size=TEXT_PT, colour=palette.SOFT_INK)

    def _draw_entry(self, page: Page, look: Look, room: QRectF, columns: int) -> None:
        swatch = SAMPLE_MM / columns
        middle = room.center().y()
        page.swatch(QRectF(room.x() + 1, middle - 1.4, swatch, 3.0), *_fill_colours(look.symbol))
        text = room.adjusted(swatch + 2.5, 0, 0, 0)
        page.name(short_name(look.label), text, size=TEXT_PT, smallest=NAME_PT)


@dataclass(frozen=True)
class CirclesBlock:
    """Roles of units by colour, weights by area."""

    title: str
    caption: str
    looks: Sequence[Look]
    sizes: Sequence[LegendSize]

    def height(self, page: Page, width: float) -> float:
        return TITLE_MM + ROW_MM * len(self.looks) + self._circles_height(page, width)

    def _circles_height(self, page: Page, width: float) -> float:
        if not self.sizes:
            return 0.0
        caption = page.paragraph_height(self.caption, width, size=NOTE_PT)
        return 1.5 + caption + 0.8 + max(self._tall(), ROW_MM * len(self.sizes))

    def _tall(self) -> float:
        return max(size.millimetres for size in self.sizes)

    def draw(self, page: Page, room: QRectF, language: str) -> None:
        y = _draw_title(page, self.title, room)
        for look in self.looks:
            fill, stroke = _marker_colours(look.symbol)
            page.circle(room.x() + 4, y + ROW_MM / 2, 2.8, fill=fill, stroke=stroke)
            _draw_label(page, look.label, room, y)
            y += ROW_MM
        if self.sizes:
            below = QRectF(room.x(), y + 1.5, room.width(), room.height())
            y = page.paragraph(self.caption, below, size=NOTE_PT, colour=palette.SOFT_INK) + 0.8
            self._draw_circles(page, room, y, language)

    def _draw_circles(self, page: Page, room: QRectF, y: float, language: str) -> None:
        tall = max(self._tall(), ROW_MM * len(self.sizes))
        bottom = y + (tall + self._tall()) / 2
        middle = room.x() + 1 + self._tall() / 2
        ink = QColor(palette.INK)
        text_y = y + (tall - ROW_MM * len(self.sizes)) / 2
        for size in self.sizes:
            page.circle(
                middle, bottom - size.millimetres / 2, size.millimetres, fill=None, stroke=ink
            )
            top = bottom - size.millimetres
            text_x = room.x() + 1 + self._tall() + 6
            bend = (text_x - 3, text_y + ROW_MM / 2)
            grey = QColor(palette.OUTLINE)
            page.stroke((middle, top), (bend[0], bend[1]), colour=grey, width=0.15)
            page.stroke(bend, (text_x - 0.8, bend[1]), colour=grey, width=0.15)
            page.line_of_text(
                format_value(size.value, language),
                QRectF(text_x, text_y, room.right() - text_x, ROW_MM),
                size=TEXT_PT,
            )
            text_y += ROW_MM


@dataclass(frozen=True)
class LinesBlock:
    """Links by colour, intensities or volumes by width."""

    title: str
    caption: str
    looks: Sequence[Look]
    sizes: Sequence[LegendSize]

    def height(self, page: Page, width: float) -> float:
        looks = sum(self._look_height(page, width, look) for look in self.looks)
        if not self.sizes:
            return TITLE_MM + looks
        caption = page.paragraph_height(self.caption, width, size=NOTE_PT)
        return TITLE_MM + looks + 1.5 + caption + 0.8 + sum(map(_size_row, self.sizes))

    def _look_height(self, page: Page, width: float, look: Look) -> float:
        text = page.paragraph_height(look.label, width - SYMBOL_MM, size=TEXT_PT)
        return max(ROW_MM, text + 0.6)

    def draw(self, page: Page, room: QRectF, language: str) -> None:
        y = _draw_title(page, self.title, room)
        for look in self.looks:
            height = self._look_height(page, room.width(), look)
            colour, pen = stroke_of(look.symbol)
            page.stroke(
                (room.x() + 1, y + ROW_MM / 2),
                (room.x() + 1 + SAMPLE_MM, y + ROW_MM / 2),
                colour=colour,
                width=look.millimetres,
                pen=pen,
            )
            text_room = QRectF(room.x() + SYMBOL_MM, y + 0.5, room.width() - SYMBOL_MM, height)
            page.paragraph(look.label, text_room, size=TEXT_PT)
            y += height
        if not self.sizes:
            return
        below = QRectF(room.x(), y + 1.5, room.width(), room.height())
        y = page.paragraph(self.caption, below, size=NOTE_PT, colour=palette.SOFT_INK) + 0.8
        ink = QColor(palette.INK)
        for size in self.sizes:
            height = _size_row(size)
            middle = y + height / 2
            page.stroke(
                (room.x() + 1, middle),
                (room.x() + 1 + SAMPLE_MM, middle),
                colour=ink,
                width=size.millimetres,
            )
            text = format_value(size.value, language)
            _draw_label(page, text, room, middle - ROW_MM / 2)
            y += height


@dataclass(frozen=True)
class OutlinesBlock:
    """Each kind of perimeter by its outline."""

    title: str
    looks: Sequence[Look]

    def height(self, page: Page, width: float) -> float:
        return TITLE_MM + ROW_MM * len(self.looks)

    def draw(self, page: Page, room: QRectF, language: str) -> None:
        y = _draw_title(page, self.title, room)
        for look in self.looks:
            line = look.symbol.symbolLayer(look.symbol.symbolLayerCount() - 1)
            middle = y + ROW_MM / 2
            page.stroke(
                (room.x() + 1, middle),
                (room.x() + 1 + SAMPLE_MM, middle),
                colour=line.strokeColor(),
                width=line.strokeWidth(),
            )
            _draw_label(page, look.label, room, y)
            y += ROW_MM


# --- from layers to blocks ----------------------------------------------------------------------


def used_looks(layer: QgsVectorLayer) -> list[Look]:
    """Return the entries of a layer's renderer that some feature is drawn with, in its order."""
    renderer = layer.renderer()
    if renderer is None:
        return []
    items = [item for item in renderer.legendSymbolItems() if item.symbol() is not None]
    wanted = {item.ruleKey() for item in items}
    used = _used_keys(layer, wanted)
    return [Look(item.label(), item.symbol().clone()) for item in items if item.ruleKey() in used]


def _used_keys(layer: QgsVectorLayer, wanted: set) -> set:
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    scopes = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setExpressionContext(scopes)
    used: set = set()
    renderer.startRender(context, layer.fields())
    try:
        for feature in layer.getFeatures(QgsFeatureRequest().setLimit(_MANY)):
            context.expressionContext().setFeature(feature)
            used |= renderer.legendKeysForFeature(feature, context) & wanted
            if used == wanted:
                break
    finally:
        renderer.stopRender(context)
    return used


def _systems_block(layer: QgsVectorLayer) -> Block | None:
    looks = used_looks(layer)
    title = translate("Alliance", "Systems: {count}")
    return SystemsBlock(title.format(count=format_number(len(looks))), looks) if looks else None


def _units_block(layer: QgsVectorLayer, weight: str) -> Block | None:
    looks = used_looks(layer)
    if not looks:
        return None
    field = weight_field(layer) or "weight"
    sizes = legend_sizes(layer, field, max(unit_weights(layer), default=0.0), every=2)
    caption = weight or translate("Alliance", "weight of the unit")
    caption = translate("Alliance", "Area of the circle: {what}").format(what=caption)
    shown = looks if len(looks) > 1 else []
    return CirclesBlock(translate("Alliance", "Units"), caption, shown, sizes)


def _links_block(layer: QgsVectorLayer) -> Block | None:
    caption = (
        translate(
            "Alliance",
            "Width of the line: intensity of the link (half as wide when not inside a system)"
        )
        if layer.fields().lookupField("scale") >= 0
        else translate("Alliance", "Width of the line: intensity of the link")
    )
    field, values = line_values(layer)
    if field not in ("intensity", ""):
        caption = translate("Alliance", "Width of the arrow: volume of the flow, each way")
    return _lines_block(layer, field, values, translate("Alliance", "Links"), caption)


def _flows_block(layer: QgsVectorLayer) -> Block | None:
    caption = translate("Alliance", "Width of the line: volume of the flow")
    volumes = positive_values(layer, "volume")
    return _lines_block(layer, "volume", volumes, translate("Alliance", "Flows"), caption)


def _lines_block(
    layer: QgsVectorLayer, field: str, values: Sequence[float], title: str, caption: str
) -> Block | None:
    top = max(values, default=0.0)
    looks = [
        replace(look, millimetres=_sample_width(layer, look.symbol, field, top / 2))
        for look in used_looks(layer)
    ]
    if not looks:
        return None
    labelled = [look for look in looks if look.label]
    return LinesBlock(title, caption, labelled, legend_sizes(layer, field, top))


def _sample_width(layer: QgsVectorLayer, symbol: QgsSymbol, field: str, value: float) -> float:
    sized = next((part for part in layers_within(symbol) if is_sized(part)), None)
    return symbol.width() if sized is None else measured_size(layer, sized, field, value)


def _perimeters_block(layers: Sequence[QgsVectorLayer]) -> Block | None:
    looks = [replace(look, label=layer.name()) for layer in layers for look in used_looks(layer)]
    return OutlinesBlock(translate("Alliance", "Perimeters"), looks) if looks else None


# --- marks --------------------------------------------------------------------------------------


def _size_row(size: LegendSize) -> float:
    """Return the height of the row of a line sample: lines made wider by hand keep apart."""
    return max(ROW_MM, size.millimetres + 0.8)


def _draw_title(page: Page, title: str, room: QRectF) -> float:
    place = QRectF(room.x(), room.y(), room.width(), TITLE_MM - 0.8)
    page.line_of_text(title, place, size=TITLE_PT, bold=True)
    return room.y() + TITLE_MM


def _draw_label(page: Page, text: str, room: QRectF, y: float, colour: str = palette.INK) -> None:
    place = QRectF(room.x() + SYMBOL_MM, y, room.width() - SYMBOL_MM, ROW_MM)
    page.name(text, place, size=TEXT_PT, smallest=NAME_PT, colour=colour)


def _fill_colours(symbol: QgsSymbol) -> tuple[QColor, QColor]:
    area = symbol.symbolLayer(0)
    return area.fillColor(), QColor(palette.OUTLINE)


def _marker_colours(symbol: QgsSymbol) -> tuple[QColor, QColor]:
    marker = next(part for part in layers_within(symbol) if is_sized(part))
    return marker.fillColor(), marker.strokeColor()
