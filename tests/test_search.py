"""The full-text index and `eventsdb search`, on both databases."""

import json
import re

import pytest
from databases import connected, named
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError as SqlError
from test_migrations import REVISIONS, add_revision, schema, scripts  # noqa: F401 - a fixture

from eventsdb.errors import DatabaseError, QueryError
from eventsdb.queries.wording import parse, to_fts5
from eventsdb.storage import fulltext, migrations
from eventsdb.storage.models import Base

TEXTS = {
    "a.txt": "L’essai du missile à longue portée a réussi. Séoul s'inquiète.",
    "b.txt": "Un missile est tombé. Un mois après, personne ne sait rien de plus de ce qui fut un essai.",
    "c.txt": "La Corée du Nord a tiré deux projectiles. Tokyo proteste.",
}


def add(url, uri, words, number):
    row = {"id": number, "uri": uri, "title": words.split(".")[0], "text": words, "sha256": uri}
    with connected(url) as connection:
        connection.execute(insert(Base.metadata.tables["articles"]), row)


@pytest.fixture
def texts(migrated_url):
    for number, (uri, words) in enumerate(TEXTS.items(), start=1):
        add(migrated_url, uri, words, number)
    return migrated_url


@pytest.fixture
def search(eventsdb):
    def run(url, words, *options):
        code, out, err = eventsdb("search", words, "--db", named(url), "-f", "jsonl", *options)
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]

    return run


def found(rows):
    return sorted(row["uri"] for row in rows)


FOUND = {
    "missile": ["a.txt", "b.txt"],
    "MISSILE essai": ["a.txt", "b.txt"],
    "essai NEAR missile": ["a.txt"],
    "missile NEAR essai": ["a.txt"],
    "essai NEAR/1 missile": ["a.txt"],
    "essai NEAR/0 missile": [],
    '"du missile"': ["a.txt"],
    '"missile du"': [],
    "seoul": ["a.txt"],
    "SÉOUL OR tokyo": ["a.txt", "c.txt"],
    "missile NOT séoul": ["b.txt"],
    "(séoul OR tokyo) proteste": ["c.txt"],
    "coree": ["c.txt"],
    "proj*": ["c.txt"],
    "ess* NEAR miss*": ["a.txt"],
    "près": [],
    "l'essai": ["a.txt"],
    "near": [],
}


def test_words_are_found(texts, search):
    fulltext.make(texts)
    assert {words: found(search(texts, words)) for words in FOUND} == FOUND


def test_words_found_are_marked_with_their_accents(texts, search):
    fulltext.make(texts)
    (row,) = search(texts, "seoul longue")
    assert "[Séoul]" in row["snippet"]
    assert "[longue]" in row["snippet"]


def test_claims_are_found_with_who_says_so(news_url, search, request):
    fulltext.make(news_url)
    request.addfinalizer(lambda: fulltext.remove(news_url))
    rows = search(news_url, "avoir attaque", "--in", "claims")
    assert {(row["speaker"], row["type"]) for row in rows} == {
        ("Mali", "accusation"),
        ("Front du Nord", "denial"),
    }
    assert all("[attaqué]" in row["snippet"] for row in rows)
    assert found(search(news_url, "visite")) == ["a/visite.txt"]  # not the one that repeats it
    assert found(search(news_url, "Gao", "--since", "2024-02-15")) == ["c/front.txt"]
    assert found(search(news_url, "Gao", "--until", "février 2024")) == ["a/visite.txt", "c/front.txt"]


def test_index_follows_what_is_loaded_changed_and_deleted(texts, search):
    fulltext.make(texts)
    add(texts, "d.txt", "Un drone survole Paris.", 4)
    with connected(texts) as connection:
        connection.execute(text("UPDATE articles SET text = 'Un avion.', title = NULL WHERE uri = 'a.txt'"))
        connection.execute(text("DELETE FROM articles WHERE uri = 'b.txt'"))
    assert found(search(texts, "drone")) == ["d.txt"]
    assert found(search(texts, "avion")) == ["a.txt"]
    assert search(texts, "missile") == []
    assert_in_step(texts)


