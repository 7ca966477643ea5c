"""Exit codes, and the one place where errors become messages."""

from __future__ import annotations

from enum import IntEnum

from typer.exceptions import TyperException

from eventsdb.errors import DatabaseError, EventsdbError, QueryTimeoutError


class Exit(IntEnum):
    """What the process tells its caller (see ``eventsdb --help``)."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NO_DATABASE = 3
    TIMEOUT = 4
    INTERRUPTED = 130


def exit_code(error: EventsdbError) -> Exit:
    """The exit code for an error of the library."""
    if isinstance(error, DatabaseError):
        return Exit.NO_DATABASE
    if isinstance(error, QueryTimeoutError):
        return Exit.TIMEOUT
    return Exit.FAILED


def usage_line(error: TyperException) -> str:
    """One line for words of a command line that do not fit; nothing when the help was printed instead."""
    context = getattr(error, "ctx", None)
    message = str(getattr(error, "format_message", error.__str__)()).rstrip(".")
    if not message:
        return ""
    return f"eventsdb: {message}" + (f" (see: {context.command_path} --help)" if context else "")
