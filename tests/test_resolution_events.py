from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import PERIODS, corpora, make_story

from eventsdb import periods
from eventsdb.records import Actor, Event, Location, Participant
from eventsdb.resolution.claims import ClaimReport, relation
from eventsdb.resolution.clustering import cluster, related
from eventsdb.resolution.facts import EventReport, Part, Place, merge
from eventsdb.resolution.features import Spot, features
from eventsdb.resolution.matching import likeness
from eventsdb.resolution.told import told
from eventsdb.resolution.weekdays import weekday

CHOIGOU = Actor("Sergueï Choïgou", "person", "RU")
KIM = Actor("Kim Jong-un", "person", "KP")
KANG = Actor("Kang Sun-nam", "person", "KP")
RUSSIA = Actor("Russie", "government", "RU")
NORTH = Actor("Corée du Nord", "government", "KP")
ARMY = Actor("Armée nord-coréenne", "organization", "KP", "MIL")
PYONGYANG = Location("Pyongyang", "city", "KP", None, 39.03, 125.75, 1871859)
HAMHUNG = Location("Hamhung", "city", "KP", None, 39.92, 127.54, 1877449)
KOREA = Location("Corée du Nord", "country", "KP")
DAY, MONTH = PERIODS[1], PERIODS[4]
SAID = ("visite", "armes", "anniversaire", "capitale", "discussions")


def report(
    number, *, type_="CONSULT", mode="visit", period=DAY, actors=(CHOIGOU, NORTH), place=PYONGYANG, words=SAID
):
    """The features of the one event of an article; the first actor acts, the others are acted on."""
    parts = tuple(Participant(n, "recipient" if n else "actor") for n in range(len(actors)))
    event = Event(type_, mode, "asserted", period, 0 if place else None, parts)
    story = make_story(number, actors=actors, events=(event,), words=words, places=(place,) if place else ())
    return features(*_told(story))[0]


def _told(story):
    found = told(0, story.article, story.extraction)
    return found.article, found.extraction, found.keys


def groups(*reports):
    """How the reports are grouped, by their place in the call."""
    number = {r: n for n, r in enumerate(reports)}
    return sorted(sorted(number[r] for r in group) for group in cluster(reports))


def test_two_reports_of_one_visit_are_one_event():
    assert groups(report(1), report(2)) == [[0, 1]]


def test_a_vague_date_joins_the_exact_one():
    assert groups(report(1), report(2, period=MONTH)) == [[0, 1]]


def test_a_vague_date_joins_none_of_two_exact_ones():
    later = periods.day(date(2023, 7, 3))
    assert groups(report(1), report(2, period=later), report(3, period=MONTH)) == [[0], [1], [2]]


def test_a_second_visit_by_the_same_people_months_later_stays_a_second_event():
    assert groups(report(1), report(2, period=periods.month(2023, 9))) == [[0], [1]]


def test_meetings_with_two_people_on_one_day_are_two():
    with_kim = report(1, mode=None, actors=(CHOIGOU, KIM))
    with_kang = report(2, mode=None, actors=(CHOIGOU, KANG))
    assert groups(with_kim, with_kang) == [[0], [1]]


def test_a_visit_is_not_the_meeting_held_during_it():
    assert groups(report(1), report(2, mode=None)) == [[0], [1]]


def test_a_leader_stands_for_the_country_but_not_for_another_person():
    assert groups(report(1), report(2, actors=(CHOIGOU, KIM))) == [[0, 1]]
    assert groups(report(1, actors=(CHOIGOU, KANG)), report(2, actors=(CHOIGOU, KIM))) == [[0], [1]]


def test_an_army_stands_for_its_country():
    assert groups(
        report(1, type_="AID", mode=None), report(2, type_="AID", mode=None, actors=(CHOIGOU, ARMY))
    ) == [[0, 1]]


def test_a_city_lies_in_its_country_but_is_not_another_city():
    assert groups(report(1), report(2, place=KOREA)) == [[0, 1]]
    assert groups(report(1), report(2, place=HAMHUNG)) == [[0], [1]]


def test_events_of_one_article_stay_apart():
    one = report(1)
    assert groups(one, replace(one, key="another")) == [[0], [1]]


def test_a_like_report_does_not_chain_two_unlike_ones():
    bare = report(2, actors=(CHOIGOU,), place=None)
    kim, kang = report(1, actors=(CHOIGOU, KIM)), report(3, actors=(CHOIGOU, KANG))
    assert [0, 1, 2] not in groups(kim, bare, kang)


