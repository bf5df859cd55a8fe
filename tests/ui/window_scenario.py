"""What a planner does in a morning, step by step, in a real QGIS window.

QGIS runs this (see `docs/window_session.py`); `test_window.py` starts it and reads what it found.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from window_session import Session


def steps(session):
    import processing
    from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
    from qgis.PyQt.QtCore import QCoreApplication, Qt
    from qgis.PyQt.QtTest import QTest

    facts = session.facts
    iface, project = session.iface, QgsProject.instance()
    folder = Path(tempfile.mkdtemp())
    plugin = session.load_plugin()
    window = iface.mainWindow()
    window.resize(1280, 720)
    facts["panel_at_start"] = plugin.dock is not None

    # Open the panel on an empty project.
    before = time.perf_counter()
    plugin.action.trigger()
    facts["panel_made"] = time.perf_counter() - before
    dock = plugin.dock
    explore, compare = dock.explore, dock.compare
    yield 0.5
    facts["empty_hint"] = explore.hint.text()

    # The exercise.
    exercise = session.root / "resources" / "exercise"
    processing.run(
        "alliance:runrecipe",
        {"RECIPE": str(exercise / "recipe.json"), "OUTPUT_FOLDER": str(folder / "run")},
    )
    layers = {
        "links": f"{folder}/run/results.gpkg|layername=links",
        "units": f"{exercise}/exercise.gpkg|layername=units",
        "epci": f"{exercise}/exercise.gpkg|layername=epci",
        "cooperations": f"{exercise}/appartenances_simulees.csv",
        "flows": f"{exercise}/flux_simules_domicile_travail.csv",
    }
    layers = {name: QgsVectorLayer(source, name, "ogr") for name, source in layers.items()}
    project.setCrs(layers["units"].crs())
    project.addMapLayers(list(layers.values()))
    iface.mapCanvas().setExtent(layers["units"].extent())
    yield lambda: explore.found is not None and explore.control.curve.thresholds
    facts["chosen"] = [explore.form.links.currentText(), explore.form.units.currentText()]
    facts["systems_at_1"] = len(explore.found.systems)
    facts["scrolls"] = dock.tabs.widget(0).verticalScrollBar().isVisible()
    facts["width"] = dock.width()

    # Move the slider with the keyboard: the map is painted again.
    explore.control.slider.setFocus()
    painted = explore.preview.paints
    QTest.keyClick(explore.control.slider, Qt.Key.Key_Right)
    yield lambda: explore.preview.paints > painted
    facts["threshold"] = explore.control.threshold
    facts["previewed"] = len(explore.found.systems)
    session.picture("preview")

    # Apply, twice at once.
    QTest.mouseClick(explore.apply_button, Qt.MouseButton.LeftButton)
    explore.control.slider.setValue(2)
    QTest.mouseClick(explore.apply_button, Qt.MouseButton.LeftButton)
    facts["runs_at_once"] = len(explore.runs.runs)
    yield lambda: not explore.runs.runs
    root = project.layerTreeRoot()
    facts["groups"] = sorted(node.name() for node in root.children() if node.nodeType() == 0)
    applied = project.mapLayersByName("Systems")
    facts["applied"] = sorted(layer.featureCount() for layer in applied)

    # Compare with polygons and flows, select a row, export.
    dock.tabs.setCurrentIndex(1)
    compare.form.perimeters.setLayer(layers["epci"])
    compare.form.flows.setLayer(layers["flows"])
    QTest.mouseClick(compare.run_button, Qt.MouseButton.LeftButton)
    yield lambda: compare.tables is not None and compare.ground is not None
    facts["compared"] = [len(compare.tables.systems), len(compare.tables.perimeters)]
    compare.main.setFocus()
    extent = iface.mapCanvas().extent()
    QTest.keyClick(compare.main, Qt.Key.Key_Down)
    yield 0.3
    facts["outlined"] = len(compare.highlight.shapes)
    facts["zoomed"] = iface.mapCanvas().extent() != extent
    facts["second_table"] = len(compare.detail.rows())
    compare.save_csv(str(folder / "systems.csv"))
    compare.save_spreadsheet(str(folder / "comparison.xlsx"))
    facts["csv"] = (folder / "systems.csv").read_text(encoding="utf-8").splitlines()[0]
    facts["xlsx"] = (folder / "comparison.xlsx").stat().st_size
    QTest.mouseClick(compare.layer_button, Qt.MouseButton.LeftButton)
    facts["opened"] = len(project.mapLayersByName("systems"))
    session.picture("compare")

    if compare.layout_button.isVisible():
        QTest.mouseClick(compare.layout_button, Qt.MouseButton.LeftButton)
        yield 0.5
        facts["layout_dialog"] = compare._dialog.isVisible()
        session.picture("layout_dialog")
        compare._dialog.close()

    # Overlapping memberships, from a table.
    compare.form.perimeters.setLayer(layers["cooperations"])
    compare.form.code.setField("perim")
    QTest.mouseClick(compare.run_button, Qt.MouseButton.LeftButton)
    yield lambda: not compare.runs.runs and compare.ground is not None
    facts["overlap_note"] = compare.notes.text()

    # Save, close and open the project again.
    kept = explore.state()["threshold"], compare.state()["perimeters"]
    project.write(str(folder / "project.qgz"))
    iface.newProject(False)
    yield 0.5
    facts["after_closing"] = [compare.hint.text(), compare.tables is None]
    iface.addProject(str(folder / "project.qgz"))
    dock.tabs.setCurrentIndex(0)
    yield lambda: explore.found is not None
    facts["restored"] = [
        explore.control.threshold == kept[0],
        compare.state()["perimeters"] == kept[1],
    ]

    # Remove a layer while the panel shows it.
    project.removeMapLayers([layer.id() for layer in explore.form.links.fitting()])
    yield 0.5
    facts["layer_removed"] = [explore.preview.is_drawn, explore.found is None]

    # Close the project during a run.
    iface.addProject(str(folder / "project.qgz"))
    dock.tabs.setCurrentIndex(0)
    yield lambda: explore.found is not None
    explore.apply()
    iface.newProject(False)
    yield 3
    facts["closed_during_a_run"] = len(project.mapLayers())

    from alliance.algorithms.language import translator_of
    from alliance.ui import theme

    # Another theme, another language, the other side.
    iface.addProject(str(folder / "project.qgz"))
    dock.tabs.setCurrentIndex(0)
    yield lambda: explore.found is not None and explore.control.curve.thresholds
    QgsApplication.setUITheme("Night Mapping")
    yield session.rendered()
    session.picture("dark")
    chart = explore.control.distribution
    facts["dark"] = [
        theme.contrast(colour, theme.ground(chart))
        for colour in (theme.ink(chart), theme.soft_ink(chart), theme.accent(chart))
    ]
    dock.tabs.setCurrentIndex(1)
    compare.form.perimeters.setLayer(project.mapLayersByName("epci")[0])
    results = f"{folder}/run/results.gpkg|layername=units"
    project.addMapLayer(QgsVectorLayer(results, "results", "ogr"))
    compare.form.systems.setLayer(project.mapLayersByName("results")[0])
    compare.compare()
    yield lambda: compare.tables is not None and compare.ground is not None
    compare.main.selectRow(0)
    yield 0.5
    session.picture("dark_compare")
    dock.tabs.setCurrentIndex(0)
    QgsApplication.setUITheme("default")

    QCoreApplication.installTranslator(translator_of("fr"))
    yield 0.5
    facts["french"] = [dock.windowTitle(), explore.apply_button.text()]
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    yield 0.5
    facts["left"] = window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea
    session.picture("left")

    # Take the plugin away during a run, and put it back.
    explore.apply()
    import qgis.utils

    qgis.utils.unloadPlugin("alliance")
    yield 2
    facts["unloaded"] = QgsApplication.processingRegistry().providerById("alliance") is None
    facts["docks_left"] = [
        type(child).__name__
        for child in window.children()
        if child.objectName() == "AllianceSystemsAndPerimeters"
    ]


session = Session()
session.start(steps)
