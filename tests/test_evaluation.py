"""Scores of a small invented database against a small invented annotation."""

import json
import subprocess
import sys

import pytest
from databases import named
from factories import World
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from eventsdb.errors import EventsdbError, InputError
from eventsdb.evaluation import evaluate, read_gold
from eventsdb.evaluation.measures import Proportion, Retrieval, match
from eventsdb.evaluation.text import covers, kilometres, name_key, overlap

TEXT = (
    "La ministre Élise Morel s'est rendue à Gao lundi. "
    "Elle a « promis une aide » au Mali. Le Front du Nord nie toute attaque."
)
ANNOTATION = """
article: visite.txt
published: 2024-02
actors:
  - {id: a1, name: Élise Morel, forms: [Morel], kind: person, country: FR}
  - {id: a2, name: Mali, forms: [Bamako], kind: government, country: ML}
  - {id: a3, name: Front du Nord, kind: armed_group, country: null}
locations:
  - {id: l1, name: Gao, kind: city, country: ML, lat: 16.27, lon: -0.04}
events:
  - {id: e1, type: CONSULT, mode: visit, date: 2024-02-12, place: l1, actor: [a1], recipient: [a2],
     factuality: asserted, evidence: ["s'est rendue à Gao"], dead: null}
  - {id: e2, type: AID, date: null, actor: [a1], recipient: [a2], factuality: future,
     evidence: ["promis une aide"]}
claims:
  - {id: c1, speaker: a3, speaker_text: Le Front du Nord, type: denial, quote: indirect, text: toute attaque}
  - {id: c2, speaker: null, speaker_text: Elle, type: pledge, quote: mixed, text: promis une aide}
"""


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "visite.yaml").write_text(ANNOTATION, encoding="utf-8")
    (folder / "clusters.yaml").write_text("clusters: []", encoding="utf-8")
    return folder


@pytest.fixture
def database(databases):
    engine = databases.engine()
    with Session(engine) as session:
        world = World(session)
        article = world.article("x/visite.txt", TEXT, published="2024-02-13")
        morel = world.actor("Élise Morel", "person", country="FR")
        mali = world.actor("Mali", "government", country="ML")
        other = world.actor("Conseil des sages", "organization")
        gao = world.location("Gao", "city", country="ML", latitude=16.2, longitude=-0.1)
        world.mention(morel, article, "Élise Morel")
        world.mention(mali, article, "Mali")
        world.mention(other, article, "La ministre")
        world.mention(gao, article, "Gao")
        visit = world.event(
            "v", "CONSULT", "visit", day="2024-02-12", place=gao, actors=[mali], recipients=[morel]
        )
        world.evidence(visit, article, "rendue")
        protest = world.event("p", "PROTEST", None)
        world.evidence(protest, article, "nie")
        world.claim("c", article, "toute attaque", speaker=morel, claim_type="denial")
        session.commit()
    return engine


def test_each_measure_counts_what_it_says(database, gold):
    with database.connect() as connection:
        result = evaluate(connection, read_gold([gold]))
    assert result.missing == []
    assert result.published == Proportion(1, 1)
    assert result.actors == Retrieval(found=2, system=3, gold=3)
    assert result.actor_kind == Proportion(2, 2)
    assert result.locations == Retrieval(1, 1, 1)
    assert result.location_near == Proportion(1, 1)
    assert result.events == Retrieval(1, 2, 2)
    assert result.event_date_exact == Proportion(1, 1)
    assert result.event_place == Proportion(1, 1)
    assert result.participants == Retrieval(2, 2, 4)  # in a symmetric type roles may be swapped
    assert result.full_events == Retrieval(1, 2, 2)
    assert result.claims == Retrieval(1, 1, 2)
    assert result.claims_with_speaker == Retrieval(0, 1, 2)
    assert result.claim_type == Proportion(1, 1)
    assert result.by_type["AID"] == Retrieval(0, 0, 1)
    assert {(m.measure, m.spurious) for m in result.misses} >= {("events", True), ("events", False)}


def test_an_article_that_was_not_loaded_counts_as_missed(database, gold):
    (gold / "autre.yaml").write_text(ANNOTATION, encoding="utf-8")
    with database.connect() as connection:
        result = evaluate(connection, read_gold([gold]))
    assert result.missing == ["autre"]
    assert result.events.gold == 4
    assert result.published.total == 1


def test_a_database_without_any_of_the_articles_is_an_error(databases, gold):
    with databases.engine().connect() as connection, pytest.raises(EventsdbError):
        evaluate(connection, read_gold([gold]))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("events: [{id: e1}]", "type"),
        ("events: [{id: e1, type: AID, factuality: future, evidence: [x], date: soon}]", "soon"),
        ("events: [", "annotation"),
    ],
)
def test_a_malformed_annotation_is_named(tmp_path, content, reason):
    (tmp_path / "bad.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.yaml") as caught:
        read_gold([tmp_path])
    assert reason in str(caught.value)


def test_a_folder_without_annotations_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no annotated articles"):
        read_gold([tmp_path])


def test_text_comparison():
    assert name_key("M. Kim Jong-Un") == name_key("kim jong un")
    assert name_key("l’Élysée") == "elysee"
    assert overlap("a b b", "b b c") == pytest.approx(0.5)
    assert covers("Il s'est rendu à Gao, dit-on.", "rendu à Gao")
    assert not covers("Il pleut.", "rendu à Gao")
    assert kilometres((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(344, abs=2)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.integers(0, 5))))
def test_matching_is_one_to_one(candidates):
    pairs = match(candidates)
    assert len({i for i, _ in pairs}) == len(pairs) == len({j for _, j in pairs})
    assert {(i, j) for _, i, j in candidates} >= set(pairs)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(found, more_system, more_gold):
    measure = Retrieval(found, found + more_system, found + more_gold)
    low, high = sorted((measure.precision, measure.recall))
    assert low - 1e-9 <= measure.f1 <= high + 1e-9


def test_the_command_prints_json(database, gold):
    command = [sys.executable, "-m", "eventsdb", "evaluate", str(gold), "--json", "--misses", "events"]
    done = subprocess.run([*command, "--db", named(database.url)], capture_output=True, text=True, check=True)
    measures = json.loads(done.stdout)["measures"]
    assert measures["events"] == {"f1": 0.5, "precision": 0.5, "recall": 0.5, "gold": 2, "system": 2}
    assert "missed\tAID: promis une aide" in done.stderr
