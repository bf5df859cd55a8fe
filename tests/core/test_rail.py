"""Trains between units: counted by days, once a train, with every ride accounted for."""

from __future__ import annotations

import itertools
import statistics
import zipfile
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from alliance.core import rail
from alliance.core.aggregation import load_rows
from alliance.core.errors import Cancelled, InputError, SettingsError
from alliance.core.gtfs import read_feed
from alliance.core.options import COUNT_LEVELS, RAIL_FILTERS, RailSettings
from alliance.core.rail import build_rail, station_places
from alliance.tests.feeds import DAYS, write_feed
from hypothesis import given
from hypothesis import strategies as st

TWO_WEEKS = RailSettings(start="2025-01-06", end="2025-01-19")
TERM = RailSettings(start="2025-01-06", end="2025-02-02")


@pytest.fixture
def supply(tmp_path):
    """Return a function: what `build_rail` makes of a small feed of two weeks."""

    def build(
        trips, settings=TWO_WEEKS, *, places=None, units=None, lookup=None, keep=False, **feed
    ):
        written = read_feed(write_feed(tmp_path / "feed", trips, **feed))
        return build_rail(
            written, settings, places=places, units=units, lookup=lookup, keep_unknown=keep
        )

    return build


def week(supply):
    """Return the trains a week from one unit to another, as {"AB": 7.0}."""
    frame = supply.built.flows.frame()
    pairs = zip(frame["origin"] + frame["dest"], frame["volume"])
    return {pair: round(volume, 9) for pair, volume in pairs}


def minutes(supply):
    """Return the best and the median time of each pair."""
    frame = supply.built.columns
    return {
        row.origin + row.dest: (row.best_min, row.median_min)
        for row in frame.itertuples(index=False)
    }


def left_out(supply):
    """Return the rides and the volume that each filter left out, those without effect aside."""
    return {
        row.reason: (row.rows, round(row.volume, 9))
        for row in supply.built.left_out().itertuples(index=False)
        if row.rows or row.volume
    }


def assert_account(supply):
    loading = supply.built.loading
    assert loading.rows_read == loading.rows_kept + loading.rejects["rows"].sum()
    assert loading.volume_read == pytest.approx(
        loading.volume_kept + loading.rejects["volume"].sum(), abs=1e-9
    )
    assert loading.volume_kept == pytest.approx(supply.built.flows.total)


# --- counting -------------------------------------------------------------------------------------


def test_a_train_links_each_town_to_those_after_it(supply):
    found = supply({"t": "A 8:00 | B 9:00 9:05 | C 10:00"})
    assert week(found) == {"AB": 7, "AC": 7, "BC": 7}
    assert minutes(found) == {"AB": (60, 60), "AC": (120, 120), "BC": (55, 55)}
    assert_account(found)


def test_days_of_service_count_not_trips(supply):
    """One train in five records, by periods: 14 days of service are 7 trains a week."""
    trips = {f"t{n}": "A 8:00 | B 9:00" for n in range(5)}
    dates = {f"s{n}": DAYS[3 * n : 3 * n + 3] for n in range(5)}
    services = {f"t{n}": f"s{n}" for n in range(5)}
    assert week(supply(trips, services=services, dates=dates)) == {"AB": 7}


def test_trains_of_a_period_are_brought_to_a_mean_week(supply):
    dates = {"s": DAYS[:5]}
    found = supply({"t": "A 8:00 | B 9:00"}, services={"t": "s"}, dates=dates)
    assert week(found) == {"AB": 2.5}  # five days in two weeks


def test_a_train_number_counts_once_a_day_by_its_fastest_record(supply):
    trips = {"slow": "A 8:00 | B 9:10 | C 10:00", "fast": "A 8:00 | B 9:00"}
    found = supply(
        trips,
        services={"fast": "first week"},
        dates={"daily": DAYS, "first week": DAYS[:7]},
        numbers={"slow": "6601", "fast": "6601"},
    )
    assert week(found) == {"AB": 7, "AC": 7, "BC": 7}
    assert minutes(found)["AB"] == (60, 65)  # 7 days of each record
    # Half the days of the slow record are those of the fast one; its ride stays, half as often.
    assert left_out(found) == {"counted_once": (0, 3.5)}
    assert_account(found)


