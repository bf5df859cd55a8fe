"""A whole timetable of high-speed trains, read and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from alliance.core.gtfs import read_feed
from alliance.core.options import RailSettings
from alliance.core.rail import build_rail, station_places
from measuring import Row, measure


def rows(shared: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    path = shared / "sources" / "gtfs_tgv_20241220.zip"
    row, feed = measure(
        "read a timetable", "high-speed trains, 35 278 calls", lambda: read_feed(path), 2.0
    )
    yield row
    table = pd.read_csv(shared / "sources" / "stations.csv", sep=";", dtype=str)
    places = station_places(feed, table["Code(s) UIC"], table["Code commune"])
    settings = RailSettings(start="2025-01-06", end="2025-02-02")
    row, _ = measure(
        "count its trains", "107 768 rides", lambda: build_rail(feed, settings, places=places), 1.0
    )
    yield row
