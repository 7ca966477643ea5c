"""Reports that may be of the same event as given ones, found by indexed anchors, never by a scan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, repeat

from sqlalchemy import Connection

from eventsdb.resolution.clustering import related
from eventsdb.resolution.codec import decode_features
from eventsdb.resolution.features import DATED_DAYS, INFERRED_DAYS, Features, Level
from eventsdb.resolution.outlines import Outline, may_be_related, outline, probe, read_outline
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import current_keys
from eventsdb.storage.bulk import chunks, select_in

_DATED = timedelta(days=DATED_DAYS + INFERRED_DAYS)
_UNDATED = timedelta(days=1000)
"""The longest that dated and undated reports can have been: what began earlier is over."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored report: what it is compared by, where it stands, and the event it was taken for."""

    features: Features
    article_id: int
    position: int
    event_id: int


def neighbourhood(
    connection: Connection,
    reports: Iterable[Features],
    events: Collection[int],
    merged: Collection[tuple[str, str]],
) -> dict[str, Stored]:
    """The stored reports related to the given ones, to those again, and so on, by their own keys.

    All reports of the `events`, of every event that has a report there, and of the events that people
    `merged` with one of those are among them. Events are grouped within such a neighbourhood alone:
    nothing outside it can change them.
    """
    found: dict[str, Stored] = {}
    candidates: dict[int, Stored] = {}
    near = {stored.features.key: stored for stored in _of_events(connection, events)}
    known = set(near)
    frontier = [*reports, *(stored.features for stored in near.values())]
    while frontier:
        found |= near
        known |= {report.key for report in frontier}
        sharing = _anchored(connection, frontier)
        candidates |= read_reports(connection, sharing.keys() - candidates.keys())
        near = {}
        for number, places in sharing.items():
            stored = candidates.get(number)
            if stored is None or stored.features.key in found:
                continue
            if any(related(stored.features, frontier[place]) for place in places):
                near[stored.features.key] = stored
        partners = {key for pair in merged if known & set(pair) for key in pair} - known
        near |= {s.features.key: s for s in _of_keys(connection, partners)}
        near |= {s.features.key: s for s in _of_events(connection, {s.event_id for s in near.values()})}
        near = {key: stored for key, stored in near.items() if key not in found}
        frontier = [stored.features for stored in near.values()]
    return found


def _of_keys(connection: Connection, keys: Collection[str]) -> Collection[Stored]:
    numbers = [row.id for row in select_in(connection, t.EVENT_REPORTS.c.own_key, keys)]
    return read_reports(connection, numbers).values()


def _of_events(connection: Connection, events: Collection[int]) -> Collection[Stored]:
    numbers = [row.id for row in select_in(connection, t.EVENT_REPORTS.c.event_id, events)]
    return read_reports(connection, numbers).values()


def _anchored(connection: Connection, reports: Sequence[Features]) -> dict[int, set[int]]:
    """The numbers of stored reports that share type, an anchor and a day with some of the reports.

    Each with the places of these in the sequence; left out are those that their outlines tell apart.
    """
    outlines = [drawn and probe(drawn) for drawn in map(outline, reports)]
    read: dict[int, Outline] = {}
    windows: dict[tuple[str, str, int, date, date, date], list[int]] = {}
    for place, report in enumerate(reports):
        begins = _begins(report)
        for anchor in report.anchors:
            for level, earliest, latest in begins:
                window = (report.type, anchor, int(level), earliest, latest, report.start)
                windows.setdefault(window, []).append(place)
    sought = [(number, *window) for number, window in enumerate(windows)]
    places = list(windows.values())
    on_sqlite = connection.dialect.name == "sqlite"
    row = "(?, ?, ?, ?, ?, ?, ?)" if on_sqlite else "(%s, %s, %s, %s, %s, %s, %s)"
    found: dict[int, set[int]] = {}
    compared: dict[int, set[int]] = {}
    for chunk in chunks(sought):
        values: tuple[object, ...] = tuple(chain.from_iterable(chunk))
        if on_sqlite:
            values = tuple(v.isoformat() if isinstance(v, date) else v for v in values)
        query = _SHARING.format(rows=", ".join(repeat(row, len(chunk))))
        for report_id, number, drawn in connection.exec_driver_sql(query, values).fetchall():
            done = compared.setdefault(report_id, set())
            alike = [place for place in places[number] if place not in done]
            done.update(alike)
            if alike and drawn is not None:
                if report_id not in read:
                    read[report_id] = read_outline(drawn)
                type_, theirs = sought[number][1], read[report_id]
                alike = [n for n in alike if not (own := outlines[n]) or may_be_related(type_, own, theirs)]
            if alike:
                found.setdefault(report_id, set()).update(alike)
    return found


# For the driver: SQLAlchemy would compile it anew for each search, which takes longer than searching.
_SHARING = """
WITH sought (number, event_type, anchor, level, earliest, latest, date_start) AS (VALUES {rows})
SELECT a.report_id, s.number, a.outline
FROM sought s
JOIN event_anchors a
  ON a.event_type = s.event_type AND a.anchor = s.anchor AND a.level = s.level
 AND a.date_start BETWEEN s.earliest AND s.latest AND a.date_end >= s.date_start
"""


def search_level(report: Features) -> Level:
    """The level that a report is stored and sought under: `Level.LOOSE` for what may begin at any time.

    So does an undated report whose article is vaguely dated itself. One of an article without a date begins
    on the first of all days, where it is sought apart.
    """
    is_wide = date.min < report.start < _before(report.end, _UNDATED)
    return Level.LOOSE if report.level == Level.UNDATED and is_wide else report.level


def _begins(report: Features) -> list[tuple[Level, date, date]]:
    """By level, the first and the last day on which a report can begin that has a day with this one."""
    undated = _before(report.start, _UNDATED)
    found = [
        (Level.DATED, _before(report.start, _DATED), report.end),
        (Level.LOOSE, date.min, report.end),
        (Level.UNDATED, undated, report.end),
    ]
    return found if undated == date.min else [*found, (Level.UNDATED, date.min, date.min)]


def _before(day: date, span: timedelta) -> date:
    return day - min(span, day - date.min)


def read_reports(connection: Connection, numbers: Collection[int]) -> dict[int, Stored]:
    """The reports of these row numbers that have features, with the keys that stand for their actors now."""
    stored = {
        row.id: Stored(decode_features(row.features), row.article_id, row.position, row.event_id)
        for row in select_in(connection, t.EVENT_REPORTS.c.id, numbers)
        if row.features
    }
    own = {side.actor for each in stored.values() for side in each.features.sides}
    current = current_keys(connection, "actor", own)
    return {
        number: replace(each, features=with_actors(each.features, current)) for number, each in stored.items()
    }


def with_actors(features: Features, current: dict[str, str]) -> Features:
    """The features with the actors' own keys replaced by those that stand for them now."""
    if all(current[side.actor] == side.actor for side in features.sides):
        return features
    return replace(features, sides=tuple(replace(side, actor=current[side.actor]) for side in features.sides))