def test_two_numbers_on_the_same_day_are_two_trains(supply):
    trips = {"a": "A 8:00 | B 9:00", "b": "A 8:00 | B 9:00"}
    assert week(supply(trips, numbers={"a": "1", "b": "2"})) == {"AB": 14}
    assert week(supply(trips)) == {"AB": 14}


def test_boarding_and_alighting_only(supply):
    found = supply({"t": "+A 8:00 | +B 9:00 | -C 10:00 | -D 11:00"})
    assert week(found) == {"AC": 7, "AD": 7, "BC": 7, "BD": 7}
    assert found.built.loading.rows_read == 4
    assert week(supply({"t": "-A 8:00 | B 9:00 | +C 10:00"})) == {}


def test_frequencies_count_each_departure(supply):
    rows = "trip_id,start_time,end_time,headway_secs\nt,06:00:00,08:00:00,1800\n"
    found = supply({"t": "A 8:00 | B 9:00"}, more={"frequencies.txt": rows})
    assert week(found) == {"AB": 28}


def test_times_past_midnight(supply):
    assert minutes(supply({"t": "A 23:30 | B 25:10"})) == {"AB": (100, 100)}


def test_the_median_time_counts_each_train(supply):
    """Ten days at 60 minutes and fourteen at 90: the two in the middle are both 90."""
    trips = {"a": "A 8:00 | B 9:00", "b": "A 10:00 | B 11:30"}
    found = supply(trips, services={"a": "ten"}, dates={"daily": DAYS, "ten": DAYS[:10]})
    assert minutes(found) == {"AB": (60, 90)}
    even = supply(trips)
    assert minutes(even) == {"AB": (60, 75)}


# --- places and units -----------------------------------------------------------------------------


def test_a_train_counts_once_for_a_pair_of_units_by_its_fastest_ride(supply):
    found = supply(
        {"t": "A 8:00 | B 8:30 | C 10:00 | D 10:40"},
        lookup={"A": "1", "B": "1", "C": "2", "D": "2"},
    )
    assert week(found) == {"12": 7}
    assert minutes(found) == {"12": (90, 90)}
    assert left_out(found) == {"inside_unit": (2, 14), "counted_once": (3, 21)}
    assert_account(found)


def test_a_train_may_count_once_for_a_pair_of_places(supply):
    """Two arrondissements are one commune; B and its neighbour are two."""
    settings = RailSettings(start="2025-01-06", end="2025-01-19", level="place")
    found = supply(
        {"t": "A 8:00 | B 8:30 | C 10:00 | D 10:40"},
        settings,
        places={"A": "75112", "B": "75114", "C": "69266", "D": "69383"},
        lookup={"75056": "1", "69266": "2", "69123": "2"},
    )
    assert week(found) == {"12": 14}
    assert minutes(found) == {"12": (90, 110)}
    assert left_out(found) == {"inside_unit": (2, 14), "counted_once": (2, 14)}
    assert_account(found)


def test_a_train_that_comes_back_links_both_ways(supply):
    found = supply({"t": "A 8:00 | B 9:00 | A 10:30"})
    assert week(found) == {"AB": 7, "BA": 7}
    assert left_out(found) == {"inside_unit": (1, 7)}


def test_stations_lead_to_their_commune_and_arrondissements_to_theirs(supply):
    places = {"A": "75112", "B": "69383", "C": "21231"}
    found = supply(
        {"t": "A 8:00 | C 9:00 | B 10:00"}, places=places, units=["75056", "69123", "21231", "x"]
    )
    frame = found.built.flows.frame()
    assert sorted(frame["origin"] + frame["dest"]) == ["2123169123", "7505621231", "7505669123"]
    assert found.built.flows.codes.tolist() == ["21231", "69123", "75056", "x"]


def test_stations_without_unit_are_listed_by_end(supply):
    places = {"A": "1", "B": "2", "C": "998"}
    trips = {"t": "A 8:00 | B 9:00 | C 10:00 | D 11:00"}
    found = supply(trips, places=places, lookup={"1": "u", "2": "v", "998": "998"})
    assert week(found) == {"uv": 7}
    assert found.built.loading.rejects.to_numpy().tolist() == [
        ["outside_units", "destination", "998", 2, 14.0],
        ["outside_units", "origin", "998", 1, 7.0],
        ["unknown_destination", "destination", "D", 2, 14.0],
    ]
    assert_account(found)
    kept = supply(trips, places=places, lookup={"1": "u", "2": "v", "998": "998"}, keep=True)
    assert week(kept) == {"uv": 7, "uD": 7, "vD": 7}


