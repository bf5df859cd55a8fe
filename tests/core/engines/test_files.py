"""Every engine gives the same flows and the same account of the rows, whatever the table."""

from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from alliance.core import chunks
from alliance.core.codes import LostZerosError
from alliance.core.engines import pandas_engine
from alliance.core.engines.files import engine_for, load_with_engine
from alliance.core.errors import Cancelled, InputError, SettingsError
from alliance.core.reading import load_file, read_lookup
from alliance.tests.dask_cluster import running_cluster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

UNITS = ["001", "002", "009"]
LOOKUP = {"01001": "001", "01002": "002", "01003": "998", "75056": "009", "38001": "077"}
NAMES = {"origin": "o", "destination": "d", "volume": "v"}
ENGINES = ("pandas", "duckdb", "dask")


@pytest.fixture(scope="module")
def scheduler():
    """A cluster of two workers on this machine, processes that do not know the plugin."""
    with running_cluster() as (address, _):
        yield address


@pytest.fixture(params=ENGINES)
def load(request):
    """Return a function that loads a file with one of the engines."""
    if request.param == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB is not here: run `make setup`")
    scheduler = request.getfixturevalue("scheduler") if request.param == "dask" else ""

    def loaded(path, **options):
        return load_with_engine(
            path, engine=request.param, scheduler=scheduler, **{**NAMES, **options}
        )

    loaded.engine = request.param
    return loaded


def assert_same(found, expected, *, exact=True):
    """Compare two loadings: identical, or to 1e-9 where tiny volumes are summed."""
    assert found.flows.codes.tolist() == expected.flows.codes.tolist()
    close = {"check_exact": True} if exact else {"rtol": 1e-9, "atol": 0}
    pd.testing.assert_frame_equal(found.flows.frame(), expected.flows.frame(), **close)
    pd.testing.assert_frame_equal(found.rejects, expected.rejects, **close)
    for name in ("rows_read", "rows_kept", "zero_rows", "unlisted", "uncertain_pairs", "warnings"):
        assert getattr(found, name) == getattr(expected, name), name
    for name in ("volume_read", "volume_kept", "uncertain_volume"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-12), name


