"""Names of other scripts, written in Latin letters in more than one way ("Racca", "Ar Raqqah")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.lexicon import load_lexicon

_SHORTEST = 4  # letters of an outline; shorter ones fit too many names


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of transliteration.toml: countries of other scripts, articles, and letters that vary."""

    countries: frozenset[str]
    articles: re.Pattern[str]
    letters: tuple[tuple[str, str], ...]

    def outline(self, name: str) -> str:
        """What the spellings of one name have in common; "" where that is too little to know it by."""
        plain = unicodedata.normalize("NFD", name.lower())
        plain = "".join(c for c in plain if c.isascii() and (c.isalpha() or c in " -"))
        plain = re.sub("[^a-z]", "", self.articles.sub("", plain))
        for written, read in self.letters:
            plain = plain.replace(written, read)
        plain = re.sub(r"(.)\1", r"\1", plain).removesuffix("a")
        return plain if len(plain) >= _SHORTEST else ""


@cache
def load_spellings() -> Spellings:
    """The spellings of transliteration.toml.

    Raises:
        LexiconError: it is malformed.
    """
    section = load_lexicon("transliteration.toml").section("spellings")
    section.only("countries", "articles", "letters")
    articles = "|".join(map(re.escape, section.texts("articles")))
    letters = [tuple(pair.split("=")) for pair in section.texts("letters")]
    return Spellings(
        frozenset(section.texts("countries")),
        re.compile(rf"\b(?:{articles})[ -]"),
        tuple((written, read) for written, read in letters),
    )
