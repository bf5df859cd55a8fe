"""Institutional perimeters, as polygons or as tables, brought to memberships of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.options import ALLOCATIONS, OUT_OF_ZONE_CODES
from ..core.progress import Progress, silent
from . import parameters as declare
from .compat import is_null
from .flow_sources import lookup_of, table_of
from .geometry import Units
from .layers import check_columns, columns_of
from .polygon_index import PolygonIndex
from .typography import format_number

if TYPE_CHECKING:
    import pandas as pd

    from ..core.membership import Membership
    from ..core.reading import Table

# Limits drawn apart never meet exactly: a part of a unit under this share is a sliver.
SLIVER_SHARE = 0.01
# What intersections leave of limits that do meet.
_ROUNDING = 1e-6
_CHECK_EVERY = 200


@dataclass
class Perimeters:
    """Polygons by code, in the CRS of the units, and what had to be mended."""

    name: str
    shapes: dict[str, QgsGeometry] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    mended: int = 0
    left_out: int = 0
    without_crs: bool = False


@dataclass(frozen=True)
class Allocated:
    """A membership and what the user should know of how it was made.

    `shapes` are the polygons by code, in the CRS of the units; a table has none.
    """

    membership: Membership
    warnings: tuple[str, ...] = ()
    shapes: Mapping[str, QgsGeometry] = field(default_factory=dict)


def perimeter_parameters() -> list[Any]:
    """Return the parameters of one layer of perimeters, polygons or table."""
    return [
        declare.source(
            "PERIMETERS",
            translate("Alliance", "Perimeters"),
            translate(
                "Alliance", "Polygons: EPCI, SCoT, départements… or fill in the table below."
            ),
            (declare.SOURCE.TypeVectorAnyGeometry,),
            optional=True,
        ),
        declare.field(
            "PERIMETER_CODE",
            translate("Alliance", "Code of the perimeter"),
            translate("Alliance", "Field of the codes; polygons of one code are taken together."),
            "PERIMETERS",
            None,
            True,
        ),
        declare.field(
            "PERIMETER_NAME",
            translate("Alliance", "Name of the perimeter"),
            translate("Alliance", "Without it, codes stand for names."),
            "PERIMETERS",
            None,
            True,
        ),
        *membership_parameters(),
        *declare.lookup(),
        declare.choice(
            "ALLOCATION",
            translate("Alliance", "Where a unit belongs"),
            translate(
                "Alliance",
                "“point”: to the polygon that holds its point; “area”: to each polygon, for the "
                "share of its area."
            ),
            ALLOCATIONS,
            ALLOCATIONS[0],
            advanced=True,
        ),
    ]


def membership_parameters() -> list[Any]:
    """Return the parameters of a table of memberships."""
    return [
        declare.source(
            "MEMBERSHIP",
            translate("Alliance", "Membership table"),
            translate(
                "Alliance",
                "One row a unit and perimeter; a unit may be in several. With a lookup table, the "
                "rows are those of smaller units (communes), and a unit belongs for the share of "
                "its members."
            ),
            optional=True,
        ),
        declare.text(
            "MEMBERSHIP_UNIT",
            translate("Alliance", "Membership: code of the unit"),
            translate("Alliance", "Column of the table."),
        ),
        declare.text(
            "MEMBERSHIP_CODE",
            translate("Alliance", "Membership: code of the perimeter"),
            translate("Alliance", "Column of the table."),
        ),
        declare.text(
            "MEMBERSHIP_NAME",
            translate("Alliance", "Membership: name of the perimeter"),
            translate("Alliance", "Column of the table; without it, codes stand for names."),
        ),
    ]


PERIMETER_TABLES = ("MEMBERSHIP", "LOOKUP")


def perimeters_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: Any,
    units: Units,
    progress: Progress = silent,
) -> Allocated:
    """Return the perimeters given to an algorithm, as a membership of its units."""
    table = table_of(algorithm, parameters, "MEMBERSHIP", context, progress)
    source = algorithm.parameterAsSource(parameters, "PERIMETERS", context)
    if (table is None) == (source is None):
        raise InputError(
            translate(
                "Alliance",
                "Choose perimeters: either a layer of polygons or a membership table, one of them."
            )
        )
    if table is not None:
        allocated = allocate_table(
            table,
            algorithm.parameterAsString(parameters, "MEMBERSHIP_UNIT", context),
            algorithm.parameterAsString(parameters, "MEMBERSHIP_CODE", context),
            algorithm.parameterAsString(parameters, "MEMBERSHIP_NAME", context),
            lookup_of(algorithm, parameters, context),
            Path(table.name).stem,
        )
    else:
        allocated = allocate_polygons(
            units,
            source,
            algorithm.parameterAsString(parameters, "PERIMETER_CODE", context),
            algorithm.parameterAsString(parameters, "PERIMETER_NAME", context),
            algorithm.parameterAsEnumString(parameters, "ALLOCATION", context),
            _layer_label(algorithm.parameterAsVectorLayer(parameters, "PERIMETERS", context)),
            progress,
        )
    for warning in allocated.warnings:
        feedback.pushWarning(warning)
    return allocated


def allocate_table(
    table: Table,
    unit: str,
    code: str,
    name: str = "",
    lookup: Any = None,
    label: str = "",
) -> Allocated:
    """Return the membership that a table tells.

    With a lookup (smaller unit to unit), a unit belongs to a perimeter for the share of its
    members that the table puts there.
    """
    import pandas as pd

    from ..core.codes import code_text
    from ..core.membership import build_membership

    if not unit or not code:
        raise InputError(
            translate(
                "Alliance",
                "Name the columns of the membership table “{table}” that hold the code of the unit "
                "and of the perimeter. Its columns are: {columns}."
            ).format(table=table.name, columns=", ".join(table.header))
        )
    wanted = [column for column in (unit, code, name) if column]
    frame = columns_of(table.frame, wanted, table.name)
    rows = pd.DataFrame(
        {
            "unit": [code_text(value) for value in frame[unit].tolist()],
            "perimeter": [code_text(value) for value in frame[code].tolist()],
        }
    )
    labels = [code_text(value) for value in frame[name].tolist()] if name else []
    names = {key: text for key, text in zip(rows["perimeter"].tolist(), labels) if key and text}
    coded = (rows["unit"] != "") & (rows["perimeter"] != "")
    members = rows[coded].drop_duplicates()
    warnings = _rows_left_out(int((~coded).sum()), table.name)
    shares = None
    if lookup is not None:
        members, lost = _members_by_unit(members, lookup)
        warnings += _members_left_out(lost, table.name)
        shares = members["share"].to_numpy()
    return Allocated(
        build_membership(members["unit"], members["perimeter"], shares, names=names, name=label),
        tuple(warnings),
    )


def _members_by_unit(members: pd.DataFrame, lookup: Any) -> tuple[pd.DataFrame, int]:
    """Return the share of the members of each unit that each perimeter holds.

    The second value is the number of members that the lookup does not know; those that it puts in
    no unit are left out as planned.
    """
    import pandas as pd

    from ..core.codes import lookup_table

    target = pd.Series(lookup_table(lookup), dtype=object)
    size = target.value_counts()
    unit = members["unit"].map(target)
    placed = members.assign(unit=unit)[unit.notna() & ~unit.isin(("", *OUT_OF_ZONE_CODES))]
    counted = placed.groupby(["unit", "perimeter"]).size().rename("members").reset_index()
    share = counted["members"] / counted["unit"].map(size)
    return counted.assign(share=share), int(members["unit"][unit.isna()].nunique())


def allocate_polygons(
    units: Units,
    source: QgsFeatureSource,
    code: str,
    name: str = "",
    allocation: str = ALLOCATIONS[0],
    label: str = "",
    progress: Progress = silent,
) -> Allocated:
    """Return the membership that polygons draw, by the point or by the area of each unit."""
    from ..core.membership import build_membership

    perimeters = read_perimeters(source, code, name, units, label)
    index = PolygonIndex(perimeters.shapes)
    rows: list[tuple[str, str, float]] = []
    mended = 0
    codes = units.frame["code"].tolist()
    for count, key in enumerate(codes):
        if count % _CHECK_EVERY == 0:
            progress(count / len(codes))
        shares, repaired = _shares(units, key, index, allocation)
        mended += repaired
        rows.extend((key, perimeter, share) for perimeter, share in shares)
    membership = build_membership(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        names=perimeters.names,
        name=label or perimeters.name,
    )
    warnings = _warnings(perimeters, mended, empty=not rows)
    if allocation == "area" and not units.polygons:
        warnings.append(
            translate(
                "Alliance", "The units have no polygons, so each belongs where its point lies."
            )
        )
    return Allocated(membership, tuple(warnings), perimeters.shapes)


def read_perimeters(
    source: QgsFeatureSource, code: str, name: str, units: Units, label: str = ""
) -> Perimeters:
    """Read polygons in the CRS of the units; broken rings are mended and counted."""
    from ..core.codes import code_text

    layer_name = label or source.sourceName()
    if QgsWkbTypes.geometryType(source.wkbType()) != QgsWkbTypes.GeometryType.PolygonGeometry:
        raise InputError(
            translate(
                "Alliance",
                "“{layer}” has no polygons: perimeters are areas. Choose a polygon layer, or give "
                "a membership table."
            ).format(layer=layer_name)
        )
    if not code:
        raise InputError(
            translate("Alliance", "Choose the field of “{layer}” that holds the code.").format(
                layer=layer_name
            )
        )
    available = [item.name() for item in source.fields()]
    check_columns(available, [item for item in (code, name) if item], layer_name)
    if isinstance(source, QgsProcessingFeatureSource):
        source.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    perimeters = Perimeters(layer_name, without_crs=not source.sourceCrs().isValid())
    transform = _transform(source, units)
    parts: dict[str, list[QgsGeometry]] = {}
    for feature in source.getFeatures(QgsFeatureRequest()):
        value = feature[available.index(code)]
        key = "" if is_null(value) else code_text(value)
        shape = _placed(feature.geometry(), transform)
        if not key or shape is None:
            perimeters.left_out += 1
            continue
        if not shape.isGeosValid():
            shape = shape.makeValid()
            perimeters.mended += 1
        parts.setdefault(key, []).append(shape)
        text = feature[available.index(name)] if name else None
        perimeters.names.setdefault(key, key if is_null(text) else str(text))
    perimeters.shapes = {
        key: shapes[0] if len(shapes) == 1 else QgsGeometry.unaryUnion(shapes)
        for key, shapes in sorted(parts.items())
    }
    return perimeters


def areas_km2(units: Units) -> dict[str, float]:
    """Return the area of each unit on the ellipsoid, in km²; points have none."""
    from qgis.core import QgsDistanceArea

    if not units.polygons or not units.crs.isValid():
        return {}
    measure = QgsDistanceArea()
    measure.setSourceCrs(units.crs, QgsCoordinateTransformContext())
    # qgis_process and new projects have no ellipsoid: without one, areas would be in degrees.
    measure.setEllipsoid(units.crs.ellipsoidAcronym() or "EPSG:7030")
    return {code: measure.measureArea(shape) / 1e6 for code, shape in units.shapes.items()}


def _shares(
    units: Units, code: str, index: PolygonIndex, allocation: str
) -> tuple[list[tuple[str, float]], bool]:
    """Return the perimeters of a unit with its share in each, and whether it had to be mended."""
    point = units.points.get(code)
    if point is None:
        return [], False
    if allocation == "area" and units.polygons:
        return _area_shares(units.shapes[code], index)
    place = QgsGeometry.fromPointXY(point)
    meeting = [n for n in index.near(place) if index.engine(n).intersects(place.constGet())]
    inside = [n for n in meeting if index.engine(n).contains(place.constGet())]
    if inside:
        return [(index.codes[n], 1.0) for n in inside], False
    if units.polygons:
        # Coasts and limits drawn apart: the point falls in a gap or on a limit, the unit lies in
        # one perimeter for most.
        shares, _ = _area_shares(units.shapes[code], index)
        largest = max(shares, key=lambda item: item[1], default=("", 0.0))
        if largest[1] > 0.5 or (shares and meeting):
            return [(largest[0], 1.0)], True
    # On a limit: in one perimeter, or both would seem to overlap.
    return [(index.codes[n], 1.0) for n in meeting[:1]], bool(meeting)


def _area_shares(shape: QgsGeometry, index: PolygonIndex) -> tuple[list[tuple[str, float]], bool]:
    body = shape if shape.isGeosValid() else shape.makeValid()
    whole = body.area()
    if whole <= 0:
        return [], False
    shares = []
    for number in index.near(body):
        share = _part_inside(body, whole, number, index)
        if share > _ROUNDING:
            shares.append((index.codes[number], share))
    kept = [(code, share) for code, share in shares if share >= SLIVER_SHARE]
    total = sum(share for _, share in kept)
    missing = abs(total - 1.0)
    follows = missing <= SLIVER_SHARE * max(len(shares), 1)
    slivers = len(kept) < len(shares) or (follows and missing > _ROUNDING)
    if follows and kept:
        kept = [(code, share / total) for code, share in kept]
    return kept, slivers


def _part_inside(body: QgsGeometry, whole: float, number: int, index: PolygonIndex) -> float:
    if index.engine(number).contains(body.constGet()):
        return 1.0
    return min(index.shapes[number].intersection(body).area() / whole, 1.0)


def _placed(shape: QgsGeometry, transform: QgsCoordinateTransform | None) -> QgsGeometry | None:
    """Return a shape in the CRS of the units, None where there is none or it does not reach."""
    if shape.isNull() or shape.isEmpty():
        return None
    moved = QgsGeometry(shape)
    if transform is None:
        return moved
    try:
        moved.transform(transform)
    except QgsCsException:
        return None
    return moved


def _layer_label(layer: QgsVectorLayer | None) -> str:
    """Return what a layer is called; QGIS names a table that is given by its path as its file."""
    if layer is None:
        return ""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    file, table = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    return table if table and layer.name() == Path(file).stem else layer.name()


def _transform(source: QgsFeatureSource, units: Units) -> QgsCoordinateTransform | None:
    crs = source.sourceCrs()
    if crs == units.crs or not (crs.isValid() and units.crs.isValid()):
        return None
    return QgsCoordinateTransform(crs, units.crs, QgsCoordinateTransformContext())


def _rows_left_out(count: int, table: str) -> list[str]:
    if not count:
        return []
    return [
        translate(
            "Alliance",
            "Rows of “{table}” without the code of a unit or of a perimeter, left out: {count}."
        ).format(count=format_number(count), table=table)
    ]


def _members_left_out(count: int, table: str) -> list[str]:
    if not count:
        return []
    return [
        translate(
            "Alliance",
            "Codes of “{table}” that are not in the lookup table: {count}; they count in no unit."
        ).format(count=format_number(count), table=table)
    ]


def _warnings(perimeters: Perimeters, mended_units: int, *, empty: bool) -> list[str]:
    found = []
    if empty:
        found.append(
            translate(
                "Alliance",
                "No unit lies in a perimeter of “{layer}”: check the coordinate reference systems "
                "of both layers."
            ).format(layer=perimeters.name)
        )
    if perimeters.without_crs:
        found.append(
            translate(
                "Alliance",
                "“{layer}” has no coordinate reference system: it is read in that of the units."
            ).format(layer=perimeters.name)
        )
    if perimeters.mended:
        found.append(
            translate(
                "Alliance", "Polygons of “{layer}” with broken rings, mended: {count}."
            ).format(count=format_number(perimeters.mended), layer=perimeters.name)
        )
    if perimeters.left_out:
        found.append(
            translate(
                "Alliance",
                "Features of “{layer}” without a code, or without a shape that can be placed "
                "beside the units, left out: {count}."
            ).format(count=format_number(perimeters.left_out), layer=perimeters.name)
        )
    if mended_units:
        found.append(
            translate(
                "Alliance",
                "Units that do not follow the limits of “{layer}”: {count}. Parts under 1 % were "
                "taken for slivers, and a unit whose point falls in a gap went where most of it "
                "lies."
            ).format(count=format_number(mended_units), layer=perimeters.name)
        )
    return found
