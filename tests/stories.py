"""Invented articles with what an extractor would say of them, for tests of resolution and storage."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from eventsdb import periods
from eventsdb.records import (
    Actor,
    ActorMention,
    ActorRole,
    Article,
    ClaimMention,
    Event,
    EventMention,
    Extraction,
    Location,
    LocationMention,
    Participant,
    Published,
    Sentence,
    Source,
)
from eventsdb.storage.store import Story

ACTORS = (
    Actor(
        "Sergueï Choïgou", "person", "RU", aliases=("Choïgou",), roles=(ActorRole("ministre", None, "RU"),)
    ),
    Actor("Sergei Shoigu", "person", None, sector="GOV"),
    Actor("Choïgou", "person", "RU"),
    Actor("Shoigu", "person"),
    Actor("Kim Jong-un", "person", "KP", aliases=("Kim",)),
    Actor("Kim Yo-jong", "person", "KP"),
    Actor("Kim", "person", "KP"),
    Actor("Russie", "government", "RU", aliases=("Moscou",)),
    Actor("Corée du Nord", "government", "KP", sector="GOV"),
    Actor("Organisation du traité de l'Atlantique nord", "organization", None, aliases=("OTAN",)),
    Actor("OTAN", "organization"),
)
PLACES = (
    Location("Pyongyang", "city", "KP", None, 39.0, 125.75, 1871859),
    Location("Corée du Nord", "country", "KP"),
    Location("Vladivostok", "city", "RU", None, 43.1, 131.9),
    Location("VLADIVOSTOK", "region", "RU"),
    Location("Wladiwostok", "region", "RU"),
)
PERIODS = (
    None,
    periods.day(date(2023, 7, 26)),
    periods.day(date(2023, 7, 27)),
    periods.parse_edtf("2023-07-26/2023-07-27"),
    periods.month(2023, 7),
    periods.year(2023),
)
WORDS = ("rencontre", "visite", "armes", "défilé", "anniversaire", "accord", "missiles", "sommet")


def make_story(
    number: int,
    *,
    published: date | None = date(2023, 7, 27),
    actors: tuple[Actor, ...] = (),
    events: tuple[Event, ...] = (),
    words: tuple[str, ...] = ("visite",),
    places: tuple[Location, ...] = (),
    claims: tuple[ClaimMention, ...] = (),
    name: str | None = None,
) -> Story:
    """One article of one sentence an event; every actor and place is named in the first sentence."""
    first = f"Article {number} : {' '.join((*(a.name for a in actors), *(p.name for p in places)))}."
    text = first
    sentences = [Sentence(0, len(first))]
    mentions = []
    for index, _ in enumerate(events):
        start = len(text) + 1
        text += f" Selon {words[index % len(words)]} {' '.join(words)}."
        sentences.append(Sentence(start, len(text)))
        mentions.append(EventMention(index, index + 1, start, start + 5, events[index].factuality, "test"))
    article = Article(
        uri=name or f"/news/{number}.txt",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language="fr",
        published=Published(periods.day(published), "metadata") if published else None,
        source=Source(f"Journal {number % 3}"),
    )
    extraction = Extraction(
        "test 1",
        tuple(sentences),
        actors,
        tuple(
            ActorMention(i, 0, text.index(a.name), text.index(a.name) + len(a.name), "name")
            for i, a in enumerate(actors)
        ),
        places,
        tuple(
            LocationMention(i, 0, text.index(p.name), text.index(p.name) + len(p.name))
            for i, p in enumerate(places)
        ),
        events,
        tuple(mentions),
        claims,
    )
    return Story(article, extraction)


@st.composite
def stories(draw: st.DrawFn, number: int) -> Story:
    """A story about few people, places and days, so that many are alike."""
    actors = tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=4, unique=True)))
    if len(actors) > 1 and draw(st.booleans()):
        office = ActorRole("secrétaire", draw(st.integers(1, len(actors) - 1)))
        actors = (replace(actors[0], roles=(office,)), *actors[1:])
    places = tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True)))
    events = tuple(
        Event(
            draw(st.sampled_from(["CONSULT", "ACCUSE"])),
            None,
            draw(st.sampled_from(["asserted", "future", "alleged"])),
            draw(st.sampled_from(PERIODS)),
            draw(st.sampled_from([None, *range(len(places))])),
            tuple(
                Participant(who, draw(st.sampled_from(["actor", "recipient"])))
                for who in draw(st.lists(st.integers(0, len(actors) - 1), max_size=3, unique=True))
            )
            if actors
            else (),
            dead=draw(st.sampled_from([None, 3, 5])),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    claims = tuple(
        ClaimMention(
            0,
            0,
            20,
            draw(st.sampled_from(["accusation", "denial", "statement"])),
            "direct",
            speaker=draw(st.sampled_from([None, *range(len(actors))])),
            event=draw(st.sampled_from([None, *range(len(events))])),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    words = tuple(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)))
    published = draw(st.sampled_from([None, *(date(2023, 7, 25) + timedelta(n) for n in (0, 2, 40))]))
    return make_story(
        number, published=published, actors=actors, events=events, words=words, places=places, claims=claims
    )


@st.composite
def misread(draw: st.DrawFn, story: Story) -> Extraction:
    """What an older extractor may have made of a story: less, or something else."""
    right = story.extraction
    assert right is not None
    less = replace(right, events=(), event_mentions=(), claims=())
    undated = replace(right, events=tuple(replace(event, period=None) for event in right.events))
    elsewhere = replace(
        right, locations=tuple(replace(place, kind="site", country=None) for place in right.locations)
    )
    others = replace(right, actors=tuple(replace(actor, kind="group", roles=()) for actor in right.actors))
    return draw(st.sampled_from([right, less, undated, elsewhere, others]))


@st.composite
def corpora(draw: st.DrawFn, most: int = 7) -> list[Story]:
    """Some stories, all different, and some of them again under other addresses and dates."""
    found = [draw(stories(number)) for number in range(draw(st.integers(2, most)))]
    for number, copied in enumerate(draw(st.lists(st.sampled_from(found), max_size=2))):
        day = draw(st.sampled_from([None, date(2023, 7, 20), date(2023, 7, 27)]))
        published = Published(periods.day(day), "metadata") if day else None
        uri = draw(st.sampled_from(["/copies/", "/zcopies/"])) + f"{number}.txt"
        found.append(Story(replace(copied.article, uri=uri, published=published), copied.extraction))
    return found
