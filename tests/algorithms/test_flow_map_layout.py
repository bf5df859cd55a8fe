"""`alliance:flowmaplayout`: files whole or not at all, a layout in the project, sentences."""

from __future__ import annotations

import re
import time

import pytest
from alliance.tests.algorithms.map_samples import (
    PLACES,
    SYSTEM_FIELDS,
    UNIT_FIELDS,
    X0,
    Y0,
    cell,
    colours,
    country,
    line,
    links_layer,
    middle,
    systems_layer,
    units_layer,
)
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage

LINE = line(middle(0, 0), middle(1, 0))


@pytest.fixture(autouse=True)
def project(qgis_app):
    """The project of QGIS, empty before and after."""
    found = QgsProject.instance()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def layers(make_layer):
    units, links, systems = country(make_layer)
    return {"LINKS": [links], "UNITS": units, "SYSTEMS": systems, "TITLE": "Essai"}


def page_count(path) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", path.read_bytes()))


def test_a_pdf_of_one_page_and_a_layout_in_the_project(run, layers, project, tmp_path):
    path = tmp_path / "carte.pdf"
    made = run("flowmaplayout", OUTPUT=str(path), **layers)
    assert made["OUTPUT"] == str(path)
    assert made["PAGE_COUNT"] == 1
    assert page_count(path) == 1
    layout = project.layoutManager().layoutByName("Essai")
    assert made["LAYOUT"] == "Essai"
    assert layout is not None
    assert all(
        project.mapLayer(layer.id()) is not None for layer in layout.itemById("map").layers()
    )


def test_a_picture_of_300_dots_per_inch(run, layers, tmp_path):
    path = tmp_path / "carte.png"
    run("flowmaplayout", OUTPUT=str(path), PAGE="a4", ORIENTATION="portrait", **layers)
    image = QImage(str(path))
    assert abs(image.width() - 2480) <= 2
    assert abs(image.height() - 3508) <= 2
    assert sorted(item.name for item in tmp_path.iterdir()) == ["carte.png"]


def test_without_a_file_the_layout_is_only_in_the_project(run, layers, project):
    made = run("flowmaplayout", **layers)
    assert "OUTPUT" not in made.outputs
    assert [layout.name() for layout in project.layoutManager().layouts()] == ["Essai"]


def test_a_second_layout_of_that_title_leaves_the_first(run, layers, project):
    run("flowmaplayout", **layers)
    assert run("flowmaplayout", **layers)["LAYOUT"] == "Essai (2)"
    assert len(project.layoutManager().layouts()) == 2


def test_layers_of_the_project_that_are_styled_are_drawn_themselves(run, layers, project):
    from alliance.algorithms.styling import style_by_role

    systems = layers["SYSTEMS"]
    project.addMapLayer(systems)
    style_by_role(systems)
    run("flowmaplayout", **layers)
    drawn = project.layoutManager().layoutByName("Essai").itemById("map").layers()
    assert systems.id() in {layer.id() for layer in drawn}
    tree = project.layerTreeRoot().findLayers()
    assert [node.layerId() for node in tree] == [systems.id()]


def test_the_layout_survives_saving_the_project(run, project, tmp_path, make_layer):
    from qgis.core import QgsVectorFileWriter, QgsVectorLayer

    given = {}
    for name, layer in (("LINKS", links_layer), ("UNITS", units_layer), ("SYSTEMS", systems_layer)):
        path = tmp_path / f"{name}.gpkg"
        options = QgsVectorFileWriter.SaveVectorOptions()
        context = project.transformContext()
        QgsVectorFileWriter.writeAsVectorFormatV3(layer(make_layer), str(path), context, options)
        given[name] = QgsVectorLayer(str(path), name.lower(), "ogr")
        assert given[name].isValid()
    given["LINKS"] = [given["LINKS"]]
    run("flowmaplayout", TITLE="Essai", ATLAS=True, **given)
    assert project.write(str(tmp_path / "projet.qgz"))
    again = QgsProject()
    assert again.read(str(tmp_path / "projet.qgz"))
    layout = again.layoutManager().layoutByName("Essai")
    assert len(layout.itemById("map").layers()) == 5
    assert layout.atlas().updateFeatures() == 3
    again.clear()


