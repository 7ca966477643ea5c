"""Names that a text gives together with their acronym: "le Front de libération nationale (FLN)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.extraction.phrases import fold_words

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc

_LONGEST = 14  # tokens of a name before its acronym
_SHORTEST = 2
_SPOKEN = 4  # letters of the shortest acronym that is written like a word
_LETTERS = 12
_SHARE = 0.6  # of the acronym's letters that must open words of the name, in their order
_UNUSED = 2  # words of the name besides articles and the like that give the acronym no letter
_JOINTS = ARTICLES | OF | {"et", "pour", "aux", "au", "à", "en", "sur", "contre", "dans", "-", "'", "’"}
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "DET", "ADP", "CCONJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Acronym:
    """A name, tokens `start` to `end`, and the token of its acronym."""

    start: int
    end: int
    token: int


def find_acronyms(doc: Doc, texts: list[str], opens: Callable[[str], bool]) -> Iterator[Acronym]:
    """The names put next to their acronyms, the one or the other in brackets.

    `opens` tells the nouns that open the name of a body also where it has no capital ("le service national").
    """
    for i in range(1, len(texts) - 2):
        if texts[i] != "(":
            continue
        if texts[i + 2] == ")" and _is_acronym(texts[i + 1]):
            start = _start(doc, texts, i, texts[i + 1].upper(), opens)
            if start is not None:
                yield Acronym(start, i, i + 1)
        elif texts[i - 1].isalpha() and texts[i - 1][0].isupper():
            if not (texts[i + 1][0].isupper() or opens(texts[i + 1])):
                continue
            end = next((j for j in range(i + 2, min(i + _LONGEST, len(texts))) if texts[j] == ")"), None)
            if end is not None and end - i > 2 and _spelt(texts[i + 1 : end], texts[i - 1].upper()):
                yield Acronym(i + 1, end, i - 1)


def _is_acronym(text: str) -> bool:
    """Whether a word may be an acronym: all in capitals, or read as a word ("Unicef")."""
    if not (_SHORTEST <= len(text) <= _LETTERS and text.isalpha()):
        return False
    return text.isupper() or (len(text) >= _SPOKEN and text.istitle())


def _start(doc: Doc, texts: list[str], end: int, acronym: str, opens: Callable[[str], bool]) -> int | None:
    """Where the name before a bracket begins: at the word that may open one from which it spells it best."""
    best, start = 0, None
    for i in range(end - 1, max(end - _LONGEST, -1), -1):
        if not (doc[i].pos_ in _INSIDE or texts[i][0].isupper() or texts[i] in _JOINTS):
            break
        named = texts[i][0].isupper() and (texts[i].lower() not in ARTICLES or texts[i + 1][0].isupper())
        may_open = i < end - 1 and (named or opens(texts[i]))
        spelt = _spelt(texts[i:end], acronym) if may_open else 0
        if spelt > best and not texts[i].isupper():
            best, start = spelt, i
        if doc[i].is_sent_start:
            break
    return start


def _spelt(words: list[str], acronym: str) -> int:
    """How many letters of an acronym open words of a name, in their order; 0 when they are too few."""
    initials = [word[0].upper() for text in words for word in fold_words(text)]
    if not initials or initials[0] != fold_words(acronym)[0][0].upper():
        return 0
    common = _common(acronym, initials)
    content = sum(text.lower() not in _JOINTS and text[0].isalpha() for text in words)
    return common if common >= max(_SHORTEST, _SHARE * len(acronym), content - _UNUSED) else 0


def _common(left: str, right: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for a in left:
        above = 0
        for j, b in enumerate(right, start=1):
            above, row[j] = row[j], above + 1 if a == b else max(row[j], row[j - 1])
    return row[-1]
