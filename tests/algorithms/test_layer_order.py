"""Layers of a project beside each other: each town is named once, and no fill hides a line."""

from __future__ import annotations

import pytest
from alliance.algorithms.layer_order import names_step_back
from alliance.algorithms.post_processing import StyleOnLoad, put_under_lines
from alliance.algorithms.styling import PERIMETERS, UNITS, style_by_role
from alliance.tests.algorithms.map_samples import cell, country, draw, units_layer
from qgis.core import QgsProcessingContext, QgsProject

START = "code:string name:string pop:double"


@pytest.fixture
def project(qgis_app):
    found = QgsProject()
    yield found
    found.clear()


@pytest.fixture
def start(make_layer, project):
    """The units that a project starts with, named, without roles."""
    rows = [("01", "L'Isle-d'Abeau", 1.0, "POINT(705000 6605000)")]
    layer = make_layer(START, rows, "Point", name="start")
    style_by_role(layer, UNITS)
    project.addMapLayer(layer)
    return layer


def test_a_result_that_is_loaded_takes_over_the_names(start, project, make_layer):
    result = units_layer(make_layer, "Point")
    project.addMapLayer(result)
    before = draw(start)
    context = QgsProcessingContext()
    context.setProject(project)
    StyleOnLoad().postProcessLayer(result, context, None)
    assert result.labelsEnabled()
    assert not start.labelsEnabled()
    assert draw(start) != before, "the circle stays, its name is gone"


def test_other_towns_and_layers_of_the_user_keep_their_names(start, project, make_layer):
    elsewhere = make_layer(START, [("99", "Ailleurs", 1.0, "POINT(0 0)")], "Point")
    style_by_role(elsewhere, UNITS)
    own = make_layer(START, [("01", "À moi", 1.0, "POINT(0 0)")], "Point")
    own.setLabeling(start.labeling().clone())
    own.setLabelsEnabled(True)
    for layer in (elsewhere, own):
        project.addMapLayer(layer)
    result = units_layer(make_layer, "Point")
    style_by_role(result)
    names_step_back(project, result)
    assert elsewhere.labelsEnabled()
    assert own.labelsEnabled()
    assert not start.labelsEnabled()


def test_a_result_without_names_leaves_them(start, project, make_layer):
    nameless = make_layer("code:string role:string", [("01", "dominant", None)], "Point")
    style_by_role(nameless)
    names_step_back(project, nameless)
    assert start.labelsEnabled()


def test_systems_go_under_links_and_perimeters(qgis_app, make_layer):
    """Loaded on top, their fills would hide the outlines that a project starts with."""
    project = QgsProject.instance()
    project.clear()
    units, links, systems = country(make_layer, "Point")
    square = [("1", f"POLYGON{cell(0, 0)}")]
    perimeters = make_layer("code:string", square, "Polygon", name="EPCI")
    own = make_layer("code:string", square, "Polygon", name="own")
    style_by_role(perimeters, PERIMETERS)
    # The last one added lies on top.
    for layer in (own, perimeters, links, units, systems):
        project.addMapLayer(layer)
    put_under_lines(systems.id())
    names = [layer.name() for layer in project.layerTreeRoot().layerOrder()]
    assert names == ["units", "links", "EPCI", "systems", "own"]
    project.clear()
