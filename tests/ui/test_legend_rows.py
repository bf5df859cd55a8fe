"""The layer tree gives the circles of a legend the room that they need."""

from __future__ import annotations

import pytest
from alliance.ui.legend_rows import LegendRows
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsMarkerSymbol,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeView, QgsMapCanvas
from qgis.PyQt.QtTest import QTest


@pytest.fixture
def canvas(qgis_processing):
    canvas = QgsMapCanvas()
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def tree(qgis_processing):
    project = QgsProject.instance()
    project.clear()
    view = QgsLayerTreeView()
    model = QgsLayerTreeModel(project.layerTreeRoot(), view)
    view.setModel(model)
    view.resize(300, 300)
    view.show()
    yield view
    project.clear()
    view.deleteLater()


def add_circles(unit="MM"):
    """Add a layer whose legend has a circle of 10 mm, or of another unit."""
    layer = QgsVectorLayer("Point", "towns", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POINT(0 0)"))
    layer.dataProvider().addFeature(feature)
    root = QgsRuleBasedRenderer.Rule(None)
    for size in ("10", "2"):
        root.appendChild(
            QgsRuleBasedRenderer.Rule(
                QgsMarkerSymbol.createSimple({"size": size, "size_unit": unit}), label=size
            )
        )
    layer.setRenderer(QgsRuleBasedRenderer(root))
    QgsProject.instance().addMapLayer(layer)
    return layer


def height_of_first_row(view, layer):
    node = QgsProject.instance().layerTreeRoot().findLayer(layer)
    parent = view.node2index(node)
    return view.visualRect(view.model().index(0, 0, parent)).height()


def test_a_large_circle_gets_a_row_as_high(tree, canvas, wait_until):
    rows = LegendRows(tree, canvas)
    layer = add_circles()
    # 10 mm at 96 dots an inch.
    wait_until(lambda: height_of_first_row(tree, layer) >= 37)
    rows.close()


def test_closing_leaves_the_project_alone(tree, canvas):
    rows = LegendRows(tree, canvas)
    rows.close()
    add_circles()


def test_symbols_measured_at_a_new_scale_are_laid_out_again(tree, canvas, wait_until):
    rows = LegendRows(tree, canvas)
    layer = add_circles("MapUnit")
    QTest.qWait(500)  # what the new rows asked for is done
    for units_per_pixel, pixels in ((1.0, 10), (0.2, 50)):
        tree.layerTreeModel().setLegendMapViewData(units_per_pixel, 96, 5000.0)
        canvas.scaleChanged.emit(5000.0)
        wait_until(lambda least=pixels: height_of_first_row(tree, layer) >= least)
    rows.close()
