"""Which time expression dates an event: the one in its own phrase or clause, never one from elsewhere.

An expression after "de" dates the noun before it ("le sommet du 13 septembre"); any other one dates its
clause: the verb, the nouns that complete it, and the infinitives and present participles that depend on
it. A finite subordinate clause, a past participle or the relative clause of a noun keeps its times to
itself and the noun it describes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from eventsdb.extraction.clauses import CLIMB, clause_of, governing, is_finite, is_relative, leans, tense_of
from eventsdb.extraction.document import Document
from eventsdb.extraction.factuality import factuality_of
from eventsdb.extraction.syntax import is_infinitive
from eventsdb.extraction.tenses import is_conditional, is_future
from eventsdb.extraction.time_ties import (
    clause_after,
    clause_around,
    completes_predicate,
    dating_words,
    frames_clause,
    is_apart,
    is_occasion,
    nouns_above,
    nouns_before,
    shares_time,
    told_by,
)
from eventsdb.extraction.times import Tense, TimeExpression, read_context, resolve
from eventsdb.extraction.tokens import Span, Token
from eventsdb.records import Factuality, Period

_OPENING_TOKENS = 4  # an expression so near the start of a sentence dates the whole of it
_BEFORE_NOUN = 7  # words: "au lendemain de l'annonce d'un accord de paix"
_ENDING = frozenset({"VERB", "AUX", "PUNCT"})
_RELATIONS = ("at", "from", "since", "until", "by", "before", "after")  # the better datings first


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
        self._ahead = {expression for clause, expression in self._predicates() if _lies_ahead(clause)}
        self._appointed = {
            expression for clause, expression in self.clauses() if clause.lemma_ in dating_words().appointing
        }
        self._by_start = {start: expression for expression, start in self._positions.items()}
        self._starts = sorted(self._by_start)

    def resolve(self, expression: TimeExpression, factuality: Factuality) -> Period | None:
        """The period an expression means for an event of some factuality."""
        tense: Tense = "future" if factuality == "future" or self.is_ahead(expression) else "past"
        if tense == "past" and expression.kind == "calendar" and expression in self._appointed:
            tense = "present"  # the nearest such day, before or after
        return resolve(expression, self.context, tense)

    def is_ahead(self, expression: TimeExpression) -> bool:
        """Whether an expression dates what is still to come: "le procès doit s'ouvrir lundi"."""
        return expression in self._ahead

    def expression_of(self, trigger: Token) -> TimeExpression | None:
        """The expression that dates what a verb or noun tells of, if any."""
        if trigger.dep_.startswith("aux"):
            trigger = trigger.head
        for level in (self._own, self._shared, self._inherited, self._opening):
            if found := list(level(trigger)):
                return min(found, key=lambda e: self._rank(e, trigger))
        return None

    def leading_to(self, noun: Token) -> TimeExpression | None:
        """What counts from a noun: that of both in "au lendemain de l'annonce d'un accord"."""
        index = bisect_right(self._starts, noun.i) - 1
        if noun.pos_ != "NOUN" or index < 0 or self._starts[index] < noun.sent.start:
            return None
        before = self._by_start[self._starts[index]]
        return before if before.relation == "after" and self.leads_to(before, noun) else None

    def leads_to(self, expression: TimeExpression, noun: Token) -> bool:
        """Whether a noun is what "six jours après" stands before."""
        start = self._positions[expression]
        between = [token for token in self._doc[start : noun.i] if token.idx >= expression.end]
        return start < noun.i and len(between) <= _BEFORE_NOUN and all(t.pos_ not in _ENDING for t in between)

    def clauses(self) -> Iterator[tuple[Token, TimeExpression]]:
        """Every clause that an expression dates, with the expression."""
        for token, expressions in self._of_clause.items():
            for expression in expressions:
                yield self._doc[token], expression

    def _predicates(self) -> Iterator[tuple[Token, TimeExpression]]:
        """Every clause that an expression dates, or the subject of ("la grève de jeudi sera suivie")."""
        yield from self.clauses()
        for token, expressions in self._of_noun.items():
            noun = self._doc[token]
            if noun.dep_.startswith("nsubj") and not _is_doer(noun):
                bare = (e for e in expressions if not self._is_in_participle(e, noun))
                yield from ((noun.head, expression) for expression in bare)

    def _is_in_participle(self, expression: TimeExpression, noun: Token) -> bool:
        """Whether an expression dates what is said of a noun: "le plan annoncé lundi"."""
        return any(token.pos_ == "VERB" for token in self._doc[noun.i : self._positions[expression]])

    # -- hanging expressions on words

    def _hang(self, expression: TimeExpression, span: Span) -> None:
        self._positions[expression] = span.start
        if self._follows_of(expression, span) and (nouns := list(nouns_before(span))):
            for noun in nouns:
                self._of_noun.setdefault(noun.i, []).append(expression)
            if is_occasion(nouns[0]):
                self._of_clause.setdefault(clause_of(nouns[0]).i, []).append(expression)
            return
        clause = clause_around(span)
        if not is_apart(span, clause) and not completes_predicate(span, clause):
            self._of_clause.setdefault(clause.i, []).append(expression)
        for noun in nouns_above(span):
            self._of_noun.setdefault(noun.i, []).append(expression)
        if (subordinate := clause_after(span)) is not None:
            self._of_clause.setdefault(subordinate.i, []).append(expression)
        root = told_by(span)
        if span.start - span.root.sent.start < _OPENING_TOKENS and root.i != clause.i:
            self._of_clause.setdefault(root.i, []).append(expression)
        if not any(is_finite(token) for token in span.root.sent):
            self._of_sentence.setdefault(root.i, []).append(expression)

    def _follows_of(self, expression: TimeExpression, span: Span) -> bool:
        """Whether "de" ties an expression to a noun; it may be a part of it ("l'attaque du mois dernier")."""
        before = span.doc[span.start - 1] if span.start > span.sent.start else None
        if before is None:
            return False
        of = dating_words().of
        inside = expression.kind == "deictic" and span[0].lower_ in of and before.pos_ == "NOUN"
        return inside or before.lower_ in of

    def _rank(self, expression: TimeExpression, trigger: Token) -> tuple[int, int, int]:
        """What tells a date goes before what is counted from the story, and this before what tells none."""
        distance = abs(self._positions[expression] - trigger.i)
        vagueness = {"narrative": 1, "vague": 2}.get(expression.kind, 0)
        return vagueness, _RELATIONS.index(expression.relation), distance

    # -- where to look, the nearest first

    def _own(self, trigger: Token) -> Iterator[TimeExpression]:
        """Of the word itself, or of the clause that says when it took place ("la visite prévue lundi")."""
        if trigger.pos_ not in {"NOUN", "PROPN"}:
            yield from self._of_clause.get(trigger.i, ())
            yield from self._next_to(trigger)
            return
        yield from self._of_noun.get(trigger.i, ())
        for child in trigger.rights:
            if child.dep_ == "acl:relcl" and child.lemma_ in dating_words().occurrence:
                yield from self._of_clause.get(child.i, ())

    def _shared(self, trigger: Token) -> Iterator[TimeExpression]:
        """Of the clause a noun completes; of a whole sentence without a verb."""
        clause = clause_of(trigger)
        shares = shares_time(trigger, clause) or frames_clause(trigger, clause)
        for expression in self._of_clause.get(clause.i, ()):
            position = self._positions[expression]
            if clause.i < trigger.i < position or (shares and not self._is_closed(position, trigger, clause)):
                yield expression
        yield from self._of_infinitive(trigger, clause)
        for expression in self._of_sentence.get(trigger.sent.root.i, ()):
            if not self._is_closed(self._positions[expression], trigger, clause):
                yield expression
        yield from self._of_making(trigger)
        if trigger.pos_ == "NOUN":
            yield from self._next_in_phrase(trigger)

    def _is_closed(self, position: int, noun: Token, clause: Token) -> bool:
        """Whether a comma ends what a time dates, without a verb to hold all ("X à Rome lundi, un mort")."""
        return clause.pos_ != "VERB" and any(token.text == "," for token in self._doc[position : noun.i])

    def _of_infinitive(self, noun: Token, clause: Token) -> Iterator[TimeExpression]:
        """Of what the subject of a clause is to do ("le procès doit s'ouvrir lundi")."""
        if noun.head.i == clause.i and noun.dep_.startswith("nsubj"):
            for child in clause.rights:
                if child.dep_ == "xcomp" and child.lemma_ not in dating_words().about:
                    yield from self._of_clause.get(child.i, ())

    def _of_making(self, noun: Token) -> Iterator[TimeExpression]:
        """Of the noun that says a thing was brought about ("la signature le 3 mai d'un accord")."""
        index = bisect_right(self._starts, noun.i) - 1
        if index >= 0 and self._starts[index] > noun.sent.start:
            start = self._starts[index]
            between = noun.doc[start : noun.i]
            made = noun.doc[start - 1].lemma_ in dating_words().making
            if made and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between):
                yield self._by_start[start]

    def _next_in_phrase(self, noun: Token) -> Iterator[TimeExpression]:
        """The expression that follows a noun with neither verb nor comma between, whatever the parse."""
        index = bisect_right(self._starts, noun.i)
        if index == len(self._starts) or self._starts[index] >= noun.sent.end:
            return
        between = noun.doc[noun.i + 1 : self._starts[index]]
        of_another = len(between) > 1 and between[-1].lower_ in dating_words().of
        of_another = of_another or any(token.lower_ in dating_words().apart for token in between)
        if not of_another and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between):
            yield self._by_start[self._starts[index]]

    def _next_to(self, verb: Token) -> Iterator[TimeExpression]:
        """The expression right after a verb, whatever the parser hung it on ("libérés qu'en mai")."""
        index = bisect_right(self._starts, verb.i)
        if index < len(self._starts) and self._starts[index] < verb.sent.end:
            between = verb.doc[verb.i + 1 : self._starts[index]]
            if len(between) <= 1 and all(token.lower_ in dating_words().only for token in between):
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
            says = is_relative(clause) and clause.head.lemma_ in dating_words().documents
            if clause.head.i == clause.i or not (says or leans(clause)):
                return
            clause = clause_of(clause.head)
            yield from self._of_clause.get(clause.i, ())


def _is_doer(subject: Token) -> bool:
    """Whether a subject does something to something else."""
    return any(child.dep_ in {"obj", "iobj"} for child in subject.head.children)


def _lies_ahead(clause: Token) -> bool:
    """Whether a clause tells of what is still to come: will, may or should be done, or is asked for."""
    if clause.pos_ not in {"VERB", "AUX"}:
        return any(is_future(word) or is_conditional(word) for word in clause.lefts)
    if clause.dep_ == "acl" and any(child.lower_ == "à" for child in clause.lefts):
        return True  # "des perturbations à craindre jeudi"
    told = factuality_of(clause)
    if told is None:
        return is_infinitive(clause)
    return told == "future" or (told == "hypothetical" and tense_of(governing(clause)) == "news")
