#!/usr/bin/env python3
"""Walk through the workshop in a real QGIS window, in French, and take a picture of each step.

    python3 docs/make_exercise_screenshots.py

The plugin's own menu entry, panel and buttons are pressed, so a walk that breaks is a bug. It
opens on a virtual screen (xvfb). The pictures go to docs/screenshots, in few colours to stay small.
The buttons of Qt are French where Debian's qttranslations5-l10n is installed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 720


def steps(session):
    """Do what a participant does, from the menu to the last step."""
    import qgis.utils
    from qgis.core import QgsProject
    from qgis.PyQt.QtCore import QLocale, QTimer
    from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLineEdit, QMessageBox, QToolBar

    QLocale.setDefault(QLocale("fr"))
    plugin = session.load_plugin()
    window = session.iface.mainWindow()
    window.setLocale(QLocale("fr"))
    window.setGeometry(0, 0, WIDTH, HEIGHT)
    window.findChild(QDockWidget, "Browser").hide()
    for bar in window.findChildren(QToolBar):
        bar.setVisible(bar.objectName() in ("mMapNavToolBar", "mFileToolBar"))
    yield 0.5
    project, canvas = QgsProject.instance(), session.iface.mapCanvas()
    # Not in a temporary place: QGIS marks the layers of those.
    place = Path(tempfile.mkdtemp(prefix="atelier-", dir=Path.home()))
    folder = place / "Exercice Alliance"

    def choose_folder() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.move(400, 250)
        dialog.place.setFilePath(str(folder))
        picture_of(dialog, "exercise_0")
        dialog.accept()

    def picture_of(dialog, name: str) -> None:
        """Take a picture of a window with the paths that a participant reads, not ours."""
        fields = [field for field in dialog.findChildren(QLineEdit) if str(place) in field.text()]
        ours = [field.text() for field in fields]
        for field, text in zip(fields, ours):
            field.setText(text.replace(str(place), "C:/Users/participant/Documents"))
        dialog.repaint()
        session.screen(name, WIDTH, HEIGHT)
        for field, text in zip(fields, ours):
            field.setText(text)

    QTimer.singleShot(1500, choose_folder)
    plugin.exercise_action.trigger()
    exercise = plugin.exercise
    panel = exercise.panel

    def press(key: str):
        next(button for button in panel.actions_of_step if button.objectName() == key).click()

    def run(key: str, added: int):
        """Press a button that opens an algorithm, run it, and wait for its layers."""
        press(key)
        dialog = exercise.dialogs[-1]
        dialog.setGeometry(380, 60, 760, 560)
        yield 0.5
        picture_of(dialog, f"exercise_{panel.index + 1}_{key}")
        before = len(project.mapLayers())
        dialog.runButton().click()
        yield lambda: len(project.mapLayers()) >= before + added
        yield 0.5
        dialog.close()
        session.iface.messageBar().clearWidgets()
        yield session.rendered()

    ground = []

    def show(*names: str) -> None:
        """Show the ground of the exercise and the layers named, and no other."""
        for layer in project.mapLayers().values():
            node = project.layerTreeRoot().findLayer(layer)
            node.setItemVisibilityChecked(layer.id() in ground or layer.name() in names)

    def picture():
        yield session.rendered()
        yield 1.6  # the legend is laid out a moment after the map
        session.screen(f"exercise_{panel.index + 1}", WIDTH, HEIGHT)

    yield session.rendered()
    ground += [
        project.mapLayersByName(name)[0].id() for name in ("Unités (fond)", "Départements")
    ]
    press("whole")
    yield from picture()
    panel.next.click()
    yield from run("load", 2)
    rejects = session.iface.showAttributeTable(project.mapLayersByName("Lignes écartées")[0])
    rejects.setGeometry(380, 300, 620, 260)
    yield 0.5
    yield from picture()
    rejects.close()
    panel.next.click()
    show("Unités")
    yield from run("relative", 1)
    yield from picture()
    panel.next.click()
    show()
    yield from run("recipe", 3)
    yield from picture()
    panel.next.click()
    press("explore")
    explore = plugin.dock.explore
    yield lambda: explore.found is not None and explore.control.curve.thresholds
    show()
    canvas.zoomToProjectExtent()
    explore.control.slider.setValue(2)
    yield from picture()
    plugin.action.trigger()
    panel.next.click()
    show()
    canvas.zoomToProjectExtent()
    yield from run("attachment", 3)
    yield from picture()
    panel.next.click()
    press("compare_epci")
    show("Unités et leur système", "EPCI (simplifiés)")
    compare = plugin.dock.compare
    yield 0.5
    compare.run_button.click()
    yield lambda: compare.tables is not None and compare.ground is not None
    compare.main.choose(lambda row: str(row["sys_name"]).startswith("Brest"))
    yield from picture()
    panel.next.click()
    press("compare_pays")
    show("Unités et leur système", "Pays (façon SCoT)")
    yield 0.5
    compare.run_button.click()
    yield lambda: not compare.runs.runs and compare.ground is not None
    compare.main.choose(lambda row: str(row["sys_name"]).startswith("Brest"))
    session.facts["agreement"] = compare.indices.text()
    yield from picture()
    panel.next.click()
    plugin.action.trigger()
    show("Systèmes", "Liens cumulés", "Unités et leur système")
    canvas.zoomToProjectExtent()
    yield from picture()
    facts = session.facts
    facts["title"] = project.title()
    facts["layers"] = sorted(layer.name() for layer in project.mapLayers().values())

    # Back to the start, then without the plugin.
    def agree() -> None:
        QApplication.activeModalWidget().button(QMessageBox.StandardButton.Yes).click()

    QTimer.singleShot(1000, agree)
    panel.reset.click()
    facts["after_reset"] = [panel.index, len(project.mapLayers())]
    facts["results_left"] = (folder / "resultats").exists()
    qgis.utils.unloadPlugin("alliance")
    yield 0.5
    docks = [dock.objectName() for dock in window.findChildren(QDockWidget)]
    facts["docks_left"] = [name for name in docks if name.startswith("Alliance")]
    menu = [action.text() for action in session.iface.pluginMenu().actions()]
    facts["menus_left"] = [text for text in menu if "Alliance" in text]
    session.iface.newProject(False)
    shutil.rmtree(place)


if "ALLIANCE_OUTPUT" in os.environ:
    from window_session import Session

    session = Session()
    session.start(steps)
elif __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from window_session import ROOT, launch

    target = Path(os.environ.get("ALLIANCE_SCREENSHOTS", ROOT / "docs" / "screenshots"))
    facts = launch(Path(__file__).resolve(), "fr", target, ROOT)
    (target / "report.json").unlink()
    if facts["errors"] or facts["log"]:
        sys.exit("\n".join(facts["errors"] + facts["log"]))
    sys.stdout.write(f"{target}\n")
