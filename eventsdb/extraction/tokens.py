"""A parsed text in plain Python: the token of each word is made once, with all that the rules ask of it.

spaCy makes a token anew and decodes its strings at every access, and a sentence at every question for it;
the rules ask dozens of times a word. Names and meanings are those of spaCy's `Doc`, `Span` and `Token`,
except that a slice of a `Doc` is a plain tuple: `Doc.span` gives a stretch with its text and root.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, SupportsIndex, overload

if TYPE_CHECKING:
    from spacy import tokens as spacy

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "DEP", "MORPH", "ENT_TYPE")
_FLAGS = ("IS_SPACE", "IS_PUNCT", "IS_QUOTE", "IS_ALPHA", "LIKE_NUM")
_INFINITIVE = "VerbForm=Inf"
_PARTICIPLE = "Tense=Past|VerbForm=Part"  # what the tagger takes for an infinitive that does not end as one
_IOB = ("", "I", "O", "B")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(eq=False, slots=True)
class Token:
    """A word and its place in the tree; `morph` holds its features ("Number": ["Plur"])."""

    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    dep_: str
    morph: Mapping[str, list[str]]
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_alpha: bool
    like_num: bool
    doc: Doc = field(init=False, repr=False)
    sent: Span = field(init=False, repr=False)
    head: Token = field(init=False, repr=False)
    left_edge: Token = field(init=False, repr=False)
    right_edge: Token = field(init=False, repr=False)
    lefts: tuple[Token, ...] = field(default=(), init=False, repr=False)
    rights: tuple[Token, ...] = field(default=(), init=False, repr=False)
    children: tuple[Token, ...] = field(default=(), init=False, repr=False)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The head, the head's head and so on up to the root of the sentence."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """The token and all that depends on it: those on its left, itself, those on its right."""
        found: list[Token] = []
        for child in self.lefts:
            found += child.subtree
        found.append(self)
        for child in self.rights:
            found += child.subtree
        return found

    @property
    def conjuncts(self) -> list[Token]:
        """The tokens coordinated with it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += (child for child in token.rights if child.dep_ == "conj")
        return [token for token in found if token is not self]

    def nbor(self, distance: int = 1) -> Token:
        """The token so many places further on.

        Raises:
            IndexError: the text ends before.
        """
        return self.doc[self.i + distance]


class Span(Sequence[Token]):
    """The tokens `start` to `end` of a document, end excluded; a named entity has its type in `label_`."""

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = min(end, len(doc))
        self.label_ = label

    def __len__(self) -> int:
        return max(self.end - self.start, 0)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @overload
    def __getitem__(self, place: SupportsIndex) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Token, ...]: ...

    def __getitem__(self, place: SupportsIndex | slice) -> Token | tuple[Token, ...]:
        return self.doc[self.start : self.end][place]

    @property
    def start_char(self) -> int:
        """Where the first token begins in the text."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Where the last token ends in the text."""
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as they are written."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def sent(self) -> Span:
        """The sentence in which it begins."""
        return self.doc[self.start].sent

    @cached_property
    def root(self) -> Token:
        """The token nearest to the root of the sentence, the first of several."""
        for token in self:
            if token.head is token:
                return token
        led = (token for token in self if not self.start <= token.head.i < self.end)
        return min(led, key=lambda token: sum(1 for _ in token.ancestors), default=self.doc[self.start])


