"""The rules of the house, read from the code: who may import whom, and when.

One direction, ui -> algorithms -> core. The method runs without QGIS. QGIS starts without pandas.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "algorithms", "ui")
QGIS = {"PyQt5", "PyQt6", "console", "osgeo", "plugins", "processing", "qgis"}
LIBRARIES = {"networkx", "numpy", "pandas"}

# Modules of the method that need only the standard library, so that the toolbox can show every
# option, label and error where pandas or networkx are missing. The rest is imported when it runs.
LIGHT_CORE = {
    "core",
    "core.errors",
    "core.messages",
    "core.numbers",
    "core.official_sources",
    "core.options",
    "core.progress",
}


@dataclass(frozen=True)
class Import:
    """One import: where it stands, the absolute name of what it brings, and when it runs."""

    place: str
    target: str
    at_start: bool

    @property
    def top(self) -> str:
        return self.target.split(".")[0]


def modules(*rooms: str) -> list[Path]:
    """Return the modules of some rooms; with none, those of the root."""
    if not rooms:
        return sorted(ROOT.glob("*.py"))
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[Import]:
    """Yield the imports of a module, relative ones named from the root of the plugin."""
    name = path.relative_to(ROOT).as_posix()
    package = path.relative_to(ROOT).parts[:-1]
    for node, at_start in _walk(ast.parse(path.read_text(encoding="utf-8")), at_start=True):
        place = f"{name}:{node.lineno}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(place, alias.name, at_start)
        else:
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            for alias in node.names:
                yield Import(place, _target(base, alias.name, node.level), at_start)


def _target(base: str, name: str, level: int) -> str:
    """Return the module that `from base import name` loads: `name` itself when it is a module."""
    inside = f"{base}.{name}".strip(".")
    is_module = level and (ROOT / inside.replace(".", "/")).with_suffix(".py").exists()
    is_package = level and (ROOT / inside.replace(".", "/")).is_dir()
    return inside if is_module or is_package else base


def _walk(node: ast.AST, at_start: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, at_start
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue  # never runs
        else:
            inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _walk(child, at_start and not inside)


def places(found: Iterator[Import]) -> list[str]:
    return [f"{one.place} imports {one.target}" for one in found]


def test_there_is_something_to_check():
    assert modules("core")


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [("core", {"algorithms", "ui", "alliance_plugin"}), ("algorithms", {"ui", "alliance_plugin"})],
)
def test_imports_go_one_way(room, forbidden):
    wrong = (one for path in modules(room) for one in imports(path) if one.top in forbidden)
    assert places(wrong) == []


def test_the_method_needs_no_qgis():
    wrong = (one for path in modules("core") for one in imports(path) if one.top in QGIS)
    assert places(wrong) == []


def test_the_method_uses_the_three_libraries_and_python_alone():
    known = {"core", *LIBRARIES, *sys.stdlib_module_names}
    wrong = (one for path in modules("core") for one in imports(path) if one.top not in known)
    assert places(wrong) == []


def test_the_light_modules_need_python_alone():
    known = {*LIGHT_CORE, *sys.stdlib_module_names}
    wrong = (
        one
        for name in LIGHT_CORE
        for path in [(ROOT / name.replace(".", "/")).with_suffix(".py")]
        if path.exists()
        for one in imports(path)
        if one.target not in known and one.top not in known - {"core"}
    )
    assert places(wrong) == []


def test_qgis_starts_without_the_libraries():
    """Neither a library nor a module of the method that needs one is imported with the plugin."""
    wrong = (
        one
        for path in [*modules(), *modules("algorithms", "ui")]
        for one in imports(path)
        if one.at_start
        and (one.top in LIBRARIES or (one.top == "core" and one.target not in LIGHT_CORE))
    )
    assert places(wrong) == []


def test_qt_comes_through_qgis():
    """Straight from PyQt5, a module would not load in a QGIS made with Qt 6."""
    shipped = [*modules(), *modules(*ROOMS)]
    wrong = (one for path in shipped for one in imports(path) if one.top in {"PyQt5", "PyQt6"})
    assert places(wrong) == []


def test_imports_inside_the_plugin_are_relative():
    """QGIS names the package after its folder, which is not always `alliance`."""
    wrong = (
        one
        for path in [*modules(), *modules(*ROOMS)]
        for one in imports(path)
        if one.top == "alliance"
    )
    assert places(wrong) == []


def test_no_algorithm_touches_the_project_in_its_thread():
    """`processAlgorithm` runs in a worker thread; the project belongs to the main one."""
    wrong = [
        f"{path.relative_to(ROOT).as_posix()}:{call.lineno} in {function.name}"
        for path in modules("algorithms")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name in {"processAlgorithm", "run"}
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "QgsProject.instance"
    ]
    assert wrong == []


def test_the_method_is_imported_where_there_is_no_qgis():
    """The whole method, in a fresh Python where QGIS and Qt cannot be imported."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in modules("core")
        if path.stem != "__init__"
    ]
    script = (
        "import importlib, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"sys.modules.update(dict.fromkeys({sorted(QGIS)!r}))\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
