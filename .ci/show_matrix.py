"""Print the counts and times of the test runs of a folder: show_matrix.py FOLDER."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def show(folder: Path) -> None:
    """Print one line a run: what ran, passed, failed, skipped, seconds."""
    print(f"{'run':<44} {'passed':>7} {'failed':>7} {'skipped':>8} {'seconds':>8}")
    for path in sorted([*folder.glob("*/tests.xml"), *folder.glob("core-*.xml")]):
        name = f"QGIS {path.parent.name}" if path.stem == "tests" else path.stem
        suite = ElementTree.parse(path).getroot()[0]
        count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        failed = count["failures"] + count["errors"]
        passed = count["tests"] - failed - count["skipped"]
        seconds = float(suite.get("time", 0))
        print(f"{name:<44} {passed:>7} {failed:>7} {count['skipped']:>8} {seconds:>8.0f}")


if __name__ == "__main__":
    show(Path(sys.argv[1]))
