"""The sheet of the participants: the steps and the questions of the workshop, with room to write.

One HTML page for A4 paper, made of the very steps that the panel shows. No answer stands on it.
"""

from __future__ import annotations

from pathlib import Path

from ..core.messages import translate
from .exercise import simulated_mark
from .exercise_steps import Step, duration, steps
from .publishing import write_whole
from .report import Report, Section, to_html
from .typography import present_language


def write_sheet(path: Path) -> None:
    """Write the sheet."""
    write_whole(path, to_html(sheet()))


def sheet() -> Report:
    """Return the sheet, in the language of the present run."""
    # Nothing on it depends on a folder.
    made = steps(Path())
    return Report(
        title=translate("Alliance", "Workshop: systems of towns and perimeters"),
        sections=[_section(number, step) for number, step in enumerate(made, 1)],
        language=present_language(),
        subtitle=translate("Alliance", "Sheet of the participant, {minutes} minutes").format(
            minutes=duration(made)
        ),
        mark=simulated_mark(),
        foot=translate(
            "Alliance",
            "Every flow of the exercise is simulated: quote none of its figures about Brittany."
        ),
    )


def heading(number: int, step: Step) -> str:
    """Return the title of a step with its number and its time."""
    return translate("Alliance", "{number}. {title} ({minutes} min)").format(
        number=number, title=step.title, minutes=step.minutes
    )


def _section(number: int, step: Step) -> Section:
    return Section(heading(number, step), [step.aim], notes=step.todo, questions=step.questions)
