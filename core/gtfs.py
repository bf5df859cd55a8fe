"""Timetables in GTFS: a zip or a folder of text tables, read by the names of their columns.

The rows of stop_times.txt go by millions: they are read by chunks and kept as numbers only. What
cannot be read is counted; what makes the whole feed useless is a sentence.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Callable, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .codes import listed
from .errors import InputError
from .flows import CodeArray, IntArray
from .messages import translate
from .numbers import format_number
from .progress import Progress, part, silent
from .reading import Encoding, Rows, encodings, explained, open_entry
from .service_days import WEEKDAYS, ServiceDays, read_service_days

SmallArray = NDArray[np.int32]
Chunk = TypeVar("Chunk")

NO_TIME = -1
NO_ROUTE_TYPE = -1
_SUFFIX = ".txt"
_CHUNK_ROWS = 200_000
_SAMPLE_BYTES = 1 << 19
_NOT_SERVED = "1"
_SECONDS = (3600, 60, 1)
_TIME = re.compile(r"\s*(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?\s*")
# SNCF writes the type of the train and the number of the station in the name of the stop.
_TYPED_STOP = re.compile(r"StopPoint:OCE(?P<type>.*)-\d{8}")
_STATION_NUMBER = r"(\d{8})$"
_TRAIN_NUMBER = r"\d{3,}"
_CALENDARS = ("calendar.txt", "calendar_dates.txt")


@dataclass(frozen=True, eq=False)
class Calls:
    """The calls of the trips at stops, by trip, then in the order of the trip.

    Attributes
    ----------
    trip, stop : (c,) arrays of int
        Positions in the tables of the feed.
    arrival, departure : (c,) arrays of int
        Seconds after midnight of the day of service, beyond 24 h where the trip goes on after
        midnight; `NO_TIME` where nothing tells it.
    boards, alights : (c,) arrays of bool
        Whether passengers may get on, and off.
    """

    trip: SmallArray
    stop: SmallArray
    arrival: SmallArray
    departure: SmallArray
    boards: NDArray[np.bool_]
    alights: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Feed:
    """A timetable.

    Attributes
    ----------
    name : str
    stops : DataFrame
        `stop` (its identifier), `station` (the eight figures at its end, else its parent station,
        else itself), `name`, `type` (of train, '' where the identifier does not tell), `lon`,
        `lat` (NaN where unknown).
    trips : DataFrame
        `trip`, `number` (position of the train: trips of one number are one train on any day),
        `route_type`, `service` (position in `days`), `runs` (departures a day). Sorted by train.
    calls : Calls
    days : ServiceDays
    interpolated : int
        Calls whose time was reckoned between those before and after.
    warnings : tuple of str
    """

    name: str
    stops: pd.DataFrame
    trips: pd.DataFrame
    calls: Calls
    days: ServiceDays
    interpolated: int = 0
    warnings: tuple[str, ...] = ()


def read_feed(path: str | os.PathLike[str], *, progress: Progress = silent) -> Feed:
    """Read a feed: a zip, a folder, or any text table of that folder.

    Raises
    ------
    InputError
        The feed is missing, cut or in an unknown encoding, or lacks a table or a column.
    """
    source = Path(path)
    if source.suffix.lower() == _SUFFIX:
        source = source.parent
    with explained(source), _opened(source) as files:
        return _read(files, progress)


def _read(files: _Files, progress: Progress) -> Feed:
    files.require("stop_times.txt", "trips.txt", "stops.txt", "routes.txt")
    if not any(name in files for name in _CALENDARS):
        raise files.lacks(" / ".join(_CALENDARS))
    stops = _stops(files.table("stops.txt", ("stop_id",), _STOP_COLUMNS))
    trips, services = _trips(files)
    days = read_service_days(
        services,
        files.optional_table("calendar.txt", ("service_id", *WEEKDAYS, "start_date", "end_date")),
        files.optional_table("calendar_dates.txt", ("service_id", "date", "exception_type")),
    )
    progress(0.1)
    reader = _CallReader(trips["trip"], stops["stop"])
    parts = files.read(
        "stop_times.txt",
        ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
        ("pickup_type", "drop_off_type"),
        reader.chunk,
        part(progress, 0.1, 0.9),
    )
    calls, interpolated, lost = _gathered(parts)
    progress(1.0)
    return Feed(
        name=files.name,
        stops=stops,
        trips=trips,
        calls=calls,
        days=days,
        interpolated=interpolated,
        warnings=(*files.warnings, *_losses(files.name, lost, days.unreadable)),
    )


def _losses(name: str, calls: int, dates: int) -> tuple[str, ...]:
    found = []
    if calls:
        found.append(
            translate(
                "Alliance",
                "Rows of stop_times.txt left out of “{file}” because their trip, stop or order is "
                "unknown: {count}."
            ).format(file=name, count=format_number(calls))
        )
    if dates:
        found.append(
            translate(
                "Alliance",
                "Rows of the calendar left out of “{file}” because their date, or what they "
                "change, cannot be read: {count}."
            ).format(file=name, count=format_number(dates))
        )
    return tuple(found)


# --- files ----------------------------------------------------------------------------------------


class _Files:
    """The tables of a feed, wherever they are packed."""

    def __init__(
        self, name: str, sizes: dict[str, int], open_file: Callable[[str], IO[bytes]]
    ) -> None:
        self.name = name
        self.warnings: list[str] = []
        # A feed may be packed in a folder of the archive; the table nearest to the root counts.
        nearest = sorted(sizes, key=lambda member: (member.count("/"), member))
        self._members: dict[str, str] = {}
        for member in nearest:
            self._members.setdefault(PurePosixPath(member).name.lower(), member)
        self._sizes = sizes
        self._open = open_file

    def __contains__(self, table: str) -> bool:
        return table in self._members

    def require(self, *tables: str) -> None:
        """Raise where a table is not there."""
        for table in tables:
            if table not in self:
                raise self.lacks(table)

    def lacks(self, table: str) -> InputError:
        """Return the sentence that says that a table is missing."""
        return InputError(
            translate(
                "Alliance",
                "“{file}” has no {table}, which a GTFS timetable needs; it holds: {members}."
            ).format(file=self.name, table=table, members=listed(sorted(self._members), 12))
        )

    def table(
        self, table: str, columns: Sequence[str], optional: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Read a whole table as texts; optional columns that are absent are blank."""
        return pd.concat(
            self.read(table, columns, optional, lambda chunk: chunk), ignore_index=True
        )

    def optional_table(self, table: str, columns: Sequence[str]) -> pd.DataFrame | None:
        """Read a table that may be absent."""
        return self.table(table, columns) if table in self else None

    def read(
        self,
        table: str,
        columns: Sequence[str],
        optional: Sequence[str],
        keep: Callable[[pd.DataFrame], Chunk],
        progress: Progress = silent,
    ) -> list[Chunk]:
        """Read a table by chunks of texts and return what `keep` keeps of each, one at least."""
        with self._open(self._members[table]) as stream:
            sample = stream.read(_SAMPLE_BYTES)
        for encoding in encodings(sample, table):
            try:
                chunks = [
                    keep(chunk)
                    for chunk in self._chunks(table, encoding, columns, optional, progress)
                ]
            except UnicodeError:
                continue
            self.warnings.extend(encoding.warnings)
            return chunks
        raise InputError(
            translate(
                "Alliance", "{table} of “{file}” is in an unknown encoding: save it as UTF-8."
            ).format(table=table, file=self.name)
        )

    def _chunks(
        self,
        table: str,
        encoding: Encoding,
        columns: Sequence[str],
        optional: Sequence[str],
        progress: Progress,
    ) -> Iterator[pd.DataFrame]:
        """Yield the named columns by chunks; rows not as wide as the header are counted.

        A table without a row that can be used is one chunk without rows.
        """

        def choose(header: Sequence[str]) -> Iterable[str]:
            if not header:
                raise self._empty(table)
            return [*columns, *(name for name in optional if name in header)]

        member = self._members[table]
        size = max(self._sizes[member], 1)
        with self._open(member) as stream:
            text = io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")
            rows = Rows(csv.reader(text, skipinitialspace=True), table, choose)
            chunk = None
            for chunk in rows.frames(lambda: progress(min(stream.tell() / size, 1.0)), _CHUNK_ROWS):
                yield chunk.reindex(columns=[*columns, *optional], fill_value="")
            if chunk is None:
                yield pd.DataFrame(columns=[*columns, *optional], dtype=object)
        self.warnings.extend(rows.warnings())

    def _empty(self, table: str) -> InputError:
        return InputError(
            translate("Alliance", "{table} of “{file}” is empty: get the feed again.").format(
                table=table, file=self.name
            )
        )


