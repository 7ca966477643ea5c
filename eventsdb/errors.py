"""The one family of errors: every message says what a user can do about it."""

from __future__ import annotations


class EventsdbError(Exception):
    """Base of every error the library raises on purpose."""


class InputError(EventsdbError):
    """An input cannot be read as an article; the message names it and the reason."""


class DatabaseError(EventsdbError):
    """A database cannot be opened, is locked, is corrupt, or has the wrong schema version."""


class QueryError(EventsdbError):
    """A query is unknown, malformed or refused, or its parameters do not fit."""


class QueryTimeoutError(QueryError):
    """A query ran past its time limit and was stopped."""


class LexiconError(EventsdbError):
    """A lexicon file is malformed, names an unknown code, or refers to an entry that does not exist."""


class DateError(EventsdbError):
    """A date is not written as one, or an interval ends before it starts."""


class PictureError(EventsdbError):
    """There is nothing to draw a picture of, or what draws pictures is not installed."""


class ServeError(EventsdbError):
    """Nothing can be served: the port is taken, or what serves is not installed."""
