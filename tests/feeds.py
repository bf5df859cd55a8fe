"""Small timetables in GTFS, written by hand for the tests."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

# Two weeks from Monday 6 January 2025.
DAYS = [f"202501{day:02d}" for day in range(6, 20)]
STOPS = {"A": (0.1, 45.1), "B": (1.1, 45.2), "C": (2.1, 45.3), "D": (3.1, 45.4)}


def write_feed(
    folder: Path,
    trips: Mapping[str, str],
    *,
    services: Mapping[str, str] | None = None,
    dates: Mapping[str, Iterable[str]] | None = None,
    numbers: Mapping[str, str] | None = None,
    headsigns: Mapping[str, str] | None = None,
    routes: Mapping[str, str] | None = None,
    stops: Mapping[str, tuple[float, float]] | None = None,
    more: Mapping[str, str] | None = None,
) -> Path:
    """Write a folder of tables.

    Parameters
    ----------
    trips : mapping
        From a trip to its calls, such as "A 8:00 | B 9:00 9:05 | -C 10:00": stop, arrival and
        departure (one time for both, "?" for none); +A for boarding only, -C for alighting only.
    services : mapping, optional
        From a trip to its service; by default all follow "daily".
    dates : mapping, optional
        From a service to its days; by default "daily" runs on each of `DAYS`.
    numbers, headsigns : mapping, optional
        From a trip to its short name, and to what its front shows.
    routes : mapping, optional
        From a trip to the type of its route; by default 2, a train.
    more : mapping, optional
        Further or other tables, as texts; None takes one away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    services = services or {}
    table(
        folder / "stops.txt",
        ["stop_id", "stop_name", "stop_lat", "stop_lon"],
        [[stop, f"Gare {stop}", lat, lon] for stop, (lon, lat) in (stops or STOPS).items()],
    )
    kinds = {trip: (routes or {}).get(trip, "2") for trip in trips}
    table(
        folder / "routes.txt",
        ["route_id", "route_type"],
        [[f"R{kind}", kind] for kind in sorted(set(kinds.values()))],
    )
    table(
        folder / "trips.txt",
        ["route_id", "service_id", "trip_id", "trip_headsign", "trip_short_name"],
        [
            [
                f"R{kinds[trip]}",
                services.get(trip, "daily"),
                trip,
                (headsigns or {}).get(trip, ""),
                (numbers or {}).get(trip, ""),
            ]
            for trip in trips
        ],
    )
    table(
        folder / "calendar_dates.txt",
        ["service_id", "date", "exception_type"],
        [[service, day, 1] for service, days in (dates or {"daily": DAYS}).items() for day in days],
    )
    table(
        folder / "stop_times.txt",
        [
            "trip_id",
            "arrival_time",
            "departure_time",
            "stop_id",
            "stop_sequence",
            "pickup_type",
            "drop_off_type",
        ],
        [row for trip, calls in trips.items() for row in _calls(trip, calls)],
    )
    for name, text in (more or {}).items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(folder: Path, inside: str = "") -> Path:
    """Pack a feed beside its folder."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in sorted(folder.iterdir()):
            archive.write(item, inside + item.name)
    return path


def table(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


def _calls(trip: str, calls: str) -> Iterable[list[object]]:
    for order, call in enumerate(calls.split("|")):
        stop, *times = call.split()
        arrival, departure = (times * 2)[:2]
        yield [
            trip,
            arrival.replace("?", ""),
            departure.replace("?", ""),
            stop.lstrip("+-"),
            order * 10,
            1 if stop.startswith("-") else 0,
            1 if stop.startswith("+") else 0,
        ]
