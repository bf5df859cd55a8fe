"""Layers are opened one at a time, whatever the number of algorithms that run.

The OGR provider of QGIS takes two locks when it opens a file, in one order or in the other: two
threads that open the same file at the same moment may wait for one another for ever (seen on QGIS
3.22 with eight algorithms at once). Opening is short; reading is not held up.
"""

from __future__ import annotations

from threading import RLock

from qgis.core import QgsVectorLayer

one_at_a_time = RLock()


def open_vector(uri: str, name: str) -> QgsVectorLayer:
    """Open a layer of a file or of a package (`path|layername=…`); it may be invalid."""
    with one_at_a_time:
        return QgsVectorLayer(uri, name, "ogr")
