"""What charts draw: events grouped into marks, one for each month and type, place, or pair of actors.

Charts and the page draw from the same marks, so that what a mark leads to is what it stands for. What does
not fit is counted, never dropped in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from eventsdb.pictures.data import Actor, Event, Pair, Place

COLUMNS = 24
"""Months, or years, that a timeline shows at the most; what is earlier or later is one column each."""
PLACES = 100
"""Places that a map shows at the most."""
DYADS = 4
"""Arrows that a network shows at the most for each of its actors: more cannot be told apart."""

EARLIER, LATER, UNKNOWN = "earlier", "later", "unknown"
"""Columns of a timeline beside its months; UNKNOWN is for what is dated to no single one, or not at all."""

Unit = Literal["month", "year"]
"""What a column of a timeline stands for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Events that are drawn as one, those that most articles tell of first; `anchor` names it in a page."""

    anchor: str
    events: tuple[Event, ...]

    @property
    def target(self) -> str:
        """The anchor to lead to: that of the event where there is but one."""
        return event_anchor(self.events[0]) if len(self.events) == 1 else self.anchor

    @property
    def asserted(self) -> int:
        """How many of the events are asserted."""
        return sum(event.factuality == "asserted" for event in self.events)

    @property
    def score(self) -> float:
        """The mean PLOVER score of the events, from -10 (conflict) to 10 (cooperation)."""
        return sum(event.score for event in self.events) / len(self.events)


@dataclass(frozen=True, slots=True)
class Cell(Mark):
    """The events of one type in one column of a timeline."""

    type: str
    quad_class: int
    column: str


@dataclass(frozen=True, slots=True)
class Spot(Mark):
    """The events in one place, whose point is known."""

    place: Place
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Dyad(Mark):
    """The events in which one actor acts on another."""

    actor: Actor
    recipient: Actor


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cells by type and column: EARLIER, months as 2023-07 or years, LATER, UNKNOWN, as far as needed."""

    unit: Unit
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Spots, the most eventful first; how many more places there are; how many events have no point."""

    spots: tuple[Spot, ...]
    places_left_out: int
    events_without_point: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Dyads of those who act most on those most acted on, and how many actors and dyads there are."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    dyads: tuple[Dyad, ...]
    all_actors: int
    all_dyads: int


@dataclass(frozen=True, slots=True)
class Network:
    """The actors with the most events, and their dyads; who has much to do with whom stands near."""

    actors: tuple[Actor, ...]
    dyads: tuple[Dyad, ...]
    all_actors: int
    all_dyads: int


def event_anchor(event: Event) -> str:
    """The anchor of an event's evidence."""
    return f"e-{event.key}"


def actor_anchor(actor: Actor) -> str:
    """The anchor of what an actor does and has done to it."""
    return f"a-{actor.key}"


def ranked(events: Iterable[Event]) -> tuple[Event, ...]:
    """Those that most articles tell of first, asserted ones before others, later ones before earlier."""
    return tuple(
        sorted(
            events,
            key=lambda event: (
                -event.articles,
                event.factuality != "asserted",
                -(event.last_day or date.min).toordinal(),
                event.key,
            ),
        )
    )


def timeline(events: Collection[Event]) -> Timeline:
    """Group events by type and month: the COLUMNS months in a row with the most events.

    Where those have less than half of what is dated to a month, the columns are years.
    """
    unit: Unit = "month"
    for unit in get_args(Unit):
        dated = Counter(when for event in events if (when := _when(event, unit)) is not None)
        first, last = _window(dated) if dated else (0, -1)
        if 2 * sum(dated[when] for when in range(first, last + 1)) >= dated.total():
            break
    cells: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        cells[_column(event, unit, first, last), event.type].append(event)
    used = {column for column, _ in cells}
    columns = [column for column in (EARLIER,) if column in used]
    columns += [_name(when, unit) for when in range(first, last + 1)]
    columns += [column for column in (LATER, UNKNOWN) if column in used]
    made = [
        Cell(f"t-{kind}-{column}", ranked(found), kind, found[0].quad_class, column)
        for (column, kind), found in cells.items()
    ]
    made.sort(key=lambda cell: (columns.index(cell.column), cell.quad_class, cell.type))
    return Timeline(unit, tuple(columns), tuple(made))


def _when(event: Event, unit: Unit) -> int | None:
    """The month or year that all of the event lies in, counted from year 0."""
    if event.first_day is None or event.last_day is None:
        return None
    first, last = _number(event.first_day, unit), _number(event.last_day, unit)
    return first if first == last else None


def _number(day: date, unit: Unit) -> int:
    return day.year * 12 + day.month - 1 if unit == "month" else day.year


def _name(number: int, unit: Unit) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}" if unit == "month" else f"{number:04}"


