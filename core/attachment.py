"""Trees of attachment between units (method, section 6; Nystuen and Dacey 1961).

Each unit looks at its strongest link and joins the other end if that end is larger. Units are
ranked once and for all, 0 being the largest, without ties: what joins always joins something
larger, so no cycle can appear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .components import flattened
from .flows import FloatArray, IntArray
from .options import ROLES
from .ties import settled

NOBODY = -1


@dataclass(frozen=True, eq=False)
class RankedLinks:
    """The l links between n units, with what ranks links and units.

    Attributes
    ----------
    first, second : (l,) arrays of int
        Positions of both ends.
    main, other : (l,) arrays of float
        Strength of a link: `main` first, `other` where it ties.
    rank : (n,) array of int
        Place of each unit from the largest (0) to the smallest; breaks the last ties.
    """

    first: IntArray
    second: IntArray
    main: FloatArray
    other: FloatArray
    rank: IntArray

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.rank)

    def where(self, kept: NDArray[np.bool_]) -> RankedLinks:
        """Return the links that the mask keeps, between the same units."""
        return RankedLinks(
            self.first[kept], self.second[kept], self.main[kept], self.other[kept], self.rank
        )


def rank_units(weight: FloatArray) -> IntArray:
    """Rank units by falling weight, for equal weights by position, shape (n,)."""
    rank = np.empty(len(weight), dtype=np.int64)
    rank[np.argsort(-settled(weight), kind="stable")] = np.arange(len(weight))
    return rank


def strongest_links(links: RankedLinks) -> tuple[IntArray, IntArray]:
    """Return the strongest link of each unit and the unit at its other end.

    Ties go to the larger partner. Both arrays have shape (n,), with `NOBODY` (-1) for a unit
    without link.
    """
    unit = np.concatenate([links.first, links.second])
    partner = np.concatenate([links.second, links.first])
    order = np.argsort(np.tile(_places(links), 2) * links.n_units + links.rank[partner])
    # The last assignment wins, so the strongest comes last.
    rising = order[::-1]
    link = np.full(links.n_units, NOBODY, dtype=np.int64)
    end = np.full(links.n_units, NOBODY, dtype=np.int64)
    link[unit[rising]] = rising % max(len(links.first), 1)
    end[unit[rising]] = partner[rising]
    return link, end


def attach(links: RankedLinks) -> IntArray:
    """Return the parent of each unit: its strongest partner if larger, else `NOBODY`."""
    _, partner = strongest_links(links)
    joins = partner != NOBODY
    joins[joins] = links.rank[partner[joins]] < links.rank[joins]
    return np.where(joins, partner, NOBODY)


def tree_roots(parent: IntArray) -> IntArray:
    """Return the root of each unit's tree, a root being its own, shape (n,)."""
    return flattened(np.where(parent == NOBODY, np.arange(len(parent)), parent))


def tree_roles(parent: IntArray) -> NDArray[np.object_]:
    """Return the role of each unit in its tree, shape (n,).

    `dominant`: a root with members; `intermediate`: joins and is joined; `dominated`: only
    joins; `isolated`: neither.
    """
    dominant, intermediate, dominated, isolated = ROLES
    joins = parent != NOBODY
    joined = np.zeros(len(parent), dtype=bool)
    joined[parent[joins]] = True
    names = np.array([isolated, dominated, dominant, intermediate], dtype=object)
    roles: NDArray[np.object_] = names[joins.astype(np.int64) + 2 * joined.astype(np.int64)]
    return roles


def _places(links: RankedLinks) -> IntArray:
    """Rank the links from the strongest (0); equal links share their place."""
    main, other = settled(links.main), settled(links.other)
    order = np.lexsort((-other, -main))
    differs = (np.diff(main[order]) != 0) | (np.diff(other[order]) != 0)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.cumsum(np.r_[0, differs])[: len(order)]
    return places
