"""Readers: whatever people have, made into `Article`s. No language model, no SQL.

`read_paths` is the only door. Each input yields its articles, or a `ReadFailure` that says what is wrong
with it; one bad input never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eventsdb.errors import InputError
from eventsdb.readers.drafts import finish
from eventsdb.readers.files import uri_of, walk
from eventsdb.readers.text import read_text
from eventsdb.records import Article

__all__ = ["ReadFailure", "read_paths"]


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that gave no article; `uri` says where (file and position), `reason` what to do about it."""

    uri: str
    stage: Literal["open", "read", "clean"]
    reason: str


def read_paths(paths: Iterable[Path]) -> Iterator[Article | ReadFailure]:
    """Read every article of the files and folders `paths`, in order, streaming.

    A path that does not exist and a folder without a readable article are failures like any other.
    """
    for path in paths:
        if not path.exists():
            yield ReadFailure(uri_of(path), "open", "no such file or folder")
            continue
        articles = failures = 0
        for file in walk(path):
            for item in _read_file(file):
                articles += isinstance(item, Article)
                failures += isinstance(item, ReadFailure)
                yield item
        if path.is_dir() and not articles:
            yield ReadFailure(uri_of(path), "open", "nothing readable in this folder")


def _read_file(file: Path) -> Iterator[Article | ReadFailure]:
    uri = uri_of(file)
    try:
        with file.open("rb") as stream:
            drafts = list(read_text(stream, uri))
    except OSError as error:
        yield ReadFailure(uri, "open", error.strerror or str(error))
        return
    except InputError as error:
        yield ReadFailure(uri, "read", str(error))
        return
    for draft in drafts:
        try:
            yield finish(draft)
        except InputError as error:
            yield ReadFailure(draft.uri, "clean", str(error))
