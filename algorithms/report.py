"""Reports: one HTML page, complete in itself, that prints well.

A report is described by a few small classes and written by `to_html`. Nothing is fetched from
anywhere: the style and the pictures are inside the page, and its policy forbids the rest.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE_SHEET = Path(__file__).parent.parent / "resources" / "report" / "report.css"
PNG, SVG = "image/png", "image/svg+xml"
_ROOM = '<div class="room"></div><div class="room"></div>'
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers are set to the right."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A table of texts; numbers come already written in the language of the report."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    caption: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture, as the bytes of a PNG or SVG file.

    `description` is read to those who do not see it.
    """

    data: bytes
    caption: str = ""
    description: str = ""
    media: str = PNG


@dataclass(frozen=True)
class KeyFigure:
    """A number that stands out, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Section:
    """A chapter: figures that stand out, text, pictures, tables, remarks, questions.

    Each of the `questions` has room under it, for an answer by hand.
    """

    title: str = ""
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()
    figures: Sequence[Figure] = ()
    notes: Sequence[str] = ()
    key_figures: Sequence[KeyFigure] = ()
    questions: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes
    ----------
    title, subtitle : str
    sections : sequence of Section
    language : str
        Two letters, for screen readers and hyphenation.
    mark : str
        Shown in a frame at the top; for simulated data.
    foot : str
    """

    title: str
    sections: Sequence[Section]
    language: str
    subtitle: str = ""
    mark: str = ""
    foot: str = ""


def to_html(report: Report) -> str:
    """Return the report as one HTML page. Every text is escaped."""
    mark = _element("div", report.mark, "mark")
    subtitle = _element("p", report.subtitle, "subtitle")
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n"
        f"<style>\n{STYLE_SHEET.read_text(encoding='utf-8')}</style>"
    )
    body = "\n".join(
        [
            f"<header>{mark}<h1>{escape(report.title)}</h1>{subtitle}</header>",
            "<main>",
            *(_section(section) for section in report.sections),
            "</main>",
            _element("footer", report.foot),
        ]
    )
    language = escape(report.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    parts = [_element("h2", section.title)]
    if section.key_figures:
        parts.append(_key_figures(section.key_figures))
    parts += [_element("p", text) for text in section.paragraphs]
    parts += [_figure(figure) for figure in section.figures]
    parts += [_table(table) for table in section.tables]
    if section.notes:
        notes = "".join(_element("li", note) for note in section.notes)
        parts.append(f'<ul class="notes">{notes}</ul>')
    if section.questions:
        asked = "".join(f"<li>{escape(text)}{_ROOM}</li>" for text in section.questions)
        parts.append(f'<ol class="questions">{asked}</ol>')
    return "<section>\n" + "\n".join(part for part in parts if part) + "\n</section>"


def _key_figures(figures: Sequence[KeyFigure]) -> str:
    items = "".join(
        f"<li>{_element('strong', item.value)}{_element('span', item.label)}</li>"
        for item in figures
    )
    return f'<ul class="figures">{items}</ul>'


def _figure(figure: Figure) -> str:
    data = b64encode(figure.data).decode("ascii")
    description = escape(figure.description or figure.caption)
    picture = f'<img src="data:{escape(figure.media)};base64,{data}" alt="{description}">'
    return f"<figure>{picture}{_element('figcaption', figure.caption)}</figure>"


def _table(table: Table) -> str:
    kinds = [' class="number"' if column.number else "" for column in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(column.title)}</th>'
        for column, kind in zip(table.columns, kinds)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds))
        + "</tr>"
        for row in table.rows
    )
    caption = _element("caption", table.caption)
    return (
        f'<div class="table"><table>{caption}<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _element(tag: str, text: str, css_class: str = "") -> str:
    """Return a text in a tag, or nothing for no text."""
    if not text:
        return ""
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{escape(text)}</{tag}>"
