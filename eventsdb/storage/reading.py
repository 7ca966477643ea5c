"""Stored articles and extractions, read back as the records they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from eventsdb.periods import parse_edtf
from eventsdb.records import Article, Extraction, Published, Source
from eventsdb.resolution.codec import decode
from eventsdb.resolution.corrections import corrected
from eventsdb.resolution.told import Told, told
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks
from eventsdb.storage.corrections import read_corrections

_ARTICLE = (
    t.ARTICLES,
    t.SOURCES.c.name.label("source"),
    t.SOURCES.c.domain.label("source_domain"),
    t.SOURCES.c.country_code.label("source_country"),
)


def read_told(connection: Connection, article_ids: Collection[int]) -> Iterator[Told]:
    """The articles of these row numbers that have an extraction, with it, as people corrected it."""
    corrections = read_corrections(connection)
    for story in read_as_extracted(connection, article_ids):
        yield corrected(story, corrections)


def tell(connection: Connection, extracted: Mapping[int, tuple[Article, Extraction]]) -> Iterator[Told]:
    """The same of articles at hand with their extractions, by row number."""
    corrections = read_corrections(connection)
    for number, (article, extraction) in extracted.items():
        yield corrected(told(number, article, extraction), corrections)


def read_as_extracted(connection: Connection, article_ids: Collection[int]) -> Iterator[Told]:
    """Those that `read_told` reads, with nothing corrected."""
    query = (
        select(*_ARTICLE, t.EXTRACTIONS.c.payload)
        .join(t.EXTRACTIONS, t.EXTRACTIONS.c.article_id == t.ARTICLES.c.id)
        .outerjoin(t.SOURCES, t.SOURCES.c.id == t.ARTICLES.c.source_id)
    )
    for chunk in chunks(sorted(article_ids)):
        for row in connection.execute(query.where(t.ARTICLES.c.id.in_(chunk))):
            yield told(row.id, _article(row), decode(row.payload))


def article_numbers(connection: Connection) -> list[int]:
    """The row numbers of all articles, the earliest first, as news came in."""
    query = select(t.ARTICLES.c.id).order_by(t.ARTICLES.c.published_start, t.ARTICLES.c.uri)
    return list(connection.scalars(query))


def read_articles(connection: Connection, article_ids: Collection[int]) -> Iterator[tuple[int, Article]]:
    """The articles of these row numbers, each with its number."""
    query = select(*_ARTICLE).outerjoin(t.SOURCES, t.SOURCES.c.id == t.ARTICLES.c.source_id)
    for chunk in chunks(sorted(article_ids)):
        for row in connection.execute(query.where(t.ARTICLES.c.id.in_(chunk))):
            yield row.id, _article(row)


def _article(row: Row[Any]) -> Article:
    return Article(
        uri=row.uri,
        text=row.text,
        sha256=row.sha256,
        title=row.title,
        language=row.language,
        published=Published(parse_edtf(row.published), row.published_basis) if row.published else None,
        source=Source(row.source, row.source_domain, row.source_country) if row.source else None,
        author=row.author,
        url=row.url,
    )
