"""The one place that knows what differs between QGIS 3.22 and later versions."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsField, QgsLayoutItemLabel, QgsTextFormat
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtGui import QColor, QFont

TEXT, INTEGER, LONG, REAL = "text", "integer", "long", "real"

# QgsField takes QMetaType from 3.38 on and warns when it gets QVariant types.
_TYPES_SINCE = 33800
# Labels of a layout take a text format from 3.24 on, and warn of a font from 3.40 on.
_LABEL_FORMAT_SINCE = 32400


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


def set_label_text(label: QgsLayoutItemLabel, font: QFont, colour: QColor) -> None:
    """Write a label of a layout in a font, whose size is in points, and a colour."""
    if Qgis.QGIS_VERSION_INT >= _LABEL_FORMAT_SINCE:
        text = QgsTextFormat()
        text.setFont(font)
        text.setSize(font.pointSizeF())
        text.setColor(colour)
        label.setTextFormat(text)
    else:
        label.setFont(font)
        label.setFontColor(colour)
