"""Whether a country or capital stands for its government or for the place, told by its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon

if TYPE_CHECKING:
    from eventsdb.extraction.document import Reading
    from eventsdb.extraction.tokens import Doc, Token

_OF = frozenset({"de", "d'", "d’", "du", "des"})
_TO = frozenset({"à", "au", "aux"})
_FEMININE_ARTICLES = frozenset({"la", "l'", "l’"})
_DASHES = frozenset({":", "–", "—", "-"})


class Readings:
    """Tells readings by the words of readings.toml."""

    def __init__(self) -> None:
        words = load_lexicon("readings.toml").section("readings")
        words.only("place_prepositions", "place_nouns", "seat_actor_nouns", "place_verbs", "recipient_words")
        self._place_prepositions = frozenset(words.texts("place_prepositions"))
        self._place_nouns = frozenset(words.texts("place_nouns"))
        self._seat_actor_nouns = frozenset(words.texts("seat_actor_nouns"))
        self._place_verbs = frozenset(words.texts("place_verbs"))
        self._recipient_words = frozenset(words.texts("recipient_words"))

    def of(self, doc: Doc, start: int, end: int, *, seat: bool) -> Reading:
        """The reading of the name in tokens `start` to `end`; `seat` tells a capital from a country.

        A country acts unless its words say that it is a place ("en Russie", "le nord de la Syrie"); so does
        a capital that is a subject, an object or no part of a phrase, while "à Moscou" and "de Moscou" are
        the town unless someone is told or given something, or the noun is what a government has.
        """
        article = start > 0 and doc[start - 1].pos_ == "DET" and not doc[start].is_sent_start
        before = start - 1 - article
        case = doc[before].lower_ if before >= 0 and not doc[before + 1].is_sent_start else ""
        root = doc.span(start, end).root
        head = root.head if root.head.i < start or root.head.i >= end else root
        lemma = head.lemma_.lower()
        if self._headline(doc, start - article, end):
            return "place"
        if case in _TO:
            if article and not seat and doc[start - 1].lower_ in _FEMININE_ARTICLES:
                return "actor"
            return "actor" if self._receives(head) else "place"
        if case in self._place_prepositions:
            return "place"
        if case in _OF:
            noun = self._possessed(doc, before, head)
            if noun in self._place_nouns or (head.pos_ in {"VERB", "AUX"} and lemma in self._place_verbs):
                return "place"
            return "actor" if not seat or noun in self._seat_actor_nouns or self._receives(head) else "place"
        if lemma in self._place_nouns and head.pos_ == "NOUN":
            return "place"
        if lemma in self._place_verbs and root.dep_ not in {"nsubj", "nsubj:pass", "obl:agent", "conj"}:
            return "place"
        return "actor"

    def _headline(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a name opens a headline or dateline ("Gabon : violences") or stands in brackets."""
        after = doc[end].text if end < len(doc) else ""
        if doc[start].is_sent_start and after in _DASHES:
            return True
        return start > 0 and doc[start - 1].text == "(" and after in {")", ","}

    def _receives(self, head: Token) -> bool:
        """Whether something is said or given to who stands under `head`, a verb or what it gives."""
        words = {head.lemma_.lower()}
        if head.pos_ == "NOUN":
            words.add(head.head.lemma_.lower())
        return not words.isdisjoint(self._recipient_words)

    def _possessed(self, doc: Doc, preposition: int, head: Token) -> str:
        """The noun that "de" follows: the nearest before it, whatever the parser made of it."""
        for i in range(preposition - 1, max(preposition - 4, -1), -1):
            if doc[i].pos_ in {"NOUN", "PROPN"}:
                return doc[i].lemma_.lower()
            if doc[i].pos_ != "ADJ":
                break
        return head.lemma_.lower()
