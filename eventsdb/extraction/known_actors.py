"""Whom and what a name of the gazetteer stands for where it is written: the actor, the place, whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import OF

if TYPE_CHECKING:
    from eventsdb.extraction.document import Reading, Reference
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.locating import Locator
    from eventsdb.extraction.names import Name, Names
    from eventsdb.extraction.tokens import Doc
    from eventsdb.records import Actor, Location

_LIST = frozenset({",", "et", "ou"})
_NATIONAL = frozenset({"LEG", "JUD", "COP", "GOV", "MIL", "SPY", "CVL", "PTY"})


@dataclass(frozen=True, slots=True)
class KnownActors:
    """Reads the names of one article that the gazetteer knows."""

    doc: Doc
    names: Names
    knowledge: Knowledge
    places: Locator

    def read(
        self, name: Name, known: Known, last: Reference | None, *, in_title: bool
    ) -> tuple[Name, Actor | None, Location | None, Reading]:
        """The name with the words that belong to it, its actor and place, and which of them is meant.

        `last` is the reference before, `in_title` whether the name is part of someone's title.
        """
        actor, place = known.actor, known.place
        if place and known.seat and place.country:
            place = self.places.town(place.name, place.country) or place
            if place.country not in self.names.named_countries:
                namesake = self.places.town(place.name, *self.names.named_countries)
                actor, place = (None, namesake) if namesake else (actor, place)
        if actor and actor.kind == "group" and (nation := self._nation_after(name)) is not None:
            end, country = nation
            adjective = self.knowledge.gazetteer.countries[country].adjective("m", plural=True)
            actor = replace(actor, name=f"{actor.name} {adjective}", country=country)
            name = replace(name, end=end)
        if actor:
            actor = self._of_its_country(actor, name)
        reading: Reading = "actor" if actor else "place"
        if actor and place:
            reading = self._listed(name, last) or self.knowledge.readings.of(
                self.doc, name.start, name.end, seat=known.seat
            )
            if in_title and not known.seat:
                reading = "place"
        return name, actor, place, reading

    def country_in(self, name: Name) -> str | None:
        """The country that a body's own name tells ("Croissant-Rouge syrien"), else the article's."""
        for token in self.doc[name.start : name.end + 1]:
            demonym = self.knowledge.gazetteer.demonyms.get(token.lower_)
            if demonym:
                return demonym.country
            known = self.knowledge.gazetteer.lookup(token.text) if token.text[0].isupper() else None
            if known and known.place and known.place.country:
                return known.place.country
        international = self.knowledge.bodies.is_international(self.doc[name.start : name.end])
        return None if international else self.names.home

    def _of_its_country(self, actor: Actor, name: Name) -> Actor:
        """An actor of the state with the country it has here.

        A body whose name many countries have ("Chambre des représentants", "Parti démocrate") is that of the
        country the article is about where nothing else speaks of the one it is best known in.
        """
        if actor.country is None and actor.sector in _NATIONAL:
            return replace(actor, country=self.names.country_near(name.start))
        general = actor.kind == "organization" and self.names.is_general(actor)
        if general and actor.country not in self.names.countries and self.names.countries:
            plural = self.knowledge.gazetteer.lookup(f"les {self.doc.span(name.start, name.end).text}")
            if plural and plural.actor and plural.actor.country in self.names.countries:
                return plural.actor  # "le président des Républicains" of France
            return replace(actor, country=self.names.country_near(name.start))
        return actor

    def _nation_after(self, name: Name) -> tuple[int, str] | None:
        """The country that tells a people's name from others, and where it ends ("les Kurdes syriens")."""
        if name.end >= len(self.doc) or self.doc[name.end].is_sent_start:
            return None
        word = self.doc[name.end]
        if word.text[0].islower() and (demonym := self.knowledge.gazetteer.demonyms.get(word.lower_)):
            return name.end + 1, demonym.country
        if word.lower_ in OF and name.end + 1 < len(self.doc):
            known = self.knowledge.gazetteer.lookup(self.doc[name.end + 1].text)
            place = known.place if known else None
            if place is not None and place.kind == "country" and place.country:
                return name.end, place.country
        return None

    def _listed(self, name: Name, last: Reference | None) -> Reading | None:
        """The reading of the name before when both stand in one list ("la France, l'Italie et Chypre")."""
        i = name.start - 1
        if i > 0 and self.doc[i].pos_ == "DET":
            i -= 1
        if (
            i > 0
            and self.doc[i].lower_ in _LIST
            and last
            and last.end == i
            and last.location is not None
            and last.actors
        ):
            return last.reading
        return None
