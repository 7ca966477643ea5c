"""`eventsdb copy`: the same content, by keys and by numbers, in another database."""

import pytest
from contents import contents
from sqlalchemy import insert, select

from eventsdb.errors import DatabaseError
from eventsdb.storage import tables as t
from eventsdb.storage.copying import copy_database
from eventsdb.storage.engine import create_database_engine, database_url
from eventsdb.storage.ids import Ids


def said(url):
    engine = create_database_engine(url, begin="DEFERRED")
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return found


def rows(url, table):
    engine = create_database_engine(url, begin="DEFERRED")
    with engine.connect() as connection:
        found = connection.execute(select(table).order_by(table.c.id)).all()
    engine.dispose()
    return found


def test_copy_has_the_same_content_there_and_back(news_url, empty_url, tmp_path):
    copied = copy_database(news_url, empty_url)
    assert said(empty_url) == said(news_url)
    assert copied["articles"] == len(rows(news_url, t.ARTICLES)) > 0
    assert rows(empty_url, t.RUNS) == rows(news_url, t.RUNS)

    back = database_url(tmp_path / "back.db")
    copy_database(empty_url, back)
    assert rows(back, t.EVENTS) == rows(news_url, t.EVENTS)


def test_rows_can_be_added_to_a_copy(news_url, empty_url):
    copy_database(news_url, empty_url)
    engine = create_database_engine(empty_url)
    with engine.begin() as connection:
        number = Ids(connection).next(t.SOURCES)
        connection.execute(insert(t.SOURCES), {"id": number, "name": "Le Quotidien du Fleuve"})
    engine.dispose()
    assert number > max(row.id for row in rows(news_url, t.SOURCES))


def test_row_may_refer_to_a_later_one_of_its_table(migrated_sqlite_url, empty_url):
    engine = create_database_engine(migrated_sqlite_url)
    with engine.begin() as connection:
        first = {"text": "Un texte.", "sha256": "0" * 64, "language": "fr"}
        connection.execute(insert(t.ARTICLES), {**first, "id": 2, "uri": "b"})
        connection.execute(insert(t.ARTICLES), {**first, "id": 1, "uri": "a", "duplicate_of_id": 2})
    engine.dispose()
    copy_database(migrated_sqlite_url, empty_url)
    assert [row.duplicate_of_id for row in rows(empty_url, t.ARTICLES)] == [2, None]


def test_copy_into_a_database_with_content_is_refused(news_sqlite_url, news_postgresql_url):
    before = said(news_postgresql_url)
    with pytest.raises(DatabaseError, match="copy into an empty database"):
        copy_database(news_sqlite_url, news_postgresql_url)
    assert said(news_postgresql_url) == before


def test_what_is_missing_or_the_same_is_said(news_sqlite_url, eventsdb, tmp_path):
    code, _, message = eventsdb("copy", "--from", tmp_path / "none.db", "--to", tmp_path / "new.db")
    assert (code, "none.db does not exist" in message) == (3, True)
    assert not (tmp_path / "new.db").exists()
    path = news_sqlite_url.database
    code, _, message = eventsdb("copy", "--from", path, "--to", path)
    assert (code, "onto itself" in message) == (3, True)


def test_command_lists_the_rows_copied(news_sqlite_url, eventsdb, tmp_path):
    code, out, _ = eventsdb("copy", "--from", news_sqlite_url.database, "--to", tmp_path / "copy.db")
    assert code == 0
    assert dict(line.split() for line in out.splitlines())["events"] == str(
        len(rows(news_sqlite_url, t.EVENTS))
    )
