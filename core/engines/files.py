"""A file of flows through the engine that the user names, or the one that suits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..aggregation import Loading
from ..chunks import TextLayout, plain_layout
from ..columns import Columns, resolve_columns
from ..commune_changes import CodeChanges
from ..errors import InputError, SettingsError
from ..messages import translate
from ..progress import Progress, part, silent
from ..reading import load_file
from ..spreadsheets import PARQUET_LIBRARY, SPREADSHEET_LIBRARIES
from .dask_engine import load_with_dask
from .duckdb_engine import load_with_duckdb
from .pandas_engine import load_with_pandas

MEMORY = "memory"
# Files under this size are read at once, in memory: no engine is faster.
SMALL_BYTES = 1 << 27


def engine_for(path: Path, engine: str, scheduler: str = "", *, whole: bool = False) -> str:
    """Return the engine for a file: `memory`, `pandas`, `duckdb` or `dask`.

    `auto` takes the scheduler that is given, reads small files and spreadsheets in memory, and
    larger ones with DuckDB where it is installed.

    Parameters
    ----------
    path, engine, scheduler
        See `load_with_engine`.
    whole : bool
        Whether the rows are needed together in memory, to be shared between communes.

    Raises
    ------
    SettingsError
        The engine asked for cannot have the rows together.
    """
    if whole and (engine != "auto" or scheduler):
        raise SettingsError(
            translate(
                "Alliance",
                "A table of changes of communes is applied in memory: choose the engine “auto” "
                "without a scheduler, or aggregate the file first."
            )
        )
    if whole:
        return MEMORY
    if engine != "auto":
        return engine
    if scheduler:
        return "dask"
    suffix = path.suffix.lower()
    large = "pandas" if find_spec("duckdb") is None else "duckdb"
    if suffix == ".parquet" and find_spec(PARQUET_LIBRARY) is None:
        return large
    small = not path.is_dir() and (not path.exists() or path.stat().st_size < SMALL_BYTES)
    if suffix in SPREADSHEET_LIBRARIES or small:
        return MEMORY
    return large


def load_with_engine(
    path: Path,
    *,
    engine: str,
    scheduler: str = "",
    preset: str = "auto",
    origin: str = "",
    destination: str = "",
    volume: str = "",
    count_rows: bool = False,
    changes: CodeChanges | None = None,
    progress: Progress = silent,
    **options: Any,
) -> Loading:
    """Load a file of flows as `reading.load_file` does, with an engine for large tables.

    Parameters
    ----------
    path : Path
        A file that `load_file` reads, or a folder of parquet files (`duckdb` and `dask`).
    engine : str
        `memory`, `pandas`, `duckdb` or `dask`; see `engine_for`.
    scheduler : str
        Address of the scheduler of `dask`.
    changes : CodeChanges, optional
        Read in memory, whatever the engine; see `engine_for`.
    preset, origin, destination, volume, count_rows, progress, **options
        See `reading.load_file`.

    Raises
    ------
    SettingsError
        `dask` has no scheduler.
    InputError
        The library of the engine is missing, or a server does not answer; see also `load_file`.
    """

    def columns_of(header: Sequence[str]) -> Columns:
        return resolve_columns(
            header, preset, origin, destination, volume, count_rows=count_rows, table=path.name
        )

    if engine == MEMORY or changes is not None:
        return load_file(
            path,
            preset=preset,
            origin=origin,
            destination=destination,
            volume=volume,
            count_rows=count_rows,
            changes=changes,
            progress=progress,
            **options,
        )
    if engine == "pandas":
        return load_with_pandas(path, columns_of, options, progress)
    if engine == "dask" and not scheduler:
        raise SettingsError(
            translate(
                "Alliance",
                "The engine “dask” needs the address of a scheduler, for example "
                "tcp://192.168.1.10:8786."
            )
        )
    layout = None
    if not _is_parquet(path):
        layout = _plain(path, part(progress, 0.0, 0.1))
        if layout is None or (engine == "dask" and layout.compression != "none"):
            loading = load_with_pandas(path, columns_of, options, part(progress, 0.1, 1.0))
            return replace(loading, warnings=(*loading.warnings, _read_by_pandas(path, engine)))
    rest = part(progress, 0.1, 1.0)
    if engine == "duckdb":
        return load_with_duckdb(path, layout, columns_of, options, rest)
    return load_with_dask(path, layout, scheduler, columns_of, options, rest)


def _is_parquet(path: Path) -> bool:
    if not path.exists():
        raise InputError(
            translate("Alliance", "The file “{path}” does not exist: check its path.").format(
                path=path
            )
        )
    return path.is_dir() or path.suffix.lower() == ".parquet"


def _plain(path: Path, progress: Progress) -> TextLayout | None:
    return None if path.suffix.lower() in SPREADSHEET_LIBRARIES else plain_layout(path, progress)


def _read_by_pandas(path: Path, engine: str) -> str:
    return translate(
        "Alliance",
        "“{file}” was read by the engine “pandas”: “{engine}” reads parquet, and csv in UTF-8 "
        "without quotation marks, cut rows or archive (dask: nor compression)."
    ).format(file=path.name, engine=engine)
