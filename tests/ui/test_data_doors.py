"""The menu “Data”: nothing before a click, nothing that holds the window, always a sentence."""

from __future__ import annotations

import re
import socket
import threading

import pytest
from alliance.core.official_sources import PAGE_GROUPS, PAGES, WFS_LAYERS, WFS_URL
from alliance.tests.ui.wfs_server import NONSENSE, Wfs
from alliance.ui import data_doors
from alliance.ui.data_doors import DataDoors, group_labels, layer_labels, page_labels
from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QMainWindow, QMenu

COMMUNES = [("29019", "Brest", (-4.5, 48.4)), ("29232", "L’Île &amp; Quimper", (-4.1, 48.0))]


class Bar(QgsMessageBar):
    """A message bar that remembers what it shows."""

    def __init__(self, window):
        super().__init__(window)
        self.said = []

    def pushMessage(self, title, text, level, duration):
        self.said.append((level, text))
        super().pushMessage(title, text, level, duration)


class Interface:
    """What the menu needs of QGIS."""

    def __init__(self):
        self.window = QMainWindow()
        self.bar = Bar(self.window)
        self.said = self.bar.said

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar


@pytest.fixture
def interface(qgis_app):
    QgsProject.instance().clear()
    interface = Interface()
    yield interface
    QgsProject.instance().clear()
    interface.window.deleteLater()


@pytest.fixture
def server():
    server = Wfs({layer.type_name: COMMUNES for layer in WFS_LAYERS})
    yield server
    server.close()


@pytest.fixture
def made():
    """The menus to take away after the test."""
    return []


@pytest.fixture
def make_doors(interface, settle, made):
    def make_doors(url, patience=30_000):
        made.append(DataDoors(interface, url, patience))
        return made[-1]

    yield make_doors
    for doors in made:
        doors.remove()
    settle()


def entry(doors, name):
    """Return an entry of the menu by the name of its object."""
    return next(
        action
        for menu in doors.menu.findChildren(QMenu)
        for action in menu.actions()
        if action.objectName() == name
    )


@pytest.fixture
def click(interface, wait_until):
    """Click an entry for a layer and wait until the answer is told."""

    def click(doors, key):
        before = len(interface.said)
        entry(doors, "AllianceLayer_" + key).trigger()
        wait_until(lambda: len(interface.said) >= before + 2)
        return interface.said[-1]

    return click


def layers():
    return list(QgsProject.instance().mapLayers().values())


# --- what is offered ----------------------------------------------------------------------------


def test_every_address_has_a_title_and_every_title_an_address():
    assert {page.key for page in PAGES} == set(page_labels())
    assert {layer.key for layer in WFS_LAYERS} == set(layer_labels())
    assert {page.group for page in PAGES} == set(group_labels()) == set(PAGE_GROUPS)


def test_addresses_are_safe_and_each_its_own():
    urls = [page.url for page in PAGES]
    assert len(set(urls)) == len(urls)
    for url in (*urls, WFS_URL):
        assert QUrl(url, QUrl.ParsingMode.StrictMode).isValid()
        assert url.startswith("https://")


def test_the_addresses_of_the_guide_are_those_of_the_menu(repository):
    for language in ("en", "fr"):
        guide = (repository / "docs" / language / "data-doors.md").read_text(encoding="utf-8")
        told = set(re.findall(r"<(https://[^>]+)>", guide))
        assert {page.url for page in PAGES} <= told
        for layer in WFS_LAYERS:
            row = next(line for line in guide.splitlines() if f"`{layer.type_name}`" in line)
            scale = f"1:{layer.smallest_scale:,.0f}".replace(",", " ")
            assert (scale in row) == bool(layer.smallest_scale), row


def test_each_entry_tells_its_address(make_doors):
    doors = make_doors(WFS_URL)
    for page in PAGES:
        assert entry(doors, "AlliancePage_" + page.key).toolTip() == page.url
    assert WFS_URL in entry(doors, "AllianceLayer_scot").toolTip()


