"""Volumes that are not published because they are small: missing, not 0, and counted apart.

Where a count is under some threshold, statistical offices and tax authorities leave the cell blank
or write `s`. To read it as 0 would say that there is nothing; to count it as any missing volume
would hide why. The row is left out under a reason of its own.
"""

from __future__ import annotations

from dataclasses import replace

from .aggregation import Loading
from .messages import translate
from .numbers import format_number, format_value

_HIDDEN = "secret"
_MISSING = "missing_volume"


def with_secret_cells(loading: Loading, below: float, table: str = "") -> Loading:
    """Return a loading whose missing volumes are secret ones, each under `below`.

    Parameters
    ----------
    loading : Loading
    below : float
        The threshold of secrecy; 0 where the table has no secret cell: nothing changes.
    table : str
        Name of the table, for the sentence.
    """
    hidden = loading.rejects["reason"] == _MISSING
    count = int(loading.rejects.loc[hidden, "rows"].sum())
    if below <= 0 or not count:
        return loading
    reason = loading.rejects["reason"].where(~hidden, _HIDDEN)
    rejects = loading.rejects.assign(reason=reason)
    sentence = translate(
        "Alliance",
        "Rows of “{table}” whose volume is secret: {count}. It is missing, not 0: each is under "
        "{below}, so less than {most} in all is hidden."
    ).format(
        table=table,
        count=format_number(count),
        below=format_value(below),
        most=format_value(below * count),
    )
    return replace(
        loading,
        rejects=rejects.sort_values(["reason", "side", "code"], ignore_index=True),
        warnings=(*loading.warnings, sentence),
    )
