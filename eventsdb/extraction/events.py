"""Events: what happened according to an article, with every mention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from eventsdb.extraction.candidates import Candidate, CandidateFinder
from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document, Entities
from eventsdb.extraction.forms import DEMONSTRATIVE
from eventsdb.extraction.frames import load_frames
from eventsdb.extraction.merging import cluster_mentions
from eventsdb.extraction.narrative import Narrative
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.occurrences import complete_by_occurrences, find_occurrences
from eventsdb.extraction.parties import Parties
from eventsdb.extraction.scenes import Scenes
from eventsdb.extraction.spoken import addressee_of, spoken_acts
from eventsdb.extraction.telling import tellings
from eventsdb.extraction.time_grammar import TimeExpression
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.tolls import Toll, TollKind, find_tolls
from eventsdb.extraction.understood import Understood
from eventsdb.extraction.weapons import tell_modes
from eventsdb.extraction.whereabouts import find_whereabouts
from eventsdb.records import Actor, ClaimMention, Event, EventMention, Location, Participant

_SUMMARY_CHARACTERS = 160
_TIES = frozenset({"mark", "case", "cc"})  # "que", "de", "et" before a clause or phrase
_ABOUT_DEEDS = frozenset({"ACCUSE", "SUPPORT"})
_ABOUT_OTHERS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_ANAPHORA = 4  # sentences over which "cette décision" takes up what was told
_SPOKEN_OF = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
_GRAVE = frozenset({"AID", "ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
_TOLLED: dict[TollKind, tuple[str, ...]] = {
    "dead": ("ASSAULT", "PROTEST"),
    "injured": ("ASSAULT", "PROTEST"),
    "arrested": ("COERCE", "PROTEST"),
}


@dataclass(frozen=True, slots=True)
class EventsFound:
    """Events and mentions, and what they bring in besides `Entities`.

    `groups` are the people that take part without a name and the governments only an adjective names,
    `countries` the places of domestic events; their indices count on from the actors and locations of
    `Entities`. A group mention is (actor, start, end).
    """

    events: tuple[Event, ...] = ()
    mentions: tuple[EventMention, ...] = ()
    groups: tuple[Actor, ...] = ()
    countries: tuple[Location, ...] = ()
    group_mentions: tuple[tuple[int, int, int], ...] = ()


def find_events(
    document: Document,
    entities: Entities,
    times: tuple[TimeExpression, ...],
    claims: Sequence[ClaimMention],
    nations: Nations,
) -> EventsFound:
    """The events an article tells of, in the order of their first mention.

    Args:
        document: the parsed article.
        entities: its actors and places.
        times: its time expressions, from `find_times`.
        claims: its claims, for the claim that carries a mention.
        nations: what adjectives of nationality and country codes stand for.
    """
    dating = Dating(document, times)
    finder = CandidateFinder(document, entities, times, dating, nations)
    told = list(finder.candidates())
    told += spoken_acts(document, entities, claims, told)
    told = [_with_speaker(document, entities, candidate, claims) for candidate in told]
    actors = (*entities.actors, *finder.participants.roster.groups)
    told = [_left_to_source(document, candidate, claims, actors) for candidate in told]
    candidates = sorted(told, key=lambda c: (c.trigger, c.frame.id))
    narrative = Narrative(document, dating)
    dated = [narrative.date(document.doc[c.trigger], c.factuality) for c in candidates]
    candidates = [
        replace(c, factuality="future") if c.factuality == "asserted" and narrative.is_ahead(when) else c
        for c, when in zip(candidates, dated, strict=True)
    ]
    tolls = list(find_tolls(document.doc, finder.syntax))
    told_as = list(tellings(document.doc, candidates, tolls))
    clusters = cluster_mentions(candidates, told_as, dated, actors, finder.places.location)
    complete_by_occurrences(clusters, find_occurrences(document, dating, finder.places))
    tell_modes(document, candidates, clusters)
    _blame_authors(clusters, candidates)
    _blame_those_before(document, clusters, candidates)
    Parties(actors).complete(clusters)
    whereabouts = find_whereabouts(document, entities, finder.syntax, finder.places, actors)
    Scenes(entities, actors, nations, finder.places, whereabouts).complete(
        clusters, [c.trigger for c in candidates]
    )
    _add_hosts(clusters, candidates, finder)
    speakers = {claim.speaker for claim in claims if claim.speaker is not None}
    Understood(actors, speakers, finder.places.location).complete(clusters)
    tolls_of = _tolls(document, candidates, clusters, tolls)
    events, mentions = [], []
    for index, cluster in enumerate(clusters):
        events.append(_event(document, cluster, candidates, tolls_of.get(index, {})))
        mentions += [
            _mention(document, index, candidates[i], dated[i].text, claims) for i in cluster.mentions
        ]
    mentions.sort(key=lambda m: (m.start, m.event))
    return EventsFound(
        tuple(events),
        tuple(mentions),
        tuple(finder.participants.roster.groups),
        tuple(finder.places.added),
        tuple(finder.participants.roster.group_mentions),
    )


def _add_hosts(clusters: Sequence[Cluster], candidates: Sequence[Candidate], finder: CandidateFinder) -> None:
    """Let the state where it takes place do what a state does at home, where nobody else is told to."""
    for cluster in clusters:
        hosted = all(candidates[i].frame.hosted for i in cluster.mentions)
        if hosted and not cluster.actors and cluster.location is not None:
            place = finder.places.location(cluster.location)
            cluster.actors += finder.participants.roster.host(place)


def _with_speaker(
    document: Document, entities: Entities, candidate: Candidate, claims: Sequence[ClaimMention]
) -> Candidate:
    """The same, done by the speaker where the trigger is the cue of a claim or stands in it as "I" or "we".

    In "les autorités mentent, a dénoncé X" the parser takes X for the object of "dénoncer".
    """
    trigger = document.doc[candidate.trigger]
    if candidate.first_person and not candidate.actors:
        speaker = next((c.speaker for c in claims if c.start <= trigger.idx < c.end), None)
        return candidate if speaker is None else replace(candidate, actors=(speaker,))
    if not candidate.frame.speech:
        return candidate
    claim = next((c for c in reversed(claims) if _is_cue_after(trigger, candidate.sentence, c)), None)
    speaker = None if claim is None else claim.speaker
    if claim is None or speaker is None:
        return candidate
    if speaker in candidate.actors:
        if candidate.recipients or candidate.frame.type not in _SPOKEN_OF:
            return candidate
        # "Kigali ment, s'est insurgé X": whom it goes to, or of whom it speaks
        addressee = (i for i in addressee_of(document, entities, claim) if i not in candidate.actors)
        return replace(candidate, recipients=tuple(addressee))
    others = tuple(i for i in candidate.recipients if i != speaker) or candidate.actors
    return replace(candidate, actors=(speaker,), recipients=others)


def _is_cue_after(trigger: Token, sentence: int, claim: ClaimMention) -> bool:
    """Whether a word is the cue that follows a claim in one sentence with it."""
    cue = (claim.cue or "").split()
    return claim.sentence == sentence and claim.end <= trigger.idx and cue[-1:] == [trigger.text]


def _left_to_source(
    document: Document, candidate: Candidate, claims: Sequence[ClaimMention], actors: Sequence[Actor]
) -> Candidate:
    """The same, alleged when it is a grave deed that someone of another side only declares.

    "X déclare que Y a livré des armes" leaves it to X; "Y a livré des armes, annonce X" is the news itself.
    """
    if candidate.factuality != "asserted" or candidate.frame.type not in _GRAVE or not candidate.actors:
        return candidate
    at = document.doc[candidate.trigger].idx
    parts = {*candidate.actors, *candidate.recipients}
    own_side = {actors[i].country for i in candidate.actors} - {None}
    for claim in claims:
        before = document.article.text[max(0, claim.start - 4) : claim.start].rstrip()
        if (
            claim.start <= at < claim.end
            and claim.quote == "indirect"
            and before.endswith(("que", "qu'", "qu’"))
            and claim.speaker is not None
            and claim.speaker not in parts
            and actors[claim.speaker].country not in own_side
        ):
            return replace(candidate, factuality="alleged")
    return candidate


def _blame_authors(clusters: Sequence[Cluster], candidates: Sequence[Candidate]) -> None:
    """Who condemns or praises an event addresses those who did it, when nobody else is named."""
    cluster_at = {candidates[i].trigger: cluster for cluster in clusters for i in cluster.mentions}
    for cluster in clusters:
        if cluster.recipients or cluster.type not in _ABOUT_DEEDS:
            continue
        deeds = (
            cluster_at[token]
            for i in cluster.mentions
            for token in candidates[i].about
            if token in cluster_at and cluster_at[token] is not cluster
        )
        authors = next((deed.actors for deed in deeds if deed.actors), [])
        cluster.recipients = [i for i in authors if i not in cluster.actors]


def _blame_those_before(
    document: Document, clusters: Sequence[Cluster], candidates: Sequence[Candidate]
) -> None:
    """Who judges "cette décision" addresses those who did what was told last, when nobody else is named."""
    for cluster in clusters:
        if cluster.recipients or cluster.type not in _ABOUT_OTHERS:
            continue
        for candidate in (candidates[i] for i in cluster.mentions):
            if not any(_takes_up(document.doc[token]) for token in candidate.about):
                continue
            before = (
                (candidates[i].trigger, other)
                for other in clusters
                for i in other.mentions
                if other.actors
                and other.type != "CONSULT"
                and candidates[i].trigger < candidate.trigger
                and candidate.sentence - candidates[i].sentence <= _ANAPHORA
                and set(other.actors).isdisjoint(cluster.actors)
            )
            _, told = max(before, key=lambda one: one[0], default=(0, None))
            if told is not None:
                cluster.recipients = list(told.actors)
                break


def _takes_up(noun: Token) -> bool:
    """Whether a demonstrative says that a noun stands for what was told before, not for someone."""
    people = load_frames().classes["people"].nouns
    return noun.lemma_.lower() not in people and any(c.lower_ in DEMONSTRATIVE for c in noun.lefts)


def _tolls(
    document: Document,
    candidates: Sequence[Candidate],
    clusters: Sequence[Cluster],
    tolls: Iterable[Toll],
) -> dict[int, dict[TollKind, int]]:
    """The tolls of each event: of the fitting trigger nearest in the sentence, or told just before it."""
    cluster_of = {i: index for index, cluster in enumerate(clusters) for i in cluster.mentions}
    found: dict[int, dict[TollKind, int]] = {}
    for toll in tolls:
        sentence = document.sentence_of(toll.token)
        fitting = [
            i
            for i in cluster_of
            if candidates[i].frame.type in _TOLLED[toll.kind] and 0 <= sentence - candidates[i].sentence <= 1
        ]
        if fitting:
            nearest = min(
                fitting,
                key=lambda i: (sentence - candidates[i].sentence, abs(candidates[i].trigger - toll.token)),
            )
            found.setdefault(cluster_of[nearest], {}).setdefault(toll.kind, toll.number)
    return found


def _event(
    document: Document, cluster: Cluster, candidates: Sequence[Candidate], toll: Mapping[TollKind, int]
) -> Event:
    clearest = max(
        (candidates[i] for i in cluster.mentions),
        key=lambda c: (c.factuality == cluster.factuality, len(c.actors) + len(c.recipients), -c.trigger),
    )
    titles = {actor: title for i in reversed(cluster.mentions) for actor, title in candidates[i].titles}
    participants = [Participant(i, "actor", titles.get(i)) for i in cluster.actors]
    participants += [Participant(i, "recipient", titles.get(i)) for i in cluster.recipients]
    return Event(
        type=cluster.type,
        mode=cluster.mode,
        factuality=cluster.factuality,
        period=cluster.period,
        location=cluster.location,
        participants=tuple(participants),
        summary=_summary(document, clearest),
        dead=toll.get("dead"),
        injured=toll.get("injured"),
        arrested=toll.get("arrested"),
        confidence=max(candidates[i].frame.confidence for i in cluster.mentions),
    )


def _mention(
    document: Document,
    event: int,
    candidate: Candidate,
    date_text: str | None,
    claims: Sequence[ClaimMention],
) -> EventMention:
    span = document.doc.span(candidate.start, candidate.end)
    carrier = next(
        (i for i, c in enumerate(claims) if c.start <= span.start_char and span.end_char <= c.end), None
    )
    return EventMention(
        event=event,
        sentence=candidate.sentence,
        start=span.start_char,
        end=span.end_char,
        factuality=candidate.factuality,
        rule=candidate.frame.id,
        date_text=date_text,
        claim=carrier,
        confidence=candidate.frame.confidence,
    )


def _summary(document: Document, candidate: Candidate) -> str:
    """The clause of the trigger, in the words of the text, on one line, without what ties it to others."""
    trigger = document.doc[candidate.trigger]
    left, right = trigger.left_edge.i, trigger.right_edge.i + 1
    while left < trigger.i and _ties(document.doc[left], trigger):
        left += 1
    text = " ".join(document.doc.span(left, right).text.split()).rstrip(" ,;:")
    if len(text) <= _SUMMARY_CHARACTERS:
        return text
    return text[:_SUMMARY_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _ties(word: Token, trigger: Token) -> bool:
    """Whether a word ties the trigger's clause to others, and none of the phrases in it ("au cours de")."""
    return word.dep_ == "punct" or (word.dep_ in _TIES and word.head.i == trigger.i)
