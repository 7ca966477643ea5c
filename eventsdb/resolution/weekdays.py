"""Days of the week and months that words name, in the language of their article.

The names are those of CLDR, as babel has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from eventsdb.resolution.names import fold


def weekday(texts: Iterable[str], language: str | None) -> int | None:
    """The one day of the week that the texts name, from 0 (Monday) to 6; None when there is none or several.

    `language` is an ISO 639-1 code; of a language that is not known no word is a day.
    """
    names = _names(language, "days")
    found = {names[word] for text in texts for word in fold(text).split() if word in names}
    return found.pop() if len(found) == 1 else None


def calendar_words(language: str | None) -> frozenset[str]:
    """The folded names of days and months."""
    return frozenset({*_names(language, "days"), *_names(language, "months")})


@lru_cache
def _names(language: str | None, what: str) -> Mapping[str, int]:
    """Folded names and their numbers."""
    try:
        locale = Locale(language or "und")
    except UnknownLocaleError:
        return {}
    return {fold(name): number for number, name in getattr(locale, what)["format"]["wide"].items()}
