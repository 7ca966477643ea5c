"""Articles, and what was extracted from them, into rows.

Everything here works inside the transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy import update as sql_update

from eventsdb.errors import DatabaseError
from eventsdb.records import Article, Extraction, Source
from eventsdb.resolution.codec import decode, encode
from eventsdb.resolution.succession import successors
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import supersede
from eventsdb.storage.bulk import Row, Rows, chunks, ensure, select_in
from eventsdb.storage.duplicates import sort_out
from eventsdb.storage.identities import update
from eventsdb.storage.ids import Ids
from eventsdb.storage.reading import read_told


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


Content = tuple[str, str | None]
"""The SHA-256 of a text and the date it was published: what an extraction depends on."""


def content(article: Article) -> Content:
    """What an extraction of the article depends on."""
    return article.sha256, article.published.period.edtf if article.published else None


def extracted(connection: Connection, articles: Iterable[Article]) -> dict[Content, int]:
    """Articles with the same content as the given ones that an extraction is stored of, by content."""
    shas = {article.sha256 for article in articles}
    query = select(t.ARTICLES.c.sha256, t.ARTICLES.c.published, t.ARTICLES.c.id).join(
        t.EXTRACTIONS, t.EXTRACTIONS.c.article_id == t.ARTICLES.c.id
    )
    return {
        (sha256, published): number
        for chunk in chunks(shas)
        for sha256, published, number in connection.execute(query.where(t.ARTICLES.c.sha256.in_(chunk)))
    }


def add_stories(connection: Connection, run_id: int, stories: Sequence[Story]) -> Added:
    """Store articles that are not there yet, whole, with their sentences, mentions and identities."""
    ids = Ids(connection)
    rows = Rows()
    sources = _ensure_sources(connection, ids, [story.article.source for story in stories])
    uris = {row.uri for row in select_in(connection, t.ARTICLES.c.uri, {s.article.uri for s in stories})}
    known = extracted(connection, [story.article for story in stories if story.extraction is None])
    copied = {
        row.article_id: row for row in select_in(connection, t.EXTRACTIONS.c.article_id, known.values())
    }
    new: set[int] = set()
    without_extraction = 0
    for story in stories:
        article = story.article
        if article.uri in uris:
            continue
        uris.add(article.uri)
        number = ids.next(t.ARTICLES)
        new.add(number)
        rows.add(t.ARTICLES, id=number, run_id=run_id, **_article_row(article, sources))
        if story.extraction is not None:
            made, payload = story.extraction.extractor, encode(story.extraction)
        elif content(article) in known:
            row = copied[known[content(article)]]
            made, payload = row.extractor, row.payload
        else:
            without_extraction += 1
            continue
        rows.add(t.EXTRACTIONS, article_id=number, extractor=made, payload=payload)
    rows.write(connection)
    sorted_ = sort_out(connection, new)
    update(connection, list(read_told(connection, sorted_.originals)), sorted_.demoted)
    return Added(
        len(new) - len(sorted_.duplicates),
        len(stories) - len(new),
        len(sorted_.duplicates),
        without_extraction,
    )


def _ensure_sources(connection: Connection, ids: Ids, sources: Iterable[Source | None]) -> dict[str, int]:
    """Row numbers of the sources by name; what one article leaves out another one may tell.

    Of different values the first by alphabet is kept, so that the order of loading does not matter.
    """
    told: dict[str, Row] = {}
    for source in filter(None, sources):
        row = {"domain": source.domain, "country_code": source.country}
        told[source.name] = _first_of_each(told.get(source.name, row), row)
    numbers = ensure(connection, ids, t.SOURCES, "name", told)
    changed = []
    for stored in select_in(connection, t.SOURCES.c.name, told):
        row = {"domain": stored.domain, "country_code": stored.country_code}
        best = _first_of_each(row, told[stored.name])
        if best != row:
            changed.append({"number": stored.id, **best})
    if changed:
        connection.execute(sql_update(t.SOURCES).where(t.SOURCES.c.id == bindparam("number")), changed)
    return numbers


def _first_of_each(one: Row, other: Row) -> Row:
    return {name: min(filter(None, (one[name], other[name])), default=None) for name in one}


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


def replace_extractions(connection: Connection, run_id: int, made: Mapping[int, Extraction]) -> int:
    """Store new extractions of stored articles, by row number; how many say something else than before.

    Keys that the new extractions no longer give lead to what the same words tell of now.
    """
    rows = select_in(connection, t.EXTRACTIONS.c.article_id, made)
    stored = {row.article_id: _decoded(row.payload) for row in rows}
    changed = {number for number in made if made[number] != stored.get(number)}
    readable = {number for number in changed if stored.get(number) is not None}
    before = {story.article_id: story for story in read_told(connection, readable)}
    for chunk in chunks(changed):
        connection.execute(delete(t.EXTRACTIONS).where(t.EXTRACTIONS.c.article_id.in_(chunk)))
        connection.execute(
            insert(t.EXTRACTIONS),
            [{"article_id": n, "extractor": made[n].extractor, "payload": encode(made[n])} for n in chunk],
        )
        connection.execute(sql_update(t.ARTICLES).where(t.ARTICLES.c.id.in_(chunk)).values(run_id=run_id))
    originals = {r.id for r in select_in(connection, t.ARTICLES.c.id, changed) if r.duplicate_of_id is None}
    stories = list(read_told(connection, originals))
    update(connection, stories, originals)
    for story in stories:
        if story.article_id in before:
            for kind, keys in successors(before[story.article_id], story).items():
                supersede(connection, kind, keys)
    return len(changed)


def _decoded(payload: object) -> Extraction | None:
    """The extraction of a payload; None for one that this version cannot read."""
    try:
        return decode(payload)
    except DatabaseError:
        return None
