"""The colours of the maps, and which system gets which.

Fills are light enough for black text and dark links, and stay apart for the common kinds of
colour blindness; links and towns use lightness first and hue second, so that they survive a
photocopy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsSpatialIndex, QgsVectorLayer

# Eight fills, drawn with some transparency. As drawn, the nearest two are 16 apart in CIELAB, and
# 10 for each of the three kinds of colour blindness (simulated after Machado et al. 2009).
SYSTEM_FILLS = (
    "#74aeea",
    "#ef8a52",
    "#f9ea86",
    "#2f9e78",
    "#ee8fbb",
    "#93703f",
    "#a4eaf0",
    "#c6e8a0",
)
NO_SYSTEM_FILL = "#f1f0ec"

PAPER = "#ffffff"
INK = "#22252b"
SOFT_INK = "#5b616b"
HAIRLINE = "#c4c6ca"
OUTLINE = "#9aa0a8"
# From the largest perimeters to the smallest: regions, départements, intermunicipal groupings.
PERIMETERS = ("#23305c", "#3c4a78", "#5d6b99")
EXCLUDED = "#a3362b"
TRANSVERSAL = "#7d8591"
UNATTACHED = "#a9afb8"

# From one kind of links to the most: light to dark, one hue.
SCORE_RAMP = ("#a06cb0", "#85499a", "#6b2f85", "#52186c", "#380a4d")
ONE_KIND = "#52186c"
# A colour a kind of links: dark enough for thin lines on white. The nearest two are 30 apart in
# CIELAB for normal sight, and some 19 for each kind of colour blindness.
KIND_COLOURS = (
    "#0b5394",
    "#bf7800",
    "#7300e6",
    "#730e00",
    "#88996b",
    "#bf86b1",
    "#4c1f3b",
    "#6d5ce6",
)
ROLE_COLOURS = {
    "dominant": "#22252b",
    "intermediate": "#7b828c",
    "dominated": "#ffffff",
    "isolated": "#e4e2dd",
}

# Systems nearer than this share of the map's diagonal count as neighbours.
NEAR_SHARE = 1 / 60

Neighbours = Mapping[int, set]


def score_colours(count: int) -> list[str]:
    """Return `count` colours of the score ramp, light to dark, spread over its whole length."""
    if count <= 1:
        return [ONE_KIND] * count
    last = len(SCORE_RAMP) - 1
    return [SCORE_RAMP[round(i * last / (count - 1))] for i in range(count)]


def colour_graph(
    neighbours: Neighbours,
    places: Mapping[int, tuple[float, float]] | None = None,
    colours: int = len(SYSTEM_FILLS),
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


def _dsatur(
    neighbours: Neighbours,
    places: Mapping[int, tuple[float, float]] | None,
    colours: int,
) -> dict[int, int] | None:
    chosen: dict[int, int] = {}
    waiting = set(neighbours)
    while waiting:
        node = min(
            waiting,
            key=lambda n: (-len(_colours_around(n, neighbours, chosen)), -len(neighbours[n]), n),
        )
        taken = _colours_around(node, neighbours, chosen)
        free = [colour for colour in range(colours) if colour not in taken]
        if not free:
            return None
        chosen[node] = _farthest_colour(node, free, chosen, places) if places else free[0]
        waiting.remove(node)
    return chosen


def _colours_around(node: int, neighbours: Neighbours, chosen: Mapping[int, int]) -> set:
    return {chosen[other] for other in neighbours[node] if other in chosen}


def _farthest_colour(
    node: int,
    free: Sequence[int],
    chosen: Mapping[int, int],
    places: Mapping[int, tuple[float, float]],
) -> int:
    x, y = places[node]
    nearest = dict.fromkeys(free, float("inf"))
    for other, colour in chosen.items():
        if colour in nearest:
            away = (places[other][0] - x) ** 2 + (places[other][1] - y) ** 2
            nearest[colour] = min(nearest[colour], away)
    return max(free, key=lambda colour: (nearest[colour], -colour))


def system_colours(layer: QgsVectorLayer, field: str = "system") -> dict[int, int]:
    """Return the position in `SYSTEM_FILLS` of each system of a polygon layer.

    Systems that touch, or lie within a sixtieth of the map's diagonal, differ; where eight
    colours do not suffice for that, only systems nearer still, at last only those that touch.

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
    for reach in (near, near / 4, near / 20):
        colours = colour_graph(_neighbours(shapes, reach), centres)
        if colours is not None:
            return colours
    # More than eight systems all touching each other: no map has that, damaged polygons may.
    return {system: i % len(SYSTEM_FILLS) for i, system in enumerate(sorted(shapes))}


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


def _neighbours(shapes: Mapping[int, QgsGeometry], reach: float) -> dict[int, set]:
    # Simplifying by a fifth of the reach keeps the distances of long coastlines cheap; what
    # touched may then be two fifths apart, still well within reach.
    simple = {system: shape.simplify(reach / 5) for system, shape in shapes.items()}
    simple = {s: shape if not shape.isEmpty() else shapes[s] for s, shape in simple.items()}
    index = QgsSpatialIndex()
    for system, shape in simple.items():
        index.addFeature(system, shape.boundingBox())
    around: dict[int, set] = {system: set() for system in simple}
    for system, shape in simple.items():
        for other in index.intersects(shape.boundingBox().buffered(reach)):
            if other > system and shape.distance(simple[other]) <= reach:
                around[system].add(other)
                around[other].add(system)
    return around
