"""The layers and figures of an algorithm that makes flows: what was kept, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsLayerMetadata, QgsWkbTypes

from ..core.progress import Progress, part
from .fields import REJECTS, Schema
from .line_tables import LineTable
from .outputs import Outputs

if TYPE_CHECKING:
    from ..core.aggregation import Loading


def counts_of(loading: Loading) -> dict[str, Any]:
    """Return what was read and kept, by output name."""
    return {
        "ROWS_READ": loading.rows_read,
        "ROWS_KEPT": loading.rows_kept,
        "VOLUME_READ": loading.volume_read,
        "VOLUME_KEPT": loading.volume_kept,
    }


def write_flows(
    outputs: Outputs,
    table: LineTable,
    loading: Loading,
    schema: Schema,
    *,
    with_geometry: bool,
    metadata: QgsLayerMetadata,
    progress: Progress,
) -> None:
    """Write `FLOWS` and `REJECTS`; without geometry, flows are a plain table."""
    outputs.write(
        "FLOWS",
        table.frame,
        schema,
        geometry=table.geometry if with_geometry else None,
        wkb_type=table.wkb_type if with_geometry else QgsWkbTypes.Type.NoGeometry,
        crs=table.crs if with_geometry else None,
        metadata=metadata,
        progress=part(progress, 0.0, 0.8),
    )
    outputs.write(
        "REJECTS",
        loading.rejects,
        REJECTS,
        metadata=metadata,
        progress=part(progress, 0.8, 1.0),
    )
