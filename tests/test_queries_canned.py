"""The canned queries, on SQLite and PostgreSQL: what they answer."""

import sqlite3
from contextlib import closing

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


@pytest.mark.parametrize("name", library.find())
def test_both_databases_give_the_same_rows(news_sqlite_url, news_postgresql_url, name):
    query = library.read(library.find()[name])
    subjects = {"name": "Mali", "key": "e-visit"}
    sql, bound = query.bind({p.name: subjects[p.name] for p in query.parameters if p.required})
    answers = []
    for url in (news_sqlite_url, news_postgresql_url):
        with run(url, sql, bound, Limits(seconds=30)) as result:
            answers.append((result.columns, sorted(result, key=repr)))
    assert answers[0] == answers[1]
    assert answers[0][1]


def test_timeline_is_in_order_with_undated_events_last(ask):
    rows = ask("timeline")
    assert column(rows, "key") == [
        "e-attack",
        "e-visit",
        "e-pact",
        "e-accusing",
        "e-strike",
        "e-strike-held",
        "e-aid",
        "e-raid",
    ]
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
        ({"factuality": "future"}, ["e-strike", "e-aid"]),
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
    assert column(ask("articles"), "uri") == [
        "a/visite.txt",
        "c/front.txt",
        "e/greve.txt",
        "d/sans-date.txt",
    ]
    assert column(ask("articles"), "duplicates") == [1, 0, 0, 0]
    assert "b/visite.txt" in column(ask("articles", duplicates=True), "uri")
    assert column(ask("articles", source="sahelpresse.example"), "uri") == ["a/visite.txt"]


@pytest.mark.parametrize("key", ["e-visit", "e-visit-old"])
def test_event_shows_its_evidence_under_its_key_and_under_an_old_one(ask, key):
    first, second = ask("event", key=key)
    assert first["key"] == second["key"] == "e-visit"
    assert first["evidence"] == "La ministre a rencontré Awa Diarra lundi à Bamako."
    assert (first["trigger_words"], second["trigger_words"]) == ("rencontré", "rendue")
    assert ask("event", key="nothing") == []


def test_dyads_by_month_split_by_kind_of_conduct(ask):
    rows = ask("dyads-by-month", actor="Front du Nord")
    assert [(row["month"], row["actor"], row["sum_score"]) for row in rows] == [
        ("2024-02", "Front du Nord", -9),
        ("2024-02", "Mali", -3.5),
    ]
    assert [(row["verbal_conflict"], row["material_conflict"]) for row in rows] == [(0, 1), (1, 0)]


def test_meetings_are_pairs_in_either_direction(ask):
    rows = ask("meetings", actor="awa diarra")
    assert {frozenset((row["one"], row["other"])) for row in rows} == {
        frozenset(("Awa Diarra", "Élise Morel")),
        frozenset(("Awa Diarra", "France")),
        frozenset(("Mali", "Élise Morel")),
        frozenset(("Mali", "France")),
    }
    assert {(row["events"], row["visits"], row["by_phone"]) for row in rows} == {(1, 1, 0)}


def test_visits_name_visitors_and_hosts(ask):
    (visit,) = ask("visits", actor="Élise Morel")
    assert (visit["visitors"], visit["hosts"], visit["country"]) == (
        "France; Élise Morel",
        "Awa Diarra; Mali",
        "Mali",
    )


def test_accusations_stand_beside_their_denials(ask):
    (row,) = ask("accusations")
    assert (row["accuser"], row["accused"], row["denied_by"]) == ("Mali", "Front du Nord", "Front du Nord")
    assert (row["key"], row["denial_key"]) == ("c-accusation", "c-denial")
    assert column(ask("accusations", against="front du nord", by="Bamako"), "key") == ["c-accusation"]
    assert ask("accusations", against="France") == []


def test_contradictions_show_both_sides(ask):
    (row,) = ask("contradictions", event="e-raid", speaker="Mali")
    assert (row["speaker"], row["contradicted_speaker"]) == ("Front du Nord", "Mali")
    assert ask("contradictions", event="e-visit") == []


def test_disagreements_leave_out_what_is_only_vaguer(ask):
    rows = ask("disagreements")
    assert [(row["field"], row["value"], row["kept"], row["source"]) for row in rows] == [
        ("dead", "12", "yes", "Sahel Presse"),
        ("dead", "15", "no", "Le Courrier du Fleuve"),
    ]
    assert ask("disagreements", field="date") == []
    assert ask("disagreements", event="e-visit-old") == []


def test_unconfirmed_events_show_who_denies_them(ask):
    (row,) = ask("unconfirmed")
    assert (row["key"], row["alleged_by"], row["denied_by"], row["deniers"]) == (
        "e-raid",
        1,
        1,
        "Front du Nord",
    )


def test_plans_say_what_became_of_them(ask):
    outcomes = {row["key"]: (row["outcome"], row["perhaps"]) for row in ask("plans")}
    assert outcomes == {
        "e-aid": ("not known", None),
        "e-pact": ("happened", None),
        "e-strike": ("not known", "e-strike-held"),
    }


def test_hotspots_sum_the_tolls(ask):
    (gao,) = ask("hotspots")
    assert (gao["place"], gao["events"], gao["assaults"], gao["dead"]) == ("Gao", 1, 1, 12)


