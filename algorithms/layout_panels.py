"""What stands beside a printed map and QGIS cannot draw: legends with sizes, figures, lists.

Each panel is a small SVG that the layout holds inside itself, in the millimetres of the paper:
the widths and circles of a legend are those of the map.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QPainter
from qgis.PyQt.QtSvg import QSvgGenerator

from ..core.messages import translate
from . import palette
from .layout_facts import Facts, Listing
from .map_legend import BLOCK_GAP_MM, Block, LegendColumn, LinesBlock
from .page import Page
from .styling import line_values
from .typography import counted
from .width_legend import LegendSize, sizes_of_values

# Ten pixels a millimetre: SVG has no smaller unit of its own that matters here.
_DPI = 254.0
# A picture that an expression gives is made of dots by QGIS, 90 an inch of the size that the SVG
# says it has: that many times its size, it prints as fine as the rest.
FINE = 4.0
_SIZE = re.compile(rb'width="[\d.]+mm" height="[\d.]+mm"')
FIGURE_PT, LABEL_PT, TITLE_PT, ROW_PT, COLUMN_PT = 12.0, 7.0, 9.0, 7.5, 6.5
FIGURE_MM, STRIP_MM, TITLE_MM, ROW_MM, GAP_MM = 10.0, 7.0, 5.6, 3.9, 2.6
# Of long names, before they go to a second line.
TITLE_LEAST_PT, ROW_LEAST_PT = 6.0, 5.5
# A figure that is a long word gets the first of these at which it fits.
FIGURE_SIZES = (FIGURE_PT, 9.0, 8.0, 7.0)
_CELL_GAP_MM = 3.0
_COLUMN_MM = 11.0


def embedded(
    width: float,
    height: float,
    draw: Callable[[Page], None],
    family: str = "",
    scale: float = 1.0,
) -> str:
    """Return what `draw` paints on a page of `width` x `height` mm, as the path of a picture.

    `family` is the font of its texts; `scale` enlarges the size that the SVG says it has, not
    what is in it: see `FINE`.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(round(_DPI))
    size = QSize(round(width * _DPI / 25.4), round(height * _DPI / 25.4))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    try:
        draw(Page(painter, size.width(), size.height(), _DPI, family))
    finally:
        painter.end()
    size_said = f'width="{width * scale:.3f}mm" height="{height * scale:.3f}mm"'.encode()
    svg = _SIZE.sub(size_said, bytes(data), count=1)
    return "base64:" + base64.b64encode(svg).decode("ascii")


# --- legend -------------------------------------------------------------------------------------


def draw_legend(page: Page, blocks: Sequence[Block]) -> None:
    """Draw the blocks of a legend under each other."""
    LegendColumn(page, QRectF(0, 0, page.width, page.height), "").draw(blocks)


def legend_columns(
    blocks: Sequence[Block], rooms: Sequence[QRectF], family: str = ""
) -> list[list[Block]]:
    """Share the blocks of a legend among rooms side by side, each where most height is left."""
    found: list[list[Block]] = []
    embedded(10.0, 10.0, lambda page: found.extend(_shared(page, blocks, rooms)[0]), family)
    return found


def legend_height(
    blocks: Sequence[Block], rooms: Callable[[float], Sequence[QRectF]], family: str = ""
) -> float:
    """Return the least height at which a legend fits in the rooms that are cut of it."""
    least, step, most = 30.0, 3.0, 400.0
    found = [most]

    def measure(page: Page) -> None:
        height = least
        while min(_shared(page, blocks, rooms(height))[1]) < 0 and height < most:
            height += step
        found[0] = height

    embedded(10.0, 10.0, measure, family)
    return found[0]


def _shared(
    page: Page, blocks: Sequence[Block], rooms: Sequence[QRectF]
) -> tuple[list[list[Block]], list[float]]:
    """Return the blocks of each room, and the height that would be left there."""
    shared: list[list[Block]] = [[] for _ in rooms]
    free = [room.height() + BLOCK_GAP_MM for room in rooms]
    for block in blocks:
        needed = block.height(page, rooms[0].width()) + BLOCK_GAP_MM
        place = max(range(len(rooms)), key=lambda i: (free[i], -i))
        shared[place].append(block)
        free[place] -= needed
    return shared, free


def kinds_block(layers: Sequence[QgsVectorLayer]) -> Block:
    """Return the legend of the widths of small maps, one for all, as the first has them."""
    field, values = line_values(layers[0])
    top = max(values, default=1.0)
    percents = (100.0, 50.0, 20.0)
    found = sizes_of_values(layers[0], field, [top * percent / 100 for percent in percents])
    sizes = [LegendSize(percent, size.millimetres) for percent, size in zip(percents, found)]
    return LinesBlock(
        translate("Alliance", "One map a kind of links"),
        translate("Alliance", "Width of the line: intensity, in % of the strongest of the kind"),
        [],
        sizes,
    )


# --- figures and lists --------------------------------------------------------------------------


def draw_figures(page: Page, facts: Facts) -> None:
    """Draw figures side by side, each followed by what it is."""
    width = page.width / max(len(facts.figures), 1)
    for i, (value, text) in enumerate(facts.figures):
        x = i * width
        page.line_of_text(value, QRectF(x, 0, width, 5.6), size=FIGURE_PT, bold=True)
        start = x + page.text_width(value, FIGURE_PT, bold=True) + 2.0
        room = QRectF(start, 0.4, x + width - start - _CELL_GAP_MM, 5.6)
        if page.text_width(text, LABEL_PT) <= room.width():
            page.line_of_text(text, room, size=LABEL_PT, colour=palette.SOFT_INK)
        else:
            high = QRectF(start, -0.4, room.width(), 7.0)
            page.paragraph(text, high, size=LABEL_PT - 0.5, colour=palette.SOFT_INK)


