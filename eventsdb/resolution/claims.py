"""Claims that repeat or contradict another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from eventsdb.records import ClaimType
from eventsdb.resolution.features import stems
from eventsdb.resolution.keys import content_key
from eventsdb.resolution.names import fold

Relation = Literal["repeats", "contradicts"]

_SPEECH_ACTS = frozenset({"accusation", "denial", "pledge", "demand", "threat"})
_LEAST_LETTERS = 20  # of words that mean something by themselves; "c'est faux" is said of many things
_SAME_WORDS = 0.6  # share of the shorter claim's stems


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """A claim with its speaker (an actor's key), the event it is about (an event's key) and its article."""

    key: str
    article: str
    type: ClaimType
    text: str
    published: date | None = None
    speaker: str | None = None
    event: str | None = None


def wording(text: str) -> str | None:
    """A digest of the words of a claim; None for so few words that others will say them too."""
    words = fold(text)
    return content_key("claim", words) if len(words) >= _LEAST_LETTERS else None


def comes_first(claim: ClaimReport) -> tuple[bool, date, str]:
    """The order of claims: by the day their articles appeared, then by key."""
    return claim.published is None, claim.published or date.max, claim.key


def relation(one: ClaimReport, other: ClaimReport) -> Relation | None:
    """How two claims stand to each other; in which order does not matter.

    Two claims about one event contradict each other when one is a denial and the other, by another
    speaker, accuses or states. They repeat each other when another article has one speaker say the same:
    in the same words, or about the same event as an accusation, denial, pledge, demand or threat.
    """
    about_one = one.event is not None and one.event == other.event
    if about_one and one.speaker != other.speaker and _opposed(one, other):
        return "contradicts"
    if one.article == other.article or one.speaker != other.speaker:
        return None
    if wording(one.text) is not None and wording(one.text) == wording(other.text):
        return "repeats"
    if about_one and one.speaker is not None and one.type == other.type:
        return "repeats" if one.type in _SPEECH_ACTS or _alike(one, other) else None
    return None


def _opposed(one: ClaimReport, other: ClaimReport) -> bool:
    types = {one.type, other.type}
    return "denial" in types and bool(types & {"accusation", "statement"})


def _alike(one: ClaimReport, other: ClaimReport) -> bool:
    mine, theirs = stems(one.text), stems(other.text)
    return bool(mine and theirs) and len(mine & theirs) >= _SAME_WORDS * min(len(mine), len(theirs))
