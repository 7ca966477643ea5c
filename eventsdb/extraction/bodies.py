"""Bodies named by what they are: a capitalised noun and its modifiers ("le Parti radical")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.extraction.phrases import Found, PhraseIndex, Words
from eventsdb.plover import SECTORS

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc

_LONGEST = 12


class Bodies:
    """The nouns of bodies.toml, by PLOVER sector.

    Raises:
        LexiconError: a sector is unknown or its nouns are no list.
    """

    def __init__(self) -> None:
        section = load_lexicon("bodies.toml").section("sectors").only(*SECTORS)
        self._nouns: PhraseIndex[str] = PhraseIndex()
        for sector in section.values:
            self._nouns.add(section.texts(sector), sector)

    def sector(self, noun: str) -> str:
        """The sector of bodies whose name that noun opens."""
        return self._nouns.lookup(noun) or "UNK"

    def find(self, words: Words) -> Iterator[Found[str]]:
        """The names of bodies in a document, with their sectors."""
        doc = words.doc
        for found in self._nouns.find(words):
            if doc[found.start].is_sent_start:
                continue
            end = _end(doc, found.end)
            if end > found.end:
                yield Found(found.start, end, found.value)


def _end(doc: Doc, start: int) -> int:
    """The end of the modifiers from token `start`: adjectives, nouns after "de" and "pour", "et" between."""
    end = i = start
    while i < len(doc) and i - start < _LONGEST and not doc[i].is_sent_start:
        token = doc[i]
        before = doc[i - 1].lower_
        if token.is_space:
            break
        if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.text[0].isalpha():
            if (
                token.pos_ != "ADJ"
                and i > start
                and before not in OF | ARTICLES | {"pour", "et", "aux", "au"}
            ):
                if not (token.text[0].isupper() and doc[i - 1].text[0].isupper()):
                    break
            elif token.pos_ != "ADJ" and i == start and token.text[0].islower():
                break
            i += 1
            end = i
        elif _links(doc, i):
            i += 1
        else:
            break
    return end


def _links(doc: Doc, i: int) -> bool:
    """Whether a small word links the modifiers of a name: "de", "pour", an article after them, "et de"."""
    word, before = doc[i].lower_, doc[i - 1].lower_
    if word in OF or word in {"pour", "aux"}:
        return True
    if word in ARTICLES:
        return before in OF or before in {"pour", "et"}
    after = doc[i + 1] if i + 1 < len(doc) else None
    return word == "et" and after is not None and (after.lower_ in OF or after.text[0].isupper())
