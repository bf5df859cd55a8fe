"""Sizes of the units (population, jobs), as users give them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .errors import InputError
from .flows import CodeArray, FloatArray
from .messages import translate
from .numbers import format_number


def read_weights(values: Any, codes: CodeArray) -> tuple[FloatArray | None, tuple[str, ...]]:
    """Return the weight of each unit, and what was assumed where it is missing.

    Parameters
    ----------
    values : (n,) sequence
        Numbers, or texts that read as numbers; anything else is a missing weight.
    codes : (n,) array of str
        To name units in the sentences.

    Returns
    -------
    (n,) array of float, or None
        0 where the weight of a unit is missing; None where all are.
    tuple of str
        Warnings.

    Raises
    ------
    InputError
        A weight is negative or infinite.
    """
    weight = pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.isinf(weight) | (weight < 0)
    if wrong.any():
        raise InputError(
            translate(
                "Alliance",
                "The weight of unit “{code}” is {weight}: a weight is a number of 0 or more."
            ).format(code=codes[wrong][0], weight=weight[wrong][0])
        )
    missing = np.isnan(weight)
    if not missing.any():
        return weight, ()
    if missing.all():
        return None, (
            translate("Alliance", "No unit has a weight: the sum of their flows stands for it."),
        )
    warning = translate(
        "Alliance", "Units without a weight count as 0 ({count}, for example “{code}”)."
    ).format(count=format_number(missing.sum()), code=codes[missing][0])
    return np.where(missing, 0.0, weight), (warning,)
