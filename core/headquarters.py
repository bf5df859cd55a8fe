"""Headquarters links: from the seat of a firm to its other establishments (SIRENE register).

F_IJ = sum, over the active establishments placed in J whose seat is in I, of w, where w is 1 or the
middle of the staff band. The register of French establishments has one row each, 44 million of
them, two thirds closed; a firm is a siren, an establishment a siren and a nic. Rows are read once,
chunk by chunk, and only active ones are kept, as integers; then each finds its seat.

Sole traders are persons: they are let go first, as soon as they are known, and neither a name nor
a number of a firm goes into the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .aggregation import Loading, load_rows
from .building import Built, Figure, Tally
from .checks import require_choice, require_not_negative
from .codes import LookupLike, code_text
from .columns import column_position
from .errors import InputError
from .flows import FloatArray, IntArray
from .messages import translate
from .numbers import format_number
from .options import HEADQUARTER_FILTERS, STAFF_WEIGHTS, HeadquarterSettings
from .progress import Progress, part, silent
from .reading import no_row
from .streaming import (
    Chunk,
    PackedArray,
    Stream,
    number_of,
    pack,
    pack_texts,
    starts_with,
    unpack,
)

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

# Middle of each staff band of INSEE, in employees; the last is open and is a setting.
_STAFF = {
    "NN": 0.0,
    "00": 0.0,
    "01": 1.5,
    "02": 4.0,
    "03": 7.5,
    "11": 14.5,
    "12": 34.5,
    "21": 74.5,
    "22": 149.5,
    "31": 224.5,
    "32": 374.5,
    "41": 749.5,
    "42": 1499.5,
    "51": 3499.5,
    "52": 7499.5,
}
_OPEN_BAND = "53"
_BANDS = (*_STAFF, _OPEN_BAND)
_UNKNOWN_BAND = len(_BANDS)  # number of the band of a cell that names none

_SOLE_TRADER = pack("1000")
_PUBLIC_CATEGORY = "7"
_PUBLIC_DIVISION = "84"  # the only one of section O of the NAF
_PARTNERSHIP_CATEGORY = "654"  # sociétés civiles immobilières, 6540 to 6544
_HOLDINGS = pack_texts(["64.20Z", "6420Z"])
_ACTIVE = pack("A")
# INSEE writes true; the register of before 2019 writes 1; spreadsheets and pandas write the others.
_SEAT_MARKS = pack_texts(["true", "1", "True", "TRUE"])

_SIRENS = 10**9
_NICS = 10**5
_BLANK = np.uint64(0)
_SLICE = 1 << 22


@dataclass(frozen=True)
class _Layout:
    """The columns of a register file; '' for one that the layout does not have."""

    siren: str
    nic: str
    seat: str
    state: str
    commune: tuple[str, ...]
    band: str
    activity: str
    category: str = ""
    seat_commune: str = ""


_SINCE_2019 = _Layout(
    siren="siren",
    nic="nic",
    seat="etablissementSiege",
    state="etatAdministratifEtablissement",
    commune=("codeCommuneEtablissement",),
    band="trancheEffectifsEtablissement",
    activity="activitePrincipaleEtablissement",
)
# It holds active establishments only, with the legal category and the seat of the firm in each row.
_BEFORE_2019 = _Layout(
    siren="SIREN",
    nic="NIC",
    seat="SIEGE",
    state="",
    commune=("DEPET", "COMET"),
    band="TEFET",
    activity="APET700",
    category="NJ",
    seat_commune="DEPCOMEN",
)
_LEGAL_SIREN, _LEGAL_CATEGORY = "siren", "categorieJuridiqueUniteLegale"
_LEGAL_NIC, _LEGAL_ACTIVITY = "nicSiegeUniteLegale", "activitePrincipaleUniteLegale"


def build_headquarters(
    establishments: Stream,
    legal_units: Stream | None = None,
    *,
    settings: HeadquarterSettings | None = None,
    groups: LookupLike | None = None,
    link_type: str = "",
    progress: Progress = silent,
    **places: Any,
) -> Built:
    """Build the links from seats to establishments.

    Parameters
    ----------
    establishments : Stream
        StockEtablissement of any year, or the register of before 2019.
    legal_units : Stream, optional
        StockUniteLegale: it tells sole traders, public bodies and real-estate partnerships, and
        the seat of firms of which no establishment says that it is the seat.
    settings : HeadquarterSettings, optional
    groups : DataFrame or mapping, optional
        From the siren of a firm to that of the head of its group; columns as in `load_rows`.
    **places
        `units`, `lookup` and further options of :func:`aggregation.load_rows`.

    Raises
    ------
    InputError
        A column is missing, a file is damaged or has no row, or the groups run in a circle.
    SettingsError
        A setting is out of its range.
    """
    settings = settings or HeadquarterSettings()
    _require_settings(settings)
    weights = _weights(settings)
    heads = None if groups is None else _read_groups(groups)
    legal = _LegalUnits()
    if legal_units is not None:
        legal = _read_legal_units(legal_units, settings, part(progress, 0.0, 0.35))
    started = 0.35 if legal_units is not None else 0.0
    register = _read_register(establishments, legal, settings, part(progress, started, 0.85))
    if not register.bands.any() and not register.malformed:
        raise no_row(establishments.name)
    matched = _match(register, legal, heads, settings, weights, part(progress, 0.85, 0.95))
    loading = _place(matched, weights, establishments.name, link_type, places)
    for reason, bands in register.left.items():
        matched.tally.add(reason, int(bands.sum()), float(bands @ weights))
    progress(1.0)
    return Built(
        replace(
            loading,
            rejects=matched.tally.frame([loading.rejects]),
            rows_read=int(register.bands.sum()) + register.malformed,
            volume_read=float(register.bands @ weights),
            warnings=(
                *_legal_warnings(settings, legal_units is not None, register.with_category),
                *_group_warnings(heads),
                *loading.warnings,
                *_outcome_warnings(matched, settings, establishments.name),
            ),
        ),
        filters=HEADQUARTER_FILTERS,
        figures=matched.figures,
    )


def _require_settings(settings: HeadquarterSettings) -> None:
    require_choice("weight", settings.weight, STAFF_WEIGHTS)
    require_not_negative("largest_staff", settings.largest_staff)
    require_not_negative("max_establishments", settings.max_establishments)


def _weights(settings: HeadquarterSettings) -> FloatArray:
    """Return what an establishment of each band counts for, that of no band the last."""
    if settings.weight == "count":
        return np.ones(len(_BANDS) + 1)
    return np.array([*_STAFF.values(), settings.largest_staff, 0.0])


# --- sets of firms ------------------------------------------------------------------------------


class _SirenSet:
    """A set of sirens: one bit each, 125 MB, of which the system gives only what is written."""

    def __init__(self) -> None:
        self._bits = np.zeros(_SIRENS // 8, dtype=np.uint8)
        self.empty = True

    def add(self, sirens: IntArray) -> None:
        if not len(sirens):
            return
        self.empty = False
        sirens = np.sort(sirens)
        places, bits = sirens >> 3, np.left_shift(1, sirens & 7).astype(np.uint8)
        starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
        self._bits[places[starts]] |= np.bitwise_or.reduceat(bits, starts)

    def holds(self, sirens: IntArray) -> Flags:
        if self.empty:
            return np.zeros(len(sirens), dtype=bool)
        held: Flags = (self._bits[sirens >> 3] >> (sirens & 7).astype(np.uint8)) & 1 == 1
        return held


@dataclass
class _LegalUnits:
    """What the file of legal units says of firms.

    `seats` are the sirets of their seats, in chunks.
    """

    sole_traders: _SirenSet = field(default_factory=_SirenSet)
    public_bodies: _SirenSet = field(default_factory=_SirenSet)
    holdings: _SirenSet = field(default_factory=_SirenSet)
    seats: list[IntArray] = field(default_factory=list)


def _read_legal_units(
    stream: Stream, settings: HeadquarterSettings, progress: Progress
) -> _LegalUnits:
    for name in (_LEGAL_SIREN, _LEGAL_CATEGORY):
        column_position(stream.header, name, stream.name)
    numbers = _present(stream, (_LEGAL_SIREN, _LEGAL_NIC))
    texts = _present(stream, (_LEGAL_CATEGORY, _LEGAL_ACTIVITY))
    found = _LegalUnits()
    for chunk in stream.chunks(numbers, texts):
        siren = chunk.numbers[_LEGAL_SIREN]
        sound = _is_siren(siren)
        category = chunk.texts[_LEGAL_CATEGORY]
        activity = chunk.texts.get(_LEGAL_ACTIVITY, np.full(len(siren), _BLANK))
        sole = sound & (category == _SOLE_TRADER)
        found.sole_traders.add(siren[sole])
        if settings.without_public:
            found.public_bodies.add(siren[sound & _is_public(category, activity)])
        if settings.without_holdings:
            found.holdings.add(siren[sound & _is_holding(category, activity)])
        if _LEGAL_NIC in chunk.numbers:
            nic = chunk.numbers[_LEGAL_NIC]
            told = sound & ~sole & (nic >= 0) & (nic < _NICS)
            found.seats.append(siren[told] * _NICS + nic[told])
        progress(chunk.done)
    return found


def _is_siren(numbers: IntArray) -> Flags:
    return (numbers >= 0) & (numbers < _SIRENS)


def _is_public(category: PackedArray, activity: PackedArray) -> Flags:
    return starts_with(category, _PUBLIC_CATEGORY) | starts_with(activity, _PUBLIC_DIVISION)


def _is_holding(category: PackedArray, activity: PackedArray) -> Flags:
    return starts_with(category, _PARTNERSHIP_CATEGORY) | np.isin(activity, _HOLDINGS)


def _present(stream: Stream, names: Sequence[str]) -> list[str]:
    return [name for name in names if name in stream.header]


# --- the register -------------------------------------------------------------------------------


class _Labels:
    """Numbers given to packed texts as they come."""

    def __init__(self) -> None:
        self._sorted = np.array([_BLANK])
        self._number = np.array([0], dtype=np.int32)

    def encode(self, packed: PackedArray) -> Numbers:
        """Return the number of each text, a new one for each new text."""
        positions, distinct = pd.factorize(packed)
        place = np.minimum(np.searchsorted(self._sorted, distinct), len(self._sorted) - 1)
        new = np.sort(distinct[self._sorted[place] != distinct])
        if len(new):
            numbers = np.arange(len(self._number), len(self._number) + len(new), dtype=np.int32)
            merged = np.concatenate([self._sorted, new])
            order = np.argsort(merged)
            self._sorted = merged[order]
            self._number = np.concatenate([self._number, numbers])[order]
        found: Numbers = self._number[np.searchsorted(self._sorted, distinct)][positions]
        return found

    def sorted_texts(self) -> PackedArray:
        """Return the texts in their order; the blank one is the first."""
        return self._sorted

    def ranks(self) -> Numbers:
        """Return the place of each number in `sorted_texts`."""
        ranks = np.empty(len(self._number), dtype=np.int32)
        ranks[self._number] = np.arange(len(ranks), dtype=np.int32)
        return ranks


class _Gathered:
    """Columns that grow chunk by chunk, each in as few bytes as its values need."""

    def __init__(self) -> None:
        self._chunks: dict[str, list[NDArray[Any]]] = {}

    def add(self, **columns: NDArray[Any]) -> None:
        for name, values in columns.items():
            self._chunks.setdefault(name, []).append(values)

    def take(self, name: str, kind: Any) -> NDArray[Any]:
        """Return a whole column, and forget its chunks."""
        chunks = self._chunks.pop(name, [])
        return np.concatenate(chunks) if chunks else np.empty(0, dtype=kind)


@dataclass
class _Register:
    """What is kept of the register, and the account of the rest.

    Attributes
    ----------
    rows : columns siren, nic, commune, band, is_seat, and seat_commune where rows tell it
        Active establishments that passed the filters so far.
    seats : columns siren, commune
        All active seats, whatever filter their own row met.
    bands : (b,) array of int
        Rows read by staff band, malformed ones left out.
    left : mapping of str to (b,) array of int
        Rows left out by reason and staff band.
    malformed : int
    with_category : bool
        Whether rows tell the legal category of their firm.
    """

    rows: _Gathered = field(default_factory=_Gathered)
    seats: _Gathered = field(default_factory=_Gathered)
    labels: _Labels = field(default_factory=_Labels)
    bands: IntArray = field(default_factory=lambda: np.zeros(_UNKNOWN_BAND + 1, dtype=np.int64))
    left: dict[str, IntArray] = field(default_factory=dict)
    malformed: int = 0
    with_category: bool = False

    def leave(self, reason: str, bands: NDArray[np.uint8]) -> None:
        """Count rows that are left out."""
        self.left[reason] = self.left.get(reason, 0) + _count_bands(bands)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Some rows of the register, in the terms of the method."""

    siren: IntArray
    nic: IntArray
    is_seat: Flags
    sound: Flags
    active: Flags
    commune: Numbers
    band: NDArray[np.uint8]
    activity: PackedArray
    category: PackedArray
    seat_commune: Numbers | None


