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
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .codes import (
    IN_UNIT,
    OUTSIDE,
    UNKNOWN,
    LookupLike,
    LostZerosError,
    UnitMap,
    code_text,
    encode_texts,
    find_lost_zeros,
    listed,
    lookup_table,
    unit_codes,
)
from .commune_changes import CodeChanges, repair_sentence, repair_table, share_rows
from .errors import InputError
from .flows import CodeArray, FloatArray, Flows, IntArray, build_flows, sum_by_key
from .messages import translate
from .options import OUT_OF_ZONE_CODES, REJECT_REASONS
from .progress import Progress, silent
from .volumes import read_volumes

# INSEE warns that census flows under about 200 persons are uncertain. They are counted, not lost.
CENSUS_UNCERTAIN_BELOW = 200.0

ORIGIN, DESTINATION = "origin", "destination"
_SIDES = ("", DESTINATION, ORIGIN)
_NO_SIDE, _AT_DESTINATION, _AT_ORIGIN = range(3)
_REASON = {reason: number for number, reason in enumerate(REJECT_REASONS)}
_KEPT = -1


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
        `code` (as the table writes it; '' where the reason is not a code), `rows`, `volume` (the
        part that could be read: 0 for volumes that are missing, unreadable or in malformed rows).
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
    values, volume_warnings = _values(volume, len(origin))
    row_code, codes = _encode_ends(origin, destination)
    progress(0.3)
    units_array = None if units is None else unit_codes(units)
    unit_map, repairs = _unit_map(units_array, lookup, repair_codes)
    parts = _parts(row_code, codes, values, changes, unit_map, repair_codes, table)
    places = _place_codes(parts.codes, unit_map, repair_codes, table)
    _require_common_codes(parts.codes, parts.ends, places.fate, unit_map, keep_unknown, table)
    if keep_unknown:
        places = places.with_unknown(parts.codes)
    progress(0.5)

    reason, side = _judge(parts.values, places.fate[parts.ends])
    kept = reason == _KEPT
    target = places.target[parts.ends[:, kept]]
    flows = build_flows(
        target[0],
        target[1],
        parts.values[kept],
        codes=None if units_array is None else {*units_array, *target[0], *target[1]},
        link_type=link_type,
        undirected=undirected,
    )
    progress(0.9)
    uncertain = flows.volume[flows.volume < uncertain_below]
    unlisted = _unlisted(places, flows)
    return Loading(
        flows=flows,
        rejects=_rejects(reason, side, parts, len(malformed)),
        rows_read=len(values) + len(malformed),
        rows_kept=int(parts.leads[kept].sum()),
        volume_read=math.fsum(values[np.isfinite(values)]),
        volume_kept=math.fsum(parts.values[kept]),
        zero_rows=int((parts.values[kept & parts.leads] == 0).sum()),
        uncertain_pairs=len(uncertain),
        uncertain_volume=math.fsum(uncertain),
        unlisted=unlisted,
        repairs=parts.repairs,
        warnings=(
            *warnings,
            *volume_warnings,
            *_volume_warnings(volume, values, table),
            *repairs,
            *parts.warnings,
            *places.warnings,
            *_outcome_warnings(kept, unlisted, table),
        ),
    )


# --- both ends of the rows ----------------------------------------------------------------------


def _values(volume: Any, rows: int) -> tuple[FloatArray, tuple[str, ...]]:
    return (np.ones(rows), ()) if volume is None else read_volumes(volume)


def _encode_ends(origin: Any, destination: Any) -> tuple[IntArray, CodeArray]:
    """Return the positions of both ends, shape (2, r), in the distinct codes, shape (u,)."""
    ends = [np.asarray(end, dtype=object) for end in (origin, destination)]
    positions, codes = encode_texts(np.concatenate(ends))
    return positions.reshape(2, -1), codes


@dataclass(frozen=True, eq=False)
class _Parts:
    """The rows with the codes that units know; those of a commune that split have several parts.

    Attributes
    ----------
    codes : (v,) array of str
    ends : (2, p) array of int
        Positions of both ends in `codes`.
    values : (p,) array of float
    leads : (p,) array of bool
        The part of each row that counts as the row.
    repairs : DataFrame or None
        What became of the codes of another year.
    """

    codes: CodeArray
    ends: IntArray
    values: FloatArray
    leads: NDArray[np.bool_]
    repairs: pd.DataFrame | None = None
    warnings: tuple[str, ...] = ()