@contextmanager
def _opened(path: Path) -> Iterator[_Files]:
    """Open a zip or a folder."""
    if path.is_dir():
        tables = {item.name: item.stat().st_size for item in path.glob(f"*{_SUFFIX}")}
        yield _Files(path.name, tables, lambda member: (path / member).open("rb"))
        return
    with zipfile.ZipFile(path) as archive:
        sizes = {
            entry.filename: entry.file_size
            for entry in archive.infolist()
            if not entry.is_dir() and not entry.filename.startswith("__MACOSX")
        }
        yield _Files(path.name, sizes, lambda member: open_entry(archive, member, path.name))


# --- stops and trips ------------------------------------------------------------------------------

_STOP_COLUMNS = ("stop_name", "stop_lat", "stop_lon", "parent_station")
_TRIP_COLUMNS = ("trip_short_name", "trip_headsign")


def _stops(table: pd.DataFrame) -> pd.DataFrame:
    table = table[table["stop_id"] != ""].drop_duplicates("stop_id", ignore_index=True)
    stop = table["stop_id"]
    number = stop.str.extract(_STATION_NUMBER, expand=False)
    parent = table["parent_station"]
    # Not `fillna`, which guesses at another type of column.
    parent = parent.where(parent != "", stop)
    return pd.DataFrame(
        {
            "stop": stop,
            "station": number.where(number.notna(), parent),
            "name": table["stop_name"],
            "type": stop.str.extract(_TYPED_STOP, expand=False).fillna(""),
            "lon": pd.to_numeric(table["stop_lon"], errors="coerce"),
            "lat": pd.to_numeric(table["stop_lat"], errors="coerce"),
        }
    )


