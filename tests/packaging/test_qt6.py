"""Ready for a QGIS made with Qt 6, as far as reading the code tells.

`.ci/check_qt6.py` (`make test-matrix`) reads it against the types of PyQt6 too.
"""

from __future__ import annotations

import ast
import enum
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

# The one module that knows versions takes QVariant's types where QGIS is older than 3.38.
COMPAT = "algorithms/compat.py"
RULES = (
    *("QGS101", "QGS102", "QGS103", "QGS104", "QGS106", "QGS107"),
    *(f"QGS{number}" for number in range(401, 413)),
)


@pytest.fixture(scope="module")
def modules(shipped):
    return [name for name in shipped if name.endswith(".py")]


def test_flake8_qgis_finds_nothing(repository, modules):
    """Qt through `qgis.PyQt`; nothing that Qt 6 or PyQt6 took away."""
    pytest.importorskip("flake8_qgis", reason="the developers' tools are not here: `make setup`")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "flake8", "--isolated", "--select", ",".join(RULES)),
            *("--per-file-ignores", f"{COMPAT}:QGS402", *modules),
        ],
        cwd=repository,
        capture_output=True,
        text=True,
    )
    assert run.stderr == ""
    assert run.stdout == ""


def test_every_member_of_an_enumeration_is_called_through_it(repository, modules, qgis_app):
    """`Qt.AlignLeft` is gone with Qt 6: `Qt.AlignmentFlag.AlignLeft`, in QGIS's classes too."""
    wrong = [
        f"{name}:{line} {chain}"
        for name in modules
        for line, chain, root in _chains(repository / name)
        if _is_member(root, chain)
    ]
    assert wrong == []


def test_members_are_told_from_what_looks_like_them(tmp_path, qgis_app):
    path = tmp_path / "sample.py"
    path.write_text(
        "from qgis.core import Qgis, QgsFeatureRequest, QgsProcessing\n"
        "from qgis.PyQt.QtCore import Qt\n"
        "good = Qt.AlignmentFlag.AlignLeft, Qgis.QGIS_VERSION_INT, QgsProcessing.TEMPORARY_OUTPUT\n"
        "also = QgsFeatureRequest.OrderBy, QgsFeatureRequest.Flag.NoGeometry\n"
        "bad = Qt.AlignLeft\n"
        "bad = QgsFeatureRequest.NoGeometry\n",
        encoding="utf-8",
    )
    found = [(line, chain) for line, chain, root in _chains(path) if _is_member(root, chain)]
    assert found == [(5, "Qt.AlignLeft"), (6, "QgsFeatureRequest.NoGeometry")]


def _chains(path: Path) -> list[tuple[int, str, object]]:
    """Return line, text and first object of each `Class.name` whose class comes from QGIS."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roots = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis."):
            module = importlib.import_module(node.module)
            for name in node.names:
                roots[name.asname or name.name] = getattr(module, name.name, None)
    return [
        (node.lineno, ast.unparse(node), roots[node.value.id])
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and isinstance(roots.get(node.value.id), type)
    ]


def _is_member(root: object, chain: str) -> bool:
    value = getattr(root, chain.rpartition(".")[2], None)
    # Members of Qt 5 are whole numbers of a type of their own.
    return isinstance(value, enum.Enum) or (
        isinstance(value, int) and type(value) not in (int, bool)
    )
