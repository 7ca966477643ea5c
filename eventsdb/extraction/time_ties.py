"""What the words around a time expression tie it to: a noun, its clause, or the clause that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.clauses import CLIMB, clause_of, is_clause, is_closed_before, is_finite, is_relative
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.tokens import Span, Token

_SHORT_PHRASE = 3  # words: "condamné à mort le 3 mai", "tué à Gao lundi"


@dataclass(frozen=True, slots=True)
class DatingWords:
    """The words of dating.toml that tie a time to a verb or noun."""

    occurrence: frozenset[str]
    of: frozenset[str]
    about: frozenset[str]
    making: frozenset[str]
    when: frozenset[str]
    during: frozenset[str]
    stretch: frozenset[str]
    occasion: frozenset[str]
    apart: frozenset[str]
    only: frozenset[str]
    documents: frozenset[str]
    appointing: frozenset[str]


@cache
def dating_words() -> DatingWords:
    """The lexicon of dating.

    Raises:
        LexiconError: it is malformed.
    """
    lexicon = load_lexicon("dating.toml")
    return DatingWords(
        frozenset(lexicon.section("occurrence").only("verbs").texts("verbs")),
        frozenset(lexicon.section("of").only("words").texts("words")),
        frozenset(lexicon.section("about").only("verbs").texts("verbs")),
        frozenset(lexicon.section("making").only("nouns").texts("nouns")),
        frozenset(lexicon.section("when").only("words").texts("words")),
        frozenset(lexicon.section("during").only("prepositions").texts("prepositions")),
        frozenset(lexicon.section("occasion").only("stretches", "words").texts("stretches")),
        frozenset(lexicon.section("occasion").texts("words")),
        frozenset(lexicon.section("apart").only("prepositions").texts("prepositions")),
        frozenset(lexicon.section("only").only("words").texts("words")),
        frozenset(lexicon.section("documents").only("nouns").texts("nouns")),
        frozenset(lexicon.section("appointing").only("verbs").texts("verbs")),
    )


def clause_around(span: Span) -> Token:
    """The clause an expression stands in; where the parse leaps over a finite verb, that verb's.

    So it is where a participle that describes a noun stands right before ("le sort de X, arrêté à Rome en
    mai"). A relative clause between two commas ends before what follows the second ("enlevé par des hommes,
    qui n'ont rien dit, le 3 juin").
    """
    clause = clause_of(span.root)
    between = span.doc[clause.i + 1 : span.start]
    nearer = [
        token for token in between if is_clause(token) and (is_finite(token) or _describes(token, span))
    ]
    clause = nearer[-1] if nearer else clause
    return clause_of(clause.head) if is_closed_before(clause, span[0]) else clause


def is_occasion(noun: Token) -> bool:
    """Whether a clause takes place at what a noun tells of: "dans la journée de", "lors du sommet de"."""
    words = dating_words()
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
    return noun.lemma_ in words.stretch or any(token.lower_ in words.occasion for token in before)


def frames_clause(noun: Token, clause: Token) -> bool:
    """Whether a clause took place when what a noun tells of did: "tué lundi en marge de heurts"."""
    for ancestor in noun.ancestors:
        if ancestor.i == clause.i:
            return noun.pos_ == "NOUN" and is_occasion(noun)
        if ancestor.pos_ not in {"NOUN", "PROPN"}:
            return False
    return False


def is_apart(span: Span, clause: Token) -> bool:
    """Whether an expression belongs to what came before or after a clause ("après le vote tenu jeudi").

    So does what stands in brackets: "X (né le 3 mai 1977) est tué", and what parts a noun from its
    complement: "dénoncer la mort lundi d'un lycéen".
    """
    low, high = sorted((clause.i, span.start))
    brackets = {token.text for token in span.doc[low:high]}
    if ("(" in brackets) != (")" in brackets) or _parts_noun(span):
        return True
    for ancestor in span.root.ancestors:
        if ancestor.i == clause.i:
            return False
        case = next((c.lower_ for c in ancestor.lefts if c.dep_ == "case"), None)
        if ancestor.i < span.start and case in dating_words().apart:
            return True
    return False


def _parts_noun(span: Span) -> bool:
    """Whether an expression, between commas or not, stands between a noun and the "de" that follows it."""
    doc, start, end = span.doc, span.start - 1, span.end
    if start > span.sent.start and end + 1 < span.sent.end and doc[start].text == doc[end].text == ",":
        start, end = start - 1, end + 1
    if start <= span.sent.start or end >= span.sent.end or doc[end].lower_ not in dating_words().of:
        return False
    noun = doc[start]  # with an article: not "a fait part lundi de sa décision"
    return noun.pos_ == "NOUN" and any(child.dep_ == "det" for child in noun.lefts)


def _describes(participle: Token, span: Span) -> bool:
    """Whether a participle describes a noun and only a short phrase stands between it and an expression.

    What a text "publié lundi" says was said then: the time is that of the saying too.
    """
    if participle.head.lemma_ in dating_words().documents:
        return False
    between = participle.doc[participle.i + 1 : span.start]
    close = len(between) <= _SHORT_PHRASE and not any(token.is_punct for token in between)
    return participle.dep_ == "acl" and close and not participle.lower_.endswith("ant")


def completes_predicate(span: Span, clause: Token) -> bool:
    """Whether an expression belongs to what something is said to be: "c'est une réponse au tir de mai"."""
    is_predicate = clause.pos_ == "NOUN" and any(child.dep_ == "cop" for child in clause.lefts)
    return is_predicate and span.root.dep_ == "nmod"


def told_by(span: Span) -> Token:
    """The clause that a sentence tells: its root, or the first after a time that the parser took for it."""
    root = span.root.sent.root
    if not span.start <= root.i < span.end:
        return root
    after = (t for t in span.doc[span.end : root.sent.end] if is_clause(t) and is_finite(t))
    hung = (clause for clause in after if not is_relative(clause) or span.start <= clause.head.i < span.end)
    return next(hung, root)


def nouns_before(span: Span) -> Iterator[Token]:
    """The noun that "de" ties an expression to, and those it only completes.

    Of "l'accord de paix de mardi" that is both nouns, of "la guerre de Corée de 1953" the war, but of "la
    fin de la guerre de 1953" the war alone.
    """
    back = 1 if span[0].lower_ in dating_words().of else 2
    before = span.doc[span.start - back] if span.start - back >= span.sent.start else None
    noun = next((a for a in span.root.ancestors if a.i < span.start and a.pos_ in {"NOUN", "PROPN"}), before)
    for _ in range(CLIMB):
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
            return
        if noun.pos_ == "NOUN":
            yield noun
        bare = not any(child.dep_ == "det" for child in noun.children)
        if not bare or not noun.dep_.startswith(("nmod", "flat", "appos")):
            return
        noun = noun.head


def nouns_above(span: Span) -> Iterator[Token]:
    """The nouns whose phrase holds an expression, with its participles, up to a comma or finite clause."""
    for ancestor in span.root.ancestors:
        between = span.doc[ancestor.i : max(ancestor.i, span.start - 1)]
        if any(token.text == "," and token.nbor().pos_ != "VERB" for token in between):
            return  # a comma parts them, unless a participle follows it ("la mort de X, tué lundi")
        if ancestor.pos_ in {"NOUN", "PROPN"}:
            yield ancestor
        elif is_clause(ancestor):
            if is_finite(ancestor):
                return
            before = ancestor.doc[ancestor.i - 1] if ancestor.i else ancestor
            described = before.head if before.pos_ == "ADJ" else before
            if ancestor.dep_ != "acl" and described.pos_ == "NOUN":
                yield described  # the parser hung the participle on the verb
            if ancestor.dep_ != "acl":
                return


def shares_time(noun: Token, clause: Token) -> bool:
    """Whether what a noun tells of took place when its clause did, even if it is named after the time.

    It is subject or complement of the verb, or counted by one ("une série de frappes"); not what the verb
    speaks of or judges, nor a cause, an aim or an earlier thing ("face à", "pour", "après").
    """
    if noun.i == clause.i or clause.lemma_ in dating_words().about:
        return False
    if noun.head.i != clause.i and noun.dep_ == "nmod" and _is_counted(noun):
        noun = noun.head
    case = _case(noun)
    first = _first_of_list(noun, case) if noun.dep_ == "conj" else noun
    return first.head.i == clause.i and (case is None or case in dating_words().during)


def _is_counted(noun: Token) -> bool:
    """Whether a noun stands bare after "de": "une série d'attaques", and not "le procès des attaques"."""
    before = {child.lower_ for child in noun.lefts if child.dep_ in {"case", "det"}}
    return before <= {"de", "d'", "d’"}


def _case(noun: Token) -> str | None:
    """The preposition of a noun, as it is written."""
    return next((child.lower_ for child in noun.lefts if child.dep_ == "case"), None)


def _first_of_list(noun: Token, case: str | None) -> Token:
    """The noun before that has the same preposition: "à une exposition d'armes et à un défilé"."""
    first = noun.head
    while first.dep_ in {"nmod", "conj"} and _case(first) != case:
        first = first.head
    return first


def clause_after(span: Span) -> Token | None:
    """The clause that spells out an expression ("en juillet, lorsque le ministre est venu")."""
    for token in span.doc[span.end : span.end + 2]:
        if token.lower_ in dating_words().when and token.i < span.sent.end:
            return clause_of(token.head) if token.head.i > token.i else None
        if token.text != ",":
            break
    return None
