"""Right parameters for every algorithm, on the exercise; and odd values for each kind of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from .published import write_published
from .start import attempt

_FLOWS = "flux_simules_domicile_travail.csv"
_PLACES = "communes_unites_exercice.csv"
_LOOKUP = {"LOOKUP_FROM": "code", "LOOKUP_TO": "unit"}

TEXTS = (
    *("", " ", "code", "name", "unit_a", "volume", "origin", "dest", "29019", "29019, 35238"),
    *("0", "1;2;3", "-5", "1e309", "nan", "'; DROP TABLE units; --", '"', "<script>x</script>"),
    *("[% 1/0 %]", "%s{}{0}", "l'Île-d'Yeu", "\u202etxt", "x" * 3000, "\x00", "../../etc", "🚆"),
)
NUMBERS = (0, 1, 2, -1, 0.5, 1e-300, 1e9, 1e300, float("nan"), float("inf"), "abc", "", None, 999)
_SYSTEMS = ("EPSG:2154", "EPSG:4326", "EPSG:3857", "EPSG:2975", "EPSG:32632", "")
_ENDINGS = ("gpkg", "csv", "shp", "geojson", "xyz", "", "dxf", "xlsx")
_FILES = ("odd.pdf", "odd.png", "odd.html", "odd", "missing/odd.html")
_SHAPES = (
    *("POINT(0 0)", "POINT(-4 48)", "POINT(1e300 -1e300)", "POINT(nan nan)", "POINT EMPTY"),
    *("POLYGON((0 0,1 1,1 0,0 1,0 0))", "POLYGON((0 0,0 0,0 0,0 0))", "POLYGON EMPTY"),
    *("POLYGON((-4 48,-3 48,-3 49,-4 49,-4 48))", "MULTIPOINT((1 1),(2 2))", "LINESTRING(0 0,1 1)"),
    *("MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,3 2,3 3,2 3,2 2)))", "LINESTRING(0 0,0 0)"),
)
# The tables that the algorithms pass to one another; their features are made up.
_TABLES = (
    ("origin", "dest", "volume"),
    ("origin", "dest", "volume", "link_type", "dist_km"),
    ("unit_a", "unit_b", "volume", "intensity", "selected", "link_type"),
    ("unit_a", "unit_b", "score", "intensity", "n_types", "types", "dist_km"),
    ("unit_a", "unit_b", "score", "intensity", "scale", "system"),
    ("code", "name", "weight"),
    ("code", "name", "weight", "system", "sys_name", "role"),
    ("system", "name", "units", "weight"),
    ("code", "perim", "perim_name"),
    ("from", "to"),
)
_NUMERIC = ("volume", "dist_km", "intensity", "score", "weight")
_TYPES = {**dict.fromkeys(_NUMERIC, "double")}
_TYPES.update(dict.fromkeys(("selected", "n_types", "system", "units"), "integer"))
_CODES = (
    *("29019", "35238", "22113", "22070", "22050", "56121", "29232", "35288", "22278"),
    *("01", "1", "", None, " ", "é'\"<&>", "=1+1", "0", "x" * 300),
)


def right_parameters(exercise: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Run the chain on the exercise; return parameters that suit each algorithm.

    An algorithm that is not listed runs with its defaults and whatever odd values come.
    """
    package = exercise / "exercise.gpkg"
    units = {"UNITS": f"{package}|layername=units", "UNIT_CODE": "code", "UNIT_NAME": "name"}
    flows = _made("loadflows", "FLOWS", folder, INPUT=str(exercise / _FLOWS), **units)
    kinds = [
        _made("computelinks", "LINKS", folder, name, FLOWS=flows, LINK_TYPE=name, **units)
        for name in ("work", "l'étude")
    ]
    cumulated = _made("cumulatelinks", "OUTPUT", folder, LINKS=kinds)
    weighted = {**units, "UNIT_WEIGHT": "pop_zone"}
    others = {"SYSTEMS": str(folder / "systems.gpkg"), "LINKS_OUT": str(folder / "scaled.gpkg")}
    found = _made("detectsystems", "UNITS_OUT", folder, LINKS=cumulated, **weighted, **others)
    perimeters = {
        "PERIMETERS": f"{package}|layername=epci",
        "PERIMETER_CODE": "code",
        "PERIMETER_NAME": "name",
    }
    return {
        **_builders(folder / "published", {**units, **_LOOKUP, "LOOKUP": str(exercise / _PLACES)}),
        "loadflows": {"INPUT": str(exercise / _FLOWS), **units},
        "aggregateflows": {"FLOWS": flows, **units},
        "computelinks": {"FLOWS": flows, **units},
        "cumulatelinks": {"LINKS": kinds},
        "detectsystems": {"LINKS": cumulated, **weighted},
        "regionalise": {"FLOWS": flows, **units},
        "systemsensitivity": {"LINKS": cumulated, **weighted},
        "compareperimeters": {"UNITS": found, **perimeters, "FLOWS": flows},
        "findalliances": {"LINKS": cumulated, **units, **perimeters},
        "territorialbalance": {"FLOWS": flows, **units, **perimeters},
        "styleresults": {"LINKS": cumulated, "UNITS": found},
        "flowmaplayout": {"LINKS": [cumulated], "UNITS": found},
        "runrecipe": {"RECIPE": str(exercise / "recipe.json")},
    }


