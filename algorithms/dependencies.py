"""The libraries that some builds of QGIS lack, and how to add them on each system."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from ..core.messages import translate

# numpy comes with every build of QGIS; these two do not.
REQUIRED = ("pandas", "networkx")


def missing_libraries() -> list[str]:
    """Return the required libraries that this QGIS cannot import."""
    return [name for name in REQUIRED if not _importable(name)]


def installation_advice(missing: list[str]) -> str:
    """Say in one sentence what is missing and how to install it on this system."""
    names = ", ".join(missing)
    packages = " ".join("python3-" + name for name in missing)
    if sys.platform.startswith("win"):
        advice = translate(
            "Alliance",
            "This QGIS lacks {names}. Run the OSGeo4W installer again, choose “Advanced install”, "
            "tick {packages} and restart QGIS."
        )
    elif sys.platform == "darwin":
        advice = translate(
            "Alliance",
            "This QGIS lacks {names}. In a terminal, run “/Applications/QGIS.app/Contents/MacOS/"
            "bin/python3 -m pip install --user {modules}” and restart QGIS."
        )
    else:
        advice = translate(
            "Alliance",
            "This QGIS lacks {names}. Install {packages} with the software manager of your system "
            "(for example “sudo apt install {packages}”) and restart QGIS."
        )
    return advice.format(names=names, packages=packages, modules=" ".join(missing))


def _importable(name: str) -> bool:
    if name in sys.modules:
        return sys.modules[name] is not None
    return find_spec(name) is not None