def _parts(
    ends: IntArray,
    codes: CodeArray,
    values: FloatArray,
    changes: CodeChanges | None,
    unit_map: UnitMap,
    repair: bool,
    table: str,
) -> _Parts:
    """Bring the codes of another year to those of the units; codes that lost zeros come first."""
    if changes is None:
        return _Parts(codes, ends, values, np.ones(len(values), dtype=bool))
    warnings: tuple[str, ...] = changes.warnings
    if repair:
        known = changes.known | set(unit_map.known or ())
        repaired, told = _repaired(codes, known, repair, table)
        position, codes = encode_texts([repaired.get(code, code) for code in codes])
        ends, warnings = position[ends], (*warnings, *told)
    shared = share_rows(changes, ends, codes)
    repairs = repair_table(changes, ends, codes, values, _known_to_nobody(codes, changes, unit_map))
    return _Parts(
        codes=shared.codes,
        ends=shared.ends,
        values=values[shared.row] * shared.share,
        leads=shared.leads,
        repairs=repairs,
        warnings=(*warnings, repair_sentence(changes, repairs, shared.changed_rows, table)),
    )


def _known_to_nobody(codes: CodeArray, changes: CodeChanges, unit_map: UnitMap) -> list[str]:
    """Return the codes that neither the table of changes nor the units or the lookup know."""
    strangers = [code for code in codes if code and code not in changes.known]
    return [code for code in strangers if unit_map.place(code)[1] == UNKNOWN]


@dataclass(frozen=True, eq=False)
class _Places:
    """Where each distinct code of the table leads.

    Attributes
    ----------
    target : (u,) array of str
        Code of the unit; '' where there is none.
    fate : (u,) array of int
        `IN_UNIT`, `OUTSIDE` or `UNKNOWN`.
    unlisted : frozenset of str
        Codes that are units only on request.
    """

    target: CodeArray
    fate: IntArray
    unlisted: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()

    def with_unknown(self, codes: CodeArray) -> _Places:
        """Return the same, unknown codes being units of their own; blank ones stay unknown."""
        added = (self.fate == UNKNOWN) & (codes != "")
        return _Places(
            target=np.where(added, codes, self.target),
            fate=np.where(added, IN_UNIT, self.fate),
            unlisted=frozenset(codes[added]),
            warnings=self.warnings,
        )


def _unit_map(
    units: CodeArray | None, lookup: LookupLike | None, repair: bool
) -> tuple[UnitMap, tuple[str, ...]]:
    """Return the way from codes to units; the lookup's own codes of units may need the repair."""
    known_units = None if units is None else frozenset(units)
    entries = None if lookup is None else lookup_table(lookup)
    if entries is None or known_units is None:
        return UnitMap(known_units, entries), ()
    targets = sorted(set(entries.values()) - {""})
    repaired, warnings = _repaired(
        targets, known_units | set(OUT_OF_ZONE_CODES), repair, _in_lookup()
    )
    entries = {code: repaired.get(target, target) for code, target in entries.items()}
    return UnitMap(known_units, entries), warnings


def _place_codes(codes: CodeArray, unit_map: UnitMap, repair: bool, table: str) -> _Places:
    repaired: dict[str, str] = {}
    warnings: tuple[str, ...] = ()
    if unit_map.known is not None:
        repaired, warnings = _repaired(codes, unit_map.known, repair, table)
    placed = [unit_map.place(repaired.get(code, code)) for code in codes]
    return _Places(
        target=np.array([target for target, _ in placed], dtype=object),
        fate=np.array([fate for _, fate in placed], dtype=np.int64),
        warnings=warnings,
    )


