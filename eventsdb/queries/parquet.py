"""A result as a Parquet file, with the types that its values show (the extra `parquet`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from eventsdb.errors import QueryError
from eventsdb.queries.library import Value
from eventsdb.queries.result import Result

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")


def write_parquet(result: Result, path: Path) -> None:
    """Write all rows. A column of whole days becomes dates, one of moments timestamps.

    Raises QueryError when the extra is not installed or a column mixes kinds of values.
    """
    try:
        import pyarrow  # noqa: PLC0415 - an extra, and slow to import
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise QueryError("Parquet needs the extra: pip install 'eventsdb[parquet]'") from error
    rows = list(result)
    columns = [_typed([row[position] for row in rows]) for position in range(len(result.columns))]
    try:
        table = pyarrow.table(dict(zip(result.columns, columns, strict=True)))
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
        raise QueryError(f"a column mixes kinds of values, which Parquet cannot hold: {error}") from error
    pyarrow.parquet.write_table(table, path)


def _typed(values: Sequence[Value]) -> list[Any]:
    texts = [value for value in values if value is not None]
    if not all(isinstance(value, str) for value in texts):
        return list(values)
    for pattern, read in ((_DAY, date.fromisoformat), (_MOMENT, datetime.fromisoformat)):
        if texts and all(pattern.fullmatch(str(value)) for value in texts):
            return [None if value is None else read(str(value)) for value in values]
    return list(values)
