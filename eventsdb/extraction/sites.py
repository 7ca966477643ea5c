"""Nouns that begin the name of a site, a region, a water or a body ("aéroport", "île", "université")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.mending import ARTICLES, OF

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc
    from eventsdb.records import LocationKind

_INDEFINITE = frozenset({"un", "une", "des"})
_KINDS: tuple[LocationKind, ...] = ("site", "region", "water")


class Sites:
    """The nouns of names.toml."""

    def __init__(self) -> None:
        section = (
            load_lexicon("names.toml")
            .section("sites")
            .only("site", "region", "water", "organization", "by_town", "around", "firm")
        )
        self._kinds: dict[str, LocationKind | None] = {}
        for kind in _KINDS:
            self._kinds |= dict.fromkeys(section.texts(kind), kind)
        self._kinds |= dict.fromkeys(section.texts("organization"))
        self._by_town = frozenset(section.texts("by_town"))
        self._around = frozenset(section.texts("around"))
        self._firms = frozenset(section.texts("firm"))

    def kind(self, noun: str) -> LocationKind | None:
        """The kind of place the noun names; None for a body."""
        return self._kinds[noun]

    def sort(self, noun: str) -> Literal["place", "organization"]:
        """Whether the noun names a place or a body."""
        return "place" if self._kinds[noun] else "organization"

    def by_town(self, noun: str) -> bool:
        """Whether a site of that noun bears the name of the town it is in ("l'aéroport de X")."""
        return noun in self._by_town

    def is_around(self, noun: str) -> bool:
        """Whether a name after the noun and "de" is that of a place ("la ville de X", "à l'est de X")."""
        return noun in self._around

    def firm_before(self, doc: Doc, start: int) -> int | None:
        """The noun right before a name, adjectives aside, that says that it is a firm's or the like."""
        i = start - 1
        while i > 0 and doc[i].pos_ == "ADJ" and doc[i].text[0].islower():
            i -= 1
        return i if i >= 0 and doc[i].lower_ in self._firms and not doc[start].is_sent_start else None

    def firms(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Names of several capitalised words after the noun of a firm or the like: first token, and end."""
        for token in doc[:-1]:
            if token.lower_ in self._firms:
                start = token.i + 1
                while start < len(doc) - 1 and doc[start].pos_ == "ADJ" and doc[start].text[0].islower():
                    start += 1
                end = start
                while end < len(doc) and doc[end].text[0].isupper() and not doc[end].is_sent_start:
                    end += 1
                if end > start + 1:
                    yield start, end

    def first(self, doc: Doc, start: int) -> str:
        """The noun that the name at `start` begins with, or ""."""
        return doc[start].lower_ if doc[start].lower_ in self._kinds else ""

    def before(self, doc: Doc, start: int, *, close: bool = False) -> tuple[int, str]:
        """Where the noun before a name begins, and the noun ("l'aéroport de X"); `start` and "" without one.

        With `close` no "de" may stand between ("la place Charles de Gaulle", not "la place de Jean Dupont").
        "Un hôtel de X" has no name.
        """
        i = start - 1
        if not close:
            while i > 0 and doc[i].lower_ in ARTICLES and not doc[i + 1].is_sent_start:
                i -= 1
            if i > 0 and doc[i].lower_ in OF:
                i -= 1
            elif i != start - 1:
                return start, ""
        if i < 0 or doc[i + 1].is_sent_start:
            return start, ""
        if i < start - 1:
            while i > 0 and doc[i].pos_ == "ADJ" and doc[i].text[0].islower():
                i -= 1
        pair = f"{doc[i - 1].lower_} {doc[i].lower_}" if i else ""
        first, noun = (i - 1, pair) if pair in self._kinds else (i, doc[i].lower_)
        if noun not in self._kinds or (first > 0 and doc[first - 1].lower_ in _INDEFINITE):
            return start, ""
        if doc[i].pos_ == "VERB" and self.sort(noun) == "organization":
            return start, ""  # "un avion parti de Londres"
        return first, noun
