"""Rows to flows between units: reasons, invariants, order, and the published national file."""

from __future__ import annotations

import sqlite3

import numpy as np
import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.codes import ARRONDISSEMENTS, LostZerosError
from alliance.core.errors import InputError
from alliance.core.options import REJECT_REASONS
from alliance.core.reading import load_file, read_lookup
from hypothesis import given
from hypothesis import strategies as st

UNITS = ["001", "002", "009"]
LOOKUP = {"01001": "001", "01002": "002", "01003": "998", "75056": "009", "38001": "077"}


def load(rows, **options):
    columns = list(zip(*rows)) or [(), (), ()]
    return load_rows(*columns, **options)


def flows_of(loading):
    frame = loading.flows.frame()
    return {(o, d): v for o, d, v in zip(frame["origin"], frame["dest"], frame["volume"])}


def rejects_of(loading):
    return [tuple(row) for row in loading.rejects.itertuples(index=False)]


def assert_accounts(loading):
    """Every row and every readable volume is kept or rejected, each reject listed once."""
    rejects = loading.rejects
    assert list(rejects.columns) == ["reason", "side", "code", "rows", "volume"]
    assert set(rejects["reason"]) <= set(REJECT_REASONS)
    assert set(rejects["side"]) <= {"", "origin", "destination"}
    assert not rejects.duplicated(["reason", "side", "code"]).any()
    assert rejects.equals(rejects.sort_values(["reason", "side", "code"], ignore_index=True))
    assert loading.rows_read == loading.rows_kept + rejects["rows"].sum()
    assert loading.volume_read == pytest.approx(
        loading.volume_kept + rejects["volume"].sum(), rel=1e-12, abs=1e-9
    )
    assert loading.flows.total == pytest.approx(loading.volume_kept, rel=1e-12, abs=1e-9)


# --- each reason ---------------------------------------------------------------------------------


def test_every_reason_by_hand():
    rows = [
        ("01001", "01002", "10,5"),  # kept: 001 -> 002
        ("01001", "75101", "4"),  # kept: 001 -> 009, an arrondissement for its commune
        ("01001", "75120", "2"),  # kept: the same pair
        ("01002", "01001", "0"),  # kept, no flow
        ("01003", "01001", "5"),  # the lookup gives 998: no unit
        ("01001", "38001", "6"),  # the lookup gives 077: not one of the units
        ("BE214", "01001", "7"),
        ("BE214", "01002", "8"),
        ("01001", "SU96F", "9"),
        ("01001", "", "3"),
        ("BE214", "SU96F", "1"),  # both ends: the origin gives the reason
        ("01001", "01002", ""),
        ("BE214", "01002", "NULL"),  # no volume comes before no origin
        ("01001", "01002", "many"),
        ("01001", "01002", "inf"),
        ("01001", "01002", "-2.5"),
    ]
    loading = load(rows, units=UNITS, lookup=LOOKUP, table="flows.csv", malformed=[4, 9])
    assert flows_of(loading) == {("001", "002"): 10.5, ("001", "009"): 6.0}
    assert loading.flows.codes.tolist() == UNITS
    assert rejects_of(loading) == [
        ("malformed_row", "", "", 2, 0.0),
        ("missing_volume", "origin", "01001", 1, 0.0),
        ("missing_volume", "origin", "BE214", 1, 0.0),
        ("negative", "origin", "01001", 1, -2.5),
        ("not_a_number", "origin", "01001", 2, 0.0),
        ("outside_units", "destination", "38001", 1, 6.0),
        ("outside_units", "origin", "01003", 1, 5.0),
        ("unknown_destination", "destination", "", 1, 3.0),
        ("unknown_destination", "destination", "SU96F", 1, 9.0),
        ("unknown_origin", "origin", "BE214", 3, 16.0),
    ]
    assert (loading.rows_read, loading.rows_kept, loading.zero_rows) == (18, 4, 1)
    assert loading.volume_read == 53.0
    assert loading.volume_kept == 16.5
    assert_accounts(loading)
    assert loading.warnings == (
        "Rows of “flows.csv” whose volume is not a number: 2 (for example “inf”).",
    )


