"""Which layers a printed map draws, and in which style.

A layer of the project that has one of our styles is drawn as it is there, so that the layout
follows its changes. Any other one is drawn from a copy, which the layout brings with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.messages import translate
from . import palette, symbols
from .amounts import positive_values
from .compat import is_null
from .map_picture import crs_and_extent, map_stack
from .styling import (
    AREAS,
    CUMULATED,
    FLOWS,
    KIND_PROPERTY,
    LINKS,
    PERIMETERS,
    SYSTEMS,
    UNITS,
    kind_of,
    link_intensities,
    style_by_role,
)
from .symbols import Scale

# Of the strongest link on a small map.
SMALL_MM = 1.1
_NEEDED = {UNITS: ("code", "name"), SYSTEMS: ("system", "name")}
# The system that a page of an atlas is about.
PAGE_SYSTEM = "attribute(@atlas_feature, 'system')"


@dataclass(frozen=True)
class Subject:
    """The layers that were given, styled, by what they hold.

    Attributes
    ----------
    links : sequence of QgsVectorLayer
        Cumulated links first.
    units, systems : QgsVectorLayer or None
    perimeters : sequence of QgsVectorLayer
    """

    links: Sequence[QgsVectorLayer] = ()
    units: QgsVectorLayer | None = None
    systems: QgsVectorLayer | None = None
    perimeters: Sequence[QgsVectorLayer] = ()

    def main(self) -> list[QgsVectorLayer]:
        """Return the layers of the main map: one layer of links, the first."""
        single = [layer for layer in (self.units, self.systems) if layer is not None]
        return [*single, *self.links[:1], *self.perimeters]


@dataclass(frozen=True)
class KindMap:
    """A small map: the links of one kind, as wide as their part of the strongest of them.

    `chosen` is the condition that its links meet. It filters what is drawn, not the layer: a
    layer of a GeoPackage that is filtered opens its file anew, and connections that others hold
    to it may fail in the middle of a page.
    """

    title: str
    layer: QgsVectorLayer
    scale: Scale
    chosen: str = ""


def subject_of(
    links: Sequence[QgsVectorLayer],
    units: QgsVectorLayer | None,
    systems: QgsVectorLayer | None,
    perimeters: Sequence[QgsVectorLayer],
    project: QgsProject | None,
) -> Subject:
    """Check the layers that a map is asked for, and give each its style.

    Raises
    ------
    InputError
        There is no layer, one is empty or holds something else than its parameter says.
    """
    if not (links or units or systems or perimeters):
        raise InputError(
            translate(
                "Alliance",
                "There is nothing to draw: give at least one layer of links, units, systems or "
                "perimeters."
            )
        )
    for layer in links:
        if kind_of(layer) not in (LINKS, CUMULATED, FLOWS):
            raise InputError(
                translate(
                    "Alliance",
                    "The layer “{layer}” holds no links: give what “Compute links”, “Cumulate "
                    "links” or “Detect interurban systems” made."
                ).format(layer=layer.name())
            )
    for kind, layer in ((UNITS, units), (SYSTEMS, systems)):
        if layer is not None:
            _check_fields(layer, _NEEDED[kind])
    for layer in perimeters:
        if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
            raise InputError(
                translate(
                    "Alliance",
                    "The layer “{layer}” holds no perimeters: polygons are expected."
                ).format(layer=layer.name())
            )
    if systems is not None and systems.featureCount() == 0:
        raise InputError(
            translate(
                "Alliance",
                "The layer “{layer}” has no system: lower the threshold of “Detect interurban "
                "systems”, or leave the systems out of the map."
            ).format(layer=systems.name())
        )
    ordered = sorted(links, key=lambda layer: kind_of(layer) != CUMULATED)
    return Subject(
        [_styled(layer, kind_of(layer), project) for layer in ordered],
        _styled(units, UNITS, project) if units is not None else None,
        _styled(systems, SYSTEMS, project) if systems is not None else None,
        [_styled(layer, PERIMETERS, project) for layer in perimeters],
    )


def _check_fields(layer: QgsVectorLayer, wanted: Sequence[str]) -> None:
    names = {field.name().lower() for field in layer.fields()}
    missing = [name for name in wanted if name not in names]
    if missing:
        raise InputError(
            translate(
                "Alliance",
                "The layer “{layer}” has no field “{field}”: give what “Detect interurban systems” "
                "made."
            ).format(layer=layer.name(), field=missing[0])
        )


def _styled(layer: QgsVectorLayer, kind: str, project: QgsProject | None) -> QgsVectorLayer:
    has_style = layer.customProperty(KIND_PROPERTY) == kind
    if has_style and project is not None and project.mapLayer(layer.id()) is layer:
        return layer
    copy = layer.clone()
    if not has_style:
        style_by_role(copy, kind)
    return copy


def view_of(
    layers: Sequence[QgsVectorLayer],
) -> tuple[QgsCoordinateReferenceSystem, QgsRectangle]:
    """Return the CRS, in metres where it can be, and the extent of a map of layers."""
    return crs_and_extent(layers, None)


def page_stack(subject: Subject) -> list[QgsVectorLayer]:
    """Return the layers of an atlas page: all names of its system, and a line around it."""
    stack = map_stack(subject.main())
    for i, layer in enumerate(stack):
        if kind_of(layer) == UNITS:
            _name_the_page(layer)
            stack.insert(i + 1, _outline_of_page(subject.systems))
            return stack
    return [_outline_of_page(subject.systems), *stack]


def situation_stack(
    subject: Subject, stack: Sequence[QgsVectorLayer]
) -> list[QgsVectorLayer]:
    """Return what the small map beside an atlas page shows: the systems, and land under them.

    Systems of towns without polygons would lie on nothing, and the reader could not tell where:
    there perimeters are the land, without their limits.
    """
    found = [layer for layer in stack if kind_of(layer) in (SYSTEMS, AREAS)]
    if subject.perimeters and not any(kind_of(layer) == AREAS for layer in found):
        land = subject.perimeters[0].clone()
        ground = symbols.fill(palette.LAND, opacity=1.0, stroke=palette.LAND, width=0.1)
        land.setRenderer(QgsSingleSymbolRenderer(ground))
        land.setLabelsEnabled(False)
        land.setCustomProperty(KIND_PROPERTY, AREAS)
        found.append(land)
    return found


def _name_the_page(layer: QgsVectorLayer) -> None:
    if not layer.labelsEnabled() or layer.fields().lookupField("system") < 0:
        return
    settings = layer.labeling().settings()
    settings.fieldName = (
        f'CASE WHEN "system" = {PAGE_SYSTEM} OR "role" = \'dominant\' '
        f"THEN {symbols.SHORT_NAME} END"
        if layer.fields().lookupField("role") >= 0
        else f'CASE WHEN "system" = {PAGE_SYSTEM} THEN {symbols.SHORT_NAME} END'
    )
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def _outline_of_page(systems: QgsVectorLayer) -> QgsVectorLayer:
    layer = systems.clone()
    layer.setName(translate("Alliance", "System of the page"))
    root = QgsRuleBasedRenderer.Rule(None)
    rule = QgsRuleBasedRenderer.Rule(symbols.outline(palette.INK, 0.6))
    rule.setFilterExpression(f'"system" = {PAGE_SYSTEM}')
    root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setLabelsEnabled(False)
    layer.setCustomProperty(KIND_PROPERTY, "page")
    return layer


# --- small multiples ----------------------------------------------------------------------------


def kind_maps(subject: Subject) -> list[KindMap]:
    """Return one small map a kind of links: of the other layers, or of the cumulated one.

    Raises
    ------
    InputError
        There is no layer of several kinds, nor several layers.
    """
    others = [layer for layer in subject.links if kind_of(layer) == LINKS]
    if len(others) > 1 or (others and len(subject.links) > len(others)):
        found = [_map_of_layer(layer) for layer in others]
    else:
        found = _maps_of_cumulated(subject.links[0]) if subject.links else []
    if len(found) < 2:
        raise InputError(
            translate(
                "Alliance",
                "One map a kind of links needs several kinds: give cumulated links (with their "
                "fields s_… and r_…), or several layers of links."
            )
        )
    return [_drawn(item, number) for number, item in enumerate(found)]


def quiet_ground(subject: Subject, stack: Sequence[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Return what lies under small maps: the systems, or else the units, in one pale colour."""
    if subject.systems is None:
        return [layer for layer in stack if kind_of(layer) == AREAS]
    ground = subject.systems.clone()
    style_by_role(ground, AREAS)
    return [ground]


