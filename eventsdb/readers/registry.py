"""The readers installed, and which of them reads an input."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePosixPath

from eventsdb.readers.base import Reader
from eventsdb.readers.text import TextReader

GROUP = "eventsdb.readers"
"""Entry point group; another package adds a format by naming a class that follows `Reader` there."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers installed, by the name of their entry point."""
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(point.load()() for point in found)


def choose(name: str, head: bytes) -> Reader:
    """Return the reader of an input: by its content, then by its suffix, then as plain text."""
    suffix = PurePosixPath(name).suffix.lower()
    claiming = [reader for reader in readers() if suffix in reader.suffixes]
    sure = [reader for reader in readers() if reader.recognises(head)]
    both = [reader for reader in sure if reader in claiming]
    return next(iter([*both, *sure, *claiming]), TextReader())
