"""Who "a-t-il ajouté" means: a pronoun that speaks takes up whoever spoke or acted last."""

from __future__ import annotations

from collections import deque
from typing import Literal

from eventsdb.extraction.passages import SUBJECTS, Passage
from eventsdb.extraction.speakers import Speaker, Speakers

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
    **dict.fromkeys(("le", "un", "ce", "m.", "m"), ("m", False)),
    **dict.fromkeys(("la", "une", "cette", "mme"), ("f", False)),
    **dict.fromkeys(("son", "sa"), (None, False)),
    **dict.fromkeys(("les", "des", "ces", "plusieurs", "deux"), (None, True)),
}
_MEMORY = 6  # passages that a pronoun looks back


class Discourse:
    """Remembers the speakers and subjects of the passages read so far."""

    def __init__(self, speakers: Speakers) -> None:
        prose, entities = speakers.prose, speakers.entities
        self.prose = prose
        self.entities = entities
        self.speakers = speakers
        self._passages: deque[list[Speaker]] = deque(maxlen=_MEMORY)
        self._agreements: dict[int, set[Agreement]] = {}
        for reference in entities.references:
            first = prose.doc[reference.phrase_start].lower_
            if (agreement := _DETERMINERS.get(first) or _PRONOUNS.get(first)) and reference.actors:
                self._agreements.setdefault(reference.actors[0], set()).add(agreement)

    def resolve(self, speaker: Speaker) -> Speaker:
        """The speaker with the actor that its pronoun, or "la même source", takes up; unchanged if none."""
        if speaker.actor is not None or speaker.end - speaker.start > 3:
            return speaker
        words = [t.lower_.lstrip("-") for t in self.prose.doc[speaker.start : speaker.end]]
        wanted = _PRONOUNS.get(words[-1])
        same = words[-1] in self.speakers.lexicon.sameness and words[0] in ("cette", "ce", "même", "la")
        if wanted is None and not (same and len(words) > 1):
            return speaker
        for candidates in reversed(self._passages):
            for candidate in candidates:  # one that nobody could name still takes the pronoun
                if wanted is None or self._agrees(candidate, wanted):
                    return Speaker(candidate.actor, speaker.start, speaker.end)
        return speaker

    def remember(self, passage: Passage, speakers: list[Speaker]) -> None:
        """Note who spoke in a passage, the last first, and then which persons are subjects in it."""
        found = list(reversed(speakers))
        for token in self.prose.doc[passage.start : passage.end]:
            if token.dep_ in SUBJECTS and self.prose.quoted[token.i] == -1:
                actor = self.speakers.actor_at(token.i)
                if actor is not None and self.entities.actors[actor].kind == "person":
                    found.append(Speaker(actor, token.i, token.i + 1))
        self._passages.append(found)

    def _agrees(self, candidate: Speaker, wanted: Agreement) -> bool:
        """Whether nothing that the text says of a candidate stands against a pronoun's gender and number."""
        known = set(self._agreements.get(candidate.actor, ())) if candidate.actor is not None else set()
        if agreement := _DETERMINERS.get(self.prose.doc[candidate.start].lower_):
            known.add(agreement)
        if not known:
            person = candidate.actor is not None and self.entities.actors[candidate.actor].kind == "person"
            return person and not wanted[1]
        return any((g is None or wanted[0] in (None, g)) and plural == wanted[1] for g, plural in known)
