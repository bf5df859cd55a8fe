"""The one place that knows what differs between QGIS 3.22 and later versions."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsField
from qgis.PyQt.QtCore import QVariant

TEXT, INTEGER, LONG, REAL = "text", "integer", "long", "real"

# QgsField takes QMetaType from 3.38 on and warns when it gets QVariant types.
_TYPES_SINCE = 33800


def make_field(name: str, kind: str) -> QgsField:
    """Return a layer field of `kind` TEXT, INTEGER, LONG or REAL."""
    if Qgis.QGIS_VERSION_INT >= _TYPES_SINCE:
        from qgis.PyQt.QtCore import QMetaType

        types = {
            TEXT: QMetaType.Type.QString,
            INTEGER: QMetaType.Type.Int,
            LONG: QMetaType.Type.LongLong,
            REAL: QMetaType.Type.Double,
        }
    else:
        types = {
            TEXT: QVariant.Type.String,
            INTEGER: QVariant.Type.Int,
            LONG: QVariant.Type.LongLong,
            REAL: QVariant.Type.Double,
        }
    return QgsField(name, types[kind])


def is_null(value: Any) -> bool:
    """Tell a NULL attribute: None, or the QVariant that QGIS 3 on Qt 5 gives instead."""
    return value is None or (isinstance(value, QVariant) and value.isNull())
