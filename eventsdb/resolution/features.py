"""What matters when two reports may tell of one event: a report reduced to what can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from eventsdb.records import (
    Actor,
    ActorKind,
    Article,
    Event,
    Extraction,
    LocationKind,
    ParticipantRole,
    Period,
)
from eventsdb.resolution.actors import short_name
from eventsdb.resolution.identity import OwnKeys
from eventsdb.resolution.names import fold
from eventsdb.resolution.weekdays import calendar_words

DATED_DAYS = 7
"""A period of at most so many days dates an event; a longer one (a month, a year) is loose."""

INFERRED_DAYS = 2
"""So many days before its article may lie what the article tells without words that date it."""

_INFERRED = timedelta(days=INFERRED_DAYS)
_LOOKING_BACK = timedelta(days=180)
_LOOKING_AHEAD = timedelta(days=365)
_LONG_PAST = timedelta(days=365)
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})  # PLOVER sectors of a state's own bodies
_STEM = 5  # letters: "visite", "visiter", "visité" fall together, and most function words fall out


class Level(IntEnum):
    """How well a report dates its event."""

    DATED = 0
    LOOSE = 1
    UNDATED = 2


@dataclass(frozen=True, slots=True)
class Side:
    """A participant: the actor's key and short name, its kind and country, and its role.

    `is_state` holds for governments and their ministries, armies and the like.
    """

    actor: str
    handle: str
    kind: ActorKind
    is_state: bool
    country: str | None
    role: ParticipantRole


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: the location's key, its kind and country, and its coordinates in degrees."""

    location: str
    kind: LocationKind
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Features:
    """A report of an event; `article` is the SHA-256 of its article, `start` to `end` when it can have been.

    For an undated report these days are a guess: the half-year before its article, the year after it when
    it tells of the future, both when it tells of what may be; any day where the article is not dated either.
    It `is_remote` when it lies more than a year before the article, and `is_inferred` when only the article
    dates it, so that it may lie a few days earlier. `words` are stems of the sentences that
    tell it, without those of dates and names; `names` are the short names of actors and the keys of places
    there, `triggers` the stems of the words that name it, `tolls` its numbers of dead, injured and arrested.
    `anchors` are what reports of one event share at least one of: the country or short name of a
    participant, the country of the place; without participants and place, the countries that the sentences
    speak of.
    """

    key: str
    article: str
    type: str
    mode: str | None
    level: Level
    start: date
    end: date
    is_remote: bool = False
    is_negated: bool = False
    is_inferred: bool = False
    sides: tuple[Side, ...] = ()
    place: Spot | None = None
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    tolls: frozenset[tuple[str, int]] = frozenset()
    anchors: frozenset[str] = frozenset()

    @property
    def told_from(self) -> date:
        """The first day that the article itself allows."""
        return self.start + _INFERRED if self.is_inferred else self.start


def _anchors(sides: tuple[Side, ...], place: Spot | None) -> frozenset[str]:
    anchors = {side.country for side in sides if side.country}
    anchors |= {side.handle for side in sides if side.kind != "government" or not side.country}
    if place is not None:
        anchors.add(place.country or place.location)
    return frozenset(anchors)


class _Sentences:
    """What an article's sentences name, sentence by sentence."""

    def __init__(self, article: Article, extraction: Extraction, keys: OwnKeys) -> None:
        self._article, self._extraction = article, extraction
        self._countries: dict[int, set[str]] = {}
        self._names: dict[int, set[str]] = {}
        self._named: dict[int, list[str]] = {}
        for actor in extraction.actor_mentions:
            self._add_actor(actor.sentence, extraction.actors[actor.actor])
        for mention in extraction.location_mentions:
            location = extraction.locations[mention.location]
            self._add(mention.sentence, location.country, location.name)
            if location.kind != "country":
                self._names.setdefault(mention.sentence, set()).add(keys.locations[mention.location])
        for event in extraction.event_mentions:
            self._named.setdefault(event.sentence, []).append(event.date_text or "")

    def _add_actor(self, sentence: int, actor: Actor) -> None:
        titles = [role.title for role in actor.roles]
        self._add(sentence, actor.country, " ".join((actor.name, *actor.aliases, *titles)))
        if actor.kind not in ("government", "group", "media"):  # agencies are named in any news
            self._names.setdefault(sentence, set()).add(short_name(actor))

    def _add(self, sentence: int, country: str | None, named: str) -> None:
        self._named.setdefault(sentence, []).append(named)
        if country is not None:
            self._countries.setdefault(sentence, set()).add(country)

    def countries(self, sentences: Iterable[int]) -> frozenset[str]:
        """The countries of some sentences; an empty name stands for none."""
        found = {country for sentence in sentences for country in self._countries.get(sentence, ())}
        return frozenset(found or {""})

    def names(self, sentences: Iterable[int]) -> frozenset[str]:
        """Short names of the actors and keys of the places of some sentences, countries left out."""
        return frozenset(name for sentence in sentences for name in self._names.get(sentence, ()))

    def words(self, sentences: Iterable[int]) -> frozenset[str]:
        """Stems of the words of some sentences that are neither names nor dates."""
        found: set[str] = set(_calendar(self._article.language))
        said: set[str] = set()
        for sentence in sentences:
            span = self._extraction.sentences[sentence]
            said |= stems(self._article.text[span.start : span.end])
            found |= stems(" ".join(self._named.get(sentence, ())))
        return frozenset(said - found)


