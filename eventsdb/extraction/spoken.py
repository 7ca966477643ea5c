"""Speech acts that only a claim tells: by its cue, or as an accusation, demand or threat of its own words.

"...", déplore X: the claim knows who speaks where the parse does not. "X a déclaré que Y menaçait la paix"
has no verb of accusing, yet the claim it carries is an accusation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from eventsdb.extraction.candidates import Candidate
from eventsdb.extraction.document import Document, Entities
from eventsdb.extraction.forms import REFLEXIVE
from eventsdb.extraction.frames import Frame, load_frames
from eventsdb.extraction.triggers import infinitives
from eventsdb.records import ClaimMention, ClaimType

_FRAMES: MappingProxyType[ClaimType, Frame] = MappingProxyType(
    {
        "accusation": Frame("claim:accusation", "ACCUSE", "disapprove", (), (), (), speech=True),
        "demand": Frame("claim:demand", "REQUEST", "change", (), (), (), speech=True),
        "threat": Frame("claim:threat", "THREATEN", None, (), (), (), speech=True),
    }
)


def spoken_acts(
    document: Document, entities: Entities, claims: Iterable[ClaimMention], told: Sequence[Candidate]
) -> Iterator[Candidate]:
    """The speech acts of claims that no candidate in `told` tells: by its cue, or another in its sentence.

    A cue that is a verb of that act tells it beside another: "il a demandé un audit et exigé des excuses".
    """
    for claim in claims:
        start, end = _cue(document, claim)
        frame = _cue_frame(document, claim, start, end) or _FRAMES.get(claim.type)
        if frame is None or any(start <= c.trigger < end for c in told):
            continue
        sentence = document.sentence_of(start)
        alike = any(c.frame.speech and c.frame.type == frame.type and c.sentence == sentence for c in told)
        if alike and not _says_it(document, frame, start, end, alone=True):
            continue
        speaker = () if claim.speaker is None else (claim.speaker,)
        addressee = addressee_of(document, entities, claim)
        quoted = frame.type == "ACCUSE" and claim.quote != "indirect"
        if speaker and (addressee or quoted or _says_it(document, frame, start, end)):
            yield Candidate(
                frame=frame,
                trigger=start,
                start=start,
                end=end,
                sentence=sentence,
                factuality="asserted",
                actors=speaker,
                recipients=tuple(i for i in addressee if i not in speaker),
                titles=(),
                place=None,
                anaphoric=False,
            )


def _cue_frame(document: Document, claim: ClaimMention, start: int, end: int) -> Frame | None:
    """What the reporting verb does by saying it, without conditions on its syntax ("déplore", "exige")."""
    verbs = load_frames().verbs
    cue = list(document.doc[start:end]) if claim.cue else []
    reflexive = any(t.lower_ in REFLEXIVE for t in cue)  # "laisse entendre" is not "s'entendre"
    frames = (f for t in cue for f in verbs.get(t.lemma_, ()) if reflexive or f.use != "reflexive")
    return next((f for f in frames if f.performs_alone), None)


def _says_it(document: Document, frame: Frame, start: int, end: int, *, alone: bool = False) -> bool:
    """Whether the reporting words are a verb of that speech act, so that it needs nobody it is about.

    `alone`: a verb that is so by itself, not "attribuer" or "se déclarer".
    """
    verbs = load_frames().verbs
    cue = document.doc[start:end]
    lemmas = {lemma for token in cue for lemma in (token.lemma_, *infinitives(token.lower_))}
    readings = (reading for lemma in lemmas for reading in verbs.get(lemma, ()))
    if alone:
        readings = (one for one in readings if not one.complements and one.use == "plain")
    return any(reading.type == frame.type for reading in readings)


def _cue(document: Document, claim: ClaimMention) -> tuple[int, int]:
    """The tokens of the reporting words, in the claim's sentence or next to it; else the claim's first."""
    text = document.article.text
    first = document.sentences[claim.sentence]
    if claim.cue:
        at = text.find(claim.cue, claim.end, max(first.end, claim.end + len(claim.cue) + 2))
        if at < 0:
            at = text.rfind(claim.cue, first.start, claim.start)
        span = document.doc.char_span(at, at + len(claim.cue), alignment_mode="expand") if at >= 0 else None
        if span is not None:
            return span.start, span.end
    span = document.doc.char_span(claim.start, claim.end, alignment_mode="expand")
    start = span.start if span is not None else 0
    return start, start + 1


def addressee_of(document: Document, entities: Entities, claim: ClaimMention) -> tuple[int, ...]:
    """To whom the claim goes, else the first actor it speaks of."""
    if claim.addressee is not None:
        return (claim.addressee,)
    for reference in entities.references:
        span = document.doc.span(reference.start, reference.end)
        if reference.reading == "actor" and claim.start <= span.start_char and span.end_char <= claim.end:
            others = tuple(i for i in reference.actors if i != claim.speaker)
            if others:
                return others
    return ()
