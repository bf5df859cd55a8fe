"""`alliance:loadflows`: what it reads, what it leaves out, and what it refuses."""

from __future__ import annotations

import gzip
import sys
import zipfile

import pandas as pd
import pytest
from alliance.tests.algorithms.assertions import (
    FLOWS,
    REJECTS,
    REPAIRS,
    assert_fields,
    assert_geometry,
)

NAMED = {"ORIGIN_FIELD": "origin", "DESTINATION_FIELD": "dest", "VOLUME_FIELD": "volume"}


@pytest.fixture
def load(run):
    """Load a file whose columns are those of `write_flows`."""

    def load(path, **parameters):
        defaults = {**NAMED, "FLOWS": "memory:", "REJECTS": "memory:"}
        return run("loadflows", INPUT=path, **{**defaults, **parameters})

    return load


@pytest.fixture
def refuse(refused):
    """Load a file that must be refused; return the sentence."""

    def refuse(path, **parameters):
        return refused("loadflows", INPUT=path, **{**NAMED, "FLOWS": "memory:", **parameters})

    return refuse


def reasons(loaded):
    """Return rows and volume by reason."""
    sums: dict[str, tuple[int, float]] = {}
    for row in loaded.rows("REJECTS"):
        rows, volume = sums.get(row["reason"], (0, 0))
        sums[row["reason"]] = (rows + row["rows"], volume + row["volume"])
    return sums


# --- what comes out -----------------------------------------------------------------------------


def test_it_gives_flows_with_their_lines(load, flows, units):
    loaded = load(flows, UNITS=units, UNIT_NAME="name", LINK_TYPE="commuting")
    layer = loaded.layer("FLOWS")
    assert_fields(layer, FLOWS)
    assert_geometry(layer, "LineString", "EPSG:2154")
    rows = {(row["origin"], row["dest"]): row for row in loaded.rows("FLOWS")}
    assert len(rows) == 8
    assert rows["02", "01"]["volume"] == 60
    assert rows["02", "01"]["link_type"] == "commuting"
    assert rows["02", "01"]["dist_km"] == pytest.approx(10, rel=0.01)
    assert rows["01", "01"]["dist_km"] == 0
    lines = {(f["origin"], f["dest"]): f.geometry() for f in layer.getFeatures()}
    assert lines["01", "01"].isNull()
    assert lines["02", "01"].asWkt() == "LineString (910000 6400000, 900000 6400000)"


def test_without_units_it_gives_a_plain_table(load, flows):
    loaded = load(flows)
    assert_fields(loaded.layer("FLOWS"), FLOWS)
    assert_geometry(loaded.layer("FLOWS"), "NoGeometry")
    assert {row["dist_km"] for row in loaded.rows("FLOWS")} == {None}


def test_a_plain_table_may_keep_distances(load, flows, units):
    loaded = load(flows, UNITS=units, WITH_GEOMETRY=False)
    assert_geometry(loaded.layer("FLOWS"), "NoGeometry")
    assert loaded.rows("FLOWS")[1]["dist_km"] == pytest.approx(10, rel=0.01)


def test_every_row_is_accounted_for(load, write_flows, units):
    rows = [
        ("01", "02", 10),
        ("99", "02", 1),
        ("01", "98", 2),
        ("01", "02", ""),
        ("01", "02", "many"),
        ("01", "02", -3),
        ("01", "02", "inf"),
        ("01", "02", "NULL"),
        ("", "02", 4),
        ("000", "02", 5),
        ("01", "02", "7", "8"),
    ]
    loaded = load(write_flows(rows), UNITS=units)
    assert_fields(loaded.layer("REJECTS"), REJECTS)
    assert loaded["ROWS_READ"] == 11
    assert loaded["ROWS_KEPT"] == 1
    assert loaded["VOLUME_KEPT"] == 10
    found = loaded.rows("REJECTS")
    assert sum(row["rows"] for row in found) == 10
    assert {(row["reason"], row["side"], row["code"], row["rows"]) for row in found} == {
        ("unknown_origin", "origin", "99", 1),
        ("unknown_origin", "origin", "", 1),
        ("unknown_destination", "destination", "98", 1),
        ("outside_units", "origin", "000", 1),
        ("missing_volume", "origin", "01", 2),
        ("not_a_number", "origin", "01", 2),
        ("negative", "origin", "01", 1),
        ("malformed_row", "", "", 1),
    }
    known = sum(row["volume"] for row in found)
    assert loaded["VOLUME_READ"] == pytest.approx(loaded["VOLUME_KEPT"] + known)
    assert "row 12" in loaded.warnings


