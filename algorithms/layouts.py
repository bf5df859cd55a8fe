"""A printed page around a map: title, legend with sizes, figures, scale, north, source, method.

A page is cut into rooms of millimetres; each room gets one item of the layout, which can be moved
and changed in QGIS afterwards. An atlas is a QGIS atlas over the systems: one page each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from qgis.core import (
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QImage

from ..core.messages import translate
from ..core.options import PAGES
from . import palette
from .layout_atlas import PAGE_TITLE, lead, turn_with_pages
from .layout_facts import Facts, system_facts, whole_facts
from .layout_insets import add_inset
from .layout_items import MILLIMETRES, Bench
from .layout_layers import (
    KindMap,
    Subject,
    kind_maps,
    page_stack,
    quiet_ground,
    situation_stack,
    view_of,
)
from .layout_legend import MAP, SMALL_MAP, add_legend, blocks_of
from .layout_panels import (
    STRIP_MM,
    draw_facts,
    draw_figures,
    embedded,
    legend_height,
)
from .layout_style import HouseStyle
from .map_legend import Block
from .map_picture import map_stack
from .page import Page

# Width and height in portrait, in mm, by key of `PAGES`.
PAPER_MM = dict(zip(PAGES, ((210.0, 297.0), (297.0, 420.0))))

GAP_MM = 4.0
SCALE_MM = 11.0
NORTH_MM = 9.0
CAPTION_PT, CAPTION_MM = 7.5, 4.5
INSET_MM = 24.0
# Of the height of a page that goes to the map, the rest to what stands under it.
MAP_SHARE, PAGE_MAP_SHARE = 0.62, 0.53
# Of the width of the panel that goes to the legend of an atlas page, beside its lists.
LEGEND_SHARE = 0.8
# Of the maps' room that small ones may take.
_SHARES = (0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Sheet:
    """What a page says around its map, and its paper.

    Attributes
    ----------
    title, subtitle, source, note : str
        `source` follows the word “Source”; `note` tells the method.
    page : str
        Key of `PAGES`.
    orientation : str
        One of `ORIENTATIONS`.
    style : HouseStyle
    """

    title: str
    subtitle: str = ""
    source: str = ""
    note: str = ""
    page: str = "a4"
    orientation: str = "landscape"
    style: HouseStyle = field(default_factory=HouseStyle)

    def size(self) -> tuple[float, float]:
        """Return the width and the height of the paper, in mm."""
        short, long = PAPER_MM[self.page]
        return (long, short) if self.orientation == "landscape" else (short, long)


@dataclass(frozen=True)
class Rooms:
    """Where the map lies, and what stands beside or under it.

    Attributes
    ----------
    map, figures, foot : QRectF
        The map, the strip of figures under it, scale bar with north.
    legend : sequence of QRectF
        One a column.
    lists : sequence of QRectF
        Columns of the lists of an atlas page; none elsewhere.
    inset : QRectF or None
        Where an atlas page shows the place of its system.
    """

    map: QRectF
    legend: Sequence[QRectF]
    foot: QRectF
    figures: QRectF | None = None
    lists: Sequence[QRectF] = ()
    inset: QRectF | None = None


@dataclass
class Made:
    """A layout, every layer that it draws, and the project that it must not outlive."""

    layout: QgsPrintLayout
    layers: list[QgsMapLayer]
    project: QgsProject


def one_map(subject: Subject, sheet: Sheet, project: QgsProject) -> Made:
    """Make a page with one map of everything."""
    stack = map_stack(subject.main())
    bench, body = _begin(sheet, project, sheet.title, sheet.subtitle)
    blocks = blocks_of(stack, [], with_systems=True)
    rooms = _map_rooms(body, sheet.style, blocks)
    crs, extent = view_of(stack)
    main = bench.map(MAP, rooms.map, stack, crs, extent)
    inset = add_inset(bench, main, stack)
    _add_foot(bench, rooms.foot, main)
    add_legend(bench, rooms.legend, blocks, with_systems=True)
    _add_figures(bench, rooms.figures, whole_facts(subject))
    return Made(bench.layout, [*stack, *inset], project)


def multiples(subject: Subject, sheet: Sheet, project: QgsProject) -> Made:
    """Make a page with the map of everything beside one small map a kind of links."""
    small = kind_maps(subject)
    stack = map_stack(subject.main())
    bench, body = _begin(sheet, project, sheet.title, sheet.subtitle)
    blocks = blocks_of(stack, [item.layer for item in small], with_systems=False)
    rooms = _map_rooms(body, sheet.style, blocks)
    crs, extent = view_of(stack)
    ratio = extent.width() / extent.height() if extent.height() > 0 else 1.0
    large, cells = split(rooms.map, len(small), ratio)
    main = bench.map(MAP, large, stack, crs, extent)
    below = quiet_ground(subject, stack)
    heights = [bench.text_height(i.title, cells[0].width(), CAPTION_PT, bold=True) for i in small]
    for number, (item, cell) in enumerate(zip(small, cells), start=1):
        _add_caption(bench, number, item, cell, max(heights))
        room = cell.adjusted(0, max(heights), 0, 0)
        bench.map(SMALL_MAP.format(number=number), room, [item.layer, *below], crs, extent)
    _add_foot(bench, rooms.foot, main)
    add_legend(bench, rooms.legend, blocks, with_systems=False)
    _add_figures(bench, rooms.figures, whole_facts(subject))
    return Made(bench.layout, [*stack, *below, *(item.layer for item in small)], project)


def atlas(subject: Subject, sheet: Sheet, project: QgsProject) -> Made:
    """Make an atlas: one page a system, with its map, figures, perimeters, units and links."""
    stack = page_stack(subject)
    crs, extent = view_of(map_stack(subject.main()))
    # The title of a page is its system; that of the whole stands under it.
    bench, body = _begin(sheet, project, PAGE_TITLE, sheet.title)
    rooms = _page_rooms(body, sheet.style)
    main = bench.map(MAP, rooms.map, stack, crs, extent)
    # Before the scale bar, whose length depends on it.
    lead(bench.layout, main, subject.systems)
    quiet = situation_stack(subject, stack)
    ratio = extent.width() / extent.height() if extent.height() > 0 else 1.0
    bench.situation("situation", _within(rooms.inset, ratio), main, quiet, crs, extent)
    _add_foot(bench, rooms.foot, main)
    blocks = blocks_of(stack, [], with_systems=False)
    add_legend(bench, rooms.legend, blocks, with_systems=False)
    _add_lists(bench, rooms.lists, system_facts(subject))
    return Made(bench.layout, [*stack, *quiet], project)


# --- the page -----------------------------------------------------------------------------------


def _begin(sheet: Sheet, project: QgsProject, title: str, subtitle: str) -> tuple[Bench, QRectF]:
    """Make a layout with its paper, heading and footer; return the room between them."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    width, height = sheet.size()
    paper = layout.pageCollection().page(0)
    paper.setPageSize(QgsLayoutSize(width, height, MILLIMETRES))
    layout.setName(sheet.title)
    bench, style = Bench(layout, sheet.style), sheet.style
    margin = style.margin_mm
    if style.band_colour and style.band_mm:
        bench.box("band", QRectF(0, 0, width, style.band_mm), style.band_colour)
    inner = QRectF(margin, margin, width - 2 * margin, height - 2 * margin)
    top = _add_heading(bench, inner, title, subtitle)
    bottom = _add_footer(bench, inner, sheet)
    body = QRectF(inner.x(), top, inner.width(), bottom - top)
    return bench, body


