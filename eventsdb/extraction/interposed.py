"""Phrases between an auxiliary and its participle, or "qui" and its verb, read as one adverb.

Of "X a de son côté rejeté le plan" it makes an "a" of having and a participle that describes "côté"; with
one adverb in that place ("a également rejeté") it reads the same clause well. The phrases are in
``fr/parsing.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ADVERB = "également"
_AUXILIARY = "|".join(
    """a ont avait avaient aura auront aurait auraient ait aient ayant avoir est sont était étaient sera
    seront serait seraient""".split()  # noqa: SIM905
)
_SUBJECT = "(?:(?:-t)?-(?:il|elle|on|ils|elles))?"  # "a-t-il de son côté rejeté"
_PARTICIPLE = r"\w+(?:[éiut]e?|is|ise|us)s?"


class Interposed:
    """Finds such phrases and puts an adverb in their place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        longest_first = sorted(phrases, key=len, reverse=True)
        words = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in longest_first)
        participle = rf"(?= (?:pas |été )?{_PARTICIPLE}\b)"
        self._pattern = re.compile(
            rf"\b(?:{_AUXILIARY}){_SUBJECT} ({words}){participle}|\bqui ({words})(?= \w)"
        )

    def joined(self, doc: Doc) -> Doc | None:
        """A tokenized text with each phrase as one token; None when it has none."""
        found = [
            doc.char_span(*match.span(match.lastindex or 0)) for match in self._pattern.finditer(doc.text)
        ]
        spans = [span for span in found if span is not None and len(span) > 1]
        if not spans:
            return None
        with doc.retokenize() as retokenizer:
            for span in spans:
                retokenizer.merge(span)
        return doc

    @staticmethod
    def simplified(joined: Doc) -> Doc:
        """The same tokens with an adverb for each phrase, for the parser to read."""
        from spacy.tokens import Doc  # noqa: PLC0415 - only where articles are parsed

        words = [_ADVERB if " " in token.text.strip() else token.text for token in joined]
        return Doc(joined.vocab, words, [bool(token.whitespace_) for token in joined])
