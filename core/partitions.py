"""How far two partitions of the same units agree, and how well one holds the flows (section 8).

A partition is an array of labels, one a unit; only equality of labels matters. Indices count
units, or a weight (population, jobs) where the method allows it. Unattached units belong to no
system: leave them out of both partitions, or give each its own label with `alone_labels`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .errors import InputError
from .flows import FloatArray, Flows, IntArray, sum_by_key
from .messages import translate


@dataclass(frozen=True)
class Agreement:
    """Every index of agreement between a first and a second partition.

    Attributes
    ----------
    units : int
        Number of units compared.
    ari : float
        Adjusted Rand index, always by units; 1 when equal, about 0 by chance.
    nmi : float
        Normalised mutual information 2 MI / (H_first + H_second), 0..1.
    vi : float
        Variation of information H_first + H_second - 2 MI, in nats; 0 when equal.
    homogeneity, completeness : float
        MI / H_first and MI / H_second, 0..1: does a second class hold one first class only, and
        is a first class held in one second class?
    v_measure : float
        Their harmonic mean.
    """

    units: int
    ari: float
    nmi: float
    vi: float
    homogeneity: float
    completeness: float
    v_measure: float


@dataclass(frozen=True)
class Information:
    """Entropies of two partitions and what they share, in nats."""

    first: float
    second: float
    mutual: float


def compare_partitions(first: Any, second: Any, weight: Any = None) -> Agreement:
    """Return every index of agreement between two partitions of the same n units.

    Parameters
    ----------
    first, second : (n,) sequences of labels
    weight : (n,) sequence of float, optional
        Weight of each unit in the indices of information, >= 0; 1 by default. The adjusted Rand
        index counts units, whatever the weight.

    Raises
    ------
    InputError
        The lengths differ, or a weight is negative, missing or infinite.
    """
    information = partition_information(first, second, weight)
    homogeneity = _share(information.mutual, information.first)
    completeness = _share(information.mutual, information.second)
    return Agreement(
        units=len(first),
        ari=adjusted_rand(first, second),
        nmi=_share(2 * information.mutual, information.first + information.second),
        vi=max(information.first + information.second - 2 * information.mutual, 0.0),
        homogeneity=homogeneity,
        completeness=completeness,
        v_measure=_harmonic_mean(homogeneity, completeness),
    )


def adjusted_rand(first: Any, second: Any) -> float:
    """Return the adjusted Rand index, by units (Hubert and Arabie 1985).

    Counted in whole numbers, so exact until the last division. Two partitions that leave nothing
    to chance (all units together in both, or all apart in both) agree: 1.
    """
    a, b = _labels(first, second)
    cells, rows, columns = _contingency(a, b, np.ones(len(a)))
    together = _pairs(cells)
    in_first, in_second = _pairs(rows), _pairs(columns)
    possible = len(a) * (len(a) - 1) // 2
    # Twice the usual fraction, times the number of pairs: all whole numbers.
    numerator = 2 * (together * possible - in_first * in_second)
    denominator = (in_first + in_second) * possible - 2 * in_first * in_second
    return numerator / denominator if denominator else 1.0


def partition_information(first: Any, second: Any, weight: Any = None) -> Information:
    """Return the entropies of two partitions and their mutual information, in nats.

    See `compare_partitions` for the parameters. A partition of no unit, or of units without
    weight, has no entropy.
    """
    a, b = _labels(first, second)
    cells, rows, columns = _contingency(a, b, _weights(weight, len(a)))
    h_first, h_second, h_both = _entropy(rows), _entropy(columns), _entropy(cells)
    # MI = H_first + H_second - H_both is >= 0 and no larger than either entropy; rounding is not.
    mutual = min(max(h_first + h_second - h_both, 0.0), h_first, h_second)
    if len(cells) == len(rows):
        mutual = h_second  # each first class lies in one second class: the first tells the second
    if len(cells) == len(columns):
        mutual = h_first
    return Information(first=h_first, second=h_second, mutual=mutual)


def directed_modularity(flows: Flows, labels: Any) -> float:
    """Return Q = sum_c [F_cc/T - O_c D_c/T^2] of a partition of the units (section 9).

    Parameters
    ----------
    flows : Flows
        Internal flows count in F_cc, O_c and D_c. Give ``flows.off_diagonal()`` to leave them out.
    labels : (n,) sequence of labels
        One a unit of `flows`.

    Returns
    -------
    float
        In -1..1; 0 without any flow.
    """
    label, _ = _labels(labels, flows.codes)
    if flows.total == 0:
        return 0.0
    inside = label[flows.origin] == label[flows.destination]
    out = np.bincount(label, weights=flows.outflows("all"))
    into = np.bincount(label, weights=flows.inflows("all"))
    internal = float(flows.volume[inside].sum())
    return internal / flows.total - float((out / flows.total * (into / flows.total)).sum())


def alone_labels(labels: IntArray, unattached: int = 0) -> IntArray:
    """Give each unattached unit a label of its own.

    Parameters
    ----------
    labels : (n,) array of int
    unattached : int
        The label that means "in no system".
    """
    labels = np.asarray(labels, dtype=np.int64)
    alone = np.flatnonzero(labels == unattached)
    own = labels.copy()
    own[alone] = np.max(labels, initial=unattached) + 1 + np.arange(len(alone))
    return own


def _labels(first: Any, second: Any) -> tuple[IntArray, IntArray]:
    if len(first) != len(second):
        raise InputError(
            translate(
                "Alliance",
                "The two partitions do not cover the same units ({first} and {second}): compare "
                "partitions of one list of units."
            ).format(first=len(first), second=len(second))
        )
    return tuple(_numbered(labels) for labels in (first, second))  # type: ignore[return-value]


def _numbered(labels: Any) -> IntArray:
    numbers, _ = pd.factorize(np.asarray(labels))
    return np.asarray(numbers, dtype=np.int64)


def _weights(weight: Any, n_units: int) -> FloatArray:
    if weight is None:
        return np.ones(n_units)
    values = np.asarray(weight, dtype=np.float64)
    if len(values) != n_units or not np.isfinite(values).all() or (values < 0).any():
        raise InputError(
            translate(
                "Alliance",
                "Some weights are negative, missing or infinite: correct the weight of the units, "
                "or compare by number of units."
            )
        )
    return values


def _contingency(
    a: IntArray, b: IntArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the weights of the cells that hold a unit, of the first and of the second classes.

    Classes without weight are as good as absent. There are at most n cells, never a full table.
    """
    heavy = weight > 0
    a, b, weight = a[heavy], b[heavy], weight[heavy]
    width = int(np.max(b, initial=0)) + 1
    _, cells = sum_by_key(a * width + b, weight)
    _, rows = sum_by_key(a, weight)
    _, columns = sum_by_key(b, weight)
    return cells, rows, columns


def _pairs(sizes: FloatArray) -> int:
    counts = sizes.astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _entropy(sizes: FloatArray) -> float:
    if len(sizes) < 2:
        return 0.0
    # Sorted sizes add up to the same last digit whichever partition comes first.
    share = np.sort(sizes) / sizes.sum()
    return float(-(share * np.log(share)).sum())


def _share(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if whole > 0 else 1.0


def _harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b > 0 else 0.0
