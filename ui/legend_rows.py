"""Rows of the layer tree as high as the symbols that they show."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer

_WAIT_MS = 300


class LegendRows:
    """Lay the layer tree out again when new layers have had their symbols measured.

    QGIS measures symbols after it has made the rows and does not come back to their height: the
    largest circle of a legend would be cut, or not be seen at all.
    """

    def __init__(self, project: QgsProject, view: Any) -> None:
        self._project = project
        self._timer = QTimer(view)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(view.doItemsLayout)
        project.layersAdded.connect(self._wait)

    def close(self) -> None:
        """Leave the layer tree alone from now on."""
        self._project.layersAdded.disconnect(self._wait)
        self._timer.stop()
        self._timer.deleteLater()

    def _wait(self, *_: object) -> None:
        self._timer.start()
