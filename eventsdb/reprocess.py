"""Extracting again what is stored, as after a change of the pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import URL

from eventsdb.etl import batches
from eventsdb.etl.run import Run, recorded_run
from eventsdb.extraction.registry import Extractors, Outcome
from eventsdb.parallel.choosing import chosen_workers
from eventsdb.parallel.workers import extract_beside
from eventsdb.records import Article
from eventsdb.storage.failures import EXTRACTING, Failure, clear_failures
from eventsdb.storage.reading import article_numbers, read_articles
from eventsdb.storage.runs import CHANGING, compare, facts
from eventsdb.storage.store import replace_extractions
from eventsdb.summary import OnProgress, Summary


def reprocess(
    *,
    db: str | Path | URL | None = None,
    extractors: Extractors | None = None,
    workers: int = 1,
    cluster: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Extract all stored articles again and decide identities anew. The arguments are those of `load`.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
        EventsdbError: the processes cannot be started, the cluster cannot be reached, or an extractor cannot
            be made.
    """
    with chosen_workers(extractors, workers, cluster) as extracting, recorded_run(db, extracting) as run:
        with run.transaction() as connection:
            before = {name: facts(connection, name) for name in CHANGING}
            numbers = article_numbers(connection)
        for chunk, outcomes in extract_beside(extracting, _stored(run, numbers)):
            _store(run, chunk, outcomes)
            on_progress(run.summary)
        with run.transaction() as connection:
            run.summary.changes = {name: compare(before[name], facts(connection, name)) for name in CHANGING}
    return run.summary


def _stored(run: Run, numbers: Sequence[int]) -> Iterator[tuple[list[int], list[Article]]]:
    """Stored articles in batches, with their row numbers."""
    for start in range(0, len(numbers), batches.BATCH):
        with run.transaction() as connection:
            found = dict(read_articles(connection, numbers[start : start + batches.BATCH]))
        yield list(found), list(found.values())


def _store(run: Run, numbers: Sequence[int], outcomes: Sequence[Outcome]) -> None:
    failures, made, passed = [], {}, []
    for number, outcome in zip(numbers, outcomes, strict=True):
        if outcome.failure is not None:
            failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        else:
            made[number] = outcome.extraction
            passed.append(outcome.article.uri)
    with run.transaction() as connection:
        run.summary.reprocessed += replace_extractions(connection, run.number, made)
        clear_failures(connection, run.number, passed, EXTRACTING)
    run.summary.read += len(numbers)
    run.record(failures)
