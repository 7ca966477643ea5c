"""Every table of an eventsdb database, as typed declarative models.

The comment of each column is its documentation: it becomes the row of `data_dictionary`. The views
(`v_events` and the others) are made by the migrations, not here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar, get_args

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

from eventsdb.records import (
    ActorKind,
    ClaimType,
    Factuality,
    LocationKind,
    MentionForm,
    ParticipantRole,
    Precision,
    PublishedBasis,
    QuoteType,
)
from eventsdb.resolution.names import fold


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, to the second, stored without a zone; `YYYY-MM-DD HH:MM:SS` on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Drop the microseconds that SQLite's type would write."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sqlite.DATETIME(truncate_microseconds=True))  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment of any zone into UTC; ValueError when it has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What all models share: the names of constraints and the types of columns."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text(),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
    }


def _one_of(column: str, *values: str) -> CheckConstraint:
    """The check of a closed vocabulary; NULL passes where the column allows it."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=column)


def _span() -> CheckConstraint:
    return CheckConstraint("char_start >= 0 AND char_start < char_end", name="span")


def _id() -> Mapped[int]:
    return mapped_column(primary_key=True, comment="Row number, of this database only")


def _key(what: str) -> Mapped[str]:
    return mapped_column(
        unique=True, comment=f"Stable identifier of the {what}, made from content: safe to cite"
    )


def _child_of(target: str, comment: str, *, index: bool = True) -> Mapped[int]:
    """A reference to the row this one belongs to, and goes with."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), index=index, comment=comment)


def _country(comment: str) -> Mapped[str | None]:
    return mapped_column(ForeignKey("countries.code"), index=True, comment=comment)


def _char_start() -> Mapped[int]:
    return mapped_column(comment="First character of the words, counted from 0 in articles.text")


def _char_end() -> Mapped[int]:
    return mapped_column(comment="Character after the last one of the words, counted in articles.text")


# Lookup tables


class Country(Base):
    """Countries and territories."""

    __tablename__ = "countries"
    __table_args__ = ({"comment": "Countries and territories, with some that no longer exist"},)

    code: Mapped[str] = mapped_column(
        primary_key=True, comment="ISO 3166-1 alpha-2 code (XK for Kosovo; SU, YU, DD, CS as once assigned)"
    )
    name: Mapped[str] = mapped_column(unique=True, comment="Name in English")
    name_fr: Mapped[str] = mapped_column(unique=True, comment="Name in French")


class Sector(Base):
    """PLOVER's sectors of actors."""

    __tablename__ = "sectors"
    __table_args__ = ({"comment": "Sectors of actors in PLOVER"},)

    code: Mapped[str] = mapped_column(primary_key=True, comment="PLOVER code, such as GOV")
    name: Mapped[str] = mapped_column(comment="Name in English")


class QuadClass(Base):
    """The four kinds of conduct that event types fall into."""

    __tablename__ = "quad_classes"
    __table_args__ = (
        CheckConstraint("code BETWEEN 1 AND 4", name="code"),
        {"comment": "The four kinds of conduct that event types fall into"},
    )

    code: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="1 to 4, from verbal cooperation to material conflict"
    )
    name: Mapped[str] = mapped_column(comment="Name in English")


class EventType(Base):
    """PLOVER's event types."""

    __tablename__ = "event_types"
    __table_args__ = ({"comment": "The 16 event types of PLOVER 0.8"},)

    code: Mapped[str] = mapped_column(primary_key=True, comment="PLOVER code, such as CONSULT")
    name: Mapped[str] = mapped_column(comment="Name in English")
    quad_class: Mapped[int] = mapped_column(
        ForeignKey("quad_classes.code"), index=True, comment="The kind of conduct: quad_classes.code"
    )
    score: Mapped[float] = mapped_column(comment="PLOVER's score from -10 (conflict) to 10 (cooperation)")


class EventMode(Base):
    """PLOVER's modes of an event type."""

    __tablename__ = "event_modes"
    __table_args__ = ({"comment": "The modes of each event type of PLOVER 0.8"},)

    event_type: Mapped[str] = mapped_column(
        ForeignKey("event_types.code"), primary_key=True, comment="The type the mode belongs to"
    )
    code: Mapped[str] = mapped_column(
        primary_key=True, comment="PLOVER code, such as visit; unique within its type"
    )
    name: Mapped[str] = mapped_column(comment="Name in English")
    quad_class: Mapped[int] = mapped_column(
        ForeignKey("quad_classes.code"), index=True, comment="The kind of conduct, that of the type"
    )
    score: Mapped[float | None] = mapped_column(
        comment="PLOVER's score from -10 to 10; NULL where PLOVER gives none"
    )


