"""Volumes as people write them, read as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from .codes import code_text
from .flows import FloatArray
from .messages import translate
from .numbers import format_number

# Cells that stand for "no value": those of databases, and those of statistical secrecy in French
# tables ("s", "nd"), where the true value is small but not 0.
MISSING_MARKS = frozenset({"", "null", "nan", "na", "n/a", "none", "nat", "s", "nd", "n.d.", "///"})

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d*)?")
_GROUP_MARKS = re.compile(r"[ \u00a0\u2009\u202f'’]")
# Points or commas can only part thousands where they come twice, or where the other one follows.
_POINTED = re.compile(
    r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:,\d{3})+\.\d+"
    r"|[+-]?\d{1,3}(?:\.\d{3}){2,}|[+-]?\d{1,3}(?:,\d{3}){2,}"
)
_COULD_BE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


class VolumeReader:
    """Reads the volumes of a table, at once or chunk by chunk, and remembers what to tell.

    The sentences come once all was read: one doubtful cell says nothing of the others.
    """

    def __init__(self) -> None:
        self._with_comma = ""
        self._all_thousands = True
        self._unreadable = ""
        self._bad_rows = 0

    def read(self, values: Any) -> FloatArray:
        """Return the numbers of a column, shape (r,); see `read_volumes`."""
        array = np.asarray(values)
        if array.dtype.kind not in "iuf":
            array = np.asarray(values, dtype=object)
        numbers = self._numbers(array)
        bad = np.isinf(numbers)
        if bad.any():
            self.note_unreadable(map(code_text, pd.unique(array[bad])), int(bad.sum()))
        return numbers

    def read_or_count(self, values: Any, rows: int) -> FloatArray:
        """Return the numbers of a column; without one, each of the rows counts for 1."""
        return np.ones(rows) if values is None else self.read(values)

    def _numbers(self, array: Any) -> FloatArray:
        plain = _plain_numbers(array)
        if plain is not None:
            return plain
        seen, distinct = pd.factorize(array)
        texts = [str(value).strip() for value in distinct]
        numbers: FloatArray = np.array([*self.read_texts(texts), np.nan], dtype=np.float64)[seen]
        return numbers

    def read_texts(self, texts: list[str]) -> list[float]:
        """Return the numbers of distinct cells, without noting those that are none."""
        with_comma = [text for text in texts if "," in text]
        if with_comma:
            self.note_commas(min(with_comma), all(map(_COULD_BE_THOUSANDS.fullmatch, with_comma)))
        return [_number(text) for text in texts]

    def note_commas(self, example: str, could_be_thousands: bool) -> None:
        """Note cells with a comma: the first of them, and whether all could be thousands."""
        self._with_comma = min(filter(None, (self._with_comma, example)))
        self._all_thousands = self._all_thousands and could_be_thousands

    def note_unreadable(self, texts: Iterable[str], rows: int) -> None:
        """Note cells that are no number, and in how many rows."""
        self._unreadable = min(filter(None, (self._unreadable, *texts)), default="")
        self._bad_rows += rows

    def warnings(self, table: str) -> tuple[str, ...]:
        """Return what the user should know about the volumes of `table`."""
        return (*self.doubts(), *self._faults(table))

    def doubts(self) -> tuple[str, ...]:
        """Return a sentence where commas could have been read in another way."""
        text = self._with_comma
        if not text or not self._all_thousands:
            return ()
        return (
            translate(
                "Alliance",
                "Volumes such as “{text}” were read with a decimal comma, as {number}: if the "
                "comma parts thousands, remove it from the file."
            ).format(text=text, number=_number(text)),
        )

    def _faults(self, table: str) -> tuple[str, ...]:
        if not self._bad_rows:
            return ()
        return (
            translate(
                "Alliance",
                "Rows of “{table}” whose volume is not a number: {count} (for example “{text}”)."
            ).format(count=format_number(self._bad_rows), table=table, text=self._unreadable),
        )


def read_volumes(values: Any) -> tuple[FloatArray, tuple[str, ...]]:
    """Turn a column of texts or numbers into floats.

    The decimal mark is a point or a comma; thousands may be parted by spaces of any width,
    apostrophes, points or commas. A lone comma is always a decimal comma.

    Parameters
    ----------
    values : (r,) sequence of str, float, int or None

    Returns
    -------
    (r,) array of float
        NaN where the value is missing, infinite where it is not a number (or is infinite).
    tuple of str
        Sentences on what could be read in another way.
    """
    reader = VolumeReader()
    numbers = reader.read(values)
    return numbers, reader.doubts()


def _plain_numbers(array: Any) -> FloatArray | None:
    """Read the whole column at once, or return None where a cell asks for a closer look."""
    if array.dtype.kind in "iuf":
        exact: FloatArray = array.astype(np.float64)
        return exact
    # Python reads 1_000 as a number, people do not.
    if "_" in "".join(map(str, array)):
        return None
    try:
        numbers: FloatArray = array.astype(np.float64)
        return numbers
    except (TypeError, ValueError, OverflowError):
        return None


def _number(text: str) -> float:
    if text.lower() in MISSING_MARKS:
        return float("nan")
    if _SPACED.fullmatch(text):
        text = _GROUP_MARKS.sub("", text)
    elif _POINTED.fullmatch(text):
        decimal = text[max(text.rfind("."), text.rfind(","))]
        group = "," if "," in text and (decimal == "." or "." not in text) else "."
        text = text.replace(group, "")
    text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else float("inf")
