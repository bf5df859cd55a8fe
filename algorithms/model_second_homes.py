"""Second homes of units to modelled flows: from where their owners may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError
from ..core.messages import translate
from ..core.options import SECOND_HOME_COLUMNS, SecondHomeSettings
from ..core.progress import Progress, part
from . import parameters as declare
from .base import AllianceAlgorithm
from .build_report import BuildStory
from .building import declare_building, write_built
from .flow_sources import table_of, units_of
from .layers import columns_of, progress_of
from .typography import format_value

if TYPE_CHECKING:
    from ..core.building import Built
    from ..core.reading import Table
    from .geometry import Units


class ModelSecondHomes(AllianceAlgorithm):
    """`alliance:modelsecondhomes`."""

    ID = "modelsecondhomes"
    GROUP = "flows"
    TABLES = ("INPUT",)

    def title(self) -> str:
        return translate("Alliance", "Model second homes")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Shares the second homes of each unit among the others by their population and their "
            "distance: a model, for want of open data on their owners."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "No open table tells from which commune the owners of second homes come. If your "
                "agency holds an extract, load it with “Load flows”, layout second_homes: it is "
                "always better than this model."
            ),
            translate(
                "Alliance",
                "The flow from i to j is S_j P_i d_ij^-b / sum_k P_k d_kj^-b: S second homes, P "
                "population, d distance in km on the ellipsoid, b the exponent. It goes from the "
                "home of the owners to their second home; the flows into a unit add up to its "
                "second homes. Distances under 1 km count as 1 km."
            ),
            translate(
                "Alliance",
                "The exponent is a setting, not a result: nothing open could fit it. Try several, "
                "and see what stays."
            ),
            translate(
                "Alliance",
                "Flows under the least volume are left out and counted. For the communes of a "
                "whole country, give a longest distance too: all pairs are a thousand million."
            ),
            translate(
                "Alliance",
                "The kind of link, the layer, its metadata and the report say that these flows are "
                "modelled. Size and distance make them: to find that large and near towns are "
                "linked would be to find what was put in. Never cumulate them as an observation."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance", "second homes,leisure,model,gravity,proxy,INSEE,RSECOCC,dwellings,flows"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            declare.source(
                "INPUT",
                translate("Alliance", "Table of units"),
                translate(
                    "Alliance",
                    "One row a unit, with its population and its second homes: a table of INSEE, "
                    "or the unit layer itself."
                ),
            ),
            declare.text(
                "CODE_FIELD",
                translate("Alliance", "Column of the code"),
                translate("Alliance", "CODGEO in the tables of INSEE."),
                SECOND_HOME_COLUMNS["code_field"],
                optional=False,
            ),
            declare.text(
                "POPULATION_FIELD",
                translate("Alliance", "Column of the population"),
                translate("Alliance", "P22_POP in the census of 2022."),
                SECOND_HOME_COLUMNS["population_field"],
                optional=False,
            ),
            declare.text(
                "HOMES_FIELD",
                translate("Alliance", "Column of the second homes"),
                translate("Alliance", "P22_RSECOCC in the census of 2022."),
                SECOND_HOME_COLUMNS["homes_field"],
                optional=False,
            ),
            *declare.units(),
            declare.number(
                "EXPONENT",
                translate("Alliance", "Exponent of the distance"),
                translate("Alliance", "The larger it is, the nearer the owners. Above 0."),
                SecondHomeSettings.exponent,
            ),
            declare.number(
                "MIN_VOLUME",
                translate("Alliance", "Least volume of a flow"),
                translate("Alliance", "Smaller modelled flows are left out, and counted."),
                SecondHomeSettings.min_volume,
            ),
            declare.number(
                "CUTOFF_KM",
                translate("Alliance", "Longest distance (km)"),
                translate("Alliance", "Farther units get no share; 0 for no limit."),
                SecondHomeSettings.cutoff_km,
                advanced=True,
            ),
        ):
            self.addParameter(parameter)
        declare_building(self, translate("Alliance", "second homes"), modelled=True)

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        if units is None:
            raise InputError(translate("Alliance", "Choose the layer of the units."))
        settings = SecondHomeSettings(
            exponent=self.parameterAsDouble(parameters, "EXPONENT", context),
            min_volume=self.parameterAsDouble(parameters, "MIN_VOLUME", context),
            cutoff_km=self.parameterAsDouble(parameters, "CUTOFF_KM", context),
        )
        table = table_of(self, parameters, "INPUT", context, part(progress, 0.1, 0.2))
        if table is None:
            raise InputError(translate("Alliance", "Choose the table of units."))
        built = modelled_flows(
            table,
            [self.parameterAsString(parameters, name, context) for name in _COLUMNS],
            units,
            settings,
            modelled_name(self.parameterAsString(parameters, "LINK_TYPE", context)),
            part(progress, 0.2, 0.8),
        )
        return write_built(
            self,
            parameters,
            context,
            feedback,
            built,
            units,
            second_home_story(settings),
            progress=part(progress, 0.8, 1.0),
        )


_COLUMNS = ("CODE_FIELD", "POPULATION_FIELD", "HOMES_FIELD")


def modelled_flows(
    table: Table,
    columns: Sequence[str],
    units: Units,
    settings: SecondHomeSettings,
    name: str,
    progress: Progress,
) -> Built:
    """Model the flows from a table of the units.

    `columns` are those of the code, the population and the second homes. What to say of rows that
    take no part is among the warnings.
    """
    from ..core.second_homes import facts_of_units, model_second_homes

    frame = columns_of(table.frame, columns, table.name)
    facts, warnings = facts_of_units(
        units.frame["code"], *(frame[column] for column in columns), table=table.name
    )
    codes = units.frame["code"].to_numpy(dtype=object)
    built = model_second_homes(
        codes,
        facts["population"],
        facts["homes"],
        units.distance_between(codes),
        settings,
        name,
        progress,
    )
    told = (*warnings, *built.loading.warnings)
    return replace(built, loading=replace(built.loading, warnings=told))


def modelled_name(name: str) -> str:
    """Return the name of a kind of link, marked as modelled."""
    mark = translate("Alliance", "modelled")
    name = name.strip() or translate("Alliance", "second homes")
    return name if mark in name else f"{name} ({mark})"


def second_home_story(settings: SecondHomeSettings) -> BuildStory:
    """Return what the report says of these flows in words."""
    told = [
        translate(
            "Alliance",
            "The second homes of each unit are shared among the others in proportion to their "
            "population, divided by their distance to the power {exponent}. The flow goes from the "
            "home of the owners to their second home."
        ).format(exponent=format_value(settings.exponent)),
        translate("Alliance", "Flows of less than {volume} second homes are left out.").format(
            volume=format_value(settings.min_volume)
        ),
    ]
    if settings.cutoff_km > 0:
        told.append(
            translate("Alliance", "Units more than {distance} km apart are not linked.").format(
                distance=format_value(settings.cutoff_km)
            )
        )
    return BuildStory(
        title=translate("Alliance", "Second homes (modelled)"),
        records=translate("Alliance", "Units with second homes"),
        volumes=translate("Alliance", "Second homes"),
        paragraphs=told,
        figures={
            "exponent": translate("Alliance", "Exponent of the distance, chosen"),
            "population": translate("Alliance", "Population that the owners are drawn from"),
            "pairs_modelled": translate("Alliance", "Pairs of units looked at"),
            "pairs_kept": translate("Alliance", "Pairs kept"),
        },
        notes=[
            translate(
                "Alliance",
                "Only the number of second homes of each unit is observed. Where their owners live "
                "is the model's guess: it cannot show that a town attracts more than its size and "
                "its distance say."
            ),
        ],
    )
