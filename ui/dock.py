"""The panel “Systems and perimeters”."""

from __future__ import annotations

from html import escape
from typing import Any

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsDockWidget, QgsMapCanvas, QgsMessageBar, QgsScrollArea
from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from ..algorithms.dependencies import installation_advice, missing_libraries
from ..core.messages import translate
from .compare_page import ComparePage
from .explore_page import ExplorePage
from .labels import plain_label
from .state import load_state, part_of, save_state

# The name under which QGIS remembers where the panel was.
OBJECT_NAME = "AllianceSystemsAndPerimeters"
_SECONDS = 8


class SystemsDock(QgsDockWidget):
    """Two pages, one purpose: look at systems beside institutions."""

    def __init__(
        self, canvas: QgsMapCanvas, messages: QgsMessageBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(OBJECT_NAME)
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.messages = messages
        self.tabs = QTabWidget()
        self.explore = ExplorePage(canvas)
        self.compare = ComparePage(canvas)
        self._removed = False
        self._lay_out()
        self._connect()
        self.retranslate()
        self._read_project()

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        self.setWindowTitle(translate("Alliance", "Systems and perimeters"))
        self.tabs.setTabText(0, translate("Alliance", "Explore"))
        self.tabs.setTabToolTip(
            0, translate("Alliance", "Move a threshold and watch the systems on the map")
        )
        self.tabs.setTabText(1, translate("Alliance", "Compare"))
        self.tabs.setTabToolTip(
            1, translate("Alliance", "Systems beside EPCI, SCoT, départements…")
        )
        self.explore.retranslate()
        self.compare.retranslate()

    def remove(self) -> None:
        """Leave QGIS for good: nothing of the panel stays on the canvas or in a thread."""
        if self._removed:
            return
        self._removed = True
        project = QgsProject.instance()
        project.writeProject.disconnect(self._write_project)
        project.readProject.disconnect(self._read_project)
        project.cleared.disconnect(self._close_project)
        self.explore.remove()
        self.compare.remove()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- the project ------------------------------------------------------------------------

    def _write_project(self, _: Any) -> None:
        save_state(
            QgsProject.instance(),
            {
                "page": self.tabs.currentIndex(),
                "explore": self.explore.state(),
                "compare": self.compare.state(),
            },
        )

    def _read_project(self, *_: Any) -> None:
        state = load_state(QgsProject.instance())
        page = state.get("page")
        if page in range(self.tabs.count()):
            self.tabs.setCurrentIndex(page)
        self.explore.restore(part_of(state, "explore"))
        self.compare.restore(part_of(state, "compare"))

    def _close_project(self) -> None:
        self.explore.close_project()
        self.compare.close_project()

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        missing = missing_libraries()
        if missing:
            advice = plain_label(installation_advice(missing), wrapped=True)
            advice.setMargin(12)
            advice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(advice)
        self.tabs.setDocumentMode(True)
        self.tabs.setEnabled(not missing)
        self.tabs.addTab(_Page(self.explore), "")
        self.tabs.addTab(_Page(self.compare), "")
        layout.addWidget(self.tabs, 1)
        self.setWidget(body)

    def _connect(self) -> None:
        project = QgsProject.instance()
        project.writeProject.connect(self._write_project)
        project.readProject.connect(self._read_project)
        project.cleared.connect(self._close_project)
        self.tabs.currentChanged.connect(lambda _: self._activate())
        self.visibilityChanged.connect(lambda _: self._activate())
        self.explore.said.connect(self._say)
        self.compare.said.connect(self._say)
        self.explore.applied.connect(self.compare.offer)

    def _activate(self) -> None:
        """Let only the page in view draw on the canvas."""
        in_view = self.isUserVisible() and self.tabs.isEnabled()
        self.explore.set_active(in_view and self.tabs.currentIndex() == 0)
        self.compare.set_active(in_view and self.tabs.currentIndex() == 1)

    def _say(self, sentence: str, bad_news: bool) -> None:
        level = Qgis.MessageLevel.Warning if bad_news else Qgis.MessageLevel.Success
        self.messages.pushMessage("Alliance", escape(sentence), level, 0 if bad_news else _SECONDS)


class _Page(QgsScrollArea):
    """A page that scrolls up and down on small screens, and never sideways."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, 120)