def test_an_atlas_is_one_pdf_or_one_picture_a_page(run, layers, tmp_path):
    made = run("flowmaplayout", OUTPUT=str(tmp_path / "atlas.pdf"), ATLAS=True, **layers)
    assert made["PAGE_COUNT"] == 3
    assert page_count(tmp_path / "atlas.pdf") == 3
    folder = tmp_path / "pages"
    folder.mkdir()
    made = run("flowmaplayout", OUTPUT=str(folder / "atlas.png"), ATLAS=True, **layers)
    names = [f"atlas_{number}.png" for number in (1, 2, 3)]
    assert sorted(item.name for item in folder.iterdir()) == names
    assert made["OUTPUT"] == str(folder / "atlas_1.png")
    first, second = (QImage(str(folder / name)) for name in names[:2])
    assert first != second


def test_a_system_without_a_place_gets_no_page_and_a_word(
    run, refused, layers, make_layer, project
):
    """Around nothing, QGIS would show the map of the page before under the name of the system."""
    rows = [
        (1, "Ici", "01", 2, 100000.0, f"MULTIPOLYGON({cell(0, 0, 2)})"),
        (2, "Nulle part", "03", 2, 60000.0, None),
        (3, "Là", "05", 2, 35000.0, f"MULTIPOLYGON({cell(2, 0)})"),
    ]
    layers["SYSTEMS"] = make_layer(SYSTEM_FIELDS, rows, "MultiPolygon")
    made = run("flowmaplayout", ATLAS=True, **layers)
    assert made["PAGE_COUNT"] == 2
    assert "1 system without a page" in made.warnings
    pages = project.layoutManager().layoutByName("Essai").atlas()
    pages.updateFeatures()
    assert [pages.nameForPage(number) for number in range(2)] == ["Ici", "Là"]
    layers["SYSTEMS"] = make_layer(SYSTEM_FIELDS, [rows[1]], "MultiPolygon", name="perdus")
    assert "perdus" in refused("flowmaplayout", ATLAS=True, **layers)


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_cancelling_an_atlas_leaves_what_was_there(run, journal, layers, project, tmp_path, ending):
    path = tmp_path / f"atlas.{ending}"
    path.write_bytes(b"mine")
    stopping = journal(cancel_at=30)
    made = run("flowmaplayout", journal=stopping, OUTPUT=str(path), ATLAS=True, **layers)
    assert made.outputs == {}
    assert path.read_bytes() == b"mine"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
    assert project.layoutManager().layouts() == []
    assert project.mapLayers() == {}


def test_an_atlas_of_thirty_systems_takes_less_than_a_minute(run, make_layer, tmp_path):
    units, systems = [], []
    for i in range(30):
        column, row = i % 6 * 2, i // 6
        name = f"Système {i + 1}"
        systems.append(
            (i + 1, name, str(2 * i), 2, 1000.0, f"MULTIPOLYGON({cell(column, row, 2)})")
        )
        for j in range(2):
            x, y = middle(column + j, row)
            role = ("dominant", "dominated")[j]
            units.append((str(2 * i + j), name, 500.0, i + 1, role, f"POINT({x} {y})"))
    start = time.perf_counter()
    made = run(
        "flowmaplayout",
        UNITS=make_layer(UNIT_FIELDS, units, "Point"),
        SYSTEMS=make_layer(SYSTEM_FIELDS, systems, "MultiPolygon"),
        ATLAS=True,
        OUTPUT=str(tmp_path / "atlas.pdf"),
    )
    assert made["PAGE_COUNT"] == 30
    assert page_count(tmp_path / "atlas.pdf") == 30
    assert time.perf_counter() - start < 60


# --- sentences ----------------------------------------------------------------------------------


def test_no_layer(refused):
    assert "nothing to draw" in refused("flowmaplayout")


def test_wrong_layers(refused, make_layer):
    lines = make_layer("a:string", [("x", "LINESTRING(0 0,1 1)")], "LineString", name="rivers")
    points = make_layer("a:string", [("x", "POINT(0 0)")], "Point", name="wells")
    polygons = make_layer("a:string", [("x", f"POLYGON{cell(0, 0)}")], "Polygon", name="lakes")
    assert "rivers" in refused("flowmaplayout", LINKS=[lines])
    assert "wells" in refused("flowmaplayout", UNITS=points)
    assert "lakes" in refused("flowmaplayout", SYSTEMS=polygons)


def test_empty_systems(refused, make_layer):
    empty = make_layer(SYSTEM_FIELDS, [], "MultiPolygon", name="none")
    assert "threshold" in refused("flowmaplayout", SYSTEMS=empty)


def test_an_atlas_needs_systems(refused, make_layer):
    assert "systems" in refused("flowmaplayout", UNITS=units_layer(make_layer), ATLAS=True)


def test_an_atlas_or_small_multiples_but_not_both(refused, layers):
    assert "both" in refused("flowmaplayout", ATLAS=True, MULTIPLES=True, **layers)