def test_unknown_codes_stay_on_request(load, write_flows, units):
    rows = [("01", "02", 10), ("01", "DE123", 5)]
    loaded = load(write_flows(rows), UNITS=units, KEEP_UNKNOWN=True)
    assert {row["dest"] for row in loaded.rows("FLOWS")} == {"02", "DE123"}
    assert "DE123" in loaded.warnings


def test_a_lookup_sums_between_larger_units(load, write_flows, write, make_units):
    lookup = write("zones.csv", "CODGEO;ZONE\n1001;01\n1002;01\n2001;02\n")
    rows = [("1001", "2001", 5), ("1002", "2001", 7), ("1001", "1002", 2)]
    loaded = load(
        write_flows(rows),
        UNITS=make_units(),
        LOOKUP=lookup,
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="ZONE",
    )
    flows = [(row["origin"], row["dest"], row["volume"]) for row in loaded.rows("FLOWS")]
    assert flows == [("01", "01", 2), ("01", "02", 12)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(load, write, separator):
    text = "origin,dest,volume\n01,02,3\n".replace(",", separator)
    assert load(write("t.csv", text))["VOLUME_KEPT"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(load, write, encoding):
    text = "origine;arrivée;effectif\r\nSaint-Étienne;Évian;3,5\r\n"
    loaded = load(
        write("t.csv", text.encode(encoding)),
        ORIGIN_FIELD="origine",
        DESTINATION_FIELD="arrivée",
        VOLUME_FIELD="effectif",
    )
    (row,) = loaded.rows("FLOWS")
    assert (row["origin"], row["dest"], row["volume"]) == ("Saint-Étienne", "Évian", 3.5)


def test_compressed_files(load, tmp_path):
    text = b"origin,dest,volume\n01,02,3\n"
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("table.csv", text)
        archive.writestr("meta_table.csv", b"COD_VAR;LIB_VAR\n")
    assert load(str(tmp_path / "t.csv.gz"))["ROWS_KEPT"] == 1
    assert load(str(tmp_path / "t.zip"))["ROWS_KEPT"] == 1


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_spreadsheets_keep_codes_as_text(load, make_layer, run, tmp_path, suffix):
    path = str(tmp_path / f"t.{suffix}")
    rows = [("01", "02", 3.5, None), ("2A004", "01", 2.0, None)]
    table = make_layer("origin:string dest:string volume:double", rows)
    run("computelinks", FLOWS=table, RULE="all", LINKS=path)  # only to have such a file at hand
    loaded = load(path, ORIGIN_FIELD="unit_a", DESTINATION_FIELD="unit_b", VOLUME_FIELD="volume")
    assert {row["origin"] for row in loaded.rows("FLOWS")} == {"01"}
    assert loaded["VOLUME_KEPT"] == 5.5


def test_migration_files_of_insee_are_turned_round(load, write):
    text = "CODGEO;LIBGEO;DCRAN;L_DCRAN;NBFLUX_C20_POP01P\n01001;A;69123;B;12.5\n"
    loaded = load(write("m.csv", text), **dict.fromkeys(NAMED, ""))
    (row,) = loaded.rows("FLOWS")
    assert (row["origin"], row["dest"], row["volume"]) == ("69123", "01001", 12.5)


def test_names_and_paths_with_apostrophes_accents_and_markup(
    load, write_flows, make_units, tmp_path
):
    folder = tmp_path / "L'été à « Œuilly » <b>&"
    folder.mkdir()
    path = write_flows(name="L'été à « Œuilly » <b>&/flux d'été.csv")
    towns = {"O'1": ("L'Isle", 0, 0, 1), "<b>": ('"Guillemets"', 1000, 0, 1)}
    path = write_flows([("O'1", "<b>", 4)], name="L'été à « Œuilly » <b>&/flux d'été.csv")
    loaded = load(
        path, UNITS=make_units(towns), LINK_TYPE="l'été", FLOWS=str(folder / "flux d'été.gpkg")
    )
    (row,) = loaded.rows("FLOWS")
    assert (row["origin"], row["dest"], row["link_type"]) == ("O'1", "<b>", "l'été")
    assert sorted(item.name for item in folder.iterdir()) == ["flux d'été.csv", "flux d'été.gpkg"]


# --- what it refuses ----------------------------------------------------------------------------


def test_a_missing_file(refuse, tmp_path):
    sentence = refuse(str(tmp_path / "nowhere.csv"))
    assert "nowhere.csv" in sentence
    assert "does not exist" in sentence


@pytest.mark.parametrize("content", ["", "  \n\n"])
def test_an_empty_file(refuse, write, content):
    assert "“t.csv” is empty" in refuse(write("t.csv", content))


def test_column_names_and_nothing_below(refuse, write):
    assert "no row of data" in refuse(write("t.csv", "origin,dest,volume\n"))


def test_a_file_that_is_not_a_table(refuse, write):
    assert "not a text table" in refuse(write("t.csv", bytes(range(256)) * 20))


def test_a_cut_archive(refuse, write):
    packed = gzip.compress(b"origin,dest,volume\n" + b"01,02,3\n" * 5000)
    assert "cut or damaged" in refuse(write("t.csv.gz", packed[: len(packed) // 2]))
    assert "cut or damaged" in refuse(write("t.zip", b"PK\x03\x04" + packed[:200]))


def test_a_cut_spreadsheet(refuse, write):
    sentence = refuse(write("t.xlsx", b"PK\x03\x04 not really"))
    assert "“t.xlsx” cannot be read" in sentence


def test_a_format_whose_reader_is_missing(refuse, write, monkeypatch):
    """Neither Python nor GDAL reads parquet everywhere."""
    for library in ("pyarrow", "pyarrow.parquet", "fastparquet", "duckdb"):
        monkeypatch.setitem(sys.modules, library, None)
    sentence = refuse(write("t.parquet", b"PAR1"))
    assert "“t.parquet” can only be read with the Python library pyarrow" in sentence


def test_an_archive_of_several_tables(refuse, tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    assert "several tables (a.csv, b.csv)" in refuse(str(tmp_path / "t.zip"))


def test_no_header(refuse, write):
    sentence = refuse(write("t.csv", "01001,69123,12.5\n01002,69123,3\n"))
    assert "looks like data" in sentence


def test_a_missing_column_names_those_that_are_there(refuse, flows):
    sentence = refuse(flows, VOLUME_FIELD="persons")
    assert "“persons” is missing from “flows.csv”" in sentence
    assert "origin, dest, volume" in sentence


def test_a_doubled_column(refuse, write):
    sentence = refuse(write("t.csv", "origin,dest,volume,volume\n01,02,3,4\n"))
    assert "several columns named “volume”" in sentence


def test_the_origin_given_as_destination(refuse, flows):
    sentence = refuse(flows, DESTINATION_FIELD="origin")
    assert "both as origin and as destination" in sentence


def test_a_table_of_unknown_layout(refuse, flows):
    sentence = refuse(flows, **dict.fromkeys(NAMED, ""))
    assert "give the names" in sentence
    assert "origin, dest, volume" in sentence


def test_no_common_code(refuse, write_flows, units):
    sentence = refuse(write_flows([("A", "B", 1)]), UNITS=units)
    assert "No code of “flows.csv”" in sentence
    assert "“A”" in sentence
    assert "“01”" in sentence


def test_codes_that_lost_their_zeros(refuse, load, write_flows, units):
    path = write_flows([("1", "2", 10), ("3", "1", 5)])
    sentence = refuse(path, UNITS=units)
    assert "leading zeros" in sentence
    assert "“1” for “01”" in sentence
    assert "turn on the repair" in sentence
    loaded = load(path, UNITS=units, REPAIR_CODES=True)
    assert [(row["origin"], row["dest"]) for row in loaded.rows("FLOWS")] == [
        ("01", "02"),
        ("03", "01"),
    ]
    assert "leading zeros" in loaded.warnings


def test_a_lookup_that_gives_two_units_to_a_code(refuse, flows, write):
    lookup = write("zones.csv", "from,to\n01,A\n01,B\n")
    sentence = refuse(flows, LOOKUP=lookup, LOOKUP_FROM="from", LOOKUP_TO="to")
    assert "several units" in sentence
    assert "“A” and “B” to “01”" in sentence


def test_a_lookup_without_its_columns(refuse, flows, write):
    lookup = write("zones.csv", "from,to\n01,A\n")
    sentence = refuse(flows, LOOKUP=lookup)
    assert "two columns of the lookup table" in sentence
    assert "from, to" in sentence
    sentence = refuse(flows, LOOKUP=lookup, LOOKUP_FROM="from", LOOKUP_TO="unit")
    assert "“unit” is missing from “zones.csv”" in sentence


def test_doubled_units(refuse, flows, make_layer):
    rows = [("01", "POINT(0 0)"), ("02", "POINT(1 1)"), ("01", "POINT(2 2)")]
    sentence = refuse(flows, UNITS=make_layer("code:string", rows, "Point", name="towns"))
    assert "more than once" in sentence
    assert "“towns”: 1 (01)" in sentence


def test_units_without_the_field_of_codes(refuse, flows, units):
    sentence = refuse(flows, UNITS=units, UNIT_CODE="insee")
    assert "“insee” is missing from “towns”" in sentence
    assert "code, name, jobs" in sentence


def test_an_empty_layer_of_units(refuse, flows, make_layer):
    sentence = refuse(flows, UNITS=make_layer("code:string", [], "Point", name="towns"))
    assert "“towns” holds no unit" in sentence


def test_an_encoding_that_nothing_explains(refuse, shared_data):
    path = shared_data / "malformed" / "commuting_2016_undecodable.csv"
    sentence = refuse(str(path), **dict.fromkeys(NAMED, ""))
    assert "encoding of “commuting_2016_undecodable.csv”" in sentence


def test_a_file_cut_in_the_middle_of_a_row(load, shared_data):
    path = shared_data / "malformed" / "migration_2020_truncated.csv"
    loaded = load(str(path), **dict.fromkeys(NAMED, ""))
    assert reasons(loaded) == {"malformed_row": (2, 0)}
    assert loaded["ROWS_READ"] == loaded["ROWS_KEPT"] + 2


def test_accents_encoded_twice_are_told(load, shared_data):
    path = shared_data / "malformed" / "commuting_2017_mojibake.csv"
    loaded = load(str(path), **dict.fromkeys(NAMED, ""))
    assert "encoded twice" in loaded.warnings


# --- the national file --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def national(run, shared_data, tmp_path_factory):
    """The students of France between urban areas, from the file as INSEE publishes it."""
    folder = shared_data / "national"
    return run(
        "loadflows",
        INPUT=str(folder / "students_2012_communes.csv.gz"),
        LOOKUP=str(folder / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        UNITS=str(folder / "au2010_points.gpkg"),
        FLOWS=str(tmp_path_factory.mktemp("national") / "flows.csv"),
        REJECTS="memory:",
        WITH_GEOMETRY=False,
    )


def test_national_pairs_and_volumes_are_those_published(national, shared_data):
    codes = {"i": str, "j": str}
    expected = pd.read_csv(shared_data / "national" / "students_2012_au2010.csv.gz", dtype=codes)
    expected = expected.set_index(["i", "j"])["fij"].sort_index()
    found = pd.read_csv(national["FLOWS"], dtype={"origin": str, "dest": str})
    found = found.set_index(["origin", "dest"])["volume"].sort_index()
    assert len(found) == 19417
    assert list(found.index) == list(expected.index)
    assert found.to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-6)


def test_national_rows_and_volume_are_all_accounted_for(national):
    rejects = national.rows("REJECTS")
    assert national["ROWS_READ"] == 372325
    assert national["ROWS_READ"] == national["ROWS_KEPT"] + sum(row["rows"] for row in rejects)
    assert national["VOLUME_READ"] == pytest.approx(
        national["VOLUME_KEPT"] + sum(row["volume"] for row in rejects), rel=1e-12
    )
    assert {row["reason"] for row in rejects} == {"outside_units", "unknown_destination"}
    assert all(row["code"] for row in rejects)


def test_a_spreadsheet_took_the_zeros_of_the_grand_est(refused, run, shared_data):
    folder = shared_data / "grandest"
    parameters = {
        "INPUT": str(folder / "commuting_2011_integer_codes.csv"),
        "ORIGIN_FIELD": "i",
        "DESTINATION_FIELD": "j",
        "VOLUME_FIELD": "fij",
        "UNITS": str(folder / "urban_areas.gpkg"),
        "FLOWS": "memory:",
    }
    assert "turn on the repair" in refused("loadflows", **parameters)
    loaded = run("loadflows", **parameters, REPAIR_CODES=True)
    assert (loaded["ROWS_READ"], loaded["ROWS_KEPT"]) == (3350, 3350)
    assert loaded["VOLUME_KEPT"] == 2306577
    assert "001" in {row["origin"] for row in loaded.rows("FLOWS")}


# --- codes of another year ----------------------------------------------------------------------

CHANGES = """from,to,code1,code2,ratio
2015,2016,01,01,1
2015,2016,09,01,1
2015,2016,02,02,0.7
2015,2016,02,05,0.3
"""


@pytest.fixture
def changes(write):
    """02 gives a part to 05, and 09 merges into 01."""
    return write("changes.csv", CHANGES)


def test_codes_of_another_year_are_brought_to_that_of_the_units(load, write_flows, units, changes):
    rows = [("09", "02", 100), ("02", "02", 10), ("ES1", "01", 3)]
    years = {"CHANGES": changes, "CODES_FROM": 2015, "CODES_TO": 2016}
    loaded = load(write_flows(rows), UNITS=units, REPAIRS="memory:", **years)
    flows = {(row["origin"], row["dest"]): row["volume"] for row in loaded.rows("FLOWS")}
    assert flows == pytest.approx(
        {
            ("01", "02"): 70,
            ("01", "05"): 30,
            ("02", "02"): 4.9,
            ("02", "05"): 2.1,
            ("05", "02"): 2.1,
            ("05", "05"): 0.9,
        }
    )
    assert_fields(loaded.layer("REPAIRS"), REPAIRS)
    assert [tuple(row.values()) for row in loaded.rows("REPAIRS")] == [
        ("02", "02", 0.7, "split", 2, pytest.approx(77)),
        ("02", "05", 0.3, "split", 2, pytest.approx(33)),
        ("09", "01", 1, "merged", 1, 100),
        ("ES1", "", None, "unknown", 1, 3),
    ]
    assert (loaded["ROWS_READ"], loaded["ROWS_KEPT"], loaded["VOLUME_KEPT"]) == (3, 2, 110)
    assert "brought from 2015 to 2016" in loaded.warnings


def test_a_table_of_changes_may_be_a_layer(load, write_flows, units, make_layer):
    table = make_layer(
        "from:integer to:integer code1:string code2:string ratio:double",
        [(2015, 2016, "09", "01", 1.0, None)],
    )
    years = {"CHANGES": table, "CODES_FROM": 2015, "CODES_TO": 2016}
    loaded = load(write_flows([("09", "02", 5)]), UNITS=units, **years)
    assert loaded["ROWS_KEPT"] == 1


def test_a_table_of_changes_needs_both_years(refuse, flows, changes):
    sentence = refuse(flows, CHANGES=changes, CODES_FROM=2015)
    assert "changes.csv" in sentence
    assert "two years" in sentence


def test_brittany_keeps_its_students_of_2012_in_its_communes_of_2024(load, shared_data):
    data = shared_data / "bretagne"
    given = {
        "ORIGIN_FIELD": "",
        "DESTINATION_FIELD": "",
        "VOLUME_FIELD": "",
        "UNITS": str(data / "communes.gpkg"),
        "WITH_GEOMETRY": False,
    }
    plain = load(str(data / "students_2012_communes.csv"), **given)
    saved = load(
        str(data / "students_2012_communes.csv"),
        CHANGES=str(shared_data / "national" / "commune_changes_1968_2024.csv.gz"),
        CODES_FROM=2014,
        CODES_TO=2024,
        REPAIRS="memory:",
        **given,
    )
    assert saved["ROWS_READ"] == plain["ROWS_READ"] == 19309
    assert saved["ROWS_KEPT"] > plain["ROWS_KEPT"]
    lost = sum(row["volume"] for row in saved.rows("REJECTS"))
    assert saved["VOLUME_KEPT"] + lost == pytest.approx(saved["VOLUME_READ"], rel=1e-9)
    # Communes of Brittany that are left out: none, but for the mergers with other départements.
    left = {row["code"] for row in saved.rows("REJECTS") if row["code"][:2] in ("22", "29", "35")}
    assert left == set()
    merged = {row["new_code"] for row in saved.rows("REPAIRS") if row["kind"] == "merged"}
    assert "29003" in merged  # Audierne, with Esquibien since 2016


# --- engines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_engines_give_the_same_layers(load, flows, units, engine):
    if engine == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB is not here: run `make setup`")
    usual = load(flows, UNITS=units)
    found = load(flows, UNITS=units, ENGINE=engine)
    assert found.rows("FLOWS") == usual.rows("FLOWS")
    assert found.rows("REJECTS") == usual.rows("REJECTS")
    assert f"engine “{engine}”" in " ".join(found.journal.infos)


def test_dask_asks_for_a_scheduler(refuse, flows):
    assert "scheduler" in refuse(flows, ENGINE="dask")


def test_a_folder_of_parquet(load, tmp_path):
    """Its path is typed: a dialogue of files cannot choose it."""
    pytest.importorskip("pyarrow", reason="pyarrow is not here: run `make setup`")
    pytest.importorskip("duckdb", reason="DuckDB is not here: run `make setup`")
    folder = tmp_path / "matrix.parquet"
    folder.mkdir()
    for number in (1, 2):
        frame = pd.DataFrame({"origin": ["01"], "dest": ["02"], "volume": [float(number)]})
        frame.to_parquet(folder / f"{number}.parquet")
    assert load(str(folder), ENGINE="duckdb").rows("FLOWS")[0]["volume"] == 3
    assert load(str(folder)).rows("FLOWS")[0]["volume"] == 3


# --- secret cells -------------------------------------------------------------------------------


def test_secret_cells_are_counted_apart(load, write, units):
    text = "commune_rs;commune_proprietaire;nb_logements\n01;02;40\n01;03;s\n02;01;\n"
    given = {"ORIGIN_FIELD": "", "DESTINATION_FIELD": "", "VOLUME_FIELD": "", "UNITS": units}
    loaded = load(write("homes.csv", text), PRESET="second_homes", **given)
    assert reasons(loaded) == {"secret": (2, 0)}
    assert [(row["origin"], row["dest"]) for row in loaded.rows("FLOWS")] == [("02", "01")]
    assert "less than 22 in all is hidden" in loaded.warnings


@pytest.mark.parametrize("engine", ["auto", "pandas", "duckdb"])
def test_any_file_may_have_secret_cells(load, write_flows, engine):
    if engine == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB is not here: run `make setup`")
    path = write_flows([("01", "02", 40), ("02", "01", "s")])
    loaded = load(path, SECRET_BELOW=5, ENGINE=engine)
    assert reasons(loaded) == {"secret": (1, 0)}
