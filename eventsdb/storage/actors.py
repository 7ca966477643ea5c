"""Actors over all articles: which presentations are one, under which names, in which offices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from eventsdb.resolution.actors import Handle, Variant, attach, handles, usual, variants
from eventsdb.resolution.corrections import follow
from eventsdb.resolution.told import Told
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import current_keys, leading_to
from eventsdb.storage.bulk import Rows, chunks, ensure, select_in
from eventsdb.storage.corrections import read_corrections
from eventsdb.storage.counts import Presentation, count_actors
from eventsdb.storage.ids import Ids
from eventsdb.storage.inserting import insert_rows


def regroup(connection: Connection, stories: Sequence[Told], removed: Collection[str]) -> dict[str, str]:
    """Decide anew what weak presentations are taken for, given new stories and the own keys of removed ones.

    The rows of removed presentations are gone already, those of new ones not there yet. Returns where
    own keys lead from now on that led elsewhere; the articles that hold them must be stored anew.
    """
    presented = _presented(connection, stories, removed)
    fresh = [handle for found in presented.values() if found for handle in handles(found)]
    texts = {handle.text for handle in fresh}
    for row in select_in(connection, t.ACTOR_HANDLES.c.own_key, presented):
        texts.add(row.handle)
    for chunk in chunks(presented):
        connection.execute(delete(t.ACTOR_HANDLES).where(t.ACTOR_HANDLES.c.own_key.in_(chunk)))
    insert_rows(
        connection,
        t.ACTOR_HANDLES,
        [
            {"handle": h.text, "own_key": h.own_key, "is_weak": h.is_weak, "country_code": h.country}
            for h in fresh
        ],
    )
    sharing = [
        Handle(row.handle, row.own_key, row.is_weak, row.country_code)
        for row in select_in(connection, t.ACTOR_HANDLES.c.handle, _weak(connection, texts))
    ]
    taken = attach(sharing)
    weak = {handle.own_key for handle in sharing if handle.is_weak}
    merges = read_corrections(connection).actor_merges
    before = current_keys(connection, "actor", weak | presented.keys())
    now = {key: follow(taken.get(key, key), merges) for key in before}
    return {key: now[key] for key in before if now[key] != before[key]}


def _weak(connection: Connection, texts: Collection[str]) -> set[str]:
    """Those of the handles that something weak has; few, while thousands share a first name."""
    c = t.ACTOR_HANDLES.c
    query = select(c.handle).distinct().where(c.is_weak)
    return {
        handle for chunk in chunks(texts) for handle in connection.scalars(query.where(c.handle.in_(chunk)))
    }


def _variants(story: Told) -> list[list[Variant]]:
    """The names that the story gives each of its actors."""
    return [variants(a, key) for a, key in zip(story.extraction.actors, story.keys.actors, strict=True)]


def _presented(
    connection: Connection, stories: Sequence[Told], removed: Collection[str]
) -> dict[str, list[Variant]]:
    """All variants of the own keys in the stories or removed; an empty list where none is left."""
    counts: Counter[Variant] = Counter()
    for story in stories:
        counts.update({variant for found in _variants(story) for variant in found})
    touched = {variant.own_key for variant in counts} | set(removed)
    for variant in _stored(connection, touched):
        counts[replace(variant, articles=1)] += variant.articles
    found: dict[str, list[Variant]] = {key: [] for key in touched}
    for variant, articles in counts.items():
        found[variant.own_key].append(replace(variant, articles=articles))
    return found


def _stored(connection: Connection, own_keys: Collection[str]) -> Iterable[Variant]:
    for row in select_in(connection, t.ACTOR_VARIANT_COUNTS.c.own_key, own_keys):
        yield Variant(
            row.own_key, row.name, row.is_usual, row.kind, row.country_code, row.sector, row.articles
        )


def ensure_actors(connection: Connection, ids: Ids, stories: Sequence[Told]) -> dict[str, int]:
    """Row numbers of the stories' actors by own key; rows that are missing are made."""
    shown = {
        key: actor
        for story in stories
        for key, actor in zip(story.keys.actors, story.extraction.actors, strict=True)
    }
    current = current_keys(connection, "actor", shown)
    rows = {
        current[key]: {
            "name": actor.name,
            "kind": actor.kind,
            "country_code": actor.country,
            "sector": actor.sector,
        }
        for key, actor in shown.items()
    }
    numbers = ensure(connection, ids, t.ACTORS, "key", rows)
    return {key: numbers[current[key]] for key in shown}


def add_variants(connection: Connection, stories: Sequence[Told], actors: Mapping[str, int]) -> None:
    """Store how the articles present their actors; `actors` are row numbers by own key."""
    rows = Rows()
    counts: Counter[Presentation] = Counter()
    for story in stories:
        counts.update({_presentation(variant) for found in _variants(story) for variant in found})
        for position, found in enumerate(_variants(story)):
            for variant in found:
                rows.add(
                    t.ACTOR_VARIANTS,
                    article_id=story.article_id,
                    position=position,
                    name=variant.name,
                    is_usual=variant.is_usual,
                    kind=variant.kind,
                    country_code=variant.country,
                    sector=variant.sector,
                    own_key=variant.own_key,
                    actor_id=actors[variant.own_key],
                )
    rows.write(connection)
    count_actors(connection, counts)


