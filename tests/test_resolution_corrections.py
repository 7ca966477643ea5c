"""Corrections: applied at once, again after every load in any order, and gone without trace when undone."""

from dataclasses import replace

import pytest
from contents import contents
from databases import Databases, connected
from sqlalchemy import text
from stories import ACTORS, PERIODS, PLACES, make_story

from eventsdb.errors import QueryError
from eventsdb.records import Event, Participant
from eventsdb.storage import correcting
from eventsdb.storage.correcting import Decision
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import add_stories, replace_extractions

CHOIGOU, KIM, RUSSIA = ACTORS[0], ACTORS[4], ACTORS[7]
MEETING = Event(
    "CONSULT", None, "asserted", PERIODS[1], 0, (Participant(0, "actor"), Participant(1, "actor"))
)
ACCUSATION = Event("ACCUSE", None, "alleged", PERIODS[2], None, (Participant(0, "actor"),))
STORIES = (
    make_story(
        1, actors=(CHOIGOU, KIM), places=PLACES[:1], events=(MEETING, ACCUSATION), words=("rencontre",)
    ),
    make_story(2, actors=(CHOIGOU, KIM), places=PLACES[:1], events=(MEETING,), words=("rencontre", "armes")),
    make_story(3, actors=(RUSSIA, KIM), places=PLACES[2:3], events=(ACCUSATION,), words=("accord",)),
)


class Database:
    def __init__(self, engine):
        self.engine = engine

    def store(self, *stories):
        with self.engine.begin() as connection:
            add_stories(connection, start_run(connection), stories)

    def correct(self, kind, action, target, **options):
        with self.engine.begin() as connection:
            return correcting.correct(connection, Decision(kind, action, target, "me", **options))

    def undo(self, number):
        with self.engine.begin() as connection:
            correcting.undo(connection, number, "me")

    def check(self):
        with self.engine.begin() as connection:
            return correcting.check(connection)

    def contents(self):
        with self.engine.connect() as connection:
            found = contents(connection)
        del found["corrections"]
        return found

    def ask(self, sql, **values):
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def key(self, table, where):
        return self.ask(f"SELECT key FROM {table} WHERE {where}")[0][0]


@pytest.fixture
def database(databases):
    return lambda: Database(databases.engine())


@pytest.fixture(scope="module")
def told_url(backend):
    """A database with the stories, to copy."""
    databases = Databases(backend)
    url = databases.migrated()
    with connected(url) as connection:
        add_stories(connection, start_run(connection), STORIES)
    yield url
    databases.drop()


@pytest.fixture
def told(databases, told_url):
    """Makes databases that have the stories."""
    return lambda: Database(databases.engine(told_url))


def decisions(base):
    """One decision of every kind, with keys of the stories above."""
    choigou = base.key("actors", "name = 'Sergueï Choïgou'")
    russia = base.key("actors", "name = 'Russie'")
    pyongyang = base.key("locations", "name = 'Pyongyang'")
    vladivostok = base.key("locations", "name = 'Vladivostok'")
    meeting = base.key("events", "event_type = 'CONSULT'")
    accusations = [
        key for (key,) in base.ask("SELECT key FROM events WHERE event_type = 'ACCUSE' ORDER BY key")
    ]
    return {
        "actor merge": ("actor", "merge", russia, {"value": choigou}),
        "actor split": ("actor", "split", choigou, {"parts": ("Sergueï Choïgou",)}),
        "actor rename": ("actor", "rename", choigou, {"value": "S. K. Choïgou"}),
        "actor retype": ("actor", "retype", russia, {"value": "organization"}),
        "location merge": ("location", "merge", pyongyang, {"value": vladivostok}),
        "location rename": ("location", "rename", vladivostok, {"value": "Wladiwostok"}),
        "location retype": ("location", "retype", vladivostok, {"value": "site"}),
        "event merge": ("event", "merge", accusations[0], {"value": accusations[1]}),
        "event split": ("event", "split", meeting, {"parts": ("/news/2.txt",)}),
        "event retype": ("event", "retype", meeting, {"value": "COOPERATE"}),
        "event reject": ("event", "reject", meeting, {}),
    }


EFFECTS = {
    "actor merge": ("SELECT count(*) FROM actors", 3, 2),
    "actor split": ("SELECT count(DISTINCT key) FROM actors WHERE name = 'Sergueï Choïgou'", 1, 1),
    "actor rename": ("SELECT count(*) FROM actors WHERE name = 'S. K. Choïgou'", 0, 1),
    "actor retype": ("SELECT count(*) FROM actors WHERE kind = 'organization'", 0, 1),
    "location merge": ("SELECT count(*) FROM locations", 2, 1),
    "location rename": ("SELECT count(*) FROM locations WHERE name = 'Wladiwostok'", 0, 1),
    "location retype": ("SELECT count(*) FROM locations WHERE kind = 'site'", 0, 1),
    "event merge": ("SELECT count(*) FROM events", 3, 2),
    "event split": ("SELECT count(*) FROM events", 3, 4),
    "event retype": ("SELECT count(*) FROM events WHERE event_type = 'COOPERATE'", 0, 1),
    "event reject": ("SELECT count(*) FROM events", 3, 2),
}


