"""The seam between the parts: plain frozen records that can be pickled, stored and compared.

A reader makes an `Article`. An extractor turns it into an `Extraction`: the article's own actors,
places, events and claims, and every mention of them. Resolution and storage read both and know
nothing of the language. Offsets count characters of `Article.text`, ends excluded; indices such as
`ActorMention.actor` count in the tuples of the same `Extraction`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

PublishedBasis = Literal["metadata", "header", "dateline", "text", "inferred"]
Precision = Literal["day", "week", "month", "year", "interval"]
ActorKind = Literal["person", "organization", "government", "armed_group", "media", "group"]
LocationKind = Literal["country", "region", "city", "site", "water"]
Factuality = Literal["asserted", "alleged", "future", "hypothetical", "negated"]
ParticipantRole = Literal["actor", "recipient"]
ClaimType = Literal["statement", "accusation", "denial", "pledge", "demand", "threat"]
QuoteType = Literal["direct", "indirect", "mixed"]
MentionForm = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `edtf` (ISO 8601-2) says no more than is known."""

    start: date
    end: date
    precision: Precision
    edtf: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article appeared, and where that was read."""

    period: Period
    basis: PublishedBasis


@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article; `country` is ISO 3166-1 alpha-2."""

    name: str
    domain: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned. `text` begins with the title when there is one; every offset counts in it."""

    uri: str
    text: str
    sha256: str
    title: str | None = None
    language: str | None = None
    published: Published | None = None
    source: Source | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The span of one sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorRole:
    """An office as the text gives it; `organization` is the index of another actor of the extraction."""

    title: str
    organization: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts, is acted on or speaks in one article, under all the names used there.

    `name` is the usual full form, `sector` a PLOVER sector, `country` ISO 3166-1 alpha-2.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[ActorRole, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for an actor: its name, a description ("le ministre") or a pronoun."""

    actor: int
    sentence: int
    start: int
    end: int
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Location:
    """A place; coordinates in degrees (WGS 84) and the GeoNames id where they are known."""

    name: str
    kind: LocationKind
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class LocationMention:
    """Words that name a place used as a place."""

    location: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor's part in an event, in PLOVER's words, and the office the text gives it there."""

    actor: int
    role: ParticipantRole
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event as one article tells it, all its mentions taken together.

    `confidence` lies between 0 and 1; `dead`, `injured` and `arrested` are the numbers of persons the
    text gives. Unknown is None, never a guess.
    """

    type: str
    mode: str | None
    factuality: Factuality
    period: Period | None = None
    location: int | None = None
    participants: tuple[Participant, ...] = ()
    summary: str = ""
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class EventMention:
    """The trigger words of an event in one sentence, the rule that read them, the claim that carries it."""

    event: int
    sentence: int
    start: int
    end: int
    factuality: Factuality
    rule: str
    date_text: str | None = None
    claim: int | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """Content that a text attributes to someone; the content is `text[start:end]` of the article."""

    sentence: int
    start: int
    end: int
    type: ClaimType
    quote: QuoteType
    speaker: int | None = None
    speaker_text: str | None = None
    cue: str | None = None
    addressee: int | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says, in reading order. `extractor` names what made it, with its version."""

    extractor: str
    sentences: tuple[Sentence, ...] = ()
    actors: tuple[Actor, ...] = ()
    actor_mentions: tuple[ActorMention, ...] = ()
    locations: tuple[Location, ...] = ()
    location_mentions: tuple[LocationMention, ...] = ()
    events: tuple[Event, ...] = ()
    event_mentions: tuple[EventMention, ...] = ()
    claims: tuple[ClaimMention, ...] = ()


class Extractor(Protocol):
    """What the entry point group ``eventsdb.extractors`` offers, one a language (ISO 639-1)."""

    language: str
    version: str

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield one extraction for each article, in their order."""
        ...
