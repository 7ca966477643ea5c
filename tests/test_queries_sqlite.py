"""SQL of one's own on SQLite: it reads, and can do nothing else."""

import _thread
import hashlib
import sqlite3
import threading

import pytest

from eventsdb.errors import DatabaseError, QueryError, QueryTimeoutError
from eventsdb.queries.limits import Limits
from eventsdb.queries.run import explain, run
from eventsdb.storage.engine import database_url

RUNAWAY = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "some events #1?.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, day DATE);"
            "INSERT INTO things VALUES (1, 'Élysée', '2024-02-12'), (2, '5', NULL);"
        )
    connection.close()
    return path


def ask(path, sql, limits=None, **values):
    with run(database_url(str(path)), sql, values, limits or Limits()) as result:
        return [*result]


def test_it_reads_with_bound_parameters(database):
    assert ask(database, "SELECT name FROM things WHERE id = :id", id=1) == [("Élysée",)]
    assert ask(database, "SELECT :x", x="'; DROP TABLE things; --") == [("'; DROP TABLE things; --",)]
    assert ask(database, "SELECT id FROM things WHERE lower(name) = lower('éLYSÉE')") == [(1,)]
    assert ask(database, "WITH t AS (SELECT id FROM things) SELECT count(*) FROM t") == [(2,)]


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM things",
        "INSERT INTO things VALUES (3, 'x', NULL)",
        "UPDATE things SET name = 'x' RETURNING id",
        "WITH t AS (SELECT 1) DELETE FROM things",
        "WITH t AS (SELECT 1) INSERT INTO things SELECT 9, 'x', NULL FROM t",
        "DROP TABLE things",
        "CREATE TABLE other (x)",
        "CREATE TEMP TABLE other (x)",
        "CREATE VIRTUAL TABLE other USING fts5(x)",
        "ATTACH '{other}' AS o",
        "VACUUM INTO '{other}'",
        "VACUUM",
        "REINDEX",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = WAL",
        "SELECT * FROM pragma_journal_mode('WAL')",
        "SELECT load_extension('{other}')",
        "SELECT fts3_tokenizer('x')",
        "BEGIN",
        "COMMIT",
        "SAVEPOINT s",
        "SELECT 1; DROP TABLE things",
        "SELECT 1; SELECT 2",
        "EXPLAIN DROP TABLE things",
        "UPDATE sqlite_master SET sql = 'x'",
        "",
        "-- nothing",
    ],
)
def test_nothing_but_reading_is_done(database, tmp_path, attack):
    before = hashlib.sha256(database.read_bytes()).digest()
    with pytest.raises(QueryError):
        ask(database, attack.format(other=tmp_path / "other.db"))
    assert hashlib.sha256(database.read_bytes()).digest() == before
    assert [path.name for path in tmp_path.iterdir()] == [database.name]


@pytest.mark.parametrize("sql", [RUNAWAY, RUNAWAY.replace("count(*)", "x") + " WHERE x < 0"])
def test_a_runaway_query_is_stopped(database, sql):
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.2 s"):
        ask(database, sql, Limits(seconds=0.2))


def test_ctrl_c_stops_a_query_as_what_it_is(database):
    threading.Timer(0.2, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        ask(database, RUNAWAY)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT zeroblob(400000000)",
        "SELECT hex(randomblob(300000000))",
    ],
)
def test_a_giant_value_is_refused(database, sql):
    with pytest.raises(QueryError, match="bytes"):
        ask(database, sql)


def test_time_spent_by_the_reader_of_rows_does_not_count(database, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("eventsdb.queries.limits.time.monotonic", lambda: clock[0])
    url = database_url(str(database))
    with run(url, "SELECT things.id FROM things, things AS other", {}, Limits(seconds=5)) as result:
        count = 0
        for _ in result:
            clock[0] += 100
            count += 1
    assert count == 4


def test_errors_say_what_is_wrong(database, tmp_path):
    with pytest.raises(QueryError, match='near "FORM": syntax error'):
        ask(database, "SELECT * FORM things")
    with pytest.raises(QueryError, match="no such table: nowhere"):
        ask(database, "SELECT * FROM nowhere")
    with pytest.raises(QueryError, match="uses ':id'"):
        ask(database, "SELECT :id")
    with pytest.raises(QueryError, match="has no ':id'"):
        ask(database, "SELECT 1", id=1)
    with pytest.raises(DatabaseError, match=r"no database at .*gone\.db.*eventsdb load"):
        ask(tmp_path / "gone.db", "SELECT 1")
    with pytest.raises(DatabaseError, match="folder"):
        ask(tmp_path, "SELECT 1")
    (tmp_path / "text.db").write_text("no database " * 1000)
    with pytest.raises(DatabaseError, match="not a SQLite database"):
        ask(tmp_path / "text.db", "SELECT * FROM sqlite_master")


def test_a_locked_database_is_named(database, monkeypatch):
    monkeypatch.setattr("eventsdb.queries.sqlite._BUSY_SECONDS", 0.0)
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(DatabaseError, match="locked"):
            ask(database, "SELECT * FROM things")
    finally:
        writer.close()


def test_text_that_is_not_utf_8_can_still_be_read(database):
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO things VALUES (3, CAST(x'ff41' AS TEXT), NULL)")
    connection.close()
    assert ask(database, "SELECT name FROM things WHERE id = 3") == [("\ufffdA",)]


def test_a_full_text_index_can_be_read(database):
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(name)")
        connection.execute("INSERT INTO words SELECT name FROM things")
    connection.close()
    assert ask(database, "SELECT name FROM words WHERE words MATCH :what", what="elysee") == [("Élysée",)]


def test_explain_shows_the_steps(database):
    with explain(
        database_url(str(database)), "SELECT * FROM things WHERE id = :id", {"id": 1}, Limits()
    ) as steps:
        assert [*steps] == [("SEARCH things USING INTEGER PRIMARY KEY (rowid=?)",)]
