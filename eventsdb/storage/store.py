"""Articles, and what was extracted from them, into rows.

Everything here works inside the transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from eventsdb.records import Actor, Article, Extraction, Location, Source
from eventsdb.resolution.claims import link
from eventsdb.resolution.codec import encode
from eventsdb.resolution.facts import EventFacts, merge
from eventsdb.resolution.identity import OwnKeys, own_keys
from eventsdb.resolution.reports import claim_reports, event_reports
from eventsdb.storage import tables as t
from eventsdb.storage.actors import Named, add_names, add_roles
from eventsdb.storage.bulk import Row, Rows, ensure, select_in
from eventsdb.storage.ids import Ids
from eventsdb.storage.mentions import Numbers, add_mentions


@dataclass(frozen=True, slots=True)
class Story:
    """An article to be stored with what was extracted from it; None without an extractor for its language."""

    article: Article
    extraction: Extraction | None


@dataclass(frozen=True, slots=True)
class _Told:
    """A story under its row number, with the keys of what it tells."""

    article_id: int
    article: Article
    extraction: Extraction
    keys: OwnKeys


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles given: new ones, known ones, and new addresses of known content."""

    new: int
    unchanged: int
    duplicates: int
    without_extraction: int


def known_contents(connection: Connection, articles: Iterable[Article]) -> set[str]:
    """The SHA-256 of those articles whose content is stored, under whatever address."""
    contents = {article.sha256 for article in articles}
    return {row.sha256 for row in select_in(connection, t.ARTICLES.c.sha256, contents)}


def add_stories(connection: Connection, run_id: int, stories: Sequence[Story]) -> Added:
    """Store articles that are not there yet, whole, with their sentences, mentions and identities."""
    ids = Ids(connection)
    rows = Rows()
    sources = _ensure_sources(connection, ids, [story.article.source for story in stories])
    originals = {
        row.sha256: row.id
        for row in select_in(connection, t.ARTICLES.c.sha256, {s.article.sha256 for s in stories})
        if row.duplicate_of_id is None
    }
    uris = {row.uri for row in select_in(connection, t.ARTICLES.c.uri, {s.article.uri for s in stories})}
    told = []
    unchanged = duplicates = without_extraction = 0
    for story in stories:
        article = story.article
        if article.uri in uris:
            unchanged += 1
            continue
        uris.add(article.uri)
        number = ids.next(t.ARTICLES)
        original = originals.setdefault(article.sha256, number)
        rows.add(
            t.ARTICLES,
            id=number,
            run_id=run_id,
            duplicate_of_id=None if original == number else original,
            **_article_row(article, sources),
        )
        if original != number:
            duplicates += 1
        elif story.extraction is None:
            without_extraction += 1
        else:
            told.append(_Told(number, article, story.extraction, own_keys(article, story.extraction)))
    _add_told(connection, ids, rows, told)
    new = len(stories) - unchanged - duplicates
    return Added(new, unchanged, duplicates, without_extraction)


def _add_told(connection: Connection, ids: Ids, rows: Rows, told: Sequence[_Told]) -> None:
    actors = ensure(
        connection,
        ids,
        t.ACTORS,
        "key",
        {
            key: _actor_row(actor)
            for story in told
            for key, actor in zip(story.keys.actors, story.extraction.actors, strict=True)
        },
    )
    locations = ensure(
        connection,
        ids,
        t.LOCATIONS,
        "key",
        {
            key: _location_row(location)
            for story in told
            for key, location in zip(story.keys.locations, story.extraction.locations, strict=True)
        },
    )
    for story in told:
        rows.add(
            t.EXTRACTIONS,
            article_id=story.article_id,
            extractor=story.extraction.extractor,
            payload=encode(story.extraction),
        )
        numbers = Numbers(
            article=story.article_id,
            sentences=tuple(ids.next(t.SENTENCES) for _ in story.extraction.sentences),
            actors=tuple(actors[key] for key in story.keys.actors),
            locations=tuple(locations[key] for key in story.keys.locations),
            events=tuple(ids.next(t.EVENTS) for _ in story.extraction.events),
            claims=tuple(ids.next(t.CLAIMS) for _ in story.extraction.claims),
        )
        add_mentions(rows, story.article, story.extraction, story.keys.claims, numbers)
        reports = event_reports(story.article_id, story.article, story.extraction, story.keys)
        for number, report in zip(numbers.events, reports, strict=True):
            _add_event(rows, number, merge([report]), actors, locations, numbers.sentences)
        claims = dict(zip(story.keys.claims, numbers.claims, strict=True))
        for found in link(claim_reports(story.article_id, story.article, story.extraction, story.keys)):
            rows.add(
                t.CLAIM_LINKS,
                claim_id=claims[found.claim],
                related_claim_id=claims[found.related],
                relation=found.relation,
            )
    rows.write(connection)
    named = [
        Named(story.article_id, story.article, story.extraction, tuple(actors[k] for k in story.keys.actors))
        for story in told
    ]
    add_names(connection, named)
    add_roles(connection, ids, named)


def _ensure_sources(connection: Connection, ids: Ids, sources: Iterable[Source | None]) -> dict[str, int]:
    rows: dict[str, Row] = {
        source.name: {"domain": source.domain, "country_code": source.country} for source in sources if source
    }
    return ensure(connection, ids, t.SOURCES, "name", rows)


def _article_row(article: Article, sources: dict[str, int]) -> Row:
    published = article.published
    return {
        "uri": article.uri,
        "source_id": sources[article.source.name] if article.source else None,
        "title": article.title,
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "published": published.period.edtf if published else None,
        "published_start": published.period.start if published else None,
        "published_end": published.period.end if published else None,
        "published_basis": published.basis if published else None,
        "text": article.text,
        "sha256": article.sha256,
    }


def _actor_row(actor: Actor) -> Row:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "country_code": actor.country,
        "sector": actor.sector,
    }


def _location_row(location: Location) -> Row:
    return {
        "name": location.name,
        "kind": location.kind,
        "country_code": location.country,
        "admin1": location.admin1,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "geonames_id": location.geonames_id,
    }


def _add_event(
    rows: Rows,
    number: int,
    facts: EventFacts,
    actors: dict[str, int],
    locations: dict[str, int],
    sentences: Sequence[int],
) -> None:
    period = facts.period
    rows.add(
        t.EVENTS,
        id=number,
        key=facts.key,
        event_type=facts.type,
        event_mode=facts.mode,
        date_start=period.start if period else None,
        date_end=period.end if period else None,
        date_precision=period.precision if period else "none",
        date_edtf=period.edtf if period else None,
        location_id=locations[facts.place] if facts.place else None,
        factuality=facts.factuality,
        summary=facts.summary,
        dead=facts.dead,
        injured=facts.injured,
        arrested=facts.arrested,
        confidence=facts.confidence,
    )
    for part in facts.parts:
        rows.add(
            t.PARTICIPANTS, event_id=number, actor_id=actors[part.actor], role=part.role, title=part.title
        )
    for variant in facts.variants:
        rows.add(
            t.VARIANTS,
            event_id=number,
            field=variant.field,
            value=variant.value,
            value_key=variant.key,
            article_id=variant.article,
            sentence_id=None if variant.sentence is None else sentences[variant.sentence],
            is_kept=variant.kept,
        )
