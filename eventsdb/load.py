"""The ETL: read -> extract -> resolve -> store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError, StatementError

from eventsdb.extraction.registry import Extractors
from eventsdb.readers import ReadFailure, ReadOptions, read_paths
from eventsdb.records import Article
from eventsdb.retries import clear_outdated
from eventsdb.storage.correcting import check
from eventsdb.storage.engine import (
    create_database_engine,
    database_errors,
    database_url,
    explain,
)
from eventsdb.storage.failures import (
    ALL,
    EXTRACTING,
    READING,
    STORING,
    Failure,
    add_failures,
    clear_failures,
)
from eventsdb.storage.migrations import ensure_current
from eventsdb.storage.reading import article_numbers, read_articles
from eventsdb.storage.runs import (
    CHANGING,
    RunOutcome,
    compare,
    count_rows,
    facts,
    finish_run,
    start_run,
)
from eventsdb.storage.store import (
    Story,
    add_articles,
    add_stories,
    content,
    extracted,
    replace_extractions,
)
from eventsdb.summary import Summary

BATCH = 20
"""Articles in one transaction: enough to write in bulk, few enough to lose little at an interruption."""


_DEFAULTS = ReadOptions()

OnProgress = Callable[[Summary], None]


def load(
    paths: Iterable[Path],
    *,
    db: str | Path | URL | None = None,
    options: ReadOptions = _DEFAULTS,
    extract: bool = True,
    strict: bool = False,
    extractors: Extractors | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Load every article of the files and folders into a database (path or URL), made when it is not there.

    An input that fails is recorded and never stops the others, unless the load is `strict`. Without
    `extract` articles are only stored; a later load of them, or `reprocess`, extracts them. `extractors`
    are those installed unless others are given; `on_progress` is called after each batch. What was
    committed before an interruption stays.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
    """
    paths = list(paths)
    extractors = extractors or Extractors()
    with _run(db, extractors) as (engine, run_id, summary):

        def count(_: Path) -> None:
            summary.files += 1

        items = read_paths(paths, options, count)
        while not summary.stopped and (batch := list(_batch(items, strict))):
            articles = [item for item in batch if isinstance(item, Article)]
            failures = [Failure(i.uri, i.stage, i.reason) for i in batch if isinstance(i, ReadFailure)]
            if extract:
                stories = _extract(engine, articles, extractors, failures)
            else:
                stories = [Story(article, None) for article in articles]
            _store(engine, run_id, stories, summary, failures, extract=extract)
            summary.read += len(articles)
            _note(engine, run_id, failures, summary)
            summary.stopped = strict and bool(summary.failures)
            on_progress(summary)
        if options.limit is None and not summary.stopped:
            stages = READING if options.since else ALL if extract else STORING
            clear_outdated(engine, run_id, paths, options, stages)
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
                outcome = "failed" if summary.stopped else "finished"
            except KeyboardInterrupt:
                outcome = "interrupted"
                raise
            finally:
                with engine.begin() as connection:
                    summary.lost = len(check(connection))
                    summary.total = count_rows(connection)
                    summary.added = {name: summary.total[name] - before[name] for name in before}
                    finish_run(connection, run_id, outcome, summary.counts(), extractors.versions)
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
    engine: Engine,
    run_id: int,
    stories: list[Story],
    summary: Summary,
    failures: list[Failure],
    *,
    extract: bool,
) -> None:
    """Store the stories in one transaction; when that fails, each in its own."""
    articles = [story.article for story in stories]
    try:
        with engine.begin() as connection:
            if extract:
                added = add_stories(connection, run_id, stories)
            else:
                added = add_articles(connection, run_id, articles)
            clear_failures(connection, run_id, {a.uri for a in articles}, ALL if extract else STORING)
    except (StatementError, ValueError) as error:
        if isinstance(error, DBAPIError) and explain(
            error, engine.url
        ):  # the database itself is out of order
            raise
        if len(stories) == 1:
            failures.append(Failure(stories[0].article.uri, "store", _first_line(error)))
        else:
            for story in stories:
                _store(engine, run_id, [story], summary, failures, extract=extract)
        return
    summary.new += added.new
    summary.unchanged += added.unchanged
    summary.duplicates += added.duplicates
    summary.completed += added.completed
    if extract:
        summary.without_extractor += added.without_extraction
    else:
        summary.unextracted += added.new


def _reprocess(
    engine: Engine, run_id: int, numbers: list[int], extractors: Extractors, summary: Summary
) -> None:
    failures = []
    with engine.connect() as connection:
        by_article = {article: number for number, article in read_articles(connection, numbers)}
    made, passed = {}, []
    for outcome in extractors.extract(by_article):
        if outcome.failure is not None:
            failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        else:
            made[by_article[outcome.article]] = outcome.extraction
            passed.append(outcome.article.uri)
    with engine.begin() as connection:
        summary.reprocessed += replace_extractions(connection, run_id, made)
        clear_failures(connection, run_id, passed, EXTRACTING)
    summary.read += len(numbers)
    _note(engine, run_id, failures, summary)


def _note(engine: Engine, run_id: int, failures: list[Failure], summary: Summary) -> None:
    summary.failures += failures
    with engine.begin() as connection:
        add_failures(connection, run_id, failures)


def _batch(items: Iterator[Article | ReadFailure], strict: bool) -> Iterator[Article | ReadFailure]:
    """The next items; when `strict`, none after a failure."""
    for item in islice(items, BATCH):
        yield item
        if strict and isinstance(item, ReadFailure):
            return


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0]}"
