"""Starting the rounds in another process, counting what they say, and ending those that hang."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass
class Verdict:
    """What became of the rounds of a job.

    Attributes
    ----------
    outcomes : Counter
        `done`, `sentence` and `fault`.
    faults : list of dict
        Rounds that ended with neither a result nor a clear sentence.
    crash : str
        What is known of a round that took QGIS down or hung; empty when all went well.
    slowest : float
        Seconds of the longest round.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[dict[str, Any]] = field(default_factory=list)
    crash: str = ""
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"{sum(self.outcomes.values())} rounds: {self.outcomes['done']} done, "
            f"{self.outcomes['sentence']} sentences, {len(self.faults)} faults, "
            f"{1 if self.crash else 0} crashes; slowest {self.slowest:.1f} s"
        )


def plugin_folder(folder: Path) -> Path:
    """Return `folder`, with the plugin in it under its own name."""
    link = folder / "alliance"
    if not link.exists():
        link.symlink_to(ROOT, target_is_directory=True)
    return folder


def start(folder: Path, job: str, *numbers: int) -> subprocess.Popen[str]:
    """Start a job of `rounds.py` in a process of its own."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [sys.executable, str(HERE / "rounds.py"), str(plugin_folder(folder)), job]
        + [str(number) for number in numbers],
        cwd=folder,  # relative names among the odd values must not reach the repository
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",  # GDAL repeats what it finds in damaged files
    )


def count(folder: Path, job: str, first: int, last: int, seconds: float) -> Verdict:
    """Do the rounds `first` to `last` - 1 of a job and count their outcomes."""
    process = start(folder, job, first, last)
    try:
        output, errors = process.communicate(timeout=seconds)
        end = f"code {process.returncode}"
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        end = f"not over after {seconds} s"
    verdict, began, over = Verdict(), "", False
    for line in output.splitlines():
        told = json.loads(line)
        over = over or "end" in told
        began = str(told.get("start", began))
        if "outcome" in told:
            verdict.outcomes[told["outcome"]] += 1
            verdict.slowest = max(verdict.slowest, told["seconds"])
            if told["outcome"] == "fault":
                verdict.faults.append(told)
    if not over or process.returncode:
        verdict.crash = f"round {began} of {job}: {end}\n{errors[-3000:]}"
    return verdict
