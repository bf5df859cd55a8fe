"""A QGIS without window, with the provider, for the rounds of the battery.

The rounds run in a process of their own (`rounds.py`): a crash of QGIS then is a figure, not the
end of the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProcessingException, QgsProcessingFeedback


def start_qgis(folder: Path) -> Any:
    """Start QGIS with Processing; return what must live on: the application and the provider.

    The package is `alliance` in `folder`.
    """
    application = QgsApplication([], True, str(folder / "profile"))
    application.initQgis()
    sys.path[:0] = [str(folder), str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins")]
    from processing.core.Processing import Processing

    Processing.initialize()
    from alliance.algorithms.provider import AllianceProvider

    provider = AllianceProvider()
    if not QgsApplication.processingRegistry().addProvider(provider):
        raise RuntimeError("QGIS refused the provider")
    QgsApplication.messageLog().messageReceived.connect(_repeat)
    return application, provider


def _repeat(message: str, tag: str, level: int) -> None:
    """Send what the plugin logs to those who look for the cause of a fault."""
    if tag == "Alliance":
        sys.stderr.write(message + "\n")


def algorithms() -> list[Any]:
    """Return the algorithms of the provider, sorted by id."""
    provider = QgsApplication.processingRegistry().providerById("alliance")
    return sorted(provider.algorithms(), key=lambda algorithm: algorithm.name())


def attempt(name: str, parameters: dict[str, Any], feedback: Any = None) -> tuple[str, Any]:
    """Run an algorithm; return `done` and its outputs, or `sentence` and what it says.

    Anything else than a sentence of ours or of QGIS is a `fault`.
    """
    import processing

    try:
        outputs = processing.run(
            "alliance:" + name, parameters, feedback=feedback or QgsProcessingFeedback(False)
        )
    except QgsProcessingException as error:
        text = str(error)
        return ("fault" if _is_fault(text) else "sentence"), text
    except Exception as error:  # noqa: BLE001 - the battery looks for just these
        return "fault", f"{type(error).__name__}: {error}"
    return "done", outputs


def _is_fault(text: str) -> bool:
    """Tell a sentence that helps from one that only says that something went wrong."""
    return not text.strip() or any(
        word in text for word in ("not foreseen", "Traceback", "not found\n")
    )
