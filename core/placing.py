"""Where the codes of a table lead: each distinct code is looked up once, as the table is read.

A `CodeBook` gives every code a number that rows can be summed by: 0 and more for a unit, less than
0 for a code that leads to none. It may be filled at once or chunk by chunk; its complaints (codes
that lost their zeros, an end without any known code) come at the end, when all codes were seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .codes import (
    IN_UNIT,
    OUTSIDE,
    UNKNOWN,
    LookupLike,
    LostZeros,
    LostZerosError,
    UnitMap,
    find_lost_zeros,
    lookup_table,
    unit_codes,
)
from .errors import InputError
from .flows import CodeArray, IntArray
from .messages import translate
from .options import OUT_OF_ZONE_CODES

ORIGIN, DESTINATION = "origin", "destination"


@dataclass
class _End:
    """What was seen at one end of the rows."""

    known: bool = False
    example: str = ""

    def note(self, codes: Iterable[str], *, known: bool) -> None:
        self.known = self.known or known
        filled = [code for code in codes if code]
        if filled:
            self.example = min(filled if not self.example else [*filled, self.example])


class CodeBook:
    """The distinct codes of a table and where they lead.

    Parameters
    ----------
    units, lookup, keep_unknown, repair_codes, table
        See `alliance.core.aggregation.load_rows`.

    Raises
    ------
    LostZerosError, InputError
        A unit occurs twice, or the lookup is not one.
    """

    def __init__(
        self,
        *,
        units: Iterable[Any] | None = None,
        lookup: LookupLike | None = None,
        keep_unknown: bool = False,
        repair_codes: bool = False,
        table: str = "",
    ) -> None:
        self.units = None if units is None else unit_codes(units)
        self._keep_unknown = keep_unknown
        self._repair = repair_codes
        self._table = table
        self._map, self._lookup_warnings = _unit_map(self.units, lookup, repair_codes)
        self._numbers: dict[str, int] = {}
        self._target_number: dict[str, int] = {}
        self._targets: list[str] = []
        self._rejected: list[str] = []
        self._rejected_fate: list[int] = []
        self._added: set[str] = set()
        self._written: dict[str, int] = {}
        self._damaged: dict[str, str] = {}
        self._suspects = 0
        self._ends = {ORIGIN: _End(), DESTINATION: _End()}

    # --- while the table is read ----------------------------------------------------------------

    def place(self, end: str, codes: Iterable[str]) -> IntArray:
        """Return the number of each code found at one end of the rows.

        Parameters
        ----------
        end : str
            `ORIGIN` or `DESTINATION`.
        codes : (u,) texts
            As `code_text` writes them; '' where the code is missing.
        """
        codes = list(codes)
        self._add([code for code in codes if code not in self._numbers])
        numbers = np.array([self._numbers[code] for code in codes], dtype=np.int64)
        known = any(
            code not in self._added
            if number >= 0
            else self._rejected_fate[-1 - number] == OUTSIDE
            for code, number in zip(codes, numbers.tolist())
        )
        self._ends[end].note(codes, known=known)
        return numbers

    def write(self, codes: Iterable[str]) -> IntArray:
        """Return a number for each code itself, wherever it leads; see `written`."""
        numbers = [self._written.setdefault(code, len(self._written)) for code in codes]
        return np.array(numbers, dtype=np.int64)

    def _add(self, codes: list[str]) -> None:
        repaired: dict[str, str] = {}
        if self._map.known is not None:
            lost = find_lost_zeros(codes, self._map.known)
            self._damaged.update(lost.repaired)
            self._suspects += lost.suspects
            repaired = dict(lost.repaired) if self._repair else {}
        for code in codes:
            target, fate = self._map.place(repaired.get(code, code))
            if fate == UNKNOWN and self._keep_unknown and code:
                target, fate = code, IN_UNIT
                self._added.add(code)
            self._numbers[code] = self._number(code, target, fate)

    def _number(self, code: str, target: str, fate: int) -> int:
        if fate != IN_UNIT:
            self._rejected.append(code)
            self._rejected_fate.append(fate)
            return -len(self._rejected)
        number = self._target_number.setdefault(target, len(self._targets))
        if number == len(self._targets):
            self._targets.append(target)
        return number

    @property
    def known(self) -> Iterable[str] | None:
        """Codes that the table is expected to hold, None where any code will do."""
        return self._map.known

    def knows(self, code: str) -> bool:
        """Tell whether the units or the lookup know a code, as one outside the units too."""
        return self._map.place(code)[1] != UNKNOWN

    # --- once it was read -----------------------------------------------------------------------

    @property
    def targets(self) -> CodeArray:
        """Codes of the units that the numbers 0, 1, … stand for."""
        return np.array(self._targets, dtype=object)

    @property
    def written(self) -> CodeArray:
        """Codes that the numbers of `write` stand for."""
        return np.array(list(self._written), dtype=object)

    @property
    def rejected(self) -> CodeArray:
        """Codes that the numbers -1, -2, … stand for."""
        return np.array(self._rejected, dtype=object)

    @property
    def rejected_outside(self) -> IntArray:
        """1 for each of these codes that is known to lie in no unit, 0 where nobody knows it."""
        return np.array([fate == OUTSIDE for fate in self._rejected_fate], dtype=np.int64)

    def is_unlisted(self, code: str) -> bool:
        """Tell whether a unit is one on request only."""
        return code in self._added

    def check(self, *, any_row: bool = True) -> tuple[str, ...]:
        """Return what the user should know about the codes, once all were seen.

        A table without any row knows no code, and is not to blame for it.

        Raises
        ------
        LostZerosError
            All the codes that match nothing would match with their zeros back, and the repair is
            off.
        InputError
            No code of one end is known.
        """
        damage = LostZeros(self._damaged, self._suspects)
        warnings = _zeros_sentences(damage, self._table, self._repair)
        if any_row:
            self._require_common_codes()
        return (*self._lookup_warnings, *warnings)

    def _require_common_codes(self) -> None:
        """Raise where one end of the table knows no unit: its column is not the right one.

        When unknown codes are kept, one end may be all foreign, but not both.
        """
        lost = [not end.known for end in self._ends.values()]
        if self._map.known is None or not any(lost) or (self._keep_unknown and not all(lost)):
            return
        example = self._ends[ORIGIN if lost[0] else DESTINATION].example
        found = {"table": self._table, "code": example, "known": min(self._map.known)}
        if all(lost):
            sentence = translate(
                "Alliance",
                "No code of “{table}” (for example “{code}”) is known to the units or the lookup "
                "table (for example “{known}”): check the code columns, or give a lookup table."
            )
        elif lost[0]:
            sentence = translate(
                "Alliance",
                "No origin of “{table}” (for example “{code}”) is known to the units or the lookup "
                "table (for example “{known}”): check the origin column."
            )
        else:
            sentence = translate(
                "Alliance",
                "No destination of “{table}” (for example “{code}”) is known to the units or the "
                "lookup table (for example “{known}”): check the destination column."
            )
        raise InputError(sentence.format(**found))


def _unit_map(
    units: CodeArray | None, lookup: LookupLike | None, repair: bool
) -> tuple[UnitMap, tuple[str, ...]]:
    """Return the way from codes to units; the lookup's own codes of units may need the repair."""
    known_units = None if units is None else frozenset(units)
    entries = None if lookup is None else lookup_table(lookup)
    if entries is None or known_units is None:
        return UnitMap(known_units, entries), ()
    targets = sorted(set(entries.values()) - {""})
    lost = find_lost_zeros(targets, known_units | set(OUT_OF_ZONE_CODES))
    warnings = _zeros_sentences(lost, translate("Alliance", "lookup table"), repair)
    if repair:
        entries = {code: lost.repaired.get(target, target) for code, target in entries.items()}
    return UnitMap(known_units, entries), warnings


