"""What the panel keeps with a project: plain values, in the project's own entries."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsProject

_SCOPE = "alliance"
_KEY = "panel"


def save_state(project: QgsProject, state: dict[str, Any]) -> None:
    """Write what the panel shows into a project that is about to be saved."""
    project.writeEntry(_SCOPE, _KEY, json.dumps(state, sort_keys=True))


def load_state(project: QgsProject) -> dict[str, Any]:
    """Return what was kept; nothing where there is none, or where it cannot be read."""
    text, found = project.readEntry(_SCOPE, _KEY, "")
    if not found:
        return {}
    try:
        state = json.loads(text)
    except ValueError:  # written by hand, or by a later version
        return {}
    return state if isinstance(state, dict) else {}


def part_of(state: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the part of one page."""
    part = state.get(name)
    return part if isinstance(part, dict) else {}
