"""The same article again: under another name or site, with small edits, or cut short.

Candidates share a band of their MinHash (datasketch); whether they are nearly the same is decided on
their word triples themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from datasketch import MinHash

from eventsdb.records import Article
from eventsdb.resolution.names import fold

_BANDS = 20
_ROWS = 3  # a band; texts half alike share one of the bands with a probability of .93, others seldom
_EMPTY = MinHash(num_perm=_BANDS * _ROWS)  # its permutations, the same for all, take long to make
_SAME = 0.8  # Jaccard similarity of word triples
_CONTAINED = 0.95  # share of the shorter text's triples found in the longer one
_LEAST_PART = 0.3  # a shorter piece is a quotation or a summary, not the article cut short


@dataclass(frozen=True)
class Copy:
    """An article as far as duplicates go; `number` is its row number."""

    number: int
    uri: str
    text: str
    published: date | None

    @classmethod
    def of(cls, number: int, article: Article) -> Copy:
        """The article under its row number."""
        published = article.published.period.start if article.published else None
        return cls(number, article.uri, article.text, published)

    @cached_property
    def triples(self) -> frozenset[str]:
        """The word triples of the text; the text itself when it has fewer than three words."""
        words = fold(self.text).split()
        return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False))) or frozenset(
            {self.text}
        )

    @property
    def rank(self) -> tuple[bool, date, int, str]:
        """The original comes first: the earliest, then the longest, then the first by address."""
        return self.published is None, self.published or date.max, -len(self.text), self.uri

    @cached_property
    def bands(self) -> tuple[str, ...]:
        """What nearly the same articles share at least one of."""
        signature = _EMPTY.copy()
        signature.update_batch([triple.encode() for triple in self.triples])
        values = signature.hashvalues
        return tuple(
            f"{band}-" + "-".join(f"{value:x}" for value in values[band * _ROWS : (band + 1) * _ROWS])
            for band in range(_BANDS)
        )


def nearly_same(one: Copy, other: Copy) -> bool:
    """Whether one is the other with small edits, or cut short."""
    shared = len(one.triples & other.triples)
    shorter, longer = sorted((len(one.triples), len(other.triples)))
    if shared >= _SAME * (shorter + longer - shared):
        return True
    return shared >= _CONTAINED * shorter and shorter >= _LEAST_PART * longer


def originals(copies: Iterable[Copy]) -> dict[int, int | None]:
    """For each article the one that it repeats, None for an original, out of all that are nearly the same."""
    found: dict[int, int | None] = {}
    kept: list[Copy] = []
    for copy in sorted(copies, key=lambda c: c.rank):
        original = next((each for each in kept if nearly_same(each, copy)), None)
        found[copy.number] = None if original is None else original.number
        if original is None:
            kept.append(copy)
    return found
