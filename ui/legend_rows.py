"""Rows of the layer tree as high as the symbols that they show."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QTimer

# Older QGIS measure them a second after the map has changed.
_WAIT_MS = 1500


class LegendRows:
    """Lay the layer tree out again when the symbols of its rows have been measured.

    QGIS measures symbols at a new scale of the map, after it has made their rows, and does not
    come back to their height: the largest circle of a legend would be cut, or not be seen at all.
    """

    def __init__(self, view: Any, canvas: Any) -> None:
        self._signals = (view.model().rowsInserted, canvas.scaleChanged)
        self._timer = QTimer(view)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(view.doItemsLayout)
        for signal in self._signals:
            signal.connect(self._wait)

    def close(self) -> None:
        """Leave the layer tree alone from now on."""
        for signal in self._signals:
            signal.disconnect(self._wait)
        self._timer.stop()
        self._timer.deleteLater()

    def _wait(self, *_: object) -> None:
        self._timer.start()
