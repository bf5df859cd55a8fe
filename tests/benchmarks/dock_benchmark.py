"""A move of the slider on 800 units and 20 000 links, from the signal to the repainted canvas."""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import numpy as np
from measuring import Row
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

UNITS, LINKS = 800, 20_000
SIZE = f"{UNITS} units, {LINKS} links"
BUDGET = 0.1
MOVES = 15
_SIDE = 900_000.0
_LONGEST_WAIT = 60.0


def rows() -> Iterator[Row]:
    """Measure moves on the score and on the intensity, for points and for polygons."""
    application = QgsApplication.instance() or _application()
    from alliance.ui.dock import SystemsDock
    from qgis.gui import QgsMapCanvas, QgsMessageBar

    for shape in ("points", "polygons"):
        project = QgsProject.instance()
        project.clear()
        project.addMapLayers([_links(), _units(shape == "polygons")])
        canvas = QgsMapCanvas()
        canvas.setDestinationCrs(next(iter(project.mapLayers().values())).crs())
        canvas.resize(900, 700)
        canvas.zoomToFullExtent()
        canvas.setExtent(project.mapLayersByName("units")[0].extent())
        canvas.show()
        start = time.perf_counter()
        dock = SystemsDock(canvas, QgsMessageBar())
        made = time.perf_counter() - start
        if shape == "points":
            yield Row("panel, made", "", made, 0.0)
        dock.resize(400, 700)
        dock.show()
        page = dock.explore
        start = time.perf_counter()
        _wait(lambda page=page: page.found is not None)
        yield Row("panel, layers read", f"{SIZE}, {shape}", time.perf_counter() - start, 0.0)
        _wait(lambda page=page: bool(page.control.curve.thresholds))
        for score in ("intensity", "score"):
            page.form.score.setCurrentIndex(page.form.score.findData(score))
            _wait(lambda page=page: bool(page.control.curve.thresholds))
            yield from _moves(page, f"{SIZE}, {shape}, {score}")
        yield _shared(page, f"{SIZE}, {shape}")
        dock.remove()
        dock.deleteLater()
        canvas.deleteLater()
        application.processEvents()


def _moves(page: Any, size: str) -> Iterator[Row]:
    """Move the slider over its whole length, each time to a value not seen before."""
    ticks = page.control.slider.maximum()
    page.control.set_threshold(page.control._axis.value(1.0))
    places = np.linspace(0.15 * ticks, ticks - 1, min(MOVES, ticks)).round().astype(int)
    seconds = [_move(page, int(place)) for place in places[::-1]]
    tracemalloc.start()
    page.scene.detect(page.form.choices, page.control.threshold)
    page.preview.update()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield Row("panel, slider move, median", size, statistics.median(seconds), peak / 1e6, BUDGET)
    yield Row("panel, slider move, longest", size, max(seconds), peak / 1e6, BUDGET)


def _shared(page: Any, size: str) -> Row:
    """Move the slider while the curve of the sensitivity is computed beside."""
    page.scene._curves.clear()
    page.form.score.setCurrentIndex(page.form.score.findData("intensity"))
    page._start_curve()
    seconds = [_move(page, place) for place in range(80, 390, 40)]
    return Row("panel, slider move, curve beside", size, statistics.median(seconds), 0.0, BUDGET)


def _move(page: Any, place: int) -> float:
    before = page.preview.paints
    start = time.perf_counter()
    page.control.slider.setValue(place)
    _wait(lambda: page.preview.paints > before)
    return time.perf_counter() - start


def _wait(done: Any) -> None:
    end = time.perf_counter() + _LONGEST_WAIT
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError
        QCoreApplication.processEvents()


def _application() -> QgsApplication:
    application = QgsApplication([], True)
    application.initQgis()
    return application


def _units(polygons: bool) -> QgsVectorLayer:
    kind = "Polygon" if polygons else "Point"
    layer = QgsVectorLayer(
        f"{kind}?crs=EPSG:2154&field=code:string&field=name:string&field=weight:double",
        "units",
        "memory",
    )
    rng = np.random.default_rng(807)
    step = _SIDE / np.sqrt(UNITS)
    features = []
    for number, (x, y) in enumerate(zip(*_places())):
        angle = np.linspace(0, 2 * np.pi, 200, endpoint=False)
        radius = step * (0.48 + 0.02 * rng.random(len(angle)))
        ring = [QgsPointXY(x + r * np.cos(a), y + r * np.sin(a)) for r, a in zip(radius, angle)]
        shape = QgsGeometry.fromPolygonXY([ring])
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"{number:03d}", f"Ville {number}", float(rng.pareto(1.2) * 1e4)])
        feature.setGeometry(shape if polygons else shape.centroid())
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def _places() -> tuple[np.ndarray, np.ndarray]:
    columns = int(np.ceil(np.sqrt(UNITS)))
    number = np.arange(UNITS)
    step = _SIDE / np.sqrt(UNITS)
    return (number % columns) * step, 6_000_000 + (number // columns) * step


def _links() -> QgsVectorLayer:
    layer = QgsVectorLayer(
        "NoGeometry?field=unit_a:string&field=unit_b:string&field=score:double"
        "&field=intensity:double&field=dist_km:double",
        "links",
        "memory",
    )
    rng = np.random.default_rng(2011)
    x, y = _places()
    first, second = np.triu_indices(UNITS, 1)
    # Flows fall with distance: most links join towns that are near.
    away = np.hypot(x[first] - x[second], y[first] - y[second]) * rng.lognormal(0, 0.7, len(first))
    nearest = np.argsort(away)[:LINKS]
    first, second, away = first[nearest], second[nearest], away[nearest]
    intensity = rng.lognormal(0, 0.8, LINKS) / (away + away.mean() / 20)
    intensity *= 100 / intensity.max()
    score = rng.integers(1, 8, LINKS)
    features = []
    for a, b, s, i in zip(first.tolist(), second.tolist(), score.tolist(), intensity.tolist()):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"{a:03d}", f"{b:03d}", float(s), float(i), 10.0])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer
