"""Names of persons: who is who inside one article, and the office that the words around a name give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsdb.extraction.phrases import Found, fold_words
from eventsdb.extraction.words import RELATIVE

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.knowledge import Knowledge, Office
    from eventsdb.extraction.names import Name, Names
    from eventsdb.extraction.tokens import Doc
    from eventsdb.records import Actor

_INSIDE = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN", "NUM"})
_BESIDE = 3  # tokens after a name in which a nationality begins
_AGED = frozenset({"âgé", "âgée"})
_LONGEST = 16  # tokens between an office and the name it belongs to


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name of a person; names with the same `identity` are one person."""

    start: int
    end: int
    phrase_start: int
    phrase_end: int
    identity: int
    known: Actor | None = None
    title: str | None = None
    title_span: tuple[int, int] = (0, 0)
    country: str | None = None
    gender: Gender | None = None
    office: Office | None = None


def find_persons(doc: Doc, names: Names, knowledge: Knowledge) -> tuple[PersonName, ...]:
    """Find every name of a person with its title, and tell who is who."""
    people = [name for name in names.names if name.sort == "person"]
    named = frozenset(i for name in people for i in range(name.start, name.end))
    offices_by_end = {office.end: office for office in names.offices}
    offices_by_start = {office.start: office for office in names.offices}
    found = []
    first: dict[tuple[str, ...], int] = {}
    for i, (name, key) in enumerate(zip(people, _usual_names(doc, people, knowledge), strict=True)):
        identity = first.setdefault(key, i)
        left, start = _title_before(doc, name.start, offices_by_end, named, knowledge)
        if left and start > 1 and doc[start - 1].text == ",":
            further, outer = _title_before(doc, start, offices_by_end, named, knowledge)
            start = outer if further else start
        right, end = _title_after(doc, name, offices_by_start, knowledge)
        office = left or right
        title = country = gender = None
        span = (0, 0)
        if office:
            span = (office.start, name.start) if left else (office.start, end)
            title = doc.span(*span).text.strip(" ,")
            country = _country(doc, span, names, knowledge)
            gender = office.value.gender
        if right and not left and country and _is_of_another(name, country):
            office, title, country, gender, end = None, None, None, None, name.end
        country = country or _nationality(doc, name, knowledge)
        before = doc[name.start - 1].text if name.start else ""
        if before in knowledge.addresses:
            gender = knowledge.addresses[before] or gender
            start = min(start, name.start - 1)
        found.append(
            PersonName(
                name.start,
                name.end,
                start,
                end,
                identity,
                name.known.actor
                if name.known and name.known.actor and fold_words(name.known.actor.name) == key
                else None,
                title,
                span,
                country,
                gender,
                office.value if office else None,
            )
        )
    return tuple(found)


def _is_of_another(name: Name, country: str) -> bool:
    """Whether someone known belongs to a country other than that of an office put after the name."""
    known = name.known.actor if name.known else None
    return known is not None and known.country not in {country, None}


def _usual_names(doc: Doc, people: list[Name], knowledge: Knowledge) -> list[tuple[str, ...]]:
    """The words of each person's usual name, which are the same for every name of one person.

    A name that is part of a longer one is that person, the last mentioned first, but a surname that the
    gazetteer knows is the person known where the article names that one in full; else it is the person known.
    """
    written = [fold_words(doc.span(name.start, name.end).text) for name in people]
    known = [name.known.actor if name.known else None for name in people]
    in_full = {actor.name for actor, words in zip(known, written, strict=True) if actor and len(words) > 1}
    keys: list[tuple[str, ...]] = []
    for i, words in enumerate(written):
        actor = known[i]
        key = fold_words(actor.name) if actor else words
        addressed = people[i].start > 0 and doc[people[i].start - 1].text in knowledge.addresses
        if actor and len(words) == 1 and actor.name in in_full and not addressed:
            keys.append(key)
            continue
        if len(words) == 1 or not actor:
            same = next((k for k, other in zip(known, written, strict=True) if k and other == words), None)
            longer = [
                j for j, other in enumerate(written) if len(other) > len(words) and _part_of(words, other)
            ]
            if longer:
                nearest = max((j for j in longer if j < i), default=min(longer))
                other_actor = known[nearest]
                key = fold_words(other_actor.name) if other_actor else written[nearest]
            elif same:
                key = fold_words(same.name)
        keys.append(key)
    return keys


