"""What people decided, applied to what articles tell: the same after every reload and re-extraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eventsdb.records import ActorKind, Extraction, LocationKind
from eventsdb.resolution.keys import content_key
from eventsdb.resolution.names import fold
from eventsdb.resolution.told import Told


@dataclass(frozen=True, slots=True)
class Corrections:
    """All decisions in force.

    Merges lead from a key to the one it was merged into. `actor_splits` lead from an own key and a folded
    name to the key of the actor split off. `apart` are own keys of reports that stand apart from their
    event, each with the name of the part it went to; `retyped` are events' types and modes by the own key
    of one of their reports.
    """

    actor_merges: Mapping[str, str] = field(default_factory=dict)
    actor_splits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    actor_names: Mapping[str, str] = field(default_factory=dict)
    actor_kinds: Mapping[str, ActorKind] = field(default_factory=dict)
    location_merges: Mapping[str, str] = field(default_factory=dict)
    location_names: Mapping[str, str] = field(default_factory=dict)
    location_kinds: Mapping[str, LocationKind] = field(default_factory=dict)
    event_merges: frozenset[tuple[str, str]] = frozenset()
    apart: Mapping[str, str] = field(default_factory=dict)
    retyped: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()


def follow(key: str, merges: Mapping[str, str]) -> str:
    """Where a chain of merges ends; a circle ends where it was entered."""
    seen = {key}
    while key in merges and merges[key] not in seen:
        key = merges[key]
        seen.add(key)
    return key


def split_key(target: str, names: list[str]) -> str:
    """The key of the actor that goes by these names and was split from the target."""
    return content_key("actor", "split", target, *sorted(fold(name) for name in names))


def corrected(told: Told, corrections: Corrections) -> Told:
    """What the article tells once the decisions are applied."""
    keys = replace(
        told.keys,
        actors=tuple(
            corrections.actor_splits.get((key, fold(actor.name)), key)
            for key, actor in zip(told.keys.actors, told.extraction.actors, strict=True)
        ),
        locations=tuple(follow(key, corrections.location_merges) for key in told.keys.locations),
    )
    return _without(replace(told, keys=keys), corrections.rejected)


def _without(told: Told, rejected: frozenset[str]) -> Told:
    """Leave out the rejected events, and let what refers to the others follow them."""
    kept = [index for index, key in enumerate(told.keys.events) if key not in rejected]
    if len(kept) == len(told.keys.events):
        return told
    place = {old: new for new, old in enumerate(kept)}
    extraction: Extraction = replace(
        told.extraction,
        events=tuple(told.extraction.events[index] for index in kept),
        event_mentions=tuple(
            replace(mention, event=place[mention.event])
            for mention in told.extraction.event_mentions
            if mention.event in place
        ),
        claims=tuple(
            replace(claim, event=None if claim.event is None else place.get(claim.event))
            for claim in told.extraction.claims
        ),
    )
    keys = replace(told.keys, events=tuple(told.keys.events[index] for index in kept))
    return replace(told, extraction=extraction, keys=keys)
