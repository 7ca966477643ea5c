"""Scores of a database against annotated articles.

Actors and places match by name, events by type and evidence, claims by at least half of their words in
common; one to one, within an article. What hangs on a match (kind, date, speaker ...) is scored on the
matched items only. The rules of annotation are those of the project's guidelines: an event row counts
wherever it is mentioned, and an event without its participants is an event, but not a full one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy import Connection

from eventsdb.errors import EventsdbError
from eventsdb.evaluation.gold import GoldArticle, GoldEvent
from eventsdb.evaluation.measures import Proportion, Retrieval, match
from eventsdb.evaluation.system import Identities, SystemActor, SystemArticle, SystemEvent, read_article
from eventsdb.evaluation.text import covers, kilometres, name_key, overlap
from eventsdb.periods import parse_edtf
from eventsdb.plover import SYMMETRIC

_NEAR_KM = 50
_SAME_CLAIM = 0.5
_LOOSE_DATE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Miss:
    """An item of the gold that was not found, or (`spurious`) one of the system's that is not in it."""

    article: str
    measure: str
    spurious: bool
    text: str


@dataclass
class Evaluation:
    """Every measure over a set of articles; `missing` are annotated articles the database lacks."""

    missing: list[str] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    published: Proportion = field(default_factory=Proportion)
    actors: Retrieval = field(default_factory=Retrieval)
    actor_kind: Proportion = field(default_factory=Proportion)
    actor_country: Proportion = field(default_factory=Proportion)
    locations: Retrieval = field(default_factory=Retrieval)
    location_country: Proportion = field(default_factory=Proportion)
    location_near: Proportion = field(default_factory=Proportion)
    events: Retrieval = field(default_factory=Retrieval)
    event_date_exact: Proportion = field(default_factory=Proportion)
    event_date_overlap: Proportion = field(default_factory=Proportion)
    event_place: Proportion = field(default_factory=Proportion)
    event_factuality: Proportion = field(default_factory=Proportion)
    event_mode: Proportion = field(default_factory=Proportion)
    participants: Retrieval = field(default_factory=Retrieval)
    full_events: Retrieval = field(default_factory=Retrieval)
    claims: Retrieval = field(default_factory=Retrieval)
    claims_with_speaker: Retrieval = field(default_factory=Retrieval)
    claim_type: Proportion = field(default_factory=Proportion)
    claim_quote: Proportion = field(default_factory=Proportion)
    by_type: dict[str, Retrieval] = field(default_factory=lambda: defaultdict(Retrieval))

    def measures(self) -> list[tuple[str, Retrieval | Proportion]]:
        """Every measure over all types of event, by name."""
        named = ((f.name, getattr(self, f.name)) for f in fields(self))
        return [(name, value) for name, value in named if isinstance(value, Retrieval | Proportion)]


def evaluate(connection: Connection, gold: Iterable[GoldArticle]) -> Evaluation:
    """Score the articles of a database against their annotations.

    Raises:
        EventsdbError: The database holds none of the annotated articles.
    """
    result = Evaluation()
    identities = Identities(connection)
    articles = list(gold)
    for annotated in articles:
        found = read_article(connection, identities, annotated.stem)
        if found is None:
            result.missing.append(annotated.stem)
            found = SystemArticle(None, (), (), (), ())
        _ArticleScorer(result, annotated, found, identities).run()
    if len(result.missing) == len(articles):
        raise EventsdbError("the database holds none of the annotated articles: load the folder's .txt files")
    return result


def matched_events(connection: Connection, gold: Iterable[GoldArticle]) -> dict[tuple[str, str], int]:
    """The row of `events` that each annotated event was found as, by the article's stem and the event's id.

    Events of two articles with one row are one event to the database.
    """
    identities = Identities(connection)
    rows: dict[tuple[str, str], int] = {}
    for annotated in gold:
        if found := read_article(connection, identities, annotated.stem):
            scorer = _ArticleScorer(Evaluation(), annotated, found, identities)
            for i, j in scorer.event_pairs():
                rows[annotated.stem, annotated.events[i].id] = found.events[j].id
    return rows


