"""The report: one page with the charts, denials beside what they deny, and the evidence of every mark.

The page needs no network and no script, and forbids both to itself. Whatever comes from an article goes
through the template, which escapes it, or through Vega into the text of an SVG.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eventsdb import __version__
from eventsdb.errors import PictureError
from eventsdb.pictures import KINDS, Kind, charts, data, marks, style, timeline
from eventsdb.pictures.charts import Drawing
from eventsdb.pictures.data import Actor, Dispute, Event, Evidence, Narrowing
from eventsdb.pictures.drawing import inline_svg
from eventsdb.pictures.labels import Words
from eventsdb.pictures.marks import Dyad, Mark, Spot
from eventsdb.queries.run import Reader

SENTENCES = 3
"""Sentences that are shown for an event at the most."""
EVENTS_OF_A_MARK = 10
"""Events that are listed for a place or a pair of actors at the most."""
DISPUTES = 100
"""Groups of denials that are shown at the most."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """When a report is made, and from which database."""

    day: date
    database: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart in its two sizes, as SVG, with what is said below each; or words, when nothing is drawn."""

    kind: Kind
    wide: Markup | None = None
    narrow: Markup | None = None
    wide_notes: Sequence[str] = ()
    narrow_notes: Sequence[str] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An event with its evidence."""

    event: Event
    anchor: str
    actors: Sequence[Actor]
    recipients: Sequence[Actor]
    evidence: Sequence[Evidence]
    more_sentences: int


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one mark that are listed, with a heading, and how many more there are."""

    anchor: str
    heading: str
    cards: Sequence[Card]
    more: int


@dataclass(frozen=True, slots=True)
class Section:
    """Groups under a heading: a month with its types, an actor with whom it acts on."""

    heading: str
    groups: Sequence[Group]
    anchor: str = ""
    links: Sequence[tuple[str, str]] = ()


def page(reader: Reader, narrowing: Narrowing, words: Words, imprint: Imprint, most_events: int) -> str:
    """The report as HTML; evidence is listed for `most_events` events, and for one of each mark in any case.

    Raises QueryError and DatabaseError.
    """
    found = data.events(reader, narrowing)
    dyads = marks.dyads(found, data.pairs(reader, narrowing))
    disputes = data.disputes(reader, narrowing)
    figures = {kind: _drawn(kind, found, dyads, words) for kind in KINDS}
    drawn = [mark for _, these in figures.values() for mark in these]
    listed = _listed(found, drawn, disputes[:DISPUTES], most_events)
    cards = _cards(reader, listed)
    pairs = {mark.anchor: mark for mark in drawn if isinstance(mark, Dyad)}
    template = _environment().get_template("page.html.j2")
    return template.render(
        words=words,
        title=" ".join([words.text("title"), *charts.scope(narrowing, words)]),
        coverage=data.coverage(reader, narrowing),
        made=words.text("made", day=words.day(imprint.day), version=__version__, database=imprint.database),
        figures=[figure for figure, _ in figures.values()],
        class_colours=style.CLASS_COLOURS,
        score_colours=style.SCORE_COLOURS,
        found=found,
        listed=listed,
        by_place=[
            _group(mark, mark.place.name, cards, EVENTS_OF_A_MARK) for mark in drawn if isinstance(mark, Spot)
        ],
        by_actor=_by_actor(pairs.values(), cards, words),
        by_date=_by_date(marks.timeline(found), cards, words),
        disputes=disputes[:DISPUTES],
        more_disputes=max(len(disputes) - DISPUTES, 0),
        anchors={card.event.key: card.anchor for card in cards.values()},
        sentences=SENTENCES,
        query=_query(narrowing),
        css=Markup((Path(__file__).parent / "page.css").read_text(encoding="utf-8")),
    )


