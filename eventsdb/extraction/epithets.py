"""Persons taken up by what they are: "l'avocate", "le milliardaire", "l'ancien ministre"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import OF
from eventsdb.extraction.mentions import SUBJECTS, Mention, refer

if TYPE_CHECKING:
    from eventsdb.extraction.document import Reference
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.knowledge import Knowledge, Office
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Doc, Token

_DEFINITE = frozenset({"le", "la", "l'", "l’", "ce", "cet", "cette", "du", "au"})
_YEARS = "ans"
_FORMER = frozenset({"ancien", "ancienne", "ex", "ex-"})
_OF_SEVERAL = frozenset(
    {"premier", "première", "second", "seconde", "deux", "numéro", "principal", "principale", "haut", "haute"}
)
"""Qualifiers that tell one of several, who need not be spoken of yet: "le premier dirigeant étranger"."""
_NEAR = 2  # sentences over which somebody is still spoken of


@dataclass(frozen=True, slots=True)
class Epithets:
    """Reads the nouns for persons of one article that go without a name.

    Attributes:
        doc: the tokens.
        knowledge: the lexicons.
        persons: the names of each person, by index of the actor.
        sentences: the number of each token's sentence.
    """

    doc: Doc
    knowledge: Knowledge
    persons: Mapping[int, Sequence[PersonName]]
    sentences: Sequence[int]

    def read(self, noun: Token, office: Found[Office] | None, seen: list[Mention]) -> Reference | None:
        """The reference to the one person near who can be meant, the last subject if there are several."""
        start = noun.i
        while start and self.doc[start - 1].lower_ in self.knowledge.qualifiers:
            start -= 1
        if not start or self.doc[start - 1].lower_ not in _DEFINITE:
            return None
        if any(t.lower_ in _OF_SEVERAL for t in self.doc[start : noun.i]):
            return None
        end = office.end if office else noun.i + 1
        former = any(t.lower_ in _FORMER for t in self.doc[start : noun.i])
        gender = self._gender(noun, end, office, former=former)
        if gender is None:
            return None
        after = self._after_adjectives(end)
        if self._is_narrowed(after):
            return None
        people = [m for m in seen if self._may_be_meant(m, noun, gender, office, former=former)]
        people = [m for m in people if m.gender == gender] or people
        subjects = [m for m in people if self.doc[m.root].dep_ in SUBJECTS]
        for candidates in (people, subjects):
            if len({m.actors for m in candidates}) == 1:
                return refer(self.doc, start - 1, end, candidates[-1].actors, "nominal")
        return None

    def _gender(self, noun: Token, end: int, office: Found[Office] | None, *, former: bool) -> Gender | None:
        """The gender of an epithet or of an office held once, none for other nouns."""
        words = self.knowledge.anaphora.epithets
        text = self.doc.span(noun.i, end).text.lower()
        before = self.doc[noun.i - 1].lower_
        found = words.get(text) or words.get(f"{before} {text}")
        if found is None and former and office is not None and office.value.stands_for is not None:
            found = office.value.gender or "m"
        feminine = {"la", "cette", "ancienne"} & {t.lower_ for t in self.doc[max(0, noun.i - 2) : noun.i]}
        return "f" if found and feminine else found

    def _after_adjectives(self, i: int) -> int:
        while i < len(self.doc) and self.doc[i].pos_ == "ADJ" and not self.doc[i].is_sent_start:
            i += 1
        return i

    def _is_narrowed(self, i: int) -> bool:
        """Whether a name, a complement or a clause follows, which says who is meant; no age does."""
        if i >= len(self.doc) or self.doc[i].is_sent_start:
            return False
        token = self.doc[i]
        if token.lower_ in OF:
            return not any(t.lower_ == _YEARS for t in self.doc[i + 1 : i + 3])
        described = token.dep_.startswith("acl") and token.pos_ == "VERB"
        return described or token.pos_ in {"PROPN", "NOUN"} or token.lower_ in {"qui", "que", "qu'", "dont"}

    def _may_be_meant(
        self, mention: Mention, noun: Token, gender: Gender, office: Found[Office] | None, *, former: bool
    ) -> bool:
        if not mention.person or self.sentences[noun.i] - mention.sentence > _NEAR:
            return False
        if mention.gender not in {gender, None}:
            return False
        if self.doc[mention.root].head.i == noun.head.i:
            return False  # both serve one verb: "X a abordé le jeune homme"
        if office is None or former:
            return True
        held = [p.office.rank for p in self.persons.get(mention.actors[0], ()) if p.office]
        return not held or office.value.rank in held