def test_without_units_a_station_that_has_no_commune_is_none(supply):
    trips = {"t": "A 8:00 | B 9:00 | C 10:00"}
    assert week(supply(trips, places={"A": "1", "B": "2"})) == {"12": 7}
    assert week(supply(trips, places={"A": "1", "B": "2"}, keep=True)) == {
        "12": 7,
        "1C": 7,
        "2C": 7,
    }


def test_places_that_lead_to_no_unit_at_all_are_a_sentence(supply):
    trips = {"t": "A 8:00 | B 9:00"}
    with pytest.raises(InputError, match=r"No station of “feed”.*leads to a unit"):
        supply(trips, units=["75056"])
    # The column of places is what is wrong: the sentence shows it, not a station it does not place.
    with pytest.raises(InputError, match="for example at “Abancourt”"):
        supply(trips, places={"B": "Abancourt"}, units=["75056"])
    with pytest.raises(InputError, match="leading zeros"):
        supply(trips, places={"A": "1053", "B": "1004"}, units=["01053", "01004", "75056"])


def test_a_table_of_stations_may_hold_several_identifiers_in_a_cell(tmp_path):
    stops = dict.fromkeys(("StopPoint:OCEOUIGO-87271494", "x-87001479", "b", "c"), (0, 45))
    feed = read_feed(write_feed(tmp_path / "f", {"t": "b 8:00"}, stops=stops))
    found = station_places(feed, ["87271494; 87001479", "b", "elsewhere"], ["93051", 1.0, "2"])
    assert found == {"StopPoint:OCEOUIGO-87271494": "93051", "x-87001479": "93051", "b": "1"}


def test_a_table_of_other_stations_is_a_sentence(tmp_path):
    feed = read_feed(write_feed(tmp_path / "f", {"t": "A 8:00 | B 9:00"}))
    with pytest.raises(InputError, match=r"No stop of “f”.*“A”.*table of stations.*“87271494”"):
        station_places(feed, ["87271494"], ["93051"])
    with pytest.raises(InputError, match="several units to one code"):
        station_places(feed, ["A", "A"], ["1", "2"])


# --- filters --------------------------------------------------------------------------------------

MIXED = {"train": "A 8:00 | B 9:00", "coach": "A 8:00 | B 11:00", "fast": "A 7:00 | B 7:50"}


def test_coaches_are_left_out_unless_asked_for(supply):
    routes = {"coach": "714", "fast": "101"}
    found = supply(MIXED, routes=routes)
    assert week(found) == {"AB": 14}
    assert left_out(found) == {"not_a_train": (1, 7)}
    assert_account(found)
    every = RailSettings(start="2025-01-06", end="2025-01-19", trains_only=False)
    assert week(supply(MIXED, every, routes=routes)) == {"AB": 21}


def test_only_coaches_are_a_sentence(supply):
    with pytest.raises(InputError, match="No trip of “feed” is a train"):
        supply({"t": "A 8:00 | B 9:00"}, routes={"t": "3"})


SNCF = {f"StopPoint:OCE{kind}-8700000{n}": (n, 45) for kind in ("TGV", "OUIGO") for n in (1, 2)}
TYPED = {
    "t": "StopPoint:OCETGV-87000001|StopPoint:OCETGV-87000002",
    "o": "StopPoint:OCEOUIGO-87000001|StopPoint:OCEOUIGO-87000002",
}


def typed_trips(tmp_path):
    rows = [
        f"{trip},{hour}:00:00,{hour}:00:00,{stop},{hour}\n"
        for trip, stops in TYPED.items()
        for hour, stop in enumerate(stops.split("|"), start=8)
    ]
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    more = {"stop_times.txt": head + "".join(rows)}
    trips = {"t": "A 8:00", "o": "A 8:00"}
    return read_feed(write_feed(tmp_path / "feed", trips, stops=SNCF, more=more))


def test_types_of_trains(tmp_path):
    feed = typed_trips(tmp_path)
    everything = build_rail(feed, TWO_WEEKS)
    assert everything.types == ("OUIGO", "TGV")
    assert week(everything) == {"8700000187000002": 14}
    some = build_rail(
        feed, RailSettings(start="2025-01-06", end="2025-01-19", train_types=(" ouigo ", ""))
    )
    assert week(some) == {"8700000187000002": 7}
    assert left_out(some) == {"other_train_type": (1, 7)}
    with pytest.raises(SettingsError, match=r"of the type “TER”.*OUIGO, TGV"):
        build_rail(feed, RailSettings(train_types=("TER",)))