def test_tolls_show_the_lowest_and_highest_told(ask):
    (row,) = ask("tolls", min_dead=10)
    assert (row["dead"], row["dead_lowest"], row["dead_highest"]) == (12, 12, 15)


def test_sources_report_first_or_alone(ask):
    rows = {row["source"]: row for row in ask("sources")}
    assert (rows["Sahel Presse"]["reported_first"], rows["Sahel Presse"]["reported_alone"]) == (1, 3)
    fleuve = rows["Le Courrier du Fleuve"]
    assert (fleuve["articles"], fleuve["duplicates"], fleuve["reported_first"]) == (3, 1, 0)


def test_first_reports_name_the_first_article(ask):
    assert [(row["key"], row["first_source"], row["articles"]) for row in ask("first-reports")] == [
        ("e-visit", "Sahel Presse", 2)
    ]


def test_new_events_are_those_no_earlier_load_knew(ask):
    assert column(ask("new"), "key") == ["e-strike-held"]
    assert "e-visit" in column(ask("new", since="2024-06-01"), "key")
    assert ask("new", since="2025-01-01") == []


def test_the_network_is_an_edge_list(ask):
    rows = ask("network")
    assert [(row["source"], row["target"], row["weight"]) for row in rows] == [("Front du Nord", "Mali", 1)]
    assert ask("network", actor="France") == []
    assert len(ask("network", actor="Mali")) == 1


def test_speakers_are_counted_by_type_of_claim(ask):
    rows = {row["speaker"]: row for row in ask("speakers")}
    assert (rows["Mali"]["accusations"], rows["Front du Nord"]["denials"]) == (1, 1)


def test_quality_counts_what_is_missing(ask):
    rows = {row["what"]: (row["rows_lacking"], row["rows_total"]) for row in ask("quality")}
    assert rows["articles without a publication date"] == (1, 5)
    assert rows["articles that repeat another"] == (1, 5)
    assert rows["events without a date"] == (1, 8)
    assert rows["claims whose speaker is not identified"] == (0, 3)


@pytest.mark.parametrize("name", ["plans", "unconfirmed"])
@pytest.mark.parametrize("actor", ["Mali", "France", "Front du Nord"])
def test_first_reports_since_a_day_are_those_of_all(ask, name, actor):
    every = ask(name, actor=actor)
    for day in ("2023-01-01", "2024-02-12", "2024-03-01", "2024-06-01"):
        expected = [row for row in every if row["first_report"] and row["first_report"] >= day]
        assert ask(name, actor=actor, since=day) == expected


DAYS = {"start-date": "2024-01-01", "end-date": "2024-02-01"}
BY_EVERY_REPORT = {"plans", "sources", "unconfirmed"}
"""Whose dates are those of first reports, which only all mentions of the events tell."""


def selective():
    """Every query with each actor it can be asked for, with a span of time, and with both."""
    for name, path in library.find().items():
        parameters = library.read(path).parameters
        days = {p.name: DAYS[p.type] for p in parameters if p.type in DAYS}
        actors = [{p.name: "x"} for p in parameters if p.type == "name"]
        yield from ((name, values) for actor in actors for values in (actor, actor | days))
        if days and not any(p.required for p in parameters) and name not in BY_EVERY_REPORT:
            yield name, days


SELECTIVE = [
    *selective(),
    ("event", {"key": "x"}),
    ("claims", {"event": "x"}),
    ("contradictions", {"event": "x"}),
    ("disagreements", {"event": "x"}),
    ("timeline", {"place": "x"}),
    ("timeline", {"type": "AID"}),
    ("timeline", {"type": "AID", "mode": "give"} | {"since": "2024-01-01"}),
    ("new", {}),
]
LARGE = {
    "actor_mentions",
    "actor_aliases",
    "articles",
    "claims",
    "event_mentions",
    "event_participants",
    "event_variants",
    "events",
    "sentences",
}


@pytest.mark.parametrize(("name", "values"), SELECTIVE)
def test_selective_queries_scan_no_large_table(news_sqlite_url, name, values):
    sql, bound = library.read(library.find()[name]).bind(values)
    with closing(sqlite3.connect(news_sqlite_url.database)) as connection:
        tables = dict(connection.execute("SELECT rootpage, tbl_name FROM sqlite_master"))
        steps = connection.execute(f"EXPLAIN {sql}", bound).fetchall()
    opened = {cursor: root for _, opcode, cursor, root, *_ in steps if opcode == "OpenRead"}
    scanned = {
        tables[opened[cursor]] for _, opcode, cursor, *_ in steps if opcode in SCANS and cursor in opened
    }
    assert not scanned & LARGE


SCANS = {"Rewind", "Last"}  # the opcodes that begin to read a whole table or index


@pytest.mark.parametrize("name", ["actor", "dyads", "dyads-by-month", "meetings", "timeline", "visits"])
def test_what_an_actor_did_since_a_day_is_all_that_is_read(news_sqlite_url, name):
    actor = "name" if name == "actor" else "actor"
    sql, bound = library.read(library.find()[name]).bind({actor: "x", "since": "2024-01-01"})
    with closing(sqlite3.connect(news_sqlite_url.database)) as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", bound)]
    first = next(step for step in steps if " p " in step)
    assert "(actor_id=? AND date_end>?)" in first
