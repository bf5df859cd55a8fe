"""Compare runs of one recipe by several versions: compare_runs.py FOLDER FOLDER... ; 1 if unlike.

Each folder holds what `runrecipe` wrote. Tables must have the same rows in the same order: same
texts, same whole numbers, and the same real ones to one part in a thousand million (distances and
areas come from libraries of geometry that differ in their last digits). Shapes must have the same
points to a millimetre, and the records of the runs the same counts.
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from osgeo import ogr

REAL_TOLERANCE = 1e-9
SHAPE_TOLERANCE = 1e-3
# QGIS writes styles as each of its versions does.
NOT_RESULTS = {"layer_styles"}
# What a run says of itself: when, where, with what.
NOT_COMPARED = {"date", "versions"}


def main(folders: list[Path]) -> int:
    """Compare every run with the first; say what differs, or that nothing does."""
    first, *others = folders
    tables, record = read_run(first)
    rows = sum(len(table) for _, table in tables.values())
    print(f"{first}: {len(tables)} tables, {rows:,} rows")
    unlike = 0
    for folder in others:
        differences, largest = compare(tables, record, *read_run(folder))
        unlike += bool(differences)
        print(*differences, sep="\n", end="\n" if differences else "")
        verdict = f"{len(differences)} DIFFERENCES" if differences else "the same"
        print(f"{folder}: {verdict}; real numbers differ by {largest:.1e} of their size at most")
    return int(unlike > 0)


def read_run(folder: Path) -> tuple[dict, dict]:
    """Return the tables of a run, name to columns and rows, and its record."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(f"file:{folder / 'results.gpkg'}?mode=ro", uri=True)) as database:
        names = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
        tables = {}
        for name in sorted(names - NOT_RESULTS):
            found = database.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            tables[name] = ([column[0] for column in found.description], found.fetchall())
    return tables, {key: value for key, value in record.items() if key not in NOT_COMPARED}


def compare(tables: dict, record: dict, others: dict, other: dict) -> tuple[list[str], float]:
    """Return what differs between two runs, and the largest relative difference of reals."""
    found = [
        f"run.json: {key} differs"
        for key in sorted({*record, *other})
        if record.get(key) != other.get(key)
    ]
    found += [f"only one run has the table {name}" for name in sorted({*tables} ^ {*others})]
    largest = 0.0
    for name in sorted({*tables} & {*others}):
        (columns, rows), (other_columns, other_rows) = tables[name], others[name]
        if columns != other_columns or len(rows) != len(other_rows):
            found.append(f"{name}: {len(rows)} rows and {len(other_rows)}, or other columns")
            continue
        for row, other_row in zip(rows, other_rows):
            for column, value, other_value in zip(columns, row, other_row):
                gap = distance(value, other_value)
                if not gap <= tolerance(value):
                    found.append(f"{name}, row {row[0]}, {column}: {value!r}, {other_value!r}")
                elif isinstance(value, float):
                    largest = max(largest, gap)
    return found, largest


def tolerance(value: object) -> float:
    """Return how far a value may be from the same one of another run."""
    return {float: REAL_TOLERANCE, bytes: SHAPE_TOLERANCE}.get(type(value), 0.0)


def distance(one: object, other: object) -> float:
    """Return how far two values are: reals relatively, shapes in metres, others nought or all."""
    if type(one) is not type(other):
        return math.inf
    if isinstance(one, float):
        return abs(one - other) / max(abs(one), abs(other), 1e-300)
    if isinstance(one, bytes):
        points, others = points_of(one), points_of(other)
        if len(points) != len(others):
            return math.inf
        return max((math.dist(*pair) for pair in zip(points, others)), default=0.0)
    return 0.0 if one == other else math.inf


def points_of(shape: bytes) -> list[tuple[float, ...]]:
    """Return the points of a shape of a GeoPackage: a header, then the shape as WKB."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[shape[3] >> 1 & 7]
    waiting, points = [ogr.CreateGeometryFromWkb(shape[8 + envelope :])], []
    while waiting:
        geometry = waiting.pop()
        points += geometry.GetPoints() or [] if geometry.GetPointCount() else []
        waiting += [geometry.GetGeometryRef(i).Clone() for i in range(geometry.GetGeometryCount())]
    return points


if __name__ == "__main__":
    raise SystemExit(main([Path(argument) for argument in sys.argv[1:]]))
