"""The answer key of the workshop: every figure comes from runs of the plugin itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.messages import translate
from ..core.progress import Progress, silent
from .exercise import simulated_mark
from .exercise_runs import Runs, run_exercise
from .exercise_sheet import heading
from .exercise_steps import Step, steps
from .publishing import write_whole
from .report import Column, KeyFigure, Report, Section, Table, to_html
from .typography import format_number, format_percent, format_value, present_language
from .wording import label, reason_labels, system_type_labels

if TYPE_CHECKING:
    import pandas as pd

_MOST = 10


def write_key(path: Path, progress: Progress = silent) -> None:
    """Run the exercise and write its answer key."""
    write_whole(path, to_html(answer_key(run_exercise(progress))))


def answer_key(runs: Runs) -> Report:
    """Return the answer key, in the language of the present run."""
    answers = {
        "ground": _ground,
        "flows": _flows,
        "links": _links,
        "kinds": _kinds,
        "thresholds": _thresholds,
        "systems": _systems,
        "epci": _epci,
        "pays": _pays,
        "discussion": _discussion,
    }
    sections = []
    for number, step in enumerate(steps(Path()), 1):
        sections += [_questions(number, step), answers[step.key](runs)]
    return Report(
        title=translate("Alliance", "Workshop: answer key of the trainer"),
        sections=sections,
        language=present_language(),
        subtitle=translate(
            "Alliance", "Every figure comes from a run of the exercise through Alliance."
        ),
        mark=simulated_mark(),
        foot=translate(
            "Alliance",
            "Every flow of the exercise is simulated: quote none of its figures about Brittany."
        ),
    )


def _questions(number: int, step: Step) -> Section:
    return Section(heading(number, step), notes=step.questions)


# --- the answers, step by step ------------------------------------------------------------------


def _ground(runs: Runs) -> Section:
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "No answer is wrong here. Keep the drawings: they are compared with the systems "
                "in the last step. Most people draw around the largest towns and inside a "
                "département."
            )
        ]
    )


def _flows(runs: Runs) -> Section:
    figures, rejects = runs.figures["load"], runs.tables["load", "REJECTS"]
    rows = [
        (
            label(reason_labels(), row["reason"]),
            str(row["code"] or "–"),
            format_number(row["rows"]),
            format_number(row["volume"]),
        )
        for row in rejects.to_dict("records")
    ]
    left_out = figures["ROWS_READ"] - figures["ROWS_KEPT"]
    return Section(
        key_figures=[
            KeyFigure(format_number(figures["ROWS_READ"]), translate("Alliance", "rows read")),
            KeyFigure(format_number(left_out), translate("Alliance", "rows left out")),
            KeyFigure(
                format_percent(figures["VOLUME_KEPT"] / figures["VOLUME_READ"], decimals=2),
                translate("Alliance", "of the volume kept"),
            ),
        ],
        tables=[
            Table(
                [
                    Column(translate("Alliance", "Reason")),
                    Column(translate("Alliance", "Code")),
                    Column(translate("Alliance", "Rows"), number=True),
                    Column(translate("Alliance", "Volume"), number=True),
                ],
                rows,
            )
        ],
        paragraphs=[
            translate(
                "Alliance",
                "Nantes and Laval are no errors: they are outside the region that is studied. With "
                "them as units, Redon would look to Nantes and Vitré to Laval too: a region cut "
                "out of the flows makes its borders look more attached to its inside than they are."
            )
        ],
    )


def _links(runs: Runs) -> Section:
    rules = (
        ("relative", translate("Alliance", "relative link, two first flows, 100 at least")),
        ("volume", translate("Alliance", "volume of 2,000 and more")),
    )
    towns = len(runs.tables["attachment", "UNITS_OUT"])
    rows, alone = [], []
    for key, name in rules:
        figures, links = runs.figures[key], runs.tables[key, "LINKS"]
        alone.append(towns - len({*links["unit_a"], *links["unit_b"]}))
        rows.append(
            (
                name,
                format_number(figures["FLOW_COUNT"]),
                format_number(figures["SELECTED_COUNT"]),
                format_percent(figures["VOLUME_SHARE"]),
                format_number(alone[-1]),
            )
        )
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "By volume alone, {alone} of {towns} towns have no link left: the rule favours "
                "large towns, and what is near them. The first flows of each town leave {other} "
                "without a link: each town has its say, small ones too. Neither is right: say "
                "which question each answers."
            ).format(
                alone=format_number(alone[1]),
                towns=format_number(towns),
                other=format_number(alone[0]),
            )
        ],
        tables=[
            Table(
                [
                    Column(translate("Alliance", "Rule")),
                    Column(translate("Alliance", "Flows marked"), number=True),
                    Column(translate("Alliance", "Links kept"), number=True),
                    Column(translate("Alliance", "Share of the commuters"), number=True),
                    Column(translate("Alliance", "Towns without a link"), number=True),
                ],
                rows,
            )
        ],
    )


def _kinds(runs: Runs) -> Section:
    ordered = runs.links.sort_values(
        ["score", "intensity", "unit_a", "unit_b"], ascending=[False, False, True, True]
    )
    strongest = [
        (
            f"{row['name_a']} – {row['name_b']}",
            format_value(row["score"]),
            format_value(row["intensity"]),
        )
        for row in ordered.head(_MOST).to_dict("records")
    ]
    shares = {
        kind["name"]: kind["selected_volume"] / kind["volume"] for kind in runs.record["link_types"]
    }
    least = min(shares, key=lambda name: shares[name])
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "“{kind}” keeps least: {share} of its volume. A rule that keeps little draws a "
                "clear picture, of a small part of what happens."
            ).format(kind=least, share=format_percent(shares[least]))
        ],
        tables=[
            Table(
                [
                    Column(translate("Alliance", "Pair of towns")),
                    Column(translate("Alliance", "Score"), number=True),
                    Column(translate("Alliance", "Intensity"), number=True),
                ],
                strongest,
                translate("Alliance", "Pairs joined by most kinds of links"),
            ),
            Table(
                [
                    Column(translate("Alliance", "Kind of links")),
                    Column(translate("Alliance", "Volume kept"), number=True),
                ],
                [(name, format_percent(share)) for name, share in shares.items()],
            ),
        ],
    )


def _thresholds(runs: Runs) -> Section:
    table = runs.tables["sensitivity", "OUTPUT"]
    by_threshold = table[table["left_out"].isin(["", None])].sort_values("threshold")
    rows = [
        (
            format_value(row["threshold"]),
            format_number(row["systems"]),
            format_number(row["covered"]),
            format_number(row["largest"]),
            format_percent(row["int_share"]),
            format_number(row["ari"], decimals=2),
        )
        for row in by_threshold.to_dict("records")
    ]
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "From 1 to 3 almost nothing changes: what the map shows does not hang on the "
                "threshold. At 4 nearly half of the towns leave, at 5 a few cores are left. A "
                "threshold of 2 or 3 can be defended: a link must be one of several kinds, and "
                "almost every town still has its place."
            )
        ],
        tables=[
            Table(
                [
                    Column(translate("Alliance", "Threshold"), number=True),
                    Column(translate("Alliance", "Systems"), number=True),
                    Column(translate("Alliance", "Towns covered"), number=True),
                    Column(translate("Alliance", "Towns of the largest"), number=True),
                    Column(translate("Alliance", "Intensity inside"), number=True),
                    Column(translate("Alliance", "ARI with threshold 2"), number=True),
                ],
                rows,
            )
        ],
    )


def _systems(runs: Runs) -> Section:
    found, names = runs.tables["attachment", "SYSTEMS"], _names(runs)
    rows = [
        (
            str(row["name"]),
            names[row["centre"]],
            format_number(row["units"]),
            format_number(row["weight"]),
            label(system_type_labels(), row["type"]) or "–",
        )
        for row in found.sort_values("system").to_dict("records")
    ]
    figures = runs.figures["components"]
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "Attachment gives {systems} systems. Components give {components}, with {towns} "
                "towns: from town to town everything touches, and one link is enough to join two "
                "systems. This is why the method attaches each town to one neighbour only."
            ).format(
                systems=format_number(runs.figures["attachment"]["SYSTEM_COUNT"]),
                components=format_number(figures["SYSTEM_COUNT"]),
                towns=format_number(figures["UNITS_IN_SYSTEMS"]),
            )
        ],
        tables=[
            Table(
                [
                    Column(translate("Alliance", "System")),
                    Column(translate("Alliance", "Centre")),
                    Column(translate("Alliance", "Towns"), number=True),
                    Column(translate("Alliance", "Population"), number=True),
                    Column(translate("Alliance", "Shape")),
                ],
                rows,
            )
        ],
    )


def _epci(runs: Runs) -> Section:
    summary = runs.tables["epci", "SYSTEMS_SUMMARY"]
    brest = _row_of(summary, "Brest")
    return Section(
        key_figures=_indices(runs.figures["epci"]),
        paragraphs=[
            translate(
                "Alliance",
                "The system of Brest lies in {count} EPCI, spread as over {even} of equal size; "
                "{share} of the commuters inside the system cross a limit of an EPCI."
            ).format(
                count=format_number(brest["n_perim"]),
                even=format_number(brest["eff_perim"], decimals=1),
                share=format_percent(brest["cross"]),
            ),
            translate(
                "Alliance",
                "The ARI is 1 where both cuttings are the same and 0 where they agree no more than "
                "by chance. Here EPCI are much smaller than systems: most pairs of towns that a "
                "system joins are in two EPCI. The V-measure is high all the same, because almost "
                "every EPCI lies in one system: the EPCI fit inside, and none is large enough."
            ),
        ],
        tables=[_match_table(summary, translate("Alliance", "EPCI crossed"))],
    )


def _pays(runs: Runs) -> Section:
    summary, alliances = runs.tables["pays", "SYSTEMS_SUMMARY"], runs.tables["alliances", "OUTPUT"]
    missing = alliances[alliances["missing"] == 1].sort_values(
        ["score", "intensity", "perim_a", "perim_b"], ascending=[False, False, True, True]
    )
    pairs = [
        (
            f"{row['name_a']} – {row['name_b']}",
            format_value(row["score"]),
            format_number(row["n_links"]),
        )
        for row in missing.head(_MOST).to_dict("records")
    ]
    return Section(
        key_figures=[
            *_indices(runs.figures["pays"]),
            KeyFigure(
                format_number(runs.figures["alliances"]["MISSING_COUNT"]),
                translate("Alliance", "strong pairs of EPCI without a framework"),
            ),
        ],
        paragraphs=[
            translate(
                "Alliance",
                "The pays fit better: the ARI goes from {epci} to {pays}, and fewer commuters "
                "cross a limit. Around Rennes little changes: the system holds {rennes} pays."
            ).format(
                epci=format_number(runs.figures["epci"]["ARI"], decimals=2),
                pays=format_number(runs.figures["pays"]["ARI"], decimals=2),
                rennes=format_number(_row_of(summary, "Rennes")["n_perim"]),
            )
        ],
        tables=[
            _match_table(summary, translate("Alliance", "Pays crossed")),
            Table(
                [
                    Column(translate("Alliance", "Pair of EPCI")),
                    Column(translate("Alliance", "Score"), number=True),
                    Column(translate("Alliance", "Links"), number=True),
                ],
                pairs,
                translate("Alliance", "Strongest pairs that share no pays and no cooperation"),
            ),
        ],
    )


def _discussion(runs: Runs) -> Section:
    return Section(
        paragraphs=[
            translate(
                "Alliance",
                "What weighed most here is the method (attachment or components), and a threshold "
                "of 4 and more. Leaving one kind of links out changes less than one thinks, except "
                "for the kind that comes first in the table below."
            ),
            translate(
                "Alliance",
                "Reservations to hear: flows are simulated, the region is cut out, kinds of links "
                "weigh the same, and a system is a way of reading, not a perimeter to manage."
            ),
        ],
        tables=[_left_out(runs.tables["sensitivity", "OUTPUT"])],
    )


# --- pieces -------------------------------------------------------------------------------------


def _indices(figures: Mapping[str, Any]) -> list[KeyFigure]:
    return [
        KeyFigure(format_number(figures[name], decimals=2), title)
        for name, title in (
            ("ARI", translate("Alliance", "adjusted Rand index (ARI)")),
            ("V_MEASURE", translate("Alliance", "V-measure")),
            ("VI", translate("Alliance", "variation of information")),
        )
    ]


def _match_table(summary: pd.DataFrame, crossed: str) -> Table:
    rows: Sequence[Sequence[str]] = [
        (
            str(row["sys_name"]),
            str(row["best_name"]),
            format_percent(row["best_jacc"], decimals=0),
            format_number(row["n_perim"]),
            format_percent(row["cross"], decimals=0),
        )
        for row in summary.sort_values("system").to_dict("records")
    ]
    return Table(
        [
            Column(translate("Alliance", "System")),
            Column(translate("Alliance", "Best match")),
            Column(translate("Alliance", "Jaccard"), number=True),
            Column(crossed, number=True),
            Column(translate("Alliance", "Commuters who cross a limit"), number=True),
        ],
        rows,
    )


def _left_out(table: pd.DataFrame) -> Table:
    without = table[table["run"] == "left_out"].sort_values(["ari", "left_out"])
    return Table(
        [
            Column(translate("Alliance", "Kind of links left out")),
            Column(translate("Alliance", "Systems"), number=True),
            Column(translate("Alliance", "Towns covered"), number=True),
            Column(translate("Alliance", "ARI with all kinds"), number=True),
        ],
        [
            (
                str(row["left_out"]),
                format_number(row["systems"]),
                format_number(row["covered"]),
                format_number(row["ari"], decimals=2),
            )
            for row in without.to_dict("records")
        ],
    )


def _names(runs: Runs) -> dict[str, str]:
    units = runs.tables["attachment", "UNITS_OUT"]
    return dict(zip(units["code"], units["name"]))


def _row_of(summary: pd.DataFrame, name: str) -> Mapping[str, Any]:
    rows = summary[summary["sys_name"] == name]
    return dict(rows.iloc[0])