@pytest.mark.parametrize("what", EFFECTS)
def test_a_decision_applies_at_once_outlives_reloads_and_can_be_undone(told, what):
    base = told()
    untouched = base.contents()
    sql, before, after = EFFECTS[what]
    assert base.ask(sql) == [(before,)]
    kind, action, target, options = decisions(base)[what]
    number = base.correct(kind, action, target, **options)
    assert base.ask(sql) == [(after,)]
    corrected = base.contents()
    assert corrected != untouched
    base.store(*STORIES)
    assert base.contents() == corrected
    base.undo(number)
    assert base.contents() == untouched


@pytest.mark.parametrize("what", EFFECTS)
def test_articles_loaded_after_a_decision_end_where_those_loaded_before_do(told, what):
    before, after = told(), told()
    kind, action, target, options = decisions(before)[what]
    before.correct(kind, action, target, **options)
    more = make_story(
        4, actors=(CHOIGOU, KIM), places=PLACES[:1], events=(MEETING,), words=("rencontre", "sommet")
    )
    before.store(more)
    after.store(more)
    if what not in ("event split", "event reject"):  # these are about the articles there were
        after.correct(kind, action, target, **options)
        assert after.contents() == before.contents()
    assert before.ask("SELECT count(*) FROM articles") == [(4,)]


def test_a_superseded_key_still_finds_its_row(told):
    base = told()
    kind, action, target, options = decisions(base)["actor merge"]
    base.correct(kind, action, target, **options)
    found = base.ask(
        "SELECT a.name FROM key_aliases k JOIN actors a ON a.key = k.key "
        "WHERE k.kind = 'actor' AND k.old_key = :old",
        old=options["value"],
    )
    assert len(found) == 1
    again = base.correct("actor", "rename", options["value"], value="Moscou")
    assert base.ask("SELECT target_key FROM corrections WHERE id = :id", id=again) == [(target,)]


def test_a_decision_without_its_target_is_reported_and_kept(told):
    base = told()
    number = base.correct("actor", "rename", base.key("actors", "name = 'Russie'"), value="Russia")
    with base.engine.begin() as connection:
        connection.execute(text("UPDATE corrections SET target_key = 'agone'"))
    assert [row.id for row in base.check()] == [number]
    assert base.ask("SELECT status FROM corrections") == [("target_missing",)]


def test_a_rejected_event_is_missing_only_when_its_articles_no_longer_tell_it(told):
    base = told()
    kind, action, target, options = decisions(base)["event reject"]
    number = base.correct(kind, action, target, **options)
    assert base.check() == []
    with base.engine.begin() as connection:
        numbers = dict(connection.execute(text("SELECT uri, id FROM articles")).all())
        silent = replace(STORIES[0].extraction, events=(), event_mentions=())
        made = {numbers[story.article.uri]: silent for story in STORIES[:2]}
        replace_extractions(connection, start_run(connection), made)
    assert [row.id for row in base.check()] == [number]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (("actor", "rename", "nokey", {"value": "x"}), "no actor with the key nokey"),
        (("actor", "split", "A", {"parts": ("Personne",)}), "no article calls"),
        (("actor", "merge", "A", {"value": "A"}), "are one actor already"),
        (("actor", "retype", "A", {"value": "robot"}), "robot is none of person"),
    ],
)
def test_decisions_that_cannot_be_applied_are_refused(told, decision, message):
    base = told()
    key = base.key("actors", "name = 'Russie'")
    kind, action, target, options = decision
    options = {name: key if value == "A" else value for name, value in options.items()}
    with pytest.raises(QueryError, match=message):
        base.correct(kind, action, key if target == "A" else target, **options)
    assert base.ask("SELECT count(*) FROM corrections") == [(0,)]


def test_participants_have_the_dates_of_their_events(database):
    base = database()
    undated, in_july = replace(ACCUSATION, period=None), replace(MEETING, period=PERIODS[4])

    def dates():
        found = base.ask(
            "SELECT p.date_start, p.date_end, e.date_start, e.date_end "
            "FROM event_participants p JOIN events e ON e.id = p.event_id"
        )
        assert all(part[:2] == part[2:] for part in found)
        return sorted(map(repr, found))

    base.store(
        make_story(
            5, actors=(CHOIGOU, KIM), places=PLACES[:1], events=(in_july, undated), words=("rencontre",)
        )
    )
    vague = dates()
    base.store(*STORIES)  # tells the day
    assert dates() != vague
    chosen = decisions(base)
    for what in ("actor merge", "event merge", "event split", "event retype", "event reject"):
        kind, action, target, options = chosen[what]
        number = base.correct(kind, action, target, **options)
        dates()
        base.undo(number)
    told = dates()
    with base.engine.begin() as connection:
        numbers = dict(connection.execute(text("SELECT uri, id FROM articles")).all())
        later = replace(STORIES[2].extraction, events=(replace(ACCUSATION, period=PERIODS[3]),))
        replace_extractions(connection, start_run(connection), {numbers["/news/3.txt"]: later})
    assert dates() != told
