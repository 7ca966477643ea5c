"""Articles, and what was extracted from them, into rows.

Everything here works inside the transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from eventsdb.records import Article, Extraction, Source
from eventsdb.resolution.codec import encode
from eventsdb.resolution.told import told
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import Row, Rows, ensure, select_in
from eventsdb.storage.identities import update
from eventsdb.storage.ids import Ids


@dataclass(frozen=True, slots=True)
class Story:
    """An article to be stored with what was extracted from it; None without an extractor for its language."""

    article: Article
    extraction: Extraction | None


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
    stored = []
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
            stored.append(told(number, article, story.extraction))
            rows.add(
                t.EXTRACTIONS,
                article_id=number,
                extractor=story.extraction.extractor,
                payload=encode(story.extraction),
            )
    rows.write(connection)
    update(connection, stored)
    new = len(stories) - unchanged - duplicates
    return Added(new, unchanged, duplicates, without_extraction)


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
