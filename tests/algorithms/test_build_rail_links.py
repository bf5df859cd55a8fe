"""`alliance:buildraillinks`: timetables to flows, stations to units, and what it refuses."""

from __future__ import annotations

import pandas as pd
import pytest
from alliance.algorithms.build_rail_links import places_inside
from alliance.algorithms.geometry import read_units
from alliance.core.gtfs import read_feed
from alliance.core.rail import station_places
from alliance.tests.algorithms.assertions import (
    RAIL_FLOWS,
    REJECTS,
    assert_fields,
    assert_geometry,
)
from alliance.tests.feeds import write_feed, zipped
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QDate

# Degrees inside squares of one degree; D lies in none.
STOPS = {"A": (0.5, 45.5), "B": (1.5, 45.5), "C": (0.6, 45.6), "D": (9.5, 45.5)}
TRIPS = {"t": "A 8:00 | B 9:00 9:05 | C 10:00 | D 11:00"}
PERIOD = {"START": "2025-01-06", "END": "2025-01-19"}


@pytest.fixture
def feed(tmp_path):
    """A zip of one train."""
    return str(zipped(write_feed(tmp_path / "feed", TRIPS, stops=STOPS)))


@pytest.fixture
def squares(make_layer):
    """Two squares of one degree."""

    def squares(crs="EPSG:4326"):
        rows = [
            (code, name, f"POLYGON(({x} 45,{x + 1} 45,{x + 1} 46,{x} 46,{x} 45))")
            for code, name, x in (("w", "West", 0), ("e", "East", 1))
        ]
        return make_layer("code:string name:string", rows, "Polygon", crs)

    return squares


@pytest.fixture
def build(run):
    """Build the links of a feed over two weeks."""

    def build(path, **parameters):
        defaults = {**PERIOD, "FLOWS": "memory:", "REJECTS": "memory:"}
        return run("buildraillinks", INPUT=path, **{**defaults, **parameters})

    return build


@pytest.fixture
def refuse(refused):
    def refuse(path, **parameters):
        defaults = {**PERIOD, "FLOWS": "memory:"}
        return refused("buildraillinks", INPUT=path, **{**defaults, **parameters})

    return refuse


def flows(built):
    return {(row["origin"], row["dest"]): row["volume"] for row in built.rows("FLOWS")}


def reasons(built):
    return {(row["reason"], row["code"]): row["rows"] for row in built.rows("REJECTS")}


# --- what comes out -------------------------------------------------------------------------------


def test_stations_fall_in_the_polygons_of_the_units(build, feed, squares):
    built = build(feed, UNITS=squares(), UNIT_NAME="name")
    assert_fields(built.layer("FLOWS"), RAIL_FLOWS)
    assert_geometry(built.layer("FLOWS"), "LineString", "EPSG:4326")
    assert_fields(built.layer("REJECTS"), REJECTS)
    assert flows(built) == {("w", "e"): 7, ("e", "w"): 7}
    there, back = sorted(built.rows("FLOWS"), key=lambda row: row["origin"], reverse=True)
    assert (there["best_min"], there["median_min"]) == (60, 60)
    assert back["best_min"] == 55
    assert there["link_type"] == "rail"
    assert there["dist_km"] == pytest.approx(78, abs=1)
    assert reasons(built) == {("inside_unit", ""): 1, ("unknown_destination", "D"): 3}
    assert built["ROWS_READ"] == 6 == built["ROWS_KEPT"] + sum(reasons(built).values())
    assert built["VOLUME_READ"] == pytest.approx(42)


def test_polygons_in_another_crs_hold_the_same_stations(build, feed, squares):
    import processing

    projected = processing.run(
        "native:reprojectlayer",
        {"INPUT": squares(), "TARGET_CRS": "EPSG:2154", "OUTPUT": "memory:"},
    )["OUTPUT"]
    assert flows(build(feed, UNITS=projected)) == {("w", "e"): 7, ("e", "w"): 7}


def test_without_units_stations_are_the_ends(build, feed):
    built = build(feed)
    assert_geometry(built.layer("FLOWS"), "NoGeometry")
    assert len(flows(built)) == 6
    assert flows(built)["A", "D"] == 7


def test_a_table_of_stations_leads_to_communes_and_a_lookup_to_units(build, feed, write):
    stations = write("stations.csv", "gare;insee\nA;75112\nB;69383\nC;21231\n")
    lookup = write("zones.csv", "CODGEO;AU\n75056;001\n69123;002\n21231;001\n")
    table = {"STATIONS": stations, "STATION_ID": "gare", "STATION_CODE": "insee"}
    assert set(flows(build(feed, **table))) == {
        ("75112", "69383"),
        ("75112", "21231"),
        ("69383", "21231"),
    }
    built = build(feed, **table, LOOKUP=lookup, LOOKUP_FROM="CODGEO", LOOKUP_TO="AU")
    assert flows(built) == {("001", "002"): 7, ("002", "001"): 7}
    kept = build(
        feed, **table, LOOKUP=lookup, LOOKUP_FROM="CODGEO", LOOKUP_TO="AU", KEEP_UNKNOWN=True
    )
    assert ("001", "D") in flows(kept)


def test_a_lookup_may_start_from_the_stations_themselves(build, feed, squares, write):
    lookup = write("zones.csv", "stop,unit\nA,w\nD,e\n")
    built = build(feed, UNITS=squares(), LOOKUP=lookup, LOOKUP_FROM="stop", LOOKUP_TO="unit")
    assert flows(built) == {("w", "e"): 7}


