"""Bodies named by what they are: a capitalised noun and its modifiers ("le Parti radical")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.extraction.phrases import Found, PhraseIndex, Words
from eventsdb.plover import SECTORS

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc, Token

_LONGEST = 12
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})
_JOINTS = frozenset({"pour", "et", "aux", "au", "contre"})
_AREAS = frozenset(
    {"pays", "région", "ville", "capitale", "île", "province", "territoire", "département", "commune"}
)
_AGAINST = frozenset({"lutte", "luttes", "combat"})


class Bodies:
    """The nouns of bodies.toml, by PLOVER sector, and the words of international bodies.

    Raises:
        LexiconError: a sector is unknown or its nouns are no list.
    """

    def __init__(self) -> None:
        section = load_lexicon("bodies.toml").section("sectors").only(*SECTORS)
        self._nouns: PhraseIndex[str] = PhraseIndex()
        for sector in section.values:
            self._nouns.add(section.texts(sector), sector)
        reach = load_lexicon("bodies.toml").section("reach").only("international")
        self._international = frozenset(reach.texts("international"))

    def sector(self, noun: str) -> str:
        """The sector of bodies whose name that noun opens."""
        return self._nouns.lookup(noun) or "UNK"

    def opens(self, noun: str) -> bool:
        """Whether a noun opens the names of bodies, with a capital or without."""
        return self._nouns.lookup(noun.capitalize()) is not None

    def is_international(self, name: Iterable[Token]) -> bool:
        """Whether a body's name says that it is of no one country ("Fédération internationale")."""
        return any(token.text in self._international for token in name)

    def find(self, words: Words) -> Iterator[Found[str]]:
        """The names of bodies in a document, with their sectors."""
        doc = words.doc
        for found in self._nouns.find(words):
            if doc[found.start].is_sent_start:
                continue
            end = _without_area(doc, self._end(doc, found.end))
            if end > found.end:
                yield Found(found.start, end, found.value)

    def _end(self, doc: Doc, start: int) -> int:
        """The end of the modifiers from token `start`: adjectives, nouns after "de" and "pour"."""
        end = i = start
        while i < len(doc) and i - start < _LONGEST and not doc[i].is_sent_start and not doc[i].is_space:
            token = doc[i]
            if token.pos_ in _MODIFIERS and token.text[0].isalpha():
                if token.pos_ != "ADJ" and not _goes_on(doc, i, start):
                    break
                i += 1
                end = i
            elif _links(doc, i, start) and not self._is_other(doc, i):
                i += 1
            else:
                break
        return end

    def _is_other(self, doc: Doc, link: int) -> bool:
        """Whether the name of another body begins after "et" ("le Comité X et le Conseil Y")."""
        i = link + 1
        while i < len(doc) and doc[i].lower_ in OF | ARTICLES:
            i += 1
        return (
            doc[link].lower_ == "et"
            and i < len(doc)
            and self.sector(doc[i].text) != "UNK"
            and doc[i].text[0].isupper()
        )


def _goes_on(doc: Doc, i: int, start: int) -> bool:
    """Whether a noun is part of a name that began before token `start`."""
    token, before = doc[i], doc[i - 1]
    if i == start:
        return token.text[0].isupper()
    if before.lower_ in OF | ARTICLES | _JOINTS:
        return True
    site = before.pos_ == "NOUN" and token.ent_iob_ == "I" and token.ent_type_ != "PER"  # "de la tour Eiffel"
    return token.text[0].isupper() and (before.text[0].isupper() or site)


def _links(doc: Doc, i: int, start: int) -> bool:
    """Whether a small word links the modifiers of a name: "de", "pour", an article after them, "et de"."""
    word, before = doc[i].lower_, doc[i - 1].lower_
    if word in OF or word in {"pour", "aux"}:
        return True
    if word == "contre":
        return i == start or before in _AGAINST
    if word in ARTICLES:
        return before in OF or before in {"pour", "et", "contre"}
    after = doc[i + 1] if i + 1 < len(doc) else None
    if word != "et" or after is None or i == start:
        return False
    plural = all("Plur" in t.morph.get("Number", []) and t.pos_ == "NOUN" for t in (doc[i - 1], after))
    return after.lower_ in OF or plural or (after.text[0].isupper() and doc[i - 1].text[0].isupper())


def _without_area(doc: Doc, end: int) -> int:
    """The end of a name without words that only say where its body is: "le Conseil de sécurité du pays"."""
    i = end - 1
    if doc[i].lower_ not in _AREAS:
        return end
    while doc[i - 1].lower_ in OF | ARTICLES:
        i -= 1
    return i if i < end - 1 else end
