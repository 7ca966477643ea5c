"""What a person without a name may be called: offices and the like ("le ministre", "l'opposante")."""

from __future__ import annotations

from functools import lru_cache

from eventsdb.extraction.lexicon import load_lexicon

_ANYBODY = "CVL"  # "le suspect", "l'habitant": hardly ever whoever spoke last


@lru_cache(maxsize=1)
def callings() -> frozenset[str]:
    """The words, in lower case: offices of titles.toml and epithets of coreference.toml."""
    epithets = load_lexicon("coreference.toml").section("epithets").only("masculine", "feminine")
    words = {*epithets.texts("masculine"), *epithets.texts("feminine")}
    for office in load_lexicon("titles.toml").entries("office"):
        if office.optional_text("sector") != _ANYBODY:
            words.update(office.texts("masculine"), office.texts("feminine"))
    return frozenset(word.lower() for word in words)
