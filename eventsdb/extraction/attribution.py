"""Who says it: the speaker and the addressee of a reporting cue."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.passages import Passage, Prose
from eventsdb.extraction.reporting import Cue, ReportingLexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_LINKS = frozenset(
    {"de", "d'", "d’", "du", "des", "à", "au", "aux", "l'", "l’", "pour", "sur", "contre", "-"}
)
_BY = frozenset({"par"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an actor where one could be told, and the words of the text, tokens `start` to `end`."""

    actor: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Attribution:
    """Finds speakers in one text."""

    prose: Prose
    entities: Entities
    lexicon: ReportingLexicon

    def of_cue(self, cue: Cue, passage: Passage, *, incise: bool) -> Speaker | None:
        """The speaker of a verb: what stands after it in an incise, else its subject, else nobody."""
        if incise:
            return self._inverted(cue) if cue.inverted else self.phrase_after(cue.end, passage.end)
        if cue.form in ("passive", "past_participle"):
            return self._agent(cue, passage)
        return self._subject(cue, passage)

    def phrase_after(self, start: int, end: int) -> Speaker | None:
        """The first noun phrase from `start` on that no preposition governs, before a comma."""
        doc, i = self.prose.doc, start
        while i < end:
            token = doc[i]
            if token.is_space or token.pos_ == "ADV" or self._is_date(token):
                i += 1
            elif token.pos_ == "ADP" and token.lower_ not in ("des",):
                i = self.phrase_end(i + 1, end)
            elif token.text == ",":
                follower = i + 1
                if any(doc[k].text == "," for k in range(follower, min(end, follower + 14))) and doc[
                    follower
                ].pos_ in ("ADP",):
                    i = follower
                else:
                    return None
            elif (
                token.pos_ in _PHRASE
                or token.pos_ == "PRON"
                or token.lower_ == "des"
                or token.text[0].isupper()
            ):
                return self.at(i, end)
            else:
                return None
        return None

    def at(self, i: int, end: int) -> Speaker:
        """The speaker named by the phrase that begins at token i."""
        stop = self.phrase_end(i, end)
        return self._speaker(i, max(stop, i + 1))

    def phrase_end(self, i: int, end: int, *, dated: bool = False) -> int:
        """Where the noun phrase that begins at token i ends; words of a date end it unless `dated`."""
        doc, start = self.prose.doc, i
        while i < end:
            reference = self.entities.at(i)
            if reference is not None and reference.phrase_end > i:
                i = min(reference.phrase_end, end)
                continue
            token = doc[i]
            if token.is_space or (self._is_date(token) and i > start and not dated):
                break
            if (
                token.pos_ in _PHRASE
                or token.lower_ in _LINKS
                or (i == start and token.pos_ in ("PRON", "ADP"))
            ):
                i += 1
                continue
            if token.text[0].isupper() and token.text[0].isalpha() and self.prose.quoted[i] == -1:
                i += 1
                continue
            break
        while i > start + 1 and doc[i - 1].lower_ in _LINKS:
            i -= 1
        return i

    def _inverted(self, cue: Cue) -> Speaker | None:
        """The clitic subject of "a-t-il dit"."""
        for i in range(cue.start, cue.end):
            token = self.prose.doc[i]
            if token.lower_.lstrip("-") in ("il", "elle", "ils", "elles", "on") and token.text.startswith(
                "-"
            ):
                return Speaker(self._actor_at(i), i, i + 1)
        return None

    def _agent(self, cue: Cue, passage: Passage) -> Speaker | None:
        """The agent of a passive: "par X" before the next comma."""
        doc = self.prose.doc
        for i in range(cue.end, min(passage.end, cue.end + 10)):
            if doc[i].text in ",;.:":
                return None
            if doc[i].lower_ in _BY and i + 1 < passage.end:
                return self.at(i + 1, passage.end)
        return None

    def _subject(self, cue: Cue, passage: Passage) -> Speaker | None:
        doc = self.prose.doc
        head = doc[cue.subject_head]
        for _ in range(5):
            subject = next((c for c in head.children if c.dep_ in _SUBJECTS and c.i < cue.start), None)
            if subject is not None:
                return self._resolve_subject(subject, cue)
            if head.dep_.startswith("acl") and head.head.pos_ in _NOMINAL and head.head.i < head.i:
                return self.headed_by(head.head, cue.start)
            if head.head.i == head.i or head.head.i < passage.start:
                break
            head = head.head
        return self._nearest(cue, passage)

    def _resolve_subject(self, subject: Token, cue: Cue) -> Speaker | None:
        if subject.lower_ in ("qui", "lequel", "laquelle", "lesquels", "lesquelles"):
            relative = subject.head
            antecedent = relative.head if relative.dep_.startswith("acl") else None
            if antecedent is not None and antecedent.i < subject.i:
                return self.headed_by(antecedent, cue.start)
            before = self.prose.previous(subject.i)
            while before is not None and before.text == ",":
                before = self.prose.previous(before.i)
            return self.headed_by(before, cue.start) if before is not None else None
        return self.headed_by(subject, cue.start)

    def headed_by(self, head: Token, limit: int) -> Speaker:
        """The speaker whose phrase is headed by a token, with what stands directly before and after it."""
        reference = self.entities.at(head.i)
        if reference is not None:
            return Speaker(self._actor(reference), reference.phrase_start, reference.phrase_end)
        start = min(
            (
                c.i
                for c in head.lefts
                if c.dep_ in ("det", "amod", "nummod", "advmod", "case") and c.pos_ != "ADP"
            ),
            default=head.i,
        )
        return self._speaker(start, max(self.phrase_end(head.i, limit), head.i + 1))

    def _nearest(self, cue: Cue, passage: Passage) -> Speaker | None:
        """The last actor before the cue in its passage that no preposition governs."""
        doc = self.prose.doc
        for i in range(cue.start - 1, passage.start - 1, -1):
            reference = self.entities.at(i)
            if reference is None or reference.start != i or self.prose.quoted[i] != -1:
                continue
            before = self.prose.previous(reference.phrase_start)
            if reference.reading == "actor" and (before is None or before.pos_ != "ADP"):
                return Speaker(self._actor(reference), reference.phrase_start, reference.phrase_end)
        for i in range(passage.start, cue.start):
            if doc[i].pos_ in ("DET", "PROPN", "PRON", "NOUN") and self.prose.quoted[i] == -1:
                return self.at(i, cue.start)
        return None

    def _speaker(self, start: int, end: int) -> Speaker:
        """The speaker in a phrase: the actor it names, or the one a document or voice speaks for."""
        doc = self.prose.doc
        for i in range(start, end):
            reference = self.entities.at(i)
            if reference is None:
                continue
            if reference.phrase_start <= start or all(
                doc[k].pos_ in ("DET", "ADJ") for k in range(start, reference.phrase_start)
            ):
                return Speaker(
                    self._actor(reference), min(start, reference.phrase_start), max(end, reference.phrase_end)
                )
            noun = next((doc[k] for k in range(start, i) if doc[k].pos_ == "NOUN"), None)
            if noun is None or noun.lemma_.lower() in self.lexicon.voices:
                return Speaker(self._actor(reference), start, end)
            break
        return Speaker(None, start, end)

    def _actor_at(self, i: int) -> int | None:
        reference = self.entities.at(i)
        return self._actor(reference) if reference is not None else None

    def _actor(self, reference: Reference) -> int | None:
        return reference.actors[0] if reference.actors else None

    def _is_date(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.dates or (token.like_num and token.i > 0)
