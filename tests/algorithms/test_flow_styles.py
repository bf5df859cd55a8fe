"""Curved lines, half arrows, colours by kind, amounts, legends of sizes: drawn and measured."""

from __future__ import annotations

import time

import numpy as np
import pytest
from alliance.algorithms import flow_symbols, legend_keeper, palette, styling, symbols, tree_legend
from alliance.algorithms.flow_symbols import FlowLook
from alliance.algorithms.styling import drawn_amount, style_flows, style_links, style_units
from alliance.algorithms.width_legend import circle_radii, legend_sizes
from alliance.tests.algorithms.map_samples import (
    are_alike,
    column_run,
    draw,
    is_blank,
    is_near,
    line,
    pixels,
)
from qgis.core import (
    QgsLayerTreeModel,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

PIXELS_A_MM = 10  # as `draw` draws
FLOW_FIELDS = "origin:string dest:string volume:double"
WAY_FIELDS = (
    "unit_a:string unit_b:string link_type:string flow_ab:double flow_ba:double volume:double "
    "intensity:double selected:integer"
)
CUMULATED_FIELDS = (
    "unit_a:string unit_b:string score:double types:string intensity:double r_commutin:double "
    "r_train:double"
)
UNIT_FIELDS = "code:string name:string weight:double"
# 60 km over 600 pixels: a millimetre of the map is a kilometre.
EXTENT = QgsRectangle(0, -20000, 60000, 20000)
START, END = (10000, 0), (50000, 0)


def is_ink(image, tolerance: int = 12) -> np.ndarray:
    """Tell where a picture is not paper."""
    return (pixels(image) < 255 - tolerance).any(axis=2)


def two_way(make_layer, there=100.0, back=50.0, ends=(START, END)):
    rows = [("a", "b", "train", there, back, (there or 0) + (back or 0), 10.0, 1, line(*ends))]
    return make_layer(WAY_FIELDS, rows, "LineString", name="links")


def town(make_layer, place, weight=100.0, geometry="Point"):
    x, y = place
    square = f"(({x - 9} {y - 9},{x + 9} {y - 9},{x + 9} {y + 9},{x - 9} {y + 9},{x - 9} {y - 9}))"
    wkt = f"POINT({x} {y})" if geometry == "Point" else f"POLYGON{square}"
    return ("b", "Town", weight, wkt)


# --- curved lines -------------------------------------------------------------------------------


def test_a_curved_link_leaves_the_chord_and_joins_its_ends(make_layer):
    layer = two_way(make_layer)
    style_links(layer, look=FlowLook(curved=True))
    ink = is_ink(draw(layer, extent=EXTENT))
    assert not ink[200, 250:350].any()
    assert ink[195:206, 95:106].any()
    assert ink[195:206, 495:506].any()
    rise = flow_symbols.ARC_RISE * 400
    rows = np.flatnonzero(ink[:, 300])
    assert abs(abs(rows.mean() - 200) - rise) < 4


def test_a_curved_link_is_as_wide_as_a_straight_one(make_layer):
    layer = two_way(make_layer)
    style_links(layer, look=FlowLook(curved=True))
    run = column_run(draw(layer, extent=EXTENT), 300, palette.KIND_COLOURS[0], 60)
    assert run == pytest.approx(styling.LINK_MM * PIXELS_A_MM, abs=2)


def test_a_curve_keeps_its_shape_at_the_edge_of_the_map(make_layer):
    layer = two_way(make_layer)
    style_links(layer, look=FlowLook(curved=True))
    whole = draw(layer, extent=EXTENT)
    part = draw(layer, extent=QgsRectangle(0, -20000, 30000, 20000), size=(300, 400))
    assert (abs(pixels(whole)[:, :290] - pixels(part)[:, :290]) < 60).mean() > 0.995


@pytest.mark.parametrize("crs", ["EPSG:4326", ""])
def test_curves_and_arrows_are_drawn_in_degrees_and_without_crs(make_layer, crs):
    rows = [("a", "b", "train", 5.0, 5.0, 10.0, 10.0, 1, line((2.0, 48.0), (3.0, 48.0)))]
    layer = make_layer(WAY_FIELDS, rows, "LineString", crs=crs)
    for look in (FlowLook(curved=True), FlowLook(arrows=True), FlowLook(curved=True, arrows=True)):
        style_links(layer, look=look)
        extent = QgsRectangle(1, 47, 4, 49)
        if crs:
            extent = QgsRectangle(600000, 6730000, 730000, 6830000)
        assert not is_blank(draw(layer, extent=extent))


# --- half arrows --------------------------------------------------------------------------------


@pytest.mark.parametrize("curved", [False, True])
@pytest.mark.parametrize("weight", [100.0, 25.0])
@pytest.mark.parametrize("geometry", ["Point", "Polygon"])
def test_an_arrow_stops_at_the_edge_of_the_circle(make_layer, curved, weight, geometry):
    rows = [town(make_layer, END, weight, geometry), town(make_layer, (0, 9e5), 100.0, geometry)]
    rows[1] = ("c", *rows[1][1:])
    units = make_layer(UNIT_FIELDS, rows, geometry)
    style_units(units, outlined=False)
    units.setLabelsEnabled(False)
    radii = circle_radii(units)
    expected = styling.CIRCLE_MM / 2 * np.sqrt(weight / 100) + 0.125
    assert radii["b"] == pytest.approx(expected, abs=0.01)
    layer = two_way(make_layer, back=0.0)
    style_links(layer, look=FlowLook(arrows=True, curved=curved, radii=radii))
    rows, columns = np.nonzero(is_ink(draw(layer, extent=EXTENT), 120))
    away = np.hypot(columns - 500, rows - 200) / PIXELS_A_MM
    gap = flow_symbols.END_GAP_MM
    assert expected - 0.05 < away.min() < expected + gap + 0.35
    # and it starts at the middle of the other end, which has no circle
    assert columns.min() == pytest.approx(100 + gap * PIXELS_A_MM, abs=4)


def test_each_way_keeps_to_its_right_and_is_as_wide_as_its_volume(make_layer):
    layer = two_way(make_layer, 100.0, 50.0)
    style_links(layer, look=FlowLook(arrows=True))
    ink = is_ink(draw(layer, extent=EXTENT), 120)[:, 300]
    below, above = int(ink[201:].sum()), int(ink[:199].sum())
    # to the right, on the way east, is south: below
    assert below == pytest.approx(styling.ARROW_MM * PIXELS_A_MM, abs=2)
    assert above == pytest.approx(styling.ARROW_MM * PIXELS_A_MM / 2, abs=2)


@pytest.mark.parametrize("ends", [(START, END), (END, START)])
def test_curved_arrows_of_a_pair_lie_beside_each_other(make_layer, ends):
    """The first on the inner side of the arc, which is to its right, the other on the outer."""
    spans = []
    for there, back in ((100.0, 0.0), (0.0, 100.0), (100.0, 50.0)):
        layer = two_way(make_layer, there, back, ends)
        style_links(layer, look=FlowLook(arrows=True, curved=True))
        rows = np.flatnonzero(is_ink(draw(layer, extent=EXTENT), 120)[:, 300])
        spans.append((abs(rows - 200).min(), abs(rows - 200).max()))
    (inner, _), (outer, far), both = spans
    wide = styling.ARROW_MM * PIXELS_A_MM
    assert outer - inner == pytest.approx(wide, abs=3)
    assert far - outer == pytest.approx(wide, abs=3)
    assert both[1] - both[0] == pytest.approx(1.5 * wide, abs=4)


def test_a_way_without_volume_has_no_arrow(make_layer):
    for nothing in (0.0, None, -3.0):
        layer = two_way(make_layer, 100.0, nothing)
        style_links(layer, look=FlowLook(arrows=True))
        ink = is_ink(draw(layer, extent=EXTENT), 120)
        assert not ink[:198].any()
        assert ink[202:].any()


def test_flows_are_half_arrows_with_their_head_at_the_destination(make_layer):
    layer = make_layer(FLOW_FIELDS, [("a", "b", 40.0, line(START, END))], "LineString")
    style_flows(layer, look=FlowLook(arrows=True))
    ink = is_ink(draw(layer, extent=EXTENT), 120)
    heights = ink.sum(axis=0)
    assert heights[420:500].max() > heights[300] + 5
    assert heights[100:180].max() <= heights[300] + 1
    assert not ink[:198].any()


def test_circles_that_touch_leave_no_arrow(make_layer):
    layer = two_way(make_layer)
    style_links(layer, look=FlowLook(arrows=True, radii={"a": 25.0, "b": 25.0}))
    assert is_blank(draw(layer, extent=EXTENT))


def test_codes_with_quotes_find_their_circles(make_layer):
    odd = "l'\"île\\"
    row = (odd, "b", "train", 9.0, 0.0, 9.0, 9.0, 1, line(START, END))
    layer = make_layer(WAY_FIELDS, [row], "LineString")
    style_links(layer, look=FlowLook(arrows=True, radii={odd: 10.0, "b": 0.0}))
    columns = np.nonzero(is_ink(draw(layer, extent=EXTENT), 120))[1]
    assert columns.min() == pytest.approx(202, abs=4)


def test_cumulated_links_stay_lines_where_arrows_are_asked_for(make_layer):
    layer = make_layer(
        CUMULATED_FIELDS, [("a", "b", 1.0, "train", 9.0, 0.0, 1.0, line(START, END))], "LineString"
    )
    plain = layer.clone()
    style_links(layer, look=FlowLook(arrows=True))
    style_links(plain)
    assert are_alike(draw(layer, extent=EXTENT), draw(plain, extent=EXTENT))


@pytest.mark.parametrize("values", [(None, None), (1e9, 1.0), (5.0, 5.0), (-1.0, 3.0)], ids=str)
def test_strange_volumes_make_arrows_all_the_same(make_layer, values):
    layer = two_way(make_layer, *values)
    for curved in (False, True):
        style_links(layer, look=FlowLook(arrows=True, curved=curved, radii={"a": 2.0}))
        ink = is_ink(draw(layer, extent=EXTENT), 120)
        assert ink.any() == (values != (None, None))
        assert ink[:, 300].sum() <= 2 * styling.LINK_MM * PIXELS_A_MM + 4


def test_a_link_of_a_unit_with_itself_draws_nothing_and_breaks_nothing(make_layer):
    layer = two_way(make_layer, ends=(START, START))
    for look in (FlowLook(arrows=True), FlowLook(curved=True), FlowLook(curved=True, arrows=True)):
        style_links(layer, look=look)
        assert is_ink(draw(layer, extent=EXTENT), 120).mean() < 0.01


# --- colour by kind -----------------------------------------------------------------------------


def test_the_colour_is_that_of_the_kind_that_weighs_most(make_layer):
    shares = [(0.9, 0.2), (0.9, 0.3), (0.1, 0.7)]
    rows = [
        (f"a{i}", "b", 2.0, "commuting,train", 9.0, *pair, line((0, i * 1e4), (6e4, i * 1e4)))
        for i, pair in enumerate(shares)
    ]
    layer = make_layer(CUMULATED_FIELDS, rows, "LineString")
    style_links(layer, look=FlowLook(by_type=True))
    labels = [rule.label() for rule in layer.renderer().rootRule().children()][:2]
    assert labels == ["commuting", "train"]
    for i, colour in enumerate([0, 0, 1]):
        extent = QgsRectangle(1e4, i * 1e4 - 3000, 2e4, i * 1e4 + 3000)
        image = draw(layer, extent=extent, size=(200, 120))
        assert is_near(image, 100, 60, palette.KIND_COLOURS[colour], tolerance=30)


def test_more_kinds_than_colours_share_the_last_look(make_layer):
    count = len(palette.KIND_COLOURS) + 3
    fields = "unit_a:string unit_b:string score:double intensity:double " + " ".join(
        f"r_k{i}:double" for i in range(count)
    )
    rows = [
        (f"a{i}", "b", 1.0, 5.0, *(float(i == j) for j in range(count)), line(START, END))
        for i in range(count)
    ]
    layer = make_layer(fields, rows, "LineString")
    style_links(layer, look=FlowLook(by_type=True))
    rules = layer.renderer().rootRule().children()[: len(palette.KIND_COLOURS)]
    found = [len(list(layer.getFeatures(rule.filterExpression()))) for rule in rules]
    assert found == [1] * (len(rules) - 1) + [4]


def test_layers_without_kinds_fall_back_on_the_score(make_layer):
    fields = "unit_a:string unit_b:string score:double intensity:double"
    layer = make_layer(fields, [("a", "b", 1.0, 5.0, line(START, END))], "LineString")
    style_links(layer, look=FlowLook(by_type=True))
    assert is_near(draw(layer, extent=EXTENT), 300, 200, palette.ONE_KIND, 40)


# Of each kind of colour blindness, to linear light: Machado et al. 2009, severity 1.
BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}


