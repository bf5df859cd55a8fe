"""Which system gets which colour: neighbours on the map never share one.

Nearness is read from points along the outlines, in the cells of a grid: hundreds of scattered
systems of thousands of pieces take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsSpatialIndex, QgsVectorLayer

from .geometry import vertices_of
from .palette import SYSTEM_FILLS

if TYPE_CHECKING:
    import numpy as np

# Systems nearer than this share of the map's diagonal count as neighbours; where the colours do
# not suffice for that, only those nearer still.
NEAR_SHARE = 1 / 60
_NEARER = (1.0, 1 / 4, 1 / 20)
# More pairs than that are no map: polygons that all lie on each other.
_MOST_PAIRS = 5_000_000
_MOST_SWEEPS = 5
# A cell and those around it, each pair of cells once.
_AROUND = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))

Neighbours = Mapping[int, set]
# How many cells of the grid two systems share, as far as they share any.
Shared = Mapping[int, Mapping[int, int]]
Places = Mapping[int, tuple]


def system_colours(layer: QgsVectorLayer, field: str = "system") -> dict[int, int]:
    """Return the position in `SYSTEM_FILLS` of each system of a polygon layer.

    Systems that touch, or lie within a sixtieth of the map's diagonal, differ; where eight
    colours do not suffice for that, only systems nearer still. Where more than eight systems
    touch each other, those that do so least share a colour.

    Parameters
    ----------
    layer : QgsVectorLayer
        Polygons with the number of their system in `field`; features without one are ignored.
    """
    shapes = _shapes_by_system(layer, field)
    if not shapes:
        return {}
    centres = {system: _centre(shape) for system, shape in shapes.items()}
    extent = QgsRectangle()
    for shape in shapes.values():
        extent.combineExtentWith(shape.boundingBox())
    near = NEAR_SHARE * (extent.width() ** 2 + extent.height() ** 2) ** 0.5
    outlines = _Outlines(shapes, near * _NEARER[-1])
    for part in _NEARER:
        grid = outlines.grid(near * part)
        if grid.fullest() > len(SYSTEM_FILLS):
            continue  # They all lie near each other: no choice of colours parts them.
        shared = outlines.shared(grid)
        colours = colour_graph({s: set(others) for s, others in shared.items()}, centres)
        if colours is not None:
            return colours
    return fewest_clashes(outlines.shared(grid))


# --- graphs -------------------------------------------------------------------------------------


def colour_graph(
    neighbours: Neighbours, places: Places | None = None, colours: int = len(SYSTEM_FILLS)
) -> dict[int, int] | None:
    """Give each node a colour that none of its neighbours has.

    Nodes are taken by DSATUR (Brélaz 1979): the one whose neighbours already show most colours
    first, then the one with most neighbours, then the smallest number. Among the colours that
    are free, the one whose nearest bearer lies farthest away is chosen, so that a colour does
    not come back close by; without `places`, or where that fails, the first free one.

    Parameters
    ----------
    neighbours : mapping of int to set of int
        Symmetric.
    places : mapping of int to (x, y), optional
    colours : int
        Number of colours at hand.

    Returns
    -------
    dict of int to int, or None
        Colour of each node, from 0; None where the colours at hand do not suffice.
    """
    spread = _dsatur(neighbours, places, colours) if places else None
    return spread if spread is not None else _dsatur(neighbours, None, colours)


def _dsatur(neighbours: Neighbours, places: Places | None, colours: int) -> dict[int, int] | None:
    chosen: dict[int, int] = {}
    seen: dict[int, set] = {node: set() for node in neighbours}
    # A node comes back each time that it sees a colour more; its older entries are passed over.
    waiting = [(0, -len(neighbours[node]), node) for node in neighbours]
    heapify(waiting)
    while waiting:
        saturation, _, node = heappop(waiting)
        if node in chosen or -saturation != len(seen[node]):
            continue
        free = [colour for colour in range(colours) if colour not in seen[node]]
        if not free:
            return None
        colour = _farthest_colour(node, free, chosen, places) if places else free[0]
        chosen[node] = colour
        for other in neighbours[node]:
            if other not in chosen and colour not in seen[other]:
                seen[other].add(colour)
                heappush(waiting, (-len(seen[other]), -len(neighbours[other]), other))
    return chosen


def _farthest_colour(
    node: int, free: Sequence[int], chosen: Mapping[int, int], places: Places
) -> int:
    x, y = places[node]
    nearest = dict.fromkeys(free, float("inf"))
    for other, colour in chosen.items():
        if colour in nearest:
            away = (places[other][0] - x) ** 2 + (places[other][1] - y) ** 2
            nearest[colour] = min(nearest[colour], away)
    return max(free, key=lambda colour: (nearest[colour], -colour))


def fewest_clashes(shared: Shared, colours: int = len(SYSTEM_FILLS)) -> dict[int, int]:
    """Colour a graph that has too few colours: neighbours that share much differ first.

    Nodes that share most choose first; then each changes its colour while that parts it better.
    """
    order = sorted(shared, key=lambda node: (-sum(shared[node].values()), node))
    chosen: dict[int, int] = {}
    for _ in range(_MOST_SWEEPS):
        before = dict(chosen)
        for node in order:
            costs = [0] * colours
            for other, cells in shared[node].items():
                if other in chosen:
                    costs[chosen[other]] += cells
            if node not in chosen or min(costs) < costs[chosen[node]]:
                chosen[node] = costs.index(min(costs))
        if chosen == before:
            break
    return chosen


# --- nearness -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Grid:
    """Each cell that holds something with each of its systems, in order; cells in a row."""

    cells: np.ndarray
    owners: np.ndarray
    width: int

    def fullest(self) -> int:
        """Return how many systems the fullest cell holds."""
        import numpy as np

        return int(np.unique(self.cells, return_counts=True)[1].max())


class _Outlines:
    """Points along the outlines of systems, no farther apart than `step`."""

    def __init__(self, shapes: Mapping[int, QgsGeometry], step: float) -> None:
        import numpy as np

        self._systems = list(shapes)
        points = [_points_along(shape, step) for shape in shapes.values()]
        self._places = np.concatenate(points)
        self._places = self._places - self._places.min(axis=0)
        self._owners = np.repeat(np.arange(len(points)), [len(part) for part in points])
        self._nested = _nested(shapes)

    def grid(self, reach: float) -> _Grid:
        """Return which systems lie in which cell of a grid of a step of `reach`."""
        import numpy as np

        cells = (self._places // (reach or 1.0)).astype(np.int64) + 1
        # A column free at each side, so that cells of one row do not meet those of the next.
        width = int(cells[:, 1].max()) + 2
        once = np.unique((cells[:, 0] * width + cells[:, 1]) * len(self._systems) + self._owners)
        return _Grid(once // len(self._systems), once % len(self._systems), width)

    def shared(self, grid: _Grid) -> dict[int, dict[int, int]]:
        """Return the systems around each: all within the reach of a grid, none three times away."""
        import numpy as np

        count = len(self._systems)
        met = [_met(grid, down * grid.width + right) for down, right in _AROUND]
        first, second = (np.concatenate(part) for part in zip(*met))
        pairs, cells = np.unique(first * count + second, return_counts=True)
        found: dict[int, dict[int, int]] = {system: {} for system in self._systems}
        for a, b in self._nested:
            found[a][b] = found[b][a] = 1
        numbers = np.array(self._systems)
        ends = numbers[pairs // count].tolist(), numbers[pairs % count].tolist()
        for a, b, shared in zip(*ends, cells.tolist()):
            found[a][b] = found[b][a] = shared
        return found


def _met(grid: _Grid, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of systems, the smaller first, of cells that lie `step` apart."""
    import numpy as np

    cells, owners = grid.cells, grid.owners
    start = np.searchsorted(cells, cells + step, side="left")
    counts = np.searchsorted(cells, cells + step, side="right") - start
    if counts.sum() > _MOST_PAIRS:
        counts = np.minimum(counts, len(SYSTEM_FILLS))
    first = np.repeat(np.arange(len(cells)), counts)
    second = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts) + start[first]
    a, b = owners[first], owners[second]
    apart = a < b if step == 0 else a != b
    return np.minimum(a, b)[apart], np.maximum(a, b)[apart]


