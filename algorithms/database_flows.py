"""Flows of a PostgreSQL layer, summed by the database itself where it can be.

The layer says how to connect (its authentication configuration included), which table or query it
shows and which filter it has. Where the database cannot do the work (a selection, an edit under
way, columns that the layer computes, a missing driver), rows are read through QGIS as from any
layer, and the flows are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsDataSourceUri,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
)

from ..core.errors import SettingsError
from ..core.messages import translate
from ..core.progress import Progress, silent
from .layers import check_columns, file_of

if TYPE_CHECKING:
    from ..core.aggregation import Loading
    from ..core.engines.postgresql import Relation

_KIND_COLUMN = "link_type"


@dataclass(frozen=True)
class DatabaseFlows:
    """A table of flows that its database can sum."""

    relation: Relation
    name: str

    def kinds(self, progress: Progress = silent) -> list[str]:
        """Return the kinds of flows, sorted; flows whose kind is not told have the layer's name."""
        from ..core.engines.postgresql import kinds_in_relation

        if _KIND_COLUMN not in self.relation.types:
            return [self.name]
        found = kinds_in_relation(self.relation, _KIND_COLUMN, self.name, progress)
        return sorted({kind or self.name for kind in found}) or [self.name]

    def load(
        self, kind: str, columns: Sequence[str], progress: Progress = silent, **options: Any
    ) -> Loading:
        """Return the flows of one of the `kinds`; `options` are those of `load_rows`."""
        from ..core.columns import resolve_columns
        from ..core.engines.postgresql import load_with_postgresql

        relation = self.relation
        found = resolve_columns(list(relation.types), "generic", *columns, table=self.name)
        if _KIND_COLUMN in relation.types:
            relation = replace(
                relation, kind_column=_KIND_COLUMN, kind=kind, usual_kind=self.name
            )
        return load_with_postgresql(relation, self.name, found, options, progress)


def database_flows(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    columns: Sequence[str],
    feedback: Any,
) -> DatabaseFlows | None:
    """Return the flows given to `FLOWS` where their database can sum them, and say what is done.

    Raises
    ------
    SettingsError
        The engine `postgresql` was asked for and cannot be had.
    """
    engine = _engine(algorithm, parameters, context)
    layer = _database_layer(algorithm, parameters, context)
    if layer is None and engine != "postgresql":
        return None
    problem = _not_a_database() if layer is None else _problem(layer, parameters, columns)
    if layer is None or problem:
        if engine == "postgresql":
            raise SettingsError(problem)
        feedback.pushInfo(problem)
        return None
    if engine == "pandas":
        return None
    name = layer.name()
    feedback.pushInfo(
        translate(
            "Alliance", "The flows of “{table}” are summed inside its database (PostgreSQL)."
        ).format(table=name)
    )
    return DatabaseFlows(_relation(layer), name)


def _engine(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    if algorithm.parameterDefinition("ENGINE") is None:
        return "auto"
    engine: str = algorithm.parameterAsEnumString(parameters, "ENGINE", context)
    return engine


def _database_layer(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsVectorLayer | None:
    if file_of(algorithm, parameters, "FLOWS", context) is not None:
        return None
    given = parameters.get("FLOWS")
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        given = given.source.valueAsString(context.expressionContext())[0]
    layer = algorithm.parameterAsVectorLayer({"FLOWS": given}, "FLOWS", context)
    is_there = isinstance(layer, QgsVectorLayer) and layer.providerType() == "postgres"
    return layer if is_there and layer.isValid() else None


def _problem(layer: QgsVectorLayer, parameters: dict[str, Any], columns: Sequence[str]) -> str:
    """Return why the database cannot sum the flows of a layer, '' where it can."""
    from ..core.engines.postgresql import NUMBER_TYPES, TEXT_TYPES

    if find_spec("psycopg2") is None:
        return translate(
            "Alliance",
            "The rows of “{table}” are read one by one: without the Python library psycopg2, the "
            "database cannot be asked to sum them."
        ).format(table=layer.name())
    fields = layer.fields()
    names = [name for name in columns if name]
    check_columns(fields.names(), names, layer.name())
    if _KIND_COLUMN in fields.names():
        names.append(_KIND_COLUMN)
    own = all(
        fields.fieldOrigin(fields.indexOf(name)) == QgsFields.FieldOrigin.OriginProvider
        and fields.field(name).typeName() in (*NUMBER_TYPES, *TEXT_TYPES)
        for name in names
    )
    told = _KIND_COLUMN not in names or fields.field(_KIND_COLUMN).typeName() in TEXT_TYPES
    if own and told and not layer.isModified() and _is_whole(parameters, layer):
        return ""
    return translate(
        "Alliance",
        "The rows of “{table}” are read one by one: a selection, edits under way, another role or "
        "columns that are not the table's own cannot be summed inside the database."
    ).format(table=layer.name())


def _is_whole(parameters: dict[str, Any], layer: QgsVectorLayer) -> bool:
    """Tell whether all the rows that the layer shows are asked for, by the layer's own user."""
    if QgsDataSourceUri(layer.dataProvider().dataSourceUri()).hasParam("session_role"):
        return False
    given = parameters.get("FLOWS")
    if not isinstance(given, QgsProcessingFeatureSourceDefinition):
        return True
    filtered = getattr(given, "filterExpression", "")  # since QGIS 3.32
    return not given.selectedFeaturesOnly and given.featureLimit < 0 and not filtered


def _relation(layer: QgsVectorLayer) -> Relation:
    from ..core.engines.postgresql import Relation

    uri = QgsDataSourceUri(layer.dataProvider().dataSourceUri())
    table = uri.table()
    is_query = table.startswith("(")
    return Relation(
        connection=uri.connectionInfo(True),
        schema="" if is_query else uri.schema(),
        table="" if is_query else table,
        types={field.name(): field.typeName() for field in layer.fields()},
        query=table[1:-1] if is_query else "",
        where=layer.subsetString(),
    )


def _not_a_database() -> str:
    return translate(
        "Alliance",
        "The engine “postgresql” sums flows inside their own database: choose a layer of "
        "PostgreSQL as flows, or the engine “auto”."
    )
