"""The advanced measures as the number of units grows: 20, 159, 793, 3 006 and 36 389."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from alliance.core.communities import link_modularity, louvain
from alliance.core.distances import PointDistances
from alliance.core.expectation import gravity, quasi_independence
from alliance.core.flows import Flows, build_flows
from alliance.core.links import pair_flows
from alliance.core.options import LinkSettings, TtwaSettings
from alliance.core.partitions import compare_partitions
from alliance.core.regions import intramax, ttwa
from measuring import Row, measure
from osgeo import ogr

AREAS = TtwaSettings(1000, 0.6667, 10000, 0.75)
# LabourMarketAreas 3.4 takes 30 to 47 s on as many units.
R_UNITS = 377
CUTOFF_KM = 20.0
COLUMNS = ["CODGEO", "DCETU", "NBFLUX_C12_SCOL02P"]


def rows(shared: Path) -> Iterator[Row]:
    """Measure regions, communities, expectations and indices on each set of flows."""
    for size, flows, places in _data(shared):
        yield from _regions(size, flows)
        if flows.n_units >= 100:
            yield from _communities(size, flows)
            yield from _expectations(size, flows, places)
    yield from _indices()


def _regions(size: str, flows: Flows) -> Iterator[Row]:
    repeats = 3 if flows.n_units < 10_000 else 1
    row, areas = measure("regions, ttwa", size, lambda: ttwa(flows, AREAS), repeats=repeats)
    yield row._replace(size=f"{size}, {areas.count} areas")
    n_regions = max(20, flows.n_units // 100)
    row, regions = measure(
        "regions, intramax", size, lambda: intramax(flows, n_regions), repeats=repeats
    )
    yield row._replace(size=f"{size}, Q {regions.modularity:.3f}")


def _communities(size: str, flows: Flows) -> Iterator[Row]:
    links = pair_flows(flows)
    graph = links.first, links.second, links.volume
    n_units = flows.n_units

    def quality(labels: np.ndarray) -> str:
        return f"{size}, Q {link_modularity(n_units, *graph, labels):.4f}"

    repeats = 3 if n_units < 10_000 else 1
    row, labels = measure(
        "communities, louvain", size, lambda: louvain(n_units, *graph), repeats=repeats
    )
    yield row._replace(size=quality(labels))
    for name, other in _other_louvains(n_units, *graph).items():
        row, labels = measure(f"  {name} (one seed)", size, other, repeats=1)
        yield row._replace(size=quality(labels))


def _other_louvains(
    n_units: int, first: np.ndarray, second: np.ndarray, weight: np.ndarray
) -> dict[str, Callable[[], np.ndarray]]:
    graph = nx.Graph()
    graph.add_nodes_from(range(n_units))
    graph.add_weighted_edges_from(zip(first.tolist(), second.tolist(), weight.tolist()))

    def by_networkx() -> np.ndarray:
        labels = np.empty(n_units, dtype=np.int64)
        for number, group in enumerate(nx.community.louvain_communities(graph, seed=1)):
            labels[list(group)] = number
        return labels

    found = {"networkx": by_networkx}
    try:
        import igraph
    except ImportError:
        return found
    other = igraph.Graph(n_units, list(zip(first.tolist(), second.tolist())))
    found["igraph"] = lambda: np.array(
        other.community_multilevel(weights=weight.tolist()).membership
    )
    return found


def _expectations(size: str, flows: Flows, places: np.ndarray) -> Iterator[Row]:
    row, model = measure("expectation, quasi-independence", size, lambda: quasi_independence(flows))
    yield row._replace(size=f"{size}, margins {model.margin_error:.0e}")
    small = flows.n_units <= 5_000
    x, y = places.T
    reach = f", {CUTOFF_KM:.0f} km"
    for family in ("exponential", "power"):
        settings = LinkSettings(deterrence=family)
        for cutoff, label in [(np.inf, "")] * small + [(CUTOFF_KM, reach)] * (not small):
            distance = PointDistances(x, y, cutoff_km=cutoff)
            row, model = measure(
                f"expectation, gravity, {family}{label}",
                size,
                lambda distance=distance, settings=settings: gravity(flows, distance, settings),
                repeats=1,
            )
            yield row._replace(
                size=f"{size}, {model.iterations} rounds, margins {model.margin_error:.0e}"
            )


def _indices() -> Iterator[Row]:
    for n_units in (159, 793, 3_000, 36_000):
        draw = np.random.default_rng(n_units)
        first, second = draw.integers(0, n_units // 20, (2, n_units))
        yield measure(
            "partitions, all indices",
            f"{n_units} units",
            lambda first=first, second=second: compare_partitions(first, second),
        )[0]


def _data(shared: Path) -> Iterator[tuple[str, Flows, np.ndarray]]:
    nowhere = np.empty((0, 2))
    table = pd.read_csv(shared / "oracles" / "lma_brindisi_commuting_2001.csv", dtype=str)
    yield "Brindisi, 20", _flows(table), nowhere
    table = pd.read_csv(shared / "grandest" / "commuting_2011.csv", dtype=str)
    flows = _flows(table[["i", "j", "fij"]])
    yield (
        "Grand Est, 159",
        flows,
        _centroids(shared / "grandest" / "urban_areas.gpkg", "code", flows),
    )
    table = pd.read_csv(shared / "national" / "students_2012_au2010.csv.gz", dtype=str)
    flows = _flows(table[["i", "j", "fij"]])
    points = pd.read_csv(shared / "national" / "au2010_points.csv", dtype={"code": str})
    lonlat = points.set_index("code")[["lon", "lat"]].reindex(flows.codes).to_numpy(dtype=float)
    small = np.argsort(flows.inflows("all"), kind="stable")[:-R_UNITS]
    yield (
        f"largest urban areas, {R_UNITS}",
        flows.without(flows.codes[small]),
        np.delete(lonlat, small, axis=0),
    )
    yield "urban areas, 793", flows, lonlat
    communes = shared / "national" / "communes_2024.gpkg"
    table = pd.read_csv(shared / "bretagne" / "students_2012_communes.csv", sep=";", dtype=str)
    flows = _flows(table[COLUMNS])
    yield "communes of Brittany and around, 3 006", flows, _centroids(communes, "INSEE_COM", flows)
    table = pd.read_csv(
        shared / "national" / "students_2012_communes.csv.gz",
        sep=";",
        encoding="cp1252",
        dtype=str,
    )
    flows = _flows(table[COLUMNS])
    yield "communes, 36 389", flows, _centroids(communes, "INSEE_COM", flows)


def _flows(table: pd.DataFrame) -> Flows:
    origin, destination, volume = (table[name] for name in table.columns)
    return build_flows(origin, destination, volume.str.replace(",", ".").astype(float))


def _centroids(file: Path, field: str, flows: Flows) -> np.ndarray:
    """Return longitudes and latitudes, NaN where a code has no polygon."""
    source = ogr.Open(str(file))
    layer = source.GetLayer(0)
    degrees = ogr.osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(ogr.osr.OAMS_TRADITIONAL_GIS_ORDER)
    system = layer.GetSpatialRef()
    system.SetAxisMappingStrategy(ogr.osr.OAMS_TRADITIONAL_GIS_ORDER)
    turn = ogr.osr.CoordinateTransformation(system, degrees)
    place = {}
    for feature in layer:
        centre = feature.GetGeometryRef().Centroid()
        centre.Transform(turn)
        place[feature.GetField(field)] = centre.GetX(), centre.GetY()
    return np.array([place.get(code, (np.nan, np.nan)) for code in flows.codes])
