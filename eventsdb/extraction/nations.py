"""Nationality: what an adjective of nationality and a country code stand for, as actor and as place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.records import Actor, Location

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gazetteer
    from eventsdb.extraction.places import Towns


@dataclass(frozen=True, slots=True)
class Nations:
    """Governments by every form of their adjective and by ISO 3166-1 alpha-2 code; places by code; towns."""

    by_adjective: Mapping[str, Actor]
    governments: Mapping[str, Actor]
    places: Mapping[str, Location]
    capitals: Mapping[str, Location]
    towns: Towns

    def town(self, name: str, country: str) -> Location | None:
        """The town of that name in a country."""
        found = self.towns.find(name, [country])
        return found if found is not None and found.country == country else None

    @classmethod
    def of(cls, gazetteer: Gazetteer, towns: Towns) -> Nations:
        """The nations of a gazetteer, their capitals found among the towns."""
        countries = gazetteer.countries
        return cls(
            {form: countries[demonym.country].government for form, demonym in gazetteer.demonyms.items()},
            {code: country.government for code, country in countries.items()},
            {code: country.place for code, country in countries.items()},
            {
                code: towns.find(country.seats[0], [code]) or Location(country.seats[0], "city", code)
                for code, country in countries.items()
                if country.seats
            },
            towns,
        )
