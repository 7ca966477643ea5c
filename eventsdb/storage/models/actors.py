"""Actors, their names and offices, and the words that stand for them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.records import ActorKind, MentionForm
from eventsdb.resolution.names import fold
from eventsdb.storage.models.base import (
    Base,
    child_of,
    country_reference,
    end_character,
    first_character,
    one_of,
    row_number,
    span_check,
    stable_key,
)


class Actor(Base):
    """Someone who acts, over all articles."""

    __tablename__ = "actors"
    __table_args__ = (
        one_of("kind", *get_args(ActorKind)),
        {"comment": "Who acts, is acted on or speaks: one row each over all articles"},
    )

    id: Mapped[int] = row_number()
    key: Mapped[str] = stable_key("actor")
    name: Mapped[str] = mapped_column(index=True, comment="Usual full name")
    kind: Mapped[str] = mapped_column(
        comment="person, organization, government, armed_group, media or group (unnamed people)"
    )
    country_code: Mapped[str | None] = country_reference("Country it belongs to (ISO 3166-1 alpha-2)")
    sector: Mapped[str | None] = mapped_column(
        ForeignKey("sectors.code"), index=True, comment="PLOVER sector, such as GOV: sectors.code"
    )


def _folded_name(context: DefaultExecutionContext) -> str:
    return fold(context.get_current_parameters()["name"])  # type: ignore[no-untyped-call]


class ActorAlias(Base):
    """A name an actor goes by."""

    __tablename__ = "actor_aliases"
    __table_args__ = (
        UniqueConstraint("actor_id", "name"),
        {"comment": "Every name an actor goes by in the articles, its usual one included"},
    )

    id: Mapped[int] = row_number()
    actor_id: Mapped[int] = child_of("actors.id", "The actor", index=False)
    name: Mapped[str] = mapped_column(index=True, comment="The name")
    folded: Mapped[str] = mapped_column(
        index=True,
        default=_folded_name,
        comment="The name in lower case, without accents or punctuation: to search by",
    )


class ActorRole(Base):
    """An office that articles say an actor holds."""

    __tablename__ = "actor_roles"
    __table_args__ = (
        UniqueConstraint("actor_id", "title", "organization_id", "country_code"),
        CheckConstraint("first_seen <= last_seen", name="seen"),
        {"comment": "The offices that articles give an actor, and when they do"},
    )

    id: Mapped[int] = row_number()
    actor_id: Mapped[int] = child_of("actors.id", "Who holds the office", index=False)
    title: Mapped[str] = mapped_column(index=True, comment="The office, in the words of the articles")
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), index=True, comment="The organization it is held in"
    )
    country_code: Mapped[str | None] = country_reference("The country it is held in (ISO 3166-1 alpha-2)")
    first_seen: Mapped[date | None] = mapped_column(
        comment="Publication day of the earliest article that attests it"
    )
    last_seen: Mapped[date | None] = mapped_column(
        comment="Publication day of the latest article that attests it"
    )


class ActorRoleMention(Base):
    """An article that attests an office."""

    __tablename__ = "actor_role_mentions"
    __table_args__ = (
        span_check(),
        {"comment": "The articles that attest each office"},
    )

    role_id: Mapped[int] = mapped_column(
        ForeignKey("actor_roles.id", ondelete="CASCADE"), primary_key=True, comment="The office"
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True, comment="The article"
    )
    sentence_id: Mapped[int | None] = mapped_column(
        ForeignKey("sentences.id", ondelete="CASCADE"), index=True, comment="The sentence, where known"
    )
    char_start: Mapped[int | None] = mapped_column(comment="First character of the words, where known")
    char_end: Mapped[int | None] = mapped_column(comment="Character after the last one, where known")


class ActorMention(Base):
    """Words that name an actor."""

    __tablename__ = "actor_mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "actor_id"),
        span_check(),
        {"comment": "Every mention that names an actor"},
    )

    id: Mapped[int] = row_number()
    actor_id: Mapped[int] = child_of("actors.id", "The actor")
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = first_character()
    char_end: Mapped[int] = end_character()


class ActorReference(Base):
    """Words that stand for an actor without naming it."""

    __tablename__ = "actor_references"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "actor_id"),
        one_of("form", *(form for form in get_args(MentionForm) if form != "name")),
        span_check(),
        {"comment": "Descriptions and pronouns that stand for an actor without naming it"},
    )

    id: Mapped[int] = row_number()
    actor_id: Mapped[int] = child_of("actors.id", "The actor")
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = first_character()
    char_end: Mapped[int] = end_character()
    form: Mapped[str] = mapped_column(comment='nominal ("le ministre") or pronoun ("il")')
