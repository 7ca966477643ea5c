"""What Datasette is told of the tables and views: titles, descriptions, labels, facets and order."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlencode

PLUGIN = "eventsdb"
"""The name under which Datasette knows our plugin and its settings."""

_HELPERS = "; for eventsdb"  # how the description of a table ends that only eventsdb itself reads
_HIDDEN = {"alembic_version", "calendar"}

_LABELS = {
    "actors": "name",
    "articles": "title",
    "claims": "text",
    "countries": "name",
    "event_types": "name",
    "events": "summary",
    "locations": "name",
    "quad_classes": "name",
    "runs": "started_at",
    "sectors": "name",
    "sources": "name",
}
_FACETS = {
    "articles": ("source_id", "language", "published_basis"),
    "actors": ("kind", "country_code", "sector"),
    "claims": ("claim_type", "quote_type"),
    "event_mentions": ("factuality", "rule"),
    "events": ("event_type", "event_mode", "factuality"),
    "load_errors": ("stage",),
    "locations": ("kind", "country_code"),
    "v_actors": ("actor_kind", "country", "sector_name"),
    "v_articles": ("source", "language", "published_basis"),
    "v_claims": ("claim_type", "quote_type", "source"),
    "v_event_participants": ("event_type", "factuality", "actor_country_code", "recipient_country_code"),
    "v_events": ("event_type", "event_mode", "factuality", "location_country"),
    "v_timeline": ("event_type_name", "factuality", "location_country"),
}
_ORDER = {
    "actors": {"sort": "name"},
    "articles": {"sort_desc": "published_start"},
    "events": {"sort_desc": "date_start"},
    "locations": {"sort": "name"},
    "runs": {"sort_desc": "id"},
    "v_actors": {"sort_desc": "events"},
    "v_articles": {"sort_desc": "published_start"},
    "v_claims": {"sort_desc": "claim_id"},
    "v_event_participants": {"sort_desc": "date_start"},
    "v_events": {"sort_desc": "date_start"},
    "v_timeline": {"sort_desc": "date_start"},
}
_START = """
<p>What the articles tell: who did what to whom, when and where, and who says so.</p>
<ul class="eventsdb-start">
<li><a href="{timeline}">Timeline</a>: events with a date, the latest first</li>
<li><a href="{events}">Events</a>: what happened, may have or is to, with participants, place and support</li>
<li><a href="{claims}">Claims</a>: who says what, in which words, about which event</li>
<li><a href="{actors}">Actors</a>: who acts, is acted on or speaks</li>
<li><a href="{articles}">Articles</a>: what was read, and what was found in it</li>
<li><a href="{path}#queries">Questions</a> with a form each, such as
<a href="{path}/unconfirmed">what is only alleged</a></li>
</ul>
<p>The key of an event (<code>e…</code>) leads to the sentences that tell of it, with the words marked that it
was read from.</p>
"""
_SHOWN = {  # the columns that the links of the start page ask for; a table has all at a click
    "timeline": "event_key date_edtf event_type_name event_mode_name actors recipients location summary"
    " factuality",
    "events": "event_key date_edtf event_type event_mode actors recipients summary factuality location"
    " location_country articles denied_by",
    "claims": "claim_key published speaker claim_type cue text event_key event_summary source",
    "actors": "actor_key actor actor_kind country sector_name title events claims mentions",
    "articles": "uri published source title language events claims",
}


class Described(NamedTuple):
    """A row of `data_dictionary`; the column is empty where the table itself is described."""

    table: str
    column: str
    description: str


def metadata(dictionary: Iterable[Described], name: str, path: str) -> dict[str, Any]:
    """Datasette's metadata for a database.

    Args:
        dictionary: the rows of `data_dictionary`.
        name: what people see the database as.
        path: where Datasette serves it, such as `/news`.
    """
    tables: dict[str, dict[str, Any]] = {table: {"hidden": True} for table in _HIDDEN}
    for row in dictionary:
        table = tables.setdefault(row.table, {})
        if row.column:
            table.setdefault("columns", {})[row.column] = row.description
        else:
            table |= {"title": _title(row.table), "description": row.description}
            if row.description.endswith(_HELPERS):
                table["hidden"] = True
    for table_name, table in tables.items():
        if table_name in _LABELS:
            table["label_column"] = _LABELS[table_name]
        if table_name in _FACETS:
            table["facets"] = list(_FACETS[table_name])
        table.update(_ORDER.get(table_name, {}))
    links = {
        view: escape(f"{path}/v_{view}?{urlencode([('_col', column) for column in columns.split()])}")
        for view, columns in _SHOWN.items()
    }
    start = _START.format(path=escape(path), **links)
    return {
        "title": name,
        "description_html": start,
        "extra_css_urls": ["/-/static-plugins/eventsdb.browsing/browse.css"],
        "databases": {name: {"title": name, "description_html": start, "tables": tables}},
        "plugins": {PLUGIN: {"database": name}},
    }


def _title(table: str) -> str:
    words = table.removeprefix("v_").removeprefix("dim_").replace("_", " ").capitalize()
    if table.startswith("v_"):
        return f"{words}, spelled out"
    return f"{words} (dimension)" if table.startswith("dim_") else words