def to_lab(light: np.ndarray) -> np.ndarray:
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = light @ np.transpose(to_xyz) / [0.9505, 1.0, 1.089]
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


@pytest.mark.parametrize("sight", BLINDNESS)
def test_kinds_can_be_told_apart_by_the_colour_blind(sight):
    drawn = np.array([QColor(name).getRgbF()[:3] for name in palette.KIND_COLOURS]) * 0.85 + 0.15
    light = np.where(drawn <= 0.04045, drawn / 12.92, ((drawn + 0.055) / 1.055) ** 2.4)
    lab = to_lab(np.clip(light @ np.transpose(BLINDNESS[sight]), 0, 1))
    apart = np.linalg.norm(lab[:, None] - lab[None], axis=2)[np.triu_indices(len(lab), 1)]
    assert apart.min() > 20


# --- amount and order ---------------------------------------------------------------------------


def many(make_layer, count=40):
    rows = [
        (str(i), "b", "train", i + 1.0, 0.0, i + 1.0, i + 1.0, 1, line((0, i * 10), (1000, i * 10)))
        for i in range(count)
    ]
    return make_layer(WAY_FIELDS, rows, "LineString")


def test_the_cap_is_kept_and_its_share_of_the_volume_is_known(make_layer):
    layer = many(make_layer)
    look = FlowLook(most=10)
    style_links(layer, look=look)
    drawn = drawn_amount(layer, look)
    assert (drawn.count, drawn.total, drawn.field) == (10, 40, "volume")
    assert drawn.share == pytest.approx(sum(range(31, 41)) / sum(range(1, 41)))


