"""The page Explore: real widgets, clicked and typed into."""

from __future__ import annotations

import pytest
from qgis.core import NULL, QgsApplication, QgsCoordinateReferenceSystem, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtTest import QTest

STARS = {"Brest": {"A", "B", "C"}, "Quimper [% 1+1 %]": {"D", "E", "F"}}


def figures(page):
    return [figure.value for figure in page.figures]


def systems(page):
    units = page.found.units
    inside = units[units["system"] > 0]
    # A second town that comes close gives its name too.
    centres = inside["sys_name"].str.split(" - ").str[0]
    return {name: set(group["code"]) for name, group in inside.groupby(centres)}


def type_threshold(page, text):
    page.control.spin.selectAll()
    QTest.keyClicks(page.control.spin.lineEdit(), text)
    QTest.keyClick(page.control.spin, Qt.Key.Key_Return)


def row_count(page):
    return len(page.runs.runs)


# --- what is missing or wrong -------------------------------------------------------------------


def test_an_empty_project_says_what_to_choose(make_dock):
    page = make_dock().explore
    assert page.hint.text().startswith("Choose a layer of links")
    assert page.hint.isVisible()
    assert not page.apply_button.isEnabled()
    assert not page.control.slider.isEnabled()
    assert figures(page) == ["–", "–", "–"]


def test_links_without_units_say_so(make_dock, add, settle):
    add("links", "roads")
    page = make_dock().explore
    settle()
    assert page.hint.text().startswith("Choose the units")
    assert not page.apply_button.isEnabled()


def test_only_layers_of_links_are_offered(make_dock, add):
    add("units", "roads", "links", "perimeters", "flows")
    form = make_dock().explore.form
    assert [form.links.itemText(i) for i in range(form.links.count())] == ["links"]
    assert "roads" not in [form.units.itemText(i) for i in range(form.units.count())]
    assert form.units.currentText() == "units"


def test_the_units_are_those_that_have_the_codes_of_the_links(make_dock, add, make_layer):
    communes = make_layer(
        "a few communes",
        "code:string name:string population:double dep:string",
        [("29019", "Brest", 140000.0, "29", None)],
    )
    QgsProject.instance().addMapLayer(communes)
    add("links", "perimeters", "units")
    assert make_dock().explore.form.units.currentText() == "units"


def test_units_of_other_codes_get_a_sentence(make_dock, make_layer, add, wait_until):
    add("links")
    other = make_layer("units", "code:string name:string weight:double", [("Q", "Q", 1.0, None)])
    QgsProject.instance().addMapLayer(other)
    page = make_dock().explore
    wait_until(lambda: "units that are not in the table of units" in page.hint.text())
    assert not page.apply_button.isEnabled()
    assert not page.preview.is_drawn


def test_a_field_without_numbers_gets_a_sentence(make_dock, make_layer, add, wait_until):
    add("units")
    links = make_layer(
        "links",
        "unit_a:string unit_b:string score:string intensity:string",
        [("A", "B", "many", "high", None)],
    )
    QgsProject.instance().addMapLayer(links)
    page = make_dock().explore
    wait_until(lambda: "is not a number" in page.hint.text())
    assert page.found is None


def test_links_without_a_row_show_no_system(make_dock, add, wait_until):
    add("links", "units", rows=())
    page = make_dock().explore
    wait_until(lambda: page.found is not None)
    assert figures(page)[0] == "0"
    assert page.largest.value == "No system"
    assert not page.control.slider.isEnabled()


def test_units_without_geometry_are_counted_and_not_drawn(
    make_dock, add, make_layer, wait_until, settle
):
    add("links")
    rows = [(code, NULL, 1.0, None) for code in "ABCDEFZ"]
    QgsProject.instance().addMapLayer(
        make_layer("units", "code:string name:string weight:double", rows)
    )
    page = make_dock().explore
    wait_until(lambda: page.found is not None)
    settle()
    assert figures(page)[1] == "6"
    assert page.largest.value.startswith("A")


# --- watching -----------------------------------------------------------------------------------


def test_the_systems_are_found_and_drawn(explore, wait_until):
    assert systems(explore) == STARS
    assert figures(explore) == ["2", "6", "98%"]
    assert explore.figures[1].caption == "of 7 units covered"
    assert explore.largest.caption == "largest system: 3 units"
    assert explore.control.kept.text() == "6 of 6 links reach it"
    wait_until(lambda: explore.preview.paints > 0)
    assert explore.preview.is_drawn
    assert explore.hint.text() == ""


