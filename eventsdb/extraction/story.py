"""The times that a text tells as it goes along, and what goes on with them without words of its own."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from eventsdb import periods
from eventsdb.extraction.clauses import (
    ClauseTense,
    completes,
    governing,
    is_compound_infinitive,
    is_imperfect,
    is_relative,
    says_when,
    tense_of,
)
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document
from eventsdb.extraction.forms import DEMONSTRATIVE
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.time_ties import dating_words
from eventsdb.extraction.tokens import Span, Token
from eventsdb.records import Period

NEWS_DAYS = 10
"""What took place longer than that before publication is no longer the news."""
_OPENING = 6  # words: "à l' issue de cette rencontre"
_BESIDE = frozenset({"conj", "advcl"})
_REACH = 3  # sentences over which a story goes on at the time it told last


@dataclass(frozen=True, slots=True)
class Told:
    """A time that dates a finite clause, with the clause's tense."""

    token: int
    sentence: int
    tense: ClauseTense
    period: Period


@dataclass(frozen=True, slots=True)
class _Words:
    going_on: frozenset[str]
    pronouns: frozenset[str]
    besides: frozenset[str]


@cache
def _words() -> _Words:
    going_on = load_lexicon("dating.toml").section("going_on").only("words", "pronouns", "besides")
    return _Words(
        frozenset((*going_on.texts("words"), *going_on.texts("pronouns"))),
        frozenset(going_on.texts("pronouns")),
        frozenset(going_on.texts("besides")),
    )


