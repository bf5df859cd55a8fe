"""A real QGIS window on a virtual screen, driven by a script.

`launch` starts QGIS under xvfb with a script; inside, `Session` loads the plugin and runs the
steps of a generator: it yields a number of seconds to wait, or a condition to wait for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREEN = (1280, 800)
WINDOW = (1280, 720)
_LONGEST_WAIT = 60.0


def launch(
    script: Path, language: str, output: Path, root: Path = ROOT, seconds: int = 300
) -> dict:
    """Run `script` in a QGIS window and return what it reported.

    Parameters
    ----------
    script : Path
        Run by QGIS; it finds this module on its path, and `output` and `root` in the environment
        variables ALLIANCE_OUTPUT and ALLIANCE_ROOT.
    language : {"en", "fr"}
    output : Path
        Folder for the pictures and the report.
    root : Path
        The folder of the plugin.
    """
    output.mkdir(parents=True, exist_ok=True)
    report = output / "report.json"
    report.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        (profile / "plugins").mkdir()
        (profile / "plugins" / "alliance").symlink_to(root, target_is_directory=True)
        code = profile / "session.py"
        code.write_text(
            f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}]\n"
            f"exec(compile(open({str(script)!r}).read(), {str(script)!r}, 'exec'))\n",
            encoding="utf-8",
        )
        environment = {
            **os.environ,
            "ALLIANCE_OUTPUT": str(output),
            "ALLIANCE_ROOT": str(root),
            "ALLIANCE_PLUGINS": str(profile / "plugins"),
            "XDG_RUNTIME_DIR": folder,
            "LC_ALL": "C.UTF-8",
        }
        environment.pop("QT_QPA_PLATFORM", None)
        size = "x".join(map(str, SCREEN))
        run = subprocess.run(
            ["xvfb-run", "-a", "-s", f"-screen 0 {size}x24"]
            + ["qgis", "--nologo", "--noversioncheck", "--noplugins", "--lang", language]
            + ["--profiles-path", folder, "--code", str(code)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    if not report.exists():
        raise RuntimeError(f"QGIS said nothing (code {run.returncode}):\n{run.stderr[-4000:]}")
    return json.loads(report.read_text(encoding="utf-8"))


def can_launch() -> bool:
    """Tell whether this machine has QGIS and a virtual screen."""
    return shutil.which("qgis") is not None and shutil.which("xvfb-run") is not None


class Session:
    """The plugin in the window of the QGIS that runs this.

    Attributes
    ----------
    facts : dict
        What is reported at the end.
    """

    def __init__(self) -> None:
        from qgis.core import QgsApplication
        from qgis.utils import iface

        self.iface = iface
        self.output = Path(os.environ["ALLIANCE_OUTPUT"])
        self.root = Path(os.environ["ALLIANCE_ROOT"])
        self.facts: dict = {"errors": [], "log": []}
        self._wait: object = 0.0
        self._since = 0.0
        sys.excepthook = lambda *error: self._fail("".join(traceback.format_exception(*error)))
        QgsApplication.messageLog().messageReceived.connect(self._remember)

    def start(self, steps) -> None:
        """Run the generator function `steps`, then report and leave QGIS."""
        from qgis.PyQt.QtCore import QTimer

        self._steps = steps(self)
        self._since = time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._advance)
        # The window is still being made when QGIS runs the script.
        QTimer.singleShot(1500, lambda: self._timer.start(30))

    def load_plugin(self):
        """Load and start the plugin as the plugin manager does; return it."""
        import qgis.utils

        sys.path.insert(0, os.environ["ALLIANCE_PLUGINS"])
        qgis.utils.plugin_paths.append(os.environ["ALLIANCE_PLUGINS"])
        qgis.utils.updateAvailablePlugins()
        for name in ("processing", "alliance"):
            if name not in qgis.utils.plugins:
                assert qgis.utils.loadPlugin(name), name
                before = time.perf_counter()
                assert qgis.utils.startPlugin(name), name
                self.facts[f"start_{name}"] = time.perf_counter() - before
        return qgis.utils.plugins["alliance"]

    def picture(self, name: str) -> None:
        """Save the window as a PNG."""
        self.iface.mainWindow().grab().save(str(self.output / f"{name}.png"))

    def screen(self, name: str, width: int, height: int) -> None:
        """Save a corner of the screen, windows over the main one too, as a small PNG."""
        from qgis.PyQt.QtGui import QGuiApplication, QImage

        grabbed = QGuiApplication.primaryScreen().grabWindow(0, 0, 0, width, height).toImage()
        # The colours of windows and map fills, exactly; the few shades between them, nearly.
        form = QImage.Format.Format_Indexed8
        grabbed.convertToFormat(form, commonest_colours(grabbed)).save(
            str(self.output / f"{name}.png"), "PNG", 0
        )

    def rendered(self):
        """Return a condition: the map has been drawn for a moment."""
        canvas, quiet = self.iface.mapCanvas(), []

        def still() -> bool:
            quiet.append(not canvas.isDrawing())
            return len(quiet) > 20 and all(quiet[-15:])

        return still

    def _advance(self) -> None:
        try:
            if callable(self._wait):
                if not self._wait():
                    if time.monotonic() - self._since > _LONGEST_WAIT:
                        raise TimeoutError(f"waited in vain at {self._steps.gi_frame.f_lineno}")
                    return
            elif time.monotonic() - self._since < self._wait:
                return
            self._wait = next(self._steps) or 0.0
            self._since = time.monotonic()
        except StopIteration:
            self._end()
        except Exception:
            self._fail(traceback.format_exc())
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        text = json.dumps(self.facts, ensure_ascii=False, indent=1, default=str)
        (self.output / "report.json").write_text(text, encoding="utf-8")
        # QGIS would ask whether to save the project.
        os._exit(0)

    def _fail(self, text: str) -> None:
        self.facts["errors"].append(text)

    def _remember(self, message: str, tag: str, level: int) -> None:
        if tag in ("Alliance", "Python warning", "Python"):
            self.facts["log"].append(f"{tag}: {message}")


def commonest_colours(image, count: int = 56) -> list[int]:
    """Return the commonest colours of a picture."""
    import numpy as np
    from qgis.PyQt.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = image.constBits().asstring(image.sizeInBytes())
    colours, counts = np.unique(np.frombuffer(data, np.uint32), return_counts=True)
    return [int(colour) for colour in colours[np.argsort(-counts, kind="stable")[:count]]]
