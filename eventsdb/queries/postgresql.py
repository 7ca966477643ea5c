"""Reading a PostgreSQL database, and nothing else.

A read-only transaction can be left by statements hidden behind a semicolon; a server-side cursor takes
one SELECT and no more. A superuser could still read the server's files, so one becomes
``pg_read_all_data`` first, and functions that run text as SQL, by which it could become itself again,
are refused. The best guard is a role that may only SELECT.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL

from eventsdb.errors import DatabaseError, EventsdbError, QueryError
from eventsdb.queries.library import Value
from eventsdb.queries.limits import Stopwatch
from eventsdb.queries.placeholders import to_pyformat, without_strings
from eventsdb.queries.result import Cursor, Row

if TYPE_CHECKING:
    import psycopg

_ROWS_AT_A_TIME = 500
_LONGEST_TIMEOUT = 2**31 - 1  # milliseconds, the server's own limit
_FORBIDDEN = re.compile(
    r"set_config|(query|cursor|table|schema|database)\w*_to_xml\w*|dblink\w*|lo_\w+|pg_\w*(file|dir)\w*"
    r"|pg_(authid|shadow|user_mapping)\w*|U&\"",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\s*(insert|update|delete|merge|truncate|create|alter|drop|grant|revoke|copy|call|do|set|vacuum)\b",
    re.IGNORECASE,
)
"""How statements begin that a cursor would take for mistakes in spelling."""


@contextmanager
def reading(url: URL, watch: Stopwatch, seconds: float | None) -> Iterator[PostgresqlReader]:
    """A read-only transaction on the database. Raises DatabaseError when it cannot be reached."""
    try:
        import psycopg  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise DatabaseError("PostgreSQL needs the extra: pip install 'eventsdb[postgres]'") from error
    try:
        connection = psycopg.connect(_conninfo(url), connect_timeout=10)
    except psycopg.Error as error:
        raise DatabaseError(f"the database cannot be reached: {_first_line(error)}") from error
    with closing(connection):  # which takes the transaction back
        try:
            _restrict(connection, seconds)
        except psycopg.Error as error:
            raise DatabaseError(f"the database cannot be read safely: {_first_line(error)}") from error
        yield PostgresqlReader(connection, watch)


def _restrict(connection: psycopg.Connection, seconds: float | None) -> None:
    import psycopg  # noqa: PLC0415

    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    if seconds is not None:
        milliseconds = min(max(int(seconds * 1000), 1), _LONGEST_TIMEOUT)
        connection.execute(f"SET LOCAL statement_timeout = {milliseconds}")
    if connection.execute("SELECT current_setting('is_superuser')").fetchone() == ("on",):
        connection.execute("SET LOCAL ROLE pg_read_all_data")


def _conninfo(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


class PostgresqlReader:
    """Runs SELECT statements through server-side cursors."""

    def __init__(self, connection: psycopg.Connection, watch: Stopwatch) -> None:
        self._connection = connection
        self._watch = watch
        self._numbers = count()

    def execute(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """Start one statement. Raises QueryError or DatabaseError; so does reading its rows."""
        statement, untyped = _bound(sql, values)
        cursor = self._connection.cursor(name=f"eventsdb_{next(self._numbers)}")
        with self._translating(), self._watch.running():
            cursor.execute(statement, untyped)
        columns = tuple(column.name for column in cursor.description or ())
        first = self._fetch(cursor)  # here, so that what fails does so before anything is written out
        return Cursor(columns, self._rows(cursor, first))

    def plan(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """How PostgreSQL would answer, one step a row."""
        statement, untyped = _bound(sql, values)
        with self._translating(), self._watch.running():
            # Prepared, because the server takes only one statement that way.
            steps = self._connection.execute(b"EXPLAIN " + statement, untyped, prepare=True).fetchall()
        return Cursor(("step",), iter(steps))

    def _rows(self, cursor: psycopg.ServerCursor[Any], rows: Sequence[Row]) -> Iterator[Row]:
        while rows:
            for row in rows:
                yield tuple(_plain(value) for value in row)
            rows = self._fetch(cursor)

    def _fetch(self, cursor: psycopg.ServerCursor[Any]) -> Sequence[Row]:
        with self._translating(), self._watch.running():
            rows = cursor.fetchmany(_ROWS_AT_A_TIME)
        if self._watch.expired():
            raise self._watch.error()
        return rows

    @contextmanager
    def _translating(self) -> Iterator[None]:
        import psycopg  # noqa: PLC0415

        try:
            yield
        except psycopg.Error as error:
            raise self._translate(error) from error

    def _translate(self, error: psycopg.Error) -> EventsdbError:
        match error.sqlstate:
            case "57014":
                return self._watch.error()
            case None | "57P01" | "57P02" | "57P03":
                return DatabaseError(f"the connection to the database was lost: {_first_line(error)}")
            case "25006" | "42501":
                return QueryError(f"refused: a query may only read ({_first_line(error)})")
        return QueryError(_first_line(error))


def _bound(sql: str, values: Mapping[str, Value]) -> tuple[bytes, dict[str, str | None]]:
    """The statement as psycopg takes it; untyped values, so that the server reads them by their context."""
    bare = without_strings(sql)
    if writing := _WRITING.match(bare):
        raise QueryError(f"refused: a query may only read ('{writing[1]}')")
    if forbidden := _FORBIDDEN.search(bare):
        raise QueryError(f"refused: a query may only read ('{forbidden[0]}')")
    untyped = {name: None if value is None else str(value) for name, value in values.items()}
    return to_pyformat(sql).encode(), untyped


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]


def _plain(value: object) -> Value:
    match value:
        case None | str() | bytes():
            return value
        case bool():
            return int(value)
        case int() | float():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
