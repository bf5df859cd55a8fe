"""Units as points and polygons: where they lie, how far apart, and the shapes of systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.progress import Progress, silent
from .compat import is_null
from .layers import check_columns, unchecked
from .typography import format_number

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..core.distances import PointDistances

WGS84 = "EPSG:4326"
_EXAMPLES = 5
_CHECK_EVERY = 500


@dataclass
class Units:
    """The units of a run.

    Attributes
    ----------
    frame : DataFrame
        `code`, `name` and `weight` (NaN where unknown), sorted by code.
    shapes : dict of code to QgsGeometry
        Geometry of the layer, for units that have one.
    points : dict of code to QgsPointXY
        A point inside the largest part of each unit.
    crs : QgsCoordinateReferenceSystem
    warnings : list of str
        What the user should know: units without geometry, layer without CRS…
    """

    frame: pd.DataFrame
    shapes: dict[str, QgsGeometry]
    points: dict[str, QgsPointXY]
    crs: QgsCoordinateReferenceSystem
    polygons: bool
    warnings: list[str] = field(default_factory=list)

    @property
    def wkb_type(self) -> Any:
        """Type of the geometry to write: the parts of a unit stay together."""
        if not self.shapes:
            return QgsWkbTypes.Type.NoGeometry
        return QgsWkbTypes.Type.MultiPolygon if self.polygons else QgsWkbTypes.Type.Point

    @property
    def outline_type(self) -> Any:
        """Type of the outline of a group of units."""
        none = QgsWkbTypes.Type.NoGeometry
        return QgsWkbTypes.Type.MultiPolygon if self.shapes else none

    @property
    def line_type(self) -> Any:
        """Type of the lines between units."""
        return QgsWkbTypes.Type.LineString if self.points else QgsWkbTypes.Type.NoGeometry

    @property
    def names(self) -> dict[str, str]:
        """Name of each code."""
        return dict(zip(self.frame["code"].tolist(), self.frame["name"].tolist()))

    def line(self, first: str, second: str) -> QgsGeometry | None:
        """Return the straight line between two units, None without two places apart."""
        start, end = self.points.get(first), self.points.get(second)
        if start is None or end is None or start == end:
            return None
        return QgsGeometry.fromPolylineXY([start, end])

    def distances(self, first: Sequence[str], second: Sequence[str]) -> np.ndarray:
        """Return the distances in km on the ellipsoid, NaN where a unit has no place."""
        from ..core.flows import encode_codes

        codes, (start, end) = encode_codes([first, second])
        return self.distance_between(codes)(start, end)

    def distance_between(self, codes: Sequence[str]) -> PointDistances:
        """Return the distances in km on the ellipsoid between positions in `codes`.

        Without CRS nothing says what a coordinate is worth, so every distance is NaN.
        """
        import numpy as np

        from ..core.distances import PointDistances

        places = np.full((len(codes), 2), np.nan)
        if self.crs.isValid():
            degrees = QgsCoordinateTransform(
                self.crs, QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext()
            )
            for row, code in enumerate(codes):
                if code in self.points:
                    places[row] = _degrees(self.points[code], degrees)
        return PointDistances(places[:, 0], places[:, 1])


def read_units(
    source: QgsFeatureSource,
    code: str,
    name: str = "",
    weight: str = "",
    progress: Progress = silent,
    extra: Sequence[str] = (),
) -> Units:
    """Read a unit layer; the fields of `extra` are kept as they are.

    Raises
    ------
    InputError
        A field is missing, a code comes twice, no unit has a code, or a weight is not a number.
    """
    import pandas as pd

    from ..core.codes import code_text

    layer_name = source.sourceName()
    available = [item.name() for item in source.fields()]
    wanted = [item for item in (code, name, weight, *extra) if item]
    if not code:
        raise InputError(
            translate(
                "Alliance",
                "Choose the field of “{layer}” that holds the codes of the units. Its fields are: "
                "{fields}."
            ).format(layer=layer_name, fields=", ".join(available))
        )
    check_columns(available, wanted, layer_name)
    positions = {item: available.index(item) for item in wanted}
    request = QgsFeatureRequest().setSubsetOfAttributes(list(positions.values()))
    rows: list[tuple[Any, ...]] = []
    shapes: dict[str, QgsGeometry] = {}
    without_code = 0
    polygons = _has_polygons(source)
    total = max(source.featureCount(), 1)
    for count, feature in enumerate(unchecked(source).getFeatures(request)):
        if count % _CHECK_EVERY == 0:
            progress(min(count / total, 1.0))
        key = code_text(_value(feature[positions[code]]))
        if not key:
            without_code += 1
            continue
        label = feature[positions[name]] if name else None
        size = _weight(feature[positions[weight]], key, layer_name) if weight else float("nan")
        label = key if is_null(label) or str(label).strip() == "" else str(label)
        rows.append((key, label, size, *(_value(feature[positions[item]]) for item in extra)))
        if feature.hasGeometry() and not feature.geometry().isEmpty():
            shape = _tidy(feature.geometry(), polygons)
            if shape is not None:
                shapes[key] = shape
    frame = pd.DataFrame(rows, columns=["code", "name", "weight", *extra])
    _check_codes(frame, code, layer_name)
    frame = frame.sort_values("code", ignore_index=True)
    points = {
        key: point for key, point in ((k, inner_point(s)) for k, s in shapes.items()) if point
    }
    units = Units(
        frame=frame,
        shapes=shapes,
        points=points,
        crs=source.sourceCrs(),
        polygons=polygons,
    )
    units.warnings.extend(_warnings(units, without_code, layer_name))
    return units


def inner_point(shape: QgsGeometry) -> QgsPointXY | None:
    """Return a point of the largest part of a geometry, None when it has none."""
    if shape.isNull() or shape.isEmpty():
        return None
    parts = shape.asGeometryCollection() if shape.isMultipart() else [shape]
    parts = [part for part in parts if not part.isEmpty()]
    if not parts:
        return None
    largest = max(parts, key=lambda part: (part.area(), part.length()))
    point = largest.pointOnSurface()
    if point.isNull() or point.isEmpty():
        point = largest.centroid()
    return None if point.isNull() or point.isEmpty() else point.asPoint()


def count_of(layer: QgsVectorLayer) -> int:
    """Return the number of features of a layer, counted where its provider does not tell.

    QGIS 3.22 knows neither the count nor the extent of a layer of a GeoPackage that was filtered
    while other layers of the file were open; services know neither before they are asked.
    """
    told = layer.featureCount()
    return told if told >= 0 else sum(1 for _ in layer.getFeatures(_bare()))


def extent_of(layer: QgsVectorLayer) -> QgsRectangle:
    """Return the extent of a layer, from its features where its provider does not tell it."""
    told = layer.extent()
    if not told.isNull():
        return told
    found = QgsRectangle()
    for feature in layer.getFeatures(_bare()):
        if feature.hasGeometry():
            found.combineExtentWith(feature.geometry().boundingBox())
    return found


def _bare() -> QgsFeatureRequest:
    request = QgsFeatureRequest().setNoAttributes()
    return request.setInvalidGeometryCheck(
        QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck
    )


def _tidy(shape: QgsGeometry, polygons: bool) -> QgsGeometry | None:
    """Return a flat multipolygon, or the inner point of anything else: one type for all units."""
    if not polygons:
        point = inner_point(shape)
        return None if point is None else QgsGeometry.fromPointXY(point)
    parts = shape.coerceToType(QgsWkbTypes.Type.MultiPolygon)
    return parts[0] if parts and not parts[0].isEmpty() else None


def _value(value: Any) -> Any:
    return None if is_null(value) else value


def _weight(value: Any, code: str, layer_name: str) -> float:
    if is_null(value):
        return float("nan")
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InputError(
            translate(
                "Alliance",
                "The weight of unit {code} in “{layer}” is “{value}”, which is not a number: "
                "choose a numeric field."
            ).format(code=code, layer=layer_name, value=value)
        ) from error


def _check_codes(frame: pd.DataFrame, code: str, layer_name: str) -> None:
    if frame.empty:
        raise InputError(
            translate(
                "Alliance", "“{layer}” holds no unit: no feature has a code in field “{field}”."
            ).format(layer=layer_name, field=code)
        )
    twice = frame["code"][frame["code"].duplicated()]
    if not twice.empty:
        names = sorted(set(twice.tolist()))
        raise InputError(
            translate(
                "Alliance",
                "Codes that come more than once in field “{field}” of “{layer}”: {count} "
                "({codes}). Each unit needs a code of its own; dissolve the layer by code, or "
                "choose another field."
            ).format(
                count=format_number(len(names)),
                field=code,
                layer=layer_name,
                codes=", ".join(names[:_EXAMPLES]),
            )
        )


def _warnings(units: Units, without_code: int, layer_name: str) -> list[str]:
    found = []
    if without_code:
        found.append(
            translate(
                "Alliance", "Features of “{layer}” without a code, left out: {count}."
            ).format(count=format_number(without_code), layer=layer_name)
        )
    lost = [code for code in units.frame["code"].tolist() if code not in units.points]
    if lost:
        found.append(
            translate(
                "Alliance",
                "Units of “{layer}” without geometry: {count} ({codes}). They count in the "
                "results, but their links have no line and no distance."
            ).format(
                count=format_number(len(lost)),
                layer=layer_name,
                codes=", ".join(lost[:_EXAMPLES]),
            )
        )
    if units.crs.isGeographic() and any(
        abs(point.x()) > 180 or abs(point.y()) > 90 for point in units.points.values()
    ):
        found.append(
            translate(
                "Alliance",
                "“{layer}” says that its coordinates are degrees, and some are not: distances are "
                "wrong. Set its true coordinate reference system in the layer's properties."
            ).format(layer=layer_name)
        )
    if not units.crs.isValid() and units.points:
        found.append(
            translate(
                "Alliance",
                "“{layer}” has no coordinate reference system: distances are left empty. Set it in "
                "the layer's properties."
            ).format(layer=layer_name)
        )
    return found


def _has_polygons(source: QgsFeatureSource) -> bool:
    return QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry


def _degrees(point: QgsPointXY, transform: QgsCoordinateTransform) -> tuple[float, float]:
    """Return longitude and latitude, NaN where the CRS does not reach."""
    try:
        moved = transform.transform(point)
    except QgsCsException:
        return float("nan"), float("nan")
    return moved.x(), moved.y()


def vertices_of(shape: QgsGeometry) -> Any:
    """Return the vertices of a geometry as an array of x and y: one by one they take seconds."""
    import numpy as np

    points = shape.convertToType(QgsWkbTypes.GeometryType.PointGeometry, True)
    # Byte order and type of the collection and their count, then of each point.
    point = np.dtype([("head", "V5"), ("xy", "=f8", (2,))])
    return np.frombuffer(points.asWkb().data(), point, offset=9)["xy"]
