"""What one article tells of each event, with its actors and places identified."""

from __future__ import annotations

from collections.abc import Sequence

from eventsdb.records import Article, Extraction
from eventsdb.resolution.facts import EventReport, Part, Place
from eventsdb.resolution.identity import OwnKeys


def event_reports(
    article_id: int, article: Article, extraction: Extraction, keys: OwnKeys
) -> tuple[EventReport, ...]:
    """The reports of an article's events, in their order; `keys` are those of the identified rows."""
    sentences: dict[int, int] = {}
    for mention in extraction.event_mentions:
        sentences.setdefault(mention.event, mention.sentence)
    return tuple(
        EventReport(
            key=keys.events[index],
            article=article_id,
            event=event,
            published=article.published.period.start if article.published else None,
            sentence=sentences.get(index),
            parts=tuple(
                Part(keys.actors[part.actor], extraction.actors[part.actor].name, part.role, part.title)
                for part in event.participants
            ),
            place=None if event.location is None else _place(event.location, extraction, keys.locations),
        )
        for index, event in enumerate(extraction.events)
    )


def _place(index: int, extraction: Extraction, keys: Sequence[str]) -> Place:
    location = extraction.locations[index]
    return Place(keys[index], location.name, location.kind)
