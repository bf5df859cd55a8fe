"""Every key of the method in words: short labels, and sentences for the report.

Keys are those of :mod:`alliance.core.options`. Labels are made at each call, in the language of
the present run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..core.messages import translate
from ..core.options import PERCENT_RULES
from .typography import format_number, format_percent, format_value

if TYPE_CHECKING:
    import pandas as pd

# What stands behind a step: published and checked, our reconstruction of it, or ours.
PUBLISHED, RECONSTRUCTED, OURS = "P", "R", "O"


# --- short labels -------------------------------------------------------------------------------


def intensity_labels() -> dict[str, str]:
    """Return the short name of each measure of intensity."""
    return {
        "volume": translate("Alliance", "volume"),
        "origin_share": translate("Alliance", "share of the origin"),
        "relative_link": translate("Alliance", "relative link"),
        "smart": translate("Alliance", "Smart's index"),
        "cosine": translate("Alliance", "cosine"),
        "preference": translate("Alliance", "preference (quasi-independence)"),
        "gravity": translate("Alliance", "ratio to the gravity model"),
    }


def rule_labels() -> dict[str, str]:
    """Return the short name of each selection rule."""
    return {
        "all": translate("Alliance", "all flows"),
        "min_volume": translate("Alliance", "minimum volume"),
        "top_share_global": translate("Alliance", "largest flows of all"),
        "first": translate("Alliance", "first flows of each unit"),
        "min_share": translate("Alliance", "minimum share of outflows"),
        "top_share_local": translate("Alliance", "largest flows of each unit"),
        "dominant": translate("Alliance", "dominant flows"),
        "disparity": translate("Alliance", "disparity filter"),
        "noise_corrected": translate("Alliance", "noise-corrected backbone"),
        "min_intensity": translate("Alliance", "minimum intensity"),
    }


def margin_labels() -> dict[str, str]:
    """Return the short name of each choice of margins."""
    return {
        "external": translate("Alliance", "without internal flows"),
        "all": translate("Alliance", "with internal flows"),
    }


def deterrence_labels() -> dict[str, str]:
    """Return the short name of each deterrence function."""
    return {
        "exponential": translate("Alliance", "exponential"),
        "power": translate("Alliance", "power"),
    }


def normalisation_labels() -> dict[str, str]:
    """Return the short name of each scaling inside a kind of links."""
    return {
        "max": translate("Alliance", "share of the largest"),
        "rank": translate("Alliance", "rank"),
        "share": translate("Alliance", "share of the total"),
    }


def dimension_labels() -> dict[str, str]:
    """Return the short name of each dimension."""
    return {
        "mobility": translate("Alliance", "mobility"),
        "knowledge": translate("Alliance", "knowledge"),
        "economy": translate("Alliance", "economy"),
        "transport": translate("Alliance", "transport"),
    }


def method_labels() -> dict[str, str]:
    """Return the short name of each way to make systems or regions."""
    return {
        "attachment": translate("Alliance", "attachment to the strongest larger partner"),
        "components": translate("Alliance", "connected components"),
        "core_attachment": translate("Alliance", "components, then attachment of units left alone"),
        "louvain": translate("Alliance", "communities (Louvain)"),
        "ttwa": translate("Alliance", "labour-market areas (TTWA)"),
        "intramax": translate("Alliance", "Intramax"),
    }


def score_field_labels() -> dict[str, str]:
    """Return the short name of each value that a threshold may bear on."""
    return {
        "score": translate("Alliance", "score"),
        "intensity": translate("Alliance", "intensity"),
    }


def scale_labels() -> dict[str, str]:
    """Return the short name of each of the scales that a link falls in."""
    return {
        "internal": translate("Alliance", "inside a system"),
        "transversal": translate("Alliance", "between two systems"),
        "excluded": translate("Alliance", "with an excluded unit"),
        "unattached": translate("Alliance", "with a unit outside any system"),
    }


def weight_words(field: str) -> str:
    """Return what a weight is, from the usual names of its field; empty where it does not tell."""
    name = field.strip().lower()
    if name.startswith("pop") or name in ("pmun", "psdc", "ptot", "inhab", "habitants"):
        return translate("Alliance", "population")
    if name.startswith(("emploi", "job")):
        return translate("Alliance", "jobs")
    if name.startswith(("employed", "actif")):
        return translate("Alliance", "employed residents")
    return ""


def role_labels() -> dict[str, str]:
    """Return the short name of each role of a unit in its system."""
    return {
        "dominant": translate("Alliance", "Centre of a system"),
        "intermediate": translate("Alliance", "Intermediate"),
        "dominated": translate("Alliance", "Attached"),
        "isolated": translate("Alliance", "Outside any system"),
    }


def system_type_labels() -> dict[str, str]:
    """Return the short name of each shape of system."""
    return {
        "star": translate("Alliance", "star"),
        "bipolar": translate("Alliance", "two poles"),
        "chain": translate("Alliance", "chain"),
        "mesh": translate("Alliance", "mesh"),
        "multipolar": translate("Alliance", "several poles"),
    }


def shape_labels() -> dict[str, str]:
    """Return the short name of each way to draw a system."""
    return {
        "auto": translate("Alliance", "automatic"),
        "dissolve": translate("Alliance", "units dissolved"),
        "concave_hull": translate("Alliance", "concave hull"),
        "convex_hull": translate("Alliance", "convex hull"),
    }


def staff_weight_labels() -> dict[str, str]:
    """Return the short name of what a headquarters link counts."""
    return {
        "staff": translate("Alliance", "employees (middle of the staff band)"),
        "count": translate("Alliance", "establishments"),
    }


def preset_labels() -> dict[str, str]:
    """Return the short name of each preset of flow files."""
    return {
        "auto": translate("Alliance", "recognise by itself"),
        "generic": translate("Alliance", "origin, destination, volume"),
        "insee_commuting": translate("Alliance", "INSEE, home to work"),
        "insee_study": translate("Alliance", "INSEE, home to study"),
        "insee_migration": translate("Alliance", "INSEE, residential migration"),
        "insee_detail": translate("Alliance", "INSEE, detail file (one row a person)"),
        "second_homes": translate("Alliance", "second homes, by the commune of the owner"),
    }


def reason_labels() -> dict[str, str]:
    """Return the short name of each reason for which a row is left out."""
    return {
        "unknown_origin": translate("Alliance", "unknown origin"),
        "unknown_destination": translate("Alliance", "unknown destination"),
        "outside_units": translate("Alliance", "outside the units"),
        "missing_volume": translate("Alliance", "no volume"),
        "not_a_number": translate("Alliance", "volume is not a number"),
        "negative": translate("Alliance", "negative volume"),
        "malformed_row": translate("Alliance", "malformed row"),
        "secret": translate("Alliance", "secret cell"),
        **headquarter_filter_labels(),
        **rail_filter_labels(),
        **partnership_reason_labels(),
        **second_home_filter_labels(),
    }


def second_home_filter_labels() -> dict[str, str]:
    """Return the short name of each reason for which second homes make no modelled flow."""
    return {
        "no_second_homes": translate("Alliance", "no second home"),
        "no_place": translate("Alliance", "unit without a place on the map"),
        "no_origin": translate("Alliance", "no populated unit within reach"),
        "below_minimum": translate("Alliance", "flow under the least volume"),
    }


def headquarter_filter_labels() -> dict[str, str]:
    """Return the short name of each reason for which an establishment makes no link."""
    return {
        "sole_trader": translate("Alliance", "sole trader"),
        "closed": translate("Alliance", "closed establishment"),
        "public_body": translate("Alliance", "public body"),
        "holding": translate("Alliance", "holding or real-estate partnership (SCI)"),
        "large_network": translate("Alliance", "firm with too many establishments"),
        "is_seat": translate("Alliance", "the seat itself"),
        "no_seat": translate("Alliance", "no active seat"),
        "no_staff": translate("Alliance", "staff unknown or none"),
    }


def rail_filter_labels() -> dict[str, str]:
    """Return the short name of each reason for which a ride of a train makes no link."""
    return {
        "not_a_train": translate("Alliance", "not a train"),
        "other_train_type": translate("Alliance", "another type of train"),
        "outside_period": translate("Alliance", "not on the days counted"),
        "no_time": translate("Alliance", "no time of departure or arrival"),
        "too_slow": translate("Alliance", "too slow"),
        "inside_unit": translate("Alliance", "inside one unit"),
        "counted_once": translate("Alliance", "train already counted between these units"),
        "few_trains": translate("Alliance", "too few trains a week"),
    }


def partnership_reason_labels() -> dict[str, str]:
    """Return the short name of each reason for which a participation makes no partnership."""
    return {
        "other_country": translate("Alliance", "other country"),
        "other_role": translate("Alliance", "other role"),
        "other_programme": translate("Alliance", "other programme"),
        "other_period": translate("Alliance", "other period"),
        "large_project": translate("Alliance", "project too large"),
        "national_body": translate("Alliance", "national body"),
        "no_town": translate("Alliance", "no town"),
        "unknown_town": translate("Alliance", "unknown town"),
        "ambiguous_town": translate("Alliance", "ambiguous town"),
        "alone": translate("Alliance", "only town of its project"),
    }


def side_labels() -> dict[str, str]:
    """Return the short name of each end of a flow."""
    return {
        "origin": translate("Alliance", "origin"),
        "destination": translate("Alliance", "destination"),
        "both": translate("Alliance", "both ends"),
    }


def code_change_labels() -> dict[str, str]:
    """Return the short name of what became of a code of another year."""
    return {
        "merged": translate("Alliance", "merged"),
        "split": translate("Alliance", "split"),
        "recoded": translate("Alliance", "recoded"),
        "unknown": translate("Alliance", "unknown"),
    }


def run_labels() -> dict[str, str]:
    """Return the short name of each kind of run of a sensitivity."""
    return {
        "reference": translate("Alliance", "reference"),
        "threshold": translate("Alliance", "other threshold"),
        "left_out": translate("Alliance", "a kind of links left out"),
    }


def allocation_labels() -> dict[str, str]:
    """Return the short name of each way to place units in perimeters."""
    return {
        "point": translate("Alliance", "where the unit's point lies"),
        "area": translate("Alliance", "by shares of area"),
    }


def measure_labels() -> dict[str, str]:
    """Return the short name of each measure of overlap."""
    return {
        "units": translate("Alliance", "units"),
        "weight": translate("Alliance", "weight"),
        "area": translate("Alliance", "area"),
    }


def nature_label(nature: object) -> str:
    """Return the nature of a system in words: the name of a kind of links, or “mixed”."""
    mixed = {"mixed": translate("Alliance", "mixed")}
    return label(mixed, nature)


def label(labels: Mapping[str, str], key: object) -> str:
    """Return the label of a key; a key without label, as a user's own, stands for itself."""
    missing = key is None or key != key
    return "" if missing else labels.get(str(key), str(key))


