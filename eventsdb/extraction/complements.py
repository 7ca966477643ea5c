"""The complements of a verb: its objects, and what stands under each preposition."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from eventsdb.extraction.adjacency import governed, is_dative, is_turn, object_after, subject_before
from eventsdb.extraction.forms import (
    DATIVE_CLITICS,
    OBJECT_CLITICS,
    REFLEXIVE,
    fellow,
    is_infinitive,
)
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import RELATIVE, Words

_NEXT = 3  # how far after a verb one stands that shares its object
Slots = dict[str, list[Token]]


class Complements:
    """Reads the complements of the verbs of one article."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._support = load_support()

    def of(self, verb: Token) -> tuple[list[Token], Slots]:
        """The objects of a verb and its other slots, without those that hang on its objects."""
        slots: Slots = defaultdict(list)
        objects: list[Token] = []
        for child in self.words.children(verb):
            dep = child.dep_
            if is_dative(child):
                slots["à"].append(child)
                continue
            if dep.startswith("nsubj") or dep == "csubj":
                if self._is_second_subject(child, verb) and not self.words.is_passive(verb):
                    objects.append(child)
                continue
            relative = child.dep_ == "obj" and child.lower_ in RELATIVE  # "que" read as a conjunction
            is_clitic = child.pos_ == "PRON" or relative or self.words.is_elided_object(child, verb)
            if is_clitic and child.i < verb.i and self._clitic(child, verb, slots, objects):
                continue
            named = child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}
            # "décliner l'offre": the noun read as a verb
            if dep in {"obj", "xcomp"} and (named or (dep == "obj" and self.words.is_noun(child))):
                if self._is_direct(child, verb):
                    objects.append(child)
                else:
                    self._oblique(child, slots)
            elif (
                child.head.i != verb.i
                and self.words.preposition(child) is None
                and child.pos_ in {"NOUN", "PROPN"}
            ):
                objects.append(child)
            elif (
                dep.startswith(("obl", "nmod", "iobj", "dep", "advmod", "advcl", "xcomp", "appos"))
                or dep == "obj"
            ):
                self._oblique(child, slots)
        if self.words.is_passive(verb) and not slots.get("par"):
            slots["par"] += self._agent_behind(verb)
        if not self.words.is_passive(verb):
            if not objects and not self.words.is_reflexive(verb):
                objects += self._bare_complement(verb) or self._shared_object(verb) or self._next(verb)
            if not self.words.is_reflexive(verb):
                # "proposer des concessions": the article read as a preposition; not "s'emparer d'armes"
                objects += [
                    t for t in slots.get("de", []) if t.i > verb.i and self._has_article(t, bool(objects))
                ]
        return objects, slots

    def _is_direct(self, noun: Token, verb: Token) -> bool:
        """Whether what the parser takes for an object is one: not "de son côté", "qualifier de pillage"."""
        slot = self.words.preposition(noun)
        if slot is None:
            return True
        return (
            slot == "de"
            and not self.words.is_reflexive(verb)
            and verb.lemma_ not in self._support.labelling
            and not is_turn(noun.left_edge, self.words)
        )

    def hung_on(self, verb: Token, objects: list[Token]) -> Slots:
        """What the parser hangs on the objects: "livrer des armes et des chars à l'Ukraine"."""
        slots: Slots = defaultdict(list)
        for one in objects:
            if one.i > verb.i or self.words.is_passive(verb):
                parts = (one, *one.conjuncts)
                for child in chain.from_iterable(part.children for part in parts):
                    slot = self.words.preposition(child) if child.dep_.startswith("nmod") else None
                    if slot not in {None, "de"}:
                        slots[str(slot)].append(child)
                # "l'accord attendu entre X et Y": between whom the thing is, not what is said of it
                described = (c for c in one.children if c.dep_ in {"acl", "amod"} and c.i != verb.i)
                slots["entre"] += [
                    t for c in described for t in c.rights if self.words.preposition(t) == "entre"
                ]
        return slots

    def to_whom(self, verb: Token) -> list[Token]:
        """What stands under "à", also where the parser hangs it on the object."""
        objects, slots = self.of(verb)
        return [*slots.get("à", []), *self.hung_on(verb, objects).get("à", [])]

    def _bare_complement(self, verb: Token) -> list[Token]:
        """The object that the parser took for a complement: "il a dépêché sur l'île une équipe"."""
        taken_for = {"obl:mod", "obl:arg", "obl", "nmod", "dep", "xcomp", "ccomp"}
        near = [c for c in verb.rights if c.dep_ in taken_for]
        near += [c for one in near for c in one.rights if c.dep_ in {"nmod", "appos", "obl:mod", "dep"}]
        return [
            t
            for t in near
            if t.pos_ in {"NOUN", "PROPN"}
            and t.i not in self.words.timed
            and any(c.dep_ in {"det", "nummod"} for c in t.lefts)
            and not any(
                (c.dep_ in {"case", "cop"} and c.i not in self.words.timed) or c.dep_.startswith("nsubj")
                for c in t.lefts
            )
            and self.words.doc[t.left_edge.i - 1].text not in {",", "(", "-", "–", ":"}
            and self.words.preposition(t) is None
        ][:1]

    def _agent_behind(self, verb: Token) -> list[Token]:
        """The agent hung on a complement before it: "suspendue de ses fonctions par la cour"."""
        if verb.i + 1 < len(self.words.doc) and self.words.doc[verb.i + 1].lower_ == "par":
            agent = self.words.doc[verb.i + 1].head  # hung on a verb above
            return [agent] if agent.i > verb.i + 1 and agent.i not in self.words.timed else []
        # also on what it says of the subject: "reconnu coupable par la cour"
        obliques = (
            c for c in verb.rights if c.dep_.startswith("obl") or (c.dep_, c.pos_) == ("xcomp", "ADJ")
        )
        return [t for one in obliques for t in one.rights if self.words.preposition(t) == "par"][:1]

    def _is_second_subject(self, noun: Token, verb: Token) -> bool:
        """Whether the parser took the object for one more subject: "l'Union a lancé lundi une enquête"."""
        if noun.i < verb.i:
            return False
        own = any(c.dep_.startswith("nsubj") and c.lower_ != "-t" for c in verb.lefts)
        return own or subject_before(verb, self.words) is not None

    def _next(self, verb: Token) -> list[Token]:
        """The object that follows the verb at once, wherever the parser hung it."""
        found = object_after(verb, self.words)
        return [] if found is None else [found]

    def _shared_object(self, verb: Token) -> list[Token]:
        """The object that the next verb has for both: "ont poursuivi et tué l'agresseur"."""
        after = next((c for c in verb.rights if c.dep_ == "conj" and c.i - verb.i <= _NEXT), None)
        if after is None or after.pos_ != "VERB":
            return []
        if fellow(after) is None and not (is_infinitive(verb) and is_infinitive(after)):
            return []
        return [c for c in after.rights if c.dep_ == "obj" and self.words.preposition(c) is None]

    def _has_article(self, noun: Token, sure: bool) -> bool:
        words = {"des"} if sure else {"des", "du", "d'", "d’", "de"}
        return any(c.dep_ == "case" and c.lower_ in words for c in noun.lefts)

    def _clitic(self, child: Token, verb: Token, slots: Slots, objects: list[Token]) -> bool:
        word = child.lower_
        if word in REFLEXIVE:
            return True
        if word in OBJECT_CLITICS:
            objects.append(child)
        elif word in DATIVE_CLITICS:
            slots["à"].append(child)
        elif word in RELATIVE:
            antecedent = self.words.antecedent(verb)
            if (
                antecedent is not None
                and word in {"que", "qu'", "qu’"}
                and child.dep_ in {"obj", "mark", "iobj"}
            ):
                objects.append(antecedent)
            elif antecedent is not None and word == "dont":
                slots["de"].append(antecedent)
            elif antecedent is not None and (slot := self.words.preposition(child)):
                slots[slot].append(antecedent)
        else:
            return False
        return True

    def _oblique(self, child: Token, slots: Slots) -> None:
        if child.pos_ == "ADV" and child.lemma_.lower() in self._support.prepositions:
            slots[self._support.prepositions[child.lemma_.lower()]] += governed(child)
        if child.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "X", "VERB", "NUM"}:
            return
        slot = self.words.preposition(child)
        if slot is None or (child.pos_ == "VERB" and child.dep_ in {"xcomp", "advcl"}):
            return
        slots[slot].append(child)
        if child.lemma_.lower() in self._support.prepositions:
            slots[self._support.prepositions[child.lemma_.lower()]] += governed(child)
