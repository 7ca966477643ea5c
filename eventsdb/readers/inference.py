"""When an article appeared, told from its own words when no line around it says so."""

from __future__ import annotations

import re
from datetime import timedelta

from eventsdb import periods
from eventsdb.readers.datelines import find_date
from eventsdb.records import Published

_LEAD = 1_000  # characters in which an article dates its news
_TODAY = re.compile(
    r"\b(?:ce|aujourd['’]hui,?) (?=(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d|\d)", re.I
)
_YESTERDAY = re.compile(
    r"\bhier,? (?=(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d)", re.IGNORECASE
)


def infer_published(text: str) -> Published | None:
    """Return when `text` appeared: by a full date it calls its own day (basis text), else by inference."""
    lead = text[:_LEAD]
    for pattern, days in ((_TODAY, 0), (_YESTERDAY, 1)):
        for cue in pattern.finditer(lead):
            if when := find_date(lead[cue.end() : cue.end() + 40]):
                return Published(periods.day(when + timedelta(days=days)), "text")
    return None
