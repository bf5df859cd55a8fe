"""A QGIS project beside the GeoPackage of a run: styled, grouped, ready to open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsBookmark,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsLayerTreeGroup,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.messages import translate
from .key_words import show_words
from .opening import open_vector
from .styling import (
    AREAS,
    CUMULATED,
    FLOWS,
    LINKS,
    PERIMETERS,
    SYSTEMS,
    TABLE,
    UNITS,
    WEIGHT_PROPERTY,
    kind_of,
    style_by_role,
    style_units,
)

# From top to bottom of the layer tree, which is also that of the map.
TREE_ORDER = (UNITS, CUMULATED, LINKS, FLOWS, PERIMETERS, SYSTEMS, AREAS, TABLE)
_GROUPED = (LINKS, FLOWS, TABLE)
_DEFAULT_ELLIPSOID = "EPSG:7030"  # WGS 84
_BREATH = 1.08


@dataclass(frozen=True)
class LayerSpec:
    """One layer of the project.

    Attributes
    ----------
    table : str
        Its name in the GeoPackage.
    name : str
        Its name in the layer tree.
    kind : str
        What it holds, one of the constants of `styling`; by default what its fields tell.
    visible : bool
        Whether it is switched on at the start; links and flows of one kind never are.
    file : Path, optional
        Another file than the GeoPackage of the run; without a `table`, the whole of it.
    weight : str
        Field that the circles of units follow, where it is not ``weight``. No field is added to
        the layer: QGIS 3.22 crashes when a project changes while a map draws such a field.
    """

    table: str
    name: str
    kind: str = ""
    visible: bool = True
    file: Path | None = None
    weight: str = ""


def write_project(
    geopackage: Path,
    destination: Path,
    specs: Sequence[LayerSpec],
    title: str,
    crs: QgsCoordinateReferenceSystem,
    bookmarks: Mapping[str, QgsRectangle] | None = None,
    mark: str = "",
) -> None:
    """Write a project with layers of a GeoPackage, by relative paths.

    Unit polygons come twice: circles over the links, a quiet ground under the systems. Links and
    flows of one kind go into groups that are off, tables into another.

    Parameters
    ----------
    geopackage : Path
    destination : Path
        A ``.qgz`` or ``.qgs``, in the folder of the GeoPackage or near it.
    specs : sequence of LayerSpec
        In any order between kinds; the order inside a kind is kept.
    title : str
    crs : QgsCoordinateReferenceSystem
        Of the map; its ellipsoid measures distances.
    bookmarks : mapping of str to QgsRectangle, optional
        Places to jump to, in `crs`, by name.
    mark : str
        Written on the map itself, for simulated data.

    Raises
    ------
    InputError
        A layer cannot be opened, or the project cannot be written.
    """
    project = QgsProject()
    project.setTitle(title)
    project.setCrs(crs)
    project.setEllipsoid(crs.ellipsoidAcronym() or _DEFAULT_ELLIPSOID)
    project.writeEntryBool("Paths", "Absolute", False)
    layers = [item for spec in specs for item in _open_layers(geopackage, spec)]
    layers.sort(key=lambda item: TREE_ORDER.index(item[1]))
    groups: dict[str, QgsLayerTreeGroup] = {}
    for layer, kind, visible in layers:
        project.addMapLayer(layer, False)
        parent = _group(project, groups, kind)
        node = parent.addLayer(layer)
        node.setItemVisibilityChecked(visible)
        # The list of systems and of roles is long; outside the map's legend it hides the tree.
        node.setExpanded(kind in (CUMULATED, UNITS))
    extent = _extent([layer for layer, _, visible in layers if visible], crs)
    if not extent.isNull():
        view = QgsReferencedRectangle(extent, crs)
        project.viewSettings().setDefaultViewExtent(view)
    for name, rectangle in (bookmarks or {}).items():
        _add_bookmark(project, name, QgsReferencedRectangle(rectangle, crs))
    if mark:
        _mark_map(project, mark)
    if not project.write(str(destination)):
        raise InputError(
            translate("Alliance", "The project “{path}” could not be written: {reason}").format(
                path=destination, reason=project.error()
            )
        )


def _open_layers(geopackage: Path, spec: LayerSpec) -> list[tuple[QgsVectorLayer, str, bool]]:
    layer = _open_layer(geopackage, spec)
    show_words(layer)
    kind = style_by_role(layer, spec.kind or kind_of(layer))
    visible = spec.visible and kind not in (LINKS, FLOWS, TABLE)
    polygons = QgsWkbTypes.GeometryType.PolygonGeometry
    if kind != UNITS or layer.geometryType() != polygons:
        return [(layer, kind, visible)]
    style_units(layer, outlined=False)
    ground = _open_layer(geopackage, spec)
    style_by_role(ground, AREAS)
    ground.setName(translate("Alliance", "{layer} (ground)").format(layer=spec.name))
    return [(layer, UNITS, visible), (ground, AREAS, visible)]


def _open_layer(geopackage: Path, spec: LayerSpec) -> QgsVectorLayer:
    path = spec.file or geopackage
    source = f"{path}|layername={spec.table}" if spec.table else str(path)
    layer = open_vector(source, spec.name)
    if not layer.isValid():
        raise InputError(
            translate("Alliance", "The layer “{layer}” is missing from “{path}”.").format(
                layer=spec.table or spec.name, path=path
            )
        )
    if spec.weight:
        layer.setCustomProperty(WEIGHT_PROPERTY, spec.weight)
    return layer


def _group(
    project: QgsProject, groups: dict[str, QgsLayerTreeGroup], kind: str
) -> QgsLayerTreeGroup:
    root = project.layerTreeRoot()
    if kind not in _GROUPED:
        return root
    if kind not in groups:
        names = {
            LINKS: translate("Alliance", "Links of each kind"),
            FLOWS: translate("Alliance", "Flows of each kind"),
            TABLE: translate("Alliance", "Tables"),
        }
        groups[kind] = root.addGroup(names[kind])
        groups[kind].setExpanded(False)
    return groups[kind]


def _extent(layers: Sequence[QgsVectorLayer], crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    """Return what the map shows at first: the systems, or all there is."""
    placed = [layer for layer in layers if layer.isSpatial() and layer.featureCount() > 0]
    shown = [layer for layer in placed if kind_of(layer) == SYSTEMS] or placed
    extent = QgsRectangle()
    for layer in shown:
        transform = QgsCoordinateTransform(layer.crs(), crs, QgsCoordinateTransformContext())
        try:
            extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
        except QgsCsException:
            # A layer outside the reach of the map's projection says nothing about its extent.
            continue
    if not extent.isNull():
        extent.scale(_BREATH)
    return extent


def _add_bookmark(project: QgsProject, name: str, extent: QgsReferencedRectangle) -> None:
    bookmark = QgsBookmark()
    bookmark.setName(name)
    bookmark.setGroup("Alliance")
    bookmark.setExtent(extent)
    project.bookmarkManager().addBookmark(bookmark)


def _mark_map(project: QgsProject, mark: str) -> None:
    """Write a sentence in a corner of the map, as View > Decorations > Copyright label does."""
    project.writeEntryBool("CopyrightLabel", "/Enabled", True)
    project.writeEntry("CopyrightLabel", "/Label", mark)
    for side in ("/MarginH", "/MarginV"):
        project.writeEntry("CopyrightLabel", side, 1)
