"""The small map of a comparison: systems as areas, perimeters as lines over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)

from ..core.errors import InputError
from .compat import INTEGER, TEXT
from .fields import Schema, to_fields
from .geometry import Units
from .map_picture import MapTexts, draw_map, png_bytes
from .shapes import outline
from .styling import PERIMETERS, SYSTEMS, style_by_role
from .system_sources import SystemUnits

if TYPE_CHECKING:
    import pandas as pd

SIZE = (1400, 900)
DPI = 130.0
# Tight hulls around more towns than that take minutes.
_MANY_POINTS = 5000
_SYSTEM_FIELDS: Schema = (("system", INTEGER), ("name", TEXT), ("centre", TEXT))
_PERIMETER_FIELDS: Schema = (("perim", TEXT),)


def comparison_map(
    systems: SystemUnits,
    perimeters: Mapping[str, QgsGeometry],
    perimeters_name: str,
) -> bytes:
    """Return a map of systems under the perimeters, as a PNG; nothing where nothing has a place.

    Parameters
    ----------
    perimeters : mapping of code to QgsGeometry
        In the CRS of the units; those far from every system are left out.
    """
    areas = _systems_layer(systems.units, systems.frame)
    around = areas.extent()
    lines = _layer(systems.units, perimeters_name, _PERIMETER_FIELDS)
    near = {code: shape for code, shape in perimeters.items() if _meets(shape, around)}
    _fill(lines, [((code,), shape) for code, shape in near.items()])
    style_by_role(areas, SYSTEMS)
    style_by_role(lines, PERIMETERS)
    try:
        return png_bytes(draw_map([lines, areas], MapTexts(title=""), size=SIZE, dpi=DPI))
    except InputError:
        return b""


def _systems_layer(units: Units, systems: pd.DataFrame) -> QgsVectorLayer:
    layer = _layer(units, "systems", _SYSTEM_FIELDS)
    shape = _shape(units)
    rows = []
    for number, members in systems[systems["system"] > 0].groupby("system", sort=True):
        names = members["sys_name"].dropna() if "sys_name" in members else []
        name = str(next(iter(names), number))
        area = outline(units, members["code"].tolist(), shape)
        if area is not None:
            rows.append(((int(number), name, ""), area))
    _fill(layer, rows)
    return layer


def _shape(units: Units) -> str:
    """Return how systems are drawn: fast, as a map of the whole country is small on a page."""
    if units.polygons:
        return "dissolve"
    return "auto" if len(units.points) <= _MANY_POINTS else "convex_hull"


def _layer(units: Units, name: str, fields: Schema) -> QgsVectorLayer:
    layer = QgsVectorLayer("MultiPolygon", name, "memory")
    layer.setCrs(units.crs)
    layer.dataProvider().addAttributes(to_fields(fields).toList())
    layer.updateFields()
    return layer


def _fill(layer: QgsVectorLayer, rows: list[tuple[tuple, QgsGeometry]]) -> None:
    features = []
    for values, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        feature.setGeometry(shape)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()


def _meets(shape: QgsGeometry, around: QgsRectangle) -> bool:
    return around.isNull() or around.isEmpty() or shape.boundingBox().intersects(around)
