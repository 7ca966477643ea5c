"""The rows of what one article says, word by word: sentences, mentions and claims."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.records import Article, Extraction
from eventsdb.storage import tables as t
from eventsdb.storage.bulk import Rows


@dataclass(frozen=True, slots=True)
class Numbers:
    """The row numbers of an article and of what its extraction holds, in the order of its tuples."""

    article: int
    sentences: tuple[int, ...]
    actors: tuple[int, ...]
    locations: tuple[int, ...]
    events: tuple[int, ...]
    claims: tuple[int, ...]


def add_mentions(
    rows: Rows, article: Article, extraction: Extraction, claim_keys: tuple[str, ...], numbers: Numbers
) -> None:
    """Gather the rows. Words that are read twice as the same thing are stored once."""
    for position, (number, sentence) in enumerate(zip(numbers.sentences, extraction.sentences, strict=True)):
        rows.add(
            t.SENTENCES,
            id=number,
            article_id=numbers.article,
            position=position,
            char_start=sentence.start,
            char_end=sentence.end,
        )
    _add_actor_mentions(rows, extraction, numbers)
    _add_location_mentions(rows, extraction, numbers)
    _add_claims(rows, article, extraction, claim_keys, numbers)
    _add_event_mentions(rows, extraction, numbers)


def _add_actor_mentions(rows: Rows, extraction: Extraction, numbers: Numbers) -> None:
    seen: set[tuple[int, int, int]] = set()
    for mention in extraction.actor_mentions:
        actor = numbers.actors[mention.actor]
        if (mention.start, mention.end, actor) in seen:
            continue
        seen.add((mention.start, mention.end, actor))
        span = {
            "actor_id": actor,
            "article_id": numbers.article,
            "sentence_id": numbers.sentences[mention.sentence],
            "char_start": mention.start,
            "char_end": mention.end,
        }
        if mention.form == "name":
            rows.add(t.ACTOR_MENTIONS, **span)
        else:
            rows.add(t.ACTOR_REFERENCES, **span, form=mention.form)


def _add_location_mentions(rows: Rows, extraction: Extraction, numbers: Numbers) -> None:
    seen: set[tuple[int, int, int]] = set()
    for mention in extraction.location_mentions:
        location = numbers.locations[mention.location]
        if (mention.start, mention.end, location) in seen:
            continue
        seen.add((mention.start, mention.end, location))
        rows.add(
            t.LOCATION_MENTIONS,
            location_id=location,
            article_id=numbers.article,
            sentence_id=numbers.sentences[mention.sentence],
            char_start=mention.start,
            char_end=mention.end,
        )


def _add_claims(
    rows: Rows, article: Article, extraction: Extraction, keys: tuple[str, ...], numbers: Numbers
) -> None:
    for number, key, claim in zip(numbers.claims, keys, extraction.claims, strict=True):
        rows.add(
            t.CLAIMS,
            id=number,
            key=key,
            article_id=numbers.article,
            sentence_id=numbers.sentences[claim.sentence],
            speaker_id=None if claim.speaker is None else numbers.actors[claim.speaker],
            speaker_text=claim.speaker_text,
            cue=claim.cue,
            claim_type=claim.type,
            quote_type=claim.quote,
            text=article.text[claim.start : claim.end],
            char_start=claim.start,
            char_end=claim.end,
            addressee_id=None if claim.addressee is None else numbers.actors[claim.addressee],
            event_id=None if claim.event is None else numbers.events[claim.event],
        )


def _add_event_mentions(rows: Rows, extraction: Extraction, numbers: Numbers) -> None:
    seen: set[tuple[int, int, int]] = set()
    for mention in extraction.event_mentions:
        event = numbers.events[mention.event]
        if (mention.start, mention.end, event) in seen:
            continue
        seen.add((mention.start, mention.end, event))
        rows.add(
            t.EVENT_MENTIONS,
            event_id=event,
            article_id=numbers.article,
            sentence_id=numbers.sentences[mention.sentence],
            char_start=mention.start,
            char_end=mention.end,
            factuality=mention.factuality,
            date_text=mention.date_text,
            claim_id=None if mention.claim is None else numbers.claims[mention.claim],
            rule=mention.rule,
            confidence=mention.confidence,
        )
