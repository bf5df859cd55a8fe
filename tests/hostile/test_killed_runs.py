"""A run that is killed at any moment leaves the results of the one before, whole."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from pathlib import Path

import numpy as np
from alliance.tests.hostile.jobs import start
from qgis.PyQt.QtGui import QImage

FILES = {"results.gpkg", "project.qgz", "map.png", "report.html", "run.json"}


def assert_whole(folder: Path) -> None:
    """Check that each of the five files is complete."""
    assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == FILES
    with sqlite3.connect(folder / "results.gpkg") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("SELECT count(*) FROM gpkg_contents").fetchone()[0] > 5
    base.close()
    with zipfile.ZipFile(folder / "project.qgz") as project:
        assert project.testzip() is None
    assert not QImage(str(folder / "map.png")).isNull()
    assert (folder / "report.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["counts"]


def wait_for(process, key: str, value: int) -> None:
    """Read what the process says until it says `key: value`."""
    for line in process.stdout:
        if json.loads(line).get(key) == value:
            return
    raise AssertionError(process.stderr.read()[-3000:])


def test_a_killed_run_leaves_whole_files(tmp_path, times, tell):
    chance = np.random.default_rng(2026)
    moments = []
    for kill in range(3 * times):
        process = start(tmp_path, "busy", 0, 100)
        # The first run of all must end: there is nothing to lose before it.
        wait_for(process, "seed" if kill == 0 else "start", 0)
        moment = float(chance.random()) * 6.0
        time.sleep(moment)
        process.kill()
        process.communicate()
        moments.append(moment)
        assert_whole(tmp_path / "out")
    hidden = len(list((tmp_path / "out").glob(".alliance-*")))
    tell(
        "runs killed",
        f"{len(moments)} kills from {min(moments):.1f} to {max(moments):.1f} s: every file whole "
        f"each time; hidden folders left, swept a day later: {hidden}",
    )
