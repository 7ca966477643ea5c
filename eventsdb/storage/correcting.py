"""Making, undoing and checking corrections: what people decide is stored, and applied at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Column, Connection, Row, insert, select, update

from eventsdb.errors import QueryError
from eventsdb.plover import MODES
from eventsdb.records import ActorKind, LocationKind
from eventsdb.resolution.corrections import follow, split_key
from eventsdb.resolution.keys import Kind
from eventsdb.resolution.names import fold
from eventsdb.storage import actors, identities, places
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import TABLES, current_keys, set_current_keys
from eventsdb.storage.bulk import select_in
from eventsdb.storage.corrections import read_corrections
from eventsdb.storage.reading import read_as_extracted, read_told

Corrected = Literal["actor", "location", "event"]
Action = Literal["merge", "split", "rename", "retype", "reject"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; `target` and, in a merge, `value` are keys, current or superseded.

    `value` is the key merged into the target, the new name, or the new kind or type. `parts` are what a
    split takes out: names of an actor, addresses of articles that report an event. `mode` is the mode of
    a retyped event.
    """

    kind: Corrected
    action: Action
    target: str
    made_by: str
    value: str | None = None
    parts: tuple[str, ...] = ()
    mode: str | None = None
    reason: str | None = None


def correct(connection: Connection, decision: Decision) -> int:
    """Store the decision and apply it; its number.

    Raises:
        QueryError: a key leads nowhere, or the split takes out nothing.
    """
    target = _existing(connection, decision.kind, decision.target)
    value = decision.value
    if decision.action == "merge":
        value = _existing(connection, decision.kind, str(value)).key
        if value == target.key:
            raise QueryError(f"{decision.target} and {decision.value} are one {decision.kind} already")
    if decision.action == "retype":
        _check_value(decision)
    details = _details(connection, decision, target)
    number: int = connection.execute(
        insert(t.CORRECTIONS)
        .values(
            kind=decision.kind,
            action=decision.action,
            target_key=target.key,
            value=value,
            details=details,
            reason=decision.reason,
            made_by=decision.made_by,
            made_at=datetime.now(UTC),
            status="applied",
        )
        .returning(t.CORRECTIONS.c.id)
    ).scalar_one()
    _apply(connection, connection.execute(select(t.CORRECTIONS).where(t.CORRECTIONS.c.id == number)).one())
    return number


def _check_value(decision: Decision) -> None:
    known: dict[str, Collection[str]] = {
        "actor": get_args(ActorKind),
        "location": get_args(LocationKind),
        "event": MODES.keys(),
    }
    if decision.value not in known[decision.kind]:
        raise QueryError(f"{decision.value} is none of {', '.join(known[decision.kind])}")
    if decision.mode is not None and decision.mode not in MODES[str(decision.value)]:
        raise QueryError(f"{decision.value} has no mode {decision.mode}")


def undo(connection: Connection, number: int, undone_by: str) -> None:
    """Undo a decision; what it changed is decided again without it.

    Raises:
        QueryError: there is no such decision, or it is undone already.
    """
    row = connection.execute(select(t.CORRECTIONS).where(t.CORRECTIONS.c.id == number)).one_or_none()
    if row is None or row.status == "undone":
        raise QueryError(f"there is no correction {number} to undo; see: eventsdb correct list")
    connection.execute(
        update(t.CORRECTIONS)
        .where(t.CORRECTIONS.c.id == number)
        .values(status="undone", undone_by=undone_by, undone_at=datetime.now(UTC))
    )
    _apply(connection, row)


def check(connection: Connection) -> list[Row[Any]]:
    """Note which decisions have lost their target, and which have it again; those without one."""
    rows = connection.execute(select(t.CORRECTIONS).where(t.CORRECTIONS.c.status != "undone")).all()
    lost = []
    for row in rows:
        status = "applied" if _has_target(connection, row) else "target_missing"
        if status == "target_missing":
            lost.append(row)
        if status != row.status:
            connection.execute(
                update(t.CORRECTIONS).where(t.CORRECTIONS.c.id == row.id).values(status=status)
            )
    return lost


