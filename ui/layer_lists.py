"""Lists of the layers of the project that can play a part, and of their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QWidget

from .labels import narrow
from .layer_sources import guess_field

Fits = Callable[[QgsVectorLayer], bool]


class LayerList(QgsMapLayerComboBox):
    """The layers of the project that fit; the others are left out of the list."""

    def __init__(self, fits: Fits, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = fits
        self._left_out: list[str] = []
        self.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.setAllowEmptyLayer(optional)
        narrow(self)
        project = QgsProject.instance()
        project.layersAdded.connect(self.sift)
        project.layersRemoved.connect(self.sift)
        self.sift()

    def sift(self, *_: object) -> None:
        """Leave out the layers that do not fit."""
        out = [layer for layer in _project_layers() if not self._takes(layer)]
        # The list of QGIS itself may still hold layers that were deleted: it is never read.
        if self._left_out != [layer.id() for layer in out]:
            self._left_out = [layer.id() for layer in out]
            self.setExceptedLayerList(out)

    def fitting(self) -> list[QgsVectorLayer]:
        """Return the layers of the list."""
        return [layer for layer in _project_layers() if self._takes(layer)]

    def layer(self) -> QgsVectorLayer | None:
        """Return the chosen layer, None without one.

        QGIS may choose a new layer before it is left out of the list: that is none.
        """
        chosen = self.currentLayer()
        return chosen if chosen is not None and self._takes(chosen) else None

    def choose(self, layer_id: str) -> bool:
        """Choose a layer by its identifier; tell whether it is in the list."""
        layer = QgsProject.instance().mapLayer(layer_id) if layer_id else None
        if layer is None or not self._takes(layer):
            return False
        self.setLayer(layer)
        return True

    def _takes(self, layer: QgsMapLayer) -> bool:
        return isinstance(layer, QgsVectorLayer) and layer.isValid() and self._fits(layer)


class FieldList(QgsFieldComboBox):
    """The fields of a layer, with a guess of the one that is wanted."""

    def __init__(
        self, names: Sequence[str], optional: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = names
        self.setAllowEmptyFieldName(optional)
        narrow(self)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """List the fields of a layer; keep the chosen name where it has one, else guess."""
        kept = self.currentField()
        self.blockSignals(True)
        self.setLayer(layer)
        guess = guess_field(layer, self._names)
        if not guess and layer is not None and not self.allowEmptyFieldName():
            guess = layer.fields().at(0).name() if layer.fields().count() else ""
        known = layer is not None and kept and layer.fields().lookupField(kept) >= 0
        self.setField(kept if known else guess)
        self.blockSignals(False)

    def choose(self, name: str) -> None:
        """Choose a field where the layer has it."""
        layer = self.layer()
        if layer is not None and layer.fields().lookupField(name) >= 0:
            self.setField(name)


def _project_layers() -> list[QgsMapLayer]:
    layers = QgsProject.instance().mapLayers().values()
    return sorted(layers, key=lambda layer: (layer.name(), layer.id()))
