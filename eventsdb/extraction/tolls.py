"""Numbers of people killed, injured and arrested: "12 morts", "tuant une vingtaine de personnes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Doc, Token

TollKind = Literal["dead", "injured", "arrested"]
_KINDS: tuple[TollKind, ...] = ("dead", "injured", "arrested")
_DIGITS = re.compile(r"\d{1,3}(?:[.  ]\d{3})*\Z|\d+\Z")
_NEAR = 6  # words after a verb in which its fixed complement stands
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
    placing: frozenset[str]
    custody: frozenset[str]
    illnesses: frozenset[str]
    no_people: frozenset[str]


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
        frozenset(lexicon.section("dying").only("verbs").texts("verbs")),
        frozenset(lexicon.section("events").only("nouns").texts("nouns")),
        frozenset(lexicon.section("custody").only("verbs", "nouns").texts("verbs")),
        frozenset(lexicon.section("custody").texts("nouns")),
        frozenset(lexicon.section("illness").only("nouns").texts("nouns")),
        frozenset(lexicon.section("no_people").only("nouns").texts("nouns")),
    )


def find_tolls(doc: Doc, syntax: Syntax) -> Iterator[Toll]:
    """The tolls a text gives, in reading order."""
    words = _words()
    for token in doc:
        lemma = token.lemma_.lower()
        verb = words.verbs.get(lemma) or _taken_in(token, words)
        if verb and syntax.is_verb(token):
            dying = lemma in words.dying
            number = _counted(_patients(token, syntax, "subject" if dying else "object"), syntax, words)
            toll = Toll(verb, number, token.i) if number else None
        elif kind := words.nouns.get(lemma):
            number = _of_noun(token, syntax, words)
            toll = Toll(kind, number, token.i) if number is not None else None
        else:
            continue
        if toll is not None and not (toll.kind == "dead" and _of_illness(token, words)):
            yield toll


def read_number(tokens: Iterable[Token]) -> int | None:
    """A number written in digits or words; None when the tokens are none."""
    return _read(tokens, _words())


def _of_illness(token: Token, words: _Words) -> bool:
    """Whether an illness is to blame: "12 morts du choléra", "l'épidémie a tué 12 personnes"."""
    clause = next((t for t in (token, *token.ancestors) if t.pos_ == "VERB" or t.dep_ == "ROOT"), token)
    return any(t.lemma_.lower() in words.illnesses for t in clause.subtree)


def _of_noun(noun: Token, syntax: Syntax, words: _Words) -> int | None:
    """How many a noun or predicate tells of: "12 morts", "12 personnes sont mortes", "la mort de 12 X"."""
    if (number := _count(noun, words)) is not None:
        return number
    if noun.lemma_.lower() in words.events:
        return _counted(syntax.slots(noun).get("de", ()), syntax, words)
    subjects = [c for c in noun.lefts if c.dep_.startswith("nsubj")]
    described = [noun.head] if noun.dep_ in {"amod", "acl"} and noun.head.pos_ == "NOUN" else []
    return _counted(subjects or described, syntax, words)


def _taken_in(verb: Token, words: _Words) -> TollKind | None:
    """Whether a phrase says that people are arrested: "placer en détention"."""
    if verb.lemma_ not in words.placing:
        return None
    taken = any(token.lemma_ in words.custody for token in verb.doc[verb.i + 1 : verb.i + _NEAR])
    return "arrested" if taken else None


def _patients(verb: Token, syntax: Syntax, slot: str) -> list[Token]:
    """To whom it was done; of a participle the noun that it describes."""
    patients = syntax.slots(verb).get(slot, [])
    return patients or ([verb.head] if verb.dep_ == "acl" and verb.head.pos_ == "NOUN" else [])


def _counted(tokens: Iterable[Token], syntax: Syntax, words: _Words) -> int | None:
    """The sum over a list of people; of "sept employés, six Danois et un Togolais" the first, which is it."""
    people = {one.i: one for token in tokens for one in syntax.conjuncts(token)}
    people = {i: one for i, one in people.items() if one.lemma_ not in words.no_people}
    counts = [number for one in people.values() if (number := _count(one, words))]
    if len(counts) > 1 and counts[0] == sum(counts[1:]):
        return counts[0]
    return sum(counts) or None


def _count(noun: Token, words: _Words) -> int | None:
    """How many, from the number before a noun: digits, words or a collective ("une vingtaine de")."""
    if noun.lemma_ in words.collectives:
        return _collective(noun, words)
    if noun.pos_ in {"NUM", "PRON"} and (own := _read([noun], words)):
        return own  # "six des manifestants"
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
    texts = [t.lower_ for t in tokens if t.lower_ != "-" and t.pos_ != "ADJ"]
    if texts and texts[-1][:1].isdigit() and "et" in texts:
        texts = texts[len(texts) - texts[::-1].index("et") :]  # "entre 60 et 90 soldats": the last
    texts = [text for text in texts if text != "et"]
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
