"""The thresholds of the types and natures of systems, as parameters: they are ours to be argued."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

from ..core.messages import translate
from ..core.options import TypologySettings
from . import parameters as declare


def threshold_parameters() -> list[Any]:
    """Return the parameters that `read_thresholds` reads."""
    return [
        declare.number(
            "STAR_SHARE",
            translate("Alliance", "Star: share of the first unit"),
            translate(
                "Alliance",
                "In a star, the first unit touches at least this share of the internal intensity."
            ),
            TypologySettings.star_share,
            maximum=1.0,
            advanced=True,
        ),
        declare.number(
            "STAR_PRIMACY",
            translate("Alliance", "Star: primacy"),
            translate(
                "Alliance",
                "In a star, the first unit weighs at least this many times the second; below, the "
                "system may be bipolar."
            ),
            TypologySettings.star_primacy,
            minimum=1.0,
            advanced=True,
        ),
        declare.number(
            "BIPOLAR_SHARE",
            translate("Alliance", "Bipolar: share of the first two units"),
            translate(
                "Alliance",
                "In a bipolar system, the first two units touch at least this share of the "
                "internal intensity."
            ),
            TypologySettings.bipolar_share,
            maximum=1.0,
            advanced=True,
        ),
        declare.number(
            "MESH_DENSITY",
            translate("Alliance", "Mesh: density"),
            translate(
                "Alliance",
                "In a mesh, at least this share of the pairs of units is linked, and the links "
                "make a cycle."
            ),
            TypologySettings.mesh_density,
            maximum=1.0,
            advanced=True,
        ),
        declare.number(
            "MIN_SHAPE_UNITS",
            translate("Alliance", "Chain or mesh: smallest number of units"),
            translate("Alliance", "Smaller systems are neither a chain nor a mesh."),
            TypologySettings.min_shape_units,
            minimum=2,
            whole=True,
            advanced=True,
        ),
        declare.number(
            "NATURE_QUOTIENT",
            translate("Alliance", "Nature: location quotient"),
            translate(
                "Alliance",
                "A kind of links is the nature of a system where it is this many times as common "
                "as in all systems together; otherwise the nature is mixed."
            ),
            TypologySettings.nature_quotient,
            advanced=True,
        ),
    ]


def read_thresholds(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> TypologySettings:
    """Return the thresholds that `threshold_parameters` ask for."""
    return TypologySettings(
        star_share=algorithm.parameterAsDouble(parameters, "STAR_SHARE", context),
        star_primacy=algorithm.parameterAsDouble(parameters, "STAR_PRIMACY", context),
        bipolar_share=algorithm.parameterAsDouble(parameters, "BIPOLAR_SHARE", context),
        mesh_density=algorithm.parameterAsDouble(parameters, "MESH_DENSITY", context),
        min_shape_units=algorithm.parameterAsInt(parameters, "MIN_SHAPE_UNITS", context),
        nature_quotient=algorithm.parameterAsDouble(parameters, "NATURE_QUOTIENT", context),
    )
