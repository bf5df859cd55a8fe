"""What a run of a recipe writes: GeoPackage, project, map, report and record."""

from __future__ import annotations

import json
import platform
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import Qgis, QgsWkbTypes

from ..core.messages import translate
from ..core.progress import Progress, part
from .alliances_report import alliances_sections
from .build_report import account_section
from .comparison_report import comparison_sections
from .compat import REAL, TEXT
from .detection import slugs_of, system_outlines
from .fields import (
    ALLIANCES,
    COMPARISON,
    FLOWS,
    KINDS_COMPARED,
    KINDS_PER_UNIT,
    LINKS,
    MODES,
    PERIMETERS_SUMMARY,
    REJECTS,
    REPAIRS,
    SENSITIVITY,
    STABILITY,
    SYSTEMS,
    SYSTEMS_SUMMARY,
    UNITS,
    cumulated_schema,
)
from .geopackage import GeoPackage
from .line_tables import flow_lines, link_lines
from .map_picture import MapTexts, draw_map, png_bytes
from .project_file import LayerSpec, write_project
from .provenance import metadata_of, plugin_version
from .recipe_files import digest, open_layer
from .report import Section
from .run_report import RunContext, run_report
from .sensitivity_report import sensitivity_sections, variable_geometry_sections
from .styling import PERIMETERS, save_default_style, style_by_role
from .wording import weight_words

if TYPE_CHECKING:
    from ..core.aggregation import Loading
    from ..core.chain import Kind
    from .recipe_inputs import LoadedKind
    from .recipe_run import RecipeRun

FILES = {
    "GEOPACKAGE": "results.gpkg",
    "PROJECT": "project.qgz",
    "MAP": "map.png",
    "REPORT": "report.html",
    "RUN": "run.json",
}
MADE_BY = "alliance:runrecipe"
PERIMETERS_PREFIX = "perimeters_"
KIND_REJECTS = (("link_type", TEXT), *REJECTS)
KIND_REPAIRS = (("link_type", TEXT), *REPAIRS)


def main_layers() -> dict[str, str]:
    """Return the tables that QGIS shows when a run is done, from bottom to top, with their name."""
    return {
        "systems": translate("Alliance", "Systems"),
        "links": translate("Alliance", "Cumulated links"),
        "units": translate("Alliance", "Units"),
    }


def write_results(made: RecipeRun, folder: Path, progress: Progress) -> None:
    """Write everything that a run gives into `folder`."""
    now = datetime.now()
    results = Results(made, folder)
    results.write(part(progress, 0.0, 0.6))
    results.style(part(progress, 0.6, 0.75))
    crs = made.units.crs
    write_project(results.package.path, folder / FILES["PROJECT"], results.specs(), made.title, crs)
    progress(0.8)
    picture = results.draw_map()
    (folder / FILES["MAP"]).write_bytes(picture)
    progress(0.95)
    context = _report_context(made, now, picture)
    _write_text(folder / FILES["REPORT"], run_report(made.chain, context, _chapters(made)))
    text = json.dumps(record(made, now), ensure_ascii=False, indent=1, allow_nan=False)
    _write_text(folder / FILES["RUN"], text + "\n")
    progress(1.0)


