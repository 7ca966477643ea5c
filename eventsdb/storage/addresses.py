"""Under which address each article is stored, as one web address or file may have held several texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, update

from eventsdb.records import Article
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import select_in

_DIGITS = 12  # of the SHA-256; two versions of one address never share so many


def addresses(connection: Connection, articles: Sequence[Article]) -> list[str]:
    """The address of each article, whether stored or still to be stored.

    A page that was updated, or a file with other words in it, is another article at the same uri. Of all
    such versions the one whose SHA-256 comes first keeps the uri as it is, the others have
    ``#sha256=<first digits>`` after it: so the order of loading does not matter. A stored version is
    renamed when one that comes before it is given.
    """
    uris = {article.uri for article in articles}
    stored = {row.uri: row.sha256 for row in select_in(connection, t.ARTICLES.c.uri, uris)}
    first = dict(stored)
    for article in articles:
        first[article.uri] = min(article.sha256, first.get(article.uri, article.sha256))
    renamed = [
        {"old": uri, "new": _version(uri, sha256)} for uri, sha256 in stored.items() if first[uri] != sha256
    ]
    if renamed:
        connection.execute(
            update(t.ARTICLES).where(t.ARTICLES.c.uri == bindparam("old")).values(uri=bindparam("new")),
            renamed,
        )
    return [a.uri if first[a.uri] == a.sha256 else _version(a.uri, a.sha256) for a in articles]


def _version(uri: str, sha256: str) -> str:
    return f"{uri}#sha256={sha256[:_DIGITS]}"
