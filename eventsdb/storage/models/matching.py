"""What identities across articles are found by; for eventsdb itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.storage.models.base import Base, child_of, row_number


class ActorVariant(Base):
    """A name of an actor in one article."""

    __tablename__ = "actor_variants"
    __table_args__ = ({"comment": "How each article presents each of its actors; for eventsdb"},)

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )
    position: Mapped[int] = mapped_column(
        primary_key=True, comment="Place among the actors of the article, counted from 0"
    )
    name: Mapped[str] = mapped_column(primary_key=True, comment="A name of the actor there")
    is_usual: Mapped[bool] = mapped_column(comment="Whether it is the usual full name, not another form")
    kind: Mapped[str] = mapped_column(comment="Kind, as in actors.kind")
    country_code: Mapped[str | None] = mapped_column(comment="Country (ISO 3166-1 alpha-2)")
    sector: Mapped[str | None] = mapped_column(comment="PLOVER sector")
    own_key: Mapped[str] = mapped_column(index=True, comment="Key made from this presentation alone")
    actor_id: Mapped[int] = child_of("actors.id", "The actor it was taken for")


class ActorHandle(Base):
    """What an actor's names can be found by."""

    __tablename__ = "actor_handles"
    __table_args__ = (
        {"comment": "What the presentations of actors are found by, such as a surname; for eventsdb"},
    )

    handle: Mapped[str] = mapped_column(
        primary_key=True, comment="A surname, acronym or other short form, reduced to its sounds"
    )
    own_key: Mapped[str] = mapped_column(primary_key=True, index=True, comment="actor_variants.own_key")
    is_weak: Mapped[bool] = mapped_column(
        comment="Whether the presentation is only this handle, which others may share"
    )
    country_code: Mapped[str | None] = mapped_column(comment="Country (ISO 3166-1 alpha-2)")


class LocationVariant(Base):
    """A place as one article presents it."""

    __tablename__ = "location_variants"
    __table_args__ = ({"comment": "How each article presents each of its places; for eventsdb"},)

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )
    position: Mapped[int] = mapped_column(
        primary_key=True, comment="Place among the locations of the article, counted from 0"
    )
    name: Mapped[str] = mapped_column(comment="Name, as in locations.name")
    kind: Mapped[str] = mapped_column(comment="Kind, as in locations.kind")
    country_code: Mapped[str | None] = mapped_column(comment="Country (ISO 3166-1 alpha-2)")
    admin1: Mapped[str | None] = mapped_column(comment="First-level division of the country")
    latitude: Mapped[float | None] = mapped_column(comment="Latitude in degrees north (WGS 84)")
    longitude: Mapped[float | None] = mapped_column(comment="Longitude in degrees east (WGS 84)")
    geonames_id: Mapped[int | None] = mapped_column(comment="Number of the place in GeoNames")
    location_id: Mapped[int] = child_of("locations.id", "The place it was taken for")


class ActorVariantCount(Base):
    """In how many articles an actor is presented in one way."""

    __tablename__ = "actor_variant_counts"
    __table_args__ = ({"comment": "In how many articles each actor is presented in each way; for eventsdb"},)

    id: Mapped[int] = row_number()
    own_key: Mapped[str] = mapped_column(index=True, comment="actor_variants.own_key")
    name: Mapped[str] = mapped_column(comment="As in actor_variants")
    is_usual: Mapped[bool] = mapped_column(comment="As in actor_variants")
    kind: Mapped[str] = mapped_column(comment="As in actor_variants")
    country_code: Mapped[str | None] = mapped_column(comment="As in actor_variants")
    sector: Mapped[str | None] = mapped_column(comment="As in actor_variants")
    articles: Mapped[int] = mapped_column(comment="How many articles have it so")


class LocationVariantCount(Base):
    """In how many articles a place is presented in one way."""

    __tablename__ = "location_variant_counts"
    __table_args__ = ({"comment": "In how many articles each place is presented in each way; for eventsdb"},)

    id: Mapped[int] = row_number()
    location_id: Mapped[int] = child_of("locations.id", "The place")
    name: Mapped[str] = mapped_column(comment="As in location_variants")
    kind: Mapped[str] = mapped_column(comment="As in location_variants")
    country_code: Mapped[str | None] = mapped_column(comment="As in location_variants")
    admin1: Mapped[str | None] = mapped_column(comment="As in location_variants")
    latitude: Mapped[float | None] = mapped_column(comment="As in location_variants")
    longitude: Mapped[float | None] = mapped_column(comment="As in location_variants")
    geonames_id: Mapped[int | None] = mapped_column(comment="As in location_variants")
    articles: Mapped[int] = mapped_column(comment="How many articles have it so")


class EventReport(Base):
    """An event as one article tells it."""

    __tablename__ = "event_reports"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        {"comment": "Each event as one article tells it, and what it was taken for; for eventsdb"},
    )

    id: Mapped[int] = row_number()
    own_key: Mapped[str] = mapped_column(unique=True, comment="Key made from this report alone")
    event_id: Mapped[int] = child_of("events.id", "The event it was taken for")
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    position: Mapped[int] = mapped_column(comment="Place among the events of the article, counted from 0")
    features: Mapped[str | None] = mapped_column(comment="What it is compared by, as JSON")


class EventAnchor(Base):
    """What an event report can be found by."""

    __tablename__ = "event_anchors"
    __table_args__ = (
        Index(
            "ix_event_anchors_sought",
            *("event_type", "anchor", "level", "date_start", "date_end", "report_id", "outline"),
        ),
        {"comment": "What event reports are found by: type, country or actor, and time; for eventsdb"},
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("event_reports.id", ondelete="CASCADE"), primary_key=True, comment="The report"
    )
    anchor: Mapped[str] = mapped_column(
        primary_key=True, comment="Country of a participant, key of one without a country, or place"
    )
    event_type: Mapped[str] = mapped_column(comment="PLOVER type")
    level: Mapped[int] = mapped_column(comment="0 dated to a week or less, 1 more loosely, 2 not dated")
    date_start: Mapped[date] = mapped_column(comment="First day it can have been")
    date_end: Mapped[date] = mapped_column(comment="Last day it can have been")
    outline: Mapped[str | None] = mapped_column(
        comment="What most reports that cannot be of the same event are told apart by; NULL in older rows"
    )


class ClaimWording(Base):
    """What a claim said elsewhere in the same words is found by."""

    __tablename__ = "claim_wordings"
    __table_args__ = ({"comment": "What claims in the same words are found by; for eventsdb"},)

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, comment="The claim"
    )
    wording: Mapped[str] = mapped_column(index=True, comment="Digest of its speaker and words")


class ArticleBand(Base):
    """What nearly the same articles are found by."""

    __tablename__ = "article_bands"
    __table_args__ = ({"comment": "What articles of nearly the same text are found by; for eventsdb"},)

    band: Mapped[str] = mapped_column(primary_key=True, comment="Digest of a part of the MinHash of the text")
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True, comment="The article"
    )