def _read_register(
    stream: Stream,
    legal: _LegalUnits,
    settings: HeadquarterSettings,
    progress: Progress,
) -> _Register:
    layout = _layout_of(stream, settings)
    numbers = _present(stream, (layout.siren, layout.nic))
    asked = (layout.seat, layout.state, *layout.commune, layout.band, layout.activity)
    texts = _present(stream, (*asked, layout.category, layout.seat_commune))
    register = _Register(with_category=layout.category in stream.header)
    for chunk in stream.chunks(numbers, texts):
        _add_rows(register, _rows_of(chunk, layout, register.labels), legal, settings)
        register.malformed += chunk.malformed
        progress(chunk.done)
    return register


def _layout_of(stream: Stream, settings: HeadquarterSettings) -> _Layout:
    old = _BEFORE_2019.seat in stream.header and _SINCE_2019.seat not in stream.header
    layout = _BEFORE_2019 if old else _SINCE_2019
    needed = [layout.siren, layout.seat, layout.state, *layout.commune]
    if settings.weight == "staff":
        needed.append(layout.band)
    if settings.without_public or settings.without_holdings:
        needed.append(layout.activity)
    for name in needed:
        if name:
            column_position(stream.header, name, stream.name)
    return layout


def _rows_of(chunk: Chunk, layout: _Layout, labels: _Labels) -> _Rows:
    siren = chunk.numbers[layout.siren]
    blank = np.full(len(siren), _BLANK)

    def text(name: str) -> PackedArray:
        return chunk.texts.get(name, blank)

    sound = _is_siren(siren)
    active = np.ones(len(siren), dtype=bool)
    if layout.state:
        active = text(layout.state) == _ACTIVE
        sound = sound & (active | (text(layout.state) == pack("F")))
    nic = chunk.numbers.get(layout.nic, np.full(len(siren), -1))
    seat_commune = None
    if layout.seat_commune in chunk.texts:
        told = text(layout.seat_commune)
        seat_commune = np.where(told == _BLANK, np.int32(-1), labels.encode(told))
    return _Rows(
        siren=siren,
        nic=np.where((nic >= 0) & (nic < _NICS), nic, -1),
        is_seat=np.isin(text(layout.seat), _SEAT_MARKS),
        sound=sound,
        active=active,
        commune=labels.encode(_joined([text(name) for name in layout.commune])),
        band=_band_numbers(text(layout.band)),
        activity=text(layout.activity),
        category=text(layout.category),
        seat_commune=seat_commune,
    )


