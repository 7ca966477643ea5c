"""Storing a batch: in one transaction, and when that fails each article in its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError, StatementError

from eventsdb.etl.batches import Batch
from eventsdb.etl.run import Run
from eventsdb.storage.engine import explain
from eventsdb.storage.failures import ALL, STORING, Failure, clear_failures
from eventsdb.storage.store import Story, add_articles, add_stories


def store(run: Run, batch: Batch, *, extract: bool) -> None:
    """Store the stories of a batch, without `extract` their articles only, and record what failed of it.

    Raises:
        DBAPIError: the database itself is out of order.
    """
    _store(run, batch.stories, batch.failures, extract=extract)
    run.summary.read += len(batch.articles)
    run.record(batch.failures)


def _store(run: Run, stories: Sequence[Story], failures: list[Failure], *, extract: bool) -> None:
    articles = [story.article for story in stories]
    try:
        with run.transaction() as connection:
            if extract:
                added = add_stories(connection, run.number, stories)
            else:
                added = add_articles(connection, run.number, articles)
            passed = {article.uri for article in articles}
            clear_failures(connection, run.number, passed, ALL if extract else STORING)
    except (StatementError, ValueError) as error:
        if isinstance(error, DBAPIError) and explain(error, run.engine.url):
            raise
        if len(stories) == 1:
            failures.append(Failure(stories[0].article.uri, "store", _first_line(error)))
        else:
            for story in stories:
                _store(run, [story], failures, extract=extract)
        return
    run.summary.count(added, extracted=extract)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0]}"
