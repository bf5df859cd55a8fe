"""The main job on the national student file, and on a synthetic one of a million rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
from alliance.core.aggregation import load_rows
from alliance.core.cumulation import cumulate
from alliance.core.flows import build_flows, encode_codes
from alliance.core.options import (
    DEFAULT_RULE_VALUES,
    RULES,
    CumulationSettings,
    LinkSettings,
    LinkType,
    SystemSettings,
)
from alliance.core.reading import load_file, read_lookup, read_table
from alliance.core.selection import compute_links
from alliance.core.systems import detect_systems
from measuring import Row, measure

STEP = 1.0  # seconds: the budget of one step of the method on national commune data
READING = 3.0  # loading costs at most this many times a bare pandas read
INTENSITIES = ("volume", "origin_share", "relative_link", "smart", "cosine", "preference")
METHODS = ("components", "attachment", "core_attachment", "louvain")
COLUMNS = ["CODGEO", "DCETU", "NBFLUX_C12_SCOL02P"]
BARE, LOADING = "bare pandas read", "loading, whole"
READERS = ("reading", LOADING)
SYNTHETIC_ROWS = 1_000_000
SYNTHETIC_UNITS = 36_000


def rows(shared: Path) -> Iterator[Row]:
    """Measure every step on the published file, then on a synthetic one."""
    file = shared / "national" / "students_2012_communes.csv.gz"
    lookup_file = shared / "national" / "commune_zones_2014.csv.gz"
    lookup = read_lookup(lookup_file, "CODGEO", "AU2010")
    national = "national, 372 325 rows"
    yield from _with_budget(_reading(file, national, "cp1252", lookup), READING)
    yield from _with_budget(_method(_communes(file), "national communes"))
    yield from _writing(file, "national, 19 417 pairs of urban areas", lookup)
    with tempfile.TemporaryDirectory() as folder:
        synthetic = _synthetic_file(Path(folder))
        size = "SYNTHETIC, 1 000 000 rows"
        yield from _reading(synthetic, size, "utf-8", None)
        yield from _method(_communes(synthetic), size)


def _with_budget(rows: Iterator[Row], times: float | None = None) -> Iterator[Row]:
    """Add the budgets: a second a step, or a number of times the bare read for what reads a file.

    They hold for the national file; the synthetic one is beside it to show the growth.
    """
    bare = 0.0
    for row in rows:
        if row.step == BARE:
            bare = row.seconds
            yield row
        elif row.step in READERS and times is not None:
            yield row._replace(budget=times * bare)
        else:
            yield row._replace(budget=STEP)


def _reading(file: Path, size: str, encoding: str, lookup: pd.DataFrame | None) -> Iterator[Row]:
    options = {"sep": ";", "encoding": encoding, "dtype": str, "keep_default_na": False}
    yield measure(BARE, size, lambda: pd.read_csv(file, **options))[0]
    reading, table = measure("reading", size, lambda: read_table(file, choose=lambda _: COLUMNS))
    yield reading
    frame = table.frame
    yield measure("coding", size, lambda: encode_codes([frame[name] for name in COLUMNS[:2]]))[0]
    volume = frame[COLUMNS[2]].astype(float)
    step = "aggregation, lookup included" if lookup is not None else "aggregation"
    ends = [frame[name] for name in COLUMNS[:2]]
    yield measure(step, size, lambda: load_rows(*ends, volume, lookup=lookup))[0]
    yield measure(LOADING, size, lambda: load_file(file, lookup=lookup))[0]


def _communes(file: Path) -> SimpleNamespace:
    table = read_table(file, choose=lambda _: COLUMNS).frame
    flows = build_flows(*(table[name] for name in COLUMNS[:2]), table[COLUMNS[2]].astype(float))
    return SimpleNamespace(flows=flows, size=f"{flows.n_units} units, {len(flows)} pairs")


def _method(data: SimpleNamespace, origin: str) -> Iterator[Row]:
    flows, size = data.flows, f"{origin}: {data.size}"
    for key in INTENSITIES:
        settings = LinkSettings(intensity=key, rule="all", min_volume=1)
        yield measure(f"intensity {key}", size, lambda s=settings: compute_links(flows, s))[0]
    linked = None
    for rule in RULES:
        settings = LinkSettings(rule=rule, rule_value=DEFAULT_RULE_VALUES[rule])
        row, result = measure(f"rule {rule}", size, lambda s=settings: compute_links(flows, s))
        yield row
        linked = result if rule == "first" else linked
    kinds = [(LinkType("first"), linked.frame), (LinkType("again"), linked.frame)]
    row, cumulated = measure("cumulation", size, lambda: cumulate(kinds, CumulationSettings()))
    yield row
    units = pd.DataFrame({"code": flows.codes, "weight": flows.outflows("all")})
    links = f"{len(flows.codes)} units, {len(cumulated)} links"
    for method in METHODS:
        settings = SystemSettings(method=method)
        yield measure(
            f"systems {method}", links, lambda s=settings: detect_systems(cumulated, units, s)
        )[0]


def _writing(file: Path, size: str, lookup: pd.DataFrame) -> Iterator[Row]:
    """Measure how long QGIS takes to write the flows as lines; nothing without QGIS."""
    try:
        from alliance.algorithms.fields import FLOWS
        from alliance.algorithms.geometry import read_units
        from alliance.algorithms.geopackage import GeoPackage
        from alliance.algorithms.line_tables import flow_lines
        from qgis.core import QgsApplication, QgsVectorLayer
    except ImportError:
        return
    application = QgsApplication.instance() or QgsApplication([], False)
    application.initQgis()
    points = file.parent / "au2010_points.gpkg"
    units = read_units(QgsVectorLayer(str(points), "units", "ogr"), "code", "name")
    frame = load_file(file, lookup=lookup, units=units.frame["code"]).flows.frame()

    def write() -> None:
        with tempfile.TemporaryDirectory() as folder:
            table = flow_lines(frame, units)
            GeoPackage(Path(folder) / "flows.gpkg").write(
                "flows",
                table.frame,
                FLOWS,
                geometry=table.geometry,
                wkb_type=table.wkb_type,
                crs=table.crs,
            )

    yield measure("writing of features", size, write)[0]


def _synthetic_file(folder: Path) -> Path:
    """Write a million synthetic rows in INSEE's layout: codes of communes, log-normal volumes."""
    random = np.random.default_rng(2022)
    codes = np.array([f"{number:05d}" for number in range(1000, 1000 + SYNTHETIC_UNITS)])
    frame = pd.DataFrame(
        {
            "CODGEO": codes[random.integers(0, SYNTHETIC_UNITS, SYNTHETIC_ROWS)],
            "LIBGEO": "commune",
            "DCETU": codes[random.integers(0, SYNTHETIC_UNITS, SYNTHETIC_ROWS)],
            "L_DCETU": "commune",
            "NBFLUX_C12_SCOL02P": np.round(random.lognormal(2, 1, SYNTHETIC_ROWS), 6),
        }
    )
    path = folder / "synthetic.csv"
    frame.to_csv(path, sep=";", index=False)
    return path
