"""A real PostgreSQL sums flows as we do, is never written to, and may fail at any time."""

from __future__ import annotations

import io
import os
import signal
import threading
import time

import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.codes import LostZerosError
from alliance.core.columns import Columns, resolve_columns
from alliance.core.engines import postgresql as engine
from alliance.core.engines.postgresql import Relation, kinds_in_relation, load_with_postgresql
from alliance.core.errors import Cancelled, InputError
from alliance.core.reading import load_file, read_lookup, read_table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

UNITS = ["001", "002", "009"]
LOOKUP = {"01001": "001", "01002": "002", "01003": "998", "75056": "009", "38001": "077"}
COLUMNS = Columns("o", "d", "v")


@pytest.fixture(scope="module")
def database(postgresql):
    """Return a function that runs SQL in the database and gives the rows."""
    import psycopg2

    connection = psycopg2.connect(postgresql.dsn)
    connection.autocommit = True

    def run(query, values=None):
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    yield run
    connection.close()


@pytest.fixture(scope="module")
def table(database, postgresql):
    """Return a function that makes a table `t` of rows and tells where it is."""

    def make(rows, types=("text", "text", "text"), **options):
        database("DROP TABLE IF EXISTS t")
        database("CREATE TABLE t (o {}, d {}, v {})".format(*types))
        for row in rows:
            database("INSERT INTO t VALUES (%s, %s, %s)", row)
        return relation(postgresql, types, **options)

    return make


def relation(postgresql, types=("text", "text", "text"), **options):
    known = types if isinstance(types, dict) else dict(zip("odv", types))
    return Relation(postgresql.dsn, "public", "t", types=known, **options)


def assert_same(found, expected):
    pd.testing.assert_frame_equal(found.flows.frame(), expected.flows.frame(), rtol=1e-9, atol=0)
    pd.testing.assert_frame_equal(found.rejects, expected.rejects, rtol=1e-9, atol=0)
    assert found.flows.codes.tolist() == expected.flows.codes.tolist()
    for name in ("rows_read", "rows_kept", "zero_rows", "unlisted", "warnings"):
        assert getattr(found, name) == getattr(expected, name), name
    assert found.volume_kept == pytest.approx(expected.volume_kept, rel=1e-12)
    assert found.volume_read == pytest.approx(expected.volume_read, rel=1e-12)


# --- the same flows ------------------------------------------------------------------------------

CODES = st.sampled_from(["01001", " 01002", "01003", "75101", "75056", "38001", "BE'2\\", "", None])
VOLUMES = st.one_of(
    st.floats(min_value=-10, max_value=1e6, allow_nan=False).map(repr),
    st.sampled_from(["", "NULL", "x", "inf", "3,5", "1 234,5", "0", "s", " 7 ", "1e3", "%", None]),
)
KNOWN = [("01001", "01002", "1"), ("01002", "01001", "2")]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CODES, CODES, VOLUMES), max_size=30), keep=st.booleans())
def test_any_table(table, rows, keep):
    rows = [*KNOWN, *rows]
    options = {"units": UNITS, "lookup": LOOKUP, "keep_unknown": keep}
    found = load_with_postgresql(table(rows), "t", COLUMNS, options)
    assert_same(found, load_rows(*zip(*rows), table="t", **options))


@pytest.mark.parametrize(
    "types",
    [("int4", "int8", "float8"), ("float8", "numeric", "float4"), ("bpchar", "varchar", "numeric")],
)
def test_types(table, types):
    rows = [(1, 2, 0.1), (2, 1, 2.7), (1, 1, None), (None, 2, 3.5), (2, 2, -1), (9, 1, 0.7)]
    found = load_with_postgresql(table(rows, types), "t", COLUMNS, {"units": ["1", "2"]})
    assert_same(found, load_rows(*zip(*rows), table="t", units=["1", "2"]))
    assert found.flows.frame()["volume"].tolist() == [0.1, 2.7]


def test_numbers_that_are_none(table):
    rows = [("1", "2", float("nan")), ("1", "2", float("inf")), ("2", "1", 4.0)]
    found = load_with_postgresql(
        table(rows, ("text", "text", "float8")), "t", COLUMNS, {"units": ["1", "2"]}
    )
    assert_same(found, load_rows(*zip(*rows), table="t", units=["1", "2"]))