def draw_facts(page: Page, facts: Facts, columns: int = 1) -> None:
    """Draw figures over lists; lists share the room that is left, in one column or more."""
    gap = 6.0
    width = (page.width - gap * (columns - 1)) / columns
    y = _draw_figures(page, facts, QRectF(0, 0, width, page.height))
    rooms = [QRectF(0, y + GAP_MM, width, page.height - y - GAP_MM)]
    rooms += [QRectF(i * (width + gap), 0, width, page.height) for i in range(1, columns)]
    listings = list(facts.listings)
    for i, room in enumerate(rooms):
        # The last column takes what is left; the others share as evenly as can be.
        count = -(-(len(listings)) // (columns - i))
        _draw_listings(page, listings[:count], room)
        listings = listings[count:]


def _figure_rows(page: Page, facts: Facts, width: float) -> list[list[tuple[str, str]]]:
    """Return the figures by rows: two short ones side by side, a long one alone."""
    half = (width - _CELL_GAP_MM) / 2
    rows: list[list[tuple[str, str]]] = []
    for value, text in facts.figures:
        figure = (value, text)
        beside = rows and len(rows[-1]) == 1 and _is_short(page, rows[-1][0], half)
        if beside and _is_short(page, figure, half):
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows


def _is_short(page: Page, figure: tuple[str, str], half: float) -> bool:
    value, text = figure
    is_value_short = page.text_width(value, FIGURE_SIZES[1], bold=True) <= half
    return is_value_short and page.text_width(text, LABEL_PT) <= half


def _draw_figures(page: Page, facts: Facts, room: QRectF) -> float:
    y = room.y()
    for row in _figure_rows(page, facts, room.width()):
        width = (room.width() - _CELL_GAP_MM) / 2 if len(row) == 2 else room.width()
        for i, (value, text) in enumerate(row):
            x = room.x() + i * (width + _CELL_GAP_MM)
            size = _fitting(page, value, width, FIGURE_SIZES)
            page.name(value, QRectF(x, y, width, 5.6), size=size, smallest=size, bold=True)
            below = QRectF(x, y + 5.2, width, 3.6)
            page.line_of_text(text, below, size=LABEL_PT, colour=palette.SOFT_INK)
        y += FIGURE_MM
    return y


def _draw_listings(page: Page, listings: Sequence[Listing], room: QRectF) -> None:
    counts = _shared_rows(listings, room.height())
    y = room.y()
    for listing, count in zip(listings, counts):
        if count:
            y = _draw_listing(page, listing, count, QRectF(room.x(), y, room.width(), 0)) + GAP_MM


def _shared_rows(listings: Sequence[Listing], height: float) -> list[int]:
    """Return how many rows each list gets: one in turn, while there is room; 0 for no list."""
    counts = [0] * len(listings)
    left = height
    for i, listing in enumerate(listings):
        # One row and how many others there are, at least.
        least = min(2, len(listing.rows))
        if left >= TITLE_MM + least * ROW_MM:
            counts[i] = least
            left -= TITLE_MM + least * ROW_MM + GAP_MM
    growing = True
    while growing:
        growing = False
        for i, listing in enumerate(listings):
            if counts[i] and counts[i] < len(listing.rows) and left >= ROW_MM:
                counts[i] += 1
                left -= ROW_MM
                growing = True
    return counts


def _draw_listing(page: Page, listing: Listing, count: int, room: QRectF) -> float:
    y, right = room.y(), room.right()
    columns = len(listing.columns)
    label_width = room.width() - _COLUMN_MM * columns
    title = QRectF(room.x(), y, label_width - 1.0, TITLE_MM - 1.2)
    page.name(listing.title, title, size=TITLE_PT, smallest=TITLE_LEAST_PT, bold=True)
    for i, column in enumerate(listing.columns):
        end = right - _COLUMN_MM * (columns - 1 - i)
        _draw_right(page, column, end, y + 0.6, COLUMN_PT, palette.SOFT_INK)
    y += TITLE_MM
    line = y - 0.8
    page.stroke((room.x(), line), (right, line), colour=QColor(palette.HAIRLINE), width=0.2)
    whole = count >= len(listing.rows)
    shown = listing.rows if whole else listing.rows[: count - 1]
    for row in shown:
        place = QRectF(room.x(), y, label_width - 1.0, ROW_MM)
        page.name(row.label, place, size=ROW_PT, smallest=ROW_LEAST_PT)
        for i, figure in enumerate(row.figures):
            end = right - _COLUMN_MM * (columns - 1 - i)
            _draw_right(page, figure, end, y, ROW_PT, palette.INK)
        y += ROW_MM
    if not whole:
        others = counted(
            len(listing.rows) - len(shown),
            translate("Alliance", "and {count} other"),
            translate("Alliance", "and {count} others"),
        )
        place = QRectF(room.x(), y, label_width, ROW_MM)
        page.line_of_text(others, place, size=ROW_PT, colour=palette.SOFT_INK)
        y += ROW_MM
    return y


def _fitting(page: Page, text: str, width: float, sizes: Sequence[float]) -> float:
    """Return the first of some sizes at which a bold text fits a width, else the last."""
    fitting = (size for size in sizes if page.text_width(text, size, bold=True) <= width)
    return next(fitting, sizes[-1])


def _draw_right(page: Page, text: str, right: float, y: float, size: float, colour: str) -> None:
    width = page.text_width(text, size) + 0.6
    page.line_of_text(text, QRectF(right - width, y, width, ROW_MM), size=size, colour=colour)
