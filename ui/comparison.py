"""What a comparison brought, and where its systems and perimeters lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer

from ..algorithms.compat import is_null
from ..algorithms.flow_sources import layer_table, read_file
from ..algorithms.perimeter_sources import allocate_table, read_perimeters
from ..algorithms.shapes import outline
from ..algorithms.system_sources import read_system_units
from ..core.progress import Progress, part
from .tables import Row

if TYPE_CHECKING:
    from ..algorithms.geometry import Units
    from ..core.reading import Table

INDICES = ("ARI", "NMI", "VI", "V_MEASURE")


@dataclass(frozen=True)
class Tables:
    """The tables of one comparison, as rows of plain values, and its indices."""

    pairs: list[Row]
    systems: list[Row]
    perimeters: list[Row]
    indices: Mapping[str, float]
    notes: tuple[str, ...] = ()

    @property
    def has_flows(self) -> bool:
        """True where flows were compared too."""
        return any(row.get("vol_int") is not None for row in self.systems)

    def best(self, system: int) -> Row | None:
        """Return the pair of a system and its best match."""
        pairs = (row for row in self.pairs if row["system"] == system and row["best"])
        return next(pairs, None)


def rows_of(layer: QgsVectorLayer) -> list[Row]:
    """Return the attributes of a table, NULL as None."""
    names = [item.name() for item in layer.fields()]
    return [
        {
            name: None if is_null(value) else value
            for name, value in zip(names, feature.attributes())
        }
        for feature in layer.getFeatures()
    ]


@dataclass
class Ground:
    """Where systems and perimeters lie, each outline made when it is first asked for.

    Attributes
    ----------
    units : Units
    system_members : dict of system to codes of units
    perimeter_members : dict of perimeter to codes of units
        For perimeters that a table tells.
    perimeter_shapes : dict of perimeter to QgsGeometry
        For perimeters that polygons draw; in the CRS of the units.
    """

    units: Units
    system_members: dict[int, list[str]]
    perimeter_members: dict[str, list[str]] = field(default_factory=dict)
    perimeter_shapes: dict[str, QgsGeometry] = field(default_factory=dict)
    _made: dict[Any, QgsGeometry | None] = field(default_factory=dict)

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of every outline."""
        return self.units.crs

    def system(self, number: Any) -> QgsGeometry | None:
        """Return the outline of a system."""
        return self._outline(("system", number), self.system_members.get(number, []))

    def perimeter(self, code: Any) -> QgsGeometry | None:
        """Return the outline of a perimeter; none for what lies outside them all."""
        if code in self.perimeter_shapes:
            return self.perimeter_shapes[code]
        return self._outline(("perimeter", code), self.perimeter_members.get(code, []))

    def _outline(self, key: Any, members: list[str]) -> QgsGeometry | None:
        if key not in self._made:
            self._made[key] = outline(self.units, members, "auto") if members else None
        return self._made[key]


@dataclass(frozen=True)
class GroundSources:
    """What the outlines are read from: snapshots of layers, or the path of a table, and fields."""

    systems: Any
    code: str
    name: str
    perimeters: Any
    are_polygons: bool
    perimeter_code: str
    member_code: str = ""


def read_ground(sources: GroundSources, progress: Progress) -> Ground:
    """Read where systems and perimeters lie (for a worker thread)."""
    found = read_system_units(
        sources.systems, sources.code, sources.name, "", part(progress, 0.0, 0.4)
    )
    inside = found.frame[found.frame["system"] > 0]
    members = inside.groupby("system")["code"].apply(list).to_dict()
    ground = Ground(units=found.units, system_members=members)
    if sources.are_polygons:
        ground.perimeter_shapes = read_perimeters(
            sources.perimeters, sources.perimeter_code, "", found.units
        ).shapes
    else:
        table = _table(sources.perimeters, part(progress, 0.4, 0.9))
        allocated = allocate_table(table, sources.member_code, sources.perimeter_code)
        rows = allocated.membership.rows
        ground.perimeter_members = rows.groupby("perimeter")["unit"].apply(list).to_dict()
    progress(1.0)
    return ground


def _table(source: Any, progress: Progress) -> Table:
    if isinstance(source, Path):
        return read_file(source, progress)
    return layer_table(source, progress)