def test_filters_queries_and_kinds(table):
    rows = [("a", "b", "1"), ("b", "a", "2"), ("b", "c", "4")]
    filtered = table(rows, where="o LIKE 'b%' AND v <> '4'")
    assert load_with_postgresql(filtered, "t", COLUMNS, {}).volume_kept == 2
    asked = table(rows, query="SELECT d AS o, o AS d, v || '0' AS v FROM t", where="v <> '40'")
    flows = load_with_postgresql(asked, "t", COLUMNS, {}).flows.frame()
    assert flows[["origin", "dest", "volume"]].values.tolist() == [["a", "b", 20], ["b", "a", 10]]
    rows = [("a", "b", "rail"), ("b", "a", None), ("b", "c", "")]
    usual = {"kind_column": "v", "usual_kind": "t"}
    assert kinds_in_relation(table(rows), "v", "t") == ["", "rail"]
    for kind, count in (("rail", 1), ("t", 2), ("air", 0)):
        found = load_with_postgresql(
            table(rows, kind=kind, **usual), "t", Columns("o", "d", ""), {}
        )
        assert found.rows_read == count


def test_names_are_only_names(database, postgresql):
    """Names of tables and columns that would be dangerous if they were pasted."""
    name, column = 'x"; DROP TABLE keep; --', "o %s {} ' \" \\"
    quoted = [text.replace('"', '""').replace("%", "%%") for text in (name, column)]
    database("CREATE TABLE IF NOT EXISTS keep (a int)")
    database('CREATE TABLE "{}" ("{}" text, d text)'.format(*quoted), ())
    database(f'INSERT INTO "{quoted[0]}" VALUES (%s, %s)', ("'; DROP TABLE keep; --", "b"))
    given = Relation(postgresql.dsn, "public", name, {column: "text", "d": "text"})
    found = load_with_postgresql(given, "t", Columns(column, "d", ""), {})
    assert found.flows.frame()["origin"].tolist() == ["'; DROP TABLE keep; --"]
    assert database("SELECT count(*) FROM keep") == [(0,)]


def test_nothing_can_be_written(table, database):
    database("CREATE SEQUENCE IF NOT EXISTS counter")
    writing = table(KNOWN, where="nextval('counter') > 0")
    with pytest.raises(InputError, match="read-only"):
        load_with_postgresql(writing, "t", COLUMNS, {})


def test_detail_files(database, postgresql):
    rows = [("75056", "75101", "69381", "2,5"), ("38185", "ZZZZZ", "75056", "3")]
    database('DROP TABLE IF EXISTS t; CREATE TABLE t ("COMMUNE" text, "ARM" text, '
             '"DCLT" text, "IPONDI" text)')
    for row in rows:
        database("INSERT INTO t VALUES (%s, %s, %s, %s)", row)
    names = ("COMMUNE", "ARM", "DCLT", "IPONDI")
    columns = resolve_columns(names)
    found = load_with_postgresql(
        relation(postgresql, types=dict.fromkeys(names, "text")), "t", columns, {}
    )
    assert found.flows.frame()["origin"].tolist() == ["38185", "75101"]
    assert found.uncertain_pairs == 2


def test_national_file(database, postgresql, shared_data):
    folder = shared_data / "national"
    source = folder / "students_2012_communes.csv.gz"
    columns = resolve_columns(read_table(source).header)
    lookup = read_lookup(folder / "commune_zones_2014.csv.gz", "CODGEO", "AU2010")
    frame = pd.read_csv(source, sep=";", encoding="cp1252", dtype=str, keep_default_na=False)
    database('DROP TABLE IF EXISTS t; CREATE TABLE t ("CODGEO" text, "DCETU" text, v float8)')
    rows = io.StringIO(frame[list(columns.names)].to_csv(index=False, header=False))
    postgresql.copy("t", rows)
    types = {"CODGEO": "text", "DCETU": "text", "v": "float8"}
    found = load_with_postgresql(
        relation(postgresql, types=types), source.name, Columns("CODGEO", "DCETU", "v"),
        {"lookup": lookup},
    )
    assert (found.rows_read, found.rows_kept) == (372_325, 235_979)
    assert found.rejects.groupby("reason")["rows"].sum().to_dict() == {
        "outside_units": 135_717,
        "unknown_destination": 629,
    }
    expected = load_file(source, lookup=lookup)
    # To the last digit, although the database added in its own order.
    assert found.flows.frame().equals(expected.flows.frame())
    assert found.rejects.equals(expected.rejects)


