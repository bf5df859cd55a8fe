"""Run by QGIS (`qgis --code`): install the archive $ARCHIVE as *Install from ZIP* does, and leave.

What came of it is written in $REPORT, with a picture of the window beside it.
"""

import json
import os
import sys
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QTimer

REPORT = Path(os.environ["REPORT"])
PLUGIN = "alliance"


def install() -> dict:
    import pyplugin_installer

    pyplugin_installer.instance().installFromZipFile(os.environ["ARCHIVE"])
    QgsSettings().sync()
    provider = QgsApplication.processingRegistry().providerById(PLUGIN)
    return {
        "qgis": Qgis.QGIS_VERSION,
        "folder": str(Path(sys.modules[PLUGIN].__file__).parent),
        "active": PLUGIN in qgis.utils.active_plugins,
        "version": qgis.utils.pluginMetadata(PLUGIN, "version"),
        "algorithms": sorted(one.id() for one in provider.algorithms()) if provider else [],
    }


def install_and_leave() -> None:
    try:
        report = install()
    except Exception:  # noqa: BLE001 (whatever it is, the one who started QGIS must read it)
        report = {"error": traceback.format_exc()}
    REPORT.write_text(json.dumps(report, indent=1), encoding="utf-8")
    QTimer.singleShot(1000, leave)


def leave() -> None:
    qgis.utils.iface.mainWindow().grab().save(str(REPORT.with_suffix(".png")))
    qgis.utils.iface.actionExit().trigger()


QTimer.singleShot(2000, install_and_leave)
