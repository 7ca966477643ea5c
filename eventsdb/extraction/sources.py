"""Claims that a preposition reports: "selon X, ...", "..., d'après X", "selon lesquelles ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventsdb.extraction.boundaries import Boundaries
from eventsdb.extraction.cues import indices
from eventsdb.extraction.drafts import Draft
from eventsdb.extraction.frames import load_frames
from eventsdb.extraction.passages import SUBJECTS, Passage, Prose
from eventsdb.extraction.speakers import Speaker, Speakers

_ONE = frozenset({"le", "la", "l'", "l’"})
_LEADS = frozenset(
    {"et", "mais", "où", "que", "qu'", "qu’", "qui", "car", "dont"}
)  # then "selon X" opens a clause
_NO_SOURCE = frozenset({"que", "qu'", "qu’", "si"})
_RELATIVES = frozenset({"lequel", "laquelle", "lesquels", "lesquelles", "qui"})
_WHO = frozenset({"qui", "dont"})
_DESCRIBES = frozenset({"appos", "nmod", "conj", "dep", "obl:mod"})
_BREAKS = frozenset({":", ";"})
_CLOSING = frozenset({",", "»", '"', "”", ")"})
_AFTER = frozenset({"d'", "d’"})
_MAX_SOURCE = 25  # tokens from a source to the comma that ends it
_MAX_FRAGMENT = 3  # tokens before a source that are no clause: "Ainsi, selon X, ..."
_MAX_NOUN = 8  # tokens from a relative back to the noun it takes up


@dataclass(frozen=True)
class Sources:
    """Finds such claims in one text.

    `starts` are the tokens at which a source phrase may begin, `offices` the nouns of those who speak for
    others.
    """

    prose: Prose
    speakers: Speakers
    boundaries: Boundaries
    starts: tuple[int, ...]
    offices: frozenset[str]

    @classmethod
    def of(cls, prose: Prose, speakers: Speakers, boundaries: Boundaries) -> Sources:
        """The sources of a text."""
        starts = indices(prose.doc, "lower_", speakers.lexicon.sources)
        classes = load_frames().classes
        offices = classes["official"].nouns | classes["court"].nouns
        return cls(prose, speakers, boundaries, tuple(starts), offices)

    def read(self, passage: Passage) -> Iterator[Draft]:
        """The claims of a passage."""
        doc = self.prose.doc
        for i in self.starts:
            if not passage.start <= i < passage.end or self.prose.quoted[i] != -1:
                continue
            phrase = self.speakers.lexicon.source_at([t.lower_ for t in doc[i : i + 4]])
            name = i + len(phrase.words) - phrase.named if phrase is not None else passage.end
            if phrase is None or name >= passage.end or doc[name].lower_ in _NO_SOURCE:
                continue
            if doc[name].lower_ in _RELATIVES:
                draft = None if phrase.speaker_only else self._relative(i, name, passage)
            elif phrase.speaker_only:
                draft = self._opinion(i, name, passage)
            else:
                draft = self._source(i, name, passage)
            if draft is not None:
                yield draft

    def _source(self, i: int, name: int, passage: Passage) -> Draft | None:
        """Read "Selon X, ..." or "..., selon X"; None for a measure ("selon les cas")."""
        doc, prose = self.prose.doc, self.prose
        speaker = self.speakers.at(name, passage.end)
        noun = next((t for t in doc[speaker.start : speaker.end] if t.pos_ == "NOUN"), None)
        if (
            speaker.actor is None
            and noun is not None
            and noun.lemma_.lower() in self.speakers.lexicon.measures
        ):
            return None
        before = prose.previous(i)
        lead = prose.previous(before.i) if before is not None and before.text == "," else before
        after = self._after(speaker, passage)
        opens = before is None or before.i < passage.start or before.text in _BREAKS
        if opens or before is None or (lead is not None and lead.lower_ in _LEADS):
            start = self._past_apposition(after, passage)
            if doc[after - 1].text != "," and (before is None or before.lower_ not in _LEADS):
                commas = (
                    k for k in range(after, min(passage.end, after + _MAX_SOURCE)) if doc[k].text == ","
                )
                start = next(commas, after - 1) + 1
            return self._draft(start, self.boundaries.end(None, start, passage), speaker, (i, name))
        if before.text not in _CLOSING and doc[i].lower_ in _AFTER:
            return None  # "nommé d'après X"
        start, end = prose.shrink(passage.start, i)
        if before.text not in _CLOSING and doc[after - 1].text != "," and passage.end - after > end - start:
            # "c'est selon X une mesure de rétorsion": the longer part stands after the source
            start, end = after, self.boundaries.end(None, after, passage)
        elif doc[after - 1].text == "," and (end - start <= _MAX_FRAGMENT or not self._tells(start, end)):
            start, end = after, self.boundaries.end(None, after, passage)
        return self._draft(start, end, speaker, (i, name), incise=True)

    def _past_apposition(self, start: int, passage: Passage) -> int:
        """Where content begins after what describes its source: "selon X, l'un des conseillers de Y, ..."."""
        doc, prose = self.prose.doc, self.prose
        near = range(start, min(passage.end, start + _MAX_SOURCE))
        comma = next((k for k in near if doc[k].text == "," and prose.quoted[k] == -1), None)
        if comma is None or doc[start - 1].text != ",":
            return start
        aside = doc.span(start, comma)
        if aside and aside[0].lower_ in _WHO:
            return comma + 1 if prose.opens(comma + 1) or self._has_clause(comma + 1, passage.end) else start
        relative = next((k for k, t in enumerate(aside) if t.lower_ in _WHO), len(aside))
        clause = any(t.dep_ in SUBJECTS or "Fin" in t.morph.get("VerbForm", []) for t in aside[:relative])
        nominal = bool(aside) and (aside[0].dep_ == "appos" or aside[0].pos_ in ("DET", "NOUN", "PRON"))
        described = nominal and aside.root.dep_ in _DESCRIBES
        resumes = prose.opens(comma + 1) or self._has_clause(comma + 1, passage.end)
        return comma + 1 if described and not clause and resumes else start

    def _tells(self, start: int, end: int) -> bool:
        """Whether a verb stands there: not in "Par ailleurs, toujours selon X, ..."."""
        return any(
            t.pos_ in ("VERB", "AUX") or self.prose.quoted[t.i] != -1 for t in self.prose.doc[start:end]
        )

    def _has_clause(self, start: int, end: int) -> bool:
        """Whether a main clause stands there."""
        return any(self.prose.is_main(token) for token in self.prose.doc[start:end])

    def _opinion(self, i: int, name: int, passage: Passage) -> Draft | None:
        """Read "Pour X, ...", where X is an actor and opens the clause."""
        speaker = self.speakers.at(name, passage.end)
        reference = self.speakers.entities.at(speaker.end - 1)
        acts = speaker.actor is not None and (reference is None or reference.reading == "actor")
        acts = acts or self._holds_office(speaker)
        before = self.prose.previous(i)
        opens = before is None or before.i < passage.start or before.text == "," or before.lower_ in _LEADS
        after = self._after(speaker, passage)
        if self.prose.doc[after - 1].text == ",":
            after = self._past_apposition(after, passage)
        if not (acts and opens and self.prose.doc[after - 1].text == ","):
            return None
        return self._draft(after, self.boundaries.end(None, after, passage), speaker, (i, name))

    def _holds_office(self, speaker: Speaker) -> bool:
        """Whether a phrase is one office-holder without a name: "pour le procureur, ..."."""
        doc = self.prose.doc
        if doc[speaker.start].lower_ not in _ONE:
            return False
        noun = next((t for t in doc[speaker.start : speaker.end] if t.pos_ == "NOUN"), None)
        return noun is not None and noun.lemma_.lower().removeprefix("vice-") in self.offices

    def _relative(self, i: int, name: int, passage: Passage) -> Draft | None:
        """Read "des informations selon lesquelles ...", "X, selon qui ..."."""
        nouns = range(i - 1, max(passage.start, i - _MAX_NOUN) - 1, -1)
        noun = next((self.prose.doc[k] for k in nouns if self.prose.doc[k].pos_ in ("NOUN", "PROPN")), None)
        speaker = self.speakers.headed_by(noun, i) if noun is not None else None
        end = self.boundaries.end(None, name + 1, passage)
        return self._draft(name + 1, end, speaker, (i, name + 1))

    def _after(self, speaker: Speaker, passage: Passage) -> int:
        """The token after a source and the comma that follows it."""
        after = speaker.end
        while after < passage.end and self.prose.doc[after].is_space:
            after += 1
        return after + 1 if after < passage.end and self.prose.doc[after].text == "," else after

    def _draft(
        self, start: int, end: int, speaker: Speaker | None, cue: tuple[int, int], *, incise: bool = False
    ) -> Draft | None:
        start, end = self.prose.shrink(start, end)
        return Draft(start, end, "open", speaker, cue, incise=incise) if end - start > 1 else None
