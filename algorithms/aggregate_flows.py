"""Flows between small units to flows between larger ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessing

from ..core.messages import translate
from ..core.progress import Progress, part
from . import parameters as declare
from .base import AllianceAlgorithm
from .database_flows import DatabaseFlows, database_flows
from .fields import FLOWS, REJECTS
from .flow_sources import (
    FLOW_COLUMNS,
    FLOW_TABLES,
    flow_table,
    kinds_in,
    load_kind,
    load_kind_of,
    lookup_of,
    report_loading,
    units_of,
)
from .layers import progress_of
from .line_tables import flow_lines
from .outputs import Outputs
from .provenance import describe

if TYPE_CHECKING:
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.reading import Table
    from .geometry import Units


class AggregateFlows(AllianceAlgorithm):
    """`alliance:aggregateflows`."""

    ID = "aggregateflows"
    GROUP = "flows"
    TABLES = FLOW_TABLES

    def title(self) -> str:
        return translate("Alliance", "Aggregate flows")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Sums flows between larger units: communes to urban areas, EPCI, employment areas…"
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "The lookup table gives each code of the flows its larger unit. The flow from I to "
                "J is the sum of the flows from every member of I to every member of J; flows "
                "between two members of one unit become its internal flow. Kinds of flows are "
                "summed apart."
            ),
            translate(
                "Alliance",
                "Without a lookup table, flows are only summed by pair, and those whose ends are "
                "not units are left out. Every row left out is counted by reason and code."
            ),
            translate(
                "Alliance",
                "Flows of a PostgreSQL layer are summed inside their database, with the layer's "
                "filter; only codes and sums travel. The log says so."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "flows,aggregate,sum,lookup,zoning,communes")

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            declare.source(
                "FLOWS",
                translate("Alliance", "Flows"),
                translate("Alliance", "Flows made by “Load flows”: origin, dest, volume."),
            ),
            *declare.units(),
            *declare.lookup(),
            declare.layer_engine(),
            declare.sink(
                "OUTPUT",
                translate("Alliance", "Aggregated flows"),
                translate("Alliance", "One line a directed pair of larger units."),
                QgsProcessing.SourceType.TypeVectorLine,
            ),
            declare.rejects(),
        ):
            self.addParameter(parameter)
        declare.loading_outputs(self)

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        import pandas as pd

        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        lookup = lookup_of(self, parameters, context, part(progress, 0.1, 0.2))
        database = database_flows(self, parameters, context, FLOW_COLUMNS, feedback)
        if database is not None:
            loadings = _sum_kinds(database, units, lookup, part(progress, 0.2, 0.6))
        else:
            table = flow_table(self, parameters, context, part(progress, 0.2, 0.5))
            loadings = _load_kinds(table, units, lookup, part(progress, 0.5, 0.6))
        for loading in loadings:
            report_loading(loading, feedback)
        flows = pd.concat([loading.flows.frame() for loading in loadings], ignore_index=True)
        lines = flow_lines(flows, units)
        counts = {
            "ROWS_READ": sum(loading.rows_read for loading in loadings),
            "ROWS_KEPT": sum(loading.rows_kept for loading in loadings),
            "VOLUME_READ": sum(loading.volume_read for loading in loadings),
            "VOLUME_KEPT": sum(loading.volume_kept for loading in loadings),
        }
        metadata = describe(self, parameters, counts, self.title())
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "OUTPUT",
                lines.frame,
                FLOWS,
                geometry=lines.geometry,
                wkb_type=lines.wkb_type,
                crs=lines.crs,
                metadata=metadata,
                progress=part(progress, 0.7, 0.95),
            )
            outputs.write(
                "REJECTS",
                _all_rejects(loadings),
                REJECTS,
                metadata=metadata,
                progress=part(progress, 0.95, 1.0),
            )
        return {**outputs.ids, **counts}


def _sum_kinds(
    database: DatabaseFlows, units: Units | None, lookup: pd.DataFrame | None, progress: Progress
) -> list[Loading]:
    """Let a database sum the flows of each kind apart."""
    kinds = database.kinds(part(progress, 0.0, 0.2))
    step = 0.8 / len(kinds)
    return [
        load_kind_of(
            database,
            kind,
            units,
            progress=part(progress, 0.2 + number * step, 0.2 + (number + 1) * step),
            lookup=lookup,
        )
        for number, kind in enumerate(kinds)
    ]


def _load_kinds(
    table: Table, units: Units | None, lookup: pd.DataFrame | None, progress: Progress
) -> list[Loading]:
    """Sum the flows of each kind apart."""
    loadings = []
    kinds = kinds_in(table)
    for number, (kind, rows) in enumerate(kinds.items()):
        progress(number / len(kinds))
        # What could not be read has no kind; it is told once, with the first one.
        told = table if number == 0 else replace(table, malformed=(), warnings=())
        loadings.append(load_kind(replace(told, frame=rows), kind, units, lookup=lookup))
    return loadings


def _all_rejects(loadings: Sequence[Loading]) -> pd.DataFrame:
    """Sum the rows left out of each kind by reason, side and code."""
    import pandas as pd

    rejects = pd.concat([loading.rejects for loading in loadings], ignore_index=True)
    return rejects.groupby(["reason", "side", "code"], as_index=False, sort=True).sum()
