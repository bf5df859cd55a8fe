"""Texts that a spreadsheet shows and does not run.

A name that begins with an equals sign is a formula for whoever opens the table in a spreadsheet.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .compat import TEXT
from .fields import Schema

if TYPE_CHECKING:
    import pandas as pd

_SPREADSHEETS = (".csv", ".ods", ".tsv", ".txt", ".xlsx")
# What spreadsheets take for a formula, and what GDAL writes as one (of:).
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "of:")


def opens_in_a_spreadsheet(path: Path) -> bool:
    """Tell whether a file is a table that people open in a spreadsheet."""
    return path.suffix.lower() in _SPREADSHEETS


def neutralised(value: Any) -> Any:
    """Return a value as it is, or after an apostrophe where it would begin a formula."""
    if isinstance(value, str) and value.startswith(_STARTERS):
        return "'" + value
    return value


def neutralised_texts(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return a frame whose texts begin no formula."""
    texts = [name for name, kind in schema if kind == TEXT and name in frame]
    return frame.assign(**{name: frame[name].map(neutralised) for name in texts})
