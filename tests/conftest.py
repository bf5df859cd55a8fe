"""What every test shares: the package under its name, the real data, a QGIS with the provider.

The repository root is the plugin package, whatever its folder is called. It is registered here as
`alliance`, so a test of the method imports `alliance.core.flows` with no QGIS on the machine.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Before anything starts Qt: no test needs a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A QGIS of the tests has no name of its own: its network cache would be the whole folder of caches
# of the user, and QGIS walks through its cache at the first answer of a server.
_CACHE = tempfile.mkdtemp(prefix="alliance-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE

# A busy machine is slow, not wrong: no deadline. Every run draws the same examples.
settings.register_profile("alliance", deadline=None, derandomize=True)
settings.load_profile("alliance")


def _register_package() -> None:
    spec = importlib.util.spec_from_file_location(
        "alliance", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["alliance"] = package
    spec.loader.exec_module(package)


if "alliance" not in sys.modules:
    _register_package()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository, which is the plugin package."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data, `../shared/data` unless ALLIANCE_SHARED_DATA says otherwise."""
    folder = Path(os.environ.get("ALLIANCE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(
            f"the real data are not on this machine: no folder {folder} "
            "(set ALLIANCE_SHARED_DATA to where they are)"
        )
    return folder


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of the tests' own, stopped when they end."""
    from alliance.tests.postgresql import running_server

    with running_server() as server:
        yield server


# --- QGIS ---------------------------------------------------------------------------------------

_status = pytest.StashKey[int]()


def pytest_sessionfinish(session, exitstatus) -> None:
    """Remember the verdict for `pytest_unconfigure`."""
    session.config.stash[_status] = int(exitstatus)


def pytest_unconfigure(config) -> None:
    """End at once where QGIS ran: taking it down under Python's own objects crashes now and then.

    Everything has been said by then, and the verdict is the one that was reached.
    """
    shutil.rmtree(_CACHE, ignore_errors=True)
    if "qgis.core" in sys.modules and _status in config.stash:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[_status])


@pytest.fixture(scope="session")
def qgis_app():
    """The application that pytest-qgis started, left to end with the process."""
    core = pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")
    return core.QgsApplication.instance()


@pytest.fixture(scope="session")
def alliance_provider(qgis_processing):
    """The provider, registered in a QGIS with Processing initialised (needs pytest-qgis)."""
    from alliance.algorithms.provider import AllianceProvider
    from qgis.core import QgsApplication

    provider = AllianceProvider()
    registry = QgsApplication.processingRegistry()
    if not registry.addProvider(provider):
        pytest.fail("QGIS refused the provider 'alliance'")
    yield provider
    registry.removeProvider(provider)
