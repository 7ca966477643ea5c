"""Superseded keys, and what people decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.storage.models.base import Base, one_of, row_number


class KeyAlias(Base):
    """A key that another one superseded."""

    __tablename__ = "key_aliases"
    __table_args__ = (
        one_of("kind", "actor", "location", "event", "claim"),
        CheckConstraint("old_key <> key", name="superseded"),
        Index(None, "kind", "key"),
        {"comment": "Keys that were superseded, and the ones that stand for them now"},
    )

    kind: Mapped[str] = mapped_column(
        primary_key=True, comment="What the key names: actor, location, event or claim"
    )
    old_key: Mapped[str] = mapped_column(primary_key=True, comment="The superseded key")
    key: Mapped[str] = mapped_column(comment="The key of the row now: join it with the key of the table")


class Correction(Base):
    """What a person decided."""

    __tablename__ = "corrections"
    __table_args__ = (
        one_of("kind", "actor", "location", "event"),
        one_of("action", "merge", "split", "rename", "retype", "reject"),
        one_of("status", "applied", "target_missing", "undone"),
        Index(None, "kind", "target_key"),
        {"comment": "What people decided; it outlives every reload"},
    )

    id: Mapped[int] = row_number()
    kind: Mapped[str] = mapped_column(comment="What it corrects: actor, location or event")
    action: Mapped[str] = mapped_column(comment="merge, split, rename, retype or reject")
    target_key: Mapped[str] = mapped_column(comment="Key of the row it corrects, as it was then")
    value: Mapped[str | None] = mapped_column(
        comment="The key merged into the target, the new name, or the new kind or type"
    )
    details: Mapped[dict[str, Any] | None] = mapped_column(
        comment="What else the decision needs, as JSON, such as the mentions that a split takes out"
    )
    reason: Mapped[str | None] = mapped_column(comment="Why")
    made_by: Mapped[str] = mapped_column(comment="Who decided")
    made_at: Mapped[datetime] = mapped_column(comment="When (UTC)")
    status: Mapped[str] = mapped_column(
        default="applied", comment="applied, target_missing (nothing left to correct) or undone"
    )
    undone_by: Mapped[str | None] = mapped_column(comment="Who undid it")
    undone_at: Mapped[datetime | None] = mapped_column(comment="When it was undone (UTC)")
