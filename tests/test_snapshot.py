"""`eventsdb snapshot`: what is published is whole, compact and checked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from databases import connected
from sqlalchemy import text
from test_migrations import contents

from eventsdb.errors import DatabaseError
from eventsdb.storage import fulltext
from eventsdb.storage.engine import database_url
from eventsdb.storage.snapshot import snapshot


@pytest.fixture
def news(sqlite_databases):
    """A copy of the news, to spoil."""
    return sqlite_databases.news()


def ask(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def spoil(url, statement):
    with closing(sqlite3.connect(url.database)) as connection, connection:
        connection.execute(statement)


def test_copy_is_whole_compact_and_one_file(news, eventsdb, tmp_path):
    spoil(news, "PRAGMA journal_mode = WAL")
    spoil(news, "CREATE TABLE rubble AS SELECT zeroblob(1000000) AS x")
    spoil(news, "DROP TABLE rubble")
    folder = tmp_path / "public"
    folder.mkdir()
    copy = folder / "news.db"
    assert eventsdb("snapshot", copy, "--db", news.database) == (0, "", "")
    assert contents(news).items() <= contents(database_url(copy)).items()
    assert [path.name for path in folder.iterdir()] == ["news.db"]
    assert ask(copy, "PRAGMA freelist_count") == [(0,)] != ask(news.database, "PRAGMA freelist_count")
    assert ask(copy, "PRAGMA journal_mode") == [("delete",)]
    assert ask(copy, "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'events'")[0][0] > 0


def test_full_text_index_comes_along(news, eventsdb, tmp_path):
    fulltext.make(news)
    snapshot(news, tmp_path / "news.db")
    code, out, _ = eventsdb("search", "bamako", "--db", tmp_path / "news.db")
    assert (code, "a/visite.txt" in out) == (0, True)


def test_file_is_overwritten_only_when_asked(news, eventsdb, tmp_path):
    copy = tmp_path / "news.db"
    copy.write_text("notes")
    code, _, err = eventsdb("snapshot", copy, "--db", news.database)
    assert (code, "--force" in err, copy.read_text()) == (2, True, "notes")
    assert eventsdb("snapshot", copy, "--force", "--db", news.database)[0] == 0
    assert ask(copy, "SELECT count(*) FROM v_events") == ask(news.database, "SELECT count(*) FROM v_events")


def test_what_is_broken_is_not_published(news, tmp_path):
    spoil(news, "DELETE FROM sentences WHERE id = 1")
    copy = tmp_path / "news.db"
    copy.write_text("as before")
    with pytest.raises(DatabaseError, match="refer to nothing in sentences"):
        snapshot(news, copy)
    assert copy.read_text() == "as before"


def test_damage_is_not_published(news, tmp_path):
    path = Path(news.database)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * 4096 * 8)
    with pytest.raises(DatabaseError, match="damaged"):
        snapshot(news, tmp_path / "news.db")
    assert not (tmp_path / "news.db").exists()


def test_snapshot_of_what_is_being_written_is_of_the_moment_before(news, tmp_path):
    before = contents(news)
    with connected(news) as connection:
        connection.execute(text("DELETE FROM claim_links"))
        snapshot(news, tmp_path / "news.db")
    assert before.items() <= contents(database_url(tmp_path / "news.db")).items()


@pytest.fixture
def in_folder(news, monkeypatch):
    """The folder of the news, made the current one."""
    monkeypatch.chdir(Path(news.database).parent)
    return Path.cwd()


@pytest.mark.parametrize(
    ("db", "file", "message"),
    [
        ("none.db", "news.db", "there is no database"),
        ("events.db", "events.db", "the database itself"),
        ("events.db", "missing/news.db", "cannot be written"),
        ("postgresql://host/news", "news.db", "pg_dump"),
    ],
)
def test_what_cannot_be_is_said(in_folder, db, file, message):
    with pytest.raises(DatabaseError, match=message):
        snapshot(database_url(db), Path(file))
    assert [path.name for path in in_folder.iterdir()] == ["events.db"]
