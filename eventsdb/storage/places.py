"""Places over all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from eventsdb.records import Location
from eventsdb.resolution.told import Told
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import Rows, chunks, ensure, select_in
from eventsdb.storage.corrections import read_corrections
from eventsdb.storage.counts import Presentation, count_locations
from eventsdb.storage.ids import Ids
from eventsdb.storage.inserting import Row

_DESCRIPTION = ("name", "kind", "country_code", "admin1", "latitude", "longitude", "geonames_id")


def ensure_locations(connection: Connection, ids: Ids, stories: Sequence[Told]) -> dict[str, int]:
    """Row numbers of the stories' places by key; rows that are missing are made."""
    told = {
        key: _row(location)
        for story in stories
        for key, location in zip(story.keys.locations, story.extraction.locations, strict=True)
    }
    return ensure(connection, ids, t.LOCATIONS, "key", told)


def add_variants(connection: Connection, stories: Sequence[Told], locations: Mapping[str, int]) -> None:
    """Store how the articles present their places; `locations` are row numbers by key."""
    rows = Rows()
    counts: Counter[Presentation] = Counter()
    for story in stories:
        found = zip(story.keys.locations, story.extraction.locations, strict=True)
        for position, (key, location) in enumerate(found):
            rows.add(
                t.LOCATION_VARIANTS,
                article_id=story.article_id,
                position=position,
                location_id=locations[key],
                **_row(location),
            )
            counts[(locations[key], *_row(location).values())] += 1
    rows.write(connection)
    count_locations(connection, counts)


def refresh(connection: Connection, location_ids: Collection[int]) -> None:
    """Describe the places as most articles do, or as people decided.

    Those that no article names any more are removed.
    """
    described: dict[int, list[tuple[int, Row]]] = {}
    for counted in select_in(connection, t.LOCATION_VARIANT_COUNTS.c.location_id, location_ids):
        row = {name: getattr(counted, name) for name in _DESCRIPTION}
        described.setdefault(counted.location_id, []).append((counted.articles, row))
    corrections = read_corrections(connection)
    changed = []
    for stored in select_in(connection, t.LOCATIONS.c.id, described):
        _, best = min(described[stored.id], key=lambda each: (-each[0], _order(each[1])))
        best["name"] = corrections.location_names.get(stored.key, best["name"])
        best["kind"] = corrections.location_kinds.get(stored.key, best["kind"])
        if any(best[name] != getattr(stored, name) for name in _DESCRIPTION):
            changed.append({"number": stored.id, **best})
    if changed:
        connection.execute(update(t.LOCATIONS).where(t.LOCATIONS.c.id == bindparam("number")), changed)
    for chunk in chunks(set(location_ids) - described.keys()):
        connection.execute(delete(t.LOCATIONS).where(t.LOCATIONS.c.id.in_(chunk)))


def _row(location: Location) -> Row:
    return {
        "name": location.name,
        "kind": location.kind,
        "country_code": location.country,
        "admin1": location.admin1,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "geonames_id": location.geonames_id,
    }


def _order(row: Row) -> tuple[Any, ...]:
    """The order of descriptions that equally many articles give: what is told before what is not."""
    return tuple(
        (row[name] is None, row[name] or 0 if name in _DESCRIPTION[4:] else row[name] or "")
        for name in _DESCRIPTION
    )
