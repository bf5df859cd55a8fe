"""Parquet tables too large for memory, through DuckDB or pyarrow, whichever is there.

Both give the same chunks as `streaming.CsvStream`. GDAL, which QGIS brings, reads parquet on some
systems only: `ReaderMissingError` lets the caller try it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from .columns import column_position
from .flows import IntArray
from .reading import explained
from .spreadsheets import ReaderMissingError, unreadable
from .streaming import Chunk, CsvStream, PackedArray, Stream, pack_texts

DUCKDB, PYARROW = "duckdb", "pyarrow"
# Which libraries may read a parquet file, in order, by the key that the user chose.
_LIBRARIES = {"auto": (DUCKDB, PYARROW), "duckdb": (DUCKDB,), "pandas": (PYARROW,)}

_ROWS = 1 << 18
_VECTORS = 128  # of 2 048 rows each
_PATIENCE_SECONDS = 0.2
_DIGITS = "^[0-9]{1,18}$"

# DuckDB sees the columns under these names; those that are not asked for are empty.
_NUMBER_NAMES = ("n0", "n1")
_TEXT_NAMES = ("t0", "t1", "t2", "t3", "t4", "t5", "t6")
_DUCKDB_LABELS = """
CREATE TYPE label AS ENUM (
    SELECT label FROM (
        SELECT t0 AS label FROM asked UNION SELECT t1 FROM asked UNION SELECT t2 FROM asked
        UNION SELECT t3 FROM asked UNION SELECT t4 FROM asked UNION SELECT t5 FROM asked
        UNION SELECT t6 FROM asked
    ) WHERE label IS NOT NULL ORDER BY label
)
"""
_DUCKDB_ROWS = """
SELECT
    CASE WHEN regexp_full_match(n0, '[0-9]{1,18}') THEN TRY_CAST(n0 AS BIGINT) ELSE -1 END AS n0,
    CASE WHEN regexp_full_match(n1, '[0-9]{1,18}') THEN TRY_CAST(n1 AS BIGINT) ELSE -1 END AS n1,
    enum_code(t0::label)::INTEGER AS t0,
    enum_code(t1::label)::INTEGER AS t1,
    enum_code(t2::label)::INTEGER AS t2,
    enum_code(t3::label)::INTEGER AS t3,
    enum_code(t4::label)::INTEGER AS t4,
    enum_code(t5::label)::INTEGER AS t5,
    enum_code(t6::label)::INTEGER AS t6
