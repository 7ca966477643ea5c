"""What stands in the place of keys that a new extraction of the same article no longer gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from eventsdb.resolution.keys import Kind
from eventsdb.resolution.told import Told

Span = tuple[int, int]


def successors(old: Told, new: Told) -> dict[Kind, dict[str, str]]:
    """By kind, keys that are gone and the key of what the same words tell of now, where there is one."""
    before, after = _spans(old), _spans(new)
    found: dict[Kind, dict[str, str]] = {}
    for kind, items in before.items():
        gone = {key: spans for key, spans in items.items() if key not in after[kind]}
        pairs = ((key, _best(spans, after[kind])) for key, spans in gone.items())
        found[kind] = {key: best for key, best in pairs if best is not None}
    return found


def _best(spans: list[Span], candidates: dict[str, list[Span]]) -> str | None:
    """The candidate that shares most characters with the spans."""
    shared = {key: sum(_overlap(a, b) for a in spans for b in theirs) for key, theirs in candidates.items()}
    best = max(sorted(shared), key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] > 0 else None


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _spans(told: Told) -> dict[Kind, dict[str, list[Span]]]:
    """By kind and key, where the article tells of it: words for actors, places and claims, else sentences."""
    said, keys = told.extraction, told.keys
    sentences = [(sentence.start, sentence.end) for sentence in said.sentences]
    return {
        "actor": _grouped((keys.actors[m.actor], (m.start, m.end)) for m in said.actor_mentions),
        "location": _grouped((keys.locations[m.location], (m.start, m.end)) for m in said.location_mentions),
        "event": _grouped((keys.events[m.event], sentences[m.sentence]) for m in said.event_mentions),
        "claim": _grouped(zip(keys.claims, ((c.start, c.end) for c in said.claims), strict=True)),
    }


def _grouped(pairs: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for key, span in pairs:
        found[key].append(span)
    return found
