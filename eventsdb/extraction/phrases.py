"""Phrases of a lexicon found in a document, whatever their accents, hyphens, apostrophes and tokens.

Both sides are compared as sequences of folded words; one dictionary look-up a word finds every phrase in one
pass over an article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc

Value = TypeVar("Value")
_JOINERS = frozenset("-‐‑’'.·")
_ACRONYM = 4  # an acronym this short matches in capitals only: "EI" and "ONU", not "ma" or "map"
_PLAIN = str.maketrans({"œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae"})


@lru_cache(maxsize=65536)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation: "Quai-d’Orsay" is quai, d, orsay."""
    if text.isascii() and text.isalpha():
        return (text.lower(),)
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() or c == "+" else " " for c in plain).split())


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase in a document, tokens `start` to `end` (excluded), and what the lexicon says of it."""

    start: int
    end: int
    value: Value


class Words:
    """The folded words of a document and the token of each; "" stands where no phrase may run across.

    `texts` holds the text of every token.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words: list[str] = []
        self.tokens: list[int] = []
        self.texts = [token.text for token in doc]
        for i, text in enumerate(self.texts):
            folded = fold_words(text)
            if not folded and text not in _JOINERS:
                folded = ("",)
            self.words.extend(folded)
            self.tokens.extend([i] * len(folded))


class PhraseIndex(Generic[Value]):
    """Phrases and their values, for look-up by first word."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[str, Value]]] = {}
        self._lengths: dict[str, list[int]] = {}  # of the phrases that begin with a word, the longest first

    def add(self, phrases: Iterable[str], value: Value) -> None:
        """Add phrases; of two that read alike, the one added first is found."""
        for phrase in phrases:
            words = fold_words(phrase)
            self._rows.setdefault(words, []).append((phrase, value))
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
                lengths.sort(reverse=True)

    def lookup(self, phrase: str) -> Value | None:
        """The value of a whole phrase."""
        rows = self._rows.get(fold_words(phrase))
        return rows[0][1] if rows else None

    def find(self, words: Words) -> list[Found[Value]]:
        """All phrases, the longest first where several begin, in reading order, none overlapping another."""
        found: list[Found[Value]] = []
        end = 0
        for position, word in enumerate(words.words):
            if word in self._lengths and words.tokens[position] >= end:
                match = self._match(words, position)
                if match is not None:
                    found.append(match)
                    end = match.end
        return found

    def _match(self, words: Words, position: int) -> Found[Value] | None:
        tokens = words.tokens
        for length in self._lengths[words.words[position]]:
            last = position + length
            rows = self._rows.get(tuple(words.words[position:last])) if last <= len(tokens) else None
            if rows is None:
                continue
            start, end = tokens[position], tokens[last - 1] + 1
            if (position and tokens[position - 1] == start) or (
                last < len(tokens) and tokens[last] == end - 1
            ):
                continue  # the phrase is part of a longer token
            text = words.doc.span(start, end).text
            for written, value in rows:
                if _written_alike(text, written):
                    return Found(start, end, value)
        return None


def _written_alike(text: str, written: str) -> bool:
    """Whether a text has the capitals that a phrase asks for, in its first word and its last long one."""
    if written.isupper() and len(written) <= _ACRONYM:
        return text.isupper()
    if written[0].isupper() and not text[0].isupper():
        return False
    if written[1:2] in {"'", "’"} and written[2:3].isupper() and not text[2:3].isupper():
        return False  # "l'Équipe", not "l'équipe"
    if " " not in written:
        return True
    asked, given = written.split(), text.split()
    if len(asked) != len(given) or not asked[-1][0].isupper():
        return True
    return len(asked) > 2 or given[-1][0].isupper()
