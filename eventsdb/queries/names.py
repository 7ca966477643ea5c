"""Which actor someone may have meant."""

from __future__ import annotations

from difflib import get_close_matches

from eventsdb.queries.run import Reader
from eventsdb.resolution.names import fold

_KNOWN = """
SELECT 1 FROM actor_aliases WHERE folded = :name
UNION SELECT 1 FROM actors WHERE key = :name
UNION SELECT 1 FROM key_aliases WHERE kind = 'actor' AND old_key = :name
"""
_NAMES = """
SELECT n.folded, a.name
FROM actor_aliases AS n
JOIN actors AS a ON a.id = n.actor_id
ORDER BY n.folded, a.name
"""
_BEGINNING = """
SELECT DISTINCT n.name
FROM actor_aliases AS n
WHERE n.folded >= :first AND n.folded < :last
ORDER BY n.name
LIMIT 30
"""


def is_known(reader: Reader, name: str) -> bool:
    """Whether an actor goes by this name or key."""
    return next(reader.execute(_KNOWN, {"name": fold(name)}).rows, None) is not None


def nearest(reader: Reader, name: str, most: int = 3) -> list[str]:
    """The usual names of actors whose names hold the words of `name`, else are spelled much like it."""
    wanted = fold(name)
    usual = {str(folded): str(full) for folded, full in reader.execute(_NAMES, {}).rows}
    holding = [folded for folded in usual if set(wanted.split()) <= set(folded.split())]
    parts = {part: folded for folded in usual for part in (folded, *folded.split())}
    found = holding or [parts[part] for part in get_close_matches(wanted, parts, n=most, cutoff=0.75)]
    return list(dict.fromkeys(usual[folded] for folded in found))[:most]


def beginning(reader: Reader, start: str) -> list[str]:
    """Up to thirty names of actors that begin so, whatever their capitals and accents."""
    folded = fold(start)
    found = reader.execute(_BEGINNING, {"first": folded, "last": folded + "\U0010ffff"})
    return [str(row[0]) for row in found.rows]
