"""Running a query, canned or ad hoc, on either database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import URL

from eventsdb.errors import QueryError
from eventsdb.queries import postgresql, sqlite
from eventsdb.queries.library import Value
from eventsdb.queries.limits import Limits, Stopwatch
from eventsdb.queries.placeholders import placeholders
from eventsdb.queries.result import Cursor, Result


class Reader(Protocol):
    """A connection that can only read."""

    def execute(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """Start one SELECT."""
        ...

    def plan(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        """Tell how the database would answer it."""
        ...


@contextmanager
def run(
    url: URL, sql: str, values: Mapping[str, Value], limits: Limits, watch: Stopwatch | None = None
) -> Iterator[Result]:
    """The result of one SELECT, to be read inside the block; `watch` lets the caller follow its time.

    Raises QueryError for SQL that is wrong or would do more than read, and for parameters that do not
    fit; QueryTimeoutError past `limits.seconds`; DatabaseError when the database cannot be read.
    """
    _check(sql, values)
    with reading(url, limits, watch) as reader:
        yield Result(reader.execute(sql, values), limits.rows)


@contextmanager
def explain(
    url: URL, sql: str, values: Mapping[str, Value], limits: Limits, watch: Stopwatch | None = None
) -> Iterator[Result]:
    """The steps by which the database would answer. Raises as `run` does."""
    _check(sql, values)
    with reading(url, limits, watch) as reader:
        yield Result(reader.plan(sql, values), limits.rows)


@contextmanager
def reading(url: URL, limits: Limits, watch: Stopwatch | None = None) -> Iterator[Reader]:
    """A connection whose statements all see the database as it is at the first of them. Raises as `run`."""
    watch = watch or Stopwatch(limits.seconds)
    if url.get_backend_name() == "sqlite":
        with sqlite.reading(url, watch) as reader:
            yield reader
    else:
        with postgresql.reading(url, watch, limits.seconds) as server:
            yield server


def _check(sql: str, values: Mapping[str, Value]) -> None:
    wanted = placeholders(sql)
    if missing := [name for name in wanted if name not in values]:
        raise QueryError(f"the query uses ':{missing[0]}': give it with -p {missing[0]}=VALUE")
    if unused := [name for name in values if name not in wanted]:
        raise QueryError(f"the query has no ':{unused[0]}'")
