"""Names known beforehand: countries with their seats, bodies, armed groups, media, leaders, places.

Each kind has its lexicon in `fr/`; what an entry may hold is checked when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from babel import Locale

from eventsdb.extraction.lexicon import Entry, load_lexicon
from eventsdb.extraction.phrases import Found, PhraseIndex, Words, fold_words
from eventsdb.plover import SECTORS
from eventsdb.records import Actor, ActorKind, Location, LocationKind

Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: its actor, its place, and the singular adjectives for what is its own."""

    code: str
    government: Actor
    place: Location
    adjectives: tuple[tuple[str, str], ...]
    seats: tuple[str, ...]

    def adjective(self, gender: Gender, *, plural: bool = False) -> str | None:
        """The usual adjective in that gender and number ("russe", "indiennes")."""
        if not self.adjectives:
            return None
        word = self.adjectives[0][gender == "f"]
        return pluralize(word) if plural else word


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective or noun of nationality as it stands in a text; `gender` is None when both are alike."""

    country: str
    gender: Gender | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a name of the gazetteer stands for: an actor, a place, or either ("Moscou", a seat of power)."""

    actor: Actor | None = None
    place: Location | None = None
    seat: bool = False


def pluralize(adjective: str) -> str:
    """The plural of an adjective of nationality."""
    return adjective if adjective.endswith(("s", "x")) else adjective + "s"


class Gazetteer:
    """All names of the lexicons, ready for look-up.

    `demonyms` and `regions` hold the forms of the adjectives of nationality and, with the code of the
    country, of regions and cities. `agencies` holds the official news agency of a country, `short_names`
    what a country is called only where it is spoken of anyway ("le Nord" of Korea), `full_words` the words
    of the names of more than one word that an actor has.

    Raises:
        LexiconError: an entry is malformed or refers to a country that does not exist.
    """

    def __init__(self) -> None:
        self.countries = {country.code: country for country in _countries()}
        self.demonyms = _demonyms(self.countries)
        self.regions = _regions(self.countries, self.demonyms)
        self.agencies: dict[str, Actor] = {}
        self.short_names: dict[str, Known] = {}
        self.full_words: dict[str, frozenset[str]] = {}
        self._index: PhraseIndex[Known] = PhraseIndex()
        self._add_countries()
        self._add_actors("organizations.toml", "organization", "UNK")
        self._add_actors("armed_groups.toml", "armed_group", "UAF")
        self._add_actors("media.toml", "media", "JRN")
        self._add_actors("groups.toml", "group", "CVL")
        self._add_leaders()
        self._add_metonyms()
        self._add_places()

    def country(self, code: str, entry: Entry) -> Country:
        """The country with that code, or an error that names the entry."""
        if code not in self.countries:
            entry.fail(f"'country' has the unknown code '{code}'")
        return self.countries[code]

    def find(self, words: Words) -> list[Found[Known]]:
        """The names in a document, in reading order, none overlapping another."""
        return self._index.find(words)

    def lookup(self, name: str) -> Known | None:
        """What a whole name stands for."""
        return self._index.lookup(name)

    def nationalities(self, words: Iterable[str]) -> Iterator[tuple[int, str]]:
        """The positions of adjectives of nationality, region and city among words, each with its country."""
        for i, word in enumerate(map(str.lower, words)):
            if word in self.demonyms:
                yield i, self.demonyms[word].country
            elif word in self.regions:
                yield i, self.regions[word]

    def _add_countries(self) -> None:
        territories = Locale("fr").territories
        for entry in load_lexicon("countries.toml").entries("country"):
            country = self.countries[entry.label.rpartition(".")[2]]
            names = [country.place.name, *entry.texts("aliases")]
            if (usual := territories.get(country.code)) and "(" not in usual:
                names.append(usual)
            self._index.add(
                names, Known(country.government if entry.flag("powers", True) else None, country.place)
            )
            known = Known(country.government, country.place)
            self.short_names |= dict.fromkeys(entry.texts("short_names"), known)
            for seat in country.seats:
                self._index.add(
                    [seat], Known(country.government, Location(seat, "city", country.code), seat=True)
                )

    def _add_actors(self, file: str, kind: ActorKind, sector: str) -> None:
        for entry in load_lexicon(file).entries(kind):
            entry.only("name", "aliases", "country", "sector", "kind", "official")
            code = entry.optional_text("country")
            actor = Actor(
                entry.text("name"),
                entry.optional_text("kind", get_args(ActorKind)) or kind,  # type: ignore[arg-type]
                self.country(code, entry).code if code else None,
                entry.optional_text("sector", SECTORS) or sector,
            )
            names = [actor.name, *entry.texts("aliases")]
            self._index.add(names, Known(actor))
            full = [words for words in map(fold_words, names) if len(words) > 1]
            self.full_words[actor.name] = frozenset(word for words in full for word in words)
            if actor.country and entry.flag("official"):
                self.agencies[actor.country] = actor

    def _add_leaders(self) -> None:
        for entry in load_lexicon("leaders.toml").entries("leader"):
            entry.only("name", "aliases", "country")
            country = self.country(entry.text("country"), entry)
            leader = Actor(entry.text("name"), "person", country.code)
            self._index.add([leader.name, *entry.texts("aliases")], Known(leader))

    def _add_metonyms(self) -> None:
        for entry in load_lexicon("metonyms.toml").entries("metonym"):
            entry.only("names", "country", "organization", "place")
            country = self.country(entry.text("country"), entry)
            organization = entry.optional_text("organization")
            actor = (
                Actor(organization, "organization", country.code, "GOV")
                if organization
                else country.government
            )
            place = None
            if "place" in entry.values:
                site = Entry(entry.file, f"{entry.label} place", entry.values["place"]).only(
                    "name", "latitude", "longitude"
                )
                place = Location(
                    site.text("name"),
                    "site",
                    country.code,
                    None,
                    site.number("latitude"),
                    site.number("longitude"),
                )
            self._index.add(entry.texts("names"), Known(actor, place))

    def _add_places(self) -> None:
        for entry in load_lexicon("places.toml").entries("place"):
            entry.only("name", "aliases", "kind", "country", "admin1", "latitude", "longitude")
            code = entry.optional_text("country")
            place = Location(
                entry.text("name"),
                entry.text("kind", get_args(LocationKind)),  # type: ignore[arg-type]
                self.country(code, entry).code if code else None,
                entry.optional_text("admin1"),
                entry.number("latitude") if "latitude" in entry.values else None,
                entry.number("longitude") if "longitude" in entry.values else None,
            )
            self._index.add([place.name, *entry.texts("aliases")], Known(place=place))


