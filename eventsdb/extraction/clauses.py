"""Clauses in a parse: which one a word stands in, and what its verb says of its time."""

from __future__ import annotations

from typing import Literal

from eventsdb.extraction.tenses import is_conditional
from eventsdb.extraction.tokens import Token

ClauseTense = Literal["news", "past", "before"]
"""The tenses of news (present, perfect, future), the simple past, and those of what came before."""

CLIMB = 12  # a bound on the way up a parse tree

_WHEN = frozenset({"lorsque", "lorsqu'", "lorsqu’", "quand"})
_THIRD_GROUP = ("tir", "vrir", "ffrir", "rvir", "rmir", "enir", "courir", "cueillir")  # il part, il partit
_IMPERFECT = ("ait", "aient", "ais")  # surer than the parser's own word for the tense
_NO_IMPERFECT = ("fait", "fais", "trait", "sais", "rais")  # participles and presents


def completes(noun: Token, clause: Token) -> bool:
    """Whether a noun is subject or complement of its clause, and not a word within such a phrase."""
    if noun.i == clause.i:
        return True
    return noun.head.i == clause.i and noun.dep_.startswith(("nsubj", "obj", "obl:arg", "obl:agent", "xcomp"))


def clause_of(token: Token) -> Token:
    """The head of the clause a word stands in: a verb, a predicate, or the root of the sentence."""
    for _ in range(CLIMB):
        if is_clause(token) or token.head.i == token.i:
            break
        token = token.head
    return token


def governing(word: Token) -> Token:
    """The clause whose tense tells the time of a word: the nearest with a finite verb."""
    clause = clause_of(word)
    for _ in range(CLIMB):
        reported = clause.dep_ == "ccomp" and is_imperfect(clause)  # "il a dit que l'armée avançait"
        if clause.head.i == clause.i or (is_finite(clause) and not reported):
            break
        clause = clause_of(clause.head)
    return clause


def is_clause(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or a predicate with its copula or subject."""
    if token.pos_ == "VERB":
        return True
    return any(child.dep_ in {"cop", "nsubj", "nsubj:pass"} for child in token.children)


def leans(clause: Token) -> bool:
    """Whether a clause shares the time of the one it depends on."""
    if clause.head.i == clause.i:
        return False
    if clause.dep_ == "conj":
        return not any(child.dep_.startswith("nsubj") for child in clause.children)
    if clause.dep_ == "xcomp":
        return not is_finite(clause)
    return clause.dep_ in {"acl", "advcl", "obl:mod"} and _is_present_participle(clause)


def _is_present_participle(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lower_.endswith("ant") and not is_finite(verb)


def is_finite(verb: Token) -> bool:
    """Whether a verb, with its auxiliaries, has a tense of its own.

    A clause that describes a noun without a relative is a participle, whatever its form may also be
    ("l'attentat commis lundi").
    """
    words = _verb_words(verb)
    if verb.dep_ == "acl" and len(words) == 1 and not any(c.dep_.startswith("nsubj") for c in verb.children):
        return False
    return any("Fin" in word.morph.get("VerbForm", []) for word in words)


def is_imperfect(clause: Token) -> bool:
    """Whether a clause sets a scene in the imperfect, and does not look back on it in the pluperfect."""
    return is_before(clause) and not _is_compound(clause)


def is_pluperfect(clause: Token) -> bool:
    """Whether a clause looks back on what came before ("avait rencontré", "avait été blessé")."""
    return is_before(clause) and _is_compound(clause)


def _is_compound(clause: Token) -> bool:
    return any(c.dep_ == "aux:tense" for c in clause.lefts)


def is_before(clause: Token) -> bool:
    """Whether a clause is told in the imperfect or pluperfect, as what came before the news."""
    verbs = (word for word in _verb_words(clause) if word.pos_ in {"VERB", "AUX"})
    return any(
        verb.lower_.endswith(_IMPERFECT)
        and not verb.lower_.endswith(_NO_IMPERFECT)
        and (verb.dep_ == "aux:tense" or not is_conditional(verb))
        for verb in verbs
    )


def tense_of(clause: Token) -> ClauseTense | None:
    """Which of the tenses of a story a clause stands in; None without a finite verb."""
    finite = next((word for word in _verb_words(clause) if "Fin" in word.morph.get("VerbForm", [])), None)
    if finite is None:
        return None
    if is_before(clause):
        return "before"
    return "past" if "Past" in finite.morph.get("Tense", []) and not _may_be_present(finite) else "news"


def _may_be_present(verb: Token) -> bool:
    """Whether present and simple past look alike: "il agit", "il dit"."""
    lemma, ending = verb.lemma_.lower(), verb.lower_[-2:]
    alike = lemma == "dire" or (lemma.endswith("ir") and not lemma.endswith(_THIRD_GROUP))
    return alike and ending in {"it", "is"}


def is_compound_infinitive(clause: Token) -> bool:
    """Whether a clause tells of what was done before ("avoir livré")."""
    words = (child for child in clause.lefts if child.dep_.startswith("aux"))
    return any("Inf" in word.morph.get("VerbForm", []) for word in words)


def is_relative(clause: Token) -> bool:
    """Whether a clause describes a noun ("l'homme qui a tiré")."""
    return clause.dep_ == "acl:relcl"


def says_when(clause: Token) -> bool:
    """Whether a clause says when that took place which it depends on ("lorsque", "quand")."""
    return clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _WHEN for c in clause.lefts)


def is_closed_before(clause: Token, word: Token) -> bool:
    """Whether a relative clause between two commas ends before a word that the parser hung on it.

    "enlevé par des hommes, qui n'ont rien dit, le 3 juin": the day is that of the first verb.
    """
    start = clause.left_edge.i
    return (
        is_relative(clause)
        and clause.i < word.i
        and start > 0
        and clause.doc[start - 1].text == ","
        and word.nbor(-1).text == ","
    )


def _verb_words(verb: Token) -> list[Token]:
    return [verb, *(child for child in verb.children if child.dep_.startswith(("aux", "cop")))]
