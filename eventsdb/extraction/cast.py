"""The actors and places of one article as they are gathered: each one once, under all its names."""

from __future__ import annotations

from dataclasses import replace

from eventsdb.extraction.phrases import fold_words
from eventsdb.records import Actor, Location

_NAME = 2  # words of the shortest name that may be short for another


class Cast:
    """Actors and locations of an article with the indices that references use."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self.locations: list[Location] = []
        self._actors: dict[tuple[str, str], int] = {}
        self._unlisted: list[int] = []
        self._locations: dict[tuple[str, str | None], int] = {}

    def person(self, actor: Actor) -> int:
        """Add a person, known to be none of those before; return the index."""
        self.actors.append(actor)
        return len(self.actors) - 1

    def actor(self, actor: Actor, alias: str | None = None) -> int:
        """The index of an actor by name (a government by country), which is added when it is new."""
        words = " ".join(fold_words(actor.name))
        key = (actor.kind, actor.country or words) if actor.kind == "government" else ("", words)
        index = self._actors.get(key)
        if index is None:
            index = self._actors[key] = len(self.actors)
            self.actors.append(actor)
        known = self.actors[index]
        if alias and alias != known.name and alias not in known.aliases:
            self.actors[index] = replace(known, aliases=(*known.aliases, alias))
        return index

    def unlisted(self, actor: Actor, alias: str | None = None) -> int:
        """The index of a body that no lexicon knows: one named more or less fully before is the same.

        "La Fondation Durand" is "la Fondation Anne Durand", "le Conseil de la presse" is that "du Mali".
        """
        words = fold_words(actor.name)
        fuller = [i for i in self._unlisted if _same_body(words, fold_words(self.actors[i].name))]
        if len(fuller) == 1 and ("", " ".join(words)) not in self._actors:
            self._actors["", " ".join(words)] = fuller[0]
        index = self.actor(actor, alias or actor.name)
        if index not in self._unlisted:
            self._unlisted.append(index)
        return index

    def location(self, place: Location) -> int:
        """The index of a place, which is added when it is new."""
        key = (" ".join(fold_words(place.name)), place.country)
        index = self._locations.get(key)
        if index is None:
            index = self._locations[key] = len(self.locations)
            self.locations.append(place)
        return index


def _same_body(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether the shorter of two names begins the other one, or leaves out words within it."""
    short, long = sorted((left, right), key=len)
    if len(short) < _NAME or short == long:
        return False
    rest = iter(long)
    inside = short[-1] == long[-1] and short[0] == long[0] and all(word in rest for word in short)
    return inside or long[: len(short)] == short
