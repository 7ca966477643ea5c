"""A frame laid over a trigger word: whether its needs are met, and who fills its roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventsdb.extraction.addressees import Addressees
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.forms import DEFINITE, LASTING
from eventsdb.extraction.frames import Frame, Need, load_frames
from eventsdb.extraction.negation import is_negated
from eventsdb.extraction.participants import Filler, Participants
from eventsdb.extraction.placing import Places
from eventsdb.extraction.support import load_support
from eventsdb.extraction.syntax import NATION, Slots, Syntax, is_infinitive, masculine
from eventsdb.extraction.taking_place import takes_place
from eventsdb.extraction.tokens import Token
from eventsdb.plover import SYMMETRIC

_JUDGED = frozenset({"ACCUSE", "SUPPORT"})
"""Acts that blame or praise someone for what he does."""

_NONE = frozenset({"aucun", "aucune", "pas", "sans", "ni", "nulle"})
_FOUGHT = frozenset({"ASSAULT", "ACCUSE"})
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONSULT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a reading asks of one article: its syntax, participants, places and dates."""

    syntax: Syntax
    participants: Participants
    places: Places
    dating: Dating


def _is_among(token: Token, words: frozenset[str]) -> bool:
    """Whether a word is one of some lemmas, also as a participle the tagger took for a noun."""
    return token.lemma_ in words or load_frames().participles.get(token.lower_) in words


