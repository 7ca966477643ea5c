"""What the views say, on both databases."""

from datetime import date

import pytest
from sqlalchemy import insert, text

from eventsdb.storage.engine import create_database_engine
from eventsdb.storage.models import Base

SPAN = {"sentence_id": 1, "char_start": 0, "char_end": 5}


@pytest.fixture
def world(shared_url):
    """A connection, with articles of two sources and one without, and four actors."""
    engine = create_database_engine(shared_url)
    with engine.connect() as connection:
        add(connection, "sources", {"id": 1, "name": "Le Courrier"}, {"id": 2, "name": "La Gazette"})
        for number, source, day in [(1, 1, 20), (2, 1, 10), (3, 2, None), (4, None, 15)]:
            published = date(2024, 6, day) if day else None
            add(
                connection,
                "articles",
                {"id": number, "uri": f"{number}.txt", "text": f"« Été {number} »", "sha256": str(number)}
                | {"source_id": source, "published_start": published, "published_end": published},
            )
            add(
                connection,
                "sentences",
                {"id": number, "article_id": number, "position": 0, "char_start": 2, "char_end": 7},
            )
        for number, name in enumerate(("Alice", "Bob", "Chloé", "David"), start=1):
            add(connection, "actors", {"id": number, "key": name.lower(), "name": name, "kind": "person"})
        yield connection
        connection.rollback()
    engine.dispose()


def add(connection, table, *rows):
    for row in rows:
        connection.execute(insert(Base.metadata.tables[table]), row)


def add_event(connection, number, actors="", recipients="", **values):
    """An event; participants are the first letters of their names."""
    event = {"event_type": "CONSULT", "factuality": "asserted", "summary": "", "date_precision": "none"}
    add(connection, "events", {"id": number, "key": f"e{number}", **event, **values})
    dates = {name: values.get(name) for name in ("date_start", "date_end")}
    for role, letters in [("actor", actors), ("recipient", recipients)]:
        for letter in letters:
            actor = "ABCD".index(letter) + 1
            part = {"event_id": number, "actor_id": actor, "role": role, **dates}
            add(connection, "event_participants", part)


def rows(connection, query):
    return [tuple(row) for row in connection.execute(text(query))]


def test_participants_face_each_other(world):
    add_event(world, 1, actors="AB", recipients="CD")
    add_event(world, 2, actors="AB")
    add_event(world, 3, actors="A")
    add_event(world, 4, recipients="B")
    add_event(world, 5, actors="AB", recipients="AB")
    found = rows(world, "SELECT event_id, actor, recipient FROM v_event_participants")
    assert sorted(found, key=str) == [
        (1, "Alice", "Chloé"),
        (1, "Alice", "David"),
        (1, "Bob", "Chloé"),
        (1, "Bob", "David"),
        (2, "Alice", "Bob"),
        (2, "Bob", "Alice"),
        (3, "Alice", None),
        (4, None, "Bob"),
        (5, "Alice", "Bob"),
        (5, "Bob", "Alice"),
    ]


@pytest.mark.parametrize("column", ["actor_id", "recipient_id"])
def test_participants_are_found_through_an_index(migrated_sqlite_url, column):
    engine = create_database_engine(migrated_sqlite_url)
    with engine.connect() as connection:
        plan = connection.execute(
            text(f"EXPLAIN QUERY PLAN SELECT * FROM v_event_participants WHERE {column} = 1")
        )
        assert not [step.detail for step in plan if step.detail.startswith("SCAN")]
    engine.dispose()


def test_names_of_participants_are_listed_in_order(world):
    add_event(world, 1, actors="CBA", recipients="D")
    assert rows(world, "SELECT actors, recipients FROM v_events") == [("Alice; Bob; Chloé", "David")]


@pytest.mark.parametrize(
    ("event_type", "factuality", "code"),
    [
        ("CONSULT", "asserted", "CONSULT"),
        ("CONSULT", "future", "AGREE"),
        ("AID", "future", "AGREE"),
        ("RETREAT", "future", "CONCEDE"),
        ("ASSAULT", "future", "ASSAULT"),
    ],
)
def test_plover_codes_a_plan_as_a_promise(world, event_type, factuality, code):
    add_event(world, 1, event_type=event_type, factuality=factuality)
    assert rows(world, "SELECT plover_code, event_type FROM v_events") == [(code, event_type)]


def test_score_is_that_of_the_mode_else_of_the_type(world):
    add_event(world, 1, event_mode="phone")
    add_event(world, 2)
    add_event(world, 3, event_type="PROTEST", event_mode="vandalize")
    assert rows(world, "SELECT score FROM v_events ORDER BY event_id") == [(1.5,), (2.5,), (-5.0,)]


