"""Two pages of our own: an event with its evidence, and an article with what was read in it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventsdb.browsing.marking import Span, pieces

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request, Response

_EVENT = """
SELECT v.* FROM v_events AS v
WHERE v.event_key = coalesce(
    (SELECT k.key FROM key_aliases AS k WHERE k.kind = 'event' AND k.old_key = :key), :key
)
"""
_PARTICIPANTS = """
SELECT p.role, p.title, a.name, a.key, a.kind, c.name AS country
FROM event_participants AS p
JOIN actors AS a ON a.id = p.actor_id
LEFT JOIN countries AS c ON c.code = a.country_code
WHERE p.event_id = :id
ORDER BY p.role, a.name, a.key
"""
_MENTIONS = """
SELECT
    m.factuality, m.date_text, m.char_start, m.char_end, r.id AS article_id, r.title, r.uri, r.published,
    o.name AS source,
    substr(r.text, n.char_start + 1, m.char_start - n.char_start) AS before,
    substr(r.text, m.char_start + 1, m.char_end - m.char_start) AS words,
    substr(r.text, m.char_end + 1, max(n.char_end - m.char_end, 0)) AS after
FROM event_mentions AS m
JOIN sentences AS n ON n.id = m.sentence_id
JOIN articles AS r ON r.id = m.article_id
LEFT JOIN sources AS o ON o.id = r.source_id
WHERE m.event_id = :id
ORDER BY r.published_start NULLS LAST, r.uri, m.char_start
"""
_CLAIMS = """
SELECT
    c.claim_type, coalesce(a.name, c.speaker_text) AS speaker, a.key AS speaker_key, c.cue,
    c.char_start, c.char_end, r.id AS article_id, r.title, r.uri, r.published, o.name AS source,
    substr(r.text, n.char_start + 1, max(c.char_start - n.char_start, 0)) AS before,
    substr(r.text, c.char_start + 1, c.char_end - c.char_start) AS words,
    substr(r.text, c.char_end + 1, max(n.char_end - c.char_end, 0)) AS after
FROM claims AS c
JOIN sentences AS n ON n.id = c.sentence_id
JOIN articles AS r ON r.id = c.article_id
LEFT JOIN actors AS a ON a.id = c.speaker_id
LEFT JOIN sources AS o ON o.id = r.source_id
WHERE c.event_id = :id
ORDER BY r.published_start NULLS LAST, r.uri, c.char_start
"""
_CLAIM = "SELECT article_id, char_start, char_end FROM claims WHERE key = :key"
_ARTICLE = (
    "SELECT v.*, r.text FROM v_articles AS v JOIN articles AS r ON r.id = v.article_id WHERE r.id = :id"
)
_TRIGGERS = """
SELECT m.char_start, m.char_end, e.key, e.event_type, e.summary
FROM event_mentions AS m
JOIN events AS e ON e.id = m.event_id
WHERE m.article_id = :id
ORDER BY m.char_start
"""
_ASKED = "asked"


async def event(datasette: Datasette, request: Request) -> Response:
    """The event with this key, or one superseded since: its facts, its sentences, who claims what of it."""
    database = _database(datasette, request)
    rows = await _rows(database, _EVENT, key=request.url_vars["key"])
    if not rows:
        raise _not_found(f"There is no event with the key {request.url_vars['key']}")
    number = {"id": rows[0]["event_id"]}
    return await _page(
        datasette,
        request,
        "event.html",
        event=rows[0],
        participants=await _rows(database, _PARTICIPANTS, **number),
        mentions=await _rows(database, _MENTIONS, **number),
        claims=await _rows(database, _CLAIMS, **number),
    )


async def claim(datasette: Datasette, request: Request) -> Response:
    """The article with the words of the claim with this key marked."""
    from datasette.utils.asgi import Response  # noqa: PLC0415 - an extra

    rows = await _rows(_database(datasette, request), _CLAIM, key=request.url_vars["key"])
    if not rows:
        raise _not_found(f"There is no claim with the key {request.url_vars['key']}")
    place = f"{rows[0]['article_id']}?start={rows[0]['char_start']}&end={rows[0]['char_end']}#{_ASKED}"
    return Response.redirect(datasette.urls.path(f"{request.url_vars['database']}/-/article/{place}"))


async def article(datasette: Datasette, request: Request) -> Response:
    """An article with the triggers of its events marked, and characters `start` to `end` if asked for."""
    database = _database(datasette, request)
    number = {"id": int(request.url_vars["id"])}
    rows = await _rows(database, _ARTICLE, **number)
    if not rows:
        raise _not_found(f"There is no article {number['id']}")
    triggers = await _rows(database, _TRIGGERS, **number)
    spans = [Span(each["char_start"], each["char_end"], each["key"]) for each in triggers]
    start, end = request.args.get("start", ""), request.args.get("end", "")
    if start.isdecimal() and end.isdecimal():
        spans.append(Span(int(start), int(end), _ASKED))
    return await _page(
        datasette,
        request,
        "article.html",
        article=rows[0],
        pieces=pieces(rows[0]["text"], spans),
        events={each["key"]: each for each in triggers},
        asked=_ASKED,
    )


def _database(datasette: Datasette, request: Request) -> Database:
    from datasette.utils import tilde_decode  # noqa: PLC0415 - an extra

    try:
        return datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        raise _not_found("There is no such database") from None


def _not_found(message: str) -> Exception:
    from datasette.utils.asgi import NotFound  # noqa: PLC0415 - an extra

    error: Exception = NotFound(message)
    return error


async def _rows(database: Database, sql: str, **values: str | int) -> list[dict[str, Any]]:
    return [dict(row) for row in (await database.execute(sql, values)).rows]


async def _page(datasette: Datasette, request: Request, template: str, **context: object) -> Response:
    from datasette.utils.asgi import Response  # noqa: PLC0415 - an extra

    context["database"] = _database(datasette, request).name
    return Response.html(await datasette.render_template(template, context, request=request))
