"""The keys of a recipe, read one by one: each has a type, bounds and a default.

The first fault is told in one sentence that names the key and what was expected there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .errors import RecipeError
from .messages import translate

REQUIRED = object()


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
class LookupRecipe:
    """The table that sends the codes of the flows to units."""

    source: Source
    origin: str
    target: str


@dataclass(frozen=True)
class ColumnsRecipe:
    """A table, and the columns that are used, by their key; '' for one that is not."""

    source: Source
    columns: Mapping[str, str]

    def as_lookup(self, first: str, second: str) -> LookupRecipe:
        """Return it as a table from one of its columns to another."""
        return LookupRecipe(self.source, self.columns[first], self.columns[second])


class Keys:
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

    def keys(self, key: str, optional: bool = False) -> Keys:
        """Return the object under `key`; an absent optional one is empty."""
        value = self._take(key, None if optional else REQUIRED)
        return Keys(
            {} if value is None else value, self._path(key), self._folder, absent=value is None
        )

    def list_of_keys(self, key: str, required: bool = False) -> list[Keys]:
        """Return the objects of a list."""
        value = self._take(key, REQUIRED if required else [])
        if not isinstance(value, list) or (required and not value):
            raise self.fault(key, translate("Alliance", "a list of objects, between [ and ]"))
        return [
            Keys(item, f"{self._path(key)}[{position}]", self._folder)
            for position, item in enumerate(value, start=1)
        ]

    def text(self, key: str, default: Any = REQUIRED) -> str:
        """Return a text; a required one is not empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is REQUIRED and not value.strip()):
            raise self.fault(key, translate("Alliance", "a text between quotes"))
        return value

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(
                key, translate("Alliance", 'a list of texts, each between quotes: ["001"]')
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
        maximum: float | None = None,
    ) -> float:
        """Return a finite number within its bounds."""
        value = self._take(key, default)
        good = (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and abs(value) < float("inf")
            and (minimum is None or value >= minimum)
            and (maximum is None or value <= maximum)
            and (above is None or value > above)
            and (not whole or float(value).is_integer())
        )
        if not good:
            raise self.fault(key, _expected_number(minimum, above, whole, maximum))
        return float(value)

    def whole(self, key: str, default: int) -> int:
        """Return a whole number, 0 or more."""
        return int(self.number(key, default, minimum=0.0, whole=True))

    def year(self, key: str) -> int:
        """Return a required year."""
        value = self._take(key, REQUIRED)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(key, translate("Alliance", "a year, without quotes: 2024"))
        return value

    def day(self, key: str) -> str:
        """Return a day as 2025-01-06, '' where there is none."""
        text = self.text(key, "")
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError as error:
            expected = translate("Alliance", "a day between quotes: “2025-01-06”")
            raise self.fault(key, expected) from error

    def lookup(self, key: str) -> LookupRecipe | None:
        """Return a table from codes to others, an object of its own; None where it is absent."""
        keys = self.keys(key, optional=True)
        if keys.absent:
            return None
        lookup = LookupRecipe(keys.source("source"), keys.text("from"), keys.text("to"))
        keys.close()
        return lookup

    def columns(self, table: str, names: Sequence[str], needed: Sequence[str]) -> Any:
        """Return a table that may be absent, and its columns that the keys `names` tell."""
        source = self.source(table, optional=True)
        columns = {name: self.text(name, "") for name in names}
        for name in names:
            if source is None and columns[name]:
                raise self.fault(table, translate("Alliance", "the table that has these columns"))
            if source is not None and not columns[name] and name in needed:
                raise self.fault(
                    name,
                    translate("Alliance", "a column of the table of “{key}”").format(key=table),
                )
        return None if source is None else ColumnsRecipe(source, columns)

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
        if default is REQUIRED:
            raise self.fault(key, translate("Alliance", "a value"))
        return default

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key


def _expected_number(
    minimum: float | None, above: float | None, whole: bool, maximum: float | None
) -> str:
    kind = translate("Alliance", "a whole number") if whole else translate("Alliance", "a number")
    if minimum is not None and maximum is not None:
        return translate("Alliance", "{kind} from {minimum} to {maximum}").format(
            kind=kind, minimum=int(minimum), maximum=int(maximum)
        )
    if minimum is not None:
        return translate("Alliance", "{kind}, {minimum} or more").format(
            kind=kind, minimum=int(minimum)
        )
    if above is not None:
        return translate("Alliance", "{kind} above {bound}").format(kind=kind, bound=int(above))
    return kind


def _quoted(text: str) -> str:
    return translate("Alliance", "“{text}”").format(text=text)
