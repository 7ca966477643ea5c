"""`eventsdb export`: what other programs read."""

import json

import pytest
from databases import named

from eventsdb.plover import MODES
from eventsdb.queries.limits import Limits
from eventsdb.queries.plover import records
from eventsdb.queries.run import reading


@pytest.fixture
def exported(news_url):
    with reading(news_url, Limits()) as reader:
        return {record["id"]: record for record in records(reader)}


def test_every_event_is_a_record_with_plovers_fields(exported):
    assert len(exported) == 8
    visit = exported["e-visit"]
    assert (visit["date"], visit["event"], visit["mode"], visit["quad_code"]) == (
        "2024-02-12",
        ["CONSULT"],
        ["visit"],
        1,
    )
    assert {actor["identifier_text"] for actor in visit["source"]} == {"France", "Élise Morel"}
    assert {actor["code"] for actor in visit["recipient"]} == {"MLI"}
    assert (visit["event_loc"]["cc3"], visit["event_loc"]["country code"]) == ("MLI", "ML")
    assert visit["event_text"] == ["rencontré", "rendue"]
    assert [cited["publication"] for cited in visit["cite_info"]] == ["Sahel Presse", "Le Courrier du Fleuve"]
    assert exported["e-attack"]["dead"] == 12


def test_a_planned_event_is_the_promise_of_it_and_an_undated_one_has_no_date(exported):
    aid = exported["e-aid"]
    assert (aid["event"], aid["quad_code"], aid["factuality"]) == (["AGREE"], 1, "future")
    assert "context" not in aid
    strike = exported["e-strike"]
    assert (strike["event"], strike["context"]) == (["PROTEST"], ["future"])
    assert exported["e-raid"]["date"] is None


def test_codes_are_plovers_own(exported):
    for record in exported.values():
        (event,) = record["event"]
        assert set(record.get("mode", [])) <= set(MODES[event])


def test_the_command_writes_json_lines(eventsdb, news_url, tmp_path):
    file = tmp_path / "events.jsonl"
    code, out, err = eventsdb("export", "plover", "--db", named(news_url), "-o", file)
    assert (code, out, err) == (0, "", "")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len([json.loads(line) for line in lines]) == 8
    assert eventsdb("export", "plover", "--db", tmp_path / "gone.db")[0] == 3
