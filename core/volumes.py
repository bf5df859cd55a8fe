"""Volumes as people write them, read as numbers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from .flows import FloatArray
from .messages import translate

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
    array = np.asarray(values)
    if array.dtype.kind in "iuf":
        return array.astype(np.float64), ()
    array = np.asarray(values, dtype=object)
    numbers = _plain_numbers(array)
    return (numbers, ()) if numbers is not None else _written_numbers(array)


def _plain_numbers(array: Any) -> FloatArray | None:
    """Read the whole column at once, or return None where a cell asks for a closer look."""
    # Python reads 1_000 as a number, people do not.
    if "_" in "".join(map(str, array)):
        return None
    try:
        numbers: FloatArray = array.astype(np.float64)
        return numbers
    except (TypeError, ValueError, OverflowError):
        return None


def _written_numbers(array: Any) -> tuple[FloatArray, tuple[str, ...]]:
    seen, distinct = pd.factorize(array)
    texts = [str(value).strip() for value in distinct]
    numbers = np.array([_number(text) for text in texts] + [np.nan], dtype=np.float64)
    return numbers[seen], _doubts(texts)


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


def _doubts(texts: list[str]) -> tuple[str, ...]:
    with_comma = sorted(text for text in texts if "," in text)
    if not with_comma or not all(_COULD_BE_THOUSANDS.fullmatch(text) for text in with_comma):
        return ()
    return (
        translate(
            "Alliance",
            "Volumes such as “{text}” were read with a decimal comma, as {number}: if the comma "
            "parts thousands, remove it from the file."
        ).format(text=with_comma[0], number=_number(with_comma[0])),
    )
