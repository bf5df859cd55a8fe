"""The recipe: one JSON file that describes a whole run (interface, “The recipe”).

Reading a recipe checks every key, type, bound and path before anything is computed; the first
fault is told in one sentence that names the key and what was expected there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

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
)

LANGUAGES = ("fr", "en")
_REQUIRED = object()


@dataclass(frozen=True)
class Source:
    """A file, and the layer inside it when it holds several (`file.gpkg|layername=x`)."""

    text: str
    path: Path

    @property
    def uri(self) -> str:
        """What QGIS opens: the absolute path, followed by the layer's name."""
        return str(self.path) + self.text[len(self.text.split("|")[0]) :]


@dataclass(frozen=True)
class UnitsRecipe:
    """The unit layer and its fields."""

    source: Source
    code: str
    name: str = ""
    weight: str = ""


@dataclass(frozen=True)
class LookupRecipe:
    """The table that sends the codes of the flows to units."""

    source: Source
    origin: str
    target: str


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


@dataclass(frozen=True)
class ModeRecipe:
    """One of several modes of transport that make one kind of link (rail and air)."""

    name: str
    weight: float
    table: TableRecipe


@dataclass(frozen=True)
class KindRecipe:
    """One kind of link: where its flows are and how they become links.

    A kind has one `table`, or several `modes` that are scaled by `mode_scale` and added.
    """

    type: LinkType
    settings: LinkSettings
    table: TableRecipe | None = None
    modes: tuple[ModeRecipe, ...] = ()
    mode_scale: str = MODE_SCALES[0]

    @property
    def tables(self) -> tuple[TableRecipe, ...]:
        """Every table that the kind reads."""
        return (self.table,) if self.table else tuple(mode.table for mode in self.modes)


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
            for table in kind.tables:
                found.append(table.source)
                found.extend(item.source for item in (table.lookup, table.changes) if item)
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
    root = _Keys(content, "", path.parent)
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


def _units(keys: _Keys) -> UnitsRecipe:
    units = UnitsRecipe(
        source=keys.source("source"),
        code=keys.text("code"),
        name=keys.text("name", ""),
        weight=keys.text("weight", ""),
    )
    keys.close()
    return units


def _kind(keys: _Keys) -> KindRecipe:
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
        table=None if modes else _table(keys),
        modes=modes,
        mode_scale=keys.choice("mode_scale", MODE_SCALES, MODE_SCALES[0]),
    )
    keys.close()
    return kind


def _mode(keys: _Keys) -> ModeRecipe:
    mode = ModeRecipe(
        name=keys.text("name"),
        weight=keys.number("weight", LinkType.weight, above=0.0),
        table=_table(keys),
    )
    keys.close()
    return mode


def _table(keys: _Keys) -> TableRecipe:
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
        lookup=_lookup(keys.keys("lookup", optional=True)),
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


def _lookup(keys: _Keys) -> LookupRecipe | None:
    if keys.absent:
        return None
    lookup = LookupRecipe(keys.source("source"), keys.text("from"), keys.text("to"))
    keys.close()
    return lookup


def _changes(keys: _Keys) -> ChangesRecipe | None:
    if keys.absent:
        return None
    changes = ChangesRecipe(keys.source("source"), keys.year("from"), keys.year("to"))
    keys.close()
    return changes


def _systems(keys: _Keys) -> dict[str, Any]:
    settings = SystemSettings(
        method=keys.choice("method", SYSTEM_METHODS, SystemSettings.method),
        score=keys.choice("score", SCORE_FIELDS, SystemSettings.score),
        threshold=keys.number("threshold", SystemSettings.threshold, minimum=0.0),
        min_units=int(keys.number("min_units", SystemSettings.min_units, minimum=2.0, whole=True)),
        max_distance=keys.number("max_distance", SystemSettings.max_distance, minimum=0.0),
        resolution=keys.number("resolution", SystemSettings.resolution, above=0.0),
    )
    shape = keys.choice("shape", SHAPES, SHAPES[0])
    keys.close()
    return {"systems": settings, "shape": shape}


