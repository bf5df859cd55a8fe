"""Tables of a report from frames: what each column is called, and how its cells are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..core.messages import translate
from .report import Column
from .typography import format_number, format_percent, format_value

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
# A column, and what writes its cell from a row.
Maker = tuple[Column, Callable[[Row], str]]


def written(makers: Sequence[Maker], frame: pd.DataFrame) -> tuple[list[Column], list[list[str]]]:
    """Return the columns, and the cells of every row of a frame."""
    columns = [column for column, _ in makers]
    rows = [[make(row) for _, make in makers] for row in frame.to_dict("records")]
    return columns, rows


def text_column(title: str, key: str) -> Maker:
    """Make a column of texts; an empty one is a dash."""
    return Column(title), lambda row: str(row[key]) or "–"


def number_column(title: str, key: str, decimals: int = 0) -> Maker:
    """Make a column of numbers with a fixed number of decimals."""
    return Column(title, number=True), lambda row: format_number(row[key], decimals=decimals)


def value_column(title: str, key: str) -> Maker:
    """Make a column of numbers of unknown size."""
    return Column(title, number=True), lambda row: format_value(row[key])


def percent_column(title: str, key: str, decimals: int = 0) -> Maker:
    """Make a column of shares, in percent."""
    return Column(title, number=True), lambda row: format_percent(row[key], decimals=decimals)


def named(row: Row) -> str:
    """Write a unit as its name and its code."""
    name, code = str(row["name"]), str(row["code"])
    return code if name == code else f"{name} ({code})"


def first_of(shown: int, total: int) -> str:
    """Say that a table or a figure shows the first rows only; nothing when it shows them all."""
    if shown >= total:
        return ""
    return translate("Alliance", "The {count} first of {total}.").format(
        count=format_number(shown), total=format_number(total)
    )
