"""What the battery shares: how many rounds, and the figures that it tells at the end.

`make hostile` asks for many rounds with ALLIANCE_HOSTILE; `make test` does a few of each.
"""

from __future__ import annotations

import os

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

TIMES = int(os.environ.get("ALLIANCE_HOSTILE", "1"))
_figures = pytest.StashKey[list]()


def pytest_configure(config) -> None:
    config.stash[_figures] = []


def pytest_terminal_summary(terminalreporter, config) -> None:
    figures = config.stash.get(_figures, [])
    if figures:
        terminalreporter.section("hostile conditions")
        for name, figure in figures:
            terminalreporter.write_line(f"{name:<28} {figure}")


@pytest.fixture(scope="session")
def times() -> int:
    """How many times more rounds than in a usual run of the tests."""
    return TIMES


@pytest.fixture(scope="session")
def tell(request):
    """Remember a figure for the end of the run."""
    figures = request.config.stash.setdefault(_figures, [])
    return lambda name, figure: figures.append((name, str(figure)))
