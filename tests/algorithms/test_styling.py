"""Styles drawn and measured: widths, colours, order, labels, and what survives saving."""

from __future__ import annotations

import math
import random

import pytest
from alliance.algorithms import amounts, colouring, palette, styling, symbols
from alliance.algorithms.width_legend import class_breaks, legend_sizes, round_values
from alliance.tests.algorithms.map_samples import (
    KIND_FIELDS,
    LINK_FIELDS,
    LINKS,
    PLACES,
    SYSTEM_FIELDS,
    colours,
    column_run,
    country,
    draw,
    is_blank,
    is_near,
    line,
    links_layer,
    look_alike,
    systems_layer,
    units_layer,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

PIXELS_A_MM = 10  # as `draw` draws


# --- what a layer holds -------------------------------------------------------------------------


def test_a_layer_is_known_by_its_fields(make_layer):
    units, links, systems = country(make_layer)
    kinds = [styling.kind_of(layer) for layer in (units, links, systems)]
    assert kinds == [styling.UNITS, styling.CUMULATED, styling.SYSTEMS]
    flows = make_layer("origin:string dest:string volume:double", [], "LineString")
    kind = make_layer(KIND_FIELDS, [], "LineString")
    perimeters = make_layer("DEP:string", [], "Polygon")
    table = make_layer("reason:string", [])
    kinds = [styling.style_by_role(layer) for layer in (flows, kind, perimeters, table)]
    assert kinds == [styling.FLOWS, styling.LINKS, styling.PERIMETERS, styling.TABLE]


# --- colours of systems -------------------------------------------------------------------------


def voronoi(count: int, seed: int) -> list[QgsGeometry]:
    """Cut a square into cells around random points."""
    dice = random.Random(seed)
    points = [QgsPointXY(dice.random() * 1000, dice.random() * 1000) for _ in range(count)]
    cells = QgsGeometry.fromMultiPointXY(points).voronoiDiagram()
    return cells.asGeometryCollection()


def fill_of(layer: QgsVectorLayer) -> dict[int, str]:
    return {
        category.value(): category.symbol().symbolLayer(0).fillColor().name()
        for category in layer.renderer().categories()
        if category.value() is not None
    }


@pytest.mark.parametrize("seed", range(4))
def test_touching_systems_never_share_a_colour(make_layer, seed):
    cells = voronoi(90, seed)
    rows = [(i, f"S{i}", "01", 2, 1.0, shape.asWkt()) for i, shape in enumerate(cells, 1)]
    layer = make_layer(SYSTEM_FIELDS, rows, "Polygon")
    styling.style_systems(layer)
    fills = fill_of(layer)
    pairs = [
        (i, j)
        for i, first in enumerate(cells, 1)
        for j, second in enumerate(cells[:i], 1)
        if j < i and first.touches(second)
    ]
    assert len(pairs) > 150
    assert [pair for pair in pairs if fills[pair[0]] == fills[pair[1]]] == []
    assert len(set(fills.values())) <= len(palette.SYSTEM_FILLS)


def test_a_system_inside_another_has_its_own_colour(make_layer):
    """Hulls may hold a small system far from their outline."""
    square = "POLYGON(({0} {0},{1} {0},{1} {1},{0} {1},{0} {0}))"
    rows = [
        (1, "large", "01", 2, 1.0, square.format(0, 1000)),
        *((n, f"S{n}", "01", 2, 1.0, square.format(100 * n, 100 * n + 5)) for n in range(2, 9)),
    ]
    found = colouring.system_colours(make_layer(SYSTEM_FIELDS, rows, "Polygon"))
    assert found[1] not in {found[n] for n in range(2, 9)}


def test_more_neighbours_than_colours_share_where_they_meet_least(make_layer):
    """Ten systems in one stripe each touch the next; all touch a long one below."""
    rows = [(1, "below", "01", 2, 1.0, "POLYGON((0 -90,100 -90,100 0,0 0,0 -90))")]
    rows += [
        (n, f"S{n}", "01", 2, 1.0, f"POLYGON(({x} 0,{x + 10} 0,{x + 10} 10,{x} 10,{x} 0))")
        for n, x in zip(range(2, 12), range(0, 100, 10))
    ]
    found = colouring.system_colours(make_layer(SYSTEM_FIELDS, rows, "Polygon"))
    assert found[1] not in {found[n] for n in range(2, 12)}
    assert all(found[n] != found[n + 1] for n in range(2, 11))
    everyone = {a: {b: 10 - abs(a - b) for b in range(10) if b != a} for a in range(10)}
    clashing = colouring.fewest_clashes(everyone)
    assert set(clashing.values()) == set(range(len(palette.SYSTEM_FILLS)))
    # Two pairs must share a colour: those that share least, the ends of the row.
    pairs = {(a, b) for a in range(10) for b in range(a) if clashing[a] == clashing[b]}
    assert len(pairs) == 2
    assert all(abs(a - b) >= 5 for a, b in pairs)


def test_scattered_systems_differ_where_they_touch(make_layer):
    """Systems of many small pieces, mixed like the squares of a board."""
    dice, pieces = random.Random(5), {}
    for x in range(20):
        for y in range(20):
            system = 1 + (x // 4 + dice.randint(0, 1)) % 5
            cell = f"(({x} {y},{x + 1} {y},{x + 1} {y + 1},{x} {y + 1},{x} {y}))"
            pieces.setdefault(system, []).append(cell)
    rows = [
        (n, f"S{n}", "01", 2, 1.0, f"MULTIPOLYGON({','.join(cells)})")
        for n, cells in sorted(pieces.items())
    ]
    found = colouring.system_colours(make_layer(SYSTEM_FIELDS, rows, "MultiPolygon"))
    assert len(set(found.values())) == 5


def test_colours_do_not_depend_on_the_order_of_features(make_layer):
    rows = [(i, f"S{i}", "01", 2, 1.0, c.asWkt()) for i, c in enumerate(voronoi(40, 7), 1)]
    layer, shuffled = (make_layer(SYSTEM_FIELDS, table, "Polygon") for table in (rows, rows[::-1]))
    assert colouring.system_colours(layer) == colouring.system_colours(shuffled)


def test_systems_that_lie_near_differ_too(make_layer):
    """Two squares a hundredth of the map apart, and far ones to set the size of the map."""
    squares = [(1, 0), (2, 1010), (3, 100000), (4, 101010)]
    rows = [
        (n, f"S{n}", "01", 2, 1.0, f"POLYGON(({x} 0,{x + 1000} 0,{x + 1000} 1000,{x} 1000,{x} 0))")
        for n, x in squares
    ]
    found = colouring.system_colours(make_layer(SYSTEM_FIELDS, rows, "Polygon"))
    assert found[1] != found[2]
    assert found[3] != found[4]


@given(
    edges=st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=60),
    places=st.booleans(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_coloured_graph_has_no_edge_of_one_colour(edges, places):
    neighbours = {n: set() for n in range(15)}
    for a, b in edges:
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    where = {n: (n % 4, n // 4) for n in neighbours} if places else None
    found = colouring.colour_graph(neighbours, where)
    degree = max(len(around) for around in neighbours.values())
    if found is None:  # only where more than eight colours may be needed
        assert degree >= 8
    else:
        assert all(found[a] != found[b] for a in neighbours for b in neighbours[a])


def test_a_system_far_from_any_polygon_or_without_number_is_no_error(make_layer):
    rows = [
        (1, "A", "01", 1, 1.0, None),
        (0, "none", "", 0, 0.0, "POLYGON((0 0,1 0,1 1,0 0))"),
        (None, None, None, None, None, "POLYGON((0 0,1 0,1 1,0 0))"),
    ]
    layer = make_layer(SYSTEM_FIELDS, rows, "Polygon")
    styling.style_systems(layer)
    assert list(fill_of(layer)) == [1]
    assert not is_blank(draw(layer))


def test_systems_are_drawn_in_their_colours(make_layer):
    layer = systems_layer(make_layer)
    styling.style_systems(layer)
    seen = colours(draw(layer))
    large = [name for name, count in seen.items() if count > 5000 and name != "#ffffff"]
    assert len(large) == 3


# --- links --------------------------------------------------------------------------------------


def flat_links(make_layer, intensities, scores=None, scale="internal"):
    """Make one horizontal line a value, 10 km above each other."""
    scores = scores or [1.0] * len(intensities)
    rows = [
        (f"a{i}", f"b{i}", score, 1, value, scale, 1, line((0, i * 10000), (60000, i * 10000)))
        for i, (value, score) in enumerate(zip(intensities, scores))
    ]
    return make_layer(LINK_FIELDS, rows, "LineString", name="links")


def widths(layer: QgsVectorLayer, colour: str, rows: int) -> list[int]:
    """Measure the flat lines of `flat_links`, in pixels."""
    found = []
    for i in range(rows):
        extent = QgsRectangle(10000, i * 10000 - 3000, 20000, i * 10000 + 3000)
        image = draw(layer, extent=extent, size=(200, 120))
        found.append(column_run(image, 100, colour, tolerance=60))
    return found


def test_widths_are_proportional_from_zero(make_layer):
    values = [100.0, 50.0, 25.0]
    layer = flat_links(make_layer, values)
    styling.style_links(layer)
    measured = widths(layer, palette.ONE_KIND, 3)
    for pixels, value in zip(measured, values):
        assert pixels == pytest.approx(styling.LINK_MM * PIXELS_A_MM * value / 100, abs=1.5)


def test_widths_may_follow_the_square_root(make_layer):
    layer = flat_links(make_layer, [100.0, 25.0])
    styling.style_links(layer, root=True)
    wide, narrow = widths(layer, palette.ONE_KIND, 2)
    assert narrow == pytest.approx(wide / 2, abs=1.5)


def test_the_strongest_link_lies_on_top(make_layer):
    cross = [line((0, 5000), (10000, 5000)), line((5000, 0), (5000, 10000))]
    for order in ([0, 1], [1, 0]):
        rows = [
            (f"a{i}", f"b{i}", [1.0, 3.0][i], 1, [40.0, 100.0][i], "internal", 1, cross[i])
            for i in order
        ]
        layer = make_layer(LINK_FIELDS, rows, "LineString")
        styling.style_links(layer)
        image = draw(layer, extent=QgsRectangle(4000, 4000, 6000, 6000), size=(200, 200))
        assert is_near(image, 100, 100, palette.score_colours(2)[1], tolerance=30)


def test_more_kinds_of_links_are_darker(make_layer):
    layer = flat_links(make_layer, [100.0] * 3, [1.0, 2.0, 3.0])
    styling.style_links(layer)
    shades = palette.score_colours(3)
    for i, shade in enumerate(shades):
        extent = QgsRectangle(10000, i * 10000 - 3000, 20000, i * 10000 + 3000)
        image = draw(layer, extent=extent, size=(200, 120))
        assert is_near(image, 100, 60, shade, tolerance=30)


def test_links_to_other_systems_are_thinner_and_of_another_colour(make_layer):
    layer = flat_links(make_layer, [100.0], scale="transversal")
    styling.style_links(layer)
    (pixels,) = widths(layer, palette.TRANSVERSAL, 1)
    half = styling.LINK_MM * styling.OUTSIDE_FACTOR * PIXELS_A_MM
    assert pixels == pytest.approx(half, abs=1.5)


def test_links_to_excluded_units_are_dashed(make_layer):
    layer = flat_links(make_layer, [100.0], scale="excluded")
    styling.style_links(layer)
    image = draw(layer, extent=QgsRectangle(0, -3000, 60000, 3000), size=(600, 60))
    along = [is_near(image, x, 30, "#ffffff", 8) for x in range(20, 580)]
    assert any(along)
    assert not all(along)


def test_links_that_are_not_selected_are_not_drawn(make_layer):
    rows = [
        ("a", "b", "train", 9.0, 9.0, 0, line((0, 0), (1000, 0))),
        ("a", "c", "train", 1.0, 1.0, 1, line((0, 9000), (1000, 9000))),
    ]
    layer = make_layer(KIND_FIELDS, rows, "LineString")
    styling.style_links(layer)
    assert is_blank(draw(layer, extent=QgsRectangle(0, -100, 1000, 100)))
    assert not is_blank(draw(layer, extent=QgsRectangle(0, 8900, 1000, 9100)))
    # and the widths are scaled on those that are
    assert legend_sizes(layer, "intensity", 1.0)[0].millimetres == pytest.approx(styling.LINK_MM)


@pytest.mark.parametrize(
    "values",
    [[None], [0.0], [-5.0], [None, 0.0, -1.0], [7.0, 7.0], [1e9, 1.0], [1e-9], [1e300, 1.0], []],
    ids=str,
)
def test_strange_values_make_a_map_all_the_same(make_layer, values):
    layer = flat_links(make_layer, values)
    styling.style_links(layer)
    image = draw(layer, extent=QgsRectangle(0, -30000, 60000, 30000))
    assert is_blank(image) == (not values)
    assert max([0, *widths(layer, palette.ONE_KIND, len(values))]) <= (
        styling.LINK_MM * PIXELS_A_MM + 2
    )


def test_a_name_with_quotes_stays_a_name(make_layer):
    names = ["d'étude", "a' OR 1=1 --", 'he said "no"', "plain"]
    rows = [
        ("a", "b", name, 5.0, 5.0, 1, line((0, i * 10000), (60000, i * 10000)))
        for i, name in enumerate(names)
    ]
    layer = make_layer(KIND_FIELDS, rows, "LineString")
    styling.style_links(layer)
    rules = layer.renderer().rootRule().children()
    assert sorted(rule.label() for rule in rules[:4]) == sorted(names)
    for rule in rules[:4]:
        found = list(layer.getFeatures(rule.filterExpression()))
        assert [feature["link_type"] for feature in found] == [rule.label()]


def test_too_many_links_are_cut_with_a_word(make_layer):
    rows = [("a", "b", float(i + 1), line((0, i), (1000, i))) for i in range(60)]
    fields = "origin:string dest:string volume:double"
    layer = make_layer(fields, rows, "LineString")
    assert amounts.drawing_threshold([float(i + 1) for i in range(60)], cap=10) == 51.0
    assert amounts.drawing_threshold([1.0, 2.0], cap=10) is None
    styling.style_flows(layer)
    assert not is_blank(draw(layer))


def test_links_between_systems_are_cut_to_the_strongest_and_say_so(make_layer, monkeypatch):
    monkeypatch.setitem(styling.MAX_OUTSIDE, "transversal", 3)
    layer = flat_links(make_layer, [10.0, 20.0, 30.0, 40.0, 50.0], scale="transversal")
    styling.style_links(layer)
    drawn = [bool(pixels) for pixels in widths(layer, palette.TRANSVERSAL, 5)]
    assert drawn == [False, False, True, True, True]
    labels = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert any("30" in label for label in labels)


def test_the_flows_of_both_directions_lie_side_by_side(make_layer):
    rows = [
        ("a", "b", 10.0, line((0, 0), (60000, 0))),
        ("b", "a", 10.0, line((60000, 0), (0, 0))),
    ]
    fields = "origin:string dest:string volume:double"
    one, both = (make_layer(fields, table, "LineString") for table in (rows[:1], rows))
    seen = []
    for layer in (one, both):
        styling.style_flows(layer)
        image = draw(layer, extent=QgsRectangle(10000, -3000, 20000, 3000), size=(200, 120))
        seen.append(column_run(image, 100, palette.KIND_COLOURS[0], tolerance=90))
    assert seen[0] == pytest.approx(styling.FLOW_MM * PIXELS_A_MM, abs=2)
    assert seen[1] == pytest.approx(2 * seen[0], abs=3)


def test_kinds_without_name_of_kind_are_drawn(make_layer):
    fields = "unit_a:string unit_b:string intensity:double"
    layer = make_layer(fields, [("a", "b", 4.0, line((0, 0), (1000, 0)))], "LineString")
    assert styling.style_by_role(layer) == styling.LINKS
    assert not is_blank(draw(layer, extent=QgsRectangle(0, -500, 1000, 500)))


# --- units --------------------------------------------------------------------------------------


def circle_width(layer: QgsVectorLayer, code: str) -> int:
    """Measure the circle of a town from side to side, in pixels."""
    x, y = PLACES[code]
    layer.setLabelsEnabled(False)
    extent = QgsRectangle(x - 4000, y - 4000, x + 4000, y + 4000)
    image = draw(layer, extent=extent, size=(160, 160))
    drawn = [i for i in range(160) if not is_near(image, i, 80, "#ffffff", 60)]
    return drawn[-1] - drawn[0] + 1


@pytest.mark.parametrize("geometry", ["Point", "MultiPolygon"])
def test_the_area_of_a_circle_follows_the_weight(make_layer, geometry):
    layer = units_layer(make_layer, geometry)
    styling.style_units(layer, outlined=False)
    largest, smaller = circle_width(layer, "01"), circle_width(layer, "02")
    stroke = 2.5
    assert largest == pytest.approx(styling.CIRCLE_MM * PIXELS_A_MM + stroke, abs=2)
    assert (smaller - stroke) / (largest - stroke) == pytest.approx(math.sqrt(10 / 90), abs=0.03)


def test_a_capital_left_out_does_not_cover_the_map(make_layer):
    layer = units_layer(make_layer, "Point")
    styling.style_units(layer)
    assert circle_width(layer, "07") <= styling.CIRCLE_MM * PIXELS_A_MM + 4


def label_texts(layer: QgsVectorLayer) -> list[str]:
    settings = layer.labeling().settings()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expression = settings.getLabelExpression()
    found = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        found.append(expression.evaluate(context))
        assert not expression.hasEvalError(), expression.evalErrorString()
    return [text for text in found if isinstance(text, str)]


def test_centres_and_capitals_carry_their_names(make_layer):
    layer = units_layer(make_layer)
    styling.style_units(layer)
    names = ["L'Isle-d'Abeau", "Évian & Thonon", "Saint-Dié", "Paris"]
    assert label_texts(layer) == names
    assert layer.labelsEnabled()


def test_on_paper_only_the_largest_centres_are_named(make_layer):
    layer = units_layer(make_layer)
    styling.style_units(layer)
    styling.name_only_largest(layer, 2)
    assert label_texts(layer) == ["L'Isle-d'Abeau", "Paris"]
    styling.name_only_largest(layer, 10)
    assert len(label_texts(layer)) == 2


def test_units_without_weight_name_or_role_are_drawn(make_layer):
    rows = [("01", 1, "POINT(0 0)"), ("02", 0, "POINT(9 9)")]
    layer = make_layer("code:string system:integer", rows, "Point")
    styling.style_units(layer)
    assert not layer.labelsEnabled()
    assert not is_blank(draw(layer))


@pytest.mark.parametrize("weights", [[None, None], [0.0, -3.0], [5.0, 5.0], [1e9, 1.0]], ids=str)
def test_strange_weights_make_circles_all_the_same(make_layer, weights):
    rows = [
        (str(i), f"town {i}", weight, 1, "dominated", f"POINT({i * 100} 0)")
        for i, weight in enumerate(weights)
    ]
    layer = make_layer(
        "code:string name:string weight:double system:integer role:string", rows, "Point"
    )
    styling.style_units(layer)
    assert not is_blank(draw(layer))


def test_perimeters_are_outlines_finer_when_there_are_many(make_layer):
    few, many = (
        make_layer(
            "code:string",
            [(str(i), f"POLYGON(({i} 0,{i + 1} 0,{i + 1} 1,{i} 1,{i} 0))") for i in range(count)],
            "Polygon",
        )
        for count in (5, 300)
    )
    widths = []
    for layer in (few, many):
        styling.style_perimeters(layer)
        widths.append(layer.renderer().symbol().symbolLayer(1).strokeWidth())
    assert widths[0] > widths[1]
    inside = draw(few, extent=QgsRectangle(0.3, 0.3, 0.7, 0.7))
    assert is_blank(inside)


# --- saved with the layer -----------------------------------------------------------------------


def to_geopackage(layer: QgsVectorLayer, path) -> QgsVectorLayer:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = layer.name()
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = (
        actions.CreateOrOverwriteLayer if path.exists() else actions.CreateOrOverwriteFile
    )
    error = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), options
    )
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    return QgsVectorLayer(f"{path}|layername={layer.name()}", layer.name(), "ogr")


def test_a_style_comes_back_with_its_geopackage(make_layer, tmp_path):
    for made in country(make_layer):
        stored = to_geopackage(made, tmp_path / "results.gpkg")
        kind = styling.style_by_role(stored)
        assert styling.save_default_style(stored) == ""
        # storing it again replaces it and asks nobody
        assert styling.save_default_style(stored) == ""
        again = QgsVectorLayer(stored.source(), "again", "ogr")
        assert styling.kind_of(again) == kind
        assert look_alike(again, stored)


def test_a_style_comes_back_from_a_qml(make_layer, tmp_path):
    for made in country(make_layer):
        styling.style_by_role(made)
        path = str(tmp_path / f"{made.name()}.qml")
        assert made.saveNamedStyle(path)[1]
        copy = made.clone()
        copy.setRenderer(None)
        copy.setLabelsEnabled(False)
        assert copy.loadNamedStyle(path)[1]
        assert look_alike(copy, made)


def test_a_layer_that_cannot_store_a_style_says_so(make_layer):
    layer = links_layer(make_layer)
    styling.style_links(layer)
    told = styling.save_default_style(layer)
    assert "links" in told


def test_a_long_name_still_stores_its_style(make_layer, tmp_path):
    made = links_layer(make_layer)
    made.setName("links")
    stored = to_geopackage(made, tmp_path / "results.gpkg")
    stored.setName("Liens : migrations résidentielles et résidences secondaires")
    styling.style_by_role(stored)
    assert styling.save_default_style(stored) == ""
    assert styling.save_default_style(stored) == ""
    assert len(stored.listStylesInDatabase()[1]) == 1


# --- legend values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("maximum", "expected"),
    [
        (62.4, [50, 20, 10]),
        (100, [100, 50, 20]),
        (1, [1, 0.5, 0.2]),
        (0.3, [0.2, 0.1, 0.05]),
        (1e9, [1e9, 5e8, 2e8]),
        (0, []),
        (-4, []),
        (None, []),
        (float("nan"), []),
        (float("inf"), []),
    ],
)
def test_legend_values_are_round(maximum, expected):
    assert round_values(maximum) == expected


@given(st.floats(1e-12, 1e12), st.integers(1, 5), st.integers(1, 3))
def test_legend_values_fall_and_never_pass_the_maximum(maximum, n, every):
    values = round_values(maximum, n, every)
    assert len(values) == n
    assert values == sorted(values, reverse=True)
    assert maximum / 2.5 - 1e-12 <= values[0] <= maximum * (1 + 1e-8)
    assert {f"{value:.0e}"[0] for value in values} <= {"1", "2", "5"}


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=60), st.integers(2, 6))
def test_classes_are_few_and_start_at_the_smallest_value(values, n):
    breaks = class_breaks(values, n)
    assert 1 <= len(breaks) <= n
    assert breaks[0] == min(values)
    assert breaks == sorted(set(breaks))
    assert breaks[-1] <= max(values)


def test_the_legend_reads_the_style_that_was_changed_by_hand(make_layer):
    layer = flat_links(make_layer, [100.0, 50.0])
    styling.style_links(layer)
    before = [size.millimetres for size in legend_sizes(layer, "intensity", 100.0)]
    assert before == pytest.approx([2.6, 1.3, 0.52])
    symbol = layer.renderer().rootRule().children()[0].symbol()
    wider = symbols.sized_line(symbols.Scale("intensity", 100.0, 5.2), "#000000")
    symbol.changeSymbolLayer(0, wider.symbolLayer(0).clone())
    after = [size.millimetres for size in legend_sizes(layer, "intensity", 100.0)]
    assert after == pytest.approx([2 * width for width in before])


def test_the_sample_links_cover_the_scales():
    assert {link[4] for link in LINKS} == {"internal", "transversal", "excluded"}
