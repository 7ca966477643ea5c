"""Who stands where around a word: grammatical slots read from the parse, the same for verbs and nouns.

A slot is ``subject``, ``object`` or a preposition ("à", "contre", "entre"). Passive, reflexive, relative,
infinitive, participle and coordination are undone here, so that frames need not know of them: the
subject is always who does it, the object who it is done to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.lexicon import load_lexicon

Slots = dict[str, list[Token]]
NATION = "nation"  # the slot of a noun's adjective of nationality: whose it is, in any role

_WITH_ETRE = frozenset(
    """aller venir arriver partir entrer sortir rester retourner rentrer mourir naître tomber parvenir
    intervenir devenir revenir descendre monter passer survenir provenir décéder advenir repartir""".split()  # noqa: SIM905
)
_RELATIVE = frozenset(
    "qui que qu' qu’ dont où lequel laquelle lesquels lesquelles auquel auxquels".split()  # noqa: SIM905
)
_REFLEXIVE = frozenset({"se", "s'", "s’"})
_OBJECT_CLITICS = frozenset({"le", "la", "l'", "l’", "les"})
_DATIVE_CLITICS = frozenset({"lui", "leur"})
_POSSESSIVES = frozenset(["son", "sa", "ses", "leur", "leurs"])
_CONTRACTED = {
    "au": "à",
    "aux": "à",
    "du": "de",
    "des": "de",
    "d'": "de",
    "d’": "de",
    "à": "à",
    "jusqu'": "à",
}
_THEMES = frozenset({"sur", "contre", "concernant"})  # what introduces what a noun is about
_STATE = frozenset({"en", "sous"})  # what introduces the state that one is in
_SEPARATORS = ([","], ["et"], ["ou"], [",", "et"], ["ainsi", "que"], [",", "ainsi", "que"])
_PARTICIPLE_ENDINGS = ("é", "i", "u", "û", "s", "t")
_NO_SUBJECT = frozenset({"fois"})  # nouns of time that the parser takes for subjects
_CLOSING = frozenset({"»", "”", '"'})
_OPENING = frozenset({"«", "“", '"'})
_GROUP = frozenset({"ne", "n'", "n’", *_REFLEXIVE, *_OBJECT_CLITICS, *_DATIVE_CLITICS})
_DEPTH = 6  # how far a subject is looked for through governing clauses


@dataclass(frozen=True, slots=True)
class _Support:
    """What `fr/support.toml` says."""

    object_control: frozenset[str]
    dative_control: frozenset[str]
    carriers: Mapping[tuple[str, str], tuple[str | None, str | None]]
    targets: frozenset[str]
    occurrence: frozenset[str]
    bearing: frozenset[str]
    prepositions: Mapping[str, str]
    transparent: frozenset[str]


@cache
def _support() -> _Support:
    lexicon = load_lexicon("support.toml")
    control = lexicon.section("control").only("object", "dative")
    carriers: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for entry in lexicon.entries("verb"):
        entry.only("lemmas", "slot", "subject", "object")
        slot = entry.text("slot", among=("subject", "object", "à", "de"))
        roles = (entry.optional_text("subject"), entry.optional_text("object"))
        carriers |= {(lemma, slot): roles for lemma in entry.texts("lemmas")}
    targets = {lemma for entry in lexicon.entries("noun") for lemma in entry.only("lemmas").texts("lemmas")}
    prepositions = lexicon.section("prepositions")
    return _Support(
        frozenset(control.texts("object")),
        frozenset(control.texts("dative")),
        carriers,
        frozenset(targets),
        frozenset(lexicon.section("occurrence").only("verbs").texts("verbs")),
        frozenset(lexicon.section("bearing").only("nouns").texts("nouns")),
        {noun: prepositions.text(noun) for noun in prepositions.values},
        frozenset(lexicon.section("transparent").only("nouns").texts("nouns")),
    )


class Syntax:
    """Slots and clause relations over one parsed article."""

    def __init__(self, doc: Doc, entities: Entities, timed: frozenset[int], nations: Container[str]) -> None:
        """Read a document.

        `timed` are the tokens of its time expressions, which fill no slot; `nations` the adjectives of
        nationality.
        """
        self.doc = doc
        self.entities = entities
        self._timed = timed
        self._nations = nations
        self._support = _support()
        self._slots: dict[int, Slots] = {}
        self._lists = self._find_lists()

    # -- words

    def is_verb(self, token: Token) -> bool:
        """Whether a word is used as a verb: the tagger errs, an auxiliary or a determiner tells better."""
        if token.pos_ in {"VERB", "AUX"}:
            return not self.is_noun(token)
        return any(c.dep_.startswith("aux") and c.pos_ == "AUX" for c in token.lefts)

    def is_noun(self, token: Token) -> bool:
        """Whether a word is used as a noun."""
        if token.pos_ in {"NOUN", "PROPN"}:
            return not any(c.dep_.startswith("aux") and c.pos_ == "AUX" for c in token.lefts)
        return token.pos_ == "VERB" and any(
            c.dep_ == "det" and not self._is_elided_object(c, token) for c in token.lefts
        )

    def _is_elided_object(self, word: Token, verb: Token) -> bool:
        """Whether the tagger took an object for an article: "l'accusant de mentir"."""
        return (
            word.lower_ in {"l'", "l’"}
            and word.i == verb.i - 1
            and has(verb, "VerbForm", "Part")
            and has(verb, "Tense", "Pres")
        )

    def children(self, token: Token) -> Iterator[Token]:
        """The dependents of a word; what the parser hung on a date between them belongs to the word too."""
        for child in token.children:
            if child.i in self._timed and child.pos_ in {"NOUN", "NUM", "ADV", "PROPN", "ADJ"}:
                yield from (inner for inner in self.children(child) if inner.i > child.i)
            else:
                yield child

    def content(self, token: Token) -> Token:
        """The noun meant by "une série de frappes": what follows "de" after a measuring noun."""
        for _ in range(3):
            if token.lemma_.lower() not in self._support.transparent:
                break
            inner = next((c for c in token.children if self.preposition(c) == "de" and c.i > token.i), None)
            if inner is None or inner.pos_ not in {"NOUN", "PROPN", "ADJ", "PRON"}:
                break
            token = inner
        return token

    def is_reflexive(self, verb: Token) -> bool:
        """Whether the verb carries "se"."""
        return any(c.lower_ in _REFLEXIVE and c.pos_ == "PRON" for c in verb.lefts)

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb is passive, or a past participle standing alone, which is passive too."""
        if not _is_past_participle(verb) or self.is_reflexive(verb):
            return False
        auxiliaries = {
            c.lemma_ for c in verb.lefts if c.pos_ in {"AUX", "VERB"} and c.dep_.startswith(("aux", "cop"))
        }
        if "être" in auxiliaries:
            return verb.lemma_ not in _WITH_ETRE
        return not auxiliaries and verb.lemma_ not in _WITH_ETRE

    def preposition(self, token: Token) -> str | None:
        """The preposition that introduces a noun phrase, contractions undone; None when there is none."""
        case = next(
            (c for c in token.lefts if c.dep_ == "case" and c.pos_ in {"ADP", "DET", "VERB", "NOUN"}), None
        )
        if case is None:
            reference = self.entities.at(token.i)
            start = reference.phrase_start if reference else token.left_edge.i
            before = self.doc[start - 1] if start > 0 else None
            if before is None or before.pos_ != "ADP" or before.sent.start != token.sent.start:
                return None
            case = before
        return self._support.prepositions.get(case.lower_, _CONTRACTED.get(case.lower_, case.lower_))

    def conjuncts(self, token: Token) -> Iterator[Token]:
        """The token and what is coordinated with it as one list of participants."""
        yield token
        for other in self._lists.get(token.i, ()):
            # the parser loses count of long lists of names
            if other.i != token.i and not (other.dep_.startswith("nsubj") and other.head.i != token.head.i):
                yield other
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"} and child.i > token.i:
                yield from self.conjuncts(child)

    def list_of(self, adjective: Token) -> Iterator[Token]:
        """An adjective and those coordinated with it, whatever the tagger makes of them."""
        yield adjective
        for child in adjective.children:
            if child.dep_ == "conj":
                yield from self.list_of(child)

    def _find_lists(self) -> dict[int, tuple[Token, ...]]:
        """Actors named one after the other ("la Grèce, la France et l'Italie"), by the root of each."""
        lists: dict[int, tuple[Token, ...]] = {}
        chain: list[Reference] = []
        joined = False

        def close() -> None:
            if len(chain) > 1 and (joined or len(chain) > 2):
                roots = tuple(self.doc[r.root] for r in chain)
                lists.update((root.i, roots) for root in roots)

        for reference in self.entities.references:
            if not reference.actors:
                continue
            between = self.doc[chain[-1].phrase_end : reference.phrase_start] if chain else ()
            words = [t.lower_ for t in between if t.pos_ not in {"DET", "SPACE"}]
            if chain and words in _SEPARATORS:
                joined = joined or words != [","]
            else:
                close()
                chain, joined = [], False
            chain.append(reference)
        close()
        return lists

    def only_describes(self, noun: Token) -> bool:
        """Whether an event's noun only says what kind a thing is: "un avion de combat"."""
        if noun.dep_ != "nmod" or self.preposition(noun) != "de" or has(noun, "Number", "Plur"):
            return False
        if any(c.dep_ in {"det", "nummod"} for c in noun.lefts):
            return False
        return noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.lemma_ not in (
            self._support.bearing | self._support.transparent
        )

    def occurs(self, noun: Token) -> bool:
        """Whether a noun's verb says that it took place ("des heurts ont éclaté", "la réunion se tient")."""
        subject_of = noun.head if noun.dep_.startswith("nsubj") else None
        return subject_of is not None and subject_of.lemma_ in self._support.occurrence

    # -- slots

    def slots(self, token: Token) -> Slots:
        """The slots of a verb or noun; every filler is the head of its phrase, coordination not expanded."""
        if token.i not in self._slots:
            self._slots[token.i] = {}  # a cycle in the parse ends here
            read = self._noun_slots if self.is_noun(token) else self._verb_slots
            self._slots[token.i] = read(token)
        return self._slots[token.i]

    def _verb_slots(self, verb: Token) -> Slots:
        slots: Slots = defaultdict(list)
        objects: list[Token] = []
        for child in self.children(verb):
            dep = child.dep_
            if dep.startswith("nsubj") or dep == "csubj":
                continue
            is_clitic = child.pos_ == "PRON" or self._is_elided_object(child, verb)
            if is_clitic and child.i < verb.i and self._clitic(child, verb, slots, objects):
                continue
            if dep in {"obj", "xcomp"} and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}:
                if self.preposition(child) in {None, "de"}:
                    objects.append(child)
                else:
                    self._oblique(child, slots)
            elif (
                child.head.i != verb.i and self.preposition(child) is None and child.pos_ in {"NOUN", "PROPN"}
            ):
                objects.append(child)
            elif (
                dep.startswith(("obl", "nmod", "iobj", "dep", "advmod", "advcl", "xcomp", "appos"))
                or dep == "obj"
            ):
                self._oblique(child, slots)
        if not self.is_passive(verb):
            if not objects and not self.is_reflexive(verb):
                objects += self._bare_complement(verb)
            # "proposer des concessions": the article read as a preposition
            objects += [
                t for t in slots.get("de", []) if t.i > verb.i and self._has_article(t, bool(objects))
            ]
        suffers = self._suffers(verb)
        subject = [] if suffers else self.subject(verb)
        if suffers:
            slots["subject"] += slots.get("par", [])
            slots["à"] += self.subject(verb.head)
        elif (speaker := self._quoting_subject(verb, subject)) is not None:
            subject, objects = [speaker], [one for one in objects if one.i > speaker.i]
        elif not subject and self._is_inverted(verb, objects):
            subject, objects = objects, []
        elif not subject:
            subject = self._distant_subject(verb)
        if self.is_passive(verb):
            slots["subject"] += slots.get("par", [])
            slots["object"] += subject or objects
        else:
            slots["subject"] += subject
            slots["object"] += objects
        for one in slots["object"]:
            # "livrer des armes à l'Ukraine": the parser hangs the complement on the object
            if one.i > verb.i or self.is_passive(verb):
                for child in one.children:
                    if child.dep_.startswith("nmod") and (slot := self.preposition(child)) not in {
                        None,
                        "de",
                    }:
                        slots[str(slot)].append(child)
        return slots

    def _bare_complement(self, verb: Token) -> list[Token]:
        """The object that the parser took for a complement: "il a dépêché sur l'île une équipe"."""
        taken_for = {"obl:mod", "obl:arg", "obl", "nmod", "dep", "xcomp", "ccomp"}
        near = [c for c in verb.rights if c.dep_ in taken_for]
        near += [c for one in near for c in one.rights if c.dep_ in {"nmod", "appos", "obl:mod", "dep"}]
        return [
            t
            for t in near
            if t.pos_ in {"NOUN", "PROPN"}
            and t.i not in self._timed
            and any(c.dep_ in {"det", "nummod"} for c in t.lefts)
            and not any(c.dep_ in {"case", "cop"} or c.dep_.startswith("nsubj") for c in t.lefts)
            and self.doc[t.left_edge.i - 1].text not in {",", "(", "-", "–", ":"}
            and self.preposition(t) is None
        ][:1]

    def _is_time(self, noun: Token) -> bool:
        return noun.lemma_ in _NO_SUBJECT or (noun.pos_ == "NOUN" and noun.i in self._timed)

    def _quoting_subject(self, verb: Token, subject: list[Token]) -> Token | None:
        """The speaker named after a quotation and its verb: "« ... », a dénoncé mardi X"."""
        end = _group_start(verb) - 1
        if not _is_finite(verb) or end <= verb.sent.start:
            return None
        if self.doc[end].text == ",":
            end -= 1
        elif self.doc[end].text != "»":
            return None
        if self.doc[end].text not in _CLOSING:
            return None
        quoted = range(end - 1, verb.sent.start - 1, -1)
        opening = next((i for i in quoted if self.doc[i].text in _OPENING), verb.sent.start)
        if any(t.i < opening for t in subject):
            return None  # it stands before the quotation, which is not what is said
        for child in verb.rights:
            between = self.doc[verb.i + 1 : child.left_edge.i]
            if any(t.i not in self._timed and t.pos_ != "ADV" for t in between):
                break
            if child.pos_ in {"NOUN", "PROPN", "PRON"} and not self._is_time(child):
                return child if self.preposition(child) is None else None
        return None

    def _distant_subject(self, verb: Token) -> list[Token]:
        """The noun that opens the clause, parted from its verb: "le maire, élu en 2020, a démissionné"."""
        start = _group_start(verb)
        if not _is_finite(verb) or start <= verb.sent.start or self.doc[start - 1].text != ",":
            return []
        if verb.dep_ == "conj" or any(c.dep_ == "mark" or c.lower_ in _RELATIVE for c in verb.lefts):
            return []
        for token in self.doc[verb.sent.start : start - 1]:
            if token.pos_ not in {"NOUN", "PROPN"} or self._is_time(token) or self.preposition(token):
                continue
            first = next((t.i for t in token.subtree if not t.is_punct), token.i)
            opens = first == verb.sent.start or self.doc[first - 1].text == ","
            parted = any(t.text == "," for t in self.doc[token.i + 1 : start - 1])
            if opens and parted and not token.dep_.startswith(("nsubj", "obj", "flat", "case")):
                return [token]
        return []

    def _is_inverted(self, verb: Token, objects: list[Token]) -> bool:
        """Whether the subject follows the verb and was taken for its object: "..., s'indigne le maire"."""
        if not objects or any(one.i < verb.i for one in objects) or self.is_passive(verb):
            return False
        return verb.dep_ == "parataxis" or (self.is_reflexive(verb) and has(verb, "VerbForm", "Fin"))

    def _suffers(self, verb: Token) -> bool:
        """Whether an infinitive is done to the subject above it: "X s'est vu refuser un visa par Y"."""
        return (
            verb.dep_ in {"xcomp", "ccomp"}
            and verb.head.lemma_ == "voir"
            and self.is_reflexive(verb.head)
            and is_infinitive(verb)
        )

    def _has_article(self, noun: Token, sure: bool) -> bool:
        words = {"des"} if sure else {"des", "du", "d'", "d’", "de"}
        return any(c.dep_ == "case" and c.lower_ in words for c in noun.lefts)

    def _clitic(self, child: Token, verb: Token, slots: Slots, objects: list[Token]) -> bool:
        word = child.lower_
        if word in _REFLEXIVE:
            return True
        if word in _OBJECT_CLITICS:
            objects.append(child)
        elif word in _DATIVE_CLITICS:
            slots["à"].append(child)
        elif word in _RELATIVE:
            antecedent = self._antecedent(verb)
            if (
                antecedent is not None
                and word in {"que", "qu'", "qu’"}
                and child.dep_ in {"obj", "mark", "iobj"}
            ):
                objects.append(antecedent)
            elif antecedent is not None and word == "dont":
                slots["de"].append(antecedent)
            elif antecedent is not None and (slot := self.preposition(child)):
                slots[slot].append(antecedent)
        else:
            return False
        return True

    def _oblique(self, child: Token, slots: Slots) -> None:
        if child.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "X", "VERB", "NUM"}:
            return
        slot = self.preposition(child)
        if slot is None or (child.pos_ == "VERB" and child.dep_ in {"xcomp", "advcl"}):
            return
        slots[slot].append(child)
        if child.lemma_.lower() in self._support.prepositions:
            alias = self._support.prepositions[child.lemma_.lower()]
            slots[alias] += [c for c in child.children if c.dep_.startswith(("nmod", "obl"))]

    def _noun_slots(self, noun: Token) -> Slots:
        slots: Slots = defaultdict(list)
        self._complements(noun, slots, depth=0)
        for child in noun.lefts:
            if child.pos_ == "DET" and child.lower_ in _POSSESSIVES:
                slots["de"] += self._possessor(child, noun)
        for child in noun.children:
            if child.dep_ in {"amod", "acl", "nmod"} and child.lower_ in self._nations:
                slots[NATION].append(child)
            elif child.dep_.startswith("acl") and child.pos_ in {"VERB", "ADJ"}:
                self._clause_of(noun, child, slots)
        if not slots.get("de"):
            # "l'arrestation pour fraude de trois élus"
            inner = (t for t in noun.subtree if t.i > noun.i and t.dep_ in {"nmod", "obl:arg"})
            slots["de"] += [
                t
                for t in inner
                if self.preposition(t) == "de"
                and self.clause(t) == self.clause(noun)
                and self.preposition(t.head) not in _THEMES
            ][:1]
        slots["subject"] += self._in_state(noun)
        if noun.dep_ == "obj" and not slots.get("par") and not self.is_passive(noun.head):
            # "craindre une invasion du pays par X": nothing but the noun can have an agent there
            slots["par"] += [c for c in noun.head.rights if c.i > noun.i and self.preposition(c) == "par"][:1]
        self._carrier(noun, slots)
        return slots

    def _in_state(self, noun: Token) -> list[Token]:
        """Who is in the state that a noun names: "ils sont en grève", "en visite au Liban, il a dit"."""
        if self.preposition(noun) not in _STATE or any(c.dep_ == "det" for c in noun.lefts):
            return []
        if any(c.dep_ == "cop" for c in noun.lefts):
            return self.subject(noun)
        clause = noun.head
        loose = noun.dep_.startswith(("obl", "advcl")) and clause.pos_ in {"VERB", "AUX"}
        return self.subject(clause) if loose else []

    def _possessor(self, possessive: Token, noun: Token) -> list[Token]:
        """Whose: what the possessive was resolved to, else the subject of the clause."""
        reference = self.entities.at(possessive.i)
        clause = self.clause(noun)
        if (reference is not None and reference.actors) or clause is None:
            return [possessive]
        subject = [t for t in self.subject(clause) if t.i != noun.i and noun not in t.subtree]
        return [t for t in subject if t.lower_ != "on"] or [possessive]

    def _complements(self, noun: Token, slots: Slots, depth: int) -> None:
        for child in self.children(noun):
            if (
                child.i < noun.i
                or not child.dep_.startswith(("nmod", "obl", "dep", "appos"))
                or child.pos_ == "VERB"
            ):
                continue
            slot = self.preposition(child)
            if slot is None:
                continue
            if slot != "de" or depth == 0:
                slots[slot].append(child)
            if child.lemma_.lower() in self._support.prepositions:
                alias = self._support.prepositions[child.lemma_.lower()]
                slots[alias] += [c for c in child.children if c.dep_.startswith(("nmod", "obl"))]
            elif depth < 2:
                # "la visite du président à Rome": the parser hangs the place on the president
                self._complements(child, slots, depth + 1)

    def _clause_of(self, noun: Token, verb: Token, slots: Slots) -> None:
        """What a participle or relative clause adds to its noun: "l'attaque menée par X contre Y"."""
        inner = self.slots(verb)
        if verb.lower_ == "visant" or verb.lemma_ == "viser":
            slots["object"] += [t for t in inner.get("object", []) if t.i != noun.i]
            return
        if noun in inner.get("object", []):
            for slot, fillers in inner.items():
                if slot not in {"object", "de"}:
                    slots[slot] += [t for t in fillers if t.i != noun.i]
        elif noun in inner.get("subject", []):
            for slot in ("contre", "entre", "avec"):
                slots[slot] += inner.get(slot, [])

    def _carrier(self, noun: Token, slots: Slots) -> None:
        """What the verb that carries a noun lends it: "X a mené une attaque contre Y"."""
        top = noun
        while top.dep_ == "conj" or (
            top.dep_ == "nmod"
            and top.head.lemma_ in self._support.transparent
            and self.preposition(top) == "de"
        ):
            top = top.head
        verb = top.head
        if top.dep_ == "nmod" and verb.lemma_ in self._support.targets and self.preposition(top) == "de":
            top, verb = verb, verb.head
            if verb.pos_ in {"VERB", "AUX"} or any(c.dep_ == "cop" for c in top.children):
                owner = top if any(c.dep_ == "cop" for c in top.children) else verb
                slots["object"] += self.subject(owner)
            elif verb.pos_ == "NOUN":
                slots["object"].append(verb)
            return
        if verb.pos_ not in {"VERB", "AUX"} or verb.i == top.i:
            return
        inner = self.slots(verb)
        for slot in ("object", "subject", "à", "de"):
            if top not in inner.get(slot, []) or (verb.lemma_, slot) not in self._support.carriers:
                continue
            subject, target = self._support.carriers[verb.lemma_, slot]
            if subject:
                slots[subject] += inner.get("subject", [])
            if target:
                slots[target] += [t for t in inner.get("object", []) if t.i != top.i]
            for other in ("contre", "avec", "entre", "à", "en", "sur", "par", "dans", "envers", "vers"):
                if other != slot:
                    slots[other] += [
                        t for t in inner.get(other, []) if t.i != noun.i and t not in slots[other]
                    ]

    # -- clauses

    def subject(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subject of a verb, own or understood; empty when the sentence does not tell."""
        if depth > _DEPTH:
            return []
        own = [c for c in verb.children if c.dep_.startswith("nsubj") and not self._is_time(c)]
        if own and self._is_impersonal(own[0], verb):
            return []
        if own:
            return [self._relative(c, verb) for c in own]
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if (speaker := self._outside(verb, head)) is not None:
                return self.subject(speaker, depth + 1)
            if (
                head.pos_ == "NOUN"
                and verb.pos_ == "VERB"
                and not any(c.dep_ == "cop" for c in head.children)
            ):
                return []
            return self.subject(head, depth + 1)
        if verb.dep_ in {"ROOT", "parataxis"}:
            return self._participle_subject(verb) if verb.dep_ == "ROOT" else []
        if head.pos_ == "NOUN" and verb.dep_.startswith(("acl", "nmod", "amod", "appos")):
            return self._subject_from_noun(verb, head, depth)
        if head.pos_ in {"VERB", "AUX", "ADJ"}:
            return self._controller(verb, head, depth)
        if head.pos_ in {"PROPN", "PRON"} and verb.dep_.startswith(("acl", "amod", "appos", "nmod")):
            return [head]
        return []

    def _is_impersonal(self, subject: Token, verb: Token) -> bool:
        """Whether "il" stands for what follows: "il est interdit de fumer", not "il est accusé de mentir"."""
        return (
            subject.lower_ == "il"
            and verb.lemma_ not in self._support.object_control
            and self.is_passive(verb)
            and any(c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" for c in verb.rights)
        )

    def _outside(self, verb: Token, head: Token) -> Token | None:
        """The verb of saying that a verb goes on from, across the quotation it is said to be joined to."""
        if not any(t.text == "»" for t in self.doc[head.i : verb.i]):
            return None
        return next((t for t in head.ancestors if t.pos_ == "VERB" and t.dep_ != "conj"), None)

    def _participle_subject(self, verb: Token) -> list[Token]:
        """A headline's bare participle: "Deux soldats tués dans l'est" when the parser makes it the root.

        A present participle that opens the sentence has the subject of the clause after it.
        """
        if has(verb, "VerbForm", "Part") and has(verb, "Tense", "Pres") and verb.i == verb.sent.start:
            after = (t for t in verb.sent if t.i > verb.i and t.dep_ == "nsubj")
            return [t for t in after if t.i < t.head.i][:1]
        if not _is_past_participle(verb) or any(c.dep_.startswith("aux") for c in verb.children):
            return []
        return [c for c in verb.lefts if c.pos_ in {"NOUN", "PROPN"} and self.preposition(c) is None][:1]

    def _subject_from_noun(self, verb: Token, noun: Token, depth: int) -> list[Token]:
        if is_infinitive(verb):
            own = [c for c in noun.children if c.pos_ == "DET" and c.lower_ in _POSSESSIVES]
            own += [
                c for c in noun.rights if c.dep_ == "nmod" and self.preposition(c) == "de" and c.i < verb.i
            ]
            if own:
                return own[:1]
            governor = noun.head
            return (
                self.subject(governor, depth + 1)
                if governor.pos_ in {"VERB", "AUX"} and governor.i != noun.i
                else []
            )
        if self._is_apposed(noun):
            return self._subject_from_noun(verb, noun.head, depth)
        if _is_past_participle(verb):
            while noun.dep_ in {"nmod", "amod"} and not any(c.dep_ == "det" for c in noun.lefts):
                if noun.head.pos_ != "NOUN":
                    break
                noun = noun.head  # "un accord de principe conclu": the accord is
            return [noun]
        if verb.i > 0 and self.doc[verb.i - 1].text in {",", "en"}:
            # ", faisant dix morts" says what the main verb did, whatever noun the parser hangs it on
            clause = self.clause(noun)
            if clause is not None and clause.i != verb.i and clause.i < verb.i:
                return self.subject(clause, depth + 1) or [noun]
        return [noun]

    def _is_apposed(self, noun: Token) -> bool:
        """Whether a noun only describes a name before it: "X et Y, deux voisins, ayant signé"."""
        before = noun.left_edge.i - 1
        return (
            noun.dep_ in {"nmod", "appos"}
            and noun.head.pos_ == "PROPN"
            and before > noun.head.i
            and self.doc[before].text == ","
            and self.preposition(noun) is None
        )

    def _controller(self, verb: Token, head: Token, depth: int) -> list[Token]:
        if not is_infinitive(verb) or verb.dep_.startswith("advcl"):
            finite = has(verb, "VerbForm", "Fin") or any(
                c.dep_.startswith("aux") and has(c, "VerbForm", "Fin") for c in verb.children
            )
            return [] if finite and verb.dep_ != "conj" else self.subject(head, depth + 1)
        if head.lemma_ in self._support.object_control and (found := self._objects(head)):
            return found
        if head.lemma_ in self._support.dative_control:
            return self.slots(head).get("à", [])
        return self.subject(head, depth + 1)

    def _objects(self, verb: Token) -> list[Token]:
        if self.is_passive(verb):
            return self.subject(verb, 1)
        clitics = [c for c in verb.lefts if c.pos_ == "PRON" and c.lower_ in _OBJECT_CLITICS]
        return clitics or [
            c for c in verb.children if c.dep_ == "obj" and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ]

    def clause(self, token: Token) -> Token | None:
        """The nearest verb that governs a token."""
        for ancestor in token.ancestors:
            if ancestor.pos_ in {"VERB", "AUX"}:
                return ancestor
        return None

    def _relative(self, pronoun: Token, verb: Token) -> Token:
        reference = self.entities.at(pronoun.i)
        if pronoun.lower_ in _RELATIVE and not (reference and reference.actors):
            return self._antecedent(verb) or pronoun
        return pronoun

    def _antecedent(self, verb: Token) -> Token | None:
        for token in (verb, *verb.ancestors):
            if token.dep_ == "acl:relcl":
                return token.head
            if token.dep_ not in {"conj", "xcomp"}:
                return None
        return None


_FEMININE = (("trice", "teur"), ("euse", "eur"), ("ienne", "ien"), ("ffe", "f"), ("ère", "er"), ("e", ""))


@lru_cache(maxsize=8192)
def masculine(word: str) -> tuple[str, ...]:
    """A word and what it may be the feminine or plural of."""
    forms = [word, word.removesuffix("s")]
    forms += [form.removesuffix(old) + new for form in forms for old, new in _FEMININE if form.endswith(old)]
    return tuple(forms)


def has(token: Token, feature: str, value: str) -> bool:
    """Whether the tagger gives a word this morphological feature."""
    return value in token.morph.get(feature, [])


def _is_past_participle(token: Token) -> bool:
    if has(token, "VerbForm", "Part") and has(token, "Tense", "Past"):
        # the tagger errs: "déplore" is none
        return token.lower_.endswith("s") or token.lower_.removesuffix("e").endswith(_PARTICIPLE_ENDINGS)
    return token.pos_ not in {"VERB", "AUX"} and any(c.dep_.startswith("aux") for c in token.lefts)


def _is_finite(verb: Token) -> bool:
    """Whether a verb group carries tense, in itself or its auxiliary."""
    group = (verb, *(c for c in verb.lefts if c.dep_.startswith("aux")))
    return any(has(t, "VerbForm", "Fin") and not has(t, "Mood", "Imp") for t in group)


def _group_start(verb: Token) -> int:
    """Where a verb begins with its auxiliaries, negation and clitics."""
    words = (c.i for c in verb.lefts if c.dep_.startswith("aux") or c.lower_ in _GROUP)
    return min((verb.i, *words))


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive, simple or compound ("avoir livré", "être reçu")."""
    if has(token, "VerbForm", "Inf"):
        return True
    return any(
        has(c, "VerbForm", "Inf")
        for c in token.lefts
        if c.dep_.startswith("aux") or c.lower_ in {"avoir", "être"}
    )
