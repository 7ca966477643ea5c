"""The ETL: read -> extract -> resolve -> store."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, StatementError

from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import Extractors, Outcome
from eventsdb.interrupts import interrupts_held
from eventsdb.parallel.processes import Processes
from eventsdb.parallel.workers import ThisProcess, Workers
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

BATCH = 32
"""Articles in one transaction: enough to parse and write in bulk, few enough to lose little."""
_BATCH_LENGTH = 100_000
"""Characters at which a batch is full before that, so that memory does not depend on what is loaded."""

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
    workers: int = 1,
    cluster: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Load every article of the files and folders into a database (path or URL), made when it is not there.

    An input that fails is recorded and never stops the others, unless the load is `strict`. Without
    `extract` articles are only stored; a later load of them, or `reprocess`, extracts them. `extractors`
    are those installed unless others are given; with more than one of the `workers` they extract in so
    many processes, to which they are pickled (a program that asks for them must guard its own start by
    ``if __name__ == "__main__"``). A `cluster`, the address of a Dask scheduler, extracts in their place. The
    content of the database is the same whoever extracts.
    `on_progress` is called after each batch. What was committed before an interruption stays.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
        EventsdbError: the processes cannot be started, the cluster cannot be reached, or an extractor cannot
            be made.
    """
    paths = list(paths)
    with (
        _workers(extractors or Extractors(), workers, cluster) as extracting,
        _run(db, extracting) as (engine, run_id, summary),
    ):

        def count(_: object) -> None:
            summary.files += 1

        batches = _batches(read_paths(paths, options, count, extracting.read), strict)
        extracted_ = _extract(engine, batches, extracting) if extract else _unextracted(batches)
        for batch in extracted_:
            _store(engine, run_id, batch.stories, summary, batch.failures, extract=extract)
            summary.read += len(batch.articles)
            _note(engine, run_id, batch.failures, summary)
            on_progress(summary)
            if strict and summary.failures:
                summary.stopped = True
                break
        if options.limit is None and not summary.stopped:
            stages = READING if options.since else ALL if extract else STORING
            clear_outdated(engine, run_id, paths, options, stages)
    return summary


