"""Columns and sentences of the Compare page."""

from __future__ import annotations

from collections.abc import Mapping

from ..algorithms.typography import format_number
from ..core.messages import translate
from .tables import COUNT, SHARE, Column


def system_columns(with_flows: bool) -> list[Column]:
    """Return the columns of the table of systems."""
    columns = [
        Column(
            "sys_name",
            translate("Alliance", "System"),
            translate("Alliance", "Name of the system."),
        ),
        Column(
            "best_name",
            translate("Alliance", "Best match"),
            translate("Alliance", "The perimeter closest to the system (largest Jaccard index)."),
        ),
        Column(
            "held",
            translate("Alliance", "Held"),
            translate("Alliance", "Share of the system that its best match holds."),
            SHARE,
        ),
        Column(
            "n_perim",
            translate("Alliance", "Crossed"),
            translate("Alliance", "Number of perimeters that the system crosses."),
            COUNT,
        ),
    ]
    if with_flows:
        crossing = Column(
            "cross",
            translate("Alliance", "Crossing"),
            translate("Alliance", "Share of the flows inside the system that crosses a limit."),
            SHARE,
        )
        columns.insert(3, crossing)
    return columns


def perimeter_columns(with_flows: bool) -> list[Column]:
    """Return the columns of the table of perimeters."""
    columns = [
        Column(
            "perim_name",
            translate("Alliance", "Perimeter"),
            translate("Alliance", "Name of the perimeter."),
        ),
        Column(
            "main_name",
            translate("Alliance", "System"),
            translate("Alliance", "The system that holds most of the perimeter."),
        ),
        Column(
            "main_share",
            translate("Alliance", "Held"),
            translate("Alliance", "Share of the perimeter that its main system holds."),
            SHARE,
        ),
        Column(
            "n_systems",
            translate("Alliance", "Crossed"),
            translate("Alliance", "Number of systems that the perimeter crosses."),
            COUNT,
        ),
    ]
    if with_flows:
        contained = Column(
            "self_cont",
            translate("Alliance", "Closed"),
            translate(
                "Alliance",
                "Self-containment: the smaller share of the flows, leaving or arriving, that stays "
                "in the perimeter."
            ),
            SHARE,
        )
        columns.insert(3, contained)
    return columns


def pair_columns(by_perimeter: bool, with_flows: bool) -> list[Column]:
    """Return the columns of the table under: perimeters of a system, or systems of a perimeter."""
    name = Column(
        "perim_name",
        translate("Alliance", "Perimeter"),
        translate("Alliance", "Name of the perimeter."),
    )
    if by_perimeter:
        name = Column(
            "sys_name",
            translate("Alliance", "System"),
            translate("Alliance", "Name of the system."),
        )
    columns = [
        name,
        Column(
            "units",
            translate("Alliance", "Units"),
            translate("Alliance", "Units that both have in common."),
            COUNT,
        ),
        Column(
            "share_sys",
            translate("Alliance", "Of system"),
            translate("Alliance", "Share of the system that lies in the perimeter."),
            SHARE,
        ),
        Column(
            "share_per",
            translate("Alliance", "Of perim."),
            translate("Alliance", "Share of the perimeter that lies in the system."),
            SHARE,
        ),
    ]
    if with_flows:
        columns.append(
            Column(
                "flow_sys",
                translate("Alliance", "Flows"),
                translate(
                    "Alliance", "Share of the flows inside the system that the perimeter holds."
                ),
                SHARE,
            )
        )
    return columns


def index_sentence(indices: Mapping[str, float]) -> str:
    """Write the global indices in one line."""
    if not indices:
        return ""
    return translate("Alliance", "Agreement: ARI {ari} · NMI {nmi} · V {v} · VI {vi}").format(
        ari=format_number(indices.get("ARI"), decimals=2),
        nmi=format_number(indices.get("NMI"), decimals=2),
        v=format_number(indices.get("V_MEASURE"), decimals=2),
        vi=format_number(indices.get("VI"), decimals=2),
    )