# Loads


class Run(Base):
    """One load."""

    __tablename__ = "runs"
    __table_args__ = (
        _one_of("status", "running", "finished", "failed", "interrupted"),
        CheckConstraint("started_at <= finished_at", name="times"),
        {"comment": "One row a load: what ran, when, and what it did"},
    )

    id: Mapped[int] = _id()
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
        _one_of("stage", "open", "read", "clean", "extract", "resolve", "store"),
        {"comment": "One row an input that failed in a load"},
    )

    id: Mapped[int] = _id()
    run_id: Mapped[int] = _child_of("runs.id", "The load")
    uri: Mapped[str] = mapped_column(index=True, comment="The input: a path or an address")
    stage: Mapped[str] = mapped_column(
        comment="Where it failed: open, read, clean, extract, resolve or store"
    )
    error: Mapped[str] = mapped_column(comment="What was wrong, in words")


# Articles


class Source(Base):
    """Who publishes articles."""

    __tablename__ = "sources"
    __table_args__ = ({"comment": "Who publishes the articles"},)

    id: Mapped[int] = _id()
    name: Mapped[str] = mapped_column(unique=True, comment="Name of the outlet")
    domain: Mapped[str | None] = mapped_column(index=True, comment="Internet domain, without www")
    country_code: Mapped[str | None] = _country("Country of the outlet (ISO 3166-1 alpha-2)")


class Article(Base):
    """One article as read."""

    __tablename__ = "articles"
    __table_args__ = (
        _one_of("published_basis", *get_args(PublishedBasis)),
        CheckConstraint("published_start <= published_end", name="published"),
        CheckConstraint("duplicate_of_id <> id", name="duplicate"),
        {"comment": "One row an article as read; one that repeats another has no mentions of its own"},
    )

    id: Mapped[int] = _id()
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
    published_start: Mapped[date | None] = mapped_column(
        index=True, comment="First day it can have been published"
    )
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
        _span(),
        {"comment": "The sentences of the articles"},
    )

    id: Mapped[int] = _id()
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    position: Mapped[int] = mapped_column(comment="Place in the article, counted from 0")
    char_start: Mapped[int] = _char_start()
    char_end: Mapped[int] = _char_end()


# Actors


class Actor(Base):
    """Someone who acts, over all articles."""

    __tablename__ = "actors"
    __table_args__ = (
        _one_of("kind", *get_args(ActorKind)),
        {"comment": "Who acts, is acted on or speaks: one row each over all articles"},
    )

    id: Mapped[int] = _id()
    key: Mapped[str] = _key("actor")
    name: Mapped[str] = mapped_column(index=True, comment="Usual full name")
    kind: Mapped[str] = mapped_column(
        comment="person, organization, government, armed_group, media or group (unnamed people)"
    )
    country_code: Mapped[str | None] = _country("Country it belongs to (ISO 3166-1 alpha-2)")
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

    id: Mapped[int] = _id()
    actor_id: Mapped[int] = _child_of("actors.id", "The actor", index=False)
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

    id: Mapped[int] = _id()
    actor_id: Mapped[int] = _child_of("actors.id", "Who holds the office", index=False)
    title: Mapped[str] = mapped_column(index=True, comment="The office, in the words of the articles")
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), index=True, comment="The organization it is held in"
    )
    country_code: Mapped[str | None] = _country("The country it is held in (ISO 3166-1 alpha-2)")
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
        _span(),
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
        _span(),
        {"comment": "Every mention that names an actor"},
    )

    id: Mapped[int] = _id()
    actor_id: Mapped[int] = _child_of("actors.id", "The actor")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = _child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = _char_start()
    char_end: Mapped[int] = _char_end()


class ActorReference(Base):
    """Words that stand for an actor without naming it."""

    __tablename__ = "actor_references"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "actor_id"),
        _one_of("form", *(form for form in get_args(MentionForm) if form != "name")),
        _span(),
        {"comment": "Descriptions and pronouns that stand for an actor without naming it"},
    )

    id: Mapped[int] = _id()
    actor_id: Mapped[int] = _child_of("actors.id", "The actor")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = _child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = _char_start()
    char_end: Mapped[int] = _char_end()
    form: Mapped[str] = mapped_column(comment='nominal ("le ministre") or pronoun ("il")')


