"""What claims are read from: a parsed text and its quotations, cut where no quotation runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from eventsdb.extraction.cues import Cue
from eventsdb.extraction.document import Document
from eventsdb.extraction.quotes import Quotation, find_quotations
from eventsdb.extraction.tokens import Doc, Token

OPENERS = frozenset('«“„‹"‘')
CLOSERS = frozenset('»”›"’')
_LOOSE = ",;:.–—-("  # marks that end no content
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})


THAT = frozenset({"que", "qu'", "qu’", "qu"})
CLITICS = frozenset({"se", "s'", "s’", "le", "la", "les", "l'", "l’", "lui", "leur", "y", "en"}) | {
    "ne", "n'", "n’", "pas", "plus",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or several that a quotation or a colon holds together: tokens `start` to `end`.

    `cues` are the reporting verbs in it.
    """

    start: int
    end: int
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, tokens `start` to `end`; `incise` when its cue is set into or after it.

    `addressee` is the token at which the phrase of the one spoken to begins.
    """

    start: int
    end: int
    incise: bool = False
    addressee: int | None = None


@dataclass(frozen=True)
class Prose:
    """A parsed text and its quotations; `quoted[i]` is the index of the quotation around token i, or -1."""

    doc: Doc
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Prose:
        """Find the quotations of a parsed article."""
        doc = document.doc
        quotations = find_quotations(document.article.text)
        quoted = [-1] * len(doc)
        for index, quotation in enumerate(quotations):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None and not quotation.dialogue:  # the writer's cues stand inside dialogue
                quoted[span.start : span.end] = [index] * len(span)
        return cls(doc, quotations, tuple(quoted))

    @cached_property
    def extents(self) -> tuple[tuple[int, int], ...]:
        """The tokens of each quotation, marks included."""
        bounds: dict[int, tuple[int, int]] = {}
        for i, index in enumerate(self.quoted):
            if index != -1:
                bounds[index] = (bounds[index][0] if index in bounds else i, i + 1)
        return tuple(bounds.get(index, (0, 0)) for index in range(len(self.quotations)))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text cut at every sentence start that lies in no quotation and continues nothing."""
        starts = [s.start for s in self.doc.sents]
        kept = [start for start in starts if not self._continues(start)]
        ends = [*kept[1:], len(self.doc)] if kept else []
        return tuple(Passage(start, end) for start, end in zip(kept, ends, strict=True))

    def _continues(self, start: int) -> bool:
        """Whether a sentence start does not begin a new passage."""
        if start == 0:
            return False
        before = self.previous(start)
        if before is None:
            return False
        if self.quoted[start] != -1:
            opening = self.extents[self.quoted[start]][0]
            return opening < start or (before.text == ":" and self._same_block(before, start))
        token = self.doc[start]
        return self.quoted[before.i] != -1 and (token.text[0].islower() or token.text[0] == ",")

    def _same_block(self, before: Token, start: int) -> bool:
        return self.doc.span(before.i, start).text.count("\n") <= 2

    def previous(self, i: int) -> Token | None:
        """The last token before i that is not white space."""
        i -= 1
        while i >= 0 and self.doc[i].is_space:
            i -= 1
        return self.doc[i] if i >= 0 else None

    def opens(self, i: int) -> bool:
        """Whether a quotation begins at token i."""
        return self.quoted[i] != -1 and self.extents[self.quoted[i]][0] == i

    def opens_after(self, start: int, end: int) -> int | None:
        """The first token between `start` and `end` at which a quotation begins."""
        return next((i for i in range(start, end) if self.opens(i)), None)

    def quotations_in(self, start: int, end: int) -> Iterator[int]:
        """The indices of the quotations that overlap tokens `start` to `end`."""
        last = -1
        for i in range(start, end):
            if self.quoted[i] not in (-1, last):
                last = self.quoted[i]
                yield last

    def lexical(self, verb: Token) -> Token:
        """The word that carries the clause of a finite verb: itself, or what it is auxiliary or copula to."""
        return verb.head if verb.dep_.startswith(("aux", "cop")) else verb

    def is_main(self, token: Token) -> bool:
        """Whether a token is the finite verb of a clause that has a subject and that nothing subordinates."""
        if token.pos_ not in ("VERB", "AUX") or "Fin" not in token.morph.get("VerbForm", []):
            return False
        has_subject = any(c.dep_ in SUBJECTS for c in self.lexical(token).children)
        return has_subject and not self.is_subordinate(token)

    def is_subordinate(self, token: Token) -> bool:
        """Whether a relative pronoun or a conjunction makes the clause of a finite verb depend on another."""
        children = list(self.lexical(token).children)
        return any(c.dep_ == "mark" or "Rel" in c.morph.get("PronType", []) for c in children)

    def shrink(self, start: int, end: int) -> tuple[int, int]:
        """Tokens without white space, stops and commas at their ends, and without a last "et"."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in ",;:.–—-"):
            start += 1
        while end > start and (
            doc[end - 1].is_space
            or (self.quoted[end - 1] == -1 and (doc[end - 1].text in _LOOSE or doc[end - 1].lower_ == "et"))
        ):
            end -= 1
        return start, end
