"""HTML to text: whole pages by trafilatura, fragments (what feeds and databases keep) by their blocks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

for _library in ("trafilatura", "htmldate", "courlan"):  # a library prints nothing unless its user wants logs
    logging.getLogger(_library).addHandler(logging.NullHandler())
_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</(?:p|div|a|b|strong|em|i|span|h[1-6]|li|ul|blockquote)>|<(?:p|br|div)\b[^>]*/?>", re.IGNORECASE
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|h[1-6r]|header|li|main|[ou]l|p|pre|section|table|t[dhr]"
)
_NOT_TEXT = re.compile("audio|figure|form|iframe|nav|noscript|script|style|svg|video")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says of its article."""

    text: str
    title: str | None
    published: str | None
    author: str | None
    site: str | None
    url: str | None
    language: str | None


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page."""
    return bool(_PAGE.search(text[:2_000]))


def looks_like_html(text: str) -> bool:
    """Whether a text has the tags of HTML."""
    return bool(_TAG.search(text)) or is_page(text)


def text_of_html(markup: str) -> str:
    """Return the text of HTML, one paragraph a block; scripts, figures and forms are left out.

    Raises:
        InputError: it is a page without an article.
    """
    if is_page(markup):
        return read_page(markup).text
    from lxml import html  # noqa: PLC0415 (a load needs it, a query does not)

    return "".join(_pieces(html.fragment_fromstring(markup, create_parent="div"))).strip()


def read_page(page: bytes | str, url: str | None = None) -> Page:
    """Find the article of a web page and what the page says of it.

    Raises:
        InputError: the page has no article text.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 (a load needs it, a query does not)
    from trafilatura.settings import Document  # noqa: PLC0415

    found = bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text:
        raise InputError("HTML without an article text")
    published = _as_stated(found.date, page) if found.date else None
    return Page(
        found.text, found.title, published, found.author, found.sitename, found.url or url, found.language
    )


def _as_stated(day: str, page: bytes | str) -> str:
    """A day (2023-07-26) that the page writes somewhere, else only its month.

    htmldate completes a month with the number of today's day.
    """
    markup = page if isinstance(page, str) else page.decode("latin-1")
    y, m, d = (str(int(part)) for part in day.split("-"))
    written = (
        rf"{y}[-/._]?0?{m}[-/._]?0?{d}(?!\d)"
        rf"|(?<!\d)(?:0?{d}[-/. ]0?{m}|0?{m}[-/. ]0?{d})[-/. ]{y}"
        rf"|(?<!\d)0?{d}(?:er|st|nd|rd|th)?\.?\s+[^\d\s]{{3,12}}\s+{y}"
        rf"|[^\d\s]{{3,12}}\s+0?{d}(?:er|st|nd|rd|th)?,?\s+{y}"
    )
    return day if re.search(written, markup) else day[: len("2023-07")]


def _pieces(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or _NOT_TEXT.fullmatch(element.tag):
        return
    edge = "\n\n" if _BLOCK.fullmatch(element.tag) else ""
    yield edge + _SPACES.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _SPACES.sub(" ", child.tail or "")
    yield edge