# --- sentences ----------------------------------------------------------------------------------


def left_out_sentences(rejects: pd.DataFrame) -> list[str]:
    """Say what the reading of flows left out, one sentence a reason.

    Parameters
    ----------
    rejects : DataFrame
        `reason`, `rows` and `volume`, as `core.aggregation.Loading` has them.
    """
    labels = reason_labels()
    by_reason = rejects.groupby("reason", sort=False)[["rows", "volume"]].sum()
    return [
        translate("Alliance", "Rows left out, {reason}: {rows}, volume {volume}.").format(
            reason=label(labels, reason),
            rows=format_number(row["rows"]),
            volume=format_value(row["volume"]),
        )
        for reason, row in by_reason.iterrows()
    ]


def describe_intensity(key: str) -> str:
    """Say in one sentence how the intensity of a link is measured."""
    sentences = {
        "volume": translate(
            "Alliance", "The intensity of a link is its volume, both directions added."
        ),
        "origin_share": translate(
            "Alliance",
            "The intensity of a link is the larger of the two shares that its flows take in the "
            "outflows of their origins."
        ),
        "relative_link": translate(
            "Alliance",
            "The intensity of a link is the relative link: the share of its flow in the outflows "
            "of one end, plus the share of the return flow in the outflows of the other."
        ),
        "smart": translate(
            "Alliance",
            "The intensity of a link is Smart's index: each flow squared, over the outflows of "
            "its origin times the inflows of its destination, both directions added."
        ),
        "cosine": translate(
            "Alliance",
            "The intensity of a link is the cosine index: each flow over the square root of the "
            "outflows of its origin times the inflows of its destination, both directions added."
        ),
        "preference": translate(
            "Alliance",
            "The intensity of a link is the ratio of its volume to the volume expected if "
            "destinations did not depend on origins (quasi-independence)."
        ),
        "gravity": translate(
            "Alliance",
            "The intensity of a link is the ratio of its volume to the volume that a doubly "
            "constrained gravity model expects, given sizes and distances."
        ),
    }
    return sentences.get(key, key)


