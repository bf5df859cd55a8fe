"""The embedded engine: pandas, one chunk of the file in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..aggregation import Loading, number_ends
from ..chunks import Take, fold_table
from ..columns import Columns
from ..progress import Progress, part, silent
from ..reading import end_codes
from ..sums import Sums, merge, sum_rows
from .job import ColumnsOf, Job

# Groups waiting to be added together: some hundreds of MB at most.
_WAITING_GROUPS = 2_000_000


def load_with_pandas(
    path: Path, columns_of: ColumnsOf, options: dict[str, Any], progress: Progress = silent
) -> Loading:
    """Load a file of flows of any size and of any format that `reading` knows.

    Parameters
    ----------
    path : Path
    columns_of : callable
        From the header to the columns of the flows.
    options : dict
        See `Job`.
    progress : callable
        Called with the share done.

    Raises
    ------
    ReaderMissingError, InputError
        See `reading.load_file`.
    """
    run = _Run(columns_of, path.name, options)
    table = fold_table(
        path,
        choose=lambda header: columns_of(header).names,
        start=run.start,
        progress=part(progress, 0.0, 0.95),
    )
    return run.job.conclude(run.sums(), run.columns, len(table.malformed), table.warnings)


class _Run:
    """The sums of the chunks taken since the last start."""

    def __init__(self, columns_of: ColumnsOf, name: str, options: dict[str, Any]) -> None:
        self._columns_of = columns_of
        self._name = name
        self._options = options
        self._pieces: list[Sums] = []
        self.job = Job(name, options)
        self.columns = Columns("", "", "")

    def start(self, header: Sequence[str]) -> Take:
        self.job = Job(self._name, self._options)
        self.columns = self._columns_of(header)
        self._pieces = []
        return self._take

    def _take(self, frame: pd.DataFrame) -> None:
        columns, job = self.columns, self.job
        ends = number_ends(
            job.book,
            end_codes(frame, columns.origin, columns.origin_detail),
            end_codes(frame, columns.destination, columns.destination_detail),
        )
        volume = frame[columns.volume] if columns.volume else None
        self._pieces.append(sum_rows(job.reader.read_or_count(volume, len(frame)), *ends))
        if sum(len(piece.rows) for piece in self._pieces[1:]) > _WAITING_GROUPS:
            self._pieces = [merge(self._pieces)]

    def sums(self) -> Sums:
        return merge(self._pieces)
