"""Whether a country or capital stands for its government or for the place, told by its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from eventsdb.extraction.document import Reading

_PREPOSITION = {"case", "mark"}


class Readings:
    """The words of readings.toml that decide."""

    def __init__(self) -> None:
        words = load_lexicon("readings.toml").section("readings")
        words.only(
            "place_prepositions",
            "actor_prepositions",
            "place_nouns",
            "actor_nouns",
            "place_verbs",
            "actor_verbs",
        )
        self._place_prepositions = frozenset(words.texts("place_prepositions"))
        self._actor_prepositions = frozenset(words.texts("actor_prepositions"))
        self._place_nouns = frozenset(words.texts("place_nouns"))
        self._actor_nouns = frozenset(words.texts("actor_nouns"))
        self._place_verbs = frozenset(words.texts("place_verbs"))
        self._actor_verbs = frozenset(words.texts("actor_verbs"))

    def of(self, doc: Doc, start: int, end: int, *, seat: bool) -> Reading:
        """The reading of the name in tokens `start` to `end`; `seat` tells a capital from a country."""
        token = doc[start:end].root
        while token.dep_ == "conj" and token.head.i < token.i and token.head.pos_ in {"PROPN", "NOUN"}:
            if _case(token) and _case(token) != _case(token.head):
                break
            token = token.head
        case = _case(token)
        if case in self._place_prepositions:
            if case in {"à", "au", "aux"} and self._given_to(token):
                return "actor"
            return "place"
        if case in self._actor_prepositions:
            return "actor"
        if case in {"de", "d'", "d’", "du", "des"}:
            return self._possessor(token, seat)
        if token.dep_ in {"nsubj", "nsubj:pass", "nsubj:caus", "obl:agent", "iobj", "vocative"}:
            return "actor"
        if token.dep_ in {"obj", "obl:arg"} and token.head.lemma_ in self._place_verbs:
            return "place"
        if token.dep_ in {"obj", "obl:arg", "ROOT", "xcomp"}:
            return "place" if seat and token.dep_ == "ROOT" else "actor"
        return "place"

    def _given_to(self, token: Token) -> bool:
        head = token.head
        return head.lemma_.lower() in self._actor_verbs or head.lemma_.lower() in self._actor_nouns

    def _possessor(self, token: Token, seat: bool) -> Reading:
        head = token.head
        lemma = head.lemma_.lower()
        if head.pos_ in {"VERB", "AUX"}:
            return "actor" if token.dep_ in {"obl:agent"} or lemma in self._actor_verbs else "place"
        if lemma in self._place_nouns:
            return "place"
        if lemma in self._actor_nouns:
            return "actor"
        return "place"


def _case(token: Token) -> str:
    """The preposition of a noun, in lower case; "" when it has none."""
    return next((child.lower_ for child in token.lefts if child.dep_ in _PREPOSITION), "")
