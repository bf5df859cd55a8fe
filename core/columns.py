"""Which columns of a table hold the origin, the destination and the volume.

INSEE names its columns by rule: the flow column carries the year and the universe
(`NBFLUX_C22_ACTOCC15P`), and the destination column tells the kind (`DCLT` work, `DCETU` study,
`DCRAN` previous residence). Detail files have one row a person, with a weight `IPONDI`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .checks import require_choice
from .codes import listed
from .errors import InputError
from .messages import translate
from .options import PRESETS

_INSEE_ENDS = {"insee_commuting": "DCLT", "insee_study": "DCETU", "insee_migration": "DCRAN"}
_PREVIOUS_RESIDENCE = "DCRAN"
_FLOW_COLUMN = re.compile(r"NBFLUX_.+", re.IGNORECASE)
_PERSON_WEIGHT = "IPONDI"
_DETAIL_HOME = "COMMUNE"
_FLOW_HOME = "CODGEO"
_ARRONDISSEMENT = "ARM"
_MOST_NAMES = 30

# INSEE warns that census flows under about 200 persons are uncertain. They are counted, not lost.
CENSUS_UNCERTAIN_BELOW = 200.0

# Extracts on second homes: they go from where the owner lives to the second home. Under 11
# dwellings, the tax authorities publish nothing.
_SECOND_HOMES = "second_homes"
_OWNER, _SECOND_HOME, _DWELLINGS = "COMMUNE_PROPRIETAIRE", "COMMUNE_RS", "NB_LOGEMENTS"
SECOND_HOMES_SECRET_BELOW = 11.0


@dataclass(frozen=True)
class Columns:
    """The columns that hold the rows of a flow table.

    Attributes
    ----------
    origin, destination : str
        Columns of the codes of both ends.
    volume : str
        Column of the volume; '' where each row counts for 1.
    preset : str
        The preset that gave them: `generic`, or another one of `options.PRESETS`.
    origin_detail, destination_detail : str
        Column that gives the arrondissement of that end where it has one; '' for none.
    """

    origin: str
    destination: str
    volume: str
    preset: str = "generic"
    origin_detail: str = ""
    destination_detail: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns to read, each once."""
        named = (
            self.origin,
            self.destination,
            self.volume,
            self.origin_detail,
            self.destination_detail,
        )
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def uncertain_below(self) -> float:
        """Volume under which the source calls its flows uncertain, 0 where it does not say so.

        The presets of INSEE are those of the French census.
        """
        return 0.0 if self.preset in ("generic", _SECOND_HOMES) else CENSUS_UNCERTAIN_BELOW

    @property
    def secret_below(self) -> float:
        """Threshold under which the source hides its volumes; 0 where it hides none."""
        return SECOND_HOMES_SECRET_BELOW if self.preset == _SECOND_HOMES else 0.0


@dataclass(frozen=True)
class _Layout:
    """What a preset finds in a header; '' for a column that it does not find."""

    preset: str = "generic"
    home: str = ""
    other: str = ""
    volume: str = ""
    detail: str = ""

    def columns(self) -> Columns:
        """Return the columns; migration goes from the other end to the present home."""
        if self.other.upper() == _PREVIOUS_RESIDENCE:
            return Columns(
                self.other, self.home, self.volume, self.preset, destination_detail=self.detail
            )
        return Columns(self.home, self.other, self.volume, self.preset, origin_detail=self.detail)


def resolve_columns(
    header: Sequence[str],
    preset: str = "auto",
    origin: str = "",
    destination: str = "",
    volume: str = "",
    *,
    count_rows: bool = False,
    table: str = "",
) -> Columns:
    """Find the columns of a table, from their names or from a preset.

    Parameters
    ----------
    header : sequence of str
        All the names of the table.
    preset : str
        One of `options.PRESETS`. `auto` recognises the files of INSEE, and second homes.
    origin, destination, volume : str
        Names of the columns. A name given here always wins over the preset; '' leaves the column
        to the preset.
    count_rows : bool
        Without any volume column, let each row count for 1 instead of raising.
    table : str
        Name of the table, for the sentences.

    Raises
    ------
    InputError
        A column is missing, doubled or used twice, or no header or known layout is there.
    SettingsError
        The preset is not one of the list.
    """
    require_choice("preset", preset, PRESETS)
    names = [name.strip() for name in header]
    origin, destination, volume = origin.strip(), destination.strip(), volume.strip()
    found = _layout(names, preset, table, open_end=not (origin and destination and volume))
    preset_columns = found.columns()
    columns = Columns(
        origin=origin or preset_columns.origin,
        destination=destination or preset_columns.destination,
        volume=volume or preset_columns.volume,
        preset=found.preset,
        origin_detail="" if origin else preset_columns.origin_detail,
        destination_detail="" if destination else preset_columns.destination_detail,
    )
    _require_ends(columns, names, preset, table)
    if not columns.volume and not count_rows:
        raise InputError(
            translate(
                "Alliance",
                "No volume column is given for “{table}”: choose one of its columns ({columns})."
            ).format(table=table, columns=listed(names, _MOST_NAMES))
        )
    for name in columns.names:
        column_position(names, name, table)
    _require_distinct(columns, table)
    return columns


