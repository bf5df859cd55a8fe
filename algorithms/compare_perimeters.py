"""Systems beside institutional perimeters: what each crosses, holds and leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from ..core.messages import translate
from ..core.options import MEASURES
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .fields import COMPARISON, PERIMETERS_SUMMARY, SYSTEMS_SUMMARY
from .flow_sources import flows_of
from .layers import is_table_file, progress_of
from .outputs import Outputs
from .perimeter_sources import (
    PERIMETER_TABLES,
    SLIVER_SHARE,
    Allocated,
    areas_km2,
    perimeter_parameters,
    perimeters_of,
)
from .provenance import describe, plugin_version, readable
from .system_sources import SystemUnits, system_unit_parameters, system_units_of
from .typography import format_number, format_percent
from .wording import left_out_sentences

if TYPE_CHECKING:
    from .comparison_report import ComparisonContext

# What means nothing without another parameter.
_ONLY_WITH = {
    "ORIGIN_FIELD": "FLOWS",
    "DESTINATION_FIELD": "FLOWS",
    "VOLUME_FIELD": "FLOWS",
    "LINK_TYPE": "FLOWS",
    "ALLOCATION": "PERIMETERS",
}


class ComparePerimeters(AllianceAlgorithm):
    """`alliance:compareperimeters`."""

    ID = "compareperimeters"
    GROUP = "perimeters"
    TABLES = ("FLOWS", *PERIMETER_TABLES)

    def title(self) -> str:
        return translate("Alliance", "Compare systems with perimeters")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Says which EPCI, SCoT or départements each system crosses, and what share of it each "
            "one holds."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "A unit belongs to the perimeter that holds its point, or to several for shares of "
                "its area; or a membership table tells, where a unit may be in several perimeters "
                "at once (SCoT, pays, pôles métropolitains)."
            ),
            translate(
                "Alliance",
                "For a system and a perimeter: what they have in common, as a share of each; "
                "Jaccard (common part over the whole of both); overlap (common part over the "
                "smaller one). With flows: the share of the internal volume of the system that the "
                "perimeter holds, and the share of the volume of the perimeter that stays in the "
                "system."
            ),
            translate(
                "Alliance",
                "The shares of a system over its perimeters sum to 1 with the row “outside”, whose "
                "code is empty; where perimeters overlap they may sum to more."
            ),
            translate(
                "Alliance",
                "ARI, NMI, VI and V compare both divisions as a whole. They only mean something "
                "for perimeters that do not overlap: a sentence says so otherwise, and they stay "
                "empty."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance", "perimeters,EPCI,SCoT,comparison,overlay,Jaccard,ARI,governance"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        report = QgsProcessingParameterFileDestination(
            "REPORT", translate("Alliance", "Report"), "HTML (*.html)", None, True
        )
        report.setHelp(
            translate("Alliance", "A page to read and to print: words, tables, bars and a map.")
        )
        for parameter in (
            *system_unit_parameters(),
            *perimeter_parameters(),
            declare.choice(
                "MEASURE",
                translate("Alliance", "What shares count"),
                translate("Alliance", "Units, their weight, or their area."),
                MEASURES,
                MEASURES[1],
            ),
            *declare.flow_columns(optional=True),
            declare.link_type(),
            declare.sink(
                "COMPARISON",
                translate("Alliance", "Comparison"),
                translate("Alliance", "One row a system and perimeter."),
                QgsProcessing.SourceType.TypeVector,
            ),
            declare.sink(
                "SYSTEMS_SUMMARY",
                translate("Alliance", "Summary of systems"),
                translate("Alliance", "One row a system."),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
            ),
            declare.sink(
                "PERIMETERS_SUMMARY",
                translate("Alliance", "Summary of perimeters"),
                translate("Alliance", "One row a perimeter."),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
            ),
            report,
        ):
            self.addParameter(parameter)
        for name, label in (
            ("ARI", translate("Alliance", "Adjusted Rand index")),
            ("NMI", translate("Alliance", "Normalised mutual information")),
            ("VI", translate("Alliance", "Variation of information (nats)")),
            ("V_MEASURE", translate("Alliance", "V-measure")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.perimeters import compare

        progress = progress_of(feedback)
        systems = system_units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        perimeters = perimeters_of(
            self, parameters, context, feedback, systems.units, part(progress, 0.1, 0.5)
        )
        loading = None
        if parameters.get("FLOWS"):
            loading = flows_of(self, parameters, context, feedback, None, part(progress, 0.5, 0.7))
        measure, remarks = self._measure(parameters, context, systems)
        flows = loading.flows if loading else None
        areas = areas_km2(systems.units) or None
        found = compare(systems.frame, perimeters.membership, measure, flows, areas)
        progress(0.8)
        remarks += _unmatched(found)
        for remark in remarks:
            feedback.pushWarning(remark)
        if found.note:
            feedback.pushInfo(found.note)
        counts = index_outputs(found.indices)
        metadata = describe(self, parameters, counts, self.title())

        def report() -> str:
            said = [*systems.units.warnings, *perimeters.warnings, *loading_remarks(loading)]
            asked = self._settings(parameters, context)
            belonging = describe_belonging(
                self.parameterAsEnumString(parameters, "ALLOCATION", context),
                table=bool(parameters.get("MEMBERSHIP")),
                lookup=bool(parameters.get("LOOKUP")),
            )
            from .comparison_report import comparison_html

            page = _page(systems, perimeters, measure, asked, [*said, *remarks])
            return comparison_html(found, replace(page, belonging=belonging))

        with Outputs(self, parameters, context) as outputs:
            outputs.write("COMPARISON", found.pairs, COMPARISON, metadata=metadata)
            outputs.write(
                "SYSTEMS_SUMMARY", found.systems_summary, SYSTEMS_SUMMARY, metadata=metadata
            )
            outputs.write(
                "PERIMETERS_SUMMARY",
                found.perimeters_summary,
                PERIMETERS_SUMMARY,
                metadata=metadata,
            )
            outputs.write_text("REPORT", report)
        return {**outputs.ids, **counts}

    def _measure(
        self, parameters: dict[str, Any], context: Any, systems: SystemUnits
    ) -> tuple[str, list[str]]:
        """Return what shares count; units where nothing has a weight, with a sentence."""
        measure = self.parameterAsEnumString(parameters, "MEASURE", context)
        if measure != "weight" or "weight" in systems.frame:
            return measure, []
        return "units", [
            translate(
                "Alliance",
                "The units have no weight, so shares count the number of units. For another one, "
                "choose a field in “Weight of the unit”."
            )
        ]

    def _settings(self, parameters: dict[str, Any], context: Any) -> list[tuple[str, str]]:
        """Return what was asked, by the label of each parameter; outputs are left out."""
        asked = []
        for definition in self.parameterDefinitions():
            name = definition.name()
            parent = _ONLY_WITH.get(name)
            if definition.isDestination() or (parent and not parameters.get(parent)):
                continue
            given = parameters.get(name, definition.defaultValue())
            if definition.type() == "source" and given:
                given = self._source_name(parameters, name, context)
            if given not in (None, ""):
                asked.append((definition.description(), str(readable(given))))
        return asked

    def _source_name(self, parameters: dict[str, Any], name: str, context: Any) -> str:
        """Return the name of a layer or of a file, which the dialog may give by an identifier."""
        given = parameters[name]
        if not is_table_file(given):
            given = self.parameterAsVectorLayer(parameters, name, context) or given
        return file_name(str(readable(given)))


def _page(
    systems: SystemUnits,
    perimeters: Allocated,
    measure: str,
    asked: Sequence[tuple[str, str]],
    remarks: Sequence[str],
) -> ComparisonContext:
    from .comparison_map import comparison_map
    from .comparison_report import ComparisonContext

    name = perimeters.membership.name
    # A membership table has no shapes to draw.
    caption = "" if perimeters.shapes else translate("Alliance", "The systems.")
    return ComparisonContext(
        name=name,
        measure=measure,
        day=date.today(),
        version=plugin_version(),
        settings=asked,
        remarks=list(dict.fromkeys(remarks)),
        map_png=comparison_map(systems, perimeters.shapes, name),
        map_caption=caption,
        versions={"Alliance": plugin_version(), "QGIS": Qgis.QGIS_VERSION},
    )


def describe_belonging(allocation: str, *, table: bool, lookup: bool) -> str:
    """Say in one sentence how units belong to perimeters."""
    if table and lookup:
        return translate(
            "Alliance",
            "A membership table of smaller units tells the perimeters: a unit belongs to each for "
            "the share of its members there, every member counting 1 whatever its size."
        )
    if table:
        return translate("Alliance", "A membership table tells the perimeters of each unit.")
    if allocation == "area":
        return translate(
            "Alliance",
            "A unit belongs to each perimeter for the share of its area there; parts under {share} "
            "are taken for limits drawn apart (a threshold of ours)."
        ).format(share=format_percent(SLIVER_SHARE, decimals=0))
    return translate("Alliance", "A unit belongs to the perimeter that holds its point.")


def loading_remarks(loading: Any) -> list[str]:
    """Say what the reading of flows left out; nothing without flows."""
    if loading is None:
        return []
    return [*loading.warnings, *left_out_sentences(loading.rejects)]


def file_name(source: str) -> str:
    """Return the name of a file without its folders: a report is read on other machines."""
    path, _, layer = source.partition("|layername=")
    name = path.replace("\\", "/").rpartition("/")[2]
    return f"{name}, {layer}" if layer else name


def _unmatched(found: Any) -> list[str]:
    if not found.unmatched:
        return []
    return [
        translate(
            "Alliance", "Units of the perimeters that are not among the units compared: {count}."
        ).format(count=format_number(found.unmatched))
    ]


def index_outputs(indices: Any) -> dict[str, float]:
    """Return the global indices by output name; none where they mean nothing."""
    if indices is None:
        return {}
    return {
        "ARI": indices.ari,
        "NMI": indices.nmi,
        "VI": indices.vi,
        "V_MEASURE": indices.v_measure,
    }
