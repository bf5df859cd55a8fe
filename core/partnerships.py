"""Partnerships between towns, from who takes part in which research project (CORDIS).

A project of n towns links each pair of them. A pair weighs 1 ("full"), 1/(n - 1) ("newman": each
town has 1 to share among its n - 1 partners; Newman 2001, Scientific collaboration networks II)
or 2/(n(n - 1)) ("fractional": each project weighs 1 in all). A town counts once a project, however
many of its organisations take part.

n counts every town of the project that was recognised, in the countries kept, whether or not it
lies in a unit: the weight of a pair does not depend on the study area. What counts once is a
setting. With "place", the town that the file names, and pairs of towns are summed by pair of
units: the result is that of :mod:`alliance.core.aggregation` on the links between communes, and a
project may link two urban areas by several pairs of their communes. With "unit", the unit: the
full count is then the number of projects that two units share.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .aggregation import Loading
from .building import Built, Figure, Tally
from .checks import require_choice, require_not_negative
from .codes import IN_UNIT, LookupLike, UnitMap, code_text, listed, lookup_table, unit_codes
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, Flows, IntArray, build_flows
from .messages import translate
from .options import (
    COUNT_LEVELS,
    PARTNERSHIP_REASONS,
    PARTNERSHIP_WEIGHTINGS,
    SEATS,
    PartnershipSettings,
)
from .progress import Progress, part, silent
from .reading import Table, read_table
from .towns import FOUND_BY, Address, Found, Gazetteer, find_towns

BoolArray = NDArray[np.bool_]

# The columns of the layouts of CORDIS, the present one first; names are compared without case.
ORGANISATION_COLUMNS = {
    "project": ("projectID", "projectRcn", "projectReference"),
    "organisation": ("organisationID", "organizationID", "id"),
    "city": ("city",),
    "post_code": ("postCode", "postalCode"),
    "nuts": ("nutsCode",),
    "country": ("country",),
    "role": ("role",),
    "start": ("startDate",),
}
PROJECT_COLUMNS = {
    "id": ("id", "projectID"),
    "rcn": ("rcn", "projectRcn"),
    "reference": ("reference",),
    "start": ("startDate",),
    "framework": ("frameworkProgramme",),
    "programme": ("legalBasis", "programme"),
}
_REQUIRED = ("project", "organisation", "city")
# Columns by which a project file is joined, for each name of the column of projects.
_JOINS = {"projectid": "id", "projectrcn": "rcn", "projectreference": "reference"}

_YEAR = r"((?:19|20)\d\d)"


@dataclass(frozen=True, eq=False)
class Participations:
    """Who takes part in which project.

    Attributes
    ----------
    frame : DataFrame
        The columns of `ORGANISATION_COLUMNS` and `programmes`, all texts, '' where no file tells;
        programmes are parted by semicolons.
    present : frozenset of str
        The columns that are known.
    malformed : int
        Rows that could not be cut into cells.
    warnings : tuple of str
    """

    frame: pd.DataFrame
    present: frozenset[str]
    malformed: int = 0
    warnings: tuple[str, ...] = ()


def read_participations(
    organisations: str | os.PathLike[str],
    projects: str | os.PathLike[str] | None = None,
    *,
    progress: Progress = silent,
) -> Participations:
    """Read the participations of CORDIS, and what its file of projects says of them.

    Parameters
    ----------
    organisations : path
        `organization.csv`, or the archive that holds it. Columns are read by name, in any layout.
    projects : path, optional
        `project.csv`, or the same archive: years and programmes of the projects.

    Raises
    ------
    InputError
        A file cannot be read, lacks a column, or the two have no project in common.
    """
    table, names = _read_named(
        organisations, ORGANISATION_COLUMNS, _REQUIRED, "organization", part(progress, 0.0, 0.7)
    )
    frame = _texts(table, names, ORGANISATION_COLUMNS).assign(programmes="")
    found = Participations(frame, frozenset(names), len(table.malformed), table.warnings)
    if projects is None:
        return found
    join = _JOINS[names["project"].lower()]
    table, names = _read_named(
        projects, PROJECT_COLUMNS, (join,), "project", part(progress, 0.7, 1.0)
    )
    return _with_projects(found, table, names, join)


def _read_named(
    path: str | os.PathLike[str],
    columns: Mapping[str, Sequence[str]],
    required: Iterable[str],
    member: str,
    progress: Progress,
) -> tuple[Table, dict[str, str]]:
    """Read the columns that a file has, under whichever of their names."""
    names: dict[str, str] = {}

    def choose(header: Sequence[str]) -> Iterable[str]:
        by_letters = {name.lower(): name for name in header}
        for key, known in columns.items():
            found = next((name for name in known if name.lower() in by_letters), None)
            if found is not None:
                names[key] = by_letters[found.lower()]
        for key in required:
            if key not in names:
                raise InputError(
                    translate(
                        "Alliance",
                        "“{file}” has no column “{column}”: choose the file “{member}.csv” of "
                        "CORDIS. Its columns are: {columns}."
                    ).format(
                        file=Path(path).name,
                        column=columns[key][0],
                        member=member,
                        columns=", ".join(header),
                    )
                )
        return list(dict.fromkeys(names.values()))

    return read_table(path, choose=choose, member=member, progress=progress), names


def _texts(
    table: Table, names: Mapping[str, str], columns: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    return pd.DataFrame(
        {key: table.frame[names[key]].map(code_text) if key in names else "" for key in columns},
        index=table.frame.index,
        dtype=object,
    )


def _with_projects(
    found: Participations, table: Table, names: Mapping[str, str], join: str
) -> Participations:
    projects = _texts(table, names, PROJECT_COLUMNS).drop_duplicates(join).set_index(join)
    mine = found.frame["project"]
    if not mine.isin(projects.index).any():
        raise InputError(
            translate(
                "Alliance",
                "No project of the participations is in “{file}”: choose the two files of the "
                "same release."
            ).format(file=table.name)
        )
    told = [key for key in ("framework", "programme") if key in names]
    start = mine.map(projects["start"]).fillna("")
    return Participations(
        frame=found.frame.assign(
            programmes=mine.map(projects["framework"] + ";" + projects["programme"]).fillna(""),
            start=start.mask(start == "", found.frame["start"]),
        ),
        present=found.present | ({"programmes"} if told else set()) | ({"start"} & set(names)),
        malformed=found.malformed,
        warnings=(*found.warnings, *table.warnings),
    )


def build_partnerships(
    participations: Participations,
    gazetteer: Gazetteer,
    settings: PartnershipSettings,
    *,
    units: Iterable[Any] | None = None,
    lookup: LookupLike | None = None,
    bodies: Mapping[str, Sequence[str]] | None = None,
    link_type: str = "",
    progress: Progress = silent,
) -> Built:
    """Make flows between units of the projects that their towns share.

    Parameters
    ----------
    participations : Participations
    gazetteer : Gazetteer
    settings : PartnershipSettings
    units, lookup
        See :func:`alliance.core.aggregation.load_rows`; the codes are those of the gazetteer.
    bodies : mapping, optional
        Identifiers of national bodies, each with the places where it works, used by "relocate":
        it is then in each of them. A body without place stays at its address.
    link_type : str

    Returns
    -------
    Built
        Undirected flows, one row a pair of units; pairs of towns of one unit on the diagonal. The
        volume of a participation is not known before it is part of a pair, so the rejects have
        rows and no volume.

    Raises
    ------
    SettingsError
        A setting is out of its range, or needs a table that is not there.
    InputError
        A setting needs a column that the files lack, or nothing is left.
    """
    bodies = bodies or {}
    _check(settings, bodies)
    units_array = None if units is None else unit_codes(units)
    entries = None if lookup is None else lookup_table(lookup)
    unit_map = UnitMap(None if units_array is None else frozenset(units_array), entries)
    account = _Account(participations)
    _filter(account, settings, bodies)
    progress(0.2)
    towns = _locate(account, gazetteer, bodies if settings.seats == "relocate" else {})
    progress(0.6)
    presence = _place(account, towns, unit_map)
    pairs = _pair(presence, account, settings)
    progress(0.9)
    flows = build_flows(
        pairs.origin,
        pairs.destination,
        pairs.weight,
        codes=units_array,
        link_type=link_type,
        undirected=True,
    )
    return _built(account, flows, towns, bodies)


def _check(settings: PartnershipSettings, bodies: Mapping[str, Sequence[str]]) -> None:
    for name, key, known in (
        ("WEIGHTING", settings.weighting, PARTNERSHIP_WEIGHTINGS),
        ("COUNT_ONCE", settings.level, COUNT_LEVELS),
        ("SEATS", settings.seats, SEATS),
    ):
        require_choice(name, key, known)
    for name, number in (
        ("MAX_PARTNERS", settings.max_partners),
        ("FIRST_YEAR", settings.first_year),
        ("LAST_YEAR", settings.last_year),
    ):
        require_not_negative(name, number)
    if 0 < settings.last_year < settings.first_year:
        raise SettingsError(
            translate(
                "Alliance",
                "The period ends in {last}, before it starts in {first}: exchange the two years."
            ).format(first=settings.first_year, last=settings.last_year)
        )
    if settings.seats == "relocate" and not any(bodies.values()):
        raise SettingsError(
            translate(
                "Alliance",
                "To relocate national bodies, give a table of the places where each one works."
            )
        )


# --- filters ------------------------------------------------------------------------------------


class _Account:
    """What becomes of each participation: kept, or left out for the first reason that applies."""

    def __init__(self, participations: Participations) -> None:
        self.participations = participations
        self.frame = participations.frame
        self.reason = np.full(len(self.frame), "", dtype=object)
        self.code = np.full(len(self.frame), "", dtype=object)
        self.abroad = np.zeros(len(self.frame), dtype=np.bool_)

    @property
    def kept(self) -> BoolArray:
        """Rows that no reason has left out so far."""
        return np.asarray(self.reason == "", dtype=np.bool_)

    def leave(self, reason: str, out: Any, code: CodeArray | None = None) -> None:
        """Leave rows out, those of `out` that are still kept."""
        rows = np.asarray(out, dtype=np.bool_) & self.kept
        self.reason[rows] = reason
        if code is not None:
            self.code[rows] = code[rows]

    def require(self, key: str) -> None:
        """Raise where no file tells what a filter asks for."""
        if key in self.participations.present:
            return
        if key in ("start", "programmes"):
            raise InputError(
                translate(
                    "Alliance",
                    "The participations do not tell the year or the programme of their projects: "
                    "give the file “project.csv” of CORDIS."
                )
            )
        raise InputError(
            translate(
                "Alliance", "The participations have no column “{column}”: leave its filter empty."
            ).format(column=ORGANISATION_COLUMNS[key][0])
        )

    def rejects(self) -> pd.DataFrame:
        """Count the rows left out by reason and code."""
        tally = Tally()
        tally.add("malformed_row", self.participations.malformed)
        out = pd.DataFrame({"reason": self.reason, "code": self.code})[~self.kept]
        for (reason, code), rows in out.groupby(["reason", "code"]).size().items():
            tally.add(reason, rows, code=code)
        return tally.frame()


def _filter(
    account: _Account, settings: PartnershipSettings, bodies: Mapping[str, Sequence[str]]
) -> None:
    frame = account.frame
    for reason, key, wanted in (
        ("other_country", "country", settings.countries),
        ("other_role", "role", settings.roles),
    ):
        if wanted:
            account.require(key)
            known = {text.upper() for text in wanted}
            account.leave(reason, ~frame[key].str.upper().isin(known))
        if reason == "other_country":
            account.abroad = ~account.kept
    if settings.programmes:
        account.require("programmes")
        asked = tuple(text.upper() for text in settings.programmes)
        account.leave("other_programme", ~_on_distinct(frame["programmes"], asked))
    if settings.first_year or settings.last_year:
        account.require("start")
        _keep_period(account, settings)
    if settings.max_partners:
        partners = frame.groupby("project")["project"].transform("size")
        account.leave("large_project", partners > settings.max_partners)
    if settings.seats == "drop":
        account.leave("national_body", frame["organisation"].isin(list(bodies)))


def _on_distinct(programmes: pd.Series[Any], asked: tuple[str, ...]) -> BoolArray:
    """Tell which cells hold a programme that is asked for, or a part of one that is."""
    positions, cells = pd.factorize(programmes)
    fits = [any(one.strip().upper().startswith(asked) for one in cell.split(";")) for cell in cells]
    return np.asarray(np.array(fits, dtype=np.bool_)[positions], dtype=np.bool_)


def _keep_period(account: _Account, settings: PartnershipSettings) -> None:
    year = account.frame["start"].str.extract(_YEAR, expand=False).astype(float)
    first = settings.first_year or -math.inf
    last = settings.last_year or math.inf
    before = account.kept
    account.leave("other_period", ~year.between(first, last))
    if before.any() and not account.kept.any():
        known = year[before].dropna().astype(int)
        years = listed(sorted({str(known.min()), str(known.max())}) if len(known) else "–")
        raise InputError(
            translate(
                "Alliance",
                "No project starts in the period chosen; the first and the last year of those of "
                "the file are: {years}."
            ).format(years=years)
        )


# --- towns and units ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Towns:
    """Where the participations are: `row`, `place`, and how many rows each answer stands for."""

    presence: pd.DataFrame
    found_by: Mapping[str, int]
    located: int
    homonyms: int


def _locate(account: _Account, gazetteer: Gazetteer, moved: Mapping[str, Sequence[str]]) -> _Towns:
    """Find the place of each participation still kept; a moved body is in each of its places."""
    rows = np.flatnonzero(account.kept)
    frame = account.frame.iloc[rows]
    places = {body: tuple(sorted(set(codes))) for body, codes in moved.items() if codes}
    elsewhere = frame["organisation"].isin(list(places)).to_numpy()
    at_home, answers, answer = rows[~elsewhere], *_answers(frame[~elsewhere], gazetteer)
    count = np.bincount(answer, minlength=len(answers))
    code = np.array([found.code for found in answers], dtype=object)
    why = np.array(["" if found.code else found.by for found in answers], dtype=object)
    text = account.frame["city"].str.upper().to_numpy()
    for reason in ("no_town", "unknown_town", "ambiguous_town"):
        out = np.zeros(len(account.frame), dtype=np.bool_)
        out[at_home[why[answer] == reason]] = True
        account.leave(reason, out, None if reason == "no_town" else text)
    named = code[answer] != ""
    body = frame["organisation"].to_numpy()[elsewhere]
    moves = [(row, place) for row, name in zip(rows[elsewhere], body) for place in places[name]]
    presence = pd.DataFrame(
        {
            "row": np.r_[at_home[named], [row for row, _ in moves]].astype(np.int64),
            "place": np.r_[code[answer][named], np.array([place for _, place in moves], object)],
        }
    )
    return _Towns(
        presence=presence,
        found_by={
            by: int(sum(n for n, found in zip(count, answers) if found.code and found.by == by))
            for by in FOUND_BY
        },
        located=int(sum(n for n, found in zip(count, answers) if found.by != "no_town")),
        homonyms=int(sum(n for n, found in zip(count, answers) if found.homonyms > 1)),
    )


def _answers(frame: pd.DataFrame, gazetteer: Gazetteer) -> tuple[list[Found], IntArray]:
    columns = (frame[key].tolist() for key in ("city", "post_code", "nuts"))
    return find_towns([Address(*cells) for cells in zip(*columns)], gazetteer)


def _place(account: _Account, towns: _Towns, unit_map: UnitMap) -> pd.DataFrame:
    """Return `row`, `project`, `place`, `unit` ('' for none); leave out rows outside the units."""
    position, places = pd.factorize(towns.presence["place"], sort=True)
    placed = [unit_map.place(place) for place in places]
    unit = np.array([code if fate == IN_UNIT else "" for code, fate in placed], dtype=object)
    if len(placed) and not (unit != "").any():
        raise InputError(
            translate(
                "Alliance",
                "No town found (for example “{code}”) is known to the units or the lookup table: "
                "check the column of codes of the communes, or give a lookup table."
            ).format(code=places[0])
        )
    presence = towns.presence.assign(
        project=account.frame["project"].to_numpy()[towns.presence["row"]], unit=unit[position]
    )
    outside = presence[presence["unit"] == ""].drop_duplicates("row")
    lost = np.zeros(len(account.frame), dtype=np.bool_)
    lost[outside["row"]] = True
    lost[presence.loc[presence["unit"] != "", "row"]] = False
    code = np.full(len(account.frame), "", dtype=object)
    code[outside["row"]] = outside["place"]
    account.leave("outside_units", lost, code)
    return presence


# --- pairs --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of towns of one project: the codes of their units, the smaller one first."""

    origin: CodeArray
    destination: CodeArray
    weight: FloatArray


