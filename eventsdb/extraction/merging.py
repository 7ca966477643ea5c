"""Mentions of one event in one article brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventsdb.extraction.candidates import Candidate
from eventsdb.records import Factuality, Period

_STRENGTH: dict[Factuality, int] = {"asserted": 4, "alleged": 3, "future": 2, "hypothetical": 1, "negated": 0}


@dataclass
class Cluster:
    """The mentions taken for one event, with what they agree on."""

    type: str
    mentions: list[int] = field(default_factory=list)
    mode: str | None = None
    period: Period | None = None
    location: int | None = None
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    factuality: Factuality = "asserted"
    last_sentence: int = 0

    @property
    def participants(self) -> set[int]:
        """Everyone in it, whatever the role."""
        return {*self.actors, *self.recipients}


def cluster_mentions(
    candidates: Sequence[Candidate],
    periods: Sequence[Period | None],
) -> list[Cluster]:
    """Cluster mentions in reading order: each joins the best event it is compatible with, or begins one.

    Compatible are mentions of one type whose modes, dates and places do not differ and who share a
    participant; a mention that names nobody joins the last event it could mean.
    """
    clusters: list[Cluster] = []
    for index, (candidate, period) in enumerate(zip(candidates, periods, strict=True)):
        best = max(
            (c for c in clusters if _compatible(c, candidate, period)),
            key=lambda c: (len(c.participants & _people(candidate)), c.last_sentence),
            default=None,
        )
        if best is None:
            best = Cluster(candidate.frame.type, factuality=candidate.factuality)
            clusters.append(best)
        _join(best, index, candidate, period)
    return clusters


def _people(candidate: Candidate) -> set[int]:
    return {*candidate.actors, *candidate.recipients}


def _location(candidate: Candidate) -> int | None:
    return candidate.place.location if candidate.place is not None else None


def _compatible(cluster: Cluster, candidate: Candidate, period: Period | None) -> bool:
    if cluster.type != candidate.frame.type:
        return False
    if cluster.mode and candidate.frame.mode and cluster.mode != candidate.frame.mode:
        return False
    if period and cluster.period and (period.start > cluster.period.end or cluster.period.start > period.end):
        return False
    if _STRENGTH[cluster.factuality] < 2 != _STRENGTH[candidate.factuality] < 2:
        return False
    people = _people(candidate)
    if not people:
        return candidate.anaphoric or not cluster.participants
    if not cluster.participants:
        return candidate.sentence - cluster.last_sentence <= 2
    if candidate.frame.type in {"CONSULT", "AGREE", "COOPERATE"}:
        return len(people & cluster.participants) >= min(2, len(people), len(cluster.participants))
    same_actor = not candidate.actors or not cluster.actors or set(candidate.actors) & set(cluster.actors)
    same_recipient = (
        not candidate.recipients
        or not cluster.recipients
        or set(candidate.recipients) & set(cluster.recipients)
    )
    return bool(same_actor and same_recipient and people & cluster.participants)


def _join(cluster: Cluster, index: int, candidate: Candidate, period: Period | None) -> None:
    cluster.mentions.append(index)
    cluster.mode = cluster.mode or candidate.frame.mode
    if period and (cluster.period is None or _days(period) < _days(cluster.period)):
        cluster.period = period
    cluster.location = _location(candidate) if cluster.location is None else cluster.location
    cluster.actors += [i for i in candidate.actors if i not in cluster.actors and i not in cluster.recipients]
    cluster.recipients += [
        i for i in candidate.recipients if i not in cluster.recipients and i not in cluster.actors
    ]
    if _STRENGTH[candidate.factuality] > _STRENGTH[cluster.factuality]:
        cluster.factuality = candidate.factuality
    cluster.last_sentence = candidate.sentence


def _days(period: Period) -> int:
    return (period.end - period.start).days
