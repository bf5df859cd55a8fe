"""Each style against a picture that was looked at, to a tolerance: edges may be smoothed otherwise.

`ALLIANCE_WRITE_REFERENCES=1` draws the pictures again: look at them before you keep them. A
picture named after a version (`arrows.3.44.png`) is that of this version alone.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from alliance.algorithms import styling
from alliance.algorithms.flow_symbols import FlowLook
from alliance.algorithms.width_legend import circle_radii
from alliance.tests.algorithms.map_samples import PLACES, X0, Y0, country, draw, line, pixels
from qgis.core import Qgis, QgsRectangle
from qgis.PyQt.QtGui import QImage

FOLDER = Path(__file__).parent / "reference"
VERSION = ".".join(Qgis.QGIS_VERSION.split(".")[:2])
SIZE, DPI = (300, 200), 96.0
EXTENT = QgsRectangle(X0 - 2000, Y0 - 2000, X0 + 34000, Y0 + 22000)
# Of 255, the mean difference of a pixel; and how many pixels may differ by more than a shade.
MEAN, SHADE, SHARE = 0.8, 64, 0.004
WAYS = (
    "unit_a:string unit_b:string link_type:string flow_ab:double flow_ba:double volume:double "
    "intensity:double selected:integer"
)
KINDS = (
    "unit_a:string unit_b:string score:double types:string intensity:double r_bus:double "
    "r_rail:double r_air:double"
)
FLOWS = "origin:string dest:string volume:double"


def two_way(make_layer):
    rows = [
        (a, b, "train", there, back, there + back, there + back, 1, line(PLACES[a], PLACES[b]))
        for a, b, there, back in (
            ("01", "02", 100.0, 60.0),
            ("01", "03", 30.0, 80.0),
            ("03", "04", 50.0, 0.0),
            ("04", "06", 20.0, 20.0),
            ("05", "07", 45.0, 15.0),
        )
    ]
    return make_layer(WAYS, rows, "LineString", name="links")


def several_kinds(make_layer):
    rows = [
        (a, b, 2.0, "bus, rail, air", value, *shares, line(PLACES[a], PLACES[b]))
        for a, b, value, shares in (
            ("01", "02", 90.0, (1.0, 0.1, 0.0)),
            ("03", "04", 60.0, (0.2, 0.9, 0.1)),
            ("05", "06", 40.0, (0.0, 0.2, 0.8)),
            ("01", "06", 20.0, (0.5, 0.1, 0.1)),
        )
    ]
    return make_layer(KINDS, rows, "LineString", name="links")


def directed(make_layer):
    rows = [
        (a, b, value, line(PLACES[a], PLACES[b]))
        for a, b, value in (("01", "02", 90.0), ("02", "01", 40.0), ("03", "06", 60.0))
    ]
    return make_layer(FLOWS, rows, "LineString", name="flows")


def looks(make_layer, name):
    """Return the layers of a map, from top to bottom, in the look that is asked for."""
    units, links, systems = country(make_layer, "Point")
    styling.style_units(units)
    units.setLabelsEnabled(False)  # fonts differ between machines
    if name == "score":
        styling.style_links(links)
        styling.style_systems(systems)
        return [units, links, systems]
    if name == "square_root":
        styling.style_links(links, look=FlowLook(root=True))
        return [units, links]
    if name == "type":
        layer = several_kinds(make_layer)
        styling.style_links(layer, look=FlowLook(by_type=True))
        return [units, layer]
    if name in ("flows", "flow_arrows"):
        layer = directed(make_layer)
        arrows = name == "flow_arrows"
        styling.style_flows(layer, look=FlowLook(arrows=arrows, radii=circle_radii(units)))
        return [units, layer]
    if name in ("curved", "arrows", "curved_arrows"):
        layer = two_way(make_layer)
        arrows = name != "curved"
        radii = circle_radii(units) if arrows else {}
        look = FlowLook(curved=name != "arrows", arrows=arrows, radii=radii)
        styling.style_links(layer, look=look)
        return [units, layer]
    polygons, _, systems = country(make_layer)
    styling.style_units(polygons)
    polygons.setLabelsEnabled(False)
    styling.style_systems(systems)
    perimeters = systems.clone()
    styling.style_perimeters(perimeters)
    return [perimeters, polygons, systems]


NAMES = (
    "score",
    "square_root",
    "type",
    "curved",
    "arrows",
    "curved_arrows",
    "flows",
    "flow_arrows",
    "polygons",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_style_looks_as_it_was_seen(make_layer, name, tmp_path):
    image = draw(*looks(make_layer, name), extent=EXTENT, size=SIZE, dpi=DPI)
    own = FOLDER / f"{name}.{VERSION}.png"
    path = own if own.exists() else FOLDER / f"{name}.png"
    if os.environ.get("ALLIANCE_WRITE_REFERENCES"):
        FOLDER.mkdir(exist_ok=True)
        assert image.convertToFormat(QImage.Format.Format_RGB888).save(str(path))
    wanted, seen = pixels(QImage(str(path))), pixels(image)
    assert seen.shape == wanted.shape
    apart = abs(seen - wanted).max(axis=2)
    image.save(str(tmp_path / f"{name}.png"))
    assert apart.mean() < MEAN, f"see {tmp_path}"
    assert (apart > SHADE).mean() < SHARE, f"see {tmp_path}"


def test_a_look_that_changed_is_noticed(make_layer):
    """The tolerance is not so wide that a thinner line or another colour passes."""
    units, links, _ = country(make_layer, "Point")
    styling.style_units(units)
    units.setLabelsEnabled(False)
    styling.style_links(links)
    image = pixels(draw(units, links, extent=EXTENT, size=SIZE, dpi=DPI))
    for change in (
        lambda: styling.style_links(links, look=FlowLook(root=True)),
        lambda: links.renderer().rootRule().children()[0].symbol().setColor(image_colour()),
        lambda: units.renderer().rootRule().children()[0].setActive(False),
    ):
        change()
        other = pixels(draw(units, links, extent=EXTENT, size=SIZE, dpi=DPI))
        apart = abs(other - image).max(axis=2)
        assert apart.mean() >= MEAN or (apart > SHADE).mean() >= SHARE
        styling.style_links(links)
        styling.style_units(units)
        units.setLabelsEnabled(False)


def image_colour():
    from qgis.PyQt.QtGui import QColor

    return QColor("#00aa00")


def test_every_picture_is_used():
    found = {path.name.split(".")[0] for path in FOLDER.glob("*.png")}
    assert found == set(NAMES)
    assert all(path.stat().st_size < 30_000 for path in FOLDER.glob("*.png"))
    assert np.prod(SIZE) == 60_000
