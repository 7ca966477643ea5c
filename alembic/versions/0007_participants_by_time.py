"""What an actor does in a span of time is found without reading all that it ever did.

Revision ID: 0007
Revises: 0006

`event_participants` has copies of the dates of its events, so that one index tells which events of an actor
fall into a span of time; it takes the place of the one by actor and event. The index of who says something
has the article too, so that only claims of the articles sought are read.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "event_participants"
DATES = {
    "date_start": "First day of the event, as in events; NULL when unknown",
    "date_end": "Last day of the event, as in events; NULL when unknown",
}
BY_EVENT = ["actor_id", "event_id"]
BY_TIME = ["actor_id", "date_end", "date_start", "event_id"]
BY_SPEAKER = ["speaker_id"]
BY_SPEAKER_AND_ARTICLE = ["speaker_id", "article_id"]


def upgrade() -> None:
    _drop_index(TABLE, BY_EVENT)
    dates = [sa.Column(name, sa.Date(), nullable=True, comment=comment) for name, comment in DATES.items()]
    if op.get_context().dialect.name == "sqlite":
        _make_anew(*dates)
    else:
        for column in dates:
            op.add_column(TABLE, column)
        op.execute(
            f"UPDATE {TABLE} AS p SET date_start = e.date_start, date_end = e.date_end"
            " FROM events AS e WHERE e.id = p.event_id AND e.date_start IS NOT NULL"
        )
    _create_index(TABLE, BY_TIME)
    _drop_index("claims", BY_SPEAKER)
    _create_index("claims", BY_SPEAKER_AND_ARTICLE)
    op.bulk_insert(
        sa.table(
            "data_dictionary",
            *(sa.column(name) for name in ("table_name", "column_name", "position", "description")),
        ),
        [
            {"table_name": TABLE, "column_name": name, "position": position, "description": comment}
            for position, (name, comment) in enumerate(DATES.items(), start=5)
        ],
    )


def downgrade() -> None:
    _drop_index("claims", BY_SPEAKER_AND_ARTICLE)
    _create_index("claims", BY_SPEAKER)
    _drop_index(TABLE, BY_TIME)
    if op.get_context().dialect.name == "sqlite":
        _make_anew()
    else:
        for name in DATES:
            op.drop_column(TABLE, name)
    _create_index(TABLE, BY_EVENT)
    op.execute(f"DELETE FROM data_dictionary WHERE table_name = '{TABLE}' AND column_name LIKE 'date_%'")


def _make_anew(*dates: sa.Column[Any]) -> None:
    """Make the table as of one of the two revisions: SQLite would add columns behind the constraints."""
    kept = ["event_id", "actor_id", "role", "title"]
    op.execute(f"CREATE TEMPORARY TABLE participants_before AS SELECT {', '.join(kept)} FROM {TABLE}")
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        *dates,
        sa.PrimaryKeyConstraint("event_id", "actor_id", "role", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f(f"fk_{TABLE}_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f(f"fk_{TABLE}_actor_id")),
        sa.CheckConstraint("role IN ('actor', 'recipient')", name=op.f(f"ck_{TABLE}_role")),
    )
    filled = [*kept, *(column.name for column in dates)]
    values = [*(f"p.{name}" for name in kept), *(f"e.{column.name}" for column in dates)]
    op.execute(
        f"INSERT INTO {TABLE} ({', '.join(filled)}) SELECT {', '.join(values)}"
        " FROM participants_before AS p JOIN events AS e ON e.id = p.event_id"
    )
    op.execute("DROP TABLE participants_before")


def _create_index(table: str, columns: list[str]) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _drop_index(table: str, columns: list[str]) -> None:
    op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
