"""Which database, and how it is opened for writing.

A database is named by a path (SQLite) or a URL (SQLite or PostgreSQL); everything that opens one
resolves the name here and reports its failures through `database_errors`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from eventsdb.errors import DatabaseError

ENVIRONMENT_VARIABLE = "EVENTSDB_URL"
DEFAULT_PATH = Path("events.db")
BUSY_TIMEOUT = 10.0
"""Seconds to wait for another program to let go of a SQLite file."""

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "is locked by another program; wait until it has finished and try again",
    sqlite3.SQLITE_LOCKED: "is locked by another program; wait until it has finished and try again",
    sqlite3.SQLITE_NOTADB: "is not a SQLite database",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a backup, or save what is left with `sqlite3 FILE .recover`",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that the folder exists and may be written to",
    sqlite3.SQLITE_READONLY: "cannot be written to; check the permissions of the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be read or written; check the disk",
}


_POSTGRESQL_REFUSALS = ("42501", "25006")  # the role may not; the server or transaction only reads


def database_url(db: str | Path | URL | None = None) -> URL:
    """The URL of the database that `db` names: a path or a URL.

    Without `db`, the environment variable EVENTSDB_URL (a path or a URL too) names it, else `./events.db`.

    Raises:
        DatabaseError: the URL is malformed, names no file, or is neither SQLite's nor PostgreSQL's.
    """
    if isinstance(db, URL):
        named = db
    else:
        name = str(db or os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT_PATH)
        if "://" not in name:
            return URL.create("sqlite+pysqlite", database=str(Path(name).expanduser()))
        try:
            named = make_url(name)
        except (ArgumentError, ValueError) as error:
            raise DatabaseError(f"not a database URL: {name}") from error
    if named.drivername not in _DRIVERS:
        raise DatabaseError(
            f"{named.drivername} is not supported: use a path, sqlite:///PATH or postgresql://USER@HOST/NAME"
        )
    url = named.set(drivername=_DRIVERS[named.drivername])
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise DatabaseError("a database in memory would be lost at once: name a file, as sqlite:///PATH")
    return url


def display_name(url: URL) -> str:
    """How to name a database to people: the path of a SQLite file, else the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite database; None for other databases."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def create_database_engine(
    url: URL, *, busy_timeout: float = BUSY_TIMEOUT, begin: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE"
) -> Engine:
    """An engine for reading and writing.

    On SQLite a transaction takes the write lock at once (IMMEDIATE), or when it first writes (DEFERRED);
    it waits `busy_timeout` seconds for it. A file that does not exist is made at the first connection.

    Raises:
        DatabaseError: the folder of the file does not exist, or the driver is not installed.
    """
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise DatabaseError("PostgreSQL needs its driver: pip install 'eventsdb[postgres]'") from error
    path = sqlite_path(url)
    if path is not None:
        if path.is_dir():
            raise DatabaseError(f"{path} is a folder, not a database file")
        if not path.parent.is_dir():
            raise DatabaseError(f"the folder {path.parent} does not exist")
    engine = create_engine(url, connect_args={"timeout": busy_timeout, "isolation_level": None})
    event.listen(engine, "connect", _set_up_sqlite)
    # The driver's own implicit BEGIN leaves DDL and SELECT outside the transaction; and a transaction
    # that turns from reading to writing can fail at once instead of waiting for the lock.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(f"BEGIN {begin}"))
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def transaction(url: URL, begin: Literal["IMMEDIATE", "DEFERRED"]) -> Iterator[Connection]:
    """One transaction, all of whose statements see the database as it is at the first of them.

    Raises:
        DatabaseError: the database cannot be opened, read or written.
    """
    with database_errors(url):
        engine = create_database_engine(url, begin=begin)
        if url.get_backend_name() == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """Turn failures of the database itself (locked, damaged, out of reach) into `DatabaseError`.

    Errors in a statement or its data pass through unchanged.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        explained = explain(error, url)
        if explained is None:
            raise
        raise explained from error


def explain(error: DBAPIError | sqlite3.Error, url: URL) -> DatabaseError | None:
    """What a failure means to a user; None when it is about a statement or its data."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # Only the low byte is the kind of error; the others refine it.
        reason = _SQLITE_REASONS.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        return DatabaseError(f"{display_name(url)} {reason}") if reason else None
    if isinstance(error, OperationalError) or getattr(cause, "sqlstate", None) in _POSTGRESQL_REFUSALS:
        first_line = next(iter(str(cause).strip().splitlines()), "the connection failed")
        return DatabaseError(f"{display_name(url)}: {first_line}")
    return None
