"""Events over all articles: which reports are of one, and what they make of it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, cast, delete, literal, update

from eventsdb.resolution.clustering import cluster, regrouped_by_people
from eventsdb.resolution.codec import encode_features
from eventsdb.resolution.facts import EventFacts, merge
from eventsdb.resolution.features import Features, features
from eventsdb.resolution.outlines import outline
from eventsdb.resolution.reports import event_reports
from eventsdb.resolution.told import Told
from eventsdb.storage import tables as t
from eventsdb.storage.aliases import current_keys, set_current_keys
from eventsdb.storage.bulk import Rows, chunks, select_in
from eventsdb.storage.candidates import neighbourhood, search_level, with_actors
from eventsdb.storage.corrections import read_corrections
from eventsdb.storage.ids import Ids
from eventsdb.storage.inserting import Row
from eventsdb.storage.placing import Placed
from eventsdb.storage.withdrawal import Withdrawn


@dataclass(frozen=True, slots=True)
class Member:
    """A report in its group; `event_id` is the event it is stored under, None when it is new."""

    key: str
    article_id: int
    position: int
    event_id: int | None


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Groups of reports whose events are made anew, each with the number of its new event.

    `replaced` are the events that the new ones take the place of, `fresh` the features of the reports that
    are not stored, by own key and with own keys of actors.
    """

    groups: dict[int, tuple[Member, ...]]
    replaced: frozenset[int]
    fresh: dict[str, Features]

    @property
    def articles(self) -> set[int]:
        """The articles that tell of the events."""
        return {member.article_id for group in self.groups.values() for member in group}

    @property
    def events(self) -> dict[str, int]:
        """The events' numbers by the own keys of their reports."""
        return {member.key: number for number, group in self.groups.items() for member in group}

    @property
    def moves(self) -> list[tuple[int, int, int]]:
        """The article, old event and new event of every stored report."""
        return [
            (member.article_id, member.event_id, number)
            for number, group in self.groups.items()
            for member in group
            if member.event_id is not None
        ]


def regroup(connection: Connection, ids: Ids, stories: Sequence[Told], gone: Withdrawn) -> Regrouped:
    """Group the stories' reports with those stored, now that those of other articles are gone."""
    members: dict[str, Member] = {}
    fresh: dict[str, Features] = {}
    current = current_keys(connection, "actor", {key for story in stories for key in story.keys.actors})
    for story in stories:
        found = features(story.article, story.extraction, story.keys)
        for position, (key, each) in enumerate(zip(story.keys.events, found, strict=True)):
            members[key] = Member(key, story.article_id, position, None)
            fresh[key] = each
    compared = {key: with_actors(each, current) for key, each in fresh.items()}
    around = [*compared.values(), *(stored.features for stored in gone.reports)]
    corrections = read_corrections(connection)
    for key, stored in neighbourhood(connection, around, gone.events, corrections.event_merges).items():
        members[key] = Member(key, stored.article_id, stored.position, stored.event_id)
        compared[key] = stored.features
    groups = regrouped_by_people(cluster(compared.values()), corrections)
    stored_events = {member.event_id for member in members.values() if member.event_id is not None}
    sizes = _sizes(connection, stored_events - gone.events)
    changed = [
        tuple(members[key] for key in group)
        for group in sorted(groups)
        if not _is_stored([members[key] for key in group], sizes)
    ]
    replaced = {member.event_id for group in changed for member in group if member.event_id is not None}
    groups_by_number = {ids.next(t.EVENTS): group for group in changed}
    return Regrouped(groups_by_number, frozenset(replaced) | gone.events, fresh)


def _sizes(connection: Connection, event_ids: Collection[int]) -> dict[int, int]:
    """How many reports the events have."""
    sizes: dict[int, int] = defaultdict(int)
    for row in select_in(connection, t.EVENT_REPORTS.c.event_id, event_ids):
        sizes[row.event_id] += 1
    return dict(sizes)


def _is_stored(group: Sequence[Member], sizes: Mapping[int, int]) -> bool:
    """Whether the group is an event as it stands."""
    first = group[0].event_id
    return first is not None and all(m.event_id == first for m in group) and len(group) == sizes.get(first)


