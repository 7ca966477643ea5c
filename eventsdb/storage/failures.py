"""Inputs that failed: one row each, kept until they no longer fail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks

READING: frozenset[str] = frozenset({"open", "read", "clean"})
STORING: frozenset[str] = READING | {"store"}
EXTRACTING: frozenset[str] = frozenset({"extract", "resolve"})
ALL: frozenset[str] = STORING | EXTRACTING

_ERRORS = t.LOAD_ERRORS.c


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be loaded: what it is, where it failed, and why."""

    uri: str
    stage: str
    reason: str


def add_failures(connection: Connection, run_id: int, failures: Iterable[Failure]) -> None:
    """Record inputs that failed. An input has one row a stage: that of the last load in which it failed."""
    reasons: dict[str, dict[str, str]] = {}
    for failure in failures:
        reasons.setdefault(failure.stage, {})[failure.uri] = failure.reason
    for stage, by_uri in reasons.items():
        for chunk in chunks(by_uri):
            connection.execute(delete(t.LOAD_ERRORS).where(_ERRORS.uri.in_(chunk), _ERRORS.stage == stage))
        connection.execute(
            insert(t.LOAD_ERRORS),
            [{"run_id": run_id, "uri": uri, "stage": stage, "error": r} for uri, r in by_uri.items()],
        )


def clear_failures(
    connection: Connection, run_id: int, uris: Collection[str], stages: Collection[str]
) -> None:
    """Forget that inputs failed in earlier runs, as they passed these stages in this one."""
    for chunk in chunks(uris):
        connection.execute(
            delete(t.LOAD_ERRORS).where(
                _ERRORS.uri.in_(chunk), _ERRORS.stage.in_(stages), _ERRORS.run_id != run_id
            )
        )


def failed_uris(connection: Connection) -> list[str]:
    """The inputs that failed and have not been loaded since."""
    return list(connection.scalars(select(_ERRORS.uri).distinct().order_by(_ERRORS.uri)))
