"""Tables larger than memory, read chunk by chunk exactly as `reading` reads them whole.

A block of plain lines goes through the parser of pandas; from the first block that is not plain
(a quotation mark, a cut row) Python's csv reader takes over, for that block and all that follow.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Callable

import pandas as pd

from .progress import Progress, silent
from .reading import (
    SAMPLE_BYTES,
    Choose,
    Encoding,
    Rows,
    Table,
    chosen_positions,
    empty_file,
    encodings,
    explained,
    is_plain,
    no_row,
    opened,
    plain_frame,
    read_table,
    require_content,
    separator_of,
    unknown_encoding,
)
from .spreadsheets import DAMAGED, is_library_file, unreadable

Take = Callable[[pd.DataFrame], None]
# Given the header, returns what takes the chunks. It is called again, and what was taken before
# is void, where an encoding proves wrong on the way.
Start = Callable[[Sequence[str]], Take]

BLOCK_BYTES = 1 << 24
_CHUNK_ROWS = 1 << 19
# Encodings in which the byte of a line end is nothing else.
_CUT_BY_LINES = ("utf-8", "utf-8-sig", "cp1252")


def fold_table(
    path: Path, *, choose: Choose, start: Start, progress: Progress = silent
) -> Table:
    """Read a table chunk by chunk.

    Parameters
    ----------
    path, choose
        See `reading.read_table`.
    start : callable
        Given the header, returns the function that is given each chunk, a frame of the columns
        that `choose` names.
    progress : callable
        Called with the share read.

    Returns
    -------
    Table
        What `read_table` returns, without any row in its frame.

    Raises
    ------
    ReaderMissingError, InputError
        See `read_table`.
    """
    with explained(path):
        if path.suffix.lower() == ".parquet":
            require_content(path)
            table, rows = _fold_parquet(path, choose, start, progress)
        elif is_library_file(path):
            table, rows = _fold_whole(read_table(path, choose=choose), start)
        else:
            table, rows = _fold_text(path, choose, start, progress)
    if not rows + len(table.malformed):
        raise no_row(path.name)
    progress(1.0)
    return table


@dataclass(frozen=True)
class TextLayout:
    """How a plain text table is laid out, for engines that read it by themselves.

    Attributes
    ----------
    header : tuple of str
    separator : str
    compression : str
        `none` or `gzip`.
    """

    header: tuple[str, ...]
    separator: str
    compression: str


def plain_layout(path: Path, progress: Progress = silent) -> TextLayout | None:
    """Return the layout of a text table, None where only our own reader reads it well.

    The whole file is looked at: in UTF-8, without quotation marks, every row as wide as the
    header, not in an archive of several files, lines ended in one way.

    Raises
    ------
    InputError
        See `reading.read_table`.
    """
    with explained(path):
        with opened(path) as (stream, _):
            sample = stream.read(SAMPLE_BYTES)
        if not sample.strip():
            raise empty_file(path)
        with path.open("rb") as disk:
            mark = disk.read(2)
        encoding = next(encodings(sample, path.name))
        if mark == b"PK" or encoding.errors != "strict":
            return None
        text = _Text(path, encoding, separator_of(sample, encoding.name), lambda header: ())
        try:
            plain = text.is_plain(progress)
        except UnicodeError:
            return None
    compression = "gzip" if mark == b"\x1f\x8b" else "none"
    return TextLayout(tuple(text.header), text.separator, compression) if plain else None


class _Counted:
    """Passes chunks on and counts their rows."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self.rows = 0

    def __call__(self, frame: pd.DataFrame) -> None:
        if len(frame):
            self._take(frame)
            self.rows += len(frame)


def _fold_whole(table: Table, start: Start) -> tuple[Table, int]:
    start(table.header)(table.frame)
    return table, len(table.frame)


def _fold_parquet(
    path: Path, choose: Choose, start: Start, progress: Progress
) -> tuple[Table, int]:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        return _fold_whole(read_table(path, choose=choose), start)
    try:
        file = parquet.ParquetFile(path)
    except DAMAGED as error:
        raise unreadable(path) from error
    with file:
        own_names = list(file.schema_arrow.names)
        header = [str(name).strip() for name in own_names]
        chosen = chosen_positions(header, path.name, choose)
        names = [own_names[position] for position in chosen.values()]
        take = _Counted(start(header))
        try:
            for batch in file.iter_batches(batch_size=_CHUNK_ROWS, columns=names):
                frame = batch.to_pandas()[names].set_axis(list(chosen), axis=1)
                take(frame)
                progress(take.rows / max(file.metadata.num_rows, 1))
        except DAMAGED as error:
            raise unreadable(path) from error
    return Table(frame=pd.DataFrame(), header=tuple(header), name=path.name), take.rows