def _pair(presence: pd.DataFrame, account: _Account, settings: PartnershipSettings) -> _Pairs:
    """Return the pairs of all projects; leave out rows whose project has none."""
    node = presence["place"]
    if settings.level == "unit":
        # A place outside the units stands for itself, under a mark that no unit bears.
        node = presence["unit"].mask(presence["unit"] == "", "\0" + presence["place"])
    once = presence.assign(node=node).drop_duplicates(["project", "node"])
    project, _ = pd.factorize(once["project"], sort=True)
    inside = (once["unit"] != "").to_numpy()
    order = np.argsort(project[inside], kind="stable")
    group = project[inside][order]
    unit = once["unit"].to_numpy()[inside][order]
    first, second = pairs_within(group)
    swapped = unit[first] > unit[second]
    towns = np.bincount(project)[group[first]] if len(project) else np.empty(0)
    linked = set(once["project"].to_numpy()[inside][order][first])
    account.leave("alone", ~account.frame["project"].isin(linked))
    return _Pairs(
        origin=np.where(swapped, unit[second], unit[first]),
        destination=np.where(swapped, unit[first], unit[second]),
        weight=pair_weight(towns, settings.weighting),
    )


def pairs_within(group: IntArray) -> tuple[IntArray, IntArray]:
    """Return the positions of each pair of members of a group, shape (p,) each.

    Parameters
    ----------
    group : (m,) array of int
        Group of each member, sorted.
    """
    member = np.arange(len(group))
    later = np.searchsorted(group, group, side="right") - member - 1
    first = np.repeat(member, later)
    start = np.repeat(np.cumsum(later) - later, later)
    return first, first + 1 + np.arange(len(first)) - start


