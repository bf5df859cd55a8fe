"""The files that a recipe names, read into units and kinds of links."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsVectorLayer

from ..core.errors import InputError, RecipeError
from ..core.messages import translate
from ..core.progress import Progress, part
from .flow_sources import (
    cost_of,
    layer_table,
    load_flow_file,
    load_flow_layer,
    lookup_frame,
    read_file,
)
from .geometry import Units, read_units
from .layers import is_table_file
from .opening import open_vector
from .perimeter_sources import Allocated, allocate_polygons, allocate_table

if TYPE_CHECKING:
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.chain import Kind
    from ..core.commune_changes import CodeChanges
    from ..core.reading import Table
    from ..core.recipe import (
        ChangesRecipe,
        KindRecipe,
        LookupRecipe,
        PerimeterRecipe,
        Recipe,
        Source,
        TableRecipe,
    )

_BLOCK = 1 << 20


def open_layer(source: Source) -> QgsVectorLayer:
    """Open a layer that a recipe names.

    Raises
    ------
    RecipeError
        The file cannot be opened, or has no layer of that name.
    """
    layer = open_vector(source.uri, Path(source.text.split("|")[0]).name)
    if not layer.isValid():
        raise RecipeError(
            translate(
                "Alliance",
                "Recipe: “{source}” cannot be opened as a layer; check the file and the name after "
                "“layername=”."
            ).format(source=source.text)
        )
    return layer


def recipe_units(recipe: Recipe, progress: Progress) -> Units:
    """Read the unit layer of a recipe."""
    wanted = recipe.units
    layer = open_layer(wanted.source)
    return read_units(layer, wanted.code, wanted.name, wanted.weight, progress)


def recipe_kinds(recipe: Recipe, codes: Sequence[str], progress: Progress) -> list[Kind]:
    """Load the flows of every kind of a recipe."""
    count = len(recipe.kinds)
    return [
        _kind(kind, codes, part(progress, row / count, (row + 1) / count))
        for row, kind in enumerate(recipe.kinds)
    ]


def recipe_membership(perimeter: PerimeterRecipe, units: Units, progress: Progress) -> Allocated:
    """Read a layer of perimeters, or a table of memberships, as a membership of the units."""
    try:
        if perimeter.membership is not None:
            return allocate_table(
                _table(perimeter.membership),
                perimeter.unit,
                perimeter.code,
                perimeter.label,
                _lookup(perimeter.lookup),
                perimeter.name,
            )
        return allocate_polygons(
            units,
            open_layer(perimeter.source),
            perimeter.code,
            perimeter.label,
            perimeter.allocation,
            perimeter.name,
            progress,
        )
    except InputError as error:
        raise InputError(
            translate("Alliance", "Perimeters “{name}”: {message}").format(
                name=perimeter.name, message=error
            )
        ) from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, so that a run can be told from one on other data.

    A folder (File Geodatabase) counts with all its files, a shapefile with its companions.
    """
    if path.is_dir():
        files = [part for part in path.rglob("*") if part.is_file()]
    elif path.suffix.lower() == ".shp":
        files = [part for part in path.parent.glob(path.stem + ".*") if part.is_file()]
    else:
        files = [path]
    total = hashlib.sha256()
    for file in sorted(files):
        with file.open("rb") as stream:
            for block in iter(lambda stream=stream: stream.read(_BLOCK), b""):
                total.update(block)
    return total.hexdigest()


def _kind(kind: KindRecipe, codes: Sequence[str], progress: Progress) -> Kind:
    from ..core.chain import Kind

    name, components = kind.type.name, None
    if kind.table is not None:
        loading = _load_table(kind.table, codes, name, progress)
    else:
        loading, components = _load_modes(kind, codes, progress)
    cost = None
    if kind.table is not None and kind.table.distance:
        named = (kind.table.origin, kind.table.destination)
        cost = cost_of(_table(kind.table.source), kind.table.preset, *named, kind.table.distance)
    return Kind(kind.type, kind.settings, loading, cost, components)


def _load_modes(
    kind: KindRecipe, codes: Sequence[str], progress: Progress
) -> tuple[Loading, pd.DataFrame]:
    """Load several modes and bring them together as one kind; the losses of all add up.

    The second value tells what each mode brings to each pair.
    """
    import pandas as pd

    from ..core.cumulation import Mode, combine_high_speed

    loadings = [_load_table(mode.table, codes, mode.name, progress) for mode in kind.modes]
    modes = [
        Mode(mode.name, loading.flows, mode.weight) for mode, loading in zip(kind.modes, loadings)
    ]
    mixed = combine_high_speed(modes, kind.mode_scale, kind.type.name)
    rejects = pd.concat([loading.rejects for loading in loadings])
    repairs = [loading.repairs for loading in loadings if loading.repairs is not None]
    loading = replace(
        loadings[0],
        flows=mixed.flows,
        rejects=rejects.groupby(["reason", "side", "code"], as_index=False, sort=True).sum(),
        rows_read=sum(loading.rows_read for loading in loadings),
        rows_kept=sum(loading.rows_kept for loading in loadings),
        volume_read=sum(loading.volume_read for loading in loadings),
        volume_kept=sum(loading.volume_kept for loading in loadings),
        zero_rows=sum(loading.zero_rows for loading in loadings),
        repairs=pd.concat(repairs, ignore_index=True) if repairs else None,
        warnings=tuple(warning for loading in loadings for warning in loading.warnings),
    )
    return loading, mixed.components


def _load_table(table: TableRecipe, codes: Sequence[str], name: str, progress: Progress) -> Loading:
    options: dict[str, Any] = {
        "preset": table.preset,
        "origin": table.origin,
        "destination": table.destination,
        "volume": table.volume,
        "units": codes,
        "lookup": _lookup(table.lookup),
        "repair_codes": table.repair_codes,
        "secret_below": table.secret_below,
        "link_type": name,
        "undirected": table.undirected,
    }
    try:
        options["changes"] = _changes(table.changes)
        if is_table_file(table.source.text):
            return load_flow_file(table.source.path, progress, **options)
        return load_flow_layer(open_layer(table.source), progress, **options)
    except InputError as error:
        # A run reads many files: the sentence must say in which kind of link the fault lies.
        raise InputError(
            translate("Alliance", "Kind of link “{kind}”: {message}").format(
                kind=name, message=error
            )
        ) from error


def _lookup(lookup: LookupRecipe | None) -> Any:
    if lookup is None:
        return None
    return lookup_frame(_table(lookup.source), lookup.origin, lookup.target)


def _changes(changes: ChangesRecipe | None) -> CodeChanges | None:
    from ..core.commune_changes import read_changes

    if changes is None:
        return None
    table = _table(changes.source)
    return read_changes(table.frame, changes.first, changes.last, table.name)


def _table(source: Source) -> Table:
    if is_table_file(source.text):
        return read_file(source.path)
    return layer_table(open_layer(source))
