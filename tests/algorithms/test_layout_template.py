"""Templates of the layout designer: filled by id, everything else left as it was drawn."""

from __future__ import annotations

import re

import pytest
from alliance.algorithms.layout_style import LAYOUTS
from alliance.algorithms.layout_template import IDS
from alliance.tests.algorithms.map_samples import colours, country
from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor, QImage

PAGE, ATLAS = LAYOUTS / "page_a4.qpt", LAYOUTS / "atlas_a4.qpt"
MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters


@pytest.fixture(autouse=True)
def project(qgis_app):
    found = QgsProject.instance()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def layers(make_layer):
    units, links, systems = country(make_layer)
    return {"LINKS": [links], "UNITS": units, "SYSTEMS": systems, "TITLE": "Essai", "SOURCE": "S."}


def ids_of(path) -> set:
    layout = QgsPrintLayout(QgsProject.instance())
    from qgis.PyQt.QtXml import QDomDocument

    document = QDomDocument()
    assert document.setContent(path.read_text(encoding="utf-8"))[0]
    _, done = layout.loadFromTemplate(document, QgsReadWriteContext())
    assert done
    return {
        item.id()
        for item in layout.items()
        if isinstance(item, QgsLayoutItem) and not isinstance(item, QgsLayoutItemPage)
    }


def drawn_by_hand(tmp_path, *, legend=QgsLayoutItemPicture, leave_out=()):
    """Save a template as an agency draws it: a red band, a map on the right, its own sizes."""
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    rooms = {
        "band": (QgsLayoutItemShape, (0, 0, 297, 12)),
        "map": (QgsLayoutItemMap, (97, 40, 190, 150)),
        "title": (QgsLayoutItemLabel, (10, 15, 200, 12)),
        "source": (QgsLayoutItemLabel, (10, 195, 200, 8)),
        "legend": (legend, (10, 40, 80, 130)),
        "scale": (QgsLayoutItemScaleBar, (10, 175, 80, 14)),
        "ours": (QgsLayoutItemLabel, (230, 195, 60, 8)),
    }
    for name, (kind, (x, y, width, height)) in rooms.items():
        if name in leave_out:
            continue
        item = kind(layout)
        item.setId(name)
        if name == "band":
            fill = {"color": "#cc0000", "outline_style": "no"}
            item.setSymbol(QgsFillSymbol.createSimple(fill))
        if name == "ours":
            item.setText("Agence d'urbanisme")
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(x, y, MM))
        item.attemptResize(QgsLayoutSize(width, height, MM))
    path = tmp_path / "agence.qpt"
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    return path


def test_shipped_templates_hold_the_ids():
    common = {"map", "title", "subtitle", "source", "note", "legend", "scale", "figures", "logo"}
    assert common | {"inset"} <= ids_of(PAGE)
    assert common | {"inset", "table"} <= ids_of(ATLAS)
    assert set(IDS) == common | {"inset", "table"}


@pytest.mark.parametrize("path", [PAGE, ATLAS], ids=lambda path: path.stem)
def test_shipped_templates_hold_no_path_and_no_data(path):
    text = path.read_text(encoding="utf-8")
    assert "/home/" not in text
    assert "/tmp/" not in text
    assert path.stat().st_size < 100_000


def test_a_page_of_a_shipped_template(run, layers, project, tmp_path):
    logo = QImage(200, 100, QImage.Format.Format_RGB32)
    logo.fill(QColor("#ff8800"))
    logo.save(str(tmp_path / "logo.png"))
    path = tmp_path / "page.png"
    given = {"TEMPLATE": str(PAGE), "LOGO": str(tmp_path / "logo.png")}
    run("flowmaplayout", OUTPUT=str(path), **given, **layers)
    seen = colours(QImage(str(path)))
    assert seen.get("#ff8800", 0) > 5000
    layout = project.layoutManager().layoutByName("Essai")
    assert layout.itemById("title").text() == "Essai"
    assert layout.itemById("source").text() == "Source: S."
    assert layout.itemById("legend").picturePath().startswith("base64:")
    assert layout.itemById("figures").picturePath().startswith("base64:")
    extent = layout.itemById("map").extent()
    assert extent.contains(layers["SYSTEMS"].extent())


