"""Sentences that only say when or where what was told took place: "L'incident s'est produit lundi à Gao"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.placing import Places
from eventsdb.records import Period

_REACH = 3  # sentences over which "l'incident" takes up a deed
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a sentence says of the time and place of the deed told before it."""

    sentence: int
    period: Period | None
    place: int | None


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The nouns that take up any deed, and the verbs that only say that it took place."""
    lexicon = load_lexicon("dating.toml")
    return (
        frozenset(lexicon.section("incident").only("nouns").texts("nouns")),
        frozenset(lexicon.section("occurrence").only("verbs").texts("verbs")),
    )


def find_occurrences(document: Document, dating: Dating, places: Places) -> Iterator[Occurrence]:
    """The sentences of an article that place or date a deed without naming it, in their order."""
    nouns, verbs = _words()
    for token in document.doc:
        if token.lemma_.lower() not in nouns or not token.dep_.startswith("nsubj"):
            continue
        verb = token.head
        if verb.lemma_ not in verbs or not _is_definite(token):
            continue
        expression = dating.expression_of(verb)
        period = dating.resolve(expression, "asserted") if expression is not None else None
        place = places.of_clause(verb)
        if period or place:
            yield Occurrence(document.sentence_of(token.i), period, place.location if place else None)


def complete_by_occurrences(clusters: Sequence[Cluster], occurrences: Iterator[Occurrence]) -> None:
    """Give the deed told last before each occurrence its time, unless it has one, and its place."""
    for occurrence in occurrences:
        told = [
            cluster
            for cluster in clusters
            if cluster.type in _DEEDS and occurrence.sentence - cluster.first_sentence > 0
            if occurrence.sentence - cluster.last_sentence <= _REACH
        ]
        if not told:
            continue
        deed = max(told, key=lambda cluster: min(cluster.last_sentence, occurrence.sentence))
        if occurrence.period is not None and not deed.dated:
            deed.period, deed.dated = occurrence.period, True
        if occurrence.place is not None:
            deed.places.append(occurrence.place)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"le", "la", "l'", "l’", "les", "ce", "cet", "cette", "ces"} for c in noun.lefts)
