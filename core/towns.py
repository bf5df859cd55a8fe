"""Towns named in free text, found in a table of communes.

Addresses are typed by hand, in capitals, without accents, with a CEDEX and its number, or name a
district that is no commune. A name is reduced to its letters and looked up; homonyms are told
apart by the post code, then by the NUTS code, and only on request by their size. What stays
ambiguous is not guessed.

Everything works on the distinct addresses, never on the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pandas as pd

from .codes import ARRONDISSEMENTS, code_text
from .errors import InputError
from .flows import FloatArray, IntArray
from .messages import translate
from .reading import read_lookup
from .volumes import read_volumes

SHIPPED = Path(__file__).parent.parent / "resources" / "towns"

# How a town was found, and why it was not.
FOUND_BY = ("name", "post_code", "nuts", "weight", "table")
NO_TOWN, UNKNOWN_TOWN, AMBIGUOUS_TOWN = "no_town", "unknown_town", "ambiguous_town"

_LIGATURES = {"Œ": "OE", "Æ": "AE"}
_NOISE = re.compile(
    r"\b(?:CEDEX\s*\d*|ARRONDISSEMENT|(?:BP|CS|TSA)\s*\d+|\d+\s*(?:ER|E|EME|ND))\b|[\W_]+|\d+"
)
_SHORT = {"ST": "SAINT", "STE": "SAINTE"}
_BLANK = frozenset(("", "N A", "NA", "NULL", "NONE", "NAN"))
_POST_CODE = re.compile(r"[0-9A-Za-z]+")


def town_key(text: Any) -> str:
    """Return the letters that two spellings of a town share, '' where there is no name.

    >>> town_key("St-Étienne CEDEX 2")
    'SAINT ETIENNE'
    """
    upper = _decomposed(code_text(text)).upper()
    for ligature, letters in _LIGATURES.items():
        upper = upper.replace(ligature, letters)
    # Some capitals come with a mark of their own.
    plain = "".join(sign for sign in _decomposed(upper) if not unicodedata.combining(sign))
    words = " ".join(_SHORT.get(word, word) for word in _NOISE.sub(" ", plain).split())
    return "" if words in _BLANK else words


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


@dataclass(frozen=True)
class Place:
    """A commune that a name may stand for.

    Attributes
    ----------
    code : str
    post_codes : frozenset of str
        Empty where the table has none.
    weight : float
        Its size; NaN where the table has none.
    """

    code: str
    post_codes: frozenset[str] = frozenset()
    weight: float = float("nan")


@dataclass(frozen=True)
class Address:
    """What a record says of where it is; '' for what it does not say."""

    town: str
    post_code: str = ""
    nuts: str = ""


@dataclass(frozen=True)
class Found:
    """The code of a place and how it was found (`FOUND_BY`), or '' and why it was not.

    `homonyms` is the number of places that bear the name.
    """

    code: str
    by: str
    homonyms: int = 1


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Communes by the letters of their names.

    Attributes
    ----------
    places : mapping of str to tuple of Place
        Those that each name stands for, sorted by code.
    decided : mapping of str to str
        Names whose place the user has decided.
    departments : mapping of str to str
        From a NUTS 3 code to the département that its communes' codes begin with.
    """

    places: Mapping[str, tuple[Place, ...]]
    decided: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)

    def find(self, address: Address) -> Found:
        """Return the place of an address."""
        key = town_key(address.town)
        if not key:
            return Found("", NO_TOWN, 0)
        if key in self.decided:
            return Found(self.decided[key], "table")
        bearers = self.places.get(key, ())
        if len(bearers) < 2:
            return Found(bearers[0].code, "name") if bearers else Found("", UNKNOWN_TOWN, 0)
        return self._tell_apart(bearers, address)

    def _tell_apart(self, bearers: tuple[Place, ...], address: Address) -> Found:
        post_code = _post_code(address.post_code)
        within = tuple(
            department
            for nuts, department in self.departments.items()
            if address.nuts and nuts.startswith(address.nuts)
        )
        left = bearers
        tests: tuple[tuple[str, Callable[[Place], bool]], ...] = (
            ("post_code", lambda place: post_code in place.post_codes),
            ("post_code", lambda place: _same_department(place, post_code)),
            ("nuts", lambda place: bool(within) and place.code.startswith(within)),
            # A missing size is neither the largest nor smaller than one.
            ("weight", lambda place: all(place.weight >= other.weight for other in left)),
        )
        for by, fits in tests:
            left = tuple(filter(fits, left)) or left
            if len(left) == 1:
                return Found(left[0].code, by, len(bearers))
        return Found("", AMBIGUOUS_TOWN, len(bearers))


