"""The page Compare: tables both ways round, outlines, files, and everything that may go wrong."""

from __future__ import annotations

import csv

import pytest
from alliance.algorithms.cells import neutralised
from alliance.ui.exports import write_csv
from alliance.ui.tables import SHARE, ShareBars
from osgeo import ogr
from qgis.core import NULL, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def compared(compare, wait_until):
    """A comparison by weight with polygons, or with the layers named."""

    def compared(*names):
        page = compare(*names)
        click(page.run_button)
        wait_until(lambda: page.tables is not None and page.ground is not None)
        return page

    return compared


def shown(table):
    """Return a table as its cells are shown, by title of the column."""
    model = table.model()
    titles = [
        model.headerData(i, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for i in range(model.columnCount())
    ]
    return [
        dict(zip(titles, (model.index(row, i).data() for i in range(model.columnCount()))))
        for row in range(model.rowCount())
    ]


# --- what is missing or wrong -------------------------------------------------------------------


def test_an_empty_project_says_what_to_choose(make_dock, settle):
    dock = make_dock()
    dock.tabs.setCurrentIndex(1)
    settle()
    assert dock.compare.hint.text().startswith("Choose units that know their system")
    assert not dock.compare.run_button.isEnabled()
    assert not dock.compare.results.isVisible()


def test_systems_without_perimeters_say_so(make_dock, add, settle):
    add("systems", "roads", "links", "flows")
    dock = make_dock()
    dock.tabs.setCurrentIndex(1)
    settle()
    assert dock.compare.form.perimeters.count() == 0
    assert dock.compare.hint.text().startswith("Choose perimeters")


def test_each_list_offers_what_can_play_the_part(compare, add):
    page = compare("perimeters", "membership", "flows", "roads", "links", "units")
    offered = {
        name: [combo.itemText(i) for i in range(combo.count())]
        for name, combo in (
            ("systems", page.form.systems),
            ("perimeters", page.form.perimeters),
            ("flows", page.form.flows),
        )
    }
    assert offered["systems"] == ["units and systems"]
    assert offered["perimeters"] == ["membership", "perimeters", "units"]
    assert [name for name in offered["flows"] if name] == ["flows"]


def test_perimeters_elsewhere_get_a_sentence_or_figures(compare, make_layer, said, wait_until):
    page = compare("membership")
    other = make_layer("others", "code:string perim:string", [("Q", "P", None)])
    QgsProject.instance().addMapLayer(other)
    page.form.perimeters.setLayer(other)
    sentences = said(page)
    click(page.run_button)
    wait_until(lambda: sentences)
    assert sentences[0][1]
    assert "none of the units" in sentences[0][0]
    assert page.tables is None


def test_area_without_polygons_gets_a_sentence(compare, make_layer, said, wait_until):
    page = compare("membership")
    places = make_layer(
        "places",
        "code:string name:string weight:double system:int",
        [("A", "A", 1.0, 1, "POINT(200000 6700000)"), ("B", "B", 1.0, 1, None)],
        "Point",
    )
    QgsProject.instance().addMapLayer(places)
    page.form.systems.setLayer(places)
    page.form.measure.setCurrentIndex(page.form.measure.findData("area"))
    sentences = said(page)
    click(page.run_button)
    wait_until(lambda: sentences or page.tables)
    assert not sentences or sentences[0][1]


def test_systems_of_no_unit_make_an_empty_table(compare, make_layer, wait_until):
    page = compare("perimeters")
    nobody = make_layer(
        "nobody",
        "code:string name:string weight:double system:int sys_name:string",
        [("A", NULL, 1.0, 0, NULL, "POINT(205000 6705000)")],
        "Point",
    )
    QgsProject.instance().addMapLayer(nobody)
    page.form.systems.setLayer(nobody)
    click(page.run_button)
    wait_until(lambda: page.tables is not None)
    assert shown(page.main) == []
    assert "no partitions to compare" in page.notes.text()


# --- tables -------------------------------------------------------------------------------------


def test_systems_have_their_best_match_and_their_shares(compared):
    page = compared()
    # Brest: A 900 and B 80 in the West, C 70 in the East; all of Quimper in the East.
    rows = shown(page.main)
    assert [row["System"] for row in rows] == ["Brest", "+Quimper"]
    assert [row["Best match"] for row in rows] == ["Ouest", "=Est"]
    assert [row["Held"] for row in rows] == ["93%", "100%"]
    assert [row["Crossed"] for row in rows] == ["2", "1"]
    assert page.indices.text().startswith("Agreement: ARI ")
    assert "outside any perimeter" in page.more.text()
    assert not page.inputs.isChecked()


def test_flows_say_what_crosses(compare, wait_until):
    page = compare("perimeters", "flows")
    page.form.flows.setCurrentIndex(1)
    click(page.run_button)
    wait_until(lambda: page.tables is not None)
    brest, quimper = shown(page.main)
    # Inside Brest 500 + 100 + 100; A-C crosses: 100 of 700.
    assert brest["Crossing"] == "14%"
    assert quimper["Crossing"] == "0%"
    click(page.by_perimeter)
    west = next(row for row in shown(page.main) if row["Perimeter"] == "Ouest")
    # What leaves: 20 of 620; what enters: 80 of 680.
    assert west["Closed"] == "88%"


def test_the_other_way_round(compared):
    page = compared()
    click(page.by_perimeter)
    rows = shown(page.main)
    assert [row["Perimeter"] for row in rows] == ["Ouest", "=Est"]
    assert [row["System"] for row in rows] == ["Brest", "+Quimper"]
    assert [row["Held"] for row in rows] == ["100%", "91%"]
    page.main.selectRow(1)
    assert [row["System"] for row in shown(page.detail)] == ["+Quimper", "Brest"]
    assert [row["Of perim."] for row in shown(page.detail)] == ["91%", "9%"]


def test_the_second_table_follows_the_first(compared):
    page = compared()
    page.main.selectRow(0)
    rows = shown(page.detail)
    assert [row["Perimeter"] for row in rows] == ["Ouest", "=Est"]
    assert [row["Units"] for row in rows] == ["2", "1"]
    assert [row["Of system"] for row in rows] == ["93%", "7%"]
    page.main.selectRow(1)
    assert [row["Of system"] for row in shown(page.detail)] == ["100%"]


def test_overlapping_memberships_have_no_indices_and_say_so(compared):
    page = compared("membership")
    assert not page.indices.isVisible()
    assert "overlap" in page.notes.text()
    page.main.selectRow(0)
    assert [row["Perimeter"] for row in shown(page.detail)] == ["SCoT 1", "@SCoT 2"]
    # A and B, of 1050; B and C, of 1050.
    assert [row["Of system"] for row in shown(page.detail)] == ["93%", "14%"]
    assert page.highlight.shapes


def test_tables_sort_by_figures_and_by_names(compared):
    page = compared()
    page.main.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row["Held"] for row in shown(page.main)] == ["100%", "93%"]
    page.main.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row["System"] for row in shown(page.main)] == ["+Quimper", "Brest"]
    page.main.selectRow(0)
    assert page.key.names[0] == "+Quimper"


