"""JSON and JSON Lines, streamed: a file of any size needs the memory of one article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from eventsdb.errors import InputError
from eventsdb.readers.base import LARGEST, Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.decoding import decode
from eventsdb.readers.fields import containers, draft_of
from eventsdb.readers.streams import lines, peek

_START = re.compile(rb'\s*(?:\{\s*"|\[\s*[{\]])')
_LINE_END = re.compile(rb"\}[ \t]*\r?\n\{")  # between two objects; in an array a comma stands there
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_TOO_DEEP = re.compile(
    rb'(?:[\[{]\s*(?:"[^"]*"\s*:\s*)?){200}'
)  # ijson's time grows with the square of the depth
_MOST_BEFORE_TEXT = 100_000  # bytes
_MARK = b"\xef\xbb\xbf"


class JsonReader:
    """One object a line; or an array of objects, an object that keeps one, or one article."""

    suffixes = _LINES_SUFFIXES | {".json"}

    def recognises(self, head: bytes) -> bool:
        """Whether an object or an array of objects begins."""
        return bool(_START.match(head.removeprefix(_MARK)))

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the articles; a malformed line is one failure, of a malformed document the start is read."""
        head, stream = peek(item.stream)
        if not head.strip():
            raise InputError("empty file")
        by_lines = PurePosixPath(item.name).suffix.lower() in _LINES_SUFFIXES or _LINE_END.search(head)
        yield from (_read_lines if by_lines else _read_document)(item.uri, stream, options)


def _read_lines(uri: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
    for number, line in lines(stream):
        if not line.strip():
            continue
        try:
            yield _draft(json.loads(decode(line)), f"{uri}#L{number}", options)
        except InputError as error:
            yield ReadFailure(f"{uri}#L{number}", "read", str(error))
        except (ValueError, RecursionError) as error:
            yield ReadFailure(f"{uri}#L{number}", "read", f"malformed JSON: {error}")


def _read_document(uri: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
    import ijson  # noqa: PLC0415 (a load needs it, a query does not)

    try:
        for number, value in enumerate(_values(stream), start=1):
            try:
                yield _draft(value, f"{uri}#{number}", options)
            except InputError as error:
                yield ReadFailure(f"{uri}#{number}", "read", str(error))
    except (ijson.JSONError, ValueError, RecursionError) as error:
        raise InputError(f"malformed JSON: {' '.join(str(error).split())[:200]}") from error


def _values(stream: BinaryIO) -> Iterator[object]:
    import ijson  # noqa: PLC0415 (a load needs it, a query does not)

    head, stream = peek(stream, LARGEST)
    head = head.removeprefix(_MARK)
    if _TOO_DEEP.search(head[:_MOST_BEFORE_TEXT]):
        raise InputError("malformed JSON: nested too deeply")
    if head.lstrip().startswith(b"["):
        yield from ijson.items(stream, "item", use_float=True)
    elif container := _container(head):
        yield from ijson.items(stream, f"{container}.item", use_float=True)
    elif len(head) < LARGEST:
        yield json.loads(decode(head))
    else:
        raise InputError(
            f"one JSON object larger than {LARGEST // 1_000_000} MB without a known list of articles"
        )


def _container(head: bytes) -> str | None:
    """The path of the first list of objects that `head` opens under a known name."""
    import ijson  # noqa: PLC0415 (a load needs it, a query does not)

    names = containers()
    opened: str | None = None
    try:
        for prefix, event, _ in ijson.parse(BytesIO(head)):
            if event == "start_array" and prefix in names:
                opened = prefix
            elif event == "start_map" and opened and prefix == f"{opened}.item":
                return opened
    except ijson.JSONError:
        return None
    return None


def _draft(value: object, position: str, options: ReadOptions) -> Draft:
    if isinstance(value, dict) and isinstance(value.get("_source"), dict):  # a search engine's hit
        value = value["_source"]
    if not isinstance(value, dict):
        raise InputError(f"not a JSON object but {type(value).__name__}")
    return draft_of(value, position, options.mapping)