def test_titles_are_french_for_the_french(in_french, make_doors):
    doors = make_doors(WFS_URL)
    assert doors.menu.title() == "Données"
    assert entry(doors, "AllianceLayer_communes").text() == "Communes (IGN)"


# --- pages --------------------------------------------------------------------------------------


def test_a_click_opens_the_page_in_the_browser(make_doors, monkeypatch):
    opened = []

    class Desktop:
        @staticmethod
        def openUrl(url):
            opened.append(url.toString())
            return True

    monkeypatch.setattr(data_doors, "QDesktopServices", Desktop)
    doors = make_doors(WFS_URL)
    for page in PAGES:
        entry(doors, "AlliancePage_" + page.key).trigger()
    assert opened == [page.url for group in PAGE_GROUPS for page in PAGES if page.group == group]


def test_without_a_browser_the_address_is_told(make_doors, interface, monkeypatch):
    class Desktop:
        @staticmethod
        def openUrl(url):
            return False

    monkeypatch.setattr(data_doors, "QDesktopServices", Desktop)
    entry(make_doors(WFS_URL), "AlliancePage_ign").trigger()
    ((level, sentence),) = interface.said
    assert level == Qgis.MessageLevel.Warning
    assert "https://geoservices.ign.fr/adminexpress" in sentence


# --- no network before a click ------------------------------------------------------------------


def test_nothing_is_asked_of_the_network_before_a_click(
    make_doors, server, settle, monkeypatch, alliance_provider
):
    """The menu is made, shown and taken away: no request, no connection, no browser."""
    asked = []
    manager = QgsNetworkAccessManager.instance()
    manager.requestAboutToBeCreated[
        "QgsNetworkRequestParameters"
    ].connect(lambda request: asked.append(request.request().url().toString()))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: asked.append("a socket"))
    doors = make_doors(server.url)
    for menu in [doors.menu, *doors.menu.findChildren(QMenu)]:
        menu.aboutToShow.emit()
    settle()
    assert asked == []
    assert server.requests == []


# --- layers -------------------------------------------------------------------------------------


def test_a_click_adds_the_layer(make_doors, server, click):
    level, sentence = click(make_doors(server.url), "communes")
    assert level == Qgis.MessageLevel.Success
    assert "Communes (IGN)" in sentence
    assert "zoom in" in sentence
    (layer,) = layers()
    assert (layer.name(), layer.providerType(), layer.isValid()) == ("Communes (IGN)", "WFS", True)
    assert layer.crs().authid() == "EPSG:4326"
    assert {feature["nom"] for feature in layer.getFeatures()} == {"Brest", "L’Île & Quimper"}
    assert layer.metadata().rights() == [WFS_LAYERS[0].rights]
    assert layer.hasScaleBasedVisibility()
    assert layer.isInScaleRange(100_000)
    assert not layer.isInScaleRange(5_000_000)


def test_only_what_the_map_shows_is_fetched(make_doors, server, click):
    click(make_doors(server.url), "departements")
    (layer,) = layers()
    assert not layer.hasScaleBasedVisibility()
    server.requests.clear()
    request = QgsFeatureRequest(QgsRectangle(-4.6, 48.3, -4.3, 48.6))
    assert [feature["nom"] for feature in layer.getFeatures(request)] == ["Brest"]
    boxes = [asked["BBOX"] for asked in server.requests if "BBOX" in asked]
    assert boxes
    assert all(box.startswith("48.") for box in boxes)  # latitude first


def test_the_same_layer_is_added_once(make_doors, server, click, interface):
    doors = make_doors(server.url)
    click(doors, "regions")
    entry(doors, "AllianceLayer_regions").trigger()
    assert len(layers()) == 1
    assert "already in the project" in interface.said[-1][1]


