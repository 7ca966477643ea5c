"""Publishing a SQLite database: a compact, checked copy, to hand to others or to a BI tool."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from eventsdb.errors import DatabaseError
from eventsdb.storage.engine import BUSY_TIMEOUT, database_errors, database_url, display_name, sqlite_path


def snapshot(url: URL, target: Path) -> None:
    """Copy a database to `target`, taking its place if there is such a file, once the copy has been checked.

    The copy has no free pages, has the statistics by which SQLite plans queries, and is one file that opens
    on a read-only disk. It is of one moment, also while a load is running.

    Raises:
        DatabaseError: the database is not SQLite's, does not exist or is `target` itself; it is damaged or
            has rows that refer to nothing; or the copy cannot be written. Then `target` is as it was.
    """
    source = sqlite_path(url)
    if source is None:
        raise DatabaseError(f"{display_name(url)} is no SQLite file: copy it with pg_dump")
    if not source.is_file():
        raise DatabaseError(f"there is no database at {source}")
    if target.exists() and target.samefile(source):
        raise DatabaseError(f"{target} is the database itself: name another file")
    try:
        # Beside the target, so that the copy can take its place at once.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
            copy = Path(folder) / target.name
            _copy(source, copy, url)
            _check(copy, source)
            copy.replace(target)
    except OSError as error:
        raise DatabaseError(f"{target} cannot be written: {error.strerror}") from error


def _copy(source: Path, copy: Path, url: URL) -> None:
    with (
        database_errors(url),
        closing(
            sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT)
        ) as origin,
    ):
        origin.execute("VACUUM INTO ?", (str(copy),))


def _check(copy: Path, source: Path) -> None:
    with database_errors(database_url(copy)), closing(sqlite3.connect(copy)) as made:
        made.execute("PRAGMA journal_mode = DELETE")
        made.execute("ANALYZE")
        damage = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if damage != "ok":
            raise DatabaseError(f"{source} is damaged, nothing was published: {damage}")
        broken = made.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise DatabaseError(
                f"{source} has rows in {broken[0]} that refer to nothing in {broken[2]}:"
                " nothing was published"
            )
