"""The actors of one article together with those that only its events bring in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventsdb.extraction.document import Entities
from eventsdb.extraction.nations import Nations
from eventsdb.records import Actor, Location

_POLICE = "COP"


@dataclass
class Roster:
    """Actors by index: first those of `Entities.actors`, then the added ones of `groups`.

    Added are governments that only an adjective names and people that only a description does; the mentions
    of these are (actor, first character, end).
    """

    entities: Entities
    nations: Nations
    groups: list[Actor] = field(default_factory=list)
    group_mentions: list[tuple[int, int, int]] = field(default_factory=list)
    _by_phrase: dict[str, int] = field(default_factory=dict)

    def actor(self, index: int) -> Actor:
        """The actor with that index."""
        known = len(self.entities.actors)
        return self.entities.actors[index] if index < known else self.groups[index - known]

    def government(self, country: str | None) -> int | None:
        """The government of a country, by its ISO 3166-1 alpha-2 code."""
        government = self.nations.governments.get(country or "")
        return None if government is None else self.index(government)

    def police(self) -> int | None:
        """The one police force of the article."""
        forces = [
            i for i, a in enumerate(self.entities.actors) if a.sector == _POLICE and a.kind == "organization"
        ]
        return forces[0] if len(forces) == 1 else None

    def host(self, place: Location, guests: Iterable[int] = ()) -> tuple[int, ...]:
        """The government of the country a visit goes to; nobody is a guest of his own."""
        government = self.government(place.country)
        at_home = any(self.actor(guest).country == place.country for guest in guests)
        return () if government is None or at_home else (government,)

    def index(self, government: Actor) -> int:
        """The index of a government, which is added when it is new."""
        everyone = (*self.entities.actors, *self.groups)
        for index, actor in enumerate(everyone):
            if actor.kind == government.kind and actor.country == government.country:
                return index
        self.groups.append(government)
        return len(everyone)

    def group(self, name: str, start: int, end: int, country: str | None = None) -> int:
        """The index of people by the words that describe them, here at characters `start` to `end`."""
        key = name.casefold()
        if key not in self._by_phrase:
            self._by_phrase[key] = len(self.entities.actors) + len(self.groups)
            self.groups.append(Actor(name=name, kind="group", country=country))
        mention = (self._by_phrase[key], start, end)
        if mention not in self.group_mentions:
            self.group_mentions.append(mention)
        return mention[0]
