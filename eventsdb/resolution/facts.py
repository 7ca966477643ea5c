"""One event from its reports: which value each fact takes, and what every article says of it.

The rule, the same for every fact: the most precise value, then the one most articles give, then the
one that came first; of equally precise dates one that words tell before one that only the article's own
day stands for. A participant is kept when any report names it, unless it is a government or
ministry for which its minister stands there too. All values stay beside the event as variants with their
articles, so nothing that was said is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

from eventsdb.periods import contains
from eventsdb.records import ActorKind, Event, Factuality, LocationKind, ParticipantRole, Period
from eventsdb.representatives import Member, represented, speaks_for_state

Field = Literal[
    "type", "mode", "date", "place", "factuality", "dead", "injured", "arrested", "actor", "recipient"
]
T = TypeVar("T")

_STRENGTH: tuple[Factuality, ...] = ("asserted", "alleged", "future", "hypothetical", "negated")
_SPECIFIC: tuple[LocationKind, ...] = ("site", "city", "water", "region", "country")


@dataclass(frozen=True, slots=True)
class Part:
    """An identified actor's part in an event: its key and country, and the name that the article gives it.

    `offices` are the keys of the bodies in which a person holds office; it `is_ministry`, a body of a
    government.
    """

    actor: str
    name: str
    role: ParticipantRole
    title: str | None = None
    country: str | None = None
    kind: ActorKind = "person"
    is_ministry: bool = False
    offices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """An identified place: the location's key and country, and the name that the article gives it."""

    key: str
    name: str
    kind: LocationKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class EventReport:
    """An event as one article tells it, with its actors and place identified.

    `key` is the report's own key, `article` the row number of its article, `published` the first day the
    article can have appeared, `sentence` the place of the first mention's sentence in the article,
    `weekday` the day of the week that its words name, from 0 (Monday) to 6. It `is_dated` when words date
    it, and not only its article.
    """

    key: str
    article: int
    event: Event
    published: date | None = None
    sentence: int | None = None
    parts: tuple[Part, ...] = ()
    place: Place | None = None
    weekday: int | None = None
    is_dated: bool = True