def test_without_units_every_code_is_one():
    loading = load([("b", "a", 1), ("a", "b", 2), ("a", " b ", 3), (None, "a", 4)])
    assert flows_of(loading) == {("b", "a"): 1.0, ("a", "b"): 5.0}
    assert rejects_of(loading) == [("unknown_origin", "origin", "", 1, 4.0)]


def test_lookup_without_units():
    loading = load([("01001", "01002", 1), ("01003", "01001", 2), ("x", "01001", 3)], lookup=LOOKUP)
    assert flows_of(loading) == {("001", "002"): 1.0}
    assert rejects_of(loading) == [
        ("outside_units", "origin", "01003", 1, 2.0),
        ("unknown_origin", "origin", "x", 1, 3.0),
    ]


def test_rows_count_for_one_without_volume():
    loading = load_rows(["a", "a", "b"], ["b", "b", "a"])
    assert flows_of(loading) == {("a", "b"): 2.0, ("b", "a"): 1.0}


def test_rows_of_a_layer():
    """Codes that are numbers, NULL as None or NaN."""
    loading = load([(1.0, 2, 5), (1, 2.0, 6.5), (None, 2, 1), (1, np.nan, 2)], units=["1", 2.0, 3])
    assert flows_of(loading) == {("1", "2"): 11.5}
    assert [row[0] for row in rejects_of(loading)] == ["unknown_destination", "unknown_origin"]
    assert_accounts(loading)


def test_foreign_codes_on_request():
    rows = [("001", "BE214", 3), ("BE214", "001", 2), ("001", "998", 1), ("001", "", 4)]
    kept = load(rows, units=UNITS, keep_unknown=True)
    assert flows_of(kept) == {("001", "BE214"): 3.0, ("BE214", "001"): 2.0}
    assert kept.flows.codes.tolist() == [*UNITS, "BE214"]
    assert kept.unlisted == ("BE214",)
    assert "BE214" in kept.warnings[-1]
    assert [row[:3] for row in rejects_of(kept)] == [
        ("outside_units", "destination", "998"),
        ("unknown_destination", "destination", ""),
    ]
    lost = load([*rows, ("001", "001", 1)], units=UNITS)
    assert lost.unlisted == ()
    assert lost.rows_kept == 1
    for loading in (kept, lost):
        assert_accounts(loading)


def test_uncertain_flows_are_counted_never_dropped():
    rows = [("a", "b", 120), ("a", "b", 79), ("b", "a", 150), ("b", "a", 50)]
    loading = load(rows, uncertain_below=200)
    assert (loading.uncertain_pairs, loading.uncertain_volume) == (1, 199.0)
    assert loading.rows_kept == 4


def test_kind_and_direction_are_passed_on():
    flows = load([("a", "b", 1)], link_type="rail", undirected=True).flows
    assert (flows.link_type, flows.undirected) == ("rail", True)


def test_no_row():
    loading = load([], units=UNITS, table="empty")
    assert (loading.rows_read, len(loading.flows)) == (0, 0)
    assert loading.flows.codes.tolist() == UNITS
    assert loading.warnings == ("“empty” has no row of data.",)
    assert_accounts(loading)


def test_no_row_kept_is_told():
    loading = load([("001", "002", "x")], units=UNITS, table="t")
    assert "No row of “t” could be kept: see the reasons in the rejects." in loading.warnings


# --- sentences -----------------------------------------------------------------------------------


def test_no_code_in_common_shows_one_of_each_side():
    with pytest.raises(InputError) as caught:
        load([("Lyon", "Paris", 1), ("Brest", "Paris", 1)], units=UNITS, table="t")
    assert "“t”" in str(caught.value)
    assert "“Brest”" in str(caught.value)
    assert "“001”" in str(caught.value)