def _trips(files: _Files) -> tuple[pd.DataFrame, CodeArray]:
    """Return the trips, sorted by train, and the services that they follow."""
    table = files.table("trips.txt", ("trip_id", "route_id", "service_id"), _TRIP_COLUMNS)
    table = table[table["trip_id"] != ""].drop_duplicates("trip_id")
    runs, unreadable = _runs(
        table["trip_id"],
        files.optional_table(
            "frequencies.txt", ("trip_id", "start_time", "end_time", "headway_secs")
        ),
    )
    if unreadable:
        files.warnings.append(
            translate(
                "Alliance",
                "Rows of frequencies.txt of “{file}” whose times or headway cannot be read: "
                "{count}. They add no departure."
            ).format(file=files.name, count=format_number(unreadable))
        )
    routes = files.table("routes.txt", ("route_id", "route_type"))
    kinds = pd.to_numeric(routes["route_type"], errors="coerce").fillna(NO_ROUTE_TYPE)
    kind_of = dict(zip(routes["route_id"].tolist(), kinds.astype(np.int64).tolist()))
    service, services = pd.factorize(table["service_id"], sort=True)
    number, _ = pd.factorize(_train_numbers(table, repeated=runs != 1), sort=True)
    trips = pd.DataFrame(
        {
            "trip": table["trip_id"],
            "number": number,
            "route_type": table["route_id"].map(kind_of).fillna(NO_ROUTE_TYPE).astype(np.int64),
            "service": service,
            "runs": runs,
        }
    )
    return (
        trips.sort_values(["number", "trip"], ignore_index=True),
        np.asarray(services, dtype=object),
    )


def _train_numbers(table: pd.DataFrame, repeated: NDArray[np.bool_]) -> pd.Series[Any]:
    """Return what tells one train from another on a day: its number, else the trip itself.

    The number is the short name of the trip. SNCF writes it as the headsign: that is the case
    where every headsign is a number of three figures or more, for other feeds put towns there.
    A trip that is `repeated` within a day is many trains.
    """
    short, head = table["trip_short_name"], table["trip_headsign"]
    if not (short != "").any() and head.str.fullmatch(_TRAIN_NUMBER).all():
        short = head
    # Marked, so that a number is never taken for the identifier of a trip.
    return ("n" + short).where((short != "") & ~repeated, "t" + table["trip_id"])


