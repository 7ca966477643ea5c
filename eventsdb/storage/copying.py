"""Moving a whole database to another file or server, row by row and number by number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Table, bindparam, func, select, update

from eventsdb.errors import DatabaseError
from eventsdb.storage import migrations
from eventsdb.storage.engine import display_name, transaction
from eventsdb.storage.inserting import insert_rows
from eventsdb.storage.models import Base
from eventsdb.storage.models.vocabulary import VOCABULARIES

_BATCH = 5_000  # rows held at a time


def copy_database(source: URL, target: URL) -> dict[str, int]:
    """Copy all content of one database into an empty one, and answer the rows copied by table.

    Row numbers stay, so that links by number keep working. The copy is of one moment of the source, also
    while a load is running; it is whole, or the target stays empty. A target that does not exist is made.
    The full-text index is not copied.

    Raises:
        DatabaseError: a database cannot be opened, the source does not exist, one of them has the tables
            of another version, or the target holds content already.
    """
    if source == target:
        raise DatabaseError(f"{display_name(source)} cannot be copied onto itself")
    migrations.require_current(source)
    migrations.ensure_current(target)
    content = [table for table in Base.metadata.sorted_tables if table.name not in VOCABULARIES]
    with transaction(source, "DEFERRED") as reading, transaction(target, "IMMEDIATE") as writing:
        for table in content:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise DatabaseError(
                    f"{display_name(target)} holds {table.name} already: copy into an empty database"
                )
        return {table.name: _copy_table(reading, writing, table) for table in content}


def _copy_table(reading: Connection, writing: Connection, table: Table) -> int:
    # A row may refer to a later one of its own table: such references are written once all rows stand.
    own = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    references: dict[str, list[dict[str, Any]]] = {column: [] for column in own}
    count = 0
    rows = reading.execution_options(yield_per=_BATCH).execute(select(table)).mappings()
    for partition in rows.partitions():
        batch = [dict(row) for row in partition]
        for row in batch:
            for column in own:
                if row[column] is not None:
                    references[column].append({"row": row["id"], "refers_to": row[column]})
                    row[column] = None
        insert_rows(writing, table, batch)
        count += len(batch)
    for column, found in references.items():
        if found:
            statement = update(table).where(table.c.id == bindparam("row"))
            writing.execute(statement.values({column: bindparam("refers_to")}), found)
    if count and "id" in table.columns and writing.dialect.name == "postgresql":
        last = select(func.max(table.c.id)).scalar_subquery()
        writing.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
    return count