def test_a_key_on_the_slider_moves_the_threshold(explore, wait_until):
    explore.control.slider.setFocus()
    painted = explore.preview.paints
    QTest.keyClick(explore.control.slider, Qt.Key.Key_Right)
    wait_until(lambda: explore.preview.paints > painted)
    assert explore.control.threshold == 2
    assert explore.control.spin.value() == 2
    assert systems(explore) == {"Brest": {"A", "B", "C"}, "Quimper [% 1+1 %]": {"D", "E"}}
    QTest.keyClick(explore.control.slider, Qt.Key.Key_End)
    wait_until(lambda: figures(explore)[1] == "4")
    assert explore.control.kept.text() == "2 of 6 links reach it"


def test_a_typed_threshold_moves_the_slider(explore, wait_until):
    type_threshold(explore, "3")
    wait_until(lambda: figures(explore)[1] == "4")
    assert explore.control.slider.value() == explore.control.slider.maximum()
    explore.control.show_kept(1, 6)
    assert explore.control.kept.text() == "1 of 6 links reaches it"
    type_threshold(explore, "9")
    wait_until(lambda: figures(explore)[0] == "0")
    assert explore.largest.value == "No system"
    assert explore.largest.caption == "Lower the threshold to see some."


@pytest.mark.parametrize("chart", ["distribution", "curve"])
def test_a_click_on_a_chart_chooses_a_threshold(explore, wait_until, chart):
    widget = getattr(explore.control, chart)
    QTest.mouseClick(
        widget,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(widget.width() - 5, 30),
    )
    wait_until(lambda: figures(explore)[1] == "4")
    assert explore.control.threshold == 3


def test_moves_that_follow_each_other_are_drawn_once(explore, settle, wait_until):
    found = []
    detect = explore.scene.detect
    explore.scene.detect = lambda *given: found.append(given) or detect(*given)
    for value in (1, 2, 1, 0, 2):
        explore.control.slider.setValue(value)
    wait_until(lambda: found)
    settle()
    assert len(found) == 1
    assert explore.control.threshold == 3


def test_no_layer_changes_while_one_watches(explore, settle):
    project = QgsProject.instance()
    before = set(project.mapLayers())
    links, units = explore.form.links.layer(), explore.form.units.layer()
    project.setDirty(False)
    for value in (1, 2, 0):
        explore.control.slider.setValue(value)
        settle()
    assert set(project.mapLayers()) == before
    assert not links.isModified()
    assert not units.isModified()
    assert not project.isDirty()


def test_the_method_and_the_options_count(explore, wait_until):
    explore.form.method.setCurrentIndex(explore.form.method.findData("components"))
    wait_until(lambda: figures(explore)[0] == "1")
    assert explore.largest.caption == "largest system: 6 units"
    explore.form.min_units.setValue(7)
    wait_until(lambda: figures(explore)[0] == "0")
    explore.form.min_units.setValue(2)
    explore.form.excluded.setText("A, D")
    explore.form.excluded.editingFinished.emit()
    wait_until(lambda: figures(explore)[1] == "2")
    assert not explore.form.resolution.isVisibleTo(explore.form)
    explore.form.method.setCurrentIndex(explore.form.method.findData("louvain"))
    assert explore.form.resolution.isVisibleTo(explore.form)


def test_the_threshold_keeps_its_links_when_it_bears_on_the_intensity(explore, wait_until):
    type_threshold(explore, "2")
    wait_until(lambda: explore.control.kept.text() == "3 of 6 links reach it")
    explore.form.score.setCurrentIndex(explore.form.score.findData("intensity"))
    wait_until(lambda: explore.control.threshold == 48)
    wait_until(lambda: explore.control.kept.text() == "3 of 6 links reach it")
    assert systems(explore) == {"Brest": {"A", "B", "C"}, "Quimper [% 1+1 %]": {"D", "E"}}


def test_links_of_one_kind_start_with_their_intensity(make_dock, add, make_layer, wait_until):
    add("units")
    links = make_layer(
        "commuting",
        "unit_a:string unit_b:string intensity:double selected:int",
        [("A", "B", 0.5, 1, None), ("A", "C", 0.1, 1, None), ("D", "E", 0.4, 0, None)],
    )
    QgsProject.instance().addMapLayer(links)
    page = make_dock().explore
    wait_until(lambda: page.found is not None)
    assert page.form.choices.score == "intensity"
    assert len(page.scene.values("intensity")) == 2


