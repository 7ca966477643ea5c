"""The ETL: read -> extract -> resolve -> store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import URL

from eventsdb.etl.batches import Batch, batched
from eventsdb.etl.run import Run, recorded_run
from eventsdb.etl.storing import store
from eventsdb.extraction.registry import Extractors
from eventsdb.parallel.choosing import chosen_workers
from eventsdb.parallel.workers import Workers, extract_beside
from eventsdb.readers import ReadOptions, read_paths
from eventsdb.records import Article
from eventsdb.retries import clear_outdated
from eventsdb.storage.failures import ALL, READING, STORING, Failure
from eventsdb.storage.store import Story, content, extracted
from eventsdb.summary import OnProgress, Summary

_DEFAULTS = ReadOptions()


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
    with chosen_workers(extractors, workers, cluster) as extracting, recorded_run(db, extracting) as run:
        summary = run.summary

        def count(_: object) -> None:
            summary.files += 1

        batches = batched(read_paths(paths, options, count, extracting.read), strict)
        for batch in _extract(run, batches, extracting) if extract else _unextracted(batches):
            store(run, batch, extract=extract)
            on_progress(summary)
            if strict and summary.failures:
                summary.stopped = True
                break
        if options.limit is None and not summary.stopped:
            stages = READING if options.since else ALL if extract else STORING
            clear_outdated(run.engine, run.number, paths, options, stages)
    return summary


def _unextracted(batches: Iterable[Batch]) -> Iterator[Batch]:
    for batch in batches:
        batch.stories += (Story(article, None) for article in batch.articles)
        yield batch


def _extract(run: Run, batches: Iterable[Batch], extracting: Workers) -> Iterator[Batch]:
    """The batches with their extractions; content that was extracted before is not extracted again."""

    def unknown() -> Iterator[tuple[Batch, list[Article]]]:
        for batch in batches:
            with run.transaction() as connection:
                known = extracted(connection, batch.articles)
            batch.stories += (Story(a, None) for a in batch.articles if content(a) in known)
            yield batch, [article for article in batch.articles if content(article) not in known]

    for batch, outcomes in extract_beside(extracting, unknown()):
        for outcome in outcomes:
            if outcome.failure is None:
                batch.stories.append(Story(outcome.article, outcome.extraction))
            else:
                batch.failures.append(Failure(outcome.article.uri, "extract", outcome.failure))
        yield batch
