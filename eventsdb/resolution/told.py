"""An article with what was extracted from it, under its row number: what resolution works on."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.records import Article, Extraction
from eventsdb.resolution.identity import OwnKeys, own_keys


@dataclass(frozen=True, slots=True)
class Told:
    """An article and its extraction, with the keys made from them alone."""

    article_id: int
    article: Article
    extraction: Extraction
    keys: OwnKeys


def told(article_id: int, article: Article, extraction: Extraction) -> Told:
    """Add the keys."""
    return Told(article_id, article, extraction, own_keys(article, extraction))
