"""Searching articles and claims by their words, best match first, in the index of `storage.fulltext`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from eventsdb.queries.library import Value
from eventsdb.queries.wording import Wording, parse, to_fts5, to_tsquery
from eventsdb.storage.fulltext import CONFIGURATION, document

Searched = Literal["articles", "claims"]

SNIPPET_WORDS = 24
"""Words around what was found."""

_COLUMNS = {
    "articles": (
        "articles.published, sources.name AS source, articles.title, {snippet} AS snippet, articles.uri"
    ),
    "claims": (
        "articles.published, sources.name AS source, coalesce(actors.name, claims.speaker_text) AS speaker,"
        " claims.claim_type AS type, {snippet} AS snippet, articles.uri, claims.key"
    ),
}
_SOURCE = "LEFT JOIN sources ON sources.id = articles.source_id"
_TABLES = {
    "articles": f"articles {_SOURCE}",
    "claims": (
        f"claims JOIN articles ON articles.id = claims.article_id {_SOURCE}"
        " LEFT JOIN actors ON actors.id = claims.speaker_id"
    ),
}
_KEYS = {"articles": "articles.uri", "claims": "claims.key"}


def question(
    words: str, searched: Searched, backend: str, *, since: str | None, until: str | None
) -> tuple[str, dict[str, Value]]:
    """The SELECT that finds `words`, and the values of its parameters.

    `backend` is "sqlite" or "postgresql"; `since` and `until` are ISO dates between which the article was
    published. Articles that repeat another are left out. Raises QueryError for words that cannot be read.
    """
    match = (_in_sqlite if backend == "sqlite" else _in_postgresql)(searched, parse(words))
    conditions, values = [match.found, "articles.duplicate_of_id IS NULL"], match.values
    if since is not None:
        conditions.append("articles.published_end >= :since")
        values["since"] = since
    if until is not None:
        conditions.append("articles.published_start <= :until")
        values["until"] = until
    snippet = f"replace({match.snippet}, '\n', ' ')"
    sql = (
        f"SELECT {_COLUMNS[searched].format(snippet=snippet)}\nFROM {match.tables}\n"
        f"WHERE {' AND '.join(conditions)}\nORDER BY {match.rank}, {_KEYS[searched]}"
    )
    return sql, values


class _Match(NamedTuple):
    tables: str
    found: str
    snippet: str
    rank: str
    values: dict[str, Value]


def _in_sqlite(searched: Searched, wording: Wording) -> _Match:
    index = f"{searched}_fts"
    return _Match(
        # CROSS, so that SQLite begins with the index.
        f"{index} CROSS JOIN {_TABLES[searched]}",
        f"{searched}.id = {index}.rowid AND {index} MATCH :words",
        f"snippet({index}, -1, '[', ']', '…', {SNIPPET_WORDS})",
        f"{index}.rank",
        {"words": to_fts5(wording)},
    )


def _in_postgresql(searched: Searched, wording: Wording) -> _Match:
    query, values = to_tsquery(wording)
    length = f"MaxWords={SNIPPET_WORDS}, MinWords={SNIPPET_WORDS // 2}"
    settings = f"StartSel=[, StopSel=], MaxFragments=1, {length}"
    return _Match(
        _TABLES[searched],
        f"{document(searched)} @@ {query}",
        f"ts_headline('{CONFIGURATION}', {searched}.text, {query}, '{settings}')",
        f"ts_rank({document(searched)}, {query}) DESC",
        dict(values),
    )
