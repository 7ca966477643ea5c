"""Where the sentences of a text start, told from its words and white space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_OPENING = frozenset("«“„‹([\"'–—-‘")
_CLOSING = frozenset("»”›)]\"'’")
_ENDING = frozenset({".", "!", "?", "…", "...", "!!", "??", "?!", "!?", "....", ".."})
_HEADING = 10  # words of the longest heading between dashes
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?(?:-[A-ZÀ-Þ]\.?)*\Z")


@dataclass(frozen=True, slots=True)
class SentenceStarts:
    """Tells sentence starts: after a line end, or after a full stop and before what can open a sentence.

    A full stop that belongs to an abbreviation or an initial ends nothing, nor does one inside a quotation
    that the sentence goes on after ("« Non ! », a-t-il dit"). A heading between dashes, run together with
    what follows ("- La suite -Le maire"), is a sentence of its own.
    """

    words: Sequence[str]
    spaces: Sequence[bool]
    """Whether white space follows a word; lines end in words of their own."""
    abbreviations: AbstractSet[str]

    def __iter__(self) -> Iterator[bool]:
        """Whether a sentence starts with each word, in their order; none starts with white space."""
        starts, first = True, 0
        for i, word in enumerate(self.words):
            if word.isspace():
                yield False
                starts = starts or "\n" in word
            else:
                yield starts
                first = i if starts else first
                starts = self._ends(i) or (i > first and self._closes_heading(first, i))

    def _ends(self, i: int) -> bool:
        """Whether the sentence ends with word `i`."""
        words, stop = self.words, i
        while stop > 0 and words[stop] in _CLOSING and not self._opens(stop):
            stop -= 1
        mark, word = words[stop], words[stop - 1] if stop else ""
        if mark[-1] == "." and mark not in _ENDING:
            mark, word = ".", mark[:-1]  # the tokenizer left the full stop on its word
        elif mark == "." and stop and self.spaces[stop - 1]:
            word = ""
        if mark not in _ENDING or (mark == "." and self._is_abbreviation(word)):
            return False
        follower = i + 1
        if follower < len(words) and words[follower] in _CLOSING and not self._opens(follower):
            return False
        while follower < len(words) and (words[follower] in _OPENING or words[follower].isspace()):
            if "\n" in words[follower]:
                return True
            follower += 1
        if follower == len(words):
            return True
        return words[follower][0].isupper() or words[follower][0].isdigit()

    def _closes_heading(self, first: int, i: int) -> bool:
        """Whether word `i` is the last dash of a heading that begins with word `first`."""
        if self.words[first] != "-" or self.words[i] != "-":
            return False
        return self.spaces[i - 1] and not self.spaces[i] and i - first <= _HEADING

    def _is_abbreviation(self, word: str) -> bool:
        """Whether a full stop after the word belongs to it: "Mme", an initial, "U.S"."""
        return word.lower() in self.abbreviations or bool(_INITIAL.match(word)) or "." in word.strip(".")

    def _opens(self, i: int) -> bool:
        """Whether an ambiguous quote mark opens: it stands after a space and before none."""
        word = self.words[i]
        if word not in {'"', "'"}:
            return word in _OPENING and word not in _CLOSING
        return (i == 0 or self.spaces[i - 1] or self.words[i - 1].isspace()) and not self.spaces[i]
