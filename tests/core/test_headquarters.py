"""Headquarters links: counts worked by hand, every layout and filter, any order, any chunk."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from alliance.core import headquarters
from alliance.core.errors import Cancelled, InputError, SettingsError
from alliance.core.headquarters import build_headquarters
from alliance.core.options import HEADQUARTER_FILTERS, HeadquarterSettings
from alliance.core.parquet import open_stream
from alliance.core.streaming import CsvStream
from hypothesis import assume, given
from hypothesis import strategies as st

COUNT = HeadquarterSettings(weight="count")

# Nine firms. A has its seat in Paris and two establishments in Lyon, one in Toulouse that closed;
# B has a closed seat; C is a sole trader; D a town hall; E a holding; F a real-estate partnership;
# G has four establishments; nobody says which one of H is its seat; I works abroad.
HEADER = (
    "siren,nic,etablissementSiege,etatAdministratifEtablissement,codeCommuneEtablissement,"
    "trancheEffectifsEtablissement,activitePrincipaleEtablissement"
)
ROWS = """100000001,00011,true,A,75115,22,62.01Z
100000001,00012,false,A,69381,12,62.01Z
100000001,00013,false,A,69382,NN,62.01Z
100000001,00014,false,F,31555,11,62.01Z
200000002,00011,true,F,31555,,62.01Z
200000002,00012,false,A,33063,21,62.01Z
300000003,00011,true,A,33063,,96.02A
300000003,00012,false,A,31555,01,96.02A
400000004,00011,true,A,35238,41,84.11Z
400000004,00012,false,A,35238,31,85.20Z
400000004,00013,false,A,22278,03,84.11Z
500000005,00011,true,A,75108,03,64.20Z
500000005,00012,false,A,69383,11,64.20Z
500000005,00013,false,A,44109,21,28.15Z
600000006,00011,true,A,44109,NN,68.20B
600000006,00012,false,A,29019,01,68.20B
700000007,00011,true,A,75101,53,53.10Z
700000007,00012,false,A,44109,42,53.10Z
700000007,00013,false,A,29019,52,53.10Z
700000007,00014,false,A,29019,51,53.10Z
800000008,00011,,A,67482,32,62.01Z
800000008,00012,false,A,31555,02,62.01Z
900000009,00011,true,A,,22,62.01Z
900000009,00012,false,A,31555,02,62.01Z
000000010,00011,true,A,75101,00,62.01Z
000000010,00012,false,A,2A004,02,62.01Z
""".splitlines()
LEGAL_HEADER = (
    "categorieJuridiqueUniteLegale,siren,nicSiegeUniteLegale,activitePrincipaleUniteLegale"
)
LEGAL = """5710,100000001,00011,62.01Z
5710,200000002,00011,62.01Z
1000,300000003,00011,96.02A
7210,400000004,00011,84.11Z
5710,500000005,00011,64.20Z
6540,600000006,00011,68.20B
5510,700000007,00011,53.10Z
5710,800000008,00011,62.01Z
5710,900000009,00011,62.01Z
5710,000000010,00011,62.01Z
""".splitlines()


@pytest.fixture
def stream(tmp_path):
    """Write lines under a header; return their stream."""

    def stream(lines=ROWS, header=HEADER, name="StockEtablissement.csv", block_bytes=1 << 21):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return CsvStream(path, block_bytes)

    return stream


@pytest.fixture
def legal(stream):
    """The file of legal units."""
    return stream(LEGAL, LEGAL_HEADER, "StockUniteLegale.csv")


def pairs(built):
    """Return the volume of each pair of places."""
    frame = built.flows.frame()
    return dict(zip(zip(frame["origin"], frame["dest"]), frame["volume"]))


def left(built):
    """Return rows and volume by reason, those that left nothing out apart."""
    return {
        row.reason: (row.rows, row.volume)
        for row in built.left_out().itertuples(index=False)
        if row.rows
    }


def figures(built):
    return {figure.key: figure.value for figure in built.figures}


def assert_accounts(built):
    """Check that every row and its volume are kept, or left out once."""
    loading = built.loading
    assert loading.rows_read == loading.rows_kept + loading.rejects["rows"].sum()
    volume = loading.volume_kept + loading.rejects["volume"].sum()
    assert loading.volume_read == pytest.approx(volume)
    assert built.flows.total == pytest.approx(loading.volume_kept)


# --- worked by hand -----------------------------------------------------------------------------


def test_staff_flows_from_seats_to_establishments(stream):
    built = build_headquarters(stream())
    assert pairs(built) == {
        ("33063", "31555"): 1.5,  # C: nobody said yet that it is a sole trader
        ("35238", "22278"): 7.5,
        ("35238", "35238"): 224.5,
        ("44109", "29019"): 1.5,
        ("75101", "29019"): 7499.5 + 3499.5,
        ("75101", "2A004"): 4,
        ("75101", "44109"): 1499.5,
        ("75108", "44109"): 74.5,
        ("75108", "69383"): 14.5,
        ("75115", "69381"): 34.5,
    }
    assert left(built) == {
        "closed": (2, 14.5),
        "is_seat": (8, 149.5 + 749.5 + 7.5 + 12500 + 149.5),
        "no_seat": (3, 74.5 + 374.5 + 4),
        "no_staff": (1, 0),
        "unknown_origin": (1, 4),  # I: its seat has no commune
    }
    assert figures(built) == {
        "firms": 10,
        "firms_without_seat": 2,
        "firms_with_several_seats": 0,
        "seats_from_legal_units": 0,
        "establishments_without_staff": 1,
    }
    assert_accounts(built)
    assert built.filters == HEADQUARTER_FILTERS


def test_counting_establishments(stream):
    built = build_headquarters(stream(), settings=COUNT, link_type="headquarters")
    assert pairs(built)["75101", "29019"] == 2
    assert pairs(built)["75115", "69382"] == 1
    assert built.flows.total == 12
    assert built.flows.link_type == "headquarters"
    assert_accounts(built)


def test_the_open_band_is_a_setting(stream):
    lines = ["1,1,true,A,01001,NN,", "1,2,false,A,01002,53,"]
    built = build_headquarters(stream(lines), settings=HeadquarterSettings(largest_staff=20000))
    assert pairs(built) == {("01001", "01002"): 20000}


def test_each_band_counts_for_its_middle(stream):
    """The bands as INSEE names them, with the middle of their bounds."""
    bounds = {
        "01": (1, 2), "02": (3, 5), "03": (6, 9), "11": (10, 19), "12": (20, 49), "21": (50, 99),
        "22": (100, 199), "31": (200, 249), "32": (250, 499), "41": (500, 999), "42": (1000, 1999),
        "51": (2000, 4999), "52": (5000, 9999),
    }  # fmt: skip
    lines = ["1,1,true,A,seat,NN,", *(f"1,2,false,A,p{band},{band}," for band in bounds)]
    built = build_headquarters(stream(lines))
    assert pairs(built) == {
        ("seat", f"p{band}"): sum(ends) / 2 for band, ends in bounds.items()
    }


def test_legal_units_tell_sole_traders_and_seats(stream, legal):
    built = build_headquarters(stream(), legal, settings=COUNT)
    assert left(built) == {
        "sole_trader": (2, 2),
        "closed": (2, 2),
        "is_seat": (8, 8),  # C's is gone, H's is found
        "no_seat": (1, 1),
        "unknown_origin": (1, 1),
    }
    assert ("33063", "31555") not in pairs(built)
    assert pairs(built)["67482", "31555"] == 1
    assert figures(built)["seats_from_legal_units"] == 1
    assert figures(built)["firms_without_seat"] == 1
    assert built.loading.warnings == ()
    assert_accounts(built)


def test_without_public_bodies_and_holdings(stream, legal):
    settings = HeadquarterSettings("count", without_public=True, without_holdings=True)
    built = build_headquarters(stream(), legal, settings=settings)
    assert left(built)["public_body"] == (3, 3)  # the school too: its legal unit is a town hall
    assert left(built)["holding"] == (5, 5)  # E and F
    assert not any("35238" in pair or "75108" in pair for pair in pairs(built))
    assert_accounts(built)


def test_without_legal_units_the_filters_know_activities_only_and_say_so(stream):
    settings = HeadquarterSettings("count", without_public=True, without_holdings=True)
    built = build_headquarters(stream(), settings=settings)
    assert left(built)["public_body"] == (2, 2)
    assert left(built)["holding"] == (2, 2)
    # The seat that a filter met is still the seat of the other establishments.
    assert pairs(built)["75108", "44109"] == 1
    assert pairs(built)["35238", "35238"] == 1
    warnings = " ".join(built.loading.warnings)
    for words in ("sole traders cannot be told", "section O", "real-estate partnerships (SCI)"):
        assert words in warnings


def test_large_networks(stream):
    settings = HeadquarterSettings("count", max_establishments=3)
    built = build_headquarters(stream(), settings=settings)
    assert left(built)["large_network"] == (4, 4)
    assert ("75101", "29019") not in pairs(built)
    four = HeadquarterSettings("count", max_establishments=4)
    assert "large_network" not in left(build_headquarters(stream(), settings=four))


def test_groups_join_firms_to_the_seat_of_their_head(stream):
    """A is under D, itself under G: A's seat in Paris becomes an establishment of G."""
    groups = pd.DataFrame(
        {"firm": ["100000001", 400000004.0, "x"], "head": ["400000004", "700000007", "1"]}
    )
    built = build_headquarters(stream(), settings=COUNT, groups=groups)
    found = pairs(built)
    assert found["75101", "75115"] == 1
    assert found["75101", "69381"] == 1
    assert found["75101", "35238"] == 2
    assert "75115" not in {origin for origin, _ in found}
    assert left(built)["is_seat"] == (6, 6)
    assert any("not a number of nine digits: 1" in text for text in built.loading.warnings)
    assert_accounts(built)


