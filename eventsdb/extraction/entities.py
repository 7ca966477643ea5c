"""The actors and places of an article and every name of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.document import Document, Entities, Reading, Reference
from eventsdb.extraction.names import Name, Names, find_names
from eventsdb.extraction.persons import PersonName, find_persons
from eventsdb.extraction.phrases import fold_words
from eventsdb.records import Actor, ActorRole, Location

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from eventsdb.extraction.knowledge import Institution, Knowledge


def find_entities(document: Document, knowledge: Knowledge) -> Entities:
    """Find the actors and places of a document and every reference to them."""
    names = find_names(document.doc, knowledge)
    return _Article(document.doc, names, knowledge).entities()


class _Article:
    """The actors and places of one article as they are gathered."""

    def __init__(self, doc: Doc, names: Names, knowledge: Knowledge) -> None:
        self.doc = doc
        self.names = names
        self.knowledge = knowledge
        self.actors: list[Actor] = []
        self.locations: list[Location] = []
        self.references: list[Reference] = []
        self._actor_index: dict[tuple[str, str | None], int] = {}
        self._location_index: dict[tuple[str, str | None], int] = {}

    def entities(self) -> Entities:
        """Gather everything."""
        persons = find_persons(self.doc, self.names, self.knowledge)
        self._add_persons(persons)
        inside = {i for person in persons for i in range(person.start, person.end)}
        for name in self.names.names:
            if name.sort != "person" and name.start not in inside:
                self._add_name(name)
        self.references.sort(key=lambda r: (r.phrase_start, -r.phrase_end))
        return Entities(tuple(self.actors), tuple(self.locations), tuple(self.references))

    def _add_persons(self, persons: tuple[PersonName, ...]) -> None:
        indices: dict[int, int] = {}
        for person in persons:
            if person.identity not in indices:
                same = [p for p in persons if p.identity == person.identity]
                longest = max(same, key=lambda p: p.end - p.start)
                roles = dict.fromkeys(ActorRole(p.title, None, p.country) for p in same if p.title)
                country = next((p.country for p in same if p.country), None)
                aliases = dict.fromkeys(self.doc[p.start : p.end].text for p in same)
                indices[person.identity] = len(self.actors)
                name = self.doc[longest.start : longest.end].text
                self.actors.append(
                    Actor(name, "person", country, None, tuple(a for a in aliases if a != name), tuple(roles))
                )
            self.references.append(
                Reference(
                    person.start,
                    person.end,
                    person.phrase_start,
                    person.phrase_end,
                    self.doc[person.phrase_start : person.phrase_end].root.i,
                    "actor",
                    "name",
                    (indices[person.identity],),
                    None,
                    person.title,
                )
            )

    def _add_name(self, name: Name) -> None:
        if name.institution:
            self._add_institution(name, name.institution)
        elif name.known:
            actor, place = name.known.actor, name.known.place
            if place and place.kind == "city" and place.latitude is None and place.country:
                town = self.knowledge.towns.find(place.name, [place.country])
                place = town if town and town.country == place.country else place
            reading: Reading = "actor"
            if actor and place:
                reading = self.knowledge.readings.of(self.doc, name.start, name.end, seat=name.known.seat)
            elif place:
                reading = "place"
            self._refer(name, actor, place, reading)
        elif name.sort == "organization":
            self._refer(name, Actor(self._text(name), "organization", None, "UNK"), None, "actor")
        else:
            place = self.knowledge.towns.find(self._text(name), self.names.countries)
            self._refer(name, None, place or Location(self._text(name), "city"), "place")

    def _add_institution(self, name: Name, institution: Institution) -> None:
        country = name.country
        if country is None:
            if not institution.bare or not self.names.countries:
                return
            country = self.names.countries[0]
        nation = self.knowledge.gazetteer.countries[country]
        if institution.kind == "government":
            self._refer(name, nation.government, None, "actor")
            return
        adjective = nation.adjective(institution.gender)
        parts = [institution.canonical, adjective or f"({nation.place.name})"]
        if name.domain:
            parts.append(name.domain)
        full = " ".join(parts)
        actor = Actor(full[0].upper() + full[1:], institution.kind, country, institution.sector)
        self._refer(name, actor, None, "actor")

    def _refer(self, name: Name, actor: Actor | None, place: Location | None, reading: Reading) -> None:
        actors = () if actor is None else (self._actor(actor, self._text(name)),)
        location = None if place is None else self._location(place)
        start = name.start
        while start > 0 and self.doc[start - 1].pos_ == "DET" and not self.doc[start].is_sent_start:
            start -= 1
        self.references.append(
            Reference(
                name.start,
                name.end,
                start,
                name.end,
                self.doc[name.start : name.end].root.i,
                reading,
                "name",
                actors,
                location,
            )
        )

    def _text(self, name: Name) -> str:
        return self.doc[name.start : name.end].text

    def _actor(self, actor: Actor, alias: str) -> int:
        key = (" ".join(fold_words(actor.name)), actor.country if actor.kind == "government" else None)
        index = self._actor_index.get(key)
        if index is None:
            index = self._actor_index[key] = len(self.actors)
            self.actors.append(actor)
        known = self.actors[index]
        if alias != known.name and alias not in known.aliases:
            self.actors[index] = replace(known, aliases=(*known.aliases, alias))
        return index

    def _location(self, place: Location) -> int:
        key = (" ".join(fold_words(place.name)), place.country)
        index = self._location_index.get(key)
        if index is None:
            index = self._location_index[key] = len(self.locations)
            self.locations.append(place)
        return index
