"""The same articles make the same database: whatever the order, the runs and the interruptions."""

import shutil

import pytest
from contents import contents
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stories import corpora

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
