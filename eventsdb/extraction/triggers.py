"""Trigger words: which frames a word may open, and whether the phrase each asks for stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from eventsdb.extraction.complements import Slots
from eventsdb.extraction.forms import LASTING, is_stray_verb, masculine
from eventsdb.extraction.frames import Frame, NounClass, load_frames
from eventsdb.extraction.participants import Participants
from eventsdb.extraction.syntax import Syntax, is_infinitive
from eventsdb.extraction.tokens import Token

_CONTENT = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "X"})  # ADV and X: the tagger's slips
_ENDINGS = ("e", "ent", "ait", "aient", "ant", "a", "èrent", "era", "eront")
_NEAR = 7  # how far after a verb a fixed complement is sought that the parser hangs elsewhere


class Triggers:
    """Finds the frames that the words of one article open."""

    def __init__(self, syntax: Syntax, participants: Participants) -> None:
        self.syntax = syntax
        self.participants = participants
        self.frames = load_frames()

    def of_verb(self, token: Token) -> Iterator[tuple[Frame, tuple[int, ...]]]:
        """The frames of a verb or predicate, the most demanding first, with the tokens of their phrase."""
        if token.pos_ not in _CONTENT or (token.pos_ == "AUX" and token.dep_.startswith(("aux", "cop"))):
            return
        frames = self._verb_frames(token)
        if not frames or self._is_in_name(token):
            return
        if _is_predicate(token) if token.pos_ == "ADJ" else self.syntax.is_verb(token):
            reflexive = self.syntax.is_reflexive(token)
            slots, after = self.syntax.slots(token), self.syntax.doc[token.i + 1 : token.i + _NEAR]
            for frame in frames:
                if frame.use == "either" or (frame.use == "reflexive") == reflexive:
                    span = self._verb_phrase(token, frame, slots, after)
                    if span is not None:
                        yield frame, span

    def of_noun(self, token: Token) -> Iterator[tuple[Frame, tuple[int, ...]]]:
        """The frames of a noun, the most demanding first, with the tokens of their phrase."""
        if token.pos_ not in _CONTENT:
            return
        frames = self._noun_frames(token)
        if frames and self.syntax.is_noun(token) and not self.syntax.only_describes(token):
            for frame in frames:
                span = self._noun_phrase(token, frame)
                if span is not None:
                    yield frame, span

    def _verb_frames(self, token: Token) -> tuple[Frame, ...]:
        frames = self.frames.verbs
        if token.lemma_ in frames and token.pos_ != "NOUN":
            return frames[token.lemma_]
        return _frames_of(token.lower_, finite=token.pos_ == "VERB" or is_stray_verb(token))

    def _noun_frames(self, token: Token) -> tuple[Frame, ...]:
        frames = self.frames.nouns
        if token.text.isupper() and len(token.text) > 1 and not token.sent.text.isupper():
            return frames.get(token.text, ())  # "le RAID" is a name
        return frames.get(token.lemma_) or frames.get(token.lower_, ())

    def _is_in_name(self, token: Token) -> bool:
        """Whether a word is part of a longer name: "l'Association des personnes détenues"."""
        reference = self.syntax.entities.at(token.i)
        return (
            reference is not None and reference.form == "name" and reference.start < token.i < reference.end
        )

    def _verb_phrase(
        self, verb: Token, frame: Frame, slots: Slots, after: Sequence[Token]
    ) -> tuple[int, ...] | None:
        span = [verb.i]
        for slot, nouns in frame.complements:
            if slot == "clause":
                found = self._infinitive_under(verb, nouns.nouns)
            else:
                found = self._complement(slots.get(slot, ()), after, slot, nouns)
            if found is None:
                return None
            span.append(found.i)
        return tuple(span)

    def _complement(
        self, tokens: Sequence[Token], after: Sequence[Token], slot: str, nouns: NounClass
    ) -> Token | None:
        """The word in a slot of the verb that its phrase asks for, or what is meant by that word.

        Of "annoncer l'envoi de soldats" the one is the sending, the other the soldiers. `tokens` fill the
        slot, `after` are those right after the verb.
        """
        for filler in self.participants.fill(tokens) if tokens else ():
            if self.participants.belongs(filler, nouns):
                return filler.token
        for token in tokens:
            if token.lemma_ in nouns.nouns:
                return token
        if slot == "object":
            # "dire non", "répondre favorablement"
            return next((t for t in after[:2] if t.pos_ == "ADV" and t.lower_ in nouns.nouns), None)
        # a fixed complement that stands right after the verb, however the parser hangs it
        for token in after:
            if self.syntax.preposition(token) == slot and self._is_of(token, nouns):
                return token
        return None

    def _is_of(self, token: Token, nouns: NounClass) -> bool:
        """Whether a word is one of some nouns, or names one of their kinds."""
        if token.lemma_ in nouns.nouns:
            return True
        named = bool(nouns.kinds) and token.pos_ == "PROPN"
        return named and any(self.participants.belongs(f, nouns) for f in self.participants.fill([token]))

    def _infinitive_under(self, verb: Token, lemmas: frozenset[str]) -> Token | None:
        """The infinitive of a phrase: under the verb, under its object, or above it.

        "exhorter X à cesser"; of "a refusé pendant deux mois de céder" the parser hangs it on the time.
        """
        under: Sequence[Token] = (
            *verb.children,
            *(
                c
                for child in verb.rights
                if child.dep_ in {"obj", "obl:arg"} or self.syntax.preposition(child) in LASTING
                for c in child.rights
                if c.dep_ == "acl" and is_infinitive(c)
            ),
        )
        if found := next((c for c in under if c.lemma_ in lemmas and c.pos_ == "VERB"), None):
            return found
        return verb.head if verb.dep_ == "dep" and verb.head.lemma_ in lemmas else None

    def _noun_phrase(self, noun: Token, frame: Frame) -> tuple[int, ...] | None:
        span = [noun.i]
        position = noun.i + 1
        for word in frame.words:
            for i in range(position, min(position + 3, noun.sent.end)):
                token = self.syntax.doc[i]
                if word == token.lemma_ or word in masculine(token.lower_):
                    span.append(i)
                    position = i + 1
                    break
            else:
                return None
        return tuple(span)


@lru_cache(maxsize=16384)
def _frames_of(word: str, *, finite: bool) -> tuple[Frame, ...]:
    """The frames of a form whose lemma has none: a participle, or "disposée", taken for an adjective."""
    frames = load_frames()
    if word in frames.participles:
        return frames.verbs[frames.participles[word]]
    forms = (*masculine(word), *(infinitives(word) if finite else ()))
    return next((frames.verbs[form] for form in forms if form in frames.verbs), ())


def infinitives(word: str) -> tuple[str, ...]:
    """What a form of a verb in -er may come from, when the lemmatizer leaves it as it is."""
    return tuple(word.removesuffix(ending) + "er" for ending in _ENDINGS if word.endswith(ending))


def _is_predicate(adjective: Token) -> bool:
    """Whether an adjective is said of a subject, or is a participle the parser took for one."""
    if any(c.dep_ == "cop" or c.dep_.startswith("aux") for c in adjective.lefts):
        return True
    return adjective.dep_ in {"xcomp", "ROOT", "acl", "amod", "conj"}