def _add_heading(bench: Bench, inner: QRectF, title: str, subtitle: str) -> float:
    """Add logo, title and subtitle; return where the body may begin."""
    style = bench.style
    width, y = inner.width(), inner.y()
    if style.logo:
        logo_width = _logo_width(style)
        place = QRectF(inner.right() - logo_width, y, logo_width, style.logo_mm)
        bench.picture("logo", style.logo, place)
        width -= logo_width + GAP_MM
    # The title of an atlas page is an expression: one line is kept for it.
    longest = "M" if title.startswith("[%") else title
    for name, text, measured, size, bold, colour in (
        ("title", title, longest, style.title_pt, True, style.title_colour),
        ("subtitle", subtitle, subtitle, style.subtitle_pt, False, style.text_colour),
    ):
        if text:
            height = bench.text_height(measured, width, size, bold=bold)
            room = QRectF(inner.x(), y, width, height)
            bench.label(name, text, room, size=size, bold=bold, colour=colour)
            y += height
    if style.logo:
        y = max(y, inner.y() + style.logo_mm)
    return y + GAP_MM * 0.6


def _logo_width(style: HouseStyle) -> float:
    picture = QImage(style.logo)
    ratio = picture.width() / picture.height() if picture.height() else 1.0
    return min(style.logo_mm * ratio, 4 * style.logo_mm)


