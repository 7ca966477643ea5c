"""The words that a place belongs to, read off the parse and what it is known to get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from eventsdb.extraction.clauses import clause_of, is_clause, is_closed_before, is_finite, is_relative
from eventsdb.extraction.described import place_words
from eventsdb.extraction.tokens import Token

OBJECTS = frozenset({"obj", "nsubj", "nsubj:pass", "obl:arg"})
_INSIDE = frozenset({"nmod", "obl:mod", "obl:arg"})
_PHRASE = 10  # words of the phrase before a place that are looked through
_OF = frozenset({"de", "d'", "d’", "du", "des"})


def governors(token: Token) -> Iterator[int]:
    """The words a place belongs to: up to the verb of its clause, and what goes with that verb."""
    below = token
    for ancestor in token.ancestors:
        if below is not token and stands_apart(below, ancestor):
            return
        if is_closed_before(ancestor, below.left_edge):
            yield from _of_verb(clause_of(ancestor.head))
            return
        yield ancestor.i
        below = ancestor
        if ancestor.pos_ == "VERB" and ancestor.head.pos_ == "NOUN" and _says_what_it_did(ancestor):
            # "un attentat survenu à Gao", "a organisé une marche qui a réuni la foule à Gao"
            yield ancestor.head.i
            if ancestor.head.dep_ == "obj" and ancestor.head.head.lemma_ not in place_words().said:
                yield ancestor.head.head.i
            elif ancestor.dep_ == "acl" and ancestor.head.dep_ in _INSIDE:
                # "l'assassinat de deux policiers servant à X", "dans un bus stationné à X"
                yield from _nouns_above(ancestor.head)
        if ancestor.pos_ in {"VERB", "AUX"}:
            yield from _of_verb(ancestor)
            break


def _nouns_above(noun: Token) -> Iterator[int]:
    """The nouns that a noun completes, and the verb above them."""
    while noun.dep_ in _INSIDE and not stands_apart(noun, noun.head):
        noun = noun.head
        yield noun.i


def told_of(predicate: Token) -> Iterator[int]:
    """The nouns that complete a predicate."""
    for child in predicate.rights:
        if child.pos_ == "NOUN" and child.dep_ in {"nmod", "obl:mod", "obl:arg", "obl:agent", "obj"}:
            yield child.i


def _says_what_it_did(clause: Token) -> bool:
    """Whether a clause tells how what it describes went on, rather than what was said of it."""
    if clause.dep_ == "acl":
        return True
    whose = any(c.lower_ == "qui" and c.dep_.startswith("nsubj") for c in clause.lefts)
    return is_relative(clause) and whose and clause.lemma_ not in place_words().said


def _of_verb(verb: Token) -> Iterator[int]:
    """A verb and what goes with it: its objects, and the verbs beside and below it."""
    yield verb.i
    for child in verb.children:
        if (child.pos_ in {"NOUN", "PROPN"} and child.dep_ in OBJECTS) or (
            child.dep_ in {"conj", "xcomp"} and child.pos_ == "VERB"
        ):
            yield child.i
            yield from (t.i for t in child.rights if t.dep_ == "nmod" and _is_bare(t))


def _is_bare(noun: Token) -> bool:
    """Whether a noun stands bare after "de": "une série d'attaques", and not "le procès des attaques"."""
    before = {child.lower_ for child in noun.lefts if child.dep_ in {"case", "det"}}
    return bool(before) and before <= {"de", "d'", "d’"} and noun.pos_ == "NOUN"


def noun_before(place: Token) -> Iterator[int]:
    """The nouns right before the preposition of a place, whatever the parser hung the place on.

    In "le meurtre d'un chauffeur de taxi à X" these are all three.
    """
    case = next((c for c in place.lefts if c.dep_ == "case"), None)
    if case is None:
        return
    words = place.doc[max(place.sent.start, case.i - _PHRASE) : case.i]
    for i, word in reversed(list(enumerate(words))):
        if word.pos_ == "NOUN":
            yield word.i
        elif word.lower_ == "à" and i + 1 < len(words) and words[i + 1].pos_ == "NOUN":
            continue  # "passage à tabac"
        elif word.pos_ not in {"ADJ", "DET", "NUM"} and word.lower_ not in _OF:
            return


def spelled_out(place: Token) -> Iterator[int]:
    """The words that a noun belongs to which a place set off behind it spells out: "deux villes, X et Y"."""
    first = place
    while first.dep_ == "conj" and first.head.pos_ == "PROPN":
        first = first.head
    start = first.left_edge.i + (first.left_edge.text == ",")
    is_set_off = start > place.sent.start and place.doc[start - 1].text == ","
    if not is_set_off or any(c.dep_ == "case" for c in first.lefts):
        return
    before = place.doc[max(place.sent.start, start - 1 - _PHRASE) : start - 1]
    noun = next((t for t in reversed(before) if t.lemma_.lower() in place_words().again), None)
    if noun is None or any(t.text == "," or (is_clause(t) and is_finite(t)) for t in before if t.i > noun.i):
        return
    yield from (c.i for c in noun.rights if c.dep_ == "acl" and c.i < start)
    case = next((c.lower_ for c in noun.lefts if c.dep_ == "case"), None)
    if case in place_words().prepositions or noun.dep_ in OBJECTS:
        yield from governors(noun)


def tells_of_another(place: Token, trigger: Token) -> bool:
    """Whether a place stands in a clause that a trigger has no part in."""
    above_trigger = [trigger, *trigger.ancestors]
    below = place
    for ancestor in place.ancestors:
        if below is not place and below not in above_trigger and stands_apart(below, ancestor):
            return True
        below = ancestor
        if ancestor in above_trigger:
            between = above_trigger[1 : above_trigger.index(ancestor)]
            # "les armes livrées à X ont servi à Y": the trigger only describes what another verb tells of
            return ancestor.pos_ == trigger.pos_ == "VERB" and any(t.pos_ == "NOUN" for t in between)
        describes = ancestor.dep_ == "acl" and ancestor.pos_ == "VERB" and ancestor.head.i != trigger.i
        if describes or ancestor.dep_ == "acl:relcl" or any(c.lower_ == "qui" for c in ancestor.lefts):
            return True
        if ancestor.pos_ == "VERB" and any(c.dep_.startswith("nsubj") for c in ancestor.lefts):
            return True
    return False


def stands_apart(noun: Token, head: Token) -> bool:
    """Whether what a noun tells of has a place of its own: "après la prise d'otages de X", "discuter de"."""
    words = place_words()
    if is_near(noun) or is_during(noun):
        return False
    case = next((c.lower_ for c in noun.lefts if c.dep_ == "case"), None)
    if case in words.apart or noun.lemma_.lower() in words.topics:
        return True
    return case in _OF and head.pos_ == "VERB" and noun.lemma_.lower() not in words.parts


def is_during(noun: Token) -> bool:
    """Whether something happens "lors de", "au cours de" or "en marge de" what a noun names."""
    return _before_of(noun) in place_words().during


def is_near(noun: Token) -> bool:
    """Whether something happens "près de" what a noun names, whatever the parser made of these words."""
    return _before_of(noun) in place_words().prepositions


def _before_of(noun: Token) -> str:
    """The word before the "de" of a noun, or ""."""
    start = noun.i
    while start > noun.sent.start and noun.doc[start - 1].pos_ in {"DET", "ADJ", "NUM"}:
        start -= 1
    if start - 2 < noun.sent.start or noun.doc[start - 1].lower_ not in _OF:
        return ""
    return noun.doc[start - 2].lower_
