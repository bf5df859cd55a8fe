"""From a file to a table of texts, exactly: no code loses its zeros and no row goes uncounted.

The files of statistical offices come in several encodings, separators and archives, with cut or
badly quoted rows. Those that are plain go through the parser of pandas, which is fast and cannot
count cut rows; the others through Python's csv reader, which can. Both give the same table.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import IO, Any, Callable

import numpy as np
import pandas as pd

from .aggregation import Loading, load_rows
from .codes import ARRONDISSEMENTS, listed
from .columns import Columns, column_position, doubled_names, resolve_columns
from .errors import InputError
from .messages import translate
from .numbers import format_number
from .progress import Progress, part, silent
from .secret_cells import with_secret_cells
from .spreadsheets import ReaderMissingError, is_library_file, read_with_library

__all__ = [
    "Columns",
    "Encoding",
    "ReaderMissingError",
    "Table",
    "encodings",
    "explained",
    "load_file",
    "load_table",
    "read_lookup",
    "read_table",
    "resolve_columns",
]

Choose = Callable[[Sequence[str]], Iterable[str]]

SEPARATORS = (";", "\t", "|", ",")
SAMPLE_BYTES = 1 << 19
_IN_MEMORY_BYTES = 1 << 26
# Small batches: few rows are alive at once, so Python's garbage collector has nothing to walk.
_BATCH_ROWS = 512
_BATCHES_A_REPORT = 32
_GZIP_MARK = b"\x1f\x8b"
_ZIP_MARK = b"PK\x03\x04"
_EMPTY_ZIP_MARK = b"PK\x05\x06"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TABLE_SUFFIXES = (".csv", ".txt", ".tsv")
_DESCRIPTIONS = ("meta", "varmod", "dico", "dictionnaire", "documentation", "lisezmoi", "readme")

# “Ã©” in UTF-8: an accented letter that was encoded twice.
_TWICE_ENCODED = re.compile(rb"\xc3\x83(?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb].|\xe2..)")
# A sign of the upper half of Windows-1252 between two letters, where no language puts one: the
# file was written in another encoding. Apostrophes, middle dots and ligatures are left out.
_SIGN_IN_WORD = re.compile(
    rb"[A-Za-z\xc0-\xff\x92]"
    rb"[\x82-\x84\x86-\x89\x8b\x93-\x95\x98\x99\x9b\xa1-\xaa\xac-\xaf\xb1\xb5\xb6\xb8-\xba\xbf]"
    rb"[A-Za-z]"
)
_SIGNS_TOLERATED = 0.1


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was read: texts, and the count of what could not be kept.

    Attributes
    ----------
    frame : DataFrame
        The columns asked for, as texts; rows in the order of the file, malformed ones left out.
        Parquet files keep their own types.
    header : tuple of str
        All the names of the file, unread columns included.
    malformed : tuple of int
        Rows that have more or fewer cells than the header, the header being row 1.
    name : str
        Name of the file.
    encoding, separator : str
        How the file was read; '' where it does not apply.
    warnings : tuple of str
        What the user should know.
    """

    frame: pd.DataFrame
    header: tuple[str, ...]
    malformed: tuple[int, ...] = ()
    name: str = ""
    encoding: str = ""
    separator: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """Number of rows of data in the file, malformed ones included."""
        return len(self.frame) + len(self.malformed)


def read_table(
    path: str | os.PathLike[str],
    *,
    choose: Choose | None = None,
    member: str = "",
    progress: Progress = silent,
) -> Table:
    """Read a table: csv, txt, tsv, compressed by gzip or zip, xlsx, ods or parquet.

    Parameters
    ----------
    path : path
    choose : callable, optional
        Given the header, returns the names of the columns to read; by default all that have one.
    member : str
        Name, without suffix, of the table to read in an archive that holds several.
    progress : callable
        Called with the share done.

    Raises
    ------
    ReaderMissingError
        The format needs a library that is not installed.
    InputError
        The file is missing, empty, cut, unreadable or in an unknown encoding, or a column is
        missing or doubled.
    """
    source = Path(path)
    with explained(source):
        if is_library_file(source):
            require_content(source)
            table = _library_table(source, choose)
        else:
            table = _text_table(source, choose, member, progress)
    if not table.rows_read:
        raise no_row(source.name)
    progress(1.0)
    return table


