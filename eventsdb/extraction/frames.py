"""The frames lexicon: which words tell of which event, and who is who around them.

A `[[verb]]` or `[[noun]]` entry of `fr/frames_*.toml` names its triggers, the event type and mode, the
grammatical slots that fill actor and recipient, and what it needs to count. The triggers of a verb
frame are patterns of lemmas: ``rencontrer``, ``se rendre`` (reflexive only), ``(se) retrouver`` (either),
``rendre visite`` (with this object), ``tirer @missile`` (an object of this class), ``mettre en garde``,
``mettre fin à @protest`` (with these complements), ``faire >sauter`` (with this infinitive),
``exiger >@ceasing`` (with one of this class). A trigger of a noun frame is a noun and the words that follow
it, articles aside: ``mise en examen``, ``coup de État``.
Classes are lists of nouns in ``classes.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from eventsdb.errors import LexiconError
from eventsdb.extraction.lexicon import Entry, Lexicon, load_lexicon
from eventsdb.plover import MODES
from eventsdb.records import ActorKind

FILES = ("frames_cooperation.toml", "frames_verbal_conflict.toml", "frames_material_conflict.toml")
PREPOSITIONS = frozenset(
    """à de en avec contre pour sur par entre dans vers envers chez devant sous après avant sans depuis
    auprès face derrière visant hors comme""".split()  # noqa: SIM905
)
SLOTS = PREPOSITIONS | {"subject", "object"}
CONDITIONS = frozenset(
    {
        "actor",
        "recipient",
        "place",
        "date",
        "plural",
        "counted",  # with a number: "30 interpellations"
        "clause",
        "definite",
        "occurs",
        "near",
        "perfect",
        "passive",
        "denied",  # with "ne ... pas"
        "inverted",  # its subject follows: "..., s'est emporté X"
        "described",  # by one of these adjectives
        "that",  # with a clause of its own: "souhaiter que"
        "led",  # the preposition before the trigger is one of the words
    }
)
_SURE = 0.65  # confidence of the frames whose verb needs nothing else to be that speech act
_DETERMINERS = frozenset(["le", "la", "les", "un", "une", "des", "son", "sa", "ses"])


@dataclass(frozen=True, slots=True)
class NounClass:
    """Nouns by lemma, and the kinds of named actors that belong with them."""

    nouns: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a frame: something known about the event, or a slot filled by given nouns."""

    name: str
    nouns: NounClass | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a trigger word.

    `actor` and `recipient` are unions of alternatives: of ``subject|par`` the first slot that is filled
    counts. `needs` is a conjunction of alternatives. `complements` (slots and their nouns) and `words`
    (lemmas after a noun) make a phrase of the trigger. `predicative`: an adjective, said of its subject.
    `speech`: saying it does it, so it counts inside a quotation in the first person. `negated`: the type
    and mode of not doing it, where that is an event too. `doubles`: its complement tells of an event of its
    own ("annuler une visite": the refusal, and the visit that was not). `each`: several actors do it each on
    his own ("A et B envoient des délégations" are two visits). `hosted`: the state where it takes place does
    it, where nobody else is told to ("un défilé militaire à Pyongyang"). `confidence` is the share of right
    events among those it gives.
    """

    id: str
    type: str
    mode: str | None
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[Need, ...], ...]
    use: str = "plain"
    complements: tuple[tuple[str, NounClass], ...] = ()
    words: tuple[str, ...] = ()
    predicative: bool = False
    speech: bool = False
    negated: tuple[str, str | None] | None = None
    doubles: bool = False
    each: bool = False
    hosted: bool = False
    confidence: float = 0.7

    @property
    def weight(self) -> int:
        """How much a frame asks for, words before needs: the more demanding of two readings wins."""
        return 10 * (len(self.complements) + len(self.words)) + len(self.needs) + (self.use == "reflexive")

    @property
    def performs_alone(self) -> bool:
        """Whether the bare word as a cue does what it says: "déplore", "exige", but not "rappelle"."""
        return self.speech and not self.complements and self.confidence >= _SURE


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by the lemma of their trigger, the most demanding first."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    participles: Mapping[str, str]
    classes: Mapping[str, NounClass]

    def is_suffered(self, noun: str) -> bool:
        """Whether a noun's "de" names who suffers what it tells of, never who does it: "l'arrestation de"."""
        deeds = self.nouns.get(noun, ())
        suffered = any("de" in slots for deed in deeds for slots in deed.recipient)
        return suffered and not any("de" in slots for deed in deeds for slots in deed.actor)


