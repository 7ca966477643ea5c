"""In how many articles actors and places are presented in each way, kept up to date.

Whoever is in the news daily is presented in hundreds of thousands of articles; to count these anew with
each load would take the longer the more is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, Table, bindparam, delete, update

from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks, select_in
from eventsdb.storage.inserting import insert_rows

Presentation = tuple[object, ...]
"""The values of a row of a table of counts: all columns but its number and the count."""

ACTOR_COLUMNS = ("own_key", "name", "is_usual", "kind", "country_code", "sector")
LOCATION_COLUMNS = (
    "location_id",
    "name",
    "kind",
    "country_code",
    "admin1",
    "latitude",
    "longitude",
    "geonames_id",
)


def count_actors(connection: Connection, changes: Mapping[Presentation, int]) -> None:
    """Add to the numbers of articles that present actors so; `changes` by the `ACTOR_COLUMNS`."""
    _count(connection, t.ACTOR_VARIANT_COUNTS, ACTOR_COLUMNS, changes)


def count_locations(connection: Connection, changes: Mapping[Presentation, int]) -> None:
    """Add to the numbers of articles that present places so; `changes` by the `LOCATION_COLUMNS`."""
    _count(connection, t.LOCATION_VARIANT_COUNTS, LOCATION_COLUMNS, changes)


def _count(
    connection: Connection, table: Table, columns: tuple[str, ...], changes: Mapping[Presentation, int]
) -> None:
    new = Counter(dict(changes))
    counted = []
    gone = []
    for row in select_in(connection, table.c[columns[0]], {presentation[0] for presentation in changes}):
        change = new.pop(tuple(getattr(row, name) for name in columns), 0)
        if row.articles + change == 0:
            gone.append(row.id)
        elif change:
            counted.append({"number": row.id, "count": row.articles + change})
    if counted:
        statement = update(table).where(table.c.id == bindparam("number"))
        connection.execute(statement.values(articles=bindparam("count")), counted)
    for chunk in chunks(gone):
        connection.execute(delete(table).where(table.c.id.in_(chunk)))
    rows = [
        {**dict(zip(columns, presentation, strict=True)), "articles": n} for presentation, n in new.items()
    ]
    insert_rows(connection, table, rows)
