"""Files to tables of texts: encodings, separators, archives, damaged files, real files."""

from __future__ import annotations

import csv
import gzip
import io
import os
import zipfile

import pandas as pd
import pytest
from alliance.core import reading
from alliance.core.errors import Cancelled, InputError
from alliance.core.reading import ReaderMissingError, load_file, read_lookup, read_table
from hypothesis import given
from hypothesis import strategies as st

ROWS = "home;away;people\n01001;2A004;3,5\n69123;01001;7\n"
FRAME = {
    "home": ["01001", "69123"],
    "away": ["2A004", "01001"],
    "people": ["3,5", "7"],
}
ACCENTS = "code;nom;flux\n01001;Besançon;1\n2A004;Évry-Grégy-sur-Yerre;2\n69123;L’Hôpital;3\n"


def write(folder, content, name="flows.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def texts(table):
    return {name: table.frame[name].tolist() for name in table.frame.columns}


def refused(path, **options):
    with pytest.raises(InputError) as caught:
        read_table(path, **options)
    return str(caught.value)


# --- what a file may look like -------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [False, True])
def test_separators_and_line_ends(tmp_path, separator, line_end, quoted):
    lines = [line.split(";") for line in ROWS.splitlines()]
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted or separator == "," else csv.QUOTE_NONE
    csv.writer(stream, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(
        lines
    )
    table = read_table(write(tmp_path, stream.getvalue()))
    assert texts(table) == FRAME
    assert (table.separator, table.rows_read, table.malformed) == (separator, 2, ())


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(tmp_path, encoding, found):
    table = read_table(write(tmp_path, ACCENTS, encoding=encoding))
    assert table.frame["nom"].tolist() == ["Besançon", "Évry-Grégy-sur-Yerre", "L’Hôpital"]
    assert table.header == ("code", "nom", "flux")
    assert (table.encoding, table.warnings) == (found, ())


def test_utf16_big_endian(tmp_path):
    content = b"\xfe\xff" + ACCENTS.encode("utf-16-be")
    assert read_table(write(tmp_path, content)).frame["nom"][0] == "Besançon"


def test_gzip_zip_and_plain_files_give_the_same_table(tmp_path):
    packed = write(tmp_path, gzip.compress(ROWS.encode()), "flows.csv.gz")
    archive = tmp_path / "flows.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("meta_flows.csv", "COD_VAR;LIB_VAR\nhome;Commune\n")
        content.writestr("flows.csv", ROWS)
        content.writestr("lisez-moi.pdf", b"%PDF")
        content.writestr("__MACOSX/._flows.csv", b"\x00")
    for path in (packed, archive, write(tmp_path, ROWS, "flows.txt")):
        assert texts(read_table(path)) == FRAME


def test_zip_with_two_tables_names_them(tmp_path):
    archive = tmp_path / "flows.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("flows_2020.csv", ROWS)
        content.writestr("flows_2021.csv", ROWS)
    assert "flows_2020.csv, flows_2021.csv" in refused(archive)


def test_zip_without_table_says_what_it_holds(tmp_path):
    archive = tmp_path / "flows.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("plan.pdf", b"%PDF")
    assert "plan.pdf" in refused(archive)


def test_quoted_separators_and_line_feeds(tmp_path):
    content = 'home;name;away;people\n1;"a;b ""c""";2;5\n2;"two\nlines";1;6\n'
    table = read_table(write(tmp_path, content))
    assert table.frame["name"].tolist() == ['a;b "c"', "two\nlines"]
    assert table.rows_read == 2
    assert len(table.warnings) == 1
    assert table.warnings[0].startswith("Lines of “flows.csv” that continue a cell")


def test_stray_quotation_mark_inside_a_cell_is_a_letter(tmp_path):
    table = read_table(write(tmp_path, 'home;name;people\n1;5" pipe;3\n2;plain;4\n'))
    assert table.frame["name"].tolist() == ['5" pipe', "plain"]
    assert table.warnings == ()


def test_blank_lines_are_no_rows(tmp_path):
    table = read_table(write(tmp_path, "\n" + ROWS.replace("\n", "\n\n") + "   \n\n"))
    assert texts(table) == FRAME
    assert (table.rows_read, table.malformed, table.warnings) == (2, (), ())


def test_blank_cells_beyond_the_header_are_ignored(tmp_path):
    table = read_table(write(tmp_path, "a;b\n1;2;;\n3;4\n"))
    assert texts(table) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_text_stays_as_it_is(tmp_path):
    table = read_table(write(tmp_path, "a;b\nNA;001\n;NULL\n nan;1.0\n"))
    assert texts(table) == {"a": ["NA", "", " nan"], "b": ["001", "NULL", "1.0"]}


def test_only_the_chosen_columns_in_the_order_asked(tmp_path):
    table = read_table(write(tmp_path, ROWS), choose=lambda header: ("people", "home"))
    assert list(table.frame.columns) == ["people", "home"]
    assert table.frame["people"].tolist() == FRAME["people"]
    assert table.header == ("home", "away", "people")


def test_header_with_spaces_and_a_last_empty_name(tmp_path):
    table = read_table(write(tmp_path, " home ; people ;\n1;2;\n"))
    assert texts(table) == {"home": ["1"], "people": ["2"]}


cells = st.text(st.sampled_from("a1é \t\",'\r|\u2028"), max_size=4)
lines = st.lists(cells, min_size=3, max_size=3) | st.lists(cells, min_size=1, max_size=5)


@given(
    rows=st.lists(lines, min_size=1, max_size=8),
    line_end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
def test_the_fast_road_reads_what_the_sure_road_reads(tmp_path_factory, rows, line_end, last):
    """Whatever the cells hold, a file that is taken for plain reads as with the csv reader."""
    content = line_end.join([";".join("abc"), *(";".join(row) for row in rows)])
    path = write(tmp_path_factory.getbasetemp(), content + line_end * last, "roads.csv")
    encoding = reading.Encoding("utf-8")
    fast = reading._plain_table(path.read_bytes(), encoding, ";", path.name, None)
    if fast is not None:
        sure = reading._streamed_table(path, encoding, ";", None, "", lambda done: None)
        assert texts(fast) == texts(sure)
        assert (fast.header, fast.rows_read) == (sure.header, sure.rows_read)


def test_plain_files_take_the_fast_road(tmp_path):
    content = ROWS.encode()
    assert reading._plain_table(content, reading.Encoding("utf-8"), ";", "x", None) is not None


def test_files_too_large_for_memory_are_streamed(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_IN_MEMORY_BYTES", 16)
    table = read_table(write(tmp_path, ROWS))
    assert texts(table) == FRAME


# --- damaged files -------------------------------------------------------------------------------


def test_missing_file(tmp_path):
    message = refused(tmp_path / "nowhere.csv")
    assert "nowhere.csv" in message
    assert "does not exist" in message


@pytest.mark.parametrize("name", ["flows.csv", "flows.xlsx", "flows.zip"])
@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_empty_file(tmp_path, name, content):
    if name == "flows.zip":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("flows.csv", content)
        assert "is empty" in refused(tmp_path / name)
    elif name == "flows.csv" or not content:
        assert "is empty" in refused(write(tmp_path, content, name))


def test_header_alone(tmp_path):
    assert "no row of data" in refused(write(tmp_path, "a;b;c\n"))


def test_folder_in_place_of_a_file(tmp_path):
    assert "cannot be read" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_file_without_permission(tmp_path):
    path = write(tmp_path, ROWS)
    path.chmod(0)
    assert "cannot be read" in refused(path)


def test_truncated_archives(tmp_path):
    body = ROWS + "".join(f"{code:05d};2A004;{code % 97}\n" for code in range(5000))
    packed = gzip.compress(body.encode())
    assert "cut or damaged" in refused(write(tmp_path, packed[:-2000], "flows.csv.gz"))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("flows.csv", body)
    assert "cut or damaged" in refused(write(tmp_path, whole.getvalue()[:-2000], "flows.zip"))
    spoilt = bytearray(whole.getvalue())
    spoilt[500:520] = b"\x00" * 20
    assert "cut or damaged" in refused(write(tmp_path, bytes(spoilt), "spoilt.zip"))


def test_rows_cut_or_too_long_are_counted_with_their_numbers(tmp_path):
    content = "a;b;c\n1;2;3\n4;5\n\n6;7;8;9\n10;11;12\n13;1"
    table = read_table(write(tmp_path, content))
    assert texts(table) == {"a": ["1", "10"], "b": ["2", "11"], "c": ["3", "12"]}
    assert table.malformed == (3, 5, 7)
    assert table.rows_read == 5
    assert table.warnings == (
        "Rows of “flows.csv” left out because they have not as many cells as the header: 3 "
        "(row 3, 5, 7).",
    )


def test_quotation_mark_never_closed(tmp_path):
    content = 'a;b;c\n1;x;3\n4;"y;6\n7;z;9\n'
    assert "never closes" in refused(write(tmp_path, content))


def test_unreadable_binary_named_csv(tmp_path):
    assert "not a text table" in refused(write(tmp_path, b"SQLite format 3\x00\x01\x02\x00"))


def test_undecodable_bytes(tmp_path):
    content = ACCENTS.encode("mac_roman")  # ç is 8D there, which Windows-1252 does not define
    assert "save the file again as UTF-8" in refused(write(tmp_path, content))
    dos = "code;nom\n1;Hérault\n2;Vendée\n".encode("cp850")
    assert "save the file again as UTF-8" in refused(write(tmp_path, dos))


def test_utf8_cut_inside_a_letter_stays_utf8(tmp_path):
    content = ACCENTS.encode() + "69124;Saint-É".encode()[:-1]
    table = read_table(write(tmp_path, content))
    assert table.frame["nom"].tolist()[0] == "Besançon"
    assert table.malformed == (5,)
    assert "damaged" in table.warnings[0]


def test_cancelling_stops_at_once(tmp_path):
    def stop(done):
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        read_table(write(tmp_path, ROWS), progress=stop)


def test_progress_ends_at_one(tmp_path):
    seen = []
    read_table(write(tmp_path, 'a;b\n"1";2\n' * 20_000), progress=seen.append)
    assert seen[-1] == 1.0
    assert all(0 <= share <= 1 for share in seen)
    assert seen == sorted(seen)


# --- columns of a file ---------------------------------------------------------------------------


def test_missing_column_is_named_with_those_present(tmp_path):
    message = refused(write(tmp_path, ROWS), choose=lambda header: ("origin",))
    assert "“origin”" in message
    assert "home, away, people" in message


def test_doubled_column_is_named_only_where_it_is_needed(tmp_path):
    path = write(tmp_path, "home;x;x;people\n1;2;3;4\n")
    assert read_table(path, choose=lambda header: ("home", "people")).rows_read == 1
    assert "several columns named “x”" in refused(path, choose=lambda header: ("home", "x"))
    assert "several columns named “x”" in refused(path)


def test_file_without_header(tmp_path):
    path = write(tmp_path, "01001;L'Abergement;01001;71.7\n01001;L'Abergement;01053;47.8\n")
    for options in ({}, {"origin": "i", "destination": "j", "volume": "fij"}):
        with pytest.raises(InputError, match="looks like data"):
            load_file(path, **options)


def test_lookup_file(tmp_path):
    path = write(tmp_path, '"CODGEO","LIBGEO","AU2010"\n"01001","A","997"\n"01002","B","002"\n')
    lookup = read_lookup(path, "CODGEO", "AU2010")
    assert dict(zip(lookup["from"], lookup["to"])) == {"01001": "997", "01002": "002"}


# --- spreadsheets and parquet --------------------------------------------------------------------


def test_spreadsheet(tmp_path):
    pytest.importorskip("openpyxl")
    path = tmp_path / "flows.xlsx"
    with pd.ExcelWriter(path) as book:
        frame = pd.DataFrame({"home": ["01001", None], "away": [1.0, 20], "people": [3.5, 4]})
        frame.to_excel(book, sheet_name="flows", index=False, startrow=2)
        frame.to_excel(book, sheet_name="notes", index=False)
    table = read_table(path, choose=lambda header: ("home", "away", "people"))
    assert texts(table) == {"home": ["01001", ""], "away": ["1", "20"], "people": ["3.5", "4"]}
    assert table.warnings == (
        "Only the first sheet of “flows.xlsx” was read (“flows”), not: notes.",
    )


def test_damaged_spreadsheet(tmp_path):
    pytest.importorskip("openpyxl")
    assert "cannot be read as a xlsx file" in refused(write(tmp_path, ROWS, "flows.xlsx"))
    path = tmp_path / "whole.xlsx"
    pd.DataFrame({"a": range(500)}).to_excel(path, index=False)
    cut = write(tmp_path, path.read_bytes()[:-3000], "cut.xlsx")
    assert "cut" in refused(cut)


@pytest.mark.parametrize(("name", "module"), [("f.ods", "odf"), ("f.parquet", "pyarrow")])
def test_missing_library_is_named(tmp_path, name, module, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    monkeypatch.setitem(__import__("sys").modules, "fastparquet", None)
    path = write(tmp_path, b"PK\x03\x04 whatever", name)
    with pytest.raises(ReaderMissingError) as caught:
        read_table(path)
    assert caught.value.library in {"odfpy", "pyarrow"}
    assert caught.value.library in str(caught.value)


# --- real files ----------------------------------------------------------------------------------


def test_truncated_migration_file(shared_data):
    loading = load_file(shared_data / "malformed" / "migration_2020_truncated.csv")
    lost = loading.rejects
    assert lost[["reason", "rows"]].values.tolist() == [["malformed_row", 2]]
    assert (loading.rows_read, loading.rows_kept) == (402, 400)
    assert "(row 401, 403)" in loading.warnings[0]
    # Reversed: the 19.1 people of its fifth row came from Vitrolles to L'Abergement-Clémenciat.
    flows = loading.flows.frame().set_index(["origin", "dest"])["volume"]
    assert flows["13117", "01001"] == 19.1093250922493


def test_twice_encoded_file_is_read_with_a_warning(shared_data):
    loading = load_file(shared_data / "malformed" / "commuting_2017_mojibake.csv")
    assert (loading.rows_read, loading.rows_kept) == (299, 299)
    assert len(loading.warnings) == 1
    assert "encoded twice" in loading.warnings[0]
    flows = loading.flows.frame().set_index(["origin", "dest"])["volume"]
    assert flows["38001", "38012"] == 55


def test_undecodable_file(shared_data):
    message = refused(shared_data / "malformed" / "commuting_2016_undecodable.csv")
    assert "none of UTF-8, UTF-16 and Windows-1252" in message
    assert "Is’" in message or "‚" in message


def test_every_published_file_is_read_whole(shared_data):
    """Counts from wc and zcat: lines less the header."""
    counts = {
        "national/students_2012_communes.csv.gz": 372_325,
        "bretagne/students_2012_communes.csv": 19_309,
        "grandest/commuting_2011.csv": 3_350,
        "grandest/commuting_2011_integer_codes.csv": 3_350,
        "national/students_2012_au2010.csv.gz": 19_417,
        "national/rail_2025_au2010.csv": 1_482,
    }
    for name, rows in counts.items():
        table = read_table(shared_data / name)
        assert (name, table.rows_read, table.malformed) == (name, rows, ())


def test_published_file_is_cp1252_with_accents(shared_data):
    table = read_table(shared_data / "national" / "students_2012_communes.csv.gz")
    assert table.encoding == "cp1252"
    assert table.frame["LIBGEO"][0] == "L'Abergement-Clémenciat"
    assert table.frame["CODGEO"][0] == "01001"
