"""Codes of communes brought from one year to another by a table of changes.

Communes merge, split and change code; the codes of a file are those of one year, the units of a
map those of another. A table of changes says, step by step, what each code becomes. The steps from
one year to the other are composed: A merges into B in 2016, B into C in 2019, so A becomes C. Where
a commune splits, the table gives the part of its population that goes to each new one; volumes are
shared by these ratios, by their product where both ends of a flow split. No volume is lost.

A commune that merges and is re-established under its code takes back what was its own, and nothing
else: A merges into B in 2016 and leaves it in 2024, so A stays A, and B stays B.

Three layouts are read by the names of their columns:

- `from`, `to` (years), `code1`, `code2`, `ratio`, and where they are there `col1`, `col2`, which
  tell which year each code is of (`cod2024`): some published tables swap the two codes;
- the events on communes of INSEE: `DATE_EFF`, `COM_AV`, `COM_AP`, with `TYPECOM_AV`, `TYPECOM_AP`;
- a table of passage of INSEE: one column a year, `CODGEO_2014`, `CODGEO_2024`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .codes import encode_texts, listed
from .errors import InputError, SettingsError
from .flows import CodeArray, FloatArray, IntArray, sum_by_key
from .messages import translate
from .numbers import format_number, format_value
from .options import CODE_CHANGES

REPAIR_COLUMNS = ("code", "new_code", "ratio", "kind", "rows", "volume")

RECODED, MERGED, SPLIT, UNKNOWN_CODE = CODE_CHANGES
_COMMUNE = "COM"
_DAY = r"^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$"
# Ratios are written with rounding; parts that miss the whole by more are not rounded, but wrong.
_ROUNDING = 0.01


@dataclass(frozen=True, eq=False)
class CodeChanges:
    """What becomes of the codes of one year in another.

    Attributes
    ----------
    parts : DataFrame
        `code`, `new_code`, `ratio` (the ratios of a code add up to 1) and `kind` (`recoded`,
        `merged`, `split`), sorted by code and new code; codes that stay are not there.
    first, last : int
        The year of the codes, and the year to which they are brought.
    known : frozenset of str
        Every code that the table names, in any year.
    table : str
        Name of the table, for the sentences.
    warnings : tuple of str
    """

    parts: pd.DataFrame
    first: int
    last: int
    known: frozenset[str]
    table: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SharedRows:
    """Rows whose codes are those of the other year; a row of a split commune has several parts.

    Attributes
    ----------
    codes : (v,) array of str
    row : (p,) array of int
        The row of each part, in order.
    ends : (2, p) array of int
        Positions of both ends in `codes`.
    share : (p,) array of float
        Part of the volume of the row; those of a row add up to 1.
    leads : (p,) array of bool
        The largest part of each row: the one that counts as the row.
    changed_rows : int
        Rows with a code that changed at either end.
    """

    codes: CodeArray
    row: IntArray
    ends: IntArray
    share: FloatArray
    leads: NDArray[np.bool_]
    changed_rows: int


def read_changes(table: pd.DataFrame, first: int, last: int, name: str = "") -> CodeChanges:
    """Compose the steps of a table of changes from the year `first` to the year `last`.

    Parameters
    ----------
    table : DataFrame
        In one of the layouts of this module; cells are texts or numbers.
    first, last : int
        The second may be the earlier one.
    name : str
        Name of the table, for the sentences.

    Raises
    ------
    InputError
        The layout is unknown, a year or a ratio is not a number, or ratios do not add up to 1.
    SettingsError
        A year is inside a step of the table, which does not tell the codes of that year.
    """
    steps = _read_steps(table, first, last, name)
    _require_year(steps, first, name)
    _require_year(steps, last, name)
    chosen = _steps_between(steps, first, last)
    weighed, guessed = _weighed(chosen, name)
    old = _codes_at_the_start(weighed)
    return CodeChanges(
        parts=_changed_parts(_composed(weighed, old), old),
        first=first,
        last=last,
        known=frozenset(steps["source"]) | frozenset(steps["target"]),
        table=name,
        warnings=(*_coverage_warnings(steps, first, last, name), *_guess_warnings(guessed, name)),
    )


def share_rows(changes: CodeChanges, ends: IntArray, codes: CodeArray) -> SharedRows:
    """Give both ends of every row their codes of the other year.

    Parameters
    ----------
    ends : (2, r) array of int
        Positions of both ends in `codes`.
    codes : (u,) array of str
    """
    parts = _parts_of(changes.parts, codes)
    changed = pd.Series(codes, dtype=object).isin(changes.parts["code"]).to_numpy()
    count = np.bincount(parts["position"], minlength=len(codes))
    start = np.cumsum(count) - count
    origin, destination = ends
    per_row = count[origin] * count[destination]
    row = np.repeat(np.arange(ends.shape[1]), per_row)
    number = np.arange(len(row)) - np.repeat(np.cumsum(per_row) - per_row, per_row)
    of_destination = count[destination][row]
    # The parts of a row: every part of its origin with every part of its destination.
    pick = np.stack(
        [
            start[origin][row] + number // np.maximum(of_destination, 1),
            start[destination][row] + number % np.maximum(of_destination, 1),
        ]
    )
    new_codes, texts = encode_texts(parts["new_code"])
    ratio = parts["ratio"].to_numpy(dtype=np.float64)
    leads = parts["leads"].to_numpy(dtype=bool)
    return SharedRows(
        codes=texts,
        row=row,
        ends=new_codes[pick],
        share=ratio[pick[0]] * ratio[pick[1]],
        leads=leads[pick[0]] & leads[pick[1]],
        changed_rows=int(changed[ends].any(axis=0).sum()),
    )


def repair_table(
    changes: CodeChanges,
    ends: IntArray,
    codes: CodeArray,
    volume: FloatArray,
    unknown: Iterable[str],
) -> pd.DataFrame:
    """Return what was done to each code of a table that is not as it was.

    Parameters
    ----------
    ends, codes
        The rows as the table writes them; see `share_rows`.
    volume : (r,) array of float
        NaN or infinite where it cannot be read.
    unknown : iterable of str
        Codes that nobody knows, the table of changes included, without repetition.

    Returns
    -------
    DataFrame
        `code`, `new_code` ('' for an unknown code), `ratio` (NaN there), `kind`, `rows` (those
        with the code at either end) and `volume` (of these rows, times the ratio); sorted.
    """
    origin, destination = ends
    readable = np.where(np.isfinite(volume), volume, 0.0)
    other = destination != origin  # an internal row has its code once
    position, total = sum_by_key(
        np.concatenate([origin, destination[other]]), np.concatenate([readable, readable[other]])
    )
    count = np.bincount(origin, minlength=len(codes))
    count += np.bincount(destination[other], minlength=len(codes))
    of_code = pd.DataFrame({"code": codes[position], "rows": count[position], "volume": total})
    nobody = pd.DataFrame({"code": sorted(unknown)}, dtype=object).assign(
        new_code="", ratio=np.nan, kind=UNKNOWN_CODE
    )
    done = pd.concat([changes.parts, nobody], ignore_index=True).merge(of_code, on="code")
    done["volume"] *= done["ratio"].fillna(1.0)
    done = done.astype({"rows": np.int64, "volume": np.float64, "ratio": np.float64})
    return done[list(REPAIR_COLUMNS)].sort_values(["code", "new_code"], ignore_index=True)


def repair_sentence(changes: CodeChanges, repairs: pd.DataFrame, rows: int, table: str) -> str:
    """Return the account of a repair in one sentence; `rows` have a code that changed."""
    codes = repairs.drop_duplicates("code")["kind"].value_counts()
    return translate(
        "Alliance",
        "Codes of “{table}” brought from {first} to {last} by “{changes}”: {merged} merged, "
        "{recoded} recoded, {split} split, {unknown} unknown; rows with a code that changed: "
        "{rows}."
    ).format(
        table=table,
        first=changes.first,
        last=changes.last,
        changes=changes.table,
        rows=format_number(rows),
        **{kind: format_number(codes.get(kind, 0)) for kind in CODE_CHANGES},
    )


# --- layouts ------------------------------------------------------------------------------------


def _read_steps(table: pd.DataFrame, first: int, last: int, name: str) -> pd.DataFrame:
    """Return `before`, `after` (years), `order`, `source`, `target` and `ratio`, sorted."""
    columns = {str(column).strip().lower(): column for column in table.columns}
    if {"from", "to", "code1", "code2"} <= set(columns):
        steps = _yearly_steps(table, columns, name)
    elif {"date_eff", "com_av", "com_ap"} <= set(columns):
        steps = _event_steps(table, columns, name)
    elif {f"codgeo_{first}", f"codgeo_{last}"} <= set(columns):
        source, target = (_texts(table[columns[f"codgeo_{year}"]]) for year in (first, last))
        steps = _steps(first, last, "", source, target, np.nan)
    else:
        raise InputError(
            translate(
                "Alliance",
                "“{table}” is not a table of changes of communes: expected the columns from, to, "
                "code1, code2 and ratio, or DATE_EFF, COM_AV and COM_AP, or CODGEO_{first} and "
                "CODGEO_{last}. Its columns are: {columns}."
            ).format(
                table=name, first=first, last=last, columns=listed(map(str, table.columns), 30)
            )
        )
    steps = steps[(steps["source"] != "") & (steps["target"] != "")].drop_duplicates()
    return steps.sort_values(list(steps.columns), ignore_index=True)


def _yearly_steps(
    table: pd.DataFrame, columns: Mapping[str, Any], name: str
) -> pd.DataFrame:
    before, after = (_years(table[columns[end]], name) for end in ("from", "to"))
    source, target = (_texts(table[columns[code]]) for code in ("code1", "code2"))
    if "col1" in columns:
        # Where the first code is one of the second year, the two are swapped.
        swapped = _texts(table[columns["col1"]]) == "cod" + after.astype(str).astype(object)
        source, target = np.where(swapped, target, source), np.where(swapped, source, target)
    ratio = _ratios(table[columns["ratio"]], name) if "ratio" in columns else np.nan
    return _steps(before, after, "", source, target, ratio)


def _event_steps(table: pd.DataFrame, columns: Mapping[str, Any], name: str) -> pd.DataFrame:
    """Return the events between whole communes: one of 1 January counts in the codes of that day.

    Events of one year follow each other by their dates.
    """
    # INSEE writes 2016-01-01, a spreadsheet adds the hour; 01/02/2016 may be read in two ways.
    texts = pd.Series(_texts(table[columns["date_eff"]]))
    days = texts.str.extract(_DAY, expand=False)
    dates = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
    if dates.isna().any():
        raise _unreadable(texts, dates.isna(), "DATE_EFF", name)
    new_year = (dates.dt.month == 1) & (dates.dt.day == 1)
    after = (dates.dt.year + (~new_year).astype(int)).to_numpy(dtype=np.int64)
    order = dates.dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    source, target = (_texts(table[columns[code]]) for code in ("com_av", "com_ap"))
    steps = _steps(after - 1, after, order, source, target, np.nan)
    whole = np.ones(len(table), dtype=bool)
    for end in ("typecom_av", "typecom_ap"):
        if end in columns:
            whole &= _texts(table[columns[end]]) == _COMMUNE
    return steps[whole]


def _steps(
    before: Any, after: Any, order: Any, source: Any, target: Any, ratio: Any
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": source,
            "target": target,
            "before": before,
            "after": after,
            "order": order,
            "ratio": ratio,
        }
    )[["before", "after", "order", "source", "target", "ratio"]]


def _texts(column: Any) -> CodeArray:
    positions, texts = encode_texts(column)
    return texts[positions]


def _years(column: Any, name: str) -> IntArray:
    texts = pd.Series(_texts(column))
    years = pd.to_numeric(texts, errors="coerce")
    if years.isna().any():
        raise _unreadable(texts, years.isna(), str(getattr(column, "name", "")), name)
    whole: IntArray = years.to_numpy(dtype=np.int64)
    return whole


def _ratios(column: Any, name: str) -> FloatArray:
    """Return the ratios, NaN where the table gives none."""
    texts = pd.Series(_texts(column)).str.replace(",", ".", regex=False)
    given = ~texts.str.upper().isin(["", "NA", "NAN", "NULL"])
    ratios = pd.to_numeric(texts.where(given), errors="coerce")
    wrong = given & ~(ratios >= 0)
    if wrong.any():
        raise _unreadable(texts, wrong, "ratio", name)
    given_ratios: FloatArray = ratios.to_numpy(dtype=np.float64)
    return given_ratios


def _unreadable(texts: Any, wrong: Any, column: str, name: str) -> InputError:
    shown = sorted(np.asarray(texts, dtype=object)[np.asarray(wrong)].astype(str))[0]
    return InputError(
        translate(
            "Alliance",
            "Column “{column}” of the table of changes “{table}” holds “{value}”, which cannot be "
            "read there: correct or remove that row."
        ).format(column=column, table=name, value=shown)
    )


# --- years --------------------------------------------------------------------------------------


def _require_year(steps: pd.DataFrame, year: int, name: str) -> None:
    low = steps[["before", "after"]].min(axis=1)
    high = steps[["before", "after"]].max(axis=1)
    inside = (low < year) & (year < high)
    if inside.any():
        raise SettingsError(
            translate(
                "Alliance",
                "“{table}” does not tell the codes of {year}, which lies between two of its years: "
                "choose {low} or {high}."
            ).format(table=name, year=year, low=low[inside].max(), high=high[inside].min())
        )


def _steps_between(steps: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the steps from one year to the other, in order.

    A table that only goes the other way is read backwards; its ratios are of no use then.
    """
    forward = first < last
    way = steps[(steps["before"] < steps["after"]) == forward]
    if way.empty:
        swapped = {"before": "after", "after": "before", "source": "target", "target": "source"}
        way = steps.rename(columns=swapped)[list(steps.columns)].assign(ratio=np.nan)
    low, high = min(first, last), max(first, last)
    ends = way[["before", "after"]]
    way = way[(ends.min(axis=1) >= low) & (ends.max(axis=1) <= high)]
    return way.sort_values(
        ["before", "after", "order", "source", "target"], ascending=forward, ignore_index=True
    )


