"""Superseded keys: from any key ever published to the one that stands for it now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select, update

from eventsdb.resolution.keys import Kind
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks, select_in
from eventsdb.storage.inserting import insert_rows

TABLES = {"actor": t.ACTORS, "location": t.LOCATIONS, "event": t.EVENTS, "claim": t.CLAIMS}
"""The tables of what keys name, by kind."""


def current_keys(connection: Connection, kind: Kind, keys: Iterable[str]) -> dict[str, str]:
    """The key that stands for each of the keys now; most stand for themselves."""
    found = {key: key for key in keys}
    query = select(t.KEY_ALIASES.c.old_key, t.KEY_ALIASES.c.key).where(t.KEY_ALIASES.c.kind == kind)
    for chunk in chunks(found):
        for old_key, key in connection.execute(query.where(t.KEY_ALIASES.c.old_key.in_(chunk))):
            found[old_key] = key
    return found


def leading_to(connection: Connection, kind: Kind, keys: Iterable[str]) -> dict[str, str]:
    """The superseded keys that the given ones stand for now, each with that which does."""
    found = {}
    query = select(t.KEY_ALIASES.c.old_key, t.KEY_ALIASES.c.key).where(t.KEY_ALIASES.c.kind == kind)
    for chunk in chunks(list(keys)):
        for old_key, key in connection.execute(query.where(t.KEY_ALIASES.c.key.in_(chunk))):
            found[old_key] = key
    return found


def set_current_keys(connection: Connection, kind: Kind, keys: Mapping[str, str]) -> None:
    """Record what stands for each of the keys now."""
    for chunk in chunks(keys):
        connection.execute(
            delete(t.KEY_ALIASES).where(t.KEY_ALIASES.c.kind == kind, t.KEY_ALIASES.c.old_key.in_(chunk))
        )
    rows = [{"kind": kind, "old_key": old, "key": key} for old, key in sorted(keys.items()) if old != key]
    insert_rows(connection, t.KEY_ALIASES, rows)


def supersede(connection: Connection, kind: Kind, keys: Mapping[str, str]) -> None:
    """Let keys that name nothing any more, and all that lead to them, lead to what took their place."""
    table = TABLES[kind]
    existing = {row.key for row in select_in(connection, table.c.key, keys)}
    gone = {old: new for old, new in keys.items() if old not in existing}
    current = current_keys(connection, kind, gone.values())
    for old, new in gone.items():
        connection.execute(
            update(t.KEY_ALIASES)
            .where(t.KEY_ALIASES.c.kind == kind, t.KEY_ALIASES.c.key == old)
            .values(key=current[new])
        )
    set_current_keys(connection, kind, {old: current[new] for old, new in gone.items()})
