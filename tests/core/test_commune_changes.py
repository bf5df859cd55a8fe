"""Codes brought from one year to another: mergers, splits, chains, and no volume lost."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.commune_changes import read_changes
from alliance.core.errors import InputError, SettingsError
from alliance.core.reading import load_table, read_table, resolve_columns
from hypothesis import given, settings
from hypothesis import strategies as st


def table(*rows):
    """Return a table of changes: from, to, code1, code2, ratio."""
    return pd.DataFrame(rows, columns=["from", "to", "code1", "code2", "ratio"], dtype=object)


def become(changes):
    """Return what each code becomes, with its ratio."""
    found = {}
    for code, new, ratio in changes.parts[["code", "new_code", "ratio"]].itertuples(index=False):
        found.setdefault(code, {})[new] = pytest.approx(ratio)
    return found


def kinds(changes):
    """Return the kind of change of each code."""
    return dict(zip(changes.parts["code"], changes.parts["kind"]))


MERGERS = table(
    ("2015", "2016", "A", "B", "1"),
    ("2015", "2016", "B", "B", "1"),
    ("2018", "2019", "B", "C", "1"),
    ("2018", "2019", "C", "C", "1"),
    ("2018", "2019", "X", "Y", "1"),
)


# --- what codes become --------------------------------------------------------------------------


def test_steps_are_chained():
    changes = read_changes(MERGERS, 2014 + 1, 2019)
    assert become(changes) == {"A": {"C": 1}, "B": {"C": 1}, "X": {"Y": 1}}
    assert kinds(changes) == {"A": "merged", "B": "merged", "X": "recoded"}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2015, 2016, {"A": {"B": 1}}),
        (2016, 2019, {"B": {"C": 1}, "X": {"Y": 1}}),
        (2016, 2018, {}),
        (2017, 2017, {}),
    ],
)
def test_only_steps_between_both_years_count(first, last, expected):
    assert become(read_changes(MERGERS, first, last)) == expected


def test_a_commune_may_split_twice():
    splits = table(
        (2010, 2011, "S", "S", 0.6),
        (2010, 2011, "S", "T", 0.4),
        (2012, 2013, "T", "U", 0.25),
        (2012, 2013, "T", "V", 0.75),
    )
    changes = read_changes(splits, 2010, 2013)
    assert become(changes)["S"] == {"S": 0.6, "U": 0.1, "V": 0.3}
    assert kinds(changes)["S"] == "split"


def test_ways_that_meet_again_are_added():
    diamond = table(
        (2010, 2011, "S", "T", 0.6),
        (2010, 2011, "S", "U", 0.4),
        (2012, 2013, "T", "V", 1),
        (2012, 2013, "U", "V", 1),
    )
    changes = read_changes(diamond, 2010, 2013)
    assert become(changes)["S"] == {"V": 1}


def test_a_code_that_comes_back_is_no_change():
    there_and_back = table((2020, 2021, "A", "B", 1), (2022, 2023, "B", "A", 1))
    assert "A" not in become(read_changes(there_and_back, 2020, 2023))


# B keeps two communes of before: its own and D, which never came back.
RE_ESTABLISHED = table(
    *[(2015, 2016, code, "B", 1) for code in "ABD"],
    (2023, 2024, "B", "A", 0.5),
    (2023, 2024, "B", "B", 0.5),
)


def test_a_commune_that_is_re_established_takes_back_its_own_and_nothing_else():
    changes = read_changes(RE_ESTABLISHED, 2015, 2024)
    assert become(changes) == {"D": {"B": 1}}


def test_a_split_after_the_merger_uses_the_ratios():
    """Codes of 2016 do not tell the two communes apart."""
    assert become(read_changes(RE_ESTABLISHED, 2016, 2024))["B"] == {"A": 0.5, "B": 0.5}


def test_a_new_commune_beside_a_re_established_one_is_shared_by_ratio():
    splits = table(
        *[(2015, 2016, code, "B", 1) for code in "AB"],
        (2023, 2024, "B", "A", 0.5),
        (2023, 2024, "B", "B", 0.3),
        (2023, 2024, "B", "N", 0.2),
    )
    assert become(read_changes(splits, 2015, 2024)) == {"B": {"B": 0.6, "N": 0.4}}


def test_all_parts_re_established_leave_the_rest_to_the_ratios():
    splits = table(
        *[(2015, 2016, code, "B", 1) for code in "ACD"],
        (2023, 2024, "B", "A", 0.25),
        (2023, 2024, "B", "C", 0.75),
    )
    changes = become(read_changes(splits, 2015, 2024))
    assert changes["D"] == {"A": 0.25, "C": 0.75}
    assert "A" not in changes
    assert "C" not in changes


# --- layouts ------------------------------------------------------------------------------------


def test_codes_that_the_table_swaps_are_put_back():
    """The last years of the national table give the code of the second year first."""
    frame = pd.DataFrame(
        [
            ("2021", "2022", "cod2021", "A", "cod2022", "B", "1"),
            ("2021", "2022", "cod2021", "B", "cod2022", "B", "1"),
            ("2022", "2023", "cod2023", "C", "cod2022", "B", "1"),
            ("2022", "2023", "cod2023", "C", "cod2022", "C", "1"),
            ("2023", "2022", "cod2022", "B", "cod2023", "C", "0.5"),
            ("2023", "2022", "cod2022", "C", "cod2023", "C", "0.5"),
        ],
        columns=["from", "to", "col1", "code1", "col2", "code2", "ratio"],
    )
    assert become(read_changes(frame, 2021, 2023)) == {"A": {"C": 1}, "B": {"C": 1}}
    assert become(read_changes(frame, 2023, 2022)) == {"C": {"B": 0.5, "C": 0.5}}


EVENTS = pd.DataFrame(
    [
        ("32", "2016-01-01", "COM", "01001", "COM", "01002"),
        ("32", "2016-01-01", "COM", "01001", "COMD", "01001"),
        ("32", "2016-01-01", "COM", "01002", "COM", "01002"),
        ("41", "2016-02-28", "COM", "01002", "COM", "69999"),
        ("21", "2019-01-01", "COM", "02001", "COM", "02001"),
        ("21", "2019-01-01", "COM", "02001", "COM", "02002"),
    ],
    columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
)


def test_events_of_insee_count_from_the_next_first_of_january():
    assert become(read_changes(EVENTS, 2015, 2016)) == {"01001": {"01002": 1}}
    assert become(read_changes(EVENTS, 2016, 2017)) == {"01002": {"69999": 1}}
    whole = read_changes(EVENTS, 2015, 2019)
    assert become(whole)["01001"] == {"69999": 1}
    assert become(whole)["02001"] == {"02001": 0.5, "02002": 0.5}
    assert ["equal parts" in warning for warning in whole.warnings] == [True]


def test_a_table_that_goes_one_way_is_read_backwards():
    changes = read_changes(EVENTS, 2019, 2015)
    assert become(changes)["69999"] == {"01001": 0.5, "01002": 0.5}
    assert become(changes)["02002"] == {"02001": 1}


def test_a_table_of_passage_has_one_column_a_year():
    passage = pd.DataFrame(
        {
            "CODGEO_2014": ["A", "B", "S", "S"],
            "CODGEO_2024": ["B", "B", "S", "T"],
            "LIBGEO_2024": ["b", "b", "s", "t"],
        }
    )
    changes = read_changes(passage, 2014, 2024)
    assert become(changes) == {"A": {"B": 1}, "S": {"S": 0.5, "T": 0.5}}


def test_missing_ratios_share_what_the_others_leave():
    rows = [(2010, 2011, "S", "S", "0,5"), (2010, 2011, "S", "T", ""), (2010, 2011, "S", "U", "NA")]
    changes = read_changes(table(*rows), 2010, 2011)
    assert become(changes)["S"] == {"S": 0.5, "T": 0.25, "U": 0.25}


def test_ratios_that_are_rounded_add_up_to_one():
    rows = [(2010, 2011, "S", code, 0.333) for code in "STU"]
    changes = read_changes(table(*rows), 2010, 2011)
    assert math.fsum(changes.parts["ratio"]) == pytest.approx(1, abs=1e-15)


# --- what cannot be used ------------------------------------------------------------------------


def test_another_table_is_refused_with_its_columns():
    with pytest.raises(InputError, match=r"is not a table of changes.*insee, nom"):
        read_changes(pd.DataFrame({"insee": ["1"], "nom": ["x"]}), 2014, 2024, "communes.csv")


def test_a_year_inside_a_step_is_refused():
    with pytest.raises(SettingsError, match=r"codes of 1970.*choose 1968 or 1975"):
        read_changes(table((1968, 1975, "A", "B", 1)), 1970, 1975, "changes.csv")


def test_a_year_beyond_the_table_is_told():
    changes = read_changes(MERGERS, 2015, 2025, "changes.csv")
    assert any("from 2015 to 2019 only" in warning for warning in changes.warnings)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("two thousand", 2016, "A", "B", 1), "“from”.*“two thousand”"),
        ((2015, 2016, "A", "B", "half"), "“ratio”.*“half”"),
        ((2015, 2016, "A", "B", -1), "“ratio”.*“-1”"),
        ((2015, 2016, "A", "B", 0.5), "commune A from 2015 to 2016.*add up to 0.5"),
    ],
)
def test_a_wrong_cell_is_named(row, sentence):
    with pytest.raises(InputError, match=sentence):
        read_changes(table(row), 2015, 2016, "changes.csv")


@pytest.mark.parametrize("date", ["soon", "01/02/2016", "2016"])
def test_a_wrong_date_is_named(date):
    wrong = EVENTS.assign(DATE_EFF=[date, *EVENTS["DATE_EFF"][1:]])
    with pytest.raises(InputError, match=f"“DATE_EFF”.*“{date}”"):
        read_changes(wrong, 2015, 2016, "events.csv")


def test_dates_of_a_spreadsheet_have_an_hour():
    timed = EVENTS.assign(DATE_EFF=EVENTS["DATE_EFF"] + " 00:00:00")
    assert become(read_changes(timed, 2015, 2017)) == become(read_changes(EVENTS, 2015, 2017))


# --- rows ---------------------------------------------------------------------------------------

SPLITS = table(
    (2015, 2016, "S", "S", 0.7),
    (2015, 2016, "S", "T", 0.3),
    (2015, 2016, "M", "N", 1),
    (2015, 2016, "N", "N", 1),
    (2015, 2016, "O", "P", 1),
)


@pytest.fixture
def changes():
    return read_changes(SPLITS, 2015, 2016, "changes.csv")


def load(rows, changes, units, **options):
    origin, destination, volume = zip(*rows)
    return load_rows(origin, destination, volume, units=units, changes=changes, **options)


def volumes(loading):
    frame = loading.flows.frame()
    return {(o, d): v for o, d, v in zip(frame["origin"], frame["dest"], frame["volume"])}


def test_both_ends_share_by_the_product_of_ratios(changes):
    loaded = load([("S", "S", 100)], changes, "ST")
    assert volumes(loaded) == pytest.approx(
        {("S", "S"): 49, ("S", "T"): 21, ("T", "S"): 21, ("T", "T"): 9}
    )
    assert (loaded.rows_read, loaded.rows_kept) == (1, 1)


def test_each_kind_of_change_is_told(changes):
    rows = [("S", "M", 10), ("M", "O", 4), ("M", "M", 1), ("N", "ES1", 2), ("N", "S", 20)]
    loaded = load(rows, changes, "NPST", table="flows.csv")
    done = loaded.repairs.set_index(["code", "new_code"]).round(9).T.to_dict()
    assert {key: tuple(value.values()) for key, value in done.items()} == {
        ("ES1", ""): (pytest.approx(np.nan, nan_ok=True), "unknown", 1, 2),
        ("M", "N"): (1, "merged", 3, 15),
        ("O", "P"): (1, "recoded", 1, 4),
        ("S", "S"): (0.7, "split", 2, 21),
        ("S", "T"): (0.3, "split", 2, 9),
    }
    assert (loaded.rows_kept, loaded.volume_kept) == (4, pytest.approx(35))
    assert loaded.warnings[0] == (
        "Codes of “flows.csv” brought from 2015 to 2016 by “changes.csv”: 1 merged, 1 recoded, "
        "1 split, 1 unknown; rows with a code that changed: 4."
    )


def test_a_row_counts_where_its_largest_part_goes(changes):
    """T is not a unit: its part of the volume is left out, and the row is kept all the same."""
    loaded = load([("S", "N", 10)], changes, "SN")
    assert (loaded.rows_read, loaded.rows_kept) == (1, 1)
    assert loaded.volume_kept == pytest.approx(7)
    (reject,) = loaded.rejects.to_dict("records")
    assert reject == {
        "reason": "unknown_origin",
        "side": "origin",
        "code": "T",
        "rows": 0,
        "volume": pytest.approx(3),
    }


def test_rows_that_cannot_be_read_stay_one_row(changes):
    rows = [("S", "S", "many"), ("S", "S", ""), ("S", "S", -4), ("S", "S", 0)]
    loaded = load(rows, changes, "ST")
    assert loaded.rejects[["reason", "side", "code", "rows"]].to_numpy().tolist() == [
        ["missing_volume", "origin", "S", 1],
        ["negative", "origin", "S", 1],
        ["not_a_number", "origin", "S", 1],
    ]
    assert loaded.zero_rows == 1
    assert loaded.volume_read == pytest.approx(-4)
    assert loaded.rejects["volume"].sum() == pytest.approx(-4)


def test_changes_come_before_the_lookup(changes):
    lookup = {"S": "zone 1", "T": "zone 1", "N": "zone 2"}
    loaded = load([("S", "M", 10)], changes, None, lookup=lookup)
    assert volumes(loaded) == {("zone 1", "zone 2"): 10}


def test_zeros_come_back_before_the_changes():
    merger = table((2015, 2016, "01002", "01001", 1), (2015, 2016, "01001", "01001", 1))
    changes = read_changes(merger, 2015, 2016)
    rows = [("1002", "02001", 3)]
    loaded = load(rows, changes, ["01001", "02001"], repair_codes=True)
    assert volumes(loaded) == {("01001", "02001"): 3}
    assert loaded.repairs["code"].tolist() == ["01002"]


def test_unknown_codes_stay_on_request(changes):
    loaded = load([("M", "ES1", 2)], changes, "N", keep_unknown=True)
    assert volumes(loaded) == {("N", "ES1"): 2}
    assert set(loaded.repairs["kind"]) == {"merged", "unknown"}


def test_without_changes_there_is_no_account_of_them():
    assert load([("A", "A", 1)], None, "A").repairs is None


# --- laws ---------------------------------------------------------------------------------------

CODES = "ABCDEF"
STEPS = st.lists(
    st.dictionaries(
        st.sampled_from(CODES),
        st.dictionaries(st.sampled_from(CODES), st.integers(1, 5), min_size=1, max_size=3),
        max_size=4,
    ),
    max_size=4,
)
ROWS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(0, 1000)),
    min_size=1,
    max_size=12,
)


def chain(steps):
    rows = [(1999, 2000, "Z", "Z", 1)]
    for year, step in enumerate(steps, start=2000):
        for source, parts in step.items():
            total = sum(parts.values())
            rows += [(year, year + 1, source, new, part / total) for new, part in parts.items()]
    return table(*rows)


@settings(max_examples=60)
@given(STEPS, ROWS)
def test_no_volume_is_lost(steps, rows):
    changes = read_changes(chain(steps), 2000, 2000 + len(steps))
    loaded = load(rows, changes, None)
    assert loaded.volume_kept == pytest.approx(sum(row[2] for row in rows), rel=1e-12)
    assert loaded.rows_kept == loaded.rows_read == len(rows)
    parts = changes.parts.groupby("code")["ratio"].sum()
    assert np.allclose(parts, 1, rtol=0, atol=1e-12)


@settings(max_examples=60)
@given(STEPS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(steps, rows, chance):
    frame = chain(steps)
    shuffled_rows, order = list(rows), list(range(len(frame)))
    chance.shuffle(shuffled_rows)
    chance.shuffle(order)
    last = 2000 + len(steps)
    one = load(rows, read_changes(frame, 2000, last), None)
    other = load(shuffled_rows, read_changes(frame.iloc[order], 2000, last), None)
    assert one.flows.codes.tolist() == other.flows.codes.tolist()
    assert one.flows.volume.tobytes() == other.flows.volume.tobytes()
    pd.testing.assert_frame_equal(one.repairs, other.repairs, check_exact=True)
    pd.testing.assert_frame_equal(one.rejects, other.rejects, check_exact=True)


# --- France -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def national(shared_data):
    """The national table of changes, the study file of 2012 and the communes of 2024."""
    folder = shared_data / "national"
    return (
        read_table(folder / "commune_changes_1968_2024.csv.gz"),
        read_table(folder / "students_2012_communes.csv.gz"),
        pd.read_csv(folder / "commune_zones_2024.csv.gz", dtype=str)["CODGEO"].tolist(),
    )


ARRONDISSEMENTS = {
    **{str(code): "75056" for code in range(75101, 75121)},
    **{str(code): "69123" for code in range(69381, 69390)},
    **{str(code): "13055" for code in range(13201, 13217)},
}


def territories(raw, first, last):
    """Follow what each commune of the first year lies in, year by year, with plain dictionaries.

    Returns code of the first year -> code of the last year -> part.
    """
    holds = {}
    for year in range(first, last):
        rows = raw[(raw["from"] == str(year)) & (raw["to"] == str(year + 1))]
        step = {}
        for row in rows.to_dict("records"):
            ends = row["code1"], row["code2"]
            old, new = ends if row["col1"] == f"cod{year}" else ends[::-1]
            step.setdefault(old, {})[new] = float(row["ratio"])
        after = {code: dict(held) for code, held in holds.items() if code not in step}
        for old, parts in step.items():
            held = holds.get(old, {old: 1.0})
            back = {new for new in parts if new != old and new in held}
            rest = {new: ratio for new, ratio in parts.items() if new not in back} or parts
            total = math.fsum(rest.values())
            for atom, part in held.items():
                shares = {atom: 1.0} if atom in back else {n: r / total for n, r in rest.items()}
                for new, ratio in shares.items():
                    place = after.setdefault(new, {})
                    place[atom] = place.get(atom, 0.0) + part * ratio
        holds = after
    found = {}
    for code, held in holds.items():
        for atom, part in held.items():
            found.setdefault(atom, {})[code] = part
    return found


def test_codes_of_2014_find_their_communes_of_2024(national):
    changes_table, students, units = national
    changes = read_changes(changes_table.frame, 2014, 2024, changes_table.name)
    columns = resolve_columns(students.header)
    plain = load_table(students, columns, units=units)
    saved = load_table(students, columns, units=units, changes=changes)
    assert (saved.rows_read, plain.rows_kept, saved.rows_kept) == (372_325, 356_628, 371_487)
    lost = saved.rejects
    assert set(lost["code"].str.match(r"^(97[58]|98|[A-Z])")) == {True}  # abroad and overseas
    assert saved.volume_kept + lost["volume"].sum() == pytest.approx(saved.volume_read, rel=1e-9)
    assert saved.flows.total == pytest.approx(saved.volume_kept, rel=1e-9)

    # The same by another road: territories followed in dictionaries, rows joined by pandas.
    becomes = territories(changes_table.frame, 2014, 2024)
    parts = pd.DataFrame(
        [(old, new, part) for old, news in becomes.items() for new, part in news.items()],
        columns=["old", "new", "part"],
    )
    rows = students.frame.set_axis(["i", "_", "j", "__", "v"], axis=1)[["i", "j", "v"]]
    for end in "ij":
        rows = rows.merge(parts, how="left", left_on=end, right_on="old", suffixes=("", "_" + end))
        rows[end] = rows["new"].fillna(rows[end])
        rows["v"] = rows["v"].astype(float) * rows["part"].fillna(1.0)
        rows = rows[["i", "j", "v"]]
        rows[end] = rows[end].map(ARRONDISSEMENTS).fillna(rows[end])
    rows = rows[rows["i"].isin(units) & rows["j"].isin(units) & (rows["v"] > 0)]
    expected = rows.groupby(["i", "j"])["v"].sum()
    found = saved.flows.frame().set_index(["origin", "dest"])["volume"]
    assert len(found) == len(expected)
    assert np.allclose(found, expected.reindex(found.index), rtol=1e-9, atol=0)


def test_every_code_that_changes_leads_to_a_commune_of_2024(national):
    changes_table, _, units = national
    changes = read_changes(changes_table.frame, 2014, 2024)
    assert set(changes.parts["new_code"]) <= set(units)
    assert dict(changes.parts.drop_duplicates("code")["kind"].value_counts()) == {
        "merged": 1749,
        "split": 1,
    }


def test_the_table_goes_back_as_well(national, shared_data):
    changes_table, _, _ = national
    back = read_changes(changes_table.frame, 2024, 2014)
    zones = pd.read_csv(shared_data / "national" / "commune_zones_2014.csv.gz", dtype=str)
    assert set(back.parts["new_code"]) <= set(zones["CODGEO"])
    assert np.allclose(back.parts.groupby("code")["ratio"].sum(), 1, atol=1e-9)
