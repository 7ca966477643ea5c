"""What fills a slot: an actor of the article, a group of people it does not name, or a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eventsdb.extraction.antecedents import Antecedents
from eventsdb.extraction.descriptions import Descriptions, forms_of
from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.forms import is_definite
from eventsdb.extraction.frames import NounClass
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.roster import Roster
from eventsdb.extraction.standing import Standing
from eventsdb.extraction.syntax import NATION, Syntax, has
from eventsdb.extraction.tokens import Token

FillerKind = Literal["known", "group", "pronoun", "thing"]
_PERSONAL = frozenset(
    """il elle ils elles lui leur eux je j' j’ nous vous on celui-ci celle-ci ceux-ci le la les l'
    l’""".split()  # noqa: SIM905
)
_FIRST_PERSON = frozenset({"je", "j'", "j’", "nous", "me", "m'", "m’", "moi"})


@dataclass(frozen=True, slots=True)
class Filler:
    """One head in a slot: its content noun, the actors it stands for, and their phrase in the text."""

    token: Token
    kind: FillerKind
    actors: tuple[int, ...] = ()
    reference: Reference | None = None

    @property
    def is_someone(self) -> bool:
        """Whether it can act: an actor, a group, or a pronoun whose antecedent is unknown."""
        return self.kind != "thing"

    @property
    def is_plural(self) -> bool:
        """Whether it stands for more than one."""
        return len(self.actors) > 1 or has(self.token, "Number", "Plur")

    @property
    def is_first_person(self) -> bool:
        """Whether the speaker speaks of himself."""
        return self.token.lower_ in _FIRST_PERSON


class Participants:
    """Resolves the slots of one article to actors, by the classes of nouns for people."""

    def __init__(
        self,
        syntax: Syntax,
        entities: Entities,
        classes: Mapping[str, NounClass],
        nations: Nations,
        antecedents: Antecedents,
    ) -> None:
        self.syntax = syntax
        self.entities = entities
        self.roster = Roster(entities, nations)
        self._antecedents = antecedents
        self._organs = classes["organ"].nouns
        representing = classes["representative"].nouns | self._organs
        self._standing = Standing(syntax, entities, self.roster, representing)
        self._corporate = classes["corporate"].nouns
        several = classes["several"].nouns | self._corporate
        people, unnamed, collective = (classes[name].nouns for name in ("people", "unnamed", "collective"))
        self._descriptions = Descriptions(
            syntax, self.roster, self._standing, people, unnamed, collective, several
        )
        self._filled: dict[tuple[int, ...], tuple[Filler, ...]] = {}
        self._forms: dict[int, frozenset[str]] = {}

    def fill(self, tokens: Sequence[Token]) -> tuple[Filler, ...]:
        """The fillers of a slot, coordination expanded."""
        key = tuple(token.i for token in tokens)
        if key not in self._filled:
            fillers = (
                filler
                for token in tokens
                for one in self._listed(token)
                for filler in self._instances(one) or [self._filler(one)]
            )
            self._filled[key] = tuple({filler.token.i: filler for filler in fillers}.values())
        return self._filled[key]

    def _listed(self, token: Token) -> Iterator[Token]:
        """What is coordinated with a word, or with what it is a part of: "une partie de X et de Y"."""
        listed = list(self.syntax.conjuncts(token))
        if len(listed) == 2 and self._is_name_of(listed[1], token):
            listed = listed[1:]
        yield from listed
        content = self._content(token)
        if content.i != token.i:
            yield from (one for one in self.syntax.conjuncts(content) if one.i != content.i)

    def _content(self, token: Token) -> Token:
        """The noun meant by a measure; not by a body ("une organisation de pêcheurs")."""
        body = token.lemma_.lower() in self._corporate
        return (
            token
            if body and (has(token, "Number", "Plur") or not is_definite(token))
            else self.syntax.content(token)
        )

    def _is_name_of(self, name: Token, noun: Token) -> bool:
        """Whether a name only says who a noun is: "le principal parti, l'Alliance, a refusé"."""
        named, known = self.entities.at(name.i), self.entities.at(noun.i)
        if named is None or not named.actors or named.form != "name" or (known and known.actors):
            return False
        joint = self.syntax.doc[named.phrase_start - 1]
        return name.i > noun.i and joint.text == "," and noun.pos_ == "NOUN"

    def _instances(self, token: Token) -> list[Filler]:
        """The names that a group is said to consist of: "des dirigeants comme X et Y"."""
        names = [c for c in token.rights if c.dep_ == "nmod" and self.syntax.preposition(c) == "comme"]
        fillers = [self._filler(one) for name in names for one in self.syntax.conjuncts(name)]
        return [f for f in fillers if f.kind == "known"]

    def _filler(self, token: Token) -> Filler:
        reference = self.entities.at(token.i)
        if reference is not None and self._is_town(reference) and self.syntax.preposition(token) == "de":
            return Filler(token, "thing", (), reference)  # "l'attentat de Londres"
        if reference is not None and reference.actors:
            if whole := self._standing.of_another(token, reference):
                return Filler(token, "known", whole)
            return Filler(token, "known", self._standing.each_state(token, reference), reference)
        if (nation := self._standing.nation(token)) is not None:
            return Filler(token, "known", (nation,))
        content = self._content(token)
        if content.i != token.i:
            reference = self.entities.at(content.i)
            if reference is not None and reference.actors:
                return Filler(content, "known", reference.actors, reference)
        if content.pos_ in {"PRON", "DET", "NUM"} or _is_latter(content):
            if actors := self._antecedents.of(content):
                return Filler(content, "known", actors)
            stands_for_someone = (
                content.lower_.lstrip("-") in _PERSONAL
                or self.syntax.is_share(content)
                or _is_latter(content)
            )
            return Filler(content, "pronoun" if stands_for_someone else "thing", (), reference)
        return self._described(content, reference, counted=content.i != token.i)

    def _is_town(self, reference: Reference) -> bool:
        """Whether a capital is the town here and not its government."""
        if reference.reading != "place" or reference.location is None:
            return False
        return self.entities.locations[reference.location].kind == "city"

    def _described(self, noun: Token, reference: Reference | None, *, counted: bool) -> Filler:
        """Whom a noun stands for that names nobody; `counted`: a number before it stands for its article."""
        standing = self._standing
        if (rule := standing.rule_of(noun)) is not None:
            return Filler(noun, "known", (rule,))
        if name := standing.name_of(noun) or standing.head_of(noun):
            return Filler(noun, "known", standing.government_of(noun, name), name)
        somewhere = reference is not None and reference.location is not None
        if country := standing.country_of(noun):
            return Filler(noun, "known", country)
        if self._descriptions.is_people(noun, counted=counted) and not somewhere:
            if whole := standing.represented(noun):
                return Filler(noun, "known", whole)
            return Filler(noun, "group", (), reference)
        if not self._organs.isdisjoint(forms_of(noun)) and (whole := standing.represented(noun)):
            return Filler(noun, "known", whole)  # "la rédaction du journal"
        return Filler(noun, "thing", (), reference)

    def is_one_of(self, filler: Filler, nouns: frozenset[str]) -> bool:
        """Whether a filler's noun is one of some nouns, whatever its gender and number."""
        token = filler.token
        if token.i not in self._forms:
            self._forms[token.i] = frozenset({token.lemma_, token.lower_, token.text, *forms_of(token)})
        return not nouns.isdisjoint(self._forms[token.i])

    def belongs(self, filler: Filler, members: NounClass) -> bool:
        """Whether a filler belongs to a class: by its noun, or as a named actor of one of its kinds."""
        if self.is_one_of(filler, members.nouns):
            return True
        noun = filler.token
        if (
            "group" in members.kinds
            and noun.text[0].isupper()
            and noun.lower_ in self.roster.nations.by_adjective
        ):
            return has(noun, "Number", "Plur")  # "de jeunes Algériens"
        return any(self.roster.actor(i).kind in members.kinds for i in filler.actors)

    def owners(self, filler: Filler, *, suffers: bool) -> tuple[Filler, ...]:
        """Whose the thing in a slot is: "ses propos", "la politique de X", "la politique turque".

        `suffers`: the thing is a deed done to whoever "de" names ("l'arrestation de X par Y").
        """
        slots = self.syntax.slots(filler.token)
        for slot in ("par", "subject", NATION) if suffers else ("par", "subject", "de", "entre", NATION):
            if found := tuple(one for one in self.fill(slots.get(slot, [])) if one.kind == "known"):
                return found
        return ()

    def actor_ids(self, filler: Filler, *, suffers: bool = False) -> tuple[int, ...]:
        """Indices of the actors a filler stands for, counting on from `Entities.actors` for groups.

        `suffers`: it is done to them. People who only suffer are actors when the text says who they are.
        """
        if filler.actors:
            anybody = suffers and self._descriptions.is_anybody(filler.token, filler.actors, filler.reference)
            return () if anybody else filler.actors
        actor = self._descriptions.actor(filler.token, suffers=suffers) if filler.kind == "group" else None
        return () if actor is None else (actor,)


def _is_latter(word: Token) -> bool:
    """Whether an adjective stands for someone named before: "ces derniers"."""
    return word.lemma_ == "dernier" and any(c.lower_ in {"ce", "cette", "ces"} for c in word.lefts)
