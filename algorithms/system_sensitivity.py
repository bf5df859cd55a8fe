"""How much the systems owe to the threshold, and to each kind of link."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProcessing, QgsProcessingOutputNumber

from ..core.errors import SettingsError
from ..core.messages import translate
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .detection import codes_of, detection_parameters, read_detection, slugs_of
from .fields import SENSITIVITY, STABILITY
from .layers import progress_of
from .outputs import Outputs
from .provenance import describe


class SystemSensitivity(AllianceAlgorithm):
    """`alliance:systemsensitivity`."""

    ID = "systemsensitivity"
    GROUP = "systems"

    def title(self) -> str:
        return translate("Alliance", "Sensitivity of systems")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Finds the systems again for other thresholds, and without each kind of link in turn."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "Each run gives the number of systems, the units covered, the largest system, the "
                "share of the intensity inside systems, and how much the division looks like the "
                "reference (adjusted Rand index: 1 when they are the same, about 0 by chance)."
            ),
            translate(
                "Alliance",
                "The stability of a unit is the share of the other runs in which it stays in the "
                "system of its centre: over all of them, over the thresholds, over the kinds left "
                "out. Units without system have none."
            ),
            translate(
                "Alliance",
                "A result that holds for several thresholds is stronger than any single map. A "
                "link layer of one kind has no kind to leave out."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "systems,sensitivity,robustness,threshold,stability")

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *detection_parameters(),
            declare.text(
                "THRESHOLDS",
                translate("Alliance", "Thresholds to try"),
                translate(
                    "Alliance",
                    "Numbers between commas: 1, 2, 3. Empty: every value of the links when they "
                    "are few, else their deciles."
                ),
            ),
            declare.sink(
                "OUTPUT",
                translate("Alliance", "Runs"),
                translate("Alliance", "One row a run."),
                QgsProcessing.SourceType.TypeVector,
            ),
            declare.sink(
                "STABILITY",
                translate("Alliance", "Stability of units"),
                translate("Alliance", "One row a unit."),
                QgsProcessing.SourceType.TypeVectorAnyGeometry,
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber("RUN_COUNT", translate("Alliance", "Runs")))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.chain import usual_thresholds
        from ..core.sensitivity import leave_one_out_of, sensitivity

        progress = progress_of(feedback)
        detection = read_detection(self, parameters, context, feedback, part(progress, 0.0, 0.3))
        thresholds = _thresholds(self.parameterAsString(parameters, "THRESHOLDS", context))
        left_out = leave_one_out_of(detection.links)
        if not left_out and len(slugs_of(detection.links)) > 1:
            feedback.pushWarning(
                translate(
                    "Alliance",
                    "The scores of these links do not tell the weights of their kinds (dimensions "
                    "were capped, or two kinds always go together): no kind is left out in turn."
                )
            )
        found = sensitivity(
            detection.links,
            lambda links, settings: detection.run(links, settings),
            detection.settings,
            thresholds
            or usual_thresholds(detection.links, detection.settings.score, detection.excluded),
            left_out,
            progress=part(progress, 0.3, 0.9),
        )
        if len(found.runs) == 1:
            feedback.pushWarning(_nothing_to_vary(detection.settings.score))
        counts = {"RUN_COUNT": len(found.runs)}
        metadata = describe(self, parameters, counts, self.title())
        units = detection.units
        codes = found.units["code"].tolist()
        with Outputs(self, parameters, context) as outputs:
            outputs.write("OUTPUT", found.runs, SENSITIVITY, metadata=metadata)
            outputs.write(
                "STABILITY",
                found.units,
                STABILITY,
                geometry=lambda row: units.shapes.get(codes[row]),
                wkb_type=units.wkb_type,
                crs=units.crs,
                metadata=metadata,
            )
        return {**outputs.ids, **counts}


def _nothing_to_vary(score: str) -> str:
    if score == "score":
        return translate(
            "Alliance",
            "All links have the same score, so no other threshold was tried: put the threshold on "
            "the intensity, or give thresholds to try."
        )
    return translate(
        "Alliance",
        "All links have the same intensity, so no other threshold was tried: give thresholds to "
        "try."
    )


def _thresholds(text: str) -> list[float]:
    """Return the numbers of a text between commas, or between semicolons with decimal commas."""
    if ";" in text:
        text = text.replace(",", ".").replace(";", ",")
    try:
        values = [float(value) for value in codes_of(text)]
    except ValueError:
        values = [math.nan]
    if not all(math.isfinite(value) for value in values):
        raise SettingsError(
            translate(
                "Alliance",
                "Thresholds: “{text}” is not a list of numbers. Write them between commas, with a "
                "point for decimals: 0.5, 1, 2."
            ).format(text=text)
        )
    return values
