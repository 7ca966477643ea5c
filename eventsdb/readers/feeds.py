"""RSS and Atom files, by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from eventsdb.errors import InputError
from eventsdb.readers.base import Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.fields import language_code
from eventsdb.readers.markup import looks_like_html, text_of_html
from eventsdb.readers.sources import canonical_url, find_source

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")


class FeedReader:
    """One article an entry: its full content where the feed has it, else its summary."""

    suffixes = frozenset({".rss", ".atom"})

    def recognises(self, head: bytes) -> bool:
        """Whether XML of a feed begins."""
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_ROOT.search(head))

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the entries of a feed."""
        import feedparser  # noqa: PLC0415 (a load needs it, a query does not)

        feed = feedparser.parse(item.document(), sanitize_html=False, resolve_relative_uris=False)
        if not feed.entries:
            raise InputError(f"a feed without entries{_why(feed)}")
        for number, entry in enumerate(feed.entries, start=1):
            position = f"{item.uri}#{number}"
            draft = _draft(entry, feed.feed, position)
            yield draft or ReadFailure(position, "read", "a feed entry without text")
        if feed.bozo and (reason := _why(feed)):
            yield ReadFailure(item.uri, "read", f"malformed feed{reason}; entries after that may be missing")


def _why(feed: Any) -> str:  # noqa: ANN401 (feedparser has no types)
    import xml.sax  # noqa: PLC0415

    error = feed.get("bozo_exception")
    return f": {error}" if isinstance(error, xml.sax.SAXException) else ""


def _draft(entry: Any, feed: Any, position: str) -> Draft | None:  # noqa: ANN401 (feedparser has no types)
    contents = [content.value for content in entry.get("content", []) if content.get("value")]
    text = max([*contents, entry.get("summary", "")], key=len)
    if looks_like_html(text):
        text = text_of_html(text)
    if not text.strip():
        return None
    link = entry.get("link")
    language = (entry.get("language") or feed.get("language") or "")[:2]
    origin = entry.get("source", {}).get("title") or feed.get("title")
    return Draft(
        uri=link or position,
        text=text,
        title=entry.get("title"),
        published=entry.get("published") or entry.get("updated"),
        language=language_code(language),
        source=find_source(origin, link or feed.get("link")),
        author=entry.get("author"),
        url=canonical_url(link) if link else None,
    )
