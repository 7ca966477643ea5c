"""The Datasette plugin: our pages, links to them from every table, and the canned queries.

Datasette has one list of plugins for all its instances in a process, so every hook answers only for an
instance that `serving.datasette` made, which is told by its metadata.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextvars import ContextVar
from sqlite3 import Connection
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup

from eventsdb.browsing import pages
from eventsdb.browsing.metadata import PLUGIN
from eventsdb.browsing.questions import questions, register_functions
from eventsdb.queries.library import CannedQuery

Scope = MutableMapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])
App = Callable[[Scope, Any, Any], Awaitable[None]]

_FORM: ContextVar[dict[str, str]] = ContextVar("form", default={})  # noqa: B039 - never changed in place
_KEY = re.compile(r"[acel][a-z2-7]{12}")
_PAGES = {"a": "actor?name=", "c": "-/claim/", "e": "-/event/", "l": "locations?key="}
"""Where the key of an actor, claim, event or location leads, by its first letter."""
_ARTICLES = {"article_id", "duplicate_of_id", "first_article_id"}
_SPANS = {"char_start", "char_end"}


def _hook(function: F) -> F:
    """Mark a method as one that Datasette calls."""
    marked: F = hookimpl(function)
    return marked


class Plugin:
    """The hooks, for the database with these canned queries."""

    __name__ = "eventsdb.browsing"  # the package whose folders `static` and `templates` Datasette serves

    def __init__(self, queries: tuple[CannedQuery, ...]) -> None:
        self._queries = queries

    @_hook
    def prepare_connection(self, conn: Connection, datasette: Datasette) -> None:
        """Add the SQL functions that canned queries use."""
        if _is_ours(datasette):
            register_functions(conn)

    @_hook
    def register_routes(self, datasette: Datasette) -> list[tuple[str, Any]]:
        """Add the pages of an event, a claim and an article."""
        if not _is_ours(datasette):
            return []
        return [
            (r"^/(?P<database>[^/]+)/-/event/(?P<key>[^/]+)$", pages.event),
            (r"^/(?P<database>[^/]+)/-/claim/(?P<key>[^/]+)$", pages.claim),
            (r"^/(?P<database>[^/]+)/-/article/(?P<id>\d{1,18})$", pages.article),
        ]

    @_hook
    def asgi_wrapper(self, datasette: Datasette) -> Callable[[App], App]:
        """Keep the values of the request's form for `canned_queries`, which is not given the request."""

        def wrap(app: App) -> App:
            async def keeping(scope: Scope, receive: object, send: object) -> None:
                _FORM.set(dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"))))
                await app(scope, receive, send)

            return keeping if _is_ours(datasette) else app

        return wrap

    @_hook
    def canned_queries(
        self, datasette: Datasette, database: str
    ) -> Callable[[], Awaitable[dict[str, Any]]] | None:
        """Give the canned queries, as this request asks them."""
        if not _is_ours(datasette):
            return None

        async def given() -> dict[str, Any]:
            served = datasette.get_database(database)
            taken = {*(await served.table_names()), *(await served.view_names())}
            return questions(self._queries, taken, _FORM.get())

        return given

    @_hook
    def render_cell(
        self,
        row: Mapping[str, Any],
        value: object,
        column: str,
        database: str,
        datasette: Datasette,
    ) -> Markup | None:
        """Link keys to what they are of, articles to their page, and spans to the words marked there."""
        if not _is_ours(datasette):
            return None
        if column.endswith("key") and isinstance(value, str) and _KEY.fullmatch(value):
            return _link(datasette, database, f"{_PAGES[value[0]]}{value}", value)
        if column in _ARTICLES and value is not None:
            number, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, None)
            return _link(datasette, database, f"-/article/{number}", str(label or number))
        if column in _SPANS and isinstance(value, int) and {*_SPANS, "article_id"} <= set(row.keys()):
            article = _plain(row["article_id"])
            place = f"start={row['char_start']}&end={row['char_end']}#asked"
            return _link(datasette, database, f"-/article/{article}?{place}", str(value))
        if isinstance(value, dict) and value.get("label") is None:
            return Markup("{}").format(value["value"])
        return None


def _is_ours(datasette: Datasette) -> bool:
    return bool(datasette.plugin_config(PLUGIN))


def _link(datasette: Datasette, database: str, path: str, text: str) -> Markup:
    return Markup('<a href="{}/{}">{}</a>').format(datasette.urls.database(database), path, text)


def _plain(value: Any) -> Any:  # noqa: ANN401 - of a row, where Datasette puts labels beside foreign keys
    return value["value"] if isinstance(value, dict) else value
