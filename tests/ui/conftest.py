"""What the tests of the panel share: a small country, a canvas, a dock, ways to wait and click."""

from __future__ import annotations

import sys
import time
import traceback
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtTest import QTest

# Two stars, ABC and DEF, with a weak link between them; Z is alone. 10 km squares, Lambert 93.
UNITS = {
    "A": ("Brest", 0, 0, 900),
    "B": ("L'Hôpital <b>Camfrout</b>", 1, 0, 80),
    "C": ("=cmd|' /C calc'!A0", 2, 0, 70),
    "D": ("Quimper [% 1+1 %]", 5, 0, 600),
    "E": (None, 6, 0, 60),
    "F": ('Le "Faou" & Cie', 7, 0, 50),
    "Z": ("Ouessant", 0, 9, 5),
}
LINKS = (
    ("A", "B", 3, 50.0),
    ("A", "C", 2, 48.0),
    ("B", "C", 1, 2.0),
    ("C", "D", 1, 3.0),
    ("D", "E", 3, 50.0),
    ("D", "F", 1, 40.0),
)
# West holds A and B; East the others; Z is outside any perimeter.
PERIMETERS = {"W": ("Ouest", -1, 1.5), "E": ("=Est", 1.5, 9)}
FLOWS = (
    ("A", "A", 500),
    ("A", "B", 30),
    ("B", "A", 70),
    ("A", "C", 20),
    ("C", "A", 80),
    ("D", "E", 40),
    ("E", "D", 60),
)
SIDE, WEST, SOUTH = 10_000.0, 200_000.0, 6_700_000.0
_LONGEST_WAIT = 60.0