def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is a shorter form of another: its surname, or its words with others left out."""
    rest = iter(long)
    if not all(word in rest for word in short):
        return False
    return short[-1] == long[-1] or short[0] == long[0]


def _nationality(doc: Doc, name: Name, knowledge: Knowledge) -> str | None:
    """The country of someone whom no office tells: "le Malien X", "X, un Malien", "X (Mali)"."""
    demonyms = knowledge.gazetteer.demonyms
    if (
        name.start
        and not doc[name.start].is_sent_start
        and (before := demonyms.get(doc[name.start - 1].lower_))
    ):
        return None if before.plural else before.country
    after = [token for token in doc[name.end : name.end + _BESIDE] if not token.is_sent_start]
    if len(after) < _BESIDE or after[0].text not in {",", "("}:
        return None
    known = knowledge.gazetteer.lookup(after[1].text) if after[0].text == "(" else None
    if known and known.place and known.place.kind == "country" and after[2].text in {")", ","}:
        return known.place.country
    noun = after[2] if after[1].lower_ in {"un", "une"} else after[1]
    demonym = demonyms.get(noun.lower_) if noun.text[0].isupper() else None
    return demonym.country if demonym and not demonym.plural else None


def _title_before(
    doc: Doc,
    start: int,
    offices: dict[int, Found[Office]],
    named: frozenset[int],
    knowledge: Knowledge,
) -> tuple[Found[Office] | None, int]:
    """The office that leads up to a name ("le ministre russe, X") and where its phrase starts."""
    first, i = start, start - 1
    if i >= 0 and doc[i].text in knowledge.addresses:
        i -= 1
    comma = i >= 0 and doc[i].text == ","
    if comma:
        i -= 1
    elif i >= 0 and doc[i].pos_ in {"ADP", "DET"}:
        return None, first  # "le conseiller de X" is somebody else
    best: Found[Office] | None = None
    limit = max(0, i - _LONGEST)
    while i >= limit:
        token = doc[i]
        office = offices.get(i + 1)
        if office is not None:
            best = office
            i = office.start - 1
            if not comma:
                break
            continue
        if (
            token.pos_ not in _INSIDE
            and token.text not in {"et", "-"}
            and token.lower_ not in knowledge.qualifiers
        ):
            break
        if token.is_sent_start or i in named:
            break
        i -= 1
    if best is None:
        return None, first
    start = best.start
    while (
        start > 0
        and not doc[start].is_sent_start
        and (doc[start - 1].lower_ in knowledge.qualifiers or doc[start - 1].text == "-")
    ):
        start -= 1
    if start > 0 and not doc[start].is_sent_start and doc[start - 1].pos_ == "DET":
        start -= 1
    elif comma and start > 0 and not doc[best.start].is_sent_start:
        # "X, ministre de Y, Z": an office without an article before a comma belongs to the name before it
        return None, first
    return best, start


def _title_after(
    doc: Doc, name: Name, offices: dict[int, Found[Office]], knowledge: Knowledge
) -> tuple[Found[Office] | None, int]:
    """The office put after a name in apposition ("X, ministre de Y,") and where its phrase ends."""
    i = name.end
    if i >= len(doc) or doc[i].text not in {",", "("}:
        return None, name.end
    i += 1
    while (
        i < len(doc) and (doc[i].pos_ == "DET" or doc[i].lower_ in knowledge.qualifiers) and i not in offices
    ):
        i += 1
    office = offices.get(i)
    if office is None:
        return None, name.end
    i = office.end
    while i < len(doc) and not doc[i].is_sent_start and doc[i].pos_ in _INSIDE and doc[i].lower_ not in _AGED:
        i += 1
    before = doc[name.start - 1].text if name.start and not doc[name.start].is_sent_start else ","
    if before == ",":
        return office, i  # the name that opens a clause has nothing else to do in it
    verb = i
    while verb < len(doc) and doc[verb].pos_ == "PRON" and not doc[verb].is_sent_start:
        verb += 1
    if verb < len(doc) and doc[verb].pos_ in {"VERB", "AUX"} and doc[i].lower_ not in RELATIVE:
        return None, name.end  # "X, le président s'est rendu": the office is the subject of what follows
    return office, i


def _country(doc: Doc, span: tuple[int, int], names: Names, knowledge: Knowledge) -> str | None:
    """The country that the words of a title give."""
    for _, code in knowledge.gazetteer.nationalities(t.text for t in doc[span[0] : span[1]]):
        return code
    if names.of_many(*span):
        return None  # "le chef de la mission de l'ONU au Mali"
    for name in names.names:
        if span[0] <= name.start < span[1]:
            if name.known and name.known.place and name.known.place.country:
                return name.known.place.country
            if name.known and name.known.actor and name.known.actor.country:
                return name.known.actor.country
            if name.country:
                return name.country
    return None
