"""Recipes run whole: real data, the same result each time, and nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer

EXERCISE = Path(__file__).resolve().parents[2] / "resources" / "exercise"
FILES = {"results.gpkg", "project.qgz", "map.png", "report.html", "run.json"}


def rows(folder: Path, table: str) -> list[tuple]:
    """Return the attributes of a table of the results, its row numbers left out."""
    layer = QgsVectorLayer(f"{folder / 'results.gpkg'}|layername={table}", table, "ogr")
    assert layer.isValid(), table
    return [tuple(feature.attributes())[1:] for feature in layer.getFeatures()]


def written(folder: Path) -> set[str]:
    """Return the names of everything in a folder, hidden files included."""
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture(scope="module")
def exercise(run, tmp_path_factory):
    """The exercise, run once."""
    folder = tmp_path_factory.mktemp("exercise")
    made = run("runrecipe", RECIPE=str(EXERCISE / "recipe.json"), OUTPUT_FOLDER=str(folder))
    return folder, made


def test_the_five_files_are_there_and_nothing_else(exercise):
    folder, _ = exercise
    assert written(folder) == FILES


def test_outputs_are_what_the_files_hold(exercise):
    folder, made = exercise
    systems = rows(folder, "systems")
    units = rows(folder, "units")
    assert made["SYSTEM_COUNT"] == len(systems) > 3
    assert made["UNITS_IN_SYSTEMS"] == sum(row[3] > 0 for row in units)
    assert made["LINK_COUNT"] == len(rows(folder, "links"))
    assert 0 < made["INTERNAL_SHARE"] < 1


def test_every_lost_row_is_accounted_for(exercise):
    folder, _ = exercise
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for kind in record["link_types"]:
        lost = sum(reason["rows"] for reason in kind["rejects"])
        assert kind["rows_read"] == kind["rows_kept"] + lost
    assert sum(row[4] for row in rows(folder, "rejects")) == sum(
        reason["rows"] for kind in record["link_types"] for reason in kind["rejects"]
    )


def test_the_record_tells_inputs_and_versions(exercise):
    folder, _ = exercise
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["simulated"] is True
    assert set(record["versions"]) >= {"alliance", "qgis", "pandas"}
    assert all(len(mark) == 64 for mark in record["inputs"].values())
    assert "exercise.gpkg" in record["inputs"]


def test_simulated_data_say_so_everywhere(exercise):
    folder, _ = exercise
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "simulées" in report.lower()
    layer = QgsVectorLayer(f"{folder / 'results.gpkg'}|layername=units", "units", "ogr")
    assert "simulées" in " ".join(layer.metadata().rights())


def test_layers_tell_how_they_were_made(exercise):
    folder, _ = exercise
    layer = QgsVectorLayer(f"{folder / 'results.gpkg'}|layername=systems", "systems", "ogr")
    abstract = layer.metadata().abstract()
    assert "alliance:runrecipe" in abstract
    assert "SYSTEM_COUNT" in abstract


def test_layers_open_with_their_style(exercise):
    folder, _ = exercise
    for table, renderer in (("systems", "categorizedSymbol"), ("links", "RuleRenderer")):
        layer = QgsVectorLayer(f"{folder / 'results.gpkg'}|layername={table}", table, "ogr")
        layer.loadDefaultStyle()
        assert layer.renderer().type() == renderer


def test_the_project_opens_with_every_layer(exercise, tmp_path):
    folder, _ = exercise
    moved = tmp_path / "ailleurs, à côté"
    shutil.copytree(folder, moved)
    project = QgsProject()
    assert project.read(str(moved / "project.qgz"))
    layers = project.mapLayers().values()
    assert layers
    assert all(layer.isValid() for layer in layers)
    assert all(str(moved) in layer.source() for layer in layers)


def test_the_report_is_french_and_needs_no_network(exercise):
    folder, _ = exercise
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in report
    assert "Les systèmes" in report
    assert "http://" not in report.replace("http://www.w3.org", "")
    assert 'src="http' not in report
    assert "<script" not in report


def test_kinds_perimeters_and_sensitivity_are_tables(exercise):
    folder, _ = exercise
    with zipfile.ZipFile(folder / "project.qgz") as archive:
        assert any(name.endswith(".qgs") for name in archive.namelist())
    assert rows(folder, "sensitivity")
    assert rows(folder, "kinds_compared")
    shares: dict[int, float] = {}
    for row in rows(folder, "comparison_departem"):
        shares[row[0]] = shares.get(row[0], 0.0) + row[7]
    assert shares
    assert all(share == pytest.approx(1.0) for share in shares.values())


def test_a_second_run_and_shuffled_rows_give_the_same_tables(exercise, run, tmp_path):
    folder, _ = exercise
    copy = tmp_path / "copie"
    shutil.copytree(EXERCISE, copy)
    for path in copy.glob("flux_*.csv"):
        head, *lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(head + b"".join(sorted(lines, key=lambda line: line[::-1])))
    again = tmp_path / "again"
    run("runrecipe", RECIPE=str(copy / "recipe.json"), OUTPUT_FOLDER=str(again))
    tables = ["systems", "units", "links", "rejects", "sensitivity", "stability"]
    tables += ["links_domicile", "comparison_epci_con", "alliances_epci_con"]
    for table in tables:
        assert repr(rows(again, table)) == repr(rows(folder, table)), table


# --- real data ----------------------------------------------------------------------------------


@pytest.fixture
def recipe_file(tmp_path):
    """Write a recipe and return its path."""

    def recipe_file(content):
        path = tmp_path / "recette.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return recipe_file


def grand_est(shared_data, **more):
    data = shared_data / "grandest"
    ends = {"origin": "i", "destination": "j", "volume": "fij"}
    return {
        "title": "Grand Est",
        "units": {
            "source": f"{data / 'urban_areas.gpkg'}|layername=urban_area",
            "code": "code",
            "name": "name",
            "weight": "employed",
        },
        "excluded": ["001"],
        "link_types": [
            {
                "name": "navettes",
                "dimension": "mobility",
                "source": str(data / "commuting_2011.csv"),
                **ends,
                "rule": "first",
                "rule_value": 2,
                "min_volume": 50,
            },
            {
                "name": "études",
                "dimension": "knowledge",
                "source": str(data / "students_2012.csv"),
                **ends,
                "rule": "first",
                "rule_value": 2,
                "min_volume": 20,
            },
        ],
        "systems": {"threshold": 2},
        "language": "fr",
        **more,
    }


def test_grand_est_through_qgis_process(shared_data, recipe_file, repository, tmp_path):
    """The command line, in a process of its own, on two real kinds of 159 areas."""
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("there is no qgis_process on this machine")
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "alliance").symlink_to(repository)
    environment = {
        **os.environ,
        "QGIS_PLUGINPATH": str(tmp_path / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    folder = tmp_path / "résultats"
    subprocess.run(
        [program, "plugins", "enable", "alliance"],
        env=environment,
        check=True,
        timeout=120,
        capture_output=True,
    )
    done = subprocess.run(
        [
            program,
            "run",
            "alliance:runrecipe",
            "--",
            f"RECIPE={recipe_file(grand_est(shared_data))}",
            f"OUTPUT_FOLDER={folder}",
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert written(folder) == FILES
    units = {row[0]: row for row in rows(folder, "units")}
    assert len(units) == 159
    assert units["001"][3] == 0, "Paris is set aside"
    largest = max(rows(folder, "systems"), key=lambda row: row[4])
    assert largest[2] == "009", "Strasbourg is the heaviest centre once Paris is set aside"


def test_the_national_run_of_four_kinds(shared_data, recipe_file, run, tmp_path):
    """Students, TGV, air and partnerships between urban areas: it runs."""
    data = shared_data / "national"
    kinds = [
        ("students", "students_2012_au2010.csv.gz", "i", "j", "fij", 50, False),
        ("TGV", "rail_2025_au2010.csv", "origin", "destination", "trains_week", 7, False),
        ("air", "air_2019_au2010.csv", "unit_a", "unit_b", "passengers", 5000, True),
        ("H2020", "partnerships_h2020_au2010.csv", "unit_a", "unit_b", "newman", 1, True),
    ]
    content = {
        "units": {
            "source": str(data / "au2010_points.gpkg"),
            "code": "code",
            "name": "name",
            "weight": "population",
        },
        "excluded": ["001"],
        "link_types": [
            {
                "name": name,
                "source": str(data / file),
                "origin": origin,
                "destination": destination,
                "volume": volume,
                "min_volume": least,
                "undirected": undirected,
                "rule": "first",
                "rule_value": 2,
            }
            for name, file, origin, destination, volume, least, undirected in kinds
        ],
    }
    folder = tmp_path / "out"
    made = run("runrecipe", RECIPE=recipe_file(content), OUTPUT_FOLDER=str(folder))
    table = rows(folder, "units")
    assert len(table) == 793
    units = {row[1]: row for row in table}
    assert units["Paris"][3] == 0
    # The published study has Lyon and Grenoble in one system, the largest.
    assert units["Lyon"][3] == units["Grenoble"][3] == 1
    assert made["SYSTEM_COUNT"] == len(rows(folder, "systems"))


def test_codes_of_another_year_are_brought_to_that_of_the_units(
    shared_data, recipe_file, run, tmp_path
):
    data = shared_data / "bretagne"
    changes = shared_data / "national" / "commune_changes_1968_2024.csv.gz"
    content = {
        "units": {"source": str(data / "communes.gpkg"), "code": "code", "weight": "population"},
        "link_types": [
            {
                "name": "students",
                "source": str(data / "students_2012_communes.csv"),
                "changes": {"source": str(changes), "from": 2014, "to": 2024},
            }
        ],
        "language": "en",
    }
    folder = tmp_path / "out"
    run("runrecipe", RECIPE=recipe_file(content), OUTPUT_FOLDER=str(folder))
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert changes.name in " ".join(record["inputs"])
    assert any("brought from 2014 to 2024" in warning for warning in record["warnings"])
    assert "brought from 2014 to 2024" in (folder / "report.html").read_text(encoding="utf-8")
    table = rows(folder, "repairs")
    assert {row[4] for row in table} == {"merged", "unknown"}
    lost = sum(reason["volume"] for reason in record["link_types"][0]["rejects"])
    kind = record["link_types"][0]
    assert kind["volume_kept"] + lost == pytest.approx(kind["volume_read"], rel=1e-9)


# --- faults -------------------------------------------------------------------------------------


def test_a_fault_in_the_recipe_writes_nothing(refused, recipe_file, tmp_path):
    folder = tmp_path / "out"
    sentence = refused("runrecipe", RECIPE=recipe_file({"unit": {}}), OUTPUT_FOLDER=str(folder))
    assert "units" in sentence
    assert written(folder) == set()


def test_a_fault_in_a_file_names_the_kind_and_leaves_an_earlier_run(
    refused, recipe_file, tmp_path, exercise
):
    earlier, _ = exercise
    folder = tmp_path / "out"
    shutil.copytree(earlier, folder)
    before = {name: (folder / name).read_bytes() for name in FILES}
    bad = tmp_path / "navettes.csv"
    bad.write_text("a,b,v\n99,98,1\n", encoding="utf-8")
    content = {
        "units": {"source": f"{EXERCISE / 'exercise.gpkg'}|layername=units", "code": "code"},
        "link_types": [
            {
                "name": "navettes",
                "source": str(bad),
                "origin": "a",
                "destination": "b",
                "volume": "v",
            }
        ],
    }
    sentence = refused("runrecipe", RECIPE=recipe_file(content), OUTPUT_FOLDER=str(folder))
    assert "navettes" in sentence
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    assert written(folder) == FILES


def test_an_earlier_run_is_replaced_whole(run, exercise, tmp_path):
    earlier, _ = exercise
    folder = tmp_path / "out"
    shutil.copytree(earlier, folder)
    (folder / "map.png").write_bytes(b"old")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    run("runrecipe", RECIPE=str(EXERCISE / "recipe.json"), OUTPUT_FOLDER=str(folder))
    assert (folder / "map.png").read_bytes()[:4] == b"\x89PNG"
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert written(folder) == FILES | {"notes.txt"}


@pytest.mark.parametrize("at", [1, 55, 70, 85, 97])
def test_cancelling_at_any_moment_leaves_an_earlier_run(run, journal, exercise, tmp_path, at):
    earlier, _ = exercise
    folder = tmp_path / "out"
    shutil.copytree(earlier, folder)
    before = {name: (folder / name).read_bytes() for name in FILES}
    run(
        "runrecipe",
        journal=journal(cancel_at=at),
        RECIPE=str(EXERCISE / "recipe.json"),
        OUTPUT_FOLDER=str(folder),
    )
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    assert written(folder) == FILES


def test_a_folder_that_cannot_be_made_says_so(refused, tmp_path):
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    sentence = refused(
        "runrecipe", RECIPE=str(EXERCISE / "recipe.json"), OUTPUT_FOLDER=str(file / "out")
    )
    assert str(file / "out") in sentence


def test_a_full_disk_leaves_nothing(refused, tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here (not root)")
    try:
        refused("runrecipe", RECIPE=str(EXERCISE / "recipe.json"), OUTPUT_FOLDER=str(folder))
        assert written(folder) == set()
    finally:
        subprocess.run(["umount", str(folder)], check=False)
