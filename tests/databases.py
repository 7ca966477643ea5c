"""Databases for tests, of both kinds: fresh ones are copies of one that was migrated once."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Literal

from contents import contents
from factories import fill
from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_url


class Sqlite:
    """SQLite files in a folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def empty(self) -> URL:
        """A database that does not exist yet."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return database_url(folder / "events.db")

    def copy(self, template: URL) -> URL:
        """A copy of a database."""
        url = self.empty()
        shutil.copy(str(template.database), str(url.database))
        return url

    def drop(self, url: URL) -> None:
        """Delete a database."""
        shutil.rmtree(Path(str(url.database)).parent)


class Postgresql:
    """Databases of a PostgreSQL server, which need not outlive a failure of the machine."""

    name = "postgresql"

    def __init__(self, server: str) -> None:
        self._admin = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
        self._numbers = itertools.count(1)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def empty(self) -> URL:
        """A database without tables."""
        return self._create("template0")

    def copy(self, template: URL) -> URL:
        """A copy of a database that nobody is connected to."""
        return self._create(str(template.database))

    def drop(self, url: URL) -> None:
        """Delete a database, whoever is connected to it."""
        self._run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def _create(self, template: str) -> URL:
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._admin.url.set(database=name)


class Backend:
    """One kind of database, with those that the whole session shares: to read, to copy, or to roll back."""

    def __init__(self, maker: Sqlite | Postgresql) -> None:
        self.maker = maker
        self.name = maker.name

    @cached_property
    def migrated(self) -> URL:
        """All tables and no articles."""
        url = self.maker.empty()
        migrations.upgrade(url)
        return url

    @cached_property
    def news(self) -> URL:
        """The news of tests/factories.py."""
        url = self.maker.copy(self.migrated)
        with connected(url) as connection, Session(connection) as session:
            fill(session)
        return url


class Databases:
    """Fresh databases of one kind, dropped with the test."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._made: list[URL] = []
        self._engines: list[Engine] = []

    def empty(self) -> URL:
        """One without tables; a SQLite file is not there yet."""
        return self._keep(self._backend.maker.empty())

    def migrated(self) -> URL:
        """One with all tables and no articles."""
        return self._keep(self._backend.maker.copy(self._backend.migrated))

    def news(self) -> URL:
        """One with the news of tests/factories.py."""
        return self._keep(self._backend.maker.copy(self._backend.news))

    def engine(self, template: URL | None = None) -> Engine:
        """An engine for one with all tables and no articles, or for a copy of another one."""
        url = self._keep(self._backend.maker.copy(template or self._backend.migrated))
        self._engines.append(create_database_engine(url))
        return self._engines[-1]

    def drop(self) -> None:
        """Delete them all."""
        while self._engines:
            self._engines.pop().dispose()
        while self._made:
            self._backend.maker.drop(self._made.pop())

    def _keep(self, url: URL) -> URL:
        self._made.append(url)
        return url


def named(url: URL) -> str:
    """How to name a database on the command line."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(False)


@contextmanager
def connected(url: URL, begin: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE") -> Iterator[Connection]:
    """A connection, committed at the end; DEFERRED to read what others are writing."""
    engine = create_database_engine(url, begin=begin)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def ask(url: URL, sql: str, **values):
    """The rows of a query."""
    with connected(url, "DEFERRED") as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]


def everything(url: URL):
    """What a database says, without row numbers."""
    with connected(url, "DEFERRED") as connection:
        return contents(connection)
