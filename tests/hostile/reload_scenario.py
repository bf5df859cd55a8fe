"""The plugin taken away and brought back, again and again, in a real QGIS window.

QGIS runs this (see `docs/window_session.py`); `test_reloads.py` starts it and reads what it found.
"""

from __future__ import annotations

import gc
import os
import re
from pathlib import Path

from window_session import Session

TIMES = int(os.environ["ALLIANCE_RELOADS"])


def memory() -> int:
    """Return the memory that the process holds, in kB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def ours(window) -> list[str]:
    """Return the names of what the plugin left in the window.

    QGIS itself keeps the emptied submenu of a plugin that goes, some objects each time.
    """
    from qgis.PyQt.QtCore import QObject

    items = window.findChildren(QObject)
    names = [f"{type(item).__module__}.{item.objectName()}" for item in items]
    return sorted(name for name in names if "alliance" in name.lower())


def steps(session):
    import qgis.utils
    from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

    facts = session.facts
    window = session.iface.mainWindow()
    session.load_plugin()
    exercise = session.root / "resources" / "exercise" / "exercise.gpkg"
    layer = QgsVectorLayer(f"{exercise}|layername=units", "units", "ogr")
    QgsProject.instance().addMapLayer(layer)
    facts["reloads"], facts["memory"], facts["left"] = 0, [], []
    for _ in range(TIMES):
        plugin = qgis.utils.plugins["alliance"]
        plugin.action.trigger()  # the panel is part of what must go away
        yield 0.05
        assert qgis.utils.unloadPlugin("alliance")
        yield 0.02
        gc.collect()
        facts["memory"].append(memory())
        facts["left"] += ours(window)
        assert QgsApplication.processingRegistry().providerById("alliance") is None
        assert qgis.utils.loadPlugin("alliance")
        assert qgis.utils.startPlugin("alliance")
        facts["reloads"] += 1
        yield 0.02
    facts["algorithms"] = len(
        QgsApplication.processingRegistry().providerById("alliance").algorithms()
    )


Session().start(steps)
