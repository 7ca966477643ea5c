"""Events, their participants and mentions, and what each article says of them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.records import Factuality, ParticipantRole, Precision
from eventsdb.storage.models.base import Base, child_of, one_of, row_number, span_check, stable_key


class Event(Base):
    """Something that happened, may have, or is to happen, over all articles."""

    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(["event_type", "event_mode"], ["event_modes.event_type", "event_modes.code"]),
        Index(None, "event_type", "event_mode"),
        Index(None, "event_type", "date_start", "date_end"),
        Index(None, "location_id", "date_start", "date_end"),
        Index(None, "date_start", "date_end"),
        Index(None, "date_end", "date_start"),
        one_of("date_precision", *get_args(Precision), "none"),
        one_of("factuality", *get_args(Factuality)),
        CheckConstraint("date_start <= date_end", name="dates"),
        CheckConstraint("(date_precision = 'none') = (date_start IS NULL)", name="dated"),
        CheckConstraint("dead >= 0", name="dead"),
        CheckConstraint("injured >= 0", name="injured"),
        CheckConstraint("arrested >= 0", name="arrested"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        {"comment": "What happened, may have or is to: one row an event, whatever the number of reports"},
    )

    id: Mapped[int] = row_number()
    key: Mapped[str] = stable_key("event")
    event_type: Mapped[str] = mapped_column(
        ForeignKey("event_types.code"), comment="PLOVER type, such as CONSULT: event_types.code"
    )
    event_mode: Mapped[str | None] = mapped_column(comment="PLOVER mode, such as visit: event_modes.code")
    date_start: Mapped[date | None] = mapped_column(comment="First day; NULL when unknown")
    date_end: Mapped[date | None] = mapped_column(comment="Last day; NULL when unknown")
    date_precision: Mapped[str] = mapped_column(
        default="none", comment="What the date is known to: day, week, month, year, interval or none"
    )
    date_edtf: Mapped[str | None] = mapped_column(
        comment="The date as exactly as known, in EDTF (ISO 8601-2): 2023-07, 2023-07-26/2023-07-27"
    )
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), comment="Where it took place")
    factuality: Mapped[str] = mapped_column(
        comment="asserted, alleged, future, hypothetical or negated: the strongest of its mentions",
    )
    summary: Mapped[str] = mapped_column(comment="The event in a few words")
    dead: Mapped[int | None] = mapped_column(comment="Persons killed")
    injured: Mapped[int | None] = mapped_column(comment="Persons injured")
    arrested: Mapped[int | None] = mapped_column(comment="Persons arrested")
    confidence: Mapped[float] = mapped_column(
        default=0.5, comment="How sure the reading is, from 0 to 1; ordinal, not a probability"
    )


class EventParticipant(Base):
    """An actor's part in an event, with the event's dates: events are made anew, never given others."""

    __tablename__ = "event_participants"
    __table_args__ = (
        Index(None, "actor_id", "date_end", "date_start", "event_id"),
        one_of("role", *get_args(ParticipantRole)),
        {"comment": "Who takes part in an event, and on which side"},
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, comment="The event"
    )
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), primary_key=True, comment="The actor")
    role: Mapped[str] = mapped_column(
        primary_key=True, comment="actor (does it) or recipient (is who it is done to)"
    )
    title: Mapped[str | None] = mapped_column(comment="The office held then, in the words of the articles")
    date_start: Mapped[date | None] = mapped_column(
        comment="First day of the event, as in events; NULL when unknown"
    )
    date_end: Mapped[date | None] = mapped_column(
        comment="Last day of the event, as in events; NULL when unknown"
    )


class EventMention(Base):
    """Words that tell of an event."""

    __tablename__ = "event_mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "event_id"),
        Index(None, "event_id", "article_id"),
        one_of("factuality", *get_args(Factuality)),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        span_check(),
        {"comment": "Every mention of an event, with its trigger words"},
    )

    id: Mapped[int] = row_number()
    event_id: Mapped[int] = child_of("events.id", "The event", index=False)
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = mapped_column(
        comment="First character of the trigger, counted from 0 in articles.text"
    )
    char_end: Mapped[int] = mapped_column(
        comment="Character after the last one of the trigger, counted in articles.text"
    )
    factuality: Mapped[str] = mapped_column(
        comment="What this mention says of the event: asserted, alleged, future, hypothetical or negated"
    )
    date_text: Mapped[str | None] = mapped_column(comment="The words that date it")
    claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("claims.id"), index=True, comment="The claim that carries the mention"
    )
    rule: Mapped[str] = mapped_column(comment="The rule that read it")
    confidence: Mapped[float] = mapped_column(
        default=0.5, comment="How sure the reading is, from 0 to 1; ordinal, not a probability"
    )


class EventVariant(Base):
    """What one article says of one fact of an event."""

    __tablename__ = "event_variants"
    __table_args__ = (
        UniqueConstraint("event_id", "field", "article_id", "value"),
        one_of(
            "field",
            "type",
            "mode",
            "date",
            "place",
            "factuality",
            "dead",
            "injured",
            "arrested",
            "actor",
            "recipient",
        ),
        {"comment": "What each article says of the facts of an event, so that disagreements show"},
    )

    id: Mapped[int] = row_number()
    event_id: Mapped[int] = child_of("events.id", "The event", index=False)
    field: Mapped[str] = mapped_column(
        comment="The fact: type, mode, date, place, factuality, dead, injured, arrested, actor or recipient"
    )
    value: Mapped[str] = mapped_column(
        comment="What the article says: a code, an EDTF date, a number, or the name of the place or actor"
    )
    value_key: Mapped[str | None] = mapped_column(comment="Key of the place or actor the value names")
    article_id: Mapped[int] = child_of("articles.id", "The article that says so")
    sentence_id: Mapped[int | None] = mapped_column(
        ForeignKey("sentences.id", ondelete="CASCADE"), index=True, comment="The sentence, where known"
    )
    is_kept: Mapped[bool] = mapped_column(comment="Whether the event's own row shows this value")
    differs: Mapped[bool] = mapped_column(
        comment="Whether it disagrees with the event's own value, and is not only vaguer than that"
    )
