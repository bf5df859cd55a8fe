"""`alliance:styleresults`: the layers that it takes, what it says, what it leaves on the map."""

from __future__ import annotations

import pytest
from alliance.algorithms import palette, styling
from alliance.algorithms.tree_legend import size_rules
from alliance.tests.algorithms.map_samples import (
    KIND_FIELDS,
    LINKS,
    PLACES,
    UNIT_FIELDS,
    colours,
    country,
    draw,
    is_blank,
    line,
    links_layer,
    systems_layer,
    units_layer,
)
from qgis.core import QgsProject, QgsWkbTypes

WAY_FIELDS = KIND_FIELDS + " flow_ab:double flow_ba:double"


@pytest.fixture
def project(qgis_app):
    """The project of the window, empty again afterwards."""
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def added(project, make_layer):
    """Units, links, systems and perimeters in the project, in the wrong order."""
    units, links, systems = country(make_layer, "Point")
    perimeters = make_layer("code:string", [("a", systems_wkt())], "Polygon", name="perimeters")
    layers = {"UNITS": units, "LINKS": links, "PERIMETERS": perimeters, "SYSTEMS": systems}
    for layer in layers.values():
        project.addMapLayer(layer)
    return layers


def systems_wkt() -> str:
    return "POLYGON((700000 6600000,720000 6600000,720000 6620000,700000 6600000))"


def two_way(make_layer, rows=None):
    rows = rows or [("01", "02", "train", 15.0, 15.0, 1, 10.0, 5.0)]
    rows = [(*row, line(PLACES[row[0]], PLACES[row[1]])) for row in rows]
    return make_layer(WAY_FIELDS, rows, "LineString", name="links")


def test_the_same_layers_come_back_styled(run, added):
    done = run("styleresults", **added)
    for name, layer in added.items():
        assert done[name] in (layer, layer.id())
        assert layer.customProperty(styling.KIND_PROPERTY)
        assert not is_blank(draw(layer))
    assert size_rules(added["LINKS"].renderer())
    assert size_rules(added["UNITS"].renderer())


def test_layers_of_the_project_are_put_in_the_order_of_a_map(run, added, project):
    run("styleresults", **added)
    names = [node.name() for node in project.layerTreeRoot().findLayers()]
    assert names == ["units", "links", "perimeters", "systems"]
    assert len(project.mapLayers()) == 4


def test_other_layers_keep_their_places(run, added, project, make_layer):
    for name, place in (("on top", 0), ("between", 3), ("below", 6)):
        layer = make_layer("x:string", [], name=name)
        project.addMapLayer(layer, False)
        project.layerTreeRoot().insertLayer(place, layer)
    run("styleresults", **added)
    names = [node.name() for node in project.layerTreeRoot().findLayers()]
    assert names[0] == "on top"
    assert names[-1] == "below"
    kept = [name for name in names if name not in ("on top", "between", "below")]
    assert kept == ["units", "links", "perimeters", "systems"]


def test_what_is_drawn_is_told_with_its_share(run, make_layer):
    rows = [
        ("01", code, "train", volume, volume, 1, volume, 0.0)
        for code, volume in (("02", 60.0), ("03", 30.0), ("04", 10.0))
    ]
    done = run("styleresults", LINKS=two_way(make_layer, rows), MAX_LINKS=2)
    assert done["DRAWN_COUNT"] == 2
    assert done["DRAWN_SHARE"] == pytest.approx(0.9)
    assert "Links drawn: 2 of 3, 90.0% of the volume." in done.journal.infos


def test_arrows_stop_at_the_circles_of_the_units_given(run, make_layer):
    links = two_way(make_layer)
    units = units_layer(make_layer, "Point")
    run("styleresults", LINKS=links, UNITS=units, ARROWS=True)
    with_circles = sum(n for c, n in colours(draw(links)).items() if c != "#ffffff")
    run("styleresults", LINKS=links, ARROWS=True)
    without = sum(n for c, n in colours(draw(links)).items() if c != "#ffffff")
    assert 0 < with_circles < without


def test_links_without_both_ways_are_lines_and_it_is_said(run, make_layer):
    links = country(make_layer)[1]
    done = run("styleresults", LINKS=links, ARROWS=True)
    assert "no volume each way" in done.warnings
    assert not is_blank(draw(links))


