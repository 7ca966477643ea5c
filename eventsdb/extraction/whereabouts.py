"""Where a text says that persons are: "arrivé à Lima", "a répliqué X dans un discours à Rome".

What such a person says in the news, he says there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from eventsdb.extraction.document import Document, Entities
from eventsdb.extraction.factuality import factuality_of
from eventsdb.extraction.placing import Places
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token
from eventsdb.records import Actor

Whereabouts = Mapping[int, Sequence[tuple[int, int]]]
"""By the index of a person: sentences and the indices of the places they put him at."""


def find_whereabouts(
    document: Document, entities: Entities, syntax: Syntax, places: Places, actors: Sequence[Actor]
) -> Whereabouts:
    """The towns and sites that each person of an article is told to be at, each with its sentence."""
    told: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for verb, place in places.of_verbs():
        if factuality_of(document.doc[verb]) == "asserted":
            for person in _persons(syntax.slots(document.doc[verb]).get("subject", ()), entities, actors):
                told[person].append((document.sentence_of(verb), place))
    return told


def _persons(subjects: Sequence[Token], entities: Entities, actors: Sequence[Actor]) -> Iterator[int]:
    for token in subjects:
        reference = entities.at(token.i)
        if reference is not None and reference.reading == "actor":
            yield from (i for i in reference.actors if i < len(actors) and actors[i].kind == "person")
