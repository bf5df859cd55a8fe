"""Connected components, vectorised: SciPy is absent from some builds of QGIS."""

from __future__ import annotations

import numpy as np

from .flows import IntArray


def component_labels(n_units: int, first: IntArray, second: IntArray) -> IntArray:
    """Label every unit with the smallest position of its connected component.

    Every round joins each tree of labels to a neighbour with a smaller root, then flattens the
    trees; the links inside a tree are dropped, so the rounds get cheaper as they go.

    Parameters
    ----------
    n_units : int
    first, second : (l,) arrays of int
        Both ends of each link, as positions in 0..n_units - 1, in any order.

    Returns
    -------
    (n_units,) array of int
    """
    label = np.arange(n_units, dtype=np.int64)
    while len(first):
        first, second = label[first], label[second]
        apart = first != second
        first, second = first[apart], second[apart]
        # Of several neighbours any will do: a root that goes always goes to a smaller one.
        label[np.maximum(first, second)] = np.minimum(first, second)
        label = flattened(label)
    return label


def flattened(parent: IntArray) -> IntArray:
    """Replace, in a forest where roots are their own parent, each parent by the root."""
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            return parent
        parent = above


def count_components(first: IntArray, second: IntArray) -> int:
    """Count the components of more than one unit that the links make."""
    if len(first) == 0:
        return 0
    n_units = int(max(first.max(), second.max())) + 1
    label = component_labels(n_units, first, second)
    linked = np.zeros(n_units, dtype=bool)
    linked[first] = linked[second] = True
    return int((linked & (label == np.arange(n_units))).sum())