def read_lookup(
    path: str | os.PathLike[str], source: str, target: str, *, progress: Progress = silent
) -> pd.DataFrame:
    """Read two columns of a table as a lookup: `from` (a code) and `to` (its unit)."""
    table = read_table(path, choose=lambda header: (source, target), progress=progress)
    return pd.DataFrame({"from": table.frame[source], "to": table.frame[target]})


def load_file(
    path: str | os.PathLike[str],
    *,
    preset: str = "auto",
    origin: str = "",
    destination: str = "",
    volume: str = "",
    count_rows: bool = False,
    progress: Progress = silent,
    **options: Any,
) -> Loading:
    """Read a file of origin-destination rows into `Flows`.

    Parameters
    ----------
    path, progress
        See `read_table`.
    preset, origin, destination, volume, count_rows
        See `resolve_columns`.
    **options
        See `load_rows`.
    """
    name = Path(path).name

    def columns_of(header: Sequence[str]) -> Columns:
        return resolve_columns(
            header, preset, origin, destination, volume, count_rows=count_rows, table=name
        )

    table = read_table(
        path, choose=lambda header: columns_of(header).names, progress=part(progress, 0.0, 0.6)
    )
    return load_table(table, columns_of(table.header), progress=part(progress, 0.6, 1.0), **options)


def load_table(table: Table, columns: Columns, **options: Any) -> Loading:
    """Turn a table that was read into `Flows`, with its rejects and counts.

    Parameters
    ----------
    table : Table
        Holds at least `columns.names`.
    columns : Columns
    **options
        See `load_rows`; and `secret_below`, the threshold under which volumes are missing because
        they are secret, 0 for that of the layout. Census files count their flows under 200 as
        uncertain unless told otherwise.
    """
    frame = table.frame
    secret_below = options.pop("secret_below", 0.0) or columns.secret_below
    options.setdefault("uncertain_below", columns.uncertain_below)
    loading = load_rows(
        end_codes(frame, columns.origin, columns.origin_detail),
        end_codes(frame, columns.destination, columns.destination_detail),
        frame[columns.volume] if columns.volume else None,
        table=table.name,
        malformed=table.malformed,
        warnings=table.warnings,
        **options,
    )
    return with_secret_cells(loading, secret_below, table.name)


def end_codes(frame: pd.DataFrame, column: str, detail: str) -> pd.Series[Any]:
    """Return the codes of one end, the arrondissement in place of the commune where given."""
    if not detail:
        return frame[column]
    return frame[column].mask(frame[detail].isin(ARRONDISSEMENTS), frame[detail])


# --- files --------------------------------------------------------------------------------------


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell in a sentence what is wrong with a file."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(
            translate("Alliance", "The file “{path}” does not exist: check its path.").format(
                path=path
            )
        ) from error
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise InputError(
            translate(
                "Alliance",
                "“{file}” is cut or damaged: its end cannot be unpacked; download or copy it "
                "again."
            ).format(file=path.name)
        ) from error
    except csv.Error as error:
        raise _unclosed_quotation(path.name) from error
    except OSError as error:
        raise InputError(
            translate("Alliance", "“{path}” cannot be read ({reason}).").format(
                path=path, reason=error.strerror or error
            )
        ) from error


def require_content(path: Path) -> None:
    if path.stat().st_size == 0:
        raise empty_file(path)


def empty_file(path: Path) -> InputError:
    return InputError(
        translate("Alliance", "“{file}” is empty: choose another file.").format(file=path.name)
    )


def _unclosed_quotation(name: str) -> InputError:
    return InputError(
        translate(
            "Alliance",
            "“{file}” opens a quotation mark that it never closes, so its rows run into each "
            "other: remove or close it."
        ).format(file=name)
    )


@contextmanager
def opened(path: Path, member: str = "") -> Iterator[tuple[Any, Callable[[], float]]]:
    """Open the bytes of a table, unpacked, beside a function that gives the share read."""
    with path.open("rb") as disk:
        size = max(os.fstat(disk.fileno()).st_size, 1)

        def share() -> float:
            return min(disk.tell() / size, 1.0)

        mark = disk.read(4)
        disk.seek(0)
        if mark.startswith(_GZIP_MARK):
            with gzip.GzipFile(fileobj=disk) as unpacked:
                yield unpacked, share
        elif mark in (_ZIP_MARK, _EMPTY_ZIP_MARK):
            with zipfile.ZipFile(disk) as archive, _open_member(
                archive, path.name, member
            ) as table:
                yield table, share
        else:
            yield disk, share


