"""CSV and TSV, streamed: one article a row, its columns found by name or by a mapping."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import BinaryIO

from eventsdb.errors import InputError
from eventsdb.readers.base import LARGEST, Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.decoding import decode
from eventsdb.readers.fields import draft_of, require_text
from eventsdb.readers.streams import lines

_DELIMITERS = ",;\t|"


class TableReader:
    """A table with a header row; the delimiter is the one the header uses most."""

    suffixes = frozenset({".csv", ".tsv", ".tab"})

    def recognises(self, head: bytes) -> bool:
        """Only its suffix tells a table from plain text."""
        return False

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield one article a row; a row that cannot be read is a failure with its line number."""
        csv.field_size_limit(min(LARGEST, sys.maxsize))
        text = _decoded(item.stream)
        header = next(text, "")
        if not header.strip():
            raise InputError("empty file")
        delimiter = max(_DELIMITERS, key=header.count)
        columns = next(csv.reader([header], delimiter=delimiter))
        require_text(columns, options.mapping)
        rows = csv.reader(text, delimiter=delimiter)
        while True:
            position = f"{item.uri}#L{rows.line_num + 2}"
            try:
                row = next(rows)
                if row:
                    yield draft_of(dict(zip(columns, row, strict=False)), position, options.mapping)
            except StopIteration:
                return
            except csv.Error as error:
                yield ReadFailure(position, "read", f"malformed row: {error}")
            except InputError as error:
                yield ReadFailure(position, "read", str(error))


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for _, line in lines(stream):
        yield decode(line)
