"""Where the words of a clause say that something took place.

A place counts when it stands in the clause as a place: "à Rome", "dans le nord du pays", "le bombardement
d'Alep". Not counted are places inside the name or title of someone, where someone comes from, and what is
only spoken of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from eventsdb.extraction.clauses import clause_of, governing, is_pluperfect
from eventsdb.extraction.described import Described, place_words, whole
from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.governors import (
    OBJECTS,
    governors,
    is_near,
    noun_before,
    spelled_out,
    tells_of_another,
    told_of,
)
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.premises import find_premises
from eventsdb.extraction.syntax import Syntax
from eventsdb.extraction.tokens import Token
from eventsdb.records import Location, LocationKind

_OF = frozenset({"de", "d'", "d’", "du", "des"})
_PARTIES = frozenset({"obj", "nsubj", "nsubj:pass"})
_CONTENT = frozenset({"xcomp", "ccomp", "obl:mod", "obl:arg"})
_OCCASIONS = 3  # words between a verb and the place of the occasion it tells of
_WIDE = 2  # precision of what is no town or site
_DIRECT = _OF | {None}
_TOWN_OF = frozenset({"de", "d'", "d’", "du"})
_PRECISION: dict[LocationKind, int] = {"site": 0, "city": 1, "water": 2, "region": 3, "country": 4}
_NESTING = _OF | {
    ",",
    "(",
    "à",
    "au",
    "aux",
    "en",
    "dans",
    "le",
    "la",
    "l'",
    "l’",
    "nord",
    "sud",
    "est",
    "ouest",
}
_BESIDE = 9  # words between a place and the one that says where it lies


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
        named = [r for r in entities.references if r.location is not None and r.reading != "road"]
        found = [
            *Described(document, entities, syntax, nations, entities.locations).find(),
            *find_premises(document, entities, syntax, entities.locations),
        ]
        described = [
            Reference(t.i, t.i + 1, t.i, t.i + 1, t.i, "place", "nominal", (), self.index(place))
            for t, place in found
        ]
        for reference in sorted((*named, *described), key=lambda r: r.root):
            self._hang(reference)

    def location(self, index: int) -> Location:
        """The place of that index."""
        known = self._entities.locations
        return known[index] if index < len(known) else self.added[index - len(known)]

    def of_court(self, trigger: Token) -> Reference | None:
        """The town of the court or police that the trigger's clause names."""
        for child in trigger.subtree:
            reference = self._entities.at(child.i)
            own = reference is not None and reference.root == child.i and reference.location is None
            if own and reference is not None and (town := self._court_town(reference)) is not None:
                return replace(reference, location=self.index(town))
        return None

    def of_content(self, trigger: Token) -> Reference | None:
        """The place of what words tell to be done: "menace de frapper en Syrie"."""
        contents = [c for c in trigger.rights if c.dep_ in _CONTENT and c.pos_ == "VERB"]
        told = [(r, c.i) for c in contents for r in self._by_token.get(c.i, [])]
        objects = [c.i for content in contents for c in content.rights if c.dep_ == "obj"]
        found = [r for r, verb in told if whole(self._document.doc[r.root], self._syntax).head.i == verb]
        found += [r for noun in objects for r in self._by_token.get(noun, [])]
        return self._best(found, trigger)

    def of_clause(self, trigger: Token) -> Reference | None:
        """The most precise place of the trigger's own clause, or the one that "où" takes up in it."""
        # "s'est fait exploser à X": the place hangs on the infinitive
        words = (trigger, trigger.head) if trigger.pos_ == "AUX" else (trigger,)
        said = [reference for word in words for reference in self._by_token.get(word.i, [])]
        return self._best(said, trigger) or self._where(trigger)

    def _where(self, trigger: Token) -> Reference | None:
        """The place that "où" stands for: "à Lima, où il a rencontré", "dans la salle où fut signé"."""
        clause = clause_of(trigger)
        where = next((c for c in clause.lefts if c.lower_ == "où"), None)
        if clause.dep_ != "acl:relcl" or where is None:
            return None
        # whatever the parser hung the clause on, "où" takes up the place right before it
        for place in (self._entities.at(where.i - 1), self._entities.at(clause.head.i)):
            if place is not None and place.location is not None and place.reading == "place":
                return place
        return self._best(self._by_token.get(clause_of(clause.head).i, []), trigger)

    def of_sentence(self, trigger: Token) -> Reference | None:
        """The place of the trigger's sentence, when it names only one, or places within one another."""
        everything = self._by_sentence.get(self._document.sentence_of(trigger.i), [])
        found = [r for r in everything if not tells_of_another(self._document.doc[r.root], trigger)]
        if len({r.location for r in found}) == 1:
            return found[0]
        return self._best(found, trigger) if self._nest(found) else None

    def named_in(self, sentence: int) -> list[Location]:
        """The places of a sentence in which it says that something happens."""
        return [self.location(r.location or 0) for r in self._by_sentence.get(sentence, ())]

    def of_verbs(self) -> Iterator[tuple[int, int]]:
        """Each verb that a town or site is said with, and that place."""
        for verb, references in self._by_token.items():
            if self._document.doc[verb].pos_ != "VERB":
                continue
            for reference in references:
                place = reference.location or 0
                if precision(self.location(place)) < _WIDE and self._stands_with(reference, verb):
                    yield verb, place

    def _stands_with(self, reference: Reference, verb: int) -> bool:
        """Whether a place completes a verb itself, or an occasion: "à Rome", "dans un discours à Rome"."""
        token = whole(self._document.doc[reference.root], self._syntax)
        for _ in range(_OCCASIONS):
            if token.dep_ in _PARTIES or token.head.i == verb:
                return token.dep_ not in _PARTIES
            token = token.head
        return False

    def headline(self) -> int | None:
        """The place that opens the article before a colon or dash ("Gabon : violences")."""
        first = next((r for r in self._entities.references if r.location is not None), None)
        if first is None or first.start != 0 or first.end >= len(self._document.doc):
            return None
        return first.location if self._document.doc[first.end].text in {":", "-", "–", "—", "/"} else None

    def looks_back(self, trigger: int, *, dated: bool) -> bool:
        """Whether a word tells of what was before the news: "deux jours après l'attentat de X".

        So does what is `dated` by words and told in the pluperfect ("avait rencontré X lundi").
        """
        token = self._document.doc[trigger]
        if dated and is_pluperfect(governing(token)):
            return True
        return any(c.dep_ == "case" and c.lower_ in place_words().apart for c in token.lefts)

    # -- reading

    def _hang(self, reference: Reference) -> None:
        root = self._document.doc[reference.root]
        if self._is_part_of_a_name(reference):
            return
        words = place_words()
        country = self.location(reference.location or 0).kind == "country"
        if country and root.head.lemma_.lower() in words.abroad:
            return  # "devant l'ambassade du Pérou"
        before = self._document.doc[max(0, reference.start - 1) : reference.start + 1]
        island = any(t.lower_ in words.islands for t in before)
        prepositions = words.around_countries if country and not island else words.prepositions
        outer = whole(root, self._syntax)
        case = self._syntax.preposition(outer)
        locative = case in (words.prepositions if outer.i != root.i else prepositions)
        locative = locative or (is_near(outer) and not country) or root.lower_ == "y"
        sure = island or case in {"en", "dans"} or outer.i != root.i
        if reference.reading != "place" and not (locative and sure):
            return
        if locative or self._follows_another(reference):
            for governor in (*governors(root), *governors(outer), *noun_before(outer)):
                if reference not in self._by_token[governor]:
                    self._by_token[governor].append(reference)
            self._by_sentence[self._document.sentence_of(reference.root)].append(reference)
            return
        for governor in spelled_out(root):
            self._by_token[governor].append(reference)
        if not country and self._is_located(reference):
            self._by_sentence[self._document.sentence_of(reference.root)].append(reference)
        if case in _DIRECT and not (case is None and root.dep_ == "conj"):
            # "le bombardement d'Alep", "a bombardé Alep", "l'usine d'Ivry est bloquée"
            self._by_token[root.head.i].append(reference)
            if not country and root.head.dep_ in OBJECTS and root.head.pos_ == "NOUN":
                self._by_token[root.head.head.i].append(reference)
            if outer.i != root.i and outer.dep_.startswith("nsubj"):
                for noun in told_of(outer.head):  # "la ville d'Oran est le théâtre de manifestations"
                    self._by_token[noun].append(reference)

    def _is_part_of_a_name(self, reference: Reference) -> bool:
        """Whether a place belongs to the phrase of someone: "l'ambassadeur de Russie à Berlin, X"."""
        for other in self._entities.references:
            if other.phrase_start > reference.start:
                break
            if other.root != reference.root and other.phrase_end >= reference.end and other.actors:
                return other.location is None
        return False

    def _court_town(self, court: Reference) -> Location | None:
        """The town in the name of a body that acts there: "le tribunal de Dijon"."""
        doc = self._document.doc
        name = doc[court.start : court.end]
        if court.form != "name" or not any(t.lemma_.lower() in place_words().courts for t in name):
            return None
        town = doc.span(next((t.i + 1 for t in name if t.lower_ in _TOWN_OF), court.end), court.end).text
        country = self._entities.actors[court.actors[0]].country if court.actors else None
        return self._nations.town(town, country) if town and country else None

    def _is_located(self, reference: Reference) -> bool:
        """Whether the words after a place say where it lies: "l'usine de Sfax, dans l'est de la Tunisie"."""
        doc = self._document.doc
        words = doc[reference.end : min(reference.end + _BESIDE, doc[reference.root].sent.end)]
        for i, word in enumerate(words):
            outer = self._entities.at(word.i)
            if outer is not None and outer.location is not None:
                said = words[0].text == "," and i > 1 and words[1].lower_ in place_words().prepositions
                return (said or words[0].text == "(") and self._contains(outer, reference)
            if word.pos_ in {"VERB", "AUX", "CCONJ"}:
                break
        return False

    def _contains(self, outer: Reference, inner: Reference) -> bool:
        """Whether a place may be a part of another by their kinds and country."""
        one, other = self.location(inner.location or 0), self.location(outer.location or 0)
        return one.country == other.country and _PRECISION[one.kind] < _PRECISION[other.kind]

    def _follows_another(self, reference: Reference) -> bool:
        """Whether a place tells where the one before it lies: "à Tanta (Égypte)"."""
        doc = self._document.doc
        return (
            reference.start > 1
            and doc[reference.start - 1].text == "("
            and doc[reference.start - 2].pos_ == "PROPN"
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
        if not self._contains(outer, inner):
            return False
        start, end = sorted((inner, outer), key=lambda r: r.start)
        return all(t.lower_ in _NESTING for t in self._document.doc[start.end : end.start])

    def _nest(self, found: list[Reference]) -> bool:
        kinds = [self.location(r.location or 0) for r in found]
        precise = {place.name for place in kinds if place.kind != "country"}
        return len(precise) == 1 and len({place.country for place in kinds}) == 1


def precision(place: Location) -> int:
    """How precise a place is; the smaller the more."""
    return precision_of(place.kind)


def precision_of(kind: LocationKind) -> int:
    """How precise a kind of place is; the smaller the more."""
    return _PRECISION[kind]