@cache
def load_frames() -> Frames:
    """Read and check the French frames.

    Raises:
        LexiconError: an unknown type, mode, slot, condition or class, or a pattern that cannot be read.
    """
    return read_frames([load_lexicon(file) for file in FILES], _load_classes())


def read_frames(lexicons: Iterable[Lexicon], classes: Mapping[str, NounClass]) -> Frames:
    """The frames of some lexicons, checked; see `load_frames`."""
    indices: dict[str, dict[str, list[Frame]]] = {"verb": defaultdict(list), "noun": defaultdict(list)}
    seen: set[str] = set()
    for lexicon in lexicons:
        if unknown := sorted(lexicon.sections.keys() - indices.keys()):
            raise LexiconError(f"{lexicon.file}: unknown section {', '.join(unknown)} (known: verb, noun)")
        for section in lexicon.sections:
            for entry in lexicon.entries(section):
                frame = _frame(entry, section, classes)
                if frame.id in seen:
                    entry.fail(f"the id '{frame.id}' stands twice")
                seen.add(frame.id)
                triggers = entry.texts("triggers")
                if not triggers:
                    entry.fail("'triggers' is missing")
                for trigger in triggers:
                    lemma, reading = _trigger(trigger, frame, entry, classes)
                    twin = next((other for other in indices[section][lemma] if _twins(other, reading)), None)
                    if twin is not None:
                        entry.fail(
                            f"'{trigger}' stands with the same needs in {twin.id}: it would never count"
                        )
                    indices[section][lemma].append(reading)
    verbs, nouns = indices["verb"], indices["noun"]
    return Frames(_ordered(verbs), _ordered(nouns), _participles(verbs), classes)


def _twins(one: Frame, other: Frame) -> bool:
    """Whether two readings of a trigger ask for the same, so that the second could never be reached."""
    return (one.use, one.complements, one.words, one.needs) == (
        other.use,
        other.complements,
        other.words,
        other.needs,
    )


def _participles(lemmas: Iterable[str]) -> dict[str, str]:
    """The past participles of verbs, all four forms, to their lemma."""
    endings = load_lexicon("support.toml").section("participles")
    pairs = sorted(((e, endings.text(e)) for e in endings.values), key=lambda pair: -len(pair[0]))
    found: dict[str, str] = {}
    for lemma in lemmas:
        ending = next(((old, new) for old, new in pairs if lemma.endswith(old)), None)
        if ending:
            base = lemma.removesuffix(ending[0]) + ending[1]
            found |= {base + suffix: lemma for suffix in ("", "e", "s", "es")}
    return found


