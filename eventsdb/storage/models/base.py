"""What all models share: types, names of constraints, and columns that recur."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    ForeignKey,
    MetaData,
    Text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine


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


def one_of(column: str, *values: str) -> CheckConstraint:
    """The check of a closed vocabulary; NULL passes where the column allows it."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=column)


def span_check() -> CheckConstraint:
    """The check that a mention has a first character and at least one."""
    return CheckConstraint("char_start >= 0 AND char_start < char_end", name="span")


def row_number() -> Mapped[int]:
    """The primary key of most tables."""
    return mapped_column(primary_key=True, comment="Row number, of this database only")


def stable_key(what: str) -> Mapped[str]:
    """The identifier that `what` has in every database of the same articles."""
    return mapped_column(
        unique=True, comment=f"Stable identifier of the {what}, made from content: safe to cite"
    )


def child_of(target: str, comment: str, *, index: bool = True) -> Mapped[int]:
    """A reference to the row this one belongs to, and goes with."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), index=index, comment=comment)


def country_reference(comment: str) -> Mapped[str | None]:
    """A country, or NULL when unknown."""
    return mapped_column(ForeignKey("countries.code"), index=True, comment=comment)


def first_character() -> Mapped[int]:
    """Where the words of a mention begin in the text of the article."""
    return mapped_column(comment="First character of the words, counted from 0 in articles.text")


def end_character() -> Mapped[int]:
    """Where the words of a mention end, this character excluded."""
    return mapped_column(comment="Character after the last one of the words, counted in articles.text")