def _drawn(
    kind: Kind, found: Sequence[Event], dyads: Sequence[Dyad], words: Words
) -> tuple[Figure, Sequence[Mark]]:
    """The chart in both sizes, and every mark that is on one of them."""
    try:
        wide = charts.draw(kind, found, dyads, style.WIDE, words)
        narrow = charts.draw(kind, found, dyads, style.NARROW, words)
    except PictureError as error:
        return Figure(kind, nothing=str(error)), ()
    figure = Figure(
        kind,
        _svg(wide, style.WIDE, f"{kind}-wide"),
        _svg(narrow, style.NARROW, f"{kind}-narrow"),
        wide.notes,
        narrow.notes,
    )
    return figure, list({mark.anchor: mark for mark in (*wide.marks, *narrow.marks)}.values())


def _svg(drawing: Drawing, canvas: style.Canvas, name: str) -> Markup:
    return Markup(inline_svg(style.finished(drawing.chart, canvas, "", ()), name))  # Vega has escaped it


def _listed(
    found: Iterable[Event], drawn: Iterable[Mark], disputes: Iterable[Dispute], most: int
) -> list[Event]:
    """The events whose evidence is in the page, in the order of dates."""
    disputed = {claim.event_key for dispute in disputes for claim in dispute.denials}
    found = list(found)
    wanted = {mark.events[0].key for mark in drawn} | {e.key for e in found if e.key in disputed}
    for event in marks.ranked(found):
        if len(wanted) >= most:
            break
        wanted.add(event.key)
    return [event for event in found if event.key in wanted]


def _cards(reader: Reader, listed: Collection[Event]) -> dict[int, Card]:
    """The evidence of the events, by their id."""
    evidence = data.evidence(reader, listed)
    participants = data.participants(reader, listed)
    return {
        event.id: Card(
            event,
            marks.event_anchor(event),
            participants[event.id]["actor"],
            participants[event.id]["recipient"],
            evidence.get(event.id, [])[:SENTENCES],
            max(len(evidence.get(event.id, [])) - SENTENCES, 0),
        )
        for event in listed
    }


def _group(mark: Mark, heading: str, cards: Mapping[int, Card], most: int | None = None) -> Group:
    """The first `most` of the mark's events that are listed, in the order of dates."""
    shown = [event for event in mark.events if event.id in cards][:most]
    in_order = [cards[event.id] for event in sorted(shown, key=data.in_time)]
    return Group(mark.anchor, heading, in_order, len(mark.events) - len(shown))


def _by_date(by_date: marks.Timeline, cards: Mapping[int, Card], words: Words) -> list[Section]:
    """Every cell of the timeline, column by column."""
    columns: dict[str, list[Group]] = {}
    for cell in by_date.cells:
        group = _group(cell, words.one_of("types", cell.type), cards)
        columns.setdefault(cell.column, []).append(group)
    return [
        Section(timeline.column_name(by_date, column, words), groups) for column, groups in columns.items()
    ]


def _by_actor(dyads: Iterable[Dyad], cards: Mapping[int, Card], words: Words) -> list[Section]:
    """Every actor of a dyad: whom it acts on, with the events, and who acts on it, as links."""
    acting: dict[Actor, list[Group]] = {}
    acted_on: dict[Actor, list[tuple[str, str]]] = {}
    for dyad in dyads:
        group = _group(dyad, f"{dyad.actor.name} → {dyad.recipient.name}", cards, EVENTS_OF_A_MARK)
        acting.setdefault(dyad.actor, []).append(group)
        acted_on.setdefault(dyad.recipient, []).append((dyad.anchor, dyad.actor.name))
    everybody = sorted({*acting, *acted_on}, key=lambda actor: (actor.name, actor.key))
    return [
        Section(actor.name, acting.get(actor, []), marks.actor_anchor(actor), acted_on.get(actor, []))
        for actor in everybody
    ]


def _query(narrowing: Narrowing) -> str:
    """The command that lists all the events."""
    options = [f"--{name} {shlex.quote(str(value))}" for name, value in narrowing.values().items() if value]
    return " ".join(["eventsdb query timeline", *options])


def _web_address(address: str) -> str | None:
    """The address if a browser may follow it, else None."""
    return address if urlsplit(address).scheme in ("http", "https") else None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"sentence": _sentence, "web_address": _web_address}
    return environment
