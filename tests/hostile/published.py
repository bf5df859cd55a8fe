"""Small files in the layouts of those that the builders of links read: made up, and labelled so."""

from __future__ import annotations

from pathlib import Path

_TRIPS = ("1001", "1002", "1003")
_STOPS = {"87000001": "29019", "87000002": "35238", "87000003": "22113"}
_ESTABLISHMENTS = (
    ("900000001", "true", "A", "29019", "21", "O"),
    ("900000001", "false", "A", "35238", "12", "O"),
    ("900000001", "false", "F", "22113", "NN", "N"),
    ("900000002", "true", "A", "35238", "31", "O"),
    ("900000002", "false", "A", "22113", "03", "O"),
    ("900000003", "false", "A", "22113", "11", "O"),
)
_PARTICIPATIONS = (
    ("100001", "11", "BREST", "29200", "FR", "coordinator"),
    ("100001", "12", "RENNES CEDEX 7", "35042", "FR", "participant"),
    ("100002", "11", "BREST", "29200", "FR", "participant"),
    ("100002", "13", "LANNION", "22300", "FR", "participant"),
    ("100002", "14", "Köln", "50667", "DE", "participant"),
)


def write_published(folder: Path) -> dict[str, str]:
    """Write a timetable, a register, participations and their tables; return their paths."""
    feed = folder / "feed"
    feed.mkdir(parents=True)
    places = list(_STOPS)
    _table(
        feed / "stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon",
        [
            (f"StopPoint:OCETrain TER-{stop}", f"Gare d'exemple {row}", 48 + row, -3 + row)
            for row, stop in enumerate(places)
        ],
    )
    _table(feed / "routes.txt", "route_id,route_type", [("R1", 2)])
    _table(
        feed / "trips.txt",
        "route_id,service_id,trip_id,trip_headsign",
        [("R1", "S1", f"T{trip}", trip) for trip in _TRIPS],
    )
    _table(
        feed / "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence",
        [
            (f"T{trip}", f"{8 + order}:00:00", f"{8 + order}:05:00", stop_id, order)
            for trip in _TRIPS
            for order, stop_id in enumerate(f"StopPoint:OCETrain TER-{stop}" for stop in places)
        ],
    )
    _table(
        feed / "calendar_dates.txt",
        "service_id,date,exception_type",
        [("S1", f"202501{day:02d}", 1) for day in range(6, 32)],
    )
    _table(folder / "stations.csv", "uic,insee", list(_STOPS.items()))
    _table(
        folder / "etablissements.csv",
        "siren,etablissementSiege,etatAdministratifEtablissement,codeCommuneEtablissement,"
        "trancheEffectifsEtablissement,caractereEmployeurEtablissement",
        list(_ESTABLISHMENTS),
    )
    _table(
        folder / "organization.csv",
        "projectID;organisationID;city;postCode;country;role",
        list(_PARTICIPATIONS),
    )
    _table(
        folder / "places.csv",
        "code,name,post_code",
        [("29019", "Brest", "29200"), ("35238", "Rennes", "35000"), ("22113", "Lannion", "22300")],
    )
    return {path.stem: str(path) for path in (*folder.iterdir(),)}


def _table(path: Path, header: str, rows: list[tuple[object, ...]]) -> None:
    mark = ";" if ";" in header else ","
    lines = [header, *(mark.join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
