"""The report of a builder of links: what each filter leaves out, then what is left.

A builder goes through the records of published files, and its filters decide what its links mean.
So the report starts with them: how many records each one left out, and how many went on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..core.messages import translate
from .report import Column, KeyFigure, Report, Section, Table, to_html
from .report_tables import first_of
from .typography import format_number, format_percent, format_value, present_language
from .wording import label, reason_labels, side_labels

if TYPE_CHECKING:
    import pandas as pd

    from ..core.building import Built

_LINKS_SHOWN = 20
_CODES_SHOWN = 15
_DIGITS = 6


@dataclass(frozen=True)
class BuildStory:
    """What a builder says of itself, in the language of the present run.

    Attributes
    ----------
    title : str
        Of the report and of the layers.
    records, volumes : str
        What a record is and what a volume counts, as titles of columns: “Establishments”, “Jobs”.
    paragraphs : sequence of str
        The settings in words: how records become links.
    figures : mapping of str to str
        What each figure of `Built` says, by its key.
    notes : sequence of str
        What to beware of.
    """

    title: str
    records: str
    volumes: str
    paragraphs: Sequence[str] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()


def build_report(
    built: Built, flows: pd.DataFrame, names: Mapping[str, str], story: BuildStory
) -> str:
    """Return the report as an HTML page, in the language of the present run.

    Parameters
    ----------
    flows : DataFrame
        `origin`, `dest`, `volume` and `dist_km`, one row a pair.
    names : mapping of str to str
        Name of each unit; a code without name stands for itself.
    """
    sections = [
        _overview(built, flows, story),
        _filters(built, story),
        _further(built, story),
        _largest(built, flows, names, story),
        _places(built, story),
    ]
    mark = translate("Alliance", "Modelled flows, not counted ones") if built.modelled else ""
    return to_html(
        Report(
            title=story.title,
            subtitle=translate("Alliance", "How these links were built"),
            sections=[section for section in sections if section is not None],
            language=present_language(),
            mark=mark,
        )
    )


def account_section(title: str, built: Built, story: BuildStory) -> Section:
    """Return one chapter on a builder, for the report of a run that has many others."""
    return Section(
        title,
        [*story.paragraphs, _filters_in_words()],
        [_filters_table(built, story), *_figures(built, story)],
        notes=story.notes,
    )


def _overview(built: Built, flows: pd.DataFrame, story: BuildStory) -> Section:
    loading = built.loading
    between = flows[flows["origin"] != flows["dest"]]
    total = flows["volume"].sum()
    return Section(
        paragraphs=story.paragraphs,
        key_figures=[
            KeyFigure(
                format_number(len(between)),
                translate("Alliance", "pairs of units with a flow"),
            ),
            KeyFigure(
                format_number(loading.rows_kept),
                translate("Alliance", "records kept, of {total}").format(
                    total=format_number(loading.rows_read)
                ),
            ),
            KeyFigure(
                format_percent(between["volume"].sum() / total if total else None),
                translate("Alliance", "of the volume goes from one unit to another"),
            ),
        ],
        notes=[*loading.warnings, *story.notes],
    )


# --- the filters --------------------------------------------------------------------------------


def _filters(built: Built, story: BuildStory) -> Section:
    return Section(
        translate("Alliance", "What each filter leaves out"),
        [_filters_in_words()],
        [_filters_table(built, story)],
    )


def _filters_in_words() -> str:
    return translate(
        "Alliance",
        "The filters are applied in this order; each record is left out for one reason only, the "
        "first that applies."
    )


def _filters_table(built: Built, story: BuildStory) -> Table:
    loading = built.loading
    labels = reason_labels()
    rows, volume = loading.rows_read, loading.volume_read
    lines = [_line(translate("Alliance", "Read"), built, None, None, rows, volume)]
    for item in built.left_out().itertuples(index=False):
        rows -= item.rows
        volume -= item.volume
        lines.append(_line(label(labels, item.reason), built, item.rows, item.volume, rows, volume))
    kept = translate("Alliance", "Kept")
    lines.append(_line(kept, built, None, None, loading.rows_kept, loading.volume_kept))
    columns = [
        Column(translate("Alliance", "Filter")),
        Column(translate("Alliance", "Left out"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Volume left out"), number=True),
        Column("%", number=True),
        Column(story.records, number=True),
        Column(story.volumes, number=True),
    ]
    return Table(columns, lines)


def _line(
    name: str,
    built: Built,
    rows: float | None,
    volume: float | None,
    rows_left: float,
    volume_left: float,
) -> Sequence[str]:
    """Return a line of the table: what is left out, as a share of what was read, and what stays."""
    gone = ["", "", "", ""]
    if rows is not None:
        loading = built.loading
        gone = [
            format_number(rows),
            _share(rows, loading.rows_read),
            _volume(volume),
            _share(volume, loading.volume_read),
        ]
    return [name, *gone, format_number(rows_left), _volume(volume_left)]


def _share(part: float | None, whole: float) -> str:
    return format_percent(part / whole if part is not None and whole else None)


def _volume(value: float | None) -> str:
    return format_value(value, digits=_DIGITS)


# --- figures, links, places ---------------------------------------------------------------------


def _further(built: Built, story: BuildStory) -> Section | None:
    tables = _figures(built, story)
    return Section(translate("Alliance", "Further figures"), tables=tables) if tables else None


def _figures(built: Built, story: BuildStory) -> list[Table]:
    if not built.figures:
        return []
    lines = [
        [label(story.figures, figure.key), format_value(figure.value, digits=_DIGITS)]
        for figure in built.figures
    ]
    columns = [Column(""), Column(translate("Alliance", "Number"), number=True)]
    return [Table(columns, lines)]


def _largest(
    built: Built, flows: pd.DataFrame, names: Mapping[str, str], story: BuildStory
) -> Section | None:
    between = flows[flows["origin"] != flows["dest"]]
    if between.empty:
        return None
    shown = between.sort_values(
        ["volume", "origin", "dest"], ascending=[False, True, True], kind="stable"
    ).head(_LINKS_SHOWN)
    lines = [
        [
            _named(row.origin, names),
            _named(row.dest, names),
            _volume(row.volume),
            format_number(row.dist_km),
        ]
        for row in shown.itertuples(index=False)
    ]
    ends = (
        [translate("Alliance", "One unit"), translate("Alliance", "The other")]
        if built.flows.undirected
        else [translate("Alliance", "From"), translate("Alliance", "To")]
    )
    columns = [
        *(Column(end) for end in ends),
        Column(story.volumes, number=True),
        Column(translate("Alliance", "Distance (km)"), number=True),
    ]
    caption = first_of(len(shown), len(between))
    return Section(
        translate("Alliance", "Largest links"), tables=[Table(columns, lines, caption)]
    )


def _named(code: str, names: Mapping[str, str]) -> str:
    name = names.get(code, code)
    return code if name == code else f"{name} ({code})"


def _places(built: Built, story: BuildStory) -> Section | None:
    """Return the codes that were left out, those that lose most first."""
    rejects = built.loading.rejects
    places = rejects[(rejects["side"] != "") | (rejects["code"] != "")]
    if places.empty:
        return None
    shown = places.sort_values(
        ["rows", "reason", "side", "code"], ascending=[False, True, True, True], kind="stable"
    ).head(_CODES_SHOWN)
    reasons, sides = reason_labels(), side_labels()
    lines = [
        [
            row.code or "–",
            label(sides, row.side),
            label(reasons, row.reason),
            format_number(row.rows),
            _volume(row.volume),
        ]
        for row in shown.itertuples(index=False)
    ]
    columns = [
        Column(translate("Alliance", "Code")),
        Column(translate("Alliance", "End")),
        Column(translate("Alliance", "Reason")),
        Column(story.records, number=True),
        Column(story.volumes, number=True),
    ]
    caption = first_of(len(shown), len(places))
    return Section(
        translate("Alliance", "Places left out"),
        tables=[Table(columns, lines, caption)],
    )
