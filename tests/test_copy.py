"""`eventsdb copy`: the same content, by keys and by numbers, in another database."""

import pytest
from databases import Databases, connected, everything, named
from sqlalchemy import insert, select

from eventsdb.errors import DatabaseError
from eventsdb.storage import tables as t
from eventsdb.storage.copying import copy_database
from eventsdb.storage.ids import Ids


def rows(url, table):
    with connected(url) as connection:
        return connection.execute(select(table).order_by(table.c.id)).all()


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request):
    """An empty database of either kind, whatever the kind of the others is."""
    databases = Databases(request.getfixturevalue(f"{request.param}_backend"))
    yield databases.empty()
    databases.drop()


def test_copy_has_the_same_content_there_and_back(news_url, target, empty_url):
    copied = copy_database(news_url, target)
    assert everything(target) == everything(news_url)
    assert copied["articles"] == len(rows(news_url, t.ARTICLES)) > 0
    assert rows(target, t.RUNS) == rows(news_url, t.RUNS)

    copy_database(target, empty_url)
    assert rows(empty_url, t.EVENTS) == rows(news_url, t.EVENTS)


def test_rows_can_be_added_to_a_copy(news_url, empty_url):
    copy_database(news_url, empty_url)
    with connected(empty_url) as connection:
        number = Ids(connection).next(t.SOURCES)
        connection.execute(insert(t.SOURCES), {"id": number, "name": "Le Quotidien du Fleuve"})
    assert number > max(row.id for row in rows(news_url, t.SOURCES))


def test_row_may_refer_to_a_later_one_of_its_table(migrated_sqlite_url, empty_url):
    with connected(migrated_sqlite_url) as connection:
        first = {"text": "Un texte.", "sha256": "0" * 64, "language": "fr"}
        connection.execute(insert(t.ARTICLES), {**first, "id": 2, "uri": "b"})
        connection.execute(insert(t.ARTICLES), {**first, "id": 1, "uri": "a", "duplicate_of_id": 2})
    copy_database(migrated_sqlite_url, empty_url)
    assert [row.duplicate_of_id for row in rows(empty_url, t.ARTICLES)] == [2, None]


def test_copy_into_a_database_with_content_is_refused(news_sqlite_url, news_postgresql_url):
    before = everything(news_postgresql_url)
    with pytest.raises(DatabaseError, match="copy into an empty database"):
        copy_database(news_sqlite_url, news_postgresql_url)
    assert everything(news_postgresql_url) == before


def test_what_is_missing_or_the_same_is_said(news_sqlite_url, eventsdb, tmp_path):
    code, _, message = eventsdb("copy", "--from", tmp_path / "none.db", "--to", tmp_path / "new.db")
    assert (code, "none.db does not exist" in message) == (3, True)
    assert not (tmp_path / "new.db").exists()
    path = named(news_sqlite_url)
    code, _, message = eventsdb("copy", "--from", path, "--to", path)
    assert (code, "onto itself" in message) == (3, True)


def test_command_lists_the_rows_copied(news_url, empty_url, eventsdb):
    code, out, _ = eventsdb("copy", "--from", named(news_url), "--to", named(empty_url))
    assert code == 0
    assert dict(line.split() for line in out.splitlines())["events"] == str(len(rows(news_url, t.EVENTS)))
