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
CALENDAR = "Every day from 1900 to 2049"
DAY = "The day"

DIM_DATE = """
SELECT
    c.day AS date,
    CAST(substr(CAST(c.day AS TEXT), 1, 4) AS INTEGER) AS year,
    CAST((CAST(substr(CAST(c.day AS TEXT), 6, 2) AS INTEGER) + 2) / 3 AS INTEGER) AS quarter,
    CAST(substr(CAST(c.day AS TEXT), 6, 2) AS INTEGER) AS month,
    CAST(substr(CAST(c.day AS TEXT), 1, 7) AS TEXT) AS year_month,
    CAST(substr(CAST(c.day AS TEXT), 9, 2) AS INTEGER) AS day_of_month,
    CAST({weekday} AS INTEGER) AS weekday
FROM calendar c
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
    "dim_date": (DIM_DATE, "Days from 1900 to 2049: join date_start, published_start and the like to date"),
    "dim_actor": (DIM_ACTOR, "Actors: join actor_id, recipient_id, speaker_id or addressee_id to actor_id"),
    "dim_place": (DIM_PLACE, "Places: join location_id"),
    "dim_source": (DIM_SOURCE, "Outlets: join source_id"),
}

COLUMNS = {
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

WEEKDAY = {
    "sqlite": "CAST(julianday(c.day) + 0.5 AS INTEGER) % 7 + 1",
    "postgresql": "extract(isodow FROM c.day)",
}

DAYS = {
    "sqlite": (
        f"WITH RECURSIVE days (day) AS (VALUES ('{FIRST_DAY}') UNION ALL"
        f" SELECT date(day, '+1 day') FROM days WHERE day < '{LAST_DAY}') SELECT day FROM days"
    ),
    "postgresql": f"SELECT CAST(generate_series(DATE '{FIRST_DAY}', DATE '{LAST_DAY}', '1 day') AS DATE)",
}


def views(dialect: str) -> dict[str, str]:
    """The SQL of the views that are new from this revision on."""
    return {name: select.replace("{weekday}", WEEKDAY[dialect]) for name, (select, _) in VIEWS.items()}


def describe_view(name: str, columns: list[str]) -> list[str]:
    """What a view holds, then what each of its columns does."""
    meanings = [COLUMNS.get(f"{name}.{column}") or COLUMNS[column] for column in columns]
    return [VIEWS[name][1], *meanings]


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("day", sa.Date(), nullable=False, comment=DAY),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar")),
        comment=CALENDAR,
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO calendar (day) {DAYS[op.get_context().dialect.name]}")
    op.bulk_insert(
        sa.table(
            "data_dictionary",
            *(sa.column(name) for name in ("table_name", "column_name", "position", "description")),
        ),
        [
            {"table_name": "calendar", "column_name": "", "position": 0, "description": CALENDAR},
            {"table_name": "calendar", "column_name": "day", "position": 1, "description": DAY},
        ],
    )


def downgrade() -> None:
    op.execute("DELETE FROM data_dictionary WHERE table_name = 'calendar'")
    op.execute("DROP VIEW dim_date")
    op.drop_table("calendar")