@pytest.mark.parametrize("value", [1.0, 7.5, 1e9])
def test_the_cap_is_kept_where_all_values_are_equal(make_layer, value):
    rows = [
        (str(i), "b", "train", value, 0.0, value, value, 1, line((0, i * 10), (1000, i * 10)))
        for i in range(40)
    ]
    drawn = []
    for table in (rows, rows[::-1]):
        layer = make_layer(WAY_FIELDS, table, "LineString")
        style_links(layer, look=FlowLook(most=10))
        assert drawn_amount(layer, FlowLook(most=10)).count == 10
        assert drawn_amount(layer, FlowLook(most=10)).share == pytest.approx(0.25)
        rule = layer.renderer().rootRule().children()[0]
        drawn.append({f["unit_a"] for f in layer.getFeatures(rule.filterExpression())})
    assert len(drawn[0]) == 10
    assert drawn[0] == drawn[1]
    # by lot, not the first ones: a corner of the map is not favoured
    assert drawn[0] != {str(i) for i in range(10)}


def test_ties_at_the_cap_leave_the_stronger_ones(make_layer):
    volumes = [5.0] * 3 + [2.0] * 30
    rows = [
        (str(i), "b", "train", v, 0.0, v, v, 1, line((0, i * 10), (1000, i * 10)))
        for i, v in enumerate(volumes)
    ]
    layer = make_layer(WAY_FIELDS, rows, "LineString")
    style_links(layer, look=FlowLook(most=10))
    rule = layer.renderer().rootRule().children()[0]
    kept = {f["unit_a"] for f in layer.getFeatures(rule.filterExpression())}
    assert len(kept) == 10
    assert {"0", "1", "2"} <= kept


