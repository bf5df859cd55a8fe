"""Legends of layouts follow the styles: measured in the pixels, now and in a project read again."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.algorithms import palette, styling
from alliance.algorithms.layout_layers import subject_of
from alliance.algorithms.layout_legend import redraw_legends
from alliance.algorithms.layouts import Sheet, multiples, one_map
from alliance.algorithms.legend_keeper import LegendKeeper
from alliance.algorithms.styling import style_by_role
from alliance.algorithms.symbols import Scale
from alliance.algorithms.width_legend import layers_within
from alliance.tests.algorithms.map_samples import PLACES, country, is_near, pixels
from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsProject,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QImage

PIXELS_A_MM = 10
WIDTH, SIZE = (
    QgsSymbolLayer.Property.PropertyStrokeWidth,
    QgsSymbolLayer.Property.PropertySize,
)


@pytest.fixture
def project(qgis_app):
    found = QgsProject()
    keeper = LegendKeeper(found)
    yield found
    keeper.close()
    found.clear()


def stored(layers, folder) -> list[QgsVectorLayer]:
    """Return layers of files: those in memory do not survive a project."""
    found = []
    for layer in layers:
        path = str(folder / f"{layer.name()}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        context = QgsProject.instance().transformContext()
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, context, options)
        found.append(QgsVectorLayer(path, layer.name(), "ogr"))
    return found


def laid_out(layers, project, make=one_map, **sheet):
    """Add styled layers to a project, and a layout of them."""
    for layer in layers:
        style_by_role(layer)
        project.addMapLayer(layer)
    units, links, systems = layers
    subject = subject_of([links], units, systems, [], project)
    made = make(subject, Sheet("Essai", **sheet), project)
    for layer in made.layers:
        if project.mapLayer(layer.id()) is None:
            project.addMapLayer(layer, False)
    project.layoutManager().addLayout(made.layout)
    return made.layout


def set_sizes(layer, key, scale) -> None:
    """Change the sizes of a layer as one does by hand."""
    renderer = layer.renderer().clone()
    for rule in renderer.rootRule().children():
        for part in layers_within(rule.symbol()):
            if part.dataDefinedProperties().isActive(key):
                part.setDataDefinedProperty(key, QgsProperty.fromExpression(scale.expression()))
    layer.setRenderer(renderer)


def exported(layout, path) -> QImage:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 254.0
    assert QgsLayoutExporter(layout).exportToImage(str(path), settings) == 0
    return QImage(str(path))


def left_edge(item, mm):
    return round((item.pos().x() + mm) * PIXELS_A_MM)


def widest_sample(layout, image) -> int:
    """Return the height in pixels of the widest line of the legend."""
    item = layout.itemById("legend")
    wanted = np.array(QColor(palette.INK).getRgb()[:3])
    is_ink = (abs(pixels(image)[:, left_edge(item, 6.5)] - wanted) <= 40).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_ink.astype(int), [0]])))
    return int((edges[1::2] - edges[::2]).max())


def drawn_width(layout, image) -> int:
    """Return the height in pixels of the strongest link on the map, from 01 to 02: it lies flat."""
    item = layout.itemById("map")
    extent = item.extent()
    (x1, y), (x2, _) = PLACES["01"], PLACES["02"]
    per_unit = item.rect().width() / extent.width()
    middle = x1 + (x2 - x1) * 0.55
    x = round((item.pos().x() + (middle - extent.xMinimum()) * per_unit) * PIXELS_A_MM)
    row = round((item.pos().y() + (extent.yMaximum() - y) * per_unit) * PIXELS_A_MM)
    colour, run = QColor(image.pixel(x, row)).name(), 0
    for step in (1, -1):
        at = row if step > 0 else row - 1
        while is_near(image, x, at, colour, 30):
            run, at = run + 1, at + step
    return run


def test_the_legend_of_a_layout_follows_the_style(make_layer, project, tmp_path):
    layers = country(make_layer, "Point")
    layout = laid_out(layers, project)
    for factor in (2.0, 3.0, 1.0):
        wide = Scale("intensity", 100.0, factor * styling.LINK_MM)
        set_sizes(layers[1], WIDTH, wide)
        image = exported(layout, tmp_path / f"{factor}.png")
        expected = factor * styling.LINK_MM * PIXELS_A_MM
        assert widest_sample(layout, image) == pytest.approx(expected, abs=2)
        assert drawn_width(layout, image) == pytest.approx(expected, abs=2)


@pytest.mark.parametrize("geometry", ["Point", "MultiPolygon"])
def test_circles_of_units_follow_on_the_map_and_in_the_legend(
    make_layer, project, tmp_path, geometry
):
    layers = country(make_layer, geometry)
    layout = laid_out(layers, project)
    before = layout.itemById("legend").picturePath()
    set_sizes(layers[0], SIZE, Scale("weight", 90000.0, 14.0, root=True))
    after = layout.itemById("legend").picturePath()
    assert after != before
    image = exported(layout, tmp_path / "page.png")
    item = layout.itemById("legend")
    # 50 000, the largest round value, at the left of the legend: its lowest point to its highest.
    ink = (pixels(image)[:, left_edge(item, 1.0) :][:, : 14 * PIXELS_A_MM] < 120).all(axis=2)
    diameter = 14.0 * np.sqrt(50000 / 90000)
    columns = np.flatnonzero(ink.any(axis=0))
    assert columns.max() >= diameter * PIXELS_A_MM - 4
    circles = next(layer for layer in layout.itemById("map").layers() if layer.name() == "units")
    assert circles.id() != layers[0].id()
    drawn = {
        part.dataDefinedProperties().property(SIZE).asExpression()
        for rule in circles.renderer().rootRule().children()
        for part in layers_within(rule.symbol())
        if part.dataDefinedProperties().isActive(SIZE)
    }
    assert drawn == {Scale("weight", 90000.0, 14.0, root=True).expression()}


def test_a_project_read_again_follows_too(make_layer, project, qgis_app, tmp_path):
    layers = stored(country(make_layer), tmp_path)
    laid_out(layers, project)
    path = str(tmp_path / "project.qgz")
    assert project.write(path)
    again = QgsProject()
    keeper = LegendKeeper(again)
    assert again.read(path)
    layout = again.layoutManager().layoutByName("Essai")
    assert not again.isDirty()
    links = again.mapLayersByName("links")[0]
    set_sizes(links, WIDTH, Scale("intensity", 100.0, 2 * styling.LINK_MM))
    image = exported(layout, tmp_path / "page.png")
    expected = 2 * styling.LINK_MM * PIXELS_A_MM
    assert widest_sample(layout, image) == pytest.approx(expected, abs=2)
    keeper.close()
    again.clear()


def test_what_changed_without_the_plugin_is_caught_up_with(make_layer, tmp_path, qgis_app):
    layers = stored(country(make_layer), tmp_path)
    alone = QgsProject()
    laid_out(layers, alone)
    set_sizes(layers[1], WIDTH, Scale("intensity", 100.0, 2 * styling.LINK_MM))
    path = str(tmp_path / "project.qgz")
    assert alone.write(path)
    alone.clear()
    again = QgsProject()
    keeper = LegendKeeper(again)
    assert again.read(path)
    layout = again.layoutManager().layoutByName("Essai")
    image = exported(layout, tmp_path / "page.png")
    expected = 2 * styling.LINK_MM * PIXELS_A_MM
    assert widest_sample(layout, image) == pytest.approx(expected, abs=2)
    keeper.close()
    again.clear()


def test_the_legend_stays_in_its_rooms_its_font_and_its_language(make_layer, project):
    from alliance.algorithms.language import in_language
    from alliance.algorithms.layout_style import HouseStyle

    style = HouseStyle(font="DejaVu Serif")
    with in_language("fr"):
        layout = laid_out(
            country(make_layer), project, page="a3", orientation="portrait", style=style
        )
    items = [layout.itemById(name) for name in ("legend", "legend_2", "legend_3")]
    before = [item.picturePath() for item in items]
    redraw_legends(layout)
    assert [item.picturePath() for item in items] == before


def test_small_multiples_follow_as_well(make_layer, project):
    fields = (
        "unit_a:string unit_b:string score:double n_types:integer types:string intensity:double "
        "s_bus:integer r_bus:double s_rail:integer r_rail:double"
    )
    wkt = f"LINESTRING({PLACES['01'][0]} {PLACES['01'][1]},{PLACES['02'][0]} {PLACES['02'][1]})"
    rows = [("01", "02", 2.0, 2, "bus, rail", 9.0, 1, 1.0, 1, 0.5, wkt)]
    units, _, systems = country(make_layer)
    links = make_layer(fields, rows, "LineString", name="links")
    layout = laid_out([units, links, systems], project, multiples)
    before = layout.itemById("legend").picturePath()
    redraw_legends(layout)
    assert layout.itemById("legend").picturePath() == before
    small = layout.itemById("map_1").layers()[0]
    renderer = small.renderer().clone()
    part = renderer.rootRule().children()[0].symbol().symbolLayer(0)
    wide = Scale("r_bus", 1.0, 5.0).expression()
    part.setDataDefinedProperty(WIDTH, QgsProperty.fromExpression(wide))
    small.setRenderer(renderer)
    assert layout.itemById("legend").picturePath() != before


@pytest.mark.parametrize("geometry", ["Point", "MultiPolygon"])
def test_samples_of_units_are_whole_in_a_legend_of_qgis(make_layer, project, tmp_path, geometry):
    """Neither cut to the size of an icon, nor over each other."""
    units = country(make_layer, geometry)[0]
    style_by_role(units)
    project.addMapLayer(units)
    assert isinstance(units.renderer(), QgsRuleBasedRenderer)
    layout = laid_out(country(make_layer, geometry), project)
    for item in list(layout.items()):
        if hasattr(item, "id") and item.id():
            layout.removeLayoutItem(item)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.removeAllChildren()
    root.addLayer(units)
    layout.addLayoutItem(legend)
    legend.adjustBoxSize()
    image = exported(layout, tmp_path / "legend.png")
    box = legend.rect()
    # The samples stand in a column at the left, texts farther right.
    dark = (pixels(image)[: round(box.height() * 10), : round(10 * PIXELS_A_MM)] < 200).any(axis=2)
    rows = dark.any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(int), [0]])))
    heights = (edges[1::2] - edges[::2]) / PIXELS_A_MM
    # 50 000, 10 000 and 2 000 of at most 90 000, with their outlines.
    top = styling.CIRCLE_MM
    expected = [top * np.sqrt(value / 90000) + 0.25 for value in (50000, 10000, 2000)]
    assert heights[-3:] == pytest.approx(expected, abs=0.25)