def _add_footer(bench: Bench, inner: QRectF, sheet: Sheet) -> float:
    """Add method note and source from the bottom up; return where the body must end."""
    style, y = bench.style, inner.bottom()
    source = translate("Alliance", "Source: {source}").format(source=sheet.source)
    for name, text in (("source", source if sheet.source else ""), ("note", sheet.note)):
        if text:
            height = bench.text_height(text, inner.width(), style.text_pt)
            y -= height
            room = QRectF(inner.x(), y, inner.width(), height)
            bench.label(name, text, room, size=style.text_pt, colour=style.text_colour)
    return y - (GAP_MM * 0.5 if y < inner.bottom() else 0.0)


# --- rooms --------------------------------------------------------------------------------------


def _map_rooms(body: QRectF, style: HouseStyle, blocks: Sequence[Block]) -> Rooms:
    """Cut a page with a map of everything: legend at the right, or under it on a high page."""
    if body.width() > body.height():
        legend, rest = _cut_right(body, style.panel_mm)
        legend, foot = _cut_bottom(legend, SCALE_MM)
        columns = [legend]
    else:
        needed = legend_height(
            blocks, lambda height: _legend_columns(body, height)[0], style.font
        )
        height = min(needed, body.height() * (1 - MAP_SHARE))
        rest, _ = _cut_bottom(body, height)
        columns, foot = _legend_columns(body, height)
    frame, figures = _cut_bottom(rest, STRIP_MM, GAP_MM / 2)
    return Rooms(frame, columns, foot, figures)


def _legend_columns(body: QRectF, height: float) -> tuple[list[QRectF], QRectF]:
    """Cut the foot of a page in three columns of a legend, the last with the scale under it."""
    columns = _columns(_cut_bottom(body, height)[1], 3)
    columns[-1], foot = _cut_bottom(columns[-1], SCALE_MM)
    return columns, foot


def _page_rooms(body: QRectF, style: HouseStyle) -> Rooms:
    """Cut a page of an atlas: lists and legend at the right, or under the map on a high page."""
    if body.width() > body.height():
        legend, rest = _cut_right(body, style.panel_mm * LEGEND_SHARE)
        lists, frame = _cut_right(rest, style.panel_mm)
        legend, foot = _cut_bottom(legend, SCALE_MM)
        legend, inset = _cut_bottom(legend, INSET_MM)
        return Rooms(frame, [legend], foot, lists=[lists], inset=inset)
    frame, below = _cut_bottom(body, body.height() * (1 - PAGE_MAP_SHARE))
    first, second, legend = _columns(below, 3)
    first, foot = _cut_bottom(first, INSET_MM)
    second, inset = _cut_bottom(second, INSET_MM)
    foot = QRectF(foot.x(), foot.bottom() - SCALE_MM, foot.width(), SCALE_MM)
    return Rooms(frame, [legend], foot, lists=[first, second], inset=inset)


def _cut_right(room: QRectF, width: float) -> tuple[QRectF, QRectF]:
    """Return the right part of a room, `width` wide, and the rest."""
    left = room.right() - width
    return (
        QRectF(left, room.y(), width, room.height()),
        QRectF(room.x(), room.y(), left - GAP_MM - room.x(), room.height()),
    )


def _cut_bottom(room: QRectF, height: float, gap: float = GAP_MM) -> tuple[QRectF, QRectF]:
    """Return what is left of a room over its lower part, `height` high, and that part."""
    top = room.bottom() - height
    return (
        QRectF(room.x(), room.y(), room.width(), top - gap - room.y()),
        QRectF(room.x(), top, room.width(), height),
    )


def _columns(room: QRectF, count: int) -> list[QRectF]:
    width = (room.width() - GAP_MM * (count - 1)) / count
    return [
        QRectF(room.x() + i * (width + GAP_MM), room.y(), width, room.height())
        for i in range(count)
    ]


def _within(room: QRectF, ratio: float) -> QRectF:
    """Return the largest part of a room that has a shape, in its lower left corner."""
    width = min(room.width(), room.height() * ratio)
    height = width / ratio
    return QRectF(room.x(), room.bottom() - height, width, height)


