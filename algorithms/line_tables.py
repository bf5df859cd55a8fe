"""Flows and links as rows with a line each: names, distance and geometry added to the method's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsWkbTypes

from .geometry import Units

if TYPE_CHECKING:
    import pandas as pd

    from ..core.membership import Membership


@dataclass(frozen=True)
class LineTable:
    """A frame ready to be written, and what draws its rows.

    `geometry` takes a row number and returns its line, or None.
    """

    frame: pd.DataFrame
    geometry: Callable[[int], QgsGeometry | None] | None
    wkb_type: int
    crs: QgsCoordinateReferenceSystem | None


def flow_lines(frame: pd.DataFrame, units: Units | None) -> LineTable:
    """Return flows (`origin`, `dest`, …) with `dist_km` and a line between different units."""
    return _lines(frame, "origin", "dest", units)


def link_lines(
    frame: pd.DataFrame,
    units: Units | None,
    link_type: str = "",
) -> LineTable:
    """Return links (`unit_a`, `unit_b`, …) with names, kind, `dist_km` and a line."""
    named = frame.assign(link_type=link_type) if link_type else frame
    if units is not None:
        names = units.names
        named = named.assign(
            name_a=[names.get(code, code) for code in frame["unit_a"].tolist()],
            name_b=[names.get(code, code) for code in frame["unit_b"].tolist()],
        )
    return _lines(named, "unit_a", "unit_b", units)


def pair_lines(frame: pd.DataFrame, membership: Membership, units: Units) -> LineTable:
    """Return pairs of perimeters with a line between the middles of their units."""
    middles = _middles(membership, units)
    starts, ends = frame["perim_a"].tolist(), frame["perim_b"].tolist()

    def line(row: int) -> QgsGeometry | None:
        start, end = middles.get(starts[row]), middles.get(ends[row])
        return QgsGeometry.fromPolylineXY([start, end]) if start and end else None

    return LineTable(frame, line, QgsWkbTypes.Type.LineString, units.crs)


def _middles(membership: Membership, units: Units) -> dict[str, QgsPointXY]:
    """Return the mean point of the units of each perimeter."""
    gathered: dict[str, list[QgsPointXY]] = {}
    rows = membership.rows
    for unit, perimeter in zip(rows["unit"].tolist(), rows["perimeter"].tolist()):
        if unit in units.points:
            gathered.setdefault(perimeter, []).append(units.points[unit])
    return {
        perimeter: QgsPointXY(
            sum(point.x() for point in points) / len(points),
            sum(point.y() for point in points) / len(points),
        )
        for perimeter, points in gathered.items()
    }


def _lines(frame: pd.DataFrame, first: str, second: str, units: Units | None) -> LineTable:
    if units is None:
        return LineTable(frame, None, QgsWkbTypes.Type.NoGeometry, None)
    starts, ends = frame[first].tolist(), frame[second].tolist()
    if "dist_km" not in frame:
        frame = frame.assign(dist_km=units.distances(starts, ends))
    return LineTable(
        frame=frame,
        geometry=lambda row: units.line(starts[row], ends[row]),
        wkb_type=units.line_type,
        crs=units.crs,
    )
