"""Stories with the row numbers of all that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from eventsdb.resolution.identity import OwnKeys
from eventsdb.resolution.told import Told


@dataclass(frozen=True, slots=True)
class Placed:
    """A story with the keys that stand for its actors now, and row numbers in the order of its tuples."""

    told: Told
    keys: OwnKeys
    sentences: tuple[int, ...]
    actors: tuple[int, ...]
    locations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Row numbers of actors by own key and of locations by key, and the actors' present keys by own key."""

    current: Mapping[str, str]
    actors: Mapping[str, int]
    locations: Mapping[str, int]


def place(told: Told, known: Known, sentences: Iterable[int]) -> Placed:
    """Look everything up."""
    own = told.keys
    return Placed(
        told,
        replace(own, actors=tuple(known.current[key] for key in own.actors)),
        tuple(sentences),
        tuple(known.actors[key] for key in own.actors),
        tuple(known.locations[key] for key in own.locations),
    )