# Places


class Location(Base):
    """A place, over all articles."""

    __tablename__ = "locations"
    __table_args__ = (
        _one_of("kind", *get_args(LocationKind)),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        {"comment": "Places: one row each over all articles"},
    )

    id: Mapped[int] = _id()
    key: Mapped[str] = _key("place")
    name: Mapped[str] = mapped_column(index=True, comment="Usual name")
    kind: Mapped[str] = mapped_column(comment="country, region, city, site or water")
    country_code: Mapped[str | None] = _country("Country it lies in (ISO 3166-1 alpha-2)")
    admin1: Mapped[str | None] = mapped_column(comment="First-level division of the country it lies in")
    latitude: Mapped[float | None] = mapped_column(comment="Latitude in degrees north (WGS 84)")
    longitude: Mapped[float | None] = mapped_column(comment="Longitude in degrees east (WGS 84)")
    geonames_id: Mapped[int | None] = mapped_column(index=True, comment="Number of the place in GeoNames")


class LocationMention(Base):
    """Words that name a place."""

    __tablename__ = "location_mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "location_id"),
        _span(),
        {"comment": "Every mention of a place used as a place"},
    )

    id: Mapped[int] = _id()
    location_id: Mapped[int] = _child_of("locations.id", "The place")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = _child_of("sentences.id", "The sentence")
    char_start: Mapped[int] = _char_start()
    char_end: Mapped[int] = _char_end()


# Events


class Event(Base):
    """Something that happened, may have, or is to happen, over all articles."""

    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(["event_type", "event_mode"], ["event_modes.event_type", "event_modes.code"]),
        Index(None, "event_type", "event_mode"),
        Index(None, "event_type", "date_start"),
        _one_of("date_precision", *get_args(Precision), "none"),
        _one_of("factuality", *get_args(Factuality)),
        CheckConstraint("date_start <= date_end", name="dates"),
        CheckConstraint("(date_precision = 'none') = (date_start IS NULL)", name="dated"),
        CheckConstraint("dead >= 0", name="dead"),
        CheckConstraint("injured >= 0", name="injured"),
        CheckConstraint("arrested >= 0", name="arrested"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        {"comment": "What happened, may have or is to: one row an event, whatever the number of reports"},
    )

    id: Mapped[int] = _id()
    key: Mapped[str] = _key("event")
    event_type: Mapped[str] = mapped_column(
        ForeignKey("event_types.code"), comment="PLOVER type, such as CONSULT: event_types.code"
    )
    event_mode: Mapped[str | None] = mapped_column(comment="PLOVER mode, such as visit: event_modes.code")
    date_start: Mapped[date | None] = mapped_column(index=True, comment="First day; NULL when unknown")
    date_end: Mapped[date | None] = mapped_column(index=True, comment="Last day; NULL when unknown")
    date_precision: Mapped[str] = mapped_column(
        default="none", comment="What the date is known to: day, week, month, year, interval or none"
    )
    date_edtf: Mapped[str | None] = mapped_column(
        comment="The date as exactly as known, in EDTF (ISO 8601-2): 2023-07, 2023-07-26/2023-07-27"
    )
    location_id: Mapped[int | None] = mapped_column(
        ForeignKey("locations.id"), index=True, comment="Where it took place"
    )
    factuality: Mapped[str] = mapped_column(
        index=True,
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
    """An actor's part in an event."""

    __tablename__ = "event_participants"
    __table_args__ = (
        _one_of("role", *get_args(ParticipantRole)),
        {"comment": "Who takes part in an event, and on which side"},
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, comment="The event"
    )
    actor_id: Mapped[int] = mapped_column(
        ForeignKey("actors.id"), primary_key=True, index=True, comment="The actor"
    )
    role: Mapped[str] = mapped_column(
        primary_key=True, comment="actor (does it) or recipient (is who it is done to)"
    )
    title: Mapped[str | None] = mapped_column(comment="The office held then, in the words of the articles")


class Claim(Base):
    """Content that an article attributes to someone."""

    __tablename__ = "claims"
    __table_args__ = (
        Index(None, "article_id", "char_start"),
        _one_of("claim_type", *get_args(ClaimType)),
        _one_of("quote_type", *get_args(QuoteType)),
        _span(),
        {"comment": "Who says what: one row for each span that an article attributes to someone"},
    )

    id: Mapped[int] = _id()
    key: Mapped[str] = _key("claim")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = _child_of("sentences.id", "The sentence it begins in")
    speaker_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), index=True, comment="Who says it; NULL when not identified"
    )
    speaker_text: Mapped[str | None] = mapped_column(comment="The words that stand for the speaker")
    cue: Mapped[str | None] = mapped_column(comment="The reporting words, such as a déclaré")
    claim_type: Mapped[str] = mapped_column(
        index=True, comment="statement, accusation, denial, pledge, demand or threat"
    )
    quote_type: Mapped[str] = mapped_column(comment="direct, indirect or mixed")
    text: Mapped[str] = mapped_column(comment="What is said: the article's own characters, without the cue")
    char_start: Mapped[int] = _char_start()
    char_end: Mapped[int] = _char_end()
    addressee_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), index=True, comment="Whom it is said to or against"
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id"), index=True, comment="The event it is about"
    )


