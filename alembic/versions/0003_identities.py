"""Tables that identities are found with, across articles.

Revision ID: 0003
Revises: 0002

Articles loaded before have no rows here; `eventsdb load --reprocess` makes them.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "actor_variants",
    "actor_handles",
    "location_variants",
    "event_reports",
    "event_anchors",
    "claim_wordings",
    "article_bands",
)


def upgrade() -> None:
    tables = [
        op.create_table(
            "actor_handles",
            sa.Column(
                "handle",
                sa.Text(),
                nullable=False,
                comment="A surname, acronym or other short form, reduced to its sounds",
            ),
            sa.Column("own_key", sa.Text(), nullable=False, comment="actor_variants.own_key"),
            sa.Column(
                "is_weak",
                sa.Boolean(),
                nullable=False,
                comment="Whether the presentation is only this handle, which others may share",
            ),
            sa.Column("country_code", sa.Text(), nullable=True, comment="Country (ISO 3166-1 alpha-2)"),
            sa.PrimaryKeyConstraint("handle", "own_key", name=op.f("pk_actor_handles")),
            comment="What the presentations of actors are found by, such as a surname; for eventsdb",
        ),
        op.create_table(
            "actor_variants",
            sa.Column("article_id", sa.Integer(), nullable=False, comment="The article"),
            sa.Column(
                "position",
                sa.Integer(),
                nullable=False,
                comment="Place among the actors of the article, counted from 0",
            ),
            sa.Column("name", sa.Text(), nullable=False, comment="A name of the actor there"),
            sa.Column(
                "is_usual",
                sa.Boolean(),
                nullable=False,
                comment="Whether it is the usual full name, not another form",
            ),
            sa.Column("kind", sa.Text(), nullable=False, comment="Kind, as in actors.kind"),
            sa.Column("country_code", sa.Text(), nullable=True, comment="Country (ISO 3166-1 alpha-2)"),
            sa.Column("sector", sa.Text(), nullable=True, comment="PLOVER sector"),
            sa.Column("own_key", sa.Text(), nullable=False, comment="Key made from this presentation alone"),
            sa.Column("actor_id", sa.Integer(), nullable=False, comment="The actor it was taken for"),
            sa.ForeignKeyConstraint(
                ["actor_id"], ["actors.id"], name=op.f("fk_actor_variants_actor_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["article_id"], ["articles.id"], name=op.f("fk_actor_variants_article_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("article_id", "position", "name", name=op.f("pk_actor_variants")),
            comment="How each article presents each of its actors; for eventsdb",
        ),
        op.create_table(
            "location_variants",
            sa.Column("article_id", sa.Integer(), nullable=False, comment="The article"),
            sa.Column(
                "position",
                sa.Integer(),
                nullable=False,
                comment="Place among the locations of the article, counted from 0",
            ),
            sa.Column("name", sa.Text(), nullable=False, comment="Name, as in locations.name"),
            sa.Column("kind", sa.Text(), nullable=False, comment="Kind, as in locations.kind"),
            sa.Column("country_code", sa.Text(), nullable=True, comment="Country (ISO 3166-1 alpha-2)"),
            sa.Column("admin1", sa.Text(), nullable=True, comment="First-level division of the country"),
            sa.Column("latitude", sa.Double(), nullable=True, comment="Latitude in degrees north (WGS 84)"),
            sa.Column("longitude", sa.Double(), nullable=True, comment="Longitude in degrees east (WGS 84)"),
            sa.Column("geonames_id", sa.Integer(), nullable=True, comment="Number of the place in GeoNames"),
            sa.Column("location_id", sa.Integer(), nullable=False, comment="The place it was taken for"),
            sa.ForeignKeyConstraint(
                ["article_id"],
                ["articles.id"],
                name=op.f("fk_location_variants_article_id"),
                ondelete="CASCADE",
            ),
            sa.ForeignKeyConstraint(
                ["location_id"],
                ["locations.id"],
                name=op.f("fk_location_variants_location_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_location_variants")),
            comment="How each article presents each of its places; for eventsdb",
        ),
        op.create_table(
            "article_bands",
            sa.Column(
                "band", sa.Text(), nullable=False, comment="Digest of a part of the MinHash of the text"
            ),
            sa.Column("article_id", sa.Integer(), nullable=False, comment="The article"),
            sa.ForeignKeyConstraint(
                ["article_id"], ["articles.id"], name=op.f("fk_article_bands_article_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_bands")),
            comment="What articles of nearly the same text are found by; for eventsdb",
        ),
        op.create_table(
            "event_reports",
            sa.Column("id", sa.Integer(), nullable=False, comment="Row number, of this database only"),
            sa.Column("own_key", sa.Text(), nullable=False, comment="Key made from this report alone"),
            sa.Column("event_id", sa.Integer(), nullable=False, comment="The event it was taken for"),
            sa.Column("article_id", sa.Integer(), nullable=False, comment="The article"),
            sa.Column(
                "position",
                sa.Integer(),
                nullable=False,
                comment="Place among the events of the article, counted from 0",
            ),
            sa.Column("features", sa.Text(), nullable=True, comment="What it is compared by, as JSON"),
            sa.ForeignKeyConstraint(
                ["article_id"], ["articles.id"], name=op.f("fk_event_reports_article_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["event_id"], ["events.id"], name=op.f("fk_event_reports_event_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reports")),
            sa.UniqueConstraint("article_id", "position", name=op.f("uq_event_reports_article_id_position")),
            sa.UniqueConstraint("own_key", name=op.f("uq_event_reports_own_key")),
            comment="Each event as one article tells it, and what it was taken for; for eventsdb",
        ),
        op.create_table(
            "claim_wordings",
            sa.Column("claim_id", sa.Integer(), nullable=False, comment="The claim"),
            sa.Column("wording", sa.Text(), nullable=False, comment="Digest of its speaker and words"),
            sa.ForeignKeyConstraint(
                ["claim_id"], ["claims.id"], name=op.f("fk_claim_wordings_claim_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_wordings")),
            comment="What claims in the same words are found by; for eventsdb",
        ),
        op.create_table(
            "event_anchors",
            sa.Column("report_id", sa.Integer(), nullable=False, comment="The report"),
            sa.Column(
                "anchor",
                sa.Text(),
                nullable=False,
                comment="Country of a participant, key of one without a country, or place",
            ),
            sa.Column("event_type", sa.Text(), nullable=False, comment="PLOVER type"),
            sa.Column(
                "level",
                sa.Integer(),
                nullable=False,
                comment="0 dated to a week or less, 1 more loosely, 2 not dated",
            ),
            sa.Column("date_start", sa.Date(), nullable=False, comment="First day it can have been"),
            sa.Column("date_end", sa.Date(), nullable=False, comment="Last day it can have been"),
            sa.ForeignKeyConstraint(
                ["report_id"],
                ["event_reports.id"],
                name=op.f("fk_event_anchors_report_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("report_id", "anchor", name=op.f("pk_event_anchors")),
            comment="What event reports are found by: type, country or actor, and time; for eventsdb",
        ),
    ]
    op.create_index(op.f("ix_actor_handles_own_key"), "actor_handles", ["own_key"])
    op.create_index(op.f("ix_actor_variants_actor_id"), "actor_variants", ["actor_id"])
    op.create_index(op.f("ix_actor_variants_own_key"), "actor_variants", ["own_key"])
    op.create_index(op.f("ix_location_variants_location_id"), "location_variants", ["location_id"])
    op.create_index(op.f("ix_article_bands_article_id"), "article_bands", ["article_id"])
    op.create_index(op.f("ix_event_reports_event_id"), "event_reports", ["event_id"])
    op.create_index(op.f("ix_claim_wordings_wording"), "claim_wordings", ["wording"])
    op.create_index(
        op.f("ix_event_anchors_event_type_anchor_level_date_start"),
        "event_anchors",
        ["event_type", "anchor", "level", "date_start"],
    )
    for table in tables:
        _describe(table)


def downgrade() -> None:
    dictionary = sa.table("data_dictionary", sa.column("table_name"))
    op.execute(dictionary.delete().where(dictionary.c.table_name.in_(TABLES)))
    for name in (
        "event_anchors",
        "event_reports",
        "actor_variants",
        "actor_handles",
        "location_variants",
        "claim_wordings",
        "article_bands",
    ):
        op.drop_table(name)


def _describe(table: sa.Table) -> None:
    """Add the comments to the data dictionary."""
    dictionary = sa.table(
        "data_dictionary",
        *(sa.column(name) for name in ("table_name", "column_name", "position", "description")),
    )
    rows: list[dict[str, Any]] = [
        {"table_name": table.name, "column_name": "", "position": 0, "description": table.comment}
    ]
    rows += [
        {"table_name": table.name, "column_name": column.name, "position": n, "description": column.comment}
        for n, column in enumerate(table.columns, start=1)
    ]
    op.bulk_insert(dictionary, rows)
