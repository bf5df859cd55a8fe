"""Pairs of territories strongly linked, and the frameworks that they share or lack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterMultipleLayers,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .detection import cumulated_links
from .fields import ALLIANCES
from .flow_sources import layer_table, lookup_of, read_file, units_of
from .layers import is_table_file, progress_of
from .line_tables import pair_lines
from .link_sources import read_links
from .outputs import Outputs
from .perimeter_sources import (
    PERIMETER_TABLES,
    Allocated,
    allocate_table,
    perimeter_parameters,
    perimeters_of,
)
from .provenance import describe

if TYPE_CHECKING:
    from ..core.membership import Membership


class FindAlliances(AllianceAlgorithm):
    """`alliance:findalliances`."""

    ID = "findalliances"
    GROUP = "perimeters"
    TABLES = PERIMETER_TABLES

    def title(self) -> str:
        return translate("Alliance", "Find alliances")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Ranks pairs of territories by the links of their towns, and points out strong pairs "
            "that share no framework of cooperation."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "For each pair of perimeters of one layer: the sum of the scores and intensities "
                "of the links between their units, the kinds of links, the mean distance, and the "
                "frameworks (SCoT, pôle, pays, contract) that both belong to."
            ),
            translate(
                "Alliance",
                "The top quarter of linked pairs is strong, by score and then by intensity; a "
                "strong pair that shares no framework is marked missing. A perimeter belongs to a "
                "framework that holds at least half of its units. Both thresholds are ours."
            ),
            translate(
                "Alliance",
                "Framework tables name, in the same columns for all, the framework and what it "
                "holds: units, perimeters, or smaller units that the lookup table sends to units. "
                "Without a table nothing is marked as missing."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "alliances,cooperation,EPCI,frameworks,contracts,perimeters")

    def initAlgorithm(self, configuration: Any = None) -> None:
        frameworks = QgsProcessingParameterMultipleLayers(
            "FRAMEWORKS",
            translate("Alliance", "Frameworks of cooperation"),
            QgsProcessing.SourceType.TypeVector,
            optional=True,
        )
        frameworks.setHelp(translate("Alliance", "Membership tables: SCoT, pôle, pays, contract."))
        for parameter in (
            declare.source(
                "LINKS",
                translate("Alliance", "Links"),
                translate("Alliance", "Cumulated links, or the links of one kind."),
            ),
            *declare.units(),
            *perimeter_parameters(),
            frameworks,
            declare.text(
                "FRAMEWORK_UNIT",
                translate("Alliance", "Frameworks: code of the unit"),
                translate("Alliance", "Column of every framework table."),
            ),
            declare.text(
                "FRAMEWORK_CODE",
                translate("Alliance", "Frameworks: code of the framework"),
                translate("Alliance", "Column of every framework table."),
            ),
            declare.text(
                "FRAMEWORK_NAME",
                translate("Alliance", "Frameworks: name of the framework"),
                translate("Alliance", "Column of every framework table."),
            ),
            declare.sink(
                "OUTPUT",
                translate("Alliance", "Pairs of perimeters"),
                translate("Alliance", "One line a pair that a link joins."),
                QgsProcessing.SourceType.TypeVector,
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("PAIR_COUNT", translate("Alliance", "Linked pairs")),
            ("MISSING_COUNT", translate("Alliance", "Strong pairs without a framework")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.alliances import find_alliances

        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        layer = read_links(
            self.parameterAsSource(parameters, "LINKS", context), part(progress, 0.1, 0.3)
        )
        membership = perimeters_of(
            self, parameters, context, feedback, units, part(progress, 0.3, 0.7)
        ).membership
        known = {*units.frame["code"], *membership.perimeters["perim"]}
        frameworks = self._frameworks(parameters, context, feedback, known)
        found = find_alliances(cumulated_links(layer), membership, frameworks)
        counts = {"PAIR_COUNT": len(found), "MISSING_COUNT": int(found["missing"].sum())}
        table = pair_lines(found, membership, units)
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "OUTPUT",
                table.frame,
                ALLIANCES,
                geometry=table.geometry,
                wkb_type=table.wkb_type,
                crs=table.crs,
                metadata=describe(self, parameters, counts, self.title()),
                progress=part(progress, 0.8, 1.0),
            )
        return {**outputs.ids, **counts}

    def _frameworks(
        self, parameters: dict[str, Any], context: Any, feedback: Any, known: set[str]
    ) -> list[Membership]:
        """Return the memberships of every framework table; `known` are units and perimeters."""
        columns = [
            self.parameterAsString(parameters, name, context)
            for name in ("FRAMEWORK_UNIT", "FRAMEWORK_CODE", "FRAMEWORK_NAME")
        ]
        lookup = lookup_of(self, parameters, context)
        memberships = []
        for layer in self.parameterAsLayerList(parameters, "FRAMEWORKS", context):
            allocated = _framework(layer, columns, lookup, known)
            for warning in allocated.warnings:
                feedback.pushWarning(warning)
            memberships.append(allocated.membership)
        return memberships


def _framework(
    layer: QgsVectorLayer, columns: Sequence[str], lookup: Any, known: set[str]
) -> Allocated:
    """Read a table of frameworks, of units or perimeters, or of smaller units with the lookup."""
    # Some versions of QGIS guess types in text tables, and codes would lose their zeros.
    source = layer.source()
    table = read_file(Path(source)) if is_table_file(source) else layer_table(layer)
    name = layer.name()
    allocated = allocate_table(table, *columns, label=name)
    if lookup is not None and not _about(allocated, known):
        allocated = allocate_table(table, *columns, lookup=lookup, label=name)
    if not _about(allocated, known):
        raise InputError(
            translate(
                "Alliance",
                "The frameworks of “{table}” hold none of the units or of the perimeters: check "
                "the columns and the codes, or give a lookup table from the codes of the table to "
                "the units."
            ).format(table=name)
        )
    return allocated


def _about(allocated: Allocated, known: set[str]) -> bool:
    return bool(allocated.membership.rows["unit"].isin(known).any())