def split(frame: QRectF, count: int, ratio: float) -> tuple[QRectF, list[QRectF]]:
    """Cut a room in a large one and a grid of `count` small ones, beside or under it.

    Of all such cuts, the one that shows a map of shape `ratio` (width over height) largest, the
    small ones counting as much together as the large one.
    """
    cuts = []
    for columns in range(1, min(count, 6) + 1):
        rows = -(-count // columns)
        for share in _SHARES:
            cuts.append((_beside(frame, share), columns, rows))
            cuts.append((_under(frame, share), columns, rows))

    def shown(cut: tuple[tuple[QRectF, QRectF], int, int]) -> float:
        (large, grid), columns, rows = cut
        small = _cells(grid, columns, rows, count)[0].adjusted(0, CAPTION_MM, 0, 0)
        return min(_shown(large, ratio), 2.5 * _shown(small, ratio))

    (large, grid), columns, rows = max(cuts, key=shown)
    return large, _cells(grid, columns, rows, count)


def _shown(room: QRectF, ratio: float) -> float:
    """Return the width in mm at which a room shows a map of some shape."""
    return min(room.width(), room.height() * ratio)


def _beside(frame: QRectF, share: float) -> tuple[QRectF, QRectF]:
    grid, large = _cut_right(frame, frame.width() * share)
    return large, grid


def _under(frame: QRectF, share: float) -> tuple[QRectF, QRectF]:
    return _cut_bottom(frame, frame.height() * share, GAP_MM / 2)


def _cells(grid: QRectF, columns: int, rows: int, count: int) -> list[QRectF]:
    gap = GAP_MM / 2
    width = (grid.width() - gap * (columns - 1)) / columns
    height = (grid.height() - gap * (rows - 1)) / rows
    return [
        QRectF(
            grid.x() + i % columns * (width + gap),
            grid.y() + i // columns * (height + gap),
            width,
            height,
        )
        for i in range(count)
    ]


def _add_caption(bench: Bench, number: int, item: KindMap, cell: QRectF, height: float) -> None:
    room = QRectF(cell.x(), cell.y(), cell.width(), height)
    bench.label(f"caption_{number}", item.title, room, size=CAPTION_PT, bold=True)


# --- beside the map -----------------------------------------------------------------------------


def _add_foot(bench: Bench, foot: QRectF, main: QgsLayoutItemMap) -> None:
    """Add scale bar and north; a map without CRS has neither."""
    if not main.crs().isValid():
        return
    wide = QRectF(foot.x(), foot.y() + 1.5, foot.width() - NORTH_MM - GAP_MM, foot.height() - 1.5)
    bench.scale_bar("scale", wide, main)
    place = QRectF(foot.right() - NORTH_MM, foot.y() - 0.5, NORTH_MM, foot.height())
    source = embedded(place.width(), place.height(), _draw_north, bench.style.font)
    bench.picture("north", source, place)


def _draw_north(page: Page) -> None:
    x = page.width / 2
    arrow = [(x, 0.2), (x + 2.0, 7.0), (x, 5.4), (x - 2.0, 7.0)]
    page.polygon(arrow, fill=palette.INK)
    room = QRectF(x - 4, 7.0, 8, 4)
    page.line_of_text(translate("Alliance", "N"), room, size=8, bold=True, centred=True)


def _add_figures(bench: Bench, room: QRectF, facts: Facts) -> None:
    if facts.figures:
        draw = partial(draw_figures, facts=facts)
        source = embedded(room.width(), room.height(), draw, bench.style.font)
        bench.picture("figures", source, room)


def _add_lists(bench: Bench, rooms: Sequence[QRectF], facts: dict[int, Facts]) -> None:
    """Add the figures and lists of each system, another picture on each page."""
    whole, parts = _joined(rooms)
    draws = {
        number: partial(draw_facts, facts=item, columns=len(parts))
        for number, item in facts.items()
    }
    turn_with_pages(bench.picture("figures", "", whole), draws, bench.style.font)


def _joined(rooms: Sequence[QRectF]) -> tuple[QRectF, list[QRectF]]:
    """Return the room around several, and each of them seen from its corner."""
    whole = rooms[0]
    for room in rooms[1:]:
        whole = whole.united(room)
    return whole, [room.translated(-whole.x(), -whole.y()) for room in rooms]
