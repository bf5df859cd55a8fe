"""Polygons found by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qgis.core import QgsGeometry, QgsSpatialIndex


class PolygonIndex:
    """Polygons by code, with their boxes in an index and their shapes prepared when needed."""

    def __init__(self, shapes: Mapping[str, QgsGeometry]) -> None:
        self.codes = list(shapes)
        self.shapes = list(shapes.values())
        self._engines: dict[int, Any] = {}
        self._boxes = QgsSpatialIndex()
        for number, shape in enumerate(self.shapes):
            self._boxes.addFeature(number, shape.boundingBox())

    def near(self, shape: QgsGeometry) -> Iterable[int]:
        """Return the polygons whose box meets that of a shape, in the order of their codes."""
        return sorted(self._boxes.intersects(shape.boundingBox()))

    def engine(self, number: int) -> Any:
        """Return the prepared polygon, which answers many times faster."""
        if number not in self._engines:
            engine = QgsGeometry.createGeometryEngine(self.shapes[number].constGet())
            engine.prepareGeometry()
            self._engines[number] = engine
        return self._engines[number]

    def holding(self, place: QgsGeometry) -> str:
        """Return the code of the first polygon that holds or touches a place, '' for none."""
        near = (n for n in self.near(place) if self.engine(n).intersects(place.constGet()))
        first = next(near, None)
        return "" if first is None else self.codes[first]
