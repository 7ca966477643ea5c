"""When events took place that no words of their own date, told from the way the story is told.

A text moves between the news and what came before. The news stands in the present and the perfect, in
headlines, and in what goes on with them: it took place on the publication day, or between the last day
that the lead tells and publication. What came before stands in the pluperfect, the imperfect and the
simple past, and goes on with the time that the story told last in those tenses. Anything else (what a
source alleges, what is mentioned in passing, background without a time) has no date.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, cached_property

from eventsdb import periods
from eventsdb.extraction.clauses import (
    CLIMB,
    ClauseTense,
    clause_of,
    completes,
    is_compound_infinitive,
    is_finite,
    is_imperfect,
    is_relative,
    leans,
    tense_of,
)
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.occasions import Occasions
from eventsdb.extraction.times import TimeExpression, resolve
from eventsdb.extraction.tokens import Token
from eventsdb.records import Factuality, Period

_LEAD_SENTENCES = 3  # the title and the first sentences tell the news
_NEWS_DAYS = timedelta(days=10)  # what is older is no longer the news
_MONTH_DAYS = 31
_REPORTED = frozenset({"ccomp", "parataxis"})
_REACH = 3  # sentences over which a story goes on at the time it told last


@dataclass(frozen=True, slots=True)
class Dated:
    """When an event took place, and the words that say so when the text has them."""

    period: Period | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """A time that dates a finite clause, with the clause's tense."""

    token: int
    sentence: int
    tense: ClauseTense
    period: Period


@dataclass(frozen=True, slots=True)
class _Words:
    background: frozenset[str]
    about: frozenset[str]
    during: frozenset[str]
    going_on: frozenset[str]
    pronouns: frozenset[str]
    besides: frozenset[str]
    announcing: frozenset[str]
    recalling: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("dating.toml")
    going_on = lexicon.section("going_on").only("words", "pronouns", "besides")
    return _Words(
        frozenset(lexicon.section("background").only("adverbs").texts("adverbs")),
        frozenset(lexicon.section("about").only("verbs").texts("verbs")),
        frozenset(lexicon.section("during").only("prepositions").texts("prepositions")),
        frozenset((*going_on.texts("words"), *going_on.texts("pronouns"))),
        frozenset(going_on.texts("pronouns")),
        frozenset(going_on.texts("besides")),
        frozenset(lexicon.section("announcing").only("verbs").texts("verbs")),
        frozenset(lexicon.section("recalling").only("verbs").texts("verbs")),
    )


