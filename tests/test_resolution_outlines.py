"""Outlines may let unrelated reports pass, never hold back related ones."""

from itertools import combinations

from hypothesis import event, given, settings
from stories import corpora

from eventsdb.resolution.clustering import related
from eventsdb.resolution.features import features
from eventsdb.resolution.outlines import may_be_related, outline, probe, read_outline
from eventsdb.resolution.told import told


def reports(stories):
    for number, story in enumerate(stories):
        found = told(number, story.article, story.extraction)
        yield from features(found.article, found.extraction, found.keys)


@settings(max_examples=200)
@given(corpora())
def test_outlines_of_related_reports_say_that_they_may_be(stories):
    drawn = [(report, outline(report)) for report in reports(stories)]
    for (one, mine), (other, theirs) in combinations(drawn, 2):
        if related(one, other):
            event("related")
            assert may_be_related(one.type, probe(mine), read_outline(theirs))
            assert may_be_related(one.type, probe(theirs), read_outline(mine))
        elif one.type == other.type and not may_be_related(one.type, probe(mine), read_outline(theirs)):
            event("told apart")