def test_each_layer_asks_for_its_own_name(make_doors, server, click):
    doors = make_doors(server.url)
    for layer in WFS_LAYERS:
        click(doors, layer.key)
    assert {layer.name() for layer in layers()} == set(layer_labels().values())
    asked = {asked.get("TYPENAMES") for asked in server.requests} - {None}
    assert asked == {layer.type_name for layer in WFS_LAYERS}


# --- servers that fail --------------------------------------------------------------------------


def test_a_server_that_is_down_is_told(make_doors, click):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/wfs"
    level, sentence = click(make_doors(url), "epci")
    assert level == Qgis.MessageLevel.Warning
    assert sentence.startswith("“EPCI (IGN)” was not added: 127.0.0.1 cannot be reached (")
    assert layers() == []


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, NONSENSE, "is not a layer"),
        (200, b"", "is not a layer"),
        (200, b"\x00\xff<<<", "is not a layer"),
        (503, b"", "cannot be reached"),
        (404, NONSENSE, "cannot be reached"),
        (400, b"<ows:ExceptionReport xmlns:ows='x'/>", "does not offer the layer “wfs_scot:scot”"),
        (200, b"<ServiceExceptionReport/>", "does not offer the layer “wfs_scot:scot”"),
    ],
)
def test_an_answer_that_is_no_layer_is_told(make_doors, server, click, status, body, words):
    server.answers["DescribeFeatureType"] = (status, body)
    level, sentence = click(make_doors(server.url), "scot")
    assert level == Qgis.MessageLevel.Warning
    assert words in sentence
    assert layers() == []


def test_a_server_that_forgets_its_own_layers_is_told(make_doors, server, click):
    """The first question is answered; what QGIS then asks for is not."""
    server.answers["GetCapabilities"] = (200, NONSENSE)
    level, sentence = click(make_doors(server.url), "scot")
    assert level == Qgis.MessageLevel.Warning
    assert "is not a layer" in sentence
    assert layers() == []


@pytest.mark.parametrize("kind", ["DescribeFeatureType", "GetCapabilities"])
def test_a_slow_server_does_not_hold_the_window(make_doors, server, interface, wait_until, kind):
    """The window turns while the server waits for leave to answer."""
    gate = server.gates[kind] = threading.Event()
    doors = make_doors(server.url)
    entry(doors, "AllianceLayer_communes").trigger()  # comes back at once
    wait_until(lambda: kind in server.kinds())
    turns = []
    wait_until(lambda: turns.append(1) or len(turns) > 20)
    assert layers() == []
    entry(doors, "AllianceLayer_communes").trigger()  # a second click asks nothing more
    gate.set()
    wait_until(lambda: layers())
    assert len(layers()) == 1
    assert len(interface.said) == 2


@pytest.mark.parametrize("kind", ["DescribeFeatureType", "GetCapabilities"])
def test_a_server_that_stays_silent_is_given_up(make_doors, server, click, settle, kind):
    gate = server.gates[kind] = threading.Event()
    level, sentence = click(make_doors(server.url, patience=300), "communes")
    assert level == Qgis.MessageLevel.Warning
    assert "127.0.0.1 does not answer" in sentence
    gate.set()
    settle()
    assert layers() == []


def test_the_menu_may_go_while_a_server_is_asked(
    make_doors, made, server, interface, wait_until, settle
):
    gate = server.gates["DescribeFeatureType"] = threading.Event()
    doors = make_doors(server.url)
    entry(doors, "AllianceLayer_communes").trigger()
    wait_until(lambda: server.requests)
    made.pop().remove()
    gate.set()
    settle()
    assert layers() == []
    assert len(interface.said) == 1


def test_another_click_may_follow_a_failure(make_doors, server, click):
    doors = make_doors(server.url)
    server.answers["DescribeFeatureType"] = (503, b"")
    assert click(doors, "epci")[0] == Qgis.MessageLevel.Warning
    del server.answers["DescribeFeatureType"]
    assert click(doors, "epci")[0] == Qgis.MessageLevel.Success