class Results:
    """The layers of a run, written to a GeoPackage one after the other."""

    def __init__(self, made: RecipeRun, folder: Path) -> None:
        from ..core.cumulation import slugs

        self.made = made
        self.package = GeoPackage(folder / FILES["GEOPACKAGE"])
        self.slugs = slugs(linked.kind.type.name for linked in made.chain.kinds)
        self.labels: dict[str, str] = {}

    def write(self, progress: Progress) -> None:
        """Write every layer."""
        steps: list[Callable[[], None]] = [
            self._systems,
            self._units,
            self._links,
            self._kinds,
            self._perimeters,
            self._sensitivity,
            self._variable_geometry,
            self._comparisons,
            self._rejects,
            self._repairs,
        ]
        for number, step in enumerate(steps):
            progress(number / len(steps))
            step()
        progress(1.0)

    def style(self, progress: Progress) -> None:
        """Store the default style of every layer in the GeoPackage."""
        for number, (table, label) in enumerate(self.labels.items()):
            progress(number / len(self.labels))
            layer = self.package.layer(table, label)
            if layer.isSpatial():
                style_by_role(layer, _kind_of_table(table))
                save_default_style(layer)

    def specs(self) -> list[LayerSpec]:
        """Return the layers of the project."""
        return [
            LayerSpec(table, label, kind=_kind_of_table(table))
            for table, label in self.labels.items()
        ]

    def draw_map(self) -> bytes:
        """Return the map of the run, as a PNG."""
        tables = [*main_layers(), *(t for t in self.labels if t.startswith(PERIMETERS_PREFIX))]
        layers = [self.package.layer(table, self.labels[table]) for table in tables]
        for table, layer in zip(tables, layers):
            style_by_role(layer, _kind_of_table(table))
        made = self.made
        texts = MapTexts(
            title=made.title,
            subtitle=made.subtitle,
            source=made.recipe.credit,
            weight=weight_words(made.recipe.units.weight),
            mark=made.mark,
        )
        return png_bytes(draw_map(layers, texts))

    def _systems(self) -> None:
        found = self.made.chain.systems
        self._add(
            "systems",
            translate("Alliance", "Systems"),
            found.systems,
            SYSTEMS,
            geometry=system_outlines(found, self.made.units, self.made.recipe.shape),
            wkb_type=QgsWkbTypes.Type.MultiPolygon,
            crs=self.made.units.crs,
        )

    def _units(self) -> None:
        found, units = self.made.chain.systems, self.made.units
        codes = found.units["code"].tolist()
        self._add(
            "units",
            translate("Alliance", "Units"),
            found.units,
            UNITS,
            geometry=lambda row: units.shapes.get(codes[row]),
            wkb_type=units.wkb_type,
            crs=units.crs,
        )

    def _links(self) -> None:
        links = self.made.chain.systems.links
        table = link_lines(links, self.made.units)
        self._add(
            "links",
            translate("Alliance", "Cumulated links"),
            table.frame,
            cumulated_schema(slugs_of(links), detected=True),
            geometry=table.geometry,
            wkb_type=table.wkb_type,
            crs=table.crs,
        )

    def _kinds(self) -> None:
        for slug, linked in zip(self.slugs, self.made.chain.kinds):
            name = linked.kind.type.name
            selected = linked.frame[linked.frame["selected"]].reset_index(drop=True)
            links = link_lines(selected, self.made.units, name)
            self._add(
                "links_" + slug,
                translate("Alliance", "Links: {kind}").format(kind=name),
                links.frame,
                LINKS,
                geometry=links.geometry,
                wkb_type=links.wkb_type,
                crs=links.crs,
            )
            flows = flow_lines(linked.kind.loading.flows.frame(), self.made.units)
            self._add(
                "flows_" + slug,
                translate("Alliance", "Flows: {kind}").format(kind=name),
                flows.frame,
                FLOWS,
                geometry=flows.geometry,
                wkb_type=flows.wkb_type,
                crs=flows.crs,
            )
            self._modes(slug, linked.kind)

    def _modes(self, slug: str, kind: Kind) -> None:
        """Write what each mode brings to a mixed kind."""
        if kind.components is None:
            return
        own = tuple((name, REAL) for name in kind.components.columns[len(MODES) :])
        label = translate("Alliance", "Modes: {kind}").format(kind=kind.type.name)
        self._add("modes_" + slug, label, kind.components, (*MODES, *own))

    def _perimeters(self) -> None:
        from ..core.cumulation import slugs

        perimeters = self.made.recipe.perimeters
        for slug, perimeter in zip(slugs(item.name for item in perimeters), perimeters):
            if perimeter.source is None:
                continue
            layer = open_layer(perimeter.source)
            table = PERIMETERS_PREFIX + slug
            self.labels[table] = perimeter.name
            self.package.copy(table, layer, self._metadata(perimeter.name, layer.featureCount()))

    def _sensitivity(self) -> None:
        found = self.made.sensitivity
        runs = translate("Alliance", "Sensitivity: runs")
        stability = translate("Alliance", "Sensitivity: stability of units")
        self._add("sensitivity", runs, found.runs, SENSITIVITY)
        self._add("stability", stability, found.units, STABILITY)

    def _variable_geometry(self) -> None:
        found = self.made.variable_geometry
        if found is None:
            return
        pairs = translate("Alliance", "Kinds of links against each other")
        units = translate("Alliance", "Kinds that keep each unit with its centre")
        self._add("kinds_compared", pairs, found.pairs, KINDS_COMPARED)
        self._add("kinds_per_unit", units, found.units, KINDS_PER_UNIT)

    def _comparisons(self) -> None:
        from ..core.cumulation import slugs

        runs = self.made.perimeters
        for slug, run in zip(slugs(run.recipe.name for run in runs), runs):
            name, found = run.recipe.name, run.comparison
            tables = (
                (
                    "comparison",
                    translate("Alliance", "Comparison: {name}"),
                    found.pairs,
                    COMPARISON,
                ),
                (
                    "systems_by",
                    translate("Alliance", "Systems against: {name}"),
                    found.systems_summary,
                    SYSTEMS_SUMMARY,
                ),
                (
                    "perimeters_by",
                    translate("Alliance", "Perimeters against systems: {name}"),
                    found.perimeters_summary,
                    PERIMETERS_SUMMARY,
                ),
                ("alliances", translate("Alliance", "Alliances: {name}"), run.alliances, ALLIANCES),
            )
            for table, label, frame, schema in tables:
                self._add(f"{table}_{slug}", label.format(name=name), frame, schema)

    def _rejects(self) -> None:
        import pandas as pd

        parts = [
            loading.rejects.assign(link_type=name)
            for linked in self.made.chain.kinds
            for name, loading in linked.kind.readings
        ]
        label = translate("Alliance", "Rows left out")
        self._add("rejects", label, pd.concat(parts, ignore_index=True), KIND_REJECTS)

    def _repairs(self) -> None:
        import pandas as pd

        parts = [
            linked.kind.loading.repairs.assign(link_type=linked.kind.type.name)
            for linked in self.made.chain.kinds
            if linked.kind.loading.repairs is not None
        ]
        if parts:
            label = translate("Alliance", "Codes brought to the other year")
            self._add("repairs", label, pd.concat(parts, ignore_index=True), KIND_REPAIRS)

    def _add(self, table: str, label: str, frame: Any, schema: Any, **options: Any) -> None:
        self.labels[table] = label
        metadata = self._metadata(label, len(frame))
        self.package.write(table, frame, schema, metadata=metadata, **options)

    def _metadata(self, label: str, count: int) -> Any:
        settings = {"RECIPE": self.made.recipe.path.name}
        metadata = metadata_of(label, MADE_BY, settings, {"features": count, **self.made.counts()})
        if self.made.recipe.credit:
            metadata.setRights([self.made.recipe.credit])
        return metadata


