"""Drawing 5 000 links in each look, styling them, and what thousands of polygons cost."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from typing import Any

from measuring import Row, measure
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

LINKS, TOWNS, UNITS = 5_000, 800, 36_000
PIECES = 35_000
BUDGET, HULL_BUDGET = 1.0, 10.0
_SIDE = 900_000.0
_FIELDS = (
    "unit_a:string unit_b:string flow_ab:double flow_ba:double volume:double intensity:double "
    "score:double r_train:double r_bus:double"
)


def rows() -> Iterator[Row]:
    """Measure the drawing of each look on a screen of 1600 x 1200 pixels."""
    application = QgsApplication.instance() or _application()
    from alliance.algorithms.styling import FlowLook, style_links, style_units
    from alliance.algorithms.width_legend import circle_radii

    dice = random.Random(11)
    towns = [QgsPointXY(dice.random() * _SIDE, dice.random() * _SIDE) for _ in range(TOWNS)]
    links = _links(dice, towns)
    units = _units(dice, [towns[i % TOWNS] for i in range(UNITS)])
    step, _ = measure("style units", f"{UNITS} units", lambda: style_units(units), BUDGET)
    yield step
    step, radii = measure("circles of units", f"{UNITS} units", lambda: circle_radii(units))
    yield step
    # All of them at every scale: the cap and the simplification would make it too easy.
    most = {"most": LINKS}
    looks = {
        "straight": FlowLook(**most),
        "straight, colour by type": FlowLook(by_type=True, **most),
        "curved": FlowLook(curved=True, **most),
        "half arrows": FlowLook(arrows=True, radii=radii, **most),
        "curved half arrows": FlowLook(arrows=True, curved=True, radii=radii, **most),
    }
    size = f"{LINKS} links"
    for name, look in looks.items():
        step, _ = measure(f"style links, {name}", size, _styling(style_links, links, look), BUDGET)
        yield step
        step, _ = measure(f"draw links, {name}", size, lambda: _draw(links), BUDGET)
        yield step
    application.processEvents()
    yield from _polygons(dice)


def _polygons(dice: random.Random) -> Iterator[Row]:
    """Measure colours of scattered systems and the hull of a country, on a board of squares."""
    from alliance.algorithms.colouring import system_colours
    from alliance.algorithms.geometry import read_units
    from alliance.algorithms.shapes import outline

    side = math.isqrt(PIECES)
    board = [(x, y) for x in range(side) for y in range(side)]
    systems: dict[int, list[str]] = {}
    rows = []
    for x, y in board:
        # A third of the squares belong to a system farther away: pieces of each lie scattered.
        stray = dice.randint(-9, 9) if dice.random() < 0.3 else 0
        block = (min(max(x + stray, 0), side - 1) // 7) * 1000 + y // 7
        square = f"(({x} {y},{x + 1} {y},{x + 1} {y + 1},{x} {y + 1},{x} {y}))"
        systems.setdefault(block, []).append(square)
        # Every other one, so that hardly any touch: the hull has to be found.
        if (x + y) % 2:
            rows.append((f"{x}-{y}", f"POLYGON{square}"))
    layer = _layer("MultiPolygon", "system:integer")
    _fill(layer, [(i, f"MULTIPOLYGON({','.join(s)})") for i, s in enumerate(systems.values(), 1)])
    name = f"{len(systems)} scattered systems"
    step, _ = measure("colours of systems", name, lambda: system_colours(layer), BUDGET)
    yield step
    squares = _layer("Polygon", "code:string")
    _fill(squares, rows)
    units = read_units(squares, "code")
    codes = [code for code, _ in rows]
    size = f"{len(codes)} polygons"
    step, _ = measure("hull", size, lambda: outline(units, codes, "concave_hull"), HULL_BUDGET)
    yield step


def _fill(layer: QgsVectorLayer, rows: list[tuple[Any, str]]) -> None:
    features = []
    for value, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([value])
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()


def _styling(style: Callable[..., None], layer: QgsVectorLayer, look: Any) -> Callable[[], None]:
    return lambda: style(layer, look=look)


def _draw(layer: QgsVectorLayer) -> None:
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(1600, 1200))
    settings.setExtent(layer.extent())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()


def _nearest(towns: list[QgsPointXY]) -> list[tuple[int, int]]:
    """Return the shortest pairs: links are short, some 100 km in France."""
    pairs = [(a, b) for a in range(len(towns)) for b in range(a)]
    return sorted(pairs, key=lambda pair: towns[pair[0]].sqrDist(towns[pair[1]]))[:LINKS]


def _links(dice: random.Random, towns: list[QgsPointXY]) -> QgsVectorLayer:
    layer = _layer("LineString", _FIELDS)
    features = []
    for a, b in _nearest(towns):
        there, back = dice.paretovariate(1.2), dice.paretovariate(1.2)
        feature = QgsFeature(layer.fields())
        values = [there, back, there + back, there + back, float(dice.randint(1, 4))]
        feature.setAttributes([str(a), str(b), *values, dice.random(), dice.random()])
        feature.setGeometry(QgsGeometry.fromPolylineXY([towns[a], towns[b]]))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def _units(dice: random.Random, places: list[QgsPointXY]) -> QgsVectorLayer:
    layer = _layer("Point", "code:string name:string weight:double")
    features = []
    for code, place in enumerate(places):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([str(code), f"Town {code}", dice.paretovariate(1.1)])
        feature.setGeometry(QgsGeometry.fromPointXY(place))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def _layer(geometry: str, fields: str) -> QgsVectorLayer:
    declared = "&".join(f"field={field}" for field in fields.split())
    return QgsVectorLayer(f"{geometry}?crs=EPSG:2154&{declared}", "layer", "memory")


def _application() -> QgsApplication:
    application = QgsApplication([], True)
    application.initQgis()
    return application