@pytest.mark.parametrize(("end", "rows"), [("origin", ("Lyon", "001")), ("dest", ("001", "Lyon"))])
def test_end_that_knows_no_unit_is_named(end, rows):
    with pytest.raises(InputError, match=f"No {end}"):
        load([(*rows, 1)], units=UNITS)
    assert load([(*rows, 1)], units=UNITS, keep_unknown=True).rows_kept == 1


def test_doubled_units_are_named():
    with pytest.raises(InputError, match=r"\(002\)"):
        load([("001", "002", 1)], units=["001", "002", "002"])


def test_lookup_with_a_code_twice_is_named():
    lookup = pd.DataFrame({"from": ["01001", "01001"], "to": ["001", "002"]})
    with pytest.raises(InputError, match="01001"):
        load([("01001", "01001", 1)], lookup=lookup)


def test_lost_zeros_are_told_then_repaired():
    rows = [("1", "9", 3), ("2", "1", 4), ("BE1", "2", 5)]
    with pytest.raises(LostZerosError) as caught:
        load(rows, units=UNITS, table="t")
    assert "“1” for “001”" in str(caught.value)
    loading = load(rows, units=UNITS, table="t", repair_codes=True)
    assert flows_of(loading) == {("001", "009"): 3.0, ("002", "001"): 4.0}
    assert loading.warnings[0].startswith("Codes of “t” repaired by their leading zeros: 3")
    assert [row[2] for row in rejects_of(loading)] == ["BE1"]


def test_zeros_lost_by_the_lookup():
    lookup = {"01001": "1", "01002": 2, "01003": 0}
    rows = [("01001", "01002", 3), ("01003", "01001", 4)]
    with pytest.raises(LostZerosError, match="lookup table"):
        load(rows, units=UNITS, lookup=lookup)
    loading = load(rows, units=UNITS, lookup=lookup, repair_codes=True)
    assert flows_of(loading) == {("001", "002"): 3.0}
    assert [row[0] for row in rejects_of(loading)] == ["outside_units"]


def test_zeros_that_explain_a_part_are_only_told():
    rows = [("1001", "69123", 3), ("1002", "69123", 4), ("69123", "69123", 5)]
    units = ["01001", "69123"]
    loading = load(rows, units=units)
    assert loading.rows_kept == 1
    assert "(1 of 2, for example “1001” for “01001”)" in loading.warnings[0]
    assert load(rows, units=units, repair_codes=True).rows_kept == 2


# --- properties ----------------------------------------------------------------------------------

CODES = st.sampled_from(["01001", "01002", "01003", "75101", "75056", "38001", "BE214", "", None])
VOLUMES = st.one_of(
    st.floats(min_value=-10, max_value=1e6, allow_nan=False).map(repr),
    st.sampled_from(["", "NULL", "x", "inf", "3,5", "1 234,5", "0", None]),
)
ROWS = st.lists(st.tuples(CODES, CODES, VOLUMES), max_size=30)
KNOWN = [("01001", "01002", "1"), ("01002", "01001", "2")]


@given(rows=ROWS, keep=st.booleans(), malformed=st.integers(0, 3))
def test_every_row_is_kept_or_rejected(rows, keep, malformed):
    loading = load(
        [*KNOWN, *rows],
        units=UNITS,
        lookup=LOOKUP,
        keep_unknown=keep,
        malformed=range(malformed),
    )
    assert loading.rows_read == len(rows) + 2 + malformed
    assert_accounts(loading)


@given(rows=ROWS, data=st.data())
def test_the_order_of_rows_changes_nothing_to_the_last_digit(rows, data):
    rows = [*KNOWN, *rows]
    shuffled = data.draw(st.permutations(rows))
    first = load(rows, units=UNITS, lookup=LOOKUP)
    second = load(shuffled, units=UNITS[::-1], lookup=dict(reversed(LOOKUP.items())))
    assert first.flows.codes.tolist() == second.flows.codes.tolist()
    assert first.flows.frame().equals(second.flows.frame())
    assert first.rejects.equals(second.rejects)
    for name in ("volume_read", "volume_kept", "rows_kept", "zero_rows", "warnings"):
        assert getattr(first, name) == getattr(second, name)