@dataclass(frozen=True, slots=True)
class Variant:
    """What one article says of one fact; `key` is that of the place or actor the value names.

    It `differs` when it cannot be true beside the value kept, rather than being only vaguer than that.
    """

    field: Field
    value: str
    article: int
    sentence: int | None
    kept: bool
    key: str | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event over all its reports."""

    key: str
    type: str
    mode: str | None
    factuality: Factuality
    period: Period | None
    place: str | None
    parts: tuple[Part, ...]
    summary: str
    dead: int | None
    injured: int | None
    arrested: int | None
    confidence: float
    variants: tuple[Variant, ...] = field(default=(), repr=False)


def in_order(reports: Iterable[EventReport]) -> list[EventReport]:
    """Reports by the day they were published, the undated last; ties by their keys."""
    return sorted(reports, key=lambda r: (r.published is None, r.published or date.max, r.key))


def merge(
    reports: Iterable[EventReport], retyped: Mapping[str, tuple[str, str | None]] = MappingProxyType({})
) -> EventFacts:
    """The event that the reports tell of; its key is that of the first of them.

    `retyped` are types and modes that people decided, by the own key of one of the event's reports.
    """
    ordered = in_order(reports)
    events = [report.event for report in ordered]
    first = ordered[0]
    type_ = _chosen([e.type for e in events])
    of_type = [e for e in events if e.type == type_]
    dated = {r.event.period for r in ordered if r.is_dated}
    period = _chosen([e.period for e in events if e.period], lambda p: (_days(p), p not in dated))
    place = _chosen([r.place for r in ordered if r.place], lambda p: (_SPECIFIC.index(p.kind),))
    told = min(ordered, key=lambda r: (r.event.period != period, -r.event.confidence))
    mode = _chosen([e.mode for e in of_type if e.mode])
    for report in ordered:
        type_, mode = retyped.get(report.key, (type_, mode))
    facts = EventFacts(
        key=first.key,
        type=type_ or first.event.type,
        mode=mode,
        factuality=min((e.factuality for e in events), key=_STRENGTH.index),
        period=period,
        place=place.key if place else None,
        parts=_all_parts(ordered, type_ or first.event.type),
        summary=told.event.summary,
        dead=_chosen([e.dead for e in events if e.dead is not None]),
        injured=_chosen([e.injured for e in events if e.injured is not None]),
        arrested=_chosen([e.arrested for e in events if e.arrested is not None]),
        confidence=max(e.confidence for e in events),
    )
    return _with_variants(facts, ordered)


def _days(period: Period) -> int:
    return (period.end - period.start).days


def _chosen(values: Sequence[T], vagueness: Callable[[T], tuple[int, ...]] = lambda _: ()) -> T | None:
    """The least vague value, then the most frequent one, then the first; None when there is none."""
    counts = Counter(values)
    return min(counts, key=lambda v: (vagueness(v), -counts[v], values.index(v)), default=None)


def _all_parts(ordered: Sequence[EventReport], type_: str) -> tuple[Part, ...]:
    """Every participant once in each role, with the title that the reports give most often."""
    parts: dict[tuple[str, ParticipantRole], list[Part]] = {}
    for report in ordered:
        for part in report.parts:
            parts.setdefault((part.actor, part.role), []).append(part)
    gone = {
        (actor, role)
        for role in get_args(ParticipantRole)
        if speaks_for_state(type_, role)
        for actor in represented([_member(same) for (_, played), same in parts.items() if played == role])
    }
    return tuple(
        replace(same[0], title=_chosen([part.title for part in same if part.title]))
        for played, same in parts.items()
        if played not in gone
    )


def _member(same: Sequence[Part]) -> Member:
    """One actor as all reports tell of it."""
    first = same[0]
    offices = frozenset[str]().union(*(part.offices for part in same))
    return Member(first.actor, first.kind, first.country, any(p.is_ministry for p in same), offices)


def _with_variants(facts: EventFacts, ordered: Sequence[EventReport]) -> EventFacts:
    kept: set[tuple[Field, str]] = {("type", facts.type), ("factuality", facts.factuality)}
    if facts.mode:
        kept.add(("mode", facts.mode))
    if facts.period:
        kept.add(("date", facts.period.edtf))
    if facts.place:
        kept.add(("place", facts.place))
    kept |= {(name, str(number)) for name, number in _numbers(facts) if number is not None}
    kept |= {(part.role, part.actor) for part in facts.parts}
    places = {report.place.key: report.place for report in ordered if report.place}
    variants: dict[tuple[Field, str, int], Variant] = {}
    for report in ordered:
        differing = _differing(report, facts, places.get(facts.place or ""), ordered)
        for name, value, key in _said(report):
            is_kept = (name, key or value) in kept
            variant = Variant(
                name, value, report.article, report.sentence, is_kept, key, differs=name in differing
            )
            variants.setdefault((name, value, report.article), variant)
    return replace(facts, variants=tuple(variants.values()))


def _differing(
    report: EventReport, facts: EventFacts, place: Place | None, others: Sequence[EventReport]
) -> set[Field]:
    """The facts of which the report says something that cannot be true beside the values kept."""
    event = report.event
    found: set[Field] = set()
    if event.type != facts.type:
        found.add("type")
    if event.mode and event.mode != facts.mode:
        found.add("mode")
    # What was announced and then happened was told rightly both times.
    if event.factuality not in (facts.factuality, "future", "hypothetical"):
        found.add("factuality")
    if facts.period and not _allows(report, facts.period):
        found.add("date")
    if report.place and place and not _holds(report.place, place):
        found.add("place")
    found |= {
        name
        for (name, number), (_, kept) in zip(_numbers(event), _numbers(facts), strict=True)
        if number not in (None, kept)
    }
    for role in get_args(ParticipantRole):
        if any(_name_others(report, other, role) for other in others):
            found.add(role)
    return found


def _allows(report: EventReport, kept: Period) -> bool:
    """Whether the date that the report words is the one kept, or a vaguer one that leaves room for it."""
    said = report.event.period
    if said is None or not report.is_dated:
        return True
    if kept.precision == "day" and report.weekday not in (None, kept.start.weekday()):
        return False
    return contains(said, kept)


def _holds(said: Place, kept: Place) -> bool:
    """Whether the place said is the one kept, or a wider one around it as far as can be known."""
    if said.key == kept.key:
        return True
    wider = _SPECIFIC.index(said.kind) > _SPECIFIC.index(kept.kind)
    return wider and (said.country == kept.country or None in (said.country, kept.country))


def _name_others(one: EventReport, other: EventReport, role: ParticipantRole) -> bool:
    """Whether both name who has the role, and nobody whom one names may be whom the other one does."""
    mine = [part for part in one.parts if part.role == role]
    theirs = [part for part in other.parts if part.role == role]
    return bool(mine and theirs) and not any(
        m.actor == o.actor or (m.country is not None and m.country == o.country) for m in mine for o in theirs
    )


def _numbers(told: Event | EventFacts) -> tuple[tuple[Field, int | None], ...]:
    return ("dead", told.dead), ("injured", told.injured), ("arrested", told.arrested)


def _said(report: EventReport) -> Iterator[tuple[Field, str, str | None]]:
    """Field, value and, for places and actors, the key of everything a report says."""
    event = report.event
    yield "type", event.type, None
    yield "factuality", event.factuality, None
    if event.mode:
        yield "mode", event.mode, None
    if event.period:
        yield "date", event.period.edtf, None
    if report.place:
        yield "place", report.place.name, report.place.key
    for name, number in _numbers(event):
        if number is not None:
            yield name, str(number), None
    for part in report.parts:
        yield part.role, part.name, part.actor
