"""Runs: one row a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import Connection, func, insert, select, update

from eventsdb import __version__
from eventsdb.storage import tables as t

RunOutcome = Literal["finished", "failed", "interrupted"]


def start_run(connection: Connection) -> int:
    """Begin a run; its row number."""
    values = {"started_at": datetime.now(UTC), "status": "running", "eventsdb_version": __version__}
    number: int = connection.execute(insert(t.RUNS).values(**values).returning(t.RUNS.c.id)).scalar_one()
    return number


def finish_run(
    connection: Connection,
    run_id: int,
    outcome: RunOutcome,
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


def count_rows(connection: Connection) -> dict[str, int]:
    """How many actors, locations, events and claims there are, by the names of their tables."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (t.ACTORS, t.LOCATIONS, t.EVENTS, t.CLAIMS)
    }


Changing = Literal["events", "claims"]
CHANGING: tuple[Changing, ...] = get_args(Changing)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows came, went, and stayed under their key but with other facts."""

    added: int
    removed: int
    altered: int


def facts(connection: Connection, table: Changing) -> dict[str, tuple[object, ...]]:
    """What the rows of a table say, by key, leaving out row numbers."""
    rows = connection.execute(select(t.EVENTS if table == "events" else t.CLAIMS)).mappings()
    return {
        row["key"]: tuple(value for name, value in row.items() if name != "id" and not name.endswith("_id"))
        for row in rows
    }


def compare(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """The changes from one state of a table to another."""
    kept = before.keys() & after.keys()
    return Changes(
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        sum(before[key] != after[key] for key in kept),
    )