class FrameReading:
    """One frame laid over one trigger: whether it holds, and who fills its roles."""

    def __init__(self, around: Surroundings, trigger: Token, frame: Frame, slots: Slots) -> None:
        self.around = around
        self.trigger = trigger
        self.frame = frame
        self.slots = slots
        self._fillers: dict[str, tuple[Filler, ...]] = {}

    def fillers(self, slot: str) -> tuple[Filler, ...]:
        """What fills a slot, coordination expanded."""
        if slot not in self._fillers:
            tokens = self.slots.get(slot, [])
            found = self.around.participants.fill(tokens)
            # "en hélicoptère", "en famille" say how; only a name says where or to whom
            self._fillers[slot] = tuple(f for f in found if slot != "en" or f.kind == "known")
        return self._fillers[slot]

    def holds(self) -> bool:
        """Whether every need of the frame is met."""
        return all(any(self._holds(need) for need in alternatives) for alternatives in self.frame.needs)

    def _holds(self, need: Need) -> bool:
        return self._is_met(need) != need.negated

    def _is_met(self, need: Need) -> bool:
        match need.name:
            case "actor":
                # "un hommage sera rendu": a phrase told in the passive needs no agent
                return any(f.is_someone for f in self._role(self.frame.actor)) or (
                    bool(self.frame.complements) and self.around.syntax.is_told_passive(self.trigger)
                )
            case "recipient":
                return any(f.is_someone for f in self._role(self._recipient_slots())) or bool(
                    self.recipients()
                )
            case "place":
                return self.around.places.of_clause(self.trigger) is not None
            case "date":
                return self.around.dating.expression_of(self.trigger) is not None
            case "plural":
                fillers = [f for f in self._role(self.frame.actor) if f.is_someone]
                return len(fillers) > 1 or any(f.is_plural for f in fillers)
            case "counted":
                return any(c.pos_ == "NUM" for c in self.trigger.lefts)
            case "definite":
                return any(c.lower_ in DEFINITE for c in self.trigger.lefts if c.pos_ == "DET")
            case "clause":
                return self._has_clause(need)
            case "occurs":
                return takes_place(self.trigger, self.around.syntax)
            case "perfect":
                return any(c.dep_.startswith("aux") for c in self.trigger.lefts)
            case "denied":
                return is_negated(self.trigger)
            case "that":
                return self._que_follows()
            case "inverted":
                return any(f.token.i > self.trigger.i for f in self.fillers("subject"))
            case "described":
                adjectives = (c for c in self.trigger.children if c.dep_ in {"amod", "acl", "conj"})
                return need.nouns is not None and any(
                    not need.nouns.nouns.isdisjoint((c.lemma_, *masculine(c.lower_))) for c in adjectives
                )
            case "passive":
                return self.around.syntax.is_told_passive(self.trigger)
            case "near":
                return self._is_near(need)
            case "led":
                led = self.around.syntax.preposition(self.trigger)
                return need.nouns is not None and led in need.nouns.nouns
        if need.nouns is None:
            return bool(self.slots.get(need.name))
        tokens = self.slots.get(need.name, [])
        belongs = self.around.participants.belongs
        return any(belongs(f, need.nouns) for f in self.around.participants.fill(tokens)) or any(
            t.lemma_ in need.nouns.nouns for t in tokens
        )

    def _is_near(self, need: Need) -> bool:
        """Whether one of the words follows in the same clause, however the parser hangs it."""
        after = self.around.syntax.doc[self.trigger.i + 1 : min(self.trigger.i + 16, self.trigger.sent.end)]
        nouns = need.nouns.nouns if need.nouns else frozenset()
        for token in after:
            if token.lemma_.lower() in nouns or not nouns.isdisjoint(masculine(token.lower_)):
                before = self.around.syntax.doc[token.i - 1]
                return before.lower_ not in _NONE  # "a estimé qu'aucune erreur n'avait été commise"
            if token.pos_ == "VERB" and token.morph.get("VerbForm", []) == ["Fin"]:
                return False
        return False

    def _has_clause(self, need: Need) -> bool:
        for child in self.trigger.rights:
            if (child.dep_ in {"xcomp", "ccomp", "acl"} and child.pos_ != "NOUN") or (
                child.pos_ == "VERB" and child.dep_.startswith(("obl", "advcl"))
            ):
                if need.nouns is None:
                    return True
                if any(_is_among(t, need.nouns.nouns) for t in child.subtree):
                    return True
        return need.nouns is None and (self._que_follows() or self._object_acts())

    def _object_acts(self) -> bool:
        """Whether an infinitive says what the object is to do: "exhorter X à agir", wherever it hangs."""
        return any(
            inner.dep_ == "acl" and is_infinitive(inner) and any(c.dep_ == "mark" for c in inner.lefts)
            for child in self.trigger.rights
            if child.dep_ in {"obj", "obl:arg", "obl:agent"}
            or self.around.syntax.preposition(child) in LASTING
            for inner in child.rights
        )

    def _que_follows(self) -> bool:
        """Whether a "que" clause follows before any other verb, wherever the parser hangs it."""
        for token in self.around.syntax.doc[
            self.trigger.i + 1 : min(self.trigger.i + 14, self.trigger.sent.end)
        ]:
            if token.lower_ in {"que", "qu'", "qu’"}:
                return token.pos_ == "SCONJ"
            if token.pos_ in {"VERB", "AUX"}:
                return False
        return False

    def _recipient_slots(self) -> tuple[tuple[str, ...], ...]:
        if self.frame.id.startswith("noun:") and self.frame.type not in SYMMETRIC:
            return (*self.frame.recipient, ("object",))
        return self.frame.recipient

    def _role(self, slots: tuple[tuple[str, ...], ...]) -> tuple[Filler, ...]:
        found: list[Filler] = []
        for alternatives in slots:
            for slot in alternatives:
                fillers = self.fillers(slot)
                if any(f.is_someone for f in fillers):
                    found += fillers
                    break
        if slots is self.frame.actor and not any(f.is_someone for f in found):
            found += self.fillers(NATION)
        return tuple(found)

    def actors(self) -> tuple[int, ...]:
        """The actors who fill the actor role."""
        participants = self.around.participants
        fillers = self._role(self.frame.actor) or self._accusers()
        ids = [i for f in fillers for i in participants.actor_ids(f)]
        if self.frame.id.startswith("noun:") and self.frame.type not in _VERBAL:
            # a medium announces the deed that the verb lends it
            ids = [i for i in ids if participants.roster.actor(i).kind != "media"]
        return tuple(dict.fromkeys(ids))

    def _accusers(self) -> tuple[Filler, ...]:
        """Who does something to those he accuses: "X a expulsé deux diplomates accusés d'espionnage"."""
        participle, noun = self.trigger, self.trigger.head
        if self.frame.mode != "allege" or participle.dep_ != "acl" or self.fillers("subject"):
            return ()
        verb = noun.head
        syntax = self.around.syntax
        if verb.lemma_ not in load_support().punishing or noun not in syntax.slots(verb).get("object", ()):
            return ()
        return self.around.participants.fill(syntax.slots(verb).get("subject", []))

    def recipients(self) -> tuple[int, ...]:
        """The actors who fill the recipient role, or failing them the owners of what does."""
        slots = self._recipient_slots()
        fillers = self._role(slots)
        actors = self.actors()
        if self.frame.type in _JUDGED and not any(f.is_someone for f in self.fillers("object")):
            # "condamner les attaques de X contre Y" is about X
            owners = (o for f in self.fillers("object") for o in self._owners(f))
            fillers = tuple(o for o in owners if not set(o.actors) & set(actors)) or fillers
        suffers = self.frame.type not in SYMMETRIC
        participants = self.around.participants
        if self.frame.type == "REQUEST":
            addressees = Addressees(participants)
            fillers = tuple(f for f in fillers if not addressees.is_asked_for(f.token))
        ids = [i for f in fillers for i in participants.actor_ids(f, suffers=suffers)]
        if not ids:
            things = (f for alternatives in slots for slot in alternatives for f in self.fillers(slot))
            owned = (owner for f in things for owner in self._owners(f))
            ids = [i for one in owned for i in participants.actor_ids(one) if i not in actors]
        if not ids and self.frame.speech:
            ids = [i for f in self._spoken_of() for i in participants.actor_ids(f, suffers=True)]
        return tuple(dict.fromkeys(ids or self._addressed(actors) or self._each_other(actors)))

    def is_mutual(self, actors: tuple[int, ...], recipients: tuple[int, ...]) -> bool:
        """Whether each side does it to the other: "des combats entre X et Y", "X et Y s'affrontent"."""
        sides = bool(self.fillers("entre")) or self._is_reciprocal()
        return self.frame.type not in SYMMETRIC and sides and set(actors) == set(recipients)

    def _each_other(self, actors: tuple[int, ...]) -> tuple[int, ...]:
        # "ils s'indignent", "ils se font exploser": of others, among others
        own = (self.frame.type == "ACCUSE" and self.frame.mode != "allege") or (
            self.frame.mode == "suicide-attack"
        )
        return actors if self.frame.type in _FOUGHT and not own and self._is_reciprocal() else ()

    def _is_reciprocal(self) -> bool:
        """Whether several do it to one another, as the reflexive of their verb says."""
        reflexive = self.frame.use in {"either", "reflexive"} and self.around.syntax.is_reflexive(
            self.trigger
        )
        sides = self.fillers("subject")
        return reflexive and (len(sides) > 1 or any(side.is_plural for side in sides))

    def _addressed(self, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Whom the words around a speech act, sanction or protest name as its target."""
        addressees, trigger = Addressees(self.around.participants), self.trigger
        match self.frame.type:
            case "THREATEN":
                return (
                    addressees.of_complement(trigger, actors)
                    or addressees.of_condition(trigger, actors)
                    or addressees.of_land(trigger, actors)
                )
            case "REQUEST":
                return addressees.of_complement(trigger, actors, asked=True)
            case "REJECT":
                return addressees.of_refusal(trigger, actors)
            case "AGREE" | "SANCTION":
                return addressees.of_complement(trigger, actors)
            case "PROTEST":
                employer = addressees.of_employer(trigger, actors) if self.frame.mode == "strike" else ()
                return employer or addressees.of_aim(trigger, actors)
        return ()

    def _owners(self, filler: Filler) -> tuple[Filler, ...]:
        """Whose a thing is; of a deed, who does it."""
        if filler.actors or filler.kind == "pronoun":
            return ()
        suffers = load_frames().is_suffered(filler.token.lemma_)
        return self.around.participants.owners(filler, suffers=suffers)

    def _spoken_of(self) -> Iterator[Filler]:
        """Of whom the "que" clause of a speech act speaks: "exiger que X se retire"."""
        verb = self.trigger.head
        carried = self.trigger.dep_ == "obj" and verb.pos_ == "VERB"  # "a renouvelé sa demande pour que X"
        for child in (*self.trigger.rights, *(verb.rights if carried else ())):
            if child.dep_ == "ccomp" or (child.dep_ == "advcl" and _has_que(child)):
                subject = self.around.syntax.subject(child)
                yield from self.around.participants.fill(subject)

    def about(self) -> tuple[int, ...]:
        """What a speech act speaks of: the heads in the slots that may name its recipient."""
        slots = {slot for alternatives in self.frame.recipient for slot in alternatives}
        return tuple(t.i for slot in sorted(slots) for t in self.slots.get(slot, []))

    def titles(self) -> tuple[tuple[int, str], ...]:
        """The offices that the words here give the participants, by actor."""
        found: dict[int, str] = {}
        for filler in (*self._role(self.frame.actor), *self._role(self._recipient_slots())):
            if filler.reference is not None and filler.reference.title:
                for actor in filler.actors:
                    found.setdefault(actor, filler.reference.title)
        return tuple(found.items())


def _has_que(verb: Token) -> bool:
    """Whether "que" introduces a clause: "pour que X cède"."""
    return any(c.lower_ in {"que", "qu'", "qu’"} for c in verb.lefts)
