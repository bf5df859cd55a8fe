"""Fifty reloads in a real window (`make hostile`; twelve in `make test`): nothing stays behind."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
# Python and Qt keep some of what a module loads; a leaked panel or provider is far larger.
_KILOBYTES_A_RELOAD = 1024


@pytest.fixture(scope="module")
def facts(repository, tmp_path_factory, times):
    """What the scenario reported."""
    path = repository / "docs" / "window_session.py"
    spec = importlib.util.spec_from_file_location("window_session", path)
    window_session = importlib.util.module_from_spec(spec)
    sys.modules["window_session"] = window_session
    spec.loader.exec_module(window_session)
    if not window_session.can_launch():
        pytest.skip("there is no QGIS or no virtual screen (xvfb) on this machine")
    output = tmp_path_factory.mktemp("reloads")
    os.environ["ALLIANCE_RELOADS"] = str(_reloads(times))
    return window_session.launch(HERE / "reload_scenario.py", "fr", output, repository)


def _reloads(times):
    return 50 if times > 1 else 12


def test_every_reload_goes_well(facts, tell, times):
    half = len(facts["memory"]) // 2
    growth = (facts["memory"][-1] - facts["memory"][half]) / (len(facts["memory"]) - 1 - half)
    tell(
        "reloads",
        f"{facts['reloads']}; widgets and actions left: {len(facts['left'])}; memory "
        f"{facts['memory'][0] // 1024} -> "
        f"{facts['memory'][-1] // 1024} MB, {growth:.0f} kB a reload at the end",
    )
    assert facts["errors"] == []
    assert [line for line in facts["log"] if "Traceback" in line] == []
    assert facts["reloads"] == len(facts["memory"]) == _reloads(times)
    assert growth < _KILOBYTES_A_RELOAD


def test_no_widget_and_no_action_stays(facts):
    assert facts["left"] == []
