"""The subject of a verb: its own, or the one understood from the clauses and nouns above it."""

from __future__ import annotations

from eventsdb.extraction.adjacency import describes_object, is_dative, subject_before
from eventsdb.extraction.complements import Complements
from eventsdb.extraction.forms import (
    OBJECT_CLITICS,
    fellow,
    finite_part,
    group_start,
    has,
    is_finite,
    is_infinitive,
    is_past_participle,
)
from eventsdb.extraction.participles import (
    described_noun,
    headline_subject,
    is_apposed,
    main_verb,
    named_before,
    noun_before,
)
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import POSSESSIVES, RELATIVE, Words

_NO_SUBJECT = frozenset({"fois"})  # nouns of time that the parser takes for subjects
_CLOSING = frozenset({"»", "”", '"'})
_OPENING = frozenset({"«", "“", '"'})
_WHERE = frozenset({"à", "en", "dans", "après", "depuis", "sur"})
_ABOUT = frozenset({"entre", "près", "plus", "environ"})  # what stands before a count
_DEPTH = 6  # how far a subject is looked for through governing clauses


class Subjects:
    """Finds the subjects of the verbs of one article."""

    def __init__(self, words: Words, complements: Complements) -> None:
        self.words = words
        self.complements = complements
        self._support = load_support()

    def of(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subject of a verb, own or understood; empty when the sentence does not tell."""
        if depth > _DEPTH:
            return []
        own = [
            self._past_link(c)
            for c in verb.children
            if c.dep_.startswith("nsubj") and not (self._is_none(c) or self._is_fronted_place(c))
        ]
        if own and self._is_impersonal(own[0], verb):
            return []
        if own:
            first = [c for c in own if c.i < verb.i]  # another, after the verb, is its object
            if not first and (near := subject_before(verb, self.words)) is not None:
                return [near]
            return [self._relative(c, verb) for c in first or own]
        if (before := fellow(verb)) is not None:
            return self.of(before, depth + 1)
        if (main := main_verb(verb, self.words)) is not None:
            speaker = self._quoting_subject(main, found := self.of(main, depth + 1))
            return [speaker] if speaker is not None else found
        if (near := subject_before(verb, self.words)) is not None:
            return [near]
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if (speaker := self._outside(verb, head)) is not None:
                return self.of(speaker, depth + 1)
            if (main := _resumed(verb, head)) is not None:
                return self.of(main, depth + 1)
            if (
                head.pos_ == "NOUN"
                and verb.pos_ == "VERB"
                and not any(c.dep_ == "cop" for c in head.children)
            ):
                return []
            return self.of(head, depth + 1)
        if verb.dep_ in {"ROOT", "parataxis"}:
            return headline_subject(verb, self.words) if verb.dep_ == "ROOT" else []
        if head.dep_ == "obl:agent" and is_infinitive(verb):
            # "accusé par X d'avoir fui": the parser hangs the infinitive on the agent
            return self._controller(verb, head.head, depth)
        if (described := named_before(verb, self.words) or noun_before(verb, self.words)) is not None:
            return [described]
        if head.pos_ == "NOUN" and verb.dep_.startswith(("acl", "nmod", "amod", "appos")):
            return self._subject_from_noun(verb, head, depth)
        if head.pos_ in {"VERB", "AUX", "ADJ"} or _has_subject(head):
            return self._controller(verb, head, depth)
        if head.pos_ in {"PROPN", "PRON"} and verb.dep_.startswith(("acl", "amod", "appos", "nmod")):
            return [head]
        return []

    def beside(self, verb: Token, objects: list[Token]) -> tuple[list[Token], list[Token]]:
        """The subject of a verb, and its objects without what turns out to be the subject."""
        subject = self.of(verb)
        if (speaker := self._quoting_subject(verb, subject)) is not None:
            return [speaker], [one for one in objects if one.i > speaker.i]
        told = any(t.head.i == verb.i for t in subject) or any(
            c.dep_.startswith("nsubj") and c.lower_ == "qui" for c in verb.lefts
        )
        if not told and self._is_inverted(verb, objects):
            behind = [one for one in objects if one.i > verb.i]
            return behind, [one for one in objects if one not in behind]
        subject = subject or self._distant_subject(verb) or self._counted(verb)
        return [self._author(one) or one for one in subject], objects

    def _author(self, noun: Token) -> Token | None:
        """Who speaks through a text: "X a publié un communiqué qui condamne", "une lettre de X dénonce"."""
        if noun.lemma_ not in self._support.texts:
            return None
        for child in noun.rights:
            reference = self.words.entities.at(child.i)
            if self.words.preposition(child) == "de" and reference is not None and reference.actors:
                return child
        verb = noun.head
        if noun.dep_ != "obj" or verb.lemma_ not in self._support.issuing:
            return None
        return next((t for t in self.of(verb) if t.i != noun.i), None)

    def _past_link(self, subject: Token) -> Token:
        """The pronoun behind the "t" that joins it to its verb: "a-t-elle déploré"."""
        return self.words.doc[subject.i + 1] if subject.lower_ == "-t" else subject

    def _is_fronted_place(self, noun: Token) -> bool:
        """Whether the parser took for the subject where it is: "Au Soudan, M. Vega est arrivé"."""
        return noun.pos_ == "PROPN" and self.words.preposition(noun) in _WHERE

    def _counted(self, verb: Token) -> list[Token]:
        """The people counted after a preposition: "entre 200 et 300 personnes ont défilé"."""
        if not is_finite(verb):
            return []
        for child in verb.lefts:
            if child.i == verb.sent.start + 1 and self.words.preposition(child) in _ABOUT:
                nouns = (t for t in child.subtree if t.pos_ == "NOUN" and t.i not in self.words.timed)
                return [t for t in nouns if any(c.pos_ == "NUM" for c in t.lefts)][:1]
        return []

    def _quoting_subject(self, verb: Token, subject: list[Token]) -> Token | None:
        """The speaker named after a quotation and its verb: "« ... », a dénoncé mardi X"."""
        end = group_start(verb) - 1
        if not is_finite(verb) or end <= verb.sent.start:
            return None
        if self.words.doc[end].text == ",":
            end -= 1
        elif self.words.doc[end].text != "»":
            return None
        if self.words.doc[end].text not in _CLOSING:
            return None
        quoted = range(end - 1, verb.sent.start - 1, -1)
        opening = next((i for i in quoted if self.words.doc[i].text in _OPENING), verb.sent.start)
        if any(t.i < opening for t in subject):
            return None  # it stands before the quotation, which is not what is said
        position = verb.i + 1
        for child in verb.rights:
            between = self.words.doc[position : child.left_edge.i]
            if any(t.i not in self.words.timed and t.pos_ != "ADV" and t.text != "," for t in between):
                break
            if child.pos_ in {"NOUN", "PROPN", "PRON"} and not self._is_none(child):
                if self.words.preposition(child) is None:
                    return child
                position = child.right_edge.i + 1  # "« ... », a dit à la presse X"
        return None

    def _distant_subject(self, verb: Token) -> list[Token]:
        """The noun that opens the clause, parted from its verb: "le maire, élu en 2020, a démissionné"."""
        start = group_start(verb)
        if not is_finite(verb) or start <= verb.sent.start or self.words.doc[start - 1].text != ",":
            return []
        if verb.dep_ == "conj" or any(c.dep_ == "mark" or c.lower_ in RELATIVE for c in verb.lefts):
            return []
        for token in self.words.doc[verb.sent.start : start - 1]:
            if token.pos_ not in {"NOUN", "PROPN"} or self._is_none(token) or self.words.preposition(token):
                continue
            first = next((t.i for t in token.subtree if not t.is_punct), token.i)
            opens = first == verb.sent.start or self.words.doc[first - 1].text == ","
            parted = any(t.text == "," for t in self.words.doc[token.i + 1 : start - 1])
            if opens and parted and not token.dep_.startswith(("nsubj", "obj", "flat", "case")):
                return [token]
        return []

    def _is_inverted(self, verb: Token, objects: list[Token]) -> bool:
        """Whether the subject follows the verb and was taken for its object: "..., s'indigne le maire"."""
        if not objects or self.words.is_passive(verb):
            return False
        if any(one.i < verb.i for one in objects):
            return describes_object(verb, objects)
        if verb.dep_ == "parataxis":
            # "Paris, de son côté, accuse X": the parser hangs the verb on its own subject
            return all(one.i != verb.head.i for one in self._distant_subject(verb))
        return self.words.is_reflexive(verb) and is_finite(verb)

    def _is_impersonal(self, subject: Token, verb: Token) -> bool:
        """Whether "il" stands for what follows: "il est interdit de fumer", not "il est accusé de mentir"."""
        return (
            subject.lower_ == "il"
            and verb.lemma_ not in self._support.object_control
            and self.words.is_passive(verb)
            and any(c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" for c in verb.rights)
        )

    def _outside(self, verb: Token, head: Token) -> Token | None:
        """The verb of saying that a verb goes on from, across the quotation it is said to be joined to."""
        if not any(t.text == "»" for t in self.words.doc[head.i : verb.i]):
            return None
        return next((t for t in head.ancestors if t.pos_ == "VERB" and t.dep_ != "conj"), None)

    def _subject_from_noun(self, verb: Token, noun: Token, depth: int) -> list[Token]:
        if is_infinitive(verb):
            own = [c for c in noun.children if c.pos_ == "DET" and c.lower_ in POSSESSIVES]
            own += [
                c
                for c in noun.rights
                if c.dep_ == "nmod" and self.words.preposition(c) == "de" and c.i < verb.i
            ]
            if own:
                return own[:1]
            governor = noun.head
            return (
                self.of(governor, depth + 1)
                if governor.pos_ in {"VERB", "AUX"} and governor.i != noun.i
                else []
            )
        if is_apposed(noun, self.words):
            return self._subject_from_noun(verb, noun.head, depth)
        if is_past_participle(verb):
            return [described_noun(verb, noun, self.words)]
        if verb.i > 0 and self.words.doc[verb.i - 1].text in {",", "en"}:
            # ", faisant dix morts" says what the main verb did, whatever noun the parser hangs it on
            clause = self.words.clause(noun)
            if clause is not None and clause.i != verb.i and clause.i < verb.i:
                return self.of(clause, depth + 1) or [noun]
        return [noun]

    def _controller(self, verb: Token, head: Token, depth: int) -> list[Token]:
        if not is_infinitive(verb) or verb.dep_.startswith("advcl"):
            finite = has(verb, "VerbForm", "Fin") or any(
                c.dep_.startswith("aux") and has(c, "VerbForm", "Fin") for c in verb.children
            )
            return [] if finite and verb.dep_ != "conj" else self.of(head, depth + 1)
        if head.lemma_ in self._support.object_control and (found := self._objects(head)):
            return found
        if head.lemma_ in self._support.dative_control and _has_de(verb):
            return self.complements.to_whom(head)
        return self.of(head, depth + 1)

    def _objects(self, verb: Token) -> list[Token]:
        if self.words.is_passive(verb):
            return self.of(verb, 1)
        clitics = [c for c in verb.lefts if c.pos_ == "PRON" and c.lower_ in OBJECT_CLITICS]
        return clitics or [
            c for c in verb.children if c.dep_ == "obj" and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ]

    def _relative(self, pronoun: Token, verb: Token) -> Token:
        reference = self.words.entities.at(pronoun.i)
        if pronoun.lower_ in RELATIVE and not (reference and reference.actors):
            return self.words.antecedent(verb) or pronoun
        return pronoun

    def _is_none(self, noun: Token) -> bool:
        """Whether the parser took for a subject a time, or the pronoun of those to whom."""
        return (
            is_dative(noun)
            or noun.lemma_ in _NO_SUBJECT
            or (noun.pos_ == "NOUN" and noun.i in self.words.timed)
        )


def _resumed(verb: Token, head: Token) -> Token | None:
    """The verb above a "que" clause that a verb goes on from: "il a dit que la rue était calme et a accusé".

    The parser joins it to the verb of the clause; its tense is that of the verb above.
    """
    tense = _tense(verb)
    if tense is None or _tense(head) in {tense, None} or not any(c.dep_ == "mark" for c in head.lefts):
        return None
    above = head.head
    return above if above.pos_ == "VERB" and above.i < head.i and _tense(above) == tense else None


def _tense(verb: Token) -> tuple[str, ...] | None:
    """Mood, tense and make of a finite verb group; None where it is not finite."""
    finite = finite_part(verb)
    if finite is None:
        return None
    compound = "compound" if finite.dep_.startswith("aux") else "simple"
    return (compound, *finite.morph.get("Mood", []), *finite.morph.get("Tense", []))


def _has_subject(word: Token) -> bool:
    """Whether a word has a subject, so that it is a verb whatever the tagger makes of it."""
    return any(c.dep_.startswith("nsubj") for c in word.lefts)


def _has_de(infinitive: Token) -> bool:
    """Whether "de" introduces an infinitive."""
    return any(c.dep_ == "mark" and c.lower_ in {"de", "d'", "d’"} for c in infinitive.lefts)
