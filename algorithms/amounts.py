"""How much of a layer is drawn: the strongest features, never more than a cap."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsVectorLayer,
)

from .typography import as_finite

# More lines than that make no map: the weaker ones wait in a rule that is off.
MAX_DRAWN = 3000
# The codes of the two ends, by what a layer holds.
_ENDS = (("unit_a", "unit_b"), ("origin", "dest"))


def drawing_threshold(values: Sequence[float], cap: int = MAX_DRAWN) -> float | None:
    """Return the value from which on a feature is drawn, None when all of them are."""
    return sorted(values, reverse=True)[cap - 1] if len(values) > cap else None


def positive_values(layer: QgsVectorLayer, field: str, condition: str = "") -> list[float]:
    """Return the finite values above zero of a field, over the features that meet a condition."""
    index = layer.fields().lookupField(field)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    if condition:
        request.setFilterExpression(condition)
    else:
        request.setSubsetOfAttributes([index])
    numbers = (as_finite(feature[index]) for feature in layer.getFeatures(request))
    return [number for number in numbers if number is not None and number > 0]


def both(first: str, second: str) -> str:
    """Return the condition that two conditions hold; an empty one always does."""
    return f"{first} AND {second}" if first and second else first or second


def strongest(
    layer: QgsVectorLayer, field: str, values: Sequence[float], cap: int, condition: str = ""
) -> str:
    """Return the condition of being one of the `cap` features with the largest values.

    Of features with the very value where the cap falls, those are drawn that a lot designates:
    always the same ones, whatever the order of the rows, and spread over the map.

    Parameters
    ----------
    values : sequence of float
        Values of `field` above zero of the features that meet `condition`.

    Returns
    -------
    str
        An expression; empty where the cap keeps everything.
    """
    floor = drawing_threshold(values, cap)
    if floor is None:
        return ""
    column = QgsExpression.quotedColumnRef(field)
    above = sum(value > floor for value in values)
    if above + values.count(floor) <= cap:
        return f"{column} >= {floor!r}"
    lot = _lot(layer)
    drawn = sorted(_evaluated(layer, lot, both(condition, f"{column} = {floor!r}")))
    last = QgsExpression.quotedString(drawn[cap - above - 1])
    return f"({column} > {floor!r} OR ({column} = {floor!r} AND {lot} <= {last}))"


def _lot(layer: QgsVectorLayer) -> str:
    """Return an expression that draws lots: a number of the ends of a link, as text."""
    ends = next((pair for pair in _ENDS if layer.fields().lookupField(pair[0]) >= 0), ())
    codes = " || '|' || ".join(
        f"coalesce(to_string({QgsExpression.quotedColumnRef(name)}), '')" for name in ends
    )
    # The letter in front keeps QGIS from comparing numbers.
    return f"('h' || sha256({codes or 'to_string($id)'}))"


def _evaluated(layer: QgsVectorLayer, text: str, condition: str) -> list[str]:
    expression = QgsExpression(text)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expression.prepare(context)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = []
    for feature in layer.getFeatures(request.setFilterExpression(condition)):
        context.setFeature(feature)
        found.append(str(expression.evaluate(context)))
    return found
