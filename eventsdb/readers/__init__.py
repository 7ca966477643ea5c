"""Readers: whatever people have, made into `Article`s. No language model, no SQL.

`read_paths` is the only door. Each input yields its articles, or a `ReadFailure` that says what is wrong
with it; one bad input never stops the others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from eventsdb.errors import InputError
from eventsdb.readers.base import Draft, Input, Reader, ReadFailure, ReadOptions, parse_mapping
from eventsdb.readers.drafts import finish
from eventsdb.readers.files import File, uri_of, walk
from eventsdb.readers.registry import choose
from eventsdb.readers.streams import packing_of, peek, unpack
from eventsdb.records import Article

__all__ = [
    "Article",
    "Draft",
    "File",
    "Input",
    "ReadFailure",
    "ReadFiles",
    "ReadOptions",
    "Reader",
    "files_of",
    "parse_mapping",
    "read_files",
    "read_paths",
    "read_stream",
]

STANDARD_INPUT = Path("-")
ReadFiles = Callable[[Iterable[File | ReadFailure], ReadOptions], Iterator[Article | ReadFailure]]
_DEFAULTS = ReadOptions()


def read_files(
    files: Iterable[File | ReadFailure], options: ReadOptions = _DEFAULTS
) -> Iterator[Article | ReadFailure]:
    """Read every article of files, in order, streaming; failures among them are passed on."""
    for file in files:
        if isinstance(file, ReadFailure):
            yield file
            continue
        uri = uri_of(file)
        try:
            stream = file.open("rb")
        except OSError as error:
            yield ReadFailure(uri, "open", error.strerror or str(error))
            continue
        with stream:
            yield from read_stream(stream, uri, options)


def read_paths(
    paths: Iterable[Path | str],
    options: ReadOptions = _DEFAULTS,
    on_file: Callable[[File], None] = lambda _: None,
    read: ReadFiles = read_files,
) -> Iterator[Article | ReadFailure]:
    """Read every article of files, folders, patterns and standard input ("-"), in order, streaming.

    An address of an object store that fsspec knows (``s3://bucket/news``) is read like a folder or file. A
    path that does not exist and a folder without a readable article are failures like any other. `on_file`
    is called with each file before it is read; `read` reads them, the next ones ahead if it likes.
    """

    def items() -> Iterator[Article | ReadFailure]:
        for alone, group in groupby(map(Path, paths), _is_read_alone):
            if not alone:  # files that are named one by one are read together, as those of a folder
                yield from read(_found(group, options, on_file), options)
                continue
            for path in group:
                yield from _read_alone(path, options, on_file, read)

    wanted = (item for item in items() if isinstance(item, ReadFailure) or _recent(item, options))
    yield from wanted if options.limit is None else _first(wanted, options.limit)


def files_of(paths: Iterable[Path | str], options: ReadOptions = _DEFAULTS) -> Iterator[File]:
    """The files that `read_paths` reads."""
    named = (Path(path) for path in paths if Path(path) != STANDARD_INPUT)
    return (file for path in named for file in walk(path, options) if not isinstance(file, ReadFailure))


def read_stream(
    stream: BinaryIO, uri: str, options: ReadOptions = _DEFAULTS
) -> Iterator[Article | ReadFailure]:
    """Read every article of a stream of bytes in any format, packed or not; `uri` names it."""
    yield from _read_input(Input(uri, uri.rpartition("/")[2], stream), options, depth=0)


def _read_input(item: Input, options: ReadOptions, depth: int) -> Iterator[Article | ReadFailure]:
    """Whatever a parser makes of broken bytes is a failure of this input: the others go on."""
    articles = failures = 0
    try:
        head, stream = peek(item.stream)
        whole = replace(item, stream=stream)
        if packing := packing_of(head):
            for inner in unpack(whole, packing, depth):
                yield from _read_input(inner, options, depth + 1)
            return
        for draft in choose(item.name, head).read(whole, options):
            found = draft if isinstance(draft, ReadFailure) else _finished(draft, options)
            articles += isinstance(found, Article)
            failures += isinstance(found, ReadFailure)
            yield found
        if not articles + failures:
            raise InputError("no article in it")
    except Exception as error:
        after = f" (after {articles} articles)" if articles else ""
        yield ReadFailure(item.uri, "read", f"{_explain(error)}{after}")


def _is_read_alone(path: Path) -> bool:
    return path == STANDARD_INPUT or path.is_dir()


def _read_alone(
    path: Path, options: ReadOptions, on_file: Callable[[File], None], read: ReadFiles
) -> Iterator[Article | ReadFailure]:
    """Read standard input, or a folder, which should hold something."""
    if path == STANDARD_INPUT:
        yield from read_stream(sys.stdin.buffer, "stdin", options)
        return
    articles = 0
    for item in read(_found([path], options, on_file), options):
        articles += isinstance(item, Article)
        yield item
    if not articles:
        yield ReadFailure(uri_of(path), "open", "nothing readable in this folder")


def _found(
    paths: Iterable[Path], options: ReadOptions, on_file: Callable[[File], None]
) -> Iterator[File | ReadFailure]:
    """The files of the paths, each announced."""
    for path in paths:
        for file in walk(path, options):
            if not isinstance(file, ReadFailure):
                on_file(file)
            yield file


def _finished(draft: Draft, options: ReadOptions) -> Article | ReadFailure:
    try:
        return finish(draft, options)
    except InputError as error:
        return ReadFailure(draft.uri, "clean", str(error))


def _explain(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, EOFError):
        return "cut short: the packed data end too early"
    words = " ".join(str(error).split())[:200]
    return f"cannot be read: {words or type(error).__name__}"


def _recent(article: Article, options: ReadOptions) -> bool:
    if options.since is None:
        return True
    return article.published is not None and article.published.period.end >= options.since


def _first(items: Iterator[Article | ReadFailure], limit: int) -> Iterator[Article | ReadFailure]:
    """All up to and including the `limit`-th article."""
    for item in items if limit > 0 else ():
        yield item
        limit -= isinstance(item, Article)
        if limit <= 0:
            return
