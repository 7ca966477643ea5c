"""The French extractor as a whole: what one extraction holds together."""

from __future__ import annotations

import pickle

import pytest

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.extraction.registry import Extractors
from eventsdb.records import Article, Extraction

TEXT = """La Croatie accueille le sommet des Balkans

Le président croate Zoran Milanović a reçu lundi à Zagreb son homologue serbe. « Nous voulons la paix », a
déclaré M. Milanović. La Serbie a accusé le Kosovo d'avoir attaqué un poste de police à Mitrovica.

Selon l'agence Hina, trois policiers ont été blessés. Belgrade a exigé une enquête."""


@pytest.fixture(scope="module")
def found(extractor: FrenchExtractor) -> Extraction:
    return next(iter(extractor.extract([Article("news.txt", TEXT, "0" * 64, language="fr")])))


def test_all_four_kinds_are_found(found):
    assert found.actors
    assert found.locations
    assert found.events
    assert found.claims


def test_every_index_points_into_the_same_extraction(found):
    sentences, actors = range(len(found.sentences)), range(len(found.actors))
    locations, events = range(len(found.locations)), range(len(found.events))
    claims = range(len(found.claims))
    for mention in (*found.actor_mentions, *found.location_mentions, *found.event_mentions, *found.claims):
        assert mention.sentence in sentences
    assert all(m.actor in actors for m in found.actor_mentions)
    assert all(m.location in locations for m in found.location_mentions)
    assert {m.event for m in found.event_mentions} == set(events)
    assert all(m.claim is None or m.claim in claims for m in found.event_mentions)
    for event in found.events:
        assert event.location is None or event.location in locations
        assert all(p.actor in actors for p in event.participants)
    for claim in found.claims:
        assert claim.speaker is None or claim.speaker in actors
        assert claim.addressee is None or claim.addressee in actors
        assert claim.event is None or claim.event in events


def test_every_mention_is_a_span_of_its_sentence(found):
    for mention in (*found.actor_mentions, *found.location_mentions, *found.event_mentions):
        sentence = found.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert TEXT[mention.start : mention.end].strip()


def test_nobody_is_kept_who_is_not_mentioned(found):
    mentioned = {m.actor for m in found.actor_mentions}
    taking_part = {p.actor for e in found.events for p in e.participants}
    speaking = {i for c in found.claims for i in (c.speaker, c.addressee) if i is not None}
    assert set(range(len(found.actors))) == mentioned | taking_part | speaking


def test_an_accusation_is_about_what_it_alleges(found):
    accusations = [c for c in found.claims if c.type == "accusation"]
    assert accusations
    assert all(found.events[c.event].type == "ASSAULT" for c in accusations if c.event is not None)
    assert any(c.event is not None for c in accusations)


def test_articles_come_back_in_order_and_alike(extractor):
    texts = ["Le Togo a livré du riz au Bénin.", "", "La Grèce a arrêté deux espions turcs."]
    articles = [Article(f"{i}.txt", text, "0" * 64, language="fr") for i, text in enumerate(texts)]
    first = list(extractor.extract(articles))
    again = [next(iter(extractor.extract([article]))) for article in articles]
    assert first == again
    assert [{e.type for e in one.events} for one in first] == [{"AID"}, set(), {"COERCE"}]


def test_an_extraction_survives_pickling(found):
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_extractor_is_installed_for_french(extractor):
    extractors = Extractors(extractor)
    assert extractors.get("fr") is extractor
    assert extractors.get("xx") is None
    assert extractor.version