class Narrative:
    """Dates the events of one article: by their own words, else by the time the story has reached."""

    def __init__(self, document: Document, dating: Dating) -> None:
        self._document = document
        self._dating = dating
        self._sentences = list(document.doc.sents)
        self._told = sorted(self._times_told(), key=lambda told: told.token)
        self._tokens = [told.token for told in self._told]
        self._occasions = Occasions(document.doc, dating)

    def date(self, trigger: Token, factuality: Factuality) -> Dated:
        """When the event of a trigger word took place: what the text says, else when its story did."""
        expression = self._dating.expression_of(trigger)
        if expression is None:
            return Dated(self._untold(trigger, factuality))
        if expression.relation == "after" and self._dating.leads_to(expression, trigger):
            return Dated(self._counted_back(expression, trigger), expression.text)
        if expression.kind == "vague" and expression.relation in ("since", "after"):
            return Dated(self._untold(trigger, factuality), expression.text)
        if self._only_bounds(expression, factuality):
            return Dated(self._untold(trigger, factuality))
        return Dated(self._dating.resolve(expression, factuality), expression.text)

    def _counted_back(self, expression: TimeExpression, noun: Token) -> Period | None:
        """When that took place which something came after: the attack of "six jours après l'attaque"."""
        here = self._document.sentence_of(noun.i)
        if expression.shift is None or any(
            t.sentence == here and self._is_history(t.period) for t in self._told
        ):
            return None
        ago = replace(expression, kind="deictic", relation="at", shift=-expression.shift)
        return resolve(ago, self._dating.context)

    def _is_history(self, period: Period) -> bool:
        published = self._dating.context.published
        return published is not None and period.end < published.start - _NEWS_DAYS

    def _only_bounds(self, expression: TimeExpression, factuality: Factuality) -> bool:
        """Whether words say until when what was done will hold ("prolongé jusqu'en mai", "d'ici à 2030").

        What goes on for some days more takes place till then ("la grève jusqu'à mardi").
        """
        published = self._dating.context.published
        if (
            expression.relation not in ("by", "until", "before")
            or factuality != "asserted"
            or published is None
        ):
            return False
        period = self._dating.resolve(expression, factuality)
        lasts = (
            expression.relation == "until" and period is not None and periods.length(period) <= _MONTH_DAYS
        )
        return period is not None and period.end > published.end and not lasts

    def is_ahead(self, dated: Dated) -> bool:
        """Whether words put an event after publication: what is told as a fact is then still to come."""
        published = self._dating.context.published
        if dated.period is None or dated.text is None or published is None:
            return False
        return dated.period.start > published.end

    def _untold(self, trigger: Token, factuality: Factuality) -> Period | None:
        """The date of an event without words of its own, when it is told as a fact."""
        if factuality not in ("asserted", "negated"):
            return None
        if trigger.pos_ == "ADP":
            return self._news_period  # "selon X": whoever is quoted so speaks in the news
        if (occasion := self._occasions.period_of(trigger)) is not None:
            return occasion
        clause = self._governing(trigger)
        tense = tense_of(clause)
        if self._is_background(trigger, clause):
            return None
        if tense in ("before", "past"):
            return self._going_on(trigger, clause)
        if not self._is_news(trigger, clause) or self._describes_history(clause):
            return None
        if self._follows_history(clause):
            return self._after_history(clause)
        return self._said(clause_of(trigger)) or self._of_speaker(clause) or self._news_period

    def _governing(self, trigger: Token) -> Token:
        """The clause whose tense tells a trigger's time: the nearest with a finite verb."""
        clause = clause_of(trigger)
        for _ in range(CLIMB):
            reported = clause.dep_ == "ccomp" and is_imperfect(clause)  # "il a dit que l'armée avançait"
            if clause.head.i == clause.i or (is_finite(clause) and not reported):
                break
            clause = clause_of(clause.head)
        return clause

    # -- what came before the news

    def _times_told(self) -> list[_Told]:
        found = []
        for clause, expression in self._dating.clauses():
            tense = "before" if is_compound_infinitive(clause) else tense_of(clause)
            if tense is None or expression.relation not in ("at", "from") or expression.kind == "vague":
                continue
            period = self._dating.resolve(expression, "asserted")
            if period is not None:
                found.append(_Told(clause.i, self._document.sentence_of(clause.i), tense, period))
        return found

    def _going_on(self, trigger: Token, clause: Token) -> Period | None:
        """The time told last in tenses of the past, with nothing of the news told in between."""
        if is_relative(clause) or not completes(trigger, clause):
            return None
        here = self._document.sentence_of(clause.i)
        for told in reversed(self._told[: bisect_left(self._tokens, clause.i)]):
            if here - told.sentence > _REACH:
                break
            if told.tense == "news":
                described = is_relative(self._document.doc[told.token])
                if is_imperfect(clause) and not described and not self.is_ahead(Dated(told.period, "")):
                    return told.period  # the scene of what was just told
                continue
            between = range(told.sentence + 1, here)
            tenses = {tense_of(self._sentences[i].root) for i in between}
            return told.period if "news" not in tenses else None
        return None

    def _follows_history(self, clause: Token) -> bool:
        """Whether a clause of the news goes on with a sentence that told of earlier times."""
        return self._history_before(clause) is not None and self._takes_up(clause)

    def _history_before(self, clause: Token) -> _Told | None:
        published = self._dating.context.published
        here = self._document.sentence_of(clause.i)
        if published is None:
            return None
        near = [told for told in self._told if told.sentence == here - 1]
        last = near[-1] if near else None
        return last if last and self._is_history(last.period) else None

    def _takes_up(self, clause: Token) -> bool:
        """Whether a sentence begins with what the one before told of: a demonstrative, "alors", "puis"."""
        sentence = self._sentences[self._document.sentence_of(clause.i)]
        return any(t.lower_ in _words().going_on for t in sentence[:2]) or self._has_connective(clause)

    def _has_connective(self, clause: Token) -> bool:
        return any(c.lower_ in _words().going_on and c.pos_ == "ADV" for c in clause.children)

    def _describes_history(self, clause: Token) -> bool:
        """Whether a relative clause describes what its sentence tells of times before the news."""
        if not is_relative(clause):
            return False
        above = self._governing(clause.head)
        return above.i != clause.i and tense_of(above) in ("before", "past")

    def _after_history(self, clause: Token) -> Period | None:
        """The time of the sentence before, when the same people act on in it."""
        told = self._history_before(clause)
        sentence = self._sentences[self._document.sentence_of(clause.i)]
        same = self._has_connective(clause) or any(t.text.startswith("dernier") for t in sentence[1:2])
        return told.period if told and same else None

    # -- the news

    def _said(self, clause: Token) -> Period | None:
        """When what a clause tells was announced, if before the news: "Paris est prêt, a annoncé mardi X"."""
        reports = [child for child in clause.rights if child.dep_ == "parataxis" or leans(child)]
        if clause.lemma_ in _words().announcing:
            reports.append(clause)
        while clause.dep_ in _REPORTED and clause.head.i != clause.i:
            clause = clause.head
            reports.append(clause)
        dated = {told.token: told for told in self._told if told.tense == "news"}
        days = (dated[report.i].period for report in reports if report.i in dated)
        news = self._news_period
        return next((day for day in days if self._is_new(day) and news and day.end < news.start), None)

    def _of_speaker(self, clause: Token) -> Period | None:
        """The day of the sentence before, where a pronoun or "aussi" goes on with what was said or done."""
        here = self._document.sentence_of(clause.i)
        besides = any(child.lower_ in _words().besides for child in clause.children)
        if not besides and self._sentences[here][0].lower_ not in _words().pronouns:
            return None
        last = next((told for told in reversed(self._told) if told.sentence < here), None)
        goes_on = last is not None and last.sentence == here - 1 and last.tense == "news"
        return last.period if last and goes_on and self._is_new(last.period) else None

    def _is_new(self, period: Period) -> bool:
        """Whether a day lies shortly before publication or on it."""
        published = self._dating.context.published
        if published is None or period.precision != "day" or period.start > published.end:
            return False
        return periods.days_apart(period, published) <= _NEWS_DAYS.days

    def _is_background(self, trigger: Token, clause: Token) -> bool:
        """Whether "déjà" and its like, or a verb of recalling, say that an act came before the news.

        So does "depuis ..., lorsque": what began then began before.
        """
        if clause.dep_ == "advcl" and _says_since_when(clause):
            return True
        if clause.dep_ in {"ccomp", "advcl"} and clause.head.lemma_ in _words().recalling:
            return True
        token = clause_of(trigger)
        for _ in range(CLIMB):
            if any(c.lower_ in _words().background and not _is_conjunction(c) for c in token.children):
                return True
            if token.i in (clause.i, token.head.i):
                break
            token = clause_of(token.head)
        return False

    def _is_news(self, trigger: Token, governing: Token) -> bool:
        """Whether an act without words for its time is part of the news."""
        sentence = self._document.sentence_of(trigger.i)
        lead = sentence < _LEAD_SENTENCES
        if not is_finite(governing):
            is_headline = sentence == 0 and not any(is_finite(token) for token in self._sentences[0])
            return is_headline and not _is_of_another(trigger)
        clause = clause_of(trigger)
        if trigger.pos_ in {"NOUN", "PROPN"} and not self._happens_in(trigger, clause, lead=lead):
            return sentence == 0 and not _is_of_another(trigger)
        if clause.i != governing.i and _is_past_participle(clause):
            # "les soldats tués", "arrêté à Lima, il a été jugé": before the news, or in it
            return (lead or clause.dep_ != "acl") and not self._is_dated(governing)
        return True

    def _happens_in(self, noun: Token, clause: Token, *, lead: bool) -> bool:
        """Whether what a noun tells of is told by its clause, and not only spoken of in it."""
        if lead and noun.head.i == clause.i:
            return True
        case = next((child.lower_ for child in noun.lefts if child.dep_ == "case"), None)
        if not completes(noun, clause) and not (noun.head.i == clause.i and case in _words().during):
            return False
        announced = clause.lemma_ in _words().announcing
        return lead or announced or noun.dep_.startswith("nsubj") or clause.lemma_ not in _words().about

    def _is_dated(self, clause: Token) -> bool:
        return any(told.token == clause.i for told in self._told)

    @cached_property
    def _news_period(self) -> Period | None:
        """The publication day, or the days from the last one that the lead tells to publication."""
        published = self._dating.context.published
        if published is None or published.precision != "day":
            return published
        lead_end = self._document.sentences[:_LEAD_SENTENCES][-1].end
        days = [
            day
            for expression in self._dating.times
            if expression.start < lead_end
            and expression.relation == "at"
            and not self._dating.is_ahead(expression)
            for day in [self._plain(expression)]
            if day and day.precision == "day" and published.start - _NEWS_DAYS <= day.start <= published.start
        ]
        earlier = (day for day in days if day != published)
        latest = max(earlier, key=lambda day: day.start, default=published)
        return periods.between(latest, published)

    def _plain(self, expression: TimeExpression) -> Period | None:
        return resolve(expression, self._dating.context)


