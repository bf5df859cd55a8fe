"""Link layers to frames of the method, whether they hold one kind or cumulated kinds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.progress import Progress, silent
from .compat import is_null
from .flow_sources import read_file
from .layers import check_columns, file_of, is_table_file, unchecked

if TYPE_CHECKING:
    import pandas as pd

_ENDS = ("unit_a", "unit_b")
_NEEDED = (*_ENDS, "intensity")
_NUMBERS = (
    "score",
    "intensity",
    "selected",
    "dist_km",
    "volume",
    "flow_ab",
    "flow_ba",
    "recipro",
    "n_types",
)
_CHECK_EVERY = 2000

Pair = tuple[str, str]


@dataclass
class LinkLayer:
    """The links of a layer, their lines by pair of codes, and their CRS."""

    name: str
    frame: pd.DataFrame
    lines: dict[Pair, QgsGeometry]
    crs: QgsCoordinateReferenceSystem

    @property
    def names(self) -> dict[str, str]:
        """Name of each unit, as the links carry it."""
        found: dict[str, str] = {}
        for code, name in (("unit_a", "name_a"), ("unit_b", "name_b")):
            if name in self.frame:
                pairs = zip(self.frame[code].tolist(), self.frame[name].tolist())
                found.update({key: value for key, value in pairs if value})
        return found

    def lines_in(self, crs: QgsCoordinateReferenceSystem) -> dict[Pair, QgsGeometry]:
        """Return the lines in another CRS."""
        if self.crs == crs or not (self.crs.isValid() and crs.isValid()):
            return self.lines
        transform = QgsCoordinateTransform(self.crs, crs, QgsCoordinateTransformContext())
        moved = {}
        for pair, line in self.lines.items():
            copy = QgsGeometry(line)
            copy.transform(transform)
            moved[pair] = copy
        return moved


def links_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    progress: Progress = silent,
) -> LinkLayer:
    """Return the links given to the parameter `LINKS`, a layer or a table file."""
    path = file_of(algorithm, parameters, "LINKS", context)
    if path is not None:
        return read_link_file(path, progress)
    source = algorithm.parameterAsSource(parameters, "LINKS", context)
    return read_links(source, progress)


def read_layer(layer: QgsVectorLayer, progress: Progress = silent) -> LinkLayer:
    """Read a link layer; a text table without filter is read as text, so that codes stay whole."""
    path = layer.source()
    if is_table_file(path) and not layer.subsetString():
        return read_link_file(Path(path), progress)
    return read_links(layer, progress)


def read_link_file(path: Path, progress: Progress = silent) -> LinkLayer:
    """Read a table of links: no lines and no CRS; an empty cell is NULL."""
    table = read_file(path, progress)
    check_columns(table.header, _NEEDED, table.name)
    frame = table.frame.where(table.frame != "", None)
    return _link_layer(path.stem, frame, {}, QgsCoordinateReferenceSystem())


def read_links(source: QgsFeatureSource, progress: Progress = silent) -> LinkLayer:
    """Read a link layer: every field, codes as text, numbers as numbers.

    Raises
    ------
    InputError
        The layer is not one of links, or holds a value that is not a number where one is needed.
    """
    import pandas as pd

    from ..core.codes import code_text

    name = source.sourceName()
    available = [field.name() for field in source.fields()]
    check_columns(available, _NEEDED, name)
    ends = [available.index(end) for end in _ENDS]
    total = max(source.featureCount(), 1)
    rows, lines = [], {}
    for count, feature in enumerate(unchecked(source).getFeatures()):
        if count % _CHECK_EVERY == 0:
            progress(min(count / total, 1.0))
        values = [None if is_null(value) else value for value in feature.attributes()]
        rows.append(values)
        if feature.hasGeometry():
            first, second = (code_text(values[end]) for end in ends)
            line = QgsGeometry(feature.geometry())
            line.convertToSingleType()  # shapefiles know only lines of several parts
            lines[first, second] = line
    frame = pd.DataFrame(rows, columns=available, dtype=object)
    return _link_layer(name, frame, lines, source.sourceCrs())


def _link_layer(
    name: str,
    frame: pd.DataFrame,
    lines: dict[Pair, QgsGeometry],
    crs: QgsCoordinateReferenceSystem,
) -> LinkLayer:
    """Give the columns of links their types."""
    from ..core.codes import code_text

    frame = frame.copy()
    for column in _ENDS:
        frame[column] = [code_text(value) for value in frame[column].tolist()]
        if (frame[column] == "").any():
            raise InputError(
                translate(
                    "Alliance",
                    "“{layer}” has links without a code in “{column}”: remove them, or make the "
                    "layer again with “Compute links”."
                ).format(layer=name, column=column)
            )
    for column in frame.columns:
        if column in _NUMBERS or column.startswith(("s_", "r_")):
            frame[column] = _numbers(frame[column], name, column)
    return LinkLayer(name, frame, lines, crs)


def by_kind(layer: LinkLayer) -> dict[str, pd.DataFrame]:
    """Split a layer of links by kind; links without a kind take the name of the layer."""
    frame = layer.frame
    frame = frame.assign(selected=frame["selected"] == 1 if "selected" in frame else True)
    if "link_type" not in frame or frame.empty:
        return {layer.name: frame}
    kinds = frame["link_type"].map(lambda kind: str(kind) if kind else layer.name)
    return {str(kind): part.reset_index(drop=True) for kind, part in frame.groupby(kinds)}


def _numbers(column: pd.Series, layer: str, name: str) -> pd.Series:
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce")
    wrong: Any | None = next(
        (
            value
            for value, number in zip(column.tolist(), numbers.tolist())
            if value is not None and number != number
        ),
        None,
    )
    if wrong is not None:
        raise InputError(
            translate(
                "Alliance", "Field “{column}” of “{layer}” holds “{value}”, which is not a number."
            ).format(column=name, layer=layer, value=wrong)
        )
    return numbers
