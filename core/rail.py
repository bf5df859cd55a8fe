"""Links by train, from a timetable (sources, rail): how many trains a week, how fast.

R_IJ = 7/|D| * sum over the trains that call in I for boarding, then in J for alighting, of the
days of D on which they run; T_IJ is their best and their median time. A timetable has several
records of one train (variants by period, days of works): what counts is the days, not the records.

The account is kept in rides: a trip from a stop where one may board to a later one where one may
alight. The volume of a ride is the number of times that it runs in a mean week of D.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .aggregation import Loading
from .building import Built, Figure, Tally
from .checks import require_choice, require_not_negative
from .codes import (
    ARRONDISSEMENTS,
    IN_UNIT,
    OUTSIDE,
    UNKNOWN,
    LookupLike,
    UnitMap,
    code_text,
    find_lost_zeros,
    lookup_table,
    unit_codes,
)
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, IntArray, build_flows, sum_by_key
from .gtfs import NO_ROUTE_TYPE, NO_TIME, Feed
from .messages import translate
from .options import COUNT_LEVELS, RAIL_FILTERS, RailSettings
from .progress import Progress, silent
from .service_days import WEEK, choose_days

# Types of routes that are trains: 2, and the extended types from 100 to 199.
_TRAIN = 2
_TRAINS = (100, 199)
_RIDES_AT_ONCE = 200_000
_SEVERAL = r"[;,|]"
_KEPT = -1
# A place that leads to no unit comes before what needs both units.
FILTERS = (
    *RAIL_FILTERS[: RAIL_FILTERS.index("inside_unit")],
    "outside_units",
    "unknown_origin",
    "unknown_destination",
    *RAIL_FILTERS[RAIL_FILTERS.index("inside_unit") :],
)
_REASON = {reason: number for number, reason in enumerate(FILTERS)}
_UNKNOWN_AT = {"origin": "unknown_origin", "destination": "unknown_destination"}


@dataclass(frozen=True, eq=False)
class Supply:
    """What trains offer between units.

    Attributes
    ----------
    built : Built
        `columns` holds `best_min` and `median_min`, in minutes. Directed; nothing on the diagonal.
    days : (d,) array of int
        The days counted, sorted (see `service_days`).
    types : tuple of str
        The types of trains that the feed tells, sorted.
    """

    built: Built
    days: IntArray
    types: tuple[str, ...]


def station_places(feed: Feed, stations: Any, codes: Any) -> dict[str, str]:
    """Return the place of each stop from a table of stations.

    A stop is looked for by its own identifier, then by that of its station.

    Parameters
    ----------
    stations, codes : (r,) sequences
        Identifiers of the stations, several in one cell parted by `;`, `,` or `|`, and the code
        of the place (commune) of each.

    Raises
    ------
    InputError
        One station is in two places, or no stop of the feed is in the table.
    """
    table = pd.DataFrame(
        {
            "from": [code_text(value) for value in np.asarray(stations, dtype=object)],
            "to": [code_text(value) for value in np.asarray(codes, dtype=object)],
        }
    )
    table = table.assign(**{"from": table["from"].str.split(_SEVERAL)}).explode("from")
    known = lookup_table(table.assign(**{"from": table["from"].str.strip()}))
    places = {
        stop: known.get(stop, known.get(station, ""))
        for stop, station in zip(feed.stops["stop"].tolist(), feed.stops["station"].tolist())
    }
    found = {stop: place for stop, place in places.items() if place}
    if not found:
        raise InputError(
            translate(
                "Alliance",
                "No stop of “{feed}” (for example “{stop}”) is in the table of stations (for "
                "example “{station}”): check the column of the identifiers."
            ).format(
                feed=feed.name, stop=min(feed.stops["station"], default=""), station=min(known)
            )
        )
    return found


def build_rail(
    feed: Feed,
    settings: RailSettings,
    *,
    places: Mapping[str, str] | None = None,
    units: Iterable[Any] | None = None,
    lookup: LookupLike | None = None,
    keep_unknown: bool = False,
    link_type: str = "",
    progress: Progress = silent,
) -> Supply:
    """Count the trains between units.

    Parameters
    ----------
    feed : Feed
    settings : RailSettings
    places : mapping of str to str, optional
        Code of the place (commune) of each stop. A stop that it lacks is at a place called by
        the identifier of its station; so is every stop without it.
    units, lookup, keep_unknown, link_type
        See `aggregation.load_rows`; codes are those of places.

    Raises
    ------
    InputError
        The feed has no ride, or none of its places leads to a unit.
    SettingsError
        A setting is out of its range, a type of train is not in the feed, or no train runs in the
        period.
    """
    require_choice("COUNT_ONCE", settings.level, COUNT_LEVELS)
    require_not_negative("MIN_TRAINS", settings.min_trains)
    require_not_negative("MAX_HOURS", settings.max_hours)
    if not len(feed.calls.trip):
        raise InputError(
            translate(
                "Alliance",
                "stop_times.txt of “{feed}” has no row that can be read: get the feed again."
            ).format(feed=feed.name)
        )
    calls = _Calls(feed)
    types, trip_type = _trip_types(feed, calls)
    reason = _trip_reasons(feed, settings, types, trip_type)
    weight = np.bincount(
        feed.trips["service"], feed.trips["runs"] * (reason == _KEPT), minlength=feed.days.services
    ).astype(np.float64)
    days, doubts = choose_days(feed.days, weight, settings.start, settings.end, feed.name)
    running = feed.days.running(days)
    trains = _Trains(feed, running)
    reason[(reason == _KEPT) & (trains.times == 0)] = _REASON["outside_period"]
    stops = _place_stops(feed, places, units, lookup, keep_unknown)
    counter = _Counter(settings, stops, WEEK / len(days))
    counter.leave_out_trips(reason, calls.rides, trains.times)
    for rides, share in calls.rides_of(np.flatnonzero(reason == _KEPT), feed.trips["number"]):
        counter.add(rides, trains)
        progress(share)
    return Supply(
        counter.built(feed, link_type, calls, reason, trains, doubts),
        days,
        tuple(name for name in types if name),
    )


# --- trips ----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Rides:
    """Pairs of calls of the same trip: positions of the trip, of both calls, and the time."""

    trip: IntArray
    start: IntArray
    end: IntArray
    seconds: IntArray


class _Calls:
    """The calls of a feed, trip by trip.

    Attributes
    ----------
    first, last : (t,) arrays of int
        The calls of each trip: from `first` to before `last`.
    rides : (t,) array of int
        Number of rides of each trip.
    """

    def __init__(self, feed: Feed) -> None:
        self._calls = feed.calls
        trips = np.arange(len(feed.trips))
        self.first = np.searchsorted(feed.calls.trip, trips, side="left")
        self.last = np.searchsorted(feed.calls.trip, trips, side="right")
        boarded = np.r_[0, np.cumsum(feed.calls.boards)]
        # For each call where one may alight, the calls of its trip before it where one may board.
        before = boarded[:-1] - boarded[self.first[feed.calls.trip]]
        rides = np.where(feed.calls.alights, before, 0)
        self.rides = np.bincount(feed.calls.trip, rides, minlength=len(feed.trips)).astype(np.int64)

    def rides_of(self, trips: IntArray, number: Any) -> Iterator[tuple[_Rides, float]]:
        """Yield the rides of `trips`, all the trips of a train together, and the share done."""
        numbers = np.asarray(number)[trips]
        total = np.cumsum(self.rides[trips])
        start = 0
        while start < len(trips):
            done = total[start - 1] if start else 0
            end = int(np.searchsorted(total, done + _RIDES_AT_ONCE, side="right"))
            end = min(max(end, start + 1), len(trips))
            end = int(np.searchsorted(numbers, numbers[end - 1], side="right"))
            yield self._rides(trips[start:end]), end / len(trips)
            start = end

    def _rides(self, trips: IntArray) -> _Rides:
        calls = self._calls
        at = _spans(self.first[trips], self.last[trips])
        at = at[calls.boards[at] | calls.alights[at]]
        start = at[calls.boards[at]]
        last = np.searchsorted(at, self.last[calls.trip[start]])
        first = np.searchsorted(at, start, side="right")
        end = at[_spans(first, last)]
        start = np.repeat(start, last - first)
        open_end = calls.alights[end]
        start, end = start[open_end], end[open_end]
        left, arrives = calls.departure[start], calls.arrival[end]
        timed = (left != NO_TIME) & (arrives >= left)
        return _Rides(
            trip=calls.trip[start].astype(np.int64),
            start=calls.stop[start].astype(np.int64),
            end=calls.stop[end].astype(np.int64),
            seconds=np.where(timed, arrives - left, NO_TIME).astype(np.int64),
        )


def _spans(first: IntArray, last: IntArray) -> IntArray:
    """Return first, first + 1, … last - 1 of each span, one after the other."""
    length = last - first
    starts = np.cumsum(length) - length
    spans: IntArray = np.arange(length.sum()) + np.repeat(first - starts, length)
    return spans


class _Trains:
    """How often trips run in the period.

    Attributes
    ----------
    times : (t,) array of int
        Departures of each trip in the period.
    """

    def __init__(self, feed: Feed, running: NDArray[np.bool_]) -> None:
        self._service = feed.trips["service"].to_numpy()
        self._running = running
        self._number = feed.trips["number"].to_numpy()
        runs = feed.trips["runs"].to_numpy()
        self.times: IntArray = running.sum(axis=1)[self._service] * runs
        days = np.bincount(self._number, running.sum(axis=1)[self._service])
        self._doubled = np.zeros(len(days), dtype=bool)
        several = np.flatnonzero(np.bincount(self._number) > 1)
        trips = np.flatnonzero(np.isin(self._number, several))
        train_day = self._days(trips)
        distinct = np.unique(train_day)
        found = np.bincount(distinct // running.shape[1], minlength=len(days))
        self._doubled[several] = found[several] < days[several]

    def _days(self, trips: IntArray) -> IntArray:
        """Return train and day, as one number, for each day of each trip."""
        row, day = np.nonzero(self._running[self._service[trips]])
        train_day: IntArray = self._number[trips[row]] * self._running.shape[1] + day
        return train_day

    def once_a_day(self, trip: IntArray, pair: IntArray, seconds: IntArray) -> IntArray:
        """Return how often each ride runs, days on which a faster record of its train runs aside.

        Parameters
        ----------
        trip, pair, seconds : (r,) arrays of int
            A trip has one ride for a pair.
        """
        times: IntArray = self.times[trip]
        doubled = np.flatnonzero(self._doubled[self._number[trip]])
        if not len(doubled):
            return times
        doubled = doubled[np.lexsort((trip[doubled], seconds[doubled]))]
        ride, day = np.nonzero(self._running[self._service[trip[doubled]]])
        seen = pd.DataFrame(
            {"train": self._number[trip[doubled[ride]]], "pair": pair[doubled[ride]], "day": day}
        )
        fresh = ~seen.duplicated().to_numpy()
        times[doubled] = np.bincount(ride[fresh], minlength=len(doubled))
        return times


def _trip_types(feed: Feed, calls: _Calls) -> tuple[list[str], IntArray]:
    """Return the types of trains and the type of each trip, that of its first stop."""
    stop_type, types = pd.factorize(feed.stops["type"], sort=True)
    trip_type = np.full(len(feed.trips), -1, dtype=np.int64)
    called = calls.last > calls.first
    trip_type[called] = stop_type[feed.calls.stop[calls.first[called]]]
    used = np.unique(trip_type[called])
    position = np.full(len(types) + 1, -1, dtype=np.int64)
    position[used] = np.arange(len(used))
    return [str(types[place]) for place in used], position[trip_type]


def _trip_reasons(
    feed: Feed, settings: RailSettings, types: list[str], trip_type: IntArray
) -> IntArray:
    """Return why each trip is left out, `_KEPT` for the others."""
    reason = np.full(len(feed.trips), _KEPT, dtype=np.int64)
    wanted = _wanted_types(feed, settings.train_types, types)
    if wanted:
        reason[~np.isin(trip_type, wanted)] = _REASON["other_train_type"]
    if settings.trains_only:
        kind = feed.trips["route_type"].to_numpy()
        train = (kind == _TRAIN) | ((_TRAINS[0] <= kind) & (kind <= _TRAINS[1]))
        reason[~train & (kind != NO_ROUTE_TYPE)] = _REASON["not_a_train"]
    if (reason != _KEPT).all():
        raise InputError(
            translate(
                "Alliance",
                "No trip of “{feed}” is a train of the types asked for: choose other types, or "
                "count every means of transport."
            ).format(feed=feed.name)
        )
    return reason


def _wanted_types(feed: Feed, asked: Iterable[str], types: list[str]) -> list[int]:
    position = {name.casefold(): place for place, name in enumerate(types) if name}
    wanted = [name.strip() for name in asked if name.strip()]
    for name in wanted:
        if name.casefold() not in position:
            raise SettingsError(
                translate(
                    "Alliance",
                    "No train of “{feed}” is of the type “{type}”. The types that its stops tell: "
                    "{types}."
                ).format(feed=feed.name, type=name, types=", ".join(filter(None, types)) or "–")
            )
    return [position[name.casefold()] for name in wanted]


# --- stops ----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Stops:
    """Where stops lead.

    Attributes
    ----------
    unit : (s,) array of int
        Position of the unit of each stop in `codes`, -1 for none.
    outside : (s,) array of bool
        Whether a stop without unit is known to lie in none.
    place : (s,) array of str
        Code of the place of each stop.
    town : (s,) array of int
        Position of that place, the arrondissements of a commune being one.
    codes : (n,) array of str
        Codes of the units, sorted.
    """

    unit: IntArray
    outside: NDArray[np.bool_]
    place: CodeArray
    town: IntArray
    codes: CodeArray


def _place_stops(
    feed: Feed,
    places: Mapping[str, str] | None,
    units: Iterable[Any] | None,
    lookup: LookupLike | None,
    keep_unknown: bool,
) -> _Stops:
    place = feed.stops["station"].to_numpy(dtype=object)
    if places is not None:
        place = np.array(
            [places.get(stop, own) for stop, own in zip(feed.stops["stop"].tolist(), place)],
            dtype=object,
        )
    own = None if units is None else unit_codes(units)
    ways = UnitMap(
        None if own is None else frozenset(own), None if lookup is None else lookup_table(lookup)
    )
    # Without units and lookup every place is a unit, if it is a place: a bare station is none
    # where other stations have one.
    named = set(place) if places is None else set(places.values())
    position, distinct = pd.factorize(place)
    found = [
        ways.place(code) if ways.known is not None or code in named else ("", UNKNOWN)
        for code in distinct
    ]
    _require_units(feed, ways, distinct, named, [fate for _, fate in found])
    if keep_unknown:
        found = [
            (code, IN_UNIT) if fate == UNKNOWN else (target, fate)
            for code, (target, fate) in zip(distinct, found)
        ]
    targets = {target for target, fate in found if fate == IN_UNIT}
    codes = np.array(sorted(targets.union(() if own is None else own)), dtype=object)
    rank = {code: number for number, code in enumerate(codes)}
    unit = np.array([rank[target] if fate == IN_UNIT else -1 for target, fate in found])
    outside = np.array([fate == OUTSIDE for _, fate in found])
    town, _ = pd.factorize(np.array([ARRONDISSEMENTS.get(code, code) for code in distinct]))
    return _Stops(unit[position], outside[position], place, town[position], codes)


def _require_units(
    feed: Feed, ways: UnitMap, codes: Any, named: set[str], fates: list[int]
) -> None:
    """Raise where no place leads to a unit; `named` places tell more of why than bare stations."""
    if ways.known is None or any(fate != UNKNOWN for fate in fates):
        return
    found = {"feed": feed.name, "code": min(named or codes), "known": min(ways.known)}
    lost = find_lost_zeros(codes, ways.known)
    if lost.repaired:
        code = min(lost.repaired)
        raise InputError(
            translate(
                "Alliance",
                "The places of the stations differ from the known codes by their leading zeros "
                "(“{code}” for “{known}”): save that column as text again."
            ).format(code=code, known=lost.repaired[code])
        )
    raise InputError(
        translate(
            "Alliance",
            "No station of “{feed}” (for example at “{code}”) leads to a unit (for example "
            "“{known}”): give a table of stations, units with polygons, or a lookup table."
        ).format(**found)
    )


# --- rides ----------------------------------------------------------------------------------------


_RIDE_COLUMNS = ("pair", "seconds", "times", "rides")


class _Counter:
    """Sums rides by pair of units, and keeps the account of those left out."""

    def __init__(self, settings: RailSettings, stops: _Stops, a_week: float) -> None:
        self._settings = settings
        self._stops = stops
        self._a_week = a_week
        self._tally = Tally()
        # Where no trip is left at all, there still is a table to sum.
        self._parts = [pd.DataFrame(columns=list(_RIDE_COLUMNS), dtype=np.int64)]

    def leave_out_trips(self, reason: IntArray, rides: IntArray, times: IntArray) -> None:
        """Count the rides of whole trips that a filter leaves out."""
        for name, number in _REASON.items():
            out = reason == number
            self._leave_out(name, int(rides[out].sum()), int((rides * times)[out].sum()))

    def add(self, rides: _Rides, trains: _Trains) -> None:
        """Count the rides of trips that run."""
        times = trains.times[rides.trip]
        start, end = self._stops.unit[rides.start], self._stops.unit[rides.end]
        reason = self._judge(rides, start, end)
        self._note(rides, reason, times)
        kept = np.flatnonzero(reason == _KEPT)
        pair = start[kept] * len(self._stops.codes) + end[kept]
        once = self._counted_once(rides, pair, kept)
        trip, seconds = rides.trip[kept], rides.seconds[kept]
        # The fastest ride of a trip stands for the pair.
        order = np.lexsort((seconds, once, trip))
        first = np.ones(len(order), dtype=bool)
        first[1:] = (np.diff(trip[order]) != 0) | (np.diff(once[order]) != 0)
        best = np.sort(order[first])
        counted = trains.once_a_day(trip[best], once[best], seconds[best])
        lost = int(times[kept].sum() - counted.sum())
        self._leave_out("counted_once", len(kept) - int((counted > 0).sum()), lost)
        self._parts.append(
            _summed(
                pd.DataFrame(
                    {
                        "pair": pair[best],
                        "seconds": seconds[best],
                        "times": counted,
                        "rides": np.ones(len(best), dtype=np.int64),
                    }
                )[counted > 0]
            )
        )

    def _counted_once(self, rides: _Rides, pair: IntArray, kept: IntArray) -> IntArray:
        """Return the pair for which a train counts once: that of units, or that of places."""
        if self._settings.level == "unit":
            return pair
        town = self._stops.town
        towns: IntArray = town[rides.start[kept]] * len(town) + town[rides.end[kept]]
        return towns

    def built(
        self,
        feed: Feed,
        link_type: str,
        calls: _Calls,
        reason: IntArray,
        trains: _Trains,
        warnings: tuple[str, ...],
    ) -> Built:
        """Return the flows and the account."""
        table = _summed(pd.concat(self._parts))
        pairs = table.groupby("pair", sort=True)[["times", "rides"]].sum()
        few = pairs["times"] * self._a_week < self._settings.min_trains
        self._leave_out(
            "few_trains", int(pairs["rides"][few].sum()), int(pairs["times"][few].sum())
        )
        pairs = pairs[~few]
        table = table[table["pair"].isin(pairs.index)]
        n, codes = max(len(self._stops.codes), 1), self._stops.codes
        key = pairs.index.to_numpy(dtype=np.int64)
        volume = pairs["times"].to_numpy() * self._a_week
        flows = build_flows(
            codes[key // n], codes[key % n], volume, codes=codes, link_type=link_type
        )
        best, median = _minutes(table)
        loading = Loading(
            flows=flows,
            rejects=self._tally.frame(),
            rows_read=int(calls.rides.sum()),
            rows_kept=int(pairs["rides"].sum()),
            volume_read=float((calls.rides * trains.times).sum() * self._a_week),
            volume_kept=flows.total,
            warnings=(*feed.warnings, *warnings),
        )
        columns = pd.DataFrame(
            {
                "origin": codes[key // n],
                "dest": codes[key % n],
                "best_min": best,
                "median_min": median,
            }
        )
        return Built(loading, FILTERS, self._figures(feed, reason, trains), columns)

    def _figures(self, feed: Feed, reason: IntArray, trains: _Trains) -> tuple[Figure, ...]:
        kept = reason == _KEPT
        served = np.unique(feed.calls.stop[kept[feed.calls.trip]])
        station = feed.stops["station"].to_numpy()[served]
        lost = self._stops.unit[served] < 0
        return (
            Figure("days", float(round(WEEK / self._a_week))),
            Figure("trip_records", float(kept.sum())),
            Figure("trains", float(feed.trips["number"][kept].nunique())),
            Figure("train_days", float(trains.times[kept].sum())),
            Figure("stations", float(len(set(station)))),
            Figure("stations_without_unit", float(len(set(station[lost])))),
            Figure("interpolated", float(feed.interpolated)),
        )

    def _leave_out(self, reason: str, rides: int, times: int) -> None:
        self._tally.add(reason, rides, times * self._a_week)

    def _judge(self, rides: _Rides, start: IntArray, end: IntArray) -> IntArray:
        """Return why each ride is left out; written from the last reason to the first."""
        reason = np.full(len(rides.trip), _KEPT, dtype=np.int64)
        reason[start == end] = _REASON["inside_unit"]
        for stop, unit, name in (
            (rides.end, end, "unknown_destination"),
            (rides.start, start, "unknown_origin"),
        ):
            reason[unit < 0] = _REASON[name]
            reason[(unit < 0) & self._stops.outside[stop]] = _REASON["outside_units"]
        if self._settings.max_hours:
            reason[rides.seconds > 3600 * self._settings.max_hours] = _REASON["too_slow"]
        reason[rides.seconds == NO_TIME] = _REASON["no_time"]
        return reason

    def _note(self, rides: _Rides, reason: IntArray, times: IntArray) -> None:
        """Count rides by reason, and by place where a place is the reason."""
        for name in ("no_time", "too_slow", "inside_unit"):
            out = reason == _REASON[name]
            self._leave_out(name, int(out.sum()), int(times[out].sum()))
        nowhere = np.isin(
            reason, [_REASON[name] for name in ("outside_units", *_UNKNOWN_AT.values())]
        )
        at_origin = self._stops.unit[rides.start] < 0
        for side, chosen, stop in (
            ("origin", nowhere & at_origin, rides.start),
            ("destination", nowhere & ~at_origin, rides.end),
        ):
            _, count = sum_by_key(stop[chosen], np.ones(int(chosen.sum())))
            distinct, volume = sum_by_key(stop[chosen], times[chosen].astype(np.float64))
            for place, rows, total in zip(distinct.tolist(), count.tolist(), volume.tolist()):
                name = "outside_units" if self._stops.outside[place] else _UNKNOWN_AT[side]
                code = self._stops.place[place]
                self._tally.add(name, int(rows), total * self._a_week, side, code)


def _summed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rides by pair and time, sorted by both."""
    return table.groupby(["pair", "seconds"], as_index=False, sort=True)[["times", "rides"]].sum()


def _minutes(table: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Return the best and the median time of each pair, in minutes, each train counted.

    `table` is sorted by pair, then by time; the median of an even number of trains is the mean of
    the two in the middle.
    """
    minutes = table["seconds"].to_numpy() / 60.0
    total = np.cumsum(table["times"].to_numpy())
    pair = table["pair"].to_numpy()
    first = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]]) if len(pair) else pair
    before = np.r_[0, total][first]
    count = np.add.reduceat(table["times"].to_numpy(), first) if len(pair) else pair
    lower = np.searchsorted(total, before + (count + 1) // 2)
    upper = np.searchsorted(total, before + count // 2 + 1)
    return minutes[first], (minutes[lower] + minutes[upper]) / 2.0