def assert_in_step(url):
    """SQLite can compare the index with the text it is of; PostgreSQL's cannot differ."""
    if url.get_backend_name() == "sqlite":
        with connected(url) as connection:
            for index in ("articles_fts", "claims_fts"):
                check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
                connection.exec_driver_sql(check)


def test_comparison_with_the_text_can_fail(migrated_sqlite_url):
    fulltext.make(migrated_sqlite_url)
    with connected(migrated_sqlite_url) as connection:
        connection.execute(text("DROP TRIGGER articles_fts_insert"))
    add(migrated_sqlite_url, "a.txt", "Un drone.", 1)
    with pytest.raises(SqlError):
        assert_in_step(migrated_sqlite_url)


def test_no_drift_and_no_trace(texts):
    before = schema(texts)
    fulltext.make(texts)
    migrations.check(texts)
    fulltext.make(texts)
    fulltext.remove(texts)
    fulltext.remove(texts)
    assert schema(texts) == before


def test_downgrade_to_base_takes_the_index_away(empty_url):
    nothing = schema(empty_url)
    migrations.upgrade(empty_url)
    fulltext.make(empty_url)
    migrations.downgrade(empty_url, "base")
    assert schema(empty_url) == nothing
    assert migrations.current(empty_url) is None
    migrations.upgrade(empty_url)
    fulltext.make(empty_url)


def test_index_outlives_migrations(texts, search, scripts):  # noqa: F811
    fulltext.make(texts)
    migrations.downgrade(texts, REVISIONS[-2])
    made_anew = "op.batch_alter_table('articles', recreate='always')"
    if texts.get_backend_name() == "postgresql":
        made_anew = "op.batch_alter_table('articles')"
    add_revision(scripts, f"with {made_anew} as batch: batch.add_column(sa.Column('note', sa.Text()))")
    migrations.upgrade(texts)
    add(texts, "d.txt", "Un missile de plus.", 4)
    assert found(search(texts, "missile")) == ["a.txt", "b.txt", "d.txt"]
    assert_in_step(texts)


def test_without_an_index_the_command_to_run_is_named(texts, eventsdb):
    name = named(texts)
    code, out, err = eventsdb("search", "missile", "--db", name)
    assert (code, out) == (1, "")
    assert re.search(r"no full-text index.*'eventsdb index --db ", err)


def test_index_command(texts, eventsdb):
    name = named(texts)
    assert eventsdb("index", "--db", name) == (0, "", "")
    code, out, _ = eventsdb("search", "tokyo", "--db", name)
    assert (code, out.splitlines()[0]) == (0, "published,source,title,snippet,uri")
    assert eventsdb("index", "--drop", "--db", name)[0] == 0
    assert eventsdb("search", "tokyo", "--db", name)[0] == 1


def test_no_database_is_made_for_an_index(tmp_path):
    with pytest.raises(DatabaseError, match="does not exist"):
        fulltext.make(fulltext_url := migrations.database_url(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists(), fulltext_url


def test_other_database_cannot_have_the_index(empty_url):
    with connected(empty_url) as connection:
        connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    before = schema(empty_url)
    with pytest.raises(DatabaseError, match="cannot have a full-text index"):
        fulltext.make(empty_url)
    assert schema(empty_url) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "nothing to search for"),
        ('"essai', "quotation mark"),
        ("(essai", "not closed"),
        ("essai)", "not opened"),
        ("NOT essai", "missing before 'NOT'"),
        ("essai AND", "missing at the end"),
        ("essai NEAR", "missing at the end"),
        ("essai OR OR tir", "missing before 'OR'"),
        ("(a OR b) NEAR c", "not brackets"),
        ("a NEAR/51 b", "too far"),
        ('""', "no word"),
        ("essai ---", "no word"),
    ],
)
def test_what_cannot_be_read_is_said(words, message):
    with pytest.raises(QueryError, match=re.escape(message)):
        parse(words)


def test_and_binds_more_than_or_and_near_more_than_and():
    assert to_fts5(parse("a OR b c NEAR/2 d")) == '("a" OR ("b" AND NEAR("c" "d", 2)))'
    assert to_fts5(parse("a NEAR b NEAR c")) == '(NEAR("a" "b", 10) AND NEAR("b" "c", 10))'
    assert to_fts5(parse("a AND NOT b")) == '("a" NOT "b")'