PYONGYANG_SPOT, HAMHUNG_SPOT = (
    Spot(place.name, place.kind, place.country, place.latitude, place.longitude)
    for place in (PYONGYANG, HAMHUNG)
)
SAYS = ("exige", "enquete", "internationale", "transparente", "causes")
SAYS_ELSE = ("salaires", "retraites", "greve", "negociations", "syndicats")


def said(number, words, mode="change", day=DAY):
    """A demand by one person."""
    return report(number, type_="REQUEST", mode=mode, period=day, actors=(CHOIGOU,), place=None, words=words)


def test_what_one_person_says_on_a_day_is_one_thing_only_in_the_same_words():
    assert groups(said(1, SAYS), said(2, SAYS)) == [[0, 1]]
    assert groups(said(1, SAYS), said(2, SAYS_ELSE)) == [[0], [1]]


def test_how_a_demand_is_put_may_differ():
    assert groups(said(1, SAYS), said(2, SAYS, mode="yield")) == [[0, 1]]


def test_what_no_words_date_may_be_some_days_older_than_its_article():
    next_day, next_week = (periods.day(date(2023, 7, day)) for day in (27, 31))
    assert groups(said(1, SAYS), said(2, SAYS, day=next_day)) == [[0, 1]]
    assert groups(said(1, SAYS), said(2, SAYS, day=next_week)) == [[0], [1]]


def test_unnamed_people_contradict_nobody():
    rebels, gunmen = Actor("Front du Nord", "armed_group", None, "REB"), Actor("hommes armés", "group")
    named = report(1, type_="ASSAULT", mode=None, actors=(rebels,))
    assert groups(named, report(2, type_="ASSAULT", mode=None, actors=(gunmen,))) == [[0, 1]]
    assert groups(named, report(2, type_="ASSAULT", mode=None, actors=(ARMY,))) == [[0], [1]]


def test_the_same_toll_is_evidence_a_small_one_less():
    unlike = ("embuscade", "convoi", "frontiere"), ("soldats", "patrouille", "route")

    def attack(number, dead):
        words = unlike[number]
        found = report(number, type_="ASSAULT", mode=None, actors=(), place=HAMHUNG, words=words)
        return replace(found, tolls=frozenset({("dead", dead)}))

    assert groups(attack(0, 17), attack(1, 17)) == [[0, 1]]
    assert groups(attack(0, 17), attack(1, 18)) == [[0], [1]]
    assert groups(attack(0, 2), attack(1, 2)) == [[0], [1]]


def test_a_government_beside_its_minister_makes_no_room_for_another_person():
    with_kang = report(1, mode=None, actors=(CHOIGOU, KANG, NORTH))
    assert groups(with_kang, report(2, mode=None, actors=(CHOIGOU, KIM))) == [[0], [1]]
    assert groups(with_kang, report(2, mode=None, actors=(CHOIGOU, NORTH))) == [[0, 1]]


def test_what_no_longer_happens_does_not_part_reports_of_what_did():
    visit = report(1, period=MONTH)
    no_more = replace(visit, key="another", is_negated=True)
    assert groups(visit, no_more, report(2, period=MONTH)) == [[0, 2], [1]]
    assert groups(visit, replace(report(2, period=MONTH), is_negated=True)) == [[0, 1]]


def test_what_two_are_said_not_to_have_signed_another_article_says_they_signed():
    accord = {"type_": "SUPPORT", "mode": None, "period": MONTH, "place": None}
    signed, other = report(1, actors=(CHOIGOU, KIM), **accord), report(2, actors=(RUSSIA, NORTH), **accord)
    signed = replace(signed, words=frozenset({"somme"}), triggers=frozenset({"accor"}))
    other = replace(other, words=frozenset({"liens"}), triggers=frozenset({"accor"}))
    assert groups(signed, other) == [[0], [1]]
    assert groups(signed, replace(other, is_negated=True)) == [[0, 1]]


def test_what_is_long_past_has_killed_as_many_for_all_who_tell_of_it():
    def attack(number, dead):
        return replace(report(number, type_="ASSAULT", mode=None), is_remote=True, tolls=frozenset(dead))

    assert groups(attack(1, {("dead", 11)}), attack(2, {("dead", 12)})) == [[0, 1]]
    assert groups(attack(1, {("dead", 11)}), attack(2, {("dead", 17)})) == [[0], [1]]
    assert groups(attack(1, {("dead", 11)}), attack(2, {("injured", 17)})) == [[0, 1]]


