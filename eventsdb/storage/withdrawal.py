"""Taking out what articles told, before it is told anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete

from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks, select_in
from eventsdb.storage.candidates import Stored, read_reports
from eventsdb.storage.counts import ACTOR_COLUMNS, LOCATION_COLUMNS, count_actors, count_locations

_TOLD = (
    t.EVENT_MENTIONS,
    t.CLAIMS,
    t.EVENT_VARIANTS,
    t.ACTOR_MENTIONS,
    t.ACTOR_REFERENCES,
    t.ROLE_MENTIONS,
    t.LOCATION_MENTIONS,
    t.EVENT_REPORTS,
    t.ACTOR_VARIANTS,
    t.LOCATION_VARIANTS,
    t.SENTENCES,
)
"""The tables of what articles tell, those that refer to others first."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What articles told: own keys of actors, reports, and the rows that these stood behind."""

    own_keys: frozenset[str] = frozenset()
    reports: tuple[Stored, ...] = ()
    actors: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    locations: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()

    def __or__(self, other: Withdrawn) -> Withdrawn:
        return Withdrawn(
            self.own_keys | other.own_keys,
            self.reports + other.reports,
            self.actors | other.actors,
            self.roles | other.roles,
            self.locations | other.locations,
            self.events | other.events,
        )


def withdraw(connection: Connection, article_ids: Collection[int]) -> Withdrawn:
    """Remove all rows of what the articles told; the articles and their extractions stay."""
    if not article_ids:
        return Withdrawn()
    variants = list(select_in(connection, t.ACTOR_VARIANTS.c.article_id, article_ids))
    located = list(select_in(connection, t.LOCATION_VARIANTS.c.article_id, article_ids))
    reports = list(select_in(connection, t.EVENT_REPORTS.c.article_id, article_ids))
    withdrawn = Withdrawn(
        own_keys=frozenset(row.own_key for row in variants),
        reports=tuple(read_reports(connection, [row.id for row in reports]).values()),
        actors=frozenset(row.actor_id for row in variants),
        roles=frozenset(
            row.role_id for row in select_in(connection, t.ROLE_MENTIONS.c.article_id, article_ids)
        ),
        locations=frozenset(row.location_id for row in located),
        events=frozenset(row.event_id for row in reports),
    )
    presented = {(row.article_id, *(getattr(row, name) for name in ACTOR_COLUMNS)) for row in variants}
    count_actors(connection, {key: -n for key, n in Counter(each[1:] for each in presented).items()})
    described = Counter(tuple(getattr(row, name) for name in LOCATION_COLUMNS) for row in located)
    count_locations(connection, {key: -n for key, n in described.items()})
    for table in _TOLD:
        for chunk in chunks(article_ids):
            connection.execute(delete(table).where(table.c.article_id.in_(chunk)))
    return withdrawn
