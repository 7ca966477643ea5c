"""How long a query may run and how much it may give."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from eventsdb.errors import QueryTimeoutError

LARGEST_VALUE = 16_000_000
"""The largest text or blob a query may make, in bytes: more than any article, less than any memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`rows` given at the most, `seconds` spent in the database at the most; None for no limit."""

    rows: int | None = None
    seconds: float | None = 60.0


class Stopwatch:
    """Counts the time spent in the database, and not that of whoever reads its rows."""

    def __init__(self, seconds: float | None) -> None:
        self._limit = seconds
        self._spent = 0.0
        self._since: float | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of the block."""
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._spent = self._total()
            self._since = None

    def overrun(self) -> float:
        """Seconds past the limit; negative before it, and always without one."""
        return -1.0 if self._limit is None else self._total() - self._limit

    def expired(self) -> bool:
        """Whether the limit has passed, asked inside or outside a running block."""
        return self.overrun() > 0

    def is_running(self) -> bool:
        """Whether the database is at work now."""
        return self._since is not None

    def error(self) -> QueryTimeoutError:
        """The error to raise when time is up."""
        return QueryTimeoutError(
            f"the query was stopped after {self._limit:g} s; narrow it, or allow more with --timeout"
        )

    def _total(self) -> float:
        since = self._since
        return self._spent if since is None else self._spent + time.monotonic() - since