class _ArticleScorer:
    """Adds one article to an evaluation."""

    def __init__(
        self, result: Evaluation, gold: GoldArticle, found: SystemArticle, identities: Identities
    ) -> None:
        self.result, self.gold, self.found, self.identities = result, gold, found, identities
        self.actors = {a.id: a for a in gold.actors}
        self.actor_names = {a.id: _names(a.name, a.forms) for a in gold.actors}
        self.places = {place.id: _names(place.name, place.forms) for place in gold.locations}
        self.spoken_of = {place.id: place.names for place in found.locations}

    def run(self) -> None:
        self._published()
        self._actors()
        self._locations()
        self._events()
        self._claims()

    def _published(self) -> None:
        if not self.gold.published or self.gold.stem in self.result.missing:
            return
        want, got = parse_edtf(self.gold.published), self.found.published
        within = False
        if got:
            period = parse_edtf(got)
            within = want.start <= period.start and period.end <= want.end
        self.result.published.add(within)

    def _same_actor(self, gold_id: str | None, row: SystemActor | None) -> bool:
        actor = self.actors.get(gold_id or "")
        if actor is None or row is None:
            return False
        if actor.kind == "government" and actor.country and row.kind == "government":
            return actor.country == row.country
        return bool(self.actor_names[actor.id] & row.names)

    def _actors(self) -> None:
        gold, found = self.gold.actors, self.found.actors
        pairs = match(
            (1.0, i, j)
            for i, want in enumerate(gold)
            for j, got in enumerate(found)
            if self._same_actor(want.id, got)
        )
        _count(self.result.actors, len(pairs), len(found), len(gold))
        for i, j in pairs:
            self.result.actor_kind.add(gold[i].kind == found[j].kind)
            if gold[i].country:
                self.result.actor_country.add(gold[i].country == found[j].country)
        self._report("actors", pairs, [a.name for a in gold], [a.name for a in found])

    def _locations(self) -> None:
        gold, found = self.gold.locations, self.found.locations
        pairs = match(
            (1.0, i, j)
            for i, want in enumerate(gold)
            for j, got in enumerate(found)
            if self.places[want.id] & got.names
        )
        matched = {j for _, j in pairs}
        governments = {n for a in self.gold.actors if a.kind == "government" for n in self.actor_names[a.id]}
        # A place named like a government of the article may be either: it is not held against the system.
        excused = {j for j, got in enumerate(found) if j not in matched and got.names & governments}
        _count(self.result.locations, len(pairs), len(found) - len(excused), len(gold))
        for i, j in pairs:
            want, got = gold[i], found[j]
            if want.country:
                self.result.location_country.add(got.country == want.country)
            if want.lat is not None and want.lon is not None and want.kind in {"city", "site"}:
                near = got.position is not None
                near = near and kilometres((want.lat, want.lon), got.position or (0, 0)) <= _NEAR_KM
                self.result.location_near.add(near)
        shown = [*pairs, *((-1, j) for j in excused)]
        self._report("locations", shown, [place.name for place in gold], [place.name for place in found])

    def _shared_participants(
        self, want: GoldEvent, got: SystemEvent | None
    ) -> tuple[list[tuple[str, str]], list[tuple[int, int]]]:
        symmetric = want.type in SYMMETRIC
        roles = (("actor", want.actor), ("recipient", want.recipient))
        wanted = [("any" if symmetric else role, a) for role, members in roles for a in members]
        given = [("any" if symmetric else role, a) for role, a in got.participants] if got else []
        pairs = match(
            (1.0, i, j)
            for i, (role, actor) in enumerate(wanted)
            for j, (other_role, row) in enumerate(given)
            if role == other_role and self._same_actor(actor, self.identities.actors.get(row))
        )
        return wanted, pairs

    def event_pairs(self) -> list[tuple[int, int]]:
        """Which event of the gold is which of the system's, by their positions."""
        return match(
            (1.0 + len(self._shared_participants(want, got)[1]), i, j)
            for i, want in enumerate(self.gold.events)
            for j, got in enumerate(self.found.events)
            if want.type == got.type and any(covers(s, e) for s in got.sentences for e in want.evidence)
        )

    def _events(self) -> None:
        gold, found = self.gold.events, self.found.events
        pairs = self.event_pairs()
        _count(self.result.events, len(pairs), len(found), len(gold))
        _count(self.result.full_events, 0, len(found), len(gold))
        for want in gold:
            self.result.by_type[want.type].gold += 1
        for got in found:
            self.result.by_type[got.type].system += 1
            self.result.participants.system += len(got.participants)
        partner = dict(pairs)
        for i, want in enumerate(gold):
            event = found[partner[i]] if i in partner else None
            wanted, shared = self._shared_participants(want, event)
            _count(self.result.participants, len(shared), 0, len(wanted))
            if event is None:
                continue
            self.result.by_type[want.type].found += 1
            roles_ok = {role for role, _ in wanted} <= {wanted[k][0] for k, _ in shared}
            date_ok, fact_ok = self._date(want, event), want.factuality in event.factualities
            self.result.event_factuality.add(fact_ok)
            self._place(want, event)
            if want.mode:
                self.result.event_mode.add(event.mode == want.mode)
            self.result.full_events.found += date_ok and fact_ok and roles_ok
        self._report(
            "events",
            pairs,
            [f"{e.type}: {e.evidence[0][:110]}" for e in gold],
            [f"{e.type}: {e.sentences[0][:110]}" for e in found],
        )

    def _date(self, want: GoldEvent, got: SystemEvent) -> bool:
        if not want.date:
            return True
        period = parse_edtf(want.date)
        self.result.event_date_exact.add((got.start, got.end) == (period.start, period.end))
        agrees = _overlaps(got.start, got.end, period.start, period.end)
        self.result.event_date_overlap.add(agrees)
        return agrees

    def _place(self, want: GoldEvent, got: SystemEvent) -> None:
        if not want.place:
            return
        row = self.identities.locations.get(got.location) if got.location is not None else None
        names: set[str] = set()
        if row is not None:
            names = {name_key(row.name)} | self.spoken_of.get(row.id, frozenset())
        self.result.event_place.add(bool(self.places.get(want.place, set()) & names))

    def _claims(self) -> None:
        gold, found = self.gold.claims, self.found.claims
        pairs = match(
            (score, i, j)
            for i, want in enumerate(gold)
            for j, got in enumerate(found)
            if (score := overlap(want.text, got.text)) >= _SAME_CLAIM
        )
        with_speaker = 0
        for i, j in pairs:
            want, got = gold[i], found[j]
            if want.speaker:
                speaker = self.identities.actors.get(got.speaker) if got.speaker is not None else None
                with_speaker += self._same_actor(want.speaker, speaker)
            else:
                with_speaker += got.speaker is None and overlap(want.speaker_text, got.speaker_text) > 0
            self.result.claim_type.add(want.type == got.type)
            self.result.claim_quote.add(want.quote == got.quote)
        _count(self.result.claims, len(pairs), len(found), len(gold))
        _count(self.result.claims_with_speaker, with_speaker, len(found), len(gold))
        self._report(
            "claims",
            pairs,
            [f"[{c.speaker_text}] {c.text[:110]}" for c in gold],
            [f"[{c.speaker_text}] {c.text[:110]}" for c in found],
        )

    def _report(
        self, measure: str, pairs: Iterable[tuple[int, int]], gold: list[str], found: list[str]
    ) -> None:
        lefts, rights = {i for i, _ in pairs}, {j for _, j in pairs}
        misses = [Miss(self.gold.stem, measure, False, text) for i, text in enumerate(gold) if i not in lefts]
        misses += [
            Miss(self.gold.stem, measure, True, text) for j, text in enumerate(found) if j not in rights
        ]
        self.result.misses.extend(misses)


def _names(name: str, forms: Iterable[str]) -> set[str]:
    return {name_key(n) for n in (name, *forms)}


def _count(tally: Retrieval, found: int, system: int, gold: int) -> None:
    tally.found += found
    tally.system += system
    tally.gold += gold


def _overlaps(start: date | None, end: date | None, want_start: date, want_end: date) -> bool:
    """Whether a date meets the wanted one without being much vaguer: a month at most, or twice as long."""
    if start is None or end is None or start > want_end or want_start > end:
        return False
    width = (want_end - want_start).days + 1
    return (end - start).days + 1 <= max(_LOOSE_DATE_DAYS, 2 * width)
