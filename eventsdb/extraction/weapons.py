"""The mode of an assault whose own words leave it open, told by the weapons its sentences name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.clusters import Cluster
from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.tokens import Span
from eventsdb.plover import MODES

_TYPE = "ASSAULT"


@dataclass(frozen=True, slots=True)
class _Words:
    modes: Mapping[str, str]
    general: frozenset[str]
    corrected_by: frozenset[str]
    things: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("weapons.toml")
    modes: dict[str, str] = {}
    for entry in lexicon.entries("weapon"):
        mode = entry.only("mode", "words").text("mode", among=MODES[_TYPE])
        entry.add_to(modes, entry.texts("words"), mode)
    general = lexicon.section("general").only("modes", "corrected_by")
    return _Words(
        modes,
        frozenset(general.texts("modes", MODES[_TYPE])),
        frozenset(general.texts("corrected_by", MODES[_TYPE])),
        frozenset(lexicon.section("things").only("nouns").texts("nouns")),
    )


def tell_modes(document: Document, candidates: Sequence[Candidate], clusters: Sequence[Cluster]) -> None:
    """Give assaults without a mode the one that their sentences name, when it is one.

    A sentence that tells of two assaults tells the mode of neither.
    """
    assaults = [cluster for cluster in clusters if cluster.type == _TYPE]
    told: dict[int, set[int]] = {}
    for index, cluster in enumerate(assaults):
        for i in cluster.mentions:
            told.setdefault(candidates[i].sentence, set()).add(index)
    sentences = list(document.doc.sents)
    for index, cluster in enumerate(assaults):
        own = sorted(sentence for sentence, tellers in told.items() if tellers == {index})
        named = {mode for sentence in own for mode in _modes_in(sentences[sentence])}
        if cluster.mode in _words().general:
            named &= _words().corrected_by
        elif cluster.mode is not None:
            continue
        if len(named) == 1:
            cluster.mode = named.pop()


def _modes_in(sentence: Span) -> set[str]:
    words = _words()
    return {
        words.modes[word]
        for t in sentence
        if t.pos_ != "PROPN" and t.head.lemma_ not in words.things
        for word in (t.lemma_.lower(), t.lower_)
        if word in words.modes
    }
