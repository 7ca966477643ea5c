"""What a database says, without row numbers: two databases of the same content compare equal."""

from __future__ import annotations

from sqlalchemy import Connection, select

from eventsdb.storage.models import Base

# What stands for a row of each table that others refer to.
IDENTITY = {
    "sources": ("name",),
    "articles": ("uri",),
    "sentences": ("article_id", "position"),
    "actors": ("key",),
    "actor_roles": ("actor_id", "title", "organization_id", "country_code"),
    "locations": ("key",),
    "events": ("key",),
    "claims": ("key",),
    "event_reports": ("own_key",),
}
OF_THIS_DATABASE = {"runs", "load_errors", "data_dictionary", "countries", "sectors", "event_types"} | {
    "event_modes",
    "quad_classes",
    "calendar",
}


def contents(connection: Connection) -> dict[str, list[tuple[str, ...]]]:
    """The rows of every table, with what they refer to named by content."""
    names: dict[str, dict[int, str]] = {}
    found: dict[str, list[tuple[str, ...]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in OF_THIS_DATABASE:
            continue
        rows = connection.execute(select(table)).mappings().all()
        targets = {
            column.name: next(iter(column.foreign_keys)).column.table.name
            for column in table.columns
            if column.foreign_keys
        }

        def shown(column, value, targets=targets):
            target = targets.get(column)
            return names[target].get(value, "?") if target in names and value is not None else repr(value)

        if table.name in IDENTITY:
            names[table.name] = {
                row["id"]: "|".join(shown(column, row[column]) for column in IDENTITY[table.name])
                for row in rows
            }
        found[table.name] = sorted(
            tuple(
                f"{column}={shown(column, value)}"
                for column, value in row.items()
                if column not in ("id", "run_id")
            )
            for row in rows
        )
    return found
