"""Which time expression dates an event: the one in its own phrase or clause, never one from elsewhere.

An expression after "de" dates the noun before it ("le sommet du 13 septembre"); any other one dates its
clause: the verb, the nouns that complete it, and the infinitives and present participles that depend on
it. A finite subordinate clause, a past participle or the relative clause of a noun keeps its times to
itself and the noun it describes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.clauses import (
    CLIMB,
    clause_of,
    is_clause,
    is_closed_before,
    is_finite,
    is_relative,
    leans,
)
from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.times import Tense, TimeExpression, read_context, resolve
from eventsdb.extraction.tokens import Span, Token
from eventsdb.records import Factuality, Period

_OPENING_TOKENS = 4  # an expression so near the start of a sentence dates the whole of it
_RELATIONS = ("at", "from", "since", "until", "by", "before", "after")  # the better datings first


@dataclass(frozen=True, slots=True)
class _Words:
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


@cache
def _words() -> _Words:
    lexicon = load_lexicon("dating.toml")
    return _Words(
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
    )


class Dating:
    """The time expressions of one article, each hung on the words it dates."""

    def __init__(self, document: Document, times: tuple[TimeExpression, ...]) -> None:
        published = document.article.published
        self.context = read_context(published.period if published else None, times)
        self.times = times
        self._doc = document.doc
        self._of_noun: dict[int, list[TimeExpression]] = {}
        self._of_clause: dict[int, list[TimeExpression]] = {}
        self._of_sentence: dict[int, list[TimeExpression]] = {}
        self._positions: dict[TimeExpression, int] = {}
        for expression in times:
            span = document.doc.char_span(expression.start, expression.end, alignment_mode="expand")
            if span is not None:
                self._hang(expression, span)
        self._by_start = {start: expression for expression, start in self._positions.items()}
        self._starts = sorted(self._by_start)

    def resolve(self, expression: TimeExpression, factuality: Factuality) -> Period | None:
        """The period an expression means for an event of some factuality."""
        tense: Tense = "future" if factuality == "future" else "past"
        return resolve(expression, self.context, tense)

    def expression_of(self, trigger: Token) -> TimeExpression | None:
        """The expression that dates what a verb or noun tells of, if any."""
        if trigger.dep_.startswith("aux"):
            trigger = trigger.head
        for level in (self._own, self._shared, self._inherited, self._opening):
            if found := list(level(trigger)):
                return min(found, key=lambda e: self._rank(e, trigger))
        return None

    def clauses(self) -> Iterator[tuple[Token, TimeExpression]]:
        """Every clause that an expression dates, with the expression."""
        for token, expressions in self._of_clause.items():
            for expression in expressions:
                yield self._doc[token], expression

    # -- hanging expressions on words

    def _hang(self, expression: TimeExpression, span: Span) -> None:
        self._positions[expression] = span.start
        if self._follows_of(expression, span) and (nouns := list(_nouns_before(span))):
            for noun in nouns:
                self._of_noun.setdefault(noun.i, []).append(expression)
            if is_occasion(nouns[0]):
                self._of_clause.setdefault(clause_of(nouns[0]).i, []).append(expression)
            return
        clause = _clause_of(span)
        if not _stands_apart(span, clause):
            self._of_clause.setdefault(clause.i, []).append(expression)
        for noun in _nouns_above(span):
            self._of_noun.setdefault(noun.i, []).append(expression)
        if (subordinate := _clause_after(span)) is not None:
            self._of_clause.setdefault(subordinate.i, []).append(expression)
        root = _told_by(span)
        if span.start - span.root.sent.start < _OPENING_TOKENS and root.i != clause.i:
            self._of_clause.setdefault(root.i, []).append(expression)
        if not any(is_finite(token) for token in span.root.sent):
            self._of_sentence.setdefault(root.i, []).append(expression)

    def _follows_of(self, expression: TimeExpression, span: Span) -> bool:
        """Whether "de" ties an expression to a noun; it may be a part of it ("l'attaque du mois dernier")."""
        before = span.doc[span.start - 1] if span.start > span.sent.start else None
        if before is None:
            return False
        inside = expression.kind == "deictic" and span[0].lower_ in _words().of and before.pos_ == "NOUN"
        return inside or before.lower_ in _words().of

    def _rank(self, expression: TimeExpression, trigger: Token) -> tuple[bool, int, int]:
        distance = abs(self._positions[expression] - trigger.i)
        return expression.kind == "vague", _RELATIONS.index(expression.relation), distance

    # -- where to look, the nearest first

    def _own(self, trigger: Token) -> Iterator[TimeExpression]:
        """Of the word itself, or of the clause that says when it took place ("la visite prévue lundi")."""
        if trigger.pos_ not in {"NOUN", "PROPN"}:
            yield from self._of_clause.get(trigger.i, ())
            yield from self._next_to(trigger)
            return
        yield from self._of_noun.get(trigger.i, ())
        for child in trigger.rights:
            if child.dep_ == "acl:relcl" and child.lemma_ in _words().occurrence:
                yield from self._of_clause.get(child.i, ())

    def _shared(self, trigger: Token) -> Iterator[TimeExpression]:
        """Of the clause a noun completes; of a whole sentence without a verb."""
        clause = clause_of(trigger)
        shares = _shares_time(trigger, clause)
        for expression in self._of_clause.get(clause.i, ()):
            if shares or clause.i < trigger.i < self._positions[expression]:
                yield expression
        yield from self._of_sentence.get(trigger.sent.root.i, ())
        yield from self._of_making(trigger)
        if trigger.pos_ == "NOUN":
            yield from self._next_in_phrase(trigger)

    def _of_making(self, noun: Token) -> Iterator[TimeExpression]:
        """Of the noun that says a thing was brought about ("la signature le 3 mai d'un accord")."""
        index = bisect_right(self._starts, noun.i) - 1
        if index >= 0 and self._starts[index] > noun.sent.start:
            start = self._starts[index]
            between = noun.doc[start : noun.i]
            made = noun.doc[start - 1].lemma_ in _words().making
            if made and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between):
                yield self._by_start[start]

    def _next_in_phrase(self, noun: Token) -> Iterator[TimeExpression]:
        """The expression that follows a noun with neither verb nor comma between, whatever the parse."""
        index = bisect_right(self._starts, noun.i)
        if index == len(self._starts) or self._starts[index] >= noun.sent.end:
            return
        between = noun.doc[noun.i + 1 : self._starts[index]]
        of_another = len(between) > 1 and between[-1].lower_ in _words().of
        of_another = of_another or any(token.lower_ in _words().apart for token in between)
        if not of_another and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between):
            yield self._by_start[self._starts[index]]

    def _next_to(self, verb: Token) -> Iterator[TimeExpression]:
        """The expression right after a verb, whatever the parser hung it on ("libérés qu'en mai")."""
        index = bisect_right(self._starts, verb.i)
        if index < len(self._starts) and self._starts[index] < verb.sent.end:
            between = verb.doc[verb.i + 1 : self._starts[index]]
            if len(between) <= 1 and all(token.lower_ in _words().only for token in between):
                yield self._by_start[self._starts[index]]

    def _opening(self, trigger: Token) -> Iterator[TimeExpression]:
        """The expression that opens the sentence of a participle which says how its verb was done."""
        if trigger.lower_.endswith("ant") and trigger.dep_ in {"advcl", "acl", "conj", "obl:mod"}:
            root = trigger.sent.root
            for expression in self._of_clause.get(root.i, ()):
                if self._positions[expression] - trigger.sent.start < _OPENING_TOKENS:
                    yield expression

    def _inherited(self, trigger: Token) -> Iterator[TimeExpression]:
        """Of the noun a clause describes; of the clause that one without a tense of its own depends on."""
        clause = clause_of(trigger)
        if clause.i == trigger.i and clause.dep_ in {"acl", "acl:relcl"}:
            yield from self._of_noun.get(clause.head.i, ())
        for _ in range(CLIMB):
            says = is_relative(clause) and clause.head.lemma_ in _words().documents
            if clause.head.i == clause.i or not (says or leans(clause)):
                return
            clause = clause_of(clause.head)
            yield from self._of_clause.get(clause.i, ())


def _clause_of(span: Span) -> Token:
    """The clause an expression stands in; where the parse leaps over a finite verb, that verb's.

    A relative clause between two commas ends before what follows the second ("enlevé par des hommes, qui
    n'ont rien dit, le 3 juin").
    """
    clause = clause_of(span.root)
    nearer = [token for token in span.doc[clause.i + 1 : span.start] if is_clause(token) and is_finite(token)]
    clause = nearer[-1] if nearer else clause
    return clause_of(clause.head) if is_closed_before(clause, span[0]) else clause


def is_occasion(noun: Token) -> bool:
    """Whether a clause takes place at what a noun tells of: "dans la journée de", "lors du sommet de"."""
    words = _words()
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
    return noun.lemma_ in words.stretch or any(token.lower_ in words.occasion for token in before)


def _stands_apart(span: Span, clause: Token) -> bool:
    """Whether an expression belongs to what came before or after a clause ("après le vote tenu jeudi")."""
    for ancestor in span.root.ancestors:
        if ancestor.i == clause.i:
            return False
        case = next((c.lower_ for c in ancestor.lefts if c.dep_ == "case"), None)
        if ancestor.i < span.start and case in _words().apart:
            return True
    return False


def _told_by(span: Span) -> Token:
    """The clause that a sentence tells: its root, or what the parser hung on a time that opens it."""
    root = span.root.sent.root
    if not span.start <= root.i < span.end:
        return root
    return next((c for c in root.rights if is_clause(c) and is_finite(c)), root)


def _nouns_before(span: Span) -> Iterator[Token]:
    """The noun that "de" ties an expression to, and those it only completes.

    Of "l'accord de paix de mardi" that is both nouns, of "la guerre de Corée de 1953" the war, but of "la
    fin de la guerre de 1953" the war alone.
    """
    back = 1 if span[0].lower_ in _words().of else 2
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


def _nouns_above(span: Span) -> Iterator[Token]:
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


def _shares_time(noun: Token, clause: Token) -> bool:
    """Whether what a noun tells of took place when its clause did, even if it is named after the time.

    It is subject or complement of the verb, or counted by one ("une série de frappes"); not what the verb
    speaks of or judges, nor a cause, an aim or an earlier thing ("face à", "pour", "après").
    """
    if noun.i == clause.i or clause.lemma_ in _words().about:
        return False
    if noun.head.i != clause.i and noun.dep_ == "nmod" and not any(c.dep_ == "det" for c in noun.children):
        noun = noun.head
    case = next((child.lower_ for child in noun.lefts if child.dep_ == "case"), None)
    return noun.head.i == clause.i and (case is None or case in _words().during)


def _clause_after(span: Span) -> Token | None:
    """The clause that spells out an expression ("en juillet, lorsque le ministre est venu")."""
    for token in span.doc[span.end : span.end + 2]:
        if token.lower_ in _words().when and token.i < span.sent.end:
            return clause_of(token.head) if token.head.i > token.i else None
        if token.text != ",":
            break
    return None
