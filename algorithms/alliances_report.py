"""The chapter of a report on alliances: pairs of perimeters strongly linked, shared frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..core.messages import translate
from ..core.options import AllianceSettings
from . import charts
from .charts import Bar, Key, Part
from .report import SVG, Column, Figure, Section, Table
from .report_tables import Maker, Row, first_of, number_column, value_column, written
from .typography import format_number, format_percent, format_value

if TYPE_CHECKING:
    import pandas as pd

PAIRS_SHOWN = 40
_BARS_SHOWN = 15


def alliances_sections(
    name: str, alliances: pd.DataFrame, framework_names: Sequence[str]
) -> list[Section]:
    """Return the chapter on pairs of perimeters strongly linked, missing alliances first.

    Parameters
    ----------
    alliances : DataFrame
        See :func:`~alliance.core.alliances.find_alliances`.
    framework_names : sequence of str
        What the tables of frameworks are called; none where no table was given.
    """
    title = translate("Alliance", "Alliances between “{name}”").format(name=name)
    if alliances.empty:
        text = translate("Alliance", "No link joins two of these perimeters.")
        return [Section(title, [text])]
    strong = alliances[alliances["strong"] == 1]
    listed = strong.sort_values("missing", ascending=False, kind="stable").head(PAIRS_SHOWN)
    columns, rows = written(_pair_columns(listed, framework_names), listed)
    return [
        Section(
            title,
            [_strong_sentence(alliances), _missing_sentence(strong, framework_names)],
            [Table(columns, rows, first_of(len(listed), len(strong)))],
            [_pair_bars(listed, framework_names)],
        )
    ]


def _strong_sentence(alliances: pd.DataFrame) -> str:
    first = alliances.iloc[0]
    return translate(
        "Alliance",
        "Pairs joined by links: {pairs}, of which {strong} strong: the top {share} by score, then "
        "by intensity (a threshold of ours). The strongest is {first} – {second} (score {score}, "
        "links between units: {links})."
    ).format(
        pairs=format_number(len(alliances)),
        strong=format_number(alliances["strong"].sum()),
        share=format_percent(AllianceSettings.strong_share, decimals=0),
        first=first["name_a"],
        second=first["name_b"],
        score=format_value(first["score"]),
        links=format_number(first["n_links"]),
    )


def _missing_sentence(strong: pd.DataFrame, framework_names: Sequence[str]) -> str:
    if not framework_names:
        return translate(
            "Alliance",
            "No framework of cooperation was given, so nothing says which alliances are missing."
        )
    names = ", ".join(framework_names)
    missing = strong[strong["missing"] == 1]
    if missing.empty:
        return translate(
            "Alliance", "Every strong pair shares a framework of cooperation ({names})."
        ).format(names=names)
    first = missing.iloc[0]
    return translate(
        "Alliance",
        "Strong pairs that share no framework of cooperation ({names}): {count}; the strongest of "
        "these is {first} – {second}."
    ).format(
        count=format_number(len(missing)),
        names=names,
        first=first["name_a"],
        second=first["name_b"],
    )


def _pair_columns(pairs: pd.DataFrame, framework_names: Sequence[str]) -> list[Maker]:
    made = [
        (Column(translate("Alliance", "Pair")), _pair),
        value_column(translate("Alliance", "Score"), "score"),
        number_column(translate("Alliance", "Intensity"), "intensity", 1),
        number_column(translate("Alliance", "Links"), "n_links"),
        (
            Column(translate("Alliance", "Kinds of links")),
            lambda row: str(row["types"]).replace(",", ", "),
        ),
    ]
    if pairs["dist_km"].notna().any():
        made.append(number_column(translate("Alliance", "Mean distance (km)"), "dist_km"))
    if framework_names:
        made.append((Column(translate("Alliance", "Frameworks shared")), _frameworks))
    return made


def _pair(row: Row) -> str:
    return f"{row['name_a']} – {row['name_b']}"


def _frameworks(row: Row) -> str:
    return str(row["frameworks"]) or translate("Alliance", "none")


def _pair_bars(pairs: pd.DataFrame, framework_names: Sequence[str]) -> Figure:
    dark, light = charts.tints(3)[:2]
    shared = light if framework_names else dark
    bars = [
        Bar(_pair(row), [Part(row["score"], dark if row["missing"] else shared)])
        for row in pairs.head(_BARS_SHOWN).to_dict("records")
    ]
    legend = [
        Key(dark, translate("Alliance", "no framework in common")),
        Key(light, translate("Alliance", "a framework in common")),
    ]
    if framework_names:
        caption = translate("Alliance", "Score of the strongest pairs, missing alliances first.")
    else:
        caption = translate("Alliance", "Score of the strongest pairs.")
    return Figure(charts.side_bars(bars, legend if framework_names else ()), caption, media=SVG)
