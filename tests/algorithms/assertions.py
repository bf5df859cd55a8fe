"""The public interface of the provider as data, and the checks of every algorithm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsProcessingException, QgsVectorLayer, QgsWkbTypes


@dataclass(frozen=True)
class Card:
    """What the world knows of an algorithm: changing it breaks models and scripts.

    `extra` are advanced parameters, and `extra_outputs` figures, that came on top of the design.
    """

    group: str
    parameters: str
    outputs: str
    extra: str = ""
    extra_outputs: str = ""


_FLOW_TABLE = "FLOWS ORIGIN_FIELD DESTINATION_FIELD VOLUME_FIELD"
_LOOKUP = "LOOKUP LOOKUP_FROM LOOKUP_TO"
_DETECTION = (
    "LINKS SCORE_FIELD THRESHOLD METHOD UNITS UNIT_CODE UNIT_NAME UNIT_WEIGHT EXCLUDED "
    "MAX_DISTANCE MIN_UNITS RESOLUTION"
)
_PERIMETERS = (
    "PERIMETERS PERIMETER_CODE PERIMETER_NAME MEMBERSHIP MEMBERSHIP_UNIT MEMBERSHIP_CODE "
    f"MEMBERSHIP_NAME {_LOOKUP} ALLOCATION"
)

CARDS = {
    "runrecipe": Card(
        "0 Whole chain",
        "RECIPE OUTPUT_FOLDER",
        "OUTPUT_FOLDER GEOPACKAGE PROJECT MAP REPORT RUN LINK_COUNT SYSTEM_COUNT UNITS_IN_SYSTEMS "
        "INTERNAL_SHARE MODULARITY",
    ),
    "loadflows": Card(
        "1 Flows",
        "INPUT PRESET ORIGIN_FIELD DESTINATION_FIELD VOLUME_FIELD LINK_TYPE UNITS UNIT_CODE "
        f"UNIT_NAME {_LOOKUP} WITH_GEOMETRY FLOWS REJECTS",
        "FLOWS REJECTS ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT",
        extra="REPAIR_CODES KEEP_UNKNOWN SECRET_BELOW CHANGES CODES_FROM CODES_TO REPAIRS ENGINE "
        "SCHEDULER",
        extra_outputs="REPAIRS",
    ),
    "aggregateflows": Card(
        "1 Flows",
        f"FLOWS UNITS UNIT_CODE UNIT_NAME {_LOOKUP} OUTPUT REJECTS",
        "OUTPUT REJECTS",
        extra="ENGINE",
        extra_outputs="ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT",
    ),
    "buildheadquarterlinks": Card(
        "1 Flows",
        "INPUT LEGAL_UNITS WEIGHT WITHOUT_PUBLIC WITHOUT_HOLDINGS MAX_ESTABLISHMENTS GROUPS "
        f"GROUPS_FIRM GROUPS_HEAD UNITS UNIT_CODE UNIT_NAME {_LOOKUP} ENGINE FLOWS REJECTS REPORT",
        "FLOWS REJECTS ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT REPORT",
        extra="LARGEST_STAFF LINK_TYPE WITH_GEOMETRY",
    ),
    "buildraillinks": Card(
        "1 Flows",
        "INPUT STATIONS STATION_ID STATION_CODE START END TRAIN_TYPES MIN_TRAINS MAX_HOURS UNITS "
        f"UNIT_CODE UNIT_NAME {_LOOKUP} FLOWS REJECTS REPORT",
        "FLOWS REJECTS REPORT ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT",
        extra="COUNT_ONCE TRAINS_ONLY KEEP_UNKNOWN LINK_TYPE WITH_GEOMETRY",
    ),
    "buildpartnerships": Card(
        "1 Flows",
        "ORGANISATIONS PROJECTS WEIGHTING MAX_PARTNERS SEATS PLACES PLACE_NAME PLACE_CODE "
        f"PLACE_POST_CODE UNITS UNIT_CODE UNIT_NAME {_LOOKUP} FLOWS REJECTS REPORT",
        "FLOWS REJECTS ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT REPORT",
        extra="COUNT_ONCE COUNTRIES ROLES PROGRAMMES FIRST_YEAR LAST_YEAR PLACE_WEIGHT BODIES "
        "BODY_ID BODY_PLACE ALIASES ALIAS_NAME ALIAS_CODE LINK_TYPE WITH_GEOMETRY",
    ),
    "modelsecondhomes": Card(
        "1 Flows",
        "INPUT CODE_FIELD POPULATION_FIELD HOMES_FIELD UNITS UNIT_CODE UNIT_NAME EXPONENT "
        "MIN_VOLUME FLOWS REJECTS REPORT",
        "FLOWS REJECTS REPORT ROWS_READ ROWS_KEPT VOLUME_READ VOLUME_KEPT",
        extra="CUTOFF_KM LINK_TYPE WITH_GEOMETRY",
    ),
    "computelinks": Card(
        "2 Links",
        f"{_FLOW_TABLE} LINK_TYPE UNITS UNIT_CODE UNIT_NAME INTENSITY RULE RULE_VALUE MIN_VOLUME "
        "BOTH_DIRECTIONS MARGINS UNDIRECTED KEEP_ALL LINKS LOSS_REPORT",
        "LINKS LINK_COUNT SELECTED_COUNT FLOW_COUNT FLOW_VOLUME VOLUME_SHARE LOSS_REPORT",
        extra="DETERRENCE DISTANCE_FIELD CUTOFF_KM EXCLUDED ENGINE",
        extra_outputs="BETA ITERATIONS CPC",
    ),
    "cumulatelinks": Card(
        "2 Links",
        "LINKS WEIGHTS NORMALISATION CAP_DIMENSIONS OUTPUT",
        "OUTPUT LINK_COUNT MAX_SCORE",
    ),
    "detectsystems": Card(
        "3 Systems",
        f"{_DETECTION} SHAPE UNITS_OUT SYSTEMS LINKS_OUT",
        "UNITS_OUT SYSTEMS LINKS_OUT SYSTEM_COUNT UNITS_IN_SYSTEMS INTERNAL_SHARE MODULARITY",
        extra="STAR_SHARE STAR_PRIMACY BIPOLAR_SHARE MESH_DENSITY MIN_SHAPE_UNITS NATURE_QUOTIENT",
    ),
    "regionalise": Card(
        "3 Systems",
        f"{_FLOW_TABLE} LINK_TYPE METHOD MIN_SIZE MIN_SELF_CONTAINMENT TARGET_SIZE "
        "TARGET_SELF_CONTAINMENT REGIONS UNITS UNIT_CODE UNIT_NAME UNITS_OUT SYSTEMS TREE",
        "UNITS_OUT SYSTEMS TREE",
        extra_outputs="SYSTEM_COUNT MODULARITY",
    ),
    "systemsensitivity": Card(
        "3 Systems",
        f"{_DETECTION} THRESHOLDS OUTPUT STABILITY",
        "OUTPUT STABILITY",
        extra_outputs="RUN_COUNT",
    ),
    "compareperimeters": Card(
        "4 Perimeters",
        f"UNITS UNIT_CODE UNIT_NAME UNIT_WEIGHT {_PERIMETERS} MEASURE {_FLOW_TABLE} LINK_TYPE "
        "COMPARISON SYSTEMS_SUMMARY PERIMETERS_SUMMARY REPORT",
        "COMPARISON SYSTEMS_SUMMARY PERIMETERS_SUMMARY REPORT ARI NMI VI V_MEASURE",
    ),
    "findalliances": Card(
        "4 Perimeters",
        f"LINKS UNITS UNIT_CODE UNIT_NAME {_PERIMETERS} FRAMEWORKS FRAMEWORK_UNIT "
        "FRAMEWORK_CODE FRAMEWORK_NAME OUTPUT",
        "OUTPUT MISSING_COUNT",
        extra_outputs="PAIR_COUNT",
    ),
    "territorialbalance": Card(
        "4 Perimeters",
        f"{_FLOW_TABLE} LINK_TYPE UNITS UNIT_CODE UNIT_NAME {_PERIMETERS} VALUE_FIELD VALUE_AT "
        "PAID_TO OUTPUT",
        "OUTPUT",
    ),
    "flowmaplayout": Card(
        "5 Maps",
        "LINKS UNITS SYSTEMS PERIMETERS TITLE SUBTITLE SOURCE NOTE PAGE ORIENTATION ATLAS "
        "MULTIPLES TEMPLATE LOGO OUTPUT",
        "OUTPUT LAYOUT PAGE_COUNT",
    ),
    "styleresults": Card(
        "5 Maps",
        "LINKS UNITS SYSTEMS PERIMETERS",
        "LINKS UNITS SYSTEMS PERIMETERS",
        extra="LINE WIDTHS COLOUR ARROWS MAX_LINKS",
        extra_outputs="DRAWN_COUNT DRAWN_SHARE",
    ),
}

# Fields of the layers, in order: name and family of type.
TEXT, WHOLE, REAL = "text", "whole", "real"
FLOWS = (
    ("origin", TEXT),
    ("dest", TEXT),
    ("volume", REAL),
    ("link_type", TEXT),
    ("dist_km", REAL),
)
RAIL_FLOWS = (*FLOWS, ("best_min", REAL), ("median_min", REAL))
REJECTS = (
    ("reason", TEXT),
    ("side", TEXT),
    ("code", TEXT),
    ("rows", WHOLE),
    ("volume", REAL),
)
REPAIRS = (
    ("code", TEXT),
    ("new_code", TEXT),
    ("ratio", REAL),
    ("kind", TEXT),
    ("rows", WHOLE),
    ("volume", REAL),
)
LINKS = (
    ("unit_a", TEXT),
    ("unit_b", TEXT),
    ("name_a", TEXT),
    ("name_b", TEXT),
    ("link_type", TEXT),
    ("flow_ab", REAL),
    ("flow_ba", REAL),
    ("volume", REAL),
    ("intensity", REAL),
    ("recipro", REAL),
    ("dist_km", REAL),
    ("selected", WHOLE),
    ("direction", TEXT),
)
CUMULATED = (
    ("unit_a", TEXT),
    ("unit_b", TEXT),
    ("name_a", TEXT),
    ("name_b", TEXT),
    ("score", REAL),
    ("n_types", WHOLE),
    ("types", TEXT),
    ("intensity", REAL),
    ("dist_km", REAL),
)
SCALED = (("scale", TEXT), ("system", WHOLE))
UNITS = (
    ("code", TEXT),
    ("name", TEXT),
    ("weight", REAL),
    ("system", WHOLE),
    ("sys_name", TEXT),
    ("role", TEXT),
    ("parent", TEXT),
    ("degree", WHOLE),
    ("strength", REAL),
    ("int_share", REAL),
)
SYSTEMS = (
    ("system", WHOLE),
    ("name", TEXT),
    ("centre", TEXT),
    ("units", WHOLE),
    ("weight", REAL),
    ("links", WHOLE),
    ("type", TEXT),
    ("polar", REAL),
    ("primacy", REAL),
    ("density", REAL),
    ("nature", TEXT),
    ("reach_km", REAL),
    ("recipro", REAL),
    ("self_cont", REAL),
)

# Numbers of the types in Qt: text, integer, long integer, double.
_FAMILIES = {10: TEXT, 2: WHOLE, 4: WHOLE, 6: REAL}


def kinds_fields(*slugs: str) -> tuple[tuple[str, str], ...]:
    """Return the fields that each kind of link adds to cumulated links."""
    return tuple(field for slug in slugs for field in (("s_" + slug, WHOLE), ("r_" + slug, REAL)))


# --- sentences ----------------------------------------------------------------------------------

# What a user should never read.
_JARGON = re.compile(
    r"Traceback|File \"|line \d+, in|object at 0x|NoneType|KeyError|TypeError|ValueError"
    r"|AttributeError|not foreseen|\.alliance-|\{\w*\}|\bnan\b"
)


def assert_is_sentence(text: str) -> None:
    """Check that a user can read a message: whole sentences, without a trace of the program."""
    assert text
    assert text[0] in "“«0123456789" or text[0].isupper(), text
    assert text.rstrip().endswith("."), text
    assert "\n" not in text.strip(), text
    assert not _JARGON.search(text), text
    assert len(text) < 700, text


# --- layers -------------------------------------------------------------------------------------


def assert_fields(layer: QgsVectorLayer, expected: tuple[tuple[str, str], ...]) -> None:
    """Check the names, the order and the types of the fields of a layer."""
    assert layer.isValid()
    fields = [
        (field.name(), _FAMILIES.get(_number_of(field.type())))
        for field in layer.fields()
        if field.name() != "fid"
    ]
    assert fields == list(expected)
    for name, _ in fields:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,9}", name), name


def _number_of(kind: Any) -> int:
    """Return the number of an enumeration of Qt 5 or 6."""
    return int(getattr(kind, "value", kind))


def assert_geometry(layer: QgsVectorLayer, kind: str, crs: str = "") -> None:
    """Check the geometry type, as QGIS displays it, and the CRS of a layer."""
    assert QgsWkbTypes.displayString(layer.wkbType()) == kind
    assert layer.crs().authid() == crs


# --- algorithms ---------------------------------------------------------------------------------


def assert_card(algorithm: Any) -> None:
    """Check id, group, parameters and outputs against the published interface."""
    card = CARDS[algorithm.name()]
    assert algorithm.id() == "alliance:" + algorithm.name()
    assert re.fullmatch("[a-z]+", algorithm.name())
    assert algorithm.group() == card.group
    names = {item.name() for item in algorithm.parameterDefinitions()}
    assert names == set(card.parameters.split()) | set(card.extra.split())
    outputs = {item.name() for item in algorithm.outputDefinitions()}
    assert outputs == set(card.outputs.split()) | set(card.extra_outputs.split())
    for name in card.extra.split():
        definition = algorithm.parameterDefinition(name)
        assert definition.flags() & definition.Flag.FlagAdvanced, name
        assert definition.checkValueIsAcceptable(definition.defaultValue()), name


def assert_texts(algorithm: Any) -> None:
    """Check that title, tooltip, help, tags, labels and tooltips of parameters are there."""
    assert algorithm.displayName()
    assert algorithm.shortDescription()[-1] in ".…"
    assert algorithm.shortHelpString().count("<p>") >= 3
    tags = algorithm.tags()
    assert len(tags) >= 4
    assert len(set(tags)) == len(tags)
    assert all(tag and tag == tag.strip() for tag in tags)
    for definition in algorithm.parameterDefinitions():
        assert definition.description(), definition.name()
        assert definition.help(), definition.name()
    for output in algorithm.outputDefinitions():
        assert output.description(), output.name()


def assert_enumerations_are_keys(algorithm: Any) -> None:
    """Check that every choice is one of static keys, so that models survive translation."""
    for definition in algorithm.parameterDefinitions():
        if definition.type() == "enum":
            assert definition.usesStaticStrings(), definition.name()
            assert all(re.fullmatch("[A-Za-z0-9_]+", key) for key in definition.options())
            assert definition.defaultValue() in definition.options()


def assert_new_instance(algorithm: Any) -> None:
    """Check that QGIS gets a fresh algorithm of the same class."""
    other = algorithm.create()
    assert type(other) is type(algorithm)
    assert other is not algorithm
    assert other.id() == algorithm.id()


def assert_can_execute(algorithm: Any) -> None:
    """Check that nothing is missing here."""
    assert algorithm.canExecute() == (True, "")


def assert_refuses(run: Any, algorithm: Any, unrelated: QgsVectorLayer, folder: Any) -> str:
    """Give a layer that has nothing to do with the subject; return the sentence that follows."""
    parameters = {}
    for definition in algorithm.parameterDefinitions():
        if not definition.flags() & definition.Flag.FlagOptional:
            parameters[definition.name()] = _unrelated(definition, unrelated, folder)
    wrong = {name: value for name, value in parameters.items() if value is not None}
    try:
        run(algorithm.name(), **wrong)
    except QgsProcessingException as error:
        assert_is_sentence(str(error))
        return str(error)
    raise AssertionError(f"{algorithm.id()} took a layer that it cannot use")


def _unrelated(definition: Any, layer: QgsVectorLayer, folder: Any) -> Any:
    """Return a value of the right kind that no algorithm can use, None to leave the default."""
    values = {
        "sink": "memory:",
        "folderDestination": str(folder / "results"),
        "source": layer,
        "multilayer": [layer],
        "file": str(folder / "not_there"),
    }
    value = values.get(definition.type())
    if definition.type() == "file":
        value += "." + (definition.extension() or "csv")
    return value
