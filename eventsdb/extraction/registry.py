"""Extractors by language, found through the entry point group ``eventsdb.extractors``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points

from eventsdb.records import Article, Extraction, Extractor

GROUP = "eventsdb.extractors"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article with its extraction, or why it failed; with neither where no extractor is installed."""

    article: Article
    extraction: Extraction | None = None
    failure: str | None = None


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

    def extract(self, articles: Sequence[Article]) -> list[Outcome]:
        """The outcome of each article, in order; when an extractor stumbles, it gets them one by one."""
        by_language: dict[str | None, list[int]] = {}
        for position, article in enumerate(articles):
            by_language.setdefault(article.language, []).append(position)
        outcomes: dict[int, Outcome] = {}
        for language, positions in by_language.items():
            group = [articles[position] for position in positions]
            extractor = self.get(language)
            made = map(Outcome, group) if extractor is None else _extract(extractor, group)
            outcomes.update(zip(positions, made, strict=True))
        return [outcomes[position] for position in range(len(articles))]

    @property
    def versions(self) -> dict[str, str]:
        """The versions of the extractors used so far, by language."""
        return {language: extractor.version for language, extractor in self._made.items()}


def _extract(extractor: Extractor, articles: Sequence[Article]) -> list[Outcome]:
    try:
        return [Outcome(a, e) for a, e in zip(articles, extractor.extract(articles), strict=True)]
    except Exception:  # whatever an extractor raises must not stop the other articles
        return [_extract_one(extractor, article) for article in articles]


def _extract_one(extractor: Extractor, article: Article) -> Outcome:
    try:
        return Outcome(article, next(iter(extractor.extract([article]))))
    except Exception as error:
        return Outcome(article, failure=f"{type(error).__name__}: {error}")
