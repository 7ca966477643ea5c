"""The parts of an extraction put together: only what the article names or uses is kept, and renumbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.events import EventsFound
from eventsdb.records import (
    Actor,
    ActorMention,
    ClaimMention,
    Event,
    Extraction,
    LocationMention,
    Participant,
)

_DESCRIBED = frozenset(
    {"group", "organization", "armed_group"}
)  # kinds that may have no name but what they are


def assemble(
    extractor: str,
    document: Document,
    entities: Entities,
    claims: Sequence[ClaimMention],
    found: EventsFound,
) -> Extraction:
    """An `Extraction` from what the parts found in one article.

    Candidates that have no name in the article and occur in no event or claim, nor as the body that someone
    holds an office in, are dropped: "la police" that neither acts nor speaks. A government that is acted on
    where the text names its country as a place is mentioned by those words.
    """
    actors = (*entities.actors, *found.groups)
    locations = (*entities.locations, *found.countries)
    mentions = sorted(
        {
            *_actor_mentions(document, entities.references),
            *_acted_on_places(document, entities.references, found),
            *_group_mentions(document, found),
        },
        key=lambda m: (m.start, m.end, m.actor),
    )
    mentions = _acting_named(mentions, actors, found)
    kept = sorted(
        {m.actor for m in mentions if m.form == "name"}
        | {p.actor for event in found.events for p in event.participants}
        | {i for claim in claims for i in (claim.speaker, claim.addressee) if i is not None}
    )
    held_in = {r.organization for i in kept for r in actors[i].roles if r.organization is not None}
    kept = sorted({*kept, *held_in})
    number = {old: new for new, old in enumerate(kept)}
    mentions = [m for m in mentions if m.actor in number]
    places = [r for r in entities.references if r.reading != "actor" and r.location is not None]
    kept_places = sorted(
        {r.location for r in places if r.location is not None}
        | {event.location for event in found.events if event.location is not None}
    )
    place_number = {old: new for new, old in enumerate(kept_places)}
    return Extraction(
        extractor=extractor,
        sentences=document.sentences,
        actors=tuple(_renumbered(actors[old], number) for old in kept),
        actor_mentions=tuple(replace(m, actor=number[m.actor]) for m in mentions),
        locations=tuple(locations[old] for old in kept_places),
        location_mentions=tuple(
            LocationMention(
                place_number[r.location], document.sentence_of(r.root), *_characters(document, r.start, r.end)
            )
            for r in places
            if r.location is not None
        ),
        events=tuple(_event(event, number, place_number) for event in found.events),
        event_mentions=found.mentions,
        claims=tuple(
            replace(
                claim,
                speaker=None if claim.speaker is None else number[claim.speaker],
                addressee=None if claim.addressee is None else number[claim.addressee],
            )
            for claim in claims
        ),
    )


def _characters(document: Document, start: int, end: int) -> tuple[int, int]:
    span = document.doc.span(start, end)
    return span.start_char, span.end_char


def _actor_mentions(document: Document, references: Iterable[Reference]) -> Iterable[ActorMention]:
    for r in references:
        if r.reading == "actor":
            for actor in r.actors:
                yield ActorMention(
                    actor, document.sentence_of(r.root), *_characters(document, r.start, r.end), r.form
                )


def _acted_on_places(
    document: Document, references: Iterable[Reference], found: EventsFound
) -> Iterable[ActorMention]:
    """Mentions of governments whose country, named as a place, takes part in an event of its sentence."""
    active: dict[int, set[int]] = {}
    for mention in found.mentions:
        participants = {p.actor for p in found.events[mention.event].participants}
        active.setdefault(mention.sentence, set()).update(participants)
    for r in references:
        sentence = document.sentence_of(r.root)
        if r.reading == "place":
            for actor in set(r.actors) & active.get(sentence, set()):
                yield ActorMention(actor, sentence, *_characters(document, r.start, r.end), r.form)


def _group_mentions(document: Document, found: EventsFound) -> Iterable[ActorMention]:
    for actor, start, end in found.group_mentions:
        span = document.doc.char_span(start, end)
        if span is not None:
            yield ActorMention(actor, document.sentence_of(span.start), start, end, "nominal")


def _acting_named(
    mentions: Sequence[ActorMention], actors: Sequence[Actor], found: EventsFound
) -> list[ActorMention]:
    """Mentions where the first description of those who act, and have no other name, counts as their name.

    People are named so when the text comes back to them: "les manifestants" of a march, not "un passant".
    """
    acting = {p.actor for event in found.events for p in event.participants if p.role == "actor"}
    named = {m.actor for m in mentions if m.form == "name"}
    described = Counter(m.actor for m in mentions if m.form != "name")
    kept: list[ActorMention] = []
    for mention in mentions:
        kind = actors[mention.actor].kind
        again = described[mention.actor] > 1
        if mention.form == "nominal" and mention.actor in acting - named and kind in _DESCRIBED and again:
            kept.append(replace(mention, form="name"))
            named.add(mention.actor)
        else:
            kept.append(mention)
    return kept


def _renumbered(actor: Actor, number: dict[int, int]) -> Actor:
    roles = tuple(
        replace(role, organization=None if role.organization is None else number.get(role.organization))
        for role in actor.roles
    )
    return replace(actor, roles=roles)


def _event(event: Event, number: dict[int, int], place_number: dict[int, int]) -> Event:
    return replace(
        event,
        location=None if event.location is None else place_number[event.location],
        participants=tuple(Participant(number[p.actor], p.role, p.title) for p in event.participants),
    )
