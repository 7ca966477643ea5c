import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsdb.errors import DatabaseError
from eventsdb.records import Actor, Event, EventMention, Extraction, Participant, Period, Sentence
from eventsdb.resolution.codec import decode, encode

# NaN is not equal to itself, and no extractor is that unsure.
EXTRACTIONS = st.from_type(Extraction).filter(lambda extraction: "nan" not in repr(extraction))


@settings(max_examples=40, deadline=None)
@given(EXTRACTIONS)
def test_what_is_stored_is_all_that_was_extracted(extraction):
    assert decode(json.loads(json.dumps(encode(extraction)))) == extraction


def test_dates_and_nested_records_keep_their_types():
    period = Period(date(2023, 7, 1), date(2023, 7, 31), "month", "2023-07")
    extraction = Extraction(
        extractor="fr 1.0",
        sentences=(Sentence(0, 20),),
        actors=(Actor("Russie", "government", "RU", aliases=("Moscou",)),),
        events=(Event("CONSULT", "visit", "asserted", period, participants=(Participant(0, "actor"),)),),
        event_mentions=(EventMention(0, 0, 2, 8, "asserted", "verb"),),
    )
    again = decode(encode(extraction))
    assert again == extraction
    assert again.events[0].period is not None
    assert again.events[0].period.start == date(2023, 7, 1)


@pytest.mark.parametrize("payload", [None, "", [], {"extractor": 3}, {"extractor": "fr", "sentences": [{}]}])
def test_what_is_no_extraction_is_refused_with_a_way_out(payload):
    with pytest.raises(DatabaseError, match="--reprocess"):
        decode(payload)
