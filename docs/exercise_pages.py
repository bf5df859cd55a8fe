"""The pages of the workshop: the guide, the sheet to print and the answer key of the trainer.

The steps are those of the panel and the figures those of a fresh run of the exercise, so that
nothing here can say something else than the plugin. Only the introduction is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parent / "screenshots"

WORDS = {
    "en": {
        "title": "The workshop: from flows to perimeters in two hours",
        "intro": (
            "A workshop for planners on the exercise of the plugin: 63 real towns of Brittany, "
            "**simulated** flows of six kinds. It needs QGIS and the plugin, no network, and no "
            "right but to write in a folder of one's own. The pictures are of a French QGIS."
        ),
        "before": "Before: the trainer",
        "before_list": (
            "On each machine, install the archive of the plugin (*Plugins > Manage and Install "
            "Plugins > Install from ZIP*); [for administrators](administrators.md) says what to do "
            "where pandas or networkx is missing.",
            "Open the exercise once (*Plugins > Alliance > Exercise*), go through the steps, then "
            "press *Reset…*.",
            "Print the [sheet of the participants](exercise-sheet.html) (button *Sheet* of the "
            "panel; A4, any browser).",
            "Read the [answer key](exercise-key.md), or have it made on your own machine: the menu "
            "*⋯* of the panel runs the exercise and writes it. It is not in the folder of the "
            "participants until somebody asks for it.",
        ),
        "schedule": "Two hours",
        "step": "Step",
        "minutes": "Minutes",
        "total": "All",
        "open": "Open the exercise",
        "open_text": (
            "*Plugins > Alliance > Exercise*. The first time, the plugin asks where to put the "
            "exercise; a folder in your documents is offered, and nothing that is there is written "
            "over. QGIS asks about changes of the present project that are not saved, then opens "
            "the exercise with its styles, its bookmarks and the panel of the steps. Later, the "
            "same menu opens the same folder again, at the step where you were."
        ),
        "buttons": "Buttons",
        "todo": "What to do",
        "questions": "Questions",
        "after": "After",
        "after_list": (
            "*Reset…* puts the data and the project back as they were, after asking; files of your "
            "own stay in the folder.",
            "The data, what is real in them, what is simulated and how: "
            "[the exercise](../../resources/exercise/README.md).",
            "With your own files: [from INSEE files to systems in ten "
            "minutes](insee-in-ten-minutes.md).",
        ),
        "window": "Window",
        "colon": ":",
    },
    "fr": {
        "title": "L’atelier\u00a0: des flux aux périmètres en deux heures",
        "intro": (
            "Un atelier pour urbanistes et chargés d’études sur l’exercice de l’extension\u00a0: "
            "63 villes réelles de Bretagne, des flux **simulés** de six types. Il demande QGIS et "
            "l’extension, aucun réseau, et aucun droit hormis celui d’écrire dans un dossier à "
            "soi."
        ),
        "before": "Avant\u00a0: le formateur",
        "before_list": (
            "Sur chaque poste, installez l’archive de l’extension (*Extensions > Installer/Gérer "
            "les extensions > Installer depuis un ZIP*)\u202f; la page "
            "[pour les administrateurs](administrators.md) dit quoi faire quand pandas ou networkx "
            "manque.",
            "Ouvrez une fois l’exercice (*Extensions > Alliance > Exercice*), parcourez les "
            "étapes, puis cliquez sur *Réinitialiser…*.",
            "Imprimez la [feuille des participants](exercise-sheet.html) (bouton *Feuille* du "
            "panneau\u202f; A4, n’importe quel navigateur).",
            "Lisez le [corrigé](exercise-key.md), ou faites-le préparer sur votre poste\u00a0: le "
            "menu *⋯* du panneau exécute l’exercice et l’écrit. Il n’est pas dans le dossier des "
            "participants tant que personne ne le demande.",
        ),
        "schedule": "Deux heures",
        "step": "Étape",
        "minutes": "Minutes",
        "total": "En tout",
        "open": "Ouvrir l’exercice",
        "open_text": (
            "*Extensions > Alliance > Exercice*. La première fois, l’extension demande où mettre "
            "l’exercice\u202f; un dossier de vos documents est proposé, et rien de ce qui s’y "
            "trouve n’est remplacé. QGIS demande quoi faire des modifications non enregistrées du "
            "projet en cours, puis ouvre l’exercice avec ses styles, ses signets et le panneau des "
            "étapes. Plus tard, le même menu rouvre le même dossier, à l’étape où vous en étiez."
        ),
        "buttons": "Boutons",
        "todo": "À faire",
        "questions": "Questions",
        "after": "Après",
        "after_list": (
            "*Réinitialiser…* remet les données et le projet dans leur état de départ, après avoir "
            "demandé\u202f; vos propres fichiers restent dans le dossier.",
            "Les données, ce qui y est réel, ce qui y est simulé et comment\u00a0: "
            "[l’exercice](../../resources/exercise/README.md).",
            "Avec vos propres fichiers\u00a0: [des fichiers de l’Insee aux systèmes en dix "
            "minutes](insee-in-ten-minutes.md).",
        ),
        "window": "Fenêtre",
        "colon": "\u00a0:",
    },
}


def exercise_pages(language: str, notice: str) -> dict[str, str]:
    """Return the pages of the workshop by their path under docs/, in the language of the block."""
    from alliance.algorithms.exercise_key import answer_key
    from alliance.algorithms.exercise_sheet import sheet
    from alliance.algorithms.report import to_html

    return {
        f"{language}/exercise.md": "\n".join(guide(language, notice)) + "\n",
        f"{language}/exercise-key.md": "\n".join(markdown_report(answer_key(runs()), notice)),
        f"{language}/exercise-sheet.html": to_html(sheet()),
    }


@cache
def runs() -> Any:
    """Run the exercise, once for both languages."""
    from alliance.algorithms.exercise_runs import run_exercise

    return run_exercise()


def guide(language: str, notice: str) -> Iterator[str]:
    """Yield the lines of the guide."""
    from alliance.algorithms.exercise_sheet import heading
    from alliance.algorithms.exercise_steps import duration, steps

    words, made = WORDS[language], steps(Path())
    yield from (notice, "", f"# {words['title']}", "", words["intro"])
    yield from ("", f"## {words['before']}", "")
    yield from _numbered(words["before_list"])
    yield from ("", f"## {words['schedule']}", "")
    yield from (f"| {words['step']} | {words['minutes']} |", "|---|---|")
    yield from (f"| {number}. {step.title} | {step.minutes} |" for number, step in _counted(made))
    yield f"| **{words['total']}** | **{duration(made)}** |"
    yield from ("", f"## {words['open']}", "", words["open_text"], "")
    yield _picture(words["open"], "exercise_0")
    for number, step in _counted(made):
        yield from ("", f"## {heading(number, step)}", "", f"*{step.aim}*")
        yield from ("", f"**{words['todo']}**", "")
        yield from _numbered(step.todo)
        if step.actions:
            labels = " · ".join(f"*{action.label}*" for action in step.actions)
            yield from ("", f"{words['buttons']}{words['colon']} {labels}")
        for action in step.actions:
            name = f"exercise_{number}_{action.key}"
            if (PICTURES / f"{name}.png").exists():
                yield from ("", _picture(f"{words['window']} {action.label}", name))
        yield from ("", _picture(step.title, f"exercise_{number}"))
        yield from ("", f"**{words['questions']}**", "")
        yield from _numbered(step.questions)
    yield from ("", f"## {words['after']}", "")
    yield from (f"- {item}" for item in words["after_list"])


def markdown_report(report: Any, notice: str) -> Iterator[str]:
    """Yield the lines of a report as Markdown; its pictures are left out."""
    yield from (notice, "", f"# {report.title}", "", f"**{report.mark}.** {report.subtitle}", "")
    for section in report.sections:
        if section.title:
            yield from (f"## {section.title}", "")
        if section.notes:
            yield from (*_numbered(section.notes), "")
        for figure in section.key_figures:
            yield f"- **{figure.value}** {figure.label}"
        if section.key_figures:
            yield ""
        for paragraph in section.paragraphs:
            yield from (paragraph, "")
        for table in section.tables:
            yield from _table(table)
    yield from (f"*{report.foot}*", "")


def _table(table: Any) -> Iterator[str]:
    if table.caption:
        yield from (f"**{table.caption}**", "")
    yield "| " + " | ".join(column.title for column in table.columns) + " |"
    yield "|" + "".join("---:|" if column.number else "---|" for column in table.columns)
    yield from ("| " + " | ".join(row) + " |" for row in table.rows)
    yield ""


def _counted(made: Any) -> Iterator[tuple[int, Any]]:
    return iter(enumerate(made, 1))


def _numbered(items: Any) -> Iterator[str]:
    yield from (f"{number}. {item}" for number, item in enumerate(items, 1))


def _picture(title: str, name: str) -> str:
    return f"![{title}](../screenshots/{name}.png)"