def test_an_atlas_of_a_shipped_template(run, layers, project, tmp_path):
    path = tmp_path / "atlas.pdf"
    made = run("flowmaplayout", OUTPUT=str(path), TEMPLATE=str(ATLAS), ATLAS=True, **layers)
    assert made["PAGE_COUNT"] == 3
    assert max(int(n) for n in re.findall(rb"/Count (\d+)", path.read_bytes())) == 3
    layout = project.layoutManager().layoutByName("Essai")
    pages = layout.atlas()
    pages.updateFeatures()
    pages.beginRender()
    seen = set()
    for number in range(3):
        pages.seekTo(number)
        for name in ("figures", "table"):
            item = layout.itemById(name)
            item.refreshPicture()
            assert item.evaluatedPath().startswith("base64:")
            seen.add(item.evaluatedPath())
    pages.endRender()
    assert len(seen) == 6


def test_what_the_agency_drew_stays(run, layers, project, tmp_path):
    template = drawn_by_hand(tmp_path)
    path = tmp_path / "page.png"
    run("flowmaplayout", OUTPUT=str(path), TEMPLATE=str(template), **layers)
    layout = project.layoutManager().layoutByName("Essai")
    assert layout.itemById("ours").text() == "Agence d'urbanisme"
    main = layout.itemById("map")
    assert (main.pos().x(), main.rect().width()) == pytest.approx((97, 190))
    assert len(main.layers()) >= 3
    assert layout.itemById("scale").linkedMap() is main
    assert colours(QImage(str(path))).get("#cc0000", 0) > 100_000


def test_a_legend_of_qgis_gets_the_layers_of_the_map(run, layers, project, tmp_path):
    template = drawn_by_hand(tmp_path, legend=QgsLayoutItemLegend)
    run("flowmaplayout", TEMPLATE=str(template), **layers)
    layout = project.layoutManager().layoutByName("Essai")
    legend, main = layout.itemById("legend"), layout.itemById("map")
    listed = [node.layerId() for node in legend.model().rootGroup().findLayers()]
    assert listed == [layer.id() for layer in main.layers()]
    assert legend.linkedMap() is main


def test_small_multiples_need_their_maps(refused, layers, make_layer):
    fields = "unit_a:string unit_b:string link_type:string intensity:double"
    wkt = "LINESTRING(705000 6605000,715000 6605000)"
    kinds = [
        make_layer(fields, [("01", "02", kind, 4.0, wkt)], "LineString", name=kind)
        for kind in ("bus", "rail")
    ]
    given = {**layers, "LINKS": kinds}
    told = refused("flowmaplayout", TEMPLATE=str(PAGE), MULTIPLES=True, **given)
    assert "map_1" in told


def test_a_template_without_a_map(refused, layers, tmp_path):
    template = drawn_by_hand(tmp_path, leave_out=("map",))
    told = refused("flowmaplayout", TEMPLATE=str(template), **layers)
    assert "“map”" in told
    assert "legend" in told


@pytest.mark.parametrize("content", ["", "<a/>", "no xml", "\x00"])
def test_a_file_that_is_no_template(refused, layers, tmp_path, content):
    path = tmp_path / "x.qpt"
    path.write_text(content, encoding="utf-8")
    assert "x.qpt" in refused("flowmaplayout", TEMPLATE=str(path), **layers)


def test_an_item_of_another_type(refused, layers, tmp_path):
    template = drawn_by_hand(tmp_path)
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace('id="band"', 'id="figures"'), encoding="utf-8")
    told = refused("flowmaplayout", TEMPLATE=str(template), **layers)
    assert "“figures”" in told
