"""PostgreSQL: the flows are summed inside the user's database; only codes and sums travel.

One read-only transaction, two queries: the distinct codes, then one join to the table of codes and
one GROUP BY. Nothing is written there. Names of tables and columns, and values, are quoted by the
driver. The connection is watched: the user may cancel at any time, and a server that stops
answering is told within a bounded time, however long the query itself may last.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..aggregation import Loading
from ..codes import ARRONDISSEMENTS
from ..columns import Columns
from ..errors import InputError
from ..messages import translate
from ..progress import Progress, part, silent
from .job import Job
from .optional import library
from .sql import SUMS, SURVEY, survey_of
from .two_passes import COMMA_VOLUME, PLAIN_VOLUME, Plan, note_unreadable, plan, sums_of

FLOAT_TYPES = ("float4", "float8", "numeric")
NUMBER_TYPES = (*FLOAT_TYPES, "int2", "int4", "int8")
TEXT_TYPES = ("text", "varchar", "bpchar", "name")

_CONNECT_S = 10.0
_EVERY_S = 0.2
# How often another connection asks whether the server is still there.
_ASK_AFTER_S = 20.0
_CANCEL_S = 1.0


@dataclass(frozen=True)
class Relation:
    """A table of flows in a database.

    Attributes
    ----------
    connection : str
        What libpq connects with (`host=… dbname=…`).
    schema, table : str
        Names, as they are; without a schema, PostgreSQL looks for the table.
    query : str
        A query of the user's in place of a table, '' for none.
    where : str
        The user's own filter, in SQL, '' for none. Like `query`, it is run as it was written: it
        comes from a layer that this user opened, with this user's rights, in a read-only
        transaction.
    types : mapping
        Type of each column, as PostgreSQL names it.
    kind_column, kind : str
        Rows whose `kind_column` is not `kind` are left aside; `usual_kind` is the kind of rows
        without one. All rows count where the column is ''.
    """

    connection: str
    schema: str
    table: str
    types: dict[str, str]
    query: str = ""
    where: str = ""
    kind_column: str = ""
    kind: str = ""
    usual_kind: str = ""


def load_with_postgresql(
    relation: Relation,
    name: str,
    columns: Columns,
    options: dict[str, Any],
    progress: Progress = silent,
) -> Loading:
    """Sum flows inside a PostgreSQL database.

    Parameters
    ----------
    relation : Relation
    name : str
        Name of the table, for the sentences.
    columns, options, progress
        See `load_with_pandas`.

    Raises
    ------
    InputError
        psycopg2 is not installed, the database refuses or stops answering; see also
        `aggregation.load_rows`.
    """
    sql = library("psycopg2.sql", "psycopg2")
    with _session(relation.connection, name, part(progress, 0.0, 0.0)) as session:
        flows = _flows(sql, relation, columns)
        job = Job(name, options)
        query = sql.Composed([flows, sql.SQL(SURVEY)])
        survey = survey_of(session.rows(query, part(progress, 0.0, 0.5)))
        floats = (_is_float(relation, columns.origin), _is_float(relation, columns.destination))
        decided = plan(job, survey, floats)
        query = sql.Composed([flows, _tables(sql, decided), sql.SQL(SUMS)])
        rows = session.rows(query, part(progress, 0.5, 1.0))
        sums = sums_of(zip(*rows) if rows else [[]] * 8)
    note_unreadable(job, sums, decided)
    return job.conclude(sums, columns)


def _is_float(relation: Relation, column: str) -> bool:
    return relation.types[column] in FLOAT_TYPES


def kinds_in_relation(
    relation: Relation, column: str, name: str, progress: Progress = silent
) -> list[str]:
    """Return the distinct texts of a column, '' for rows without one.

    Raises
    ------
    InputError
        See `load_with_postgresql`.
    """
    sql = library("psycopg2.sql", "psycopg2")
    query = sql.SQL(
        "SELECT DISTINCT coalesce({column}::text, '') FROM {relation} AS given"
    ).format(column=sql.Identifier(column), relation=_source(sql, relation))
    with _session(relation.connection, name, part(progress, 0.0, 0.0)) as session:
        return sorted(str(kind) for (kind,) in session.rows(query, progress))


# --- SQL ----------------------------------------------------------------------------------------

# After the rows, what `plan` decided; the last WITH before the query. DISTINCT ON tells PostgreSQL
# that codes occur once: it then hashes them, and not the rows.
_TABLES = """,
origins AS (
    SELECT DISTINCT ON (code) code, number, own
    FROM unnest({first}::text[], {first_numbers}::int8[], {own}::int8[]) AS t (code, number, own)
),
destinations AS (
    SELECT DISTINCT ON (code) code, number
    FROM unnest({second}::text[], {second_numbers}::int8[]) AS t (code, number)
),
odd AS (
    SELECT DISTINCT ON (written) written, value
    FROM unnest({odd}::text[], {worth}::float8[]) AS t (written, value)
),
blank AS (
    SELECT {blank_first}::int8 AS first, {blank_second}::int8 AS second, {blank_own}::int8 AS own
)
"""


def _tables(sql: Any, decided: Plan) -> Any:
    return sql.SQL(_TABLES).format(
        first=sql.Literal(decided.origins.texts),
        first_numbers=sql.Literal(decided.origins.numbers),
        own=sql.Literal(decided.written.numbers),
        second=sql.Literal(decided.destinations.texts),
        second_numbers=sql.Literal(decided.destinations.numbers),
        odd=sql.Literal(decided.odd_volumes),
        worth=sql.Literal(decided.odd_values),
        blank_first=sql.Literal(decided.origins.blank),
        blank_second=sql.Literal(decided.destinations.blank),
        blank_own=sql.Literal(decided.written.blank),
    )


def _source(sql: Any, relation: Relation) -> Any:
    """Return the rows of the user's table, filtered as the user did."""
    if relation.query:
        table = sql.SQL("({query}) AS asked").format(query=sql.SQL(relation.query))
    elif relation.schema:
        table = sql.Identifier(relation.schema, relation.table)
    else:
        table = sql.Identifier(relation.table)
    where = sql.SQL("true")
    if relation.where:
        where = sql.SQL("({where})").format(where=sql.SQL(relation.where))
    if relation.kind_column:
        where = sql.SQL(
            "{where} AND coalesce(nullif({column}::text, ''), {usual}) = {kind}"
        ).format(
            where=where,
            column=sql.Identifier(relation.kind_column),
            usual=sql.Literal(relation.usual_kind),
            kind=sql.Literal(relation.kind),
        )
    return sql.SQL("(SELECT * FROM {table} WHERE {where})").format(table=table, where=where)


