"""Rows into tables by the database's own fastest means, past SQLAlchemy's statement for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError

Row = dict[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, all of which name the same columns: SQLite by a prepared statement, PostgreSQL by COPY.

    Raises:
        DBAPIError: the database refuses them; on PostgreSQL, as ever, the transaction is lost.
    """
    if not rows:
        return
    names = tuple(rows[0])
    if any(c.default is not None and c.name not in names for c in table.columns):
        connection.execute(insert(table), list(rows))  # Python makes a value for each row
        return
    values = _values(connection.dialect, table, names, rows)
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quoted(name) for name in names)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {quoted(table.name)} ({columns}) FROM STDIN", values)
    else:
        marks = ", ".join("?" for _ in names)
        connection.exec_driver_sql(
            f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", list(values)
        )


def _values(
    dialect: Dialect, table: Table, names: Sequence[str], rows: Sequence[Row]
) -> Iterable[tuple[Any, ...]]:
    """The rows as the driver takes them, converted column by column."""
    columns: list[Iterable[Any]] = []
    for name in names:
        column = [row[name] for row in rows]
        converted: Callable[[Any], Any] | None
        converted = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        columns.append(column if converted is None else map(converted, column))
    return zip(*columns, strict=True)


def _copy(connection: Connection, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.dialect.dbapi
    try:
        connected: Any = connection.connection.driver_connection
        with connected.cursor() as cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except driver.Error as error:
        raise DBAPIError.instance(statement, None, error, driver.Error, dialect=connection.dialect) from error
