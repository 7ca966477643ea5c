"""The ETL: read -> extract -> resolve -> store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError, StatementError

from eventsdb.extraction.registry import Extractors
from eventsdb.readers import ReadFailure, read_paths
from eventsdb.records import Article, Extractor
from eventsdb.storage.engine import create_database_engine, database_errors, database_url, explain
from eventsdb.storage.migrations import ensure_current
from eventsdb.storage.runs import Failure, Outcome, add_failures, count_rows, finish_run, start_run
from eventsdb.storage.store import Content, Story, add_stories, content, extracted

BATCH = 20
"""Articles in one transaction: enough to write in bulk, few enough to lose little at an interruption."""


@dataclass(slots=True)
class Summary:
    """What a load did. `added` and `total` count rows by table (actors, locations, events, claims)."""

    read: int = 0
    new: int = 0
    unchanged: int = 0
    duplicates: int = 0
    without_extractor: int = 0
    failures: list[Failure] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def load(
    paths: Iterable[Path],
    *,
    db: str | Path | URL | None = None,
    extractors: Extractors | None = None,
    on_progress: Callable[[Summary], None] | None = None,
) -> Summary:
    """Load every article of the files and folders into a database (path or URL), made when it is not there.

    An input that fails is recorded and never stops the others. `extractors` are those installed unless
    others are given; `on_progress` is called after each batch. What was committed before an interruption
    stays.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
    """
    url = database_url(db)
    ensure_current(url)
    engine = create_database_engine(url)
    try:
        with database_errors(url):
            return _run(engine, read_paths(paths), extractors or Extractors(), on_progress)
    finally:
        engine.dispose()


def _run(
    engine: Engine,
    items: Iterator[Article | ReadFailure],
    extractors: Extractors,
    on_progress: Callable[[Summary], None] | None,
) -> Summary:
    started = time.monotonic()
    summary = Summary()
    with engine.begin() as connection:
        run_id = start_run(connection)
        before = count_rows(connection)
    outcome: Outcome = "failed"
    try:
        while batch := list(islice(items, BATCH)):
            _load_batch(engine, run_id, batch, extractors, summary)
            if on_progress:
                on_progress(summary)
        outcome = "finished"
    except KeyboardInterrupt:
        outcome = "interrupted"
        raise
    finally:
        with engine.begin() as connection:
            summary.total = count_rows(connection)
            summary.added = {name: summary.total[name] - before[name] for name in before}
            finish_run(connection, run_id, outcome, _run_counts(summary), extractors.versions)
    summary.seconds = time.monotonic() - started
    return summary


def _load_batch(
    engine: Engine, run_id: int, batch: list[Article | ReadFailure], extractors: Extractors, summary: Summary
) -> None:
    articles = [item for item in batch if isinstance(item, Article)]
    failures = [Failure(i.uri, i.stage, i.reason) for i in batch if isinstance(i, ReadFailure)]
    summary.read += len(articles)
    stories = []
    for made in _extract(extractors, articles, known=_known(engine, articles)):
        if isinstance(made, Failure):
            failures.append(made)
        else:
            stories.append(made)
    failures += _store(engine, run_id, stories, summary)
    summary.failures += failures
    with engine.begin() as connection:
        add_failures(connection, run_id, failures)


def _known(engine: Engine, articles: list[Article]) -> set[Content]:
    with engine.connect() as connection:
        return set(extracted(connection, articles))


def _extract(
    extractors: Extractors, articles: list[Article], known: set[Content]
) -> Iterator[Story | Failure]:
    """Extract the articles of unknown content language by language; a batch that fails, one by one."""
    by_language: dict[str | None, list[Article]] = {}
    for article in articles:
        if content(article) in known:
            yield Story(article, None)
        else:
            by_language.setdefault(article.language, []).append(article)
    for language, group in by_language.items():
        extractor = extractors.get(language)
        if extractor is None:
            yield from (Story(article, None) for article in group)
            continue
        try:
            yield from [Story(a, e) for a, e in zip(group, extractor.extract(group), strict=True)]
        except Exception:
            yield from [_extract_one(extractor, article) for article in group]


def _extract_one(extractor: Extractor, article: Article) -> Story | Failure:
    try:
        return Story(article, next(iter(extractor.extract([article]))))
    except Exception as error:
        return Failure(article.uri, "extract", f"{type(error).__name__}: {error}")


def _store(engine: Engine, run_id: int, stories: list[Story], summary: Summary) -> list[Failure]:
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
            return [Failure(stories[0].article.uri, "store", _first_line(error))]
        return [failure for story in stories for failure in _store(engine, run_id, [story], summary)]
    summary.new += added.new
    summary.unchanged += added.unchanged
    summary.duplicates += added.duplicates
    summary.without_extractor += added.without_extraction
    return []


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0]}"


def _run_counts(summary: Summary) -> dict[str, int]:
    return {
        "articles_read": summary.read,
        "articles_added": summary.new,
        "articles_unchanged": summary.unchanged,
        "articles_duplicate": summary.duplicates,
        "errors": len(summary.failures),
        "events_added": summary.added["events"],
        "claims_added": summary.added["claims"],
    }
