"""Which place a name means: the gazetteer's, a town of GeoNames, or an unknown one without coordinates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.records import Location

if TYPE_CHECKING:
    from eventsdb.extraction.names import Name, Names


_BESIDE = 10  # words between a place and the one that says where it lies


class Locator:
    """Finds the places of one article."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def town(self, name: str, *countries: str) -> Location | None:
        """The town of that name in one of these countries."""
        town = self.names.knowledge.towns.find(name, sorted(countries))
        return town if town and town.country in countries else None

    def country_of(self, town: str) -> str | None:
        """The country of the town most likely meant by a name."""
        found = self.names.knowledge.towns.find(town, self.names.countries)
        return found.country if found else None

    def of(self, name: Name) -> Location:
        """The place that a name names; without coordinates where nobody knows it."""
        text = self.names.doc.span(name.start, name.end).text
        gazetteer, towns = self.names.knowledge.gazetteer, self.names.knowledge.towns
        known = gazetteer.lookup(text)
        if known and known.place:
            return known.place
        if not name.noun:
            for form in (text, f"le {text}", f"la {text}", f"les {text}"):
                if town := towns.find(form, self.names.countries):
                    return replace(town, name=text)
            return Location(text, "city", self._country_around(name))
        kind = self.names.knowledge.sites.kind(name.noun) or "site"
        title = text[0].upper() + text[1:]
        inner = text[len(name.noun) :].split()
        while inner and inner[0].lower() in OF | ARTICLES:
            inner = inner[1:]
        bare = re.sub("^(?:[dl]['’])", "", " ".join(inner))
        known = gazetteer.lookup(bare)
        base = known.place if known and known.place and not known.seat else None
        if self.names.knowledge.sites.by_town(name.noun) and base is None:
            base = towns.find(bare, self.names.countries)
            if base and kind == "region" and base.country not in self.names.countries:
                base = None  # a county may bear a name that no town of its country has
        if base is None or base.kind == "country":
            return Location(title, kind, None if kind == "water" else self._country_around(name))
        return replace(base, name=title, kind=kind, geonames_id=None)

    def _country_around(self, name: Name) -> str | None:
        """The country of the place said to lie near ("à Kobi, au nord de Tbilissi"), else the likeliest."""
        doc = self.names.doc
        for other in self.names.names:
            if not name.end <= other.start <= min(name.end + _BESIDE, doc[name.start].sent.end):
                continue
            between = doc[name.end : other.start]
            if any(token.pos_ in {"VERB", "AUX", "CCONJ"} for token in between):
                break
            place = other.known.place if other.known else None
            before = next((t for t in reversed(between) if t.pos_ != "DET"), None)
            said = before is not None and (before.pos_ == "ADP" or before.text == "(")
            if said and place and place.country:
                return place.country
        return self.names.country_near(name.start)