def test_shares_are_bars(compared):
    page = compared()
    number = next(i for i, column in enumerate(page.main._model.columns) if column.kind == SHARE)
    assert isinstance(page.main.itemDelegateForColumn(number), ShareBars)
    box = page.main.visualRect(page.main.model().index(1, number))
    bar = page.main.viewport().grab(box).toImage()
    assert bar.pixelColor(bar.width() // 4, 6) != page.main.palette().base().color()


# --- outlines -----------------------------------------------------------------------------------


def test_a_row_is_outlined_and_the_map_goes_there(compared, canvas, settle):
    page = compared()
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    page.main.setFocus()
    QTest.keyClick(page.main, Qt.Key.Key_Down)
    settle()
    page.main.selectRow(0)
    system, perimeter = page.highlight.shapes
    assert canvas.extent().contains(system.boundingBox())
    assert canvas.extent().contains(perimeter.boundingBox())
    # Three squares in a row, and the West without its margin.
    assert system.area() == pytest.approx(3 * 9800**2, rel=0.05)
    assert page.key.names == ("Brest", "Ouest")
    page.detail.selectRow(1)
    assert page.key.names == ("Brest", "=Est")
    assert page.highlight.shapes[1].boundingBox().xMinimum() > perimeter.boundingBox().xMinimum()


def test_outlines_leave_with_the_page(compared, settle):
    page = compared()
    page.main.selectRow(0)
    assert page.highlight.shapes
    tabs = page.window().tabs
    tabs.setCurrentIndex(0)
    settle()
    assert not page.highlight.shapes
    tabs.setCurrentIndex(1)
    settle()
    assert page.highlight.shapes


def test_outside_any_perimeter_has_no_outline(compared):
    page = compared("membership")
    page.main.selectRow(1)
    outside = shown(page.detail)[-1]
    assert outside["Perimeter"] == "outside any perimeter"
    page.detail.selectRow(len(shown(page.detail)) - 1)
    assert len(page.highlight.shapes) == 1


# --- files and layers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+33", "'+33"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("Brest", "Brest"),
        ("l'Île", "l'Île"),
        (-3.5, -3.5),
        (None, None),
    ],
)
def test_nothing_in_a_cell_starts_a_formula(given, written):
    assert neutralised(given) == written


