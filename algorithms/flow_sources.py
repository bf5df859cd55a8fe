"""Flow tables, lookups and unit layers given to an algorithm, as objects of the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureSource, QgsProcessingAlgorithm, QgsProcessingContext

from ..core.errors import InputError, SettingsError
from ..core.messages import translate
from ..core.progress import Progress, part, silent
from .database_flows import DatabaseFlows, database_flows
from .geometry import Units, read_units
from .layers import columns_of, file_of, frame_of
from .opening import open_vector
from .typography import format_number, format_value
from .wording import left_out_sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.chain import DistanceBetween
    from ..core.commune_changes import CodeChanges
    from ..core.reading import Table

FLOW_TABLES = ("FLOWS", "LOOKUP")
FLOW_COLUMNS = ("origin", "dest", "volume")
_KIND_COLUMN = "link_type"


def units_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: Any,
    progress: Progress = silent,
) -> Units | None:
    """Return the unit layer of an algorithm, None when it was left empty."""
    source = algorithm.parameterAsSource(parameters, "UNITS", context)
    if source is None:
        return None
    weight = algorithm.parameterDefinition("UNIT_WEIGHT")
    units = read_units(
        source,
        algorithm.parameterAsString(parameters, "UNIT_CODE", context),
        algorithm.parameterAsString(parameters, "UNIT_NAME", context),
        algorithm.parameterAsString(parameters, "UNIT_WEIGHT", context) if weight else "",
        progress,
    )
    for warning in units.warnings:
        feedback.pushWarning(warning)
    return units


def table_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
    progress: Progress,
) -> Table | None:
    """Return the table given to the parameter `name`, a layer or a file, None when left empty."""
    path = file_of(algorithm, parameters, name, context)
    if path is not None:
        return read_file(path, progress)
    source = algorithm.parameterAsSource(parameters, name, context)
    return None if source is None else layer_table(source, progress)


def read_file(path: Path, progress: Progress = silent) -> Table:
    """Read a whole table file; see `load_flow_file` for formats whose library is missing."""
    from ..core.reading import read_table
    from ..core.spreadsheets import ReaderMissingError

    try:
        return read_table(path, progress=progress)
    except ReaderMissingError:
        table = gdal_table(path, progress)
        if table is None:
            raise
        return table


def load_flow_file(
    path: Path,
    progress: Progress = silent,
    engine: str = "auto",
    scheduler: str = "",
    **options: Any,
) -> Loading:
    """Load a file of flows; formats whose library is missing go through GDAL, which has its own.

    `options` are those of :func:`alliance.core.reading.load_file`; `engine` is one of
    :func:`alliance.core.engines.files.engine_for`, or `auto`.
    """
    from ..core.engines.files import engine_for, load_with_engine
    from ..core.spreadsheets import ReaderMissingError

    if engine == "auto":
        engine = engine_for(path, engine, scheduler, whole=options.get("changes") is not None)
    try:
        return load_with_engine(
            path, engine=engine, scheduler=scheduler, progress=progress, **options
        )
    except ReaderMissingError:
        table = gdal_table(path, progress)
        if table is None:
            raise
        return _load(table, **options)


def engine_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    path: Path,
    scheduler: str,
    changes: CodeChanges | None,
    feedback: Any,
) -> str:
    """Return the engine that loads a file, and tell which one unless the file is small."""
    from ..core.engines.files import MEMORY, engine_for

    asked = algorithm.parameterAsEnumString(parameters, "ENGINE", context)
    engine = engine_for(path, asked, scheduler, whole=changes is not None)
    if engine != MEMORY:
        feedback.pushInfo(
            translate("Alliance", "The file is summed by the engine “{engine}”.").format(
                engine=engine
            )
        )
    return engine


def load_flow_layer(
    layer: QgsFeatureSource, progress: Progress = silent, **options: Any
) -> Loading:
    """Load a layer of flows; the columns that “Load flows” writes need not be named."""
    table = layer_table(layer, progress)
    for option, usual in zip(("origin", "destination", "volume"), FLOW_COLUMNS):
        if not options.get(option) and usual in table.header:
            options[option] = usual
    return _load(table, **options)


def gdal_table(path: Path, progress: Progress = silent) -> Table | None:
    """Read a spreadsheet or a parquet file with GDAL, every cell as text; None if it cannot."""
    from osgeo import gdal

    # GDAL guesses types and would take the zeros off codes.
    options = {"OGR_XLSX_FIELD_TYPES": "STRING", "OGR_ODS_FIELD_TYPES": "STRING"}
    for name, value in options.items():
        gdal.SetThreadLocalConfigOption(name, value)
    try:
        layer = open_vector(str(path), path.name)
        return layer_table(layer, progress) if layer.isValid() else None
    finally:
        for name in options:
            gdal.SetThreadLocalConfigOption(name, None)


def layer_table(layer: QgsFeatureSource, progress: Progress = silent) -> Table:
    """Return a layer of QGIS as a table of the method."""
    from ..core.reading import Table

    frame = frame_of(layer, None, progress)
    return Table(frame=frame, header=tuple(frame.columns), name=layer.sourceName())


def lookup_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    progress: Progress = silent,
) -> pd.DataFrame | None:
    """Return the lookup table of an algorithm as columns `from` and `to`, None when left empty."""
    return pair_of(
        algorithm,
        parameters,
        context,
        ("LOOKUP", "LOOKUP_FROM", "LOOKUP_TO"),
        translate(
            "Alliance",
            "Name the two columns of the lookup table “{table}”: the code found in the flows "
            "and the code of the unit. Its columns are: {columns}."
        ),
        progress,
    )


def pair_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    names: tuple[str, str, str],
    sentence: str,
    progress: Progress = silent,
) -> pd.DataFrame | None:
    """Return two columns of a table as `from` and `to`, None when the table is left empty.

    `names` are the parameters of the table and of its two columns. Where one of these is empty,
    `sentence` asks for both, with {table} and {columns}.
    """
    table = table_of(algorithm, parameters, names[0], context, progress)
    if table is None:
        return None
    first, second = (algorithm.parameterAsString(parameters, name, context) for name in names[1:])
    if not first or not second:
        raise InputError(sentence.format(table=table.name, columns=", ".join(table.header)))
    return lookup_frame(table, first, second)


def lookup_frame(table: Table, first: str, second: str) -> pd.DataFrame:
    """Return two columns of a table as `from` and `to`."""
    frame = columns_of(table.frame, (first, second), table.name)
    return frame.set_axis(["from", "to"], axis=1)


def changes_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    progress: Progress = silent,
) -> CodeChanges | None:
    """Return the changes of codes between the two years of an algorithm, None without a table."""
    from ..core.commune_changes import read_changes

    table = table_of(algorithm, parameters, "CHANGES", context, progress)
    if table is None:
        return None
    years = [
        algorithm.parameterAsInt(parameters, name, context)
        for name in ("CODES_FROM", "CODES_TO")
    ]
    if not all(years):
        raise SettingsError(
            translate(
                "Alliance",
                "The table of changes “{table}” needs two years: that of the codes of the file and "
                "that of the codes of the units."
            ).format(table=table.name)
        )
    return read_changes(table.frame, *years, table.name)


def flow_table(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    progress: Progress = silent,
) -> Table:
    """Return the table given to the parameter `FLOWS`."""
    table = table_of(algorithm, parameters, "FLOWS", context, progress)
    if table is None:
        raise InputError(translate("Alliance", "Choose a layer or a table of flows."))
    return table


def flows_of(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: Any,
    units: Units | None,
    progress: Progress = silent,
) -> Loading:
    """Return the flows of an algorithm that takes `FLOWS`, with what had to be left out.

    A table with several kinds of flows needs LINK_TYPE to say which one.
    """
    columns = [
        algorithm.parameterAsString(parameters, name, context)
        for name in ("ORIGIN_FIELD", "DESTINATION_FIELD", "VOLUME_FIELD")
    ]
    asked = ""
    if algorithm.parameterDefinition("LINK_TYPE") is not None:
        asked = algorithm.parameterAsString(parameters, "LINK_TYPE", context)
    undirected = algorithm.parameterDefinition("UNDIRECTED") is not None and (
        algorithm.parameterAsBoolean(parameters, "UNDIRECTED", context)
    )
    database = database_flows(algorithm, parameters, context, columns, feedback)
    if database is not None:
        kind = _chosen_kind(database.kinds(part(progress, 0.0, 0.2)), asked, database.name)
        loading = load_kind_of(
            database,
            kind,
            units,
            columns,
            part(progress, 0.2, 1.0),
            link_type=asked or kind,
            undirected=undirected,
        )
    else:
        table = flow_table(algorithm, parameters, context, progress)
        table, kind = _one_kind(table, asked)
        loading = load_kind(table, kind, units, columns, undirected=undirected)
    report_loading(loading, feedback)
    return loading


def load_kind(
    table: Table,
    kind: str,
    units: Units | None,
    columns: Sequence[str] = FLOW_COLUMNS,
    **options: Any,
) -> Loading:
    """Return the flows of a table that holds one kind.

    `options` are those of :func:`alliance.core.aggregation.load_rows`.
    """
    codes = None if units is None else units.frame["code"].tolist()
    with _repair_told():
        return _load(table, *columns, preset="generic", units=codes, link_type=kind, **options)


def load_kind_of(
    database: DatabaseFlows,
    kind: str,
    units: Units | None,
    columns: Sequence[str] = FLOW_COLUMNS,
    progress: Progress = silent,
    **options: Any,
) -> Loading:
    """Return the flows of one kind, summed inside a database; see `load_kind`."""
    options.setdefault("link_type", kind)
    codes = None if units is None else units.frame["code"].tolist()
    with _repair_told():
        return database.load(kind, columns, progress, units=codes, **options)


@contextmanager
def _repair_told() -> Iterator[None]:
    """Tell where codes that lost their zeros can be repaired."""
    from ..core.codes import LostZerosError

    try:
        yield
    except LostZerosError as error:
        raise InputError(
            translate(
                "Alliance",
                "{problem} The repair is an option of “Load flows”; a text file that is given by "
                "its path, not as a layer, keeps its codes as they are written."
            ).format(problem=error)
        ) from error


def cost_of(
    table: Table, preset: str, origin: str, destination: str, distance: str
) -> DistanceBetween:
    """Return what a column of a table of flows gives the gravity model for distances."""
    from ..core.columns import resolve_columns
    from ..core.distances import distances_of_rows

    columns = resolve_columns(table.header, preset, origin, destination, distance, table=table.name)
    frame = table.frame
    return lambda codes: distances_of_rows(
        codes, frame[columns.origin], frame[columns.destination], frame[distance]
    )


def kinds_in(table: Table) -> dict[str, pd.DataFrame]:
    """Return the rows of each kind of flows that a table holds, kinds sorted by name.

    Flows whose kind is not told take the name of the table.
    """
    usual = Path(table.name).stem
    if _KIND_COLUMN not in table.frame or table.frame.empty:
        return {usual: table.frame}
    named = table.frame[_KIND_COLUMN].map(lambda kind: str(kind) if kind else usual)
    return {
        str(kind): rows.reset_index(drop=True)
        for kind, rows in table.frame.groupby(named, sort=True)
    }


def _load(
    table: Table,
    origin: str = "",
    destination: str = "",
    volume: str = "",
    *,
    preset: str,
    **options: Any,
) -> Loading:
    from ..core.columns import resolve_columns
    from ..core.reading import load_table

    columns = resolve_columns(table.header, preset, origin, destination, volume, table=table.name)
    return load_table(table, columns, **options)


def report_loading(loading: Loading, feedback: Any) -> None:
    """Tell what was kept and left out, and why."""
    for warning in loading.warnings:
        feedback.pushWarning(warning)
    feedback.pushInfo(
        translate(
            "Alliance",
            "Rows kept: {kept} of {read}; volume kept: {volume_kept} of {volume_read}."
        ).format(
            kept=format_number(loading.rows_kept),
            read=format_number(loading.rows_read),
            volume_kept=format_value(loading.volume_kept),
            volume_read=format_value(loading.volume_read),
        )
    )
    if loading.uncertain_pairs:
        feedback.pushInfo(
            translate(
                "Alliance",
                "Pairs under the volume where the source calls its figures uncertain: {pairs}, "
                "volume {volume}; they are kept."
            ).format(
                pairs=format_number(loading.uncertain_pairs),
                volume=format_value(loading.uncertain_volume),
            )
        )
    if loading.zero_rows:
        feedback.pushInfo(
            translate("Alliance", "Rows of volume 0, which make no flow: {rows}.").format(
                rows=format_number(loading.zero_rows)
            )
        )
    for sentence in left_out_sentences(loading.rejects):
        feedback.pushWarning(sentence)


def _one_kind(table: Table, asked: str) -> tuple[Table, str]:
    """Return the rows of the kind that was asked for; the only kind takes the name asked for."""
    kinds = kinds_in(table)
    kind = _chosen_kind(list(kinds), asked, table.name)
    if len(kinds) == 1:
        return table, asked or kind
    return replace(table, frame=kinds[kind]), kind


def _chosen_kind(kinds: Sequence[str], asked: str, table: str) -> str:
    """Return the kind to use; the only one is used whatever the name that was asked for."""
    if len(kinds) == 1:
        return kinds[0]
    if asked in kinds:
        return asked
    raise InputError(
        translate(
            "Alliance",
            "“{table}” holds several kinds of flows ({kinds}): write in “Kind of link” the one "
            "to use."
        ).format(table=table, kinds=", ".join(kinds))
    )
