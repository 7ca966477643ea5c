"""The same articles make the same database: whatever the order, the runs and the interruptions."""

from contextlib import suppress

import pytest
from contents import contents
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from stories import ACTORS, PERIODS, PLACES, WORDS, corpora, make_story, misread

from eventsdb.records import ClaimMention, Event, Participant
from eventsdb.storage.models import Article
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import Story, add_stories, replace_extractions


class Database:
    """A fresh database in which stories can be stored."""

    def __init__(self, engine):
        self.engine = engine

    def store(self, *batch):
        with self.engine.begin() as connection:
            return add_stories(connection, start_run(connection), batch)

    def interrupt(self, *batch):
        """Store a batch, but be interrupted before it is committed."""
        with suppress(KeyboardInterrupt), self.engine.begin() as connection:
            add_stories(connection, start_run(connection), batch)
            raise KeyboardInterrupt

    def extract_again(self, extractions):
        """Replace the extractions of the articles at these addresses."""
        with self.engine.begin() as connection:
            numbers = dict(connection.execute(select(Article.uri, Article.id)).all())
            made = {numbers[uri]: extraction for uri, extraction in extractions.items()}
            replace_extractions(connection, start_run(connection), made)

    def contents(self):
        with self.engine.connect() as connection:
            return contents(connection)


@pytest.fixture
def database(databases):
    return lambda: Database(databases.engine())


# No shrinking, which would take minutes; the stories are small as they are.
invariant = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@invariant
@given(st.data())
def test_any_order_any_split_into_runs_and_any_interruption_end_in_the_same_content(database, data):
    corpus = data.draw(corpora())
    at_once, piecemeal = database(), database()
    at_once.store(*corpus)
    left = data.draw(st.permutations(corpus))
    while left:
        size = data.draw(st.integers(1, len(left)))
        if data.draw(st.booleans()):
            piecemeal.interrupt(*left[:size])
        piecemeal.store(*left[:size])
        left = left[size:]
    assert piecemeal.contents() == at_once.contents()


@invariant
@given(corpora())
def test_loading_again_changes_nothing(database, corpus):
    base = database()
    base.store(*corpus)
    before = base.contents()
    again = base.store(*corpus)
    assert (again.new, again.unchanged) == (0, len(corpus))
    assert base.contents() == before


@invariant
@given(st.data())
def test_extracting_again_ends_in_the_content_of_extracting_once(database, data):
    corpus = data.draw(corpora())
    once, again = database(), database()
    once.store(*corpus)
    again.store(*(Story(story.article, data.draw(misread(story))) for story in corpus))
    again.extract_again({story.article.uri: story.extraction for story in corpus})
    expected, found = once.contents(), again.contents()
    aliases, superseded = expected.pop("key_aliases"), found.pop("key_aliases")
    assert found == expected
    assert set(aliases) <= set(superseded)  # keys of the first reading lead somewhere still


def test_postgresql_ends_in_the_same_content_as_sqlite(sqlite_databases, postgresql_databases):
    choigou, kim, weak = ACTORS[0], ACTORS[4], ACTORS[2]
    parts = (Participant(0, "actor"), Participant(1, "actor"))
    meetings = [
        Event("CONSULT", None, "asserted", period, 0, parts) for period in (PERIODS[1], PERIODS[4], None)
    ]
    said = (
        ClaimMention(0, 0, 20, "accusation", "direct", 0, event=0),
        ClaimMention(1, 30, 50, "denial", "direct", 1, event=0),
    )
    corpus = [
        make_story(
            n,
            actors=(weak if n else choigou, kim),
            places=PLACES[:1],
            events=(event,),
            words=WORDS,
            claims=said,
        )
        for n, event in enumerate(meetings)
    ]
    found = []
    for databases in (sqlite_databases, postgresql_databases):
        base = Database(databases.engine())
        for story in corpus:
            base.store(story)
        found.append(base.contents())
    assert found[0] == found[1]
    assert len(found[0]["events"]) == 1
    assert len(found[0]["actors"]) == 2
    assert found[0]["claim_links"]
