"""What every builder of links gives: flows like any others, and an account of its filters.

Headquarters, partnerships and rail supply are not published as flows: they are built from files
that say something else (establishments, participations, trips). A builder reads records, lets some
go by one filter after another, and makes flows between units of the rest. Each record is kept or
left out for one reason, the first that applies, so records read = records kept + those left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from .aggregation import Loading
from .flows import Flows

REJECT_COLUMNS = ("reason", "side", "code", "rows", "volume")


@dataclass(frozen=True)
class Figure:
    """A number that the report of a builder tells: what it is, as a key, and its value."""

    key: str
    value: float


@dataclass(frozen=True, eq=False)
class Built:
    """Flows made from published files.

    Attributes
    ----------
    loading : Loading
        The flows, and the account of the records: `rejects` lists those left out by reason (a
        filter's key, or a reason of `options.REJECT_REASONS` for a place that leads to no unit).
    filters : tuple of str
        Keys of the filters, in the order in which they were applied.
    figures : tuple of Figure
        Further numbers for the report, in the order in which it tells them.
    columns : DataFrame or None
        `origin`, `dest` and further columns of the pairs (`best_min` of trains), one row a
        directed pair, sorted.
    modelled : bool
        True where the flows come from a model, not from records; it is said wherever they appear.
    """

    loading: Loading
    filters: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    columns: pd.DataFrame | None = None
    modelled: bool = False

    @property
    def flows(self) -> Flows:
        """The flows between units."""
        return self.loading.flows

    def left_out(self) -> pd.DataFrame:
        """Return `reason`, `rows`, `volume`: what each filter, then each other reason, left out."""
        sums = self.loading.rejects.groupby("reason", sort=True)[["rows", "volume"]].sum()
        order = [*self.filters, *(name for name in sums.index if name not in self.filters)]
        return sums.reindex(order, fill_value=0).rename_axis("reason").reset_index()


@dataclass
class Tally:
    """Counts of records left out, gathered while files stream by."""

    _counts: dict[tuple[str, str, str], list[float]] = field(default_factory=dict)

    def add(
        self, reason: str, rows: float, volume: float = 0.0, side: str = "", code: str = ""
    ) -> None:
        """Count `rows` records of a total `volume` under a reason."""
        if not rows and not volume:
            return
        count = self._counts.setdefault((reason, side, code), [0.0, 0.0])
        count[0] += rows
        count[1] += volume

    def frame(self, others: Iterable[pd.DataFrame] = ()) -> pd.DataFrame:
        """Return the table of the rejects, with rows of `others` added, sorted."""
        rows = [
            (*key, int(count), volume) for key, (count, volume) in self._counts.items()
        ]
        own = pd.DataFrame(rows, columns=list(REJECT_COLUMNS))
        frames = [frame for frame in (own, *others) if not frame.empty]
        if not frames:
            return own.astype({"rows": "int64", "volume": "float64"})
        table = pd.concat(frames, ignore_index=True)
        sums = table.groupby(["reason", "side", "code"], as_index=False, sort=True).sum()
        return sums.astype({"rows": "int64", "volume": "float64"})[list(REJECT_COLUMNS)]
