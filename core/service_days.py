"""On which days the services of a timetable run, and which days to count (sources, rail).

Days are whole numbers since 1970-01-01, as numpy counts them. A timetable is dense for about three
months, then thins out, and holidays bias it: what is counted is a choice of whole weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, IntArray
from .messages import translate

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = 7
DENSEST_WEEKS = 4
_MONDAY = 4  # 1970-01-05
_ADDED, _TAKEN_OUT = "1", "2"
# Days whose rules are looked at together: a calendar that ends in 2099 would not fit in memory.
_DAYS_AT_ONCE = 4 * WEEK
_NO_DAY = np.iinfo(np.int64).min


@dataclass(frozen=True, eq=False)
class ServiceDays:
    """The days of each service: a weekly rule between two days, and exceptions to it.

    Attributes
    ----------
    services : int
        Number of services; the others refer to them by position.
    rule_service, rule_first, rule_last : (r,) arrays of int
        Sorted by service, so that the rules of one stand together.
    rule_weekdays : (r, 7) array of bool
        Monday first.
    exception_service, exception_day : (e,) arrays of int
        Sorted by day. Where a day is added and taken out, it is taken out: that comes last.
    exception_runs : (e,) array of bool
        Whether the service runs on that day after all, or does not.
    unreadable : int
        Rows left out because a date, or what an exception does, cannot be read.
    """

    services: int
    rule_service: IntArray
    rule_first: IntArray
    rule_last: IntArray
    rule_weekdays: NDArray[np.bool_]
    exception_service: IntArray
    exception_day: IntArray
    exception_runs: NDArray[np.bool_]
    unreadable: int = 0

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last day that the timetable speaks of, None where it speaks of none."""
        first = [*self.rule_first, *self.exception_day[self.exception_runs]]
        last = [*self.rule_last, *self.exception_day[self.exception_runs]]
        return (int(min(first)), int(max(last))) if first else None

    def running(self, days: IntArray) -> NDArray[np.bool_]:
        """Tell whether each service runs on each of `days` (sorted), shape (services, days).

        Only the rules and the exceptions of these days are looked at, a few weeks at a time.
        """
        runs = np.zeros((self.services, len(days)), dtype=bool)
        for start in range(0, len(days), _DAYS_AT_ONCE):
            block = slice(start, start + _DAYS_AT_ONCE)
            self._mark(runs[:, block], days[block])
        return runs

    def _mark(self, runs: NDArray[np.bool_], days: IntArray) -> None:
        rule = np.flatnonzero((self.rule_first <= days[-1]) & (days[0] <= self.rule_last))
        if len(rule):
            within = (self.rule_first[rule, None] <= days) & (days <= self.rule_last[rule, None])
            ruled = within & self.rule_weekdays[rule][:, (days - _MONDAY) % WEEK]
            service = self.rule_service[rule]
            first = np.flatnonzero(np.r_[True, service[1:] != service[:-1]])
            runs[service[first]] = np.logical_or.reduceat(ruled, first, axis=0)
        told = slice(*np.searchsorted(self.exception_day, [days[0], days[-1] + 1]))
        place = np.searchsorted(days, self.exception_day[told])
        asked = days[place] == self.exception_day[told]
        service = self.exception_service[told][asked]
        runs[service, place[asked]] = self.exception_runs[told][asked]


def read_service_days(
    services: CodeArray, rules: pd.DataFrame | None, exceptions: pd.DataFrame | None
) -> ServiceDays:
    """Read calendar.txt and calendar_dates.txt, either of which may be absent.

    Parameters
    ----------
    services : (s,) array of str
        The services that trips refer to; rows of others are of no use.
    rules : DataFrame or None
        Texts: `service_id`, the seven days of the week, `start_date`, `end_date`.
    exceptions : DataFrame or None
        Texts: `service_id`, `date`, `exception_type` (1 added, 2 taken out).
    """
    index = pd.Index(services)
    if rules is None:
        rules = pd.DataFrame(columns=["service_id", *WEEKDAYS, "start_date", "end_date"])
    if exceptions is None:
        exceptions = pd.DataFrame(columns=["service_id", "date", "exception_type"])
    rules = rules[index.get_indexer(rules["service_id"]) >= 0]
    exceptions = exceptions[index.get_indexer(exceptions["service_id"]) >= 0]
    first, last = _days(rules["start_date"]), _days(rules["end_date"])
    day = _days(exceptions["date"])
    kind = exceptions["exception_type"].str.strip().to_numpy(dtype=object)
    sound_rule = np.flatnonzero((first != _NO_DAY) & (last != _NO_DAY))
    sound_day = np.flatnonzero((day != _NO_DAY) & np.isin(kind, (_ADDED, _TAKEN_OUT)))
    rule_service = index.get_indexer(rules["service_id"])
    rule = sound_rule[np.argsort(rule_service[sound_rule], kind="stable")]
    told = sound_day[np.lexsort((kind[sound_day] == _TAKEN_OUT, day[sound_day]))]
    return ServiceDays(
        services=len(services),
        rule_service=rule_service[rule],
        rule_first=first[rule],
        rule_last=last[rule],
        rule_weekdays=rules[list(WEEKDAYS)].to_numpy(dtype=object)[rule] == _ADDED,
        exception_service=index.get_indexer(exceptions["service_id"])[told],
        exception_day=day[told],
        exception_runs=kind[told] == _ADDED,
        unreadable=len(rules) - len(rule) + len(exceptions) - len(told),
    )


