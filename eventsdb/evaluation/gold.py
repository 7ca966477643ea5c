"""Annotated articles: one YAML file an article, of the same stem as the article's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml

from eventsdb.errors import DateError, InputError
from eventsdb.periods import parse_edtf


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An actor with the surface forms that name it in the article."""

    id: str
    name: str
    kind: str
    forms: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldLocation:
    """A place with its surface forms; degrees where the annotator was sure."""

    id: str
    name: str
    kind: str
    forms: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event; `evidence` are exact substrings of the article, `actor` and `recipient` are actor ids."""

    id: str
    type: str
    factuality: str
    evidence: tuple[str, ...]
    mode: str | None = None
    date: str | None = None
    place: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """Content with its speaker: an actor id, or only the words that name the speaker."""

    id: str
    text: str
    type: str
    quote: str
    speaker: str | None = None
    speaker_text: str | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """Everything annotated in one article; `published` is EDTF."""

    stem: str
    published: str | None = None
    actors: tuple[GoldActor, ...] = ()
    locations: tuple[GoldLocation, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    claims: tuple[GoldClaim, ...] = ()


def _plain(value: object) -> object:
    """Every scalar as text, absent values left out: YAML reads a bare 2017 as a number."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items() if v is not None}
    return [_plain(v) for v in value] if isinstance(value, list) else str(value)


def _read(path: Path) -> GoldArticle | None:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or "events" not in raw:
        return None
    plain = _plain({**raw, "stem": path.stem})
    article = msgspec.convert(plain, GoldArticle, strict=False)
    for value in (article.published, *(event.date for event in article.events)):
        if value:
            parse_edtf(value)
    return article


def read_gold(folders: Iterable[Path]) -> tuple[GoldArticle, ...]:
    """Read every annotated article of some folders, taken as one set, in the order of their names.

    YAML files without `events` (lists of clusters, say) are passed over.

    Raises:
        InputError: A folder holds no annotation, or a file is not one; the message names it.
    """
    articles: list[GoldArticle] = []
    for folder in folders:
        here: list[GoldArticle] = []
        for path in sorted(folder.glob("*.yaml")):
            try:
                article = _read(path)
            except (yaml.YAMLError, DateError, ValueError) as error:
                raise InputError(f"{path}: not an annotation of an article: {error}") from error
            if article:
                here.append(article)
        if not here:
            raise InputError(f"{folder}: no annotated articles (NAME.yaml beside NAME.txt) in this folder")
        articles.extend(here)
    return tuple(articles)
