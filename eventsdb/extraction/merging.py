"""Mentions of one event in one article brought together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventsdb import periods
from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.clusters import Cluster, join
from eventsdb.extraction.narrative import Dated
from eventsdb.extraction.sides import Sides
from eventsdb.extraction.story import NEWS_DAYS
from eventsdb.extraction.telling import (
    OF_PEOPLE,
    Telling,
    agree_in_number,
    differ_in_number,
    differ_in_plural,
    differ_in_words,
    say_the_same,
    share_words,
)
from eventsdb.plover import SYMMETRIC
from eventsdb.records import Actor, Factuality, Location, Period

_ANAPHORA = 6  # sentences over which "l'attaque" takes up what was told
_REPEAT = 2  # sentences over which the same words tell the same again, as a lead does its title
_OF_JUSTICE = frozenset(
    {("ACCUSE", "investigate"), ("SANCTION", "convict"), ("COERCE", "arrest"), ("RETREAT", "release")}
)
_LEAD = 2  # the last sentence of the title and lead
_MANY = 3  # people; a couple may be named one by one
_NEAR_DEGREES = 0.15  # of latitude and longitude: within 17 km


def cluster_mentions(
    candidates: Sequence[Candidate],
    tellings: Sequence[Telling],
    dated: Sequence[Dated],
    actors: Sequence[Actor],
    place: Callable[[int], Location],
) -> list[Cluster]:
    """Cluster mentions in reading order: each joins the best event it is compatible with, or begins one.

    Mentions of one type are compatible when nothing they say differs (mode, date, place, participants in a
    role, whether it happened, what is asked, how many, whether it is called another one) and something ties
    them: a shared participant, one sentence, the same number of people, the title, the same words again
    soon after, or a definite noun ("l'attaque", "cette rencontre") that takes up what was told. `tellings`
    and `dated` are in the order of the candidates; `place` gives the location of an index.
    """
    merger = _Merger(actors, place)
    for index, (candidate, telling, when) in enumerate(zip(candidates, tellings, dated, strict=True)):
        merger.add(index, candidate, telling, when)
    return [cluster for cluster in merger.clusters if not _is_hollow(cluster, candidates)]


def _is_hollow(cluster: Cluster, candidates: Sequence[Candidate]) -> bool:
    """Whether nouns alone hint at something, without anyone, a place or a date; a case at law is known."""
    return (
        cluster.mode != "investigate"
        and not cluster.participants
        and not cluster.places
        and not cluster.dated
        and all(candidates[i].anaphoric for i in cluster.mentions)
    )


class _Merger:
    def __init__(self, actors: Sequence[Actor], place: Callable[[int], Location]) -> None:
        self.actors = actors
        self.sides = Sides(actors)
        self.place = place
        self.clusters: list[Cluster] = []

    def add(self, index: int, candidate: Candidate, telling: Telling, when: Dated) -> None:
        """Put a mention where it belongs."""
        people = _people(candidate)
        fitting = self.clusters
        if telling.is_another:
            fitting = [
                c
                for c in fitting
                if say_the_same(c.tellings, telling) or (telling.is_part and _is_several(c, candidate))
            ]
        best = max(
            (
                c
                for c in fitting
                if self._compatible(c, candidate, telling, when)
                and not self._tell_apart(c, candidate, telling)
            ),
            key=lambda c: (len(c.participants & people), _same_day(c, when), c.last_sentence),
            default=None,
        )
        if best is None:
            best = Cluster(
                candidate.frame.type,
                factuality=candidate.factuality,
                first_sentence=candidate.sentence,
                speech=candidate.frame.speech,
            )
            self.clusters.append(best)
        join(best, index, candidate, telling, when)

    def _compatible(self, cluster: Cluster, candidate: Candidate, telling: Telling, when: Dated) -> bool:
        near = candidate.sentence - cluster.last_sentence
        if cluster.type != candidate.frame.type or _modes_differ(cluster, candidate, near):
            return False
        if cluster.speech != candidate.frame.speech and cluster.type == "SUPPORT":
            return False  # to sign something and to praise someone
        if _times_differ(cluster, when) or self._places_differ(cluster, candidate):
            return False
        if near > 0 and not candidate.anaphoric and _speaks_in_general(telling, when, cluster):
            return False
        if near == 0 and _are_two_acts(cluster, candidate):
            return False
        if _reality(cluster.factuality) != _reality(candidate.factuality):
            return False
        if cluster.type in SYMMETRIC and candidate.frame.mode != "visit":
            return self._one_meeting(cluster, candidate, telling, near)
        if self.sides.differ(candidate.actors, cluster.actors, speech=candidate.frame.speech):
            return self._is_headline_of(cluster, candidate) or self._of_one_justice(cluster, candidate)
        if self.sides.differ(candidate.recipients, cluster.recipients):
            agree = agree_in_number(cluster.tellings, telling, _MANY)
            again = self._is_said_again(cluster, candidate)
            return agree or again or (cluster.type == "ASSAULT" and near == 0)
        if self._tied(cluster, candidate, telling, near):
            return True
        return not candidate.frame.speech and (_same_day(cluster, when) or _summed_up(cluster, candidate))

    def _tell_apart(self, cluster: Cluster, candidate: Candidate, telling: Telling) -> bool:
        """Whether the words of a mention tell of another event."""
        kind = (candidate.frame.type, candidate.frame.mode)
        if differ_in_number(cluster.tellings, telling, kind):
            return True
        done_to_doer = {each.on_doer for each in cluster.tellings} == {True}
        if telling.on_doer != done_to_doer and not self.sides.shared(
            candidate.recipients, cluster.recipients
        ):
            return True
        if kind in OF_PEOPLE and self._one_and_many(cluster, candidate, telling):
            return True
        plural = differ_in_plural(cluster.tellings, telling) and not (
            telling.is_part and _is_several(cluster, candidate)
        )
        if plural and cluster.type == "ASSAULT":
            return True
        if candidate.sentence == cluster.last_sentence or _summed_up(cluster, candidate):
            return False
        return plural or differ_in_words(cluster.tellings, telling, kind)

    def _one_and_many(self, cluster: Cluster, candidate: Candidate, telling: Telling) -> bool:
        """Whether one tells of a person and the other of a number of people, as in a mass arrest."""
        here, there = candidate.recipients, cluster.recipients
        if self.sides.shared(here, there):
            return False
        many_there = max((each.people or 0 for each in cluster.tellings), default=0)
        return (self.sides.are_persons(here) and many_there >= _MANY) or (
            self.sides.are_persons(there) and not many_there and (telling.people or 0) >= _MANY
        )

    def _is_headline_of(self, cluster: Cluster, candidate: Candidate) -> bool:
        """Whether the title told of the same being done to the same, whoever the lead says did it."""
        return (
            cluster.first_sentence == 0 < candidate.sentence <= _LEAD
            and not candidate.frame.speech
            and self.sides.shared(candidate.recipients, cluster.recipients) > 0
        )

    def _is_said_again(self, cluster: Cluster, candidate: Candidate) -> bool:
        """Whether the lead says with the title's own verb what the same one did, whoever it was done to."""
        return (
            cluster.first_sentence == 0 < candidate.sentence <= _LEAD
            and candidate.frame.id == cluster.last_rule
            and self.sides.shared(candidate.actors, cluster.actors) > 0
        )

    def _of_one_justice(self, cluster: Cluster, candidate: Candidate) -> bool:
        """Whether two bodies of one country are told to do the same about the same: prosecutors, police."""
        if (
            cluster.type,
            cluster.mode,
        ) not in _OF_JUSTICE or candidate.sentence - cluster.last_sentence > _ANAPHORA:
            return False
        bodies = [self.actors[i] for i in (*candidate.actors, *cluster.actors)]
        return len({body.country for body in bodies}) == 1 and not (
            {body.kind for body in bodies} - {"organization", "government"}
            or self.sides.differ(candidate.recipients, cluster.recipients)
        )

    def _places_differ(self, cluster: Cluster, candidate: Candidate) -> bool:
        """Whether two mentions lie in different countries or towns."""
        if candidate.place is None or candidate.place.location is None or not cluster.places:
            return False
        here = self.place(candidate.place.location)
        return all(_lie_apart(here, self.place(index)) for index in cluster.places)

    def _one_meeting(self, cluster: Cluster, candidate: Candidate, telling: Telling, near: int) -> bool:
        """Whether two symmetric mentions can be one: the smaller party is part of the larger."""
        people = _people(candidate)
        if not people or not cluster.participants:
            return self._tied(cluster, candidate, telling, near)
        shared = self.sides.shared(people, cluster.participants)
        if shared == 0:
            return False
        return shared >= min(2, len(people), len(cluster.participants))

    def _tied(self, cluster: Cluster, candidate: Candidate, telling: Telling, near: int) -> bool:
        """Whether something ties a mention to an event that nothing it says differs from."""
        people = _people(candidate)
        same_mode = candidate.frame.mode == cluster.mode is not None
        if cluster.type == "ASSAULT" and near > _ANAPHORA and not same_mode:
            # an army attacks many: so far on, only the same person or victim tells that it is one attack
            people = {i for i in people if i in candidate.recipients or self.sides.are_persons([i])}
        if near == 0 or self.sides.shared(people, cluster.participants):
            return True
        if agree_in_number(cluster.tellings, telling, _MANY):
            return True
        if candidate.anaphoric:
            return near <= _ANAPHORA
        same_rule = candidate.frame.id == cluster.last_rule
        if cluster.last_sentence == 0 and (same_rule or same_mode):  # what the title tells is told again
            return near <= _ANAPHORA
        if near > _REPEAT:
            return False
        if cluster.type == "ASSAULT" or (same_mode and candidate.frame.mode == "riot"):
            return True
        return same_rule or (not people and share_words(cluster.tellings, telling))