def test_the_curve_has_a_point_a_step_and_is_kept(explore, wait_until):
    assert explore.control.curve.thresholds == (1, 2, 3)
    first, second = explore.control.curve.series
    assert first.values == (2, 2, 2)
    assert second.values == pytest.approx((6 / 7, 5 / 7, 4 / 7))
    explore.form.method.setCurrentIndex(explore.form.method.findData("components"))
    wait_until(lambda: explore.control.curve.thresholds)
    assert explore.control.curve.series[0].values == (1, 2, 2)
    explore.form.method.setCurrentIndex(explore.form.method.findData("attachment"))
    assert explore.control.curve.series == (first, second)


def test_what_was_found_along_the_curve_is_not_found_again(explore, wait_until, monkeypatch):
    monkeypatch.setattr(explore.scene, "_detect", lambda *_: pytest.fail("found twice"))
    for value in (1, 2, 0):
        explore.control.slider.setValue(value)
        wait_until(lambda value=value: explore.found.systems is not None)
    assert systems(explore) == STARS


def test_the_preview_can_be_put_off(explore, wait_until):
    QTest.mouseClick(explore.preview_box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not explore.preview.is_drawn
    explore.control.slider.setValue(2)
    wait_until(lambda: figures(explore)[1] == "4")
    assert not explore.preview.is_drawn
    QTest.mouseClick(explore.preview_box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert explore.preview.is_drawn


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_the_preview_follows_the_map(explore, canvas, settle, crs):
    painted = explore.preview.paints
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    canvas.setExtent(
        canvas.mapSettings().layerExtentToOutputExtent(
            explore.form.units.layer(), explore.form.units.layer().extent()
        )
    )
    settle()
    assert explore.preview.paints > painted
    spots = explore.preview._points
    extent = canvas.extent().buffered(canvas.extent().width())
    assert all(extent.contains(QgsPointXY(x, y)) for x, y in spots.tolist())


def test_a_layer_that_is_edited_is_read_again(explore, wait_until):
    links = explore.form.links.layer()
    links.startEditing()
    feature = next(links.getFeatures("unit_a = 'D' AND unit_b = 'F'"))
    links.deleteFeature(feature.id())
    links.commitChanges()
    wait_until(lambda: figures(explore)[1] == "5")


def test_hiding_the_panel_clears_the_map(explore, settle, wait_until):
    dock = explore.window()
    dock.hide()
    settle()
    assert not explore.preview.is_drawn
    dock.show()
    wait_until(lambda: explore.preview.is_drawn)


# --- applying -----------------------------------------------------------------------------------


def test_apply_adds_what_was_previewed(explore, said, wait_until):
    sentences = said(explore)
    explore.control.slider.setValue(1)
    wait_until(lambda: figures(explore)[1] == "5")
    shown = systems(explore)
    QTest.mouseClick(explore.apply_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: sentences)
    group = QgsProject.instance().layerTreeRoot().children()[0]
    assert group.name() == "Systems, score ≥ 2"
    assert [node.name() for node in group.children()] == [
        "Units and their system",
        "Links and their scale",
        "Systems",
    ]
    assert sentences == [("Added to the project: “Systems, score ≥ 2”. Systems: 2.", False)]
    units = group.children()[0].layer()
    applied = {}
    for feature in units.getFeatures("system > 0"):
        applied.setdefault(feature["sys_name"].split(" - ")[0], set()).add(feature["code"])
    assert applied == shown
    assert units.renderer().type() == "RuleRenderer"
    assert not explore.preview.is_drawn
    assert row_count(explore) == 0
    assert not explore.runs.isVisible()
    assert explore.form.units.currentText() == "units"


def test_two_runs_at_once_both_arrive(explore, said, wait_until):
    sentences = said(explore)
    explore.apply()
    explore.control.slider.setValue(2)
    explore.apply()
    assert row_count(explore) == 2
    wait_until(lambda: len(sentences) == 2)
    root = QgsProject.instance().layerTreeRoot()
    names = {node.name() for node in root.children() if node.nodeType() == node.NodeGroup}
    assert names == {"Systems, score ≥ 1", "Systems, score ≥ 3"}


def test_a_run_can_be_cancelled(explore, said, wait_until):
    sentences = said(explore)
    explore.apply()
    (run,) = explore.runs.runs
    run.cancel()
    wait_until(lambda: not explore.runs.runs)
    assert sentences == []
    assert len(QgsProject.instance().mapLayers()) == 2


def test_an_error_of_a_run_is_told(explore, said, wait_until):
    sentences = said(explore)
    parameters = explore.form.parameters(1.0)
    explore.form.parameters = lambda threshold: {**parameters, "UNIT_CODE": "nothing"}
    explore.apply()
    wait_until(lambda: sentences)
    assert "nothing" in sentences[0][0]
    assert sentences[0][1]


def test_an_edited_layer_is_applied_with_its_edits(explore, said, wait_until):
    sentences = said(explore)
    links = explore.form.links.layer()
    links.startEditing()
    links.deleteFeature(next(links.getFeatures("unit_b = 'F'")).id())
    explore.apply()
    wait_until(lambda: sentences)
    units = QgsProject.instance().mapLayersByName("Units and their system")[0]
    assert {feature["code"] for feature in units.getFeatures("system = 2")} == {"D", "E"}


# --- layers and projects that go away -----------------------------------------------------------


@pytest.mark.parametrize("role", ["links", "units"])
def test_a_layer_may_be_removed_while_it_is_shown(explore, settle, role):
    QgsProject.instance().removeMapLayer(getattr(explore.form, role).layer().id())
    settle()
    assert not explore.preview.is_drawn
    assert explore.scene is None
    assert explore.hint.text().startswith("Choose")
    assert figures(explore) == ["–", "–", "–"]


def test_another_layer_takes_the_place_of_one_that_is_removed(explore, add, wait_until, settle):
    add("points")
    QgsProject.instance().removeMapLayer(explore.form.units.layer().id())
    wait_until(lambda: explore.found is not None)
    assert explore.form.units.currentText() == "points"
    assert systems(explore) == STARS


def test_a_layer_may_be_removed_while_it_is_read(make_dock, add, settle):
    layers = add("links", "units")
    page = make_dock().explore
    page.read_again()
    settle()
    QgsProject.instance().removeMapLayer(layers["units"].id())
    settle()
    QTest.qWait(300)
    assert page.scene is None
    assert page.hint.text().startswith("Choose the units")


def test_the_project_may_be_closed_during_a_run(explore, said, settle):
    sentences = said(explore)
    explore.apply()
    QgsProject.instance().clear()
    QTest.qWait(800)
    settle()
    assert sentences == []
    assert QgsProject.instance().mapLayers() == {}
    assert not explore.runs.runs
    assert explore.hint.text().startswith("Choose a layer of links")


def test_the_panel_may_be_closed_during_a_run(explore, said, wait_until):
    sentences = said(explore)
    explore.apply()
    explore.window().close()
    wait_until(lambda: sentences)
    assert QgsProject.instance().mapLayersByName("Systems")


def test_the_panel_may_be_taken_down_during_a_run(make_dock, add, wait_until, settle):
    add("links", "units")
    dock = make_dock()
    page = dock.explore
    wait_until(lambda: page.found is not None)
    page.apply()
    page._start_curve()
    dock.remove()
    QTest.qWait(500)
    settle()
    assert not QgsProject.instance().mapLayersByName("Systems")
    wait_until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


# --- looks --------------------------------------------------------------------------------------


def test_everything_is_french_in_french(explore, in_french, settle):
    settle()
    assert explore.apply_button.text() == "Appliquer"
    assert explore.figures[0].caption == "systèmes"
    assert explore.figures[2].value == "98\u202f%"
    assert explore.form.method.itemText(0).startswith("Rattachement")
    assert explore.control.curve.series[0].label.startswith("systèmes")


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        "QLabel { color: #b1b1b1; } QWidget { background: transparent; }"
        "QDockWidget, QAbstractScrollArea { color: #b1b1b1; background-color: #323232; }",
        "QLabel { color: #ffff00; } QAbstractScrollArea { background-color: #fefefe; }",
    ],
)
def test_charts_are_readable_in_any_theme(explore, settle, sheet):
    from alliance.ui import theme

    window = explore.window()
    dark = QPalette(QColor("#2b2b2b"))
    if not sheet:
        window.setPalette(dark)
    window.setStyleSheet(sheet)
    settle()
    chart = explore.control.distribution
    for colour in (theme.ink(chart), theme.soft_ink(chart), theme.accent(chart)):
        assert theme.contrast(colour, theme.ground(chart)) >= 3
    if "323232" in sheet:
        assert theme.ground(chart) == QColor("#323232")
        assert theme.ink(chart) == QColor("#b1b1b1")
    picture = chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in (20, 50)}
    assert theme.accent(chart).name() in colours


def test_names_are_shown_as_they_are(explore, settle):
    type_threshold(explore, "1")
    explore.form.excluded.setText("A")
    explore.form.excluded.editingFinished.emit()
    settle()
    QTest.qWait(50)
    name = explore.largest.value
    assert "<b>Camfrout</b>" in name or "[%" in name
    assert "<b>" not in explore.largest.toolTip().replace("&lt;b&gt;", "")