def test_groups_that_make_no_sense_are_refused(stream):
    for groups, words in (
        ({"1": "2", "2": "3", "3": "1"}, "runs in a circle: the firm 000000001"),
        (pd.DataFrame({"a": ["1", "1"], "b": ["2", "3"]}), "several heads to the firm 000000001"),
        ({"one": "two"}, "holds no pair of sirens"),
    ):
        with pytest.raises(InputError, match=words.replace("(", r"\(")):
            build_headquarters(stream(), groups=groups)


def test_of_several_seats_the_first_by_code_counts(stream):
    lines = ["1,1,true,A,,,", "1,2,true,A,75056,,", "1,3,true,A,69123,,", "1,4,false,A,13055,02,"]
    for order in (lines, lines[::-1]):
        built = build_headquarters(stream(order))
        assert pairs(built) == {("69123", "13055"): 4}
        assert figures(built)["firms_with_several_seats"] == 1
        assert left(built)["is_seat"] == (3, 0)


# --- places -------------------------------------------------------------------------------------


def test_places_become_units_as_those_of_any_flow(stream):
    """Arrondissements stand for their commune; the account counts establishments."""
    lookup = {"75056": "Paris", "69123": "Lyon", "44109": "Nantes", "29019": "", "13055": "sea"}
    built = build_headquarters(
        stream(), settings=COUNT, units=["Paris", "Lyon", "Nantes", "Rennes"], lookup=lookup
    )
    assert pairs(built) == {
        ("Paris", "Lyon"): 3,
        ("Paris", "Nantes"): 2,
    }
    rejects = built.loading.rejects
    outside = rejects[rejects["reason"] == "outside_units"]
    assert outside[["side", "code", "rows"]].values.tolist() == [["destination", "29019", 3]]
    assert left(built)["unknown_origin"] == (4, 4)
    assert built.flows.n_units == 4
    assert_accounts(built)


