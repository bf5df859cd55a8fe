"""Legend of widths and diameters in the layer tree, which QGIS has not by itself.

Rules that never draw anything show the sizes that round values get. They are ordinary rules:
saved with the style, shown in layer trees and in legends of layouts, and measured from the rules
that do draw, so that they follow when the style is changed by hand.
"""

from __future__ import annotations

import json

from qgis.core import (
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.messages import translate
from . import palette
from .typography import format_value
from .width_legend import LegendSize, legend_sizes, sizes_of_values

# Marks a rule of the legend, with its field and value: the label may be edited by hand.
_MARK = "alliance/size:"
_NEVER = "FALSE"
# Sizes nearer than that are the same.
_SAME_MM = 0.01


def add_size_rules(
    renderer: QgsRuleBasedRenderer, layer: QgsVectorLayer, field: str, maximum: float
) -> None:
    """Append rules that show the sizes of round values of `field` up to `maximum`.

    They are measured from the rules that `renderer`, not yet the layer's, already has.
    """
    lines = layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry
    every = 1 if lines else 2
    for size in legend_sizes(layer, field, maximum, every=every, renderer=renderer):
        renderer.rootRule().appendChild(_size_rule(layer, field, size))


def size_rules(renderer: QgsRuleBasedRenderer) -> list[QgsRuleBasedRenderer.Rule]:
    """Return the rules of a renderer that only show sizes."""
    return [r for r in renderer.rootRule().children() if r.description().startswith(_MARK)]


def refresh_sizes(layer: QgsVectorLayer) -> bool:
    """Measure the sizes of the legend again from the style as it is now.

    Returns
    -------
    bool
        True where one had changed.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return False
    marks = [_mark_of(rule) for rule in size_rules(renderer)]
    if not marks:
        return False
    field = marks[0][0]
    now = sizes_of_values(layer, field, [value for _, value, _ in marks])
    if len(now) != len(marks) or all(
        abs(size.millimetres - shown) < _SAME_MM for size, (_, _, shown) in zip(now, marks)
    ):
        return False
    for rule, size in zip(size_rules(renderer), now):
        rule.setSymbol(_sample(layer, size.millimetres))
        rule.setDescription(_mark(field, size))
    layer.emitStyleChanged()
    layer.legendChanged.emit()
    return True


def _size_rule(layer: QgsVectorLayer, field: str, size: LegendSize) -> QgsRuleBasedRenderer.Rule:
    rule = QgsRuleBasedRenderer.Rule(_sample(layer, size.millimetres))
    rule.setFilterExpression(_NEVER)
    rule.setLabel(_wording(layer, field).format(value=format_value(size.value)))
    rule.setDescription(_mark(field, size))
    return rule


def _mark(field: str, size: LegendSize) -> str:
    return _MARK + json.dumps([field, size.value, size.millimetres])


def _mark_of(rule: QgsRuleBasedRenderer.Rule) -> tuple[str, float, float]:
    field, value, millimetres = json.loads(rule.description()[len(_MARK) :])
    return field, value, millimetres


def _wording(layer: QgsVectorLayer, field: str) -> str:
    if layer.geometryType() != QgsWkbTypes.GeometryType.LineGeometry:
        return translate("Alliance", "Weight {value}")
    if field == "intensity":
        return translate("Alliance", "Intensity {value}")
    return translate("Alliance", "Volume {value}")


def _sample(layer: QgsVectorLayer, millimetres: float) -> QgsSymbol:
    kinds = QgsWkbTypes.GeometryType
    if layer.geometryType() == kinds.LineGeometry:
        return QgsLineSymbol.createSimple(
            {
                "line_color": palette.INK,
                "line_width": repr(millimetres),
                "line_width_unit": "MM",
                "capstyle": "flat",
            }
        )
    # For polygons too: a circle inside a polygon would be cut to the size of an icon.
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": "0,0,0,0",
            "outline_color": palette.INK,
            "outline_width": "0.25",
            "size": repr(millimetres),
            "size_unit": "MM",
        }
    )
