"""The fields of every output, as data. Names and order are a public interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import QgsFields

from .compat import INTEGER, LONG, REAL, TEXT, make_field

Schema = Sequence[tuple[str, str]]

FLOWS: Schema = (
    ("origin", TEXT),
    ("dest", TEXT),
    ("volume", REAL),
    ("link_type", TEXT),
    ("dist_km", REAL),
)
RAIL_FLOWS: Schema = (*FLOWS, ("best_min", REAL), ("median_min", REAL))
REJECTS: Schema = (
    ("reason", TEXT),
    ("side", TEXT),
    ("code", TEXT),
    ("rows", LONG),
    ("volume", REAL),
)
REPAIRS: Schema = (
    ("code", TEXT),
    ("new_code", TEXT),
    ("ratio", REAL),
    ("kind", TEXT),
    ("rows", LONG),
    ("volume", REAL),
)
LINKS: Schema = (
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
    ("selected", INTEGER),
    ("direction", TEXT),
)
CUMULATED: Schema = (
    ("unit_a", TEXT),
    ("unit_b", TEXT),
    ("name_a", TEXT),
    ("name_b", TEXT),
    ("score", REAL),
    ("n_types", INTEGER),
    ("types", TEXT),
    ("intensity", REAL),
    ("dist_km", REAL),
)
DETECTED: Schema = (("scale", TEXT), ("system", INTEGER))
UNITS: Schema = (
    ("code", TEXT),
    ("name", TEXT),
    ("weight", REAL),
    ("system", INTEGER),
    ("sys_name", TEXT),
    ("role", TEXT),
    ("parent", TEXT),
    ("degree", INTEGER),
    ("strength", REAL),
    ("int_share", REAL),
)
SYSTEMS: Schema = (
    ("system", INTEGER),
    ("name", TEXT),
    ("centre", TEXT),
    ("units", INTEGER),
    ("weight", REAL),
    ("links", INTEGER),
    ("type", TEXT),
    ("polar", REAL),
    ("primacy", REAL),
    ("density", REAL),
    ("nature", TEXT),
    ("reach_km", REAL),
    ("recipro", REAL),
    ("self_cont", REAL),
)
REGIONS: Schema = (*SYSTEMS, ("jobs", REAL), ("internal", REAL), ("validity", REAL))
TREE: Schema = (
    ("step", INTEGER),
    ("region_a", TEXT),
    ("region_b", TEXT),
    ("value", REAL),
    ("units", INTEGER),
    ("internal", REAL),
)
SENSITIVITY: Schema = (
    ("run", TEXT),
    ("left_out", TEXT),
    ("threshold", REAL),
    ("systems", INTEGER),
    ("covered", INTEGER),
    ("largest", INTEGER),
    ("int_share", REAL),
    ("vol_share", REAL),
    ("ari", REAL),
)
STABILITY: Schema = (
    ("code", TEXT),
    ("name", TEXT),
    ("system", INTEGER),
    ("sys_name", TEXT),
    ("centre", TEXT),
    ("stability", REAL),
    ("stab_thr", REAL),
    ("stab_type", REAL),
)
KINDS_COMPARED: Schema = (
    ("type_a", TEXT),
    ("type_b", TEXT),
    ("ari", REAL),
    ("v_measure", REAL),
)
KINDS_PER_UNIT: Schema = (
    ("code", TEXT),
    ("name", TEXT),
    ("system", INTEGER),
    ("sys_name", TEXT),
    ("centre", TEXT),
    ("n_kinds", INTEGER),
    ("kinds", TEXT),
)
COMPARISON: Schema = (
    ("system", INTEGER),
    ("sys_name", TEXT),
    ("perim", TEXT),
    ("perim_name", TEXT),
    ("units", REAL),
    ("weight", REAL),
    ("area_km2", REAL),
    ("share_sys", REAL),
    ("share_per", REAL),
    ("jaccard", REAL),
    ("overlap", REAL),
    ("flow_sys", REAL),
    ("flow_per", REAL),
    ("best", INTEGER),
)
SYSTEMS_SUMMARY: Schema = (
    ("system", INTEGER),
    ("sys_name", TEXT),
    ("units", REAL),
    ("weight", REAL),
    ("area_km2", REAL),
    ("n_perim", INTEGER),
    ("eff_perim", REAL),
    ("best", TEXT),
    ("best_name", TEXT),
    ("best_jacc", REAL),
    ("outside", REAL),
    ("vol_int", REAL),
    ("vol_in", REAL),
    ("vol_cross", REAL),
    ("cross", REAL),
)
PERIMETERS_SUMMARY: Schema = (
    ("perim", TEXT),
    ("perim_name", TEXT),
    ("units", REAL),
    ("weight", REAL),
    ("area_km2", REAL),
    ("n_systems", INTEGER),
    ("eff_sys", REAL),
    ("main_sys", INTEGER),
    ("main_name", TEXT),
    ("main_share", REAL),
    ("unattached", REAL),
    ("self_out", REAL),
    ("self_in", REAL),
    ("self_cont", REAL),
    ("ext_main", REAL),
    ("elsewhere", INTEGER),
)
ALLIANCES: Schema = (
    ("perim_a", TEXT),
    ("name_a", TEXT),
    ("perim_b", TEXT),
    ("name_b", TEXT),
    ("score", REAL),
    ("intensity", REAL),
    ("n_links", INTEGER),
    ("types", TEXT),
    ("dist_km", REAL),
    ("frameworks", TEXT),
    ("n_shared", INTEGER),
    ("strong", INTEGER),
    ("missing", INTEGER),
)
BALANCE: Schema = (
    ("code", TEXT),
    ("name", TEXT),
    ("in", REAL),
    ("out", REAL),
    ("net", REAL),
    ("net_rate", REAL),
    ("internal", REAL),
    ("self_out", REAL),
    ("self_in", REAL),
    ("received", REAL),
    ("sent", REAL),
    ("net_money", REAL),
    ("no_value", REAL),
)

MODES: Schema = (("unit_a", TEXT), ("unit_b", TEXT), ("volume", REAL))

SELECTED_PREFIX, SCALED_PREFIX = "s_", "r_"


def cumulated_schema(slugs: Iterable[str], detected: bool = False) -> Schema:
    """Return the fields of cumulated links for the types of `slugs`, with those of detection."""
    per_type = [
        field
        for slug in slugs
        for field in ((SELECTED_PREFIX + slug, INTEGER), (SCALED_PREFIX + slug, REAL))
    ]
    return (*CUMULATED, *per_type, *(DETECTED if detected else ()))


def to_fields(schema: Schema) -> QgsFields:
    """Return QGIS fields for a schema."""
    fields = QgsFields()
    for name, kind in schema:
        fields.append(make_field(name, kind))
    return fields
