"""From layers and tables of QGIS to frames of the method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..core.errors import Cancelled, InputError
from ..core.messages import translate
from ..core.progress import Progress
from .compat import is_null

if TYPE_CHECKING:
    import pandas as pd

# Tables that we read ourselves, so that codes stay text and INSEE's compressed files open as they
# are; what QGIS alone can read (geopackage, shapefile, database) goes through QGIS.
TABLE_SUFFIXES = (".csv", ".txt", ".tsv", ".gz", ".zip", ".xlsx", ".ods", ".parquet")
_CHECK_EVERY = 2000
# Types of parameters whose value is something to read.
_READ_TYPES = ("source", "vector", "multilayer", "file")


def is_table_file(value: Any) -> bool:
    """Tell whether a parameter's value is the path of a table that we read without QGIS."""
    return isinstance(value, str) and value.lower().endswith(TABLE_SUFFIXES) and "|" not in value


def progress_of(feedback: Any) -> Progress:
    """Return a progress that fills the bar of QGIS and raises `Cancelled` when asked to stop."""

    def advance(done: float) -> None:
        feedback.setProgress(100.0 * done)
        if feedback.isCanceled():
            raise Cancelled(translate("Alliance", "Cancelled."))

    return advance


def file_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
) -> Path | None:
    """Return the path of a table file given to the parameter `name`, None when it is a layer."""
    value = algorithm.parameterAsString(parameters, name, context)
    return Path(value) if is_table_file(value) else None


def unchecked(source: QgsFeatureSource) -> QgsFeatureSource:
    """Return a source whose broken geometries do not stop the run: they are mended if need be."""
    if isinstance(source, QgsProcessingFeatureSource):
        source.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return source


def frame_of(
    source: QgsFeatureSource, columns: Sequence[str] | None, progress: Progress
) -> pd.DataFrame:
    """Return the attributes of a layer as a frame, NULL as None."""
    import pandas as pd

    available = [field.name() for field in source.fields()]
    wanted = available if columns is None else list(dict.fromkeys(columns))
    check_columns(available, wanted, source.sourceName())
    indices = [available.index(name) for name in wanted]
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(indices)
    total = max(source.featureCount(), 1)
    rows = []
    for count, feature in enumerate(unchecked(source).getFeatures(request)):
        if count % _CHECK_EVERY == 0:
            progress(min(count / total, 1.0))
        values = feature.attributes()
        rows.append([values[index] for index in indices])
    data = {
        name: [None if is_null(row[position]) else row[position] for row in rows]
        for position, name in enumerate(wanted)
    }
    return pd.DataFrame(data, columns=wanted, dtype=object)


def columns_of(frame: pd.DataFrame, columns: Sequence[str] | None, where: str) -> pd.DataFrame:
    """Return the asked columns of a table, or say which one is missing."""
    if columns is None:
        return frame
    wanted = list(dict.fromkeys(columns))
    check_columns(list(frame.columns), wanted, where)
    return frame[wanted]


def check_columns(available: Iterable[str], wanted: Iterable[str], where: str) -> None:
    """Raise a sentence that names the first missing column and those that are there."""
    present = list(available)
    for name in wanted:
        if name not in present:
            raise InputError(
                translate(
                    "Alliance",
                    "Column “{column}” is missing from “{table}”. Its columns are: {columns}."
                ).format(column=name, table=where, columns=", ".join(present))
            )


def input_files(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> Iterator[str]:
    """Yield what an algorithm reads: paths of files, `path|layername=…` for tables of a package."""
    for definition in algorithm.parameterDefinitions():
        if definition.type() not in _READ_TYPES:
            continue
        value = parameters.get(definition.name())
        for item in value if isinstance(value, (list, tuple)) else [value]:
            yield from _files_of(item, context)


def _files_of(value: Any, context: QgsProcessingContext) -> Iterator[str]:
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    if isinstance(value, str) and is_table_file(value):
        yield str(Path(value).absolute())
        return
    layer = value
    if isinstance(value, str) and value:
        layer = QgsProcessingUtils.mapLayerFromString(value, context)
    if not isinstance(layer, QgsVectorLayer):
        return
    source = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    if source.get("path"):
        path = str(Path(source["path"]).absolute())
        yield path
        if source.get("layerName"):
            yield f"{path}|layername={source['layerName']}"
