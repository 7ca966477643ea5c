"""Numbers of people killed, injured and arrested: "12 morts", "tuant une vingtaine de personnes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.syntax import Syntax

TollKind = Literal["dead", "injured", "arrested"]
_KINDS: tuple[TollKind, ...] = ("dead", "injured", "arrested")
_DIGITS = re.compile(r"\d{1,3}(?:[.  ]\d{3})*\Z|\d+\Z")
_MOST = 10_000_000  # a larger number is a slip of reading


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people, and the word that says what became of them."""

    kind: TollKind
    number: int
    token: int


@dataclass(frozen=True, slots=True)
class _Words:
    numerals: Mapping[str, int]
    collectives: Mapping[str, int]
    nouns: Mapping[str, TollKind]
    verbs: Mapping[str, TollKind]
    dying: frozenset[str]
    events: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("tolls.toml")
    numerals, collectives = lexicon.section("numerals"), lexicon.section("collectives")
    nouns: dict[str, TollKind] = {}
    verbs: dict[str, TollKind] = {}
    for kind in _KINDS:
        section = lexicon.section(kind).only("nouns", "verbs")
        nouns |= dict.fromkeys(section.texts("nouns"), kind)
        verbs |= dict.fromkeys(section.texts("verbs"), kind)
    return _Words(
        {word: int(numerals.number(word)) for word in numerals.values},
        {word: int(collectives.number(word)) for word in collectives.values},
        nouns,
        verbs,
        frozenset(lexicon.section("dying").only("verbs", "nouns").texts("verbs")),
        frozenset(lexicon.section("dying").texts("nouns")),
    )


def find_tolls(doc: Doc, syntax: Syntax) -> Iterator[Toll]:
    """The tolls a text gives, in reading order."""
    words = _words()
    for token in doc:
        if kind := words.nouns.get(token.lemma_):
            number = _count(token, words)
            if number is None and token.lemma_ in words.events:  # "la mort de dix soldats"
                number = sum(_count(one, words) or 0 for one in syntax.slots(token).get("de", ())) or None
            if number is not None:
                yield Toll(kind, number, token.i)
        elif (kind := words.verbs.get(token.lemma_)) and syntax.is_verb(token):
            slots = syntax.slots(token)
            patients = slots.get("subject" if token.lemma_ in words.dying else "object", [])
            counts = [count for t in patients for one in syntax.conjuncts(t) if (count := _count(one, words))]
            if counts:
                yield Toll(kind, sum(counts), token.i)


def _count(noun: Token, words: _Words) -> int | None:
    """How many, from the number before a noun: digits, words or a collective ("une vingtaine de")."""
    if noun.lemma_ in words.collectives:
        return _collective(noun, words)
    start = noun.i
    while start > noun.sent.start and (
        noun.doc[start - 1].like_num
        or noun.doc[start - 1].pos_ == "NUM"
        or noun.doc[start - 1].lower_ in words.numerals
        or noun.doc[start - 1].pos_ == "ADJ"
        or noun.doc[start - 1].lower_ in {"et", "-"}
    ):
        start -= 1
    if (number := _read(noun.doc[start : noun.i], words)) is not None:
        return number
    before = [t for t in noun.doc[max(noun.sent.start, noun.i - 3) : noun.i] if t.lemma_ in words.collectives]
    return (
        _collective(before[-1], words)
        if before and noun.doc[noun.i - 1].lower_ in {"de", "d'", "d’"}
        else None
    )


def _collective(noun: Token, words: _Words) -> int | None:
    """The value of "une vingtaine"; "des dizaines" has none."""
    if noun.i == 0 or noun.text.endswith("s"):
        return None
    return words.collectives[noun.lemma_] if noun.doc[noun.i - 1].lower_ in {"une", "un"} else None


def _read(tokens: Iterable[Token], words: _Words) -> int | None:
    """A number written in digits ("1 200", "1.200") or words ("vingt et un", "deux cents")."""
    texts = [t.lower_ for t in tokens if t.lower_ not in {"et", "-"} and t.pos_ != "ADJ"]
    digits = "".join(text for text in texts if text[:1].isdigit())
    if digits and _DIGITS.match(digits):
        number = int(re.sub(r"\D", "", digits))
        return number if number < _MOST else None
    total = 0
    for text in texts:
        for part in text.split("-"):
            value = words.numerals.get(part)
            if value is None:
                return None
            total = total * value if value >= 100 and total else total + value
            if part == "vingt" and total in {24, 104}:
                total += 56  # quatre-vingts
    return total or None
