"""Who "a-t-il ajouté" means: a pronoun that speaks takes up whoever spoke or acted last."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Literal

from eventsdb.extraction.callings import callings
from eventsdb.extraction.cues import indices
from eventsdb.extraction.passages import SUBJECTS, Passage
from eventsdb.extraction.speakers import Speaker, Speakers
from eventsdb.extraction.tokens import Token

Agreement = tuple[Literal["m", "f"] | None, bool]  # gender, plural

_PRONOUNS: dict[str, Agreement] = {
    "il": ("m", False),
    "elle": ("f", False),
    "ils": ("m", True),
    "elles": ("f", True),
    "lui": (None, False),
    "eux": ("m", True),
}
_DETERMINERS: dict[str, Agreement] = {
    **dict.fromkeys(("le", "un", "ce", "cet", "m.", "m"), ("m", False)),
    **dict.fromkeys(("la", "une", "cette", "mme"), ("f", False)),
    **dict.fromkeys(("son", "sa"), (None, False)),
    **dict.fromkeys(("les", "des", "ces", "plusieurs", "deux"), (None, True)),
}
_SAME = frozenset({"cette", "ce", "même", "la"})
_THIS = frozenset({"ce", "cet", "cette"})
_DEFINITE = frozenset({"le", "la", "ce", "cette"})
_BODIES = frozenset({"organization", "government", "media"})
_THE_ONE: dict[str, Literal["m", "f"]] = {"celui": "m", "celle": "f"}  # "dit celui qui enseigne"
_THE = frozenset({"le", "la", "l'", "l’"})
_ANY = frozenset({"un", "une", "autre", "jeune"})
_SPOKEN_OF = 150  # words
_BRIEF = 4  # words of "le premier adjoint lyonnais"
_HUMANS = frozenset({"homme", "femme", "fille", "garçon"})
_YOUNG = frozenset({"jeune", "vieil", "vieille"})
_YEARS = frozenset({"ans"})
_AGENT = "obl:agent"
_MEMORY = 6  # passages that a pronoun looks back


class Discourse:
    """Remembers the speakers and subjects of the passages read so far; `people` are nouns for people."""

    def __init__(self, speakers: Speakers, people: frozenset[str]) -> None:
        prose, entities = speakers.prose, speakers.entities
        self.people = people
        self.prose = prose
        self.entities = entities
        self.speakers = speakers
        self._subjects = indices(prose.doc, "dep_", SUBJECTS | {_AGENT})
        self._passages: deque[list[Speaker]] = deque(maxlen=_MEMORY)
        self._agreements: dict[int, set[Agreement]] = {}
        for reference in entities.references:
            first = prose.doc[reference.phrase_start].lower_
            if (agreement := _DETERMINERS.get(first) or _PRONOUNS.get(first)) and reference.actors:
                self._agreements.setdefault(reference.actors[0], set()).add(agreement)

    def resolve(
        self, speaker: Speaker, here: Sequence[Speaker] = (), *, first_person: bool = False
    ) -> Speaker:
        """The speaker with the actor that its words take up, unchanged if none.

        `here` are those who spoke before in the same passage. A pronoun takes up whoever spoke or acted
        last, a person if he says "je" (`first_person`); "cette femme de 37 ans" the person who spoke, so may
        "le ministre"; "la même source" whoever did, and a document ("le communiqué") the body last spoken of.
        """
        if speaker.actor is not None:
            return speaker
        tokens = self.prose.doc[speaker.start : speaker.end]
        first, last = tokens[0].lower_, tokens[-1]
        heard = [[s for s in reversed(here) if self._takes_up(s)], *reversed(self._passages)]
        if (agreement := self._described(tokens)) is not None:
            found = self._last_person(agreement, heard)
            return Speaker(found.actor, speaker.start, speaker.end) if found is not None else speaker
        if (noun := self._office(tokens)) is not None:
            agreement = _DETERMINERS.get(first, (None, False))
            holder = None if self._is_spoken_of(noun, speaker) else self._last_holder(noun, agreement, heard)
            return Speaker(holder, speaker.start, speaker.end)
        if len(tokens) > 3:
            return speaker
        wanted = _PRONOUNS.get(last.lower_.removeprefix("-t").lstrip("-"))
        lexicon, lemma = self.speakers.lexicon, last.lemma_.lower()
        same = len(tokens) > 1 and first in _SAME and lemma in lexicon.sameness
        document = len(tokens) == 2 and first in _DEFINITE and lemma in lexicon.documents
        for candidates in heard if wanted or same or document else ():
            for candidate in candidates:  # one that nobody could name still takes the pronoun
                body = candidate.actor is not None and self.entities.actors[candidate.actor].kind in _BODIES
                if first_person and candidate.actor is not None and not self._is_person(candidate):
                    continue
                if body if document else wanted is None or self._agrees(candidate, wanted):
                    return Speaker(candidate.actor, speaker.start, speaker.end)
        return speaker

    def _described(self, tokens: Sequence[Token]) -> Agreement | None:
        """The agreement of "cette femme au chômage", "le jeune homme", "la femme de 37 ans"."""
        first = tokens[0].lower_
        if len(tokens) == 1 and first in _THE_ONE:
            return (_THE_ONE[first], False)
        noun = next((t for t in tokens[1:] if t.pos_ == "NOUN"), None)
        if noun is None or first not in _DETERMINERS or _DETERMINERS[first][1]:
            return None
        lemma = noun.lemma_.lower()
        aged = any(t.lower_ in _YEARS for t in tokens[2:]) or any(t.lower_ in _YOUNG for t in tokens[1:3])
        lexicon = self.speakers.lexicon
        human = lemma in self.people or (
            lexicon.can_speak(lemma) and lemma not in lexicon.bodies | lexicon.voices
        )
        shown = first in _THIS and human and lemma not in lexicon.sameness
        defined = first in _DEFINITE and lemma in _HUMANS and aged
        return _DETERMINERS[first] if shown or defined else None

    def _takes_up(self, candidate: Speaker) -> bool:
        """Whether "il" may be who spoke before in the same passage: a person, or someone without a name."""
        if candidate.actor is not None:
            return self._is_person(candidate)
        return self.prose.doc[candidate.start].lower_ not in _THE  # "la ministre" has been named before

    def _office(self, tokens: Sequence[Token]) -> str | None:
        """The noun of "le ministre", "l'élue", "le policier lyonnais": one person, said to be no more."""
        if tokens[0].lower_ not in _THE or len(tokens) > _BRIEF or any(t.pos_ == "ADP" for t in tokens):
            return None
        noun = next((t for t in tokens[1:] if t.pos_ == "NOUN"), None)
        lexicon = self.speakers.lexicon
        if noun is None or "Plur" in noun.morph.get("Number", []):
            return None
        called = {noun.lower_, noun.lemma_.lower()} & callings()
        return noun.lemma_.lower() if called and called.isdisjoint(lexicon.voices) else None

    def _is_spoken_of(self, noun: str, speaker: Speaker) -> bool:
        """Whether somebody without a name was brought in by the same noun before: "un policier"."""
        doc = self.prose.doc
        near = doc[max(0, speaker.start - _SPOKEN_OF) : speaker.start]
        return any(t.lemma_.lower() == noun and doc[t.i - 1].lower_ in _ANY for t in near if t.i)

    def _last_holder(self, noun: str, agreement: Agreement, heard: Sequence[Sequence[Speaker]]) -> int | None:
        """The last person who spoke or acted of whom the noun may be said.

        Who has another title is not meant, nor anybody else where the article gives someone that one.
        """
        actors = self.entities.actors
        titled = {i for i, actor in enumerate(actors) if any(noun in r.title.lower() for r in actor.roles)}
        for candidate in (c for candidates in heard for c in candidates):
            if candidate.actor is None or not self._is_person(candidate):
                continue
            fits = candidate.actor in titled or not (titled or actors[candidate.actor].roles)
            if fits and self._agrees(candidate, agreement):
                return candidate.actor
        return None

    def _last_person(self, agreement: Agreement, heard: Sequence[Sequence[Speaker]]) -> Speaker | None:
        """The last person who spoke or acted and agrees; a speaker nobody could name counts too."""
        for candidates in heard:
            for candidate in candidates:
                person = candidate.actor is None or self._is_person(candidate)
                if person and self._agrees(candidate, agreement):
                    return candidate
        return None

    def last_subject(self) -> Speaker | None:
        """The first person who is a subject in the last passage, in which nobody may have spoken."""
        return next((s for s in self._passages[-1] if self._is_person(s)), None) if self._passages else None

    def may_continue(self, speaker: Speaker, last: Speaker) -> bool:
        """Whether a pronoun or a noun that names nobody ("l'avocat") can be the person who spoke last."""
        tokens = self.prose.doc[speaker.start : speaker.end]
        pronoun = _PRONOUNS.get(tokens[-1].lower_.removeprefix("-t").lstrip("-"))
        if pronoun is not None:
            return self._is_person(last) and self._agrees(last, pronoun)
        if speaker.actor is not None:
            return False
        wanted = _DETERMINERS.get(tokens[0].lower_) or (None, False)
        if tokens[0].lower_ not in _DEFINITE | {"l'", "l’"}:
            return False
        head = next((t.lemma_.lower() for t in tokens if t.pos_ == "NOUN"), None)
        if head is None or head in self.speakers.lexicon.voices:
            return False
        if head in self.speakers.lexicon.bodies:
            return last.actor is not None and self.entities.actors[last.actor].kind in _BODIES
        return self._is_person(last) and self._agrees(last, wanted)

    def remember(self, passage: Passage, speakers: list[Speaker]) -> None:
        """Note who spoke in a passage, the last first, and then who are the subjects in it."""
        found = list(reversed(speakers))
        for i in self._subjects:
            if passage.start <= i < passage.end and self.prose.quoted[i] == -1:
                actor = self.speakers.actor_at(i)
                by = (
                    self.prose.doc[i].dep_ == _AGENT
                )  # "publié par l'armée" does not make it the one to speak
                if actor is not None and not (by and self.entities.actors[actor].kind in _BODIES):
                    found.append(Speaker(actor, i, i + 1))
        self._passages.append(found)

    def _agrees(self, candidate: Speaker, wanted: Agreement) -> bool:
        """Whether nothing that the text says of a candidate stands against a pronoun's gender and number."""
        if candidate.end - candidate.start == 1 and not self._is_person(candidate):
            return False  # a mere subject that is no person
        if candidate.actor is not None and self.entities.actors[candidate.actor].kind == "media":
            return False  # after "selon Le Monde", "il" is whom it tells of
        if candidate.actor is not None and (gender := self.entities.genders.get(candidate.actor)):
            return wanted[0] in (None, gender) and not wanted[1]
        known = set(self._agreements.get(candidate.actor, ())) if candidate.actor is not None else set()
        if agreement := _DETERMINERS.get(self.prose.doc[candidate.start].lower_):
            known.add(agreement)
        if not known:
            return self._is_person(candidate) and not wanted[1]
        return any((g is None or wanted[0] in (None, g)) and plural == wanted[1] for g, plural in known)

    def _is_person(self, candidate: Speaker) -> bool:
        return candidate.actor is not None and self.entities.actors[candidate.actor].kind == "person"