def test_filters_dates_and_the_report(build, tmp_path, squares):
    trips = {**TRIPS, "slow": "A 8:00 | B 12:00", "coach": "A 8:00 | B 10:00"}
    folder = write_feed(tmp_path / "f", trips, stops=STOPS, routes={"coach": "3"})
    report = tmp_path / "report.html"
    built = build(
        str(folder),
        UNITS=squares(),
        UNIT_NAME="name",
        START=QDate(2025, 1, 6),
        END=QDate(2025, 1, 12),
        MAX_HOURS=3,
        MIN_TRAINS=7,
        REPORT=str(report),
    )
    assert flows(built) == {("w", "e"): 7, ("e", "w"): 7}
    assert reasons(built) == {
        ("inside_unit", ""): 1,
        ("unknown_destination", "D"): 3,
        ("not_a_train", ""): 1,
        ("too_slow", ""): 1,
    }
    page = report.read_text(encoding="utf-8")
    for text in (
        "6 January 2025 to 12 January 2025",
        "Trains a week",
        "too slow",
        "not a train",
        "West (w)",
        'Days counted</td><td class="number">7',
    ):
        assert text in page
    every = build(str(folder), UNITS=squares(), TRAINS_ONLY=False)
    assert flows(every)["w", "e"] == 21


def test_a_folder_and_one_of_its_tables_are_read(build, tmp_path):
    folder = write_feed(tmp_path / "f", TRIPS, stops=STOPS)
    assert flows(build(str(folder))) == flows(build(str(folder / "stops.txt")))


def test_it_writes_files_whole_or_not_at_all(build, refuse, feed, tmp_path, squares):
    target = tmp_path / "rail.gpkg"
    built = build(feed, UNITS=squares(), FLOWS=str(target))
    assert_fields(built.layer("FLOWS"), RAIL_FLOWS)
    before = target.read_bytes()
    refuse(feed, START="2030-01-01", END="2030-01-07", FLOWS=str(target))
    assert target.read_bytes() == before


def test_a_cancel_stops_at_once_and_writes_nothing(run, journal, feed):
    listening = journal(cancel_at=30)
    built = run("buildraillinks", listening, INPUT=feed, FLOWS="memory:", **PERIOD)
    assert built.outputs == {}


# --- what it refuses ------------------------------------------------------------------------------


def test_bad_feeds(refuse, tmp_path, write):
    assert "not_there.zip" in refuse(str(tmp_path / "not_there.zip"))
    folder = write_feed(tmp_path / "none", TRIPS, more={"stop_times.txt": None})
    assert "stop_times.txt" in refuse(str(folder))
    whole = zipped(write_feed(tmp_path / "cut", TRIPS))
    whole.write_bytes(whole.read_bytes()[:-100])
    assert "cut or damaged" in refuse(str(whole))


def test_bad_dates(refuse, feed):
    assert "2030-01-01" in refuse(feed, START="2030-01-01", END="2030-01-07")
    assert "exchange the two days" in refuse(feed, START="2025-01-12", END="2025-01-06")


def test_bad_tables_of_stations(refuse, feed, write):
    stations = write("stations.csv", "gare;insee\nX;75112\n")
    assert "gare, insee" in refuse(feed, STATIONS=stations)
    assert (
        "column" in refuse(feed, STATIONS=stations, STATION_ID="uic", STATION_CODE="insee").lower()
    )
    assert "“X”" in refuse(feed, STATIONS=stations, STATION_ID="gare", STATION_CODE="insee")


def test_units_where_no_station_lies(refuse, feed, squares, units, tmp_path):
    assert "leads to a unit" in refuse(feed, UNITS=units)
    assert "coordinate reference system" in refuse(feed, UNITS=squares(crs=""))
    away = write_feed(
        tmp_path / "away", {"t": "A 8:00 | B 9:00"}, stops={"A": (50, 0), "B": (9, 9)}
    )
    assert "leads to a unit" in refuse(str(away), UNITS=squares())


# --- the real feed --------------------------------------------------------------------------------


def test_tgv_counted_by_commune_is_the_published_table(build, shared_data):
    national = shared_data / "national"
    built = build(
        str(shared_data / "sources" / "gtfs_tgv_20241220.zip"),
        STATIONS=str(shared_data / "sources" / "stations.csv"),
        STATION_ID="Code(s) UIC",
        STATION_CODE="Code commune",
        UNITS=str(national / "au2010_points.gpkg"),
        UNIT_NAME="name",
        LOOKUP=str(national / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        END="2025-02-02",
        COUNT_ONCE="place",
    )
    expected = pd.read_csv(
        national / "rail_2025_au2010.csv", dtype={"origin": str, "destination": str}
    )
    fields = ("origin", "dest", "volume", "best_min")
    rows = [tuple(row[field] for field in fields) for row in built.rows("FLOWS")]
    assert rows == list(expected.itertuples(index=False, name=None))


def test_polygons_and_the_table_of_stations_agree_in_brittany(shared_data):
    feed = read_feed(shared_data / "sources" / "gtfs_tgv_20241220.zip")
    layer = QgsVectorLayer(str(shared_data / "bretagne" / "communes.gpkg"), "communes", "ogr")
    inside = places_inside(feed, read_units(layer, "code"))
    table = pd.read_csv(shared_data / "sources" / "stations.csv", sep=";", dtype=str)
    listed = station_places(feed, table["Code(s) UIC"], table["Code commune"])
    stops = [stop for stop, code in listed.items() if code[:2] in ("22", "29", "35", "56")]
    assert len(stops) > 20
    # The station of Auray stands in Brech, a few steps from the limit; SNCF says Auray.
    apart = {(listed[stop], inside.get(stop)) for stop in stops if listed[stop] != inside.get(stop)}
    assert apart == {("56007", "56023")}
