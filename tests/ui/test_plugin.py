"""What QGIS sees of the plugin: `unload` takes away all that `initGui` adds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsNetworkAccessManager,
    QgsProject,
    QgsSettings,
)
from qgis.gui import QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMainWindow

PROVIDER = "alliance_of_this_test"
ROOT = Path(__file__).resolve().parents[2]


class FakeInterface(QObject):
    """The parts of QGIS that the plugin touches, each remembered."""

    initializationCompleted = pyqtSignal()  # noqa: N815

    def __init__(self):
        super().__init__()
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.tree = QgsLayerTreeView(self.window)
        self.tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.tree))
        self.there = []
        self.window.show()

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def layerTreeView(self):
        return self.tree

    def registerMainWindowAction(self, action, shortcut):
        action.setShortcut(shortcut)
        self.there.append(("action", action))
        return True

    def unregisterMainWindowAction(self, action):
        self.there.remove(("action", action))

    def addPluginToMenu(self, menu, action):
        self.there.append((menu, action))

    def removePluginMenu(self, menu, action):
        self.there.remove((menu, action))

    def addToolBarIcon(self, action):
        self.there.append(("icon", action))

    def removeToolBarIcon(self, action):
        self.there.remove(("icon", action))

    def addDockWidget(self, area, dock):
        self.there.append(("dock", dock))
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock):
        if ("dock", dock) in self.there:
            self.there.remove(("dock", dock))
        self.window.removeDockWidget(dock)


@pytest.fixture
def interface(qgis_app, qgis_processing):
    QgsSettings().remove("alliance")
    interface = FakeInterface()
    yield interface
    QgsSettings().remove("alliance")
    interface.window.deleteLater()


@pytest.fixture
def plugin(interface, monkeypatch):
    from alliance import classFactory
    from alliance.algorithms import provider

    class Provider(provider.AllianceProvider):
        """Beside the one that other tests use."""

        def id(self):
            return PROVIDER

    monkeypatch.setattr(provider, "AllianceProvider", Provider)
    plugin = classFactory(interface)
    plugin.initGui()
    yield plugin
    plugin.unload()


def test_unload_mirrors_init(plugin, interface, settle):
    plugin.show_dock()
    settle()
    assert {kind for kind, _ in interface.there} == {"action", "Alliance", "icon", "dock"}
    assert QgsApplication.processingRegistry().providerById(PROVIDER)
    plugin.unload()
    settle()
    assert interface.there == []
    assert QgsApplication.processingRegistry().providerById(PROVIDER) is None
    assert plugin.dock is None
    plugin.initGui()
    assert len(interface.there) == 5


def test_the_panel_is_made_when_it_is_first_shown(plugin, interface, settle):
    assert plugin.dock is None
    plugin.show_dock(False)
    assert plugin.dock is None
    plugin.action.trigger()
    settle()
    assert plugin.dock.isVisible()
    assert plugin.action.isChecked()
    assert interface.window.dockWidgetArea(plugin.dock) == Qt.DockWidgetArea.RightDockWidgetArea
    plugin.action.trigger()
    settle()
    assert not plugin.dock.isVisible()
    assert not plugin.action.isChecked()
    plugin.dock.close()
    plugin.action.trigger()
    settle()
    assert plugin.dock.isVisible()


def test_starting_asks_nothing_of_the_network(plugin, interface, settle):
    """Not even where the panel was open, and comes back."""
    plugin.show_dock()
    plugin.unload()
    asked = []
    started = QgsNetworkAccessManager.instance().requestAboutToBeCreated[
        "QgsNetworkRequestParameters"
    ]
    watch = started.connect(lambda request: asked.append(request.request().url().toString()))
    plugin.initGui()
    interface.initializationCompleted.emit()
    settle()
    started.disconnect(watch)
    assert plugin.dock is not None
    assert asked == []


def test_the_menu_of_data_is_in_the_menu_of_the_plugin(plugin, interface):
    assert ("Alliance", plugin.doors.action) in interface.there
    assert plugin.doors.action.menu() is not None


def test_it_docks_left_and_right(plugin, interface):
    plugin.show_dock()
    allowed = plugin.dock.allowedAreas()
    assert allowed & Qt.DockWidgetArea.LeftDockWidgetArea
    assert allowed & Qt.DockWidgetArea.RightDockWidgetArea
    assert not allowed & Qt.DockWidgetArea.TopDockWidgetArea


def test_it_has_a_shortcut(plugin):
    assert not plugin.action.shortcut().isEmpty()


def test_a_panel_that_was_open_comes_back(plugin, interface, settle):
    plugin.show_dock()
    plugin.unload()
    plugin.initGui()
    assert plugin.dock is None
    interface.initializationCompleted.emit()
    settle()
    assert plugin.dock.isVisible()
    plugin.show_dock(False)
    plugin.unload()
    plugin.initGui()
    interface.initializationCompleted.emit()
    assert plugin.dock is None


def test_starting_loads_no_widget_and_no_library():
    """In a fresh Python: what `initGui` needs, the provider left aside, is Qt and QGIS alone."""
    script = (
        "import sys, importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('alliance', {str(ROOT / '__init__.py')!r},"
        f" submodule_search_locations=[{str(ROOT)!r}])\n"
        "package = importlib.util.module_from_spec(spec)\n"
        "sys.modules['alliance'] = package\n"
        "spec.loader.exec_module(package)\n"
        "import alliance.alliance_plugin\n"
        "import alliance.algorithms.provider\n"
        "loaded = [name for name in sys.modules if name.startswith('alliance.ui')"
        " or name in ('pandas', 'networkx')]\n"
        "assert loaded == [], loaded\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
