"""The page Explore: move a threshold and watch the systems on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.typography import counted, format_number, format_percent, format_value
from ..core.errors import AllianceError
from ..core.messages import translate
from ..core.options import SystemSettings
from .axis import Axis
from .background import Job, Jobs, unforeseen
from .explore_form import ExploreForm
from .figures import Figure
from .labels import describe, plain_label
from .layer_sources import LayerSnapshot, text_file
from .preview import SystemsPreview
from .results import add_group
from .runs import Run, RunList
from .scene import Scene, read_scene
from .threshold import ThresholdControl

if TYPE_CHECKING:
    from ..core.systems import Systems

ALGORITHM = "alliance:detectsystems"
_OUTPUTS = ("UNITS_OUT", "LINKS_OUT", "SYSTEMS")
_READING, _CURVE = "reading", "curve"
# A layer that changes often, while it is edited for instance, is read again after this pause.
_PAUSE_MS = 400
# Fewer links than that are read before anybody could read a sentence.
_MANY = 5000


class ExplorePage(QWidget):
    """Links and units in, systems on the canvas, and layers when asked.

    Signals
    -------
    said : str, bool
        A sentence for the message bar, and whether it is bad news.
    applied : QgsVectorLayer
        The units with their systems, just added to the project.
    """

    said = pyqtSignal(str, bool)
    applied = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = ExploreForm()
        self.control = ThresholdControl()
        self.hint = plain_label(wrapped=True)
        self.figures = [Figure(), Figure(), Figure()]
        self.largest = Figure(1.15)
        self.preview_box = QCheckBox()
        self.apply_button = QPushButton()
        self.runs = RunList()
        self.preview = SystemsPreview(canvas)
        self.scene: Scene | None = None
        self.found: Systems | None = None
        self._jobs = Jobs()
        self._active = self._removed = False
        self._stale = True
        self._shown_layers: tuple[str, str] = ("", "")
        self._kept_threshold: float | None = None
        self._watched: list[QgsVectorLayer] = []
        self._soon = _one_shot(self, 0, self._refresh)
        self._reading_soon = _one_shot(self, 0, self._read)
        self._after_pause = _one_shot(self, _PAUSE_MS, self.read_again)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._forget()

    # --- life -------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Draw and compute only while the page is in view."""
        if active == self._active or self._removed:
            return
        self._active = active
        if not active:
            self.preview.clear()
            return
        if self._stale:
            self._reading_soon.start()
        else:
            self._soon.start()

    def close_project(self) -> None:
        """Drop everything that belongs to the project that is being closed."""
        self.runs.give_up()
        self._forget()
        self._shown_layers = ("", "")
        self._kept_threshold = None

    def remove(self) -> None:
        """Leave QGIS for good."""
        self.set_active(False)
        self._removed = True
        self.close_project()
        self.preview.remove()

    def state(self) -> dict[str, Any]:
        """Return what is chosen, to be kept with the project."""
        return {
            **self.form.state(),
            "threshold": self.control.threshold,
            "preview": self.preview_box.isChecked(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Choose again what was kept with a project."""
        self.form.restore(state)
        threshold = state.get("threshold")
        self._kept_threshold = float(threshold) if isinstance(threshold, (int, float)) else None
        self.preview_box.setChecked(bool(state.get("preview", True)))
        self.read_again()

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        self.form.retranslate()
        self.control.retranslate()
        self.preview_box.setText(translate("Alliance", "Preview on the map"))
        describe(
            self.preview_box,
            translate("Alliance", "Preview on the map"),
            translate("Alliance", "Draws the systems over the map; no layer changes."),
        )
        self.apply_button.setText(translate("Alliance", "Apply"))
        describe(
            self.apply_button,
            translate("Alliance", "Apply"),
            translate(
                "Alliance",
                "Adds units, links and systems at this threshold to the project, styled."
            ),
        )
        if self.found is not None:
            self._show_figures()
            self._show_curve()

    # --- reading ----------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the layers again, now or as soon as the page is in view."""
        self._stale = True
        if self._active:
            self._reading_soon.start()

    def _read(self) -> None:
        if not self._active:
            return
        self._jobs.give_up()
        missing = self.form.missing()
        if missing:
            self._forget()
            self._say(missing)
            return
        links, units = self.form.links.layer(), self.form.units.layer()
        self._watch(links, units)
        fields = self.form.fields
        sources = text_file(links) or LayerSnapshot(links), LayerSnapshot(units)
        layers = links.id(), units.id()
        self._stale = False
        if links.featureCount() > _MANY:
            self._say(translate("Alliance", "Reading the layers…"))
        self._jobs.start(
            _READING,
            translate("Alliance", "Systems and perimeters: reading the layers"),
            lambda progress: read_scene(*sources, fields, progress),
            lambda job: self._take_scene(job, layers),
        )

    def _take_scene(self, job: Job, layers: tuple[str, str]) -> None:
        if job.problem:
            self._forget()
            self._stale = False
            self._say(job.problem)
            return
        self.scene = job.result
        self.form.keep_units()
        self._say("")
        if layers != self._shown_layers or self._kept_threshold is not None:
            self._choose_threshold()
        self._shown_layers = layers
        self.preview.show_scene(self.scene)
        self._take_score_axis()
        self._refresh()
        self._start_curve()

    def _choose_threshold(self) -> None:
        """Take the threshold that was kept, else one that shows something."""
        if self._kept_threshold is not None:
            self.control.set_threshold(self._kept_threshold)
            self._kept_threshold = None
            return
        if self.scene.has_scores:
            self.control.set_threshold(SystemSettings.threshold)
            return
        self.form.set_score("intensity")
        count = len(self.scene.values("intensity"))
        self.control.set_threshold(self.scene.same_count(count // 2, "intensity"))

    def _take_score_axis(self) -> None:
        score = self.form.choices.score
        self.control.show_values(self.scene.axis(score), self.scene.values(score).tolist())

    def _change_score(self) -> None:
        """Keep about the same number of links when the threshold bears on another value."""
        if self.scene is None:
            return
        score = self.form.choices.score
        other = "intensity" if score == "score" else "score"
        count = self.scene.reaching(other, self.control.threshold)
        self.control.set_threshold(self.scene.same_count(count, score))
        self._take_score_axis()
        self._change_choices()

    def _change_choices(self) -> None:
        self._soon.start()
        self._start_curve()

    def _move(self) -> None:
        if self.scene is not None:
            self.scene.hold_back()
        self._soon.start()

    # --- showing ----------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Find the systems at the present threshold and show them everywhere."""
        if self.scene is None or not self._active:
            return
        choices = self.form.choices
        try:
            self.found = self.scene.detect(choices, self.control.threshold)
        except AllianceError as error:
            self._show_nothing(str(error))
            return
        except Exception as error:  # noqa: BLE001 (a slot that raises would only fill the log)
            self._show_nothing(unforeseen(error))
            return
        self._say(" ".join(self.found.warnings))
        self.apply_button.setEnabled(True)
        self._show_figures()
        self._show_preview()

    def _show_preview(self) -> None:
        if not (self._active and self.preview_box.isChecked() and self.found is not None):
            self.preview.clear()
            return
        reached = self.scene.reached(self.form.choices.score, self.control.threshold)
        self.preview.show_systems(self.found, reached)

    def _show_nothing(self, why: str) -> None:
        self.found = None
        self.preview.clear()
        self.apply_button.setEnabled(False)
        for figure in (*self.figures, self.largest):
            figure.show_figure("–", "")
        self._say(why)

    def _show_figures(self) -> None:
        found, choices = self.found, self.form.choices
        covered = int((found.units["system"] > 0).sum())
        systems, units, inside = self.figures
        systems.show_figure(
            format_number(len(found.systems)),
            counted(
                len(found.systems),
                translate("Alliance", "system"),
                translate("Alliance", "systems"),
            ),
        )
        units.show_figure(
            format_number(covered),
            translate("Alliance", "of {count} units covered").format(
                count=format_number(len(found.units))
            ),
        )
        inside.show_figure(
            format_percent(found.internal_share, decimals=0),
            translate("Alliance", "of the intensity inside"),
        )
        self._show_largest(found)
        self.control.show_kept(
            self.scene.reaching(choices.score, self.control.threshold),
            len(self.scene.values(choices.score)),
        )

    def _show_largest(self, found: Systems) -> None:
        if found.systems.empty:
            self.largest.show_figure(
                translate("Alliance", "No system"),
                translate("Alliance", "Lower the threshold to see some."),
            )
            return
        row = found.systems.loc[found.systems["units"].idxmax()]
        self.largest.show_figure(
            str(row["name"]),
            translate("Alliance", "largest system: {count} units").format(
                count=format_number(row["units"])
            ),
        )

    # --- curve ------------------------------------------------------------------------------

    def _start_curve(self) -> None:
        """Show the curve of the sensitivity, or compute it beside."""
        if self.scene is None:
            return
        choices, scene = self.form.choices, self.scene
        self._jobs.give_up(_CURVE)
        if scene.known_curve(choices) is not None:
            self._show_curve()
            return
        self.control.curve.show_note(translate("Alliance", "Computing the sensitivity…"))
        self._jobs.start(
            _CURVE,
            translate("Alliance", "Systems and perimeters: sensitivity"),
            lambda progress: scene.compute_curve(choices, progress),
            self._take_curve,
        )

    def _take_curve(self, job: Job) -> None:
        if job.problem or self.scene is None:
            self.control.curve.show_note(translate("Alliance", "No sensitivity for these options."))
            return
        self.scene.remember_curve(job.result)
        self._show_curve()

    def _show_curve(self) -> None:
        curve = self.scene.known_curve(self.form.choices) if self.scene else None
        if curve is not None:
            self.control.show_curve(curve, len(self.scene.units.frame))

    # --- apply ------------------------------------------------------------------------------

    def apply(self) -> None:
        """Detect the systems at this threshold and add them to the project, beside other work."""
        missing = self.form.missing()
        if missing or self.scene is None:
            self._say(missing or translate("Alliance", "Reading the layers…"))
            return
        threshold = self.control.threshold
        title = translate("Alliance", "Systems, {field} ≥ {threshold}").format(
            field=self.form.score.currentText().lower(), threshold=format_value(threshold)
        )
        parameters = self.form.parameters(threshold)
        parameters.update(dict.fromkeys(_OUTPUTS, "TEMPORARY_OUTPUT"))
        self.runs.start(Run(ALGORITHM, title, parameters))

    def _take_results(self, run: Run) -> None:
        if not run.succeeded:
            if run.problem:
                self.said.emit(run.problem, True)
            return
        names = {
            "UNITS_OUT": translate("Alliance", "Units and their system"),
            "LINKS_OUT": translate("Alliance", "Links and their scale"),
            "SYSTEMS": translate("Alliance", "Systems"),
        }
        taken = {output: run.take_layer(output) for output in _OUTPUTS}
        layers = [(names[output], layer) for output, layer in taken.items() if layer is not None]
        self.preview.clear()
        add_group(run.title, layers)
        self.said.emit(
            translate("Alliance", "Added to the project: “{title}”. Systems: {count}.").format(
                title=run.title, count=format_number(run.results.get("SYSTEM_COUNT"))
            ),
            False,
        )
        self.applied.emit(taken["UNITS_OUT"])

    # --- inside -----------------------------------------------------------------------------

    def _forget(self) -> None:
        """Show what a page without layers shows."""
        self._jobs.give_up()
        self._watch()
        self.scene = None
        self._stale = True
        self.control.show_values(Axis(), ())
        self.control.curve.show_note("")
        self.control.kept.setText("")
        self._show_nothing("")

    def _say(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    def _watch(self, *layers: QgsVectorLayer) -> None:
        """Read again when one of these layers changes, and no other."""
        for layer in self._watched:
            if not sip.isdeleted(layer):
                for signal in _changes(layer):
                    signal.disconnect(self._after_pause.start)
        self._watched = list(layers)
        for layer in layers:
            for signal in _changes(layer):
                signal.connect(self._after_pause.start)

    def _let_go(self, layer_ids: list[str]) -> None:
        """Forget layers that are about to be deleted; the lists will choose others."""
        if set(layer_ids).intersection(layer.id() for layer in self._watched):
            self._forget()
            self._shown_layers = ("", "")
            self.read_again()

    def _lay_out(self) -> None:
        numbers = QGridLayout()
        numbers.setContentsMargins(0, 4, 0, 0)
        numbers.setHorizontalSpacing(12)
        for column, figure in enumerate(self.figures):
            numbers.addWidget(figure, 0, column)
            numbers.setColumnStretch(column, 1)
        numbers.addWidget(self.largest, 1, 0, 1, len(self.figures))
        bottom = QHBoxLayout()
        bottom.addWidget(self.preview_box, 1)
        bottom.addWidget(self.apply_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        layout.addWidget(self.hint)
        layout.addWidget(self.control)
        layout.addLayout(numbers)
        layout.addLayout(bottom)
        layout.addWidget(self.runs)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.preview_box.setChecked(True)
        self.form.layersChanged.connect(self.read_again)
        self.form.choicesChanged.connect(self._change_choices)
        self.form.scoreChanged.connect(self._change_score)
        self.control.changed.connect(lambda _: self._move())
        self.preview_box.toggled.connect(lambda _: self._show_preview())
        self.apply_button.clicked.connect(lambda _: self.apply())
        self.runs.finished.connect(self._take_results)
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)


def _changes(layer: QgsVectorLayer) -> tuple[Any, ...]:
    """Return the signals of a layer that change what the page shows."""
    return (
        layer.dataChanged,
        layer.layerModified,
        layer.afterCommitChanges,
        layer.subsetStringChanged,
    )


def _one_shot(parent: QWidget, pause: int, slot: Any) -> QTimer:
    """Return a timer that calls `slot` once, however often it is started before."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(slot)
    return timer
