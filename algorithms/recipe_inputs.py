"""The files that a recipe names, read into units and kinds of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError, SettingsError
from ..core.messages import translate
from ..core.progress import Progress, part
from .flow_sources import cost_of, load_flow_file, load_flow_layer
from .geometry import Units, read_units
from .layers import is_table_file
from .model_second_homes import modelled_name
from .perimeter_sources import Allocated, allocate_polygons, allocate_table
from .recipe_builders import Account, build
from .recipe_files import open_layer, recipe_lookup, recipe_table

if TYPE_CHECKING:
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.chain import Kind
    from ..core.commune_changes import CodeChanges
    from ..core.recipe import (
        ChangesRecipe,
        FlowsRecipe,
        KindRecipe,
        PerimeterRecipe,
        Recipe,
        TableRecipe,
    )


@dataclass(frozen=True, eq=False)
class LoadedKind:
    """A kind of link with its flows, and the account of each builder that made some of them."""

    kind: Kind
    accounts: tuple[Account, ...] = ()

    @property
    def modelled(self) -> bool:
        """Whether a model made some of the flows."""
        return any(account.built.modelled for account in self.accounts)


def recipe_units(recipe: Recipe, progress: Progress) -> Units:
    """Read the unit layer of a recipe."""
    wanted = recipe.units
    layer = open_layer(wanted.source)
    return read_units(layer, wanted.code, wanted.name, wanted.weight, progress)


def recipe_kinds(recipe: Recipe, units: Units, progress: Progress) -> list[LoadedKind]:
    """Load or build the flows of every kind of a recipe.

    A kind of which a model made some flows says so in its name.
    """
    count = len(recipe.kinds)
    return [
        _kind(kind, units, part(progress, row / count, (row + 1) / count))
        for row, kind in enumerate(recipe.kinds)
    ]


def recipe_membership(perimeter: PerimeterRecipe, units: Units, progress: Progress) -> Allocated:
    """Read a layer of perimeters, or a table of memberships, as a membership of the units."""
    try:
        if perimeter.membership is not None:
            return allocate_table(
                recipe_table(perimeter.membership),
                perimeter.unit,
                perimeter.code,
                perimeter.label,
                recipe_lookup(perimeter.lookup),
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


@dataclass(frozen=True, eq=False)
class _Loaded:
    """The flows of a kind or of a mode, and how builders made them.

    `components` is what each of several modes brings to each pair, `modes` what was read for each.
    """

    loading: Loading
    accounts: tuple[Account, ...] = ()
    components: pd.DataFrame | None = None
    modes: tuple[tuple[str, Loading], ...] = ()


def _kind(kind: KindRecipe, units: Units, progress: Progress) -> LoadedKind:
    from ..core.chain import Kind
    from ..core.recipe import TableRecipe

    if kind.flows is not None:
        loaded = _load(kind.flows, units, kind.type.name, progress)
    else:
        loaded = _load_modes(kind, units, progress)
    cost = None
    table = kind.flows
    if isinstance(table, TableRecipe) and table.distance:
        named = (table.origin, table.destination)
        cost = cost_of(recipe_table(table.source), table.preset, *named, table.distance)
    told = Kind(
        kind.type, kind.settings, loaded.loading, cost, loaded.components, loaded.modes
    )
    made = LoadedKind(told, loaded.accounts)
    return _told_as_modelled(made) if made.modelled else made


def _told_as_modelled(made: LoadedKind) -> LoadedKind:
    kind = made.kind
    name = modelled_name(kind.type.name)
    flows = replace(kind.loading.flows, link_type=name)
    told = replace(
        kind, type=replace(kind.type, name=name), loading=replace(kind.loading, flows=flows)
    )
    return replace(made, kind=told)


def _load_modes(kind: KindRecipe, units: Units, progress: Progress) -> _Loaded:
    """Load several modes and bring them together as one kind.

    Their rows add up; their volumes, trains and passengers for instance, do not.
    """
    import pandas as pd

    from ..core.aggregation import Loading
    from ..core.cumulation import Mode, combine_high_speed

    count = len(kind.modes)
    loaded = [
        _load(mode.flows, units, mode.name, part(progress, row / count, (row + 1) / count))
        for row, mode in enumerate(kind.modes)
    ]
    loadings = [one.loading for one in loaded]
    modes = [
        Mode(mode.name, loading.flows, mode.weight) for mode, loading in zip(kind.modes, loadings)
    ]
    mixed = combine_high_speed(modes, kind.mode_scale, kind.type.name)
    repairs = [loading.repairs for loading in loadings if loading.repairs is not None]
    loading = Loading(
        flows=mixed.flows,
        rejects=pd.concat([loading.rejects for loading in loadings], ignore_index=True),
        rows_read=sum(loading.rows_read for loading in loadings),
        rows_kept=sum(loading.rows_kept for loading in loadings),
        volume_read=float("nan"),
        volume_kept=float("nan"),
        zero_rows=sum(loading.zero_rows for loading in loadings),
        repairs=pd.concat(repairs, ignore_index=True) if repairs else None,
        warnings=tuple(warning for loading in loadings for warning in loading.warnings),
    )
    accounts = tuple(account for one in loaded for account in one.accounts)
    named = tuple((mode.name, loading) for mode, loading in zip(kind.modes, loadings))
    return _Loaded(loading, accounts, mixed.components, named)


def _load(flows: FlowsRecipe, units: Units, name: str, progress: Progress) -> _Loaded:
    """Read the flows of a table, or build them."""
    from ..core.recipe import TableRecipe

    try:
        if isinstance(flows, TableRecipe):
            codes = units.frame["code"].tolist()
            return _Loaded(_load_table(flows, codes, name, progress))
        account = build(flows, units, name, progress)
        return _Loaded(account.built.loading, (account,))
    except (InputError, SettingsError) as error:
        # A run reads many files: the sentence must say in which kind of link the fault lies.
        raise type(error)(
            translate("Alliance", "Kind of link “{kind}”: {message}").format(
                kind=name, message=error
            )
        ) from error


def _load_table(table: TableRecipe, codes: Sequence[str], name: str, progress: Progress) -> Loading:
    options: dict[str, Any] = {
        "preset": table.preset,
        "origin": table.origin,
        "destination": table.destination,
        "volume": table.volume,
        "units": codes,
        "lookup": recipe_lookup(table.lookup),
        "repair_codes": table.repair_codes,
        "secret_below": table.secret_below,
        "link_type": name,
        "undirected": table.undirected,
    }
    options["changes"] = _changes(table.changes)
    if is_table_file(table.source.text):
        return load_flow_file(table.source.path, progress, **options)
    return load_flow_layer(open_layer(table.source), progress, **options)


def _changes(changes: ChangesRecipe | None) -> CodeChanges | None:
    from ..core.commune_changes import read_changes

    if changes is None:
        return None
    table = recipe_table(changes.source)
    return read_changes(table.frame, changes.first, changes.last, table.name)