def _runs(trips: pd.Series[Any], frequencies: pd.DataFrame | None) -> tuple[IntArray, int]:
    """Return the departures a day of each trip: one, or as many as frequencies.txt repeats.

    The second value counts the rows of known trips that cannot be read.
    """
    runs = np.ones(len(trips), dtype=np.int64)
    if frequencies is None or frequencies.empty:
        return runs, 0
    trip = pd.Index(trips).get_indexer(frequencies["trip_id"])
    start, end = (_Times().read(frequencies[name]) for name in ("start_time", "end_time"))
    headway = pd.to_numeric(frequencies["headway_secs"], errors="coerce").fillna(0).to_numpy()
    sound = (trip >= 0) & (start != NO_TIME) & (end > start) & (headway > 0)
    # Departures at start, start + headway… before the end.
    departures = np.ceil((end[sound] - start[sound]) / headway[sound]).astype(np.int64)
    repeated = np.bincount(trip[sound], departures, minlength=len(trips)).astype(np.int64)
    unreadable = int((trip >= 0).sum() - sound.sum())
    return np.where(np.isin(np.arange(len(trips)), trip[trip >= 0]), repeated, runs), unreadable


# --- calls ----------------------------------------------------------------------------------------


class _Times:
    """Reads times; each distinct text is read once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def read(self, texts: pd.Series[Any]) -> SmallArray:
        """Return seconds after midnight, `NO_TIME` for what is not a time."""
        seen, distinct = pd.factorize(texts)
        seconds = np.array([self._seconds(text) for text in distinct], dtype=np.int32)
        return seconds[seen] if len(seconds) else np.empty(0, dtype=np.int32)

    def _seconds(self, text: str) -> int:
        if text not in self._known:
            match = _TIME.fullmatch(text)
            figures = [int(figure or 0) for figure in match.groups()] if match else []
            seconds = sum(figure * unit for figure, unit in zip(figures, _SECONDS))
            self._known[text] = seconds if figures else NO_TIME
        return self._known[text]


class _CallReader:
    """Turns rows of stop_times.txt into numbers."""

    def __init__(self, trips: pd.Series[Any], stops: pd.Series[Any]) -> None:
        self._trips = pd.Index(trips)
        self._stops = pd.Index(stops)
        self._times = _Times()

    def chunk(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the numbers of a chunk; -1 for a trip, a stop or an order that is unknown."""
        order = pd.to_numeric(rows["stop_sequence"], errors="coerce").fillna(-1)
        return pd.DataFrame(
            {
                "trip": self._trips.get_indexer(rows["trip_id"]).astype(np.int32),
                "stop": self._stops.get_indexer(rows["stop_id"]).astype(np.int32),
                "order": order.to_numpy().astype(np.int32),
                "arrival": self._times.read(rows["arrival_time"]),
                "departure": self._times.read(rows["departure_time"]),
                "boards": (rows["pickup_type"] != _NOT_SERVED).to_numpy(),
                "alights": (rows["drop_off_type"] != _NOT_SERVED).to_numpy(),
            }
        )


def _gathered(parts: Sequence[pd.DataFrame]) -> tuple[Calls, int, int]:
    """Return the calls in order, how many times were reckoned, how many rows were left out."""
    rows = pd.concat(parts, ignore_index=True)
    sound = (rows[["trip", "stop", "order"]] >= 0).all(axis=1)
    rows = rows[sound].sort_values(["trip", "order", "stop"], kind="stable")
    trip = rows["trip"].to_numpy()
    arrival, departure = rows["arrival"].to_numpy(), rows["departure"].to_numpy()
    arrival, departure = (
        np.where(arrival == NO_TIME, departure, arrival),
        np.where(departure == NO_TIME, arrival, departure),
    )
    reckoned = _interpolate(trip, arrival, departure)
    calls = Calls(
        trip=trip,
        stop=rows["stop"].to_numpy(),
        arrival=arrival,
        departure=departure,
        boards=rows["boards"].to_numpy(),
        alights=rows["alights"].to_numpy(),
    )
    return calls, reckoned, int((~sound).sum())


def _interpolate(trip: SmallArray, arrival: SmallArray, departure: SmallArray) -> int:
    """Fill the times that lie between two known ones of the trip, in place; return how many.

    The standard leaves times out at stops of no importance: they are spread evenly.
    """
    place = np.arange(len(trip))
    known = arrival != NO_TIME
    before = np.maximum.accumulate(np.where(known, place, -1))
    after = np.minimum.accumulate(np.where(known, place, len(trip))[::-1])[::-1]
    gap = np.flatnonzero(~known & (before >= 0) & (after < len(trip)))
    start, end = before[gap], after[gap]
    inside = (trip[start] == trip[gap]) & (trip[end] == trip[gap])
    gap, start, end = gap[inside], start[inside], end[inside]
    share = (gap - start) / (end - start)
    seconds = np.rint(departure[start] + share * (arrival[end] - departure[start]))
    arrival[gap] = departure[gap] = seconds.astype(np.int32)
    return len(gap)
