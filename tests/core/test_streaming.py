"""Tables read by chunks: the same cells whatever the chunks, the format and the library."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from alliance.core import parquet
from alliance.core.errors import InputError
from alliance.core.parquet import ArrowStream, DuckdbStream, open_stream
from alliance.core.spreadsheets import ReaderMissingError
from alliance.core.streaming import (
    CsvStream,
    number_of,
    pack,
    pack_texts,
    starts_with,
    unpack,
)
from hypothesis import given
from hypothesis import strategies as st

WHOLE = 1 << 21
SHORT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=2)


def read(stream, numbers=(), texts=()):
    """Return the columns of a stream as lists, and the count of malformed rows."""
    columns = {name: [] for name in (*numbers, *texts)}
    malformed = 0
    for chunk in stream.chunks(numbers, texts):
        malformed += chunk.malformed
        for name in numbers:
            columns[name] += chunk.numbers[name].tolist()
        for name in texts:
            columns[name] += unpack(chunk.texts[name]).tolist()
    return columns, malformed


@pytest.fixture
def table(tmp_path):
    """Write a file; return its stream."""

    def table(content, name="t.csv", block_bytes=WHOLE):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CsvStream(path, block_bytes)

    return table


# --- packed texts -------------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)))))
def test_packed_texts_come_back_and_sort_as_their_bytes(texts):
    short = [text for text in texts if len(text.encode()) <= 8]
    packed = pack_texts(short)
    assert unpack(packed).tolist() == short
    assert unpack(np.sort(packed)).tolist() == sorted(short, key=str.encode)


def test_a_long_text_is_cut_and_bears_a_mark():
    assert unpack(pack_texts(["abcdefgh", "abcdefghi"])).tolist() == ["abcdefgh", "abcdefg~"]


def test_prefixes():
    packed = pack_texts(["84.11Z", "8", "", "7210"])
    assert starts_with(packed, "84").tolist() == [True, False, False, False]
    assert starts_with(packed, "7").tolist() == [False, False, False, True]
    assert pack("") == 0


@pytest.mark.parametrize(
    ("text", "number"), [("007", 7), ("", -1), ("-1", -1), ("1.0", -1), ("²", -1), ("9" * 19, -1)]
)
def test_a_number_is_made_of_digits(text, number):
    assert number_of(text) == number


# --- csv ----------------------------------------------------------------------------------------


def test_columns_are_found_by_name(table):
    content = '"c",b,a\n"x",,007\r\ny,2,12a\n"é",3,\n'
    columns, malformed = read(table(content), ["a", "b"], ["c"])
    assert columns == {"a": [7, -1, -1], "b": [-1, 2, 3], "c": ["x", "y", "é"]}
    assert malformed == 0


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_a_mark_of_utf_8(table, separator):
    content = "\ufeffa,b\n1,x\n2,y".replace(",", separator)
    assert read(table(content), ["a"], ["b"])[0] == {"a": [1, 2], "b": ["x", "y"]}


def test_quotation_marks_hide_separators(table):
    content = 'a,name,b\n1,"x, ""y"", z",p\n2,"",q\n'
    assert read(table(content), ["a"], ["b"]) == ({"a": [1, 2], "b": ["p", "q"]}, 0)


def test_a_damaged_line_harms_no_other(table):
    lines = ["a,name,b", "1,x,p", '2,"open,q', "3,x", "4,x,r,s", "5,x,t,,", "", '6,12" x,u', "7,,v"]
    columns, malformed = read(table("\n".join(lines) + "\n"), ["a"], ["b"])
    assert columns == {"a": [1, 5, 6, 7], "b": ["p", "t", "u", "v"]}
    assert malformed == 3


def test_bytes_of_any_encoding_pass_by(table):
    content = "a,name,b\n1,é,p\n".encode() + "2,é,q\n".encode("cp1252") + b"3,\xff\x00,r\n"
    assert read(table(content), ["a"], ["b"]) == ({"a": [1, 2, 3], "b": ["p", "q", "r"]}, 0)


@given(
    rows=st.lists(st.tuples(SHORT, SHORT, SHORT), max_size=12),
    block_bytes=st.integers(1, 60),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_chunks_change_nothing_and_agree_with_the_csv_module(
    rows, block_bytes, quoting, tmp_path_factory
):
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=quoting)
    writer.writerows([("first", "second", "third"), *rows])
    path = tmp_path_factory.mktemp("chunks") / "t.csv"
    path.write_bytes(file.getvalue().encode())
    columns, malformed = read(CsvStream(path, block_bytes), [], ["first", "third"])
    expected = {
        "first": unpack(pack_texts([row[0] for row in rows])).tolist(),
        "third": unpack(pack_texts([row[2] for row in rows])).tolist(),
    }
    whole = read(CsvStream(path), [], ["first", "third"])
    assert (columns, malformed) == whole
    assert malformed == 0
    assert columns == expected


@given(
    lines=st.lists(st.text(st.sampled_from('ab1,"\r'), max_size=9), max_size=15),
    block_bytes=st.integers(1, 40),
)
def test_chunks_change_nothing_on_damaged_files(lines, block_bytes, tmp_path_factory):
    path = tmp_path_factory.mktemp("damaged") / "t.csv"
    path.write_bytes("\n".join(["a,b,c", *lines]).encode())
    found = [read(CsvStream(path, size), ["a"], ["c"]) for size in (block_bytes, WHOLE)]
    assert found[0] == found[1]


def test_compressed_files(table):
    content = b"a,b\n1,x\n"
    assert read(table(gzip.compress(content), "t.csv.gz"), ["a"])[0] == {"a": [1]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("StockEtablissement_utf8.csv", content)
    assert read(table(packed.getvalue(), "t.zip"), [], ["b"])[0] == {"b": ["x"]}


def test_a_file_cut_short_is_told(table):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", "a,b\n" + "1,x\n" * 10_000)
    with pytest.raises(InputError, match=r"“t.zip” is cut or damaged"):
        table(packed.getvalue()[:-60], "t.zip")
    cut = gzip.compress("".join(f"{number},x\n" for number in range(50_000)).encode())[:-40]
    with pytest.raises(InputError, match="cut or damaged"):
        read(table(cut, "t.csv.gz"), [], ["x"])


def test_a_missing_column_an_empty_and_a_missing_file_are_told(table, tmp_path):
    with pytest.raises(InputError, match=r"Column “c” is missing from “t.csv”"):
        read(table("a,b\n1,2\n"), ["c"])
    with pytest.raises(InputError, match=r"“t.csv” is empty"):
        table(" \n")
    with pytest.raises(InputError, match="does not exist"):
        CsvStream(tmp_path / "nowhere.csv")


# --- parquet ------------------------------------------------------------------------------------

ROWS = pd.DataFrame(
    {
        "siren": ["000000005", "12", None, "1.5", "+3", " 7"],
        "nic": [11, 12, 13, 14, 15, 16],
        "seat": [True, False, True, None, False, True],
        "code": ["2A004", "75056", "", None, "é", "too long a code"],
    }
)


@pytest.fixture(params=["duckdb", "pyarrow"])
def parquet_stream(request, tmp_path):
    """Write a frame as parquet; return its stream through each library."""
    pytest.importorskip("pyarrow", reason="pyarrow, which writes parquet, is not installed")
    pytest.importorskip(request.param, reason=f"{request.param} is not installed")

    def parquet_stream(frame):
        path = tmp_path / "l'été [1].parquet"
        frame.to_parquet(path, index=False)
        return (DuckdbStream if request.param == "duckdb" else ArrowStream)(path)

    return parquet_stream


def test_parquet_gives_what_a_csv_gives(parquet_stream, table):
    stream = parquet_stream(ROWS)
    assert list(stream.header) == list(ROWS.columns)
    columns, _ = read(stream, ["siren", "nic"], ["seat", "code"])
    assert columns == {
        "siren": [5, 12, -1, -1, -1, -1],
        "nic": [11, 12, 13, 14, 15, 16],
        "seat": ["true", "false", "true", "", "false", "true"],
        "code": ["2A004", "75056", "", "", "é", "too lon~"],
    }
    texts = ROWS.astype(object).assign(seat=["true", "false", "true", "", "false", "true"])
    assert read(table(texts.to_csv(index=False)), ["siren", "nic"], ["seat", "code"])[0] == columns


def test_parquet_may_be_read_twice_and_must_have_its_columns(parquet_stream):
    stream = parquet_stream(ROWS)
    assert read(stream, ["nic"]) == read(stream, ["nic"])
    with pytest.raises(InputError, match="Column “commune” is missing"):
        read(stream, [], ["commune"])


def test_leaving_a_parquet_file_in_the_middle_is_safe(parquet_stream):
    chunks = parquet_stream(ROWS).chunks(["nic"], ["code"])
    next(chunks)
    chunks.close()


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_a_damaged_parquet_file_is_told(engine, tmp_path):
    pytest.importorskip({"pandas": "pyarrow"}.get(engine, engine))
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(InputError, match="cannot be read as a parquet file"):
        open_stream(path, engine)
    with pytest.raises(InputError, match="does not exist"):
        open_stream(tmp_path / "nowhere.parquet", engine)


def test_the_first_library_that_is_there_reads_parquet(tmp_path, monkeypatch):
    path = tmp_path / "t.parquet"
    path.write_bytes(b"")
    read_by = []
    monkeypatch.setattr(parquet, "DuckdbStream", lambda path: read_by.append("duckdb"))
    monkeypatch.setattr(parquet, "ArrowStream", lambda path: read_by.append("pyarrow"))
    for there in (("duckdb", "pyarrow"), ("pyarrow",)):
        monkeypatch.setattr(parquet, "find_spec", lambda name, there=there: name in there or None)
        open_stream(path)
    open_stream(path, "pandas")
    assert read_by == ["duckdb", "pyarrow", "pyarrow"]
    with pytest.raises(ReaderMissingError, match="library duckdb, which"):
        open_stream(path, "duckdb")
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(ReaderMissingError, match="duckdb / pyarrow"):
        open_stream(path)
