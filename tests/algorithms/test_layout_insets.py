"""The small map in a corner: in a free one, a crowded place enlarged or the country around."""

from __future__ import annotations

import pytest
from alliance.algorithms.layout_insets import INSET
from alliance.algorithms.layout_items import round_bars
from alliance.algorithms.layout_layers import subject_of
from alliance.algorithms.layouts import Sheet, atlas, one_map
from alliance.tests.algorithms.map_samples import UNIT_FIELDS, colours, country
from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QImage


@pytest.fixture
def project(qgis_app):
    return QgsProject()


def towns(make_layer, places, crs="EPSG:2154"):
    rows = [
        (str(i), f"Town {i}", weight, 1, "dominant", f"POINT({x} {y})")
        for i, (x, y, weight) in enumerate(places)
    ]
    return make_layer(UNIT_FIELDS, rows, "Point", name="units", crs=crs)


def page_of(units, project):
    return one_map(subject_of([], units, None, [], None), Sheet("Essai"), project).layout


def room_of(item) -> QRectF:
    return QRectF(item.pos().x(), item.pos().y(), item.rect().width(), item.rect().height())


def diagonal(count, side=200000):
    """Return towns from the lower left to the upper right of a part of France."""
    steps = [side * i / (count - 1) for i in range(count)]
    return [(600000 + step, 6500000 + step, 100.0) for step in steps]


def test_a_region_is_placed_in_its_country(make_layer, project, tmp_path):
    layout = page_of(towns(make_layer, diagonal(12)), project)
    inset, main = layout.itemById(INSET), layout.itemById("map")
    assert isinstance(inset, QgsLayoutItemPicture)
    assert room_of(main).contains(room_of(inset))
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    path = str(tmp_path / "page.png")
    QgsLayoutExporter(layout).exportToImage(path, settings)
    room, k = room_of(inset), 100 / 25.4
    corner = [int(v * k) for v in (room.x(), room.y(), room.width(), room.height())]
    seen = colours(QImage(path).copy(*corner))
    assert seen.get("#dcdad3", 0) > 500  # land


def test_the_inset_hides_no_town(make_layer, project):
    places = diagonal(12)
    layout = page_of(towns(make_layer, places), project)
    inset, main = room_of(layout.itemById(INSET)), layout.itemById("map")
    extent, frame = main.extent(), room_of(main)
    for x, y, _ in places:
        across = frame.x() + (x - extent.xMinimum()) / extent.width() * frame.width()
        down = frame.y() + (extent.yMaximum() - y) / extent.height() * frame.height()
        assert not inset.contains(across, down)


def test_the_inset_cuts_no_circle_beside_it(make_layer, project):
    """A town one millimetre beside the free corner takes it."""
    places = diagonal(12)
    layout = page_of(towns(make_layer, places), project)
    inset, main = room_of(layout.itemById(INSET)), layout.itemById("map")
    extent, frame = main.extent(), room_of(main)
    per_mm = extent.width() / frame.width()
    x = extent.xMinimum() + (inset.right() + 1 - frame.x()) * per_mm
    y = extent.yMaximum() - (inset.center().y() - frame.y()) * per_mm
    again = page_of(towns(make_layer, [*places, (x, y, 100.0)]), project)
    assert again.itemById("map").extent() == extent
    assert room_of(again.itemById(INSET)).center() != inset.center()


def test_the_page_of_a_unit_alone_has_a_scale_of_kilometres(make_layer, project):
    """Around a point alone, a map of two metres had a bar of 0.0002 km under its own marks."""
    layout = page_of(towns(make_layer, [(600000, 6500000, 5.0)]), project)
    bar = layout.itemById("scale")
    assert bar.unitsPerSegment() * bar.numberOfSegments() >= 1


def test_a_crowd_is_drawn_larger_with_every_name(make_layer, project):
    crowd = [(700000 + 900 * (i % 6), 6600000 + 900 * (i // 6), 400.0) for i in range(30)]
    layout = page_of(towns(make_layer, [*diagonal(100), *crowd]), project)
    inset, main = layout.itemById(INSET), layout.itemById("map")
    assert isinstance(inset, QgsLayoutItemMap)
    assert inset.scale() < main.scale() / 3
    assert all(inset.extent().contains(x, y) for x, y, _ in crowd)
    assert main.overviews().size() == 1


def test_no_free_corner_no_inset(make_layer, project):
    places = [(600000 + 20000 * x, 6500000 + 14000 * y, 9.0) for x in range(8) for y in range(8)]
    assert page_of(towns(make_layer, places), project).itemById(INSET) is None


@pytest.mark.parametrize("crs", ["", "EPSG:3857"])
def test_maps_at_sea_or_without_crs_have_no_country(make_layer, project, crs):
    """3857: 600 km east and 6 500 km north of the zero meridian lies in the Channel or France."""
    places = [(x - 3000000, y - 6000000, w) for x, y, w in diagonal(5)]
    assert page_of(towns(make_layer, places, crs), project).itemById(INSET) is None


def test_the_scale_bar_of_every_page_of_an_atlas_is_round(make_layer, project):
    """1, 2 or 5 times a power of ten."""
    units, links, systems = country(make_layer)
    layout = atlas(subject_of([links], units, systems, [], None), Sheet("x"), project).layout
    bar = next(item for item in layout.items() if isinstance(item, QgsLayoutItemScaleBar))
    pages = layout.atlas()
    pages.updateFeatures()
    with round_bars(layout):
        pages.beginRender()
        for number in range(pages.count()):
            pages.seekTo(number)
            bar.refreshDataDefinedProperty()
            length = f"{bar.unitsPerSegment() * bar.numberOfSegments():g}"
            assert length.strip("0.") in ("1", "2", "5")
            # It stays within its room.
            room = layout.itemById("map").scale() / 1e6 * 50
            assert room * 0.2 < float(length) < room
        pages.endRender()