def test_days_that_only_the_article_gives_say_less_than_days_that_words_give():
    two_days_before = replace(report(2), start=date(2023, 7, 24), end=date(2023, 7, 28))
    inferred = replace(two_days_before, start=date(2023, 7, 26), end=date(2023, 7, 28), is_inferred=True)
    assert likeness(report(1), inferred) < likeness(report(1), two_days_before)


def test_a_saying_told_of_two_places_may_be_one():
    here, there = (replace(said(n, SAYS), place=p) for n, p in ((1, PYONGYANG_SPOT), (2, HAMHUNG_SPOT)))
    assert groups(here, there) == [[0, 1]]


def test_an_armed_group_does_not_stand_for_its_country():
    rebels = Actor("Rebelles nord-coréens", "armed_group", "KP", "REB")
    given, to_rebels = (
        report(n, type_="AID", mode=None, actors=(CHOIGOU, a)) for n, a in ((1, NORTH), (2, rebels))
    )
    assert groups(given, to_rebels) == [[0], [1]]


@settings(max_examples=50, deadline=None)
@given(corpora(), st.randoms())
def test_groups_depend_neither_on_order_nor_on_unrelated_reports(corpus, random):
    reports = [each for story in corpus for each in features(*_told(story))]
    reports = list({each.key: each for each in reports}.values())
    whole = cluster(reports)
    shuffled = reports[:]
    random.shuffle(shuffled)
    assert cluster(shuffled) == whole
    for component in components(reports):
        assert cluster(component) == {group for group in whole if group <= component}


def components(reports):
    """The reports in sets between which none is related to another."""
    left = set(reports)
    while left:
        found, frontier = set(), {left.pop()}
        while frontier:
            found |= frontier
            frontier = {each for each in left if any(related(each, other) for other in frontier)}
            left -= frontier
        yield frozenset(found)


# Facts


def told_on(day, article, period, **facts):
    event = Event("ASSAULT", facts.pop("mode", None), facts.pop("factuality", "asserted"), period, **facts)
    return EventReport(f"e{article}", article, event, date(2023, 8, day))


def test_the_most_precise_date_is_kept_then_the_most_frequent():
    reports = [told_on(1, 1, MONTH), told_on(2, 2, MONTH), told_on(3, 3, PERIODS[2]), told_on(4, 4, DAY)]
    assert merge(reports).period == PERIODS[2]
    assert merge([*reports, told_on(5, 5, DAY)]).period == DAY


def test_the_toll_that_most_articles_give_is_kept_and_every_other_one_is_a_variant():
    facts = merge([told_on(1, 1, DAY, dead=3), told_on(2, 2, DAY, dead=5), told_on(3, 3, DAY, dead=5)])
    assert facts.dead == 5
    assert [(v.value, v.article, v.kept) for v in facts.variants if v.field == "dead"] == [
        ("3", 1, False),
        ("5", 2, True),
        ("5", 3, True),
    ]


def test_the_strongest_factuality_is_kept_and_the_others_shown():
    facts = merge([told_on(1, 1, DAY, factuality="future"), told_on(2, 2, DAY)])
    assert facts.factuality == "asserted"
    assert {v.value for v in facts.variants if v.field == "factuality"} == {"future", "asserted"}


def test_the_most_specific_place_and_all_participants_are_kept():
    one = replace(
        told_on(1, 1, DAY), place=Place("lkp", "Corée du Nord", "country"), parts=(Part("a1", "A", "actor"),)
    )
    other = replace(
        told_on(2, 2, DAY),
        place=Place("lpy", "Pyongyang", "city"),
        parts=(Part("a1", "A", "actor", "ministre"), Part("a2", "B", "recipient")),
    )
    facts = merge([one, other])
    assert facts.place == "lpy"
    assert [(p.actor, p.role, p.title) for p in facts.parts] == [
        ("a1", "actor", "ministre"),
        ("a2", "recipient", None),
    ]


def differing(*reports):
    """The values that disagree with what is kept."""
    return {(v.field, v.value) for v in merge(reports).variants if v.differs}


def test_a_vaguer_date_is_no_disagreement_but_another_day_is():
    one = told_on(1, 1, DAY)
    assert differing(one, told_on(2, 2, MONTH), told_on(2, 3, PERIODS[3])) == set()
    assert differing(one, told_on(1, 2, DAY), told_on(2, 3, PERIODS[2])) == {("date", "2023-07-27")}


