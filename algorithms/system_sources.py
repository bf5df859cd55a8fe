"""Units with the system they belong to, as “Detect interurban systems” writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

from ..core.errors import InputError
from ..core.messages import translate
from ..core.progress import Progress, silent
from . import parameters as declare
from .geometry import Units, read_units

if TYPE_CHECKING:
    import pandas as pd

_SYSTEM, _SYSTEM_NAME = "system", "sys_name"
# What fields are called where nothing was chosen: their absence is no mistake.
_NAME, _WEIGHT = "name", "weight"


@dataclass(frozen=True)
class SystemUnits:
    """Units, and the table of their systems: `code`, `name`, `weight`, `system`, `sys_name`."""

    units: Units
    frame: pd.DataFrame


def system_unit_parameters() -> list[Any]:
    """Return the parameters of a layer of units with their system."""
    return [
        declare.source(
            "UNITS",
            translate("Alliance", "Units with their system"),
            translate("Alliance", "Layer made by “Detect interurban systems”."),
        ),
        declare.field(
            "UNIT_CODE",
            translate("Alliance", "Code of the unit"),
            translate("Alliance", "Field of the codes that the flows use. Codes are read as text."),
            "UNITS",
            "code",
            True,
        ),
        declare.field(
            "UNIT_NAME",
            translate("Alliance", "Name of the unit"),
            translate("Alliance", "Field of the names; without it, codes stand for names."),
            "UNITS",
            _NAME,
            True,
        ),
        declare.field(
            "UNIT_WEIGHT",
            translate("Alliance", "Weight of the unit"),
            translate("Alliance", "Population, jobs…: what shares by weight count."),
            "UNITS",
            _WEIGHT,
            True,
        ),
    ]


def system_units_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: Any,
    progress: Progress = silent,
) -> SystemUnits:
    """Read the units of an algorithm with their system."""
    source = algorithm.parameterAsSource(parameters, "UNITS", context)
    found = read_system_units(
        source,
        algorithm.parameterAsString(parameters, "UNIT_CODE", context),
        algorithm.parameterAsString(parameters, "UNIT_NAME", context),
        algorithm.parameterAsString(parameters, "UNIT_WEIGHT", context),
        progress,
    )
    for warning in found.units.warnings:
        feedback.pushWarning(warning)
    return found


def read_system_units(
    source: Any, code: str, name: str, weight: str, progress: Progress = silent
) -> SystemUnits:
    """Read a layer of units with the fields `system` and, where it is there, `sys_name`.

    Raises
    ------
    InputError
        The layer has no field `system`, or holds something else than numbers there.
    """
    import pandas as pd

    available = [item.name() for item in source.fields()]
    if _SYSTEM not in available:
        raise InputError(
            translate(
                "Alliance",
                "“{layer}” has no field “system”: make it with “Detect interurban systems” first."
            ).format(layer=source.sourceName())
        )
    name = "" if name == _NAME and name not in available else name
    weight = "" if weight == _WEIGHT and weight not in available else weight
    extra = [item for item in (_SYSTEM, _SYSTEM_NAME) if item in available]
    units = read_units(source, code, name, weight, progress, extra)
    system = pd.to_numeric(units.frame[_SYSTEM], errors="coerce").fillna(0).astype("int64")
    frame = units.frame.assign(system=system)
    if not frame["weight"].notna().any():
        frame = frame.drop(columns="weight")
    return SystemUnits(units=units, frame=frame)
