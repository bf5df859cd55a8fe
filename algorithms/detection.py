"""What finding systems takes: links, units, a threshold, a method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsGeometry, QgsProcessingAlgorithm, QgsProcessingContext, QgsWkbTypes

from ..core.messages import translate
from ..core.options import (
    SCORE_FIELDS,
    SYSTEM_METHODS,
    CumulationSettings,
    LinkType,
    SystemSettings,
)
from ..core.progress import Progress, part, silent
from . import parameters as declare
from .fields import SELECTED_PREFIX
from .flow_sources import units_of
from .geometry import Units
from .line_tables import LineTable, link_lines
from .link_sources import LinkLayer, by_kind, links_of
from .shapes import outline

if TYPE_CHECKING:
    import pandas as pd

    from ..core.systems import Systems


@dataclass(frozen=True)
class Detection:
    """Everything that finding systems takes, read from the parameters of an algorithm."""

    layer: LinkLayer
    links: pd.DataFrame
    units: Units
    settings: SystemSettings
    excluded: list[str]

    def run(
        self,
        links: pd.DataFrame | None = None,
        settings: SystemSettings | None = None,
        progress: Progress = silent,
    ) -> Systems:
        """Find the systems, also with other links or other settings."""
        from ..core.systems import detect_systems

        return detect_systems(
            self.links if links is None else links,
            units_with_weight(self.units),
            settings or self.settings,
            self.excluded,
            progress,
        )

    def link_lines(self, links: pd.DataFrame) -> LineTable:
        """Return links with the lines of their layer, or between the units where it has none."""
        if not self.layer.lines:
            return link_lines(links, self.units)
        pairs = list(zip(links["unit_a"].tolist(), links["unit_b"].tolist()))
        return LineTable(
            frame=links,
            geometry=lambda row: self.layer.lines.get(pairs[row]),
            wkb_type=QgsWkbTypes.Type.LineString,
            crs=self.layer.crs,
        )


def detection_parameters() -> list[Any]:
    """Return the parameters that every algorithm about systems shares."""
    return [
        declare.source(
            "LINKS",
            translate("Alliance", "Links"),
            translate("Alliance", "Cumulated links, or the links of one kind."),
        ),
        declare.choice(
            "SCORE_FIELD",
            translate("Alliance", "Value that meets the threshold"),
            translate(
                "Alliance", "“score” counts kinds of links, “intensity” measures from 0 to 100."
            ),
            SCORE_FIELDS,
            SystemSettings.score,
        ),
        declare.number(
            "THRESHOLD",
            translate("Alliance", "Threshold"),
            translate("Alliance", "Links below it take no part."),
            SystemSettings.threshold,
        ),
        declare.choice(
            "METHOD",
            translate("Alliance", "Method"),
            translate("Alliance", "How links make systems."),
            SYSTEM_METHODS,
            SystemSettings.method,
        ),
        *declare.units(with_weight=True),
        declare.excluded_units(),
        declare.number(
            "MAX_DISTANCE",
            translate("Alliance", "Longest link (km, 0 for no limit)"),
            translate("Alliance", "Longer links take no part."),
            SystemSettings.max_distance,
            advanced=True,
        ),
        declare.number(
            "MIN_UNITS",
            translate("Alliance", "Smallest number of units"),
            translate("Alliance", "Smaller systems are dissolved."),
            SystemSettings.min_units,
            minimum=2,
            whole=True,
            advanced=True,
        ),
        declare.number(
            "RESOLUTION",
            translate("Alliance", "Resolution (louvain)"),
            translate("Alliance", "Above 1, smaller communities; below 1, larger ones."),
            SystemSettings.resolution,
            advanced=True,
        ),
    ]


def read_detection(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: Any,
    progress: Progress,
) -> Detection:
    """Read the layers and settings of `detection_parameters`."""
    units = units_of(algorithm, parameters, context, feedback, part(progress, 0.0, 0.5))
    layer = links_of(algorithm, parameters, context, part(progress, 0.5, 1.0))
    excluded = algorithm.parameterAsString(parameters, "EXCLUDED", context)
    return Detection(
        layer=layer,
        links=cumulated_links(layer),
        units=units,
        settings=SystemSettings(
            method=algorithm.parameterAsEnumString(parameters, "METHOD", context),
            score=algorithm.parameterAsEnumString(parameters, "SCORE_FIELD", context),
            threshold=algorithm.parameterAsDouble(parameters, "THRESHOLD", context),
            min_units=algorithm.parameterAsInt(parameters, "MIN_UNITS", context),
            max_distance=algorithm.parameterAsDouble(parameters, "MAX_DISTANCE", context),
            resolution=algorithm.parameterAsDouble(parameters, "RESOLUTION", context),
        ),
        excluded=codes_of(excluded),
    )


def cumulated_links(layer: LinkLayer) -> pd.DataFrame:
    """Return cumulated links as they are, and the links of one kind cumulated alone."""
    if "score" in layer.frame:
        return layer.frame.drop(columns=[c for c in ("scale", "system") if c in layer.frame])
    from ..core.cumulation import cumulate

    kinds = [(LinkType(kind), frame) for kind, frame in by_kind(layer).items()]
    cumulated = cumulate(kinds, CumulationSettings())
    names = layer.names
    return cumulated.assign(
        name_a=[names.get(code, code) for code in cumulated["unit_a"].tolist()],
        name_b=[names.get(code, code) for code in cumulated["unit_b"].tolist()],
    )


def units_with_weight(units: Units) -> pd.DataFrame:
    """Return the unit table, without its weights when the layer has none at all."""
    return (
        units.frame if units.frame["weight"].notna().any() else units.frame.drop(columns="weight")
    )


def codes_of(text: str) -> list[str]:
    """Return the codes of a text where commas separate them."""
    return [code.strip() for code in text.split(",") if code.strip()]


def slugs_of(links: pd.DataFrame) -> list[str]:
    """Return the short names of the kinds that a frame of cumulated links holds."""
    return [
        column[len(SELECTED_PREFIX) :]
        for column in links.columns
        if column.startswith(SELECTED_PREFIX)
    ]


def system_outlines(found: Any, units: Units, shape: str) -> Any:
    """Return what draws the outline of the system of a row."""
    members = found.units.groupby("system")["code"].apply(list)
    numbers = found.systems["system"].tolist()

    def draw(row: int) -> QgsGeometry | None:
        return outline(units, members[numbers[row]], shape)

    return draw
