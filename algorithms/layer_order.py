"""Layers of a project beside each other: what is drawn over what, and which one names the towns."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeLayer, QgsProject, QgsVectorLayer

from .styling import DRAW_ORDER, KIND_PROPERTY, UNITS, kind_of


def put_in_order(project: QgsProject, kinds: Mapping[str, str]) -> None:
    """Put layers of one group in the order of a map, at the place of the topmost of them.

    Parameters
    ----------
    project : QgsProject
    kinds : mapping of str to str
        What each layer holds, by its id; layers outside the project are left alone.
    """
    root = project.layerTreeRoot()
    for group in (root, *root.findGroups(True)):
        _order_group(group, kinds)


def _order_group(group: QgsLayerTreeGroup, kinds: Mapping[str, str]) -> None:
    present = [layer for layer in map(_layer_of, group.children()) if layer in kinds]
    wanted = sorted(present, key=lambda layer: DRAW_ORDER.index(kinds[layer]))
    if present == wanted:
        return
    first = [_layer_of(node) for node in group.children()].index(present[0])
    for place, layer in enumerate(wanted, first):
        # The copy comes first: a layer that leaves the tree would leave the project.
        group.insertChildNode(place, group.findLayer(layer).clone())
        twins = [node for node in group.children() if _layer_of(node) == layer]
        group.removeChildNode(twins[1])


def _layer_of(node: object) -> str:
    return node.layerId() if isinstance(node, QgsLayerTreeLayer) else ""


def names_step_back(project: QgsProject, newest: QgsVectorLayer) -> None:
    """Switch off the names of other layers with the same units: the newest one names them.

    Two layers would write each name twice, beside each other. Layers that were not styled here
    keep their names: they are the user's.
    """
    if kind_of(newest) != UNITS or not newest.labelsEnabled():
        return
    codes = _codes_of(newest)
    for layer in project.mapLayers().values():
        if (
            isinstance(layer, QgsVectorLayer)
            and layer.id() != newest.id()
            and layer.customProperty(KIND_PROPERTY) == UNITS
            and layer.labelsEnabled()
            and not codes.isdisjoint(_codes_of(layer))
        ):
            layer.setLabelsEnabled(False)
            layer.triggerRepaint()


def _codes_of(layer: QgsVectorLayer) -> set[str]:
    index = layer.fields().lookupField("code")
    return {str(code) for code in layer.uniqueValues(index)} if index >= 0 else set()
