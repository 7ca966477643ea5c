"""Pronouns in a quotation that were taken for who says it: "« Il était absent », a dit le procureur".

Pronouns are resolved before anybody knows who speaks. Speakers say "je" of themselves, so that "il" in
their words is somebody else, whom nobody can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from eventsdb.extraction.document import Document, Entities, Reference
from eventsdb.extraction.passages import Prose
from eventsdb.records import ClaimMention


def without_self_reference(
    document: Document, entities: Entities, claims: Iterable[ClaimMention]
) -> Entities:
    """The same entities, with no pronoun in a quotation standing for the speaker of a claim in it."""
    quoted = Prose.of(document).quoted
    speakers: defaultdict[int, set[int]] = defaultdict(set)
    for claim in claims:
        span = document.doc.char_span(claim.start, claim.end, alignment_mode="expand")
        if claim.speaker is not None and claim.quote != "indirect" and span is not None:
            for token in span:
                speakers[quoted[token.i]].add(claim.speaker)
    speakers.pop(-1, None)  # what a mixed claim says outside its quotation

    def is_speaker(reference: Reference) -> bool:
        said_by = speakers.get(quoted[reference.root])
        return reference.form == "pronoun" and bool(said_by and said_by.intersection(reference.actors))

    if not any(map(is_speaker, entities.references)):
        return entities
    kept = (replace(r, actors=()) if is_speaker(r) else r for r in entities.references)
    return replace(entities, references=tuple(kept))
