"""The panel in a real QGIS window on a virtual screen, from opening it to taking it away."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def facts(repository, tmp_path_factory):
    """What the scenario reported."""
    path = repository / "docs" / "window_session.py"
    spec = importlib.util.spec_from_file_location("window_session", path)
    window_session = importlib.util.module_from_spec(spec)
    sys.modules["window_session"] = window_session
    spec.loader.exec_module(window_session)
    if not window_session.can_launch():
        pytest.skip("there is no QGIS or no virtual screen (xvfb) on this machine")
    output = tmp_path_factory.mktemp("window")
    return window_session.launch(HERE / "window_scenario.py", "en", output, repository)


def test_nothing_went_wrong(facts):
    assert facts["errors"] == []
    assert [line for line in facts["log"] if "Traceback" in line] == []


def test_starting_makes_no_panel(facts):
    assert facts["panel_at_start"] is False
    assert facts["empty_hint"].startswith("Choose a layer of links")


def test_layers_are_found_and_the_slider_moves_the_map(facts):
    assert facts["chosen"] == ["links", "units"]
    assert facts["threshold"] == 2
    assert facts["systems_at_1"] > 1


def test_it_fits_1280_by_720(facts):
    assert not facts["scrolls"]
    assert facts["width"] <= 430


def test_two_runs_at_once_add_what_was_previewed(facts):
    assert facts["runs_at_once"] == 2
    assert facts["groups"] == ["Systems, score ≥ 2", "Systems, score ≥ 3"]
    assert facts["previewed"] in facts["applied"]


def test_rows_are_compared_outlined_and_saved(facts):
    systems, perimeters = facts["compared"]
    assert systems > 1
    assert perimeters > 10
    assert facts["outlined"] == 2
    assert facts["zoomed"]
    assert facts["second_table"] >= 1
    assert facts["csv"].startswith("system,sys_name,")
    assert facts["xlsx"] > 1000
    assert facts["opened"] == 1
    assert facts.get("layout_dialog", True)
    assert "overlap" in facts["overlap_note"]


def test_the_project_keeps_what_was_chosen(facts):
    assert facts["after_closing"][0].startswith("Choose units that know their system")
    assert facts["after_closing"][1]
    assert facts["restored"] == [True, True]


def test_what_goes_away_does_no_harm(facts):
    assert facts["layer_removed"] == [False, True]
    assert facts["closed_during_a_run"] == 0
    assert facts["unloaded"]
    assert facts["docks_left"] == []


def test_theme_language_and_side_may_change(facts):
    assert min(facts["dark"]) >= 3
    assert facts["french"] == ["Systèmes et périmètres", "Appliquer"]
    assert facts["left"]
