"""The legend of a printed map: drawn from the styles of its layers, and again when they change.

A legend is one picture a column, which the layout holds inside itself: it prints on machines
without this plugin. What it takes to draw it again is kept beside it, in the item.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from qgis.core import (
    QgsLayout,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

from .language import in_language
from .layout_items import Bench
from .layout_panels import draw_legend, embedded, kinds_block, legend_columns
from .map_legend import Block, SystemsBlock, legend_blocks
from .typography import present_language

# The map that a legend explains, and the small ones, by the ids of their items.
MAP, SMALL_MAP = "map", "map_{number}"
# Marks a column of a legend: its place, its font, its language, whether it lists the systems.
_MARK = "alliance/legend"


def blocks_of(
    layers: Sequence[QgsMapLayer], small: Sequence[QgsVectorLayer], *, with_systems: bool
) -> list[Block]:
    """Return what a legend says of a map and of small maps, one layer each.

    `with_systems` is False where the map or the title names them.
    """
    blocks = legend_blocks(layers)
    if not with_systems:
        blocks = [block for block in blocks if not isinstance(block, SystemsBlock)]
    return [*blocks, kinds_block(small)] if small else blocks


def add_legend(
    bench: Bench, rooms: Sequence[QRectF], blocks: Sequence[Block], *, with_systems: bool
) -> None:
    """Add a legend that follows the styles, a picture a room that gets something to say."""
    family = bench.style.font
    columns = legend_columns(blocks, rooms, family)
    for number, (room, column) in enumerate(zip(rooms, columns), start=1):
        if column:
            name = "legend" if number == 1 else f"legend_{number}"
            item = bench.picture(name, _picture(room, column, family), room)
            mark = [number, family, present_language(), with_systems]
            item.setCustomProperty(_MARK, json.dumps(mark))


def fill_legend(
    layout: QgsPrintLayout, layers: Sequence[QgsMapLayer], family: str, *, with_systems: bool
) -> None:
    """Fill the legend of a template: pictures by us, a legend of QGIS with the layers."""
    item = layout.itemById("legend")
    if isinstance(item, QgsLayoutItemLegend):
        item.setLinkedMap(layout.itemById(MAP))
        item.setAutoUpdateModel(False)
        root = item.model().rootGroup()
        root.removeAllChildren()
        for layer in layers:
            root.addLayer(layer)
        return
    for number, name in enumerate(("legend", "legend_2", "legend_3"), start=1):
        item = layout.itemById(name)
        if isinstance(item, QgsLayoutItemPicture):
            mark = [number, family, present_language(), with_systems]
            item.setCustomProperty(_MARK, json.dumps(mark))
    redraw_legends(layout)


def redraw_legends(layout: QgsLayout) -> None:
    """Draw the legends of a layout from the styles that its layers have now.

    The columns keep the rooms that they have, wherever they were moved by hand.
    """
    items = _columns(layout)
    main = layout.itemById(MAP)
    if not items or not isinstance(main, QgsLayoutItemMap):
        return
    _, family, language, with_systems = _mark_of(items[0])
    rooms = [QRectF(0, 0, item.rect().width(), item.rect().height()) for item in items]
    with in_language(language):
        blocks = blocks_of(main.layers(), _small_layers(layout), with_systems=with_systems)
        columns = legend_columns(blocks, rooms, family)
        for item, room, column in zip(items, rooms, columns):
            path = _picture(room, column, family)
            # A project that is as it was is not to be saved.
            if path != item.picturePath():
                item.setPicturePath(path, QgsLayoutItemPicture.Format.FormatSVG)


def redraw_legends_of(project: QgsProject, layer: QgsMapLayer | None = None) -> None:
    """Draw the legends of every layout of a project, or of those that show a layer."""
    for layout in project.layoutManager().layouts():
        if isinstance(layout, QgsPrintLayout) and (layer is None or _shows(layout, layer)):
            redraw_legends(layout)


def _shows(layout: QgsLayout, layer: QgsMapLayer) -> bool:
    maps = (item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    return any(layer.id() in {shown.id() for shown in item.layers()} for item in maps)


def _columns(layout: QgsLayout) -> list[QgsLayoutItemPicture]:
    marked = [
        item
        for item in layout.items()
        if isinstance(item, QgsLayoutItemPicture) and item.customProperty(_MARK)
    ]
    return sorted(marked, key=_mark_of)


def _mark_of(item: QgsLayoutItemPicture) -> tuple:
    return tuple(json.loads(item.customProperty(_MARK)))


def _small_layers(layout: QgsLayout) -> list[QgsVectorLayer]:
    layers, number = [], 1
    while isinstance(item := layout.itemById(SMALL_MAP.format(number=number)), QgsLayoutItemMap):
        layers.append(item.layers()[0])
        number += 1
    return layers


def _picture(room: QRectF, column: Sequence[Block], family: str) -> str:
    draw = partial(draw_legend, blocks=column)
    return embedded(room.width(), room.height(), draw, family)
