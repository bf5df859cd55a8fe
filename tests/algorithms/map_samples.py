"""A small country to draw, a ruler for pictures, and the layers of the interface made of both.

Three systems of two towns each on a grid of 10 km, in Lambert 93, and one town on its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

STEP = 10000
X0, Y0 = 700000, 6600000
# code, name, column, row, weight, system, role
TOWNS = (
    ("01", "L'Isle-d'Abeau", 0, 0, 90000, 1, "dominant"),
    ("02", 'Bourg "neuf"', 1, 0, 10000, 1, "dominated"),
    ("03", "Évian & Thonon", 0, 1, 40000, 2, "dominant"),
    ("04", "Œuilly", 1, 1, 20000, 2, "dominated"),
    ("05", "Saint-Dié", 2, 0, 30000, 3, "dominant"),
    ("06", "Épinal", 2, 1, 5000, 3, "intermediate"),
    ("07", "Paris", 3, 1, 9000000, 0, "isolated"),
)
LINKS = (
    ("01", "02", 2.0, 100.0, "internal"),
    ("03", "04", 1.0, 50.0, "internal"),
    ("05", "06", 1.0, 25.0, "internal"),
    ("01", "03", 1.0, 20.0, "transversal"),
    ("06", "07", 1.0, 40.0, "excluded"),
)
UNIT_FIELDS = "code:string name:string weight:double system:integer role:string"
SYSTEM_FIELDS = "system:integer name:string centre:string units:integer weight:double"
LINK_FIELDS = (
    "unit_a:string unit_b:string score:double n_types:integer intensity:double scale:string "
    "system:integer"
)
KIND_FIELDS = (
    "unit_a:string unit_b:string link_type:string volume:double intensity:double selected:integer"
)


def middle(column: int, row: int) -> tuple[float, float]:
    """Return the middle of a cell of the grid."""
    return X0 + (column + 0.5) * STEP, Y0 + (row + 0.5) * STEP


def cell(column: int, row: int, columns: int = 1) -> str:
    """Return a cell of the grid, or several in a row, as the inside of a WKT polygon."""
    x, y, right = X0 + column * STEP, Y0 + row * STEP, X0 + (column + columns) * STEP
    return f"(({x} {y},{right} {y},{right} {y + STEP},{x} {y + STEP},{x} {y}))"


def line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"LINESTRING({start[0]} {start[1]},{end[0]} {end[1]})"


PLACES = {code: middle(column, row) for code, _, column, row, *_ in TOWNS}


def units_layer(make_layer: Any, geometry: str = "MultiPolygon") -> QgsVectorLayer:
    rows = []
    for code, name, column, row, weight, system, role in TOWNS:
        x, y = middle(column, row)
        point, polygon = f"POINT({x} {y})", f"MULTIPOLYGON({cell(column, row)})"
        wkt = point if geometry == "Point" else polygon
        rows.append((code, name, weight, system, role, wkt))
    return make_layer(UNIT_FIELDS, rows, geometry, name="units")


def systems_layer(make_layer: Any) -> QgsVectorLayer:
    third = f"MULTIPOLYGON({cell(2, 0)},{cell(2, 1)})"
    rows = [
        (1, "L'Isle-d'Abeau", "01", 2, 100000.0, f"MULTIPOLYGON({cell(0, 0, 2)})"),
        (2, "Évian & Thonon", "03", 2, 60000.0, f"MULTIPOLYGON({cell(0, 1, 2)})"),
        (3, "Saint-Dié - Épinal", "05", 2, 35000.0, third),
    ]
    return make_layer(SYSTEM_FIELDS, rows, "MultiPolygon", name="systems")


def links_layer(make_layer: Any, links: Any = LINKS) -> QgsVectorLayer:
    rows = [
        (a, b, score, int(score or 0), intensity, scale, 0, line(PLACES[a], PLACES[b]))
        for a, b, score, intensity, scale in links
    ]
    return make_layer(LINK_FIELDS, rows, "LineString", name="links")


def country(make_layer: Any, geometry: str = "MultiPolygon") -> list[QgsVectorLayer]:
    return [units_layer(make_layer, geometry), links_layer(make_layer), systems_layer(make_layer)]


# --- pictures -----------------------------------------------------------------------------------


def draw(
    *layers: QgsVectorLayer,
    extent: QgsRectangle | None = None,
    size: tuple[int, int] = (600, 400),
    dpi: float = 254.0,
) -> QImage:
    """Draw layers on white; at 254 dpi a millimetre is ten pixels."""
    settings = QgsMapSettings()
    settings.setLayers(list(layers))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(dpi)
    settings.setBackgroundColor(QColor("white"))
    if extent is None:
        extent = QgsRectangle()
        for layer in layers:
            extent.combineExtentWith(layer.extent())
        extent = extent.buffered(max(extent.width(), extent.height(), 1.0) / 10)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def pixels(image: QImage) -> np.ndarray:
    """Return the pixels of a picture as an array of height x width x (red, green, blue)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = plain.constBits()
    bits.setsize(plain.sizeInBytes())
    rows = np.frombuffer(bits, dtype=np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(int)


def colours(image: QImage) -> dict[str, int]:
    """Count the pixels of each colour."""
    red, green, blue = pixels(image).reshape(-1, 3).T
    seen, counts = np.unique((red << 16) + (green << 8) + blue, return_counts=True)
    return {f"#{colour:06x}": int(count) for colour, count in zip(seen, counts)}


def is_blank(image: QImage) -> bool:
    return len(colours(image)) == 1


def is_near(image: QImage, x: int, y: int, colour: str, tolerance: int = 24) -> bool:
    """Tell whether a pixel has nearly a colour."""
    seen, wanted = QColor(image.pixel(x, y)), QColor(colour)
    return all(abs(a - b) <= tolerance for a, b in zip(seen.getRgb()[:3], wanted.getRgb()[:3]))


def are_alike(first: QImage, second: QImage, tolerance: int = 3) -> bool:
    """Tell whether two pictures are the same, to the rounding of saved colours."""
    same_size = first.size() == second.size()
    return same_size and bool((abs(pixels(first) - pixels(second)) <= tolerance).all())


def look_alike(first: QgsVectorLayer, second: QgsVectorLayer) -> bool:
    """Tell whether two layers are drawn the same; now and then QGIS draws one layer in two ways."""
    return any(are_alike(draw(first), draw(second)) for _ in range(3))


def column_run(image: QImage, x: int, colour: str, tolerance: int = 24) -> int:
    """Return the longest run of a colour down a column, in pixels: the width of a flat line."""
    longest = run = 0
    for y in range(image.height()):
        run = run + 1 if is_near(image, x, y, colour, tolerance) else 0
        longest = max(longest, run)
    return longest
