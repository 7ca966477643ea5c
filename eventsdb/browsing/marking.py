"""A text cut into pieces, so that a page can mark some of its words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (the last excluded), and what they are marked for."""

    start: int
    end: int
    what: str


class Piece(NamedTuple):
    """Adjacent characters that are marked for the same things, or for none."""

    text: str
    marks: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text in pieces that add up to it. Spans may overlap; what lies outside the text is left out."""
    within = [Span(max(s.start, 0), min(s.end, len(text)), s.what) for s in spans]
    within = [span for span in within if span.start < span.end]
    cuts = sorted({0, len(text), *(s.start for s in within), *(s.end for s in within)})
    return [
        Piece(text[start:end], tuple(dict.fromkeys(s.what for s in within if s.start <= start < s.end)))
        for start, end in pairwise(cuts)
    ]
