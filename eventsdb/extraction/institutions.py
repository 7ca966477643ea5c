"""Institutions built by grammar: a noun, its country by adjective or "de", and the field of a ministry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import ARTICLES, OF

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Demonym, Gazetteer, Known
    from eventsdb.extraction.knowledge import Institution
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Doc

_STATE = "État"  # "l'État de Victoria" is none whose capital is Victoria
_NATIONAL = frozenset({"MIL", "SPY", "LEG"})
"""Sectors of the state where a capital is named: "l'armée de Kiev", not "la police de Londres"."""
RULE = frozenset({"administration", "gouvernement", "régime", "exécutif", "cabinet", "junte"})
"""Nouns for a government that the name of who leads it may follow: "l'administration Obama"."""
_FIRMS = frozenset({"cabinet"})  # may also be a firm of that name


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """An institution in a text, tokens `start` to `end`: what it is, whose, and its field if it has one.

    `others` are further countries that share the noun ("les armées indienne et chinoise"). `seat` is the
    city or region whose body it is, in the words of the text ("le parquet de Lyon").
    """

    start: int
    end: int
    institution: Institution
    country: str | None
    field: str
    others: tuple[str, ...] = ()
    seat: str = ""


def read_institution(
    doc: Doc, found: Found[Institution], known_at: dict[int, Found[Known]], gazetteer: Gazetteer
) -> InstitutionName | None:
    """Read what follows an institution's noun; None when a ministry has no field."""
    institution, demonyms = found.value, gazetteer.demonyms
    country: str | None = None
    field = ""
    others: tuple[str, ...] = ()
    seat = ""
    end = i = found.end
    while i < len(doc) and not doc[i].is_sent_start:
        token = doc[i]
        demonym = demonyms.get(token.lower_)
        if demonym is not None and country is None and token.text[0].islower():
            country, end, i = demonym.country, i + 1, i + 1
            others, end = _further_countries(doc, end, demonyms) if _is_plural(doc, found) else ((), end)
            i = end
            continue
        region = gazetteer.regions.get(token.lower_)
        if region is not None and country is None and token.text[0].islower():
            seat = "" if institution.members else token.text
            country, end, i = region, i + 1, i + 1
            continue
        if token.lower_ in OF:
            after = i + 1
            while after < len(doc) and doc[after].lower_ in ARTICLES:
                after += 1
            placed = country is None and not institution.members and (field or not institution.domain)
            if placed and (town := _seat(doc, after, known_at, institution)):
                end, country = town
                seat = doc.span(after, end).text
                break
            nation = _nation(known_at.get(after), seats=institution.name != _STATE)
            if nation and country is None:
                country, end = nation, known_at[after].end
                i = end
                continue
            if institution.domain and not field:
                stop = field_end(doc, after, demonyms, known_at)
                if stop > after:
                    field = doc.span(i, stop).text
                    end = i = stop
                    continue
            break
        if token.pos_ == "ADJ" and token.text[0].islower() and not institution.domain and i == end:
            following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
            if following in demonyms or following in gazetteer.regions or following in OF:
                i += 1
                continue
        break
    if institution.domain and not field:
        return None
    return InstitutionName(found.start, end, institution, country, field, others, seat)


def with_ruler(doc: Doc, read: InstitutionName, known_at: dict[int, Found[Known]]) -> InstitutionName:
    """The government with the surname of who leads it, and that one's country: "le gouvernement Philippe"."""
    noun, i = doc[read.start].lower_, read.end
    if i != read.start + 1 or noun not in RULE or i >= len(doc) or doc[i].is_sent_start:
        return read
    known = known_at.get(i)
    leader = known.value.actor if known and known.value.actor else None
    if known and (leader is None or leader.kind != "person" or known.end > i + 1):
        return read
    if leader is None and (noun in _FIRMS or doc[i].ent_type_ != "PER" or not doc[i].text.istitle()):
        return read
    if i + 1 < len(doc) and doc[i + 1].text[0].isupper() and not doc[i + 1].is_sent_start:
        return read  # "porte-parole du gouvernement Jeanne Martin"
    return replace(read, end=i + 1, country=leader.country if leader else None)


def _seat(
    doc: Doc, i: int, known_at: dict[int, Found[Known]], institution: Institution
) -> tuple[int, str | None] | None:
    """Where the name of a city or region ends that an institution belongs to, and its country if known."""
    if i >= len(doc) or not doc[i].text[0].isupper():
        return None
    known = known_at.get(i)
    if known is not None:
        place = known.value.place
        national = institution.kind != "organization" or institution.domain or institution.sector in _NATIONAL
        if place is None or place.kind == "country" or (known.value.seat and national):
            return None
        return known.end, place.country
    label = doc[i].ent_type_
    if doc[i].pos_ != "PROPN" or doc[i].text.isupper() or label == "PER":
        return None
    if institution.kind == "government" and label != "LOC":
        return None
    end = i
    while end < len(doc) and _goes_on(doc, i, end):
        end += 1
    return end, None


def _goes_on(doc: Doc, start: int, i: int) -> bool:
    """Whether token i still belongs to the name of a place that begins at token `start`."""
    if i > start and doc[i].is_sent_start:
        return False
    return doc[i].text[0].isupper() or (doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[start].ent_type_)


def _is_plural(doc: Doc, found: Found[Institution]) -> bool:
    """Whether a noun is plural, so that several states may share it ("les armées indienne et chinoise")."""
    return doc[found.end - 1].text.endswith("s")


def _further_countries(doc: Doc, i: int, demonyms: dict[str, Demonym]) -> tuple[tuple[str, ...], int]:
    """The adjectives of nationality that go on a list from token `i`, and where the list ends."""
    found: list[str] = []
    while i + 1 < len(doc) and doc[i].lower_ in {",", "et"} and doc[i + 1].text[0].islower():
        demonym = demonyms.get(doc[i + 1].lower_)
        if demonym is None:
            break
        found.append(demonym.country)
        i += 2
    return tuple(found), i


def _nation(found: Found[Known] | None, *, seats: bool = True) -> str | None:
    """The country that a name of the gazetteer is, or (with `seats`) is the capital of."""
    if found is None or found.value.place is None:
        return None
    whole = found.value.place.kind == "country" or (seats and found.value.seat)
    return found.value.place.country if whole else None


def field_end(doc: Doc, start: int, demonyms: dict[str, Demonym], known_at: dict[int, Found[Known]]) -> int:
    """The end of a ministry's field: nouns with their adjectives, joined by "et de" or a comma and "de"."""
    i = start
    while i < len(doc) and not doc[i].is_sent_start:
        token = doc[i]
        joined = doc[i - 1].lower_ if i > start else ""
        if token.lower_ in demonyms or (known_at.get(i) and _nation(known_at[i])):
            break
        if (
            token.pos_ == "NOUN"
            or (token.pos_ == "PROPN" and token.ent_type_ != "PER")
            or token.text == "Outre-mer"
        ):
            if i > start and joined not in ARTICLES | OF and doc[i - 1].pos_ in {"NOUN", "PROPN"}:
                break
            i += 1
        elif (
            (token.pos_ == "ADJ" and i > start)
            or (token.lower_ in {"et", ","} and i > start and i + 1 < len(doc) and doc[i + 1].lower_ in OF)
            or (
                i > start
                and (token.lower_ in OF or (token.lower_ in ARTICLES and joined in OF))
                and joined in {"et", ",", *OF}
            )
        ):
            i += 1
        else:
            break
    while i > start and doc[i - 1].lower_ in {"et", ",", *OF, *ARTICLES}:
        i -= 1
    return i