@pytest.mark.parametrize("line_", ["straight", "curved"])
@pytest.mark.parametrize("arrows", [True, False])
def test_directed_flows_are_styled_too(run, make_layer, line_, arrows):
    fields = "origin:string dest:string volume:double"
    rows = [("01", "02", 5.0, line(PLACES["01"], PLACES["02"]))]
    flows = make_layer(fields, rows, "LineString")
    run("styleresults", LINKS=flows, LINE=line_, ARROWS=arrows)
    assert not is_blank(draw(flows))


def test_no_layer_at_all_is_a_sentence(refused):
    assert "No layer was given" in refused("styleresults")


@pytest.mark.parametrize(
    ("name", "geometry", "word"),
    [
        ("LINKS", "LineString", "no links"),
        ("UNITS", "Point", "no units"),
        ("SYSTEMS", "Polygon", "no systems"),
    ],
)
def test_a_layer_that_holds_something_else_is_a_sentence(refused, make_layer, name, geometry, word):
    wrong = make_layer("colour:string", [], geometry, name="paint")
    sentence = refused("styleresults", **{name: wrong})
    assert word in sentence
    assert "paint" in sentence


def test_a_wrong_layer_leaves_the_others_as_they_were(refused, make_layer):
    units = units_layer(make_layer)
    before = units.renderer()
    wrong = make_layer("colour:string", [], "Polygon", name="paint")
    refused("styleresults", UNITS=units, SYSTEMS=wrong)
    assert type(units.renderer()) is type(before)


def test_links_without_a_value_are_told(run, make_layer):
    values = (7.0, None, 0.0, -2.0, 3.0)
    links = [(a, b, score, value, scale) for (a, b, score, _, scale), value in zip(LINKS, values)]
    done = run("styleresults", LINKS=links_layer(make_layer, links))
    assert (done["DRAWN_COUNT"], done["DRAWN_SHARE"]) == (2, 1.0)
    assert "3 links without a value above zero" in done.warnings
    whole = run("styleresults", LINKS=links_layer(make_layer))
    assert whole.warnings == ""


def test_layers_without_a_place_are_styled_with_a_word(run, make_layer):
    rows = [("01", "Nulle part", 3.0, 1, "dominant", None)]
    units = make_layer(UNIT_FIELDS, rows, "Point", name="perdues")
    assert "“perdues” has a geometry" in run("styleresults", UNITS=units).warnings


def test_empty_layers_are_styled_with_a_word(run, make_layer):
    empty = make_layer(WAY_FIELDS, [], "LineString", name="links")
    done = run("styleresults", LINKS=empty, ARROWS=True)
    assert "is empty" in done.warnings
    assert done["DRAWN_COUNT"] == 0


def test_a_system_of_one_unit_and_units_without_polygons(run, make_layer):
    units, _, _ = country(make_layer, "Point")
    fields = "system:integer name:string centre:string"
    lone = make_layer(fields, [(1, "Alone", "01", systems_wkt())], "Polygon")
    unplaced = make_layer(fields, [(1, "Nowhere", "01", None)], "MultiPolygon")
    run("styleresults", UNITS=units, SYSTEMS=lone)
    assert len(colours(draw(lone))) > 1
    run("styleresults", SYSTEMS=unplaced)
    assert unplaced.featureCount() == 1


def test_a_style_given_by_hand_before_does_not_matter(run, make_layer):
    """A layer that remembers another kind is styled as what it was given as."""
    layer = systems_layer(make_layer)
    styling.style_by_role(layer, styling.PERIMETERS)
    run("styleresults", SYSTEMS=layer)
    assert styling.kind_of(layer) == styling.SYSTEMS
    assert layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


def test_the_colour_may_be_that_of_the_kind(run, make_layer):
    fields = "unit_a:string unit_b:string score:double intensity:double types:string r_rail:double"
    rows = [("01", "02", 1.0, 5.0, "rail", 1.0, line(PLACES["01"], PLACES["02"]))]
    layer = make_layer(fields, rows, "LineString")
    run("styleresults", LINKS=layer, COLOUR="type")
    rule = layer.renderer().rootRule().children()[0]
    assert rule.label() == "rail"
    assert rule.symbol().color().name() == palette.KIND_COLOURS[0]
