"""Where an output goes, and the hidden place where it is made until every output is complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from qgis.core import QgsDataSourceUri, QgsProcessing, QgsProviderRegistry

from ..core.errors import InputError
from ..core.messages import translate
from .publishing import Staging, publish

_TABLE = "ogr:"
_GEOMETRY_COLUMN = "geom"


class Destination(Protocol):
    """A place on the disk that an output reaches when the run is complete.

    Attributes
    ----------
    staging : Staging
    written : Path
        The file that is being made; QGIS may change its name (an extension that it adds).
    """

    staging: Staging
    written: Path

    @property
    def uri(self) -> str:
        """What the user opens when the run is complete."""


class File:
    """A file of its own."""

    def __init__(self, path: Path) -> None:
        self.staging = Staging(path.parent)
        self.written = self.staging.folder / path.name

    @property
    def uri(self) -> str:
        """Path of the file."""
        return str(self.staging.target / self.written.name)


class Table:
    """A table of a GeoPackage that may hold others, which must stay as they are."""

    def __init__(self, database: Path, table: str, geometry_column: str) -> None:
        self.database = database
        self.table = table
        self.geometry_column = geometry_column or _GEOMETRY_COLUMN
        self.staging = Staging(database.parent)
        self.written = self.staging.folder / "table.gpkg"

    @property
    def uri(self) -> str:
        """What QGIS opens to read the table."""
        return f"{self.database}|layername={self.table}"

    def copy(self) -> None:
        """Copy the table into its database in one transaction: whole or not at all."""
        is_new = not self.database.exists()
        if self._copied(is_new):
            return
        if is_new:
            self.database.unlink(missing_ok=True)
        raise not_written(self.uri)

    def _copied(self, is_new: bool) -> bool:
        from osgeo import gdal

        options = ["-overwrite", "-ds_transaction", "-nln", self.table, "-f", "GPKG"]
        options += ["-lco", f"GEOMETRY_NAME={self.geometry_column}"]
        target = str(self.database)
        try:
            if not is_new:
                target = gdal.OpenEx(target, gdal.OF_VECTOR | gdal.OF_UPDATE)
            return bool(target and gdal.VectorTranslate(target, str(self.written), options=options))
        except RuntimeError:  # where somebody turned the exceptions of GDAL on
            return False


def destination_of(target: str) -> Destination | None:
    """Return where an output goes, None where QGIS has no file to write.

    Parameters
    ----------
    target : str
        A path, or ``ogr:dbname='…' table="…" (…)`` for a table of a GeoPackage.
    """
    if target.startswith(_TABLE):
        uri = QgsDataSourceUri(target[len(_TABLE) :])
        return Table(_absolute(uri.database()), uri.table(), uri.geometryColumn())
    return None if _is_for_qgis(target) else File(_absolute(target))


def _is_for_qgis(target: str) -> bool:
    """Tell a layer in memory or in a database, which QGIS makes itself, from a file."""
    provider = target.split(":")[0]
    providers = ("postgis", *QgsProviderRegistry.instance().providerList())
    return target == QgsProcessing.TEMPORARY_OUTPUT or (":" in target and provider in providers)


def publish_all(destinations: Sequence[Destination]) -> None:
    """Bring every output to its place, all of them or none."""
    tables = [item for item in destinations if isinstance(item, Table)]

    def copy_tables() -> None:
        for table in tables:
            table.copy()

    files = [item.staging for item in destinations if not isinstance(item, Table)]
    publish(files, last_step=copy_tables)


def not_written(path: str) -> InputError:
    """Return the error of an output that could not be made."""
    return InputError(
        translate(
            "Alliance",
            "“{path}” could not be written: the disk may be full, or the format unknown. What was "
            "there before is left as it was."
        ).format(path=path)
    )


def _absolute(path: str) -> Path:
    return Path(path).expanduser().absolute()