def _perimeter(keys: _Keys) -> PerimeterRecipe:
    perimeter = PerimeterRecipe(
        name=keys.text("name"),
        code=keys.text("code"),
        label=keys.text("label", ""),
        source=keys.source("source", optional=True),
        membership=keys.source("membership", optional=True),
        unit=keys.text("unit", ""),
        lookup=_lookup(keys.keys("lookup", optional=True)),
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


class _Keys:
    """The keys of one object of the recipe: each is asked for once, what remains is unknown."""

    def __init__(self, content: Any, where: str, folder: Path, absent: bool = False) -> None:
        self._where = where
        self._folder = folder
        self._asked: list[str] = []
        self.absent = absent
        if not isinstance(content, Mapping):
            raise RecipeError(
                translate(
                    "Alliance", "Recipe, {key}: expected an object with keys, between {{ and }}."
                ).format(key=_quoted(where) if where else translate("Alliance", "at the top"))
            )
        self._content = content

    def keys(self, key: str, optional: bool = False) -> _Keys:
        """Return the object under `key`; an absent optional one is empty."""
        value = self._take(key, None if optional else _REQUIRED)
        return _Keys(
            {} if value is None else value, self._path(key), self._folder, absent=value is None
        )

    def list_of_keys(self, key: str, required: bool = False) -> list[_Keys]:
        """Return the objects of a list."""
        value = self._take(key, _REQUIRED if required else [])
        if not isinstance(value, list) or (required and not value):
            raise self.fault(key, translate("Alliance", "a list of objects, between [ and ]"))
        return [
            _Keys(item, f"{self._path(key)}[{position}]", self._folder)
            for position, item in enumerate(value, start=1)
        ]

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        """Return a text; a required one is not empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is _REQUIRED and not value.strip()):
            raise self.fault(key, translate("Alliance", "a text between quotes"))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(
                key, translate("Alliance", 'a list of codes, each between quotes: ["001"]')
            )
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        """Return one of `allowed`."""
        value = self._take(key, default)
        if value == default:
            return default
        if value not in allowed:
            raise self.fault(
                key, translate("Alliance", "one of {keys}").format(keys=", ".join(allowed))
            )
        return str(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, translate("Alliance", "true or false"))
        return value

    def number(
        self,
        key: str,
        default: float,
        minimum: float | None = None,
        above: float | None = None,
        whole: bool = False,
    ) -> float:
        """Return a finite number within its bounds."""
        value = self._take(key, default)
        good = (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and abs(value) < float("inf")
            and (minimum is None or value >= minimum)
            and (above is None or value > above)
            and (not whole or float(value).is_integer())
        )
        if not good:
            raise self.fault(key, _expected_number(minimum, above, whole))
        return float(value)

    def year(self, key: str) -> int:
        """Return a required year."""
        value = self._take(key, _REQUIRED)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(key, translate("Alliance", "a year, without quotes: 2024"))
        return value

    def source(self, key: str, optional: bool = False) -> Any:
        """Return a file that exists."""
        text = self.text(key, "") if optional else self.text(key)
        if not text:
            return None
        path = (self._folder / text.split("|")[0]).resolve()
        if not path.exists():
            raise RecipeError(
                translate(
                    "Alliance",
                    "Recipe, key “{key}”: the file “{path}” does not exist. Paths are relative to "
                    "the recipe."
                ).format(key=self._path(key), path=path)
            )
        return Source(text, path)

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                near = get_close_matches(str(key), self._asked, n=1)
                known = near or sorted(self._asked)
                raise RecipeError(
                    translate(
                        "Alliance", "Recipe: the key “{key}” is unknown. Did you mean {known}?"
                    ).format(key=self._path(str(key)), known=", ".join(map(_quoted, known)))
                )

    def fault(self, key: str, expected: str) -> RecipeError:
        """Return the sentence for a wrong value."""
        if key in self._content:
            return RecipeError(
                translate(
                    "Alliance",
                    "Recipe, key “{key}”: the value {value} is wrong; expected {expected}."
                ).format(
                    key=self._path(key),
                    value=json.dumps(self._content[key], ensure_ascii=False)[:60],
                    expected=expected,
                )
            )
        return RecipeError(
            translate(
                "Alliance", "Recipe: the key “{key}” is missing; expected {expected}."
            ).format(key=self._path(key), expected=expected)
        )

    def _take(self, key: str, default: Any) -> Any:
        self._asked.append(key)
        if key in self._content:
            return self._content[key]
        if default is _REQUIRED:
            raise self.fault(key, translate("Alliance", "a value"))
        return default

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key


def _expected_number(minimum: float | None, above: float | None, whole: bool) -> str:
    kind = translate("Alliance", "a whole number") if whole else translate("Alliance", "a number")
    if minimum is not None:
        return translate("Alliance", "{kind}, {minimum} or more").format(
            kind=kind, minimum=int(minimum)
        )
    if above is not None:
        return translate("Alliance", "{kind} above {bound}").format(kind=kind, bound=int(above))
    return kind


def _quoted(text: str) -> str:
    return translate("Alliance", "“{text}”").format(text=text)
