"""Parquet files, row group by row group; needs the extra ``eventsdb[parquet]``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from eventsdb.errors import InputError
from eventsdb.readers.base import Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.fields import draft_of, require_text

_ROWS = 100  # at a time


class ParquetReader:
    """One article a row, its columns found by name or by a mapping."""

    suffixes = frozenset({".parquet", ".pq"})

    def recognises(self, head: bytes) -> bool:
        """Whether the format's mark begins."""
        return head.startswith(b"PAR1")

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield one article a row."""
        try:
            from pyarrow import ArrowException, parquet  # noqa: PLC0415 (an extra)
        except ImportError as error:
            raise InputError("Parquet needs an extra: pip install 'eventsdb[parquet]'") from error
        with tempfile.TemporaryFile() as copy:  # the format is read from its end
            while block := item.stream.read(1 << 20):
                copy.write(block)
            number = 0
            try:
                table = parquet.ParquetFile(copy)
                require_text(table.schema_arrow.names, options.mapping)
                for batch in table.iter_batches(batch_size=_ROWS):
                    for row in batch.to_pylist():
                        number += 1
                        try:
                            yield draft_of(row, f"{item.uri}#{number}", options.mapping)
                        except InputError as error:
                            yield ReadFailure(f"{item.uri}#{number}", "read", str(error))
            except ArrowException as error:
                raise InputError(f"malformed Parquet after row {number}: {error}") from error
