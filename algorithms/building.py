"""What the builders of links share: their outputs, and the way from what was built to layers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterFileDestination

from ..core.messages import translate
from ..core.progress import Progress, silent
from . import parameters as declare
from .build_report import BuildStory, build_report
from .fields import FLOWS, Schema
from .flow_outputs import counts_of, write_flows
from .flow_sources import report_loading
from .geometry import Units
from .line_tables import LineTable, flow_lines
from .outputs import Outputs
from .provenance import describe

if TYPE_CHECKING:
    from ..core.building import Built


def declare_building(algorithm: Any, link_type: str, modelled: bool = False) -> None:
    """Add the parameters and outputs that every builder of links ends with.

    `link_type` is the name that the flows take by default; `modelled` flows come from a model.
    """
    report = QgsProcessingParameterFileDestination(
        "REPORT", translate("Alliance", "Report"), "HTML (*.html)", None, True
    )
    report.setHelp(
        translate(
            "Alliance",
            "A page to read and to print: what each filter left out, the largest links, what to "
            "beware of."
        )
    )
    for parameter in (
        declare.text(
            "LINK_TYPE",
            translate("Alliance", "Kind of link"),
            translate("Alliance", "The name that the flows bear."),
            link_type,
            advanced=True,
        ),
        declare.flag(
            "WITH_GEOMETRY",
            translate("Alliance", "Draw a line for each flow"),
            translate("Alliance", "Without it, a plain table, much faster to write."),
            True,
            advanced=True,
        ),
        declare.flows_sink(modelled),
        declare.rejects(),
        report,
    ):
        algorithm.addParameter(parameter)
    declare.loading_outputs(algorithm)


def write_built(
    algorithm: Any,
    parameters: dict[str, Any],
    context: Any,
    feedback: Any,
    built: Built,
    units: Units | None,
    story: BuildStory,
    *,
    schema: Schema = FLOWS,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Write what a builder made to the outputs of `declare_building`; return them with the counts.

    Parameters
    ----------
    built : Built
        Its `columns` are joined to the flows by `origin` and `dest`.
    units : Units or None
        Without them flows have no geometry, names or distance.
    story : BuildStory
        What the report says in words.
    schema : sequence of (field, type)
        That of `FLOWS`: `fields.FLOWS`, with the further columns of the builder.
    """
    loading = built.loading
    report_loading(loading, feedback)
    counts = counts_of(loading)
    table = flow_table_of(built, units)
    names = {} if units is None else units.names
    with Outputs(algorithm, parameters, context) as outputs:
        write_flows(
            outputs,
            table,
            loading,
            schema,
            with_geometry=algorithm.parameterAsBoolean(parameters, "WITH_GEOMETRY", context),
            metadata=describe(algorithm, parameters, counts, story.title),
            progress=progress,
        )
        outputs.write_text("REPORT", lambda: build_report(built, table.frame, names, story))
    return {**outputs.ids, **counts}


def flow_table_of(built: Built, units: Units | None) -> LineTable:
    """Return the flows of a builder with its own columns, `dist_km` and a line each."""
    frame = built.flows.frame()
    if built.columns is not None:
        frame = frame.merge(built.columns, on=["origin", "dest"], how="left")
    table = flow_lines(frame, units)
    if "dist_km" in table.frame:
        return table
    return replace(table, frame=table.frame.assign(dist_km=float("nan")))
