"""Whom a speech act or protest reaches when no slot of its own names anybody.

A threat, refusal, demand or sanction may name its target inside what is threatened, refused or demanded
("menacer de rompre avec X"), in the condition it sets ("si X ne cède pas") or as the country where it is
to happen; a protest in what it is held for ("manifester pour exiger le départ de X").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventsdb.extraction.document import Reference
from eventsdb.extraction.participants import Participants
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.records import Actor

_COMPLEMENTS = frozenset({"nsubj", "obj", "xcomp", "ccomp", "obl:arg", "nmod"})
_ASKED = _COMPLEMENTS - {"xcomp"}  # not whom an infinitive names: "appeler à s'allier avec X"
_FROM = frozenset({None, "de", "par", "à", "avec"})
_DESCRIPTIONS = frozenset({"acl", "obl:agent", "obl:mod", "amod"})
_AIMS = frozenset(
    """exiger réclamer demander dénoncer condamner obtenir protester contester soutenir marquer
    manifester appuyer""".split()  # noqa: SIM905
)
_TOWARDS = frozenset({"à", "avec", "contre"})
_AGAINST = frozenset({"avec", "contre"})
_ADDRESSED = frozenset({"government", "organization", "armed_group", "person"})
_AT = frozenset({"à", "chez"})
_OPPOSED = frozenset({"OPP", "PTY", "REB", "LAB"})
_UNIONS = frozenset({"LAB"})  # who call for a strike
_CONDITIONS = frozenset({"si", "s'", "s’"})


@dataclass(frozen=True, slots=True)
class Addressees:
    """Looks for those whom an act reaches around its trigger."""

    participants: Participants

    def of_refusal(self, trigger: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Whom what is refused names, or failing that who made it: "refuser l'offre faite par X"."""
        return self.of_complement(trigger, actors) or self.of_complement(
            trigger, actors, deeper=_DESCRIPTIONS
        )

    def of_complement(
        self,
        trigger: Token,
        actors: tuple[int, ...],
        *,
        asked: bool = False,
        deeper: frozenset[str] = frozenset(),
    ) -> tuple[int, ...]:
        """Whom the complement of a verb or noun names first: "menacer de rompre avec X".

        `asked`: the complement is what is asked, so that neither it nor who is to get it is addressed;
        `deeper`: more ties over which the complement goes on.
        """
        own = {self._actor(i).country for i in actors} - {None}
        words = self._complement(trigger, _ASKED if asked else _COMPLEMENTS | deeper)
        if asked:
            words = (t for t in words if t not in trigger.children and not self.is_asked_for(t))
        for token, reference, someone in self._named(words, actors):
            slot = self.participants.syntax.preposition(token)
            if asked and slot not in _FROM:
                continue
            if deeper and slot == "par":
                return self._listed(token, actors)
            foreign = someone.country not in own or slot in _AGAINST or _is_opposed(someone)
            if foreign and (self._is_state(someone, reference) or slot in _TOWARDS):
                return self._listed(token, actors)
        return ()

    def is_asked_for(self, token: Token) -> bool:
        """Whether a name only says whom something is asked for: "réclamer la libération de X"."""
        while token.dep_ == "conj":
            token = token.head
        noun = token.head
        asked_for = noun.lemma_.lower() in load_support().asked_for
        return asked_for and self.participants.syntax.preposition(token) == "de"

    def of_aim(self, trigger: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Whom the aim of a protest names first: "manifester pour exiger le départ de X"."""
        clause = self.participants.syntax.clause(trigger)
        verbs = (trigger, clause) if clause is not None and trigger.pos_ == "NOUN" else (trigger,)
        aims = (c for verb in verbs for c in verb.rights if c.lemma_ in _AIMS and c.i > trigger.i)
        words = (token for aim in aims for token in self._complement(aim, _COMPLEMENTS | _DESCRIPTIONS))
        return next((self._listed(token, actors) for token, _, _ in self._named(words, actors)), ())

    def of_employer(self, trigger: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """The body at which a strike is held: "appeler à la grève à Air France"."""
        for token, _, someone in self._named(self._complement(trigger, _COMPLEMENTS), actors):
            at = self.participants.syntax.preposition(token) in _AT
            if at and someone.kind in {"organization", "media"} and someone.sector not in _UNIONS:
                return self._listed(token, actors)
        return ()

    def of_condition(self, trigger: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Whose doing a threat depends on: "si X ne libère pas les otages"."""
        for word in trigger.subtree:
            if word.lower_ in _CONDITIONS and word.dep_ == "mark" and word.i > trigger.i:
                subject = self.participants.syntax.subject(word.head)
                found = (i for one in self.participants.fill(subject) for i in one.actors)
                return tuple(i for i in dict.fromkeys(found) if i not in actors)
        return ()

    def of_land(self, trigger: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """The government of the foreign country where a threat is to be carried out: "frapper en Syrie"."""
        own = {self._actor(i).country for i in actors} - {None}
        entities = self.participants.entities
        for token in self._complement(trigger, _COMPLEMENTS | {"obl:mod", "obl"}):
            reference = entities.at(token.i)
            if reference is None or reference.location is None or reference.root != token.i:
                continue
            place = entities.locations[reference.location]
            if place.kind == "country" and place.country not in own:
                return self.participants.roster.host(place)
        return ()

    def _named(
        self, words: Iterator[Token], actors: tuple[int, ...]
    ) -> Iterator[tuple[Token, Reference, Actor]]:
        """The words that stand for someone else who can be addressed."""
        for token in words:
            reference = self.participants.entities.at(token.i)
            if reference is None or reference.root != token.i or not reference.actors:
                continue
            someone = self._actor(reference.actors[0])
            if someone.kind in _ADDRESSED and not set(reference.actors) & set(actors):
                yield token, reference, someone

    def _listed(self, token: Token, actors: tuple[int, ...]) -> tuple[int, ...]:
        """The actors of all that are named in one list with a word."""
        references = (self.participants.entities.at(t.i) for t in self.participants.syntax.conjuncts(token))
        found = dict.fromkeys(i for reference in references if reference for i in reference.actors)
        return tuple(i for i in found if i not in actors)

    def _actor(self, index: int) -> Actor:
        return self.participants.roster.actor(index)

    def _is_state(self, actor: Actor, reference: Reference) -> bool:
        return reference.reading == "actor" and actor.kind != "person"

    def _complement(self, trigger: Token, ties: frozenset[str]) -> Iterator[Token]:
        """The words that hang on a verb or noun by some ties, nearest first within each branch."""
        for child in trigger.rights:
            if child.dep_ in ties:
                yield child
                yield from self._complement(child, ties)


def _is_opposed(body: Actor) -> bool:
    """Whether a body is one that its own state deals with: a party, rebels, a union."""
    return body.kind == "armed_group" or (body.kind == "organization" and body.sector in _OPPOSED)