def test_nothing_drawn_of_nothing_is_all_of_it(make_layer):
    assert drawn_amount(many(make_layer, 0), FlowLook()).share == 1.0


def test_from_far_away_fewer_links_are_drawn(make_layer, monkeypatch):
    monkeypatch.setattr(styling, "FAR_AWAY", ((100, 10), (20, 2)))
    layer = many(make_layer)
    style_links(layer)
    counts = []
    for width_mm in (200, 60, 10):
        half = 1000 * 250 / width_mm / 2
        extent = QgsRectangle(500 - half, 195 - half, 500 + half, 195 + half)
        image = draw(layer, extent=extent, size=(2500, 2500))
        ink = is_ink(image, 60)[:, 1250]
        counts.append(int(ink.sum()))
    assert counts[0] > counts[1] > counts[2] > 0


@pytest.mark.parametrize("curved", [False, True])
def test_the_largest_flow_lies_on_top_with_arrows_too(make_layer, curved):
    cross = [line((0, 5000), (10000, 5000)), line((5000, 0), (5000, 10000))]
    for order in ([0, 1], [1, 0]):
        rows = [
            (f"a{i}", "b", ["bus", "train"][i], 9.0, 9.0, 18.0, [40.0, 100.0][i], 1, cross[i])
            for i in order
        ]
        layer = make_layer(WAY_FIELDS, rows, "LineString")
        style_links(layer, look=FlowLook(arrows=True, curved=curved))
        image = draw(layer, extent=QgsRectangle(0, 0, 10000, 10000), size=(400, 400))
        seen = [
            is_near(image, x, y, palette.KIND_COLOURS[1], 50) for x in range(400) for y in [205]
        ]
        assert sum(seen) >= styling.ARROW_MM * PIXELS_A_MM - 3