FROM asked
"""
_DUCKDB_SETTINGS = {
    "memory_limit": "400MB",
    "preserve_insertion_order": "false",
    "autoinstall_known_extensions": "false",  # nothing comes from the network
    "autoload_known_extensions": "false",
}


def open_stream(path: Path, engine: str = "auto") -> Stream:
    """Return a table of any size, to be read by chunks.

    Parameters
    ----------
    path : path
        A csv file, compressed or not, or a parquet file.
    engine : str
        For parquet: `duckdb`, `pandas` (through pyarrow) or `auto`, the first that is there.

    Raises
    ------
    ReaderMissingError
        No library that reads parquet is installed, or not the one asked for.
    InputError
        The file is missing, empty or damaged.
    """
    if path.suffix.lower() != ".parquet":
        return CsvStream(path)
    libraries = _LIBRARIES[engine]
    for library in libraries:
        if find_spec(library) is not None:
            return DuckdbStream(path) if library == DUCKDB else ArrowStream(path)
    raise ReaderMissingError(path, " / ".join(libraries))


class ArrowStream:
    """A parquet file read by pyarrow."""

    def __init__(self, path: Path) -> None:
        self._path = path
        arrow = import_module(PYARROW)
        try:
            with explained(path):
                self._file = import_module("pyarrow.parquet").ParquetFile(path)
        except arrow.ArrowException as error:
            raise unreadable(path) from error
        self.header: Sequence[str] = tuple(self._file.schema_arrow.names)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self._path.name

    def chunks(self, numbers: Sequence[str], texts: Sequence[str]) -> Iterator[Chunk]:
        """Yield the columns asked for."""
        arrow = import_module(PYARROW)
        _require(self, (*numbers, *texts))
        total = max(self._file.metadata.num_rows, 1)
        done = 0
        columns = list(dict.fromkeys((*numbers, *texts)))
        try:
            for batch in self._file.iter_batches(_ROWS, columns=columns, use_threads=False):
                done += batch.num_rows
                yield Chunk(
                    {column: _arrow_numbers(batch.column(column)) for column in numbers},
                    {column: _arrow_texts(batch.column(column)) for column in texts},
                    done=done / total,
                )
        except (arrow.ArrowException, OSError) as error:
            raise unreadable(self._path) from error


def _arrow_numbers(column: Any) -> IntArray:
    arrow, compute = import_module(PYARROW), import_module("pyarrow.compute")
    text = compute.cast(column, arrow.string())
    digits = compute.match_substring_regex(text, _DIGITS)
    missing = arrow.scalar(None, arrow.null())
    number = compute.cast(compute.if_else(digits, text, missing), arrow.int64())
    found: IntArray = compute.fill_null(number, -1).to_numpy(zero_copy_only=False)
    return found


def _arrow_texts(column: Any) -> PackedArray:
    arrow, compute = import_module(PYARROW), import_module("pyarrow.compute")
    text = compute.fill_null(compute.cast(column, arrow.string()), "")
    coded = compute.dictionary_encode(text)
    codes: IntArray = coded.indices.to_numpy(zero_copy_only=False)
    return pack_texts(coded.dictionary.to_pylist())[codes]


class DuckdbStream:
    """A parquet file read by DuckDB, out of core."""

    def __init__(self, path: Path) -> None:
        duckdb = import_module(DUCKDB)
        self._path = path
        with explained(path):
            path.open("rb").close()  # DuckDB would take the path for a pattern
        self._connection = duckdb.connect(config=_DUCKDB_SETTINGS)
        try:
            self._relation = self._connection.read_parquet(str(path))
            self._relation.create_view("given")
            counted = self._connection.execute("SELECT count(*) FROM given").fetchall()
        except duckdb.Error as error:
            raise unreadable(path) from error
        self._rows = int(counted[0][0])
        self.header: Sequence[str] = tuple(self._relation.columns)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self._path.name

    def chunks(self, numbers: Sequence[str], texts: Sequence[str]) -> Iterator[Chunk]:
        """Yield the columns asked for."""
        duckdb = import_module(DUCKDB)
        _require(self, (*numbers, *texts))
        self._asked(numbers, texts).create_view("asked")
        run = self._connection.cursor()
        try:
            run.execute("DROP TYPE IF EXISTS label")
            for _ in _waiting(run, _DUCKDB_LABELS):
                yield _empty(numbers, texts)  # so that whoever reads may stop
            labels = run.execute("SELECT unnest(enum_range(NULL::label))").fetchall()
            packed = pack_texts([*(label for (label,) in labels), ""])  # a missing one is the last
            run.execute(_DUCKDB_ROWS)
            done = 0
            while len(rows := run.fetch_df_chunk(_VECTORS)):
                done += len(rows)
                codes = [_whole(rows[name]) for name in _TEXT_NAMES]
                yield Chunk(
                    dict(zip(numbers, (_whole(rows[name]) for name in _NUMBER_NAMES))),
                    dict(zip(texts, (packed[code] for code in codes))),
                    done=done / max(self._rows, 1),
                )
        except duckdb.Error as error:
            raise unreadable(self._path) from error
        finally:
            run.close()

    def _asked(self, numbers: Sequence[str], texts: Sequence[str]) -> Any:
        """Return the columns asked for under their names here, as texts."""
        duckdb = import_module(DUCKDB)
        columns: list[Any] = []
        for names, wanted in ((_NUMBER_NAMES, numbers), (_TEXT_NAMES, texts)):
            filled = [*wanted, *[""] * (len(names) - len(wanted))]
            for name, column in zip(names, filled):
                cell = (
                    duckdb.ColumnExpression(column) if column else duckdb.ConstantExpression("")
                )
                columns.append(cell.cast("VARCHAR").alias(name))
        return self._relation.select(*columns)


def _waiting(run: Any, query: str) -> Iterator[None]:
    """Run a query in a thread of its own; yield while it lasts, and interrupt it if left."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(run.execute, query)
        try:
            while wait([running], timeout=_PATIENCE_SECONDS).not_done:
                yield
            running.result()
        except GeneratorExit:
            run.interrupt()
            raise


def _whole(column: Any) -> IntArray:
    """Return a column as integers, missing ones as -1."""
    numbers: IntArray = column.fillna(-1).to_numpy(dtype=np.int64)
    return numbers


def _empty(numbers: Sequence[str], texts: Sequence[str]) -> Chunk:
    return Chunk(
        {column: np.empty(0, dtype=np.int64) for column in numbers},
        {column: np.empty(0, dtype=np.uint64) for column in texts},
    )


def _require(stream: Stream, columns: Sequence[str]) -> None:
    for column in columns:
        column_position(stream.header, column, stream.name)