def _post_code(text: str) -> str:
    """Return the post code of an address, without the country that may stand before it."""
    words = _POST_CODE.findall(text)
    return next((word for word in words if len(word) == 5 and word.isdigit()), "".join(words))


def _same_department(place: Place, post_code: str) -> bool:
    """Tell whether a post code, a CEDEX among them, lies in the département of a place."""
    return bool(post_code) and any(
        _department(own) == _department(post_code) for own in place.post_codes or {place.code}
    )


def _department(code: str) -> str:
    """Return the département of a post code or of a commune's code; Corsica is one."""
    if code.startswith(("97", "98")):
        return code[:3]
    return "20" if code[:2] in ("2A", "2B") else code[:2]


def build_gazetteer(
    name: Any,
    code: Any,
    post_code: Any = None,
    weight: Any = None,
    *,
    aliases: Mapping[str, str] | None = None,
    decided: Mapping[str, str] | None = None,
    departments: Mapping[str, str] | None = None,
) -> Gazetteer:
    """Return the communes of a table by name.

    Parameters
    ----------
    name, code : (r,) sequences
        One row a commune, or one for each of its post codes. The arrondissements of Paris, Lyon
        and Marseille stand for their commune.
    post_code : (r,) sequence, optional
        One or several in a cell, whatever separates them.
    weight : (r,) sequence, optional
        Size of the commune. With it, homonyms that nothing else tells apart go to the largest.
    aliases : mapping, optional
        Further names and the code of their commune. An alias joins the communes of the table that
        bear the name, unless one lies in the same département: that one is the place itself,
        under the code it had before it merged.
    decided : mapping, optional
        Names whose commune the user has decided: they come before everything else.

    Raises
    ------
    InputError
        No row has a name and a code, or a weight is not a number.
    """
    places = _places(code, post_code, weight)
    named: dict[str, set[str]] = {}
    for text, own in zip(map(town_key, name), map(_commune, code)):
        if text and own:
            named.setdefault(text, set()).add(own)
    if not named:
        raise InputError(
            translate(
                "Alliance",
                "No row of the table of communes has both a name and a code: choose other columns."
            )
        )
    for text, own in (aliases or {}).items():
        key = town_key(text)
        bearers = named.get(key, set())
        near = any(_department(bearer) == _department(own) for bearer in bearers)
        if own in places and not near:
            named[key] = bearers | {own}
    return Gazetteer(
        places={text: tuple(places[own] for own in sorted(codes)) for text, codes in named.items()},
        decided={town_key(text): own for text, own in (decided or {}).items()},
        departments=departments or {},
    )


def _commune(code: Any) -> str:
    text = code_text(code)
    return ARRONDISSEMENTS.get(text, text)


def _places(code: Any, post_code: Any, weight: Any) -> dict[str, Place]:
    codes = [_commune(value) for value in code]
    unknown = np.full(len(codes), np.nan)
    texts = [""] * len(codes) if post_code is None else [code_text(value) for value in post_code]
    sizes = unknown if weight is None else _weights(weight)
    found: dict[str, Place] = {}
    for own, text, size in zip(codes, texts, sizes):
        known = found.get(own, Place(own))
        found[own] = Place(
            code=own,
            post_codes=known.post_codes | set(_POST_CODE.findall(text)),
            weight=float(np.fmax(size, known.weight)),
        )
    found.pop("", None)
    return found


def _weights(weight: Any) -> FloatArray:
    values, _ = read_volumes(weight)
    if np.isinf(values).any():
        raise InputError(
            translate(
                "Alliance",
                "Some sizes of the table of communes are not numbers: choose another column."
            )
        )
    return values


def find_towns(addresses: Iterable[Address], gazetteer: Gazetteer) -> tuple[list[Found], IntArray]:
    """Find the place of each address, every distinct one once.

    Returns
    -------
    list of Found, (r,) array of int
        The distinct answers, and the position of each address's answer among them.
    """
    positions, distinct = pd.factorize(np.fromiter(addresses, dtype=object))
    return [gazetteer.find(address) for address in distinct], positions.astype(np.int64)


# --- what comes with the plugin -----------------------------------------------------------------


def shipped_aliases() -> dict[str, str]:
    """Return names found in addresses and the code of their commune."""
    return _shipped("aliases.csv", "town", "code")


def shipped_departments() -> dict[str, str]:
    """Return the French département of each NUTS 3 code."""
    return _shipped("nuts_fr.csv", "nuts", "department")


def shipped_bodies() -> dict[str, str]:
    """Return identifiers and names of national bodies whose address is a legal seat."""
    return _shipped("national_bodies.csv", "organisation", "name")


def _shipped(file: str, first: str, second: str) -> dict[str, str]:
    table = read_lookup(SHIPPED / file, first, second)
    return dict(zip(table["from"], table["to"]))
