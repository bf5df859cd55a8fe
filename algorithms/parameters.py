"""The parameters that several algorithms share, each with its label, default and help once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.messages import translate
from ..core.options import FILE_ENGINES, LAYER_ENGINES

NUMBER = QgsProcessingParameterNumber.Type
FIELD = QgsProcessingParameterField.DataType
SOURCE = QgsProcessing.SourceType
ADVANCED = QgsProcessingParameterDefinition.Flag.FlagAdvanced
_TABLES = "*.csv *.txt *.tsv *.gz *.zip *.xlsx *.ods *.parquet"


def source(
    name: str,
    label: str,
    help_text: str,
    types: Sequence[Any] = (SOURCE.TypeVector,),
    optional: bool = False,
    advanced: bool = False,
) -> QgsProcessingParameterFeatureSource:
    """Return a layer or a table."""
    parameter = QgsProcessingParameterFeatureSource(name, label, list(types), None, optional)
    return _with_help(parameter, help_text, advanced)


def table_file(
    name: str, label: str, help_text: str, suffixes: str = _TABLES, optional: bool = False
) -> QgsProcessingParameterFile:
    """Return the file of a table; `suffixes` are patterns such as `*.csv *.zip`."""
    tables, others = translate("Alliance", "Tables"), translate("Alliance", "All files")
    parameter = QgsProcessingParameterFile(
        name, label, optional=optional, fileFilter=f"{tables} ({suffixes});;{others} (*.*)"
    )
    return _with_help(parameter, help_text)


def field(
    name: str,
    label: str,
    help_text: str,
    parent: str,
    default: str | None,
    optional: bool = False,
) -> QgsProcessingParameterField:
    """Return a field of the layer `parent`."""
    parameter = QgsProcessingParameterField(
        name, label, default, parent, FIELD.Any, False, optional
    )
    return _with_help(parameter, help_text)


def choice(
    name: str, label: str, help_text: str, keys: Sequence[str], default: str, advanced: bool = False
) -> QgsProcessingParameterEnum:
    """Return one of the keys of the method."""
    parameter = QgsProcessingParameterEnum(
        name, label, list(keys), False, default, False, usesStaticStrings=True
    )
    return _with_help(parameter, help_text, advanced)


def number(
    name: str,
    label: str,
    help_text: str,
    default: float | None,
    minimum: float = 0.0,
    whole: bool = False,
    advanced: bool = False,
    optional: bool = False,
    maximum: float | None = None,
) -> QgsProcessingParameterNumber:
    """Return a number >= `minimum`, and <= `maximum` where there is one."""
    kind = NUMBER.Integer if whole else NUMBER.Double
    parameter = QgsProcessingParameterNumber(name, label, kind, default, optional, minimum)
    if maximum is not None:
        parameter.setMaximum(maximum)
    return _with_help(parameter, help_text, advanced)


def flag(
    name: str, label: str, help_text: str, default: bool, advanced: bool = False
) -> QgsProcessingParameterBoolean:
    """Return a yes or a no."""
    return _with_help(QgsProcessingParameterBoolean(name, label, default), help_text, advanced)


def text(
    name: str,
    label: str,
    help_text: str,
    default: str = "",
    optional: bool = True,
    advanced: bool = False,
) -> QgsProcessingParameterString:
    """Return a line of text."""
    parameter = QgsProcessingParameterString(name, label, default, False, optional)
    return _with_help(parameter, help_text, advanced)


def sink(
    name: str,
    label: str,
    help_text: str,
    kind: Any,
    optional: bool = False,
    by_default: bool = True,
    advanced: bool = False,
) -> QgsProcessingParameterFeatureSink:
    """Return an output layer or table."""
    parameter = QgsProcessingParameterFeatureSink(name, label, kind, None, optional, by_default)
    return _with_help(parameter, help_text, advanced)


def units(optional: bool = False, with_weight: bool = False) -> list[Any]:
    """Return the unit layer, its code, its name and, where asked, its weight."""
    parameters = [
        source(
            "UNITS",
            translate("Alliance", "Units"),
            translate(
                "Alliance",
                "Towns or territories, points or polygons, with one code each. Distances are "
                "measured between the points, on the ellipsoid."
            ),
            optional=optional,
        ),
        field(
            "UNIT_CODE",
            translate("Alliance", "Code of the unit"),
            translate("Alliance", "Field of the codes that the flows use. Codes are read as text."),
            "UNITS",
            "code",
            True,  # QGIS refuses a field left to its default unless it is optional
        ),
        field(
            "UNIT_NAME",
            translate("Alliance", "Name of the unit"),
            translate("Alliance", "Field of the names; without it, codes stand for names."),
            "UNITS",
            None,
            True,
        ),
    ]
    if with_weight:
        parameters.append(
            field(
                "UNIT_WEIGHT",
                translate("Alliance", "Weight of the unit"),
                translate(
                    "Alliance",
                    "Population, jobs… : it says which of two units is the larger. Without it, the "
                    "sum of the intensities of a unit's links is used."
                ),
                "UNITS",
                None,
                True,
            )
        )
    return parameters


def lookup() -> list[Any]:
    """Return the table that sends small units to larger ones."""
    return [
        source(
            "LOOKUP",
            translate("Alliance", "Lookup table"),
            translate(
                "Alliance",
                "Table that gives each code of the flows the unit it belongs to (commune to urban "
                "area, for instance): a layer, or a csv file, compressed or not."
            ),
            optional=True,
        ),
        text(
            "LOOKUP_FROM",
            translate("Alliance", "Lookup: code in the flows"),
            translate("Alliance", "Column of the lookup table, CODGEO in those of INSEE."),
        ),
        text(
            "LOOKUP_TO",
            translate("Alliance", "Lookup: code of the unit"),
            translate("Alliance", "Column of the lookup table, for instance AU2010 or EPCI."),
        ),
    ]


def changes() -> list[Any]:
    """Return the table of changes of communes, both years, and the table of what it did."""
    return [
        source(
            "CHANGES",
            translate("Alliance", "Table of changes of communes"),
            translate(
                "Alliance",
                "Mergers and splits, for a file whose codes are not of the year of the units: "
                "columns from, to, code1, code2, ratio; or the events on communes of INSEE; or its "
                "table of passage."
            ),
            optional=True,
            advanced=True,
        ),
        number(
            "CODES_FROM",
            translate("Alliance", "Year of the codes of the file"),
            translate(
                "Alliance",
                "The year of the communes, not that of the census: the files of the census of "
                "2012 have the communes of 2014."
            ),
            None,
            minimum=1900,
            whole=True,
            advanced=True,
            optional=True,
        ),
        number(
            "CODES_TO",
            translate("Alliance", "Year of the codes of the units, or of the lookup table"),
            translate("Alliance", "It may be earlier than that of the file."),
            None,
            minimum=1900,
            whole=True,
            advanced=True,
            optional=True,
        ),
        sink(
            "REPAIRS",
            translate("Alliance", "Codes brought to the other year"),
            translate("Alliance", "One row a code and what it became, with its ratio."),
            SOURCE.TypeVector,
            optional=True,
            by_default=False,
            advanced=True,
        ),
    ]


def flow_columns(optional: bool = False) -> list[Any]:
    """Return a flow table and its three columns."""
    return [
        source(
            "FLOWS",
            translate("Alliance", "Flows"),
            translate("Alliance", "Layer or table of flows, one row a directed pair; a csv also."),
            optional=optional,
        ),
        text(
            "ORIGIN_FIELD",
            translate("Alliance", "Origin column"),
            translate("Alliance", "Code of the unit where the flow starts."),
            "origin",
        ),
        text(
            "DESTINATION_FIELD",
            translate("Alliance", "Destination column"),
            translate("Alliance", "Code of the unit where the flow arrives."),
            "dest",
        ),
        text(
            "VOLUME_FIELD",
            translate("Alliance", "Volume column"),
            translate("Alliance", "Persons, trains, projects… : a number, 0 or more."),
            "volume",
        ),
    ]


def file_engine() -> list[Any]:
    """Return what sums the rows of a large file."""
    return [
        choice(
            "ENGINE",
            translate("Alliance", "Engine"),
            translate(
                "Alliance",
                "What sums the rows of a large file; all give the same flows. “auto” reads small "
                "files at once, larger ones with DuckDB where it is installed, else with pandas by "
                "chunks."
            ),
            FILE_ENGINES,
            "auto",
            advanced=True,
        ),
        text(
            "SCHEDULER",
            translate("Alliance", "Address of the Dask scheduler"),
            translate(
                "Alliance",
                "For a cluster: tcp://host:8786. Every worker must find the file at the same path."
            ),
            advanced=True,
        ),
    ]


def layer_engine() -> Any:
    """Return what sums the rows of a layer of flows."""
    return choice(
        "ENGINE",
        translate("Alliance", "Engine"),
        translate(
            "Alliance",
            "What sums the rows of a PostgreSQL layer; both give the same flows. “auto” lets the "
            "database do it where it can, “pandas” reads the rows through QGIS."
        ),
        LAYER_ENGINES,
        "auto",
        advanced=True,
    )


def link_type() -> Any:
    """Return the parameter that names a kind of link."""
    return text(
        "LINK_TYPE",
        translate("Alliance", "Kind of link"),
        translate("Alliance", "Its name: commuting, migration, partnerships…"),
    )


def excluded_units(advanced: bool = False) -> Any:
    """Return the parameter that sets units aside."""
    return text(
        "EXCLUDED",
        translate("Alliance", "Excluded units"),
        translate("Alliance", "Codes between commas: 001, 002."),
        advanced=advanced,
    )


def flows_sink(modelled: bool = False) -> Any:
    """Return the layer of the flows that are written; those of a model say so in their name."""
    return sink(
        "FLOWS",
        translate("Alliance", "Flows (modelled)") if modelled else translate("Alliance", "Flows"),
        translate("Alliance", "One row a directed pair of units, flows inside a unit too."),
        SOURCE.TypeVector,
    )


def rejects() -> Any:
    """Return the table of the rows left out."""
    return sink(
        "REJECTS",
        translate("Alliance", "Rows left out"),
        translate("Alliance", "Rows and volume by reason, side and code."),
        SOURCE.TypeVector,
        optional=True,
    )


def loading_outputs(algorithm: Any) -> None:
    """Add the outputs that say what was read and kept."""
    for name, label in (
        ("ROWS_READ", translate("Alliance", "Rows read")),
        ("ROWS_KEPT", translate("Alliance", "Rows kept")),
        ("VOLUME_READ", translate("Alliance", "Volume read")),
        ("VOLUME_KEPT", translate("Alliance", "Volume kept")),
    ):
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))


def _with_help(parameter: Any, help_text: str, advanced: bool = False) -> Any:
    parameter.setHelp(help_text)
    if advanced:
        parameter.setFlags(parameter.flags() | ADVANCED)
    return parameter
