"""Parties to an event that its own words leave out but the article tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventsdb.extraction.clusters import Cluster
from eventsdb.records import Actor
from eventsdb.representatives import Member, is_ministry, represented, speaks_for_state

_AGAINST = frozenset({"ACCUSE", "THREATEN", "PROTEST"})
"""Acts that hardly ever lack somebody they are directed against."""

_CONFLICT = frozenset(
    {"ACCUSE", "THREATEN", "REQUEST", "REJECT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
_BLAMED = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
"""Acts against a state, which whoever heads it only stands for."""

_CUSTODY = frozenset({("ASSAULT", "abduct"), ("COERCE", "arrest")})
"""What a release ends."""

_GUILT = frozenset({("COERCE", "arrest"), ("SANCTION", "convict")})
"""What happens to those who are complained of."""

_NEAR = 3  # sentences over which those who acted together are still spoken of


@dataclass(frozen=True, slots=True)
class Parties:
    """Completes the participants of one article's events."""

    actors: Sequence[Actor]

    def complete(self, clusters: Sequence[Cluster]) -> None:
        """Take out who is told twice, and fill in who is known from other events."""
        for cluster in clusters:
            if speaks_for_state(cluster.type, "actor"):
                cluster.actors = self._without_represented(cluster.actors)
            if speaks_for_state(cluster.type, "recipient"):
                cluster.recipients = self._without_represented(cluster.recipients)
            if cluster.type in _BLAMED:
                cluster.recipients = self._without_heads(cluster.recipients)
        for cluster in clusters:
            if not cluster.actors and (cluster.type, cluster.mode) == ("RETREAT", "release"):
                cluster.actors = self._captors(cluster, clusters)
        for cluster in clusters:
            if cluster.factuality == "negated" and cluster.type == "SUPPORT" and not cluster.participants:
                cluster.actors = self._signatories(cluster, clusters)
        for cluster in clusters:
            if not cluster.recipients and cluster.type in _AGAINST and cluster.actors:
                cluster.recipients = self._adversaries(cluster, clusters) or self._suspect(cluster, clusters)

    def _without_represented(self, actors: list[int]) -> list[int]:
        """The actors without the governments and ministries for which others among them speak."""
        gone = represented([self._member(i) for i in actors])
        return [i for i in actors if i not in gone]

    def _member(self, index: int) -> Member:
        actor = self.actors[index]
        offices = frozenset(role.organization for role in actor.roles if role.organization is not None)
        return Member(index, actor.kind, actor.country, is_ministry(actor), offices)

    def _without_heads(self, actors: list[int]) -> list[int]:
        """The actors without the persons of a state that is itself among them."""
        states = {self.actors[i].country for i in actors if self.actors[i].kind == "government"} - {None}
        return [i for i in actors if self.actors[i].kind != "person" or self.actors[i].country not in states]

    def _captors(self, release: Cluster, clusters: Sequence[Cluster]) -> list[int]:
        """Who held those who are set free."""
        held = (c for c in clusters if (c.type, c.mode) in _CUSTODY and c.actors)
        same = (c for c in held if set(c.recipients) & set(release.recipients))
        return next((list(c.actors) for c in same), [])

    def _signatories(self, agreement: Cluster, clusters: Sequence[Cluster]) -> list[int]:
        """Of whom no agreement came: "X et Y se sont vus à Lima. Aucun accord n'a été signé"."""
        before = [
            c
            for c in clusters
            if len(c.actors) > 1 and 0 <= agreement.first_sentence - c.last_sentence <= _NEAR
        ]
        return list(max(before, key=lambda c: c.last_sentence).actors) if before else []

    def _adversaries(self, cluster: Cluster, clusters: Sequence[Cluster]) -> list[int]:
        """With whom its actors are in conflict in the events told nearest."""
        found: list[tuple[int, list[int]]] = []
        for other in clusters:
            if other is cluster or other.type not in _CONFLICT:
                continue
            if self._share(cluster.actors, other.actors):
                parties = other.recipients
            elif self._share(cluster.actors, other.recipients):
                parties = other.actors
            else:
                continue
            parties = [i for i in parties if not self._share([i], cluster.actors)]
            if parties:
                found.append((abs(other.first_sentence - cluster.first_sentence), parties))
        return list(min(found, key=lambda one: one[0], default=(0, []))[1])

    def _suspect(self, complaint: Cluster, clusters: Sequence[Cluster]) -> list[int]:
        """Of whom somebody complains to the police: the only person arrested or convicted."""
        if complaint.mode != "investigate" or any(self.actors[i].kind != "person" for i in complaint.actors):
            return []
        held = {i for c in clusters if (c.type, c.mode) in _GUILT for i in c.recipients}
        persons = [i for i in held if self.actors[i].kind == "person" and i not in complaint.actors]
        return persons if len(persons) == 1 == len(held) else []

    def _share(self, some: Iterable[int], others: Iterable[int]) -> bool:
        return any(i == j for i in some for j in others)
