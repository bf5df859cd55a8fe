"""Numbers, dates and spaces as each language writes them: the same in maps and in reports."""

from __future__ import annotations

import re
from datetime import date

from qgis.PyQt.QtCore import QDate, QLocale

from ..core.numbers import (
    MINUS,
    NARROW_SPACE,
    as_finite,
    counted,
    format_number,
    format_percent,
    format_value,
    present_language,
)

__all__ = [
    "MINUS",
    "NARROW_SPACE",
    "as_finite",
    "counted",
    "format_date",
    "format_number",
    "format_percent",
    "format_value",
    "present_language",
    "short_name",
]

_PART_OF_TOWN = re.compile(r" *\(partie fran[cç]aise\)")


def short_name(name: str) -> str:
    """Return the name of a town as maps write it: INSEE says of some that a part lies in France."""
    return _PART_OF_TOWN.sub("", name)


def format_date(day: date, language: str = "") -> str:
    """Write a date in full, in the language asked for."""
    language = language or present_language()
    # French says the first day of a month as an ordinal, and only that one.
    pattern = "d'er' MMMM yyyy" if day.day == 1 and language[:2] == "fr" else "d MMMM yyyy"
    return QLocale(language).toString(QDate(day.year, day.month, day.day), pattern)
