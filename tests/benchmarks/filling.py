"""A database filled with generated news, every table as a load would fill it, in minutes instead of hours.

The rows are those that the program itself makes of the news; but who and what is the same is known here,
so that nothing need be searched, and indexes are made when all rows are there. Only the bands by which
repeated texts are found are drawn by lot. `multiply` puts older years before what is there: copies of it
by SQL, of the same actors and places, at other times, with keys of their own.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, Date, Table

from eventsdb.records import Actor
from eventsdb.resolution.actors import actor_key, attach, handles, variants
from eventsdb.resolution.claims import ClaimReport, comes_first, relation, wording
from eventsdb.resolution.features import Features, features
from eventsdb.resolution.identity import location_key, own_keys
from eventsdb.resolution.names import fold
from eventsdb.resolution.told import Told
from eventsdb.storage import events, migrations
from eventsdb.storage import tables as t
from eventsdb.storage.engine import database_url
from eventsdb.storage.mentions import Numbers, add_mentions
from eventsdb.storage.placing import Known, Placed, place
from tests.benchmarks.generated import Told as News
from tests.benchmarks.generated import World

_DAYS_AT_ONCE = 10


class _Ids:
    """Row numbers from one on."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(int)

    def next(self, table: Table) -> int:
        self._last[table.name] += 1
        return self._last[table.name]


