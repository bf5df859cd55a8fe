"""Systems beside institutional perimeters in a report: words, tables and bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..core.messages import translate
from ..core.options import AllianceSettings
from . import charts, palette
from .alliances_report import alliances_sections
from .charts import Bar, Key, Part
from .report import SVG, Column, Figure, KeyFigure, Report, Section, Table, to_html
from .report_tables import (
    Maker,
    first_of,
    named,
    number_column,
    percent_column,
    text_column,
    written,
)
from .typography import (
    as_finite,
    format_date,
    format_number,
    format_percent,
    format_value,
    present_language,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..core.partitions import Agreement
    from ..core.perimeters import Comparison

# What a page holds: the tables of the algorithm have every row.
BARS_SHOWN = 30
PERIMETERS_SHOWN = 150
UNITS_SHOWN = 40
_PARTS_SHOWN = 4
_LISTED = 8
_OUTSIDE_FILL = palette.PAPER
_REST_FILL = palette.NO_SYSTEM_FILL


@dataclass(frozen=True)
class ComparisonContext:
    """What the report of a comparison says beyond the figures.

    Attributes
    ----------
    name : str
        What the perimeters are called.
    measure : str
        What shares count, one of `MEASURES`.
    day : date
    version : str
        Of the plugin.
    title : str
        By default, that systems are compared with the perimeters.
    settings : sequence of (str, str)
        What was asked, as label and value: layers, fields, options.
    remarks : sequence of str
        What was left out or mended, a sentence each.
    belonging : str
        How a unit belongs to a perimeter, in a sentence.
    map_png : bytes
        A map; none without it.
    map_caption : str
        By default, that systems are areas and perimeters lines.
    alliances : DataFrame, optional
        Pairs of the same perimeters, with `framework_names`: see `alliances_sections`.
    framework_names : sequence of str
    simulated : str
        Mark of simulated data; empty for real ones.
    versions : mapping of str to str
        Software that took part, by name.
    """

    name: str
    measure: str
    day: date
    version: str
    title: str = ""
    settings: Sequence[tuple[str, str]] = ()
    remarks: Sequence[str] = ()
    belonging: str = ""
    map_png: bytes = b""
    map_caption: str = ""
    alliances: pd.DataFrame | None = None
    framework_names: Sequence[str] = ()
    simulated: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


def comparison_html(found: Comparison, context: ComparisonContext) -> str:
    """Return the report of a comparison as an HTML page, in the language of the present run."""
    chapters = comparison_sections(context.name, found, context.measure)
    if context.map_png:
        chapters.insert(1, _map(context))
    if context.alliances is not None:
        chapters += alliances_sections(context.name, context.alliances, context.framework_names)
    return to_html(
        Report(
            title=context.title
            or translate("Alliance", "Systems and perimeters: {name}").format(name=context.name),
            subtitle=translate("Alliance", "Made on {date} with Alliance {version}").format(
                date=format_date(context.day), version=context.version
            ),
            sections=[
                *chapters,
                _remarks(context),
                _method(found, context),
                _sources(context),
            ],
            language=present_language(),
            mark=context.simulated,
            foot=translate("Alliance", "Alliance {version}, {date}.").format(
                version=context.version, date=format_date(context.day)
            ),
        )
    )


def comparison_sections(name: str, found: Comparison, measure: str) -> list[Section]:
    """Return the chapters that set systems beside one layer of perimeters.

    Parameters
    ----------
    name : str
        What the perimeters are called: "SCoT", "départements".
    measure : str
        What shares count, one of `MEASURES`.
    """
    return [
        _outline(name, found, measure),
        _systems(name, found, measure),
        _perimeters(name, found, measure),
        _elsewhere(name, found),
    ]


# --- what was compared --------------------------------------------------------------------------


def _outline(name: str, found: Comparison, measure: str) -> Section:
    systems, perimeters = found.systems_summary, _crossed(found.perimeters_summary)
    sentences = [
        translate(
            "Alliance",
            "Systems set beside “{name}”: {systems}, of {units} units in all. Perimeters they lie "
            "in: {perimeters}. Shares count {measure}."
        ).format(
            systems=format_number(len(systems)),
            units=format_number(systems["units"].sum()),
            perimeters=format_number(len(perimeters)),
            name=name,
            measure=_measure_label(measure),
        ),
        *_most_crossed(systems),
        *_outside_sentence(systems),
    ]
    if found.indices is None:
        sentences.append(found.note)
    notes = [found.note] if found.note and found.indices is not None else []
    return Section(
        translate("Alliance", "Systems and “{name}”").format(name=name),
        sentences,
        [_indices(found.indices)] if found.indices is not None else [],
        notes=notes,
        key_figures=_key_figures(found),
    )


def _key_figures(found: Comparison) -> list[KeyFigure]:
    systems = found.systems_summary
    crossing = int((systems["n_perim"] > 1).sum())
    figures = [
        KeyFigure(
            translate("Alliance", "{part} of {whole}").format(
                part=format_number(crossing), whole=format_number(len(systems))
            ),
            translate("Alliance", "systems lie in more than one perimeter"),
        ),
        KeyFigure(
            format_number(systems["eff_perim"].mean(), decimals=1),
            translate("Alliance", "perimeters for a system, on average (effective number)"),
        ),
    ]
    internal = systems["vol_int"].sum()
    if internal > 0:
        figures.append(
            KeyFigure(
                format_percent(systems["vol_cross"].sum() / internal),
                translate("Alliance", "of the volume inside systems crosses a perimeter limit"),
            )
        )
    if found.indices is not None:
        figures.append(
            KeyFigure(
                format_number(found.indices.v_measure, decimals=2),
                translate("Alliance", "V-measure: 1 when systems and perimeters are the same"),
            )
        )
    return figures


def _most_crossed(systems: pd.DataFrame) -> list[str]:
    crossed = systems[systems["n_perim"] > 1]
    if crossed.empty:
        return []
    most = crossed.sort_values(["eff_perim", "system"], ascending=[False, True]).iloc[0]
    return [
        translate(
            "Alliance",
            "The system most divided is {system}: it lies in {count} perimeters, as much as "
            "{effective} of equal size."
        ).format(
            system=most["sys_name"],
            count=format_number(most["n_perim"]),
            effective=format_number(most["eff_perim"], decimals=1),
        )
    ]


def _outside_sentence(systems: pd.DataFrame) -> list[str]:
    outside = int((systems["outside"] > 0).sum())
    if not outside:
        return []
    return [
        translate(
            "Alliance", "Systems outside any perimeter, wholly or for a part: {count}."
        ).format(count=format_number(outside))
    ]


def _indices(indices: Agreement) -> Table:
    rows = [
        (
            translate("Alliance", "Adjusted Rand index"),
            indices.ari,
            translate("Alliance", "1 when both divisions are the same, about 0 by chance"),
        ),
        (
            translate("Alliance", "Normalised mutual information"),
            indices.nmi,
            translate("Alliance", "from 0 to 1: how much one division tells of the other"),
        ),
        (
            translate("Alliance", "Variation of information (nats)"),
            indices.vi,
            translate("Alliance", "0 when both divisions are the same"),
        ),
        (
            translate("Alliance", "Homogeneity"),
            indices.homogeneity,
            translate("Alliance", "1 when no perimeter holds parts of two systems"),
        ),
        (
            translate("Alliance", "Completeness"),
            indices.completeness,
            translate("Alliance", "1 when every system lies in a single perimeter"),
        ),
        (
            translate("Alliance", "V-measure"),
            indices.v_measure,
            translate("Alliance", "harmonic mean of homogeneity and completeness"),
        ),
    ]
    columns = [
        Column(translate("Alliance", "Index")),
        Column(translate("Alliance", "Value"), number=True),
        Column(translate("Alliance", "How to read it")),
    ]
    caption = translate(
        "Alliance", "Agreement of both divisions, over {count} units that have a place in both"
    ).format(count=format_number(indices.units))
    return Table(
        columns, [(title, format_number(v, decimals=3), text) for title, v, text in rows], caption
    )


def _map(context: ComparisonContext) -> Section:
    caption = context.map_caption or translate(
        "Alliance", "Systems (areas) and “{name}” (lines)."
    ).format(name=context.name)
    title = translate("Alliance", "Map")
    return Section(title, figures=[Figure(context.map_png, caption)])


# --- systems ------------------------------------------------------------------------------------


def _systems(name: str, found: Comparison, measure: str) -> Section:
    title = translate("Alliance", "The systems beside “{name}”").format(name=name)
    systems = found.systems_summary
    if systems.empty:
        text = translate("Alliance", "No unit has a system: there is nothing to set beside.")
        return Section(title, [text])
    columns, rows = written(_system_columns(systems, measure), systems)
    return Section(
        title,
        [
            translate(
                "Alliance",
                "The best match of a system is the perimeter most like it (Jaccard: common part "
                "over the whole of both). The effective number of perimeters is 1 when one holds "
                "all of it, and grows as it is shared out evenly."
            )
        ],
        [Table(columns, rows), _holders(found.pairs)],
        [_system_bars(found, measure)],
    )


def _system_columns(systems: pd.DataFrame, measure: str) -> list[Maker]:
    made = [
        number_column(translate("Alliance", "No."), "system"),
        text_column(translate("Alliance", "System"), "sys_name"),
        number_column(translate("Alliance", "Units"), "units"),
        *_size_columns(systems, measure),
        number_column(translate("Alliance", "Perimeters"), "n_perim"),
        number_column(translate("Alliance", "Effective number"), "eff_perim", 1),
        text_column(translate("Alliance", "Best match"), "best_name"),
        number_column(translate("Alliance", "Jaccard"), "best_jacc", 2),
        percent_column(translate("Alliance", "Outside"), "outside"),
    ]
    if systems["vol_int"].notna().any():
        made += [
            number_column(translate("Alliance", "Volume inside"), "vol_int"),
            percent_column(translate("Alliance", "Crosses a limit"), "cross", 1),
        ]
    return made


def _holders(pairs: pd.DataFrame) -> Table:
    """List what each perimeter holds of each system, the largest share first."""
    columns = [
        Column(translate("Alliance", "System")),
        Column(translate("Alliance", "Perimeters, with the share of the system that each holds")),
    ]
    rows = []
    for _, held in pairs.groupby("system", sort=True):
        # One more takes no more room than saying that there is one.
        listed = _LISTED if len(held) > _LISTED + 1 else len(held)
        shares = [
            f"{row['perim_name']} ({format_percent(row['share_sys'], decimals=0)})"
            for row in held.head(listed).to_dict("records")
        ]
        more = len(held) - listed
        if more > 0:
            shares.append(translate("Alliance", "and {count} others").format(count=more))
        rows.append((str(held["sys_name"].iloc[0]), ", ".join(shares)))
    return Table(columns, rows, translate("Alliance", "Who holds each system"))


def _system_bars(found: Comparison, measure: str) -> Figure:
    shown = found.systems_summary["system"].head(BARS_SHOWN)
    inks = charts.tints(_PARTS_SHOWN)
    bars = []
    for number in shown:
        held = found.pairs[found.pairs["system"] == number]
        inside, outside = held[held["perim"] != ""], held[held["perim"] == ""]
        parts = _parts(inside["perim_name"], inside["share_sys"], inks)
        parts += [Part(share, _OUTSIDE_FILL) for share in outside["share_sys"]]
        bars.append(Bar(str(held["sys_name"].iloc[0]), parts))
    legend = [
        Key(inks[0], translate("Alliance", "perimeter that holds most of the system")),
        *(Key(ink, text) for ink, text in zip(inks[1:], _ranks())),
        Key(_REST_FILL, translate("Alliance", "others")),
        Key(_OUTSIDE_FILL, translate("Alliance", "outside any perimeter")),
    ]
    caption = translate(
        "Alliance", "What share of each system every perimeter holds ({measure}).{more}"
    ).format(
        measure=_measure_label(measure),
        more=_shown(len(shown), len(found.systems_summary)),
    )
    return Figure(charts.share_bars(bars, legend), caption, media=SVG)


# --- perimeters ---------------------------------------------------------------------------------


def _perimeters(name: str, found: Comparison, measure: str) -> Section:
    title = translate("Alliance", "“{name}” beside the systems").format(name=name)
    crossed = _by_hold(_crossed(found.perimeters_summary), measure)
    if crossed.empty:
        return Section(title, [translate("Alliance", "No perimeter holds any part of a system.")])
    shown = crossed.head(PERIMETERS_SHOWN)
    columns, rows = written(_perimeter_columns(shown, measure), shown)
    return Section(
        title,
        [
            translate(
                "Alliance",
                "The main system of a perimeter is the one that holds most of it. Perimeters are "
                "listed from the one that holds most of the systems to the one that holds least."
            ),
            *_self_containment_sentence(shown),
        ],
        [Table(columns, rows)],
        [_perimeter_bars(found, crossed, measure)],
        _not_listed(len(shown), len(crossed), len(found.perimeters_summary)),
    )


def _not_listed(shown: int, crossed: int, total: int) -> list[str]:
    notes = []
    if shown < crossed:
        notes.append(
            translate(
                "Alliance",
                "The {count} first perimeters of {total} are listed; the table “Summary of "
                "perimeters” has them all."
            ).format(count=format_number(shown), total=format_number(crossed))
        )
    if crossed < total:
        notes.append(
            translate(
                "Alliance", "Perimeters that hold no part of a system, not listed: {count}."
            ).format(count=format_number(total - crossed))
        )
    return notes


def _self_containment_sentence(perimeters: pd.DataFrame) -> list[str]:
    if not perimeters["self_cont"].notna().any():
        return []
    return [
        translate(
            "Alliance",
            "Self-containment is the volume that stays inside over all that leaves, or over all "
            "that arrives, whichever is less. “To the main system” is the share of what leaves "
            "that goes to the rest of the main system."
        )
    ]


def _perimeter_columns(perimeters: pd.DataFrame, measure: str) -> list[Maker]:
    made = [
        text_column(translate("Alliance", "Perimeter"), "perim_name"),
        number_column(translate("Alliance", "Units"), "units", _decimals(perimeters["units"])),
        *_size_columns(perimeters, measure),
        number_column(translate("Alliance", "Systems"), "n_systems"),
        number_column(translate("Alliance", "Effective number"), "eff_sys", 1),
        text_column(translate("Alliance", "Main system"), "main_name"),
        percent_column(translate("Alliance", "Its share"), "main_share"),
        percent_column(translate("Alliance", "Without system"), "unattached"),
    ]
    if perimeters["self_cont"].notna().any():
        made += [
            percent_column(translate("Alliance", "Self-containment"), "self_cont"),
            percent_column(translate("Alliance", "To the main system"), "ext_main"),
        ]
    return [*made, number_column(translate("Alliance", "Attached elsewhere"), "elsewhere")]


def _perimeter_bars(found: Comparison, crossed: pd.DataFrame, measure: str) -> Figure:
    shown = crossed.head(BARS_SHOWN)
    inks = charts.tints(_PARTS_SHOWN)
    pairs = found.pairs.sort_values(["share_per", "system"], ascending=[False, True])
    bars = []
    for row in shown.to_dict("records"):
        held = pairs[pairs["perim"] == row["perim"]]
        parts = _parts(held["sys_name"], held["share_per"], inks)
        parts.append(Part(row["unattached"], _OUTSIDE_FILL))
        bars.append(Bar(str(row["perim_name"]), parts))
    legend = [
        Key(inks[0], translate("Alliance", "main system of the perimeter")),
        *(Key(ink, text) for ink, text in zip(inks[1:], _ranks())),
        Key(_REST_FILL, translate("Alliance", "others")),
        Key(_OUTSIDE_FILL, translate("Alliance", "without system")),
    ]
    caption = translate(
        "Alliance", "What share of each perimeter every system holds ({measure}).{more}"
    ).format(measure=_measure_label(measure), more=_shown(len(shown), len(crossed)))
    return Figure(charts.share_bars(bars, legend), caption, media=SVG)


# --- units attached elsewhere -------------------------------------------------------------------


def _elsewhere(name: str, found: Comparison) -> Section:
    title = translate("Alliance", "Units that their system draws out of “{name}”").format(name=name)
    units = found.elsewhere
    if units.empty:
        return Section(
            title,
            [
                translate(
                    "Alliance",
                    "None: every unit is in the main system of its perimeter, or its system lies "
                    "mostly there."
                )
            ],
        )
    ordered = units.sort_values(["gain", "code"], ascending=[False, True], kind="stable")
    shown = ordered.head(UNITS_SHOWN)
    measured = units["gain"].notna().any()
    sentences = [
        translate(
            "Alliance",
            "Units whose system is not the main one of their perimeter, and lies for the most part "
            "in another one: {count}."
        ).format(count=format_number(len(units)))
    ]
    if measured:
        sentences.append(
            translate(
                "Alliance",
                "The gain is what the self-containment of both perimeters together would gain if "
                "the unit moved from one to the other, in points; below 0, its flows hold it where "
                "it is."
            )
        )
    columns, rows = written(_elsewhere_columns(measured=bool(measured)), shown)
    return Section(
        title,
        sentences,
        [Table(columns, rows, first_of(len(shown), len(units)))],
        [_gain_bars(shown)] if measured else [],
    )


def _elsewhere_columns(*, measured: bool) -> list[Maker]:
    made = [
        (Column(translate("Alliance", "Unit")), named),
        text_column(translate("Alliance", "Perimeter"), "perim_name"),
        text_column(translate("Alliance", "System"), "sys_name"),
        text_column(translate("Alliance", "Where its system lies"), "to_name"),
    ]
    if measured:
        column = Column(translate("Alliance", "Gain (points)"), number=True)
        made.append((column, lambda row: _points(row["gain"])))
    return made


def _gain_bars(units: pd.DataFrame) -> Figure:
    ink = charts.tints(1)[0]
    bars = [
        Bar(named(row), [Part(100 * row["gain"], ink)])
        for row in units.head(BARS_SHOWN // 2).to_dict("records")
    ]
    caption = translate(
        "Alliance", "Gain in self-containment if the unit moved, in points: the largest gains."
    )
    return Figure(charts.side_bars(bars), caption, media=SVG)


def _points(gain: object) -> str:
    number = as_finite(gain)
    return format_value(None if number is None else 100 * number)


# --- how it was made ----------------------------------------------------------------------------


def _remarks(context: ComparisonContext) -> Section:
    title = translate("Alliance", "Losses and repairs")
    if not context.remarks:
        text = translate("Alliance", "Nothing was left out and nothing had to be mended.")
        return Section(title, [text])
    return Section(title, notes=list(context.remarks))


def _method(found: Comparison, context: ComparisonContext) -> Section:
    notes = [
        *filter(None, [context.belonging]),
        translate(
            "Alliance",
            "With I what a system S and a perimeter p have in common: share of the system I/S, "
            "share of the perimeter I/p, Jaccard I/(S + p − I), overlap I/min(S, p)."
        ),
        translate(
            "Alliance",
            "Effective number: 1 over the sum of the squares of the shares, “outside” left aside."
        ),
    ]
    if found.systems_summary["vol_int"].notna().any():
        notes.append(
            translate(
                "Alliance",
                "A flow inside a system crosses a limit when no perimeter holds both of its ends. "
                "Flows inside a unit count, and cross none."
            )
        )
    if found.indices is not None:
        notes.append(
            translate(
                "Alliance",
                "Adjusted Rand index: Hubert and Arabie 1985, by units. Variation of information: "
                "Meilă 2007. V-measure: Rosenberg and Hirschberg 2007. All are published; these "
                "count {measure}, except the first."
            ).format(measure=_measure_label(context.measure))
        )
    if context.alliances is not None:
        notes.append(
            translate(
                "Alliance",
                "The top {strong} of linked pairs is strong, by score and then by intensity; a "
                "perimeter belongs to a framework that holds at least {held} of its units. Both "
                "thresholds are ours."
            ).format(
                strong=format_percent(AllianceSettings.strong_share, decimals=0),
                held=format_percent(AllianceSettings.framework_share, decimals=0),
            )
        )
    return Section(translate("Alliance", "Method"), notes=notes)


def _sources(context: ComparisonContext) -> Section:
    asked = [
        Column(translate("Alliance", "What was asked")),
        Column(translate("Alliance", "Value")),
    ]
    software = [Column(translate("Alliance", "Software")), Column(translate("Alliance", "Version"))]
    tables = [
        Table(asked, list(context.settings)),
        Table(software, list(context.versions.items())),
    ]
    return Section(
        translate("Alliance", "Sources and versions"),
        tables=[table for table in tables if table.rows],
    )


# --- cells and parts ----------------------------------------------------------------------------


def _size_columns(frame: pd.DataFrame, measure: str) -> list[Maker]:
    if measure == "area":
        return [number_column(translate("Alliance", "Area (km²)"), "area_km2")]
    if frame["weight"].sum() > 0:
        return [number_column(translate("Alliance", "Weight"), "weight")]
    return []


def _decimals(counts: pd.Series) -> int:
    """Return how counts are written: units that limits split do not count whole."""
    return 0 if (counts == counts.round()).all() else 1


def _crossed(perimeters: pd.DataFrame) -> pd.DataFrame:
    return perimeters[perimeters["n_systems"] > 0]


def _by_hold(perimeters: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return perimeters from the one that holds most of the systems to the one that holds least."""
    size = perimeters[{"area": "area_km2"}.get(measure, measure)]
    held = (size * (1.0 - perimeters["unattached"])).fillna(0.0)
    order = perimeters.assign(held=held).sort_values(["held", "perim"], ascending=[False, True])
    return perimeters.loc[order.index]


def _parts(labels: Iterable[str], shares: Iterable[float], inks: Sequence[str]) -> list[Part]:
    """Return the largest shares one by one, and what is left as one part."""
    held = list(zip(labels, shares))
    parts = [Part(share, ink, str(text)) for (text, share), ink in zip(held, inks)]
    rest = sum(as_finite(share) or 0.0 for _, share in held[len(inks) :])
    return [*parts, Part(rest, _REST_FILL)] if rest > 0 else parts


def _ranks() -> list[str]:
    return [
        translate("Alliance", "second"),
        translate("Alliance", "third"),
        translate("Alliance", "fourth"),
    ]


def _measure_label(measure: str) -> str:
    return {
        "units": translate("Alliance", "the number of units"),
        "weight": translate("Alliance", "the weight of units"),
        "area": translate("Alliance", "the area of units"),
    }.get(measure, measure)


def _shown(shown: int, total: int) -> str:
    """Return the end of a caption that does not speak of all."""
    more = first_of(shown, total)
    return f" {more}" if more else ""
