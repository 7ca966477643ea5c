"""Trigger words with their frame: what each clause or noun phrase of an article tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eventsdb.extraction.antecedents import Antecedents
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.factuality import factuality_of
from eventsdb.extraction.fitting import FrameReading, Surroundings
from eventsdb.extraction.forms import DEFINITE, DEMONSTRATIVE, fellow, has
from eventsdb.extraction.frames import Frame, load_frames
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.negation import is_negated
from eventsdb.extraction.participants import Participants
from eventsdb.extraction.passages import Prose
from eventsdb.extraction.placing import Places
from eventsdb.extraction.support import load_support
from eventsdb.extraction.syntax import Slots, Syntax, is_infinitive
from eventsdb.extraction.taking_place import takes_place
from eventsdb.extraction.time_grammar import TimeExpression
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.triggers import Triggers
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
        spans = {t: self.doc.char_span(t.start, t.end, alignment_mode="expand") for t in times}
        timed = frozenset(token.i for span in spans.values() if span is not None for token in span)
        whose = nations.by_adjective.keys() | load_support().police
        self.syntax = Syntax(self.doc, entities, timed, whose)
        antecedents = Antecedents(document, entities, self.syntax)
        self.participants = Participants(self.syntax, entities, load_frames().classes, nations, antecedents)
        self.quoted = Prose.of(document).quoted
        self._taken: set[int] = set()  # what belongs to a trigger found already
        self.places = Places(document, entities, self.syntax, nations)
        self.triggers = Triggers(self.syntax, self.participants)
        self.around = Surroundings(self.syntax, self.participants, self.places, dating)

    def candidates(self) -> Iterator[Candidate]:
        """Every mention of an event, in reading order; a noun that completes a verb's phrase gives none."""
        for token in self.doc:
            if self._only_aims(token) or (token.pos_ == "ADJ" and token.i in self._taken):
                continue  # "se dire prêt" is one phrase
            for frame, span in self.triggers.of_verb(token):
                if found := self._candidate(token, frame, span):
                    self._taken.update(i for i in span if i != token.i and not frame.doubles)
                    yield from _each_on_his_own(found)
                    break
        for token in self.doc:
            if token.i in self._taken:
                continue
            for frame, span in self.triggers.of_noun(token):
                if found := self._candidate(token, frame, span):
                    self._taken.update(span)
                    yield from _each_on_his_own(found)
                    break

    def _only_aims(self, participle: Token) -> bool:
        """Whether a participle says at whom a phrase told already is aimed: "ouvrir une enquête visant X"."""
        return participle.lower_ == "visant" and participle.head.i in self._taken

    def _candidate(self, trigger: Token, frame: Frame, span: tuple[int, ...]) -> Candidate | None:
        slots = self.syntax.slots(trigger)
        for i in span[1:]:
            # "lancer un appel à X": the complement's own complements count as the verb's
            slots = _merged(slots, self.syntax.slots(self.doc[i]), skip=set(span))
            slot = self.syntax.preposition(self.doc[i])
            if slot is not None and not slots.get(slot):
                slots[slot] = [self.doc[i]]  # wherever the parser hung it
            slots["object"] = [*slots.get("object", []), *self._object_behind(self.doc[i], trigger)]
        if frame.predicative and not slots.get("subject"):
            slots = {**slots, "subject": slots.get("object", []), "object": []}
        if frame.id.startswith("noun:"):
            slots = {slot: [t for t in tokens if t.i not in span] for slot, tokens in slots.items()}
        reading = FrameReading(self.around, trigger, frame, slots)
        if not reading.holds() or not self._may_stand(trigger, frame, reading):
            return None
        if any(self._is_anyone(t) for slot in ("subject", "object") for t in slots.get(slot, ())):
            return None
        factuality = factuality_of(trigger)
        if factuality is None:
            self._taken.update(i for i in span if i != trigger.i)
            return None
        if factuality == "negated" and frame.negated and is_negated(trigger) and is_infinitive(trigger):
            return None  # "il appelle à ne pas céder"
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
            recipients = self.participants.roster.host(self.places.location(place.location), actors)
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

    def _object_behind(self, complement: Token, verb: Token) -> list[Token]:
        """The verb's object that the parser hung on its fixed complement: "pointer du doigt la Turquie"."""
        if complement.i < verb.i or self.syntax.is_passive(verb):
            return []
        return [
            t
            for t in complement.rights
            if t.dep_ in {"nmod", "obj"}
            and t.pos_ in {"NOUN", "PROPN"}
            and t.i not in self.syntax.timed
            and self.syntax.preposition(t) is None
            and any(c.dep_ == "det" for c in t.lefts)
        ]

    def _is_anyone(self, noun: Token) -> bool:
        """Whether a noun speaks of whoever may come: "toute personne reconnue coupable", "chaque client"."""
        if has(noun, "Number", "Plur") or noun.lemma_ not in load_frames().classes["people"].nouns:
            return False
        return any(c.dep_ == "det" and c.lower_ in _EVERY for c in noun.lefts) and not any(
            c.lower_ in DEFINITE for c in noun.lefts
        )

    def _takes_up(self, noun: Token) -> bool:
        """Whether a noun takes up what was told: "cette attaque", or "l'attaque" not told to occur."""
        determiners = {c.lower_ for c in noun.lefts}
        if not determiners.isdisjoint(DEMONSTRATIVE):
            return True
        return not determiners.isdisjoint(DEFINITE) and not takes_place(noun, self.syntax)

    def _place_of(self, trigger: Token, frame: Frame) -> Reference | None:
        """The place of the clause; of a deed, not of words, failing that the place of its sentence."""
        found = self.places.of_clause(trigger)
        if found is None and (frame.type, frame.mode) in _OF_COURTS:
            found = self.places.of_court(trigger)
        if found is None and frame.type == "THREATEN":
            found = self.places.of_content(trigger)
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
