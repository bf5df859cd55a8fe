"""Columns of a table too large for memory, by name and chunk by chunk, as numbers.

A register of 44 million rows fits in memory only if its cells are numbers. So a chunk gives two
kinds of columns: identifiers made of digits as integers, and short codes as integers too, the
bytes of up to eight characters side by side (`pack`). Comparing and sorting these is comparing and
sorting the texts.

In a csv a line is a row: only the columns asked for are read, their bytes are never decoded, and a
damaged name in another column harms nothing. A line that has not as many cells as the header is
malformed and counted. `parquet.py` reads the other format.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .columns import column_position
from .flows import CodeArray, IntArray
from .reading import SEPARATORS, empty_file, explained, opened

PackedArray = NDArray[np.uint64]

PACKED_BYTES = 8
# What stands at the end of a text that is too long to be packed whole.
_CUT = b"~"
_MOST_DIGITS = 18  # of a number; more would not fit in 64 bits
_BLOCK_BYTES = 1 << 21  # about what a processor keeps at hand
_HEADER_BYTES = 1 << 16
_QUOTE, _NEW_LINE, _RETURN, _ZERO = (ord(sign) for sign in '"\n\r0')


@dataclass(frozen=True, eq=False)
class Chunk:
    """Some rows of a table.

    Attributes
    ----------
    numbers : mapping of str to (r,) array of int64
        Columns of digits; -1 where a cell is empty or anything else.
    texts : mapping of str to (r,) array of uint64
        Columns of short texts, packed; see `pack`.
    malformed : int
        Rows that could not be cut into cells; they are not in the columns.
    done : float
        Share of the table read so far.
    """

    numbers: Mapping[str, IntArray]
    texts: Mapping[str, PackedArray]
    malformed: int = 0
    done: float = 0.0


class Stream(Protocol):
    """A table that is read as it goes, as often as asked."""

    @property
    def name(self) -> str:
        """Name of the table."""

    @property
    def header(self) -> Sequence[str]:
        """Names of its columns."""

    def chunks(self, numbers: Sequence[str], texts: Sequence[str]) -> Iterator[Chunk]:
        """Yield the columns asked for; raise InputError where one is missing."""


# --- packed texts -------------------------------------------------------------------------------


def pack(text: str) -> int:
    """Return a text as one number: its UTF-8 bytes, the first one the most significant."""
    return int(pack_texts([text])[0])


def pack_texts(texts: Iterable[str]) -> PackedArray:
    """Return texts as numbers that sort as they do; one of more than 8 bytes is cut, with a ~."""
    cells = [text.encode() for text in texts]
    whole = [
        cell if len(cell) <= PACKED_BYTES else cell[: PACKED_BYTES - 1] + _CUT for cell in cells
    ]
    fixed = np.array(whole, dtype=f"S{PACKED_BYTES}")
    return fixed.view(">u8").astype(np.uint64)


def unpack(packed: PackedArray) -> CodeArray:
    """Return the texts of packed numbers."""
    fixed = np.ascontiguousarray(packed).astype(">u8").view(f"S{PACKED_BYTES}")
    return np.array([cell.decode("utf-8", "replace") for cell in fixed.tolist()], dtype=object)


def starts_with(packed: PackedArray, prefix: str) -> NDArray[np.bool_]:
    """Tell which packed texts start with `prefix`."""
    shift = np.uint64(8 * (PACKED_BYTES - len(prefix.encode())))
    started: NDArray[np.bool_] = (packed >> shift) == (np.uint64(pack(prefix)) >> shift)
    return started


def number_of(text: str) -> int:
    """Return the number that a text writes in digits, -1 for any other text."""
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else -1


# --- csv ----------------------------------------------------------------------------------------


class CsvStream:
    """A csv file, in an archive or not, read block by block."""

    def __init__(self, path: Path, block_bytes: int = _BLOCK_BYTES) -> None:
        self._path = path
        self._block_bytes = block_bytes
        with explained(path), opened(path) as (stream, _):
            start = stream.read(_HEADER_BYTES)
        if not start.strip():
            raise empty_file(path)
        line = start.split(b"\n")[0].decode("utf-8-sig", "replace")
        self._separator = max(SEPARATORS, key=lambda sign: len(_cells(line, sign)))
        self._header = tuple(cell.strip() for cell in _cells(line, self._separator))

    @property
    def name(self) -> str:
        """Name of the file."""
        return self._path.name

    @property
    def header(self) -> Sequence[str]:
        """Names of its columns."""
        return self._header

    def chunks(self, numbers: Sequence[str], texts: Sequence[str]) -> Iterator[Chunk]:
        """Yield the columns asked for, a block of the file at a time."""
        places = {
            column: column_position(self._header, column, self.name)
            for column in (*numbers, *texts)
        }
        with explained(self._path), opened(self._path) as (stream, share):
            stream.readline()
            for block in _blocks(stream, self._block_bytes):
                cut = _cut(block, ord(self._separator), len(self._header), list(places.values()))
                cells = dict(zip(places, cut.cells))
                yield Chunk(
                    {column: _numbers(cells[column]) for column in numbers},
                    {column: _packed(cells[column]) for column in texts},
                    cut.malformed,
                    share(),
                )


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])


def _blocks(stream: Any, size: int) -> Iterator[bytes]:
    """Yield whole lines, about `size` bytes at a time; each block ends with a line feed."""
    rest = b""
    while True:
        read = stream.read(size)
        if not read:
            break
        end = read.rfind(b"\n") + 1
        if end:
            yield rest + read[:end]
            rest = read[end:]
        else:
            rest += read
    if rest:
        yield rest + b"\n"


@dataclass(frozen=True, eq=False)
class _Cells:
    """One column of a block: the bytes of each cell, from the left, zeros after its end.

    Attributes
    ----------
    signs : (r, w) array of uint8
    length : (r,) array of int
        Bytes of each cell; more than w where `signs` does not hold them all.
    """

    signs: NDArray[np.uint8]
    length: IntArray


@dataclass(frozen=True, eq=False)
class _Cut:
    cells: Sequence[_Cells]
    malformed: int = 0


def _cut(block: bytes, separator: int, width: int, places: Sequence[int]) -> _Cut:
    """Cut the columns at `places` out of a block of lines.

    All at once where every line is sound; line by line where one is not, since a quotation mark
    left open hides the separators of the lines that follow.
    """
    signs = np.frombuffer(block, dtype=np.uint8)
    new_lines = signs == _NEW_LINE
    at = _outside_quotes(signs, np.flatnonzero(new_lines | (signs == separator)), block)
    lines = np.count_nonzero(new_lines)
    if len(at) != width * lines or not new_lines[at[width - 1 :: width]].all():
        return _cut_by_line(block, chr(separator), width, places)
    end = at.reshape(lines, width)
    before = np.r_[-1, end[:-1, -1]]
    columns = [
        _column(signs, (end[:, place - 1] if place else before) + 1, end[:, place])
        for place in places
    ]
    if any((column.signs == _QUOTE).any() for column in columns):
        return _cut_by_line(block, chr(separator), width, places)  # marks that stand for a mark
    return _Cut(columns)


def _outside_quotes(signs: NDArray[np.uint8], at: IntArray, block: bytes) -> IntArray:
    """Return the places that stand outside quotation marks: after an even number of them."""
    if b'"' not in block:
        return at
    quotes = np.flatnonzero(signs == _QUOTE)
    passed = np.bincount(np.searchsorted(at, quotes), minlength=len(at) + 1)[: len(at)]
    parity = np.bitwise_xor.accumulate((passed & 1).astype(np.uint8))
    outside: IntArray = at[parity == 0]
    return outside


def _column(signs: NDArray[np.uint8], start: IntArray, end: IntArray) -> _Cells:
    """Return the cells from `start` to before `end`, without quotation marks around them."""
    end = end - ((end > start) & (signs[end - 1] == _RETURN))
    quoted = (end > start) & (signs[start] == _QUOTE)
    start = start + quoted
    length = np.maximum(end - quoted - start, 0)
    wide = min(int(length.max(initial=0)), _MOST_DIGITS)
    steps = np.arange(wide)
    found = signs[np.minimum(start[:, None] + steps, len(signs) - 1)]
    found[steps >= length[:, None]] = 0
    return _Cells(found, length)


def _cut_by_line(block: bytes, separator: str, width: int, places: Sequence[int]) -> _Cut:
    columns: list[list[bytes]] = [[] for _ in places]
    malformed = 0
    for line in block.split(b"\n"):
        text = line.decode("latin-1").replace("\r", "")  # one sign a byte, and back below
        if not text.strip():
            continue
        cells = _cells(text, separator)
        if len(cells) < width or any(cells[width:]):
            malformed += 1
            continue
        for column, place in zip(columns, places):
            column.append(cells[place].encode("latin-1"))
    return _Cut([_listed_cells(column) for column in columns], malformed)


def _listed_cells(cells: Sequence[bytes]) -> _Cells:
    fixed = np.array(cells, dtype=f"S{_MOST_DIGITS}")
    length = np.array([len(cell) for cell in cells], dtype=np.int64)
    return _Cells(fixed.view(np.uint8).reshape(len(cells), _MOST_DIGITS), length)


def _numbers(cells: _Cells) -> IntArray:
    """Return cells of digits as integers, -1 for any other."""
    value = np.zeros(len(cells.length), dtype=np.int64)
    sound = (cells.length > 0) & (cells.length <= _MOST_DIGITS)
    for place in range(cells.signs.shape[1]):
        digit = cells.signs[:, place] - np.uint8(_ZERO)  # signs below 0 come round above 9
        inside = place < cells.length
        sound &= (digit <= 9) | ~inside
        value = np.where(inside, value * 10 + digit, value)
    return np.where(sound, value, -1)


def _packed(cells: _Cells) -> PackedArray:
    rows, wide = cells.signs.shape
    fixed = np.zeros((rows, PACKED_BYTES), dtype=np.uint8)
    shown = min(wide, PACKED_BYTES)
    fixed[:, :shown] = cells.signs[:, :shown]
    fixed[cells.length > PACKED_BYTES, PACKED_BYTES - 1] = ord(_CUT)
    return fixed.view(">u8").ravel().astype(np.uint64)
