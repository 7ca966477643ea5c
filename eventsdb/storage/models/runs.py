"""Loads, and the inputs that failed in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.storage.models.base import Base, child_of, one_of, row_number


class Run(Base):
    """One load."""

    __tablename__ = "runs"
    __table_args__ = (
        one_of("status", "running", "finished", "failed", "interrupted"),
        CheckConstraint("started_at <= finished_at", name="times"),
        {"comment": "One row a load: what ran, when, and what it did"},
    )

    id: Mapped[int] = row_number()
    started_at: Mapped[datetime] = mapped_column(comment="When the load began (UTC)")
    finished_at: Mapped[datetime | None] = mapped_column(comment="When it ended (UTC); NULL while it runs")
    status: Mapped[str] = mapped_column(comment="running, finished, failed or interrupted")
    eventsdb_version: Mapped[str] = mapped_column(comment="Version of eventsdb")
    extractors: Mapped[str | None] = mapped_column(comment="Extractors used, with their versions")
    models: Mapped[str | None] = mapped_column(comment="Language models used, with their versions")
    articles_read: Mapped[int] = mapped_column(default=0, comment="Articles the inputs held")
    articles_added: Mapped[int] = mapped_column(default=0, comment="Articles that are new")
    articles_unchanged: Mapped[int] = mapped_column(default=0, comment="Articles that were there already")
    articles_duplicate: Mapped[int] = mapped_column(default=0, comment="New articles that repeat another one")
    articles_reprocessed: Mapped[int] = mapped_column(
        default=0, comment="Stored articles that were extracted again"
    )
    errors: Mapped[int] = mapped_column(default=0, comment="Inputs that failed: see load_errors")
    events_added: Mapped[int] = mapped_column(default=0, comment="Events that are new")
    events_removed: Mapped[int] = mapped_column(default=0, comment="Events that are gone")
    events_changed: Mapped[int] = mapped_column(default=0, comment="Events whose facts or mentions changed")
    claims_added: Mapped[int] = mapped_column(default=0, comment="Claims that are new")
    claims_removed: Mapped[int] = mapped_column(default=0, comment="Claims that are gone")
    claims_changed: Mapped[int] = mapped_column(default=0, comment="Claims that changed")


class LoadError(Base):
    """One input that failed."""

    __tablename__ = "load_errors"
    __table_args__ = (
        one_of("stage", "open", "read", "clean", "extract", "resolve", "store"),
        {"comment": "One row an input that failed in a load"},
    )

    id: Mapped[int] = row_number()
    run_id: Mapped[int] = child_of("runs.id", "The load")
    uri: Mapped[str] = mapped_column(index=True, comment="The input: a path or an address")
    stage: Mapped[str] = mapped_column(
        comment="Where it failed: open, read, clean, extract, resolve or store"
    )
    error: Mapped[str] = mapped_column(comment="What was wrong, in words")