def _coverage_warnings(
    steps: pd.DataFrame, first: int, last: int, name: str
) -> tuple[str, ...]:
    low, high = steps[["before", "after"]].min().min(), steps[["before", "after"]].max().max()
    if low <= min(first, last) and max(first, last) <= high:
        return ()
    return (
        translate(
            "Alliance",
            "“{table}” tells the changes from {low} to {high} only: those of other years, asked "
            "for from {first} to {last}, are unknown."
        ).format(table=name, low=low, high=high, first=first, last=last),
    )


# --- ratios and composition ---------------------------------------------------------------------


def _weighed(steps: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the steps, the ratios of a commune adding up to 1, and the communes without ratios.

    Without ratios, a commune that splits is shared in equal parts; where some are missing, these
    share what the others leave.
    """
    keys = ["before", "after", "order", "source"]
    steps = steps.drop_duplicates([*keys, "target"])
    group = steps.groupby(keys, sort=False)["ratio"]
    missing = steps["ratio"].isna()
    holes = missing.groupby([steps[key] for key in keys], sort=False).transform("sum")
    rest = (1.0 - group.transform("sum")).clip(lower=0.0)
    ratio = steps["ratio"].where(~missing, rest / holes.where(missing, 1))
    total = ratio.groupby([steps[key] for key in keys], sort=False).transform("sum")
    wrong = (total - 1.0).abs() > _ROUNDING
    if wrong.any():
        row = steps[wrong].sort_values(keys).iloc[0]
        raise InputError(
            translate(
                "Alliance",
                "The ratios of commune {code} from {before} to {after} in “{table}” add up to "
                "{total}, not to 1: complete or correct its rows."
            ).format(
                code=row["source"],
                before=row["before"],
                after=row["after"],
                table=name,
                total=format_value(total[row.name], digits=6),
            )
        )
    guessed = sorted(set(steps["source"][missing & (holes > 1)]))
    weighed = steps.assign(ratio=ratio / total)
    return weighed[weighed["ratio"] > 0], guessed


def _guess_warnings(guessed: list[str], name: str) -> tuple[str, ...]:
    if not guessed:
        return ()
    return (
        translate(
            "Alliance",
            "“{table}” gives no ratio for communes that split, shared in equal parts: {count} "
            "({codes})."
        ).format(table=name, count=format_number(len(guessed)), codes=listed(guessed)),
    )


def _composed(steps: pd.DataFrame, old: set[str]) -> pd.DataFrame:
    """Return `code`, `new_code`, `ratio`: where the steps, one after the other, lead every code.

    `old` are the codes that were there at the start.
    """
    codes = np.array(sorted(set(steps["source"]) | set(steps["target"])), dtype=object)
    relation = pd.DataFrame({"code": codes, "new_code": codes, "ratio": np.ones(len(codes))})
    for _, step in steps.groupby(["before", "after", "order"], sort=False):
        joined = relation.merge(
            step[["source", "target", "ratio"]].rename(columns={"ratio": "part"}),
            how="left",
            left_on="new_code",
            right_on="source",
        )
        joined = _re_established(joined, old)
        joined["new_code"] = joined["target"].where(joined["target"].notna(), joined["new_code"])
        joined["ratio"] *= joined["part"].fillna(1.0)
        # Ways that meet again are added, in an order that does not depend on that of the table.
        joined = joined.sort_values(["code", "new_code", "ratio"], ignore_index=True)
        relation = joined.groupby(["code", "new_code"], as_index=False, sort=True)["ratio"].sum()
    return relation


def _re_established(joined: pd.DataFrame, old: set[str]) -> pd.DataFrame:
    """Lead a commune that merged and comes back to itself, and nothing else of the split to it."""
    own = joined["code"] == joined["target"]
    home = own & (joined["code"] != joined["source"]) & joined["code"].isin(old)
    if not home.any():
        return joined
    back = joined.loc[home, ["source", "target"]].drop_duplicates().assign(back=True)
    back_there = joined.merge(back, how="left", on=["source", "target"])["back"].notna()
    way = [joined["code"], joined["source"]]
    returns = home.groupby(way, dropna=False).transform("any")
    rest = joined["part"].where(~back_there, 0.0)
    left = rest.groupby(way, dropna=False).transform("sum")
    shared = (rest / left.where(left > 0, 1.0)).where(left > 0, joined["part"])
    part = pd.Series(np.where(returns, home.astype(float), shared), index=joined.index)
    return joined.assign(part=part)[~(part == 0)]


def _changed_parts(relation: pd.DataFrame, start: set[str]) -> pd.DataFrame:
    """Return the codes that do not stay as they are, with the kind of their change.

    `start` are the codes that were there at the start.
    """
    targets = relation.groupby("code")["new_code"].transform("size")
    changed = relation[(targets > 1) | (relation["code"] != relation["new_code"])]
    old = relation[relation["code"].isin(start)]
    sources = changed["new_code"].map(old.groupby("new_code").size()).fillna(0)
    own = changed["code"].isin(old["code"]).astype(int)  # one that came later is not among them
    kind = np.where(sources - own > 0, MERGED, RECODED)
    kind = np.where(targets[changed.index] > 1, SPLIT, kind)
    return changed.assign(kind=kind).sort_values(["code", "new_code"], ignore_index=True)


def _codes_at_the_start(steps: pd.DataFrame) -> set[str]:
    """Return the codes that something happens to before they are made: they were there."""
    when = pd.Series(
        steps.groupby(["before", "after", "order"], sort=False).ngroup(), index=steps.index
    )
    left = when.groupby(steps["source"]).min()
    made = when.groupby(steps["target"]).min().reindex(left.index)
    return set(left.index[(made.isna() | (left <= made)).to_numpy()])


def _parts_of(parts: pd.DataFrame, codes: CodeArray) -> pd.DataFrame:
    """Return `position`, `new_code`, `ratio` and `leads` of every code, those that stay included.

    Sorted by position in `codes`, then new code. The largest part leads, the first of equal ones.
    """
    every = pd.DataFrame({"position": np.arange(len(codes)), "code": codes}, dtype=object)
    every = every.merge(parts[["code", "new_code", "ratio"]], how="left", on="code")
    stays = every["new_code"].isna()
    every["new_code"] = every["new_code"].where(~stays, every["code"])
    every["ratio"] = every["ratio"].fillna(1.0).astype(np.float64)
    every["position"] = every["position"].astype(np.int64)
    every = every.sort_values(["position", "new_code"], ignore_index=True)
    largest = every.sort_values(
        ["position", "ratio", "new_code"], ascending=[True, False, True]
    ).drop_duplicates("position")
    return every.assign(leads=every.index.isin(largest.index))