def _open_member(archive: zipfile.ZipFile, name: str, member: str) -> IO[bytes]:
    """Open a table of an archive; INSEE puts one table and one description in it."""
    files = [entry for entry in archive.namelist() if not entry.endswith("/")]
    tables = [
        entry
        for entry in files
        if entry.lower().endswith(_TABLE_SUFFIXES) and not entry.startswith("__MACOSX")
    ]
    data = [
        entry for entry in tables if not Path(entry).name.lower().startswith(_DESCRIPTIONS)
    ] or tables
    data = [entry for entry in data if Path(entry).stem.lower() == member] or data
    if not data:
        raise InputError(
            translate(
                "Alliance", "“{file}” holds no csv, txt or tsv table, only: {members}."
            ).format(file=name, members=listed(sorted(files)))
        )
    if len(data) > 1:
        raise InputError(
            translate(
                "Alliance",
                "“{file}” holds several tables ({members}): unpack it and choose one."
            ).format(file=name, members=listed(sorted(data)))
        )
    return open_entry(archive, data[0], name)


def open_entry(archive: zipfile.ZipFile, entry: str, name: str) -> IO[bytes]:
    """Open an entry of the archive that is called `name`.

    Raises
    ------
    InputError
        It is protected by a password, or its compression is unknown here.
    """
    try:
        return archive.open(entry)
    except RuntimeError as error:
        raise InputError(
            translate(
                "Alliance",
                "“{file}” is protected by a password or packed in an unknown way: unpack it and "
                "choose the table."
            ).format(file=name)
        ) from error


# --- encodings ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Encoding:
    """An encoding to try, what to do with bytes that it refuses, and what to say about it."""

    name: str
    errors: str = "strict"
    warnings: tuple[str, ...] = ()


def encodings(sample: bytes, name: str) -> Iterator[Encoding]:
    """Yield the encodings to try, in order: what the file says, UTF-8, then Windows-1252.

    A file that starts as UTF-8 and then breaks is a damaged UTF-8 file, not one in Windows-1252.
    """
    marked = next((code for mark, code in _BYTE_ORDER_MARKS if sample.startswith(mark)), "")
    if b"\x00" in sample and not marked:
        raise InputError(
            translate(
                "Alliance",
                "“{file}” is not a text table: choose a csv, txt, tsv, xlsx, ods or parquet file."
            ).format(file=name)
        )
    yield Encoding(marked or "utf-8", warnings=_twice_encoded(sample, name))
    if marked or (not sample.isascii() and _starts_as_utf8(sample)):
        yield Encoding(marked or "utf-8", "replace", (_replaced_bytes(name),))
        return
    _require_plain_words(sample, name)
    yield Encoding("cp1252")


def _starts_as_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _replaced_bytes(name: str) -> str:
    return translate(
        "Alliance",
        "Some characters of “{file}” are damaged and were read as “�”: if codes are among them, "
        "look for their rows in the rejects."
    ).format(file=name)


def _twice_encoded(sample: bytes, name: str) -> tuple[str, ...]:
    if not _TWICE_ENCODED.search(sample):
        return ()
    return (
        translate(
            "Alliance",
            "The accents of “{file}” are encoded twice (“Ã©” stands for “é”): codes and volumes "
            "are read all the same; to correct names, open the file as UTF-8, save it as "
            "Windows-1252, and read that one."
        ).format(file=name),
    )


def _require_plain_words(sample: bytes, name: str) -> None:
    """Raise where the letters make no sense in Windows-1252, the last encoding to try."""
    accents = len(re.findall(rb"[\x80-\xff]+", sample))
    signs = [sign.start() for sign in _SIGN_IN_WORD.finditer(sample)]
    if len(signs) > _SIGNS_TOLERATED * accents:
        shown = sample[max(signs[0] - 10, 0) : signs[0] + 10].decode("cp1252", "replace")
        raise unknown_encoding(name, shown.split("\n")[-1].strip())


def no_row(name: str) -> InputError:
    """Return what is said of a table without any row."""
    return InputError(
        translate("Alliance", "“{file}” has column names but no row of data.").format(file=name)
    )


