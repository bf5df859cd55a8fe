"""Print the files that a run wrote and the systems that it found, one a line."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

LAYER = "systems"


def show(folder: Path) -> int:
    """Print the results of `folder`; return 1 when they are not there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    systems = [row for path in files if path.suffix == ".gpkg" for row in systems_of(path)]
    if not systems:
        print(f"No system in {folder}: the run did not write its results.", file=sys.stderr)
        return 1
    print(f"\nResults in {folder}:")
    for path in files:
        print(f"  {path.relative_to(folder)}  {path.stat().st_size / 1000:,.0f} kB")
    print(f"\n{len(systems)} systems:")
    for number, name, units, weight in systems:
        print(f"  {number:>3}  {name}: {units} units, weight {weight:,.0f}")
    return 0


def systems_of(geopackage: Path) -> list[tuple[int, str, int, float]]:
    """Return number, name, units and weight of each system; none when there is no such layer."""
    with closing(sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True)) as database:
        layers = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
        if LAYER not in layers:
            return []
        return database.execute(
            f'SELECT system, name, units, coalesce(weight, 0) FROM "{LAYER}" ORDER BY system'
        ).fetchall()


if __name__ == "__main__":
    raise SystemExit(show(Path(sys.argv[1])))
