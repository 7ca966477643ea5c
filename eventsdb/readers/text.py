"""Plain text and Markdown: one article a file, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from eventsdb.errors import InputError
from eventsdb.readers.base import Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.decoding import decode
from eventsdb.readers.fields import draft_of
from eventsdb.readers.files import is_companion
from eventsdb.readers.markup import looks_like_html, text_of_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[\w -]+?)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$")
_MARKDOWN = (
    (re.compile(r"^```.*?^```[ \t]*$", re.DOTALL | re.MULTILINE), ""),  # code
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # images
    (re.compile(r"\[([^\]]+)\]\([^)\s]*(?: \"[^\"]*\")?\)"), r"\1"),  # links
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\n\1\n"),  # headings
    (re.compile(r"^(?:>[ \t]?)+", re.MULTILINE), ""),  # quotations
    (re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+", re.MULTILINE), ""),  # list items
    (re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),  # emphasis
)


class TextReader:
    """Plain text, and whatever no other reader claims."""

    suffixes = frozenset({".txt", ".text"})

    def recognises(self, head: bytes) -> bool:
        """Never for sure."""
        return False

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the one article of a text file."""
        if is_companion(item.name):
            raise InputError(f"a {PurePosixPath(item.name).suffix} file holds data or code, no article")
        text = decode(item.document())
        if text.lstrip().startswith("<?xml"):
            raise InputError("XML that is neither a feed nor a page; make it JSON Lines, CSV or text first")
        if text.lstrip().startswith("<") and looks_like_html(text):
            text = text_of_html(text)
        yield _draft(item, options, text)


class MarkdownReader:
    """Markdown; its marks are taken off."""

    suffixes = frozenset({".md", ".markdown", ".mdown"})

    def recognises(self, head: bytes) -> bool:
        """Only its suffix tells Markdown from plain text."""
        return False

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the one article of a Markdown file."""
        text = decode(item.document())
        front = _FRONT_MATTER.match(text)
        body = text[front.end() :] if front else text
        for pattern, replacement in _MARKDOWN:
            body = pattern.sub(replacement, body)
        yield _draft(item, options, (front[0] if front else "") + body)


def _draft(item: Input, options: ReadOptions, text: str) -> Draft:
    front = _FRONT_MATTER.match(text)
    if not front:
        return Draft(item.uri, text)
    fields: dict[str, object] = {"text": text[front.end() :]}
    for line in front["fields"].splitlines():
        if field := _FIELD.match(line):
            fields[field["name"]] = field["value"].strip("'\"")
    return draft_of(fields, item.uri, options.mapping, uri_is_file=True)