def unknown_encoding(name: str, shown: str = "") -> InputError:
    if not shown:
        return InputError(
            translate(
                "Alliance",
                "The encoding of “{file}” is none of UTF-8, UTF-16 and Windows-1252: save the "
                "file again as UTF-8."
            ).format(file=name)
        )
    return InputError(
        translate(
            "Alliance",
            "The encoding of “{file}” is none of UTF-8, UTF-16 and Windows-1252 (its letters read "
            "as “{sample}”): save the file again as UTF-8."
        ).format(file=name, sample=shown)
    )


# --- rows ---------------------------------------------------------------------------------------


def _text_table(path: Path, choose: Choose | None, member: str, progress: Progress) -> Table:
    with opened(path, member) as (stream, _):
        content = stream.read(_IN_MEMORY_BYTES)
    sample = content[:SAMPLE_BYTES]
    if not sample.lstrip(codecs.BOM_UTF8).strip():
        raise empty_file(path)
    progress(0.1)
    for encoding in encodings(sample, path.name):
        separator = separator_of(sample, encoding.name)
        try:
            table = None
            if len(content) < _IN_MEMORY_BYTES:
                table = _plain_table(content, encoding, separator, path.name, choose)
            return table or _streamed_table(
                path, encoding, separator, choose, member, part(progress, 0.1, 1.0)
            )
        except UnicodeError:
            continue
    raise unknown_encoding(path.name)


def separator_of(sample: bytes, encoding: str) -> str:
    """Return the separator that cuts the header in the most cells."""
    text = sample.decode(encoding, "replace")

    def cells(separator: str) -> int:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return len(next((line for line in lines if _is_filled(line)), ()))

    return max(SEPARATORS, key=cells)


def _is_filled(row: Iterable[str]) -> bool:
    return any(cell.strip() for cell in row)


def _plain_table(
    content: bytes, encoding: Encoding, separator: str, name: str, choose: Choose | None
) -> Table | None:
    """Read a file without quotation marks whose rows all have the cells of the header.

    Most files of statistical offices are so, and the parser of pandas is the fastest for them.
    It cannot tell a row that is cut from one that is whole: any other file gives None.
    """
    text = content.decode(encoding.name, encoding.errors)
    header = [cell.strip() for cell in text[: text.find("\n") + 1].split(separator)]
    recoded = text.encode("utf-8")
    if b"\n" not in recoded.rstrip() or not is_plain(recoded, separator, len(header)):
        return None
    return Table(
        frame=plain_frame(recoded, separator, chosen_positions(header, name, choose), skip=1),
        header=tuple(header),
        name=name,
        encoding=encoding.name,
        separator=separator,
        warnings=encoding.warnings,
    )


def plain_frame(
    content: bytes, separator: str, chosen: dict[str, int], skip: int = 0
) -> pd.DataFrame:
    """Return the chosen columns (name to position) of lines that `is_plain` has approved."""
    positions = list(chosen.values())
    frame = pd.read_csv(
        io.BytesIO(content),
        sep=separator,
        header=None,
        skiprows=skip,
        usecols=positions,
        dtype=object,
        na_filter=False,
        quoting=csv.QUOTE_NONE,
        skip_blank_lines=False,
        encoding="utf-8",
    )
    return frame[positions].set_axis(list(chosen), axis=1)


def is_plain(content: bytes, separator: str, width: int) -> bool:
    """Tell whether every line has `width` cells and no cell can hold a separator or a line."""
    if b'"' in content or content.count(b"\r") != content.count(b"\r\n") or width < 2:
        return False
    signs = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    if not content.endswith(b"\n"):
        ends = np.append(ends, len(content))
    marks = np.flatnonzero(signs == ord(separator))
    if not len(ends) or len(marks) != len(ends) * (width - 1):
        return False
    by_line = marks.reshape(len(ends), width - 1)
    return bool((by_line[1:, 0] > ends[:-1]).all() and (by_line[:, -1] < ends).all())


def _streamed_table(
    path: Path,
    encoding: Encoding,
    separator: str,
    choose: Choose | None,
    member: str,
    progress: Progress,
) -> Table:
    """Read any file row by row, whatever its quotation marks and the cells of its rows."""
    with opened(path, member) as (stream, share):
        text = io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")
        rows = Rows(csv.reader(text, delimiter=separator), path.name, choose)
        frame = rows.frame(lambda: progress(share()))
    return Table(
        frame=frame,
        header=tuple(rows.header),
        malformed=tuple(rows.malformed),
        name=path.name,
        encoding=encoding.name,
        separator=separator,
        warnings=encoding.warnings + rows.warnings(),
    )


