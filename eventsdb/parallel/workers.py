"""What all who extract have in common: batches in, their outcomes out in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from eventsdb.extraction.registry import Extractors, Outcome
from eventsdb.records import Article, Extraction

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)

Packed = bytes | str | None
"""An outcome on its way between processes: an extraction as JSON, why it failed, or neither.

Half as long as a pickle, and read five times as fast.
"""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Extraction)


class Workers(Protocol):
    """Whoever extracts articles for a load."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of the extractors used so far, by language."""
        ...

    def extract(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch, in the order of batches and of articles.

        Batches are taken from the iterable a bounded number ahead.
        """
        ...


class ThisProcess:
    """Extracts in the process it is in, a batch when it is asked for."""

    def __init__(self, extractors: Extractors) -> None:
        self._extractors = extractors

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of the extractors used so far, by language."""
        return self._extractors.versions

    def extract(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch."""
        return (self._extractors.extract(batch) for batch in batches)


class _Pending(Protocol[R_co]):
    def result(self) -> R_co: ...


def in_order(submit: Callable[[T], _Pending[R_co]], items: Iterable[T], window: int) -> Iterator[R_co]:
    """The results of the items in their order, at most `window` of them under way at a time."""
    pending: deque[_Pending[R_co]] = deque()
    for item in items:
        pending.append(submit(item))
        if len(pending) >= window:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def pack(outcomes: Iterable[Outcome]) -> list[Packed]:
    """Outcomes without their articles, which whoever gave them to be extracted has."""
    return [
        _encoder.encode(outcome.extraction) if outcome.extraction is not None else outcome.failure
        for outcome in outcomes
    ]


def unpack(articles: Sequence[Article], packed: Sequence[Packed]) -> list[Outcome]:
    """The outcomes that `pack` was given, with the articles they are of."""
    return [
        Outcome(article, extraction=_decoder.decode(each))
        if isinstance(each, bytes)
        else Outcome(article, failure=each)
        for article, each in zip(articles, packed, strict=True)
    ]
