"""What takes up a name again: offices, "les deux pays", "ce dernier", pronouns. Left empty when unsure.

Rules with gender and number over the nearest names before; see coreference.toml for the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventsdb.extraction.epithets import Epithets
from eventsdb.extraction.genders import Genders
from eventsdb.extraction.mending import OF
from eventsdb.extraction.mentions import SUBJECTS, Mention, refer
from eventsdb.extraction.officeholders import OfficeHolders
from eventsdb.extraction.phrases import fold_words
from eventsdb.extraction.pronouns import Pronouns

if TYPE_CHECKING:
    from eventsdb.extraction.cast import Cast
    from eventsdb.extraction.document import Reference
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.knowledge import Office
    from eventsdb.extraction.names import Names
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Token

_NEAR = 2  # sentences over which a noun takes up a group again
_IDLE = frozenset({"VERB", "AUX", "ADP", "ADV", "PUNCT", "CCONJ", "SCONJ", "SPACE", "SYM"})  # take up nobody
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4}
_DEFINITE = frozenset({"le", "la", "l'", "l’", "les", "ce", "cet", "cette", "ces", "son", "sa", "leur"})


class Resolver:
    """Resolves the nominal and pronominal references of one article, in reading order."""

    def __init__(
        self, names: Names, persons: dict[int, list[PersonName]], cast: Cast, references: list[Reference]
    ) -> None:
        """`persons` maps the index of an actor to the names of that person."""
        self.doc = names.doc
        self.names = names
        self.persons = persons
        self.cast = cast
        self.knowledge = names.knowledge
        self.words = names.knowledge.anaphora
        self.references = references
        self._offices = OfficeHolders(names, persons, cast, references)
        self._taken = {i for r in references for i in range(r.start, r.end)}
        self._titles = {i for r in references if r.title for i in range(r.phrase_start, r.phrase_end)}
        self._sentence = [0] * len(self.doc)
        for number, sentence in enumerate(self.doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number
        roots = [sentence.root for sentence in self.doc.sents]
        self._pronouns = Pronouns(self.doc, self.words, self._sentence, roots)
        self._epithets = Epithets(self.doc, self.knowledge, persons, self._sentence)
        self._genders = Genders(self.doc, persons, self.words.women)

    def genders(self) -> dict[int, Gender]:
        """The gender of every person that the text or the name tells."""
        found = {actor: self._genders.told(actor, self.cast.actors[actor].name) for actor in self.persons}
        return {actor: gender for actor, gender in found.items() if gender is not None}

    def resolve(self) -> list[Reference]:
        """The references found."""
        found: list[Reference] = []
        mentions = [self._mention(r) for r in self.references if r.reading == "actor" and r.actors]
        mentions.sort(key=lambda m: m.token)
        offices = {office.start: office for office in self.names.offices}
        position, seen = 0, []
        for token in self.doc:
            if token.pos_ in _IDLE and token.i not in offices:
                continue
            while position < len(mentions) and mentions[position].token < token.i:
                seen.append(mentions[position])
                position += 1
            reference = self._read(token, offices, seen)
            if reference is not None and reference.root not in self._taken:
                found.append(reference)
                self._taken.update(range(reference.start, reference.end))
                if reference.actors:
                    seen.append(self._mention(reference))
        return found

    def _read(self, token: Token, offices: dict[int, Found[Office]], seen: list[Mention]) -> Reference | None:
        if token.i in self._taken or token.i in self._titles:
            return None
        lower = token.lower_
        if lower in self.words.singular or lower in self.words.plural:
            return self._pronouns.personal(token, seen)
        if (
            lower in _NUMBERS
            and token.i
            and self.doc[token.i - 1].lower_ in {"les", "ces", "des", "aux", "leurs"}
        ):
            return self._several(token, _NUMBERS[lower], seen)
        if lower in self.words.latter or lower in self.words.latter_plural:
            return self._pronouns.latter(token, seen)
        if token.i in offices:
            office = offices[token.i]
            if lower in self.knowledge.heads and self._is_of_party(token):
                return self._epithets.read(token, office, seen)
            return self._offices.read(office, seen) or self._epithets.read(token, office, seen)
        definite = token.pos_ == "NOUN" and token.i and self.doc[token.i - 1].lower_ in _DEFINITE
        if definite and (found := self._members(token, seen) or self._again(token, seen)) is not None:
            return found
        if lower in self.words.epithets and token.i:
            return self._epithets.read(token, None, seen)
        if token.text[0].isupper() and lower in self.knowledge.gazetteer.demonyms and not token.is_sent_start:
            return self._people(token)
        return None

    def _is_of_party(self, noun: Token) -> bool:
        """Whether an adjective of a party tells a leader from a head of state: "le dirigeant socialiste"."""
        after = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else noun
        return after.lower_ in self.words.epithets and after.i != noun.i

    def _mention(self, reference: Reference) -> Mention:
        token = self.doc[reference.root]
        actor = self.cast.actors[reference.actors[0]]
        person = actor.kind == "person"
        gender: Gender | None = None
        if person:
            gender = self._genders.of(reference.actors[0], actor.name)
        elif marks := token.morph.get("Gender", []):
            gender = "f" if marks[0] == "Fem" else "m"
        plural = len(reference.actors) > 1 or "Plur" in token.morph.get("Number", [])
        sentence = self._sentence[reference.start]
        return Mention(
            reference.start, reference.root, sentence, reference.actors, gender, plural and not person, person
        )

    def _several(self, token: Token, number: int, seen: list[Mention]) -> Reference | None:
        i = token.i + 1
        while i < len(self.doc) and self.doc[i].pos_ == "ADJ" and not self.doc[i].is_sent_start:
            i += 1
        if i >= len(self.doc):
            return None
        lemma = self.doc[i].lemma_.lower()
        before = [m for m in seen if self._sentence[token.i] - m.sentence <= 4]
        if lemma in self.words.persons:
            holders = self._last(self._holders(lemma, before), number, person=True)
            office = self.knowledge.offices.lookup(lemma)
            anyone = (
                () if office is not None and office.stands_for else self._last(before, number, person=True)
            )
            if actors := holders or self._only_heads(lemma, number) or anyone:
                return refer(self.doc, token.i - 1, i + 1, actors, "nominal")
        if lemma in self.words.states:
            actors = self._last_governments(token.i, before, number)
            if actors:
                return refer(self.doc, token.i - 1, i + 1, actors, "nominal")
        return None

    def _only_heads(self, noun: str, number: int) -> tuple[int, ...]:
        """The known leaders of an article, where "les deux dirigeants" can be nobody else."""
        office = self.knowledge.offices.lookup(noun)
        if office is None or not office.head:
            return ()
        known = (
            actor
            for actor, names in self.persons.items()
            if any(p.known for p in names) and all(p.office is None or p.office.head for p in names)
        )
        heads = tuple(sorted(known))
        return heads if len(heads) == number else ()

    def _last(self, mentions: list[Mention], number: int, *, person: bool) -> tuple[int, ...]:
        """The last `number` different persons or governments mentioned, or none if there are fewer."""
        actors: dict[int, None] = {}
        for mention in reversed(mentions):
            for actor in mention.actors:
                kind = self.cast.actors[actor].kind
                if kind == ("person" if person else "government") and len(actors) < number:
                    actors[actor] = None
        return tuple(sorted(actors)) if len(actors) == number else ()

    def _holders(self, noun: str, mentions: list[Mention]) -> list[Mention]:
        """The mentions of persons who hold the kind of office that a noun names."""
        office = self.knowledge.offices.lookup(noun)
        if office is None or office.stands_for is None:
            return mentions
        return [
            m
            for m in mentions
            if any(p.office and p.office.rank == office.rank for p in self.persons.get(m.actors[0], ()))
            or (
                office.head
                and any(
                    p.known and (p.office is None or p.office.head) for p in self.persons.get(m.actors[0], ())
                )
            )
        ]

    def _last_governments(self, token: int, mentions: list[Mention], number: int) -> tuple[int, ...]:
        """The last governments mentioned; failing that, those whose countries the words before speak of."""
        if actors := self._last(mentions, number, person=False):
            return actors
        codes: dict[str, None] = {}
        for code in self.names.countries_before(token):
            if len(codes) < number:
                codes[code] = None
        if len(codes) < number:
            return ()
        countries = self.knowledge.gazetteer.countries
        return tuple(sorted(self.cast.actor(countries[code].government) for code in codes))

    def _again(self, token: Token, seen: list[Mention]) -> Reference | None:
        """Read "le mouvement", "la mairie": the last actor that is such or whose name begins so."""
        rules = self.words.again.get(token.lemma_.lower(), ())
        noun = fold_words(token.text)[:1]
        if self._modified(token.i + 1):
            return None
        plural = "Plur" in token.morph.get("Number", [])
        fitting = []
        for mention in reversed([m for m in seen if not m.person]):
            actor = self.cast.actors[mention.actors[0]]
            near = self._sentence[token.i] - mention.sentence <= _NEAR
            if plural and actor.kind != "armed_group":
                continue
            same = not plural and actor.kind == "organization" and fold_words(actor.name)[:1] == noun
            if same or (near and any(rule.fits(actor) for rule in rules)):
                fitting.append(mention)
        # what has just acted goes on being spoken of rather than what was named beside it
        subjects = (m for m in fitting if self.doc[m.root].dep_ in SUBJECTS)
        chosen = next(subjects, fitting[0] if fitting else None)
        described = chosen is None or self.doc[chosen.root].pos_ == "NOUN"
        if described and not plural and token.lemma_.lower() in self.words.states and rules:
            named = self._country_named(token)
            if named is not None:
                return refer(self.doc, token.i - 1, token.i + 1, (named,), "nominal")
        return (
            refer(self.doc, token.i - 1, token.i + 1, chosen.actors, "nominal")
            if chosen is not None
            else None
        )

    def _country_named(self, token: Token) -> int | None:
        """The government of the country that the sentence named last before "le pays", also as a place."""
        for position, code in self.names.named_before(token.i):
            if position < token.sent.start:
                return None
            if self.doc[position].pos_ == "PROPN":
                return self.cast.actor(self.knowledge.gazetteer.countries[code].government)
        return None

    def _members(self, token: Token, seen: list[Mention]) -> Reference | None:
        """Read "les membres", "les États membres": the body of states named last, which they make up."""
        end = token.i + 1
        while end < len(self.doc) and self.doc[end].lower_ in self.words.members:
            end += 1
        if self.doc[end - 1].lower_ not in self.words.members or self._modified(end):
            return None
        for mention in reversed(seen):
            if self.cast.actors[mention.actors[0]].sector == "IGO":
                return refer(self.doc, token.i - 1, end, mention.actors, "nominal")
        return None

    def _modified(self, i: int) -> bool:
        """Whether what follows a noun narrows it down to something else ("le groupe de manifestants")."""
        while i < len(self.doc) and self.doc[i].pos_ == "ADJ" and not self.doc[i].is_sent_start:
            i += 1
        if i >= len(self.doc) or self.doc[i].is_sent_start:
            return False
        return self.doc[i].lower_ in OF or self.doc[i].pos_ in {"NOUN", "PROPN"} or i in self._taken

    def _people(self, token: Token) -> Reference | None:
        """Read "les Américains": the government, by description; "des Américains" may be anyone."""
        demonym = self.knowledge.gazetteer.demonyms[token.lower_]
        before = self.doc[token.i - 1]
        if not demonym.plural or not token.i or before.lower_ not in {"les", "aux", "des"}:
            return None
        if before.lower_ == "des" and before.pos_ == "DET":
            return None
        after = self.doc[token.i + 1 : token.i + 3]
        if len(after) > 1 and after[0].lower_ in OF and after[1].pos_ == "PROPN":
            return None  # "les Serbes de Bosnie"
        government = self.knowledge.gazetteer.countries[demonym.country].government
        return refer(self.doc, token.i - 1, token.i + 1, (self.cast.actor(government),), "nominal")