def _fold_text(
    path: Path, choose: Choose, start: Start, progress: Progress
) -> tuple[Table, int]:
    with opened(path) as (stream, _):
        sample = stream.read(SAMPLE_BYTES)
    if not sample.lstrip(codecs.BOM_UTF8).strip():
        raise empty_file(path)
    for encoding in encodings(sample, path.name):
        text = _Text(path, encoding, separator_of(sample, encoding.name), choose)
        take = None
        try:
            for frame in text.frames(progress):
                take = take or _Counted(start(text.header))
                take(frame)
        except UnicodeError:
            continue
        return text.table(), take.rows if take else 0
    raise unknown_encoding(path.name)


@dataclass
class _Text:
    """A text table whose encoding and separator are known; the rest is told as it is read."""

    path: Path
    encoding: Encoding
    separator: str
    choose: Choose
    header: Sequence[str] = ()
    malformed: Sequence[int] = ()
    warnings: tuple[str, ...] = ()

    def frames(self, progress: Progress) -> Iterator[pd.DataFrame]:
        """Yield the rows by chunks."""
        read = 0
        with opened(self.path) as (stream, share):
            for lines, after in self._blocks(stream):
                frame = self._plain(lines) if lines else None
                if frame is None:
                    rest = io.BufferedReader(_Joined(lines + after, stream))
                    yield from self._rows(rest, read, lambda: progress(share()))
                    return
                read += len(frame)
                yield frame
                progress(share())

    def is_plain(self, progress: Progress) -> bool:
        """Tell whether all lines are plain and end alike."""
        ends = set()
        with opened(self.path) as (stream, share):
            for lines, _ in self._blocks(stream):
                if not lines or self._content(lines) is None:
                    return False
                ends.add(lines.count(b"\r") == 0)
                ends.add(lines.count(b"\r") < lines.count(b"\n"))
                progress(share())
        return len(ends) == 1

    def table(self) -> Table:
        """Return what is known of the table, without its rows."""
        return Table(
            frame=pd.DataFrame(),
            header=tuple(self.header),
            malformed=tuple(self.malformed),
            name=self.path.name,
            encoding=self.encoding.name,
            separator=self.separator,
            warnings=self.encoding.warnings + self.warnings,
        )

    def _blocks(self, stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield blocks of whole lines, each beside what was read after them.

        The lines are b"" where the bytes cannot be cut into lines.
        """
        after = b""
        while True:
            read = stream.read(BLOCK_BYTES)
            block = after + read
            if not block:
                return
            end = block.rfind(b"\n") + 1 if read else len(block)
            if self.encoding.name not in _CUT_BY_LINES:
                end = 0
            after = block[end:]
            yield block[:end], after

    def _content(self, lines: bytes) -> bytes | None:
        """Return a block of plain lines in UTF-8, None where one of them is not plain."""
        name = self.encoding.name
        if self.header:
            name = name.replace("-sig", "")
        text = lines.decode(name, self.encoding.errors)
        header = self.header or [
            cell.strip() for cell in text[: text.find("\n") + 1].split(self.separator)
        ]
        content = text.encode("utf-8")
        if not is_plain(content, self.separator, len(header)):
            return None
        self.header = header
        return content

    def _plain(self, lines: bytes) -> pd.DataFrame | None:
        """Return the rows of a block of plain lines, None where one of them is not plain."""
        first = not self.header
        content = self._content(lines)
        if content is None:
            return None
        chosen = chosen_positions(self.header, self.path.name, self.choose)
        if first and content.count(b"\n", 0, -1) == 0:
            return pd.DataFrame(columns=list(chosen), dtype=object)
        return plain_frame(content, self.separator, chosen, skip=int(first))

    def _rows(
        self, stream: IO[bytes], read: int, advance: Callable[[], None]
    ) -> Iterator[pd.DataFrame]:
        text = io.TextIOWrapper(stream, self.encoding.name, self.encoding.errors, newline="")
        rows = Rows(
            csv.reader(text, delimiter=self.separator),
            self.path.name,
            self.choose,
            header=self.header,
            row=read + 1 if self.header else 0,
        )
        self.header = rows.header
        yield from rows.frames(advance, _CHUNK_ROWS)
        self.malformed = rows.malformed
        self.warnings = rows.warnings()


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the stream that they came from."""

    def __init__(self, start: bytes, stream: IO[bytes]) -> None:
        self._start = io.BytesIO(start)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._start.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)