def _map_of_layer(layer: QgsVectorLayer) -> KindMap:
    index = layer.fields().lookupField("link_type")
    names = [str(v) for v in layer.uniqueValues(index) if not is_null(v)] if index >= 0 else []
    chosen = '"selected" = 1' if layer.fields().lookupField("selected") >= 0 else ""
    top = max(link_intensities(layer), default=1.0)
    title = names[0] if len(names) == 1 and names[0] else layer.name()
    return KindMap(title, layer.clone(), Scale("intensity", top, SMALL_MM), chosen)


def _maps_of_cumulated(layer: QgsVectorLayer) -> list[KindMap]:
    names = {field.name() for field in layer.fields()}
    slugs = [f.name()[2:] for f in layer.fields() if f.name().startswith("s_")]
    maps = []
    for slug in slugs:
        if "r_" + slug not in names:
            continue
        chosen = f'"s_{slug}" = 1'
        top = max(positive_values(layer, "r_" + slug, chosen), default=1.0)
        scale = Scale("r_" + slug, top, SMALL_MM)
        maps.append(KindMap(_kind_name(layer, slug), layer.clone(), scale, chosen))
    return maps


def _kind_name(layer: QgsVectorLayer, slug: str) -> str:
    """Return the whole name of a kind, which links of that kind alone carry."""
    index = layer.fields().lookupField("types")
    alone = QgsFeatureRequest().setFilterExpression(f'"s_{slug}" = 1 AND "n_types" = 1')
    if index >= 0:
        for feature in layer.getFeatures(alone.setLimit(1)):
            return str(feature[index])
    return slug


def _drawn(item: KindMap, number: int) -> KindMap:
    colour = palette.KIND_COLOURS[number % len(palette.KIND_COLOURS)]
    root = QgsRuleBasedRenderer.Rule(None)
    rule = QgsRuleBasedRenderer.Rule(symbols.sized_line(item.scale, colour))
    rule.setFilterExpression(item.chosen)
    root.appendChild(rule)
    item.layer.setRenderer(QgsRuleBasedRenderer(root))
    item.layer.setName(item.title)
    item.layer.setCustomProperty(KIND_PROPERTY, LINKS)
    return replace(item, layer=item.layer)


def brought_along(layers: Sequence[QgsMapLayer], project: QgsProject) -> list[QgsMapLayer]:
    """Return the layers that a layout needs and the project does not have, each once."""
    found = {layer.id(): layer for layer in layers if project.mapLayer(layer.id()) is None}
    return list(found.values())
