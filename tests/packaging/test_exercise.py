"""The exercise: complete, small, valid, marked as simulated, with the rejects that it announces."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

FLOWS = {
    "flux_simules_domicile_travail.csv": (";", "utf-8", "CODGEO", "DCLT"),
    "flux_simules_migrations_residentielles.csv": (";", "cp1252", "DCRAN", "CODGEO"),
    "flux_simules_residences_secondaires.csv": (
        ",",
        "utf-8",
        "commune_rs",
        "commune_proprietaire",
    ),
    "flux_simules_sieges_etablissements.csv": (
        ",",
        "utf-8",
        "commune_siege",
        "commune_etablissement",
    ),
    "flux_simules_partenariats.csv": (",", "utf-8", "unit_a", "unit_b"),
    "flux_simules_trains.csv": (",", "utf-8", "gare_origine", "gare_destination"),
}
TABLES = ("communes_unites_exercice.csv", "appartenances_simulees.csv")
ANSWERS = "rejets_attendus_exercice.csv"
LAYERS = {"units": 63, "epci": 61, "departements": 4}
MARK = "données d'exercice simulées"

# As the package of Etalab gives them.
REAL_POPULATIONS = {
    "22278": ("Saint-Brieuc", 44_364),
    "29019": ("Brest", 142_346),
    "35238": ("Rennes", 230_890),
    "56121": ("Lorient", 58_329),
    "56152": ("Le Palais", 2_599),
}


@pytest.fixture(scope="module")
def exercise(repository: Path) -> Path:
    return repository / "resources" / "exercise"


@pytest.fixture(scope="module")
def units(exercise: Path) -> pd.DataFrame:
    with sqlite3.connect(f"file:{exercise / 'exercise.gpkg'}?mode=ro", uri=True) as database:
        return pd.read_sql("SELECT * FROM units", database).drop(columns="geom")


def read_table(path: Path, separator: str = ",", encoding: str = "utf-8") -> pd.DataFrame:
    return pd.read_csv(path, sep=separator, encoding=encoding, dtype=str, keep_default_na=False)


def built_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".gpkg"))


def test_every_file_is_there_and_small(exercise: Path) -> None:
    names = {path.name for path in built_files(exercise)}
    assert names == {*FLOWS, *TABLES, ANSWERS, "exercise.gpkg"}
    assert (exercise / "recipe.json").is_file()
    assert (exercise / "README.md").is_file()
    total = sum(path.stat().st_size for path in exercise.iterdir() if path.is_file())
    assert total < 3_000_000


def test_marks_of_simulation_stand_everywhere(exercise: Path) -> None:
    for name in FLOWS:
        assert "simule" in name
    readme = (exercise / "README.md").read_text(encoding="utf-8").lower()
    assert MARK in readme
    assert "simulated exercise data" in readme
    recipe = json.loads((exercise / "recipe.json").read_text(encoding="utf-8"))
    assert MARK in recipe["source"].lower().replace("’", "'")
    assert "simulées" in recipe["title"]
    for kind in recipe["link_types"]:
        assert re.search(r"\(simulée?s?\)$", kind["name"]), kind["name"]
    memberships = read_table(exercise / "appartenances_simulees.csv")
    assert memberships["perim_name"].str.contains(r"périmètre simplifié|simulée").all()


def test_layers_say_that_they_are_simulated_and_have_fixed_dates(exercise: Path) -> None:
    with sqlite3.connect(f"file:{exercise / 'exercise.gpkg'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT table_name, identifier, description, last_change, srs_id FROM gpkg_contents"
        ).fetchall()
        counts = {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in LAYERS
        }
    assert {row[0] for row in rows} == set(LAYERS)
    for _name, title, description, changed, srs in rows:
        assert MARK in title.lower()
        assert MARK in description.lower()
        assert changed == "2026-01-01T00:00:00.000Z"
        assert srs == 2154
    assert counts == LAYERS


def test_towns_are_real(units: pd.DataFrame, exercise: Path) -> None:
    assert {"Pont-l'Abbé", "Val d'Anast", "Saint-Méen-le-Grand", "Ploërmel"} <= set(units["name"])
    assert units["code"].is_unique
    assert units["code"].str.fullmatch(r"\d{5}").all()
    assert (units["code"].str[:2] == units["dep"]).all()
    by_code = units.set_index("code")
    for code, (name, population) in REAL_POPULATIONS.items():
        assert tuple(by_code.loc[code, ["name", "population"]]) == (name, population)
    communes = read_table(exercise / "communes_unites_exercice.csv")
    zone = communes.astype({"population": int}).groupby("unit")["population"].sum()
    assert zone.drop("000").to_dict() == units.set_index("code")["pop_zone"].to_dict()
    assert zone.sum() == 3_449_370


def test_populations_and_epci_are_those_of_the_real_communes(
    shared_data: Path, units: pd.DataFrame
) -> None:
    with sqlite3.connect(
        f"file:{shared_data / 'bretagne' / 'communes.gpkg'}?mode=ro", uri=True
    ) as database:
        table = database.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
        real = pd.read_sql(f'SELECT code, name, population, epci FROM "{table}"', database)
    both = units.merge(real, on="code", suffixes=("", "_real"))
    assert len(both) == len(units)
    assert (both["name"] == both["name_real"]).all()
    assert (both["epci"] == both["epci_real"]).all()
    # The two sources are some census years apart.
    change = both["population"] / both["population_real"].astype(float) - 1
    assert change.abs().max() < 0.10


def test_polygons_are_valid_and_do_not_overlap(exercise: Path) -> None:
    ogr = pytest.importorskip("osgeo.ogr", reason="GDAL's Python is not on this machine")
    source = ogr.Open(str(exercise / "exercise.gpkg"))
    areas = {}
    for layer_name in LAYERS:
        shapes = [f.GetGeometryRef().Clone() for f in source.GetLayerByName(layer_name)]
        assert all(shape.IsValid() and shape.GetArea() > 0 for shape in shapes)
        boxes = [shape.GetEnvelope() for shape in shapes]
        for i, first in enumerate(shapes):
            for j in range(i):
                apart = (
                    boxes[i][0] > boxes[j][1]
                    or boxes[j][0] > boxes[i][1]
                    or boxes[i][2] > boxes[j][3]
                    or boxes[j][2] > boxes[i][3]
                )
                if not apart:
                    assert first.Intersection(shapes[j]).GetArea() < 1.0, (layer_name, i, j)
        areas[layer_name] = sum(shape.GetArea() for shape in shapes) / 1e6
    assert areas["units"] == pytest.approx(areas["departements"], abs=0.01)
    assert 26_000 < areas["units"] < 28_500  # Brittany has 27 200 km2
    # Ouessant is in no EPCI.
    assert 0 < areas["units"] - areas["epci"] < 20


def test_only_the_announced_rows_are_unusable(exercise: Path, units: pd.DataFrame) -> None:
    communes = read_table(exercise / "communes_unites_exercice.csv").set_index("code")["unit"]
    codes = set(units["code"])
    found = []
    for name, (separator, encoding, origin, destination) in FLOWS.items():
        table = read_table(exercise / name, separator, encoding)
        direct = "secondaires" not in name
        for row in table.to_dict("records"):
            reject = why_unusable(
                row[origin], row[destination], list(row.values())[-1], codes, communes, direct
            )
            if reject:
                found.append((name, *reject))
    expected = read_table(exercise / ANSWERS)
    rows = pd.DataFrame(found, columns=["fichier", "motif", "cote", "code", "volume"])
    grouped = rows.groupby(["fichier", "motif", "cote", "code"])["volume"]
    for line in expected.to_dict("records"):
        group = grouped.get_group((line["fichier"], line["motif"], line["cote"], line["code"]))
        assert len(group) == int(line["lignes"]), line
        if line["volume"]:
            assert group.astype(float).sum() == pytest.approx(float(line["volume"])), line
    assert len(rows) == expected["lignes"].astype(int).sum() == 44


def why_unusable(
    origin: str,
    destination: str,
    volume: str,
    codes: set[str],
    communes: pd.Series,
    direct: bool,
) -> tuple[str, str, str, str] | None:
    for side, code in (("origin", origin), ("destination", destination)):
        unit = code if direct else communes.get(code, "")
        if unit == "000":
            return "outside_units", side, code, volume
        if unit not in codes:
            return f"unknown_{side}", side, code, volume
    if volume in ("", "s"):
        # Second homes, by commune, are the one file whose blank cells are secret.
        return "missing_volume" if direct else "secret", "origin", origin, volume
    if not re.fullmatch(r"-?\d+(\.\d+)?", volume):
        return "not_a_number", "origin", origin, volume
    return ("negative", "origin", origin, volume) if volume.startswith("-") else None


def test_flows_are_written_as_their_sources_write(exercise: Path) -> None:
    commuting = (exercise / "flux_simules_domicile_travail.csv").read_bytes()
    assert commuting.startswith(b"CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C22_ACTOCC15P\n")
    migration = (exercise / "flux_simules_migrations_residentielles.csv").read_bytes()
    assert migration.startswith(b"CODGEO;LIBGEO;DCRAN;L_DCRAN;NBFLUX_C20_POP01P\r\n")
    with pytest.raises(UnicodeDecodeError):
        migration.decode("utf-8")
    table = read_table(exercise / "flux_simules_domicile_travail.csv", ";")
    assert (table["CODGEO"] == table["DCLT"]).sum() == LAYERS["units"]
    partners = read_table(exercise / "flux_simules_partenariats.csv")
    assert (partners["unit_a"] < partners["unit_b"]).all()


def test_migration_is_reversed_towards_the_sea_and_the_students_towns(exercise: Path) -> None:
    table = read_table(exercise / "flux_simules_migrations_residentielles.csv", ";", "cp1252")
    table = table[table["CODGEO"] != table["DCRAN"]]
    # What leaves a unit is 4.5 % of its people: it must be read on DCRAN, the departure.
    leaves = table.assign(v=table["NBFLUX_C20_POP01P"].astype(float)).groupby("DCRAN")["v"].sum()
    communes = read_table(exercise / "communes_unites_exercice.csv")
    zone = communes.astype({"population": int}).groupby("unit")["population"].sum()
    share = (leaves / zone).dropna()
    assert share.between(0.03, 0.0451).all()


def test_towns_belong_to_several_frameworks(exercise: Path, units: pd.DataFrame) -> None:
    memberships = read_table(exercise / "appartenances_simulees.csv")
    assert set(memberships["code"]) == set(units["code"])
    pays = memberships[memberships["kind"] == "pays"]
    assert pays["code"].is_unique
    assert memberships.groupby("code").size().max() >= 3


def test_tables_of_the_model_name_towns_of_the_exercise(
    exercise: Path, units: pd.DataFrame
) -> None:
    spec = importlib.util.spec_from_file_location(
        "simulated_flows", exercise / "simulated_flows.py"
    )
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    stops = {stop for line in model.RAIL_LINES for stop in line.stops}
    named = {*model.ACADEMIC_WEIGHTS, *model.SEASIDE_HOMES, *model.MAIN_STATIONS, *stops}
    assert named <= set(units["name"])


def test_recipe_is_accepted(exercise: Path) -> None:
    from alliance.core.recipe import read_recipe

    recipe = read_recipe(exercise / "recipe.json")
    assert len(recipe.kinds) == 6
    assert {kind.type.dimension for kind in recipe.kinds} == {
        "mobility",
        "economy",
        "knowledge",
        "transport",
    }
    assert recipe.language == "fr"


def test_loading_gives_the_announced_rejects(exercise: Path, units: pd.DataFrame) -> None:
    from alliance.core.reading import load_file, read_lookup
    from alliance.core.recipe import read_recipe

    answers = read_table(exercise / ANSWERS)
    columns = ["reason", "side", "code", "rows"]
    for kind in read_recipe(exercise / "recipe.json").kinds:
        table = kind.flows
        lookup = table.lookup and read_lookup(
            table.lookup.source.path, table.lookup.origin, table.lookup.target
        )
        loading = load_file(
            table.source.path,
            preset=table.preset,
            origin=table.origin,
            destination=table.destination,
            volume=table.volume,
            units=units["code"],
            lookup=lookup,
            undirected=table.undirected,
        )
        announced = answers[answers["fichier"] == table.source.path.name]
        expected = announced.astype({"lignes": int})[["motif", "cote", "code", "lignes"]]
        found = loading.rejects[columns].to_numpy().tolist()
        assert sorted(found) == sorted(expected.to_numpy().tolist())


def test_a_new_build_gives_the_same_bytes(exercise: Path, tmp_path: Path) -> None:
    inputs = Path(
        os.environ.get("ALLIANCE_EXERCISE_INPUTS", exercise.parents[1] / "build/exercise")
    )
    if not (inputs / "cities500.json").is_file():
        pytest.skip(f"the inputs of the exercise are not here: run fetch_inputs.sh {inputs}")
    pytest.importorskip("qgis.core", reason="QGIS's Python is not on this machine")
    subprocess.run(
        [
            sys.executable,
            "-B",
            str(exercise / "build_exercise.py"),
            "--inputs",
            str(inputs),
            "--output",
            str(tmp_path),
        ],
        check=True,
        capture_output=True,
    )
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in built_files(folder)}
        for folder in (exercise, tmp_path)
    ]
    assert digests[0] == digests[1]
