"""Claims while they are still tokens: what was found, and which of several nested ones to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventsdb.extraction.reporting import CueType
from eventsdb.extraction.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Draft:
    """Content, speaker and cue of a claim as spans of tokens.

    `incise` when the cue is set into or after the content; `goes_on` when a cue without subject leaves the
    speaker to what was said before ("avant d'ajouter"); `continues` when its verb makes the speaker whoever
    spoke before ("a poursuivi l'avocat").
    """

    start: int
    end: int
    type: CueType
    speaker: Speaker | None
    cue: tuple[int, int] | None
    addressee: int | None = None
    incise: bool = False
    goes_on: bool = False
    continues: bool = False


def innermost(drafts: Sequence[Draft]) -> list[Draft]:
    """One claim where claims are nested.

    "X a déclaré que ..., selon Y" is X's; what someone thinks in passing inside what another says is not one.
    """
    kept = [d for d in drafts if not any(_is_all_but(inner, d) for inner in drafts if inner is not d)]
    return [d for d in kept if not any(_lies_in(d, outer) for outer in kept if outer is not d)]


def _is_all_but(inner: Draft, outer: Draft) -> bool:
    """Whether a claim with its cue and speaker makes up most of the content of another."""
    if inner.cue is None or not outer.start <= inner.cue[0] < outer.end:
        return False
    parts = [(inner.start, inner.end), inner.cue]
    if inner.speaker is not None and outer.start <= inner.speaker.start < outer.end:
        parts.append((inner.speaker.start, inner.speaker.end))
    start, end = min(p[0] for p in parts), max(p[1] for p in parts)
    return outer.start <= start and end <= outer.end and (end - start) * 2 > outer.end - outer.start


def _lies_in(inner: Draft, outer: Draft) -> bool:
    """Whether a claim, its cue included, is part of the content of another."""
    cue = inner.cue or (inner.start, inner.end)
    return outer.start <= min(cue[0], inner.start) and max(cue[1], inner.end) <= outer.end
