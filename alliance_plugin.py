"""The plugin as QGIS sees it: what `initGui` adds, `unload` takes away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from .algorithms.language import install_user_language, remove_user_language
from .core.messages import translate

MENU = "Alliance"
SHORTCUT = "Ctrl+Alt+Y"
_ICON = Path(__file__).parent / "resources" / "icons" / "alliance.svg"
_WIDTH = 420
_WAS_OPEN = "alliance/panel_open"


class AlliancePlugin:
    """Interurban systems and institutional perimeters, in QGIS."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.provider: Any = None
        self.action: Any = None
        self.dock: Any = None
        self.doors: Any = None
        self.legends: Any = None
        self.rows: Any = None
        self.exercise_action: Any = None
        self.exercise: Any = None
        install_user_language()

    def initProcessing(self) -> None:
        """Add the provider: all that `qgis_process` needs."""
        from .algorithms.provider import AllianceProvider

        self.provider = AllianceProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Add the provider, a menu and a button; the panel is made when it is first shown."""
        self.initProcessing()
        # Once QGIS is there: styles are none of the things it has to wait for.
        QTimer.singleShot(0, self._keep_legends)
        self.action = QAction(
            QIcon(str(_ICON)),
            translate("Alliance", "Systems and perimeters"),
            self.iface.mainWindow(),
        )
        self.action.setObjectName("AllianceSystemsAndPerimetersAction")
        self.action.setCheckable(True)
        self.action.setToolTip(
            translate("Alliance", "Systems and perimeters: look at systems beside institutions")
        )
        self.action.triggered.connect(self.show_dock)
        self.iface.registerMainWindowAction(self.action, SHORTCUT)
        self.iface.addPluginToMenu(MENU, self.action)
        self.iface.addToolBarIcon(self.action)
        self._add_exercise()
        self._add_doors()
        if QgsSettings().value(_WAS_OPEN, False, bool):
            self.iface.initializationCompleted.connect(self._show_again)

    def show_dock(self, shown: bool = True) -> None:
        """Show or hide the panel; the first time, make it."""
        if self.dock is None:
            if not shown:
                return
            self._make_dock()
        self.dock.setUserVisible(shown)

    def unload(self) -> None:
        """Take away everything that was added."""
        self._remove_exercise()
        if self.dock is not None:
            QgsSettings().setValue(_WAS_OPEN, not self.dock.isHidden())
            self.dock.remove()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.action is not None:
            self.iface.removePluginMenu(MENU, self.action)
            self.iface.removeToolBarIcon(self.action)
            self.iface.unregisterMainWindowAction(self.action)
            self.action.deleteLater()
            self.action = None
        if self.doors is not None:
            self.iface.removePluginMenu(MENU, self.doors.action)
            self.doors.remove()
            self.doors = None
            self._remove_submenu()
        if self.legends is not None:
            self.legends.close()
            self.rows.close()
            self.legends = self.rows = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_user_language()

    def _add_exercise(self) -> None:
        self.exercise_action = QAction(
            QIcon(str(_ICON)), translate("Alliance", "Exercise"), self.iface.mainWindow()
        )
        self.exercise_action.setObjectName("AllianceExerciseAction")
        self.exercise_action.setToolTip(
            translate("Alliance", "Open the exercise, offline, and its workshop step by step")
        )
        self.exercise_action.triggered.connect(lambda _: self._open_exercise())
        self.iface.addPluginToMenu(MENU, self.exercise_action)

    def _open_exercise(self) -> None:
        from .ui.exercise import Exercise

        if self.exercise is None:
            self.exercise = Exercise(self.iface, self._shown_dock)
        self.exercise.open()

    def _remove_exercise(self) -> None:
        if self.exercise is not None:
            self.exercise.remove()
            self.exercise = None
        if self.exercise_action is not None:
            self.iface.removePluginMenu(MENU, self.exercise_action)
            self.exercise_action.deleteLater()
            self.exercise_action = None

    def _shown_dock(self) -> Any:
        self.show_dock()
        return self.dock

    def _add_doors(self) -> None:
        from .ui.data_doors import DataDoors

        self.doors = DataDoors(self.iface)
        self.iface.addPluginToMenu(MENU, self.doors.action)

    def _remove_submenu(self) -> None:
        """Remove the submenu that QGIS made for us, and would keep, empty, for its whole life."""
        for menu in self.iface.mainWindow().findChildren(QMenu, MENU):
            if menu.isEmpty():
                menu.deleteLater()

    def _make_dock(self) -> None:
        from .ui.dock import SystemsDock

        window = self.iface.mainWindow()
        self.dock = SystemsDock(self.iface.mapCanvas(), self.iface.messageBar(), window)
        # Where it was the last time, else on the right.
        if not window.restoreDockWidget(self.dock):
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            window.resizeDocks([self.dock], [_WIDTH], Qt.Orientation.Horizontal)
        self.dock.setToggleVisibilityAction(self.action)

    def _keep_legends(self) -> None:
        from .algorithms.legend_keeper import LegendKeeper
        from .ui.legend_rows import LegendRows

        if self.provider is not None:  # unless QGIS took the plugin away meanwhile
            self.legends = LegendKeeper(QgsProject.instance())
            self.rows = LegendRows(self.iface.layerTreeView(), self.iface.mapCanvas())

    def _show_again(self) -> None:
        self.iface.initializationCompleted.disconnect(self._show_again)
        self.show_dock()
