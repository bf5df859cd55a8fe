"""Spreadsheets and parquet files, through the libraries that pandas uses when they are there.

Not every QGIS brings them. `ReaderMissingError` lets the caller try another road (GDAL reads the
same formats) before it tells the user what to install.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd

from .codes import code_text, listed
from .errors import InputError
from .messages import translate

SPREADSHEET_LIBRARIES = {".xlsx": "openpyxl", ".xlsm": "openpyxl", ".ods": "odfpy"}
_PANDAS_ENGINES = {"openpyxl": "openpyxl", "odfpy": "odf"}
PARQUET_LIBRARY = "pyarrow"

# What openpyxl, odfpy and their XML readers raise on a file that is cut or is something else.
DAMAGED = (
    AttributeError,
    IndexError,
    KeyError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


class ReaderMissingError(InputError):
    """The library that reads this kind of file is not in this Python.

    Attributes
    ----------
    library : str
        Name of the library to install.
    """

    def __init__(self, path: Path, library: str) -> None:
        super().__init__(
            translate(
                "Alliance",
                "“{file}” can only be read with the Python library {library}, which is not "
                "installed here: install it, or save the table as CSV."
            ).format(file=path.name, library=library)
        )
        self.library = library


def is_library_file(path: Path) -> bool:
    """Tell whether a file needs one of these libraries."""
    return path.suffix.lower() in (*SPREADSHEET_LIBRARIES, ".parquet")


def unreadable(path: Path) -> InputError:
    """Return what is said of a file that its library refuses."""
    return InputError(
        translate(
            "Alliance",
            "“{file}” cannot be read as a {kind} file: it may be cut, damaged or of another "
            "kind; save it again, or save the table as CSV."
        ).format(file=path.name, kind=path.suffix.lower().lstrip("."))
    )


def read_with_library(path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read the first sheet of a spreadsheet, or a parquet file.

    Returns
    -------
    DataFrame
        Rows in the order of the file, blank ones left out. A spreadsheet gives texts; its first
        row that is not blank gives the names.
    tuple of str
        What the user should know, such as the sheets that were not read.

    Raises
    ------
    ReaderMissingError
        The library is not installed.
    InputError
        The file is damaged or holds nothing.
    """
    library = SPREADSHEET_LIBRARIES.get(path.suffix.lower(), PARQUET_LIBRARY)
    try:
        if library == PARQUET_LIBRARY:
            return pd.read_parquet(path), ()
        return _first_sheet(path, library)
    except ImportError as error:
        raise ReaderMissingError(path, library) from error
    except DAMAGED as error:
        raise unreadable(path) from error


def _first_sheet(path: Path, library: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    with pd.ExcelFile(path, engine=_PANDAS_ENGINES[library]) as book:
        sheets = [str(name) for name in book.sheet_names]
        cells = pd.read_excel(book, sheet_name=0, header=None, dtype=object, keep_default_na=False)
    texts = cells.apply(lambda column: column.map(code_text))
    filled = texts[(texts != "").any(axis=1)]
    if filled.empty:
        return pd.DataFrame(), ()
    frame = filled.iloc[1:].reset_index(drop=True)
    frame.columns = filled.iloc[0].tolist()
    return frame, _unread_sheets(path, sheets)


def _unread_sheets(path: Path, sheets: list[str]) -> tuple[str, ...]:
    if len(sheets) < 2:
        return ()
    return (
        translate(
            "Alliance", "Only the first sheet of “{file}” was read (“{sheet}”), not: {others}."
        ).format(file=path.name, sheet=sheets[0], others=listed(sheets[1:])),
    )
