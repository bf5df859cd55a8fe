"""Layers of the project as the panel reads them: snapshots for worker threads, fields by guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..algorithms.layers import is_table_file

# So many links are looked at to guess which layer holds their units.
_SAMPLE = 5
LINK_FIELDS = ("unit_a", "unit_b", "intensity")
SYSTEM_FIELD = "system"
CODE_NAMES = ("code", "codgeo", "insee", "insee_com", "code_insee", "id", "siren", "code_siren")
NAME_NAMES = ("name", "nom", "libelle", "libgeo", "label", "nom_com", "lib", "nom_officiel")
_ORIGIN_NAMES = ("origin", "origine", "dcran", "i", "codgeo", "from")
_DESTINATION_NAMES = ("dest", "destination", "j", "dclt", "dcetu", "to")
_VOLUME_NAMES = ("volume", "fij", "flux", "flow", "nbflux")
# INSEE's files of migrations tell where people came from: their codes stand the other way round.
_CAME_FROM, _LIVES_IN = "dcran", "codgeo"
PERIMETER_CODE_NAMES = ("perim", "perimeter", "epci", "scot", "dep", "reg", *CODE_NAMES)
PERIMETER_NAME_NAMES = ("perim_name", "nom_epci", "nom_scot", *NAME_NAMES)
WEIGHT_NAMES = ("weight", "population", "pop", "pop_zone", "jobs", "emplois", "employed", "poids")


class LayerSnapshot:
    """A layer as it is now: a worker thread reads it while the layer changes, or goes."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._features = QgsVectorLayerFeatureSource(layer)
        self._name = layer.name()
        self._fields = QgsFields(layer.fields())
        self._count = layer.featureCount()
        self._crs = QgsCoordinateReferenceSystem(layer.crs())
        self._wkb_type = layer.wkbType()

    def sourceName(self) -> str:  # noqa: N802
        return self._name

    def fields(self) -> QgsFields:
        return self._fields

    def featureCount(self) -> int:  # noqa: N802
        return int(self._count)

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:  # noqa: N802
        return self._crs

    def wkbType(self) -> Any:  # noqa: N802
        return self._wkb_type

    def getFeatures(  # noqa: N802
        self, request: QgsFeatureRequest | None = None
    ) -> QgsFeatureIterator:
        return self._features.getFeatures(request or QgsFeatureRequest())


def text_file(layer: QgsVectorLayer) -> Path | None:
    """Return the file of a text table, which is better read without QGIS: codes stay whole."""
    source = layer.source()
    return Path(source) if is_table_file(source) and not layer.subsetString() else None


def detached_copy(layer: QgsVectorLayer) -> QgsVectorLayer:
    """Return a copy that a run may read after the project has let the layer go.

    A layer that is being edited is copied with its edits.
    """
    if not layer.isEditable():
        return layer.clone()
    copy = layer.materialize(QgsFeatureRequest())
    copy.setName(layer.name())
    return copy


def field_names(layer: QgsVectorLayer | None) -> list[str]:
    """Return the names of the fields of a layer; none without a layer."""
    return [] if layer is None else [field.name() for field in layer.fields()]


def holds_links(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer has the fields of links."""
    return set(LINK_FIELDS) <= set(field_names(layer))


def holds_systems(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer is one of units that know their system."""
    return {SYSTEM_FIELD, "code"} <= set(field_names(layer))


def may_hold_units(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer may be one of units: places or a table, with a field for codes."""
    lines = layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry
    return not lines and not holds_links(layer) and layer.fields().count() > 0


def holds_flows(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer has fields for an origin, a destination and a volume."""
    return all(flow_fields(layer))


def flow_fields(layer: QgsVectorLayer) -> tuple[str, str, str]:
    """Return the fields of the origin, the destination and the volume; empty where unknown."""
    origin, destination = (
        guess_field(layer, wanted) for wanted in (_ORIGIN_NAMES, _DESTINATION_NAMES)
    )
    if origin.lower() == _CAME_FROM:
        destination = guess_field(layer, (_LIVES_IN,))
    counted = [name for name in field_names(layer) if name.lower().startswith(_VOLUME_NAMES)]
    return origin, destination, guess_field(layer, _VOLUME_NAMES) or "".join(counted[:1])


def is_table(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer has no geometry."""
    return layer.geometryType() == QgsWkbTypes.GeometryType.NullGeometry


def may_hold_perimeters(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer may be one of perimeters: polygons, or a table of memberships."""
    names = set(field_names(layer))
    polygons = layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    taken = SYSTEM_FIELD in names or holds_links(layer) or holds_flows(layer)
    return (polygons or is_table(layer)) and bool(names) and not taken


def guess_field(layer: QgsVectorLayer | None, wanted: Sequence[str], fallback: str = "") -> str:
    """Return the field that most likely holds what is wanted, `fallback` where none does."""
    names = field_names(layer)
    by_lower = {name.lower(): name for name in reversed(names)}
    for name in wanted:
        if name in by_lower:
            return by_lower[name]
    return fallback


def best_units(
    layers: Iterable[QgsVectorLayer],
    links: QgsVectorLayer | None = None,
    present: QgsVectorLayer | None = None,
) -> QgsVectorLayer | None:
    """Return the likeliest layer of units; the present one unless another is likelier."""
    codes = _some_codes(links)
    kept, likeness = present, _as_units(present, codes) if present is not None else 0
    for layer in layers:
        if _as_units(layer, codes) > likeness:
            kept, likeness = layer, _as_units(layer, codes)
    return kept if likeness > 0 else None


def _as_units(layer: QgsVectorLayer, codes: Sequence[str]) -> int:
    """Say how much a layer looks like one of units: code, name, weight, the codes of the links."""
    if not may_hold_units(layer):
        return 0
    found = [bool(guess_field(layer, wanted)) for wanted in (CODE_NAMES, NAME_NAMES, WEIGHT_NAMES)]
    names = set(field_names(layer))
    # The units of a run tell more than any guess; a layer of systems is not one of units.
    looks = 10 * ({"code", "weight", "role"} <= names) + sum(found) - 5 * ("centre" in names)
    return looks + 20 * _knows(layer, codes)


def _some_codes(links: QgsVectorLayer | None) -> list[str]:
    """Return the codes at one end of the first links."""
    if links is None:
        return []
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(_SAMPLE)
    return sorted({str(feature[LINK_FIELDS[0]]) for feature in links.getFeatures(request)})


def _knows(layer: QgsVectorLayer, codes: Sequence[str]) -> bool:
    """Tell whether a layer has one of these codes in the field that looks like one of codes."""
    field = guess_field(layer, CODE_NAMES)
    if not field or not codes:
        return False
    wanted = ", ".join(QgsExpression.quotedValue(code) for code in codes)
    column = QgsExpression.quotedColumnRef(field)
    request = QgsFeatureRequest().setFilterExpression(f"to_string({column}) IN ({wanted})")
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(1)
    return any(True for _ in layer.getFeatures(request))
