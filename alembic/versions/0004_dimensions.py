"""Dimensions for BI tools.

Revision ID: 0004
Revises: 0003

A BI tool wants every day between two in its table of dates, whether something happened on it or not; so the
days are stored. As in 0002, columns are bare or cast, and no computed one is ever NULL.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIRST_DAY, LAST_DAY = "1900-01-01", "2049-12-31"
COMMENT = "Every day from 1900 to 2049"

DIM_DATE = """
SELECT
    c.day AS date,
    c.year,
    c.quarter,
    c.month,
    CAST(substr(CAST(c.day AS TEXT), 1, 7) AS TEXT) AS year_month,
    c.day_of_month,
    c.weekday
FROM calendar c
"""

# As in 0002, but that `r`, a recipient of the event where it has any, stands in place of an EXISTS in a join:
# DuckDB, which runs the views itself, cannot run that, and then takes every column for text.
V_EVENT_PARTICIPANTS = """
SELECT
    e.id AS event_id,
    e.key AS event_key,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.event_type,
    t.name AS event_type_name,
    e.event_mode,
    m.name AS event_mode_name,
    t.quad_class,
    q.name AS quad_class_name,
    CAST(coalesce(m.score, t.score) AS DOUBLE PRECISION) AS score,
    e.factuality,
    p.actor_id,
    a.key AS actor_key,
    a.name AS actor,
    a.kind AS actor_kind,
    a.country_code AS actor_country_code,
    a.sector AS actor_sector,
    p.title AS actor_title,
    o.actor_id AS recipient_id,
    b.key AS recipient_key,
    b.name AS recipient,
    b.kind AS recipient_kind,
    b.country_code AS recipient_country_code,
    b.sector AS recipient_sector,
    o.title AS recipient_title
FROM events e
JOIN event_types t ON t.code = e.event_type
JOIN quad_classes q ON q.code = t.quad_class
LEFT JOIN event_modes m ON m.event_type = e.event_type AND m.code = e.event_mode
LEFT JOIN event_participants p ON p.event_id = e.id AND p.role = 'actor'
LEFT JOIN actors a ON a.id = p.actor_id
LEFT JOIN event_participants r
    ON r.event_id = e.id
    AND r.role = 'recipient'
    AND r.actor_id = (
        SELECT min(x.actor_id) FROM event_participants x WHERE x.event_id = e.id AND x.role = 'recipient'
    )
LEFT JOIN event_participants o
    ON o.event_id = e.id
    AND (p.actor_id IS NULL OR o.actor_id <> p.actor_id)
    AND (o.role = 'recipient' OR r.event_id IS NULL)
LEFT JOIN actors b ON b.id = o.actor_id
WHERE p.actor_id IS NOT NULL OR o.actor_id IS NOT NULL
"""

DIM_ACTOR = """
SELECT
    v.actor_id,
    v.actor_key,
    v.actor,
    v.actor_kind,
    v.country_code,
    v.country,
    v.sector,
    v.sector_name,
    v.title,
    v.organization
FROM v_actors v
"""

DIM_PLACE = """
SELECT
    l.id AS location_id,
    l.key AS location_key,
    l.name AS location,
    l.kind AS location_kind,
    l.country_code,
    c.name AS country,
    l.admin1,
    l.latitude,
    l.longitude,
    l.geonames_id
FROM locations l
LEFT JOIN countries c ON c.code = l.country_code
"""

DIM_SOURCE = """
SELECT
    s.id AS source_id,
    s.name AS source,
    s.domain,
    s.country_code,
    c.name AS country
