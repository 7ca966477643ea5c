"""What one article tells of each event, with its actors and places identified."""

from __future__ import annotations

from collections.abc import Sequence

from eventsdb.records import Actor, Article, Extraction, Participant
from eventsdb.representatives import is_ministry
from eventsdb.resolution.facts import EventReport, Part, Place
from eventsdb.resolution.identity import OwnKeys
from eventsdb.resolution.weekdays import weekday


def event_reports(
    article_id: int, article: Article, extraction: Extraction, keys: OwnKeys
) -> tuple[EventReport, ...]:
    """The reports of an article's events, in their order; `keys` are those of the identified rows."""
    sentences: dict[int, int] = {}
    dated: dict[int, list[str]] = {}
    for mention in extraction.event_mentions:
        sentences.setdefault(mention.event, mention.sentence)
        dated.setdefault(mention.event, []).append(mention.date_text or "")
    return tuple(
        EventReport(
            key=keys.events[index],
            article=article_id,
            event=event,
            published=article.published.period.start if article.published else None,
            sentence=sentences.get(index),
            parts=tuple(
                _part(part, extraction.actors[part.actor], keys.actors) for part in event.participants
            ),
            place=None if event.location is None else _place(event.location, extraction, keys.locations),
            weekday=weekday(dated.get(index, ()), article.language),
            is_dated=any(dated.get(index, ())),
        )
        for index, event in enumerate(extraction.events)
    )


def _part(part: Participant, actor: Actor, keys: Sequence[str]) -> Part:
    return Part(
        actor=keys[part.actor],
        name=actor.name,
        role=part.role,
        title=part.title,
        country=actor.country,
        kind=actor.kind,
        is_ministry=is_ministry(actor),
        offices=frozenset(keys[r.organization] for r in actor.roles if r.organization is not None),
    )


def _place(index: int, extraction: Extraction, keys: Sequence[str]) -> Place:
    location = extraction.locations[index]
    return Place(keys[index], location.name, location.kind, location.country)