# --- legend of sizes ----------------------------------------------------------------------------


def tree_labels(layer) -> list[str]:
    """Return what the layer tree of a project shows below a layer."""
    project = QgsProject()
    project.addMapLayer(layer.clone())
    model = QgsLayerTreeModel(project.layerTreeRoot())
    (node,) = project.layerTreeRoot().findLayers()
    return [entry.data(0) for entry in model.layerLegendNodes(node)]


def shown_sizes(layer) -> list[float]:
    found = []
    for rule in tree_legend.size_rules(layer.renderer()):
        part = rule.symbol().symbolLayer(0)
        found.append(part.width() if hasattr(part, "width") else part.size())
    return found


def test_the_layer_tree_shows_widths_of_round_values(make_layer):
    layer = many(make_layer)
    style_links(layer)
    assert tree_labels(layer)[-3:] == ["Intensity 20", "Intensity 10", "Intensity 5"]
    expected = [styling.LINK_MM * value / 40 for value in (20, 10, 5)]
    assert shown_sizes(layer) == pytest.approx(expected)


@pytest.mark.parametrize("geometry", ["Point", "Polygon"])
def test_the_layer_tree_shows_circles_of_round_values(make_layer, geometry):
    layer = make_layer(UNIT_FIELDS, [town(make_layer, END, 100.0, geometry)], geometry)
    style_units(layer)
    assert tree_labels(layer)[-3:] == ["Weight 100", "Weight 20", "Weight 5"]
    shares = np.sqrt([1.0, 0.2, 0.05])
    assert shown_sizes(layer) == pytest.approx(styling.CIRCLE_MM * shares)