def _presentation(variant: Variant) -> Presentation:
    return variant.own_key, variant.name, variant.is_usual, variant.kind, variant.country, variant.sector


def refresh(connection: Connection, actor_ids: Collection[int]) -> None:
    """Give the actors the names, kind, country and sector that most articles give them.

    Actors that no article presents any more are removed.
    """
    stored = {row.id: row for row in select_in(connection, t.ACTORS.c.id, actor_ids)}
    numbers = {row.key: row.id for row in stored.values()}
    presented: dict[int, list[Variant]] = {}
    own_keys = {**{key: key for key in numbers}, **leading_to(connection, "actor", numbers)}
    for variant in _stored(connection, own_keys):
        presented.setdefault(numbers[own_keys[variant.own_key]], []).append(variant)
    _show(connection, stored, presented)
    _rename(connection, presented)
    gone = set(actor_ids) - presented.keys()
    for chunk in chunks(gone):
        connection.execute(delete(t.ACTORS).where(t.ACTORS.c.id.in_(chunk)))


def _show(connection: Connection, stored: Mapping[int, Any], presented: Mapping[int, list[Variant]]) -> None:
    corrections = read_corrections(connection)
    changed = []
    for number, found in presented.items():
        row, best = stored[number], usual(found)
        shown = {
            "name": corrections.actor_names.get(row.key, best.name),
            "kind": corrections.actor_kinds.get(row.key, best.kind),
            "country_code": best.country,
            "sector": best.sector,
        }
        if any(getattr(row, name) != value for name, value in shown.items()):
            changed.append({"number": number, **shown})
    if changed:
        connection.execute(update(t.ACTORS).where(t.ACTORS.c.id == bindparam("number")), changed)


def _rename(connection: Connection, presented: Mapping[int, list[Variant]]) -> None:
    names = {(number, variant.name) for number, found in presented.items() for variant in found}
    stored = {
        (row.actor_id, row.name): row.id for row in select_in(connection, t.ALIASES.c.actor_id, presented)
    }
    for chunk in chunks([stored[alias] for alias in stored.keys() - names]):
        connection.execute(delete(t.ALIASES).where(t.ALIASES.c.id.in_(chunk)))
    missing = sorted(names - stored.keys())
    if missing:
        connection.execute(
            insert(t.ALIASES), [{"actor_id": number, "name": name} for number, name in missing]
        )


def add_roles(connection: Connection, ids: Ids, stories: Sequence[Told], actors: Mapping[str, int]) -> None:
    """Store the offices that the articles give their actors."""
    held: dict[tuple[int, str, int | None, str | None], set[int]] = defaultdict(set)
    published = {s.article_id: s.article.published.period for s in stories if s.article.published}
    for story in stories:
        numbers = [actors[key] for key in story.keys.actors]
        for number, actor in zip(numbers, story.extraction.actors, strict=True):
            for role in actor.roles:
                organization = None if role.organization is None else numbers[role.organization]
                held[number, role.title, organization, role.country].add(story.article_id)
    stored = {
        (row.actor_id, row.title, row.organization_id, row.country_code): row
        for row in select_in(connection, t.ROLES.c.actor_id, {office[0] for office in held})
    }
    rows = Rows()
    attested = []
    for office, articles in held.items():
        row = stored.get(office)
        number = ids.next(t.ROLES) if row is None else row.id
        days = [published[article_id] for article_id in articles & published.keys()]
        first = [day.start for day in days] + ([row.first_seen] if row and row.first_seen else [])
        last = [day.end for day in days] + ([row.last_seen] if row and row.last_seen else [])
        seen = {"first_seen": min(first, default=None), "last_seen": max(last, default=None)}
        if row is None:
            actor_id, title, organization_id, country = office
            rows.add(
                t.ROLES,
                id=number,
                actor_id=actor_id,
                title=title,
                organization_id=organization_id,
                country_code=country,
                **seen,
            )
        elif (row.first_seen, row.last_seen) != tuple(seen.values()):
            attested.append({"number": number, **seen})
        for article_id in sorted(articles):
            rows.add(t.ROLE_MENTIONS, role_id=number, article_id=article_id)
    rows.write(connection)
    if attested:
        connection.execute(update(t.ROLES).where(t.ROLES.c.id == bindparam("number")), attested)


def refresh_roles(connection: Connection, role_ids: Collection[int]) -> None:
    """Set from when to when the offices are attested; remove those that no article attests any more."""
    query = (
        select(
            t.ROLE_MENTIONS.c.role_id,
            func.min(t.ARTICLES.c.published_start),
            func.max(t.ARTICLES.c.published_end),
        )
        .join(t.ARTICLES, t.ARTICLES.c.id == t.ROLE_MENTIONS.c.article_id)
        .group_by(t.ROLE_MENTIONS.c.role_id)
    )
    attested = []
    for chunk in chunks(role_ids):
        attested += [
            {"number": number, "first_seen": first, "last_seen": last}
            for number, first, last in connection.execute(query.where(t.ROLE_MENTIONS.c.role_id.in_(chunk)))
        ]
    if attested:
        connection.execute(update(t.ROLES).where(t.ROLES.c.id == bindparam("number")), attested)
    gone = set(role_ids) - {row["number"] for row in attested}
    for chunk in chunks(gone):
        connection.execute(delete(t.ROLES).where(t.ROLES.c.id.in_(chunk)))
