"""Which place a name means: the gazetteer's, a town of GeoNames, or an unknown one without coordinates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import ARTICLES, OF
from eventsdb.records import Location

if TYPE_CHECKING:
    from eventsdb.extraction.names import Name, Names
    from eventsdb.extraction.tokens import Token


_ROAD = re.compile(r"(?:R[DN]|[ADEMN])[ -]?\d{1,4}(?:[A-Z]|bis)?")
_NUMBERED = re.compile(r"\d")  # a feast or a programme ("1er-Mai")
_GLUED = re.compile(r"[.:;!?\"»)]\w|[a-z][A-Z]")  # two sentences without a space between them
_ARTICLES = frozenset(
    {
        "le",
        "la",
        "les",
        "l'",
        "l’",
        "un",
        "une",
        "des",
        "de",
        "d'",
        "d’",
        "du",
        "aux",
        "au",
        "ces",
        "quelques",
    }
)
_PLURAL = frozenset({"les", "des", "aux", "ces"})
_OF_TOWNS = ("ais", "ois", "iens", "éens", "ains", "aises", "oises", "iennes", "éennes")
_PEOPLE = 7  # letters of the shortest word for people of a town that is not taken for a common noun
_UNITS = frozenset({"km", "kilomètre", "kilomètres"})
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

    def of(self, name: Name) -> Location | None:
        """The place that a name names, None when it names none.

        One that nobody knows has the coordinates of the town that the text says it is in, or none.
        """
        text = self.names.doc.span(name.start, name.end).text
        gazetteer, towns = self.names.knowledge.gazetteer, self.names.knowledge.towns
        known = gazetteer.lookup(text)
        if known and known.place:
            return known.place
        if not name.noun:
            for form in (text, f"le {text}", f"la {text}", f"les {text}"):
                if town := towns.find(form, self.names.countries):
                    return replace(town, name=text)
            if self._is_no_place(name, text):
                return None
            country = self._country_around(name)
            alike = towns.find_alike(text, country) if country else None
            return alike or self._in_its_town(name, Location(text, "city", country))
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
            country = None if kind == "water" else self._country_around(name)
            place = Location(title, kind, country)
            return self._in_its_town(name, place) if kind == "site" else place
        return replace(base, name=title, kind=kind, geonames_id=None)

    def road(self, name: Name) -> Location | None:
        """The road that a number names ("A7", "RN 20"): a site at no one spot, without coordinates."""
        text = self.names.doc.span(name.start, name.end).text
        return Location(text, "site", self._country_around(name)) if _ROAD.fullmatch(text) else None

    def _is_no_place(self, name: Name, text: str) -> bool:
        """Whether the model took a number, people by their town or a common word for a place."""
        doc = self.names.doc
        if _NUMBERED.search(text) or _GLUED.search(text):
            return True
        before = doc[name.start - 1].lower_ if name.start else ""
        last = doc[name.end - 1]
        if name.end - name.start == 1:
            if last.is_sent_start and last.pos_ != "PROPN":
                return True  # a common noun or participle
            if before in _PLURAL and len(text) >= _PEOPLE and text.endswith(_OF_TOWNS):
                return True
        else:
            before = doc[name.end - 2].lower_
        gazetteer = self.names.knowledge.gazetteer
        return before in _ARTICLES and (last.lower_ in gazetteer.regions or last.lower_ in gazetteer.demonyms)

    def _in_its_town(self, name: Name, place: Location) -> Location:
        """A place, with the coordinates of the town its sentence says it is in ("l'église X, à Tanta")."""
        doc, names = self.names.doc, self.names.names
        end = min(name.end + _BESIDE, doc[name.start].sent.end)
        after = [n for n in names if name.end <= n.start <= end and self._says_where(doc[name.end : n.start])]
        inside = name.noun or any(t.lower_ == "quartier" for t in doc[max(0, name.start - 3) : name.start])
        before = [
            n
            for n in names
            if inside
            and doc[name.start].sent.start <= n.start < name.start
            and not _gives_distance(doc[max(0, n.start - _BESIDE) : name.start])
        ]
        for other in (*after, *reversed(before)):
            town = self._known_town(other)
            if town is not None and town.country == place.country:
                return replace(place, admin1=town.admin1, latitude=town.latitude, longitude=town.longitude)
        return place

    def _says_where(self, between: tuple[Token, ...]) -> bool:
        """Whether words between two places say that the first is in or near the second."""
        if any(t.pos_ in {"VERB", "AUX", "CCONJ"} and t.lemma_ != "situer" for t in between):
            return False
        return _ends_in_preposition(between) and not _gives_distance(between)

    def _known_town(self, name: Name) -> Location | None:
        """The town that a name names, if its coordinates are known."""
        text = self.names.doc.span(name.start, name.end).text
        if name.known:
            place = name.known.place
            if place is None or place.kind != "city":
                return None
            return place if place.latitude is not None else self.town(place.name, place.country or "")
        if name.sort != "place" or name.noun:
            return None
        return self.names.knowledge.towns.find(text, self.names.countries)

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
            if _ends_in_preposition(between) and place and place.country:
                return place.country
        return self.names.country_near(name.start)


def _ends_in_preposition(between: tuple[Token, ...]) -> bool:
    last = next((t for t in reversed(between) if t.pos_ != "DET"), None)
    return last is not None and (last.pos_ == "ADP" or last.text == "(")


def _gives_distance(words: tuple[Token, ...]) -> bool:
    return any(t.lower_ in _UNITS for t in words)
