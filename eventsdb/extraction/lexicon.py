"""Lexicons: TOML files of linguistic knowledge, read once and checked as they are read.

A file is a table of sections. A section that is an array of tables (`[[frame]]`) or a table of tables
(`[place.dunai]`) is read entry by entry through `Entry`, whose accessors check types and closed
vocabularies and whose errors name the file and the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn, TypeVar

from eventsdb.errors import LexiconError

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Entry:
    """One entry of a lexicon; every accessor raises `LexiconError` naming file and entry."""

    def __init__(self, file: str, label: str, values: object) -> None:
        self.file = file
        self.label = label
        if not isinstance(values, dict):
            self.fail("must be a table")
        self.values: dict[str, Any] = values

    def fail(self, reason: str) -> NoReturn:
        """Raise the error of this entry."""
        raise LexiconError(f"{self.file}, entry {self.label}: {reason}")

    def only(self, *known: str) -> Entry:
        """Check that the entry has no key but `known` (a misspelt key would go unnoticed); return it."""
        if unknown := sorted(self.values.keys() - set(known)):
            self.fail(f"unknown key {', '.join(unknown)} (known: {', '.join(known)})")
        return self

    def text(self, key: str, among: Collection[str] | None = None) -> str:
        """A string that must be there, out of `among` when given."""
        value = self.optional_text(key, among)
        if value is None:
            self.fail(f"'{key}' is missing")
        return value

    def optional_text(self, key: str, among: Collection[str] | None = None) -> str | None:
        """A string, or None when the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            self.fail(f"'{key}' must be a text that is not empty")
        return self._known(key, value, among)

    def texts(self, key: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of strings (a single string counts as a list of one); empty when the key is absent."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
            self.fail(f"'{key}' must be a list of texts that are not empty")
        return tuple(self._known(key, item, among) for item in items)

    def number(self, key: str, default: float | None = None) -> float:
        """A number; `default` when the key is absent."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(f"'{key}' must be a number")
        return float(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false; `default` when the key is absent."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"'{key}' must be true or false")
        return value

    def add_to(self, table: dict[Key, Value], keys: Iterable[Key], value: Value) -> None:
        """Enter `value` under each key; a key that stands there already with another value is an error."""
        for key in keys:
            if table.setdefault(key, value) != value:
                self.fail(f"{_shown(key)} stands elsewhere with another value")

    def _known(self, key: str, value: str, among: Collection[str] | None) -> str:
        if among is not None and value not in among:
            self.fail(f"'{key}' has the unknown value '{value}' (known: {', '.join(sorted(among))})")
        return value


class Lexicon:
    """One TOML file: its sections, entry by entry."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        try:
            self.sections: dict[str, Any] = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{file}: not valid TOML: {error}") from None

    def entries(self, section: str) -> Iterator[Entry]:
        """The entries of an array of tables or of a table of tables; a missing section is an error."""
        match self.sections.get(section):
            case list() as rows:
                for number, row in enumerate(rows, start=1):
                    yield Entry(self.file, f"{section} {_label(row, number)}", row)
            case dict() as rows:
                for name, row in rows.items():
                    yield Entry(self.file, f"{section}.{name}", row)
            case None:
                raise LexiconError(f"{self.file}: section '{section}' is missing")
            case _:
                raise LexiconError(f"{self.file}: section '{section}' must hold tables")

    def section(self, section: str) -> Entry:
        """A section that is one plain table of values, as a single entry."""
        if section not in self.sections:
            raise LexiconError(f"{self.file}: section '{section}' is missing")
        return Entry(self.file, section, self.sections[section])


def _shown(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else f"'{key}'"


def _label(row: object, number: int) -> str:
    """What names a row in an error: its id or name when it has one, else its number."""
    if isinstance(row, dict):
        for key in ("id", "name", "lemma"):
            if isinstance(row.get(key), str):
                return f"{number} ({row[key]})"
    return str(number)


@cache
def load_lexicon(file: str, package: str = "eventsdb.extraction.fr") -> Lexicon:
    """Read the TOML file `file` that ships with `package`.

    Raises:
        LexiconError: the package or file is missing, or not TOML; its entries are checked when they are read.
    """
    try:
        source = files(package).joinpath(file).read_text(encoding="utf-8")
    except ModuleNotFoundError:
        raise LexiconError(f"{file}: no lexicons of that language ({package} is not installed)") from None
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: cannot be read: {error}") from None
    return Lexicon(file, source)
