"""Tables of results, with texts that stay what they are under any pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def keep_texts(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a table with the ones of texts held as Python objects.

    From 3 on, pandas makes a type of its own of a column of texts, and NaN of its None.
    """
    return {
        name: pd.Series(values, dtype=object) if _holds_objects(values) else values
        for name, values in columns.items()
    }


def make_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return a table of columns (n,); None stays None in a column of texts."""
    return pd.DataFrame(keep_texts(columns))


def _holds_objects(values: Any) -> bool:
    return np.asarray(values).dtype == object
