"""What a query gives: columns and rows, read once and as they come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from eventsdb.queries.library import Value

Row = tuple[Value, ...]


class Cursor(NamedTuple):
    """Column names as the database gives them, and the rows still to be read."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


class Result:
    """Rows up to a limit.

    Once they are read, `count` says how many they were and `truncated` whether there were more.
    Columns that share a name get a number, so that no format loses one.
    """

    def __init__(self, cursor: Cursor, limit: int | None = None) -> None:
        self.columns = _distinct(cursor.columns)
        self.limit = limit
        self.count = 0
        self.truncated = False
        self._rows = cursor.rows

    def __iter__(self) -> Iterator[Row]:
        for row in islice(self._rows, self.limit):
            self.count += 1
            yield row
        if self.limit is not None:
            self.truncated = next(self._rows, None) is not None


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    taken: dict[str, int] = {}
    distinct = []
    for name in names:
        taken[name] = taken.get(name, 0) + 1
        distinct.append(name if taken[name] == 1 else f"{name}_{taken[name]}")
    return tuple(distinct)
