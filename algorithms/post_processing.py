"""Style layers when QGIS loads them, in the main thread."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer


class StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Give a layer the words and the style of what its fields hold, and its place in the tree."""

    def postProcessLayer(self, layer: QgsMapLayer, context: Any, feedback: Any) -> None:
        from .key_words import show_words
        from .layer_order import names_step_back
        from .styling import SYSTEMS, UNITS, style_by_role

        if not isinstance(layer, QgsVectorLayer):
            return
        show_words(layer)
        kind = style_by_role(layer)
        if kind == SYSTEMS:
            identifier = layer.id()
            # QGIS places the layers of a run after it has styled them.
            QTimer.singleShot(0, lambda: put_under_lines(identifier))
        elif kind == UNITS and context.project() is not None:
            names_step_back(context.project(), layer)


def put_under_lines(identifier: str) -> None:
    """Move a layer of polygons under the lines and the perimeters of its group.

    It would hide them.
    """
    node = QgsProject.instance().layerTreeRoot().findLayer(identifier)
    if node is None:
        return
    group = node.parent()
    rows = [
        row
        for row, other in enumerate(group.children())
        if isinstance(other, QgsLayerTreeLayer) and _lies_over_fills(other.layer())
    ]
    if not rows or rows[-1] < group.children().index(node):
        return
    group.insertChildNode(rows[-1] + 1, node.clone())
    group.removeChildNode(node)


def _lies_over_fills(layer: QgsMapLayer | None) -> bool:
    from .styling import KIND_PROPERTY, PERIMETERS

    if not isinstance(layer, QgsVectorLayer):
        return False
    lines = layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry
    # Other polygons of the user may be fills: those stay where they are.
    return lines or layer.customProperty(KIND_PROPERTY) == PERIMETERS


_alive: list[StyleOnLoad] = []


def style_on_load(details: QgsProcessingContext.LayerDetails) -> None:
    """Ask QGIS to style a layer when it loads it.

    The context deletes the post-processor with itself, so each layer needs one of its own; until
    then only we keep its Python half alive.
    """
    _alive[:] = [processor for processor in _alive if not sip.isdeleted(processor)]
    _alive.append(StyleOnLoad())
    details.setPostProcessor(_alive[-1])


def load_styled(context: QgsProcessingContext, uri: str, name: str) -> None:
    """Ask QGIS to add a layer to the project when the algorithm is done, styled."""
    if context.project() is None:
        return
    details = QgsProcessingContext.LayerDetails(name, context.project(), name)
    # Else a layer of a file is called as its table is.
    details.forceName = True
    style_on_load(details)
    context.addLayerToLoadOnCompletion(uri, details)
