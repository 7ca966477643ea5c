"""Claims over all articles: which repeat or contradict another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Any

from sqlalchemy import Column, Connection, delete, select

from eventsdb.resolution.claims import ClaimReport, comes_first, relation, wording
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import chunks, select_in
from eventsdb.storage.inserting import insert_rows


def relink(connection: Connection, events: Collection[int], fresh: Collection[int]) -> None:
    """Link anew the claims about the events, whose links are out of date, and the new claims `fresh`."""
    stale = _read(connection, t.CLAIMS.c.event_id, events) | _read(connection, t.CLAIMS.c.id, fresh)
    words = {number: digest for number in fresh if (digest := wording(stale[number].text))}
    if words:
        rows = [{"claim_id": number, "wording": digest} for number, digest in words.items()]
        insert_rows(connection, t.CLAIM_WORDINGS, rows)
    for chunk in chunks(stale):
        for end in (t.CLAIM_LINKS.c.claim_id, t.CLAIM_LINKS.c.related_claim_id):
            connection.execute(delete(t.CLAIM_LINKS).where(end.in_(chunk)))
    links = {
        (number, related, kind)
        for group in _groups(connection, stale)
        for number, related, kind in _links(group)
        if number in stale or related in stale
    }
    insert_rows(
        connection,
        t.CLAIM_LINKS,
        [{"claim_id": n, "related_claim_id": r, "relation": kind} for n, r, kind in sorted(links)],
    )


def _groups(connection: Connection, stale: dict[int, ClaimReport]) -> Iterator[dict[int, ClaimReport]]:
    """The claims about each event, and those in the same words, that a stale claim is among."""
    about: dict[str, dict[int, ClaimReport]] = defaultdict(dict)
    for number, claim in stale.items():
        if claim.event is not None:
            about[claim.event][number] = claim
    yield from about.values()
    digests = {row.wording for row in select_in(connection, t.CLAIM_WORDINGS.c.claim_id, stale)}
    worded: dict[str, set[int]] = defaultdict(set)
    for row in select_in(connection, t.CLAIM_WORDINGS.c.wording, digests):
        worded[row.wording].add(row.claim_id)
    shared = {number for group in worded.values() if len(group) > 1 for number in group}
    claims = stale | _read(connection, t.CLAIMS.c.id, shared - stale.keys())
    for group in worded.values():
        if len(group) > 1:
            yield {number: claims[number] for number in group}


def _links(group: dict[int, ClaimReport]) -> Iterator[tuple[int, int, str]]:
    """The links of a group, each from the later to the earlier claim."""
    ordered = sorted(group, key=lambda number: comes_first(group[number]))
    for earlier, later in combinations(ordered, 2):
        kind = relation(group[earlier], group[later])
        if kind is not None:
            yield later, earlier, kind


def _read(connection: Connection, column: Column[Any], values: Collection[int]) -> dict[int, ClaimReport]:
    c = t.CLAIMS.c
    query = (
        select(c.id, c.key, t.ARTICLES.c.sha256, c.claim_type, c.text, t.ARTICLES.c.published_start)
        .add_columns(t.ACTORS.c.key.label("speaker"), t.EVENTS.c.key.label("event"))
        .join(t.ARTICLES, t.ARTICLES.c.id == c.article_id)
        .outerjoin(t.ACTORS, t.ACTORS.c.id == c.speaker_id)
        .outerjoin(t.EVENTS, t.EVENTS.c.id == c.event_id)
    )
    found = {}
    for chunk in chunks(values):
        for number, *claim in connection.execute(query.where(column.in_(chunk))):
            found[number] = ClaimReport(*claim)
    return found
