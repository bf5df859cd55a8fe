"""Layers that the panel made, in the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsMemoryProviderUtils,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..algorithms.fields import Schema, to_fields
from ..algorithms.layer_order import names_step_back
from ..algorithms.styling import style_by_role


def add_group(title: str, layers: Iterable[tuple[str, QgsVectorLayer]], kind: str = "") -> None:
    """Add layers, from top to bottom, styled, in a group above all others."""
    project = QgsProject.instance()
    group = project.layerTreeRoot().insertGroup(0, title)
    for name, layer in layers:
        layer.setName(name)
        style_by_role(layer, kind)
        project.addMapLayer(layer, False)
        group.addLayer(layer).setExpanded(False)
        names_step_back(project, layer)


def polygon_layer(
    schema: Schema, features: Sequence[QgsFeature], crs: QgsCoordinateReferenceSystem
) -> QgsVectorLayer:
    """Return a temporary layer of multipolygons."""
    layer = QgsMemoryProviderUtils.createMemoryLayer(
        "", to_fields(schema), QgsWkbTypes.Type.MultiPolygon, crs
    )
    layer.dataProvider().addFeatures(list(features))
    layer.updateExtents()
    return layer
