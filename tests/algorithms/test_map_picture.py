"""The map picture: what is on it, what it measures, and what happens where it cannot be drawn."""

from __future__ import annotations

import threading

import pytest
from alliance.algorithms import palette, styling
from alliance.algorithms.map_legend import LegendColumn, legend_blocks, used_looks
from alliance.algorithms.map_picture import (
    BREATH,
    MapTexts,
    draw_map,
    map_stack,
    png_bytes,
    render_map,
)
from alliance.algorithms.page import Page
from alliance.algorithms.typography import format_number, format_percent, format_value
from alliance.core.errors import InputError
from alliance.tests.algorithms.map_samples import (
    LINK_FIELDS,
    STEP,
    SYSTEM_FIELDS,
    UNIT_FIELDS,
    cell,
    colours,
    column_run,
    country,
    is_near,
    line,
    pixels,
    units_layer,
)
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter

TEXTS = MapTexts(
    title="Systèmes d'essai",
    subtitle="Flux, liens et périmètres",
    source="données d'essai",
    weight="habitants",
)
DPI = 150.0
PIXELS_A_MM = DPI / 25.4


@pytest.fixture
def layers(make_layer):
    made = country(make_layer)
    for layer in made:
        styling.style_by_role(layer)
    return made


def is_white(image: QImage, left: int, top: int, right: int, bottom: int) -> bool:
    return bool((pixels(image)[top:bottom, left:right] >= 253).all())


# --- what is drawn ------------------------------------------------------------------------------


def test_the_map_is_a_png_of_the_size_asked_for(layers, tmp_path):
    path = tmp_path / "carte.png"
    render_map(layers, path, TEXTS, size=(1200, 900))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1200, 900)
    assert len(colours(image)) > 50


def test_the_colours_of_systems_links_and_towns_are_there(layers):
    seen = colours(draw_map(layers, TEXTS))
    categories = layers[2].renderer().categories()  # kept by name: symbols die with them
    for category in categories[:3]:
        soft = category.symbol().symbolLayer(0).fillColor()
        part = soft.alphaF()
        # Over white, and over the quiet ground of the units.
        grounds = (QColor("white"), QColor(palette.NO_SYSTEM_FILL))
        mixed = {
            QColor.fromRgbF(
                *(a * part + b * (1 - part) for a, b in zip(soft.getRgbF()[:3], base.getRgbF()))
            ).name()
            for base in grounds
        }
        assert any(is_seen(seen, name) for name in mixed), mixed
    assert seen.get(palette.ROLE_COLOURS["dominant"], 0) > 300


def is_seen(seen: dict[str, int], name: str, least: int = 300) -> bool:
    wanted = QColor(name)
    near = (
        count
        for other, count in seen.items()
        if max(abs(a - b) for a, b in zip(QColor(other).getRgb()[:3], wanted.getRgb()[:3])) <= 2
    )
    return sum(near) >= least


def test_the_same_layers_make_the_same_picture(layers):
    assert draw_map(layers, TEXTS) == draw_map(layers[::-1], TEXTS)


def test_unit_polygons_lie_under_and_their_circles_over_the_links(layers):
    stack = map_stack(layers)
    kinds = [styling.kind_of(layer) for layer in stack]
    assert kinds == [styling.UNITS, styling.CUMULATED, styling.SYSTEMS, styling.AREAS]


