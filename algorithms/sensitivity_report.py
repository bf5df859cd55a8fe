"""Chapters of a report on what systems owe to the threshold, and to each kind of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.messages import translate
from . import charts
from .charts import Bar, Key, Panel, Part
from .report import SVG, Column, Figure, Section, Table
from .report_tables import (
    Maker,
    Row,
    first_of,
    named,
    number_column,
    percent_column,
    text_column,
    written,
)
from .typography import format_number, format_percent, format_value
from .wording import label, score_field_labels

if TYPE_CHECKING:
    import pandas as pd

    from ..core.sensitivity import Sensitivity, VariableGeometry

_UNITS_SHOWN = 20
# A unit that stays with its centre in fewer runs than that is a border of its system. Ours.
_FIRM = 0.75
_STABILITY_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
_REFERENCE, _LEFT_OUT = "reference", "left_out"


# --- sensitivity --------------------------------------------------------------------------------


def sensitivity_sections(found: Sensitivity, score: str, threshold: float) -> list[Section]:
    """Return the chapters on the thresholds, the kinds left out and the stability of units.

    Parameters
    ----------
    score : str
        What the threshold bears on, one of `SCORE_FIELDS`.
    threshold : float
        That of the reference.
    """
    alone = found.runs["run"] == _LEFT_OUT
    sections = [_thresholds(found, found.runs[~alone], score, threshold)]
    if alone.any():
        sections.append(_kinds_left_out(found.runs, len(found.units)))
    sections.append(_stability(found.units, len(found.runs) - 1))
    return sections


def _thresholds(found: Sensitivity, runs: pd.DataFrame, score: str, threshold: float) -> Section:
    field = label(score_field_labels(), score)
    total = len(found.units)
    paragraphs = [
        translate(
            "Alliance",
            "Thresholds at which the systems were found again: {count}; the present one is a "
            "{field} of {threshold} and more. The adjusted Rand index says how much each division "
            "looks like the present one: 1 when they are the same, about 0 by chance."
        ).format(count=format_number(len(runs)), field=field, threshold=format_value(threshold)),
        *_plateau(runs),
    ]
    return Section(
        translate("Alliance", "Sensitivity to the threshold"),
        paragraphs,
        [Table(*written(_run_columns(field, runs, total), runs))],
        _threshold_figures(runs, field, score, threshold, total),
    )


def _plateau(runs: pd.DataFrame) -> list[str]:
    """Say between which thresholds the division stays much the same as the present one."""
    if len(runs) < 2:
        return []
    ordered = runs.sort_values("threshold", kind="stable").reset_index(drop=True)
    same = (ordered["ari"] >= _FIRM).tolist()
    here = int(ordered.index[ordered["run"] == _REFERENCE][0])
    first = last = here
    while first > 0 and same[first - 1]:
        first -= 1
    while last + 1 < len(same) and same[last + 1]:
        last += 1
    if first == last:
        return [
            translate(
                "Alliance",
                "No neighbouring threshold gives much the same systems (adjusted Rand index of "
                "{index} and more, a limit of ours): read the map with its threshold."
            ).format(index=format_value(_FIRM))
        ]
    return [
        translate(
            "Alliance",
            "From {low} to {high} the systems stay much the same (adjusted Rand index of {index} "
            "and more, a limit of ours)."
        ).format(
            low=format_value(ordered["threshold"][first]),
            high=format_value(ordered["threshold"][last]),
            index=format_value(_FIRM),
        )
    ]


def _threshold_figures(
    runs: pd.DataFrame, field: str, score: str, threshold: float, total: int
) -> list[Figure]:
    if len(runs) < 2:
        return []
    ordered = runs.sort_values("threshold", kind="stable")
    x = ordered["threshold"].tolist()
    shares = [covered / total if total else None for covered in ordered["covered"].tolist()]
    panels = [
        Panel(translate("Alliance", "Systems"), list(zip(x, ordered["systems"].tolist()))),
        Panel(translate("Alliance", "Units in a system"), list(zip(x, shares)), percent=True),
        Panel(
            translate("Alliance", "Adjusted Rand index with the present systems"),
            list(zip(x, ordered["ari"].tolist())),
        ),
    ]
    mark = translate("Alliance", "present threshold: {value}").format(value=format_value(threshold))
    title = translate("Alliance", "Threshold on the {field}").format(field=field)
    drawing = charts.curves(panels, title, threshold, mark, stepped=score == "score")
    caption = translate(
        "Alliance",
        "Systems, units covered and likeness to the present systems as the threshold rises. Each "
        "dot is a run; the dashed line is the present threshold."
    )
    return [Figure(drawing, caption, media=SVG)]


def _run_columns(field: str, runs: pd.DataFrame, total: int) -> list[Maker]:
    title = translate("Alliance", "Threshold ({field})").format(field=field)
    return [
        (Column(title, number=True), lambda row: format_value(row["threshold"], digits=4)),
        *_figure_columns(runs, total),
        (Column(""), _present),
    ]


def _figure_columns(runs: pd.DataFrame, total: int) -> list[Maker]:
    covered = Column("%", number=True)
    makers = [
        number_column(translate("Alliance", "Systems"), "systems"),
        number_column(translate("Alliance", "Units in a system"), "covered"),
        (covered, lambda row: format_percent(row["covered"] / total if total else None, "", 0)),
        number_column(translate("Alliance", "Units of the largest"), "largest"),
        percent_column(translate("Alliance", "Intensity inside"), "int_share"),
    ]
    if runs["vol_share"].notna().any():
        makers.append(percent_column(translate("Alliance", "Volume inside"), "vol_share"))
    return [*makers, number_column(translate("Alliance", "Adjusted Rand index"), "ari", 3)]


def _present(row: Row) -> str:
    return translate("Alliance", "present") if row["run"] == _REFERENCE else ""


def _kinds_left_out(runs: pd.DataFrame, total: int) -> Section:
    import pandas as pd

    alone = runs[runs["run"] == _LEFT_OUT].sort_values(["ari", "left_out"], kind="stable")
    title = Column(translate("Alliance", "Kind left out"))
    columns = [(title, _kind_left_out), *_figure_columns(runs, total)]
    table = Table(*written(columns, pd.concat([runs[runs["run"] == _REFERENCE], alone])))
    ink = charts.tints(1)[0]
    bars = [Bar(str(row["left_out"]), [Part(row["ari"], ink)]) for row in _rows(alone)]
    caption = translate(
        "Alliance",
        "Likeness to the present systems (adjusted Rand index) when a kind of links is left out: "
        "the shorter the bar, the more the systems owe to that kind."
    )
    return Section(
        translate("Alliance", "What each kind of links changes"),
        [_weightiest_sentence(alone)],
        [table],
        [Figure(charts.side_bars(bars), caption, media=SVG)],
    )


def _weightiest_sentence(alone: pd.DataFrame) -> str:
    """Say to which kind the systems owe most; `alone` begins with it."""
    first = alone.iloc[0]
    if not alone["systems"].any():
        return translate(
            "Alliance",
            "Each kind was left out in turn, at the present threshold: whichever is missing, no "
            "link reaches it, and no system is left. Try a lower threshold to see what each kind "
            "changes."
        )
    return translate(
        "Alliance",
        "Each kind was left out in turn, at the present threshold. The systems owe most to "
        "“{kind}”: without it, the adjusted Rand index with the present ones is {index}."
    ).format(kind=first["left_out"], index=format_number(first["ari"], decimals=2))


def _kind_left_out(row: Row) -> str:
    present = translate("Alliance", "none (present systems)")
    return present if row["run"] == _REFERENCE else str(row["left_out"])


# --- stability ----------------------------------------------------------------------------------


def _stability(units: pd.DataFrame, others: int) -> Section:
    title = translate("Alliance", "Stability of units")
    known = units[units["stability"].notna()]
    if known.empty:
        return Section(
            title,
            [
                translate(
                    "Alliance",
                    "There is no stability to give: no unit is in a system, or there is a single "
                    "run."
                )
            ],
        )
    firm = int((known["stability"] >= _FIRM).sum())
    paragraphs = [
        translate(
            "Alliance",
            "The stability of a unit is the share of the other runs ({count}) in which it stays "
            "in the system of its centre. Units that stay in {share} of the runs and more: {firm} "
            "of {total}."
        ).format(
            count=format_number(others),
            firm=format_number(firm),
            total=format_number(len(known)),
            share=format_percent(_FIRM, decimals=0),
        )
    ]
    least = known.sort_values(["stability", "code"], kind="stable").head(_UNITS_SHOWN)
    caption = translate("Alliance", "Least stable units ({count})").format(
        count=format_number(len(least))
    )
    return Section(
        title,
        paragraphs,
        [Table(*written(_stability_columns(known), least), caption)],
        [_stability_figure(known)],
    )


def _stability_columns(known: pd.DataFrame) -> list[Maker]:
    parts = [
        percent_column(translate("Alliance", "Over the thresholds"), "stab_thr"),
        percent_column(translate("Alliance", "Over the kinds left out"), "stab_type"),
    ]
    measured = [known[key].notna().any() for key in ("stab_thr", "stab_type")]
    return [
        (Column(translate("Alliance", "Unit")), named),
        text_column(translate("Alliance", "System"), "sys_name"),
        percent_column(translate("Alliance", "Stability"), "stability"),
        *(maker for maker, shown in zip(parts, measured) if shown),
    ]


def _stability_figure(known: pd.DataFrame) -> Figure:
    steps = list(zip(_STABILITY_STEPS, _STABILITY_STEPS[1:]))
    values = known["stability"].tolist()
    ink = charts.tints(1)[0]
    bars = [
        Bar(
            translate("Alliance", "{low} to {high}").format(
                low=format_percent(low, decimals=0), high=format_percent(high, decimals=0)
            ),
            [Part(sum(low <= v < high for v in values), ink)],
        )
        for low, high in steps
    ]
    always = translate("Alliance", "in all runs")
    bars.append(Bar(always, [Part(sum(value >= 1.0 for value in values), ink)]))
    caption = translate("Alliance", "Units by the share of runs in which they stay.")
    return Figure(charts.side_bars(bars[::-1]), caption, media=SVG)


# --- variable geometry --------------------------------------------------------------------------


def variable_geometry_sections(found: VariableGeometry) -> list[Section]:
    """Return the chapter that sets the systems of each kind beside the cumulated ones."""
    title = translate("Alliance", "Variable geometry")
    if found.pairs.empty:
        return [Section(title, [translate("Alliance", "There is no kind of links to compare.")])]
    return [
        Section(
            title,
            [_geometry_sentence(found.pairs)],
            [
                _matrix(found.pairs, "ari", translate("Alliance", "Adjusted Rand index")),
                _matrix(found.pairs, "v_measure", translate("Alliance", "V-measure")),
            ],
            [_geometry_figure(found.pairs)],
        ),
        _units_by_kinds(found.units),
    ]


def _geometry_sentence(pairs: pd.DataFrame) -> str:
    beside = pairs[pairs["type_b"] == ""].sort_values(["ari", "type_a"], kind="stable")
    nearest, farthest = beside.iloc[-1], beside.iloc[0]
    sentence = translate(
        "Alliance",
        "The perimeter that fits one kind of links may not fit another. Each kind alone gives "
        "systems of its own, set here beside the others and beside the cumulated ones; a unit "
        "without a system counts as a group of its own."
    )
    if len(beside) < 2:
        return sentence
    closest = translate(
        "Alliance",
        "Nearest to the cumulated systems: “{near}” (adjusted Rand index {near_index}); farthest: "
        "“{far}” ({far_index})."
    ).format(
        near=nearest["type_a"],
        near_index=format_number(nearest["ari"], decimals=2),
        far=farthest["type_a"],
        far_index=format_number(farthest["ari"], decimals=2),
    )
    return f"{sentence} {closest}"


def _matrix(pairs: pd.DataFrame, key: str, caption: str) -> Table:
    kinds = _kinds(pairs)
    value = {
        frozenset((row["type_a"], row["type_b"])): row[key] for row in pairs.to_dict("records")
    }
    columns = [
        Column(translate("Alliance", "Kind of links")),
        *(Column(kind, number=True) for kind in kinds),
        Column(translate("Alliance", "Cumulated"), number=True),
    ]
    rows = [
        [
            first,
            *(
                "" if first == second else _index(value.get(frozenset((first, second))))
                for second in kinds
            ),
            _index(value.get(frozenset((first, "")))),
        ]
        for first in kinds
    ]
    return Table(columns, rows, caption)


def _geometry_figure(pairs: pd.DataFrame) -> Figure:
    beside = pairs[pairs["type_b"] == ""]
    dark, light = (
        charts.tints(
            2,
        )[0],
        charts.tints(3)[1],
    )
    bars = [
        Bar(str(row["type_a"]), [Part(row["ari"], dark), Part(row["v_measure"], light)])
        for row in _rows(beside)
    ]
    legend = [
        Key(dark, translate("Alliance", "Adjusted Rand index")),
        Key(light, translate("Alliance", "V-measure")),
    ]
    caption = translate("Alliance", "Systems of each kind beside the cumulated ones.")
    return Figure(charts.side_bars(bars, legend), caption, media=SVG)


def _units_by_kinds(units: pd.DataFrame) -> Section:
    inside = units[units["system"] > 0]
    counts = inside["n_kinds"].value_counts().sort_index(ascending=False)
    ink = charts.tints(1)[0]
    columns = [
        Column(translate("Alliance", "Kinds that keep the unit with its centre"), number=True),
        Column(translate("Alliance", "Units"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "The largest systems among them")),
    ]
    rows, bars = [], []
    for kinds, count in counts.items():
        held = inside[inside["n_kinds"] == kinds]
        share = format_percent(count / len(inside), decimals=0)
        first = ", ".join(held["sys_name"].drop_duplicates().head(5))
        rows.append([format_number(kinds), format_number(count), share, first])
        bars.append(Bar(format_number(kinds), [Part(float(count), ink)]))
    title = translate("Alliance", "Units by number of kinds")
    if not rows:
        return Section(title, [translate("Alliance", "No unit is in a system.")])
    caption = translate(
        "Alliance", "Units by the number of kinds that keep them in the system of their centre."
    )
    return Section(
        title,
        [
            translate(
                "Alliance",
                "A unit that many kinds keep with its centre belongs to its system whatever the "
                "subject; a unit that few kinds keep there works with other towns for some "
                "subjects."
            )
        ],
        [Table(columns, rows), *_least_kept(inside)],
        [Figure(charts.side_bars(bars), caption, media=SVG)],
    )


def _least_kept(inside: pd.DataFrame) -> list[Table]:
    least = inside[inside["n_kinds"] == inside["n_kinds"].min()]
    if len(least) == len(inside):
        return []
    columns = [
        (Column(translate("Alliance", "Unit")), named),
        text_column(translate("Alliance", "System"), "sys_name"),
        (
            Column(translate("Alliance", "Kinds that keep it")),
            lambda row: row["kinds"].replace(",", ", ") or "–",
        ),
    ]
    shown = least.sort_values("code", kind="stable").head(_UNITS_SHOWN)
    caption = translate("Alliance", "Units that the fewest kinds keep")
    more = first_of(len(shown), len(least))
    return [Table(*written(columns, shown), f"{caption}. {more}" if more else caption)]


def _kinds(pairs: pd.DataFrame) -> list[str]:
    return [str(kind) for kind in pairs[pairs["type_b"] == ""]["type_a"]]


def _index(value: object) -> str:
    return format_number(value, decimals=2)


def _rows(frame: pd.DataFrame) -> list[Row]:
    rows: list[Row] = frame.to_dict("records")
    return rows
