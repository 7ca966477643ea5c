"""Places and the words that name them."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.records import LocationKind
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


class Location(Base):
    """A place, over all articles."""

    __tablename__ = "locations"
    __table_args__ = (
        one_of("kind", *get_args(LocationKind)),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        {"comment": "Places: one row each over all articles"},
    )

    id: Mapped[int] = row_number()
    key: Mapped[str] = stable_key("place")
    name: Mapped[str] = mapped_column(index=True, comment="Usual name")
    kind: Mapped[str] = mapped_column(comment="country, region, city, site or water")
    country_code: Mapped[str | None] = country_reference("Country it lies in (ISO 3166-1 alpha-2)")
    admin1: Mapped[str | None] = mapped_column(comment="First-level division of the country it lies in")
    latitude: Mapped[float | None] = mapped_column(comment="Latitude in degrees north (WGS 84)")
    longitude: Mapped[float | None] = mapped_column(comment="Longitude in degrees east (WGS 84)")
    geonames_id: Mapped[int | None] = mapped_column(index=True, comment="Number of the place in GeoNames")


class LocationMention(Base):
    """Words that name a place."""

    __tablename__ = "location_mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "location_id"),
        span_check(),
        {"comment": "Every mention of a place used as a place"},
    )

    id: Mapped[int] = row_number()
    location_id: Mapped[int] = child_of("locations.id", "The place")
    article_id: Mapped[int] = child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = first_character()
    char_end: Mapped[int] = end_character()
