"""Check the calls to Qt against the types of PyQt6, which has only the names that Qt 6 keeps.

mypy reads the plugin with `qgis.PyQt` standing for PyQt6. It finds what fails in a QGIS made with
Qt 6: an enumeration without its scope, a method that is gone (`exec_`), a class that moved, a real
number where Qt wants a whole one.
Run by the Python of an environment with mypy and PyQt6 (.ci/core_matrix makes it).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ANYTHING = "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"
# What `qgis.PyQt` adds to its modules in a QGIS made with Qt 6, so that plugins find it.
ADDED = {"QtWidgets": "from PyQt6.QtGui import QAction as QAction, QShortcut as QShortcut\n"}
MODULES = (
    *("QtCore", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtTest", "QtWidgets", "QtXml"),
)

SETTINGS = """
[mypy]
python_version = 3.11
mypy_path = {stubs}
check_untyped_defs = true
strict_optional = false
ignore_missing_imports = true
[mypy-alliance.core.*]
ignore_errors = true
"""

# An error counts when it is about a name of Qt or an argument that Qt is given.
ABOUT_QT = re.compile(
    r'"(?:type\[)?Q\w+\]?" has no attribute|Module "PyQt6|Module "qgis\.PyQt'
    r'|of "Q\w+" (?:has incompatible type|matches)|variant of "Q\w+"|for "Q\w+"'
)
# Said of what does run with PyQt6 (each was run), or is only run with Qt 5.
KNOWN = (
    # `make_field` takes these types where QGIS is older than 3.38, made with Qt 5.
    r'compat\.py.*"type\[QVariant\]" has no attribute "Type"',
    # QTranslator takes bytes, and QPainter a list.
    r'Argument 2 to "translate" of "QTranslator" has incompatible type "bytes"',
    r'"drawLines" of "QPainter" matches argument type "list\[QLineF\]"',
    # A model of our own, that a view gives back as its base class.
    r'"QAbstractItemModel" has no attribute "columns"',
)


def main() -> int:
    """Print what would fail; return 1 when there is something."""
    with tempfile.TemporaryDirectory() as folder:
        found = wrong_calls(Path(folder))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Qt 6: {len(found)} findings")
    return int(bool(found))


def wrong_calls(folder: Path) -> list[str]:
    """Return what mypy says of our calls to Qt."""
    # The plugin under its name, whatever its folder is called.
    (folder / "alliance").symlink_to(ROOT, target_is_directory=True)
    write_stubs(folder / "stubs")
    settings = folder / "mypy.ini"
    settings.write_text(SETTINGS.format(stubs=folder / "stubs"), encoding="utf-8")
    names = ["-p", "alliance.algorithms", "-p", "alliance.ui", "-m", "alliance.alliance_plugin"]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", settings, "--cache-dir=/dev/null", *names],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if "checked" not in run.stdout and "no issues found" not in run.stdout:
        raise SystemExit(f"mypy did not run: {run.stdout}{run.stderr}")
    errors = (line for line in run.stdout.splitlines() if ": error: " in line)
    about_qt = (line for line in errors if ABOUT_QT.search(line))
    return [line for line in about_qt if not any(re.search(known, line) for known in KNOWN)]


def write_stubs(folder: Path) -> None:
    """Write types for `qgis`: its Qt is PyQt6, the rest is anything."""
    (folder / "qgis" / "PyQt").mkdir(parents=True)
    (folder / "qgis" / "__init__.pyi").touch()
    (folder / "qgis" / "PyQt" / "__init__.pyi").write_text("from PyQt6 import sip as sip\n")
    for name in ("analysis", "core", "gui", "processing", "utils"):
        (folder / "qgis" / f"{name}.pyi").write_text(ANYTHING)
    for name in MODULES:
        types = f"from PyQt6.{name} import *\n{ADDED.get(name, '')}"
        (folder / "qgis" / "PyQt" / f"{name}.pyi").write_text(types)


if __name__ == "__main__":
    raise SystemExit(main())
