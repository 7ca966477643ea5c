"""Which stored articles repeat another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, bindparam, select, update

from eventsdb.records import Article
from eventsdb.resolution.duplicates import Copy, nearly_same, originals
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks, select_in
from eventsdb.storage.inserting import insert_rows
from eventsdb.storage.reading import read_articles


@dataclass(frozen=True, slots=True)
class Sorted:
    """Articles that tell for themselves now, and those that did before and repeat another one now."""

    originals: frozenset[int]
    demoted: frozenset[int]
    duplicates: frozenset[int]


def unsorted(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of the articles that `sort_out` has not been given yet: new ones, and those not extracted yet."""
    query = select(t.ARTICLE_BANDS.c.article_id).distinct()
    there = (
        connection.scalars(query.where(t.ARTICLE_BANDS.c.article_id.in_(c))) for c in chunks(set(numbers))
    )
    return set(numbers).difference(*there)


def sort_out(connection: Connection, numbers: Iterable[int], at_hand: Mapping[int, Article]) -> Sorted:
    """Decide for new articles, and for those nearly the same as them, which repeat another one.

    Those `at_hand`, by number as they are stored, need not be read.
    """
    read = read_articles(connection, set(numbers) - at_hand.keys())
    given = ((number, at_hand[number]) for number in at_hand.keys() & numbers)
    copies = {number: Copy.of(number, article) for number, article in chain(given, read)}
    rows = [{"article_id": n, "band": band} for n, copy in copies.items() for band in set(copy.bands)]
    insert_rows(connection, t.ARTICLE_BANDS, rows)
    new = set(copies)
    _add_neighbours(connection, copies)
    before = {
        row.id: row.duplicate_of_id
        for row in connection.execute(
            select(t.ARTICLES.c.id, t.ARTICLES.c.duplicate_of_id).where(t.ARTICLES.c.id.in_(copies))
        )
    }
    now = originals(copies.values())
    changed = [{"number": n, "original": now[n]} for n in copies if now[n] != before[n]]
    if changed:
        connection.execute(
            update(t.ARTICLES)
            .where(t.ARTICLES.c.id == bindparam("number"))
            .values(duplicate_of_id=bindparam("original")),
            changed,
        )
    told_before = {n for n in copies if n not in new and before[n] is None}
    tell_now = {n for n in copies if now[n] is None}
    return Sorted(
        frozenset(tell_now - told_before), frozenset(told_before - tell_now), frozenset(new - tell_now)
    )


def _add_neighbours(connection: Connection, copies: dict[int, Copy]) -> None:
    """Add the articles nearly the same as those given, those nearly the same as these, and so on."""
    seen = set(copies)
    frontier = list(copies.values())
    while frontier:
        sharing: dict[int, set[int]] = {}
        by_band: dict[str, list[Copy]] = {}
        for copy in frontier:
            for band in copy.bands:
                by_band.setdefault(band, []).append(copy)
        for row in select_in(connection, t.ARTICLE_BANDS.c.band, by_band):
            for copy in by_band[row.band]:
                if row.article_id not in seen:
                    sharing.setdefault(row.article_id, set()).add(copy.number)
        near = []
        for number, article in read_articles(connection, sharing):
            found = Copy.of(number, article)
            if any(nearly_same(found, copies[other]) for other in sharing[number]):
                near.append(found)
        seen |= {copy.number for copy in near}
        copies |= {copy.number: copy for copy in near}
        frontier = near
