"""Claims that repeat or contradict another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from eventsdb.records import ClaimType
from eventsdb.resolution.names import fold

Relation = Literal["repeats", "contradicts"]


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """A claim with its speaker (an actor's key) and the event it is about (an event's key)."""

    key: str
    article: int
    type: ClaimType
    text: str
    published: date | None = None
    speaker: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """How a claim stands to an earlier one; both by their keys."""

    claim: str
    related: str
    relation: Relation


def link(claims: Iterable[ClaimReport]) -> frozenset[ClaimLink]:
    """The links among claims, each from the later to the earlier one.

    Two claims about one event contradict each other when one is a denial and the other, by another
    speaker, is not; they repeat each other when one speaker says the same words in another article.
    """
    claims = sorted(claims, key=lambda c: (c.published is None, c.published or date.max, c.key))
    return frozenset(_repeats(claims)) | frozenset(_contradictions(claims))


def _repeats(claims: list[ClaimReport]) -> Iterator[ClaimLink]:
    same: dict[tuple[str | None, str], list[ClaimReport]] = defaultdict(list)
    for claim in claims:
        same[claim.speaker, fold(claim.text)].append(claim)
    for first, *others in same.values():
        for other in others:
            if other.article != first.article:
                yield ClaimLink(other.key, first.key, "repeats")


def _contradictions(claims: list[ClaimReport]) -> Iterator[ClaimLink]:
    about: dict[str, list[ClaimReport]] = defaultdict(list)
    for claim in claims:
        if claim.event is not None:
            about[claim.event].append(claim)
    for same in about.values():
        for earlier, later in combinations(same, 2):
            if _opposed(earlier, later):
                yield ClaimLink(later.key, earlier.key, "contradicts")


def _opposed(one: ClaimReport, other: ClaimReport) -> bool:
    types = {one.type, other.type}
    return "denial" in types and bool(types & {"accusation", "statement"}) and one.speaker != other.speaker
