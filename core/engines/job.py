"""What every engine is given, and how it hands back what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Callable

from ..aggregation import Loading, conclude
from ..columns import Columns
from ..placing import CodeBook
from ..secret_cells import with_secret_cells
from ..sums import Sums
from ..volumes import VolumeReader

ColumnsOf = Callable[[Sequence[str]], Columns]

_BOOK_OPTIONS = ("units", "lookup", "keep_unknown", "repair_codes")


class Job:
    """One run of the heavy step.

    Parameters
    ----------
    table : str
        Name of the table, for the sentences.
    options : dict
        `units`, `lookup`, `keep_unknown`, `repair_codes`, `link_type`, `undirected`,
        `uncertain_below` of `alliance.core.aggregation.load_rows`, `secret_below` of
        `alliance.core.reading.load_table`.

    Attributes
    ----------
    book : CodeBook
        Takes every code of the table.
    reader : VolumeReader
        Takes every volume that an engine cannot read by itself.
    """

    def __init__(self, table: str, options: dict[str, Any]) -> None:
        self.table = table
        self._options = {
            name: value for name, value in options.items() if name not in _BOOK_OPTIONS
        }
        book_options = {name: options[name] for name in _BOOK_OPTIONS if name in options}
        self.book = CodeBook(table=table, **book_options)
        self.reader = VolumeReader()

    def conclude(
        self, sums: Sums, columns: Columns, malformed: int = 0, warnings: Iterable[str] = ()
    ) -> Loading:
        """Return the flows and their account."""
        options = dict(self._options)
        secret_below = options.pop("secret_below", 0.0) or columns.secret_below
        options.setdefault("uncertain_below", columns.uncertain_below)
        loading = conclude(
            sums,
            self.book,
            self.reader,
            table=self.table,
            malformed=malformed,
            warnings=warnings,
            **options,
        )
        return with_secret_cells(loading, secret_below, self.table)
