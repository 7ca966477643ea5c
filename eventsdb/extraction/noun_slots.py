"""The slots of a noun: its complements, and what clauses and carrying verbs lend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from itertools import takewhile

from eventsdb.extraction.adjacency import governed
from eventsdb.extraction.complements import Slots
from eventsdb.extraction.forms import has, is_definite
from eventsdb.extraction.frames import load_frames
from eventsdb.extraction.subjects import Subjects
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import POSSESSIVES, Words

NATION = "nation"  # the slot of a noun's adjective of nationality: whose it is, in any role

_THEMES = frozenset({"sur", "contre", "concernant"})  # what introduces what a noun is about
_WHEN = frozenset({"après", "avant", "pendant", "durant", "lors", "à"})  # what introduces an occasion
_OCCASIONS = frozenset({"lors", "issue", "cours", "suite", "occasion", "terme", "veille", "lendemain"})
_UNDER = "sous"
_A = frozenset({"un", "une"})
_STATE = frozenset({"en", _UNDER})  # what introduces the state that one is in


class NounSlots:
    """Reads the slots of the nouns of one article; `verb_slots` reads those of the verbs around them."""

    def __init__(
        self, words: Words, subjects: Subjects, verb_slots: Callable[[Token], Slots], nations: Container[str]
    ) -> None:
        self.words = words
        self.subjects = subjects
        self._verb_slots = verb_slots
        self._nations = nations
        self._support = load_support()

    def of(self, noun: Token) -> Slots:
        """The slots of a noun; every filler is the head of its phrase."""
        slots: Slots = defaultdict(list)
        self._complements(noun, slots, depth=0)
        for child in noun.lefts:
            if child.pos_ == "DET" and child.lower_ in POSSESSIVES:
                slots["de"] += self._possessor(child, noun, slots.get("avec", []))
        for child in noun.children:
            led = any(c.dep_ in {"case", "det"} for c in child.lefts)  # "l'assassinat du policier"
            if child.dep_ in {"amod", "acl", "nmod"} and child.lower_ in self._nations and not led:
                slots[NATION].append(child)
            elif child.dep_.startswith("acl") and child.pos_ in {"VERB", "ADJ"}:
                self._clause_of(noun, child, slots)
        for child in self._distant_participles(noun):
            self._clause_of(noun, child, slots)
        if all(_only_says_which(one) for one in slots.get("de", ())):
            # "l'arrestation pour fraude de trois élus", "la demande d'aide du gouvernement"
            inner = (t for t in noun.subtree if t.i > noun.i and t.dep_ in {"nmod", "obl:arg"})
            slots["de"] += [
                t
                for t in inner
                if self.words.preposition(t) == "de"
                and t not in slots["de"]
                and self.words.clause(t) == self.words.clause(noun)
                and self.words.preposition(t.head) not in _THEMES
                and t.head.pos_ != "ADV"  # "des dégâts lors de la marche"
                # not "l'attaque au Parlement de X"
                and not any(
                    noun.i < a.i and is_definite(a) and self.words.preposition(a) != "par"
                    for a in takewhile(lambda a: a != noun, t.ancestors)
                )
            ][:1]
        if holders := self._in_state(noun):
            if self.words.preposition(noun) == _UNDER:
                slots["object"] += holders  # "ils sont sous enquête"
            else:
                slots["de" if load_frames().is_suffered(noun.lemma_) else "subject"] += holders
        else:
            slots["subject"] += self._on_occasion(noun, slots)
        if noun.dep_ == "obj" and not slots.get("par") and not self.words.is_passive(noun.head):
            # "craindre une invasion du pays par X": nothing but the noun can have an agent there
            slots["par"] += [
                c for c in noun.head.rights if c.i > noun.i and self.words.preposition(c) == "par"
            ][:1]
        self._carrier(noun, slots)
        return slots

    def _distant_participles(self, noun: Token) -> list[Token]:
        """Participles hung on what only describes a noun: "une attaque au couteau menée par X"."""
        nested = (c for inner in noun.rights if inner.dep_ == "nmod" for c in inner.rights)
        return [c for c in nested if c.dep_ == "acl" and noun in self.subjects.of(c)]

    def _in_state(self, noun: Token) -> list[Token]:
        """Who is in the state that a noun names: "ils sont en grève", "en visite au Liban, il a dit"."""
        if self.words.preposition(noun) not in _STATE or any(c.dep_ == "det" for c in noun.lefts):
            return []
        if any(c.dep_ == "cop" for c in noun.lefts):
            return self.subjects.of(noun)
        clause = noun.head
        if noun.dep_ == "nmod" and clause.i < noun.i and self.words.doc[noun.left_edge.i - 1].text == ",":
            return [clause]  # "le ministre, en visite au Liban, a dit"
        loose = noun.dep_.startswith(("obl", "advcl")) and clause.pos_ in {"VERB", "AUX"}
        return self.subjects.of(clause) if loose else []

    def _on_occasion(self, noun: Token, slots: Slots) -> list[Token]:
        """Who meets those that a noun has after "avec", or travels: "lors d'une visite à X, Y a dit"."""
        parted = slots.get("avec") and not slots.get("entre")
        if slots.get("de") or not (parted or _is_some_journey(noun)):
            return []
        top = noun
        if self.words.preposition(noun) == "de" and noun.head.lemma_ in _OCCASIONS:
            top = noun.head
        elif self.words.preposition(noun) not in _WHEN:
            return []
        clause = self.words.clause(top)
        subject = self.subjects.of(clause) if clause is not None else []
        return [t for t in subject if t.i != noun.i and noun not in t.subtree]

    def _possessor(self, possessive: Token, noun: Token, partners: list[Token]) -> list[Token]:
        """Whose: what the possessive was resolved to, else the subject of the clause.

        Nobody meets himself: "durant son entretien avec X, Y a dit" is not about one of X.
        """
        reference = self.words.entities.at(possessive.i)
        met = {i for one in partners if (r := self.words.entities.at(one.i)) for i in r.actors}
        clause = self.words.clause(noun)
        resolved = reference is not None and bool(reference.actors) and met.isdisjoint(reference.actors)
        if resolved or clause is None:
            return [possessive]
        subject = [t for t in self.subjects.of(clause) if t.i != noun.i and noun not in t.subtree]
        return [t for t in subject if t.lower_ != "on"] or [possessive]

    def _complements(self, noun: Token, slots: Slots, depth: int) -> None:
        for child in self.words.children(noun):
            if (
                child.i < noun.i
                or not child.dep_.startswith(("nmod", "obl", "dep", "appos"))
                or child.pos_ == "VERB"
            ):
                continue
            slot = self.words.preposition(child)
            if slot is None:
                continue
            if slot != "de" or depth == 0:
                slots[slot].append(child)
            if child.lemma_.lower() in self._support.prepositions:
                slots[self._support.prepositions[child.lemma_.lower()]] += governed(child)
            elif depth < 2:
                # "la visite du président à Rome": the parser hangs the place on the president
                self._complements(child, slots, depth + 1)

    def _clause_of(self, noun: Token, verb: Token, slots: Slots) -> None:
        """What a participle or relative clause adds to its noun: "l'attaque menée par X contre Y"."""
        inner = self._verb_slots(verb)
        if verb.lower_ == "visant" or verb.lemma_ == "viser":
            for slot in ("object", "visant", "contre"):
                slots[slot] += [t for t in inner.get("object", []) if t.i != noun.i]
            return
        if noun in inner.get("object", []):
            role, _ = self._support.carriers.get((verb.lemma_, "object"), ("subject", None))
            for slot, fillers in inner.items():
                if slot not in {"object", "de"}:
                    # "les attaques qu'a subies X" are not done by X
                    into = (role or slot) if slot == "subject" else slot
                    slots[into] += [t for t in fillers if t.i != noun.i]
        elif noun in inner.get("subject", []):
            for slot in ("contre", "entre", "avec"):
                slots[slot] += inner.get(slot, [])

    def _carrier(self, noun: Token, slots: Slots) -> None:
        """What the verb that carries a noun lends it: "X a mené une attaque contre Y"."""
        top = noun
        while top.dep_ == "conj" or (
            top.dep_ == "nmod"
            and top.head.lemma_ in self._support.transparent
            and self.words.preposition(top) == "de"
        ):
            top = top.head
        verb = top.head
        while verb.i in self.words.timed and verb.i < top.i and verb.pos_ != "VERB" and verb.head is not verb:
            verb = verb.head  # "a annoncé jeudi de nouvelles frappes": hung on the day
        if (
            top.dep_ == "nmod"
            and verb.lemma_ in self._support.targets
            and self.words.preposition(top) == "de"
        ):
            top, verb = verb, verb.head
            if any(c.dep_ == "cop" for c in top.children):
                slots["object"] += self.subjects.of(top)
            elif verb.pos_ in {"VERB", "AUX"}:
                # not "rendre hommage aux victimes de l'attentat"
                if verb.lemma_ in self._support.being and self.words.preposition(top) is None:
                    slots["object"] += self.subjects.of(verb)
            elif verb.pos_ == "NOUN":
                slots["object"].append(verb)
            return
        if verb.pos_ not in {"VERB", "AUX"} or verb.i == top.i:
            return
        self._lend(noun, top, verb, slots)
        for other in verb.rights:
            # "l'attaque a eu lieu à X et a été revendiquée par Y"
            shared = other.dep_ == "conj" and other.pos_ == "VERB" and self.words.is_passive(other)
            if shared and not any(c.dep_.startswith("nsubj") for c in other.lefts):
                self._lend(noun, top, other, slots)

    def _lend(self, noun: Token, top: Token, verb: Token, slots: Slots) -> None:
        """Add what one verb lends a noun, which `top` heads in its slots."""
        inner = self._verb_slots(verb)
        for slot in ("object", "subject", "à", "de"):
            if top not in inner.get(slot, []) or (verb.lemma_, slot) not in self._support.carriers:
                continue
            subject, target = self._support.carriers[verb.lemma_, slot]
            told_of_others = verb.lemma_ in self._support.announcing and slots.get("entre")
            if subject and not told_of_others:
                slots[subject] += inner.get("subject", [])
            if target:
                sides = [t for t in inner.get("object", []) if t.i != top.i]
                if target == "entre" and sum(1 for one in sides for _ in self.words.conjuncts(one)) == 1:
                    sides += inner.get("à", [])  # "opposer X à Y"; of "opposer X et Y à Rome" a place
                slots[target] += sides
            for other in ("contre", "avec", "entre", "à", "en", "sur", "par", "dans", "envers", "vers"):
                if other != slot and (other != "par" or self.words.is_passive(verb)):
                    slots[other] += [
                        t for t in inner.get(other, []) if t.i != noun.i and t not in slots[other]
                    ]


def _only_says_which(noun: Token) -> bool:
    """Whether a noun after "de" only says what kind of thing it is: "une demande d'aide"."""
    if noun.pos_ != "NOUN" or has(noun, "Number", "Plur"):
        return False
    return not any(c.dep_ in {"det", "nummod"} for c in noun.lefts) and not any(
        c.dep_ == "case" and c.lower_ not in {"de", "d'", "d’"} for c in noun.lefts
    )


def _is_some_journey(noun: Token) -> bool:
    """Whether a noun is a visit new to the reader: "une visite"; "la visite" may be of another."""
    visits = any(frame.mode == "visit" for frame in load_frames().nouns.get(noun.lemma_.lower(), ()))
    return visits and any(c.dep_ == "det" and c.lower_ in _A for c in noun.lefts)