def test_rows_left_out_by_place_are_counted_in_establishments_and_in_staff(stream):
    built = build_headquarters(stream(), units=["75056", "44109", "2A004"])
    rejects = built.loading.rejects
    found = rejects[rejects["code"] == "29019"]
    assert found[["reason", "rows", "volume"]].values.tolist() == [
        ["unknown_destination", 3, 11000.5]  # two of G, one of F
    ]
    assert_accounts(built)


def test_nothing_in_common_is_told(stream):
    with pytest.raises(InputError, match="No code of “StockEtablissement"):
        build_headquarters(stream(), units=["A", "B"])


# --- layouts and damaged files ------------------------------------------------------------------

OLD_HEADER = (
    '"SIREN";"NIC";"L1_NORMALISEE";"DEPET";"COMET";"SIEGE";"APET700";"TEFET";"NJ";"NICSIEGE";'
    '"DEPCOMEN"'
)
OLD = [
    ("100000001", "00011", "A", "75", "115", "1", "6201Z", "22", "5710", "00011", "75115"),
    ("100000001", "00012", "A; B", "69", "381", "0", "6201Z", "12", "5710", "00011", "75115"),
    ("200000002", "00012", "É", "33", "063", "0", "6201Z", "21", "5710", "00011", "31555"),
    ("300000003", "00012", "C", "31", "555", "0", "9602A", "01", "1000", "00011", "33063"),
    ("400000004", "00013", "D", "22", "278", "0", "8411Z", "03", "7210", "00011", "35238"),
    ("500000005", "00012", "E", "2A", "004", "0", "6420Z", "11", "5710", "00011", "75108"),
]


