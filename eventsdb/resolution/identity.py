"""The own key of everything one article tells of: who, where, what, and who says so.

These keys depend on one article's content alone. What the articles say of the same person, place or
event is brought together afterwards by joining keys, never by changing them; so a key once published
always leads somewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventsdb.records import Article, Extraction, Location
from eventsdb.resolution.actors import actor_key
from eventsdb.resolution.keys import Kind, content_key
from eventsdb.resolution.names import fold


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The keys of an extraction's actors, locations, events and claims, each in its order."""

    actors: tuple[str, ...]
    locations: tuple[str, ...]
    events: tuple[str, ...]
    claims: tuple[str, ...]


def location_key(location: Location) -> str:
    """The GeoNames id, or else the name with its country."""
    if location.geonames_id is not None:
        return content_key("location", "geonames", location.geonames_id)
    return content_key("location", location.country, fold(location.name))


def own_keys(article: Article, extraction: Extraction) -> OwnKeys:
    """The keys of all that an extraction holds.

    Events are told apart by their type and trigger words, claims by their words; the article's own key
    is its SHA-256.
    """
    triggers: dict[int, tuple[int, int]] = {}
    for mention in extraction.event_mentions:
        triggers.setdefault(mention.event, (mention.start, mention.end))
    events = [
        (article.sha256, event.type, *triggers.get(index, (None, None)))
        for index, event in enumerate(extraction.events)
    ]
    claims = [(article.sha256, claim.start, claim.end) for claim in extraction.claims]
    return OwnKeys(
        tuple(actor_key(actor) for actor in extraction.actors),
        tuple(location_key(location) for location in extraction.locations),
        _numbered("event", events),
        _numbered("claim", claims),
    )


def _numbered(kind: Kind, contents: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    """Keys of contents in their order; the second of two equal ones is told apart by its rank."""
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for content in contents:
        keys.append(content_key(kind, *content, seen[content]))
        seen[content] += 1
    return tuple(keys)