def describe_rule(key: str, value: float, language: str = "") -> str:
    """Say in one sentence which flows a rule keeps."""
    amount = (
        format_percent(value / 100, language, _decimals(value))
        if key in PERCENT_RULES
        else format_value(value, language)
    )
    if key == "first" and value == 1:
        return translate("Alliance", "Only the largest flow out of each unit is kept.")
    sentences = {
        "all": translate("Alliance", "All flows are kept."),
        "min_volume": translate("Alliance", "Flows of {value} and more are kept."),
        "top_share_global": translate(
            "Alliance", "The largest flows that together make {value} of the total are kept."
        ),
        "first": translate("Alliance", "The {value} largest flows out of each unit are kept."),
        "min_share": translate(
            "Alliance", "Flows that make at least {value} of the outflows of their origin are kept."
        ),
        "top_share_local": translate(
            "Alliance",
            "The largest flows of each unit are kept, until they make {value} of its outflows."
        ),
        "dominant": translate(
            "Alliance",
            "The largest flow of each unit is kept when it goes to a larger unit (dominant flow, "
            "Nystuen and Dacey)."
        ),
        "disparity": translate(
            "Alliance",
            "Flows that chance would make with a probability under {value} are kept (disparity "
            "filter, seen from both ends)."
        ),
        "noise_corrected": translate(
            "Alliance",
            "Flows that pass the volume expected by chance by more than {value} standard "
            "deviations are kept (noise-corrected backbone)."
        ),
        "min_intensity": translate(
            "Alliance", "Links with an intensity of {value} and more are kept."
        ),
    }
    return sentences.get(key, key).format(value=amount)


