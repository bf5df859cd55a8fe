"""Days of service: weekly rules, exceptions, and the weeks that are counted."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest
from alliance.core.errors import InputError, SettingsError
from alliance.core.service_days import (
    WEEKDAYS,
    choose_days,
    day_text,
    read_service_days,
    stretches,
)
from hypothesis import given
from hypothesis import strategies as st

MONDAY = np.datetime64("2025-01-06", "D").astype(int)


def rules(*rows):
    """Return calendar.txt from (service, "MTWTFSS" as 0 and 1, first, last)."""
    return pd.DataFrame(
        [[service, *week, first, last] for service, week, first, last in rows],
        columns=["service_id", *WEEKDAYS, "start_date", "end_date"],
        dtype=str,
    )


def exceptions(*rows):
    return pd.DataFrame(rows, columns=["service_id", "date", "exception_type"], dtype=str)


def days_of(calendar, first=MONDAY, number=14):
    """Return the days on which each service runs, counted from `first`."""
    running = calendar.running(np.arange(first, first + number))
    return [np.flatnonzero(row).tolist() for row in running]


def daily(first, last, service="s"):
    return rules((service, "1111111", first, last))


def test_a_weekly_rule_runs_on_its_days_between_its_dates():
    calendar = read_service_days(
        np.array(["s"]), rules(("s", "1000010", "20250107", "20250118")), None
    )
    assert days_of(calendar) == [[5, 7, 12]]
    assert calendar.span == (MONDAY + 1, MONDAY + 12)


def test_exceptions_add_days_and_take_days_out():
    calendar = read_service_days(
        np.array(["s", "t"]),
        rules(("s", "1111100", "20250106", "20250119")),
        exceptions(("s", "20250106", "2"), ("s", "20250111", "1"), ("t", "20250119", "1")),
    )
    assert days_of(calendar) == [[1, 2, 3, 4, 5, 7, 8, 9, 10, 11], [13]]


def test_exceptions_alone_make_a_calendar():
    calendar = read_service_days(
        np.array(["s"]), None, exceptions(("s", "20250106", "1"), ("s", "20250108", "1"))
    )
    assert days_of(calendar) == [[0, 2]]


def test_services_that_no_trip_follows_are_of_no_use_and_bad_dates_are_counted():
    calendar = read_service_days(
        np.array(["s"]),
        daily("20240101", "20991231", "other"),
        exceptions(("s", "20250106", "1"), ("s", "6 January", "1"), ("s", "20251341", "1")),
    )
    assert (calendar.span, calendar.unreadable) == ((MONDAY, MONDAY), 2)


@given(
    st.lists(
        st.tuples(st.text("01", min_size=7, max_size=7), st.integers(0, 40), st.integers(0, 40)),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.sampled_from("12")), max_size=12),
)
def test_running_days_are_those_of_the_standard_read_day_by_day(weekly, changes):
    origin = datetime.date(2025, 1, 1)

    def text(day):
        return (origin + datetime.timedelta(days=day)).strftime("%Y%m%d")

    services = np.array([f"s{row}" for row in range(4)])
    changes = {(service, day): kind for service, day, kind in changes}
    calendar = read_service_days(
        services,
        rules(*((f"s{row}", week, text(a), text(b)) for row, (week, a, b) in enumerate(weekly))),
        exceptions(*((f"s{row}", text(day), kind) for (row, day), kind in changes.items())),
    )
    first = np.datetime64(origin, "D").astype(int)
    found = days_of(calendar, first, 41)
    for row in range(4):
        expected = []
        for day in range(41):
            weekday = (origin + datetime.timedelta(days=day)).weekday()
            runs = row < len(weekly) and weekly[row][1] <= day <= weekly[row][2]
            runs = runs and weekly[row][0][weekday] == "1"
            runs = {"1": True, "2": False}.get(changes.get((row, day)), runs)
            expected += [day] if runs else []
        assert found[row] == expected


def test_a_day_both_added_and_taken_out_is_taken_out_in_any_order():
    changes = [("s", "20250106", "1"), ("s", "20250106", "2"), ("s", "20250107", "1")]
    for rows in (changes, changes[::-1]):
        calendar = read_service_days(np.array(["s"]), None, exceptions(*rows))
        assert days_of(calendar) == [[1]]


def test_an_exception_that_neither_adds_nor_takes_out_is_counted():
    calendar = read_service_days(
        np.array(["s"]),
        daily("20250106", "20250107"),
        exceptions(("s", "20250106", "3"), ("s", "20250107", ""), ("s", "20250108", " 1")),
    )
    assert (days_of(calendar), calendar.unreadable) == ([[0, 1, 2]], 2)


def test_several_rules_of_one_service_add_up():
    calendar = read_service_days(
        np.array(["s", "t"]),
        rules(
            ("t", "0000001", "20250106", "20250119"),
            ("s", "1000000", "20250106", "20250119"),
            ("s", "0100000", "20250113", "20250119"),
        ),
        None,
    )
    assert days_of(calendar) == [[0, 7, 8], [6, 13]]


def test_long_stretches_of_days_are_those_of_each_week():
    calendar = read_service_days(
        np.array(["s", "t"]),
        rules(("s", "1010000", "20250106", "20991231"), ("t", "0000011", "20250301", "20250531")),
        exceptions(("s", "20250604", "2"), ("t", "20250606", "1")),
    )
    days = np.arange(MONDAY, MONDAY + 200)
    weeks = [calendar.running(days[start : start + 7]) for start in range(0, 200, 7)]
    np.testing.assert_array_equal(calendar.running(days), np.concatenate(weeks, axis=1))
    some = days[::5]
    np.testing.assert_array_equal(calendar.running(some), calendar.running(days)[:, ::5])


# --- the period ----------------------------------------------------------------------------------


def test_without_dates_the_four_densest_whole_weeks_are_counted():
    calendar = read_service_days(
        np.array(["all", "few"]),
        rules(
            ("all", "1111111", "20250101", "20250302"), ("few", "1111111", "20250113", "20250126")
        ),
        exceptions(("few", "20250212", "1")),
    )
    days, warnings = choose_days(calendar, np.array([1.0, 2.0]))
    # The two weeks with more trains, that of 12 February, then the first one of the others.
    assert [(day_text(a), day_text(b)) for a, b in stretches(days)] == [
        ("2025-01-06", "2025-01-26"),
        ("2025-02-10", "2025-02-16"),
    ]
    assert (len(days), warnings) == (28, ())


def test_a_feed_of_fewer_weeks_says_so():
    two = read_service_days(np.array(["s"]), daily("20250105", "20250120"), None)
    days, warnings = choose_days(two, np.ones(1))
    assert len(days) == 14
    assert "only 2" in warnings[0]
    short = read_service_days(np.array(["s"]), daily("20250107", "20250112"), None)
    days, warnings = choose_days(short, np.ones(1))
    assert len(days) == 6
    assert "no whole week" in warnings[0]


def test_a_period_given_by_its_dates_is_taken_whole():
    calendar = read_service_days(np.array(["s"]), daily("20250106", "20250202"), None)
    days, warnings = choose_days(calendar, np.ones(1), "2025-01-06", "2025-01-19")
    assert (stretches(days), warnings) == ([(MONDAY, MONDAY + 13)], ())
    days, warnings = choose_days(calendar, np.ones(1), "2025-01-27", "")
    assert (stretches(days), warnings) == ([(MONDAY + 21, MONDAY + 27)], ())


def test_days_without_train_and_broken_weeks_are_told():
    calendar = read_service_days(np.array(["s"]), daily("20250106", "20250112"), None)
    days, warnings = choose_days(calendar, np.ones(1), "2025-01-06", "2025-01-15")
    assert len(days) == 10
    assert "Days of the period: 10, not whole weeks" in warnings[0]
    assert "no train runs: 3 of 10" in warnings[1]


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2026-01-01", "2026-01-31", "from 2026-01-01 to 2026-01-31: “f” goes from 2025-01-06"),
        ("2025-01-12", "2025-01-06", "ends on 2025-01-06, before it starts on 2025-01-12"),
        ("06/01/2025", "", "“START” cannot be “06/01/2025”: write a day as 2025-01-06."),
        ("", "2025-02-30", "“END” cannot be “2025-02-30”"),
    ],
)
def test_an_empty_period_or_a_bad_date_is_a_sentence(start, end, sentence):
    calendar = read_service_days(np.array(["s"]), daily("20250106", "20250202"), None)
    with pytest.raises(SettingsError, match=sentence):
        choose_days(calendar, np.ones(1), start, end, "f")


def test_a_calendar_without_any_day_is_a_sentence():
    calendar = read_service_days(np.array(["s"]), None, None)
    with pytest.raises(InputError, match="No service of “f” has a day"):
        choose_days(calendar, np.ones(1), feed="f")
