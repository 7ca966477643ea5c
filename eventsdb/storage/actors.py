"""The names and offices that articles give an actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, update

from eventsdb.records import Article, Extraction
from eventsdb.resolution.names import fold
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import Rows, select_in
from eventsdb.storage.ids import Ids


@dataclass(frozen=True, slots=True)
class Named:
    """An extraction with the row numbers of its article and, in their order, of its actors."""

    article_id: int
    article: Article
    extraction: Extraction
    actors: tuple[int, ...]


def add_names(connection: Connection, named: Sequence[Named]) -> None:
    """Store every name the actors go by that is not stored yet."""
    actors = {number for story in named for number in story.actors}
    known = {(row.actor_id, row.name) for row in select_in(connection, t.ALIASES.c.actor_id, actors)}
    rows = Rows()
    for story in named:
        for number, actor in zip(story.actors, story.extraction.actors, strict=True):
            for name in (actor.name, *actor.aliases):
                if (number, name) not in known:
                    known.add((number, name))
                    rows.add(t.ALIASES, actor_id=number, name=name, folded=fold(name))
    rows.write(connection)


@dataclass(slots=True)
class _Attested:
    """An office row: its number, when articles attest it, and whether the database holds it already."""

    number: int
    first: date | None
    last: date | None
    stored: bool

    def attest(self, article: Article) -> None:
        if article.published is None:
            return
        start, end = article.published.period.start, article.published.period.end
        self.first = start if self.first is None else min(self.first, start)
        self.last = end if self.last is None else max(self.last, end)


def add_roles(connection: Connection, ids: Ids, named: Sequence[Named]) -> None:
    """Store the offices of the actors, from when to when they are attested, and by which articles."""
    actors = {number for story in named for number in story.actors}
    offices = {
        (row.actor_id, row.title, row.organization_id, row.country_code): _Attested(
            row.id, row.first_seen, row.last_seen, stored=True
        )
        for row in select_in(connection, t.ROLES.c.actor_id, actors)
    }
    mentions: set[tuple[int, int]] = set()
    for story in named:
        for number, actor in zip(story.actors, story.extraction.actors, strict=True):
            for role in actor.roles:
                organization = None if role.organization is None else story.actors[role.organization]
                office = (number, role.title, organization, role.country)
                if office not in offices:
                    offices[office] = _Attested(ids.next(t.ROLES), None, None, stored=False)
                offices[office].attest(story.article)
                mentions.add((offices[office].number, story.article_id))
    rows = Rows()
    changed = []
    for (actor_id, title, organization_id, country), attested in offices.items():
        seen = {"first_seen": attested.first, "last_seen": attested.last}
        if attested.stored:
            changed.append({"number": attested.number, **seen})
        else:
            rows.add(
                t.ROLES,
                id=attested.number,
                actor_id=actor_id,
                title=title,
                organization_id=organization_id,
                country_code=country,
                **seen,
            )
    for role_id, article_id in sorted(mentions):
        rows.add(t.ROLE_MENTIONS, role_id=role_id, article_id=article_id)
    rows.write(connection)
    if changed:
        connection.execute(update(t.ROLES).where(t.ROLES.c.id == bindparam("number")), changed)
