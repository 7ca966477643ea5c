"""Saved web pages: trafilatura finds the article, its title, author, date and site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventsdb.readers.base import Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.markup import read_page
from eventsdb.readers.sources import canonical_url, find_source

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)


class HtmlReader:
    """One article a page."""

    suffixes = frozenset({".html", ".htm", ".xhtml", ".shtml"})

    def recognises(self, head: bytes) -> bool:
        """Whether a page begins, be it after a byte order mark and comments."""
        return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")))

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the article of a page."""
        yield page_draft(item.document(), item.uri)


def page_draft(page: bytes, uri: str, url: str | None = None) -> Draft:
    """Make a draft of a web page, saved at `uri`, fetched from `url` when that is known.

    Raises:
        InputError: the page has no article text.
    """
    found = read_page(page, url)
    address = url or found.url
    return Draft(
        uri=uri,
        text=found.text,
        title=found.title,
        published=found.published,
        language=found.language,
        source=find_source(found.site, address),
        author=found.author,
        url=canonical_url(address) if address else None,
    )
