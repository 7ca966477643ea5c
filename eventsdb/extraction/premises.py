"""Places that bear the name of the body in them: "devant l'ambassade du Pérou", "au siège de la Ligue"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventsdb.extraction.described import place_words
from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token
from eventsdb.records import Location

_INDEFINITE = frozenset({"un", "une", "des"})


def find_premises(
    document: Document, entities: Entities, syntax: Syntax, known: Sequence[Location]
) -> Iterator[tuple[Token, Location]]:
    """Every body by whose name a text says where something happens, with the place.

    It lies in the country of the body, an embassy in the one last named; `known` are the places of the
    article.
    """
    country: str | None = None
    for reference in entities.references:
        if reference.location is not None and reference.reading == "place":
            country = known[reference.location].country or country
        if reference.location is None:
            start = _start(document, reference, syntax)
            if start is not None:
                name = document.doc.span(start, reference.end).text
                root = document.doc[reference.root if start >= reference.start else start]
                abroad = document.doc[start].lemma_.lower() in place_words().abroad
                own = next((entities.actors[i].country for i in reference.actors if not abroad), None)
                yield root, Location(name[0].upper() + name[1:], "site", own or country)


def _start(document: Document, reference: Reference, syntax: Syntax) -> int | None:
    """Where the name of the premises begins; None where the body only acts or is acted on."""
    words = place_words()
    first, root = document.doc[reference.start], document.doc[reference.root]
    taken = root.dep_ == "obj" and root.head.lemma_ in words.taken
    if first.lemma_.lower() in words.premises and (taken or syntax.preposition(root) in words.inside):
        named = reference.end - reference.start > 1 and not any(c.lower_ in _INDEFINITE for c in root.lefts)
        return reference.start if named else None
    seat = root.head
    if reference.form != "name":
        return None
    if seat.lemma_.lower() in words.seats and seat.i < root.i and syntax.preposition(root) == "de":
        return seat.i if syntax.preposition(seat) in {*words.inside, "à"} else None
    return None
