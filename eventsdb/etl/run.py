"""A run: the database it writes to, its row there, and what it did."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from eventsdb.interrupts import interrupts_held
from eventsdb.parallel.workers import Workers
from eventsdb.storage.correcting import check
from eventsdb.storage.engine import create_database_engine, database_errors, database_url
from eventsdb.storage.failures import Failure, add_failures
from eventsdb.storage.migrations import ensure_current
from eventsdb.storage.runs import RunOutcome, count_rows, finish_run, start_run
from eventsdb.summary import Summary


@dataclass(slots=True)
class Run:
    """A load or a reprocessing that is under way; `number` is its row in `runs`."""

    engine: Engine
    number: int = 0
    summary: Summary = field(default_factory=Summary)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that Ctrl-C does not cut in two."""
        with interrupts_held(), self.engine.begin() as connection:
            yield connection

    def record(self, failures: Sequence[Failure]) -> None:
        """Record inputs that failed."""
        self.summary.failures += failures
        with self.transaction() as connection:
            add_failures(connection, self.number, failures)


@contextmanager
def recorded_run(db: str | Path | URL | None, extracting: Workers) -> Iterator[Run]:
    """Open the database, made when it is not there, and record the run, whatever becomes of it.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
    """
    started = time.monotonic()
    url = database_url(db)
    ensure_current(url)
    run = Run(create_database_engine(url))
    outcome: RunOutcome = "failed"
    try:
        with database_errors(url):
            with run.transaction() as connection:
                run.number = start_run(connection)
                before = count_rows(connection)
            try:
                yield run
                outcome = "failed" if run.summary.stopped else "finished"
            except KeyboardInterrupt:
                outcome = "interrupted"
                raise
            finally:
                with run.transaction() as connection:
                    _finish(connection, run, outcome, before, extracting)
    finally:
        run.engine.dispose()
        run.summary.seconds = time.monotonic() - started


def _finish(
    connection: Connection, run: Run, outcome: RunOutcome, before: dict[str, int], extracting: Workers
) -> None:
    summary = run.summary
    summary.lost = len(check(connection))
    summary.total = count_rows(connection)
    summary.added = {name: summary.total[name] - before[name] for name in before}
    finish_run(connection, run.number, outcome, summary.counts(), extracting.versions)
