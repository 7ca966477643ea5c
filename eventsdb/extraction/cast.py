"""The actors and places of one article as they are gathered: each one once, under all its names."""

from __future__ import annotations

from dataclasses import replace

from eventsdb.extraction.phrases import fold_words
from eventsdb.records import Actor, Location


class Cast:
    """Actors and locations of an article with the indices that references use."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self.locations: list[Location] = []
        self._actors: dict[tuple[str, str], int] = {}
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

    def location(self, place: Location) -> int:
        """The index of a place, which is added when it is new."""
        key = (" ".join(fold_words(place.name)), place.country)
        index = self._locations.get(key)
        if index is None:
            index = self._locations[key] = len(self.locations)
            self.locations.append(place)
        return index
