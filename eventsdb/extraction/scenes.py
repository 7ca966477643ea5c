"""The place of an event from all its mentions; failing these from its chain of events or its country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from eventsdb.extraction.document import Entities
from eventsdb.extraction.merging import Cluster
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.placing import PRECISION
from eventsdb.records import Actor, Location

_CHAIN = 3  # sentences over which events with a common participant happen in one place
_CHAINED = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE", "MOBILIZE", "ASSAULT", "PROTEST", "COERCE"})
_LOCAL = frozenset({"PROTEST", "COERCE", "ASSAULT", "RETREAT", "MOBILIZE"})
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
_SETTING = 0.7  # share of an article's places in one country from which the article is set there
_SETTING_PLACES = 3  # fewer places tell nothing of the setting


@dataclass
class Scenes:
    """Places one article's events; countries it had not named are added to `added`."""

    entities: Entities
    actors: Sequence[Actor]
    nations: Nations
    added: list[Location] = field(default_factory=list)

    def complete(self, clusters: Sequence[Cluster]) -> None:
        """Give every event the place its words, its chain or its participants' country support."""
        setting = self._setting()
        for cluster in clusters:
            cluster.location = self._most_precise(cluster.places)
        for index, cluster in enumerate(clusters):
            if cluster.location is None and cluster.factuality == "asserted":
                cluster.location = self._from_chain(clusters[:index], cluster)
        for cluster in clusters:
            if cluster.location is None:
                country = self._country(cluster, setting)
                cluster.location = None if country is None else self._place(country)

    def _most_precise(self, places: Sequence[int]) -> int | None:
        """The most precise of the places of an event's mentions that lie in the country of the first."""
        if not places:
            return None
        locations = self.entities.locations
        country = locations[places[0]].country
        inside = [i for i in places if locations[i].country == country]
        return min(inside, key=lambda i: PRECISION[locations[i].kind])

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

    def _country(self, cluster: Cluster, setting: str | None) -> str | None:
        """The country of a visit's host, of a domestic act, or of the article, unless foreigners act."""
        if cluster.mode == "visit":
            hosts = {
                self.actors[i].country for i in cluster.recipients if self.actors[i].kind == "government"
            }
            return hosts.pop() if len(hosts) == 1 else None
        parties = {self.actors[i].country for i in cluster.participants} - {None}
        if cluster.type == "PROTEST" or (cluster.type, cluster.mode or "") in _DOMESTIC:
            if len(parties) == 1:
                return parties.pop()
        elif cluster.type not in _LOCAL:
            return None
        return setting if parties <= {setting} and cluster.factuality == "asserted" else None

    def _setting(self) -> str | None:
        """The country where nearly all places of the article lie."""
        locations = self.entities.locations
        named = [
            locations[r.location].country
            for r in self.entities.references
            if r.reading == "place" and r.location is not None
        ]
        if len(named) < _SETTING_PLACES:
            return None
        country, count = Counter(named).most_common(1)[0]
        return country if count / len(named) >= _SETTING else None

    def _place(self, country: str) -> int | None:
        place = self.nations.places.get(country)
        if place is None:
            return None
        everywhere = (*self.entities.locations, *self.added)
        for index, location in enumerate(everywhere):
            if location.kind == "country" and location.country == place.country:
                return index
        self.added.append(place)
        return len(everywhere)
