"""Tables of any size given to an algorithm, read as they go; GDAL reads what no library does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from .compat import is_null

if TYPE_CHECKING:
    from ..core.streaming import Chunk, Stream

_ROWS = 20_000


def stream_of(path: Path, engine: str) -> Stream:
    """Return a table to be read by chunks; see :func:`alliance.core.parquet.open_stream`."""
    from ..core.parquet import open_stream
    from ..core.spreadsheets import ReaderMissingError

    try:
        return open_stream(path, engine)
    except ReaderMissingError:
        layer = QgsVectorLayer(str(path), path.name, "ogr")
        if engine != "auto" or not layer.isValid():
            raise
        return LayerStream(layer)


class LayerStream:
    """The attributes of a layer of QGIS, whatever its types."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._layer = layer
        self.name = layer.name()
        self.header: Sequence[str] = tuple(layer.fields().names())

    def chunks(self, numbers: Sequence[str], texts: Sequence[str]) -> Iterator[Chunk]:
        """Yield the columns asked for."""
        from ..core.columns import column_position

        columns = (*numbers, *texts)
        places = [column_position(self.header, column, self.name) for column in columns]
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(places)
        total = max(self._layer.featureCount(), 1)
        rows: list[list[str]] = []
        done = 0
        for feature in self._layer.getFeatures(request):
            values = feature.attributes()
            rows.append([_text(values[place]) for place in places])
            if len(rows) == _ROWS:
                done += len(rows)
                yield _chunk(rows, numbers, texts, min(done / total, 1.0))
                rows = []
        if rows:
            yield _chunk(rows, numbers, texts, 1.0)


def _text(value: Any) -> str:
    from ..core.codes import code_text

    if isinstance(value, bool):
        return str(value).lower()
    return "" if is_null(value) else code_text(value)


def _chunk(
    rows: Sequence[Sequence[str]], numbers: Sequence[str], texts: Sequence[str], done: float
) -> Chunk:
    import numpy as np

    from ..core.streaming import Chunk, number_of, pack_texts

    columns = list(zip(*rows))
    return Chunk(
        {
            name: np.array([number_of(cell) for cell in cells], dtype=np.int64)
            for name, cells in zip(numbers, columns)
        },
        {name: pack_texts(cells) for name, cells in zip(texts, columns[len(numbers) :])},
        done=done,
    )
