"""Where the Alembic scripts are, and the few things eventsdb does with them.

The scripts are the folder `alembic/` of a checkout, or `eventsdb/_alembic` in an installed wheel.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, inspect, text
from sqlalchemy.exc import DBAPIError

import eventsdb
from eventsdb.errors import DatabaseError
from eventsdb.storage.engine import (
    database_errors,
    database_url,
    display_name,
    sqlite_path,
    transaction,
)

TABLES_OF_VALUE = ("articles", "corrections")
"""A file with rows in one of these is copied before it is migrated."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of the schema."""

    id: str
    message: str


@dataclass(frozen=True, slots=True)
class Migration:
    """What an upgrade or downgrade did; `before` and `after` are None where there is no schema."""

    before: str | None
    after: str | None
    backup: Path | None


def scripts_folder() -> Path:
    """The folder of env.py and the revisions.

    Raises:
        DatabaseError: this installation of eventsdb has none.
    """
    package = Path(eventsdb.__file__).parent
    for folder in (package / "_alembic", package.parent / "alembic"):
        # The folder beside an installed package can be the alembic library itself, which has no env.py.
        if (folder / "env.py").is_file():
            return folder
    raise DatabaseError("the migrations are missing: install eventsdb again")


def history() -> tuple[Revision, ...]:
    """Every revision, oldest first."""
    newest_first = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(Revision(each.revision, each.doc.rstrip(".")) for each in reversed(list(newest_first)))


def current(url: URL) -> str | None:
    """The revision a database is at; None when it does not exist or holds nothing.

    Raises:
        DatabaseError: it cannot be opened, or holds tables but none of eventsdb's.
    """
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None
    with transaction(url, "DEFERRED") as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision
    if tables:
        raise DatabaseError(f"{display_name(url)} holds other tables: it is not an eventsdb database")
    return None


def upgrade(url: URL, revision: str = "head") -> Migration:
    """Bring a database up to a revision, making it when it does not exist.

    A SQLite file that holds articles or corrections is copied beside itself first.

    Raises:
        DatabaseError: it cannot be opened, one of the revisions is unknown, or a step failed; then
            nothing has changed.
    """
    return _migrate(url, revision, command.upgrade)


def downgrade(url: URL, revision: str) -> Migration:
    """Take a database back to a revision, or to nothing (`base`).

    What the older schema has no place for is lost. A SQLite file that holds articles or corrections is
    copied beside itself first.

    Raises:
        DatabaseError: as for `upgrade`.
    """
    return _migrate(url, revision, command.downgrade)


def check(url: URL) -> None:
    """Check that a database is at the newest revision and has the tables of the models.

    Raises:
        DatabaseError: it is not, or has not; the message says which.
    """
    require_current(url)
    with _migration_errors(url):
        command.check(_config(url))


def require_current(url: URL) -> None:
    """Check that a database exists and is at the newest revision.

    Raises:
        DatabaseError: it does not, is older or newer than this eventsdb, or cannot be opened.
    """
    if _known_revision(url) is None:
        raise DatabaseError(f"{display_name(url)} does not exist: run {_command(url, 'upgrade')}")


def ensure_current(url: URL) -> Migration | None:
    """Make a database that does not exist; do nothing, and answer None, when it is at the newest revision.

    Raises:
        DatabaseError: it is older or newer than this eventsdb, or cannot be opened.
    """
    return upgrade(url) if _known_revision(url) is None else None


def _known_revision(url: URL) -> str | None:
    revision = current(url)
    newest = history()[-1].id
    _require_known(url, revision)
    if revision not in (None, newest):
        raise DatabaseError(
            f"{display_name(url)} has the tables of an older eventsdb (revision {revision}, now {newest}):"
            f" run {_command(url, 'upgrade')}"
        )
    return revision


def _require_known(url: URL, revision: str | None) -> None:
    if revision is not None and revision not in {known.id for known in history()}:
        raise DatabaseError(
            f"{display_name(url)} was made by a newer eventsdb (revision {revision} is unknown here):"
            " install that version or a later one"
        )


def _migrate(url: URL, revision: str, run: Callable[[Config, str], None]) -> Migration:
    before = current(url)
    _require_known(url, before)
    config = _config(url)
    with _migration_errors(url):
        if ScriptDirectory.from_config(config).as_revision_number(revision) in (before, before or "base"):
            return Migration(before, before, None)
    backup = _back_up(url, before)
    try:
        with _migration_errors(url):
            run(config, revision)
    except DatabaseError:
        if backup is not None:
            backup.unlink()
        raise
    return Migration(before, current(url), backup)


def _back_up(url: URL, revision: str | None) -> Path | None:
    """Copy a SQLite file that holds something of value; the copy is named after its revision and the time."""
    path = sqlite_path(url)
    if path is None or revision is None:
        return None
    with transaction(url, "DEFERRED") as connection:
        present = set(inspect(connection).get_table_names()) & set(TABLES_OF_VALUE)
        if not any(connection.scalar(text(f"SELECT EXISTS (SELECT 1 FROM {name})")) for name in present):
            return None
    copy = path.with_name(f"{path.name}.{revision}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.bak")
    with (
        database_errors(database_url(copy)),
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


@contextmanager
def _migration_errors(url: URL) -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise DatabaseError(f"{display_name(url)}: {error}") from error
    except DBAPIError as error:
        raise DatabaseError(
            f"{display_name(url)}: a migration failed and nothing has changed: {error.orig}"
        ) from error


def _config(url: URL | None = None) -> Config:
    config = Config(stdout=StringIO(), attributes={"url": url})
    # Alembic reads the option through configparser, to which % is special.
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    return config


def _command(url: URL, name: str) -> str:
    return f"`eventsdb db {name} --db {display_name(url)}`"
