"""Articles, their sources, sentences and extractions."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.records import PublishedBasis
from eventsdb.storage.models.base import (
    Base,
    child_of,
    country_reference,
    end_character,
    first_character,
    one_of,
    row_number,
    span_check,
)


class Source(Base):
    """Who publishes articles."""

    __tablename__ = "sources"
    __table_args__ = ({"comment": "Who publishes the articles"},)

    id: Mapped[int] = row_number()
    name: Mapped[str] = mapped_column(unique=True, comment="Name of the outlet")
    domain: Mapped[str | None] = mapped_column(index=True, comment="Internet domain, without www")
    country_code: Mapped[str | None] = country_reference("Country of the outlet (ISO 3166-1 alpha-2)")


class Article(Base):
    """One article as read."""

    __tablename__ = "articles"
    __table_args__ = (
        one_of("published_basis", *get_args(PublishedBasis)),
        Index(None, "published_start", "published_end"),
        Index(None, "published_end", "published_start"),
        CheckConstraint("published_start <= published_end", name="published"),
        CheckConstraint("duplicate_of_id <> id", name="duplicate"),
        {"comment": "One row an article as read; one that repeats another has no mentions of its own"},
    )

    id: Mapped[int] = row_number()
    uri: Mapped[str] = mapped_column(unique=True, comment="Where it was read: a path or an address")
    source_id: Mapped[int | None] = mapped_column(
        ForeignKey("sources.id"), index=True, comment="Who published it"
    )
    title: Mapped[str | None] = mapped_column(comment="Title")
    author: Mapped[str | None] = mapped_column(comment="Author, as the article names it")
    url: Mapped[str | None] = mapped_column(index=True, comment="Address it was published at")
    language: Mapped[str | None] = mapped_column(comment="Language of the text (ISO 639-1)")
    published: Mapped[str | None] = mapped_column(
        comment="Publication date as exactly as known, in EDTF: 2023-07-26, 2023-07, 2023"
    )
    published_start: Mapped[date | None] = mapped_column(comment="First day it can have been published")
    published_end: Mapped[date | None] = mapped_column(comment="Last day it can have been published")
    published_basis: Mapped[str | None] = mapped_column(
        comment="Where the date was read: metadata, header, dateline, text or inferred"
    )
    text: Mapped[str] = mapped_column(comment="The cleaned text; all character offsets count in it")
    sha256: Mapped[str] = mapped_column(
        index=True, comment="SHA-256 of the content, in hexadecimal: the same content is the same article"
    )
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id"), index=True, comment="The article this one repeats, whole or nearly so"
    )
    run_id: Mapped[int | None] = mapped_column(
        ForeignKey("runs.id"), index=True, comment="The load that stored or last re-extracted it"
    )


class Extraction(Base):
    """What an extractor said of an article, whole."""

    __tablename__ = "extractions"
    __table_args__ = (
        {"comment": "What was extracted from each article, before identities were resolved; for eventsdb"},
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )
    extractor: Mapped[str] = mapped_column(index=True, comment="What extracted it, with its version")
    payload: Mapped[dict[str, Any]] = mapped_column(comment="The extraction, as JSON")


class Sentence(Base):
    """One sentence of an article."""

    __tablename__ = "sentences"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        CheckConstraint("position >= 0", name="position"),
        span_check(),
        {"comment": "The sentences of the articles"},
    )

    id: Mapped[int] = row_number()
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    position: Mapped[int] = mapped_column(comment="Place in the article, counted from 0")
    char_start: Mapped[int] = first_character()
    char_end: Mapped[int] = end_character()
