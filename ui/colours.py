"""Colours of systems that stay where they are while a threshold moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..algorithms.palette import SYSTEM_FILLS

if TYPE_CHECKING:
    import numpy as np

# So many of the nearest systems get other colours.
_NEAREST = 6


class SystemColours:
    """Remembers the colour that each centre had, and gives it back as long as none clashes."""

    def __init__(self) -> None:
        self._of_centre: dict[str, int] = {}

    def forget(self) -> None:
        """Start anew: other units."""
        self._of_centre.clear()

    def give(self, centres: Sequence[str], places: np.ndarray) -> list[int]:
        """Return the colour of each system, a position in `SYSTEM_FILLS`.

        Parameters
        ----------
        centres : sequence of str
            Code of the centre of each of S systems, the heaviest first.
        places : (S, 2) array of float
            The middle of each system; NaN where unknown.
        """
        import numpy as np

        given: list[int] = []
        for row, centre in enumerate(centres):
            away = np.hypot(*(places[:row] - places[row]).T)
            near = np.argsort(np.where(np.isfinite(away), away, np.inf), kind="stable")
            taken = {given[other] for other in near[:_NEAREST].tolist()}
            known = self._of_centre.get(centre)
            colour = known if known is not None and known not in taken else _free(given, near)
            given.append(colour)
            self._of_centre[centre] = colour
        return given


def _free(given: Sequence[int], near: np.ndarray) -> int:
    """Return the colour that is not in use, or whose nearest bearer is farthest."""
    unused = [colour for colour in range(len(SYSTEM_FILLS)) if colour not in given]
    if unused:
        return unused[0]
    first_bearer: dict[int, int] = {}
    for order, other in enumerate(near.tolist()):
        first_bearer.setdefault(given[other], order)
    return max(first_bearer, key=lambda colour: (first_bearer[colour], -colour))
