"""`eventsdb export parquet`, read back by DuckDB and compared with the database."""

import datetime
import sqlite3
from contextlib import closing

import pytest
from databases import named
from sqlalchemy import inspect, text

from eventsdb.errors import DatabaseError
from eventsdb.storage.engine import transaction
from eventsdb.storage.models import Base
from eventsdb.storage.parquet import export_parquet

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (extra bi)")


@pytest.fixture(scope="module")
def exported(backend, tmp_path_factory):
    """The folder of an export of the news, and the counts it gave."""
    folder = tmp_path_factory.mktemp("parquet") / "out"
    return folder, export_parquet(backend.news, folder)


def read_back(folder, name, columns="*"):
    files = f"read_parquet('{folder}/{name}/**/*.parquet', hive_partitioning = true)"
    return duckdb.sql(f"SELECT {columns} FROM {files}")


def told(value):
    """A value as both readers give it: moments without their zone, JSON as it is stored."""
    if isinstance(value, datetime.datetime):
        return str(value.replace(tzinfo=None))
    return str(value)


def test_every_table_and_view_comes_back(news_url, exported):
    folder, counts = exported
    with transaction(news_url, "DEFERRED") as connection:
        views = inspect(connection).get_view_names()
        assert set(counts) == set(Base.metadata.tables) | set(views)
        for name, count in counts.items():
            assert count == connection.scalar(text(f"SELECT count(*) FROM {name}"))
            assert read_back(folder, name, "count(*)").fetchone() == (count,), name


def test_rows_and_types_come_back_as_they_are(news_url, exported):
    folder, _ = exported
    with transaction(news_url, "DEFERRED") as connection:
        for name in ("events", "event_participants", "claims", "v_events", "v_timeline"):
            expected = connection.execute(text(f"SELECT * FROM {name}"))
            columns = ", ".join(f'"{described[0]}"' for described in expected.cursor.description)
            rows = sorted([told(value) for value in row] for row in expected)
            found = read_back(folder, name, columns).fetchall()
            assert sorted([told(value) for value in row] for row in found) == rows
            assert rows
    events = read_back(folder, "v_events")
    types = dict(zip(events.columns, map(str, events.types), strict=True))
    wanted = {"date_start": "DATE", "mentions": "BIGINT", "score": "DOUBLE", "actors": "VARCHAR"}
    assert {column: types[column] for column in wanted} == wanted
    runs = read_back(folder, "runs", "started_at")
    assert str(runs.types[0]) == "TIMESTAMP WITH TIME ZONE"


def test_partitions_are_the_months_of_the_events(exported):
    folder, _ = exported
    rows = read_back(folder, "events", "month, date_start").fetchall()
    assert {month for month, _ in rows} == {day and day.isoformat()[:7] for _, day in rows}
    parents = dict(read_back(folder, "events", "id, month").fetchall())
    participants = read_back(folder, "event_participants", "event_id, month").fetchall()
    assert participants
    assert all(parents[event] == month for event, month in participants)


def test_folder_that_exists_is_left_alone(news_url, eventsdb, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("mine")
    code, _, message = eventsdb("export", "parquet", tmp_path / "kept", "--db", named(news_url))
    assert (code, "exists: name a folder to be made" in message) == (3, True)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["file"]


def test_failure_leaves_no_folder(sqlite_databases, tmp_path):
    spoilt = sqlite_databases.news()
    with closing(sqlite3.connect(spoilt.database)) as other, other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("UPDATE events SET date_start = 'mardi'")
    with pytest.raises(DatabaseError, match="cannot be written to Parquet"):
        export_parquet(spoilt, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
