"""Ways to damage a file, as disks, mail programs, spreadsheets and tired people do."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import numpy as np

Mutation = Callable[[bytes, np.random.Generator], bytes]

_ODD_CELLS = (
    *("", "nan", "NaN", "inf", "-1", "-0", "1e999", "1,2,3", "1 234,5", "１２", "∞", "s", "NULL"),
    *("=1+1", '"', "''", "';--", "<b>x</b>", "75101", "2A004", "0", "99999999999999999999"),
    *("x" * 5000, "\u202e", "é" * 40, "\x00"),
)


def flip_bytes(data: bytes, chance: np.random.Generator) -> bytes:
    """Change some bytes."""
    if not data:
        return data
    damaged = bytearray(data)
    for place in chance.integers(0, len(data), int(chance.integers(1, 40))):
        damaged[place] = int(chance.integers(0, 256))
    return bytes(damaged)


def cut(data: bytes, chance: np.random.Generator) -> bytes:
    """Keep the beginning alone."""
    return data[: int(chance.integers(0, len(data) + 1))]


def repeat_block(data: bytes, chance: np.random.Generator) -> bytes:
    """Write a block twice, somewhere."""
    first, last = sorted(chance.integers(0, len(data) + 1, 2))
    return data[:last] + data[first:]


def drop_block(data: bytes, chance: np.random.Generator) -> bytes:
    """Lose a block."""
    first, last = sorted(chance.integers(0, len(data) + 1, 2))
    return data[:first] + data[last:]


def insert_zeros(data: bytes, chance: np.random.Generator) -> bytes:
    """Put zero bytes where a disk lost a sector."""
    place = int(chance.integers(0, len(data) + 1))
    return data[:place] + b"\x00" * int(chance.integers(1, 600)) + data[place:]


def mix_encodings(data: bytes, chance: np.random.Generator) -> bytes:
    """Write the second part in another encoding than the first."""
    text = data.decode("utf-8", errors="replace")
    place = int(chance.integers(0, len(text) + 1))
    other = str(chance.choice(["cp1252", "utf-16", "utf-8-sig", "latin-1", "cp437"]))
    return text[:place].encode() + text[place:].encode(other, errors="replace")


def swap_columns(data: bytes, chance: np.random.Generator) -> bytes:
    """Swap two columns, in the header alone or from some line on."""
    lines, mark = _lines(data)
    start = int(chance.integers(0, len(lines) + 1))
    rows = lines[:1] if chance.random() < 0.3 else lines[start:]
    kept = lines[len(rows) :] if rows == lines[:1] else lines[:start]
    swapped = []
    for line in rows:
        cells = line.split(mark)
        first, last = chance.integers(0, len(cells), 2)
        cells[first], cells[last] = cells[last], cells[first]
        swapped.append(mark.join(cells))
    return "\n".join(swapped + kept if rows == lines[:1] else kept + swapped).encode()


def change_cells(data: bytes, chance: np.random.Generator) -> bytes:
    """Write odd things in some cells, headers too."""
    lines, mark = _lines(data)
    for _ in range(int(chance.integers(1, 30))):
        row = int(chance.integers(0, len(lines)))
        cells = lines[row].split(mark)
        cells[int(chance.integers(0, len(cells)))] = str(chance.choice(_ODD_CELLS))
        lines[row] = mark.join(cells)
    return "\n".join(lines).encode()


def drop_cells(data: bytes, chance: np.random.Generator) -> bytes:
    """Make some lines too short, and others too long."""
    lines, mark = _lines(data)
    for _ in range(int(chance.integers(1, 20))):
        row = int(chance.integers(0, len(lines)))
        cells = lines[row].split(mark)
        lines[row] = mark.join(cells[:-1] if chance.random() < 0.5 else [*cells, "one", "more"])
    return "\n".join(lines).encode()


def change_separator(data: bytes, chance: np.random.Generator) -> bytes:
    """Change the separator, in a part of the lines."""
    lines, mark = _lines(data)
    start = int(chance.integers(0, len(lines) + 1))
    other = str(chance.choice([";", ",", "\t", "|", " "]))
    return "\n".join(
        [*lines[:start], *(line.replace(mark, other) for line in lines[start:])]
    ).encode()


def open_quote(data: bytes, chance: np.random.Generator) -> bytes:
    """Open a quote that nobody closes."""
    place = int(chance.integers(0, len(data) + 1))
    return data[:place] + b'"' + data[place:]


def keep_header(data: bytes, chance: np.random.Generator) -> bytes:
    """Lose every row, or the header."""
    lines, _ = _lines(data)
    return "\n".join(lines[:1] if chance.random() < 0.5 else lines[1:]).encode()


def double_header(data: bytes, chance: np.random.Generator) -> bytes:
    """Put the header a second time, or names twice in it."""
    lines, mark = _lines(data)
    if chance.random() < 0.5:
        return "\n".join([lines[0], *lines]).encode()
    names = lines[0].split(mark)
    return "\n".join([mark.join([names[0]] * len(names)), *lines[1:]]).encode()


def pack(data: bytes, chance: np.random.Generator) -> bytes:
    """Compress, then damage the archive."""
    if chance.random() < 0.5:
        packed = gzip.compress(data, mtime=0)
    else:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("flows.csv", data)
        packed = stream.getvalue()
    return (cut if chance.random() < 0.5 else flip_bytes)(packed, chance)


BYTES: tuple[Mutation, ...] = (
    flip_bytes,
    cut,
    repeat_block,
    drop_block,
    insert_zeros,
)
TEXTS: tuple[Mutation, ...] = (
    *BYTES,
    mix_encodings,
    swap_columns,
    change_cells,
    drop_cells,
    change_separator,
    open_quote,
    keep_header,
    double_header,
    pack,
)


def mutate(data: bytes, text: bool, chance: np.random.Generator) -> tuple[bytes, str]:
    """Damage a file in one to three ways; return it with the names of the ways."""
    ways = TEXTS if text else BYTES
    names = []
    for _ in range(int(chance.integers(1, 4))):
        way = ways[int(chance.integers(0, len(ways)))]
        data = way(data, chance)
        names.append(way.__name__)
    return data, " + ".join(names)


def _lines(data: bytes) -> tuple[list[str], str]:
    text = data.decode("utf-8", errors="replace")
    lines = text.splitlines() or [""]
    return lines, ";" if ";" in lines[0] else ","