def _points_along(shape: QgsGeometry, step: float) -> np.ndarray:
    # Less a fifth of the step, what touched lies two fifths apart at most, well within reach.
    simple = shape.simplify(step / 5)
    return vertices_of((shape if simple.isEmpty() else simple).densifyByDistance(step or 1.0))


def _nested(shapes: Mapping[int, QgsGeometry]) -> list[tuple[int, int]]:
    """Return the pairs of systems one of which lies inside the other, far from its outline."""
    whole = [shape.boundingBox() for shape in shapes.values()]
    width, height = min(box.width() for box in whole), min(box.height() for box in whole)
    pieces, boxes = [], []
    for system, shape in shapes.items():
        for part in shape.asGeometryCollection():
            box = part.boundingBox()
            # Only a piece as large as the smallest system may hold one.
            if box.width() >= width and box.height() >= height:
                pieces.append((system, part))
                boxes.append(box)
    index = QgsSpatialIndex()
    for number, box in enumerate(boxes):
        index.addFeature(number, box)
    pairs = []
    for inner, shape in shapes.items():
        box = shape.boundingBox()
        middle = QgsRectangle.fromCenterAndSize(box.center(), 0, 0)
        for number in index.intersects(middle):
            outer, part = pieces[number]
            if outer != inner and boxes[number].contains(box) and part.contains(shape):
                pairs.append((inner, outer))
    return pairs


def _shapes_by_system(layer: QgsVectorLayer, field: str) -> dict[int, QgsGeometry]:
    index = layer.fields().lookupField(field)
    request = QgsFeatureRequest().setSubsetOfAttributes([index])
    pieces: dict[int, list[QgsGeometry]] = {}
    for feature in layer.getFeatures(request):
        system = feature[index]
        if isinstance(system, (int, float)) and system > 0 and not feature.geometry().isEmpty():
            pieces.setdefault(int(system), []).append(feature.geometry())
    return {
        system: parts[0] if len(parts) == 1 else QgsGeometry.collectGeometry(parts)
        for system, parts in sorted(pieces.items())
    }


def _centre(shape: QgsGeometry) -> tuple[float, float]:
    centre = shape.boundingBox().center()
    return centre.x(), centre.y()
