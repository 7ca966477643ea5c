"""What matters when two reports may tell of one event: a report reduced to what can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from eventsdb.records import Actor, ActorKind, Article, Extraction, LocationKind, ParticipantRole, Period
from eventsdb.resolution.actors import short_name
from eventsdb.resolution.identity import OwnKeys
from eventsdb.resolution.names import fold

DATED_DAYS = 7
"""A period of at most so many days dates an event; a longer one (a month, a year) is loose."""

_LOOKING_BACK = timedelta(days=180)
_LOOKING_AHEAD = timedelta(days=365)
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

    For an undated report these days are a guess: the half-year before its article, or the year after it
    when it tells of the future; any day where the article is not dated either. `words` are stems of the
    sentences that tell it, `triggers` those of the words that name it. `anchors` are what reports of one
    event share at least one of: the country or short name of a participant, the country of the place;
    without participants and place, the countries that the sentences speak of.
    """

    key: str
    article: str
    type: str
    mode: str | None
    level: Level
    start: date
    end: date
    sides: tuple[Side, ...] = ()
    place: Spot | None = None
    words: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()


def _anchors(sides: tuple[Side, ...], place: Spot | None) -> frozenset[str]:
    anchors = {side.country for side in sides if side.country}
    anchors |= {side.handle for side in sides if side.kind != "government" or not side.country}
    if place is not None:
        anchors.add(place.country or place.location)
    return frozenset(anchors)


class _Countries:
    """The countries that an article's sentences speak of."""

    def __init__(self, extraction: Extraction) -> None:
        self._of: dict[int, set[str]] = {}
        for actor in extraction.actor_mentions:
            self._add(actor.sentence, extraction.actors[actor.actor].country)
        for location in extraction.location_mentions:
            self._add(location.sentence, extraction.locations[location.location].country)

    def _add(self, sentence: int, country: str | None) -> None:
        if country is not None:
            self._of.setdefault(sentence, set()).add(country)

    def of(self, sentences: Iterable[int]) -> frozenset[str]:
        """The countries of some sentences; an empty name stands for none."""
        found = {country for sentence in sentences for country in self._of.get(sentence, ())}
        return frozenset(found or {""})


def features(article: Article, extraction: Extraction, keys: OwnKeys) -> tuple[Features, ...]:
    """The features of an article's events, in their order."""
    sentences: dict[int, set[int]] = {}
    triggers: dict[int, str] = {}
    for mention in extraction.event_mentions:
        sentences.setdefault(mention.event, set()).add(mention.sentence)
        named = article.text[mention.start : mention.end]
        triggers[mention.event] = f"{triggers.get(mention.event, '')} {named}"
    countries = _Countries(extraction)
    found: list[Features] = []
    for index, event in enumerate(extraction.events):
        level, start, end = _window(event.period, article, future=event.factuality == "future")
        place = _spot(event.location, extraction, keys)
        sides = tuple(
            _side(extraction.actors[part.actor], keys.actors[part.actor], part.role)
            for part in event.participants
        )
        told = [extraction.sentences[sentence] for sentence in sorted(sentences.get(index, ()))]
        found.append(
            Features(
                key=keys.events[index],
                article=article.sha256,
                type=event.type,
                mode=event.mode,
                level=level,
                start=start,
                end=end,
                sides=sides,
                place=place,
                words=stems(" ".join(article.text[sentence.start : sentence.end] for sentence in told)),
                triggers=stems(triggers.get(index, "")),
                anchors=_anchors(sides, place) or countries.of(sentences.get(index, set())),
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


def _window(period: Period | None, article: Article, *, future: bool) -> tuple[Level, date, date]:
    if period is not None:
        days = (period.end - period.start).days + 1
        return (Level.DATED if days <= DATED_DAYS else Level.LOOSE), period.start, period.end
    if article.published is None:
        return Level.UNDATED, date.min, date.max
    published = article.published.period
    if future:
        return Level.UNDATED, published.start, published.end + _LOOKING_AHEAD
    return Level.UNDATED, published.start - _LOOKING_BACK, published.end
