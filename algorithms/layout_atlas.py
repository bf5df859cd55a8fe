"""One page a system: what leads an atlas, and pictures that change with its pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from qgis.core import (
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutObject,
    QgsPrintLayout,
    QgsProperty,
    QgsVectorLayer,
)

from .layout_panels import FINE, embedded
from .page import Page
from .symbols import SHORT_NAME

# Of an atlas page, around its system.
PAGE_MARGIN = 0.12
# What the layout keeps the pictures of an item in.
_VARIABLE = "alliance_{item}"
# Of the systems that get a page: around nothing, QGIS would show the map of the page before.
HAS_PAGE = '"system" > 0 AND NOT is_empty_or_null($geometry)'
# The title of a page.
PAGE_TITLE = f"[% {SHORT_NAME} %]"


def lead(layout: QgsPrintLayout, main: QgsLayoutItemMap, systems: QgsVectorLayer) -> None:
    """Make a layout an atlas of the systems, in the order of their numbers, led by a map."""
    main.setAtlasDriven(True)
    main.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
    main.setAtlasMargin(PAGE_MARGIN)
    pages = layout.atlas()
    pages.setCoverageLayer(systems)
    pages.setFilterFeatures(True)
    pages.setFilterExpression(HAS_PAGE)
    pages.setSortFeatures(True)
    pages.setSortExpression('"system"')
    pages.setPageNameExpression('"name"')
    pages.setEnabled(True)


def systems_without_page(systems: QgsVectorLayer) -> int:
    """Return how many systems have no page because they have no place on the map."""

    def count(condition: str) -> int:
        request = QgsFeatureRequest().setFilterExpression(condition).setNoAttributes()
        return sum(1 for _ in systems.getFeatures(request))

    return count('"system" > 0') - count(HAS_PAGE)


def turn_with_pages(
    item: QgsLayoutItemPicture, draws: Mapping[int, Callable[[Page], None]], family: str
) -> None:
    """Show in a picture what is drawn for the system of each page.

    All pictures are kept in a variable of the layout: it prints without this plugin.
    """
    width, height = item.rect().width(), item.rect().height()
    pages = {
        str(number): embedded(width, height, draw, family, FINE) for number, draw in draws.items()
    }
    variable = _VARIABLE.format(item=item.id())
    QgsExpressionContextUtils.setLayoutVariable(item.layout(), variable, json.dumps(pages))
    asked = f'map_get(from_json(@{variable}), to_string(to_int("system")))'
    item.setMode(QgsLayoutItemPicture.Format.FormatSVG)
    key = QgsLayoutObject.DataDefinedProperty.PictureSource
    item.dataDefinedProperties().setProperty(key, QgsProperty.fromExpression(asked))