def until(done: Any, seconds: float = _LONGEST_WAIT) -> None:
    """Let QGIS work until `done()` is true."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "nothing happened"
        QTest.qWait(5)


def square(x: float, y: float, width: float = 0.98, height: float = 0.98) -> str:
    """Return a square of the country as WKT."""
    left, low = WEST + x * SIDE, SOUTH + y * SIDE
    right, high = left + width * SIDE, low + height * SIDE
    corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
    return "POLYGON((" + ",".join(f"{a} {b}" for a, b in corners) + "))"


@pytest.fixture(autouse=True)
def no_traceback(monkeypatch):
    """Fail a test whose slots or threads let an exception out: users would see a traceback."""
    raised = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: raised.append(error))
    yield
    _settle()
    texts = ["".join(traceback.format_exception(*error)) for error in raised]
    assert texts == []


@pytest.fixture(scope="session")
def make_layer(qgis_app):
    """Make a layer in memory: fields, rows of attributes with a WKT (or None) at their end."""

    def make_layer(
        name: str, fields: str, rows: Any, geometry: str = "NoGeometry", crs: str = "EPSG:2154"
    ) -> QgsVectorLayer:
        uri = f"{geometry}?" + "&".join(f"field={field}" for field in fields.split())
        layer = QgsVectorLayer(f"{uri}&crs={crs}", name, "memory")
        assert layer.isValid()
        features = []
        for *values, wkt in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(values)
            if wkt:
                feature.setGeometry(QgsGeometry.fromWkt(wkt))
            features.append(feature)
        assert layer.dataProvider().addFeatures(features)[0]
        layer.updateExtents()
        return layer

    return make_layer


@pytest.fixture
def country(make_layer):
    """Make the layers of the small country by name, not yet in the project."""

    def country(*names: str, **changed: Any) -> list[QgsVectorLayer]:
        makers = {
            "links": lambda: make_layer(
                "links",
                "unit_a:string unit_b:string score:double intensity:double dist_km:double",
                [(a, b, float(s), i, 10.0, None) for a, b, s, i in changed.get("rows", LINKS)],
            ),
            "units": lambda: make_layer(
                "units",
                "code:string name:string weight:double",
                [(code, name, float(w), square(x, y)) for code, (name, x, y, w) in UNITS.items()],
                "Polygon",
            ),
            "points": lambda: make_layer(
                "points",
                "code:string name:string weight:double",
                [
                    (code, name, float(w), f"POINT({WEST + x * SIDE} {SOUTH + y * SIDE})")
                    for code, (name, x, y, w) in UNITS.items()
                ],
                "Point",
            ),
            "perimeters": lambda: make_layer(
                "perimeters",
                "siren:string nom:string",
                [
                    (code, name, square(left, -1, right - left, 3))
                    for code, (name, left, right) in PERIMETERS.items()
                ],
                "Polygon",
            ),
            "membership": lambda: make_layer(
                "membership",
                "code:string perim:string perim_name:string",
                [
                    ("A", "S1", "SCoT 1", None),
                    ("B", "S1", "SCoT 1", None),
                    ("B", "S2", "@SCoT 2", None),
                    ("C", "S2", "@SCoT 2", None),
                    ("D", "S3", "SCoT 3", None),
                    ("E", "S3", "SCoT 3", None),
                ],
            ),
            "flows": lambda: make_layer(
                "flows",
                "origin:string dest:string volume:double",
                [(a, b, float(volume), None) for a, b, volume in FLOWS],
            ),
            "systems": lambda: make_layer(
                "units and systems",
                "code:string name:string weight:double system:int sys_name:string",
                [
                    (code, name, float(w), number, label, square(x, y))
                    for (code, (name, x, y, w)), (number, label) in zip(
                        UNITS.items(),
                        [(1, "Brest")] * 3 + [(2, "+Quimper")] * 3 + [(0, None)],
                    )
                ],
                "Polygon",
            ),
            "roads": lambda: make_layer(
                "roads", "id:int name:string", [(1, "N12", "LINESTRING(0 0,1 1)")], "LineString"
            ),
        }
        return [makers[name]() for name in names]

    return country


@pytest.fixture
def add(country):
    """Add layers of the small country to the project and return them by name."""

    def add(*names: str, **changed: Any) -> dict[str, QgsVectorLayer]:
        layers = dict(zip(names, country(*names, **changed)))
        QgsProject.instance().addMapLayers(list(layers.values()))
        return layers

    return add


@pytest.fixture
def canvas(qgis_app):
    """A canvas that is on the (virtual) screen."""
    QgsProject.instance().clear()
    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    canvas.resize(700, 500)
    canvas.show()
    yield canvas
    QgsProject.instance().clear()
    canvas.deleteLater()
    _settle()


@pytest.fixture
def make_dock(canvas, alliance_provider):
    """Make docks; they are taken down after the test."""
    from alliance.ui.dock import SystemsDock

    made = []

    def make_dock(shown: bool = True) -> SystemsDock:
        messages = QgsMessageBar()
        dock = SystemsDock(canvas, messages)
        made.append((dock, messages))
        dock.resize(400, 620)
        if shown:
            dock.show()
            QTest.qWaitForWindowExposed(dock)
        _settle()
        return dock

    yield make_dock
    for dock, messages in made:
        dock.remove()
        dock.deleteLater()
        messages.deleteLater()
    _settle()


@pytest.fixture
def explore(make_dock, add):
    """The page Explore with links and units read."""
    add("links", "units")
    page = make_dock().explore
    until(lambda: page.found is not None)
    until(lambda: page.control.curve.thresholds)
    return page


@pytest.fixture
def compare(make_dock, add):
    """The page Compare in view, with systems and perimeters chosen."""

    def compare(*names: str) -> Any:
        add("systems", *(names or ("perimeters",)))
        dock = make_dock()
        dock.tabs.setCurrentIndex(1)
        _settle()
        return dock.compare

    return compare


@pytest.fixture
def said(request):
    """Collect what a page tells: `said(page)` returns a growing list of (sentence, bad news)."""

    def said(page: Any) -> list[tuple[str, bool]]:
        sentences: list[tuple[str, bool]] = []
        page.said.connect(lambda sentence, bad: sentences.append((sentence, bad)))
        return sentences

    return said


@pytest.fixture
def in_french(qgis_app):
    """Speak French for the time of a test."""
    from alliance.algorithms.language import translator_of
    from alliance.core.messages import use_translator

    translator = translator_of("fr")
    if translator.isEmpty():
        pytest.skip("i18n/alliance_fr.qm is not there: run `make translations`")
    QCoreApplication.installTranslator(translator)
    use_translator(QCoreApplication.translate)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture(scope="session")
def wait_until():
    """`until`."""
    return until


@pytest.fixture(scope="session")
def settle():
    """Let everything that is pending happen."""
    return _settle


def _settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
