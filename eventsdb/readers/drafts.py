"""From what a format yields, a `Draft`, to a finished `Article`: the one place where articles are made."""

from __future__ import annotations

import hashlib
import re

from eventsdb.errors import InputError
from eventsdb.readers.base import Draft, ReadOptions
from eventsdb.readers.cleaning import clean, repair
from eventsdb.readers.datelines import Masthead, parse_published, read_masthead
from eventsdb.readers.inference import infer_published
from eventsdb.readers.language import detect_language
from eventsdb.readers.sources import find_source
from eventsdb.readers.titles import split_title, without_site
from eventsdb.records import Article, Published

_LONGEST_WORD = 2_000  # characters; even data inside a URL stays below
_NOTHING_STATED = ReadOptions()
_LEAST_LETTERS = 20
_WORD = re.compile(r"\W*[^\W\d_]+(?:['’.-]+[^\W\d_]+)*\W*")
_DRAWN = 5_000  # characters looked at to tell prose from noise


def finish(draft: Draft, options: ReadOptions = _NOTHING_STATED) -> Article:
    """Clean a draft, read what its own lines say of title, date and source, and make the article.

    The text begins with the title, paragraphs are parted by an empty line, and the sha256 is that of the
    text: the same article has the same one whatever file or format it came in.

    Raises:
        InputError: nothing readable is left, or what there is is not prose.
    """
    refuse_noise(draft.text)
    masthead = read_masthead(clean(draft.text))
    title, body = _title_and_body(draft, masthead)
    if not body:
        raise InputError("empty: no article text")
    text = "\n\n".join((title, *body) if title else body)
    language = options.language or detect_language("\n\n".join(body)) or draft.language
    if language is None:
        raise InputError("no sentences of any known language, so not an article")
    return Article(
        uri=draft.uri,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        language=language,
        published=_published(draft, options, masthead, text),
        source=find_source(options.source) or draft.source or find_source(masthead.source),
        author=draft.author or masthead.author,
        url=draft.url,
    )


def refuse_noise(raw: str) -> None:
    """Raise `InputError` when `raw` is empty or cannot be prose, before any costly work on it."""
    sample = raw[:_DRAWN]
    if not sample.strip():
        raise InputError("empty: no text")
    words = sample.split()
    if max(map(len, words)) > _LONGEST_WORD:
        raise InputError("no sentences: a run of characters without spaces, so not an article")
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        raise InputError("no sentences: hardly a letter in it")
    if sum(1 for word in words if _WORD.fullmatch(word)) < 0.5 * len(words):
        raise InputError("no sentences: more signs and figures than words, so not an article")


def _title_and_body(draft: Draft, masthead: Masthead) -> tuple[str | None, tuple[str, ...]]:
    if draft.title and (given := " ".join(repair(draft.title).split())):
        title: str | None = given
        body = masthead.paragraphs
    elif masthead.headed:  # a header stands where a title would
        title, body = None, masthead.paragraphs
    else:
        title, body = split_title(masthead.paragraphs)
    if title:
        title = without_site(title, "\n".join(body))
        if body and _same(body[0], title):
            body = body[1:]
    return title or None, body


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _published(draft: Draft, options: ReadOptions, masthead: Masthead, text: str) -> Published | None:
    given = options.published or draft.published
    stated = parse_published(given) if given else None
    return stated or masthead.date or infer_published(text)
