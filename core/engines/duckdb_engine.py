"""DuckDB: the table is read and summed out of core, on all the cores of this computer."""

from __future__ import annotations

import tempfile
from glob import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ..aggregation import Loading
from ..chunks import TextLayout
from ..codes import ARRONDISSEMENTS
from ..columns import Columns
from ..errors import InputError
from ..messages import translate
from ..progress import Progress, part, silent
from ..reading import no_row
from .job import ColumnsOf, Job
from .optional import library
from .sql import SUMS, SURVEY, survey_of
from .two_passes import COMMA_VOLUME, PLAIN_VOLUME, Plan, note_unreadable, plan, sums_of
from .waiting import watched

_SETTINGS = {
    # Nothing comes from the network.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # Without a limit DuckDB takes most of the memory for groups that it could have added earlier.
    "memory_limit": "2GB",
}
_FLOATS = ("FLOAT", "DOUBLE")
_NUMBERS = (
    *_FLOATS,
    *(sign + size for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")),
)


def load_with_duckdb(
    path: Path,
    layout: TextLayout | None,
    columns_of: ColumnsOf,
    options: dict[str, Any],
    progress: Progress = silent,
) -> Loading:
    """Load a parquet file, a folder of them, or a plain text table.

    Parameters
    ----------
    path : Path
    layout : TextLayout or None
        How the text is laid out; None for parquet.
    columns_of, options, progress
        See `load_with_pandas`.

    Raises
    ------
    InputError
        DuckDB is not installed or cannot read the file; see also `reading.load_file`.
    """
    duckdb = library("duckdb", "duckdb")
    with tempfile.TemporaryDirectory(prefix="alliance-") as folder:
        connection = duckdb.connect(config={"temp_directory": folder, **_SETTINGS})
        try:
            run = _Run(duckdb, connection, path, layout)
            return run.load(columns_of, options, progress)
        except duckdb.OutOfMemoryException as error:
            raise MemoryError(str(error)) from error
        except duckdb.Error as error:
            raise InputError(
                translate(
                    "Alliance",
                    "DuckDB cannot read “{file}” ({reason}): the file may be cut, damaged or of "
                    "another kind."
                ).format(file=path.name, reason=str(error).strip().splitlines()[0])
            ) from error
        finally:
            connection.close()


class _Run:
    def __init__(self, duckdb: Any, connection: Any, path: Path, layout: TextLayout | None) -> None:
        self._duckdb = duckdb
        self._connection = connection
        self._name = path.name
        self._layout = layout
        self._table = self._open(path)
        # The names of a csv are ours: DuckDB would change those that it finds doubled.
        names = self._table.columns
        self._header = [str(name).strip() for name in names] if layout is None else layout.header

    def load(
        self, columns_of: ColumnsOf, options: dict[str, Any], progress: Progress
    ) -> Loading:
        columns = columns_of(self._header)
        job = Job(self._name, options)
        self._flows(columns).create_view("flows")
        progress(0.0)
        self._execute("SET enable_progress_bar = true")
        self._execute("SET enable_progress_bar_print = false")
        seen = self._rows(SURVEY, part(progress, 0.0, 0.5))
        survey = survey_of(seen)
        floats = (self._is(columns.origin, _FLOATS), self._is(columns.destination, _FLOATS))
        decided = plan(job, survey, floats)
        self._register(decided)
        rows = self._rows(SUMS, part(progress, 0.5, 1.0))
        if not rows:
            raise no_row(self._name)
        sums = sums_of(zip(*rows))
        note_unreadable(job, sums, decided)
        return job.conclude(sums, columns)

    # --- the table ------------------------------------------------------------------------------

    def _open(self, path: Path) -> Any:
        if self._layout is None:
            pattern = escape(str(path))
            return self._connection.read_parquet(
                f"{pattern}/**/*.parquet" if path.is_dir() else pattern
            )
        names = {f"c{number}": "VARCHAR" for number in range(len(self._layout.header))}
        return self._connection.read_csv(
            escape(str(path)),
            sep=self._layout.separator,
            header=False,
            skiprows=1,
            columns=names,
            auto_detect=False,
            quotechar="",
            escapechar="",
            compression=self._layout.compression,
        )

    def _own_name(self, column: str) -> str:
        name: str = self._table.columns[list(self._header).index(column)]
        return name

    def _is(self, column: str, types: tuple[str, ...]) -> bool:
        position = list(self._header).index(column)
        return str(self._table.types[position]) in types

    def _flows(self, columns: Columns) -> Any:
        """Return the rows as `sql` wants them."""
        duckdb = self._duckdb
        null = duckdb.ConstantExpression(None)
        written, value, thousands = null, duckdb.ConstantExpression(1.0), null
        if columns.volume:
            volume = duckdb.ColumnExpression(self._own_name(columns.volume))
            if self._is(columns.volume, _NUMBERS):
                value = volume.cast("DOUBLE")
            else:
                written = volume.cast("VARCHAR")
                value = self._number(written)
                thousands = self._matches(written, COMMA_VOLUME)
        return self._table.select(
            self._end(columns.origin, columns.origin_detail).alias("origin"),
            self._end(columns.destination, columns.destination_detail).alias("destination"),
            written.cast("VARCHAR").alias("written"),
            value.cast("DOUBLE").alias("value"),
            thousands.cast("BOOLEAN").alias("thousands"),
        )

    def _end(self, column: str, detail: str) -> Any:
        duckdb = self._duckdb
        code = duckdb.ColumnExpression(self._own_name(column)).cast("VARCHAR")
        if not detail:
            return code
        town = duckdb.ColumnExpression(self._own_name(detail)).cast("VARCHAR")
        known = [duckdb.ConstantExpression(name) for name in ARRONDISSEMENTS]
        return duckdb.CaseExpression(town.isin(*known), town).otherwise(code)

    def _matches(self, text: Any, pattern: str) -> Any:
        duckdb = self._duckdb
        return duckdb.FunctionExpression(
            "regexp_full_match", text, duckdb.ConstantExpression(pattern)
        )

    def _number(self, text: Any) -> Any:
        duckdb = self._duckdb
        point = duckdb.FunctionExpression(
            "replace", text, duckdb.ConstantExpression(","), duckdb.ConstantExpression(".")
        )
        return duckdb.CaseExpression(self._matches(text, PLAIN_VOLUME), point.cast("DOUBLE"))

    # --- both passes ----------------------------------------------------------------------------

    def _execute(self, query: str) -> Any:
        return self._connection.execute(query)

    def _rows(self, query: str, progress: Progress) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = watched(
            lambda: self._execute(query).fetchall(),
            stop=self._connection.interrupt,
            share=lambda: min(max(self._connection.query_progress(), 0.0), 100.0) / 100.0,
            progress=progress,
        )
        return rows

    def _register(self, decided: Plan) -> None:
        first, second, own = decided.origins, decided.destinations, decided.written
        self._table_of(
            "origins", {"code": first.texts, "number": first.numbers, "own": own.numbers}
        )
        self._table_of("destinations", {"code": second.texts, "number": second.numbers})
        self._table_of("odd", {"written": decided.odd_volumes, "value": decided.odd_values})
        blank = {"first": [first.blank], "second": [second.blank], "own": [own.blank]}
        self._table_of("blank", blank)

    def _table_of(self, name: str, columns: dict[str, Any]) -> None:
        types = {"code": object, "written": object, "value": "float64"}
        frame = pd.DataFrame(
            {
                column: pd.Series(cells, dtype=types.get(column, "int64"))
                for column, cells in columns.items()
            }
        )
        self._connection.register(name, frame)
