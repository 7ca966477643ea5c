"""The place of an event whose own clause names none: told with it, before it, or the scene of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventsdb import periods
from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.document import Entities
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.placing import Places, precision, precision_of
from eventsdb.extraction.whereabouts import Whereabouts
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


_NATIONAL = frozenset({("RETREAT", "resign"), ("COERCE", "seize"), ("COERCE", "martial-law")})
"""Of these, what concerns the whole country rather than the town where it happens."""

_LEAD = 2  # the last sentence of the title and lead, which tell the main news
_SETTING_OF_NEWS = 4  # sentences in which the town is named that the main news took place in
_AT_MEETINGS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT"})
"""Types of events that happen where the parties meet, when their meeting is the news."""

_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
"""Types of events that happen at one place; what people say and agree need not."""
_SETTING = 0.7  # share of an article's places in one country from which the article is set there
_SETTING_PLACES = 3  # fewer places tell nothing of the setting
_WIDE = precision_of("region")
_NEWS_DAYS = 3
_RECENT_DAYS = 31
_LONG_DAYS = 62  # what goes on for longer than that is not all at the scene of the news


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where the main news takes place, with its event when that is known."""

    place: Location
    main: Cluster | None


@dataclass
class Scenes:
    """Completes the places of one article's events."""

    entities: Entities
    actors: Sequence[Actor]
    nations: Nations
    places: Places
    whereabouts: Whereabouts

    def complete(self, clusters: Sequence[Cluster], triggers: Sequence[int]) -> None:
        """Give events their most precise place; those without, the one that their context supports.

        `triggers` are the tokens of the mentions that the clusters count.
        """
        for cluster in clusters:
            cluster.location = self._most_precise(cluster.places)
        news = [
            c
            for c in clusters
            if not all(self.places.looks_back(triggers[i], dated=c.dated) for i in c.mentions)
        ]
        scene, setting = self._scene(news), self._setting()
        for cluster in clusters:
            if scene is not None and self._is_narrowed(cluster, scene):
                cluster.location = self.places.index(scene.place)
        self._chain(clusters, news)
        for cluster in clusters:
            if cluster.location is None and scene is not None and _happens_somewhere(cluster):
                cluster.location = self._on_scene(cluster, scene)
            if cluster.location is None and scene is not None and self._at_meeting(cluster, scene):
                cluster.location = self.places.index(scene.place)
            if cluster.location is None and (country := self._country(cluster, setting)):
                place = self.nations.places.get(country)
                cluster.location = None if place is None else self.places.index(place)
        self._chain(clusters, news)
        for cluster in news:
            if cluster.location is None and self._is_said_in_the_news(cluster, clusters):
                cluster.location = self._where_said(cluster)

    def _is_said_in_the_news(self, cluster: Cluster, clusters: Sequence[Cluster]) -> bool:
        """Whether words were said at the time of the news, or at none that the text tells."""
        if not cluster.speech or cluster.factuality != "asserted":
            return False
        if not cluster.dated or cluster.period is None:
            return True
        news = max(c.period.start for c in clusters if c.period is not None and c.factuality == "asserted")
        return (news - cluster.period.end).days <= _NEWS_DAYS

    def _where_said(self, cluster: Cluster) -> int | None:
        """Where the one who speaks is told to be, or to have been just before."""
        told = next((self.whereabouts[i] for i in cluster.actors if i in self.whereabouts), ())
        if len({place for _, place in told}) == 1:
            return told[0][1]
        before = [place for sentence, place in told if 0 <= cluster.first_sentence - sentence <= _CHAIN]
        return before[-1] if before else None

    def _chain(self, clusters: Sequence[Cluster], news: Sequence[Cluster]) -> None:
        """Let what goes on with the news, and is no look back at an earlier day, take its places."""
        going_on = {id(cluster) for cluster in news}
        for index, cluster in enumerate(clusters):
            if cluster.location is None and cluster.factuality == "asserted" and id(cluster) in going_on:
                cluster.location = self._from_chain(clusters, index)

    def _most_precise(self, places: Sequence[int]) -> int | None:
        """The most precise of the places of an event's mentions that lie in the country of the first."""
        if not places:
            return None
        country = self.places.location(places[0]).country
        inside = [i for i in places if self.places.location(i).country == country]
        return min(inside, key=lambda i: precision(self.places.location(i)))

    def _scene(self, clusters: Sequence[Cluster]) -> _Scene | None:
        """Where the main news takes place: by its events, by the headline, by the one town of the lead."""
        main = [
            c
            for c in clusters
            if c.location is not None
            and c.first_sentence <= _LEAD
            and c.factuality in {"asserted", "alleged"}
        ]
        if main:
            best = min(main, key=lambda c: precision(self.places.location(c.location or 0)))
            return _Scene(self._narrower(self.places.location(best.location or 0)), best)
        headline = self.places.headline()
        return None if headline is None else _Scene(self._narrower(self.places.location(headline)), None)

    def _narrower(self, place: Location) -> Location:
        """The one place inside a country or region that the lead names first, or the country itself."""
        if precision(place) < _WIDE:
            return place
        for sentence in range(_SETTING_OF_NEWS):
            inside = [
                other
                for other in self.places.named_in(sentence)
                if other.country == place.country and precision(other) < precision(place)
            ]
            finest = min((precision(other) for other in inside), default=None)
            names = {other.name: other for other in inside if precision(other) == finest}
            if names:
                return names.popitem()[1] if len(names) == 1 else place
        return place

    def _is_narrowed(self, cluster: Cluster, scene: _Scene) -> bool:
        """Whether an event of the news is told only to be in the country where its scene lies."""
        if cluster.location is None or cluster.first_sentence > _LEAD:
            return False
        place = self.places.location(cluster.location)
        return (
            _happens_somewhere(cluster)
            and _in_one_time(cluster, scene)
            and (cluster.type, cluster.mode) not in _NATIONAL
            and precision(place) >= _WIDE
            and precision(scene.place) < precision(place)
            and place.country == scene.place.country
        )

    def _on_scene(self, cluster: Cluster, scene: _Scene) -> int | None:
        """The scene of the main news for what happens there too; its country for what happened before.

        Not for what somebody from another country does, or suffers when nobody is said to do it.
        """
        doers = {code for i in cluster.actors if (code := self.actors[i].country)}
        at_home = (cluster.type, cluster.mode or "") in _DOMESTIC
        known = doers if doers or at_home else self._countries(cluster)
        foreign = known and scene.place.country is not None and scene.place.country not in known
        if cluster.factuality not in {"asserted", "alleged", "future"} or foreign:
            return None
        elsewhere = self.places.named_in(cluster.first_sentence)
        if _in_one_time(cluster, scene) and (not elsewhere or scene.place in elsewhere):
            return self.places.index(scene.place)
        if elsewhere and scene.place.country not in {place.country for place in elsewhere}:
            return None
        country = self.nations.places.get(scene.place.country or "")
        return None if country is None else self.places.index(country)

    def _at_meeting(self, cluster: Cluster, scene: _Scene) -> bool:
        """Whether those who meet in the news agree on something, or meet, at no other time."""
        meeting = scene.main
        if meeting is None or meeting.type != "CONSULT" or cluster.dated or cluster.mode == "visit":
            return False
        if cluster.type not in _AT_MEETINGS or cluster.factuality != "asserted":
            return False
        theirs, known = self._countries(cluster), self._countries(meeting)
        return not (theirs and known and theirs.isdisjoint(known))

    def _from_chain(self, clusters: Sequence[Cluster], index: int) -> int | None:
        """The place of the event told nearest before, or after the lead, with one of its persons in it."""
        cluster = clusters[index]
        after = [c for c in clusters[index + 1 :] if cluster.first_sentence <= _LEAD]
        for other in (*reversed(clusters[:index]), *after):
            if other.location is None or other.factuality != "asserted":
                continue
            near = _sentences_between(cluster, other) <= _CHAIN
            shared = _present(cluster) & _present(other)
            if near and any(self.actors[i].kind in {"person", "group"} for i in shared):
                return other.location if cluster.type in _CHAINED or other.type == "PROTEST" else None
        return None

    def _country(self, cluster: Cluster, setting: str | None) -> str | None:
        """The country of a visit's host, of a domestic act, or of the article, unless foreigners act."""
        if cluster.mode == "visit":
            hosts = {self.actors[i].country for i in cluster.recipients if self._is_state(i)}
            return hosts.pop() if len(hosts) == 1 else None
        doers = {code for i in cluster.actors if (code := self.actors[i].country)}
        countries = self._countries(cluster)
        if doers and cluster.type != "ACCUSE":
            countries = doers  # whom an authority arrests may come from anywhere
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


