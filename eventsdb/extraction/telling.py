"""What the words of a mention say that another event of its type would not: what is asked, how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.forms import has
from eventsdb.extraction.frames import load_frames
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.tokens import Doc, Token
from eventsdb.extraction.tolls import Toll, read_number

_STEM = 5  # letters: "restreindre", "restriction" share them, and function words fall out
_WORDS = frozenset({"NOUN", "VERB", "ADJ"})
_BEFORE = 5  # tokens before a noun in which "l'une des" stands
OF_PEOPLE = frozenset({("COERCE", "arrest"), ("RETREAT", "release")})
"""Acts done to people who can be counted."""

_WORDING = 3  # words that are not said twice by chance
# Least stems that tell what is asked or imposed, by the types where this tells events apart.
_LEAST: Mapping[tuple[str, str | None], int] = {
    ("REQUEST", "change"): 2,
    ("ACCUSE", "allege"): 2,
    ("COERCE", "restrict"): 1,
}
_IT = frozenset({"c'", "c’", "ce"})
_ITS_OWN = frozenset({"son", "sa", "leur"})
_UNDERGOING = frozenset({"obj", "nsubj:pass"})
_ASIDE = ("nsubj", "aux", "advcl", "parataxis", "conj", "cc", "mark", "punct", "advmod", "expl")


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention's own words.

    `content`: stems of what is asked, promised or imposed. `people`: how many it is done to. `term`: the
    number and unit of a sentence. `is_another`: it is called another one than those before. `is_plural`:
    whether the noun that names it, if it can be counted, stands for several ("les attaques"). `is_part`:
    it is one of several in their order ("la première attaque"). `on_doer`: whether it is done to whoever
    did another ("l'assaillant a été abattu").
    """

    content: frozenset[str] = frozenset()
    people: int | None = None
    term: tuple[int, str] | None = None
    is_another: bool = False
    is_plural: bool | None = None
    is_part: bool = False
    on_doer: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    another: frozenset[str]
    other: frozenset[str]
    last: frozenset[str]
    several: frozenset[str]
    ordinals: frozenset[str]
    besides: frozenset[str]
    units: frozenset[str]
    uncounted: frozenset[str]
    doers: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("merging.toml")
    another = lexicon.section("another").only("adjectives", "others", "last", "besides")
    several = lexicon.section("several").only("adjectives", "ordinals")
    return _Words(
        frozenset((*another.texts("adjectives"), *another.texts("others"))),
        frozenset(another.texts("others")),
        frozenset(another.texts("last")),
        frozenset(several.texts("adjectives")),
        frozenset(several.texts("ordinals")),
        frozenset(another.texts("besides")),
        frozenset(lexicon.section("terms").only("units").texts("units")),
        frozenset(lexicon.section("uncounted").only("nouns").texts("nouns")),
        frozenset(lexicon.section("doers").only("nouns").texts("nouns")),
    )


def tellings(doc: Doc, candidates: Sequence[Candidate], tolls: Iterable[Toll]) -> Iterator[Telling]:
    """What each mention says, in their order; `tolls` are those of the text."""
    numbers = {toll.token: toll.number for toll in tolls}
    types = {candidate.trigger: candidate.frame.type for candidate in candidates}
    for candidate in candidates:
        trigger = doc[candidate.trigger]
        telling = _telling(trigger, candidate, numbers)
        inside = any(types.get(noun.i) == candidate.frame.type for noun in _phrases_around(trigger))
        yield replace(telling, is_plural=None) if inside else telling


def _phrases_around(word: Token) -> Iterator[Token]:
    """The nouns in whose phrase a word stands, as "piégée" in that of "attentats à la voiture piégée"."""
    while word.dep_ in {"nmod", "acl", "amod"} and word.head.i < word.i:
        word = word.head
        yield word


def _telling(trigger: Token, candidate: Candidate, numbers: Mapping[int, int]) -> Telling:
    noun = next((t for t in trigger.doc[candidate.start : candidate.end] if t.pos_ == "NOUN"), None)
    return Telling(
        content=frozenset(_content(trigger, candidate)),
        people=numbers.get(trigger.i),
        term=_term(trigger) if candidate.frame.mode == "convict" else None,
        is_another=_names_another(trigger, candidate.frame.type)
        or (candidate.frame.speech and _is_besides(trigger)),
        is_plural=_is_plural(noun) if noun is not None and _counts(noun) else None,
        is_part=noun is not None and any(c.lower_ in _words().ordinals for c in noun.children),
        on_doer=any(t.lemma_ in _words().doers for t in _undergoing(trigger)),
    )


def _undergoing(trigger: Token) -> Iterator[Token]:
    """To whom a verb's deed is done: its object, or the noun that its participle describes."""
    yield from (child for child in trigger.children if child.dep_ in _UNDERGOING)
    if trigger.dep_ == "acl" and trigger.pos_ in {"VERB", "ADJ"}:
        yield trigger.head