def _says_since_when(clause: Token) -> bool:
    """Whether a clause explains since when something has been so: "depuis la crise, lorsque ..."."""
    when = any(
        c.dep_ == "mark" and c.lower_ in {"lorsque", "lorsqu'", "lorsqu’", "quand"} for c in clause.lefts
    )
    before = (c for c in clause.head.rights if c.i < clause.i)
    return when and any(t.lower_ == "depuis" for c in before for t in c.lefts)


def _is_of_another(noun: Token) -> bool:
    """Whether a noun only says which one is meant: "les victimes des attentats", "le procès du meurtre"."""
    case = {child.lower_ for child in noun.lefts if child.dep_ == "case"}
    return (
        noun.dep_ == "nmod"
        and noun.head.pos_ == "NOUN"
        and not case.isdisjoint({"du", "des", "sur", "après"})
    )


def _is_conjunction(word: Token) -> bool:
    """Whether an adverb opens a clause: "alors que"."""
    after = word.doc[word.i + 1 : word.i + 2]
    return word.dep_ == "mark" or any(token.lower_ in {"que", "qu'", "qu’"} for token in after)


def _is_past_participle(word: Token) -> bool:
    forms = word.morph.get("VerbForm", [])
    return (word.pos_ == "ADJ" or "Part" in forms) and not word.lower_.endswith("ant")