def describe_minimum(min_volume: float, language: str = "") -> str:
    """Say in one sentence what the minimum volume does; nothing when there is none."""
    if min_volume <= 0:
        return ""
    return translate("Alliance", "Flows under {value} are left out.").format(
        value=format_value(min_volume, language)
    )


def describe_method(key: str) -> str:
    """Say in one sentence what a system is."""
    sentences = {
        "components": translate(
            "Alliance", "A system is a set of units that hold together by links over the threshold."
        ),
        "attachment": translate(
            "Alliance",
            "Each unit joins its strongest partner over the threshold when that partner is larger; "
            "a system is the tree that these attachments make, and its root is the centre."
        ),
        "core_attachment": translate(
            "Alliance",
            "Units that hold together by links over the threshold make a system; units left alone "
            "then join the system of their strongest link."
        ),
        "louvain": translate(
            "Alliance",
            "A system is a community: its units have stronger links among themselves than chance "
            "would give (modularity, Louvain's algorithm)."
        ),
        "ttwa": translate(
            "Alliance",
            "A system is a labour-market area in the sense of Coombes and Bond: large enough, and "
            "closed enough on itself."
        ),
        "intramax": translate(
            "Alliance",
            "Units that exchange most for their size are merged step by step (Masser and Brown)."
        ),
    }
    return sentences.get(key, key)


def describe_normalisation(key: str) -> str:
    """Say in one sentence how intensities of several kinds are brought to one scale."""
    sentences = {
        "max": translate(
            "Alliance", "Inside each kind, intensities are divided by the largest of the kind."
        ),
        "rank": translate(
            "Alliance", "Inside each kind, intensities are replaced by their rank, from 0 to 1."
        ),
        "share": translate(
            "Alliance", "Inside each kind, intensities are divided by the sum over the kind."
        ),
    }
    return sentences.get(key, key)


def describe_margins(key: str) -> str:
    """Say in one sentence whether internal flows count in the margins."""
    sentences = {
        "external": translate(
            "Alliance", "Outflows and inflows are counted without the flows inside a unit."
        ),
        "all": translate(
            "Alliance", "Outflows and inflows are counted with the flows inside a unit."
        ),
    }
    return sentences.get(key, key)


# --- honesty ------------------------------------------------------------------------------------

_ORIGIN_OF_METHODS = {
    "components": RECONSTRUCTED,
    "attachment": RECONSTRUCTED,
    "core_attachment": RECONSTRUCTED,
    "louvain": PUBLISHED,
    "ttwa": PUBLISHED,
    "intramax": PUBLISHED,
}


def origin_of_method(key: str) -> str:
    """Return PUBLISHED, RECONSTRUCTED or OURS for a way to make systems."""
    return _ORIGIN_OF_METHODS.get(key, OURS)


def origin_of_rule(key: str) -> str:
    """Return PUBLISHED or OURS for a selection rule."""
    return OURS if key == "min_intensity" else PUBLISHED


def origin_labels() -> dict[str, str]:
    """Return what each mark of origin means."""
    return {
        PUBLISHED: translate("Alliance", "published"),
        RECONSTRUCTED: translate("Alliance", "our reconstruction"),
        OURS: translate("Alliance", "our own"),
    }


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1