def _builders(folder: Path, units: dict[str, Any]) -> dict[str, dict[str, Any]]:
    made = write_published(folder)
    stations = {"STATION_ID": "uic", "STATION_CODE": "insee"}
    places = {"PLACE_NAME": "name", "PLACE_CODE": "code", "PLACE_POST_CODE": "post_code"}
    return {
        "buildraillinks": {
            "INPUT": made["feed"],
            "STATIONS": made["stations"],
            **stations,
            **units,
        },
        "buildpartnerships": {
            "ORGANISATIONS": made["organization"],
            "PLACES": made["places"],
            **places,
            **units,
        },
        "buildheadquarterlinks": {"INPUT": made["etablissements"], **units},
    }


def _made(name: str, output: str, folder: Path, table: str = "", **parameters: Any) -> str:
    target = folder / f"{table or name}.gpkg"
    outcome, result = attempt(name, {**parameters, output: str(target)})
    if outcome != "done":
        raise RuntimeError(f"{name}: {result}")
    return str(target)


def odd_layer(chance: np.random.Generator) -> QgsVectorLayer:
    """Return a layer of odd features in the project: codes that repeat or lack, broken shapes."""
    kind = str(chance.choice(["Point", "Polygon", "MultiPolygon", "LineString", "NoGeometry"]))
    chosen = list(_TABLES[int(chance.integers(0, len(_TABLES)))])
    if chance.random() < 0.3:  # a column is missing, and another one is strange
        chosen[int(chance.integers(0, len(chosen)))] = 'l\'été "1"'
    types = [_TYPES.get(name, "string") for name in chosen]
    if chance.random() < 0.3:
        types = chance.choice(["string", "double", "integer", "date"], len(chosen)).tolist()
    system = str(chance.choice(_SYSTEMS))
    fields = "&".join(f"field={name}:{kind}" for name, kind in zip(chosen, types))
    layer = QgsVectorLayer(f"{kind}?crs={system}&{fields}", "odd <i>layer</i>", "memory")
    if not system:
        layer.setCrs(QgsCoordinateReferenceSystem())
    features = []
    for _ in range(int(chance.choice([0, 1, 2, 30, 60]))):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([_odd_value(layer, index, chance) for index in range(len(chosen))])
        if kind != "NoGeometry" and chance.random() < 0.8:
            feature.setGeometry(QgsGeometry.fromWkt(str(chance.choice(_SHAPES))))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


def _odd_value(layer: QgsVectorLayer, index: int, chance: np.random.Generator) -> Any:
    if chance.random() < 0.05 or layer.fields()[index].typeName() == "date":
        return None
    if layer.fields()[index].isNumeric():
        if chance.random() < 0.7:
            return int(chance.integers(0, 5))
        return float(chance.choice([0, 1, 2, -3, 0.5, 1e9, 1e18, 29019]))
    return _CODES[int(chance.integers(0, len(_CODES)))]


def odd_value(definition: Any, files: list[str], folder: Path, chance: np.random.Generator) -> Any:
    """Return an odd value for a parameter of any type."""

    def pick(values: Any) -> Any:
        return values[int(chance.integers(0, len(values)))]

    def layer() -> Any:
        return odd_layer(chance).id() if chance.random() < 0.7 else pick(files)

    def number() -> Any:
        return pick(NUMBERS) if chance.random() < 0.3 else float(10.0 ** chance.integers(-3, 6))

    makers = {
        "source": layer,
        "vector": layer,
        "multilayer": lambda: [odd_layer(chance).id() for _ in range(int(chance.integers(0, 4)))],
        "enum": lambda: pick(definition.options()),
        "number": number,
        "boolean": lambda: bool(chance.random() < 0.5),
        "matrix": lambda: [pick(TEXTS) for _ in range(int(chance.integers(0, 7)))],
        "file": lambda: pick([*files, str(folder), str(folder / "missing.csv")]),
        "sink": lambda: pick(["TEMPORARY_OUTPUT", str(folder / f"odd.{pick(_ENDINGS)}")]),
        "fileDestination": lambda: str(folder / pick(_FILES)),
        "folderDestination": lambda: str(folder / pick(["out", "é l'out", "missing/out"])),
    }
    if chance.random() < 0.05:
        return pick([None, "", -1, "nonsense", [], {}])
    return makers.get(definition.type(), lambda: pick(TEXTS))()
