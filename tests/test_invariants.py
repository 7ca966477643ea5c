"""The same articles make the same database: whatever the order, the runs and the interruptions."""

import shutil

import pytest
from contents import contents
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stories import ACTORS, PERIODS, PLACES, WORDS, corpora, make_story

from eventsdb.records import ClaimMention, Event, Participant
from eventsdb.storage.engine import create_database_engine, database_url
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import add_stories


class Database:
    """A fresh database in which stories can be stored."""

    def __init__(self, template, path):
        shutil.copy(template.database, path)
        self.engine = create_database_engine(database_url(path))

    def store(self, *batch):
        with self.engine.begin() as connection:
            return add_stories(connection, start_run(connection), batch)

    def contents(self):
        with self.engine.connect() as connection:
            return contents(connection)


@pytest.fixture
def database(_migrated_sqlite, tmp_path):
    numbers = iter(range(10**6))
    return lambda: Database(_migrated_sqlite, tmp_path / f"{next(numbers)}.db")


# No shrinking, which would take minutes; the stories are small as they are.
invariant = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@invariant
@given(st.data())
def test_any_order_and_any_split_into_runs_end_in_the_same_content(database, data):
    corpus = data.draw(corpora())
    at_once, piecemeal = database(), database()
    at_once.store(*corpus)
    left = data.draw(st.permutations(corpus))
    while left:
        size = data.draw(st.integers(1, len(left)))
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


def test_postgresql_ends_in_the_same_content_as_sqlite(migrated_sqlite_url, migrated_postgresql_url):
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
    for url in (migrated_sqlite_url, migrated_postgresql_url):
        engine = create_database_engine(url)
        for story in corpus:
            with engine.begin() as connection:
                add_stories(connection, start_run(connection), [story])
        with engine.connect() as connection:
            found.append(contents(connection))
        engine.dispose()
    assert found[0] == found[1]
    assert len(found[0]["events"]) == 1
    assert len(found[0]["actors"]) == 2
    assert found[0]["claim_links"]