def test_slow_rides_and_rare_trains(supply):
    settings = RailSettings(start="2025-01-06", end="2025-01-19", max_hours=1, min_trains=7)
    trips = {"t": "A 8:00 | B 9:00 | C 10:30", "rare": "C 8:00 | D 8:30"}
    found = supply(trips, settings, services={"rare": "s"}, dates={"daily": DAYS, "s": DAYS[:13]})
    assert week(found) == {"AB": 7}
    assert minutes(found) == {"AB": (60, 60)}
    assert left_out(found) == {"too_slow": (2, 14), "few_trains": (1, 6.5)}
    assert_account(found)


def test_rides_without_time_and_trips_out_of_the_period_are_counted(supply):
    trips = {"t": "A 8:00 | B ? | C ?", "u": "A 8:00 | B 9:00", "back": "A 9:00 | B 8:00"}
    found = supply(trips, services={"u": "s"}, dates={"daily": DAYS, "s": ["20250201"]})
    assert week(found) == {}
    assert left_out(found) == {"no_time": (4, 28), "outside_period": (1, 0)}
    assert_account(found)


def test_the_report_has_its_figures(supply):
    found = supply(
        MIXED | {"night": "A 23:00 | B ? | C 24:00"}, numbers={"train": "1", "fast": "1"}
    )
    figures = {figure.key: figure.value for figure in found.built.figures}
    assert figures == {
        "days": 14,
        "trip_records": 4,
        "trains": 3,
        "train_days": 56,
        "stations": 3,
        "stations_without_unit": 0,
        "interpolated": 1,
    }
    assert set(found.built.filters) >= set(RAIL_FILTERS)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (RailSettings(min_trains=-1), "“MIN_TRAINS” cannot be -1"),
        (RailSettings(max_hours=float("nan")), "“MAX_HOURS” cannot be nan"),
        (RailSettings(level="stop"), "“COUNT_ONCE” cannot be “stop”: choose one of place, unit"),
        (RailSettings(start="2030-01-01"), "No train runs from 2030-01-01"),
    ],
)
def test_bad_settings_are_sentences(supply, settings, sentence):
    with pytest.raises(SettingsError, match=sentence):
        supply({"t": "A 8:00 | B 9:00"}, settings)


def test_a_feed_without_any_call_is_a_sentence(supply):
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    with pytest.raises(InputError, match=r"stop_times.txt of “feed” has no row"):
        supply({"t": "A 8:00"}, more={"stop_times.txt": head})


def test_counting_stops_when_asked(tmp_path):
    def stop(done):
        raise Cancelled("stop")

    feed = read_feed(write_feed(tmp_path / "f", {"t": "A 8:00 | B 9:00"}))
    with pytest.raises(Cancelled):
        build_rail(feed, TWO_WEEKS, progress=stop)


# --- against the definition, read train by train --------------------------------------------------

calls = st.lists(
    st.tuples(
        st.sampled_from("ABCD"), st.integers(0, 90), st.integers(0, 9), st.sampled_from(" +-")
    ),
    min_size=1,
    max_size=5,
)
trips = st.lists(
    st.tuples(calls, st.sampled_from(["", "", "1", "2"]), st.sets(st.sampled_from(DAYS))),
    min_size=1,
    max_size=6,
)


def slowly(trips, unit_of, level):
    """Count trains by the definition, one train, day and pair at a time."""
    best = defaultdict(list)
    for place, (stops, number, days) in enumerate(trips):
        clock, timed = 300, []
        for stop, run, wait, sign in stops:
            arrival = clock + run
            clock = arrival + wait
            timed.append((stop, arrival, clock, sign))
        for (a, _, left, first), (b, arrived, _, last) in itertools.combinations(timed, 2):
            if first == "-" or last == "+" or unit_of[a] == unit_of[b]:
                continue
            for day in days:
                train = number or f"trip {place}"
                once = a + b if level == "place" else ""
                best[unit_of[a] + unit_of[b], once, train, day].append(arrived - left)
    times = defaultdict(list)
    for (pair, *_), found in best.items():
        times[pair].append(min(found))
    return (
        {pair: len(found) / 2 for pair, found in times.items()},
        {pair: (min(found), statistics.median(found)) for pair, found in times.items()},
    )


