"""Every layer of a run in one GeoPackage, with its metadata and its default style."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureSource,
    QgsLayerMetadata,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.progress import Progress, silent
from .fields import Schema, to_fields
from .opening import open_vector
from .outputs import Geometries, add_rows

if TYPE_CHECKING:
    import pandas as pd


class GeoPackage:
    """A GeoPackage being made, layer after layer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(
        self,
        table: str,
        frame: pd.DataFrame,
        schema: Schema,
        *,
        geometry: Geometries | None = None,
        wkb_type: Any = QgsWkbTypes.Type.NoGeometry,
        crs: QgsCoordinateReferenceSystem | None = None,
        metadata: QgsLayerMetadata | None = None,
        progress: Progress = silent,
    ) -> None:
        """Add a layer, or a plain table, made of the rows of a frame."""
        writer = QgsVectorFileWriter.create(
            str(self.path),
            to_fields(schema),
            wkb_type,
            crs or QgsCoordinateReferenceSystem(),
            QgsCoordinateTransformContext(),
            self._options(table),
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise _not_written(self.path, writer.errorMessage())
        add_rows(writer, frame, schema, geometry, progress, self.path.name)
        if not writer.flushBuffer():
            raise _not_written(self.path, writer.errorMessage())
        del writer
        self._check(table, len(frame), metadata)

    def copy(self, table: str, source: QgsVectorLayer, metadata: QgsLayerMetadata) -> None:
        """Add a copy of a layer."""
        options = self._options(table)
        options.forceMulti = True
        error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
            source, str(self.path), QgsCoordinateTransformContext(), options
        )
        if error != QgsVectorFileWriter.WriterError.NoError:
            raise _not_written(self.path, message)
        self._check(table, source.featureCount(), metadata)

    def layer(self, table: str, name: str = "") -> QgsVectorLayer:
        """Open a layer of the file."""
        return open_vector(self.uri(table), name or table)

    def uri(self, table: str) -> str:
        """Return what QGIS opens to read a layer of the file."""
        return f"{self.path}|layername={table}"

    def _options(self, table: str) -> QgsVectorFileWriter.SaveVectorOptions:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = table
        actions = QgsVectorFileWriter.ActionOnExistingFile
        options.actionOnExistingFile = (
            actions.CreateOrOverwriteLayer if self.path.exists() else actions.CreateOrOverwriteFile
        )
        return options

    def _check(self, table: str, expected: int, metadata: QgsLayerMetadata | None) -> None:
        written: QgsFeatureSource = self.layer(table)
        if not written.isValid() or written.featureCount() != expected:
            raise _not_written(self.path, translate("Alliance", "some features are missing"))
        if metadata is not None:
            QgsProviderRegistry.instance().saveLayerMetadata("ogr", self.uri(table), metadata)


def _not_written(path: Path, reason: str) -> InputError:
    return InputError(
        translate(
            "Alliance",
            "“{path}” could not be written ({reason}). Check the free space of the disk."
        ).format(path=path.name, reason=reason)
    )
