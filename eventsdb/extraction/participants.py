"""What fills a slot: an actor of the article, a group of people it does not name, or a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eventsdb.extraction.antecedents import Antecedents
from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.frames import NounClass
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.syntax import NATION, Syntax, has, masculine
from eventsdb.extraction.tokens import Token
from eventsdb.records import Actor, Location

FillerKind = Literal["known", "group", "pronoun", "thing"]
_PERSONAL = frozenset(
    """il elle ils elles lui leur eux je j' j’ nous vous on celui-ci celle-ci ceux-ci le la les l'
    l’""".split()  # noqa: SIM905
)
# of nouns for people, of which no list is complete: "multirécidiviste", "anesthésiologiste"
_PERSON_ENDINGS = ("aliste", "ariste", "iviste", "oniste", "atiste", "aniste", "éniste", "logiste", "ciste")
_FIRST_PERSON = frozenset({"je", "j'", "j’", "nous", "me", "m'", "m’", "moi"})
_PHRASE_WORDS = 7
_NESTED = 3  # complements of a complement in which the body that someone acts for is looked for
_RULE = frozenset({"administration", "gouvernement", "régime", "exécutif", "cabinet", "junte"})
_MEMBER = "membre"
_BODIES = frozenset({"groupe", "mouvement", "force"})  # somebody when told from others: "groupe rebelle"
_LEAD = frozenset({"diriger", "mener", "conduire", "emmener", "présider"})
_STATE_KINDS = frozenset({"government", "organization", "armed_group"})


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


@dataclass
class Participants:
    """Resolves slots to actors; groups that only a description names become actors of kind ``group``."""

    syntax: Syntax
    entities: Entities
    people: frozenset[str]
    representatives: frozenset[str]
    unnamed: frozenset[str]
    collective: frozenset[str]
    nations: Nations
    antecedents: Antecedents
    groups: list[Actor] = field(default_factory=list)
    group_mentions: list[tuple[int, int, int]] = field(default_factory=list)
    _by_phrase: dict[str, int] = field(default_factory=dict)
    _filled: dict[tuple[int, ...], tuple[Filler, ...]] = field(default_factory=dict)
    _forms: dict[int, frozenset[str]] = field(default_factory=dict)

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
        content = self.syntax.content(token)
        if content.i != token.i:
            yield from (one for one in self.syntax.conjuncts(content) if one.i != content.i)

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
        if reference is not None and reference.actors:
            if (whole := self._of_another(token, reference)) is not None:
                return whole
            return Filler(token, "known", self._each_state(token, reference), reference)
        if (nation := self._nation(token)) is not None:
            return Filler(token, "known", (nation,))
        content = self.syntax.content(token)
        if content.i != token.i:
            reference = self.entities.at(content.i)
            if reference is not None and reference.actors:
                return Filler(content, "known", reference.actors, reference)
        if content.pos_ in {"PRON", "DET", "NUM"} or _is_latter(content):
            if actors := self.antecedents.of(content):
                return Filler(content, "known", actors)
            stands_for_someone = (
                content.lower_.lstrip("-") in _PERSONAL
                or self.syntax.is_share(content)
                or _is_latter(content)
            )
            return Filler(content, "pronoun" if stands_for_someone else "thing", (), reference)
        if (rule := self._rule_of(content)) is not None:
            return Filler(content, "known", (rule,))
        if name := self._name_of(content) or self._head_of(content):
            return Filler(content, "known", self._government_of(content, name), name)
        counted = content.i != token.i  # "un millier de Turcs": the number stands for the article
        if self._is_people(content, counted=counted) and (reference is None or reference.location is None):
            acts_for_others = not self.representatives.isdisjoint(masculine(content.lemma_.lower()))
            if acts_for_others and (whole := self._represented(content)):
                return whole
            return Filler(content, "group", (), reference)
        return Filler(content, "thing", (), reference)

    def _each_state(self, noun: Token, reference: Reference) -> tuple[int, ...]:
        """The actors of a reference; all the states of "les gouvernements britannique et danois"."""
        kinds = {self.entities.actors[i].kind for i in reference.actors}
        if kinds == {"government"} and has(noun, "Number", "Plur"):
            return tuple(dict.fromkeys((*reference.actors, *self._states_of(noun))))
        return reference.actors

    def _states_of(self, noun: Token) -> tuple[int, ...]:
        """The governments that a noun's adjectives of nationality speak of, in their order."""
        adjectives = (one for child in noun.rights for one in self.syntax.list_of(child))
        found = [self._nation(one) for one in adjectives]
        return tuple(dict.fromkeys(i for i in found if i is not None))

    def _name_of(self, noun: Token) -> Reference | None:
        """The name that a noun takes for the same: "le groupe X", "l'organisation humanitaire X"."""
        if (apposed := self._apposed(noun)) is not None:
            return apposed
        for token in self.syntax.doc[noun.i + 1 : noun.i + _PHRASE_WORDS]:
            if token.text[0].isupper() and token.head.i == noun.i and self.syntax.preposition(token) is None:
                reference = self.entities.at(token.i)
                return reference if reference is not None and reference.actors else None
            if token.pos_ != "ADJ":
                break
        return None

    def _apposed(self, noun: Token) -> Reference | None:
        """The name set off by a comma behind a noun: "le principal syndicat du pays, l'UGTT,"."""
        for child in noun.rights:
            if child.dep_ == "appos" and self.syntax.doc[child.left_edge.i - 1].text == ",":
                reference = self.entities.at(child.i)
                if reference is not None and reference.form == "name" and reference.reading == "actor":
                    return reference if reference.actors and reference.location is None else None
        return None

    def _government_of(self, noun: Token, name: Reference) -> tuple[int, ...]:
        """The actors of a name, or the state that someone's government is: "l'administration X"."""
        person = self.entities.actors[name.actors[0]]
        if person.kind == "person" and noun.lemma_.lower() in _RULE:
            government = self.nations.governments.get(person.country or "")
            return () if government is None else (self._index(government),)
        return name.actors

    def _rule_of(self, noun: Token) -> int | None:
        """The government of the person who rules: "le régime de X"."""
        if noun.lemma_.lower() not in _RULE:
            return None
        holder = next((c for c in noun.rights if self._belongs_to(c)), None)
        reference = self.entities.at(holder.i) if holder is not None else None
        if reference is None or not reference.actors:
            return None
        person = self.entities.actors[reference.actors[0]]
        government = self.nations.governments.get(person.country or "")
        return self._index(government) if person.kind == "person" and government is not None else None

    def _head_of(self, noun: Token) -> Reference | None:
        """The person who leads a group: "une délégation conduite par X"."""
        for child in noun.rights:
            if child.dep_.startswith("acl") and child.lemma_ in _LEAD:
                for token in self.syntax.slots(child).get("par", []):
                    reference = self.entities.at(token.i)
                    if reference is not None and reference.actors:
                        kind = self.entities.actors[reference.actors[0]].kind
                        return reference if kind == "person" else None
        return None

    def _is_people(self, noun: Token, *, counted: bool = False) -> bool:
        """Whether a noun means people: by the lexicon, or as a people's name ("les Palestiniens")."""
        if not self.people.isdisjoint(_forms(noun)) or noun.lemma_.endswith(_PERSON_ENDINGS):
            return True
        if not noun.text[0].isupper():
            return False
        some = counted or any(c.pos_ == "DET" or c.dep_ == "nummod" for c in noun.lefts)
        if noun.lower_ in self.nations.by_adjective:
            return some  # "un Canadien"
        plural = noun.pos_ in {"NOUN", "PROPN"} and noun.text.endswith(("s", "x"))
        return some and plural and self.entities.at(noun.i) is None

    def _of_another(self, noun: Token, reference: Reference) -> Filler | None:
        """Whom a bare "les soldats" serves when the text goes on to say it: "les soldats de l'ONU"."""
        after = noun.i + 1
        if reference.form == "name" or reference.phrase_end != after or after >= len(self.syntax.doc):
            return None
        is_representative = not self.representatives.isdisjoint(masculine(noun.lemma_.lower()))
        goes_on = any(self._belongs_to(c) and c.left_edge.i == after for c in noun.rights)
        whole = self._represented(noun) if is_representative and goes_on else None
        everyone = (*self.entities.actors, *self.groups)
        if whole is None or any(everyone[i].kind not in _STATE_KINDS for i in whole.actors):
            return None
        return whole

    def _represented(self, noun: Token) -> Filler | None:
        """Whom someone acts for: "des combattants du Hezbollah" is the Hezbollah acting."""
        token: Token | None = noun
        named: dict[int, tuple[int, ...]] = {}
        states = self._states_of(noun)
        for _ in range(_NESTED):
            # "les ministres des Affaires étrangères de X et de Y": Y may hang higher than X
            parts = [one for one in self._list(token) if one.i >= noun.i]
            token = next((c for one in parts for c in one.rights if self._belongs_to(c)), None)
            named |= {one.i: found for one in self._list(token) if (found := self._named(one))}
            if token is None or token.i in named:
                break
            states = states or self._states_of(token)  # "les ministres de l'Intérieur grec et turc"
        actors = [i for position in sorted(named) for i in named[position]]
        if actors and not (noun.lemma_ == _MEMBER and self._is_alliance(actors)):
            return Filler(noun, "known", tuple(dict.fromkeys(actors)))
        return Filler(noun, "known", states) if states else None

    def _is_alliance(self, actors: list[int]) -> bool:
        """Whether what has members is a body of states, for which no member acts."""
        everyone = (*self.entities.actors, *self.groups)
        return any(everyone[i].sector == "IGO" for i in actors)

    def _belongs_to(self, child: Token) -> bool:
        return child.dep_ in {"nmod", "obl"} and self.syntax.preposition(child) == "de"

    def _list(self, token: Token | None) -> Iterable[Token]:
        return () if token is None else self.syntax.conjuncts(token)

    def _named(self, token: Token) -> tuple[int, ...]:
        reference = self.entities.at(token.i)
        return () if reference is None else reference.actors

    def _nation(self, word: Token) -> int | None:
        """The government that an adjective of nationality speaks of."""
        if word.text[0].isupper() or word.lower_ not in self.nations.by_adjective:
            return None
        return self._index(self.nations.by_adjective[word.lower_])

    def host(self, place: Location) -> tuple[int, ...]:
        """The government of the country a visit goes to."""
        government = self.nations.governments.get(place.country or "")
        return () if government is None else (self._index(government),)

    def actor(self, index: int) -> Actor:
        """The actor with that index, counting on from `Entities.actors` for groups."""
        known = len(self.entities.actors)
        return self.entities.actors[index] if index < known else self.groups[index - known]

    def _index(self, government: Actor) -> int:
        everyone = (*self.entities.actors, *self.groups)
        for index, actor in enumerate(everyone):
            if actor.kind == government.kind and actor.country == government.country:
                return index
        self.groups.append(government)
        return len(everyone)

    def is_one_of(self, filler: Filler, nouns: frozenset[str]) -> bool:
        """Whether a filler's noun is one of some nouns, whatever its gender and number."""
        token = filler.token
        if token.i not in self._forms:
            self._forms[token.i] = frozenset({token.lemma_, token.lower_, token.text, *_forms(token)})
        return not nouns.isdisjoint(self._forms[token.i])

    def belongs(self, filler: Filler, members: NounClass) -> bool:
        """Whether a filler belongs to a class: by its noun, or as a named actor of one of its kinds."""
        if self.is_one_of(filler, members.nouns):
            return True
        noun = filler.token
        if "group" in members.kinds and noun.text[0].isupper() and noun.lower_ in self.nations.by_adjective:
            return has(noun, "Number", "Plur")  # "de jeunes Algériens"
        everyone = (*self.entities.actors, *self.groups)
        return any(everyone[i].kind in members.kinds for i in filler.actors)

    def owners(self, filler: Filler, *, suffers: bool) -> tuple[Filler, ...]:
        """Whose the thing in a slot is: "ses propos", "la politique de X", "la politique turque".

        `suffers`: the thing is a deed done to whoever "de" names ("l'arrestation de X par Y").
        """
        slots = self.syntax.slots(filler.token)
        for slot in ("par", "subject", NATION) if suffers else ("par", "subject", "de", NATION):
            if found := tuple(one for one in self.fill(slots.get(slot, [])) if one.kind == "known"):
                return found
        return ()

    def actor_ids(self, filler: Filler, *, suffers: bool = False) -> tuple[int, ...]:
        """Indices of the actors a filler stands for, counting on from `Entities.actors` for groups.

        `suffers`: it is done to them. People who only suffer are actors when the text says who they are.
        """
        if filler.actors:
            return () if suffers and self._is_anybody(filler) else filler.actors
        if filler.kind != "group" or self._is_anyone(filler.token):
            return ()
        if suffers and not self._is_known_body(filler.token):
            return ()
        start, end = self._phrase(filler.token)
        name = self.syntax.doc.span(start, end).text
        key = name.casefold()
        if key not in self._by_phrase:
            self._by_phrase[key] = len(self.entities.actors) + len(self.groups)
            self.groups.append(Actor(name=name, kind="group"))
        actor = self._by_phrase[key]
        span = self.syntax.doc.span(start, end)
        mention = (actor, span.start_char, span.end_char)
        if mention not in self.group_mentions:
            self.group_mentions.append(mention)
        return (actor,)

    def _is_anyone(self, noun: Token) -> bool:
        """Whether a noun tells nothing of people but that they are people: "des personnes", "six accusés"."""
        if noun.lemma_.lower() not in self.unnamed or self._states_of(noun):
            return False
        start, end = self._phrase(noun)
        return not (noun.lemma_ in _BODIES and end - start > 1)

    def _is_anybody(self, filler: Filler) -> bool:
        """Whether a noun's actors are people of no body, country or name: "des journalistes"."""
        nameless = filler.reference is not None and filler.reference.form == "nominal"
        someone = (self.actor(i) for i in filler.actors)
        return (
            nameless
            and self.collective.isdisjoint(_forms(filler.token))
            and all(one.kind == "group" and one.country is None for one in someone)
        )

    def _is_known_body(self, noun: Token) -> bool:
        """Whether people are a body, or told apart by a name: "des civils afghans", "des élus de X"."""
        if not self.collective.isdisjoint(_forms(noun)):
            return True
        if noun.lower_ in self.nations.by_adjective and noun.text[0].isupper():
            return has(noun, "Number", "Plur")
        start, end = self._phrase(noun)
        named = (self.entities.at(t.i) for t in self.syntax.doc[start:end])
        return bool(self._states_of(noun)) or any(r is not None and r.actors for r in named)

    def _phrase(self, head: Token) -> tuple[int, int]:
        """The noun with its adjectives and its "de" complement, without determiner or clause."""
        start, end = head.i, head.i + 1
        for child in head.lefts:
            if child.dep_ == "amod" and child.i == start - 1:
                start = child.i
        for child in head.rights:
            led = child.dep_.startswith("acl") and child.lemma_ in _LEAD  # "la coalition menée par X"
            named = child.dep_ in {"amod", "nmod"} and child.pos_ in {"ADJ", "NOUN", "PROPN"}
            if child.left_edge.i > end or not (led or named):
                break
            edge = child.right_edge.i + 1
            inner = (t for t in child.subtree if t is not child)
            if edge - start > _PHRASE_WORDS or any(t.dep_.startswith("acl") or t.is_punct for t in inner):
                break
            if child.dep_ == "nmod" and self.syntax.preposition(child) not in {"de", "en", "à"}:
                break
            end = edge
        return start, end


def _is_latter(word: Token) -> bool:
    """Whether an adjective stands for someone named before: "ces derniers"."""
    return word.lemma_ == "dernier" and any(c.lower_ in {"ce", "cette", "ces"} for c in word.lefts)


def _forms(noun: Token) -> tuple[str, ...]:
    """The lemma in the masculine, also without "ex-"."""
    return masculine(noun.lemma_.lower().removeprefix("ex-"))
