"""Precision, recall and shares, and the matching they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Retrieval:
    """What was found of what should be: true positives, how many the system gave, how many the gold has."""

    found: int = 0
    system: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the system's items that are right; 0 when it gave none."""
        return self.found / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold's items that were found; 0 when there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def numbers(self) -> dict[str, float | int | None]:
        """The measure by name, best known first."""
        return {
            "f1": self.f1,
            "precision": self.precision,
            "recall": self.recall,
            "gold": self.gold,
            "system": self.system,
        }


@dataclass
class Proportion:
    """How many of the items that could be compared agree."""

    right: int = 0
    total: int = 0

    def add(self, agrees: bool) -> None:
        """Count one more item."""
        self.right += agrees
        self.total += 1

    @property
    def share(self) -> float | None:
        """The share that agrees, None when nothing could be compared."""
        return self.right / self.total if self.total else None

    def numbers(self) -> dict[str, float | int | None]:
        """The measure by name."""
        return {"share": self.share, "n": self.total}


def match(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Match left and right items one to one, best score first; ties go to the later items."""
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, left, right in sorted(candidates, reverse=True):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append((left, right))
    return pairs
