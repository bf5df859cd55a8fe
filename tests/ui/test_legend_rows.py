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
from qgis.gui import QgsLayerTreeView


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


def test_a_large_circle_gets_a_row_as_high(tree, wait_until):
    rows = LegendRows(QgsProject.instance(), tree)
    layer = add_circles()
    # 10 mm at 96 dots an inch.
    wait_until(lambda: height_of_first_row(tree, layer) >= 37)
    rows.close()


def test_closing_leaves_the_project_alone(tree):
    rows = LegendRows(QgsProject.instance(), tree)
    rows.close()
    add_circles()
