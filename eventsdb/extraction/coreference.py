"""What takes up a name again: offices, "les deux pays", "ce dernier", pronouns. Left empty when unsure.

Rules with gender and number over the nearest names before; see coreference.toml for the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from eventsdb.extraction.document import Reference
from eventsdb.extraction.mending import OF
from eventsdb.extraction.mentions import SUBJECTS, Mention, looks, speaker_after
from eventsdb.extraction.officeholders import OfficeHolders
from eventsdb.extraction.phrases import fold_words
from eventsdb.records import MentionForm

if TYPE_CHECKING:
    from eventsdb.extraction.cast import Cast
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.knowledge import Office
    from eventsdb.extraction.names import Names
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Token

_NEAR = 2  # sentences that a pronoun looks back
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
        self._roots = [sentence.root for sentence in self.doc.sents]
        for number, sentence in enumerate(self.doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number

    def genders(self) -> dict[int, Gender]:
        """The gender of every person that the text or the name tells."""
        found = {actor: self._told_gender(actor, self.cast.actors[actor].name) for actor in self.persons}
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
            return self._pronoun(token, seen)
        if (
            lower in _NUMBERS
            and token.i
            and self.doc[token.i - 1].lower_ in {"les", "ces", "des", "aux", "leurs"}
        ):
            return self._several(token, _NUMBERS[lower], seen)
        if lower in self.words.latter or lower in self.words.latter_plural:
            return self._latter(token, seen)
        if token.i in offices:
            return self._offices.read(offices[token.i], seen)
        if token.pos_ == "NOUN" and token.i and self.doc[token.i - 1].lower_ in _DEFINITE:
            return self._members(token, seen) or self._again(token, seen)
        if token.text[0].isupper() and lower in self.knowledge.gazetteer.demonyms and not token.is_sent_start:
            return self._people(token)
        return None

    def _mention(self, reference: Reference) -> Mention:
        token = self.doc[reference.root]
        actor = self.cast.actors[reference.actors[0]]
        person = actor.kind == "person"
        gender: Gender | None = None
        if person:
            gender = self._gender_of(reference.actors[0], actor.name)
        elif marks := token.morph.get("Gender", []):
            gender = "f" if marks[0] == "Fem" else "m"
        plural = len(reference.actors) > 1 or "Plur" in token.morph.get("Number", [])
        sentence = self._sentence[reference.start]
        return Mention(
            reference.start, reference.root, sentence, reference.actors, gender, plural and not person, person
        )

    def _gender_of(self, actor: int, name: str) -> Gender | None:
        """The gender that the text tells, else a man's for a full name that does not look a woman's."""
        if told := self._told_gender(actor, name):
            return told
        names = self.persons.get(actor, ())
        feminine = any(self.doc[p.start].morph.get("Gender", []) == ["Fem"] for p in names)
        return None if feminine or " " not in name else "m"

    def _told_gender(self, actor: int, name: str) -> Gender | None:
        """The gender that an address, an office, an article or the first name tells; None when none does."""
        names = self.persons.get(actor, ())
        if told := next((p.gender for p in names if p.gender), None):
            return told
        articles = {self._article(p) for p in names}
        if articles & {"la", "une", "cette"}:
            return "f"
        if name.split(maxsplit=1)[0] in self.words.women and " " in name:
            return "f"
        return "m" if articles & {"le", "un", "ce"} else None

    def _article(self, name: PersonName) -> str:
        """The article of the phrase of a name: of an office, or of the noun before ("la romancière X")."""
        if name.office:
            return self.doc[name.phrase_start].lower_
        before = name.start - 2
        noun = before >= 0 and self.doc[before + 1].pos_ == "NOUN" and not self.doc[name.start].is_sent_start
        return self.doc[before].lower_ if noun else ""

    # -- pronouns -------------------------------------------------------------------------

    def _pronoun(self, token: Token, seen: list[Mention]) -> Reference | None:
        """Read "il": the subject of the clause above or the sentence before, else the only person near."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else token
        if token.dep_.startswith("expl") or following.lower_ == "y":
            return None
        if token.head.lemma_.lower() in self.words.impersonal:
            return None
        lower = token.lower_
        plural = lower in self.words.plural
        gender = self.words.plural[lower] if plural else self.words.singular[lower]
        for subject in self._subjects_before(token):
            mention = next((m for m in reversed(seen) if subject.i in {m.root, self._noun_of(m)}), None)
            if mention is not None:
                if mention.agrees(gender, plural=plural):
                    return self._reference(token.i, token.i + 1, mention.actors, "pronoun")
            elif subject.pos_ in {"NOUN", "PRON"} and looks(subject, gender, plural=plural):
                return None  # something else that agrees: nobody can tell
        people = [m for m in self._near(token, seen) if m.person and m.agrees(gender, plural=plural)]
        subjects = [m for m in people if self.doc[m.root].dep_ in SUBJECTS]
        for candidates in (people, subjects):
            if len({m.actors for m in candidates}) == 1:
                return self._reference(token.i, token.i + 1, candidates[-1].actors, "pronoun")
        return None

    def _noun_of(self, mention: Mention) -> int:
        """The common noun that a name stands right behind ("la romancière X"), else the name."""
        root = self.doc[mention.root]
        behind = root.head.i == root.i - 1 and root.head.pos_ == "NOUN" and root.dep_ in {"appos", "nmod"}
        return root.head.i if behind else root.i

    def _subjects_before(self, token: Token) -> Iterator[Token]:
        """The subjects of the clauses above, then those of the sentence before, its speaker first.

        In the main clause it is the main clause's own: "La gagnante est X, elle devance Y".
        """
        for verb in list(islice(token.head.ancestors, 5)) or [token.head]:
            for child in verb.children:
                if child.dep_ in SUBJECTS and child.i < token.i:
                    yield child
        number = self._sentence[token.i]
        if number:
            root = self._roots[number - 1]
            speech = [child for child in root.children if child.dep_ == "parataxis"]
            for verb in (*speech, root):
                yield from speaker_after(verb)
                yield from (child for child in verb.children if child.dep_ in SUBJECTS)

    def _near(self, token: Token, seen: list[Mention]) -> list[Mention]:
        sentence = self._sentence[token.i]
        return [m for m in seen if 0 <= sentence - m.sentence <= _NEAR]

    def _latter(self, token: Token, seen: list[Mention]) -> Reference | None:
        """Read "ce dernier", "celle-ci": the last person of that gender; "ces derniers": the last group."""
        start = token.i
        if token.lower_.startswith("derni"):
            if not token.i or self.doc[token.i - 1].lower_ not in {"ce", "cette", "ces"}:
                return None
            if token.i + 1 < len(self.doc) and self.doc[token.i + 1].pos_ in {"NOUN", "PROPN"}:
                return None
            start -= 1
        if token.lower_ in self.words.latter_plural:
            last = next((m for m in reversed(self._near(token, seen)) if m.plural), None)
            return self._reference(start, token.i + 1, last.actors, "pronoun") if last else None
        gender = "f" if token.lower_ in {"dernière", "celle-ci"} else "m"
        people = [m for m in self._near(token, seen) if m.person and m.gender in {gender, None}]
        return self._reference(start, token.i + 1, people[-1].actors, "pronoun") if people else None

    # -- nouns ----------------------------------------------------------------------------

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
                return self._reference(token.i - 1, i + 1, actors, "nominal")
        if lemma in self.words.states:
            actors = self._last_governments(token.i, before, number)
            if actors:
                return self._reference(token.i - 1, i + 1, actors, "nominal")
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
                return self._reference(token.i - 1, token.i + 1, (named,), "nominal")
        return (
            self._reference(token.i - 1, token.i + 1, chosen.actors, "nominal")
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
                return self._reference(token.i - 1, end, mention.actors, "nominal")
        return None

    def _modified(self, i: int) -> bool:
        """Whether what follows a noun narrows it down to something else ("le groupe de manifestants")."""
        while i < len(self.doc) and self.doc[i].pos_ == "ADJ" and not self.doc[i].is_sent_start:
            i += 1
        if i >= len(self.doc) or self.doc[i].is_sent_start:
            return False
        return self.doc[i].lower_ in OF or self.doc[i].pos_ in {"NOUN", "PROPN"} or i in self._taken

    def _people(self, token: Token) -> Reference | None:
        """Read "les Américains": the government, by description."""
        demonym = self.knowledge.gazetteer.demonyms[token.lower_]
        if not demonym.plural or not token.i or self.doc[token.i - 1].lower_ not in {"les", "aux", "des"}:
            return None
        government = self.knowledge.gazetteer.countries[demonym.country].government
        return self._reference(token.i - 1, token.i + 1, (self.cast.actor(government),), "nominal")

    def _reference(
        self, start: int, end: int, actors: tuple[int, ...], form: MentionForm, title: str | None = None
    ) -> Reference:
        first = start + 1 if form == "name" and self.doc[start].pos_ == "DET" else start
        return Reference(
            first, end, start, end, self.doc.span(start, end).root.i, "actor", form, actors, None, title
        )
