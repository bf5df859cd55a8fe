"""The keys, settings and defaults of the method, each in one place.

Only the standard library is used here, so that the toolbox can list every option where pandas or
networkx are missing. Keys are those of the published interface; they never change.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# --- keys ---------------------------------------------------------------------------------------

INTENSITIES = (
    "volume",
    "origin_share",
    "relative_link",
    "smart",
    "cosine",
    "preference",
    "gravity",
)
RULES = (
    "all",
    "min_volume",
    "top_share_global",
    "first",
    "min_share",
    "top_share_local",
    "dominant",
    "disparity",
    "noise_corrected",
    "min_intensity",
)
MARGINS = ("external", "all")
DETERRENCES = ("exponential", "power")
NORMALISATIONS = ("max", "rank", "share")
MODE_SCALES = ("max", "mean", "sum")
DIMENSIONS = ("mobility", "knowledge", "economy", "transport")
SYSTEM_METHODS = ("attachment", "components", "core_attachment", "louvain")
REGION_METHODS = ("ttwa", "intramax")
DEFAULT_REGIONS = 10  # where intramax stops
SCORE_FIELDS = ("score", "intensity")
SCALES = ("internal", "transversal", "excluded", "unattached")
ROLES = ("dominant", "intermediate", "dominated", "isolated")
SYSTEM_TYPES = ("star", "bipolar", "chain", "mesh", "multipolar")
SHAPES = ("auto", "dissolve", "concave_hull", "convex_hull")
PRESETS = (
    "auto",
    "generic",
    "insee_commuting",
    "insee_study",
    "insee_migration",
    "insee_detail",
    "second_homes",
)
# What sums the rows of a file, and those of a layer; all give the same flows.
FILE_ENGINES = ("auto", "pandas", "duckdb", "dask")
LAYER_ENGINES = ("auto", "pandas", "postgresql")
REJECT_REASONS = (
    "unknown_origin",
    "unknown_destination",
    "outside_units",
    "missing_volume",
    "not_a_number",
    "negative",
    "malformed_row",
    "secret",
)
CODE_CHANGES = ("recoded", "merged", "split", "unknown")
# Why second homes make no modelled flow, beside the reasons above, in the order of the filters.
SECOND_HOME_FILTERS = ("no_second_homes", "no_place", "no_origin", "below_minimum")
# Why rides of trains make no link, beside the reasons above, in the order of the filters.
RAIL_FILTERS = (
    "not_a_train",
    "other_train_type",
    "outside_period",
    "no_time",
    "too_slow",
    "inside_unit",
    "counted_once",
    "few_trains",
)
# Why a builder of partnerships leaves a participation out, in the order in which it asks.
PARTNERSHIP_REASONS = (
    "malformed_row",
    "other_country",
    "other_role",
    "other_programme",
    "other_period",
    "large_project",
    "national_body",
    "no_town",
    "unknown_town",
    "ambiguous_town",
    "outside_units",
    "alone",
)
PARTNERSHIP_WEIGHTINGS = ("newman", "full", "fractional")
SEATS = ("keep", "drop", "relocate")
COUNT_LEVELS = ("place", "unit")
# Columns of a table of communes with their second homes, as INSEE names them.
SECOND_HOME_COLUMNS = {
    "code_field": "CODGEO",
    "population_field": "P22_POP",
    "homes_field": "P22_RSECOCC",
}
# What a headquarters link counts, and who reads a large parquet file.
STAFF_WEIGHTS = ("staff", "count")
STREAM_ENGINES = ("auto", "pandas", "duckdb")
# Why an establishment makes no headquarters link, in the order in which it is asked.
HEADQUARTER_FILTERS = (
    "malformed_row",
    "sole_trader",
    "closed",
    "public_body",
    "holding",
    "large_network",
    "is_seat",
    "no_seat",
    "no_staff",
)
ALLOCATIONS = ("point", "area")
MEASURES = ("units", "weight", "area")
BALANCE_ENDS = ("origin", "destination")
PAGES = ("a4", "a3")
ORIENTATIONS = ("landscape", "portrait")

# Rules whose value is a share in percent, and rules that need no value at all.
PERCENT_RULES = ("top_share_global", "min_share", "top_share_local")
RULES_WITHOUT_VALUE = ("all", "dominant")
DEFAULT_RULE_VALUES = {
    "all": 0.0,
    "min_volume": 100.0,
    "top_share_global": 50.0,
    "first": 2.0,
    "min_share": 10.0,
    "top_share_local": 50.0,
    "dominant": 0.0,
    "disparity": 0.05,
    "noise_corrected": 1.64,
    "min_intensity": 0.0,
}

# Codes that INSEE zonings give to communes that belong to no zone.
OUT_OF_ZONE_CODES = ("000", "997", "998", "ZZZZZZZZZ")


# --- settings -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class LinkSettings:
    """How one kind of flows becomes links: intensity, then selection."""

    intensity: str = "relative_link"
    rule: str = "first"
    rule_value: float = DEFAULT_RULE_VALUES["first"]
    min_volume: float = 0.0
    both_directions: bool = False
    margins: str = "external"
    deterrence: str = "exponential"
    cutoff_km: float = 0.0  # of the gravity model; 0 means none


@dataclass(frozen=True)
class SecondHomeSettings:
    """How second homes are shared among the communes where their owners may live.

    The exponent of the distance is a choice: nothing open could fit it.
    """

    exponent: float = 1.0
    min_volume: float = 1.0
    cutoff_km: float = 0.0  # 0 means none


@dataclass(frozen=True)
class LinkType:
    """A kind of link in the cumulation: its name, its weight and the dimension it belongs to."""

    name: str
    weight: float = 1.0
    dimension: str = ""


@dataclass(frozen=True)
class CumulationSettings:
    """How several kinds of links become one score and one intensity."""

    normalisation: str = "max"
    cap_dimensions: bool = False


@dataclass(frozen=True)
class TypologySettings:
    """Thresholds of the types of systems. They are ours: no published study gives them."""

    star_share: float = 0.7
    star_primacy: float = 2.0
    bipolar_share: float = 0.7
    mesh_density: float = 0.5
    min_shape_units: int = 4
    nature_quotient: float = 1.2


@dataclass(frozen=True)
class SystemSettings:
    """How links become systems."""

    method: str = "attachment"
    score: str = "score"
    threshold: float = 1.0
    min_units: int = 2
    max_distance: float = 0.0  # km; 0 means no limit
    resolution: float = 1.0
    second_name_share: float = 0.6
    typology: TypologySettings = field(default_factory=TypologySettings)


@dataclass(frozen=True)
class TtwaSettings:
    """Sizes (residents in work) and self-containments of labour-market areas."""

    min_size: float = 3500.0
    min_self_containment: float = 0.6667
    target_size: float = 25000.0
    target_self_containment: float = 0.75


@dataclass(frozen=True)
class AllianceSettings:
    """What a strong pair and a shared framework are. Both thresholds are ours.

    Attributes
    ----------
    strong_share : float
        This top share of the linked pairs is strong, by score, then by intensity (ties included).
    framework_share : float
        A perimeter belongs to a framework that holds at least this share of its units.
    """

    strong_share: float = 0.25
    framework_share: float = 0.5


@dataclass(frozen=True)
class RailSettings:
    """Which trains of a timetable make links.

    Attributes
    ----------
    start, end : str
        First and last day counted, as 2025-01-06; both empty, the four densest whole weeks.
    train_types : tuple of str
        Types to count, as the feed writes them (`TGV INOUI`); empty for all.
    min_trains : float
        Least number of trains a week from one unit to another.
    max_hours : float
        Longest time of a ride; 0 for no limit.
    trains_only : bool
        Leave out coaches and other means of transport, by the type of their route.
    level : str
        For what a train counts once: a pair of units ("unit"), however many of their places it
        serves, or a pair of places ("place"); pairs of places are then summed by pair of units.
    """

    start: str = ""
    end: str = ""
    train_types: tuple[str, ...] = ()
    min_trains: float = 0.0
    max_hours: float = 0.0
    trains_only: bool = True
    level: str = "unit"


@dataclass(frozen=True)
class PartnershipSettings:
    """How participations in research projects become partnerships between towns.

    Attributes
    ----------
    weighting : str
        What a pair of a project of n towns weighs: 1/(n - 1) ("newman"), 1 ("full") or
        2/(n(n - 1)) ("fractional").
    level : str
        What counts once a project, and is counted in n: the town that the file names ("place") or
        the unit that it lies in ("unit").
    max_partners : int
        Projects with more participations, those of every country, are left out; 0 for no limit.
    seats : str
        What becomes of the participations of national bodies, whose address is a legal seat.
    countries, roles, programmes : tuple of str
        Those kept; empty for all.
    first_year, last_year : int
        Years in which the projects kept start; 0 for no limit.
    """

    weighting: str = PARTNERSHIP_WEIGHTINGS[0]
    level: str = COUNT_LEVELS[0]
    max_partners: int = 50
    seats: str = SEATS[0]
    countries: tuple[str, ...] = ("FR",)
    roles: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0


@dataclass(frozen=True)
class HeadquarterSettings:
    """How establishments make headquarters links.

    Attributes
    ----------
    weight : str
        `staff`, the middle of the staff band of each establishment, or `count`, 1 for each.
    largest_staff : float
        What stands for the open band, 10 000 employees and more.
    without_public, without_holdings : bool
        Leave out public bodies; holdings and real-estate partnerships (SCI).
    max_establishments : int
        Leave out firms with more active establishments; 0 for no limit.
    """

    weight: str = "staff"
    largest_staff: float = 12500.0
    without_public: bool = False
    without_holdings: bool = False
    max_establishments: int = 0