@given(trips, st.sampled_from(["ABCD", "ABAB", "AABC"]), st.sampled_from(COUNT_LEVELS))
def test_any_feed_gives_what_the_definition_says(tmp_path_factory, listed, targets, level):
    texts = {}
    for number, (stops, _, _) in enumerate(listed):
        clock, parts = 300, []
        for stop, run, wait, sign in stops:
            arrival, clock = clock + run, clock + run + wait
            clocks = f"{arrival // 60}:{arrival % 60:02d} {clock // 60}:{clock % 60:02d}"
            parts.append(f"{sign.strip()}{stop} {clocks}")
        texts[f"t{number}"] = " | ".join(parts)
    folder = write_feed(
        tmp_path_factory.mktemp("feed"),
        texts,
        services={f"t{n}": f"s{n}" for n in range(len(listed))},
        dates={"s": DAYS, **{f"s{n}": sorted(days) for n, (_, _, days) in enumerate(listed)}},
        numbers={f"t{n}": number for n, (_, number, _) in enumerate(listed)},
    )
    unit_of = dict(zip("ABCD", targets))
    volumes, clocks = slowly(listed, unit_of, level)
    if not any(days for _, _, days in listed):
        return  # a period without train: told elsewhere
    settings = replace(TWO_WEEKS, level=level)
    for size in (1, 200_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rail, "_RIDES_AT_ONCE", size)
            found = build_rail(read_feed(folder), settings, lookup=unit_of)
        assert week(found) == volumes
        assert minutes(found) == clocks
        assert_account(found)


# --- the real feed --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tgv(shared_data):
    return read_feed(shared_data / "sources" / "gtfs_tgv_20241220.zip")


@pytest.fixture(scope="module")
def communes(shared_data, tgv):
    table = pd.read_csv(shared_data / "sources" / "stations.csv", sep=";", dtype=str)
    return station_places(tgv, table["Code(s) UIC"], table["Code commune"])


@pytest.fixture(scope="module")
def zones(shared_data):
    table = pd.read_csv(shared_data / "national" / "commune_zones_2014.csv.gz", dtype=str)
    return dict(zip(table["CODGEO"], table["AU2010"]))


@pytest.fixture(scope="module")
def by_commune(tgv, communes, zones):
    return build_rail(tgv, TERM, places=communes, units=zones, keep_unknown=True)


def test_tgv_pairs_of_communes_in_term_weeks(by_commune):
    """The arrondissements of Paris and Lyon as one commune, stations abroad each as a place."""
    assert len(by_commune.built.flows) == 2784
    assert by_commune.types == ("ICE", "Lyria", "OUIGO", "TGV INOUI")
    pairs = by_commune.built.columns.set_index(["origin", "dest"])
    volumes = by_commune.built.flows.frame().set_index(["origin", "dest"])["volume"]
    assert volumes["75056", "69123"] == 150
    assert pairs.loc[("75056", "69123"), "best_min"] == 113
    assert_account(by_commune)


@pytest.fixture(scope="module")
def published(shared_data):
    """Trains a week and best time between urban areas, as published."""
    path = shared_data / "national" / "rail_2025_au2010.csv"
    table = pd.read_csv(path, dtype={"origin": str, "destination": str})
    return table.rename(columns={"destination": "dest", "trains_week": "volume"})


COLUMNS = ["origin", "dest", "volume", "best_min"]


def test_tgv_aggregated_to_urban_areas_is_the_published_table(published, by_commune, zones):
    frame = by_commune.built.flows.frame().merge(by_commune.built.columns)
    flows = load_rows(frame["origin"], frame["dest"], frame["volume"], lookup=zones).flows
    best = frame.assign(origin=frame["origin"].map(zones), dest=frame["dest"].map(zones))
    best = best.groupby(["origin", "dest"], as_index=False)["best_min"].min()
    found = flows.off_diagonal().frame().merge(best)
    pd.testing.assert_frame_equal(found[COLUMNS], published[COLUMNS])


def test_tgv_counted_by_commune_gives_the_published_table_at_once(published, tgv, communes, zones):
    found = build_rail(tgv, replace(TERM, level="place"), places=communes, lookup=zones)
    frame = found.built.flows.frame().merge(found.built.columns)
    pd.testing.assert_frame_equal(frame[COLUMNS], published[COLUMNS])
    assert_account(found)


