"""Dask: the table is read and summed by the workers of a cluster.

The workers need pandas, and the file at the same path; they need not have this plugin. What they
run is defined inside functions, which Dask sends by value, and imports what it uses.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
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
from .two_passes import COMMA_VOLUME, PLAIN_VOLUME, Plan, Survey, note_unreadable, plan, sums_of
from .waiting import answered

_PACKAGE = "dask[distributed]"
_BLOCK = "64MB"
_PARQUET_BLOCK = "16MB"
_EVERY_S = 0.2
_ASK_AFTER_S = 15.0
_ANSWER_WITHIN_S = 10.0
_RESULT_WITHIN_S = 60.0
_CLOSE_WITHIN_S = 3.0
_ORIGIN, _DESTINATION, _ODD, _COMMA, _NOT_THOUSANDS = range(5)
_SUMMED = ("rows", "zeros", "whole", "fine", "rest")


def load_with_dask(
    path: Path,
    layout: TextLayout | None,
    scheduler: str,
    columns_of: ColumnsOf,
    options: dict[str, Any],
    progress: Progress = silent,
) -> Loading:
    """Load a parquet file, a folder of them, or a plain text table, on a cluster.

    Parameters
    ----------
    path, layout
        See `load_with_duckdb`. Every worker must find the file at this path.
    scheduler : str
        Address of the scheduler: `tcp://host:8786`.
    columns_of, options, progress
        See `load_with_pandas`.

    Raises
    ------
    InputError
        Dask is not installed, the scheduler does not answer, or a worker cannot read the file;
        see also `reading.load_file`.
    """
    distributed = library("distributed", _PACKAGE)
    frames = library("dask.dataframe", _PACKAGE)
    config = library("dask", _PACKAGE).config
    with _client(distributed, scheduler) as client, config.set({"dataframe.convert-string": False}):
        cluster = _Cluster(distributed, client, scheduler, path.name)
        table, header = cluster.told(partial(_open, frames, path, layout))
        columns = columns_of(header)
        table = table[[f"c{header.index(name)}" for name in columns.names]]
        job = Job(path.name, options)
        given = _given(columns, header)
        seen = table.map_partitions(_survey_function(), given, meta=_seen_meta())
        survey, floats = _survey(
            cluster.result(seen.drop_duplicates(), part(progress, 0.0, 0.5)), table, given
        )
        decided = plan(job, survey, floats)
        summed = table.map_partitions(
            _sum_function(), given, _tables(decided), meta=_summed_meta()
        )
        totals = summed.groupby(["fault", "first", "second"]).sum().reset_index()
        found = cluster.result(totals, part(progress, 0.5, 1.0))
    if found.empty:
        raise no_row(path.name)
    sums = sums_of(found[name] for name in ("fault", "first", "second", *_SUMMED))
    note_unreadable(job, sums, decided)
    return job.conclude(sums, columns)


# --- the cluster --------------------------------------------------------------------------------


@contextmanager
def _client(distributed: Any, scheduler: str) -> Iterator[Any]:
    connect = partial(
        distributed.Client, scheduler, timeout=_ANSWER_WITHIN_S, set_as_default=False
    )
    try:
        with _collector_at_rest():
            # A scheduler that stands still lets itself be called, and Dask would wait for ever.
            client = answered(connect, 2 * _ANSWER_WITHIN_S)
    except (AssertionError, OSError, ValueError, TypeError) as error:
        raise InputError(
            translate(
                "Alliance",
                "No Dask scheduler answers at “{address}”: check the address (tcp://host:8786), "
                "and that the cluster runs."
            ).format(address=scheduler)
        ) from error
    try:
        yield client
    finally:
        with suppress(TimeoutError), _collector_at_rest():
            answered(partial(client.close, timeout=_EVERY_S), _CLOSE_WITHIN_S)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let nothing dead be collected for a moment.

    A client that failed is closed when Python collects it, which takes the lock that Dask holds
    while another starts or ends its loop: collected just then, both would wait for ever.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


class _Cluster:
    """A scheduler that may stop answering."""

    def __init__(self, distributed: Any, client: Any, address: str, table: str) -> None:
        self._distributed = distributed
        self._client = client
        self._address = address
        self._table = table

    def told(self, work: Any) -> Any:
        """Return the result of `work`, what goes wrong in it being told in a sentence."""
        try:
            return work()
        except (TimeoutError, self._distributed.TimeoutError) as error:  # one since Python 3.11
            raise self._silence() from error
        except (MemoryError, self._distributed.KilledWorker) as error:
            raise InputError(
                translate(
                    "Alliance",
                    "The workers of the Dask cluster at “{address}” have not enough memory for "
                    "“{file}”, or died of something else, and nothing was written: give them more "
                    "memory, or choose the engine “duckdb” or “pandas”."
                ).format(address=self._address, file=self._table)
            ) from error
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            raise InputError(
                translate(
                    "Alliance",
                    "The Dask cluster could not read “{file}” ({reason}): every worker must find "
                    "it at the same path, and have pandas, and pyarrow for parquet."
                ).format(file=self._table, reason=str(error).strip().split("\n")[0])
            ) from error

    def result(self, collection: Any, progress: Progress) -> pd.DataFrame:
        """Compute on the workers; ask from time to time whether they are still there."""
        # When this ends early, the client is closed, and the scheduler drops what nobody wants.
        future = self._client.compute(collection)
        asked = time.monotonic()
        while not future.done():
            progress(0.0)
            time.sleep(_EVERY_S)
            if time.monotonic() - asked > _ASK_AFTER_S:
                self._require_answer()
                asked = time.monotonic()
        if future.status in ("cancelled", "lost"):
            raise self._silence()
        found: pd.DataFrame = self.told(partial(future.result, timeout=_RESULT_WITHIN_S))
        progress(1.0)
        return found

    def _require_answer(self) -> None:
        """Raise where the scheduler does not answer or has lost all its workers."""
        try:
            known = answered(
                partial(self._client.sync, self._client.scheduler.identity), _ANSWER_WITHIN_S
            )
        except (OSError, TimeoutError) as error:
            raise self._silence() from error
        if not known["workers"]:
            raise self._silence()

    def _silence(self) -> InputError:
        return InputError(
            translate(
                "Alliance",
                "The Dask cluster at “{address}” stopped answering, or lost its workers, and "
                "nothing was written: look at the cluster, then run again."
            ).format(address=self._address)
        )


# --- the table ----------------------------------------------------------------------------------


def _open(frames: Any, path: Path, layout: TextLayout | None) -> tuple[Any, list[str]]:
    """Return the table, its columns named c0, c1… , and their own names."""
    if layout is None:
        # Texts take ten times as much room in memory as in parquet: small parts.
        table = frames.read_parquet(
            str(path), split_row_groups="adaptive", blocksize=_PARQUET_BLOCK
        )
        header = [str(name).strip() for name in table.columns]
    else:
        header = list(layout.header)
        table = frames.read_csv(
            str(path),
            sep=layout.separator,
            dtype=str,
            na_filter=False,
            quoting=3,
            blocksize=_BLOCK if layout.compression == "none" else None,
            compression=None if layout.compression == "none" else layout.compression,
            encoding="utf-8",
        )
    table.columns = [f"c{number}" for number in range(len(header))]
    return table, header


def _given(columns: Columns, header: list[str]) -> dict[str, Any]:
    """Return what the workers must know of the table."""

    def own(name: str) -> str:
        return f"c{header.index(name)}" if name else ""

    return {
        "origin": own(columns.origin),
        "destination": own(columns.destination),
        "volume": own(columns.volume),
        "origin_detail": own(columns.origin_detail),
        "destination_detail": own(columns.destination_detail),
        "towns": list(ARRONDISSEMENTS),
        "plain": PLAIN_VOLUME,
        "comma": COMMA_VOLUME,
    }


def _survey(
    seen: pd.DataFrame, table: Any, given: dict[str, Any]
) -> tuple[Survey, tuple[bool, bool]]:
    by_kind = {kind: rows["text"].tolist() for kind, rows in seen.groupby("kind")}
    survey = Survey(
        origins=by_kind.get(_ORIGIN, []),
        destinations=by_kind.get(_DESTINATION, []),
        odd_volumes=by_kind.get(_ODD, []),
        with_comma=min(by_kind.get(_COMMA, []), default=""),
        could_be_thousands=_NOT_THOUSANDS not in by_kind,
    )
    floats = [table[given[end]].dtype.kind == "f" for end in ("origin", "destination")]
    return survey, (floats[0], floats[1])


def _tables(decided: Plan) -> dict[str, Any]:
    return {
        "origin": dict(zip(decided.origins.texts, decided.origins.numbers)),
        "origin_blank": decided.origins.blank,
        "written": dict(zip(decided.written.texts, decided.written.numbers)),
        "written_blank": decided.written.blank,
        "destination": dict(zip(decided.destinations.texts, decided.destinations.numbers)),
        "destination_blank": decided.destinations.blank,
        "odd": dict(zip(decided.odd_volumes, decided.odd_values)),
    }


def _seen_meta() -> pd.DataFrame:
    return pd.DataFrame({"kind": pd.Series(dtype="int64"), "text": pd.Series(dtype=object)})


def _summed_meta() -> pd.DataFrame:
    types = dict.fromkeys(("fault", "first", "second", "rows", "zeros"), "int64")
    types.update(dict.fromkeys(("whole", "fine", "rest"), "float64"))
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


# --- what the workers run -----------------------------------------------------------------------


def _reading_functions() -> tuple[Any, Any]:
    """Return functions that give the codes of an end and the volumes of a block of rows."""

    def end(frame: Any, given: dict[str, Any], side: str) -> tuple[Any, list[str]]:
        import pandas

        column = frame[given[side]]
        detail = given[side + "_detail"]
        if detail:
            column = column.mask(frame[detail].isin(given["towns"]), frame[detail])
        positions, distinct = pandas.factorize(column.to_numpy())
        return positions, [str(value) for value in distinct]

    def volumes(frame: Any, given: dict[str, Any]) -> tuple[Any, Any, list[str]]:
        """Return values, then the position of each odd one (-1 for none) and the odd texts."""
        import re

        import numpy
        import pandas

        none = numpy.full(len(frame), -1)
        if not given["volume"]:
            return numpy.ones(len(frame)), none, []
        cells = frame[given["volume"]].to_numpy()
        if cells.dtype.kind in "iuf":
            return cells.astype("float64"), none, []
        try:
            if "_" not in "".join(map(str, cells)):
                return cells.astype("float64"), none, []
        except (TypeError, ValueError, OverflowError):
            pass
        positions, distinct = pandas.factorize(cells)
        texts = [str(cell) for cell in distinct]
        plain = [re.fullmatch(given["plain"], text, re.ASCII) is not None for text in texts]
        values = [
            float(text.replace(",", ".")) if is_plain else numpy.nan
            for text, is_plain in zip(texts, plain)
        ]
        is_odd = numpy.array([*(not is_plain for is_plain in plain), False])
        odd = numpy.where(is_odd[positions], positions, -1)
        return numpy.array([*values, numpy.nan])[positions], odd, texts

    return end, volumes


def _survey_function() -> Any:
    end, volumes = _reading_functions()
    kinds = (_ORIGIN, _DESTINATION, _ODD, _COMMA, _NOT_THOUSANDS)

    def survey(frame: Any, given: dict[str, Any]) -> Any:
        import re

        import numpy
        import pandas

        _, origins = end(frame, given, "origin")
        _, destinations = end(frame, given, "destination")
        _, odd, texts = volumes(frame, given)
        odd_positions = set(numpy.unique(odd).tolist())
        commas = [
            text
            for position, text in enumerate(texts)
            if "," in text and position not in odd_positions
        ]
        others = [text for text in commas if not re.fullmatch(given["comma"], text, re.ASCII)]
        lists = (
            origins,
            destinations,
            [texts[position] for position in sorted(odd_positions - {-1})],
            sorted(commas)[:1],
            sorted(others)[:1],
        )
        return pandas.DataFrame(
            {
                "kind": [kind for kind, found in zip(kinds, lists) for _ in found],
                "text": pandas.Series([text for found in lists for text in found], dtype=object),
            }
        ).astype({"kind": "int64"})

    return survey


def _sum_function() -> Any:
    end, volumes = _reading_functions()

    def sums(frame: Any, given: dict[str, Any], tables: dict[str, Any]) -> Any:
        import numpy
        import pandas

        def numbers(table: str, positions: Any, texts: list[str]) -> Any:
            known = [tables[table][text] for text in texts]
            return numpy.array([*known, tables[table + "_blank"]], dtype="int64")[positions]

        origins = end(frame, given, "origin")
        o, written = numbers("origin", *origins), numbers("written", *origins)
        d = numbers("destination", *end(frame, given, "destination"))
        values, odd, texts = volumes(frame, given)
        worth = [tables["odd"].get(text, numpy.nan) for text in texts]
        values = numpy.where(odd >= 0, numpy.array([*worth, numpy.nan])[odd], values)
        fault = numpy.select(
            [numpy.isnan(values), numpy.isinf(values), values < 0], [1, 2, 3], 0
        )
        readable = numpy.where(numpy.isfinite(values), values, 0.0)
        whole = numpy.floor(readable)
        fine = numpy.floor((readable - whole) * 2.0**26) / 2.0**26
        groups = {
            "fault": fault.astype("int64"),
            "first": numpy.where(fault > 0, written, numpy.where((o < 0) | (d >= 0), o, 0)),
            "second": numpy.where((fault == 0) & (o >= 0), d, 0),
        }
        rows = pandas.DataFrame(
            {
                **groups,
                "rows": numpy.ones(len(frame), dtype="int64"),
                "zeros": (values == 0).astype("int64"),
                "whole": whole,
                "fine": fine,
                "rest": readable - whole - fine,
            }
        )
        return rows.groupby(list(groups), as_index=False, sort=False).sum()

    return sums
