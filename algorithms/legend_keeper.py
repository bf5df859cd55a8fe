"""Legends stay in step with styles that are changed by hand, as long as the plugin is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt import sip

from .layout_legend import redraw_legends_of
from .map_picture import follow_source
from .tree_legend import refresh_sizes


class LegendKeeper:
    """Keep the legends of a project, in its layer tree and in its layouts, in step with styles."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        self._watched: dict[str, tuple[QgsVectorLayer, Callable[[], None]]] = {}
        project.layersAdded.connect(self._watch)
        project.layersWillBeRemoved.connect(self._forget)
        project.readProject.connect(self._catch_up)
        self._watch(list(project.mapLayers().values()))

    def close(self) -> None:
        """Leave every layer alone from now on."""
        self._project.layersAdded.disconnect(self._watch)
        self._project.layersWillBeRemoved.disconnect(self._forget)
        self._project.readProject.disconnect(self._catch_up)
        self._forget(list(self._watched))

    def _watch(self, layers: Sequence[QgsMapLayer]) -> None:
        for layer in layers:
            if isinstance(layer, QgsVectorLayer) and layer.id() not in self._watched:
                self._connect(layer)

    def _connect(self, layer: QgsVectorLayer) -> None:
        def follow() -> None:
            refresh_sizes(layer)
            for copy in self._project.mapLayers().values():
                follow_source(copy, layer)
            redraw_legends_of(self._project, layer)

        layer.rendererChanged.connect(follow)
        self._watched[layer.id()] = layer, follow

    def _catch_up(self, *_: object) -> None:
        """Draw again what a QGIS without this plugin left as it was."""
        redraw_legends_of(self._project)

    def _forget(self, identifiers: Sequence[str]) -> None:
        for identifier in identifiers:
            layer, follow = self._watched.pop(identifier, (None, None))
            if layer is not None and not sip.isdeleted(layer):
                layer.rendererChanged.disconnect(follow)
