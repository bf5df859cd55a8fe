"""How a layer was made, written in its metadata: algorithm, parameters, counts, version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataProvider,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingFeatureSourceDefinition,
    QgsProperty,
    QgsProviderRegistry,
)

from ..core.messages import translate
from .compat import is_null
from .destinations import not_written
from .opening import one_at_a_time, open_vector

ROOT = Path(__file__).parent.parent
_LAYER_NAME = "|layername="


@cache
def plugin_version() -> str:
    """Return the version that metadata.txt gives, the only place where it is written."""
    reader = ConfigParser(interpolation=None)
    reader.read(ROOT / "metadata.txt", encoding="utf-8")
    return reader.get("general", "version", fallback="")


def describe(
    algorithm: QgsProcessingAlgorithm,
    parameters: Mapping[str, Any],
    counts: Mapping[str, Any],
    label: str,
) -> QgsLayerMetadata:
    """Return metadata that tell how a layer was made.

    Parameters that were left out are told with their default.

    Parameters
    ----------
    counts : mapping
        Figures of the run, by output name (ROWS_READ, LINK_COUNT…).
    label : str
        What the layer holds.
    """
    made_by = f"alliance:{algorithm.name()}"
    given = {
        definition.name(): parameters.get(definition.name(), definition.defaultValue())
        for definition in algorithm.parameterDefinitions()
    }
    settings = {name: readable(value) for name, value in given.items() if value is not None}
    return metadata_of(label, made_by, settings, counts)


def metadata_of(
    label: str, made_by: str, settings: Mapping[str, Any], counts: Mapping[str, Any]
) -> QgsLayerMetadata:
    """Return the metadata of a layer made by `made_by` with `settings`."""
    metadata = QgsLayerMetadata()
    metadata.setTitle(label)
    metadata.setType("dataset")
    metadata.setAbstract(
        translate(
            "Alliance",
            "Made by {algorithm} of Alliance {version}.\nParameters: {parameters}\nCounts: "
            "{counts}"
        ).format(
            algorithm=made_by,
            version=plugin_version(),
            parameters=json.dumps(settings, ensure_ascii=False, sort_keys=True),
            counts=json.dumps(dict(counts), ensure_ascii=False, sort_keys=True),
        )
    )
    metadata.addHistoryItem(f"{made_by} — Alliance {plugin_version()}")
    return metadata


def save_metadata(uri: str, metadata: QgsLayerMetadata, shown: str = "") -> None:
    """Save metadata in a layer, or beside its file where the format has no place for them.

    Raises
    ------
    InputError
        The layer is not whole; the sentence calls it `shown`.
    """
    with one_at_a_time:
        if _LAYER_NAME not in uri:
            # A GeoPackage keeps metadata by table, and takes none without its name.
            layer = open_vector(uri, "described")  # kept by name: its provider dies with it
            tables = layer.dataProvider().subLayers()
            if not tables:
                raise not_written(shown or uri)
            uri += _LAYER_NAME + tables[0].split(QgsDataProvider.sublayerSeparator())[1]
        QgsProviderRegistry.instance().saveLayerMetadata("ogr", uri, metadata)


def readable(value: Any) -> Any:
    """Return a parameter's value as something that can be read and written in JSON."""
    if isinstance(value, QgsMapLayer):
        return value.name() if value.providerType() == "memory" else value.publicSource()
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        return readable(value.source)
    if isinstance(value, QgsProperty):
        fixed = value.staticValue()
        return value.asExpression() if is_null(fixed) else readable(fixed)
    if isinstance(value, (list, tuple)):
        return [readable(item) for item in value]
    if isinstance(value, (bool, int, float, str)):
        return value
    return str(getattr(value, "sink", value))
