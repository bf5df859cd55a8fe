"""Round values for legends, and the sizes that a style really gives them.

QGIS has no legend for widths or diameters that an expression gives. Sizes are read back here
from the renderer itself, so a legend follows the style when it is changed by hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRenderer,
    QgsRenderContext,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from .compat import is_null
from .typography import as_finite

_SERIES = (5.0, 2.0, 1.0)
# The properties that are sizes, and what share of their value is drawn: half of a half arrow.
_SIZES = {
    QgsSymbolLayer.Property.PropertyStrokeWidth: 1.0,
    QgsSymbolLayer.Property.PropertySize: 1.0,
    QgsSymbolLayer.Property.PropertyArrowWidth: 0.5,
}


@dataclass(frozen=True)
class LegendSize:
    """One sample of a legend: a value and the size in mm that the layer's style gives it."""

    value: float
    millimetres: float


def round_values(maximum: float, n: int = 3, every: int = 1) -> list[float]:
    """Return up to `n` values of the series 1-2-5, the largest first, none above `maximum`.

    `every` = 2 takes every second one, for circles, whose diameters fall slowly.

    Examples
    --------
    >>> round_values(62.4)
    [50.0, 20.0, 10.0]
    >>> round_values(391000, every=2)
    [200000.0, 50000.0, 10000.0]
    >>> round_values(0)
    []
    """
    top = as_finite(maximum)
    if top is None or top <= 0:
        return []
    power = math.floor(math.log10(top))
    steps = (
        float(f"{digit:g}e{exponent}")
        for exponent in range(power, power - n * every - 1, -1)
        for digit in _SERIES
    )
    # The slack takes 0.30000000000000004 for 0.3.
    below = (step for step in steps if step <= top * (1 + 1e-9))
    return list(islice(below, 0, n * every, every))


def class_breaks(values: Sequence[float], n: int) -> list[float]:
    """Return where at most `n` classes of `values` begin.

    Up to `n` distinct values make a class each; more are cut at round numbers, a step of the
    series 1-2-5 apart, so the first class holds everything below the second break.
    """
    distinct = sorted({float(value) for value in values if as_finite(value) is not None})
    if len(distinct) <= n:
        return distinct
    low, high = distinct[0], distinct[-1]
    step = next(s for s in _steps_from((high - low) / n) if _count(low, high, s) <= n)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    breaks = [float(f"{step * i:.12g}") for i in range(first, last)]
    return [distinct[0], *breaks[1:]]


def _steps_from(smallest: float) -> Iterator[float]:
    power = math.floor(math.log10(smallest))
    while True:
        for digit in (1, 2, 5):
            yield float(f"{digit}e{power}")
        power += 1


def _count(low: float, high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)


def legend_sizes(
    layer: QgsVectorLayer,
    field: str,
    maximum: float,
    n: int = 3,
    every: int = 1,
    renderer: QgsFeatureRenderer | None = None,
) -> list[LegendSize]:
    """Return samples for the legend of the sizes that `layer` draws from `field`.

    The first symbol of the renderer that takes a width or a diameter from an expression is
    asked; a layer without one gives no sample. `renderer` is asked in the place of the layer's.
    """
    return sizes_of_values(layer, field, round_values(maximum, n, every), renderer)


def sizes_of_values(
    layer: QgsVectorLayer,
    field: str,
    values: Sequence[float],
    renderer: QgsFeatureRenderer | None = None,
) -> list[LegendSize]:
    """Return what size `layer` draws each value of `field` in, nothing where it has no sizes."""
    sized = _first_sized(renderer or layer.renderer())
    if sized is None:
        return []
    return [LegendSize(value, measured_size(layer, sized, field, value)) for value in values]


def sized_field(renderer: QgsFeatureRenderer | None) -> str:
    """Return the field that a renderer takes its sizes from, empty without one."""
    sized = _first_sized(renderer)
    if sized is None:
        return ""
    written = sized.dataDefinedProperties().property(_size_key(sized)).asExpression()
    return min(QgsExpression(written).referencedColumns(), default="")


def measured_size(
    layer: QgsVectorLayer, symbol_layer: QgsSymbolLayer, field: str, value: float
) -> float:
    """Return the width or diameter, in mm, that a symbol layer gives a value of `field`."""
    feature = QgsFeature(layer.fields())
    if layer.fields().lookupField(field) >= 0:
        feature[field] = value
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    key = _size_key(symbol_layer)
    size = symbol_layer.dataDefinedProperties().valueAsDouble(key, context, 0.0)[0]
    return size * _SIZES[key]


def circle_radii(layer: QgsVectorLayer, code: str = "code") -> dict[str, float]:
    """Return the radius in mm of the circle that `layer` draws for each unit, with its outline.

    Units that the style does not draw have none.
    """
    renderer = layer.renderer().clone() if layer.renderer() is not None else None
    index = layer.fields().lookupField(code)
    if renderer is None or index < 0:
        return {}
    context = QgsRenderContext()
    scopes = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setExpressionContext(scopes)
    radii: dict[str, float] = {}
    renderer.startRender(context, layer.fields())
    try:
        for feature in layer.getFeatures():
            context.expressionContext().setFeature(feature)
            symbols = renderer.symbolsForFeature(feature, context)
            parts = (part for symbol in symbols for part in layers_within(symbol))
            sizes = [_radius(part, context) for part in parts if _is_marker(part)]
            if sizes and not is_null(feature[index]):
                radii[str(feature[index])] = max(sizes)
    finally:
        renderer.stopRender(context)
    return radii


def _is_marker(symbol_layer: QgsSymbolLayer) -> bool:
    return symbol_layer.type() == QgsSymbol.SymbolType.Marker and hasattr(symbol_layer, "size")


def _radius(marker: QgsSymbolLayer, context: QgsRenderContext) -> float:
    key = QgsSymbolLayer.Property.PropertySize
    diameter = marker.dataDefinedProperties().valueAsDouble(
        key, context.expressionContext(), marker.size()
    )[0]
    outline = marker.strokeWidth() if hasattr(marker, "strokeWidth") else 0.0
    return (diameter + outline) / 2


def _size_key(symbol_layer: QgsSymbolLayer) -> int:
    properties = symbol_layer.dataDefinedProperties()
    return next(key for key in _SIZES if properties.isActive(key))


def is_sized(symbol_layer: QgsSymbolLayer) -> bool:
    """Tell whether a symbol layer takes its width or its diameter from an expression."""
    properties = symbol_layer.dataDefinedProperties()
    return any(properties.isActive(key) for key in _SIZES)


def layers_within(symbol: QgsSymbol) -> Iterator[QgsSymbolLayer]:
    """Yield the layers of a symbol, and those of the symbols inside them."""
    for symbol_layer in symbol.symbolLayers():
        yield symbol_layer
        inner = symbol_layer.subSymbol()
        if inner is not None:
            yield from layers_within(inner)


def _first_sized(renderer: QgsFeatureRenderer | None) -> QgsSymbolLayer | None:
    symbols = renderer.symbols(QgsRenderContext()) if renderer is not None else []
    parts = (part for symbol in symbols for part in layers_within(symbol))
    return next((part for part in parts if is_sized(part)), None)
