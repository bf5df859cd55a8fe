"""Flows of one kind to regions: labour-market areas, or a hierarchy of merged units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessing, QgsProcessingOutputNumber, QgsWkbTypes

from ..core.messages import translate
from ..core.options import DEFAULT_REGIONS, REGION_METHODS, TtwaSettings
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .detection import system_outlines
from .fields import REGIONS, TREE, UNITS
from .flow_sources import FLOW_TABLES, flows_of, units_of
from .key_help import region_help
from .layers import progress_of
from .outputs import Outputs
from .provenance import describe

if TYPE_CHECKING:
    from ..core.flows import Flows
    from ..core.regions import Regions


class Regionalise(AllianceAlgorithm):
    """`alliance:regionalise`."""

    ID = "regionalise"
    GROUP = "systems"
    TABLES = FLOW_TABLES

    def title(self) -> str:
        return translate("Alliance", "Divide into regions")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Divides a territory into regions that hold most of their flows: labour-market areas, "
            "or units merged step by step."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            *region_help(),
            translate(
                "Alliance",
                "Flows inside a unit count: give them, or self-containment is underestimated. "
                "Sizes are residents in work, the sum of all flows out of an area."
            ),
            translate(
                "Alliance",
                "Regions are numbered by falling number of residents and named after the unit that "
                "receives most. Units tied to no region stay in none (0). The tree lists the "
                "merges of intramax in order, with the share of the flow held inside after each "
                "one."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance",
            "regions,labour-market areas,travel to work areas,ttwa,intramax,functional areas"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *declare.flow_columns(),
            declare.link_type(),
            declare.choice(
                "METHOD",
                translate("Alliance", "Method"),
                translate("Alliance", "How units make regions."),
                REGION_METHODS,
                REGION_METHODS[0],
            ),
            declare.number(
                "MIN_SIZE",
                translate("Alliance", "Minimum size (ttwa)"),
                translate("Alliance", "Residents in work: a smaller area is never valid."),
                TtwaSettings.min_size,
            ),
            declare.number(
                "MIN_SELF_CONTAINMENT",
                translate("Alliance", "Minimum self-containment (ttwa)"),
                translate("Alliance", "Enough for an area of the target size, from 0 to 1."),
                TtwaSettings.min_self_containment,
            ),
            declare.number(
                "TARGET_SIZE",
                translate("Alliance", "Target size (ttwa)"),
                translate("Alliance", "From this size on, the minimum self-containment is enough."),
                TtwaSettings.target_size,
            ),
            declare.number(
                "TARGET_SELF_CONTAINMENT",
                translate("Alliance", "Target self-containment (ttwa)"),
                translate("Alliance", "Asked of an area of the minimum size, from 0 to 1."),
                TtwaSettings.target_self_containment,
            ),
            declare.number(
                "REGIONS",
                translate("Alliance", "Number of regions (intramax)"),
                translate("Alliance", "Units are merged until this many regions are left."),
                DEFAULT_REGIONS,
                minimum=1,
                whole=True,
            ),
            *declare.units(optional=True),
            declare.sink(
                "UNITS_OUT",
                translate("Alliance", "Units and their region"),
                translate("Alliance", "The units, with the region they belong to."),
                QgsProcessing.SourceType.TypeVector,
            ),
            declare.sink(
                "SYSTEMS",
                translate("Alliance", "Regions"),
                translate("Alliance", "One row a region; a polygon where units have a place."),
                QgsProcessing.SourceType.TypeVector,
            ),
            declare.sink(
                "TREE",
                translate("Alliance", "Tree of merges"),
                translate("Alliance", "Each merge of intramax, in order."),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                by_default=False,
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("SYSTEM_COUNT", translate("Alliance", "Regions")),
            ("MODULARITY", translate("Alliance", "Modularity")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.region_tables import describe_regions

        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.05))
        flows = flows_of(
            self, parameters, context, feedback, units, part(progress, 0.05, 0.2)
        ).flows
        regions = self._regions(flows, parameters, context, part(progress, 0.2, 0.85))
        for warning in regions.warnings:
            feedback.pushWarning(warning)
        found = describe_regions(flows, regions, units.names if units else {})
        counts = {"SYSTEM_COUNT": regions.count, "MODULARITY": regions.modularity}
        metadata = describe(self, parameters, counts, self.title())
        codes = found.units["code"].tolist()
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "UNITS_OUT",
                found.units,
                UNITS,
                geometry=(lambda row: units.shapes.get(codes[row])) if units else None,
                wkb_type=units.wkb_type if units else QgsWkbTypes.Type.NoGeometry,
                crs=units.crs if units else None,
                metadata=metadata,
                progress=part(progress, 0.85, 0.9),
            )
            outputs.write(
                "SYSTEMS",
                found.systems,
                REGIONS,
                geometry=system_outlines(found, units, "auto") if units else None,
                wkb_type=units.outline_type if units else QgsWkbTypes.Type.NoGeometry,
                crs=units.crs if units else None,
                metadata=metadata,
                progress=part(progress, 0.9, 1.0),
            )
            outputs.write("TREE", regions.tree, TREE, metadata=metadata)
        return {**outputs.ids, **counts}

    def _regions(
        self, flows: Flows, parameters: dict[str, Any], context: Any, progress: Any
    ) -> Regions:
        from ..core.regions import intramax, ttwa

        if self.parameterAsEnumString(parameters, "METHOD", context) == "intramax":
            return intramax(flows, self.parameterAsInt(parameters, "REGIONS", context), progress)
        settings = TtwaSettings(
            min_size=self.parameterAsDouble(parameters, "MIN_SIZE", context),
            min_self_containment=self.parameterAsDouble(
                parameters, "MIN_SELF_CONTAINMENT", context
            ),
            target_size=self.parameterAsDouble(parameters, "TARGET_SIZE", context),
            target_self_containment=self.parameterAsDouble(
                parameters, "TARGET_SELF_CONTAINMENT", context
            ),
        )
        return ttwa(flows, settings, progress)