def _flows(sql: Any, relation: Relation, columns: Columns) -> Any:
    """Return the rows as `sql` wants them: the first WITH of a query."""
    written, thousands = sql.SQL("NULL::text"), sql.SQL("NULL::boolean")
    value = sql.SQL("1::float8")
    if columns.volume:
        volume = sql.Identifier(columns.volume)
        value = sql.SQL("({volume})::float8").format(volume=volume)
        if relation.types[columns.volume] == "float4":  # read as it is shown
            value = sql.SQL("({volume})::text::float8").format(volume=volume)
        if relation.types[columns.volume] not in NUMBER_TYPES:
            written = sql.SQL('({volume})::text COLLATE "C"').format(volume=volume)
            plain = sql.Literal(f"^({PLAIN_VOLUME})$")
            value = sql.SQL(
                "CASE WHEN {written} ~ {plain} THEN replace({written}, ',', '.')::float8 END"
            ).format(written=written, plain=plain)
            thousands = sql.SQL("{written} ~ {comma}").format(
                written=written, comma=sql.Literal(f"^({COMMA_VOLUME})$")
            )
    return sql.SQL(
        "WITH flows AS (SELECT {origin} AS origin, {destination} AS destination, "
        "{written} AS written, {value} AS value, {thousands} AS thousands "
        "FROM {relation} AS given)"
    ).format(
        origin=_end(sql, columns.origin, columns.origin_detail),
        destination=_end(sql, columns.destination, columns.destination_detail),
        written=written,
        value=value,
        thousands=thousands,
        relation=_source(sql, relation),
    )