def _joined(parts: Sequence[PackedArray]) -> PackedArray:
    """Return packed texts side by side: a département of two signs and a commune of three."""
    if len(parts) == 1:
        return parts[0]
    first, second = parts
    return np.where(first == _BLANK, _BLANK, first | (second >> np.uint64(16)))


def _band_numbers(packed: PackedArray) -> NDArray[np.uint8]:
    bands = pack_texts(_BANDS)
    order = np.argsort(bands)
    place = np.minimum(np.searchsorted(bands[order], packed), len(bands) - 1)
    known = bands[order][place] == packed
    return np.where(known, order[place], _UNKNOWN_BAND).astype(np.uint8)


def _add_rows(
    register: _Register, rows: _Rows, legal: _LegalUnits, settings: HeadquarterSettings
) -> None:
    """Let rows go by one filter after another, and keep those that stay."""
    register.malformed += int((~rows.sound).sum())
    register.bands += _count_bands(rows.band[rows.sound])
    siren = np.where(rows.sound, rows.siren, 0)
    sole = legal.sole_traders.holds(siren) | (rows.category == _SOLE_TRADER)
    public = holding = np.zeros(len(siren), dtype=bool)
    if settings.without_public:
        public = legal.public_bodies.holds(siren) | _is_public(rows.category, rows.activity)
    if settings.without_holdings:
        holding = legal.holdings.holds(siren) | _is_holding(rows.category, rows.activity)
    staying = rows.sound.copy()
    for reason, gone in (
        ("sole_trader", sole),
        ("closed", ~rows.active),
        ("public_body", public),
        ("holding", holding),
    ):
        register.leave(reason, rows.band[staying & gone])
        staying &= ~gone
    seats = rows.sound & rows.active & ~sole & rows.is_seat
    register.seats.add(siren=siren[seats].astype(np.int32), commune=rows.commune[seats])
    register.rows.add(
        siren=siren[staying].astype(np.int32),
        nic=rows.nic[staying].astype(np.int32),
        commune=rows.commune[staying],
        band=rows.band[staying],
        is_seat=rows.is_seat[staying],
    )
    if rows.seat_commune is not None:
        register.rows.add(seat_commune=rows.seat_commune[staying])