class Story:
    """The times told in one article, in their order, with the tenses they are told in."""

    def __init__(self, document: Document, dating: Dating) -> None:
        self._document = document
        self._dating = dating
        self._published = dating.context.published
        self._sentences = list(document.doc.sents)
        self._told = sorted(self._times_told(), key=lambda told: told.token)
        self._tokens = [told.token for told in self._told]
        self._of_clause = {told.token: told for told in self._told}

    def _times_told(self) -> list[Told]:
        found = []
        for clause, expression in self._dating.clauses():
            tense = "before" if is_compound_infinitive(clause) else tense_of(clause)
            if tense is None or expression.relation not in ("at", "from") or expression.kind == "vague":
                continue
            period = self._dating.resolve(expression, "asserted")
            if period is not None:
                found.append(Told(clause.i, self._document.sentence_of(clause.i), tense, period))
        return found

    def of_clause(self, clause: Token) -> Told | None:
        """The time that words of its own give a finite clause."""
        return self._of_clause.get(clause.i)

    def is_new(self, period: Period) -> bool:
        """Whether a day lies shortly before publication or on it."""
        if self._published is None or period.precision != "day" or period.start > self._published.end:
            return False
        return periods.days_apart(period, self._published) <= NEWS_DAYS

    def is_ahead(self, period: Period) -> bool:
        """Whether a period lies after publication."""
        return self._published is not None and period.start > self._published.end

    def is_history(self, period: Period) -> bool:
        """Whether a period lies before the news."""
        return self._published is not None and period.end < self._published.start - timedelta(NEWS_DAYS)

    def tells_history(self, word: Token) -> bool:
        """Whether the sentence of a word tells of a time before the news."""
        here = self._document.sentence_of(word.i)
        return any(told.sentence == here and self.is_history(told.period) for told in self._told)

    def time_of_past(self, trigger: Token, clause: Token) -> Period | None:
        """The time told last in tenses of the past, with nothing of the news told in between."""
        if is_relative(clause) or not completes(trigger, clause):
            return None
        here = self._document.sentence_of(clause.i)
        for told in reversed(self._told[: bisect_left(self._tokens, clause.i)]):
            if here - told.sentence > _REACH:
                break
            if told.tense == "news":
                described = is_relative(self._document.doc[told.token])
                if is_imperfect(clause) and not described and not self.is_ahead(told.period):
                    return told.period  # the scene of what was just told
                continue
            between = range(told.sentence + 1, here)
            tenses = {tense_of(self._sentences[i].root) for i in between}
            return told.period if "news" not in tenses else None
        return None

    def follows_history(self, clause: Token) -> bool:
        """Whether a clause of the news goes on with a sentence that told of earlier times."""
        return self._history_before(clause) is not None and self._takes_up(clause)

    def time_of_history(self, clause: Token) -> Period | None:
        """The time of the sentence before, when the same people act on in it."""
        told = self._history_before(clause)
        sentence = self._sentences[self._document.sentence_of(clause.i)]
        same = _has_connective(clause) or any(t.text.startswith("dernier") for t in sentence[1:2])
        same = same or _opens_at_that(sentence)
        return told.period if told and same else None

    def time_of_when(self, clause: Token) -> Period | None:
        """The time of the clause that says when, or of the one whose time a clause says.

        "Il avait porté plainte lorsqu'il est rentré en juillet": both in July.
        """
        tied = [child for child in clause.children if says_when(child)]
        if says_when(clause):
            tied.append(clause.head)
        return next((told.period for one in tied if (told := self.of_clause(one))), None)

    def time_of_scene(self, clause: Token) -> Period | None:
        """The time of what took place where a relative sets a scene: "tué mardi à Gao, où il était"."""
        there = any(child.lower_ == "où" for child in clause.children)
        if not (there and is_relative(clause) and is_imperfect(clause)):
            return None
        told = self.of_clause(governing(clause.head))
        return told.period if told else None

    def day_of_sentence(self, clause: Token) -> Period | None:
        """The day of the news that a clause beside this one, or around it, tells of.

        "Vendredi, ils sont venus à Bari, où un homme a été blessé"; "la foule s'est rassemblée et des heurts
        ont éclaté lundi".
        """
        beside = [clause.head, *(child for child in clause.rights if child.dep_ in _BESIDE)]
        there = any(child.lower_ == "où" for child in clause.children)
        if not (there or clause.dep_ in _BESIDE or clause.head.i == clause.i):
            return None
        told = (self.of_clause(one) for one in beside if one.i != clause.i)
        return next(
            (one.period for one in told if one and one.tense == "news" and self.is_new(one.period)), None
        )

    def describes_history(self, clause: Token) -> bool:
        """Whether a relative clause describes what its sentence tells of times before the news."""
        if not is_relative(clause):
            return False
        above = governing(clause.head)
        return above.i != clause.i and tense_of(above) in ("before", "past")

    def _history_before(self, clause: Token) -> Told | None:
        here = self._document.sentence_of(clause.i)
        near = [told for told in self._told if told.sentence == here - 1]
        last = near[-1] if near else None
        return last if last and self.is_history(last.period) else None

    def _takes_up(self, clause: Token) -> bool:
        """Whether a sentence begins with what the one before told of: a demonstrative, "alors", "puis"."""
        sentence = self._sentences[self._document.sentence_of(clause.i)]
        opens = any(t.lower_ in _words().going_on for t in sentence[:2]) or _opens_at_that(sentence)
        return opens or _has_connective(clause)

    def day_of_speaker(self, clause: Token) -> Period | None:
        """The day of the sentence before, where a pronoun, "aussi" or a quotation goes on from there."""
        here = self._document.sentence_of(clause.i)
        besides = any(child.lower_ in _words().besides for child in clause.children)
        sentence = self._sentences[here]
        if not (besides or sentence[0].lower_ in _words().pronouns or _opens_in_quote(sentence, clause)):
            return None
        last = next((told for told in reversed(self._told) if told.sentence < here), None)
        goes_on = last is not None and last.sentence == here - 1 and last.tense == "news"
        return last.period if last and goes_on and self.is_new(last.period) else None


def _opens_in_quote(sentence: Span, clause: Token) -> bool:
    """Whether a sentence begins with a quotation that a clause stands in."""
    closing = next((token.i for token in sentence[1:] if token.is_quote), sentence.end)
    return sentence[0].is_quote and clause.i < closing


def _opens_at_that(sentence: Span) -> bool:
    """Whether a sentence begins at the occasion told before: "au cours de ces élections"."""
    opening = [token.lower_ for token in sentence[:_OPENING]]
    this = next((i for i, word in enumerate(opening) if word in DEMONSTRATIVE), 0)
    return any(word in dating_words().occasion for word in opening[:this])


def _has_connective(clause: Token) -> bool:
    return any(c.lower_ in _words().going_on and c.pos_ == "ADV" for c in clause.children)
