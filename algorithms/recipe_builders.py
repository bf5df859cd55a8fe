"""The builders of links that a recipe asks for, run on the files that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.progress import Progress, part
from .build_headquarter_links import headquarter_story
from .build_partnerships import bodies_of, gazetteer_of, partnership_story
from .build_rail_links import places_inside, rail_story
from .build_report import BuildStory
from .geometry import Units
from .layers import columns_of
from .model_second_homes import modelled_flows, modelled_name, second_home_story
from .recipe_files import recipe_lookup, recipe_table
from .stream_sources import stream_of

if TYPE_CHECKING:
    import pandas as pd

    from ..core.building import Built
    from ..core.recipe_builders import (
        BuilderRecipe,
        HeadquartersRecipe,
        PartnershipsRecipe,
        RailRecipe,
        SecondHomesRecipe,
    )
    from ..core.recipe_keys import ColumnsRecipe


@dataclass(frozen=True, eq=False)
class Account:
    """What a builder made of its files, and what it says of itself, under the name of its kind."""

    name: str
    built: Built
    story: BuildStory


def build(recipe: BuilderRecipe, units: Units, name: str, progress: Progress) -> Account:
    """Run a builder; its flows bear `name`."""
    from ..core.recipe_builders import HeadquartersRecipe, PartnershipsRecipe, RailRecipe

    if isinstance(recipe, RailRecipe):
        return _rail(recipe, units, name, progress)
    if isinstance(recipe, PartnershipsRecipe):
        return _partnerships(recipe, units, name, progress)
    if isinstance(recipe, HeadquartersRecipe):
        return _headquarters(recipe, units, name, progress)
    return _second_homes(recipe, units, name, progress)


def _rail(recipe: RailRecipe, units: Units, name: str, progress: Progress) -> Account:
    from ..core.gtfs import read_feed
    from ..core.rail import build_rail, station_places

    feed = read_feed(recipe.source.path, progress=part(progress, 0.0, 0.6))
    places = None
    stations = recipe_lookup(recipe.stations)
    if stations is not None:
        places = station_places(feed, stations["from"], stations["to"])
    elif recipe.lookup is None and units.polygons:
        places = places_inside(feed, units)
    supply = build_rail(
        feed,
        recipe.settings,
        places=places,
        units=_codes(units),
        lookup=recipe_lookup(recipe.lookup),
        link_type=name,
        progress=part(progress, 0.6, 1.0),
    )
    return Account(name, supply.built, rail_story(feed, supply, recipe.settings))


def _partnerships(
    recipe: PartnershipsRecipe, units: Units, name: str, progress: Progress
) -> Account:
    from ..core.partnerships import build_partnerships, read_participations

    places = _columns(recipe.places)
    aliases = None if recipe.aliases is None else _columns(recipe.aliases)
    bodies = None if recipe.bodies is None else _columns(recipe.bodies)
    participations = read_participations(
        recipe.source.path,
        None if recipe.projects is None else recipe.projects.path,
        progress=part(progress, 0.1, 0.8),
    )
    built = build_partnerships(
        participations,
        gazetteer_of(places, aliases),
        recipe.settings,
        units=_codes(units),
        lookup=recipe_lookup(recipe.lookup),
        bodies=bodies_of(bodies),
        link_type=name,
        progress=part(progress, 0.8, 1.0),
    )
    return Account(name, built, partnership_story(recipe.settings, built))


def _headquarters(
    recipe: HeadquartersRecipe, units: Units, name: str, progress: Progress
) -> Account:
    from ..core.headquarters import build_headquarters

    legal_units = recipe.legal_units
    built = build_headquarters(
        stream_of(recipe.source.path, recipe.engine),
        None if legal_units is None else stream_of(legal_units.path, recipe.engine),
        settings=recipe.settings,
        groups=recipe_lookup(recipe.groups),
        units=_codes(units),
        lookup=recipe_lookup(recipe.lookup),
        link_type=name,
        progress=progress,
    )
    return Account(name, built, headquarter_story(recipe.settings))


def _second_homes(
    recipe: SecondHomesRecipe, units: Units, name: str, progress: Progress
) -> Account:
    name = modelled_name(name)
    table = recipe_table(recipe.source)
    columns = list(recipe.table.columns.values())
    built = modelled_flows(table, columns, units, recipe.settings, name, progress)
    return Account(name, built, second_home_story(recipe.settings))


def _codes(units: Units) -> Sequence[str]:
    codes: Sequence[str] = units.frame["code"].tolist()
    return codes


def _columns(recipe: ColumnsRecipe) -> pd.DataFrame:
    """Return the columns of a table that a recipe tells, under the names of the parameters."""
    table = recipe_table(recipe.source)
    given = {key.upper(): column for key, column in recipe.columns.items() if column}
    frame = columns_of(table.frame, list(given.values()), table.name)
    return frame[list(given.values())].set_axis(list(given), axis=1)
