"""Decisions of people, kept in the table corrections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from eventsdb.resolution.corrections import Corrections, split_key
from eventsdb.resolution.names import fold
from eventsdb.storage import tables as t


def read_corrections(connection: Connection) -> Corrections:
    """All decisions that are not undone, the later ones over the earlier ones."""
    query = select(t.CORRECTIONS).where(t.CORRECTIONS.c.status != "undone").order_by(t.CORRECTIONS.c.id)
    found: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault((row.kind, row.action), []).append(row)

    def values(kind: str, action: str) -> dict[str, Any]:
        return {row.target_key: row.value for row in found.get((kind, action), [])}

    def merges(kind: str) -> dict[str, str]:
        return {row.value: row.target_key for row in found.get((kind, "merge"), [])}

    return Corrections(
        actor_merges=merges("actor"),
        actor_splits={
            (own, fold(name)): split_key(row.target_key, row.details["names"])
            for row in found.get(("actor", "split"), [])
            for own in row.details["own_keys"]
            for name in row.details["names"]
        },
        actor_names=values("actor", "rename"),
        actor_kinds=values("actor", "retype"),
        location_merges=merges("location"),
        location_names=values("location", "rename"),
        location_kinds=values("location", "retype"),
        event_merges=frozenset((row.target_key, row.value) for row in found.get(("event", "merge"), [])),
        apart={
            report: f"{row.target_key} {row.id}"
            for row in found.get(("event", "split"), [])
            for report in row.details["reports"]
        },
        retyped={
            row.target_key: (row.value, row.details["mode"]) for row in found.get(("event", "retype"), [])
        },
        rejected=frozenset(
            report for row in found.get(("event", "reject"), []) for report in row.details["reports"]
        ),
    )
