"""Making a database where there is none, on a PostgreSQL server too."""

from __future__ import annotations

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from eventsdb.errors import DatabaseError
from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_errors
from eventsdb.storage.migrations import Migration

_MAINTENANCE = "postgres"  # the database that every server has
_NO_DATABASE, _DATABASE_EXISTS, _NOT_ALLOWED = "3D000", "42P04", "42501"


def create(url: URL) -> Migration:
    """Make the database unless it exists, and bring its tables up to the newest revision.

    Raises:
        DatabaseError: the server cannot be reached or does not let this role make databases, the database
            holds other tables, or is newer than this eventsdb.
    """
    if url.get_backend_name() == "postgresql" and not _exists(url):
        _create_on_server(url)
    return migrations.upgrade(url)


def _exists(url: URL) -> bool:
    engine = create_database_engine(url)
    try:
        with database_errors(url), engine.connect():
            return True
    except DatabaseError as error:
        cause = error.__cause__
        if isinstance(cause, OperationalError) and _is_missing(cause, url):
            return False
        raise
    finally:
        engine.dispose()


def _is_missing(error: OperationalError, url: URL) -> bool:
    """Whether the server answered that it has no such database; while connecting there is no SQLSTATE."""
    state = getattr(error.orig, "sqlstate", None)
    return state == _NO_DATABASE or (
        state is None and f'database "{url.database}" does not exist' in str(error)
    )


def _create_on_server(url: URL) -> None:
    server = url.set(database=_MAINTENANCE)
    with database_errors(server):
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                name = connection.dialect.identifier_preparer.quote(str(url.database))
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None)
            if state == _NOT_ALLOWED:
                raise DatabaseError(
                    f"{url.username} may make no databases on this server: let one who may run"
                    f" CREATE DATABASE {url.database}, then run `eventsdb db upgrade`"
                ) from error
            if state != _DATABASE_EXISTS:  # someone else was quicker
                raise
        finally:
            engine.dispose()
