"""The panel as a whole: pages, project, keyboard, size, names."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTableView,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QTableView)


def controls(dock):
    """Return the controls that the panel makes, without the parts that QGIS makes them of."""
    for widget in dock.widget().findChildren(QWidget):
        of_qt = isinstance(widget, QScrollBar) or widget.objectName().startswith("Scroll")
        if isinstance(widget, CONTROLS) and not of_qt and not _is_part(widget, dock):
            yield widget


def _is_part(widget, dock):
    whole = (QAbstractSpinBox, QComboBox, QTableView, QLineEdit)
    above = widget.parentWidget()
    while above is not dock:
        arrow = isinstance(above, QgsCollapsibleGroupBox) and isinstance(widget, QAbstractButton)
        if arrow or isinstance(above, whole):
            return True
        above = above.parentWidget()
    return False


def test_every_control_has_a_name_and_a_tip(make_dock):
    dock = make_dock()
    found = list(controls(dock))
    assert len(found) > 25
    nameless = [widget for widget in found if not widget.accessibleName()]
    assert nameless == []
    silent = [
        widget for widget in found if not widget.toolTip() and not isinstance(widget, QTableView)
    ]
    assert silent == []


def test_names_from_the_user_are_never_html(make_dock):
    dock = make_dock()
    tips = [widget.toolTip() for widget in controls(dock)]
    assert all(tip == "" or tip.startswith("<p>") for tip in tips)


def test_the_keyboard_reaches_the_controls_in_their_order(explore):
    dock = explore.window()
    dock.activateWindow()
    form, control = explore.form, explore.control
    wanted = [form.links, form.units, form.method, form.score, control.spin, control.slider]
    wanted += [explore.preview_box, explore.apply_button]
    form.links.setFocus()
    reached = []
    for _ in range(60):
        focused = dock.focusWidget()
        hit = next((w for w in wanted if focused is w or w.isAncestorOf(focused)), None)
        if hit is not None and hit not in reached:
            reached.append(hit)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == wanted


@pytest.mark.parametrize("french", [False, True])
def test_it_fits_a_small_screen(request, make_dock, add, settle, wait_until, french):
    if french:
        request.getfixturevalue("in_french")
    add("links", "units", "systems", "perimeters")
    dock = make_dock()
    wait_until(lambda: dock.explore.found is not None)
    dock.tabs.setCurrentIndex(1)
    dock.compare.compare()
    wait_until(lambda: dock.compare.tables is not None)
    settle()
    # 1280 x 720, less toolbars and status bar; about a third of the width, in this large font.
    assert dock.minimumSizeHint().width() <= 440
    assert dock.minimumSizeHint().height() <= 560
    dock.resize(440, 620)
    settle()
    for number in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(number)
        settle()
        area = dock.tabs.widget(number)
        assert area.widget().width() <= area.viewport().width()


def test_only_the_page_in_view_draws(explore, settle, wait_until):
    dock = explore.window()
    assert explore.preview.is_drawn
    dock.tabs.setCurrentIndex(1)
    settle()
    assert not explore.preview.is_drawn
    dock.tabs.setCurrentIndex(0)
    wait_until(lambda: explore.preview.is_drawn)


def test_nothing_is_read_before_the_panel_is_shown(make_dock, add, settle):
    add("links", "units")
    dock = make_dock(shown=False)
    settle()
    assert dock.explore.scene is None


def test_the_page_compare_takes_what_apply_made(explore, add, wait_until):
    add("perimeters", "systems")
    explore.apply()
    form = explore.window().compare.form
    wait_until(lambda: form.systems.currentText() == "Units and their system")


# --- the project --------------------------------------------------------------------------------


def saved(tmp_path):
    project = QgsProject.instance()
    path = str(tmp_path / "project.qgs")
    assert project.write(path)
    return path


def on_disk(country, tmp_path, *names):
    """Return layers of the country from a GeoPackage: those in memory are lost with a project."""
    from qgis.core import QgsVectorFileWriter, QgsVectorLayer

    layers = []
    for layer in country(*names):
        path = str(tmp_path / f"{layer.name()}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, path, QgsProject.instance().transformContext(), options
        )
        layers.append(QgsVectorLayer(path, layer.name(), "ogr"))
        assert layers[-1].isValid()
    return layers


def test_what_is_chosen_is_saved_with_the_project(make_dock, country, tmp_path, wait_until, settle):
    project = QgsProject.instance()
    layers = on_disk(country, tmp_path, "links", "units", "points", "systems", "perimeters")
    project.addMapLayers(layers)
    dock = make_dock()
    explore, compare = dock.explore, dock.compare
    wait_until(lambda: explore.found is not None)
    explore.form.units.setLayer(layers[2])
    explore.form.method.setCurrentIndex(explore.form.method.findData("components"))
    explore.form.excluded.setText("Z")
    explore.form.min_units.setValue(3)
    wait_until(lambda: explore.found is not None and explore.scene is not None)
    explore.control.slider.setValue(1)
    compare.form.measure.setCurrentIndex(compare.form.measure.findData("units"))
    compare.by_perimeter.click()
    dock.tabs.setCurrentIndex(1)
    settle()
    before = dock.explore.state(), dock.compare.state()
    project.setDirty(False)
    path = saved(tmp_path)
    assert not project.isDirty()
    project.clear()
    settle()
    assert dock.explore.form.links.layer() is None
    assert project.read(path)
    settle()
    assert (dock.explore.state(), dock.compare.state()) == before
    assert dock.tabs.currentIndex() == 1
    dock.tabs.setCurrentIndex(0)
    wait_until(lambda: dock.explore.found is not None)
    assert dock.explore.control.threshold == 2
    assert dock.explore.form.units.currentText() == "points"


def test_a_panel_made_after_the_project_knows_it_too(make_dock, country, tmp_path, wait_until):
    project = QgsProject.instance()
    project.addMapLayers(on_disk(country, tmp_path, "links", "units"))
    first = make_dock()
    wait_until(lambda: first.explore.found is not None)
    first.explore.control._take(2.0)
    path = saved(tmp_path)
    first.remove()
    project.read(path)
    second = make_dock()
    wait_until(lambda: second.explore.found is not None)
    assert second.explore.control.threshold == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"explore": 3, "compare": null, "page": 9}',
        json.dumps(
            {
                "explore": {
                    "links": "gone",
                    "units": 5,
                    "threshold": "high",
                    "method": "magic",
                    "min_units": "x",
                    "excluded": None,
                },
                "page": "one",
            }
        ),
    ],
)
def test_a_state_that_makes_no_sense_is_left_aside(make_dock, add, text, wait_until):
    QgsProject.instance().writeEntry("alliance", "panel", text)
    add("links", "units")
    dock = make_dock()
    wait_until(lambda: dock.explore.found is not None)
    assert dock.explore.form.method.currentData() == "attachment"
    assert dock.explore.control.threshold == 1


def test_another_project_starts_anew(make_dock, add, wait_until, settle):
    add("links", "units")
    dock = make_dock()
    wait_until(lambda: dock.explore.found is not None)
    dock.explore.control._take(3.0)
    QgsProject.instance().clear()
    settle()
    add("links", "units")
    wait_until(lambda: dock.explore.found is not None)
    assert dock.explore.control.threshold == 1


def test_the_language_may_change_under_the_panel(make_dock, request, settle):
    dock = make_dock()
    assert dock.windowTitle() == "Systems and perimeters"
    request.getfixturevalue("in_french")
    settle()
    assert dock.windowTitle() == "Systèmes et périmètres"
    assert dock.tabs.tabText(1) == "Comparer"


def test_without_the_libraries_the_panel_says_what_to_install(canvas, monkeypatch, qgis_app):
    from alliance.ui import dock as module
    from qgis.gui import QgsMessageBar

    monkeypatch.setattr(module, "missing_libraries", lambda: ["pandas"])
    dock = module.SystemsDock(canvas, QgsMessageBar())
    dock.show()
    texts = [label.text() for label in dock.findChildren(QLabel)]
    assert any("pandas" in text for text in texts)
    assert not dock.tabs.isEnabled()
    dock.remove()
    dock.deleteLater()