class Doc(tuple[Token, ...]):
    """The tokens of a text, its sentences and its named entities."""

    text: str
    sents: tuple[Span, ...]
    ents: tuple[Span, ...]

    @classmethod
    def of(cls, parsed: spacy.Doc, written: spacy.Doc | None = None, text: str | None = None) -> Doc:
        """Take all that the rules need from a document of spaCy's.

        `written` has the same tokens as they stand in the text, where others were put in for the parser;
        `text` is the article's own, where letters were given accents.
        """
        doc = cls(_words(parsed, written or parsed))
        doc.text = text or (written or parsed).text
        _tie(doc, _off_marks(doc, [token.head.i for token in parsed]))
        starts = [0, *(token.i for token in doc if token.is_sent_start and token.i)]
        ends = [*starts[1:], len(doc)]
        doc.sents = tuple(Span(doc, start, end) for start, end in zip(starts, ends, strict=True) if doc)
        for sentence in doc.sents:
            for token in sentence:
                token.sent = sentence
        doc.ents = tuple(Span(doc, entity.start, entity.end, entity.label_) for entity in parsed.ents)
        return doc

    def span(self, start: int, end: int) -> Span:
        """The tokens from `start` to `end`, end excluded."""
        return Span(self, start, end)

    def char_span(
        self, start: int, end: int, alignment_mode: Literal["strict", "expand"] = "strict"
    ) -> Span | None:
        """The tokens that make up characters `start` to `end`, or with "expand" all that these touch.

        White space belongs to the token before it, but opens no span. None when there are no such tokens.
        """
        if start < 0 or end < 1 or max(start, end - 1) >= len(self.text):
            return None
        first = bisect_right(self, start, key=_index) - 1
        last = bisect_right(self, end - 1, key=_index) - 1
        span = Span(self, first + (start == self[first].idx + len(self[first].text)), last + 1)
        strict = alignment_mode == "strict"
        return None if strict and (span.start_char, span.end_char) != (start, end) else span


def _index(token: Token) -> int:
    return token.idx


def _words(parsed: spacy.Doc, written: spacy.Doc) -> Iterator[Token]:
    """The words of a document, not yet tied to one another; read by columns, far faster than by token."""
    columns = parsed.to_array([*_STRINGS, "ENT_IOB", "SENT_START", *_FLAGS]).T.tolist()
    names = parsed.vocab.strings
    texts, lowers, lemmas, tags, relations, morphs, types = (
        [names[key] for key in column] for column in columns[: len(_STRINGS)]
    )
    if written is not parsed:
        texts, lowers = [token.text for token in written], [token.lower_ for token in written]
    iobs, starts, *flags = columns[len(_STRINGS) :]
    return map(
        Token,
        range(len(parsed)),
        (token.idx for token in written),
        texts,
        (token.whitespace_ for token in written),
        lowers,
        lemmas,
        tags,
        relations,
        (
            _features(_PARTICIPLE if tag == _INFINITIVE and not word.endswith(("r", "re")) else tag)
            for tag, word in zip(morphs, lowers, strict=True)
        ),
        types,
        (_IOB[iob] for iob in iobs),
        (start == 1 for start in starts),
        *(map(bool, flag) for flag in flags),
    )


def _off_marks(doc: Doc, heads: list[int]) -> list[int]:
    """The heads, those that are commas and the like replaced by what these hang on.

    The model hangs a subject on the comma after a time that opens a sentence ("Mardi 3 mai, un homme a ...").
    """
    mended = [heads[head] if doc[head].is_punct else head for head in heads]
    for token, head, other in zip(doc, heads, mended, strict=True):
        if head != other and token.dep_ == "fixed":
            token.dep_ = "dep"
            if token.pos_ in _NOMINAL and token.i < other and doc[other].pos_ == "VERB":
                token.dep_ = "obl:mod" if doc[token.i - 1].pos_ == "ADP" else "nsubj"
    return mended


def _tie(doc: Doc, heads: list[int]) -> None:
    """Give each token its head, its dependents and the edges of all that depends on it."""
    for token, head in zip(doc, map(doc.__getitem__, heads), strict=True):
        token.doc, token.head, token.left_edge, token.right_edge = doc, head, token, token
        if token.i < head.i:
            head.lefts += (token,)
        elif token.i > head.i:
            head.rights += (token,)
    for token in doc:
        token.children = token.lefts + token.rights
        above = token.head
        while above.left_edge.i > token.i:
            above.left_edge = token
            above = above.head
    for token in reversed(doc):
        above = token.head
        while above.right_edge.i < token.i:
            above.right_edge = token
            above = above.head


@lru_cache(maxsize=4096)
def _features(morph: str) -> Mapping[str, list[str]]:
    """The features of a word as spaCy writes them: "Mood=Ind|Number=Plur"."""
    pairs = (feature.partition("=") for feature in morph.split("|") if "=" in feature)
    return {name: values.split(",") for name, _, values in pairs}
