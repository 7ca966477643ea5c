"""An article whose every word tries to be HTML, loaded as any other: for tests of pages made from articles.

If a page takes any of it for markup, the document's element gets the attribute `data-ran`.
"""

from __future__ import annotations

import html
import json
from datetime import date

from sqlalchemy import text

from eventsdb import periods
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.records import (
    Actor,
    ActorMention,
    ClaimMention,
    Event,
    EventMention,
    Extraction,
    Location,
    LocationMention,
    Participant,
    Sentence,
)
from eventsdb.storage.engine import create_database_engine

_RUN = "document.documentElement.setAttribute('data-ran',1)"

ATTACKER = f"<script>{_RUN}</script>"
VICTIM = f'"><img src=x onerror="{_RUN}">'
TOWN = f'</text></svg><svg onload="{_RUN}"> {{{{7*7}}}}'
TRIGGER = f'<b onmouseover="{_RUN}">attaque</b>'
TITLE = f"</title></style><script>{_RUN}</script>"
ADDRESS = f"javascript:{_RUN}"
SOURCE = f'<iframe srcdoc="<script>parent.{_RUN}</script>">'
DENIAL = f'<a href="javascript:{_RUN}">rien</a>'

TEXT = (
    f"{ATTACKER} {TRIGGER} {VICTIM} mercredi à {TOWN} , selon plusieurs témoins qui se trouvaient sur place. "
    f"{VICTIM} accuse {ATTACKER} d'avoir commencé. {ATTACKER} dément : {DENIAL} n'est vrai dans tout cela."
)


class HostileExtractor:
    """Finds what is in the article above, and nowhere else."""

    language = "fr"
    version = "1"

    def extract(self, articles):
        for article in articles:
            yield self._extract(article.text)

    def _extract(self, text):
        def span(words, after=0):
            start = text.index(words, after)
            return start, start + len(words)

        second = span(f"{VICTIM} accuse")[0]
        third = span(f"{ATTACKER} dément")[0]
        day = periods.day(date(2023, 7, 26))
        return Extraction(
            "hostile 1",
            (Sentence(0, second - 1), Sentence(second, third - 1), Sentence(third, len(text))),
            (Actor(ATTACKER, "armed_group"), Actor(VICTIM, "armed_group")),
            (ActorMention(0, 0, *span(ATTACKER), "name"), ActorMention(1, 0, *span(VICTIM), "name")),
            (Location(TOWN, "city", "FR", None, 45.0, 5.0),),
            (LocationMention(0, 0, *span(TOWN)),),
            (
                Event(
                    "ASSAULT",
                    None,
                    "asserted",
                    day,
                    0,
                    (Participant(0, "actor"), Participant(1, "recipient")),
                    TRIGGER,
                ),
            ),
            (EventMention(0, 0, *span(TRIGGER), "asserted", "test"),),
            (
                ClaimMention(1, *span("avoir commencé"), "accusation", "indirect", 1, VICTIM, "accuse", 0, 0),
                ClaimMention(2, *span(DENIAL), "denial", "direct", 0, ATTACKER, "dément", None, 0),
            ),
        )


def load_hostile(url, folder):
    """Load the article into a database, with an address that no reader would let through."""
    file = folder / "hostile.json"
    article = {
        "title": TITLE,
        "text": f"<p>{html.escape(TEXT)}</p>",  # a page's own way to say "<script>" in words
        "source": SOURCE,
        "published": "2023-07-27",
        "language": "fr",
    }
    file.write_text(json.dumps(article), encoding="utf-8")
    summary = load([file], db=url, extractors=Extractors(HostileExtractor()))
    assert summary.total == {"actors": 2, "locations": 1, "events": 1, "claims": 2}
    engine = create_database_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE articles SET url = :address"), {"address": ADDRESS})
    engine.dispose()
