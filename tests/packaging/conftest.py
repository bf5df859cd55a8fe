"""What the archive of the plugin holds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import PurePosixPath

import pytest


@pytest.fixture(scope="session")
def shipped(repository) -> list[str]:
    """The files that `git archive` takes: those of the checkout without `export-ignore`."""
    if not (repository / ".git").exists() or shutil.which("git") is None:
        pytest.skip("these sources are not a git checkout, so nothing says what is packaged")

    def git(*arguments: str, given: str = "") -> list[str]:
        run = subprocess.run(
            ["git", *arguments], cwd=repository, input=given, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        return run.stdout.split("\0")[:-1]

    files = git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    # An attribute of a folder holds for what is in it.
    above = {name: [name, *map(str, PurePosixPath(name).parents)] for name in files}
    asked = "\0".join(sorted({path for paths in above.values() for path in paths}))
    answer = git("check-attr", "--stdin", "-z", "export-ignore", given=asked)
    ignored = {path for path, value in zip(answer[::3], answer[2::3]) if value == "set"}
    return sorted(
        name for name in files if ignored.isdisjoint(above[name]) and (repository / name).exists()
    )
