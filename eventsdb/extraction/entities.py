"""The actors and places of an article and every name of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.cast import Cast
from eventsdb.extraction.coreference import Resolver
from eventsdb.extraction.document import Document, Entities, Reading, Reference
from eventsdb.extraction.institution_actors import InstitutionActors, body_of
from eventsdb.extraction.known_actors import KnownActors
from eventsdb.extraction.locating import Locator
from eventsdb.extraction.mending import OF
from eventsdb.extraction.mentions import relative_subjects
from eventsdb.extraction.name_finding import find_names
from eventsdb.extraction.names import Name, Names
from eventsdb.extraction.persons import PersonName, find_persons
from eventsdb.extraction.roles import Titles
from eventsdb.records import Actor, ActorRole, Location, MentionForm

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.institutions import InstitutionName
    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.tokens import Doc


def find_entities(document: Document, knowledge: Knowledge) -> Entities:
    """Find the actors and places of a document and every reference to them."""
    names = find_names(document.doc, knowledge)
    return _Article(document.doc, names, knowledge).entities()


class _Article:
    """The references of one article as they are gathered."""

    def __init__(self, doc: Doc, names: Names, knowledge: Knowledge) -> None:
        self.doc = doc
        self.names = names
        self.knowledge = knowledge
        self.places = Locator(names)
        self.institutions = InstitutionActors(doc, names, knowledge, self.places, self._last_armed_group)
        self.known = KnownActors(doc, names, knowledge, self.places)
        self.cast = Cast()
        self._acting: list[int] = []  # references by bare nouns that act ("la police")
        self.references: list[Reference] = []

    def entities(self) -> Entities:
        """Gather everything."""
        people = self._add_persons(find_persons(self.doc, self.names, self.knowledge))
        titles = {i for r in self.references for i in range(r.phrase_start, r.phrase_end)}
        for name in self.names.names:
            if name.sort != "person":
                self._add_name(name, in_title=name.start in titles)
        self._settle_bare_nouns()
        self._add_roles(people)
        resolver = Resolver(self.names, people, self.cast, self.references)
        self.references.extend(resolver.resolve())
        self._settle_governments(titles)
        self.references.sort(key=_order)
        entities = Entities(
            tuple(self.cast.actors), tuple(self.cast.locations), tuple(self.references), resolver.genders()
        )
        return replace(
            entities, references=tuple(sorted((*self.references, *self._relatives(entities)), key=_order))
        )

    def _relatives(self, entities: Entities) -> Iterator[Reference]:
        """The pronoun "qui", standing for what its clause is about."""
        for i, nouns in relative_subjects(self.doc):
            heads = [r for r in map(entities.at, nouns) if r and r.reading == "actor"]
            actors = dict.fromkeys(actor for r in heads for actor in r.actors)
            if actors and entities.at(i) in {None, *heads}:
                yield Reference(i, i + 1, i, i + 1, i, "actor", "pronoun", tuple(actors))

    def _add_persons(self, persons: tuple[PersonName, ...]) -> dict[int, list[PersonName]]:
        """Add every person; return the names of each by index of the actor."""
        people: dict[int, list[PersonName]] = {}
        indices: dict[int, int] = {}
        for person in persons:
            if person.identity not in indices:
                names = [p for p in persons if p.identity == person.identity]
                index = indices[person.identity] = self.cast.person(self._person(names))
                people[index] = names
            self.references.append(
                Reference(
                    person.start,
                    person.end,
                    person.phrase_start,
                    person.phrase_end,
                    self.doc.span(person.phrase_start, person.phrase_end).root.i,
                    "actor",
                    "name",
                    (indices[person.identity],),
                    None,
                    person.title,
                )
            )
        return people

    def _person(self, names: list[PersonName]) -> Actor:
        """The person that these names name."""
        known = next((p.known for p in names if p.known), None)
        longest = max(names, key=lambda p: p.end - p.start)
        name = known.name if known else self.doc.span(longest.start, longest.end).text
        aliases = dict.fromkeys(self.doc.span(p.start, p.end).text for p in names)
        country = known.country if known else next((p.country for p in names if p.country), None)
        held = next((p for p in names if p.office), None)
        if country is None and not (held and self.names.of_many(*held.title_span)):
            country = self.names.country_near(held.start) if held else self.names.home
        return Actor(name, "person", country, None, tuple(a for a in aliases if a != name))

    def _add_roles(self, people: dict[int, list[PersonName]]) -> None:
        """Give every person the offices held, as the text says, each with the body in which it is held."""
        titles = Titles(self.names, self.knowledge)
        for index, names in people.items():
            country = self.cast.actors[index].country
            roles: dict[ActorRole, None] = {}
            for name in names:
                if not name.title or not titles.is_held(*name.title_span):
                    continue
                if title := titles.usual(*name.title_span):
                    held_in = self._named_in(*name.title_span)
                    ministry = titles.ministry(title, name.country or country) if held_in is None else None
                    if ministry is not None and ministry.country is not None:
                        held_in = self.cast.actor(
                            body_of(ministry, ministry.country, self.knowledge.gazetteer)
                        )
                    own = name.country or (country if held_in is None else self.cast.actors[held_in].country)
                    roles[ActorRole(title, held_in, own)] = None
            self.cast.actors[index] = replace(
                self.cast.actors[index], roles=tuple(roles), sector=titles.sector(names)
            )

    def _named_in(self, start: int, end: int) -> int | None:
        """The first body that a title names: "porte-parole de l'ONU"."""
        for reference in self.references:
            if start < reference.start and reference.end <= end and reference.actors:
                actor = self.cast.actors[reference.actors[0]]
                if actor.kind not in {"person", "government"}:
                    return reference.actors[0]
        return None

    def _add_name(self, name: Name, *, in_title: bool) -> None:
        if name.institution:
            self._add_institution(name, name.institution)
        elif name.known:
            self._add_known(name, name.known, in_title=in_title)
        elif name.sort == "organization":
            full = name.full or self._text(name)
            if full.split()[0].islower():
                full = full[0].upper() + full[1:]
            country = self.known.country_in(name)
            body = Actor(full, "media" if name.sector == "JRN" else "organization", country, name.sector)
            self._add_reference(name, (self.cast.unlisted(body, self._text(name)),))
        elif (road := self.places.road(name)) is not None:
            self._refer(name, place=road, reading="road")
        elif (place := self.places.of(name)) is not None:
            self._refer(name, place=place, reading="place")

    def _add_known(self, name: Name, known: Known, *, in_title: bool) -> None:
        last = self.references[-1] if self.references else None
        name, actor, place, reading = self.known.read(name, known, last, in_title=in_title)
        self._refer(name, *([actor] if actor else ()), place=place, reading=reading)

    def _add_institution(self, name: Name, read: InstitutionName) -> None:
        found = self.institutions.read(name, read)
        if found is None:
            return
        if found.bare:
            self._acting.append(len(self.references))
        self._refer(name, *found.actors, form=found.form)

    def _last_armed_group(self) -> Actor | None:
        """The armed group named last, which "les rebelles" may be."""
        for reference in reversed(self.references):
            for index in reference.actors:
                if self.cast.actors[index].kind == "armed_group":
                    return self.cast.actors[index]
        return None

    def _settle_bare_nouns(self) -> None:
        """Count "la police" as a name of that actor where it acts again and again."""
        counts = Counter(self.references[i].actors for i in self._acting)
        for i in self._acting:
            if counts[self.references[i].actors] > 1:
                self.references[i] = replace(self.references[i], form="name")

    def _settle_governments(self, titles: set[int]) -> None:
        """Count "les autorités russes" as a name of Russia only where nothing else names it as an actor.

        Inside a title, tokens `titles`, it never does: "le chef de la diplomatie russe X" names X.
        """
        named = {
            actor
            for r in self.references
            if r.form == "name" and r.reading == "actor" and (r.location is not None or self._seat(r))
            for actor in r.actors
        }
        for i, reference in enumerate(self.references):
            if (
                reference.location is not None
                or self._seat(reference)
                or not (reference.start in titles or named.issuperset(reference.actors))
            ):
                continue
            if all(self.cast.actors[actor].kind == "government" for actor in reference.actors):
                self.references[i] = replace(reference, form="nominal")

    def _seat(self, reference: Reference) -> bool:
        known = self.knowledge.gazetteer.lookup(self.doc.span(reference.start, reference.end).text)
        return known is not None and known.actor is not None and known.actor.kind == "government"

    def _refer(
        self,
        name: Name,
        *actors: Actor,
        place: Location | None = None,
        reading: Reading = "actor",
        form: MentionForm = "name",
    ) -> None:
        """Add a reference by a name, with the common noun before it in apposition and the article."""
        alias = self._text(name) if len(actors) == 1 else None
        indices = tuple(self.cast.actor(actor, alias) for actor in actors)
        self._add_reference(
            name, indices, None if place is None else self.cast.location(place), reading, form
        )

    def _add_reference(
        self,
        name: Name,
        indices: tuple[int, ...],
        location: int | None = None,
        reading: Reading = "actor",
        form: MentionForm = "name",
    ) -> None:
        start = name.start
        if indices and self.cast.actors[indices[0]].kind in {"media", "organization", "armed_group"}:
            start = self._carrier(start)
        while start > 0 and self.doc[start - 1].pos_ == "DET" and not self.doc[start].is_sent_start:
            start -= 1
        self.references.append(
            Reference(
                name.start,
                name.end,
                start,
                name.end,
                self.doc.span(start, name.end).root.i,
                reading,
                form,
                indices,
                location,
            )
        )

    def _carrier(self, start: int) -> int:
        """Where the common noun begins that a name stands in apposition to ("l'agence de presse russe X")."""
        i = start
        while i > 0 and start - i < 6 and not self.doc[i].is_sent_start:
            i -= 1
            token = self.doc[i]
            if token.pos_ == "NOUN" and token.lemma_.lower() in self.knowledge.anaphora.again:
                return i
            if token.pos_ not in {"ADJ", "NOUN"} and token.lower_ not in OF:
                break
        return start

    def _text(self, name: Name) -> str:
        return self.doc.span(name.start, name.end).text


def _order(reference: Reference) -> tuple[int, int]:
    return reference.phrase_start, -reference.phrase_end