class Rows:
    """The rows of a csv reader, sorted into those as wide as the header and the others."""

    def __init__(
        self,
        reader: Any,
        name: str,
        choose: Choose | None,
        *,
        header: Sequence[str] = (),
        row: int = 0,
    ) -> None:
        """Begin at the header, or after `row` rows of a table whose `header` is known."""
        self._reader = reader
        self._name = name
        self._row = self._first = row
        self.malformed: list[int] = []
        self.header = list(header) or self._read_header()
        self._chosen = chosen_positions(self.header, name, choose)

    def frame(self, advance: Callable[[], None]) -> pd.DataFrame:
        """Read all rows; `advance` is called between batches."""
        (frame,) = self.frames(advance, None)
        return frame

    def frames(self, advance: Callable[[], None], most: int | None) -> Iterator[pd.DataFrame]:
        """Read all rows by frames of about `most`; there is one at least, blank if need be."""
        columns: list[list[str]] = [[] for _ in self._chosen]
        last: list[str] = []
        for number in count():
            batch = list(islice(self._reader, _BATCH_ROWS))
            if not batch:
                break
            rows = self._sound(batch)
            for cells, position in zip(columns, self._chosen.values()):
                cells.extend([row[position] for row in rows])
            last = batch[-1]
            if number % _BATCHES_A_REPORT == 0:
                advance()
            if most is not None and len(columns[0]) >= most:
                yield self._frame_of(columns)
                columns = [[] for _ in self._chosen]
        self._require_closed(last)
        yield self._frame_of(columns)

    def _frame_of(self, columns: list[list[str]]) -> pd.DataFrame:
        arrays = [np.array(cells, dtype=object) for cells in columns]
        return pd.DataFrame(dict(zip(self._chosen, arrays)), dtype=object)

    def warnings(self) -> tuple[str, ...]:
        """Return what the user should know about these rows."""
        found = []
        if self.malformed:
            rows = listed(str(row) for row in self.malformed)
            found.append(
                translate(
                    "Alliance",
                    "Rows of “{file}” left out because they have not as many cells as the header: "
                    "{count} (row {rows})."
                ).format(count=format_number(len(self.malformed)), file=self._name, rows=rows)
            )
        folded = self._reader.line_num - (self._row - self._first)
        if folded > 0:
            found.append(
                translate(
                    "Alliance",
                    "Lines of “{file}” that continue a cell between quotation marks: {count}. If "
                    "names do not run over several lines, look for a quotation mark left open."
                ).format(count=format_number(folded), file=self._name)
            )
        return tuple(found)

    def _read_header(self) -> list[str]:
        for row in self._reader:
            self._row += 1
            if _is_filled(row):
                return [cell.strip() for cell in row]
        return []

    def _sound(self, batch: list[list[str]]) -> list[list[str]]:
        """Return the rows of a batch that are as wide as the header; note the others."""
        first, width = self._row + 1, len(self.header)
        self._row += len(batch)
        if set(map(len, batch)) == {width}:
            return batch
        sound = []
        for number, row in enumerate(batch, start=first):
            if len(row) == width or (len(row) > width and not _is_filled(row[width:])):
                sound.append(row)
            elif _is_filled(row):
                self.malformed.append(number)
        return sound

    def _require_closed(self, last: list[str]) -> None:
        """Raise where a last, malformed row swallowed lines: its quotation mark never closes."""
        if len(last) != len(self.header) and any("\n" in cell or "\r" in cell for cell in last):
            raise _unclosed_quotation(self._name)


def chosen_positions(header: Sequence[str], name: str, choose: Choose | None) -> dict[str, int]:
    if choose is None:
        chosen: Iterable[str] = [column for column in header if column]
        chosen = doubled_names(header) or chosen
    else:
        chosen = choose(header)
    return {column: column_position(header, column, name) for column in chosen}


def _library_table(path: Path, choose: Choose | None) -> Table:
    frame, warnings = read_with_library(path)
    header = [str(column).strip() for column in frame.columns]
    if not header:
        raise empty_file(path)
    positions = chosen_positions(header, path.name, choose)
    chosen = frame.iloc[:, list(positions.values())].set_axis(list(positions), axis=1)
    return Table(frame=chosen, header=tuple(header), name=path.name, warnings=warnings)