def test_a_format_that_is_none(refused, layers, tmp_path):
    assert ".pdf or .png" in refused("flowmaplayout", OUTPUT=str(tmp_path / "a.docx"), **layers)


def test_a_folder_that_is_not_there(refused, layers, project, tmp_path):
    path = tmp_path / "nowhere" / "carte.pdf"
    assert "nowhere" in refused("flowmaplayout", OUTPUT=str(path), **layers)
    assert project.layoutManager().layouts() == []
    assert project.mapLayers() == {}


def test_without_a_project_only_the_file_is_made(alliance_provider, layers, journal, tmp_path):
    """As `qgis_process` does when no project is named."""
    from qgis.core import QgsProcessingContext

    context = QgsProcessingContext()
    algorithm = alliance_provider.algorithm("flowmaplayout").create()
    parameters = {**layers, "OUTPUT": str(tmp_path / "atlas.pdf"), "ATLAS": True}
    outputs, done = algorithm.run(parameters, context, journal())
    assert done
    assert outputs["LAYOUT"] == ""
    assert page_count(tmp_path / "atlas.pdf") == 3


def test_small_multiples_of_layers_of_one_kind(run, layers, make_layer, project):
    fields = "unit_a:string unit_b:string link_type:string intensity:double selected:integer"
    kinds = [
        make_layer(
            fields,
            [("01", "02", name, 4.0, 1, LINE), ("03", "04", name, 9.0, 0, LINE)],
            "LineString",
            name=name,
        )
        for name in ("navettes", "études")
    ]
    run("flowmaplayout", MULTIPLES=True, **{**layers, "LINKS": kinds})
    layout = project.layoutManager().layoutByName("Essai")
    first = layout.itemById("map_1").layers()[0]
    (drawn,) = first.renderer().rootRule().children()
    assert (first.name(), drawn.filterExpression()) == ("navettes", '"selected" = 1')
    assert layout.itemById("caption_2").text() == "études"


# --- layers as they come ------------------------------------------------------------------------

LINK_FIELDS = "unit_a:string unit_b:string score:double n_types:integer intensity:double"


def edge_links(make_layer, values):
    ends = [("01", "02"), ("03", "04"), ("05", "06"), ("01", "06")]
    rows = [
        (*pair, 1.0, 1, value, line(PLACES[pair[0]], PLACES[pair[1]]))
        for pair, value in zip(ends, values)
    ]
    return make_layer(LINK_FIELDS, rows, "LineString", name="links")


@pytest.mark.parametrize(
    "values",
    [[5.0], [], [3.0] * 4, [-1.0, None, 2.0, 0.0], [None, None], [1e9, 1.0, 1e-9]],
    ids=["one", "none", "equal", "negative and NULL", "all NULL", "1e9"],
)
def test_links_of_any_values_make_a_page(run, make_layer, tmp_path, values):
    path = tmp_path / "page.png"
    units, _, systems = country(make_layer, "Point")
    given = {"LINKS": [edge_links(make_layer, values)], "UNITS": units, "SYSTEMS": systems}
    run("flowmaplayout", OUTPUT=str(path), **given)
    seen = colours(QImage(str(path)).scaled(500, 354))
    assert len(seen) > 50
    # A link of 10^9 is as wide as the widest, not as the page.
    assert seen["#ffffff"] > 0.25 * 500 * 354


def test_links_alone_that_are_none_are_a_sentence(refused, make_layer):
    assert "nothing to draw" in refused("flowmaplayout", LINKS=[edge_links(make_layer, [])])


@pytest.mark.parametrize("atlas", [False, True])
def test_a_system_of_one_unit_without_links_makes_a_page(run, make_layer, tmp_path, atlas):
    path = tmp_path / "page.pdf"
    units = make_layer(
        UNIT_FIELDS, [("01", "Alone", 9.0, 1, "dominant", f"POINT({X0} {Y0})")], "Point"
    )
    systems = make_layer(
        SYSTEM_FIELDS, [(1, "Alone", "01", 1, 9.0, f"POLYGON{cell(0, 0)}")], "Polygon"
    )
    made = run("flowmaplayout", OUTPUT=str(path), UNITS=units, SYSTEMS=systems, ATLAS=atlas)
    assert made["PAGE_COUNT"] == 1
    assert page_count(path) == 1


def test_units_without_place_are_a_sentence(refused, make_layer):
    rows = [("01", "Nowhere", 9.0, 1, "dominant", None)]
    units = make_layer(UNIT_FIELDS, rows, "Point", name="units")
    assert "nothing to draw" in refused("flowmaplayout", UNITS=units)