def _window(dated: Counter[int]) -> tuple[int, int]:
    """First and last of at most COLUMNS numbers in a row with the most events; the latest such."""
    start = max(dated, key=lambda when: (sum(dated[n] for n in range(when, when + COLUMNS)), when))
    inside = [when for when in dated if start <= when < start + COLUMNS]
    return min(inside), max(inside)


def _column(event: Event, unit: Unit, first: int, last: int) -> str:
    when = _when(event, unit)
    if when is not None and first <= when <= last:
        return _name(when, unit)
    if event.first_day is None or event.last_day is None or last < first:
        return UNKNOWN
    if _number(event.last_day, unit) < first:
        return EARLIER
    return LATER if _number(event.first_day, unit) > last else UNKNOWN


def places(events: Collection[Event]) -> Map:
    """Group events by place; at most PLACES places."""
    found: dict[Place, list[Event]] = defaultdict(list)
    for event in events:
        if event.place is not None:
            found[event.place].append(event)
    spots = [
        Spot(f"p-{place.key}", ranked(there), place, place.latitude, place.longitude)
        for place, there in found.items()
        if place.latitude is not None and place.longitude is not None
    ]
    spots.sort(key=lambda spot: (-len(spot.events), spot.place.name, spot.place.key))
    with_point = sum(len(spot.events) for spot in spots)
    return Map(tuple(spots[:PLACES]), max(len(spots) - PLACES, 0), len(events) - with_point)


def dyads(events: Iterable[Event], pairs: Iterable[Pair]) -> list[Dyad]:
    """Group events by who acts on whom, the pairs with the most events first."""
    known = {event.id: event for event in events}
    found: dict[tuple[Actor, Actor], list[Event]] = defaultdict(list)
    for pair in pairs:
        found[pair.actor, pair.recipient].append(known[pair.event_id])
    made = [
        Dyad(f"d-{actor.key}-{recipient.key}", ranked(between), actor, recipient)
        for (actor, recipient), between in found.items()
    ]
    return sorted(made, key=lambda dyad: (-len(dyad.events), dyad.actor, dyad.recipient))


def matrix(found: Sequence[Dyad], size: int) -> Matrix:
    """The dyads of the `size` actors who act most on the `size` actors most acted on."""
    actors = _most((dyad.actor, dyad) for dyad in found)[:size]
    recipients = _most((dyad.recipient, dyad) for dyad in found if dyad.actor in actors)[:size]
    drawn = tuple(dyad for dyad in found if dyad.actor in actors and dyad.recipient in recipients)
    acting = {dyad.actor for dyad in drawn}
    return Matrix(
        tuple(actor for actor in actors if actor in acting),
        tuple(recipients),
        drawn,
        _how_many(found),
        len(found),
    )


def network(found: Sequence[Dyad], size: int) -> Network:
    """The dyads between the `size` actors with the most events, at most DYADS times as many."""
    ends = [(actor, dyad) for dyad in found for actor in (dyad.actor, dyad.recipient)]
    actors = set(_most(ends)[:size])
    drawn = tuple(dyad for dyad in found if {dyad.actor, dyad.recipient} <= actors)[: size * DYADS]
    tied = {actor for dyad in drawn for actor in (dyad.actor, dyad.recipient)}
    return Network(_side_by_side(tied, drawn), drawn, _how_many(found), len(found))


def _most(ends: Iterable[tuple[Actor, Dyad]]) -> list[Actor]:
    """Actors, those with the most events first."""
    theirs: dict[Actor, set[int]] = defaultdict(set)
    for actor, dyad in ends:
        theirs[actor].update(event.id for event in dyad.events)
    return sorted(theirs, key=lambda actor: (-len(theirs[actor]), actor.name, actor.key))


def _side_by_side(actors: Collection[Actor], drawn: Iterable[Dyad]) -> tuple[Actor, ...]:
    """A chain in which each is followed by whoever has most to do with it and has no place yet."""
    ties: Counter[tuple[Actor, Actor]] = Counter()
    for dyad in drawn:
        for one, other in ((dyad.actor, dyad.recipient), (dyad.recipient, dyad.actor)):
            ties[one, other] += len(dyad.events)
    total = Counter({actor: sum(ties[actor, other] for other in actors) for actor in actors})
    left, chain = set(actors), list[Actor]()
    while left:
        last = chain[-1] if chain else None
        chosen = min(
            left, key=lambda actor: (-ties[last, actor] if last else 0, -total[actor], actor.name, actor.key)
        )
        chain.append(chosen)
        left.remove(chosen)
    return tuple(chain)


def _how_many(found: Iterable[Dyad]) -> int:
    return len({actor for dyad in found for actor in (dyad.actor, dyad.recipient)})