def test_nothing_runs_into_the_margins_or_between_map_and_legend(make_layer, layers):
    perimeter = make_layer("code:string", [("1", f"POLYGON{cell(0, 0, 3)}")], "Polygon", name="P")
    styling.style_perimeters(perimeter)
    texts = MapTexts(
        title="Un titre " * 20,
        subtitle="un sous-titre fort long " * 12,
        source="une source très longue, avec sa date et sa licence ; " * 6,
        weight="population municipale au 1er janvier, en nombre de personnes, source INSEE",
        mark="Données d'exercice simulées",
    )
    image = draw_map([*layers, perimeter], texts)
    edge = round(4 * PIXELS_A_MM)
    width, height = image.width(), image.height()
    assert is_white(image, 0, 0, width, edge)
    assert is_white(image, 0, height - edge, width, height)
    assert is_white(image, 0, 0, edge, height)
    assert is_white(image, width - edge, 0, width, height)
    panel = width - round((6 + 64 + 2) * PIXELS_A_MM)
    assert is_white(image, panel - 3, height // 2, panel + 3, height - edge)


def test_blocks_of_the_legend_never_overlap(layers, make_layer):
    """Sixty systems of long names: the list is cut, every block stays in its room."""
    rows = [
        (
            i,
            f"Saint-Étienne-du-Très-Long-Nom numéro {i}",
            "01",
            2,
            1.0,
            f"MULTIPOLYGON({cell(i, 0)})",
        )
        for i in range(1, 61)
    ]
    systems = make_layer(SYSTEM_FIELDS, rows, "MultiPolygon", name="systems")
    styling.style_systems(systems)
    image = QImage(800, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    rooms = []

    class Watched:
        def __init__(self, block):
            self.block = block
            self.looks = block.looks

        def height(self, page, width):
            return self.block.height(page, width)

        def draw(self, page, room, language):
            rooms.append(room)
            self.block.draw(page, room, language)

    painter = QPainter(image)
    try:
        page = Page(painter, 800, 1000, DPI)
        blocks = legend_blocks([layers[0], layers[1], systems])
        room = QRectF(10, 10, 64, 130)
        first, *others = blocks
        LegendColumn(page, room, "fr").draw([first, *map(Watched, others)])
    finally:
        painter.end()
    assert len(rooms) == 2
    assert all(above.bottom() <= below.top() for above, below in zip(rooms, rooms[1:]))
    assert rooms[0].top() > room.top() + first.least_height()
    assert rooms[-1].bottom() <= room.bottom() + 0.1


def test_the_legend_lists_only_what_is_drawn(layers):
    labels = [look.label for look in used_looks(layers[1])]
    assert len(labels) == 4  # two scores, transversal, excluded; nobody is unattached
    roles = [look.label for look in used_looks(layers[0])]
    assert len(roles) == 4


# --- what is measured ---------------------------------------------------------------------------


def legend_samples(image: QImage, dpi: float) -> list[int]:
    """Return the heights of the ink marks under the samples of the panel, from top to bottom."""
    x = image.width() - round((6 + 64 - 1 - 3) * dpi / 25.4)
    runs, run = [], 0
    for y in range(image.height()):
        if is_near(image, x, y, palette.INK, 60):
            run += 1
        elif run:
            runs.append(run)
            run = 0
    return runs


@pytest.mark.parametrize("dpi", [150.0, 300.0])
def test_the_widths_of_the_legend_are_those_of_the_lines(make_layer, dpi):
    """A horizontal link of intensity 100, and the legend's samples for 100, 50 and 20."""
    rows = [("a", "b", 1.0, 1, 100.0, "internal", 1, line((0, 0), (100000, 0)))]
    layer = make_layer(LINK_FIELDS, rows, "LineString", name="links")
    styling.style_links(layer)
    scale = dpi / DPI
    image = draw_map(
        [layer], MapTexts(title="x"), size=(int(1600 * scale), int(1200 * scale)), dpi=dpi
    )
    middle = round((image.width() - 70 * dpi / 25.4) / 2)
    drawn = column_run(image, middle, palette.ONE_KIND, tolerance=50)
    expected = styling.LINK_MM * dpi / 25.4
    assert drawn == pytest.approx(expected, abs=2)  # its edges are softened
    samples = legend_samples(image, dpi)
    for share in (1.0, 0.5, 0.2):
        assert any(abs(run - expected * share) <= 1.5 for run in samples), (share, samples)


def test_the_scale_bar_measures_the_ground(make_layer):
    """Two towns 100 km apart on the map; the bar of the legend says how many pixels that is."""
    rows = [
        (str(i), f"t{i}", 10.0, 1, "dominated", f"POINT({700000 + i * 100000} 6600000)")
        for i in range(2)
    ]
    layer = make_layer(UNIT_FIELDS, rows, "Point", name="units")
    styling.style_units(layer)
    image = draw_map([layer], MapTexts(title="x"))
    frame_pixels = image.width() - (6 + 64 + 4 + 6) * PIXELS_A_MM
    ground_km = 100 * (1 + 2 * BREATH)
    # The first half of the bar is full: measure it in the foot of the panel.
    left = image.width() - round((6 + 64) * PIXELS_A_MM)
    foot = range(image.height() - round(12 * PIXELS_A_MM), image.height() - 30)
    longest = 0
    for y in foot:
        run = 0
        for x in range(left, left + round(50 * PIXELS_A_MM)):
            run = run + 1 if is_near(image, x, y, palette.INK, 30) else 0
            longest = max(longest, run)
    half_km = longest / frame_pixels * ground_km
    assert min(abs(half_km - expected) for expected in (5, 10, 25, 50)) < 0.06 * half_km


# --- in every circumstance ----------------------------------------------------------------------


def test_it_draws_in_a_worker_thread(tmp_path):
    """As a background algorithm does: layers made, styled and drawn in one thread."""
    problems = []

    def work():
        try:
            layer = QgsVectorLayer(
                "LineString?crs=EPSG:2154&field=unit_a:string&field=unit_b:string"
                "&field=score:double&field=intensity:double",
                "links",
                "memory",
            )
            styling.style_links(layer)
            points = QgsVectorLayer(
                "Point?crs=EPSG:2154&field=code:string&field=name:string&field=weight:double",
                "units",
                "memory",
            )
            from qgis.core import QgsFeature, QgsGeometry

            feature = QgsFeature(points.fields())
            feature.setAttributes(["01", "Évreux", 12.0])
            feature.setGeometry(QgsGeometry.fromWkt("POINT(562000 6882000)"))
            points.dataProvider().addFeatures([feature])
            points.updateExtents()
            styling.style_units(points)
            render_map([points, layer], tmp_path / "thread.png", TEXTS)
        except Exception as error:  # noqa: BLE001 (told to the main thread)
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert problems == []
    assert len(colours(QImage(str(tmp_path / "thread.png")))) > 20


def test_nothing_to_draw_is_a_sentence(make_layer):
    empty = make_layer(LINK_FIELDS, [], "LineString")
    table = make_layer("reason:string", [("x", None)])
    for layers in ([], [empty], [table]):
        with pytest.raises(InputError, match="nothing to draw"):
            draw_map(layers, TEXTS)


def test_a_folder_that_does_not_exist_is_a_sentence(layers, tmp_path):
    with pytest.raises(InputError, match="could not be written"):
        render_map(layers, tmp_path / "nowhere" / "map.png", TEXTS)


@pytest.mark.parametrize("crs", ["EPSG:4326", "", "EPSG:3857"])
def test_units_in_degrees_or_without_crs_make_a_map(make_layer, crs):
    rows = [
        ("01", "Brest", 300.0, 1, "dominant", "POINT(-4.49 48.39)"),
        ("02", "Quimper", 100.0, 1, "dominated", "POINT(-4.10 47.99)"),
    ]
    layer = make_layer(UNIT_FIELDS, rows, "Point", crs=crs)
    styling.style_units(layer)
    assert len(colours(draw_map([layer], TEXTS))) > 20


def test_degrees_far_from_france_are_drawn_in_metres_too(make_layer):
    rows = [
        ("01", "Manaus", 300.0, 1, "dominant", "POINT(-60.0 -3.1)"),
        ("02", "Belém", 100.0, 1, "dominated", "POINT(-48.5 -1.45)"),
    ]
    layer = make_layer(UNIT_FIELDS, rows, "Point", crs="EPSG:4326")
    styling.style_units(layer)
    assert len(colours(draw_map([layer], TEXTS))) > 20


def test_a_single_town_makes_a_map(make_layer):
    rows = [("01", "Brest", 300.0, 1, "dominant", "POINT(145000 6838000)")]
    layer = make_layer(UNIT_FIELDS, rows, "Point")
    styling.style_units(layer)
    assert len(colours(draw_map([layer], TEXTS))) > 20


def test_the_crs_may_be_chosen(layers):
    image = draw_map(layers, TEXTS, crs=QgsCoordinateReferenceSystem("EPSG:3857"))
    assert len(colours(image)) > 50


def test_names_with_accents_are_drawn(make_layer):
    """An accent changes the picture: the font has it."""
    pictures = []
    for name in ("Evreux", "Évreux"):
        rows = [("01", name, 300.0, 1, "dominant", "POINT(145000 6838000)")]
        layer = make_layer(UNIT_FIELDS, rows, "Point")
        styling.style_units(layer)
        pictures.append(draw_map([layer], MapTexts(title=name)))
    assert pictures[0] != pictures[1]


def test_the_picture_as_bytes_is_a_png(layers):
    data = png_bytes(draw_map(layers, TEXTS, size=(800, 600)))
    assert data.startswith(b"\x89PNG")


def test_layers_are_left_as_they_were(make_layer):
    units = units_layer(make_layer)
    styling.style_units(units)
    rules = len(units.renderer().rootRule().children())
    draw_map([units], TEXTS)
    assert len(units.renderer().rootRule().children()) == rules
    assert units.renderer().rootRule().children()[0].symbol().symbolLayerCount() == 2
    assert units.extent().width() == pytest.approx(4 * STEP)


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (format_number(1234567.891, "fr", 1), "1\u202f234\u202f567,9"),
        (format_number(1234567.891, "en", 1), "1,234,567.9"),
        (format_number(-1234, "fr"), "\u22121\u202f234"),
        (format_number(-0.2, "fr"), "0"),
        (format_number(None, "fr"), "–"),
        (format_number(float("nan"), "fr"), "–"),
        (format_value(0.5, "fr"), "0,5"),
        (format_value(200000, "fr"), "200\u202f000"),
        (format_value(0.0123, "en"), "0.0123"),
        (format_value(0, "en"), "0"),
        (format_percent(0.4567, "fr"), "45,7\u202f%"),
        (format_percent(0.4567, "en"), "45.7%"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(written, expected):
    assert written == expected
