"""Whom a possessive or an object pronoun stands for that coreference left open: "sa visite", "l'a arrêté".

Only a person that nobody else competes with is taken, or where there is none the one body that is a
subject; where two may be meant, nobody is.
"""

from __future__ import annotations

from collections.abc import Iterable

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.syntax import Syntax, has
from eventsdb.extraction.tokens import Token

_SINGULAR = frozenset(["le", "la", "l'", "l’", "lui", "son", "sa", "ses"])
_PLURAL = frozenset({"leur", "leurs", "les"})
_GENDERS = {"le": "Masc", "la": "Fem"}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_BACK = 1  # sentences before its own in which an antecedent is looked for


class Antecedents:
    """The open possessives and object pronouns of one article."""

    def __init__(self, document: Document, entities: Entities, syntax: Syntax) -> None:
        self._document = document
        self._entities = entities
        self._syntax = syntax

    def of(self, word: Token) -> tuple[int, ...]:
        """The actors that a word stands for; none when that is not sure."""
        lower = word.lower_
        if lower not in _SINGULAR | _PLURAL or (word.pos_ == "PRON" and word.i > word.head.i):
            return ()
        here = self._document.sentence_of(word.i)
        others = self._subjects(word)
        for back in range(_BACK + 1):
            near = [r for r in self._before(word, here - back) if not set(r.actors) & others]
            found = self._pair(near) if lower in _PLURAL else self._person(near)
            if found or (near and lower in _SINGULAR and self._persons(near)):
                return found
        return self._body(word, here, others) if word.pos_ == "PRON" else ()

    def _body(self, word: Token, here: int, others: set[int]) -> tuple[int, ...]:
        """The one body or people that is a subject near and agrees: "la Russie ... l'accuse".

        Where persons are spoken of, it may be one of them.
        """
        plural, gender = word.lower_ in _PLURAL, _GENDERS.get(word.lower_)
        near = [r for back in range(_BACK + 1) for r in self._before(word, here - back)]
        if self._persons(near):
            return ()
        found: set[tuple[int, ...]] = set()
        for reference in near:
            root = self._syntax.doc[reference.root]
            fits = has(root, "Number", "Plur") == plural and (gender is None or has(root, "Gender", gender))
            acts = reference.reading == "actor" and root.dep_ in _SUBJECTS
            if acts and fits and not others & set(reference.actors):
                found.add(reference.actors)
        return found.pop() if len(found) == 1 else ()

    def _before(self, word: Token, sentence: int) -> list[Reference]:
        return [
            r
            for r in self._entities.references
            if r.actors and r.end <= word.i and self._document.sentence_of(r.root) == sentence
        ]

    def _subjects(self, word: Token) -> set[int]:
        """Who is the subject of an object pronoun's verb, and so not its object."""
        if word.pos_ != "PRON":
            return set()
        named = (t for subject in self._syntax.subject(word.head) for t in subject.subtree if t.i < word.i)
        references = (self._entities.at(t.i) for t in named)
        return {i for r in references if r is not None for i in r.actors}

    def _persons(self, references: Iterable[Reference]) -> set[int]:
        return {i for r in references for i in r.actors if self._entities.actors[i].kind == "person"}

    def _person(self, references: Iterable[Reference]) -> tuple[int, ...]:
        persons = self._persons(references)
        return tuple(persons) if len(persons) == 1 else ()

    def _pair(self, references: list[Reference]) -> tuple[int, ...]:
        """The last two or more named together, or the only two persons."""
        together = [r.actors for r in references if len(r.actors) > 1]
        if together:
            return together[-1]
        persons = self._persons(references)
        return tuple(sorted(persons)) if len(persons) == 2 else ()
