"""The outline of a report: so little of it that most reports of other events are told apart unread.

A search by type, country and time finds hundreds of reports for one, of which a few are related to it. From
the outlines of two reports follows the most evidence that can speak for one event; only where that is
enough are the reports themselves read and compared. Words and names stand in an outline as one character
each, so two that share their character only make the estimate higher.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from zlib import crc32

from eventsdb.resolution.features import Features, Level
from eventsdb.resolution.matching import (
    _ANOTHER,
    _BOTH,
    _DENIED,
    _NAME,
    _NAMES,
    _OF_WHAT_IS_SAID,
    _ONE_DAY,
    _REMOTE,
    _SAID,
    _TOLL,
    _WORDING,
    _WORDING_SAID,
    ALIKE,
)

_FIRST, _CHARACTERS = 0x3400, 0x6BFF  # a stretch of Unicode where all are letters, three bytes each
_SHARED = 1.5  # the most that one shared participant, the place or the mode counts for: see `likeness`
_PLACE, _NEAR, _MODE, _TRIGGER = 1.0, 0.25, 0.5, 0.5
_FEWEST = 8  # words that the share of the wording is counted in at least
_ROUNDING = 1e-6


class Outline(NamedTuple):
    """What an outline says: how many participants, and characters that stand for the rest."""

    level: int
    is_remote: bool
    is_negated: bool
    sides: int
    mode: str
    place: str
    words: str
    names: str
    tolls: str
    triggers: str


class Probe(NamedTuple):
    """An outline that many others are held against: its characters as sets, made once."""

    outline: Outline
    words: frozenset[str]
    names: frozenset[str]
    tolls: frozenset[str]
    triggers: frozenset[str]


def outline(report: Features) -> str | None:
    """The outline of a report as text; None where two of its words share a character, as few reports have."""
    flags = int(report.is_remote) + 2 * int(report.is_negated)
    head = f"{int(report.level)}{flags}{min(len(report.sides), 9)}"
    parts: tuple[Collection[str], ...] = (
        [report.mode] if report.mode else [],
        [report.place.location] if report.place else [],
        report.words,
        report.names,
        [f"{name} {number}" for name, number in report.tolls],
        report.triggers,
    )
    drawn = list(map(_characters, parts))
    if any(len(text) < len(part) for text, part in zip(drawn, parts, strict=True)):
        return None
    return "|".join([head, *drawn])


def read_outline(text: str) -> Outline:
    """The outline that `outline` wrote."""
    head, *parts = text.split("|")
    level, flags, sides = map(int, head)
    return Outline(level, bool(flags & 1), bool(flags & 2), sides, *parts)


def probe(text: str) -> Probe:
    """The same, to be held against others."""
    read = read_outline(text)
    return Probe(read, *map(frozenset, (read.words, read.names, read.tolls, read.triggers)))


def may_be_related(type_: str, sought: Probe, other: Outline) -> bool:
    """Whether two reports of the type can have the evidence that `related` asks for."""
    one = sought.outline
    shared = len(sought.words.intersection(other.words))
    names = len(sought.names.intersection(other.names))
    tolls = not sought.tolls.isdisjoint(other.tolls)
    sides = min(one.sides, other.sides)
    if not (shared or names or tolls or sides > 1):
        return False
    said = type_ in _SAID
    points = _names_and_words(said, shared, names) + _TOLL * tolls + _who(said, sides)
    if one.place and other.place:
        points += _PLACE if one.place == other.place else _NEAR
    if one.mode and one.mode == other.mode:
        points += _MODE
    if one.level == other.level == Level.DATED:
        points += _ONE_DAY
    if one.is_negated != other.is_negated and sides > 1:
        points += _DENIED
    if one.is_remote and other.is_remote:
        points += _REMOTE
    if not sought.triggers.isdisjoint(other.triggers):
        points += _TRIGGER
    return points >= ALIKE - _ROUNDING


def _names_and_words(said: bool, words: int, names: int) -> float:
    return _NAME * min(names, _NAMES) + words / _FEWEST * (_WORDING_SAID if said else _WORDING)


def _who(said: bool, sides: int) -> float:
    """The most points for participants; one alone counts for less where something is said."""
    if sides < 2:
        return sides * _SHARED * (_OF_WHAT_IS_SAID if said else 1.0)
    return 2 * _SHARED + (sides - 2) * _ANOTHER * _SHARED + _BOTH


def _characters(values: Collection[str]) -> str:
    return "".join(sorted({chr(_FIRST + crc32(value.encode()) % _CHARACTERS) for value in values}))