def _people(candidate: Candidate) -> set[int]:
    return {*candidate.actors, *candidate.recipients}


def _modes_differ(cluster: Cluster, candidate: Candidate, near: int) -> bool:
    """Whether the modes tell two events: a visit is no meeting; one assault may have several modes."""
    mode = candidate.frame.mode
    if cluster.type == "CONSULT" and "visit" in {mode, cluster.mode} and mode != cluster.mode:
        return bool(_people(candidate))
    return bool(mode and cluster.mode and mode != cluster.mode) and not (
        near == 0 and cluster.type == "ASSAULT"
    )


def _are_two_acts(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether one sentence tells of two acts by two verbs: "a expulsé des diplomates et sanctionné".

    To condemn and to deplore is one criticism.
    """
    rules = (cluster.last_rule, candidate.frame.id)
    return (
        cluster.type not in {"ASSAULT", "CONSULT"}
        and rules[0] != rules[1]
        and not (cluster.type == "ACCUSE" and cluster.mode == candidate.frame.mode)
        and all(rule.startswith("verb:") for rule in rules)
    )


def _times_differ(cluster: Cluster, when: Dated) -> bool:
    """Whether words of the text date two mentions apart, or one of them long before the news."""
    if when.by_words and cluster.dated:
        return _apart(when.period, cluster.period)
    if not (when.by_words or cluster.dated) or when.period is None or cluster.period is None:
        return False
    coarse = {when.period.precision, cluster.period.precision} & {"month", "year"}
    return periods.days_apart(when.period, cluster.period) > (0 if coarse else NEWS_DAYS)


def _is_several(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether several were told together a little before: "un double attentat ... la première attaque"."""
    together = any(each.is_plural for each in cluster.tellings)
    return together and candidate.sentence - cluster.last_sentence <= _REPEAT


def _speaks_in_general(telling: Telling, when: Dated, cluster: Cluster) -> bool:
    """Whether a plural without a time speaks of several where one was told with its time."""
    is_one = not any(each.is_plural for each in cluster.tellings)
    return telling.is_plural is True and is_one and when.period is None and cluster.period is not None


def _same_day(cluster: Cluster, when: Dated) -> bool:
    return when.by_words and cluster.dated and when.period == cluster.period


def _summed_up(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether a title tells of the like and the mention stands in the lead, which tells the same again."""
    return cluster.first_sentence == 0 and candidate.sentence <= _LEAD


def _lie_apart(one: Location, other: Location) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    towns = one.kind == other.kind == "city"
    return towns and (one.name, one.country) != (other.name, other.country) and not _are_near(one, other)


def _are_near(one: Location, other: Location) -> bool:
    """Whether two places lie some ten kilometres apart, as a town and its suburb do."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    north, east = abs(one.latitude - other.latitude), abs(one.longitude - other.longitude)
    return max(north, east) < _NEAR_DEGREES


def _apart(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and (one.start > other.end or other.start > one.end)


def _reality(factuality: Factuality) -> str:
    """Events told as facts and alleged ones may be one; what lies ahead or did not happen is another."""
    return "real" if factuality in {"asserted", "alleged"} else factuality
