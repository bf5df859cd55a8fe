"""The workshop in a real QGIS window: the walk that makes the pictures of the guide, in French."""

from __future__ import annotations

import importlib.util
import sys

import pytest

LARGEST = 150_000


@pytest.fixture(scope="module")
def window_session(repository):
    path = repository / "docs" / "window_session.py"
    spec = importlib.util.spec_from_file_location("window_session", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["window_session"] = module
    spec.loader.exec_module(module)
    if not module.can_launch():
        pytest.skip("there is no QGIS or no virtual screen (xvfb) on this machine")
    return module


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def facts(window_session, pictures, repository):
    """What the walk reported."""
    script = repository / "docs" / "make_exercise_screenshots.py"
    return window_session.launch(script, "fr", pictures, repository)


def test_nothing_went_wrong(facts):
    assert facts["errors"] == []
    assert facts["log"] == []


def test_the_project_is_that_of_the_exercise(facts):
    assert facts["title"].endswith("(données d’exercice simulées)")
    assert {"Liens cumulés", "Systèmes", "Lignes écartées", "Flux"} <= set(facts["layers"])


def test_the_panel_says_what_the_answer_key_says(facts, repository):
    """The agreement with the pays, in the panel and in the key that is committed."""
    ari = facts["agreement"].partition("ARI")[2].strip().partition(" ")[0]
    key = (repository / "docs" / "fr" / "exercise-key.md").read_text(encoding="utf-8")
    assert f"**{ari}**" in key


def test_reset_and_unload_leave_nothing(facts):
    assert facts["after_reset"] == [0, 7]
    assert not facts["results_left"]
    assert facts["docks_left"] == []
    assert facts["menus_left"] == []


def test_the_guide_has_every_picture_and_they_are_small(facts, pictures, repository):
    made = {path.name for path in pictures.glob("*.png")}
    kept = list((repository / "docs" / "screenshots").glob("exercise_*.png"))
    assert made == {path.name for path in kept}
    assert [path.name for path in kept if path.stat().st_size > LARGEST] == []