def reprocess(
    *,
    db: str | Path | URL | None = None,
    extractors: Extractors | None = None,
    workers: int = 1,
    cluster: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Extract all stored articles again, as after a change of the pipeline, and decide identities anew.

    Raises:
        DatabaseError: the database cannot be written to, or has another schema version.
        EventsdbError: the processes cannot be started, the cluster cannot be reached, or an extractor cannot
            be made.
    """
    with (
        _workers(extractors or Extractors(), workers, cluster) as extracting,
        _run(db, extracting) as (engine, run_id, summary),
    ):
        with _transaction(engine) as connection:
            before = {name: facts(connection, name) for name in CHANGING}
            numbers = article_numbers(connection)
        chunks = (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))
        for batch in _extract_again(engine, chunks, extracting):
            _store_again(engine, run_id, batch, summary)
            on_progress(summary)
        with _transaction(engine) as connection:
            summary.changes = {name: compare(before[name], facts(connection, name)) for name in CHANGING}
    return summary


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with interrupts_held(), engine.begin() as connection:
        yield connection


def _workers(extractors: Extractors, count: int, cluster: str | None) -> AbstractContextManager[Workers]:
    if cluster is not None:
        try:
            from eventsdb.parallel.cluster import Cluster  # noqa: PLC0415 (Dask is slow to import)
        except ModuleNotFoundError as error:
            raise EventsdbError("a cluster needs Dask: pip install 'eventsdb[dask]'") from error
        return Cluster(extractors, cluster)
    return Processes(extractors, count) if count > 1 else nullcontext(ThisProcess(extractors))


@contextmanager
def _run(db: str | Path | URL | None, extracting: Workers) -> Iterator[tuple[Engine, int, Summary]]:
    """Open the database and record the run, whatever becomes of it."""
    started = time.monotonic()
    url = database_url(db)
    ensure_current(url)
    engine = create_database_engine(url)
    summary = Summary()
    outcome: RunOutcome = "failed"
    try:
        with database_errors(url):
            with _transaction(engine) as connection:
                run_id = start_run(connection)
                before = count_rows(connection)
            try:
                yield engine, run_id, summary
                outcome = "failed" if summary.stopped else "finished"
            except KeyboardInterrupt:
                outcome = "interrupted"
                raise
            finally:
                with _transaction(engine) as connection:
                    summary.lost = len(check(connection))
                    summary.total = count_rows(connection)
                    summary.added = {name: summary.total[name] - before[name] for name in before}
                    finish_run(connection, run_id, outcome, summary.counts(), extracting.versions)
    finally:
        engine.dispose()
        summary.seconds = time.monotonic() - started


@dataclass(slots=True)
class _Batch:
    """Articles read together, the inputs that failed meanwhile, and what becomes of them all."""

    articles: list[Article] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)

    def is_full(self) -> bool:
        return (
            len(self.articles) + len(self.failures) >= BATCH
            or sum(len(article.text) for article in self.articles) >= _BATCH_LENGTH
        )


def _batches(items: Iterable[Article | ReadFailure], strict: bool) -> Iterator[_Batch]:
    """The items in batches; when `strict`, none after a failure."""
    batch = _Batch()
    for item in items:
        if isinstance(item, Article):
            batch.articles.append(item)
        else:
            batch.failures.append(Failure(item.uri, item.stage, item.reason))
            if strict:
                break
        if batch.is_full():
            yield batch
            batch = _Batch()
    if batch.articles or batch.failures:
        yield batch


def _unextracted(batches: Iterable[_Batch]) -> Iterator[_Batch]:
    for batch in batches:
        batch.stories += (Story(article, None) for article in batch.articles)
        yield batch


def _extract(engine: Engine, batches: Iterable[_Batch], extracting: Workers) -> Iterator[_Batch]:
    """The batches with their extractions; content that was extracted before is not extracted again."""
    waiting: deque[_Batch] = deque()

    def unknown() -> Iterator[list[Article]]:
        for batch in batches:
            with _transaction(engine) as connection:
                known = extracted(connection, batch.articles)
            batch.stories += (Story(a, None) for a in batch.articles if content(a) in known)
            waiting.append(batch)
            yield [article for article in batch.articles if content(article) not in known]

    for outcomes in extracting.extract(unknown()):
        batch = waiting.popleft()
        for outcome in outcomes:
            if outcome.failure is None:
                batch.stories.append(Story(outcome.article, outcome.extraction))
            else:
                batch.failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        yield batch


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
        with _transaction(engine) as connection:
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


@dataclass(frozen=True, slots=True)
class _Again:
    """Stored articles by row number, with the outcomes of extracting them again."""

    numbers: Sequence[int]
    outcomes: Sequence[Outcome]


def _extract_again(
    engine: Engine, chunks: Iterable[Collection[int]], extracting: Workers
) -> Iterator[_Again]:
    waiting: deque[list[int]] = deque()

    def stored() -> Iterator[list[Article]]:
        for chunk in chunks:
            with _transaction(engine) as connection:
                found = dict(read_articles(connection, chunk))
            waiting.append(list(found))
            yield list(found.values())

    for outcomes in extracting.extract(stored()):
        yield _Again(waiting.popleft(), outcomes)


def _store_again(engine: Engine, run_id: int, batch: _Again, summary: Summary) -> None:
    failures = []
    made, passed = {}, []
    for number, outcome in zip(batch.numbers, batch.outcomes, strict=True):
        if outcome.failure is not None:
            failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        else:
            made[number] = outcome.extraction
            passed.append(outcome.article.uri)
    with _transaction(engine) as connection:
        summary.reprocessed += replace_extractions(connection, run_id, made)
        clear_failures(connection, run_id, passed, EXTRACTING)
    summary.read += len(batch.numbers)
    _note(engine, run_id, failures, summary)


def _note(engine: Engine, run_id: int, failures: list[Failure], summary: Summary) -> None:
    summary.failures += failures
    with _transaction(engine) as connection:
        add_failures(connection, run_id, failures)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0]}"
