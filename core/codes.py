"""Codes of places: one text form, arrondissements, zeros that were lost, and the way to a unit.

Everything works on the distinct codes of a table, never on its rows: a national file has 36 000
codes for ten times as many rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np
import pandas as pd

from .errors import InputError
from .flows import CodeArray, IntArray
from .messages import translate
from .numbers import format_number
from .options import OUT_OF_ZONE_CODES

LookupLike = Union[Mapping[Any, Any], "pd.Series[Any]", pd.DataFrame]

# What becomes of a code: it leads to a unit, it is known to lie in none, or nobody knows it.
IN_UNIT, OUTSIDE, UNKNOWN = range(3)

ARRONDISSEMENTS = {
    **{str(code): "75056" for code in range(75101, 75121)},
    **{str(code): "69123" for code in range(69381, 69390)},
    **{str(code): "13055" for code in range(13201, 13217)},
}


class LostZerosError(InputError):
    """Codes lost their leading zeros; reading them again with the repair puts these back."""


def code_text(value: Any) -> str:
    """Return the text of one code: without outer spaces, '' where missing, 1.0 as '1'."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (float, np.floating)):
        if np.isnan(value):
            return ""
        return str(int(value)) if float(value).is_integer() else str(value)
    return str(value).strip()


def encode_texts(values: Any) -> tuple[IntArray, CodeArray]:
    """Split a column of codes into positions (r,) and distinct texts (u,).

    Numbers become text, missing values the empty text. The order of the texts follows the rows:
    it carries no meaning.
    """
    array = np.asarray(values)
    if array.dtype.kind not in "iuf":
        array = np.asarray(values, dtype=object)
    seen, distinct = pd.factorize(array)
    texts = [code_text(value) for value in distinct] + [""]  # position -1, missing, is the last
    merged, codes = pd.factorize(np.array(texts, dtype=object))
    return merged[seen].astype(np.int64), np.asarray(codes, dtype=object)


def unit_codes(units: Iterable[Any]) -> CodeArray:
    """Return the codes of the units as sorted texts, blank ones left out.

    Raises
    ------
    InputError
        A code occurs twice, or no unit has a code.
    """
    codes = pd.Series([code_text(unit) for unit in units], dtype=object)
    codes = codes[codes != ""]
    doubled = sorted(set(codes[codes.duplicated()]))
    if doubled:
        raise InputError(
            translate(
                "Alliance",
                "Several units have the same code ({codes}): give each unit a code of its own, or "
                "choose another code field."
            ).format(codes=listed(doubled))
        )
    if codes.empty:
        raise InputError(
            translate("Alliance", "No unit has a code: choose the field that holds the codes.")
        )
    return np.array(sorted(codes), dtype=object)


def lookup_table(lookup: LookupLike) -> dict[str, str]:
    """Return a lookup as a dictionary of texts, from a code to its unit ('' for no unit).

    Parameters
    ----------
    lookup : mapping, Series (index to value) or DataFrame
        A DataFrame has the columns `from` and `to`, or just two columns in that order.

    Raises
    ------
    InputError
        One code leads to two units, or the lookup is empty.
    """
    source, target = (_texts(column) for column in _lookup_columns(lookup))
    entries = dict(zip(source, target))
    entries.pop("", None)
    if not entries:
        raise InputError(
            translate("Alliance", "The lookup table holds no code: choose another table or field.")
        )
    if len(entries) < len(source):
        _require_one_unit(source, target)
    return entries


def _lookup_columns(lookup: LookupLike) -> tuple[Any, Any]:
    if isinstance(lookup, pd.DataFrame):
        if {"from", "to"} <= set(lookup.columns):
            return lookup["from"], lookup["to"]
        return lookup.iloc[:, 0], lookup.iloc[:, 1]
    if isinstance(lookup, pd.Series):
        return lookup.index, lookup
    return list(lookup.keys()), list(lookup.values())


def _texts(values: Any) -> CodeArray:
    positions, texts = encode_texts(values)
    return texts[positions]