def test_sources_that_assert_allege_and_deny_are_counted(world):
    add_event(world, 1)
    for article, factuality in [
        (1, "asserted"),
        (2, "asserted"),
        (2, "alleged"),
        (3, "alleged"),
        (4, "alleged"),
    ]:
        mention = {"event_id": 1, "article_id": article, "factuality": factuality, "rule": "r"}
        add(world, "event_mentions", mention | SPAN | {"char_start": 0 if factuality == "asserted" else 1})
    denial = {"claim_type": "denial", "quote_type": "direct", "text": "x", "event_id": 1} | SPAN
    add(world, "claims", denial | {"key": "1", "article_id": 1, "speaker_id": 2})
    add(world, "claims", denial | {"key": "2", "article_id": 2, "speaker_text": "des experts"})
    counts = "mentions, articles, sources, asserted_by, alleged_by, denied_by, deniers"
    assert rows(world, f"SELECT {counts} FROM v_events") == [(5, 4, 3, 1, 3, 1, "Bob; des experts")]


def test_event_is_first_published_by_its_earliest_dated_article(world):
    add_event(world, 1)
    for article in (1, 2, 3):
        mention = {"event_id": 1, "article_id": article, "factuality": "asserted", "rule": "r"}
        add(world, "event_mentions", mention | SPAN)
    ((article, day),) = rows(world, "SELECT first_article_id, first_published FROM v_events")
    assert (article, str(day)) == (2, "2024-06-10")


def test_claim_comes_with_its_sentence(world):
    claim = {"claim_type": "denial", "quote_type": "direct", "text": "Été"} | SPAN
    add(world, "claims", claim | {"key": "1", "article_id": 1, "speaker_id": 2})
    assert rows(world, "SELECT speaker, sentence, article_uri FROM v_claims") == [("Bob", "Été 1", "1.txt")]


def test_actor_shows_the_latest_office(world):
    for number, title, day in [(1, "ministre", 1), (2, "secrétaire", 9), (3, "député", None)]:
        seen = date(2024, 6, day) if day else None
        role = {"id": number, "actor_id": 1, "title": title, "first_seen": seen, "last_seen": seen}
        add(world, "actor_roles", role)
    assert rows(world, "SELECT actor, title FROM v_actors WHERE title IS NOT NULL") == [
        ("Alice", "secrétaire")
    ]


def test_timeline_has_what_is_dated(world):
    day = date(2024, 6, 1)
    add_event(world, 1)
    add_event(world, 2, date_start=day, date_end=day, date_precision="day")
    assert rows(world, "SELECT event_key FROM v_timeline") == [("e2",)]


def test_lists_of_nobody_are_empty_not_null(world):
    """Clients that take the type of a column from its first row cannot use NULL."""
    add_event(world, 1)
    assert rows(world, "SELECT actors, recipients, deniers FROM v_events") == [("", "", "")]
    assert rows(world, "SELECT aliases FROM v_actors WHERE actor = 'Bob'") == [("",)]


def test_calendar_has_every_day_once(world):
    columns = "date, year, quarter, month, year_month, day_of_month, weekday"
    found = rows(world, f"SELECT {columns} FROM dim_date ORDER BY date")
    day, last = date(1900, 1, 1), date(2049, 12, 31)
    days = [date.fromordinal(number) for number in range(day.toordinal(), last.toordinal() + 1)]
    assert [(str(first), *others) for first, *others in found] == [
        (str(d), d.year, (d.month + 2) // 3, d.month, f"{d:%Y-%m}", d.day, d.isoweekday()) for d in days
    ]


def test_dimensions_have_every_actor_and_source(world):
    assert rows(world, "SELECT actor FROM dim_actor ORDER BY actor_id") == [
        ("Alice",), ("Bob",), ("Chloé",), ("David",)
    ]  # fmt: skip
    assert rows(world, "SELECT source_id, source FROM dim_source ORDER BY 1") == [
        (1, "Le Courrier"),
        (2, "La Gazette"),
    ]


def test_every_fact_joins_the_dimensions_it_has(world):
    add(world, "locations", {"id": 1, "key": "paris", "name": "Paris", "kind": "city"})
    add_event(world, 1, actors="A", location_id=1)
    claim = {"claim_type": "denial", "quote_type": "direct", "text": "Été", "speaker_id": 2} | SPAN
    add(world, "claims", claim | {"key": "1", "article_id": 1})
    places = "SELECT d.actor, l.location FROM v_event_participants d JOIN dim_place l USING (location_id)"
    assert rows(world, places) == [("Alice", "Paris")]
    outlets = "SELECT c.speaker, s.source FROM v_claims c JOIN dim_source s USING (source_id)"
    assert rows(world, outlets) == [("Bob", "Le Courrier")]