def column_position(header: Sequence[str], name: str, table: str) -> int:
    """Return the position of a column in a header.

    Raises
    ------
    InputError
        The column is missing or occurs several times, or the header is a row of data.
    """
    found = [position for position, given in enumerate(header) if given == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            translate(
                "Alliance",
                "“{table}” has several columns named “{column}”: rename them so that each has a "
                "name of its own. Its columns are: {columns}."
            ).format(table=table, column=name, columns=listed(header, _MOST_NAMES))
        )
    _require_header(header, table)
    raise InputError(
        translate(
            "Alliance",
            "Column “{column}” is missing from “{table}”. Its columns are: {columns}."
        ).format(column=name, table=table, columns=listed(header, _MOST_NAMES))
    )


def doubled_names(header: Iterable[str]) -> list[str]:
    """Return the names that a header holds more than once, blank ones aside, sorted."""
    return sorted(name for name, times in Counter(header).items() if name and times > 1)


def _require_header(header: Sequence[str], table: str) -> None:
    """Raise where the first row holds numbers: it is data, and the names are not there."""
    numbers = [name for name in header if _is_number(name)]
    if numbers:
        raise InputError(
            translate(
                "Alliance",
                "The first row of “{table}” looks like data, not like column names (it holds "
                "“{value}”): add a first row with the names of the columns."
            ).format(table=table, value=numbers[0])
        )


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _require_ends(columns: Columns, names: Sequence[str], preset: str, table: str) -> None:
    if columns.origin and columns.destination:
        return
    _require_header(names, table)
    if preset == "auto":
        raise InputError(
            translate(
                "Alliance",
                "“{table}” is not a flow file of INSEE: give the names of its origin, "
                "destination and volume columns. Its columns are: {columns}."
            ).format(table=table, columns=listed(names, _MOST_NAMES))
        )
    raise InputError(
        translate(
            "Alliance",
            "No origin or destination column is given for “{table}”: choose both among its "
            "columns ({columns})."
        ).format(table=table, columns=listed(names, _MOST_NAMES))
    )


def _require_distinct(columns: Columns, table: str) -> None:
    if columns.origin == columns.destination:
        raise InputError(
            translate(
                "Alliance",
                "Column “{column}” of “{table}” is given both as origin and as destination: "
                "choose two different columns."
            ).format(column=columns.origin, table=table)
        )
    if columns.volume in (columns.origin, columns.destination):
        raise InputError(
            translate(
                "Alliance",
                "Column “{column}” of “{table}” is given both as volume and as origin or "
                "destination: choose another volume column."
            ).format(column=columns.volume, table=table)
        )


def _layout(names: Sequence[str], preset: str, table: str, *, open_end: bool) -> _Layout:
    """Return what the preset finds; `open_end` tells whether anything is left for it to find."""
    if preset == "generic":
        return _Layout()
    if preset == "auto":
        return _recognised(names, table, open_end=open_end) or _Layout()
    if preset == _SECOND_HOMES:
        return _second_homes_layout(names)
    if preset == "insee_detail":
        return _detail_layout(names, table, open_end=open_end)
    return _flow_layout(names, preset, table, open_end=open_end)


def _recognised(names: Sequence[str], table: str, *, open_end: bool) -> _Layout | None:
    ends = [preset for preset, end in _INSEE_ENDS.items() if _named(names, end)]
    flow = any(_FLOW_COLUMN.fullmatch(name) for name in names)
    if ends and flow and _named(names, _FLOW_HOME):
        return _flow_layout(names, ends[0], table, open_end=open_end)
    if ends and _named(names, _PERSON_WEIGHT) and _named(names, _DETAIL_HOME):
        return _detail_layout(names, table, open_end=open_end)
    if all(_named(names, name) for name in (_OWNER, _SECOND_HOME, _DWELLINGS)):
        return _second_homes_layout(names)
    return None


def _second_homes_layout(names: Sequence[str]) -> _Layout:
    found = [_named(names, name) or name.lower() for name in (_OWNER, _SECOND_HOME, _DWELLINGS)]
    return _Layout(_SECOND_HOMES, *found)


def _flow_layout(names: Sequence[str], preset: str, table: str, *, open_end: bool) -> _Layout:
    volumes = [name for name in names if _FLOW_COLUMN.fullmatch(name)]
    if open_end and len(volumes) > 1:
        raise InputError(
            translate(
                "Alliance",
                "“{table}” has several flow columns ({columns}): choose one as the volume column."
            ).format(table=table, columns=listed(volumes, _MOST_NAMES))
        )
    end = _INSEE_ENDS[preset]
    return _Layout(
        preset=preset,
        home=_named(names, _FLOW_HOME) or _FLOW_HOME,
        other=_named(names, end) or end,
        volume=volumes[0] if volumes else "NBFLUX_*",
    )


def _detail_layout(names: Sequence[str], table: str, *, open_end: bool) -> _Layout:
    ends = [_named(names, end) for end in _INSEE_ENDS.values() if _named(names, end)]
    if open_end and len(ends) > 1:
        raise InputError(
            translate(
                "Alliance",
                "“{table}” has several destination columns ({columns}): choose one."
            ).format(table=table, columns=listed(ends, _MOST_NAMES))
        )
    return _Layout(
        preset="insee_detail",
        home=_named(names, _DETAIL_HOME) or _DETAIL_HOME,
        other=ends[0] if ends else " / ".join(_INSEE_ENDS.values()),
        volume=_named(names, _PERSON_WEIGHT) or _PERSON_WEIGHT,
        detail=_named(names, _ARRONDISSEMENT),
    )


def _named(names: Iterable[str], wanted: str) -> str:
    """Return the name as the table spells it, whatever its case; '' where it is not there."""
    return next((name for name in names if name.upper() == wanted), "")
