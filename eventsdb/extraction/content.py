"""What is said: the stretch of text that a reporting cue gives to its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from eventsdb.extraction.passages import Passage, Prose
from eventsdb.extraction.reporting import Cue, ReportingLexicon
from eventsdb.extraction.speakers import Speakers

_THAT = frozenset({"que", "qu'", "qu’", "qu"})
_APOSTROPHES = frozenset({"'", "’"})
_OF = frozenset({"de", "d'", "d’", "d"})
_TO = frozenset({"à", "a"})
_CLITICS = frozenset(
    {
        "se",
        "s'",
        "s’",
        "le",
        "la",
        "les",
        "l'",
        "l’",
        "lui",
        "leur",
        "y",
        "en",
        "ne",
        "n'",
        "n’",
        "pas",
        "plus",
        '"',
        "«",
        "“",
    }
)
_NOUN_PHRASE = frozenset({"DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON", "SYM"})
_LEADERS = frozenset({",", "»", "”", '"', "’", "?", "!", "–", "—", "-", ")", "…", "..."})
_MAX_SKIP = 25  # tokens that may stand between a verb and what it reports


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens `start` to `end` said to somebody (`addressee`: the token its phrase begins at)."""

    start: int
    end: int
    incise: bool = False
    addressee: int | None = None


