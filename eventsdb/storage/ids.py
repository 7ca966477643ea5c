"""Row numbers handed out before the rows are written, so that children and parents go in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from sqlalchemy import Connection, Table, func, select, text

_BLOCK = 1000


class Ids:
    """Free numbers for new rows of any table, within one transaction.

    SQLite: from the highest number on; the transaction holds the write lock. PostgreSQL: from the
    table's own sequence, so that several loads can write at once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._free: dict[str, Iterator[int]] = defaultdict(lambda: iter(()))

    def next(self, table: Table) -> int:
        """A number that no row of the table has."""
        number = next(self._free[table.name], None)
        if number is None:
            self._free[table.name] = self._reserve(table)
            number = next(self._free[table.name])
        return number

    def _reserve(self, table: Table) -> Iterator[int]:
        if self._connection.dialect.name == "sqlite":
            highest = self._connection.scalar(select(func.max(table.c.id)))
            return count((highest or 0) + 1)
        drawn = self._connection.scalars(
            text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :size)"),
            {"name": table.name, "size": _BLOCK},
        )
        return iter(drawn.all())