def _count_bands(bands: NDArray[np.uint8]) -> IntArray:
    return np.bincount(bands, minlength=_UNKNOWN_BAND + 1)


# --- groups -------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Groups:
    """From the siren of a firm to that of the head of its group.

    `members` are sorted; `unreadable` counts the rows of the table without two sirens.
    """

    members: IntArray
    heads: IntArray
    unreadable: int

    def head_of(self, sirens: NDArray[Any]) -> IntArray:
        """Return the head of each firm, itself where no group has it."""
        place = np.minimum(np.searchsorted(self.members, sirens), len(self.members) - 1)
        return np.where(self.members[place] == sirens, self.heads[place], sirens)


def _read_groups(table: LookupLike) -> _Groups:
    frame = table if isinstance(table, pd.DataFrame) else pd.Series(dict(table)).reset_index()
    sirens = np.array(
        [[number_of(code_text(cell)) for cell in row] for row in frame.iloc[:, :2].to_numpy()],
        dtype=np.int64,
    ).reshape(-1, 2)
    sound = _is_siren(sirens).all(axis=1)
    pairs = np.unique(sirens[sound], axis=0)
    doubled = pairs[1:][pairs[1:, 0] == pairs[:-1, 0]]
    if len(doubled):
        raise InputError(
            translate(
                "Alliance",
                "The table of groups gives several heads to the firm {siren}: keep one row for "
                "each firm."
            ).format(siren=f"{doubled[0, 0]:09d}")
        )
    if not len(pairs):
        raise InputError(
            translate(
                "Alliance",
                "The table of groups holds no pair of sirens (nine digits each): choose its two "
                "columns, the firm and the head of its group."
            )
        )
    return _to_the_top(_Groups(pairs[:, 0], pairs[:, 1], int((~sound).sum())))


