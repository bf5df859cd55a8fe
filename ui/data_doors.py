"""The menu “Data”: official pages in the browser, and official layers from the network.

Nothing is asked of the network before a click, and nothing holds the window after it.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QMenu

from ..core.messages import translate
from ..core.official_sources import PAGE_GROUPS, PAGES, WFS_LAYERS, WFS_URL, Page, WfsLayer
from .wfs_layer import PATIENCE, LayerRequest, source_of

_SECONDS = 8


def group_labels() -> dict[str, str]:
    """Return the title of each group of pages."""
    return {
        "flows": translate("Alliance", "Tables of flows"),
        "builders": translate("Alliance", "Files to build links from"),
        "territories": translate("Alliance", "Units and perimeters"),
    }


def page_labels() -> dict[str, str]:
    """Return the title of each page."""
    return {
        "insee_commuting": translate("Alliance", "INSEE: commuting (home to work)"),
        "insee_study": translate("Alliance", "INSEE: home to study"),
        "insee_migration": translate("Alliance", "INSEE: residential migration"),
        "insee_passage": translate("Alliance", "INSEE: table of passage of communes"),
        "insee_events": translate("Alliance", "INSEE: events on communes"),
        "insee_housing": translate("Alliance", "INSEE: second homes and population by commune"),
        "sirene": translate("Alliance", "SIRENE: establishments and legal units"),
        "cordis_horizon": translate("Alliance", "CORDIS: Horizon Europe projects"),
        "cordis_h2020": translate("Alliance", "CORDIS: Horizon 2020 projects"),
        "sncf": translate("Alliance", "SNCF: timetables (GTFS)"),
        "dgac": translate("Alliance", "DGAC: air traffic by pair of airports"),
        "ign": translate("Alliance", "IGN: Admin Express"),
        "insee_zonings": translate("Alliance", "INSEE: zonings by commune"),
    }


def layer_labels() -> dict[str, str]:
    """Return the name of each layer."""
    return {
        "communes": translate("Alliance", "Communes (IGN)"),
        "epci": translate("Alliance", "EPCI (IGN)"),
        "departements": translate("Alliance", "Départements (IGN)"),
        "regions": translate("Alliance", "Régions (IGN)"),
        "scot": translate("Alliance", "SCoT (Géoplateforme)"),
    }


class DataDoors:
    """The menu “Data” and what its entries do.

    Attributes
    ----------
    action : QAction
        The entry that opens the menu.
    """

    def __init__(self, iface: Any, server: str = WFS_URL, patience: int = PATIENCE) -> None:
        self._iface = iface
        self._server = server
        self._patience = patience
        self._asked: dict[str, LayerRequest] = {}
        self.menu = QMenu(translate("Alliance", "Data"), iface.mainWindow())
        self.menu.setToolTipsVisible(True)
        self.action = self.menu.menuAction()
        self.action.setObjectName("AllianceDataMenu")
        self._add_pages(self.menu.addMenu(translate("Alliance", "Official pages")))
        self._add_layers(self.menu.addMenu(translate("Alliance", "Layers from the network")))

    def remove(self) -> None:
        """Give up what was asked for, and take the menu away."""
        for request in self._asked.values():
            request.cancel()
        self._asked.clear()
        self.menu.deleteLater()

    # --- entries ----------------------------------------------------------------------------

    def _add_pages(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        titles = page_labels()
        for group in PAGE_GROUPS:
            menu.addSection(group_labels()[group])
            for page in PAGES:
                if page.group == group:
                    action = _entry(menu, titles[page.key], page.url, "AlliancePage_" + page.key)
                    action.triggered.connect(partial(self._open_page, page))

    def _add_layers(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        for layer in WFS_LAYERS:
            hint = f"{self._server} — {layer.type_name}"
            action = _entry(menu, layer_labels()[layer.key], hint, "AllianceLayer_" + layer.key)
            action.triggered.connect(partial(self._ask_layer, layer))

    # --- pages ------------------------------------------------------------------------------

    def _open_page(self, page: Page, checked: bool = False) -> None:
        if not QDesktopServices.openUrl(QUrl(page.url)):
            self._say(
                translate(
                    "Alliance", "No browser opens on this computer. The address is {url}"
                ).format(url=page.url),
                Qgis.MessageLevel.Warning,
            )

    # --- layers -----------------------------------------------------------------------------

    def _ask_layer(self, layer: WfsLayer, checked: bool = False) -> None:
        name = layer_labels()[layer.key]
        if layer.key in self._asked:
            return
        if self._in_project(layer):
            self._say(
                translate("Alliance", "“{layer}” is already in the project.").format(layer=name),
                Qgis.MessageLevel.Info,
            )
            return
        request = LayerRequest(
            self._server, layer, name, partial(self._add, layer.key, name), self._patience
        )
        self._asked[layer.key] = request
        self._say(
            translate("Alliance", "“{layer}”: asking {host}…").format(
                layer=name, host=QUrl(self._server).host()
            ),
            Qgis.MessageLevel.Info,
        )
        request.start()

    def _in_project(self, layer: WfsLayer) -> bool:
        source = source_of(self._server, layer)
        present = QgsProject.instance().mapLayers().values()
        return any(
            item.type() == QgsMapLayer.LayerType.VectorLayer and item.source() == source
            for item in present
        )

    def _add(self, key: str, name: str, layer: Any, sentence: str) -> None:
        self._asked.pop(key).deleteLater()
        if layer is None:
            self._say(sentence, Qgis.MessageLevel.Warning, 0)
            return
        QgsProject.instance().addMapLayer(layer)
        text = translate(
            "Alliance",
            "“{layer}” added. QGIS fetches what the map shows: to compute with it, or to work "
            "offline, export the layer to a GeoPackage."
        )
        if layer.hasScaleBasedVisibility():
            text = translate(
                "Alliance",
                "“{layer}” added; zoom in to see it. QGIS fetches what the map shows: to compute "
                "with it, or to work offline, export the layer to a GeoPackage."
            )
        self._say(text.format(layer=name), Qgis.MessageLevel.Success)

    def _say(self, sentence: str, level: Any, seconds: int = _SECONDS) -> None:
        self._iface.messageBar().pushMessage("Alliance", escape(sentence), level, seconds)


def _entry(menu: QMenu, title: str, hint: str, name: str) -> QAction:
    action = menu.addAction(title)
    action.setToolTip(hint)
    action.setObjectName(name)
    return action
