"""The canned queries, on SQLite and PostgreSQL: what they answer."""

import pytest

from eventsdb.queries import library
from eventsdb.queries.limits import Limits
from eventsdb.queries.run import run


@pytest.fixture
def ask(news_url):
    """Answer a canned query in rows that are dictionaries."""

    def answer(name, /, **values):
        query = library.read(library.find()[name])
        sql, bound = query.bind(values)
        with run(news_url, sql, bound, Limits(seconds=30)) as result:
            return [dict(zip(result.columns, row, strict=True)) for row in result]

    return answer


def column(rows, name):
    return [row[name] for row in rows]


VALUES = {"text": "France", "integer": 1, "number": 0.5, "start-date": "2024-01-01", "end-date": "2024-12-31"}


@pytest.mark.parametrize("name", library.find())
def test_every_query_runs_with_all_its_parameters_and_with_none(ask, name):
    parameters = library.read(library.find()[name]).parameters
    values = {p.name: p.choices[0] if p.choices else VALUES.get(p.type, 1) for p in parameters}
    ask(name, **values)
    ask(name, **{p.name: values[p.name] for p in parameters if p.required})


def test_timeline_is_in_order_with_undated_events_last(ask):
    rows = ask("timeline")
    assert column(rows, "key") == ["e-attack", "e-visit", "e-accusing", "e-aid", "e-raid"]
    visit = rows[1]
    assert (visit["type"], visit["mode"], visit["date"], visit["place"]) == (
        "CONSULT",
        "visit",
        "2024-02-12",
        "Bamako",
    )
    assert set(visit["actors"].split("; ")) == {"France", "Élise Morel"}
    assert visit["articles"] == 2


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"since": "2024-02-12", "until": "2024-02-12"}, ["e-visit"]),
        ({"until": "2024-02-11"}, ["e-attack"]),
        ({"since": "2024-04-15"}, ["e-aid"]),  # the month overlaps
        ({"type": "assault"}, ["e-attack", "e-raid"]),
        ({"mode": "visit"}, ["e-visit"]),
        ({"factuality": "future"}, ["e-aid"]),
        ({"place": "gao"}, ["e-attack", "e-raid"]),
        ({"place": "ml", "type": "CONSULT"}, ["e-visit"]),
        ({"actor": "ÉLISE MOREL"}, ["e-visit"]),
        ({"actor": "aelisemorel"}, ["e-visit"]),
        ({"actor": "Paris", "since": "2024-03-01"}, ["e-aid"]),
        ({"min_confidence": 0.85}, ["e-visit"]),
    ],
)
def test_timeline_narrows(ask, filters, keys):
    assert column(ask("timeline", **filters), "key") == keys


def test_actors_come_with_the_latest_office_and_the_busiest_first(ask):
    rows = ask("actors")
    assert rows[0]["name"] == "Mali"
    morel = next(row for row in rows if row["name"] == "Élise Morel")
    assert morel["latest_office"] == "envoyée spéciale"
    assert column(ask("actors", kind="person", country="fr"), "name") == ["Élise Morel"]


@pytest.mark.parametrize("name", ["Élise Morel", "elise  MOREL", "morel", "aelisemorel"])
def test_actor_tells_offices_events_claims_and_counterparts(ask, name):
    rows = ask("actor", name=name)
    assert set(column(rows, "actor")) == {"Élise Morel"}
    by_section = {row["section"]: row for row in rows}
    assert [row["detail"] for row in rows if row["section"] == "office"] == [
        "ministre de la Défense, FR",
        "envoyée spéciale, FR",
    ]
    assert by_section["did"]["key"] == "e-visit"
    assert by_section["said"]["key"] == "c-pledge"
    assert {row["detail"] for row in rows if row["section"] == "counterpart"} == {
        "France",
        "Awa Diarra",
        "Mali",
    }
    assert column(ask("actor", name=name, since="2024-03-01"), "section").count("did") == 0


def test_dyads_count_who_acts_on_whom(ask):
    rows = ask("dyads", actor="Front du Nord")
    assert {(row["actor"], row["recipient"], row["events"], row["mean_score"]) for row in rows} == {
        ("Front du Nord", "Mali", 1, -9),
        ("Mali", "Front du Nord", 1, -3.5),
    }
    assert ask("dyads", min_events=2) == []
    planned = ask("dyads", factuality="future")
    assert [(row["actor"], row["recipient"]) for row in planned] == [("France", "Mali")]


def test_claims_by_speaker_type_and_event(ask):
    assert column(ask("claims"), "key") == ["c-pledge", "c-accusation", "c-denial"]
    assert column(ask("claims", speaker="front du nord"), "key") == ["c-denial"]
    assert column(ask("claims", type="pledge"), "key") == ["c-pledge"]
    assert column(ask("claims", event="e-raid"), "key") == ["c-accusation", "c-denial"]
    assert column(ask("claims", until="2024-02-19"), "key") == ["c-pledge"]


def test_locations_have_coordinates_and_counts(ask):
    gao, bamako = ask("locations")
    assert (gao["name"], gao["events"], gao["mentions"], gao["latitude"]) == ("Gao", 2, 1, 16.27)
    assert bamako["country"] == "ML"
    assert column(ask("locations", since="2024-02-12"), "events") == [1, 0]


def test_articles_leave_duplicates_out_unless_asked(ask):
    assert column(ask("articles"), "uri") == ["a/visite.txt", "c/front.txt", "d/sans-date.txt"]
    assert column(ask("articles"), "duplicates") == [1, 0, 0]
    assert "b/visite.txt" in column(ask("articles", duplicates=True), "uri")
    assert column(ask("articles", source="sahelpresse.example"), "uri") == ["a/visite.txt"]


@pytest.mark.parametrize("key", ["e-visit", "e-visit-old"])
def test_event_shows_its_evidence_under_its_key_and_under_an_old_one(ask, key):
    first, second = ask("event", key=key)
    assert first["key"] == second["key"] == "e-visit"
    assert first["evidence"] == "La ministre a rencontré Awa Diarra lundi à Bamako."
    assert (first["trigger_words"], second["trigger_words"]) == ("rencontré", "rendue")
    assert ask("event", key="nothing") == []
