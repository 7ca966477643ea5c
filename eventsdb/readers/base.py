"""What every reader works with: the input, the options, and what it yields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import BinaryIO, Literal, Protocol

from eventsdb.errors import InputError
from eventsdb.readers.datelines import parse_published
from eventsdb.records import Source

FIELDS = ("text", "lead", "title", "published", "url", "uri", "source", "domain", "language", "author")
"""What a mapping can name."""

LARGEST = 20_000_000
"""Bytes of one document; a long book is 2 MB, so more is no article. Containers may be of any size."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user states for a whole load.

    `mapping` gives for a name of `FIELDS` the column or key that holds it. `source`, `published` (EDTF or
    a written date) and `language` (ISO 639-1) hold for every article, whatever the input says. `include`
    and `exclude` are file patterns (*.txt, archive/**) for what lies below a folder, matched on the file's
    name and on its path from there.
    `since` keeps articles published on or after a day (those without a date are left out); `limit` stops
    after so many articles.
    """

    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str | None = None
    published: str | None = None
    language: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: date | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Check what is stated.

        Raises:
            InputError: an unknown field in the mapping, no date, or no language code.
        """
        if unknown := sorted(set(self.mapping) - set(FIELDS)):
            raise InputError(
                f"unknown field {', '.join(unknown)} in the mapping (known: {', '.join(FIELDS)})"
            )
        if self.published and parse_published(self.published) is None:
            raise InputError(f"not a date of publication: {self.published!r} (2023-07-26, 2023-07 or 2023)")
        if self.language and not re.fullmatch("[a-z]{2}", self.language):
            raise InputError(f"not a language code of two letters (ISO 639-1): {self.language!r}")


@dataclass(frozen=True, slots=True)
class Draft:
    """One item as its format gives it: raw text and whatever metadata stood beside it, all unchecked."""

    uri: str
    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    source: Source | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that gave no article; `uri` says where (file and position), `reason` what is wrong with it."""

    uri: str
    stage: Literal["open", "read", "clean"]
    reason: str


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to read, unpacked and at their start. `uri` is their address, `name` their file name."""

    uri: str
    name: str
    stream: BinaryIO

    def document(self) -> bytes:
        """All bytes, for formats that hold one document.

        Raises:
            InputError: there are none, or more than `LARGEST`.
        """
        data = self.stream.read(LARGEST + 1)
        if not data.strip():
            raise InputError("empty file")
        if len(data) > LARGEST:
            raise InputError(f"larger than {LARGEST // 1_000_000} MB, so not one document")
        return data


def parse_mapping(text: str) -> dict[str, str]:
    """Read a mapping written as ``text=body,published=date,uri=link``.

    Raises:
        InputError: a part of it is not of the form FIELD=COLUMN.
    """
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not pairs or not all(name.strip() and column.strip() for name, _, column in pairs):
        raise InputError(
            f"not a mapping: {text!r} (write FIELD=COLUMN, for example text=body,published=date)"
        )
    return {name.strip(): column.strip() for name, _, column in pairs}


class Reader(Protocol):
    """What the entry point group ``eventsdb.readers`` offers, one a format.

    A reader is made without arguments. It raises `InputError` when nothing (more) of the input can be
    read, and yields a `ReadFailure` for an item that cannot.
    """

    suffixes: frozenset[str]
    """File name endings of the format, lower case, with the dot."""

    def recognises(self, head: bytes) -> bool:
        """Whether an input that begins with `head` (some kB) is of this format, for sure."""
        ...

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the articles of an input, streaming where the format holds many."""
        ...
