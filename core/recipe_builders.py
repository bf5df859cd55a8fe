"""What a recipe says of the builders of links: their files, their columns, their settings.

The keys under `options` are those of the parameters of each algorithm, in lower case, with the
same defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Union

from .messages import translate
from .options import (
    COUNT_LEVELS,
    PARTNERSHIP_WEIGHTINGS,
    SEATS,
    SECOND_HOME_COLUMNS,
    STAFF_WEIGHTS,
    STREAM_ENGINES,
    HeadquarterSettings,
    PartnershipSettings,
    RailSettings,
    SecondHomeSettings,
)
from .recipe_keys import ColumnsRecipe, Keys, LookupRecipe, Source


@dataclass(frozen=True)
class RailRecipe:
    """A timetable, and the table that gives each of its stations a place."""

    source: Source
    settings: RailSettings
    stations: LookupRecipe | None = None
    lookup: LookupRecipe | None = None

    @property
    def sources(self) -> list[Source]:
        """The files that it reads, that of the timetable first."""
        return _sources(self.source, self.stations, self.lookup)


@dataclass(frozen=True)
class PartnershipsRecipe:
    """Participations in projects, and the tables that place their towns.

    `source` is the file of the participations.
    """

    source: Source
    settings: PartnershipSettings
    places: ColumnsRecipe
    projects: Source | None = None
    bodies: ColumnsRecipe | None = None
    aliases: ColumnsRecipe | None = None
    lookup: LookupRecipe | None = None

    @property
    def sources(self) -> list[Source]:
        """The files that it reads, that of the participations first."""
        tables = (self.places, self.bodies, self.aliases, self.lookup)
        return _sources(self.source, self.projects, *tables)


@dataclass(frozen=True)
class HeadquartersRecipe:
    """A register of establishments, and what goes with it."""

    source: Source
    settings: HeadquarterSettings
    legal_units: Source | None = None
    groups: LookupRecipe | None = None
    engine: str = STREAM_ENGINES[0]
    lookup: LookupRecipe | None = None

    @property
    def sources(self) -> list[Source]:
        """The files that it reads, that of the establishments first."""
        return _sources(self.source, self.legal_units, self.groups, self.lookup)


@dataclass(frozen=True)
class SecondHomesRecipe:
    """The population and the second homes of each unit, for a model."""

    table: ColumnsRecipe
    settings: SecondHomeSettings

    @property
    def source(self) -> Source:
        """The table of the units."""
        return self.table.source

    @property
    def sources(self) -> list[Source]:
        """The file that it reads."""
        return [self.source]


BuilderRecipe = Union[RailRecipe, PartnershipsRecipe, HeadquartersRecipe, SecondHomesRecipe]


def _sources(*parts: Source | LookupRecipe | ColumnsRecipe | None) -> list[Source]:
    return [
        part if isinstance(part, Source) else part.source for part in parts if part is not None
    ]


def read_builder(keys: Keys, builder: str) -> BuilderRecipe:
    """Read what a kind of link or a mode says of its builder.

    Parameters
    ----------
    keys : Keys
        Those of the kind; they hold `options`, and `lookup` for all but second homes.
    builder : str
        One of `BUILDERS`.

    Raises
    ------
    RecipeError
        See :func:`alliance.core.recipe.read_recipe`.
    """
    options = keys.keys("options")
    found = _READERS[builder](keys, options)
    options.close()
    return found


def _rail(keys: Keys, options: Keys) -> RailRecipe:
    settings = RailSettings(
        start=options.day("start"),
        end=options.day("end"),
        train_types=options.texts("train_types", RailSettings.train_types),
        min_trains=options.number("min_trains", RailSettings.min_trains, minimum=0.0),
        max_hours=options.number("max_hours", RailSettings.max_hours, minimum=0.0),
        trains_only=options.flag("trains_only", RailSettings.trains_only),
        level=options.choice("count_once", COUNT_LEVELS, RailSettings.level),
    )
    if settings.start and settings.end and settings.end < settings.start:
        raise options.fault("end", translate("Alliance", "a day that is not before “start”"))
    names = ("station_id", "station_code")
    stations = options.columns("stations", names, needed=names)
    return RailRecipe(
        source=options.source("input"),
        settings=settings,
        stations=None if stations is None else stations.as_lookup(*names),
        lookup=keys.lookup("lookup"),
    )


def _partnerships(keys: Keys, options: Keys) -> PartnershipsRecipe:
    bodies = options.columns("bodies", ("body_id", "body_place"), needed=("body_id",))
    names = ("alias_name", "alias_code")
    aliases = options.columns("aliases", names, needed=names)
    columns = {
        "place_name": options.text("place_name"),
        "place_code": options.text("place_code"),
        "place_post_code": options.text("place_post_code", ""),
        "place_weight": options.text("place_weight", ""),
    }
    default = PartnershipSettings
    settings = PartnershipSettings(
        weighting=options.choice("weighting", PARTNERSHIP_WEIGHTINGS, default.weighting),
        level=options.choice("count_once", COUNT_LEVELS, default.level),
        max_partners=options.whole("max_partners", default.max_partners),
        seats=options.choice("seats", SEATS, default.seats),
        countries=options.texts("countries", default.countries),
        roles=options.texts("roles", default.roles),
        programmes=options.texts("programmes", default.programmes),
        first_year=options.whole("first_year", default.first_year),
        last_year=options.whole("last_year", default.last_year),
    )
    if settings.seats == "relocate" and (bodies is None or not bodies.columns["body_place"]):
        raise options.fault(
            "body_place", translate("Alliance", "the column of the places of each national body")
        )
    return PartnershipsRecipe(
        source=options.source("organisations"),
        settings=settings,
        places=ColumnsRecipe(options.source("places"), columns),
        projects=options.source("projects", optional=True),
        bodies=bodies,
        aliases=aliases,
        lookup=keys.lookup("lookup"),
    )


def _headquarters(keys: Keys, options: Keys) -> HeadquartersRecipe:
    default = HeadquarterSettings
    names = ("groups_firm", "groups_head")
    groups = options.columns("groups", names, needed=names)
    return HeadquartersRecipe(
        source=options.source("input"),
        settings=HeadquarterSettings(
            weight=options.choice("weight", STAFF_WEIGHTS, default.weight),
            largest_staff=options.number("largest_staff", default.largest_staff, minimum=0.0),
            without_public=options.flag("without_public", default.without_public),
            without_holdings=options.flag("without_holdings", default.without_holdings),
            max_establishments=options.whole("max_establishments", default.max_establishments),
        ),
        legal_units=options.source("legal_units", optional=True),
        groups=None if groups is None else groups.as_lookup(*names),
        engine=options.choice("engine", STREAM_ENGINES, STREAM_ENGINES[0]),
        lookup=keys.lookup("lookup"),
    )


def _second_homes(keys: Keys, options: Keys) -> SecondHomesRecipe:
    default = SecondHomeSettings
    columns = {name: options.text(name, column) for name, column in SECOND_HOME_COLUMNS.items()}
    return SecondHomesRecipe(
        table=ColumnsRecipe(options.source("input"), columns),
        settings=SecondHomeSettings(
            exponent=options.number("exponent", default.exponent, above=0.0),
            min_volume=options.number("min_volume", default.min_volume, minimum=0.0),
            cutoff_km=options.number("cutoff_km", default.cutoff_km, minimum=0.0),
        ),
    )


_READERS: dict[str, Callable[[Keys, Keys], BuilderRecipe]] = {
    "rail": _rail,
    "partnerships": _partnerships,
    "headquarters": _headquarters,
    "second_homes": _second_homes,
}
BUILDERS = tuple(_READERS)
