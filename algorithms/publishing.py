"""Files written whole or not at all.

What a run writes is first made in a hidden folder beside its destination, on the same disk, and
moved to its place in one go when everything is complete. If a move fails, the files already moved
are put back: what was there before stays as it was.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Callable

from ..core.errors import InputError
from ..core.messages import translate

_PREFIX = ".alliance-"
_REPLACED = ".replaced"
# A run that was killed leaves its hidden folder. No run lasts as long as this, so a folder of this
# age is nobody's; one with files that a run had put aside is kept, for they may be the only copy.
_ABANDONED_AFTER = 24 * 3600.0

# Files that go with another one. Left behind, they would describe, or even overwrite, the new one.
_COMPANIONS = {
    ".csv": (".csvt",),
    ".gpkg": (".gpkg-wal", ".gpkg-shm", ".gpkg-journal"),
    ".shp": (".shx", ".dbf", ".prj", ".qpj", ".cpg", ".qix", ".sbn", ".sbx", ".shp.xml"),
    ".sqlite": (".sqlite-wal", ".sqlite-shm", ".sqlite-journal"),
}


class Staging:
    """A hidden folder whose files move to `target` on `publish`, and vanish otherwise."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = _hidden_folder(target)

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Remove what was not published."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def publish(self) -> None:
        """Move every file to its place, or leave everything as it was."""
        publish([self])


def make_folder(folder: Path) -> Path:
    """Make a folder, and those above it, where they do not exist; return it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            translate(
                "Alliance",
                "The folder “{folder}” cannot be made: choose a place where you have the right to "
                "write."
            ).format(folder=folder)
        ) from error
    return folder


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Make a folder, and take it away again where nothing came to be in it.

    Raises
    ------
    InputError
        The folder cannot be made.
    """
    absent = [place for place in (folder, *folder.parents) if not place.exists()]
    make_folder(folder)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # somebody else wrote there meanwhile: it stays
            for place in absent:
                place.rmdir()
        raise


def write_whole(path: Path, text: str) -> None:
    """Write a text file in a folder that exists, whole or not at all."""
    with Staging(path.parent) as staging:
        (staging.folder / path.name).write_text(text, encoding="utf-8")
        staging.publish()


def publish(stagings: Sequence[Staging], last_step: Callable[[], None] = lambda: None) -> None:
    """Move the files of several stagings, all of them or none.

    Parameters
    ----------
    last_step : callable
        Called when every file is in its place; if it raises, they are all put back.

    Raises
    ------
    InputError
        A file that is there cannot be replaced.
    """
    done: list[tuple[Path, Path]] = []
    made = [(staging, sorted(staging.folder.iterdir())) for staging in stagings]
    try:
        for staging, files in made:
            kept = staging.folder / _REPLACED
            kept.mkdir()
            for old in _replaced_by(files, staging.target):
                _move(old, kept / old.name, old, done)
        for staging, files in made:
            for new in files:
                final = staging.target / new.name
                _move(new, final, final, done)
        last_step()
    except BaseException:
        _put_back(done)
        raise


def _replaced_by(files: Sequence[Path], target: Path) -> Iterator[Path]:
    """Yield what is in the way of new files, or goes with what is in the way."""
    names = {}
    for new in files:
        companions = _COMPANIONS.get(new.suffix.lower(), ())
        names.update(dict.fromkeys([new.name, *(new.stem + ending for ending in companions)], new))
    for name, new in names.items():
        old = target / name
        if old.is_dir() and not new.is_dir():
            raise _not_replaced(old)
        if old.exists():
            yield old


def _move(source: Path, target: Path, visible: Path, done: list[tuple[Path, Path]]) -> None:
    """Move a file; `visible` is the one of both names that the user knows."""
    try:
        source.replace(target)
    except OSError as error:
        raise _not_replaced(visible) from error
    done.append((source, target))


def _not_replaced(path: Path) -> InputError:
    return InputError(
        translate(
            "Alliance",
            "“{path}” cannot be replaced: it may be open in another program, or loaded in QGIS. "
            "Close it, or choose another name. Nothing was changed."
        ).format(path=path)
    )


def _put_back(done: list[tuple[Path, Path]]) -> None:
    for source, target in reversed(done):
        target.replace(source)


def _hidden_folder(target: Path) -> Path:
    if not target.exists():
        raise InputError(
            translate(
                "Alliance", "The folder “{folder}” does not exist: make it, or choose another one."
            ).format(folder=target)
        )
    _sweep(target)
    try:
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target))
    except OSError as error:
        raise InputError(
            translate(
                "Alliance",
                "Nothing can be written in “{folder}”: choose a folder where you have the right to "
                "write, on a disk with free space."
            ).format(folder=target)
        ) from error


def _sweep(target: Path) -> None:
    """Remove what killed runs left in a folder."""
    with suppress(OSError):
        for left in target.glob(f"{_PREFIX}*"):
            kept = left / _REPLACED
            old = time.time() - left.stat().st_mtime > _ABANDONED_AFTER
            if old and not (kept.is_dir() and any(kept.iterdir())):
                shutil.rmtree(left, ignore_errors=True)
