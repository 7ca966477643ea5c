"""Places over all articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, update

from eventsdb.records import Location
from eventsdb.resolution.told import Told
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import Row, chunks, ensure, select_in
from eventsdb.storage.ids import Ids


def ensure_locations(connection: Connection, ids: Ids, stories: Sequence[Told]) -> dict[str, int]:
    """Row numbers of the stories' places by key; rows that are missing are made.

    Where articles describe one place differently, the description that comes first by alphabet is
    shown, so that the order of loading does not matter.
    """
    told = _described(stories)
    numbers = ensure(connection, ids, t.LOCATIONS, "key", told)
    stored = {row.key: row._asdict() for row in select_in(connection, t.LOCATIONS.c.key, told)}
    better = [
        {"number": numbers[key], **row} for key, row in told.items() if _order(row) < _order(stored[key])
    ]
    if better:
        connection.execute(update(t.LOCATIONS).where(t.LOCATIONS.c.id == bindparam("number")), better)
    return numbers


def show(connection: Connection, stories: Sequence[Told], key: str) -> None:
    """Describe the place as the stories, all that name it, do."""
    described = _described(stories)
    if key in described:
        connection.execute(update(t.LOCATIONS).where(t.LOCATIONS.c.key == key).values(**described[key]))


def _described(stories: Sequence[Told]) -> dict[str, Row]:
    """The places by key, each in the description that comes first by alphabet."""
    told: dict[str, Row] = {}
    for story in stories:
        for key, location in zip(story.keys.locations, story.extraction.locations, strict=True):
            row = _row(location)
            told[key] = min(told.get(key, row), row, key=_order)
    return told


def remove_unused(connection: Connection, location_ids: Collection[int]) -> None:
    """Remove those of the places that nothing refers to any more."""
    unused = ~exists().where(t.LOCATION_MENTIONS.c.location_id == t.LOCATIONS.c.id)
    unused &= ~exists().where(t.EVENTS.c.location_id == t.LOCATIONS.c.id)
    for chunk in chunks(location_ids):
        connection.execute(delete(t.LOCATIONS).where(t.LOCATIONS.c.id.in_(chunk), unused))


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


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    columns = ("name", "kind", "country_code", "admin1", "latitude", "longitude", "geonames_id")
    return tuple(
        (row[name] is None, row[name] or 0 if name in columns[4:] else row[name] or "") for name in columns
    )
