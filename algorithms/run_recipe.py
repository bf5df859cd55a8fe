"""A recipe to results: GeoPackage, project, map, report and the record of the run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..core.messages import translate
from ..core.progress import part
from .base import AllianceAlgorithm
from .language import in_language, user_language
from .layers import progress_of
from .post_processing import load_styled
from .publishing import Staging, made_folder


class RunRecipe(AllianceAlgorithm):
    """`alliance:runrecipe`."""

    ID = "runrecipe"
    GROUP = "chain"

    def title(self) -> str:
        return translate("Alliance", "Run a recipe")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Runs the whole chain that a JSON file describes, from flow files to interurban "
            "systems, with a project, a map and a report."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "The recipe names the unit layer, the flow files of each kind of link with their "
                "rule and intensity, how kinds are cumulated, how systems are found, and the "
                "perimeters to show. Paths are relative to the recipe."
            ),
            translate(
                "Alliance",
                "The folder receives results.gpkg (every layer, with its style), project.qgz, "
                "map.png, report.html and run.json (parameters, versions, counts, fingerprints of "
                "the inputs). Files of an earlier run are replaced all together, or left as they "
                "were if something fails."
            ),
            translate(
                "Alliance",
                "The same recipe on the same data gives the same tables, to the last digit."
            ),
            translate(
                "Alliance",
                "Excluded units leave the flows before links are selected; their own links are "
                "kept apart with the scale “excluded”."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "recipe,chain,batch,systems,report,map,json")

    def initAlgorithm(self, configuration: Any = None) -> None:
        recipe = QgsProcessingParameterFile(
            "RECIPE", translate("Alliance", "Recipe"), extension="json"
        )
        recipe.setHelp(translate("Alliance", "JSON file that describes the run."))
        folder = QgsProcessingParameterFolderDestination(
            "OUTPUT_FOLDER", translate("Alliance", "Folder of the results")
        )
        folder.setHelp(translate("Alliance", "It is made when it does not exist."))
        self.addParameter(recipe)
        self.addParameter(folder)
        for name, label in (
            ("SYSTEM_COUNT", translate("Alliance", "Systems")),
            ("UNITS_IN_SYSTEMS", translate("Alliance", "Units in a system")),
            ("INTERNAL_SHARE", translate("Alliance", "Share of the intensity inside systems")),
            ("MODULARITY", translate("Alliance", "Modularity")),
            ("LINK_COUNT", translate("Alliance", "Links")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        for name, label in (
            ("GEOPACKAGE", translate("Alliance", "Layers")),
            ("PROJECT", translate("Alliance", "Project")),
            ("MAP", translate("Alliance", "Map")),
            ("REPORT", translate("Alliance", "Report")),
            ("RUN", translate("Alliance", "Record of the run")),
        ):
            self.addOutput(QgsProcessingOutputFile(name, label))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.recipe import read_recipe
        from .recipe_results import FILES, main_layers, write_results
        from .recipe_run import execute

        progress = progress_of(feedback)
        recipe = read_recipe(Path(self.parameterAsFile(parameters, "RECIPE", context)))
        folder = Path(self.parameterAsString(parameters, "OUTPUT_FOLDER", context))
        with in_language(recipe.language or user_language()):
            made = execute(recipe, feedback, part(progress, 0.0, 0.6))
            with made_folder(folder), Staging(folder) as staging:
                write_results(made, staging.folder, part(progress, 0.6, 1.0))
                staging.publish()
            labels = main_layers()
        paths = {name: str(folder / file) for name, file in FILES.items()}
        for table, label in labels.items():
            load_styled(context, "{}|layername={}".format(paths["GEOPACKAGE"], table), label)
        return {"OUTPUT_FOLDER": str(folder), **paths, **made.counts()}
