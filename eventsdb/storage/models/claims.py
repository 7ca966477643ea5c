"""Claims, and how they stand to each other."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.records import ClaimType, QuoteType
from eventsdb.storage.models.base import (
    Base,
    child_of,
    end_character,
    first_character,
    one_of,
    row_number,
    span_check,
    stable_key,
)


class Claim(Base):
    """Content that an article attributes to someone."""

    __tablename__ = "claims"
    __table_args__ = (
        Index(None, "article_id", "char_start"),
        Index(None, "speaker_id", "article_id"),
        one_of("claim_type", *get_args(ClaimType)),
        one_of("quote_type", *get_args(QuoteType)),
        span_check(),
        {"comment": "Who says what: one row for each span that an article attributes to someone"},
    )

    id: Mapped[int] = row_number()
    key: Mapped[str] = stable_key("claim")
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = child_of("sentences.id", "The sentence it begins in")
    speaker_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), comment="Who says it; NULL when not identified"
    )
    speaker_text: Mapped[str | None] = mapped_column(comment="The words that stand for the speaker")
    cue: Mapped[str | None] = mapped_column(comment="The reporting words, such as a déclaré")
    claim_type: Mapped[str] = mapped_column(comment="statement, accusation, denial, pledge, demand or threat")
    quote_type: Mapped[str] = mapped_column(comment="direct, indirect or mixed")
    text: Mapped[str] = mapped_column(comment="What is said: the article's own characters, without the cue")
    char_start: Mapped[int] = first_character()
    char_end: Mapped[int] = end_character()
    addressee_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), index=True, comment="Whom it is said to or against"
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id"), index=True, comment="The event it is about"
    )


class ClaimLink(Base):
    """How two claims stand to each other."""

    __tablename__ = "claim_links"
    __table_args__ = (
        one_of("relation", "repeats", "contradicts"),
        CheckConstraint("claim_id <> related_claim_id", name="distinct"),
        {"comment": "Claims that repeat or contradict another"},
    )

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, comment="The later claim"
    )
    related_claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, index=True, comment="The earlier claim"
    )
    relation: Mapped[str] = mapped_column(
        primary_key=True, comment="repeats or contradicts: how the first stands to the second"
    )