def test_the_layout_of_before_2019(stream, tmp_path):
    """It names the commune of the seat in each row, so that B, whose seat has none, has a seat."""
    text = "\r\n".join([OLD_HEADER, *(";".join(f'"{cell}"' for cell in row) for row in OLD)])
    path = tmp_path / "sirc.csv"
    path.write_bytes(text.encode("cp1252"))
    built = build_headquarters(CsvStream(path))
    assert pairs(built) == {
        ("75115", "69381"): 34.5,
        ("31555", "33063"): 74.5,
        ("35238", "22278"): 7.5,
        ("75108", "2A004"): 14.5,
    }
    assert left(built) == {"sole_trader": (1, 1.5), "is_seat": (1, 149.5)}
    assert built.loading.warnings == ()
    settings = HeadquarterSettings(without_public=True, without_holdings=True)
    assert len(build_headquarters(CsvStream(path), settings=settings).flows) == 2


def test_columns_may_come_in_any_order_among_others(stream):
    names = HEADER.split(",")
    order = [4, 0, 6, 2, 5, 3, 1]
    lines = [
        ",".join(["x,y", *(row.split(",")[place] for place in order), "z"]) for row in ROWS
    ]
    header = ",".join(["a,b", *(names[place] for place in order), "c"])
    expected = pairs(build_headquarters(stream()))
    assert pairs(build_headquarters(stream(lines, header))) == expected


@pytest.mark.parametrize(
    "column",
    [
        "siren",
        "etablissementSiege",
        "etatAdministratifEtablissement",
        "codeCommuneEtablissement",
        "trancheEffectifsEtablissement",
    ],
)
def test_a_missing_column_is_named(stream, column):
    with pytest.raises(InputError, match=f"Column “{column}” is missing from “StockEtab"):
        build_headquarters(stream(header=HEADER.replace(column, "other")))


def test_a_column_that_nothing_needs_may_be_missing(stream):
    header = HEADER.replace("trancheEffectifs", "x").replace("nic,", "y,").replace("activite", "z")
    assert build_headquarters(stream(header=header), settings=COUNT).flows.total == 12
    settings = HeadquarterSettings("count", without_public=True)
    with pytest.raises(InputError, match="“activitePrincipaleEtablissement” is missing"):
        build_headquarters(stream(header=header), settings=settings)


def test_legal_units_need_their_category(stream):
    wrong = stream(LEGAL, LEGAL_HEADER.replace("categorie", "c"), "StockUniteLegale.csv")
    with pytest.raises(InputError, match="“categorieJuridiqueUniteLegale” is missing from “Stock"):
        build_headquarters(stream(), wrong)


def test_damaged_rows_are_counted_and_harm_no_other(tmp_path):
    damaged = [
        "100000001,00012",  # cut
        "1000000012,00015,false,A,69381,12,62.01Z",  # ten digits
        "x,00015,false,A,69381,12,62.01Z",
        "100000001,00015,false,?,69381,12,62.01Z",  # neither active nor closed
        '100000001,"00015,false,A,69381,12,62.01Z',  # a quotation mark left open
    ]
    lines = [HEADER, *(line for pair in zip(ROWS, damaged) for line in pair), *ROWS[5:]]
    text = "\n".join(lines) + "\n"
    path = tmp_path / "StockEtablissement.csv"
    path.write_bytes(text.replace("62.01Z", "é").encode() + "# è\n".encode("cp1252"))
    built = build_headquarters(CsvStream(path))
    assert left(built)["malformed_row"] == (6, 0)
    assert pairs(built)["75115", "69381"] == 34.5
    assert built.loading.rows_read == len(ROWS) + 6
    assert_accounts(built)


