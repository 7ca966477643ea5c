"""Mentions of one event in one article brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.dating import Dated
from eventsdb.plover import SYMMETRIC
from eventsdb.records import Factuality, Period

_ANAPHORA = 6  # sentences over which "l'attaque" takes up what was told
_REPEAT = 2  # sentences over which the same words tell the same again, as a lead does its title
_STRENGTH: dict[Factuality, int] = {"asserted": 4, "alleged": 3, "future": 2, "hypothetical": 1, "negated": 0}


@dataclass
class Cluster:
    """The mentions taken for one event, with what they agree on; `dated` by words of the text."""

    type: str
    mentions: list[int] = field(default_factory=list)
    mode: str | None = None
    period: Period | None = None
    dated: bool = False
    location: int | None = None
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    factuality: Factuality = "asserted"
    first_sentence: int = 0
    last_sentence: int = 0
    last_rule: str = ""

    @property
    def participants(self) -> set[int]:
        """Everyone in it, whatever the role."""
        return {*self.actors, *self.recipients}


def cluster_mentions(candidates: Sequence[Candidate], dated: Sequence[Dated]) -> list[Cluster]:
    """Cluster mentions in reading order: each joins the best event it is compatible with, or begins one.

    Mentions of one type are compatible when nothing they say differs (mode, explicit date, participants in
    a role, whether it happened) and something ties them: a shared participant, one sentence, or a definite
    noun ("l'attaque", "cette rencontre") that takes up what was told.
    """
    clusters: list[Cluster] = []
    for index, (candidate, when) in enumerate(zip(candidates, dated, strict=True)):
        best = max(
            (c for c in clusters if _compatible(c, candidate, when)),
            key=lambda c: (len(c.participants & _people(candidate)), c.last_sentence),
            default=None,
        )
        if best is None:
            best = Cluster(
                candidate.frame.type, factuality=candidate.factuality, first_sentence=candidate.sentence
            )
            clusters.append(best)
        _join(best, index, candidate, when)
    return [cluster for cluster in clusters if not _is_hollow(cluster, candidates)]


def _is_hollow(cluster: Cluster, candidates: Sequence[Candidate]) -> bool:
    """Whether nouns alone hint at something, without anyone, a place or a date."""
    return (
        not cluster.participants
        and cluster.location is None
        and not cluster.dated
        and all(candidates[i].anaphoric for i in cluster.mentions)
    )


def _people(candidate: Candidate) -> set[int]:
    return {*candidate.actors, *candidate.recipients}


def _compatible(cluster: Cluster, candidate: Candidate, when: Dated) -> bool:
    same_sentence = cluster.last_sentence == candidate.sentence
    if cluster.type != candidate.frame.type:
        return False
    if (
        cluster.mode
        and candidate.frame.mode
        and cluster.mode != candidate.frame.mode
        and not (same_sentence and cluster.type == "ASSAULT")
    ):
        return False
    if when.text and cluster.dated and _apart(when.period, cluster.period):
        return False
    if same_sentence and _are_two_acts(cluster, candidate):
        return False
    if _reality(cluster.factuality) != _reality(candidate.factuality):
        return False
    if cluster.type in SYMMETRIC:
        return _one_meeting(cluster, candidate, same_sentence)
    actors, recipients = set(candidate.actors), set(candidate.recipients)
    if actors and cluster.actors and not actors & set(cluster.actors):
        return False
    if recipients and cluster.recipients and not recipients & set(cluster.recipients):
        return cluster.type == "ASSAULT" and same_sentence
    if actors & set(cluster.actors):
        return True
    return _tied(cluster, candidate, same_sentence)


def _are_two_acts(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether one sentence tells of two acts by two verbs: "a expulsé des diplomates et sanctionné"."""
    rules = (cluster.last_rule, candidate.frame.id)
    return (
        cluster.type not in {"ASSAULT", "CONSULT"}
        and rules[0] != rules[1]
        and all(rule.startswith("verb:") for rule in rules)
    )


def _one_meeting(cluster: Cluster, candidate: Candidate, same_sentence: bool) -> bool:
    """Whether two symmetric mentions can be one: the smaller party is part of the larger."""
    people, known = _people(candidate), cluster.participants
    if not people or not known:
        return _tied(cluster, candidate, same_sentence)
    shared = len(people & known)
    return shared >= min(2, len(people), len(known))


def _tied(cluster: Cluster, candidate: Candidate, same_sentence: bool) -> bool:
    if _people(candidate) & cluster.participants or same_sentence:
        return True
    distance = candidate.sentence - cluster.last_sentence
    if candidate.anaphoric:
        return distance <= _ANAPHORA
    return distance <= _REPEAT and candidate.frame.id == cluster.last_rule


def _apart(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and (one.start > other.end or other.start > one.end)


def _reality(factuality: Factuality) -> str:
    """Events told as facts and alleged ones may be one; what lies ahead or did not happen is another."""
    return "real" if factuality in {"asserted", "alleged"} else factuality


def _join(cluster: Cluster, index: int, candidate: Candidate, when: Dated) -> None:
    cluster.mentions.append(index)
    cluster.mode = cluster.mode or candidate.frame.mode
    if when.period and (
        cluster.period is None
        or (bool(when.text), -_days(when.period)) > (cluster.dated, -_days(cluster.period))
    ):
        cluster.period = when.period
        cluster.dated = bool(when.text)
    if cluster.location is None and candidate.place is not None:
        cluster.location = candidate.place.location
    cluster.actors += [i for i in candidate.actors if i not in cluster.participants]
    cluster.recipients += [i for i in candidate.recipients if i not in cluster.participants]
    if _STRENGTH[candidate.factuality] > _STRENGTH[cluster.factuality]:
        cluster.factuality = candidate.factuality
    cluster.last_sentence = candidate.sentence
    cluster.last_rule = candidate.frame.id


def _days(period: Period) -> int:
    return (period.end - period.start).days
