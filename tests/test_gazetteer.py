"""Names known beforehand: how they are looked up, and what a malformed lexicon says."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.errors import LexiconError
from eventsdb.extraction import gazetteer as module
from eventsdb.extraction import places
from eventsdb.extraction.gazetteer import Gazetteer
from eventsdb.extraction.lexicon import Lexicon, load_lexicon
from eventsdb.extraction.phrases import PhraseIndex, Words, fold_words
from eventsdb.extraction.places import Towns
from eventsdb.extraction.tokens import Doc
from eventsdb.records import Location

WARSAW = {
    "geonameid": 756135,
    "name": "Warszawa",
    "latitude": 52.2,
    "longitude": 21.0,
    "countrycode": "PL",
    "population": 1702139,
    "admin1code": "78",
    "alternatenames": ["WAW", "Varsovie", "Варшава"],
}


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


@pytest.fixture(scope="module")
def tokens():
    import spacy

    nlp = spacy.blank("xx")
    return lambda text: Words(Doc.of(nlp(text)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("États-Unis", "Etats Unis"),
        ("Quai d'Orsay", "quai d’Orsay"),
        ("Żagań", "Zagan"),
        ("Bahreïn", "BAHREIN"),
    ],
)
def test_accents_hyphens_quotes_and_case_do_not_matter(left, right):
    assert fold_words(left) == fold_words(right)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    folded = fold_words(text)
    assert fold_words(" ".join(folded)) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le Conseil de sécurité de l'ONU vote", ["Conseil de sécurité de l'ONU"]),
        ("ua et UA", ["UA"]),
        ("le monde attend", []),
        ("Selon Le Monde, oui", ["Le Monde"]),
        ("la Corée. Nord et Sud", []),
    ],
)
def test_the_longest_name_is_found_where_it_is_written_as_a_name(gazetteer, tokens, text, found):
    words = tokens(text)
    assert [words.doc.span(f.start, f.end).text for f in gazetteer.find(words)] == found


def test_every_country_that_babel_names_is_known_with_its_adjective_and_capital(gazetteer):
    countries = {code for code in gazetteer.countries if code not in {"XK"}}
    assert countries <= set(Locale("fr").territories)
    assert len(countries) > 220
    for country in gazetteer.countries.values():
        if country.code in gazetteer_states():
            assert country.adjectives, country.code
            assert -90 <= country.place.latitude <= 90


def gazetteer_states():
    """The countries that act by themselves."""
    return {
        entry.label.rpartition(".")[2]
        for entry in load_lexicon("countries.toml").entries("country")
        if entry.flag("powers", True)
    }


@pytest.mark.parametrize("form", ["russe", "russes", "indienne", "indiennes", "sud-coréens", "grecques"])
def test_adjectives_of_nationality_are_known_in_both_genders_and_numbers(gazetteer, form):
    assert form in gazetteer.demonyms


def test_a_phrase_added_first_is_found_first():
    index = PhraseIndex()
    index.add(["Union"], "first")
    index.add(["union"], "second")
    assert index.lookup("Union") == "first"


@pytest.mark.parametrize(
    ("name", "countries", "country"),
    [("Varsovie", (), "PL"), ("Tripoli", ("LB",), "LB"), ("Tripoli", (), "LY"), ("Vienne", ("AT",), "AT")],
)
def test_towns_are_found_by_their_french_names_in_the_likeliest_country(name, countries, country):
    assert Towns().find(name, countries).country == country


def test_a_town_that_is_not_listed_is_not_found():
    assert Towns().find("Zabdrakoulé") is None


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        ("Koundouz", "AF", 1135689),
        ("Sfireh", "SY", 172503),  # As Safīrah
        ("Kizliar", "RU", 547840),
        ("Zabdrakoulé", "SY", None),
        ("Gallarte", "FR", None),  # French names are not transliterated
    ],
)
def test_names_of_other_scripts_are_found_in_other_spellings(name, country, town):
    found = Towns().find_alike(name, country)
    assert (found and found.geonames_id) == town


def test_towns_are_found_where_no_cache_can_be_written(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(places, "_cities", lambda: [WARSAW])
    assert Towns().find("Varsovie") == Location("Varsovie", "city", "PL", "PL.78", 52.2, 21.0, 756135)


def test_the_cache_is_made_once(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(places, "_cities", lambda: [WARSAW])
    Towns()
    monkeypatch.setattr(places, "_cities", lambda: pytest.fail("the cache was not used"))
    assert Towns().find("WARSZAWA").geonames_id == 756135


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('organization = [{ name = "X", country = "QQ" }]', "unknown code 'QQ'"),
        ('organization = [{ name = "X", sector = "XYZ" }]', "'sector' has the unknown value 'XYZ'"),
        ('organization = [{ nom = "X" }]', "unknown key nom"),
        ("organization = 3", "section 'organization' must hold tables"),
    ],
)
def test_a_malformed_lexicon_is_named_with_its_entry(monkeypatch, source, message):
    def load(file):
        return Lexicon(file, source) if file == "organizations.toml" else load_lexicon(file)

    monkeypatch.setattr(module, "load_lexicon", load)
    with pytest.raises(LexiconError, match=message) as error:
        Gazetteer()
    assert "organizations.toml" in str(error.value)