def _present(cluster: Cluster) -> set[int]:
    """Who was there: whom words are about, or addressed to, may be anywhere."""
    return set(cluster.actors) if cluster.speech else cluster.participants


def _sentences_between(one: Cluster, other: Cluster) -> int:
    return max(one.first_sentence - other.last_sentence, other.first_sentence - one.last_sentence)


def _happens_somewhere(cluster: Cluster) -> bool:
    """Whether an event is a deed or what an authority does at home, which has its place."""
    return cluster.type in _DEEDS or (cluster.type, cluster.mode or "") in _DOMESTIC


def _in_one_time(cluster: Cluster, scene: _Scene) -> bool:
    """Whether an event took place when the main news did, or in the weeks around it.

    These count for what the lead tells and for what police and courts do in the matter.
    """
    if cluster.period is not None and periods.length(cluster.period) > _LONG_DAYS:
        return False
    if not cluster.dated or scene.main is None or cluster is scene.main:
        return True
    one, other = cluster.period, scene.main.period
    if one is None or other is None:
        return False
    recent = cluster.first_sentence <= _LEAD or (cluster.type, cluster.mode or "") in _DOMESTIC
    recent = recent and scene.place.kind != "site"  # nobody is at one house for days
    return periods.days_apart(one, other) <= (_RECENT_DAYS if recent else 0)