class _Rows:
    """Rows gathered by table, written straight to SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: Table, **values: Any) -> None:
        self._rows[table.name].append(values)

    def write(self) -> None:
        for table, rows in self._rows.items():
            columns = list(rows[0])
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            self._connection.executemany(statement, (tuple(row.values()) for row in rows))
        self._rows.clear()


def fill(path: Path, world: World, news: Iterator[list[News]], least_events: int) -> int:
    """Make a database of at least so many events; returns how many there are."""
    sqlite3.register_adapter(date, date.isoformat)
    migrations.upgrade(database_url(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000"
        )
        indexes = _without_indexes(connection)
        count = _Filling(connection, world).fill(news, least_events)
        for statement in _COUNTS:
            connection.execute(statement)
        for statement in indexes:
            connection.execute(statement)
    return count


_COUNTS = (
    "INSERT INTO actor_variant_counts (own_key, name, is_usual, kind, country_code, sector, articles)"
    " SELECT own_key, name, is_usual, kind, country_code, sector, count(*) FROM actor_variants"
    " GROUP BY 1, 2, 3, 4, 5, 6",
    "INSERT INTO location_variant_counts"
    " (location_id, name, kind, country_code, latitude, longitude, geonames_id, articles)"
    " SELECT location_id, name, kind, country_code, latitude, longitude, geonames_id, count(*)"
    " FROM location_variants GROUP BY 1, 2, 3, 4, 5, 6, 7",
)

_GROWING = (
    t.ARTICLES, t.EXTRACTIONS, t.SENTENCES, t.ROLE_MENTIONS, t.ACTOR_MENTIONS, t.LOCATION_MENTIONS, t.EVENTS,
    t.PARTICIPANTS, t.CLAIMS, t.CLAIM_LINKS, t.CLAIM_WORDINGS, t.EVENT_MENTIONS, t.EVENT_VARIANTS,
    t.ACTOR_VARIANTS, t.LOCATION_VARIANTS, t.ARTICLE_BANDS, t.EVENT_REPORTS, t.EVENT_ANCHORS,
)  # fmt: skip
_OF_THEIR_OWN = {"key", "own_key", "uri", "sha256", "band", "wording"}


def multiply(path: Path, source: Path, times: int, days: int) -> None:
    """Make a database of so many copies of another one, each a number of days before the one ahead of it."""
    shutil.copy(source, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -800000"
        )
        connection.execute("ATTACH ? AS source", (str(source),))
        indexes = _without_indexes(connection)
        last = {
            table.name: connection.execute(f"SELECT max(id) FROM {table.name}").fetchone()[0]
            for table in _GROWING
            if "id" in table.c
        }
        connection.execute("BEGIN")
        for table in _GROWING:
            columns = ", ".join(column.name for column in table.columns)
            for copy in range(1, times):
                values = ", ".join(_copied(column, last, copy, days) for column in table.columns)
                connection.execute(
                    f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM source.{table.name}"
                )
        for name in ("actor_variant_counts", "location_variant_counts"):
            connection.execute(f"UPDATE {name} SET articles = articles * {times}")
        connection.execute("COMMIT")
        for statement in indexes:
            connection.execute(statement)


def _copied(column: Column[Any], last: dict[str, int], copy: int, days: int) -> str:
    """The SQL of what a copy has in a column."""
    name, shift = column.name, f"'-{copy * days} days'"
    owners = {key.column.table.name for key in column.foreign_keys} | (
        {column.table.name} if name == "id" else set()
    )
    if owners & last.keys():
        return f"{name} + {copy * last[owners.pop()]}"
    if name in _OF_THEIR_OWN and column.table is not t.ACTOR_VARIANTS:
        return f"{name} || '#{copy}'"
    if isinstance(column.type, Date):
        return f"date({name}, {shift})"
    if name in ("published", "date_edtf"):
        start = "published_start" if name == "published" else "date_start"
        return f"substr(date({start}, {shift}), 1, length({name}))"
    return name


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes, and answer the statements that make them."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in rows:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in rows]


class _Filling:
    """The world's actors and places with their keys and numbers, and what is written so far."""

    def __init__(self, connection: sqlite3.Connection, world: World) -> None:
        self._connection = connection
        self._chance = random.Random(2)
        self._ids = _Ids()
        self._rows = _Rows(connection)
        self._sources = {source.name: n for n, source in enumerate(world.sources, start=1)}
        keys = [actor_key(actor) for actor in world.actors]
        self._keys = {id(actor): key for actor, key in zip(world.actors, keys, strict=True)}
        found = [
            h for actor, key in zip(world.actors, keys, strict=True) for h in handles(variants(actor, key))
        ]
        self._handles = {(h.text, h.own_key): h for h in found}
        taken = attach(found)
        current = {key: taken.get(key, key) for key in keys}
        locations = {location_key(place): n for n, place in enumerate(world.places, start=1)}
        self._shown: dict[str, Actor] = {}
        for actor, key in zip(world.actors, keys, strict=True):
            if current[key] == key:
                self._shown.setdefault(key, actor)
        self._numbers = {key: n for n, key in enumerate(self._shown, start=1)}
        self._known = Known(current, {own: self._numbers[key] for own, key in current.items()}, locations)
        self._roles: dict[tuple[int, str, str | None], int] = {}
        self._aliases: set[tuple[int, str]] = set()
        self._claims: dict[int, int] = {}
        self._places = dict(zip(locations.values(), world.places, strict=True))

    def fill(self, news: Iterator[list[News]], least_events: int) -> int:
        connection = self._connection
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO runs VALUES (1, '2025-01-01 00:00:00', '2025-01-01 00:00:00', 'finished', '0',"
            f" NULL, NULL{', 0' * 12})"
        )
        connection.executemany(
            "INSERT INTO sources (id, name) VALUES (?, ?)", [(n, s) for s, n in self._sources.items()]
        )
        self._add_actors_and_places()
        count = 0
        while count < least_events:
            articles = [each for _ in range(_DAYS_AT_ONCE) for each in next(news)]
            count += self._add(articles)
            self._rows.write()
        self._add_roles()
        connection.execute("COMMIT")
        return count

    def _add_actors_and_places(self) -> None:
        for key, actor in self._shown.items():
            self._rows.add(
                t.ACTORS, id=self._numbers[key], key=key, name=actor.name, kind=actor.kind,
                country_code=actor.country, sector=actor.sector,
            )  # fmt: skip
        for handle in self._handles.values():
            self._rows.add(
                t.ACTOR_HANDLES,
                handle=handle.text,
                own_key=handle.own_key,
                is_weak=handle.is_weak,
                country_code=handle.country,
            )
        for old, new in self._known.current.items():
            if old != new:
                self._rows.add(t.KEY_ALIASES, kind="actor", old_key=old, key=new)
        for key, number in self._known.locations.items():
            self._rows.add(t.LOCATIONS, id=number, key=key, **_described(self._places[number]))

    def _add(self, news: Sequence[News]) -> int:
        """Gather the rows of articles; returns how many events they add."""
        stories: dict[int, Placed] = {}
        groups: dict[int, list[events.Member]] = {}
        event_of: dict[int, int] = {}
        reports: dict[str, Features] = {}
        for each in news:
            story = self._add_article(each)
            told = story.told
            found = features(told.article, told.extraction, told.keys)
            reports |= zip(told.keys.events, found, strict=True)
            number = story.told.article_id
            stories[number] = story
            for position, (happening, key) in enumerate(zip(each.happenings, story.keys.events, strict=True)):
                event = event_of.setdefault(id(happening), 0) or self._ids.next(t.EVENTS)
                event_of[id(happening)] = event
                groups.setdefault(event, []).append(events.Member(key, number, position, None))
        regrouped = events.Regrouped({n: tuple(group) for n, group in groups.items()}, frozenset(), reports)
        keys = events.add_events(self._rows, regrouped, stories, {})
        for own, key in keys.items():
            if own != key:
                self._rows.add(t.KEY_ALIASES, kind="event", old_key=own, key=key)
        numbers = regrouped.events
        for story in stories.values():
            self._add_words(story, numbers)
        events.add_reports(self._ids, self._rows, [story.told for story in stories.values()], regrouped)
        self._link(stories.values(), keys)
        return len(groups)

    def _add_article(self, news: News) -> Placed:
        number = self._ids.next(t.ARTICLES)
        article = news.article
        published = article.published.period
        self._rows.add(
            t.ARTICLES, id=number, uri=article.uri, source_id=self._sources[article.source.name],
            title=article.title, language=article.language,
            published=published.edtf, published_start=published.start,
            published_end=published.end, published_basis=article.published.basis, text=article.text,
            sha256=article.sha256, run_id=1,
        )  # fmt: skip
        payload = msgspec.json.encode(news.extraction).decode()
        self._rows.add(t.EXTRACTIONS, article_id=number, extractor=news.extraction.extractor, payload=payload)
        for band in range(20):
            digest = "-".join(f"{self._chance.getrandbits(32):x}" for _ in range(3))
            self._rows.add(t.ARTICLE_BANDS, band=f"{band}-{digest}", article_id=number)
        words = own_keys(article, replace(news.extraction, actors=(), locations=()))
        keys = replace(
            words,
            actors=tuple(self._keys[id(actor)] for actor in news.extraction.actors),
            locations=tuple(location_key(place) for place in news.extraction.locations),
        )
        told = Told(number, article, news.extraction, keys)
        return place(told, self._known, [self._ids.next(t.SENTENCES) for _ in news.extraction.sentences])

    def _add_words(self, story: Placed, event_numbers: dict[str, int]) -> None:
        """Gather the rows of what one article says, and of how it presents actors and places."""
        number, extraction = story.told.article_id, story.told.extraction
        numbers = Numbers(
            article=number,
            sentences=story.sentences,
            actors=story.actors,
            locations=story.locations,
            events=tuple(event_numbers[key] for key in story.told.keys.events),
            claims=tuple(self._ids.next(t.CLAIMS) for _ in extraction.claims),
        )
        self._claims[number] = numbers.claims[0]
        add_mentions(self._rows, story.told.article, extraction, story.told.keys.claims, numbers)
        for claim, told in zip(numbers.claims, extraction.claims, strict=True):
            digest = wording(story.told.article.text[told.start : told.end])
            if digest:
                self._rows.add(t.CLAIM_WORDINGS, claim_id=claim, wording=digest)
        for position, (actor, own, actor_id) in enumerate(
            zip(extraction.actors, story.told.keys.actors, story.actors, strict=True)
        ):
            for variant in variants(actor, own):
                self._aliases.add((actor_id, variant.name))
                self._rows.add(
                    t.ACTOR_VARIANTS, article_id=number, position=position, name=variant.name,
                    is_usual=variant.is_usual, kind=variant.kind, country_code=variant.country,
                    sector=variant.sector, own_key=own, actor_id=actor_id,
                )  # fmt: skip
            for role in actor.roles:
                office = self._roles.setdefault((actor_id, role.title, role.country), len(self._roles) + 1)
                self._rows.add(t.ROLE_MENTIONS, role_id=office, article_id=number)
        for position, location in enumerate(extraction.locations):
            self._rows.add(
                t.LOCATION_VARIANTS, article_id=number, position=position,
                location_id=story.locations[position], **_described(location),
            )  # fmt: skip

    def _link(self, stories: Iterable[Placed], event_keys: dict[str, str]) -> None:
        """Gather the links between claims about one event."""
        about: dict[str, list[tuple[int, ClaimReport]]] = defaultdict(list)
        for story in stories:
            told, first = story.told, self._claims[story.told.article_id]
            for n, claim in enumerate(told.extraction.claims):
                if claim.event is not None:
                    event, words = (
                        event_keys[told.keys.events[claim.event]],
                        told.article.text[claim.start : claim.end],
                    )
                    speaker = None if claim.speaker is None else story.keys.actors[claim.speaker]
                    day = told.article.published.period.start if told.article.published else None
                    report = ClaimReport(
                        told.keys.claims[n], told.article.sha256, claim.type, words, day, speaker, event
                    )
                    about[event].append((first + n, report))
        for group in about.values():
            for (earlier, one), (later, other) in combinations(
                sorted(group, key=lambda c: comes_first(c[1])), 2
            ):
                if kind := relation(one, other):
                    self._rows.add(t.CLAIM_LINKS, claim_id=later, related_claim_id=earlier, relation=kind)

    def _add_roles(self) -> None:
        self._connection.executemany(
            "INSERT INTO actor_aliases (actor_id, name, folded) VALUES (?, ?, ?)",
            ((number, name, fold(name)) for number, name in sorted(self._aliases)),
        )
        self._connection.executemany(
            "INSERT INTO actor_roles (id, actor_id, title, country_code) VALUES (?, ?, ?, ?)",
            ((role, *office) for office, role in self._roles.items()),
        )
        self._connection.execute(
            "UPDATE actor_roles SET (first_seen, last_seen) ="
            " (SELECT min(a.published_start), max(a.published_end) FROM actor_role_mentions m"
            " JOIN articles a ON a.id = m.article_id WHERE m.role_id = actor_roles.id)"
        )


def _described(place: Any) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind,
        "country_code": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
    }
