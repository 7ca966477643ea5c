"""Many rows in few statements, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Select, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from eventsdb.storage.ids import Ids
from eventsdb.storage.inserting import Row, insert_rows

T = TypeVar("T")

_MOST_VALUES = 500  # in one IN list; SQLite allows 32,766 parameters, short statements are planned faster


class Rows:
    """Rows to insert, gathered by table and written parents first."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[Row]] = defaultdict(list)

    def add(self, table: Table, **values: Any) -> None:  # noqa: ANN401 (a row's values are of any type)
        """Gather one row; every row of a table must name the same columns."""
        self._rows[table].append(values)

    def write(self, connection: Connection) -> None:
        """Insert all gathered rows, tables in the order of their foreign keys."""
        if not self._rows:
            return
        metadata = next(iter(self._rows)).metadata
        for table in metadata.sorted_tables:
            insert_rows(connection, table, self._rows.get(table, ()))
        self._rows.clear()


def chunks(values: Collection[T]) -> Iterator[Sequence[T]]:
    """The values in lists short enough for one statement."""
    ordered = list(values)
    for start in range(0, len(ordered), _MOST_VALUES):
        yield ordered[start : start + _MOST_VALUES]


def select_in(connection: Connection, column: Column[Any], values: Collection[Any]) -> Iterator[Any]:
    """The rows of a table whose `column` has one of the values."""
    for chunk in chunks(values):
        yield from connection.execute(_rows_with(column), {"values": chunk}).all()


@cache  # or SQLAlchemy would look at each value to make the statement, which takes longer than to run it
def _rows_with(column: Column[Any]) -> Select[Any]:
    return select(column.table).where(column.in_(bindparam("values", expanding=True)))


def ensure(
    connection: Connection, ids: Ids, table: Table, column: str, rows: dict[str, Row]
) -> dict[str, int]:
    """Row numbers by the unique `column`, after inserting the rows that are not there yet.

    Another writer may insert the same row at the same time; whoever comes second finds it there.
    """
    unique = table.c[column]
    found = dict(_numbered(connection, unique, rows))
    missing = [
        {**row, column: value, "id": ids.next(table)} for value, row in rows.items() if value not in found
    ]
    if missing:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(index_elements=[unique]), missing)
        found.update(_numbered(connection, unique, [row[column] for row in missing]))
    return found


def _numbered(
    connection: Connection, unique: Column[Any], values: Collection[Any]
) -> Iterator[tuple[Any, int]]:
    for chunk in chunks(values):
        found = connection.execute(select(unique, unique.table.c.id).where(unique.in_(chunk)))
        yield from ((value, number) for value, number in found)