def _has_target(connection: Connection, row: Row[Any]) -> bool:
    """Whether there is still something to correct; for rejected reports, in what their articles tell."""
    if row.action != "reject":
        return _found(connection, row.kind, row.target_key) is not None
    articles = _column(connection, t.ARTICLES.c.uri, row.details["articles"], "id")
    told = {key for story in read_as_extracted(connection, articles) for key in story.keys.events}
    return bool(told & set(row.details["reports"]))


def _found(connection: Connection, kind: Kind, key: str) -> Row[Any] | None:
    table = TABLES[kind]
    current = current_keys(connection, kind, [key])[key]
    return connection.execute(select(table).where(table.c.key == current)).one_or_none()


def _existing(connection: Connection, kind: Kind, key: str) -> Row[Any]:
    row = _found(connection, kind, key)
    if row is None:
        raise QueryError(f"there is no {kind} with the key {key}")
    return row


def _details(connection: Connection, decision: Decision, target: Row[Any]) -> dict[str, Any] | None:
    """What the decision needs besides the keys, to be applied again after every reload."""
    if decision.kind == "actor" and decision.action == "split":
        names = {fold(name) for name in decision.parts}
        rows = select_in(connection, t.ACTOR_VARIANTS.c.actor_id, [target.id])
        own_keys = {row.own_key for row in rows if row.is_usual and fold(row.name) in names}
        if not own_keys:
            raise QueryError(f"no article calls {target.name} {' or '.join(decision.parts)}")
        return {"names": sorted(decision.parts), "own_keys": sorted(own_keys)}
    if decision.kind == "event" and decision.action == "retype":
        return {"mode": decision.mode}
    if decision.kind == "event" and decision.action in ("split", "reject"):
        reports = list(select_in(connection, t.EVENT_REPORTS.c.event_id, [target.id]))
        uris = {
            row.id: row.uri for row in select_in(connection, t.ARTICLES.c.id, {r.article_id for r in reports})
        }
        chosen = [r for r in reports if decision.action == "reject" or uris[r.article_id] in decision.parts]
        if not chosen:
            raise QueryError(f"none of these articles reports the event {decision.target}")
        return {
            "reports": sorted(r.own_key for r in chosen),
            "articles": sorted({uris[r.article_id] for r in chosen}),
        }
    return None


def _apply(connection: Connection, row: Row[Any]) -> None:
    """Decide anew whatever the decision, made or undone, is about."""
    keys = {row.target_key} | ({row.value} if row.action == "merge" else set())
    numbers = _numbers(connection, row.kind, keys)
    details: dict[str, Any] = row.details or {}
    if row.kind == "actor" and row.action in ("rename", "retype"):
        actors.refresh(connection, numbers)
        return
    if row.kind == "location":
        if row.action != "merge":
            places.refresh(connection, numbers)
            return
        articles = _column(connection, t.LOCATION_VARIANTS.c.location_id, numbers, "article_id")
        merges = read_corrections(connection).location_merges
        set_current_keys(connection, "location", {row.value: follow(row.value, merges)})
    elif row.kind == "actor":
        articles = _column(connection, t.ACTOR_VARIANTS.c.actor_id, numbers, "article_id")
        own_keys = keys | set(details.get("own_keys", ()))
        if row.action == "split":
            own_keys.add(split_key(row.target_key, details["names"]))
        articles |= _column(connection, t.ACTOR_VARIANTS.c.own_key, own_keys, "article_id")
    else:
        articles = _column(connection, t.EVENT_REPORTS.c.event_id, numbers, "article_id")
        articles |= _column(connection, t.ARTICLES.c.uri, details.get("articles", ()), "id")
    identities.update(connection, list(read_told(connection, articles)), articles)


def _numbers(connection: Connection, kind: Kind, keys: Collection[str]) -> set[int]:
    """The rows that stand for the keys now."""
    current = set(current_keys(connection, kind, keys).values())
    return _column(connection, TABLES[kind].c.key, current, "id")


def _column(connection: Connection, column: Column[Any], values: Collection[Any], wanted: str) -> set[int]:
    return {getattr(row, wanted) for row in select_in(connection, column, values)}
