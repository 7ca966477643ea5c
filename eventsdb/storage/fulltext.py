"""The full-text index over articles and claims, which a database has only when someone asks for it.

Accents and capitals do not count in it. The database itself keeps it in step with what is loaded: SQLite by
triggers on an FTS5 table that borrows its text from the indexed one, PostgreSQL as any index. Migrations
make the triggers again where they make a table anew, and take the index away with the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from eventsdb.errors import DatabaseError
from eventsdb.storage.engine import create_database_engine, display_name, explain, sqlite_path

INDEXED = {"articles": ("title", "text"), "claims": ("text",)}
"""The columns that are indexed, by table; the index of a table is called TABLE_fts."""

CONFIGURATION = "eventsdb_search"
"""PostgreSQL's text search configuration: words without accents, as they stand."""

_TOKENIZER = "unicode61 remove_diacritics 2"


def make(url: URL) -> None:
    """Index the articles and claims of a database, anew when they are indexed already.

    Raises:
        DatabaseError: there is no such database, or it cannot have the index; then nothing has changed.
    """
    _change(url, _make)


def remove(url: URL) -> None:
    """Take the index away; do nothing where there is none. PostgreSQL keeps the extension unaccent.

    Raises:
        DatabaseError: there is no such database, or it cannot be written to.
    """
    _change(url, drop)


def drop(connection: Connection) -> None:
    """Take the index away inside a transaction of the caller's, whether its tables still exist or not."""
    _run(connection, _drop_from_sqlite if connection.dialect.name == "sqlite" else _drop_from_postgresql)


def document(table: str) -> str:
    """What PostgreSQL indexes of a row: the expression a query must repeat."""
    words = " || ' ' || ".join(f"coalesce({table}.{column}, '')" for column in INDEXED[table])
    return f"to_tsvector('{CONFIGURATION}', {words})"


def _change(url: URL, change: Callable[[Connection], None]) -> None:
    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise DatabaseError(f"{path} does not exist: fill one with `eventsdb load`")
    engine = create_database_engine(url)
    try:
        with engine.begin() as connection:
            change(connection)
    except DBAPIError as error:
        raise explain(error, url) or DatabaseError(
            f"{display_name(url)} cannot have a full-text index: {str(error.orig).splitlines()[0]}"
        ) from error
    finally:
        engine.dispose()


def _make(connection: Connection) -> None:
    drop(connection)
    _run(connection, _make_in_sqlite if connection.dialect.name == "sqlite" else _make_in_postgresql)


def _run(connection: Connection, statements: Callable[[], Iterator[str]]) -> None:
    for statement in statements():
        connection.exec_driver_sql(statement)


def _make_in_sqlite() -> Iterator[str]:
    for table, columns in INDEXED.items():
        index = f"{table}_fts"
        names = ", ".join(columns)
        new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
        # In double quotes, by which Datasette knows the table for an index and hides it.
        yield (
            f'CREATE VIRTUAL TABLE {index} USING fts5({names}, content="{table}", content_rowid="id",'
            f' tokenize="{_TOKENIZER}")'
        )
        yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"
        add = f"INSERT INTO {index} (rowid, {names}) VALUES (new.id, {new});"
        # The index forgets a row only when it is told again what the row said.
        forget = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.id, {old});"
        yield f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END"
        yield f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {forget} END"
        yield f"CREATE TRIGGER {index}_update AFTER UPDATE OF id, {names} ON {table} BEGIN {forget} {add} END"


def _drop_from_sqlite() -> Iterator[str]:
    for table in INDEXED:
        for when in ("insert", "delete", "update"):
            yield f"DROP TRIGGER IF EXISTS {table}_fts_{when}"
        yield f"DROP TABLE IF EXISTS {table}_fts"


def _make_in_postgresql() -> Iterator[str]:
    yield "CREATE EXTENSION IF NOT EXISTS unaccent"
    yield f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = simple)"
    yield (
        f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION}"
        " ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple"
    )
    for table in INDEXED:
        yield f"CREATE INDEX {table}_fts ON {table} USING gin ({document(table)})"


def _drop_from_postgresql() -> Iterator[str]:
    for table in INDEXED:
        yield f"DROP INDEX IF EXISTS {table}_fts"
    yield f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION}"
