"""What QGIS installs: the archive holds the plugin, the whole plugin, and nothing else."""

from __future__ import annotations

import pytest

MAX_BYTES = 25_000_000
NEEDED = (
    "metadata.txt",
    "LICENSE",
    "__init__.py",
    "alliance_plugin.py",
    "core/flows.py",
    "algorithms/provider.py",
    "i18n/alliance_fr.qm",
    "resources/icons/alliance.svg",
)
LEFT_OUT = ("tests/", "docs/", ".ci/", ".git", "Makefile", "pyproject.toml", "DEVELOPERS.md")
BINARIES = (".so", ".dll", ".exe", ".pyd", ".pyc", ".whl", ".dylib", ".jar")


@pytest.mark.parametrize("name", NEEDED)
def test_the_plugin_is_whole(shipped, name):
    assert name in shipped


def test_tests_and_tools_stay_out(shipped):
    assert [name for name in shipped if name.startswith(LEFT_OUT) or name.endswith(".ts")] == []


def test_no_binary_program(shipped):
    assert [name for name in shipped if name.endswith(BINARIES)] == []


def test_it_is_small_enough(repository, shipped):
    assert sum((repository / name).stat().st_size for name in shipped) < MAX_BYTES


def test_the_plugin_has_its_door():
    import alliance

    assert callable(alliance.classFactory)
