"""Loading takes as long into a large database as into a small one.

Revision ID: 0006
Revises: 0005

In how many articles an actor or a place is presented in each way is counted as articles come and go, no
longer over all of them with each load. Reports have an outline in the index that they are found by, so that
most need not be read; those stored before have none and are read as before.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ACTOR = "own_key, name, is_usual, kind, country_code, sector"
LOCATION = "location_id, name, kind, country_code, admin1, latitude, longitude, geonames_id"
OUTLINE = "What most reports that cannot be of the same event are told apart by; NULL in older rows"
ANCHORS = ["event_type", "anchor", "level", "date_start"]
DICTIONARY = sa.table(
    "data_dictionary",
    *(sa.column(name) for name in ("table_name", "column_name", "position", "description")),
)


def upgrade() -> None:
    _describe(
        op.create_table(
            "actor_variant_counts",
            sa.Column("id", sa.Integer(), nullable=False, comment="Row number, of this database only"),
            sa.Column("own_key", sa.Text(), nullable=False, comment="actor_variants.own_key"),
            sa.Column("name", sa.Text(), nullable=False, comment="As in actor_variants"),
            sa.Column("is_usual", sa.Boolean(), nullable=False, comment="As in actor_variants"),
            sa.Column("kind", sa.Text(), nullable=False, comment="As in actor_variants"),
            sa.Column("country_code", sa.Text(), nullable=True, comment="As in actor_variants"),
            sa.Column("sector", sa.Text(), nullable=True, comment="As in actor_variants"),
            sa.Column("articles", sa.Integer(), nullable=False, comment="How many articles have it so"),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_variant_counts")),
            comment="In how many articles each actor is presented in each way; for eventsdb",
        )
    )
    _describe(
        op.create_table(
            "location_variant_counts",
            sa.Column("id", sa.Integer(), nullable=False, comment="Row number, of this database only"),
            sa.Column("location_id", sa.Integer(), nullable=False, comment="The place"),
            sa.Column("name", sa.Text(), nullable=False, comment="As in location_variants"),
            sa.Column("kind", sa.Text(), nullable=False, comment="As in location_variants"),
            sa.Column("country_code", sa.Text(), nullable=True, comment="As in location_variants"),
            sa.Column("admin1", sa.Text(), nullable=True, comment="As in location_variants"),
            sa.Column("latitude", sa.Double(), nullable=True, comment="As in location_variants"),
            sa.Column("longitude", sa.Double(), nullable=True, comment="As in location_variants"),
            sa.Column("geonames_id", sa.Integer(), nullable=True, comment="As in location_variants"),
            sa.Column("articles", sa.Integer(), nullable=False, comment="How many articles have it so"),
            sa.ForeignKeyConstraint(
                ["location_id"],
                ["locations.id"],
                name=op.f("fk_location_variant_counts_location_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_location_variant_counts")),
            comment="In how many articles each place is presented in each way; for eventsdb",
        )
    )
    op.create_index(op.f("ix_actor_variant_counts_own_key"), "actor_variant_counts", ["own_key"])
    op.create_index(
        op.f("ix_location_variant_counts_location_id"), "location_variant_counts", ["location_id"]
    )
    op.execute(
        f"INSERT INTO actor_variant_counts ({ACTOR}, articles)"
        f" SELECT {ACTOR}, count(DISTINCT article_id) FROM actor_variants GROUP BY {ACTOR}"
    )
    op.execute(
        f"INSERT INTO location_variant_counts ({LOCATION}, articles)"
        f" SELECT {LOCATION}, count(*) FROM location_variants GROUP BY {LOCATION}"
    )
    op.drop_index(op.f(f"ix_event_anchors_{'_'.join(ANCHORS)}"), table_name="event_anchors")
    if op.get_context().dialect.name == "sqlite":
        _make_anchors_anew(sa.Column("outline", sa.Text(), nullable=True, comment=OUTLINE))
    else:
        op.add_column("event_anchors", sa.Column("outline", sa.Text(), nullable=True, comment=OUTLINE))
    op.create_index(
        "ix_event_anchors_sought", "event_anchors", [*ANCHORS, "date_end", "report_id", "outline"]
    )
    _add_rows("event_anchors", [("outline", 7, OUTLINE)])


def downgrade() -> None:
    op.drop_index("ix_event_anchors_sought", table_name="event_anchors")
    if op.get_context().dialect.name == "sqlite":
        _make_anchors_anew()
    else:
        op.drop_column("event_anchors", "outline")
    op.create_index(op.f(f"ix_event_anchors_{'_'.join(ANCHORS)}"), "event_anchors", ANCHORS)
    op.execute("DELETE FROM data_dictionary WHERE table_name = 'event_anchors' AND column_name = 'outline'")
    for name in ("location_variant_counts", "actor_variant_counts"):
        op.drop_table(name)
        op.execute(f"DELETE FROM data_dictionary WHERE table_name = '{name}'")


def _make_anchors_anew(*more: sa.Column[Any]) -> None:
    """Make the table as of one of the two revisions: SQLite would add a column behind the constraints."""
    columns = "report_id, anchor, event_type, level, date_start, date_end"
    op.execute(f"CREATE TEMPORARY TABLE anchors_before AS SELECT {columns} FROM event_anchors")
    op.drop_table("event_anchors")
    op.create_table(
        "event_anchors",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["event_reports.id"],
            name=op.f("fk_event_anchors_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "anchor", name=op.f("pk_event_anchors")),
    )
    op.execute(f"INSERT INTO event_anchors ({columns}) SELECT {columns} FROM anchors_before")
    op.execute("DROP TABLE anchors_before")


def _describe(table: sa.Table) -> None:
    """Add the comments to the data dictionary."""
    columns = [(column.name, n, column.comment) for n, column in enumerate(table.columns, start=1)]
    _add_rows(table.name, [("", 0, table.comment), *columns])


def _add_rows(table: str, rows: list[tuple[str, int, str | None]]) -> None:
    op.bulk_insert(
        DICTIONARY,
        [
            {"table_name": table, "column_name": column, "position": position, "description": description}
            for column, position, description in rows
        ],
    )
