"""Reading a SQLite file, and nothing else.

Each layer closes what the others leave open (``mode=ro`` alone still lets ATTACH write other files):
the file is opened read-only, an authorizer lets through only what a SELECT needs, a progress handler
stops what runs too long, and no value may grow past `LARGEST_VALUE`, which the handler would not see.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from sqlalchemy import URL

from eventsdb.errors import DatabaseError, EventsdbError, QueryError
from eventsdb.queries.library import Value
from eventsdb.queries.limits import LARGEST_VALUE, Stopwatch
from eventsdb.queries.result import Cursor
from eventsdb.storage.engine import explain, sqlite_path

_BUSY_SECONDS = 5.0
_STEPS_BETWEEN_CHECKS = 2_000
_ROWS_AT_ONCE = 100
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer"}


@contextmanager
def reading(url: URL, watch: Stopwatch) -> Iterator[SqliteReader]:
    """A read-only connection to the file. Raises DatabaseError when there is none or it cannot be read."""
    path = sqlite_path(url)
    if path is None:
        raise DatabaseError("a database in memory has nothing to ask for: name a file with --db")
    if not path.exists():
        raise DatabaseError(
            f"there is no database at {path.resolve()}; fill one with 'eventsdb load', "
            "or name another with --db or EVENTSDB_URL"
        )
    if path.is_dir():
        raise DatabaseError(f"{path.resolve()} is a folder, not a database")
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
    except sqlite3.Error as error:
        raise explain(error, url) or DatabaseError(f"{path} cannot be opened: {error}") from error
    with closing(connection):
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # PostgreSQL's lower() knows accents; SQLite's would not find "ÉLYSÉE".
        connection.create_function("lower", 1, lower, deterministic=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("BEGIN")  # one state of the database for all statements
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(watch.expired, _STEPS_BETWEEN_CHECKS)
        yield SqliteReader(connection, url, watch)


def lower(value: object) -> str | None:
    """A text in lower case, accents included; NULL stays NULL."""
    return None if value is None else str(value).lower()


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    match action:
        case _ if action in _READING:
            allowed = True
        case sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() not in _FORBIDDEN_FUNCTIONS
        case sqlite3.SQLITE_PRAGMA:  # a full-text table asks for it whenever it is read
            allowed = first == "data_version" and second is None
        case sqlite3.SQLITE_UPDATE:  # declared, never done, when a full-text table is opened
            allowed = first in ("sqlite_master", "sqlite_schema")
        case _:
            allowed = False
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


class SqliteReader:
    """Runs SELECT statements on one connection."""

    def __init__(self, connection: sqlite3.Connection, url: URL, watch: Stopwatch) -> None:
        self._connection = connection
        self._url = url
        self._watch = watch

    def execute(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """Start one statement. Raises QueryError or DatabaseError; so does reading its rows."""
        with self._translating(), self._watch.running():
            cursor = self._connection.execute(sql, dict(values))
        if cursor.description is None:
            raise QueryError("there is no query to run: write a SELECT")
        return Cursor(tuple(column[0] for column in cursor.description), self._rows(cursor))

    def plan(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """How SQLite would answer, one step a row."""
        steps = self.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return Cursor(("step",), ((row[3],) for row in steps.rows))

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Value, ...]]:
        while True:
            with self._translating(), self._watch.running():
                rows = cursor.fetchmany(_ROWS_AT_ONCE)
            if not rows:
                return
            yield from rows

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Warning as error:  # Python 3.11: "You can only execute one statement at a time."
            raise QueryError(str(error)) from error
        except sqlite3.Error as error:
            raise self._translate(error) from error

    def _translate(self, error: sqlite3.Error) -> EventsdbError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            if not self._watch.expired():  # Ctrl-C inside the progress handler, where sqlite3 swallows it
                raise KeyboardInterrupt
            return self._watch.error()
        if code == sqlite3.SQLITE_AUTH:
            return QueryError(f"refused: a query may only read ({error})")
        if code in (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM):
            return QueryError(f"a value grew past {LARGEST_VALUE:,} bytes: {error}")
        return explain(error, self._url) or QueryError(str(error))