FROM sources s
LEFT JOIN countries c ON c.code = s.country_code
"""

VIEWS = {
    "v_event_participants": (
        V_EVENT_PARTICIPANTS,
        "Who did what to whom: one row an event and pair of participants",
    ),
    "dim_date": (DIM_DATE, "Days from 1900 to 2049: join date_start, published_start and the like to date"),
    "dim_actor": (DIM_ACTOR, "Actors: join actor_id, recipient_id, speaker_id or addressee_id to actor_id"),
    "dim_place": (DIM_PLACE, "Places: join location_id"),
    "dim_source": (DIM_SOURCE, "Outlets: join source_id"),
}

COLUMNS = {
    "event_id": "The event: events.id",
    "event_key": "Stable identifier of the event",
    "date_start": "First day of the event",
    "date_end": "Last day of the event",
    "date_precision": "What the date is known to: day, week, month, year, interval or none",
    "event_type": "PLOVER type",
    "event_type_name": "PLOVER type, spelled out",
    "event_mode": "PLOVER mode",
    "event_mode_name": "PLOVER mode, spelled out",
    "quad_class": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "quad_class_name": "The quad class, spelled out",
    "score": "PLOVER's score of the mode, else of the type, from -10 (conflict) to 10 (cooperation)",
    "factuality": "asserted, alleged, future, hypothetical or negated",
    "actor_country_code": "Country of who acts (ISO 3166-1 alpha-2)",
    "actor_sector": "PLOVER sector of who acts",
    "actor_title": "Office that who acts held then",
    "recipient_id": "Who it is done to: actors.id",
    "recipient_key": "Stable identifier of who it is done to",
    "recipient": "Name of who it is done to",
    "recipient_kind": "person, organization, government, armed_group, media or group",
    "recipient_country_code": "Country of who it is done to (ISO 3166-1 alpha-2)",
    "recipient_sector": "PLOVER sector of who it is done to",
    "recipient_title": "Office that who it is done to held then",
    "actor": "Usual full name",
    "actor_id": "The actor: actors.id",
    "actor_key": "Stable identifier of the actor",
    "actor_kind": "person, organization, government, armed_group, media or group",
    "admin1": "First-level division of the country the place lies in",
    "dim_actor.country": "Country the actor belongs to, in English",
    "dim_actor.country_code": "Country the actor belongs to (ISO 3166-1 alpha-2)",
    "dim_place.country": "Country the place lies in, in English",
    "dim_place.country_code": "Country the place lies in (ISO 3166-1 alpha-2)",
    "dim_source.country": "Country of the outlet, in English",
    "dim_source.country_code": "Country of the outlet (ISO 3166-1 alpha-2)",
    "date": "The day",
    "day_of_month": "Day of the month, 1 to 31",
    "domain": "Internet domain of the outlet",
    "geonames_id": "Number of the place in GeoNames",
    "latitude": "Latitude of the place in degrees north (WGS 84)",
    "location": "Name of the place",
    "location_id": "The place: locations.id",
    "location_key": "Stable identifier of the place",
    "location_kind": "country, region, city, site or water",
    "longitude": "Longitude of the place in degrees east (WGS 84)",
    "month": "Month, 1 to 12",
    "organization": "Organization of the latest office",
    "quarter": "Quarter, 1 to 4",
    "sector": "PLOVER sector",
    "sector_name": "PLOVER sector, spelled out",
    "source": "Name of the outlet",
    "source_id": "The outlet: sources.id",
    "title": "Latest office, in the words of the articles",
    "weekday": "Day of the week from 1 (Monday) to 7 (Sunday)",
    "year": "Year",
    "year_month": "Year and month, such as 2024-02",
}

CALENDAR = {
    "day": "The day",
    "year": "Year",
    "quarter": "Quarter, 1 to 4",
    "month": "Month, 1 to 12",
    "day_of_month": "Day of the month, 1 to 31",
    "weekday": "Day of the week from 1 (Monday) to 7 (Sunday)",
}

DAYS = {
    "sqlite": f"""
        WITH RECURSIVE days (day) AS (
            VALUES ('{FIRST_DAY}') UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < '{LAST_DAY}'
        )
        SELECT
            day,
            CAST(strftime('%Y', day) AS INTEGER),
            (strftime('%m', day) + 2) / 3,
            CAST(strftime('%m', day) AS INTEGER),
            CAST(strftime('%d', day) AS INTEGER),
            (strftime('%w', day) + 6) % 7 + 1
        FROM days
        """,
    "postgresql": f"""
        SELECT
            day,
            extract(year FROM day),
            extract(quarter FROM day),
            extract(month FROM day),
            extract(day FROM day),
            extract(isodow FROM day)
        FROM generate_series(DATE '{FIRST_DAY}', DATE '{LAST_DAY}', '1 day') AS day
        """,
}


def views(_dialect: str) -> dict[str, str]:
    """The SQL of the views that are new, or other than before, from this revision on."""
    return {name: select for name, (select, _) in VIEWS.items()}


def describe_view(name: str, columns: list[str]) -> list[str]:
    """What a view holds, then what each of its columns does."""
    meanings = [COLUMNS.get(f"{name}.{column}") or COLUMNS[column] for column in columns]
    return [VIEWS[name][1], *meanings]


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("day", sa.Date(), nullable=False, comment=CALENDAR["day"]),
        *(
            sa.Column(name, sa.Integer(), nullable=False, comment=CALENDAR[name])
            for name in ("year", "quarter", "month", "day_of_month", "weekday")
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar")),
        comment=COMMENT,
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO calendar ({', '.join(CALENDAR)}) {DAYS[op.get_context().dialect.name]}")
    dictionary = sa.table(
        "data_dictionary",
        *(sa.column(name) for name in ("table_name", "column_name", "position", "description")),
    )
    op.bulk_insert(
        dictionary,
        [
            {"table_name": "calendar", "column_name": name, "position": position, "description": meaning}
            for position, (name, meaning) in enumerate({"": COMMENT, **CALENDAR}.items())
        ],
    )


def downgrade() -> None:
    op.execute("DELETE FROM data_dictionary WHERE table_name = 'calendar'")
    op.execute("DROP VIEW dim_date")
    op.drop_table("calendar")
