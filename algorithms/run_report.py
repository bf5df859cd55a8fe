"""The report of a run: what was done, what came out, what was left out, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..core.messages import translate
from ..core.options import CumulationSettings, SystemSettings
from .report import Column, Figure, KeyFigure, Report, Section, Table, to_html
from .typography import (
    counted,
    format_date,
    format_number,
    format_percent,
    format_value,
    present_language,
)
from .wording import (
    OURS,
    PUBLISHED,
    RECONSTRUCTED,
    describe_intensity,
    describe_margins,
    describe_method,
    describe_minimum,
    describe_normalisation,
    describe_rule,
    dimension_labels,
    intensity_labels,
    label,
    method_labels,
    nature_label,
    origin_labels,
    origin_of_method,
    origin_of_rule,
    reason_labels,
    rule_labels,
    score_field_labels,
    side_labels,
    system_type_labels,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.chain import Chain, KindLinks
    from ..core.losses import Summary

_CODES_SHOWN = 15
_SOFTWARE = {"alliance": "Alliance", "qgis": "QGIS", "python": "Python"}


@dataclass(frozen=True)
class RunContext:
    """What a report says beyond the results themselves.

    Attributes
    ----------
    title, source : str
    day : date
    version : str
        Of the plugin.
    systems : SystemSettings
    cumulation : CumulationSettings
    excluded : sequence of str
        Codes of the units set aside.
    mark : str
        Mark of simulated data or modelled flows; empty for observed ones.
    kind_sources : mapping of str to str
        File of each kind of links, by the name of the kind.
    weight : str
        What the weight of the units is; empty where nobody says.
    map_png : bytes
        The map; none without it.
    versions : mapping of str to str
        Software that took part, by name.
    warnings : sequence of str
    """

    title: str
    day: date
    version: str
    systems: SystemSettings
    cumulation: CumulationSettings
    source: str = ""
    excluded: Sequence[str] = ()
    mark: str = ""
    kind_sources: Mapping[str, str] = field(default_factory=dict)
    weight: str = ""
    map_png: bytes = b""
    versions: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()


def run_report(chain: Chain, context: RunContext, chapters: Sequence[Section] = ()) -> str:
    """Return the report of a run as an HTML page, in the language of the present run.

    `chapters` are those of the steps that a recipe may ask for: sensitivity, perimeters…; they
    stand after the systems.
    """
    names = dict(zip(chain.systems.units["code"], chain.systems.units["name"]))
    sections = [
        _overview(chain, context),
        _what_was_run(chain, context, names),
        _systems(chain, context, names),
        *chapters,
        _kinds(chain),
        _losses(chain),
        _warnings(context),
        _method(chain, context),
        _sources(context),
    ]
    return to_html(
        Report(
            title=context.title or translate("Alliance", "Interurban systems"),
            subtitle=translate("Alliance", "Made on {date} with Alliance {version}").format(
                date=format_date(context.day), version=context.version
            ),
            sections=[section for section in sections if section is not None],
            language=present_language(),
            mark=context.mark,
            foot=_foot(context),
        )
    )


# --- chapters -----------------------------------------------------------------------------------


def _overview(chain: Chain, context: RunContext) -> Section:
    found = chain.systems
    inside = int((found.units["system"] > 0).sum())
    total = len(found.units)
    figures = [
        KeyFigure(
            format_number(len(found.systems)),
            counted(
                len(found.systems),
                translate("Alliance", "system"),
                translate("Alliance", "systems"),
            ),
        ),
        KeyFigure(
            format_number(inside),
            translate("Alliance", "units in a system, out of {total} ({share})").format(
                total=format_number(total), share=format_percent(inside / total if total else None)
            ),
        ),
        KeyFigure(
            format_percent(found.internal_share),
            translate("Alliance", "of the intensity of links stays inside a system"),
        ),
    ]
    if len(found.systems):
        first = found.systems.iloc[0]
        figures.append(
            KeyFigure(
                str(first["name"]),
                translate("Alliance", "largest system: {units} units, weight {weight}").format(
                    units=format_number(first["units"]), weight=format_number(first["weight"])
                ),
            )
        )
    caption = translate(
        "Alliance",
        "Systems, links inside and between them, and units. Widths and circles are proportional; "
        "the legend gives their values."
    )
    pictures = [Figure(context.map_png, caption)] if context.map_png else []
    return Section(key_figures=figures, figures=pictures)


def _what_was_run(chain: Chain, context: RunContext, names: Mapping[str, str]) -> Section:
    settings = context.systems
    paragraphs = [
        translate(
            "Alliance",
            "Kinds of links weighed, selected and cumulated: {kinds}, between {units} units; "
            "systems were then found by the method “{method}”."
        ).format(
            kinds=format_number(len(chain.kinds)),
            units=format_number(len(chain.units)),
            method=label(method_labels(), settings.method),
        ),
        describe_normalisation(context.cumulation.normalisation),
        describe_method(settings.method),
        translate("Alliance", "Threshold: {field} of {value} and more.").format(
            field=label(score_field_labels(), settings.score),
            value=format_value(settings.threshold),
        ),
    ]
    if context.cumulation.cap_dimensions:
        paragraphs.append(
            translate("Alliance", "Several kinds of one dimension count once at most in the score.")
        )
    if settings.max_distance > 0:
        paragraphs.append(
            translate("Alliance", "Links over {distance} km take no part.").format(
                distance=format_value(settings.max_distance)
            )
        )
    paragraphs.append(
        translate("Alliance", "Systems of fewer than {count} units are dissolved.").format(
            count=format_number(settings.min_units)
        )
    )
    if context.excluded:
        listed = ", ".join(f"{names.get(code, code)} ({code})" for code in context.excluded)
        paragraphs.append(
            translate(
                "Alliance",
                "Set aside before the links were selected: {units}. Their own links are kept "
                "apart."
            ).format(units=listed)
        )
    columns = [
        Column(translate("Alliance", "Kind of links")),
        Column(translate("Alliance", "Dimension")),
        Column(translate("Alliance", "Weight"), number=True),
        Column(translate("Alliance", "How links are weighed and selected")),
    ]
    rows = [_kind_in_words(linked) for linked in chain.kinds]
    return Section(translate("Alliance", "What was run"), paragraphs, [Table(columns, rows)])


def _kind_in_words(linked: KindLinks) -> Sequence[str]:
    kind, settings = linked.kind, linked.kind.settings
    sentences = [
        describe_intensity(settings.intensity),
        describe_rule(settings.rule, settings.rule_value),
        describe_minimum(settings.min_volume),
        describe_margins(settings.margins),
    ]
    if settings.both_directions:
        sentences.append(translate("Alliance", "A link needs both directions."))
    if kind.loading.flows.undirected:
        sentences.append(translate("Alliance", "This kind has no direction."))
    return (
        kind.type.name,
        label(dimension_labels(), kind.type.dimension),
        format_value(kind.type.weight),
        " ".join(sentence for sentence in sentences if sentence),
    )


def _systems(chain: Chain, context: RunContext, names: Mapping[str, str]) -> Section:
    table, units = chain.systems.systems, chain.systems.units
    makers = _system_columns(names, context.weight)
    shown = [(column, make) for key, column, make in makers if key in table]
    rows = [[make(row) for _, make in shown] for row in table.to_dict("records")]
    members = units[units["system"] > 0].sort_values(
        ["system", "weight", "code"], ascending=[True, False, True]
    )
    composition = [
        (
            format_number(number),
            ", ".join(str(name) for name in group["name"]),
        )
        for number, group in members.groupby("system")
    ]
    return Section(
        translate("Alliance", "The systems"),
        []
        if len(table)
        else [
            translate("Alliance", "No system was found: lower the threshold or the minimum size.")
        ],
        [
            Table([column for column, _ in shown], rows),
            Table(
                [
                    Column(translate("Alliance", "No."), number=True),
                    Column(translate("Alliance", "Units, from the largest to the smallest")),
                ],
                composition,
                translate("Alliance", "What the systems are made of"),
            ),
        ]
        if len(table)
        else [],
    )


def _system_columns(names: Mapping[str, str], weight: str) -> list[tuple[str, Column, Any]]:
    def number(key: str, decimals: int = 0) -> Any:
        return lambda row: format_number(row[key], decimals=decimals)

    def percent(key: str) -> Any:
        return lambda row: format_percent(row[key], decimals=0)

    return [
        ("system", Column(translate("Alliance", "No."), number=True), number("system")),
        ("name", Column(translate("Alliance", "System")), lambda row: str(row["name"])),
        (
            "centre",
            Column(translate("Alliance", "Centre")),
            lambda row: str(names.get(row["centre"], row["centre"])),
        ),
        ("units", Column(translate("Alliance", "Units"), number=True), number("units")),
        (
            "weight",
            Column(_capital(weight) or translate("Alliance", "Weight"), number=True),
            number("weight"),
        ),
        ("links", Column(translate("Alliance", "Links"), number=True), number("links")),
        (
            "type",
            Column(translate("Alliance", "Shape")),
            lambda row: label(system_type_labels(), row["type"]) or "–",
        ),
        (
            "nature",
            Column(translate("Alliance", "Main nature")),
            lambda row: nature_label(row["nature"]) or "–",
        ),
        (
            "primacy",
            Column(translate("Alliance", "Primacy"), number=True),
            number("primacy", 1),
        ),
        ("density", Column(translate("Alliance", "Density"), number=True), number("density", 2)),
        (
            "reach_km",
            Column(translate("Alliance", "Mean reach (km)"), number=True),
            number("reach_km"),
        ),
        (
            "recipro",
            Column(translate("Alliance", "Reciprocity"), number=True),
            percent("recipro"),
        ),
        (
            "self_cont",
            Column(translate("Alliance", "Self-containment"), number=True),
            percent("self_cont"),
        ),
    ]


def _kinds(chain: Chain) -> Section:
    kept = [
        Column(translate("Alliance", "Kind of links")),
        Column(translate("Alliance", "Flows"), number=True),
        Column(translate("Alliance", "Flows kept"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Volume"), number=True),
        Column(translate("Alliance", "Volume kept"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Links"), number=True),
        Column(translate("Alliance", "Links selected"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Components"), number=True),
        Column(translate("Alliance", "Density"), number=True),
    ]
    spread = [
        Column(translate("Alliance", "Kind of links")),
        *(
            Column(title, number=True)
            for title in (
                translate("Alliance", "Smallest"),
                translate("Alliance", "First quartile"),
                translate("Alliance", "Median"),
                translate("Alliance", "Mean"),
                translate("Alliance", "Third quartile"),
                translate("Alliance", "Largest"),
                translate("Alliance", "Standard deviation"),
            )
        ),
    ]
    return Section(
        translate("Alliance", "What each kind of links keeps"),
        [
            translate(
                "Alliance",
                "Flows go one way between two different units; a link is a pair of units, and is "
                "selected when one of its flows is kept. Flows inside a unit are left out here."
            )
        ],
        [
            Table(kept, [_kept_row(linked) for linked in chain.kinds]),
            Table(
                spread,
                [_spread_row(linked) for linked in chain.kinds],
                translate("Alliance", "Volumes of the links that are selected"),
            ),
        ],
    )


def _kept_row(linked: KindLinks) -> Sequence[str]:
    flows, links = linked.links.losses.flows, linked.links.losses.links
    return (
        linked.kind.type.name,
        format_number(flows.before.count),
        format_number(flows.after.count),
        format_percent(flows.kept_percent / 100),
        format_number(flows.before.volume),
        format_number(flows.after.volume),
        format_percent(flows.volume_kept_percent / 100),
        format_number(links.before.count),
        format_number(links.after.count),
        format_percent(links.kept_percent / 100),
        format_number(links.after.components),
        format_number(links.after.density, decimals=4),
    )


def _spread_row(linked: KindLinks) -> Sequence[str]:
    after: Summary = linked.links.losses.links.after
    values = (
        after.minimum,
        after.lower_quartile,
        after.median,
        after.mean,
        after.upper_quartile,
        after.maximum,
        after.sd,
    )
    return (linked.kind.type.name, *(format_value(value) for value in values))


def _losses(chain: Chain) -> Section:
    readings = [reading for linked in chain.kinds for reading in linked.kind.readings]
    accounts = [_account_row(*reading) for reading in readings]
    reasons = [row for reading in readings for row in _reason_rows(*reading)]
    codes = [row for reading in readings for row in _code_rows(*reading)]
    rows, volume = translate("Alliance", "Rows"), translate("Alliance", "Volume")
    kind = Column(translate("Alliance", "Kind of links"))
    reason, end = Column(translate("Alliance", "Reason")), Column(translate("Alliance", "End"))
    counts = [Column(rows, number=True), Column(volume, number=True)]
    tables = [
        Table(
            [
                kind,
                Column(translate("Alliance", "Rows read"), number=True),
                Column(translate("Alliance", "Rows kept"), number=True),
                Column(translate("Alliance", "Rows left out"), number=True),
                Column(translate("Alliance", "Volume read"), number=True),
                Column(translate("Alliance", "Volume kept"), number=True),
                Column("%", number=True),
            ],
            accounts,
        )
    ]
    if reasons:
        by_reason = translate("Alliance", "Rows left out, by reason")
        tables.append(Table([kind, reason, end, *counts], reasons, by_reason))
        by_code = translate(
            "Alliance",
            "Codes that lose most, at most {count} a kind (all are in the table “rejects”)"
        ).format(count=_CODES_SHOWN)
        code = Column(translate("Alliance", "Code"))
        tables.append(Table([kind, code, reason, end, *counts], codes, by_code))
    told = (
        translate("Alliance", "Every row read is either kept or counted below with its reason.")
        if reasons
        else translate("Alliance", "Every row read is kept.")
    )
    return Section(translate("Alliance", "Rows left out"), [told], tables)


def _account_row(name: str, loading: Loading) -> Sequence[str]:
    share = loading.volume_kept / loading.volume_read if loading.volume_read else None
    return (
        name,
        format_number(loading.rows_read),
        format_number(loading.rows_kept),
        format_number(loading.rows_read - loading.rows_kept),
        format_number(loading.volume_read),
        format_number(loading.volume_kept),
        format_percent(share),
    )


def _reason_rows(name: str, loading: Loading) -> list[Sequence[str]]:
    sums = loading.rejects.groupby(["reason", "side"], as_index=False)[["rows", "volume"]].sum()
    return [
        (name, *_reason_and_end(row), *_counts(row))
        for row in _heaviest_first(sums).to_dict("records")
    ]


def _code_rows(name: str, loading: Loading) -> list[Sequence[str]]:
    rejects = loading.rejects
    coded = _heaviest_first(rejects[rejects["code"] != ""]).head(_CODES_SHOWN)
    return [
        (name, str(row["code"]), *_reason_and_end(row), *_counts(row))
        for row in coded.to_dict("records")
    ]


def _heaviest_first(table: pd.DataFrame) -> pd.DataFrame:
    falling = table.assign(_volume=-table["volume"], _rows=-table["rows"])
    ties = [column for column in ("reason", "side", "code") if column in table]
    return falling.sort_values(["_volume", "_rows", *ties])


def _reason_and_end(row: Mapping[str, Any]) -> tuple[str, str]:
    return label(reason_labels(), row["reason"]), label(side_labels(), row["side"])


def _counts(row: Mapping[str, Any]) -> tuple[str, str]:
    return format_number(row["rows"]), format_number(row["volume"])


def _warnings(context: RunContext) -> Section | None:
    if not context.warnings:
        return None
    return Section(translate("Alliance", "Remarks on these data"), notes=context.warnings)


def _method(chain: Chain, context: RunContext) -> Section:
    told = translate(
        "Alliance",
        "Links of several kinds selected kind by kind, then cumulated into systems with Paris set "
        "aside: this is the approach of S. Berroir, N. Cattan and colleagues (DATAR 2011; "
        "Cybergeo 2017, no. 807). Their thresholds are not published in full; those above were "
        "chosen for this run, and are not theirs."
    )
    columns = [
        Column(translate("Alliance", "Step")),
        Column(translate("Alliance", "Choice made")),
        Column(translate("Alliance", "Where it comes from")),
    ]
    origins = origin_labels()
    rows = [(step, choice, origins[origin]) for step, choice, origin in _choices(chain, context)]
    title = translate("Alliance", "What is published and what is ours")
    return Section(title, [told], [Table(columns, rows)])


def _choices(chain: Chain, context: RunContext) -> list[tuple[str, str, str]]:
    """Return each step of the method, what was chosen and where that comes from."""
    settings = [linked.kind.settings for linked in chain.kinds]
    method = context.systems.method
    rows = [
        (
            translate("Alliance", "Intensity of a link"),
            label(intensity_labels(), key),
            PUBLISHED,
        )
        for key in dict.fromkeys(item.intensity for item in settings)
    ]
    rows += [
        (translate("Alliance", "Selection"), label(rule_labels(), key), origin_of_rule(key))
        for key in dict.fromkeys(item.rule for item in settings)
    ]
    rows += [
        (
            translate("Alliance", "Cumulation"),
            translate("Alliance", "score: weighted number of kinds"),
            RECONSTRUCTED,
        ),
        (
            translate("Alliance", "Cumulation"),
            translate("Alliance", "intensity from 0 to 100"),
            OURS,
        ),
        (
            translate("Alliance", "Systems"),
            label(method_labels(), method),
            origin_of_method(method),
        ),
    ]
    if "type" in chain.systems.systems:
        choice = translate("Alliance", "shapes, natures and their thresholds")
        rows.append((translate("Alliance", "Typology"), choice, OURS))
    return rows


def _sources(context: RunContext) -> Section:
    paragraphs = []
    if context.source:
        paragraphs.append(translate("Alliance", "Source: {source}").format(source=context.source))
    if context.mark:
        paragraphs.append(context.mark)
    files = [Column(translate("Alliance", "Kind of links")), Column(translate("Alliance", "File"))]
    software = [Column(translate("Alliance", "Software")), Column(translate("Alliance", "Version"))]
    tables = [
        Table(files, list(context.kind_sources.items())),
        Table(
            software, [(_SOFTWARE.get(k, k), version) for k, version in context.versions.items()]
        ),
    ]
    title = translate("Alliance", "Sources and versions")
    return Section(title, paragraphs, [table for table in tables if table.rows])


def _foot(context: RunContext) -> str:
    made = translate(
        "Alliance", "Alliance {version}, {date}. The record of this run is in run.json."
    ).format(version=context.version, date=format_date(context.day))
    return f"{context.mark} – {made}" if context.mark else made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