def repaired_codes(
    codes: Iterable[str], known: Iterable[str], table: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the damaged codes of a table with their known code, and what to say of them."""
    lost = find_lost_zeros(codes, known)
    return dict(lost.repaired), _zeros_sentences(lost, table, repair=True)


def _zeros_sentences(lost: LostZeros, where: str, repair: bool) -> tuple[str, ...]:
    """Tell the repair that was made; else say what it would do.

    Raises
    ------
    LostZerosError
        The repair was not asked for and would mend every damaged code.
    """
    if not lost.repaired:
        return ()
    damaged = min(lost.repaired)
    found = {
        "count": len(lost.repaired),
        "total": lost.suspects,
        "table": where,
        "code": damaged,
        "known": lost.repaired[damaged],
    }
    if repair:
        sentence = translate(
            "Alliance",
            "Codes of “{table}” repaired by their leading zeros: {count} (“{code}” became "
            "“{known}”)."
        ).format(**found)
        return (sentence,)
    if lost.complete:
        raise LostZerosError(
            translate(
                "Alliance",
                "Codes of “{table}” differ from the known codes only by their leading zeros "
                "({count} of them, for example “{code}” for “{known}”): turn on the repair of "
                "codes, or save the column as text again."
            ).format(**found)
        )
    return (
        translate(
            "Alliance",
            "Some unknown codes of “{table}” differ from a known code only by their leading zeros "
            "({count} of {total}, for example “{code}” for “{known}”): turn on the repair of codes "
            "to keep their rows."
        ).format(**found),
    )
