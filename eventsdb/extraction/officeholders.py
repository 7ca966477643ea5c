"""Who "le président russe" is: a person of the article, or the body that the office stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventsdb.extraction.document import Reference
from eventsdb.extraction.institution_actors import body_of
from eventsdb.extraction.institutions import InstitutionName
from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.extraction.mentions import Mention, acts, refer
from eventsdb.extraction.roles import Titles
from eventsdb.records import Actor, MentionForm

if TYPE_CHECKING:
    from eventsdb.extraction.cast import Cast
    from eventsdb.extraction.knowledge import Office
    from eventsdb.extraction.names import Names
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.phrases import Found

_DEFINITE = frozenset({"le", "la", "l'", "l’", "ce", "cet", "cette", "son", "sa", "leur"})
_CONTRACTED = frozenset({"du", "au"})
_PLURAL = frozenset({"les", "des", "deux", "trois", "plusieurs", "ses", "leurs"})
_LONGEST = 10  # tokens that may follow an office
_NEAR = 60  # tokens back to a person who is still spoken of


class OfficeHolders:
    """Resolves offices without a name, in one article."""

    def __init__(
        self, names: Names, persons: dict[int, list[PersonName]], cast: Cast, references: list[Reference]
    ) -> None:
        """`persons` maps the index of an actor to the names of that person."""
        self.doc = names.doc
        self.names = names
        self.persons = persons
        self.cast = cast
        self.references = references
        self._titles = Titles(names, names.knowledge)
        self._named = {name.start: name for name in names.names}

    def read(self, found: Found[Office], seen: list[Mention]) -> Reference | None:
        """The reference that an office makes, `seen` being the mentions before it."""
        start = found.start
        before = self.doc[start - 1].lower_ if start and not self.doc[start].is_sent_start else ""
        end, country = self._end(found)
        inside = [r for r in self.references if found.end <= r.start < end and r.actors]
        bodies = [r for r in inside if self.cast.actors[r.actors[0]].kind not in {"government", "person"}]
        title = self.doc.span(start, end).text
        begin = start if before in _CONTRACTED else start - 1
        if before in _PLURAL or "Plur" in self.doc[start].morph.get("Number", []):
            if before in _PLURAL and bodies and found.value.stands_for:
                return refer(self.doc, begin, end, bodies[0].actors, "nominal", title=title)
            return None
        if before not in _DEFINITE | _CONTRACTED:
            return None
        holder = self._holder(found, country, seen)
        if holder is not None:
            return refer(self.doc, begin, end, (holder,), "nominal", title=title)
        if (body := self._body(found, end, country, title)) is not None:
            form: MentionForm = (
                "name" if acts(self.doc, start, start + 1) or found.value.body is None else "nominal"
            )
            return refer(self.doc, begin, end, (self.cast.actor(body, title),), form, title=title)
        if found.value.stands_for is None:
            return None
        state = None if found.value.stands_for == "institution" else country
        if bodies and not (state and self._names_country_first(found.end, bodies[0].start)):
            return refer(self.doc, begin, end, bodies[0].actors, "nominal", title=title)
        if state:
            government = self.names.knowledge.gazetteer.countries[state].government
            return refer(self.doc, begin, end, (self.cast.actor(government, title),), "name", title=title)
        home = self.names.home
        if home and not country and not bodies and self._is_national(found, end):
            if (holder := self._titled(self.doc[found.start].lower_, home)) is not None:
                return refer(self.doc, begin, end, (holder,), "nominal", title=title)
            government = self.names.knowledge.gazetteer.countries[home].government
            return refer(self.doc, begin, end, (self.cast.actor(government),), "nominal", title=title)
        return None

    def _body(self, found: Found[Office], end: int, country: str | None, title: str) -> Actor | None:
        """The body that an office acts for: the prosecution, or the ministry whose field is told."""
        knowledge = self.names.knowledge
        nation = country or self.names.country_near(found.start)
        if nation is None:
            return None
        if found.value.body is not None:
            institution = knowledge.institutions.lookup(found.value.body)
            named = InstitutionName(0, 0, institution, nation, "") if institution else None
        elif found.value.stands_for == "ministry" and country is None and end > found.end:
            named = self._titles.ministry(self._titles.usual(found.start, end), nation)
        else:
            return None
        return body_of(named, nation, knowledge.gazetteer) if named is not None else None

    def _titled(self, noun: str, country: str) -> int | None:
        """The person of a country whom the article calls by a noun, if only further on."""
        for actor, names in self.persons.items():
            titles = (p.title.lower() for p in names if p.title)
            if self._of_country(actor, country) and any(title.startswith(noun) for title in titles):
                return actor
        return None

    def _is_national(self, found: Found[Office], end: int) -> bool:
        """Whether a bare office is the country's: "le ministre de la Santé", "le président" said alone."""
        if found.value.stands_for == "ministry":
            return end > found.end
        return found.value.head and end == found.end

    def _names_country_first(self, start: int, end: int) -> bool:
        """Whether a country is told before the body: "l'ambassadeur de France à l'ONU"."""
        demonyms = self.names.knowledge.gazetteer.demonyms
        return any(
            self.doc[i].lower_ in demonyms or (i in self._named and self._named[i].country is not None)
            for i in range(start, end)
        )

    def _end(self, found: Found[Office]) -> tuple[int, str | None]:
        """Where the phrase of an office ends, and the country it gives."""
        demonyms = self.names.knowledge.gazetteer.demonyms
        country: str | None = None
        end = i = found.end
        while i < len(self.doc) and not self.doc[i].is_sent_start and i - found.end < _LONGEST:
            token = self.doc[i]
            if token.lower_ in demonyms and token.text[0].islower():
                country = country or demonyms[token.lower_].country
            elif i in self._named and i > found.end:
                if self._named[i].sort == "person":
                    break
                if found.value.head and self._is_local(i):
                    break  # "le président des Hauts-de-France" heads no country
                country = country or self._named[i].country
                i = self._named[i].end - 1
            elif token.lower_ in OF | ARTICLES or (
                token.lower_ in {"à", "au", "aux"} and self._named_after(i)
            ):
                i += 1
                continue
            elif token.pos_ not in {"ADJ", "NOUN", "PROPN"} or (
                token.pos_ == "NOUN" and self.doc[i - 1].lower_ not in OF | ARTICLES
            ):
                break
            i += 1
            end = i
        return end, country

    def _is_local(self, i: int) -> bool:
        """Whether the name at a token is that of a region or town which stands for no country."""
        known = self._named[i].known
        return known is not None and known.actor is None and known.place is not None and not known.seat

    def _named_after(self, i: int) -> bool:
        """Whether a name or a capitalised field follows "à": "l'ambassadeur à l'ONU"."""
        after = i + 1
        while after < len(self.doc) and self.doc[after].lower_ in ARTICLES:
            after += 1
        return after in self._named or (after < len(self.doc) and self.doc[after].text[0].isupper())

    def _holder(self, found: Found[Office], country: str | None, seen: list[Mention]) -> int | None:
        """The person of the article who holds the office.

        First who holds one of the same rank, the last mentioned, unless a known leader without a title acted
        since; then a head of the country under another title; then the only leader known there who acts.
        """
        people = [m for m in seen if m.person and self._fits(m, found.value, country)]
        noun = self.doc[found.start].lower_
        ranked = [
            m for m in people if any(rank == found.value.rank for rank, _ in self._offices(m.actors[0]))
        ]
        if ranked and (country or found.start - ranked[-1].token <= _NEAR):
            near = [m for m in ranked if found.start - m.token <= _NEAR]
            subjects = (m for m in reversed(near) if acts(self.doc, m.root, m.root + 1))
            return next(subjects, ranked[-1]).actors[0]
        if country is None and found.value.stands_for and people and self._speaks_on(people[-1], found.start):
            return people[-1].actors[0]
        if ranked:
            return ranked[-1].actors[0]
        if country and found.value.head:
            untitled = {m.actors[0] for m in people if self._known(m.actors[0], country)}
            if len(untitled) == 1:
                return untitled.pop()
        if country and (titled := self._titled(noun, country)) is not None:
            return titled
        if found.value.stands_for not in {"government", "ministry"}:
            return None
        for mention in reversed(people) if found.value.head else ():
            if any(head for _, head in self._offices(mention.actors[0])):
                return mention.actors[0] if country or noun in self.names.knowledge.heads else None
        home = country or next(iter(self.names.countries), None)
        known = [a for a in self.persons if self._known(a, home)]
        acting = [a for a in known if any(acts(self.doc, p.start, p.end) for p in self.persons[a])]
        if found.value.gender == "f":
            acting = [a for a in acting if self._is_woman(a)]
        return acting[0] if len(acting) == 1 else None

    def _is_woman(self, actor: int) -> bool:
        women = self.names.knowledge.anaphora.women
        return any(p.gender == "f" or self.doc[p.start].text in women for p in self.persons[actor])

    def _speaks_on(self, mention: Mention, token: int) -> bool:
        """Whether a person without a title has just acted, so that a bare office may be that person's."""
        actor = mention.actors[0]
        untitled = not any(True for _ in self._offices(actor))
        known = any(p.known for p in self.persons.get(actor, ()))
        root = self.doc[mention.root]
        return untitled and known and token - mention.token <= _NEAR and acts(self.doc, root.i, root.i + 1)

    def _fits(self, mention: Mention, office: Office, country: str | None) -> bool:
        if not self._of_country(mention.actors[0], country):
            return False
        return office.gender is None or mention.gender in {office.gender, None}

    def _of_country(self, actor: int, country: str | None) -> bool:
        return country is None or self.cast.actors[actor].country in {country, None}

    def _offices(self, actor: int) -> Iterator[tuple[int, bool]]:
        """The ranks of the offices that the text gives a person, and whether a country has one such."""
        yield from ((p.office.rank, p.office.head) for p in self.persons.get(actor, ()) if p.office)

    def _known(self, actor: int, country: str | None) -> bool:
        names = self.persons.get(actor, [])
        return (
            any(p.known for p in names)
            and self.cast.actors[actor].country == country
            and not any(p.office for p in names)
        )
