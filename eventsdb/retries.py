"""Inputs that failed: which files to load again, and which of them no longer fail."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqlalchemy import URL, Engine

from eventsdb.errors import DatabaseError
from eventsdb.readers import ReadOptions, files_of
from eventsdb.readers.files import path_of, uri_of
from eventsdb.storage.engine import create_database_engine, database_errors, database_url, sqlite_path
from eventsdb.storage.failures import clear_failures, failed_uris
from eventsdb.storage.migrations import ensure_current


@dataclass(frozen=True, slots=True)
class FailedInputs:
    """Inputs that failed and were not loaded since: their files, and those that no file is known of."""

    files: list[Path]
    elsewhere: list[str]


def failed_inputs(db: str | Path | URL | None = None) -> FailedInputs:
    """What to give to `load` again, once it was mended.

    Raises:
        DatabaseError: there is no such database, it cannot be read, or has another schema version.
    """
    url = database_url(db)
    file = sqlite_path(url)
    if file is not None and not file.exists():
        raise DatabaseError(f"{file} does not exist: fill it with eventsdb load PATH")
    ensure_current(url)
    engine = create_database_engine(url)
    try:
        with database_errors(url), engine.connect() as connection:
            uris = failed_uris(connection)
    finally:
        engine.dispose()
    found = {uri: path_of(uri) for uri in uris}
    files = sorted({path for path in found.values() if path.is_absolute()})
    return FailedInputs(files, [uri for uri, path in found.items() if not path.is_absolute()])


def clear_outdated(
    engine: Engine, run_id: int, paths: Sequence[Path], options: ReadOptions, stages: Collection[str]
) -> None:
    """Forget failures of earlier runs in files that this one read to the end."""
    with engine.connect() as connection:
        by_file: dict[Path, set[str]] = {}
        for uri in failed_uris(connection):
            by_file.setdefault(path_of(uri), set()).add(uri)
    if not by_file:
        return
    read = (Path(uri_of(path)) for path in chain(paths, files_of(paths, options)))
    outdated = {uri for path in read for uri in by_file.get(path, ())}
    with engine.begin() as connection:
        clear_failures(connection, run_id, outdated, stages)
