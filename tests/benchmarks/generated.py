"""News that never was, as much of it as wanted: for databases of a size that no test data have.

Days follow one another for years, with some 200 events each. Who acts, where, and in which words is as
skewed as in news. The shares of event types, of dated and undated events, and of participants and places
are those of 1,000 dispatches of a French news agency (August 2020): there, too, 200 events were told a day
and 30 % of them had to do with the agency's own country. One event in seven is told again by other articles
of its day. With eight events an article, as in long reports, a million of them need 145,000 articles.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate

from eventsdb.periods import parse_edtf
from eventsdb.records import (
    Actor,
    ActorMention,
    ActorRole,
    Article,
    ClaimMention,
    Event,
    EventMention,
    Extraction,
    Location,
    LocationMention,
    Participant,
    Period,
    Published,
    Sentence,
    Source,
)

FIRST_DAY = date(2005, 1, 1)
ARTICLES_A_DAY = 25

_COUNTRIES = """
    FR US RU CN DE GB UA IL IR JP IT ES TR IN KP KR SY IQ PS BR CA AU PL BE CH EG SA ML NE DZ MA TN LB AF PK
    MX AR NG ET SD CD RW ZA VE CU GR RO HU RS FI SE NO NL PT AT CZ TH VN PH ID MM TW