def write_csv(path, rows):
    lines = ["o;d;v", *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# --- any table -----------------------------------------------------------------------------------

CODES = st.sampled_from(["01001", " 01002", "01003", "75101", "75056", "38001", "BE214", "", "é"])
VOLUMES = st.one_of(
    st.floats(min_value=-10, max_value=1e6, allow_nan=False).map(repr),
    st.sampled_from(
        ["", "NULL", "x", "inf", "3,5", "1 234,5", "1.234.567", "0", "s", " 7 ", "1e3", "-0"]
    ),
)
KNOWN = [("01001", "01002", "1"), ("01002", "01001", "2")]


MANY = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(
    rows=st.lists(st.tuples(CODES, CODES, VOLUMES), max_size=30),
    keep=st.booleans(),
    order=st.randoms(use_true_random=False),
)
def test_any_table(load, tmp_path, rows, keep, order):
    rows = [*KNOWN, *rows]
    options = {"units": UNITS, "lookup": LOOKUP, "keep_unknown": keep, **NAMES}
    expected = load_file(write_csv(tmp_path / "t.csv", rows), **options)
    order.shuffle(rows)
    found = load(write_csv(tmp_path / "t.csv", rows), **options)
    assert_same(found, expected, exact=False)


@MANY
@given(rows=st.lists(st.tuples(CODES, CODES, VOLUMES), min_size=1, max_size=30))
def test_any_table_without_units(load, tmp_path, rows):
    path = write_csv(tmp_path / "t.csv", rows)
    assert_same(load(path), load_file(path, **NAMES), exact=False)


def test_sums_are_the_same_to_the_last_digit(load, tmp_path):
    """Ten thousand volumes of two pairs: an ordinary sum in another order differs."""
    draw = random.Random(7)
    rows = [
        (*draw.choice([("01001", "01002"), ("01002", "01001")]), repr(draw.uniform(1, 1e5)))
        for _ in range(10_000)
    ]
    options = {"units": UNITS, "lookup": LOOKUP, **NAMES}
    expected = load_file(write_csv(tmp_path / "a.csv", rows), **options)
    draw.shuffle(rows)
    found = load(write_csv(tmp_path / "a.csv", rows), **options)
    assert_same(found, expected)


def test_numbers_of_parquet(load, tmp_path):
    """Codes and volumes that are numbers; missing ones; an infinite volume."""
    frame = pd.DataFrame(
        {
            "o": [1.0, 2.0, None, 1.0, 2.0, 1.0],
            "d": [2, 1, 1, 3, 2, 2],
            "v": [1.5, 2.25, 3.0, float("nan"), float("inf"), -1.0],
        }
    )
    pytest.importorskip("pyarrow", reason="pyarrow is not here: run `make setup`")
    frame.to_parquet(tmp_path / "t.parquet")
    found = load(tmp_path / "t.parquet", units=["1", "2"])
    assert_same(found, load_file(tmp_path / "t.parquet", units=["1", "2"], **NAMES))
    assert found.flows.frame()["volume"].tolist() == [1.5, 2.25]
    assert found.rejects[["reason", "side", "code"]].to_numpy().tolist() == [
        ["missing_volume", "origin", "1"],
        ["negative", "origin", "1"],
        ["not_a_number", "origin", "2"],
        ["unknown_origin", "origin", ""],
    ]


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
def test_a_folder_of_parquet(scheduler, tmp_path, engine):
    pytest.importorskip("pyarrow", reason="pyarrow is not here: run `make setup`")
    pytest.importorskip("duckdb", reason="DuckDB is not here: run `make setup`")
    folder = tmp_path / "matrix [1].parquet"
    folder.mkdir()
    for number in range(3):
        frame = pd.DataFrame({"o": ["a", "b"], "d": ["b", "a"], "v": [number, 1.0]})
        frame.to_parquet(folder / f"part-{number}.parquet")
    loading = load_with_engine(folder, engine=engine, scheduler=scheduler, **NAMES)
    assert loading.flows.frame()["volume"].tolist() == [3.0, 3.0]
    assert (loading.rows_read, loading.zero_rows) == (6, 1)


# --- what a file may hide ------------------------------------------------------------------------


def utf_16(content):
    return content.lstrip("\ufeff").encode("utf-16")


@pytest.mark.parametrize(
    "content",
    [
        'o;d;v\n"a;1";b;2\n"a;1";b;3\n',
        "o;d;v\na;b;1\na;b\na;b;2;;\n\na;b;x;y\n",
        "﻿o;d;v\r\na;b;1\r\nb;a;2\r\n",
        "o\td\tv\na\tb\t1,5\nb\ta\t2\n",
        "o;d;v;v2\na;b;1;9\n",
        "o;d;v\na;b;1\r\nb;a;2\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_layouts(load, tmp_path, content, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode(encoding) if encoding == "utf-8" else utf_16(content))
    expected = load_file(path, **NAMES)
    found = load(path)
    told = tuple(text for text in found.warnings if "read by the engine" not in text)
    pd.testing.assert_frame_equal(found.flows.frame(), expected.flows.frame())
    pd.testing.assert_frame_equal(found.rejects, expected.rejects)
    assert told == expected.warnings


@pytest.mark.parametrize("late", [b"\xe9;b;5\n", b'"a";b;5\n', b"a;b\n", b"a;b;5;6\n"])
def test_what_comes_late_in_a_file(load, tmp_path, monkeypatch, late):
    """After many plain blocks: another encoding, a quotation mark, a cut row."""
    monkeypatch.setattr(chunks, "BLOCK_BYTES", 4096)
    monkeypatch.setattr(chunks, "_CHUNK_ROWS", 300)
    path = tmp_path / "t.csv"
    path.write_bytes(b"o;d;v\n" + b"a;b;1.5\nb;a;2\n" * 60_000 + late + b"a;a;3\n" * 2000)
    expected = load_file(path, **NAMES)
    found = load(path)
    assert found.rows_read == expected.rows_read == 122_001
    pd.testing.assert_frame_equal(found.flows.frame(), expected.flows.frame())
    pd.testing.assert_frame_equal(found.rejects, expected.rejects)
    assert found.warnings[: len(expected.warnings)] == expected.warnings


def test_compressed(load, tmp_path):
    plain = write_csv(tmp_path / "t.csv", KNOWN)
    packed = tmp_path / "t.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    found = load(packed)
    assert found.flows.frame().equals(load_file(plain, **NAMES).flows.frame())
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(InputError, match="cut or damaged"):
        load(packed)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"o;d;v\n", "no row of data"), (b"o;d;w\n1;2;3\n", "“v”")],
)
def test_sentences_of_files(load, tmp_path, content, words):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        load(path)
    with pytest.raises(InputError, match="does not exist"):
        load(tmp_path / "none.csv")


def test_a_damaged_parquet(load, tmp_path):
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError, match=r"t\.parquet"):
        load(path)


def test_sentences_of_codes(load, tmp_path):
    path = write_csv(tmp_path / "t.csv", [("1", "9", "3"), ("2", "1", "4")])
    with pytest.raises(LostZerosError, match="“1” for “001”"):
        load(path, units=UNITS)
    assert load(path, units=UNITS, repair_codes=True).rows_kept == 2
    path = write_csv(tmp_path / "t.csv", [("Lyon", "001", "3")])
    with pytest.raises(InputError, match="No origin"):
        load(path, units=UNITS)


def test_detail_files(load, tmp_path):
    path = tmp_path / "mobpro.csv"
    path.write_text(
        "COMMUNE;ARM;DCLT;IPONDI\n75056;75101;69381;2,5\n75056;75101;69381;1.5\n"
        "38185;ZZZZZ;75056;3\n",
        encoding="utf-8",
    )
    names = dict.fromkeys(NAMES, "")
    for units in (None, ["75056", "69123", "38185"]):
        assert_same(load(path, units=units, **names), load_file(path, units=units))


def test_rows_that_count(load, tmp_path):
    path = write_csv(tmp_path / "t.csv", [*KNOWN, *KNOWN])
    found = load(path, volume="", count_rows=True, preset="generic")
    assert found.flows.frame()["volume"].tolist() == [2.0, 2.0]