def _kind_of_table(table: str) -> str:
    """Return what a table holds where its fields could mislead; perimeters have any fields."""
    return PERIMETERS if table.startswith(PERIMETERS_PREFIX) else ""


def _report_context(made: RecipeRun, now: datetime, picture: bytes) -> RunContext:
    recipe = made.recipe
    return RunContext(
        title=made.title,
        day=now.date(),
        version=plugin_version(),
        systems=recipe.systems,
        cumulation=recipe.cumulation,
        source=recipe.credit,
        excluded=recipe.excluded,
        mark=made.mark,
        kind_sources={
            linked.kind.type.name: ", ".join(flows.source.text for flows in kind.inputs)
            for linked, kind in zip(made.chain.kinds, recipe.kinds)
        },
        weight=weight_words(recipe.units.weight),
        map_png=picture,
        versions=versions(),
        warnings=made.warnings(),
    )


def _chapters(made: RecipeRun) -> list[Section]:
    """Return what the report says beyond the systems themselves."""
    settings = made.recipe.systems
    frameworks = [item.name for item in made.recipe.frameworks]
    chapters = [
        account_section(
            translate("Alliance", "Built links: {kind}").format(kind=account.name),
            account.built,
            account.story,
        )
        for loaded in made.kinds
        for account in loaded.accounts
    ]
    chapters += sensitivity_sections(made.sensitivity, settings.score, settings.threshold)
    if made.variable_geometry is not None:
        chapters += variable_geometry_sections(made.variable_geometry)
    for run in made.perimeters:
        name = run.recipe.name
        chapters += comparison_sections(name, run.comparison, run.measure)
        chapters += alliances_sections(name, run.alliances, frameworks)
    return chapters


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def record(made: RecipeRun, date: datetime) -> dict[str, Any]:
    """Return the record of a run: parameters, versions, counts, fingerprints of the inputs."""
    recipe = made.recipe
    return {
        "title": recipe.title,
        "source": recipe.credit,
        "simulated": recipe.simulated,
        "date": date.isoformat(timespec="seconds"),
        "versions": versions(),
        "recipe": json.loads(recipe.path.read_text(encoding="utf-8-sig")),
        "inputs": {source.text.split("|")[0]: digest(source.path) for source in recipe.sources()},
        "counts": made.counts(),
        "link_types": [
            {**_kind_record(linked), **_builders_record(loaded)}
            for linked, loaded in zip(made.chain.kinds, made.kinds)
        ],
        "systems": json.loads(made.chain.systems.systems.to_json(orient="records")),
        "warnings": made.warnings(),
    }