# --- what goes wrong ------------------------------------------------------------------------------

SLOW = {"where": "pg_sleep(60) IS NOT NULL"}


@pytest.fixture
def hasty(monkeypatch):
    """Ask the server for signs of life after a second."""
    for name in ("_CONNECT_S", "_ASK_AFTER_S"):
        monkeypatch.setattr(engine, name, 1.0)


def test_sentences(table, postgresql):
    with pytest.raises(LostZerosError, match="“1” for “001”"):
        load_with_postgresql(table([("1", "2", "3")]), "t", COLUMNS, {"units": UNITS})
    with pytest.raises(InputError, match="No origin"):
        load_with_postgresql(table([("Lyon", "001", "3")]), "t", COLUMNS, {"units": UNITS})
    with pytest.raises(InputError, match=r"could not sum “t”.*exist"):
        load_with_postgresql(table([], where="nothing > 1"), "t", COLUMNS, {})
    found = load_with_postgresql(table([]), "t", COLUMNS, {"units": UNITS})
    assert "no row of data" in found.warnings[0]


@pytest.mark.parametrize("wrong", ["host=127.0.0.1 port=1", "host=/nowhere", "nonsense"])
def test_no_server(wrong):
    pytest.importorskip("psycopg2", reason="psycopg2 is not here: run `make setup`")
    given = Relation(wrong, "", "t", dict.fromkeys("odv", "text"))
    with pytest.raises(InputError, match="“t”"):
        load_with_postgresql(given, "t", COLUMNS, {})


def test_a_server_that_never_greets(hasty):
    import socket

    pytest.importorskip("psycopg2", reason="psycopg2 is not here: run `make setup`")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        given = Relation(
            f"host=127.0.0.1 port={mute.getsockname()[1]}", "", "t", dict.fromkeys("odv", "text")
        )
        with pytest.raises(InputError, match="stopped answering"):
            load_with_postgresql(given, "t", COLUMNS, {})


def test_cancelled_while_the_server_is_silent():
    import socket

    pytest.importorskip("psycopg2", reason="psycopg2 is not here: run `make setup`")
    asked = []

    def progress(done):
        asked.append(done)
        if len(asked) == 2:
            raise Cancelled("x")

    with socket.create_server(("127.0.0.1", 0)) as mute:
        given = Relation(
            f"host=127.0.0.1 port={mute.getsockname()[1]}", "", "t", dict.fromkeys("odv", "text")
        )
        with pytest.raises(Cancelled):
            load_with_postgresql(given, "t", COLUMNS, {}, progress)
    assert asked == [0.0, 0.0]


def after(seconds, action):
    timer = threading.Timer(seconds, action)
    timer.start()
    return timer


def backends(database):
    return [pid for (pid,) in database(
        "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' "
        "AND pid <> pg_backend_pid() AND state = 'active'"
    )]


def test_cancelled_within_a_second(table, database):
    """The query stops on the server too."""
    slow = table(KNOWN, **SLOW)
    started = time.monotonic()

    def progress(done):
        if time.monotonic() - started > 0.7:
            raise Cancelled("x")

    with pytest.raises(Cancelled):
        load_with_postgresql(slow, "t", COLUMNS, {}, progress)
    assert time.monotonic() - started < 20
    time.sleep(0.5)
    assert backends(database) == []


def test_a_connection_cut_in_the_middle(table, database):
    slow = table(KNOWN, **SLOW)
    timer = after(
        0.7,
        lambda: [database("SELECT pg_terminate_backend(%s)", [pid]) for pid in backends(database)],
    )
    with pytest.raises(InputError, match="nothing was written"):
        load_with_postgresql(slow, "t", COLUMNS, {})
    timer.join()


def test_a_server_that_freezes_in_the_middle(table, postgresql, hasty):
    """All its processes stand still: no error ever comes, and no answer either."""
    slow = table(KNOWN, **SLOW)
    frozen = []

    def freeze():
        frozen.extend(postgresql.processes())
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)

    timer = after(0.5, freeze)
    started = time.monotonic()
    try:
        with pytest.raises(InputError, match="stopped answering, and nothing was written"):
            load_with_postgresql(slow, "t", COLUMNS, {})
    finally:
        timer.join()
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    assert time.monotonic() - started < 30
