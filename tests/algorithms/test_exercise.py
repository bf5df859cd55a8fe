"""The exercise as a folder of the user's: what is written, what is never written over."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms import exercise, publishing
from alliance.algorithms.exercise_sheet import sheet, write_sheet
from alliance.algorithms.exercise_steps import duration, steps
from alliance.algorithms.language import in_language
from alliance.algorithms.report import to_html
from alliance.algorithms.width_legend import circle_radii
from alliance.core.errors import InputError
from qgis.core import QgsFields, QgsProject, QgsVectorLayer


@pytest.fixture
def folder(tmp_path, qgis_app):
    """The exercise in a folder with a name of the kind that people give."""
    folder = tmp_path / "L'exercice d’été à Saint-Brieuc (n° 2)"
    exercise.write_exercise(folder)
    return folder


@pytest.fixture
def project(folder):
    project = QgsProject()
    assert project.read(str(folder / exercise.PROJECT))
    yield project
    project.clear()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# --- what is written ----------------------------------------------------------------------------


def test_it_holds_the_data_and_a_project_and_no_answer(folder):
    assert exercise.holds_exercise(folder)
    assert set(contents(folder)) == {*exercise.SHIPPED, exercise.PAYS, exercise.PROJECT}
    for name in exercise.SHIPPED:
        assert (folder / name).read_bytes() == (exercise.SOURCE / name).read_bytes()
    assert not [name for name in contents(folder) if "attendus" in name]


def test_the_project_opens_offline_with_every_layer(project):
    layers = project.mapLayers().values()
    assert len(layers) == 7
    assert all(layer.isValid() for layer in layers)
    assert project.crs().authid() == "EPSG:2154"
    assert {layer.providerType() for layer in layers} == {"ogr"}


def test_it_says_that_the_data_are_simulated(folder, project):
    assert "simulated exercise data" in project.title()
    assert project.readEntry("CopyrightLabel", "/Label")[0] == "Simulated exercise data"
    assert project.readBoolEntry("CopyrightLabel", "/Enabled")[0]


def test_it_is_written_in_the_language_of_the_user(tmp_path, qgis_app):
    with in_language("fr"):
        exercise.write_exercise(tmp_path / "fr")
    project = QgsProject()
    project.read(str(tmp_path / "fr" / exercise.PROJECT))
    assert "données d’exercice simulées" in project.title()
    assert project.mapLayersByName("Domicile-travail (simulé)")
    project.clear()


def test_bookmarks_lead_to_towns(project):
    bookmarks = {b.name(): b.extent() for b in project.bookmarkManager().bookmarks()}
    assert {"Whole of Brittany", "Brest", "Rennes"} <= set(bookmarks)
    # Brest lies near 48.39° N, 4.49° W, so near 145 000, 6 837 000 in Lambert 93.
    assert bookmarks["Brest"].contains(145_000, 6_837_000)
    assert not bookmarks["Rennes"].contains(145_000, 6_837_000)
    assert bookmarks["Whole of Brittany"].contains(bookmarks["Brest"])


def test_circles_follow_the_population_of_the_territory(project):
    units = project.mapLayersByName("Units")[0]
    people = {f["code"]: f["pop_zone"] for f in units.getFeatures()}
    radii = circle_radii(units)
    code = {f["name"]: f["code"] for f in units.getFeatures()}
    brest, quimper = code["Brest"], code["Quimper"]
    # To the width of the outline.
    expected = (people[brest] / people[quimper]) ** 0.5
    assert radii[brest] / radii[quimper] == pytest.approx(expected, rel=0.05)
    assert expected > 1.2
    assert units.labelsEnabled()


def test_no_layer_computes_a_field(project):
    """QGIS 3.22 crashes when a project changes while a map draws a computed field."""
    for layer in project.mapLayers().values():
        fields = layer.fields()
        origins = {fields.fieldOrigin(index) for index in range(fields.count())}
        assert origins <= {QgsFields.FieldOrigin.OriginProvider}, layer.name()


def test_a_moved_folder_still_opens(folder, tmp_path):
    moved = tmp_path / "ailleurs"
    shutil.move(str(folder), str(moved))
    project = QgsProject()
    assert project.read(str(moved / exercise.PROJECT))
    assert all(layer.isValid() for layer in project.mapLayers().values())
    project.clear()


def test_pays_are_made_of_whole_towns(folder):
    units = QgsVectorLayer(exercise.unit_layer(folder), "units", "ogr")
    pays = QgsVectorLayer(f"{folder / exercise.PAYS}|layername=pays", "pays", "ogr")
    members = pd.read_csv(folder / exercise.MEMBERSHIPS, dtype=str)
    members = members[members["kind"] == "pays"]
    assert pays.featureCount() == members["perim"].nunique() == 20
    population = {f["code"]: f["pop_zone"] for f in units.getFeatures()}
    expected = members["code"].map(population).groupby(members["perim"]).sum()
    assert {f["code"]: f["population"] for f in pays.getFeatures()} == expected.to_dict()
    area = sum(f.geometry().area() for f in units.getFeatures())
    assert sum(f.geometry().area() for f in pays.getFeatures()) == pytest.approx(area, rel=1e-6)


# --- what is never written over -----------------------------------------------------------------


def test_a_folder_with_other_files_is_refused_and_stays_as_it_was(tmp_path, qgis_app):
    (tmp_path / "budget.ods").write_bytes(b"mine")
    with pytest.raises(InputError, match=r"other files \(“budget.ods”\): choose an empty folder"):
        exercise.write_exercise(tmp_path)
    assert contents(tmp_path) == {"budget.ods": b"mine"}


def test_data_that_somebody_changed_are_other_files(folder):
    (folder / exercise.PROJECT).unlink()
    (folder / exercise.COMMUTING).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files"):
        exercise.write_exercise(folder)
    assert (folder / exercise.COMMUTING).read_text(encoding="utf-8") == "mine"


def test_what_systems_leave_in_any_folder_is_no_file_of_the_user(tmp_path, qgis_app):
    for name in ("desktop.ini", ".DS_Store"):
        (tmp_path / name).write_bytes(b"")
    exercise.write_exercise(tmp_path)
    assert exercise.holds_exercise(tmp_path)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path, qgis_app):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="cannot be made: choose a place"):
        exercise.write_exercise(tmp_path / "file" / "exercise")


def test_a_read_only_folder_is_a_sentence(tmp_path, qgis_app, monkeypatch):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr(publishing.tempfile, "mkdtemp", refuse)
    with pytest.raises(InputError, match="Nothing can be written in"):
        exercise.write_exercise(tmp_path)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path, qgis_app, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exercise.shutil, "copyfile", fail)
    with pytest.raises(InputError, match=r"\(No space left on device\). Check the free space"):
        exercise.write_exercise(tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- back to the start --------------------------------------------------------------------------


def test_again_puts_everything_back_and_keeps_files_of_the_user(folder):
    before = contents(folder)
    (folder / exercise.RECIPE).write_text("{}", encoding="utf-8")
    with sqlite3.connect(folder / exercise.DATA) as database:
        database.execute("DELETE FROM departements")
    database.close()
    results = folder / exercise.RESULTS
    results.mkdir()
    (results / "results.gpkg").write_bytes(b"old")
    (results / "my notes.txt").write_bytes(b"mine")
    (folder / "mes notes.txt").write_bytes(b"mine")
    exercise.write_exercise(folder, again=True)
    after = contents(folder)
    assert after.pop("mes notes.txt") == b"mine"
    assert {name: after[name] for name in exercise.SHIPPED} == {
        name: before[name] for name in exercise.SHIPPED
    }
    assert set(after) == set(before)
    assert [path.name for path in results.iterdir()] == ["my notes.txt"]


def test_results_alone_leave_no_empty_folder(folder):
    (folder / exercise.RESULTS).mkdir()
    (folder / exercise.RESULTS / "run.json").write_bytes(b"{}")
    exercise.write_exercise(folder, again=True)
    assert not (folder / exercise.RESULTS).exists()


# --- steps and sheet ----------------------------------------------------------------------------


def test_the_workshop_lasts_two_hours():
    assert duration(steps(Path())) == 120


def test_every_step_says_what_to_do_and_asks():
    made = steps(Path())
    assert len({step.key for step in made}) == len(made) == 9
    for step in made:
        assert all((step.title, step.aim, step.todo, step.questions)), step.key
    keys = [one.key for step in made for one in step.actions]
    assert len(set(keys)) == len(keys)


def test_buttons_name_parameters_and_files_that_are_there(folder, alliance_provider):
    for step in steps(folder):
        for action in step.actions:
            if not action.is_algorithm:
                continue
            algorithm = alliance_provider.algorithm(action.opens.partition(":")[2])
            known = {one.name() for one in algorithm.parameterDefinitions()}
            assert set(action.parameters) <= known, action.key
            for value in action.parameters.values():
                path = str(value).partition("|")[0]
                if path.startswith(str(folder)) and exercise.RESULTS not in path:
                    assert Path(path).exists(), path


def test_what_needs_results_says_so(folder):
    for step in steps(folder):
        for action in step.actions:
            reads = f"{folder / exercise.RESULTS}" in str(
                {k: v for k, v in action.parameters.items() if k != "OUTPUT_FOLDER"}
            )
            assert not reads or action.needs_results, action.key


def test_no_step_is_left_in_english():
    english = steps(Path())
    with in_language("fr"):
        french = steps(Path())
    for one, other in zip(english, french):
        for first, second in zip(
            (one.title, one.aim, *one.todo, *one.questions, *(a.label for a in one.actions)),
            (
                other.title,
                other.aim,
                *other.todo,
                *other.questions,
                *(a.label for a in other.actions),
            ),
        ):
            assert first != second


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheet_has_every_question_with_room_under_it(language):
    with in_language(language):
        html, made = to_html(sheet()), steps(Path())
    questions = [question for step in made for question in step.questions]
    assert html.count("<ol") == len(made)
    assert html.count('class="room"') == 2 * len(questions)
    assert f'lang="{language}"' in html


def test_the_sheet_is_written_whole(tmp_path, qgis_app):
    write_sheet(tmp_path / exercise.SHEET)
    assert [path.name for path in tmp_path.iterdir()] == [exercise.SHEET]
