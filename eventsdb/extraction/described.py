"""Places without a name: "dans la capitale afghane", "dans la ville"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token
from eventsdb.records import Location, LocationKind

_BORDER = "frontière"
_CAPITAL = "capitale"
_TOWNS_AT_ONCE = 2  # what names more towns in a sentence lists them, and is at none of them
_NEAR = 3  # sentences over which "dans la ville" takes up a town
_PARTS = 3  # nouns between a place and its clause
_DIRECT = frozenset({"de", "d'", "d’", "du", "des", None})
_DEFINITE = frozenset({"le", "la", "l'", "l’", "cette", "ce", "au", "du"})


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of placing.toml; `again` has the kinds of place that a noun may take up.

    `said` are the verbs whose objects are spoken of, from dating.toml.
    """

    prepositions: frozenset[str]
    around_countries: frozenset[str]
    islands: frozenset[str]
    apart: frozenset[str]
    during: frozenset[str]
    beside: frozenset[str]
    topics: frozenset[str]
    parts: frozenset[str]
    courts: frozenset[str]
    again: Mapping[str, tuple[str, ...]]
    said: frozenset[str]
    no_place: frozenset[str]
    premises: frozenset[str]
    seats: frozenset[str]
    abroad: frozenset[str]
    inside: frozenset[str]
    taken: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The lexicon of places.

    Raises:
        LexiconError: it is malformed.
    """
    lexicon = load_lexicon("placing.toml")
    locative = lexicon.section("locative").only(
        "prepositions", "around_countries", "islands", "apart", "during", "beside", "topics"
    )
    premises = lexicon.section("premises").only("nouns", "seats", "abroad", "inside", "taken")
    again: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.entries("again"):
        entry.only("nouns", "kinds")
        entry.add_to(again, entry.texts("nouns"), entry.texts("kinds", get_args(LocationKind)))
    return PlaceWords(
        frozenset(locative.texts("prepositions")),
        frozenset(locative.texts("around_countries")),
        frozenset(locative.texts("islands")),
        frozenset(locative.texts("apart")),
        frozenset(locative.texts("during")),
        frozenset(locative.texts("beside")),
        frozenset(locative.texts("topics")),
        frozenset(lexicon.section("parts").only("nouns").texts("nouns")),
        frozenset(lexicon.section("courts").only("nouns").texts("nouns")),
        again,
        frozenset(load_lexicon("dating.toml").section("about").only("verbs").texts("verbs")),
        frozenset(lexicon.section("pronoun").only("verbs").texts("verbs")),
        frozenset(premises.texts("nouns")),
        frozenset(premises.texts("seats")),
        frozenset(premises.texts("abroad")),
        frozenset(premises.texts("inside")),
        frozenset(premises.texts("taken")),
    )


def whole(place: Token, syntax: Syntax) -> Token:
    """The noun for a part of a place that a name completes, or the name ("un quartier de Sanaa")."""
    token = place
    for _ in range(_PARTS):
        inside = token.dep_.startswith(("nmod", "obl", "flat", "appos")) or token.i == place.i
        if not inside or token.head.lemma_.lower() not in place_words().parts or token.head.i > token.i:
            break
        if syntax.preposition(token) not in _DIRECT:
            break
        token = token.head
    return token


@dataclass(frozen=True, slots=True)
class Described:
    """Finds the places of one article that only a noun describes; `known` are those it names."""

    document: Document
    entities: Entities
    syntax: Syntax
    nations: Nations
    known: Sequence[Location]

    def find(self) -> Iterator[tuple[Token, Location]]:
        """Every noun that stands for a place, with the place."""
        named = [r for r in self.entities.references if r.location is not None]
        words = place_words()
        for token in self.document.doc:
            if _is_pronoun(token) or self._is_there(token):
                if (place := self._last(token, named)) is not None:
                    yield token, place
                continue
            lemma = token.lemma_.lower()
            if lemma != _CAPITAL and lemma not in words.again:
                continue
            if not _is_definite(token):
                continue
            outer = whole(token, self.syntax)  # "dans le centre de la ville"
            if self.syntax.preposition(outer) not in words.prepositions:
                continue
            place = self._named_by(token, named)
            if place is None:
                place = self._capital(token, named) if lemma == _CAPITAL else self._again(token, named)
            if place is not None:
                yield token, place

    def _place(self, reference: Reference) -> Location:
        return self.known[reference.location or 0]

    def _named_by(self, noun: Token, named: list[Reference]) -> Location | None:
        """The name that a noun takes: "la capitale, X", "la ville de X"."""
        inside = [
            r for r in named if noun.i < r.start <= noun.i + 3 and self.document.doc[r.root].head.i == noun.i
        ]
        kinds = (*place_words().again.get(noun.lemma_.lower(), ()), "city")
        return next((self._place(r) for r in inside if self._place(r).kind in kinds), None)

    def _capital(self, noun: Token, named: list[Reference]) -> Location | None:
        if self._narrowed(noun):
            return None
        adjective = next((c for c in noun.rights if c.lower_ in self.nations.by_adjective), None)
        if adjective is not None:
            country = self.nations.by_adjective[adjective.lower_].country
        elif any(c.dep_ == "amod" for c in noun.rights):
            return None  # "la capitale girondine"
        else:
            country = self._country_before(noun, named)
        return self.nations.capitals.get(country or "")

    def _country_before(self, noun: Token, named: list[Reference]) -> str | None:
        """The country spoken of last before a word, in its sentence or as a place."""
        doc = self.document.doc
        for token in reversed(doc[noun.sent.start : noun.i]):
            if token.lower_ in self.nations.by_adjective and token.text[0].islower():
                return self.nations.by_adjective[token.lower_].country
            reference = self.entities.at(token.i)
            if reference is not None and reference.location is not None:
                return self._place(reference).country
        before = [r for r in named if r.start < noun.i and r.reading == "place"]
        return self._place(before[-1]).country if before else None

    def _again(self, noun: Token, named: list[Reference]) -> Location | None:
        """The place last named that the noun may take up, when nothing narrows it down."""
        if self._narrowed(noun) or any(c.dep_ == "amod" for c in noun.rights):
            return None
        kinds = place_words().again[noun.lemma_.lower()]
        here = self.document.sentence_of(noun.i)
        before = [
            r
            for r in named
            if r.start < noun.i
            and here - self.document.sentence_of(r.start) <= _NEAR
            and self._place(r).kind in kinds
            and not self._lies_beside(r)
        ]
        # a country that is only said to act may be a neighbour
        before = [r for r in before if r.reading == "place"] or before
        return self._place(before[-1]) if before else None

    def _lies_beside(self, reference: Reference) -> bool:
        """Whether a country is only neighbour or party: "la frontière avec X", "un accord avec X"."""
        root = self.document.doc[reference.root]
        beside = root.head.lemma_.lower() == _BORDER or self.syntax.preposition(root) in place_words().beside
        return beside and self._place(reference).kind == "country"

    def _is_there(self, word: Token) -> bool:
        """Whether "sur place" or "sur les lieux" takes up the place that the story is at."""
        if word.lower_ not in {"place", "lieux"} or word.i == 0:
            return False
        before = word.nbor(-1).lower_
        return (word.lower_ == "place" and before == "sur" and not self._narrowed(word)) or (
            word.lower_ == "lieux" and before == "les" and self.syntax.preposition(word) == "sur"
        )

    def _last(self, word: Token, named: list[Reference]) -> Location | None:
        """The town or site last named as a place before a word, unless its sentence names several."""
        before = [
            r
            for r in named
            if r.start < word.i and r.reading == "place" and self._place(r).kind in {"city", "site"}
        ]
        if not before:
            return None
        sentence = self.document.sentence_of(before[-1].start)
        near = {self._place(r).name for r in before if self.document.sentence_of(r.start) == sentence}
        return self._place(before[-1]) if len(near) <= _TOWNS_AT_ONCE else None

    def _narrowed(self, noun: Token) -> bool:
        """Whether a complement or a clause right after a noun tells it from others of its kind."""
        doc = self.document.doc
        close = [c for c in noun.rights if doc[c.left_edge.i - 1].text != ","]
        return any(
            c.dep_.startswith("acl") or (c.dep_ == "nmod" and self.syntax.preposition(c) == "de")
            for c in close
        )


def _is_pronoun(word: Token) -> bool:
    """Whether "y" takes up a place ("il y a tué deux hommes"), not "il y a" and what only a verb asks for."""
    verb = word.head
    return word.lower_ == "y" and verb.pos_ == "VERB" and verb.lemma_.lower() not in place_words().no_place


def _is_definite(noun: Token) -> bool:
    before = {c.lower_ for c in noun.lefts if c.pos_ in {"DET", "ADP"}}
    return not before.isdisjoint(_DEFINITE)
