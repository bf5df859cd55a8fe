"""Divisions that never give infinity: a denominator of zero gives zero (method, section 3)."""

from __future__ import annotations

import numpy as np

from .flows import FloatArray


def quotient(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Return numerator / denominator, 0 where the denominator is 0; same shape (n,)."""
    result = np.zeros(len(numerator))
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result
