import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsdb.errors import DatabaseError
from eventsdb.storage import models
from eventsdb.storage.engine import create_database_engine, database_errors, database_url, display_name


def connect(url, **options):
    with database_errors(url):
        engine = create_database_engine(url, **options)
        try:
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE things (id INTEGER)"))
        finally:
            engine.dispose()


def test_database_is_the_option_else_the_variable_else_events_db(monkeypatch):
    assert database_url().database == "events.db"
    monkeypatch.setenv("EVENTSDB_URL", "sqlite:///from_environment.db")
    assert database_url().database == "from_environment.db"
    monkeypatch.setenv("EVENTSDB_URL", "a_path.db")
    assert database_url().database == "a_path.db"
    assert database_url("given.db").database == "given.db"


@pytest.mark.parametrize("name", ["50% done #1?.db", "folder with spaces/été.db", "C:\\news\\events.db"])
def test_any_path_names_a_file(name):
    assert database_url(name).get_backend_name() == "sqlite"
    assert database_url(name).database == name


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_one_driver(scheme):
    url = database_url(f"{scheme}://user:secret@host/news")
    assert url.drivername == "postgresql+psycopg"
    assert display_name(url) == "postgresql://user:***@host/news"


@pytest.mark.parametrize("name", ["mysql://host/news", "postgresql://host:port/news", "://", "sqlite://"])
def test_other_urls_are_refused(name):
    with pytest.raises(DatabaseError, match=r"not supported|not a database URL|in memory"):
        database_url(name)


def test_missing_folder_folder_and_file_of_another_kind_are_told_apart(tmp_path):
    (tmp_path / "notes.db").write_text("These are notes, not tables. " * 100)
    for name, message in [
        ("missing/events.db", "does not exist"),
        (".", "is a folder"),
        ("notes.db", "is not a SQLite database"),
    ]:
        with pytest.raises(DatabaseError, match=message):
            connect(database_url(tmp_path / name))


def test_damaged_file_is_told(migrated_sqlite_url):
    with Path(migrated_sqlite_url.database).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)
    with pytest.raises(DatabaseError, match="is damaged"):
        connect(migrated_sqlite_url)


def test_locked_file_is_told(sqlite_url):
    with closing(sqlite3.connect(sqlite_url.database, isolation_level=None)) as other:
        other.execute("CREATE TABLE others (id INTEGER)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="is locked by another program"):
            connect(sqlite_url, busy_timeout=0)
        other.execute("COMMIT")
    connect(sqlite_url, busy_timeout=0)


def test_unreachable_server_is_told():
    with pytest.raises(DatabaseError, match=r"postgresql://127.0.0.1:1/news"):
        connect(database_url("postgresql://127.0.0.1:1/news"))


def test_errors_in_statements_pass_through(shared_url):
    engine = create_database_engine(shared_url)
    with (
        pytest.raises(IntegrityError),
        database_errors(shared_url),
        engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO event_modes VALUES ('NOTHING', 'x', 'X', 1, 0)"))
    engine.dispose()


def test_failed_transaction_takes_back_tables_and_rows(shared_url):
    engine = create_database_engine(shared_url)

    def fail_at_the_end():
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE things (id INTEGER)"))
            connection.execute(text("INSERT INTO sectors VALUES ('NEW', 'New')"))
            connection.execute(text("INSERT INTO sectors VALUES ('NEW', 'New again')"))

    with pytest.raises(IntegrityError):
        fail_at_the_end()
    with engine.connect() as connection:
        assert not inspect(connection).has_table("things")
        assert not connection.scalar(text("SELECT count(*) FROM sectors WHERE code = 'NEW'"))
    engine.dispose()


def test_sqlite_file_is_as_other_clients_like_it(migrated_sqlite_url):
    engine = create_database_engine(migrated_sqlite_url)
    started = datetime(2024, 6, 1, 10, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=2)))
    with Session(engine) as session:
        session.add(models.Run(started_at=started, status="running", eventsdb_version="1"))
        session.commit()
    engine.dispose()
    with closing(sqlite3.connect(migrated_sqlite_url.database)) as plain:
        assert plain.execute("SELECT started_at, finished_at FROM runs").fetchone() == (
            "2024-06-01 08:30:15",
            None,
        )
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@given(
    st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_moments_are_kept_to_the_second_in_utc(moment):
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        stored = models.UtcDateTime().process_bind_param(moment, dialect)
        back = models.UtcDateTime().process_result_value(stored, dialect)
        assert back.utcoffset() == timedelta(0)
        assert timedelta(0) <= moment.astimezone(UTC) - back < timedelta(seconds=1)


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        models.UtcDateTime().process_bind_param(datetime(2024, 6, 1), sqlite.dialect())  # noqa: DTZ001


def test_every_column_and_table_is_explained():
    for table in models.Base.metadata.tables.values():
        assert table.comment
        assert all(column.comment for column in table.columns), table.name


def test_every_foreign_key_is_indexed(shared_url):
    engine = create_engine(shared_url)
    inspector = inspect(engine)
    for table in inspector.get_table_names():
        indexed = [index["column_names"] for index in inspector.get_indexes(table)]
        indexed += [unique["column_names"] for unique in inspector.get_unique_constraints(table)]
        indexed.append(inspector.get_pk_constraint(table)["constrained_columns"])
        for key in inspector.get_foreign_keys(table):
            columns = key["constrained_columns"]
            assert any(names[: len(columns)] == columns for names in indexed), (table, columns)
    engine.dispose()
