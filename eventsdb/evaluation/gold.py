"""Annotated articles: one YAML file an article, of the same stem as the article's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

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
    published: str | None
    actors: tuple[GoldActor, ...]
    locations: tuple[GoldLocation, ...]
    events: tuple[GoldEvent, ...]
    claims: tuple[GoldClaim, ...]


_Item = TypeVar("_Item", GoldActor, GoldLocation, GoldEvent, GoldClaim)


def _plain(value: object) -> object:
    """YAML reads a bare 2017 as a number and 2017-03-23 as a date; both are EDTF text here."""
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, float) else str(value)


def _items(raw: dict[str, Any], name: str, kind: type[_Item]) -> Iterator[_Item]:
    known = {f.name for f in fields(kind)}
    for entry in raw.get(name) or ():
        given = {k: v for k, v in entry.items() if k in known and v is not None}
        yield kind(**{k: _plain(v) for k, v in given.items()})


def _read(path: Path) -> GoldArticle | None:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or "events" not in raw:
        return None
    published = str(raw["published"]) if raw.get("published") else None
    for value in (published, *(event.get("date") for event in raw["events"] or ())):
        if value:
            parse_edtf(str(value))
    return GoldArticle(
        stem=path.stem,
        published=published,
        actors=tuple(_items(raw, "actors", GoldActor)),
        locations=tuple(_items(raw, "locations", GoldLocation)),
        events=tuple(_items(raw, "events", GoldEvent)),
        claims=tuple(_items(raw, "claims", GoldClaim)),
    )


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
            except (yaml.YAMLError, DateError, AttributeError, TypeError, ValueError) as error:
                raise InputError(f"{path}: not an annotation of an article: {error}") from error
            if article:
                here.append(article)
        if not here:
            raise InputError(f"{folder}: no annotated articles (NAME.yaml beside NAME.txt) in this folder")
        articles.extend(here)
    return tuple(articles)
