"""Give links, units, systems and perimeters their styles, whichever tool made the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.messages import translate
from . import parameters as declare
from .amounts import MAX_DRAWN
from .base import AllianceAlgorithm
from .flow_symbols import BY_SCORE, BY_TYPE, COLOURS, CURVED, LINES, SQUARE_ROOT, WIDTHS, FlowLook
from .geometry import extent_of
from .layer_order import put_in_order
from .styling import (
    CUMULATED,
    FLOWS,
    KIND_PROPERTY,
    LINKS,
    PERIMETERS,
    SYSTEMS,
    UNITS,
    drawn_amount,
    has_both_ways,
    kind_of_fields,
    style_flows,
    style_links,
    style_perimeters,
    style_systems,
    style_units,
)
from .typography import counted, format_number, format_percent
from .width_legend import circle_radii

_TYPES = QgsProcessing.SourceType
# From bottom to top of a map.
_LAYERS = ("PERIMETERS", "SYSTEMS", "LINKS", "UNITS")


class StyleResults(AllianceAlgorithm):
    """`alliance:styleresults`."""

    ID = "styleresults"
    GROUP = "maps"

    def title(self) -> str:
        return translate("Alliance", "Style results")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Draws links, units, systems and perimeters as a readable map, with the widths and "
            "the circles in the legend."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "Give the layers that you have; their data are not changed, and the styles can be "
                "changed by hand afterwards. Layers of the project are put in the order of a map: "
                "units over links, links over perimeters and systems."
            ),
            translate(
                "Alliance",
                "Links are as wide as their intensity, from zero, the strongest on top. With "
                "arrows, each way of a link is a half arrow as wide as its volume, which stops at "
                "the circle of the unit: give the units too. Cumulated links have no volume each "
                "way and stay lines."
            ),
            translate(
                "Alliance",
                "The colour by type is that of the kind of links with the largest scaled value; "
                "the colour by score is darker where more kinds meet."
            ),
            translate(
                "Alliance",
                "Only the strongest links are drawn, and the log says what share they hold. Seen "
                "from far away fewer are drawn, zooming in brings them back. Missing, zero and "
                "negative intensities give the thinnest line."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "style,symbology,flow map,arrows,legend,width,colour")

    def flags(self) -> Any:
        # Layers of the project live in the main thread.
        return super().flags() | self.Flag.FlagNoThreading

    def initAlgorithm(self, configuration: Any = None) -> None:
        for name, label, help_text, kind in _inputs():
            layer = QgsProcessingParameterVectorLayer(name, label, [kind], None, True)
            layer.setHelp(help_text)
            self.addParameter(layer)
            self.addOutput(QgsProcessingOutputVectorLayer(name, label))
        for parameter in _options():
            self.addParameter(parameter)
        for name, label in (
            ("DRAWN_COUNT", translate("Alliance", "Links drawn")),
            ("DRAWN_SHARE", translate("Alliance", "Share of the volume, or intensity, drawn")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        layers = {
            name: self.parameterAsVectorLayer(parameters, name, context)
            for name in _LAYERS
            if parameters.get(name)
        }
        kinds = {name: _kind(name, layer) for name, layer in layers.items()}
        if not layers:
            raise InputError(
                translate(
                    "Alliance",
                    "No layer was given: choose links, units, systems or perimeters to style."
                )
            )
        for name, kind in kinds.items():
            if name != "LINKS":
                _STYLES[kind](layers[name])
        figures: dict[str, Any] = {}
        if "LINKS" in layers:
            look = self._look(parameters, context, layers.get("UNITS"))
            figures = _style_lines(layers["LINKS"], kinds["LINKS"], look, feedback)
        for name, layer in layers.items():
            layer.setCustomProperty(KIND_PROPERTY, kinds[name])
            layer.triggerRepaint()
            _warn_of_nothing(layer, feedback)
        if context.project() is not None:
            put_in_order(context.project(), {layers[n].id(): kinds[n] for n in layers})
        return {**{name: layer.id() for name, layer in layers.items()}, **figures}

    def _look(self, parameters: Any, context: Any, units: QgsVectorLayer | None) -> FlowLook:
        arrows = self.parameterAsBool(parameters, "ARROWS", context)
        return FlowLook(
            curved=self.parameterAsEnumString(parameters, "LINE", context) == CURVED,
            root=self.parameterAsEnumString(parameters, "WIDTHS", context) == SQUARE_ROOT,
            by_type=self.parameterAsEnumString(parameters, "COLOUR", context) == BY_TYPE,
            arrows=arrows,
            most=self.parameterAsInt(parameters, "MAX_LINKS", context),
            radii=circle_radii(units) if arrows and units is not None else {},
        )


_STYLES = {UNITS: style_units, SYSTEMS: style_systems, PERIMETERS: style_perimeters}


def _inputs() -> Sequence[tuple[str, str, str, Any]]:
    return (
        (
            "LINKS",
            translate("Alliance", "Links"),
            translate("Alliance", "Links of one kind, cumulated links, or flows: lines."),
            _TYPES.TypeVectorLine,
        ),
        (
            "UNITS",
            translate("Alliance", "Units"),
            translate(
                "Alliance",
                "Points or polygons with “code”, best also with “name”, “weight” and “role”."
            ),
            _TYPES.TypeVectorAnyGeometry,
        ),
        (
            "SYSTEMS",
            translate("Alliance", "Systems"),
            translate("Alliance", "Polygons with the number of their system."),
            _TYPES.TypeVectorPolygon,
        ),
        (
            "PERIMETERS",
            translate("Alliance", "Perimeters"),
            translate("Alliance", "Polygons, drawn as outlines."),
            _TYPES.TypeVectorPolygon,
        ),
    )


def _options() -> Sequence[Any]:
    return (
        declare.choice(
            "LINE",
            translate("Alliance", "Form of the links"),
            translate("Alliance", "“curved” parts links that would lie over each other."),
            LINES,
            LINES[0],
            advanced=True,
        ),
        declare.choice(
            "WIDTHS",
            translate("Alliance", "Widths"),
            translate(
                "Alliance",
                "“linear” is proportional; “square_root” shows weak links better where a few "
                "outweigh all others."
            ),
            WIDTHS,
            WIDTHS[0],
            advanced=True,
        ),
        declare.choice(
            "COLOUR",
            translate("Alliance", "Colour of cumulated links"),
            translate("Alliance", "By their score, or by the kind of links that weighs most."),
            COLOURS,
            BY_SCORE,
            advanced=True,
        ),
        declare.flag(
            "ARROWS",
            translate("Alliance", "Half arrows each way"),
            translate(
                "Alliance",
                "For flows, and links of one kind with “flow_ab” and “flow_ba”; each keeps to the "
                "right of its way."
            ),
            False,
            advanced=True,
        ),
        declare.number(
            "MAX_LINKS",
            translate("Alliance", "Most links drawn"),
            translate("Alliance", "The strongest ones; the others stay in the layer."),
            MAX_DRAWN,
            1,
            whole=True,
            advanced=True,
        ),
    )


def _kind(name: str, layer: QgsVectorLayer) -> str:
    """Return what a layer given as `name` holds, or say what is missing."""
    held = kind_of_fields(layer)
    has = {field.name().lower() for field in layer.fields()}
    fitting = {
        "LINKS": held if held in (LINKS, CUMULATED, FLOWS) else "",
        "UNITS": UNITS if layer.isSpatial() and "code" in has else "",
        "SYSTEMS": SYSTEMS if "system" in has else "",
        "PERIMETERS": PERIMETERS,
    }
    if fitting[name]:
        return fitting[name]
    needed: Mapping[str, str] = {
        "LINKS": translate(
            "Alliance",
            "The layer “{layer}” holds no links: lines with “unit_a”, “unit_b” and “intensity”, or "
            "with “origin”, “dest” and “volume”, are expected."
        ),
        "UNITS": translate(
            "Alliance",
            "The layer “{layer}” holds no units: points or polygons with a field “code” are "
            "expected."
        ),
        "SYSTEMS": translate(
            "Alliance",
            "The layer “{layer}” holds no systems: polygons with a field “system” are expected."
        ),
    }
    raise InputError(needed[name].format(layer=layer.name()))


def _warn_of_nothing(layer: QgsVectorLayer, feedback: Any) -> None:
    """Say of a layer that nothing of it can be seen."""
    told = ""
    if layer.featureCount() == 0:
        told = translate(
            "Alliance", "The layer “{layer}” is empty: it is styled, but draws nothing."
        )
    elif extent_of(layer).isNull():
        told = translate(
            "Alliance",
            "No feature of the layer “{layer}” has a geometry: it is styled, but draws nothing."
        )
    if told:
        feedback.pushWarning(told.format(layer=layer.name()))


def _style_lines(layer: QgsVectorLayer, kind: str, look: FlowLook, feedback: Any) -> dict[str, Any]:
    """Style links or flows, and tell what share of them is drawn."""
    if look.arrows and kind != FLOWS and not has_both_ways(layer):
        feedback.pushWarning(
            translate(
                "Alliance",
                "The links of “{layer}” have no volume each way (“flow_ab”, “flow_ba”): they are "
                "drawn as lines, not as arrows."
            ).format(layer=layer.name())
        )
    if kind == FLOWS:
        style_flows(layer, look=look)
    else:
        style_links(layer, look=look)
    drawn = drawn_amount(layer, look)
    told = (
        translate("Alliance", "Links drawn: {count} of {total}, {share} of the volume.")
        if drawn.field == "volume"
        else translate("Alliance", "Links drawn: {count} of {total}, {share} of the intensity.")
    )
    feedback.pushInfo(
        told.format(
            count=format_number(drawn.count),
            total=format_number(drawn.total),
            share=format_percent(drawn.share),
        )
    )
    if drawn.valueless:
        feedback.pushWarning(
            counted(
                drawn.valueless,
                translate(
                    "Alliance",
                    "{count} link without a value above zero is not counted: its line, if it has "
                    "one, is the thinnest."
                ),
                translate(
                    "Alliance",
                    "{count} links without a value above zero are not counted: their lines, if "
                    "they have some, are the thinnest."
                ),
            )
        )
    return {"DRAWN_COUNT": drawn.count, "DRAWN_SHARE": drawn.share}
