"""From the French register of establishments to flows from seats to other establishments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.messages import translate
from ..core.options import STAFF_WEIGHTS, STREAM_ENGINES, HeadquarterSettings
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .build_report import BuildStory
from .building import declare_building, write_built
from .flow_sources import lookup_of, pair_of, units_of
from .layers import progress_of
from .stream_sources import stream_of
from .typography import format_number, format_value
from .wording import label, staff_weight_labels

if TYPE_CHECKING:
    import pandas as pd

_REGISTERS = "*.csv *.txt *.gz *.zip *.parquet"


class BuildHeadquarterLinks(AllianceAlgorithm):
    """`alliance:buildheadquarterlinks`."""

    ID = "buildheadquarterlinks"
    GROUP = "flows"
    TABLES = ("LOOKUP", "GROUPS")

    def title(self) -> str:
        return translate("Alliance", "Build headquarters links")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Reads the SIRENE register of French establishments and makes flows from the seat of "
            "each firm to its other establishments."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "A flow from I to J is the sum, over the active establishments in J whose seat is "
                "in I, of their employees (middle of the staff band) or of 1. Nine tenths of the "
                "active establishments have no employee, so counting them counts mostly shells."
            ),
            translate(
                "Alliance",
                "The file is StockEtablissement, as INSEE publishes it: csv, in its zip or not, or "
                "parquet; columns are found by their names, in layouts of any year. It is read "
                "piece by piece, so that 44 million rows fit in the memory of any computer."
            ),
            translate(
                "Alliance",
                "Sole traders are persons: the file of legal units, StockUniteLegale, tells them, "
                "and they are left out first. It also tells public bodies, real-estate "
                "partnerships, and the seat of firms of which no establishment says that it is the "
                "seat. No name and no number of a firm is written."
            ),
            translate(
                "Alliance",
                "Each establishment is left out for one reason only, in this order: malformed row, "
                "sole trader, closed, public body, holding, firm with too many establishments, the "
                "seat itself, no active seat, no staff, then a place that leads to no unit."
            ),
            translate(
                "Alliance",
                "SIRENE knows no groups: a subsidiary is a firm with a seat of its own. A table "
                "of groups joins firms to the seat of their head."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance",
            "headquarters,establishments,SIRENE,SIRET,INSEE,firms,subsidiaries,economy"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            declare.table_file(
                "INPUT",
                translate("Alliance", "Register of establishments"),
                translate("Alliance", "StockEtablissement of INSEE: zip, csv or parquet."),
                _REGISTERS,
            ),
            declare.table_file(
                "LEGAL_UNITS",
                translate("Alliance", "Register of legal units"),
                translate(
                    "Alliance",
                    "StockUniteLegale of INSEE, of the same month. Without it, sole traders cannot "
                    "be left out."
                ),
                _REGISTERS,
                optional=True,
            ),
            declare.choice(
                "WEIGHT",
                translate("Alliance", "What a link counts"),
                translate("Alliance", "“staff”: employees; “count”: establishments."),
                STAFF_WEIGHTS,
                HeadquarterSettings.weight,
            ),
            declare.flag(
                "WITHOUT_PUBLIC",
                translate("Alliance", "Leave out public bodies"),
                translate("Alliance", "Legal category 7xxx, or activity in section O of the NAF."),
                HeadquarterSettings.without_public,
            ),
            declare.flag(
                "WITHOUT_HOLDINGS",
                translate("Alliance", "Leave out holdings and real-estate partnerships"),
                translate("Alliance", "Activity 64.20Z, or legal category 654x (SCI)."),
                HeadquarterSettings.without_holdings,
            ),
            declare.number(
                "MAX_ESTABLISHMENTS",
                translate("Alliance", "Most establishments of a firm (0 for no limit)"),
                translate(
                    "Alliance",
                    "Firms with more active establishments are left out: the post, the railways…"
                ),
                HeadquarterSettings.max_establishments,
                whole=True,
            ),
            declare.source(
                "GROUPS",
                translate("Alliance", "Table of groups"),
                translate(
                    "Alliance", "One row a firm: its siren, and that of the head of its group."
                ),
                optional=True,
            ),
            declare.text(
                "GROUPS_FIRM",
                translate("Alliance", "Groups: siren of the firm"),
                translate("Alliance", "Column of the table of groups."),
            ),
            declare.text(
                "GROUPS_HEAD",
                translate("Alliance", "Groups: siren of the head"),
                translate("Alliance", "Column of the table of groups."),
            ),
            *declare.units(optional=True),
            *declare.lookup(),
            declare.choice(
                "ENGINE",
                translate("Alliance", "Reader of parquet files"),
                translate(
                    "Alliance",
                    "“auto”: DuckDB, then pandas with pyarrow, then GDAL, whichever is there. A "
                    "csv file is always read piece by piece, without them."
                ),
                STREAM_ENGINES,
                STREAM_ENGINES[0],
            ),
            declare.number(
                "LARGEST_STAFF",
                translate("Alliance", "Employees of the open staff band"),
                translate("Alliance", "What stands for 10,000 employees and more."),
                HeadquarterSettings.largest_staff,
                advanced=True,
            ),
        ):
            self.addParameter(parameter)
        declare_building(self, "headquarters")

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.headquarters import build_headquarters

        progress = progress_of(feedback)
        settings = self._settings(parameters, context)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.02))
        lookup = lookup_of(self, parameters, context, part(progress, 0.02, 0.05))
        engine = self.parameterAsEnumString(parameters, "ENGINE", context)
        legal_units = self.parameterAsFile(parameters, "LEGAL_UNITS", context)
        built = build_headquarters(
            stream_of(Path(self.parameterAsFile(parameters, "INPUT", context)), engine),
            stream_of(Path(legal_units), engine) if legal_units else None,
            settings=settings,
            groups=self._groups(parameters, context, part(progress, 0.05, 0.06)),
            units=None if units is None else units.frame["code"].tolist(),
            lookup=lookup,
            link_type=self.parameterAsString(parameters, "LINK_TYPE", context),
            progress=part(progress, 0.06, 0.95),
        )
        return write_built(
            self,
            parameters,
            context,
            feedback,
            built,
            units,
            headquarter_story(settings),
            progress=part(progress, 0.95, 1.0),
        )

    def _settings(self, parameters: dict[str, Any], context: Any) -> HeadquarterSettings:
        return HeadquarterSettings(
            weight=self.parameterAsEnumString(parameters, "WEIGHT", context),
            largest_staff=self.parameterAsDouble(parameters, "LARGEST_STAFF", context),
            without_public=self.parameterAsBoolean(parameters, "WITHOUT_PUBLIC", context),
            without_holdings=self.parameterAsBoolean(parameters, "WITHOUT_HOLDINGS", context),
            max_establishments=self.parameterAsInt(parameters, "MAX_ESTABLISHMENTS", context),
        )

    def _groups(
        self, parameters: dict[str, Any], context: Any, progress: Any
    ) -> pd.DataFrame | None:
        return pair_of(
            self,
            parameters,
            context,
            ("GROUPS", "GROUPS_FIRM", "GROUPS_HEAD"),
            translate(
                "Alliance",
                "Name the two columns of the table of groups “{table}”: the siren of the firm "
                "and that of the head of its group. Its columns are: {columns}."
            ),
            progress,
        )


def headquarter_story(settings: HeadquarterSettings) -> BuildStory:
    """Return what the report says of these links in words."""
    by_staff = settings.weight == "staff"
    return BuildStory(
        title=translate("Alliance", "Headquarters links"),
        records=translate("Alliance", "Establishments"),
        volumes=translate("Alliance", "Employees") if by_staff else translate("Alliance", "Weight"),
        paragraphs=list(_settings_in_words(settings)),
        figures={
            "firms": translate("Alliance", "Firms with an establishment beside the seat"),
            "firms_without_seat": translate("Alliance", "of which without an active seat"),
            "firms_with_several_seats": translate(
                "Alliance", "Firms with several seats, of which the first by code counts"
            ),
            "seats_from_legal_units": translate(
                "Alliance", "Seats that only the file of legal units tells"
            ),
            "establishments_without_staff": translate(
                "Alliance", "Establishments with a seat whose staff is unknown or none"
            ),
        },
        notes=[
            translate(
                "Alliance",
                "A subsidiary with a siren of its own counts as a seat, unless a table of groups "
                "joins it to its head."
            )
        ],
    )


def _settings_in_words(settings: HeadquarterSettings) -> Iterator[str]:
    yield translate(
        "Alliance",
        "Each flow goes from the place of a seat to the place of other active establishments of "
        "the firm, and counts {weight}."
    ).format(weight=label(staff_weight_labels(), settings.weight))
    if settings.weight == "staff":
        yield translate(
            "Alliance", "Establishments of 10,000 employees and more count for {staff}."
        ).format(staff=format_value(settings.largest_staff, digits=6))
    if settings.without_public:
        yield translate("Alliance", "Public bodies are left out.")
    if settings.without_holdings:
        yield translate("Alliance", "Holdings and real-estate partnerships are left out.")
    if settings.max_establishments:
        yield translate(
            "Alliance", "Firms with more than {count} active establishments are left out."
        ).format(count=format_number(settings.max_establishments))
