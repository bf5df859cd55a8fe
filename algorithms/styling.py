"""How each layer of the interface looks, from its fields alone.

Every style is made of ordinary QGIS renderers and labels: it is saved with the layer, in a
GeoPackage, a ``.qml`` or a project, and can be changed there by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt

from ..core.messages import translate
from . import palette, symbols
from .compat import is_null
from .symbols import Scale
from .typography import as_finite, format_value
from .width_legend import class_breaks
from .wording import role_labels

# What a layer holds, as its fields tell.
SYSTEMS, UNITS, LINKS, CUMULATED = "systems", "units", "links", "cumulated"
FLOWS, PERIMETERS, AREAS, TABLE = "flows", "perimeters", "areas", "table"
# From top to bottom of a map. AREAS are the polygons of units as a quiet ground.
DRAW_ORDER = (UNITS, CUMULATED, LINKS, FLOWS, PERIMETERS, SYSTEMS, AREAS)
# Where a layer remembers what it holds, when its fields do not tell.
KIND_PROPERTY = "alliance/kind"

LINK_MM = 2.6
FLOW_MM = 4.0
CIRCLE_MM = 7.0
# Links to other systems count less on the map than those that make a system.
OUTSIDE_FACTOR = 0.5
# More lines than that make no map: the weaker ones wait in a rule that is off.
MAX_DRAWN = 3000
# Of each scale outside systems: those links are the frame, not the subject.
MAX_OUTSIDE = 250
MAX_SCORE_CLASSES = 5
# What the table of styles of a GeoPackage holds.
_STYLE_NAME_LENGTH = 30

# Outlines of few, more and many perimeters: regions, départements, groupings.
_MANY_PERIMETERS = (20, 200)
_PERIMETER_MM = (0.5, 0.32, 0.2)
_ROLE_STROKES = {"isolated": palette.OUTLINE}


def kind_of(layer: QgsVectorLayer) -> str:
    """Tell what a layer holds, from what it was styled as or from its fields."""
    known = layer.customProperty(KIND_PROPERTY)
    if known:
        return str(known)
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
    colours = palette.system_colours(layer)
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
    top = max(unit_weights(layer), default=1.0)
    scale = Scale("weight", top, CIRCLE_MM, root=True, smallest=0.9)
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
    if "weight" in has:
        # Small circles over large ones.
        _order(renderer, ('"weight"', False))
    layer.setRenderer(renderer)
    # Beside the centres, the capitals that were left out: links to them need a name.
    centres = f'"role" = \'dominant\' OR "weight" > {top!r}'
    named = f'CASE WHEN {centres} THEN "name" END' if roles else '"name"'
    layer.setLabeling(
        symbols.labels(named, scale=_role_scale(scale, "isolated"), polygons=polygons)
    )
    layer.setLabelsEnabled("name" in has)


def name_only_largest(layer: QgsVectorLayer, count: int) -> None:
    """Leave names only to the `count` heaviest of the units that have one."""
    if not layer.labelsEnabled() or layer.fields().lookupField("weight") < 0:
        return
    settings = layer.labeling().settings()
    named = f"({settings.fieldName}) IS NOT NULL"
    floor = drawing_threshold(positive_values(layer, "weight", named), count)
    if floor is not None:
        settings.fieldName = f'CASE WHEN "weight" >= {floor!r} THEN {settings.fieldName} END'
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def style_areas(layer: QgsVectorLayer) -> None:
    """Draw the polygons of units as a quiet ground under systems and links."""
    ground = symbols.fill(palette.NO_SYSTEM_FILL, opacity=1.0, stroke=palette.HAIRLINE, width=0.15)
    layer.setRenderer(QgsSingleSymbolRenderer(ground))
    layer.setLabelsEnabled(False)


def style_links(layer: QgsVectorLayer, *, root: bool = False) -> None:
    """Draw links, width by intensity and colour by score or kind, the strongest on top.

    Links that are not selected stay in the layer, in a rule that is off. After detection, links
    to other systems are thin and grey, links to excluded units dashed.

    Parameters
    ----------
    layer : QgsVectorLayer
        Links of one kind, or cumulated links, with the fields of the interface.
    root : bool
        True to draw the square root of the intensity, where a few links outweigh all others.
    """
    has = {field.name() for field in layer.fields()}
    chosen = '"selected" = 1' if "selected" in has else ""
    values = link_intensities(layer)
    scale = Scale("intensity", max(values, default=1.0), LINK_MM, root=root)
    floor = drawing_threshold(values)
    drawn = _both(chosen, "" if floor is None else f'"intensity" >= {floor!r}')
    inside = _both(drawn, "\"scale\" = 'internal'" if "scale" in has else "")
    rules = (
        _score_rules(layer, scale, inside) if "score" in has else _kind_rules(layer, scale, inside)
    )
    if "scale" in has:
        rules += _outside_rules(layer, scale, drawn)
    if chosen or floor is not None or "scale" in has:
        rules.append(_hidden_rule())
    renderer = _rules(rules)
    inside_last = ("CASE WHEN \"scale\" = 'internal' THEN 1 ELSE 0 END", True)
    order = [('coalesce("intensity", 0)', True), ('"unit_a"', True), ('"unit_b"', True)]
    _order(renderer, *([inside_last] if "scale" in has else []), *order)
    layer.setRenderer(renderer)
    layer.setLabelsEnabled(False)


def style_flows(layer: QgsVectorLayer) -> None:
    """Draw directed flows beside each other, width by volume, the largest on top."""
    values = positive_values(layer, "volume")
    scale = Scale("volume", max(values, default=1.0), FLOW_MM)
    floor = drawing_threshold(values)
    line = symbols.sized_line(scale, palette.KIND_COLOURS[0], opacity=0.75, beside=True)
    if floor is None:
        rules = [_rule(line, "", "")]
    else:
        label = translate("Alliance", "Flows of {volume} and more").format(
            volume=format_value(floor)
        )
        rules = [_rule(line, label, f'"volume" >= {floor!r}'), _hidden_rule()]
    renderer = _rules(rules)
    _order(renderer, ('"volume"', True), ('"origin"', True), ('"dest"', True))
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


def unit_weights(layer: QgsVectorLayer) -> list[float]:
    """Return the weights that the circles of units are scaled on: those of units in a system.

    A capital left out of the analysis would make a dot of every other town.
    """
    fields = layer.fields()
    if fields.lookupField("weight") < 0:
        return []
    in_system = "\"role\" <> 'isolated'" if fields.lookupField("role") >= 0 else ""
    return positive_values(layer, "weight", in_system) or positive_values(layer, "weight")


def link_intensities(layer: QgsVectorLayer) -> list[float]:
    """Return the intensities that the widths of links are scaled on: those of selected links."""
    chosen = '"selected" = 1' if layer.fields().lookupField("selected") >= 0 else ""
    return positive_values(layer, "intensity", chosen)


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


def _score_rules(
    layer: QgsVectorLayer, scale: Scale, inside: str
) -> list[QgsRuleBasedRenderer.Rule]:
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
        line = symbols.sized_line(scale, colour, opacity=0.9)
        rules.append(_rule(line, label, _both(inside, _both(low, high))))
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


def _kind_rules(
    layer: QgsVectorLayer, scale: Scale, inside: str
) -> list[QgsRuleBasedRenderer.Rule]:
    index = layer.fields().lookupField("link_type")
    names = (
        sorted(str(v) for v in layer.uniqueValues(index) if not is_null(v)) if index >= 0 else []
    )
    if len(names) < 2:
        line = symbols.sized_line(scale, palette.KIND_COLOURS[0], opacity=0.85)
        return [_rule(line, names[0] if names else "", inside)]
    rules = []
    for i, name in enumerate(names):
        colour = palette.KIND_COLOURS[i % len(palette.KIND_COLOURS)]
        line = symbols.sized_line(scale, colour, opacity=0.85)
        condition = f'"link_type" = {QgsExpression.quotedValue(name)}'
        rules.append(_rule(line, name, _both(inside, condition)))
    return rules


def _outside_rules(
    layer: QgsVectorLayer, scale: Scale, drawn: str
) -> list[QgsRuleBasedRenderer.Rule]:
    thin = scale.times(OUTSIDE_FACTOR)
    looks = (
        (
            "transversal",
            translate("Alliance", "Between two systems"),
            symbols.sized_line(thin, palette.TRANSVERSAL, opacity=0.8),
        ),
        (
            "excluded",
            translate("Alliance", "With an excluded unit"),
            symbols.sized_line(thin, palette.EXCLUDED, opacity=0.7, pen=Qt.PenStyle.DashLine),
        ),
        (
            "unattached",
            translate("Alliance", "With a unit outside any system"),
            symbols.sized_line(thin, palette.UNATTACHED, pen=Qt.PenStyle.DotLine),
        ),
    )
    rules = []
    for key, label, symbol in looks:
        condition = _both(drawn, f'"scale" = {QgsExpression.quotedValue(key)}')
        floor = drawing_threshold(positive_values(layer, "intensity", condition), MAX_OUTSIDE)
        if floor is not None:
            condition = _both(condition, f'"intensity" >= {floor!r}')
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


def _both(first: str, second: str) -> str:
    return f"{first} AND {second}" if first and second else first or second


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
