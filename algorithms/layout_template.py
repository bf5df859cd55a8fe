"""Pages from a template of QGIS (.qpt), which an agency draws in the layout designer.

The items that are filled are known by their ids; everything else of the template stays as it was
drawn: logo, fonts, colours, frames, texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import SettingsError
from ..core.messages import translate
from .layout_atlas import PAGE_TITLE, lead, turn_with_pages
from .layout_facts import Facts, system_facts, whole_facts
from .layout_insets import INSET, fill_inset
from .layout_items import size_segments
from .layout_layers import (
    Subject,
    kind_maps,
    page_stack,
    quiet_ground,
    situation_stack,
    view_of,
)
from .layout_legend import MAP, SMALL_MAP, fill_legend
from .layout_panels import draw_facts, draw_figures, embedded
from .layouts import Made, Sheet
from .map_picture import map_stack

ENDING = ".qpt"
# What a template may hold, by id, and of which type.
_TYPES: dict[str, tuple[type, ...]] = {
    MAP: (QgsLayoutItemMap,),
    "title": (QgsLayoutItemLabel,),
    "subtitle": (QgsLayoutItemLabel,),
    "source": (QgsLayoutItemLabel,),
    "note": (QgsLayoutItemLabel,),
    "legend": (QgsLayoutItemPicture, QgsLayoutItemLegend),
    "scale": (QgsLayoutItemScaleBar,),
    "figures": (QgsLayoutItemPicture,),
    "table": (QgsLayoutItemPicture,),
    "logo": (QgsLayoutItemPicture,),
    INSET: (QgsLayoutItemMap, QgsLayoutItemPicture),
}
IDS = tuple(_TYPES)
_LEAST_BAR_MM = 45.0


class _Template:
    """A layout of a file, and its items by id."""

    def __init__(self, path: Path, project: QgsProject) -> None:
        self.path = path
        self.layout = QgsPrintLayout(project)
        document = QDomDocument()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            text = ""
        if not document.setContent(text)[0] or not _loaded(self.layout, document):
            raise SettingsError(
                translate(
                    "Alliance",
                    "The template “{path}” cannot be read: give a .qpt file that the layout "
                    "designer of QGIS has saved."
                ).format(path=path)
            )
        self._items = {
            item.id(): item
            for item in self.layout.items()
            if isinstance(item, QgsLayoutItem)
            and item.id()
            and not isinstance(item, QgsLayoutItemPage)
        }

    def item(self, name: str) -> Any:
        """Return the item of an id, None where the template has none.

        Raises
        ------
        SettingsError
            It is of another type than what it is filled with.
        """
        found = self._items.get(name)
        if found is None or isinstance(found, _TYPES.get(name, (QgsLayoutItem,))):
            return found
        raise SettingsError(
            translate(
                "Alliance",
                "The item “{item}” of the template “{path}” is not of the right type: title, "
                "subtitle, source and note are labels, map is a map, scale is a scale bar, legend, "
                "figures, table, logo and inset are pictures."
            ).format(item=name, path=self.path)
        )

    def needed(self, name: str) -> Any:
        """Return the item of an id, or say that it is missing."""
        found = self.item(name)
        if found is not None:
            return found
        raise SettingsError(
            translate(
                "Alliance",
                "The template “{path}” has no item with the id “{item}”. Ids that are filled: "
                "{ids}."
            ).format(path=self.path, item=name, ids=", ".join(IDS))
        )

    def family(self) -> str:
        """Return the font of the texts, that of the first label with an id."""
        labels = (self.item(name) for name in ("note", "source", "subtitle", "title"))
        label = next((label for label in labels if label is not None), None)
        if label is None:
            return ""
        has_format = hasattr(label, "textFormat")
        return (label.textFormat().font() if has_format else label.font()).family()


def _loaded(layout: QgsPrintLayout, document: QDomDocument) -> bool:
    return bool(layout.loadFromTemplate(document, QgsReadWriteContext())[1])


def fill_template(
    path: Path,
    subject: Subject,
    sheet: Sheet,
    project: QgsProject,
    *,
    atlas: bool = False,
    multiples: bool = False,
) -> Made:
    """Make a page, an atlas or small multiples from a template of the layout designer.

    Raises
    ------
    SettingsError
        The template cannot be read, has no map, or holds an item of another type.
    """
    template = _Template(path, project)
    layout = template.layout
    layout.setName(sheet.title)
    # An atlas of the template is one of other layers.
    layout.atlas().setEnabled(False)
    main = template.needed(MAP)
    stack = page_stack(subject) if atlas else map_stack(subject.main())
    extra = _fill_maps(template, subject, stack, multiples)
    _fill_texts(template, sheet, atlas)
    if sheet.style.logo and template.item("logo") is not None:
        _show(template.item("logo"), sheet.style.logo)
    if atlas:
        lead(layout, main, subject.systems)
        _fill_lists(template, subject)
    else:
        _fill_figures(template, subject)
    around = situation_stack(subject, stack) if atlas else stack
    extra += fill_inset(template.item(INSET), main, around, atlas=atlas)
    fill_legend(layout, stack, template.family(), with_systems=not (atlas or multiples))
    scale = template.item("scale")
    if scale is not None:
        scale.setLinkedMap(main)
        # A bar shrinks to its length: its box says less than the room that it has.
        size_segments(scale, max(scale.rect().width(), _LEAST_BAR_MM), main)
    return Made(layout, [*stack, *extra], project)


def _fill_maps(
    template: _Template, subject: Subject, stack: Sequence[QgsMapLayer], multiples: bool
) -> list[QgsMapLayer]:
    """Give the maps their layers and their extents; return the layers of small ones."""
    crs, extent = view_of(map_stack(subject.main()))

    def fill(item: QgsLayoutItemMap, layers: Sequence[QgsMapLayer]) -> None:
        item.setFollowVisibilityPreset(False)
        item.setLayers(list(layers))
        item.setKeepLayerSet(True)
        if crs.isValid():
            item.setCrs(crs)
        item.zoomToExtent(extent)

    fill(template.needed(MAP), stack)
    if not multiples:
        return []
    small, below = kind_maps(subject), quiet_ground(subject, stack)
    for number, kind in enumerate(small, start=1):
        fill(template.needed(SMALL_MAP.format(number=number)), [kind.layer, *below])
        caption = template.item(f"caption_{number}")
        if caption is not None:
            caption.setText(kind.title)
    return [*below, *(kind.layer for kind in small)]


def _fill_texts(template: _Template, sheet: Sheet, atlas: bool) -> None:
    """Write the texts that are given; the others stay as the template has them."""
    source = translate("Alliance", "Source: {source}").format(source=sheet.source)
    texts = {
        "title": PAGE_TITLE if atlas else sheet.title,
        "subtitle": sheet.title if atlas else sheet.subtitle,
        "source": source if sheet.source else "",
        "note": sheet.note,
    }
    for name, text in texts.items():
        label = template.item(name)
        if label is not None and text:
            label.setText(text)


def _fill_figures(template: _Template, subject: Subject) -> None:
    facts = whole_facts(subject)
    item = template.item("figures")
    if item is not None and facts.figures:
        room = QRectF(0, 0, item.rect().width(), item.rect().height())
        draw = partial(draw_figures, facts=facts)
        _show(item, embedded(room.width(), room.height(), draw, template.family()))


def _fill_lists(template: _Template, subject: Subject) -> None:
    """Write the figures and lists of each system, in one picture or, with a table, in two."""
    facts, table = system_facts(subject), template.item("table")

    def turn(item: QgsLayoutItemPicture | None, part: Callable[[Facts], Facts]) -> None:
        if item is not None:
            draws = {n: partial(draw_facts, facts=part(fact)) for n, fact in facts.items()}
            turn_with_pages(item, draws, template.family())

    turn(table, lambda fact: replace(fact, figures=()))
    turn(
        template.item("figures"),
        lambda fact: fact if table is None else replace(fact, listings=()),
    )


def _show(item: QgsLayoutItemPicture, source: str) -> None:
    formats = QgsLayoutItemPicture.Format
    is_svg = source.startswith("base64:") or source.lower().endswith(".svg")
    item.setPicturePath(source, formats.FormatSVG if is_svg else formats.FormatRaster)
