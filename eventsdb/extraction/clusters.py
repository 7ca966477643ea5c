"""An event while its mentions are brought together, and what each mention adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.narrative import Dated
from eventsdb.extraction.telling import Telling
from eventsdb.records import Factuality, Period

_MONTH = 31
_STRENGTH: dict[Factuality, int] = {"asserted": 4, "alleged": 3, "future": 2, "hypothetical": 1, "negated": 0}


@dataclass
class Cluster:
    """The mentions taken for one event, with what they agree on; `dated` by words of the text."""

    type: str
    mentions: list[int] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    mode: str | None = None
    period: Period | None = None
    dated: bool = False
    places: list[int] = field(default_factory=list)
    location: int | None = None
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    factuality: Factuality = "asserted"
    first_sentence: int = 0
    last_sentence: int = 0
    last_rule: str = ""
    speech: bool = False

    @property
    def participants(self) -> set[int]:
        """Everyone in it, whatever the role."""
        return {*self.actors, *self.recipients}


def join(cluster: Cluster, index: int, candidate: Candidate, telling: Telling, when: Dated) -> None:
    """Add a mention, with its date, to an event: the better date, more places and participants."""
    cluster.mentions.append(index)
    cluster.tellings.append(telling)
    cluster.mode = cluster.mode or candidate.frame.mode
    if when.period and (
        cluster.period is None
        or _precision(when.period, dated=when.by_words) > _precision(cluster.period, dated=cluster.dated)
    ):
        cluster.period = when.period
        cluster.dated = when.by_words
    if candidate.place is not None and candidate.place.location is not None:
        cluster.places.append(candidate.place.location)
    cluster.actors += [i for i in candidate.actors if i not in cluster.participants]
    # in a fight each side is both
    both = set(candidate.actors) & set(candidate.recipients)
    taken = (*cluster.recipients, *(i for i in cluster.actors if i not in both))
    cluster.recipients += [i for i in candidate.recipients if i not in taken]
    if _STRENGTH[candidate.factuality] > _STRENGTH[cluster.factuality]:
        cluster.factuality = candidate.factuality
    cluster.last_sentence = candidate.sentence
    cluster.last_rule = candidate.frame.id


def _precision(period: Period, *, dated: bool) -> tuple[bool, int]:
    """The better date of two: words for a month or less, else the shorter ("depuis 2014" tells little)."""
    days = (period.end - period.start).days
    return dated and days <= _MONTH, -days
