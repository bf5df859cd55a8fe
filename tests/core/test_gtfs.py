"""Feeds to arrays: archives, encodings, damaged tables, times, and what tells trains apart."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.core import gtfs
from alliance.core.errors import Cancelled, InputError
from alliance.core.gtfs import NO_TIME, read_feed
from alliance.tests.feeds import write_feed, zipped

LINE = {"t": "A 8:00 | B 9:00 9:05 | C 10:00"}


def refused(path):
    with pytest.raises(InputError) as caught:
        read_feed(path)
    return str(caught.value)


def times(feed):
    """Return arrival and departure of each call, in minutes; None where there is none."""
    return [
        [None if seconds == NO_TIME else seconds / 60 for seconds in call]
        for call in zip(feed.calls.arrival.tolist(), feed.calls.departure.tolist())
    ]


def numbers(feed):
    """Return the trips grouped by train."""
    return sorted(group.tolist() for _, group in feed.trips.groupby("number")["trip"])


# --- where the tables are -------------------------------------------------------------------------


def test_a_folder_a_zip_a_zipped_folder_and_one_of_its_tables_are_the_same_feed(tmp_path):
    folder = write_feed(tmp_path / "feed", LINE)
    nested = write_feed(tmp_path / "nested", LINE)
    ways = [
        folder,
        folder / "stop_times.txt",
        zipped(folder),
        zipped(nested, "2025/export/"),
        str(folder),
    ]
    for way in ways:
        feed = read_feed(way)
        assert times(feed) == [[480, 480], [540, 545], [600, 600]]
        assert feed.stops["stop"].tolist() == ["A", "B", "C", "D"]
        assert feed.warnings == ()


def test_columns_are_found_by_name_whatever_their_order_spaces_and_quotation_marks(tmp_path):
    text = (
        '"stop_id" , "trip_id", "stop_sequence","departure_time","arrival_time","note"\n'
        '"A","t","1"," 8:00:00","08:00:00","first, and only"\n'
        '"B","t","2","9:05:30","09:00:00",""\n'
    )
    feed = read_feed(write_feed(tmp_path / "feed", LINE, more={"stop_times.txt": text}))
    assert times(feed) == [[480, 480], [540, 545.5]]
    assert feed.calls.boards.all()
    assert feed.calls.alights.all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    folder = write_feed(tmp_path / "feed", LINE)
    for item in folder.iterdir():
        text = item.read_text(encoding="utf-8").replace("Gare A", "Besançon-Viotte")
        item.write_bytes(text.encode(encoding))
    assert read_feed(folder).stops["name"][0] == "Besançon-Viotte"


def test_each_table_may_have_its_own_encoding(tmp_path):
    folder = write_feed(tmp_path / "feed", {"é": LINE["t"]})
    stops = folder / "stops.txt"
    stops.write_bytes(stops.read_text("utf-8").replace("Gare A", "Évry").encode("cp1252"))
    feed = read_feed(folder)
    assert feed.stops["name"][0] == "Évry"
    assert feed.trips["trip"].tolist() == ["é"]
    assert len(feed.calls.trip) == 3


@pytest.mark.parametrize("missing", ["stop_times.txt", "trips.txt", "stops.txt", "routes.txt"])
def test_a_feed_without_a_table_says_which_one_it_lacks(tmp_path, missing):
    folder = write_feed(tmp_path / "feed", LINE, more={missing: None})
    assert f"“feed” has no {missing}" in refused(folder)
    assert f"“feed.zip” has no {missing}" in refused(zipped(folder))


def test_a_feed_without_calendar_is_a_sentence(tmp_path):
    folder = write_feed(tmp_path / "feed", LINE, more={"calendar_dates.txt": None})
    assert "has no calendar.txt / calendar_dates.txt" in refused(folder)


def test_a_missing_column_is_a_sentence(tmp_path):
    text = "trip_id,arrival_time,departure_time,stop_id\nt,8:00,8:00,A\n"
    folder = write_feed(tmp_path / "feed", LINE, more={"stop_times.txt": text})
    sentence = refused(folder)
    assert "stop_sequence" in sentence
    assert "stop_times.txt" in sentence


def test_a_zip_cut_short_is_a_sentence(tmp_path):
    path = zipped(write_feed(tmp_path / "feed", LINE))
    path.write_bytes(path.read_bytes()[:-200])
    assert "“feed.zip” is cut or damaged" in refused(path)


def test_a_damaged_table_in_a_whole_zip_is_a_sentence(tmp_path):
    path = zipped(write_feed(tmp_path / "feed", {f"t{n}": LINE["t"] for n in range(400)}))
    content = bytearray(path.read_bytes())
    start = content.index(b"stop_times.txt") + 200
    content[start : start + 300] = bytes(300)
    path.write_bytes(content)
    assert "“feed.zip” is cut or damaged" in refused(path)


def test_other_bad_feeds_are_sentences(tmp_path):
    assert "does not exist" in refused(tmp_path / "nothing.zip")
    text = tmp_path / "text.zip"
    text.write_text("not a zip")
    assert "cut or damaged" in refused(text)
    folder = write_feed(tmp_path / "feed", LINE)
    (folder / "trips.txt").write_text("")
    assert "trips.txt of “feed” is empty" in refused(folder)
    opened = 'route_id,service_id,trip_id\nR2,"daily,t\nR2,daily,u\n'
    (folder / "trips.txt").write_text(opened)
    assert "opens a quotation mark that it never closes" in refused(folder)


def test_an_archive_packed_in_an_unknown_way_is_a_sentence(tmp_path):
    """Windows packs large files so; the method of an entry stands in both of its headers."""
    path = zipped(write_feed(tmp_path / "feed", LINE))
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] = 9  # deflate64
            start = content.find(mark, start + 4)
    path.write_bytes(content)
    assert "packed in an unknown way: unpack it" in refused(path)


def test_reading_stops_when_asked(tmp_path):
    def stop(done):
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        read_feed(write_feed(tmp_path / "feed", LINE), progress=stop)


# --- rows that say too little ---------------------------------------------------------------------


def test_rows_without_trip_stop_or_order_are_counted(tmp_path):
    text = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t,8:00:00,8:00:00,A,1\n"
        "t,9:00:00,9:00:00,Z,2\n"
        "u,9:00:00,9:00:00,B,2\n"
        "t,10:00:00,10:00:00,C,third\n"
        "t,11:00:00,11:00:00\n"
        "t,12:00:00,12:00:00,D,4\n"
    )
    feed = read_feed(write_feed(tmp_path / "feed", LINE, more={"stop_times.txt": text}))
    assert times(feed) == [[480, 480], [720, 720]]
    assert "as many cells as the header: 1 (row 6)" in feed.warnings[0]
    assert "unknown: 3" in feed.warnings[1]


def test_rows_wider_or_narrower_than_the_header_are_counted(tmp_path):
    """A cell too many would move the others under the wrong names."""
    text = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t,8:00:00,8:00:00,A,1\n"
        "t,9:00:00,9:00:00,B,2,,\n"
        "t,t,9:00:00,9:00:00,B,3\n"
        "t,10:00:00,10:00:00,C\n"
        "\n"
        "t,11:00:00,11:00:00,D,4\n"
    )
    trips = "route_id,service_id,trip_id\nR2,daily,t\nR2,daily,u,more\n"
    more = {"stop_times.txt": text, "trips.txt": trips}
    feed = read_feed(write_feed(tmp_path / "feed", LINE, more=more))
    assert times(feed) == [[480, 480], [540, 540], [660, 660]]
    assert feed.trips["trip"].tolist() == ["t"]
    told = [warning for warning in feed.warnings if "as many cells as the header" in warning]
    assert ["“trips.txt”" in told[0], "1 (row 3)" in told[0]] == [True, True]
    assert ["“stop_times.txt”" in told[1], "2 (row 4, 5)" in told[1]] == [True, True]


@pytest.mark.parametrize("row", ["", "x\n"])
@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("calendar_dates.txt", "service_id,date,exception_type"),
        ("trips.txt", "route_id,service_id,trip_id"),
        ("stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence"),
        ("stops.txt", "stop_id,stop_name,stop_lat,stop_lon"),
        ("routes.txt", "route_id,route_type"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs"),
    ],
)
def test_a_table_without_a_row_that_can_be_used_is_empty(tmp_path, table, header, row):
    more = {table: f"{header}\n{row}"}
    feed = read_feed(write_feed(tmp_path / "feed", LINE, more=more))
    expected = {"trips.txt": (0, 0), "stop_times.txt": (1, 0), "stops.txt": (1, 0)}
    assert (len(feed.trips), len(feed.calls.trip)) == expected.get(table, (1, 3))
    assert any("as many cells as the header" in told for told in feed.warnings) == bool(row)


def test_times_between_two_known_ones_are_spread_evenly_and_counted(tmp_path):
    calls = "A 8:00 | B ? | C ? | D 9:00 9:10 | A ? | B 10:00"
    feed = read_feed(write_feed(tmp_path / "feed", {"t": calls, "u": "A 5:00 | B 6:00"}))
    assert times(feed)[:6] == [
        [480, 480],
        [500, 500],
        [520, 520],
        [540, 550],
        [575, 575],
        [600, 600],
    ]
    assert feed.interpolated == 3


def test_times_at_the_ends_of_a_trip_stay_unknown(tmp_path):
    trips = {"t": "A ? | B 9:00 | C ?", "u": "A 5:00 | B ?", "v": "A x | B 8:61 | C 7:00"}
    feed = read_feed(write_feed(tmp_path / "feed", trips))
    known = [call for call in times(feed) if call[0] is not None]
    assert known == [[540, 540], [300, 300], [420, 420]]
    assert feed.interpolated == 0


def test_one_time_stands_for_both(tmp_path):
    feed = read_feed(write_feed(tmp_path / "feed", {"t": "A ? 8:00 | B 9:00 ?"}))
    assert times(feed) == [[480, 480], [540, 540]]


def test_times_run_past_midnight(tmp_path):
    feed = read_feed(write_feed(tmp_path / "feed", {"t": "A 23:30 | B 25:10:30 26:00"}))
    assert times(feed) == [[1410, 1410], [1510.5, 1560]]


def test_calls_follow_their_order_not_that_of_the_rows(tmp_path):
    text = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t,12:00:00,12:00:00,D,100\n"
        "t,8:00:00,8:00:00,A,9\n"
        "t,9:00:00,9:00:00,B,20\n"
    )
    feed = read_feed(write_feed(tmp_path / "feed", LINE, more={"stop_times.txt": text}))
    assert feed.stops["stop"][feed.calls.stop].tolist() == ["A", "B", "D"]


def test_chunks_make_no_difference(tmp_path, monkeypatch, shared_data):
    path = shared_data / "sources" / "gtfs_tgv_20241220.zip"
    whole = read_feed(path).calls
    monkeypatch.setattr(gtfs, "_CHUNK_ROWS", 1009)
    parts = read_feed(path).calls
    for name in ("trip", "stop", "arrival", "departure", "boards", "alights"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))


# --- what tells trains apart ----------------------------------------------------------------------

TRIPS = {"a": LINE["t"], "b": LINE["t"], "c": LINE["t"]}


def test_trips_of_one_short_name_are_one_train(tmp_path):
    feed = read_feed(write_feed(tmp_path / "feed", TRIPS, numbers={"a": "6601", "c": "6601"}))
    assert numbers(feed) == [["a", "c"], ["b"]]


def test_a_number_as_headsign_is_that_of_the_train(tmp_path):
    heads = {"a": "6601", "b": "6602", "c": "6601"}
    assert numbers(read_feed(write_feed(tmp_path / "f", TRIPS, headsigns=heads))) == [
        ["a", "c"],
        ["b"],
    ]


@pytest.mark.parametrize("last", ["Lyon", "12", ""])
def test_a_headsign_that_is_a_town_or_a_line_is_not(tmp_path, last):
    heads = {"a": "6601", "b": last, "c": "6601"}
    assert numbers(read_feed(write_feed(tmp_path / "f", TRIPS, headsigns=heads))) == [
        ["a"],
        ["b"],
        ["c"],
    ]


def test_frequencies_repeat_a_trip_which_then_is_its_own_train(tmp_path):
    rows = (
        "trip_id,start_time,end_time,headway_secs\n"
        "a,06:00:00,08:00:00,1800\n"
        "a,08:00:00,09:10:00,1800\n"
        "b,06:00:00,24:00:00,zero\n"
        "nobody,06:00:00,24:00:00,zero\n"
    )
    folder = write_feed(
        tmp_path / "feed",
        TRIPS,
        numbers={"a": "6601", "b": "6602", "c": "6601"},
        more={"frequencies.txt": rows},
    )
    feed = read_feed(folder)
    # 6:00, 6:30, 7:00, 7:30, then 8:00, 8:30, 9:00; b has no departure that can be reckoned.
    assert dict(zip(feed.trips["trip"], feed.trips["runs"])) == {"a": 7, "b": 0, "c": 1}
    assert numbers(feed) == [["a"], ["b"], ["c"]]
    assert "headway cannot be read: 1." in feed.warnings[0]


def test_sncf_tells_the_type_and_the_station_in_the_name_of_the_stop(tmp_path):
    stops = {
        "StopPoint:OCETGV INOUI-87391003": (2.3, 48.8),
        "StopPoint:OCECar TER-87481002": (0, 47),
        "StopArea:OCE87391003": (2.3, 48.8),
        "gare-12": (1, 1),
    }
    feed = read_feed(write_feed(tmp_path / "feed", {"t": "gare-12 8:00"}, stops=stops))
    assert feed.stops["type"].tolist() == ["TGV INOUI", "Car TER", "", ""]
    assert feed.stops["station"].tolist() == ["87391003", "87481002", "87391003", "gare-12"]


def test_a_parent_station_gathers_its_platforms(tmp_path):
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,parent_station\n"
        "p1,Platform 1,45,1,central\n"
        "p2,Platform 2,,x,\n"
    )
    feed = read_feed(write_feed(tmp_path / "f", {"t": "p1 8:00"}, more={"stops.txt": stops}))
    assert feed.stops["station"].tolist() == ["central", "p2"]
    assert np.isnan(feed.stops.loc[1, ["lon", "lat"]].astype(float)).all()
