"""The ETL: read -> extract -> resolve -> store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError, StatementError

from eventsdb.extraction.registry import Extractors
from eventsdb.readers import ReadFailure, read_paths
from eventsdb.records import Article
from eventsdb.storage.correcting import check
from eventsdb.storage.engine import create_database_engine, database_errors, database_url, explain
from eventsdb.storage.migrations import ensure_current
from eventsdb.storage.reading import article_numbers, read_articles
from eventsdb.storage.runs import (
    CHANGING,
    Changes,
    Failure,
    RunOutcome,
    add_failures,
    compare,
    count_rows,
    facts,
    finish_run,
    start_run,
)
from eventsdb.storage.store import Story, add_stories, content, extracted, replace_extractions

BATCH = 20
"""Articles in one transaction: enough to write in bulk, few enough to lose little at an interruption."""


@dataclass(slots=True)
class Summary:
    """What a load did. `added` and `total` count rows by table (actors, locations, events, claims).

    `changes` tell what a reprocessing did to events and claims; `lost` are corrections whose target no
    longer exists.
    """

    read: int = 0
    new: int = 0
    unchanged: int = 0
    duplicates: int = 0
    reprocessed: int = 0
    without_extractor: int = 0
    failures: list[Failure] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    lost: int = 0
    seconds: float = 0.0


OnProgress = Callable[[Summary], None]


def load(
    paths: Iterable[Path],
    *,
    db: str | Path | URL | None = None,
    extractors: Extractors | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Load every article of the files and folders into a database (path or URL), made when it is not there.

    An input that fails is recorded and never stops the others. `extractors` are those installed unless
    others are given; `on_progress` is called after each batch. What was committed before an interruption
    stays.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
    """
    extractors = extractors or Extractors()
    with _run(db, extractors) as (engine, run_id, summary):
        items = read_paths(paths)
        while batch := list(islice(items, BATCH)):
            articles = [item for item in batch if isinstance(item, Article)]
            failures = [Failure(i.uri, i.stage, i.reason) for i in batch if isinstance(i, ReadFailure)]
            stories = _extract(engine, articles, extractors, failures)
            _store(engine, run_id, stories, summary, failures)
            summary.read += len(articles)
            _note(engine, run_id, failures, summary)
            on_progress(summary)
    return summary


def reprocess(
    *,
    db: str | Path | URL | None = None,
    extractors: Extractors | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Extract all stored articles again, as after a change of the pipeline, and decide identities anew.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
    """
    extractors = extractors or Extractors()
    with _run(db, extractors) as (engine, run_id, summary):
        with engine.connect() as connection:
            before = {name: facts(connection, name) for name in CHANGING}
            numbers = article_numbers(connection)
        for start in range(0, len(numbers), BATCH):
            _reprocess(engine, run_id, numbers[start : start + BATCH], extractors, summary)
            on_progress(summary)
        with engine.connect() as connection:
            summary.changes = {name: compare(before[name], facts(connection, name)) for name in CHANGING}
    return summary


@contextmanager
def _run(db: str | Path | URL | None, extractors: Extractors) -> Iterator[tuple[Engine, int, Summary]]:
    """Open the database and record the run, whatever becomes of it."""
    started = time.monotonic()
    url = database_url(db)
    ensure_current(url)
    engine = create_database_engine(url)
    summary = Summary()
    outcome: RunOutcome = "failed"
    try:
        with database_errors(url):
            with engine.begin() as connection:
                run_id = start_run(connection)
                before = count_rows(connection)
            try:
                yield engine, run_id, summary
                outcome = "finished"
            except KeyboardInterrupt:
                outcome = "interrupted"
                raise
            finally:
                with engine.begin() as connection:
                    summary.lost = len(check(connection))
                    summary.total = count_rows(connection)
                    summary.added = {name: summary.total[name] - before[name] for name in before}
                    finish_run(connection, run_id, outcome, _counts(summary), extractors.versions)
    finally:
        engine.dispose()
        summary.seconds = time.monotonic() - started


def _extract(
    engine: Engine, articles: list[Article], extractors: Extractors, failures: list[Failure]
) -> list[Story]:
    """The articles with their extractions; content that was extracted before is not extracted again."""
    with engine.connect() as connection:
        known = extracted(connection, articles)
    stories = [Story(article, None) for article in articles if content(article) in known]
    for outcome in extractors.extract(a for a in articles if content(a) not in known):
        if outcome.failure is None:
            stories.append(Story(outcome.article, outcome.extraction))
        else:
            failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
    return stories


def _store(
    engine: Engine, run_id: int, stories: list[Story], summary: Summary, failures: list[Failure]
) -> None:
    """Store the stories in one transaction; when that fails, each in its own."""
    try:
        with engine.begin() as connection:
            added = add_stories(connection, run_id, stories)
    except (StatementError, ValueError) as error:
        if isinstance(error, DBAPIError) and explain(
            error, engine.url
        ):  # the database itself is out of order
            raise
        if len(stories) == 1:
            failures.append(Failure(stories[0].article.uri, "store", _first_line(error)))
        else:
            for story in stories:
                _store(engine, run_id, [story], summary, failures)
        return
    summary.new += added.new
    summary.unchanged += added.unchanged
    summary.duplicates += added.duplicates
    summary.without_extractor += added.without_extraction


def _reprocess(
    engine: Engine, run_id: int, numbers: list[int], extractors: Extractors, summary: Summary
) -> None:
    failures = []
    with engine.connect() as connection:
        by_article = {article: number for number, article in read_articles(connection, numbers)}
    made = {}
    for outcome in extractors.extract(by_article):
        if outcome.failure is not None:
            failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        elif outcome.extraction is not None:
            made[by_article[outcome.article]] = outcome.extraction
    with engine.begin() as connection:
        summary.reprocessed += replace_extractions(connection, run_id, made)
    summary.read += len(numbers)
    _note(engine, run_id, failures, summary)


def _note(engine: Engine, run_id: int, failures: list[Failure], summary: Summary) -> None:
    summary.failures += failures
    with engine.begin() as connection:
        add_failures(connection, run_id, failures)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0]}"


def _counts(summary: Summary) -> dict[str, int]:
    counts = {
        "articles_read": summary.read,
        "articles_added": summary.new,
        "articles_unchanged": summary.unchanged,
        "articles_duplicate": summary.duplicates,
        "articles_reprocessed": summary.reprocessed,
        "errors": len(summary.failures),
        "events_added": max(0, summary.added["events"]),
        "claims_added": max(0, summary.added["claims"]),
    }
    for name, changes in summary.changes.items():
        counts |= {
            f"{name}_added": changes.added,
            f"{name}_removed": changes.removed,
            f"{name}_changed": changes.altered,
        }
    return counts