def _countries() -> Iterator[Country]:
    for entry in load_lexicon("countries.toml").entries("country"):
        entry.only(
            "name",
            "aliases",
            "short_names",
            "masculine",
            "feminine",
            "seats",
            "latitude",
            "longitude",
            "powers",
        )
        code, name = entry.label.rpartition(".")[2], entry.text("name")
        masculine, feminine = entry.texts("masculine"), entry.texts("feminine")
        if len(masculine) != len(feminine):
            entry.fail("'masculine' and 'feminine' must have the same length")
        yield Country(
            code,
            Actor(name, "government", code, "GOV"),
            Location(name, "country", code, None, entry.number("latitude"), entry.number("longitude")),
            tuple(zip(masculine, feminine, strict=True)),
            entry.texts("seats"),
        )


def _demonyms(countries: dict[str, Country]) -> dict[str, Demonym]:
    """Every form of every adjective of nationality; a form that two countries share goes to the first."""
    forms: dict[str, Demonym] = {}
    for country in countries.values():
        for masculine, feminine in country.adjectives:
            for word, gender in ((masculine, "m"), (feminine, "f")):
                either = masculine == feminine
                for form in {word, pluralize(word)}:
                    mark: Gender | None = None if either else gender  # type: ignore[assignment]
                    forms.setdefault(form, Demonym(country.code, mark, form != word))
    return forms


def _regions(countries: dict[str, Country], nations: dict[str, Demonym]) -> dict[str, str]:
    """Every form of the adjectives of regions and cities, with the code of their country."""
    section = load_lexicon("regions.toml").section("adjectives").only(*countries)
    forms: dict[str, str] = {}
    for code, pairs in section.values.items():
        for number, pair in enumerate(pairs, start=1):
            words = Entry(section.file, f"{code} {number}", {"pair": pair}).texts("pair")
            for word in words:
                if word in nations:
                    section.fail(f"'{word}' is an adjective of nationality")
                forms |= dict.fromkeys((word, pluralize(word)), code)
    return forms
