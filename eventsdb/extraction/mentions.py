"""Mentions of actors as candidates for what comes after them: who, where, and how they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.extraction.document import Reference
from eventsdb.records import MentionForm

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.tokens import Doc, Token

_AFTER_SPEECH = frozenset({",", "»", "”", '"'})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An earlier reference as a candidate: who, where, and how it agrees."""

    token: int
    root: int
    sentence: int
    actors: tuple[int, ...]
    gender: Gender | None
    plural: bool
    person: bool

    def agrees(self, gender: Gender, *, plural: bool) -> bool:
        """Whether a pronoun of that gender and number can stand for it."""
        if self.plural != plural:
            return False
        return self.gender in {gender, None} or (plural and gender == "m" and len(self.actors) > 1)


def refer(
    doc: Doc, start: int, end: int, actors: tuple[int, ...], form: MentionForm, *, title: str | None = None
) -> Reference:
    """The reference that a phrase, tokens `start` to `end` (excluded), makes to actors."""
    first = start + 1 if form == "name" and doc[start].pos_ == "DET" else start
    return Reference(first, end, start, end, doc.span(start, end).root.i, "actor", form, actors, None, title)


def acts(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens `start` to `end` are the subject or agent of a verb, before or after it."""
    root = doc.span(start, end).root
    verb = root.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_ == "être":
        return False
    if root.dep_ in {"nsubj", "obl:agent"}:
        return True
    return root.dep_ == "obj" and root.i > verb.i and not any(c.dep_ == "nsubj" for c in verb.children)


def speaker_after(verb: Token) -> Iterator[Token]:
    """Who says what precedes the verb, where the parser took the name for its object: "..., a dit hier X"."""
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return
    start = min((c.i for c in verb.lefts if c.dep_.startswith(("aux", "expl"))), default=verb.i)
    if start == verb.sent.start or verb.doc[start - 1].text not in _AFTER_SPEECH:
        return
    yield from [c for c in verb.rights if c.dep_ == "obj" and c.pos_ in {"PROPN", "NOUN"}][-1:]


def looks(token: Token, gender: Gender, *, plural: bool) -> bool:
    """Whether a noun agrees with a pronoun by its form."""
    marks = token.morph.get("Gender", [])
    return ("Plur" in token.morph.get("Number", [])) == plural and (
        not marks or marks[0] == ("Fem" if gender == "f" else "Masc")
    )


def relative_subjects(doc: Doc) -> Iterator[tuple[int, list[int]]]:
    """Each "qui" that is a subject, with the nouns it stands for: all of a list when its verb is plural."""
    for token in doc:
        if token.lower_ == "qui" and token.dep_ in SUBJECTS and token.head.dep_ == "acl:relcl":
            noun = token.head.head
            verbs = [token.head, *(c for c in token.head.children if c.dep_.startswith("aux"))]
            plural = any("Plur" in v.morph.get("Number", []) and v.morph.get("Mood", []) for v in verbs)
            nouns = [noun, *(c for c in noun.conjuncts if c.i < token.i)] if plural else [noun]
            yield token.i, sorted(n.i for n in nouns)
