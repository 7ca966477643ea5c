"""Runs: one row a load, and the inputs that failed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from eventsdb import __version__
from eventsdb.storage import tables as t

Outcome = Literal["finished", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be loaded: what it is, where it failed, and why."""

    uri: str
    stage: str
    reason: str


def start_run(connection: Connection) -> int:
    """Begin a run; its row number."""
    values = {"started_at": datetime.now(UTC), "status": "running", "eventsdb_version": __version__}
    number: int = connection.execute(insert(t.RUNS).values(**values).returning(t.RUNS.c.id)).scalar_one()
    return number


def finish_run(
    connection: Connection,
    run_id: int,
    outcome: Outcome,
    counts: Mapping[str, int],
    extractors: Mapping[str, str],
) -> None:
    """Record how a run ended; `counts` by the names of the columns, `extractors` versions by language."""
    named = ", ".join(f"{language} {version}" for language, version in sorted(extractors.items()))
    connection.execute(
        update(t.RUNS)
        .where(t.RUNS.c.id == run_id)
        .values(status=outcome, finished_at=datetime.now(UTC), extractors=named or None, **counts)
    )


def add_failures(connection: Connection, run_id: int, failures: Iterable[Failure]) -> None:
    """Record inputs that failed."""
    rows = [{"run_id": run_id, "uri": f.uri, "stage": f.stage, "error": f.reason} for f in failures]
    if rows:
        connection.execute(insert(t.LOAD_ERRORS), rows)


def count_rows(connection: Connection) -> dict[str, int]:
    """How many actors, locations, events and claims there are, by the names of their tables."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (t.ACTORS, t.LOCATIONS, t.EVENTS, t.CLAIMS)
    }
