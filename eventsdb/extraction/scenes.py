"""The place of an event whose own clause names none: told with it, before it, or the scene of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventsdb.extraction.document import Entities
from eventsdb.extraction.merging import Cluster
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.placing import Places, precision
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


_LEAD = 2  # the last sentence of the title and lead, which tell the main news
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
"""Types of events that happen at one place; what people say and agree need not."""
_SETTING = 0.7  # share of an article's places in one country from which the article is set there
_SETTING_PLACES = 3  # fewer places tell nothing of the setting


@dataclass
class Scenes:
    """Completes the places of one article's events."""

    entities: Entities
    actors: Sequence[Actor]
    nations: Nations
    places: Places

    def complete(self, clusters: Sequence[Cluster]) -> None:
        """Give events their most precise place; those without, the one that their context supports."""
        for cluster in clusters:
            cluster.location = self._most_precise(cluster.places)
        scene, setting = self._scene(clusters), self._setting()
        for index, cluster in enumerate(clusters):
            if cluster.location is None and cluster.factuality == "asserted":
                cluster.location = self._from_chain(clusters[:index], cluster)
        for cluster in clusters:
            if cluster.location is None and scene is not None and cluster.type in _DEEDS:
                cluster.location = self._on_scene(cluster, scene)
            if cluster.location is None and (country := self._country(cluster, setting)):
                place = self.nations.places.get(country)
                cluster.location = None if place is None else self.places.index(place)

    def _most_precise(self, places: Sequence[int]) -> int | None:
        """The most precise of the places of an event's mentions that lie in the country of the first."""
        if not places:
            return None
        country = self.places.location(places[0]).country
        inside = [i for i in places if self.places.location(i).country == country]
        return min(inside, key=lambda i: precision(self.places.location(i)))

    def _scene(self, clusters: Sequence[Cluster]) -> tuple[Location, Cluster | None] | None:
        """Where the main news takes place, with its event; failing that, the place of the headline."""
        main = [
            c
            for c in clusters
            if c.location is not None
            and c.first_sentence <= _LEAD
            and c.factuality in {"asserted", "alleged"}
        ]
        if main:
            best = min(main, key=lambda c: precision(self.places.location(c.location or 0)))
            return self.places.location(best.location or 0), best
        headline = self.places.headline()
        return None if headline is None else (self.places.location(headline), None)

    def _on_scene(self, cluster: Cluster, scene: tuple[Location, Cluster | None]) -> int | None:
        """The scene of the main news for what happens there too; its country for what happened before."""
        place, main = scene
        countries = self._countries(cluster)
        if cluster.factuality not in {"asserted", "alleged", "future"} or (
            countries and place.country not in countries
        ):
            return None
        if not cluster.dated or main is None or _same_time(cluster, main):
            return self.places.index(place)
        country = self.nations.places.get(place.country or "")
        return None if country is None else self.places.index(country)

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
            hosts = {self.actors[i].country for i in cluster.recipients if self._is_state(i)}
            return hosts.pop() if len(hosts) == 1 else None
        countries = self._countries(cluster)
        if cluster.type == "PROTEST" or (cluster.type, cluster.mode or "") in _DOMESTIC:
            if len(countries) == 1:
                return countries.pop()
        elif cluster.type not in _DEEDS:
            return None
        return setting if countries <= {setting} and cluster.factuality == "asserted" else None

    def _setting(self) -> str | None:
        """The country where nearly all places of the article lie."""
        named = [
            self.places.location(r.location).country
            for r in self.entities.references
            if r.reading == "place" and r.location is not None
        ]
        if len(named) < _SETTING_PLACES:
            return None
        country, count = Counter(named).most_common(1)[0]
        return country if count / len(named) >= _SETTING else None

    def _is_state(self, actor: int) -> bool:
        return self.actors[actor].kind == "government"

    def _countries(self, cluster: Cluster) -> set[str]:
        return {country for i in cluster.participants if (country := self.actors[i].country)}


def _same_time(one: Cluster, other: Cluster) -> bool:
    if one.period is None or other.period is None:
        return False
    return one.period.start <= other.period.end and other.period.start <= one.period.end
