"""Engines that read the table themselves: once for its codes, once for its sums.

Between both passes the method decides, in this process, where each distinct code leads and what
each odd volume is worth: the engine only joins and adds, and no engine can decide otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..codes import code_text
from ..flows import IntArray
from ..placing import DESTINATION, ORIGIN
from ..sums import FAULTS, Sums, merge
from .job import Job

# A volume that every engine reads as Python does. The others (thousands apart, marks of missing
# values, words) are few, and Python reads them.
PLAIN_VOLUME = r"[+-]?([0-9]{1,100}([.,][0-9]{0,100})?|[.,][0-9]{1,100})([eE][+-]?[0-9]{1,2})?"
COMMA_VOLUME = r"[+-]?[1-9][0-9]{0,2},[0-9]{3}"


@dataclass
class Survey:
    """The first pass: what occurs in the table.

    Attributes
    ----------
    origins, destinations : lists of str
        Distinct codes of each end, as the engine writes them; missing ones are not listed.
    odd_volumes : list of str
        Distinct volumes that are not plain numbers.
    with_comma : str
        The first in order of those with a decimal comma, '' for none.
    could_be_thousands : bool
        Whether all of these could be thousands.
    """

    origins: list[str] = field(default_factory=list)
    destinations: list[str] = field(default_factory=list)
    odd_volumes: list[str] = field(default_factory=list)
    with_comma: str = ""
    could_be_thousands: bool = True


@dataclass(frozen=True)
class Codes:
    """The codes of one end and their numbers, and the number of the rows without code."""

    texts: list[str]
    numbers: list[int]
    blank: int


@dataclass(frozen=True)
class Plan:
    """What the second pass joins to the rows: numbers of both ends, values of odd volumes.

    `written` numbers the origins themselves, to list rows whose volume is at fault.
    """

    origins: Codes
    destinations: Codes
    written: Codes
    odd_volumes: list[str]
    odd_values: list[float]


def plan(job: Job, survey: Survey, float_ends: tuple[bool, bool] = (False, False)) -> Plan:
    """Decide where each code leads and what each odd volume is worth.

    Parameters
    ----------
    float_ends : tuple of bool
        Whether the codes of each end are written from floats, so that 1.0 is the code 1.

    Raises
    ------
    LostZerosError, InputError
        See `CodeBook.check`.
    """
    if survey.with_comma:
        job.reader.note_commas(survey.with_comma, survey.could_be_thousands)
    odd_values = job.reader.read_texts([text.strip() for text in survey.odd_volumes])
    origins = _codes(survey.origins, float_ends[0])
    destinations = _codes(survey.destinations, float_ends[1])
    ends = Plan(
        _numbered(survey.origins, job.book.place(ORIGIN, origins)),
        _numbered(survey.destinations, job.book.place(DESTINATION, destinations)),
        _numbered(survey.origins, job.book.write(origins)),
        survey.odd_volumes,
        odd_values,
    )
    job.book.check(any_row=bool(survey.origins or survey.destinations))
    return ends


def _codes(texts: list[str], is_float: bool) -> list[str]:
    """Return the code that each text writes, then that of a row without any."""
    return [*(code_text(float(text)) if is_float else code_text(text) for text in texts), ""]


def _numbered(texts: list[str], numbers: IntArray) -> Codes:
    *known, blank = numbers.tolist()
    return Codes(texts, known, blank)


def sums_of(columns: Iterable[Any]) -> Sums:
    """Return the second pass, given its columns: fault, first, second, rows, zeros, three parts."""
    arrays = [np.asarray(column) for column in columns]
    fault, first, second, rows, zeros = (array.astype(np.int64) for array in arrays[:5])
    parts = np.array([array.astype(np.float64) for array in arrays[5:]])
    return merge([Sums(fault, first, second, rows, zeros, parts)])


def note_unreadable(job: Job, sums: Sums, survey: Plan) -> None:
    """Tell the reader of volumes how many rows hold no number."""
    bad = sums.fault == FAULTS.index("not_a_number")
    if bad.any():
        words = [
            text.strip()
            for text, value in zip(survey.odd_volumes, survey.odd_values)
            if math.isinf(value)
        ]
        job.reader.note_unreadable(words or ["inf"], int(sums.rows[bad].sum()))
