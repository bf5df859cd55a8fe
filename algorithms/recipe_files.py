"""The files that a recipe names: layers, tables, fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer

from ..core.errors import RecipeError
from ..core.messages import translate
from .flow_sources import layer_table, lookup_frame, read_file
from .layers import is_table_file
from .opening import open_vector

if TYPE_CHECKING:
    import pandas as pd

    from ..core.reading import Table
    from ..core.recipe_keys import LookupRecipe, Source

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


def recipe_table(source: Source) -> Table:
    """Read a table that a recipe names, a file or a layer."""
    if is_table_file(source.text):
        return read_file(source.path)
    return layer_table(open_layer(source))


def recipe_lookup(lookup: LookupRecipe | None) -> pd.DataFrame | None:
    """Read a table from codes to others as `from` and `to`, None where there is none."""
    if lookup is None:
        return None
    return lookup_frame(recipe_table(lookup.source), lookup.origin, lookup.target)


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
