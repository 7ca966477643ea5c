"""When an article appeared, told from its own words when no line around it says so.

A full date that the lead calls "ce ..." or "hier, ..." is its day (basis `text`). Everything else is
inference and gives a month at most: a "dimanche dernier" that the text dates, the lead's own weekday and
date, an anniversary, a well-known event (`chronology.toml`). Without such evidence there is no date:
background years alone prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from eventsdb import periods
from eventsdb.extraction.lexicon import Lexicon, load_lexicon
from eventsdb.readers.datelines import find_date, month_number
from eventsdb.records import Period, Published

_LEAD = 1_000  # characters in which an article tells its news, title included
_NEWS_DAYS = 4  # what the lead reports as news is at most so old
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_TODAY = re.compile(rf"\b(?:ce (?={_WEEKDAY} \d)|aujourd['’]hui,? )", re.IGNORECASE)
_YESTERDAY = re.compile(rf"\bhier,? (?={_WEEKDAY} \d)", re.IGNORECASE)
_WEEKDAY_DATE = re.compile(rf"\b{_WEEKDAY} \d{{1,2}}(?:er)? [a-zéû]{{3,9}} (?:19|20)\d\d\b", re.IGNORECASE)
_BARE_WEEKDAY = re.compile(rf"(?<!ce )(?<!chaque )\b{_WEEKDAY}\b(?! \d)", re.IGNORECASE)
_LAST_WEEKDAY = re.compile(rf"\b{_WEEKDAY} dernier\b", re.IGNORECASE)
_DAY_MONTH = re.compile(r"\b\d{1,2}(?:er)? ([a-zéû]{3,9})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class _KnownEvent:
    when: date
    about: re.Pattern[str]
    words: tuple[re.Pattern[str], ...]

    def told_in(self, sentence: str) -> bool:
        return all(word.search(sentence) for word in self.words)


@dataclass(frozen=True, slots=True)
class _Ago:
    """Words that place an event so many days before publication."""

    words: re.Pattern[str]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class _Knowledge:
    cues: dict[str, re.Pattern[str]]
    ago: tuple[_Ago, ...]
    commemorated: tuple[_KnownEvent, ...]
    news: tuple[_KnownEvent, ...]


def infer_published(text: str) -> Published | None:
    """Return when `text` appeared: by a full date it calls its own day (basis text), else by inference."""
    latest = _latest_year(text)
    when = _own_day(text[:_LEAD])
    if when and when.year >= latest:
        return Published(periods.day(when), "text")
    for evidence in (_last_weekday, _weekday_date, _anniversary, _known_event):
        if found := evidence(text, latest):
            return Published(found, "inferred")
    return None


def _latest_year(text: str) -> int:
    """The latest year the text names as past or present, 0 without any: it did not appear before."""
    cues = _knowledge().cues
    return max(
        (
            int(match[0])
            for match in _YEAR.finditer(text)
            if not cues["ahead"].search(text[max(0, match.start() - 60) : match.start()])
            and not cues["ahead_after"].search(text[match.end() : match.end() + 12])
        ),
        default=0,
    )


def _own_day(lead: str) -> date | None:
    for pattern, days in ((_TODAY, 0), (_YESTERDAY, 1)):
        for cue in pattern.finditer(lead):
            when = find_date(lead[cue.end() : cue.end() + 40])
            if when and not _knowledge().cues["not_news"].search(lead[: cue.start()]):
                return when + timedelta(days=days)
    return None


def _last_weekday(text: str, latest: int) -> Period | None:
    """The month of the week after "dimanche 31 juillet 2022", where the lead calls it "dimanche dernier"."""
    for match in _LAST_WEEKDAY.finditer(text[:_LEAD]):
        weekday = _WEEKDAYS.index(match["weekday"].casefold())
        days = {when for when, _ in _weekday_dates(text) if when.weekday() == weekday}
        if len(days) == 1 and max(days).year >= latest:
            return _around(max(days), 1, 7)
    return None


def _weekday_date(text: str, latest: int) -> Period | None:
    """The month of the lead's latest "mardi 16 octobre 2018"; its year when a later month is near.

    Agencies write the year of what is past and a bare weekday for their news: with one there, no full date
    is evidence.
    """
    if _BARE_WEEKDAY.search(text):
        return None
    lead = text[:_LEAD]
    found = [
        when for when, start in _weekday_dates(lead) if not _knowledge().cues["not_news"].search(lead[:start])
    ]
    if not found or max(found).year < latest:
        return None
    news = max(found)
    others = {month_number(name) or 0 for name in _DAY_MONTH.findall(lead)}
    later = any(number > news.month or number <= news.month - 9 for number in others - {0})
    return periods.year(news.year) if later else _around(news, 0, _NEWS_DAYS)


def _weekday_dates(text: str) -> Iterator[tuple[date, int]]:
    """The dates written with a weekday on which they fall, each with its place in the text."""
    for match in _WEEKDAY_DATE.finditer(text):
        when = find_date(match[0])
        if when and _WEEKDAYS[when.weekday()] == match["weekday"].casefold():
            yield when, match.start()


def _anniversary(text: str, latest: int) -> Period | None:
    """The month of "le 70e anniversaire de ..." when it is one of these days."""
    cues = _knowledge().cues
    if not cues["these_days"].search(text):
        return None
    for sentence in _SENTENCE.findall(text):
        match = cues["anniversary"].search(sentence)
        for event in _knowledge().commemorated if match else ():
            if match and event.told_in(sentence):
                year = event.when.year + int(match["number"] or match["age"])
                return _around(event.when.replace(year=year), -3, 1) if year >= latest else None
    return None


def _known_event(text: str, latest: int) -> Period | None:
    """When a well-known event was news, or the days it is said to lie back."""
    opening = sum(len(paragraph) + 2 for paragraph in text.split("\n\n", 2)[:2])  # title and first paragraph
    for event in _knowledge().news:
        if latest > event.when.year or not event.about.search(text):
            continue
        for match in _SENTENCE.finditer(text):
            if not event.told_in(match[0]):
                continue
            for ago in _knowledge().ago:
                if ago.words.search(match[0]):
                    return _around(event.when, ago.least, ago.most)
            reported = match.start() < min(opening, _LEAD) and event.about.search(match[0])
            if reported and not _knowledge().cues["background"].search(match[0]):
                return _around(event.when, 0, _NEWS_DAYS)
    return None


def _around(event: date, least: int, most: int) -> Period | None:
    """The month, or else the year, that holds every day from `least` to `most` days after an event."""
    first, last = event + timedelta(days=least), event + timedelta(days=most)
    if (first.year, first.month) == (last.year, last.month):
        return periods.month(first.year, first.month)
    return periods.year(first.year) if first.year == last.year else None


@cache
def _knowledge() -> _Knowledge:
    lexicon = load_lexicon("chronology.toml", "eventsdb.readers")
    cues = lexicon.section("cues")
    return _Knowledge(
        {name: _pattern(cues.text(name)) for name in cues.values},
        tuple(
            _Ago(_pattern(entry.text("words")), int(entry.number("least")), int(entry.number("most")))
            for entry in lexicon.entries("ago")
        ),
        _events(lexicon, "commemorated"),
        _events(lexicon, "news"),
    )


def _events(lexicon: Lexicon, section: str) -> tuple[_KnownEvent, ...]:
    """The known events of a section, the latest first."""
    events = []
    for entry in lexicon.entries(section):
        when = entry.only("date", "about", "words").values.get("date")
        if not isinstance(when, date):
            entry.fail("'date' must be a date")
        words = tuple(_pattern(word) for word in entry.texts("words"))
        events.append(_KnownEvent(when, _pattern(entry.optional_text("about") or ""), words))
    return tuple(sorted(events, key=lambda event: event.when, reverse=True))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words.replace("'", "['’]"), re.IGNORECASE)
