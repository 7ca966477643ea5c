"""Where an event took place: a place named in its own clause, else the only one its sentence names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.syntax import Syntax

_LOCATIVE = frozenset({"à", "en", "dans", "sur", "sous", "devant", "près", "hors", "chez"})
_INSIDE = frozenset({"en", "dans"})
PRECISION = {"site": 0, "city": 1, "water": 2, "region": 3, "country": 4}


class Places:
    """The places of one article, each hung on the words whose place it is."""

    def __init__(self, document: Document, entities: Entities, syntax: Syntax) -> None:
        self._document = document
        self._entities = entities
        self._by_token: dict[int, list[Reference]] = defaultdict(list)
        self._by_sentence: dict[int, list[Reference]] = defaultdict(list)
        for reference in entities.references:
            if reference.location is None:
                continue
            root = document.doc[reference.root]
            locative = syntax.preposition(root) in (_LOCATIVE if reference.reading == "place" else _INSIDE)
            if reference.reading == "place" or locative:
                for governor in _governors(root):
                    self._by_token[governor].append(reference)
                if locative:
                    self._by_sentence[document.sentence_of(reference.root)].append(reference)

    def of_clause(self, trigger: Token) -> Reference | None:
        """The most precise place of the trigger's own clause."""
        return self._best(self._by_token.get(trigger.i, []), trigger)

    def of_sentence(self, trigger: Token) -> Reference | None:
        """The place of the trigger's sentence, when it names only one."""
        found = self._by_sentence.get(self._document.sentence_of(trigger.i), [])
        return found[0] if len({r.location for r in found}) == 1 else None

    def _best(self, found: list[Reference], trigger: Token) -> Reference | None:
        def rank(reference: Reference) -> tuple[int, int]:
            location = self._entities.locations[reference.location or 0]
            return PRECISION[location.kind], abs(reference.root - trigger.i)

        return min(found, key=rank, default=None)


def _governors(token: Token) -> Iterator[int]:
    """The words a place belongs to: up to the verb of its clause, and what goes with that verb."""
    for ancestor in token.ancestors:
        yield ancestor.i
        if ancestor.pos_ in {"VERB", "AUX"}:
            for child in ancestor.children:
                if (
                    child.pos_ in {"NOUN", "PROPN"}
                    and child.dep_
                    in {
                        "obj",
                        "nsubj",
                        "nsubj:pass",
                        "obl:arg",
                    }
                ) or (child.dep_ in {"conj", "xcomp"} and child.pos_ == "VERB"):
                    yield child.i
            break
