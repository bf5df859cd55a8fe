"""The recipe: one JSON file that describes a whole run (interface, “The recipe”).

Reading a recipe checks every key, type, bound and path before anything is computed; the first
fault is told in one sentence that names the key and what was expected there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from .errors import RecipeError
from .messages import translate
from .options import (
    ALLOCATIONS,
    DEFAULT_RULE_VALUES,
    DETERRENCES,
    DIMENSIONS,
    INTENSITIES,
    MARGINS,
    MODE_SCALES,
    NORMALISATIONS,
    PRESETS,
    RULES,
    SCORE_FIELDS,
    SHAPES,
    SYSTEM_METHODS,
    CumulationSettings,
    LinkSettings,
    LinkType,
    SystemSettings,
    TypologySettings,
)
from .recipe_builders import BUILDERS, BuilderRecipe, read_builder
from .recipe_keys import Keys, LookupRecipe, Source

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class UnitsRecipe:
    """The unit layer and its fields."""

    source: Source
    code: str
    name: str = ""
    weight: str = ""


@dataclass(frozen=True)
class ChangesRecipe:
    """The table of changes that brings codes from the year `first` to the year `last`."""

    source: Source
    first: int
    last: int


@dataclass(frozen=True)
class TableRecipe:
    """A table of flows: the file, its columns, and how its codes become units."""

    source: Source
    preset: str = "auto"
    origin: str = ""
    destination: str = ""
    volume: str = ""
    distance: str = ""
    undirected: bool = False
    repair_codes: bool = False
    secret_below: float = 0.0
    lookup: LookupRecipe | None = None
    changes: ChangesRecipe | None = None

    @property
    def sources(self) -> list[Source]:
        """The files that it reads, that of the flows first."""
        return [self.source, *(item.source for item in (self.lookup, self.changes) if item)]


FlowsRecipe = Union[TableRecipe, BuilderRecipe]


@dataclass(frozen=True)
class ModeRecipe:
    """One of several modes of transport that make one kind of link (rail and air)."""

    name: str
    weight: float
    flows: FlowsRecipe


@dataclass(frozen=True)
class KindRecipe:
    """One kind of link: where its flows are and how they become links.

    A kind has `flows`, read from a table or built, or several `modes` that are scaled by
    `mode_scale` and added.
    """

    type: LinkType
    settings: LinkSettings
    flows: FlowsRecipe | None = None
    modes: tuple[ModeRecipe, ...] = ()
    mode_scale: str = MODE_SCALES[0]

    @property
    def inputs(self) -> tuple[FlowsRecipe, ...]:
        """Everything that gives flows to the kind."""
        return (self.flows,) if self.flows else tuple(mode.flows for mode in self.modes)


@dataclass(frozen=True)
class PerimeterRecipe:
    """Institutional perimeters: polygons (`source`) or a table of memberships (`membership`)."""

    name: str
    code: str
    label: str = ""
    source: Source | None = None
    membership: Source | None = None
    unit: str = ""
    lookup: LookupRecipe | None = None
    allocation: str = ALLOCATIONS[0]


@dataclass(frozen=True)
class Recipe:
    """A whole run, checked."""

    path: Path
    units: UnitsRecipe
    kinds: tuple[KindRecipe, ...]
    title: str = ""
    credit: str = ""
    excluded: tuple[str, ...] = ()
    cumulation: CumulationSettings = field(default_factory=CumulationSettings)
    systems: SystemSettings = field(default_factory=SystemSettings)
    shape: str = SHAPES[0]
    perimeters: tuple[PerimeterRecipe, ...] = ()
    frameworks: tuple[PerimeterRecipe, ...] = ()
    per_type: bool = False
    language: str = ""
    simulated: bool = False

    def sources(self) -> list[Source]:
        """Return every file that the run reads, each once, in the order of the recipe."""
        found = [self.units.source]
        for kind in self.kinds:
            for flows in kind.inputs:
                found.extend(flows.sources)
        for perimeter in (*self.perimeters, *self.frameworks):
            found.extend(item for item in (perimeter.source, perimeter.membership) if item)
            found.extend([perimeter.lookup.source] if perimeter.lookup else [])
        return list({source.path: source for source in found}.values())


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises
    ------
    RecipeError
        The file cannot be read, is not JSON, or has an unknown key, a value of the wrong kind, a
        value out of bounds or a path to a file that does not exist.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RecipeError(
            translate("Alliance", "The recipe “{path}” does not exist.").format(path=path)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(
            translate(
                "Alliance", "The recipe “{path}” cannot be read: it must be a text file in UTF-8."
            ).format(path=path)
        ) from error
    try:
        content = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise RecipeError(
            translate(
                "Alliance",
                "The recipe “{path}” is not valid JSON: line {line}, column {column}. Check the "
                "commas, quotes and brackets there."
            ).format(path=path.name, line=error.lineno, column=error.colno)
        ) from error
    return parse_recipe(content, path)


def parse_recipe(content: Any, path: Path) -> Recipe:
    """Check the content of a recipe; paths are relative to the folder of `path`."""
    root = Keys(content, "", path.parent)
    recipe = Recipe(
        path=path,
        title=root.text("title", ""),
        credit=root.text("source", ""),
        units=_units(root.keys("units")),
        excluded=root.texts("excluded"),
        kinds=tuple(_kind(keys) for keys in root.list_of_keys("link_types", required=True)),
        cumulation=CumulationSettings(
            normalisation=root.choice(
                "normalisation", NORMALISATIONS, CumulationSettings.normalisation
            ),
            cap_dimensions=root.flag("cap_dimensions", CumulationSettings.cap_dimensions),
        ),
        perimeters=tuple(_perimeter(keys) for keys in root.list_of_keys("perimeters")),
        frameworks=tuple(_perimeter(keys) for keys in root.list_of_keys("frameworks")),
        per_type=root.flag("per_type", False),
        language=root.choice("language", LANGUAGES, ""),
        simulated=root.flag("simulated", False),
        **_systems(root.keys("systems", optional=True)),
    )
    root.close()
    _check_kinds(recipe.kinds)
    return recipe


def _units(keys: Keys) -> UnitsRecipe:
    units = UnitsRecipe(
        source=keys.source("source"),
        code=keys.text("code"),
        name=keys.text("name", ""),
        weight=keys.text("weight", ""),
    )
    keys.close()
    return units


def _kind(keys: Keys) -> KindRecipe:
    rule = keys.choice("rule", RULES, LinkSettings.rule)
    modes = tuple(_mode(mode) for mode in keys.list_of_keys("modes"))
    kind = KindRecipe(
        type=LinkType(
            name=keys.text("name"),
            weight=keys.number("weight", LinkType.weight, above=0.0),
            dimension=keys.choice("dimension", DIMENSIONS, LinkType.dimension),
        ),
        settings=LinkSettings(
            intensity=keys.choice("intensity", INTENSITIES, LinkSettings.intensity),
            rule=rule,
            rule_value=keys.number("rule_value", DEFAULT_RULE_VALUES[rule], minimum=0.0),
            min_volume=keys.number("min_volume", LinkSettings.min_volume, minimum=0.0),
            both_directions=keys.flag("both_directions", LinkSettings.both_directions),
            margins=keys.choice("margins", MARGINS, LinkSettings.margins),
            deterrence=keys.choice("deterrence", DETERRENCES, LinkSettings.deterrence),
            cutoff_km=keys.number("cutoff_km", LinkSettings.cutoff_km, minimum=0.0),
        ),
        flows=None if modes else _flows(keys),
        modes=modes,
        mode_scale=keys.choice("mode_scale", MODE_SCALES, MODE_SCALES[0]),
    )
    keys.close()
    return kind


def _mode(keys: Keys) -> ModeRecipe:
    mode = ModeRecipe(
        name=keys.text("name"),
        weight=keys.number("weight", LinkType.weight, above=0.0),
        flows=_flows(keys),
    )
    keys.close()
    return mode


def _flows(keys: Keys) -> FlowsRecipe:
    builder = keys.choice("builder", BUILDERS, "")
    return read_builder(keys, builder) if builder else _table(keys)


def _table(keys: Keys) -> TableRecipe:
    table = TableRecipe(
        source=keys.source("source"),
        preset=keys.choice("preset", PRESETS, PRESETS[0]),
        origin=keys.text("origin", ""),
        destination=keys.text("destination", ""),
        volume=keys.text("volume", ""),
        distance=keys.text("distance", ""),
        undirected=keys.flag("undirected", False),
        repair_codes=keys.flag("repair_codes", False),
        secret_below=keys.number("secret_below", TableRecipe.secret_below, minimum=0.0),
        lookup=keys.lookup("lookup"),
        changes=_changes(keys.keys("changes", optional=True)),
    )
    if table.distance and (table.lookup or table.changes):
        raise keys.fault(
            "distance",
            translate(
                "Alliance",
                "no distance column beside a lookup or changes: distances must be those between "
                "the units"
            ),
        )
    return table


def _changes(keys: Keys) -> ChangesRecipe | None:
    if keys.absent:
        return None
    changes = ChangesRecipe(keys.source("source"), keys.year("from"), keys.year("to"))
    keys.close()
    return changes


def _systems(keys: Keys) -> dict[str, Any]:
    settings = SystemSettings(
        method=keys.choice("method", SYSTEM_METHODS, SystemSettings.method),
        score=keys.choice("score", SCORE_FIELDS, SystemSettings.score),
        threshold=keys.number("threshold", SystemSettings.threshold, minimum=0.0),
        min_units=int(keys.number("min_units", SystemSettings.min_units, minimum=2.0, whole=True)),
        max_distance=keys.number("max_distance", SystemSettings.max_distance, minimum=0.0),
        resolution=keys.number("resolution", SystemSettings.resolution, above=0.0),
        typology=_typology(keys),
    )
    shape = keys.choice("shape", SHAPES, SHAPES[0])
    keys.close()
    return {"systems": settings, "shape": shape}


def _typology(keys: Keys) -> TypologySettings:
    """Read the thresholds of the types and natures of systems."""

    def share(key: str, default: float) -> float:
        return keys.number(key, default, minimum=0.0, maximum=1.0)

    return TypologySettings(
        star_share=share("star_share", TypologySettings.star_share),
        star_primacy=keys.number("star_primacy", TypologySettings.star_primacy, minimum=1.0),
        bipolar_share=share("bipolar_share", TypologySettings.bipolar_share),
        mesh_density=share("mesh_density", TypologySettings.mesh_density),
        min_shape_units=int(
            keys.number(
                "min_shape_units", TypologySettings.min_shape_units, minimum=2.0, whole=True
            )
        ),
        nature_quotient=keys.number(
            "nature_quotient", TypologySettings.nature_quotient, minimum=0.0
        ),
    )


def _perimeter(keys: Keys) -> PerimeterRecipe:
    perimeter = PerimeterRecipe(
        name=keys.text("name"),
        code=keys.text("code"),
        label=keys.text("label", ""),
        source=keys.source("source", optional=True),
        membership=keys.source("membership", optional=True),
        unit=keys.text("unit", ""),
        lookup=keys.lookup("lookup"),
        allocation=keys.choice("allocation", ALLOCATIONS, ALLOCATIONS[0]),
    )
    keys.close()
    if (perimeter.source is None) == (perimeter.membership is None):
        raise keys.fault(
            "source",
            translate("Alliance", "either “source” (polygons) or “membership” (a table), not both"),
        )
    if perimeter.membership is not None and not perimeter.unit:
        raise keys.fault(
            "unit", translate("Alliance", "the column of the membership table with the unit codes")
        )
    return perimeter


def _check_kinds(kinds: Sequence[KindRecipe]) -> None:
    names = [kind.type.name for kind in kinds]
    for name in names:
        if names.count(name) > 1:
            raise RecipeError(
                translate(
                    "Alliance",
                    "Recipe, key “link_types”: the name “{name}” stands twice; give each kind of "
                    "link a name of its own."
                ).format(name=name)
            )


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise RecipeError(
                translate("Alliance", "Recipe: the key “{key}” stands twice in one place.").format(
                    key=key
                )
            )
    return dict(pairs)
