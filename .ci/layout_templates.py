"""Draw the .qpt templates of resources/layouts again, from the pages that the plugin makes.

Run by hand, in a QGIS: `QT_QPA_PLATFORM=offscreen .venv/bin/python .ci/layout_templates.py`.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutSize,
    QgsProject,
    QgsReadWriteContext,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

ROOT = Path(__file__).parent.parent
LAYOUTS = ROOT / "resources" / "layouts"
FIGURES_MM = 34.0
LOGO_MM = (36.0, 13.0)
MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters


def main() -> None:
    """Write one template for a page and one for an atlas."""
    application = QgsApplication([], True)
    application.initQgis()
    spec = importlib.util.spec_from_file_location(
        "alliance", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["alliance"] = importlib.util.module_from_spec(spec)
    from alliance.algorithms.layout_items import Bench
    from alliance.algorithms.layout_layers import subject_of
    from alliance.algorithms.layout_style import LAYOUTS as FOLDER
    from alliance.algorithms.layout_style import read_style
    from alliance.algorithms.layouts import Sheet, atlas, one_map

    # A font that every system has, or replaces by one of the same widths.
    style = replace(read_style(FOLDER / "bandeau.json"), font="Arial")
    texts = {"subtitle": "x", "source": "x", "note": "x", "style": style}
    for name, make in (("page_a4", one_map), ("atlas_a4", atlas)):
        project = QgsProject()
        subject = subject_of([], units(), systems(), [], None)
        made = make(subject, Sheet("x", **texts), project)
        bench = Bench(made.layout, style)
        inset(made.layout, bench)
        logo(made.layout, bench)
        if make is atlas:
            table(made.layout, bench)
        blank(made.layout)
        made.layout.setName(name)
        made.layout.saveAsTemplate(str(LAYOUTS / f"{name}.qpt"), QgsReadWriteContext())
        del bench, made
    application.exitQgis()


def systems() -> QgsVectorLayer:
    """Return one system, to have something to make a page of."""
    fields = "field=system:integer&field=name:string&field=centre:string"
    layer = QgsVectorLayer(f"MultiPolygon?crs=EPSG:2154&{fields}", "systems", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([1, "x", "x"])
    square = "MULTIPOLYGON(((600000 6500000,800000 6500000,800000 6600000,600000 6500000)))"
    feature.setGeometry(QgsGeometry.fromWkt(square))
    layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    return layer


def units() -> QgsVectorLayer:
    """Return one unit, so that the page has a legend."""
    fields = "field=code:string&field=name:string&field=weight:double"
    layer = QgsVectorLayer(f"Point?crs=EPSG:2154&{fields}", "units", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["x", "x", 1.0])
    feature.setGeometry(QgsGeometry.fromWkt("POINT(700000 6520000)"))
    layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    return layer


def logo(layout, bench) -> None:
    """Leave a place for a logo at the right of the title."""
    title = room_of(layout.itemById("title"))
    for name in ("title", "subtitle"):
        item = layout.itemById(name)
        room = room_of(item)
        size = QgsLayoutSize(room.width() - LOGO_MM[0] - 4.0, room.height(), MILLIMETRES)
        item.attemptResize(size)
    bench.picture("logo", "", QRectF(title.right() - LOGO_MM[0], title.y(), *LOGO_MM))


def inset(layout, bench) -> None:
    """Give the page an inset in the corner of its map, and an atlas the one that it has."""
    main = layout.itemById("map")
    situation, corner = layout.itemById("situation"), layout.itemById("inset")
    old = situation or corner
    room = room_of(old)
    layout.removeLayoutItem(old)
    if situation is not None:
        bench.map("inset", room, [], main.crs(), main.extent())
    else:
        bench.picture("inset", "", room)


def table(layout, bench) -> None:
    """Part the figures of an atlas page from its lists."""
    figures = layout.itemById("figures")
    room = room_of(figures)
    layout.removeLayoutItem(figures)
    bench.picture("figures", "", QRectF(room.x(), room.y(), room.width(), FIGURES_MM))
    below = room.adjusted(0, FIGURES_MM + 2.0, 0, 0)
    bench.picture("table", "", below)


def room_of(item) -> QRectF:
    """Return where an item lies, in mm."""
    return QRectF(item.pos().x(), item.pos().y(), item.rect().width(), item.rect().height())


def blank(layout) -> None:
    """Take out what each run fills in."""
    layout.atlas().setEnabled(False)
    layout.atlas().setCoverageLayer(None)
    layout.setCustomProperty("variableNames", [])
    layout.setCustomProperty("variableValues", [])
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel):
            item.setText("")
        elif isinstance(item, QgsLayoutItemPicture) and item.id() != "north":
            item.setPicturePath("")
        elif isinstance(item, QgsLayoutItemMap):
            item.setLayers([])
            item.setKeepLayerSet(False)
            item.setAtlasDriven(False)


if __name__ == "__main__":
    main()