def _ordered(index: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    return {lemma: tuple(sorted(frames, key=lambda frame: -frame.weight)) for lemma, frames in index.items()}


def _load_classes() -> dict[str, NounClass]:
    lexicon = load_lexicon("classes.toml")
    raw = {entry.label.removeprefix("class."): entry for entry in lexicon.entries("class")}
    classes = {}
    for name, entry in raw.items():
        entry.only("nouns", "kinds", "also")
        parts = [entry, *(raw[other] for other in entry.texts("also", among=raw.keys()))]
        classes[name] = NounClass(
            frozenset(noun for part in parts for noun in part.texts("nouns")),
            frozenset(kind for part in parts for kind in part.texts("kinds", among=get_args(ActorKind))),
        )
    return classes


def _frame(entry: Entry, section: str, classes: Mapping[str, NounClass]) -> Frame:
    entry.only(
        "id",
        "type",
        "mode",
        "triggers",
        "actor",
        "recipient",
        "needs",
        "speech",
        "negated",
        "doubles",
        "each",
        "hosted",
        "confidence",
    )
    event_type = entry.text("type", among=MODES)
    return Frame(
        id=f"{section}:{entry.text('id')}",
        type=event_type,
        mode=entry.optional_text("mode", among=MODES[event_type]),
        actor=_slots(entry, "actor"),
        recipient=_slots(entry, "recipient"),
        needs=tuple(
            tuple(_need(one, entry, classes) for one in alternatives.split("|"))
            for alternatives in entry.texts("needs")
        ),
        speech=entry.flag("speech"),
        negated=_negated(entry),
        doubles=entry.flag("doubles"),
        each=entry.flag("each"),
        hosted=entry.flag("hosted"),
        confidence=entry.number("confidence", 0.7),
    )


def _negated(entry: Entry) -> tuple[str, str | None] | None:
    """Read ``REJECT yield`` or ``REJECT``."""
    text = entry.optional_text("negated")
    if text is None:
        return None
    event_type, _, mode = text.partition(" ")
    if event_type not in MODES or (mode and mode not in MODES[event_type]):
        entry.fail(f"'negated' has the unknown type or mode '{text}'")
    return event_type, mode or None


def _slots(entry: Entry, key: str) -> tuple[tuple[str, ...], ...]:
    slots = tuple(tuple(one.split("|")) for one in entry.texts(key))
    if unknown := {slot for alternatives in slots for slot in alternatives} - SLOTS:
        entry.fail(f"'{key}' has the unknown slot {', '.join(sorted(unknown))}")
    return slots


def _need(text: str, entry: Entry, classes: Mapping[str, NounClass]) -> Need:
    """Read ``actor``, ``not object``, ``object:@weapon`` or ``de:arme``."""
    negated = text.startswith("not ")
    name, _, nouns = text.removeprefix("not ").strip().partition(":")
    if name not in CONDITIONS | SLOTS:
        entry.fail(f"'needs' has the unknown condition '{text}'")
    return Need(name, _nouns(nouns, entry, classes) if nouns else None, negated)


def _nouns(text: str, entry: Entry, classes: Mapping[str, NounClass]) -> NounClass:
    nouns: set[str] = set()
    kinds: set[str] = set()
    for part in text.split(","):
        if not part.startswith("@"):
            nouns.add(part.strip())
        elif part[1:] in classes:
            nouns |= classes[part[1:]].nouns
            kinds |= classes[part[1:]].kinds
        else:
            entry.fail(f"unknown class '{part}'")
    return NounClass(frozenset(nouns), frozenset(kinds))


def _trigger(pattern: str, frame: Frame, entry: Entry, classes: Mapping[str, NounClass]) -> tuple[str, Frame]:
    """The lemma of a trigger pattern, and the frame as that pattern makes it."""
    match = re.fullmatch(r"(?P<use>\(se\) |se |s')?(?P<lemma>[^\s@>]+)(?P<rest>(?: \S+)*)", pattern)
    if not match:
        entry.fail(f"cannot read the trigger '{pattern}'")
    rest = match["rest"].split()
    if frame.id.startswith("noun:"):
        return match["lemma"], replace(frame, words=tuple(word for word in rest if word not in _DETERMINERS))
    if unmatched := {match["lemma"], *rest} & _DETERMINERS or {match["lemma"]} & PREPOSITIONS:
        entry.fail(f"the trigger '{pattern}' has '{unmatched.pop()}', which no slot is filled with")
    complements = []
    slot = "object"
    for word in rest:
        if word in PREPOSITIONS and slot == "object":
            slot = word
        elif word.startswith(">"):
            complements.append(("clause", _nouns(word[1:], entry, classes)))
        else:
            complements.append((slot, _nouns(word, entry, classes)))
            slot = "object"
    if slot != "object":
        entry.fail(f"the trigger '{pattern}' ends with a preposition")
    use = {None: "plain", "(se) ": "either"}.get(match["use"], "reflexive")
    return match["lemma"], replace(
        frame,
        use=use,
        complements=tuple(complements),
        predicative=not match["lemma"].endswith(("er", "ir", "re")),
    )
