"""Whether it is said that what an event's noun names took place."""

from __future__ import annotations

from eventsdb.extraction.forms import has, is_definite, is_past_participle
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import Words

_IN_WHICH = frozenset({"dans", "par"})
_DATELINE = 6  # tokens in which a title says where it is from


def takes_place(noun: Token, words: Words) -> bool:
    """Whether a verb, those it harmed, its scene or a bare headline says that what a noun names took place.

    "Des heurts éclatent", "causer un heurt", "une attaque survenue lundi"; "trois morts dans une attaque";
    "le théâtre de heurts"; "Guinée : affrontements à Conakry".
    """
    support, head = load_support(), noun.head
    if noun.dep_ in {"obj", "nsubj:pass"} and head.lemma_ in support.causing:
        return True
    if noun.dep_.startswith("nsubj") and head.lemma_ in support.occurrence:
        return True
    if head.lemma_ in support.harmed and words.preposition(noun) in _IN_WHICH:
        return True
    if head.lemma_ in support.scenes and words.preposition(noun) == "de":
        return True
    told = (c for c in noun.rights if c.lemma_ in support.occurrence)
    return _is_headline(noun) or any(
        c.dep_ == "acl:relcl" or (c.dep_ == "acl" and is_past_participle(c)) for c in told
    )


def _is_headline(noun: Token) -> bool:
    """Whether a noun is all that the title tells, and not known before ("les négociations au point mort")."""
    title, head = noun.sent, noun.head
    if title.start > 0 or noun.i > _DATELINE or is_definite(noun):
        return False
    if head is not noun and (head.head is not head or head.i > noun.i or noun.doc[head.i + 1].text != ":"):
        return False
    return not any(has(token, "VerbForm", "Fin") for token in title)
