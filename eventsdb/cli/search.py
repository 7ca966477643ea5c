"""`eventsdb index` and `eventsdb search`: articles and claims by their words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from eventsdb.cli.answering import Question, answering
from eventsdb.cli.canned import first_day, last_day
from eventsdb.cli.output import DatabaseOption
from eventsdb.errors import QueryError

Searched = Literal["articles", "claims"]

_NO_INDEX = re.compile(r"no such table: \w+_fts|text search configuration .* does not exist")


def index(
    drop: Annotated[bool, typer.Option("--drop", help="Take the index away.")] = False,
    db: DatabaseOption = None,
) -> None:
    """Index the words of articles and claims for `eventsdb search`; later loads keep the index up to date.

    Example: eventsdb index --db events.db
    """
    from eventsdb.storage import fulltext  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    url = database_url(db)
    if drop:
        fulltext.remove(url)
    else:
        fulltext.make(url)


def _naming_the_index(answer: Callable[..., int]) -> Callable[..., None]:
    """Say how to make the index where there is none."""

    @functools.wraps(answer)
    def command(**options: Any) -> None:  # noqa: ANN401 - whatever Typer has read
        try:
            answer(**options)
        except QueryError as error:
            if _NO_INDEX.search(str(error)):
                db = f" --db {options['db']}" if options["db"] else ""
                raise QueryError(f"there is no full-text index: make it with 'eventsdb index{db}'") from error
            raise

    return command


@_naming_the_index
@answering
def search(
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS", help='Words, "a phrase", OR, NOT, NEAR or NEAR/3, miss* (begins so), brackets.'
        ),
    ],
    searched: Annotated[
        Searched, typer.Option("--in", help="What to search.", case_sensitive=False)
    ] = "articles",
    since: Annotated[
        str | None,
        typer.Option(help="Only articles published on or after this date.", parser=first_day, metavar="DATE"),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(help="Only articles published on or before this date.", parser=last_day, metavar="DATE"),
    ] = None,
    db: DatabaseOption = None,
) -> Question:
    """Find articles or claims by their words, best match first; `eventsdb index` must have been run once.

    Accents and capitals do not count. Every word must be there; what was found stands in square brackets.

    Example: eventsdb search "essai NEAR missile" --since 2023
    """
    from eventsdb.queries.search import question  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    backend = database_url(db).get_backend_name()
    return question(words, searched, backend, since=since, until=until)
