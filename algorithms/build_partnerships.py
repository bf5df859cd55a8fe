"""Participations in research projects to partnerships between units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError
from ..core.messages import translate
from ..core.options import (
    COUNT_LEVELS,
    PARTNERSHIP_WEIGHTINGS,
    SEATS,
    PartnershipSettings,
)
from ..core.progress import Progress, part
from . import parameters as declare
from .base import AllianceAlgorithm
from .build_report import BuildStory
from .building import declare_building, write_built
from .flow_sources import lookup_of, table_of, units_of
from .layers import columns_of, progress_of

if TYPE_CHECKING:
    import pandas as pd

    from ..core.building import Built
    from ..core.towns import Gazetteer

_DEFAULTS = PartnershipSettings()


class BuildPartnerships(AllianceAlgorithm):
    """`alliance:buildpartnerships`."""

    ID = "buildpartnerships"
    GROUP = "flows"
    TABLES = ("PLACES", "LOOKUP", "BODIES", "ALIASES")

    def title(self) -> str:
        return translate("Alliance", "Build partnerships")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Links towns whose organisations take part in the same research projects, from the "
            "files of CORDIS."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "A project of n towns links each pair of them. A pair weighs 1/(n − 1) (“newman”: "
                "each town shares 1 among its partners), 1 (“full”) or 2/(n(n − 1)) "
                "(“fractional”: each project weighs 1 in all). A town counts once a project. n "
                "counts every town recognised, inside the units or not."
            ),
            translate(
                "Alliance",
                "By default the town is the commune of the address, and pairs of communes are "
                "summed by pair of units: two urban areas may be linked several times by one "
                "project. To count projects shared by two units, let the unit count once."
            ),
            translate(
                "Alliance",
                "The file writes towns by hand: accents, CEDEX, numbers and punctuation are set "
                "aside, then names are looked up in the table of communes and in a list of places "
                "that are no commune (Sophia Antipolis, La Défense…). Homonyms are told apart by "
                "the post code, then by the NUTS code. The others are left out and listed as "
                "unknown_town and ambiguous_town."
            ),
            translate(
                "Alliance",
                "The address is the legal seat: all of the CNRS is in Paris. National bodies can "
                "be kept, dropped, or put in the places where they work, which you give; the "
                "report says what share of the participations is theirs."
            ),
            translate(
                "Alliance",
                "Large projects link everybody to everybody: those of more participations than the "
                "maximum, all countries counted, are left out."
            ),
            translate(
                "Alliance",
                "Each participation is kept, or left out for one reason, the first that applies. "
                "The flows have no direction, one row a pair of units: tick “Flows without "
                "direction” when you compute links."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance",
            "partnerships,research,projects,CORDIS,H2020,Horizon Europe,collaboration,universities"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            declare.table_file(
                "ORGANISATIONS",
                translate("Alliance", "Participations (organization.csv)"),
                translate(
                    "Alliance",
                    "File of CORDIS, one row a participation, or the archive that holds it; older "
                    "layouts too."
                ),
            ),
            declare.table_file(
                "PROJECTS",
                translate("Alliance", "Projects (project.csv)"),
                translate(
                    "Alliance",
                    "Only to choose programmes, or years where the first file has none. It may be "
                    "the same archive."
                ),
                optional=True,
            ),
            declare.choice(
                "WEIGHTING",
                translate("Alliance", "Weight of a pair"),
                translate("Alliance", "In a project of n towns: 1/(n − 1), 1, or 2/(n(n − 1))."),
                PARTNERSHIP_WEIGHTINGS,
                _DEFAULTS.weighting,
            ),
            declare.number(
                "MAX_PARTNERS",
                translate("Alliance", "Most participations in a project"),
                translate("Alliance", "Larger projects are left out; 0 for no limit."),
                _DEFAULTS.max_partners,
                whole=True,
            ),
            declare.choice(
                "SEATS",
                translate("Alliance", "National bodies"),
                translate(
                    "Alliance",
                    "Their address is a legal seat: “keep” it, “drop” them, or “relocate” them to "
                    "the places that your table gives."
                ),
                SEATS,
                _DEFAULTS.seats,
            ),
            *_places(),
            *declare.units(optional=True),
            *declare.lookup(),
            *_advanced([*_choices(), *_tables()]),
        ):
            self.addParameter(parameter)
        declare_building(self, "partnerships")

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.partnerships import build_partnerships, read_participations

        progress = progress_of(feedback)
        settings = self._settings(parameters, context)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.05))
        gazetteer = self._gazetteer(parameters, context, part(progress, 0.05, 0.2))
        lookup = lookup_of(self, parameters, context, part(progress, 0.2, 0.25))
        projects = self.parameterAsFile(parameters, "PROJECTS", context)
        participations = read_participations(
            Path(self.parameterAsFile(parameters, "ORGANISATIONS", context)),
            Path(projects) if projects else None,
            progress=part(progress, 0.25, 0.7),
        )
        built = build_partnerships(
            participations,
            gazetteer,
            settings,
            units=None if units is None else units.frame["code"].tolist(),
            lookup=lookup,
            bodies=bodies_of(
                self._columns(
                    "BODIES",
                    ("BODY_ID", "BODY_PLACE"),
                    parameters,
                    context,
                    part(progress, 0.7, 0.71),
                )
            ),
            link_type=self.parameterAsString(parameters, "LINK_TYPE", context),
            progress=part(progress, 0.71, 0.8),
        )
        return write_built(
            self,
            parameters,
            context,
            feedback,
            built,
            units,
            partnership_story(settings, built),
            progress=part(progress, 0.8, 1.0),
        )

    def _settings(self, parameters: dict[str, Any], context: Any) -> PartnershipSettings:
        def words(name: str) -> tuple[str, ...]:
            text = self.parameterAsString(parameters, name, context)
            return tuple(word.strip() for word in text.split(",") if word.strip())

        return PartnershipSettings(
            weighting=self.parameterAsEnumString(parameters, "WEIGHTING", context),
            level=self.parameterAsEnumString(parameters, "COUNT_ONCE", context),
            max_partners=self.parameterAsInt(parameters, "MAX_PARTNERS", context),
            seats=self.parameterAsEnumString(parameters, "SEATS", context),
            countries=words("COUNTRIES"),
            roles=words("ROLES"),
            programmes=words("PROGRAMMES"),
            first_year=self.parameterAsInt(parameters, "FIRST_YEAR", context),
            last_year=self.parameterAsInt(parameters, "LAST_YEAR", context),
        )

    def _gazetteer(self, parameters: dict[str, Any], context: Any, progress: Progress) -> Gazetteer:
        names = ("PLACE_NAME", "PLACE_CODE", "PLACE_POST_CODE", "PLACE_WEIGHT")
        places = self._columns("PLACES", names, parameters, context, progress)
        if places is None:
            raise InputError(translate("Alliance", "Choose a table of communes."))
        names = ("ALIAS_NAME", "ALIAS_CODE")
        return gazetteer_of(places, self._columns("ALIASES", names, parameters, context, progress))

    def _columns(
        self,
        name: str,
        columns: Sequence[str],
        parameters: dict[str, Any],
        context: Any,
        progress: Progress,
    ) -> pd.DataFrame | None:
        """Return the columns of a table that its parameters name, under the parameters' names.

        Optional columns left empty are missing from it; a column that is needed is asked for.
        """
        table = table_of(self, parameters, name, context, progress)
        if table is None:
            return None
        named = {key: self.parameterAsString(parameters, key, context) for key in columns}
        for key in columns:
            if not named[key] and key in _NEEDED:
                raise InputError(
                    translate(
                        "Alliance",
                        "Say in “{parameter}” which column of “{table}” to use. Its columns are: "
                        "{columns}."
                    ).format(
                        parameter=self.parameterDefinition(key).description(),
                        table=table.name,
                        columns=", ".join(table.header),
                    )
                )
        given = {key: column for key, column in named.items() if column}
        frame = columns_of(table.frame, list(given.values()), table.name)
        return frame[list(given.values())].set_axis(list(given), axis=1)


def gazetteer_of(places: pd.DataFrame, aliases: pd.DataFrame | None = None) -> Gazetteer:
    """Return the communes by their names, with what the plugin knows of towns.

    Parameters
    ----------
    places : DataFrame
        `PLACE_NAME`, `PLACE_CODE`, and where known `PLACE_POST_CODE` and `PLACE_WEIGHT`.
    aliases : DataFrame, optional
        `ALIAS_NAME` and `ALIAS_CODE`: names that are decided before all others.
    """
    from ..core.towns import build_gazetteer, shipped_aliases, shipped_departments

    return build_gazetteer(
        places["PLACE_NAME"],
        places["PLACE_CODE"],
        places.get("PLACE_POST_CODE"),
        places.get("PLACE_WEIGHT"),
        aliases=shipped_aliases(),
        decided={} if aliases is None else dict(zip(aliases["ALIAS_NAME"], aliases["ALIAS_CODE"])),
        departments=shipped_departments(),
    )


def bodies_of(table: pd.DataFrame | None) -> Mapping[str, Sequence[str]]:
    """Return national bodies and where they work; those of the plugin have no place.

    `table` has the column `BODY_ID`, and where known `BODY_PLACE`.
    """
    from ..core.codes import code_text
    from ..core.towns import shipped_bodies

    if table is None:
        return dict.fromkeys(shipped_bodies(), ())
    bodies: dict[str, list[str]] = {}
    places = table.get("BODY_PLACE", [""] * len(table))
    for body, place in zip(map(code_text, table["BODY_ID"]), map(code_text, places)):
        if body:
            bodies.setdefault(body, []).extend([place] if place else [])
    return bodies


_NEEDED = ("PLACE_NAME", "PLACE_CODE", "ALIAS_NAME", "ALIAS_CODE", "BODY_ID")


# --- parameters ---------------------------------------------------------------------------------


def _places() -> list[Any]:
    return [
        declare.source(
            "PLACES",
            translate("Alliance", "Communes"),
            translate(
                "Alliance",
                "Table or layer of all the communes of the country, one row each or one for each "
                "post code: their names are looked for in the addresses."
            ),
        ),
        declare.text(
            "PLACE_NAME",
            translate("Alliance", "Communes: name"),
            translate("Alliance", "Column of the names, LIBGEO in the tables of INSEE."),
        ),
        declare.text(
            "PLACE_CODE",
            translate("Alliance", "Communes: code"),
            translate(
                "Alliance",
                "Column of the codes that the lookup table or the units know, CODGEO in the tables "
                "of INSEE."
            ),
        ),
        declare.text(
            "PLACE_POST_CODE",
            translate("Alliance", "Communes: post code"),
            translate(
                "Alliance",
                "Column of the post codes, which tell homonyms apart; without it, their "
                "département does."
            ),
        ),
    ]


def _choices() -> list[Any]:
    return [
        declare.choice(
            "COUNT_ONCE",
            translate("Alliance", "What counts once a project"),
            translate(
                "Alliance",
                "“place”: the commune of the address, so that two urban areas may be linked "
                "several times by one project; “unit”: the unit, so that “full” counts projects."
            ),
            COUNT_LEVELS,
            _DEFAULTS.level,
        ),
        declare.text(
            "COUNTRIES",
            translate("Alliance", "Countries"),
            translate(
                "Alliance",
                "Codes of the countries of the table of communes, separated by commas; empty for "
                "all."
            ),
            ",".join(_DEFAULTS.countries),
        ),
        declare.text(
            "ROLES",
            translate("Alliance", "Roles"),
            translate(
                "Alliance",
                "Those to keep, separated by commas: coordinator, participant, partner, "
                "thirdParty…; empty for all."
            ),
        ),
        declare.text(
            "PROGRAMMES",
            translate("Alliance", "Programmes"),
            translate(
                "Alliance",
                "Those to keep, or how they begin, separated by commas: HORIZON, H2020-EU.1…; "
                "empty for all. It needs the file of projects."
            ),
        ),
        declare.number(
            "FIRST_YEAR",
            translate("Alliance", "First year"),
            translate("Alliance", "In which the projects kept start; 0 for no limit."),
            0,
            whole=True,
        ),
        declare.number(
            "LAST_YEAR",
            translate("Alliance", "Last year"),
            translate("Alliance", "In which the projects kept start; 0 for no limit."),
            0,
            whole=True,
        ),
        declare.text(
            "PLACE_WEIGHT",
            translate("Alliance", "Communes: size"),
            translate(
                "Alliance",
                "Column of the population. With it, homonyms that nothing tells apart go to the "
                "largest commune: a guess, which the report counts."
            ),
        ),
    ]


def _tables() -> list[Any]:
    return [
        declare.source(
            "BODIES",
            translate("Alliance", "Table of national bodies"),
            translate(
                "Alliance",
                "Identifiers (PIC) of the organisations whose address is a legal seat; empty: "
                "CNRS, CEA, INSERM, INRAE and INRIA."
            ),
            optional=True,
        ),
        declare.text(
            "BODY_ID",
            translate("Alliance", "National bodies: identifier"),
            translate("Alliance", "Column of the identifiers."),
        ),
        declare.text(
            "BODY_PLACE",
            translate("Alliance", "National bodies: commune"),
            translate(
                "Alliance",
                "Column of the communes where each one works, one row each: a relocated body "
                "is in all of them in each of its projects."
            ),
        ),
        declare.source(
            "ALIASES",
            translate("Alliance", "Table of names"),
            translate(
                "Alliance",
                "Names as the addresses write them and the commune that each one stands for: "
                "it decides before everything else."
            ),
            optional=True,
        ),
        declare.text(
            "ALIAS_NAME",
            translate("Alliance", "Names: name"),
            translate("Alliance", "Column of the names."),
        ),
        declare.text(
            "ALIAS_CODE",
            translate("Alliance", "Names: code of the commune"),
            translate("Alliance", "Column of the codes of the communes."),
        ),
    ]


def _advanced(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        parameter.setFlags(parameter.flags() | declare.ADVANCED)
    return parameters


# --- the report ---------------------------------------------------------------------------------


def partnership_story(settings: PartnershipSettings, built: Built) -> BuildStory:
    """Return what the report says of these links in words."""
    return BuildStory(
        title=translate("Alliance", "Partnerships"),
        records=translate("Alliance", "Participations"),
        volumes=translate("Alliance", "Weight"),
        paragraphs=[" ".join((_weighting(settings.weighting), _level(settings.level)))],
        figures=figure_labels(),
        notes=_notes(settings, built),
    )


def _weighting(key: str) -> str:
    return {
        "newman": translate(
            "Alliance",
            "In a project of n towns, each pair weighs 1/(n − 1) (Newman 2001): a town shares 1 "
            "among its partners."
        ),
        "full": translate("Alliance", "Each pair of towns of a project weighs 1."),
        "fractional": translate(
            "Alliance",
            "In a project of n towns, each pair weighs 2/(n(n − 1)): a project weighs 1 in all."
        ),
    }[key]


def _level(key: str) -> str:
    return {
        "place": translate(
            "Alliance",
            "A commune counts once a project; pairs of communes are summed by pair of units."
        ),
        "unit": translate("Alliance", "A unit counts once a project."),
    }[key]


def _notes(settings: PartnershipSettings, built: Built) -> Sequence[str]:
    figures = {figure.key: figure.value for figure in built.figures}
    notes = [
        translate(
            "Alliance",
            "Addresses are those of legal seats: a laboratory counts in the town of the body that "
            "signs for it."
        ),
        translate(
            "Alliance",
            "A participation has no weight before it is part of a pair: what the filters leave out "
            "is counted in participations only."
        ),
    ]
    if settings.seats == "keep" and figures["national_rows"]:
        notes.append(
            translate(
                "Alliance",
                "National bodies are kept at their seat: see their share below, and try without "
                "them."
            )
        )
    if figures["by_weight"]:
        notes.append(
            translate(
                "Alliance",
                "Homonyms that nothing tells apart went to the largest commune: it is a guess, "
                "which a table of names can correct."
            )
        )
    return notes


def figure_labels() -> dict[str, str]:
    """Return what each figure of :mod:`alliance.core.partnerships` says."""
    return {
        "participations": translate("Alliance", "Participations in the countries kept"),
        "national_rows": translate("Alliance", "of which by national bodies"),
        "national_share": translate("Alliance", "Share of national bodies (%)"),
        "projects_read": translate("Alliance", "Projects of these participations"),
        "projects_linked": translate("Alliance", "Projects that link towns"),
        "towns": translate("Alliance", "Towns found"),
        "towns_found": translate("Alliance", "Participations whose town is found"),
        "towns_share": translate("Alliance", "Share of those with a town (%)"),
        "homonyms_share": translate("Alliance", "Share that fall on homonyms (%)"),
        "by_name": translate("Alliance", "Found by the name alone"),
        "by_post_code": translate("Alliance", "Homonyms told apart by the post code"),
        "by_nuts": translate("Alliance", "Homonyms told apart by the NUTS code"),
        "by_weight": translate("Alliance", "Homonyms given to the largest commune"),
        "by_table": translate("Alliance", "Decided by your table of names"),
    }