def test_cancelled(load, tmp_path):
    path = write_csv(tmp_path / "t.csv", KNOWN * 50)

    def cancel(done):
        raise Cancelled("x")

    with pytest.raises(Cancelled):
        load(path, progress=cancel)


# --- the choice ----------------------------------------------------------------------------------


def test_choice_of_the_engine(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "t.csv", KNOWN)
    assert engine_for(path, "auto") == "memory"
    assert engine_for(path, "auto", "tcp://x:1") == "dask"
    assert engine_for(path, "pandas") == "pandas"
    assert engine_for(path, "auto", whole=True) == "memory"
    with pytest.raises(SettingsError, match="in memory"):
        engine_for(path, "duckdb", whole=True)
    monkeypatch.setattr("alliance.core.engines.files.SMALL_BYTES", 1)
    assert engine_for(path, "auto") in {"pandas", "duckdb"}
    assert engine_for(tmp_path / "t.xlsx", "auto") == "memory"


def test_missing_libraries_and_servers(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "t.csv", KNOWN)
    with pytest.raises(SettingsError, match="scheduler"):
        load_with_engine(path, engine="dask", **NAMES)
    for engine, library in (("duckdb", "duckdb"), ("dask", "distributed")):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(InputError, match=f"library .*{library}"):
            load_with_engine(path, engine=engine, scheduler="tcp://127.0.0.1:1", **NAMES)


def test_no_scheduler_there(tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is not here: run `make setup`")
    monkeypatch.setattr("alliance.core.engines.dask_engine._ANSWER_WITHIN_S", 1.0)
    path = write_csv(tmp_path / "t.csv", KNOWN)
    for address in ("tcp://127.0.0.1:1", "nonsense"):
        with pytest.raises(InputError, match="No Dask scheduler"):
            load_with_engine(path, engine="dask", scheduler=address, **NAMES)


@pytest.fixture
def hasty(monkeypatch):
    """Ask the cluster for signs of life at once."""
    monkeypatch.setattr("alliance.core.engines.dask_engine._ASK_AFTER_S", 0.5)


@pytest.fixture
def lone_scheduler(tmp_path):
    """A scheduler in a process of its own, without any worker."""
    pytest.importorskip("distributed", reason="Dask is not here: run `make setup`")
    told = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0"]
    options = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(told)]
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL) as process:
        while not told.exists() and process.poll() is None:
            time.sleep(0.1)
        yield process, json.loads(told.read_text())["address"]
        process.kill()


def test_a_cluster_without_workers(lone_scheduler, hasty, tmp_path):
    path = write_csv(tmp_path / "t.csv", KNOWN)
    with pytest.raises(InputError, match="lost its workers, and nothing was written"):
        load_with_engine(path, engine="dask", scheduler=lone_scheduler[1], **NAMES)


@pytest.mark.parametrize(("calls", "words"), [(1, "No Dask scheduler"), (3, "stopped")])
def test_a_scheduler_that_freezes(lone_scheduler, hasty, tmp_path, monkeypatch, calls, words):
    """Before it is called, or once it has begun to work."""
    process, address = lone_scheduler
    path = write_csv(tmp_path / "t.csv", KNOWN)
    seen = []

    def freeze(done):
        seen.append(done)
        if len(seen) == calls:
            process.send_signal(signal.SIGSTOP)
            monkeypatch.setattr("alliance.core.engines.dask_engine._ANSWER_WITHIN_S", 1.0)

    with pytest.raises(InputError, match=words):
        load_with_engine(path, engine="dask", scheduler=address, progress=freeze, **NAMES)
    assert len(seen) >= calls


def test_many_groups_are_added_as_they_come(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "BLOCK_BYTES", 256)
    monkeypatch.setattr(pandas_engine, "_WAITING_GROUPS", 10)
    rows = [(f"a{number % 97}", f"b{number % 89}", "1.25") for number in range(5000)]
    path = write_csv(tmp_path / "t.csv", rows)
    found = load_with_engine(path, engine="pandas", **NAMES)
    assert_same(found, load_file(path, **NAMES))


# --- the national file ---------------------------------------------------------------------------


def test_national_file(load, shared_data, tmp_path):
    folder = shared_data / "national"
    lookup = read_lookup(folder / "commune_zones_2014.csv.gz", "CODGEO", "AU2010")
    path = tmp_path / "students.csv"
    published = gzip.decompress((folder / "students_2012_communes.csv.gz").read_bytes())
    path.write_text(published.decode("cp1252"), encoding="utf-8", newline="")
    names = dict.fromkeys(NAMES, "")
    found = load(path, lookup=lookup, **names)
    assert (found.rows_read, found.rows_kept) == (372_325, 235_979)
    assert found.volume_kept == pytest.approx(13_146_916.167, abs=1e-3)
    rows = found.rejects.groupby("reason")["rows"].sum().to_dict()
    assert rows == {"outside_units": 135_717, "unknown_destination": 629}
    assert_same(found, load_file(path, lookup=lookup))