def test_tgv_straight_to_urban_areas_counts_a_train_once(published, tgv, communes, zones):
    """A train that serves several communes of an area is one train there: fewer, same pairs."""
    found = build_rail(tgv, TERM, places=communes, lookup=zones).built
    frame = found.flows.frame().merge(found.columns)
    others = ["origin", "dest", "best_min"]
    pd.testing.assert_frame_equal(frame[others], published[others])
    fewer = frame["volume"] < published["volume"]
    assert (frame["volume"] <= published["volume"]).all()
    assert (len(frame), fewer.sum()) == (1482, 259)
    lyon = frame.set_index(["origin", "dest"])["volume"]["001", "002"]
    assert lyon == 379.5  # 509.5 where Marne-la-Vallée and Saint-Exupéry count apart


def test_tgv_default_period_is_four_whole_weeks(tgv, communes):
    found = build_rail(tgv, RailSettings(), places=communes)
    assert len(found.days) == 28
    assert (found.days.reshape(4, 7)[:, 0] % 7 == 4).all()  # Mondays


def test_tgv_in_any_order_of_rows_gives_the_same_to_the_last_digit(
    shared_data, by_commune, communes, zones, tmp_path
):
    with zipfile.ZipFile(shared_data / "sources" / "gtfs_tgv_20241220.zip") as archive:
        archive.extractall(tmp_path)
    for number, table in enumerate(sorted(tmp_path.glob("*.txt"))):
        rows = pd.read_csv(table, dtype=str, keep_default_na=False)
        rows.sample(frac=1, random_state=number).to_csv(table, index=False)
    other = build_rail(
        read_feed(tmp_path), TERM, places=communes, units=zones, keep_unknown=True
    ).built
    pd.testing.assert_frame_equal(other.flows.frame(), by_commune.built.flows.frame())
    pd.testing.assert_frame_equal(other.columns, by_commune.built.columns)
    pd.testing.assert_frame_equal(other.loading.rejects, by_commune.built.loading.rejects)


def test_tgv_against_partridge(shared_data, by_commune, communes, zones):
    partridge = pytest.importorskip("partridge", reason="partridge is not installed")
    path = str(shared_data / "sources" / "gtfs_tgv_20241220.zip")
    first, last = pd.Timestamp("2025-01-06").date(), pd.Timestamp("2025-02-02").date()
    dates = {
        day: services
        for day, services in partridge.read_service_ids_by_date(path).items()
        if first <= day <= last
    }
    feed = partridge.load_feed(
        path, {"trips.txt": {"service_id": frozenset().union(*dates.values())}}
    )
    days = pd.Series(
        [service for services in dates.values() for service in services]
    ).value_counts()
    calls = feed.stop_times.merge(feed.trips[["trip_id", "service_id", "trip_headsign"]])
    merged = {f"751{n:02d}": "75056" for n in range(1, 21)}
    merged.update({f"6938{n}": "69123" for n in range(1, 10)})
    merged.update({f"132{n:02d}": "13055" for n in range(1, 17)})
    place = calls["stop_id"].map(communes).fillna(calls["stop_id"].str[-8:])
    calls["place"] = place.replace(merged)
    calls["days"] = calls["service_id"].map(days)
    rides = calls[calls["pickup_type"].astype(int) == 0].merge(
        calls[calls["drop_off_type"].astype(int) == 0], on=["trip_id", "days"], suffixes=("", "_to")
    )
    rides = rides[
        (rides["stop_sequence"] < rides["stop_sequence_to"]) & (rides["place"] != rides["place_to"])
    ]
    rides["minutes"] = (rides["arrival_time_to"] - rides["departure_time"]) / 60
    once = rides.groupby(["trip_id", "place", "place_to"]).agg(
        days=("days", "first"), best_min=("minutes", "min")
    )
    expected = once.groupby(["place", "place_to"]).agg(
        days=("days", "sum"), best=("best_min", "min")
    )
    frame = by_commune.built.flows.frame().merge(by_commune.built.columns)
    frame = frame.set_index(["origin", "dest"]).reindex(expected.index)
    assert len(expected) == 2784
    np.testing.assert_allclose(frame["volume"], expected["days"] / 4, rtol=0, atol=1e-9)
    np.testing.assert_allclose(frame["best_min"], expected["best"])