def _end(sql: Any, column: str, detail: str) -> Any:
    code = sql.SQL("({column})::text").format(column=sql.Identifier(column))
    if not detail:
        return code
    return sql.SQL(
        "CASE WHEN ({detail})::text = ANY({towns}) THEN ({detail})::text ELSE {code} END"
    ).format(detail=sql.Identifier(detail), towns=sql.Literal(list(ARRONDISSEMENTS)), code=code)


# --- the connection -----------------------------------------------------------------------------


@contextmanager
def _session(connection: str, name: str, progress: Progress) -> Iterator[_Session]:
    """Open a read-only session, and tell in a sentence what goes wrong in it."""
    driver = library("psycopg2", "psycopg2")
    session = None
    try:
        session = _Session(driver, connection, progress)
        yield session
    except _SilentError as error:
        raise InputError(
            translate(
                "Alliance",
                "The database of “{table}” stopped answering, and nothing was written: check the "
                "server and the network, then run again."
            ).format(table=name)
        ) from error
    except driver.Error as error:
        raise InputError(
            translate(
                "Alliance",
                "The database could not sum “{table}” ({reason}); nothing was written."
            ).format(table=name, reason=_short(error))
        ) from error
    finally:
        if session is not None:
            session.close()


class _SilentError(Exception):
    """The server does not answer any more."""


class _Session:
    """A connection that never blocks: it is polled, so that the user may cancel."""

    def __init__(self, driver: Any, connection: str, progress: Progress) -> None:
        self._driver = driver
        self._dsn = connection
        self._connection = _connected(driver, connection, progress)
        # One snapshot for both queries, and no way to write.
        self._run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", progress)
        # Enough to keep the groups in memory; the usual 4 MB would sort all the rows on disk.
        self._run("SET LOCAL work_mem = '256MB'", progress)

    def rows(self, query: Any, progress: Progress) -> list[Any]:
        """Run a query and return its rows."""
        cursor = self._run(query, progress)
        found: list[Any] = cursor.fetchall()
        progress(1.0)
        return found

    def close(self) -> None:
        """Leave the server; it drops what was under way."""
        self._connection.close()

    def _run(self, query: Any, progress: Progress) -> Any:
        cursor = self._connection.cursor()
        cursor.execute(query)  # without values: a % in a name is only itself
        asked = time.monotonic()
        while not _is_ready(self._driver, self._connection):
            try:
                progress(0.0)
            except BaseException:
                self._cancel()
                raise
            if time.monotonic() - asked > _ASK_AFTER_S:
                _connected(self._driver, self._dsn, progress).close()
                asked = time.monotonic()
        return cursor

    def _cancel(self) -> None:
        """Ask the server to stop, without waiting for it for long."""
        try:
            other = _connected(self._driver, self._dsn, silent, _CANCEL_S)
        except (_SilentError, self._driver.Error):
            return
        try:
            cursor = other.cursor()
            cursor.execute(
                "SELECT pg_cancel_backend(%s)", [self._connection.info.backend_pid]
            )
            _wait(self._driver, other, silent, _CANCEL_S)
        except (_SilentError, self._driver.Error):
            return
        finally:
            other.close()


def _connected(
    driver: Any, dsn: str, progress: Progress, within: float | None = None
) -> Any:
    """Open a connection, or raise `_SilentError` where no answer comes in time."""
    connection = driver.connect(dsn, async_=1)
    try:
        _wait(driver, connection, progress, _CONNECT_S if within is None else within)
    except BaseException:
        connection.close()
        raise
    return connection


def _wait(driver: Any, connection: Any, progress: Progress, within: float) -> None:
    end = time.monotonic() + within
    while not _is_ready(driver, connection):
        progress(0.0)
        if time.monotonic() > end:
            raise _SilentError


def _is_ready(driver: Any, connection: Any) -> bool:
    """Let a connection go on; tell whether it has finished, waiting for a moment if not."""
    state = connection.poll()
    if state == driver.extensions.POLL_OK:
        return True
    reading = [connection] if state == driver.extensions.POLL_READ else []
    writing = [connection] if state == driver.extensions.POLL_WRITE else []
    select.select(reading, writing, [], _EVERY_S)
    return False


def _short(error: BaseException) -> str:
    """Return the first line of what the driver says."""
    lines: Sequence[str] = str(error).strip().splitlines()
    return lines[0].replace("ERROR:", "").strip() if lines else type(error).__name__