def test_the_table_in_view_is_saved_as_csv(compared, said, tmp_path):
    page = compared()
    sentences = said(page)
    page.save_csv(str(tmp_path / "systèmes"))
    with (tmp_path / "systèmes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["sys_name"] for row in rows] == ["Brest", "'+Quimper"]
    assert [row["best_name"] for row in rows] == ["Ouest", "'=Est"]
    assert float(rows[0]["best_jacc"]) == pytest.approx(980 / 1050)
    assert rows[0]["cross"] == ""
    assert sentences == [(f"Saved: {tmp_path / 'systèmes.csv'}", False)]
    click(page.by_perimeter)
    page.save_csv(str(tmp_path / "p.csv"))
    assert (tmp_path / "p.csv").read_text(encoding="utf-8").startswith("perim,perim_name")


def test_the_spreadsheet_has_three_sheets(compared, tmp_path):
    page = compared()
    page.save_spreadsheet(str(tmp_path / "comparison.xlsx"))
    book = ogr.Open(str(tmp_path / "comparison.xlsx"))
    sheets = [book.GetLayer(i) for i in range(book.GetLayerCount())]
    assert [sheet.GetName() for sheet in sheets] == ["systems", "perimeters", "pairs"]
    assert [sheet.GetFeatureCount() for sheet in sheets] == [2, 2, 3]
    names = [feature.GetField("sys_name") for feature in sheets[0]]
    assert names == ["Brest", "'+Quimper"]
    assert [path.name for path in tmp_path.iterdir()] == ["comparison.xlsx"]


def test_a_file_that_cannot_be_written_gets_a_sentence(compared, said, tmp_path):
    page = compared()
    sentences = said(page)
    page.save_csv(str(tmp_path / "nowhere" / "x.csv"))
    page.save_spreadsheet(str(tmp_path / "nowhere" / "x.xlsx"))
    assert [bad for _, bad in sentences] == [True, True]
    assert "nowhere" in sentences[0][0]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, qgis_app):
    path = tmp_path / "x.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(AttributeError):
        write_csv(path, (("a", "text"),), [None])
    assert path.read_text(encoding="utf-8") == "before"


def test_the_table_opens_as_a_layer(compared, said):
    page = compared()
    sentences = said(page)
    click(page.layer_button)
    group = QgsProject.instance().layerTreeRoot().children()[0]
    layer = group.children()[0].layer()
    assert group.name() == "Comparison with perimeters"
    assert layer.name() == "systems"
    rows = {feature["sys_name"]: feature for feature in layer.getFeatures()}
    assert set(rows) == {"Brest", "+Quimper"}
    assert all(feature.hasGeometry() for feature in rows.values())
    assert rows["Brest"]["best_name"] == "Ouest"
    assert sentences == [("Added to the project: “Comparison with perimeters”. Rows: 2.", False)]


def test_the_report_of_the_algorithm_is_saved_and_opened(compared, tmp_path, monkeypatch):
    from alliance.ui import compare_page

    page = compared()
    assert page.report_button.isVisible()
    opened = []
    monkeypatch.setattr(compare_page.QDesktopServices, "openUrl", opened.append)
    page.save_report(str(tmp_path / "report.html"))
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<html" in text
    assert opened[0].toLocalFile() == str(tmp_path / "report.html")


def test_no_button_leads_nowhere(compared):
    from qgis.core import QgsApplication

    page = compared()
    registry = QgsApplication.processingRegistry()
    there = registry.algorithmById("alliance:flowmaplayout") is not None
    assert page.layout_button.isVisible() == there


# --- runs, layers and projects that go away -----------------------------------------------------


def test_of_two_comparisons_the_later_has_the_last_word(compare, wait_until, settle):
    page = compare("perimeters", "membership")
    for name in ("membership", "perimeters"):
        page.form.perimeters.setLayer(QgsProject.instance().mapLayersByName(name)[0])
        click(page.run_button)
    assert len(page.runs.runs) == 2
    wait_until(lambda: not page.runs.runs and page.ground is not None)
    settle()
    assert {row["perim"] for row in page.tables.perimeters} == {"W", "E"}
    assert page.ground.perimeter_shapes


@pytest.mark.parametrize("role", ["systems", "perimeters"])
def test_a_layer_may_be_removed_while_it_is_shown(compared, settle, role):
    page = compared()
    page.main.selectRow(0)
    QgsProject.instance().removeMapLayer(getattr(page.form, role).layer().id())
    settle()
    assert page.tables is None
    assert not page.highlight.shapes
    assert not page.results.isVisible()
    assert page.hint.text().startswith("Choose")


def test_the_project_may_be_closed_during_a_comparison(compare, said, settle):
    page = compare()
    sentences = said(page)
    click(page.run_button)
    QgsProject.instance().clear()
    QTest.qWait(500)
    settle()
    assert page.tables is None
    assert page.ground is None
    assert sentences == []
    assert not page.runs.runs


def test_the_panel_may_be_taken_down_during_a_comparison(compare, settle):
    page = compare()
    click(page.run_button)
    page.window().remove()
    QTest.qWait(500)
    settle()


def test_everything_is_french_in_french(compared, in_french, settle):
    page = compared()
    settle()
    assert page.run_button.text() == "Comparer"
    assert "Système" in shown(page.main)[0]
    assert page.main.model().index(0, 2).data() == "93\u202f%"
