"""The loss report: what a selection keeps of one kind of links, counted in flows and in links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Callable

from ..core.messages import translate
from ..core.options import LinkSettings
from .report import Column, KeyFigure, Report, Section, Table, to_html
from .typography import format_number, format_percent, format_value, present_language
from .wording import describe_intensity, describe_margins, describe_minimum, describe_rule

if TYPE_CHECKING:
    from ..core.losses import Loss, Summary
    from ..core.selection import LinkSet


def loss_report(link_type: str, settings: LinkSettings, link_set: LinkSet) -> str:
    """Return the report as an HTML page, in the language of the present run."""
    losses = link_set.losses
    return to_html(
        Report(
            title=translate("Alliance", "What the selection keeps: {kind}").format(kind=link_type),
            subtitle=translate("Alliance", "Loss report"),
            sections=[
                Section(
                    paragraphs=_settings_in_words(settings),
                    key_figures=_key_figures(link_set),
                    notes=link_set.warnings,
                ),
                _chapter(
                    translate("Alliance", "In flows"),
                    translate(
                        "Alliance",
                        "A flow goes one way, between two different units; flows inside a unit are "
                        "left out."
                    ),
                    losses.flows,
                ),
                _chapter(
                    translate("Alliance", "In links"),
                    translate(
                        "Alliance",
                        "A link is a pair of units. It is selected with its whole volume when one "
                        "of its two flows is kept, or both when both are asked for."
                    ),
                    losses.links,
                ),
            ],
            language=present_language(),
        )
    )


def _settings_in_words(settings: LinkSettings) -> Sequence[str]:
    sentences = [
        describe_intensity(settings.intensity),
        describe_rule(settings.rule, settings.rule_value),
        describe_minimum(settings.min_volume),
        describe_margins(settings.margins),
    ]
    if settings.both_directions:
        sentences.append(translate("Alliance", "A link needs both directions."))
    return [" ".join(sentence for sentence in sentences if sentence)]


def _key_figures(link_set: LinkSet) -> Sequence[KeyFigure]:
    links = link_set.losses.links
    return [
        KeyFigure(
            format_number(links.after.count),
            translate("Alliance", "links selected, of {total}").format(
                total=format_number(links.before.count)
            ),
        ),
        KeyFigure(
            format_percent(links.volume_kept_percent / 100),
            translate("Alliance", "of the volume between units is on these links"),
        ),
    ]


def _chapter(title: str, paragraph: str, loss: Loss) -> Section:
    return Section(title, [paragraph], [_counts(loss), _spread(loss)])


def _counts(loss: Loss) -> Table:
    columns = [
        Column(""),
        Column(translate("Alliance", "Number"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Volume"), number=True),
        Column("%", number=True),
        Column(translate("Alliance", "Components"), number=True),
        Column(translate("Alliance", "Density"), number=True),
    ]
    before, after = loss.before, loss.after
    whole = 1.0 if before.count else None
    return Table(
        columns,
        [
            _count_row(translate("Alliance", "Before"), before, whole, whole),
            _count_row(
                translate("Alliance", "Kept"),
                after,
                loss.kept_percent / 100,
                loss.volume_kept_percent / 100,
            ),
            (
                translate("Alliance", "Lost"),
                format_number(loss.lost),
                format_percent(loss.lost_percent / 100),
                format_value(loss.volume_lost, digits=6),
                format_percent(loss.volume_lost_percent / 100),
                "",
                "",
            ),
        ],
        translate(
            "Alliance",
            "Components have more than one unit; density is the number over that of all possible "
            "ones."
        ),
    )


def _count_row(
    name: str, summary: Summary, share: float | None, volume_share: float | None
) -> Sequence[str]:
    return (
        name,
        format_number(summary.count),
        format_percent(share),
        format_value(summary.volume, digits=6),
        format_percent(volume_share),
        format_number(summary.components),
        format_number(summary.density, decimals=4),
    )


def _spread(loss: Loss) -> Table:
    """Return the distribution of the volumes, before and after."""
    columns = [
        Column(translate("Alliance", "Volume of one")),
        Column(translate("Alliance", "Before"), number=True),
        Column(translate("Alliance", "Kept"), number=True),
    ]
    values: list[tuple[str, Callable[[Summary], float | None]]] = [
        (translate("Alliance", "Smallest"), lambda summary: summary.minimum),
        (translate("Alliance", "First quartile"), lambda summary: summary.lower_quartile),
        (translate("Alliance", "Median"), lambda summary: summary.median),
        (translate("Alliance", "Third quartile"), lambda summary: summary.upper_quartile),
        (translate("Alliance", "Mean"), lambda summary: summary.mean),
        (translate("Alliance", "Standard deviation"), lambda summary: summary.sd),
        (translate("Alliance", "Largest"), lambda summary: summary.maximum),
    ]
    rows = [
        (name, _figure(value(loss.before)), _figure(value(loss.after))) for name, value in values
    ]
    return Table(columns, rows)


def _figure(value: float | None) -> str:
    return format_value(value, digits=6)