def test_a_month_disagrees_when_its_weekday_is_not_that_of_the_day():
    exact = told_on(1, 1, DAY)  # a Wednesday
    assert differing(exact, replace(told_on(2, 2, MONTH), weekday=2)) == set()
    assert differing(exact, replace(told_on(2, 2, MONTH), weekday=1)) == {("date", "2023-07")}


def test_what_did_not_happen_disagrees_with_what_did_but_its_announcement_does_not():
    happened = told_on(1, 1, DAY)
    assert differing(happened, told_on(2, 2, DAY, factuality="future")) == set()
    assert differing(happened, told_on(2, 2, DAY, factuality="negated")) == {("factuality", "negated")}


def test_a_country_around_the_place_is_no_disagreement_but_another_country_is():
    city = replace(told_on(1, 1, DAY), place=Place("lpy", "Pyongyang", "city", "KP"))
    country = replace(told_on(2, 2, DAY), place=Place("lkp", "Corée du Nord", "country", "KP"))
    other = replace(told_on(2, 2, DAY), place=Place("lru", "Russie", "country", "RU"))
    assert differing(city, country) == set()
    assert differing(city, other) == {("place", "Russie")}


def test_a_minister_stands_for_his_government_and_ministry_whichever_article_names_them():
    minister = Part("a1", "A", "actor", country="RU", offices=frozenset({"a2"}))
    ministry = Part("a2", "B", "actor", country="RU", kind="organization", is_ministry=True)
    state = Part("a3", "Russie", "actor", country="RU", kind="government")
    host = Part("a4", "Cuba", "recipient", country="CU", kind="government")
    visits = [
        replace(told_on(n, n, DAY), event=Event("CONSULT", "visit", "asserted", DAY), parts=parts)
        for n, parts in enumerate([(minister, host), (state, ministry, host)], 1)
    ]
    facts = merge(visits)
    assert [part.actor for part in facts.parts] == ["a1", "a4"]
    assert {v.key: v.kept for v in facts.variants if v.field == "actor"} == {
        "a1": True,
        "a2": False,
        "a3": False,
    }


def test_who_did_it_is_disputed_when_nobody_is_named_twice():
    state, army, rebels = (
        replace(told_on(1, n, DAY), parts=(Part(key, key, "actor", None, country),))
        for n, (key, country) in enumerate((("state", "KP"), ("army", "KP"), ("rebels", None)), start=1)
    )
    assert differing(state, army) == set()
    assert differing(state, rebels) == {("actor", "state"), ("actor", "rebels")}


@pytest.mark.parametrize(
    ("texts", "language", "found"),
    [
        (["mardi dernier"], "fr", 1),
        (["le 13 septembre", "Mercredi soir"], "fr", 2),
        (["lundi", "mardi"], "fr", None),
        (["last Tuesday"], "en", 1),
        (["mardi"], "en", None),
        (["mardi"], None, None),
        (["mardi"], "zzz", None),
    ],
)
def test_weekdays_are_read_in_the_language_of_the_article(texts, language, found):
    assert weekday(texts, language) == found


def test_the_key_is_that_of_the_first_report():
    assert merge([told_on(2, 2, DAY), told_on(1, 1, DAY)]).key == "e1"


# Claims


def claim(type_="accusation", text="a livré des missiles à la Russie", article="1", speaker="a1", event="e1"):
    return ClaimReport(f"c{article}{speaker}{type_}", article, type_, text, None, speaker, event)


def test_a_denial_contradicts_the_accusation_about_the_same_event():
    denial = claim("denial", "n'a rien livré", speaker="a2")
    assert relation(claim(), denial) == relation(denial, claim()) == "contradicts"
    assert relation(claim(), replace(denial, event="e2")) is None
    assert relation(claim(), replace(denial, speaker="a1")) is None
    assert relation(claim("pledge"), denial) is None


def test_the_same_words_in_another_article_are_a_repetition():
    assert relation(claim(event=None), claim(article="2", event="e9")) == "repeats"
    assert relation(claim(), claim()) is None
    assert relation(claim(event=None), claim(article="2", speaker="a2")) is None


def test_few_words_are_no_repetition():
    assert (
        relation(claim(text="C'est faux", event=None), claim(text="C'est faux", article="2", event=None))
        is None
    )


def test_an_accusation_about_the_same_event_is_repeated_in_other_words():
    assert relation(claim(), claim(article="2", text="de fournir des obus à l'armée russe")) == "repeats"
    assert relation(claim("statement"), claim("statement", article="2", text="tout va bien ici")) is None
