"""The place of an event whose own clause names none: its chain of events, or the country it is part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventsdb.extraction.document import Entities
from eventsdb.extraction.merging import Cluster
from eventsdb.extraction.nations import Nations
from eventsdb.records import Actor, Location

_CHAIN = 3  # sentences over which events with a common participant happen in one place
_CHAINED = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE", "MOBILIZE", "ASSAULT", "PROTEST", "COERCE"})
_DOMESTIC = frozenset(
    {
        ("RETREAT", "resign"),
        ("SANCTION", "convict"),
        ("ACCUSE", "investigate"),
        ("MOBILIZE", "police"),
        ("MOBILIZE", "militia"),
        ("MOBILIZE", "weapons"),
        ("ASSAULT", "crowd-control"),
        ("COERCE", "arrest"),
        ("COERCE", "ban"),
        ("COERCE", "censor"),
        ("COERCE", "curfew"),
        ("COERCE", "martial-law"),
        ("COERCE", "restrict"),
        ("COERCE", "seize"),
    }
)
"""What an authority does on its own territory unless the text says otherwise."""


@dataclass
class Scenes:
    """Completes the places of one article's events; countries it had not named are added to `added`."""

    entities: Entities
    actors: Sequence[Actor]
    nations: Nations
    added: list[Location] = field(default_factory=list)

    def complete(self, clusters: Sequence[Cluster]) -> None:
        """Give every event without a place the one its chain or its participants' country supports."""
        for index, cluster in enumerate(clusters):
            if cluster.location is None and cluster.factuality == "asserted":
                cluster.location = self._from_chain(clusters[:index], cluster)
        for cluster in clusters:
            if cluster.location is None and self._is_domestic(cluster):
                cluster.location = self._own_country(cluster)

    def _from_chain(self, before: Sequence[Cluster], cluster: Cluster) -> int | None:
        """The place of the event told just before with one of the same persons in it."""
        if cluster.type not in _CHAINED:
            return None
        for other in reversed(before):
            if other.location is None or other.factuality != "asserted":
                continue
            near = cluster.first_sentence - other.last_sentence <= _CHAIN
            shared = cluster.participants & other.participants
            if near and any(self.actors[i].kind in {"person", "group"} for i in shared):
                return other.location
        return None

    def _is_domestic(self, cluster: Cluster) -> bool:
        return cluster.type == "PROTEST" or (cluster.type, cluster.mode or "") in _DOMESTIC

    def _own_country(self, cluster: Cluster) -> int | None:
        countries = {self.actors[i].country for i in cluster.participants} - {None}
        if len(countries) != 1:
            return None
        place = self.nations.places.get(countries.pop() or "")
        if place is None:
            return None
        everywhere = (*self.entities.locations, *self.added)
        for index, location in enumerate(everywhere):
            if location.kind == "country" and location.country == place.country:
                return index
        self.added.append(place)
        return len(everywhere)