# --- detail files --------------------------------------------------------------------------------


def test_detail_file_uses_arrondissements_and_weights(tmp_path):
    path = tmp_path / "mobpro.csv"
    path.write_text(
        "COMMUNE;ARM;DCLT;IPONDI\n75056;75101;69381;2,5\n75056;75101;69381;1.5\n"
        "38185;ZZZZZ;75056;3\n",
        encoding="utf-8",
    )
    assert flows_of(load_file(path)) == {("75101", "69381"): 4.0, ("38185", "75056"): 3.0}
    communes = load_file(path, units=["75056", "69123", "38185"])
    assert flows_of(communes) == {("75056", "69123"): 4.0, ("38185", "75056"): 3.0}
    assert (communes.uncertain_pairs, communes.uncertain_volume) == (2, 7.0)


# --- real files ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def national(shared_data):
    folder = shared_data / "national"
    lookup = read_lookup(folder / "commune_zones_2014.csv.gz", "CODGEO", "AU2010")
    loading = load_file(folder / "students_2012_communes.csv.gz", lookup=lookup)
    return folder, lookup, loading


def published(folder):
    """Read the published file with pandas alone."""
    return pd.read_csv(
        folder / "students_2012_communes.csv.gz",
        sep=";",
        encoding="cp1252",
        dtype={"CODGEO": str, "DCETU": str},
        keep_default_na=False,
    )


def test_national_file_gives_the_published_pairs_and_volumes(national):
    folder, _, loading = national
    expected = pd.read_csv(
        folder / "students_2012_au2010.csv.gz", dtype={"i": str, "j": str}
    ).set_index(["i", "j"])["fij"]
    found = loading.flows.frame().set_index(["origin", "dest"])["volume"]
    assert len(found) == len(expected) == 19_417
    assert set(found.index) == set(expected.index)
    ratio = found / expected.reindex(found.index)
    assert float((ratio - 1).abs().max()) < 1e-6


def test_rejects_account_for_the_whole_national_file(national):
    folder, lookup, loading = national
    assert loading.rows_read == 372_325
    assert_accounts(loading)
    rows = published(folder)
    assert loading.volume_read == pytest.approx(rows["NBFLUX_C12_SCOL02P"].sum(), rel=1e-12)

    # The same account made row by row with joins, from the definitions of the reasons.
    zone = dict(zip(lookup["from"], lookup["to"]))
    communes = {
        **{f"{code}": "75056" for code in range(75101, 75121)},
        **{f"{code}": "69123" for code in range(69381, 69390)},
        **{f"{code}": "13055" for code in range(13201, 13217)},
    }
    account = {}
    for origin, destination, volume in zip(
        rows["CODGEO"], rows["DCETU"], rows["NBFLUX_C12_SCOL02P"]
    ):
        for side, code in (("origin", origin), ("destination", destination)):
            target = zone.get(code, zone.get(communes.get(code)))
            if target is None or target in {"000", "997", "998"}:
                reason = f"unknown_{side}" if target is None else "outside_units"
                count, total = account.get((reason, side, code), (0, 0.0))
                account[reason, side, code] = (count + 1, total + volume)
                break
    rejects = loading.rejects.set_index(["reason", "side", "code"])
    assert set(rejects.index) == set(account)
    assert [rejects.loc[key, "rows"] for key in rejects.index] == [
        account[key][0] for key in rejects.index
    ]
    assert rejects["volume"].tolist() == pytest.approx(
        [account[key][1] for key in rejects.index], rel=1e-9
    )
    assert {code for reason, _, code in account if reason != "outside_units"} >= {"BE214", "SU96F"}


