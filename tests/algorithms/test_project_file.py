"""The project of a run: it opens again, styled, in order, wherever its folder is moved."""

from __future__ import annotations

import shutil
import threading

import pytest
from alliance.algorithms import styling
from alliance.algorithms.project_file import LayerSpec, write_project
from alliance.core.errors import InputError
from alliance.tests.algorithms.map_samples import KIND_FIELDS, cell, country, draw, is_blank, line
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsLayerTreeGroup,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
)

LAMBERT_93 = "EPSG:2154"
SPECS = [
    LayerSpec("rejects", "Lignes écartées"),
    LayerSpec("systems", "Systèmes"),
    LayerSpec("units", "Unités"),
    LayerSpec("flows_work", "Flux : travail"),
    LayerSpec("links_work", "Liens : travail"),
    LayerSpec("links", "Liens cumulés"),
    LayerSpec("perimeters", "Départements"),
]


def add(layer, path, table):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = table
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = (
        actions.CreateOrOverwriteLayer if path.exists() else actions.CreateOrOverwriteFile
    )
    error = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), options
    )
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error


@pytest.fixture
def geopackage(make_layer, tmp_path):
    path = tmp_path / "first" / "results.gpkg"
    path.parent.mkdir()
    units, links, systems = country(make_layer)
    across = line((700000, 6600000), (720000, 6610000))
    kind = make_layer(KIND_FIELDS, [("01", "02", "work", 5.0, 5.0, 1, across)], "LineString")
    flows_fields = "origin:string dest:string volume:double"
    flows = make_layer(flows_fields, [("01", "02", 5.0, across)], "LineString")
    perimeters = make_layer("DEP:string", [("1", f"MULTIPOLYGON({cell(0, 0)})")], "MultiPolygon")
    rejects = make_layer("reason:string", [("negative", None)])
    for layer, table in (
        (units, "units"),
        (links, "links"),
        (systems, "systems"),
        (kind, "links_work"),
        (flows, "flows_work"),
        (perimeters, "perimeters"),
        (rejects, "rejects"),
    ):
        add(layer, path, table)
    return path


def written(geopackage, **options):
    path = geopackage.parent / "project.qgz"
    crs = QgsCoordinateReferenceSystem(LAMBERT_93)
    write_project(geopackage, path, SPECS, "Systèmes d'essai", crs, **options)
    return path


def opened(path) -> QgsProject:
    project = QgsProject()
    assert project.read(str(path)), project.error()
    return project


def test_the_project_opens_with_every_layer(geopackage):
    project = opened(written(geopackage))
    assert project.title() == "Systèmes d'essai"
    layers = project.mapLayers().values()
    assert all(layer.isValid() for layer in layers)
    assert len(layers) == len(SPECS) + 1  # unit polygons twice
    assert project.crs().authid() == LAMBERT_93
    assert project.ellipsoid() not in ("", "NONE")


def test_the_tree_is_in_the_order_of_the_map(geopackage):
    project = opened(written(geopackage))
    root = project.layerTreeRoot()
    kinds = [
        [styling.kind_of(node.layer()) for node in child.findLayers()]
        if isinstance(child, QgsLayerTreeGroup)
        else styling.kind_of(child.layer())
        for child in root.children()
    ]
    assert kinds == [
        styling.UNITS,
        styling.CUMULATED,
        [styling.LINKS],
        [styling.FLOWS],
        styling.PERIMETERS,
        styling.SYSTEMS,
        styling.AREAS,
        [styling.TABLE],
    ]


def test_links_and_flows_of_one_kind_are_off(geopackage):
    project = opened(written(geopackage))
    root = project.layerTreeRoot()
    visible = {node.name(): node.isVisible() for node in root.findLayers()}
    assert not visible["Liens : travail"]
    assert not visible["Flux : travail"]
    assert visible["Systèmes"]
    assert visible["Unités"]
    assert visible["Départements"]


def test_layers_come_styled(geopackage):
    project = opened(written(geopackage))
    for layer in project.mapLayers().values():
        if layer.isSpatial():
            assert not is_blank(draw(layer)), layer.name()
    (systems,) = project.mapLayersByName("Systèmes")
    assert systems.renderer().type() == "categorizedSymbol"


def test_the_folder_can_be_moved(geopackage, tmp_path):
    path = written(geopackage)
    moved = tmp_path / "second place"
    shutil.move(geopackage.parent, moved)
    project = opened(moved / path.name)
    assert all(layer.isValid() for layer in project.mapLayers().values())


def test_it_opens_on_the_systems(geopackage):
    project = opened(written(geopackage))
    extent = project.viewSettings().defaultViewExtent()
    assert extent.crs().authid() == LAMBERT_93
    assert extent.contains(QgsRectangle(700000, 6600000, 730000, 6620000))
    assert extent.width() < 40000


def test_bookmarks_lead_to_the_systems(geopackage):
    places = {"L'Isle-d'Abeau": QgsRectangle(700000, 6600000, 720000, 6610000)}
    project = opened(written(geopackage, bookmarks=places))
    bookmarks = project.bookmarkManager().bookmarks()
    assert [bookmark.name() for bookmark in bookmarks] == ["L'Isle-d'Abeau"]
    assert bookmarks[0].extent().width() == 20000


def test_the_open_project_of_qgis_is_left_alone(geopackage):
    before = dict(QgsProject.instance().mapLayers())
    written(geopackage)
    assert QgsProject.instance().mapLayers() == before


def test_it_is_written_in_a_worker_thread(geopackage):
    problems = []

    def work():
        try:
            written(geopackage)
        except Exception as error:  # noqa: BLE001 (told to the main thread)
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert problems == []
    opened(geopackage.parent / "project.qgz")


def test_a_missing_layer_is_a_sentence(geopackage):
    crs = QgsCoordinateReferenceSystem(LAMBERT_93)
    specs = [LayerSpec("nothing", "Rien")]
    with pytest.raises(InputError, match="nothing"):
        write_project(geopackage, geopackage.parent / "p.qgz", specs, "", crs)


def test_a_folder_that_does_not_exist_is_a_sentence(geopackage):
    crs = QgsCoordinateReferenceSystem(LAMBERT_93)
    with pytest.raises(InputError, match=r"p\.qgz"):
        write_project(geopackage, geopackage.parent / "no" / "p.qgz", SPECS, "", crs)
