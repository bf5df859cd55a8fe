"""From rows to flows between units, with every lost row accounted for (method, section 2).

Each row is kept or rejected, and a rejected row has one reason, the first of: `malformed_row`,
then those of its volume (`missing_volume`, `not_a_number`, `negative`), then those of its origin
(`outside_units`, `unknown_origin`), then those of its destination (`outside_units`,
`unknown_destination`). So rows_read = rows_kept + the rows of the rejects, and the same holds for
the volume that can be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .codes import LookupLike, encode_texts, listed
from .commune_changes import CodeChanges, repair_sentence, repair_table, share_rows
from .flows import CodeArray, FloatArray, Flows, IntArray, build_flows
from .messages import translate
from .numbers import format_number
from .placing import DESTINATION, ORIGIN, CodeBook, repaired_codes
from .progress import Progress, silent
from .sums import FAULTS, Sums, sum_rows
from .volumes import VolumeReader


@dataclass(frozen=True, eq=False)
class Loading:
    """Flows between units, and what became of every row of their table.

    Attributes
    ----------
    flows : Flows
        All the units where they were given, those without flow included; else the codes that
        occur.
    rejects : DataFrame
        `reason` (one of `options.REJECT_REASONS`), `side` (`origin`, `destination` or ''),
        `code` (as the table writes it; the origin where the volume is at fault; '' for malformed
        rows), `rows`, `volume` (the part that could be read: 0 for volumes that are missing,
        unreadable or in malformed rows).
        Sorted by reason, side and code, one row each.
    rows_read, rows_kept : int
        rows_read = rows_kept + rejects.rows.sum().
    volume_read, volume_kept : float
        Sums of the volumes that could be read; the same identity holds, to rounding.
    zero_rows : int
        Kept rows of volume 0, which make no flow.
    uncertain_pairs : int
    uncertain_volume : float
        Pairs of units under the volume where the source calls its figures uncertain, and their
        volume. They are kept.
    unlisted : tuple of str
        Codes kept as nodes on request although no unit has them; sorted.
    repairs : DataFrame or None
        What became of the codes of another year; see
        :func:`~alliance.core.commune_changes.repair_table`.
    warnings : tuple of str
        Sentences for the user.
    """

    flows: Flows
    rejects: pd.DataFrame
    rows_read: int
    rows_kept: int
    volume_read: float
    volume_kept: float
    zero_rows: int = 0
    uncertain_pairs: int = 0
    uncertain_volume: float = 0.0
    unlisted: tuple[str, ...] = ()
    repairs: pd.DataFrame | None = None
    warnings: tuple[str, ...] = ()


def load_rows(
    origin: Any,
    destination: Any,
    volume: Any = None,
    *,
    units: Iterable[Any] | None = None,
    lookup: LookupLike | None = None,
    keep_unknown: bool = False,
    repair_codes: bool = False,
    changes: CodeChanges | None = None,
    link_type: str = "",
    undirected: bool = False,
    uncertain_below: float = 0.0,
    table: str = "",
    malformed: Sequence[int] = (),
    warnings: Iterable[str] = (),
    progress: Progress = silent,
) -> Loading:
    """Sum rows of any table by pair of units.

    Parameters
    ----------
    origin, destination : (r,) sequences
        Codes as the table gives them: text or numbers (1.0 is '1'), None or NaN where missing.
    volume : (r,) sequence, optional
        Text or numbers; without it each row counts for 1.
    units : iterable, optional
        Codes of the units. Without them every code is a unit, or every unit of the lookup.
    lookup : mapping, Series or DataFrame, optional
        From codes of the table to codes of units. Arrondissements of Paris, Lyon and Marseille
        pass for their commune where only that one is known.
    keep_unknown : bool
        Keep codes that neither lookup nor units know (foreign countries) as units of their own.
    repair_codes : bool
        Give codes that lost their leading zeros these zeros back.
    changes : CodeChanges, optional
        What the codes of the table, those of another year, become; `units` and `lookup` hold the
        codes that they become. A row that is shared between several communes counts as a row where
        its largest part goes, and each part has its volume.
    link_type, undirected
        See `Flows`.
    uncertain_below : float
        Volume under which the source calls a flow uncertain; 0 for none.
    table : str
        Name of the table, for the sentences.
    malformed : sequence of int
        Rows that could not be cut into cells; they are counted, their volume is unknown.
    warnings : iterable of str
        Sentences to pass on.

    Raises
    ------
    LostZerosError
        All the codes that match nothing would match with their zeros back, and `repair_codes` is
        off.
    InputError
        A unit occurs twice, the lookup gives two units to a code, or no code of one end is known.
    """
    book = CodeBook(
        units=units,
        lookup=lookup,
        keep_unknown=keep_unknown,
        repair_codes=repair_codes,
        table=table,
    )
    reader = VolumeReader()
    values = reader.read_or_count(volume, len(origin))
    progress(0.3)
    if changes is None:
        ends = number_ends(book, origin, destination)
        parts = _Parts(*ends, values=values, rows=np.ones(len(values)))
    else:
        parts = _shared(book, origin, destination, values, changes, repair_codes, table)
    progress(0.5)
    # In rising order, so that the sums do not depend on the order of the rows, to the last digit.
    order = np.argsort(parts.values, kind="stable")
    sums = sum_rows(
        parts.values[order],
        parts.first[order],
        parts.second[order],
        parts.written[order],
        parts.rows[order],
    )
    progress(0.9)
    loading = conclude(
        sums,
        book,
        reader,
        link_type=link_type,
        undirected=undirected,
        uncertain_below=uncertain_below,
        table=table,
        malformed=len(malformed),
        warnings=(*warnings, *parts.warnings),
    )
    return replace(loading, repairs=parts.repairs)


@dataclass(frozen=True, eq=False)
class _Parts:
    """The rows by the numbers of their ends; those of a commune that split have several parts.

    Attributes
    ----------
    first, second : (p,) arrays of int
        Numbers of both ends; see `CodeBook`.
    written : (p,) array of int
        Numbers of the origins as they are written.
    values : (p,) array of float
    rows : (p,) array of float
        1 for the part of each row that counts as the row, 0 for the others.
    repairs : DataFrame or None
        What became of the codes of another year.
    """

    first: IntArray
    second: IntArray
    written: IntArray
    values: FloatArray
    rows: FloatArray
    repairs: pd.DataFrame | None = None
    warnings: tuple[str, ...] = ()


def _shared(
    book: CodeBook,
    origin: Any,
    destination: Any,
    values: FloatArray,
    changes: CodeChanges,
    repair: bool,
    table: str,
) -> _Parts:
    """Bring the codes of another year to those of the units; codes that lost zeros come first."""
    ends, codes = _encode_ends(origin, destination)
    warnings: tuple[str, ...] = changes.warnings
    if repair:
        repaired, told = repaired_codes(codes, changes.known | set(book.known or ()), table)
        position, codes = encode_texts([repaired.get(code, code) for code in codes])
        ends, warnings = position[ends], (*warnings, *told)
    shared = share_rows(changes, ends, codes)
    strangers = [code for code in codes if code and code not in changes.known]
    unknown = [code for code in strangers if not book.knows(code)]
    repairs = repair_table(changes, ends, codes, values, unknown)
    told_repair = repair_sentence(changes, repairs, shared.changed_rows, table)
    return _Parts(
        _number(book, ORIGIN, shared.ends[0], shared.codes),
        _number(book, DESTINATION, shared.ends[1], shared.codes),
        book.write(codes)[ends[0]][shared.row],
        values=values[shared.row] * shared.share,
        rows=shared.leads.astype(np.float64),
        repairs=repairs,
        warnings=(*warnings, told_repair),
    )


def _encode_ends(origin: Any, destination: Any) -> tuple[IntArray, CodeArray]:
    """Return the positions of both ends, shape (2, r), in the distinct codes, shape (u,)."""
    ends = [np.asarray(end, dtype=object) for end in (origin, destination)]
    positions, codes = encode_texts(np.concatenate(ends))
    return positions.reshape(2, -1), codes


def _number(book: CodeBook, end: str, positions: IntArray, codes: CodeArray) -> IntArray:
    """Return the numbers of the codes of one end, given by their positions in `codes`."""
    present, place = np.unique(positions, return_inverse=True)
    return book.place(end, codes[present])[place]


def number_ends(
    book: CodeBook, origin: Any, destination: Any
) -> tuple[IntArray, IntArray, IntArray]:
    """Return the numbers that `book` gives to both ends of the rows, three arrays of shape (r,).

    The third is that of the origins as they are written.
    """
    first, origins = encode_texts(origin)
    second, destinations = encode_texts(destination)
    return (
        book.place(ORIGIN, origins)[first],
        book.place(DESTINATION, destinations)[second],
        book.write(origins)[first],
    )


def conclude(
    sums: Sums,
    book: CodeBook,
    reader: VolumeReader,
    *,
    link_type: str = "",
    undirected: bool = False,
    uncertain_below: float = 0.0,
    table: str = "",
    malformed: int = 0,
    warnings: Iterable[str] = (),
) -> Loading:
    """Make flows and their account from rows that were summed, whatever summed them.

    Parameters
    ----------
    sums : Sums
        The rows, by the numbers of `book`.
    book : CodeBook
        Every code of the table.
    reader : VolumeReader
        Every volume of the table.
    malformed : int
        Rows that could not be cut into cells.
    link_type, undirected, uncertain_below, table, warnings
        See `load_rows`.

    Raises
    ------
    LostZerosError, InputError
        See `load_rows`.
    """
    code_warnings = book.check(any_row=len(sums.rows) > 0)
    kept = (sums.fault == 0) & (sums.first >= 0) & (sums.second >= 0)
    targets = book.targets
    first, second = targets[sums.first[kept]], targets[sums.second[kept]]
    volume = sums.volume
    flows = build_flows(
        first,
        second,
        volume[kept],
        codes=None if book.units is None else {*book.units, *first, *second},
        link_type=link_type,
        undirected=undirected,
    )
    uncertain = flows.volume[flows.volume < uncertain_below]
    unlisted = tuple(code for code in flows.codes if book.is_unlisted(code))
    rows_read = int(sums.rows.sum())
    rows_kept = int(sums.rows[kept].sum())
    return Loading(
        flows=flows,
        rejects=_rejects(sums, ~kept, book, malformed),
        rows_read=rows_read + malformed,
        rows_kept=rows_kept,
        volume_read=math.fsum(volume),
        volume_kept=math.fsum(volume[kept]),
        zero_rows=int(sums.zeros[kept].sum()),
        uncertain_pairs=len(uncertain),
        uncertain_volume=math.fsum(uncertain),
        unlisted=unlisted,
        warnings=(
            *warnings,
            *reader.warnings(table),
            *code_warnings,
            *_outcome_warnings(rows_read, rows_kept, unlisted, table),
        ),
    )


def _rejects(
    sums: Sums, out: NDArray[np.bool_], book: CodeBook, malformed: int
) -> pd.DataFrame:
    """List the rows left out by reason, side and code."""
    fault = sums.fault[out]
    at_origin = (fault == 0) & (sums.first[out] < 0)
    at_destination = (fault == 0) & ~at_origin
    number = np.where(at_origin, sums.first[out], sums.second[out])
    position = np.where(fault == 0, -1 - number, 0)
    outside = (fault == 0) & (np.append(book.rejected_outside, 0)[position] == 1)
    unknown = np.where(at_origin, "unknown_origin", "unknown_destination")
    side = np.where(at_destination, DESTINATION, ORIGIN)
    reason = np.where(fault == 0, unknown, np.array(FAULTS)[fault])
    frame = pd.DataFrame(
        {
            "reason": np.where(outside, "outside_units", reason).astype(object),
            "side": side.astype(object),
            "code": np.where(
                fault == 0,
                np.append(book.rejected, "")[position],
                np.append(book.written, "")[np.where(fault == 0, 0, sums.first[out])],
            ),
            "rows": sums.rows[out],
            "volume": sums.volume[out],
        }
    )
    if malformed:
        row = {"reason": "malformed_row", "side": "", "code": "", "rows": malformed, "volume": 0.0}
        frame = pd.concat([frame, pd.DataFrame([row])])
    return frame.sort_values(["reason", "side", "code"], ignore_index=True)


# --- what the user should know ------------------------------------------------------------------


def _outcome_warnings(
    rows_read: int, rows_kept: int, unlisted: tuple[str, ...], table: str
) -> tuple[str, ...]:
    found = []
    if not rows_read:
        found.append(translate("Alliance", "“{table}” has no row of data.").format(table=table))
    elif not rows_kept:
        found.append(
            translate(
                "Alliance", "No row of “{table}” could be kept: see the reasons in the rejects."
            ).format(table=table)
        )
    if unlisted:
        found.append(
            translate(
                "Alliance",
                "Codes of “{table}” that no unit has, kept as nodes without geometry: {count} "
                "({codes})."
            ).format(count=format_number(len(unlisted)), table=table, codes=listed(unlisted))
        )
    return tuple(found)
