"""How each layer of the interface looks, from its fields alone.

Every style is made of ordinary QGIS renderers and labels: it is saved with the layer, in a
GeoPackage, a ``.qml`` or a project, and can be changed there by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import isfinite
from typing import Any, Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsRenderContext,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt

from ..core.messages import translate
from . import palette, symbols
from .amounts import MAX_DRAWN, both, drawing_threshold, positive_values, strongest
from .colouring import system_colours
from .compat import is_null
from .fields import SCALED_PREFIX
from .flow_symbols import Arrow, FlowLook, flow_line, half_arrows
from .symbols import Scale
from .tree_legend import add_size_rules
from .typography import format_value
from .width_legend import class_breaks, sized_field
from .wording import role_labels

# What a layer holds, as its fields tell.
SYSTEMS, UNITS, LINKS, CUMULATED = "systems", "units", "links", "cumulated"
FLOWS, PERIMETERS, AREAS, TABLE = "flows", "perimeters", "areas", "table"
# From top to bottom of a map. AREAS are the polygons of units as a quiet ground.
DRAW_ORDER = (UNITS, CUMULATED, LINKS, FLOWS, PERIMETERS, SYSTEMS, AREAS)
# Where a layer remembers what it holds, when its fields do not tell.
KIND_PROPERTY = "alliance/kind"
# Where a layer of units remembers the field of its weights, when that is not ``weight``.
WEIGHT_PROPERTY = "alliance/weight"

LINK_MM = 2.6
# Of one arrow of a pair.
ARROW_MM = 1.7
FLOW_MM = 4.0
CIRCLE_MM = 7.0
# Links to other systems count less on the map than those that make a system.
OUTSIDE_FACTOR = 0.5
# Of each scale outside systems: those links are the frame, not the subject. All of those of an
# excluded capital would hide it.
MAX_OUTSIDE = {"transversal": 250, "excluded": 60, "unattached": 100}
MAX_SCORE_CLASSES = 5
# Where the whole layer takes that many millimetres or less, that many links are enough.
FAR_AWAY = ((120, 1000), (50, 250))
# The volumes of a link, from `unit_a` to `unit_b` and back.
BOTH_WAYS = ("flow_ab", "flow_ba")
# What the table of styles of a GeoPackage holds.
_STYLE_NAME_LENGTH = 30
_NO_GEOMETRY = QgsFeatureRequest.Flag.NoGeometry

# Outlines of few, more and many perimeters: regions, départements, groupings.
_MANY_PERIMETERS = (20, 200)
_PERIMETER_MM = (0.5, 0.32, 0.2)
_ROLE_STROKES = {"isolated": palette.OUTLINE}


def kind_of(layer: QgsVectorLayer) -> str:
    """Tell what a layer holds, from what it was styled as or from its fields."""
    known = layer.customProperty(KIND_PROPERTY)
    return str(known) if known else kind_of_fields(layer)


def weight_field(layer: QgsVectorLayer) -> str:
    """Return the field that the circles of units follow, '' where the layer has none."""
    name = str(layer.customProperty(WEIGHT_PROPERTY, "weight"))
    return name if layer.fields().lookupField(name) >= 0 else ""


def kind_of_fields(layer: QgsVectorLayer) -> str:
    """Tell what a layer holds from its fields alone."""
    fields = {field.name().lower() for field in layer.fields()}
    if not layer.isSpatial():
        return TABLE
    if fields >= {"unit_a", "unit_b", "score"}:
        return CUMULATED
    if fields >= {"unit_a", "unit_b", "intensity"}:
        return LINKS
    if fields >= {"origin", "dest", "volume"}:
        return FLOWS
    if fields >= {"system", "centre"}:
        return SYSTEMS
    if fields >= {"code", "name", "weight"} or fields >= {"code", "role"}:
        return UNITS
    return PERIMETERS


def style_by_role(layer: QgsVectorLayer, kind: str = "") -> str:
    """Style a layer as what it holds, `kind` or what its fields tell, and return that."""
    kind = kind or kind_of(layer)
    style = _STYLES.get(kind)
    if style is not None:
        style(layer)
        layer.setCustomProperty(KIND_PROPERTY, kind)
        layer.triggerRepaint()
    return kind


def style_systems(layer: QgsVectorLayer) -> None:
    """Fill each system in a colour that none of its neighbours has; the legend names them."""
    names = _values_by_system(layer)
    colours = system_colours(layer)
    categories = [
        QgsRendererCategory(
            system, symbols.fill(palette.SYSTEM_FILLS[colours.get(system, 0)]), names[system]
        )
        for system in sorted(names)
    ]
    rest = symbols.fill(palette.NO_SYSTEM_FILL)
    categories.append(QgsRendererCategory(None, rest, translate("Alliance", "No system")))
    renderer = QgsCategorizedSymbolRenderer("system", categories)
    # Islands of one system inside another stay visible: the smaller area is drawn later.
    _order(renderer, ("-$area", True))
    layer.setRenderer(renderer)


def style_units(layer: QgsVectorLayer, *, outlined: bool = True) -> None:
    """Draw units as circles, area by weight and colour by role; centres carry their names.

    Parameters
    ----------
    layer : QgsVectorLayer
        Points, or polygons, in which circles are drawn.
    outlined : bool
        False leaves out the outlines of polygons, where `style_areas` draws them under links.
    """
    has = {field.name() for field in layer.fields()}
    weight = weight_field(layer)
    top = max(unit_weights(layer), default=1.0)
    scale = Scale(weight or "weight", top, CIRCLE_MM, root=True, smallest=0.9)
    polygons = layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    roles = list(palette.ROLE_COLOURS) if "role" in has else []
    rules = [
        _rule(
            _circle(_role_scale(scale, role), role, polygons, outlined),
            role_labels()[role],
            f'"role" = {QgsExpression.quotedValue(role)}',
        )
        for role in roles
    ]
    rest = _circle(_role_scale(scale, "isolated"), "", polygons, outlined)
    rules.append(_rule(rest, translate("Alliance", "Other units"), "ELSE" if roles else ""))
    renderer = _rules(rules)
    weighed = QgsExpression.quotedColumnRef(weight or "weight")
    if weight:
        # Small circles over large ones.
        _order(renderer, (weighed, False))
        add_size_rules(renderer, layer, weight, max(unit_weights(layer), default=0.0))
    layer.setRenderer(renderer)
    # Beside the centres, the capitals that were left out: links to them need a name.
    centres = f"\"role\" = 'dominant' OR {weighed} > {top!r}"
    named = f"CASE WHEN {centres} THEN {symbols.SHORT_NAME} END" if roles else symbols.SHORT_NAME
    layer.setLabeling(
        symbols.labels(named, scale=_role_scale(scale, "isolated"), polygons=polygons)
    )
    layer.setLabelsEnabled("name" in has)


def name_only_largest(layer: QgsVectorLayer, count: int) -> None:
    """Leave names only to the `count` heaviest of the units that have one."""
    weight = weight_field(layer)
    if not layer.labelsEnabled() or not weight:
        return
    settings = layer.labeling().settings()
    named = f"({settings.fieldName}) IS NOT NULL"
    floor = drawing_threshold(positive_values(layer, weight, named), count)
    if floor is not None:
        weighed = QgsExpression.quotedColumnRef(weight)
        settings.fieldName = f"CASE WHEN {weighed} >= {floor!r} THEN {settings.fieldName} END"
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def leave_only_circles(layer: QgsVectorLayer) -> None:
    """Switch off the outlines around the circles of units: their polygons lie on the ground."""
    renderer = layer.renderer().clone() if layer.renderer() is not None else None
    for symbol in renderer.symbols(QgsRenderContext()) if renderer is not None else []:
        parts = symbol.symbolLayers()
        circles = [part for part in parts if isinstance(part, QgsGeometryGeneratorSymbolLayer)]
        for part in parts if circles else []:
            part.setEnabled(part.enabled() and part in circles)
    if renderer is not None:
        layer.setRenderer(renderer)


def style_areas(layer: QgsVectorLayer) -> None:
    """Draw the polygons of units as a quiet ground under systems and links."""
    ground = symbols.fill(palette.NO_SYSTEM_FILL, opacity=1.0, stroke=palette.HAIRLINE, width=0.15)
    layer.setRenderer(QgsSingleSymbolRenderer(ground))
    layer.setLabelsEnabled(False)


def style_links(layer: QgsVectorLayer, *, root: bool = False, look: FlowLook | None = None) -> None:
    """Draw links, width by intensity and colour by score or kind, the strongest on top.

    Links that are not selected stay in the layer, in a rule that is off. After detection, links
    to other systems are thin and grey, links to excluded units dashed. Seen from farther away,
    fewer links are drawn, the strongest ones.

    Parameters
    ----------
    layer : QgsVectorLayer
        Links of one kind, or cumulated links, with the fields of the interface.
    root : bool
        True to draw the square root of the intensity, where a few links outweigh all others.
    look : FlowLook, optional
        Arcs, arrows, colours and amount, in the place of `root`.
    """
    look = look or FlowLook(root=root)
    has = {field.name() for field in layer.fields()}
    chosen = _chosen(layer)
    values = link_intensities(layer)
    pen = _pen_of_links(layer, look, values)
    drawn = both(chosen, _amount(layer, "intensity", values, look))
    inside = both(drawn, "\"scale\" = 'internal'" if "scale" in has else "")
    if "score" not in has:
        rules = _kind_rules(layer, pen, inside)
    elif look.by_type and dominant_types(layer):
        rules = _type_rules(layer, pen, inside)
    else:
        rules = _score_rules(layer, pen, inside)
    if "scale" in has:
        rules += _outside_rules(layer, pen, drawn)
    if drawn or "scale" in has:
        rules.append(_hidden_rule())
    renderer = _rules(rules)
    inside_last = ("CASE WHEN \"scale\" = 'internal' THEN 1 ELSE 0 END", True)
    order = [('coalesce("intensity", 0)', True), ('"unit_a"', True), ('"unit_b"', True)]
    _order(renderer, *([inside_last] if "scale" in has else []), *order)
    add_size_rules(renderer, layer, *_line_sizes(renderer, layer))
    layer.setRenderer(renderer)
    layer.setLabelsEnabled(False)


def style_flows(layer: QgsVectorLayer, *, look: FlowLook | None = None) -> None:
    """Draw directed flows beside each other, width by volume, the largest on top."""
    look = look or FlowLook()
    values = positive_values(layer, "volume")
    scale = Scale("volume", max(values, default=1.0), FLOW_MM, root=look.root)
    colour = palette.KIND_COLOURS[0]
    if look.arrows:
        line = half_arrows(
            [Arrow(scale, "origin", "dest")],
            colour,
            _radii_at_ends(layer, look, ("origin", "dest")),
            curved=look.curved,
            opacity=0.85,
        )
    elif look.curved:
        line = flow_line(scale, colour, curved=True, opacity=0.75)
    else:
        line = symbols.sized_line(scale, colour, opacity=0.75, beside=True)
    floor = drawing_threshold(values, look.most or MAX_DRAWN)
    label = ""
    if floor is not None:
        label = translate("Alliance", "Flows of {volume} and more").format(
            volume=format_value(floor)
        )
    drawn = _amount(layer, "volume", values, look)
    rules = [_rule(line, label, drawn), *([_hidden_rule()] if drawn else [])]
    renderer = _rules(rules)
    _order(renderer, ('"volume"', True), ('"origin"', True), ('"dest"', True))
    add_size_rules(renderer, layer, "volume", max(values, default=0.0))
    layer.setRenderer(renderer)


def style_perimeters(layer: QgsVectorLayer) -> None:
    """Draw perimeters as outlines, to lie over systems: the more there are, the finer."""
    rank = sum(layer.featureCount() > count for count in _MANY_PERIMETERS)
    line = symbols.outline(palette.PERIMETERS[rank], _PERIMETER_MM[rank])
    layer.setRenderer(QgsSingleSymbolRenderer(line))


_STYLES: dict[str, Callable[[QgsVectorLayer], None]] = {
    SYSTEMS: style_systems,
    UNITS: style_units,
    LINKS: style_links,
    CUMULATED: style_links,
    FLOWS: style_flows,
    PERIMETERS: style_perimeters,
    AREAS: style_areas,
}


def save_default_style(layer: QgsVectorLayer) -> str:
    """Store the layer's style in its database as the default one.

    Open layers of the same file again afterwards: storing a style closes connections that they
    share.

    Returns
    -------
    str
        Empty when it is stored, else a sentence that says why not. A map without its default
        style is no reason to lose a run.
    """
    name = (layer.name() or "alliance")[:_STYLE_NAME_LENGTH]
    # Saving over a style that exists, QGIS 3.22 asks in a dialog, even in `qgis_process`.
    for key in _stored_styles(layer, name):
        layer.deleteStyleFromDatabase(key)
    # The first is deprecated from 3.44 on, where the second comes.
    store = getattr(layer, "saveStyleToDatabaseV2", layer.saveStyleToDatabase)
    told = store(name, translate("Alliance", "Made by Alliance"), True, "")
    # Some versions also complain of the SLD that goes with the style; what counts is that the
    # style is there.
    if _stored_styles(layer, name):
        return ""
    return translate(
        "Alliance", "The style of “{layer}” could not be stored beside it: {reason}"
    ).format(layer=layer.name(), reason=told[-1] if isinstance(told, tuple) else told)


def _stored_styles(layer: QgsVectorLayer, name: str) -> list[str]:
    """Return the keys of the styles of that name that the layer has in its database."""
    related, keys, names, *_ = layer.listStylesInDatabase()
    return [key for key, stored in list(zip(keys, names))[: max(related, 0)] if stored == name]


# --- amounts ------------------------------------------------------------------------------------


def unit_weights(layer: QgsVectorLayer) -> list[float]:
    """Return the weights that the circles of units are scaled on: those of units in a system.

    A capital left out of the analysis would make a dot of every other town.
    """
    weight = weight_field(layer)
    if not weight:
        return []
    in_system = "\"role\" <> 'isolated'" if layer.fields().lookupField("role") >= 0 else ""
    return positive_values(layer, weight, in_system) or positive_values(layer, weight)


def link_intensities(layer: QgsVectorLayer) -> list[float]:
    """Return the intensities that the widths of links are scaled on: those of selected links."""
    return positive_values(layer, "intensity", _chosen(layer))


def line_values(layer: QgsVectorLayer) -> tuple[str, list[float]]:
    """Return the field that the widths of a styled layer of lines follow, and its values."""
    return _values_of(sized_field(layer.renderer()), layer)


def _line_sizes(renderer: QgsFeatureRenderer, layer: QgsVectorLayer) -> tuple[str, float]:
    field, values = _values_of(sized_field(renderer), layer)
    return field, max(values, default=0.0)


def _values_of(field: str, layer: QgsVectorLayer) -> tuple[str, list[float]]:
    if field in BOTH_WAYS:
        return field, _volumes_each_way(layer)
    if field == "intensity":
        return field, link_intensities(layer)
    return field, positive_values(layer, field) if layer.fields().lookupField(field) >= 0 else []


def has_both_ways(layer: QgsVectorLayer) -> bool:
    """Tell whether links carry the volume of each way, as arrows need."""
    return all(layer.fields().lookupField(name) >= 0 for name in BOTH_WAYS)


@dataclass(frozen=True)
class Drawn:
    """How many links of how many are drawn, and their share (0 to 1) of the sum of `field`.

    `valueless` links, of which `field` is missing, zero or negative, count in neither.
    """

    count: int
    total: int
    share: float
    field: str
    valueless: int = 0


def drawn_amount(layer: QgsVectorLayer, look: FlowLook) -> Drawn:
    """Return what a map of `layer` draws at most: seen from far away, less is drawn.

    Selected links count, the others are not meant to be drawn.
    """
    fields = layer.fields()
    measure = "intensity" if fields.lookupField("intensity") >= 0 else "volume"
    summed = "volume" if fields.lookupField("volume") >= 0 else measure
    chosen = _chosen(layer)
    values = positive_values(layer, measure, chosen)
    kept = both(chosen, strongest(layer, measure, values, look.most or MAX_DRAWN, chosen))
    whole, part = (positive_values(layer, summed, condition) for condition in (chosen, kept))
    request = QgsFeatureRequest().setFlags(_NO_GEOMETRY)
    rows = layer.getFeatures(request.setFilterExpression(chosen) if chosen else request)
    valueless = sum(1 for _ in rows) - len(whole)
    return Drawn(len(part), len(whole), sum(part) / sum(whole) if whole else 1.0, summed, valueless)


def _chosen(layer: QgsVectorLayer) -> str:
    return '"selected" = 1' if layer.fields().lookupField("selected") >= 0 else ""


def _volumes_each_way(layer: QgsVectorLayer) -> list[float]:
    return [value for name in BOTH_WAYS for value in positive_values(layer, name, _chosen(layer))]


# --- circles ------------------------------------------------------------------------------------


def _role_scale(scale: Scale, role: str) -> Scale:
    # An excluded capital, left out of the scale, would cover the map.
    return replace(scale, ceiling=scale.largest) if role == "isolated" else scale


def _circle(scale: Scale, role: str, polygons: bool, outlined: bool) -> QgsSymbol:
    colour = palette.ROLE_COLOURS.get(role, palette.ROLE_COLOURS["intermediate"])
    stroke = _ROLE_STROKES.get(role, palette.INK)
    if polygons:
        return symbols.circle_in_polygon(scale, colour, stroke, outlined=outlined)
    return symbols.circle(scale, colour, stroke)


# --- rules --------------------------------------------------------------------------------------


# Draws a line in a colour and an opacity, in a pen, `times` as wide as links inside systems.
Pen = Callable[..., QgsLineSymbol]


def _pen_of_links(layer: QgsVectorLayer, look: FlowLook, values: Sequence[float]) -> Pen:
    if look.arrows and has_both_ways(layer):
        return _arrow_pen(layer, look)
    scale = Scale("intensity", max(values, default=1.0), LINK_MM, root=look.root)

    def line(colour: str, *, times: float = 1.0, **settings: Any) -> QgsLineSymbol:
        size = scale.times(times) if times != 1 else scale
        return flow_line(size, colour, curved=look.curved, **settings)

    return line


def _arrow_pen(layer: QgsVectorLayer, look: FlowLook) -> Pen:
    top = max(_volumes_each_way(layer), default=1.0)
    radii = _radii_at_ends(layer, look, ("unit_a", "unit_b"))

    def arrows(
        colour: str,
        *,
        times: float = 1.0,
        opacity: float = 1.0,
        pen: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> QgsLineSymbol:
        there = Scale("flow_ab", top, ARROW_MM * times, root=look.root)
        pair = (
            Arrow(there, "unit_a", "unit_b"),
            Arrow(replace(there, field="flow_ba"), "unit_b", "unit_a", against=True),
        )
        return half_arrows(pair, colour, radii, curved=look.curved, opacity=opacity)

    return arrows


def _radii_at_ends(layer: QgsVectorLayer, look: FlowLook, ends: Sequence[str]) -> dict[str, float]:
    """Return the radii of the units that the links of a layer touch."""
    fields = layer.fields()
    codes = {str(value) for name in ends for value in layer.uniqueValues(fields.lookupField(name))}
    return {code: radius for code, radius in look.radii.items() if code in codes}


def _amount(layer: QgsVectorLayer, field: str, values: Sequence[float], look: FlowLook) -> str:
    """Return the condition of being drawn: fewer from farther away, the strongest ones."""
    chosen = _chosen(layer)
    condition = strongest(layer, field, values, look.most or MAX_DRAWN, chosen)
    for millimetres, count in FAR_AWAY:
        few = strongest(layer, field, values, min(count, look.most or count), chosen)
        scale = _ground_width(layer) * 1000 / millimetres
        if few and scale > 0:
            condition = both(condition, f"(coalesce(@map_scale, 0) <= {scale:.0f} OR {few})")
    return condition


def _ground_width(layer: QgsVectorLayer) -> float:
    """Return the larger side of a layer, roughly, in metres."""
    extent = layer.extent()
    side = max(extent.width(), extent.height())
    if extent.isNull() or not isfinite(side):
        return 0.0
    metres = QgsUnitTypes.DistanceUnit.DistanceMeters
    return side * QgsUnitTypes.fromUnitToUnitFactor(layer.crs().mapUnits(), metres)


def _type_rules(layer: QgsVectorLayer, pen: Pen, inside: str) -> list[QgsRuleBasedRenderer.Rule]:
    """Return a rule a kind that dominates some link, the most frequent in colours of their own."""
    types = dominant_types(layer)
    names = [name for name in _dominant_kinds(layer) if name in types]
    colours = palette.KIND_COLOURS
    own = names if len(names) <= len(colours) else names[: len(colours) - 1]
    rules = [
        _rule(
            pen(colour, opacity=0.9),
            types[name],
            both(inside, f"{_dominance(layer)} = {QgsExpression.quotedValue(name)}"),
        )
        for name, colour in zip(own, colours)
    ]
    if len(own) < len(names):
        others = ", ".join(QgsExpression.quotedValue(name) for name in names[len(own) :])
        label = translate("Alliance", "Other kinds of links")
        condition = both(inside, f"{_dominance(layer)} IN ({others})")
        rules.append(_rule(pen(palette.SOFT_INK, opacity=0.9), label, condition))
    return rules


def dominant_types(layer: QgsVectorLayer) -> dict[str, str]:
    """Return the short name and the name of each kind that cumulated links were made of."""
    from ..core.cumulation import slugs

    names = [f.name() for f in layer.fields() if f.name().startswith(SCALED_PREFIX)]
    short = [name[len(SCALED_PREFIX) :] for name in names]
    index = layer.fields().lookupField("types")
    written = layer.uniqueValues(index) if index >= 0 else set()
    full = {part.strip() for text in written if not is_null(text) for part in text.split(",")}
    known = {slugs([name])[0]: name for name in sorted(full - {""})}
    return {slug: known.get(slug, slug) for slug in short}


def _dominance(layer: QgsVectorLayer) -> str:
    """Return, as an expression, the short name of the kind with the largest share of a link."""
    short = [f.name()[2:] for f in layer.fields() if f.name().startswith(SCALED_PREFIX)]
    parts = ", ".join(
        f"coalesce({QgsExpression.quotedColumnRef(SCALED_PREFIX + slug)}, 0)" for slug in short
    )
    names = ", ".join(QgsExpression.quotedValue(slug) for slug in short)
    return f"array_get(array({names}), array_find(array({parts}), array_max(array({parts}))))"


def _dominant_kinds(layer: QgsVectorLayer) -> list[str]:
    """Return the kinds that dominate some link, the most frequent first."""
    expression = QgsExpression(_dominance(layer))
    scopes = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expression.prepare(scopes)
    counts: Counter[str] = Counter()
    for feature in layer.getFeatures(QgsFeatureRequest().setFlags(_NO_GEOMETRY)):
        scopes.setFeature(feature)
        counts[str(expression.evaluate(scopes))] += 1
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def _score_rules(layer: QgsVectorLayer, pen: Pen, inside: str) -> list[QgsRuleBasedRenderer.Rule]:
    scores = positive_values(layer, "score", inside)
    breaks = class_breaks(scores, MAX_SCORE_CLASSES)
    exact = len(breaks) == len(set(scores))
    rules = []
    for i, colour in enumerate(palette.score_colours(max(len(breaks), 1))):
        low = f'"score" >= {breaks[i]!r}' if i else ""
        above = breaks[i + 1] if i + 1 < len(breaks) else None
        high = "" if above is None else f'"score" < {above!r}'
        if not breaks:
            label = ""
        elif exact:
            label = _exact_label(layer, breaks[i])
        else:
            label = _class_label(breaks[i], above)
        line = pen(colour, opacity=0.9)
        rules.append(_rule(line, label, both(inside, both(low, high))))
    return rules


def _exact_label(layer: QgsVectorLayer, score: float) -> str:
    if not _counts_kinds(layer):
        return translate("Alliance", "Score {score}").format(score=format_value(score))
    if score == 1:
        return translate("Alliance", "1 kind of links")
    return translate("Alliance", "{count} kinds of links").format(count=format_value(score))


def _class_label(low: float, high: float | None) -> str:
    if high is None:
        return translate("Alliance", "Score {score} and more").format(score=format_value(low))
    return translate("Alliance", "Score {low} to less than {high}").format(
        low=format_value(low), high=format_value(high)
    )


def _counts_kinds(layer: QgsVectorLayer) -> bool:
    """Tell whether the score is the number of kinds: all weights 1, no dimension capped."""
    if layer.fields().lookupField("n_types") < 0:
        return False
    other = QgsFeatureRequest().setFilterExpression('"score" <> "n_types"').setLimit(1)
    return not any(True for _ in layer.getFeatures(other))


def _kind_rules(layer: QgsVectorLayer, pen: Pen, inside: str) -> list[QgsRuleBasedRenderer.Rule]:
    index = layer.fields().lookupField("link_type")
    names = (
        sorted(str(v) for v in layer.uniqueValues(index) if not is_null(v)) if index >= 0 else []
    )
    if len(names) < 2:
        line = pen(palette.KIND_COLOURS[0], opacity=0.85)
        return [_rule(line, names[0] if names else "", inside)]
    rules = []
    for i, name in enumerate(names):
        colour = palette.KIND_COLOURS[i % len(palette.KIND_COLOURS)]
        line = pen(colour, opacity=0.85)
        condition = f'"link_type" = {QgsExpression.quotedValue(name)}'
        rules.append(_rule(line, name, both(inside, condition)))
    return rules


def _outside_rules(layer: QgsVectorLayer, pen: Pen, drawn: str) -> list[QgsRuleBasedRenderer.Rule]:
    thin = partial(pen, times=OUTSIDE_FACTOR)
    looks = (
        (
            "transversal",
            translate("Alliance", "Between two systems"),
            thin(palette.TRANSVERSAL, opacity=0.8),
        ),
        (
            "excluded",
            translate("Alliance", "With an excluded unit"),
            thin(palette.EXCLUDED, opacity=0.5, pen=Qt.PenStyle.DashLine),
        ),
        (
            "unattached",
            translate("Alliance", "With a unit outside any system"),
            thin(palette.UNATTACHED, pen=Qt.PenStyle.DotLine),
        ),
    )
    rules = []
    for key, label, symbol in looks:
        condition = both(drawn, f'"scale" = {QgsExpression.quotedValue(key)}')
        values = positive_values(layer, "intensity", condition)
        floor = drawing_threshold(values, MAX_OUTSIDE[key])
        if floor is not None:
            few = strongest(layer, "intensity", values, MAX_OUTSIDE[key], condition)
            condition = both(condition, few)
            label = translate("Alliance", "{links} ({intensity} and more)").format(
                links=label, intensity=format_value(floor)
            )
        rules.append(_rule(symbol, label, condition))
    return rules


def _hidden_rule() -> QgsRuleBasedRenderer.Rule:
    line = QgsLineSymbol.createSimple(
        {"line_color": palette.HAIRLINE, "line_width": str(symbols.HAIR_MM)}
    )
    rule = _rule(line, translate("Alliance", "Others (not drawn)"), "ELSE")
    rule.setActive(False)
    return rule


def _rule(symbol: QgsSymbol, label: str, condition: str) -> QgsRuleBasedRenderer.Rule:
    rule = QgsRuleBasedRenderer.Rule(symbol)
    rule.setLabel(label)
    if condition:
        rule.setFilterExpression(condition)
    return rule


def _rules(rules: Iterable[QgsRuleBasedRenderer.Rule]) -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    for rule in rules:
        root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def _order(renderer: QgsFeatureRenderer, *clauses: tuple[str, bool]) -> None:
    renderer.setOrderBy(
        QgsFeatureRequest.OrderBy(
            [QgsFeatureRequest.OrderByClause(text, ascending) for text, ascending in clauses]
        )
    )
    renderer.setOrderByEnabled(True)


def _values_by_system(layer: QgsVectorLayer) -> dict[int, str]:
    fields = layer.fields()
    number, name = fields.lookupField("system"), fields.lookupField("name")
    names: dict[int, str] = {}
    for feature in layer.getFeatures():
        system = feature[number]
        if is_null(system) or system <= 0:
            continue
        label = feature[name] if name >= 0 else None
        names[int(system)] = str(system) if is_null(label) else str(label)
    return names
