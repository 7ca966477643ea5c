"""Articles, and what was extracted from them, into rows.

Everything here works inside the transaction of the connection it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy import update as sql_update

from eventsdb.errors import DatabaseError
from eventsdb.records import Article, Extraction, Source
from eventsdb.resolution.codec import decode, encode
from eventsdb.resolution.succession import successors
from eventsdb.storage import tables as t
from eventsdb.storage.addresses import addresses
from eventsdb.storage.aliases import supersede
from eventsdb.storage.bulk import Rows, chunks, ensure, select_in
from eventsdb.storage.duplicates import sort_out, unsorted
from eventsdb.storage.identities import update
from eventsdb.storage.ids import Ids
from eventsdb.storage.inserting import Row, insert_rows
from eventsdb.storage.reading import read_told, tell


@dataclass(frozen=True, slots=True)
class Story:
    """An article to be stored with what was extracted from it; None without an extractor for its language."""

    article: Article
    extraction: Extraction | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles given: new ones, known ones, and new addresses of known content.

    Of the known ones some had been stored without extraction and were `completed`. `without_extraction`
    counts the new ones that have none by language ("und": undetermined).
    """

    new: int
    unchanged: int
    duplicates: int
    without_extraction: Counter[str]
    completed: int = 0


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


def add_articles(connection: Connection, run_id: int, articles: Sequence[Article]) -> Added:
    """Store articles that are not there yet, to be extracted later: `add_stories` completes them."""
    _, new = _add_articles(connection, run_id, articles)
    return Added(len(new), len(articles) - len(new), 0, _languages(new.values()))


def add_stories(connection: Connection, run_id: int, stories: Sequence[Story]) -> Added:
    """Store articles that are not there yet, whole, with their sentences, mentions and identities.

    An article that is there without an extraction is completed.
    """
    numbers, new = _add_articles(connection, run_id, [story.article for story in stories])
    by_number = dict(zip(numbers, stories, strict=True))
    made = _add_extractions(connection, by_number)
    late = made - new.keys()
    sorted_ = sort_out(connection, unsorted(connection, numbers), new)
    rows = select_in(connection, t.ARTICLES.c.id, late)
    telling = sorted_.originals | {row.id for row in rows if row.duplicate_of_id is None}
    at_hand = {
        number: (article, extraction)
        for number, article in new.items()
        if number in telling and (extraction := by_number[number].extraction) is not None
    }
    others = read_told(connection, telling - at_hand.keys())
    update(connection, [*tell(connection, at_hand), *others], sorted_.demoted)
    duplicates = new.keys() & sorted_.duplicates
    return Added(
        len(new) - len(duplicates),
        len(stories) - len(new),
        len(duplicates),
        _languages(article for number, article in new.items() if number not in made),
        len(late),
    )


def _languages(articles: Iterable[Article]) -> Counter[str]:
    return Counter(article.language or "und" for article in articles)


def _add_articles(
    connection: Connection, run_id: int, articles: Sequence[Article]
) -> tuple[list[int], dict[int, Article]]:
    """The row number of each article, and by number those that are new, under the address they have now."""
    ids = Ids(connection)
    rows = Rows()
    sources = _ensure_sources(connection, ids, [article.source for article in articles])
    uris = addresses(connection, articles)
    stored = {row.uri: row.id for row in select_in(connection, t.ARTICLES.c.uri, set(uris))}
    new: dict[int, Article] = {}
    for uri, article in zip(uris, articles, strict=True):
        if uri not in stored:
            stored[uri] = ids.next(t.ARTICLES)
            new[stored[uri]] = replace(article, uri=uri)
            rows.add(t.ARTICLES, id=stored[uri], uri=uri, run_id=run_id, **_article_row(article, sources))
    rows.write(connection)
    return [stored[uri] for uri in uris], new


def _add_extractions(connection: Connection, stories: Mapping[int, Story]) -> set[int]:
    """Store what was extracted from the articles of these row numbers, where nothing is stored yet.

    Of a story without an extraction that of an article with the same content is taken. Returns the numbers
    of the articles that have one now and had none.
    """
    there = {row.article_id for row in select_in(connection, t.EXTRACTIONS.c.article_id, stories)}
    missing = {number: story for number, story in stories.items() if number not in there}
    known = extracted(connection, [s.article for s in missing.values() if s.extraction is None])
    copied = {
        row.article_id: row for row in select_in(connection, t.EXTRACTIONS.c.article_id, known.values())
    }
    rows: dict[int, Row] = {}
    for number, story in missing.items():
        if story.extraction is not None:
            made, payload = story.extraction.extractor, encode(story.extraction)
        elif content(story.article) in known:
            row = copied[known[content(story.article)]]
            made, payload = row.extractor, row.payload
        else:
            continue
        rows[number] = {"article_id": number, "extractor": made, "payload": payload}
    insert_rows(connection, t.EXTRACTIONS, list(rows.values()))
    return set(rows)


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


def replace_extractions(
    connection: Connection, run_id: int, outcomes: Mapping[int, Extraction | None]
) -> int:
    """Store new extractions of stored articles, by row number; how many say something else than before.

    Keys that the new extractions no longer give lead to what the same words tell of now.
    """
    made = {number: extraction for number, extraction in outcomes.items() if extraction is not None}
    rows = select_in(connection, t.EXTRACTIONS.c.article_id, made)
    stored = {row.article_id: _decoded(row.payload) for row in rows}
    changed = {number for number in made if made[number] != stored.get(number)}
    readable = {number for number in changed if stored.get(number) is not None}
    before = {story.article_id: story for story in read_told(connection, readable)}
    for chunk in chunks(changed):
        connection.execute(delete(t.EXTRACTIONS).where(t.EXTRACTIONS.c.article_id.in_(chunk)))
        insert_rows(
            connection,
            t.EXTRACTIONS,
            [{"article_id": n, "extractor": made[n].extractor, "payload": encode(made[n])} for n in chunk],
        )
        connection.execute(sql_update(t.ARTICLES).where(t.ARTICLES.c.id.in_(chunk)).values(run_id=run_id))
    sorted_ = sort_out(connection, unsorted(connection, outcomes), {})
    originals = {r.id for r in select_in(connection, t.ARTICLES.c.id, changed) if r.duplicate_of_id is None}
    originals |= sorted_.originals
    stories = list(read_told(connection, originals))
    update(connection, stories, originals | sorted_.demoted)
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