def test_national_file_with_urban_areas_as_units(national):
    """The units of the point layer: those without any flow are there too."""
    folder, lookup, loading = national
    units = pd.read_csv(folder / "au2010_points.csv", dtype=str)["code"]
    with_units = load_file(folder / "students_2012_communes.csv.gz", lookup=lookup, units=units)
    assert with_units.flows.codes.tolist() == sorted(units)
    assert with_units.flows.frame().equals(loading.flows.frame())
    assert with_units.rejects.equals(loading.rejects)


def test_foreign_codes_of_the_national_file(national):
    """149 codes that no zoning knows, all destinations; on request they stay as nodes."""
    folder, lookup, loading = national
    rows = published(folder)
    foreign = set(rows["DCETU"]) - set(lookup["from"]) - set(ARRONDISSEMENTS)
    assert len(foreign) == 149
    unknown = loading.rejects[loading.rejects["reason"] == "unknown_destination"]
    kept = load_file(folder / "students_2012_communes.csv.gz", lookup=lookup, keep_unknown=True)
    assert set(unknown["code"]) <= foreign
    assert "unknown_destination" not in set(kept.rejects["reason"])
    assert kept.unlisted == tuple(sorted(unknown["code"]))
    assert kept.rows_kept == loading.rows_kept + unknown["rows"].sum()
    assert_accounts(kept)


def test_bretagne_file(shared_data):
    folder = shared_data / "bretagne"
    lookup = read_lookup(folder / "commune_zones_2014.csv", "CODGEO", "AU2010")
    loading = load_file(folder / "students_2012_communes.csv", lookup=lookup)
    assert loading.rows_read == 19_309
    assert_accounts(loading)
    rows = pd.read_csv(folder / "students_2012_communes.csv", sep=";", dtype=str)
    zone = lookup.set_index("from")["to"]
    joined = pd.DataFrame(
        {
            "origin": rows["CODGEO"].map(zone),
            "dest": rows["DCETU"].map(zone),
            "volume": rows["NBFLUX_C12_SCOL02P"].astype(float),
        }
    )
    inside = ~joined[["origin", "dest"]].isin(["000", "997", "998"]).any(axis=1)
    expected = joined[inside].groupby(["origin", "dest"])["volume"].sum()
    found = loading.flows.frame().set_index(["origin", "dest"])["volume"]
    assert found.index.equals(expected.index)
    assert found.tolist() == pytest.approx(expected.tolist(), rel=1e-12)


def test_integer_codes_against_the_urban_areas(shared_data):
    folder = shared_data / "grandest"
    connection = sqlite3.connect(
        f"file:{folder / 'urban_areas.gpkg'}?mode=ro&immutable=1", uri=True
    )
    units = [code for (code,) in connection.execute("SELECT code FROM urban_area")]
    connection.close()
    damaged = folder / "commuting_2011_integer_codes.csv"
    names = {"origin": "i", "destination": "j", "volume": "fij"}
    with pytest.raises(LostZerosError, match="“1” for “001”"):
        load_file(damaged, units=units, **names)
    repaired = load_file(damaged, units=units, repair_codes=True, **names)
    sound = load_file(folder / "commuting_2011.csv", units=units, **names)
    assert len(units) == repaired.flows.n_units == 159
    assert repaired.rejects.empty
    assert repaired.rows_kept == sound.rows_kept == 3_350
    # Section 10 of the method: 3191 links, volume 313292 without the diagonal.
    off_diagonal = repaired.flows.off_diagonal()
    assert (len(off_diagonal), off_diagonal.total) == (3_191, 313_292.0)
    # The damaged file is the sound one, rounded.
    both = [loading.flows.frame() for loading in (repaired, sound)]
    assert both[0][["origin", "dest"]].equals(both[1][["origin", "dest"]])
    assert float((both[0]["volume"] - both[1]["volume"]).abs().max()) <= 0.5
