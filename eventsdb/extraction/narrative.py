"""When events took place that no words of their own date, told from the way the story is told.

A text moves between the news and what came before. The news stands in the present and the perfect, in
headlines, and in what goes on with them: it took place on the publication day, or between the last day
that the lead tells and publication. What came before stands in the pluperfect, the imperfect and the
simple past, and goes on with the time that the story told last in those tenses. Anything else (what a
source alleges, what is mentioned in passing, background without a time) has no date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property

from eventsdb import periods
from eventsdb.extraction.clauses import (
    CLIMB,
    clause_of,
    completes,
    governing,
    is_finite,
    leans,
    says_when,
    tense_of,
)
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document
from eventsdb.extraction.forms import is_ordinal
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.occasions import Occasions
from eventsdb.extraction.story import Story
from eventsdb.extraction.times import TimeExpression, resolve
from eventsdb.extraction.tokens import Token
from eventsdb.records import Factuality, Period

_LEAD_SENTENCES = 3  # the title and the first sentences tell the news
_MONTH_DAYS = 31
_REPORTED = frozenset({"ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Dated:
    """When an event took place, and the words that say so when the text has them.

    `is_vague`: the words tell no period ("peu après"), which is that of the story.
    """

    period: Period | None = None
    text: str | None = None
    is_vague: bool = False

    @property
    def by_words(self) -> bool:
        """Whether words of the text tell the period."""
        return self.text is not None and not self.is_vague


@dataclass(frozen=True, slots=True)
class _Words:
    background: frozenset[str]
    about: frozenset[str]
    during: frozenset[str]
    announcing: frozenset[str]
    recalling: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("dating.toml")
    return _Words(
        frozenset(lexicon.section("background").only("adverbs").texts("adverbs")),
        frozenset(lexicon.section("about").only("verbs").texts("verbs")),
        frozenset(lexicon.section("during").only("prepositions").texts("prepositions")),
        frozenset(lexicon.section("announcing").only("verbs").texts("verbs")),
        frozenset(lexicon.section("recalling").only("verbs").texts("verbs")),
    )


class Narrative:
    """Dates the events of one article: by their own words, else by the time the story has reached."""

    def __init__(self, document: Document, dating: Dating) -> None:
        self._document = document
        self._dating = dating
        self._sentences = list(document.doc.sents)
        self._story = Story(document, dating)
        self._occasions = Occasions(document.doc, dating)

    def date(self, trigger: Token, factuality: Factuality) -> Dated:
        """When the event of a trigger word took place: what the text says, else when its story did."""
        counted = self._dating.leading_to(trigger)
        if counted is not None and (period := self._counted_back(counted, trigger)):
            return Dated(period, counted.text)
        expression = self._dating.expression_of(trigger)
        if expression is None or (expression.relation == "since" and is_ordinal(trigger)):
            return Dated(self._untold(trigger, factuality))
        if expression.relation == "after" and self._dating.leads_to(expression, trigger):
            return Dated(None, expression.text, is_vague=True)
        if expression.kind == "vague" and expression.relation in ("since", "after"):
            return Dated(self._untold(trigger, factuality), expression.text, is_vague=True)
        if self._only_bounds(expression, factuality):
            return Dated(self._untold(trigger, factuality))
        return Dated(self._dating.resolve(expression, factuality), expression.text)

    def _counted_back(self, expression: TimeExpression, noun: Token) -> Period | None:
        """When that took place which something came after: the attack of "six jours après l'attaque"."""
        clause = governing(noun)
        past = tense_of(clause) in ("before", "past")
        if expression.shift is None or past or self._story.tells_history(noun):
            return None
        ago = replace(expression, kind="deictic", relation="at", shift=-expression.shift)
        told = self._story.of_clause(clause)
        day = told.period if told and self._story.is_new(told.period) else self._dating.context.published
        return resolve(ago, replace(self._dating.context, published=day))

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
        return dated.period is not None and dated.text is not None and self._story.is_ahead(dated.period)

    def _untold(self, trigger: Token, factuality: Factuality) -> Period | None:
        """The date of an event without words of its own, when it is told as a fact."""
        if factuality not in ("asserted", "negated"):
            return None
        if trigger.pos_ == "ADP":
            return self._news_period  # "selon X": whoever is quoted so speaks in the news
        if (occasion := self._occasions.period_of(trigger)) is not None:
            return occasion
        clause = governing(trigger)
        tense = tense_of(clause)
        if self._is_background(trigger, clause):
            return None
        if completes(trigger, clause) and (then := self._story.time_of_when(clause)):
            return then
        if tense in ("before", "past"):
            return self._story.time_of_scene(clause) or self._story.time_of_past(trigger, clause)
        if not self._is_news(trigger, clause) or self._story.describes_history(clause):
            return None
        if self._story.follows_history(clause):
            return self._story.time_of_history(clause)
        day = self._said(clause_of(trigger)) or self._story.day_of_sentence(clause)
        return day or self._story.day_of_speaker(clause) or self._news_period

    def _said(self, clause: Token) -> Period | None:
        """When what a clause tells was announced, if before the news: "Paris est prêt, a annoncé mardi X"."""
        reports = [child for child in clause.rights if child.dep_ == "parataxis" or leans(child)]
        if clause.lemma_ in _words().announcing:
            reports.append(clause)
        while clause.dep_ in _REPORTED and clause.head.i != clause.i:
            clause = clause.head
            reports.append(clause)
        told = (self._story.of_clause(report) for report in reports)
        days = (each.period for each in told if each and each.tense == "news")
        news = self._news_period
        return next((day for day in days if self._story.is_new(day) and news and day.end < news.start), None)

    def _is_background(self, trigger: Token, clause: Token) -> bool:
        """Whether "déjà" and its like, or a verb of recalling, say that an act came before the news.

        So does "depuis ..., lorsque": what began then began before.
        """
        if _says_since_when(clause):
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

    def _is_news(self, trigger: Token, above: Token) -> bool:
        """Whether an act without words for its time is part of the news."""
        sentence = self._document.sentence_of(trigger.i)
        lead = sentence < _LEAD_SENTENCES
        if not is_finite(above):
            is_headline = sentence == 0 and not any(is_finite(token) for token in self._sentences[0])
            return is_headline and not _is_of_another(trigger)
        clause = clause_of(trigger)
        if trigger.pos_ in {"NOUN", "PROPN"} and not self._happens_in(trigger, clause, lead=lead):
            return sentence == 0 and not _is_of_another(trigger)
        if clause.i != above.i and _is_past_participle(clause):
            # "les soldats tués", "arrêté à Lima, il a été jugé": before the news, or in it
            return (lead or clause.dep_ != "acl") and self._story.of_clause(above) is None
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
            if day and self._story.is_new(day)
        ]
        earlier = (day for day in days if day != published)
        latest = max(earlier, key=lambda day: day.start, default=published)
        return periods.between(latest, published)

    def _plain(self, expression: TimeExpression) -> Period | None:
        return resolve(expression, self._dating.context)


def _says_since_when(clause: Token) -> bool:
    """Whether a clause explains since when something has been so: "depuis la crise, lorsque ..."."""
    before = (c for c in clause.head.rights if c.i < clause.i)
    return says_when(clause) and any(t.lower_ == "depuis" for c in before for t in c.lefts)


def _is_of_another(noun: Token) -> bool:
    """Whether a noun only says which one is meant, or what came before the news.

    "Les victimes des attentats", "le procès du meurtre", "émeutes après la mort d'un jeune tué".
    """
    phrases = (noun, *(word for word in noun.ancestors if word.pos_ in {"NOUN", "PROPN"}))
    if any(child.lower_ == "après" for phrase in phrases for child in phrase.lefts):
        return True
    case = {child.lower_ for child in noun.lefts if child.dep_ == "case"}
    return noun.dep_ == "nmod" and noun.head.pos_ == "NOUN" and not case.isdisjoint({"du", "des", "sur"})


def _is_conjunction(word: Token) -> bool:
    """Whether an adverb opens a clause: "alors que"."""
    after = word.doc[word.i + 1 : word.i + 2]
    return word.dep_ == "mark" or any(token.lower_ in {"que", "qu'", "qu’"} for token in after)


def _is_past_participle(word: Token) -> bool:
    forms = word.morph.get("VerbForm", [])
    return (word.pos_ == "ADJ" or "Part" in forms) and not word.lower_.endswith("ant")
