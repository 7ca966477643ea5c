"""Where reported content ends: with its sentence, or where the outlet or another speaker takes over."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.extraction.cues import Cue
from eventsdb.extraction.passages import CLITICS, SUBJECTS, THAT, Passage, Prose
from eventsdb.extraction.reporting import ReportingLexicon
from eventsdb.extraction.tokens import Token

_CLAUSE_HEADS = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
_PHRASE_PARTS = frozenset({"DET", "NOUN", "PROPN", "ADJ", "CCONJ", "NUM"})
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM"})
_OF = frozenset({"de", "d'", "d’", "du", "des", "l'", "l’"})
_COORDINATORS = frozenset({"et", "mais", "puis", "ou"})
_WITHOUT = frozenset({"sans", "déjà", "quelques", "un"})  # these may belong to a noun phrase
_CONCESSIONS = frozenset({"si", "s'", "s’", "quand", "lorsque", "lorsqu'", "tandis", "alors", "bien", "même"})
_AFTER_CONTENT = frozenset({",", "»", '"', "”"})


@dataclass(frozen=True)
class Boundaries:
    """Finds the ends of contents in one text."""

    prose: Prose
    lexicon: ReportingLexicon

    def end(self, cue: Cue | None, start: int, passage: Passage, *, phrase: bool = False) -> int:
        """Where content that begins at `start` and depends on `cue` ends; `phrase` if it is a noun phrase."""
        doc, prose = self.prose.doc, self.prose
        if start >= passage.end:
            return start
        end = passage.end if cue is None else self._conjunct(cue, start, passage.end)
        for other in passage.cues:
            if start < other.start < end and (cue is None or other.head != cue.head):
                end = min(end, self._beside(other, start, end))
        clauses = {
            self._phrase_start(t.i)
            for t in doc[start:end]
            if t.dep_.startswith("nsubj") and t.i < t.head.i and t.head.pos_ in _CLAUSE_HEADS
        }
        bare = "Inf" in doc[start].morph.get("VerbForm", [])
        depends = bare or (cue is not None and (cue.form == "participle" or self._is_conceded(cue, passage)))
        for i in range(start + 1, end):
            if prose.quoted[i] == -1 and self._stops(i, start, end, clauses, phrase=phrase, depends=depends):
                end = i
                break
        return prose.shrink(start, end)[1]

    def _stops(self, i: int, start: int, end: int, clauses: set[int], *, phrase: bool, depends: bool) -> bool:
        """Whether token i, outside quotations, is where reported content ends.

        `clauses` are the tokens at which the phrase of a subject begins; `depends` when the content hangs on
        a participle or is an infinitive, so that a finite clause takes over ("accusant X, a affirmé que").
        """
        doc = self.prose.doc
        token, after = doc[i], i + 1
        if token.text == ",":
            return (
                (self._trails(after) and (phrase or depends or self._tells(start, i)))
                or (self._names_source(after) and not self._resumes(after, end))
                or (depends and (self._is_finite(after) or after in clauses) and not self._leads(start, i))
                or (phrase and not self._goes_on(after, end))
            )
        if token.pos_ == "CCONJ":
            relative = after < end and doc[after].lower_ in ("qui", "que", "dont")
            joins = self._joins_clause(i, end, clauses) or (depends and self._is_finite(after))
            joins = joins or (phrase and self._is_finite(after))
            return (i > start + 1 and joins) or (phrase and relative)
        if token.lower_ == "en":  # « ... » en paraphant
            said = phrase or doc[i - 1].is_quote
            return said and after < end and doc[after].pos_ == "VERB" and doc[after].lower_.endswith("ant")
        if phrase and i > start + 1 and token.lower_ not in _WITHOUT and self._trails(i):
            return "Part" not in doc[i - 1].morph.get("VerbForm", [])  # "les torts causés lors de"
        announces = after < end and self.prose.opens(after)
        ends = token.text in (";", "(") or (token.text == ":" and not announces)
        return phrase and ends

    def _is_conceded(self, cue: Cue, passage: Passage) -> bool:
        """Whether the verb stands in a clause before the main one: "Si X a promis que ..., la rue attend"."""
        first = next((t for t in self.prose.doc[passage.start : cue.start] if t.is_alpha), None)
        if first is None or first.lower_ not in _CONCESSIONS:
            return False
        return not any(t.text == "," for t in self.prose.doc[first.i : cue.start])

    def _conjunct(self, cue: Cue, start: int, end: int) -> int:
        """Where a clause with its own subject begins that is joined to the cue's."""
        for child in self.prose.doc[cue.head].children:
            joined = child.dep_ == "conj" and child.i > start and child.pos_ in ("VERB", "AUX")
            joined = joined and not any(c.dep_ == "mark" and c.lower_ in THAT for c in child.lefts)
            own_subject = any(c.dep_.startswith("nsubj") for c in child.children)
            if joined and own_subject and self.prose.quoted[child.i] == -1 and child.left_edge.i > start + 1:
                end = min(end, child.left_edge.i)
        return end

    def _beside(self, other: Cue, start: int, end: int) -> int:
        """Where another cue that stands beside this content, not in it, begins to take over."""
        lead = self.prose.previous(other.start)
        if other.form == "participle":
            while lead is not None and lead.lower_ in ("en", "tout"):  # "tout en appelant"
                if (before := self.prose.previous(lead.i)) is None or before.lower_ not in (
                    "en",
                    "tout",
                    ",",
                ):
                    return lead.i
                lead = before
        if lead is None:
            return end
        if other.form == "participle" and lead.lower_ in _COORDINATORS and lead.i > start + 1:
            return lead.i  # "dénonçant X et appelant à Y"
        subject = self._subject(other)
        if subject is None and lead.text == "," and (turn := self._before_phrase(lead.i, start)):
            return turn  # "... et la ministre, X, a demandé que"
        incise = other.inverted or ("incise" in other.group.takes and subject is None)
        if lead.text in _AFTER_CONTENT and (other.form == "participle" or incise):
            return lead.i if lead.text == "," else other.start
        if other.form != "finite":
            return end
        if subject is None:
            joined = lead.i if lead.lower_ in _COORDINATORS else self._before_phrase(other.start, start)
            return end if joined is None or self._leads(start, joined) else joined
        before = self.prose.previous(subject.left_edge.i)
        turns = before is not None and before.lower_ in (*_COORDINATORS, ",", "tandis")
        return before.i if before is not None and turns and subject.left_edge.i > start + 2 else end

    def _subject(self, cue: Cue) -> Token | None:
        children = self.prose.doc[cue.head].children
        return next((c for c in children if c.dep_.startswith("nsubj") and c.i < cue.start), None)

    def _trails(self, i: int) -> bool:
        """Whether what follows a comma is the outlet's: "alors que", "dans un communiqué"."""
        words = tuple(t.lower_ for t in self.prose.doc[i : i + 3])
        return any(words[: len(phrase)] == phrase for phrase in self.lexicon.trailing)

    def _leads(self, start: int, end: int) -> bool:
        """Whether a "que" clause has only begun with an adverbial: "admettant qu'à 69 ans, il a échoué"."""
        before = self.prose.previous(start)
        return before is not None and before.lower_ in THAT and not self._tells(start, end)

    def _tells(self, start: int, end: int) -> bool:
        """Whether a clause has come to its verb: not yet in "les policiers, lors de leur visite, ont vu"."""
        prose = self.prose
        return any(
            prose.quoted[t.i] != -1 or (t.dep_ in SUBJECTS and t.head.dep_ != "acl:relcl" and t.head.i < end)
            for t in prose.doc[start:end]
        )

    def _names_source(self, i: int) -> bool:
        return self.lexicon.source_at([t.lower_ for t in self.prose.doc[i : i + 4]]) is not None

    def _resumes(self, i: int, end: int) -> bool:
        """Whether the clause goes on after a source set into it: "que, selon X, ..."."""
        return any(t.text == "," and self.prose.quoted[t.i] == -1 for t in self.prose.doc[i:end])

    def _goes_on(self, i: int, end: int) -> bool:
        """Whether a noun phrase goes on after a comma: an enumeration or an apposition."""
        if i >= end:
            return False
        token = self.prose.doc[i]
        return token.pos_ in _PHRASE_PARTS or token.lower_ in (*_OF, "afin", "dont", "notamment")

    def _before_phrase(self, i: int, start: int) -> int | None:
        """The conjunction before the noun phrase that ends at token i: a subject that the parse has lost."""
        phrase = self._phrase_start(i)
        lead = self.prose.previous(phrase)
        while lead is not None and lead.lower_ in _COORDINATORS and self.prose.doc[phrase].pos_ == "ADP":
            phrase = self._phrase_start(lead.i)  # "la ministre de la Mer et des Ports"
            lead = self.prose.previous(phrase)
        joins = phrase < i and lead is not None and lead.i > start and lead.lower_ in _COORDINATORS
        return lead.i if lead is not None and joins else None

    def _phrase_start(self, i: int) -> int:
        """Where the noun phrase that ends before token i begins, by its parts of speech."""
        doc = self.prose.doc
        while i > 0 and (doc[i - 1].pos_ in _NOMINAL or doc[i - 1].lower_ in _OF):
            i -= 1
        return i

    def _joins_clause(self, i: int, end: int, clauses: set[int]) -> bool:
        """Whether a conjunction is followed, an adverb aside, by a clause of its own subject (no "que")."""
        doc = self.prose.doc
        k = i + 1
        while k < end and k < i + 4 and k not in clauses and doc[k].pos_ in ("ADV", "ADP"):
            k += 1
        return k in clauses

    def _is_finite(self, i: int) -> bool:
        doc = self.prose.doc
        if i >= len(doc):
            return False
        while i + 1 < len(doc) and doc[i].lower_ in CLITICS:
            i += 1
        return doc[i].pos_ in ("VERB", "AUX") and "Fin" in doc[i].morph.get("VerbForm", [])
