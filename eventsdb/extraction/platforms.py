"""Platforms that only carry what others say: "a-t-il écrit sur Twitter", "la page Facebook du ministère"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon

if TYPE_CHECKING:
    from eventsdb.extraction.tokens import Doc

_FAR = 10  # tokens between "sur" and the last platform of a list
_BETWEEN = frozenset({"ADJ", "ADV", "DET", "PUNCT"})


class Platforms:
    """The section `platforms` of names.toml."""

    def __init__(self) -> None:
        section = load_lexicon("names.toml").section("platforms").only("names", "before", "accounts", "kinds")
        self._names = frozenset(section.texts("names"))
        self._ends = frozenset(section.texts("before")) | frozenset(section.texts("accounts"))
        self._kinds = frozenset(section.texts("kinds"))

    def only_carries(self, doc: Doc, start: int) -> bool:
        """Whether the name at token `start` is a platform that the words before it make a mere place."""
        if doc[start].lower_ not in self._names:
            return False
        i = start
        while i > max(0, start - _FAR) and not doc[i].is_sent_start:
            i -= 1
            token = doc[i]
            if token.lower_ in self._ends:
                return True
            if token.pos_ not in _BETWEEN and token.lower_ not in self._kinds | self._names:
                return False
        return False