def _to_the_top(groups: _Groups) -> _Groups:
    """Follow heads that have a head themselves, twice as far each time."""
    for _ in range(len(groups.members).bit_length() + 1):
        above = groups.head_of(groups.heads)
        if (above == groups.heads).all():
            return groups
        groups = replace(groups, heads=above)
    circle = groups.members[groups.head_of(groups.heads) != groups.heads]
    raise InputError(
        translate(
            "Alliance",
            "The table of groups runs in a circle: the firm {siren} is under itself. Give each "
            "firm the head of its group."
        ).format(siren=f"{circle.min():09d}")
    )


# --- establishments and their seats -------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Matched:
    """Establishments with a seat, summed by pair of places.

    Attributes
    ----------
    origin, destination : (p,) arrays of str
        Codes of the places of the seat and of the establishment.
    bands : (p, b) array of int
        Establishments of each staff band.
    tally : Tally
    figures : tuple of Figure
    """

    origin: NDArray[np.object_]
    destination: NDArray[np.object_]
    bands: IntArray
    tally: Tally
    figures: tuple[Figure, ...]


def _match(
    register: _Register,
    legal: _LegalUnits,
    groups: _Groups | None,
    settings: HeadquarterSettings,
    weights: FloatArray,
    progress: Progress,
) -> _Matched:
    """Give each establishment its seat, and sum by pair of places."""
    rows = register.rows
    siren = rows.take("siren", np.int32)
    staying = _small_enough(siren, settings.max_establishments)
    is_seat = rows.take("is_seat", bool)
    band = rows.take("band", np.uint8)
    register.leave("large_network", band[~staying])
    progress(0.1)
    seats = _Seats.of(register)
    progress(0.3)
    rank = register.labels.ranks()
    place = rank[rows.take("commune", np.int32)]
    promoted = _seats_of_legal_units(
        siren, rows.take("nic", np.int32), staying & ~is_seat, seats, legal
    )
    is_seat[promoted] = True
    seats = seats.with_more(siren[promoted], place[promoted])
    owner = siren if groups is None else groups.head_of(siren)
    at_seat = is_seat & (owner == siren)
    register.leave("is_seat", band[staying & at_seat])
    staying &= ~at_seat
    progress(0.5)

    owner, place, band = owner[staying], place[staying], band[staying]
    origin = seats.place_of(owner)
    told = rows.take("seat_commune", np.int32)
    if len(told):
        told = told[staying]
        origin = np.where(
            (origin < 0) & (told >= 0) & (owner == siren[staying]), rank[told], origin
        )
    found = origin >= 0
    register.leave("no_seat", band[~found])
    counts = found & (weights[band] > 0)
    register.leave("no_staff", band[found & ~counts])
    figures = (
        Figure("firms", len(np.unique(owner))),
        Figure("firms_without_seat", len(np.unique(owner[~found]))),
        Figure("firms_with_several_seats", seats.several),
        Figure("seats_from_legal_units", len(promoted)),
        Figure("establishments_without_staff", float((found & (_STAFFED[band] == 0)).sum())),
    )
    progress(0.8)
    codes = unpack(register.labels.sorted_texts())
    pairs, bands = _sum_pairs(origin[counts], place[counts], band[counts], len(codes))
    tally = Tally()
    tally.add("malformed_row", register.malformed)
    return _Matched(
        codes[pairs // len(codes)], codes[pairs % len(codes)], bands, tally, figures
    )


# Whether a band has any employee.
_STAFFED = np.array([*_STAFF.values(), 1.0, 0.0])


def _small_enough(siren: Numbers, most: int) -> Flags:
    """Tell the establishments of firms that have at most `most` of them here; 0 for no limit."""
    if most <= 0:
        return np.ones(len(siren), dtype=bool)
    distinct, count = np.unique(siren, return_counts=True)
    return ~np.isin(siren, distinct[count > most])


@dataclass(frozen=True, eq=False)
class _Seats:
    """The place of the seat of each firm; `several` firms say that they have more than one.

    Of these the first place counts, by code, so that the order of the rows does not matter.
    """

    siren: Numbers
    place: Numbers
    several: int = 0

    @classmethod
    def of(cls, register: _Register) -> _Seats:
        siren = register.seats.take("siren", np.int32)
        place = register.labels.ranks()[register.seats.take("commune", np.int32)]
        return cls._sorted(siren, place)

    @classmethod
    def _sorted(cls, siren: Numbers, place: Numbers) -> _Seats:
        # A firm and a place in one number sort much faster than two columns; no place comes last.
        key = siren.astype(np.int64) << 32
        key |= np.where(place == 0, np.int64(2**32 - 1), place)
        key.sort()
        siren = (key >> 32).astype(np.int32)
        first = np.r_[True, siren[1:] != siren[:-1]] if len(siren) else np.empty(0, dtype=bool)
        place = (key[first] & (2**32 - 1)).astype(np.uint32)
        several = len(np.unique(siren[~first]))
        found = np.where(place == 2**32 - 1, 0, place).astype(np.int32)
        return cls(siren[first], found, several)

    def with_more(self, siren: Numbers, place: Numbers) -> _Seats:
        """Return the same with the seats of firms that had none."""
        if not len(siren):
            return self
        merged = self._sorted(
            np.concatenate([self.siren, siren]), np.concatenate([self.place, place])
        )
        return replace(merged, several=self.several)

    def place_of(self, siren: NDArray[Any]) -> Numbers:
        """Return the place of the seat of each firm, -1 where it has none."""
        if not len(self.siren):
            return np.full(len(siren), -1, dtype=np.int32)
        at = np.minimum(np.searchsorted(self.siren, siren), len(self.siren) - 1)
        return np.where(self.siren[at] == siren, self.place[at], np.int32(-1))


def _seats_of_legal_units(
    siren: Numbers, nic: Numbers, candidates: Flags, seats: _Seats, legal: _LegalUnits
) -> IntArray:
    """Return the rows that legal units call the seat of a firm which has none in the register."""
    if not legal.seats:
        return np.empty(0, dtype=np.int64)
    rows: IntArray = np.flatnonzero(candidates & (nic >= 0))
    rows = rows[seats.place_of(siren[rows]) < 0]
    siret = siren[rows].astype(np.int64) * _NICS + nic[rows]
    order = np.argsort(siret)
    ordered = siret[order]
    called = np.zeros(len(rows), dtype=bool)
    if len(rows):
        for chunk in legal.seats:
            at = np.minimum(np.searchsorted(ordered, chunk), len(ordered) - 1)
            called[at[ordered[at] == chunk]] = True
    promoted: IntArray = rows[order[called]]
    return promoted


def _sum_pairs(
    origin: Numbers, place: Numbers, band: NDArray[np.uint8], places: int
) -> tuple[IntArray, IntArray]:
    """Count establishments by pair of places and by staff band, slice after slice.

    Returns
    -------
    (p,) array of int
        origin * places + place, sorted.
    (p, b) array of int
        Establishments of each band: whole numbers, the same in any order.
    """
    width = _UNKNOWN_BAND + 1
    keys, counts = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for start in range(0, len(origin), _SLICE):
        cut = slice(start, start + _SLICE)
        key = (origin[cut].astype(np.int64) * places + place[cut]) * width + band[cut]
        distinct, count = np.unique(key, return_counts=True)
        keys.append(distinct)
        counts.append(count)
    cells, position = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.zeros(len(cells), dtype=np.int64)
    np.add.at(total, position, np.concatenate(counts))
    pairs, row = np.unique(cells // width, return_inverse=True)
    bands = np.zeros((len(pairs), width), dtype=np.int64)
    bands[row, cells % width] = total
    return pairs, bands


def _place(
    matched: _Matched,
    weights: FloatArray,
    table: str,
    link_type: str,
    places: Mapping[str, Any],
) -> Loading:
    """Sum the pairs of places between units; rows are establishments."""

    def load(volume: FloatArray) -> Loading:
        return load_rows(
            matched.origin, matched.destination, volume, link_type=link_type, table=table, **places
        )

    volume = matched.bands @ weights
    count = matched.bands.sum(axis=1).astype(np.float64)
    loading = load(volume)
    counted = load(count)
    return replace(
        loading,
        rejects=loading.rejects.assign(rows=counted.rejects["volume"].astype("int64")),
        rows_kept=int(counted.volume_kept),
        warnings=loading.warnings if len(volume) else (),
    )


# --- what the user should know ------------------------------------------------------------------


def _legal_warnings(
    settings: HeadquarterSettings, with_legal_units: bool, with_category: bool
) -> Iterator[str]:
    if with_legal_units or with_category:
        return
    yield translate(
        "Alliance",
        "Without the file of legal units, sole traders cannot be told from firms and count as "
        "they do; neither their names nor their numbers are in what is written."
    )
    if settings.without_public:
        yield translate(
            "Alliance",
            "Without the file of legal units, public bodies are known by their activity only "
            "(section O of the NAF), not by their legal category."
        )
    if settings.without_holdings:
        yield translate(
            "Alliance",
            "Without the file of legal units, holdings are known by their activity only (64.20Z), "
            "and real-estate partnerships (SCI) not at all."
        )


def _group_warnings(groups: _Groups | None) -> Iterator[str]:
    if groups is not None and groups.unreadable:
        yield translate(
            "Alliance",
            "Rows of the table of groups left out because one of their sirens is not a number of "
            "nine digits: {count}."
        ).format(count=format_number(groups.unreadable))


def _outcome_warnings(
    matched: _Matched, settings: HeadquarterSettings, table: str
) -> Iterator[str]:
    if len(matched.origin):
        return
    without_staff = next(
        figure.value for figure in matched.figures if figure.key == "establishments_without_staff"
    )
    if settings.weight == "staff" and without_staff:
        yield translate(
            "Alliance",
            "No establishment of “{table}” that has a seat tells its staff: count establishments "
            "instead (weight “count”)."
        ).format(table=table)
        return
    yield translate(
        "Alliance",
        "No establishment of “{table}” makes a link: see what each filter leaves out."
    ).format(table=table)
