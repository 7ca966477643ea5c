"""Several texts at one address, and articles that are stored first and extracted later."""

import itertools
from hashlib import sha256

import pytest
from contents import contents
from sqlalchemy import text
from toy import ToyExtractor

from eventsdb.records import Article
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import Story, add_articles, add_stories, replace_extractions

URI = "https://example.org/road"
TEXTS = [
    "Alice Aubert a rencontré Bob Berger à la mairie du village, hier soir, pour parler de la route.",
    "Carl Colin a rencontré Denise Dubois. La récolte des pommes a commencé plus tôt cette année.",
    "Le concert de dimanche a été annulé, dit l'orchestre. Eva Engel a rencontré Fred Faure malgré tout.",
]


def article(words, uri=URI, language="fr"):
    return Article(uri, words, sha256(words.encode()).hexdigest(), None, language, None, None)


def extraction(of):
    return next(ToyExtractor().extract([of])) if of.language == "fr" else None


class Database:
    """A fresh database, filled by single calls of the storage."""

    def __init__(self, engine):
        self.engine = engine

    def store(self, *articles):
        with self.engine.begin() as connection:
            stories = [Story(each, extraction(each)) for each in articles]
            return add_stories(connection, start_run(connection), stories)

    def store_only(self, *articles):
        with self.engine.begin() as connection:
            return add_articles(connection, start_run(connection), articles)

    def reprocess(self):
        with self.engine.begin() as connection:
            rows = connection.execute(text("SELECT id, text, language FROM articles")).all()
            outcomes = {row.id: extraction(article(row.text, language=row.language)) for row in rows}
            return replace_extractions(connection, start_run(connection), outcomes)

    def contents(self):
        with self.engine.connect() as connection:
            return contents(connection)

    def ask(self, sql):
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]


@pytest.fixture
def database(databases):
    return lambda: Database(databases.engine())


def test_other_words_at_the_same_address_are_another_article(database):
    base = database()
    base.store(article(TEXTS[0]))
    added = base.store(article(TEXTS[1]))
    assert (added.new, added.unchanged) == (1, 0)
    assert {words for (words,) in base.ask("SELECT text FROM articles")} == {TEXTS[0], TEXTS[1]}
    plain, version = (uri for (uri,) in base.ask("SELECT uri FROM articles ORDER BY uri"))
    assert plain == URI
    assert version.startswith(f"{URI}#sha256=")


def test_versions_end_up_at_the_same_addresses_in_any_order(database):
    at_once = database()
    at_once.store(*map(article, TEXTS))
    assert len(at_once.contents()["articles"]) == 3
    for order in itertools.permutations(map(article, TEXTS)):
        piecemeal = database()
        for each in order:
            piecemeal.store(each)
        assert piecemeal.contents() == at_once.contents()


def test_versions_are_known_when_they_are_loaded_again(database):
    base = database()
    articles = list(map(article, TEXTS))
    base.store(*articles)
    assert [(a.new, a.unchanged) for a in map(base.store, articles)] == [(0, 1)] * 3


ENGLISH = "The mayor of the village met his neighbours and they talked about the new road for hours."
CORPUS = (
    article(TEXTS[0], "/a.txt"),
    article(TEXTS[0] + " Fin.", "/copy.txt"),
    article(TEXTS[1], "/b.txt"),
    article(ENGLISH, "/en.txt", "en"),
    article(ENGLISH, "/again.txt", "en"),
)


def test_articles_stored_first_and_extracted_later_tell_the_same(database):
    at_once, later = database(), database()
    at_once.store(*CORPUS)
    assert later.store_only(*CORPUS).new == 5
    assert later.ask("SELECT count(*) FROM events") == [(0,)]
    added = later.store(*CORPUS)
    assert (added.new, added.unchanged, added.completed) == (0, 5, 3)
    assert later.contents() == at_once.contents()
    assert later.store(*CORPUS).completed == 0


def test_reprocessing_extracts_what_was_only_stored(database):
    at_once, later = database(), database()
    at_once.store(*CORPUS)
    later.store_only(*CORPUS)
    assert later.reprocess() == 3
    assert later.contents() == at_once.contents()


def test_a_copy_of_an_article_that_is_only_stored_tells_until_that_is_extracted(database):
    base = database()
    original, copy, *_ = CORPUS
    base.store_only(original, copy)
    base.store(copy)
    assert base.ask("SELECT count(*) FROM event_mentions") == [(1,)]
    base.store(original)
    assert base.ask("SELECT count(*) FROM event_mentions") == [(1,)]
    assert base.ask("SELECT count(*) FROM articles WHERE duplicate_of_id IS NOT NULL") == [(1,)]
