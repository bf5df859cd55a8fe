"""A file of origin-destination rows to flows between units, every lost row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.messages import translate
from ..core.options import PRESETS
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .fields import FLOWS, REPAIRS
from .flow_outputs import counts_of, write_flows
from .flow_sources import (
    changes_of,
    engine_of,
    load_flow_file,
    lookup_of,
    report_loading,
    units_of,
)
from .layers import progress_of
from .line_tables import flow_lines
from .outputs import Outputs
from .provenance import describe


class LoadFlows(AllianceAlgorithm):
    """`alliance:loadflows`."""

    ID = "loadflows"
    GROUP = "flows"
    TABLES = ("LOOKUP", "CHANGES")

    def title(self) -> str:
        return translate("Alliance", "Load flows")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Reads a file of origin-destination flows, sums it between units, and lists every row "
            "left out with its reason."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "Files of INSEE (commuting, studies, migration, detail files) are recognised by "
                "their columns; for any other table, name the three columns. Encoding, separator, "
                "decimal comma and compression are found by themselves. Codes stay text."
            ),
            translate(
                "Alliance",
                "Migration files of INSEE are reversed: CODGEO is the present residence, so it is "
                "the destination, and DCRAN, the previous residence, the origin."
            ),
            translate(
                "Alliance",
                "Extracts on second homes (commune_rs, commune_proprietaire, nb_logements) go from "
                "the commune of the owner to that of the second home. Their blank or “s” cells are "
                "secret: under 11 dwellings, missing and not 0."
            ),
            translate(
                "Alliance",
                "With a unit layer, only flows between its units are kept. With a lookup table, "
                "codes first become those of the units (commune to urban area), and flows are "
                "summed. The arrondissements of Paris, Lyon and Marseille become their commune "
                "where the units know only that one."
            ),
            translate(
                "Alliance",
                "Rows are left out for one reason only: unknown_origin, unknown_destination, "
                "outside_units (the lookup says that the code belongs to no unit), missing_volume, "
                "secret, not_a_number, negative, malformed_row. Rows read = rows kept + rows left "
                "out, and the same for the volume."
            ),
            translate(
                "Alliance",
                "The codes of a file are those of one year, the units those of another: with a "
                "table of changes of communes and both years, codes are brought to the year of the "
                "units before anything else. The volumes of a commune that split are shared by the "
                "ratios of the table, at both ends if need be; a commune that merged and was "
                "re-established keeps what is its own. A row shared in several parts counts as a "
                "row where its largest part goes. What became of each code is written in a table "
                "of its own: merged, split, recoded, or unknown to the table and to the units."
            ),
            translate(
                "Alliance",
                "Census flows are estimates: nothing is rounded before the sum, and flows under "
                "200 are counted as uncertain, never dropped."
            ),
            translate(
                "Alliance",
                "Lines join the points of the units; flows inside a unit, and units without "
                "geometry, have none. For hundreds of thousands of pairs, write a plain table."
            ),
        )

    def keywords(self) -> str:
        return translate(
            "Alliance", "flows,origin,destination,OD matrix,INSEE,commuting,migration,csv,load"
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            declare.table_file(
                "INPUT",
                translate("Alliance", "File of flows"),
                translate("Alliance", "One row a flow: origin, destination, volume."),
            ),
            declare.choice(
                "PRESET",
                translate("Alliance", "Layout of the file"),
                translate("Alliance", "“auto” recognises the files of INSEE, and second homes."),
                PRESETS,
                "auto",
            ),
            declare.text(
                "ORIGIN_FIELD",
                translate("Alliance", "Origin column"),
                translate("Alliance", "Empty: the one of the layout."),
            ),
            declare.text(
                "DESTINATION_FIELD",
                translate("Alliance", "Destination column"),
                translate("Alliance", "Empty: the one of the layout."),
            ),
            declare.text(
                "VOLUME_FIELD",
                translate("Alliance", "Volume column"),
                translate("Alliance", "Empty: the one of the layout."),
            ),
            declare.link_type(),
            *declare.units(optional=True),
            *declare.lookup(),
            declare.flag(
                "WITH_GEOMETRY",
                translate("Alliance", "Draw a line for each flow"),
                translate("Alliance", "Without it, a plain table, much faster to write."),
                True,
            ),
            declare.flag(
                "KEEP_UNKNOWN",
                translate("Alliance", "Keep codes that are not units"),
                translate(
                    "Alliance",
                    "Foreign countries, for instance: they stay as ends without geometry."
                ),
                False,
                advanced=True,
            ),
            declare.flag(
                "REPAIR_CODES",
                translate("Alliance", "Give codes their leading zeros back"),
                translate(
                    "Alliance",
                    "For files saved by a spreadsheet: 1001 becomes 01001 where only that unit "
                    "exists."
                ),
                False,
                advanced=True,
            ),
            declare.number(
                "SECRET_BELOW",
                translate("Alliance", "Threshold of secret cells"),
                translate(
                    "Alliance",
                    "Volumes that are blank or “s” are each under it: missing, not 0, and counted "
                    "apart. 0: that of the layout, 11 for second homes, none for the others."
                ),
                0.0,
                advanced=True,
            ),
            *declare.changes(),
            *declare.file_engine(),
            declare.flows_sink(),
            declare.rejects(),
        ):
            self.addParameter(parameter)
        declare.loading_outputs(self)

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        path = Path(self.parameterAsFile(parameters, "INPUT", context))
        scheduler = self.parameterAsString(parameters, "SCHEDULER", context).strip()
        changes = changes_of(self, parameters, context, part(progress, 0.15, 0.2))
        loading = load_flow_file(
            path,
            engine=engine_of(self, parameters, context, path, scheduler, changes, feedback),
            scheduler=scheduler,
            preset=self.parameterAsEnumString(parameters, "PRESET", context),
            origin=self.parameterAsString(parameters, "ORIGIN_FIELD", context),
            destination=self.parameterAsString(parameters, "DESTINATION_FIELD", context),
            volume=self.parameterAsString(parameters, "VOLUME_FIELD", context),
            units=None if units is None else units.frame["code"].tolist(),
            lookup=lookup_of(self, parameters, context, part(progress, 0.1, 0.15)),
            changes=changes,
            keep_unknown=self.parameterAsBoolean(parameters, "KEEP_UNKNOWN", context),
            repair_codes=self.parameterAsBoolean(parameters, "REPAIR_CODES", context),
            secret_below=self.parameterAsDouble(parameters, "SECRET_BELOW", context),
            link_type=self.parameterAsString(parameters, "LINK_TYPE", context),
            progress=part(progress, 0.2, 0.6),
        )
        report_loading(loading, feedback)
        counts = counts_of(loading)
        metadata = describe(self, parameters, counts, self.title())
        with Outputs(self, parameters, context) as outputs:
            write_flows(
                outputs,
                flow_lines(loading.flows.frame(), units),
                loading,
                FLOWS,
                with_geometry=self.parameterAsBoolean(parameters, "WITH_GEOMETRY", context),
                metadata=metadata,
                progress=part(progress, 0.7, 1.0),
            )
            if loading.repairs is not None:
                outputs.write("REPAIRS", loading.repairs, REPAIRS, metadata=metadata)
        return {**outputs.ids, **counts}
