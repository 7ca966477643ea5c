"""People without a name: what tells that a noun means people, and when they are an actor of their own."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.extraction.document import Reference
from eventsdb.extraction.forms import has, masculine
from eventsdb.extraction.roster import Roster
from eventsdb.extraction.standing import LEAD, Standing
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token

# of nouns for people, of which no list is complete: "multirécidiviste", "anesthésiologiste"
_PERSON_ENDINGS = ("aliste", "ariste", "iviste", "oniste", "atiste", "aniste", "éniste", "logiste", "ciste")
_PHRASE_WORDS = 7
_MANY = frozenset(
    {"nombreux", "nombreuses", "autres", "certains", "certaines", "divers", "diverses", "quelques"}
)
_SOME = frozenset({"un", "une", "des"})  # "un somalien", for "un Somalien"; "le russe" may be the language
_BODIES = frozenset({"groupe", "mouvement", "force"})  # somebody when told from others: "groupe rebelle"


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Reads the nouns for people of one article.

    `people` are the nouns that mean people, `unnamed` those that tell nothing else of them, `collective`
    those for bodies and parties that are known by what they are, `several` those that mean more than one
    person in the singular too.
    """

    syntax: Syntax
    roster: Roster
    standing: Standing
    people: frozenset[str]
    unnamed: frozenset[str]
    collective: frozenset[str]
    several: frozenset[str]

    def is_people(self, noun: Token, *, counted: bool = False) -> bool:
        """Whether a noun means people: by the lexicon, or as a people's name ("les Palestiniens")."""
        if not self.people.isdisjoint(forms_of(noun)) or noun.lemma_.endswith(_PERSON_ENDINGS):
            return True
        if not noun.text[0].isupper():
            nation = noun.lower_ in self.roster.nations.by_adjective
            return nation and (counted or any(c.lower_ in _SOME or c.pos_ == "NUM" for c in noun.lefts))
        some = counted or any(c.pos_ == "DET" or c.dep_ == "nummod" for c in noun.lefts)
        if noun.lower_ in self.roster.nations.by_adjective:
            return some  # "un Canadien"
        plural = noun.pos_ in {"NOUN", "PROPN"} and noun.text.endswith(("s", "x"))
        return some and plural and self.roster.entities.at(noun.i) is None

    def actor(self, noun: Token, *, suffers: bool) -> int | None:
        """The actor that people without a name are; one person without a name is none.

        `suffers`: it is done to them. People who only suffer are actors when the text says who they are.
        """
        if self._is_one(noun) or self._is_anyone(noun) or (suffers and not self._is_known_body(noun)):
            return None
        span = self.syntax.doc.span(*self._phrase(noun))
        return self.roster.group(span.text, span.start_char, span.end_char, self._country(noun))

    def _country(self, noun: Token) -> str | None:
        """The country that people are said to be of: "des Russes", "des civils afghans"."""
        if people := self.roster.nations.by_adjective.get(noun.lower_):
            return people.country
        countries = {self.roster.actor(i).country for i in self.standing.states_of(noun)}
        return countries.pop() if len(countries) == 1 else None

    def is_anybody(self, noun: Token, actors: tuple[int, ...], reference: Reference | None) -> bool:
        """Whether a noun's actors are people of no body, country or name: "des journalistes"."""
        someone = (self.roster.actor(i) for i in actors)
        return (
            reference is not None
            and reference.form == "nominal"
            and self.collective.isdisjoint(forms_of(noun))
            and all(one.kind == "group" and one.country is None for one in someone)
        )

    def _is_one(self, noun: Token) -> bool:
        """Whether a noun means one person: "le petit-fils du fondateur", "un policier"."""
        if not has(noun, "Number", "Sing") or any(has(c, "Number", "Plur") for c in noun.lefts):
            return False
        return self.several.isdisjoint(forms_of(noun))

    def _is_anyone(self, noun: Token) -> bool:
        """Whether a noun tells nothing of people but that they are people: "des personnes", "six accusés"."""
        if noun.lemma_.lower() not in self.unnamed or self.standing.states_of(noun):
            return False
        start, end = self._phrase(noun)
        return not (noun.lemma_ in _BODIES and end - start > 1)

    def _is_known_body(self, noun: Token) -> bool:
        """Whether people are a body, or told apart by a name: "des civils afghans", "des élus de X"."""
        if not self.collective.isdisjoint(forms_of(noun)):
            return True
        if noun.lower_ in self.roster.nations.by_adjective and noun.text[0].isupper():
            return has(noun, "Number", "Plur")
        start, end = self._phrase(noun)
        named = (self.roster.entities.at(t.i) for t in self.syntax.doc[start:end])
        return bool(self.standing.states_of(noun)) or any(r is not None and r.actors for r in named)

    def _phrase(self, head: Token) -> tuple[int, int]:
        """The noun with its adjectives and its "de" complement, without determiner or clause."""
        start, end = head.i, head.i + 1
        # "a appelé les Français | à la prudence"
        links = {"de"} if head.lower_ in self.roster.nations.by_adjective else {"de", "en", "à"}
        for child in head.lefts:
            if child.dep_ == "amod" and child.i == start - 1 and child.lower_ not in _MANY:
                start = child.i
        for child in head.rights:
            led = child.dep_.startswith("acl") and child.lemma_ in LEAD  # "la coalition menée par X"
            named = child.dep_ in {"amod", "nmod"} and child.pos_ in {"ADJ", "NOUN", "PROPN"}
            if child.left_edge.i > end or not (led or named):
                break
            edge = child.right_edge.i + 1
            inner = (t for t in child.subtree if t is not child)
            if edge - start > _PHRASE_WORDS or any(t.dep_.startswith("acl") or t.is_punct for t in inner):
                break
            if child.dep_ == "nmod" and self.syntax.preposition(child) not in links:
                break
            end = edge
        when = next((i for i in range(head.i + 1, end) if i in self.syntax.timed), end)
        return start, when  # "les pompiers de la zone | mardi matin"


def forms_of(noun: Token) -> tuple[str, ...]:
    """The lemma in the masculine, also without "ex-"."""
    return masculine(noun.lemma_.lower().removeprefix("ex-"))
