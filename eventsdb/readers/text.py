"""Plain text: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from eventsdb.errors import InputError
from eventsdb.readers.decoding import decode
from eventsdb.readers.drafts import Draft

LARGEST = 20_000_000  # bytes; a book is 1 MB, so more is no article


def read_text(stream: BinaryIO, uri: str) -> Iterator[Draft]:
    """Yield the one article of a text file."""
    data = stream.read(LARGEST + 1)
    if not data:
        raise InputError("empty file")
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB, so not one article")
    yield Draft(uri, decode(data))
