"""What is read, in batches that are extracted and stored together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eventsdb.readers import ReadFailure
from eventsdb.records import Article
from eventsdb.storage.failures import Failure
from eventsdb.storage.store import Story

BATCH = 32
"""Articles in one transaction: enough to parse and write in bulk, few enough to lose little."""
_LENGTH = 100_000
"""Characters at which a batch is full before that, so that memory does not depend on what is loaded."""


@dataclass(slots=True)
class Batch:
    """Articles read together, the inputs that failed meanwhile, and what becomes of them all."""

    articles: list[Article] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)

    def is_full(self) -> bool:
        """Whether nothing more is to be added."""
        return (
            len(self.articles) + len(self.failures) >= BATCH
            or sum(len(article.text) for article in self.articles) >= _LENGTH
        )


def batched(items: Iterable[Article | ReadFailure], strict: bool) -> Iterator[Batch]:
    """The items in batches; when `strict`, none after a failure."""
    batch = Batch()
    for item in items:
        if isinstance(item, Article):
            batch.articles.append(item)
        else:
            batch.failures.append(Failure(item.uri, item.stage, item.reason))
            if strict:
                break
        if batch.is_full():
            yield batch
            batch = Batch()
    if batch.articles or batch.failures:
        yield batch
