#!/usr/bin/env python3
"""Make the pictures of the panel again: each page, in French and in English, on the exercise.

    python3 docs/make_screenshots.py            both languages, into docs/screenshots
    python3 docs/make_screenshots.py fr         one of them

It opens a real QGIS window on a virtual screen (xvfb), so no other window can get in the way.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

LANGUAGES = ("fr", "en")


def steps(session):
    """Run the exercise, open the panel, and take a picture of each page."""
    import processing
    from qgis.core import QgsProject, QgsVectorLayer
    from qgis.PyQt.QtCore import QLocale
    from qgis.PyQt.QtWidgets import QDockWidget

    language = os.environ["ALLIANCE_LANGUAGE"]
    QLocale.setDefault(QLocale(language))
    plugin = session.load_plugin()
    window = session.iface.mainWindow()
    # As in a QGIS of that language: numbers too.
    window.setLocale(QLocale(language))
    window.resize(1280, 720)
    window.findChild(QDockWidget, "Browser").hide()
    yield 0.5

    exercise = session.root / "resources" / "exercise"
    folder = Path(tempfile.mkdtemp())
    processing.run(
        "alliance:runrecipe",
        {"RECIPE": str(exercise / "recipe.json"), "OUTPUT_FOLDER": str(folder)},
    )
    project = QgsProject.instance()
    names = {
        "fr": ("Liens cumulés", "Unités", "EPCI", "Départements", "Domicile-travail (simulé)"),
        "en": ("Cumulated links", "Units", "EPCI", "Départements", "Commuting (simulated)"),
    }[language]
    # The style that the recipe stored speaks French.
    plain = QgsVectorLayer.LayerOptions()
    plain.loadDefaultStyle = False
    layers = [
        QgsVectorLayer(f"{folder}/results.gpkg|layername=links", names[0], "ogr", plain),
        QgsVectorLayer(f"{exercise}/exercise.gpkg|layername=units", names[1], "ogr"),
        QgsVectorLayer(f"{exercise}/exercise.gpkg|layername=epci", names[2], "ogr"),
        QgsVectorLayer(f"{exercise}/exercise.gpkg|layername=departements", names[3], "ogr"),
        QgsVectorLayer(f"{exercise}/flux_simules_domicile_travail.csv", names[4], "ogr"),
    ]
    project.setCrs(layers[1].crs())
    project.addMapLayers(layers)
    tree = project.layerTreeRoot()
    for layer in layers:
        tree.findLayer(layer).setItemVisibilityChecked(layer is layers[1])
    canvas = session.iface.mapCanvas()
    plugin.action.trigger()
    dock = plugin.dock
    yield 0.5
    for layer in layers:
        tree.findLayer(layer).setExpanded(False)
    canvas.setExtent(layers[1].extent().buffered(8000))
    canvas.refresh()

    explore = dock.explore
    yield lambda: explore.found is not None and explore.control.curve.thresholds
    explore.form.score.setCurrentIndex(explore.form.score.findData("intensity"))
    explore.control.slider.setValue(int(explore.control.slider.maximum() * 0.42))
    yield lambda: explore.control.curve.thresholds
    yield session.rendered()
    session.picture(f"explore_{language}")

    explore.form.score.setCurrentIndex(explore.form.score.findData("score"))
    explore.control.slider.setValue(1)
    yield 0.5
    explore.apply_button.click()
    yield lambda: not explore.runs.runs
    tree.findLayer(layers[1]).setItemVisibilityChecked(False)
    session.iface.messageBar().clearWidgets()

    dock.tabs.setCurrentIndex(1)
    compare = dock.compare
    compare.form.perimeters.setLayer(layers[2])
    compare.form.flows.setLayer(layers[4])
    # Towns with their surroundings are larger than EPCI: the point of one may lie in another EPCI.
    compare.form.allocation.setCurrentIndex(compare.form.allocation.findData("area"))
    yield session.rendered()
    session.picture(f"compare_inputs_{language}")
    compare.run_button.click()
    yield lambda: compare.tables is not None and compare.ground is not None
    compare.main.choose(lambda row: str(row["sys_name"]).startswith("Brest"))
    session.iface.messageBar().clearWidgets()
    yield session.rendered()
    session.picture(f"compare_{language}")

    compare.form.perimeters.setLayer(layers[3])
    compare.run_button.click()
    yield lambda: not compare.runs.runs and compare.ground is not None
    compare.by_perimeter.click()
    compare.main.choose(lambda row: row["perim"] == "22")
    yield session.rendered()
    session.picture(f"compare_perimeters_{language}")


if "ALLIANCE_LANGUAGE" in os.environ:
    from window_session import Session

    session = Session()
    session.start(steps)
elif __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from window_session import ROOT, launch

    target = Path(os.environ.get("ALLIANCE_SCREENSHOTS", ROOT / "docs" / "screenshots"))
    root = Path(os.environ.get("ALLIANCE_ROOT", ROOT))
    for language in sys.argv[1:] or LANGUAGES:
        os.environ["ALLIANCE_LANGUAGE"] = language
        facts = launch(Path(__file__).resolve(), language, target, root)
        (target / "report.json").unlink()
        if facts["errors"] or facts["log"]:
            sys.exit("\n".join(facts["errors"] + facts["log"]))
        sys.stdout.write(f"{language}: {target}\n")