""".split()  # noqa: SIM905
_TYPES = (
    ("ACCUSE", 531, ("allege", "disapprove", None)),
    ("ASSAULT", 337, ("explosives", "firearms", "aerial", None)),
    ("REQUEST", 307, ("change", "assist", None)),
    ("COERCE", 267, ("arrest", "restrict", "seize", None)),
    ("CONSULT", 195, ("visit", "phone", None, None)),
    ("SUPPORT", 170, (None,)),
    ("AGREE", 121, (None,)),
    ("PROTEST", 109, ("demo", "strike", None)),
    ("RETREAT", 98, ("withdraw", "release", None)),
    ("REJECT", 72, ("change", None)),
    ("SANCTION", 68, ("convict", "withdraw", None)),
    ("MOBILIZE", 57, ("troops", None)),
    ("AID", 45, (None,)),
    ("CONCEDE", 45, (None,)),
    ("THREATEN", 23, ("violence", None)),
    ("COOPERATE", 7, (None,)),
)
_FACTUALITY = ("asserted",) * 7 + ("alleged", "future", "negated")
_CLAIMS = ("statement",) * 6 + ("accusation", "denial", "pledge", "demand")
_SYLLABLES = "ba ka do fe gi lu ma ne po ra si to va zo be ki du fo la mi".split()  # noqa: SIM905
_TITLES = ("ministre", "porte-parole", "ambassadeur", "directeur", "président")


class _Draw:
    """Draws numbers from 0 on by weights."""

    def __init__(self, chance: random.Random, weights: Iterable[float]) -> None:
        self._chance = chance
        self._sums = list(accumulate(weights))

    def __call__(self) -> int:
        return bisect(self._sums, self._chance.random() * self._sums[-1])


def _zipf(size: int, flat: int) -> Iterable[float]:
    """Weights by Zipf's law with Mandelbrot's constant, which flattens the top."""
    return (1 / (n + 1 + flat) for n in range(size))


@dataclass(slots=True)
class Happening:
    """What takes place in the world: an event, before anybody tells of it."""

    type: str
    mode: str | None
    factuality: str
    period: Period | None
    place: int | None
    sides: tuple[tuple[int, str], ...]
    dead: int | None
    words: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """An article with what is to be extracted from it, and the happening behind each of its events."""

    article: Article
    extraction: Extraction
    happenings: list[Happening]


@dataclass(slots=True)
class _Draft:
    """An article in the making."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    actors: dict[int, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    actor_mentions: list[ActorMention] = field(default_factory=list)
    location_mentions: list[LocationMention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_mentions: list[EventMention] = field(default_factory=list)
    claims: list[ClaimMention] = field(default_factory=list)

    def write(self, words: str) -> tuple[int, int]:
        """Add words; the span they have."""
        start = self.length
        self.text.append(words)
        self.length += len(words)
        return start, self.length


class World:
    """Actors, places and words; the same for the same seed.

    `actors` are the forms under which articles name them: one in ten persons also by a surname alone.
    """

    def __init__(
        self, seed: int = 1, persons: int = 30_000, organizations: int = 4_000, places: int = 2_000
    ) -> None:
        self._chance = chance = random.Random(seed)
        self.actors: list[Actor] = [
            Actor(f"Gouvernement {code}", "government", code, "GOV") for code in _COUNTRIES
        ]
        country = self._country = _Draw(chance, _zipf(len(_COUNTRIES), 1))
        self._first_other = len(self.actors)
        for n in range(organizations):
            name = f"Organisation {word(n, 3).title()}"
            self.actors.append(Actor(name, "organization", _COUNTRIES[country()], "NGO"))
        for n in range(persons):
            surname = word(chance.randrange(persons // 2), 4).title()
            name = f"{word(n % 300, 2).title()} {surname}"
            code = _COUNTRIES[country()]
            roles = (ActorRole(chance.choice(_TITLES), None, code),) if n % 5 == 0 else ()
            self.actors.append(Actor(name, "person", code, aliases=(surname,), roles=roles))
            if n % 10 == 0:
                self.actors.append(Actor(surname, "person"))
        others = self.actors[self._first_other :]
        chance.shuffle(others)
        self.actors[self._first_other :] = others
        self.places = [
            Location(
                f"Ville {word(n, 3).title()}",
                "city",
                _COUNTRIES[country()],
                None,
                round(chance.uniform(-50, 65), 4),
                round(chance.uniform(-120, 150), 4),
                100_000 + n,
            )
            for n in range(places)
        ]
        self.sources = [Source(f"Journal {word(n, 2).title()}") for n in range(40)]
        self._words = [word(n * 7919 % 160_000, 4)[: 5 + n % 4] for n in range(8_000)]
        self._other = _Draw(chance, _zipf(len(others), 10))
        self._place = _Draw(chance, _zipf(len(self.places), 2))
        self._type = _Draw(chance, (count for _, count, _ in _TYPES))
        self._word = _Draw(chance, _zipf(len(self._words), 20))

    def _actor(self) -> int:
        return self._country() if self._chance.random() < 0.3 else self._first_other + self._other()

    def news(self, first_day: date = FIRST_DAY) -> Iterator[list[Told]]:
        """Day after day the articles of one day, without end."""
        number = 0
        day = first_day
        while True:
            happened: list[Happening] = []
            articles = []
            for _ in range(ARTICLES_A_DAY):
                number += 1
                articles.append(self._tell(number, day, happened))
            yield articles
            day += timedelta(days=1)

    def _happen(self, day: date) -> Happening:
        chance = self._chance
        type_, _, modes = _TYPES[self._type()]
        how = chance.random()
        if how < 0.64:
            period = _day(day - timedelta(days=chance.randrange(4)))
        elif how < 0.75:
            period = parse_edtf((day - timedelta(days=chance.randrange(60))).strftime("%Y-%m"))
        else:
            period = None
        place = self._place() if chance.random() < 0.6 else None
        actors = [
            self._actor() for _ in range(chance.choice((0, 1, 1, 2) if place is not None else (1, 1, 2)))
        ]
        sides = tuple(zip(dict.fromkeys(actors), ("actor", "recipient"), strict=False))
        return Happening(
            type=type_,
            mode=chance.choice(modes),
            factuality=chance.choice(_FACTUALITY),
            period=period,
            place=place,
            sides=sides,
            dead=chance.randrange(1, 40) if type_ == "ASSAULT" and chance.random() < 0.5 else None,
            words=tuple(self._words[self._word()] for _ in range(14)),
        )

    def _tell(self, number: int, day: date, happened: list[Happening]) -> Told:
        chance = self._chance
        draft = _Draft()
        told: list[Happening] = []
        for _ in range(chance.randrange(4, 13)):
            if happened and chance.random() < 1 / 7:
                happening = chance.choice(happened)
                if any(happening is each for each in told):
                    continue
            else:
                happening = self._happen(day)
                happened.append(happening)
            told.append(happening)
            self._tell_event(draft, happening)
        for _ in range(chance.randrange(2, 7)):
            self._tell_claim(draft, len(told))
        for _ in range(4):
            self._tell_more(draft)
        text = "".join(draft.text)
        article = Article(
            uri=f"https://news.example/{day:%Y/%m/%d}/{number}",
            text=text,
            sha256=sha256(f"{number} {text}".encode()).hexdigest(),
            title=text[: draft.sentences[0].end],
            language="fr",
            published=Published(_day(day), "metadata"),
            source=chance.choice(self.sources),
        )
        extraction = Extraction(
            "generated 1",
            tuple(draft.sentences),
            tuple(self.actors[n] for n in draft.actors),
            tuple(draft.actor_mentions),
            tuple(self.places[n] for n in draft.places),
            tuple(draft.location_mentions),
            tuple(draft.events),
            tuple(draft.event_mentions),
            tuple(draft.claims),
        )
        return Told(article, extraction, told)

    def _tell_event(self, draft: _Draft, happening: Happening) -> None:
        sentence, begin = len(draft.sentences), draft.length
        for actor, _ in happening.sides:
            self._name(draft, actor)
            draft.write(" ")
        trigger = draft.write(happening.words[0])
        words = list(happening.words[1:])
        words[self._chance.randrange(len(words))] = self._words[self._word()]
        draft.write(f" {' '.join(words)}")
        location = None
        if happening.place is not None:
            draft.write(" à ")
            location = draft.places.setdefault(happening.place, len(draft.places))
            span = draft.write(self.places[happening.place].name)
            draft.location_mentions.append(LocationMention(location, sentence, *span))
        draft.sentences.append(Sentence(begin, draft.write(". ")[1] - 1))
        draft.event_mentions.append(
            EventMention(len(draft.events), sentence, *trigger, happening.factuality, "generated")  # type: ignore[arg-type]
        )
        draft.events.append(
            Event(
                happening.type,
                happening.mode,
                happening.factuality,  # type: ignore[arg-type]
                happening.period,
                location,
                tuple(Participant(draft.actors[actor], role) for actor, role in happening.sides),  # type: ignore[arg-type]
                " ".join(happening.words[:5]),
                dead=happening.dead,
                confidence=0.7,
            )
        )

    def _tell_claim(self, draft: _Draft, events: int) -> None:
        sentence, begin = len(draft.sentences), draft.length
        speaker = self._name(draft, self._actor())
        draft.write(" déclare que ")
        content = draft.write(self._phrase(12))
        about = self._chance.randrange(events) if self._chance.random() < 0.3 else None
        kind = self._chance.choice(_CLAIMS)
        draft.sentences.append(Sentence(begin, draft.write(". ")[1] - 1))
        draft.claims.append(
            ClaimMention(sentence, *content, kind, "indirect", speaker, None, "déclare", None, about)  # type: ignore[arg-type]
        )

    def _tell_more(self, draft: _Draft) -> None:
        begin = draft.length
        self._name(draft, self._actor())
        draft.write(f" {self._phrase(14)}")
        draft.sentences.append(Sentence(begin, draft.write(". ")[1] - 1))

    def _name(self, draft: _Draft, actor: int) -> int:
        index = draft.actors.setdefault(actor, len(draft.actors))
        span = draft.write(self.actors[actor].name)
        draft.actor_mentions.append(ActorMention(index, len(draft.sentences), *span, "name"))
        return index

    def _phrase(self, length: int) -> str:
        return " ".join(self._words[self._word()] for _ in range(length))


def word(number: int, syllables: int) -> str:
    """A word of so many syllables, another one for each number."""
    found = []
    for _ in range(syllables):
        number, syllable = divmod(number, len(_SYLLABLES))
        found.append(_SYLLABLES[syllable])
    return "".join(found)


def _day(day: date) -> Period:
    return Period(day, day, "day", day.isoformat())
