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
_PLURAL_ARTICLES = frozenset({"les", "des", "aux", "ces"})
_WHOLE = frozenset({"tout", "toute"})
_ONLY = frozenset({"seul", "seule", "actuel", "actuelle", "même"})
_NAMES_A_LIST = frozenset({":", ",", "notamment", "dont", "comme"})
_COUNTRY = "pays"
_AMONG = 8  # tokens before a list of countries in which "pays" says what they are


class Readings:
    """Tells readings by the words of readings.toml."""

    def __init__(self) -> None:
        words = load_lexicon("readings.toml").section("readings")
        words.only(
            "place_prepositions",
            "place_nouns",
            "seat_actor_nouns",
            "place_verbs",
            "state_verbs",
            "recipient_words",
        )
        self._place_prepositions = frozenset(words.texts("place_prepositions"))
        self._place_nouns = frozenset(words.texts("place_nouns"))
        self._seat_actor_nouns = frozenset(words.texts("seat_actor_nouns"))
        self._place_verbs = frozenset(words.texts("place_verbs"))
        self._state_verbs = frozenset(words.texts("state_verbs"))
        self._recipient_words = frozenset(words.texts("recipient_words"))

    def of(self, doc: Doc, start: int, end: int, *, seat: bool) -> Reading:
        """The reading of the name in tokens `start` to `end`; `seat` tells a capital from a country.

        A country acts unless its words say that it is a place ("en Russie", "le nord de la Syrie"); so does
        a capital that is a subject, an object or no part of a phrase, while "à Moscou" and "de Moscou" are
        the town unless someone is told or given something, or the noun is what a government has.
        """
        phrase = self._phrase(doc, start)
        article = phrase < start
        before = phrase - 1
        case = doc[before].lower_ if before >= 0 and not doc[before + 1].is_sent_start else ""
        root = doc.span(start, end).root
        head = root.head if root.head.i < start or root.head.i >= end else root
        lemma = head.lemma_.lower()
        if self._headline(doc, phrase, end) or case in _WHOLE or doc[start].lower_.startswith("île"):
            return "place"
        if case in _NAMES_A_LIST and self._is_among_countries(doc, before):
            return "place"
        if case in _TO:
            if article and not seat and doc[start - 1].lower_ in _FEMININE_ARTICLES:
                return "actor"
            return "actor" if self._receives(head) else "place"
        if case in self._place_prepositions:
            return "place"
        if case in _OF:
            noun = self._possessed(doc, before, head)
            if self._is_people(doc, before - 1):
                return "place"
            if noun in self._place_nouns or (head.pos_ in {"VERB", "AUX"} and lemma in self._place_verbs):
                return "place"
            return "actor" if not seat or noun in self._seat_actor_nouns or self._receives(head) else "place"
        if case in {"avec", "entre"} and self._possessed(doc, before, head) in self._place_nouns:
            return "place"
        if lemma in self._place_nouns and head.pos_ == "NOUN":
            return "place"
        if self._only_is(root, head):
            return "place"
        if lemma in self._place_verbs and root.dep_ not in {"nsubj", "nsubj:pass", "obl:agent", "conj"}:
            return "place"
        return "actor"

    def _phrase(self, doc: Doc, start: int) -> int:
        """Where the phrase of a name begins: at its article, also before "seul" and the like."""
        i = start
        while i > 0 and not doc[i].is_sent_start and doc[i - 1].lower_ in _ONLY:
            i -= 1
        return i - 1 if i > 0 and doc[i - 1].pos_ == "DET" and not doc[i].is_sent_start else start

    def _is_people(self, doc: Doc, i: int) -> bool:
        """Whether a noun is a people's name ("les Kurdes d'Irak")."""
        noun = doc[i]
        people = i > 0 and noun.text[0].isupper() and noun.text.endswith("s") and not noun.text.isupper()
        return people and doc[i - 1].lower_ in _PLURAL_ARTICLES and not noun.is_sent_start

    def _is_among_countries(self, doc: Doc, i: int) -> bool:
        """Whether a list after token `i` says in which countries: "dans cinq pays : la Suède, ..."."""
        for j in range(i - 1, max(i - _AMONG, -1), -1):
            if doc[j].pos_ in {"VERB", "AUX"} or doc[j + 1].is_sent_start:
                break
            if doc[j].lower_ == _COUNTRY:
                k = j
                while k > 0 and (doc[k - 1].pos_ in {"DET", "NUM", "ADJ"} or doc[k - 1].lower_ in _OF):
                    k -= 1
                return k > 0 and doc[k - 1].lower_ in self._place_prepositions | {"des", "aux"}
        return False

    def _only_is(self, root: Token, head: Token) -> bool:
        """Whether a country is only said to be or have something: "les pays sont X", "X est le pays ..."."""
        if root.dep_ == "nsubj" and head.lemma_.lower() == _COUNTRY:
            return any(c.dep_ == "cop" for c in head.children)
        if root.dep_ == "nsubj" and head.lemma_.lower() in self._state_verbs:
            return not any(c.dep_ in {"xcomp", "ccomp"} or c.lower_ == "sur" for c in head.children)
        is_said = any(c.dep_ == "cop" for c in root.children)
        return is_said and any(c.dep_ == "nsubj" and c.lemma_.lower() == _COUNTRY for c in root.children)

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
            if doc[i].lower_ in self._place_nouns:
                return doc[i].lower_  # "(est du pays)", "poste-frontière", whatever the tagger made of them
            if doc[i].pos_ in {"NOUN", "PROPN"}:
                return doc[i].lemma_.lower()
            if doc[i].pos_ != "ADJ" and not doc[i].is_quote:
                break
        return head.lemma_.lower()
