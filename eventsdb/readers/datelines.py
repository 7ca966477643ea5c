"""The lines that say when and by whom an article was published: headers, "publié le", agency datelines.

Such a line is metadata, not article text: it is read, then taken out; words that follow a dateline's
dash stay. How the lines look is data: `datelines.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.readers.sources import known_publisher
from eventsdb.records import Published

_TOP = 6  # paragraphs in which a dateline may stand, counted from the first
_BOTTOM = 2  # and from the last, for "Publié le ..." under a text
_EARLIEST = date(1800, 1, 1)  # a year such as 0025 is a mistake of some program
# {month} is filled from the lexicon. Day before month, as in French; English only with the month's name.
_DATE = (
    r"(?:{weekday})?(?:le )?(?:"
    r"(?P<day>\d{1,2})(?: ?er|st|nd|rd|th)? (?P<month>{month})\.?,? (?P<year>\d{4})"
    r"|(?P<month_first>{month})\.? (?P<day_after>\d{1,2})(?:st|nd|rd|th)?,? (?P<year_after>\d{4})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<day_n>\d{1,2})(?P<mark>[/.-])(?P<month_n>\d{1,2})(?P=mark)(?P<year_n>\d{4}|\d\d)"
    r")(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the lines around an article told, and the paragraphs that remain; `headed`: a header was one."""

    paragraphs: tuple[str, ...]
    published: Published | None = None
    updated: Published | None = None
    source: str | None = None
    author: str | None = None
    headed: bool = False

    @property
    def date(self) -> Published | None:
        """The day of publication; that of an update when no other is given."""
        return self.published or self.updated


def read_masthead(paragraphs: list[str]) -> Masthead:
    """Take header, dateline and agency credit out of `paragraphs`."""
    found = Masthead(())
    kept: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        rest = paragraph
        if number < _TOP or number >= len(paragraphs) - _BOTTOM:
            found, rest = _read(found, paragraph, first=number == 0)
        if rest:
            kept.append(rest)
    return replace(found, paragraphs=tuple(kept))


def find_date(text: str) -> date | None:
    """The first full calendar date written in `text`, None when there is none or it does not exist."""
    found = _patterns().date.search(text)
    return _date_of(found) if found else None


def parse_published(value: str) -> Published | None:
    """Read a date given as metadata: EDTF, ISO 8601, RFC 822 or a written date; None for anything else."""
    value = value.strip()
    try:
        period = periods.parse_edtf(value)
    except DateError:
        when = find_date(value)
        return Published(periods.day(when), "metadata") if when else None
    return Published(period, "metadata") if period.start >= _EARLIEST else None


def month_number(name: str) -> int | None:
    """The number of a month by its French or English name or abbreviation, None for another word."""
    return _patterns().months.get(name.casefold())


def _read(found: Masthead, paragraph: str, first: bool) -> tuple[Masthead, str]:
    lines = _patterns().lines
    if first and (match := lines["header"].match(paragraph)):
        return _header(found, match["edtf"]), paragraph[match.end() :]
    if match := lines["credit"].fullmatch(paragraph):
        return _credit(found, match["source"]), ""
    if match := lines["published"].fullmatch(paragraph):
        return _publication(found, match), ""
    if (match := lines["plain"].fullmatch(paragraph)) and (when := _date_of(match)):
        return _credit(_dated(found, when), match["source"]), ""
    if (
        (match := lines["credited"].fullmatch(paragraph))
        and known_publisher(match["source"])
        and (when := _date_of(match))
    ):
        return _credit(_dated(found, when), match["source"]), ""
    if (match := lines["dashed"].match(paragraph)) and (when := _date_of(match)):
        return _dated(found, when), paragraph[match.end() :]
    if match := lines["placed"].match(paragraph):
        agency = None if match["source"].casefold().startswith("agence") else match["source"]
        when = find_date(match["when"] or "")
        return _credit(_dated(found, when), agency), paragraph[match.end() :]
    return found, paragraph


def _header(found: Masthead, edtf: str) -> Masthead:
    try:
        return replace(found, published=Published(periods.parse_edtf(edtf), "header"), headed=True)
    except DateError:
        return replace(found, headed=True)


def _publication(found: Masthead, match: re.Match[str]) -> Masthead:
    found = _credit(found, match["source"])
    when = _date_of(match)
    if not match["updated"] or when is None:
        return _dated(found, when)
    updated = replace(found, updated=found.updated or Published(periods.day(when), "dateline"))
    earlier = _patterns().lines["first_published"].search(match["rest"])
    return _dated(updated, _date_of(earlier) if earlier else None)


def _dated(found: Masthead, when: date | None) -> Masthead:
    if found.published or when is None:
        return found
    return replace(found, published=Published(periods.day(when), "dateline"))


def _credit(found: Masthead, words: str | None) -> Masthead:
    words = re.sub(r"^par ", "", (words or "").strip(" ,:;|•·(–-"), flags=re.IGNORECASE)
    if not words or found.source:
        return found
    if shared := _patterns().lines["shared"].fullmatch(words):
        return replace(found, source=shared["publisher"], author=found.author or shared["author"])
    return replace(found, source=words)


def _date_of(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    months = _patterns().months
    try:
        if part["iso"]:
            when = date.fromisoformat(part["iso"])
        elif part["day_n"]:
            when = date(_full_year(part["year_n"]), int(part["month_n"]), int(part["day_n"]))
        elif part["day"]:
            when = date(int(part["year"]), months[part["month"].lower()], int(part["day"]))
        else:
            when = date(int(part["year_after"]), months[part["month_first"].lower()], int(part["day_after"]))
    except ValueError:
        return None
    return when if when >= _EARLIEST else None


def _full_year(digits: str) -> int:
    """A year of two digits lies between 1950 and 2049."""
    return int(digits) + ((2000 if int(digits) < 50 else 1900) if len(digits) == 2 else 0)


@dataclass(frozen=True, slots=True)
class _Patterns:
    months: dict[str, int]
    date: re.Pattern[str]
    lines: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    lexicon = load_lexicon("datelines.toml", "eventsdb.readers")
    months_entry = lexicon.section("months")
    months = {name: int(number) for number in months_entry.values for name in months_entry.texts(number)}
    parts_entry = lexicon.section("parts")
    parts = {name: parts_entry.text(name) for name in parts_entry.values}
    parts["month"] = "|".join(sorted(months, key=len, reverse=True))
    parts["date"] = _fill(_DATE, parts)
    lines_entry = lexicon.section("lines")
    return _Patterns(
        months,
        re.compile(parts["date"], re.IGNORECASE),
        {
            name: re.compile(_fill(lines_entry.text(name), parts), re.IGNORECASE)
            for name in lines_entry.values
        },
    )


def _fill(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda name: parts[name[1]], pattern)
