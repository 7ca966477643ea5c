"""The seeds in any format make the database that the files in seeds/ make.

Pages, feeds and WARC are left out: they can only give a day of publication, and the seeds name a month.
"""

import pytest
from databases import Databases, ask
from test_readers_formats import FORMATS, SEEDS, articles, rows  # noqa: F401 (fixtures)

from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.storage.store import content

DAY_ONLY = {"a.rss", "feed.xml", "a.warc", "a.warc.gz", "pages.zip"}


class Remembering:
    """The French extractor, asked once for the same content."""

    language = "fr"

    def __init__(self, extractor):
        self.version = extractor.version
        self._extractor = extractor
        self._made = {}

    def extract(self, wanted):
        for article in wanted:
            if content(article) not in self._made:
                self._made[content(article)] = next(iter(self._extractor.extract([article])))
            yield self._made[content(article)]


@pytest.fixture(scope="module")
def database(extractor, backend):
    """What is told of events and claims when a path is loaded."""
    extractors = Extractors(Remembering(extractor))

    def database(path):
        databases = Databases(backend)
        url = databases.migrated()
        assert load([path], db=url, extractors=extractors).new == 5
        found = {
            view: sorted(map(str, ask(url, f"SELECT {columns} FROM {view}")))
            for view, columns in {
                "events": "key, event_type, date_edtf, factuality, summary, dead, injured",
                "claims": "key, claim_type, speaker_text, text, char_start, char_end",
                "actors": "key, name",
                "locations": "key, name",
            }.items()
        }
        databases.drop()
        return found

    return database


@pytest.fixture(scope="module")
def seeds(database):
    return database(SEEDS)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - DAY_ONLY))
def test_the_same_events_claims_and_keys(name, rows, seeds, database, tmp_path):  # noqa: F811
    assert seeds["events"]
    assert seeds["claims"]
    (tmp_path / name).write_bytes(FORMATS[name](rows))
    assert database(tmp_path / name) == seeds
