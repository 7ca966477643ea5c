"""Who stands where around a word: grammatical slots read from the parse, the same for verbs and nouns.

A slot is ``subject``, ``object`` or a preposition ("à", "contre", "entre"). Passive, reflexive, relative,
infinitive, participle and coordination are undone here, so that frames need not know of them: the
subject is always who does it, the object who it is done to.
"""

from __future__ import annotations

from collections.abc import Container

from eventsdb.extraction.complements import Complements, Slots
from eventsdb.extraction.document import Entities
from eventsdb.extraction.forms import has, is_infinitive, masculine
from eventsdb.extraction.noun_slots import NATION, NounSlots
from eventsdb.extraction.subjects import Subjects
from eventsdb.extraction.tokens import Doc, Token
from eventsdb.extraction.words import Words

__all__ = ["NATION", "Slots", "Syntax", "has", "is_infinitive", "masculine"]


class Syntax(Words):
    """Slots and clause relations over one parsed article."""

    def __init__(self, doc: Doc, entities: Entities, timed: frozenset[int], nations: Container[str]) -> None:
        """Read a document.

        `timed` are the tokens of its time expressions, which fill no slot; `nations` the adjectives of
        nationality.
        """
        super().__init__(doc, entities, timed)
        self._complements = Complements(self)
        self._subjects = Subjects(self, self._complements)
        self._nouns = NounSlots(self, self._subjects, self._verb_slots, nations)
        self._slots: dict[int, Slots] = {}

    def subject(self, verb: Token) -> list[Token]:
        """The grammatical subject of a verb, own or understood; empty when the sentence does not tell."""
        return self._subjects.of(verb)

    def slots(self, token: Token) -> Slots:
        """The slots of a verb or noun; every filler is the head of its phrase, coordination not expanded."""
        token = self.group_of(token)
        if token.i not in self._slots:
            self._slots[token.i] = self._nouns.of(token) if self.is_noun(token) else self._verb_slots(token)
        return self._slots[token.i]

    def _verb_slots(self, verb: Token) -> Slots:
        """Subject, object and complements of a verb, as if it were active."""
        objects, slots = self._complements.of(verb)
        if self._suffers(verb):
            slots["subject"] += slots.get("par", [])
            slots["à"] += self.subject(verb.head)
            subject: list[Token] = []
        else:
            subject, objects = self._subjects.beside(verb, objects)
        if self.is_passive(verb):
            slots["subject"] += slots.get("par", [])
            slots["object"] += [*subject, *objects]  # what a passive has for object is said of its subject
        else:
            slots["subject"] += subject
            slots["object"] += objects
        for slot, tokens in self._complements.hung_on(verb, slots["object"]).items():
            slots[slot] += tokens
        return slots

    def _suffers(self, verb: Token) -> bool:
        """Whether an infinitive is done to the subject above it: "X s'est vu refuser un visa par Y"."""
        return (
            verb.dep_ in {"xcomp", "ccomp"}
            and verb.head.lemma_ == "voir"
            and self.is_reflexive(verb.head)
            and is_infinitive(verb)
        )
