"""Cumulated links taken apart again: a second road to what leaves a kind out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from alliance.core.options import LinkType
from alliance.core.typology import types_of


def kinds_of(
    cumulated: pd.DataFrame, types: Mapping[str, LinkType] | None = None
) -> list[tuple[LinkType, pd.DataFrame]]:
    """Return each kind with its links, the scaled intensities standing for the intensities.

    `types` tells weights and dimensions, which the columns do not; by default 1 and none.
    """
    kinds = []
    for slug, name in types_of(cumulated).items():
        chosen = cumulated[cumulated[f"s_{slug}"].to_numpy(dtype=bool)]
        columns = ["unit_a", "unit_b", *(["dist_km"] if "dist_km" in cumulated else [])]
        frame = chosen[columns].assign(
            intensity=chosen[f"r_{slug}"].to_numpy(dtype=np.float64), selected=True
        )
        kinds.append(((types or {}).get(name, LinkType(name)), frame))
    return kinds
