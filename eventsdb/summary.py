"""What a load did, for people, programs and the table of runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from eventsdb.storage.failures import Failure
from eventsdb.storage.runs import Changes
from eventsdb.storage.store import Added


@dataclass(slots=True)
class Summary:
    """What a load did. `added` and `total` count rows by table (actors, locations, events, claims).

    `files` and `read` count what was read so far, `completed` the articles that had been stored without
    extraction and were extracted now. `without_extractor` counts new articles in languages that have no
    extractor, by language; `unextracted` those that were not to be extracted. `changes` tell what a
    reprocessing did to events and claims; `lost` are corrections whose target no longer exists. `stopped`
    is set when a strict load stopped at a failure.
    """

    files: int = 0
    read: int = 0
    new: int = 0
    unchanged: int = 0
    duplicates: int = 0
    completed: int = 0
    reprocessed: int = 0
    unextracted: int = 0
    without_extractor: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    lost: int = 0
    stopped: bool = False
    seconds: float = 0.0

    def count(self, added: Added, *, extracted: bool) -> None:
        """Count articles that were stored, with what was `extracted` from them or to be extracted later."""
        self.new += added.new
        self.unchanged += added.unchanged
        self.duplicates += added.duplicates
        self.completed += added.completed
        if extracted:
            self.without_extractor += added.without_extraction
        else:
            self.unextracted += added.new

    def counts(self) -> dict[str, int]:
        """The counts of a run, by the columns of the table runs."""
        counts = {
            "articles_read": self.read,
            "articles_added": self.new,
            "articles_unchanged": self.unchanged,
            "articles_duplicate": self.duplicates,
            "articles_reprocessed": self.reprocessed,
            "errors": len(self.failures),
            "events_added": max(0, self.added["events"]),
            "claims_added": max(0, self.added["claims"]),
        }
        for name, changes in self.changes.items():
            counts |= {
                f"{name}_added": changes.added,
                f"{name}_removed": changes.removed,
                f"{name}_changed": changes.altered,
            }
        return counts

    def as_dict(self) -> dict[str, Any]:
        """All of it, as what JSON can say."""
        return asdict(self) | {
            "without_extractor": dict(self.without_extractor),  # asdict makes nonsense of a Counter
            "failed": len(self.failures),
            "seconds": round(self.seconds, 3),
        }


OnProgress = Callable[[Summary], None]
"""Called after each batch."""
