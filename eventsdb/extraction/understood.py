"""Who does what only some can do, where the text leaves it to be understood: police, courts, protesters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.phrases import fold_words
from eventsdb.extraction.support import load_support
from eventsdb.records import Actor, Location

_OFFICES: Mapping[tuple[str, str | None], str] = MappingProxyType(
    {
        ("COERCE", "arrest"): "COP",
        ("RETREAT", "release"): "COP",
        ("ASSAULT", "crowd-control"): "COP",
        ("SANCTION", "convict"): "JUD",
    }
)
"""The PLOVER sector of those who do what is done by office: police, courts."""

_OF_CROWDS = frozenset({None, "demo", "riot"})
"""The modes of a protest that whoever demonstrates is in; a strike or a fire has its own authors."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Fills in the actors of one article's events that lack one.

    `speakers` are those who say something; `place` gives the location of an index.
    """

    actors: Sequence[Actor]
    speakers: Collection[int]
    place: Callable[[int], Location]

    def complete(self, clusters: Sequence[Cluster]) -> None:
        """Let the one police force or court that acts in the article do its office, and its crowd protest."""
        active = {*self.speakers, *(i for cluster in clusters for i in cluster.participants)}
        crowds = [i for i, actor in enumerate(self.actors) if _is_crowd(actor)]
        for cluster in clusters:
            if cluster.actors:
                continue
            if sector := _OFFICES.get((cluster.type, cluster.mode)):
                bodies = [i for i in sorted(active) if _holds(self.actors[i], sector)]
                cluster.actors = self._only(bodies, cluster)
            elif cluster.type == "PROTEST" and cluster.mode in _OF_CROWDS:
                cluster.actors = self._only(crowds, cluster)

    def _only(self, known: Sequence[int], cluster: Cluster) -> list[int]:
        """The only one of some actors that is not of another country than an event, nor its recipient."""
        country = None if cluster.location is None else self.place(cluster.location).country
        fitting = [
            i
            for i in known
            if i not in cluster.recipients
            and self.actors[i].country in {country or self.actors[i].country, None}
        ]
        return fitting if len(fitting) == 1 else []


def _holds(actor: Actor, sector: str) -> bool:
    """Whether an actor is a police force, or a body that passes sentence."""
    if actor.kind != "organization" or actor.sector != sector:
        return False
    return sector != "JUD" or fold_words(actor.name)[0] in load_support().courts


def _is_crowd(actor: Actor) -> bool:
    """Whether people are known as nothing but protesters: "les manifestants"."""
    return actor.kind == "group" and fold_words(actor.name)[0] in load_support().crowds
