"""From frames to the output layers of an algorithm, written whole or not at all.

A layer that goes to a file is made in a hidden place (`destinations`) and reaches its own only when
every output of the run is complete; a cancel or an error leaves what was there before as it was.
"""

from __future__ import annotations

import math
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsGeometry,
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsWkbTypes,
)

from ..core.errors import SettingsError
from ..core.messages import translate
from ..core.progress import Progress, silent
from .cells import neutralised_texts, opens_in_a_spreadsheet
from .compat import INTEGER, LONG, REAL
from .destinations import Destination, Table, destination_of, not_written, publish_all
from .fields import Schema, to_fields
from .layers import input_files
from .opening import open_vector
from .post_processing import style_on_load
from .provenance import save_metadata

_BATCH = 5000
_REPORTS = 100

Geometries = Callable[[Any], Optional[QgsGeometry]]


class Outputs:
    """The output layers of one run of an algorithm.

    Use it as a context manager: leaving the block normally brings every file to its place, leaving
    it with an exception removes what was written.
    """

    def __init__(
        self,
        algorithm: Any,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> None:
        self._algorithm = algorithm
        self._parameters = dict(parameters)
        self._context = context
        self._inputs = set(input_files(algorithm, parameters, context))
        self._to_load_before = context.layersToLoadOnCompletion()
        self._destinations: dict[str, Destination] = {}
        self._sinks: dict[str, Any] = {}
        self._expected: dict[str, int] = {}
        self._metadata: dict[str, QgsLayerMetadata] = {}
        self.ids: dict[str, str] = {}

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._sinks.clear()
        # The frames of an exception hold sinks, and an open file cannot be removed everywhere.
        traceback.clear_frames(trace)
        published = False
        try:
            if kind is None:
                self._publish()
                published = True
        finally:
            for destination in self._destinations.values():
                destination.staging.discard()
            if not published:
                self._context.setLayersToLoadOnCompletion(self._to_load_before)

    def write(
        self,
        name: str,
        frame: Any,
        schema: Schema,
        *,
        geometry: Geometries | None = None,
        wkb_type: Any = QgsWkbTypes.Type.NoGeometry,
        crs: QgsCoordinateReferenceSystem | None = None,
        metadata: QgsLayerMetadata | None = None,
        progress: Progress = silent,
    ) -> None:
        """Write `frame` to the output parameter `name`, unless the user left that output out.

        Parameters
        ----------
        frame : DataFrame
            Holds every column of `schema`; a missing column is written as NULL.
        geometry : callable, optional
            Takes a row number and returns the geometry of that row, or None.

        Raises
        ------
        InputError
            The destination cannot be written, or is full.
        SettingsError
            Another output has the same destination.
        """
        sink = self._open(name, schema, wkb_type, crs)
        if sink is None:
            return
        destination = self._destinations.get(name)
        if destination is not None and opens_in_a_spreadsheet(destination.written):
            frame = neutralised_texts(frame, schema)
        add_rows(sink, frame, schema, geometry, progress, self.ids[name])
        if not sink.flushBuffer():
            raise not_written(self.ids[name])
        self._expected[name] = len(frame)
        if metadata is not None:
            self._metadata[name] = metadata
        if name not in self._destinations and crs is not None:
            self._keep_crs(self.ids[name], crs)

    def write_text(self, name: str, content: Callable[[], str]) -> None:
        """Write a text file to the output parameter `name`, unless the user left it out."""
        path = self._algorithm.parameterAsFileOutput(self._parameters, name, self._context)
        destination = self._reserve(name, path) if path else None
        if destination is None:
            return
        try:
            destination.written.write_text(content(), encoding="utf-8")
        except OSError as error:
            raise not_written(path) from error
        self.ids[name] = destination.uri

    def _open(
        self,
        name: str,
        schema: Schema,
        wkb_type: Any,
        crs: QgsCoordinateReferenceSystem | None,
    ) -> Any:
        """Return the sink of an output, None when the user left it out."""
        asked = self._parameters.get(name)
        target, project, label = _target(asked, self._context)
        destination = self._reserve(name, target) if target else None
        parameters = dict(self._parameters)
        if destination is not None:
            _require_a_place_for(wkb_type, destination)
            parameters[name] = _redirected(asked, destination)
        try:
            sink, identifier = self._algorithm.parameterAsSink(
                parameters,
                name,
                self._context,
                to_fields(schema),
                wkb_type,
                crs or QgsCoordinateReferenceSystem(),
            )
        except QgsProcessingException as error:
            raise not_written(destination.uri if destination else str(target)) from error
        if sink is None:
            if target:
                raise not_written(target)
            return None
        self._sinks[name] = sink
        if destination is None:
            self.ids[name] = identifier
        else:
            destination.written = Path(identifier)
            self.ids[name] = destination.uri
            if project is not None:
                label = label or self._algorithm.parameterDefinition(name).description()
                details = QgsProcessingContext.LayerDetails(label, project, name)
                self._context.addLayerToLoadOnCompletion(destination.uri, details)
        if self._context.willLoadLayerOnCompletion(self.ids[name]):
            details = self._context.layerToLoadOnCompletionDetails(self.ids[name])
            style_on_load(details)
        return sink

    def _reserve(self, name: str, target: str) -> Destination | None:
        """Return where the output `name` goes, None when QGIS has no file to write."""
        destination = destination_of(target)
        if destination is None:
            return None
        if destination.uri in self._inputs:
            raise SettingsError(
                translate(
                    "Alliance",
                    "“{output}” would be written over “{path}”, which this run reads: give it "
                    "another name."
                ).format(output=name, path=destination.uri)
            )
        self._destinations[name] = destination
        same = [key for key, item in self._destinations.items() if item.uri == destination.uri]
        if len(same) > 1:
            raise SettingsError(
                translate(
                    "Alliance",
                    "“{first}” and “{second}” would both be written to “{path}”: give each output "
                    "a name of its own."
                ).format(first=same[0], second=same[1], path=destination.uri)
            )
        return destination

    def _publish(self) -> None:
        for name, count in self._expected.items():
            if name in self._destinations:
                _require_all_rows(self._destinations[name], count)
        for name, destination in self._destinations.items():
            if name in self._metadata and not isinstance(destination, Table):
                save_metadata(str(destination.written), self._metadata[name], destination.uri)
        publish_all(list(self._destinations.values()))
        for name, metadata in self._metadata.items():
            if name not in self._destinations:
                self._describe_in_memory(self.ids[name], metadata)
            elif isinstance(self._destinations[name], Table):
                save_metadata(self.ids[name], metadata)

    def _keep_crs(self, identifier: str, crs: QgsCoordinateReferenceSystem) -> None:
        """Leave a layer in memory without CRS where its units have none: QGIS gives it degrees."""
        layer = QgsProcessingUtils.mapLayerFromString(identifier, self._context)
        if layer is not None and not crs.isValid():
            layer.setCrs(crs)

    def _describe_in_memory(self, identifier: str, metadata: QgsLayerMetadata) -> None:
        layer = QgsProcessingUtils.mapLayerFromString(identifier, self._context)
        if layer is not None:
            layer.setMetadata(metadata)


def _target(value: Any, context: QgsProcessingContext) -> tuple[str, Any, str]:
    """Return the path or URI of an output, the project that will load it and its label."""
    project, label = None, ""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        project, label = value.destinationProject, value.destinationName
        value = value.sink
    if hasattr(value, "valueAsString"):  # QgsProperty
        value = value.valueAsString(context.expressionContext())[0]
    return str(value or ""), project, label


def _redirected(asked: Any, destination: Destination) -> Any:
    """Return an output as it was asked for, at the place where it is made."""
    target = QgsProcessingOutputLayerDefinition(str(destination.written))
    if isinstance(asked, QgsProcessingOutputLayerDefinition):
        target.createOptions = asked.createOptions
    return target


def _require_a_place_for(wkb_type: Any, destination: Destination) -> None:
    no_geometry = wkb_type == QgsWkbTypes.Type.NoGeometry
    if no_geometry and destination.written.suffix.lower() == ".shp":
        raise SettingsError(
            translate(
                "Alliance",
                "“{path}” would have no geometry, and a Shapefile needs one: choose a GeoPackage "
                "(.gpkg) or a text table (.csv)."
            ).format(path=destination.uri)
        )


def _require_all_rows(destination: Destination, count: int) -> None:
    """Open what was written: on a full disk, some formats fail without a word."""
    if count == 0 and destination.written.exists():
        return  # a spreadsheet without rows has no sheet to open
    layer = open_vector(str(destination.written), "written")
    if not layer.isValid() or layer.featureCount() < count:
        raise not_written(destination.uri)


def add_rows(
    sink: Any,
    frame: Any,
    schema: Schema,
    geometry: Geometries | None,
    progress: Progress,
    target: str,
) -> None:
    """Add every row, as plain Python values: QGIS drops numpy scalars without a word.

    Raises
    ------
    InputError
        A row is refused; the sentence names `target`.
    """
    columns = [
        _plain(frame[name], kind) if name in frame else [None] * len(frame) for name, kind in schema
    ]
    fields = to_fields(schema)
    step = max(len(frame) // _REPORTS, 1)
    batch: list[QgsFeature] = []
    for row, values in enumerate(zip(*columns)):
        if row % step == 0:  # one geometry may take long: a cancel must not wait for a batch
            progress(row / len(frame))
        feature = QgsFeature(fields)
        feature.setAttributes(list(values))
        if geometry is not None:
            shape = geometry(row)
            if shape is not None:
                feature.setGeometry(shape)
        batch.append(feature)
        if len(batch) == _BATCH:
            _flush(sink, batch, target)
            batch = []
    _flush(sink, batch, target)
    progress(1.0)


def _flush(sink: Any, batch: list[QgsFeature], target: str) -> None:
    if batch and not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
        raise not_written(target)


def _plain(column: Any, kind: str) -> list[Any]:
    """Return a column as Python values, missing ones as None."""
    if kind in (INTEGER, LONG):
        return [None if _missing(value) else int(value) for value in column.tolist()]
    if kind == REAL:
        return [None if _missing(value) else float(value) for value in column.tolist()]
    return [None if _missing(value) else str(value) for value in column.tolist()]


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))
