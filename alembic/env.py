"""How migrations reach the database: all steps in one transaction, on SQLite and PostgreSQL.

The database is the one the caller put in `config.attributes["url"]` (as `eventsdb db` does), else the
one that EVENTSDB_URL names, else ./events.db, as everywhere in eventsdb.

Views are a state, not steps: a revision that adds or changes some holds their SQL (`views`) and what they
mean (`describe_view`), and after each step the views of the revision then reached are all made anew, each
as the newest revision up to there has it. A step that needs a view out of its way (PostgreSQL alters no
column under one) drops it; it need not restore it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Literal

from alembic import context
from alembic.operations.ops import MigrationScript
from sqlalchemy import Connection, column, delete, event, insert, inspect, table

from eventsdb.errors import DatabaseError
from eventsdb.storage import fulltext
from eventsdb.storage.engine import create_database_engine, database_errors, database_url
from eventsdb.storage.models import Base, UtcDateTime

DescribeView = Callable[[str, list[str]], list[str]]
DICTIONARY = table("data_dictionary", *map(column, ("table_name", "column_name", "position", "description")))


def run_migrations() -> None:
    url = context.config.attributes.get("url") or database_url()
    with database_errors(url):
        engine = create_database_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _let_sqlite_alter_tables)
        try:
            # Entered before the context is configured: Alembic then leaves the transaction to us, and a
            # failed step takes everything back with it, on SQLite too.
            with engine.begin() as connection:
                _migrate(connection)
        finally:
            engine.dispose()


def _let_sqlite_alter_tables(connection: sqlite3.Connection, _record: object) -> None:
    # SQLite alters a table by making it anew. With foreign keys enforced, dropping the old one deletes
    # the rows that refer to it; without the legacy way of renaming, a view over it makes that fail.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        triggers = _triggers(connection)
        _run_steps(connection)
        _restore(connection, triggers)
        _check_references(connection)
    else:
        # Whoever comes second waits here, then finds nothing left to do; SQLite has its write lock.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('eventsdb migrations'))")
        _run_steps(connection)


def _triggers(connection: Connection) -> dict[tuple[str, str], str]:
    """The SQL of each trigger, by its table and name."""
    rows = connection.exec_driver_sql("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {(table_name, name): sql for table_name, name, sql in rows}


def _restore(connection: Connection, triggers: dict[tuple[str, str], str]) -> None:
    """Make the triggers again that went when their table was made anew."""
    tables = set(inspect(connection).get_table_names())
    for missing in triggers.keys() - _triggers(connection).keys():
        if missing[0] in tables:
            connection.exec_driver_sql(triggers[missing])


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise DatabaseError(f"rows that refer to nothing in {tables}: nothing was migrated")


def _run_steps(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_server_default=True,
        include_object=_is_ours,
        render_item=_render_type,
        process_revision_directives=_number_revision,
        on_version_apply=_renew_views,
    )
    context.run_migrations()
    _leave_no_trace(connection)


def _leave_no_trace(connection: Connection) -> None:
    """Drop Alembic's own table, and the full-text index, when the last revision is gone."""
    has_table = inspect(connection).has_table("alembic_version")
    if has_table and not context.get_context().get_current_heads():
        connection.exec_driver_sql("DROP TABLE alembic_version")
        fulltext.drop(connection)


def _is_ours(_object: object, _name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:
    """Tables and indexes that people added to the database are no drift."""
    return not (type_ in ("table", "index") and reflected and compare_to is None)


def _render_type(kind: str, obj: object, _context: object) -> str | Literal[False]:
    """A revision is frozen: it names no type of the package."""
    return "sa.DateTime()" if kind == "type" and isinstance(obj, UtcDateTime) else False


def _number_revision(_context: object, _heads: object, directives: list[MigrationScript]) -> None:
    """Revisions are numbered: 0001, 0002 and so on."""
    for directive in directives:
        directive.rev_id = f"{len(list(context.script.walk_revisions())) + 1:04}"


def _renew_views(*, heads: Iterable[str], **_: object) -> None:
    connection = context.get_bind()
    dialect = connection.dialect.name
    inspector = inspect(connection)
    existing = inspector.get_view_names()
    known = _views(dialect, "heads")
    for name in reversed(known):
        if name in existing:
            connection.exec_driver_sql(f"DROP VIEW {name}")
    if inspector.has_table(DICTIONARY.name):
        connection.execute(delete(DICTIONARY).where(DICTIONARY.c.table_name.in_(list(known))))
    for name, (select, describe_view) in _views(dialect, tuple(heads)).items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS{select}")
        _describe(connection, name, describe_view)


def _describe(connection: Connection, view: str, describe_view: DescribeView) -> None:
    columns = [each["name"] for each in inspect(connection).get_columns(view)]
    meanings = zip(["", *columns], describe_view(view, columns), strict=True)
    rows = [
        {"table_name": view, "column_name": name, "position": position, "description": meaning}
        for position, (name, meaning) in enumerate(meanings)
    ]
    connection.execute(insert(DICTIONARY), rows)


def _views(dialect: str, heads: str | tuple[str, ...]) -> dict[str, tuple[str, DescribeView]]:
    """The views at some revisions, in the order to make them in: their SQL, and what describes them."""
    oldest_first = reversed(list(context.script.iterate_revisions(heads, "base")))
    return {
        name: (select, script.module.describe_view)
        for script in oldest_first
        if hasattr(script.module, "views")
        for name, select in script.module.views(dialect).items()
    }


run_migrations()
