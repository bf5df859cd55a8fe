"""Curved lines and paired half arrows: what links and flows may look like beyond plain lines.

Geometries are made while drawing, in millimetres of the map: an arrow stops at the edge of the
town's circle at every scale and in every CRS, and an arc keeps its shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import atan, pi, sin

from qgis.core import (
    QgsArrowSymbolLayer,
    QgsExpression,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from . import palette
from .symbols import MILLIMETRES, Scale, made_of, sized_line

LINES = STRAIGHT, CURVED = "straight", "curved"
WIDTHS = LINEAR, SQUARE_ROOT = "linear", "square_root"
COLOURS = BY_SCORE, BY_TYPE = "score", "type"

# Height of an arc over its chord: enough to part the links of a crowded place.
ARC_RISE = 0.12
# Of its circle: half of its angle, and the radius, as part of the chord.
_ARC_HALF = 2 * atan(2 * ARC_RISE)
_ARC_RADIUS = 0.5 / sin(_ARC_HALF)
# Between an arrow and its circle, and between the two arrows of a pair.
END_GAP_MM = 0.25
PAIR_GAP_MM = 0.1
# Shorter than that, what is left between two circles is no arrow.
LEAST_ARROW_MM = 0.4
# Of a head: its length, and its reach from the middle line of the pair; in mm, and in widths.
_HEAD_LENGTH_MM, _HEAD_LENGTH_WIDTHS = 0.7, 1.5
_HEAD_REACH_MM, _HEAD_REACH_WIDTHS = 0.3, 1.5


@dataclass(frozen=True)
class FlowLook:
    """How links and flows are drawn.

    Attributes
    ----------
    curved : bool
        Arcs, which bend to the left on the way from the first unit to the second.
    root : bool
        Width by the square root, where a few links outweigh all others.
    by_type : bool
        Colour of cumulated links by the kind that weighs most in them, not by their score.
    arrows : bool
        A half arrow each way, where the layer has the volume of each.
    most : int
        Number of links drawn; 0 for the usual one.
    radii : mapping of str to float
        Radius in mm of the circle of each unit, for the ends of arrows.
    """

    curved: bool = False
    root: bool = False
    by_type: bool = False
    arrows: bool = False
    most: int = 0
    radii: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Arrow:
    """One way of a link: the scale of its width, and the fields of its two ends.

    `against` is True where it runs against the line of the feature.
    """

    scale: Scale
    start: str
    end: str
    against: bool = False


def flow_line(
    scale: Scale,
    colour: str,
    *,
    curved: bool = False,
    opacity: float = 1.0,
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> QgsLineSymbol:
    """Return a line as wide as `scale` says, straight or an arc."""
    line = sized_line(scale, colour, opacity=opacity, pen=pen)
    if not curved:
        return line
    line.setOpacity(1.0)
    return _generated([(_arc("$geometry"), line)], opacity)


def half_arrows(
    arrows: Sequence[Arrow],
    colour: str,
    radii: Mapping[str, float],
    *,
    curved: bool = False,
    opacity: float = 1.0,
) -> QgsLineSymbol:
    """Return a half arrow for each of `arrows`, on the right-hand side of its way.

    An arrow without volume is not drawn. It ends at the edges of the circles of `radii`.
    """
    parts = [
        (_arrow_path(arrow, radii, curved), _half_arrow(arrow, colour, curved)) for arrow in arrows
    ]
    return _generated(parts, opacity)


def _generated(parts: Sequence[tuple[str, QgsLineSymbol]], opacity: float) -> QgsLineSymbol:
    layers = []
    for expression, inner in parts:
        generator = QgsGeometryGeneratorSymbolLayer.create(
            {"geometryModifier": expression, "SymbolType": "Line"}
        )
        generator.setUnits(MILLIMETRES)
        generator.setSubSymbol(inner)
        layers.append(generator)
    symbol = made_of(QgsLineSymbol(), *layers)
    # Cut at the edge of the map before it is bent, a line would bend otherwise there.
    symbol.setClipFeaturesToExtent(False)
    symbol.setOpacity(opacity)
    return symbol


def _half_arrow(arrow: Arrow, colour: str, curved: bool) -> QgsLineSymbol:
    halves = QgsArrowSymbolLayer.ArrowType
    layer = QgsArrowSymbolLayer()
    layer.setIsCurved(curved)
    layer.setIsRepeated(True)
    layer.setHeadType(QgsArrowSymbolLayer.HeadType.HeadSingle)
    # On an arc, QGIS takes the inner half for the right one, whichever way the arc is run.
    outer = curved and arrow.against
    layer.setArrowType(halves.ArrowLeftHalf if outer else halves.ArrowRightHalf)
    width = arrow.scale.expression()
    keys = QgsSymbolLayer.Property
    for key, expression in (
        # Half of it is drawn.
        (keys.PropertyArrowWidth, f"2 * ({width})"),
        (keys.PropertyArrowStartWidth, f"2 * ({width})"),
        (keys.PropertyArrowHeadLength, f"{_HEAD_LENGTH_MM} + {_HEAD_LENGTH_WIDTHS} * ({width})"),
        (keys.PropertyArrowHeadThickness, f"{_HEAD_REACH_MM} + {_HEAD_REACH_WIDTHS} * ({width})"),
    ):
        layer.setDataDefinedProperty(key, QgsProperty.fromExpression(expression))
    body = QgsSimpleFillSymbolLayer()
    body.setFillColor(QColor(colour))
    body.setStrokeColor(QColor(palette.PAPER))
    body.setStrokeStyle(Qt.PenStyle.NoPen)
    layer.setSubSymbol(made_of(QgsFillSymbol(), body))
    return made_of(QgsLineSymbol(), layer)


def _arrow_path(arrow: Arrow, radii: Mapping[str, float], curved: bool) -> str:
    """Return what is left of a line between two circles, as an expression in millimetres."""
    first, last = (_radius(name, radii) for name in (arrow.start, arrow.end))
    if curved:
        path = _cut_arc(first, last, against=arrow.against)
    else:
        line = "reverse($geometry)" if arrow.against else "$geometry"
        cut = "line_substring(@path, @first, length(@path) - @last)"
        path = _with(
            {"path": line, "first": first, "last": last},
            f"CASE WHEN length(@path) > @first + @last + {LEAST_ARROW_MM} THEN {_aside(cut)} END",
        )
    volume = f"coalesce(to_real({QgsExpression.quotedColumnRef(arrow.scale.field)}), 0)"
    return f"CASE WHEN {volume} > 0 THEN {path} END"


def _cut_arc(first: str, last: str, *, against: bool) -> str:
    """Return three points of the arc over the feature, without its first and last millimetres.

    Three points are what QGIS wants of a curved arrow. They are turned around the centre of the
    arc, nearer or farther by the gap between the two arrows of a pair. What thousands of links
    take decides the form: to build the arc and cut it takes longer, and so does what stands
    inside `with_variable`, which QGIS does not prepare; hence the list of one pair around it.

    Angles are azimuths, seen from the centre; in millimetres of the map, where y grows downwards,
    they run the other way round, which only matters for the gap.
    """
    sign = -1 if against else 1
    # Both arrows of a pair share one arc.
    turned = {"a": "start_point($geometry)", "b": "end_point($geometry)"}
    turned["radius"] = f"{_ARC_RADIUS!r} * distance(@a, @b)"
    turned["top"] = f"azimuth(@a, @b) + {pi / 2!r}"
    turned["from"] = f"{sign * _ARC_HALF!r} - {sign} * array_get(@element, 0) / @radius"
    turned["to"] = f"{-sign * _ARC_HALF!r} + {sign} * array_get(@element, 1) / @radius"
    centre = {"centre": f"project(@a, @radius, @top + {_ARC_HALF - pi!r})"}
    points = ", ".join(
        f"project(@centre, @radius - {sign * PAIR_GAP_MM}, @top + {turn})"
        for turn in ("@from", "(@from + @to) / 2", "@to")
    )
    arc = _with(
        turned,
        f"CASE WHEN {sign} * (@from - @to) * @radius > {LEAST_ARROW_MM} "
        f"THEN {_with(centre, f'make_line({points})')} END",
    )
    return f"array_first(array_foreach(array(array({first}, {last})), {arc}))"


def _with(variables: Mapping[str, str], text: str) -> str:
    """Return an expression that may use others by their names."""
    for name, value in list(variables.items())[::-1]:
        text = f"with_variable('{name}', {value}, {text})"
    return text


def _aside(line: str) -> str:
    """Move a line to its right, so that the paper shows between the arrows of a pair.

    In millimetres of the map, y grows downwards.
    """
    step = f"{PAIR_GAP_MM} / distance(start_point(@line), end_point(@line))"
    return (
        f"with_variable('line', {line}, translate(@line, "
        f"{step} * (y(start_point(@line)) - y(end_point(@line))), "
        f"{step} * (x(end_point(@line)) - x(start_point(@line)))))"
    )


def _radius(end: str, radii: Mapping[str, float]) -> str:
    """Return the distance in mm that an arrow keeps from the middle of the unit of field `end`."""
    if not radii:
        return repr(0.0)
    # Written out, the sizes are read once and not from the other layer for every arrow.
    table = QgsExpression.quotedString(
        json.dumps({code: round(radius, 2) for code, radius in sorted(radii.items())})
    )
    code = f"to_string({QgsExpression.quotedColumnRef(end)})"
    return f"coalesce(map_get(json_to_map({table}), {code}), 0) + {END_GAP_MM}"


def _arc(line: str) -> str:
    """Return the arc over a line, as an expression."""
    ends = "(x(@a) + x(@b)) / 2", "(y(@a) + y(@b)) / 2"
    rise = (
        f"{ends[0]} + {ARC_RISE} * (y(@b) - y(@a))",
        f"{ends[1]} - {ARC_RISE} * (x(@b) - x(@a))",
    )
    points = " || ',' || ".join(
        f"({x}) || ' ' || ({y})" for x, y in (("x(@a)", "y(@a)"), rise, ("x(@b)", "y(@b)"))
    )
    return (
        f"with_variable('a', start_point({line}), with_variable('b', end_point({line}), "
        f"geom_from_wkt('CIRCULARSTRING(' || {points} || ')')))"
    )


def stroke_of(symbol: QgsSymbol) -> tuple[QColor, Qt.PenStyle]:
    """Return the colour, with its opacity, and the pen that a line symbol draws with."""
    layer = symbol.symbolLayer(0)
    while layer.subSymbol() is not None and not hasattr(layer, "penStyle"):
        layer = layer.subSymbol().symbolLayer(0)
    colour = QColor(layer.fillColor() if hasattr(layer, "brushStyle") else layer.color())
    colour.setAlphaF(colour.alphaF() * symbol.opacity())
    return colour, layer.penStyle() if hasattr(layer, "penStyle") else Qt.PenStyle.SolidLine
