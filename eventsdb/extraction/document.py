"""What the parts of an extractor share while they work on one article.

The parts run in this order, each a function of what stands before it: parsing (`Document`), times,
entities (`Entities`), claims, events, assembly (`Extraction`). Token indices count in `Document.doc`,
ends excluded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eventsdb.extraction.tokens import Doc
from eventsdb.records import Actor, Article, Location, MentionForm, Sentence

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gender

Reading = Literal["actor", "place", "road"]


@dataclass(frozen=True)
class Document:
    """A parsed article; its sentence starts are set by rule (see parsing)."""

    article: Article
    doc: Doc

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences' character spans, in order, without the white space after them."""
        return tuple(Sentence(s.start_char, s.start_char + len(s.text.rstrip())) for s in self.doc.sents)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.doc.sents]

    def sentence_of(self, token: int) -> int:
        """The index of the sentence that holds a token."""
        return bisect_right(self._sentence_starts, token) - 1


@dataclass(frozen=True, slots=True)
class Reference:
    """A name, noun phrase or pronoun that stands for actors, a place, or both.

    `start` to `end` are the naming words alone ("Sergueï Choïgou"); `phrase_start` to `phrase_end` the
    whole phrase with determiner, title and apposition ("le ministre russe de la Défense Sergueï
    Choïgou"), headed by the token `root`. A country or capital carries the government in `actors` and
    the place in `location`; `reading` says which of them it stands for here. A road is a place that
    nothing happens at, as it is at no one spot. "Les deux hommes" carries two actors. A phrase that could
    not be resolved carries neither. `title` is the office these words give the person ("ministre russe de
    la Défense").
    """

    start: int
    end: int
    phrase_start: int
    phrase_end: int
    root: int
    reading: Reading
    form: MentionForm
    actors: tuple[int, ...] = ()
    location: int | None = None
    title: str | None = None


@dataclass(frozen=True)
class Entities:
    """The article's actors and places and every reference to them, in reading order.

    Phrases may nest but do not cross: "le porte-parole de l'armée, X" stands for X and holds the army.
    `actors` holds every candidate, also governments that so far occur only as places; assembly keeps
    those that are named as an actor or take part in an event or claim. `genders` holds the persons whose
    gender the text or the name tells.
    """

    actors: tuple[Actor, ...] = ()
    locations: tuple[Location, ...] = ()
    references: tuple[Reference, ...] = ()
    genders: Mapping[int, Gender] = field(default_factory=dict)
    _by_token: dict[int, Reference] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for reference in sorted(self.references, key=lambda r: r.phrase_start - r.phrase_end):
            for token in range(reference.phrase_start, reference.phrase_end):
                self._by_token[token] = reference

    def at(self, token: int) -> Reference | None:
        """The reference with the shortest phrase that covers a token, if any."""
        return self._by_token.get(token)