def pair_weight(towns: Any, weighting: str) -> FloatArray:
    """Return what a pair weighs in a project of `towns` towns, at least 2."""
    n = np.asarray(towns, dtype=np.float64)
    if weighting == "newman":
        return 1.0 / (n - 1.0)
    if weighting == "fractional":
        return 2.0 / (n * (n - 1.0))
    return np.ones_like(n)


# --- the account --------------------------------------------------------------------------------


def _built(
    account: _Account, flows: Flows, towns: _Towns, bodies: Mapping[str, Sequence[str]]
) -> Built:
    frame, kept = account.frame, account.kept
    loading = Loading(
        flows=flows,
        rejects=account.rejects(),
        rows_read=len(frame) + account.participations.malformed,
        rows_kept=int(kept.sum()),
        volume_read=flows.total,
        volume_kept=flows.total,
        warnings=(*account.participations.warnings, *_warnings(kept)),
    )
    here = ~account.abroad
    national = int((frame["organisation"].isin(list(bodies)) & here).sum())
    found = sum(towns.found_by.values())
    numbers = {
        "participations": int(here.sum()),
        "national_rows": national,
        "national_share": _percent(national, int(here.sum())),
        "projects_read": frame["project"][here].nunique(),
        "projects_linked": frame["project"][kept].nunique(),
        "towns": towns.presence["place"].nunique(),
        "towns_found": found,
        "towns_share": _percent(found, towns.located),
        "homonyms_share": _percent(towns.homonyms, towns.located),
        **{f"by_{by}": rows for by, rows in towns.found_by.items()},
    }
    figures = tuple(Figure(key, value) for key, value in numbers.items())
    return Built(loading, PARTNERSHIP_REASONS, figures)


def _percent(share: int, whole: int) -> float:
    return 100.0 * share / whole if whole else 0.0


def _warnings(kept: BoolArray) -> tuple[str, ...]:
    if kept.any():
        return ()
    return (
        translate(
            "Alliance",
            "No project links two towns: see in the rejects why participations are left out."
        ),
    )
