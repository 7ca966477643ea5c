"""The French extractor: parsing, times, entities, claims and events, in this order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from eventsdb.extraction.assembly import assemble
from eventsdb.extraction.claim_links import link_claims
from eventsdb.extraction.claims import find_claims
from eventsdb.extraction.document import Document
from eventsdb.extraction.entities import find_entities
from eventsdb.extraction.events import find_events
from eventsdb.extraction.knowledge import Knowledge
from eventsdb.extraction.nations import Nations
from eventsdb.extraction.parsing import Parser
from eventsdb.extraction.self_reference import without_self_reference
from eventsdb.extraction.time_grammar import find_times
from eventsdb.records import Article, Extraction

_VERSION = "1"
_SENTENCE = "« Deux hommes ont été tués par balle à Lyon mardi », a déclaré le maire le 3 mai 2022."


class FrenchExtractor:
    """Articles in French to extractions.

    Making one loads the language model and all lexicons: make one a process.

    Raises:
        LexiconError: a lexicon is malformed.
    """

    language = "fr"

    def __init__(self) -> None:
        self._parser = Parser()
        self._knowledge = Knowledge()
        self._nations = Nations.of(self._knowledge.gazetteer, self._knowledge.towns)
        self.version = f"{_VERSION}+{self._parser.version}"
        self._load_lexicons()

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield one extraction for each article, in their order."""
        for document in self._parser.pipe(articles):
            yield self.read(document)

    def _load_lexicons(self) -> None:
        """Read a sentence: the parts load their lexicons when they first need them, not with an article.

        A malformed one is an error of the extractor, not of every article that it is given.
        """
        deque(self.extract([Article("", _SENTENCE, "")]), maxlen=0)

    def read(self, document: Document) -> Extraction:
        """What one parsed article says."""
        times = find_times(document.article.text)
        entities = find_entities(document, self._knowledge)
        claims = find_claims(document, entities)
        entities = without_self_reference(document, entities, claims)
        events = find_events(document, entities, times, claims, self._nations)
        linked = link_claims(claims, events.events, events.mentions)
        return assemble(self.version, document, entities, linked, events)
