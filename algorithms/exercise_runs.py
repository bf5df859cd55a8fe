"""The runs behind the answer key: every algorithm that a button of the workshop opens.

They run one after the other on a copy of the exercise of their own, with the parameters of the
buttons, so that the key answers what the participants see.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

from ..core.errors import Cancelled, InputError
from ..core.messages import translate
from ..core.progress import Progress, part, silent
from .exercise import RESULTS, write_data
from .exercise_steps import MEMORY, Action, result, steps
from .layers import frame_of
from .recipe_results import FILES

if TYPE_CHECKING:
    import pandas as pd

# Of all the time, what the recipe takes.
_RECIPE_SHARE = 0.8


@dataclass(frozen=True)
class Runs:
    """What the runs gave.

    Attributes
    ----------
    figures : mapping of str to mapping
        The outputs of each action, by its key.
    tables : mapping of (str, str) to DataFrame
        The layers of each action, by its key and the name of the output.
    links : DataFrame
        The cumulated links of the recipe.
    record : mapping
        What the recipe wrote about itself, ``run.json``.
    """

    figures: Mapping[str, Mapping[str, Any]]
    tables: Mapping[tuple[str, str], pd.DataFrame]
    links: pd.DataFrame
    record: Mapping[str, Any]


def run_exercise(progress: Progress = silent) -> Runs:
    """Run every algorithm of the workshop.

    Raises
    ------
    InputError
        A run failed.
    Cancelled
        `progress` said so.
    """
    folder = Path(tempfile.mkdtemp(prefix="alliance-"))
    try:
        write_data(folder)
        return _run_in(folder, progress)
    finally:
        # Windows may still hold a file; the system empties this place sooner or later.
        shutil.rmtree(folder, ignore_errors=True)


def _run_in(folder: Path, progress: Progress) -> Runs:
    figures: dict[str, Mapping[str, Any]] = {}
    tables: dict[tuple[str, str], pd.DataFrame] = {}
    actions = [one for step in steps(folder) for one in step.actions if one.is_algorithm]
    others = (1.0 - _RECIPE_SHARE) / (len(actions) - 1)
    done = 0.0
    for action in actions:
        share = _RECIPE_SHARE if action.key == "recipe" else others
        figures[action.key], layers = _run(action, part(progress, done, done + share))
        done += share
        tables.update({(action.key, name): frame for name, frame in layers.items()})
    links = QgsVectorLayer(result(folder, "links"), "links", "ogr")
    record = (folder / RESULTS / FILES["RUN"]).read_text(encoding="utf-8")
    return Runs(figures, tables, frame_of(links, None, silent), json.loads(record))


def _run(action: Action, progress: Progress) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """Run an algorithm and return its outputs, and those of them that are layers as tables."""
    feedback, context = _Feedback(), QgsProcessingContext()
    context.setFeedback(feedback)

    def advance(percent: float) -> None:
        try:
            progress(percent / 100.0)
        except Cancelled:  # an exception may not leave a slot of Qt
            feedback.cancel()

    feedback.progressChanged.connect(advance)
    given = {
        name: "memory:" if value == MEMORY else value for name, value in action.parameters.items()
    }
    outputs, succeeded = _algorithm(action.opens).run(given, context, feedback)
    if feedback.isCanceled():
        raise Cancelled(translate("Alliance", "Cancelled."))
    if not succeeded:
        raise InputError(
            translate("Alliance", "The step “{step}” of the exercise failed: {reason}").format(
                step=action.label, reason=" ".join(feedback.problems)
            )
        )
    layers = {
        name: context.takeResultLayer(value)
        for name, value in outputs.items()
        if action.parameters.get(name) == MEMORY
    }
    return outputs, {name: frame_of(layer, None, silent) for name, layer in layers.items()}


def _algorithm(identifier: str) -> Any:
    from .provider import ALGORITHMS

    name = identifier.partition(":")[2]
    return next(made for made in (one() for one in ALGORITHMS) if made.name() == name).create()


class _Feedback(QgsProcessingFeedback):
    """Keeps the errors, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(False)
        self.problems: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.problems.append(error)
