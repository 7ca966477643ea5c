"""Extractors by language, found through the entry point group ``eventsdb.extractors``."""

from __future__ import annotations

from importlib.metadata import entry_points

from eventsdb.records import Extractor

GROUP = "eventsdb.extractors"


class Extractors:
    """The installed extractors; each is made, with its language model, when its language first occurs.

    `made` are extractors that stand ready, to be used before those installed.
    """

    def __init__(self, *made: Extractor) -> None:
        self._entry_points = {entry.name: entry for entry in entry_points(group=GROUP)}
        self._made = {extractor.language: extractor for extractor in made}

    def get(self, language: str | None) -> Extractor | None:
        """The extractor for a language (ISO 639-1); None when none is installed."""
        if language is None:
            return None
        if language not in self._made and language in self._entry_points:
            self._made[language] = self._entry_points[language].load()()
        return self._made.get(language)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of the extractors used so far, by language."""
        return {language: extractor.version for language, extractor in self._made.items()}
