"""Time and memory of every engine on a synthetic matrix of mobile phones.

    .venv/bin/python tests/benchmarks/engines_benchmark.py --rows 100000000 --folder /tmp/matrix

Rows are synthetic: 36 000 cells, 800 units of 45 cells, origin and destination drawn by a hash of
the number of the row, volume from 0.1 to 10. DuckDB writes them once, as csv and as parquet. Each
engine then runs in a process of its own. Memory is the sum over the processes that work for it,
shared pages counted once (PSS), looked at twice a second; so is the time of processors, which tells
more than seconds where the computer has other things to do.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from measuring import Row, measure

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))  # servers of the tests
CELLS, CELLS_A_UNIT = 36_000, 45
COLUMNS = ("origin", "destination", "volume")
RUNS = (
    ("duckdb", "csv"),
    ("duckdb", "parquet"),
    ("pandas", "csv"),
    ("pandas", "parquet"),
    ("dask", "csv"),
    ("dask", "parquet"),
    ("postgresql", "table"),
)


def register_package() -> None:
    """Let `alliance` be imported from this repository, whatever its folder is called."""
    spec = importlib.util.spec_from_file_location(
        "alliance", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["alliance"] = package
    spec.loader.exec_module(package)


def write_matrix(folder: Path, rows: int) -> None:
    """Write the synthetic matrix where it is not there yet."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(
        "CREATE VIEW matrix AS SELECT lpad(cast(o AS VARCHAR), 5, '0') AS origin, "
        "lpad(cast((o + hash(i * 3 + 1) % 3600) % 36000 AS VARCHAR), 5, '0') AS destination, "
        "(1 + hash(i * 3 + 2) % 100) / 10.0 AS volume "
        f"FROM (SELECT range AS i, hash(range * 3) % 36000 AS o FROM range({rows}))"
    )
    formats = {"csv": "FORMAT csv, HEADER, DELIMITER ';'", "parquet": "FORMAT parquet"}
    for name, options in formats.items():
        path = folder / f"matrix.{name}"
        if not path.exists():
            start = time.perf_counter()
            connection.execute(f"COPY matrix TO '{path}' ({options})")
            print(f"{path.name}: {path.stat().st_size / rows:.1f} bytes a row, written in "
                  f"{time.perf_counter() - start:.0f} s", flush=True)


def options() -> dict:
    cells = [f"{cell:05d}" for cell in range(CELLS)]
    units = [f"U{cell // CELLS_A_UNIT:03d}" for cell in range(CELLS)]
    return {"lookup": dict(zip(cells, units)), "units": sorted(set(units))}


# --- one engine, in its own process -------------------------------------------------------------


def load(engine: str, source: str, address: str = "") -> Any:
    """Load the matrix with an engine; `address` is that of the scheduler or the database."""
    if engine == "postgresql":
        from alliance.core.columns import Columns
        from alliance.core.engines.postgresql import Relation, load_with_postgresql

        types = {"origin": "text", "destination": "text", "volume": "float8"}
        relation = Relation(address, "public", "matrix", types)
        return load_with_postgresql(relation, "matrix", Columns(*COLUMNS), options())
    from alliance.core.engines.files import load_with_engine

    names = dict(zip(COLUMNS, COLUMNS))
    return load_with_engine(Path(source), engine=engine, scheduler=address, **names, **options())


def run(engine: str, source: str, address: str) -> None:
    """Load once and print what came out."""
    register_package()
    start = time.perf_counter()
    loading = load(engine, source, address)
    print(json.dumps({
        "seconds": time.perf_counter() - start,
        "rows": loading.rows_read,
        "pairs": len(loading.flows),
        "volume": loading.volume_kept.hex(),
        "sum": float((loading.flows.volume * range(1, len(loading.flows) + 1)).sum()).hex(),
    }))


# --- memory -------------------------------------------------------------------------------------


