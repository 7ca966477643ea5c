"""Trigger words with their frame: what each clause or noun phrase of an article tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eventsdb.extraction.antecedents import Antecedents
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.factuality import factuality_of
from eventsdb.extraction.fitting import FrameReading, Surroundings
from eventsdb.extraction.forms import DEFINITE, fellow, has, is_stray_verb, masculine
from eventsdb.extraction.frames import Frame, Frames, load_frames
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.participants import Participants
from eventsdb.extraction.passages import Prose
from eventsdb.extraction.placing import Places
from eventsdb.extraction.syntax import Slots, Syntax, is_infinitive
from eventsdb.extraction.time_grammar import TimeExpression
from eventsdb.extraction.tokens import Token
from eventsdb.plover import SYMMETRIC
from eventsdb.records import Factuality

_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Acts of speech about what is done to someone: whoever their complement names first is addressed."""

_OF_COURTS = frozenset(
    {("SANCTION", "convict"), ("ACCUSE", "investigate"), ("COERCE", "arrest"), ("RETREAT", "release")}
)
"""Acts that take place in the town of the court or police that does them."""

_TWO = 2
_EVERY = frozenset({"tout", "toute", "chaque", "quiconque"})
_DEMONSTRATIVE = frozenset({"ce", "cet", "cette", "ces"})
_CONTENT = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "X"})  # ADV and X: the tagger's slips


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of an event, before mentions are brought together; tokens count in the document.

    `anaphoric`: a definite noun, which may take up an event told before. `about`: of a speech act, the
    tokens it speaks of. `first_person`: its subject is whoever is quoted.
    """

    frame: Frame
    trigger: int
    start: int
    end: int
    sentence: int
    factuality: Factuality
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    titles: tuple[tuple[int, str], ...]
    place: Reference | None
    anaphoric: bool
    about: tuple[int, ...] = ()
    first_person: bool = False


class CandidateFinder:
    """Matches the frames against one article."""

    def __init__(
        self,
        document: Document,
        entities: Entities,
        times: tuple[TimeExpression, ...],
        dating: Dating,
        nations: Nations,
    ) -> None:
        self.document = document
        self.doc = document.doc
        self.entities = entities
        self.dating = dating
        self.frames: Frames = load_frames()
        spans = {t: self.doc.char_span(t.start, t.end, alignment_mode="expand") for t in times}
        timed = frozenset(token.i for span in spans.values() if span is not None for token in span)
        self.syntax = Syntax(self.doc, entities, timed, nations.by_adjective)
        antecedents = Antecedents(document, entities, self.syntax)
        self.participants = Participants(self.syntax, entities, self.frames.classes, nations, antecedents)
        self.quoted = Prose.of(document).quoted
        self._taken: set[int] = set()  # what belongs to a trigger found already
        self.places = Places(document, entities, self.syntax, nations)
        self.around = Surroundings(self.syntax, self.participants, self.places, dating)

    def candidates(self) -> Iterator[Candidate]:
        """Every mention of an event, in reading order; a noun that completes a verb's phrase gives none."""
        for token in self.doc:
            if token.pos_ not in _CONTENT or (token.pos_ == "AUX" and token.dep_.startswith(("aux", "cop"))):
                continue
            frames = self._verb_frames(token)
            if frames and (self._is_in_name(token) or self._only_aims(token)):
                continue
            if frames and (token.pos_ == "ADJ" or self.syntax.is_verb(token)):
                reflexive = self.syntax.is_reflexive(token)
                for frame in frames:
                    if frame.use != "either" and (frame.use == "reflexive") != reflexive:
                        continue
                    span = self._matches_verb(token, frame)
                    if span is not None and (found := self._candidate(token, frame, span)):
                        self._taken.update(i for i in span if i != token.i and not frame.doubles)
                        yield from _each_on_his_own(found)
                        break
        for token in self.doc:
            if token.i in self._taken or token.pos_ not in _CONTENT:
                continue
            frames = self._noun_frames(token)
            if frames and self.syntax.is_noun(token) and not self.syntax.only_describes(token):
                for frame in frames:
                    span = self._matches_noun(token, frame)
                    if span is not None and (found := self._candidate(token, frame, span)):
                        self._taken.update(span)
                        yield from _each_on_his_own(found)
                        break

    def _only_aims(self, participle: Token) -> bool:
        """Whether a participle says at whom a phrase told already is aimed: "ouvrir une enquête visant X"."""
        return participle.lower_ == "visant" and participle.head.i in self._taken

    def _verb_frames(self, token: Token) -> tuple[Frame, ...]:
        frames = self.frames.verbs
        if token.lemma_ in frames and token.pos_ != "NOUN":
            return frames[token.lemma_]
        if token.lower_ in self.frames.participles:
            return frames[self.frames.participles[token.lower_]]
        # "disposée": an adjective the tagger took for a verb, or inflected
        finite = token.pos_ == "VERB" or is_stray_verb(token)
        forms = (*masculine(token.lower_), *(_infinitives(token.lower_) if finite else ()))
        return next((frames[form] for form in forms if form in frames), ())

    def _noun_frames(self, token: Token) -> tuple[Frame, ...]:
        frames = self.frames.nouns
        if token.text.isupper() and len(token.text) > 1 and not token.sent.text.isupper():
            return frames.get(token.text, ())  # "le RAID" is a name
        return frames.get(token.lemma_) or frames.get(token.lower_, ())

    # -- triggers

    def _matches_verb(self, verb: Token, frame: Frame) -> tuple[int, ...] | None:
        if verb.pos_ == "ADJ" and not _is_predicate(verb):
            return None
        span = [verb.i]
        for slot, nouns in frame.complements:
            if slot == "clause":
                found = next(
                    (c for c in _complement_clauses(verb) if c.lemma_ in nouns.nouns and c.pos_ == "VERB"),
                    None,
                )
                found = found or next(
                    (t for t in (verb.head,) if t.lemma_ in nouns.nouns and verb.dep_ == "dep"), None
                )
            else:
                fillers = self.participants.fill(self.syntax.slots(verb).get(slot, []))
                found = next((f.token for f in fillers if self.participants.belongs(f, nouns)), None)
                if found is None and slot != "object":
                    found = self._follows(verb, slot, nouns.nouns)
            if found is None:
                return None
            span.append(found.i)
        return tuple(span)

    def _follows(self, verb: Token, slot: str, nouns: frozenset[str]) -> Token | None:
        """A fixed complement that stands right after the verb, however the parser hangs it."""
        for token in self.doc[verb.i + 1 : verb.i + 7]:
            if token.lemma_ in nouns and self.syntax.preposition(token) == slot:
                return token
        return None

    def _matches_noun(self, noun: Token, frame: Frame) -> tuple[int, ...] | None:
        span = [noun.i]
        position = noun.i + 1
        for word in frame.words:
            for i in range(position, min(position + 3, noun.sent.end)):
                if word == self.doc[i].lemma_ or word in masculine(self.doc[i].lower_):
                    span.append(i)
                    position = i + 1
                    break
            else:
                return None
        return tuple(span)

    # -- frames

    def _candidate(self, trigger: Token, frame: Frame, span: tuple[int, ...]) -> Candidate | None:
        slots = self.syntax.slots(trigger)
        for i in span[1:]:
            # "lancer un appel à X": the complement's own complements count as the verb's
            slots = _merged(slots, self.syntax.slots(self.doc[i]), skip=set(span))
        if frame.predicative and not slots.get("subject"):
            slots = {**slots, "subject": slots.get("object", []), "object": []}
        if frame.id.startswith("noun:"):
            slots = {slot: [t for t in tokens if t.i not in span] for slot, tokens in slots.items()}
        reading = FrameReading(self.around, trigger, frame, slots)
        if not reading.holds() or not self._may_stand(trigger, frame, reading):
            return None
        if any(_is_anyone(t) for slot in ("subject", "object") for t in slots.get(slot, ())):
            return None
        factuality = factuality_of(trigger)
        if factuality is None:
            self._taken.update(i for i in span if i != trigger.i)
            return None
        if factuality == "negated" and frame.negated:
            event_type, mode = frame.negated
            frame, factuality = replace(frame, type=event_type, mode=mode), "asserted"
        elif factuality == "negated" and frame.type in _SPOKEN:
            return None  # words that were not said tell of nothing
        actors, recipients = reading.actors(), reading.recipients()
        if frame.type in SYMMETRIC and frame.mode != "visit":
            actors, recipients = tuple(dict.fromkeys(actors + recipients)), ()
        if frame.mode == "multilateral" and len(actors) == _TWO:
            frame = replace(frame, mode=None)  # a meeting of two sides
        place = self._place_of(trigger, frame)
        if frame.mode == "visit" and not recipients and place is not None and place.location is not None:
            recipients = self.participants.roster.host(self.places.location(place.location))
        if not reading.is_mutual(actors, recipients):
            recipients = tuple(i for i in recipients if i not in actors)
        ordered = sorted(span)
        end = ordered[-1] if ordered[-1] - ordered[0] <= 10 else trigger.i
        start = ordered[0] if ordered[-1] - ordered[0] <= 10 else trigger.i
        return Candidate(
            frame=frame,
            trigger=trigger.i,
            start=start,
            end=end + 1,
            sentence=self.document.sentence_of(trigger.i),
            factuality=factuality,
            actors=actors,
            recipients=recipients,
            titles=reading.titles(),
            place=place,
            anaphoric=frame.id.startswith("noun:") and self._takes_up(trigger),
            about=reading.about() if frame.speech else (),
            first_person=any(f.is_first_person for f in reading.fillers("subject")),
        )

    def _takes_up(self, noun: Token) -> bool:
        """Whether a noun takes up what was told: "cette attaque", or "l'attaque" not told to occur."""
        determiners = {c.lower_ for c in noun.lefts}
        if not determiners.isdisjoint(_DEMONSTRATIVE):
            return True
        return not determiners.isdisjoint(DEFINITE) and not self.syntax.occurs(noun)

    def _is_in_name(self, token: Token) -> bool:
        """Whether a word is part of a longer name: "l'Association des personnes détenues"."""
        reference = self.entities.at(token.i)
        return (
            reference is not None and reference.form == "name" and reference.start < token.i < reference.end
        )

    def _place_of(self, trigger: Token, frame: Frame) -> Reference | None:
        """The place of the clause; of a deed, not of words, failing that the place of its sentence."""
        found = self.places.of_clause(trigger)
        if found is None and (frame.type, frame.mode) in _OF_COURTS:
            found = self.places.of_court(trigger)
        return found if found or frame.speech else self.places.of_sentence(trigger)

    def _may_stand(self, trigger: Token, frame: Frame, reading: FrameReading) -> bool:
        """Inside a quotation only what the speaker does by saying it counts."""
        if self.quoted[trigger.i] == -1:
            return True
        subject = next(iter(reading.fillers("subject")), None)
        if subject is not None and self.quoted[subject.token.i] != self.quoted[trigger.i]:
            return True
        if subject is not None and subject.is_first_person:
            return frame.speech
        return self._is_occasion(trigger, reading) or self._is_news(trigger)

    def _is_occasion(self, noun: Token, reading: FrameReading) -> bool:
        """Whether a quotation speaks of a dated meeting of people it names: "après le sommet du 3 mai"."""
        if reading.frame.type not in SYMMETRIC or noun.pos_ not in {"NOUN", "PROPN"}:
            return False
        return self.dating.expression_of(noun) is not None and len(reading.actors()) > 1

    def _is_news(self, trigger: Token) -> bool:
        """Whether a quotation tells a deed of others as done: "« Le syndicat a déposé un préavis »"."""
        if trigger.pos_ not in {"VERB", "AUX"}:
            return False
        told = fellow(trigger) or trigger
        tensed = (c for c in told.lefts if c.dep_ in {"aux:tense", "aux"})
        perfect = any(has(c, "VerbForm", "Fin") for c in tensed)  # "on est menacés" tells of a state
        return perfect and bool(self.syntax.slots(trigger).get("subject") or self.syntax.is_passive(trigger))