def _builders_record(loaded: LoadedKind) -> dict[str, Any]:
    """Return what the builders of a kind did, filter by filter; nothing for a table."""
    if not loaded.accounts:
        return {}
    built = [
        {
            "name": account.name,
            "rows_read": account.built.loading.rows_read,
            "rows_kept": account.built.loading.rows_kept,
            "left_out": json.loads(account.built.left_out().to_json(orient="records")),
            "figures": {figure.key: figure.value for figure in account.built.figures},
        }
        for account in loaded.accounts
    ]
    return {"modelled": loaded.modelled, "built": built}


def versions() -> dict[str, str]:
    """Return the versions of everything that takes part in a result."""
    import networkx
    import numpy
    import pandas

    return {
        "alliance": plugin_version(),
        "qgis": Qgis.QGIS_VERSION,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "pandas": pandas.__version__,
        "networkx": networkx.__version__,
    }


def _kind_record(linked: Any) -> dict[str, Any]:
    """Return what was read for a kind, or for each of its modes, and its links."""
    kind, losses = linked.kind, linked.links.losses
    if kind.modes:
        read = {"modes": [{"name": name, **_reading(loading)} for name, loading in kind.modes]}
    else:
        read = _reading(kind.loading)
    return {
        "name": kind.type.name,
        **read,
        "links": losses.links.before.count,
        "selected_links": losses.links.after.count,
        "flows": losses.flows.before.count,
        "selected_flows": losses.flows.after.count,
        "volume": losses.flows.before.volume,
        "selected_volume": losses.flows.after.volume,
    }


def _reading(loading: Loading) -> dict[str, Any]:
    return {
        "rows_read": loading.rows_read,
        "rows_kept": loading.rows_kept,
        "volume_read": loading.volume_read,
        "volume_kept": loading.volume_kept,
        "zero_rows": loading.zero_rows,
        "uncertain_pairs": loading.uncertain_pairs,
        "uncertain_volume": loading.uncertain_volume,
        "rejects": json.loads(
            loading.rejects.groupby(["reason", "side"], as_index=False)[["rows", "volume"]]
            .sum()
            .to_json(orient="records")
        ),
    }
