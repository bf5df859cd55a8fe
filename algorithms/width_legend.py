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
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsRenderContext,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from .typography import as_finite

_SERIES = (5.0, 2.0, 1.0)
_SIZES = (
    QgsSymbolLayer.Property.PropertyStrokeWidth,
    QgsSymbolLayer.Property.PropertySize,
)


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
    layer: QgsVectorLayer, field: str, maximum: float, n: int = 3, every: int = 1
) -> list[LegendSize]:
    """Return samples for the legend of the sizes that `layer` draws from `field`.

    The first symbol of the renderer that takes a width or a diameter from an expression is
    asked; a layer without one gives no sample.
    """
    sized = _first_sized(layer)
    if sized is None:
        return []
    return [
        LegendSize(value, measured_size(layer, sized, field, value))
        for value in round_values(maximum, n, every)
    ]


def measured_size(
    layer: QgsVectorLayer, symbol_layer: QgsSymbolLayer, field: str, value: float
) -> float:
    """Return the width or diameter, in mm, that a symbol layer gives a value of `field`."""
    feature = QgsFeature(layer.fields())
    feature[field] = value
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    properties = symbol_layer.dataDefinedProperties()
    key = next(key for key in _SIZES if properties.isActive(key))
    return properties.valueAsDouble(key, context, 0.0)[0]


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


def _first_sized(layer: QgsVectorLayer) -> QgsSymbolLayer | None:
    renderer = layer.renderer()
    symbols = renderer.symbols(QgsRenderContext()) if renderer is not None else []
    parts = (part for symbol in symbols for part in layers_within(symbol))
    return next((part for part in parts if is_sized(part)), None)