def tree(pid: int) -> list[int]:
    """A process and all those that it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        for child in (task / "children").read_text().split():
            found += tree(int(child))
    return found


def alive(roots: list[int]) -> Iterator[Path]:
    """Yield the folders in /proc of some processes and of those that they started, each once."""
    pids: set[int] = set()
    for root in roots:
        with suppress(FileNotFoundError, ProcessLookupError):
            pids.update(tree(root))
    yield from (Path(f"/proc/{pid}") for pid in pids)


def memory(roots: list[int]) -> float:
    """MB that some processes hold, shared pages counted once."""
    total = 0
    for process in alive(roots):
        with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            lines = (process / "smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def processors(roots: list[int]) -> float:
    """Seconds that some processes, and those that they waited for, have computed."""
    ticks = 0
    for process in alive(roots):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = (process / "stat").read_text().rpartition(") ")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(engine: str, source: str, address: str = "", others: list[int] | None = None) -> dict:
    command = [sys.executable, __file__, "--run", engine, source, address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        roots = [process.pid, *(others or [])]
        peak, busy, before = 0.0, 0.0, processors(others or [])
        output: list[str] = []
        reader = threading.Thread(target=lambda: output.extend(process.stdout))
        reader.start()
        while process.poll() is None:
            peak = max(peak, memory(roots))
            busy = max(busy, processors(roots) - before)
            time.sleep(0.5)
        reader.join()
    return {**json.loads(output[-1]), "peak": peak, "busy": busy}


# --- servers ------------------------------------------------------------------------------------


def with_dask(source: str) -> dict:
    from dask_cluster import running_cluster

    with running_cluster() as (address, process):
        return measured("dask", source, address, [process])


def with_postgresql(source: str) -> dict:
    import psycopg2
    from postgresql import running_server

    with running_server() as server:
        connection = psycopg2.connect(server.dsn)
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(
            "CREATE UNLOGGED TABLE matrix (origin text, destination text, volume float8)"
        )
        start = time.perf_counter()
        with Path(source).open() as rows:
            cursor.copy_expert("COPY matrix FROM STDIN (FORMAT csv, HEADER, DELIMITER ';')", rows)
        copied = time.perf_counter() - start
        cursor.execute("ANALYZE matrix")
        cursor.execute("SELECT pg_total_relation_size('matrix')")
        (size,) = cursor.fetchone()
        found = measured("postgresql", "", server.dsn, server.processes()[:1])
        print(f"COPY: {copied:.0f} s, {size / found['rows']:.0f} bytes a row", flush=True)
        return found


def rows() -> Iterator[Row]:
    """Yield two engines on a million rows, for the table of `make bench`."""
    with tempfile.TemporaryDirectory() as folder:
        write_matrix(Path(folder), 1_000_000)
        for engine, kind in (("pandas", "csv"), ("duckdb", "parquet")):
            step = partial(load, engine, str(Path(folder) / f"matrix.{kind}"))
            yield measure(f"engine {engine}", f"1 000 000 synthetic rows, {kind}", step)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/alliance-matrix"))
    parser.add_argument("--engines", default="pandas,duckdb,dask,postgresql")
    parser.add_argument("--run", nargs=3)
    given = parser.parse_args()
    if given.run:
        run(*given.run)
        return
    write_matrix(given.folder, given.rows)
    print("| engine | source | seconds | processor seconds | peak MB |")
    print("|---|---|---|---|---|")
    results = set()
    for engine, kind in RUNS:
        if engine not in given.engines.split(","):
            continue
        source = str(given.folder / f"matrix.{'csv' if kind == 'table' else kind}")
        if engine == "dask":
            found = with_dask(source)
        elif engine == "postgresql":
            found = with_postgresql(source)
        else:
            found = measured(engine, source)
        results.add((found["rows"], found["pairs"], found["volume"], found["sum"]))
        print(f"| {engine} | {kind} | {found['seconds']:.0f} | {found['busy']:.0f} | "
              f"{found['peak']:.0f} |", flush=True)
    print("all equal to the last digit" if len(results) == 1 else f"DIFFERENT: {results}")


if __name__ == "__main__":
    main()