@dataclass(frozen=True)
class ContentReader:
    """Finds the content of cues in one text."""

    prose: Prose
    lexicon: ReportingLexicon
    speakers: Speakers

    def read(self, cue: Cue, passage: Passage, cues: Sequence[Cue]) -> Content | None:
        """The content of a verb, or None when it reports nothing here."""
        takes = cue.group.takes
        if "incise" in takes and cue.form == "finite" and not cue.negated and self._is_incise(cue, passage):
            return self._before(cue, passage, cues)
        if cue.form in ("passive", "past_participle"):
            return self._passive(cue, passage, cues)
        if cue.negated and cue.group.hint != "alleges":
            return None
        return self._after(cue, passage, cues)

    # -- incises ------------------------------------------------------------------------------

    def _is_incise(self, cue: Cue, passage: Passage) -> bool:
        doc = self.prose.doc
        before = self.prose.previous(cue.start)
        if before is None or before.i < passage.start:
            return False
        if before.lower_ in ("comme", "ainsi"):
            return True
        if before.text not in _LEADERS and self.prose.quoted[before.i] == -1:
            return False
        if cue.inverted:
            return True
        follower = self._next_word(cue.end, passage.end)
        if (
            follower is None
            or follower.lower_ in _THAT
            or follower.text == ":"
            or self.prose.opens(follower.i)
        ):
            return False
        if self.speakers.after(cue.end, passage.end) is None:
            return False
        if self.prose.quoted[before.i] != -1 or (before.text == "," and self._closes_before(before.i)):
            return True
        return any(self.prose.is_main(token) for token in doc[passage.start : cue.start])

    def _closes_before(self, i: int) -> bool:
        before = self.prose.previous(i)
        return before is not None and self.prose.quoted[before.i] != -1

    def _before(self, cue: Cue, passage: Passage, cues: Sequence[Cue]) -> Content | None:
        """What stands before an incise, and the rest of a quotation that it cuts in two."""
        doc, prose = self.prose.doc, self.prose
        start = passage.start
        for other in cues:
            if other.head < cue.head and self._is_incise(other, passage):
                start = max(start, prose.opens_after(other.end, cue.start) or start)
        end = cue.start
        lead = prose.previous(cue.start)
        if lead is not None and lead.lower_ in ("comme", "ainsi"):
            end = lead.i
            if end <= start + 1:  # "Comme l'a dit X, ..."
                comma = next((i for i in range(cue.end, passage.end) if doc[i].text == ","), None)
                return (
                    Content(comma + 1, self.end(cue, comma + 1, passage, cues), incise=True)
                    if comma
                    else None
                )
        start, end = prose.shrink(start, end)
        if end <= start:
            return None
        last = prose.quoted[end - 1]
        if last != -1:
            opening = prose.extents[last][0]
            if opening > start and doc[opening - 1].text == ":":
                start = opening
        resumed = next((i for i in range(cue.end, passage.end) if prose.opens(i)), None)
        if resumed is not None:
            stop = prose.extents[prose.quoted[resumed]][1]
            gap = self.prose.previous(resumed)
            if gap is not None and gap.text == "," and last != -1 and stop - resumed > end - start:
                return Content(resumed, stop, incise=True)
        return Content(start, end, incise=True)

    # -- passives -----------------------------------------------------------------------------

    def _passive(self, cue: Cue, passage: Passage, cues: Sequence[Cue]) -> Content | None:
        doc = self.prose.doc
        by = next((i for i in range(cue.end, min(passage.end, cue.end + 10)) if doc[i].lower_ == "par"), None)
        if {"target", "passive"} <= cue.group.takes:
            start = self._infinitive_after(cue.end, passage.end)
            return Content(start, self.end(cue, start, passage, cues)) if start is not None else None
        if "passive" not in cue.group.takes or cue.form != "passive" or by is None:
            return None
        subject = next(
            (c for c in doc[cue.head].children if c.dep_.startswith("nsubj") and c.i < cue.start), None
        )
        if subject is None:
            return None
        start = min(t.i for t in subject.subtree)
        start, end = self.prose.shrink(max(start, passage.start), cue.start)
        return Content(start, end) if end > start else None

    def _infinitive_after(self, start: int, end: int) -> int | None:
        """The infinitive that "de" introduces after a passive: "accusé par X d'avoir ..."."""
        doc = self.prose.doc
        for i in range(start, min(end, start + _MAX_SKIP)):
            if doc[i].text in ";:.":
                return None
            if doc[i].lower_ in _OF and self._is_infinitive(i + 1, end):
                return i + 1
        return None

    # -- complements --------------------------------------------------------------------------

    def _after(self, cue: Cue, passage: Passage, cues: Sequence[Cue]) -> Content | None:
        doc, prose, takes = self.prose.doc, self.prose, cue.group.takes
        i, limit = cue.end, min(passage.end, cue.end + _MAX_SKIP)
        addressee: int | None = None
        while i < limit:
            token = doc[i]
            word = token.lower_
            if self._is_filler(token):
                i += 1
            elif token.pos_ == "DET" and i + 1 < limit and self._is_date(doc[i + 1]):
                i += 2
            elif prose.opens(i):
                return self._quotation(cue, i, passage, cues, addressee)
            elif word in _THAT:
                if "que" not in takes or (token.pos_ == "PRON" and token.dep_ != "mark"):
                    return None
                return self._clause(cue, i + 1, passage, cues, addressee)
            elif token.text == ":":
                follower = self._next_word(i + 1, passage.end)
                if follower is None or not ({"quote", "que"} & takes):
                    return None
                if prose.opens(follower.i):
                    return self._quotation(cue, follower.i, passage, cues, addressee, alone=True)
                return self._clause(cue, follower.i, passage, cues, addressee)
            elif token.text in (",", "(", "–"):
                closing = next((k for k in range(i + 1, limit) if doc[k].text in (",", ")", "–", ":")), None)
                if closing is None:
                    return None
                i = closing + (doc[closing].text != ":")
            elif (word in _OF and self._is_infinitive(i + 1, passage.end)) or (
                word in _TO and self._is_infinitive(i + 1, passage.end)
            ):
                return (
                    self._clause(cue, i + 1, passage, cues, addressee)
                    if {"inf", "addressee"} & takes
                    else None
                )
            elif self._is_infinitive(i, passage.end):
                direct = "inf" in takes and addressee is None
                return self._clause(cue, i, passage, cues, addressee) if direct else None
            elif word in ("de", "d'", "d’", "du", "des") and "de" in takes:
                return self._object(cue, i if word == "des" else i + 1, passage, cues)
            elif "predicate" in takes and token.pos_ in ("ADJ", "NOUN", "VERB", "ADP"):
                return self._object(cue, i, passage, cues)
            elif token.pos_ == "ADP" and self._is_infinitive(i + 1, passage.end):
                return None
            elif token.pos_ == "ADP" and word != "des":
                opening = next((k for k in range(i + 1, min(i + 3, limit)) if prose.opens(k)), None)
                if opening is not None and {"addressee", "inf", "quote"} & takes:
                    return self._quotation(cue, opening, passage, cues, addressee)
                if word in ("à", "au", "aux") and addressee is None:
                    addressee = i + 1
                i = max(self.speakers.end_of(i + 1, limit, dated=True), i + 1)
            elif token.pos_ in _NOUN_PHRASE or word == "des":
                stop = max(self.speakers.end_of(i, limit), i + 1)
                if "target" in takes and self._portrays(stop, limit):
                    return self._object(cue, i, passage, cues, addressee)
                if "addressee" in takes and self._urges(stop, limit):
                    return self._object(cue, i, passage, cues, i)
                if "object" in takes:
                    return self._object(cue, i, passage, cues, addressee)
                if "que" not in takes or stop - i > 8:
                    return None
                addressee, i = i, stop
            else:
                return None
        return None

    def _is_filler(self, token: Token) -> bool:
        """Whether a token may stand anywhere between a verb and its complement."""
        adverb = token.pos_ == "ADV" and token.lower_ not in _THAT
        return token.is_space or adverb or token.text in _APOSTROPHES or self._is_date(token)

    def _urges(self, start: int, limit: int) -> bool:
        """Whether what is asked of someone follows his phrase: "à faire", "de « partir »"."""
        doc = self.prose.doc
        return any(
            (doc[i].lower_ in (_OF | _TO) and (self._is_infinitive(i + 1, limit) or self.prose.opens(i)))
            or (self.prose.opens(i) and i + 1 < limit and doc[i + 1].lower_ in (_OF | _TO))
            for i in range(start, limit)
        )

    def _portrays(self, start: int, limit: int) -> bool:
        """Whether what is said of someone follows his phrase: "d'avoir", "de « terroriste »", "comme"."""
        doc = self.prose.doc
        for i in range(max(start - 4, 0), limit):
            if doc[i].lower_ in _OF and (
                i >= start or self.prose.opens(i + 1) or self._is_infinitive(i + 1, limit)
            ):
                return True
            if doc[i].lower_ == "comme" or (i >= start and doc[i].text in ",;.:"):
                return doc[i].lower_ == "comme"
        return False

    def _quotation(
        self,
        cue: Cue,
        i: int,
        passage: Passage,
        cues: Sequence[Cue],
        addressee: int | None,
        *,
        alone: bool = False,
    ) -> Content | None:
        stop = self.prose.extents[self.prose.quoted[i]][1]
        end = stop if alone else max(stop, self.end(cue, i, passage, cues))
        return Content(i, min(end, passage.end), addressee=addressee)

    def _clause(
        self, cue: Cue, i: int, passage: Passage, cues: Sequence[Cue], addressee: int | None
    ) -> Content | None:
        end = self.end(cue, i, passage, cues)
        return Content(i, end, addressee=addressee) if end > i else None

    def _object(
        self, cue: Cue, i: int, passage: Passage, cues: Sequence[Cue], addressee: int | None = None
    ) -> Content | None:
        doc = self.prose.doc
        if cue.group.objects:
            nouns = [t for t in doc[i : min(i + 6, passage.end)] if t.pos_ == "NOUN"]
            if not nouns or nouns[0].lemma_.lower() not in cue.group.objects:
                return None
        end = self.end(cue, i, passage, cues, phrase="target" not in cue.group.takes)
        return Content(i, end, addressee=addressee) if end > i else None

    def _is_infinitive(self, i: int, end: int) -> bool:
        doc = self.prose.doc
        for k in range(i, min(end, i + 5)):
            token = doc[k]
            if "Inf" in token.morph.get("VerbForm", []):
                return True
            if token.lower_ not in _CLITICS and token.pos_ != "ADV":
                return False
        return False

    # -- where it ends ------------------------------------------------------------------------

    def end(
        self, cue: Cue | None, start: int, passage: Passage, cues: Sequence[Cue], *, phrase: bool = False
    ) -> int:
        """Where content that begins at `start` ends: with its passage, or where the outlet speaks again."""
        doc, prose = self.prose.doc, self.prose
        end = passage.end
        if cue is not None:
            end = min(end, self._conjunct(cue, start, end))
        for other in cues:
            if start < other.start < end and (cue is None or other.head != cue.head):
                end = min(end, self._cut_for(other, start, end))
        clauses = {
            t.left_edge.i
            for t in doc[start:end]
            if t.dep_.startswith("nsubj") and t.i < t.head.i and t.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
        }
        participle = cue is not None and cue.form == "participle"
        for i in range(start + 1, end):
            if prose.quoted[i] == -1 and self._stops(
                i, start, end, clauses, phrase=phrase, participle=participle
            ):
                end = i
                break
        return prose.shrink(start, end)[1]

    def _stops(
        self, i: int, start: int, end: int, clauses: set[int], *, phrase: bool, participle: bool
    ) -> bool:
        """Whether token i, outside quotations, is where reported content ends.

        `clauses` are the tokens at which a subject's phrase begins; `phrase` when the content is a noun
        phrase, `participle` when it depends on one ("accusant X de ..., a affirmé que").
        """
        doc = self.prose.doc
        token, before, after = doc[i], doc[i - 1], i + 1
        if token.text == ",":
            return (
                self._trails(after)
                or (participle and (self._is_finite(after) or after in clauses))
                or (phrase and not self._goes_on(after, end))
            )
        if token.pos_ == "CCONJ":
            relative = after < end and doc[after].lower_ in ("qui", "que", "dont")
            return (i > start + 1 and self._joins_clause(i, end, clauses)) or (phrase and relative)
        if token.lower_ == "en":
            return before.is_quote and after < end and doc[after].lower_.endswith("ant")
        return phrase and token.text in (";", "(")

    def _conjunct(self, cue: Cue, start: int, end: int) -> int:
        """Where a main clause joined to the cue's own begins."""
        doc = self.prose.doc
        for child in doc[cue.head].children:
            if (
                child.dep_ == "conj"
                and child.i > start
                and self.prose.quoted[child.i] == -1
                and child.pos_ in ("VERB", "AUX")
            ):
                edge = child.left_edge.i
                if edge > start + 1 and any(c.dep_.startswith("nsubj") for c in child.children):
                    end = min(end, edge)
        return end

    def _cut_for(self, other: Cue, start: int, end: int) -> int:
        """Where the clause of another cue begins, when that cue stands beside this content, not in it."""
        doc = self.prose.doc
        before = self.prose.previous(other.start)
        if before is None:
            return end
        if other.form == "participle" and before.lower_ in ("en", "tout"):
            en = before
            before = self.prose.previous(before.i)
            while before is not None and before.lower_ in ("tout", "en"):
                en, before = before, self.prose.previous(before.i)
            return en.i if before is not None else end
        if before.text in (",", "»", '"', "”") and (
            other.form == "participle" or self._subject_follows(other)
        ):
            return before.i if before.text == "," else other.start
        if (
            other.form == "finite"
            and before.lower_ in ("et", "mais", "puis", "ou")
            and not self._has_subject(other)
        ):
            return before.i
        if other.form == "finite":
            subject = next(
                (c for c in doc[other.head].children if c.dep_.startswith("nsubj") and c.i < other.start),
                None,
            )
            if subject is not None:
                edge = subject.left_edge.i
                lead = self.prose.previous(edge)
                if lead is not None and lead.lower_ in ("et", "mais", ",", "tandis") and edge > start + 2:
                    return lead.i
        return end

    def _subject_follows(self, other: Cue) -> bool:
        return other.inverted or ("incise" in other.group.takes and not self._has_subject(other))

    def _has_subject(self, cue: Cue) -> bool:
        return any(c.dep_.startswith("nsubj") and c.i < cue.start for c in self.prose.doc[cue.head].children)

    def _trails(self, i: int) -> bool:
        words = [t.lower_ for t in self.prose.doc[i : i + 3]]
        return any(tuple(words[: len(phrase)]) == phrase for phrase in self.lexicon.trailing)

    def _goes_on(self, i: int, end: int) -> bool:
        """Whether a noun phrase goes on after a comma: an enumeration or an apposition."""
        return i < end and self.prose.doc[i].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "CCONJ", "NUM")

    def _joins_clause(self, i: int, end: int, clauses: set[int]) -> bool:
        """Whether a conjunction is followed, an adverb aside, by a clause of its own subject (no "que")."""
        doc = self.prose.doc
        k = i + 1
        while k < end and k < i + 4 and k not in clauses and doc[k].pos_ == "ADV":
            k += 1
        return k in clauses

    def _is_finite(self, i: int) -> bool:
        doc = self.prose.doc
        while doc[i].lower_ in _CLITICS and i + 1 < len(doc):
            i += 1
        return doc[i].pos_ in ("VERB", "AUX") and "Fin" in doc[i].morph.get("VerbForm", [])

    def _next_word(self, i: int, end: int) -> Token | None:
        doc = self.prose.doc
        while i < end and (
            doc[i].is_space or (doc[i].pos_ == "ADV" and doc[i].lower_ not in _THAT) or self._is_date(doc[i])
        ):
            i += 1
        return doc[i] if i < end else None

    def _is_date(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.dates
