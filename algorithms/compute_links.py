"""Flows of one kind to links: intensity, selection, and what the selection lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from ..core.messages import translate
from ..core.options import (
    DEFAULT_RULE_VALUES,
    DETERRENCES,
    INTENSITIES,
    MARGINS,
    RULES,
    LinkSettings,
    LinkType,
)
from ..core.progress import part, silent
from . import parameters as declare
from .base import AllianceAlgorithm
from .detection import codes_of
from .fields import LINKS
from .flow_sources import FLOW_TABLES, cost_of, flow_table, flows_of, units_of
from .key_help import deterrence_help, intensity_help, margin_help, rule_help
from .layers import progress_of
from .line_tables import link_lines
from .loss_report import loss_report
from .outputs import Outputs
from .provenance import describe


class ComputeLinks(AllianceAlgorithm):
    """`alliance:computelinks`."""

    ID = "computelinks"
    GROUP = "links"
    TABLES = FLOW_TABLES

    def title(self) -> str:
        return translate("Alliance", "Compute links")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Weighs the links between towns for one kind of flows, and marks those that matter."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "A link is an unordered pair of units. Its volume is the sum of both directions; "
                "flows inside a unit make no link, but may count in the margins."
            ),
            *intensity_help(),
            *rule_help(),
            *margin_help(),
            *deterrence_help(),
            translate(
                "Alliance",
                "The rule acts on directed flows; a link is selected if one of its two directions "
                "is marked, or both when asked. Ties go to the larger volume, then to the partner "
                "that receives more, then to the smaller code, so the order of rows never matters."
            ),
            translate(
                "Alliance",
                "Excluded units, Paris for instance, leave the flows before links are selected, so "
                "that a town shows its first partner nearby; their own links come from a selection "
                "with everyone, and are added. The counts are those of the other links."
            ),
            translate(
                "Alliance",
                "Links carry the names of both ends, both flows, the reciprocity, the distance on "
                "the ellipsoid in km and the directions that the rule marks. Without a unit layer "
                "they have no line, no name and no distance. Flows whose ends are not units, and "
                "rows without a usable volume, are left out and counted in the log."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance",
            "flows,links,intensity,selection,threshold,nodal regions,dominant flows,backbone"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        report = QgsProcessingParameterFileDestination(
            "LOSS_REPORT",
            translate("Alliance", "Loss report"),
            "HTML (*.html)",
            None,
            optional=True,
        )
        report.setHelp(
            translate("Alliance", "Page that tells what the rule keeps, in flows and in links.")
        )
        for parameter in (
            *declare.flow_columns(),
            declare.link_type(),
            *declare.units(optional=True),
            declare.excluded_units(advanced=True),
            declare.layer_engine(),
            declare.choice(
                "INTENSITY",
                translate("Alliance", "Intensity"),
                translate("Alliance", "How the strength of a link is measured."),
                INTENSITIES,
                LinkSettings.intensity,
            ),
            declare.choice(
                "RULE",
                translate("Alliance", "Rule"),
                translate("Alliance", "Which links count."),
                RULES,
                LinkSettings.rule,
            ),
            declare.number(
                "RULE_VALUE",
                translate("Alliance", "Value of the rule"),
                translate(
                    "Alliance",
                    "A volume, a number of flows, a percentage or a threshold, as the rule says; "
                    "empty takes the usual value of the rule."
                ),
                None,
                optional=True,
            ),
            declare.number(
                "MIN_VOLUME",
                translate("Alliance", "Minimum volume of a flow"),
                translate("Alliance", "Smaller flows never count, whatever the rule."),
                LinkSettings.min_volume,
            ),
            declare.flag(
                "BOTH_DIRECTIONS",
                translate("Alliance", "Both directions must pass"),
                translate("Alliance", "Keeps a link only if the rule marks it from both ends."),
                LinkSettings.both_directions,
                advanced=True,
            ),
            declare.choice(
                "MARGINS",
                translate("Alliance", "Margins"),
                translate(
                    "Alliance",
                    "“external” leaves flows inside a unit out of its total, “all” keeps them."
                ),
                MARGINS,
                LinkSettings.margins,
                advanced=True,
            ),
            declare.flag(
                "UNDIRECTED",
                translate("Alliance", "Flows without direction"),
                translate(
                    "Alliance",
                    "For partnerships or rail supply: one row a pair stands for both directions."
                ),
                False,
            ),
            declare.choice(
                "DETERRENCE",
                translate("Alliance", "Effect of distance (gravity)"),
                translate("Alliance", "How the gravity model lets flows fall with distance."),
                DETERRENCES,
                LinkSettings.deterrence,
                advanced=True,
            ),
            declare.number(
                "CUTOFF_KM",
                translate("Alliance", "Longest distance (gravity, km, 0 for no limit)"),
                translate(
                    "Alliance",
                    "The model leaves longer pairs out. Above 5,000 units it needs such a limit."
                ),
                LinkSettings.cutoff_km,
                advanced=True,
            ),
            declare.text(
                "DISTANCE_FIELD",
                translate("Alliance", "Distance column (gravity)"),
                translate(
                    "Alliance",
                    "Column of the flows with a distance or a travel time. Empty: the distance "
                    "between the units."
                ),
                advanced=True,
            ),
            declare.flag(
                "KEEP_ALL",
                translate("Alliance", "Also write the links that are not selected"),
                translate("Alliance", "With selected = 0."),
                False,
            ),
            declare.sink(
                "LINKS",
                translate("Alliance", "Links"),
                translate("Alliance", "One line a pair of units."),
                QgsProcessing.SourceType.TypeVectorLine,
            ),
            report,
        ):
            self.addParameter(parameter)
        for name, label in (
            ("LINK_COUNT", translate("Alliance", "Links with a flow")),
            ("SELECTED_COUNT", translate("Alliance", "Selected links")),
            ("FLOW_COUNT", translate("Alliance", "Flows that the rule marks")),
            ("FLOW_VOLUME", translate("Alliance", "Volume of these flows")),
            ("VOLUME_SHARE", translate("Alliance", "Share of the volume on selected links")),
            ("BETA", translate("Alliance", "Decay of the gravity model (beta)")),
            ("ITERATIONS", translate("Alliance", "Rounds of balancing of the model")),
            ("CPC", translate("Alliance", "Share of the flow that the model explains (CPC)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.chain import Kind, link_kind

        progress = progress_of(feedback)
        settings = self._settings(parameters, context)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        loading = flows_of(self, parameters, context, feedback, units, part(progress, 0.1, 0.5))
        name = loading.flows.link_type
        linked = link_kind(
            Kind(LinkType(name), settings, loading, self._cost(parameters, context)),
            codes_of(self.parameterAsString(parameters, "EXCLUDED", context)),
            units.distance_between if units is not None else None,
            part(progress, 0.5, 0.7),
        )
        result = linked.links
        for warning in result.warnings:
            feedback.pushWarning(warning)
        counts = {
            "LINK_COUNT": result.losses.links.before.count,
            "SELECTED_COUNT": result.losses.links.after.count,
            "FLOW_COUNT": result.flow_count,
            "FLOW_VOLUME": result.flow_volume,
            "VOLUME_SHARE": result.losses.links.volume_kept_percent / 100.0,
            **_model_outputs(result.expectation),
        }
        keep_all = self.parameterAsBoolean(parameters, "KEEP_ALL", context)
        kept = linked.frame if keep_all else linked.frame[linked.frame["selected"]]
        table = link_lines(kept.reset_index(drop=True), units, name)
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "LINKS",
                table.frame,
                LINKS,
                geometry=table.geometry,
                wkb_type=table.wkb_type,
                crs=table.crs,
                metadata=describe(self, parameters, counts, self.title()),
                progress=part(progress, 0.7, 1.0),
            )
            outputs.write_text(
                "LOSS_REPORT", lambda: loss_report(name, settings, result)
            )
        return {**outputs.ids, **counts}

    def _cost(self, parameters: dict[str, Any], context: Any) -> Any:
        column = self.parameterAsString(parameters, "DISTANCE_FIELD", context)
        if not column:
            return None
        table = flow_table(self, parameters, context, silent)
        ends = [
            self.parameterAsString(parameters, name, context)
            for name in ("ORIGIN_FIELD", "DESTINATION_FIELD")
        ]
        return cost_of(table, "generic", *ends, column)

    def _settings(self, parameters: dict[str, Any], context: Any) -> LinkSettings:
        rule = self.parameterAsEnumString(parameters, "RULE", context)
        is_given = self.parameterAsString(parameters, "RULE_VALUE", context) != ""
        given = self.parameterAsDouble(parameters, "RULE_VALUE", context)
        value = given if is_given else DEFAULT_RULE_VALUES[rule]
        return LinkSettings(
            intensity=self.parameterAsEnumString(parameters, "INTENSITY", context),
            rule=rule,
            rule_value=value,
            min_volume=self.parameterAsDouble(parameters, "MIN_VOLUME", context),
            both_directions=self.parameterAsBoolean(parameters, "BOTH_DIRECTIONS", context),
            margins=self.parameterAsEnumString(parameters, "MARGINS", context),
            deterrence=self.parameterAsEnumString(parameters, "DETERRENCE", context),
            cutoff_km=self.parameterAsDouble(parameters, "CUTOFF_KM", context),
        )


def _model_outputs(expectation: Any) -> dict[str, float]:
    """Return the figures of the model by output name; none without a model."""
    if expectation is None:
        return {}
    return {
        "BETA": expectation.beta,
        "ITERATIONS": expectation.iterations,
        "CPC": expectation.cpc,
    }
