"""Where the words of a clause say that something took place.

A place counts when it stands in the clause as a place: "à Rome", "dans le nord du pays", "le bombardement
d'Alep". Not counted are places inside the name or title of someone, where someone comes from, and what is
only spoken of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.syntax import Syntax
from eventsdb.records import Location

_LOCATIVE = frozenset(
    {"à", "en", "dans", "sur", "sous", "devant", "près", "hors", "chez", "vers", "entre", "depuis"}
)
_AROUND_COUNTRIES = frozenset({"à", "en", "dans"})
_DIRECT = frozenset({"de", "d'", "d’", "du", "des", None})
_OBJECTS = frozenset({"obj", "nsubj", "nsubj:pass", "obl:arg"})
_PRECISION = {"site": 0, "city": 1, "water": 2, "region": 3, "country": 4}
_BARE = {
    "ville": ("city",),
    "localité": ("city",),
    "métropole": ("city",),
    "village": ("city",),
    "région": ("region", "water"),
    "province": ("region",),
    "île": ("region", "site"),
    "zone": ("region", "water"),
    "pays": ("country",),
}
"""Nouns that take up a place named before, and the kinds of place they may be."""
_CAPITAL = "capitale"
_NEAR = 3  # sentences over which "dans la ville" takes up a town
_NESTING = frozenset(
    {",", "(", "à", "au", "aux", "en", "dans", "le", "la", "l'", "l’", "nord", "sud", "est", "ouest"}
)


class Places:
    """The places of one article, each hung on the words whose place it is.

    `added` are places that only a description names ("la capitale afghane"): their indices count on from
    the locations of `Entities`.
    """

    def __init__(self, document: Document, entities: Entities, syntax: Syntax, nations: Nations) -> None:
        self.added: list[Location] = []
        self._document = document
        self._entities = entities
        self._syntax = syntax
        self._nations = nations
        self._by_token: dict[int, list[Reference]] = defaultdict(list)
        self._by_sentence: dict[int, list[Reference]] = defaultdict(list)
        named = [r for r in entities.references if r.location is not None]
        described = list(self._described(named))
        for reference in sorted((*named, *described), key=lambda r: r.root):
            self._hang(reference)

    def location(self, index: int) -> Location:
        """The place of that index."""
        known = self._entities.locations
        return known[index] if index < len(known) else self.added[index - len(known)]

    def of_clause(self, trigger: Token) -> Reference | None:
        """The most precise place of the trigger's own clause."""
        return self._best(self._by_token.get(trigger.i, []), trigger)

    def of_sentence(self, trigger: Token) -> Reference | None:
        """The place of the trigger's sentence, when it names only one, or places within one another."""
        everything = self._by_sentence.get(self._document.sentence_of(trigger.i), [])
        found = [r for r in everything if not self._tells_of_another(r, trigger)]
        if len({r.location for r in found}) == 1:
            return found[0]
        return self._best(found, trigger) if self._nest(found) else None

    def headline(self) -> int | None:
        """The place that opens the article before a colon or dash ("Gabon : violences")."""
        first = next((r for r in self._entities.references if r.location is not None), None)
        if first is None or first.start != 0 or first.end >= len(self._document.doc):
            return None
        return first.location if self._document.doc[first.end].text in {":", "-", "–", "—", "/"} else None

    def _tells_of_another(self, reference: Reference, trigger: Token) -> bool:
        """Whether a place stands in a clause that the trigger has no part in."""
        above_trigger = [trigger, *trigger.ancestors]
        for ancestor in self._document.doc[reference.root].ancestors:
            if ancestor in above_trigger:
                between = above_trigger[1 : above_trigger.index(ancestor)]
                # "les armes livrées à X ont servi à Y": the trigger only describes what another verb tells of
                return ancestor.pos_ == trigger.pos_ == "VERB" and any(t.pos_ == "NOUN" for t in between)
            if ancestor.dep_ == "acl:relcl" or any(c.lower_ == "qui" for c in ancestor.lefts):
                return True
            if ancestor.pos_ == "VERB" and any(c.dep_.startswith("nsubj") for c in ancestor.lefts):
                return True
        return False

    # -- reading

    def _hang(self, reference: Reference) -> None:
        root = self._document.doc[reference.root]
        if self._is_part_of_a_name(reference):
            return
        case = self._syntax.preposition(root)
        country = self.location(reference.location or 0).kind == "country"
        locative = case in (_AROUND_COUNTRIES if country else _LOCATIVE)
        if reference.reading != "place" and not (locative and case in {"en", "dans"}):
            return
        if locative or self._follows_another(reference):
            for governor in _governors(root):
                self._by_token[governor].append(reference)
            self._by_sentence[self._document.sentence_of(reference.root)].append(reference)
        elif case in _DIRECT:
            # "le bombardement d'Alep", "a bombardé Alep", "l'usine d'Ivry est bloquée"
            self._by_token[root.head.i].append(reference)
            if not country and root.head.dep_ in _OBJECTS and root.head.pos_ == "NOUN":
                self._by_token[root.head.head.i].append(reference)

    def _is_part_of_a_name(self, reference: Reference) -> bool:
        """Whether a place belongs to the phrase of someone: "l'ambassadeur de Russie à Berlin, X"."""
        for other in self._entities.references:
            if other.phrase_start > reference.start:
                break
            if other is not reference and other.phrase_end >= reference.end and other.actors:
                return other.location is None
        return False

    def _follows_another(self, reference: Reference) -> bool:
        """Whether a place tells where the one before it lies: "à Tanta (Égypte)"."""
        doc = self._document.doc
        return (
            reference.start > 1
            and doc[reference.start - 1].text == "("
            and doc[reference.start - 2].pos_ == "PROPN"
        )

    def _described(self, named: list[Reference]) -> Iterator[Reference]:
        """References to places without a name: "dans la capitale afghane", "dans la ville"."""
        for token in self._document.doc:
            lemma = token.lemma_.lower()
            if lemma != _CAPITAL and lemma not in _BARE:
                continue
            if self._syntax.preposition(token) not in _LOCATIVE or not _is_definite(token):
                continue
            index = self._named_by(token, named)
            if index is None:
                index = self._capital(token, named) if lemma == _CAPITAL else self._again(token, named)
            if index is not None:
                yield Reference(
                    token.i, token.i + 1, token.i, token.i + 1, token.i, "place", "nominal", (), index
                )

    def _named_by(self, noun: Token, named: list[Reference]) -> int | None:
        """The name that a noun takes: "la capitale, X", "la ville de X"."""
        inside = [
            r for r in named if noun.i < r.start <= noun.i + 3 and self._document.doc[r.root].head.i == noun.i
        ]
        kinds = (*_BARE.get(noun.lemma_.lower(), ()), "city")
        return next((r.location for r in inside if self.location(r.location or 0).kind in kinds), None)

    def _capital(self, noun: Token, named: list[Reference]) -> int | None:
        if self._narrowed(noun):
            return None
        adjective = next((c for c in noun.rights if c.lower_ in self._nations.by_adjective), None)
        if adjective is not None:
            country = self._nations.by_adjective[adjective.lower_].country
        elif any(c.dep_ == "amod" for c in noun.rights):
            return None  # "la capitale girondine"
        else:
            country = self._country_before(noun, named)
        capital = self._nations.capitals.get(country or "")
        return None if capital is None else self.index(capital)

    def _country_before(self, noun: Token, named: list[Reference]) -> str | None:
        """The country spoken of last before a word, in its sentence or as a place."""
        doc = self._document.doc
        for token in reversed(doc[noun.sent.start : noun.i]):
            if token.lower_ in self._nations.by_adjective and token.text[0].islower():
                return self._nations.by_adjective[token.lower_].country
            reference = self._entities.at(token.i)
            if reference is not None and reference.location is not None:
                return self.location(reference.location).country
        before = [r for r in named if r.start < noun.i and r.reading == "place"]
        return self.location(before[-1].location or 0).country if before else None

    def _again(self, noun: Token, named: list[Reference]) -> int | None:
        """The place last named that the noun may take up, when nothing narrows it down."""
        if self._narrowed(noun) or any(c.dep_ == "amod" for c in noun.rights):
            return None
        kinds = _BARE[noun.lemma_.lower()]
        here = self._document.sentence_of(noun.i)
        before = [
            r.location
            for r in named
            if r.start < noun.i
            and here - self._document.sentence_of(r.start) <= _NEAR
            and self.location(r.location or 0).kind in kinds
        ]
        return before[-1] if before else None

    def _narrowed(self, noun: Token) -> bool:
        """Whether a complement or a clause right after a noun tells it from others of its kind."""
        doc = self._document.doc
        close = [c for c in noun.rights if doc[c.left_edge.i - 1].text != ","]
        return any(
            c.dep_.startswith("acl") or (c.dep_ == "nmod" and self._syntax.preposition(c) == "de")
            for c in close
        )

    def index(self, place: Location) -> int:
        """The index of a place, which is added when the article does not name it."""
        everywhere = (*self._entities.locations, *self.added)
        for index, known in enumerate(everywhere):
            if (known.name, known.country) == (place.name, place.country):
                return index
        self.added.append(place)
        return len(everywhere)

    # -- choosing

    def _best(self, found: list[Reference], trigger: Token) -> Reference | None:
        def rank(reference: Reference) -> tuple[int, int]:
            return _PRECISION[self.location(reference.location or 0).kind], abs(reference.root - trigger.i)

        if not found:
            return None
        best = min(found, key=rank)
        within = (
            r for r in self._by_sentence[self._document.sentence_of(best.root)] if self._lies_in(r, best)
        )
        return min(within, key=rank, default=best)

    def _lies_in(self, inner: Reference, outer: Reference) -> bool:
        """Whether a place next to another is a part of it: "en Italie, à Rome"."""
        one, other = self.location(inner.location or 0), self.location(outer.location or 0)
        if one.country != other.country or _PRECISION[one.kind] >= _PRECISION[other.kind]:
            return False
        start, end = sorted((inner, outer), key=lambda r: r.start)
        return all(t.lower_ in _NESTING for t in self._document.doc[start.end : end.start])

    def _nest(self, found: list[Reference]) -> bool:
        kinds = [self.location(r.location or 0) for r in found]
        precise = {place.name for place in kinds if place.kind != "country"}
        return len(precise) == 1 and len({place.country for place in kinds}) == 1


def precision(place: Location) -> int:
    """How precise a kind of place is; the smaller the more."""
    return _PRECISION[place.kind]


def _is_definite(noun: Token) -> bool:
    before = {c.lower_ for c in noun.lefts if c.pos_ in {"DET", "ADP"}}
    return not before.isdisjoint({"le", "la", "l'", "l’", "cette", "ce", "au", "du"})


def _governors(token: Token) -> Iterator[int]:
    """The words a place belongs to: up to the verb of its clause, and what goes with that verb."""
    for ancestor in token.ancestors:
        yield ancestor.i
        if ancestor.pos_ in {"VERB", "AUX"}:
            for child in ancestor.children:
                if (child.pos_ in {"NOUN", "PROPN"} and child.dep_ in _OBJECTS) or (
                    child.dep_ in {"conj", "xcomp"} and child.pos_ == "VERB"
                ):
                    yield child.i
            break
