import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.records import Actor
from eventsdb.resolution.actors import actor_key, attach, handles, usual, variants
from eventsdb.resolution.names import fold, person_words


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sergueï Choïgou", "Sergei Shoigu", "Sergey Shoygu", "Sergueï Shoïgou", "SERGEI SCHOIGU"),
        ("Kim Jong-un", "Kim Jong Un", "kim jong-un"),
        ("Vladimir Poutine", "Vladimir Putin", "Vladimir V. Poutine"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskij"),
        ("Mouammar Kadhafi", "Muammar Gaddafi", "Muammar Qaddafi"),
        ("Alexandre Loukachenko", "Alexandre Lukashenko"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Abdel Fattah al-Sissi", "Abdel Fattah Al Sisi"),
    ],
)
def test_spellings_and_transliterations_of_one_name_are_one(spellings):
    assert len({actor_key(Actor(name, "person")) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "Kim Yo-jong"),
        ("Emmanuel Macron", "Brigitte Macron"),
        ("François Mitterrand", "Frédéric Mitterrand"),
        ("George Bush", "Barbara Bush"),
        ("Vladimir Poutine", "Vladimir Padrino"),
    ],
)
def test_two_people_stay_two(one, other):
    assert actor_key(Actor(one, "person")) != actor_key(Actor(other, "person"))


@given(st.text(min_size=1))
def test_folding_is_stable_and_person_words_are_never_none(name):
    assert fold(fold(name)) == fold(name)
    assert person_words(name)


def taken_for(weak, *strong):
    """The names that the weak presentation is taken for, out of the strong ones."""
    found = [handle for actor in (weak, *strong) for handle in handles(variants(actor, actor_key(actor)))]
    target = attach(found).get(actor_key(weak))
    return next((actor.name for actor in strong if actor_key(actor) == target), None)


CHOIGOU = Actor("Sergueï Choïgou", "person", "RU")
KIM, SISTER = Actor("Kim Jong-un", "person", "KP"), Actor("Kim Yo-jong", "person", "KP")
NATO = Actor("Organisation du traité de l'Atlantique nord", "organization", None, aliases=("OTAN",))


def test_a_surname_alone_is_taken_for_the_one_person_who_has_it():
    assert taken_for(Actor("Shoigu", "person"), CHOIGOU, KIM) == "Sergueï Choïgou"


def test_a_family_name_that_comes_first_is_found_too():
    assert taken_for(Actor("Kim", "person", "KP"), KIM) == "Kim Jong-un"


def test_a_surname_that_two_people_share_is_taken_for_neither():
    assert taken_for(Actor("Kim", "person", "KP"), KIM, SISTER) is None


def test_the_country_decides_between_two_people_of_one_surname():
    merkel, other = Actor("Angela Merkel", "person", "DE"), Actor("Max Merkel", "person", "AT")
    assert taken_for(Actor("Merkel", "person", "AT"), merkel, other) == "Max Merkel"


def test_a_surname_is_not_taken_for_someone_of_another_country():
    assert taken_for(Actor("Choïgou", "person", "FR"), CHOIGOU) is None


def test_an_acronym_is_taken_for_the_organization_that_goes_by_it():
    assert taken_for(Actor("OTAN", "organization"), NATO, KIM) == NATO.name


def test_a_person_is_never_taken_for_an_organization():
    assert taken_for(Actor("Otan", "person"), NATO) is None


def test_an_organization_without_country_is_taken_for_the_one_of_that_name():
    french = Actor("Sénat", "organization", "FR")
    italian = Actor("Sénat", "organization", "IT")
    assert taken_for(Actor("Sénat", "organization"), french) == "Sénat"
    assert taken_for(Actor("Sénat", "organization"), french, italian) is None


def test_a_ministry_is_not_its_government():
    assert actor_key(Actor("Russie", "government", "RU")) != actor_key(
        Actor("Ministère russe de la Défense", "organization", "RU")
    )


def test_an_actor_is_shown_as_most_articles_present_it():
    french, english = Actor("Sergueï Choïgou", "person", "RU"), Actor("Sergei Shoigu", "person", None, "GOV")
    presented = [*variants(english, "a"), *variants(french, "a"), *variants(french, "a")]
    shown = usual(presented)
    assert (shown.name, shown.country, shown.sector) == ("Sergueï Choïgou", "RU", "GOV")