def choose_days(
    calendar: ServiceDays, weight: FloatArray, start: str = "", end: str = "", feed: str = ""
) -> tuple[IntArray, tuple[str, ...]]:
    """Return the days to count, sorted, and what the user should know about them.

    Parameters
    ----------
    calendar : ServiceDays
    weight : (services,) array of float
        Number of trains that follow each service: it tells how dense a day is.
    start, end : str
        First and last day, as 2025-01-06; an empty one is the feed's own. With both empty, the
        four densest weeks from Monday to Sunday that the feed covers.
    feed : str
        Its name, for the sentences.

    Raises
    ------
    InputError
        The feed has no day of service.
    SettingsError
        A date cannot be read, the last comes before the first, or no train runs between the two.
    """
    span = calendar.span
    if span is None:
        raise InputError(
            translate(
                "Alliance",
                "No service of “{feed}” has a day in calendar.txt or calendar_dates.txt: choose "
                "another feed."
            ).format(feed=feed)
        )
    if not start and not end:
        return _densest_weeks(calendar, weight, span)
    first = _day_of("START", start) if start else span[0]
    last = _day_of("END", end) if end else span[1]
    if start and end and last < first:
        raise SettingsError(
            translate(
                "Alliance",
                "The period ends on {last}, before it starts on {first}: exchange the two days."
            ).format(first=day_text(first), last=day_text(last))
        )
    days = np.arange(first, last + 1, dtype=np.int64)
    trains = _trains(calendar, weight, np.arange(max(first, span[0]), min(last, span[1]) + 1))
    if not trains.any():
        raise SettingsError(
            translate(
                "Alliance",
                "No train runs from {start} to {end}: “{feed}” goes from {first} to {last}."
            ).format(
                start=day_text(first),
                end=day_text(last),
                feed=feed,
                first=day_text(span[0]),
                last=day_text(span[1]),
            )
        )
    return days, _doubts(len(days), len(days) - int((trains > 0).sum()))


def day_text(day: int) -> str:
    """Return a day as 2025-01-06."""
    return str(np.datetime64(int(day), "D"))


def stretches(days: IntArray) -> list[tuple[int, int]]:
    """Return the first and last day of each run of days in a row."""
    breaks = np.flatnonzero(np.diff(days) > 1)
    firsts = days[np.r_[0, breaks + 1]] if len(days) else days
    lasts = days[np.r_[breaks, len(days) - 1]] if len(days) else days
    return [(int(first), int(last)) for first, last in zip(firsts, lasts)]


def _densest_weeks(
    calendar: ServiceDays, weight: FloatArray, span: tuple[int, int]
) -> tuple[IntArray, tuple[str, ...]]:
    monday = span[0] + (_MONDAY - span[0]) % WEEK
    weeks = max((span[1] + 1 - monday) // WEEK, 0)
    if weeks == 0:
        warning = translate(
            "Alliance", "The feed covers no whole week, Monday to Sunday: all its days are counted."
        )
        return np.arange(span[0], span[1] + 1, dtype=np.int64), (warning,)
    days = np.arange(monday, monday + weeks * WEEK)
    dense = _trains(calendar, weight, days).reshape(weeks, WEEK).sum(axis=1)
    best = np.sort(np.argsort(-dense, kind="stable")[:DENSEST_WEEKS])
    days = days.reshape(weeks, WEEK)[best].ravel()
    return days.astype(np.int64), _fewer_weeks(len(best))


def _fewer_weeks(weeks: int) -> tuple[str, ...]:
    if weeks == DENSEST_WEEKS:
        return ()
    return (
        translate(
            "Alliance", "Whole weeks, Monday to Sunday, that the feed covers: only {weeks}."
        ).format(weeks=weeks),
    )


def _doubts(days: int, empty: int) -> tuple[str, ...]:
    found = []
    if days % WEEK:
        found.append(
            translate(
                "Alliance",
                "Days of the period: {days}, not whole weeks; some days of the week weigh more."
            ).format(days=days)
        )
    if empty:
        found.append(
            translate(
                "Alliance", "Days of the period on which no train runs: {empty} of {days}."
            ).format(empty=empty, days=days)
        )
    return tuple(found)


def _trains(calendar: ServiceDays, weight: FloatArray, days: IntArray) -> FloatArray:
    """Return the number of trains of each day."""
    parts = [
        weight @ calendar.running(days[start : start + _DAYS_AT_ONCE])
        for start in range(0, len(days), _DAYS_AT_ONCE)
    ]
    return np.concatenate([np.empty(0), *parts])


def _day_of(parameter: str, text: str) -> int:
    try:
        return int(np.datetime64(date.fromisoformat(text), "D").astype(np.int64))
    except ValueError as error:
        raise SettingsError(
            translate(
                "Alliance", "“{parameter}” cannot be “{text}”: write a day as 2025-01-06."
            ).format(parameter=parameter, text=text)
        ) from error


def _days(texts: pd.Series[Any]) -> IntArray:
    """Read dates such as 20250106; `_NO_DAY` where there is none."""
    dates = pd.to_datetime(texts.str.strip(), format="%Y%m%d", errors="coerce")
    known = dates.notna().to_numpy()
    days = np.full(len(dates), _NO_DAY, dtype=np.int64)
    days[known] = dates[known].to_numpy().astype("datetime64[D]").astype(np.int64)
    return days