@pytest.mark.parametrize("geometry", ["Point", "Polygon"])
def test_icons_of_circles_are_as_large_as_the_circles(qgis_app, make_layer, geometry):
    """The layer tree shows whole circles, not ones cut to 16 pixels."""
    layer = make_layer(UNIT_FIELDS, [town(make_layer, END, 100.0, geometry)], geometry)
    style_units(layer)
    project = QgsProject()
    project.addMapLayer(layer.clone())
    model = QgsLayerTreeModel(project.layerTreeRoot())
    (node,) = project.layerTreeRoot().findLayers()
    model.setLegendMapViewData(100.0, 96, 378000.0)  # as the layer tree of QGIS does
    time.sleep(0.05)
    qgis_app.processEvents()
    entry = model.layerLegendNodes(node)[-3]
    image = entry.data(Qt.ItemDataRole.DecorationRole).toImage()
    ink = pixels(image.convertToFormat(image.Format.Format_ARGB32)).max(axis=2) > 0
    per_mm = image.logicalDpiX() / 25.4
    diameter = min(image.width(), image.height()) / per_mm
    assert diameter > styling.CIRCLE_MM - 0.3
    assert ink.any()


def test_the_legend_of_arrows_shows_volumes(make_layer):
    layer = two_way(make_layer, 100.0, 50.0)
    style_links(layer, look=FlowLook(arrows=True))
    assert [label for label in tree_labels(layer) if label.startswith("Volume")] == [
        "Volume 100",
        "Volume 50",
        "Volume 20",
    ]
    assert legend_sizes(layer, "flow_ab", 100.0)[0].millimetres == pytest.approx(styling.ARROW_MM)


def test_sizes_of_the_legend_draw_nothing_on_the_map(make_layer):
    layer = two_way(make_layer)
    style_links(layer)
    with_legend = draw(layer, extent=EXTENT)
    root = layer.renderer().rootRule()
    for rule in tree_legend.size_rules(layer.renderer()):
        root.takeChild(rule)
    assert are_alike(with_legend, draw(layer, extent=EXTENT))


def make_twice_as_wide(layer) -> None:
    """Change the widths of a layer as one does by hand."""
    scale = symbols.Scale("intensity", 40.0, 2 * styling.LINK_MM)
    renderer = layer.renderer().clone()
    for rule in renderer.rootRule().children():
        part = rule.symbol().symbolLayer(0)
        if part.dataDefinedProperties().isActive(QgsSymbolLayer.Property.PropertyStrokeWidth):
            wide = QgsProperty.fromExpression(scale.expression())
            part.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeWidth, wide)
    layer.setRenderer(renderer)


def test_the_legend_follows_a_style_that_is_changed_by_hand(make_layer):
    layer = many(make_layer)
    style_links(layer)
    before = shown_sizes(layer)
    assert not tree_legend.refresh_sizes(layer)
    make_twice_as_wide(layer)
    assert tree_legend.refresh_sizes(layer)
    assert shown_sizes(layer) == pytest.approx([2 * size for size in before])


def test_a_project_keeps_its_legends_in_step_until_the_plugin_goes(make_layer):
    project = QgsProject()
    first, second = many(make_layer), many(make_layer)
    for layer in (first, second):
        style_links(layer)
    project.addMapLayer(first)
    keeper = legend_keeper.LegendKeeper(project)
    project.addMapLayer(second)
    for layer in (first, second):
        before = shown_sizes(layer)
        make_twice_as_wide(layer)
        assert shown_sizes(layer) == pytest.approx([2 * size for size in before])
    project.removeMapLayer(first.id())
    keeper.close()
    style_links(second)
    before = shown_sizes(second)
    make_twice_as_wide(second)
    assert shown_sizes(second) == before


def test_every_look_survives_a_qml(make_layer, tmp_path):
    looks = [
        FlowLook(curved=True),
        FlowLook(arrows=True, radii={"b": 3.0}),
        FlowLook(arrows=True, curved=True, radii={"b": 3.0}),
        FlowLook(root=True, most=1),
    ]
    for i, look in enumerate(looks):
        layer = two_way(make_layer)
        style_links(layer, look=look)
        path = str(tmp_path / f"{i}.qml")
        assert layer.saveNamedStyle(path)[1]
        copy = layer.clone()
        copy.setRenderer(None)
        assert copy.loadNamedStyle(path)[1]
        assert are_alike(draw(copy, extent=EXTENT), draw(layer, extent=EXTENT))
        assert len(tree_legend.size_rules(copy.renderer())) == 3
