"""The database as Parquet datasets, one a table and view, for DuckDB, Spark, BigQuery and the like.

What has a date is partitioned by month in Hive's layout (``events/month=2023-07/part-0.parquet``): events
and what belongs to them by the day the event began, articles and what stands in them by publication.
Rows without a date are in Hive's default partition, which readers give back as NULL.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    URL,
    Column,
    ColumnClause,
    ColumnElement,
    Connection,
    Select,
    case,
    column,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy import types as sql

from eventsdb.errors import DatabaseError
from eventsdb.storage import migrations
from eventsdb.storage import tables as t
from eventsdb.storage.engine import transaction
from eventsdb.storage.models import Base

if TYPE_CHECKING:
    import pyarrow

_BATCH = 20_000  # rows held at a time
_MOST_PARTITIONS = 12 * 500
_DATES = ("date_start", "published_start")
"""The columns by which a table or view that has one is partitioned, the first found."""

_OWNERS = {"article_id": (t.ARTICLES, "published_start"), "event_id": (t.EVENTS, "date_start")}
"""Whose date counts for a table that has none of its own, by the column that refers to the owner."""


@dataclass(frozen=True, slots=True)
class _Dataset:
    """One table or view: its columns, and the date by whose month its rows are partitioned."""

    name: str
    columns: tuple[ColumnElement[Any], ...]
    date: ColumnElement[date] | None
    query: Select[Any]


def export_parquet(url: URL, folder: Path) -> dict[str, int]:
    """Write every table and view into `folder`, and answer the rows written by table and view.

    All are of one moment of the database. `folder` is made whole or not at all.

    Raises:
        DatabaseError: the extra `parquet` is not installed, the database cannot be read, or `folder`
            exists already or cannot be made.
    """
    try:
        import pyarrow.dataset  # noqa: F401, PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise DatabaseError("Parquet needs the extra: pip install 'eventsdb[parquet]'") from error
    migrations.require_current(url)
    if folder.exists():
        raise DatabaseError(f"{folder} exists: name a folder to be made")
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
            made = Path(place) / folder.name
            with transaction(url, "DEFERRED") as connection:
                datasets = [*_tables(), *_views(connection)]
                counts = {each.name: _write(connection, each, made / each.name) for each in datasets}
            made.rename(folder)
    except OSError as error:
        raise DatabaseError(f"{folder} cannot be written: {error.strerror}") from error
    except ValueError as error:  # a value that another program put into a column of another type
        raise DatabaseError(f"the database cannot be written to Parquet: {error}") from error
    return counts


def _tables() -> Iterator[_Dataset]:
    for each in Base.metadata.sorted_tables:
        columns = tuple(each.columns)
        query = select(*columns)
        month = next((each.c[name] for name in _DATES if name in each.c), None)
        owner = next((name for name in _OWNERS if name in each.c), None)
        if month is None and owner is not None:
            parent, name = _OWNERS[owner]
            month = parent.c[name]
            query = query.outerjoin_from(each, parent, each.c[owner] == parent.c.id)
        yield _Dataset(each.name, columns, month, query)


def _views(connection: Connection) -> Iterator[_Dataset]:
    described = inspect(connection)
    for name in sorted(described.get_view_names()):
        found: list[Column[Any]] = [column(c["name"], c["type"]) for c in described.get_columns(name)]  # type: ignore[misc]
        untyped = [c for c in found if isinstance(c.type, sql.NullType)]
        kinds = _kinds(connection, name, [c.name for c in untyped])
        columns = tuple(column(c.name, kinds.get(c.name, c.type)) for c in found)
        view = table(name, *columns)
        month = next((view.c[name] for name in _DATES if name in view.c), None)
        yield _Dataset(name, tuple(view.c), month, select(*view.c))


def _kinds(connection: Connection, view: str, names: list[str]) -> dict[str, sql.TypeEngine[Any]]:
    """The types of a view's computed columns by their values: SQLite does not tell them."""
    if not names:
        return {}
    cells: list[ColumnClause[Any]] = [column(name) for name in names]
    # Of "integer", "real" and "text" the last in the alphabet has room for the others.
    widest = [func.max(case((cell.is_not(None), func.typeof(cell)))) for cell in cells]
    row = connection.execute(select(*widest).select_from(table(view, *cells))).one()
    types: dict[str | None, sql.TypeEngine[Any]] = {"integer": sql.Integer(), "real": sql.Double()}
    return {name: types.get(kind, sql.Text()) for name, kind in zip(names, row, strict=True)}


def _write(connection: Connection, dataset: _Dataset, folder: Path) -> int:
    import pyarrow  # noqa: PLC0415
    import pyarrow.dataset  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    fields = [pyarrow.field(c.name, _arrow_type(c.type)) for c in dataset.columns]
    query = dataset.query
    if dataset.date is not None:
        fields.append(pyarrow.field("month", pyarrow.string()))
        query = query.add_columns(dataset.date.label("month")).order_by(dataset.date)
    schema = pyarrow.schema(fields)
    count = 0

    def batches() -> Iterator[pyarrow.RecordBatch]:
        nonlocal count
        rows = connection.execution_options(yield_per=_BATCH).execute(query)
        for partition in rows.partitions():
            count += len(partition)
            cells = [[_plain(value) for value in values] for values in zip(*partition, strict=True)]
            if dataset.date is not None:
                cells[-1] = [value and str(value)[:7] for value in cells[-1]]
            yield pyarrow.record_batch(
                [pyarrow.array(values, field.type) for values, field in zip(cells, schema, strict=True)],
                schema=schema,
            )

    month = pyarrow.schema([schema.field("month")]) if dataset.date is not None else None
    pyarrow.dataset.write_dataset(
        batches(),
        folder,
        schema=schema,
        format="parquet",
        partitioning=pyarrow.dataset.partitioning(month, flavor="hive") if month else None,
        basename_template="part-{i}.parquet",
        max_partitions=_MOST_PARTITIONS,
    )
    if not count:  # no rows, no files: the columns are told all the same
        folder.mkdir(parents=True, exist_ok=True)
        pyarrow.parquet.write_table(schema.empty_table(), folder / "part-0.parquet")
    return count


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _arrow_type(kind: sql.TypeEngine[Any]) -> pyarrow.DataType:
    import pyarrow  # noqa: PLC0415

    match kind:
        case sql.Boolean():
            return pyarrow.bool_()
        case sql.Integer():
            return pyarrow.int64()
        case sql.Numeric() | sql.Float():
            return pyarrow.float64()
        case sql.Date():
            return pyarrow.date32()
        case sql.DateTime() | sql.TypeDecorator():
            return pyarrow.timestamp("s", "UTC")
    return pyarrow.string()
