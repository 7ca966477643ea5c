"""Days of the week that words name, in the language of their article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from eventsdb.resolution.names import fold


def weekday(texts: Iterable[str], language: str | None) -> int | None:
    """The one day of the week that the texts name, from 0 (Monday) to 6; None when there is none or several.

    The names are those of CLDR, as babel has them, for the language (ISO 639-1).
    """
    names = _names(language) if language else {}
    found = {names[word] for text in texts for word in fold(text).split() if word in names}
    return found.pop() if len(found) == 1 else None


@lru_cache
def _names(language: str) -> Mapping[str, int]:
    try:
        return {fold(name): number for number, name in Locale(language).days["format"]["wide"].items()}
    except UnknownLocaleError:
        return {}