def _require_one_unit(source: CodeArray, target: CodeArray) -> None:
    pairs = pd.DataFrame({"from": source, "to": target}, dtype=object).drop_duplicates()
    pairs = pairs[pairs["from"] != ""]
    doubled = pairs[pairs["from"].duplicated(keep=False)].sort_values(["from", "to"])
    if doubled.empty:
        return
    raise InputError(
        translate(
            "Alliance",
            "The lookup table gives several units to one code, for example “{first}” and "
            "“{second}” to “{code}” (codes in this case: {count}): keep one row for each code."
        ).format(
            count=format_number(doubled["from"].nunique()),
            code=doubled["from"].iloc[0],
            first=doubled["to"].iloc[0],
            second=doubled["to"].iloc[1],
        )
    )


@dataclass(frozen=True)
class UnitMap:
    """The way from a code of the table to a unit.

    Attributes
    ----------
    units : frozenset of str or None
        Codes of the units; None lets every code be a unit.
    lookup : mapping of str to str, or None
        From a code of the table to the code of its unit, '' for none.
    """

    units: frozenset[str] | None = None
    lookup: Mapping[str, str] | None = None

    @property
    def known(self) -> Iterable[str] | None:
        """Codes that the table is expected to hold, None where any code will do."""
        return self.units if self.lookup is None else self.lookup.keys()

    def place(self, code: str) -> tuple[str, int]:
        """Return the unit of a code and what becomes of the code.

        An arrondissement stands for its commune where only the commune is known. A code that the
        lookup does not list may itself be the code of a unit.
        """
        if not code:
            return "", UNKNOWN
        entry = None if self.lookup is None else _itself_or_commune(code, self.lookup)
        if self.lookup is not None and entry is not None:
            return self._unit_of(self.lookup[entry])
        if self.units is None:
            return (code, IN_UNIT) if self.lookup is None else ("", UNKNOWN)
        unit = _itself_or_commune(code, self.units)
        if unit is not None:
            return unit, IN_UNIT
        return "", OUTSIDE if code in OUT_OF_ZONE_CODES else UNKNOWN

    def _unit_of(self, target: str) -> tuple[str, int]:
        if self.units is None:
            known = bool(target) and target not in OUT_OF_ZONE_CODES
            return (target, IN_UNIT) if known else ("", OUTSIDE)
        unit = _itself_or_commune(target, self.units)
        return ("", OUTSIDE) if unit is None else (unit, IN_UNIT)


def _itself_or_commune(code: str, known: Any) -> str | None:
    if code in known:
        return code
    commune = ARRONDISSEMENTS.get(code)
    return commune if commune in known else None


@dataclass(frozen=True)
class LostZeros:
    """Codes that match nothing as they are, and would with their leading zeros back.

    Attributes
    ----------
    repaired : mapping of str to str
        From a damaged code to the known code of the same value.
    suspects : int
        Codes that look damaged, those for which no known code was found included.
    """

    repaired: Mapping[str, str]
    suspects: int

    @property
    def complete(self) -> bool:
        """Whether every damaged code finds its match."""
        return 0 < self.suspects == len(self.repaired)


def find_lost_zeros(codes: Iterable[str], known: Iterable[str]) -> LostZeros:
    """Compare codes with known codes by their value without leading zeros.

    Only codes made of digits can be suspects, when they match nothing and are of a length that no
    known code has, or start with a zero (the known codes then are the damaged ones). A code of
    the right length that matches nothing is a foreign or an old code, not a damaged one.
    """
    known = set(known)
    whole = [code for code in known if _is_number(code)]
    lengths = {len(code) for code in whole}
    suspects = [
        code
        for code in codes
        if _is_number(code)
        and _itself_or_commune(code, known) is None
        and (len(code) not in lengths or code.startswith("0"))
    ]
    if not suspects:
        return LostZeros({}, 0)
    values = pd.Series(whole, index=[code.lstrip("0") for code in whole], dtype=object)
    by_value = values[~values.index.duplicated(keep=False)].to_dict()
    repaired = {
        code: by_value[code.lstrip("0")] for code in suspects if code.lstrip("0") in by_value
    }
    return LostZeros(repaired, len(suspects))


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdigit()


def listed(texts: Iterable[str], most: int = 5) -> str:
    """Return texts as a short enumeration, “…” standing for those beyond `most`."""
    texts = list(texts)
    return ", ".join(texts[:most]) + (", …" if len(texts) > most else "")
