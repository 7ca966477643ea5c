"""A PostgreSQL server as one meets it: making a database on it, and reading as a role that may do no more."""

import uuid

import psycopg
import pytest
from sqlalchemy import create_engine, text

from eventsdb.errors import DatabaseError
from eventsdb.storage import creating, migrations

NEWEST = migrations.history()[-1].id
PASSWORD = "secret"


def run(url, *statements):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def role(news_postgresql_url):
    """A role that may log in and read the news, made as the README says; and the URL it comes by."""
    name = f"reader_{uuid.uuid4().hex[:8]}"
    run(
        news_postgresql_url,
        f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {name}",
    )
    yield news_postgresql_url.set(username=name, password=PASSWORD)
    run(news_postgresql_url, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def test_reading_role_asks_and_lists(eventsdb, role):
    name = role.render_as_string(hide_password=False)
    code, out, err = eventsdb("query", "sql", "SELECT count(*) AS n FROM v_events", "--db", name, "-f", "csv")
    assert (code, err) == (0, "")
    assert int(out.split()[1]) > 0
    code, out, _ = eventsdb("query", "timeline", "--db", name, "-f", "csv")
    assert code == 0
    assert len(out.splitlines()) > 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "UPDATE actors SET name = 'x'",
        "INSERT INTO sources (name) VALUES ('x')",
        "TRUNCATE claims",
        "DROP TABLE events",
        "CREATE TABLE public.other (x int)",
    ],
)
def test_server_itself_refuses_what_a_reading_role_would_write(role, statement):
    with (
        psycopg.connect(
            role.set(drivername="postgresql").render_as_string(hide_password=False)
        ) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_load_as_a_reading_role_says_what_is_wrong(eventsdb, role, tmp_path):
    (tmp_path / "a.txt").write_text("Alice a rencontré Bob à Paris.", encoding="utf-8")
    code, _, err = eventsdb(
        "load", tmp_path / "a.txt", "--no-extract", "--db", role.render_as_string(hide_password=False)
    )
    assert code not in (0, 1)
    assert "permission denied" in err
    assert "Traceback" not in err


def test_create_makes_a_database_with_its_tables(eventsdb, postgresql_url):
    url = postgresql_url.set(database=f"news-{uuid.uuid4().hex[:8]}")
    name = url.render_as_string(hide_password=False)
    code, out, _ = eventsdb("db", "create", "--db", name)
    assert code == 0
    assert out.endswith(f"none -> {NEWEST}\n")
    migrations.check(url)
    code, out, _ = eventsdb("db", "create", "--db", name)
    assert code == 0
    assert "already" in out
    run(postgresql_url, f'DROP DATABASE "{url.database}" WITH (FORCE)')


def test_create_makes_a_sqlite_file(tmp_path, sqlite_url):
    assert creating.create(sqlite_url).after == NEWEST
    assert creating.create(sqlite_url).before == NEWEST


def test_role_that_may_make_no_databases_is_told_who_can(role):
    with pytest.raises(DatabaseError, match="may make no databases"):
        creating.create(role.set(database="never_there"))
