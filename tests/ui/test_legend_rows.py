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
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QStandardItemModel


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


def add_circles():
    """Add a layer whose legend has a circle of 10 mm."""
    layer = QgsVectorLayer("Point", "towns", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POINT(0 0)"))
    layer.dataProvider().addFeature(feature)
    root = QgsRuleBasedRenderer.Rule(None)
    for size in ("10", "2"):
        root.appendChild(
            QgsRuleBasedRenderer.Rule(QgsMarkerSymbol.createSimple({"size": size}), label=size)
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


class CountingView(QObject):
    """What stands for the view of the layer tree; it counts how often it is laid out."""

    def __init__(self):
        super().__init__()
        self.rows = QStandardItemModel(self)
        self.layouts = 0

    def model(self):
        return self.rows

    def doItemsLayout(self):
        self.layouts += 1


def test_new_scales_of_the_map_lay_the_rows_out_once(canvas, wait_until):
    view = CountingView()
    rows = LegendRows(view, canvas)
    for scale in (10000.0, 5000.0, 2000.0):
        canvas.scaleChanged.emit(scale)
    wait_until(lambda: view.layouts > 0)
    assert view.layouts == 1
    rows.close()
