"""Cues set into or after what they report: "« ... », a-t-il dit", "..., a précisé le ministre"."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.extraction.boundaries import Boundaries
from eventsdb.extraction.cues import Cue
from eventsdb.extraction.passages import THAT, Content, Passage, Prose
from eventsdb.extraction.speakers import Speaker, Speakers
from eventsdb.extraction.tokens import Token

_LEADERS = frozenset({",", "»", "”", '"', "’", "?", "!", "–", "—", "-", ")", "…", "..."})
_AS = frozenset({"comme", "ainsi"})


@dataclass(frozen=True)
class Incises:
    """Finds the content of such cues in one text."""

    prose: Prose
    speakers: Speakers
    boundaries: Boundaries

    def is_incise(self, cue: Cue, passage: Passage) -> bool:
        """Whether the cue follows its content: its subject is inverted and a clause or quotation precedes."""
        if "incise" not in cue.group.takes or cue.form != "finite" or cue.negated:
            return False
        before = self.prose.previous(cue.start)
        if before is None or before.i < passage.start:
            return False
        if before.lower_ in _AS:
            return True
        if cue.start == cue.head and self.prose.doc[cue.head].lower_.endswith("é"):
            return False  # "a accusé X, exhorté Y à partir"
        if before.text not in _LEADERS and self.prose.quoted[before.i] == -1:
            return False
        if cue.inverted:
            return True
        follower = self._next_word(cue.end, passage.end)
        if (
            follower is None
            or follower.lower_ in THAT
            or follower.text == ":"
            or self.prose.opens(follower.i)
        ):
            return False
        speaker = self.speakers.after(cue.end, passage.end)
        if speaker is None or self.prose.doc[speaker.start].lower_ in THAT:
            return False  # "..., a estimé lundi sur X que"
        if self._ends_quotation(before):
            return True
        if not self.speakers.can_speak(speaker) or ("que" not in cue.group.takes and speaker.actor is None):
            return False  # "..., ont lancé une offensive"
        before_cue = self.prose.doc[passage.start : cue.start]
        if any(self.prose.is_main(token) for token in before_cue):
            return True
        # The parse may give the subject before to the cue; then its own phrase must end the sentence.
        last = self._next_word(speaker.end, passage.end)
        if last is not None and not last.is_punct and not self._circumstance(last, cue, speaker):
            return False
        if last is not None and last.text == "," and speaker.actor is not None and "que" in cue.group.takes:
            return any(_is_finite(token) for token in before_cue)  # "si ..., note X, ..."
        return any(_is_finite(token) and not self.prose.is_subordinate(token) for token in before_cue)

    def _circumstance(self, word: Token, cue: Cue, speaker: Speaker) -> bool:
        """Whether a word begins what is added to a verb and its subject: ", a déclaré M. X après"."""
        return word.pos_ == "ADP" and speaker.actor is not None and "que" in cue.group.takes

    def read(self, cue: Cue, passage: Passage) -> Content | None:
        """The longest part of what an incise cuts, or of what "comme l'a dit X" belongs to."""
        lead = self.prose.previous(cue.start)
        if lead is not None and lead.lower_ in _AS:
            if lead.i > passage.start:
                return self._content(passage.start, lead.i)
            return self._after_comma(cue, passage)
        left = self._left(cue, passage)
        right = self._right(cue, passage, left)
        if left is None or (right is not None and right.end - right.start > left.end - left.start):
            return right
        return left

    def _left(self, cue: Cue, passage: Passage) -> Content | None:
        """What precedes the cue, back to an incise before it, less an adverbial before a quotation."""
        prose, start = self.prose, passage.start
        for other in passage.cues:
            if other.head < cue.head and self.is_incise(other, passage):
                start = max(start, prose.opens_after(other.end, cue.start) or start)
        start, end = prose.shrink(start, cue.start)
        opening = prose.opens_after(start, end)
        if opening is not None and opening > start and self._merely_introduces(start, opening):
            start = opening
        return self._content(start, end)

    def _right(self, cue: Cue, passage: Passage, left: Content | None) -> Content | None:
        """What goes on after the cue: the rest of a quotation, or a clause if a mere fragment precedes."""
        doc, prose = self.prose.doc, self.prose
        comma = next(
            (i for i in range(cue.end, passage.end) if doc[i].text == "," and prose.quoted[i] == -1), None
        )
        resumed = prose.opens_after(cue.end, passage.end)
        if resumed is not None and left is not None and prose.quoted[left.end - 1] != -1:
            lead = prose.previous(resumed)
            if lead is not None and lead.text == ",":
                return self._content(resumed, prose.extents[prose.quoted[resumed]][1])
        if left is None or comma is None or any(_is_finite(t) for t in doc[left.start : left.end]):
            return None
        rest = self._after_comma(cue, passage)
        return rest if rest is not None and any(_is_finite(t) for t in doc[rest.start : rest.end]) else None

    def _after_comma(self, cue: Cue, passage: Passage) -> Content | None:
        comma = next((i for i in range(cue.end, passage.end) if self.prose.doc[i].text == ","), None)
        if comma is None:
            return None
        return self._content(comma + 1, self.boundaries.end(cue, comma + 1, passage))

    def _merely_introduces(self, start: int, opening: int) -> bool:
        """Whether what stands before a quotation is a colon or an adverbial: "Plus tard, « ... »"."""
        mark = self.prose.previous(opening)
        if mark is None or mark.text not in (":", ","):
            return False
        first = self.prose.doc[
            min(opening + 1, len(self.prose.doc) - 1)
        ]  # a verb there has its subject before
        return mark.text == ":" or not any(_is_finite(t) for t in (*self.prose.doc[start:opening], first))

    def _ends_quotation(self, before: Token) -> bool:
        closing = self.prose.previous(before.i) if before.text == "," else before
        return closing is not None and self.prose.quoted[closing.i] != -1

    def _content(self, start: int, end: int) -> Content | None:
        start, end = self.prose.shrink(start, end)
        return Content(start, end, incise=True) if end > start else None

    def _next_word(self, i: int, end: int) -> Token | None:
        doc = self.prose.doc
        while i < end and (
            doc[i].is_space
            or (doc[i].pos_ == "ADV" and doc[i].lower_ not in THAT)
            or self.speakers.is_date(doc[i])
        ):
            i += 1
        return doc[i] if i < end else None


def _is_finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", [])
