"""Who, where and what over all articles, brought up to date with articles that come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select

from eventsdb.resolution.told import Told
from eventsdb.storage import actors, claims, events, places
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import current_keys, set_current_keys
from eventsdb.storage.bulk import Rows, select_in
from eventsdb.storage.corrections import read_corrections
from eventsdb.storage.ids import Ids
from eventsdb.storage.mentions import Numbers, add_mentions
from eventsdb.storage.placing import Known, Placed, place
from eventsdb.storage.reading import read_told
from eventsdb.storage.withdrawal import withdraw

_LOCK = 20_240_913  # any number, as long as nothing else in the database locks it


def update(connection: Connection, added: Sequence[Told], withdrawn: Collection[int] = ()) -> None:
    """Add what articles tell to the identities, and take out what the articles `withdrawn` told.

    The result is the same as if all articles that remain had been added at once, in any order: actors,
    places, events and claims are decided from the whole of what is stored, but only where it changed.
    The rows of the articles and their extractions must be there.
    """
    _wait_for_others(connection)
    ids = Ids(connection)
    gone = withdraw(connection, withdrawn)
    moved = actors.regroup(connection, added, gone.own_keys)
    unsettled = {row.article_id for row in select_in(connection, t.ACTOR_VARIANTS.c.own_key, moved)}
    gone |= withdraw(connection, unsettled)  # while its actors' keys still lead where they did
    set_current_keys(connection, "actor", moved)
    stories = [*added, *read_told(connection, unsettled)]
    regrouped = events.regroup(connection, ids, stories, gone)
    others = list(read_told(connection, regrouped.articles - {story.article_id for story in stories}))
    placed = _place(connection, ids, stories, others)
    fresh = [placed[story.article_id] for story in stories]

    rows = Rows()
    keys = events.add_events(rows, regrouped, placed, read_corrections(connection).retyped)
    numbers = [_number(ids, story, regrouped.events) for story in fresh]
    for story, each in zip(fresh, numbers, strict=True):
        add_mentions(rows, story.told.article, story.told.extraction, story.keys.claims, each)
    events.add_reports(ids, rows, stories, regrouped)
    events.make_room(connection, regrouped)
    rows.write(connection)
    events.settle(connection, regrouped, keys)

    own = {
        key: number
        for story in fresh
        for key, number in zip(story.told.keys.actors, story.actors, strict=True)
    }
    actors.add_variants(connection, stories, own)
    actors.add_roles(connection, ids, stories, own)
    actors.refresh_roles(connection, gone.roles)
    actors.refresh(connection, gone.actors | set(own.values()))
    located = {
        key: number
        for story in fresh
        for key, number in zip(story.told.keys.locations, story.locations, strict=True)
    }
    places.add_variants(connection, stories, located)
    places.refresh(connection, gone.locations | set(located.values()))
    claims.relink(connection, set(regrouped.groups), {n for each in numbers for n in each.claims})


def _wait_for_others(connection: Connection) -> None:
    """Let one load at a time decide identities; on SQLite the transaction itself holds the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _place(
    connection: Connection, ids: Ids, stories: Sequence[Told], others: Sequence[Told]
) -> dict[int, Placed]:
    involved = [*stories, *others]
    known = Known(
        current_keys(connection, "actor", {key for story in involved for key in story.keys.actors}),
        actors.ensure_actors(connection, ids, involved),
        places.ensure_locations(connection, ids, involved),
    )
    stored: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in select_in(connection, t.SENTENCES.c.article_id, {story.article_id for story in others}):
        stored[row.article_id].append((row.position, row.id))
    placed = {}
    for story in stories:
        numbers = [ids.next(t.SENTENCES) for _ in story.extraction.sentences]
        placed[story.article_id] = place(story, known, numbers)
    for story in others:
        numbers = [number for _, number in sorted(stored[story.article_id])]
        placed[story.article_id] = place(story, known, numbers)
    return placed


def _number(ids: Ids, story: Placed, events_by_key: dict[str, int]) -> Numbers:
    return Numbers(
        article=story.told.article_id,
        sentences=story.sentences,
        actors=story.actors,
        locations=story.locations,
        events=tuple(events_by_key[key] for key in story.told.keys.events),
        claims=tuple(ids.next(t.CLAIMS) for _ in story.told.extraction.claims),
    )
