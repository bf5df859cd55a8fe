"""The run of a recipe: from its files to systems, in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core.messages import translate
from ..core.progress import Progress, part, silent
from .detection import units_with_weight
from .flow_sources import report_loading
from .geometry import Units
from .perimeter_sources import areas_km2
from .recipe_inputs import LoadedKind, recipe_kinds, recipe_membership, recipe_units
from .typography import counted, format_value
from .wording import method_labels, score_field_labels

if TYPE_CHECKING:
    import pandas as pd

    from ..core.chain import Chain
    from ..core.perimeters import Comparison
    from ..core.recipe import PerimeterRecipe, Recipe
    from ..core.sensitivity import Sensitivity, VariableGeometry


@dataclass(frozen=True)
class PerimeterRun:
    """One layer of perimeters held against the systems."""

    recipe: PerimeterRecipe
    measure: str
    comparison: Comparison
    alliances: pd.DataFrame
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecipeRun:
    """A recipe and everything that running it gave."""

    recipe: Recipe
    units: Units
    chain: Chain
    kinds: tuple[LoadedKind, ...]
    sensitivity: Sensitivity
    variable_geometry: VariableGeometry | None = None
    perimeters: tuple[PerimeterRun, ...] = ()

    @property
    def title(self) -> str:
        """Title of the map, the report and the project."""
        return self.recipe.title or translate("Alliance", "Interurban systems")

    @property
    def subtitle(self) -> str:
        """How the systems were found, in a few words."""
        settings = self.recipe.systems
        found = counted(
            len(self.chain.systems.systems),
            translate("Alliance", "{count} system"),
            translate("Alliance", "{count} systems"),
        )
        return translate(
            "Alliance", "{systems}, {method}, {score} of {threshold} and more"
        ).format(
            systems=found,
            method=method_labels()[settings.method],
            score=score_field_labels()[settings.score],
            threshold=format_value(settings.threshold),
        )

    @property
    def mark(self) -> str:
        """What marks simulated data and modelled flows, nothing for observed ones."""
        modelled = [made.kind.type.name for made in self.kinds if made.modelled]
        return " – ".join(
            text
            for text in (
                translate("Alliance", "Simulated exercise data") if self.recipe.simulated else "",
                translate("Alliance", "With modelled flows, not counted ones: {kinds}").format(
                    kinds=", ".join(modelled)
                )
                if modelled
                else "",
            )
            if text
        )

    def counts(self) -> dict[str, Any]:
        """Return the figures of the run, by output name."""
        systems = self.chain.systems
        return {
            "SYSTEM_COUNT": len(systems.systems),
            "UNITS_IN_SYSTEMS": int((systems.units["system"] > 0).sum()),
            "INTERNAL_SHARE": systems.internal_share,
            "MODULARITY": systems.modularity,
            "LINK_COUNT": len(self.chain.cumulated),
        }

    def warnings(self) -> list[str]:
        """Return what the user should know, each sentence once."""
        found = list(self.units.warnings)
        for linked in self.chain.kinds:
            found.extend(linked.kind.loading.warnings)
            found.extend(linked.links.warnings)
        found.extend(self.chain.systems.warnings)
        for perimeter in self.perimeters:
            found.extend(perimeter.warnings)
        return list(dict.fromkeys(found))


def execute(recipe: Recipe, feedback: Any, progress: Progress) -> RecipeRun:
    """Read the files of a recipe and run the chain on them."""
    from ..core.chain import chain_sensitivity, chain_variable_geometry, run_chain

    units = recipe_units(recipe, part(progress, 0.0, 0.1))
    loaded = recipe_kinds(recipe, units, part(progress, 0.1, 0.6))
    kinds = [made.kind for made in loaded]
    for name, loading in (reading for kind in kinds for reading in kind.readings):
        feedback.pushInfo(name)
        report_loading(loading, feedback)
    chain = run_chain(
        units_with_weight(units),
        kinds,
        recipe.cumulation,
        recipe.systems,
        recipe.excluded,
        units.distance_between,
        part(progress, 0.6, 0.8),
    )
    settings = (recipe.cumulation, recipe.systems, recipe.excluded)
    made = RecipeRun(
        recipe=recipe,
        units=units,
        chain=chain,
        kinds=tuple(loaded),
        sensitivity=chain_sensitivity(chain, *settings, part(progress, 0.8, 0.9)),
        variable_geometry=chain_variable_geometry(chain, *settings) if recipe.per_type else None,
        perimeters=_hold_against(recipe, units, chain, part(progress, 0.9, 1.0)),
    )
    for warning in (*units.warnings, *chain.systems.warnings):
        feedback.pushWarning(warning)
    return made


def _hold_against(
    recipe: Recipe, units: Units, chain: Chain, progress: Progress
) -> tuple[PerimeterRun, ...]:
    """Compare the systems with every layer of perimeters, and look for missing alliances.

    Volumes are those of the first kind of link: persons and trains do not add up.
    """
    from ..core.alliances import find_alliances
    from ..core.perimeters import compare

    frameworks = [recipe_membership(item, units, silent).membership for item in recipe.frameworks]
    areas = areas_km2(units) or None
    measure = "weight" if "weight" in chain.units else "units"
    runs = []
    for number, item in enumerate(recipe.perimeters):
        progress(number / len(recipe.perimeters))
        allocated = recipe_membership(item, units, silent)
        membership = allocated.membership
        found = compare(chain.systems.units, membership, measure, chain.flows[0], areas)
        alliances = find_alliances(chain.cumulated, membership, frameworks)
        runs.append(PerimeterRun(item, measure, found, alliances, allocated.warnings))
    return tuple(runs)
