"""What the time expressions of an article are counted from."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.records import Period


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What the expressions of an article are counted from.

    `published` is when it appeared; `told` are the times the text itself names, with their offsets, from
    which "la veille" is counted; `written` those named with their year, from which everything is counted
    when there is no publication date; `week` is the week the text fixes when `published` is coarser than
    a day. `language` is ISO 639-1.
    """

    published: Period | None = None
    told: tuple[tuple[int, Period], ...] = ()
    written: tuple[tuple[int, Period], ...] = ()
    week: Period | None = None
    language: str = "fr"

    def reference(self, offset: int) -> Period | None:
        """What to count from at a place in the text: publication, else the nearest date that has its year."""
        if self.published or not self.written:
            return self.published
        return min(self.written, key=lambda pair: (abs(pair[0] - offset), pair[0]))[1]

    def told_before(self, offset: int) -> tuple[int, Period] | None:
        """The last time the text told of before a place in it, with its offset."""
        return next(((start, told) for start, told in reversed(self.told) if start < offset), None)
