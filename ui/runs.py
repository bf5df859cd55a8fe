"""Algorithms that the panel runs in the background, each with its progress and its cancel."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from ..core.messages import translate
from .labels import describe, plain_label
from .layer_sources import detached_copy

Done = Callable[["Run"], None]

# Runs under way, those that were given up too: QGIS works with what Python would take away.
_ALIVE: set[Run] = set()


class _Listener(QgsProcessingFeedback):
    """Keeps what an algorithm says, for the panel to tell it."""

    def __init__(self) -> None:
        super().__init__(False)
        self.problems: list[str] = []
        self.notes: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.problems.append(error)
        super().reportError(error, fatalError)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.notes.append(warning)
        super().pushWarning(warning)

    def pushInfo(self, info: str) -> None:  # noqa: N802
        self.notes.append(info)
        super().pushInfo(info)


class Run:
    """One run of an algorithm on copies of its layers: nothing in the project can pull them away.

    Attributes
    ----------
    results : dict
        The outputs, when it succeeded.
    note : object
        Whatever the caller wants to find again with the results.
    """

    def __init__(
        self, algorithm: str, title: str, parameters: dict[str, Any], note: Any = None
    ) -> None:
        self.title = title
        self.note = note
        self.results: dict[str, Any] = {}
        self.succeeded = False
        self.given_up = False
        self.feedback = _Listener()
        # Without its project: nothing that a run does may reach the one that is open.
        self.context = QgsProcessingContext()
        self.context.setFeedback(self.feedback)
        self.context.setTransformContext(QgsProject.instance().transformContext())
        self.context.setEllipsoid(QgsProject.instance().ellipsoid())
        self._copies: list[QgsVectorLayer] = []
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        self._parameters = {name: self._detached(value) for name, value in parameters.items()}
        self._task: QgsProcessingAlgRunnerTask | None = None

    def start(self, done: Done) -> None:
        """Run in the background, then call `done` in the main thread, whatever came out."""
        self._task = QgsProcessingAlgRunnerTask(
            self._algorithm, self._parameters, self.context, self.feedback
        )

        def finish(succeeded: bool, results: dict[str, Any]) -> None:
            self.succeeded = bool(succeeded) and bool(results) and not self.feedback.isCanceled()
            self.results = dict(results)
            # QGIS is still inside the task that says so.
            QTimer.singleShot(0, lambda: _ALIVE.discard(self))
            done(self)

        _ALIVE.add(self)
        self._task.executed.connect(finish)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask the algorithm to stop."""
        self.feedback.cancel()

    def take_layer(self, output: str) -> QgsVectorLayer | None:
        """Return an output layer, which now belongs to the caller."""
        identifier = self.results.get(output)
        layer = self.context.takeResultLayer(str(identifier)) if identifier else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    @property
    def problem(self) -> str:
        """What went wrong, one sentence."""
        return self.feedback.problems[-1] if self.feedback.problems else ""

    @property
    def told(self) -> tuple[str, ...]:
        """What the algorithm said on its way: sentences, each once."""
        return tuple(dict.fromkeys(self.feedback.notes))

    def _detached(self, value: Any) -> Any:
        if not isinstance(value, QgsVectorLayer):
            return value
        # By object: a thread has no access to the layers of this context by name.
        copy = detached_copy(value)
        self._copies.append(copy)
        return copy


class _Bar(QProgressBar):
    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setMaximumHeight(10)

    def show_progress(self, done: float) -> None:
        self.setValue(int(done))


class RunList(QWidget):
    """The runs under way, one line each: what it is, how far, and a way to stop it."""

    finished = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Run, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.hide()

    @property
    def runs(self) -> list[Run]:
        """The runs under way, the oldest first."""
        return list(self._rows)

    def start(self, run: Run) -> None:
        """Start a run and show it."""
        self._rows[run] = self._row(run)
        self._layout.addWidget(self._rows[run])
        self.show()
        run.start(self._finish)

    def give_up(self) -> None:
        """Stop every run and drop what it brings: its project is gone."""
        for run in self.runs:
            run.given_up = True
            run.cancel()
            self._drop(run)

    def _finish(self, run: Run) -> None:
        # A run that was given up may end after the panel itself.
        if not run.given_up:
            self._drop(run)
            self.finished.emit(run)

    def _drop(self, run: Run) -> None:
        row = self._rows.pop(run)
        self._layout.removeWidget(row)
        row.deleteLater()
        self.setVisible(bool(self._rows))

    def _row(self, run: Run) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        bar = _Bar()
        describe(bar, run.title)
        run.feedback.progressChanged.connect(bar.show_progress)
        stop = QToolButton()
        stop.setIcon(QgsApplication.getThemeIcon("/mTaskCancel.svg"))
        stop.setAutoRaise(True)
        describe(stop, translate("Alliance", "Cancel: {run}").format(run=run.title))
        stop.clicked.connect(run.cancel)
        layout.addWidget(plain_label(run.title))
        layout.addWidget(bar, 1)
        layout.addWidget(stop)
        return row
