"""What pictures are made of, read from either database: events, who acts on whom, evidence, denials."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from eventsdb.queries import library
from eventsdb.queries.library import Value
from eventsdb.queries.run import Reader
from eventsdb.records import Factuality

_SQL = Path(__file__).parent / "sql"
_IDS_AT_A_TIME = 500
_NOT_DRAWABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which events to show: those of an actor (any of its names, or its key), of a stretch of days (ISO)."""

    actor: str | None = None
    since: str | None = None
    until: str | None = None

    def values(self) -> dict[str, Value]:
        """The values of the parameters that queries of this folder take."""
        return {"actor": self.actor, "since": self.since, "until": self.until}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place; degrees are WGS 84, and None where the place has no point."""

    key: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `articles` is how many tell of it, `score` PLOVER's, from -10 to 10."""

    id: int
    key: str
    type: str
    mode: str | None
    quad_class: int
    score: float
    factuality: Factuality
    first_day: date | None
    last_day: date | None
    edtf: str | None
    summary: str
    articles: int
    place: Place | None


class Actor(NamedTuple):
    """Someone who acts or is acted on."""

    key: str
    name: str


class Pair(NamedTuple):
    """An actor and a recipient of one event."""

    event_id: int
    actor: Actor
    recipient: Actor


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an article, with the part that matters apart, and where they are from."""

    before: str
    marked: str
    after: str
    language: str | None
    title: str | None
    published: str | None
    source: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that tells of an event, its trigger marked, and what it says of the event."""

    event_id: int
    factuality: Factuality
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what, with the content marked in its sentences."""

    id: int
    key: str
    type: str
    speaker: str | None
    event_key: str | None
    event: str | None
    published: date | None
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Dispute:
    """Denials, and the claims that they answer; none where nobody else in the articles says it."""

    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]


class Coverage(NamedTuple):
    """How many articles and sources tell of the events, and when the first and the last were published."""

    articles: int
    sources: int
    first: date | None
    last: date | None


def events(reader: Reader, narrowing: Narrowing) -> list[Event]:
    """Every event, in the order of dates, those without a date last. Raises QueryError and DatabaseError."""
    found = [
        Event(
            row["id"],
            row["key"],
            row["type"],
            row["mode"],
            row["quad_class"],
            row["score"],
            row["factuality"],
            _day(row["first_day"]),
            _day(row["last_day"]),
            row["edtf"],
            row["summary"],
            row["articles"],
            _place(row),
        )
        for row in _chosen(reader, "events", narrowing)
    ]
    return sorted(found, key=in_time)


def in_time(event: Event) -> tuple[date, date, str]:
    """A key to sort events by: their dates, those without one last."""
    return event.first_day or date.max, event.last_day or date.max, event.key


def pairs(reader: Reader, narrowing: Narrowing) -> list[Pair]:
    """Who acts on whom, event by event. Raises QueryError and DatabaseError."""
    return [
        Pair(
            row["event_id"],
            Actor(row["actor_key"], drawable(row["actor"])),
            Actor(row["recipient_key"], drawable(row["recipient"])),
        )
        for row in _chosen(reader, "pairs", narrowing)
    ]


def coverage(reader: Reader, narrowing: Narrowing) -> Coverage:
    """The articles behind the events. Raises QueryError and DatabaseError."""
    row = next(_chosen(reader, "coverage", narrowing))
    return Coverage(
        row["articles"], row["sources"], _day(row["first_published"]), _day(row["last_published"])
    )


def evidence(reader: Reader, events: Collection[Event]) -> dict[int, list[Evidence]]:
    """The sentences that tell of these events, by event id, in the order they were published."""
    found: dict[int, list[Evidence]] = {}
    for row in _by_id(reader, "evidence", [event.id for event in events]):
        told = Evidence(row["event_id"], row["factuality"], _quotation(row))
        found.setdefault(told.event_id, []).append(told)
    return found


def participants(reader: Reader, events: Collection[Event]) -> dict[int, dict[str, list[Actor]]]:
    """Who takes part in these events, by event id and role, in the order of their names."""
    found: dict[int, dict[str, list[Actor]]] = {event.id: {"actor": [], "recipient": []} for event in events}
    for row in _by_id(reader, "participants", list(found)):
        found[row["event_id"]][row["role"]].append(Actor(row["key"], row["name"]))
    return found


def disputes(reader: Reader, narrowing: Narrowing) -> list[Dispute]:
    """Denials beside what they deny: first those that answer somebody, then by date.

    Denials of one event stand together.
    """
    query = library.read(_SQL / "denials.sql")
    sql, values = query.bind(narrowing.values())
    answers: dict[int, set[int]] = {}
    for denial, claim in reader.execute(sql, values).rows:
        answers.setdefault(int(str(denial)), set()).update(() if claim is None else (int(str(claim)),))
    wanted = sorted(set(answers).union(*answers.values())) if answers else []
    claims = {row["id"]: _claim(row) for row in _by_id(reader, "claims", wanted)}
    in_time = sorted(claims.values(), key=lambda claim: (claim.published or date.max, claim.key))
    position = {claim.id: number for number, claim in enumerate(in_time)}
    groups: dict[str, list[int]] = {}
    for denial in sorted(answers, key=position.__getitem__):
        groups.setdefault(claims[denial].event_key or claims[denial].key, []).append(denial)
    found = [
        Dispute(
            tuple(
                claims[one]
                for one in sorted(set().union(*map(answers.__getitem__, denials)), key=position.__getitem__)
            ),
            tuple(map(claims.__getitem__, denials)),
        )
        for denials in groups.values()
    ]
    return sorted(found, key=lambda dispute: not dispute.claims)


def _chosen(reader: Reader, name: str, narrowing: Narrowing) -> Iterator[Row]:
    chosen = _SQL / "chosen.sql"
    text = (
        f"{chosen.read_text(encoding='utf-8')}{(_SQL / name).with_suffix('.sql').read_text(encoding='utf-8')}"
    )
    return _rows(reader, *library.parse(text, chosen).bind(narrowing.values()))


def _by_id(reader: Reader, name: str, ids: list[int]) -> Iterator[Row]:
    sql = (_SQL / name).with_suffix(".sql").read_text(encoding="utf-8")
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        yield from _rows(
            reader, sql.replace(":ids", ", ".join(map(str, ids[start : start + _IDS_AT_A_TIME]))), {}
        )


def _rows(reader: Reader, sql: str, values: Mapping[str, Value]) -> Iterator[Row]:
    cursor = reader.execute(sql, values)
    return (dict(zip(cursor.columns, row, strict=True)) for row in cursor.rows)


def drawable(text: str) -> str:
    """The text without characters that XML forbids and that what draws breaks down on."""
    return _NOT_DRAWABLE.sub("", text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _place(row: Row) -> Place | None:
    if row["place_key"] is None:
        return None
    name = drawable(row["place"])
    return Place(row["place_key"], name, row["place_kind"], row["latitude"], row["longitude"])


def _claim(row: Row) -> Claim:
    return Claim(
        row["id"],
        row["key"],
        row["type"],
        row["speaker"],
        row["event_key"],
        row["event"],
        _day(row["published_start"]),
        _quotation(row),
    )


def _quotation(row: Row) -> Quotation:
    sentence, first, end = row["sentence"], row["first_character"], row["end_character"]
    return Quotation(
        sentence[:first],
        sentence[first:end],
        sentence[end:],
        row["language"],
        row["title"],
        row["published"],
        row["source"],
        row["address"],
    )