def _repaired(
    codes: Iterable[str], known: Iterable[str], repair: bool, where: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return damaged codes with their known code, when asked; else say what the repair would do.

    Raises
    ------
    LostZerosError
        The repair was not asked for and would mend every damaged code.
    """
    lost = find_lost_zeros(codes, known)
    if not lost.repaired:
        return {}, ()
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
        return dict(lost.repaired), (sentence,)
    if lost.complete:
        raise LostZerosError(
            translate(
                "Alliance",
                "Codes of “{table}” differ from the known codes only by their leading zeros "
                "({count} of them, for example “{code}” for “{known}”): turn on the repair of "
                "codes, or save the column as text again."
            ).format(**found)
        )
    return {}, (
        translate(
            "Alliance",
            "Some unknown codes of “{table}” differ from a known code only by their leading zeros "
            "({count} of {total}, for example “{code}” for “{known}”): turn on the repair of codes "
            "to keep their rows."
        ).format(**found),
    )


def _in_lookup() -> str:
    return translate("Alliance", "lookup table")


def _require_common_codes(
    codes: CodeArray,
    row_code: IntArray,
    fate: IntArray,
    unit_map: UnitMap,
    keep_unknown: bool,
    table: str,
) -> None:
    """Raise where one end of the table knows no unit: its column is not the right one.

    When unknown codes are kept, one end may be all foreign, but not both.
    """
    lost = [bool(len(end)) and bool((fate[end] == UNKNOWN).all()) for end in row_code]
    if unit_map.known is None or not any(lost) or (keep_unknown and not all(lost)):
        return
    end = row_code[0] if lost[0] else row_code[1]
    found = {
        "table": table,
        "code": min((code for code in codes[end] if code), default=""),
        "known": min(unit_map.known),
    }
    if all(lost):
        sentence = translate(
            "Alliance",
            "No code of “{table}” (for example “{code}”) is known to the units or the lookup table "
            "(for example “{known}”): check the code columns, or give a lookup table."
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


# --- kept and rejected rows ---------------------------------------------------------------------


def _judge(values: FloatArray, fate: IntArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the reason and the side of each row, `_KEPT` where it stays, each of shape (r,).

    Written from the last reason to the first, so that the first one has the last word.
    """
    reason = np.full(len(values), _KEPT, dtype=np.int64)
    side = np.full(len(values), _NO_SIDE, dtype=np.int64)
    for end, at, unknown in (
        (fate[1], _AT_DESTINATION, "unknown_destination"),
        (fate[0], _AT_ORIGIN, "unknown_origin"),
    ):
        side[end != IN_UNIT] = at
        reason[end == UNKNOWN] = _REASON[unknown]
        reason[end == OUTSIDE] = _REASON["outside_units"]
    for faulty, name in (
        (values < 0, "negative"),
        (np.isinf(values), "not_a_number"),
        (np.isnan(values), "missing_volume"),
    ):
        reason[faulty] = _REASON[name]
        side[faulty] = _NO_SIDE
    return reason, side


def _rejects(reason: IntArray, side: IntArray, parts: _Parts, malformed: int) -> pd.DataFrame:
    """Count rejected rows and their volume by reason, side and code."""
    out = reason != _KEPT
    codes, values = parts.codes, parts.values[out]
    blank = len(codes)
    first, second = parts.ends[:, out]
    code = np.where(side[out] == _AT_ORIGIN, first, second)
    code = np.where(side[out] == _NO_SIDE, blank, code)
    key = (reason[out] * len(_SIDES) + side[out]) * (blank + 1) + code
    distinct, volume = sum_by_key(key, np.where(np.isfinite(values), values, 0.0))
    _, rows = sum_by_key(key, parts.leads[out].astype(np.float64))
    kind = distinct // (blank + 1)
    texts = np.append(codes, "")
    frame = pd.DataFrame(
        {
            "reason": np.array(REJECT_REASONS, dtype=object)[kind // len(_SIDES)],
            "side": np.array(_SIDES, dtype=object)[kind % len(_SIDES)],
            "code": texts[distinct % (blank + 1)],
            "rows": rows.astype(np.int64),
            "volume": volume,
        }
    )
    if malformed:
        row = {"reason": "malformed_row", "side": "", "code": "", "rows": malformed, "volume": 0.0}
        frame = pd.concat([frame, pd.DataFrame([row])])
    return frame.sort_values(["reason", "side", "code"], ignore_index=True)


def _unlisted(places: _Places, flows: Flows) -> tuple[str, ...]:
    return tuple(code for code in flows.codes if code in places.unlisted)


# --- what the user should know ------------------------------------------------------------------


def _volume_warnings(volume: Any, values: FloatArray, table: str) -> tuple[str, ...]:
    bad = np.isinf(values)
    if not bad.any():
        return ()
    text = min(code_text(value) for value in np.asarray(volume, dtype=object)[bad])
    return (
        translate(
            "Alliance",
            "Rows of “{table}” whose volume is not a number: {count} (for example “{text}”)."
        ).format(count=int(bad.sum()), table=table, text=text),
    )


def _outcome_warnings(
    kept: NDArray[np.bool_], unlisted: tuple[str, ...], table: str
) -> tuple[str, ...]:
    found = []
    if not len(kept):
        found.append(translate("Alliance", "“{table}” has no row of data.").format(table=table))
    elif not kept.any():
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
            ).format(count=len(unlisted), table=table, codes=listed(unlisted))
        )
    return tuple(found)
