"""Printed pages: nothing overlaps or leaves the paper, and the legend measures what is drawn."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest
from alliance.algorithms import palette, styling
from alliance.algorithms.language import in_language
from alliance.algorithms.layout_facts import system_facts, whole_facts
from alliance.algorithms.layout_layers import kind_maps, subject_of
from alliance.algorithms.layout_panels import embedded
from alliance.algorithms.layout_style import DEFAULT, LAYOUTS, HouseStyle, read_style
from alliance.algorithms.layouts import (
    Sheet,
    atlas,
    multiples,
    one_map,
    split,
)
from alliance.core.errors import InputError, SettingsError
from alliance.core.options import ORIENTATIONS, PAGES
from alliance.tests.algorithms.assertions import assert_is_sentence
from alliance.tests.algorithms.map_samples import (
    PLACES,
    SYSTEM_FIELDS,
    UNIT_FIELDS,
    cell,
    colours,
    column_run,
    country,
    line,
    middle,
    pixels,
)
from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsProject,
    QgsRenderContext,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QImage

# Ten pixels a millimetre.
DPI = 254.0
PIXELS_A_MM = 10
KINDS = (
    "unit_a:string unit_b:string name_a:string name_b:string score:double n_types:integer "
    "types:string intensity:double dist_km:double s_navettes:integer r_navettes:double "
    "s_etudes:integer r_etudes:double scale:string system:integer"
)
SHEET = Sheet(
    "Les systèmes d'essai",
    subtitle="Liens cumulés",
    source="données d'essai",
    note="Méthode : deux premiers flux de chaque ville.",
)
MAKERS = {"one": one_map, "multiples": multiples, "atlas": atlas}


@pytest.fixture(autouse=True)
def french():
    with in_language("fr"):
        yield


# Layouts that a test looks at: their items die with them, and they before their project.
kept = []


@pytest.fixture
def project(qgis_app):
    found = QgsProject()
    yield found
    kept.clear()


@pytest.fixture
def cumulated(make_layer):
    """Links of two kinds between the towns of the small country."""
    rows = []
    for a, b, types, intensity, first, second, scale, system in (
        ("01", "02", "navettes, études", 100.0, 1.0, 0.5, "internal", 1),
        ("03", "04", "navettes", 50.0, 0.5, None, "internal", 2),
        ("05", "06", "études", 25.0, None, 1.0, "internal", 3),
        ("01", "03", "navettes", 20.0, 0.2, None, "transversal", 0),
    ):
        count = types.count(",") + 1
        kinds = (int(first is not None), first, int(second is not None), second)
        wkt = line(PLACES[a], PLACES[b])
        head = (a, b, "L'Isle", "Bourg", float(count), count, types, intensity, 12.5)
        rows.append((*head, *kinds, scale, system, wkt))
    return make_layer(KINDS, rows, "LineString", name="cumulated")


@pytest.fixture
def perimeters(make_layer):
    rows = [("29", "Finistère", f"POLYGON{cell(0, 0, 2)}"), ("35", "", f"POLYGON{cell(0, 1, 2)}")]
    return make_layer("code:string name:string", rows, "Polygon", name="Départements")


@pytest.fixture
def subject(make_layer, cumulated, perimeters):
    units, _, systems = country(make_layer)
    return subject_of([cumulated], units, systems, [perimeters], None)


def shown(layout):
    """Return the items of a layout by id, without its paper."""
    kept.append(layout)
    return {
        item.id(): item
        for item in layout.items()
        if hasattr(item, "id") and item.id() and not isinstance(item, QgsLayoutItemPage)
    }


def room_of(item) -> QRectF:
    return QRectF(item.pos().x(), item.pos().y(), item.rect().width(), item.rect().height())


def exported(layout, path, dpi=DPI) -> QImage:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    assert QgsLayoutExporter(layout).exportToImage(str(path), settings) == 0
    return QImage(str(path))


# --- rooms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MAKERS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_nothing_overlaps_or_leaves_the_paper(subject, project, mode, page, orientation):
    sheet = Sheet(
        SHEET.title * 4, SHEET.subtitle * 3, SHEET.source * 20, SHEET.note * 9, page, orientation
    )
    items = shown(MAKERS[mode](subject, sheet, project).layout)
    width, height = sheet.size()
    paper = QRectF(0, 0, width, height).adjusted(3.9, 3.9, -3.9, -3.9)
    rooms = {name: room_of(item) for name, item in items.items()}
    assert {"title", "subtitle", "map", "legend", "figures", "scale", "source", "note"} <= set(
        rooms
    )
    for name, room in rooms.items():
        assert paper.contains(room), name
        assert room.width() > 5, name
        assert room.height() > 2, name
    for (first, a), (second, b) in combinations(rooms.items(), 2):
        both = a.intersected(b)
        assert both.width() < 0.2 or both.height() < 0.2, (first, second)


def test_the_paper_is_what_was_asked_for(subject, project):
    sheet = Sheet("Titre", page="a3", orientation="portrait")
    layout = one_map(subject, sheet, project).layout
    paper = layout.pageCollection().page(0)
    assert (paper.rect().width(), paper.rect().height()) == (297.0, 420.0)


@pytest.mark.parametrize("ratio", [0.4, 1.0, 1.8, 3.0])
@pytest.mark.parametrize("count", [2, 3, 6, 9])
def test_small_maps_share_the_room_without_overlap(count, ratio):
    frame = QRectF(10, 20, 200, 150)
    large, cells = split(frame, count, ratio)
    assert len(cells) == count
    rooms = [large, *cells]
    assert all(frame.adjusted(-0.1, -0.1, 0.1, 0.1).contains(room) for room in rooms)
    assert not any(a.intersects(b) for a, b in combinations(rooms, 2))
    assert large.width() * large.height() > max(c.width() * c.height() for c in cells)


# --- sizes --------------------------------------------------------------------------------------


def runs_of(image, x, colour, tolerance=40):
    """Return the lengths in pixels of the runs of a colour down a column."""
    wanted = np.array(QColor(colour).getRgb()[:3])
    is_ink = (abs(pixels(image)[:, x] - wanted) <= tolerance).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_ink.astype(int), [0]])))
    return [int(end - start) for start, end in zip(edges[::2], edges[1::2])]


def test_widths_of_the_legend_agree_with_the_lines_of_the_map(subject, project, tmp_path):
    layout = one_map(subject, SHEET, project).layout
    image = exported(layout, tmp_path / "page.png")
    items = shown(layout)
    # The line from 01 to 02 lies flat and has the largest intensity, 100.
    frame, extent = room_of(items["map"]), items["map"].extent()
    (x1, y), (x2, _) = PLACES["01"], PLACES["02"]
    per_unit = frame.width() / extent.width()
    x = round((frame.x() + ((x1 + x2) / 2 - extent.xMinimum()) * per_unit) * PIXELS_A_MM)
    row = round((frame.y() + (extent.yMaximum() - y) * per_unit) * PIXELS_A_MM)
    drawn = column_run(image, x, QColor(image.pixel(x, row)).name(), 30)
    # Right of the circles of roles, inside the samples of lines.
    legend = room_of(items["legend"])
    samples = runs_of(image, round((legend.x() + 6.5) * PIXELS_A_MM), palette.INK)
    widest = max(samples)
    assert drawn == pytest.approx(styling.LINK_MM * PIXELS_A_MM, abs=2)
    assert widest == pytest.approx(drawn, abs=2)
    # 100, 50 and 20: proportional, from zero.
    for part in (0.5, 0.2):
        assert any(abs(run - drawn * part) <= 2 for run in samples), (part, samples)


def test_the_legend_says_round_values_in_french(subject, project):
    texts = embedded_texts(shown(one_map(subject, SHEET, project).layout)["legend"])
    assert "100" in texts
    assert "50\u202f000" in texts
    assert any("Épaisseur" in text for text in texts)


EPCI = "CC du Crestois et de Pays de Saillans Cœur de Drôme"


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_long_names_are_written_whole(make_layer, project, orientation):
    """On two lines where one is too narrow, in the lists of an atlas and in the legend."""
    units, links, systems = country(make_layer)
    rows = [("1", EPCI, f"POLYGON{cell(0, 0, 2)}"), ("2", "Nord", f"POLYGON{cell(0, 1, 2)}")]
    title = "Établissements publics (contours simplifiés)"
    perimeters = make_layer("code:string name:string", rows, "Polygon", name=title)
    subject = subject_of([links], units, systems, [perimeters], None)
    made = atlas(subject, Sheet("Essai", orientation=orientation), project)
    items = shown(made.layout)
    scope = QgsExpressionContextUtils.layoutScope(made.layout)
    texts = texts_of(json.loads(scope.variable("alliance_figures"))["1"])
    texts += embedded_texts(items["legend"])
    assert not [text for text in texts if text.endswith("…")]
    joined = " ".join(texts)
    assert EPCI in joined
    assert joined.count(title) == 2


def test_the_legend_leaves_out_what_has_no_place(make_layer, project):
    rows = [(1, "Nulle part", "01", 2, 9.0, None)]
    systems = make_layer(SYSTEM_FIELDS, rows, "MultiPolygon", name="systems")
    units, links, _ = country(make_layer)
    layout = one_map(subject_of([links], units, systems, [], None), SHEET, project).layout
    texts = embedded_texts(shown(layout)["legend"])
    assert "Unités" in texts
    assert "Nulle part" not in texts


def test_only_a_word_that_no_line_can_hold_is_cut():
    def draw(page):
        for text in ("Villeneuve", "Saint-Étienne - Le Creusot", "X" * 60):
            page.name(text, QRectF(0, 0, 20, 4), size=8, smallest=6)

    found = texts_of(embedded(20, 4, draw))
    assert found[:3] == ["Villeneuve", "Saint-Étienne -", "Le Creusot"]
    assert found[3].endswith("…")


def embedded_texts(picture) -> list:
    """Return the texts of a picture that a layout holds inside itself."""
    return texts_of(picture.picturePath())


def texts_of(embedded_picture: str) -> list:
    """Return the texts of a picture inside a layout."""
    import base64
    from xml.etree import ElementTree

    root = ElementTree.fromstring(base64.b64decode(embedded_picture[len("base64:") :]))
    return [item.text.strip() for item in root.iter() if item.tag.endswith("text") and item.text]


def test_the_scale_bar_has_a_round_length(subject, project):
    layout = one_map(subject, SHEET, project).layout
    bar = next(item for item in layout.items() if isinstance(item, QgsLayoutItemScaleBar))
    length = bar.unitsPerSegment() * bar.numberOfSegments()
    assert str(f"{length:g}").strip("0.") in ("1", "2", "5")
    assert bar.numericFormat().decimalSeparator() == ","


# --- contents -----------------------------------------------------------------------------------


def test_texts_are_items_that_can_be_changed(subject, project):
    items = shown(one_map(subject, SHEET, project).layout)
    assert isinstance(items["title"], QgsLayoutItemLabel)
    assert items["source"].text() == "Source : données d'essai".replace(" :", "\u00a0:")
    assert items["note"].text() == SHEET.note


def test_the_page_shows_the_map(subject, project, tmp_path):
    layout = one_map(subject, SHEET, project).layout
    image = exported(layout, tmp_path / "page.png", 100)
    frame = room_of(shown(layout)["map"])
    k = 100 / 25.4
    part = image.copy(*(int(v * k) for v in (frame.x(), frame.y(), frame.width(), frame.height())))
    assert len(colours(part)) > 30


def test_each_kind_has_its_map_with_its_own_links(subject, project):
    maps = kind_maps(subject)
    assert [item.title for item in maps] == ["navettes", "études"]
    items = shown(multiples(subject, SHEET, project).layout)
    assert isinstance(items["map_2"], QgsLayoutItemMap)
    assert items["caption_2"].text() == "études"
    assert items["map_1"].extent().contains(subject.systems.extent())


def test_a_small_map_draws_its_kind_and_leaves_its_layer_whole(subject):
    """Filtering a layer opens its file anew, under the readers of the same GeoPackage."""
    first, second = kind_maps(subject)
    assert [len(drawn_links(item.layer)) for item in (first, second)] == [3, 2]
    assert drawn_links(second.layer) == {("01", "02"), ("05", "06")}
    assert first.layer.subsetString() == ""
    assert first.layer.featureCount() == 4


def drawn_links(layer) -> set:
    context = QgsRenderContext()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context.setExpressionContext(QgsExpressionContext(scopes))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = set()
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.willRenderFeature(feature, context):
            found.add((feature["unit_a"], feature["unit_b"]))
    renderer.stopRender(context)
    return found


def test_small_multiples_need_several_kinds(make_layer, project):
    with pytest.raises(InputError) as caught:
        multiples(subject_of(country(make_layer)[1:2], None, None, [], None), SHEET, project)
    assert_is_sentence(str(caught.value))


def test_figures_of_the_whole(subject):
    assert [value for value, _ in whole_facts(subject).figures] == ["3", "6", "90\u202f%"]


def test_figures_and_lists_of_a_system(subject):
    facts = system_facts(subject)
    assert sorted(facts) == [1, 2, 3]
    first = facts[1]
    assert ("2", "unités") in first.figures
    perimeters, units, links = first.listings
    assert perimeters.title == "Départements"
    assert [(row.label, *row.figures) for row in perimeters.rows] == [
        ("Finistère", "2", "100\u202f%")
    ]
    assert [row.label for row in units.rows] == ["L'Isle-d'Abeau", 'Bourg "neuf"']
    assert [row.figures for row in links.rows] == [["100", "12"]]
    # A system outside all perimeters says so.
    assert facts[3].listings[0].rows[0].label == "hors périmètre"


def test_an_atlas_has_a_page_a_system_that_shows_it(subject, project):
    layout = atlas(subject, SHEET, project).layout
    pages = layout.atlas()
    assert pages.updateFeatures() == 3
    main = shown(layout)["map"]
    pages.beginRender()
    seen, titles = [], []
    for number in range(3):
        pages.seekTo(number)
        seen.append(main.extent().center().x())
        shape = pages.layout().reportContext().feature().geometry().boundingBox()
        assert main.extent().contains(shape)
        titles.append(shown(layout)["title"].currentText())
        picture = shown(layout)["figures"]
        picture.refreshPicture()
        assert picture.evaluatedPath().startswith("base64:")
    pages.endRender()
    assert len(set(seen)) > 1
    assert titles == ["L'Isle-d'Abeau", "Évian & Thonon", "Saint-Dié - Épinal"]
    assert isinstance(shown(layout)["figures"], QgsLayoutItemPicture)


def test_a_perimeter_with_little_weight_has_not_none(make_layer, perimeters):
    rows = [
        ("01", "Grande", 90000.0, 1, "dominant", f"MULTIPOLYGON({cell(0, 0)})"),
        ("03", "Petite", 40.0, 1, "dominated", f"MULTIPOLYGON({cell(0, 1)})"),
    ]
    units = make_layer(UNIT_FIELDS, rows, "MultiPolygon", name="units")
    systems = country(make_layer)[2]
    facts = system_facts(subject_of([], units, systems, [perimeters], None))
    shares = [row.figures[1] for row in facts[1].listings[0].rows]
    assert shares == ["100\u202f%", "<\u00a01\u202f%"]


def test_a_page_is_called_as_the_map_writes_its_town(make_layer, project):
    rows = [(1, "Strasbourg (partie française)", "01", 2, 9.0, f"MULTIPOLYGON({cell(0, 0)})")]
    units, links, _ = country(make_layer)
    systems = make_layer(SYSTEM_FIELDS, rows, "MultiPolygon", name="systems")
    subject = subject_of([links], units, systems, [], None)
    layout = atlas(subject, SHEET, project).layout
    pages = layout.atlas()
    pages.beginRender()
    pages.seekTo(0)
    assert shown(layout)["title"].currentText() == "Strasbourg"
    pages.endRender()


def test_towns_without_polygons_lie_on_land_in_the_small_map(make_layer, perimeters, project):
    """Else the reader sees coloured discs on white, and cannot tell where they lie."""
    units, links, systems = country(make_layer, "Point")
    made = atlas(subject_of([links], units, systems, [perimeters], None), SHEET, project)
    layers = shown(made.layout)["situation"].layers()
    assert [layer.name() for layer in layers] == ["systems", "Départements"]
    fill = layers[1].renderer().symbol().symbolLayer(0)
    assert fill.fillColor().name() == palette.LAND
    # The layout keeps what it shows, and the map its outlines of perimeters.
    assert layers[1].id() in {layer.id() for layer in made.layers}
    assert perimeters.name() in {layer.name() for layer in shown(made.layout)["map"].layers()}


def test_perimeters_are_polygons(make_layer):
    table = make_layer("code:string name:string", [("1", "Ici", None)], name="tableau")
    with pytest.raises(InputError) as caught:
        subject_of([], None, None, [table], None)
    assert "tableau" in str(caught.value)
    assert_is_sentence(str(caught.value))


def test_one_link_no_perimeter_and_points_make_a_page(make_layer, project, tmp_path):
    units = country(make_layer, "Point")[0]
    rows = [("01", "02", 1.0, 1, 7.0, "internal", 1, line(middle(0, 0), middle(1, 0)))]
    fields = (
        "unit_a:string unit_b:string score:double n_types:integer intensity:double "
        "scale:string system:integer"
    )
    links = make_layer(fields, rows, "LineString")
    layout = one_map(subject_of([links], units, None, [], None), Sheet("Un lien"), project).layout
    assert len(colours(exported(layout, tmp_path / "page.png", 60))) > 10


# --- house style --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.json")), ids=lambda path: path.stem)
def test_shipped_styles_can_be_read(path):
    assert isinstance(read_style(path), HouseStyle)


def test_the_default_style_names_every_key():
    assert set(json.loads(DEFAULT.read_text(encoding="utf-8"))) == set(vars(HouseStyle()))
    assert read_style() == HouseStyle()


def test_an_agency_gives_its_colours_and_its_logo(subject, project, tmp_path):
    logo = QImage(200, 100, QImage.Format.Format_RGB32)
    logo.fill(QColor("#ff8800"))
    assert logo.save(str(tmp_path / "logo.png"))
    path = tmp_path / "agence.json"
    style = {"title_colour": "#12405f", "logo": "logo.png", "band_colour": "#12405f", "band_mm": 4}
    path.write_text(json.dumps(style), encoding="utf-8")
    sheet = Sheet("Titre", source="x", style=read_style(path))
    layout = one_map(subject, sheet, project).layout
    items = shown(layout)
    assert items["title"].fontColor().name() == "#12405f"
    assert room_of(items["logo"]).width() == pytest.approx(28.0)
    seen = colours(exported(layout, tmp_path / "page.png", 60))
    assert seen.get("#ff8800", 0) > 500
    assert seen.get("#12405f", 0) > 500


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"tittle_pt": 3}', "tittle_pt"),
        ('{"title_pt": "big"}', "title_pt"),
        ('{"margin_mm": 90}', "margin_mm"),
        ('{"title_colour": "red"}', "title_colour"),
        ('{"font": 3}', "font"),
        ('{"logo": "nowhere.png"}', "nowhere.png"),
    ],
)
def test_a_wrong_style_is_told_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "style.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_style(path)
    assert told in str(caught.value)
    assert_is_sentence(str(caught.value))
