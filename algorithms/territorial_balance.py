"""What each unit, or each perimeter, receives, sends and keeps; in persons and in money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProcessing, QgsWkbTypes

from ..core.messages import translate
from ..core.options import BALANCE_ENDS
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .fields import BALANCE
from .flow_sources import FLOW_TABLES, flows_of
from .geometry import read_units
from .layers import progress_of
from .outputs import Outputs
from .perimeter_sources import PERIMETER_TABLES, perimeter_parameters, perimeters_of
from .provenance import describe


class TerritorialBalance(AllianceAlgorithm):
    """`alliance:territorialbalance`."""

    ID = "territorialbalance"
    GROUP = "perimeters"
    TABLES = (*FLOW_TABLES, *PERIMETER_TABLES)

    def title(self) -> str:
        return translate("Alliance", "Territorial balance")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Draws up what each territory receives, sends and keeps: persons, and money with a "
            "value per person."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "Net = in - out; its rate is net over in + out, from -1 (all leaves) to 1 (all "
                "arrives). Self-containment is the internal flow over all that leaves, and over "
                "all that arrives. Without perimeters, every unit is drawn up alone."
            ),
            translate(
                "Alliance",
                "With a value per person (wage, pension), money follows the flows: choose at which "
                "end the value is read and which end receives it. Commuters bring the wage of "
                "their place of work (destination) home (origin); pensioners who move bring their "
                "pension from the origin to the destination."
            ),
            translate(
                "Alliance",
                "Flows whose unit has no value are left out of the money, and their volume is "
                "given."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "balance,net flows,wealth,wages,pensions,residential economy")

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *declare.flow_columns(),
            declare.link_type(),
            *declare.units(),
            *perimeter_parameters(),
            declare.field(
                "VALUE_FIELD",
                translate("Alliance", "Value per person"),
                translate("Alliance", "Numeric field of the units: a wage, a pension."),
                "UNITS",
                None,
                True,
            ),
            declare.choice(
                "VALUE_AT",
                translate("Alliance", "End where the value is read"),
                translate("Alliance", "“destination” for wages, “origin” for pensions."),
                BALANCE_ENDS,
                BALANCE_ENDS[0],
            ),
            declare.choice(
                "PAID_TO",
                translate("Alliance", "End that receives the money"),
                translate("Alliance", "“origin” for wages, “destination” for pensions."),
                BALANCE_ENDS,
                BALANCE_ENDS[1],
            ),
            declare.sink(
                "OUTPUT",
                translate("Alliance", "Balance"),
                translate("Alliance", "One row a unit, or a perimeter."),
                QgsProcessing.SourceType.TypeVector,
            ),
        ):
            self.addParameter(parameter)

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.balance import territorial_balance

        progress = progress_of(feedback)
        value_field = self.parameterAsString(parameters, "VALUE_FIELD", context)
        units = read_units(
            self.parameterAsSource(parameters, "UNITS", context),
            self.parameterAsString(parameters, "UNIT_CODE", context),
            self.parameterAsString(parameters, "UNIT_NAME", context),
            value_field,
            part(progress, 0.0, 0.1),
        )
        for warning in units.warnings:
            feedback.pushWarning(warning)
        flows = flows_of(self, parameters, context, feedback, units, part(progress, 0.1, 0.5)).flows
        groups = None
        if parameters.get("PERIMETERS") or parameters.get("MEMBERSHIP"):
            groups = perimeters_of(
                self, parameters, context, feedback, units, part(progress, 0.5, 0.9)
            ).membership
        value = units.frame.set_index("code")["weight"] if value_field else None
        balance = territorial_balance(
            flows,
            groups,
            value,
            self.parameterAsEnumString(parameters, "VALUE_AT", context),
            self.parameterAsEnumString(parameters, "PAID_TO", context),
        )
        if groups is None:
            balance = balance.assign(name=balance["code"].map(units.names))
        codes = balance["code"].tolist()
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "OUTPUT",
                balance,
                BALANCE,
                geometry=None if groups else lambda row: units.shapes.get(codes[row]),
                wkb_type=QgsWkbTypes.Type.NoGeometry if groups else units.wkb_type,
                crs=None if groups else units.crs,
                metadata=describe(self, parameters, {"features": len(balance)}, self.title()),
            )
        return outputs.ids
