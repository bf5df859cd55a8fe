"""Tables of a comparison as files: nothing in a cell can start a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFields,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..algorithms.cells import neutralised
from ..algorithms.fields import Schema, to_fields
from ..algorithms.publishing import Staging
from ..core.errors import InputError
from ..core.messages import translate
from .tables import Row


def write_csv(path: Path, schema: Schema, rows: Sequence[Row]) -> None:
    """Write one table as UTF-8 text with commas, whole or not at all.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    names = [name for name, _ in schema]
    with Staging(path.parent) as staging:
        try:
            with (staging.folder / path.name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                writer.writerows([[neutralised(row.get(name)) for name in names] for row in rows])
        except OSError as error:
            raise _not_written(path) from error
        staging.publish()


def write_spreadsheet(path: Path, sheets: Sequence[tuple[str, Schema, Sequence[Row]]]) -> None:
    """Write tables as the sheets of one xlsx file, whole or not at all.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    with Staging(path.parent) as staging:
        target = staging.folder / path.name
        for name, schema, rows in sheets:
            _write_sheet(target, name, schema, rows)
        if not target.exists():
            raise _not_written(path)
        staging.publish()


def features_of(schema: Schema, rows: Sequence[Row], *, safe: bool = False) -> list[QgsFeature]:
    """Return rows as features; `safe` neutralises their texts."""
    fields = to_fields(schema)
    return [_feature(fields, schema, row, safe) for row in rows]


def _feature(fields: QgsFields, schema: Schema, row: Row, safe: bool) -> QgsFeature:
    feature = QgsFeature(fields)
    values = [row.get(name) for name, _ in schema]
    feature.setAttributes([neutralised(value) for value in values] if safe else values)
    return feature


def _write_sheet(path: Path, name: str, schema: Schema, rows: Sequence[Row]) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "XLSX"
    options.layerName = name
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = (
        actions.CreateOrOverwriteLayer if path.exists() else actions.CreateOrOverwriteFile
    )
    writer = QgsVectorFileWriter.create(
        str(path),
        to_fields(schema),
        QgsWkbTypes.Type.NoGeometry,
        QgsCoordinateReferenceSystem(),
        QgsCoordinateTransformContext(),
        options,
    )
    written = writer.hasError() == QgsVectorFileWriter.WriterError.NoError
    written = written and writer.addFeatures(features_of(schema, rows, safe=True))
    del writer
    if not written:
        raise _not_written(path)


def _not_written(path: Path) -> InputError:
    return InputError(
        translate(
            "Alliance",
            "“{path}” could not be written: it may be open in another program, or the disk full. "
            "Close it, or choose another name."
        ).format(path=path.name)
    )