def add_events(
    rows: Rows,
    regrouped: Regrouped,
    stories: Mapping[int, Placed],
    retyped: Mapping[str, tuple[str, str | None]],
) -> dict[str, str]:
    """Gather the rows of the new events; return the events' keys by the own keys of their reports."""
    reports = {
        report.key: report
        for story in stories.values()
        for report in event_reports(
            story.told.article_id, story.told.article, story.told.extraction, story.keys
        )
    }
    actors = {key: n for s in stories.values() for key, n in zip(s.keys.actors, s.actors, strict=True)}
    locations = {
        key: n for s in stories.values() for key, n in zip(s.keys.locations, s.locations, strict=True)
    }
    keys: dict[str, str] = {}
    for number, group in regrouped.groups.items():
        facts = merge((reports[member.key] for member in group), retyped)
        keys.update((member.key, facts.key) for member in group)
        event = _event_row(facts, locations)
        rows.add(t.EVENTS, id=number, **event)
        for part in facts.parts:
            rows.add(
                t.PARTICIPANTS,
                event_id=number,
                actor_id=actors[part.actor],
                role=part.role,
                title=part.title,
                date_start=event["date_start"],
                date_end=event["date_end"],
            )
        for variant in facts.variants:
            sentences = stories[variant.article].sentences
            rows.add(
                t.EVENT_VARIANTS,
                event_id=number,
                field=variant.field,
                value=variant.value,
                value_key=variant.key,
                article_id=variant.article,
                sentence_id=None if variant.sentence is None else sentences[variant.sentence],
                is_kept=variant.kept,
                differs=variant.differs,
            )
    return keys


def _event_row(facts: EventFacts, locations: Mapping[str, int]) -> Row:
    period = facts.period
    return {
        "key": facts.key,
        "event_type": facts.type,
        "event_mode": facts.mode,
        "date_start": period.start if period else None,
        "date_end": period.end if period else None,
        "date_precision": period.precision if period else "none",
        "date_edtf": period.edtf if period else None,
        "location_id": locations[facts.place] if facts.place else None,
        "factuality": facts.factuality,
        "summary": facts.summary,
        "dead": facts.dead,
        "injured": facts.injured,
        "arrested": facts.arrested,
        "confidence": facts.confidence,
    }


def add_reports(ids: Ids, rows: Rows, stories: Sequence[Told], regrouped: Regrouped) -> None:
    """Gather the rows that the stories' reports are found and compared by."""
    numbers = regrouped.events
    for story in stories:
        for position, key in enumerate(story.keys.events):
            each = regrouped.fresh[key]
            report_id = ids.next(t.EVENT_REPORTS)
            rows.add(
                t.EVENT_REPORTS,
                id=report_id,
                own_key=key,
                event_id=numbers[key],
                article_id=story.article_id,
                position=position,
                features=encode_features(each),
            )
            drawn = outline(each)
            for anchor in sorted(each.anchors):
                rows.add(
                    t.EVENT_ANCHORS,
                    report_id=report_id,
                    anchor=anchor,
                    event_type=each.type,
                    level=int(search_level(each)),
                    date_start=each.start,
                    date_end=each.end,
                    outline=drawn,
                )


def make_room(connection: Connection, regrouped: Regrouped) -> None:
    """Let the new events have the keys of those that they replace."""
    for chunk in chunks(regrouped.replaced):
        old = t.EVENTS.c.id.in_(chunk)
        connection.execute(
            update(t.EVENTS).where(old).values(key=literal("replaced ") + cast(t.EVENTS.c.id, Text))
        )


def settle(connection: Connection, regrouped: Regrouped, keys: Mapping[str, str]) -> None:
    """Hand what refers to replaced events over to the new ones, and remove the replaced."""
    moves = [{"article": a, "old": old, "new": new} for a, old, new in regrouped.moves]
    for table in (t.EVENT_REPORTS, t.EVENT_MENTIONS, t.CLAIMS) if moves else ():
        moved = (table.c.article_id == bindparam("article")) & (table.c.event_id == bindparam("old"))
        connection.execute(update(table).where(moved).values(event_id=bindparam("new")), moves)
    for chunk in chunks(regrouped.replaced):
        connection.execute(delete(t.EVENTS).where(t.EVENTS.c.id.in_(chunk)))
    set_current_keys(connection, "event", keys)
