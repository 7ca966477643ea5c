"""The type of a claim: what its cue says, and for open cues what its content says."""

from __future__ import annotations

from spacy.tokens import Span

from eventsdb.extraction.reporting import CueType
from eventsdb.records import ClaimType, QuoteType


class ClaimTyper:
    """Types claims."""

    def type_of(self, cue: CueType, content: Span, quote: QuoteType) -> ClaimType:
        """The claim's type."""
        if cue == "warning":
            return "threat"
        return "statement" if cue == "open" else cue