class EventMention(Base):
    """Words that tell of an event."""

    __tablename__ = "event_mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "char_start", "char_end", "event_id"),
        _one_of("factuality", *get_args(Factuality)),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        _span(),
        {"comment": "Every mention of an event, with its trigger words"},
    )

    id: Mapped[int] = _id()
    event_id: Mapped[int] = _child_of("events.id", "The event")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    sentence_id: Mapped[int] = _child_of("sentences.id", "The sentence")
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
        _one_of(
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

    id: Mapped[int] = _id()
    event_id: Mapped[int] = _child_of("events.id", "The event", index=False)
    field: Mapped[str] = mapped_column(
        comment="The fact: type, mode, date, place, factuality, dead, injured, arrested, actor or recipient"
    )
    value: Mapped[str] = mapped_column(
        comment="What the article says: a code, an EDTF date, a number, or the name of the place or actor"
    )
    value_key: Mapped[str | None] = mapped_column(comment="Key of the place or actor the value names")
    article_id: Mapped[int] = _child_of("articles.id", "The article that says so")
    sentence_id: Mapped[int | None] = mapped_column(
        ForeignKey("sentences.id", ondelete="CASCADE"), index=True, comment="The sentence, where known"
    )
    is_kept: Mapped[bool] = mapped_column(comment="Whether the event's own row shows this value")


class ClaimLink(Base):
    """How two claims stand to each other."""

    __tablename__ = "claim_links"
    __table_args__ = (
        _one_of("relation", "repeats", "contradicts"),
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


# Identity and people's decisions


class KeyAlias(Base):
    """A key that another one superseded."""

    __tablename__ = "key_aliases"
    __table_args__ = (
        _one_of("kind", "actor", "location", "event", "claim"),
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
        _one_of("kind", "actor", "location", "event"),
        _one_of("action", "merge", "split", "rename", "retype", "reject"),
        _one_of("status", "applied", "target_missing", "undone"),
        Index(None, "kind", "target_key"),
        {"comment": "What people decided; it outlives every reload"},
    )

    id: Mapped[int] = _id()
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


# How identities were found; for eventsdb


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
    actor_id: Mapped[int] = _child_of("actors.id", "The actor it was taken for")


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


class EventReport(Base):
    """An event as one article tells it."""

    __tablename__ = "event_reports"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        {"comment": "Each event as one article tells it, and what it was taken for; for eventsdb"},
    )

    id: Mapped[int] = _id()
    own_key: Mapped[str] = mapped_column(unique=True, comment="Key made from this report alone")
    event_id: Mapped[int] = _child_of("events.id", "The event it was taken for")
    article_id: Mapped[int] = _child_of("articles.id", "The article", index=False)
    position: Mapped[int] = mapped_column(comment="Place among the events of the article, counted from 0")
    features: Mapped[str | None] = mapped_column(comment="What it is compared by, as JSON")


class EventAnchor(Base):
    """What an event report can be found by."""

    __tablename__ = "event_anchors"
    __table_args__ = (
        Index(None, "event_type", "anchor", "level", "date_start"),
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


class DataDictionary(Base):
    """What every column means."""

    __tablename__ = "data_dictionary"
    __table_args__ = (
        UniqueConstraint("table_name", "position"),
        {"comment": "What every table, view and column means"},
    )

    table_name: Mapped[str] = mapped_column(primary_key=True, comment="The table or view")
    column_name: Mapped[str] = mapped_column(
        primary_key=True, comment="The column; empty in the row about the table itself"
    )
    position: Mapped[int] = mapped_column(
        comment="Place of the column in its table from 1; 0 for the table itself"
    )
    description: Mapped[str] = mapped_column(comment="What it holds, in which unit or vocabulary")