def test_a_zip_cut_short_is_told(stream, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("StockEtablissement_utf8.csv", "\n".join([HEADER, *ROWS]))
    path = tmp_path / "StockEtablissement_utf8.zip"
    path.write_bytes(packed.getvalue())
    assert pairs(build_headquarters(open_stream(path))) == pairs(build_headquarters(stream()))
    path.write_bytes(packed.getvalue()[:-30])
    with pytest.raises(InputError, match=r"“StockEtablissement_utf8.zip” is cut or damaged"):
        build_headquarters(open_stream(path))


def test_no_row_no_link_and_no_staff_are_told(stream):
    with pytest.raises(InputError, match="no row of data"):
        build_headquarters(stream([]))
    closed = build_headquarters(stream(["1,1,true,F,01001,NN,"]))
    assert len(closed.flows) == 0
    assert any("makes a link" in text for text in closed.loading.warnings)
    lines = ["1,1,true,A,01001,NN,", "1,2,false,A,01002,NN,"]
    built = build_headquarters(stream(lines), units=["01001", "01002"])
    assert any("count establishments instead" in text for text in built.loading.warnings)
    assert_accounts(built)


def test_a_seat_may_be_marked_as_other_programs_write_it(stream):
    for mark, other in (("True", "False"), ("TRUE", "FALSE")):
        lines = [f"1,1,{mark},A,01001,NN,", f"1,2,{other},A,01002,02,"]
        assert pairs(build_headquarters(stream(lines))) == {("01001", "01002"): 4}


def test_settings_out_of_range_are_refused(stream):
    for settings in (
        HeadquarterSettings(weight="size"),
        HeadquarterSettings(largest_staff=-1),
        HeadquarterSettings(max_establishments=-1),
    ):
        with pytest.raises(SettingsError):
            build_headquarters(stream(), settings=settings)


def test_it_stops_when_asked(stream):
    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        build_headquarters(stream(), progress=stop)


def test_progress_rises_to_the_end(stream, legal):
    steps = []
    build_headquarters(stream(block_bytes=100), legal, progress=steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 1


# --- any order, any chunk, any reader -----------------------------------------------------------

FIRMS = st.integers(0, 6)
ESTABLISHMENTS = st.lists(
    st.tuples(
        FIRMS,
        st.sampled_from(["true", "false", "false", ""]),
        st.sampled_from("AAAF?"),
        st.sampled_from(["75101", "75102", "69381", "2A004", "31555", ""]),
        st.sampled_from(["NN", "", "01", "12", "53", "ZZ"]),
        st.sampled_from(["62.01Z", "84.11Z", "64.20Z", ""]),
    ),
    min_size=1,
    max_size=30,
)
SETTINGS = st.builds(
    HeadquarterSettings,
    weight=st.sampled_from(["staff", "count"]),
    largest_staff=st.sampled_from([12500.0, 0.1]),
    without_public=st.booleans(),
    without_holdings=st.booleans(),
    max_establishments=st.sampled_from([0, 2]),
)


def lines_of(establishments):
    return [
        f"{siren},{nic},{','.join(rest)}" for nic, (siren, *rest) in enumerate(establishments)
    ]


def assert_same(one, other):
    """Check that two results are equal to the last digit."""
    pd.testing.assert_frame_equal(one.flows.frame(), other.flows.frame(), check_exact=True)
    pd.testing.assert_frame_equal(one.loading.rejects, other.loading.rejects, check_exact=True)
    assert one.figures == other.figures
    assert one.loading.volume_read == other.loading.volume_read
    assert one.loading.rows_kept == other.loading.rows_kept
    assert one.loading.warnings == other.loading.warnings


@given(ESTABLISHMENTS, SETTINGS, st.randoms(use_true_random=False), st.integers(1, 200))
def test_neither_order_nor_chunks_matter(establishments, settings, chance, block_bytes):
    lines = lines_of(establishments)
    shuffled = list(lines)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stock.csv"
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        built = build_headquarters(CsvStream(path), settings=settings)
        assert_accounts(built)
        path.write_text("\n".join([HEADER, *shuffled]) + "\n", encoding="utf-8")
        assert_same(build_headquarters(CsvStream(path, block_bytes), settings=settings), built)


@given(ESTABLISHMENTS)
def test_the_sum_is_that_of_a_loop(establishments):
    """The definition, written as plainly as can be, on firms with one seat at most."""
    seats, kept = {}, []
    for establishment in establishments:
        siren, seat, state, commune = establishment[:4]
        if seat == "true" and (siren in seats or state != "A" or not commune):
            continue
        if seat == "true":
            seats[siren] = commune
        kept.append(establishment)
    assume(kept)  # a register without a row is refused
    expected = Counter()
    for siren, seat, state, commune, *_ in kept:
        if state == "A" and seat != "true" and siren in seats and commune:
            expected[seats[siren], commune] += 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stock.csv"
        path.write_text("\n".join([HEADER, *lines_of(kept)]) + "\n", encoding="utf-8")
        assert pairs(build_headquarters(CsvStream(path), settings=COUNT)) == expected


def test_slices_of_the_sum_do_not_matter(stream, monkeypatch):
    built = build_headquarters(stream())
    monkeypatch.setattr(headquarters, "_SLICE", 2)
    assert_same(build_headquarters(stream()), built)


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_parquet_gives_what_a_csv_gives(engine, stream, legal, tmp_path):
    pytest.importorskip("pyarrow", reason="pyarrow, which writes parquet, is not installed")
    pytest.importorskip({"pandas": "pyarrow"}.get(engine, engine))
    names = []
    for name, header, lines in (("e", HEADER, ROWS), ("l", LEGAL_HEADER, LEGAL)):
        cells = [line.split(",") for line in lines]
        frame = pd.DataFrame(cells, columns=header.split(",")).replace("", None)
        if name == "e":  # INSEE's parquet has truth values
            frame["etablissementSiege"] = frame["etablissementSiege"].map(
                {"true": True, "false": False}
            )
        frame.to_parquet(tmp_path / f"{name}.parquet", index=False)
        names.append(tmp_path / f"{name}.parquet")
    settings = HeadquarterSettings(without_public=True)
    streams = [open_stream(path, engine) for path in names]
    built = build_headquarters(*streams, settings=settings)
    assert_same(built, build_headquarters(stream(), legal, settings=settings))


# --- the sample ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(shared_data):
    """311 establishments of 69 firms of aeronautics, in the layout of December 2025."""
    return shared_data / "sources" / "stock_etablissement_54_columns.csv"


def test_the_sample_by_hand(sample):
    """Counted apart, row by row, with Python's csv module.

    Of 311 rows, one is closed and marked neither true nor false; 57 are seats, of 57 firms; the
    253 others are of 53 firms, 12 of which have no seat row (120 establishments). 133 remain: 120
    pairs of places, 14 establishments in the commune of their seat. The busiest pair is inside
    Blagnac (31069).
    """
    built = build_headquarters(CsvStream(sample), settings=COUNT)
    assert built.loading.rows_read == 311
    assert left(built) == {"closed": (1, 1), "is_seat": (57, 57), "no_seat": (120, 120)}
    assert figures(built)["firms"] == 53
    assert figures(built)["firms_without_seat"] == 12
    found = pairs(built)
    assert len(found) == 120
    assert sum(found.values()) == 133
    assert built.flows.internal().sum() == 14
    assert found["31069", "31069"] == 4
    assert found["78646", "78646"] == found["78646", "78297"] == 3
    assert found["31069", "31555"] == found["78646", "18033"] == found["31150", "38185"] == 2


def test_the_sample_tells_no_staff(sample):
    built = build_headquarters(CsvStream(sample))
    assert left(built)["no_staff"] == (133, 0)
    assert any("count establishments instead" in text for text in built.loading.warnings)


def test_the_sample_in_48_columns(sample, tmp_path):
    """The layout of before December 2025 lacks six columns, none of which is needed."""
    frame = pd.read_csv(sample, dtype=str, keep_default_na=False)
    late = [name for name in frame if name.startswith(("activitePrincipaleNAF25", "identifiant"))]
    late += [name for name in frame if name.startswith("coordonnee")]
    late += ["dernierNumeroVoieEtablissement", "indiceRepetitionDernierNumeroVoieEtablissement"]
    assert len(late) == 6
    path = tmp_path / "48.csv"
    frame.drop(columns=late).to_csv(path, index=False)
    assert_same(
        build_headquarters(CsvStream(path), settings=COUNT),
        build_headquarters(CsvStream(sample), settings=COUNT),
    )