def _content(trigger: Token, candidate: Candidate) -> Iterator[str]:
    """Stems of the words that a trigger governs, its subject and joined clauses left out."""
    for child in trigger.children:
        if child.dep_.startswith(_ASIDE):
            continue
        for token in child.subtree:
            if token.pos_ in _WORDS and len(token.lemma_) >= _STEM:
                yield token.lemma_[:_STEM].lower()
    for token in trigger.doc[candidate.start : candidate.end]:
        if token.pos_ == "NOUN" and len(token.lemma_) >= _STEM:
            yield token.lemma_[:_STEM].lower()


def _term(trigger: Token) -> tuple[int, str] | None:
    """The number and unit after a trigger ("condamné à cinq ans", "écopé de 6 mois")."""
    after = trigger.doc[trigger.i + 1 : min(trigger.i + 7, trigger.sent.end)]
    unit = next((token for token in after if token.lower_ in _words().units), None)
    if unit is None or unit.i < 2:
        return None
    number = read_number(trigger.doc[unit.i - 1 : unit.i])
    return None if number is None else (number, unit.lemma_)


def _counts(noun: Token) -> bool:
    """Whether the number of a noun tells of one event or several.

    Not that of "l'une des plus grandes marches", nor of what is no event ("envoyer des délégations").
    """
    before = noun.doc[max(noun.sent.start, noun.i - _BEFORE) : noun.i]
    of_many = any(a.lower_ in {"un", "une"} and b.lower_ == "des" for a, b in pairwise(before))
    return not of_many and noun.lemma_ in load_frames().nouns and noun.lemma_ not in _words().uncounted


def _is_plural(noun: Token) -> bool:
    return has(noun, "Number", "Plur") or any(c.lower_ in _words().several for c in noun.children)


def _is_counted(noun: Token) -> bool:
    """Whether what was just told is counted: "c'est la deuxième attaque", "pour sa deuxième visite"."""
    if not any(child.lower_ in _words().ordinals for child in noun.children):
        return False
    before = {child.lower_ for child in noun.lefts}
    is_it = any(c.dep_ == "cop" for c in noun.lefts) and not before.isdisjoint(_IT)
    turns_on = noun.head.lemma_ == "agir" and any(c.dep_ == "expl:subj" for c in noun.head.lefts)
    return is_it or turns_on or ("pour" in before and not before.isdisjoint(_ITS_OWN))


def _names_another(trigger: Token, kind: str) -> bool:
    """Whether it is said not to be the one told before: "une autre attaque", "en ont tué un autre"."""
    if trigger.pos_ == "NOUN":
        if _is_counted(trigger):
            return False
        if any(c.lower_ in _words().last for c in trigger.lefts):
            return True
        return any(c.lower_ in _words().another for c in trigger.children if c.pos_ == "ADJ")
    objects = [c for c in trigger.children if c.dep_ in {"obj", "nsubj:pass", "obl:arg"}]
    others = _words().other
    # a third person hurt is hurt in the same attack
    counted = () if kind == "ASSAULT" else (token for one in objects for token in one.lefts)
    return any(token.lower_ in others for token in (*objects, *counted))


def _is_besides(verb: Token) -> bool:
    return any(c.lower_ in _words().besides for c in verb.children if c.pos_ == "ADV")


def differ_in_number(told: Iterable[Telling], one: Telling, kind: tuple[str, str | None]) -> bool:
    """Whether a mention tells of a sentence of another length, or of far more or fewer arrested or freed."""
    terms = {each.term for each in told} - {None}
    if one.term and terms and one.term not in terms:
        return True
    people = [each.people for each in told if each.people]
    return bool(
        kind in OF_PEOPLE and one.people and people and not any(_alike(one.people, n) for n in people)
    )


def agree_in_number(told: Iterable[Telling], one: Telling, least: int) -> bool:
    """Whether a mention counts as many people as one told before, and at least so many."""
    return one.people is not None and one.people >= least and one.people in {each.people for each in told}


def say_the_same(told: Iterable[Telling], one: Telling) -> bool:
    """Whether what a mention asks or promises was asked in the same words: "il a aussi appelé à ..."."""
    return len(one.content) >= _WORDING and any(one.content <= each.content for each in told)


def share_words(told: Iterable[Telling], one: Telling) -> bool:
    """Whether a mention has a word in common with one told before."""
    return any(not one.content.isdisjoint(each.content) for each in told)


def differ_in_plural(told: Iterable[Telling], one: Telling) -> bool:
    """Whether one noun stands for several events where the others stand for one, or the other way."""
    return one.is_plural is not None and {each.is_plural for each in told} - {None} == {not one.is_plural}


def differ_in_words(told: Iterable[Telling], one: Telling, kind: tuple[str, str | None]) -> bool:
    """Whether what a mention asks, alleges or imposes shares no word with what `told` do, all of one kind."""
    contents = [each.content for each in told if len(each.content) >= _LEAST.get(kind, 1)]
    enough = kind in _LEAST and len(one.content) >= _LEAST[kind]
    return enough and bool(contents) and all(one.content.isdisjoint(content) for content in contents)


def _alike(one: int, other: int) -> bool:
    return max(one, other) <= 2 * min(one, other)
