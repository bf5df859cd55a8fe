"""What the tests of the algorithms share: a way to run them, small units, small flows."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("alliance.tests.algorithms.assertions")

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from qgis.core import (  # noqa: E402
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QVariant  # noqa: E402

# Five towns on a grid of 10 km, in Lambert 93.
TOWNS = {
    "01": ("Aubenas", 900000, 6400000, 50),
    "02": ("Bourg-d'Oisans", 910000, 6400000, 20),
    "03": ("L'Isle « du » <b>Lac</b>", 900000, 6410000, 10),
    "04": ("Évian & Thonon", 910000, 6410000, 40),
    "05": ("Œuilly", 920000, 6420000, 5),
}
FLOWS = (
    ("01", "01", 500),
    ("01", "02", 30),
    ("02", "01", 60),
    ("03", "01", 25),
    ("03", "04", 35),
    ("04", "03", 15),
    ("04", "01", 10),
    ("05", "04", 8),
)


_layers: list[QgsVectorLayer] = []


@pytest.fixture(autouse=True)
def layers_outlive_the_test():
    """Keep the layers that a test makes until its variables are gone, then delete what is left.

    QGIS deletes the rules of a style with its layer without a word to Python: a variable that still
    holds one then writes in memory that is no longer its own, and QGIS crashes much later. What
    QGIS deletes later is deleted here, so that a crash shows where it comes from.
    """
    yield
    _layers.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Journal(QgsProcessingFeedback):
    """A feedback that remembers what was said, and may cancel at some progress."""

    def __init__(self, cancel_at: float | None = None) -> None:
        super().__init__(False)
        self.cancel_at = cancel_at
        self.cancelled_at = float("nan")
        self.steps: list[float] = []
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def setProgress(self, progress: float) -> None:
        self.steps.append(progress)
        if self.cancel_at is not None and progress >= self.cancel_at and not self.isCanceled():
            self.cancelled_at = time.perf_counter()
            self.cancel()

    def pushInfo(self, info: str) -> None:
        self.infos.append(info)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)


@dataclass
class Run:
    """What a run gave."""

    outputs: dict[str, Any]
    journal: Journal = field(default_factory=Journal)

    def __getitem__(self, name: str) -> Any:
        return self.outputs[name]

    @property
    def warnings(self) -> str:
        return " ".join(self.journal.warnings)

    def layer(self, name: str) -> QgsVectorLayer:
        """Return an output layer, opened."""
        return opened(self.outputs[name])

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the attributes of an output layer, NULL as None."""
        return rows_of(self.layer(name))


def opened(layer: Any) -> QgsVectorLayer:
    """Return a layer given as such or by its path."""
    if isinstance(layer, QgsVectorLayer):
        return layer
    found = QgsVectorLayer(str(layer), "opened", "ogr")
    assert found.isValid(), layer
    return found


def rows_of(layer: QgsVectorLayer) -> list[dict[str, Any]]:
    """Return the attributes of a layer, NULL as None."""
    names = layer.fields().names()
    return [
        {
            name: None if isinstance(value, QVariant) and value.isNull() else value
            for name, value in zip(names, feature.attributes())
        }
        for feature in layer.getFeatures()
    ]


@pytest.fixture(scope="session")
def run(alliance_provider):
    """Run an algorithm of the provider: `run("computelinks", FLOWS=…)` returns a `Run`."""
    import processing

    def run(name: str, journal: Journal | None = None, **parameters: Any) -> Run:
        journal = journal or Journal()
        outputs = processing.run("alliance:" + name, parameters, feedback=journal)
        return Run(outputs, journal)

    return run


@pytest.fixture(scope="session")
def refused(run):
    """Run an algorithm that must refuse its input; return the sentence."""
    from alliance.tests.algorithms.assertions import assert_is_sentence

    def refused(name: str, **parameters: Any) -> str:
        with pytest.raises(QgsProcessingException) as caught:
            run(name, **parameters)
        sentence = str(caught.value)
        assert_is_sentence(sentence)
        return sentence

    return refused


@pytest.fixture(scope="session")
def journal():
    """The class `Journal`."""
    return Journal


@pytest.fixture(scope="session")
def open_layer():
    """`opened`."""
    return opened


@pytest.fixture(scope="session")
def read_rows():
    """`rows_of`."""
    return rows_of


@pytest.fixture(scope="session")
def make_layer(qgis_app):
    """Make a layer in memory from rows of attributes and geometries as WKT (or None)."""

    def make_layer(
        fields: str, rows: Any, geometry: str = "NoGeometry", crs: str = "EPSG:2154", name="layer"
    ) -> QgsVectorLayer:
        uri = f"{geometry}?" + "&".join(f"field={field}" for field in fields.split())
        layer = QgsVectorLayer(uri + (f"&crs={crs}" if crs else ""), name, "memory")
        assert layer.isValid()
        if not crs:  # where QGIS is set to give a layer some CRS of its own
            layer.setCrs(QgsCoordinateReferenceSystem())
        features = []
        for *values, wkt in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(list(values))
            if wkt:
                feature.setGeometry(QgsGeometry.fromWkt(wkt))
            features.append(feature)
        assert layer.dataProvider().addFeatures(features)[0]
        layer.updateExtents()
        _layers.append(layer)
        return layer

    return make_layer


@pytest.fixture
def make_units(make_layer):
    """Make the layer of the five towns, points or squares."""

    def make_units(towns=TOWNS, geometry="Point", crs="EPSG:2154", name="towns"):
        rows = []
        for code, (label, x, y, size) in towns.items():
            square = f"(({x} {y},{x + 9} {y},{x + 9} {y + 9},{x} {y + 9},{x} {y}))"
            shapes = {
                "NoGeometry": None,
                "Point": f"POINT({x} {y})",
                "Polygon": f"POLYGON{square}",
                "MultiPolygon": f"MULTIPOLYGON({square})",
            }
            rows.append((code, label, size, shapes[geometry]))
        fields = "code:string name:string jobs:double"
        return make_layer(fields, rows, geometry, crs, name)

    return make_units


@pytest.fixture
def units(make_units):
    """The five towns as points."""
    return make_units()


@pytest.fixture
def write(tmp_path):
    """Write a file in the temporary folder: `write("flows.csv", text)` returns its path."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def write_flows(write):
    """Write rows of origin, destination and volume as a table."""

    def write_flows(rows=FLOWS, name="flows.csv", header="origin,dest,volume"):
        lines = [",".join(str(cell) for cell in row) for row in rows]
        return write(name, "\n".join([header, *lines]) + "\n")

    return write_flows


@pytest.fixture
def flows(write_flows) -> str:
    """The path of a table of flows between the five towns."""
    return write_flows()


@pytest.fixture(scope="session")
def grandest(shared_data):
    """Parameters that read the commuting of the Grand Est with its units."""

    folder: Path = shared_data / "grandest"
    return {
        "FLOWS": str(folder / "commuting_2011.csv"),
        "ORIGIN_FIELD": "i",
        "DESTINATION_FIELD": "j",
        "VOLUME_FIELD": "fij",
        "UNITS": str(folder / "urban_areas.gpkg") + "|layername=urban_area",
        "UNIT_CODE": "code",
        "UNIT_NAME": "name",
    }