def _merged(one: Slots, other: Slots, skip: set[int]) -> Slots:
    merged = {slot: list(tokens) for slot, tokens in one.items()}
    for slot, tokens in other.items():
        if slot in {"subject", "object", "par"}:
            continue
        into = merged.setdefault(slot, [])
        into += [t for t in tokens if t.i not in skip and t not in into]
    return merged


def _each_on_his_own(found: Candidate) -> Iterator[Candidate]:
    """One mention an actor, where the frame says that each acts on his own."""
    if not found.frame.each or len(found.actors) < 2:
        yield found
        return
    for actor in found.actors:
        yield replace(found, actors=(actor,))


def _complement_clauses(verb: Token) -> Iterator[Token]:
    """The verbs under a verb, and those that the parser hung on its object: "exhorter X à cesser"."""
    yield from verb.children
    for child in verb.rights:
        if child.dep_ in {"obj", "obl:arg"}:
            yield from (c for c in child.rights if c.dep_ == "acl" and is_infinitive(c))


def _is_anyone(noun: Token) -> bool:
    """Whether a noun speaks of whoever may come: "toute personne reconnue coupable", "chaque client"."""
    if has(noun, "Number", "Plur"):
        return False
    return any(c.dep_ == "det" and c.lower_ in _EVERY for c in noun.lefts) and not any(
        c.lower_ in DEFINITE for c in noun.lefts
    )


def _infinitives(word: str) -> tuple[str, ...]:
    """What a form of a verb in -er may come from, when the lemmatizer leaves it as it is."""
    endings = ("e", "ent", "ait", "aient", "ant", "a", "èrent", "era", "eront")
    return tuple(word.removesuffix(ending) + "er" for ending in endings if word.endswith(ending))


def _is_predicate(adjective: Token) -> bool:
    """Whether an adjective is said of a subject, or is a participle the parser took for one."""
    if any(c.dep_ == "cop" or c.dep_.startswith("aux") for c in adjective.lefts):
        return True
    return adjective.dep_ in {"xcomp", "ROOT", "acl", "amod", "conj"}
