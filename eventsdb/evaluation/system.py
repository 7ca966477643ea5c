"""What a database says of one article, as the evaluation compares it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from eventsdb.evaluation.text import name_key
from eventsdb.storage import models


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A row of `actors` with the folded forms of all its names."""

    id: int
    name: str
    kind: str
    country: str | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class SystemLocation:
    """A row of `locations` with the folded forms that name it in the article."""

    id: int
    name: str
    country: str | None
    position: tuple[float, float] | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class SystemEvent:
    """A row of `events` with the sentences and factualities of its mentions in the article."""

    id: int
    type: str
    mode: str | None
    start: date | None
    end: date | None
    location: int | None
    sentences: tuple[str, ...]
    factualities: frozenset[str]
    participants: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SystemClaim:
    """A row of `claims`."""

    text: str
    type: str
    quote: str
    speaker: int | None
    speaker_text: str | None


@dataclass(frozen=True, slots=True)
class SystemArticle:
    """All that was stored of one article."""

    published: str | None
    actors: tuple[SystemActor, ...]
    locations: tuple[SystemLocation, ...]
    events: tuple[SystemEvent, ...]
    claims: tuple[SystemClaim, ...]


@dataclass
class _Mentions:
    sentences: list[str] = field(default_factory=list)
    factualities: set[str] = field(default_factory=set)


class Identities:
    """The actors and places of a database, read once: mentions of an article point to them."""

    def __init__(self, connection: Connection) -> None:
        names: dict[int, set[str]] = defaultdict(set)
        for row in connection.execute(select(models.ActorAlias.actor_id, models.ActorAlias.name)):
            names[row.actor_id].add(name_key(row.name))
        actors = select(models.Actor.id, models.Actor.name, models.Actor.kind, models.Actor.country_code)
        self.actors = {
            row.id: SystemActor(
                row.id, row.name, row.kind, row.country_code, frozenset(names[row.id] | {name_key(row.name)})
            )
            for row in connection.execute(actors)
        }
        self.locations = {row.id: row for row in connection.execute(select(models.Location.__table__))}


def read_article(connection: Connection, identities: Identities, stem: str) -> SystemArticle | None:
    """Read the article whose uri ends in `stem`.txt; None when it is not in the database."""
    a = models.Article
    article = connection.execute(
        select(a.id, a.text, a.published).where(a.uri.like(f"%{stem}.txt")).order_by(a.id).limit(1)
    ).one_or_none()
    if article is None:
        return None
    s = models.Sentence
    spans = select(s.id, s.char_start, s.char_end).where(s.article_id == article.id)
    sentences = {row.id: article.text[row.char_start : row.char_end] for row in connection.execute(spans)}

    m = models.ActorMention
    actor_ids = connection.scalars(select(m.actor_id).where(m.article_id == article.id).distinct())
    return SystemArticle(
        published=article.published,
        actors=tuple(identities.actors[i] for i in sorted(actor_ids)),
        locations=_locations(connection, identities, article.id, article.text),
        events=_events(connection, article.id, sentences),
        claims=_claims(connection, article.id),
    )


def _locations(
    connection: Connection, identities: Identities, article: int, text: str
) -> tuple[SystemLocation, ...]:
    m = models.LocationMention
    names: dict[int, set[str]] = defaultdict(set)
    query = (
        select(m.location_id, m.char_start, m.char_end).where(m.article_id == article).order_by(m.char_start)
    )
    for row in connection.execute(query):
        names[row.location_id].add(name_key(text[row.char_start : row.char_end]))
    found = []
    for key, forms in names.items():
        row = identities.locations[key]
        located = row.latitude is not None and row.longitude is not None
        position = (row.latitude, row.longitude) if located else None
        found.append(
            SystemLocation(key, row.name, row.country_code, position, frozenset(forms | {name_key(row.name)}))
        )
    return tuple(found)


def _events(connection: Connection, article: int, sentences: dict[int, str]) -> tuple[SystemEvent, ...]:
    m, e, p = models.EventMention, models.Event, models.EventParticipant
    mentions: dict[int, _Mentions] = defaultdict(_Mentions)
    query = select(m.event_id, m.sentence_id, m.factuality).where(m.article_id == article).order_by(m.id)
    for row in connection.execute(query):
        mentions[row.event_id].sentences.append(sentences.get(row.sentence_id, ""))
        mentions[row.event_id].factualities.add(row.factuality)
    here = select(m.event_id).where(m.article_id == article)
    participants: dict[int, list[tuple[str, int]]] = defaultdict(list)
    query_participants = select(p.event_id, p.role, p.actor_id).where(p.event_id.in_(here))
    for part in connection.execute(query_participants.order_by(p.event_id, p.role, p.actor_id)):
        participants[part.event_id].append((part.role, part.actor_id))
    rows = {row.id: row for row in connection.execute(select(e.__table__).where(e.id.in_(here)))}
    return tuple(
        SystemEvent(
            id=key,
            type=rows[key].event_type,
            mode=rows[key].event_mode,
            start=rows[key].date_start,
            end=rows[key].date_end or rows[key].date_start,
            location=rows[key].location_id,
            sentences=tuple(mention.sentences),
            factualities=frozenset(mention.factualities),
            participants=tuple(participants[key]),
        )
        for key, mention in mentions.items()
    )


def _claims(connection: Connection, article: int) -> tuple[SystemClaim, ...]:
    c = models.Claim
    query = select(c.text, c.claim_type, c.quote_type, c.speaker_id, c.speaker_text)
    rows = connection.execute(query.where(c.article_id == article).order_by(c.id))
    return tuple(SystemClaim(*row) for row in rows)
