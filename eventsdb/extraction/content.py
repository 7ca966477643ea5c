"""What is said: the stretch of text that a reporting verb gives to its speaker."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.extraction.boundaries import Boundaries
from eventsdb.extraction.cues import Cue
from eventsdb.extraction.incises import Incises
from eventsdb.extraction.passages import CLITICS, OPENERS, THAT, Content, Passage, Prose
from eventsdb.extraction.speakers import Speakers
from eventsdb.extraction.tokens import Token

_OF = frozenset({"de", "d'", "d’", "d"})
_TO = frozenset({"à", "a"})
_PREPOSITIONS = {
    **dict.fromkeys(("de", "d'", "d’", "d", "du", "des"), "de"),
    **dict.fromkeys(("à", "au", "aux"), "à"),
    "contre": "contre",
}
_NEGATION = frozenset({"ne", "n'", "n’", "pas", "plus", "jamais", "rien"})
_COMPOUND = frozenset({"avoir", "être"})  # "a indiqué à l'AFP avoir reçu"
_APOSTROPHES = frozenset({"'", "’"})
_HERE = frozenset({"-", "ci", "-ci"})  # "ce mois-ci"
_ASIDES = frozenset({",", "(", "–"})
_ASIDE_ENDS = frozenset({",", ")", "–", ":"})
_NOUN_PHRASE = frozenset({"DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON", "SYM"})
_PREDICATE = frozenset({"ADJ", "NOUN", "VERB"})
_CLAUSE = frozenset({"que"})  # what verbs take that report a clause and nothing else
_MAX_SKIP = 25  # tokens that may stand between a verb and what it reports
_NEAR = 10  # tokens within which a quotation makes a noun phrase a report
_MIN_SPEECH = 3  # words of a quotation that a verb of saying can report on its own
_MAX_PHRASE = 8  # tokens of a phrase that may stand between a verb and its "que"


@dataclass(frozen=True)
class ContentReader:
    """Finds the content of reporting verbs in one text."""

    prose: Prose
    speakers: Speakers
    boundaries: Boundaries
    incises: Incises

    def read(self, cue: Cue, passage: Passage) -> Content | None:
        """The content of a verb, or None when it reports nothing here."""
        if self.incises.is_incise(cue, passage):
            return self.incises.read(cue, passage)
        if cue.form in ("passive", "past_participle"):
            return self._passive(cue, passage)
        if cue.negated and cue.group.hint != "alleges":
            return None
        return self._complement(cue, passage) or self._announced(cue, passage)

    def _passive(self, cue: Cue, passage: Passage) -> Content | None:
        """The subject of "a été revendiqué par", or what follows in "est accusé d'avoir"."""
        doc, takes = self.prose.doc, cue.group.takes
        if "passive" not in takes or cue.negated:
            return None
        near = range(cue.end, min(passage.end, cue.end + _MAX_SKIP))
        if "target" in takes:
            stop = next((i for i in near if doc[i].text in ";:."), passage.end)
            start = next(
                (i + 1 for i in near if doc[i].lower_ in _OF and self._is_infinitive(i + 1, stop)), None
            )
            return self._content(cue, start, passage) if start is not None else None
        if cue.form != "passive" or not any(doc[i].lower_ == "par" for i in near):
            return None
        subject = next(
            (c for c in doc[cue.head].children if c.dep_.startswith("nsubj") and c.i < cue.start), None
        )
        if subject is None:
            return None
        start = max(subject.left_edge.i, passage.start)
        comma = next((i for i in range(subject.i, cue.start) if doc[i].text == ","), cue.start)
        start, end = self.prose.shrink(start, comma)  # less what is set apart: "les tirs, survenus hier, ont"
        return Content(start, end) if end > start and subject.pos_ != "PRON" else None

    def _complement(self, cue: Cue, passage: Passage) -> Content | None:
        """The first thing after the verb that its group takes for content, what may stand between skipped."""
        doc, prose, takes = self.prose.doc, self.prose, cue.group.takes
        i, limit = cue.end, min(passage.end, cue.end + _MAX_SKIP)
        addressee: int | None = None
        while i < limit:
            token, word = doc[i], doc[i].lower_
            if self._is_filler(token):
                i += 1
            elif token.pos_ == "DET" and i + 1 < limit and self.speakers.is_date(doc[i + 1]):
                i += 2
            elif prose.opens(i):
                if takes == _CLAUSE:
                    return None
                if "quote" in takes and not {"object", "predicate"} & takes and self._is_scare(i):
                    return None
                return self._content(cue, i, passage, addressee, whole_quotation=True)
            elif word in THAT:
                relative = token.pos_ == "PRON" and token.dep_ != "mark" and not self._ends_name(i)
                return (
                    self._content(cue, i + 1, passage, addressee) if "que" in takes and not relative else None
                )
            elif token.text == ":":
                return self._after_colon(cue, i + 1, passage, addressee)
            elif token.text in _ASIDES:
                closing = next((k for k in range(i + 1, limit) if doc[k].text in _ASIDE_ENDS), None)
                if closing is None:
                    return None
                i = closing + (doc[closing].text != ":")
            elif word in (_OF | _TO) and self._is_infinitive(i + 1, passage.end):
                taken = not {"inf", "addressee"}.isdisjoint(takes)
                taken = taken or ("target" in takes and self._has_pronoun(cue))
                return self._content(cue, i + 1, passage, addressee) if taken else None
            elif self._is_infinitive(i, passage.end):
                taken = "inf" in takes and (addressee is None or token.lemma_ in _COMPOUND)
                return self._content(cue, self._negation_start(i, cue.end), passage) if taken else None
            elif _PREPOSITIONS.get(word) in takes:
                return self._phrase(cue, i + (word != "des"), passage)
            elif word == "comme" and "target" in takes:
                return self._content(cue, i + 1, passage)
            elif ("attribute" in takes and self._has_attribute(cue, i)) or (
                "predicate" in takes and token.pos_ in _PREDICATE
            ):
                return self._phrase(cue, i, passage)
            elif i > cue.end and token.dep_.startswith("acl") and "Part" in token.morph.get("VerbForm", []):
                i += 1  # "dans une vidéo diffusée mardi"
            elif token.pos_ == "ADP" and word != "des":
                if self._is_infinitive(i + 1, passage.end):
                    return None  # "pour", "afin de": no complement
                opening = next((k for k in range(i + 1, min(i + 3, limit)) if prose.opens(k)), None)
                if opening is not None and {"addressee", "inf", "quote"} & takes:
                    return self._content(cue, opening, passage, addressee, whole_quotation=True)
                if word in ("à", "au", "aux") and addressee is None:
                    addressee = i + 1
                i = max(self.speakers.end_of(i + 1, limit, dated=True), i + 1)
            elif token.pos_ in _NOUN_PHRASE or word == "des":
                stop = max(self.speakers.end_of(i, limit), i + 1)
                if "target" in takes and self._portrays(stop, limit, alike="attribute" in takes):
                    return self._content(cue, i, passage, addressee)
                if "addressee" in takes and (
                    self._urges(stop, limit) or self._calls_for(i, stop, limit, takes)
                ):
                    return self._content(cue, i, passage, i)
                if "object" in takes:
                    return self._phrase(cue, i, passage, addressee)
                if "que" not in takes or stop - i > _MAX_PHRASE:
                    return None
                addressee, i = i, stop
            else:
                return None
        return None

    def _has_attribute(self, cue: Cue, i: int) -> bool:
        """Whether what is said of something stands beside it: "juge ces mesures inutiles", "inutiles ces"."""
        doc, head = self.prose.doc, self.prose.doc[cue.head]
        if doc[i].pos_ == "ADJ" or doc[i].dep_ == "xcomp":
            return i + 1 < len(doc) and doc[i + 1].pos_ == "DET"
        thing = next((c for c in head.rights if c.i >= i and c.dep_ == "obj"), None)
        if thing is None:
            return False
        of_it = any(
            c.pos_ == "ADJ" and any(True for _ in c.rights) for c in thing.rights
        )  # "le croit capable de tout"
        return of_it or any(c.i > i and c.pos_ == "ADJ" and c.dep_ == "xcomp" for c in head.rights)

    def _ends_name(self, i: int) -> bool:
        """Whether a name ends before token i, which no "que" describes: "explique à l'AFP que"."""
        reference = self.speakers.entities.at(i - 1)
        return reference is not None and reference.form == "name"

    def _negation_start(self, infinitive: int, start: int) -> int:
        """Where an infinitive begins with its negation: "affirme ne pas savoir"."""
        doc, i = self.prose.doc, infinitive
        while i > start and doc[i - 1].lower_ in _NEGATION:
            i -= 1
        return i

    def _has_pronoun(self, cue: Cue) -> bool:
        """Whether a pronoun before the verb is its object: "l'accuse de mentir", "que X accuse de mentir"."""
        return any(
            (c.pos_ == "PRON" and c.dep_ in {"obj", "iobj"}) or c.lower_ in THAT
            for c in self.prose.doc[cue.head].lefts
        )

    def _announced(self, cue: Cue, passage: Passage) -> Content | None:
        """A quotation that a colon announces further on: "a lancé à ceux qui partaient : « ... »"."""
        doc, prose = self.prose.doc, self.prose
        end = next((c.start for c in passage.cues if c.start > cue.end), passage.end)
        colon = next((i for i in range(cue.end, end) if doc[i].text == ":" and prose.quoted[i] == -1), None)
        opening = prose.opens_after(cue.end, passage.end)
        if (
            "quote" not in cue.group.takes
            or colon is None
            or opening is None
            or prose.previous(opening) != doc[colon]
        ):
            return None
        return Content(opening, prose.extents[prose.quoted[opening]][1])

    def _after_colon(self, cue: Cue, i: int, passage: Passage, addressee: int | None) -> Content | None:
        """A quotation after a colon, alone, or the clause that stands there without marks."""
        doc = self.prose.doc
        while i < passage.end and doc[i].is_space:
            i += 1
        if i == passage.end or not {"quote", "que"} & cue.group.takes:
            return None
        if self.prose.opens(i):
            return Content(i, self.prose.extents[self.prose.quoted[i]][1], addressee=addressee)
        return self._content(cue, i, passage, addressee)

    def _content(
        self,
        cue: Cue,
        start: int,
        passage: Passage,
        addressee: int | None = None,
        *,
        whole_quotation: bool = False,
    ) -> Content | None:
        """Content from `start` to its end, at least the whole of a quotation that begins it."""
        end = self.boundaries.end(cue, start, passage)
        if whole_quotation:
            end = max(end, self.prose.extents[self.prose.quoted[start]][1])
        return Content(start, end, addressee=addressee) if end > start else None

    def _phrase(self, cue: Cue, start: int, passage: Passage, addressee: int | None = None) -> Content | None:
        """Content that is a noun phrase, headed by one of the nouns that the group allows."""
        marked = self.prose.opens_after(start, min(start + _NEAR, passage.end)) is not None
        if cue.group.objects and not (marked and "quote" in cue.group.takes):
            words = self.prose.doc[start : min(start + 6, passage.end)]
            noun = next((t.lemma_.lower() for t in words if t.pos_ == "NOUN"), None)
            if noun not in cue.group.objects:
                return None
        end = self.boundaries.end(cue, start, passage, phrase=True)
        return Content(start, end, addressee=addressee) if end > start else None

    def _is_scare(self, i: int) -> bool:
        """Whether the quotation at token i is of one or two words: the outlet's distance, not a speech."""
        start, end = self.prose.extents[self.prose.quoted[i]]
        return sum(t.is_alpha for t in self.prose.doc[start:end]) < _MIN_SPEECH

    def _is_filler(self, token: Token) -> bool:
        """Whether a token may stand anywhere between a verb and its complement."""
        adverb = token.pos_ == "ADV" and token.lower_ not in THAT
        closes = token.is_quote and not self.prose.opens(token.i)  # of a verb in quotation marks
        return (
            token.is_space
            or adverb
            or closes
            or token.text in _APOSTROPHES
            or token.lower_ in _HERE
            or self.speakers.is_date(token)
        )

    def _urges(self, start: int, limit: int) -> bool:
        """Whether what is asked of someone follows his phrase: "à faire", "de « partir »"."""
        doc, prose = self.prose.doc, self.prose
        for i in range(start, limit):
            if doc[i].lower_ in (_OF | _TO) and self._asks(i + 1, limit):
                return True
            if prose.opens(i):
                return i + 1 < limit and doc[i + 1].lower_ in (_OF | _TO)
            if doc[i].lower_.endswith("ant") and doc[i].pos_ == "VERB":
                return False
        return False

    def _asks(self, i: int, limit: int) -> bool:
        """Whether an infinitive or a quotation begins at token i."""
        return i < limit and (self._is_infinitive(i, limit) or self.prose.opens(i))

    def _calls_for(self, i: int, stop: int, limit: int, takes: frozenset[str]) -> bool:
        """Whether "à" and what someone is called to follow his phrase: "appelle les siens au calme"."""
        reference = self.speakers.entities.at(i)
        after = reference.phrase_end if reference is not None else stop
        return "à" in takes and after < limit and _PREPOSITIONS.get(self.prose.doc[after].lower_) == "à"

    def _portrays(self, start: int, limit: int, *, alike: bool) -> bool:
        """Whether what is said of someone follows his phrase: "d'avoir", "de « terroriste »", "comme".

        `alike` if only "comme" can follow: "juge X comme", not "juge les auteurs de".
        """
        doc = self.prose.doc
        if alike:
            near = range(max(start - 4, 0), limit)
            first = next((i for i in near if doc[i].lower_ == "comme" or doc[i].text in ",;.:"), None)
            return first is not None and doc[first].lower_ == "comme"
        for i in range(max(start - 4, 0), limit):
            if doc[i].lower_ in _OF and (
                i >= start or self.prose.opens(i + 1) or self._is_infinitive(i + 1, limit)
            ):
                return True
            if i >= start and doc[i].text == ",":  # past an apposition: "X, l'épouse de Y, d'avoir"
                end = next((k for k in range(i + 1, limit) if doc[k].text == ","), limit)
                return end + 1 < limit and doc[end + 1].lower_ in _OF and self._is_infinitive(end + 2, limit)
            if doc[i].lower_ == "comme" or (i >= start and doc[i].text in ";.:"):
                return doc[i].lower_ == "comme"
        return False

    def _is_infinitive(self, i: int, end: int) -> bool:
        """Whether an infinitive begins at token i, with its clitics, its negation or an opening mark."""
        doc = self.prose.doc
        for k in range(i, min(end, i + 5)):
            if "Inf" in doc[k].morph.get("VerbForm", []):
                return True
            if doc[k].lower_ not in CLITICS and doc[k].text not in OPENERS and doc[k].pos_ != "ADV":
                return False
        return False
