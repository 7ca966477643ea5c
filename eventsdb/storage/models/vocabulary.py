"""The closed vocabularies, and the data dictionary."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsdb.storage.models.base import Base


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


class CalendarDay(Base):
    """A day, for the tables of dates that BI tools want."""

    __tablename__ = "calendar"
    __table_args__ = ({"comment": "Every day from 1900 to 2049", "sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True, comment="The day")
    year: Mapped[int] = mapped_column(comment="Year")
    quarter: Mapped[int] = mapped_column(comment="Quarter, 1 to 4")
    month: Mapped[int] = mapped_column(comment="Month, 1 to 12")
    day_of_month: Mapped[int] = mapped_column(comment="Day of the month, 1 to 31")
    weekday: Mapped[int] = mapped_column(comment="Day of the week from 1 (Monday) to 7 (Sunday)")


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


VOCABULARIES = frozenset(
    model.__tablename__
    for model in (CalendarDay, Country, DataDictionary, EventMode, EventType, QuadClass, Sector)
)
"""The tables that the migrations fill: their rows are those of the schema's version, not of the news."""