def features(article: Article, extraction: Extraction, keys: OwnKeys) -> tuple[Features, ...]:
    """The features of an article's events, in their order."""
    sentences: dict[int, set[int]] = {}
    triggers: dict[int, str] = {}
    dated = {mention.event for mention in extraction.event_mentions if mention.date_text}
    for mention in extraction.event_mentions:
        sentences.setdefault(mention.event, set()).add(mention.sentence)
        named = article.text[mention.start : mention.end]
        triggers[mention.event] = f"{triggers.get(mention.event, '')} {named}"
    told = _Sentences(article, extraction, keys)
    found: list[Features] = []
    for index, event in enumerate(extraction.events):
        level, start, end = _window(event, article)
        is_inferred = level == Level.DATED and index not in dated and start - date.min > _INFERRED
        start -= _INFERRED if is_inferred else timedelta()
        place = _spot(event.location, extraction, keys)
        sides = tuple(
            _side(extraction.actors[part.actor], keys.actors[part.actor], part.role)
            for part in event.participants
        )
        tolls = ("dead", event.dead), ("injured", event.injured), ("arrested", event.arrested)
        where = sentences.get(index, set())
        found.append(
            Features(
                key=keys.events[index],
                article=article.sha256,
                type=event.type,
                mode=event.mode,
                level=level,
                start=start,
                end=end,
                is_remote=_is_remote(event.period, article),
                is_negated=event.factuality == "negated",
                is_inferred=is_inferred,
                sides=sides,
                place=place,
                words=told.words(where),
                names=told.names(where),
                triggers=stems(triggers.get(index, "")),
                tolls=frozenset((name, number) for name, number in tolls if number is not None),
                anchors=_anchors(sides, place) or told.countries(where),
            )
        )
    return tuple(found)


def _side(actor: Actor, key: str, role: ParticipantRole) -> Side:
    is_state = actor.kind == "government" or (actor.kind == "organization" and actor.sector in _STATE)
    return Side(key, short_name(actor), actor.kind, is_state, actor.country, role)


def _spot(index: int | None, extraction: Extraction, keys: OwnKeys) -> Spot | None:
    if index is None:
        return None
    place = extraction.locations[index]
    return Spot(keys.locations[index], place.kind, place.country, place.latitude, place.longitude)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words, in any language that parts words by spaces."""
    return frozenset(word[:_STEM] for word in fold(text).split() if len(word) >= _STEM)


def _is_remote(period: Period | None, article: Article) -> bool:
    if period is None or article.published is None:
        return False
    return period.end + _LONG_PAST < article.published.period.start


@lru_cache
def _calendar(language: str | None) -> frozenset[str]:
    return stems(" ".join(calendar_words(language)))


def _window(event: Event, article: Article) -> tuple[Level, date, date]:
    if event.period is not None:
        days = (event.period.end - event.period.start).days + 1
        level = Level.DATED if days <= DATED_DAYS else Level.LOOSE
        return level, event.period.start, event.period.end
    if article.published is None:
        return Level.UNDATED, date.min, date.max
    start, end = article.published.period.start, article.published.period.end
    if event.factuality != "future":
        start -= _LOOKING_BACK
    if event.factuality in ("future", "hypothetical"):
        end += _LOOKING_AHEAD
    return Level.UNDATED, start, end
