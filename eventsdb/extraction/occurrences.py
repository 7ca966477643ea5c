"""Sentences that only say when or where what was told took place: "L'incident s'est produit lundi à Gao"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.placing import Places
from eventsdb.extraction.tokens import Token
from eventsdb.records import Period

_REACH = 3  # sentences over which "l'incident" takes up a deed
_AHEAD = 2  # sentences over which it is told only after
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a sentence says of the time and place of the deed told before it."""

    sentence: int
    period: Period | None
    place: int | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The nouns that take up any deed, what tells one of several, and verbs that only say it took place."""

    nouns: frozenset[str]
    one_of: frozenset[str]
    verbs: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("dating.toml")
    incident = lexicon.section("incident").only("nouns", "one_of")
    return _Words(
        frozenset(incident.texts("nouns")),
        frozenset(incident.texts("one_of")),
        frozenset(lexicon.section("occurrence").only("verbs").texts("verbs")),
    )


def find_occurrences(document: Document, dating: Dating, places: Places) -> Iterator[Occurrence]:
    """The sentences of an article that place or date a deed without naming it, in their order."""
    words = _words()
    for token in document.doc:
        if token.lemma_.lower() not in words.nouns or not token.dep_.startswith("nsubj"):
            continue
        verb = token.head
        if verb.lemma_ not in words.verbs or not _is_definite(token):
            continue
        if any(c.lemma_.lower() in words.one_of for c in token.children):
            continue
        expression = dating.expression_of(verb)
        period = dating.resolve(expression, "asserted") if expression is not None else None
        place = places.of_clause(verb)
        if period or place:
            yield Occurrence(document.sentence_of(token.i), period, place.location if place else None)


def complete_by_occurrences(clusters: Sequence[Cluster], occurrences: Iterator[Occurrence]) -> None:
    """Give the deed told last before each occurrence its time, unless it has one, and its place.

    Where none was told, it is the one told right after.
    """
    for occurrence in occurrences:
        deed = _deed_of(occurrence, [cluster for cluster in clusters if cluster.type in _DEEDS])
        if deed is None:
            continue
        if occurrence.period is not None and not deed.dated:
            deed.period, deed.dated = occurrence.period, True
        if occurrence.place is not None:
            deed.places.append(occurrence.place)


def _deed_of(occurrence: Occurrence, deeds: Sequence[Cluster]) -> Cluster | None:
    here = occurrence.sentence
    before = [d for d in deeds if d.first_sentence < here <= d.last_sentence + _REACH]
    if before:
        return max(before, key=lambda deed: min(deed.last_sentence, here))
    return next((d for d in deeds if here < d.first_sentence <= here + _AHEAD), None)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"le", "la", "l'", "l’", "les", "ce", "cet", "cette", "ces"} for c in noun.lefts)
