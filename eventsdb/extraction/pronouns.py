"""Whom a pronoun takes up: "il", "elle", "ce dernier". Left empty when nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from eventsdb.extraction.mentions import SUBJECTS, Mention, looks, refer, speaker_after

if TYPE_CHECKING:
    from eventsdb.extraction.anaphora import Anaphora
    from eventsdb.extraction.document import Reference
    from eventsdb.extraction.tokens import Doc, Token

_NEAR = 2  # sentences that a pronoun looks back


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Reads the pronouns of one article: `sentences` numbers each token's sentence, `roots` are theirs."""

    doc: Doc
    words: Anaphora
    sentences: Sequence[int]
    roots: Sequence[Token]

    def personal(self, token: Token, seen: list[Mention]) -> Reference | None:
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
                    return refer(self.doc, token.i, token.i + 1, mention.actors, "pronoun")
            elif subject.pos_ in {"NOUN", "PRON"} and looks(subject, gender, plural=plural):
                return None  # something else that agrees: nobody can tell
        people = [m for m in self._near(token, seen) if m.person and m.agrees(gender, plural=plural)]
        subjects = [m for m in people if self.doc[m.root].dep_ in SUBJECTS]
        for candidates in (people, subjects):
            if len({m.actors for m in candidates}) == 1:
                return refer(self.doc, token.i, token.i + 1, candidates[-1].actors, "pronoun")
        return None

    def latter(self, token: Token, seen: list[Mention]) -> Reference | None:
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
            return refer(self.doc, start, token.i + 1, last.actors, "pronoun") if last else None
        gender = "f" if token.lower_ in {"dernière", "celle-ci"} else "m"
        people = [m for m in self._near(token, seen) if m.person and m.gender in {gender, None}]
        return refer(self.doc, start, token.i + 1, people[-1].actors, "pronoun") if people else None

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
        number = self.sentences[token.i]
        if number:
            root = self.roots[number - 1]
            speech = [child for child in root.children if child.dep_ == "parataxis"]
            for verb in (*speech, root):
                yield from speaker_after(verb)
                yield from (child for child in verb.children if child.dep_ in SUBJECTS)

    def _near(self, token: Token, seen: list[Mention]) -> list[Mention]:
        sentence = self.sentences[token.i]
        return [m for m in seen if 0 <= sentence - m.sentence <= _NEAR]
