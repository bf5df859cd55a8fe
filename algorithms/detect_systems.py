"""Links to interurban systems: units, outlines and links of each scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProcessing, QgsProcessingOutputNumber

from ..core.messages import translate
from ..core.options import SHAPES
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .detection import detection_parameters, read_detection, slugs_of, system_outlines
from .fields import SYSTEMS, UNITS, cumulated_schema
from .key_help import method_help, shape_help
from .layers import progress_of
from .outputs import Outputs
from .provenance import describe
from .shape_thresholds import read_thresholds, threshold_parameters


class DetectSystems(AllianceAlgorithm):
    """`alliance:detectsystems`."""

    ID = "detectsystems"
    GROUP = "systems"
    TABLES = ("LINKS",)

    def title(self) -> str:
        return translate("Alliance", "Detect interurban systems")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Finds the groups of towns that cumulated links hold together, and draws them."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "Only links whose score (or intensity) reaches the threshold take part. Excluded "
                "units, Paris for instance, take no part either: their links are kept apart. To "
                "let each town show its first partner nearby, exclude them in “Compute links” too."
            ),
            *method_help(),
            *shape_help(),
            translate(
                "Alliance",
                "Systems are numbered by falling weight and named after their centre, their "
                "largest unit; a second unit of 60 % of its weight, or of its strength, adds its "
                "name."
            ),
            translate(
                "Alliance",
                "Units gain their system, role in the tree of attachments, the unit they are "
                "attached to, number and strength of links, and the share of it inside the system. "
                "Links gain a scale: internal, transversal, excluded or unattached."
            ),
            translate(
                "Alliance",
                "Systems are described by all their internal links: shape, nature, reach (weighted "
                "by intensity). Reciprocity and self-containment need flows, which only “Run a "
                "recipe” has: they stay empty here."
            ),
            translate(
                "Alliance",
                "Without a weight field, a unit weighs the sum of the intensities of its links. "
                "Units without geometry take part and are not drawn."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance",
            "interurban systems,clusters,components,attachment,communities,centres,towns"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *detection_parameters(),
            declare.choice(
                "SHAPE",
                translate("Alliance", "Shape of the systems"),
                translate(
                    "Alliance",
                    "Towns that do not touch need a hull to read as one system; auto chooses."
                ),
                SHAPES,
                SHAPES[0],
                advanced=True,
            ),
            *threshold_parameters(),
            declare.sink(
                "UNITS_OUT",
                translate("Alliance", "Units and their system"),
                translate("Alliance", "The units, with the system they belong to."),
                QgsProcessing.SourceType.TypeVectorAnyGeometry,
            ),
            declare.sink(
                "SYSTEMS",
                translate("Alliance", "Systems"),
                translate("Alliance", "One polygon a system."),
                QgsProcessing.SourceType.TypeVectorPolygon,
            ),
            declare.sink(
                "LINKS_OUT",
                translate("Alliance", "Links and their scale"),
                translate("Alliance", "The links, with the scale where each one falls."),
                QgsProcessing.SourceType.TypeVectorLine,
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("SYSTEM_COUNT", translate("Alliance", "Systems")),
            ("UNITS_IN_SYSTEMS", translate("Alliance", "Units in a system")),
            ("INTERNAL_SHARE", translate("Alliance", "Share of the intensity inside systems")),
            ("MODULARITY", translate("Alliance", "Modularity")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.typology import describe_systems

        progress = progress_of(feedback)
        detection = read_detection(self, parameters, context, feedback, part(progress, 0.0, 0.4))
        units = detection.units
        found = detection.run(progress=part(progress, 0.4, 0.6))
        described = describe_systems(
            found.units,
            found.links,
            found.systems,
            settings=read_thresholds(self, parameters, context),
        )
        for warning in found.warnings:
            feedback.pushWarning(warning)
        counts = {
            "SYSTEM_COUNT": len(found.systems),
            "UNITS_IN_SYSTEMS": int((found.units["system"] > 0).sum()),
            "INTERNAL_SHARE": found.internal_share,
            "MODULARITY": found.modularity,
        }
        metadata = describe(self, parameters, counts, self.title())
        shape = self.parameterAsEnumString(parameters, "SHAPE", context)
        with Outputs(self, parameters, context) as outputs:
            codes = found.units["code"].tolist()
            outputs.write(
                "UNITS_OUT",
                found.units,
                UNITS,
                geometry=lambda row: units.shapes.get(codes[row]),
                wkb_type=units.wkb_type,
                crs=units.crs,
                metadata=metadata,
                progress=part(progress, 0.7, 0.8),
            )
            outputs.write(
                "SYSTEMS",
                described,
                SYSTEMS,
                geometry=system_outlines(found, units, shape),
                wkb_type=units.outline_type,
                crs=units.crs,
                metadata=metadata,
                progress=part(progress, 0.8, 0.9),
            )
            links = detection.link_lines(found.links)
            outputs.write(
                "LINKS_OUT",
                links.frame,
                cumulated_schema(slugs_of(found.links), detected=True),
                geometry=links.geometry,
                wkb_type=links.wkb_type,
                crs=links.crs,
                metadata=metadata,
                progress=part(progress, 0.9, 1.0),
            )
        return {**outputs.ids, **counts}
