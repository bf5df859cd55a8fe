"""The panel of the workshop: one step at a time, with its buttons and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsDockWidget, QgsScrollArea
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.exercise import simulated_mark
from ..algorithms.exercise_steps import Action, Step, steps
from ..core.messages import translate
from .labels import describe, plain_label

OBJECT_NAME = "AllianceExercise"
_STEP = "alliance/exercise_step"
_LARGER = 1.25


class ExercisePanel(QgsDockWidget):
    """The steps of the workshop, in a folder that holds the exercise.

    Signals
    -------
    asked : Action
        A button of a step was pressed.
    sheetAsked, keyAsked, resetAsked
    """

    asked = pyqtSignal(object)
    sheetAsked = pyqtSignal()
    keyAsked = pyqtSignal()
    resetAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(OBJECT_NAME)
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.folder = Path()
        self.steps: tuple[Step, ...] = ()
        self.index = 0
        self.mark, self.title, self.caption = (
            plain_label(),
            plain_label(wrapped=True),
            plain_label(),
        )
        self.bar = QProgressBar()
        self.back, self.next = QToolButton(), QToolButton()
        self.sheet, self.reset = QPushButton(), QPushButton()
        self.trainer = QToolButton()
        self.key_action = self._trainer_menu()
        self.actions_of_step: list[QPushButton] = []
        self._page = QgsScrollArea()
        self._buttons = QVBoxLayout()
        self._lay_out()
        self.retranslate()

    def open_folder(self, folder: Path) -> None:
        """Show the exercise of a folder, at the step where it was left."""
        self.folder = folder
        self._show(int(QgsSettings().value(_STEP, 0, int)))

    def restart(self) -> None:
        """Go back to the first step."""
        self._show(0)

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        self.setWindowTitle(translate("Alliance", "Exercise"))
        self.mark.setText(simulated_mark())
        for button, text, tip in (
            (self.back, translate("Alliance", "Back"), ""),
            (self.next, translate("Alliance", "Next"), ""),
            (
                self.sheet,
                translate("Alliance", "Sheet"),
                translate("Alliance", "Open the sheet of the participants, to print and fill in"),
            ),
            (
                self.reset,
                translate("Alliance", "Reset…"),
                translate("Alliance", "Put the exercise back as it was"),
            ),
        ):
            button.setText(text)
            describe(button, text, tip)
        describe(self.trainer, translate("Alliance", "For the trainer"))
        self.key_action.setText(translate("Alliance", "Answer key…"))
        if self.folder.name:
            self._show(self.index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- a step -----------------------------------------------------------------------------

    def _show(self, index: int) -> None:
        self.steps = steps(self.folder)
        self.index = max(0, min(index, len(self.steps) - 1))
        QgsSettings().setValue(_STEP, self.index)
        step = self.steps[self.index]
        number = self.index + 1
        self.title.setText(f"{number}. {step.title}")
        self.caption.setText(
            translate("Alliance", "Step {number} of {count}, {minutes} min").format(
                number=number, count=len(self.steps), minutes=step.minutes
            )
        )
        self.bar.setRange(0, len(self.steps))
        self.bar.setValue(number)
        self.back.setEnabled(self.index > 0)
        self.next.setEnabled(number < len(self.steps))
        self._page.setWidget(_body(step))
        self._fill_buttons(step)

    def _fill_buttons(self, step: Step) -> None:
        for button in self.actions_of_step:
            self._buttons.removeWidget(button)
            button.deleteLater()
        self.actions_of_step = [self._button(action) for action in step.actions]
        for button in self.actions_of_step:
            self._buttons.addWidget(button)

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton(action.label)
        button.setObjectName(action.key)
        describe(button, action.label)
        button.clicked.connect(partial(self._ask, action))
        return button

    def _ask(self, action: Action, _: bool = False) -> None:
        self.asked.emit(action)

    # --- inside -----------------------------------------------------------------------------

    def _trainer_menu(self) -> QWidget:
        menu = QMenu(self)
        self.trainer.setText("⋯")
        self.trainer.setMenu(menu)
        self.trainer.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return menu.addAction("")

    def _lay_out(self) -> None:
        _change_font(self.mark, bold=True)
        _change_font(self.title, bold=True, larger=True)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(6)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back.setIcon(QgsApplication.getThemeIcon("/mActionArrowLeft.svg"))
        self.next.setIcon(QgsApplication.getThemeIcon("/mActionArrowRight.svg"))
        self.next.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._buttons.setSpacing(2)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setSpacing(4)
        layout.addWidget(self.mark)
        layout.addWidget(self.title)
        layout.addLayout(_row(self.caption, self.back, self.next))
        layout.addWidget(self.bar)
        layout.addWidget(self._page, 1)
        layout.addLayout(self._buttons)
        layout.addLayout(_row(self.sheet, self.reset, self.trainer))
        self.setWidget(body)
        self.back.clicked.connect(lambda: self._show(self.index - 1))
        self.next.clicked.connect(lambda: self._show(self.index + 1))
        self.sheet.clicked.connect(lambda: self.sheetAsked.emit())
        self.reset.clicked.connect(lambda: self.resetAsked.emit())
        self.key_action.triggered.connect(lambda: self.keyAsked.emit())


def _row(first: QWidget, *others: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(first, 1)
    for widget in others:
        row.addWidget(widget)
    return row


def _body(step: Step) -> QWidget:
    """Return what a step says; its buttons stay in view under it."""
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 4, 4, 4)
    aim = plain_label(step.aim, wrapped=True)
    _change_font(aim, italic=True)
    layout.addWidget(aim)
    _add_list(layout, translate("Alliance", "What to do"), step.todo)
    _add_list(layout, translate("Alliance", "Questions"), step.questions)
    layout.addStretch(1)
    return body


def _add_list(layout: QVBoxLayout, title: str, items: Sequence[str]) -> None:
    heading = plain_label(title)
    _change_font(heading, bold=True)
    layout.addWidget(heading)
    for number, item in enumerate(items, 1):
        layout.addWidget(plain_label(f"{number}. {item}", wrapped=True))


def _change_font(
    label: QLabel, *, bold: bool = False, italic: bool = False, larger: bool = False
) -> None:
    font = label.font()
    font.setBold(bold)
    font.setItalic(italic)
    if larger:
        font.setPointSizeF(font.pointSizeF() * _LARGER)
    label.setFont(font)
