"""For whom a noun stands: the name beside it, the state of its adjective, the body that someone acts for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.forms import has, masculine
from eventsdb.extraction.institutions import RULE
from eventsdb.extraction.roster import Roster
from eventsdb.extraction.support import load_support
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token

LEAD = frozenset({"diriger", "mener", "conduire", "emmener", "présider"})
_NAME_WORDS = 7  # from a noun to the end of the name it takes
_NESTED = 3  # complements of a complement in which the body that someone acts for is looked for
_BODIES = frozenset({"autorité", "police", "justice", "armée", "gouvernement"})  # none of a group of people
_MEMBER = "membre"
_ONE = frozenset({"un", "une"})
_ITS = frozenset({"son", "sa", "leur", "le", "la", "l'", "l’"})
_COUNTRIES = frozenset(
    {"voisin", "ennemi", "allié", "rival", "partenaire", "adversaire", "parrain", "pays", "puissance"}
)
_SET_OFF = 3  # words of a country's name between commas
_STATE_KINDS = frozenset({"government", "organization", "armed_group"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Looks around the nouns of one article for the actors they stand for.

    `representatives` are the nouns for those who act for the body named after "de".
    """

    syntax: Syntax
    entities: Entities
    roster: Roster
    representatives: frozenset[str]

    def nation(self, word: Token) -> int | None:
        """The government that an adjective of nationality speaks of, or the one police force of the text."""
        if word.lower_ in load_support().police:
            return self.roster.police() if word.pos_ == "ADJ" and word.dep_ == "amod" else None
        if word.text[0].isupper() or word.lower_ not in self.roster.nations.by_adjective:
            return None
        if self.is_native(word):
            return None
        return self.roster.index(self.roster.nations.by_adjective[word.lower_])

    def is_native(self, word: Token) -> bool:
        """Whether a word is somebody of a country, though without its capital: "un somalien"."""
        of_country = word.lower_ in self.roster.nations.by_adjective
        return of_country and word.i > 0 and self.syntax.doc[word.i - 1].lower_ in _ONE

    def states_of(self, noun: Token) -> tuple[int, ...]:
        """The governments that a noun's adjectives of nationality speak of, in their order."""
        adjectives = (one for child in noun.rights for one in self.syntax.list_of(child))
        found = [self.nation(one) for one in adjectives]
        return tuple(dict.fromkeys(i for i in found if i is not None))

    def each_state(self, noun: Token, reference: Reference) -> tuple[int, ...]:
        """The actors of a reference; all the states of "les gouvernements britannique et danois"."""
        kinds = {self.entities.actors[i].kind for i in reference.actors}
        if kinds == {"government"} and has(noun, "Number", "Plur"):
            return tuple(dict.fromkeys((*reference.actors, *self.states_of(noun))))
        return reference.actors

    def name_of(self, noun: Token) -> Reference | None:
        """The name that a noun takes for the same: "le groupe X", "l'organisation humanitaire X"."""
        if (apposed := self._apposed(noun)) is not None:
            return apposed
        for token in self.syntax.doc[noun.i + 1 : noun.i + _NAME_WORDS]:
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

    def country_of(self, noun: Token) -> tuple[int, ...]:
        """The country set off by commas that a noun stands for: "son voisin, le Tchad, a"."""
        if _COUNTRIES.isdisjoint(masculine(noun.lemma_.lower())):
            return ()
        doc, comma = self.syntax.doc, noun.i + 1
        while comma < len(doc) and doc[comma].pos_ == "ADJ":
            comma += 1  # "son ennemi juré, l'Iran"
        if comma >= len(doc) or doc[comma].text != "," or not any(c.lower_ in _ITS for c in noun.lefts):
            return ()
        for token in doc[comma + 1 : comma + 1 + _SET_OFF]:
            name = self.entities.at(token.i)
            if name is None or name.location is None or name.form != "name":
                continue
            place = self.entities.locations[name.location]
            closed = name.end < len(doc) and doc[name.end].text in {",", "."}
            alone = all(t.pos_ == "DET" for t in doc[comma + 1 : name.start])
            return self.roster.host(place) if place.kind == "country" and closed and alone else ()
        return ()

    def head_of(self, noun: Token) -> Reference | None:
        """The person who leads a group: "une délégation conduite par X"."""
        for child in noun.rights:
            if child.dep_.startswith("acl") and child.lemma_ in LEAD:
                for token in self.syntax.slots(child).get("par", []):
                    reference = self.entities.at(token.i)
                    if reference is not None and reference.actors:
                        kind = self.entities.actors[reference.actors[0]].kind
                        return reference if kind == "person" else None
        return None

    def government_of(self, noun: Token, name: Reference) -> tuple[int, ...]:
        """The actors of a name, or the state that someone's government is: "l'administration X"."""
        person = self.entities.actors[name.actors[0]]
        if person.kind == "person" and noun.lemma_.lower() in RULE:
            government = self.roster.government(person.country)
            return () if government is None else (government,)
        return name.actors

    def rule_of(self, noun: Token) -> int | None:
        """The government of the person who rules: "le régime de X"."""
        if noun.lemma_.lower() not in RULE:
            return None
        holder = next((c for c in noun.rights if self._belongs_to(c)), None)
        reference = self.entities.at(holder.i) if holder is not None else None
        if reference is None or not reference.actors:
            return None
        person = self.entities.actors[reference.actors[0]]
        return self.roster.government(person.country) if person.kind == "person" else None

    def of_another(self, noun: Token, reference: Reference) -> tuple[int, ...]:
        """Whom a bare "les soldats" serves when the text goes on to say it: "les soldats de l'ONU"."""
        after = noun.i + 1
        if reference.form == "name" or reference.phrase_end != after or after >= len(self.syntax.doc):
            return ()
        goes_on = any(self._belongs_to(c) and c.left_edge.i == after for c in noun.rights)
        whole = self.represented(noun) if goes_on else ()
        return whole if all(self.roster.actor(i).kind in _STATE_KINDS for i in whole) else ()

    def represented(self, noun: Token) -> tuple[int, ...]:
        """Whom someone acts for: "des combattants du Hezbollah" is the Hezbollah acting."""
        if self.representatives.isdisjoint(masculine(noun.lemma_.lower())):
            return ()
        token: Token | None = noun
        named: dict[int, tuple[int, ...]] = {}
        states = self.states_of(noun)
        for _ in range(_NESTED):
            # "les ministres des Affaires étrangères de X et de Y": Y may hang higher than X
            parts = [one for one in self._list(token) if one.i >= noun.i]
            token = next((c for one in parts for c in one.rights if self._belongs_to(c)), None)
            named |= {one.i: found for one in self._list(token) if (found := self._named(one))}
            if token is None or token.i in named:
                break
            states = states or self.states_of(token)  # "les ministres de l'Intérieur grec et turc"
        actors = [i for position in sorted(named) for i in named[position]]
        if noun.lemma_ in _BODIES and all(self.roster.actor(i).kind == "group" for i in actors):
            return states  # "l'arrestation par les autorités de trois militants"
        if actors and not (noun.lemma_ == _MEMBER and self._is_alliance(actors)):
            return tuple(dict.fromkeys(actors))
        return states

    def _is_alliance(self, actors: list[int]) -> bool:
        """Whether what has members is a body of states, for which no member acts."""
        return any(self.roster.actor(i).sector == "IGO" for i in actors)

    def _belongs_to(self, child: Token) -> bool:
        return child.dep_ in {"nmod", "obl"} and self.syntax.preposition(child) == "de"

    def _list(self, token: Token | None) -> Iterable[Token]:
        return () if token is None else self.syntax.conjuncts(token)

    def _named(self, token: Token) -> tuple[int, ...]:
        reference = self.entities.at(token.i)
        return () if reference is None else reference.actors
